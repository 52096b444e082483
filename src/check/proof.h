// A plan carried out on a scenario: the search from the plan's moment, what it says of each promise, and for a promise
// that is broken the shortest way there, played again as a run.
#pragma once

#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/problem.h"
#include "check/explore.h"
#include "check/ground.h"

namespace airlock::check {

struct ProofOptions {
    std::uint64_t seed = 1;
    std::vector<std::string> promises;  // by name; none: all
    std::uint32_t states_max = UINT32_MAX - 2;
    std::uint32_t depth_max = UINT32_MAX;
    std::uint64_t bytes_max = std::uint64_t{3} << 30;
    // What makes the search smaller without missing anything (docs/proofs.md).
    bool merges_peers = true;
    bool forgets_answers = true;
    bool slices = true;
};

enum class VerdictWord : std::uint8_t { holds, violated, bound };
std::string_view to_text(VerdictWord word);

struct Verdict {
    const Promise* promise = nullptr;
    VerdictWord word = VerdictWord::bound;
    std::uint32_t depth = 0;  // moves of the shortest way, where it is violated
    Witness witness;
    const Explorer* search = nullptr;  // that found it
    std::vector<std::string_view>
        reductions;  // of that search: "finished_answers", "slices", "symmetry"
};

class Proof {
  public:
    // The scenario as `load_scenario` gives it, and the plan that was read with it.
    static std::expected<std::unique_ptr<Proof>, Problem> open(
        std::shared_ptr<const Scenario> scenario, Plan plan, const ProofOptions& options);

    // Goes through up to so many states more; false when there is nothing left to do.
    bool go_on(std::uint32_t states);
    // Promises that need every move are looked for in one search, each of the others in its own.
    std::size_t searches() const { return searches_.size(); }
    const Explorer& search(std::size_t number) const { return *searches_[number].explorer; }
    // Of all searches together.
    std::uint64_t states() const;
    std::uint64_t done() const;
    const Simulation& run() const { return ground_->run(); }  // that leads to the moment
    // What can be said by now, a verdict a promise.
    std::vector<Verdict> verdicts();

  private:
    Proof(std::unique_ptr<Ground> ground, const ProofOptions& options);
    void prepare();
    struct Search {
        std::vector<const Promise*> promises;
        std::unique_ptr<Explorer> explorer;
        std::vector<std::string_view> reductions;
    };
    std::optional<std::uint32_t> first_lost(Search& search);
    Verdict verdict_of(Search& search, std::uint32_t number);

    std::unique_ptr<Ground> ground_;
    ProofOptions options_;
    std::vector<const Promise*> asked_;
    std::vector<Search> searches_;
};

}  // namespace airlock::check
