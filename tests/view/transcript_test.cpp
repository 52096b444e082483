// Transcripts, sequence diagrams and scenarios as played.
#include "view/transcript.h"

#include <set>

#include "base/text.h"
#include "sim/inputs_json.h"
#include "sim/played.h"
#include "sim/trace.h"
#include "support/files.h"
#include "support/golden.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

std::vector<std::string_view> lines_of(std::string_view text) { return split(text, '\n'); }

// Persons with names that mean something to Markdown and to Mermaid, where a name may be anything: in comments.
std::string hostile_scenario() {
    return small_scenario(R"("steps": [
      {"at": "1h", "who": "rosa", "as": "recovery/ir", "call": "CreateRestoreAccessBackupVault",
       "with": {"SourceBackupVaultArn": "vault", "BackupVaultName": "end"}}],)");
}

}  // namespace

TEST_CASE("transcript: the shipped stories, as they were read and found right") {
    Simulation run(shipped("first-approval"), {});
    run.run_to_end();
    check_golden("first-approval.transcript.md", transcript_markdown(run, whole(run), english()));
    check_golden("first-approval.mmd", mermaid_sequence(run, whole(run), english()));
}

TEST_CASE("transcript: every entry has one row, refusals their gate, and every row four cells") {
    for (const std::string_view name :
         {"cross-organization", "reference-architecture", "traditional"}) {
        Simulation run(shipped(name), {});
        run.run_to_end();
        const std::string text = transcript_markdown(run, whole(run), english());
        std::size_t rows = 0, chapters = 0;
        for (const std::string_view line : lines_of(text)) {
            if (line.starts_with("## ")) ++chapters;
            if (!line.starts_with("| ") || !is_digit(line[2])) continue;
            ++rows;
            std::size_t cells = 0;
            for (std::size_t i = 1; i < line.size(); ++i)
                if (line[i] == '|' && line[i - 1] != '\\') ++cells;
            CHECK(cells == 4);
        }
        CHECK(rows == run.entries());
        CHECK(chapters >= run.scenario().chapters.size() + 1);
        for (const Entry& entry : run.log().entries) {
            if (entry.outcome != Outcome::refused) continue;
            CAPTURE(entry.number);
            const std::string begin = "\n| " + std::to_string(entry.number) + " | ";
            const auto at = text.find(begin);
            REQUIRE(at != std::string::npos);
            CHECK(text.substr(at, text.find('\n', at + 1) - at).contains("Stopped at the gate “"));
        }
    }
}

TEST_CASE("transcript: a stretch begins and ends where it is told") {
    Simulation run(shipped("first-approval"), {});
    const auto stretch = locate_stretch(run, "ask", "vote");
    REQUIRE(stretch.has_value());
    CHECK(*stretch == Stretch{6, 7});
    const std::string text = transcript_markdown(run, *stretch, english());
    CHECK(text.contains("\n## Ask\n"));
    CHECK_FALSE(text.contains("\n## The vault\n"));
    CHECK(text.contains("after entry 7"));
    // A time between two entries begins with what comes after it.
    CHECK(*locate_stretch(run, "+00:07:30", "end") == Stretch{5, 13});
    CHECK(locate_stretch(run, "vote", "ask").error().sentence.contains("ends before it begins"));
    CHECK(locate_stretch(run, "nowhere", "").error().sentence.contains("no marker"));
}

TEST_CASE("mermaid: what it writes is what the language has, whatever the names are") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        Simulation run(shipped(name), {});
        run.run_to_end();
        const Stretch stretch{1, std::min(run.entries(), mermaid_entries_max)};
        const std::string text = mermaid_sequence(run, stretch, english());
        CHECK(text.starts_with("sequenceDiagram\n"));
        std::set<std::string> known;
        for (std::string_view line : lines_of(text)) {
            line = trim(line);
            if (line.empty() || line == "sequenceDiagram" || line.starts_with("accTitle: "))
                continue;
            CAPTURE(line);
            CHECK(line.find_first_of("\"<") == std::string_view::npos);
            for (const std::string_view keyword : {"participant ", "actor "}) {
                if (!line.starts_with(keyword)) continue;
                const auto rest = line.substr(keyword.size());
                known.insert(std::string(rest.substr(0, rest.find(' '))));
            }
            if (line.starts_with("participant ") || line.starts_with("actor ")) continue;
            // A note or a message between participants that were declared before.
            const std::string_view head = line.substr(0, line.find(": "));
            REQUIRE(head.size() < line.size());
            if (head.starts_with("Note over ")) {
                for (const std::string_view id : split(head.substr(10), ','))
                    CHECK(known.contains(std::string(id)));
                continue;
            }
            const auto arrow = head.find('-');
            REQUIRE(arrow != std::string_view::npos);
            CHECK(known.contains(std::string(head.substr(0, arrow))));
            CHECK(known.contains(std::string(head.substr(head.rfind('p')))));
            const auto between = head.substr(arrow, head.rfind('p') - arrow);
            CHECK((between == "->>" || between == "-x" || between == "-)" || between == "--x" ||
                   between == "-->>"));
        }
        CHECK(known.size() >= 2);
    }
}

TEST_CASE("mermaid: signs and words of its own are written as entities") {
    Simulation run(load(hostile_scenario()), {});
    run.run_to_end();
    std::string text = mermaid_sequence(run, whole(run), english());
    // The view is called "end": as a word of its own it would close a block.
    for (const std::string_view line : lines_of(text)) {
        CAPTURE(line);
        CHECK_FALSE((" " + std::string(line) + " ").contains(" end "));
    }
    CHECK(text.contains("#101;nd"));
}

TEST_CASE("played: a scenario as played goes the same way again") {
    const auto source = *read_source("scenarios/cross-organization.json");
    const auto scenario = load_scenario(source, "cross-organization.json");
    REQUIRE(scenario.has_value());
    Simulation run(std::make_shared<const Scenario>(*scenario), {.seed = 11, .live = {"ben"}});
    run.run_until(Instant{hours(51).ms});
    run.take_over(person(run, "ana"));
    run.run_to_decision();
    for (const PendingDecision& decision : run.decisions()) {
        if (decision.subject.kind != Kind::session) continue;
        run.submit(decision.person, decision.credential,
                   call::Vote{decision.subject.as<Session>(), Response::REJECTED});
        break;
    }
    run.run_to_end();
    REQUIRE(run.inputs().size() >= 1);

    const std::string text = scenario_as_played(run, source);
    const auto again = load_scenario(text, "again.json");
    REQUIRE(again.has_value());
    REQUIRE(again->played.has_value());
    CHECK(again->played->seed == 11);
    CHECK(again->played->live == std::vector<std::string>{"ben"});
    CHECK(again->expectations.empty());
    Simulation other(std::make_shared<const Scenario>(*again),
                     {again->played->seed, again->played->live});
    const auto inputs = parse_inputs(other, again->played->inputs);
    REQUIRE(inputs.has_value());
    std::string problem;
    REQUIRE(other.replay(*inputs, problem));
    other.run_to_end();
    CHECK(trace_hash(other) == trace_hash(run));
    // Written once more it is the same text.
    CHECK(scenario_as_played(other, text) == text);
}

TEST_CASE(
    "played: chosen parameters become defaults, and what nobody touched keeps its expectations") {
    const std::string source = small_scenario(R"(
      "parameters": [{"name": "wait", "type": "duration", "default": "90m"},
                     {"name": "votes", "type": "integer", "default": 2, "about": "how many"},
                     {"name": "open", "type": "boolean", "default": true}],
      "expect": [{"team": "guardians", "is": "ACTIVE"}],)");
    const ParameterOverride chosen[] = {{"wait", "2h"}, {"votes", "3"}, {"open", "false"}};
    const auto scenario = load_scenario(source, "small.json", chosen);
    REQUIRE(scenario.has_value());
    Simulation run(std::make_shared<const Scenario>(*scenario), {.seed = UINT64_MAX});
    const std::string text = scenario_as_played(run, source);
    const auto again = load_scenario(text, "again.json");
    REQUIRE(again.has_value());
    CHECK(again->parameters[0].default_value == "2h");
    CHECK(again->parameters[1].default_value == "3");
    CHECK(again->parameters[2].default_value == "false");
    CHECK(again->played->seed == UINT64_MAX);
    CHECK(again->expectations.size() == 1);
    CHECK(problems_of(small_scenario(R"("played": {"seed": -1},)")).contains("whole number"));
    CHECK(problems_of(small_scenario(R"("played": {"live": ["nobody"]},)")).contains("nobody"));
    CHECK(
        problems_of(small_scenario(R"("played": {"inputs": {}},)")).contains("an array of inputs"));
    CHECK(problems_of(small_scenario(R"("played": {"seeds": 1},)")).contains("seeds"));
}
