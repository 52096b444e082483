// The branches of a run and the way between them. What happens inside one branch stands in run.cpp.
#include "sim/simulation.h"

#include <utility>

#include "base/check.h"
#include "sim/run.h"
#include "sim/stage.h"

namespace airlock {

struct Simulation::State {
    std::shared_ptr<Stage> stage;
    RunOptions options;
    std::vector<std::unique_ptr<Run>> runs;  // by branch
    std::vector<BranchInfo> branches;
    std::uint32_t current = 0;

    Run& run() { return *runs[current]; }
    const Run& run() const { return *runs[current]; }
    void add_branch(std::unique_ptr<Run> run, std::uint32_t parent, std::uint32_t forked_after) {
        const std::size_t number = runs.size() + 1;
        runs.push_back(std::move(run));
        branches.push_back(
            {parent, forked_after,
             number == 1 ? std::string("main") : "branch " + std::to_string(number)});
        current = static_cast<std::uint32_t>(runs.size() - 1);
    }
};

Simulation::Simulation(std::shared_ptr<const Scenario> scenario, RunOptions options)
    : state_(std::make_unique<State>()) {
    state_->stage = set_stage(std::move(scenario));
    state_->options = std::move(options);
    state_->add_branch(std::make_unique<Run>(state_->stage, state_->options), 0, 0);
}

Simulation::Simulation(std::unique_ptr<State> state) : state_(std::move(state)) {}
Simulation::~Simulation() = default;
Simulation::Simulation(Simulation&&) noexcept = default;
Simulation& Simulation::operator=(Simulation&&) noexcept = default;

Simulation Simulation::twin() const {
    auto state = std::make_unique<State>();
    state->stage = state_->stage;
    state->options = state_->options;
    state->add_branch(std::make_unique<Run>(state->stage, state->options), 0, 0);
    return Simulation(std::move(state));
}

// --- what is -----------------------------------------------------------------------------------------------

const Scenario& Simulation::scenario() const { return *state_->stage->scenario; }
const Catalog& Simulation::catalog() const { return state_->stage->catalog; }
Catalog& Simulation::catalog() { return state_->stage->catalog; }
std::uint64_t Simulation::seed() const { return state_->options.seed; }
const RunOptions& Simulation::options() const { return state_->options; }
const World& Simulation::world() const { return state_->run().world(); }
Instant Simulation::now() const { return state_->run().now(); }
const Log& Simulation::log() const { return state_->run().log(); }
std::uint32_t Simulation::entries() const { return state_->run().entries(); }
const std::vector<Input>& Simulation::inputs() const { return state_->run().inputs(); }
bool Simulation::is_live(Id<Person> person) const { return state_->run().is_live(person); }
std::vector<PendingDecision> Simulation::decisions() const { return state_->run().decisions(); }
Instant Simulation::next_at() const { return state_->run().next_at(); }
bool Simulation::is_cut_short() const { return state_->run().is_cut_short(); }
const std::vector<std::uint32_t>& Simulation::step_entries() const {
    return state_->run().step_entries();
}
const std::vector<std::uint32_t>& Simulation::chapter_entries() const {
    return state_->run().chapter_entries();
}
const Aliases& Simulation::aliases() const { return state_->run().aliases(); }

// --- forward -----------------------------------------------------------------------------------------------

bool Simulation::step() { return state_->run().step(); }
void Simulation::run_until(Instant at) { state_->run().run_until(at); }
bool Simulation::run_to_decision() { return state_->run().run_to_decision(); }
void Simulation::run_to_end() {
    while (step()) {}
}
std::string Simulation::refusal_of(std::uint32_t entry, Id<Person> person,
                                   Id<Credential> credential, const Call& call) const {
    const Run& run = state_->run();
    // Elsewhere than at the head it would be the first entry of another branch.
    if (entry == run.entries()) return run.refusal_of(run.world(), person, credential, call);
    return run.refusal_of(run.world_at(entry), person, credential, call);
}
const Entry& Simulation::submit(Id<Person> person, Id<Credential> credential, const Call& call) {
    return state_->run().submit(person, credential, call);
}
void Simulation::take_over(Id<Person> person) { state_->run().take_over(person); }
void Simulation::hand_back(Id<Person> person) { state_->run().hand_back(person); }

// --- time travel -------------------------------------------------------------------------------------------

World Simulation::world_at(std::uint32_t entry) const { return state_->run().world_at(entry); }
std::uint32_t Simulation::entry_at(Instant at) const { return state_->run().entry_at(at); }

// Somebody who took a seat after `entry` and before anything else was asked for sits there at `entry`.
std::vector<Input> Simulation::inputs_until(std::uint32_t entry) const {
    std::vector<Input> out;
    for (const Input& input : inputs()) {
        const bool is_later =
            input.kind == Input::Kind::call ? input.after >= entry : input.after > entry;
        if (is_later) break;
        out.push_back(input);
    }
    return out;
}

// --- branches ----------------------------------------------------------------------------------------------

std::uint32_t Simulation::fork(std::uint32_t entry, Instant at) {
    CHECK(entry <= entries());
    auto run = std::make_unique<Run>(state_->stage, state_->options);
    std::string problem;
    for (const Input& input : inputs_until(entry)) {
        if (input.after == entry && input.at > at) break;
        CHECK(run->apply(input, problem));
    }
    while (run->entries() < entry) CHECK(run->step());
    run->wait_until(at);
    state_->add_branch(std::move(run), state_->current, entry);
    return state_->current;
}

void Simulation::switch_to(std::uint32_t branch) {
    CHECK(branch < state_->runs.size());
    state_->current = branch;
}

std::uint32_t Simulation::branch() const { return state_->current; }
const std::vector<BranchInfo>& Simulation::branches() const { return state_->branches; }

bool Simulation::replay(std::span<const Input> inputs, std::string& problem) {
    for (const Input& input : inputs)
        if (!state_->run().apply(input, problem)) return false;
    return true;
}

}  // namespace airlock
