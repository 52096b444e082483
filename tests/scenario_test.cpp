// Every shipped scenario, from file to trace: it loads, comes out as it expects itself, for many seeds, and
// its trace is the golden one. The schema that editors use says the same as the parser.
#include <algorithm>
#include <set>

#include "base/hash.h"
#include "base/json.h"
#include "sim/call_text.h"
#include "sim/expect.h"
#include "sim/judge.h"
#include "sim/scenario_members.h"
#include "sim/trace.h"
#include "support/files.h"
#include "support/golden.h"
#include "support/json_schema.h"
#include "support/scenarios.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

std::string failures(const Simulation& simulation) {
    std::string out;
    for (const ExpectationResult& result : check_expectations(simulation))
        if (!result.is_met) out += to_text(problem_of(simulation.scenario(), result)) + "\n";
    return out;
}

JsonDocument read_json(std::string_view path) {
    const auto text = read_source(path);
    REQUIRE(text.has_value());
    std::vector<Problem> problems;
    JsonDocument document = parse_json(*text, std::string(path), problems);
    REQUIRE(problems.empty());
    return document;
}

std::set<std::string> keys(const Json& object) {
    std::set<std::string> out;
    for (const Json& member : object) out.emplace(member.key());
    return out;
}

std::set<std::string> names(std::span<const std::string_view> list) {
    return {list.begin(), list.end()};
}

}  // namespace

TEST_CASE("scenario: every shipped one comes out as it expects, with its golden trace") {
    const auto shipped_ones = shipped_names();
    REQUIRE(shipped_ones.size() >= 2);
    for (const std::string& name : shipped_ones) {
        CAPTURE(name);
        Simulation simulation(shipped(name), {});
        simulation.run_to_end();
        CHECK(!simulation.scenario().expectations.empty());
        CHECK(failures(simulation) == "");
        const std::string trace = trace_text(simulation);
        check_golden(name + ".trace", trace);
        TextHash hash;
        hash.add(trace);
        CHECK(trace_hash(simulation) == hash.hex());
    }
}

TEST_CASE("scenario: what is expected does not hang on the dice") {
    for (const std::string& name : shipped_names())
        for (std::uint64_t seed = 2; seed <= 30; ++seed) {
            CAPTURE(name);
            CAPTURE(seed);
            Simulation simulation(shipped(name), {.seed = seed});
            simulation.run_to_end();
            CHECK(failures(simulation) == "");
        }
}

TEST_CASE("scenario: what a story leaves open comes out as it expects in each of its variants") {
    for (const std::string& name : shipped_names()) {
        const auto scenario = shipped(name);
        for (const auto& variant : scenario->variants)
            for (std::uint64_t seed = 1; seed <= 8; ++seed) {
                CAPTURE(name);
                CAPTURE(variant.front().value);
                CAPTURE(seed);
                Simulation simulation(shipped(name, variant), {.seed = seed});
                simulation.run_to_end();
                CHECK(failures(simulation) == "");
            }
    }
}

TEST_CASE("scenario: an expectation may be of one variant only") {
    const std::string text = small_scenario(R"(
      "parameters": [{"name": "rule", "type": "choice", "default": "none", "choices": ["none", "threshold"]},
                     {"name": "wait", "type": "duration", "default": "90m"}],
      "variants": [{"rule": "threshold"}, {"rule": "threshold", "wait": "1h"}],
      "expect": [{"where": {"rule": "none"}, "team": "guardians", "is": "ACTIVE"},
                 {"where": {"rule": "threshold"}, "team": "guardians", "is": "INACTIVE"},
                 {"where": {"wait": "1h30m"}, "team": "guardians", "is": "PENDING"}],)");
    const auto scenario = load(text);
    REQUIRE(scenario->variants.size() == 2);
    CHECK(scenario->variants[1][1].value == "1h");
    REQUIRE(scenario->expectations.size() == 2);
    CHECK(scenario->expectations[1].condition.state == "PENDING");
    const auto other = load_scenario(text, "", scenario->variants[1]);
    REQUIRE(other.has_value());
    REQUIRE(other->expectations.size() == 1);
    CHECK(other->expectations[0].condition.state == "INACTIVE");
    CHECK(problems_of(small_scenario(R"("variants": [{"rules": true}],)"))
              .contains("no parameter named"));
    CHECK(
        problems_of(
            small_scenario(
                R"("parameters": [{"name": "rule", "type": "choice", "default": "a", "choices": ["a"]}],
                 "variants": [{"rule": "b"}],)"))
            .contains("not among the choices"));
}

TEST_CASE("scenario: its name is that of its file, with its folder on the shelf") {
    const auto name = [](std::string_view file) {
        const auto scenario = load_scenario(small_scenario(""), file);
        REQUIRE(scenario.has_value());
        return scenario->name;
    };
    CHECK(name("cross-account.json") == "cross-account");
    CHECK(name("/a/scenarios/cross-account.json") == "cross-account");
    CHECK(name("scenarios/threats/th05.json") == "threats/th05");
    CHECK(name("/a/scenarios/threats/th05.json") == "threats/th05");
    CHECK(name("/a/threats/th05.json") == "th05");
    CHECK(name("") == "");
}

TEST_CASE("scenario: cross-account holds over the whole range of its parameters") {
    for (const char* threshold : {"2", "3", "4"})
        for (const char* retention : {"7", "35"})
            for (const char* response : {"1m", "3h"}) {
                const ParameterOverride overrides[] = {
                    {"threshold", threshold}, {"retention", retention}, {"response", response}};
                CAPTURE(threshold);
                CAPTURE(retention);
                CAPTURE(response);
                Simulation simulation(shipped("cross-account", overrides), {});
                simulation.run_to_end();
                CHECK(failures(simulation) == "");
            }
}

TEST_CASE("scenario: an expectation can fail") {
    const auto scenario = load(small_scenario(R"("expect": [
        {"workload": "orders", "is": "encrypted", "why": "it is not attacked"},
        {"every": {"call": "DeleteRecoveryPoint"}, "outcome": "refused"},
        {"count": {"call": "Vote"}, "times": {"at_least": 1}},
        {"at": "1h", "vault": "vault", "recovery_points": 2},
        {"step": "nothing", "outcome": "done"}],
      "ends": {"at": "1d"},
      "steps": [{"id": "nothing", "when": {"workload": "orders", "is": "encrypted"}, "who": "omar",
                 "as": "production/operator", "call": "ListBackupVaults"}],)"));
    Simulation simulation(scenario, {});
    simulation.run_to_end();
    CHECK(simulation.entries() == 0);
    const auto results = check_expectations(simulation);
    REQUIRE(results.size() == 5);
    CHECK(results[0].found == "orders is healthy");
    CHECK(results[1].found == "no such call was made");
    CHECK(results[2].found == "no such call was made");
    CHECK(results[3].found ==
          "vault is AVAILABLE, lock compliance, holds 1 recovery points, team guardians");
    CHECK(results[4].found == "step nothing has not happened");
    for (const ExpectationResult& result : results) CHECK_FALSE(result.is_met);
    CHECK(to_text(problem_of(*scenario, results[0])) ==
          "test.json:2:9 /expect/0: not as expected: orders is healthy; it is not attacked");
}

TEST_CASE("scenario: while a run is under way only what its time has decided is asked") {
    const auto scenario = load(small_scenario(R"("expect": [
        {"at": "30m", "workload": "orders", "is": "healthy"}, {"workload": "orders", "is": "encrypted"}],
      "steps": [
        {"at": "1h", "who": "omar", "as": "production/root", "call": "EncryptWorkload", "with": {"Workload": "orders"}}],)"));
    Simulation simulation(scenario, {});
    CHECK(check_expectations(simulation).empty());
    simulation.run_until(Instant{minutes(40).ms});
    REQUIRE(check_expectations(simulation).size() == 1);
    CHECK(check_expectations(simulation)[0].is_met);
    simulation.run_to_end();
    REQUIRE(check_expectations(simulation).size() == 2);
    CHECK(check_expectations(simulation)[1].is_met);
}

TEST_CASE("scenario: the schema accepts what is shipped") {
    const JsonDocument schema = read_json("scenarios/scenario.schema.json");
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        const JsonDocument document = read_json("scenarios/" + name + ".json");
        CHECK(schema_error(schema, document.root()) == "");
        REQUIRE(document.root().find("$schema") != nullptr);
        CHECK(document.root().find("$schema")->text() ==
              (name.contains('/') ? "../scenario.schema.json" : "./scenario.schema.json"));
    }
}

TEST_CASE("scenario: the schema refuses what the parser refuses") {
    const JsonDocument schema = read_json("scenarios/scenario.schema.json");
    const auto error = [&](std::string_view text) {
        std::vector<Problem> problems;
        const JsonDocument document = parse_json(text, "", problems);
        REQUIRE(problems.empty());
        const std::string wrong = schema_error(schema, document.root());
        CHECK((wrong == "") == load_scenario(text, "").has_value());
        return wrong;
    };
    CHECK(error(small_scenario("")) == "");
    CHECK(error(R"({"airlock": 1})") == R"(: member "title" is missing)");
    CHECK(error(R"({"airlock": 2, "title": ""})") == "/airlock: not the value it must be");
    CHECK(error(R"({"airlock": 1, "title": "", "person": []})") == "/person: unknown member");
    CHECK(error(small_scenario(
              R"("steps": [{"at": "1h", "who": "omar", "call": "Vote", "with": {}}],)")) ==
          R"(/steps/0/with: member "Session" is missing)");
    CHECK(
        error(small_scenario(
            R"("steps": [{"at": "-1h", "who": "omar", "as": "production/root", "call": "ListInstances"}],)")) ==
        "/steps/0/at: none of the forms it may have");
    CHECK(error(small_scenario(R"("expect": [{"vault": "vault", "is": "OPEN"}],)")) ==
          "/expect/0/is: none of the forms it may have");
    CHECK(error(small_scenario(R"("expect": [{"vault": "vault", "state": "AVAILABLE"}],)")) ==
          "/expect/0/state: unknown member");
}

TEST_CASE("scenario: the schema has the words of the world, no more and no fewer") {
    const JsonDocument schema = read_json("scenarios/scenario.schema.json");
    const auto in_schema = [&](const std::string& form, std::string_view member) {
        std::set<std::string> out;
        const Json* choices =
            schema.find("/$defs/" + form + "/properties/" + std::string(member) + "/anyOf/0/enum");
        if (choices != nullptr)
            for (const Json& word : *choices) out.emplace(word.text());
        return out;
    };
    const auto until = []<class Enum>(Enum last) {
        std::set<std::string> out;
        for (unsigned i = 0; i <= static_cast<unsigned>(last); ++i)
            out.emplace(to_text(static_cast<Enum>(i)));
        return out;
    };
    for (const char* form : {"condition_step", "condition_every", "condition_count"}) {
        CAPTURE(form);
        CHECK(in_schema(form, "outcome") == until(Outcome::refused));
        CHECK(in_schema(form, "gate") == until(Gate::approval));
        CHECK(in_schema(form, "error") == until(ErrorCode::ValidationException));
    }
    CHECK(in_schema("condition_vault", "lock") == until(LockMode::compliance));
    CHECK(in_schema("condition_vault", "data") == until(DataCondition::lost));
    CHECK(in_schema("condition_recovery_point", "data") == until(DataCondition::lost));
    const std::pair<std::string, Condition::Kind> forms[] = {
        {"condition_vault", Condition::Kind::vault},
        {"condition_team", Condition::Kind::team},
        {"condition_session", Condition::Kind::session},
        {"condition_job", Condition::Kind::job},
        {"condition_recovery_point", Condition::Kind::recovery_point},
        {"condition_workload", Condition::Kind::workload},
        {"condition_share", Condition::Kind::share},
        {"condition_account", Condition::Kind::account},
        {"condition_organization", Condition::Kind::organization},
        {"condition_principal", Condition::Kind::principal},
        {"condition_identity_source", Condition::Kind::identity_source},
    };
    for (const auto& [form, kind] : forms) {
        CAPTURE(form);
        std::set<std::string> states;
        for (const bool has_other : {false, true})
            for (const std::string_view word : state_words(kind, has_other)) states.emplace(word);
        CHECK(in_schema(form, "is") == states);
        const auto reasons = reason_words(kind);
        CHECK(in_schema(form, "because") == std::set<std::string>(reasons.begin(), reasons.end()));
    }
}

TEST_CASE("scenario: the schema has the members of the parser, no more and no fewer") {
    const JsonDocument schema = read_json("scenarios/scenario.schema.json");
    const auto in_schema = [&](const std::string& pointer) {
        const Json* properties = schema.find(pointer + "/properties");
        REQUIRE_MESSAGE(properties != nullptr, pointer);
        return keys(*properties);
    };
    CHECK(in_schema("") == names(members::scenario));
    const std::pair<std::string, std::span<const std::string_view>> objects[] = {
        {"parameter", members::parameter},
        {"settings", members::settings},
        {"person", members::person},
        {"staff", members::staff},
        {"organization", members::organization},
        {"organizational_unit", members::organizational_unit},
        {"account", members::account},
        {"key", members::key},
        {"principal", members::principal},
        {"identity_provider", members::identity_provider},
        {"user", members::user},
        {"identity_center", members::identity_center},
        {"identity_source", members::identity_source},
        {"team", members::team},
        {"share", members::share},
        {"vault", members::vault},
        {"workload", members::workload},
        {"recovery_point", members::recovery_point},
        {"backup_plan", members::backup_plan},
        {"backup_rule", members::backup_rule},
        {"copy_action", members::copy_action},
        {"backup_selection", members::backup_selection},
        {"legal_hold", members::legal_hold},
        {"restore_testing_plan", members::restore_testing_plan},
        {"restore_testing_selection", members::restore_testing_selection},
        {"step", members::step},
        {"attacker", members::attacker},
        {"chapter", members::chapter},
        {"ends", members::ends},
        {"expectation", members::expectation},
        {"filter", members::filter},
        {"condition_vault", members::condition_vault},
        {"condition_team", members::condition_team},
        {"condition_session", members::condition_session},
        {"condition_job", members::condition_job},
        {"condition_recovery_point", members::condition_recovery_point},
        {"condition_workload", members::condition_workload},
        {"condition_share", members::condition_share},
        {"condition_account", members::condition_account},
        {"condition_organization", members::condition_organization},
        {"condition_principal", members::condition_principal},
        {"condition_identity_source", members::condition_identity_source},
        {"condition_person", members::condition_person},
        {"condition_step", members::condition_step},
        {"condition_every", members::condition_every},
        {"condition_count", members::condition_count},
        {"condition_all", members::condition_all},
        {"condition_any", members::condition_any},
        {"condition_none", members::condition_none},
    };
    for (const auto& [name, known] : objects) {
        CAPTURE(name);
        CHECK(in_schema("/$defs/" + name) == names(known));
    }
    for (std::uint32_t i = 0; i < operation_names().size(); ++i) {
        const std::string name(operation_names()[i]);
        CAPTURE(name);
        std::set<std::string> known;
        std::set<std::string> required;
        for (const Member& member : members_of(i)) {
            known.emplace(member.name);
            if (member.presence == Presence::required) required.emplace(member.name);
        }
        CHECK(in_schema("/$defs/calls/" + name) == known);
        std::set<std::string> required_there;
        if (const Json* list = schema.find("/$defs/calls/" + name + "/required"))
            for (const Json& item : *list) required_there.emplace(item.text());
        CHECK(required_there == required);
    }
    CHECK(keys(*schema.find("/$defs/calls")).size() == operation_names().size());
}
