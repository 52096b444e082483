// Looking names up. Everything is a walk over short tables in order of creation: the first match counts,
// except that what still exists comes before what is gone.
#include "sim/references.h"

#include <charconv>

#include "base/text.h"
#include "world/catalog.h"
#include "world/text.h"

namespace airlock {
namespace {

// The prefixes under which rows without a name are numbered from 1. world/text.cpp writes them.
std::string_view prefix_of(Kind kind) {
    switch (kind) {
        case Kind::recovery_point: return "rp-";
        case Kind::session: return "session-";
        case Kind::job: return "job-";
        case Kind::handshake: return "handshake-";
        case Kind::credential: return "credential-";
        case Kind::grant: return "grant-";
        default: return {};
    }
}

std::uint32_t rows_of(const World& world, Kind kind) {
    switch (kind) {
        case Kind::recovery_point: return world.recovery_points.size();
        case Kind::session: return world.sessions.size();
        case Kind::job: return world.jobs.size();
        case Kind::handshake: return world.handshakes.size();
        case Kind::credential: return world.credentials.size();
        case Kind::team: return world.teams.size();
        case Kind::share: return world.shares.size();
        case Kind::vault: return world.vaults.size();
        case Kind::workload: return world.workloads.size();
        case Kind::identity_center: return world.identity_centers.size();
        case Kind::identity_source: return world.identity_sources.size();
        case Kind::organization: return world.organizations.size();
        case Kind::account: return world.accounts.size();
        case Kind::principal: return world.principals.size();
        case Kind::organizational_unit: return world.organizational_units.size();
        case Kind::control_policy: return world.control_policies.size();
        case Kind::key: return world.keys.size();
        case Kind::grant: return world.grants.size();
        case Kind::backup_plan: return world.backup_plans.size();
        case Kind::backup_selection: return world.backup_selections.size();
        case Kind::legal_hold: return world.legal_holds.size();
        case Kind::restore_testing_plan: return world.restore_testing_plans.size();
        case Kind::restore_testing_selection: return world.restore_testing_selections.size();
        default: return 0;
    }
}

template <class Row>
Id<Row> named(const Table<Row>& table, Id<Name> name) {
    for (const Row& row : table)
        if (row.name == name) return table.id_of(row);
    return {};
}

bool is_gone(const Team& row) { return row.status == TeamStatus::DELETED; }
bool is_gone(const ResourceShare& row) { return row.status == ShareStatus::DELETED; }
bool is_gone(const Vault& row) { return row.state == VaultState::deleted; }
bool is_gone(const Workload& row) { return row.state == WorkloadState::deleted; }
bool is_gone(const Key& row) { return row.state == KeyState::deleted; }
bool is_gone(const IdentitySource& row) { return row.status == IdentitySourceStatus::deleted; }
template <class Row>
bool is_gone(const Row& row) {
    return row.is_deleted;
}

// The first row that fits, one that exists before one that is gone; among those that exist one of `near` first.
template <class Row, class Fits>
Id<Row> first_of(const Table<Row>& table, Id<Account> near, Fits fits) {
    Id<Row> found;
    int found_rank = 3;
    for (const Row& row : table) {
        if (!fits(row)) continue;
        const int rank = is_gone(row) ? 2 : row.account == near ? 0 : 1;
        if (rank < found_rank) found = table.id_of(row), found_rank = rank;
    }
    return found;
}

// The same for rows that belong to an account: one of `owner` alone where it is given.
template <class Row>
Id<Row> owned(const Table<Row>& table, Id<Name> name, Id<Account> owner, Id<Account> near) {
    return first_of(table, near, [&](const Row& row) {
        return row.name == name && (!owner || row.account == owner);
    });
}

Id<Key> aliased(const Table<Key>& keys, Id<Name> alias, Id<Account> owner, Id<Account> near) {
    return first_of(keys, near, [&](const Key& row) {
        return row.alias == alias && (!owner || row.account == owner);
    });
}

// Rows that no call names, and that the page shows all the same.
template <class Row>
Id<Row> shown_as(const World& world, const Table<Row>& table, std::string_view name) {
    for (const Row& row : table)
        if (name_of(world, table.id_of(row)) == name) return table.id_of(row);
    return {};
}

// "account/name" in two; without a slash, all of it is the name.
std::pair<std::string_view, std::string_view> at_slash(std::string_view text) {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return {{}, text};
    return {text.substr(0, slash), text.substr(slash + 1)};
}

}  // namespace

Ref References::find(Kind kind, std::string_view name, Id<Account> near) const {
    if (const Ref ref = find_alias(kind, name)) return ref;
    if (const Ref ref = find_named(kind, name, near)) return ref;
    return find_numbered(kind, name);
}

Ref References::find_shareable(std::string_view name, Id<Account> near) const {
    if (const Ref vault = find(Kind::vault, name, near)) return vault;
    return find(Kind::team, name, near);
}

Ref References::find_alias(Kind kind, std::string_view name) const {
    const auto found = aliases_.find(name);
    if (found == aliases_.end()) return {};
    for (const Ref& ref : found->second) {
        if (ref.kind == kind && ref.index < rows_of(world_, kind)) return ref;
        if (ref.kind != Kind::job || !world_.jobs.holds(ref.as<Job>())) continue;
        const Job& job = world_.jobs[ref.as<Job>()];
        if (kind == Kind::recovery_point && job.kind == JobKind::backup && job.recovery_point)
            return job.recovery_point;
        if (kind == Kind::recovery_point && job.kind == JobKind::copy && job.copy) return job.copy;
        if (kind == Kind::workload && job.kind == JobKind::restore && job.resource)
            return job.resource;
    }
    return {};
}

Ref References::find_numbered(Kind kind, std::string_view name) const {
    const std::string_view prefix = prefix_of(kind);
    if (prefix.empty() || !name.starts_with(prefix)) return {};
    std::uint32_t number = 0;
    const char* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + prefix.size(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number == 0) return {};
    return number <= rows_of(world_, kind) ? Ref(kind, number - 1) : Ref();
}

Ref References::find_named(Kind kind, std::string_view name, Id<Account> near) const {
    const Id<Name> text = world_.catalog->names.find(name);
    switch (kind) {
        case Kind::vault: return find_vault(name, near);
        case Kind::principal: return find_principal(name, near);
        case Kind::user: return find_user(name);
        case Kind::credential: return find_credential(name);
        case Kind::person: return text ? named(world_.persons, text) : Id<Person>();
        case Kind::organization:
            return text ? named(world_.organizations, text) : Id<Organization>();
        case Kind::account: return text ? named(world_.accounts, text) : Id<Account>();
        case Kind::identity_provider:
            return text ? named(world_.identity_providers, text) : Id<IdentityProvider>();
        case Kind::handshake: return find_handshake(text, near);
        case Kind::organizational_unit: return find_unit(name);
        case Kind::control_policy:
            return text ? named(world_.control_policies, text) : Id<ControlPolicy>();
        case Kind::policy_document: return find_document(name);
        case Kind::backup_selection:
            return text ? named(world_.backup_selections, text) : Id<BackupSelection>();
        case Kind::restore_testing_selection:
            return text ? named(world_.restore_testing_selections, text)
                        : Id<RestoreTestingSelection>();
        case Kind::team_draft: return shown_as(world_, world_.team_drafts, name);
        case Kind::outage: return shown_as(world_, world_.outages, name);
        case Kind::backup_rule: return shown_as(world_, world_.backup_rules, name);
        default: return find_owned(kind, name, near);
    }
}

Ref References::find_owned(Kind kind, std::string_view name, Id<Account> near) const {
    const auto [account, short_name] = at_slash(name);
    const Id<Name> text = world_.catalog->names.find(short_name);
    const Id<Account> owner =
        account.empty() ? Id<Account>() : find(Kind::account, account).as<Account>();
    if (!account.empty() && !owner) return {};
    switch (kind) {
        case Kind::team: return text ? owned(world_.teams, text, owner, near) : Id<Team>();
        case Kind::share:
            return text ? owned(world_.shares, text, owner, near) : Id<ResourceShare>();
        case Kind::workload:
            return text ? owned(world_.workloads, text, owner, near) : Id<Workload>();
        case Kind::key: return text ? aliased(world_.keys, text, owner, near) : Id<Key>();
        case Kind::backup_plan:
            return text ? owned(world_.backup_plans, text, owner, near) : Id<BackupPlan>();
        case Kind::restore_testing_plan:
            return text ? owned(world_.restore_testing_plans, text, owner, near)
                        : Id<RestoreTestingPlan>();
        case Kind::legal_hold:
            for (const LegalHold& row : world_.legal_holds)
                if (text && row.title == text && (!owner || row.account == owner))
                    return world_.legal_holds.id_of(row);
            return {};
        case Kind::identity_center:
            // "account/identity-center", as it is shown, or the organization that it serves.
            return first_of(world_.identity_centers, near, [&](const IdentityCenter& row) {
                return owner ? row.account == owner && short_name == "identity-center"
                             : world_.organizations[row.organization].name == text;
            });
        case Kind::identity_source:
            return first_of(world_.identity_sources, near, [&](const IdentitySource& row) {
                return owner ? row.account == owner && short_name == "identity-source"
                             : world_.accounts[row.account].name == text;
            });
        default: return {};
    }
}

OrganizationNode References::find_node(std::string_view name, Id<Account> near) const {
    if (const Ref unit = find(Kind::organizational_unit, name, near)) return {unit};
    if (const Ref account = find(Kind::account, name, near)) return {account};
    return {find(Kind::organization, name, near)};
}

// By its name, or by "organization/name".
Id<OrganizationalUnit> References::find_unit(std::string_view name) const {
    const auto [organization, short_name] = at_slash(name);
    const Id<Name> text = world_.catalog->names.find(short_name);
    const Id<Name> owner = world_.catalog->names.find(organization);
    if (!text || (!organization.empty() && !owner)) return {};
    for (const OrganizationalUnit& row : world_.organizational_units)
        if (row.name == text &&
            (organization.empty() || world_.organizations[row.organization].name == owner))
            return world_.organizational_units.id_of(row);
    return {};
}

// Any document of that name; the rule takes the one that is written for its use.
Ref References::find_document(std::string_view name) const {
    const Id<Name> text = world_.catalog->names.find(name);
    std::uint32_t index = 0;
    for (const PolicyDocument& row : world_.catalog->documents) {
        if (text && row.name == text) return Id<PolicyDocument>{index};
        ++index;
    }
    return {};
}

// By the organization that invites; the newest one to `near`.
Id<Handshake> References::find_handshake(Id<Name> organization, Id<Account> near) const {
    Id<Handshake> newest;
    if (!organization) return newest;
    for (const Handshake& row : world_.handshakes)
        if (world_.organizations[row.organization].name == organization && row.account == near)
            newest = world_.handshakes.id_of(row);
    return newest;
}

Id<Vault> References::find_vault(std::string_view name, Id<Account> near) const {
    const auto [account, short_name] = at_slash(name);
    const Id<Name> text = world_.catalog->names.find(short_name);
    const Id<Name> account_name = world_.catalog->names.find(account);
    if (!text || (!account.empty() && !account_name)) return {};
    return first_of(world_.vaults, near, [&](const Vault& row) {
        return row.name == text &&
               (account.empty() || world_.accounts[row.account].name == account_name);
    });
}

Id<Principal> References::find_principal(std::string_view name, Id<Account> near) const {
    const auto [account, short_name] = at_slash(name);
    const Id<Name> text = world_.catalog->names.find(short_name);
    const Id<Account> where =
        account.empty() ? near : find(Kind::account, account, near).as<Account>();
    if (!text || !where) return {};
    for (const Principal& row : world_.principals)
        if (row.name == text && row.account == where) return world_.principals.id_of(row);
    return {};
}

Id<User> References::find_user(std::string_view name) const {
    const auto [provider, short_name] = at_slash(name);
    const Id<Name> text = world_.catalog->names.find(short_name);
    const Id<Name> provider_name = world_.catalog->names.find(provider);
    if (!text || (!provider.empty() && !provider_name)) return {};
    for (const User& row : world_.users)
        if (row.name == text &&
            (provider.empty() || world_.identity_providers[row.provider].name == provider_name))
            return world_.users.id_of(row);
    return {};
}

// What an owner holds, not what a thief took from it.
Id<Credential> References::find_credential(std::string_view name) const {
    const Id<Principal> principal = find_principal(name, {});
    const Id<User> user = principal ? Id<User>() : find_user(name);
    if (!principal && !user) return {};
    for (const Credential& row : world_.credentials)
        if (row.principal == principal && row.user == user && !row.stolen_from)
            return world_.credentials.id_of(row);
    return {};
}

Id<Credential> References::credential_of(Id<Person> holder, std::string_view name) const {
    if (const Ref numbered = find_numbered(Kind::credential, name))
        return world_.credentials[numbered.as<Credential>()].holder == holder
                   ? numbered.as<Credential>()
                   : Id<Credential>();
    const Id<Principal> principal = name.empty() ? Id<Principal>() : find_principal(name, {});
    const Id<User> user = name.empty() || principal ? Id<User>() : find_user(name);
    if (!name.empty() && !principal && !user) return {};
    Id<Credential> revoked;
    for (const Credential& row : world_.credentials) {
        if (row.holder != holder) continue;
        const bool fits =
            name.empty() ? bool(row.user) : row.principal == principal && row.user == user;
        if (!fits) continue;
        if (!row.is_revoked) return world_.credentials.id_of(row);
        if (!revoked) revoked = world_.credentials.id_of(row);
    }
    return revoked;
}

std::string References::name(Ref ref, Id<Account> near) const {
    if (!ref) return {};
    const std::string shown = name_of(world_, ref);
    if (find(ref.kind, shown, near) == ref) return shown;
    if (ref.kind == Kind::policy_document)
        return shown;  // names of documents lead to all their uses
    const Ref owner =
        ref.kind == Kind::user ? Ref(world_.users[ref.as<User>()].provider) : Ref(owner_of(ref));
    const std::string full = owner ? name_of(world_, owner) + "/" + shown : shown;
    if (find(ref.kind, full, near) == ref) return full;
    const std::string_view prefix = prefix_of(ref.kind);
    return prefix.empty() ? shown : std::string(prefix) + std::to_string(ref.index + 1);
}

Id<Account> References::owner_of(Ref ref) const {
    switch (ref.kind) {
        case Kind::vault: return world_.vaults[ref.as<Vault>()].account;
        case Kind::team: return world_.teams[ref.as<Team>()].account;
        case Kind::share: return world_.shares[ref.as<ResourceShare>()].account;
        case Kind::workload: return world_.workloads[ref.as<Workload>()].account;
        case Kind::key: return world_.keys[ref.as<Key>()].account;
        case Kind::backup_plan: return world_.backup_plans[ref.as<BackupPlan>()].account;
        case Kind::restore_testing_plan:
            return world_.restore_testing_plans[ref.as<RestoreTestingPlan>()].account;
        default: return {};
    }
}

}  // namespace airlock
