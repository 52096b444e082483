// Backup plans: their rules, what they select, and the runs that fall due by themselves.
// Sources: BK-API, BK-PRI, BK devguide "backup plan options and configuration" (domain.md §1.8, §3.3, §6.4).
#include <algorithm>

#include "world/gates.h"
#include "world/schedule.h"

namespace airlock {
namespace {

constexpr std::string_view schedule_default = "cron(0 5 ? * * *)";  // Source: BK-API
constexpr std::int32_t start_window_default = 480;                  // minutes. Source: BK-API
constexpr std::int32_t start_window_min = 60;
constexpr std::int32_t start_window_max = 52'560'000;  // 100 years. Source: BK-API

bool is_live(const World& w, Id<BackupPlan> plan) {
    return w.backup_plans.holds(plan) && !w.backup_plans[plan].is_deleted;
}

bool own_plan(Asking& ask, Id<BackupPlan> plan,
              ErrorCode error = ErrorCode::ResourceNotFoundException) {
    return ask.exists(
        is_live(ask.world, plan) && ask.world.backup_plans[plan].account == ask.account, plan,
        error);
}

bool own_target(Asking& ask, Id<Vault> vault, VaultType type, ErrorCode if_gone) {
    const World& w = ask.world;
    const bool is_ours = w.vaults.holds(vault) && w.vaults[vault].state != VaultState::deleted &&
                         w.vaults[vault].account == ask.account;
    if (!ask.exists(is_ours, vault, if_gone)) return false;
    const bool fits = ask.world.vaults[vault].type == type;
    return ask.need(fits, Gate::vault_type, Reason::vault_type_fits,
                    type == VaultType::BACKUP_VAULT ? Reason::needs_standard_vault
                                                    : Reason::needs_air_gapped_vault,
                    ErrorCode::InvalidParameterValueException, vault);
}

// The rule that Create- and UpdateBackupPlan carry, or nothing after refusing. `if_gone`: a vault is not there.
template <class C>
bool read_rule(Asking& ask, const C& c, ErrorCode if_gone, BackupRule& out) {
    const World& w = ask.world;
    const std::string_view text =
        c.schedule_expression ? w.catalog->names.text(c.schedule_expression) : schedule_default;
    const auto schedule = parse_schedule(text);
    const auto wrong = ErrorCode::InvalidParameterValueException;
    if (!text_fits(ask, c.rule_name, plan_name_limit, wrong, Reason::name_invalid)) return false;
    if (!ask.need(schedule.has_value(), Gate::parameters, Reason::parameters_valid,
                  Reason::schedule_unsupported, wrong))
        return false;
    const std::int32_t window =
        c.start_window_minutes == unset ? start_window_default : c.start_window_minutes;
    if (!ask.need(window >= start_window_min && window <= start_window_max, Gate::parameters,
                  Reason::parameters_valid, Reason::window_out_of_range, wrong))
        return false;
    if (!ask.need(is_lifecycle(c.delete_after_days, c.move_to_cold_storage_after_days) &&
                      is_lifecycle(c.copy_delete_after_days, unset),
                  Gate::parameters, Reason::parameters_valid, Reason::lifecycle_invalid, wrong))
        return false;
    if (!own_target(ask, c.target, VaultType::BACKUP_VAULT, if_gone)) return false;
    const bool has_air_gapped = bool(c.air_gapped_target);
    if (has_air_gapped && !own_target(ask, c.air_gapped_target,
                                      VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT, if_gone))
        return false;
    const auto copied = c.copy_destination;
    if (copied) {
        const bool does_exist = w.vaults.holds(copied) &&
                                w.vaults[copied].state != VaultState::deleted &&
                                w.vaults[copied].type != VaultType::RESTORE_ACCESS_BACKUP_VAULT;
        if (!ask.exists(does_exist, copied, if_gone)) return false;
    }
    out.next_at = schedule->next_after(ask.caller.at);
    out.period = schedule->period;
    out.start_window = minutes(window);
    out.name = c.rule_name;
    out.schedule_expression = c.schedule_expression;
    out.target = c.target;
    out.air_gapped_target = c.air_gapped_target;
    out.delete_after_days = c.delete_after_days;
    out.move_to_cold_storage_after_days = c.move_to_cold_storage_after_days;
    out.copies[0] = {copied, c.copy_delete_after_days, unset};
    return true;
}

// Names a selection's resources, all of the caller's account.
template <class List>
bool own_resources(Asking& ask, const List& list) {
    const World& w = ask.world;
    for (const auto id : list)
        if (!ask.exists(w.workloads.holds(id) && w.workloads[id].account == ask.account, id,
                        ErrorCode::InvalidParameterValueException))
            return false;
    return true;
}

bool is_selected(const World& w, const BackupSelection& s, const Workload& workload,
                 Id<Account> account) {
    if (workload.account != account || workload.restored_from) return false;
    return !s.resources[0] || std::find(s.resources.begin(), s.resources.end(),
                                        w.workloads.id_of(workload)) != s.resources.end();
}

}  // namespace

void rule(Asking& ask, const call::CreateBackupPlan& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const auto wrong = ErrorCode::InvalidParameterValueException;
    if (!text_fits(ask, c.backup_plan_name, plan_name_limit, wrong, Reason::name_invalid)) return;
    BackupRule row;
    if (!read_rule(ask, c, wrong, row)) return;
    for (const BackupPlan& other : w.backup_plans)
        if (other.account == ask.account && other.name == c.backup_plan_name && !other.is_deleted) {
            ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::AlreadyExistsException,
                     w.backup_plans.id_of(other));
            return;
        }
    BackupPlan plan;
    plan.created_at = ask.caller.at;
    plan.name = c.backup_plan_name;
    plan.account = ask.account;
    row.plan = {w.backup_plans.size()};
    ask.happens(event::BackupPlanCreated{plan});
    ask.happens(event::BackupRuleCreated{row});
}

void rule(Asking& ask, const call::UpdateBackupPlan& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!own_plan(ask, c.backup_plan)) return;
    BackupRule row;
    if (!read_rule(ask, c, ErrorCode::ResourceNotFoundException, row)) return;
    row.plan = c.backup_plan;
    ask.happens(event::BackupPlanUpdated{c.backup_plan});
    for (const BackupRule& was : w.backup_rules)
        if (was.plan == c.backup_plan && was.name == c.rule_name && !was.is_deleted)
            ask.happens(event::BackupRuleReplaced{w.backup_rules.id_of(was)});
    ask.happens(event::BackupRuleCreated{row});
}

// A plan goes once nothing is selected any more. Source: BK-API, DeleteBackupPlan.
void rule(Asking& ask, const call::DeleteBackupPlan& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!own_plan(ask, c.backup_plan)) return;
    bool is_empty = true;
    for (const BackupSelection& s : w.backup_selections)
        is_empty = is_empty && (s.plan != c.backup_plan || s.is_deleted);
    if (!ask.need(is_empty, Gate::resource_state, Reason::state_permits, Reason::not_empty,
                  ErrorCode::InvalidRequestException, c.backup_plan))
        return;
    ask.happens(event::BackupPlanDeleted{c.backup_plan});
}

void rule(Asking& ask, const call::CreateBackupSelection& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const auto wrong = ErrorCode::InvalidParameterValueException;
    if (!name_fits(ask, c.selection_name, plan_name_limit, wrong)) return;
    if (!own_plan(ask, c.backup_plan, wrong)) return;
    if (c.role && !may_pass(ask, c.role)) return;
    if (!own_resources(ask, c.resources)) return;
    for (const BackupSelection& s : w.backup_selections)
        if (s.plan == c.backup_plan && s.name == c.selection_name && !s.is_deleted) {
            ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::AlreadyExistsException,
                     w.backup_selections.id_of(s));
            return;
        }
    BackupSelection row;
    row.plan = c.backup_plan;
    row.name = c.selection_name;
    row.role = c.role;
    std::copy(c.resources.begin(), c.resources.end(), row.resources.begin());
    ask.happens(event::BackupSelectionCreated{row});
}

void rule(Asking& ask, const call::DeleteBackupSelection& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!own_plan(ask, c.backup_plan)) return;
    const bool is_there = w.backup_selections.holds(c.selection) &&
                          w.backup_selections[c.selection].plan == c.backup_plan &&
                          !w.backup_selections[c.selection].is_deleted;
    if (!ask.exists(is_there, c.selection)) return;
    ask.happens(event::BackupSelectionDeleted{c.selection});
}

// One backup job for each selected resource, by the service itself. What stands in the way fails the job.
void run_backup_rule(const World& w, Id<BackupRule> id, Instant at, Decision& out) {
    const BackupRule& row = w.backup_rules[id];
    const auto account = w.backup_plans[row.plan].account;
    const bool is_open = w.accounts[account].status == AccountStatus::ACTIVE;  // else nothing runs
    for (const BackupSelection& s : w.backup_selections) {
        if (s.plan != row.plan || s.is_deleted || !is_open) continue;
        for (const Workload& workload : w.workloads) {
            if (!is_selected(w, s, workload, account)) continue;
            Job job;
            job.started_at = at;
            job.account = account;
            job.resource = w.workloads.id_of(workload);
            job.role = s.role;
            job.rule = id;
            job.air_gapped = row.air_gapped_target;
            job.destination = row.target;
            job.start_by = at + row.start_window;
            start_backup(w, job, row.delete_after_days, row.move_to_cold_storage_after_days, out);
        }
    }
    out.events.push_back(event::BackupRuleRan{id, at + row.period});
}

}  // namespace airlock
