// The story so far: one sentence for every entry. What lies after the cursor is dim; a click goes there. Only
// the lines in sight are drawn; the others are known by their height.
#include <algorithm>
#include <string>

#include "app/context.h"

namespace airlock::ui {

using view::StoryLine;

namespace {

constexpr float sign_width = 26;
constexpr float line_space = 12;

float height_of(Ui& ui, const StoryLine& line, float width) {
    return 18 +
           ui.paragraph(0, 0, width - sign_width - 16, line.sentence, {.size = Size::body}, false) +
           line_space;
}

// Lines are only ever added at the end of a run; another run, branch or width starts the heights anew.
void measure(const Context& c, float width) {
    ViewState& state = c.state;
    const std::string_view key = c.once("story", 0, [&] {
        return c.page.scenario + "/" + std::to_string(c.page.branch) + "/" +
               std::to_string(c.player.simulation().seed());
    });
    if (key != state.story_key || width != state.story_width ||
        state.story_heights.size() > c.page.story.size()) {
        state.story_key = key;
        state.story_width = width;
        state.story_heights.clear();
        state.story_shown = 0;
    }
    while (state.story_heights.size() < c.page.story.size()) {
        state.story_heights.push_back(
            height_of(c.ui, c.page.story[state.story_heights.size()], width));
    }
}

void draw_line(const Context& c, const Box& box, const StoryLine& line, float width) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const bool is_now = line.entry == c.page.cursor.entry;
    const bool is_future = line.entry > c.page.cursor.entry;
    const Press press = ui.press(ui.name("story:", line.entry), box);
    if (is_now) {
        ui.fill(box, t.card, radius_card);
        ui.border(box, t.line_strong, radius_card);
    } else if (press.is_hovered) {
        ui.fill(box, t.hover, radius_card);
    }
    if (press.is_clicked) c.want(intent::SeekEntry{line.entry});
    const float opacity = is_future ? 0.55f : 1.f;
    draw_outcome(ui, {box.x + 8 + 7, box.y + 6 + 9}, 6, line.outcome, line.is_attack, opacity);
    const float left = box.x + 8 + sign_width - 4;
    const std::string_view head =
        c.once("head", line.entry, [&] { return line.time + "  " + line.who; });
    ui.text({left, box.y + 6, width - sign_width, 18}, head,
            {.colour = is_future ? t.text_faint : t.text_quiet,
             .size = Size::small,
             .face = Face::code});
    ui.paragraph(left, box.y + 24, width - sign_width - 16, line.sentence,
                 {.colour = is_future ? t.text_faint : t.text, .size = Size::body});
}

}  // namespace

void draw_outcome(Ui& ui, ImVec2 centre, float reach, Outcome outcome, bool is_attack,
                  float opacity) {
    const Theme& t = ui.theme();
    switch (outcome) {
        case Outcome::done: {
            const ImU32 ink = is_attack ? t.red.ink : t.text_quiet;
            ui.disc(centre, reach * 0.6f, faded(ink, opacity));
            break;
        }
        case Outcome::pending:
            ui.ring(centre, reach * 0.75f, faded(t.violet.ink, opacity), 2);
            break;
        case Outcome::failed:
        case Outcome::refused: ui.cross(centre, reach * 0.7f, faded(t.red.ink, opacity), 2); break;
    }
}

void draw_story(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    ViewState& state = c.state;
    const float width = box.w - 12;
    if (c.page.story.empty()) {
        ui.paragraph(box.x, box.y + 4, width, c.word("ui.nothing_yet"),
                     {.colour = t.text_quiet, .size = Size::body});
        return;
    }
    measure(c, width);

    Scroll& scroll = state.scrolls[static_cast<std::size_t>(Tab::story)];
    // The list follows the cursor, with the line before still in sight.
    if (state.story_shown != c.page.cursor.entry + 1) {
        state.story_shown = c.page.cursor.entry + 1;
        float top = 0;
        for (std::uint32_t i = 0; i + 1 < c.page.cursor.entry && i < state.story_heights.size();
             ++i)
            top += state.story_heights[i];
        const float height =
            c.page.cursor.entry
                ? state.story_heights[std::min<std::size_t>(c.page.cursor.entry,
                                                            state.story_heights.size()) -
                                      1]
                : 0;
        if (top < scroll.target + 40 || top + height > scroll.target + box.h - 40)
            scroll.target = top - box.h * 0.35f;
        float whole = 0;
        for (const float each : state.story_heights) whole += each;
        scroll.content = whole;
    }
    const Box inner = ui.begin_scroll("story", box, scroll);
    float y = inner.y;
    for (std::size_t i = 0; i < c.page.story.size(); ++i) {
        const float height = state.story_heights[i];
        const Box line{inner.x, y, width, height - 2};
        y += height;
        if (line.bottom() < box.y || line.y > box.bottom()) continue;
        draw_line(c, line, c.page.story[i], width);
    }
    ui.end_scroll(scroll, y - inner.y);
}

}  // namespace airlock::ui
