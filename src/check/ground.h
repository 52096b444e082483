// What a search stands on: the world at a plan's moment, its moves as calls, what its promises look for; and the way back,
// from moves of a search to a run that anybody can play.
#pragma once

#include <expected>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "check/explore.h"
#include "check/game.h"
#include "check/plan.h"
#include "sim/simulation.h"

namespace airlock::check {

// The shortest way to a state that breaks a promise, as a run.
struct Witness {
    std::vector<std::string> moves;  // for people: "mallory votes …" as the trace has it
    std::uint32_t from_entry = 0;    // of the run, after which the moves begin
    bool is_played = false;
    std::string problem;  // why it could not be played
    std::string inputs;   // JSON, as `run --inputs` takes it
    std::string trace_hash;
};

class Ground {
  public:
    // The scenario as `load_scenario` gives it, and the plan that was read with it.
    static std::expected<std::unique_ptr<Ground>, Problem> open(
        std::shared_ptr<const Scenario> scenario, Plan plan, std::uint64_t seed);
    // Those of these names, all for none; what is not there is a problem of `--property`.
    std::expected<std::vector<const Promise*>, Problem> promises(
        std::span<const std::string> names) const;

    const Plan& plan() const { return plan_; }
    const Simulation& run() const { return simulation_; }  // that leads to the moment
    const World& first() const { return first_; }
    const std::vector<Move>& moves() const { return moves_; }
    const std::vector<BasicEvent>& events() const { return events_; }

    // Options of a search for these promises; `merges_peers`, `forgets_answers`: as far as they allow it.
    ExploreOptions options_for(std::span<const Promise* const> promises, bool merges_peers,
                               bool forgets_answers) const;
    // What the search looks for: that which breaks the promise, or what can be brought about. It asks this.
    Predicate sought_of(const Promise& promise) const;
    Side side_of(const Move& move) const;
    // What was done to the first world before (`events`), the way from there, and for a call that must never go through
    // the call itself.
    Witness witness_of(const Promise& promise, std::span<const BasicEvent> events,
                       std::span<const Move> way) const;
    std::string subject_name(const BasicEvent& event) const;  // "production/root"

  private:
    Ground(std::shared_ptr<const Scenario> scenario, Plan plan, std::uint64_t seed);
    std::string go_to_moment();
    std::string add_moves(const PlannedMove& planned, std::vector<Move>& out);
    std::string add_events(const PlannedEvent& planned);
    void reserve_theft(Id<Person> thief, Id<Credential> credential);
    Side side_of(Id<Person> person) const;
    const Move* accepted(const Promise& promise, const World& world) const;
    bool are_alike_to(std::span<const Promise* const> promises, Id<Person> a, Id<Person> b) const;
    std::string bring_about(Simulation& run, const BasicEvent& event, Witness& out) const;
    std::string play(Simulation& run, std::span<const Move> way, Witness& out) const;

    Simulation simulation_;
    Plan plan_;
    World first_;
    Aliases aliases_;
    std::vector<Move> moves_;
    std::vector<BasicEvent> events_;
    std::vector<std::vector<Move>> could_;  // by promise
};

}  // namespace airlock::check
