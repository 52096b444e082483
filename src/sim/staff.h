// The approvers of a story: what each of them is asked, when he would answer, and what he would say. Whether
// an answer is given by itself or waits for a person at the screen is the run's business; the dice fall the
// same either way, so that taking a seat over disturbs nobody else.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "base/random.h"
#include "sim/log.h"
#include "sim/scenario.h"
#include "world/world.h"

namespace airlock {

// One question to one approver: an invitation to a team, or a session to vote on.
struct Ask {
    Id<Person> person;
    Id<Credential> credential;  // the portal sign-in
    Ref subject;                // team or session
    Instant since;
    Instant expires_at;
    Instant answer_at = never;  // when he would answer by himself; `never` if he does not
    std::uint32_t entry = 0;    // the entry that asked
    bool is_open = true;
};

class StaffDesk {
  public:
    StaffDesk(const Scenario& scenario, std::uint64_t seed);

    // Takes note of what an entry asks of approvers. New asks are appended.
    void notice(const World& world, const Entry& entry);
    // Closes what has been answered or has lapsed; gives the indices of asks closed just now.
    std::vector<std::uint32_t> close(const World& world);

    std::span<const Ask> asks() const { return asks_; }
    // The asks that are still open, oldest first.
    std::span<const std::uint32_t> open() const { return open_; }
    // What the approver says of himself.
    Call answer(const World& world, const Ask& ask) const;

  private:
    void ask_team(const World& world, Id<Session> session, const Entry& entry);
    void ask(const World& world, Id<User> user, Ref subject, const Entry& entry,
             Instant expires_at);
    Duration draw(Id<Person> person);
    bool trusts(const World& world, Id<Person> person, const Session& session) const;

    const Scenario& scenario_;
    std::vector<Random> dice_;  // by person
    std::vector<Ask> asks_;
    std::vector<std::uint32_t> open_;
};

// How long one answer takes: a lognormal around `median`, from a table of quantiles; whole seconds, at least
// one. `word` is any 32 random bits.
Duration response_time(Duration median, Spread spread, std::uint32_t word);

}  // namespace airlock
