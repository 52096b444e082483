// Approval teams and their sessions: who may be asked, how invitations become a team, how votes become a
// decision. Sources: MPA-CRE, MPA-HLT, MPA-CON, MPA-LIM, MPA-API (domain.md §1.3–1.5, §2.1, §2.2).
#include <bit>

#include "world/gates.h"

namespace airlock {
namespace {

constexpr Duration session_lifetime = hours(24);    // Source: MPA-CON
constexpr std::uint32_t teams_max = 10;             // an account. Source: MPA-LIM
constexpr std::int32_t approvers_min = 3;           // Source: MPA-CRE; the API alone would take 1
constexpr std::int32_t approvals_required_min = 2;  // Source: MPA-CRE; the API alone would take 1

std::uint32_t approver_number(const Approver* approvers, std::uint32_t count, Id<User> user) {
    for (std::uint32_t i = 0; i < count; ++i)
        if (approvers[i].user == user) return i;
    return approvers_max;
}

// The portal of the team lets the user in: its Identity Center is there and still has this directory.
bool is_in_portal(Asking& ask, Id<Team> team, Id<User> user) {
    const World& w = ask.world;
    const auto refused = ErrorCode::AccessDeniedException;
    const auto id = w.identity_sources[w.teams[team].identity_source].identity_center;
    const IdentityCenter& center = w.identity_centers[id];
    if (!ask.need(!center.is_deleted, Gate::sign_in, Reason::user_signed_in,
                  Reason::identity_center_gone, refused, user))
        return false;
    if (w.users[user].provider == center.provider) return true;
    return ask.stop(Gate::sign_in, Reason::not_in_directory, refused, user);
}

// The gates that voting and answering an invitation share. Gives the approver's number, or approvers_max.
std::uint32_t approver_in_portal(Asking& ask, Id<Team> team, Ref subject,
                                 const TeamDraft* draft = nullptr) {
    const World& w = ask.world;
    if (!ask.reaches_mpa(ErrorCode::InternalServerException)) return approvers_max;
    const auto user = ask.signed_in();
    if (!user || !is_in_portal(ask, team, user)) return approvers_max;
    const auto number = draft
                            ? approver_number(draft->approvers.data(), draft->approvers_count, user)
                            : approver_number(w.teams[team], user);
    if (!ask.need(number != approvers_max, Gate::membership, Reason::is_approver,
                  Reason::is_not_approver, ErrorCode::AccessDeniedException, subject))
        return approvers_max;
    return number;
}

// APPROVER_VERIFICATION_REQUIRED: a one-time password goes to the address that the team knows of the approver,
// which is not the one that a directory may have been changed to since. Whoever reads it can vote.
bool is_verified(Asking& ask, const Session& s, std::uint32_t number) {
    if (!s.requires_verification) return true;
    const Approver& approver = ask.world.teams[s.team].approvers[number];
    return ask.need(approver.mailbox && approver.mailbox == ask.caller.person, Gate::sign_in,
                    Reason::verified, Reason::verification_needed, ErrorCode::AccessDeniedException,
                    approver.user);
}

// Does the voter also stand behind the request?
bool is_requester(const World& w, Id<Person> person, const Session& session) {
    for (const Credential& c : w.credentials)
        if (c.holder == person && session.requester && c.principal == session.requester)
            return true;
    return false;
}

bool owns_team(const Asking& ask, Id<Team> team) {
    const World& w = ask.world;
    return w.teams.holds(team) && w.teams[team].account == ask.account &&
           w.teams[team].status != TeamStatus::DELETED;
}

// After a vote: has the team decided? Baseline sessions end when everybody has answered, whatever they said.
void decide_session(Asking& ask, const Session& s, Id<Session> id, std::uint32_t approved,
                    std::uint32_t rejected) {
    const int approvals = std::popcount(approved);
    const int rejections = std::popcount(rejected);
    const int required = s.min_approvals_required;
    const int spare = s.approvers_count - required;
    if (s.action == ProtectedAction::ApprovalTeamBaseline) {
        if (approvals + rejections == std::popcount(s.asked))
            ask.happens(event::SessionApproved{id, ask.caller.at});
        ask.pass(Gate::approval, Reason::vote_counted, id);
        return;
    }
    if (approvals >= required) {
        ask.pass(Gate::approval, Reason::threshold_reached, id);
        ask.happens(event::SessionApproved{id, ask.caller.at});
        return;
    }
    const auto rule = ask.world.settings.early_reject;
    const bool is_over = (rule == EarlyReject::impossible && rejections > spare) ||
                         (rule == EarlyReject::threshold && rejections >= required);
    if (!is_over) return ask.pass(Gate::approval, Reason::vote_counted, id);
    ask.pass(Gate::approval, Reason::approval_impossible, id);
    fail_session(ask.world, id, SessionStatusCode::REJECTED, ask.caller.at, ask.out);
}

}  // namespace

std::string_view operation_name(ProtectedAction action) {
    switch (action) {
        case ProtectedAction::CreateRestoreAccessBackupVault:
            return "backup:CreateRestoreAccessBackupVault";
        case ProtectedAction::AssociateBackupVaultMpaApprovalTeam:
            return "backup:AssociateBackupVaultMpaApprovalTeam";
        case ProtectedAction::DisassociateBackupVaultMpaApprovalTeam:
            return "backup:DisassociateBackupVaultMpaApprovalTeam";
        case ProtectedAction::RevokeRestoreAccessBackupVault:
            return "backup:RevokeRestoreAccessBackupVault";
        case ProtectedAction::ApprovalTeamBaseline: return "mpa:StartApprovalTeamBaseline";
        case ProtectedAction::UpdateApprovalTeam: return "mpa:UpdateApprovalTeam";
        case ProtectedAction::StartActiveApprovalTeamDeletion:
            return "mpa:StartActiveApprovalTeamDeletion";
    }
    return {};
}

std::uint32_t approver_number(const Team& team, Id<User> user) {
    return approver_number(team.approvers.data(), team.approvers_count, user);
}

bool team_fits(Asking& ask, std::int32_t required, const Few<Id<User>, approvers_max>& approvers) {
    const auto invalid = ErrorCode::ValidationException;
    const bool documented = ask.world.settings.has_documented_team_limits;
    const auto n = static_cast<std::int32_t>(approvers.size());
    if (n < (documented ? approvers_min : 1))
        return ask.stop(Gate::parameters, Reason::approvers_out_of_range, invalid);
    const std::int32_t most = ask.world.settings.allows_unanimous_teams ? n : n - 1;
    if (required < (documented ? approvals_required_min : 1) || required > most)
        return ask.stop(Gate::parameters, Reason::threshold_out_of_range, invalid);
    for (std::uint32_t i = 0; i < approvers.size(); ++i)
        for (std::uint32_t k = 0; k < i; ++k)
            if (approvers[i] == approvers[k])
                return ask.stop(Gate::parameters, Reason::approver_twice, invalid, approvers[i]);
    ask.pass(Gate::parameters, Reason::parameters_valid);
    return true;
}

bool are_valid_approvers(const World& w, Id<IdentitySource> source,
                         const Few<Id<User>, approvers_max>& approvers) {
    const IdentityCenter& center = w.identity_centers[w.identity_sources[source].identity_center];
    for (const auto user : approvers) {
        if (!w.users.holds(user) || !w.users[user].is_enabled) return false;
        if (center.is_deleted || w.users[user].provider != center.provider) return false;
    }
    return true;
}

Id<IdentitySource> identity_source_of(const World& w, Id<Account> account) {
    for (const IdentitySource& s : w.identity_sources)
        if (s.account == account && s.status != IdentitySourceStatus::deleted)
            return w.identity_sources.id_of(s);
    return {};
}

void fail_session(const World& world, Id<Session> session, SessionStatusCode code, Instant at,
                  Decision& out) {
    const Session& s = world.sessions[session];
    out.events.push_back(event::SessionFailed{session, code, at});
    if (s.action == ProtectedAction::CreateRestoreAccessBackupVault)
        out.events.push_back(event::VaultFailed{s.restore_access_vault});
    if (s.action == ProtectedAction::UpdateApprovalTeam)
        out.events.push_back(
            event::TeamUpdateFailed{s.team, s.draft, TeamStatusCode::UPDATE_FAILED_APPROVAL});
    if (s.action == ProtectedAction::StartActiveApprovalTeamDeletion)
        out.events.push_back(
            event::TeamDeletionFailed{s.team, TeamStatusCode::DELETE_FAILED_APPROVAL});
}

void cancel_session(const World& world, Id<Session> session, SessionStatusCode code, Instant at,
                    Decision& out) {
    const Session& s = world.sessions[session];
    out.events.push_back(event::SessionCancelled{session, code, at});
    if (s.action == ProtectedAction::CreateRestoreAccessBackupVault)
        out.events.push_back(event::VaultFailed{s.restore_access_vault});
    if (s.action == ProtectedAction::UpdateApprovalTeam)
        out.events.push_back(event::TeamUpdateCancelled{s.team, s.draft});
    if (s.action == ProtectedAction::StartActiveApprovalTeamDeletion)
        out.events.push_back(event::TeamDeletionCancelled{s.team});
}

void rule(Asking& ask, const call::ListPolicies& c) { ask.admitted(c.operation); }
void rule(Asking& ask, const call::ListPolicyVersions& c) { ask.admitted(c.operation); }
void rule(Asking& ask, const call::GetPolicyVersion& c) { ask.admitted(c.operation); }

// The team starts PENDING; validation and 24 hours of invitations follow by themselves.
void rule(Asking& ask, const call::CreateApprovalTeam& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!ask.need(is_management_account(w, ask.account), Gate::management_account,
                  Reason::is_management_account, Reason::not_management_account,
                  ErrorCode::AccessDeniedException, ask.account))
        return;
    const auto invalid = ErrorCode::ValidationException;
    if (!fits(w.catalog->names.text(c.name), team_name_limit)) {
        ask.stop(Gate::parameters, Reason::name_invalid, invalid);
        return;
    }
    if (!text_fits(ask, c.description, description_limit, invalid)) return;
    if (!team_fits(ask, c.min_approvals_required, c.approvers)) return;
    const auto source = identity_source_of(w, ask.account);
    if (!ask.exists(bool(source), ask.account, invalid)) return;
    if (!ask.need(w.identity_sources[source].status == IdentitySourceStatus::ACTIVE,
                  Gate::resource_state, Reason::state_permits, Reason::source_inactive,
                  ErrorCode::ConflictException, source))
        return;
    std::uint32_t teams = 0;
    bool is_taken = false;
    for (const Team& t : w.teams) {
        if (t.status == TeamStatus::DELETED) continue;
        teams += t.account == ask.account ? 1u : 0u;
        is_taken = is_taken || (t.account == ask.account && t.name == c.name);
    }
    if (is_taken) {
        ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::ConflictException);
        return;
    }
    if (!ask.need(teams < teams_max, Gate::quota, Reason::within_quota, Reason::quota_reached,
                  ErrorCode::ServiceQuotaExceededException, ask.account))
        return;
    ask.happens(event::ApprovalTeamCreated{
        ask.caller.at, ask.caller.at + w.settings.validation, c.name, ask.account, source,
        w.catalog->managed.team_vault_owner, static_cast<std::uint16_t>(c.min_approvals_required),
        c.approvers, c.description});
}

void rule(Asking& ask, const call::GetApprovalTeam& c) {
    const World& w = ask.world;
    if (!w.teams.holds(c.team) || w.teams[c.team].status == TeamStatus::DELETED) {
        if (ask.admitted(c.operation)) ask.exists(false, c.team);
        return;
    }
    if (!ask.admitted(c.operation, c.team)) return;
    const bool is_own = w.teams[c.team].account == ask.account;
    ask.need(is_own || is_shared_with(w, c.team, ask.account), Gate::sharing,
             Reason::shared_with_account, Reason::not_shared_with_account,
             ErrorCode::ResourceNotFoundException, c.team);
}

void rule(Asking& ask, const call::GetSession& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.session)) return;
    if (!ask.exists(w.sessions.holds(c.session), c.session)) return;
    const auto team = w.sessions[c.session].team;
    ask.need(w.teams[team].account == ask.account || is_shared_with(w, team, ask.account),
             Gate::sharing, Reason::shared_with_account, Reason::not_shared_with_account,
             ErrorCode::ResourceNotFoundException, team);
}

void rule(Asking& ask, const call::ListApprovalTeams& c) { ask.admitted(c.operation); }

void rule(Asking& ask, const call::ListSessions& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.team)) return;
    if (!ask.exists(w.teams.holds(c.team), c.team)) return;
    ask.need(w.teams[c.team].account == ask.account || is_shared_with(w, c.team, ask.account),
             Gate::sharing, Reason::shared_with_account, Reason::not_shared_with_account,
             ErrorCode::ResourceNotFoundException, c.team);
}

// The team's administrator takes back a vote on the team itself, the owner of a vault its request to end an
// access: the team's own policy lets it, as long as the call comes through AWS Backup. Which others could be
// cancelled is not documented; none, we assume. Source: MPA-UPD, MPA-DEL, BK-ADM.
void rule(Asking& ask, const call::CancelSession& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.session)) return;
    if (!ask.exists(w.sessions.holds(c.session), c.session)) return;
    const Session& s = w.sessions[c.session];
    const bool is_own = w.teams[s.team].account == ask.account;
    const bool is_about_team = s.action == ProtectedAction::UpdateApprovalTeam ||
                               s.action == ProtectedAction::StartActiveApprovalTeamDeletion;
    if (!is_own) {
        RequestContext context;
        context.protected_resource = s.vault;
        context.requested_operation = operation_name(s.action);
        context.via_aws_service = true;
        if (!ask.authorized("mpa", "CancelSession", s.team, context, OtherSide::team)) return;
    }
    const bool is_own_revocation = s.action == ProtectedAction::RevokeRestoreAccessBackupVault &&
                                   w.vaults[s.vault].account == ask.account;
    if (!ask.need((is_own && is_about_team) || is_own_revocation, Gate::resource_state,
                  Reason::state_permits, Reason::session_not_cancellable,
                  ErrorCode::ConflictException, c.session))
        return;
    if (!ask.need(is_open(s), Gate::resource_state, Reason::state_permits,
                  Reason::session_not_pending, ErrorCode::ConflictException, c.session))
        return;
    cancel_session(w, c.session, SessionStatusCode::CANCELLED_BY_USER, ask.caller.at, ask.out);
}

// The policies on a team: AWS's own, given at creation, and that of its shares. Only for its owner.
void rule(Asking& ask, const call::GetResourcePolicy& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.team)) return;
    const std::string_view type = w.catalog->names.text(c.policy_type);
    if (!ask.need(type == "AWS_MANAGED" || type == "AWS_RAM", Gate::parameters,
                  Reason::parameters_valid, Reason::policy_type_unknown,
                  ErrorCode::InvalidParameterException))
        return;
    if (!text_fits(ask, c.policy_name, {0, 1000, Letters::any},
                   ErrorCode::InvalidParameterException))
        return;
    bool is_there = owns_team(ask, c.team);
    bool is_shared = false;
    for (const SharedResource& r : w.shared_resources)
        is_shared = is_shared || (r.resource == Ref(c.team) && r.is_associated);
    ask.exists(is_there && (type == "AWS_MANAGED" || is_shared), c.team);
}

void rule(Asking& ask, const call::ListResourcePolicies& c) {
    if (!ask.admitted(c.operation, c.team)) return;
    ask.exists(owns_team(ask, c.team), c.team);
}

namespace {

// An invitation of an active team is one to its next version.
void answer_update(Asking& ask, Id<TeamDraft> id, bool accepts) {
    const TeamDraft& draft = ask.world.team_drafts[id];
    const auto number = approver_in_portal(ask, draft.team, draft.team, &draft);
    if (number == approvers_max) return;
    const bool is_open_invitation = draft.approvers[number].status != ApproverStatus::ACCEPTED &&
                                    ask.caller.at < draft.deadline_at;
    if (!ask.need(is_open_invitation, Gate::resource_state, Reason::state_permits,
                  Reason::invitation_answered_before, ErrorCode::ConflictException, draft.team))
        return;
    answer_update_invitation(ask, id, number, accepts);
}

}  // namespace

void rule(Asking& ask, const call::AnswerTeamInvitation& c) {
    const World& w = ask.world;
    if (!w.teams.holds(c.team)) {
        if (ask.signed_in()) ask.exists(false, c.team);
        return;
    }
    const Team& team = w.teams[c.team];
    if (team.status_code == TeamStatusCode::UPDATE_PENDING_ACTIVATION)
        return answer_update(ask, team.pending_update, c.accept != Setting::no);
    const auto number = approver_in_portal(ask, c.team, c.team);
    if (number == approvers_max) return;
    const bool is_open_invitation = team.status == TeamStatus::PENDING &&
                                    team.status_code == TeamStatusCode::PENDING_ACTIVATION &&
                                    team.approvers[number].status == ApproverStatus::PENDING &&
                                    ask.caller.at < team.deadline_at;
    if (!ask.need(is_open_invitation, Gate::resource_state, Reason::state_permits,
                  Reason::invitation_answered_before, ErrorCode::ConflictException, c.team))
        return;
    const bool accepts = c.accept != Setting::no;
    ask.happens(event::TeamInvitationAnswered{c.team, number, yes_if(accepts), ask.caller.at});
    if (!accepts) {
        ask.happens(event::TeamActivationFailed{c.team});
        return;
    }
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        if (i != number && team.approvers[i].status != ApproverStatus::ACCEPTED) return;
    ask.happens(event::TeamActivated{c.team});
}

void rule(Asking& ask, const call::Vote& c) {
    const World& w = ask.world;
    if (!w.sessions.holds(c.session)) {
        if (ask.signed_in()) ask.exists(false, c.session);
        return;
    }
    const Session& s = w.sessions[c.session];
    const auto number = approver_in_portal(ask, s.team, c.session);
    if (number == approvers_max) return;
    if (!ask.need(s.status == SessionStatus::PENDING && ask.caller.at < s.expires_at,
                  Gate::resource_state, Reason::state_permits, Reason::session_not_pending,
                  ErrorCode::ConflictException, c.session))
        return;
    const std::uint32_t bit = 1u << number;
    if ((s.asked & bit) == 0) {
        ask.stop(Gate::membership, Reason::is_not_approver, ErrorCode::AccessDeniedException,
                 c.session);
        return;
    }
    if (((s.approved | s.rejected) & bit) && !w.settings.can_change_vote) {
        ask.stop(Gate::resource_state, Reason::voted_before, ErrorCode::ConflictException,
                 c.session);
        return;
    }
    if (!w.settings.can_requester_approve && is_requester(w, ask.caller.person, s)) {
        ask.stop(Gate::membership, Reason::requester_may_not_vote, ErrorCode::AccessDeniedException,
                 c.session);
        return;
    }
    if (!is_verified(ask, s, number)) return;
    ask.happens(event::VoteCast{c.session, number, c.response, ask.caller.at});
    const bool approves = c.response == Response::APPROVED;
    decide_session(ask, s, c.session, approves ? s.approved | bit : s.approved & ~bit,
                   approves ? s.rejected & ~bit : s.rejected | bit);
}

Id<Session> Asking::opens_session(Session session) {
    const Team& team = world.teams[session.team];
    session.initiated_at = caller.at;
    session.expires_at = caller.at + session_lifetime;
    session.min_approvals_required = team.min_approvals_required;
    session.approvers_count = team.approvers_count;
    if (session.asked == 0) session.asked = (1u << team.approvers_count) - 1;
    session.requires_verification = world.settings.requires_approver_verification;
    if (world.settings.session_validation > Duration{0}) {
        session.status = SessionStatus::CREATING;
        session.validated_at = caller.at + world.settings.session_validation;
    }
    const Id<Session> id{world.sessions.size()};
    pass(Gate::approval, Reason::vote_opened, session.team, Verdict::waits);
    out.outcome = Outcome::pending;
    out.gate = Gate::approval;
    happens(event::SessionStarted{session});
    return id;
}

}  // namespace airlock
