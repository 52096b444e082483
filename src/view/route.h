// Where lasting ways run: straight between neighbours, else through the gutters between columns and the
// corridor below them, each in a lane of its own. Made from plan and layout alone, so that a way that opens
// later finds its lane free and nothing moves.
#pragma once

#include <vector>

#include "view/layout.h"

namespace airlock::view {

struct Route {
    std::vector<Point> points;
    Point label_at;               // middle of the stretch that can carry a name
    std::int32_t label_room = 0;  // pixels that a name may take there; 0 = none
};

// One for every link of the plan, in its order.
std::vector<Route> route_links(const Plan& plan, const Layout& layout);

// A point on the edge of a slot: of its circle, where it is one.
Point edge_of(const Slot& slot, bool is_round, std::int32_t dx, std::int32_t dy);

// Whole-number square root, rounded down.
std::int32_t root(std::int32_t n);

}  // namespace airlock::view
