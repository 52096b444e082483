// Both themes, packed.
#include "app/palette.h"

namespace airlock::ui {
namespace {

constexpr Colour packed(const view::Colour& c) {
    return (c.rgb >> 16 & 255) | (c.rgb & 0xFF00) | (c.rgb & 255) << 16 |
           std::uint32_t{c.alpha} << 24;
}

constexpr Accent packed(const view::AccentColours& a) {
    return {packed(a.ink), packed(a.solid), packed(a.on_solid), packed(a.tint)};
}

constexpr Theme packed(const view::Palette& p) {
    return {
        .is_dark = p.is_dark,
        .ground = packed(p.ground),
        .panel = packed(p.panel),
        .card = packed(p.card),
        .hover = packed(p.hover),
        .line = packed(p.line),
        .line_strong = packed(p.line_strong),
        .text = packed(p.text),
        .text_quiet = packed(p.text_quiet),
        .text_faint = packed(p.text_faint),
        .shade = packed(p.shade),
        .red = packed(p.red),
        .cyan = packed(p.cyan),
        .violet = packed(p.violet),
        .green = packed(p.green),
        .amber = packed(p.amber),
        .grey = packed(p.grey),
    };
}

constexpr Theme dark = packed(view::dark_palette);
constexpr Theme light = packed(view::light_palette);

}  // namespace

const Theme& theme(bool is_dark) { return is_dark ? dark : light; }

}  // namespace airlock::ui
