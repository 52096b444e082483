// Inputs in the short form of links.
#include "cli/inputs_short.h"

#include "sim/inputs_json.h"
#include "sim/references.h"
#include "sim/trace.h"
#include "support/links.h"
#include "support/scenarios.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using cli::lengthen_inputs;

namespace {

// What is wrong with inputs in the short form: "/by/0: sentence", a line each.
std::string wrong_in(std::string_view text) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(text, "", problems);
    REQUIRE(problems.empty());
    const auto longer = lengthen_inputs(document);
    std::string out;
    if (!longer)
        for (const Problem& problem : longer.error())
            out += problem.pointer + ": " + problem.sentence + "\n";
    return out;
}

Id<Vault> find_vault(const Simulation& run, std::string_view name) {
    for (const Vault& row : run.world().vaults)
        if (name_of(run.world(), run.world().vaults.id_of(row)) == name)
            return run.world().vaults.id_of(row);
    return {};
}

}  // namespace

TEST_CASE("inputs: the short form of links reads as the long one, and is short") {
    Simulation run(load(small_scenario("")), {.live = {"ana", "ben"}});
    const auto rosa = person(run, "rosa");
    const References references(run.world(), run.aliases());
    const auto responder = references.credential_of(rosa, "recovery/ir");
    REQUIRE(responder);
    for (int i = 0; i < 50; ++i) {
        call::CreateRestoreAccessBackupVault ask;
        ask.source_backup_vault = find_vault(run, "vault");
        ask.backup_vault_name = run.catalog().names.intern("view-" + std::to_string(i));
        run.submit(rosa, responder, ask);
        run.run_until(run.now() + minutes(7));
        for (const PendingDecision& pending : run.decisions())
            run.submit(pending.person, pending.credential,
                       call::Vote{pending.subject.as<Session>(),
                                  i % 3 == 0 ? Response::REJECTED : Response::APPROVED});
    }
    const std::string inputs = inputs_to_json(run);
    const std::string text = shorten_inputs(inputs);
    REQUIRE(run.inputs().size() >= 100);
    CHECK(text.size() < inputs.size() / 2);

    Simulation again(load(small_scenario("")), {.live = {"ana", "ben"}});
    std::vector<Problem> problems;
    const auto longer = lengthen_inputs(parse_json(text, "", problems));
    REQUIRE(longer.has_value());
    const auto read = parse_inputs(again, *longer);
    REQUIRE(read.has_value());
    std::string problem;
    REQUIRE_MESSAGE(again.replay(*read, problem), problem);
    CHECK(inputs_to_json(again) == inputs);
    CHECK(trace_hash(again) == trace_hash(run));
    CHECK(shorten_inputs("[]") == R"({"who":[],"what":[],"after":[],"at":[],"by":[],"do":[]})");
}

TEST_CASE("inputs: a short form that is none gets a sentence, and a bomb is not blown up") {
    CHECK(
        wrong_in(
            R"({"who": [["ana"]], "what": ["take_over"], "after": [3], "at": [5], "by": [0], "do": [0]})") ==
        "");
    const auto one = [](std::string_view who, std::string_view what, std::string_view by,
                        std::string_view deed) {
        return wrong_in(R"({"who": )" + std::string(who) + R"(, "what": )" + std::string(what) +
                        R"(, "after": [3], "at": [5], "by": )" + std::string(by) + R"(, "do": )" +
                        std::string(deed) + "}");
    };
    CHECK(one("[]", R"(["take_over"])", "[0]", "[0]") == "/by/0: there are only 0 of them\n");
    CHECK(one(R"([["ana"]])", R"(["leave"])", "[0]", "[0]") ==
          "/what/0: a deed is a call, \"take_over\" or \"hand_back\"\n");
    CHECK(one(R"(["ana"])", R"(["take_over"])", "[0]", "[0]") ==
          "/who/0: a person is [NAME] or [NAME, SIGN-IN]\n");
    CHECK(one(R"([["ana"]])", R"(["take_over"])", "[0, 0]", "[0]") ==
          "/by: \"by\" has 2 numbers where \"after\" has 1\n");
    CHECK(one(R"([["ana"]])", R"(["take_over"])", "[-1]", "[0]").starts_with("/by/0: "));
    CHECK_FALSE(wrong_in(R"({"who": [], "what": []})").empty());

    // One deed of a megabyte, done ten thousand times.
    std::string numbers = "0";
    for (std::uint32_t i = 1; i < inputs_max; ++i) numbers += ",0";
    const std::string bomb = R"({"who": [["ana"]], "what": [{"call": ")" +
                             std::string(1 << 20, 'x') + R"("}], "after": [)" + numbers +
                             R"(], "at": [)" + numbers + R"(], "by": [)" + numbers +
                             R"(], "do": [)" + numbers + "]}";
    CHECK(wrong_in(bomb) == ": these inputs are longer than those of any run\n");
    CHECK(wrong_in(R"({"who": [["ana"]], "what": ["take_over"], "after": [)" + numbers +
                   R"(,0], "at": [)" + numbers + R"(,0], "by": [)" + numbers + R"(,0], "do": [)" +
                   numbers + ",0]}") == ": more than 10000 inputs\n");
}
