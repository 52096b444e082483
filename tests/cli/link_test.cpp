// Links on the command line: what they pack, what they say of their run, and what somebody else may have put there.
#include "cli/packed.h"

#include "base/text.h"
#include "cli/inputs_short.h"
#include "sim/inputs_json.h"
#include "sim/trace.h"
#include "sim/trail.h"
#include "support/cli.h"
#include "support/files.h"
#include "support/links.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using cli::unpacked;

namespace {

// A run in which ana refuses, as the page would link to it.
struct Linked {
    std::string words, inputs, hash;
};

Linked linked() {
    const std::string inputs =
        R"([{"after":6,"at":1980000,"person":"ana","take_over":true},)"
        R"({"after":6,"at":2100000,"person":"ana","call":"Vote","with":{"Session":"session-1","Response":"REJECTED"}}])";
    Simulation simulation(shipped("first-approval"), {});
    const auto read = parse_inputs(simulation, inputs);
    REQUIRE(read);
    std::string problem;
    REQUIRE(simulation.replay(*read, problem));
    simulation.run_to_end();
    const std::string text = *read_source("scenarios/first-approval.json");
    return {"v=1&scenario=first-approval&sum=" + sum_of(text) + "&seed=1&at=7&done=" +
                packed(shorten_inputs(inputs)) + "&expect=" + to_text(trail_of(simulation)) +
                "&lang=ja&select=vault:prod-airgap&view=text",
            inputs, trace_hash(simulation)};
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
    const auto at = text.find(what);
    REQUIRE(at != std::string::npos);
    return text.replace(at, what.size(), with);
}

}  // namespace

TEST_CASE("packed: what was packed comes back, and nothing else does") {
    std::string all;
    for (int i = 0; i < 3000; ++i) all += static_cast<char>(i * 7 % 256);
    for (const std::string& text : {std::string(), std::string("a"), std::string("ab"), all}) {
        const std::string word = packed(text);
        CHECK(word.find_first_not_of(
                  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_") ==
              std::string::npos);
        CHECK(unpacked(word, 4000) == text);
    }
    // As browsers write it: the same text by another compressor (stored, and with fixed codes).
    CHECK(unpacked("AQUA-v9oZWxsbw", 100) == "hello");
    CHECK(unpacked("y0jNyckHAA", 100) == "hello");

    CHECK(unpacked("y0jNyckH", 100).error() == "is cut off or damaged");
    CHECK(unpacked("y0jNyckHAA=", 100).error() == "has a letter that packed text has not");
    CHECK(unpacked("y0jN yckHAA", 100).error() == "has a letter that packed text has not");
    CHECK(unpacked("", 100).error() == "is cut off or damaged");
    // A bomb: 16 MB of one letter in 22 KB.
    const std::string bomb = packed(std::string(16u << 20, 'x'));
    CHECK(bomb.size() < 25'000);
    CHECK(unpacked(bomb, 1 << 20).error() == "is longer than 1048576 bytes when it is unpacked");
    // Every flipped letter gives an answer.
    const std::string word = packed(all);
    for (std::size_t i = 0; i < 400; ++i) {
        std::string flipped = word;
        flipped[i] = flipped[i] == 'A' ? 'B' : 'A';
        const auto text = unpacked(flipped, 100'000);
        CHECK((!text || text->size() <= 100'000));
    }
}

TEST_CASE("cli: a link with everything in it opens to the same trace hash") {
    const Linked link = linked();
    const Answer json =
        airlock_cli({"run", "https://example.org/airlock/#" + replaced(link.words, "&at=7", ""),
                     "--format", "json"});
    CHECK(json.code == 0);
    CHECK(json.err == "");
    CHECK(json.out.contains("\"trace_hash\":\"" + link.hash + "\""));
    const Answer moment = airlock_cli({"#" + link.words});
    CHECK(moment.err == "");
    CHECK(moment.out ==
          airlock_cli({"run", "first-approval", "--inputs", link.inputs, "--at", "7"}).out);

    // The scenario itself, packed whole.
    const std::string text = *read_source("scenarios/first-approval.json");
    const std::string own =
        replaced(link.words, "scenario=first-approval", "name=mine.json&file=" + packed(text));
    const Answer packed_whole =
        airlock_cli({"run", "#" + replaced(own, "&at=7", ""), "--format", "json"});
    CHECK(packed_whole.err == "");
    CHECK(packed_whole.out.contains("\"trace_hash\":\"" + link.hash + "\""));
}

TEST_CASE("cli: a link whose run goes another way now says from where") {
    const Linked link = linked();
    const Answer other = airlock_cli({"run", "#" + replaced(link.words, "seed=1", "seed=5")});
    CHECK(other.err.contains(
        "airlock: this link no longer comes out the same: its scenario is the same, but "
        "the program is another"));
    const auto sum = link.words.find("&sum=") + 5;
    std::string changed = replaced(link.words, "seed=1", "seed=5");
    changed.replace(sum, 16, "0123456789abcdef");
    CHECK(airlock_cli({"run", "#" + changed}).err.contains("its scenario has changed since"));
    const auto expect = link.words.find("&expect=");
    const std::string none = link.words.substr(0, expect) + "&expect=7";
    CHECK(airlock_cli({"run", "#" + none})
              .err.contains("\"expect\" in the link is not the trail of a run: \"7\""));
}

TEST_CASE("cli: a link may hold anything, and gets a sentence") {
    const auto err = [](const std::string& words) {
        const Answer answer = airlock_cli({"run", "#v=1&" + words});
        CHECK(answer.code == 2);
        return answer.err.substr(0, answer.err.find('\n'));
    };
    CHECK(err("scenario=first-approval&done=x!") ==
          "airlock: \"done\" in the link has a letter that packed text has not");
    CHECK(err("scenario=first-approval&done=" + packed("[]")) ==
          "airlock: \"done\" in the link is not what was done in a run");
    CHECK(err("scenario=first-approval&done=" + packed("{}")) ==
          "airlock: \"done\" in the link: inputs needs the member \"who\"");
    CHECK(err("scenario=first-approval&inputs=@/etc/hostname") ==
          "airlock: \"inputs\" in the link names a file; it holds what was done itself");
    CHECK(err("file=" + packed("{}")) ==
          "the link's scenario:1:1: this is not an Airlock scenario; it would begin with "
          "\"airlock\": 1");
    CHECK(err("file=" + packed(std::string(9u << 20, ' '))) ==
          "airlock: \"file\" in the link is longer than 8388608 bytes when it is unpacked");
    CHECK(err("seed=1") == "airlock: run needs a scenario");
}
