// What of a production system could still be brought back: the facts behind a recovery point objective. Pure
// questions to one world; nothing here changes it or guesses about the future.
#pragma once

#include "world/world.h"

namespace airlock {

// Which recovery points count.
enum class SurvivalScope : std::uint8_t {
    any,         // wherever they lie
    air_gapped,  // only those that nobody can delete before their date
};

// The newest recovery point of `workload` whose data is clean and that a restore could start from; by the
// moment whose data it holds, among equals the one that was made first. None: nothing clean survives.
Id<RecoveryPoint> newest_clean_point(const World& world, Id<Workload> workload,
                                     SurvivalScope scope = SurvivalScope::any);

// How much of the work of `workload` would be lost by restoring at `at` from that point; `never` as a duration
// (INT64_MAX) when nothing clean survives.
Duration data_loss(const World& world, Id<Workload> workload, Instant at,
                   SurvivalScope scope = SurvivalScope::any);

}  // namespace airlock
