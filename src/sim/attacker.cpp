// The playbook, threat by threat (domain.md §7), and the moves it is made of. To add an attack: a row in
// `Threat`, its plan here, a file in scenarios/.
#include "sim/attacker.h"

#include <utility>

#include "base/check.h"

namespace airlock {
namespace {

bool is_there(const World& w, Id<RecoveryPoint> id) {
    return w.recovery_points[id].status != RecoveryPointStatus::deleted;
}

bool is_air_gapped(const Vault& vault) {
    return vault.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
}

// The share through which `account` was offered that team, while the offer is open or taken.
Id<ResourceShare> share_of_team(const World& w, Id<Team> team, Id<Account> account,
                                AssociationStatus status) {
    for (const SharedResource& resource : w.shared_resources) {
        if (resource.resource != Ref(team) || !resource.is_associated) continue;
        for (const SharePrincipal& principal : w.share_principals)
            if (principal.share == resource.share && principal.status == status &&
                (principal.organization ? w.accounts[account].organization == principal.organization
                                        : principal.account == account))
                return resource.share;
    }
    return {};
}

bool is_usable(const World& w, Id<Team> team, Id<Account> account) {
    return w.teams[team].account == account ||
           share_of_team(w, team, account, AssociationStatus::ASSOCIATED);
}

constexpr std::string_view denial_name = "Emergency-maintenance";
constexpr std::string_view denial_of_backup = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Deny","Action":["backup:*","mpa:*","ram:*"],"Resource":"*"}]})";
constexpr std::string_view denial_of_key = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Deny","Principal":{"AWS":"*"},"Resource":"*",
   "Action":["kms:Decrypt","kms:GenerateDataKey*","kms:CreateGrant","kms:ReEncrypt*"]}]})";

// What lies in which vault, gathered in one walk, in order of creation: recovery points that are there, or the
// views of an air-gapped vault.
template <class Row>
class ByVault {
  public:
    template <class VaultOf>
    ByVault(const World& w, const Table<Row>& rows, VaultOf&& vault_of)
        : first_(w.vaults.size()), next_(rows.size()) {
        for (std::uint32_t i = rows.size(); i-- > 0;) {
            const Id<Vault> vault = vault_of(rows[Id<Row>{i}]);
            if (!vault) continue;
            next_[i] = first_[vault.index];
            first_[vault.index] = {i};
        }
    }
    template <class Visit>
    void each(Id<Vault> vault, Visit&& visit) const {
        for (Id<Row> id = first_[vault.index]; id; id = next_[id.index]) visit(id);
    }

  private:
    std::vector<Id<Row>> first_;
    std::vector<Id<Row>> next_;
};

ByVault<RecoveryPoint> points_by_vault(const World& w) {
    return {w, w.recovery_points, [&](const RecoveryPoint& row) {
                return row.status != RecoveryPointStatus::deleted ? row.vault : Id<Vault>();
            }};
}

// A longer plan is not carried out before the run is at its end.
constexpr std::size_t attempts_max = entries_max;
// What a step of a plan costs to make or to drop, measured in rows looked at.
constexpr std::uint64_t work_of_attempt = 10;

}  // namespace

std::string_view to_text(Threat threat) {
    switch (threat) {
        case Threat::TH1: return "TH1";
        case Threat::TH6: return "TH6";
        case Threat::TH7: return "TH7";
        case Threat::TH19: return "TH19";
        case Threat::TH20: return "TH20";
        case Threat::TH23: return "TH23";
        case Threat::TH2: return "TH2";
        case Threat::TH15: return "TH15";
        case Threat::TH16: return "TH16";
        case Threat::TH26: return "TH26";
        case Threat::TH31: return "TH31";
        case Threat::TH17: return "TH17";
        case Threat::TH30: return "TH30";
    }
    return "?";
}

bool AttackerMind::has_idea(const World& world) {
    if (!has_acted_) goal_ = 0;
    for (; goal_ < facts_.tries.size(); ++goal_, has_begun_goal_ = false) {
        if (!has_begun_goal_) make_plan(world);
        // Attempts on one account stand together.
        Id<Account> account;
        bool has_assumed = false;
        Id<Credential> credential;
        for (; next_ < plan_.size(); ++next_) {
            const Attempt& attempt = plan_[next_];
            work_ += work_of_attempt;
            const bool assumes = attempt.move == Move::assume_role;
            if (attempt.account != account || !account || assumes != has_assumed) {
                account = attempt.account;
                has_assumed = assumes;
                credential = credential_for(world, account, assumes);
            }
            if (makes_sense(world, attempt, credential)) break;
        }
        if (next_ < plan_.size()) return true;
        // Nothing to do yet is not the end: the theft may still come. Once inside, the goal is done with.
        if (!has_begun_goal_ && targets(world).empty()) return false;
    }
    return false;
}

AttackerMind::Deed AttackerMind::next(const World& world, Catalog& catalog) {
    CHECK(next_ < plan_.size());
    const Attempt attempt = plan_[next_++];
    has_acted_ = true;
    has_begun_goal_ = true;
    const Id<Credential> credential =
        credential_for(world, attempt.account, attempt.move == Move::assume_role);
    if (credential && world.credentials[credential].is_revoked) has_felt_eviction_ = true;
    return {credential, call_for(world, catalog, attempt)};
}

void AttackerMind::add(const Attempt& attempt) {
    work_ += work_of_attempt;
    if (plan_.size() < attempts_max) plan_.push_back(attempt);
}

void AttackerMind::make_plan(const World& world) {
    plan_.clear();
    next_ = 0;
    for (const Id<Account> target : targets(world)) plan_for(world, facts_.tries[goal_], target);
}

// Where it has broken in; an insider without stolen credentials turns on the accounts that are his to use.
std::vector<Id<Account>> AttackerMind::targets(const World& world) const {
    std::vector<Id<Account>> stolen;
    std::vector<Id<Account>> own;
    work_ += world.credentials.size();
    for (const Credential& credential : world.credentials) {
        if (credential.holder != person_ || !credential.principal) continue;
        const Id<Account> account = world.principals[credential.principal].account;
        const bool is_loot = is_stolen(world, world.credentials.id_of(credential));
        std::vector<Id<Account>>& list = is_loot ? stolen : own;
        bool is_known = false;
        work_ += list.size();
        for (const Id<Account> known : list) is_known = is_known || known == account;
        if (!is_known) list.push_back(account);
    }
    return stolen.empty() ? own : stolen;
}

void AttackerMind::plan_for(const World& world, Threat threat, Id<Account> target) {
    work_ += 2ull * (world.vaults.size() + world.recovery_points.size()) + world.shares.size() +
             world.workloads.size() + world.principals.size() + world.accounts.size() +
             world.keys.size() + world.backup_plans.size();
    switch (threat) {
        case Threat::TH1:
            plan_end_of_backups(world, target);
            plan_destruction(world, target);
            plan_unsharing(world, target);
            break;
        case Threat::TH6:
            for (const Workload& row : world.workloads)
                if (row.account == target)
                    add({Move::encrypt_workload, target, world.workloads.id_of(row), {}});
            break;
        case Threat::TH7:
            for (const Principal& row : world.principals)
                if (row.account == target && row.kind == PrincipalKind::role)
                    add({Move::delete_role, target, world.principals.id_of(row), {}});
            break;
        case Threat::TH19:
        case Threat::TH20: plan_on_air_gapped(world, threat, target); break;
        case Threat::TH23: plan_swap(world, target); break;
        case Threat::TH2: plan_takeover(world, target); break;
        case Threat::TH15:
        case Threat::TH16: plan_on_keys(world, threat, target); break;
        case Threat::TH26: plan_closing(world, target); break;
        case Threat::TH31: plan_exfiltration(world, target); break;
        case Threat::TH17:
            for (const Workload& row : world.workloads)
                if (row.account == target)
                    add({Move::infect_workload, target, world.workloads.id_of(row), {}});
            break;
        case Threat::TH30:
            for (const RecoveryPoint& row : world.recovery_points)
                if (world.vaults[row.vault].account == target &&
                    is_there(world, world.recovery_points.id_of(row)) &&
                    world.workloads[row.resource].resource_type == ResourceType::EC2)
                    add({Move::disable_image, target, world.recovery_points.id_of(row), {}});
            add({Move::bar_images, target, target, {}});
            break;
    }
}

// Nobody notices at once when backups simply stop: what plans select is taken out, then they are deleted.
void AttackerMind::plan_end_of_backups(const World& world, Id<Account> target) {
    for (const BackupPlan& plan : world.backup_plans) {
        if (plan.account != target || plan.is_deleted) continue;
        const Id<BackupPlan> id = world.backup_plans.id_of(plan);
        work_ += world.backup_selections.size();
        for (const BackupSelection& row : world.backup_selections)
            if (row.plan == id && !row.is_deleted)
                add({Move::delete_selection, target, id, world.backup_selections.id_of(row)});
        add({Move::delete_plan, target, id, {}});
    }
}

// Standard vaults: open the locks that still open, empty them, take them away.
void AttackerMind::plan_destruction(const World& world, Id<Account> target) {
    const auto points = points_by_vault(world);
    for (const Vault& vault : world.vaults) {
        if (vault.account != target || vault.type != VaultType::BACKUP_VAULT) continue;
        if (vault.lock == LockMode::compliance) continue;
        const Id<Vault> id = world.vaults.id_of(vault);
        if (vault.lock != LockMode::none) add({Move::delete_lock, target, id, {}});
        points.each(id, [&](Id<RecoveryPoint> point) {
            add({Move::delete_recovery_point, target, id, point});
        });
        add({Move::delete_vault, target, id, {}});
    }
}

// What the account gave to others is taken back; what needs a vote is asked for.
void AttackerMind::plan_unsharing(const World& world, Id<Account> target) {
    for (const ResourceShare& row : world.shares)
        if (row.account == target) add({Move::delete_share, target, world.shares.id_of(row), {}});
    const ByVault<Vault> views(world, world.vaults,
                               [](const Vault& row) { return row.source_vault; });
    for (const Vault& vault : world.vaults) {
        if (vault.account != target || !is_air_gapped(vault)) continue;
        const Id<Vault> id = world.vaults.id_of(vault);
        views.each(id, [&](Id<Vault> view) { add({Move::revoke_access, target, id, view}); });
        add({Move::leave_team, target, id, {}});
    }
}

void AttackerMind::plan_on_air_gapped(const World& world, Threat threat, Id<Account> target) {
    const auto points = points_by_vault(world);
    for (const Vault& vault : world.vaults) {
        if (vault.account != target || !is_air_gapped(vault)) continue;
        const Id<Vault> id = world.vaults.id_of(vault);
        Id<RecoveryPoint> newest;
        points.each(id, [&](Id<RecoveryPoint> point) {
            newest = point;
            if (threat == Threat::TH19) add({Move::delete_recovery_point, target, id, point});
        });
        if (threat == Threat::TH19) {
            add({Move::delete_vault, target, id, {}});
            continue;
        }
        if (newest) add({Move::shorten_lifecycle, target, id, newest});
        add({Move::replace_lock, target, id, {}});
        add({Move::delete_lock, target, id, {}});
    }
}

// A team of its own, if it has one: offered to the account, accepted there, put in place of the guard.
void AttackerMind::plan_swap(const World& world, Id<Account> target) {
    struct Way {
        Id<Team> team;
        Id<Account> account;
        bool is_usable;
    };
    std::vector<Way> ways;
    for (const Team& row : world.teams) {
        if (row.status != TeamStatus::ACTIVE) continue;
        const Id<Team> team = world.teams.id_of(row);
        const bool can_use = is_usable(world, team, target);
        work_ += world.shared_resources.size() + world.share_principals.size();
        if (can_use || has_entered(world, row.account))
            ways.push_back({team, row.account, can_use});
    }
    for (const Vault& vault : world.vaults) {
        if (vault.account != target || !is_air_gapped(vault)) continue;
        const Id<Vault> id = world.vaults.id_of(vault);
        for (const auto& [team, owner, can_use] : ways) {
            if (team == vault.mpa_approval_team) continue;
            if (!can_use) {
                add({Move::share_own_team, owner, team, target});
                add({Move::accept_own_share, target, team, {}});
            }
            add({Move::swap_team, target, id, team});
        }
    }
}

// From the management account: into every member that trusts it, then a policy over all of them.
void AttackerMind::plan_takeover(const World& world, Id<Account> target) {
    const Id<Organization> organization = world.accounts[target].organization;
    if (!organization || world.organizations[organization].management_account != target) return;
    for (const Principal& row : world.principals)
        if (row.kind == PrincipalKind::role && row.account != target &&
            row.trusted_account == target)
            add({Move::assume_role, target, world.principals.id_of(row), {}});
    add({Move::make_policy, target, organization, {}});
    for (const Account& row : world.accounts)
        if (row.organization == organization && world.accounts.id_of(row) != target)
            add({Move::attach_policy, target, world.accounts.id_of(row), {}});
    add({Move::switch_mpa_off, target, organization, {}});
}

void AttackerMind::plan_on_keys(const World& world, Threat threat, Id<Account> target) {
    for (const Key& row : world.keys) {
        if (row.account != target || row.manager != KeyManager::CUSTOMER) continue;
        const Id<Key> id = world.keys.id_of(row);
        if (threat == Threat::TH16) {
            add({Move::rewrite_key_policy, target, id, {}});
            continue;
        }
        add({Move::disable_key, target, id, {}});
        add({Move::delete_key, target, id, {}});
    }
}

// A management account closes its members; from anywhere else an account can only close itself, by its root.
void AttackerMind::plan_closing(const World& world, Id<Account> target) {
    const Id<Organization> organization = world.accounts[target].organization;
    const bool is_manager =
        organization && world.organizations[organization].management_account == target;
    if (!is_manager) return add({Move::close_account, target, target, {}});
    for (const Account& row : world.accounts)
        if (row.organization == organization && world.accounts.id_of(row) != target)
            add({Move::close_account, target, world.accounts.id_of(row), {}});
}

// To an account that is the attacker's own by right, not by theft.
void AttackerMind::plan_exfiltration(const World& world, Id<Account> target) {
    Id<Account> own;
    for (const Credential& row : world.credentials)
        if (row.holder == person_ && row.principal &&
            !is_stolen(world, world.credentials.id_of(row)))
            own = world.principals[row.principal].account;
    if (!own || own == target) return;
    for (const Vault& vault : world.vaults)
        if (vault.account == target && is_air_gapped(vault))
            add({Move::share_vault, target, world.vaults.id_of(vault), own});
}

// Its own policy, as CreatePolicy names it.
Id<ControlPolicy> AttackerMind::own_policy(const World& world, Id<Account> account) const {
    for (const ControlPolicy& row : world.control_policies)
        if (row.organization == world.accounts[account].organization &&
            world.catalog->names.text(row.name) == denial_name)
            return world.control_policies.id_of(row);
    return {};
}

bool AttackerMind::has_entered(const World& world, Id<Account> account) const {
    return bool(credential_for(world, account));
}

// One that still works if there is one, the root's before others; but no root can assume a role.
Id<Credential> AttackerMind::credential_for(const World& world, Id<Account> account,
                                            bool assumes) const {
    Id<Credential> best;
    std::uint32_t best_rank = 4;
    work_ += world.credentials.size();
    for (const Credential& credential : world.credentials) {
        if (credential.holder != person_ || !credential.principal) continue;
        const Principal& principal = world.principals[credential.principal];
        if (principal.account != account) continue;
        if (assumes && principal.kind == PrincipalKind::root) continue;
        const bool is_over = credential.is_revoked || principal.is_deleted ||
                             world.accounts[account].status != AccountStatus::ACTIVE;
        const std::uint32_t rank =
            (is_over ? 2u : 0u) + (principal.kind == PrincipalKind::root ? 0u : 1u);
        if (rank < best_rank) best = world.credentials.id_of(credential), best_rank = rank;
    }
    return best;
}

bool AttackerMind::makes_sense(const World& world, const Attempt& attempt,
                               Id<Credential> credential) const {
    if (!credential) return false;
    if (world.credentials[credential].is_revoked && has_felt_eviction_) return false;
    switch (attempt.move) {
        case Move::encrypt_workload:
            return world.workloads[attempt.subject.as<Workload>()].state !=
                   WorkloadState::encrypted;
        case Move::delete_role:
            return !world.principals[attempt.subject.as<Principal>()].is_deleted;
        case Move::delete_recovery_point:
        case Move::shorten_lifecycle: return is_there(world, attempt.other.as<RecoveryPoint>());
        case Move::delete_share:
            return world.shares[attempt.subject.as<ResourceShare>()].status == ShareStatus::ACTIVE;
        case Move::delete_vault:
        case Move::delete_lock:
        case Move::replace_lock:
            return world.vaults[attempt.subject.as<Vault>()].state != VaultState::deleted;
        case Move::leave_team:
            return bool(world.vaults[attempt.subject.as<Vault>()].mpa_approval_team);
        case Move::revoke_access:
            return world.vaults[attempt.other.as<Vault>()].state == VaultState::AVAILABLE;
        case Move::share_own_team:
            return !is_usable(world, attempt.subject.as<Team>(), attempt.other.as<Account>());
        case Move::accept_own_share:
            return bool(share_of_team(world, attempt.subject.as<Team>(), attempt.account,
                                      AssociationStatus::ASSOCIATING));
        case Move::infect_workload:
            return world.workloads[attempt.subject.as<Workload>()].data == DataCondition::clean;
        case Move::disable_image: return is_there(world, attempt.subject.as<RecoveryPoint>());
        case Move::bar_images: return true;
        case Move::delete_selection:
            return !world.backup_selections[attempt.other.as<BackupSelection>()].is_deleted;
        case Move::delete_plan:
            return !world.backup_plans[attempt.subject.as<BackupPlan>()].is_deleted;
        case Move::swap_team: return is_usable(world, attempt.other.as<Team>(), attempt.account);
        case Move::assume_role:
            return !world.principals[attempt.subject.as<Principal>()].is_deleted;
        case Move::make_policy: return !own_policy(world, attempt.account);
        case Move::attach_policy: return bool(own_policy(world, attempt.account));
        case Move::switch_mpa_off:
            return bool(world.organizations[attempt.subject.as<Organization>()].is_mpa_enabled);
        case Move::disable_key:
            return world.keys[attempt.subject.as<Key>()].state == KeyState::Enabled;
        case Move::delete_key:
        case Move::rewrite_key_policy:
            return world.keys[attempt.subject.as<Key>()].state <= KeyState::Disabled;
        case Move::close_account:
            return world.accounts[attempt.subject.as<Account>()].status == AccountStatus::ACTIVE;
        case Move::share_vault:
            return world.vaults[attempt.subject.as<Vault>()].state == VaultState::AVAILABLE;
    }
    return false;
}

Call AttackerMind::call_for(const World& world, Catalog& catalog, const Attempt& attempt) const {
    const auto name = [&](std::string_view text) { return catalog.names.intern(text); };
    const Id<Vault> vault = attempt.subject.as<Vault>();
    switch (attempt.move) {
        case Move::encrypt_workload: return call::EncryptWorkload{attempt.subject.as<Workload>()};
        case Move::infect_workload: return call::InfectWorkload{attempt.subject.as<Workload>()};
        case Move::disable_image: return call::DisableImage{attempt.subject.as<RecoveryPoint>()};
        case Move::bar_images: return call::EnableAllowedImagesSettings{};
        case Move::delete_selection:
            return call::DeleteBackupSelection{attempt.subject.as<BackupPlan>(),
                                               attempt.other.as<BackupSelection>()};
        case Move::delete_plan: return call::DeleteBackupPlan{attempt.subject.as<BackupPlan>()};
        case Move::delete_role: return call::DeleteRole{attempt.subject.as<Principal>()};
        case Move::delete_lock: return call::DeleteBackupVaultLockConfiguration{vault};
        case Move::delete_recovery_point:
            return call::DeleteRecoveryPoint{vault, attempt.other.as<RecoveryPoint>()};
        case Move::delete_vault: return call::DeleteBackupVault{vault};
        case Move::delete_share:
            return call::DeleteResourceShare{attempt.subject.as<ResourceShare>()};
        case Move::leave_team:
            return call::DisassociateBackupVaultMpaApprovalTeam{vault, name("Routine clean-up")};
        case Move::revoke_access:
            return call::RevokeRestoreAccessBackupVault{vault, attempt.other.as<Vault>(),
                                                        name("No longer needed")};
        case Move::shorten_lifecycle:
            return call::UpdateRecoveryPointLifecycle{vault, attempt.other.as<RecoveryPoint>(), 1};
        case Move::replace_lock: {
            call::PutBackupVaultLockConfiguration c;
            c.backup_vault = vault;
            c.min_retention_days = 1;
            c.max_retention_days = 1;
            return c;
        }
        case Move::share_own_team: {
            call::CreateResourceShare c;
            c.name = name("support-access");
            c.resources.push_back(attempt.subject);
            c.principals.push_back(attempt.other.as<Account>());
            c.allow_external_principals = Setting::yes;
            return c;
        }
        case Move::accept_own_share:
            return call::AcceptResourceShareInvitation{
                share_of_team(world, attempt.subject.as<Team>(), attempt.account,
                              AssociationStatus::ASSOCIATING)};
        case Move::swap_team:
            return call::AssociateBackupVaultMpaApprovalTeam{
                vault, attempt.other.as<Team>(), name("New approval team of the security office")};
        case Move::assume_role:
        case Move::make_policy:
        case Move::attach_policy:
        case Move::switch_mpa_off:
        case Move::disable_key:
        case Move::delete_key:
        case Move::rewrite_key_policy:
        case Move::close_account:
        case Move::share_vault: return call_on_estate(world, catalog, attempt);
    }
    return {};
}

Call AttackerMind::call_on_estate(const World& world, Catalog& catalog,
                                  const Attempt& attempt) const {
    const auto name = [&](std::string_view text) { return catalog.names.intern(text); };
    // Documents of its own, each put into the catalog once.
    const auto document = [&](std::string_view text, std::string_view source, policy::Kind kind) {
        const auto known = catalog.find_document(name(text), kind);
        if (known) return known;
        auto parsed = policy::parse_document(source, text, kind);
        CHECK(parsed.has_value());
        return catalog.add_document(text, std::move(*parsed), std::string(source));
    };
    const Id<Key> key = attempt.subject.as<Key>();
    switch (attempt.move) {
        case Move::assume_role: {
            call::AssumeRole c;
            c.role = attempt.subject.as<Principal>();
            c.session_name = name("admin-session");
            c.duration_seconds = 43'200;
            return c;
        }
        case Move::make_policy:
            return call::CreatePolicy{
                name(denial_name), name("SERVICE_CONTROL_POLICY"),
                document(denial_name, denial_of_backup, policy::Kind::service_control)};
        case Move::attach_policy:
            return call::AttachPolicy{own_policy(world, attempt.account), {attempt.subject}};
        case Move::switch_mpa_off: {
            call::UpdateGlobalSettings c;
            c.is_mpa_enabled = Setting::no;
            return c;
        }
        case Move::disable_key: return call::DisableKey{key};
        case Move::delete_key: return call::ScheduleKeyDeletion{key, 7};
        case Move::rewrite_key_policy:
            return call::PutKeyPolicy{
                key, document("Key-denied-to-all", denial_of_key, policy::Kind::resource)};
        case Move::close_account: return call::CloseAccount{attempt.subject.as<Account>()};
        case Move::share_vault: {
            call::CreateResourceShare c;
            c.name = name("archive");
            c.resources.push_back(attempt.subject);
            c.principals.push_back(attempt.other.as<Account>());
            return c;
        }
        default: break;  // call_for does not send it here
    }
    return {};
}

}  // namespace airlock
