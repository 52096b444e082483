// Looks the layers up in the tables of one world.
#include "study/protection.h"

#include <algorithm>

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

// Another team did not come about, and none of its name has since.
bool is_any_missing(const World& w) {
    for (const Team& row : w.teams) {
        if (row.status != TeamStatus::INACTIVE) continue;
        bool is_replaced = false;
        for (const Team& other : w.teams)
            is_replaced = is_replaced || (other.status != TeamStatus::INACTIVE &&
                                          other.account == row.account && other.name == row.name);
        if (!is_replaced) return true;
    }
    return false;
}

ApprovalLayer layer_of(const Session& session, bool is_theirs) {
    switch (session.status) {
        case SessionStatus::CREATING:
        case SessionStatus::PENDING: return ApprovalLayer::deciding;
        case SessionStatus::APPROVED:
            return is_theirs ? ApprovalLayer::deceived : ApprovalLayer::agreed;
        case SessionStatus::FAILED:
        case SessionStatus::CANCELLED: break;
    }
    if (is_theirs) return ApprovalLayer::held;
    return session.status_code == SessionStatusCode::EXPIRED ? ApprovalLayer::expired
                                                             : ApprovalLayer::refused;
}

// The vault that is worst off with its team: `removed` or `captured`; none else.
ApprovalLayer layer_of_guard(const World& w, Protection& out) {
    for (const Vault& row : w.vaults) {
        const bool counts = row.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT &&
                            row.state == VaultState::AVAILABLE;
        if (!counts || !row.mpa_approval_team || !is_captured(w, row.mpa_approval_team)) continue;
        out.team = row.mpa_approval_team;
        return ApprovalLayer::captured;
    }
    for (const Session& row : w.sessions) {
        if (row.action != ProtectedAction::DisassociateBackupVaultMpaApprovalTeam ||
            row.status != SessionStatus::APPROVED || !w.vaults.holds(row.vault))
            continue;
        const Vault& vault = w.vaults[row.vault];
        if (vault.mpa_approval_team || vault.state != VaultState::AVAILABLE) continue;
        out.team = row.team;
        return ApprovalLayer::removed;
    }
    return ApprovalLayer::none;
}

void judge_approval(const World& w, const Sides& sides, Protection& out) {
    out.approval = layer_of_guard(w, out);
    if (out.approval != ApprovalLayer::none) return;
    const Team* team = nullptr;
    for (const Team& row : w.teams)
        if (team == nullptr || weight_of(w, row) > weight_of(w, *team)) team = &row;
    if (team == nullptr) return;
    out.team = w.teams.id_of(*team);
    switch (weight_of(w, *team)) {
        case 0: out.approval = ApprovalLayer::inactive; break;
        case 1: out.approval = ApprovalLayer::inviting; break;
        case 2:
            out.approval = is_any_missing(w) ? ApprovalLayer::partly : ApprovalLayer::ready;
            break;
        default: {
            const Id<Session> shown = shown_session(w, out.team);
            out.approval = layer_of(w.sessions[shown], sides.is_theirs(shown));
        }
    }
    const bool is_at_work =
        out.approval == ApprovalLayer::ready || out.approval == ApprovalLayer::deciding;
    if (is_at_work && is_shut_out(w, out.team)) out.approval = ApprovalLayer::shut_out;
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

namespace {

// A thief has taken data out of the vault, or holds a view of it.
bool is_breached(const World& w, const Sides& sides, Id<Vault> vault) {
    if (sides.is_looted(vault)) return true;
    for (const Vault& row : w.vaults)
        if (row.source_vault == vault && row.state == VaultState::AVAILABLE &&
            sides.is_theirs(w.vaults.id_of(row)))
            return true;
    return false;
}

}  // namespace

GapLayer gap_of(const World& w, const Sides& sides, Id<Vault> vault) {
    const Vault& row = w.vaults[vault];
    if (is_breached(w, sides, vault)) return GapLayer::breached;
    if (row.state == VaultState::CREATING) return GapLayer::creating;
    if (!is_taken(w, row.account)) return GapLayer::sealed;
    return is_reachable(w, vault) ? GapLayer::open : GapLayer::out_of_reach;
}

bool is_captured(const World& w, Id<Team> team) {
    const Team& row = w.teams[team];
    if (is_hostile(w, row.account)) return true;
    std::uint32_t held = 0;
    for (std::uint32_t i = 0; i < row.approvers_count; ++i) {
        const Id<User> user = row.approvers[i].user;
        if (!w.users[user].is_enabled) continue;
        bool is_held = false;
        for (const Credential& sign_in : w.credentials)
            is_held = is_held ||
                      (sign_in.user == user && !sign_in.is_revoked && is_thief(w, sign_in.holder));
        held += is_held ? 1 : 0;
    }
    return row.min_approvals_required > 0 && held >= row.min_approvals_required;
}

bool is_shut_out(const World& w, Id<Team> team) {
    const Id<IdentitySource> source = w.teams[team].identity_source;
    if (!w.identity_sources.holds(source)) return false;
    return bool(w.identity_centers[w.identity_sources[source].identity_center].is_deleted);
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

Protection protection_of(const World& w, const Sides& sides) {
    Protection out;
    for (const Vault& row : w.vaults) {
        if (row.state == VaultState::AVAILABLE) out.storage = StorageLayer::holds;
        if (row.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT) continue;
        if (row.lock != LockMode::none && row.state == VaultState::AVAILABLE)
            out.lock = LockLayer::locked;
        if (row.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT &&
            row.state != VaultState::deleted)
            out.gap = std::max(out.gap, gap_of(w, sides, w.vaults.id_of(row)));
    }
    judge_testing(w, out);
    judge_approval(w, sides, out);
    return out;
}

std::string_view to_text(StorageLayer layer) {
    return layer == StorageLayer::holds ? "holds" : "none";
}
std::string_view to_text(LockLayer layer) { return layer == LockLayer::locked ? "locked" : "none"; }
std::string_view to_text(GapLayer layer) {
    static constexpr std::string_view words[] = {"none", "creating",     "sealed",
                                                 "open", "out_of_reach", "open_to_thief"};
    return words[static_cast<std::size_t>(layer)];
}
std::string_view to_text(TestingLayer layer) {
    static constexpr std::string_view words[] = {"none", "planned", "testing", "passed",
                                                 "found_bad"};
    return words[static_cast<std::size_t>(layer)];
}
std::string_view to_text(ApprovalLayer layer) {
    static constexpr std::string_view words[] = {
        "none",    "inactive",         "inviting",        "ready",
        "partly",  "deciding",         "agreed",          "refused",
        "expired", "refused_to_thief", "agreed_to_thief", "shut_out",
        "removed", "captured"};
    return words[static_cast<std::size_t>(layer)];
}

}  // namespace airlock::study
