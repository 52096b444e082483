// How an approval team changes once it exists: new versions, deletion, tests of who can be reached, and what
// AWS Support does for a team that can no longer agree. Making a team, sessions and votes are in approval.cpp.
// Sources: MPA-UPD, MPA-DEL, MPA-HLT, MPA-BASE, MPA-TRB, MPA-API, P2 (domain.md §2.1, §3.1).
#include "world/gates.h"

namespace airlock {
namespace {

constexpr std::int32_t pending_window_days_max = 30;  // Assumed: no page gives the range
constexpr Duration invitation_lifetime = hours(24);

bool own_team(Asking& ask, Id<Team> team) {
    const World& w = ask.world;
    const bool is_own = w.teams.holds(team) && w.teams[team].account == ask.account &&
                        w.teams[team].status != TeamStatus::DELETED;
    return ask.exists(is_own, team);
}

// A vote on the team itself is under way, or its result still waits for invitations.
bool is_changing(const Team& team) {
    return team.status_code == TeamStatusCode::UPDATE_PENDING_APPROVAL ||
           team.status_code == TeamStatusCode::UPDATE_PENDING_ACTIVATION ||
           team.status_code == TeamStatusCode::DELETE_PENDING_APPROVAL;
}

bool is_unchanging(Asking& ask, Id<Team> team) {
    return ask.need(!is_changing(ask.world.teams[team]), Gate::resource_state,
                    Reason::state_permits, Reason::update_pending, ErrorCode::ConflictException,
                    team);
}

// Numbers of versions count up, whatever became of a draft.
std::uint32_t next_version(const World& w, Id<Team> team) {
    std::uint32_t version = w.teams[team].version;
    for (const TeamDraft& d : w.team_drafts)
        if (d.team == team && d.version > version) version = d.version;
    return version + 1;
}

// Whoever stays keeps his acceptance and his history; whoever is new has to accept.
Approver carried_over(const Team& team, Id<User> user) {
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        if (team.approvers[i].user == user) return team.approvers[i];
    Approver fresh;
    fresh.user = user;
    return fresh;
}

Few<Id<User>, approvers_max> users_of(const Team& team) {
    Few<Id<User>, approvers_max> users;
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        users.push_back(team.approvers[i].user);
    return users;
}

TeamDraft draft_of(const World& w, Id<Team> id, std::int32_t required,
                   const Few<Id<User>, approvers_max>& users) {
    TeamDraft draft;
    draft.team = id;
    draft.description = w.teams[id].description;
    draft.version = next_version(w, id);
    draft.min_approvals_required = static_cast<std::uint16_t>(required);
    for (const auto user : users)
        draft.approvers[draft.approvers_count++] = carried_over(w.teams[id], user);
    return draft;
}

bool is_asked_for_change(Asking& ask, const call::UpdateApprovalTeam& c) {
    const auto invalid = ErrorCode::ValidationException;
    if (c.update_actions &&
        ask.world.catalog->names.text(c.update_actions) != "SYNCHRONIZE_MFA_DEVICES")
        return ask.stop(Gate::parameters, Reason::unknown_update_action, invalid);
    const bool asks_for_something = c.min_approvals_required != unset || !c.approvers.empty() ||
                                    c.description || c.update_actions;
    if (!asks_for_something) return ask.stop(Gate::parameters, Reason::parameter_missing, invalid);
    return text_fits(ask, c.description, description_limit, invalid);
}

void cancel_open_sessions(const World& w, Id<Team> team, SessionStatusCode code, Instant at,
                          Id<Session> but, Decision& out) {
    for (const Session& s : w.sessions) {
        const auto id = w.sessions.id_of(s);
        if (s.team == team && id != but && is_open(s)) cancel_session(w, id, code, at, out);
    }
}

void apply_draft(const World& w, Id<TeamDraft> id, Instant at, Decision& out) {
    const TeamDraft& draft = w.team_drafts[id];
    out.events.push_back(event::TeamUpdated{draft.team, id, at});
    cancel_open_sessions(w, draft.team, SessionStatusCode::CONFIGURATION_CHANGED, at, draft.session,
                         out);
}

bool has_new_approvers(const TeamDraft& draft) {
    for (std::uint32_t i = 0; i < draft.approvers_count; ++i)
        if (draft.approvers[i].status != ApproverStatus::ACCEPTED) return true;
    return false;
}

Session own_session(const Asking& ask, Id<Team> team, ProtectedAction action) {
    Session session;
    session.team = team;
    session.requester = ask.principal;
    session.requester_account = ask.account;
    session.action = action;
    return session;
}

}  // namespace

bool is_open(const Session& session) {
    return session.status == SessionStatus::PENDING || session.status == SessionStatus::CREATING;
}

bool can_sign_in_as_approver(const World& w, const Team& team, std::uint32_t number) {
    const Approver& approver = team.approvers[number];
    const auto source = w.identity_sources[team.identity_source];
    const IdentityCenter& center = w.identity_centers[source.identity_center];
    return approver.status == ApproverStatus::ACCEPTED && w.users.holds(approver.user) &&
           w.users[approver.user].is_enabled && !center.is_deleted &&
           w.users[approver.user].provider == center.provider;
}

bool is_active_approver(const World& w, const Team& team, std::uint32_t number, Instant at) {
    if (!can_sign_in_as_approver(w, team, number)) return false;
    const Approver& approver = team.approvers[number];
    switch (w.settings.approver_inactivity) {
        case ApproverInactivity::missed_sessions: return approver.missed_sessions < 2;
        case ApproverInactivity::ninety_days:
            return at < Instant{0} + days(approver.last_activity_day) + days(90);
    }
    return false;
}

// An active team votes on its next version; an inactive one simply tries again. Source: MPA-UPD (T6, T8–T14).
void rule(Asking& ask, const call::UpdateApprovalTeam& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.team)) return;
    if (!is_asked_for_change(ask, c)) return;
    if (!own_team(ask, c.team)) return;
    const Team& team = w.teams[c.team];
    const auto users = c.approvers.empty() ? users_of(team) : c.approvers;
    const std::int32_t required =
        c.min_approvals_required == unset ? team.min_approvals_required : c.min_approvals_required;
    if (!team_fits(ask, required, users)) return;
    if (!ask.need(team.status == TeamStatus::ACTIVE || team.status == TeamStatus::INACTIVE,
                  Gate::resource_state, Reason::state_permits, Reason::team_not_active,
                  ErrorCode::ConflictException, c.team))
        return;
    if (!is_unchanging(ask, c.team)) return;
    const auto source = team.status == TeamStatus::INACTIVE ? identity_source_of(w, ask.account)
                                                            : team.identity_source;
    if (!ask.need(source && w.identity_sources[source].status == IdentitySourceStatus::ACTIVE,
                  Gate::resource_state, Reason::state_permits, Reason::source_inactive,
                  ErrorCode::ConflictException, source))
        return;
    const auto description = c.description ? c.description : team.description;
    if (team.status == TeamStatus::INACTIVE) {
        ask.pass(Gate::approval, Reason::no_vote_needed, c.team);
        ask.happens(event::TeamRetried{ask.caller.at, ask.caller.at + w.settings.validation, c.team,
                                       source, description, static_cast<std::uint16_t>(required),
                                       users});
        return;
    }
    TeamDraft draft = draft_of(w, c.team, required, users);
    draft.description = description;
    draft.synchronizes_mfa = yes_if(bool(c.update_actions));
    const Id<TeamDraft> id{w.team_drafts.size()};
    if (!are_valid_approvers(w, source, users)) {
        draft.status = DraftStatus::failed;
        ask.stop(Gate::resource_state, Reason::approvers_not_valid, ErrorCode::none, c.team);
        ask.fails_on_the_way();
        ask.happens(event::TeamUpdateDrafted{draft, TeamStatusCode::UPDATE_FAILED_VALIDATION});
        return;
    }
    ask.happens(event::TeamUpdateDrafted{draft, TeamStatusCode::UPDATE_PENDING_APPROVAL});
    Session session = own_session(ask, c.team, ProtectedAction::UpdateApprovalTeam);
    session.draft = id;
    ask.opens_session(session);
}

// The team votes on its own end, even while vaults rely on it. Source: MPA-DEL (T17–T19).
void rule(Asking& ask, const call::StartActiveApprovalTeamDeletion& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.team)) return;
    const std::int32_t window = c.pending_window_days == unset ? 0 : c.pending_window_days;
    if (!ask.need(window >= 0 && window <= pending_window_days_max, Gate::parameters,
                  Reason::parameters_valid, Reason::pending_window_out_of_range,
                  ErrorCode::ValidationException))
        return;
    if (!own_team(ask, c.team)) return;
    const Team& team = w.teams[c.team];
    if (!ask.need(team.status == TeamStatus::ACTIVE, Gate::resource_state, Reason::state_permits,
                  Reason::team_not_active, ErrorCode::ConflictException, c.team))
        return;
    if (!is_unchanging(ask, c.team)) return;
    // Assumed: what DELETE_FAILED_VALIDATION means; only the API lists it.
    if (w.identity_sources[team.identity_source].status != IdentitySourceStatus::ACTIVE) {
        ask.stop(Gate::resource_state, Reason::source_inactive, ErrorCode::none,
                 team.identity_source);
        ask.fails_on_the_way();
        ask.happens(event::TeamDeletionFailed{c.team, TeamStatusCode::DELETE_FAILED_VALIDATION});
        return;
    }
    Session session = own_session(ask, c.team, ProtectedAction::StartActiveApprovalTeamDeletion);
    session.pending_window_days = static_cast<std::uint8_t>(window);
    ask.opens_session(session);
}

// A team that never came about, or the draft of an update that failed; nobody votes. Source: MPA-API (T7, T16).
void rule(Asking& ask, const call::DeleteInactiveApprovalTeamVersion& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.team)) return;
    if (!own_team(ask, c.team)) return;
    const Team& team = w.teams[c.team];
    const auto draft = team.pending_update;
    const auto version = static_cast<std::uint32_t>(c.version_id);
    const bool is_draft = draft && w.team_drafts[draft].version == version;
    if (!ask.exists(is_draft || team.version == version, c.team)) return;
    const bool is_unused = is_draft ? w.team_drafts[draft].status == DraftStatus::failed
                                    : team.status == TeamStatus::INACTIVE;
    if (!ask.need(is_unused, Gate::resource_state, Reason::state_permits, Reason::version_in_use,
                  ErrorCode::ConflictException, c.team))
        return;
    ask.pass(Gate::approval, Reason::no_vote_needed, c.team);
    if (is_draft) ask.happens(event::TeamDraftDeleted{c.team, draft});
    else ask.happens(event::TeamDeleted{c.team});
}

// A test session that shows who can still be reached. Source: MPA-BASE. Assumed: an approver with an open
// baseline is not asked twice, and ALL_APPROVERS_IN_SESSION says that nobody is left to ask.
void rule(Asking& ask, const call::StartApprovalTeamBaseline& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.team)) return;
    if (!own_team(ask, c.team)) return;
    const Team& team = w.teams[c.team];
    if (!ask.need(team.status == TeamStatus::ACTIVE, Gate::resource_state, Reason::state_permits,
                  Reason::team_not_active, ErrorCode::ValidationException, c.team))
        return;
    std::uint32_t asked = 0;
    for (const auto user : c.approver_ids) {
        const auto number = approver_number(team, user);
        if (!ask.need(number != approvers_max, Gate::membership, Reason::is_approver,
                      Reason::is_not_approver, ErrorCode::ResourceNotFoundException, user))
            return;
        asked |= 1u << number;
    }
    if (c.approver_ids.empty()) asked = (1u << team.approvers_count) - 1;
    for (const Session& s : w.sessions)
        if (s.team == c.team && s.action == ProtectedAction::ApprovalTeamBaseline && is_open(s))
            asked &= ~s.asked | s.approved | s.rejected;
    Session session = own_session(ask, c.team, ProtectedAction::ApprovalTeamBaseline);
    session.asked = asked;
    if (asked != 0) {
        ask.opens_session(session);
        return;
    }
    ask.stop(Gate::resource_state, Reason::all_in_session, ErrorCode::none, c.team);
    ask.fails_on_the_way();
    session.initiated_at = session.expires_at = session.completed_at = ask.caller.at;
    session.min_approvals_required = team.min_approvals_required;
    session.approvers_count = team.approvers_count;
    session.status = SessionStatus::FAILED;
    session.status_code = SessionStatusCode::ALL_APPROVERS_IN_SESSION;
    ask.happens(event::SessionStarted{session});
}

// AWS Support puts new approvers in force without a vote, for a team that can no longer reach one. Like an
// account's return it needs its owner, not a credential. Source: MPA-TRB (T22, T23); the days are assumed.
void rule(Asking& ask, const call::RecoverApprovalTeam& c) {
    const World& w = ask.world;
    const bool does_exist = w.teams.holds(c.team) && w.teams[c.team].status == TeamStatus::ACTIVE;
    if (!ask.exists(does_exist, c.team)) return;
    const Team& team = w.teams[c.team];
    bool is_owner = false;
    for (const Credential& k : w.credentials)
        is_owner = is_owner || (k.holder == ask.caller.person && !k.stolen_from && k.principal &&
                                w.principals[k.principal].account == team.account);
    if (!ask.need(is_owner, Gate::credential, Reason::credential_valid, Reason::credential_not_held,
                  ErrorCode::AccessDeniedException, team.account))
        return;
    if (!team_fits(ask, c.min_approvals_required, c.approvers)) return;
    const bool has_failed = w.sessions.holds(c.session) && w.sessions[c.session].team == c.team &&
                            w.sessions[c.session].status == SessionStatus::FAILED;
    if (!ask.need(has_failed, Gate::resource_exists, Reason::exists, Reason::no_failed_session,
                  ErrorCode::InvalidRequestException, c.session))
        return;
    std::uint32_t active = 0;
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        active += is_active_approver(w, team, i, ask.caller.at) ? 1u : 0u;
    if (!ask.need(active < team.min_approvals_required, Gate::resource_state, Reason::state_permits,
                  Reason::team_can_still_decide, ErrorCode::InvalidRequestException, c.team))
        return;
    for (const TeamDraft& d : w.team_drafts)
        if (d.team == c.team && d.status == DraftStatus::with_support) {
            ask.stop(Gate::resource_state, Reason::case_open, ErrorCode::InvalidRequestException,
                     c.team);
            return;
        }
    const auto source = identity_source_of(w, team.account);
    if (!ask.need(source && w.identity_sources[source].status == IdentitySourceStatus::ACTIVE &&
                      are_valid_approvers(w, source, c.approvers),
                  Gate::resource_state, Reason::state_permits, Reason::approvers_not_valid,
                  ErrorCode::InvalidRequestException, c.team))
        return;
    TeamDraft draft = draft_of(w, c.team, c.min_approvals_required, c.approvers);
    draft.status = DraftStatus::with_support;
    draft.session = c.session;
    draft.deadline_at = ask.caller.at + w.settings.team_recovery;
    ask.happens(event::TeamRecoveryRequested{draft});
}

// What the team agreed to about itself. MPA acts by itself here, nobody's permission is asked again
// (domain.md §3.6).
void execute_on_team(const World& w, Id<Session> session, Instant at, Decision& out) {
    const Session& s = w.sessions[session];
    out.checks.push_back(
        {Gate::approval, Verdict::passed, Reason::team_protects_itself, 0xff, s.team});
    out.events.push_back(event::SessionExecuted{session});
    if (s.action == ProtectedAction::StartActiveApprovalTeamDeletion) {
        out.events.push_back(event::TeamDeletionApproved{s.team, at + days(s.pending_window_days)});
        cancel_open_sessions(w, s.team, SessionStatusCode::TEAM_DELETED, at, session, out);
        return;
    }
    if (has_new_approvers(w.team_drafts[s.draft]))
        out.events.push_back(event::TeamUpdateApproved{s.team, s.draft, at + invitation_lifetime});
    else apply_draft(w, s.draft, at, out);
}

void answer_update_invitation(Asking& ask, Id<TeamDraft> id, std::uint32_t number, bool accepts) {
    const World& w = ask.world;
    const TeamDraft& draft = w.team_drafts[id];
    ask.happens(event::TeamUpdateInvitationAnswered{id, number, yes_if(accepts), ask.caller.at});
    if (!accepts) {
        ask.happens(
            event::TeamUpdateFailed{draft.team, id, TeamStatusCode::UPDATE_FAILED_ACTIVATION});
        return;
    }
    for (std::uint32_t i = 0; i < draft.approvers_count; ++i)
        if (i != number && draft.approvers[i].status != ApproverStatus::ACCEPTED) return;
    apply_draft(w, id, ask.caller.at, ask.out);
}

// Backup drops what rested on the team: associations and the views opened through them. Source: P2.
void end_team(const World& w, Id<Team> team, Decision& out) {
    out.events.push_back(event::TeamDeleted{team});
    for (const SharedResource& r : w.shared_resources)
        if (r.resource == Ref(team) && r.is_associated)
            out.events.push_back(event::ResourceUnshared{w.shared_resources.id_of(r)});
    if (!w.settings.team_deletion_drops_access) return;
    for (const Vault& v : w.vaults) {
        if (v.mpa_approval_team != team || v.state == VaultState::deleted) continue;
        out.events.push_back(event::TeamDisassociated{w.vaults.id_of(v)});
    }
    for (const Vault& v : w.vaults)
        if (v.access_session && w.sessions[v.access_session].team == team &&
            (v.state == VaultState::AVAILABLE || v.approved_at != never) &&
            v.state != VaultState::deleted)
            out.events.push_back(event::VaultDeleted{w.vaults.id_of(v)});
}

void recover_team(const World& w, Id<TeamDraft> id, Instant at, Decision& out) {
    const TeamDraft& draft = w.team_drafts[id];
    const auto source = identity_source_of(w, w.teams[draft.team].account);
    const bool is_possible = w.teams[draft.team].status == TeamStatus::ACTIVE && source;
    if (!is_possible) {
        out.outcome = Outcome::failed;
        out.events.push_back(event::TeamDraftDeleted{draft.team, id});
        return;
    }
    out.events.push_back(event::TeamRecovered{draft.team, id, source, at});
    cancel_open_sessions(w, draft.team, SessionStatusCode::CONFIGURATION_CHANGED, at, {}, out);
}

}  // namespace airlock
