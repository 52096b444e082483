// Organizations and accounts: nested places whose borders are authentication boundaries. They are the
// strongest lines on the stage, and a boundary that is lost changes its line, not only its colour.
#include <algorithm>
#include <cmath>

#include "app/stage.h"
#include "icons.h"

namespace airlock::ui {

using view::Condition;
using view::Place;

namespace {

bool is_lost(const Place& place) { return place.condition == Condition::lost; }
bool is_organization(const Place& place) { return place.ref.kind == Kind::organization; }
// An account of no organization is an authentication boundary of its own.
bool is_boundary(const Place& place) { return place.parent < 0; }

float loss_of(const Stage& stage, const Place& place) {
    const float target = is_lost(place)                             ? 1.f
                         : place.condition == Condition::threatened ? 0.25f
                                                                    : 0.f;
    return stage.settled(place.ref, 1, target, true, 700);
}

constexpr float organization_corner = 16;
constexpr float account_corner = 10;

void draw_organization(const Stage& stage, const Place& place) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const Box box = stage.at(place.box);
    // Red is for what is lost: an organization that has lost some of its accounts still stands, with gaps.
    const Accent& colours =
        place.condition == Condition::threatened ? t.cyan : accent(t, place.condition);
    const float corner = stage.px(organization_corner);
    const float width = std::max(2.f, stage.line(boundary_width));
    const float loss = loss_of(stage, place);

    ui.fill(box, faded(t.panel, t.is_dark ? 0.38f : 0.55f), corner);
    ui.fill(box, faded(colours.tint, is_lost(place) ? 0.5f * loss : 0.35f), corner);
    switch (place.condition) {
        case Condition::intact: ui.border(box, colours.ink, corner, width); break;
        case Condition::regained:  // two lines: locked again
            ui.border(box, colours.ink, corner, width * 0.6f);
            ui.border(box.inset(width * 1.4f), colours.ink, corner - width * 1.4f, width * 0.6f);
            break;
        case Condition::threatened:
            dashed_border(ui.list(), box, corner, colours.ink, width,
                          {stage.px(26), stage.px(7), 0, false});
            break;
        case Condition::lost:
            dashed_border(ui.list(), box, corner, colours.ink, width,
                          {stage.px(3), stage.px(7), 0, true});
            break;
    }
    for (const view::Label& label : place.labels) stage.label(label);
}

// One of many quiet accounts.
void draw_tile(const Stage& stage, const Place& place) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const Box box = stage.at(place.box);
    const float corner = std::min(stage.px(4), box.w / 4);
    const float loss = loss_of(stage, place);
    ui.fill(box, t.card, corner);
    if (loss > 0.01f) ui.fill(box, faded(t.red.tint, 2 * loss), corner);
    ui.border(box, mixed(t.line_strong, t.red.ink, loss), corner, 1);
    if (loss > 0.5f) ui.cross(box.centre(), box.w * 0.22f, t.red.ink, 1.5f);
}

void draw_account(const Stage& stage, const Place& place) {
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const Box box = stage.at(place.box);
    const Accent& colours = accent(t, place.condition);
    const float corner = stage.px(account_corner);
    const float loss = loss_of(stage, place);
    const bool has_accent = place.condition != Condition::intact;

    ui.fill(box, faded(t.panel, (t.is_dark ? 0.86f : 0.94f) - 0.24f * loss), corner);
    const Box head = stage.at(place.header);
    const bool has_body = !place.is_collapsed && head.bottom() < box.bottom() - 2;
    if (loss > 0.01f && has_body) {
        Box body = box.inset(stage.line(1.5f));
        body.take_top(head.bottom() - body.y);
        ui.fill(body, faded(t.red.tint, loss), corner * 0.6f);
        hatch(ui.list(), body.inset(1), faded(t.red.ink, 0.22f * loss), std::max(6.f, stage.px(9)),
              std::max(1.f, stage.line(1.25f)));
    }
    ui.list().AddRectFilled(head.min(), head.max(), t.card, corner,
                            has_body ? ImDrawFlags_RoundCornersTop : ImDrawFlags_RoundCornersAll);
    if (loss > 0.01f) {
        ui.list().AddRectFilled(
            head.min(), head.max(), faded(t.red.tint, loss), corner,
            has_body ? ImDrawFlags_RoundCornersTop : ImDrawFlags_RoundCornersAll);
    }
    if (is_boundary(place) && !has_accent)
        ui.border(box, colours.ink, corner, std::max(2.f, stage.line(2.25f)));
    else
        ui.border(
            box,
            has_accent ? mixed(t.line_strong, colours.ink, std::max(0.4f, loss)) : t.line_strong,
            corner, std::max(1.f, stage.line(has_accent ? 1.75f : line_width)));
    for (const view::Label& label : place.labels) stage.label(label);
    if (loss > 0.5f)
        draw_condition(ui, {box.right() - stage.px(2), box.y + stage.px(2)}, stage.px(8),
                       Condition::lost);

    if (place.is_acting) {
        ui.border(box.inset(-3), faded(t.text, 0.45f), corner + 3, 1.25f);
    }
}

// The vaults that shine; with `has_places` also the place around each.
void add_vaults(const Stage& stage, Ground& ground, bool has_places) {
    for (const view::Mark& mark : stage.scene.marks) {
        if (mark.shape != view::Shape::air_gapped_vault || mark.is_gone) continue;
        if (ground.vaults_count == Ground::vaults_max) break;
        const Circle circle = vault_circle(stage, mark);
        const float light = stage.settled(mark.ref, 2,
                                          mark.is_sealed    ? 1.f
                                          : mark.is_pending ? 0.2f
                                                            : 0.55f,
                                          mark.is_touched, 800);
        ground.vaults[ground.vaults_count++] = {circle.centre, circle.radius, light};
        if (!has_places || mark.place < 0) continue;
        const Place& place = stage.scene.places[static_cast<std::size_t>(mark.place)];
        Box body = stage.at(place.box).inset(stage.line(2));
        body.take_top(stage.at(place.header).bottom() - body.y);
        ground.places[ground.places_count++] = {
            .box = body, .corner = stage.px(account_corner), .loss = loss_of(stage, place)};
    }
}

}  // namespace

void draw_light(const Stage& stage) {
    Ground light{.box = stage.box, .zoom = stage.zoom, .origin = stage.origin};
    light.is_dark = stage.ui.theme().is_dark;
    light.layer = Ground::Layer::light;
    add_vaults(stage, light, true);
    if (light.vaults_count > 0) add_ground(stage.ui.list(), light);
}

void draw_ground(const Stage& stage) {
    Ground ground{.box = stage.box, .zoom = stage.zoom, .origin = stage.origin};
    ground.is_dark = stage.ui.theme().is_dark;
    for (const Place& place : stage.scene.places) {
        if (!is_boundary(place) &&
            is_lost(stage.scene.places[static_cast<std::size_t>(place.parent)]))
            continue;
        const float loss = loss_of(stage, place);
        // The veil wants more places than the embers: a wide fire costs every pixel of it.
        if (loss < 0.01f || ground.places_count == Ground::places_max / 2) continue;
        const Box box = stage.at(place.box);
        const float whole = is_lost(place) ? 1.f : 0.25f;
        Ground::Place& out = ground.places[ground.places_count++];
        out = {.box = box,
               .corner = stage.px(is_organization(place) ? organization_corner : account_corner),
               .loss = is_organization(place) ? loss : 0.8f * loss,
               .from = box.centre(),
               .spread = std::min(1.f, loss / whole)};
        // It came in with the call that is under way.
        if (const view::Token* token = stage.token(); token && box.contains(stage.at(token->to)))
            out.from = stage.at(token->to);
    }
    add_vaults(stage, ground, false);
    for (const view::Token& token : stage.scene.tokens) {
        if (token.outcome != Outcome::refused || !token.is_attack || !stage.has_arrived()) continue;
        ground.struck_at = token_stop(stage, token);
        ground.struck = 1 - stage.aftermath();
    }
    add_ground(stage.ui.list(), ground);
}

void draw_organizations(const Stage& stage) {
    for (const Place& place : stage.scene.places) {
        if (is_organization(place)) draw_organization(stage, place);
    }
}

void draw_accounts(const Stage& stage) {
    for (const Place& place : stage.scene.places) {
        if (is_organization(place)) continue;
        if (place.is_tile) {
            draw_tile(stage, place);
        } else {
            draw_account(stage, place);
        }
    }
    for (const Place& place : stage.scene.places) {
        const bool is_hovered = place.ref && stage.hovered == place.ref;
        if (!place.is_selected && !is_hovered) continue;
        const Theme& t = stage.ui.theme();
        const Box box = stage.at(place.box).inset(-4);
        stage.ui.border(box, place.is_selected ? t.text : faded(t.text, 0.35f),
                        stage.px(is_organization(place) ? organization_corner : account_corner) + 4,
                        place.is_selected ? 2.f : 1.5f);
    }
}

}  // namespace airlock::ui
