// The sizes of the panels. Every distance is a multiple of four; the rest goes to the stage.
#include "app/layout.h"

#include <algorithm>
#include <cmath>

#include "app/style.h"

namespace airlock::ui {

float scale_of(float width, float height) {
    // In steps, so that text keeps its form while a window is drawn larger.
    const float exact = std::min(width / 1600, height / 900);
    return std::clamp(std::floor(exact * 20) / 20, 1.f, 4.f);
}

Layout layout_of(float width, float height, float sheet, std::uint32_t panels) {
    Layout layout{.screen = {0, 0, width, height}};
    const auto has = [&](std::uint32_t panel) { return (panels & panel) != 0; };
    Box rest = layout.screen;
    layout.is_narrow = width < 720;
    if (has(Panels::header)) layout.header = rest.take_top(48);

    if (layout.is_narrow) {
        const bool is_low = height < 640;
        if (has(Panels::header)) layout.clocks = rest.take_top(is_low ? 0.f : 48.f);
        if (has(Panels::side)) {
            const float peek = std::min(132.f, height * 0.2f);
            const float up = std::min(rest.h - 24, std::max(peek, height * 0.66f));
            const float shown = std::round(peek + (up - peek) * std::clamp(sheet, 0.f, 1.f));
            layout.side = {0, height - shown, width, shown};
            rest.h -= peek;
        }
        Box inner = rest.inset(8, 0);
        inner.take_bottom(8);
        if (has(Panels::timeline)) layout.timeline = inner.take_bottom(is_low ? 56.f : 104.f, 8);
        if (has(Panels::layers)) layout.layers = inner.take_bottom(44, 8);
        layout.stage = {0, inner.y, width, inner.h};
        return layout;
    }

    const bool is_medium = width < 1080 || height < 680;
    const float margin = is_medium ? 8.f : width < 1440 ? 12.f : pad;
    const float space = is_medium ? 8.f : gap;
    Box inner = rest.inset(margin, 0);
    inner.take_top(8);
    inner.take_bottom(margin);
    if (is_medium) {
        // The side panel has the whole height: a request must be readable beside its two answers.
        if (has(Panels::side))
            layout.side =
                inner.take_right(std::clamp(std::round(width * 0.34f), 264.f, 340.f), space);
        if (has(Panels::timeline))
            layout.timeline = inner.take_bottom(height < 440 ? 92.f : 116.f, space);
        // A telephone lying on its side: the stage needs what there is.
        if (has(Panels::layers) && height >= 440) layout.layers = inner.take_bottom(44, space);
    } else {
        if (has(Panels::timeline))
            layout.timeline = inner.take_bottom(height < 900 ? 168.f : 188.f, space);
        if (has(Panels::side))
            layout.side =
                inner.take_right(std::clamp(std::round(width * 0.26f), 320.f, 420.f), space);
        if (has(Panels::layers)) layout.layers = inner.take_bottom(52, space);
    }
    layout.stage = inner;
    return layout;
}

}  // namespace airlock::ui
