// Reads from one world what is lost, threatened or regained. Thefts are counted once for all accounts; everything
// else is looked up when asked.
#include "view/condition.h"

#include "study/protection.h"

namespace airlock::view {

Standing::Standing(const World& world, const study::Sides& sides)
    : world_(world), sides_(sides), accounts_(world.accounts.size()) {
    for (const Credential& row : world.credentials) {
        if (!row.principal || !is_stolen(world, world.credentials.id_of(row))) continue;
        const Principal& principal = world.principals[row.principal];
        Theft& theft = accounts_[principal.account.index];
        if (row.is_revoked) theft.past = true;
        else if (principal.kind == PrincipalKind::root) theft.root = true;
        else theft.other = true;
    }
    for (const Principal& row : world.principals)
        if (row.is_deleted) accounts_[row.account.index].locked_out = true;
    for (const Account& row : world.accounts)
        accounts_[world.accounts.id_of(row).index].hostile =
            study::is_hostile(world, world.accounts.id_of(row));
}

bool Standing::is_root_stolen(Id<Account> account) const {
    return account.index < accounts_.size() && accounts_[account.index].root;
}

bool Standing::is_hostile(Id<Account> account) const {
    return account.index < accounts_.size() && accounts_[account.index].hostile;
}

Condition Standing::of(Id<Account> account) const {
    if (account.index >= accounts_.size()) return Condition::intact;
    const Theft& theft = accounts_[account.index];
    if (theft.root || theft.hostile) return Condition::lost;
    if (theft.other || theft.locked_out) return Condition::threatened;
    return theft.past ? Condition::regained : Condition::intact;
}

Condition Standing::of(Id<Organization> organization) const {
    if (of(world_.organizations[organization].management_account) == Condition::lost)
        return Condition::lost;
    bool is_threatened = false, was_threatened = false;
    for (const Account& row : world_.accounts) {
        if (row.organization != organization) continue;
        const Condition condition = of(world_.accounts.id_of(row));
        is_threatened =
            is_threatened || condition == Condition::lost || condition == Condition::threatened;
        was_threatened = was_threatened || condition == Condition::regained;
    }
    if (is_threatened) return Condition::threatened;
    return was_threatened ? Condition::regained : Condition::intact;
}

std::int32_t Standing::lost_accounts(Id<Organization> organization) const {
    std::int32_t lost = 0;
    for (const Account& row : world_.accounts)
        lost +=
            row.organization == organization && is_root_stolen(world_.accounts.id_of(row)) ? 1 : 0;
    return lost;
}

Condition Standing::of(const Workload& workload) const {
    if (workload.state == WorkloadState::encrypted ||
        sides_.is_theirs(world_.workloads.id_of(workload)))
        return Condition::lost;
    if (of(workload.account) == Condition::lost) return Condition::threatened;
    if (workload.state == WorkloadState::deleted) return Condition::intact;
    if (workload.state == WorkloadState::quarantined || workload.finding == Finding::harmful)
        return Condition::lost;
    return workload.state == WorkloadState::restored ? Condition::regained : Condition::intact;
}

// An air-gapped vault stands in its owner's account and is yet not lost with it.
Condition Standing::of(Id<Vault> vault) const {
    const Vault& row = world_.vaults[vault];
    if (row.state == VaultState::FAILED) return Condition::threatened;
    // A view that a thief has opened shows him what it shows.
    if (row.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT && row.state == VaultState::AVAILABLE &&
        sides_.is_theirs(vault))
        return Condition::lost;
    if (row.type != VaultType::BACKUP_VAULT) return Condition::intact;
    if (row.state == VaultState::deleted) return Condition::lost;
    return of(row.account) == Condition::lost ? Condition::threatened : Condition::intact;
}

// Approvers sign in to the portal: an account that is lost does not vote for them.
Condition Standing::of(Id<Team> team) const {
    const Team& row = world_.teams[team];
    if (row.status == TeamStatus::INACTIVE || row.status == TeamStatus::DELETED ||
        study::is_shut_out(world_, team) || study::is_captured(world_, team))
        return Condition::lost;
    for (const Credential& credential : world_.credentials) {
        if (!credential.stolen_from || credential.is_revoked || !credential.user) continue;
        for (std::uint32_t i = 0; i < row.approvers_count; ++i)
            if (row.approvers[i].user == credential.user) return Condition::threatened;
    }
    return Condition::intact;
}

std::int32_t lost_recovery_points(const World& world, Id<Vault> vault, Instant at) {
    std::int32_t lost = 0;
    for (const RecoveryPoint& row : world.recovery_points)
        lost +=
            row.vault == vault && row.status == RecoveryPointStatus::deleted && row.delete_at > at
                ? 1
                : 0;
    return lost;
}

std::vector<Id<RecoveryPoint>> recovery_points_of(const World& world, Id<Vault> vault) {
    const Vault& row = world.vaults[vault];
    const Id<Vault> storage = row.source_vault ? row.source_vault : vault;
    std::vector<Id<RecoveryPoint>> out;
    for (const RecoveryPoint& point : world.recovery_points)
        if (point.vault == storage && point.status == RecoveryPointStatus::COMPLETED)
            out.push_back(world.recovery_points.id_of(point));
    return out;
}

Id<Session> shown_session(const World& world, Id<Team> team) {
    return study::shown_session(world, team);
}

}  // namespace airlock::view
