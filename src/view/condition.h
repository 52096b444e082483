// How places and things stand, read from one world: what is stolen is lost, what was stolen and is the owner's
// again is regained. Shared by the stage and the page.
#pragma once

#include <vector>

#include "study/sides.h"
#include "view/scene.h"

namespace airlock::view {

class Standing {
  public:
    // Keeps both; `sides` may be read on before it is asked.
    Standing(const World& world, const study::Sides& sides);

    Condition of(Id<Account> account) const;
    Condition of(Id<Organization> organization) const;
    // What a thief has restored is lost to him, for good.
    Condition of(const Workload& workload) const;
    Condition of(Id<Vault> vault) const;
    Condition of(Id<Team> team) const;
    bool is_root_stolen(Id<Account> account) const;
    // A thief's own account.
    bool is_hostile(Id<Account> account) const;
    // Accounts of the organization that are lost.
    std::int32_t lost_accounts(Id<Organization> organization) const;

  private:
    struct Theft {
        bool root = false;        // a live thief holds its root
        bool other = false;       // … or another of its credentials
        bool past = false;        // a theft that has been revoked
        bool locked_out = false;  // a role of its owner has been deleted
        bool hostile = false;     // a thief's own
    };
    const World& world_;
    const study::Sides& sides_;
    std::vector<Theft> accounts_;
};

// Recovery points that were deleted before their own date.
std::int32_t lost_recovery_points(const World& world, Id<Vault> vault, Instant at);
// Those that are there, in the vault or in the one that it shows.
std::vector<Id<RecoveryPoint>> recovery_points_of(const World& world, Id<Vault> vault);
// The session that a team's ring shows: the pending one that ends first, else the latest; none for none.
Id<Session> shown_session(const World& world, Id<Team> team);

}  // namespace airlock::view
