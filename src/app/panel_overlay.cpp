// What lies over everything else for a moment: the problems of a scenario that could not be loaded, the keys,
// and a short notice.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/context.h"
#include "base/json.h"
#include "icons.h"

namespace airlock::ui {

namespace {

struct Key {
    const char* keys;
    const char* deed;  // what it does: a word of the language files
};
constexpr std::array<Key, 13> keys = {{
    {"Space", "ui.key_space"},
    {"← →", "ui.key_steps"},
    {"Home End", "ui.key_ends"},
    {"N", "ui.key_next"},
    {"A R", "ui.key_answers"},
    {"1 2 3", "ui.key_tabs"},
    {"F", "ui.key_fit"},
    {"L", "ui.key_legend"},
    {"+ −", "ui.key_zoom"},
    {"B", "ui.key_branch"},
    {"T", "ui.key_text"},
    {"D", "ui.key_theme"},
    {"Esc", "ui.key_escape"},
}};

}  // namespace

bool begin_card(const Context& c, const char* id, const Box& screen, const Box& card,
                std::string_view title) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    ui.begin_layer(id, screen, Ui::Layer::above);
    ui.fill(screen, t.shade);
    ui.fill(card.moved(0, 8).inset(-4), faded(IM_COL32_BLACK, t.is_dark ? 0.35f : 0.10f),
            radius + 4);
    ui.fill(card, t.panel, radius);
    ui.border(card, t.line_strong, radius);
    Box head = card.inset(20, 16).take_top(32);
    const bool is_closed =
        ui.button(std::string(id) + ".close", head.take_right(36, 8).middle(36, 36), "",
                  {.look = Look::plain, .icon = icon::x, .tip = c.word("ui.close")});
    ui.text(head, title, {.colour = t.text, .size = Size::title, .face = Face::strong});
    const bool is_outside = ImGui::IsMouseClicked(0) && !card.contains(ImGui::GetIO().MousePos);
    return !is_closed && !is_outside;
}

void draw_problems(const Context& c, const Box& screen) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    ViewState& state = c.state;
    if (state.problems.empty()) return;
    const float card_width = std::min(680.f, screen.w - 24);
    const std::string intro =
        state.are_problems_of_link
            ? std::string(c.word("ui.link_left_out"))
            : c.say("ui.not_opened",
                    {{"what", state.problems_of.empty() ? c.word("ui.it") : state.problems_of}});
    const TextStyle intro_style{.colour = t.text_quiet, .size = Size::body};
    const float intro_height = ui.paragraph(0, 0, card_width - 40, intro, intro_style, false);
    // Side by side where there is room.
    const ButtonStyle copies{.icon = icon::copy}, opens{.icon = icon::folder_open};
    const float copy_width = ui.button_width(c.word("ui.copy"), copies),
                open_width = ui.button_width(c.word("ui.open_another"), opens);
    const bool is_narrow = copy_width + 10 + open_width > card_width - 40;
    const float foot_height = is_narrow ? 90 : 40;
    // As tall as all of it needs: margins, title, introduction, the problems, keys.
    const float needed =
        32 + 36 + intro_height + 12 + state.problems_scroll.content + 12 + foot_height;
    const Box card = screen.middle(
        card_width, std::min(std::max(240.f, needed), std::min(560.f, screen.h - 24)));
    view::Field count("n", static_cast<std::int64_t>(state.problems.size()));
    if (state.problems.size() > json_problems_max)
        count.value = std::to_string(json_problems_max) + "+";
    const std::string title = c.say(
        state.are_problems_of_link ? "ui.problems_of_link" : "ui.problems_of_scenario", {count});
    const bool stays = begin_card(c, "problems", screen, card, title);
    Box inner = card.inset(20, 16);
    inner.take_top(32, 4);
    ui.paragraph(inner.x, inner.y, inner.w, intro, intro_style);
    inner.take_top(intro_height, 12);
    Box foot = inner.take_bottom(foot_height, 12);
    const Box copy = is_narrow ? foot.take_bottom(40, 10) : foot.take_right(copy_width, 10),
              open = is_narrow ? foot : foot.take_right(open_width);
    const Box list = inner;
    const Box inside = ui.begin_scroll("problems.list", list, state.problems_scroll);
    float y = inside.y;
    for (const Problem& problem : state.problems) {
        const float left = inside.x + 26, width = inside.w - 26 - 14;
        ui.cross({inside.x + 8, y + 10}, 5, t.red.ink, 2);
        std::string place;
        if (problem.line > 0) {
            place = c.say("ui.place", {{"line", std::int64_t{problem.line}},
                                       {"column", std::int64_t{problem.column}}});
            if (!problem.pointer.empty()) place += "   ";
        }
        place += problem.pointer;
        y += ui.paragraph(left, y, width, problem.sentence, {.colour = t.text, .size = Size::body});
        if (!problem.suggestion.empty()) {
            y += ui.paragraph(left, y, width, problem.suggestion,
                              {.colour = t.green.ink, .size = Size::small});
        }
        if (!place.empty()) {
            y += ui.paragraph(left, y, width, place,
                              {.colour = t.text_quiet, .size = Size::small, .face = Face::code});
        }
        y += 14;
    }
    ui.end_scroll(state.problems_scroll, y - inside.y);
    if (ui.button("problems.open", open, c.word("ui.open_another"), opens)) {
        platform::wish(platform::Wish::open_file);
    }
    if (ui.button("problems.copy", copy, c.word("ui.copy"), copies)) {
        std::string text;
        for (const Problem& problem : state.problems) text += to_text(problem) + "\n";
        platform::wish(platform::Wish::copy, text);
    }
    ui.end_layer();
    if (!stays) state.problems.clear();
}

void draw_help(const Context& c, const Box& screen) {
    ViewState& state = c.state;
    if (!state.is_help_shown) return;
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const Box card = screen.middle(std::min(540.f, screen.w - 24), std::min(600.f, screen.h - 24));
    const bool stays = begin_card(c, "help_card", screen, card, c.word("ui.keys"));
    Box inner = card.inset(20, 16);
    inner.take_top(32, 8);
    const Box inside = ui.begin_scroll("help.list", inner, state.help_scroll);
    float y = inside.y;
    for (const Key& key : keys) {
        float x = inside.x;
        std::string_view rest = key.keys;
        while (!rest.empty()) {
            const auto space = rest.find(' ');
            const std::string_view one = rest.substr(0, space);
            rest = space == std::string_view::npos ? std::string_view() : rest.substr(space + 1);
            const float width =
                std::max(28.f, ui.width_of(one, {.size = Size::small, .face = Face::strong}) + 16);
            const Box cap{x, y, width, 26};
            ui.fill(cap, t.card, 6);
            ui.border(cap, t.line_strong, 6);
            ui.text(cap, one,
                    {.colour = t.text,
                     .size = Size::small,
                     .face = Face::strong,
                     .align = Align::middle});
            x += width + 6;
        }
        // In a column; behind its caps where they take more.
        const float column = inside.x + std::min(132.f, inside.w * 0.36f);
        const float left = std::max(column, x + 2);
        const float height = ui.paragraph(left, y + 3, inside.w - (left - inside.x) - 14,
                                          c.word(key.deed), {.colour = t.text, .size = Size::body});
        y += std::max(34.f, height + 12);
    }
    y += 10;
    y += ui.paragraph(inside.x, y, inside.w - 14, c.word("ui.about"),
                      {.colour = t.text_quiet, .size = Size::small});
    y += 8;
    y += ui.paragraph(inside.x, y, inside.w - 14,
                      c.say("ui.version", {{"version", AIRLOCK_VERSION}}),
                      {.colour = t.text_faint, .size = Size::small});
    ui.end_scroll(state.help_scroll, y - inside.y + 4);
    ui.end_layer();
    if (!stays) state.is_help_shown = false;
}

void draw_notice(const Context& c, const Box& stage) {
    const std::string& notice = c.player.notice();
    if (notice.empty()) return;
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const TextStyle style{.colour = t.text, .size = Size::body};
    const float room = std::min(stage.w - 24, 520.f) - 56;
    const float words = std::min(room, std::ceil(ui.width_of(notice, style)) + 1);
    const float height = ui.paragraph(0, 0, words, notice, style, false);
    const Box box{std::round(stage.x + (stage.w - words - 56) / 2), stage.bottom() - height - 32,
                  words + 56, height + 20};
    ui.fill(box, t.panel, radius_card);
    ui.border(box, t.line_strong, radius_card);
    ui.icon({box.x + 22, box.centre().y}, 18, icon::info, t.text_quiet);
    ui.paragraph(box.x + 40, box.y + 10, words, notice, style);
    ui.probe("notice", box);
}

}  // namespace airlock::ui
