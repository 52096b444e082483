// The one door through which a World changes. Only `Simulation` (and the explorer in check) calls it.
#pragma once

#include "world/event.h"

namespace airlock {

void evolve(World& world, const Event& event);

}  // namespace airlock
