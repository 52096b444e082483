// Deadlines: which falls due next, and what it brings about. A deadline is a date in a row; nobody keeps a
// list beside the world, so that a copy of a world knows its own future.
#include "world/due.h"

#include "world/gates.h"

namespace airlock {
namespace {

// What multi-party approval does waits for its Region. Assumed: it is done as soon as that answers again.
Instant when_up(Instant at, Instant down_until) {
    return at == never || at >= down_until ? at : down_until;
}

// Keeps the earliest; among equals the first offered, which is the order of DueKind and of creation.
void offer(Due& earliest, Instant at, DueKind kind, Ref subject) {
    if (at < earliest.at) earliest = {at, kind, subject};
}

void offer_sessions(const World& w, Instant down_until, Due& earliest) {
    for (const Session& s : w.sessions)
        if (s.execution_status == ExecutionStatus::PENDING)
            offer(earliest, when_up(s.completed_at, down_until), DueKind::execution,
                  w.sessions.id_of(s));
}

void offer_outages(const World& w, Due& earliest) {
    for (const Outage& o : w.outages)
        if (!o.is_over) offer(earliest, o.ends_at, DueKind::region_recovery, w.outages.id_of(o));
}

void offer_identity(const World& w, Instant down_until, Due& earliest) {
    for (const IdentitySource& s : w.identity_sources)
        if (s.status == IdentitySourceStatus::CREATING)
            offer(earliest, when_up(s.active_at, down_until), DueKind::identity_source,
                  w.identity_sources.id_of(s));
    for (const IdentitySource& s : w.identity_sources)
        if (s.status == IdentitySourceStatus::DELETING)
            offer(earliest, when_up(s.active_at, down_until), DueKind::identity_source_deletion,
                  w.identity_sources.id_of(s));
    for (const Team& t : w.teams)
        if (t.status == TeamStatus::PENDING && t.status_code == TeamStatusCode::VALIDATING)
            offer(earliest, when_up(t.deadline_at, down_until), DueKind::team_validation,
                  w.teams.id_of(t));
    for (const Team& t : w.teams)
        if (t.status == TeamStatus::PENDING && t.status_code == TeamStatusCode::PENDING_ACTIVATION)
            offer(earliest, when_up(t.deadline_at, down_until), DueKind::team_invitations,
                  w.teams.id_of(t));
}

void offer_drafts(const World& w, Instant down_until, Due& earliest) {
    for (const TeamDraft& d : w.team_drafts)
        if (d.status == DraftStatus::pending_activation)
            offer(earliest, when_up(d.deadline_at, down_until), DueKind::team_update_invitations,
                  w.team_drafts.id_of(d));
    for (const Team& t : w.teams)
        if (t.status == TeamStatus::DELETING)
            offer(earliest, when_up(t.deadline_at, down_until), DueKind::team_deletion,
                  w.teams.id_of(t));
    for (const TeamDraft& d : w.team_drafts)
        if (d.status == DraftStatus::with_support)
            offer(earliest, when_up(d.deadline_at, down_until), DueKind::team_recovery,
                  w.team_drafts.id_of(d));
    if (w.settings.session_validation == Duration{0}) return;
    for (const Session& s : w.sessions)
        if (s.status == SessionStatus::CREATING)
            offer(earliest, when_up(s.validated_at, down_until), DueKind::session_validation,
                  w.sessions.id_of(s));
}

void offer_invitations(const World& w, Instant down_until, Due& earliest) {
    for (const Session& s : w.sessions)
        if (s.status == SessionStatus::PENDING)
            offer(earliest, when_up(s.expires_at, down_until), DueKind::session_expiry,
                  w.sessions.id_of(s));
    for (const Handshake& h : w.handshakes)
        if (h.state == HandshakeState::OPEN)
            offer(earliest, h.expires_at, DueKind::handshake_expiry, w.handshakes.id_of(h));
    for (const SharePrincipal& p : w.share_principals)
        if (p.invitation == InvitationStatus::PENDING && p.status == AssociationStatus::ASSOCIATING)
            offer(earliest, p.invitation_expires_at, DueKind::invitation_expiry,
                  w.share_principals.id_of(p));
}

// An access opened by a vote ends by itself only where a scenario says so (domain.md §13).
void offer_access_expiry(const World& w, Due& earliest) {
    const Duration lifetime = w.settings.restore_access_expiry;
    if (lifetime == Duration{0}) return;
    for (const Vault& v : w.vaults)
        if (v.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT && v.state == VaultState::AVAILABLE)
            offer(earliest, v.approved_at + lifetime, DueKind::restore_access_expiry,
                  w.vaults.id_of(v));
}

void offer_backup(const World& w, Due& earliest) {
    for (const Vault& v : w.vaults)
        if (v.state == VaultState::CREATING)
            offer(earliest, v.deadline_at, DueKind::vault_available, w.vaults.id_of(v));
    for (const Vault& v : w.vaults)
        if (v.lock == LockMode::compliance_grace && v.state != VaultState::deleted)
            offer(earliest, v.lock_date, DueKind::lock_maturity, w.vaults.id_of(v));
    for (const Job& j : w.jobs)
        if (j.status == JobStatus::RUNNING || j.status == JobStatus::ABORTING)
            offer(earliest, j.deadline_at, DueKind::job_end, w.jobs.id_of(j));
    offer_access_expiry(w, earliest);
    for (const RecoveryPoint& p : w.recovery_points)
        if (p.status == RecoveryPointStatus::COMPLETED && p.delete_at < earliest.at)
            offer(earliest, deleted_by_lifecycle_at(w, p), DueKind::recovery_point_expiry,
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
    for (const Account& a : w.accounts)
        if (a.support_case == SupportCaseStatus::open)
            offer(earliest, a.case_answered_at, DueKind::support_answer, w.accounts.id_of(a));
    for (const Account& a : w.accounts)
        if (a.support_case == SupportCaseStatus::answered)
            offer(earliest, a.case_resolved_at, DueKind::account_recovery, w.accounts.id_of(a));
}

void offer_waiting(const World& w, Due& earliest) {
    for (const Job& j : w.jobs)
        if (j.status == JobStatus::CREATED || j.status == JobStatus::PENDING)
            offer(earliest, j.start_by, DueKind::job_start_window, w.jobs.id_of(j));
    for (const RecoveryPoint& p : w.recovery_points)
        if (p.status == RecoveryPointStatus::COMPLETED && p.storage_class == StorageClass::WARM)
            offer(earliest, p.cold_at, DueKind::cold_transition, w.recovery_points.id_of(p));
    for (const LegalHold& h : w.legal_holds)
        offer(earliest, h.changes_at, DueKind::legal_hold, w.legal_holds.id_of(h));
}

void offer_plans(const World& w, Due& earliest) {
    const auto is_closed = [&](Id<Account> id) {
        return w.accounts[id].status == AccountStatus::closed;
    };
    for (const BackupRule& r : w.backup_rules)
        if (!r.is_deleted && !is_closed(w.backup_plans[r.plan].account))
            offer(earliest, r.next_at, DueKind::backup_run, w.backup_rules.id_of(r));
    for (const RestoreTestingPlan& p : w.restore_testing_plans)
        if (!p.is_deleted && !is_closed(p.account))
            offer(earliest, p.next_at, DueKind::restore_testing_run,
                  w.restore_testing_plans.id_of(p));
    for (const Job& j : w.jobs)
        if (j.validation == ValidationStatus::VALIDATING)
            offer(earliest, j.validate_by, DueKind::validation_window, w.jobs.id_of(j));
    for (const Job& j : w.jobs)
        if (j.deletion == DeletionStatus::DELETING)
            offer(earliest, j.deadline_at, DueKind::test_deletion, w.jobs.id_of(j));
}

bool is_valid(const World& w, const Team& team) {
    Few<Id<User>, approvers_max> users;
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        users.push_back(team.approvers[i].user);
    return are_valid_approvers(w, team.identity_source, users);
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
    const Instant down_until = mpa_down_until(world);
    offer_outages(world, earliest);
    offer_sessions(world, down_until, earliest);
    offer_identity(world, down_until, earliest);
    offer_drafts(world, down_until, earliest);
    offer_invitations(world, down_until, earliest);
    offer_backup(world, earliest);
    offer_estate(world, earliest);
    offer_waiting(world, earliest);
    offer_plans(world, earliest);
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
        case DueKind::region_recovery:
            out.events.push_back(event::RegionRecovered{due.subject.as<Outage>()});
            break;
        case DueKind::identity_source_deletion:
            out.events.push_back(event::IdentitySourceDeleted{due.subject.as<IdentitySource>()});
            break;
        case DueKind::team_update_invitations: {
            const auto draft = due.subject.as<TeamDraft>();
            out.outcome = Outcome::failed;
            out.events.push_back(event::TeamUpdateFailed{world.team_drafts[draft].team, draft,
                                                         TeamStatusCode::UPDATE_FAILED_ACTIVATION});
            break;
        }
        case DueKind::team_deletion: end_team(world, due.subject.as<Team>(), out); break;
        case DueKind::team_recovery:
            recover_team(world, due.subject.as<TeamDraft>(), due.at, out);
            break;
        case DueKind::session_validation:
            out.events.push_back(event::SessionValidated{due.subject.as<Session>()});
            break;
        case DueKind::restore_access_expiry:
            out.events.push_back(event::VaultDeleted{due.subject.as<Vault>()});
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
            end_lifecycle(world, due.subject.as<RecoveryPoint>(), due.at, out);
            break;
        case DueKind::job_start_window: end_waiting(world, due.subject.as<Job>(), out); break;
        case DueKind::cold_transition:
            out.events.push_back(event::RecoveryPointMovedToCold{due.subject.as<RecoveryPoint>()});
            break;
        case DueKind::legal_hold: {
            const auto hold = due.subject.as<LegalHold>();
            if (world.legal_holds[hold].status == LegalHoldStatus::CREATING)
                out.events.push_back(event::LegalHoldActivated{hold});
            else out.events.push_back(event::LegalHoldCanceled{hold, due.at});
            break;
        }
        case DueKind::backup_run:
            run_backup_rule(world, due.subject.as<BackupRule>(), due.at, out);
            break;
        case DueKind::restore_testing_run:
            run_restore_testing_plan(world, due.subject.as<RestoreTestingPlan>(), due.at, out);
            break;
        case DueKind::validation_window:
            end_validation_window(due.subject.as<Job>(), due.at, world, out);
            break;
        case DueKind::test_deletion:
            out.events.push_back(event::TestResourceDeleted{due.subject.as<Job>()});
            break;
        case DueKind::account_suspension:
            out.events.push_back(event::AccountSuspended{due.subject.as<Account>()});
            break;
        case DueKind::account_end: close_for_good(world, due.subject.as<Account>(), out); break;
        case DueKind::support_answer:
            out.events.push_back(event::SupportCaseAnswered{due.subject.as<Account>()});
            break;
        case DueKind::account_recovery:
            give_back_account(world, due.subject.as<Account>(), out);
            break;
        case DueKind::key_deletion: delete_key(world, due.subject.as<Key>(), out); break;
    }
    return out;
}

}  // namespace airlock
