// Backup, copy and restore jobs: what may start, how it ends, what it leaves behind.
// Sources: BK-API, BK-COPY, BK-XACC, BK-RST, BK-LOCK (domain.md §1.8, §2.6, §2.7, §3.3).
// A job that is asked for without a role acts as its caller; one that the service starts, with the service's own
// rights (simplified).
// Jobs that the service starts by itself (runs of plans, test restores) meet the same obstacles as those that are
// asked for, but nobody to refuse: the job is there, and FAILED.
#include <algorithm>

#include "world/gates.h"

namespace airlock {
namespace {

constexpr std::uint32_t copies_into_air_gapped_max = 20;  // EBS, Aurora; an account. Source: BK-LIM
constexpr std::int32_t start_window_default = 480;        // minutes. Source: BK-API
constexpr std::int32_t start_window_min = 60;
constexpr std::int32_t start_window_max = 52'560'000;  // 100 years

bool lifecycle_fits(Asking& ask, std::int32_t delete_after_days, std::int32_t cold_after_days) {
    return ask.need(is_lifecycle(delete_after_days, cold_after_days), Gate::parameters,
                    Reason::parameters_valid, Reason::lifecycle_invalid,
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

Instant after(Instant from, std::int32_t number_of_days) {
    return number_of_days == unset ? never : from + days(number_of_days);
}

// The job that these events start next has this number.
Id<Job> next_job(const World& w, const Decision& out) {
    std::uint32_t started = 0;
    for (const Event& event : out.events)
        started += std::holds_alternative<event::JobStarted>(event) ? 1u : 0u;
    return {w.jobs.size() + started};
}

void fail_at_once(const World& w, const Job& job, JobFailure failure, Decision& out) {
    const auto id = next_job(w, out);
    out.events.push_back(event::JobStarted{job});
    out.events.push_back(event::JobFailed{id, failure});
}

// The lifecycle counts from the end of the job; cold storage is for those types alone that have it. Source: BK-API.
void set_lifecycle(const World& w, Job& job, std::int32_t delete_after_days,
                   std::int32_t cold_after_days) {
    job.delete_at = after(job.deadline_at, delete_after_days);
    job.cold_at = has_cold_storage(w.workloads[job.resource].resource_type)
                      ? after(job.deadline_at, cold_after_days)
                      : never;
}

// Assumed: one backup of a resource at a time; the next waits PENDING within its start window.
bool is_being_backed_up(const World& w, Id<Workload> resource, const Decision& out) {
    for (const Job& j : w.jobs)
        if (j.kind == JobKind::backup && j.resource == resource &&
            (j.status == JobStatus::RUNNING || j.status == JobStatus::ABORTING))
            return true;
    for (const Event& event : out.events)
        if (const auto* started = std::get_if<event::JobStarted>(&event))
            if (started->job.kind == JobKind::backup && started->job.resource == resource &&
                started->job.status == JobStatus::RUNNING)
                return true;
    return false;
}

bool is_counted_copy(const World& w, const Job& job) {
    const auto type = w.workloads[job.resource].resource_type;
    return job.kind == JobKind::copy &&
           (type == ResourceType::EBS || type == ResourceType::Aurora) &&
           w.vaults[job.destination].type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
}

bool has_room_for(const World& w, const Job& job) {
    if (!is_counted_copy(w, job)) return true;
    std::uint32_t running = 0;
    for (const Job& j : w.jobs)
        running +=
            j.status == JobStatus::RUNNING && j.account == job.account && is_counted_copy(w, j)
                ? 1u
                : 0u;
    return running < copies_into_air_gapped_max;
}

// `job` has its times as if it began now.
void begin_or_wait(const World& w, Job job, Decision& out) {
    const bool waits = job.kind == JobKind::backup ? is_being_backed_up(w, job.resource, out)
                                                   : !has_room_for(w, job);
    if (waits) {
        job.status = job.kind == JobKind::backup ? JobStatus::PENDING : JobStatus::CREATED;
        if (job.kind == JobKind::copy) job.start_by = job.started_at + w.settings.copy_retry;
    } else {
        job.start_by = never;
        job.data = w.workloads[job.resource].data;
    }
    out.events.push_back(event::JobStarted{job});
}

// The last check was of a key, and refused.
JobFailure key_failure(const Decision& refused) {
    return refused.error == ErrorCode::AccessDeniedException ? JobFailure::key_denied
                                                             : JobFailure::key_unusable;
}

// After such a check: the job starts and fails.
void fails_for_key(Asking& ask, Job job) {
    job.principal = ask.principal;
    job.account = ask.account;
    const JobFailure failure = key_failure(ask.out);
    ask.fails_on_the_way();
    fail_at_once(ask.world, job, failure, ask.out);
}

// AWS Backup calls KMS with the rights of the job's role.
RequestContext through_backup(Id<Name> region) {
    RequestContext context;
    context.kms_via_region = region;
    context.via_aws_service = true;
    return context;
}

// What a job that the service starts by itself finds of a key: with the rights of its role, or where it has none,
// whether the key can be used at all. Checks that refuse are told.
JobFailure key_obstacle(const World& w, const Job& job, Id<Key> key, std::string_view action,
                        Id<Name> region, Decision& out) {
    if (!job.role) return is_usable(w, key) ? JobFailure::none : JobFailure::key_unusable;
    const Caller service{{}, {}, job.started_at};
    Decision asked;
    Asking ask(w, service, asked, job.role);
    if (may_use_key(ask, key, job.role, action, through_backup(region))) return JobFailure::none;
    out.checks.insert(out.checks.end(), asked.checks.begin(), asked.checks.end());
    return key_failure(asked);
}

// Not fully managed resources keep the key of their source; one that AWS manages serves its own account only,
// so such a backup reaches neither other accounts nor air-gapped vaults. Source: BK-ENC.
bool travels(const World& w, Id<Key> key, Id<Workload> resource, const Vault& destination) {
    if (!key || w.keys[key].manager != KeyManager::AWS) return true;
    if (is_fully_managed(w.workloads[resource].resource_type)) return true;
    return destination.account == w.keys[key].account &&
           destination.type == VaultType::BACKUP_VAULT;
}

bool may_travel(Asking& ask, const RecoveryPoint& point, const Vault& destination) {
    const World& w = ask.world;
    const bool is_bound = point.key && w.keys[point.key].manager == KeyManager::AWS &&
                          !is_fully_managed(w.workloads[point.resource].resource_type);
    return !is_bound || ask.need(travels(w, point.key, point.resource, destination),
                                 Gate::encryption, Reason::key_usable, Reason::key_managed_by_aws,
                                 ErrorCode::InvalidRequestException, point.key);
}

// Copies out of an air-gapped vault go to another one, or to a standard vault with a key of the customer's: not one
// with aws/backup, which is what a vault without a key of its own has. Source: BK-COPY.
bool takes_from(const World& w, Id<Vault> storage, const Vault& destination) {
    if (w.vaults[storage].type != VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT) return true;
    if (destination.type != VaultType::BACKUP_VAULT) return true;
    return destination.key && w.keys[destination.key].manager == KeyManager::CUSTOMER;
}

// Starts the job; when the destination's bounds refuse it, the job fails at once and says so.
void start(Asking& ask, Job job, const Vault& bounds, std::int32_t delete_after_days,
           std::int32_t cold_after_days) {
    job.principal = ask.principal;
    job.account = ask.account;
    set_lifecycle(ask.world, job, delete_after_days, cold_after_days);
    const Reason reason = retention_against(bounds, delete_after_days);
    const auto vault = ask.world.vaults.id_of(bounds);
    if (reason == Reason::retention_fits) {
        ask.pass(Gate::retention, reason, vault);
        begin_or_wait(ask.world, job, ask.out);
        return;
    }
    ask.stop(Gate::retention, reason, ErrorCode::InvalidParameterValueException, vault);
    ask.fails_on_the_way();
    fail_at_once(ask.world, job, JobFailure::retention_out_of_range, ask.out);
}

// Types that AWS Backup manages in full go straight into an air-gapped vault; of the others a temporary backup is
// made in the standard vault, copied, and deleted. Source: BK-PRI.
void aim_at_air_gapped(const World& w, Job& job) {
    if (!job.air_gapped || !is_fully_managed(w.workloads[job.resource].resource_type)) return;
    job.destination = job.air_gapped;
    job.air_gapped = {};
}

bool is_available(Asking& ask, Id<Vault> vault) {
    return ask.need(ask.world.vaults[vault].state == VaultState::AVAILABLE, Gate::resource_state,
                    Reason::state_permits, Reason::vault_not_available,
                    ErrorCode::InvalidRequestException, vault);
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
    if (!ask.need(w.organizations[organization].is_cross_account_backup_enabled, Gate::opt_in,
                  Reason::setting_on, Reason::cross_account_backup_not_enabled,
                  ErrorCode::InvalidRequestException, organization))
        return false;
    return ask.authorized("backup", "CopyIntoBackupVault", destination, {},
                          OtherSide::vault_policy);
}

}  // namespace

void rule(Asking& ask, const call::StartBackupJob& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!lifecycle_fits(ask, c.delete_after_days, c.move_to_cold_storage_after_days)) return;
    const std::int32_t window =
        c.start_window_minutes == unset ? start_window_default : c.start_window_minutes;
    if (window < start_window_min || window > start_window_max) {
        ask.stop(Gate::parameters, Reason::window_out_of_range,
                 ErrorCode::InvalidParameterValueException);
        return;
    }
    if (!ask.own_vault(c.backup_vault)) return;
    const Vault& vault = w.vaults[c.backup_vault];
    if (!ask.need(vault.type == VaultType::BACKUP_VAULT, Gate::vault_type, Reason::vault_type_fits,
                  Reason::needs_standard_vault, ErrorCode::InvalidParameterValueException,
                  c.backup_vault))
        return;
    const auto air_gapped = c.air_gapped_backup_vault;
    if (air_gapped) {
        if (!ask.own_vault(air_gapped)) return;
        if (!ask.need(w.vaults[air_gapped].type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT,
                      Gate::vault_type, Reason::vault_type_fits, Reason::needs_air_gapped_vault,
                      ErrorCode::InvalidParameterValueException, air_gapped))
            return;
    }
    const bool is_ours = w.workloads.holds(c.resource) &&
                         w.workloads[c.resource].account == ask.account &&
                         w.workloads[c.resource].region == vault.region &&
                         w.workloads[c.resource].state != WorkloadState::deleted;
    if (!ask.exists(is_ours, c.resource)) return;
    if (!is_available(ask, c.backup_vault)) return;
    if (air_gapped && !is_available(ask, air_gapped)) return;
    Job job;
    job.kind = JobKind::backup;
    job.started_at = ask.caller.at;
    job.deadline_at = ask.caller.at + w.settings.backup_job;
    job.start_by = ask.caller.at + minutes(window);
    job.resource = c.resource;
    job.destination = c.backup_vault;
    job.air_gapped = air_gapped;
    job.role = c.iam_role;
    aim_at_air_gapped(w, job);
    if (c.iam_role && !may_pass(ask, c.iam_role)) return;
    const Vault& first = w.vaults[job.destination];
    if (!may_use_key(ask, key_of_backup(w.workloads[c.resource], first), job_role(ask, c.iam_role),
                     "GenerateDataKey", through_backup(first.region)))
        return fails_for_key(ask, job);
    start(ask, job, air_gapped ? w.vaults[air_gapped] : vault, c.delete_after_days,
          c.move_to_cold_storage_after_days);
}

void start_backup(const World& w, Job job, std::int32_t delete_after_days,
                  std::int32_t cold_after_days, Decision& out) {
    job.kind = JobKind::backup;
    job.deadline_at = job.started_at + w.settings.backup_job;
    set_lifecycle(w, job, delete_after_days, cold_after_days);
    const Vault& bounds = w.vaults[job.air_gapped ? job.air_gapped : job.destination];
    aim_at_air_gapped(w, job);
    const bool has_role = !job.role || !w.principals[job.role].is_deleted;
    if (!has_role) return fail_at_once(w, job, JobFailure::role_unusable, out);
    if (bounds.state != VaultState::AVAILABLE ||
        w.vaults[job.destination].state != VaultState::AVAILABLE)
        return fail_at_once(w, job, JobFailure::destination_gone, out);
    const Vault& first = w.vaults[job.destination];
    const JobFailure obstacle =
        key_obstacle(w, job, key_of_backup(w.workloads[job.resource], first), "GenerateDataKey",
                     first.region, out);
    if (obstacle != JobFailure::none) return fail_at_once(w, job, obstacle, out);
    if (retention_against(bounds, delete_after_days) != Reason::retention_fits)
        return fail_at_once(w, job, JobFailure::retention_out_of_range, out);
    begin_or_wait(w, job, out);
}

// Stops what has not ended yet; what it would have made does not come about. Source: BK-API.
void rule(Asking& ask, const call::StopBackupJob& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!ask.exists(w.jobs.holds(c.job) && w.jobs[c.job].account == ask.account &&
                        w.jobs[c.job].kind == JobKind::backup,
                    c.job))
        return;
    const JobStatus status = w.jobs[c.job].status;
    if (!ask.need(status == JobStatus::RUNNING || status == JobStatus::PENDING,
                  Gate::resource_state, Reason::state_permits, Reason::job_not_stoppable,
                  ErrorCode::InvalidRequestException, c.job))
        return;
    ask.happens(event::JobStopping{c.job, ask.caller.at + w.settings.stopping});
}

// The source is a vault of the caller's or a view that a team opened; a shared vault does not do. Source: BK-LAG.
void rule(Asking& ask, const call::StartCopyJob& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.source_backup_vault)) return;
    if (!lifecycle_fits(ask, c.delete_after_days, c.move_to_cold_storage_after_days)) return;
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
    job.role = c.iam_role;
    job.started_at = ask.caller.at;
    job.deadline_at = ask.caller.at + w.settings.copy_job;
    const RecoveryPoint& point = w.recovery_points[c.recovery_point];
    if (!may_travel(ask, point, destination)) return;
    if (!takes_from(w, point.vault, destination)) {
        ask.stop(Gate::encryption, Reason::key_managed_by_aws, ErrorCode::InvalidRequestException,
                 c.destination_backup_vault);
        return;
    }
    if (c.iam_role && !may_pass(ask, c.iam_role)) return;
    const RequestContext context = through_backup(destination.region);
    const auto role = job_role(ask, c.iam_role);
    if (!may_use_key(ask, point.key, role, "Decrypt", context) ||
        !may_use_key(ask, destination.key, role, "GenerateDataKey", context))
        return fails_for_key(ask, job);
    start(ask, job, destination, c.delete_after_days, c.move_to_cold_storage_after_days);
}

namespace {

Job restore_of(const World& w, Id<RecoveryPoint> point, Instant at) {
    Job job;
    job.kind = JobKind::restore;
    job.started_at = at;
    job.deadline_at = at + w.settings.restore_job;
    if (w.recovery_points[point].storage_class == StorageClass::COLD)
        job.deadline_at = job.deadline_at + w.settings.cold_retrieval;
    job.recovery_point = point;
    return job;
}

// What keeps EC2 from starting an instance from a backup's image. Source: BK-LOCK, EC2 user guide (TH30).
JobFailure image_obstacle(const World& w, Id<RecoveryPoint> point, Id<Account> account) {
    const RecoveryPoint& p = w.recovery_points[point];
    if (w.workloads[p.resource].resource_type != ResourceType::EC2) return JobFailure::none;
    if (p.is_image_disabled) return JobFailure::image_disabled;
    const bool is_barred = w.accounts[account].allowed_images == AllowedImages::without_backup;
    return is_barred ? JobFailure::image_not_allowed : JobFailure::none;
}

}  // namespace

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
    if (w.recovery_points[c.recovery_point].status == RecoveryPointStatus::EXPIRED) {
        ask.stop(Gate::resource_state, Reason::recovery_point_expired,
                 ErrorCode::InvalidRequestException, c.recovery_point);
        return;
    }
    Job job = restore_of(w, c.recovery_point, ask.caller.at);
    job.principal = ask.principal;
    job.account = ask.account;
    job.destination = way;
    job.restored_name = c.restored_name;
    job.role = c.iam_role;
    if (c.iam_role && !may_pass(ask, c.iam_role)) return;
    if (!may_use_key(ask, w.recovery_points[c.recovery_point].key, job_role(ask, c.iam_role),
                     "Decrypt", through_backup(w.vaults[way].region)))
        return fails_for_key(ask, job);
    const JobFailure obstacle = image_obstacle(w, c.recovery_point, ask.account);
    if (obstacle == JobFailure::none) return ask.happens(event::JobStarted{job});
    ask.stop(
        Gate::resource_state,
        obstacle == JobFailure::image_disabled ? Reason::image_disabled : Reason::image_not_allowed,
        ErrorCode::InvalidRequestException, c.recovery_point);
    ask.fails_on_the_way();
    fail_at_once(w, job, obstacle, ask.out);
}

void start_test_restore(const World& w, Id<RestoreTestingSelection> selection, Id<Account> account,
                        Id<RecoveryPoint> point, Instant at, Decision& out) {
    Job job = restore_of(w, point, at);
    job.account = account;
    job.destination = way_to(w, account, point);
    job.role = w.restore_testing_selections[selection].role;
    job.testing = selection;
    if (job.role && w.principals[job.role].is_deleted)
        return fail_at_once(w, job, JobFailure::role_unusable, out);
    const RecoveryPoint& source = w.recovery_points[point];
    JobFailure obstacle =
        key_obstacle(w, job, source.key, "Decrypt", w.vaults[source.vault].region, out);
    if (obstacle == JobFailure::none) obstacle = image_obstacle(w, point, account);
    if (obstacle != JobFailure::none) return fail_at_once(w, job, obstacle, out);
    out.events.push_back(event::JobStarted{job});
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

// A copy that the service makes on behalf of a plan, from what a backup has just made.
void copy_on(const World& w, const Job& from, Id<RecoveryPoint> source, Id<Key> source_key,
             const CopyAction& action, Instant at, Decision& out) {
    Job job;
    job.kind = JobKind::copy;
    job.started_at = at;
    job.deadline_at = at + w.settings.copy_job;
    job.account = from.account;
    job.resource = from.resource;
    job.recovery_point = source;
    job.destination = action.destination;
    job.role = from.role;
    job.rule = from.rule;
    set_lifecycle(w, job, action.delete_after_days, action.move_to_cold_storage_after_days);
    const Vault& destination = w.vaults[action.destination];
    if (destination.state != VaultState::AVAILABLE)
        return fail_at_once(w, job, JobFailure::destination_gone, out);
    if (destination.account != job.account) {
        // As when somebody asks: both accounts in one organization, opted in, and the vault lets it in.
        Id<Principal> with = job.role;
        for (const Principal& p : w.principals)
            if (!with && p.account == job.account) with = w.principals.id_of(p);
        const Caller service{{}, {}, at};
        Decision asked;
        Asking ask(w, service, asked, with);
        if (!may_copy_to(ask, action.destination)) {
            out.checks.insert(out.checks.end(), asked.checks.begin(), asked.checks.end());
            return fail_at_once(w, job, JobFailure::copy_denied, out);
        }
    }
    if (!travels(w, source_key, job.resource, destination) ||
        !takes_from(w, from.destination, destination))
        return fail_at_once(w, job, JobFailure::key_unusable, out);
    JobFailure obstacle = key_obstacle(w, job, source_key, "Decrypt", destination.region, out);
    if (obstacle == JobFailure::none)
        obstacle =
            key_obstacle(w, job, destination.key, "GenerateDataKey", destination.region, out);
    if (obstacle != JobFailure::none) return fail_at_once(w, job, obstacle, out);
    if (retention_against(destination, action.delete_after_days) != Reason::retention_fits)
        return fail_at_once(w, job, JobFailure::retention_out_of_range, out);
    begin_or_wait(w, job, out);
}

// What the lifecycle of a job was asked to be, in days.
std::int32_t days_between(Instant from, Instant to) {
    return to == never ? unset : static_cast<std::int32_t>((to - from).ms / days(1).ms);
}

void follow_up(const World& w, const Job& job, Id<RecoveryPoint> made, Id<Key> key, Instant at,
               Decision& out) {
    if (job.air_gapped)
        copy_on(w, job, made, key,
                {job.air_gapped, days_between(at, job.delete_at), days_between(at, job.cold_at)},
                at, out);
    if (!job.rule) return;
    for (const CopyAction& action : w.backup_rules[job.rule].copies)
        if (action.destination) copy_on(w, job, made, key, action, at, out);
}

// What a backup or a copy leaves behind. Harmed data is backed up as it is. Source: TH6, TH17.
void end_with_recovery_point(const World& w, Id<Job> id, Instant at, Decision& out) {
    const Job& job = w.jobs[id];
    if (w.vaults[job.destination].state != VaultState::AVAILABLE)
        return fail_job(id, JobFailure::destination_gone, out);
    RecoveryPoint made;
    made.vault = job.destination;
    made.resource = job.resource;
    made.created_at = at;
    made.delete_at = job.delete_at;
    made.cold_at = job.cold_at;
    made.role = job.role;
    const bool is_backup = job.kind == JobKind::backup;
    if (is_backup) {
        made.captured_at = job.started_at;
        made.condition = job.data;
        made.is_deleted_after_copy = yes_if(bool(job.air_gapped));
        made.key = key_of_backup(w.workloads[job.resource], w.vaults[job.destination]);
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
    if (is_backup) {
        follow_up(w, job, {w.recovery_points.size()}, made.key, at, out);
        return;
    }
    // DELETE_AFTER_COPY. What a lock keeps stays until its date. Assumed.
    const RecoveryPoint& source = w.recovery_points[job.recovery_point];
    if (source.is_deleted_after_copy && w.vaults[source.vault].lock == LockMode::none &&
        !is_held(w, source))
        out.events.push_back(event::RecoveryPointDeleted{job.recovery_point});
}

void end_with_workload(const World& w, Id<Job> id, Instant at, Decision& out) {
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
    made.data = source.condition;
    made.state = source.condition == DataCondition::encrypted ? WorkloadState::encrypted
                                                              : WorkloadState::restored;
    out.events.push_back(event::WorkloadRestored{made, id});
    out.events.push_back(event::JobCompleted{id});
    if (!job.testing) return;
    const auto window = hours(w.restore_testing_selections[job.testing].validation_window_hours);
    if (window.ms > 0) out.events.push_back(event::ValidationBegan{id, at + window});
    else out.events.push_back(event::TestResourceDeleting{id, at + w.settings.test_deletion});
}

// The first of those that waited for `ended` to end.
void begin_next(const World& w, Id<Job> ended, Instant at, Decision& out) {
    const Job& job = w.jobs[ended];
    for (const Job& next : w.jobs) {
        if (next.kind != job.kind) continue;
        const bool waits = next.kind == JobKind::backup
                               ? next.status == JobStatus::PENDING && next.resource == job.resource
                               : next.status == JobStatus::CREATED && next.account == job.account &&
                                     is_counted_copy(w, job);
        if (!waits) continue;
        const Duration waited = at - next.started_at;
        out.events.push_back(event::JobBegan{w.jobs.id_of(next), at, next.deadline_at + waited,
                                             next.delete_at + waited, next.cold_at + waited,
                                             w.workloads[next.resource].data});
        return;
    }
}

}  // namespace

void rule(Asking& ask, const call::DescribeCopyJob& c) {
    describes(ask, c.operation, c.job, JobKind::copy);
}
void rule(Asking& ask, const call::DescribeRestoreJob& c) {
    describes(ask, c.operation, c.job, JobKind::restore);
}

void end_job(const World& world, Id<Job> job, Instant at, Decision& out) {
    const Job& row = world.jobs[job];
    if (row.status == JobStatus::ABORTING) out.events.push_back(event::JobAborted{job});
    else if (row.kind == JobKind::restore) end_with_workload(world, job, at, out);
    else if (row.kind == JobKind::scan) end_scan(world, job, out);
    else end_with_recovery_point(world, job, at, out);
    if (row.kind == JobKind::backup || row.kind == JobKind::copy) begin_next(world, job, at, out);
}

// Nothing became free in time. Source: BK-API (EXPIRED), BK-COPY.
void end_waiting(const World& world, Id<Job> job, Decision& out) {
    if (world.jobs[job].kind == JobKind::copy) return fail_job(job, JobFailure::no_room, out);
    out.outcome = Outcome::failed;
    out.events.push_back(event::JobExpired{job});
}

}  // namespace airlock
