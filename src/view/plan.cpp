// Collects what ever exists, under names that mean the same in every run of a scenario, and the ways between
// it. Rows are never removed, so the head of a run knows all that came before.
#include "view/plan.h"

#include <algorithm>
#include <map>

#include "world/catalog.h"

namespace airlock::view {

namespace {

std::string text(const World& world, Id<Name> name) {
    return std::string(world.catalog->names.text(name));
}

std::string principal_text(const World& world, const Principal& principal) {
    return principal.kind == PrincipalKind::root ? "root" : text(world, principal.name);
}

Shape shape_of(VaultType type) {
    switch (type) {
        case VaultType::BACKUP_VAULT: return Shape::vault;
        case VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT: return Shape::air_gapped_vault;
        case VaultType::RESTORE_ACCESS_BACKUP_VAULT: return Shape::restore_access_vault;
    }
    return Shape::vault;
}

void add_thing(PlanAccount& account, PlanThing thing) {
    const auto same = std::find_if(account.things.begin(), account.things.end(),
                                   [&](const PlanThing& t) { return t.key == thing.key; });
    if (same == account.things.end()) account.things.push_back(std::move(thing));
    else same->is_minor = same->is_minor && thing.is_minor;
}

PlanThing make_thing(std::string key, Shape shape, std::string title, std::string detail = {}) {
    PlanThing thing;
    thing.key = std::move(key);
    thing.shape = shape;
    thing.title = std::move(title);
    thing.detail = std::move(detail);
    return thing;
}

PlanThing team_thing(const World& w, const Team& team) {
    const Id<Team> id = w.teams.id_of(team);
    PlanThing thing = make_thing(key_of_team(w, id), Shape::quorum, text(w, team.name));
    const bool guards = std::any_of(w.vaults.begin(), w.vaults.end(),
                                    [&](const Vault& v) { return v.mpa_approval_team == id; });
    const bool is_asked = std::any_of(w.sessions.begin(), w.sessions.end(),
                                      [&](const Session& s) { return s.team == id; });
    thing.is_minor = !guards && !is_asked && w.teams.size() > 1;
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        thing.approvers.push_back(text(w, w.users[team.approvers[i].user].name));
    return thing;
}

void add_identity(Plan& plan, const World& w) {
    for (const IdentityCenter& row : w.identity_centers)
        add_thing(plan.accounts[row.account.index],
                  make_thing(key_of_identity_center(), Shape::identity_provider,
                             text(w, w.identity_providers[row.provider].name)));
    for (const Team& row : w.teams) add_thing(plan.accounts[row.account.index], team_thing(w, row));
}

void add_storage(Plan& plan, const World& w) {
    for (const Workload& row : w.workloads) {
        PlanThing thing = make_thing(key_of_workload(w, w.workloads.id_of(row)), Shape::workload,
                                     text(w, row.name));
        thing.is_result = bool(row.restored_from);
        add_thing(plan.accounts[row.account.index], std::move(thing));
    }
    for (const Vault& row : w.vaults) {
        PlanThing thing =
            make_thing(key_of_vault(w, w.vaults.id_of(row)), shape_of(row.type), text(w, row.name),
                       row.source_vault ? text(w, w.vaults[row.source_vault].name) : std::string());
        thing.is_result = row.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
        add_thing(plan.accounts[row.account.index], std::move(thing));
    }
}

// Who acts with an IAM credential, and who has stolen one.
void add_people(Plan& plan, const World& w, const Log& log) {
    std::vector<bool> acts(w.credentials.size(), false);
    for (const Entry& entry : log.entries)
        if (entry.caller.credential.index < acts.size()) acts[entry.caller.credential.index] = true;
    for (const Credential& row : w.credentials) {
        const Id<Credential> id = w.credentials.id_of(row);
        const bool is_loot = is_stolen(w, id);
        if (!row.principal || (!acts[id.index] && !is_loot)) continue;
        const Principal& principal = w.principals[row.principal];
        add_thing(plan.accounts[principal.account.index],
                  make_thing(key_of_credential(w, id), is_loot ? Shape::attacker : Shape::principal,
                             text(w, w.persons[row.holder].name), principal_text(w, principal)));
    }
}

std::string account_text(const World& w, Id<Account> account) {
    return text(w, w.accounts[account].name);
}

LinkNow vault_link(const World& w, Link::Kind kind, Id<Vault> from, Ref to, std::string to_account,
                   std::string to_key) {
    const std::string from_account = account_text(w, w.vaults[from].account);
    return {{kind, from_account, key_of_vault(w, from), std::move(to_account), std::move(to_key)},
            from,
            to,
            Link::State::open};
}

// Once for every pair: an open way wins over one under way, that over a closed one.
void add_link(std::vector<LinkNow>& out, LinkNow link) {
    for (LinkNow& other : out)
        if (other.plan == link.plan) {
            if (link.state < other.state) other = std::move(link);
            return;
        }
    out.push_back(std::move(link));
}

// Which way a recovery point was read: through a view of its vault in the reader's account, or directly.
Id<Vault> vault_read_from(const World& w, Id<Vault> storage, Id<Account> reader) {
    if (w.vaults[storage].account == reader) return storage;
    for (const Vault& row : w.vaults)
        if (row.source_vault == storage && row.account == reader &&
            row.state == VaultState::AVAILABLE)
            return w.vaults.id_of(row);
    for (const Vault& row : w.vaults)
        if (row.source_vault == storage && row.account == reader) return w.vaults.id_of(row);
    return storage;
}

// A view that is closed shows nothing any more, whatever came through it.
bool is_closed(const World& w, Ref from) {
    return from.kind == Kind::vault && w.vaults[from.as<Vault>()].state == VaultState::deleted &&
           w.vaults[from.as<Vault>()].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
}

// Recovery points may be thousands; the ways between vaults are few, and only these get names.
using Ways = std::map<std::pair<Ref, Ref>, Link::State>;

void add_way(Ways& ways, Ref from, Ref to, Link::State state) {
    if (!from || from == to) return;
    const auto [at, is_new] = ways.emplace(std::pair(from, to), state);
    if (!is_new) at->second = std::min(at->second, state);
}

void add_backups(std::vector<LinkNow>& out, const World& w) {
    Ways ways;
    for (const RecoveryPoint& row : w.recovery_points) {
        const Ref from = row.copied_from
                             ? Ref(vault_read_from(w, w.recovery_points[row.copied_from].vault,
                                                   w.vaults[row.vault].account))
                             : Ref(row.resource);
        const bool is_there = row.status != RecoveryPointStatus::deleted && !is_closed(w, from);
        add_way(ways, from, row.vault, is_there ? Link::State::open : Link::State::closed);
    }
    for (const Job& job : w.jobs) {
        const bool moves_data = job.kind == JobKind::backup || job.kind == JobKind::copy;
        if (job.status != JobStatus::RUNNING || !moves_data) continue;
        const Ref from =
            job.kind == JobKind::copy
                ? Ref(vault_read_from(w, w.recovery_points[job.recovery_point].vault, job.account))
                : Ref(job.resource);
        add_way(ways, from, job.destination, Link::State::pending);
    }
    for (const auto& [ends, state] : ways) {
        const auto [from, to] = ends;
        const Id<Vault> vault = to.as<Vault>();
        const bool is_copy = from.kind == Kind::vault;
        const Id<Account> account =
            is_copy ? w.vaults[from.as<Vault>()].account : w.workloads[from.as<Workload>()].account;
        out.push_back(
            {{Link::Kind::backup, account_text(w, account),
              is_copy ? key_of_vault(w, from.as<Vault>()) : key_of_workload(w, from.as<Workload>()),
              account_text(w, w.vaults[vault].account), key_of_vault(w, vault)},
             from,
             to,
             state});
    }
}

void add_restores(std::vector<LinkNow>& out, const World& w) {
    for (const Workload& row : w.workloads) {
        if (!row.restored_from) continue;
        const Id<Vault> storage = w.recovery_points[row.restored_from].vault;
        const Id<Vault> from = vault_read_from(w, storage, row.account);
        const bool is_view = w.vaults[from].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
        const bool is_own = w.vaults[from].account == row.account;
        const Id<Workload> id = w.workloads.id_of(row);
        LinkNow link = vault_link(w,
                                  is_view  ? Link::Kind::path2
                                  : is_own ? Link::Kind::backup
                                           : Link::Kind::path1,
                                  from, id, account_text(w, row.account), key_of_workload(w, id));
        if (row.state == WorkloadState::deleted || is_closed(w, from))
            link.state = Link::State::closed;
        add_link(out, std::move(link));
    }
}

Link::State state_of(AssociationStatus status) {
    switch (status) {
        case AssociationStatus::ASSOCIATED: return Link::State::open;
        case AssociationStatus::ASSOCIATING: return Link::State::pending;
        default: return Link::State::closed;
    }
}

void add_share(std::vector<LinkNow>& out, const World& w, Ref resource, Id<Account> to,
               Link::State state) {
    const std::string account = account_text(w, to);
    if (resource.kind == Kind::vault) {
        LinkNow link = vault_link(w, Link::Kind::path1, resource.as<Vault>(), to, account, "");
        link.state = state;
        add_link(out, std::move(link));
    } else if (resource.kind == Kind::team) {
        const Id<Team> team = resource.as<Team>();
        if (w.teams[team].account == to) return;
        add_link(out, {{Link::Kind::bond, account_text(w, w.teams[team].account),
                        key_of_team(w, team), account, ""},
                       team,
                       to,
                       state});
    }
}

void add_shares(std::vector<LinkNow>& out, const World& w) {
    for (const SharedResource& resource : w.shared_resources) {
        const bool is_gone =
            !resource.is_associated || w.shares[resource.share].status == ShareStatus::DELETED;
        for (const SharePrincipal& row : w.share_principals) {
            if (row.share != resource.share) continue;
            const Link::State state = is_gone ? Link::State::closed : state_of(row.status);
            if (!row.organization) {
                add_share(out, w, resource.resource, row.account, state);
                continue;
            }
            for (const Account& member : w.accounts)
                if (member.organization == row.organization)
                    add_share(out, w, resource.resource, w.accounts.id_of(member), state);
        }
    }
}

void add_approval_ways(std::vector<LinkNow>& out, const World& w) {
    for (const Vault& row : w.vaults) {
        const Id<Vault> id = w.vaults.id_of(row);
        if (row.state == VaultState::deleted && row.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT)
            continue;
        if (row.mpa_approval_team) {
            const Team& team = w.teams[row.mpa_approval_team];
            add_link(out, vault_link(w, Link::Kind::bond, id, row.mpa_approval_team,
                                     account_text(w, team.account),
                                     key_of_team(w, row.mpa_approval_team)));
        }
        if (!row.source_vault) continue;
        LinkNow way = vault_link(w, Link::Kind::path2, row.source_vault, id,
                                 account_text(w, row.account), key_of_vault(w, id));
        way.state = row.state == VaultState::AVAILABLE  ? Link::State::open
                    : row.state == VaultState::CREATING ? Link::State::pending
                                                        : Link::State::closed;
        add_link(out, std::move(way));
    }
}

}  // namespace

namespace {

// "", or "#2" for the second of that name in its account, and so on.
std::string ordinal(std::uint32_t earlier) {
    return earlier == 0 ? "" : "#" + std::to_string(earlier + 1);
}

}  // namespace

namespace {

bool is_made_by_test(const World& w, Id<Workload> workload) {
    return std::any_of(w.jobs.begin(), w.jobs.end(), [&](const Job& job) {
        return job.kind == JobKind::restore && job.testing && job.resource == workload;
    });
}

// How many lasting results of that name came to an account before `end`.
std::uint32_t restored_before(const World& w, Id<Account> account, Id<Name> name,
                              std::uint32_t end) {
    std::uint32_t n = 0;
    for (const Workload& row : w.workloads) {
        const Id<Workload> id = w.workloads.id_of(row);
        if (id.index >= end) break;
        n += row.restored_from && row.account == account && row.name == name &&
                     !is_made_by_test(w, id)
                 ? 1u
                 : 0u;
    }
    return n;
}

Id<Name> name_of_restored(const World& w, const Job& job) {
    return job.restored_name ? job.restored_name
                             : w.workloads[w.recovery_points[job.recovery_point].resource].name;
}

}  // namespace

// Each lasting result has a place of its own; what restore tests make every day and delete again takes turns.
std::string key_of_workload(const World& world, Id<Workload> workload) {
    const Workload& row = world.workloads[workload];
    const std::string name = text(world, row.name);
    if (!row.restored_from) return "workload/" + name;
    if (is_made_by_test(world, workload)) return "tested/" + name;
    return "restored/" + name +
           ordinal(restored_before(world, row.account, row.name, workload.index));
}

std::string key_of_restore(const World& world, Id<Job> job) {
    const Job& row = world.jobs[job];
    const Id<Name> name = name_of_restored(world, row);
    if (row.testing) return "tested/" + text(world, name);
    std::uint32_t earlier = restored_before(world, row.account, name,
                                            static_cast<std::uint32_t>(world.workloads.size()));
    for (const Job& other : world.jobs) {
        if (&other == &row) break;
        const bool is_restore = other.kind == JobKind::restore && !other.testing &&
                                other.status == JobStatus::RUNNING && other.account == row.account;
        earlier += is_restore && name_of_restored(world, other) == name ? 1u : 0u;
    }
    return "restored/" + text(world, name) + ordinal(earlier);
}

std::string key_of_vault(const World& world, Id<Vault> vault) {
    const Vault& row = world.vaults[vault];
    std::uint32_t earlier = 0;
    for (const Vault& other : world.vaults) {
        if (&other == &row) break;
        earlier += other.account == row.account && other.name == row.name ? 1u : 0u;
    }
    return "vault/" + text(world, row.name) + ordinal(earlier);
}
std::string key_of_team(const World& world, Id<Team> team) {
    return "team/" + text(world, world.teams[team].name);
}
std::string key_of_identity_center() { return "identity"; }

std::string key_of_credential(const World& world, Id<Credential> credential) {
    const Credential& row = world.credentials[credential];
    return (is_stolen(world, credential) ? "thief/" : "who/") +
           text(world, world.persons[row.holder].name) + "/" +
           principal_text(world, world.principals[row.principal]);
}

namespace {

// A team's share with an account says nothing new once a vault of that account is tied to the team.
std::vector<LinkNow> without_implied(const std::vector<LinkNow>& links) {
    std::vector<LinkNow> out;
    for (const LinkNow& link : links) {
        const bool is_share = link.plan.kind == Link::Kind::bond && link.to.kind == Kind::account;
        const bool is_implied =
            is_share && std::any_of(links.begin(), links.end(), [&](const LinkNow& other) {
                return other.plan.kind == Link::Kind::bond && other.to == link.from &&
                       other.plan.from_account == link.plan.to_account;
            });
        if (!is_implied) out.push_back(link);
    }
    return out;
}

}  // namespace

std::vector<LinkNow> links_in(const World& world) {
    std::vector<LinkNow> out;
    add_approval_ways(out, world);
    add_backups(out, world);
    add_restores(out, world);
    add_shares(out, world);
    return without_implied(out);
}

namespace {

// An account that has left stays with the organization it was in: that is where the story shows it leave.
void add_leavers(Plan& plan, const Log& log) {
    for (const Entry& entry : log.entries)
        for (const Event& event : entry.events) {
            const auto* left = std::get_if<event::AccountLeft>(&event);
            if (left == nullptr) continue;
            PlanAccount& account = plan.accounts[left->account.index];
            if (account.organization >= 0) continue;
            account.organization = static_cast<std::int32_t>(left->organization.index);
            account.leaves = true;
        }
}

}  // namespace

Plan plan_of(const World& w, const Log& log) {
    Plan plan;
    for (const Organization& row : w.organizations) plan.organizations.push_back(text(w, row.name));
    for (const Account& row : w.accounts) {
        const Id<Account> id = w.accounts.id_of(row);
        PlanAccount account;
        account.name = text(w, row.name);
        account.organization =
            row.organization ? static_cast<std::int32_t>(row.organization.index) : -1;
        account.is_management =
            row.organization && w.organizations[row.organization].management_account == id;
        plan.accounts.push_back(std::move(account));
    }
    add_leavers(plan, log);
    add_storage(plan, w);
    add_identity(plan, w);
    add_people(plan, w, log);
    for (LinkNow& link : links_in(w)) plan.links.push_back(std::move(link.plan));
    return plan;
}

void add_plan(Plan& plan, const Plan& other) {
    const auto position = [&](const std::string& name) {
        const auto at = std::find(plan.organizations.begin(), plan.organizations.end(), name);
        if (at == plan.organizations.end()) plan.organizations.push_back(name);
        return static_cast<std::int32_t>(
            std::find(plan.organizations.begin(), plan.organizations.end(), name) -
            plan.organizations.begin());
    };
    std::map<std::string, std::size_t> accounts;
    for (std::size_t i = 0; i < plan.accounts.size(); ++i)
        accounts.emplace(plan.accounts[i].name, i);
    for (const PlanAccount& account : other.accounts) {
        const std::int32_t organization =
            account.organization < 0
                ? -1
                : position(other.organizations[static_cast<std::size_t>(account.organization)]);
        const auto [at, is_new] = accounts.emplace(account.name, plan.accounts.size());
        if (is_new)
            plan.accounts.push_back(
                {account.name, organization, account.is_management, account.leaves, {}});
        PlanAccount& mine = plan.accounts[at->second];
        if (mine.organization < 0) mine.organization = organization;
        mine.is_management = mine.is_management || account.is_management;
        mine.leaves = mine.leaves || account.leaves;
        for (const PlanThing& thing : account.things) add_thing(mine, thing);
    }
    for (const PlanLink& link : other.links)
        if (std::find(plan.links.begin(), plan.links.end(), link) == plan.links.end())
            plan.links.push_back(link);
}

}  // namespace airlock::view
