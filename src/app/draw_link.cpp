// The lasting ways between things. Path 1, the everyday share, is one thin cyan line; path 2, the emergency way
// through approval, is a thick violet line with beads; both carry their name. A way that is closed is drawn
// broken with a ✕, a way that still waits is dashed.
#include <algorithm>
#include <cmath>
#include <vector>

#include "app/stage.h"

namespace airlock::ui {

using view::Link;

namespace {

// The link's points on the screen, with round corners.
std::vector<ImVec2> path_of(const Stage& stage, const Link& link) {
    std::vector<ImVec2> path;
    if (link.points.empty()) return path;
    const float round = stage.px(18);
    path.push_back(stage.at(link.points.front()));
    for (std::size_t i = 1; i + 1 < link.points.size(); ++i) {
        const ImVec2 before = path.back(), corner = stage.at(link.points[i]),
                     after = stage.at(link.points[i + 1]);
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
    path.push_back(stage.at(link.points.back()));
    return path;
}

float length_of(const std::vector<ImVec2>& path) {
    float length = 0;
    for (std::size_t i = 1; i < path.size(); ++i) {
        length += std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
    }
    return length;
}

ImVec2 point_along(const std::vector<ImVec2>& path, float along) {
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
    const std::vector<ImVec2> path = path_of(stage, link);
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
        std::vector<ImVec2> drawn;
        float walked = 0;
        drawn.push_back(path.front());
        for (std::size_t i = 1; i < path.size(); ++i) {
            const float step = std::hypot(path[i].x - path[i - 1].x, path[i].y - path[i - 1].y);
            if (walked + step > reach) {
                drawn.push_back(point_along(path, reach));
                break;
            }
            walked += step;
            drawn.push_back(path[i]);
        }
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

}  // namespace

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
