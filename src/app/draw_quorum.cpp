// The quorum as a clock face: one segment an approver, the outer arc is the time that runs out, the middle says
// how many have agreed. Beside it the approvers by name, each with a sign of its own, so that the picture
// reads without colour: ✓ on a disc agreed, ✕ refused, a hand must act, an empty ring waits.
#include <algorithm>
#include <cmath>
#include <numbers>
#include <string>

#include "app/stage.h"

namespace airlock::ui {

using view::Mark;
using view::Segment;

namespace {

constexpr float turn = 2 * std::numbers::pi_v<float>;

struct Paint {
    ImU32 solid, ink, on_solid;
};

Paint paint_of(const Theme& t, Segment::State state) {
    switch (state) {
        case Segment::State::approved: return {t.violet.solid, t.violet.ink, t.violet.on_solid};
        case Segment::State::rejected: return {t.red.solid, t.red.ink, t.red.on_solid};
        case Segment::State::you: return {t.amber.solid, t.amber.ink, t.amber.on_solid};
        case Segment::State::waiting: return {t.line_strong, t.text_quiet, t.text};
        case Segment::State::invited: return {t.line_strong, t.text_quiet, t.text};
        case Segment::State::idle: return {t.line, t.text_quiet, t.text_quiet};
        case Segment::State::unavailable: return {t.line, t.text_faint, t.text_faint};
    }
    return {t.line, t.text_quiet, t.text};
}

void draw_face(const Stage& stage, const Mark& mark, ImVec2 centre, float r) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const float thick = std::max(4.f, r * 0.17f);
    const float ring = r - thick / 2 - r * 0.12f;

    // Time left: a full arc melts away towards twelve o'clock.
    if (mark.time_left_permille > 0) {
        const float left =
            stage.settled(mark.ref, 10, static_cast<float>(mark.time_left_permille) / 1000, false);
        ui.arc(centre, r, 0, 1, faded(t.line_strong, 0.5f), std::max(1.f, stage.line(1.5f)));
        ui.arc(centre, r, 1 - left, 1, t.amber.ink, std::max(2.f, stage.line(3)));
        const float angle = (1 - left) * turn - turn / 4;
        ui.disc({centre.x + std::cos(angle) * r, centre.y + std::sin(angle) * r},
                std::max(2.5f, stage.px(4)), t.amber.ink);
    } else {
        ui.arc(centre, r, 0, 1, faded(t.line, 0.9f), std::max(1.f, stage.line(1.5f)));
    }

    const auto count = static_cast<float>(std::max<std::size_t>(1, mark.segments.size()));
    const float space = mark.segments.size() > 1 ? std::min(0.012f, 0.2f / count) : 0;
    for (std::size_t i = 0; i < mark.segments.size(); ++i) {
        const Segment& segment = mark.segments[i];
        const float from = static_cast<float>(i) / count + space,
                    to = static_cast<float>(i + 1) / count - space;
        const Paint paint = paint_of(t, segment.state);
        const bool is_answer =
            segment.state == Segment::State::approved || segment.state == Segment::State::rejected;
        ui.arc(centre, ring, from, to, t.line, thick);
        const float filled =
            stage.settled(segment.user, 11, is_answer ? 1.f : 0.f, mark.is_touched);
        if (segment.state == Segment::State::you) {
            ui.arc(centre, ring, from, to, paint.solid, thick);
        } else if (segment.state == Segment::State::invited ||
                   segment.state == Segment::State::waiting) {
            ui.arc(centre, ring, from, to, paint.solid, thick);
        } else if (segment.state == Segment::State::unavailable) {
            dashed_arc(ui.list(), centre, ring, from, to, paint.ink, thick * 0.25f,
                       {4, 4, 0, false});
        }
        if (filled > 0.01f && is_answer)
            ui.arc(centre, ring, from, from + (to - from) * filled, paint.solid, thick);
        if (is_answer && filled > 0.9f && thick >= 9) {
            const float angle = (from + to) / 2 * turn - turn / 4;
            const ImVec2 at{centre.x + std::cos(angle) * ring, centre.y + std::sin(angle) * ring};
            if (segment.state == Segment::State::approved) {
                ui.tick(at, thick * 0.26f, paint.on_solid, 1.75f);
            } else {
                ui.cross(at, thick * 0.22f, paint.on_solid, 1.75f);
            }
        }
    }
}

void draw_names(const Stage& stage, const Mark& mark) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    for (const Segment& segment : mark.segments) {
        if (segment.box.w <= 0) continue;
        const Box line = stage.at(segment.box);
        const ImVec2 dot = stage.at(segment.dot);
        const float r = std::min(stage.px(7), line.h * 0.42f);
        draw_approver(stage, dot, r, segment.state);
        const Paint paint = paint_of(t, segment.state);
        const bool is_you = segment.state == Segment::State::you;
        using Style = view::Label::Style;
        TextStyle name = stage.style(Style::text, t.text);
        if (is_you) name.face = Face::strong;
        TextStyle word = name;
        word.colour = paint.ink, word.align = Align::right;
        Box words = line;
        words.take_left(dot.x + r + stage.px(6) - line.x);
        const float room = words.w - ui.width_of(segment.name, name) - stage.px(6);
        if (name.px >= 8) {
            ui.text(words, segment.name, name);
            if (ui.width_of(segment.word, word) <= room) ui.text(words, segment.word, word);
        }
        ui.probe("approver:", segment.name, line);
    }
}

}  // namespace

void draw_approver(const Stage& stage, ImVec2 at, float r, Segment::State state) {
    Ui& ui = stage.ui;
    const Paint paint = paint_of(ui.theme(), state);
    const float width = std::max(1.2f, r * 0.24f);
    switch (state) {
        case Segment::State::approved:
            ui.disc(at, r, paint.solid);
            ui.tick(at, r * 0.5f, paint.on_solid, width);
            break;
        case Segment::State::rejected:
            ui.disc(at, r, paint.solid);
            ui.cross(at, r * 0.4f, paint.on_solid, width);
            break;
        case Segment::State::you:
            ui.disc(at, r, paint.solid);
            ui.disc(at, r * 0.36f, paint.on_solid);
            break;
        case Segment::State::waiting: ui.ring(at, r - width / 2, paint.ink, width); break;
        case Segment::State::invited:
            dashed_arc(ui.list(), at, r - width / 2, 0, 1, paint.ink, width,
                       {r * 0.7f, r * 0.5f, 0, false});
            break;
        case Segment::State::idle: ui.disc(at, r * 0.55f, paint.ink); break;
        case Segment::State::unavailable:
            ui.ring(at, r - width / 2, paint.ink, width * 0.7f);
            ui.line({at.x - r * 0.6f, at.y + r * 0.6f}, {at.x + r * 0.6f, at.y - r * 0.6f},
                    paint.ink, width * 0.7f);
            break;
    }
}

void draw_quorum(const Stage& stage, const Mark& mark) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const Box face = stage.at(mark.body);
    const float r = std::min(face.w, face.h) / 2 - stage.px(3);
    if (r < 8) return;
    ui.disc(face.centre(), r + stage.px(3), faded(t.ground, 0.55f));
    draw_face(stage, mark, face.centre(), r);
    for (const view::Label& label : mark.labels) stage.label(label);
    draw_names(stage, mark);

    if (mark.is_touched && stage.has_arrived() && stage.aftermath() < 1) {
        const float over = stage.aftermath();
        ui.ring(face.centre(), r + stage.px(14) * eased(over),
                faded(t.violet.ink, 0.7f * (1 - over)), 2);
    }
}

}  // namespace airlock::ui
