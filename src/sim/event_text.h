// An event as text: its name, the row that it is mostly about, and its main members, for traces and JSON.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "world/event.h"
#include "world/world.h"

namespace airlock {

struct EventText {
    std::string_view name;
    std::string subject;  // empty when there is none
    std::vector<std::pair<std::string_view, std::string>> facts;
};

// `after` is the world after the entry whose `events` they are; which of them is told.
EventText describe_event(const World& after, std::span<const Event> events, std::size_t which);

}  // namespace airlock
