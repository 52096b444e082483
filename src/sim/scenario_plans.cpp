// What a scenario says about backup plans, legal holds and restore testing plans that stand from the start, and
// about schedules wherever they are written.
#include <algorithm>

#include "sim/scenario_members.h"
#include "sim/scenario_reader.h"
#include "world/schedule.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::int32_t retention_days_max = 36'500;
constexpr std::size_t selected_names_max = 5;  // as many as a row holds
constexpr std::string_view algorithms[] = {"LATEST_WITHIN_WINDOW", "RANDOM_WITHIN_WINDOW"};
constexpr std::string_view resource_types[] = {"EBS",      "EC2", "EFS",   "S3",
                                               "DynamoDB", "RDS", "Aurora"};
constexpr std::string_view schedule_help =
    R"~(write "rate(6 hours)", "cron(0 5 ? * * *)", "cron(0 0/6 ? * * *)" or "cron(0 5 ? * SUN *)")~";

void check_schedule(ScenarioReader& reader, const Json& at, std::string_view text) {
    if (!parse_schedule(text))
        reader.problem(at, quoted(text) + " is not a schedule that Airlock can read",
                       std::string(schedule_help));
}

void read_schedule(ScenarioReader& reader, const Json& item, std::string& out) {
    reader.get(item, "schedule", out);
    if (const Json* schedule = item.find("schedule")) check_schedule(reader, *schedule, out);
}

void read_lifecycle(ScenarioReader& reader, const Json& item, std::int32_t& delete_after,
                    std::int32_t& cold_after) {
    reader.get(item, "delete_after_days", delete_after, 1, retention_days_max);
    reader.get(item, "move_to_cold_storage_after_days", cold_after, 1, retention_days_max);
    if (delete_after != -1 && cold_after != -1 && delete_after < cold_after + 90)
        reader.problem(item, "what goes to cold storage stays there for 90 days at least");
}

std::vector<std::string> read_names(ScenarioReader& reader, const Json& item,
                                    std::string_view member, Kind kind, std::size_t max) {
    const Json* list = item.find(member);
    if (list == nullptr) return {};
    auto out = reader.references(*list, kind);
    if (out.size() > max)
        reader.problem(*list, "at most " + std::to_string(max) + " can be named here");
    return out;
}

ScenarioBackupRule read_rule(ScenarioReader& reader, const Json& item) {
    ScenarioBackupRule rule;
    rule.name = reader.new_name(item, "a rule");
    read_schedule(reader, item, rule.schedule);
    rule.target = reader.reference(item, "target", Kind::vault, "a rule");
    reader.get_reference(item, "air_gapped_target", Kind::vault, rule.air_gapped_target);
    reader.get(item, "start_window", rule.start_window);
    if (rule.start_window < hours(1))
        reader.problem(item, "the start window of a rule is 1 h at least");
    read_lifecycle(reader, item, rule.delete_after_days, rule.move_to_cold_storage_after_days);
    reader.each(item, "copies", "a copy", members::copy_action, [&](const Json& copy) {
        ScenarioCopy action;
        action.destination = reader.reference(copy, "destination", Kind::vault, "a copy");
        read_lifecycle(reader, copy, action.delete_after_days,
                       action.move_to_cold_storage_after_days);
        rule.copies.push_back(std::move(action));
    });
    if (rule.copies.size() > copy_actions_max)
        reader.problem(item, "a rule has at most 2 copies here");
    return rule;
}

void read_selections(ScenarioReader& reader, const Json& item, Kind kind,
                     std::span<const std::string_view> known, std::vector<ScenarioSelection>& out) {
    reader.each(item, "selections", "a selection", known, [&](const Json& member) {
        ScenarioSelection row;
        row.name = reader.new_name(member, "a selection");
        reader.get_reference(member, "role", Kind::principal, row.role);
        row.resources = read_names(reader, member, "resources", Kind::workload, selected_names_max);
        if (const Json* type = member.find("resource_type"))
            if (const auto word = reader.word(*type, "type of resource", resource_types))
                row.resource_type = static_cast<ResourceType>(*word);
        reader.get(member, "validation_window_hours", row.validation_window_hours, 0, 168);
        if (row.name.empty() || !reader.has_room_for(member, 1)) return;
        reader.declare(kind, row.name, member);
        out.push_back(std::move(row));
    });
}

void read_backup_plan(ScenarioReader& reader, const Json& item) {
    ScenarioBackupPlan plan;
    plan.name = reader.new_name(item, "a backup plan");
    plan.account = reader.reference(item, "account", Kind::account, "a backup plan");
    reader.each(item, "rules", "a rule", members::backup_rule,
                [&](const Json& rule) { plan.rules.push_back(read_rule(reader, rule)); });
    read_selections(reader, item, Kind::backup_selection, members::backup_selection,
                    plan.selections);
    if (plan.rules.empty()) reader.problem(item, "a backup plan has 1 rule at least");
    const auto rows = static_cast<std::uint32_t>(1 + plan.rules.size());
    if (plan.name.empty() || !reader.has_room_for(item, rows)) return;
    reader.declare(Kind::backup_plan, plan.name, item, plan.account);
    reader.scenario().backup_plans.push_back(std::move(plan));
}

void read_legal_hold(ScenarioReader& reader, const Json& item) {
    ScenarioLegalHold hold;
    hold.name = reader.new_name(item, "a legal hold");
    hold.account = reader.reference(item, "account", Kind::account, "a legal hold");
    hold.vaults = read_names(reader, item, "vaults", Kind::vault, 3);
    hold.resources = read_names(reader, item, "resources", Kind::workload, 3);
    if (hold.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::legal_hold, hold.name, item, hold.account);
    reader.scenario().legal_holds.push_back(std::move(hold));
}

void read_testing_plan(ScenarioReader& reader, const Json& item) {
    ScenarioRestoreTestingPlan plan;
    plan.name = reader.new_name(item, "a restore testing plan");
    plan.account = reader.reference(item, "account", Kind::account, "a restore testing plan");
    read_schedule(reader, item, plan.schedule);
    if (const Json* algorithm = item.find("algorithm"))
        if (const auto word = reader.word(*algorithm, "algorithm", algorithms))
            plan.algorithm = static_cast<TestingAlgorithm>(*word);
    reader.get(item, "selection_window_days", plan.selection_window_days, 1, 365);
    plan.vaults = read_names(reader, item, "vaults", Kind::vault, 3);
    read_selections(reader, item, Kind::restore_testing_selection,
                    members::restore_testing_selection, plan.selections);
    if (plan.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::restore_testing_plan, plan.name, item, plan.account);
    reader.scenario().restore_testing_plans.push_back(std::move(plan));
}

template <class Row>
bool has_name(const std::vector<Row>& rows, std::string_view name) {
    const auto slash = name.find('/');
    return std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
        return slash == std::string_view::npos
                   ? row.name == name
                   : row.account == name.substr(0, slash) && row.name == name.substr(slash + 1);
    });
}

}  // namespace

void read_plans(ScenarioReader& reader, const Json& root) {
    reader.each(root, "backup_plans", "a backup plan", members::backup_plan,
                [&](const Json& item) { read_backup_plan(reader, item); });
    reader.each(root, "legal_holds", "a legal hold", members::legal_hold,
                [&](const Json& item) { read_legal_hold(reader, item); });
    reader.each(root, "restore_testing_plans", "a restore testing plan",
                members::restore_testing_plan,
                [&](const Json& item) { read_testing_plan(reader, item); });
}

// Plans run for ever, so a story with one must say when it ends; and what they name must stand from the start.
void check_plans(ScenarioReader& reader, const Json& root) {
    const Scenario& scenario = reader.scenario();
    bool has_plan = !scenario.backup_plans.empty() || !scenario.restore_testing_plans.empty();
    const Json* steps = root.find("steps");
    if (steps == nullptr) steps = &root;  // then there are no steps to walk through
    auto item = steps->begin();
    for (const Step& step : scenario.steps) {
        const Json& at = *item++;
        has_plan = has_plan || step.call.operation == "CreateBackupPlan" ||
                   step.call.operation == "CreateRestoreTestingPlan";
        for (const Argument& argument : step.call.arguments)
            if (const auto* text = std::get_if<std::string>(&argument.value))
                if (argument.member == "ScheduleExpression") check_schedule(reader, at, *text);
    }
    if (has_plan && !scenario.ends)
        reader.problem(root, "plans run for ever, so this story never ends",
                       R"(say when with "ends")");
    const auto need_vault = [&](std::string_view list, const std::string& name) {
        if (!name.empty() && !has_name(scenario.vaults, name))
            reader.problem(*root.find(list),
                           "the vault " + quoted(name) + " is not there when the story begins");
    };
    for (const ScenarioBackupPlan& plan : scenario.backup_plans)
        for (const ScenarioBackupRule& rule : plan.rules) {
            need_vault("backup_plans", rule.target);
            need_vault("backup_plans", rule.air_gapped_target);
            for (const ScenarioCopy& copy : rule.copies)
                need_vault("backup_plans", copy.destination);
        }
    for (const ScenarioLegalHold& hold : scenario.legal_holds)
        for (const std::string& name : hold.vaults) need_vault("legal_holds", name);
    for (const ScenarioRestoreTestingPlan& plan : scenario.restore_testing_plans)
        for (const std::string& name : plan.vaults) need_vault("restore_testing_plans", name);
}

}  // namespace airlock
