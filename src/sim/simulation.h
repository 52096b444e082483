// A run: scenario + seed + what persons did. All else follows from these three, the same on every machine.
// Owns virtual time, the agenda, the actors and the log; keeps checkpoints for seeking, and branches.
//
// Entries are numbered from 1; entry 0 is the founding. "At entry n" means: after entry n has happened.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sim/log.h"
#include "sim/references.h"
#include "sim/scenario.h"
#include "world/catalog.h"
#include "world/world.h"

namespace airlock {

// What a person did at the screen, and after which entry: with scenario and seed it replays the run.
struct Input {
    enum class Kind : std::uint8_t {
        call,       // asked for something
        take_over,  // will answer for `person` at the screen from now on
        hand_back,  // `person` is simulated again
    };
    Kind kind = Kind::call;
    std::uint32_t after = 0;  // entries that had happened
    Instant at;
    Id<Person> person;
    Id<Credential> credential;  // kind call
    Call call;
    bool operator==(const Input&) const = default;
};

// Something that waits for a person at the screen.
struct PendingDecision {
    Id<Person> person;
    Id<Credential> credential;  // the portal sign-in to answer with
    Ref subject;                // a session to vote on, or a team whose invitation is open
    Instant since;
    Instant expires_at;
    std::uint32_t entry = 0;  // the entry that asked
    bool operator==(const PendingDecision&) const = default;
};

struct RunOptions {
    std::uint64_t seed = 1;
    // Names of persons who are played at the screen from the start. Unknown names mean nobody: whoever takes
    // them from the outside checks them first (scenario.h, find_person).
    std::vector<std::string> live;
};

struct BranchInfo {
    std::uint32_t parent = 0;        // branch number
    std::uint32_t forked_after = 0;  // entries shared with the parent
    std::string name;                // "main", "branch 2"
    bool operator==(const BranchInfo&) const = default;
};

class Simulation {
  public:
    Simulation(std::shared_ptr<const Scenario> scenario, RunOptions options);
    ~Simulation();
    Simulation(Simulation&&) noexcept;
    Simulation& operator=(Simulation&&) noexcept;

    // --- what is ---
    const Scenario& scenario() const;
    const Catalog& catalog() const;
    Catalog& catalog();  // to intern the names of a call that a person makes
    std::uint64_t seed() const;
    const RunOptions& options() const;
    const World& world() const;  // at the head of the current branch
    Instant now() const;         // at the head; never before the last entry
    const Log& log() const;
    std::uint32_t entries() const;  // log().entries.size()
    const std::vector<Input>& inputs() const;
    bool is_live(Id<Person> person) const;
    // What waits for a live person now, oldest first.
    std::vector<PendingDecision> decisions() const;
    // When something will happen by itself next; `never` when the story is over.
    Instant next_at() const;
    // There is more to come, but no run may be longer, or so much work (entries_max, work_max in run.cpp).
    bool is_cut_short() const;
    // With which entry each step of the scenario happened and each of its chapters began; 0 = not yet.
    const std::vector<std::uint32_t>& step_entries() const;
    const std::vector<std::uint32_t>& chapter_entries() const;
    // What names of the scenario mean beyond the names of rows: results of steps, recovery points.
    const Aliases& aliases() const;

    // --- forward, at the head ---
    bool step();                 // the next entry; false when nothing will ever happen
    void run_until(Instant at);  // everything up to and including `at`; now() becomes `at`
    bool run_to_decision();      // until a live person must decide something new; false at the end
    void run_to_end();           // until nothing is left (decisions left alone become silence)
    // Why a person at the screen cannot ask for that after `entry`, as a sentence; empty when he can. What could
    // not be told in a link, and so not be replayed, is not begun: a credential of somebody else, things that
    // are not there, texts that are no text.
    std::string refusal_of(std::uint32_t entry, Id<Person> person, Id<Credential> credential,
                           const Call& call) const;
    // Only what `refusal_of` has nothing against. The entry that came of it; a reference that lasts until the
    // next entry.
    const Entry& submit(Id<Person> person, Id<Credential> credential, const Call& call);
    void take_over(Id<Person> person);
    void hand_back(Id<Person> person);

    // --- time travel: these never change the run ---
    World world_at(std::uint32_t entry) const;  // 0 … entries()
    std::uint32_t entry_at(Instant at) const;   // last entry not after `at`; 0 = none
    std::vector<Input> inputs_until(std::uint32_t entry) const;

    // --- branches ---
    // A new branch with everything up to `entry`, made current; the old one stays as it is. When `at` is
    // later than that entry, time has passed until then.
    std::uint32_t fork(std::uint32_t entry, Instant at);
    void switch_to(std::uint32_t branch);
    std::uint32_t branch() const;
    const std::vector<BranchInfo>& branches() const;

    // Replays recorded inputs on a fresh run: steps to each input's place, then applies it. False when an
    // input does not fit (the run is shorter, or its place is in the past); `problem` says which.
    bool replay(std::span<const Input> inputs, std::string& problem);
    // A run of the same scenario, seed and live persons that has not begun and shares this one's catalog: what
    // is worked out there (inputs read from text) holds here.
    Simulation twin() const;

  private:
    struct State;
    explicit Simulation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

}  // namespace airlock
