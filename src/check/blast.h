// Smallest winning sets: which basic events break a promise, together and none of them without the others. Every set makes
// a world of its own out of the first one; whether the promise holds there is asked of the same search as everything else,
// which begins in all these worlds at once. Sets that differ only in who of several peers is hit are one class and are
// counted, not tried. A set is tried when every smaller one in it is known to break nothing, so that no more need be known
// of a promise than that; docs/proofs.md, "Smallest winning sets".
#pragma once

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "check/explore.h"
#include "check/ground.h"

namespace airlock::check {

struct BlastOptions {
    std::uint64_t seed = 1;
    std::vector<std::string> promises;  // by name; none: all
    // Events in a set; of a scenario without events of its own, where nothing is said, one.
    std::uint32_t order_max = UINT32_MAX;
    std::uint32_t sets_max = 200'000;  // classes of one order that are tried
    std::uint32_t states_max = 20'000'000;
    std::uint64_t bytes_max = std::uint64_t{3} << 30;
    bool merges_peers = true;
    bool forgets_answers = true;
    bool destroys_at_once = true;  // see docs/proofs.md, "What a thief destroys"
};

// So many of these events, each on another one of the peers where it is theirs.
struct SetPart {
    std::vector<BasicEvent::Kind> kinds;  // several: on the same peer
    std::string subject;  // "production/backup-admin", or of peers the first: "approver-1"
    std::uint32_t count = 1;
    std::uint32_t of = 1;  // how many peers there are
};
struct SetClass {
    std::vector<SetPart> parts;
    std::uint32_t order = 0;      // events in each of its sets
    std::uint64_t count = 0;      // sets
    std::vector<BasicEvent> one;  // of them, in the order in which they befall
    Witness witness;
};

struct Blast {
    const Promise* promise = nullptr;
    bool applies = true;         // the design has what it is about
    std::vector<SetClass> sets;  // by order
    std::uint64_t total = 0;     // of all sets; UINT64_MAX: more than that
    std::uint32_t order = 0;     // up to which every set is there
    bool is_complete = false;    // there are no others
    std::uint64_t tried = 0;     // classes of sets
    std::uint64_t states = 0;
};

class BlastSearch {
  public:
    // The plan's own events and promises; where it has no events, or is none, the standard ones (standard.h).
    static std::expected<std::unique_ptr<BlastSearch>, Problem> open(
        std::shared_ptr<const Scenario> scenario, std::optional<Plan> plan,
        const BlastOptions& options);
    ~BlastSearch();

    // Goes through up to so many states more; false when there is nothing left to do.
    bool go_on(std::uint32_t states);
    const Ground& ground() const { return *ground_; }
    // What is known by now, one a promise; with ways that can be played where `with_witnesses`.
    std::vector<Blast> results(bool with_witnesses);

  private:
    class Front;  // the sets of one promise
    BlastSearch(std::unique_ptr<Ground> ground, const BlastOptions& options);
    void begin(std::span<const Promise* const> asked);

    std::unique_ptr<Ground> ground_;
    BlastOptions options_;
    std::vector<const Promise*> asked_;
    std::vector<std::unique_ptr<Front>> fronts_;
};

}  // namespace airlock::check
