// The frame of a scenario file: version, parameters, settings, policies; the rest is read by its part.
// Nothing is handed out unless all of it could be read and every name in it leads somewhere.
#include "sim/scenario_json.h"

#include <algorithm>
#include <charconv>

#include "sim/scenario_members.h"
#include "sim/scenario_reader.h"

namespace airlock {
namespace {

constexpr std::uint32_t variants_max = 16;
constexpr std::string_view parameter_types[] = {"integer", "duration", "boolean", "choice"};

// "scenarios/cross-account.json" is "cross-account", "scenarios/threats/th05.json" is "threats/th05": on the
// shelf the folder belongs to the name, anywhere else it does not.
std::string name_of_file(std::string_view file) {
    constexpr std::string_view slashes = "/\\";
    const auto cut = [&](std::string_view path) {
        const auto slash = path.find_last_of(slashes);
        return slash == std::string_view::npos
                   ? std::pair(std::string_view(), path)
                   : std::pair(path.substr(0, slash), path.substr(slash + 1));
    };
    const auto [folder, name] = cut(file);
    const std::string stem(name.substr(0, name.find('.')));
    const auto [above, shelf] = cut(folder);
    return cut(above).second == "scenarios" ? std::string(shelf) + "/" + stem : stem;
}

// --- parameters --------------------------------------------------------------------------------------------

std::optional<std::int64_t> parse_integer(std::string_view text) {
    std::int64_t value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
    return value;
}

// Takes `text` as the value of the parameter; gives what is wrong with it, or "".
std::string take_value(Parameter& parameter, std::string_view text) {
    const auto range = [&](std::string_view low, std::string_view high) {
        return quoted(text) + " is out of range: " + parameter.name + " may be " +
               std::string(low) + " to " + std::string(high);
    };
    switch (parameter.type) {
        case Parameter::Type::integer: {
            const auto value = parse_integer(text);
            if (!value) return quoted(text) + " is not a whole number";
            if (*value < parameter.minimum || *value > parameter.maximum)
                return range(std::to_string(parameter.minimum), std::to_string(parameter.maximum));
            parameter.number = *value;
            break;
        }
        case Parameter::Type::duration: {
            const auto value = parse_duration(text);
            if (!value)
                return quoted(text) +
                       R"( is not a time; times look like "90m", "1d12h" or "+26:13")";
            if (value->ms < parameter.minimum || value->ms > parameter.maximum)
                return range(format_duration({parameter.minimum}),
                             format_duration({parameter.maximum}));
            parameter.number = value->ms;
            break;
        }
        case Parameter::Type::boolean:
            if (text != "true" && text != "false")
                return quoted(text) + " is neither true nor false";
            break;
        case Parameter::Type::choice:
            if (std::find(parameter.choices.begin(), parameter.choices.end(), text) ==
                parameter.choices.end())
                return quoted(text) + " is not among the choices " + join(parameter.choices, ", ");
            break;
    }
    parameter.value = text;
    return {};
}

std::string half_of(const Parameter& whole) { return std::to_string((whole.number + 1) / 2); }

// The literal of a default, min or max as text: 3, "24h", true, "fast".
std::optional<std::string> literal_text(ScenarioReader& reader, const Json& value,
                                        Parameter::Type type) {
    const bool fits = type == Parameter::Type::integer   ? value.is_integer()
                      : type == Parameter::Type::boolean ? value.is_boolean()
                                                         : value.is_string();
    if (!fits) {
        static constexpr std::string_view needed[] = {"a whole number", "a time as a string",
                                                      "true or false", "a string"};
        reader.wrong_type(value, needed[static_cast<std::size_t>(type)], value);
        return std::nullopt;
    }
    if (value.is_integer()) return std::to_string(value.integer());
    if (value.is_boolean()) return value.boolean() ? "true" : "false";
    return std::string(value.text());
}

void read_bound(ScenarioReader& reader, const Json& object, std::string_view member,
                const Parameter& parameter, std::int64_t& out) {
    const Json* value = object.find(member);
    if (value == nullptr) return;
    if (parameter.type != Parameter::Type::integer && parameter.type != Parameter::Type::duration) {
        reader.problem_at_name(*value, "only integers and durations have a range");
        return;
    }
    if (parameter.type == Parameter::Type::duration) {
        if (const auto bound = reader.duration(*value)) out = bound->ms;
    } else if (const auto bound = reader.integer(*value, INT32_MIN, INT32_MAX)) {
        out = *bound;
    }
}

void add_parameter(ScenarioReader& reader, const Json& item, Parameter parameter) {
    if (reader.find_parameter(parameter.name) != nullptr)
        reader.problem(item, "there is a parameter named " + quoted(parameter.name) + " already");
    else reader.scenario().parameters.push_back(std::move(parameter));
}

// {"half_of": "N"}: half of a parameter that stands before this one, rounded up, whatever was chosen for it.
void read_half(ScenarioReader& reader, const Json& value, Parameter parameter) {
    check_members(reader.document(), value, members::half, reader.problems());
    const Json* of = reader.require(value, "half_of", "this default");
    if (of == nullptr || !of->is_string()) {
        if (of != nullptr) reader.wrong_type(*of, "a string", *of);
        return;
    }
    const Parameter* whole = reader.find_parameter(of->text());
    if (whole == nullptr || whole->type != Parameter::Type::integer) {
        reader.problem(*of, "no integer named " + quoted(of->text()) + " stands before this one");
        return;
    }
    parameter.half_of = of->text();
    parameter.default_value = half_of(*whole);
    if (std::string wrong = take_value(parameter, parameter.default_value); !wrong.empty())
        reader.problem(value, std::move(wrong));
    const Json* item = value.parent();
    add_parameter(reader, *item, std::move(parameter));
}

void read_parameter(ScenarioReader& reader, const Json& item) {
    Parameter parameter;
    parameter.name = reader.new_name(item, "a parameter");
    const Json* type = reader.require(item, "type", "a parameter");
    if (type == nullptr) return;
    const auto chosen = reader.word(*type, "type of parameter", parameter_types);
    if (!chosen || parameter.name.empty()) return;
    parameter.type = static_cast<Parameter::Type>(*chosen);
    if (parameter.type == Parameter::Type::duration)
        parameter.minimum = 0, parameter.maximum = duration_max.ms;
    if (parameter.type == Parameter::Type::integer)
        parameter.minimum = INT32_MIN, parameter.maximum = INT32_MAX;
    reader.get(item, "about", parameter.about);
    read_bound(reader, item, "min", parameter, parameter.minimum);
    read_bound(reader, item, "max", parameter, parameter.maximum);
    if (parameter.minimum > parameter.maximum) reader.problem(item, "min is larger than max");
    const Json* choices = item.find("choices");
    if (parameter.type == Parameter::Type::choice) {
        if (choices == nullptr) reader.problem(item, R"(a choice needs the member "choices")");
        else parameter.choices = reader.texts(*choices);
    } else if (choices != nullptr) {
        reader.problem_at_name(*choices, "only a choice has choices");
    }
    const Json* value = reader.require(item, "default", "a parameter");
    if (value == nullptr) return;
    if (parameter.type == Parameter::Type::integer && value->is_object()) {
        read_half(reader, *value, parameter);
        return;
    }
    const auto text = literal_text(reader, *value, parameter.type);
    if (!text) return;
    parameter.default_value = *text;
    if (std::string wrong = take_value(parameter, *text); !wrong.empty())
        reader.problem(*value, std::move(wrong));
    add_parameter(reader, item, std::move(parameter));
}

// A value of a parameter as `--set` takes it, when it is one.
std::optional<ParameterOverride> read_choice(ScenarioReader& reader, const Json& member) {
    const Parameter* known = reader.find_parameter(member.key());
    if (known == nullptr) {
        std::vector<std::string_view> names;
        for (const Parameter& parameter : reader.scenario().parameters)
            names.push_back(parameter.name);
        reader.problem_at_name(member, "there is no parameter named " + quoted(member.key()),
                               did_you_mean(member.key(), names));
        return std::nullopt;
    }
    const auto text = literal_text(reader, member, known->type);
    if (!text) return std::nullopt;
    Parameter taken = *known;
    if (std::string wrong = take_value(taken, *text); !wrong.empty()) {
        reader.problem(member, std::move(wrong));
        return std::nullopt;
    }
    return ParameterOverride{std::string(member.key()), *text};
}

std::optional<std::vector<ParameterOverride>> read_choices(ScenarioReader& reader,
                                                           const Json& object) {
    if (!object.is_object() || object.size() == 0) {
        reader.wrong_type(object, "an object of parameters with their values", object);
        return std::nullopt;
    }
    std::vector<ParameterOverride> out;
    for (const Json& member : object)
        if (auto choice = read_choice(reader, member)) out.push_back(std::move(*choice));
    return out;
}

void read_variants(ScenarioReader& reader, const Json& root) {
    const Json* list = root.find("variants");
    if (list == nullptr) return;
    if (!list->is_array() || list->size() > variants_max) {
        reader.problem(*list, "variants are a list of at most 16 objects");
        return;
    }
    for (const Json& item : *list)
        if (auto variant = read_choices(reader, item))
            reader.scenario().variants.push_back(std::move(*variant));
}

// --- settings and policies ---------------------------------------------------------------------------------

void read_approval_settings(ScenarioReader& reader, const Json& object) {
    Settings& out = reader.scenario().settings;
    reader.get(object, "session_validation", out.session_validation);
    reader.get(object, "team_recovery", out.team_recovery);
    reader.get(object, "account_recovery", out.account_recovery);
    static constexpr std::string_view plans[] = {"business_plus", "enterprise",
                                                 "unified_operations"};
    if (const Json* plan = object.find("support_plan"))
        if (const auto word = reader.word(*plan, "support plan", plans))
            out.support_plan = static_cast<SupportPlan>(*word);
    reader.get(object, "portal_session", out.portal_session);
    reader.get(object, "restore_access_expiry", out.restore_access_expiry);
    static constexpr std::string_view rules[] = {"missed_sessions", "ninety_days"};
    if (const Json* rule = object.find("approver_inactivity"))
        if (const auto word = reader.word(*rule, "rule for inactivity", rules))
            out.approver_inactivity = static_cast<ApproverInactivity>(*word);
    reader.get(object, "allows_unanimous_teams", out.allows_unanimous_teams);
    reader.get(object, "requires_approver_verification", out.requires_approver_verification);
    reader.get(object, "rechecks_requester", out.rechecks_requester);
    reader.get(object, "keeps_sessions_without_identity_center",
               out.keeps_sessions_without_identity_center);
    reader.get(object, "team_deletion_drops_access", out.team_deletion_drops_access);
    reader.get(object, "enforces_mpa_opt_in", out.enforces_mpa_opt_in);
    reader.get(object, "revoke_needs_share", out.revoke_needs_share);
    reader.get(object, "keeps_access_when_team_replaced", out.keeps_access_when_team_replaced);
    reader.get(object, "keeps_sessions_when_team_swapped", out.keeps_sessions_when_team_swapped);
    reader.get(object, "allows_parallel_requests", out.allows_parallel_requests);
    reader.get(object, "restore_access_vaults_max", out.restore_access_vaults_max, 0, 1000);
}

void read_settings(ScenarioReader& reader, const Json& root) {
    const Json* object = root.find("settings");
    if (object == nullptr || !reader.is_object(*object, "an object of settings", members::settings))
        return;
    Settings& out = reader.scenario().settings;
    reader.get(*object, "validation", out.validation);
    reader.get(*object, "vault_creation", out.vault_creation);
    reader.get(*object, "restore_access", out.restore_access);
    reader.get(*object, "backup_job", out.backup_job);
    reader.get(*object, "copy_job", out.copy_job);
    reader.get(*object, "restore_job", out.restore_job);
    reader.get(*object, "account_closure", out.account_closure);
    reader.get(*object, "accounts_max", out.accounts_max, 1, 10'000);
    static constexpr std::string_view rules[] = {"impossible", "threshold", "none"};
    if (const Json* rule = object->find("early_reject"))
        if (const auto word = reader.word(*rule, "rule for early rejection", rules))
            out.early_reject = static_cast<EarlyReject>(*word);
    reader.get(*object, "can_change_vote", out.can_change_vote);
    reader.get(*object, "can_requester_approve", out.can_requester_approve);
    reader.get(*object, "has_documented_team_limits", out.has_documented_team_limits);
    reader.get(*object, "can_delete_restore_access_vault", out.can_delete_restore_access_vault);
    reader.get(*object, "keeps_access_when_unshared", out.keeps_access_when_unshared);
    read_approval_settings(reader, *object);
    reader.get(*object, "scan_job", out.scan_job);
    reader.get(*object, "stopping", out.stopping);
    reader.get(*object, "legal_hold", out.legal_hold);
    reader.get(*object, "test_deletion", out.test_deletion);
    reader.get(*object, "cold_retrieval", out.cold_retrieval);
    reader.get(*object, "copy_retry", out.copy_retry);
    reader.get(*object, "deletion_jitter", out.deletion_jitter);
    reader.get(*object, "testing_seed", out.testing_seed, 0, INT32_MAX);
    reader.get(*object, "is_share_pending_until_accepted", out.is_share_pending_until_accepted);
    reader.get(*object, "can_test_shared_vaults", out.can_test_shared_vaults);
    if (out.deletion_jitter > hours(8))
        reader.problem(*object->find("deletion_jitter"), "AWS spreads deletions over 8 h at most");
}

// The uses of documents by name. How a policy is used decides what it may contain; one that is used in two ways
// is two documents.
class PolicyUses {
  public:
    explicit PolicyUses(const Scenario& scenario) {
        for (const ScenarioOrganization& row : scenario.organizations) add(row.attached);
        for (const ScenarioUnit& row : scenario.units) add(row.attached);
        for (const ScenarioAccount& row : scenario.accounts) {
            add(row.attached);
            for (const ScenarioPrincipal& principal : row.principals) add(principal);
        }
        for (const ScenarioKey& row : scenario.keys) add(row.policy, policy::Kind::resource);
        for (const ScenarioVault& row : scenario.vaults)
            add(row.access_policy, policy::Kind::resource);
        for (const Step& step : scenario.steps) add(step.call);
    }

    bool holds(std::string_view name, policy::Kind kind) const {
        for (const auto& use : uses_)
            if (use.first == name && use.second == kind) return true;
        return false;
    }
    bool holds_any(std::string_view name) const {
        for (const auto& use : uses_)
            if (use.first == name) return true;
        return false;
    }

  private:
    void add(const std::string& name, policy::Kind kind) {
        if (!name.empty()) uses_.emplace_back(name, kind);
    }
    void add(const ScenarioAttachments& attached) {
        for (const std::string& name : attached.service_control_policies)
            add(name, policy::Kind::service_control);
        for (const std::string& name : attached.resource_control_policies)
            add(name, policy::Kind::resource_control);
    }
    void add(const ScenarioPrincipal& principal) {
        for (const std::string& name : principal.policies) add(name, policy::Kind::identity);
        add(principal.trust_policy, policy::Kind::trust);
        add(principal.permissions_boundary, policy::Kind::identity);
    }
    void add(const CallText& call) {
        for (const Argument& argument : call.arguments) {
            const auto* name = std::get_if<std::string>(&argument.value);
            if (name != nullptr)
                if (const auto kind = use_in(call, argument.member)) add(*name, *kind);
        }
    }
    // What a document is to the call that names it; nothing for members that name no document.
    static std::optional<policy::Kind> use_in(const CallText& call, std::string_view member) {
        const std::string_view operation = call.operation;
        if (operation == "CreatePolicy" && member == "Content") {
            for (const Argument& argument : call.arguments)
                if (const auto* type = std::get_if<std::string>(&argument.value);
                    type != nullptr && argument.member == "Type" &&
                    *type == "RESOURCE_CONTROL_POLICY")
                    return policy::Kind::resource_control;
            return policy::Kind::service_control;
        }
        if (operation == "CreateKey" || operation == "PutKeyPolicy" ||
            operation == "PutBackupVaultAccessPolicy")
            return member == "Policy" ? std::optional(policy::Kind::resource) : std::nullopt;
        if (member == "AssumeRolePolicyDocument" ||
            (operation == "UpdateAssumeRolePolicy" && member == "PolicyDocument"))
            return policy::Kind::trust;
        const bool is_identity = (operation == "PutRolePolicy" && member == "PolicyDocument") ||
                                 (operation == "AttachRolePolicy" && member == "PolicyArn") ||
                                 (operation == "AssumeRole" && member == "Policy") ||
                                 member == "PermissionsBoundary";
        return is_identity ? std::optional(policy::Kind::identity) : std::nullopt;
    }

    std::vector<std::pair<std::string, policy::Kind>> uses_;
};

void read_policies(ScenarioReader& reader, const Json& root) {
    Scenario& scenario = reader.scenario();
    const Json* object = root.find("policies");
    if (object == nullptr) return;
    if (!object->is_object()) {
        reader.wrong_type(*object, "an object of IAM policies by name", *object);
        return;
    }
    const PolicyUses uses(scenario);
    for (const Json& member : *object) {
        const auto parse = [&](policy::Kind kind) {
            auto document = policy::parse_document(reader.document(), member, kind, member.key());
            if (!document) {
                for (Problem& problem : document.error())
                    if (reader.problems().size() < json_problems_kept)
                        reader.problems().push_back(std::move(problem));
                return;
            }
            JsonWriter source(JsonLayout::indented);
            source.value(member);
            scenario.policies.push_back(
                {std::string(member.key()), std::move(*document), source.take()});
        };
        if (!reader.has_room_for(member, 1)) return;
        for (const policy::Kind kind :
             {policy::Kind::service_control, policy::Kind::resource_control, policy::Kind::resource,
              policy::Kind::trust})
            if (uses.holds(member.key(), kind)) parse(kind);
        if (!uses.holds_any(member.key()) || uses.holds(member.key(), policy::Kind::identity))
            parse(policy::Kind::identity);
    }
}

void declare_policies(ScenarioReader& reader, const Json& root) {
    reader.declare_made(Kind::policy_document, "AdministratorAccess");
    reader.declare_made(Kind::policy_document, "FullAWSAccess");
    reader.declare_made(Kind::control_policy, "FullAWSAccess");
    const Json* object = root.find("policies");
    if (object == nullptr || !object->is_object()) return;
    for (const Json& member : *object) {
        if (member.key() == "AdministratorAccess" || member.key() == "FullAWSAccess") {
            reader.problem_at_name(member, "the policy " + quoted(member.key()) + " is built in",
                                   "choose another name");
            continue;
        }
        if (reader.is_name(member, member.key())) {
            reader.declare(Kind::policy_document, member.key(), member);
            // Under the same name, once it is attached somewhere or a step makes it one.
            reader.declare_made(Kind::control_policy, member.key());
        }
    }
}

// --- the whole ---------------------------------------------------------------------------------------------

bool is_version_1(ScenarioReader& reader, const Json& root) {
    const Json* version = root.find("airlock");
    if (version == nullptr) {
        reader.problem(root, "this is not an Airlock scenario",
                       R"(it would begin with "airlock": 1)");
        return false;
    }
    if (version->is_integer() && version->integer() == scenario_version) return true;
    reader.problem(*version, "this program reads version 1 of the format only",
                   R"(write "airlock": 1)");
    return false;
}

void read_scenario(ScenarioReader& reader, const Json& root,
                   std::span<const ParameterOverride> overrides, const ReadMore* more) {
    if (!root.is_object()) {
        reader.problem(root, "a scenario is a JSON object");
        return;
    }
    if (!is_version_1(reader, root)) return;
    check_members(reader.document(), root, members::scenario, reader.problems());
    read_parameters(reader, root, overrides);
    Scenario& scenario = reader.scenario();
    if (reader.require(root, "title", "a scenario") != nullptr)
        reader.get(root, "title", scenario.title);
    reader.get(root, "summary", scenario.summary);
    scenario.region = "eu-central-1";
    reader.get(root, "region", scenario.region);
    read_variants(reader, root);
    read_settings(reader, root);
    declare_policies(reader, root);
    read_persons(reader, root);
    read_organizations(reader, root);
    read_accounts(reader, root);
    read_identity(reader, root);
    read_backup(reader, root);
    read_plans(reader, root);
    read_steps(reader, root);
    read_policies(reader, root);
    read_attackers(reader, root);
    read_chapters(reader, root);
    read_ends(reader, root);
    read_live(reader, root);
    read_played(reader, root);
    read_expectations(reader, root);
    if (more != nullptr) (*more)(reader, root);
    reader.check_references();
    if (!reader.problems().empty()) return;
    // What must fit together can be asked once every name leads somewhere.
    check_world_of(reader, root);
    check_plans(reader, root);
    check_story_of(reader, root);
    check_waiting_of(reader, root);
}

}  // namespace

bool has_values(ScenarioReader& reader, const Json& object) {
    const auto choices = read_choices(reader, object);
    if (!choices) return false;
    for (const ParameterOverride& choice : *choices) {
        const Parameter& now = *reader.find_parameter(choice.name);
        Parameter wanted = now;
        take_value(wanted, choice.value);
        const bool is_number =
            now.type == Parameter::Type::integer || now.type == Parameter::Type::duration;
        if (is_number ? wanted.number != now.number : wanted.value != now.value) return false;
    }
    return true;
}

void read_parameters(ScenarioReader& reader, const Json& root,
                     std::span<const ParameterOverride> overrides) {
    reader.each(root, "parameters", "a parameter", members::parameter,
                [&](const Json& item) { read_parameter(reader, item); });
    for (const ParameterOverride& override : overrides) {
        const auto complain = [&](std::string sentence, std::string suggestion = {}) {
            Problem problem;
            problem.file = "--set " + override.name;
            problem.sentence = std::move(sentence);
            problem.suggestion = std::move(suggestion);
            reader.problems().push_back(std::move(problem));
        };
        std::vector<std::string_view> names;
        Parameter* parameter = nullptr;
        for (Parameter& known : reader.scenario().parameters) {
            names.push_back(known.name);
            if (known.name == override.name) parameter = &known;
        }
        if (parameter == nullptr) {
            std::string suggestion = did_you_mean(override.name, names);
            if (suggestion.empty() && !names.empty()) suggestion = "it has " + join(names, ", ");
            complain("the scenario has no such parameter", std::move(suggestion));
        } else if (std::string wrong = take_value(*parameter, override.value); !wrong.empty()) {
            complain(std::move(wrong));
        }
    }
    for (Parameter& parameter : reader.scenario().parameters) {
        const bool is_chosen =
            std::any_of(overrides.begin(), overrides.end(),
                        [&](const ParameterOverride& one) { return one.name == parameter.name; });
        if (parameter.half_of.empty() || is_chosen) continue;
        Problem problem;
        problem.sentence =
            take_value(parameter, half_of(*reader.find_parameter(parameter.half_of)));
        if (problem.sentence.empty()) continue;
        problem.file = "--set " + parameter.half_of;
        problem.sentence = "parameter " + quoted(parameter.name) + ": " + problem.sentence;
        reader.problems().push_back(std::move(problem));
    }
}

std::expected<Scenario, std::vector<Problem>> load_scenario(
    std::string_view text, std::string_view file, std::span<const ParameterOverride> overrides,
    const ReadMore* more) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(text, std::string(file), problems);
    if (document.is_valid()) {
        ScenarioReader reader(document, problems);
        read_scenario(reader, document.root(), overrides, more);
        if (problems.empty()) {
            Scenario scenario = std::move(reader.scenario());
            scenario.name = name_of_file(file);
            scenario.file = file;
            return scenario;
        }
    }
    tell_first(problems, json_problems_max);
    return std::unexpected(std::move(problems));
}

}  // namespace airlock
