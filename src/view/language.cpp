// Looks texts up and fills their fields. The grammar of a text stands in language.h.
#include "view/language.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace airlock::view {

namespace {

std::string_view take_part(std::string_view& packed) {
    const std::string_view part = packed.substr(0, packed.find('\0'));
    packed.remove_prefix(part.size() + 1);
    return part;
}

std::vector<Phrase> sorted_phrases(std::initializer_list<std::string_view> tables) {
    std::vector<Phrase> all;
    for (std::string_view packed : tables)
        while (!packed.empty()) {
            const std::string_view key = take_part(packed);
            all.push_back({key, take_part(packed)});
        }
    std::stable_sort(all.begin(), all.end(),
                     [](const Phrase& a, const Phrase& b) { return a.key < b.key; });
    return all;
}

// Which of the plural forms a number takes. Source: Unicode CLDR plural rules, cardinals.
std::uint32_t plural_form(Language language, std::int64_t number) {
    switch (language) {
        case Language::en: return number == 1 ? 0 : 1;
    }
    return 0;
}

std::string_view nth_form(std::string_view forms, std::uint32_t n) {
    const auto all = split(forms, '|');
    return all[std::min<std::size_t>(n, all.size() - 1)];
}

}  // namespace

std::span<const Phrase> phrases(Language language) {
    switch (language) {
        case Language::en: {
            static const std::vector<Phrase> en =
                sorted_phrases({sentences_en(), reasons_en(), words_en()});
            return en;
        }
    }
    return {};
}

std::string_view code_of(Language language) {
    switch (language) {
        case Language::en: return "en";
    }
    return "en";
}

std::string_view find_phrase(Language language, std::string_view key) {
    const auto all = phrases(language);
    const auto at = std::lower_bound(all.begin(), all.end(), key,
                                     [](const Phrase& p, std::string_view k) { return p.key < k; });
    return at != all.end() && at->key == key ? at->text : std::string_view();
}

std::string_view phrase(Language language, std::string_view key) {
    const std::string_view found = find_phrase(language, key);
    return found.empty() ? key : found;
}

std::string fill_text(Language language, std::string_view text, const Fields& fields) {
    std::string out;
    out.reserve(text.size() + 32);
    while (!text.empty()) {
        const auto open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos) break;
        const auto close = text.find('}', open);
        CHECK(close != std::string_view::npos);
        const std::string_view inside = text.substr(open + 1, close - open - 1);
        const auto hash = inside.find('#');
        const std::string_view name = inside.substr(0, hash);
        const auto field = std::find_if(fields.begin(), fields.end(),
                                        [&](const Field& f) { return f.name == name; });
        if (field == fields.end()) out += text.substr(open, close - open + 1);
        else if (hash == std::string_view::npos) out += field->value;
        else out += nth_form(inside.substr(hash + 1), plural_form(language, field->number));
        text.remove_prefix(close + 1);
    }
    return out;
}

std::string fill(Language language, std::string_view key, const Fields& fields) {
    return fill_text(language, phrase(language, key), fields);
}

std::string list_of(Language language, std::span<const std::string> items) {
    if (items.empty()) return {};
    std::string out = items.front();
    for (std::size_t i = 1; i < items.size(); ++i)
        out = fill(language, i + 1 == items.size() ? "list.last" : "list.next",
                   {{"before", out}, {"item", items[i]}});
    return out;
}

std::string as_sentence_start(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 32);
    return text;
}

}  // namespace airlock::view
