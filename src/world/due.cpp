// Deadlines: which falls due next, and what it brings about. A deadline is a date in a row; nobody keeps a
// list beside the world, so that a copy of a world knows its own future.
#include "world/due.h"

#include "world/gates.h"

namespace airlock {
namespace {

// Keeps the earliest; among equals the first offered, which is the order of DueKind and of creation.
void offer(Due& earliest, Instant at, DueKind kind, Ref subject) {
    if (at < earliest.at) earliest = {at, kind, subject};
}

void offer_sessions(const World& w, Due& earliest) {
    for (const Session& s : w.sessions)
        if (s.execution_status == ExecutionStatus::PENDING)
            offer(earliest, s.completed_at, DueKind::execution, w.sessions.id_of(s));
}

void offer_identity(const World& w, Due& earliest) {
    for (const IdentitySource& s : w.identity_sources)
        if (s.status == IdentitySourceStatus::CREATING)
            offer(earliest, s.active_at, DueKind::identity_source, w.identity_sources.id_of(s));
    for (const Team& t : w.teams)
        if (t.status == TeamStatus::PENDING && t.status_code == TeamStatusCode::VALIDATING)
            offer(earliest, t.deadline_at, DueKind::team_validation, w.teams.id_of(t));
    for (const Team& t : w.teams)
        if (t.status == TeamStatus::PENDING && t.status_code == TeamStatusCode::PENDING_ACTIVATION)
            offer(earliest, t.deadline_at, DueKind::team_invitations, w.teams.id_of(t));
}

void offer_invitations(const World& w, Due& earliest) {
    for (const Session& s : w.sessions)
        if (s.status == SessionStatus::PENDING)
            offer(earliest, s.expires_at, DueKind::session_expiry, w.sessions.id_of(s));
    for (const Handshake& h : w.handshakes)
        if (h.state == HandshakeState::OPEN)
            offer(earliest, h.expires_at, DueKind::handshake_expiry, w.handshakes.id_of(h));
    for (const SharePrincipal& p : w.share_principals)
        if (p.invitation == InvitationStatus::PENDING && p.status == AssociationStatus::ASSOCIATING)
            offer(earliest, p.invitation_expires_at, DueKind::invitation_expiry,
                  w.share_principals.id_of(p));
}

void offer_backup(const World& w, Due& earliest) {
    for (const Vault& v : w.vaults)
        if (v.state == VaultState::CREATING)
            offer(earliest, v.deadline_at, DueKind::vault_available, w.vaults.id_of(v));
    for (const Vault& v : w.vaults)
        if (v.lock == LockMode::compliance_grace && v.state != VaultState::deleted)
            offer(earliest, v.lock_date, DueKind::lock_maturity, w.vaults.id_of(v));
    for (const Job& j : w.jobs)
        if (j.status == JobStatus::RUNNING)
            offer(earliest, j.deadline_at, DueKind::job_end, w.jobs.id_of(j));
    for (const RecoveryPoint& p : w.recovery_points)
        if (p.status == RecoveryPointStatus::COMPLETED)
            offer(earliest, p.delete_at, DueKind::recovery_point_expiry,
                  w.recovery_points.id_of(p));
}

constexpr Duration post_closure = days(90);  // Source: ACCT

void offer_estate(const World& w, Due& earliest) {
    for (const Account& a : w.accounts)
        if (a.status == AccountStatus::PENDING_CLOSURE)
            offer(earliest, a.closed_at + w.settings.account_closure, DueKind::account_suspension,
                  w.accounts.id_of(a));
    for (const Account& a : w.accounts)
        if (a.status == AccountStatus::SUSPENDED)
            offer(earliest, a.closed_at + post_closure, DueKind::account_end, w.accounts.id_of(a));
    for (const Key& k : w.keys)
        if (k.state == KeyState::PendingDeletion)
            offer(earliest, k.deletion_at, DueKind::key_deletion, w.keys.id_of(k));
}

// Approvers must be enabled users of the directory behind the identity source. Source: MPA-CRE, MPA-HLT (T3).
bool is_valid(const World& w, const Team& team) {
    const auto center = w.identity_sources[team.identity_source].identity_center;
    for (std::uint32_t i = 0; i < team.approvers_count; ++i) {
        const auto user = team.approvers[i].user;
        if (!w.users.holds(user) || !w.users[user].is_enabled) return false;
        if (w.users[user].provider != w.identity_centers[center].provider) return false;
    }
    return true;
}

void end_validation(const World& w, Id<Team> team, Instant at, Decision& out) {
    if (is_valid(w, w.teams[team])) {
        out.events.push_back(event::TeamValidated{team, at + hours(24)});
        return;
    }
    out.outcome = Outcome::failed;
    out.events.push_back(event::TeamValidationFailed{team});
}

}  // namespace

Due next_due(const World& world) {
    Due earliest;
    offer_sessions(world, earliest);
    offer_identity(world, earliest);
    offer_invitations(world, earliest);
    offer_backup(world, earliest);
    offer_estate(world, earliest);
    return earliest;
}

Decision fall_due(const World& world, const Due& due) {
    Decision out;
    switch (due.kind) {
        case DueKind::none: break;
        case DueKind::execution:
            execute_session(world, due.subject.as<Session>(), due.at, out);
            break;
        case DueKind::identity_source:
            out.events.push_back(event::IdentitySourceActivated{due.subject.as<IdentitySource>()});
            break;
        case DueKind::team_validation:
            end_validation(world, due.subject.as<Team>(), due.at, out);
            break;
        case DueKind::team_invitations:
            out.outcome = Outcome::failed;
            out.events.push_back(event::TeamActivationFailed{due.subject.as<Team>()});
            break;
        case DueKind::session_expiry:  // silence counts as no. Source: MPA-CON
            out.outcome = Outcome::failed;
            out.gate = Gate::approval;
            out.checks.push_back(
                {Gate::approval, Verdict::stopped, Reason::votes_missing, 0xff, due.subject});
            fail_session(world, due.subject.as<Session>(), SessionStatusCode::EXPIRED, due.at, out);
            break;
        case DueKind::handshake_expiry:
            out.outcome = Outcome::failed;
            out.events.push_back(event::HandshakeExpired{due.subject.as<Handshake>()});
            break;
        case DueKind::invitation_expiry:
            out.outcome = Outcome::failed;
            out.events.push_back(event::InvitationExpired{due.subject.as<SharePrincipal>()});
            break;
        case DueKind::vault_available:
            out.events.push_back(event::VaultAvailable{due.subject.as<Vault>()});
            break;
        case DueKind::lock_maturity:
            out.events.push_back(event::VaultLockMatured{due.subject.as<Vault>()});
            break;
        case DueKind::job_end: end_job(world, due.subject.as<Job>(), due.at, out); break;
        case DueKind::recovery_point_expiry:
            out.events.push_back(event::RecoveryPointExpired{due.subject.as<RecoveryPoint>()});
            break;
        case DueKind::account_suspension:
            out.events.push_back(event::AccountSuspended{due.subject.as<Account>()});
            break;
        case DueKind::account_end: close_for_good(world, due.subject.as<Account>(), out); break;
        case DueKind::key_deletion: delete_key(world, due.subject.as<Key>(), out); break;
    }
    return out;
}

}  // namespace airlock
