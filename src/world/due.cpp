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

// Keeps the earliest; among equals the first in the order of DueKind and, as rows are offered in theirs, of creation.
void offer(Due& earliest, Instant at, DueKind kind, Ref subject) {
    if (at < earliest.at || (at == earliest.at && at != never && kind < earliest.kind))
        earliest = {at, kind, subject};
}

// One row of each kind that has deadlines, and what they are. `w` is asked for what else they depend on.
void offer_of(const World&, const Outage& o, Id<Outage> id, Instant, Due& earliest) {
    if (!o.is_over) offer(earliest, o.ends_at, DueKind::region_recovery, id);
}

void offer_of(const World& w, const Session& s, Id<Session> id, Instant down_until, Due& earliest) {
    if (s.execution_status == ExecutionStatus::PENDING)
        offer(earliest, when_up(s.completed_at, down_until), DueKind::execution, id);
    if (s.status == SessionStatus::CREATING && w.settings.session_validation > Duration{0})
        offer(earliest, when_up(s.validated_at, down_until), DueKind::session_validation, id);
    if (s.status == SessionStatus::PENDING)
        offer(earliest, when_up(s.expires_at, down_until), DueKind::session_expiry, id);
}

void offer_of(const World&, const IdentitySource& s, Id<IdentitySource> id, Instant down_until,
              Due& earliest) {
    if (s.status == IdentitySourceStatus::CREATING)
        offer(earliest, when_up(s.active_at, down_until), DueKind::identity_source, id);
    if (s.status == IdentitySourceStatus::DELETING)
        offer(earliest, when_up(s.active_at, down_until), DueKind::identity_source_deletion, id);
}

void offer_of(const World&, const Team& t, Id<Team> id, Instant down_until, Due& earliest) {
    const Instant at = when_up(t.deadline_at, down_until);
    if (t.status == TeamStatus::DELETING) offer(earliest, at, DueKind::team_deletion, id);
    if (t.status != TeamStatus::PENDING) return;
    if (t.status_code == TeamStatusCode::VALIDATING)
        offer(earliest, at, DueKind::team_validation, id);
    if (t.status_code == TeamStatusCode::PENDING_ACTIVATION)
        offer(earliest, at, DueKind::team_invitations, id);
}

void offer_of(const World&, const TeamDraft& d, Id<TeamDraft> id, Instant down_until,
              Due& earliest) {
    const Instant at = when_up(d.deadline_at, down_until);
    if (d.status == DraftStatus::pending_activation)
        offer(earliest, at, DueKind::team_update_invitations, id);
    if (d.status == DraftStatus::with_support) offer(earliest, at, DueKind::team_recovery, id);
}

void offer_of(const World&, const Handshake& h, Id<Handshake> id, Instant, Due& earliest) {
    if (h.state == HandshakeState::OPEN)
        offer(earliest, h.expires_at, DueKind::handshake_expiry, id);
}

void offer_of(const World&, const SharePrincipal& p, Id<SharePrincipal> id, Instant,
              Due& earliest) {
    if (p.invitation == InvitationStatus::PENDING && p.status == AssociationStatus::ASSOCIATING)
        offer(earliest, p.invitation_expires_at, DueKind::invitation_expiry, id);
}

// An access opened by a vote ends by itself only where a scenario says so (domain.md §13).
void offer_of(const World& w, const Vault& v, Id<Vault> id, Instant, Due& earliest) {
    if (v.state == VaultState::CREATING)
        offer(earliest, v.deadline_at, DueKind::vault_available, id);
    if (v.lock == LockMode::compliance_grace && v.state != VaultState::deleted)
        offer(earliest, v.lock_date, DueKind::lock_maturity, id);
    const Duration lifetime = w.settings.restore_access_expiry;
    if (lifetime > Duration{0} && v.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT &&
        v.state == VaultState::AVAILABLE)
        offer(earliest, v.approved_at + lifetime, DueKind::restore_access_expiry, id);
}

void offer_of(const World&, const Job& j, Id<Job> id, Instant, Due& earliest) {
    if (j.status == JobStatus::RUNNING || j.status == JobStatus::ABORTING)
        offer(earliest, j.deadline_at, DueKind::job_end, id);
    if (j.status == JobStatus::CREATED || j.status == JobStatus::PENDING)
        offer(earliest, j.start_by, DueKind::job_start_window, id);
    if (j.validation == ValidationStatus::VALIDATING)
        offer(earliest, j.validate_by, DueKind::validation_window, id);
    if (j.deletion == DeletionStatus::DELETING)
        offer(earliest, j.deadline_at, DueKind::test_deletion, id);
}

// What legal holds have to say about the end of a lifecycle is asked only where it could come first.
void offer_of(const World& w, const RecoveryPoint& p, Id<RecoveryPoint> id, Instant,
              Due& earliest) {
    if (p.status != RecoveryPointStatus::COMPLETED) return;
    if (p.delete_at != never && p.delete_at <= earliest.at)
        offer(earliest, deleted_by_lifecycle_at(w, p), DueKind::recovery_point_expiry, id);
    if (p.storage_class == StorageClass::WARM)
        offer(earliest, p.cold_at, DueKind::cold_transition, id);
}

void offer_of(const World& w, const Account& a, Id<Account> id, Instant, Due& earliest) {
    if (a.status == AccountStatus::PENDING_CLOSURE)
        offer(earliest, a.closed_at + w.settings.account_closure, DueKind::account_suspension, id);
    if (a.status == AccountStatus::SUSPENDED)
        offer(earliest, a.closed_at + post_closure, DueKind::account_end, id);
    if (a.support_case == SupportCaseStatus::open)
        offer(earliest, a.case_answered_at, DueKind::support_answer, id);
    if (a.support_case == SupportCaseStatus::answered)
        offer(earliest, a.case_resolved_at, DueKind::account_recovery, id);
}

void offer_of(const World&, const Key& k, Id<Key> id, Instant, Due& earliest) {
    if (k.state == KeyState::PendingDeletion)
        offer(earliest, k.deletion_at, DueKind::key_deletion, id);
}

void offer_of(const World&, const LegalHold& h, Id<LegalHold> id, Instant, Due& earliest) {
    offer(earliest, h.changes_at, DueKind::legal_hold, id);
}

bool is_closed(const World& w, Id<Account> account) {
    return w.accounts[account].status == AccountStatus::closed;
}

void offer_of(const World& w, const BackupRule& r, Id<BackupRule> id, Instant, Due& earliest) {
    if (!r.is_deleted && !is_closed(w, w.backup_plans[r.plan].account))
        offer(earliest, r.next_at, DueKind::backup_run, id);
}

void offer_of(const World& w, const RestoreTestingPlan& p, Id<RestoreTestingPlan> id, Instant,
              Due& earliest) {
    if (!p.is_deleted && !is_closed(w, p.account))
        offer(earliest, p.next_at, DueKind::restore_testing_run, id);
}

// Calls `visit` for every table whose rows have deadlines.
template <class Visit>
void each_with_deadlines(const World& w, Visit&& visit) {
    visit(w.outages), visit(w.sessions), visit(w.identity_sources), visit(w.teams);
    visit(w.team_drafts), visit(w.handshakes), visit(w.share_principals), visit(w.vaults);
    visit(w.jobs), visit(w.recovery_points), visit(w.accounts), visit(w.keys);
    visit(w.legal_holds), visit(w.backup_rules), visit(w.restore_testing_plans);
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
    each_with_deadlines(world, [&]<class Row>(const Table<Row>& table) {
        Id<Row> id{0};
        for (const Row& row : table) {
            offer_of(world, row, id, down_until, earliest);
            ++id.index;
        }
    });
    return earliest;
}

Due due_of(const World& world, Ref row, Instant down_until) {
    Due earliest;
    each_with_deadlines(world, [&]<class Row>(const Table<Row>& table) {
        const Id<Row> id{row.index};
        if (row.kind == Ref(id).kind && table.holds(id))
            offer_of(world, table[id], id, down_until, earliest);
    });
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
