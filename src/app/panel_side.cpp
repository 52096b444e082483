// The side panel: three tabs beside the stage, or on a narrow screen a sheet that comes up from below.
#include <algorithm>
#include <cmath>

#include "app/context.h"
#include "icons.h"

namespace airlock::ui {

namespace {

constexpr float handle_height = 20;

// A sheet is dragged by its head, and goes all the way up or down when it is let go or tapped.
void draw_handle(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    ViewState& state = c.state;
    const Press press = ui.press("sheet", box);
    const Box bar = box.middle(40, 4);
    ui.fill(bar, press.is_held ? ui.theme().text_quiet : ui.theme().line_strong, 2);
    const ImGuiIO& io = ImGui::GetIO();
    const float span = std::max(1.f, io.DisplaySize.y * 0.46f);
    if (press.is_held) {
        if (ImGui::IsMouseClicked(0)) state.sheet_grabbed_at = state.sheet;
        const float pulled = io.MouseClickedPos[0].y - io.MousePos.y;
        state.is_sheet_dragged = std::abs(pulled) > 5;
        if (state.is_sheet_dragged) {
            state.sheet = std::clamp(state.sheet_grabbed_at + pulled / span, 0.f, 1.f);
            ui.motion().move_on();
        }
    } else if (state.is_sheet_dragged) {
        state.is_sheet_dragged = false;
        state.sheet = state.sheet > state.sheet_grabbed_at ? 1.f : 0.f;
    }
    if (press.is_clicked && !state.is_sheet_dragged) state.sheet = state.sheet > 0.5f ? 0.f : 1.f;
}

}  // namespace

void draw_side(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const bool is_sheet = box.x == 0;
    Box inner = box;
    if (is_sheet) {
        ui.fill(box.moved(0, -6), faded(IM_COL32_BLACK, t.is_dark ? 0.3f : 0.07f), radius + 6);
        ui.list().AddRectFilled(box.min(), box.max(), t.panel, radius + 4,
                                ImDrawFlags_RoundCornersTop);
        ui.list().AddRect(box.min(), {box.right(), box.bottom() + 2}, t.line_strong, radius + 4,
                          ImDrawFlags_RoundCornersTop, line_width);
        draw_handle(c, inner.take_top(handle_height));
        inner = inner.inset(12, 0);
    } else {
        ui.fill(box, t.panel, radius);
        ui.border(box, t.line, radius);
        inner = inner.inset(pad, 12);
    }

    const Box tabs = inner.take_top(36, 12);
    const int clicked = ui.choice(
        "tab", tabs, {c.word("ui.tab_now"), c.word("ui.tab_story"), c.word("ui.tab_people")},
        static_cast<int>(c.state.tab));
    if (clicked >= 0) {
        c.state.tab = static_cast<Tab>(clicked);
        c.state.story_shown = 0;
        if (is_sheet) c.state.sheet = 1;
    }
    if (!c.page.decisions.empty() && c.state.tab != Tab::now) {
        // Somebody waits behind another tab.
        ui.disc({tabs.x + tabs.w / 3 - 14, tabs.y + 11}, 4, t.amber.solid);
    }
    if (inner.h < 8) return;
    if (!is_sheet) {
        const Box foot = inner.take_bottom(16, 8);
        ui.text(foot, c.word("ui.not_affiliated"), {.colour = t.text_faint, .size = Size::small});
    }
    switch (c.state.tab) {
        case Tab::now: draw_now(c, inner); break;
        case Tab::story: draw_story(c, inner); break;
        case Tab::people: draw_people(c, inner); break;
    }
}

}  // namespace airlock::ui
