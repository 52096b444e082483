// The invariants themselves. Each is written from the promise, not from the rule that keeps it, so that a
// slip in a rule shows here.
#include "world/invariants.h"

#include <bit>

#include "world/gates.h"

namespace airlock {
namespace {

bool has_its_votes(const World& w, Id<Session> id) {
    if (!w.sessions.holds(id)) return false;
    const Session& s = w.sessions[id];
    const std::uint32_t team =
        s.approvers_count >= 32 ? 0xffffffffu : (1u << s.approvers_count) - 1;
    return s.status == SessionStatus::APPROVED && s.min_approvals_required >= 1 &&
           std::popcount(s.approved & team) >= s.min_approvals_required;
}

BrokenInvariant check_vaults(const World& w) {
    for (const Vault& v : w.vaults) {
        const auto id = w.vaults.id_of(v);
        if (v.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT &&
            (v.lock != LockMode::compliance || v.min_retention_days < 7 ||
             v.max_retention_days < v.min_retention_days))
            return {"air_gapped_is_locked", id};
        if (v.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT) continue;
        if (!w.vaults.holds(v.source_vault) ||
            w.vaults[v.source_vault].type != VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT)
            return {"available_view_has_a_source", id};
        if (v.state == VaultState::AVAILABLE &&
            w.vaults[v.source_vault].state == VaultState::deleted)
            return {"available_view_has_a_source", id};
        const bool is_open = v.state == VaultState::AVAILABLE || v.approved_at != never;
        if (!is_open) continue;
        const bool is_its_own =
            w.sessions.holds(v.access_session) &&
            w.sessions[v.access_session].restore_access_vault == id &&
            w.sessions[v.access_session].action == ProtectedAction::CreateRestoreAccessBackupVault;
        if (!is_its_own || !has_its_votes(w, v.access_session))
            return {"restore_access_needs_votes", id};
    }
    return {};
}

BrokenInvariant check_sessions(const World& w) {
    for (const Session& s : w.sessions) {
        const auto id = w.sessions.id_of(s);
        const std::uint32_t team =
            s.approvers_count >= 32 ? 0xffffffffu : (1u << s.approvers_count) - 1;
        if ((s.approved & s.rejected) != 0 || ((s.approved | s.rejected) & ~team) != 0)
            return {"votes_are_distinct", id};
        if (((s.approved | s.rejected) & ~s.asked) != 0) return {"only_the_asked_vote", id};
        const bool is_open =
            s.status == SessionStatus::PENDING || s.status == SessionStatus::CREATING;
        if (is_open && w.teams[s.team].status == TeamStatus::DELETED)
            return {"deleted_team_is_silent", id};
        if (s.execution_status == ExecutionStatus::EXECUTED && !has_its_votes(w, id))
            return {"team_needs_votes_to_change", id};
    }
    return {};
}

// Only what stands in a finally locked vault; for views there is nothing of their own to keep.
bool is_locked_in(const World& w, const RecoveryPoint& p) {
    return p.status == RecoveryPointStatus::COMPLETED &&
           w.vaults[p.vault].lock == LockMode::compliance;
}

BrokenInvariant check_held(const World& before, const World& after, Instant at) {
    if (before.recovery_points == after.recovery_points) return {};
    for (const RecoveryPoint& was : before.recovery_points) {
        const auto id = before.recovery_points.id_of(was);
        const RecoveryPoint& is = after.recovery_points[id];
        const auto owner = after.vaults[is.vault].account;
        const bool is_ending = before.accounts[owner].status == AccountStatus::SUSPENDED &&
                               before.accounts[owner].closed_at + days(90) <= at;
        const bool is_gone =
            was.status != RecoveryPointStatus::deleted && is.status == RecoveryPointStatus::deleted;
        if (is_gone && !is_ending && is_held(before, was)) return {"held_recovery_point_stays", id};
        if (!is_locked_in(before, was)) continue;
        const bool has_lapsed = was.delete_at <= at && is.status != RecoveryPointStatus::COMPLETED;
        // Two things are stronger than a lock: the end of the key, and the end of the account. Source: BK-LOCK.
        const bool is_unreadable = is.condition == DataCondition::lost && is.key &&
                                   after.keys[is.key].state == KeyState::deleted;
        if (is_unreadable || (is_ending && is.status == RecoveryPointStatus::deleted)) continue;
        const bool is_the_same = is.delete_at == was.delete_at && is.vault == was.vault &&
                                 is.captured_at == was.captured_at &&
                                 is.condition == was.condition && is.status == was.status;
        if (!is_the_same && !has_lapsed) return {"locked_recovery_point_stays", id};
    }
    return {};
}

bool is_same_team(const Team& was, const Team& is) {
    if (was.status != is.status || was.min_approvals_required != is.min_approvals_required ||
        was.approvers_count != is.approvers_count)
        return false;
    for (std::uint32_t i = 0; i < was.approvers_count; ++i)
        if (was.approvers[i].user != is.approvers[i].user) return false;
    return true;
}

BrokenInvariant check_team_changes(const World& before, const World& after) {
    if (before.teams == after.teams) return {};
    for (const Team& was : before.teams) {
        const auto id = before.teams.id_of(was);
        const Team& is = after.teams[id];
        if (was.status != TeamStatus::ACTIVE || is_same_team(was, is) ||
            is.recoveries > was.recoveries)
            continue;
        if (!has_its_votes(after, is.update_session) ||
            after.sessions[is.update_session].team != id)
            return {"team_keeps_itself", id};
        const auto action = after.sessions[is.update_session].action;
        if (action != (is.status == TeamStatus::ACTIVE
                           ? ProtectedAction::UpdateApprovalTeam
                           : ProtectedAction::StartActiveApprovalTeamDeletion))
            return {"team_keeps_itself", id};
    }
    return {};
}

BrokenInvariant check_roles(const World& before, const World& after, Instant at) {
    if (before.principals == after.principals) return {};
    for (const Principal& was : before.principals) {
        const auto id = before.principals.id_of(was);
        if (!was.is_deleted || after.principals[id].is_deleted) continue;
        const Account& account = after.accounts[was.account];
        if (account.support_case != SupportCaseStatus::resolved || at < account.case_resolved_at)
            return {"roles_return_with_their_account", id};
    }
    return {};
}

BrokenInvariant check_validations(const World& before, const World& after) {
    if (before.jobs == after.jobs) return {};
    for (const Job& was : before.jobs) {
        const auto id = before.jobs.id_of(was);
        const bool is_open = was.validation == ValidationStatus::none ||
                             was.validation == ValidationStatus::VALIDATING;
        if (!is_open && after.jobs[id].validation != was.validation)
            return {"validation_is_final", id};
    }
    return {};
}

BrokenInvariant check_shares(const World& w) {
    for (const SharePrincipal& p : w.share_principals) {
        if (!p.organization || p.status != AssociationStatus::ASSOCIATED) continue;
        for (const SharedResource& r : w.shared_resources)
            if (r.share == p.share && r.is_associated && r.resource.kind == Kind::vault)
                return {"shared_vaults_reach_accounts_only", w.share_principals.id_of(p)};
    }
    return {};
}

BrokenInvariant check_vault_changes(const World& before, const World& after) {
    if (before.vaults == after.vaults) return {};
    for (const Vault& was : before.vaults) {
        const auto id = before.vaults.id_of(was);
        const Vault& is = after.vaults[id];
        if (was.lock == LockMode::compliance &&
            (is.lock != was.lock || is.min_retention_days != was.min_retention_days ||
             is.max_retention_days != was.max_retention_days))
            return {"lock_never_weakens", id};
        if (was.mpa_approval_team == is.mpa_approval_team || !was.mpa_approval_team) continue;
        const auto session = is.team_update_session;
        const bool was_voted = has_its_votes(after, session) &&
                               after.sessions[session].vault == id &&
                               after.sessions[session].team == was.mpa_approval_team;
        const bool is_gone = after.teams[was.mpa_approval_team].status == TeamStatus::DELETED;
        if (!was_voted && !is_gone) return {"team_changes_only_by_vote", id};
    }
    return {};
}

bool is_subject(const World& w, const ServiceControlPolicies& attached, Id<Organization> id) {
    if (!id || !w.organizations[id].is_scp_enabled) return true;
    for (const auto policy : attached)
        if (policy) return true;
    return false;
}

BrokenInvariant check_tree(const World& w) {
    for (const Organization& o : w.organizations)
        if (!is_subject(w, o.service_control_policies, w.organizations.id_of(o)))
            return {"service_control_policy_remains", w.organizations.id_of(o)};
    for (const OrganizationalUnit& u : w.organizational_units) {
        const auto id = w.organizational_units.id_of(u);
        if (!is_subject(w, u.service_control_policies, u.organization))
            return {"service_control_policy_remains", id};
        std::uint32_t depth = 1;
        for (auto at = u.parent; at && depth <= unit_depth_max; ++depth) {
            if (w.organizational_units[at].organization != u.organization)
                return {"units_nest_in_their_organization", id};
            at = w.organizational_units[at].parent;
        }
        if (depth > unit_depth_max) return {"units_nest_in_their_organization", id};
    }
    for (const Account& a : w.accounts) {
        if (!is_subject(w, a.service_control_policies, a.organization))
            return {"service_control_policy_remains", w.accounts.id_of(a)};
        if (a.unit && w.organizational_units[a.unit].organization != a.organization)
            return {"units_nest_in_their_organization", w.accounts.id_of(a)};
    }
    return {};
}

BrokenInvariant check_closed(const World& w) {
    for (const Vault& v : w.vaults)
        if (w.accounts[v.account].status == AccountStatus::closed && v.state != VaultState::deleted)
            return {"closed_accounts_hold_nothing", w.vaults.id_of(v)};
    for (const RecoveryPoint& p : w.recovery_points)
        if (p.condition == DataCondition::lost &&
            (!p.key || w.keys[p.key].state != KeyState::deleted))
            return {"lost_is_what_has_no_key", w.recovery_points.id_of(p)};
    return {};
}

// What ends for ever.
BrokenInvariant check_ends(const World& before, const World& after) {
    for (const Key& was : before.keys)
        if (was.state == KeyState::deleted &&
            after.keys[before.keys.id_of(was)].state != KeyState::deleted)
            return {"ends_are_final", before.keys.id_of(was)};
    for (const Account& was : before.accounts)
        if (was.status == AccountStatus::closed &&
            after.accounts[before.accounts.id_of(was)].status != AccountStatus::closed)
            return {"ends_are_final", before.accounts.id_of(was)};
    return {};
}

}  // namespace

BrokenInvariant check_world(const World& w) {
    if (const auto broken = check_vaults(w)) return broken;
    if (const auto broken = check_sessions(w)) return broken;
    if (const auto broken = check_tree(w)) return broken;
    if (const auto broken = check_closed(w)) return broken;
    if (const auto broken = check_shares(w)) return broken;
    for (const Credential& c : w.credentials)
        if (bool(c.principal) == bool(c.user))
            return {"credentials_have_holders", w.credentials.id_of(c)};
    return {};
}

BrokenInvariant check_step(const World& before, const World& after, Instant at) {
    if (after.vaults.size() < before.vaults.size() ||
        after.sessions.size() < before.sessions.size() ||
        after.recovery_points.size() < before.recovery_points.size())
        return {"rows_never_vanish", {}};
    if (const auto broken = check_held(before, after, at)) return broken;
    if (const auto broken = check_vault_changes(before, after)) return broken;
    if (const auto broken = check_ends(before, after)) return broken;
    if (const auto broken = check_team_changes(before, after)) return broken;
    if (const auto broken = check_validations(before, after)) return broken;
    if (const auto broken = check_roles(before, after, at)) return broken;
    if (before.sessions == after.sessions) return {};
    for (const Session& was : before.sessions) {
        const auto id = before.sessions.id_of(was);
        const Session& is = after.sessions[id];
        if (was.status != SessionStatus::PENDING && was.status != SessionStatus::CREATING &&
            (is.status != was.status || is.approved != was.approved || is.rejected != was.rejected))
            return {"finished_sessions_stay", id};
    }
    return {};
}

}  // namespace airlock
