// Expectations against the log.
#include "sim/expect.h"

#include "sim/judge.h"

namespace airlock {

namespace {

// Of all expectations together, in rows looked at: as for a run (run.cpp).
constexpr std::uint64_t work_max = 400'000'000;
constexpr std::uint64_t work_of_row = 32;  // to go to one place of the run

}  // namespace

std::vector<ExpectationResult> check_expectations(const Simulation& simulation) {
    const Scenario& scenario = simulation.scenario();
    const bool is_over = simulation.next_at() == never;
    std::vector<std::string> step_ids;
    for (const Step& step : scenario.steps) step_ids.push_back(step.id);
    std::vector<ExpectationResult> out;
    std::uint64_t work = 0;
    for (std::uint32_t i = 0; i < scenario.expectations.size(); ++i) {
        const Expectation& expectation = scenario.expectations[i];
        // A time that has passed is decided; the end is not before nothing is left to happen.
        const bool is_decided =
            is_over || (expectation.at && *expectation.at < simulation.next_at() &&
                        *expectation.at <= simulation.now());
        if (!is_decided) continue;
        if (work >= work_max) {
            out.push_back({.index = i, .found = "so many expectations are too much work to ask"});
            continue;
        }
        const std::uint32_t entry =
            expectation.at ? simulation.entry_at(*expectation.at) : simulation.entries();
        const World world = simulation.world_at(entry);
        const std::span<const Entry> entries(simulation.log().entries.data(), entry);
        const JudgedRun run{world, simulation.aliases(), entries, simulation.step_entries(),
                            step_ids};
        const Judge judge(run, work_max - work);
        ExpectationResult result;
        result.index = i;
        result.is_met = judge.holds(expectation.condition);
        if (!result.is_met) result.found = judge.found(expectation.condition);
        work += judge.work();
        world.each_table([&](const auto& table) { work += table.size() * work_of_row; });
        out.push_back(std::move(result));
    }
    return out;
}

Problem problem_of(const Scenario& scenario, const ExpectationResult& result) {
    const Expectation& expectation = scenario.expectations[result.index];
    Problem problem;
    problem.file = scenario.file;
    problem.line = expectation.place.line;
    problem.column = expectation.place.column;
    problem.pointer = expectation.place.pointer;
    problem.sentence = "not as expected";
    if (expectation.at) problem.sentence += " at " + format_instant_short(*expectation.at);
    problem.sentence += ": " + result.found;
    problem.suggestion = expectation.why;
    return problem;
}

}  // namespace airlock
