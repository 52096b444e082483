// The five layers of protection, always in sight: what each is called and, in two words, what it just did.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/context.h"
#include "icons.h"

namespace airlock::ui {

namespace {

void draw_sign(Ui& ui, ImVec2 at, const view::Layer& layer) {
    const Theme& t = ui.theme();
    const Box box{at.x - 6, at.y - 6, 12, 12};
    if (!layer.is_present) return ui.border(box, t.line_strong, 3, 1.5f);
    switch (layer.condition) {
        case view::Condition::intact: ui.fill(box, t.green.solid, 3); break;
        case view::Condition::threatened:
            ui.border(box, t.amber.ink, 3, 2);
            ui.fill(box.inset(4), t.amber.ink, 1);
            break;
        case view::Condition::lost: ui.cross(at, 5, t.red.ink, 2.5f); break;
        case view::Condition::regained:
            ui.fill(box.inset(-1), t.green.solid, 3);
            ui.tick(at, 4, t.green.on_solid, 2);
            break;
    }
}

ImU32 ink_of(const Theme& t, view::Condition condition) {
    switch (condition) {
        case view::Condition::intact: return t.text_quiet;
        case view::Condition::threatened: return t.amber.ink;
        case view::Condition::lost: return t.red.ink;
        case view::Condition::regained: return t.green.ink;
    }
    return t.text_quiet;
}

// What a layer's words take beside its sign and the room around them.
float words_width(const Ui& ui, const view::Layer& layer) {
    return std::max(ui.width_of(layer.name, {.size = Size::small, .face = Face::strong}),
                    ui.width_of(layer.word, {.size = Size::small}));
}

void draw_layer(Ui& ui, const Box& box, const view::Layer& layer, bool has_words, std::size_t index,
                float margin = 12) {
    const Theme& t = ui.theme();
    const float active = ui.motion().toward(motion_key(50, static_cast<std::uint32_t>(index)),
                                            layer.is_active ? 1 : 0);
    ui.fill(box, t.panel, radius_card);
    if (active > 0) ui.fill(box, faded(t.hover, active), radius_card);
    ui.border(box, mixed(t.line, t.text, active * 0.7f), radius_card);
    if (!has_words) {
        draw_sign(ui, box.centre(), layer);
        return;
    }
    Box inner = box.inset(margin, 0);
    draw_sign(ui, inner.take_left(12, margin - 2).centre(), layer);
    Box lines = inner.middle(inner.w, layer.word.empty() ? 18.f : 34.f);
    ui.text(lines.take_top(18), layer.name,
            {.colour = t.text, .size = Size::small, .face = Face::strong});
    ui.text(lines.take_top(16), layer.word,
            {.colour = ink_of(t, layer.condition), .size = Size::small});
}

}  // namespace

void draw_layers(const Context& c, const Box& box) {
    const auto& layers = c.page.layers;
    if (layers.empty() || box.is_empty()) return;
    const auto count = static_cast<float>(layers.size());
    const float space = box.w < 720 ? 6.f : 8.f;
    // Narrow: one layer with its words, the others as signs that can be tapped.
    if (box.w < 640) {
        std::int32_t shown = c.state.layer_shown;
        if (shown < 0 || shown >= static_cast<std::int32_t>(layers.size())) {
            shown = 0;
            for (std::int32_t i = static_cast<std::int32_t>(layers.size()) - 1; i >= 0; --i) {
                const view::Layer& layer = layers[static_cast<std::size_t>(i)];
                if (layer.is_active || (shown == 0 && layer.condition != view::Condition::intact))
                    shown = i;
            }
        }
        // Signs give way to words, down to what a finger can still hit.
        constexpr float margin = 9;
        const float words = words_width(c.ui, layers[static_cast<std::size_t>(shown)]);
        const float spare = box.w - (words + 12 + 3 * margin) - space * (count - 1);
        const float small = std::clamp(std::floor(spare / (count - 1)), 24.f, 36.f);
        Box row = box;
        for (std::size_t i = 0; i < layers.size(); ++i) {
            const bool is_shown = static_cast<std::int32_t>(i) == shown;
            const Box cell =
                row.take_left(is_shown ? box.w - (small + space) * (count - 1) : small, space);
            draw_layer(c.ui, cell, layers[i], is_shown, i, margin);
            const auto id = c.ui.name("layer:", static_cast<std::uint32_t>(i));
            if (c.ui.press(id, cell).is_clicked) c.state.layer_shown = static_cast<std::int32_t>(i);
        }
        return;
    }
    // Side by side; the longer names get the room that the shorter ones leave.
    std::array<float, 8> needs{};
    float needed = 0;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        needs[i] = words_width(c.ui, layers[i]) + 48;
        needed += needs[i];
    }
    const float spare = (box.w - space * (count - 1) - needed) / count;
    Box row = box;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        const Box cell = row.take_left(needs[i] + spare, space);
        draw_layer(c.ui, cell, layers[i], true, i);
        c.ui.probe(c.ui.name("layer:", static_cast<std::uint32_t>(i)), cell);
    }
}

}  // namespace airlock::ui
