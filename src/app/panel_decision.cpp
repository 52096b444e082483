// A request as its approver sees it in the portal: who asks, for what, how long there is, and the two answers.
// It is the one thing on the screen that is strongly amber: someone must act.
#include <algorithm>
#include <string>

#include "app/column.h"
#include "icons.h"

namespace airlock::ui {

using view::DecisionCard;

namespace {

constexpr float answers_height = 44 + 6 + 16;
constexpr float around_request =
    12 + 20 + 4 + 10 + answers_height + 12;  // all of the card but the request

// "ana", "ben": when several of one's roles are asked at once.
float draw_people_row(const Context& c, const Box& box) {
    const auto& cards = c.page.decisions;
    if (cards.size() < 2) return 0;
    float x = box.x;
    float y = box.y;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const ButtonStyle style{.look = i == c.state.card ? Look::outline : Look::quiet,
                                .accent = i == c.state.card ? &c.ui.theme().amber : nullptr,
                                .icon = icon::user,
                                .size = Size::small};
        const bool is_one_of_several =
            std::count_if(cards.begin(), cards.end(), [&](const DecisionCard& other) {
                return other.person == cards[i].person;
            }) > 1;
        const std::string label =
            is_one_of_several ? cards[i].person + " · " + cards[i].team : cards[i].person;
        const std::string id =
            "card:" + cards[i].person + (is_one_of_several ? ":" + cards[i].subject : "");
        const float width = std::min(box.w, c.ui.button_width(label, style));
        if (x > box.x && x + width > box.right()) x = box.x, y += 38;
        if (c.ui.button(id, {x, y, width, 32}, label, style)) c.state.card = i;
        x += width + 6;
    }
    return y + 32 + 10 - box.y;
}

void give(const Context& c, const DecisionCard& card, bool approve) {
    c.want(intent::Answer{card.decision.person, card.decision.subject, approve});
    c.state.armed = {};
}

// One bead an approval that is needed, then the same in words.
void draw_votes(const Context& c, const Box& line, const DecisionCard& card) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const float r = 6;
    const int beads = std::min(card.required, 12);
    for (int i = 0; i < beads; ++i) {
        const ImVec2 bead{line.x + r + static_cast<float>(i) * 18, line.centre().y};
        if (i < card.approvals) {
            ui.disc(bead, r, t.violet.solid);
            ui.tick(bead, 3, t.violet.on_solid, 1.5f);
        } else {
            ui.ring(bead, r - 0.75f, t.violet.ink, 1.5f);
        }
    }
    Box words = line;
    words.take_left(static_cast<float>(beads) * 18, 6);
    ui.text(words,
            c.once("votes", c.state.card,
                   [&] {
                       return c.say("ui.have_agreed", {{"n", std::int64_t{card.approvals}},
                                                       {"of", std::int64_t{card.required}}});
                   }),
            {.colour = t.text_quiet, .size = Size::small});
}

void draw_answers(const Context& c, Box box, const DecisionCard& card) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const ArmedAnswer& armed = c.state.armed;
    const bool is_armed = armed.is_armed && armed.decision.person == card.decision.person &&
                          armed.decision.subject == card.decision.subject;
    Box keys = box.take_top(44, 6);
    const Box yes = keys.take_left((keys.w - 10) / 2, 10), no = keys;
    if (ui.button(ui.name("approve:", card.person), yes,
                  c.word(card.is_invitation ? "ui.accept" : "ui.approve"),
                  {.look = Look::solid, .accent = &t.green, .icon = icon::check})) {
        give(c, card, true);
    }
    if (ui.button(ui.name("reject:", card.person), no,
                  c.word(card.is_invitation ? "ui.decline" : "ui.reject"),
                  {.look = Look::outline, .accent = &t.red, .icon = icon::x})) {
        give(c, card, false);
    }
    if (is_armed) ui.border((armed.approve ? yes : no).inset(-4), t.text, radius_card + 4, 2);
    const std::string_view silence =
        is_armed                 ? c.once("again", armed.approve,
                                          [&] {
                              return c.say("ui.press_again", {{"key", armed.approve ? "A" : "R"}});
                          })
        : card.time_left.empty() ? std::string_view()
                                 : c.once("silence", c.state.card, [&] {
                                       return c.say("ui.silence", {{"time", card.time_left}});
                                   });
    ui.text(
        box, silence,
        {.colour = is_armed ? t.text : t.text_quiet, .size = Size::small, .align = Align::middle});
}

}  // namespace

float draw_decision(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const auto& cards = c.page.decisions;
    c.state.card = std::min(c.state.card, cards.size() - 1);
    const DecisionCard& card = cards[c.state.card];

    Box whole = box;
    whole.take_top(draw_people_row(c, box));
    // No higher than what it holds, as far as the last frame knows.
    Scroll& scroll = c.state.decision_scroll;
    if (scroll.content > 0) whole.h = std::min(whole.h, scroll.content + around_request);
    ui.fill(whole, t.amber.tint, radius_card);
    ui.border(whole, t.amber.ink, radius_card, 2);
    ui.probe("decision", whole);

    Box inner = whole.inset(14, 12);
    Box head = inner.take_top(20, 4);
    ui.icon({head.x + 9, head.centre().y}, 18, icon::hand, t.amber.ink);
    head.take_left(18, 8);
    if (!card.time_left.empty()) {
        const std::string_view left = c.once("left", c.state.card, [&] {
            return c.say("stage.left", {{"time", card.time_left}});
        });
        const TextStyle style{.colour = t.amber.ink, .size = Size::small, .align = Align::right};
        ui.text(head.take_right(ui.width_of(left, style) + 1, 8), left, style);
    }
    ui.text(head,
            c.once("decides", c.state.card,
                   [&] {
                       return c.say(card.is_invitation ? "ui.is_invited" : "ui.decides",
                                    {{"person", card.person}});
                   }),
            {.colour = t.amber.ink, .size = Size::small, .face = Face::strong});
    draw_answers(c, inner.take_bottom(answers_height, 10), card);

    // Between the two: the request itself, as long as it is.
    const Box at = ui.begin_scroll("decision.scroll", inner, scroll, t.amber.tint);
    Column column(c, {at.x, at.y, at.w - (scroll.content > inner.h ? 14 : 0), at.h});
    column.paragraph(card.title, {.colour = t.text, .size = Size::title, .face = Face::strong});
    column.space(6);
    if (!card.is_invitation && card.required > 0) {
        draw_votes(c, {at.x, column.y(), column.width(), 18}, card);
        column.space(28);
    }
    column.facts(card.facts);
    if (!card.advice.empty()) {
        column.space(6);
        column.remark(card.advice);
    }
    ui.end_scroll(scroll, column.y() - at.y + 4);
    return whole.bottom() - box.y;
}

}  // namespace airlock::ui
