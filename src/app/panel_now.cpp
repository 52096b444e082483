// What stands under the cursor: the entry with every gate it met, or the thing that was picked. A decision that
// waits for someone at the screen comes before both.
#include <cmath>
#include <string>

#include "app/column.h"
#include "icons.h"

namespace airlock::ui {

namespace {

void draw_inspector(const Context& c, Column& column) {
    const Theme& t = c.ui.theme();
    const view::Inspector& shown = c.page.inspector;
    column.paragraph(shown.title, {.colour = t.text, .size = Size::title, .face = Face::strong});
    if (!shown.subtitle.empty()) {
        column.space(2);
        column.paragraph(shown.subtitle, {.colour = t.text_quiet, .size = Size::small});
    }
    column.space(8);
    column.paragraph(shown.text, {.colour = t.text, .size = Size::body});
    if (!shown.gates.empty()) {
        // The answer first: the gate that stopped it. Then the way there.
        const bool is_stopped = shown.gates.back().verdict == Verdict::stopped;
        if (is_stopped) {
            column.heading(c.word("ui.why_refused"));
            column.gate(shown.gates.back());
            if (!shown.would_flip.empty()) {
                column.paragraph(
                    c.once("flip", 0,
                           [&] {
                               return c.say("ui.would_flip", {{"change", shown.would_flip}});
                           }),
                    {.colour = t.text, .size = Size::small});
            }
        }
        const std::size_t before = shown.gates.size() - (is_stopped ? 1 : 0);
        if (before > 0) column.heading(c.word(is_stopped ? "ui.gates_passed" : "ui.gates_on_way"));
        for (std::size_t i = 0; i < before; ++i) column.gate(shown.gates[i]);
    }
    if (!shown.events.empty()) {
        column.heading(c.word("ui.what_changed"));
        for (const std::string& event : shown.events) column.bullet(event);
    }
    if (!shown.facts.empty()) {
        column.heading(c.word("ui.facts"));
        column.facts(shown.facts);
    }
    if (!shown.related.empty()) {
        column.heading(c.word("ui.in_story"));
        column.entries(shown.related);
    }
}

}  // namespace

void draw_now(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const bool has_picked =
        static_cast<bool>(c.player.selection().thing) || c.player.selection().entry != 0;
    Box rest = box;
    if (!c.page.decisions.empty()) {
        // The card comes first, its two answers always in sight; something that was picked gets the lower part.
        const bool shares = has_picked && box.h > 460;
        const Box top{box.x, box.y, box.w, shares ? std::round(box.h * 0.56f) : box.h};
        rest.take_top(draw_decision(c, top), section_space);
        if (rest.h < 120) return;
    }
    Scroll& scroll = c.state.scrolls[static_cast<std::size_t>(Tab::now)];
    const Box inner = ui.begin_scroll("now", rest, scroll);
    Column column(c, {inner.x, inner.y, inner.w - 12, inner.h});
    if (has_picked) {
        if (ui.button("unselect", {inner.x - 6, inner.y, 180, 28}, c.word("ui.back_to_entry"),
                      {.look = Look::plain,
                       .icon = icon::chevron_left,
                       .face = Face::text,
                       .size = Size::small})) {
            c.want(intent::Select{});
        }
        column.space(34);
    }
    draw_inspector(c, column);
    if (!has_picked && c.page.since.is_new && !c.page.since.lines.empty()) {
        column.heading(c.page.since.title);
        for (const std::string& line : c.page.since.lines) column.bullet(line);
    }

    const bool is_start = c.page.cursor.entry == 0;
    const bool is_end = c.page.is_at_head && c.page.is_over;
    if (is_start && !c.player.is_playing() && c.page.decisions.empty()) {
        column.space(section_space);
        if (column.button("start", c.word("ui.play_story"),
                          {.look = Look::solid, .accent = &ui.theme().cyan, .icon = icon::play})) {
            c.want(intent::Play{});
        }
    } else if (is_end) {
        column.space(section_space);
        if (column.button("again", c.word("ui.once_more"),
                          {.look = Look::quiet, .icon = icon::rotate_ccw})) {
            c.want(intent::SeekEntry{0});
        }
    } else if (!c.page.is_at_head && !is_start && !c.player.is_playing()) {
        column.space(section_space);
        if (column.button("fork", c.word("ui.try_another_way"),
                          {.look = Look::quiet, .icon = icon::git_branch})) {
            c.want(intent::Fork{});
        }
    }
    ui.end_scroll(scroll, column.y() - inner.y + 8);
}

}  // namespace airlock::ui
