// A request as its approver sees it in the portal: who asks, for what, how long there is, and the two answers.
// It is the one thing on the screen that is strongly amber: someone must act.
#include <algorithm>
#include <string>

#include "app/context.h"
#include "icons.h"

namespace airlock::ui {

using view::DecisionCard;
using view::Fact;

namespace {

std::string id_of(const DecisionCard& card, const char* verb) {
    return std::string(verb) + ":" + card.person;
}

// "ana", "ben": when several of one's roles are asked at once.
float draw_people_row(const Context& c, const Box& box) {
    const auto& cards = c.page.decisions;
    if (cards.size() < 2) return 0;
    float x = box.x;
    float y = box.y;
    for (std::size_t i = 0; i < cards.size(); ++i) {
        const ButtonStyle style{.look = i == c.state.card ? Look::outline : Look::quiet,
                                .accent = i == c.state.card ? &c.ui.theme().amber : nullptr,
                                .icon = icon::user, .size = Size::small};
        const float width = c.ui.button_width(cards[i].person, style);
        if (x + width > box.right()) x = box.x, y += 38;
        if (c.ui.button("card:" + cards[i].person, {x, y, width, 32}, cards[i].person, style)) c.state.card = i;
        x += width + 6;
    }
    return y + 32 + 10 - box.y;
}

float draw_facts(Ui& ui, const DecisionCard& card, float x, float y, float width) {
    const Theme& t = ui.theme();
    const float top = y;
    float labels = 0;
    for (const Fact& fact : card.facts) labels = std::max(labels, ui.width_of(fact.label, {.size = Size::small}));
    labels = std::min(labels + 14, width * 0.42f);
    for (const Fact& fact : card.facts) {
        const TextStyle value{.colour = t.text, .size = Size::small, .face = fact.is_code ? Face::code : Face::text};
        ui.text({x, y, labels - 6, 18}, fact.label, {.colour = t.text_quiet, .size = Size::small});
        const float room = width - labels;
        y += std::max(18.f, ui.paragraph(x + labels, y + 2, room, fact.value, value)) + 5;
    }
    return y - top;
}

void give(const Context& c, const DecisionCard& card, bool approve) {
    c.want(intent::Answer{card.decision.person, card.decision.subject, approve});
    c.state.armed = {};
}

}  // namespace

float draw_decision(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const auto& cards = c.page.decisions;
    c.state.card = std::min(c.state.card, cards.size() - 1);
    const DecisionCard& card = cards[c.state.card];

    Box at = box;
    at.take_top(draw_people_row(c, box));

    // The ground under the words is drawn last, when their height is known, into the channel below them.
    const float left = at.x + 14, width = at.w - 28;
    float y = at.y + 14;
    ImDrawList& list = ui.list();
    list.ChannelsSplit(2);
    list.ChannelsSetCurrent(1);

    const std::string who = card.person + (card.is_invitation ? " is invited" : " decides");
    ui.icon({left + 9, y + 9}, 18, icon::hand, t.amber.ink);
    ui.text({left + 26, y, width - 26, 18}, who, {.colour = t.amber.ink, .size = Size::small, .face = Face::strong});
    if (!card.time_left.empty()) {
        ui.text({left + 26, y, width - 26, 18}, card.time_left + " left",
                {.colour = t.amber.ink, .size = Size::small, .align = Align::right});
    }
    y += 26;
    y += ui.paragraph(left, y, width, card.title, {.colour = t.text, .size = Size::title, .face = Face::strong});
    y += 8;
    if (!card.is_invitation && card.required > 0) {
        // One bead an approval that is needed.
        const float r = 6;
        for (int i = 0; i < card.required && i < 20; ++i) {
            const ImVec2 bead{left + r + static_cast<float>(i) * 18, y + 9};
            if (i < card.approvals) {
                ui.disc(bead, r, t.violet.solid);
                ui.tick(bead, 3, t.violet.on_solid, 1.5f);
            } else {
                ui.ring(bead, r - 0.75f, t.violet.ink, 1.5f);
            }
        }
        const std::string votes = std::to_string(card.approvals) + " of " + std::to_string(card.required) + " have agreed";
        ui.text({left + static_cast<float>(card.required) * 18 + 6, y, width, 18}, votes,
                {.colour = t.text_quiet, .size = Size::small});
        y += 28;
    }
    y += draw_facts(ui, card, left, y, width) + 6;
    if (!card.advice.empty()) {
        const float height = ui.paragraph(left + 36, y + 9, width - 48, card.advice, {.size = Size::small}, false) + 18;
        const Box advice{left, y, width, height};
        ui.fill(advice, t.card, radius_card);
        ui.icon({left + 18, y + height / 2}, 18, icon::info, t.text_quiet);
        ui.paragraph(left + 36, y + 9, width - 48, card.advice, {.colour = t.text, .size = Size::small});
        y += height + 14;
    }

    const bool is_armed = c.state.armed.is_armed && c.state.armed.decision.person == card.decision.person &&
                          c.state.armed.decision.subject == card.decision.subject;
    const float half = (width - 10) / 2;
    ButtonStyle yes{.look = Look::solid, .accent = &t.green, .icon = icon::check};
    ButtonStyle no{.look = Look::outline, .accent = &t.red, .icon = icon::x};
    const Box yes_box{left, y, half, 44}, no_box{left + half + 10, y, half, 44};
    if (ui.button(id_of(card, "approve"), yes_box, card.is_invitation ? "Accept" : "Approve", yes)) give(c, card, true);
    if (ui.button(id_of(card, "reject"), no_box, card.is_invitation ? "Decline" : "Reject", no)) give(c, card, false);
    if (is_armed) {
        const Box& chosen = c.state.armed.approve ? yes_box : no_box;
        ui.border(chosen.inset(-4), t.text, radius_card + 4, 2);
    }
    y += 44 + 10;
    const std::string silence =
        is_armed ? std::string("Press ") + (c.state.armed.approve ? "A" : "R") + " again to answer, Esc to think again"
        : card.time_left.empty() ? std::string()
                                 : "Silence for " + card.time_left + " counts as no";
    y += ui.paragraph(left, y, width, silence, {.colour = is_armed ? t.text : t.text_quiet, .size = Size::small});
    y += 10;

    list.ChannelsSetCurrent(0);
    const Box whole{at.x, at.y, at.w, y - at.y};
    ui.fill(whole, t.amber.tint, radius_card);
    ui.border(whole, t.amber.ink, radius_card, 2);
    list.ChannelsMerge();
    ui.probe("decision", whole);
    return whole.bottom() - box.y;
}

}  // namespace airlock::ui
