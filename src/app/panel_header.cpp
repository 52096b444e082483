// The header: mark and name, the scenario, the simulated time, the clocks that matter, and what concerns the
// page rather than the story at the right.
#include <algorithm>
#include <string>

#include "app/context.h"
#include "icons.h"

namespace airlock::ui {

namespace {

// Our own mark: a ring held in a square that stands on its tip.
void draw_mark(Ui& ui, ImVec2 centre, float reach) {
    const Theme& t = ui.theme();
    ImDrawList& list = ui.list();
    const ImVec2 points[] = {{centre.x, centre.y - reach},
                             {centre.x + reach, centre.y},
                             {centre.x, centre.y + reach},
                             {centre.x - reach, centre.y}};
    list.AddPolyline(points, 4, t.text, ImDrawFlags_Closed, 2);
    ui.ring(centre, reach * 0.42f, t.cyan.ink, 2);
}

ImU32 clock_ink(const Theme& t, view::Condition condition) {
    switch (condition) {
        case view::Condition::intact: return t.text;
        case view::Condition::threatened: return t.text;
        case view::Condition::lost: return t.red.ink;
        case view::Condition::regained: return t.green.ink;
    }
    return t.text;
}

float clock_width(const Ui& ui, const view::Clock& clock) {
    return std::max(ui.width_of(clock.label, {.size = Size::small}),
                    ui.width_of(clock.value, {.size = Size::body, .face = Face::strong}));
}

void draw_clock(Ui& ui, Box box, const view::Clock& clock) {
    const Theme& t = ui.theme();
    Box lines = box.middle(box.w, 36);
    ui.text(lines.take_top(16), clock.label, {.colour = t.text_quiet, .size = Size::small});
    ui.text(lines.take_top(20), clock.value,
            {.colour = clock_ink(t, clock.condition), .size = Size::body, .face = Face::strong});
}

std::vector<MenuItem> scenario_items(const Context& c) {
    std::vector<MenuItem> items;
    std::string_view group;
    for (const ShippedScenario& shipped : c.state.shipped) {
        const std::string_view own =
            c.word(shipped.name.starts_with("threats/") ? "ui.threats" : "ui.stories");
        if (own != group) items.push_back({.label = std::string(own), .is_heading = true});
        group = own;
        items.push_back({.label = std::string(c.language.text_of({{{"en", shipped.title}}})),
                         .detail = shipped.name,
                         .icon = icon::file_json,
                         .is_current = shipped.name == c.page.scenario,
                         .act = [name = shipped.name] {
                             platform::wish(platform::Wish::open_scenario, name);
                         }});
    }
    items.push_back({.label = std::string(c.word("ui.open_file")),
                     .detail = std::string(c.word("ui.or_drop")),
                     .icon = icon::folder_open,
                     .act = [] { platform::wish(platform::Wish::open_file); }});
    return items;
}

std::vector<MenuItem> language_items(const Context& c) {
    std::vector<MenuItem> items;
    for (const view::ShippedLanguage& one : view::shipped_languages)
        items.push_back(
            {.label = std::string(one.name),
             .is_current = one.code == c.language.code(),
             .act = [code = one.code] { platform::wish(platform::Wish::language, code); }});
    return items;
}

// What can be done with the run beside watching it: documents of the page around the canvas.
std::vector<MenuItem> tool_items(const Context& c) {
    const auto item = [&](std::string_view key, platform::Wish wish) {
        return MenuItem{.label = std::string(c.word(key)), .act = [wish] { platform::wish(wish); }};
    };
    return {item("ui.compose", platform::Wish::compose),
            item("ui.compare", platform::Wish::compare),
            item("ui.export", platform::Wish::export_)};
}

void toggle_theme(const Context& c) {
    c.state.is_dark = !c.state.is_dark;
    platform::wish(platform::Wish::theme, c.state.is_dark ? "dark" : "light");
}

std::vector<MenuItem> more_items(const Context& c) {
    ViewState& state = c.state;
    const auto word = [&c](std::string_view key) { return std::string(c.word(key)); };
    std::vector<MenuItem> items{
        {.label = word("ui.open_file"),
         .icon = icon::folder_open,
         .act = [] { platform::wish(platform::Wish::open_file); }},
        {.label = word("ui.copy_link"),
         .icon = icon::link,
         .act = [] { platform::wish(platform::Wish::copy_link); }},
        {.label = word(state.is_text_view_shown ? "ui.hide_text" : "ui.show_text"),
         .icon = icon::list,
         .act = [] { platform::wish(platform::Wish::text_view); }},
        {.label = word(state.is_dark ? "ui.light_theme" : "ui.dark_theme"),
         .icon = state.is_dark ? icon::sun : icon::moon,
         .act = [c] { toggle_theme(c); }},
        {.label = word("ui.legend"),
         .icon = icon::shapes,
         .act = [&state] { state.is_legend_shown = true; }},
        {.label = word("ui.help"),
         .icon = icon::circle_help,
         .act = [&state] { state.is_help_shown = true; }},
        {.label = word("ui.tools"), .is_heading = true},
    };
    for (MenuItem& item : tool_items(c)) items.push_back(std::move(item));
    items.push_back({.label = word("ui.language"), .is_heading = true});
    for (MenuItem& item : language_items(c)) items.push_back(std::move(item));
    return items;
}

}  // namespace

void draw_header(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    ui.fill(box, t.panel);
    ui.line({box.x, box.bottom() - 0.5f}, {box.right(), box.bottom() - 0.5f}, t.line, 1);

    const bool is_narrow = box.w < 720;
    Box row = box.inset(is_narrow ? 10.f : pad, 8);

    // From the right: what the page can do. A narrow header gathers it in one menu.
    const float tool = 36;
    const auto tool_button = [&](const char* id, const char* glyph, std::string_view tip_text,
                                 bool is_on) {
        return ui.button(id, row.take_right(tool, 2), "",
                         {.look = Look::plain, .icon = glyph, .is_on = is_on, .tip = tip_text});
    };
    if (box.w < 1000) {
        const Box at = row.take_right(tool, 4);
        if (ui.button("more", at, "",
                      {.look = Look::plain, .icon = icon::settings, .tip = c.word("ui.more")})) {
            ui.open_menu("more", at, more_items(c));
        }
    } else {
        if (tool_button("help", icon::circle_help, c.word("ui.help"), c.state.is_help_shown)) {
            c.state.is_help_shown = !c.state.is_help_shown;
        }
        if (tool_button("legend", icon::shapes, c.word("ui.legend"), c.state.is_legend_shown)) {
            c.state.is_legend_shown = !c.state.is_legend_shown;
        }
        if (tool_button("theme", c.state.is_dark ? icon::sun : icon::moon,
                        c.word(c.state.is_dark ? "ui.light_theme" : "ui.dark_theme"), false)) {
            toggle_theme(c);
        }
        std::string code(c.language.code());
        for (char& letter : code) letter = static_cast<char>(letter - 32);
        const ButtonStyle plain{
            .look = Look::plain, .icon = icon::languages, .tip = c.word("ui.language")};
        const Box at = row.take_right(ui.button_width(code, plain), 2);
        if (ui.button("language", at, code, plain)) ui.open_menu("language", at, language_items(c));
        if (tool_button("text_view", icon::list, c.word("ui.text_view"),
                        c.state.is_text_view_shown)) {
            platform::wish(platform::Wish::text_view);
        }
        const Box tools = row.take_right(tool, 2);
        if (ui.button("tools", tools, "",
                      {.look = Look::plain, .icon = icon::wrench, .tip = c.word("ui.tools")})) {
            ui.open_menu("tools", tools, tool_items(c));
        }
        if (tool_button("copy_link", icon::link, c.word("ui.copy_link"), false)) {
            platform::wish(platform::Wish::copy_link);
        }
        if (tool_button("open_file", icon::folder_open, c.word("ui.open_own"), false)) {
            platform::wish(platform::Wish::open_file);
        }
    }
    row.take_right(0, 12);

    // From the left: name, scenario, time.
    draw_mark(ui, row.take_left(20, 10).centre(), 10);
    if (!is_narrow) {
        const TextStyle name{.colour = t.text, .size = Size::title, .face = Face::strong};
        ui.text(row.take_left(ui.width_of("Airlock", name) + 2, 16), "Airlock", name);
        ui.line({row.x - 8, row.y + 8}, {row.x - 8, row.bottom() - 8}, t.line, 1);
    }
    const ButtonStyle menu{
        .look = Look::plain, .icon_after = icon::chevron_down, .face = Face::strong};
    const float room = is_narrow ? row.w : std::min(row.w * 0.45f, 340.f);
    const Box title = row.take_left(std::min(ui.button_width(c.page.title, menu), room), 12);
    if (ui.button("scenario", title, c.page.title, menu))
        ui.open_menu("scenario", title, scenario_items(c));
    if (is_narrow) return;

    const TextStyle time{.colour = t.text_quiet, .size = Size::small, .face = Face::code};
    const float time_width = ui.width_of(c.page.time, time);
    if (row.w > time_width + 24) ui.text(row.take_left(time_width + 2, 28), c.page.time, time);

    // As many clocks as there is room for, the first ones first.
    std::size_t count = 0;
    float width = 0;
    for (const view::Clock& clock : c.page.clocks) {
        const float more = clock_width(ui, clock) + (count ? 36.f : 0.f);
        if (width + more > row.w) break;
        width += more, ++count;
    }
    Box clocks = row.w > width + 80 ? row.middle(width, row.h) : row;
    for (std::size_t i = 0; i < count; ++i) {
        const view::Clock& clock = c.page.clocks[i];
        draw_clock(ui, clocks.take_left(clock_width(ui, clock) + 1, 35), clock);
    }
}

void draw_clocks(const Context& c, const Box& box) {
    if (box.h < 20 || c.page.clocks.empty()) return;
    Box row = box.inset(14, 4);
    const auto count = std::min<std::size_t>(3, c.page.clocks.size());
    float needed = 0;
    for (std::size_t i = 0; i < count; ++i) needed += clock_width(c.ui, c.page.clocks[i]);
    const float space =
        count > 1 ? std::clamp((row.w - needed) / static_cast<float>(count - 1), 8.f, 40.f) : 0;
    for (std::size_t i = 0; i < count; ++i) {
        draw_clock(c.ui, row.take_left(clock_width(c.ui, c.page.clocks[i]) + 1, space),
                   c.page.clocks[i]);
    }
}

}  // namespace airlock::ui
