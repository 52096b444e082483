// Accounts in columns, columns in organizations, organizations side by side or above each other; or all in one
// column. Which of many arrangements it is, is a matter of size: the one that the stage shows largest wins. The
// inside of an account is card.cpp's, the ways between them are route.cpp's.
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
constexpr std::int32_t gutter_with_name = 72;  // "path 1", without its state
constexpr std::int32_t organization_gap = 60;  // from the cards of one to the cards of the next
constexpr std::int32_t margin = 8;
constexpr std::int32_t tile = 12, tile_gap = 4, tile_rows_max = 18;
constexpr std::int32_t region_gap = 12;      // between organizations above each other
constexpr std::size_t columns_max = 5;       // of an organization
constexpr std::int32_t heading_badge = 106;  // "2 accounts lost" beside an organization's name
constexpr std::int64_t readable = 670;       // thousandths: titles are 8 pixels high
constexpr std::int64_t comfortable = 808;    // 10 pixels
constexpr std::uint32_t bars_max = 4;        // quiet accounts shown one by one
constexpr std::uint32_t cards_max = 10;      // accounts shown with what they hold

using Names = std::vector<std::string>;

bool is_among(const Names& names, const std::string& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

// What the cards are made for.
struct Frame {
    CardStyle style;
    bool has_strips = false;  // only the accounts in front are open
    Names in_front;

    Card card(const PlanAccount& account) const {
        return has_strips && !is_among(in_front, account.name) ? make_strip(account)
                                                               : make_card(account, style);
    }
};

// Where an account stands among the others of its organization, from left to right.
enum class Role : std::uint8_t { holds_data, decides, quiet, recovers, leaves };

bool has_shape(const PlanAccount& account, Shape shape) {
    return std::any_of(account.things.begin(), account.things.end(),
                       [&](const PlanThing& t) { return t.shape == shape; });
}

Role role_of(const PlanAccount& account) {
    if (account.leaves) return Role::leaves;
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

// Units `from` … `to` of a region, above each other.
struct Column {
    std::size_t from = 0, to = 0;
    std::int32_t w = 0, h = 0;
    bool grows = false;  // holds a card that can use more room
};

using Columns = std::vector<Column>;

// One organization, or the accounts that belong to none; divided into one column, two, and so on.
struct Region {
    std::int32_t organization = -1;
    std::vector<Unit> units;
    std::vector<Columns> divisions;
    std::int32_t w = 0;  // that its name and its badge need
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
                                unit.role == Role::leaves ||
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

// --- columns --------------------------------------------------------------------------------------------------

std::int32_t height_of(const std::vector<Unit>& units, std::size_t from, std::size_t to) {
    std::int32_t h = 0;
    for (std::size_t i = from; i < to; ++i) h += units[i].card.h + (i > from ? card_gap : 0);
    return h;
}

// Those that leave share no column with those that stay, for the boundary will run between them.
bool is_divided(const std::vector<Unit>& units, std::size_t from, std::size_t to) {
    return units[from].role != Role::leaves && units[to - 1].role == Role::leaves;
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
                if (count > 1 && is_divided(units, start, end)) continue;
                const std::int32_t h = std::max(best[k - 1][start], height_of(units, start, end));
                if (h < best[k][end]) best[k][end] = h, from[k][end] = start;
            }
    std::vector<std::size_t> cuts(count + 1, n);
    for (std::size_t k = count; k > 0; --k) cuts[k - 1] = from[k][cuts[k]];
    return cuts;
}

Columns columns_for(const std::vector<Unit>& units, std::size_t count) {
    const auto cuts = cuts_for(units, count);
    Columns out;
    for (std::size_t k = 0; k < count; ++k) {
        Column column{cuts[k], cuts[k + 1], 0, height_of(units, cuts[k], cuts[k + 1]), false};
        for (std::size_t i = column.from; i < column.to; ++i) {
            column.w = std::max(column.w, units[i].card.w);
            column.grows = column.grows || !units[i].card.is_collapsed;
        }
        out.push_back(column);
    }
    return out;
}

// Organizations whose backups are at stake stand left, those that only recover stand right.
std::vector<Region> regions_of(const Plan& plan, const Frame& frame) {
    std::vector<Region> out;
    for (std::int32_t i = -1; i < static_cast<std::int32_t>(plan.organizations.size()); ++i) {
        Region region{i, units_of(plan, i, frame), {}, 0};
        if (region.units.empty()) continue;
        if (region.is_bordered())
            region.w = std::min(text_width(plan.organizations[static_cast<std::size_t>(i)],
                                           Label::Style::heading),
                                180) +
                       heading_badge;
        out.push_back(std::move(region));
    }
    const auto rank = [](const Region& region) {
        const Role first = region.units.front().role;
        if (first == Role::holds_data) return 0;
        return region.is_bordered() ? 1 : 2;
    };
    std::stable_sort(out.begin(), out.end(),
                     [&](const Region& a, const Region& b) { return rank(a) < rank(b); });
    for (Region& region : out)
        for (std::size_t k = 1; k <= std::min(columns_max, region.units.size()); ++k)
            region.divisions.push_back(columns_for(region.units, k));
    return out;
}

// --- arrangements ----------------------------------------------------------------------------------------------

// Regions above each other, their columns in line; mostly one alone.
struct Stack {
    std::size_t first = 0, last = 0;  // regions, both included
    std::size_t columns = 1;          // of the region that has most; the others have what they can
    std::vector<std::int32_t> w;      // by column
    std::int32_t h = 0;               // with title bars and borders
};

const Columns& columns_of(const Region& region, const Stack& stack) {
    return region.divisions[std::min(stack.columns, region.divisions.size()) - 1];
}
std::int32_t height_of(const Columns& columns) {
    std::int32_t h = 0;
    for (const Column& column : columns) h = std::max(h, column.h);
    return h;
}

Stack stack_of(const std::vector<Region>& regions, std::size_t first, std::size_t last,
               std::size_t columns) {
    Stack stack{first, last, columns, {}, -region_gap};
    std::int32_t least = 0, w = -gutter;
    for (std::size_t r = first; r <= last; ++r) {
        const Columns& mine = columns_of(regions[r], stack);
        stack.w.resize(std::max(stack.w.size(), mine.size()));
        for (std::size_t k = 0; k < mine.size(); ++k) stack.w[k] = std::max(stack.w[k], mine[k].w);
        stack.h += organization_header + height_of(mine) + organization_padding + region_gap;
        least = std::max(least, regions[r].w);
    }
    for (const std::int32_t column : stack.w) w += column + gutter;
    stack.w.back() += std::max(0, least - w);
    return stack;
}

// A way between two accounts, by their indices in the plan.
struct Way {
    std::size_t from = 0, to = 0;
    bool is_named = false;
};

std::vector<Way> ways_of(const Plan& plan) {
    std::map<std::string, std::size_t> index;
    for (std::size_t i = 0; i < plan.accounts.size(); ++i) index.emplace(plan.accounts[i].name, i);
    std::vector<Way> out;
    for (const PlanLink& link : plan.links) {
        const auto from = index.find(link.from_account), to = index.find(link.to_account);
        if (from == index.end() || to == index.end() || from == to) continue;
        out.push_back({from->second, to->second,
                       link.kind == Link::Kind::path1 || link.kind == Link::Kind::path2});
    }
    return out;
}

// All regions, from left to right, and what that comes to.
struct Arrangement {
    std::vector<Region> regions;
    std::vector<Stack> stacks;
    std::int32_t label_gutter = gutter_with_label;
    std::vector<std::int32_t> gaps;  // right of each column
    std::int32_t corridor_lanes = 0;
    std::int32_t w = 0, h = 0;  // of the whole picture
    std::int64_t size = 0;      // at which the stage shows it, in thousandths

    std::int32_t corridor() const {
        return corridor_lanes == 0 ? 0 : 8 + corridor_lanes * corridor_lane;
    }
};

// Gutters are wider where a named way leads straight across; ways that go farther run in the corridor.
void measure(Arrangement& a, const std::vector<Way>& ways, std::vector<std::size_t>& column_of) {
    a.gaps.clear();
    std::size_t n = 0;
    a.w = 2 * (margin + organization_padding), a.h = 0;
    for (const Stack& stack : a.stacks) {
        for (std::size_t r = stack.first; r <= stack.last; ++r) {
            const Columns& columns = columns_of(a.regions[r], stack);
            for (std::size_t k = 0; k < columns.size(); ++k)
                for (std::size_t i = columns[k].from; i < columns[k].to; ++i) {
                    const Unit& unit = a.regions[r].units[i];
                    if (unit.account >= 0)
                        column_of[static_cast<std::size_t>(unit.account)] = n + k;
                    for (const std::int32_t account : unit.tiles)
                        column_of[static_cast<std::size_t>(account)] = n + k;
                }
        }
        n += stack.w.size();
        for (const std::int32_t w : stack.w) a.w += w;
        a.gaps.resize(n, gutter);
        a.gaps.back() = organization_gap;
        a.h = std::max(a.h, stack.h);
    }
    a.gaps.back() = 0;
    std::int32_t long_ways = 0;
    for (const Way& way : ways) {
        const auto [low, high] = std::minmax(column_of[way.from], column_of[way.to]);
        if (high - low > 1) ++long_ways;
        if (high - low == 1 && way.is_named) a.gaps[low] = std::max(a.gaps[low], a.label_gutter);
    }
    for (const std::int32_t gap : a.gaps) a.w += gap;
    a.corridor_lanes = std::min(long_ways, corridor_lanes_max);
    a.h += 2 * margin + a.corridor();
}

// Tries every way to put neighbours above each other, and for each every height that some division into columns
// has; keeps what fits the stage largest.
void choose(Arrangement& best, const std::vector<Way>& ways, const Rect& stage,
            std::size_t accounts) {
    const std::size_t n = best.regions.size();
    std::vector<std::size_t> column_of(accounts, 0);
    Arrangement trial;
    trial.regions.swap(best.regions);
    trial.label_gutter = best.label_gutter;
    // Bit i: a new stack begins with region i + 1. With very many regions, two share a stack.
    const bool is_countable = n <= 8;
    const std::uint32_t all = is_countable ? (1u << (n - 1)) - 1 : 0xaaaaaaaau;
    const std::uint32_t least = is_countable ? 0 : all;
    for (std::uint32_t cuts = all + 1; cuts-- > least;) {
        std::vector<std::vector<Stack>> options;
        std::vector<std::int32_t> heights;
        for (std::size_t first = 0; first < n;) {
            std::size_t last = first, most = trial.regions[first].divisions.size();
            while (last + 1 < n && ((cuts >> std::min<std::size_t>(last, 31)) & 1u) == 0)
                most = std::max(most, trial.regions[++last].divisions.size());
            options.emplace_back();
            for (std::size_t k = 1; k <= most; ++k) {
                options.back().push_back(stack_of(trial.regions, first, last, k));
                heights.push_back(options.back().back().h);
            }
            first = last + 1;
        }
        std::sort(heights.begin(), heights.end());
        heights.erase(std::unique(heights.begin(), heights.end()), heights.end());
        for (const std::int32_t limit : heights) {
            trial.stacks.clear();
            for (const auto& option : options) {
                std::size_t pick = 0;
                while (pick + 1 < option.size() && option[pick].h > limit) ++pick;
                trial.stacks.push_back(option[pick]);
            }
            measure(trial, ways, column_of);
            trial.size = std::min(std::int64_t{stage.w} * 1000 / trial.w,
                                  std::int64_t{stage.h} * 1000 / trial.h);
            // Side by side says more: what is lost is left, what is safe is right.
            if (cuts != all) trial.size = trial.size * 94 / 100;
            if (trial.size <= best.size) continue;
            best.stacks = trial.stacks, best.gaps = trial.gaps;
            best.corridor_lanes = trial.corridor_lanes;
            best.w = trial.w, best.h = trial.h, best.size = trial.size;
        }
    }
    best.regions.swap(trial.regions);
}

// How much a style of cards is worth: less when it leaves things out.
struct Look {
    CardStyle style;
    std::int32_t worth = 100;
    std::int32_t label_gutter = gutter_with_label;
};

Arrangement arrange(const Plan& plan, const std::vector<Look>& looks, bool has_strips,
                    const Names& in_front, const Rect& stage) {
    const std::vector<Way> ways = ways_of(plan);
    Arrangement best;
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (const Look& look : looks) {
        Arrangement trial;
        trial.regions = regions_of(plan, {look.style, has_strips, in_front});
        if (trial.regions.empty()) return trial;
        trial.label_gutter = look.label_gutter;
        choose(trial, ways, stage, plan.accounts.size());
        // Larger than life is no better; of what is too small to read, the largest is the best.
        // What strains the eyes weighs three times.
        const std::int64_t strain = std::max<std::int64_t>(comfortable - trial.size, 0) * 200;
        const std::int64_t worth =
            trial.size < readable ? trial.size - readable
                                  : std::min<std::int64_t>(trial.size, 1000) * look.worth - strain;
        if (worth <= most) continue;
        most = worth;
        best = std::move(trial);
        if (best.size >= 1000) break;
    }
    return best;
}

// A picture narrower than the stage gets the width that is over, shared among its columns; one that is lower
// gets height: gladly some of it, and as much as it must to have a form like the stage's.
void fill_stage(Arrangement& a, const Rect& stage) {
    std::vector<std::int32_t*> columns;
    for (const bool only_growing : {true, false}) {
        for (Stack& stack : a.stacks)
            for (std::size_t k = 0; k < stack.w.size(); ++k) {
                bool grows = !only_growing;
                for (std::size_t r = stack.first; r <= stack.last; ++r) {
                    const Columns& mine = columns_of(a.regions[r], stack);
                    grows = grows || (k < mine.size() && mine[k].grows);
                }
                if (grows) columns.push_back(&stack.w[k]);
            }
        if (!columns.empty()) break;
    }
    const auto n = static_cast<std::int32_t>(columns.size());
    const std::int32_t wanted_w = a.h * stage.w / stage.h, wanted_h = a.w * stage.h / stage.w;
    if (wanted_w > a.w) {
        const std::int32_t must = wanted_w * 7 / 8 - a.w;
        const std::int32_t share = std::max(std::min((wanted_w - a.w) / n, 60), (must + n - 1) / n);
        for (std::int32_t* w : columns) *w += share;
        a.w += n * share;
    } else {
        a.h = std::max(std::min(wanted_h, a.h + 80), wanted_h * 7 / 8);
    }
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
void place_column(Layout& layout, const Plan& plan, const Region& region, const Column& column,
                  Rect room) {
    const bool is_alone = column.to - column.from == 1;
    const auto grows = [&](const Unit& unit) { return !unit.card.items.empty() || is_alone; };
    std::int32_t growing = 0;
    for (std::size_t i = column.from; i < column.to; ++i) growing += grows(region.units[i]) ? 1 : 0;
    std::int32_t y = room.y, spare = room.h - column.h;
    for (std::size_t i = column.from; i < column.to; ++i) {
        const Unit& unit = region.units[i];
        std::int32_t h = unit.card.h;
        if (grows(unit)) {
            const std::int32_t share = spare / growing--;
            spare -= share, h += share;
        }
        place_unit(layout, plan, unit, {room.x, y, room.w, h}, region.organization);
        y += h + card_gap;
    }
}

// The regions of a stack share the height of the picture; `x` is where each column stands.
void place_stack(Layout& layout, const Plan& plan, const Arrangement& a, const Stack& stack,
                 const std::vector<std::int32_t>& x) {
    const std::int32_t left = x.front() - organization_padding,
                       right = x.back() + stack.w.back() + organization_padding;
    std::int32_t y = margin, spare = a.h - a.corridor() - 2 * margin - stack.h;
    for (std::size_t r = stack.first; r <= stack.last; ++r) {
        const Region& region = a.regions[r];
        const Columns& columns = columns_of(region, stack);
        const auto to_come = static_cast<std::int32_t>(stack.last - r + 1);
        const std::int32_t share = spare / to_come;
        spare -= share;
        const std::int32_t h = height_of(columns) + share;
        const std::int32_t top = y + organization_header;
        for (std::size_t k = 0; k < columns.size(); ++k)
            place_column(layout, plan, region, columns[k], {x[k], top, stack.w[k], h});
        const std::int32_t corridor = r == stack.last ? a.corridor() : 0;
        if (region.is_bordered())
            layout.organizations[static_cast<std::size_t>(region.organization)] = {
                left, y, right - left, organization_header + h + corridor + organization_padding};
        y = top + h + organization_padding + region_gap;
    }
}

Layout lay_out_wide(const Plan& plan, const std::vector<Look>& looks, bool has_strips,
                    const Names& in_front, const Rect& stage) {
    Layout layout;
    layout.organizations.resize(plan.organizations.size());
    Arrangement a = arrange(plan, looks, has_strips, in_front, stage);
    if (a.stacks.empty()) return layout;
    fill_stage(a, stage);
    layout.corridor_lanes = a.corridor_lanes;
    layout.corridor_y = a.h - margin - organization_padding - a.corridor();
    layout.bounds = {0, 0, a.w, a.h};
    const std::int32_t top = margin + organization_header;
    std::int32_t x = margin + organization_padding;
    std::size_t n = 0;
    for (const Stack& stack : a.stacks) {
        std::vector<std::int32_t> lefts;
        for (const std::int32_t w : stack.w) {
            lefts.push_back(x);
            layout.columns.push_back({x, top, w, layout.corridor_y - top});
            x += w + a.gaps[n++];
        }
        place_stack(layout, plan, a, stack, lefts);
    }
    return layout;
}

Layout lay_out_narrow(const Plan& plan, std::int32_t viewport_width, const Names& in_front) {
    Layout layout;
    layout.is_narrow = true;
    layout.organizations.resize(plan.organizations.size());
    const std::int32_t w = std::clamp(viewport_width, 320, narrow_below) - 2 * margin;
    const std::int32_t left = 10;
    const std::int32_t card_w = w - left - narrow_lane;
    std::vector<Region> regions = regions_of(
        plan,
        {{.inner_width = card_w - 2 * 12, .is_low = true, .is_full = true, .is_list_beside = true},
         false,
         in_front});
    std::int32_t y = margin;
    for (const Region& region : regions) {
        const std::int32_t top = y;
        y += region.is_bordered() ? organization_header : 0;
        for (const Unit& unit : region.units) {
            const bool is_open =
                unit.account >= 0 &&
                is_among(in_front, plan.accounts[static_cast<std::size_t>(unit.account)].name) &&
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

Layout lay_out(const Plan& plan, std::int32_t viewport_width, const Names& in_front) {
    if (viewport_width < narrow_below) return lay_out_narrow(plan, viewport_width, in_front);
    // From the most generous to the tightest.
    if (viewport_width < medium_below)
        return lay_out_wide(plan,
                            {{{.inner_width = 560, .is_low = true, .is_list_beside = true}, 100},
                             {{.inner_width = 340, .is_low = true}, 97},
                             {{.inner_width = 380, .is_low = true, .has_no_list = true}, 75}},
                            true, in_front, medium_stage);
    return lay_out_wide(plan,
                        {{{.inner_width = 640}, 100},
                         {{.inner_width = 640, .is_list_beside = true}, 96},
                         {{.inner_width = 360}, 94},
                         {{.inner_width = 420, .is_low = true}, 90},
                         {{.inner_width = 420, .is_low = true}, 85, gutter_with_name},
                         {{.inner_width = 560, .is_low = true, .is_list_beside = true}, 90},
                         {{.inner_width = 420, .is_low = true, .has_no_list = true}, 70},
                         {{.inner_width = 640, .is_low = true, .has_no_list = true}, 70}},
                        false, in_front, wide_stage);
}

}  // namespace airlock::view
