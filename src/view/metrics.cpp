// The widths are those of Inter 4, regular and semibold, in thousandths of the em, for ' ' to '~'. Other
// characters count as wide as the widest of their kind.
#include "view/metrics.h"

#include <array>

#include "base/text.h"

namespace airlock::view {

namespace {

using Widths = std::array<std::uint16_t, 95>;

constexpr Widths inter_regular = {
    281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610,
    618, 646, 593, 620, 566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601,
    590, 746, 743, 269, 571, 672, 565, 903, 753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682,
    679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612, 583, 370, 613, 591, 242, 242, 549,
    242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426, 333, 426, 662};
constexpr Widths inter_semibold = {
    252, 321, 523, 644, 650, 1004, 663, 326,  373, 373, 540, 673, 319, 465, 319, 379,
    660, 423, 623, 636, 666, 612,  640, 576,  640, 640, 319, 329, 673, 673, 673, 543,
    999, 728, 659, 737, 722, 605,  588, 749,  746, 277, 580, 703, 565, 922, 759, 769,
    645, 773, 652, 650, 660, 736,  728, 1020, 720, 713, 652, 373, 379, 373, 481, 469,
    351, 574, 624, 583, 624, 591,  389, 625,  612, 262, 262, 569, 262, 900, 612, 609,
    624, 624, 397, 549, 353, 612,  587, 839,  569, 588, 566, 455, 359, 455, 673};
constexpr std::int32_t mono_width = 600;
constexpr std::int32_t other_width = 700;   // accented letters, small signs
constexpr std::int32_t symbol_width = 960;  // arrows, ticks, the ellipsis
constexpr std::int32_t wide_width = 1000;   // ideographs

struct Face {
    std::int32_t em = 11;
    std::int32_t line = 16;
    const Widths* widths = nullptr;  // none for monospaced
};

constexpr Face face_of(Label::Style style) {
    switch (style) {
        case Label::Style::heading: return {13, 16, &inter_semibold};
        case Label::Style::title: return {13, 16, &inter_semibold};
        case Label::Style::text: return {11, 14, &inter_regular};
        case Label::Style::number: return {11, 14, nullptr};
        case Label::Style::count: return {20, 24, &inter_semibold};
    }
    return {};
}

// Width of the code point at the front of `text`, in thousandths of the em.
std::int32_t advance(std::string_view text, const Face& face) {
    const auto first = static_cast<unsigned char>(text.front());
    if (face.widths == nullptr) return first >= 0xe3 ? wide_width : mono_width;
    if (first >= ' ' && first <= '~') return (*face.widths)[first - ' '];
    if (first < 0xe2) return text.starts_with("\xc2\xb7") ? 320 : other_width;
    return first == 0xe2 || first >= 0xf0 ? symbol_width : wide_width;
}

std::int32_t pixels(std::int64_t thousandths, const Face& face) {
    return static_cast<std::int32_t>((thousandths * face.em + 999) / 1000);
}

}  // namespace

std::int32_t text_width(std::string_view text, Label::Style style) {
    const Face face = face_of(style);
    std::int64_t sum = 0;
    while (!text.empty()) {
        sum += advance(text, face);
        text.remove_prefix(code_point_bytes(text));
    }
    return pixels(sum, face);
}

std::int32_t line_height(Label::Style style) { return face_of(style).line; }

std::string fit_text(std::string_view text, Label::Style style, std::int32_t width) {
    if (text_width(text, style) <= width) return std::string(text);
    const Face face = face_of(style);
    const std::int64_t room = std::int64_t{width} * 1000 / face.em - symbol_width;
    std::int64_t sum = 0;
    std::size_t end = 0;
    while (end < text.size()) {
        const std::string_view rest = text.substr(end);
        sum += advance(rest, face);
        if (sum > room) break;
        end += code_point_bytes(rest);
    }
    while (end > 0 && (text[end - 1] == ' ' || text[end - 1] == '-')) --end;
    return std::string(text.substr(0, end)) + "\u2026";
}

}  // namespace airlock::view
