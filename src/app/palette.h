// The colours of view/palette.h as the numbers that Dear ImGui takes. No Dear ImGui here, so that a native test can
// measure them (tests/app/palette_test.cpp).
#pragma once

#include <cstdint>

#include "view/palette.h"

namespace airlock::ui {

// Red in the lowest byte, then green, blue, opacity: as Dear ImGui keeps a colour.
using Colour = std::uint32_t;

using Accent = view::AccentOf<Colour>;
using Theme = view::PaletteOf<Colour>;

const Theme& theme(bool is_dark);

}  // namespace airlock::ui
