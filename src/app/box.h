// A rectangle on the screen, in CSS pixels, and the ways a layout cuts pieces off it.
#pragma once

#include "imgui.h"

namespace airlock::ui {

struct Box {
    float x = 0, y = 0, w = 0, h = 0;

    float right() const { return x + w; }
    float bottom() const { return y + h; }
    ImVec2 min() const { return {x, y}; }
    ImVec2 max() const { return {x + w, y + h}; }
    ImVec2 centre() const { return {x + w / 2, y + h / 2}; }
    bool is_empty() const { return w <= 0 || h <= 0; }
    bool contains(ImVec2 p) const {
        return p.x >= x && p.y >= y && p.x < right() && p.y < bottom();
    }
    bool holds(const Box& b) const {
        return b.x >= x && b.y >= y && b.right() <= right() && b.bottom() <= bottom();
    }
    bool meets(const Box& b) const {
        return b.x < right() && b.right() > x && b.y < bottom() && b.bottom() > y;
    }

    Box inset(float dx, float dy) const { return {x + dx, y + dy, w - 2 * dx, h - 2 * dy}; }
    Box inset(float d) const { return inset(d, d); }
    Box moved(float dx, float dy) const { return {x + dx, y + dy, w, h}; }
    // A box of that size in the middle of this one.
    Box middle(float width, float height) const {
        return {x + (w - width) / 2, y + (h - height) / 2, width, height};
    }

    // Cut a strip off one side; what is left stays in this box. `space` is thrown away between the two.
    Box take_top(float height, float space = 0) {
        const Box strip{x, y, w, height};
        y += height + space, h -= height + space;
        return strip;
    }
    Box take_bottom(float height, float space = 0) {
        const Box strip{x, bottom() - height, w, height};
        h -= height + space;
        return strip;
    }
    Box take_left(float width, float space = 0) {
        const Box strip{x, y, width, h};
        x += width + space, w -= width + space;
        return strip;
    }
    Box take_right(float width, float space = 0) {
        const Box strip{right() - width, y, width, h};
        w -= width + space;
        return strip;
    }
};

}  // namespace airlock::ui
