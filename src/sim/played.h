// A scenario as it was played: the file with what a run adds to it, the seed, who was played at the screen and what
// they did, so that it goes the same way again wherever it is opened. Stands in the file's member "played"
// (docs/scenarios.md).
#pragma once

#include <string>
#include <string_view>

#include "sim/simulation.h"

namespace airlock {

// `source` is the text that the simulation's scenario was read from. Parameters keep the values they were given as
// their defaults. Expectations are of the story as written: where somebody has taken part they are left out.
std::string scenario_as_played(const Simulation& simulation, std::string_view source);

}  // namespace airlock
