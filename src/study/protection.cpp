// Looks the layers up in the tables of one world.
#include "study/protection.h"

namespace airlock::study {
namespace {

// How near a team is to what the layer should tell: one that is deciding comes first, then one that has been
// asked, then one that stands ready.
std::int32_t weight_of(const World& w, const Team& team) {
    const Id<Session> shown = shown_session(w, w.teams.id_of(team));
    const bool is_asked =
        shown && w.sessions[shown].action != ProtectedAction::ApprovalTeamBaseline;
    if (is_asked && w.sessions[shown].status == SessionStatus::PENDING) return 4;
    if (is_asked) return 3;
    return team.status == TeamStatus::ACTIVE ? 2 : team.status == TeamStatus::PENDING ? 1 : 0;
}

ApprovalLayer layer_of(const Session& session) {
    switch (session.status) {
        case SessionStatus::CREATING:
        case SessionStatus::PENDING: return ApprovalLayer::deciding;
        case SessionStatus::APPROVED: return ApprovalLayer::agreed;
        case SessionStatus::FAILED:
        case SessionStatus::CANCELLED: break;
    }
    return session.status_code == SessionStatusCode::EXPIRED ? ApprovalLayer::expired
                                                             : ApprovalLayer::refused;
}

void judge_approval(const World& w, Protection& out) {
    const Team* team = nullptr;
    for (const Team& row : w.teams)
        if (team == nullptr || weight_of(w, row) > weight_of(w, *team)) team = &row;
    if (team == nullptr) return;
    out.team = w.teams.id_of(*team);
    switch (weight_of(w, *team)) {
        case 0: out.approval = ApprovalLayer::inactive; break;
        case 1: out.approval = ApprovalLayer::inviting; break;
        case 2: out.approval = ApprovalLayer::ready; break;
        default: out.approval = layer_of(w.sessions[shown_session(w, out.team)]);
    }
}

void judge_testing(const World& w, Protection& out) {
    bool is_planned = false;
    for (const RestoreTestingPlan& row : w.restore_testing_plans)
        is_planned = is_planned || !row.is_deleted;
    bool is_under_way = false;
    for (const Job& row : w.jobs) {
        const bool is_test = row.kind == JobKind::scan || row.testing;
        is_under_way = is_under_way || (is_test && row.status == JobStatus::RUNNING) ||
                       row.validation == ValidationStatus::VALIDATING;
        if (row.validation == ValidationStatus::SUCCESSFUL ||
            row.scan_result == ScanResult::NO_THREATS_FOUND)
            ++out.tests_passed;
        if (row.validation == ValidationStatus::FAILED ||
            row.scan_result == ScanResult::THREATS_FOUND)
            ++out.tests_bad;
    }
    out.testing = out.tests_bad > 0      ? TestingLayer::found_bad
                  : out.tests_passed > 0 ? TestingLayer::passed
                  : is_under_way         ? TestingLayer::testing
                  : is_planned           ? TestingLayer::planned
                                         : TestingLayer::none;
}

}  // namespace

bool is_taken(const World& world, Id<Account> account) {
    for (const Credential& row : world.credentials) {
        if (row.is_revoked || !row.principal) continue;
        const Principal& principal = world.principals[row.principal];
        if (principal.account != account || principal.kind != PrincipalKind::root) continue;
        if (row.stolen_from || is_thief(world, row.holder)) return true;
    }
    return false;
}

bool is_reachable(const World& w, Id<Vault> vault) {
    if (!is_taken(w, w.vaults[vault].account)) return true;
    for (const Vault& row : w.vaults)
        if (row.source_vault == vault && row.state == VaultState::AVAILABLE &&
            !is_taken(w, row.account))
            return true;
    for (const SharedResource& resource : w.shared_resources) {
        if (resource.resource != Ref(vault) || !resource.is_associated) continue;
        for (const SharePrincipal& row : w.share_principals)
            if (row.share == resource.share && row.status == AssociationStatus::ASSOCIATED &&
                row.account && !is_taken(w, row.account) &&
                w.shares[row.share].status == ShareStatus::ACTIVE)
                return true;
    }
    return false;
}

bool is_counted_on(const World& w, Id<Vault> vault) {
    const Vault& row = w.vaults[vault];
    return row.lock == LockMode::compliance || !is_taken(w, row.account);
}

Id<RecoveryPoint> newest_clean_point(const World& w) {
    Id<RecoveryPoint> newest;
    for (const RecoveryPoint& row : w.recovery_points) {
        if (row.status != RecoveryPointStatus::COMPLETED) continue;
        if (row.condition != DataCondition::clean || !is_counted_on(w, row.vault)) continue;
        if (!newest || row.captured_at > w.recovery_points[newest].captured_at)
            newest = w.recovery_points.id_of(row);
    }
    return newest;
}

GapLayer gap_of(const World& w, Id<Vault> vault) {
    const Vault& row = w.vaults[vault];
    if (row.state == VaultState::CREATING) return GapLayer::creating;
    if (!is_taken(w, row.account)) return GapLayer::sealed;
    return is_reachable(w, vault) ? GapLayer::open : GapLayer::out_of_reach;
}

Id<Session> shown_session(const World& world, Id<Team> team) {
    Id<Session> latest, pending;
    for (const Session& row : world.sessions) {
        if (row.team != team) continue;
        latest = world.sessions.id_of(row);
        if (row.status == SessionStatus::PENDING &&
            (!pending || row.expires_at < world.sessions[pending].expires_at))
            pending = latest;
    }
    return pending ? pending : latest;
}

Protection protection_of(const World& w) {
    Protection out;
    for (const Vault& row : w.vaults) {
        if (row.state == VaultState::AVAILABLE) out.storage = StorageLayer::holds;
        if (row.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT) continue;
        if (row.lock != LockMode::none && row.state == VaultState::AVAILABLE)
            out.lock = LockLayer::locked;
        if (row.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT &&
            row.state != VaultState::deleted)
            out.gap = gap_of(w, w.vaults.id_of(row));
    }
    judge_testing(w, out);
    judge_approval(w, out);
    return out;
}

std::string_view to_text(StorageLayer layer) {
    return layer == StorageLayer::holds ? "holds" : "none";
}
std::string_view to_text(LockLayer layer) { return layer == LockLayer::locked ? "locked" : "none"; }
std::string_view to_text(GapLayer layer) {
    static constexpr std::string_view words[] = {"none", "creating", "sealed", "open",
                                                 "out_of_reach"};
    return words[static_cast<std::size_t>(layer)];
}
std::string_view to_text(TestingLayer layer) {
    static constexpr std::string_view words[] = {"none", "planned", "testing", "passed",
                                                 "found_bad"};
    return words[static_cast<std::size_t>(layer)];
}
std::string_view to_text(ApprovalLayer layer) {
    static constexpr std::string_view words[] = {"none",     "inactive", "inviting", "ready",
                                                 "deciding", "agreed",   "refused",  "expired"};
    return words[static_cast<std::size_t>(layer)];
}

}  // namespace airlock::study
