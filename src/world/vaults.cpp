// Vaults of all three types, their locks, and the recovery points in them.
// Sources: BK-LAG, BK-LOCK, BK-API, BK-LIM (domain.md §1.7–1.9, §2.5, §3.2, §3.3).
#include <algorithm>

#include "world/arn.h"
#include "world/gates.h"

namespace airlock {
namespace {

constexpr std::uint32_t vaults_max = 300;             // an account and Region. Source: BK-LIM
constexpr std::int32_t air_gapped_min_retention = 7;  // days. Source: BK-LAG
constexpr std::int32_t retention_days_max = 36'500;   // Source: BK-LOCK
constexpr std::int32_t changeable_for_days_min = 3;   // 72 hours of grace. Source: BK-LOCK

bool bounds_fit(Asking& ask, std::int32_t min_days, std::int32_t max_days) {
    const bool fits = (min_days == unset || (min_days >= 1 && min_days <= retention_days_max)) &&
                      (max_days == unset || (max_days >= 1 && max_days <= retention_days_max)) &&
                      (min_days == unset || max_days == unset || min_days <= max_days);
    return ask.need(fits, Gate::parameters, Reason::parameters_valid,
                    Reason::retention_bounds_invalid, ErrorCode::InvalidParameterValueException);
}

// What a vault without a lock permits and a locked one refuses to everybody, root and AWS included.
bool is_unlocked(Asking& ask, Id<Vault> vault) {
    const Vault& v = ask.world.vaults[vault];
    const auto refused = ErrorCode::InvalidRequestException;
    switch (v.lock) {
        case LockMode::none: ask.pass(Gate::vault_lock, Reason::not_locked, vault); return true;
        case LockMode::governance:
            return ask.stop(Gate::vault_lock, Reason::locked_governance, refused, vault);
        case LockMode::compliance_grace:
            return ask.stop(Gate::vault_lock, Reason::locked_in_grace, refused, vault);
        case LockMode::compliance:
            return ask.stop(Gate::vault_lock, Reason::locked_for_good, refused, vault);
    }
    return false;
}

// The lock itself may still be changed: there is none, it is governance, or compliance in its grace.
bool is_lock_changeable(Asking& ask, Id<Vault> vault) {
    const Vault& v = ask.world.vaults[vault];
    const auto refused = ErrorCode::InvalidRequestException;
    if (v.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT)
        return ask.stop(Gate::vault_type, Reason::restore_access_vault_is_read_only, refused,
                        vault);
    if (v.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT)
        return ask.stop(Gate::vault_lock, Reason::air_gapped_lock_is_fixed, refused, vault);
    return ask.need(v.lock != LockMode::compliance, Gate::vault_lock, Reason::not_locked,
                    Reason::locked_for_good, refused, vault);
}

// A recovery point in a vault of the caller's, still there.
bool own_recovery_point(Asking& ask, Id<Vault> vault, Id<RecoveryPoint> recovery_point) {
    const World& w = ask.world;
    if (!ask.own_vault(vault)) return false;
    if (w.vaults[vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT)
        return ask.stop(Gate::vault_type, Reason::restore_access_vault_is_read_only,
                        ErrorCode::InvalidRequestException, vault);
    return ask.exists(
        is_there(w, recovery_point) && w.recovery_points[recovery_point].vault == vault,
        recovery_point);
}

bool can_create(Asking& ask, Id<Name> name, Id<Name> region) {
    const World& w = ask.world;
    if (!name_fits(ask, name, vault_name_limit, ErrorCode::InvalidParameterValueException))
        return false;
    std::uint32_t vaults = 0;
    for (const Vault& v : w.vaults) {
        if (v.account != ask.account || v.region != region || v.state == VaultState::deleted)
            continue;
        if (v.name == name)
            return ask.stop(Gate::resource_exists, Reason::name_taken,
                            ErrorCode::AlreadyExistsException, w.vaults.id_of(v));
        ++vaults;
    }
    return ask.need(vaults < vaults_max, Gate::quota, Reason::within_quota, Reason::quota_reached,
                    ErrorCode::LimitExceededException, ask.account);
}

// A customer key that the creator names: it exists, and serves. None is as good. Source: BK-LAG.
bool has_key(Asking& ask, Id<Key> key) {
    const World& w = ask.world;
    if (!key) return true;
    return ask.exists(w.keys.holds(key) && w.keys[key].state != KeyState::deleted &&
                          w.keys[key].manager == KeyManager::CUSTOMER,
                      key, ErrorCode::InvalidParameterValueException);
}

// Backup looks at the key and takes a grant on it with the rights of the creator. Source: BK-LAG.
bool may_bind_key(Asking& ask, Id<Key> key, Id<Name> region) {
    RequestContext context;
    context.kms_via_region = region;
    context.via_aws_service = true;
    if (!may_use_key(ask, key, ask.principal, "DescribeKey", context)) return false;
    context.grant_is_for_aws_resource = true;
    return may_use_key(ask, key, ask.principal, "CreateGrant", context);
}

// Reading: the owner, an account it is shared with, the owner of a view. Source: BK-LAG.
bool reads_vault(Asking& ask, const Operation& operation, Id<Vault> vault) {
    const World& w = ask.world;
    const bool does_exist = w.vaults.holds(vault) && w.vaults[vault].state != VaultState::deleted;
    if (!ask.admitted(operation, does_exist ? Ref(vault) : Ref())) return false;
    if (!ask.exists(does_exist, vault)) return false;
    if (w.vaults[vault].account == ask.account) return true;
    return ask.need(is_shared_with(w, vault, ask.account), Gate::sharing,
                    Reason::shared_with_account, Reason::not_shared_with_account,
                    ErrorCode::AccessDeniedException, vault);
}

}  // namespace

Id<Vault> storage_of(const World& world, Id<Vault> vault) {
    const Vault& v = world.vaults[vault];
    return v.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT ? v.source_vault : vault;
}

std::uint32_t recovery_points_in(const World& world, Id<Vault> vault) {
    std::uint32_t count = 0;
    for (const RecoveryPoint& p : world.recovery_points)
        count += p.vault == vault && p.status != RecoveryPointStatus::deleted ? 1u : 0u;
    return count;
}

bool can_read_vault(const World& world, Id<Account> account, Id<Vault> vault) {
    const Vault& v = world.vaults[vault];
    if (v.state != VaultState::AVAILABLE) return false;
    if (v.account != account) return is_shared_with(world, vault, account);
    if (v.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT ||
        world.settings.keeps_access_when_unshared)
        return true;
    const auto team = world.vaults[v.source_vault].mpa_approval_team;
    return team && (world.teams[team].account == account || is_shared_with(world, team, account));
}

void rule(Asking& ask, const call::CreateBackupVault& c) {
    if (!ask.admitted(c.operation)) return;
    if (!can_create(ask, c.backup_vault_name, c.region)) return;
    if (!has_key(ask, c.encryption_key)) return;
    Vault vault;
    vault.created_at = ask.caller.at;
    vault.name = c.backup_vault_name;
    vault.account = ask.account;
    vault.region = c.region;
    vault.key = c.encryption_key;
    ask.happens(event::VaultCreated{vault});
}

// Compliance lock from birth, no grace; both bounds are required and fixed. Source: BK-LAG.
void rule(Asking& ask, const call::CreateLogicallyAirGappedBackupVault& c) {
    RequestContext context;
    context.min_retention_days = c.min_retention_days;
    context.max_retention_days = c.max_retention_days;
    if (!ask.admitted(c.operation, {}, context)) return;
    if (!ask.need(c.min_retention_days != unset && c.max_retention_days != unset, Gate::parameters,
                  Reason::parameters_valid, Reason::parameter_missing,
                  ErrorCode::MissingParameterValueException))
        return;
    if (!ask.need(c.min_retention_days >= air_gapped_min_retention, Gate::parameters,
                  Reason::parameters_valid, Reason::min_retention_too_short,
                  ErrorCode::InvalidParameterValueException))
        return;
    if (!bounds_fit(ask, c.min_retention_days, c.max_retention_days)) return;
    if (!can_create(ask, c.backup_vault_name, c.region)) return;
    if (!has_key(ask, c.encryption_key)) return;
    Vault vault;
    vault.key = c.encryption_key;
    vault.created_at = ask.caller.at;
    vault.deadline_at = ask.caller.at + ask.world.settings.vault_creation;
    vault.lock_date = ask.caller.at;
    vault.name = c.backup_vault_name;
    vault.account = ask.account;
    vault.region = c.region;
    vault.min_retention_days = c.min_retention_days;
    vault.max_retention_days = c.max_retention_days;
    vault.type = VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
    vault.state = VaultState::CREATING;
    vault.lock = LockMode::compliance;
    if (!may_bind_key(ask, c.encryption_key, c.region)) {  // TH27: it is there, and FAILED
        const Id<Vault> id{ask.world.vaults.size()};
        ask.fails_on_the_way();
        ask.happens(event::VaultCreated{vault});
        ask.happens(event::VaultFailed{id});
        return;
    }
    ask.happens(event::VaultCreated{vault});
}

void rule(Asking& ask, const call::DescribeBackupVault& c) {
    reads_vault(ask, c.operation, c.backup_vault);
}
void rule(Asking& ask, const call::ListBackupVaults& c) { ask.admitted(c.operation); }

// Only an empty vault goes. A view of somebody's vault goes by its team's vote alone (assumed: domain.md §13).
void rule(Asking& ask, const call::DeleteBackupVault& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!ask.own_vault(c.backup_vault)) return;
    if (w.vaults[c.backup_vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT) {
        if (!ask.need(w.settings.can_delete_restore_access_vault, Gate::vault_type,
                      Reason::vault_type_fits, Reason::restore_access_vault_is_read_only,
                      ErrorCode::InvalidRequestException, c.backup_vault))
            return;
    } else if (!ask.need(recovery_points_in(w, c.backup_vault) == 0, Gate::resource_state,
                         Reason::state_permits, Reason::not_empty,
                         ErrorCode::InvalidRequestException, c.backup_vault)) {
        return;
    }
    // A restore access vault only mirrors its source, and ends with it.
    for (const Vault& v : w.vaults)
        if (v.source_vault == c.backup_vault && v.state == VaultState::AVAILABLE)
            ask.happens(event::VaultDeleted{w.vaults.id_of(v)});
    ask.happens(event::VaultDeleted{c.backup_vault});
}

void rule(Asking& ask, const call::PutBackupVaultLockConfiguration& c) {
    RequestContext context;
    context.min_retention_days = c.min_retention_days;
    context.max_retention_days = c.max_retention_days;
    context.changeable_for_days = c.changeable_for_days;
    if (!ask.admitted(c.operation, c.backup_vault, context)) return;
    if (!bounds_fit(ask, c.min_retention_days, c.max_retention_days)) return;
    const bool is_compliance = c.changeable_for_days != unset;
    if (!ask.need(!is_compliance || (c.changeable_for_days >= changeable_for_days_min &&
                                     c.changeable_for_days <= retention_days_max),
                  Gate::parameters, Reason::parameters_valid, Reason::changeable_days_too_few,
                  ErrorCode::InvalidParameterValueException))
        return;
    if (!ask.own_vault(c.backup_vault)) return;
    if (!is_lock_changeable(ask, c.backup_vault)) return;
    const std::int32_t min_days = c.min_retention_days == unset ? 0 : c.min_retention_days;
    const std::int32_t max_days = c.max_retention_days == unset ? 0 : c.max_retention_days;
    const Instant lock_date = is_compliance ? ask.caller.at + days(c.changeable_for_days) : never;
    ask.happens(event::VaultLocked{
        c.backup_vault, is_compliance ? LockMode::compliance_grace : LockMode::governance, min_days,
        max_days, lock_date});
}

void rule(Asking& ask, const call::DeleteBackupVaultLockConfiguration& c) {
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!ask.own_vault(c.backup_vault)) return;
    if (!is_lock_changeable(ask, c.backup_vault)) return;
    if (!ask.need(ask.world.vaults[c.backup_vault].lock != LockMode::none, Gate::resource_state,
                  Reason::state_permits, Reason::no_lock_to_delete,
                  ErrorCode::InvalidRequestException, c.backup_vault))
        return;
    ask.happens(event::VaultLockDeleted{c.backup_vault});
}

void rule(Asking& ask, const call::ListRecoveryPointsByBackupVault& c) {
    if (!reads_vault(ask, c.operation, c.backup_vault)) return;
    ask.need(can_read_vault(ask.world, ask.account, c.backup_vault), Gate::resource_state,
             Reason::state_permits, Reason::vault_not_available,
             ErrorCode::InvalidParameterValueException, c.backup_vault);
}

void rule(Asking& ask, const call::GetRecoveryPointRestoreMetadata& c) {
    const World& w = ask.world;
    if (!reads_vault(ask, c.operation, c.backup_vault)) return;
    if (!ask.need(can_read_vault(w, ask.account, c.backup_vault), Gate::resource_state,
                  Reason::state_permits, Reason::vault_not_available,
                  ErrorCode::InvalidParameterValueException, c.backup_vault))
        return;
    const bool does_exist =
        is_there(w, c.recovery_point) &&
        w.recovery_points[c.recovery_point].vault == storage_of(w, c.backup_vault);
    ask.exists(does_exist, c.recovery_point);
}

void rule(Asking& ask, const call::DescribeRecoveryPoint& c) {
    const World& w = ask.world;
    if (!reads_vault(ask, c.operation, c.backup_vault)) return;
    const bool does_exist =
        is_there(w, c.recovery_point) &&
        w.recovery_points[c.recovery_point].vault == storage_of(w, c.backup_vault);
    ask.exists(does_exist, c.recovery_point);
}

// DeleteAfterDays counts from the creation of the recovery point; without it, it is kept for ever. What has gone
// to cold storage stays there. Source: BK-API, UpdateRecoveryPointLifecycle.
void rule(Asking& ask, const call::UpdateRecoveryPointLifecycle& c) {
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!ask.need(is_lifecycle(c.delete_after_days, c.move_to_cold_storage_after_days),
                  Gate::parameters, Reason::parameters_valid, Reason::lifecycle_invalid,
                  ErrorCode::InvalidParameterValueException))
        return;
    if (!own_recovery_point(ask, c.backup_vault, c.recovery_point)) return;
    if (!is_unlocked(ask, c.backup_vault)) return;
    const RecoveryPoint& p = ask.world.recovery_points[c.recovery_point];
    Instant delete_at = never;
    if (c.delete_after_days != unset)  // already older than that: it goes at once
        delete_at = std::max(p.created_at + days(c.delete_after_days), ask.caller.at);
    Instant cold_at = p.cold_at;
    if (p.storage_class == StorageClass::WARM) {
        cold_at = never;
        const auto type = ask.world.workloads[p.resource].resource_type;
        if (c.move_to_cold_storage_after_days != unset && has_cold_storage(type))
            cold_at =
                std::max(p.created_at + days(c.move_to_cold_storage_after_days), ask.caller.at);
    }
    ask.happens(event::RecoveryPointLifecycleUpdated{c.recovery_point, delete_at, cold_at});
}

// The API says yes even when the role kept with the recovery point may not delete it; then it is EXPIRED.
// Source: BK-API, DeleteRecoveryPoint.
void rule(Asking& ask, const call::DeleteRecoveryPoint& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!own_recovery_point(ask, c.backup_vault, c.recovery_point)) return;
    if (!is_unlocked(ask, c.backup_vault)) return;
    const RecoveryPoint& p = w.recovery_points[c.recovery_point];
    if (is_held(w, p)) {
        ask.stop(Gate::resource_state, Reason::recovery_point_held,
                 ErrorCode::InvalidResourceStateException, c.recovery_point);
        return;
    }
    if (p.role) {
        Decision of_role;
        if (!can_role_delete(w, c.recovery_point, ask.caller.at, of_role)) {
            ask.happens(event::RecoveryPointKept{c.recovery_point});
            return;
        }
    }
    ask.happens(event::RecoveryPointDeleted{c.recovery_point});
}

// --- access policies -----------------------------------------------------------------------------------

namespace {

// "backup:CopyIntoBackupVault", written out: what another account may be allowed. Source: BK-XACC, BK-API.
bool is_copy_into(std::string_view action) {
    constexpr std::string_view name = "backup:copyintobackupvault";
    return action.size() == name.size() &&
           std::equal(action.begin(), action.end(), name.begin(), [](char a, char b) {
               return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
           });
}

bool reaches_others(const policy::Statement& statement, std::string_view own_number) {
    if (statement.is_not_principal) return true;
    for (const policy::PrincipalPattern& p : statement.principals)
        if (p.form == policy::PrincipalPattern::Form::anyone ||
            p.text.find(own_number) == std::string::npos)
            return true;
    return false;
}

Reason check_policy(const policy::Document& document, std::string_view own_number) {
    for (const policy::Statement& statement : document.statements) {
        bool has_other_action = statement.is_not_action;
        for (const policy::Pattern& action : statement.actions) {
            if (action.is_anything()) return Reason::wildcard_action_unsupported;
            has_other_action = has_other_action || !is_copy_into(action.literal());
        }
        if (statement.effect == policy::Effect::allow && has_other_action &&
            reaches_others(statement, own_number))
            return Reason::cross_account_action_unsupported;
    }
    return Reason::parameters_valid;
}

bool own_vault_with_policy(Asking& ask, const Operation& operation, Id<Vault> vault) {
    if (!ask.admitted(operation, vault)) return false;
    if (!ask.own_vault(vault)) return false;
    return ask.need(ask.world.vaults[vault].type != VaultType::RESTORE_ACCESS_BACKUP_VAULT,
                    Gate::vault_type, Reason::vault_type_fits,
                    Reason::restore_access_vault_is_read_only,
                    ErrorCode::InvalidParameterValueException, vault);
}

}  // namespace

void rule(Asking& ask, const call::PutBackupVaultAccessPolicy& c) {
    const World& w = ask.world;
    if (!own_vault_with_policy(ask, c.operation, c.backup_vault)) return;
    const auto wrong = ErrorCode::InvalidParameterValueException;
    const auto document = document_for(*w.catalog, c.policy, policy::Kind::resource);
    if (!ask.need(bool(document), Gate::parameters, Reason::parameters_valid, Reason::policy_needed,
                  wrong))
        return;
    TextBuffer number;
    add_account_number(number, w, ask.account);
    const Reason reason = check_policy((*w.catalog)[document].document, number.take());
    if (!ask.need(reason == Reason::parameters_valid, Gate::parameters, Reason::parameters_valid,
                  reason, wrong, document))
        return;
    ask.happens(event::AccessPolicyPut{c.backup_vault, document});
}

void rule(Asking& ask, const call::DeleteBackupVaultAccessPolicy& c) {
    if (own_vault_with_policy(ask, c.operation, c.backup_vault))
        ask.happens(event::AccessPolicyDeleted{c.backup_vault});
}

void rule(Asking& ask, const call::GetBackupVaultAccessPolicy& c) {
    if (!own_vault_with_policy(ask, c.operation, c.backup_vault)) return;
    ask.exists(bool(ask.world.vaults[c.backup_vault].access_policy), c.backup_vault);
}

}  // namespace airlock
