// How wide text is, without a font: a table of Inter's advance widths, rounded up. Used to lay the stage out
// the same everywhere; the canvas may draw a little narrower, never wider. Owns no positions: see layout.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "view/scene.h"

namespace airlock::view {

// Pixels that a line of text takes at the em size of its style.
std::int32_t text_width(std::string_view text, Label::Style style);

// From one line to the next.
std::int32_t line_height(Label::Style style);

// The text itself when it fits, else as much of it as fits with an ellipsis at the end.
std::string fit_text(std::string_view text, Label::Style style, std::int32_t width);

}  // namespace airlock::view
