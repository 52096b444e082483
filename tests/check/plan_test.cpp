// What is wrong with a scenario's `check` is said with its place, and nothing of it stops the rest from being read.
#include <optional>
#include <string>

#include "check/plan_json.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// The problems of the small scenario with this `check`, one a line, as "pointer: sentence".
std::string problems_with(const std::string& check) {
    std::optional<check::Plan> plan;
    const ReadMore more = check::plan_reader(plan);
    const std::string text = small_scenario("\"check\": " + check + ",");
    const auto scenario = load_scenario(text, "test.json", {}, &more);
    std::string out;
    if (!scenario)
        for (const Problem& problem : scenario.error())
            out += (out.empty() ? "" : "\n") + problem.pointer + ": " + problem.sentence;
    return out;
}

std::string with_move(const std::string& move) {
    return R"({"moves": [)" + move +
           R"(], "promises": [{"name": "p", "never": {"vault": "vault", "is": "deleted"}}]})";
}

std::string with_event(const std::string& event) {
    return R"({"events": [)" + event +
           R"(], "promises": [{"name": "p", "never": {"vault": "vault", "is": "deleted"}}]})";
}

std::string with_promise(const std::string& promise) {
    return R"({"promises": [)" + promise + "]}";
}

}  // namespace

TEST_CASE("plan: what can be proved is read") {
    CHECK(
        problems_with(with_move(
            R"({"who": ["ana", "ben"], "call": "Vote", "with": {"Session": "session-1"}, "any": {"Response": ["APPROVED", "REJECTED"]}})")) ==
        "");
    CHECK(
        problems_with(with_promise(
            R"({"name": "p", "can": {"some": [{"person": "mallory", "holds": "production/root"}], "times": 0}})")) ==
        "");
}

TEST_CASE("plan: every slip is told with its place") {
    struct Slip {
        std::string check;
        std::string told;
    };
    const Slip slips[] = {
        {"[]", "/check: expected an object that says what to prove, found an array"},
        {"{}", "/check: nothing is to be proved"},
        {R"({"promises": []})", "/check: nothing is to be proved"},
        {R"({"promise": []})",
         "/check/promise: unknown member \"promise\"\n"
         "/check: nothing is to be proved"},
        {with_promise(R"({"name": "p"})"),
         "/check/promises/0: a promise needs \"never\", \"always\" or \"can\", one of them\n"
         "/check: nothing is to be proved"},
        {with_promise(R"({"name": "p", "never": {"step": "ask"}})"),
         "/check/promises/0: a promise is about things as they stand, not about steps and calls\n"
         "/check/promises/0/never/step: no step named \"ask\""},
        {with_promise(R"({"name": "p", "always": {"vault": "volt", "is": "deleted"}})"),
         "/check/promises/0/always/vault: no vault named \"volt\""},
        {with_promise(R"({"name": "p", "never": {"some": [], "times": 1}})"),
         "/check/promises/0/never/some: no condition is given"},
        {with_promise(R"({"name": "p", "never": {"some": [{"vault": "vault", "is": "deleted"}]}})"),
         "/check/promises/0/never: \"some\" needs \"times\": how many of them"},
        {with_move(R"({"call": "Vote"})"),
         "/check/moves/0: a move needs the member \"who\"\n"
         "/check/moves/0: Vote needs the member \"Session\" in \"with\"\n"
         "/check/moves/0: Vote needs the member \"Response\" in \"with\""},
        {with_move(R"({"who": "nobody", "call": "ListBackupVaults"})"),
         "/check/moves/0/who: no person named \"nobody\""},
        {with_move(R"({"who": "guard-*", "call": "ListBackupVaults"})"),
         "/check/moves/0/who: no group of persons named \"guard-*\""},
        {with_move(R"({"who": "omar", "call": "DeleteEverything"})"),
         "/check/moves/0/call: \"DeleteEverything\" is no call"},
        {with_move(
             R"({"who": "omar", "as": "production/root", "call": "DeleteBackupVault", "any": {"BackupVaultName": "vault"}})"),
         "/check/moves/0/any/BackupVaultName: alternatives are a list of one at least"},
        {with_move(
             R"({"who": "omar", "as": "production/root", "call": "DeleteBackupVault", "with": {"BackupVaultName": "vault"}, "any": {"BackupVaultName": ["daily"]}})"),
         "/check/moves/0/any/BackupVaultName: \"BackupVaultName\" stands in \"with\" already"},
        {with_event(R"({"of": "omar"})"),
         "/check/events/0: a basic event needs the member \"event\""},
        {with_event(R"({"event": "person_absent"})"),
         "/check/events/0: a basic event needs the member \"of\""},
        {with_event(R"({"event": "person_bribed", "of": "omar"})"),
         "/check/events/0: what grants a thief something needs the member \"by\""},
        {with_event(R"({"event": "person_absent", "of": "omar", "by": "mallory"})"),
         "/check/events/0/by: \"person_absent\" grants nobody anything"},
        {with_event(R"({"event": "vault_lost", "of": "volt"})"),
         "/check/events/0/of: no vault named \"volt\""},
        {with_promise(R"({"name": "p", "can": {"could": []}})"),
         "/check/promises/0/can: \"could\" is a list of one call at least"},
        {with_promise(
             R"({"name": "p", "can": {"could": [{"who": "omar", "as": "production/root", "call": "ListBackupVaults"}], "if": 1}})"),
         "/check/promises/0/can/if: unknown member \"if\""},
        {R"({"from": {"at": "1h", "when": {"vault": "vault", "is": "deleted"}}, "promises": [{"name": "p", "never": {"vault": "vault", "is": "deleted"}}]})",
         "/check/from/when: \"at\" and \"when\" exclude each other"},
    };
    for (const Slip& slip : slips) {
        CAPTURE(slip.check);
        CHECK(problems_with(slip.check) == slip.told);
    }
}

TEST_CASE("plan: a parameter may be half of one before it, whatever that is set to") {
    const auto value = [](const std::string& parameters,
                          std::span<const ParameterOverride> overrides) {
        const std::string text = small_scenario("\"parameters\": [" + parameters + "],");
        const auto scenario = load_scenario(text, "test.json", overrides);
        return scenario ? scenario->parameters.back().value : scenario.error().front().sentence;
    };
    const std::string both =
        R"({"name": "N", "type": "integer", "default": 5, "min": 1, "max": 9}, {"name": "M", "type": "integer", "default": {"half_of": "N"}, "max": 4})";
    const std::vector<ParameterOverride> eight = {{"N", "8"}};
    const std::vector<ParameterOverride> nine = {{"N", "9"}};
    const std::vector<ParameterOverride> chosen = {{"N", "9"}, {"M", "2"}};
    CHECK(value(both, {}) == "3");
    CHECK(value(both, eight) == "4");
    CHECK(value(both, nine).contains("parameter \"M\""));  // 5 is too large
    CHECK(value(both, chosen) == "2");
    CHECK(value(R"({"name": "M", "type": "integer", "default": {"half_of": "M"}})", {}) ==
          "no integer named \"M\" stands before this one");
}
