// The logically air-gapped vault: the one round thing among squares, with a light of its own. Sealed, its rim
// carries bolts; the number of bolts has no meaning, that there are any has.
#include <algorithm>
#include <cmath>
#include <numbers>

#include "app/stage.h"

namespace airlock::ui {

using view::Mark;

namespace {

constexpr float turn = 2 * std::numbers::pi_v<float>;

ImVec2 around(ImVec2 centre, float radius_px, float part) {
    const float angle = part * turn - turn / 4;
    return {centre.x + std::cos(angle) * radius_px, centre.y + std::sin(angle) * radius_px};
}

// Twelve bolts slide over the rim as the lock closes.
void draw_bolts(const Stage& stage, const Circle& circle, float sealed, ImU32 ink) {
    if (sealed <= 0.01f) return;
    const float half = stage.px(5);
    const float slide = (1 - sealed) * stage.px(10);
    const float width = std::max(1.5f, stage.line(2.75f));
    for (int i = 0; i < 12; ++i) {
        const float part = (static_cast<float>(i) + 0.5f) / 12;
        stage.ui.line(around(circle.centre, circle.radius - half - slide, part),
                      around(circle.centre, circle.radius + half * 1.3f - slide, part),
                      faded(ink, sealed), width);
    }
}

// The rim answers a blow with a ripple that starts where it was struck.
void draw_blow(const Stage& stage, const Mark& mark, const Circle& circle) {
    const Theme& t = stage.ui.theme();
    for (const view::Token& token : stage.scene.tokens) {
        if (token.outcome != Outcome::refused || !stage.has_arrived()) continue;
        const ImVec2 stop = token_stop(stage, token);
        const float dx = stop.x - circle.centre.x, dy = stop.y - circle.centre.y;
        if (std::abs(std::hypot(dx, dy) - circle.radius) > stage.px(14)) continue;
        const float over = stage.aftermath();
        const float at = std::atan2(dy, dx) / turn + 0.25f;
        const float spread = 0.02f + 0.09f * eased(over);
        const float strength = over < 1 ? 1 - 0.55f * over : 0.45f;
        stage.ui.arc(circle.centre, circle.radius + stage.px(9), at - spread, at + spread,
                     faded(token.is_attack ? t.red.ink : t.text, strength), stage.line(3));
    }
    if (mark.is_touched && stage.has_arrived() && stage.aftermath() < 1) {
        const float over = stage.aftermath();
        stage.ui.ring(circle.centre, circle.radius + stage.px(26) * eased(over),
                      faded(t.cyan.ink, 0.8f * (1 - over)), stage.line(2));
    }
}

}  // namespace

Circle vault_circle(const Stage& stage, const Mark& mark) {
    const Box box = stage.at(mark.body);
    return {box.centre(), std::min(box.w, box.h) / 2 - stage.px(4)};
}

void draw_air_gapped_vault(const Stage& stage, const Mark& mark) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const Circle circle = vault_circle(stage, mark);
    const float r = circle.radius;
    const float sealed =
        stage.settled(mark.ref, 3, mark.is_sealed ? 1.f : 0.f, mark.is_touched, 600);
    const ImU32 ink = mark.is_gone ? t.text_faint : t.cyan.ink;

    // Glass: darker than the ground around it, so that the rim and what is kept stand out.
    ui.disc(circle.centre, r, mixed(t.ground, t.panel, 0.35f));
    ui.list().AddCircleFilled(circle.centre, r * 0.97f, t.cyan.tint);
    ui.list().AddCircleFilled(circle.centre, r * 0.86f,
                              faded(mixed(t.ground, t.panel, 0.25f), 0.75f));

    const float width = std::max(2.f, stage.line(boundary_width));
    if (mark.is_pending || mark.is_gone) {
        dashed_arc(ui.list(), circle.centre, r, 0, 1, ink, width * 0.7f,
                   {stage.px(6), stage.px(6), 0, false});
    } else {
        ui.ring(circle.centre, r, ink, width);
    }
    if (sealed > 0.01f) {
        dashed_arc(ui.list(), circle.centre, r - stage.px(9), 0, 1, faded(ink, 0.8f * sealed),
                   std::max(1.f, stage.line(1.25f)), {stage.px(3), stage.px(4), 0, false});
    }
    draw_bolts(stage, circle, sealed, ink);

    for (const view::Label& label : mark.labels) stage.label(label, mark.is_gone ? 0.6f : 1.f);
    draw_pips(stage, mark);
    draw_key(stage, mark, around(circle.centre, r, 0.625f));  // low on the left, between two bolts
    draw_blow(stage, mark, circle);
}

}  // namespace airlock::ui
