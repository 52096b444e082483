// The square things on the stage: workloads, ordinary vaults, restore access vaults, identity providers and
// people. Recovery points are drawn here too, for every kind of vault.
#include <algorithm>
#include <cmath>

#include "app/stage.h"
#include "icons.h"

namespace airlock::ui {

using view::Condition;
using view::Mark;
using view::Pip;
using view::Shape;

namespace {

constexpr float corner = 8;

// What the entry under the cursor changed lights up once its token has arrived, then rests.
void draw_touch(const Stage& stage, const Mark& mark, const Box& box, float rounding) {
    if (!mark.is_touched || !stage.has_arrived()) return;
    const float over = stage.aftermath();
    if (over >= 1) return;
    const float spread = stage.px(10) * eased(over);
    stage.ui.border(box.inset(-spread), faded(stage.ui.theme().text, 0.8f * (1 - over)),
                    rounding + spread, 2);
}

void draw_card(const Stage& stage, const Mark& mark, const Box& box, float loss) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const float rounding = stage.px(corner);
    const float weight = std::max(1.f, stage.line(line_width));
    ui.fill(box, t.card, rounding);
    if (mark.shape == Shape::attacker) {
        ui.fill(box, t.red.tint, rounding);
        ui.border(box, t.red.ink, rounding, std::max(1.5f, stage.line(2)));
        return;
    }
    if (loss > 0.01f) {
        // It is lost from the side where the attack came in.
        Box part = box;
        part.w *= loss;
        const view::Token* token = stage.token();
        if (token && stage.at(token->from).x > box.centre().x) part.x = box.right() - part.w;
        ui.fill(part, t.red.tint, rounding);
        hatch(ui.list(), part.inset(2), faded(t.red.ink, 0.22f), std::max(5.f, stage.px(7)),
              std::max(1.f, stage.line(1.25f)));
    }
    if (mark.is_pending || mark.is_gone) {
        dashed_border(ui.list(), box, rounding, mark.is_gone ? t.text_faint : t.cyan.ink, weight,
                      {stage.px(4), stage.px(4), 0, false});
    } else if (mark.shape == Shape::restore_access_vault) {
        // A window onto somebody else's vault: its own border and a second, finer one within.
        ui.border(box, t.violet.ink, rounding, std::max(1.25f, stage.line(1.75f)));
        ui.border(box.inset(stage.px(4)), faded(t.violet.ink, 0.45f), rounding - stage.px(4), 1);
    } else {
        const ImU32 ink = mark.condition == Condition::regained
                              ? t.green.ink
                              : mixed(t.line_strong, t.red.ink, loss);
        ui.border(box, ink, rounding, weight);
    }
}

}  // namespace

void draw_condition(const Ui& ui, ImVec2 at, float reach, Condition condition) {
    const Theme& t = ui.theme();
    const float width = std::max(1.25f, reach * 0.24f);
    // A rim in the colour of the ground keeps the sign apart from the border it sits on.
    switch (condition) {
        case Condition::intact: {
            const Box box{at.x - reach * 0.6f, at.y - reach * 0.6f, reach * 1.2f, reach * 1.2f};
            ui.fill(box.inset(-2), t.card, reach * 0.4f);
            ui.fill(box, t.green.solid, reach * 0.3f);
            break;
        }
        case Condition::threatened:
            ui.disc(at, reach * 0.8f, t.card);
            ui.ring(at, reach * 0.8f, t.red.ink, width);
            break;
        case Condition::lost:
            ui.disc(at, reach + 1.5f, t.ground);
            ui.disc(at, reach, t.red.solid);
            ui.cross(at, reach * 0.42f, t.red.on_solid, width);
            break;
        case Condition::regained: {
            const Box box{at.x - reach * 0.85f, at.y - reach * 0.85f, reach * 1.7f, reach * 1.7f};
            ui.fill(box.inset(-1.5f), t.ground, reach * 0.5f);
            ui.fill(box, t.green.solid, reach * 0.4f);
            ui.tick(at, reach * 0.5f, t.green.on_solid, width);
            break;
        }
    }
}

void draw_pips(const Stage& stage, const Mark& mark) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    for (const Pip& pip : mark.pips) {
        const Box whole = stage.at(pip.box);
        const float rounding = std::min(whole.w, whole.h) * 0.22f;
        // A new one grows from its foot once the call that makes it has arrived.
        const float grown =
            pip.is_new ? (stage.has_arrived() ? eased(stage.aftermath()) : 0.f) : 1.f;
        const Box box{whole.x, whole.y + whole.h * (1 - grown), whole.w, whole.h * grown};
        if (box.h < 1) continue;
        if (pip.is_deleted) {
            const float gone = stage.settled(pip.ref, 5, 1, true);
            ui.fill(box, faded(t.green.solid, 1 - gone), rounding);
            dashed_border(ui.list(), box, rounding, t.text_faint, 1, {2, 2, 0, false});
            ui.cross(box.centre(), box.w * 0.26f, t.red.ink, std::max(1.f, stage.line(1.5f)));
        } else if (pip.condition == DataCondition::encrypted) {
            ui.fill(box, t.red.tint, rounding);
            ui.border(box, t.red.ink, rounding, 1);
            ui.cross(box.centre(), box.w * 0.28f, t.red.ink, std::max(1.2f, stage.line(1.75f)));
        } else if (pip.condition == DataCondition::lost) {
            ui.fill(box, t.red.tint, rounding);
            ui.border(box, t.red.ink, rounding, 1);
            ui.line({box.x + 1, box.bottom() - 1}, {box.right() - 1, box.y + 1}, t.red.ink,
                    std::max(1.f, stage.line(1.5f)));
        } else if (pip.is_suspect) {
            ui.fill(box, t.red.tint, rounding);
            ui.border(box, t.red.ink, rounding, 1);
            ui.disc(box.centre(), box.w * 0.2f, t.red.ink);
        } else {
            ui.fill(box, t.green.solid, rounding);
        }
        if (pip.is_new) ui.border(box.inset(-2), t.text, rounding + 2, 1.25f);
        ui.probe(ui.name("pip:", pip.ref.index), box);
    }
}

void draw_key(const Stage& stage, const Mark& mark, ImVec2 at) {
    if (mark.key == view::KeySign::none || mark.is_gone) return;
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const bool is_enabled = mark.key == view::KeySign::enabled;
    const bool is_deleted = mark.key == view::KeySign::deleted;
    const ImU32 ink = is_enabled ? t.text_quiet : t.red.ink;
    const float r = stage.px(8);
    const float width = std::max(1.25f, stage.line(1.5f));
    ui.disc(at, r, t.ground);
    ui.ring(at, r, ink, is_enabled ? 1.25f : width);
    ui.icon(at, std::round(stage.px(11)), icon::key, ink);
    if (is_enabled) return;
    ui.line({at.x - r * 0.7f, at.y - r * 0.7f}, {at.x + r * 0.7f, at.y + r * 0.7f}, ink, width);
    if (is_deleted)
        ui.line({at.x - r * 0.7f, at.y + r * 0.7f}, {at.x + r * 0.7f, at.y - r * 0.7f}, ink, width);
}

void draw_focus(const Stage& stage, const Mark& mark) {
    const bool is_hovered = stage.hovered == mark.ref;
    if (!mark.is_selected && !is_hovered) return;
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const ImU32 ink = mark.is_selected ? t.text : faded(t.text, 0.4f);
    const float width = mark.is_selected ? 2.f : 1.5f;
    if (mark.shape == Shape::air_gapped_vault) {
        const Circle circle = vault_circle(stage, mark);
        ui.ring(circle.centre, circle.radius + stage.px(9), ink, width);
    } else {
        ui.border(stage.at(mark.box).inset(-4), ink, stage.px(corner) + 4, width);
    }
}

void draw_thing(const Stage& stage, const Mark& mark) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const Box box = stage.at(mark.box);
    const float loss =
        stage.settled(mark.ref, 1, mark.condition == Condition::lost ? 1.f : 0.f, mark.is_touched);
    draw_card(stage, mark, box, loss);

    for (const view::Label& label : mark.labels) stage.label(label, mark.is_gone ? 0.6f : 1.f);
    draw_pips(stage, mark);
    // Signs sit on the border, where no text can be.
    const ImVec2 sign{box.right() - stage.px(3), box.y + stage.px(3)};
    const bool has_health = mark.shape == Shape::workload || mark.shape == Shape::identity_provider;
    if (mark.is_gone || mark.is_pending) {
    } else if (mark.is_sealed) {
        ui.disc(sign, stage.px(9), t.ground);
        ui.ring(sign, stage.px(9), t.cyan.ink, 1.25f);
        ui.icon(sign, std::round(stage.px(12)), icon::lock, t.cyan.ink);
    } else if (has_health || mark.condition == Condition::lost) {
        draw_condition(ui, sign, stage.px(7), mark.condition);
    }
    draw_key(stage, mark, {sign.x, box.bottom() - stage.px(3)});
    draw_touch(stage, mark, box, stage.px(corner));
}

}  // namespace airlock::ui
