// What stands under the cursor: the entry with every gate it met, or the thing that was picked. A decision that
// waits for someone at the screen comes before both.
#include <algorithm>
#include <string>

#include "app/context.h"
#include "icons.h"

namespace airlock::ui {

using view::Fact;
using view::GateLine;
using view::Inspector;

namespace {

constexpr float section_space = 18;

class Column {
  public:
    Column(const Context& c, const Box& at) : c_(c), ui_(c.ui), t_(c.ui.theme()), x_(at.x), y_(at.y), w_(at.w - 12) {}

    float y() const { return y_; }
    void space(float height) { y_ += height; }

    void paragraph(std::string_view text, const TextStyle& style) {
        if (text.empty()) return;
        y_ += ui_.paragraph(x_, y_, w_, text, style);
    }

    void heading(std::string_view text) {
        y_ += section_space;
        ui_.text({x_, y_, w_, 18}, text, {.colour = t_.text_quiet, .size = Size::small, .face = Face::strong});
        y_ += 18 + 8;
    }

    void gate(const GateLine& gate) {
        const float r = 8;
        const ImVec2 sign{x_ + r, y_ + 10};
        const float left = x_ + 2 * r + 10, width = w_ - 2 * r - 10;
        const bool is_stop = gate.verdict == Verdict::stopped;
        const bool is_wait = gate.verdict == Verdict::waits;
        if (is_stop) {
            ui_.disc(sign, r, t_.red.solid);
            ui_.cross(sign, 3.2f, t_.red.on_solid, 2);
        } else if (is_wait) {
            ui_.ring(sign, r - 1, t_.violet.ink, 2);
            for (int i = -1; i <= 1; ++i) ui_.disc({sign.x + static_cast<float>(i) * 3.6f, sign.y}, 1.3f, t_.violet.ink);
        } else {
            ui_.ring(sign, r - 0.75f, t_.green.ink, 1.5f);
            ui_.tick(sign, 3.6f, t_.green.ink, 1.75f);
        }
        const TextStyle name{.colour = is_stop ? t_.red.ink : t_.text, .size = Size::body,
                             .face = is_stop || is_wait ? Face::strong : Face::text};
        const TextStyle reason{.colour = t_.text_quiet, .size = Size::small};
        ui_.text({left, y_, width, 20}, gate.name, name);
        y_ += 20;
        if (!gate.reason.empty()) y_ += ui_.paragraph(left, y_, width, gate.reason, reason);
        y_ += 7;
    }

    void fact(const Fact& fact) {
        const TextStyle label{.colour = t_.text_quiet, .size = Size::small};
        const TextStyle value{.colour = t_.text, .size = Size::small, .face = fact.is_code ? Face::code : Face::text};
        const float label_width = std::min(w_ * 0.42f, std::max(84.f, ui_.width_of(fact.label, label) + 12));
        const float room = w_ - label_width;
        const bool is_beside = ui_.width_of(fact.label, label) <= label_width && ui_.width_of(fact.value, value) <= room;
        ui_.text({x_, y_, is_beside ? label_width : w_, 20}, fact.label, label);
        if (is_beside) {
            ui_.text({x_ + label_width, y_, room, 20}, fact.value, value);
            y_ += 22;
        } else {
            y_ += 19;
            y_ += wrapped(fact.value, value);
            y_ += 5;
        }
    }

    void bullet(std::string_view text) {
        ui_.disc({x_ + 5, y_ + 9}, 2.2f, t_.text_quiet);
        y_ += ui_.paragraph(x_ + 16, y_, w_ - 16, text, {.colour = t_.text, .size = Size::small}) + 4;
    }

    bool button(std::string_view id, std::string_view label, const ButtonStyle& style) {
        const bool is_clicked = ui_.button(id, {x_, y_, w_, 40}, label, style);
        y_ += 40;
        return is_clicked;
    }

    // Small keys with entry numbers; each goes to its entry.
    void entries(const std::vector<std::uint32_t>& numbers) {
        float x = x_;
        for (const std::uint32_t number : numbers) {
            const std::string label = std::to_string(number);
            const float width = std::max(34.f, ui_.width_of(label, {.size = Size::small, .face = Face::code}) + 16);
            if (x + width > x_ + w_) x = x_, y_ += 34;
            const bool is_here = number == c_.page.cursor.entry;
            if (ui_.button("related:" + label, {x, y_, width, 28}, label,
                           {.look = is_here ? Look::outline : Look::quiet, .face = Face::code, .size = Size::small})) {
                c_.want(intent::SeekEntry{number});
            }
            x += width + 6;
        }
        if (!numbers.empty()) y_ += 34;
    }

  private:
    // An ARN has no spaces to break at: it is cut wherever the line ends.
    float wrapped(std::string_view text, const TextStyle& style) {
        return ui_.paragraph(x_, y_, w_, text, style);
    }

    const Context& c_;
    Ui& ui_;
    const Theme& t_;
    float x_, y_, w_;
};

void draw_inspector(const Context& c, Column& column) {
    const Theme& t = c.ui.theme();
    const Inspector& shown = c.page.inspector;
    column.paragraph(shown.title, {.colour = t.text, .size = Size::title, .face = Face::strong});
    if (!shown.subtitle.empty()) {
        column.space(2);
        column.paragraph(shown.subtitle, {.colour = t.text_quiet, .size = Size::small});
    }
    column.space(8);
    column.paragraph(shown.text, {.colour = t.text, .size = Size::body});
    if (!shown.gates.empty()) {
        const bool is_stopped = shown.gates.back().verdict == Verdict::stopped;
        column.heading(is_stopped ? "Why it was refused" : "Gates on the way");
        for (const GateLine& gate : shown.gates) column.gate(gate);
        if (!shown.would_flip.empty()) {
            column.space(2);
            column.paragraph("Would flip it: " + shown.would_flip, {.colour = t.text_quiet, .size = Size::small});
        }
    }
    if (!shown.events.empty()) {
        column.heading("What changed");
        for (const std::string& event : shown.events) column.bullet(event);
    }
    if (!shown.facts.empty()) {
        column.heading("Facts");
        for (const Fact& fact : shown.facts) column.fact(fact);
    }
    if (!shown.related.empty()) {
        column.heading("In the story");
        column.entries(shown.related);
    }
}

}  // namespace

void draw_now(const Context& c, const Box& box) {
    Ui& ui = c.ui;
    Scroll& scroll = c.state.scrolls[static_cast<std::size_t>(Tab::now)];
    // Another entry or thing begins at the top.
    const Box inner = ui.begin_scroll("now", box, scroll);
    Box at = inner;
    if (!c.page.decisions.empty()) {
        const float height = draw_decision(c, {at.x, at.y, at.w - 12, at.h});
        at.y += height + section_space;
    }
    Column column(c, at);
    const bool has_picked = static_cast<bool>(c.player.selection().thing) || c.player.selection().entry != 0;
    if (has_picked) {
        if (ui.button("unselect", {at.x - 6, at.y, 140, 28}, "Back to the entry",
                      {.look = Look::plain, .icon = icon::chevron_left, .face = Face::text, .size = Size::small})) {
            c.want(intent::Select{});
        }
        column.space(34);
    }
    draw_inspector(c, column);

    const bool is_start = c.page.cursor.entry == 0;
    const bool is_end = c.page.is_at_head && c.page.is_over;
    if (is_start && !c.player.is_playing() && c.page.decisions.empty()) {
        column.space(section_space);
        if (column.button("start", "Play the story", {.look = Look::solid, .accent = &ui.theme().cyan, .icon = icon::play})) {
            c.want(intent::Play{});
        }
    } else if (is_end) {
        column.space(section_space);
        if (column.button("again", "Once more from the start", {.look = Look::quiet, .icon = icon::rotate_ccw})) {
            c.want(intent::SeekEntry{0});
        }
    } else if (!c.page.is_at_head && !is_start && !c.player.is_playing()) {
        column.space(section_space);
        if (column.button("fork", "Try another way from here", {.look = Look::quiet, .icon = icon::git_branch})) {
            c.want(intent::Fork{});
        }
    }
    ui.end_scroll(scroll, column.y() - inner.y + 8);
}

}  // namespace airlock::ui
