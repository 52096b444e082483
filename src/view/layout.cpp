// Accounts in columns, columns in organizations, organizations side by side; or all in one column. The inside
// of an account is card.cpp's, the ways between them are route.cpp's.
#include "view/layout.h"

#include <algorithm>
#include <limits>

#include "view/card.h"
#include "view/metrics.h"

namespace airlock::view {

namespace {

// The room that the stage has on a screen of 1280 × 800, and on one of 1024 × 768.
constexpr Rect wide_stage{0, 0, 904, 468}, medium_stage{0, 0, 680, 480};
constexpr std::int32_t card_gap = 14;
constexpr std::int32_t gutter = 44;  // between columns
constexpr std::int32_t gutter_with_label = 116;
constexpr std::int32_t organization_gap = 60;  // from the cards of one to the cards of the next
constexpr std::int32_t margin = 8;
constexpr std::int32_t tile = 12, tile_gap = 4, tile_rows_max = 18;
constexpr std::uint32_t bars_max = 4;    // quiet accounts shown one by one
constexpr std::uint32_t cards_max = 10;  // accounts shown with what they hold

// What the cards are made for.
struct Frame {
    CardStyle style;
    bool has_strips = false;  // only the account in front is open
    std::string in_front;

    Card card(const PlanAccount& account) const {
        return has_strips && account.name != in_front ? make_strip(account)
                                                      : make_card(account, style);
    }
};

// Where an account stands among the others of its organization, from left to right.
enum class Role : std::uint8_t { holds_data, decides, quiet, recovers };

bool has_shape(const PlanAccount& account, Shape shape) {
    return std::any_of(account.things.begin(), account.things.end(),
                       [&](const PlanThing& t) { return t.shape == shape; });
}

Role role_of(const PlanAccount& account) {
    if (has_shape(account, Shape::air_gapped_vault)) return Role::holds_data;
    const bool recovers = std::any_of(account.things.begin(), account.things.end(),
                                      [](const PlanThing& t) { return t.is_result; });
    if (recovers) return Role::recovers;
    if (has_shape(account, Shape::quorum) || has_shape(account, Shape::identity_provider))
        return Role::decides;
    if (has_shape(account, Shape::workload) || has_shape(account, Shape::vault))
        return Role::holds_data;
    return Role::quiet;
}

// Something that takes a place in a column: an account, or the block of quiet ones.
struct Unit {
    std::int32_t account = -1;  // index in the plan
    Card card;
    std::vector<std::int32_t> tiles;  // accounts of a block
    Role role = Role::quiet;
};

struct Column {
    std::vector<Unit> units;
    std::int32_t w = 0, h = 0;
};

// One organization, or the accounts that belong to none.
struct Region {
    std::int32_t organization = -1;
    std::vector<Unit> units;
    std::vector<Column> columns;
    bool is_bordered() const { return organization >= 0; }
};

Unit tiles_unit(std::vector<std::int32_t> accounts) {
    Unit unit;
    const auto n = static_cast<std::int32_t>(accounts.size());
    const std::int32_t columns = std::max(9, (n + tile_rows_max - 1) / tile_rows_max);
    const std::int32_t rows = (n + columns - 1) / columns;
    unit.card.w = std::max(card_min_width, columns * (tile + tile_gap) - tile_gap + 2 * 12);
    unit.card.h = 30 + rows * (tile + tile_gap) + 8;
    unit.tiles = std::move(accounts);
    return unit;
}

// Accounts that matter to the story first; of those that only hold data, as many as can be seen.
std::vector<Unit> units_of(const Plan& plan, std::int32_t organization, const Frame& frame) {
    std::vector<Unit> units;
    std::vector<std::int32_t> quiet;
    for (std::size_t i = 0; i < plan.accounts.size(); ++i) {
        const PlanAccount& account = plan.accounts[i];
        if (account.organization != organization) continue;
        Unit unit{static_cast<std::int32_t>(i), {}, {}, role_of(account)};
        const bool is_special = unit.role == Role::decides || unit.role == Role::recovers ||
                                has_shape(account, Shape::air_gapped_vault) ||
                                account.is_management;
        if (unit.role == Role::quiet && !account.is_management) {
            quiet.push_back(unit.account);
            continue;
        }
        if (!is_special && units.size() >= cards_max) {
            quiet.push_back(unit.account);
            continue;
        }
        unit.card = frame.card(account);
        units.push_back(std::move(unit));
    }
    if (quiet.size() <= bars_max) {
        for (const std::int32_t account : quiet)
            units.push_back({account,
                             frame.card(plan.accounts[static_cast<std::size_t>(account)]),
                             {},
                             Role::quiet});
    } else {
        units.push_back(tiles_unit(std::move(quiet)));
    }
    std::stable_sort(units.begin(), units.end(),
                     [](const Unit& a, const Unit& b) { return a.role < b.role; });
    return units;
}

// Organizations whose backups are at stake stand left, those that only recover stand right.
std::vector<Region> regions_of(const Plan& plan, const Frame& frame) {
    std::vector<Region> out;
    for (std::int32_t i = -1; i < static_cast<std::int32_t>(plan.organizations.size()); ++i) {
        Region region{i, units_of(plan, i, frame), {}};
        if (!region.units.empty()) out.push_back(std::move(region));
    }
    const auto rank = [](const Region& region) {
        const Role first = region.units.front().role;
        if (first == Role::holds_data) return 0;
        return region.is_bordered() ? 1 : 2;
    };
    std::stable_sort(out.begin(), out.end(),
                     [&](const Region& a, const Region& b) { return rank(a) < rank(b); });
    return out;
}

// --- columns --------------------------------------------------------------------------------------------------

std::int32_t height_of(const std::vector<Unit>& units, std::size_t from, std::size_t to) {
    std::int32_t h = 0;
    for (std::size_t i = from; i < to; ++i) h += units[i].card.h + (i > from ? card_gap : 0);
    return h;
}

// Cuts the units, in their order, into `count` columns so that the highest is as low as can be.
std::vector<std::size_t> cuts_for(const std::vector<Unit>& units, std::size_t count) {
    const std::size_t n = units.size();
    constexpr std::int32_t unreachable = std::numeric_limits<std::int32_t>::max();
    std::vector<std::vector<std::int32_t>> best(count + 1,
                                                std::vector<std::int32_t>(n + 1, unreachable));
    std::vector<std::vector<std::size_t>> from(count + 1, std::vector<std::size_t>(n + 1, 0));
    best[0][0] = 0;
    for (std::size_t k = 1; k <= count; ++k)
        for (std::size_t end = 1; end <= n; ++end)
            for (std::size_t start = k - 1; start < end; ++start) {
                if (best[k - 1][start] == unreachable) continue;
                const std::int32_t h = std::max(best[k - 1][start], height_of(units, start, end));
                if (h < best[k][end]) best[k][end] = h, from[k][end] = start;
            }
    std::vector<std::size_t> cuts(count + 1, n);
    for (std::size_t k = count; k > 0; --k) cuts[k - 1] = from[k][cuts[k]];
    return cuts;
}

std::vector<Column> columns_for(const Region& region, std::size_t count) {
    const auto cuts = cuts_for(region.units, count);
    std::vector<Column> out;
    for (std::size_t k = 0; k < count; ++k) {
        Column column;
        for (std::size_t i = cuts[k]; i < cuts[k + 1]; ++i) {
            column.units.push_back(region.units[i]);
            column.w = std::max(column.w, region.units[i].card.w);
        }
        column.h = height_of(region.units, cuts[k], cuts[k + 1]);
        out.push_back(std::move(column));
    }
    return out;
}

std::int32_t width_of(const std::vector<Column>& columns) {
    std::int32_t w = 0;
    for (const Column& column : columns) w += column.w;
    return w + static_cast<std::int32_t>(columns.size() - 1) * gutter;
}
std::int32_t height_of(const std::vector<Column>& columns) {
    std::int32_t h = 0;
    for (const Column& column : columns) h = std::max(h, column.h);
    return h;
}

// Tries every height that some division into columns has, and keeps the one that fits the stage largest. Gives
// the size at which it does, in thousandths.
std::int64_t choose_columns(std::vector<Region>& regions, const Rect& stage) {
    constexpr std::size_t columns_max = 5;
    std::vector<std::vector<std::vector<Column>>> ways(regions.size());
    std::vector<std::int32_t> heights;
    for (std::size_t r = 0; r < regions.size(); ++r)
        for (std::size_t k = 1; k <= std::min(columns_max, regions[r].units.size()); ++k) {
            ways[r].push_back(columns_for(regions[r], k));
            heights.push_back(height_of(ways[r].back()));
        }
    std::int64_t best = -1;
    for (const std::int32_t limit : heights) {
        std::int32_t w = 0, h = 0;
        std::vector<std::size_t> chosen;
        for (const auto& way : ways) {
            std::size_t pick = 0;
            while (pick + 1 < way.size() && height_of(way[pick]) > limit) ++pick;
            chosen.push_back(pick);
            w += width_of(way[pick]) + organization_gap;
            h = std::max(h, height_of(way[pick]));
        }
        h += organization_header + 2 * organization_padding + 40;
        const std::int64_t scale =
            std::min(std::int64_t{stage.w} * 1000 / w, std::int64_t{stage.h} * 1000 / h);
        if (scale <= best) continue;
        best = scale;
        for (std::size_t r = 0; r < regions.size(); ++r) regions[r].columns = ways[r][chosen[r]];
    }
    return best;
}

// --- placing -------------------------------------------------------------------------------------------------

void place_tiles(Layout& layout, const Plan& plan, const Unit& unit, Rect box,
                 std::int32_t organization) {
    const auto group = static_cast<std::int32_t>(layout.groups.size());
    layout.groups.push_back({box,
                             {box.x, box.y, box.w, 28},
                             organization,
                             static_cast<std::int32_t>(unit.tiles.size())});
    const std::int32_t columns = std::max(1, (box.w - 2 * 12 + tile_gap) / (tile + tile_gap));
    for (std::size_t i = 0; i < unit.tiles.size(); ++i) {
        const auto n = static_cast<std::int32_t>(i);
        AccountSlot slot;
        slot.box = {box.x + 12 + n % columns * (tile + tile_gap),
                    box.y + 30 + n / columns * (tile + tile_gap), tile, tile};
        slot.header = slot.box;
        slot.is_collapsed = true;
        slot.is_tile = true;
        slot.group = group;
        layout.accounts.emplace(plan.accounts[static_cast<std::size_t>(unit.tiles[i])].name,
                                std::move(slot));
    }
}

void place_unit(Layout& layout, const Plan& plan, const Unit& unit, Rect box,
                std::int32_t organization) {
    if (unit.account < 0) return place_tiles(layout, plan, unit, box, organization);
    AccountSlot slot = place_card(unit.card, box);
    layout.accounts.emplace(plan.accounts[static_cast<std::size_t>(unit.account)].name,
                            std::move(slot));
}

// Cards of a column share what height is left over; strips and blocks keep theirs unless they are alone.
void place_column(Layout& layout, const Plan& plan, const Column& column, Rect room,
                  std::int32_t organization) {
    std::int32_t growing = 0;
    const auto grows = [&](const Unit& unit) {
        return !unit.card.items.empty() || column.units.size() == 1;
    };
    for (const Unit& unit : column.units) growing += grows(unit) ? 1 : 0;
    const std::int32_t spare = room.h - column.h;
    std::int32_t y = room.y, given = 0, nth = 0;
    for (const Unit& unit : column.units) {
        std::int32_t h = unit.card.h;
        if (grows(unit)) {
            ++nth;
            const std::int32_t share = nth == growing ? spare - given : spare / growing;
            given += share;
            h += share;
        }
        place_unit(layout, plan, unit, {room.x, y, room.w, h}, organization);
        y += h + card_gap;
    }
}

// Does a labelled way lead straight from one of these columns to the next, with no corridor to name it in?
struct Spans {
    std::map<std::string, std::int32_t> column_of;  // by account
    std::int32_t long_ways = 0;
    std::vector<bool> has_label;  // by gutter: between column n and n + 1
};

Spans spans_of(const Plan& plan, const std::vector<Region>& regions) {
    Spans spans;
    std::int32_t n = 0;
    for (const Region& region : regions)
        for (const Column& column : region.columns) {
            for (const Unit& unit : column.units) {
                if (unit.account >= 0)
                    spans.column_of[plan.accounts[static_cast<std::size_t>(unit.account)].name] = n;
                for (const std::int32_t account : unit.tiles)
                    spans.column_of[plan.accounts[static_cast<std::size_t>(account)].name] = n;
            }
            ++n;
        }
    spans.has_label.assign(static_cast<std::size_t>(n), false);
    for (const PlanLink& link : plan.links) {
        const auto from = spans.column_of.find(link.from_account),
                   to = spans.column_of.find(link.to_account);
        if (from == spans.column_of.end() || to == spans.column_of.end()) continue;
        const std::int32_t low = std::min(from->second, to->second),
                           high = std::max(from->second, to->second);
        if (high - low > 1) ++spans.long_ways;
        const bool is_named = link.kind == Link::Kind::path1 || link.kind == Link::Kind::path2;
        if (high - low == 1 && is_named) spans.has_label[static_cast<std::size_t>(low)] = true;
    }
    return spans;
}

bool grows(const Column& column) {
    return std::any_of(column.units.begin(), column.units.end(),
                       [](const Unit& unit) { return !unit.card.is_collapsed; });
}

// A picture narrower than the stage gets the width that is over, shared among its columns; one that is lower
// gets height.
void fill_stage(std::vector<Region>& regions, const Spans& spans, const Rect& stage,
                std::int32_t& h, std::int32_t around) {
    std::int32_t w = 2 * (margin + organization_padding), columns = 0, n = 0;
    for (std::size_t r = 0; r < regions.size(); ++r) {
        w += width_of(regions[r].columns) + (r > 0 ? organization_gap : 0);
        for (const Column& column : regions[r].columns) columns += grows(column) ? 1 : 0;
    }
    for (const bool has_label : spans.has_label)
        w += has_label && ++n > 0 ? gutter_with_label - gutter : 0;
    if (columns == 0) return;
    const std::int32_t wanted_w = (h + around) * stage.w / stage.h;
    const std::int32_t wanted_h = w * stage.h / stage.w - around;
    if (wanted_w > w) {
        const std::int32_t share = std::min((wanted_w - w) / columns, 60);
        for (Region& region : regions)
            for (Column& column : region.columns) column.w += grows(column) ? share : 0;
    } else if (wanted_h > h) {
        h = std::min(wanted_h, h + 80);
    }
}

// The regions in their columns: with approvers below their rings, unless all would be much larger with them
// beside.
std::vector<Region> columned_regions(const Plan& plan, Frame frame, const Rect& stage) {
    std::vector<Region> regions = regions_of(plan, frame);
    const std::int64_t size = choose_columns(regions, stage);
    if (frame.style.is_list_beside || size >= 1000) return regions;
    frame.style.is_list_beside = true;
    std::vector<Region> others = regions_of(plan, frame);
    return choose_columns(others, stage) * 100 > size * 104 ? others : regions;
}

Layout lay_out_wide(const Plan& plan, const Frame& frame, const Rect& stage) {
    Layout layout;
    layout.organizations.resize(plan.organizations.size());
    std::vector<Region> regions = columned_regions(plan, frame, stage);
    const Spans spans = spans_of(plan, regions);

    std::int32_t h = 0;
    for (const Region& region : regions) h = std::max(h, height_of(region.columns));
    layout.corridor_lanes = std::min(spans.long_ways, corridor_lanes_max);
    const std::int32_t corridor =
        layout.corridor_lanes == 0 ? 0 : 8 + layout.corridor_lanes * corridor_lane;
    fill_stage(regions, spans, stage, h,
               2 * margin + organization_header + organization_padding + corridor);
    const std::int32_t top = margin + organization_header;
    std::int32_t x = margin + organization_padding;
    std::size_t n = 0;
    for (std::size_t r = 0; r < regions.size(); ++r) {
        const std::int32_t left = x;
        for (std::size_t k = 0; k < regions[r].columns.size(); ++k, ++n) {
            const Column& column = regions[r].columns[k];
            place_column(layout, plan, column, {x, top, column.w, h}, regions[r].organization);
            layout.columns.push_back({x, top, column.w, h});
            x += column.w;
            const bool is_last = k + 1 == regions[r].columns.size();
            const std::int32_t between = is_last ? organization_gap : gutter;
            if (!is_last || r + 1 < regions.size())
                x += spans.has_label[n] ? std::max(between, gutter_with_label) : between;
        }
        const bool is_last = r + 1 == regions.size();
        const std::int32_t right =
            is_last ? x : x - (spans.has_label[n - 1] ? gutter_with_label : organization_gap);
        if (regions[r].is_bordered())
            layout.organizations[static_cast<std::size_t>(regions[r].organization)] = {
                left - organization_padding, margin, right - left + 2 * organization_padding,
                organization_header + h + corridor + organization_padding};
    }
    layout.corridor_y = top + h;
    layout.bounds = {0, 0, x + organization_padding + margin,
                     top + h + corridor + organization_padding + margin};
    return layout;
}

Layout lay_out_narrow(const Plan& plan, std::int32_t viewport_width, const std::string& in_front) {
    Layout layout;
    layout.is_narrow = true;
    layout.organizations.resize(plan.organizations.size());
    const std::int32_t w = std::clamp(viewport_width, 320, narrow_below) - 2 * margin;
    const std::int32_t left = 10,
                       lane = 22;  // right of the cards there is room for ways between accounts
    const std::int32_t card_w = w - left - lane;
    std::vector<Region> regions =
        regions_of(plan, {{card_w - 2 * 12, true, true}, false, in_front});
    std::int32_t y = margin;
    for (const Region& region : regions) {
        const std::int32_t top = y;
        y += region.is_bordered() ? organization_header : 0;
        for (const Unit& unit : region.units) {
            const bool is_open =
                unit.account >= 0 &&
                plan.accounts[static_cast<std::size_t>(unit.account)].name == in_front &&
                !unit.card.items.empty();
            if (is_open || unit.account < 0) {
                place_unit(layout, plan, unit, {margin + left, y, card_w, unit.card.h},
                           region.organization);
                y += unit.card.h + 6;
                continue;
            }
            AccountSlot bar;
            bar.box = {margin + left, y, card_w, bar_height};
            bar.header = bar.box;
            bar.is_collapsed = true;
            layout.accounts.emplace(plan.accounts[static_cast<std::size_t>(unit.account)].name,
                                    std::move(bar));
            y += bar_height + 6;
        }
        if (region.is_bordered()) {
            layout.organizations[static_cast<std::size_t>(region.organization)] = {margin, top, w,
                                                                                   y + 4 - top};
            y += 4 + 12;
        }
    }
    layout.columns.push_back({margin + left, margin, card_w, y});
    layout.bounds = {0, 0, w + 2 * margin, y - 12 + margin};
    return layout;
}

}  // namespace

Layout lay_out(const Plan& plan, std::int32_t viewport_width, const std::string& in_front) {
    if (viewport_width < narrow_below) return lay_out_narrow(plan, viewport_width, in_front);
    if (viewport_width < medium_below)
        return lay_out_wide(plan, {{560, true, true}, true, in_front}, medium_stage);
    return lay_out_wide(plan, {{640, false, false}, false, in_front}, wide_stage);
}

}  // namespace airlock::view
