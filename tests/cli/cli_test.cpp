// The command line as people type it: what it prints, where, and with which exit code.
#include "cli/cli.h"

#include <sstream>

#include "base/json.h"
#include "sim/trace.h"
#include "support/cli.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// Every line read as JSON.
std::vector<JsonDocument> lines_of(const std::string& text) {
    std::vector<JsonDocument> out;
    std::istringstream lines(text);
    for (std::string line; std::getline(lines, line);) {
        std::vector<Problem> problems;
        out.push_back(parse_json(line, "", problems));
        CHECK(problems.empty());
    }
    return out;
}

// A disk with room for so many bytes, which notices when it is flushed or when a little buffer is full.
class FullDisk : public std::streambuf {
  public:
    explicit FullDisk(std::size_t room) : room_(room) {}

  protected:
    int_type overflow(int_type c) override { return put() ? c : traits_type::eof(); }
    int sync() override { return used_ <= room_ ? 0 : -1; }

  private:
    bool put() { return ++used_ <= room_ + 100; }

    std::size_t room_;
    std::size_t used_ = 0;
};

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

TEST_CASE("cli: run prints the trace and a summary") {
    const Answer answer = airlock_cli({"run", "first-approval"});
    CHECK(answer.code == 0);
    CHECK(answer.err == "");
    Simulation simulation(shipped("first-approval"), {});
    simulation.run_to_end();
    CHECK(answer.out == trace_text(simulation) + "13 entries, trace hash " +
                            trace_hash(simulation) + ", expectations: 8 met, 0 failed\n");
    CHECK(airlock_cli({"run", source_path("scenarios/first-approval.json")}).out == answer.out);
}

TEST_CASE("cli: run as JSON is one object a line and a summary") {
    const Answer answer = airlock_cli({"run", "first-approval", "--format", "json", "--seed=7"});
    CHECK(answer.code == 0);
    const auto lines = lines_of(answer.out);
    REQUIRE(lines.size() == 14);
    const Json& refusal = lines[2].root();
    std::vector<std::string> keys;
    for (const Json& member : refusal) keys.emplace_back(member.key());
    CHECK(keys == std::vector<std::string>{"seq", "at", "who", "account", "as", "call", "with",
                                           "outcome", "gate", "error", "events", "cause"});
    CHECK(refusal.find("seq")->integer() == 3);
    CHECK(refusal.find("at")->integer() == 360'000);
    CHECK(refusal.find("who")->text() == "mallory");
    CHECK(refusal.find("account")->text() == "production");
    CHECK(refusal.find("call")->text() == "DeleteRecoveryPoint");
    CHECK(refusal.find("with")->find("RecoveryPointArn")->text() == "rp-1");
    CHECK(refusal.find("outcome")->text() == "refused");
    CHECK(refusal.find("gate")->text() == "vault_lock");
    CHECK(refusal.find("error")->text() == "InvalidRequestException");
    CHECK(refusal.find("events")->size() == 0);
    CHECK(refusal.find("cause")->integer() == 1);
    const Json& due = lines[9].root();
    CHECK(due.find("who")->is_null());
    CHECK(due.find("call")->is_null());
    CHECK(due.find("due")->text() == "vault_available");
    CHECK(due.find("events")->begin()->find("event")->text() == "VaultAvailable");
    const Json* summary = lines[13].root().find("summary");
    REQUIRE(summary != nullptr);
    CHECK(summary->find("entries")->integer() == 13);
    CHECK(summary->find("trace_hash")->text().size() == 16);
    CHECK(summary->find("expect")->find("passed")->integer() == 8);
    CHECK(summary->find("expect")->find("failed")->integer() == 0);
    Simulation simulation(shipped("first-approval"), {.seed = 7});
    simulation.run_to_end();
    CHECK(summary->find("trace_hash")->text() == trace_hash(simulation));
}

TEST_CASE("cli: the words of a link mean the same as options") {
    const Answer plain = airlock_cli(
        {"run", "cross-account", "--seed", "7", "--set", "threshold=2", "--until", "30h"});
    CHECK(plain.code == 0);
    CHECK(airlock_cli({"run", "scenario=cross-account", "seed=7", "set.threshold=2", "until=30h"})
              .out == plain.out);
    CHECK(airlock_cli({"scenario=cross-account", "seed=7", "set.threshold=2", "at=+30:00"}).out ==
          plain.out);
    CHECK(airlock_cli({"#scenario=cross-account&seed=7&set.threshold=2&until=1d6h"}).out ==
          plain.out);
    CHECK(airlock_cli({"run", "#scenario=cross%2Daccount&seed=7&set.threshold=2&until=30%3A00"})
              .out == plain.out);
    const Answer entries = airlock_cli({"#scenario=cross-account&seed=7&at=12"});
    CHECK(entries.code == 0);
    CHECK(entries.out.find("\n0012 ") != std::string::npos);
    CHECK(entries.out.find("\n0013 ") == std::string::npos);
    CHECK(entries.out.find("12 entries, ") != std::string::npos);
}

TEST_CASE("cli: a failed expectation is explained with its place and ends with 1") {
    // Nobody at the screen votes, so nothing is restored.
    const Answer answer = airlock_cli({"run", "first-approval", "--live", "ana,ben,chiara"});
    CHECK(answer.code == 1);
    CHECK(answer.err.find("first-approval.json:") != std::string::npos);
    CHECK(answer.err.find("/expect/5: not as expected: access is FAILED because EXPIRED, with 0 "
                          "approvals; Two of "
                          "three have agreed\n") != std::string::npos);
    CHECK(answer.out.find(", expectations: 5 met, 3 failed\n") != std::string::npos);
}

TEST_CASE("cli: what persons did is replayed") {
    const std::string inputs = R"([{"after": 6, "at": "33m", "person": "ana", "take_over": true},
        {"after": 6, "at": 2100000, "person": "ana", "call": "Vote", "with": {"Session": "session-1", "Response": "REJECTED"}}])";
    const Answer answer = airlock_cli({"run", "first-approval", "--inputs", inputs});
    CHECK(answer.code == 0);
    CHECK(answer.out.find("0007  +00:35:00.000 ana          Vote REJECTED session-1") !=
          std::string::npos);
    const Answer wrong = airlock_cli({"run", "first-approval", "--inputs", "[1]"});
    CHECK(wrong.code == 2);
    CHECK(wrong.err == "--inputs:1:2 /0: expected an input, found a whole number\n");
    CHECK(airlock_cli({"run", "first-approval", "--inputs", "@nowhere.json"}).err ==
          "nowhere.json: cannot be opened\n");
}

TEST_CASE("cli: a scenario and inputs come from standard input") {
    const auto text = read_source("scenarios/first-approval.json");
    REQUIRE(text);
    const Answer answer = airlock_cli({"run", "-"}, *text);
    CHECK(answer.code == 0);
    CHECK(answer.err == "");
    CHECK(answer.out == airlock_cli({"run", "first-approval"}).out);
    CHECK(airlock_cli({"explain", "-", "3"}, *text).out ==
          airlock_cli({"explain", "first-approval", "3"}).out);
    CHECK(airlock_cli({"validate", "-"}, *text).out == "-: sound\n");
    CHECK(airlock_cli({"run", "-"}, "{}").err ==
          "-:1:1: this is not an Airlock scenario; it would begin with \"airlock\": 1\n");
    CHECK(airlock_cli({"run", "-"}).err == "-:1:1: the text is empty\n");
    CHECK(airlock_cli({"run", "first-approval", "--inputs", "@-"}, "[1]").err ==
          "-:1:2 /0: expected an input, found a whole number\n");
}

TEST_CASE("cli: links of the page mean the same") {
    const Answer want = airlock_cli({"run", "cross-account", "--seed", "7", "--at", "12"});
    REQUIRE(want.code == 0);
    const std::string words = "scenario=cross-account&seed=7&at=12";
    const std::vector<std::string> links = {
        "#" + words, words, "seed=7&at=12&scenario=cross-account",
        "http://localhost:8080/#" + words,
        "https://example.org/airlock/index.html#theme=dark&load=click&" + words};
    for (const std::string& link : links) {
        CAPTURE(link);
        CHECK(airlock_cli({"run", link}).out == want.out);
        CHECK(airlock_cli({"run", link}).err == "");
    }
    CHECK(airlock_cli({"http://localhost:8080/#" + words}).out == want.out);
    CHECK(airlock_cli({words}).out == want.out);
    const Answer none = airlock_cli({"run", "http://localhost:8080/"});
    CHECK(none.code == 2);
    CHECK(none.err ==
          "airlock: the link \"http://localhost:8080/\" names no scenario: it has no "
          "#scenario=NAME\nsee airlock run --help\n");
    CHECK(airlock_cli({"run", "scenario=cross-account&sed=7"}).err ==
          "airlock: unknown word \"sed\"; did you mean \"seed\"?\nsee airlock run --help\n");
}

TEST_CASE("cli: of an option given twice the last counts") {
    const Answer want = airlock_cli({"run", "cross-account", "--seed", "7", "--at", "12"});
    CHECK(airlock_cli({"run", "#scenario=cross-account&seed=3", "--at", "30:00", "--seed", "7",
                       "--at", "12"})
              .out == want.out);
    CHECK(airlock_cli({"run", "cross-account", "--at", "12", "--until", "30h"}).out ==
          airlock_cli({"run", "cross-account", "--until", "30h"}).out);
    CHECK(airlock_cli({"run", "first-approval", "--format", "json", "--format", "xml"}).code == 2);
    CHECK(airlock_cli({"run", "--help"}).out.find("Of an option given twice the last counts") !=
          std::string::npos);
}

TEST_CASE("cli: output that cannot be written is an error, whatever the command") {
    const std::vector<std::vector<std::string>> all = {
        {"run", "first-approval"},
        {"validate", "first-approval"},
        {"report", "first-approval"},
        {"explain", "first-approval", "3"},
        {"list"},
        {"operations", "CreateBackupVault"},
        {"--version"},
        {"help", "run"},
        {"--help"},
        {"run", "--help"},
        {"run", "first-approval", "--live", "ana,ben,chiara"}};
    for (const auto& words : all)
        for (const std::size_t room : {std::size_t{0}, std::size_t{10}}) {
            CAPTURE(words.back());
            CAPTURE(room);
            FullDisk disk(room);
            std::ostream out(&disk);
            std::ostringstream err;
            const cli::Console console{out, err, "1.2.3", {source_path("scenarios")}};
            CHECK(cli::run(words, console) == 2);
            CHECK(err.str().ends_with("airlock: the output could not be written\n"));
        }
    // What writes nothing has nothing to lose.
    FullDisk disk(0);
    std::ostream out(&disk);
    std::ostringstream err;
    CHECK(cli::run(std::vector<std::string>{"runn"}, cli::Console{out, err, "1.2.3", {}}) == 2);
    CHECK(err.str().find("written") == std::string::npos);
}

TEST_CASE("cli: bad input ends with 2 and says what is wrong") {
    struct Row {
        std::vector<std::string> words;
        std::string_view error;
    };
    const Row rows[] = {
        {{"runn"},
         "airlock: unknown command \"runn\"; did you mean \"run\"?\nsee airlock --help\n"},
        {{"run"}, "airlock: run needs a scenario\nsee airlock run --help\n"},
        {{"run", "a", "b"},
         "airlock: run takes one scenario; what is \"b\"?\nsee airlock run --help\n"},
        {{"run", "cross-acount"},
         "there is no file and no shipped scenario \"cross-acount\"; did you mean "
         "\"cross-account\"?\n"},
        {{"run", "first-approval", "--sed", "1"},
         "airlock: unknown option \"--sed\"; did you mean \"--seed\"?\nsee airlock run --help\n"},
        {{"run", "first-approval", "-seed", "1"},
         "airlock: unknown option \"-seed\"; did you mean \"--seed\"?\nsee airlock run --help\n"},
        {{"run", "first-approval", "--seed"},
         "airlock: --seed needs a value\nsee airlock run --help\n"},
        {{"run", "first-approval", "--seed", "-1"},
         "airlock: --seed takes a whole number, not \"-1\"\nsee airlock run --help\n"},
        {{"run", "first-approval", "--seed", "1x"},
         "airlock: --seed takes a whole number, not \"1x\"\nsee airlock run --help\n"},
        {{"run", "first-approval", "--until", "soon"},
         "airlock: --until takes a time such as \"90m\", \"1d12h\" or \"+26:13\", not "
         "\"soon\"\nsee airlock run --help\n"},
        {{"run", "first-approval", "--at", "-1"},
         "airlock: \"-1\" is neither the number of an entry nor a time such as \"+26:13\"\nsee "
         "airlock run --help\n"},
        {{"run", "first-approval", "--format", "xml"},
         "airlock: --format takes text, json, cloudtrail, cli, markdown, svg, mermaid, trace or "
         "scenario, not \"xml\"\nsee "
         "airlock run --help\n"},
        {{"run", "first-approval", "--set", "threshold"},
         "airlock: --set takes NAME=VALUE, not \"threshold\"\nsee airlock run --help\n"},
        {{"run", "first-approval", "--set", "threshold=3"},
         "--set threshold: the scenario has no such parameter\n"},
        {{"run", "cross-account", "--set", "threshold=9"},
         "--set threshold: \"9\" is out of range: threshold may be 2 to 4\n"},
        {{"run", "first-approval", "--live", "anna"},
         "--live: no person named \"anna\"; did you mean \"ana\"?\n"},
        {{"run", "first-approval", "sead=7"},
         "airlock: unknown word \"sead\"; did you mean \"seed\"?\nsee airlock run --help\n"},
        {{"#scenario"},
         "airlock: the link has a word without a value: \"scenario\"\nsee airlock run --help\n"},
        {{"validate"}, "airlock: validate needs a scenario\nsee airlock validate --help\n"},
        {{"validate", "x", "--seed", "1"},
         "airlock: unknown option \"--seed\"; did you mean \"--set\"?\nsee airlock validate "
         "--help\n"},
        {{"explain", "first-approval"},
         "airlock: explain needs a scenario and the number of an entry\nsee airlock explain "
         "--help\n"},
        {{"explain", "first-approval", "0"},
         "airlock: there is no entry 0: entries count from 1, 0 is the beginning\n"},
        {{"run", "first-approval", "--inputs", ""}, "--inputs:1:1: the text is empty\n"},
        {{"explain", "first-approval", "1x"},
         "airlock: \"1x\" is not the number of an entry\nsee airlock explain --help\n"},
        {{"explain", "first-approval", "99"},
         "airlock: there is no entry 99: the run has 13 entries\n"},
        {{"explain", "first-approval", "3", "--at", "5"},
         "airlock: the entry is given twice: 3, and with --at\nsee airlock explain --help\n"},
        {{"explain", "first-approval", "3", "--at", "+26:13"},
         "airlock: explain takes the number of an entry, not a time\nsee airlock explain --help\n"},
        {{"explain", "first-approval", "at=+26:13"},
         "airlock: explain takes the number of an entry, not a time\nsee airlock explain --help\n"},
        {{"run", "first-approval", "--inputs", "@"},
         "airlock: --inputs @ names no file; write @FILE\nsee airlock run --help\n"},
        {{"operations", "CreateBackupVault", "CreateBackupVolt", "nope"},
         "airlock: no operation is called \"CreateBackupVolt\"; did you mean "
         "\"CreateBackupVault\"?\nairlock: no operation is called \"nope\"; airlock operations "
         "names all of them\n"},
        {{"list", "all"}, "airlock: list takes no words\nsee airlock list --help\n"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.error);
        const Answer answer = airlock_cli(row.words);
        CHECK(answer.code == 2);
        CHECK(answer.err == row.error);
        CHECK(answer.out == "");
    }
    const Answer folder = airlock_cli({"run", source_path("scenarios")});
    CHECK(folder.code == 2);
    CHECK(folder.err.ends_with("is a folder\n"));
    // Its problems, each on a line of its own.
    const Answer schema =
        airlock_cli({"validate", source_path("scenarios/scenario.schema.json"), "first-approval"});
    CHECK(schema.code == 2);
    CHECK(schema.err.find("this is not an Airlock scenario") != std::string::npos);
    CHECK(schema.out.ends_with("first-approval.json: sound\n"));
}

TEST_CASE("cli: report puts several scenarios side by side") {
    const Answer table = airlock_cli({"report", "traditional", "cross-organization"});
    CHECK(table.code == 0);
    CHECK(table.err == "");
    CHECK(table.out.find("|  | Traditional recovery | Cross-organization recovery |\n") !=
          std::string::npos);
    const Answer facts =
        airlock_cli({"report", "traditional", "cross-organization", "--format", "json"});
    std::vector<Problem> problems;
    const JsonDocument json = parse_json(facts.out, "", problems);
    REQUIRE(problems.empty());
    const Json* stories = json.root().find("stories");
    REQUIRE(stories != nullptr);
    CHECK(stories->size() == 2);
    CHECK(airlock_cli({"report", "traditional"}).out.starts_with("# Traditional recovery\n"));
    CHECK(airlock_cli({"report"}).code == 2);
    CHECK(airlock_cli({"report", "traditional", "nowhere"}).code == 2);
    CHECK(airlock_cli({"report", "traditional", "first-approval", "--live", "ana"}).code == 2);
}

TEST_CASE("cli: validate says which files are sound") {
    const Answer answer = airlock_cli({"validate", "first-approval", "cross-account"});
    CHECK(answer.code == 0);
    CHECK(answer.out == source_path("scenarios/first-approval.json") + ": sound\n" +
                            source_path("scenarios/cross-account.json") + ": sound\n");
    CHECK(airlock_cli({"validate", "cross-account", "--set", "threshold=9"}).code == 2);
}

TEST_CASE("cli: explain shows the gates of an entry") {
    const Answer answer = airlock_cli({"explain", "first-approval", "3"});
    CHECK(answer.code == 0);
    CHECK(answer.out.find(
              "   1  passed   credential              credential stolen: production/root\n") !=
          std::string::npos);
    CHECK(answer.out.find("  stopped  vault lock              locked for good: prod-airgap\n") !=
          std::string::npos);
    CHECK(answer.out.find(
              "Outcome: refused at the gate \"vault lock\", InvalidRequestException.\n") !=
          std::string::npos);
    CHECK(answer.out.find("Brought about by entry 1.\n") != std::string::npos);
    CHECK(airlock_cli({"explain", "first-approval", "0003"}).out == answer.out);
    CHECK(airlock_cli({"explain", "scenario=first-approval", "at=3"}).out == answer.out);
    // Which statement of which policy decided.
    CHECK(airlock_cli({"explain", "first-approval", "6"}).out.find("statement 2 of recover") !=
          std::string::npos);
}

TEST_CASE("cli: list names what is shipped") {
    const Answer answer = airlock_cli({"list"});
    CHECK(answer.code == 0);
    const auto place_of = [&](std::string_view name, std::string_view title) {
        const auto line = answer.out.find(std::string(name) + "  ");
        const auto end = answer.out.find('\n', line);
        const bool fits = line != std::string::npos &&
                          std::string_view(answer.out).substr(0, end).ends_with(title);
        return fits ? line : std::string::npos;
    };
    const auto story = place_of("first-approval", "  First approval");
    const auto threat = place_of("threats/th05", "  TH5: an insider");
    REQUIRE(story != std::string::npos);
    REQUIRE(threat != std::string::npos);
    CHECK(story < threat);
    CHECK(place_of("cross-account", "  Cross-account recovery") != std::string::npos);
    CHECK(answer.out.find("schema") == std::string::npos);
    // A threat is found with its folder and without.
    const Answer whole = airlock_cli({"run", "threats/th05"});
    CHECK(whole.code == 0);
    CHECK(airlock_cli({"run", "th05"}).out == whole.out);
    CHECK(airlock_cli({"run", source_path("scenarios/threats/th05.json")}).out == whole.out);
    CHECK(airlock_cli({"run", "th05", "--set", "requester_may_approve=false"}).code == 0);
    CHECK(airlock_cli({"run", "threats/th5"}).err.find("threats/th05") != std::string::npos);
}

TEST_CASE("cli: help and version everywhere") {
    for (const char* word : {"--help", "-h", "help"}) {
        const Answer answer = airlock_cli({word});
        CHECK(answer.code == 0);
        for (const char* command : {"run", "validate", "explain", "list", "operations"})
            CHECK(answer.out.find(std::string("airlock ") + command) != std::string::npos);
    }
    CHECK(airlock_cli({}).code == 2);
    CHECK(airlock_cli({"--version"}).out == "airlock 1.2.3\n");
    for (const char* command : {"run", "validate", "explain", "list", "operations"}) {
        CAPTURE(command);
        CHECK(airlock_cli({command, "--version"}).out == "airlock 1.2.3\n");
        const Answer help = airlock_cli({command, "--help"});
        CHECK(help.code == 0);
        CHECK(help.out.starts_with(std::string("airlock ") + command));
        CHECK(airlock_cli({"help", command}).out == help.out);
        CHECK(airlock_cli({command, "-h", "whatever"}).out == help.out);
        CHECK(help.err == "");
    }
    CHECK(first_line(airlock_cli({"run", "--help"}).out) == "airlock run FILE [OPTIONS]");
}

TEST_CASE("cli: until stops in time, and asks only what is decided by then") {
    const Answer answer = airlock_cli({"run", "cross-account", "--until", "58h"});
    CHECK(answer.code == 0);
    CHECK(answer.out.find("expectations: 3 met, 0 failed") != std::string::npos);
    CHECK(airlock_cli({"run", "cross-account", "--until", "0"})
              .out.starts_with("0 entries, trace hash cbf29ce484222325"));
}

TEST_CASE("cli: draw writes a picture of one moment") {
    const Answer answer =
        airlock_cli({"draw", "first-approval", "--at", "the-vault", "--width=640"});
    CHECK(answer.code == 0);
    CHECK(answer.err == "");
    CHECK(answer.out.starts_with("<svg "));
    CHECK(answer.out.ends_with("</svg>\n"));
    CHECK(answer.out.contains("Stopped at the vault lock"));
    // The number of its entry is the same moment, and so is a link to it, look included.
    CHECK(airlock_cli({"draw", "first-approval", "--at", "3", "--width=640"}).out == answer.out);
    const Answer link = airlock_cli(
        {"draw", "#scenario=first-approval&at=3&theme=dark", "--width", "640", "--frame"});
    CHECK(link.code == 0);
    CHECK(link.out.contains("#090d18"));
    CHECK(airlock_cli({"draw", "first-approval"}).out.contains("recovered within"));
    const Answer lost = airlock_cli({"draw", "first-approval", "--at", "the-valt"});
    CHECK(lost.code == 2);
    CHECK(
        lost.err ==
        "--at: this story has no marker \"the-valt\"; its markers are the-attack, the-vault, ask, "
        "vote, restore, end; did you mean \"the-vault\"?\n");
    CHECK(airlock_cli({"draw", "first-approval", "--at", "99"}).err ==
          "--at: there is no entry 99: the run has 13 entries\n");
    CHECK(airlock_cli({"draw"}).code == 2);
    CHECK(airlock_cli({"draw", "first-approval", "--theme", "pink"}).code == 2);
    CHECK(airlock_cli({"draw", "first-approval", "--width", "9"}).code == 2);
    CHECK(airlock_cli({"draw", "first-approval", "--lang", "nowhere.json"}).err ==
          "nowhere.json: cannot be opened\n");
    CHECK(airlock_cli({"draw", "first-approval", "-o", "/nowhere/x.svg"}).err ==
          "airlock: /nowhere/x.svg could not be written\n");
    CHECK(
        airlock_cli({"draw", "first-approval", "-o"}).err.contains("-o needs the name of a file"));
}

TEST_CASE("cli: run and report stop at a marker as well") {
    CHECK(airlock_cli({"run", "first-approval", "--at", "ask"}).out ==
          airlock_cli({"run", "first-approval", "--at", "6"}).out);
    CHECK(airlock_cli({"explain", "first-approval", "--at", "the-vault"}).out ==
          airlock_cli({"explain", "first-approval", "3"}).out);
    CHECK(airlock_cli({"run", "first-approval", "--at", "nowhere"}).code == 2);
}

TEST_CASE("cli: export writes a run for another place") {
    const auto exported = [](std::vector<std::string> more) {
        std::vector<std::string> words{"export", "first-approval", "--format"};
        words.insert(words.end(), more.begin(), more.end());
        return airlock_cli(words);
    };
    CHECK(exported({"markdown"}).out.starts_with("# First approval\n"));
    CHECK(exported({"mermaid", "--from", "ask", "--to", "vote"})
              .out.starts_with("sequenceDiagram\n"));
    CHECK(exported({"trace", "--at", "2"}).out ==
          airlock_cli({"run", "first-approval", "--at", "2"})
              .out.substr(0, exported({"trace", "--at", "2"}).out.size()));
    CHECK(exported({"svg", "--at", "3"}).out ==
          airlock_cli({"draw", "first-approval", "--at", "3"}).out);
    CHECK(exported({"text"}).code == 2);
    CHECK(exported({"markdown", "--from", "vote", "--to", "ask"}).code == 2);
    CHECK(airlock_cli({"export", "reference-architecture", "--format", "mermaid"}).code == 0);
    // A scenario as played is told by standard input as well, seed and all.
    const Answer played =
        airlock_cli({"export", "first-approval", "--format", "scenario", "--seed", "7"});
    CHECK(played.code == 0);
    CHECK(airlock_cli({"run", "-"}, played.out).out ==
          airlock_cli({"run", "first-approval", "--seed", "7"}).out);
    CHECK(airlock_cli({"run", "-", "--seed", "8"}, played.out).out ==
          airlock_cli({"run", "first-approval", "--seed", "8"}).out);
}

TEST_CASE("cli: try tells how a call would be decided, and leaves the run alone") {
    const Answer people = airlock_cli({"try", "first-approval", "--at", "2"});
    CHECK(people.code == 0);
    CHECK(people.out.contains("the root of production, stolen"));
    const Answer calls = airlock_cli(
        {"try", "first-approval", "--at", "2", "--who", "mallory", "--as", "production/root"});
    CHECK(calls.out.contains("As an attacker\n"));
    CHECK(calls.out.contains("refused at vault_lock"));
    const Answer answer =
        airlock_cli({"try", "first-approval", "--at", "2", "--who", "mallory", "--as",
                     "production/root", "--call", "DeleteRecoveryPoint", "--with",
                     R"({"BackupVaultName": "prod-airgap", "RecoveryPointArn": "rp-1"})"});
    CHECK(answer.code == 0);
    CHECK(answer.out.contains("stopped  vault lock"));
    CHECK(answer.out.contains("Outcome: refused at vault_lock, InvalidRequestException.\n"));
    const auto wrong = [](std::vector<std::string> more) {
        std::vector<std::string> words{"try", "first-approval", "--at", "2"};
        words.insert(words.end(), more.begin(), more.end());
        const Answer found = airlock_cli(words);
        CHECK(found.code == 2);
        return first_line(found.err);
    };
    CHECK(wrong({"--who", "malory"}) ==
          "--who: no person named \"malory\"; did you mean \"mallory\"?");
    CHECK(wrong({"--who", "mallory", "--as", "x/y"}) == "--as: mallory does not hold \"x/y\"");
    CHECK(wrong({"--who", "mallory", "--as", "production/root", "--call", "DeleteRecoveryPont"})
              .contains("DeleteRecoveryPont"));
    CHECK(wrong({"--who", "mallory", "--as", "production/root", "--call", "DeleteBackupVault",
                 "--with", "{"}) != "");
}

TEST_CASE("cli: compare lays two runs on one clock") {
    const Answer answer = airlock_cli({"compare", "traditional", "cross-organization"});
    CHECK(answer.code == 0);
    CHECK(answer.err == "");
    CHECK(answer.out.contains("## Where they part\n"));
    const Answer json = airlock_cli({"compare", "traditional", "cross-organization", "--json"});
    const auto lines = lines_of(json.out);
    REQUIRE(lines.size() == 1);
    REQUIRE(lines[0].find("/answer/text") != nullptr);
    CHECK(lines[0].find("/answer/text")->text() == answer.out);
    CHECK(airlock_cli({"compare", "traditional"}).code == 2);
    CHECK(airlock_cli({"compare", "traditional", "nowhere"}).code == 2);
}
