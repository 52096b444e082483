// The call under way. Its token travels from who asks to what is asked for, carrying the operation's name, through
// the bars of its gates; a refused one stops at the bar that stays shut, with a ✕, and says which gate that is.
#include <algorithm>
#include <cmath>
#include <string>

#include "app/stage.h"

namespace airlock::ui {

using view::Mark;
using view::Shape;
using view::Token;

namespace {

constexpr float dot_radius = 10;

const Mark* target_of(const Stage& stage, const Token& token) {
    const Mark* found = nullptr;
    for (const Mark& mark : stage.scene.marks) {
        if (token.target && mark.ref == token.target) return &mark;
        const view::Rect& r = mark.body;
        const bool is_within = token.to.x >= r.x && token.to.y >= r.y && token.to.x <= r.right() &&
                               token.to.y <= r.bottom();
        if (is_within && (!found || r.w * r.h < found->body.w * found->body.h)) found = &mark;
    }
    return found;
}

// Where the line from `from` to the middle of `box` crosses its border.
ImVec2 at_border(ImVec2 from, ImVec2 to, const Box& box) {
    const float dx = from.x - to.x, dy = from.y - to.y;
    float part = 1;
    if (dx != 0) part = std::min(part, std::max((box.x - to.x) / dx, (box.right() - to.x) / dx));
    if (dy != 0) part = std::min(part, std::max((box.y - to.y) / dy, (box.bottom() - to.y) / dy));
    return {to.x + dx * part, to.y + dy * part};
}

ImU32 ink_of(const Theme& t, const Token& token) {
    if (token.is_attack || token.outcome == Outcome::failed) return t.red.ink;
    switch (token.outcome) {
        case Outcome::pending: return t.violet.ink;
        case Outcome::refused: return t.red.ink;
        case Outcome::failed: return t.red.ink;
        case Outcome::done: return t.text;
    }
    return t.text;
}

// One dot a gate met; the last is a ✕ when it stopped the call there.
void draw_gates(const Stage& stage, const Token& token, ImVec2 at, float part) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const int gates = std::min(token.gates, 12);
    for (int i = 0; i < gates; ++i) {
        const ImVec2 centre{at.x + (static_cast<float>(i) + 0.5f) * stage.px(9), at.y};
        const bool is_reached = part * static_cast<float>(gates) >= static_cast<float>(i);
        const bool is_last = i == gates - 1;
        if (!is_reached) {
            ui.ring(centre, stage.px(2.2f), t.text_faint, 1);
        } else if (is_last && token.outcome == Outcome::refused) {
            ui.cross(centre, stage.px(2.8f), t.red.ink, std::max(1.2f, stage.line(1.75f)));
        } else if (is_last && token.outcome == Outcome::pending) {
            ui.ring(centre, stage.px(2.6f), t.violet.ink, std::max(1.2f, stage.line(1.5f)));
        } else {
            ui.disc(centre, stage.px(2.4f), t.text_quiet);
        }
    }
}

// The way in as many stretches as there are gates, and one more for what lies behind the last that opened.
float stretches(const Token& token) {
    const bool is_held = token.outcome == Outcome::refused || token.outcome == Outcome::pending;
    return static_cast<float>(token.gates + (is_held ? 0 : 1));
}

// How much of the way lies behind a token: it slows down at every gate.
float walked(const Token& token, float part) {
    const float count = std::max(1.f, stretches(token)), at = part * count;
    const float whole = std::min(std::floor(at), count - 1);
    return (whole + eased(at - whole)) / count;
}

// A bar across the way for each gate met: open once the token has passed; the one that refused stays shut.
void draw_bars(const Stage& stage, const Token& token, ImVec2 from, ImVec2 stop, float part,
               ImU32 ink) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const float dx = stop.x - from.x, dy = stop.y - from.y, length = std::hypot(dx, dy);
    const float count = stretches(token);
    if (length / std::max(1.f, count) < 5) return;  // the label counts them
    const ImVec2 aside{-dy / length, dx / length};
    const auto bar = [&](ImVec2 at, float inner, float outer, ImU32 colour, float width) {
        for (const float side : {-1.f, 1.f})
            ui.line({at.x + aside.x * inner * side, at.y + aside.y * inner * side},
                    {at.x + aside.x * outer * side, at.y + aside.y * outer * side}, colour, width);
    };
    const float reach = std::max(4.f, stage.px(7));
    for (int i = 0; i < token.gates; ++i) {
        const float where = static_cast<float>(i + 1) / count;
        const ImVec2 at{from.x + dx * where, from.y + dy * where};
        const bool is_last = i == token.gates - 1;
        const bool is_passed = part >= where - 0.001f;
        if (is_last && token.outcome == Outcome::refused) {
            const ImU32 shut = is_passed ? t.red.ink : t.text_faint;
            bar(at, 0, reach * 2, shut, std::max(2.f, stage.line(3.5f)));
        } else if (is_passed) {
            // Its two halves stand apart: open. They shine for a moment as the token goes through.
            const float fresh = stage.has_arrived() ? 0 : std::max(0.f, 1 - (part - where) * count);
            bar(at, reach * 0.45f, reach * (1.1f + 0.4f * fresh),
                mixed(faded(ink, 0.75f), t.text, fresh), std::max(1.25f, stage.line(1.75f)));
        } else {
            bar(at, 0, reach, faded(t.text_faint, 0.8f), 1.25f);
        }
    }
}

// The token itself: a dot with a halo on its way, then the sign of how it ended.
void draw_head(const Stage& stage, const Token& token, ImVec2 head, float r, ImU32 ink) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    if (!stage.has_arrived()) {
        ui.disc(head, r * 0.6f, ink);
        ui.disc(head, r * 1.2f, faded(ink, 0.22f));
    } else if (token.outcome == Outcome::refused) {
        ui.disc(head, r, t.red.solid);
        ui.cross(head, r * 0.42f, t.red.on_solid, std::max(1.75f, stage.line(2.2f)));
    } else if (token.outcome == Outcome::failed) {
        ui.disc(head, r * 0.9f, t.panel);
        ui.ring(head, r * 0.9f, t.red.ink, 2);
        ui.cross(head, r * 0.36f, t.red.ink, 2);
    } else if (token.outcome == Outcome::pending) {
        ui.disc(head, r * 0.9f, t.panel);
        ui.ring(head, r * 0.9f, t.violet.ink, 2);
        for (int i = -1; i <= 1; ++i)
            ui.disc({head.x + static_cast<float>(i) * r * 0.42f, head.y}, r * 0.14f, t.violet.ink);
    } else {
        ui.disc(head, r * 0.9f, token.is_attack ? t.red.solid : t.panel);
        ui.ring(head, r * 0.9f, ink, 2);
        ui.tick(head, r * 0.42f, token.is_attack ? t.red.on_solid : ink, 2);
    }
}

void draw_label(const Stage& stage, const Token& token, ImU32 ink) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    using Style = view::Label::Style;
    TextStyle title = stage.style(Style::text, t.text);
    if (title.px < 8 || token.label_box.w <= 0) return;
    title.face = Face::strong;
    TextStyle detail = stage.style(Style::text, ink);
    Box box = stage.at(token.label_box);
    const float needed =
        std::max(ui.width_of(token.label, title), ui.width_of(token.detail, detail)) + stage.px(16);
    if (needed > box.w) box = box.middle(needed, box.h);
    const Box room = stage.box.inset(6);
    box.x = std::clamp(box.x, room.x, std::max(room.x, room.right() - box.w));
    box.y = std::clamp(box.y, room.y, std::max(room.y, room.bottom() - box.h));

    const float corner = stage.px(7);
    ui.fill(box.moved(0, 3), faded(IM_COL32_BLACK, t.is_dark ? 0.4f : 0.08f), corner);
    ui.fill(box, t.panel, corner);
    if (token.is_attack) ui.fill(box, t.red.tint, corner);
    ui.border(box, ink, corner, 1.25f);
    Box words = box.inset(stage.px(8), 0);
    const bool has_detail = !token.detail.empty();
    words = words.middle(words.w, (title.px + 2) * (has_detail ? 2.f : 1.f));
    ui.text(words.take_top(title.px + 2), token.label, title);
    // How it ended is said when it has ended; until then the gates it has passed are counted.
    if (has_detail && stage.has_arrived()) {
        ui.text(words, token.detail, detail);
    } else if (has_detail && token.gates > 0) {
        draw_gates(stage, token, {words.x, words.y + words.h / 2},
                   between(stage.progress, 0, Stage::arrival));
    }
    ui.probe("token", box);
}

}  // namespace

ImVec2 token_stop(const Stage& stage, const Token& token) {
    const ImVec2 from = stage.at(token.from), to = stage.at(token.to);
    if (token.aim != token.to) return to;
    const Mark* mark = target_of(stage, token);
    if (!mark) return to;
    if (mark->shape == Shape::air_gapped_vault) {
        const Circle circle = vault_circle(stage, *mark);
        const float dx = from.x - circle.centre.x, dy = from.y - circle.centre.y;
        const float length = std::hypot(dx, dy);
        if (length < circle.radius) return to;
        return {circle.centre.x + dx / length * circle.radius,
                circle.centre.y + dy / length * circle.radius};
    }
    const Box box = stage.at(mark->body);
    if (box.contains(from)) return to;
    return at_border(from, to, box);
}

void draw_token(const Stage& stage) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const bool is_crowd = stage.scene.tokens.size() > 8;
    for (const Token& token : stage.scene.tokens) {
        const ImVec2 from = stage.at(token.from), stop = token_stop(stage, token);
        const float part = walked(token, between(stage.progress, 0, Stage::arrival));
        const ImVec2 head{from.x + (stop.x - from.x) * part, from.y + (stop.y - from.y) * part};
        const ImU32 ink = ink_of(t, token);
        const float rest = stage.aftermath();
        const float r = std::max(6.f, stage.px(dot_radius));
        const bool has_way = std::hypot(stop.x - from.x, stop.y - from.y) > r;

        if (has_way) {
            const float width = std::max(1.5f, stage.line(2));
            if (!is_crowd) ui.disc(from, std::max(3.f, stage.px(4)), ink);
            ui.line(from, head, faded(ink, token.is_attack ? 1 - 0.25f * rest : 1 - 0.6f * rest),
                    width);
            if (token.aim != token.to) {
                // Where it would have gone.
                const ImVec2 ahead[] = {stop, stage.at(token.aim)};
                dashed_path(ui.list(), ahead, 2, false, faded(ink, 0.45f), width * 0.6f,
                            {stage.px(2), stage.px(6)});
                ui.ring(ahead[1], r * 0.4f, faded(ink, 0.6f), 1.5f);
            }
            if (!is_crowd) draw_bars(stage, token, from, stop, part, ink);
        }
        // Of many at once bars, signs and words would only hide each other.
        if (is_crowd) {
            ui.fill({head.x - 3, head.y - 3, 6, 6}, ink);
            continue;
        }
        draw_head(stage, token, head, r, ink);
        draw_label(stage, token, ink);
    }
}

}  // namespace airlock::ui
