// Whether a run came out as its scenario expects: the `expect` list that makes a scenario a test.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/problem.h"
#include "sim/simulation.h"

namespace airlock {

struct ExpectationResult {
    std::uint32_t index = 0;  // in Scenario::expectations
    bool is_met = false;
    std::string found;  // what is the case; for those that are not met
};

// Asks each expectation at its time, or at the end of the run. Those whose time has not come are left out, and
// so are those about the end while something is still to happen.
std::vector<ExpectationResult> check_expectations(const Simulation& simulation);

// An expectation that was not met, with its place in the scenario.
Problem problem_of(const Scenario& scenario, const ExpectationResult& result);

}  // namespace airlock
