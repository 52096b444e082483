// What a search stands on: the world at a plan's moment, its moves as calls, what its promises look for; and the way back,
// from moves of a search to a run that anybody can play.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/problem.h"
#include "check/explore.h"
#include "check/game.h"
#include "check/plan.h"
#include "check/standard.h"
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
    // Any scenario, asked what any design is asked, from the moment before its thief does anything; or a later one.
    static std::expected<std::unique_ptr<Ground>, Problem> open_standard(
        std::shared_ptr<const Scenario> scenario, const std::optional<Moment>& from,
        std::uint64_t seed);
    // Those of these names, all for none; what is not there is a problem of `--property`.
    std::expected<std::vector<const Promise*>, Problem> promises(
        std::span<const std::string> names) const;

    const Plan& plan() const { return plan_; }
    const Simulation& run() const { return simulation_; }  // that leads to the moment
    const World& first() const { return first_; }
    // That bear on a promise.
    const std::vector<Move>& moves(const Promise& promise) const;
    bool applies(const Promise& promise) const;  // has the design what it is about?
    // Of a scenario that is asked the standard questions; else nothing.
    const StandardDesign* design() const { return design_ ? &*design_ : nullptr; }
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
    std::string go_before_thief(Id<Person> thief);
    std::size_t number_of(const Promise& promise) const;
    Side side_of(Id<Person> person) const;
    bool is_asked_about(const Promise& promise, const Move& move, const World& world) const;
    bool is_any_accepted(const Promise& promise, const World& world) const;
    // Whose stolen credentials have other rows than here.
    Id<Credential> in_run(const World& run, Id<Credential> id) const;
    std::optional<Move> accepted_in(const Promise& promise, const Simulation& run) const;
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
    std::optional<StandardDesign> design_;
    std::vector<StandardQuestion> questions_;  // by promise, where they are the standard ones
};

}  // namespace airlock::check
