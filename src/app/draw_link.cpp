// The lasting ways between things. Path 1, the everyday share, is one thin cyan line; path 2, the emergency way
// through approval, is a thick violet line with beads; both carry their name. A way that is closed is drawn
// broken with a ✕, a way that still waits is dashed. What an entry sets going flows along them once its call has
// arrived: data as squares, an attack as ✕.
#include <algorithm>
#include <cmath>
#include <vector>

#include "app/stage.h"

namespace airlock::ui {

using view::Link;
using view::Stream;

namespace {

using Path = std::vector<ImVec2>;

// Kept from one frame to the next, so that drawing takes nothing from the heap.
Path path_kept, drawn_kept;

// The points on the screen, with round corners; good until the next is asked for.
const Path& path_of(const Stage& stage, const std::vector<view::Point>& points) {
    Path& path = path_kept;
    path.clear();
    if (points.empty()) return path;
    const float round = stage.px(18);
    path.push_back(stage.at(points.front()));
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const ImVec2 before = path.back(), corner = stage.at(points[i]),
                     after = stage.at(points[i + 1]);
        const float in = std::hypot(corner.x - before.x, corner.y - before.y);
        const float out = std::hypot(after.x - corner.x, after.y - corner.y);
        const float r = std::min({round, in / 2, out / 2});
        if (r < 1) {
            path.push_back(corner);
            continue;
        }
        const ImVec2 from{corner.x + (before.x - corner.x) / in * r,
                          corner.y + (before.y - corner.y) / in * r};
        const ImVec2 to{corner.x + (after.x - corner.x) / out * r,
                        corner.y + (after.y - corner.y) / out * r};
        constexpr int steps = 10;
        for (int step = 0; step <= steps; ++step) {
            const float p = static_cast<float>(step) / steps, q = 1 - p;
            path.push_back({q * q * from.x + 2 * q * p * corner.x + p * p * to.x,
                            q * q * from.y + 2 * q * p * corner.y + p * p * to.y});
        }
    }
    path.push_back(stage.at(points.back()));
    return path;
}

float length_of(const Path& path) {
    float length = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    }
    return length;
}

ImVec2 point_along(const Path& path, float along) {
    for (std::size_t i = 1; i < path.size(); ++i) {
        const float step = std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
        if (along <= step && step > 0) {
            const float part = along / step;
            return {path[i - 1].x + (path[i].x - path[i - 1].x) * part,
                    path[i - 1].y + (path[i].y - path[i - 1].y) * part};
        }
        along -= step;
    }
    return path.back();
}

// The way up to there.
const Path& beginning_of(const Path& path, float reach) {
    Path& drawn = drawn_kept;
    drawn.assign(1, path.front());
    float walked = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        const float step = std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
        if (walked + step > reach) {
            drawn.push_back(point_along(path, reach));
            break;
        }
        walked += step;
        drawn.push_back(path[i]);
    }
    return drawn;
}

void draw_label(const Stage& stage, const Link& link, ImU32 ink) {
    if (link.label.empty() || link.label_box.w <= 0) return;
    Ui& ui = stage.ui;
    TextStyle style = stage.style(view::Label::Style::text, ink, view::Label::Align::centre);
    if (style.px < 8) return;
    style.face = Face::strong;
    Box pill = stage.at(link.label_box);
    // The layout measured regular letters; the pill grows a little rather than cut a name.
    const float width = std::max(pill.w, ui.width_of(link.label, style) + stage.px(12));
    pill = {pill.centre().x - width / 2, pill.y, width, pill.h};
    ui.fill(pill, ui.theme().panel, pill.h / 2);
    ui.border(pill, ink, pill.h / 2, std::max(1.f, stage.line(line_width)));
    ui.text(pill, link.label, style);
}

void draw_link(const Stage& stage, const Link& link) {
    const Path& path = path_of(stage, link.points);
    if (path.size() < 2) return;
    Ui& ui = stage.ui;
    ImDrawList& list = ui.list();
    const Theme& t = ui.theme();
    const auto count = static_cast<int>(path.size());
    const bool is_closed = link.state == Link::State::closed;
    const bool is_pending = link.state == Link::State::pending;
    const float length = length_of(path);
    const ImVec2 middle = point_along(path, length / 2);

    ImU32 ink = t.grey.ink;
    float width = 1.5f;
    switch (link.kind) {
        case Link::Kind::path1: ink = t.cyan.ink, width = 1.75f; break;
        case Link::Kind::path2: ink = t.violet.ink, width = 3; break;
        case Link::Kind::bond: ink = t.violet.ink, width = 1.5f; break;
        case Link::Kind::backup: ink = t.text_faint, width = 1.25f; break;
    }
    if (is_closed) ink = t.text_faint;
    width = std::max(1.f, stage.line(width));

    if (is_closed) {
        dashed_path(list, path.data(), count, false, ink, std::max(1.f, width * 0.6f),
                    {stage.px(2), stage.px(6)});
        const float reach = stage.px(6);
        list.AddCircleFilled(middle, reach * 1.7f, t.ground);
        ui.cross(middle, reach, t.red.ink, std::max(1.5f, stage.line(2)));
        draw_label(stage, link, ink);
        return;
    }
    if (link.kind == Link::Kind::bond || link.kind == Link::Kind::backup) {
        dashed_path(list, path.data(), count, false, faded(ink, is_pending ? 0.6f : 0.9f), width,
                    {stage.px(1.5f), stage.px(5), 0, true});
    } else if (is_pending) {
        dashed_path(list, path.data(), count, false, ink, width, {stage.px(9), stage.px(7)});
    } else {
        // It opens from its beginning to its end when the entry under the cursor opened it.
        const float reach =
            link.is_touched
                ? length * std::max(0.02f, stage.has_arrived() ? eased(stage.aftermath()) : 0.f)
                : length;
        const Path& drawn = beginning_of(path, reach);
        // The opening channel shines before it comes to rest.
        if (reach > 0 && link.is_touched && stage.aftermath() < 1)
            add_way(list, drawn, stage.px(16), ink, {.glow = 0.9f * (1 - stage.aftermath())});
        list.AddPolyline(drawn.data(), static_cast<int>(drawn.size()), ink, 0, width);
        if (link.kind == Link::Kind::path2 && length > stage.px(220)) {
            for (const float part : {0.24f, 0.76f}) {
                if (part * length < reach)
                    ui.disc(point_along(path, part * length), stage.px(5), t.violet.solid);
            }
        }
    }
    if (link.kind == Link::Kind::path1) {
        for (const ImVec2 end : {path.front(), path.back()}) ui.disc(end, stage.px(3.5f), ink);
    }
    draw_label(stage, link, ink);
}

ImU32 ink_of(const Theme& t, Stream::Kind kind) {
    switch (kind) {
        case Stream::Kind::spread: return t.red.ink;
        case Stream::Kind::backup: return t.cyan.ink;
        case Stream::Kind::restore: return t.green.ink;
    }
    return t.text;
}

// An arrow at rest: what came this way stays to be read.
void draw_trace(const Stage& stage, const Path& path, ImU32 ink) {
    const ImVec2 end = path.back(), from = path[path.size() - 2];
    const float length = std::max(1.f, std::hypot(end.x - from.x, end.y - from.y));
    const float r = std::max(4.f, stage.px(6));
    const ImVec2 d{(end.x - from.x) / length * r, (end.y - from.y) / length * r};
    const ImVec2 back{end.x - 1.6f * d.x, end.y - 1.6f * d.y};
    stage.ui.list().AddTriangleFilled(end, {back.x - d.y * 0.8f, back.y + d.x * 0.8f},
                                      {back.x + d.y * 0.8f, back.y - d.x * 0.8f}, ink);
}

void draw_stream(const Stage& stage, const Stream& stream) {
    const Path& path = path_of(stage, stream.points);
    if (path.size() < 2 || !stage.has_arrived()) return;
    Ui& ui = stage.ui;
    const ImU32 ink = ink_of(ui.theme(), stream.kind);
    const float over = stage.aftermath(), length = length_of(path);
    if (over >= 1) return draw_trace(stage, path, ink);
    constexpr int parcels = 4;
    const float space = std::max(stage.px(26), length / 8), train = space * parcels;
    const float head = (length + train) * (0.15f + 0.85f * eased(over));
    add_way(ui.list(), path, stage.px(15), ink,
            {.head = head, .train = train, .pulse = space, .glow = 0.25f * (1 - over)});
    const float r = std::max(3.f, stage.px(4.5f));
    for (int i = 0; i < parcels; ++i) {
        const float at = head - space * static_cast<float>(i);
        if (at < 0 || at > length) continue;
        const ImVec2 centre = point_along(path, at);
        if (stream.kind == Stream::Kind::spread) {
            ui.cross(centre, r, ink, std::max(1.75f, stage.line(2.25f)));
        } else {
            ui.fill({centre.x - r, centre.y - r, 2 * r, 2 * r}, ui.theme().green.solid, r * 0.4f);
        }
    }
}

}  // namespace

void draw_streams(const Stage& stage) {
    for (const Stream& stream : stage.scene.streams) draw_stream(stage, stream);
}

void draw_veil(const Stage& stage) {
    Ui& ui = stage.ui;
    const float strength =
        ui.motion().toward_from(motion_key("veil"), 0, stage.scene.has_focus ? 0.62f : 0, 220);
    if (strength < 0.01f) return;
    Ground veil{.box = stage.box, .layer = Ground::Layer::veil};
    veil.is_dark = ui.theme().is_dark;
    veil.struck = strength;
    const auto light = [&](const Box& box, float corner) {
        if (veil.places_count == Ground::places_max) return;
        veil.places[veil.places_count++] = {.box = box, .corner = corner};
    };
    // An account with everything in it, or, where only a part of it belongs to the selection, that part.
    for (std::size_t i = 0; i < stage.scene.places.size(); ++i) {
        const view::Place& place = stage.scene.places[i];
        if (place.is_related && place.parent >= 0) light(stage.at(place.header), stage.px(10));
        if (place.is_related && place.is_selected) light(stage.at(place.box), stage.px(14));
    }
    for (const view::Mark& mark : stage.scene.marks) {
        const bool is_round = mark.shape == view::Shape::air_gapped_vault;
        if (mark.is_related)
            light(stage.at(is_round ? mark.body : mark.box).inset(-6),
                  is_round ? stage.px(static_cast<float>(mark.body.w)) / 2 : stage.px(12));
    }
    add_ground(ui.list(), veil);
    for (const Link& link : stage.scene.links) {
        if (!link.is_related) continue;
        const Path& path = path_of(stage, link.points);
        const ImU32 ink = link.state == Link::State::closed ? ui.theme().grey.ink
                          : link.kind == Link::Kind::path1  ? ui.theme().cyan.ink
                          : link.kind == Link::Kind::backup ? ui.theme().grey.ink
                                                            : ui.theme().violet.ink;
        add_way(ui.list(), path, stage.px(14), ink, {.glow = strength});
        draw_link(stage, link);
    }
}

void draw_links(const Stage& stage) {
    // The strong ways last, so that they lie above the faint ones.
    for (const Link::Kind kind :
         {Link::Kind::backup, Link::Kind::bond, Link::Kind::path1, Link::Kind::path2}) {
        for (const Link& link : stage.scene.links) {
            if (link.kind == kind) draw_link(stage, link);
        }
    }
}

}  // namespace airlock::ui
