// Where two runs part.
#include "study/divergence.h"

#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::study;

namespace {

Simulation told(std::string_view name, RunOptions options = {}) {
    Simulation run(shipped(name), std::move(options));
    run.run_to_end();
    return run;
}

}  // namespace

TEST_CASE(
    "divergence: one boundary against two part where the recovery account falls with the rest") {
    const Simulation traditional = told("traditional"), crossed = told("cross-organization");
    const Divergence d = diverge(traditional, crossed);
    CHECK_FALSE(d.is_one_story);
    CHECK(d.shares_attack);
    CHECK(d.attacked[0].entry == 6);
    CHECK(d.attacked[1].entry == 25);
    CHECK(d.offset == traditional.log().entries[5].at - crossed.log().entries[24].at);
    CHECK(d.has_diverged);
    CHECK(deed_of(traditional.world(), traditional.log().entries[d.parted[0].entry - 1]) ==
          "mallory StealCredential recovery/root done");
    CHECK(deed_of(crossed.world(), crossed.log().entries[d.parted[1].entry - 1]) ==
          "mallory DeleteRole production/backup-admin done");
    // The other way round it is the same place.
    const Divergence back = diverge(crossed, traditional);
    CHECK(back.parted[0].entry == d.parted[1].entry);
    CHECK(back.parted[1].entry == d.parted[0].entry);
    CHECK(back.offset.ms == -d.offset.ms);
}

TEST_CASE("divergence: a run is the same as itself, and as another seed until the dice matter") {
    const Simulation run = told("first-approval"), same = told("first-approval");
    const Divergence none = diverge(run, same);
    CHECK(none.is_one_story);
    CHECK_FALSE(none.has_diverged);
    CHECK_FALSE(none.parted[0]);
    CHECK(none.shares_attack);
    // Times differ with the dice; what happens does not, as long as the same people answer in the same order.
    std::uint64_t seed = 2;
    Divergence other;
    for (; seed < 40 && !other.has_diverged; ++seed)
        other = diverge(run, told("first-approval", {.seed = seed}));
    REQUIRE(other.has_diverged);
    CHECK(other.is_one_story);
    CHECK(other.offset.ms == 0);
    // Who of the approvers answers first, or next.
    CHECK(deed_of(run.world(), run.log().entries[other.parted[0].entry - 1]).contains(" Vote "));
}

TEST_CASE("divergence: two ways of one story part with the decision that was different") {
    Simulation run(shipped("first-approval"), {.seed = 1, .live = {"ana", "ben", "cho"}});
    Simulation other = run.twin();
    const auto answer = [](Simulation& s, Response response) {
        s.run_to_decision();
        const PendingDecision decision = s.decisions().front();
        s.submit(decision.person, decision.credential,
                 call::Vote{decision.subject.as<Session>(), response});
        s.run_to_end();
    };
    answer(run, Response::APPROVED);
    answer(other, Response::REJECTED);
    const Divergence d = diverge(run, other);
    CHECK(d.is_one_story);
    REQUIRE(d.has_diverged);
    CHECK(d.parted[0].entry == d.parted[1].entry);
    CHECK(deed_of(run.world(), run.log().entries[d.parted[0].entry - 1]).contains("APPROVED"));
    CHECK(deed_of(other.world(), other.log().entries[d.parted[1].entry - 1]).contains("REJECTED"));
}

TEST_CASE("divergence: numbers of rows do not matter, what they belong to does") {
    const Simulation run = told("cross-account");
    for (const Entry& entry : run.log().entries) {
        const std::string deed = deed_of(run.world(), entry);
        CAPTURE(deed);
        CHECK_FALSE(deed.contains("rp-"));
        CHECK_FALSE(deed.contains("session-"));
        CHECK_FALSE(deed.contains("job-"));
    }
}

TEST_CASE("divergence: who shares no attack is told so") {
    CHECK_FALSE(diverge(told("threats/th11"), told("traditional")).shares_attack);
    Simulation quiet(load(small_scenario("")), {});
    quiet.run_to_end();
    const Divergence d = diverge(quiet, told("traditional"));
    CHECK_FALSE(d.shares_attack);
    CHECK_FALSE(d.attacked[0]);
    CHECK(d.attacked[1]);
    CHECK(d.offset.ms == 0);
}
