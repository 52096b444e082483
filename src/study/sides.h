// Whose deed an entry is. Who has stolen a credential acts as a thief from then on, with what is his own as well; what
// comes of it, a restore, a view that opens, a request that is carried out, is the thief's too. Read in the order of
// the log, so that the page and the report cannot disagree and nothing of the past changes with what comes later.
#pragma once

#include <vector>

#include "sim/log.h"
#include "world/world.h"

namespace airlock::study {

// The person has stolen a credential, now or before.
bool is_thief(const World& world, Id<Person> person);
// The entry is a thief's call: a theft itself, or whatever is done by one who has stolen.
bool is_attack(const World& world, const Entry& entry);
// A thief's own account: everybody who acts in it by right is a thief.
bool is_hostile(const World& world, Id<Account> account);

class Sides {
  public:
    // Before the first entry.
    explicit Sides(const Log& log);
    // The next entry; `world` is any of this log in which the entry has happened.
    void read(const World& world, const Entry& entry);

    // Of the entry read last: a thief's call, or what came of one.
    bool is_attack() const { return is_attack_; }
    // A thief began it: a job, what it restores, a session, a restore access vault.
    bool is_theirs(Ref ref) const;
    // Vaults that a thief's restore or copy has read.
    bool is_looted(Id<Vault> vault) const;

  private:
    void count(const Event& event);

    std::vector<Id<Person>> thieves_;
    std::vector<Ref> theirs_;
    std::vector<Id<Vault>> looted_;
    std::uint32_t jobs_ = 0, sessions_ = 0, vaults_ = 0, workloads_ = 0;  // rows so far
    bool is_attack_ = false;
};

}  // namespace airlock::study
