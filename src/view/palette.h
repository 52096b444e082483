// The colours of both themes, as the canvas, the pictures and the documents all use them: one place, so that they
// cannot differ. Each ink has 4.5 to 1 or better on the ground, a panel and a card of its theme, and conditions stay apart for
// colour-blind eyes: tests/app/palette_test.cpp measures both, docs/style.md shows it.
//
// Meaning is never told by colour alone: red is loss and comes with ✕ and hatching, cyan is a seal and a ring,
// violet is consent and a disc, green is health and a square, amber is "someone must act".
#pragma once

#include <cstdint>

#include "view/scene.h"

namespace airlock::view {

struct Colour {
    std::uint32_t rgb = 0;  // 0xRRGGBB
    std::uint8_t alpha = 255;
    bool operator==(const Colour&) const = default;
};

// `C` is how a colour is kept: a Colour here, one number for Dear ImGui (app/palette.h).
template <class C>
struct AccentOf {
    C ink;       // text and lines on the ground, a panel or a card
    C solid;     // a filled button, disc or bar
    C on_solid;  // text on that
    C tint;      // translucent: a touch of it over a surface
};

template <class C>
struct PaletteOf {
    bool is_dark;
    C ground;       // behind everything
    C panel;        // header, side panel, timeline
    C card;         // a thing on a panel or in a place
    C hover;        // laid over what the pointer is on
    C line;         // borders of panels and cards
    C line_strong;  // what must be told apart without colour
    C text;
    C text_quiet;  // labels, second lines
    C text_faint;  // what lies in the future or is switched off
    C shade;       // under sheets and menus
    AccentOf<C> red, cyan, violet, green, amber, grey;
};

using AccentColours = AccentOf<Colour>;
using Palette = PaletteOf<Colour>;

inline constexpr Palette dark_palette = {
    .is_dark = true,
    .ground = {0x090D18},
    .panel = {0x10182A},
    .card = {0x17213A},
    .hover = {0xFFFFFF, 14},
    .line = {0x283552},
    .line_strong = {0x4A5B7E},
    .text = {0xEDF2FC},
    .text_quiet = {0xA3B1CB},
    .text_faint = {0x7E8CA9},
    .shade = {0x03050B, 168},
    .red = {{0xFF8266}, {0xFF6B4A}, {0x200A03}, {0xFF6B4A, 30}},
    .cyan = {{0x62CBFF}, {0x4CC2FF}, {0x03141F}, {0x4CC2FF, 26}},
    .violet = {{0xB894FF}, {0xAB85FF}, {0x12072B}, {0xAB85FF, 30}},
    .green = {{0x4BD69C}, {0x3FCF8E}, {0x04170E}, {0x3FCF8E, 26}},
    .amber = {{0xF9BE4A}, {0xF5B52E}, {0x201400}, {0xF5B52E, 28}},
    .grey = {{0xA3B1CB}, {0x8492AE}, {0x090D18}, {0x8492AE, 28}},
};

inline constexpr Palette light_palette = {
    .is_dark = false,
    .ground = {0xECF0F7},
    .panel = {0xFFFFFF},
    .card = {0xF5F7FC},
    .hover = {0x0A1A3A, 12},
    .line = {0xD0D9E8},
    .line_strong = {0x8A99B5},
    .text = {0x0F1728},
    .text_quiet = {0x46546F},
    .text_faint = {0x5C6982},
    .shade = {0x1A2438, 96},
    .red = {{0xA01A1E}, {0xC8360E}, {0xFFFFFF}, {0xE0441A, 24}},
    .cyan = {{0x07639E}, {0x0B74B6}, {0xFFFFFF}, {0x0B84CE, 22}},
    .violet = {{0x6336CC}, {0x6D41D6}, {0xFFFFFF}, {0x7A4FE0, 24}},
    .green = {{0x086B43}, {0x0A7D4F}, {0xFFFFFF}, {0x0B9A61, 24}},
    .amber = {{0x8A6000}, {0xF3B22A}, {0x201400}, {0xF3B22A, 44}},
    .grey = {{0x46546F}, {0x63708A}, {0xFFFFFF}, {0x63708A, 24}},
};

constexpr const Palette& palette(bool is_dark) { return is_dark ? dark_palette : light_palette; }

// The accent of a condition: intact cyan, threatened and lost red, regained green.
template <class C>
constexpr const AccentOf<C>& accent(const PaletteOf<C>& palette, Condition condition) {
    switch (condition) {
        case Condition::intact: return palette.cyan;
        case Condition::threatened: return palette.red;
        case Condition::lost: return palette.red;
        case Condition::regained: return palette.green;
    }
    return palette.grey;
}

}  // namespace airlock::view
