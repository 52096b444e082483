// A moment as a picture that stands alone: the scene as SVG, as the canvas draws it when the entry has happened, in
// either theme. Its title and its description say in words what it shows; texts are escaped; nothing in it needs a
// script, a font or anything else from outside. With a frame it also carries the header's words, the layers and the
// sentence, so that it can be read in print.
#pragma once

#include <cstdint>
#include <string>

#include "view/page.h"

namespace airlock::view {

inline constexpr std::int32_t svg_width_min = 240;
inline constexpr std::int32_t svg_width_max = 4096;

struct SvgOptions {
    bool is_dark = false;
    std::int32_t width = 1200;  // in pixels; the height follows
    bool has_frame = false;
};

std::string scene_svg(const Scene& scene, const Page& page, const Language& language,
                      const SvgOptions& options);

}  // namespace airlock::view
