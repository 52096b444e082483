// How the pieces of a column look.
#include "app/column.h"

#include <algorithm>
#include <string>

#include "icons.h"

namespace airlock::ui {

void Column::paragraph(std::string_view text, const TextStyle& style) {
    if (!text.empty()) y_ += ui_.paragraph(x_, y_, w_, text, style);
}

void Column::heading(std::string_view text) {
    y_ += section_space;
    ui_.text({x_, y_, w_, 18}, text,
             {.colour = t_.text_quiet, .size = Size::small, .face = Face::strong});
    y_ += 18 + 8;
}

void Column::gate(const view::GateLine& gate) {
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
        for (int i = -1; i <= 1; ++i)
            ui_.disc({sign.x + static_cast<float>(i) * 3.6f, sign.y}, 1.3f, t_.violet.ink);
    } else {
        ui_.ring(sign, r - 0.75f, t_.green.ink, 1.5f);
        ui_.tick(sign, 3.6f, t_.green.ink, 1.75f);
    }
    const TextStyle name{.colour = is_stop ? t_.red.ink : t_.text,
                         .size = Size::body,
                         .face = is_stop || is_wait ? Face::strong : Face::text};
    ui_.text({left, y_, width, 20}, gate.name, name);
    y_ += 20;
    if (!gate.reason.empty()) {
        y_ += ui_.paragraph(left, y_, width, gate.reason,
                            {.colour = t_.text_quiet, .size = Size::small});
    }
    y_ += 7;
}

void Column::fact(const view::Fact& fact) {
    const TextStyle label{.colour = t_.text_quiet, .size = Size::small};
    const TextStyle value{
        .colour = t_.text, .size = Size::small, .face = fact.is_code ? Face::code : Face::text};
    const float label_width = std::max(96.f, ui_.width_of(fact.label, label) + 14);
    const bool is_beside = label_width + ui_.width_of(fact.value, value) <= w_;
    ui_.text({x_, y_, is_beside ? label_width : w_, 20}, fact.label, label);
    if (is_beside) {
        ui_.text({x_ + label_width, y_, w_ - label_width, 20}, fact.value, value);
        y_ += 22;
    } else {
        y_ += 19;
        y_ += ui_.paragraph(x_, y_, w_, fact.value, value) + 5;
    }
}

void Column::facts(const std::vector<view::Fact>& facts) {
    for (const view::Fact& each : facts) fact(each);
}

void Column::bullet(std::string_view text) {
    ui_.disc({x_ + 5, y_ + 9}, 2.2f, t_.text_quiet);
    y_ += ui_.paragraph(x_ + 16, y_, w_ - 16, text, {.colour = t_.text, .size = Size::small}) + 4;
}

void Column::remark(std::string_view text) {
    const TextStyle style{.colour = t_.text, .size = Size::small};
    const float height = ui_.paragraph(0, 0, w_ - 48, text, style, false) + 18;
    const Box box{x_, y_, w_, height};
    ui_.fill(box, t_.card, radius_card);
    ui_.icon({x_ + 18, y_ + 18}, 18, icon::info, t_.text_quiet);
    ui_.paragraph(x_ + 36, y_ + 9, w_ - 48, text, style);
    y_ += height;
}

bool Column::button(std::string_view id, std::string_view label, const ButtonStyle& style) {
    const bool is_clicked = ui_.button(id, {x_, y_, w_, 40}, label, style);
    y_ += 40;
    return is_clicked;
}

void Column::entries(const std::vector<std::uint32_t>& numbers) {
    for (const std::uint32_t number : numbers) {
        if (number == 0 || number > c_.page.story.size()) continue;
        const view::StoryLine& line = c_.page.story[number - 1];
        const TextStyle style{.colour = number > c_.page.cursor.entry ? t_.text_faint : t_.text,
                              .size = Size::small};
        const float left = 28, width = w_ - left - 8;
        const Box box{x_, y_, w_,
                      18 + ui_.paragraph(0, 0, width, line.sentence, style, false) + 12};
        const Press press = ui_.press(ui_.name("related:", number), box);
        const bool is_here = number == c_.page.cursor.entry;
        if (is_here || press.is_hovered) ui_.fill(box, is_here ? t_.card : t_.hover, radius_card);
        draw_outcome(ui_, {x_ + 13, y_ + 15}, 6, line.outcome, line.is_attack, 1);
        ui_.text({x_ + left, y_ + 6, width, 18}, line.time,
                 {.colour = t_.text_quiet, .size = Size::small, .face = Face::code});
        ui_.paragraph(x_ + left, y_ + 24, width, line.sentence, style);
        if (press.is_clicked) c_.want(intent::SeekEntry{number});
        y_ += box.h + 2;
    }
}

}  // namespace airlock::ui
