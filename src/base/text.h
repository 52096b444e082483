// Small deeds on text that more than one layer needs: UTF-8, suggestions for misspelt names, cutting and
// joining. Letters are folded in ASCII only; nothing here knows a locale. JSON escapes live in json.h.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace airlock {

// Byte offset of the first byte that is not well-formed UTF-8 (RFC 3629: no overlong forms, no surrogates,
// nothing above U+10FFFF); nothing when all of it is.
std::optional<std::uint32_t> utf8_error_at(std::string_view text);
// How many code points well-formed text has.
std::uint32_t code_points(std::string_view text);
// Bytes of the code point that begins at the front of `text`: 1 for a byte that begins none, 0 for no text.
std::uint32_t code_point_bytes(std::string_view text);
// The same text with U+FFFD in place of every byte that is not UTF-8.
std::string repaired_utf8(std::string_view text);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }
std::string lower(std::string_view text);
bool equals_ignoring_case(std::string_view a, std::string_view b);

// Without spaces, tabs and line ends at either end.
std::string_view trim(std::string_view text);
// "a,,b" at ',' gives "a", "", "b"; no text gives one empty piece.
std::vector<std::string_view> split(std::string_view text, char separator);
std::string join(std::span<const std::string> pieces, std::string_view separator);
std::string join(std::span<const std::string_view> pieces, std::string_view separator);

// Fewest insertions, deletions, changes and swaps of neighbours that turn `a` into `b`, upper and lower case
// alike; in bytes. Names longer than `edit_length_max` are taken for entirely different.
inline constexpr std::uint32_t edit_length_max = 96;
std::uint32_t edit_distance(std::string_view a, std::string_view b);
// The candidate that `name` was probably meant to be, the first of those equally near; "" when none is near.
std::string_view closest(std::string_view name, std::span<const std::string_view> candidates);
// The suggestion of a Problem: `did you mean "ana"?`, or "" when none is near.
std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates);
std::string did_you_mean(std::string_view name, std::initializer_list<std::string_view> candidates);

// The text between double quotes, cut after 60 code points, for sentences: `"anna"`.
std::string quoted(std::string_view text);

}  // namespace airlock
