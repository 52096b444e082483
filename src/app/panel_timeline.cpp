// The timeline: transport on top, a lane for each kind of deed, the cursor over them, chapters below. What lies
// after the cursor is dim, what has not happened is dotted. Low canvases fold the lanes into one.
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <string>

#include "app/context.h"
#include "app/stage.h"
#include "icons.h"

namespace airlock::ui {

using view::Chapter;
using view::TimelineDot;
using view::TimelineSpan;

namespace {

struct Lanes {
    Box box;         // all lanes, without their names
    float height;    // of one
    bool is_folded;  // into one
    float x(std::int32_t units) const {
        return box.x + box.w * static_cast<float>(units) / static_cast<float>(view::timeline_width);
    }
    float y(std::int32_t lane) const {
        return is_folded ? box.y + box.h / 2 : box.y + (static_cast<float>(lane) + 0.5f) * height;
    }
};

const Accent& lane_accent(const Theme& t, std::int32_t lane) {
    switch (lane) {
        case 0: return t.red;
        case 2: return t.violet;
        case 3: return t.cyan;
        default: return t.grey;
    }
}

std::string speed_word(std::int32_t speed) { return std::to_string(speed) + "×"; }

// The one round key: play, or pause.
bool draw_play(const Context& c, const Box& box, bool is_playing) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const Press press = ui.press("play", box);
    const ImVec2 at = box.centre();
    const float hover =
        ui.motion().toward(motion_key("play", 1), press.is_hovered ? 1.f : 0.f, 120);
    ui.disc(at, 18 + hover, press.is_held ? t.text_quiet : t.text);
    if (is_playing) {
        ui.fill({at.x - 6, at.y - 7, 4, 14}, t.ground, 1);
        ui.fill({at.x + 2, at.y - 7, 4, 14}, t.ground, 1);
    } else {
        ui.list().AddTriangleFilled({at.x - 5, at.y - 8}, {at.x + 9, at.y}, {at.x - 5, at.y + 8},
                                    t.ground);
    }
    if (press.is_hovered) ui.tip(box, c.word(is_playing ? "ui.pause" : "ui.play"));
    return press.is_clicked;
}

void draw_transport(const Context& c, Box row, bool is_narrow) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const auto key = [&](const char* id, const char* glyph, const char* tip_key, bool is_off) {
        return ui.button(
            id, row.take_left(36, 2).middle(36, 36), "",
            {.look = Look::plain, .icon = glyph, .is_off = is_off, .tip = c.word(tip_key)});
    };
    const bool is_at_start = c.page.cursor.entry == 0;
    const bool is_at_end = c.page.is_at_head && c.page.is_over;
    if (!is_narrow && key("to_start", icon::skip_back, "ui.to_start", is_at_start)) {
        c.want(intent::SeekEntry{0});
    }
    if (key("back", icon::step_back, "ui.step_back", is_at_start)) c.want(intent::StepBack{});
    row.take_left(0, 4);
    const Box play = row.take_left(40, 6);
    const bool is_playing = c.player.is_playing();
    if (draw_play(c, play.middle(40, 40), is_playing)) c.want(intent::TogglePlay{});
    if (key("forward", icon::step_forward, "ui.step_forward", is_at_end))
        c.want(intent::StepForward{});
    if (!is_narrow && key("to_end", icon::skip_forward, "ui.to_end", is_at_end)) {
        c.want(intent::SeekEntry{std::numeric_limits<std::uint32_t>::max()});
    }
    row.take_left(0, 6);
    const Box speed = row.take_left(56, 8).middle(56, 32);
    if (ui.button("speed", speed, speed_word(c.player.speed()),
                  {.look = Look::plain, .icon_after = icon::chevron_down, .face = Face::text})) {
        std::vector<MenuItem> items;
        for (const std::int32_t choice : {1, 2, 4, 8, 16}) {
            items.push_back({.label = speed_word(choice),
                             .is_current = choice == c.player.speed(),
                             .act = [c, choice] { c.want(intent::SetSpeed{choice}); }});
        }
        ui.open_menu("speed", speed, std::move(items));
    }
    // Amber only while nothing else asks for somebody.
    const bool is_waiting = !c.page.decisions.empty();
    std::string_view next = c.word(is_narrow ? "ui.decision" : "ui.next_decision");
    ButtonStyle next_style{.look = Look::plain, .icon = icon::fast_forward, .is_off = is_at_end};
    if (!is_waiting && !is_at_end) next_style.accent = &t.amber;
    next_style.tip = c.word("ui.next_decision_tip");
    float next_width = ui.button_width(next, next_style);
    if (next_width > row.w) next = "", next_width = 36;
    if (ui.button("next_decision", row.take_left(next_width, 8).middle(next_width, 32), next,
                  next_style)) {
        c.want(intent::NextDecision{});
    }

    // Branches at the right.
    const std::string_view branch = c.page.branch < c.page.branches.size()
                                        ? std::string_view(c.page.branches[c.page.branch].name)
                                        : std::string_view("main");
    const ButtonStyle branch_style{.look = Look::plain,
                                   .icon = icon::git_branch,
                                   .icon_after = icon::chevron_down,
                                   .face = Face::text,
                                   .size = Size::body,
                                   .tip = c.word("ui.branches")};
    const float width = ui.button_width(branch, branch_style);
    if (row.w < width) return;
    const Box at = row.take_right(width, 8).middle(width, 32);
    if (ui.button("branch", at, branch, branch_style)) {
        std::vector<MenuItem> items;
        for (std::uint32_t i = 0; i < c.page.branches.size(); ++i) {
            const BranchInfo& info = c.page.branches[i];
            items.push_back({.label = info.name,
                             .detail = i == 0
                                           ? std::string(c.word("ui.first_run"))
                                           : c.say("ui.leaves_after",
                                                   {{"branch", c.page.branches[info.parent].name},
                                                    {"entry", std::int64_t{info.forked_after}}}),
                             .icon = icon::git_branch,
                             .is_current = i == c.page.branch,
                             .act = [c, i] { c.want(intent::SwitchBranch{i}); }});
        }
        items.push_back({.label = std::string(c.word("ui.another_way")),
                         .detail = std::string(c.word("ui.keeps_run")),
                         .icon = icon::plus,
                         .is_off = c.page.cursor.entry == 0,
                         .act = [c] { c.want(intent::Fork{}); }});
        ui.open_menu("branch", at, std::move(items));
    }
    const std::string_view place =
        c.page.cursor.entry == 0 ? c.word("ui.before_first") : c.once("place", 0, [&] {
            return c.say("ui.entry_of", {{"entry", std::int64_t{c.page.cursor.entry}},
                                         {"entries", std::int64_t{c.page.entries}}});
        });
    const TextStyle place_style{.colour = t.text_quiet, .size = Size::small, .align = Align::right};
    if (row.w > ui.width_of(place, place_style) + 8) ui.text(row, place, place_style);
}

void draw_dot(Ui& ui, ImVec2 at, const TimelineDot& dot, bool is_past, bool is_current) {
    const Theme& t = ui.theme();
    const Accent& accent = lane_accent(t, dot.lane);
    const float opacity = is_past ? 1.f : 0.38f;
    const float r = dot.lane == 1 ? 3.f : 5.f;
    const ImU32 ink = faded(accent.solid, opacity);
    if (dot.outcome == Outcome::refused || dot.outcome == Outcome::failed) {
        ui.cross(at, r * 0.9f, faded(dot.lane == 1 ? t.red.ink : accent.ink, opacity), 2);
    } else if (dot.outcome == Outcome::pending) {
        ui.ring(at, r, ink, 2);
    } else if (dot.lane == 3) {
        ui.fill({at.x - r * 0.8f, at.y - r * 0.8f, r * 1.6f, r * 1.6f}, ink, 2);
    } else {
        ui.disc(at, r, ink);
    }
    if (is_current) ui.ring(at, r + 4, t.text, 1.5f);
}

void draw_lanes(const Context& c, const Lanes& lanes) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const view::Timeline& timeline = c.page.timeline;
    const auto count = lanes.is_folded ? 1 : static_cast<std::int32_t>(timeline.lanes.size());
    const float head = std::min(lanes.x(timeline.x_head), lanes.box.right());
    for (std::int32_t lane = 0; lane < count; ++lane) {
        const float y = lanes.y(lane);
        ui.line({lanes.box.x, y}, {head, y}, t.line, 1.25f);
        if (head < lanes.box.right() - 4) {
            const ImVec2 future[] = {{head + 4, y}, {lanes.box.right(), y}};
            dashed_path(ui.list(), future, 2, false, faded(t.line_strong, 0.7f), 1.25f,
                        {1.5f, 5, 0, true});
        }
    }
    // Of what would fall on the same pixels one is drawn: ten thousand entries are no more than the screen can hold.
    std::array<float, 8> drawn_from, drawn_to;
    drawn_from.fill(-2), drawn_to.fill(-2);
    for (const TimelineSpan& span : timeline.spans) {
        const float y = lanes.y(span.lane);
        const float from = lanes.x(span.x_from), to = lanes.x(span.x_to);
        const auto lane = static_cast<std::size_t>(span.lane);
        if (from >= drawn_from[lane] && to < drawn_to[lane] + 1) continue;
        drawn_from[lane] = from, drawn_to[lane] = to;
        const float reached = std::clamp(lanes.x(timeline.x_cursor), from, to);
        const Accent& accent = lane_accent(t, span.lane);
        ui.line({from, y}, {reached, y}, accent.solid, 4);
        if (to > reached + 3) {
            const ImVec2 rest[] = {{reached + 3, y}, {to, y}};
            dashed_path(ui.list(), rest, 2, false, faded(accent.ink, 0.8f), 2, {2, 5, 0, true});
        }
    }
    // Faint lanes first: what matters lies above.
    for (const std::int32_t lane : {1, 3, 0, 2}) {
        std::array<float, 4> drawn_at;  // by outcome
        drawn_at.fill(-2);
        for (const TimelineDot& dot : timeline.dots) {
            if (dot.lane != lane) continue;
            const ImVec2 at{lanes.x(dot.x), lanes.y(dot.lane)};
            const bool is_current = dot.entry == c.page.cursor.entry;
            float& last = drawn_at[static_cast<std::size_t>(dot.outcome)];
            if (!is_current && at.x < last + 1) continue;
            last = at.x;
            draw_dot(ui, at, dot, dot.entry <= c.page.cursor.entry, is_current);
        }
    }
}

void draw_cursor(const Context& c, const Lanes& lanes) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const float target = lanes.x(c.page.timeline.x_cursor);
    // While scrubbing it sticks to the pointer; otherwise it glides.
    const float x = std::round(ui.motion().toward(motion_key("cursor"), target, 220));
    const float top = lanes.box.y - 8;
    ui.line({x, top}, {x, lanes.box.bottom() + 4}, t.text, 2);
    ui.disc({x, top}, 5, t.text);
    ui.probe("cursor", {x - 6, top - 6, 12, 12});
}

// Pressing or dragging anywhere over the lanes goes to the nearest entry.
void scrub(const Context& c, const Lanes& lanes) {
    Ui& ui = c.ui;
    const Box area{lanes.box.x - 8, lanes.box.y - 14, lanes.box.w + 16, lanes.box.h + 18};
    const Press press = ui.press("scrub", area);
    if (press.is_hovered || press.is_held) ui.want_pointer(platform::Pointer::horizontal);
    if (!press.is_held) {
        c.state.scrubbed_to = c.page.cursor.entry;
        return;
    }
    const ImVec2 pointer = ImGui::GetIO().MousePos;
    std::uint32_t nearest = 0;
    float best = std::abs(pointer.x - lanes.box.x);
    for (const TimelineDot& dot : c.page.timeline.dots) {
        const float dx = std::abs(pointer.x - lanes.x(dot.x));
        const float dy = lanes.is_folded ? 0 : std::abs(pointer.y - lanes.y(dot.lane)) * 0.05f;
        if (dx + dy < best) best = dx + dy, nearest = dot.entry;
    }
    if (nearest != c.state.scrubbed_to) {
        c.state.scrubbed_to = nearest;
        c.want(intent::SeekEntry{nearest});
    }
}

// Titles stand where their chapters begin. Where they would overlap, the current one wins, then those before.
void draw_chapters(const Context& c, const Lanes& lanes, const Box& row) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    const auto& chapters = c.page.timeline.chapters;
    std::vector<Box>& taken = c.state.chapter_titles;
    taken.clear();
    const auto style_of = [&](const Chapter& chapter) {
        const bool is_future = chapter.entry == 0 || chapter.entry > c.page.cursor.entry;
        return TextStyle{.colour = chapter.is_current ? t.text
                                   : is_future        ? t.text_faint
                                                      : t.text_quiet,
                         .size = Size::small,
                         .face = chapter.is_current ? Face::strong : Face::text};
    };
    const auto draw_title = [&](std::size_t i) {
        const Chapter& chapter = chapters[i];
        TextStyle style = style_of(chapter);
        const float width = ui.width_of(chapter.title, style) + 1;
        const float x = std::min(lanes.x(chapter.x), row.right() - width);
        const Box box{x, row.y, width, row.h};
        for (const Box& other : taken) {
            if (other.meets(box.inset(-8, 0))) return;
        }
        taken.push_back(box);
        // A chapter that has not been reached has no entry to go to yet.
        const Press press =
            chapter.entry > 0
                ? ui.press(ui.name("chapter:", static_cast<std::uint32_t>(i)), box.inset(-4, 0))
                : Press{};
        if (press.is_clicked) c.want(intent::SeekEntry{chapter.entry});
        if (press.is_hovered) style.colour = t.text;
        ui.text(box, chapter.title, style);
    };
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        if (chapters[i].x < 0) continue;
        const float x = std::round(lanes.x(chapters[i].x)) + 0.5f;
        ui.line({x, lanes.box.bottom() + 2}, {x, row.y + 1}, t.line_strong, 1);
        if (chapters[i].is_current) draw_title(i);
    }
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        if (chapters[i].x >= 0 && !chapters[i].is_current) draw_title(i);
    }
}

}  // namespace

void draw_timeline(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    const Theme& t = ui.theme();
    ui.fill(box, t.panel, radius);
    ui.border(box, t.line, radius);
    const bool is_narrow = box.w < 560;
    const bool is_folded = box.h < 160;
    Box inner = box.inset(is_narrow ? 10.f : pad, is_folded ? 8.f : 12.f);
    draw_transport(c, inner.take_top(36, is_folded ? 6.f : 16.f), is_narrow);
    if (inner.h < 20) return;

    Box chapters =
        inner.take_bottom(inner.h > 50 || !is_folded ? 18.f : 0.f, is_folded ? 2.f : 6.f);
    if (!is_folded) {
        Box names = inner.take_left(76, 8);
        chapters.take_left(76, 8);
        const auto count =
            static_cast<float>(std::max<std::size_t>(1, c.page.timeline.lanes.size()));
        for (const std::string& lane : c.page.timeline.lanes) {
            ui.text(names.take_top(inner.h / count), lane,
                    {.colour = t.text_quiet, .size = Size::small});
        }
    }
    inner.take_left(4), inner.take_right(8);
    const auto count = static_cast<float>(std::max<std::size_t>(1, c.page.timeline.lanes.size()));
    const Lanes lanes{inner, inner.h / count, is_folded};
    draw_lanes(c, lanes);
    scrub(c, lanes);
    draw_cursor(c, lanes);
    if (chapters.h > 10) draw_chapters(c, lanes, chapters);
}

}  // namespace airlock::ui
