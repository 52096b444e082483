// Sizes of things and how they fill a card: blocks from left to right, a line of people at the bottom. How wide
// text is comes from metrics.h; where the cards themselves stand is layout.cpp's business.
#include "view/card.h"

#include <algorithm>

#include "view/metrics.h"

namespace airlock::view {

namespace {

constexpr std::int32_t thing_width_min = 116;
constexpr std::int32_t identity_width_min = 128;
constexpr std::int32_t small_ring = 40;  // of a team that plays no part
constexpr std::int32_t thing_width_max = 190;
constexpr std::int32_t workload_height = 48;
constexpr std::int32_t vault_height = 76;
constexpr std::int32_t view_height = 76;
constexpr std::int32_t identity_height = 44;
constexpr std::int32_t circle = 188;
constexpr std::int32_t narrow_circle = 172;
constexpr std::int32_t narrow_padding = 12, narrow_header = 32;
constexpr std::int32_t ring = 144;
constexpr std::int32_t line = 22;  // one approver
constexpr std::int32_t line_width_min = 148;
constexpr std::int32_t quorum_title = 34;  // team name and what it is
constexpr std::int32_t person_gap = 8;
constexpr std::int32_t person_lines = 38;  // the name, and the role below
constexpr std::int32_t badge = 98;         // beside an account's name
constexpr std::int32_t gap = 12;
constexpr std::int32_t gap_of_ways = 30;  // between things that a way connects
constexpr std::int32_t narrow_gap = 22;
constexpr std::uint32_t stack_max = 4;  // things of one kind above each other
constexpr std::uint32_t stacked_max = 16;
constexpr std::uint32_t lines_in_column_max = 7;

// Things above each other, or in a few columns when they are many.
struct Block {
    std::int32_t w = 0, h = 0;
    std::vector<CardItem> items;

    bool empty() const { return items.empty(); }
};

std::int32_t thing_width(const PlanThing& thing) {
    const std::int32_t detail =
        thing.detail.empty() ? 0 : text_width(thing.detail, Label::Style::text) + 48;
    const std::int32_t text =
        std::max(text_width(thing.title, Label::Style::title), detail) + 28;  // padding
    return std::clamp(text, thing_width_min, thing_width_max);
}

std::int32_t thing_height(Shape shape) {
    switch (shape) {
        case Shape::workload: return workload_height;
        case Shape::vault: return vault_height;
        case Shape::restore_access_vault: return view_height;
        case Shape::identity_provider: return identity_height;
        default: return person_height;
    }
}

std::int32_t line_width(const PlanThing& team) {
    std::int32_t name = 0;
    for (const std::string& approver : team.approvers)
        name = std::max(name, text_width(approver, Label::Style::text));
    return std::clamp(20 + name + 10 + 62, line_width_min, 210);  // disc, name, word
}

Slot quorum_slot(const PlanThing& team, const CardStyle& style) {
    if (team.is_minor) {
        const std::int32_t w =
            small_ring + gap + std::clamp(text_width(team.title, Label::Style::title), 112, 150);
        return {{0, 0, w, small_ring}, {0, 0, small_ring, small_ring}, true, true, 1};
    }
    const auto n = static_cast<std::int32_t>(team.approvers.size());
    const std::int32_t line_w = line_width(team);
    Slot slot;
    if (style.has_no_list) {
        slot.list_columns = 0;
        slot.box = {0, 0, 170, quorum_title + ring};
        slot.body = {(slot.box.w - ring) / 2, quorum_title, ring, ring};
        return slot;
    }
    const bool is_long = team.approvers.size() > lines_in_column_max;
    slot.list_columns = is_long && 2 * line_w + gap <= style.inner_width ? 2 : 1;
    const std::int32_t list_w = slot.list_columns * (line_w + gap) - gap;
    const std::int32_t rows = (n + slot.list_columns - 1) / slot.list_columns;
    slot.is_list_beside = style.is_list_beside && ring + 2 * gap + list_w <= style.inner_width;
    if (slot.is_list_beside) {
        slot.box = {0, 0, ring + 2 * gap + list_w, std::max(ring, quorum_title + 4 + rows * line)};
    } else {
        slot.box = {0, 0, std::max({ring, list_w, 170}), quorum_title + ring + gap + rows * line};
    }
    slot.body = slot.is_list_beside ? Rect{0, (slot.box.h - ring) / 2, ring, ring}
                                    : Rect{(slot.box.w - ring) / 2, quorum_title, ring, ring};
    return slot;
}

void shift(Slot& slot, std::int32_t x, std::int32_t y) {
    slot.box.x += x, slot.box.y += y, slot.body.x += x, slot.body.y += y;
}

// All of them as wide as the widest.
std::int32_t width_of(std::initializer_list<const std::vector<const PlanThing*>*> lists) {
    std::int32_t w = thing_width_min;
    for (const auto* list : lists)
        for (const PlanThing* thing : *list) w = std::max(w, thing_width(*thing));
    return w;
}

// A few stand above each other, more in columns of a few; very many fill a rectangle twice as wide as high.
std::uint32_t columns_for(std::uint32_t n, std::int32_t w, std::int32_t h,
                          std::int32_t inner_width) {
    std::uint32_t columns = (n + stack_max - 1) / stack_max;
    if (n > stacked_max)
        for (columns = 1; std::int64_t{columns} * columns * w < std::int64_t{2} * n * h;) ++columns;
    return std::clamp(columns, 1u, static_cast<std::uint32_t>(std::max(1, inner_width / w)));
}

// Adds things of one size below what the block holds; more than a few of them side by side.
void add_stack(Block& block, const std::vector<const PlanThing*>& things, std::int32_t w,
               std::int32_t gap_before, std::int32_t inner_width) {
    if (things.empty()) return;
    const std::int32_t h = thing_height(things.front()->shape);
    const auto n = static_cast<std::uint32_t>(things.size());
    const std::uint32_t columns = columns_for(n, w + gap, h + gap, inner_width + gap);
    const std::uint32_t rows = (n + columns - 1) / columns;
    const std::int32_t y = block.empty() ? 0 : block.h + gap_before;
    for (std::uint32_t i = 0; i < n; ++i) {
        const Rect box{static_cast<std::int32_t>(i / rows) * (w + gap),
                       y + static_cast<std::int32_t>(i % rows) * (h + gap), w, h};
        block.items.push_back({things[i]->key, {box, box}, false});
    }
    block.w = std::max(block.w, static_cast<std::int32_t>(columns) * (w + gap) - gap);
    block.h = y + static_cast<std::int32_t>(rows) * (h + gap) - gap;
}

void add_slot(Block& block, const std::string& key, Slot slot, std::int32_t gap_before) {
    const std::int32_t y = block.empty() ? 0 : block.h + gap_before;
    shift(slot, 0, y);
    block.items.push_back({key, slot, false});
    block.w = std::max(block.w, slot.box.w);
    block.h = y + slot.box.h;
}

// What is narrower than its block stands in the middle of it.
void centre_items(Block& block) {
    std::int32_t right = 0;
    for (const CardItem& item : block.items) right = std::max(right, item.slot.box.right());
    for (CardItem& item : block.items)
        if (item.slot.box.x == 0 && item.slot.box.w < right)
            shift(item.slot, (right - item.slot.box.w) / 2, 0);
}

std::vector<const PlanThing*> things_of(const PlanAccount& account, Shape shape, bool is_result) {
    std::vector<const PlanThing*> out;
    for (const PlanThing& thing : account.things)
        if (thing.shape == shape && thing.is_result == is_result) out.push_back(&thing);
    return out;
}

// The standard vaults of an account that recovers receive copies: they belong with the results.
std::vector<Block> blocks_of(const PlanAccount& account, const CardStyle& style) {
    const auto views = things_of(account, Shape::restore_access_vault, true);
    const auto circles = things_of(account, Shape::air_gapped_vault, false);
    const auto vaults = things_of(account, Shape::vault, false);
    const auto workloads = things_of(account, Shape::workload, false);
    const bool vaults_are_results = !views.empty() && circles.empty() && workloads.empty();

    const auto identity = things_of(account, Shape::identity_provider, false);
    const auto restored = things_of(account, Shape::workload, true);
    const std::int32_t between = style.is_low ? narrow_gap : gap_of_ways;
    const std::int32_t before_team = style.is_low ? 10 : 16;

    Block sources, sealed, deciders, results;
    std::int32_t w = vaults_are_results ? width_of({&workloads}) : width_of({&workloads, &vaults});
    const std::int32_t room = style.inner_width;
    add_stack(sources, workloads, w, gap, room);
    if (!vaults_are_results) add_stack(sources, vaults, w, between, room);
    // Sealed vaults: one, two above each other, more in pairs as far as there is room.
    const std::int32_t across = style.is_low ? narrow_circle : circle;
    const auto n = static_cast<std::int32_t>(circles.size());
    const std::int32_t pairs = std::clamp((n + 1) / 2, 1, (room + between) / (across + between));
    const std::int32_t in_pair = (n + pairs - 1) / pairs;
    for (std::int32_t i = 0; i < n; ++i) {
        const Rect box{i / in_pair * (across + between), i % in_pair * (across + between), across,
                       across};
        sealed.items.push_back({circles[static_cast<std::size_t>(i)]->key, {box, box}, false});
        sealed.w = std::max(sealed.w, box.right()), sealed.h = std::max(sealed.h, box.bottom());
    }
    add_stack(deciders, identity, std::max(identity_width_min, width_of({&identity})), gap, room);
    // Small teams stand below the first that counts; each other one stands for itself.
    std::vector<Block> others;
    const auto teams = things_of(account, Shape::quorum, false);
    bool is_first = true;
    for (const PlanThing* thing : teams) {
        if (thing->is_minor) continue;
        Block& block = is_first ? deciders : others.emplace_back();
        add_slot(block, thing->key, quorum_slot(*thing, style), before_team);
        is_first = false;
    }
    for (const PlanThing* thing : teams)
        if (thing->is_minor)
            add_slot(deciders, thing->key, quorum_slot(*thing, style), before_team);
    centre_items(deciders);
    w = vaults_are_results ? width_of({&views, &vaults, &restored}) : width_of({&views, &restored});
    add_stack(results, views, w, gap, room);
    if (vaults_are_results) add_stack(results, vaults, w, between, room);
    add_stack(results, restored, w, between, room);

    std::vector<Block> out;
    for (Block* block : {&sources, &sealed, &deciders})
        if (!block->empty()) out.push_back(std::move(*block));
    for (Block& block : others) out.push_back(std::move(block));
    if (!results.empty()) out.push_back(std::move(results));
    return out;
}

struct Flow {
    std::int32_t w = 0, h = 0;
};

// Blocks in lines from left to right; each line as high as its highest block, the others in its middle.
Flow flow_blocks(std::vector<Block>& blocks, std::int32_t inner_width, std::int32_t between) {
    Flow flow;
    std::size_t first = 0;
    while (first < blocks.size()) {
        std::size_t last = first;
        std::int32_t w = blocks[first].w;
        std::int32_t h = blocks[first].h;
        while (last + 1 < blocks.size() && w + between + blocks[last + 1].w <= inner_width) {
            ++last;
            w += between + blocks[last].w;
            h = std::max(h, blocks[last].h);
        }
        const std::int32_t y = flow.h == 0 ? 0 : flow.h + 20;
        std::int32_t x = 0;
        for (std::size_t i = first; i <= last; ++i) {
            for (CardItem& item : blocks[i].items) shift(item.slot, x, y + (h - blocks[i].h) / 2);
            x += blocks[i].w + between;
        }
        flow.w = std::max(flow.w, w);
        flow.h = y + h;
        first = last + 1;
    }
    return flow;
}

// Name and role side by side, or one below the other when that would be very wide.
Point person_size(const PlanThing& thing, std::int32_t inner_width) {
    const std::int32_t name = text_width(thing.title, Label::Style::text),
                       role = text_width(thing.detail, Label::Style::text);
    const std::int32_t w = 10 + name + 6 + role + 12;
    if (w <= thing_width_max) return {w, person_height};
    return {std::min(std::max(name, role) + 22, inner_width), person_lines};
}

// The people of an account: in one line if they fit, thieves at its end; else thieves in a line above, so that
// what they do does not cross the others.
Flow add_people(const PlanAccount& account, std::int32_t inner_width, Point at, Card& card) {
    std::int32_t all = 0;
    for (const PlanThing& thing : account.things)
        if (thing.shape == Shape::principal || thing.shape == Shape::attacker)
            all += person_size(thing, inner_width).x + person_gap;
    const bool is_one_line = all - person_gap <= inner_width;
    const Shape first = is_one_line ? Shape::principal : Shape::attacker;
    const Shape second = is_one_line ? Shape::attacker : Shape::principal;
    Flow flow;
    std::int32_t x = 0, y = 0;
    for (const Shape shape : {first, second}) {
        if (!is_one_line && flow.h > 0) x = 0, y = flow.h + 6;
        for (const PlanThing& thing : account.things) {
            if (thing.shape != shape) continue;
            const Point size = person_size(thing, inner_width);
            if (x > 0 && x + size.x > inner_width) x = 0, y = flow.h + 6;
            const Rect box{at.x + x, at.y + y, size.x, size.y};
            card.items.push_back({thing.key, {box, box}, true});
            x += size.x + person_gap;
            flow.w = std::max(flow.w, x - person_gap);
            flow.h = std::max(flow.h, y + size.y);
        }
    }
    return flow;
}

}  // namespace

Card make_card(const PlanAccount& account, const CardStyle& style) {
    Card card;
    const std::int32_t padding = style.is_low ? narrow_padding : card_padding;
    std::vector<Block> blocks = blocks_of(account, style);
    const Flow flow =
        flow_blocks(blocks, style.inner_width, style.is_low ? narrow_gap : gap_of_ways);
    const std::int32_t title =
        std::min(text_width(account.name, Label::Style::title), thing_width_max) + 1;
    card.w = std::max(card_min_width, std::min(title + 2 * 12, style.inner_width + 2 * padding));
    card.w = std::max(card.w, flow.w + 2 * padding);
    // Beside the name there is room for the badge, or below it.
    const std::int32_t room = style.is_full ? style.inner_width : card.w - 2 * 12;
    card.header = style.is_low && title + badge <= room ? narrow_header : card_header;
    for (Block& block : blocks)
        for (CardItem& item : block.items) {
            shift(item.slot, padding, card.header + 10);
            card.items.push_back(std::move(item));
        }
    const std::int32_t main_bottom = card.header + (flow.h == 0 ? 0 : 10 + flow.h);
    const std::int32_t top = main_bottom + (flow.h == 0 ? 4 : style.is_low ? 10 : 14);
    const std::int32_t people_w = std::max(card.w - 2 * padding, std::min(style.inner_width, 240));
    const Flow people = add_people(account, people_w, {padding, top}, card);
    card.w = std::max(card.w, people.w + 2 * padding);
    card.h = (people.h == 0 ? main_bottom : top + people.h) + (card.items.empty() ? 0 : 12);
    card.is_collapsed = card.items.empty();
    // The blocks stand in the middle of what the title and the people have made wider.
    const std::int32_t spare = card.w - 2 * padding - flow.w;
    for (CardItem& item : card.items)
        if (!item.is_person) shift(item.slot, spare / 2, 0);
    return card;
}

Card make_strip(const PlanAccount& account) {
    Card card;
    card.w = std::clamp(text_width(account.name, Label::Style::title) + 2 * 12, strip_width, 160);
    card.h = card.header = card_header;
    card.is_collapsed = true;
    return card;
}

AccountSlot place_card(const Card& card, Rect box) {
    AccountSlot slot;
    slot.box = box;
    slot.header = {box.x, box.y, box.w, std::min(card.header, box.h)};
    slot.is_collapsed = card.is_collapsed;
    const std::int32_t spare_w = box.w - card.w;
    const std::int32_t spare_h = box.h - card.h;
    for (const CardItem& item : card.items) {
        Slot placed = item.slot;
        if (item.is_person) shift(placed, box.x, box.y + spare_h);
        else shift(placed, box.x + spare_w / 2, box.y + spare_h / 2);
        slot.things.emplace(item.key, placed);
    }
    return slot;
}

QuorumParts quorum_parts(const Slot& slot, std::uint32_t approvers) {
    QuorumParts parts;
    parts.ring = slot.body;
    if (slot.is_small) {
        const std::int32_t x = slot.body.right() + gap;
        parts.title = {x, slot.box.y + 4, slot.box.right() - x, 16};
        parts.state = {x, slot.box.y + 21, slot.box.right() - x, 14};
        return parts;
    }
    if (slot.list_columns == 0) {
        parts.title = {slot.box.x, slot.box.y, slot.box.w, 16};
        parts.state = {slot.box.x, slot.box.y + 16, slot.box.w, 14};
        return parts;
    }
    const auto columns = static_cast<std::uint32_t>(slot.list_columns);
    const std::uint32_t rows = std::max(1u, (approvers + columns - 1) / columns);
    const std::int32_t left = slot.is_list_beside ? slot.body.right() + 2 * gap : slot.box.x;
    const std::int32_t all = slot.box.right() - left;
    const std::int32_t w = (all + gap) / slot.list_columns - gap;
    const std::int32_t height = quorum_title + 4 + static_cast<std::int32_t>(rows) * line;
    const std::int32_t head =
        slot.is_list_beside ? slot.box.y + (slot.box.h - height) / 2 : slot.box.y;
    const std::int32_t top =
        slot.is_list_beside ? head + quorum_title + 4 : slot.body.bottom() + gap;
    parts.title = {left, head, all, 16};
    parts.state = {left, head + 16, all, 14};
    for (std::uint32_t i = 0; i < approvers; ++i)
        parts.lines.push_back({left + static_cast<std::int32_t>(i / rows) * (w + gap),
                               top + static_cast<std::int32_t>(i % rows) * line, w, line});
    return parts;
}

}  // namespace airlock::view
