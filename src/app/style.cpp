// The fonts, and what Dear ImGui has to know. The colours are in palette.cpp.
#include "app/style.h"

#include <cstddef>

namespace airlock::ui {
namespace {

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
