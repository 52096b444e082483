// Reads the member `check` of a scenario file, together with the rest of the file, so that its names are looked up
// with all others and everything wrong is said at once.
#pragma once

#include <optional>

#include "check/plan.h"
#include "sim/scenario_json.h"

namespace airlock::check {

// For load_scenario. Puts the plan into `plan`, which must live as long; nothing where the file has none.
ReadMore plan_reader(std::optional<Plan>& plan);

}  // namespace airlock::check
