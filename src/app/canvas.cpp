// The camera, the pointer on the stage, and the order in which its parts are drawn.
#include "app/canvas.h"

#include <algorithm>
#include <cmath>

#include "icons.h"

namespace airlock::ui {

using view::Label;
using view::Mark;
using view::Place;
using view::Shape;

namespace {

constexpr float zoom_least = 0.05f, zoom_most = 4;
constexpr float drag_from = 4;  // pixels; less is a click
// A scene never grows beyond this by itself: large screens get room, not giant letters.
constexpr float fit_most = 1.35f;
constexpr float focus_most = 2.2f;
constexpr float glide_ms = 320;
constexpr float long_press_s = 0.5f;

struct Em {
    float em;
    Face face;
};

Em em_of(Label::Style style) {
    switch (style) {
        case Label::Style::heading: return {13, Face::strong};
        case Label::Style::title: return {13, Face::strong};
        case Label::Style::text: return {11, Face::text};
        case Label::Style::number: return {11, Face::code};
        case Label::Style::count: return {20, Face::strong};
    }
    return {11, Face::text};
}

// From ascender to descender, in ems: what Dear ImGui calls a font's size.
float height_in_ems(Face face) { return face == Face::code ? 1.32f : 1.21f; }

// The thing under a point of the scene: marks lie above accounts, accounts above organizations.
Ref thing_at(const view::Scene& scene, float x, float y) {
    const auto is_in = [&](const view::Rect& r) {
        return x >= static_cast<float>(r.x) && y >= static_cast<float>(r.y) &&
               x < static_cast<float>(r.right()) && y < static_cast<float>(r.bottom());
    };
    for (auto mark = scene.marks.rbegin(); mark != scene.marks.rend(); ++mark) {
        if (!is_in(mark->box)) continue;
        for (const view::Pip& pip : mark->pips) {
            if (is_in(pip.box)) return pip.ref;
        }
        return mark->ref;
    }
    for (const bool is_account : {true, false}) {
        for (const Place& place : scene.places) {
            if ((place.parent >= 0) != is_account || !place.ref || !is_in(place.box)) continue;
            return place.ref;
        }
    }
    return {};
}

}  // namespace

// --- the stage's pen ---

TextStyle Stage::style(Label::Style of, ImU32 colour, Label::Align align) const {
    const Em em = em_of(of);
    TextStyle text{.colour = colour, .face = em.face};
    const float exact = em.em * height_in_ems(em.face) * zoom;
    // A small stage favours reading over exactness: up to a pixel more than its scale asks for.
    text.px = zoom < 1 ? std::ceil(exact - 0.15f) : std::round(exact);
    text.align = align == Label::Align::left     ? Align::left
                 : align == Label::Align::centre ? Align::middle
                                                 : Align::right;
    return text;
}

ImU32 Stage::tone(Label::Tone tone) const {
    const Theme& t = ui.theme();
    switch (tone) {
        case Label::Tone::strong: return t.text;
        case Label::Tone::plain: return mixed(t.text, t.text_quiet, 0.3f);
        case Label::Tone::quiet: return t.text_quiet;
        case Label::Tone::good: return t.green.ink;
        case Label::Tone::bad: return t.red.ink;
        case Label::Tone::waits: return t.amber.ink;
        case Label::Tone::seal: return t.cyan.ink;
        case Label::Tone::consent: return t.violet.ink;
    }
    return t.text;
}

void Stage::label(const Label& label, float opacity) const {
    const TextStyle text = style(label.style, faded(tone(label.tone), opacity), label.align);
    if (text.px < 7 || label.text.empty()) return;
    // The layout has seen to it that the words fit; rounding to whole pixels may make them a hair wider.
    Box where = at(label.box);
    const float more = ui.width_of(label.text, text) - where.w;
    if (more > 0) {
        where.w += more;
        if (label.align == Label::Align::centre) where.x -= more / 2;
        if (label.align == Label::Align::right) where.x -= more;
    }
    ui.text(where, label.text, text);
}

float Stage::settled(const Ref& ref, std::uint32_t side, float target, bool is_touched,
                     float milliseconds) const {
    const std::uint64_t key = motion_key(static_cast<std::uint32_t>(ref.kind), ref.index, side);
    if (is_touched && !has_arrived() && !ui.is_still()) return ui.motion().held(key, target);
    return ui.motion().toward(key, target, milliseconds);
}

// --- the camera ---

void Canvas::zoom_by(float factor, ImVec2 around) { pinch(factor, around, {0, 0}); }

void Canvas::pinch(float factor, ImVec2 around, ImVec2 pan) {
    stop_gliding();
    const float zoom = std::clamp(zoom_ * factor, zoom_least, zoom_most);
    const float scale = zoom / zoom_;
    origin_ = {around.x + (origin_.x - around.x) * scale + pan.x,
               around.y + (origin_.y - around.y) * scale + pan.y};
    zoom_ = zoom;
    is_fitted_ = false;
}

void Canvas::fit() {
    if (is_fitted_) return;
    is_fitted_ = true;
    zoom_from_ = zoom_, origin_from_ = origin_, glided_ = 0;
}

void Canvas::focus_on(const view::Rect& box) {
    const auto w = static_cast<float>(std::max(1, box.w)),
               h = static_cast<float>(std::max(1, box.h));
    const float most = std::max(fit_zoom_, std::min(focus_most, fit_zoom_ * 3));
    zoom_from_ = zoom_, origin_from_ = origin_, glided_ = 0;
    zoom_to_ = std::clamp(std::min(box_.w / w, box_.h / h) * 0.7f, fit_zoom_, most);
    const view::Point c = box.centre();
    origin_to_ = {box_.centre().x - static_cast<float>(c.x) * zoom_to_,
                  box_.centre().y - static_cast<float>(c.y) * zoom_to_};
    is_fitted_ = false;
}

void Canvas::focus(const view::Scene& scene) {
    const view::Rect* box = nullptr;
    for (const Place& place : scene.places)
        if (place.is_selected) box = &place.box;
    for (const Mark& mark : scene.marks)
        if (mark.is_selected) box = &mark.box;
    if (box == nullptr) return fit();
    const ImVec2 before = is_fitted_ ? ImVec2{-1, -1} : origin_to_;
    focus_on(*box);
    // The same key again leads back.
    if (std::hypot(before.x - origin_to_.x, before.y - origin_to_.y) < 2) fit();
}

void Canvas::follow_fit(Ui& ui, const view::Rect& bounds) {
    const auto width = static_cast<float>(std::max(1, bounds.w)),
               height = static_cast<float>(std::max(1, bounds.h));
    const bool is_column =
        box_.w < 640 && box_.h > 200 && width < box_.w * 1.2f && height > box_.h * 1.6f;
    const float margin = 6;
    const float across = (box_.w - 2 * margin) / width, down = (box_.h - 2 * margin) / height;
    // A column that is much taller than the stage fills its width and is dragged up and down.
    fit_zoom_ = std::clamp(is_column ? across : std::min(across, down), zoom_least, fit_most);
    if (is_fitted_) {
        zoom_to_ = fit_zoom_;
        origin_to_ = {
            box_.x + (box_.w - width * fit_zoom_) / 2 - static_cast<float>(bounds.x) * fit_zoom_,
            box_.y + (box_.h - height * fit_zoom_) / 2 - static_cast<float>(bounds.y) * fit_zoom_};
        if (is_column) origin_to_.y = box_.y + margin - static_cast<float>(bounds.y) * fit_zoom_;
    }
    if (glided_ < 1) {
        glided_ = ui.is_still() ? 1 : std::min(1.f, glided_ + ui.milliseconds() / glide_ms);
        const float part = eased(glided_);
        zoom_ = zoom_from_ + (zoom_to_ - zoom_from_) * part;
        origin_ = {origin_from_.x + (origin_to_.x - origin_from_.x) * part,
                   origin_from_.y + (origin_to_.y - origin_from_.y) * part};
        if (glided_ < 1) ui.motion().move_on();
    } else if (is_fitted_) {
        zoom_ = zoom_to_, origin_ = origin_to_;
    }
}

// A click selects; a second one at once brings what it is on to the front; holding on inspects.
void Canvas::use_press(const Context& c, const Press& press, Ref under) {
    Ui& ui = c.ui;
    const ImGuiIO& io = ImGui::GetIO();
    const auto select = [&](Ref thing) {
        c.want(intent::Select{{.thing = thing}});
        if (thing) c.state.tab = Tab::now;
    };
    if (press.is_held) {
        const float dx = io.MousePos.x - io.MouseClickedPos[0].x,
                    dy = io.MousePos.y - io.MouseClickedPos[0].y;
        if (ImGui::IsMouseClicked(0))
            is_dragged_ = is_held_long_ = false, origin_grabbed_ = origin_;
        if (std::hypot(dx, dy) > drag_from && !is_held_long_) is_dragged_ = true;
        if (is_dragged_) {
            stop_gliding();
            is_fitted_ = false;
            origin_ = {origin_grabbed_.x + dx, origin_grabbed_.y + dy};
            ui.want_pointer(platform::Pointer::grabbing);
        } else if (!is_held_long_ && under) {
            ui.motion().move_on();  // the time it is held has to be counted
            if (io.MouseDownDuration[0] < long_press_s) return;
            is_held_long_ = true;
            select(under);
            c.state.sheet = 1;
        }
    } else if (press.is_clicked && !is_dragged_ && !is_held_long_) {
        if (io.MouseClickedLastCount[0] != 2)
            return select(under == c.player.selection().thing ? Ref{} : under);
        select(under);
        const view::Rect* box = nullptr;
        for (const Place& place : c.scene.places)
            if (place.ref == under && under) box = &place.box;
        for (const Mark& mark : c.scene.marks)
            if (mark.ref == under && under) box = &mark.box;
        if (box != nullptr) focus_on(*box);
        else fit();
    }
}

void Canvas::use_pointer(const Context& c) {
    Ui& ui = c.ui;
    const ImGuiIO& io = ImGui::GetIO();
    const Press press = ui.press("stage", box_);
    const ImVec2 pointer = io.MousePos;
    const Ref under =
        thing_at(c.scene, (pointer.x - origin_.x) / zoom_, (pointer.y - origin_.y) / zoom_);
    hovered_ = press.is_hovered && !press.is_held ? under : Ref{};
    ui.want_pointer(platform::Pointer::arrow);
    if (press.is_hovered && under) ui.want_pointer(platform::Pointer::hand);
    use_press(c, press, under);
    if (press.is_hovered && io.MouseWheel != 0) {
        zoom_by(std::pow(1.18f, io.MouseWheel), pointer);
    }
    if (glided_ >= 1) keep_in_sight(c.scene.bounds);
}

// Never out of sight: some of the scene stays on the stage.
void Canvas::keep_in_sight(const view::Rect& b) {
    const float keep = 80;
    const float left = static_cast<float>(b.x) * zoom_, top = static_cast<float>(b.y) * zoom_;
    const float right = static_cast<float>(b.right()) * zoom_,
                bottom = static_cast<float>(b.bottom()) * zoom_;
    origin_.x = std::clamp(origin_.x, box_.x + keep - right, box_.right() - keep - left);
    origin_.y = std::clamp(origin_.y, box_.y + keep - bottom, box_.bottom() - keep - top);
}

// --- the minimap: where one is when the estate is larger than the view ---

void Canvas::use_minimap(const Context& c) {
    const view::Rect& b = c.scene.bounds;
    const auto w = static_cast<float>(std::max(1, b.w)), h = static_cast<float>(std::max(1, b.h));
    map_ = {};
    if (w * zoom_ < box_.w * 1.03f && h * zoom_ < box_.h * 1.03f) return;
    const bool is_small = box_.w < 640;
    map_scale_ = std::min(is_small ? 56 / w : 148 / w, (is_small ? 0.5f : 0.3f) * box_.h / h);
    map_ = {box_.x + 8, box_.bottom() - 8 - h * map_scale_ - 8, w * map_scale_ + 8,
            h * map_scale_ + 8};
    const Press press = c.ui.press("minimap", map_);
    if (!press.is_held) return;
    stop_gliding();
    is_fitted_ = false;
    const ImVec2 at = ImGui::GetIO().MousePos;
    origin_ = {
        box_.centre().x - ((at.x - map_.x - 4) / map_scale_ + static_cast<float>(b.x)) * zoom_,
        box_.centre().y - ((at.y - map_.y - 4) / map_scale_ + static_cast<float>(b.y)) * zoom_};
}

void Canvas::draw_minimap(const Stage& stage) const {
    if (map_.is_empty()) return;
    Ui& ui = stage.ui;
    const Theme& t = ui.theme();
    const view::Rect& b = stage.scene.bounds;
    const Box inner = map_.inset(4);
    ui.fill(map_, faded(t.panel, 0.92f), 6);
    ui.border(map_, t.line_strong, 6, 1);
    const auto small = [&](const view::Rect& r) {
        return Box{inner.x + static_cast<float>(r.x - b.x) * map_scale_,
                   inner.y + static_cast<float>(r.y - b.y) * map_scale_,
                   static_cast<float>(r.w) * map_scale_, static_cast<float>(r.h) * map_scale_};
    };
    for (const Place& place : stage.scene.places) {
        const Accent& colours = accent(t, place.condition);
        const Box box = small(place.box);
        if (place.parent < 0) ui.border(box, colours.ink, 2, 1.25f);
        else if (!place.is_tile) ui.fill(box, faded(colours.solid, 0.3f), 1);
    }
    for (const Mark& mark : stage.scene.marks)
        if (mark.shape == Shape::air_gapped_vault)
            ui.disc(small(mark.body).centre(), small(mark.body).w / 2, t.cyan.solid);
    // What is in sight.
    Box view{inner.x + ((box_.x - origin_.x) / zoom_ - static_cast<float>(b.x)) * map_scale_,
             inner.y + ((box_.y - origin_.y) / zoom_ - static_cast<float>(b.y)) * map_scale_,
             box_.w / zoom_ * map_scale_, box_.h / zoom_ * map_scale_};
    const float right = std::min(view.right(), map_.right() - 1),
                bottom = std::min(view.bottom(), map_.bottom() - 1);
    view.x = std::max(view.x, map_.x + 1), view.y = std::max(view.y, map_.y + 1);
    view.w = right - view.x, view.h = bottom - view.y;
    if (!view.is_empty()) ui.border(view, t.text, 2, 1.5f);
}

void Canvas::probe_all(const Stage& stage) const {
    for (const Place& place : stage.scene.places) {
        if (place.ref) stage.ui.probe("place:", place.title, stage.at(place.box));
    }
    for (const Mark& mark : stage.scene.marks)
        stage.ui.probe("mark:", mark.title, stage.at(mark.body));
}

void Canvas::draw(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    box_ = box;
    ui.clip(box);
    follow_fit(ui, c.scene.bounds);
    // What the stage itself offers, in its corner: only when it has been moved. Pressed before the stage,
    // which would otherwise take the press, and drawn after it.
    const bool has_key = !is_fitted_;
    const Box key{box.right() - 44, box.bottom() - 44, 36, 36};
    const Press key_press = has_key ? ui.press("fit", key) : Press{};
    if (key_press.is_clicked) fit();
    use_minimap(c);
    use_pointer(c);

    const float progress =
        ui.is_still() ? 1.f : static_cast<float>(c.player.progress_permille()) / 1000;
    const Stage stage{ui,       c.scene, box, zoom_, {std::round(origin_.x), std::round(origin_.y)},
                      progress, hovered_};
    draw_ground(stage);
    draw_organizations(stage);
    draw_accounts(stage);
    draw_light(stage);
    draw_links(stage);
    for (const Mark& mark : c.scene.marks) {
        // A ring, a light and a label may reach beyond their thing; more than that is not to be seen.
        if (!box.meets(stage.at(mark.box).inset(-stage.px(40)))) continue;
        switch (mark.shape) {
            case Shape::air_gapped_vault: draw_air_gapped_vault(stage, mark); break;
            case Shape::quorum: draw_quorum(stage, mark); break;
            default: draw_thing(stage, mark); break;
        }
        draw_focus(stage, mark);
    }
    draw_streams(stage);
    draw_veil(stage);
    draw_token(stage);
    probe_all(stage);
    draw_minimap(stage);
    if (has_key) {
        ui.draw_button("fit", key, "", {.icon = icon::maximize, .tip = c.word("ui.fit")},
                       key_press);
    }
    ui.unclip();
}

}  // namespace airlock::ui
