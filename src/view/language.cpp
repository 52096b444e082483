// Looks texts up and fills their fields; reads the files of languages/. The grammar of a text stands in language.h.
#include "view/language.h"

#include <algorithm>
#include <set>

#include "base/check.h"
#include "base/json.h"
#include "base/text.h"

namespace airlock::view {

namespace {

std::string_view take_part(std::string_view& packed) {
    const std::string_view part = packed.substr(0, packed.find('\0'));
    packed.remove_prefix(part.size() + 1);
    return part;
}

bool is_before(const Phrase& a, const Phrase& b) { return a.key < b.key; }

std::vector<Phrase> sorted_phrases(std::initializer_list<std::string_view> tables) {
    std::vector<Phrase> all;
    for (std::string_view packed : tables)
        while (!packed.empty()) {
            const std::string_view key = take_part(packed);
            all.push_back({key, take_part(packed)});
        }
    std::stable_sort(all.begin(), all.end(), is_before);
    return all;
}

std::string_view find_in(std::span<const Phrase> sorted, std::string_view key) {
    const auto at = std::lower_bound(sorted.begin(), sorted.end(), Phrase{key, {}}, is_before);
    return at != sorted.end() && at->key == key ? at->text : std::string_view();
}

std::string_view nth_form(std::string_view forms, std::uint32_t n) {
    const auto all = split(forms, '|');
    return all[std::min<std::size_t>(n, all.size() - 1)];
}

// The names between braces. False where braces do not pair up.
bool fields_of(std::string_view text, std::set<std::string_view>& names) {
    while (!text.empty()) {
        const auto brace = text.find_first_of("{}");
        if (brace == std::string_view::npos) return true;
        const auto close = text.find_first_of("{}", brace + 1);
        if (text[brace] == '}' || close == std::string_view::npos || text[close] == '{')
            return false;
        const std::string_view inside = text.substr(brace + 1, close - brace - 1);
        names.insert(inside.substr(0, inside.find('#')));
        text.remove_prefix(close + 1);
    }
    return true;
}

// What is wrong with a translation; "" when nothing is.
std::string problem_of(std::string_view original, std::string_view text) {
    std::set<std::string_view> known, used;
    if (text.empty()) return "an empty text";
    if (!fields_of(text, used)) return "braces that do not pair up";
    fields_of(original, known);
    for (const std::string_view name : used)
        if (!known.contains(name))
            return "no field {" + std::string(name) + "} in the English text";
    return {};
}

}  // namespace

const Language& english() {
    static const Language language = [] {
        Language made;
        made.code_ = "en";
        made.name_ = "English";
        made.words_ = sorted_phrases({sentences_en(), reasons_en(), words_en()});
        return made;
    }();
    return language;
}

std::expected<Language, std::vector<Problem>> Language::read(std::string_view json,
                                                             std::string_view file) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(json, std::string(file), problems);
    if (!document.is_valid() || !problems.empty()) return std::unexpected(std::move(problems));
    const Json& root = document.root();
    constexpr std::string_view members[] = {"code", "name", "words", "texts", "page"};
    if (root.is_object()) check_members(document, root, members, problems);

    Language made;
    const auto text_at = [&](std::string_view key, std::string& out) {
        const Json* value = root.find(key);
        if (value != nullptr && value->is_string()) out = value->text();
        else problems.push_back(problem_at(document, root, quoted(key) + " must be a text"));
    };
    text_at("code", made.code_);
    text_at("name", made.name_);

    // Everything is copied into one block that never moves; the phrases look into it.
    made.held_.reserve(json.size());
    const auto keep = [&](std::string_view text) {
        const std::size_t from = made.held_.size();
        CHECK(from + text.size() <= made.held_.capacity());
        made.held_.insert(made.held_.end(), text.begin(), text.end());
        return std::string_view(made.held_.data() + from, text.size());
    };
    const auto read_table = [&](std::string_view name, std::vector<Phrase>& out, bool has_keys) {
        const Json* table = root.find(name);
        if (table == nullptr || !table->is_object()) {
            problems.push_back(problem_at(document, root, quoted(name) + " must be an object"));
            return;
        }
        for (const Json& member : *table) {
            if (!member.is_string()) {
                problems.push_back(problem_at(document, member, "this must be a text"));
                continue;
            }
            // Words of documents are known where documents are written (documents.h); here only their form.
            const bool is_of_documents = has_keys && member.key().starts_with("doc.");
            const std::string_view original = is_of_documents ? member.text()
                                              : has_keys      ? english().find(member.key())
                                                              : member.key();
            const std::string wrong = original.empty() ? "there is no text " + quoted(member.key())
                                                       : problem_of(original, member.text());
            if (!wrong.empty()) problems.push_back(problem_at(document, member, wrong));
            else out.push_back({keep(member.key()), keep(member.text())});
        }
        std::stable_sort(out.begin(), out.end(), is_before);
    };
    read_table("words", made.words_, true);
    read_table("texts", made.texts_, false);
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return made;
}

std::string_view Language::find(std::string_view key) const {
    const std::string_view own = find_in(words_, key);
    return own.empty() && this != &english() ? english().find(key) : own;
}

std::string_view Language::text_of(const Text& text) const {
    for (const auto& [code, own] : text.by_language)
        if (code == code_) return own;
    const std::string_view original = text.in("en");
    const std::string_view translated = find_in(texts_, original);
    return translated.empty() ? original : translated;
}

// Source: Unicode CLDR plural rules, cardinals. Vietnamese and Japanese have one form for every number.
std::uint32_t Language::plural_form(std::int64_t number) const {
    return code_ == "en" && number != 1 ? 1 : 0;
}

std::string_view find_phrase(const Language& language, std::string_view key) {
    return language.find(key);
}

std::string_view phrase(const Language& language, std::string_view key) {
    const std::string_view found = language.find(key);
    return found.empty() ? key : found;
}

std::string fill_text(const Language& language, std::string_view text, const Fields& fields) {
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
        else out += nth_form(inside.substr(hash + 1), language.plural_form(field->number));
        text.remove_prefix(close + 1);
    }
    return out;
}

std::string fill(const Language& language, std::string_view key, const Fields& fields) {
    return fill_text(language, phrase(language, key), fields);
}

std::string list_of(const Language& language, std::span<const std::string> items) {
    if (items.empty()) return {};
    std::string out = items.front();
    for (std::size_t i = 1; i < items.size(); ++i)
        out = fill(language, i + 1 == items.size() ? "list.last" : "list.next",
                   {{"before", out}, {"item", items[i]}});
    return out;
}

}  // namespace airlock::view
