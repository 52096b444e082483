// Both themes. Each ink has 4.5 to 1 or better on the ground, a panel and a card of its theme; tests/browser
// measures that on the real page.
#include "app/style.h"

#include <cstddef>

namespace airlock::ui {
namespace {

// "0xRRGGBB" as designers write it; Dear ImGui wants the bytes the other way round.
constexpr ImU32 rgb(std::uint32_t value, std::uint32_t alpha = 255) {
    return IM_COL32((value >> 16) & 255, (value >> 8) & 255, value & 255, alpha);
}

constexpr Theme dark = {
    .is_dark = true,
    .ground = rgb(0x090D18),
    .panel = rgb(0x10182A),
    .card = rgb(0x17213A),
    .hover = rgb(0xFFFFFF, 14),
    .line = rgb(0x283552),
    .line_strong = rgb(0x4A5B7E),
    .text = rgb(0xEDF2FC),
    .text_quiet = rgb(0xA3B1CB),
    .text_faint = rgb(0x7E8CA9),
    .shade = rgb(0x03050B, 168),
    .red = {rgb(0xFF8266), rgb(0xFF6B4A), rgb(0x200A03), rgb(0xFF6B4A, 30)},
    .cyan = {rgb(0x62CBFF), rgb(0x4CC2FF), rgb(0x03141F), rgb(0x4CC2FF, 26)},
    .violet = {rgb(0xBC9BFF), rgb(0xAB85FF), rgb(0x12072B), rgb(0xAB85FF, 30)},
    .green = {rgb(0x4BD69C), rgb(0x3FCF8E), rgb(0x04170E), rgb(0x3FCF8E, 26)},
    .amber = {rgb(0xF9BE4A), rgb(0xF5B52E), rgb(0x201400), rgb(0xF5B52E, 28)},
    .grey = {rgb(0xA3B1CB), rgb(0x8492AE), rgb(0x090D18), rgb(0x8492AE, 28)},
};

constexpr Theme light = {
    .is_dark = false,
    .ground = rgb(0xECF0F7),
    .panel = rgb(0xFFFFFF),
    .card = rgb(0xF5F7FC),
    .hover = rgb(0x0A1A3A, 12),
    .line = rgb(0xD0D9E8),
    .line_strong = rgb(0x8A99B5),
    .text = rgb(0x0F1728),
    .text_quiet = rgb(0x46546F),
    .text_faint = rgb(0x5C6982),
    .shade = rgb(0x1A2438, 96),
    .red = {rgb(0xB32C08), rgb(0xC8360E), rgb(0xFFFFFF), rgb(0xE0441A, 24)},
    .cyan = {rgb(0x07639E), rgb(0x0B74B6), rgb(0xFFFFFF), rgb(0x0B84CE, 22)},
    .violet = {rgb(0x6336CC), rgb(0x6D41D6), rgb(0xFFFFFF), rgb(0x7A4FE0, 24)},
    .green = {rgb(0x086B43), rgb(0x0A7D4F), rgb(0xFFFFFF), rgb(0x0B9A61, 24)},
    .amber = {rgb(0x855300), rgb(0xF3B22A), rgb(0x201400), rgb(0xF3B22A, 44)},
    .grey = {rgb(0x46546F), rgb(0x63708A), rgb(0xFFFFFF), rgb(0x63708A, 24)},
};

// Without `into` a font of its own; with it, what that one lacks.
ImFont* add(ImFontAtlas& atlas, std::span<const unsigned char> file, ImFont* into = nullptr,
            float size = 1) {
    ImFontConfig config;
    config.FontDataOwnedByAtlas = false;
    config.MergeMode = into != nullptr;
    config.DstFont = into;
    // The atlas only reads; its interface predates const.
    return atlas.AddFontFromMemoryTTF(const_cast<unsigned char*>(file.data()),
                                      static_cast<int>(file.size()), pixels(Size::body) * size,
                                      &config);
}

}  // namespace

const Theme& theme(bool is_dark) { return is_dark ? dark : light; }

const Accent& accent(const Theme& theme, view::Condition condition) {
    switch (condition) {
        case view::Condition::intact: return theme.cyan;
        case view::Condition::threatened: return theme.red;
        case view::Condition::lost: return theme.red;
        case view::Condition::regained: return theme.green;
    }
    return theme.grey;
}

Fonts add_fonts(ImFontAtlas& atlas, const FontFiles& files) {
    // Each face borrows what it lacks (✕, ∈, ↵) from the others; see web/glyphs.txt.
    Fonts fonts;
    fonts.text = add(atlas, files.text);
    add(atlas, files.code, fonts.text);
    fonts.strong = add(atlas, files.strong);
    add(atlas, files.code, fonts.strong);
    fonts.code = add(atlas, files.code);
    add(atlas, files.text, fonts.code);
    fonts.icon = add(atlas, files.icon);
    add(atlas, files.names, fonts.text, gothic_size);
    add(atlas, files.names, fonts.strong, gothic_size);
    return fonts;
}

void add_language(ImFontAtlas& atlas, const Fonts& fonts, const LanguageFonts& files) {
    add(atlas, files.text, fonts.text, files.size);
    add(atlas, files.strong, fonts.strong, files.size);
    add(atlas, files.text, fonts.code, files.size);
}

void apply_style(ImGuiStyle& style) {
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.ChildBorderSize = 0;
    style.PopupBorderSize = 0;
    style.WindowMinSize = {1, 1};
    style.FramePadding = {0, 0};
    style.ItemSpacing = {0, 0};
    style.ScrollbarSize = 0;
    // The defaults show facets at two pixels a point.
    style.CurveTessellationTol = 0.3f;
    style.CircleTessellationMaxError = 0.12f;
    style.AntiAliasedLinesUseTex = false;
}

ImU32 faded(ImU32 colour, float opacity) {
    const float alpha = static_cast<float>(colour >> IM_COL32_A_SHIFT) * opacity;
    const auto bits = static_cast<ImU32>(alpha <= 0 ? 0 : alpha >= 255 ? 255 : alpha + 0.5f);
    return (colour & ~IM_COL32_A_MASK) | (bits << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 from, ImU32 to, float part) {
    part = part < 0 ? 0 : part > 1 ? 1 : part;
    ImU32 result = 0;
    for (int shift = 0; shift < 32; shift += 8) {
        const auto a = static_cast<float>((from >> shift) & 255);
        const auto b = static_cast<float>((to >> shift) & 255);
        result |= static_cast<ImU32>(a + (b - a) * part + 0.5f) << shift;
    }
    return result;
}

}  // namespace airlock::ui
