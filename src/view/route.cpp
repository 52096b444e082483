// Finds a way for each link: beside or below its neighbours within an account, else out to a gutter, along it,
// through the corridor when the columns are far apart, and in again. Lanes and ports are taken in the order of
// the plan.
#include "view/route.h"

#include <algorithm>

namespace airlock::view {

namespace {

constexpr std::int32_t lane_width = 9;
constexpr std::int32_t port_distance = 18;

// 0, 1, −1, 2, −2 …: lanes are taken from the middle outwards.
std::int32_t centre_out(std::int32_t n) { return n % 2 == 1 ? (n + 1) / 2 : -n / 2; }

struct End {
    const AccountSlot* account = nullptr;
    const Slot* slot = nullptr;  // none: the account itself
    bool is_round = false;
    std::int32_t column = 0;
};

bool is_round(const Plan& plan, const std::string& account, const std::string& key) {
    for (const PlanAccount& a : plan.accounts)
        if (a.name == account)
            for (const PlanThing& thing : a.things)
                if (thing.key == key)
                    return thing.shape == Shape::air_gapped_vault || thing.shape == Shape::quorum;
    return false;
}

class Router {
  public:
    Router(const Plan& plan, const Layout& layout) : plan_(plan), layout_(layout) {
        gutter_lanes_.assign(layout.columns.size() + 1, 0);
    }

    Route route(const PlanLink& link) {
        const End from = end_of(link.from_account, link.from_key),
                  to = end_of(link.to_account, link.to_key);
        if (from.account == nullptr || to.account == nullptr) return {};
        if (from.account == to.account) {
            if (from.slot == nullptr || to.slot == nullptr) return {};
            return {inside(*from.account, from, to), {}, 0};
        }
        return across(from, to);
    }

  private:
    End end_of(const std::string& account, const std::string& key) const {
        End end;
        const auto at = layout_.accounts.find(account);
        if (at == layout_.accounts.end()) return end;
        end.account = &at->second;
        const auto slot = at->second.things.find(key);
        if (slot != at->second.things.end())
            end.slot = &slot->second, end.is_round = is_round(plan_, account, key);
        for (std::size_t i = 0; i < layout_.columns.size(); ++i)
            if (end.account->box.x >= layout_.columns[i].x)
                end.column = static_cast<std::int32_t>(i);
        return end;
    }

    // --- within one account ---

    std::vector<Point> inside(const AccountSlot& account, const End& from, const End& to) const {
        const Rect a = from.slot->body, b = to.slot->body;
        if (a.right() <= b.x) return beside(from, to, b.x - 13, 1);
        if (b.right() <= a.x) return beside(from, to, b.right() + 13, -1);
        const bool goes_down = a.bottom() <= b.y;
        const std::int32_t x =
            std::max(a.x, b.x) + (std::min(a.right(), b.right()) - std::max(a.x, b.x)) / 2;
        const Rect between{x - 1, goes_down ? a.bottom() : b.bottom(), 2,
                           goes_down ? b.y - a.bottom() : a.y - b.bottom()};
        if (is_clear(account, between, *from.slot, *to.slot))
            return {{x, goes_down ? a.bottom() : a.y}, {x, goes_down ? b.y : b.bottom()}};
        const std::int32_t lane = std::min(a.x, b.x) - 8;
        return {
            {a.x, a.centre().y}, {lane, a.centre().y}, {lane, b.centre().y}, {b.x, b.centre().y}};
    }

    // Straight where both reach the height, else with one step at `turn_x`.
    std::vector<Point> beside(const End& from, const End& to, std::int32_t turn_x,
                              std::int32_t direction) const {
        const Rect b = to.slot->body;
        const Point start = edge_of(*from.slot, from.is_round, direction, 0);
        const std::int32_t reach = to.is_round ? b.h * 2 / 5 : b.h / 2 - 8;
        const std::int32_t dy = start.y - b.centre().y;
        if (dy >= -reach && dy <= reach)
            return {start, edge_of(*to.slot, to.is_round, -direction, dy)};
        const Point end = edge_of(*to.slot, to.is_round, -direction, 0);
        return {start, {turn_x, start.y}, {turn_x, end.y}, end};
    }

    static bool overlaps(const Rect& a, const Rect& b) {
        return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
    }
    static bool is_clear(const AccountSlot& account, const Rect& way, const Slot& a,
                         const Slot& b) {
        for (const auto& [key, slot] : account.things)
            if (&slot != &a && &slot != &b && overlaps(slot.box, way)) return false;
        return true;
    }

    // --- between accounts ---

    // From the thing (or the account's edge) to the gutter at `x`, without crossing other things of the account.
    std::vector<Point> to_gutter(const End& end, std::int32_t x) {
        const Rect card = end.account->box;
        const std::int32_t direction = x > card.x ? 1 : -1;
        if (end.slot == nullptr) {
            const std::int32_t n = ports_[{&end.account->box, direction}]++;
            const std::int32_t y = end.account->is_tile
                                       ? card.centre().y
                                       : end.account->header.centre().y + centre_out(n) * 10;
            const std::int32_t edge = direction > 0 ? card.right() : card.x;
            return {{edge, y}, {x, y}};
        }
        const std::int32_t n = ports_[{&end.slot->body, direction}]++;
        const std::int32_t dy = centre_out(n) * std::min(port_distance, end.slot->body.h / 4);
        const Point start = edge_of(*end.slot, end.is_round, direction, dy);
        const Rect way{std::min(start.x, x), start.y - 3,
                       std::max(start.x, x) - std::min(start.x, x), 6};
        const Rect inside{std::max(way.x, card.x), way.y,
                          std::min(way.right(), card.right()) - std::max(way.x, card.x), 6};
        const bool is_free = !(end.slot->is_list_beside && direction > 0);
        if (is_free && is_clear(*end.account, inside, *end.slot, *end.slot))
            return {start, {x, start.y}};
        const std::int32_t below =
            bottom_of_content(*end.account, end.slot->body.bottom()) - n % 3 * 3;
        const Point foot = edge_of(*end.slot, end.is_round, 0, 1);
        return {foot, {foot.x, below}, {x, below}};
    }

    // Just above the line of people, below everything else.
    static std::int32_t bottom_of_content(const AccountSlot& account, std::int32_t at_least) {
        std::int32_t y = at_least;
        for (const auto& [key, slot] : account.things)
            if (!key.starts_with("who/") && !key.starts_with("thief/"))
                y = std::max(y, slot.box.bottom());
        return y + 9;
    }

    // The middle of gutter `n`, which lies to the left of column n, in the next free lane.
    std::int32_t gutter_x(std::size_t n) {
        const auto& columns = layout_.columns;
        std::int32_t left = n == 0 ? columns[0].x - 2 * lane_width : columns[n - 1].right();
        std::int32_t right =
            n == columns.size() ? columns[n - 1].right() + 2 * lane_width : columns[n].x;
        if (layout_.is_narrow) return left + 6 + gutter_lanes_[n]++ % 3 * 5;
        const std::int32_t lanes = std::max(1, (right - left - 16) / lane_width);
        return (left + right) / 2 + centre_out(gutter_lanes_[n]++ % lanes) * lane_width;
    }

    Route across(const End& from, const End& to) {
        if (layout_.is_narrow || from.column == to.column)
            return along(from, to, static_cast<std::size_t>(from.column) + 1);
        const std::int32_t low = std::min(from.column, to.column),
                           high = std::max(from.column, to.column);
        const bool goes_right = from.column < to.column;
        if (high - low == 1) {
            Route route = along(from, to, static_cast<std::size_t>(high));
            const auto& columns = layout_.columns;
            const std::int32_t gap = columns[static_cast<std::size_t>(high)].x -
                                     columns[static_cast<std::size_t>(low)].right();
            route.label_room = gap - 8;
            route.label_at.x = columns[static_cast<std::size_t>(low)].right() + gap / 2;
            // Below the names that stand in this gutter already.
            for (const Point& other : names_)
                if (other.x == route.label_at.x && route.label_at.y < other.y + 24 &&
                    other.y < route.label_at.y + 24)
                    route.label_at.y = other.y + 24;
            names_.push_back(route.label_at);
            return route;
        }
        const std::int32_t x1 =
            gutter_x(static_cast<std::size_t>(goes_right ? from.column + 1 : from.column));
        const std::int32_t x2 =
            gutter_x(static_cast<std::size_t>(goes_right ? to.column : to.column + 1));
        const std::int32_t lane = corridor_lanes_++ % std::max(1, layout_.corridor_lanes);
        const std::int32_t y = layout_.corridor_y + 8 + lane * corridor_lane + corridor_lane / 2;
        Route route{
            to_gutter(from, x1), {(x1 + x2) / 2, y}, std::max(x1, x2) - std::min(x1, x2) - 40};
        route.points.push_back({x1, y});
        route.points.push_back({x2, y});
        append_reversed(route.points, to_gutter(to, x2));
        return route;
    }

    // Down or up one gutter.
    Route along(const End& from, const End& to, std::size_t gutter) {
        const std::int32_t x = gutter_x(gutter);
        Route route{to_gutter(from, x), {}, 0};
        append_reversed(route.points, to_gutter(to, x));
        const Point a = route.points[route.points.size() / 2 - 1],
                    b = route.points[route.points.size() / 2];
        route.label_at = {(a.x + b.x) / 2, (a.y + b.y) / 2};
        return route;
    }

    static void append_reversed(std::vector<Point>& points, const std::vector<Point>& tail) {
        for (auto at = tail.rbegin(); at != tail.rend(); ++at)
            if (points.empty() || !(points.back() == *at)) points.push_back(*at);
    }

    const Plan& plan_;
    const Layout& layout_;
    std::vector<std::int32_t> gutter_lanes_;
    std::int32_t corridor_lanes_ = 0;
    std::vector<Point> names_;
    std::map<std::pair<const Rect*, std::int32_t>, std::int32_t> ports_;
};

}  // namespace

std::int32_t root(std::int32_t n) {
    std::int32_t low = 0, high = 46340;
    while (low < high) {
        const std::int32_t middle = (low + high + 1) / 2;
        if (middle * middle <= n) low = middle;
        else high = middle - 1;
    }
    return low;
}

Point edge_of(const Slot& slot, bool is_circle, std::int32_t dx, std::int32_t dy) {
    const Rect box = slot.body;
    const Point c = box.centre();
    if (dx == 0) return {c.x, dy > 0 ? box.bottom() : box.y};
    const std::int32_t y = c.y + dy;
    if (!is_circle) return {dx > 0 ? box.right() : box.x, y};
    const std::int32_t r = box.w / 2;
    const std::int32_t reach = root(std::max(0, r * r - dy * dy));
    return {dx > 0 ? c.x + reach : c.x - reach, y};
}

std::vector<Route> route_links(const Plan& plan, const Layout& layout) {
    std::vector<Route> out;
    Router router(plan, layout);
    for (const PlanLink& link : plan.links) out.push_back(router.route(link));
    return out;
}

}  // namespace airlock::view
