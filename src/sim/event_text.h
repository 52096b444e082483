// An event as text: its name, the row that it is mostly about, and its main members, for traces and JSON.
#pragma once

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

// `after` is the world after the entry that the event belongs to.
EventText describe_event(const World& after, const Event& event);

}  // namespace airlock
