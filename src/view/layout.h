// Where everything stands. Made from a plan alone (and, on a narrow screen, from which account is in front),
// never from the state of the world, so that nothing moves while the story goes on. Whole units, no floats.
//
// Wide: organizations side by side, those whose backups are at stake on the left, those that recover on the
// right, or neighbours above each other where that makes the picture larger; accounts in columns, in the same
// order; long ways run in the gutters between columns and in one corridor below them. Medium: the same, but only
// the accounts in front are open, the others are narrow strips. Narrow: one column; the accounts in front are
// open, the others are title bars.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "view/plan.h"

namespace airlock::view {

struct Slot {
    Rect box;                       // all of the thing
    Rect body;                      // its shape: the square around a circle, else the box
    bool is_list_beside = false;    // quorum: approvers beside the ring, not below
    bool is_small = false;          // quorum: a sign of it, with its name beside
    std::int32_t list_columns = 1;  // quorum: of approvers; 0 = only the ring tells of them
};

struct AccountSlot {
    Rect box;
    Rect header;
    bool is_collapsed = false;
    bool is_tile = false;
    std::int32_t group = -1;             // tiles: index in Layout::groups
    std::map<std::string, Slot> things;  // by key; none while collapsed
};

// A block of quiet accounts.
struct GroupSlot {
    Rect box;
    Rect header;
    std::int32_t organization = -1;
    std::int32_t accounts = 0;
};

struct Layout {
    Rect bounds;
    std::map<std::string, AccountSlot> accounts;  // by name
    std::vector<GroupSlot> groups;
    std::vector<Rect> organizations;  // by index in the plan; empty for one without accounts
    std::vector<Rect> columns;        // from left to right
    std::int32_t corridor_y = 0;      // top of the corridor below the columns
    std::int32_t corridor_lanes = 0;  // one below the other; 0 = no corridor
    bool is_narrow = false;
};

inline constexpr std::int32_t medium_below = 820;  // viewport widths
inline constexpr std::int32_t narrow_below = 460;
// Right of the cards of a narrow screen: room for ways between accounts.
inline constexpr std::int32_t narrow_lane = 22;
inline constexpr std::int32_t organization_padding = 16;
inline constexpr std::int32_t organization_header = 32;
inline constexpr std::int32_t corridor_lane = 22;
inline constexpr std::int32_t corridor_lanes_max = 5;

// `in_front` are the names of the accounts to be opened on a narrow screen.
Layout lay_out(const Plan& plan, std::int32_t viewport_width,
               const std::vector<std::string>& in_front);

// The parts of a quorum; `lines` is empty for one without a list.
struct QuorumParts {
    Rect ring;
    Rect title, state;
    std::vector<Rect> lines;
};
QuorumParts quorum_parts(const Slot& slot, std::uint32_t approvers);

}  // namespace airlock::view
