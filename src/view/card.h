// The inside of one account: its things in blocks from left to right, those that hold data first, then the
// sealed vault, then who decides, then what a recovery brings forth; below them the people who act.
// Internal to the layout.
#pragma once

#include <string>
#include <vector>

#include "view/layout.h"

namespace airlock::view {

struct CardItem {
    std::string key;
    Slot slot;               // relative to the card
    bool is_person = false;  // in the line at the bottom
};

struct Card {
    std::int32_t w = 0, h = 0;
    std::int32_t header = 0;
    std::vector<CardItem> items;
    bool is_collapsed = false;
};

inline constexpr std::int32_t card_header = 42;
inline constexpr std::int32_t card_padding = 16;
inline constexpr std::int32_t card_min_width = 168;
inline constexpr std::int32_t person_height = 24;
inline constexpr std::int32_t bar_height = 34;    // a collapsed account on a narrow screen
inline constexpr std::int32_t strip_width = 120;  // … and on a medium one

struct CardStyle {
    std::int32_t inner_width = 640;  // of the content, at most
    bool is_low = false;             // smaller in all, and no line for the account's number
    bool is_full = false;            // as wide as it may be, whatever it holds
    bool is_list_beside = false;     // approvers beside their ring, not below
    bool has_no_list = false;        // … or not at all: the ring has a segment for each
};

Card make_card(const PlanAccount& account, const CardStyle& style);

// The same account as a strip: its name and its badge.
Card make_strip(const PlanAccount& account);

// Puts the card at `box`, which is at least as large: content in the middle, people at the bottom.
AccountSlot place_card(const Card& card, Rect box);

}  // namespace airlock::view
