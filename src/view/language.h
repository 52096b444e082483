// Every word on screen that is not a name, by language. A text is found by its key; people's languages differ
// in word order and plurals, so a text is a whole sentence or a whole label with named fields, never a piece
// to be glued to another. English is compiled in (sentences_en.cpp, reasons_en.cpp, words_en.cpp); the others are
// files in languages/, read when somebody wants them. Adding one: such a file, its plural rule in language.cpp,
// its row in `shipped_languages`; tests/view/language_test.cpp lists what is still missing.
//
//     text   = { plain | "{" field "}" | "{" field "#" form { "|" form } "}" }
//     field  = the name of a field: "{vault}"
//     form   = plain text, one for each plural form of the language, chosen by the number in the field:
//              "{votes} {votes#vote|votes}"
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "sim/scenario.h"
#include "view/page.h"

namespace airlock::view {

struct Phrase {
    std::string_view key;  // "call.DeleteRecoveryPoint.done", "Gate.vault_lock"
    std::string_view text;
};

// All texts of one language. Made once and then only read; whatever speaks it holds a reference.
class Language {
  public:
    Language(const Language&) = delete;
    Language(Language&&) = default;

    // A file of languages/: {"code": "vi", "name": "Tiếng Việt", "words": {key: text}, "texts": {English: text},
    // "page": {English: text}}; "texts" are those of the scenarios, "page" is for web/words.mjs and not read here.
    // `file` is what problems are reported under. A text whose braces are not those of its English is a problem.
    static std::expected<Language, std::vector<Problem>> read(std::string_view json,
                                                              std::string_view file);

    std::string_view code() const { return code_; }  // "en": as scenario files name it
    std::string_view name() const { return name_; }  // what it calls itself
    // The text of a key, in English where this language has none; "" where neither has.
    std::string_view find(std::string_view key) const;
    // A text of a scenario: as the scenario itself says it in this language, else as the shipped translation
    // does, else in English.
    std::string_view text_of(const Text& text) const;
    // Which of the plural forms a number takes.
    std::uint32_t plural_form(std::int64_t number) const;

    // All it has, sorted by key; for tests.
    std::span<const Phrase> phrases() const { return words_; }
    std::span<const Phrase> texts() const { return texts_; }

  private:
    friend const Language& english();
    Language() = default;

    std::string code_, name_;
    std::vector<char> held_;     // what the views of a language that was read look into
    std::vector<Phrase> words_;  // sorted by key
    std::vector<Phrase> texts_;  // English text and its translation, sorted
};

const Language& english();

// What the page can speak: code, and the name of the language in itself.
struct ShippedLanguage {
    std::string_view code, name;
};
inline constexpr std::array<ShippedLanguage, 3> shipped_languages{
    {{"en", "English"}, {"vi", "Tiếng Việt"}, {"ja", "日本語"}}};

struct Field {
    std::string_view name;
    std::string value;
    std::int64_t number = 0;  // for plurals

    Field(std::string_view n, std::string_view v) : name(n), value(v) {}
    Field(std::string_view n, std::int64_t v) : name(n), value(std::to_string(v)), number(v) {}
};
using Fields = std::vector<Field>;

// "" when the language has no such text.
std::string_view find_phrase(const Language& language, std::string_view key);
// The same, but a missing text shows its key, so that it is seen.
std::string_view phrase(const Language& language, std::string_view key);
// A phrase with its fields filled in. An unknown field stays in braces, so that it is seen.
std::string fill(const Language& language, std::string_view key, const Fields& fields);
std::string fill_text(const Language& language, std::string_view text, const Fields& fields);
// "ana, ben and chi"
std::string list_of(const Language& language, std::span<const std::string> items);

// The tables, one file each, packed: keys and texts by turns, each ended by a NUL. A table of views would double
// what the page transfers for them: pointers and lengths do not compress, and the linker scatters the texts.
std::string_view sentences_en();
std::string_view reasons_en();
std::string_view words_en();

template <std::size_t N>
consteval std::size_t packed_size(const Phrase (&table)[N]) {
    std::size_t size = 0;
    for (const Phrase& p : table) size += p.key.size() + p.text.size() + 2;
    return size;
}

template <std::size_t Size, std::size_t N>
consteval std::array<char, Size> packed(const Phrase (&table)[N]) {
    std::array<char, Size> out{};
    char* to = out.data();
    for (const Phrase& p : table) {
        for (const std::string_view part : {p.key, p.text}) {
            const char* from = part.data();
            for (const char* end = from + part.size(); from != end; ++from) *to++ = *from;
            ++to;  // over the NUL
        }
    }
    return out;
}

}  // namespace airlock::view
