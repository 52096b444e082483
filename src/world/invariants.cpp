// The invariants themselves. Each is written from the promise, not from the rule that keeps it, so that a
// slip in a rule shows here.
#include "world/invariants.h"

#include <bit>

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
        if (s.execution_status == ExecutionStatus::EXECUTED && !has_its_votes(w, id))
            return {"team_needs_votes_to_change", id};
    }
    return {};
}

// Only what stands in a finally locked vault; for views there is nothing of their own to keep.
bool is_held(const World& w, const RecoveryPoint& p) {
    return p.status == RecoveryPointStatus::COMPLETED &&
           w.vaults[p.vault].lock == LockMode::compliance;
}

BrokenInvariant check_held(const World& before, const World& after, Instant at) {
    if (before.recovery_points == after.recovery_points) return {};
    for (const RecoveryPoint& was : before.recovery_points) {
        if (!is_held(before, was)) continue;
        const auto id = before.recovery_points.id_of(was);
        const RecoveryPoint& is = after.recovery_points[id];
        const bool has_lapsed = was.delete_at <= at && is.status == RecoveryPointStatus::deleted;
        const bool is_the_same = is.delete_at == was.delete_at && is.vault == was.vault &&
                                 is.captured_at == was.captured_at &&
                                 is.condition == was.condition && is.status == was.status;
        if (!is_the_same && !has_lapsed) return {"locked_recovery_point_stays", id};
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
        if (!was_voted) return {"team_changes_only_by_vote", id};
    }
    return {};
}

}  // namespace

BrokenInvariant check_world(const World& w) {
    if (const auto broken = check_vaults(w)) return broken;
    if (const auto broken = check_sessions(w)) return broken;
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
    if (before.sessions == after.sessions) return {};
    for (const Session& was : before.sessions) {
        const auto id = before.sessions.id_of(was);
        const Session& is = after.sessions[id];
        if (was.status != SessionStatus::PENDING &&
            (is.status != was.status || is.approved != was.approved || is.rejected != was.rejected))
            return {"finished_sessions_stay", id};
    }
    return {};
}

}  // namespace airlock
