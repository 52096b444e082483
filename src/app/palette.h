// The colours of view/palette.h as the numbers that Dear ImGui takes. No Dear ImGui here, so that a native test can
// measure them (tests/app/palette_test.cpp).
#pragma once

#include <cstdint>

namespace airlock::ui {

// Red in the lowest byte, then green, blue, opacity: as Dear ImGui keeps a colour.
using Colour = std::uint32_t;

struct Accent {
    Colour ink;       // text and lines on the ground, a panel or a card: 4.5 to 1 or better
    Colour solid;     // a filled button, disc or bar
    Colour on_solid;  // text on that
    Colour tint;      // translucent: a touch of it over a surface
};

struct Theme {
    bool is_dark;
    Colour ground;       // behind everything
    Colour panel;        // header, side panel, timeline
    Colour card;         // a thing on a panel or in a place
    Colour hover;        // laid over what the pointer is on
    Colour line;         // borders of panels and cards: one weight everywhere
    Colour line_strong;  // what must be told apart without colour
    Colour text;
    Colour text_quiet;  // labels, second lines
    Colour text_faint;  // what lies in the future or is switched off
    Colour shade;       // under sheets and menus
    Accent red, cyan, violet, green, amber, grey;
};

const Theme& theme(bool is_dark);

}  // namespace airlock::ui
