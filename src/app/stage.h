// The pen for the stage: everything that draws a Scene sees it through one of these. It knows where scene
// units lie on the screen and how far the call under way has come. The draw_*.cpp files hold one kind of
// thing each; canvas.cpp calls them in order.
#pragma once

#include <cstdint>
#include <string_view>

#include "app/renderer.h"
#include "app/ui.h"
#include "view/scene.h"

namespace airlock::ui {

struct Stage {
    Ui& ui;
    const view::Scene& scene;
    Box box;  // the part of the screen that the stage has
    float zoom = 1;
    ImVec2 origin;  // where scene 0,0 lies
    float progress =
        1;  // of the entry under the cursor: its token sets out at 0 and has arrived at `arrival`
    Ref hovered;

    static constexpr float arrival = 0.5f;
    bool has_arrived() const { return progress >= arrival; }
    // 0 before the token arrives, 1 when what it did has settled.
    float aftermath() const { return between(progress, arrival, 1); }

    ImVec2 at(view::Point p) const {
        return {origin.x + static_cast<float>(p.x) * zoom,
                origin.y + static_cast<float>(p.y) * zoom};
    }
    Box at(const view::Rect& r) const {
        const ImVec2 p = at(view::Point{r.x, r.y});
        return {p.x, p.y, static_cast<float>(r.w) * zoom, static_cast<float>(r.h) * zoom};
    }
    float px(float units) const { return units * zoom; }
    // Lines grow more slowly than boxes, so that a small picture keeps its weight.
    float line(float width) const {
        return width * (zoom < 1 ? 0.5f + 0.5f * zoom : 0.75f + 0.25f * zoom);
    }

    // Text as the layout placed it; `opacity` for what is gone. Too small to read, it is left out.
    void label(const view::Label& label, float opacity = 1) const;
    TextStyle style(view::Label::Style style, ImU32 colour, view::Label::Align align = {}) const;
    ImU32 tone(view::Label::Tone tone) const;

    // The call under way; none at the founding.
    const view::Token* token() const {
        return scene.tokens.empty() ? nullptr : &scene.tokens.front();
    }

    // A value of a thing that only moves once the token has arrived, when the entry touched it.
    float settled(const Ref& ref, std::uint32_t side, float target, bool is_touched,
                  float milliseconds = 420) const;
};

// --- draw_line.cpp: lines with a voice of their own ---
struct Dash {
    float on = 8, off = 6, phase = 0;
    bool has_round_ends = false;
};
void dashed_path(ImDrawList& list, const ImVec2* points, int count, bool is_closed, ImU32 colour,
                 float width, const Dash& dash);
void dashed_border(ImDrawList& list, const Box& box, float rounding, ImU32 colour, float width,
                   const Dash& dash);
void dashed_arc(ImDrawList& list, ImVec2 centre, float radius, float from, float to, ImU32 colour,
                float width, const Dash& dash);
// Diagonal strokes: what is hatched is lost.
void hatch(ImDrawList& list, const Box& box, ImU32 colour, float spacing, float width);

// --- the things ---
void draw_ground(const Stage& stage);  // draw_place.cpp
void draw_light(const Stage& stage);   // over the accounts
void draw_organizations(const Stage& stage);
void draw_accounts(const Stage& stage);
void draw_links(const Stage& stage);    // draw_link.cpp
void draw_streams(const Stage& stage);  // what the entry set going
void draw_veil(
    const Stage& stage);  // over all that does not belong to the selection, and its ways above it
void draw_thing(const Stage& stage, const view::Mark& mark);             // draw_thing.cpp
void draw_air_gapped_vault(const Stage& stage, const view::Mark& mark);  // draw_vault.cpp
void draw_pips(const Stage& stage, const view::Mark& mark);
void draw_key(const Stage& stage, const view::Mark& mark, ImVec2 at);  // where it has one
void draw_quorum(const Stage& stage, const view::Mark& mark);          // draw_quorum.cpp
void draw_approver(const Stage& stage, ImVec2 at, float reach, view::Segment::State state);
void draw_token(const Stage& stage);  // draw_token.cpp

// The sign of a condition: a green square, a red ✕, or a tick for what came back.
void draw_condition(const Ui& ui, ImVec2 at, float reach, view::Condition condition);

// The circle of an air-gapped vault.
struct Circle {
    ImVec2 centre;
    float radius = 0;
};
Circle vault_circle(const Stage& stage, const view::Mark& mark);
// Where a call's token stops: at the rim of what it was sent to, not in its middle.
ImVec2 token_stop(const Stage& stage, const view::Token& token);
// A ring around what is selected or under the pointer, in the thing's own form.
void draw_focus(const Stage& stage, const view::Mark& mark);

}  // namespace airlock::ui
