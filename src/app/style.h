// How Airlock looks: the theme as Dear ImGui takes it, the type scale, the grid. Every number that a designer would
// want to change stands here, colours in view/palette.h; panels and marks name tokens and hold none of their own.
//
// Meaning is never told by colour alone: red is loss and comes with ✕ and hatching, cyan is a seal and a ring,
// violet is consent and a disc, green is health and a square, amber is "someone must act" and is strong in one
// place at a time.
#pragma once

#include <cstdint>
#include <span>

#include "imgui.h"
#include "view/scene.h"

namespace airlock::ui {

struct Accent {
    ImU32 ink;       // text and lines on the ground, a panel or a card: 4.5 to 1 or better
    ImU32 solid;     // a filled button, disc or bar
    ImU32 on_solid;  // text on that
    ImU32 tint;      // translucent: a touch of it over a surface
};

struct Theme {
    bool is_dark;
    ImU32 ground;       // behind everything
    ImU32 panel;        // header, side panel, timeline
    ImU32 card;         // a thing on a panel or in a place
    ImU32 hover;        // laid over what the pointer is on
    ImU32 line;         // borders of panels and cards: one weight everywhere
    ImU32 line_strong;  // what must be told apart without colour
    ImU32 text;
    ImU32 text_quiet;  // labels, second lines
    ImU32 text_faint;  // what lies in the future or is switched off
    ImU32 shade;       // under sheets and menus
    Accent red, cyan, violet, green, amber, grey;
};

const Theme& theme(bool is_dark);
// The accent of a condition: intact cyan, threatened and lost red, regained green.
const Accent& accent(const Theme& theme, view::Condition condition);

// Distances: multiples of four.
inline constexpr float grid = 4;
inline constexpr float gap = 12;
inline constexpr float pad = 16;
inline constexpr float radius = 12;      // panels
inline constexpr float radius_card = 8;  // cards, buttons
inline constexpr float line_width = 1.25f;
inline constexpr float boundary_width =
    3;  // authentication boundaries: the strongest lines there are
inline constexpr float touch_target = 40;

// The type scale. Whole numbers keep glyphs crisp; they count from ascender to descender as Dear ImGui does,
// about 1.2 times what CSS would say.
enum class Size : std::uint8_t { small, body, title, figure };
inline constexpr float pixels(Size size) {
    switch (size) {
        case Size::small: return 14;
        case Size::body: return 16;
        case Size::title: return 20;
        case Size::figure: return 28;
    }
    return 16;
}

enum class Face : std::uint8_t { text, strong, code };

struct Fonts {
    ImFont* text = nullptr;
    ImFont* strong = nullptr;
    ImFont* code = nullptr;
    ImFont* icon = nullptr;
    ImFont* of(Face face) const {
        return face == Face::strong ? strong : face == Face::code ? code : text;
    }
};

// The font files as the page fetched them; they must outlive the ImGui context.
struct FontFiles {
    std::span<const unsigned char> text, strong, code, icon, names;  // names: 日本語
};
Fonts add_fonts(ImFontAtlas& atlas, const FontFiles& files);

// How large the Japanese font is drawn beside Inter. The atlas makes ascender to descender of both equally high,
// 1.21 em of Inter and 1 em of BIZ UDPGothic; an em of ideographs is to be a little smaller than one of Inter.
inline constexpr float gothic_size = 0.8f;

// The letters that a language needs beside those. They are drawn where the fonts above have none; the files must
// outlive the ImGui context, too. `size` as in gothic_size: 1 for letters of Inter itself.
struct LanguageFonts {
    std::span<const unsigned char> text, strong;
    float size = 1;
};
void add_language(ImFontAtlas& atlas, const Fonts& fonts, const LanguageFonts& files);

// What ImGui itself needs to know: finer curves, no padding, no borders of its own.
void apply_style(ImGuiStyle& style);

ImU32 faded(ImU32 colour, float opacity);
ImU32 mixed(ImU32 from, ImU32 to, float part);

}  // namespace airlock::ui
