// Every word on screen that is not a name, by language. A text is found by its key; people's languages differ
// in word order and plurals, so a text is a whole sentence or a whole label with named fields, never a piece
// to be glued to another. Adding a language: one more file like sentences_en.cpp and words_en.cpp, one line
// in language.cpp; tests/view/language_test.cpp lists what is still missing.
//
//     text   = { plain | "{" field "}" | "{" field "#" form { "|" form } "}" }
//     field  = the name of a field: "{vault}"
//     form   = plain text, one for each plural form of the language, chosen by the number in the field:
//              "{votes} {votes#vote|votes}"
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "view/page.h"

namespace airlock::view {

struct Phrase {
    std::string_view key;  // "call.DeleteRecoveryPoint.done", "gate.vault_lock"
    std::string_view text;
};

struct Field {
    std::string_view name;
    std::string value;
    std::int64_t number = 0;  // for plurals

    Field(std::string_view n, std::string_view v) : name(n), value(v) {}
    Field(std::string_view n, std::int64_t v) : name(n), value(std::to_string(v)), number(v) {}
};
using Fields = std::vector<Field>;

// "en": as scenario files name it.
std::string_view code_of(Language language);
// "" when the language has no such text.
std::string_view find_phrase(Language language, std::string_view key);
// The same, but a missing text shows its key, so that it is seen.
std::string_view phrase(Language language, std::string_view key);
// A phrase with its fields filled in. An unknown field stays in braces, so that it is seen.
std::string fill(Language language, std::string_view key, const Fields& fields);
std::string fill_text(Language language, std::string_view text, const Fields& fields);
// "ana, ben and chi"
std::string list_of(Language language, std::span<const std::string> items);
// The first letter as a sentence begins. Templates are lower case where they can stand inside another.
std::string as_sentence_start(std::string text);

// All of a language, sorted by key; for tests.
std::span<const Phrase> phrases(Language language);

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
