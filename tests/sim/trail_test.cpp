// Trails of runs.
#include "sim/trail.h"

#include "sim/trace.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

TEST_CASE("trail: written and read, it is the same, and it agrees with its own run") {
    for (const std::string_view name : {"first-approval", "cross-account", "threats/th05"}) {
        CAPTURE(name);
        Simulation simulation(shipped(name), {});
        CHECK(parse_trail(to_text(trail_of(simulation))) == trail_of(simulation));
        simulation.run_to_end();
        const Trail trail = trail_of(simulation);
        CHECK(trail.entries == simulation.entries());
        CHECK(trail.hash == trace_hash(simulation));
        CHECK(parse_trail(to_text(trail)) == trail);
        CHECK(to_text(trail).size() < 70);

        Simulation again(shipped(name), {});
        REQUIRE(run_along(again, trail));
        CHECK(agreement_of(again, trail).is_whole);
        CHECK(agreement_of(again, trail).same_until == trail.entries);
    }
}

TEST_CASE("trail: of a run that goes another way it says from where") {
    Simulation one(shipped("cross-account"), {.seed = 1});
    one.run_to_end();
    Simulation other(shipped("cross-account"), {.seed = 2});
    const Trail trail = trail_of(one);
    run_along(other, trail);
    const Agreement agreement = agreement_of(other, trail);
    CHECK_FALSE(agreement.is_whole);
    std::uint32_t first = 1;
    while (trace_text(one, first) == trace_text(other, first)) ++first;
    CHECK(agreement.same_until < first);
    CHECK(agreement.other_by >= first);
    // A sixteenth of the run lies between the two.
    CHECK(agreement.other_by - agreement.same_until <= trail.entries / (trail_marks + 1) + 1);
    CHECK(
        sentence_of(agreement, ScenarioSince::changed).contains("its scenario has changed since"));
    CHECK(sentence_of(agreement, ScenarioSince::the_same).contains("the program is another"));
    CHECK(sentence_of(agreement, ScenarioSince::unknown)
              .ends_with("another one by entry " + std::to_string(agreement.other_by)));

    // A run that ends before the trail does.
    Simulation shorter(shipped("first-approval"), {});
    CHECK_FALSE(run_along(shorter, trail));
    CHECK_FALSE(agreement_of(shorter, trail).is_whole);
    CHECK(agreement_of(shorter, trail).same_until == 0);
}

TEST_CASE("trail: what is no trail is refused") {
    const std::string marks(45, 'a');
    CHECK(parse_trail("91.0123456789abcdef." + marks));
    for (const std::string& text : std::initializer_list<std::string>{
             "", "91", "91.0123456789abcdef." + marks + "b", "91.0123456789abcdeg." + marks,
             "91.123456789abcdef." + marks, "-1.0123456789abcdef." + marks,
             "100001.0123456789abcdef." + marks, "91.0123456789abcdef." + std::string(45, 'x'),
             "91.0123456789abcdef.", "0.0123456789abcdef." + marks,
             "91.0123456789abcdef." + marks + ".", std::string(100'000, '.')}) {
        CAPTURE(text.substr(0, 100));
        const auto trail = parse_trail(text);
        CHECK_FALSE(trail.has_value());
        CHECK(trail.error().size() < 150);
    }
}
