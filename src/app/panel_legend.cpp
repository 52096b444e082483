// What the marks mean. Each is drawn by the very code that draws it on the stage, from a scene with just that in it, so
// that the legend cannot say something else than the picture.
#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <utility>

#include "app/context.h"
#include "app/stage.h"
#include "view/legend.h"

namespace airlock::ui {

namespace {

using view::Condition;
using view::Link;
using view::Mark;
using view::Place;
using view::Point;
using view::Rect;
using view::Scene;
using view::Segment;
using view::Shape;
using view::Sign;
using view::Stream;
using view::Token;

constexpr float sign_w = 72, sign_h = 40;
constexpr Rect frame{4, 4, 64, 32}, card{10, 6, 52, 28};
constexpr Rect circle{32, 0, 80, 80};  // at half the size
constexpr Point way[] = {{8, 20}, {64, 20}};

Condition condition_of(Sign sign) {
    switch (sign) {
        case Sign::organization_threatened: return Condition::threatened;
        case Sign::organization_lost:
        case Sign::account_lost:
        case Sign::workload_lost: return Condition::lost;
        case Sign::regained:
        case Sign::workload_restored: return Condition::regained;
        default: return Condition::intact;
    }
}

void add_place(Scene& scene, Sign sign) {
    Place place;
    place.ref = {Kind::organization, 1000 + static_cast<std::uint32_t>(sign)};
    place.box = frame;
    place.condition = condition_of(sign);
    if (sign == Sign::account || sign == Sign::account_lost || sign == Sign::quiet_account) {
        place.ref.kind = Kind::account;
        place.parent = 0;
        place.header = {frame.x, frame.y, frame.w, 11};
        place.is_tile = sign == Sign::quiet_account;
        if (place.is_tile) place.box = {28, 12, 16, 16};
    }
    scene.places.push_back(std::move(place));
}

void add_mark(Scene& scene, Sign sign) {
    Mark mark;
    mark.ref = {Kind::none, 1000 + static_cast<std::uint32_t>(sign)};
    mark.box = card;
    mark.condition = condition_of(sign);
    switch (sign) {
        case Sign::vault:
        case Sign::vault_locked:
        case Sign::key:
        case Sign::key_disabled:
        case Sign::key_deleted:
        case Sign::pending: mark.shape = Shape::vault; break;
        case Sign::restore_access_vault: mark.shape = Shape::restore_access_vault; break;
        case Sign::air_gapped_vault: mark.shape = Shape::air_gapped_vault; break;
        case Sign::team: mark.shape = Shape::quorum; break;
        case Sign::identity_provider: mark.shape = Shape::identity_provider; break;
        case Sign::person: mark.shape = Shape::principal; break;
        case Sign::attacker: mark.shape = Shape::attacker; break;
        default: break;
    }
    mark.key = sign == Sign::key            ? view::KeySign::enabled
               : sign == Sign::key_disabled ? view::KeySign::disabled
               : sign == Sign::key_deleted  ? view::KeySign::deleted
                                            : view::KeySign::none;
    if (sign == Sign::person || sign == Sign::attacker) mark.box = {8, 10, 56, 20};
    if (sign == Sign::attacker) mark.condition = Condition::lost;
    mark.is_sealed = sign == Sign::vault_locked || sign == Sign::air_gapped_vault;
    mark.is_pending = sign == Sign::pending;
    mark.is_selected = sign == Sign::focus;
    if (mark.shape == Shape::air_gapped_vault || mark.shape == Shape::quorum) mark.box = circle;
    mark.body = mark.box;
    if (mark.shape == Shape::quorum) {
        mark.time_left_permille = 700;
        for (std::uint32_t i = 0; i < 4; ++i) {
            Segment segment;
            segment.user = {Kind::none, 1100 + i};
            segment.state = i == 1   ? Segment::State::rejected
                            : i == 2 ? Segment::State::waiting
                                     : Segment::State::approved;
            mark.segments.push_back(std::move(segment));
        }
    }
    if (sign >= Sign::point && sign <= Sign::point_deleted) {
        view::Pip pip;
        pip.ref = mark.ref;
        pip.box = {29, 10, 14, 20};
        if (sign == Sign::point_encrypted) pip.condition = DataCondition::encrypted;
        if (sign == Sign::point_lost) pip.condition = DataCondition::lost;
        pip.is_suspect = sign == Sign::point_suspect;
        pip.is_deleted = sign == Sign::point_deleted;
        mark.pips.push_back(pip);
    }
    scene.marks.push_back(std::move(mark));
}

void add_way(Scene& scene, Sign sign) {
    Link link;
    link.kind = sign == Sign::path1    ? Link::Kind::path1
                : sign == Sign::bond   ? Link::Kind::bond
                : sign == Sign::backup ? Link::Kind::backup
                                       : Link::Kind::path2;
    link.state = sign == Sign::way_pending  ? Link::State::pending
                 : sign == Sign::way_closed ? Link::State::closed
                                            : Link::State::open;
    link.points.assign(std::begin(way), std::end(way));
    scene.links.push_back(std::move(link));
}

void add_call(Scene& scene, Sign sign) {
    Token token;
    token.from = way[0];
    token.to = token.aim = way[1];
    token.gates = 3;
    token.outcome = sign == Sign::token_refused   ? Outcome::refused
                    : sign == Sign::token_pending ? Outcome::pending
                                                  : Outcome::done;
    scene.tokens.push_back(std::move(token));
}

void add_stream(Scene& scene, Sign sign) {
    Stream stream;
    stream.kind = sign == Sign::spread ? Stream::Kind::spread : Stream::Kind::restore;
    stream.points.assign(std::begin(way), std::end(way));
    scene.streams.push_back(std::move(stream));
}

// Made when it is first seen, then kept: the panel draws it again and again.
const Scene& scene_for(Sign sign) {
    static Scene* const scenes = new Scene[view::signs_count];
    Scene& scene = scenes[static_cast<std::size_t>(sign)];
    if (scene.bounds.w > 0) return scene;
    scene.bounds = {0, 0, 72, 40};
    if (sign <= Sign::quiet_account) add_place(scene, sign);
    else if (sign <= Sign::team || sign == Sign::focus) add_mark(scene, sign);
    else if (sign <= Sign::unavailable) return scene;
    else if (sign <= Sign::attacker) add_mark(scene, sign);
    else if (sign <= Sign::way_closed) add_way(scene, sign);
    else if (sign <= Sign::token_pending) add_call(scene, sign);
    else add_stream(scene, sign);
    return scene;
}

void draw_sign(Ui& ui, const Box& box, Sign sign) {
    const Scene& scene = scene_for(sign);
    // Streams in the middle of their way, all else at rest.
    const float progress = scene.streams.empty() ? 1.f : 0.72f;
    const bool is_round = sign == Sign::air_gapped_vault || sign == Sign::team;
    const Stage stage{ui, scene, box, is_round ? 0.5f : 1.f, box.min(), progress, {}};
    draw_organizations(stage);
    draw_accounts(stage);
    draw_links(stage);
    for (const Mark& mark : scene.marks) {
        if (!mark.pips.empty()) draw_pips(stage, mark);
        else if (mark.shape == Shape::air_gapped_vault) draw_air_gapped_vault(stage, mark);
        else if (mark.shape == Shape::quorum) draw_quorum(stage, mark);
        else draw_thing(stage, mark);
        draw_focus(stage, mark);
    }
    draw_streams(stage);
    draw_token(stage);
    constexpr std::array<Segment::State, 6> states{
        Segment::State::approved, Segment::State::rejected, Segment::State::you,
        Segment::State::waiting,  Segment::State::invited,  Segment::State::unavailable};
    if (sign >= Sign::approved && sign <= Sign::unavailable)
        draw_approver(
            stage, box.centre(), 8,
            states[static_cast<std::size_t>(sign) - static_cast<std::size_t>(Sign::approved)]);
}

// One row; returns its height.
float draw_row(const Context& c, const Box& at, Sign sign) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const float left = at.x + sign_w + 12, width = at.w - sign_w - 12;
    const TextStyle name{.colour = t.text, .size = Size::small, .face = Face::strong},
        meaning{.colour = t.text_quiet, .size = Size::small};
    const std::string_view words = view::sign_meaning(c.language, sign);
    const float height = ui.paragraph(0, 0, width, view::sign_name(c.language, sign), name, false),
                more = ui.paragraph(0, 0, width, words, meaning, false);
    const float whole = std::max(sign_h, height + more);
    const float top = at.y + std::round((whole - height - more) / 2);
    ui.paragraph(left, top, width, view::sign_name(c.language, sign), name);
    ui.paragraph(left, top + height, width, words, meaning);
    draw_sign(ui, {at.x, at.y + std::round((whole - sign_h) / 2), sign_w, sign_h}, sign);
    return whole + 8;
}

}  // namespace

void draw_legend(const Context& c, const Box& screen) {
    ViewState& state = c.state;
    if (!state.is_legend_shown) return;
    Ui& ui = c.ui;
    const Box whole = screen.middle(std::min(920.f, screen.w - 24), std::min(760.f, screen.h - 24));
    const bool stays = begin_card(c, "legend_card", screen, whole, c.word("ui.legend_title"));
    Box inner = whole.inset(20, 16);
    inner.take_top(32, 8);
    const Box inside = ui.begin_scroll("legend.list", inner, state.legend_scroll);
    // Columns as there is room; each group goes below the shortest.
    const int columns = inside.w >= 780 ? 3 : inside.w >= 520 ? 2 : 1;
    const float width =
        (inside.w - 14 - 20 * static_cast<float>(columns - 1)) / static_cast<float>(columns);
    std::array<float, 3> heights{inside.y, inside.y, inside.y};
    for (const view::LegendGroup& group : view::legend_groups()) {
        const auto shortest = std::min_element(heights.begin(), heights.begin() + columns);
        const float x = inside.x + static_cast<float>(shortest - heights.begin()) * (width + 20);
        float& y = *shortest;
        ui.text({x, y, width, 24}, c.word(group.title),
                {.colour = ui.theme().text_quiet, .face = Face::strong});
        y += 30;
        for (auto i = static_cast<std::uint32_t>(group.first);
             i <= static_cast<std::uint32_t>(group.last); ++i)
            y += draw_row(c, {x, y, width, sign_h}, static_cast<Sign>(i));
        y += 12;
    }
    const float end = *std::max_element(heights.begin(), heights.begin() + columns);
    ui.end_scroll(state.legend_scroll, end - inside.y);
    ui.end_layer();
    if (!stays) state.is_legend_shown = false;
}

}  // namespace airlock::ui
