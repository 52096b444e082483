// Who plays whom: for each approver the choice between simulated and me.
#include <string>

#include "app/context.h"
#include "icons.h"

namespace airlock::ui {

void draw_people(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    Scroll& scroll = c.state.scrolls[static_cast<std::size_t>(Tab::people)];
    const Box inner = ui.begin_scroll("people", box, scroll);
    const float width = inner.w - 12;
    float y = inner.y;
    y += ui.paragraph(inner.x, y, width, "Approvers", {.colour = t.text, .size = Size::title, .face = Face::strong});
    y += 6;
    y += ui.paragraph(inner.x, y, width,
                      "Play one yourself: whatever is asked of that person waits until you answer, or until its time "
                      "runs out.",
                      {.colour = t.text_quiet, .size = Size::body});
    y += 16;
    for (const view::Seat& seat : c.page.seats) {
        const Box card{inner.x, y, width, 64};
        y += 64 + 8;
        ui.fill(card, t.card, radius_card);
        ui.border(card, seat.is_live ? t.violet.ink : t.line, radius_card, seat.is_live ? 1.75f : line_width);
        Box row = card.inset(12, 0);
        const float choice_width = width < 300 ? 148.f : 164.f;
        const Box choice = row.take_right(choice_width, 10).middle(choice_width, 36);
        const Box face = row.take_left(24, 10);
        ui.icon(face.centre(), 20, seat.is_live ? icon::hand : icon::user, seat.is_live ? t.violet.ink : t.text_quiet);
        Box words = row.middle(row.w, seat.title.empty() ? 20.f : 38.f);
        ui.text(words.take_top(20), seat.name, {.colour = t.text, .size = Size::body, .face = Face::strong});
        ui.text(words.take_top(18), seat.title, {.colour = t.text_quiet, .size = Size::small});
        const int clicked = ui.choice("seat:" + seat.name, choice, {"simulated", "me"}, seat.is_live ? 1 : 0,
                                      seat.is_live ? &t.violet : nullptr);
        if (clicked == 1) c.want(intent::TakeOver{seat.person});
        if (clicked == 0) c.want(intent::HandBack{seat.person});
    }
    y += 10;
    const std::uint64_t seed = c.player.simulation().seed();
    y += ui.paragraph(inner.x, y, width, "Simulated people take their time by chance. This run was dealt with seed " +
                                             std::to_string(seed) + ".",
                      {.colour = t.text_quiet, .size = Size::small});
    y += 10;
    if (ui.button("restart", {inner.x, y, width, 40}, "Deal again", {.icon = icon::rotate_ccw})) {
        c.want(intent::Restart{seed + 1});
    }
    y += 40;
    ui.end_scroll(scroll, y - inner.y + 8);
}

}  // namespace airlock::ui
