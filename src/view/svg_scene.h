// The scene under the pen. Internal to the pictures.
#pragma once

#include <string_view>

#include "view/svg_pen.h"

namespace airlock::view::svg {

// Paints everything of the scene, in its own units. Elements that others refer to are named `id` and a word.
void draw_scene(Pen& pen, const Palette& palette, const Scene& scene, std::string_view id);
// The sign of a condition: a green square, a red ✕, a tick for what came back.
void draw_condition(Pen& pen, const Palette& palette, Spot at, double reach, Condition condition);

}  // namespace airlock::view::svg
