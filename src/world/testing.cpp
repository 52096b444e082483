// Restore testing and malware scans: is what was backed up any good?
// Sources: BK-RT, BK-RTV, BK-API, BK-LIM, GuardDuty user guide "malware protection for AWS Backup" (domain.md
// §1.8, §3.3, §4, TH17).
#include <algorithm>

#include "base/hash.h"
#include "world/gates.h"
#include "world/schedule.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::string_view schedule_default = "cron(0 5 ? * * *)";  // Source: BK-RT
constexpr std::uint32_t plans_max = 100;
constexpr std::uint32_t selections_max = 30;  // of one plan
constexpr std::uint32_t scans_max = 150;      // at a time. Source: BK-LIM
constexpr std::string_view latest = "LATEST_WITHIN_WINDOW";
constexpr std::string_view random_choice = "RANDOM_WITHIN_WINDOW";
constexpr auto wrong = ErrorCode::InvalidParameterValueException;

bool has_name(Asking& ask, Id<Name> name) {
    return name_fits(ask, name, testing_name_limit, wrong);
}

bool own_plan(Asking& ask, Id<RestoreTestingPlan> id,
              ErrorCode error = ErrorCode::ResourceNotFoundException) {
    const World& w = ask.world;
    return ask.exists(w.restore_testing_plans.holds(id) &&
                          w.restore_testing_plans[id].account == ask.account &&
                          !w.restore_testing_plans[id].is_deleted,
                      id, error);
}

bool own_selection(Asking& ask, Id<RestoreTestingPlan> plan, Id<RestoreTestingSelection> id) {
    const World& w = ask.world;
    return ask.exists(w.restore_testing_selections.holds(id) &&
                          w.restore_testing_selections[id].plan == plan &&
                          !w.restore_testing_selections[id].is_deleted,
                      id);
}

bool may_be_in_plan(const Asking& ask, Id<Vault> vault) {
    const World& w = ask.world;
    if (!w.vaults.holds(vault) || w.vaults[vault].state == VaultState::deleted) return false;
    return w.vaults[vault].account == ask.account ||
           (w.settings.can_test_shared_vaults && is_shared_with(w, vault, ask.account));
}

// What the members of a plan say over what stands in `row`; false after refusing.
template <class C>
bool read_plan(Asking& ask, const C& c, RestoreTestingPlan& row, bool is_new) {
    const World& w = ask.world;
    if (is_new || c.schedule_expression) {
        const auto schedule =
            parse_schedule(c.schedule_expression ? w.catalog->names.text(c.schedule_expression)
                                                 : schedule_default);
        if (!ask.need(schedule.has_value(), Gate::parameters, Reason::parameters_valid,
                      Reason::schedule_unsupported, wrong))
            return false;
        row.period = schedule->period;
        row.next_at = schedule->next_after(ask.caller.at);
        row.schedule_expression = c.schedule_expression;
    }
    if (c.algorithm) {
        const std::string_view text = w.catalog->names.text(c.algorithm);
        if (!ask.need(text == latest || text == random_choice, Gate::parameters,
                      Reason::parameters_valid, Reason::value_not_supported, wrong))
            return false;
        row.algorithm = text == latest ? TestingAlgorithm::LATEST_WITHIN_WINDOW
                                       : TestingAlgorithm::RANDOM_WITHIN_WINDOW;
    }
    if (c.selection_window_days != unset) row.selection_window_days = c.selection_window_days;
    if (c.start_window_hours != unset) row.start_window_hours = c.start_window_hours;
    if (!ask.need(row.selection_window_days >= 1 && row.selection_window_days <= 365 &&
                      row.start_window_hours >= 1 && row.start_window_hours <= 168,
                  Gate::parameters, Reason::parameters_valid, Reason::window_out_of_range, wrong))
        return false;
    for (const auto vault : c.include_vaults)
        if (!ask.exists(may_be_in_plan(ask, vault), vault,
                        is_new ? wrong : ErrorCode::ResourceNotFoundException))
            return false;
    if (!c.include_vaults.empty()) {
        row.vaults = {};
        std::copy(c.include_vaults.begin(), c.include_vaults.end(), row.vaults.begin());
    }
    return true;
}

template <class C>
bool read_selection(Asking& ask, const C& c, RestoreTestingSelection& row) {
    const World& w = ask.world;
    const std::int32_t window = c.validation_window_hours;
    if (!ask.need(window == unset || (window >= 0 && window <= 168), Gate::parameters,
                  Reason::parameters_valid, Reason::window_out_of_range, wrong))
        return false;
    if (window != unset) row.validation_window_hours = window;
    if (c.role && !may_pass(ask, c.role)) return false;
    if (c.role) row.role = c.role;
    for (const auto id : c.resources)
        if (!ask.exists(w.workloads.holds(id), id)) return false;
    if (!c.resources.empty()) {
        row.resources = {};
        std::copy(c.resources.begin(), c.resources.end(), row.resources.begin());
    }
    return true;
}

std::optional<ResourceType> resource_type(std::string_view text) {
    for (std::uint8_t i = 0; i <= static_cast<std::uint8_t>(ResourceType::Aurora); ++i)
        if (to_text(static_cast<ResourceType>(i)) == text) return static_cast<ResourceType>(i);
    return std::nullopt;
}

// A test: not a job that this account started itself.
bool is_test(const World& w, Id<Job> job, Id<Account> account) {
    return w.jobs.holds(job) && w.jobs[job].account == account && w.jobs[job].testing;
}

}  // namespace

void rule(Asking& ask, const call::CreateRestoreTestingPlan& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!has_name(ask, c.plan_name)) return;
    RestoreTestingPlan row;
    if (!read_plan(ask, c, row, true)) return;
    std::uint32_t plans = 0;
    for (const RestoreTestingPlan& other : w.restore_testing_plans) {
        if (other.account != ask.account || other.is_deleted) continue;
        if (other.name == c.plan_name) {
            ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::AlreadyExistsException,
                     w.restore_testing_plans.id_of(other));
            return;
        }
        ++plans;
    }
    if (!ask.need(plans < plans_max, Gate::quota, Reason::within_quota, Reason::quota_reached,
                  ErrorCode::LimitExceededException, ask.account))
        return;
    row.name = c.plan_name;
    row.account = ask.account;
    ask.happens(event::RestoreTestingPlanCreated{row});
}

void rule(Asking& ask, const call::UpdateRestoreTestingPlan& c) {
    if (!ask.admitted(c.operation)) return;
    if (!own_plan(ask, c.plan)) return;
    RestoreTestingPlan row = ask.world.restore_testing_plans[c.plan];
    if (read_plan(ask, c, row, false)) ask.happens(event::RestoreTestingPlanUpdated{c.plan, row});
}

// Source: BK-API: its selections must be gone first.
void rule(Asking& ask, const call::DeleteRestoreTestingPlan& c) {
    if (!ask.admitted(c.operation)) return;
    if (!own_plan(ask, c.plan, ErrorCode::InvalidRequestException)) return;
    bool is_empty = true;
    for (const RestoreTestingSelection& s : ask.world.restore_testing_selections)
        is_empty = is_empty && (s.plan != c.plan || s.is_deleted);
    if (!ask.need(is_empty, Gate::resource_state, Reason::state_permits, Reason::not_empty,
                  ErrorCode::InvalidRequestException, c.plan))
        return;
    ask.happens(event::RestoreTestingPlanDeleted{c.plan});
}

void rule(Asking& ask, const call::CreateRestoreTestingSelection& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!has_name(ask, c.selection_name)) return;
    const auto type = resource_type(w.catalog->names.text(c.resource_type));
    if (!ask.need(type.has_value(), Gate::parameters, Reason::parameters_valid,
                  Reason::value_not_supported, wrong))
        return;
    if (!own_plan(ask, c.plan)) return;
    RestoreTestingSelection row;
    if (!read_selection(ask, c, row)) return;
    std::uint32_t selections = 0;
    for (const RestoreTestingSelection& s : w.restore_testing_selections) {
        if (s.plan != c.plan || s.is_deleted) continue;
        if (s.name == c.selection_name) {
            ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::AlreadyExistsException,
                     w.restore_testing_selections.id_of(s));
            return;
        }
        ++selections;
    }
    if (!ask.need(selections < selections_max, Gate::quota, Reason::within_quota,
                  Reason::quota_reached, ErrorCode::LimitExceededException, c.plan))
        return;
    row.plan = c.plan;
    row.name = c.selection_name;
    row.resource_type = *type;
    ask.happens(event::RestoreTestingSelectionCreated{row});
}

void rule(Asking& ask, const call::UpdateRestoreTestingSelection& c) {
    if (!ask.admitted(c.operation)) return;
    if (!own_plan(ask, c.plan) || !own_selection(ask, c.plan, c.selection)) return;
    RestoreTestingSelection row = ask.world.restore_testing_selections[c.selection];
    if (read_selection(ask, c, row))
        ask.happens(event::RestoreTestingSelectionUpdated{c.selection, row});
}

void rule(Asking& ask, const call::DeleteRestoreTestingSelection& c) {
    if (!ask.admitted(c.operation)) return;
    if (!own_plan(ask, c.plan) || !own_selection(ask, c.plan, c.selection)) return;
    ask.happens(event::RestoreTestingSelectionDeleted{c.selection});
}

// Final once it is given; the resource is deleted after it. Source: BK-RTV.
void rule(Asking& ask, const call::PutRestoreValidationResult& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const std::string_view text = w.catalog->names.text(c.validation_status);
    if (!ask.need(text == "SUCCESSFUL" || text == "FAILED", Gate::parameters,
                  Reason::parameters_valid, Reason::value_not_supported, wrong))
        return;
    if (!ask.exists(w.jobs.holds(c.job) && w.jobs[c.job].account == ask.account &&
                        w.jobs[c.job].kind == JobKind::restore,
                    c.job))
        return;
    const auto refused = ErrorCode::InvalidRequestException;
    if (!ask.need(
            is_test(w, c.job, ask.account) && w.jobs[c.job].validation != ValidationStatus::none,
            Gate::resource_state, Reason::state_permits, Reason::not_a_test, refused, c.job))
        return;
    if (!ask.need(w.jobs[c.job].validation == ValidationStatus::VALIDATING, Gate::resource_state,
                  Reason::state_permits, Reason::validation_final, refused, c.job))
        return;
    ask.happens(event::ValidationEnded{
        c.job, text == "SUCCESSFUL" ? ValidationStatus::SUCCESSFUL : ValidationStatus::FAILED});
    ask.happens(event::TestResourceDeleting{c.job, ask.caller.at + w.settings.test_deletion});
}

// GuardDuty scans EC2, EBS and S3; no incremental scan of an EC2 point in an air-gapped vault. Source: BK devguide.
void rule(Asking& ask, const call::StartScanJob& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    const std::string_view mode = w.catalog->names.text(c.scan_mode);
    const bool is_incremental = mode == "INCREMENTAL_SCAN";
    if (!ask.need(w.catalog->names.text(c.scanner) == "GUARDDUTY" &&
                      (is_incremental || mode == "FULL_SCAN"),
                  Gate::parameters, Reason::parameters_valid, Reason::value_not_supported, wrong))
        return;
    if (!ask.need(!is_incremental || c.scan_base, Gate::parameters, Reason::parameters_valid,
                  Reason::incremental_needs_base, wrong))
        return;
    if (!ask.own_vault(c.backup_vault)) return;
    const auto storage = storage_of(w, c.backup_vault);
    const bool does_exist =
        is_there(w, c.recovery_point) && w.recovery_points[c.recovery_point].vault == storage;
    if (!ask.exists(does_exist, c.recovery_point)) return;
    if (is_incremental && !ask.exists(is_there(w, c.scan_base), c.scan_base)) return;
    if (c.role && !may_pass(ask, c.role)) return;
    const ResourceType type =
        w.workloads[w.recovery_points[c.recovery_point].resource].resource_type;
    const auto refused = ErrorCode::InvalidRequestException;
    if (!ask.need(
            type == ResourceType::EC2 || type == ResourceType::EBS || type == ResourceType::S3,
            Gate::resource_state, Reason::state_permits, Reason::scan_not_supported, refused,
            c.recovery_point))
        return;
    const bool is_air_gapped =
        w.vaults[storage].type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
    if (!ask.need(!is_incremental || !is_air_gapped || type != ResourceType::EC2, Gate::vault_type,
                  Reason::vault_type_fits, Reason::incremental_not_supported, refused,
                  c.backup_vault))
        return;
    std::uint32_t running = 0;
    for (const Job& other : w.jobs)
        running += other.kind == JobKind::scan && other.account == ask.account &&
                           other.status == JobStatus::RUNNING
                       ? 1u
                       : 0u;
    if (!ask.need(running < scans_max, Gate::quota, Reason::within_quota, Reason::quota_reached,
                  ErrorCode::LimitExceededException, ask.account))
        return;
    Job job;
    job.kind = JobKind::scan;
    job.started_at = ask.caller.at;
    job.deadline_at = ask.caller.at + w.settings.scan_job;
    job.principal = ask.principal;
    job.account = ask.account;
    job.recovery_point = c.recovery_point;
    job.destination = c.backup_vault;
    job.role = c.role;
    ask.happens(event::JobStarted{job});
}

// What there is to find is what is true of the data: malware, not encryption or silent damage.
void end_scan(const World& w, Id<Job> id, Decision& out) {
    const Job& job = w.jobs[id];
    const bool is_left = is_there(w, job.recovery_point);
    if (!is_left || !is_usable(w, w.recovery_points[job.recovery_point].key)) {
        out.outcome = Outcome::failed;
        out.events.push_back(event::ScanCompleted{id, ScanResult::UNKNOWN});
        out.events.push_back(
            event::JobFailed{id, is_left ? JobFailure::key_unusable : JobFailure::source_gone});
        return;
    }
    const bool is_infected =
        w.recovery_points[job.recovery_point].condition == DataCondition::infected;
    out.events.push_back(event::ScanCompleted{
        id, is_infected ? ScanResult::THREATS_FOUND : ScanResult::NO_THREATS_FOUND});
    out.events.push_back(event::JobCompleted{id});
}

namespace {

bool is_candidate(const World& w, const RestoreTestingPlan& plan, const RecoveryPoint& p,
                  Instant at) {
    if (p.status != RecoveryPointStatus::COMPLETED) return false;
    if (at - p.created_at > days(plan.selection_window_days)) return false;
    const Vault& vault = w.vaults[p.vault];
    if (vault.account != plan.account && !w.settings.can_test_shared_vaults) return false;
    if (!can_read_vault(w, plan.account, p.vault)) return false;
    return !plan.vaults[0] ||
           std::find(plan.vaults.begin(), plan.vaults.end(), p.vault) != plan.vaults.end();
}

// One point for one resource, or none. RANDOM_WITHIN_WINDOW: rules never roll dice, so the choice follows from
// the plan, its run, the resource and the setting `testing_seed`, and is the same in every replay.
Id<RecoveryPoint> choose(const World& w, Id<RestoreTestingPlan> id, Id<Workload> resource,
                         Instant at) {
    const RestoreTestingPlan& plan = w.restore_testing_plans[id];
    std::uint32_t candidates = 0;
    Id<RecoveryPoint> newest;
    for (const RecoveryPoint& p : w.recovery_points) {
        if (p.resource != resource || !is_candidate(w, plan, p, at)) continue;
        ++candidates;
        if (!newest || p.captured_at > w.recovery_points[newest].captured_at)
            newest = w.recovery_points.id_of(p);
    }
    if (plan.algorithm == TestingAlgorithm::LATEST_WITHIN_WINDOW || candidates == 0) return newest;
    const std::array<std::uint32_t, 4> drawn{id.index, plan.runs, resource.index,
                                             static_cast<std::uint32_t>(w.settings.testing_seed)};
    auto left = static_cast<std::uint32_t>(
        hash_bytes(drawn.data(), sizeof drawn, 0x2545f4914f6cdd1dull) % candidates);
    for (const RecoveryPoint& p : w.recovery_points) {
        if (p.resource != resource || !is_candidate(w, plan, p, at)) continue;
        if (left-- == 0) return w.recovery_points.id_of(p);
    }
    return newest;
}

}  // namespace

// One test restore for each selected resource that has a point in the window. Source: BK-RT.
void run_restore_testing_plan(const World& w, Id<RestoreTestingPlan> id, Instant at,
                              Decision& out) {
    const RestoreTestingPlan& plan = w.restore_testing_plans[id];
    const bool is_open = w.accounts[plan.account].status == AccountStatus::ACTIVE;
    for (const RestoreTestingSelection& s : w.restore_testing_selections) {
        if (s.plan != id || s.is_deleted || !is_open) continue;
        for (const Workload& row : w.workloads) {
            const auto resource = w.workloads.id_of(row);
            if (row.resource_type != s.resource_type || row.restored_from) continue;
            if (s.resources[0] &&
                std::find(s.resources.begin(), s.resources.end(), resource) == s.resources.end())
                continue;
            const auto point = choose(w, id, resource, at);
            if (point)
                start_test_restore(w, w.restore_testing_selections.id_of(s), plan.account, point,
                                   at, out);
        }
    }
    out.events.push_back(event::RestoreTestingPlanRan{id, at + plan.period});
}

void end_validation_window(Id<Job> job, Instant at, const World& w, Decision& out) {
    out.outcome = Outcome::failed;
    out.events.push_back(event::ValidationEnded{job, ValidationStatus::TIMED_OUT});
    out.events.push_back(event::TestResourceDeleting{job, at + w.settings.test_deletion});
}

}  // namespace airlock
