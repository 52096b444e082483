// Where the panels lie, by the size of the canvas: wide (side panel beside the stage), medium (the same,
// tighter) or narrow (the side panel is a sheet that comes up from below).
#pragma once

#include <cstdint>

#include "app/box.h"

namespace airlock::ui {

struct Layout {
    Box screen, header, clocks, stage, side, layers, timeline;
    bool is_narrow = false;
};

// What is shown beside the stage: an embedding page may want less. Bits, as the page sends them.
struct Panels {
    static constexpr std::uint32_t header = 1, layers = 2, timeline = 4, side = 8, all = 15;
};

// CSS pixels of one unit of the interface: on a large screen, which is looked at from farther away, all grows.
float scale_of(float width, float height);

// `sheet` 0 … 1: how far the sheet of a narrow screen is up. What is not among `panels` has an empty box, and the
// stage its room.
Layout layout_of(float width, float height, float sheet, std::uint32_t panels = Panels::all);

}  // namespace airlock::ui
