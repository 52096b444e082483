// What a rehearsal of the same scenario knows about what has not happened yet: who and what will come to stand
// on the stage, and how long the story will be. With it a live run keeps its things and its timeline still
// while the story goes on. Without it the head of the run is all that is known.
#pragma once

#include <cstdint>
#include <vector>

#include "sim/simulation.h"
#include "view/plan.h"

namespace airlock::view {

struct Foresight {
    Plan plan;
    std::int64_t timeline_length = 0;             // in the timeline's own weights (timeline.h)
    std::vector<std::int64_t> chapter_positions;  // where each chapter begins; −1 = never
};

// `rehearsed` has been run to its end.
Foresight foresee(const Simulation& rehearsed);

}  // namespace airlock::view
