// The widgets of ui.h: what can be pressed, chosen and scrolled.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/ui.h"
#include "imgui_internal.h"

namespace airlock::ui {
namespace {

constexpr float icon_px = 18;
constexpr float icon_space = 8;
constexpr float menu_row = 36;
constexpr float menu_row_tall = 52;

bool is_touch() { return ImGui::GetIO().MouseSource == ImGuiMouseSource_TouchScreen; }

}  // namespace

Press Ui::press(std::string_view id, const Box& box) {
    probe(id, box);
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImGuiID number = window->GetID(id.data(), id.data() + id.size());
    const ImRect area(box.min(), box.max());
    Press press;
    if (!ImGui::ItemAdd(area, number, nullptr, ImGuiItemFlags_NoNav)) return press;
    press.is_clicked = ImGui::ButtonBehavior(area, number, &press.is_hovered, &press.is_held);
    press.is_held =
        press.is_held && ImGui::IsMousePosValid();  // taken back: see pointer_cancelled()
    // A finger that has left does not hover.
    if (is_touch() && !ImGui::IsMouseDown(0)) press.is_hovered = false;
    if (press.is_hovered) want_pointer(platform::Pointer::hand);
    return press;
}

float Ui::button_width(std::string_view label, const ButtonStyle& style) const {
    float width = label.empty() ? 0 : width_of(label, {.size = style.size, .face = style.face});
    if (style.icon) width += icon_px + (label.empty() ? 0 : icon_space);
    if (style.icon_after) width += icon_px + 4;
    return std::ceil(width + (style.look == Look::plain ? 16.f : 28.f));
}

bool Ui::button(std::string_view id, const Box& box, std::string_view label,
                const ButtonStyle& style) {
    Press now;
    if (style.is_off) {
        probe(id, box);
    } else {
        now = press(id, box);
    }
    draw_button(id, box, label, style, now);
    return now.is_clicked;
}

void Ui::draw_button(std::string_view id, const Box& box, std::string_view label,
                     const ButtonStyle& style, const Press& now) {
    const Theme& t = theme();
    const Accent* accent = style.accent;
    const float hover =
        motion_.toward(motion_key(id, 1), now.is_hovered && !now.is_held ? 1 : 0, 120);
    ImU32 ink = style.is_off  ? t.text_faint
                : accent      ? accent->ink
                : style.is_on ? t.text
                              : t.text_quiet;

    switch (style.look) {
        case Look::plain:
            if (style.is_on) fill(box, accent ? accent->tint : t.hover, radius_card);
            break;
        case Look::quiet:
            fill(box, t.card, radius_card);
            border(box, accent ? accent->ink : t.line, radius_card);
            if (!style.is_off && !accent) ink = t.text;
            break;
        case Look::solid:
            fill(box, style.is_off ? t.line : accent ? accent->solid : t.line_strong, radius_card);
            if (!style.is_off && accent) ink = accent->on_solid;
            break;
        case Look::outline:
            border(box,
                   style.is_off ? t.line
                   : accent     ? accent->ink
                                : t.line_strong,
                   radius_card, 1.5f);
            break;
    }
    if (hover > 0) fill(box, faded(t.hover, hover * 1.6f), radius_card);
    if (now.is_held) fill(box, t.hover, radius_card);

    const TextStyle text_style{.colour = ink, .size = style.size, .face = style.face};
    float room = box.w - (style.look == Look::plain ? 12.f : 20.f);
    if (style.icon && !label.empty()) room -= icon_px + icon_space;
    if (style.icon_after) room -= icon_px + 4;
    const float label_width = label.empty() ? 0 : std::min(room, width_of(label, text_style));
    float whole = label_width;
    if (style.icon) whole += icon_px + (label.empty() ? 0 : icon_space);
    if (style.icon_after) whole += icon_px + 4;
    float x = style.align == Align::left ? box.x + 8 : box.x + (box.w - whole) / 2;
    const float middle = box.y + box.h / 2;
    if (style.icon) {
        icon({x + icon_px / 2, middle}, icon_px, style.icon, ink);
        x += icon_px + icon_space;
    }
    if (!label.empty()) text({x, box.y, label_width + 1, box.h}, label, text_style);
    if (style.icon_after)
        icon({x + label_width + 4 + icon_px / 2, middle}, icon_px, style.icon_after, ink);
    if (!style.tip.empty() && now.is_hovered) tip(box, style.tip);
}

int Ui::choice(std::string_view id, const Box& box, std::initializer_list<std::string_view> words,
               int chosen, const Accent* accent) {
    const Theme& t = theme();
    fill(box, t.card, radius_card);
    border(box, t.line, radius_card);
    // Each word gets what it needs and an equal share of the rest.
    Box inner = box.inset(3);
    std::array<Box, 4> cells;
    std::size_t count = 0;
    float needed = 0;
    for (const std::string_view word : words)
        needed += width_of(word, {.size = Size::small, .face = Face::strong});
    const float share = (inner.w - needed) / static_cast<float>(words.size());
    for (const std::string_view word : words) {
        cells[count++] =
            inner.take_left(width_of(word, {.size = Size::small, .face = Face::strong}) + share);
    }
    const Box& to = cells[static_cast<std::size_t>(chosen)];
    const Box thumb{motion_.toward(motion_key(id, 2), to.x - box.x, 160) + box.x, to.y,
                    motion_.toward(motion_key(id, 3), to.w, 160), to.h};
    fill(thumb, accent ? accent->tint : t.hover, radius_card - 2);
    border(thumb, accent ? accent->ink : t.line_strong, radius_card - 2);
    int clicked = -1;
    for (int i = 0; i < static_cast<int>(words.size()); ++i) {
        const auto index = static_cast<std::size_t>(i);
        const Box& cell = cells[index];
        const std::string_view word = words.begin()[index];
        choice_name_.assign(id).append(":").append(word);
        const Press now = press(choice_name_, cell);
        if (now.is_clicked && i != chosen) clicked = i;
        const bool is_on = i == chosen;
        const ImU32 ink = is_on            ? (accent ? accent->ink : t.text)
                          : now.is_hovered ? t.text
                                           : t.text_quiet;
        text(cell, word,
             {.colour = ink,
              .size = Size::small,
              .face = is_on ? Face::strong : Face::text,
              .align = Align::middle});
    }
    return clicked;
}

// --- scrolling ---

Box Ui::begin_scroll(std::string_view id, const Box& box, Scroll& scroll, ImU32 over) {
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImGuiIO& io = ImGui::GetIO();
    const ImGuiID number = window->GetID(id.data(), id.data() + id.size());
    const float furthest = std::max(0.f, scroll.content - box.h);
    const bool is_over = GImGui->HoveredWindow == window && box.contains(io.MousePos) &&
                         (clips_.empty() || clips_.back().contains(io.MousePos));
    if (is_over && io.MouseWheel != 0) scroll.target -= io.MouseWheel * 100;

    // A finger drags the content itself; from a few pixels on it is no longer a tap.
    if (is_touch()) {
        if (is_over && ImGui::IsMouseClicked(0))
            scroll.is_dragged = false, scroll.grabbed_at = scroll.offset;
        const bool is_mine = box.contains(io.MouseClickedPos[0]) && ImGui::IsMouseDown(0) &&
                             (is_over || scroll.is_dragged);
        const float pulled = io.MousePos.y - io.MouseClickedPos[0].y;
        if (is_mine && furthest > 0 && !scroll.is_dragged && std::abs(pulled) > 8) {
            scroll.is_dragged = true;
            ImGui::SetActiveID(number, window);
        }
        if (scroll.is_dragged) {
            if (ImGui::IsMouseDown(0)) {
                scroll.offset = scroll.target = scroll.grabbed_at - pulled;
                ImGui::KeepAliveID(number);
            } else {
                scroll.is_dragged = false;
                if (GImGui->ActiveId == number) ImGui::ClearActiveID();
            }
        }
    }
    scroll.target = std::clamp(scroll.target, 0.f, furthest);
    const float distance = scroll.target - scroll.offset;
    if (is_still_ || std::abs(distance) < 0.75f) {
        scroll.offset = scroll.target;
    } else {
        scroll.offset += distance * (1 - std::exp(-milliseconds_ / 60));
        motion_.move_on();
    }
    scroll.offset = std::clamp(scroll.offset, 0.f, furthest);
    scrolls_.push_back({box, number, over});
    clip(box);
    return {box.x, box.y - std::round(scroll.offset), box.w, box.h};
}

void Ui::end_scroll(Scroll& scroll, float content) {
    unclip();
    const OpenScroll open = scrolls_.back();
    scrolls_.pop_back();
    if (std::abs(content - scroll.content) > 0.5f)
        motion_.move_on();  // the limits above were the old ones
    scroll.content = content;
    const float furthest = content - open.box.h;
    if (furthest <= 1) return;

    // What goes on below the edge fades into it.
    const ImU32 solid = mixed(theme().panel, open.over | IM_COL32_A_MASK,
                              static_cast<float>(open.over >> IM_COL32_A_SHIFT) / 255),
                clear = faded(solid, 0);
    const float below = std::min(28.f, furthest - scroll.offset),
                above = std::min(28.f, scroll.offset);
    const Box& b = open.box;
    if (below > 1)
        list().AddRectFilledMultiColor({b.x, b.bottom() - below}, {b.right() - 10, b.bottom()},
                                       clear, clear, solid, solid);
    if (above > 1)
        list().AddRectFilledMultiColor({b.x, b.y}, {b.right() - 10, b.y + above}, solid, solid,
                                       clear, clear);

    const Box track{open.box.right() - 10, open.box.y + 2, 10, open.box.h - 4};
    const float height = std::max(28.f, track.h * open.box.h / content);
    const float span = track.h - height;
    Box thumb{track.x, track.y + span * scroll.offset / furthest, track.w, height};
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImRect area(thumb.min(), thumb.max());
    bool is_hovered = false, is_held = false;
    const ImGuiID number = open.id + 1;
    if (ImGui::ItemAdd(area, number, nullptr, ImGuiItemFlags_NoNav)) {
        ImGui::ButtonBehavior(area, number, &is_hovered, &is_held);
        is_held = is_held && ImGui::IsMousePosValid();
        (void)window;
        if (is_held) {
            if (ImGui::IsMouseClicked(0)) scroll.grabbed_at = scroll.offset;
            const float pulled = ImGui::GetIO().MousePos.y - ImGui::GetIO().MouseClickedPos[0].y;
            scroll.offset = scroll.target =
                std::clamp(scroll.grabbed_at + pulled * furthest / span, 0.f, furthest);
            motion_.move_on();
        }
    }
    thumb.x += 3, thumb.w = 4;
    fill(thumb, faded(theme().line_strong, is_held || is_hovered ? 1.f : 0.7f), 2);
}

// --- menus ---

void Ui::open_menu(std::string_view id, const Box& anchor, std::vector<MenuItem> items) {
    menu_id_ = id;
    menu_anchor_ = anchor;
    menu_items_ = std::move(items);
    menu_is_new_ = true;
    menu_scroll_ = {};
}

void Ui::close_menu() {
    menu_id_.clear();
    menu_items_.clear();
}

void Ui::draw_menu(const Box& screen) {
    draw_tip(screen);
    if (!has_menu()) return;
    const Theme& t = theme();
    float width = std::max(180.f, menu_anchor_.w), height = 12, current = 0;
    for (const MenuItem& item : menu_items_) {
        float label = width_of(item.label, {.face = item.is_current ? Face::strong : Face::text});
        label = std::max(label, width_of(item.detail, {.size = Size::small}));
        width = std::max(width, label + 24 + 32 + 12);
        height += item.detail.empty() ? menu_row : menu_row_tall;
        if (item.is_current) current = height - menu_row_tall;
    }
    width = std::min(std::ceil(width), screen.w - 16);
    const bool is_below = menu_anchor_.bottom() + 4 + height <= screen.bottom() ||
                          menu_anchor_.y - screen.y < screen.bottom() - menu_anchor_.bottom();
    const float room = is_below ? screen.bottom() - 8 - menu_anchor_.bottom() - 4
                                : menu_anchor_.y - 4 - screen.y - 8;
    const float content = height;
    height = std::min(height, room);
    // A long list opens where it stands.
    if (menu_is_new_) {
        menu_scroll_.content = content - 2;
        menu_scroll_.offset = menu_scroll_.target =
            std::clamp(current - height / 2, 0.f, content - height);
    }
    Box box{std::clamp(menu_anchor_.x, screen.x + 8,
                       std::max(screen.x + 8, screen.right() - 8 - width)),
            is_below ? menu_anchor_.bottom() + 4 : menu_anchor_.y - 4 - height, width, height};

    ImGui::SetNextWindowFocus();
    begin_layer("menu", screen, Layer::above);
    const bool was_new = menu_is_new_;
    menu_is_new_ = false;
    fill(box.moved(0, 4).inset(-2), faded(IM_COL32_BLACK, t.is_dark ? 0.35f : 0.10f),
         radius_card + 4);
    fill(box, t.panel, radius_card);
    border(box, t.line_strong, radius_card);
    std::function<void()> act;
    const Box inside = begin_scroll("menu.scroll", box.inset(1, 1), menu_scroll_);
    float y = inside.y + 5;
    for (std::size_t i = 0; i < menu_items_.size(); ++i) {
        const MenuItem& item = menu_items_[i];
        const Box row{box.x + 6, y, box.w - 12, item.detail.empty() ? menu_row : menu_row_tall};
        y += row.h;
        if (item.is_heading) {
            text(row.inset(10, 0), item.label,
                 {.colour = t.text_quiet, .size = Size::small, .face = Face::strong});
            continue;
        }
        const Press now = item.is_off ? Press{} : press(menu_id_ + ":" + item.label, row);
        if (now.is_hovered) fill(row, t.hover, radius_card - 2);
        const ImU32 ink = item.is_off ? t.text_faint : t.text;
        Box words = row.inset(10, 0);
        const Box mark = words.take_left(18, 8);
        if (item.is_current) {
            tick(mark.centre(), 5, t.text, 2);
        } else if (item.icon) {
            icon(mark.centre(), icon_px, item.icon, t.text_quiet);
        }
        if (item.detail.empty()) {
            text(words, item.label,
                 {.colour = ink, .face = item.is_current ? Face::strong : Face::text});
        } else {
            words = words.inset(0, 7);
            text(words.take_top(18), item.label,
                 {.colour = ink, .face = item.is_current ? Face::strong : Face::text});
            text(words.take_top(18), item.detail, {.colour = t.text_quiet, .size = Size::small});
        }
        if (now.is_clicked) act = item.act;
    }
    end_scroll(menu_scroll_, content - 2);
    const bool is_outside = !box.contains(ImGui::GetIO().MousePos);
    end_layer();
    if (act || (!was_new && is_outside && ImGui::IsMouseClicked(0))) close_menu();
    if (act) act();
}

// --- tips ---

void Ui::tip(const Box& box, std::string_view text) {
    if (is_touch()) return;
    tip_wanted_ = text;
    tip_box_ = box;
}

void Ui::draw_tip(const Box& screen) {
    if (tip_wanted_ != tip_text_) tip_text_ = tip_wanted_, tip_waited_ = 0;
    if (tip_text_.empty() || has_menu()) return;
    if (tip_waited_ < 450) {
        tip_waited_ += milliseconds_;
        motion_.move_on();
        return;
    }
    const Theme& t = theme();
    const TextStyle style{.colour = t.text, .size = Size::small};
    const float width = width_of(tip_text_, style) + 20;
    Box box{tip_box_.centre().x - width / 2, tip_box_.bottom() + 6, width, 28};
    if (box.bottom() > screen.bottom()) box.y = tip_box_.y - 6 - box.h;
    box.x = std::clamp(box.x, screen.x + 4, std::max(screen.x + 4, screen.right() - 4 - width));
    begin_layer("tip", box, Layer::untouchable);
    ImGui::BringWindowToDisplayFront(ImGui::GetCurrentWindow());
    fill(box, t.panel, 6);
    border(box, t.line_strong, 6);
    text(box.inset(10, 0), tip_text_, style);
    end_layer();
}

}  // namespace airlock::ui
