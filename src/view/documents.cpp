// Looks the words of documents up.
#include "view/documents.h"

#include <algorithm>
#include <vector>

namespace airlock::view {

namespace {

bool is_before(const Phrase& a, const Phrase& b) { return a.key < b.key; }

std::string_view take_part(std::string_view& packed) {
    const std::string_view part = packed.substr(0, packed.find('\0'));
    packed.remove_prefix(part.size() + 1);
    return part;
}

}  // namespace

std::span<const Phrase> document_phrases() {
    static const std::vector<Phrase> sorted = [] {
        std::vector<Phrase> all;
        for (std::string_view packed = documents_en(); !packed.empty();) {
            const std::string_view key = take_part(packed);
            all.push_back({key, take_part(packed)});
        }
        std::stable_sort(all.begin(), all.end(), is_before);
        return all;
    }();
    return sorted;
}

std::string document_text(const Language& language, std::string_view key, const Fields& fields) {
    if (const std::string_view own = language.find(key); !own.empty())
        return fill_text(language, own, fields);
    const auto all = document_phrases();
    const auto at = std::lower_bound(all.begin(), all.end(), Phrase{key, {}}, is_before);
    // A missing text shows its key, so that it is seen.
    return fill_text(language, at != all.end() && at->key == key ? at->text : key, fields);
}

}  // namespace airlock::view
