// Dashed lines and hatching. Dear ImGui draws solid lines only; these walk along a path and draw its pieces.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "app/stage.h"

namespace airlock::ui {

namespace {

// Dashes that are finer, in pixels, cannot be told from a line; on a stage of many things, seen from afar, they would
// be millions.
constexpr float finest_period = 3;

// Kept from one frame to the next, so that drawing takes nothing from the heap.
std::vector<ImVec2> piece, outline;

}  // namespace

void dashed_path(ImDrawList& list, const ImVec2* points, int count, bool is_closed, ImU32 colour,
                 float width, const Dash& dash) {
    if (count < 2 || dash.on + dash.off <= 0) return;
    if (dash.on + dash.off < finest_period) {
        list.AddPolyline(points, count, colour, is_closed ? ImDrawFlags_Closed : 0, width);
        return;
    }
    const int segments = is_closed ? count : count - 1;
    float total = 0;
    for (int i = 0; i < segments; ++i) {
        const ImVec2 a = points[i], b = points[(i + 1) % count];
        total += std::hypot(b.x - a.x, b.y - a.y);
    }
    float on = dash.on, off = dash.off;
    if (is_closed) {
        // A whole number of dashes, so that the end meets the beginning.
        const float whole = std::max(1.f, std::round(total / (on + off)));
        const float scale = total / whole / (on + off);
        on *= scale, off *= scale;
    }
    const float period = on + off;
    float at = -std::fmod(dash.phase, period);
    if (at > 0) at -= period;

    piece.clear();
    const auto flush = [&] {
        if (piece.size() >= 2) {
            list.AddPolyline(piece.data(), static_cast<int>(piece.size()), colour, 0, width);
            if (dash.has_round_ends) {
                list.AddCircleFilled(piece.front(), width / 2, colour, 8);
                list.AddCircleFilled(piece.back(), width / 2, colour, 8);
            }
        }
        piece.clear();
    };
    // `at` is where the current dash begins, measured along the path; `walked` where this segment begins.
    float walked = 0;
    for (int i = 0; i < segments; ++i) {
        const ImVec2 a = points[i], b = points[(i + 1) % count];
        const float length = std::hypot(b.x - a.x, b.y - a.y);
        if (length <= 0) continue;
        const auto point = [&](float along) {
            const float part = (along - walked) / length;
            return ImVec2{a.x + (b.x - a.x) * part, a.y + (b.y - a.y) * part};
        };
        while (at < walked + length) {
            const float from = std::max(at, walked);
            const float to = std::min(at + on, walked + length);
            if (to > from) {
                if (piece.empty()) piece.push_back(point(from));
                piece.push_back(point(to));
            }
            if (at + on > walked + length) break;  // the dash goes on in the next segment
            flush();
            at += period;
        }
        walked += length;
    }
    flush();
}

void dashed_border(ImDrawList& list, const Box& box, float rounding, ImU32 colour, float width,
                   const Dash& dash) {
    const Box inner = box.inset(width / 2);
    list.PathRect(inner.min(), inner.max(), std::max(0.f, rounding - width / 2));
    outline.assign(list._Path.begin(), list._Path.end());
    list.PathClear();
    dashed_path(list, outline.data(), static_cast<int>(outline.size()), true, colour, width, dash);
}

void dashed_arc(ImDrawList& list, ImVec2 centre, float radius_px, float from, float to,
                ImU32 colour, float width, const Dash& dash) {
    constexpr float turn = 2 * std::numbers::pi_v<float>;
    list.PathArcTo(centre, radius_px, from * turn - turn / 4, to * turn - turn / 4);
    outline.assign(list._Path.begin(), list._Path.end());
    list.PathClear();
    dashed_path(list, outline.data(), static_cast<int>(outline.size()), false, colour, width, dash);
}

void hatch(ImDrawList& list, const Box& box, ImU32 colour, float spacing, float width) {
    if (box.is_empty() || spacing < 2) return;
    // Strokes rise to the right; each is known by where it would meet the box's lower edge. They start on a
    // grid of the screen, so that neighbouring boxes are hatched alike.
    const float first = std::floor((box.x + box.bottom() - box.h) / spacing) * spacing;
    for (float sum = first; sum < box.right() + box.bottom(); sum += spacing) {
        // All points with x + y = sum; clipped to the box.
        const float x0 = std::max(box.x, sum - box.bottom());
        const float x1 = std::min(box.right(), sum - box.y);
        if (x1 - x0 > 1) list.AddLine({x0, sum - x0}, {x1, sum - x1}, colour, width);
    }
}

}  // namespace airlock::ui
