// What happens to approval teams, their drafts and their sessions. evolve.cpp says what an `apply` may do:
// write down, never decide.
#include "world/evolve_approval.h"

#include "base/check.h"
#include "world/catalog.h"
#include "world/gates.h"

namespace airlock {

void apply(World& w, const event::ApprovalTeamCreated& e) {
    Team row;
    row.created_at = e.at;
    row.deadline_at = e.validated_at;
    row.name = e.name;
    row.account = e.account;
    row.identity_source = e.identity_source;
    row.policy = e.policy;
    row.description = e.description;
    row.min_approvals_required = e.min_approvals_required;
    for (const auto user : e.approvers) row.approvers[row.approvers_count++].user = user;
    w.teams.add(row);
}

static void set_team(World& w, Id<Team> team, TeamStatus status, TeamStatusCode code,
                     Instant deadline) {
    w.teams.update(team, [&](Team& t) {
        t.status = status;
        t.status_code = code;
        t.deadline_at = deadline;
    });
}

void apply(World& w, const event::TeamValidated& e) {
    set_team(w, e.team, TeamStatus::PENDING, TeamStatusCode::PENDING_ACTIVATION,
             e.invitations_expire_at);
}
void apply(World& w, const event::TeamValidationFailed& e) {
    set_team(w, e.team, TeamStatus::INACTIVE, TeamStatusCode::FAILED_VALIDATION, never);
}
void apply(World& w, const event::TeamActivated& e) {
    set_team(w, e.team, TeamStatus::ACTIVE, TeamStatusCode::none, never);
}
void apply(World& w, const event::TeamActivationFailed& e) {
    set_team(w, e.team, TeamStatus::INACTIVE, TeamStatusCode::FAILED_ACTIVATION, never);
}

static std::int32_t day_of(Instant at) { return static_cast<std::int32_t>(at.ms / days(1).ms); }

// Whoever accepts is known by the address that the directory has of him then (assumed for EMAIL_OTP).
static void answer(const World& w, Approver& approver, YesNo accepted, Instant at) {
    approver.status = accepted ? ApproverStatus::ACCEPTED : ApproverStatus::REJECTED;
    approver.last_activity = LastActivity::RESPONDED_TO_INVITATION;
    approver.last_activity_day = day_of(at);
    approver.mailbox = w.users[approver.user].mailbox;
}

void apply(World& w, const event::TeamInvitationAnswered& e) {
    w.teams.update(e.team, [&](Team& t) {
        CHECK(e.approver < t.approvers_count);
        answer(w, t.approvers[e.approver], e.accepted, e.at);
    });
}

void apply(World& w, const event::TeamRetried& e) {
    w.teams.update(e.team, [&](Team& t) {
        t.status = TeamStatus::PENDING;
        t.status_code = TeamStatusCode::VALIDATING;
        t.deadline_at = e.validated_at;
        t.updated_at = e.at;
        t.identity_source = e.identity_source;
        t.description = e.description;
        t.min_approvals_required = e.min_approvals_required;
        t.approvers_count = 0;
        t.approvers = {};
        for (const auto user : e.approvers) t.approvers[t.approvers_count++].user = user;
    });
}

static void set_code(World& w, Id<Team> team, TeamStatusCode code) {
    w.teams.update(team, [&](Team& t) { t.status_code = code; });
}
static void set_draft(World& w, Id<TeamDraft> draft, DraftStatus status, Instant deadline) {
    w.team_drafts.update(draft, [&](TeamDraft& d) {
        d.status = status;
        d.deadline_at = deadline;
    });
}

void apply(World& w, const event::TeamUpdateDrafted& e) {
    const auto draft = w.team_drafts.add(e.draft);
    w.teams.update(e.draft.team, [&](Team& t) {
        t.pending_update = draft;
        t.status_code = e.status_code;
    });
}
void apply(World& w, const event::TeamUpdateFailed& e) {
    set_draft(w, e.draft, DraftStatus::failed, never);
    set_code(w, e.team, e.status_code);
}

static void drop_draft(World& w, Id<Team> team, Id<TeamDraft> draft) {
    set_draft(w, draft, DraftStatus::removed, never);
    if (w.teams[team].pending_update != draft) return;  // it was with AWS Support
    w.teams.update(team, [](Team& t) {
        t.pending_update = {};
        t.status_code = TeamStatusCode::none;
    });
}
void apply(World& w, const event::TeamUpdateCancelled& e) { drop_draft(w, e.team, e.draft); }
void apply(World& w, const event::TeamDraftDeleted& e) { drop_draft(w, e.team, e.draft); }

void apply(World& w, const event::TeamUpdateApproved& e) {
    set_draft(w, e.draft, DraftStatus::pending_activation, e.invitations_expire_at);
    set_code(w, e.team, TeamStatusCode::UPDATE_PENDING_ACTIVATION);
}

void apply(World& w, const event::TeamUpdateInvitationAnswered& e) {
    w.team_drafts.update(e.draft, [&](TeamDraft& d) {
        CHECK(e.approver < d.approvers_count);
        answer(w, d.approvers[e.approver], e.accepted, e.at);
    });
}

// The version comes into force; who was an approver before keeps his history up to now.
static void put_in_force(World& w, const TeamDraft& draft, Instant at) {
    w.teams.update(draft.team, [&](Team& t) {
        const auto before = t.approvers;
        const std::uint32_t count = t.approvers_count;
        t.approvers = draft.approvers;
        t.approvers_count = draft.approvers_count;
        for (std::uint32_t i = 0; i < t.approvers_count; ++i)
            for (std::uint32_t k = 0; k < count; ++k)
                if (before[k].user == t.approvers[i].user &&
                    before[k].status == ApproverStatus::ACCEPTED)
                    t.approvers[i] = before[k];
        if (draft.synchronizes_mfa)
            for (std::uint32_t i = 0; i < t.approvers_count; ++i)
                t.approvers[i].mailbox = w.users[t.approvers[i].user].mailbox;
        t.min_approvals_required = draft.min_approvals_required;
        t.description = draft.description;
        t.version = draft.version;
        t.pending_update = {};
        t.status_code = TeamStatusCode::none;
        t.updated_at = at;
    });
}

void apply(World& w, const event::TeamUpdated& e) {
    const TeamDraft draft = w.team_drafts[e.draft];
    put_in_force(w, draft, e.at);
    set_draft(w, e.draft, DraftStatus::applied, never);
}

// Simplified: who is named to AWS Support has agreed to be an approver.
void apply(World& w, const event::TeamRecovered& e) {
    TeamDraft draft = w.team_drafts[e.draft];
    for (std::uint32_t i = 0; i < draft.approvers_count; ++i)
        answer(w, draft.approvers[i], yes, e.at);
    const auto earlier = w.teams[e.team].pending_update;
    if (earlier) set_draft(w, earlier, DraftStatus::removed, never);
    put_in_force(w, draft, e.at);
    w.teams.update(e.team, [&](Team& t) {
        for (std::uint32_t i = 0; i < t.approvers_count; ++i) t.approvers[i].missed_sessions = 0;
        t.identity_source = e.identity_source;
        ++t.recoveries;
    });
    set_draft(w, e.draft, DraftStatus::applied, never);
}
void apply(World& w, const event::TeamRecoveryRequested& e) { w.team_drafts.add(e.draft); }

void apply(World& w, const event::TeamDeletionFailed& e) { set_code(w, e.team, e.status_code); }
void apply(World& w, const event::TeamDeletionCancelled& e) {
    set_code(w, e.team, TeamStatusCode::none);
}
void apply(World& w, const event::TeamDeletionApproved& e) {
    set_team(w, e.team, TeamStatus::DELETING, TeamStatusCode::none, e.completes_at);
}
void apply(World& w, const event::TeamDeleted& e) {
    set_team(w, e.team, TeamStatus::DELETED, TeamStatusCode::none, never);
}

void apply(World& w, const event::SessionStarted& e) {
    const auto session = w.sessions.add(e.session);
    const Session& s = e.session;
    switch (s.action) {
        case ProtectedAction::AssociateBackupVaultMpaApprovalTeam:
        case ProtectedAction::DisassociateBackupVaultMpaApprovalTeam:
            w.vaults.update(s.vault, [&](Vault& v) { v.team_update_session = session; });
            break;
        case ProtectedAction::CreateRestoreAccessBackupVault:
            w.vaults.update(s.restore_access_vault, [&](Vault& v) { v.access_session = session; });
            break;
        case ProtectedAction::RevokeRestoreAccessBackupVault:
            w.vaults.update(s.restore_access_vault, [&](Vault& v) { v.revoke_session = session; });
            break;
        case ProtectedAction::UpdateApprovalTeam:
            w.team_drafts.update(s.draft, [&](TeamDraft& d) { d.session = session; });
            w.teams.update(s.team, [&](Team& t) { t.update_session = session; });
            break;
        case ProtectedAction::StartActiveApprovalTeamDeletion:
            w.teams.update(s.team, [&](Team& t) {
                t.update_session = session;
                t.status_code = TeamStatusCode::DELETE_PENDING_APPROVAL;
            });
            break;
        case ProtectedAction::ApprovalTeamBaseline: break;
    }
}

void apply(World& w, const event::VoteCast& e) {
    const std::uint32_t bit = 1u << e.approver;
    w.sessions.update(e.session, [&](Session& s) {
        CHECK(e.approver < s.approvers_count);
        s.approved = e.response == Response::APPROVED ? s.approved | bit : s.approved & ~bit;
        s.rejected = e.response == Response::REJECTED ? s.rejected | bit : s.rejected & ~bit;
    });
    const Session& s = w.sessions[e.session];
    const auto activity = s.action == ProtectedAction::ApprovalTeamBaseline
                              ? LastActivity::BASELINED
                              : LastActivity::VOTED;
    const Approver& was = w.teams[s.team].approvers[e.approver];
    if (was.last_activity == activity && was.last_activity_day == day_of(e.at) &&
        was.missed_sessions == 0)
        return;
    w.teams.update(s.team, [&](Team& t) {
        Approver& approver = t.approvers[e.approver];
        approver.last_activity = activity;
        approver.last_activity_day = day_of(e.at);
        approver.missed_sessions = 0;
    });
}

void apply(World& w, const event::SessionValidated& e) {
    w.sessions.update(e.session, [](Session& s) { s.status = SessionStatus::PENDING; });
}

// Nobody answers it any more; only what ran out counts as missed (assumed: MPA-CON does not say).
static void count_silence(World& w, const Session& s) {
    const std::uint32_t silent = s.asked & ~(s.approved | s.rejected);
    if (silent == 0) return;
    w.teams.update(s.team, [&](Team& t) {
        for (std::uint32_t i = 0; i < t.approvers_count; ++i)
            if ((silent & (1u << i)) && t.approvers[i].missed_sessions < 255)
                ++t.approvers[i].missed_sessions;
    });
}

void apply(World& w, const event::SessionCancelled& e) {
    w.sessions.update(e.session, [&](Session& s) {
        s.status = SessionStatus::CANCELLED;
        s.status_code = e.status_code;
        s.completed_at = e.at;
    });
}

void apply(World& w, const event::SessionApproved& e) {
    w.sessions.update(e.session, [&](Session& s) {
        s.status = SessionStatus::APPROVED;
        s.completed_at = e.at;
        if (s.action != ProtectedAction::ApprovalTeamBaseline)
            s.execution_status = ExecutionStatus::PENDING;
    });
}

void apply(World& w, const event::SessionFailed& e) {
    w.sessions.update(e.session, [&](Session& s) {
        s.status = SessionStatus::FAILED;
        s.status_code = e.status_code;
        s.completed_at = e.at;
    });
    if (e.status_code == SessionStatusCode::EXPIRED) count_silence(w, w.sessions[e.session]);
}

void apply(World& w, const event::SessionExecuted& e) {
    w.sessions.update(e.session,
                      [](Session& s) { s.execution_status = ExecutionStatus::EXECUTED; });
}

void apply(World& w, const event::SessionExecutionFailed& e) {
    w.sessions.update(e.session, [](Session& s) { s.execution_status = ExecutionStatus::FAILED; });
}

}  // namespace airlock
