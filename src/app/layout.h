// Where the panels lie, by the size of the canvas: wide (side panel beside the stage), medium (the same,
// tighter) or narrow (the side panel is a sheet that comes up from below).
#pragma once

#include "app/box.h"

namespace airlock::ui {

struct Layout {
    Box screen, header, clocks, stage, side, layers, timeline;
    bool is_narrow = false;
};

// CSS pixels of one unit of the interface: on a large screen, which is looked at from farther away, all grows.
float scale_of(float width, float height);

// `sheet` 0 … 1: how far the sheet of a narrow screen is up.
Layout layout_of(float width, float height, float sheet);

}  // namespace airlock::ui
