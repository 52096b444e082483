// Scenarios with bytes, members and values knocked about, by seed: each is loaded and run, or answered with
// problems; none crashes, hangs or is half loaded. A find becomes a row in scenario_problems_test.cpp.
#include "base/json.h"
#include "base/random.h"
#include "sim/expect.h"
#include "sim/inputs_json.h"
#include "sim/trace.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// Bytes: what a torn file or a careless hand does.
std::string with_bytes_changed(std::string text, Random& dice) {
    static constexpr std::string_view snippets[] = {"{",
                                                    "}",
                                                    "[",
                                                    "]",
                                                    ",",
                                                    ":",
                                                    "\"",
                                                    "null",
                                                    "true",
                                                    "-1",
                                                    "1e9",
                                                    "\\u0000",
                                                    "\"*\"",
                                                    "\xff",
                                                    "99999999999999999999",
                                                    "{\"parameter\": \"threshold\"}",
                                                    "\"-*\"",
                                                    "\"rp-1\"",
                                                    "0"};
    for (std::uint32_t n = 1 + dice.below(4); n > 0; --n) {
        const std::size_t at = dice.below(static_cast<std::uint32_t>(text.size()));
        switch (dice.below(4)) {
            case 0: text[at] = static_cast<char>(dice.below(256)); break;
            case 1: text.erase(at, 1 + dice.below(40)); break;
            case 2: text.insert(at, snippets[dice.below(std::size(snippets))]); break;
            default: {
                // One throw after the other: compilers differ in the order of arguments.
                const std::uint32_t from = dice.below(static_cast<std::uint32_t>(text.size()));
                const std::uint32_t bytes = dice.below(200);
                text.insert(at, text.substr(from, bytes));
            }
        }
        if (text.empty()) text = "{}";
    }
    return text;
}

// Values: the file stays JSON, so that what comes after the parser is reached. One value in a hundred or so
// is replaced by another one of the same file, by a word, or left out.
class Shuffler {
  public:
    Shuffler(const Json& root, Random& dice, std::uint32_t rarity) : dice_(dice), rarity_(rarity) {
        collect(root);
    }

    void write(JsonWriter& out, const Json& value) {
        if (dice_.chance(1, rarity_)) return write_other(out);
        if (value.is_object()) {
            out.begin_object();
            for (const Json& member : value) {
                if (dice_.chance(1, rarity_ * 2)) continue;
                out.key(member.key());
                write(out, member);
            }
            out.end_object();
        } else if (value.is_array()) {
            out.begin_array();
            for (const Json& item : value) {
                if (dice_.chance(1, rarity_ * 2)) continue;
                write(out, item);
                if (dice_.chance(1, rarity_ * 2)) write(out, item);
            }
            out.end_array();
        } else {
            out.value(value);
        }
    }

  private:
    void collect(const Json& value) {
        values_.push_back(&value);
        for (const Json& child : value) collect(child);
    }
    void write_other(JsonWriter& out) {
        static constexpr std::string_view words[] = {
            "",          "x",    "*",       "a-*",  "0",    "100d", "-5m", "production/root",
            "session-1", "rp-9", "missing", "none", "job-1"};
        switch (dice_.below(5)) {
            case 0: out.string(words[dice_.below(std::size(words))]); break;
            case 1: out.integer(static_cast<std::int32_t>(dice_.next())); break;
            case 2: out.null(); break;
            default: out.value(*values_[dice_.below(static_cast<std::uint32_t>(values_.size()))]);
        }
    }

    Random& dice_;
    std::uint32_t rarity_;
    std::vector<const Json*> values_;
};

struct Tally {
    std::uint32_t loaded = 0;
    std::uint32_t refused = 0;
};

void try_out(const std::string& text, std::uint64_t seed, Tally& tally) {
    auto scenario = load_scenario(text, "fuzz.json");
    if (!scenario) {
        ++tally.refused;
        CHECK(!scenario.error().empty());
        for (const Problem& problem : scenario.error()) {
            CHECK(!problem.sentence.empty());
            // Of more than a hundred the rest is only counted, without a place.
            const bool is_rest =
                scenario.error().size() > 100 && &problem == &scenario.error().back();
            CHECK((problem.line > 0 || is_rest));
        }
        return;
    }
    ++tally.loaded;
    Simulation simulation(std::make_shared<const Scenario>(std::move(*scenario)), {.seed = seed});
    // Invariants of the world are checked at every event of it.
    for (std::uint32_t n = 0; n < 2000 && simulation.step(); ++n) {}
    CHECK(!trace_hash(simulation).empty());
    check_expectations(simulation);
    CHECK(simulation.world_at(simulation.entries()) == simulation.world());
}

// So many runs in all, however many stories are shipped.
std::uint64_t seeds_each(std::uint64_t runs) { return runs / shipped_names().size(); }

}  // namespace

TEST_CASE("fuzz: scenarios with bytes knocked about are loaded or refused") {
    Tally tally;
    const std::uint64_t seeds = seeds_each(2400);
    for (const std::string& name : shipped_names()) {
        const auto text = read_source("scenarios/" + name + ".json");
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            CAPTURE(name);
            CAPTURE(seed);
            Random dice(seed, "fuzz/bytes");
            try_out(with_bytes_changed(*text, dice), seed, tally);
        }
    }
    CHECK(tally.refused > 100);
}

TEST_CASE("fuzz: scenarios with values knocked about are loaded or refused") {
    Tally tally;
    const std::uint64_t seeds = seeds_each(3200);
    for (const std::string& name : shipped_names()) {
        const auto text = read_source("scenarios/" + name + ".json");
        std::vector<Problem> problems;
        const JsonDocument document = parse_json(*text, "", problems);
        REQUIRE(document.is_valid());
        for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
            CAPTURE(name);
            CAPTURE(seed);
            Random dice(seed, "fuzz/values");
            // Rarely enough that many still load: the run behind is to be tried too.
            Shuffler shuffler(document.root(), dice, seed % 2 == 0 ? 300 : 3000);
            JsonWriter out;
            shuffler.write(out, document.root());
            try_out(out.take(), seed, tally);
        }
    }
    CHECK(tally.loaded > 50);
    CHECK(tally.refused > 50);
}

TEST_CASE("fuzz: inputs knocked about are replayed or refused") {
    const auto scenario = shipped("first-approval");
    Simulation simulation(scenario, {.live = scenario->live});
    while (simulation.run_to_decision())
        for (const PendingDecision& pending : simulation.decisions())
            simulation.submit(pending.person, pending.credential,
                              call::Vote{pending.subject.as<Session>(), Response::APPROVED});
    const std::string json = inputs_to_json(simulation);
    std::uint32_t replayed = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        Random dice(seed, "fuzz/inputs");
        Simulation again(scenario, simulation.options());
        const auto inputs = parse_inputs(again, with_bytes_changed(json, dice), "fuzz");
        if (!inputs) {
            CHECK(!inputs.error().empty());
            continue;
        }
        std::string problem;
        CHECK(again.replay(*inputs, problem));
        ++replayed;
    }
    CHECK(replayed > 0);
}
