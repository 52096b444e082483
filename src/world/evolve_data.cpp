// What happens to backup plans, holds, tests, jobs that wait, and the rest of sharing. evolve.cpp says what an
// `apply` may do: write down, never decide.
#include "world/evolve_data.h"

namespace airlock {

void apply(World& w, const event::OrganizationAssociated& e) {
    SharePrincipal row;
    row.share = e.share;
    row.organization = e.organization;
    row.status = AssociationStatus::ASSOCIATED;
    w.share_principals.add(row);
}

void apply(World& w, const event::ResourceShareUpdated& e) {
    w.shares.update(e.share, [&](ResourceShare& s) {
        s.name = e.name;
        s.allow_external_principals = e.allow_external_principals;
    });
}

// --- workloads and recovery points ---------------------------------------------------------------------

void apply(World& w, const event::WorkloadInfected& e) {
    w.workloads.update(e.workload, [](Workload& l) { l.data = DataCondition::infected; });
}
void apply(World& w, const event::WorkloadCorrupted& e) {
    w.workloads.update(e.workload, [](Workload& l) { l.data = DataCondition::corrupted; });
}
void apply(World& w, const event::WorkloadAnalyzed& e) {
    w.workloads.update(e.workload, [&](Workload& l) { l.finding = e.finding; });
}
void apply(World& w, const event::WorkloadQuarantined& e) {
    w.workloads.update(e.workload, [](Workload& l) { l.state = WorkloadState::quarantined; });
}

void apply(World& w, const event::RecoveryPointKept& e) {
    w.recovery_points.update(e.recovery_point,
                             [](RecoveryPoint& p) { p.status = RecoveryPointStatus::EXPIRED; });
}
void apply(World& w, const event::RecoveryPointMovedToCold& e) {
    w.recovery_points.update(e.recovery_point,
                             [](RecoveryPoint& p) { p.storage_class = StorageClass::COLD; });
}
void apply(World& w, const event::ImageDisabled& e) {
    w.recovery_points.update(e.recovery_point, [](RecoveryPoint& p) { p.is_image_disabled = yes; });
}
void apply(World& w, const event::ImageEnabled& e) {
    w.recovery_points.update(e.recovery_point, [](RecoveryPoint& p) { p.is_image_disabled = no; });
}
void apply(World& w, const event::AllowedImagesChanged& e) {
    w.accounts.update(e.account, [&](Account& a) { a.allowed_images = e.allowed_images; });
}

// --- jobs ------------------------------------------------------------------------------------------------

void apply(World& w, const event::JobBegan& e) {
    w.jobs.update(e.job, [&](Job& j) {
        j.status = JobStatus::RUNNING;
        j.started_at = e.at;
        j.deadline_at = e.deadline_at;
        j.delete_at = e.delete_at;
        j.cold_at = e.cold_at;
        j.start_by = never;
        j.data = e.data;
    });
}
void apply(World& w, const event::JobStopping& e) {
    w.jobs.update(e.job, [&](Job& j) {
        j.status = JobStatus::ABORTING;
        j.deadline_at = e.until;
        j.start_by = never;
    });
}

namespace {

void end(World& w, Id<Job> job, JobStatus status) {
    w.jobs.update(job, [&](Job& j) {
        j.status = status;
        j.deadline_at = never;
        j.start_by = never;
    });
}

}  // namespace

void apply(World& w, const event::JobAborted& e) { end(w, e.job, JobStatus::ABORTED); }
void apply(World& w, const event::JobExpired& e) { end(w, e.job, JobStatus::EXPIRED); }

void apply(World& w, const event::ScanCompleted& e) {
    w.jobs.update(e.job, [&](Job& j) { j.scan_result = e.result; });
    w.recovery_points.update(w.jobs[e.job].recovery_point,
                             [&](RecoveryPoint& p) { p.scan_result = e.result; });
}

void apply(World& w, const event::ValidationBegan& e) {
    w.jobs.update(e.job, [&](Job& j) {
        j.validation = ValidationStatus::VALIDATING;
        j.validate_by = e.until;
    });
}
void apply(World& w, const event::ValidationEnded& e) {
    w.jobs.update(e.job, [&](Job& j) {
        j.validation = e.status;
        j.validate_by = never;
    });
}
void apply(World& w, const event::TestResourceDeleting& e) {
    w.jobs.update(e.job, [&](Job& j) {
        j.deletion = DeletionStatus::DELETING;
        j.deadline_at = e.until;
    });
}
void apply(World& w, const event::TestResourceDeleted& e) {
    w.jobs.update(e.job, [](Job& j) {
        j.deletion = DeletionStatus::SUCCESSFUL;
        j.deadline_at = never;
    });
    w.workloads.update(w.jobs[e.job].resource,
                       [](Workload& l) { l.state = WorkloadState::deleted; });
}

// --- plans, holds, policies --------------------------------------------------------------------------------

void apply(World& w, const event::AccessPolicyPut& e) {
    w.vaults.update(e.vault, [&](Vault& v) { v.access_policy = e.policy; });
}
void apply(World& w, const event::AccessPolicyDeleted& e) {
    w.vaults.update(e.vault, [](Vault& v) { v.access_policy = {}; });
}

void apply(World& w, const event::BackupPlanCreated& e) { w.backup_plans.add(e.plan); }
void apply(World& w, const event::BackupPlanUpdated& e) {
    w.backup_plans.update(e.plan, [](BackupPlan& p) { ++p.version; });
}
void apply(World& w, const event::BackupPlanDeleted& e) {
    w.backup_plans.update(e.plan, [](BackupPlan& p) { p.is_deleted = yes; });
    for (std::uint32_t i = 0; i < w.backup_rules.size(); ++i)
        if (w.backup_rules[{i}].plan == e.plan)
            w.backup_rules.update({i}, [](BackupRule& r) { r.is_deleted = yes; });
}
void apply(World& w, const event::BackupRuleCreated& e) { w.backup_rules.add(e.rule); }
void apply(World& w, const event::BackupRuleReplaced& e) {
    w.backup_rules.update(e.rule, [](BackupRule& r) { r.is_deleted = yes; });
}
void apply(World& w, const event::BackupRuleRan& e) {
    w.backup_rules.update(e.rule, [&](BackupRule& r) { r.next_at = e.next_at; });
}
void apply(World& w, const event::BackupSelectionCreated& e) {
    w.backup_selections.add(e.selection);
}
void apply(World& w, const event::BackupSelectionDeleted& e) {
    w.backup_selections.update(e.selection, [](BackupSelection& s) { s.is_deleted = yes; });
}

void apply(World& w, const event::LegalHoldCreated& e) { w.legal_holds.add(e.legal_hold); }
void apply(World& w, const event::LegalHoldActivated& e) {
    w.legal_holds.update(e.legal_hold, [](LegalHold& h) {
        h.status = LegalHoldStatus::ACTIVE;
        h.changes_at = never;
    });
}
void apply(World& w, const event::LegalHoldCanceling& e) {
    w.legal_holds.update(e.legal_hold, [&](LegalHold& h) {
        h.status = LegalHoldStatus::CANCELING;
        h.changes_at = e.until;
    });
}
void apply(World& w, const event::LegalHoldCanceled& e) {
    w.legal_holds.update(e.legal_hold, [&](LegalHold& h) {
        h.status = LegalHoldStatus::CANCELED;
        h.changes_at = never;
        h.canceled_at = e.at;
    });
}

void apply(World& w, const event::RestoreTestingPlanCreated& e) {
    w.restore_testing_plans.add(e.plan);
}
void apply(World& w, const event::RestoreTestingPlanUpdated& e) {
    w.restore_testing_plans.update(e.plan, [&](RestoreTestingPlan& p) { p = e.now; });
}
void apply(World& w, const event::RestoreTestingPlanDeleted& e) {
    w.restore_testing_plans.update(e.plan, [](RestoreTestingPlan& p) { p.is_deleted = yes; });
}
void apply(World& w, const event::RestoreTestingPlanRan& e) {
    w.restore_testing_plans.update(e.plan, [&](RestoreTestingPlan& p) {
        p.next_at = e.next_at;
        ++p.runs;
    });
}
void apply(World& w, const event::RestoreTestingSelectionCreated& e) {
    w.restore_testing_selections.add(e.selection);
}
void apply(World& w, const event::RestoreTestingSelectionUpdated& e) {
    w.restore_testing_selections.update(e.selection,
                                        [&](RestoreTestingSelection& s) { s = e.now; });
}
void apply(World& w, const event::RestoreTestingSelectionDeleted& e) {
    w.restore_testing_selections.update(e.selection,
                                        [](RestoreTestingSelection& s) { s.is_deleted = yes; });
}

}  // namespace airlock
