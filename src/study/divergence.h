// Two runs on one clock: whether they tell of the same attack, how their times lie against each other, and the first
// entry at which what happened differs in kind. Entries are told by what they are (who, operation, target, outcome,
// gate), not by numbers of rows, which mean nothing in another run.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/simulation.h"
#include "study/recovery.h"

namespace airlock::study {

// "mallory DeleteRecoveryPoint of orders in prod-airgap refused at vault_lock". `world` is any in which it has happened.
std::string deed_of(const World& world, const Entry& entry);

struct Divergence {
    // The same story with the same founding: two branches, seeds or sets of decisions. Their clocks are one from
    // the beginning; of others, from the first deed of the attack.
    bool is_one_story = false;
    // Half of the operations that the attacker of either tried, the other's tried too.
    bool shares_attack = false;
    std::vector<std::string> shared_operations;
    std::array<Mark, 2> attacked;  // the first deed of a thief; none where nobody attacks
    Duration
        offset;  // what is added to times of the second run to lay them on the clock of the first
    bool has_diverged = false;
    // Where they part, on either side; none on the side that has nothing there any more.
    std::array<Mark, 2> parted;
};

// Compares as much as has happened in both.
Divergence diverge(const Simulation& first, const Simulation& second);

}  // namespace airlock::study
