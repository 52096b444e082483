// How Airlock looks: the type scale and the grid; its colours are in palette.h. Every number that a designer would
// want to change stands in one of the two; panels and marks name tokens and hold no colours of their own.
#pragma once

#include <cstdint>
#include <span>

#include "app/palette.h"
#include "imgui.h"
#include "view/scene.h"

namespace airlock::ui {

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
