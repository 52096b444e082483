// docs/scenarios.md is true: its scenario loads and comes out as it expects, its fragments fit into it, its
// inputs replay, and it names every member that the parser takes and every threat an attacker knows.
#include "base/json.h"
#include "base/text.h"
#include "sim/expect.h"
#include "sim/inputs_json.h"
#include "sim/scenario_members.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

std::string read_doc() {
    auto text = read_source("docs/scenarios.md");
    REQUIRE(text.has_value());
    return *text;
}

// The code blocks that begin with ```<language>.
std::vector<std::string> blocks(const std::string& doc, const std::string& language) {
    std::vector<std::string> out;
    const std::string fence = "```" + language + "\n";
    for (auto at = doc.find(fence); at != std::string::npos; at = doc.find(fence, at)) {
        at += fence.size();
        const auto end = doc.find("```", at);
        out.push_back(doc.substr(at, end - at));
        at = end + 3;
    }
    return out;
}

// The whole example, with the members of a fragment put in: lists and objects grow, other values are replaced.
std::string merged(const std::string& whole, const std::string& fragment) {
    std::vector<Problem> problems;
    const JsonDocument base = parse_json(whole, "", problems);
    const JsonDocument more = parse_json("{" + fragment + "}", "", problems);
    for (const Problem& problem : problems) FAIL(to_text(problem));
    JsonWriter out;
    out.begin_object();
    const auto write_children = [&](const Json& value) {
        for (const Json& child : value) {
            if (value.is_object()) out.key(child.key());
            out.value(child);
        }
    };
    for (const Json& member : base.root()) {
        out.key(member.key());
        const Json* added = more.root().find(member.key());
        if (added == nullptr) {
            out.value(member);
        } else if (member.is_array()) {
            out.begin_array();
            write_children(member);
            write_children(*added);
            out.end_array();
        } else {
            out.value(*added);
        }
    }
    for (const Json& member : more.root())
        if (base.root().find(member.key()) == nullptr) out.key(member.key()).value(member);
    out.end_object();
    return out.take();
}

}  // namespace

TEST_CASE("scenarios.md: its scenario is sound and comes out as it expects") {
    const auto wholes = blocks(read_doc(), "json");
    REQUIRE(wholes.size() == 1);
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        CAPTURE(seed);
        Simulation simulation(load(wholes[0]), {.seed = seed});
        simulation.run_to_end();
        CHECK(check_expectations(simulation).size() == 3);
        for (const ExpectationResult& result : check_expectations(simulation))
            CHECK_MESSAGE(result.is_met, result.found);
    }
}

TEST_CASE("scenarios.md: its fragments fit into its scenario, and their expectations hold") {
    const std::string doc = read_doc();
    const std::string whole = blocks(doc, "json")[0];
    const auto fragments = blocks(doc, "json fragment");
    REQUIRE(fragments.size() == 9);
    for (const std::string& fragment : fragments) {
        CAPTURE(fragment);
        Simulation simulation(load(merged(whole, fragment)), {});
        simulation.run_to_end();
        for (const ExpectationResult& result : check_expectations(simulation))
            CHECK_MESSAGE(result.is_met, result.found);
    }
}

TEST_CASE("scenarios.md: its inputs replay") {
    const std::string doc = read_doc();
    const auto inputs_shown = blocks(doc, "json inputs");
    REQUIRE(inputs_shown.size() == 1);
    Simulation simulation(load(blocks(doc, "json")[0]), {});
    const auto inputs = parse_inputs(simulation, inputs_shown[0]);
    if (!inputs)
        for (const Problem& problem : inputs.error()) FAIL_CHECK(to_text(problem));
    REQUIRE(inputs.has_value());
    std::string problem;
    CHECK(simulation.replay(*inputs, problem));
}

TEST_CASE("scenarios.md: every member of the format is explained") {
    const std::string doc = read_doc();
    const auto is_named = [&](std::string_view name) {
        const std::string text(name);
        return doc.find("`" + text + "`") != std::string::npos ||
               doc.find("`\"" + text + "\"") != std::string::npos ||
               doc.find("`\"" + text + "\":") != std::string::npos;
    };
    const std::span<const std::string_view> lists[] = {members::scenario,
                                                       members::parameter,
                                                       members::settings,
                                                       members::person,
                                                       members::staff,
                                                       members::organization,
                                                       members::organizational_unit,
                                                       members::account,
                                                       members::key,
                                                       members::principal,
                                                       members::identity_provider,
                                                       members::user,
                                                       members::identity_center,
                                                       members::identity_source,
                                                       members::team,
                                                       members::share,
                                                       members::vault,
                                                       members::workload,
                                                       members::recovery_point,
                                                       members::backup_plan,
                                                       members::backup_rule,
                                                       members::copy_action,
                                                       members::backup_selection,
                                                       members::legal_hold,
                                                       members::restore_testing_plan,
                                                       members::restore_testing_selection,
                                                       members::step,
                                                       members::attacker,
                                                       members::chapter,
                                                       members::ends,
                                                       members::played,
                                                       members::expectation,
                                                       members::condition_vault,
                                                       members::condition_team,
                                                       members::condition_session,
                                                       members::condition_job,
                                                       members::condition_recovery_point,
                                                       members::condition_workload,
                                                       members::condition_share,
                                                       members::condition_account,
                                                       members::condition_organization,
                                                       members::condition_principal,
                                                       members::condition_identity_source,
                                                       members::condition_person,
                                                       members::condition_step,
                                                       members::condition_every,
                                                       members::condition_count,
                                                       members::condition_all,
                                                       members::condition_any,
                                                       members::condition_none,
                                                       members::filter};
    for (const auto& list : lists)
        for (const std::string_view name : list) CHECK_MESSAGE(is_named(name), name);
    for (const Threat threat : {Threat::TH1, Threat::TH2, Threat::TH6, Threat::TH7, Threat::TH15,
                                Threat::TH16, Threat::TH19, Threat::TH20, Threat::TH23,
                                Threat::TH26, Threat::TH31, Threat::TH17, Threat::TH30})
        CHECK(is_named(to_text(threat)));
}
