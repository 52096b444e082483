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

// The place of `user` in the team, or `approvers_max` when not an approver.
std::uint32_t approver_number(const Team& team, Id<User> user) {
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        if (team.approvers[i].user == user) return i;
    return approvers_max;
}

bool parameters_fit(Asking& ask, const call::CreateApprovalTeam& c) {
    const auto invalid = ErrorCode::ValidationException;
    const std::string_view name = ask.world.catalog->names.text(c.name);
    bool is_name = !name.empty() && name.size() <= 64;
    for (const char ch : name)
        is_name = is_name && ((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') ||
                              (ch >= '0' && ch <= '9') || ch == '.' || ch == '_' || ch == '-');
    if (!is_name) return ask.stop(Gate::parameters, Reason::name_invalid, invalid);
    const bool documented = ask.world.settings.has_documented_team_limits;
    const auto n = static_cast<std::int32_t>(c.approvers.size());
    if (n < (documented ? approvers_min : 1))
        return ask.stop(Gate::parameters, Reason::approvers_out_of_range, invalid);
    if (c.min_approvals_required < (documented ? approvals_required_min : 1) ||
        c.min_approvals_required > n)
        return ask.stop(Gate::parameters, Reason::threshold_out_of_range, invalid);
    for (std::uint32_t i = 0; i < c.approvers.size(); ++i)
        for (std::uint32_t k = 0; k < i; ++k)
            if (c.approvers[i] == c.approvers[k])
                return ask.stop(Gate::parameters, Reason::approver_twice, invalid, c.approvers[i]);
    ask.pass(Gate::parameters, Reason::parameters_valid);
    return true;
}

Id<IdentitySource> identity_source_of(const World& w, Id<Account> account) {
    for (const IdentitySource& s : w.identity_sources)
        if (s.account == account) return w.identity_sources.id_of(s);
    return {};
}

// The gates that voting and answering an invitation share. Gives the approver's number, or approvers_max.
std::uint32_t approver_in_portal(Asking& ask, Id<Team> team, Ref subject) {
    const World& w = ask.world;
    const auto user = ask.signed_in();
    if (!user) return approvers_max;
    const auto source = w.identity_sources[w.teams[team].identity_source].identity_center;
    if (!ask.need(!w.identity_centers[source].is_deleted, Gate::sign_in, Reason::user_signed_in,
                  Reason::identity_center_gone, ErrorCode::AccessDeniedException, user))
        return approvers_max;
    const auto number = approver_number(w.teams[team], user);
    if (!ask.need(number != approvers_max, Gate::membership, Reason::is_approver,
                  Reason::is_not_approver, ErrorCode::AccessDeniedException, subject))
        return approvers_max;
    return number;
}

// Does the voter also stand behind the request?
bool is_requester(const World& w, Id<Person> person, const Session& session) {
    for (const Credential& c : w.credentials)
        if (c.holder == person && session.requester && c.principal == session.requester)
            return true;
    return false;
}

// After a vote: has the team decided? Baseline sessions end when everybody has answered, whatever they said.
void decide_session(Asking& ask, const Session& s, Id<Session> id, std::uint32_t approved,
                    std::uint32_t rejected) {
    const int approvals = std::popcount(approved);
    const int rejections = std::popcount(rejected);
    const int required = s.min_approvals_required;
    const int spare = s.approvers_count - required;
    if (s.action == ProtectedAction::ApprovalTeamBaseline) {
        if (approvals + rejections == s.approvers_count)
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
    }
    return {};
}

void fail_session(const World& world, Id<Session> session, SessionStatusCode code, Instant at,
                  Decision& out) {
    const Session& s = world.sessions[session];
    out.events.push_back(event::SessionFailed{session, code, at});
    if (s.action == ProtectedAction::CreateRestoreAccessBackupVault)
        out.events.push_back(event::VaultFailed{s.restore_access_vault});
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
    if (!parameters_fit(ask, c)) return;
    const auto source = identity_source_of(w, ask.account);
    if (!ask.exists(bool(source), ask.account)) return;
    if (!ask.need(w.identity_sources[source].status == IdentitySourceStatus::ACTIVE,
                  Gate::resource_state, Reason::state_permits, Reason::source_inactive,
                  ErrorCode::ConflictException, source))
        return;
    std::uint32_t teams = 0;
    bool is_taken = false;
    for (const Team& t : w.teams) {
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
        c.approvers});
}

void rule(Asking& ask, const call::GetApprovalTeam& c) {
    const World& w = ask.world;
    if (!w.teams.holds(c.team)) {
        if (ask.admitted(c.operation)) ask.exists(false, c.team);
        return;
    }
    if (!ask.admitted(c.operation, c.team)) return;
    const bool is_own = w.teams[c.team].account == ask.account;
    ask.need(is_own || is_shared_with(w, c.team, ask.account), Gate::sharing,
             Reason::shared_with_account, Reason::not_shared_with_account,
             ErrorCode::ResourceNotFoundException, c.team);
}

// A test session that shows who can still be reached. Source: MPA-BASE.
void rule(Asking& ask, const call::StartApprovalTeamBaseline& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.team)) return;
    const bool is_own = w.teams.holds(c.team) && w.teams[c.team].account == ask.account;
    if (!ask.exists(is_own, c.team)) return;
    if (!ask.need(w.teams[c.team].status == TeamStatus::ACTIVE, Gate::resource_state,
                  Reason::state_permits, Reason::team_not_active, ErrorCode::ValidationException,
                  c.team))
        return;
    Session session;
    session.team = c.team;
    session.requester = ask.principal;
    session.requester_account = ask.account;
    session.action = ProtectedAction::ApprovalTeamBaseline;
    ask.opens_session(session);
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

void rule(Asking& ask, const call::AnswerTeamInvitation& c) {
    const World& w = ask.world;
    if (!w.teams.holds(c.team)) {
        if (ask.signed_in()) ask.exists(false, c.team);
        return;
    }
    const Team& team = w.teams[c.team];
    const auto number = approver_in_portal(ask, c.team, c.team);
    if (number == approvers_max) return;
    const bool is_open = team.status == TeamStatus::PENDING &&
                         team.status_code == TeamStatusCode::PENDING_ACTIVATION &&
                         team.approvers[number].status == ApproverStatus::PENDING &&
                         ask.caller.at < team.deadline_at;
    if (!ask.need(is_open, Gate::resource_state, Reason::state_permits,
                  Reason::invitation_answered_before, ErrorCode::ConflictException, c.team))
        return;
    const bool accepts = c.accept != Setting::no;
    ask.happens(event::TeamInvitationAnswered{c.team, number, yes_if(accepts)});
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
    ask.happens(event::VoteCast{c.session, number, c.response});
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
    const Id<Session> id{world.sessions.size()};
    pass(Gate::approval, Reason::vote_opened, session.team, Verdict::waits);
    out.outcome = Outcome::pending;
    out.gate = Gate::approval;
    happens(event::SessionStarted{session});
    return id;
}

}  // namespace airlock
