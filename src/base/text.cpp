// UTF-8, suggestions, cutting and joining. Everything here is linear in its text; the edit distance is
// bounded by a fixed length instead.
#include "base/text.h"

#include <algorithm>
#include <array>

#include "base/check.h"

namespace airlock {
namespace {

// Bytes of the well-formed code point at the front of `text`, or 0.
std::uint32_t well_formed_bytes(std::string_view text) {
    const auto byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u;
    };
    const auto continues = [&](std::size_t i) { return (byte(i) & 0xc0u) == 0x80u; };
    const unsigned first = byte(0);
    if (text.empty()) return 0;
    if (first < 0x80) return 1;
    if (first < 0xc2) return 0;
    if (first < 0xe0) return continues(1) ? 2 : 0;
    if (first < 0xf0) {
        if (!continues(1) || !continues(2)) return 0;
        if (first == 0xe0 && byte(1) < 0xa0) return 0;  // overlong
        if (first == 0xed && byte(1) > 0x9f) return 0;  // surrogates
        return 3;
    }
    if (first > 0xf4 || !continues(1) || !continues(2) || !continues(3)) return 0;
    if (first == 0xf0 && byte(1) < 0x90) return 0;
    if (first == 0xf4 && byte(1) > 0x8f) return 0;
    return 4;
}

template <class Pieces>
std::string joined(const Pieces& pieces, std::string_view separator) {
    std::string out;
    for (const auto& piece : pieces) {
        if (&piece != pieces.data()) out += separator;
        out += piece;
    }
    return out;
}

}  // namespace

std::optional<std::uint32_t> utf8_error_at(std::string_view text) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (static_cast<unsigned char>(text[at]) < 0x80) {
            ++at;
            continue;
        }
        const std::uint32_t bytes = well_formed_bytes(text.substr(at, 4));
        if (bytes == 0) return static_cast<std::uint32_t>(at);
        at += bytes;
    }
    return std::nullopt;
}

std::uint32_t code_points(std::string_view text) {
    std::uint32_t count = 0;
    for (char c : text)
        if ((static_cast<unsigned char>(c) & 0xc0u) != 0x80u) ++count;
    return count;
}

std::uint32_t code_point_bytes(std::string_view text) {
    if (text.empty()) return 0;
    const std::uint32_t bytes = well_formed_bytes(text);
    return bytes == 0 ? 1 : bytes;
}

std::string repaired_utf8(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const std::uint32_t bytes = well_formed_bytes(text);
        if (bytes == 0) out += "\xef\xbf\xbd";
        else out += text.substr(0, bytes);
        text.remove_prefix(bytes == 0 ? 1 : bytes);
    }
    return out;
}

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out) c = lower(c);
    return out;
}

bool equals_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (lower(a[i]) != lower(b[i])) return false;
    return true;
}

std::string_view trim(std::string_view text) {
    constexpr std::string_view blanks = " \t\r\n";
    const auto first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

std::vector<std::string_view> split(std::string_view text, char separator) {
    std::vector<std::string_view> pieces;
    for (;;) {
        const auto end = text.find(separator);
        pieces.push_back(text.substr(0, end));
        if (end == std::string_view::npos) return pieces;
        text.remove_prefix(end + 1);
    }
}

std::string join(std::span<const std::string> pieces, std::string_view separator) {
    return joined(pieces, separator);
}

std::string join(std::span<const std::string_view> pieces, std::string_view separator) {
    return joined(pieces, separator);
}

std::uint32_t edit_distance(std::string_view a, std::string_view b) {
    if (a.size() > edit_length_max || b.size() > edit_length_max)
        return static_cast<std::uint32_t>(std::max(a.size(), b.size()));
    using Row = std::array<std::uint32_t, edit_length_max + 1>;
    Row before_last{};
    Row last{};
    Row row{};
    for (std::uint32_t j = 0; j <= b.size(); ++j) last[j] = j;
    for (std::uint32_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::uint32_t j = 1; j <= b.size(); ++j) {
            const bool same = lower(a[i - 1]) == lower(b[j - 1]);
            row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (same ? 0u : 1u)});
            const bool swapped = i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) &&
                                 lower(a[i - 2]) == lower(b[j - 1]);
            if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
        }
        before_last = last;
        last = row;
    }
    return last[b.size()];
}

std::string_view closest(std::string_view name, std::span<const std::string_view> candidates) {
    std::string_view best;
    std::uint32_t best_distance = UINT32_MAX;
    for (std::string_view candidate : candidates) {
        const auto longer = static_cast<std::uint32_t>(std::max(name.size(), candidate.size()));
        if (longer > edit_length_max) continue;
        const std::uint32_t distance = edit_distance(name, candidate);
        const std::uint32_t near = longer <= 2 ? 1 : longer <= 5 ? 2 : longer / 3 + 1;
        if (distance <= near && distance < longer && distance < best_distance) {
            best = candidate;
            best_distance = distance;
        }
    }
    return best;
}

std::string did_you_mean(std::string_view name, std::span<const std::string_view> candidates) {
    const std::string_view best = closest(name, candidates);
    return best.empty() ? std::string() : "did you mean " + quoted(best) + "?";
}

std::string did_you_mean(std::string_view name,
                         std::initializer_list<std::string_view> candidates) {
    return did_you_mean(name,
                        std::span<const std::string_view>(candidates.begin(), candidates.size()));
}

std::string quoted(std::string_view text) {
    constexpr std::uint32_t shown_max = 60;
    std::string out = "\"";
    std::string_view rest = text;
    for (std::uint32_t shown = 0; !rest.empty() && shown < shown_max; ++shown) {
        const std::uint32_t bytes = well_formed_bytes(rest);
        const bool is_printable =
            bytes > 1 ||
            (bytes == 1 && static_cast<unsigned char>(rest[0]) >= 0x20 && rest[0] != 0x7f);
        out += is_printable ? rest.substr(0, bytes) : "\xef\xbf\xbd";
        rest.remove_prefix(bytes == 0 ? 1 : bytes);
    }
    out += rest.empty() ? "\"" : "…\"";
    return out;
}

}  // namespace airlock
