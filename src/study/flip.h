// What would have let a refused call through: the smallest change of a documented list (docs/model.md, "What would flip
// it") that holds when the rules are asked again. Every candidate is a world of its own, copied from the one in which
// the call was refused and changed by events; `decide` answers it like any other call. There is no second rule here:
// a candidate that is wrong is refused again and dropped.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "sim/simulation.h"

namespace airlock::study {

// Smallest first: what the caller alone can do, then time, then what one call of somebody else changes.
enum class Change : std::uint8_t {
    none,          // nothing on the list helps
    value,         // another value of one member: `member`, `amount`
    text,          // another text of one member: another name, a shorter comment
    own,           // another credential of the same person: `caller`
    waiting,       // the same call later, with nobody doing anything: `at`
    invitation,    // the invitation of `subject` accepted
    sharing,       // `subject` shared with the account
    without_deny,  // the document `subject` without its Deny
    allowing,      // a policy that allows the call
    state,         // what the gate looked at, in the state that the call needs
    votes,         // `amount` more approvals in time
    other,         // somebody else's credential: `caller`
    earlier,       // the same call before `entry`, which happened at `at`
    out_of_reach,  // tried in vain, and AWS has no operation that opens this gate
};
inline constexpr std::uint32_t changes_count = 14;
std::string_view to_text(Change change);

// A changed world, and the same question asked of it.
struct Flip {
    Change change = Change::none;
    Gate then = Gate::none;  // a later gate that stops the call all the same; none: it goes through
    Ref subject;
    std::string_view member;
    std::int32_t amount = 0;
    Instant at;
    std::uint32_t entry = 0;

    World world;
    Caller caller;
    std::optional<Call> call;

    // Copied and never moved or assigned: a copy of a world costs next to nothing, and the page has one such
    // function less to load for each of the others.
    Flip() = default;
    explicit Flip(const World& in) : world(in) {}
    Flip(const Flip&) = default;
    Flip& operator=(const Flip&) = delete;
};

// The refused entry, and the best of what was offered for it.
class FlipSearch {
  public:
    FlipSearch(const Simulation& run, const Entry& entry);

    // The call as it was asked, for a candidate to change.
    Flip unchanged() const { return asked_in(before_); }
    // Decides again. True when nothing refuses it any more; what only passes its gate is kept for want of better.
    bool offer(const Flip& candidate);
    Flip search();  // goes through the list

  private:
    Flip asked_in(const World& world) const;
    Decision decide_again(const Flip& candidate) const;
    bool opens(const Decision& decision, bool& is_through) const;
    bool offer(Change change, const Event& event, Ref subject = {});
    bool try_values();
    bool try_credentials(bool is_own);
    bool try_waiting();
    bool try_sharing();
    bool try_without_deny();
    bool try_allowing();
    bool try_state();
    bool try_votes();
    bool try_earlier();
    bool try_vault_state(Id<Vault> vault);
    bool try_organization(Id<Account> account);

    const Simulation& run_;
    const Entry& entry_;
    World before_;
    const Check* stop_ = nullptr;
    std::size_t stop_place_ = 0;
    Id<Principal> principal_;  // with whose rights it was asked
    std::optional<Flip> best_;
};

// Of an entry that was refused, or failed on the way; `none` for others.
Flip smallest_flip(const Simulation& run, const Entry& entry);

}  // namespace airlock::study
