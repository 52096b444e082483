// Backup, copy and restore jobs: what may start, how it ends, what it leaves behind.
// Sources: BK-API, BK-COPY, BK-XACC, BK-RST, BK-LOCK (domain.md §1.8, §2.6, §2.7, §3.3).
// Simplified: vault access policies are not modelled yet; a job without a role acts as its caller.
#include "world/gates.h"

namespace airlock {
namespace {

constexpr std::int32_t retention_days_max = 36'500;

bool lifecycle_fits(Asking& ask, std::int32_t delete_after_days) {
    return ask.need(delete_after_days == unset ||
                        (delete_after_days >= 1 && delete_after_days <= retention_days_max),
                    Gate::parameters, Reason::parameters_valid, Reason::lifecycle_invalid,
                    ErrorCode::InvalidParameterValueException);
}

// The lock's bounds bind new jobs: out of range, the job fails. Kept for ever counts as longer than any bound.
Reason retention_against(const Vault& vault, std::int32_t delete_after_days) {
    if (vault.lock == LockMode::none) return Reason::retention_fits;
    if (vault.min_retention_days > 0 && delete_after_days != unset &&
        delete_after_days < vault.min_retention_days)
        return Reason::retention_too_short;
    if (vault.max_retention_days > 0 &&
        (delete_after_days == unset || delete_after_days > vault.max_retention_days))
        return Reason::retention_too_long;
    return Reason::retention_fits;
}

Instant deleted_at(Instant from, std::int32_t delete_after_days) {
    return delete_after_days == unset ? never : from + days(delete_after_days);
}

// The last check was of a key, and refused: the job starts and fails.
void fails_for_key(Asking& ask, Job job) {
    const Id<Job> id{ask.world.jobs.size()};
    job.started_at = ask.caller.at;
    job.principal = ask.principal;
    job.account = ask.account;
    const bool is_denied = ask.out.error == ErrorCode::AccessDeniedException;
    ask.fails_on_the_way();
    ask.happens(event::JobStarted{job});
    ask.happens(event::JobFailed{id, is_denied ? JobFailure::key_denied : JobFailure::key_unusable});
}

// AWS Backup calls KMS with the rights of the job's role.
RequestContext through_backup(Id<Name> region) {
    RequestContext context;
    context.kms_via_region = region;
    context.via_aws_service = true;
    return context;
}

// Not fully managed resources keep the key of their source; one that AWS manages serves its own account only,
// so such a backup reaches neither other accounts nor air-gapped vaults. Source: BK-ENC.
bool may_travel(Asking& ask, const RecoveryPoint& point, const Vault& destination) {
    const World& w = ask.world;
    if (!point.key || w.keys[point.key].manager != KeyManager::AWS) return true;
    if (is_fully_managed(w.workloads[point.resource].resource_type)) return true;
    const bool stays = destination.account == w.keys[point.key].account &&
                       destination.type == VaultType::BACKUP_VAULT;
    return ask.need(stays, Gate::encryption, Reason::key_usable, Reason::key_managed_by_aws,
                    ErrorCode::InvalidRequestException, point.key);
}

// A key that was there at the start may be gone at the end.
bool is_usable(const World& w, Id<Key> key) {
    return !key || w.keys[key].state == KeyState::Enabled;
}

// Starts the job; when the destination's bounds refuse it, the job fails at once and says so.
void start(Asking& ask, Job job, const Vault& destination, std::int32_t delete_after_days) {
    const Id<Job> id{ask.world.jobs.size()};
    job.started_at = ask.caller.at;
    job.principal = ask.principal;
    job.account = ask.account;
    const Reason reason = retention_against(destination, delete_after_days);
    if (reason == Reason::retention_fits) {
        ask.pass(Gate::retention, reason, job.destination);
        ask.happens(event::JobStarted{job});
        return;
    }
    ask.stop(Gate::retention, reason, ErrorCode::InvalidParameterValueException, job.destination);
    ask.fails_on_the_way();
    ask.happens(event::JobStarted{job});
    ask.happens(event::JobFailed{id, JobFailure::retention_out_of_range});
}

bool is_available(Asking& ask, Id<Vault> vault) {
    return ask.need(ask.world.vaults[vault].state == VaultState::AVAILABLE, Gate::resource_state,
                    Reason::state_permits, Reason::vault_not_available,
                    ErrorCode::InvalidRequestException, vault);
}

bool is_there(const World& w, Id<RecoveryPoint> id) {
    return w.recovery_points.holds(id) &&
           w.recovery_points[id].status == RecoveryPointStatus::COMPLETED;
}

// What encrypts a new backup of `source` in `vault`. Source: BK-ENC.
Id<Key> key_of_backup(const Workload& source, const Vault& vault) {
    return is_fully_managed(source.resource_type) ? vault.key : source.key;
}

// Through which vault can the account restore this recovery point? Its own, a shared one, or a view.
Id<Vault> way_to(const World& w, Id<Account> account, Id<RecoveryPoint> recovery_point) {
    const auto storage = w.recovery_points[recovery_point].vault;
    if (can_read_vault(w, account, storage)) return storage;
    for (const Vault& v : w.vaults) {
        const auto id = w.vaults.id_of(v);
        if (v.source_vault == storage && v.account == account && can_read_vault(w, account, id))
            return id;
    }
    return {};
}

// Copies reach the caller's account, or another one of its organization once that is switched on.
bool may_copy_to(Asking& ask, Id<Vault> destination) {
    const World& w = ask.world;
    const auto owner = w.vaults[destination].account;
    if (owner == ask.account) {
        ask.pass(Gate::organization, Reason::in_organization, owner);
        return true;
    }
    if (!ask.need(in_same_organization(w, ask.account, owner), Gate::organization,
                  Reason::same_organization, Reason::other_organization,
                  ErrorCode::AccessDeniedException, owner))
        return false;
    const auto organization = w.accounts[owner].organization;
    return ask.need(w.organizations[organization].is_cross_account_backup_enabled, Gate::opt_in,
                    Reason::setting_on, Reason::cross_account_backup_not_enabled,
                    ErrorCode::InvalidRequestException, organization);
}

}  // namespace

void rule(Asking& ask, const call::StartBackupJob& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!lifecycle_fits(ask, c.delete_after_days)) return;
    if (!ask.own_vault(c.backup_vault)) return;
    const Vault& vault = w.vaults[c.backup_vault];
    if (!ask.need(vault.type == VaultType::BACKUP_VAULT, Gate::vault_type, Reason::vault_type_fits,
                  Reason::needs_standard_vault, ErrorCode::InvalidParameterValueException,
                  c.backup_vault))
        return;
    const bool is_ours = w.workloads.holds(c.resource) &&
                         w.workloads[c.resource].account == ask.account &&
                         w.workloads[c.resource].region == vault.region;
    if (!ask.exists(is_ours, c.resource)) return;
    if (!is_available(ask, c.backup_vault)) return;
    Job job;
    job.kind = JobKind::backup;
    job.resource = c.resource;
    job.destination = c.backup_vault;
    job.deadline_at = ask.caller.at + w.settings.backup_job;
    job.delete_at = deleted_at(job.deadline_at, c.delete_after_days);
    if (c.iam_role && !may_pass(ask, c.iam_role)) return;
    const auto key = key_of_backup(w.workloads[c.resource], vault);
    if (!may_use_key(ask, key, job_role(ask, c.iam_role), "GenerateDataKey",
                     through_backup(vault.region)))
        return fails_for_key(ask, job);
    start(ask, job, vault, c.delete_after_days);
}

// The source is a vault of the caller's or a view that a team opened; a shared vault does not do. Source: BK-LAG.
void rule(Asking& ask, const call::StartCopyJob& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.source_backup_vault)) return;
    if (!lifecycle_fits(ask, c.delete_after_days)) return;
    if (!ask.own_vault(c.source_backup_vault)) return;
    const auto storage = storage_of(w, c.source_backup_vault);
    if (!ask.exists(
            is_there(w, c.recovery_point) && w.recovery_points[c.recovery_point].vault == storage,
            c.recovery_point))
        return;
    if (!ask.need(can_read_vault(w, ask.account, c.source_backup_vault), Gate::resource_state,
                  Reason::state_permits, Reason::vault_not_available,
                  ErrorCode::InvalidRequestException, c.source_backup_vault))
        return;
    const bool has_destination = w.vaults.holds(c.destination_backup_vault) &&
                                 w.vaults[c.destination_backup_vault].state != VaultState::deleted;
    if (!ask.exists(has_destination, c.destination_backup_vault)) return;
    const Vault& destination = w.vaults[c.destination_backup_vault];
    if (!ask.need(destination.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT, Gate::vault_type,
                  Reason::vault_type_fits, Reason::restore_access_vault_is_read_only,
                  ErrorCode::InvalidRequestException, c.destination_backup_vault))
        return;
    if (!may_copy_to(ask, c.destination_backup_vault)) return;
    if (!is_available(ask, c.destination_backup_vault)) return;
    Job job;
    job.kind = JobKind::copy;
    job.resource = w.recovery_points[c.recovery_point].resource;
    job.recovery_point = c.recovery_point;
    job.destination = c.destination_backup_vault;
    job.deadline_at = ask.caller.at + w.settings.copy_job;
    job.delete_at = deleted_at(job.deadline_at, c.delete_after_days);
    const RecoveryPoint& point = w.recovery_points[c.recovery_point];
    if (!may_travel(ask, point, destination)) return;
    if (c.iam_role && !may_pass(ask, c.iam_role)) return;
    const RequestContext context = through_backup(destination.region);
    const auto role = job_role(ask, c.iam_role);
    if (!may_use_key(ask, point.key, role, "Decrypt", context) ||
        !may_use_key(ask, destination.key, role, "GenerateDataKey", context))
        return fails_for_key(ask, job);
    start(ask, job, destination, c.delete_after_days);
}

// A restore always makes a new resource, in the caller's account. Source: BK-RST.
void rule(Asking& ask, const call::StartRestoreJob& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.recovery_point)) return;
    if (!ask.exists(is_there(w, c.recovery_point), c.recovery_point)) return;
    const auto way = way_to(w, ask.account, c.recovery_point);
    if (!ask.need(bool(way), Gate::sharing, Reason::vault_reachable, Reason::vault_out_of_reach,
                  ErrorCode::AccessDeniedException,
                  way ? Ref(way) : Ref(w.recovery_points[c.recovery_point].vault)))
        return;
    Job job;
    job.started_at = ask.caller.at;
    job.deadline_at = ask.caller.at + w.settings.restore_job;
    job.principal = ask.principal;
    job.account = ask.account;
    job.kind = JobKind::restore;
    job.recovery_point = c.recovery_point;
    job.destination = way;
    job.restored_name = c.restored_name;
    if (c.iam_role && !may_pass(ask, c.iam_role)) return;
    if (!may_use_key(ask, w.recovery_points[c.recovery_point].key, job_role(ask, c.iam_role),
                     "Decrypt", through_backup(w.vaults[way].region)))
        return fails_for_key(ask, job);
    ask.happens(event::JobStarted{job});
}

namespace {

void describes(Asking& ask, const Operation& operation, Id<Job> job, JobKind kind) {
    const World& w = ask.world;
    if (!ask.admitted(operation)) return;
    ask.exists(w.jobs.holds(job) && w.jobs[job].account == ask.account && w.jobs[job].kind == kind,
               job);
}

void fail_job(Id<Job> id, JobFailure failure, Decision& out) {
    out.outcome = Outcome::failed;
    out.events.push_back(event::JobFailed{id, failure});
}

// What a backup or a copy leaves behind. Encrypted data is backed up as it is. Source: TH6.
void end_with_recovery_point(const World& w, Id<Job> id, Instant at, Decision& out) {
    const Job& job = w.jobs[id];
    if (w.vaults[job.destination].state != VaultState::AVAILABLE)
        return fail_job(id, JobFailure::destination_gone, out);
    RecoveryPoint made;
    made.vault = job.destination;
    made.resource = job.resource;
    made.created_at = at;
    made.delete_at = job.delete_at;
    if (job.kind == JobKind::backup) {
        made.captured_at = job.started_at;
        const Workload& source = w.workloads[job.resource];
        const bool was_encrypted =
            source.state == WorkloadState::encrypted && source.encrypted_at <= job.started_at;
        made.condition = was_encrypted ? DataCondition::encrypted : DataCondition::clean;
        made.key = key_of_backup(source, w.vaults[job.destination]);
    } else {
        if (!is_there(w, job.recovery_point)) return fail_job(id, JobFailure::source_gone, out);
        const RecoveryPoint& source = w.recovery_points[job.recovery_point];
        made.captured_at = source.captured_at;
        made.condition = source.condition;
        made.copied_from = job.recovery_point;
        made.key = w.vaults[job.destination].key;
        if (!is_usable(w, source.key)) return fail_job(id, JobFailure::key_unusable, out);
    }
    if (!is_usable(w, made.key)) return fail_job(id, JobFailure::key_unusable, out);
    out.events.push_back(event::RecoveryPointCreated{made, id});
    out.events.push_back(event::JobCompleted{id});
}

void end_with_workload(const World& w, Id<Job> id, Decision& out) {
    const Job& job = w.jobs[id];
    if (!is_there(w, job.recovery_point)) return fail_job(id, JobFailure::source_gone, out);
    const RecoveryPoint& source = w.recovery_points[job.recovery_point];
    if (!is_usable(w, source.key)) return fail_job(id, JobFailure::key_unusable, out);
    const Workload& original = w.workloads[source.resource];
    Workload made;
    made.name = job.restored_name ? job.restored_name : original.name;
    made.account = job.account;
    made.region = original.region;
    made.resource_type = original.resource_type;
    made.restored_from = job.recovery_point;
    made.data_at = source.captured_at;
    made.state = source.condition == DataCondition::clean ? WorkloadState::restored
                                                          : WorkloadState::encrypted;
    out.events.push_back(event::WorkloadRestored{made, id});
    out.events.push_back(event::JobCompleted{id});
}

}  // namespace

void rule(Asking& ask, const call::DescribeCopyJob& c) {
    describes(ask, c.operation, c.job, JobKind::copy);
}
void rule(Asking& ask, const call::DescribeRestoreJob& c) {
    describes(ask, c.operation, c.job, JobKind::restore);
}

void end_job(const World& world, Id<Job> job, Instant at, Decision& out) {
    if (world.jobs[job].kind == JobKind::restore) end_with_workload(world, job, out);
    else end_with_recovery_point(world, job, at, out);
}

}  // namespace airlock
