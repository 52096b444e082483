// Questions and answers: each kind once, and everything that can be wrong with one.
#include "desk/desk.h"

#include "base/json.h"
#include "base/text.h"
#include "sim/inputs_json.h"
#include "sim/played.h"
#include "sim/trace.h"
#include "study/report.h"
#include "support/files.h"
#include "support/scenarios.h"
#include "view/transcript.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

std::string source(std::string_view name) {
    return *read_source("scenarios/" + std::string(name) + ".json");
}

// {"scenario": …, "name": …, more}
std::string run_of(std::string_view name, std::string_view more = {}) {
    return "{\"scenario\": " + json_quoted(source(name)) +
           ", \"name\": " + json_quoted("scenarios/" + std::string(name) + ".json") +
           (more.empty() ? "" : ", " + std::string(more)) + "}";
}

struct Answer {
    JsonDocument document;
    const Json* find(std::string_view pointer) const { return document.find(pointer); }
    std::string text(std::string_view pointer) const {
        const Json* value = find(pointer);
        return value != nullptr && value->is_string() ? std::string(value->text()) : "-";
    }
};

Answer ask(std::string_view question) {
    std::vector<Problem> problems;
    Answer answer{parse_json(desk::answer(question), "", problems)};
    CHECK(problems.empty());
    // One or the other, and nothing else.
    CHECK(answer.document.root().size() == 1);
    return answer;
}

std::string wrong(std::string_view question) {
    const Answer answer = ask(question);
    REQUIRE(answer.find("/problems/0/sentence") != nullptr);
    CHECK(answer.text("/problems/0/text").contains(answer.text("/problems/0/sentence")));
    return answer.text("/problems/0/sentence");
}

}  // namespace

TEST_CASE("desk: it writes the documents that the command line writes") {
    const std::string run = run_of("first-approval");
    Simulation simulation(shipped("first-approval"), {});
    simulation.run_to_end();
    const auto exported = [&](std::string_view format, std::string_view more = {}) {
        return ask("{\"ask\": \"export\", \"run\": " + run + ", \"format\": \"" +
                   std::string(format) + "\"" + std::string(more) + "}");
    };
    const Answer transcript = exported("markdown");
    CHECK(transcript.text("/answer/text") ==
          view::transcript_markdown(simulation, view::whole(simulation), view::english()));
    CHECK(transcript.text("/answer/type") == "text/markdown");
    CHECK(transcript.text("/answer/name") == "first-approval.md");
    CHECK(exported("trace").text("/answer/text") == trace_text(simulation));
    CHECK(exported("trace", ", \"from\": 3, \"to\": \"ask\"")
              .text("/answer/text")
              .starts_with("0003"));
    CHECK(exported("mermaid", ", \"to\": 6").text("/answer/text").starts_with("sequenceDiagram"));
    CHECK(exported("scenario").text("/answer/text") ==
          scenario_as_played(simulation, source("first-approval")));
    CHECK(exported("cloudtrail").text("/answer/text").starts_with("{"));
    CHECK(exported("cli").text("/answer/text").contains("aws "));
    const Answer picture = exported(
        "svg", ", \"at\": \"the-vault\", \"theme\": \"dark\", \"width\": 640, \"frame\": true");
    CHECK(picture.text("/answer/type") == "image/svg+xml");
    CHECK(picture.text("/answer/text").starts_with("<svg "));
    CHECK(picture.text("/answer/text").contains("width=\"640\""));
    CHECK(picture.text("/answer/text").contains("#090d18"));
}

TEST_CASE("desk: a run goes as far as it is told, with what was played") {
    const Answer part = ask("{\"ask\": \"export\", \"format\": \"trace\", \"run\": " +
                            run_of("first-approval", "\"entries\": 4, \"seed\": \"9\"") + "}");
    CHECK(split(part.text("/answer/text"), '\n').back().empty());
    CHECK(part.text("/answer/text").contains("\n0004 "));
    CHECK_FALSE(part.text("/answer/text").contains("\n0005 "));
    // With inputs as a page has them.
    Simulation played(shipped("first-approval"), {.seed = 9, .live = {"ana"}});
    played.run_to_decision();
    const PendingDecision decision = played.decisions().front();
    played.submit(decision.person, decision.credential,
                  call::Vote{decision.subject.as<Session>(), Response::REJECTED});
    played.run_to_end();
    const std::string more =
        "\"seed\": 9, \"live\": [\"ana\"], \"inputs\": " + inputs_to_json(played);
    const Answer same = ask("{\"ask\": \"export\", \"format\": \"trace\", \"run\": " +
                            run_of("first-approval", more) + "}");
    CHECK(same.text("/answer/text") == trace_text(played));
    // And as a file that says so itself.
    const std::string file = scenario_as_played(played, source("first-approval"));
    const Answer again =
        ask("{\"ask\": \"export\", \"format\": \"trace\", \"run\": {\"scenario\": " +
            json_quoted(file) + "}}");
    CHECK(again.text("/answer/text") == trace_text(played));
}

TEST_CASE("desk: reports") {
    const Answer answer = ask("{\"ask\": \"report\", \"run\": " + run_of("first-approval") + "}");
    Simulation simulation(shipped("first-approval"), {});
    simulation.run_to_end();
    CHECK(answer.text("/answer/markdown") ==
          study::report_markdown(study::make_report(simulation)));
    CHECK(answer.find("/answer/report") != nullptr);
    CHECK(answer.find("/answer/report")->is_object());
}

TEST_CASE("desk: composing, previewing, and the call that comes of it") {
    const std::string run = run_of("first-approval");
    const Answer all = ask("{\"ask\": \"compose\", \"run\": " + run + ", \"at\": 2}");
    CHECK(all.find("/answer/entry")->integer() == 2);
    CHECK(all.find("/answer/credentials")->size() >= 5);
    CHECK(all.find("/answer/groups")->size() == 0);
    const Answer thief = ask("{\"ask\": \"compose\", \"run\": " + run +
                             ", \"at\": 2, \"person\": \"mallory\", \"as\": \"production/root\"}");
    const Json* groups = thief.find("/answer/groups");
    REQUIRE(groups != nullptr);
    const Json* found = nullptr;
    for (const Json& group : *groups)
        for (const Json& operation : *group.find("operations"))
            if (operation.find("name")->text() == "DeleteRecoveryPoint") found = &operation;
    REQUIRE(found != nullptr);
    CHECK(found->find("outcome")->text() == "refused");
    CHECK(found->find("gate")->text() == "vault_lock");
    JsonWriter with;
    with.value(*found->find("with"));
    const Answer preview = ask("{\"ask\": \"preview\", \"run\": " + run +
                               ", \"at\": 2, \"person\": \"mallory\", \"as\": \"production/root\", "
                               "\"call\": \"DeleteRecoveryPoint\", \"with\": " +
                               with.take() + "}");
    CHECK(preview.text("/answer/outcome") == "refused");
    CHECK(preview.text("/answer/error") == "InvalidRequestException");
    const Json* gates = preview.find("/answer/gates");
    REQUIRE(gates != nullptr);
    REQUIRE(gates->size() >= 3);
    std::string_view last;
    for (const Json& gate : *gates) last = gate.find("verdict")->text();
    CHECK(last == "stopped");
    // In the past of a run, and at a time between its entries.
    CHECK(ask("{\"ask\": \"compose\", \"run\": " + run + ", \"at\": \"+00:20\"}")
              .find("/answer/at_ms")
              ->integer() == minutes(20).ms);
}

TEST_CASE("desk: comparing two runs") {
    const std::string question = "{\"ask\": \"compare\", \"runs\": [" + run_of("traditional") +
                                 ", " + run_of("cross-organization") +
                                 "], \"at\": " + std::to_string(hours(52).ms) + "}";
    const Answer answer = ask(question);
    CHECK(answer.find("/answer/shares_attack")->boolean());
    CHECK(answer.find("/answer/sides/0/parted/entry")->integer() == 8);
    CHECK(answer.find("/answer/sides/1/parted/entry")->integer() == 27);
    CHECK(answer.text("/answer/sides/0/parted_sentence").contains("recovery"));
    CHECK(answer.find("/answer/sides/0/now/layers")->size() == 5);
    CHECK(answer.find("/answer/times")->size() > 40);
    CHECK(answer.find("/answer/rows")->size() >= 10);
    CHECK(answer.text("/answer/text").starts_with("# "));
    // Stateless: the same question, the same answer.
    CHECK(desk::answer(question) == desk::answer(question));
}

TEST_CASE("desk: what is wrong with a question is said in a sentence") {
    const std::string run = run_of("first-approval");
    const auto with_run = [&](std::string_view more) {
        return "{\"ask\": \"export\", \"format\": \"trace\", \"run\": " + std::string(more) + "}";
    };
    CHECK(wrong("") != "");
    CHECK(wrong("[]") == "a question is a JSON object");
    CHECK(wrong("{}").starts_with("there is no question \"\""));
    CHECK(ask("{\"ask\": \"exprt\"}").text("/problems/0/suggestion") == "did you mean \"export\"?");
    CHECK(wrong("{\"ask\": 1}") == "\"ask\" must be a text");
    CHECK(wrong("{\"ask\": \"export\", \"format\": \"trace\"}").contains("about a run"));
    CHECK(wrong(with_run("{}")).contains("needs the text of its \"scenario\""));
    CHECK(wrong(with_run("{\"scenario\": \"{}\"}")).contains("not an Airlock scenario"));
    CHECK(wrong(with_run(run_of("first-approval", "\"seed\": -1"))).contains("a seed is"));
    CHECK(wrong(with_run(run_of("first-approval", "\"live\": [\"anna\"]")))
              .contains("no person named"));
    CHECK(wrong(with_run(run_of("first-approval", "\"live\": \"ana\"")))
              .contains("a list of persons"));
    CHECK(wrong(with_run(run_of("first-approval", "\"inputs\": [{}]"))) != "");
    CHECK(
        wrong(with_run(run_of("first-approval", "\"entries\": -1"))).contains("how many entries"));
    CHECK(wrong(with_run(run_of("first-approval", "\"set\": {\"x\": 1}")))
              .contains("given as a text"));
    CHECK(wrong(with_run(run_of("first-approval", "\"set\": {\"x\": \"1\"}")))
              .contains("no such parameter"));
    CHECK(wrong(with_run(run_of("first-approval", "\"sead\": 1"))) != "");
    const auto exported = [&](std::string_view more) {
        return wrong("{\"ask\": \"export\", \"run\": " + run + ", " + std::string(more) + "}");
    };
    CHECK(exported("\"format\": \"pdf\"").contains("is one of svg, markdown"));
    CHECK(exported("\"format\": \"svg\", \"at\": \"nowhere\"").contains("no marker"));
    CHECK(exported("\"format\": \"svg\", \"at\": 99").contains("no entry 99"));
    CHECK(exported("\"format\": \"svg\", \"width\": 1").contains("from 240 to 4096"));
    CHECK(exported("\"format\": \"svg\", \"theme\": \"pink\"").contains("is one of light, dark"));
    CHECK(exported("\"format\": \"svg\", \"frame\": 1").contains("true or false"));
    CHECK(exported("\"format\": \"markdown\", \"language\": \"{}\"") != "");
    CHECK(exported("\"format\": \"markdown\", \"form\": 1") != "");
    CHECK(exported("\"format\": \"markdown\", \"from\": 9, \"to\": 3")
              .contains("ends before it begins"));
    const auto composed = [&](std::string_view ask_for, std::string_view more) {
        return wrong("{\"ask\": \"" + std::string(ask_for) + "\", \"run\": " + run + ", " +
                     std::string(more) + "}");
    };
    CHECK(composed("compose", "\"person\": \"malory\"").contains("no person named"));
    CHECK(
        composed("compose", "\"person\": \"mallory\", \"as\": \"x/y\"").contains("holds \"x/y\""));
    CHECK(composed("preview", "\"person\": \"mallory\", \"at\": 1, \"call\": \"Vote\"")
              .contains("has no portal sign-in"));
    CHECK(
        composed("preview",
                 "\"person\": \"ana\", \"call\": \"Vote\", \"with\": {\"Session\": \"session-1\"}")
            .contains("needs the member"));
    CHECK(wrong("{\"ask\": \"compare\", \"runs\": [" + run + "]}") ==
          "a comparison needs two \"runs\"");
}

TEST_CASE("desk: questions cut short or flipped are answered, never crashed on") {
    const std::string question =
        "{\"ask\": \"preview\", \"run\": " + run_of("first-approval") +
        ", \"at\": 2, \"person\": \"mallory\", \"as\": \"production/root\", "
        "\"call\": \"DeleteRecoveryPoint\", \"with\": {\"BackupVaultName\": "
        "\"prod-airgap\", \"RecoveryPointArn\": \"rp-1\"}}";
    std::uint32_t dice = 12345;
    const auto next = [&](std::size_t below) {
        dice = dice * 1664525u + 1013904223u;
        return static_cast<std::size_t>(dice >> 8) % below;
    };
    for (int i = 0; i < 400; ++i) {
        std::string broken = question;
        if (i % 4 == 0) broken.resize(next(broken.size()));
        else
            for (std::size_t n = 0; n < 1 + next(3); ++n)
                broken[next(broken.size())] = static_cast<char>(next(256));
        std::vector<Problem> problems;
        const JsonDocument answer = parse_json(desk::answer(broken), "", problems);
        CHECK(problems.empty());
        CHECK(answer.root().size() == 1);
    }
}
