// What all branches of a run stand on: the scenario, its catalog, and the world as it was at the beginning,
// as founding events. Made once, before the first entry; only the catalog's names grow later.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/references.h"
#include "sim/scenario.h"
#include "world/catalog.h"
#include "world/event.h"
#include "world/world.h"

namespace airlock {

struct Stage {
    std::shared_ptr<const Scenario> scenario;
    Catalog catalog;
    std::vector<Event> founding;
    World world;      // after the founding events
    Aliases aliases;  // the scenario's own names of recovery points
    std::vector<std::string> step_ids;
};

// The scenario must come from `load_scenario`: what it names is there.
std::shared_ptr<Stage> set_stage(std::shared_ptr<const Scenario> scenario);
// The world before anything was founded: settings and catalog only.
World empty_world(const Stage& stage);

}  // namespace airlock
