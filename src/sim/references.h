// What a name in a scenario, an input or a condition refers to, at one moment of a run; and back. Rows that
// AWS names go by that name ("prod-airgap", "workload/backup-operator"), the others by number ("rp-3",
// "session-1", see world/text.h); a scenario adds names of its own for what its steps make (`result`).
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "world/world.h"

namespace airlock {

// A scenario's own names, and the rows each stands for: the call of one step may open a session and a vault.
using Aliases = std::map<std::string, std::vector<Ref>, std::less<>>;

class References {
  public:
    // Both must outlive this.
    References(const World& world, const Aliases& aliases) : world_(world), aliases_(aliases) {}

    const World& world() const { return world_; }
    // The row of that kind, or a Ref to nothing. Where two accounts have a thing of that name, the one
    // of `near` is meant; "account/name" says which. A job stands for the recovery point or the system that it
    // made where one of these is asked for.
    Ref find(Kind kind, std::string_view name, Id<Account> near = {}) const;
    // A vault or a team: what RAM shares.
    Ref find_shareable(std::string_view name, Id<Account> near = {}) const;
    // A root (by the name of its organization), a unit or an account.
    OrganizationNode find_node(std::string_view name, Id<Account> near = {}) const;
    // What `holder` holds to act as "account/principal", or as the portal user "provider/user"; one that is
    // not revoked if there is one. An empty name: the first portal sign-in.
    Id<Credential> credential_of(Id<Person> holder, std::string_view name) const;

    // A name by which `find` leads back to the row, seen from `near`.
    std::string name(Ref ref, Id<Account> near = {}) const;

  private:
    Ref find_alias(Kind kind, std::string_view name) const;
    Ref find_numbered(Kind kind, std::string_view name) const;
    Ref find_named(Kind kind, std::string_view name, Id<Account> near) const;
    Ref find_owned(Kind kind, std::string_view name, Id<Account> near) const;
    Ref find_document(std::string_view name) const;
    Id<OrganizationalUnit> find_unit(std::string_view name) const;
    Id<Handshake> find_handshake(Id<Name> organization, Id<Account> near) const;
    Id<Account> owner_of(Ref ref) const;
    Id<Vault> find_vault(std::string_view name, Id<Account> near) const;
    Id<Principal> find_principal(std::string_view name, Id<Account> near) const;
    Id<User> find_user(std::string_view name) const;
    Id<Credential> find_credential(std::string_view name) const;

    const World& world_;
    const Aliases& aliases_;
};

}  // namespace airlock
