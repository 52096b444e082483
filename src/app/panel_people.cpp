// Who plays whom: for each approver the choice between simulated and me.
#include <string>

#include "app/context.h"
#include "app/platform.h"
#include "icons.h"
#include "view/language.h"

namespace airlock::ui {

void draw_people(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    Scroll& scroll = c.state.scrolls[static_cast<std::size_t>(Tab::people)];
    const Box inner = ui.begin_scroll("people", box, scroll);
    const float width = inner.w - 12;
    float y = inner.y;
    y += ui.paragraph(inner.x, y, width, c.word("ui.approvers"),
                      {.colour = t.text, .size = Size::title, .face = Face::strong});
    y += 6;
    y += ui.paragraph(inner.x, y, width, c.word("ui.play_one"),
                      {.colour = t.text_quiet, .size = Size::body});
    y += 16;
    for (const view::Seat& seat : c.page.seats) {
        const float height = seat.has_portal ? 96.f : seat.title.empty() ? 52.f : 74.f;
        const Box card{inner.x, y, width, height};
        y += height + 8;
        ui.fill(card, t.card, radius_card);
        ui.border(card, seat.is_live ? t.violet.ink : t.line, radius_card,
                  seat.is_live ? 1.75f : line_width);
        Box words = card.inset(12, 8);
        Box row = words.take_top(36, seat.has_portal ? 6 : 2);
        const Box choice = row.take_right(140, 8);
        ui.icon(row.take_left(22, 8).centre(), 20, seat.is_live ? icon::hand : icon::user,
                seat.is_live ? t.violet.ink : t.text_quiet);
        ui.text(row, seat.name, {.colour = t.text, .size = Size::body, .face = Face::strong});
        words.take_left(22, 8);
        Box below = words.take_top(seat.has_portal ? 36 : 18);
        const TextStyle title{.colour = t.text_quiet, .size = Size::small};
        if (seat.has_portal) {
            const std::string_view word = c.word("people.portal");
            ButtonStyle style{.look = Look::quiet, .icon = icon::app_window};
            const float whole = ui.button_width(word, style);
            const bool is_whole = ui.width_of(seat.title, title) + whole + 8 < below.w;
            if (!is_whole) style.tip = word;
            const Box at = below.take_right(is_whole ? whole : 36, 8);
            if (ui.button(ui.name("portal:", seat.name), at, is_whole ? word : "", style))
                platform::wish(platform::Wish::portal, seat.name);
        }
        ui.text(below, seat.title, title);
        const int clicked = ui.choice(ui.name("seat:", seat.name), choice,
                                      {c.word("ui.simulated"), c.word("ui.me")},
                                      seat.is_live ? 1 : 0, seat.is_live ? &t.violet : nullptr);
        if (clicked == 1) c.want(intent::TakeOver{seat.person});
        if (clicked == 0) c.want(intent::HandBack{seat.person});
    }
    y += 10;
    const std::uint64_t seed = c.player.simulation().seed();
    y += ui.paragraph(inner.x, y, width,
                      c.once("dealt", 0,
                             [&] {
                                 return c.say("ui.dealt", {{"seed", std::to_string(seed)}});
                             }),
                      {.colour = t.text_quiet, .size = Size::small});
    y += 10;
    if (ui.button("restart", {inner.x, y, width, 40}, c.word("ui.deal_again"),
                  {.icon = icon::rotate_ccw})) {
        c.want(intent::Restart{seed + 1});
    }
    y += 40;
    ui.end_scroll(scroll, y - inner.y + 8);
}

}  // namespace airlock::ui
