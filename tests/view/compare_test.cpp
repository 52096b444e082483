// Two runs side by side in words.
#include "view/compare.h"

#include "support/golden.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

Simulation told(std::string_view name) {
    Simulation run(shipped(name), {});
    run.run_to_end();
    return run;
}

}  // namespace

TEST_CASE("compare: one boundary against two, as it was read and found right") {
    const Simulation a = told("traditional"), b = told("cross-organization");
    check_golden("traditional.compare.md", comparison_text(compare(a, b, english()), english()));
}

TEST_CASE("compare: both stand at the same moment of the attack") {
    const Simulation a = told("traditional"), b = told("cross-account");
    const Comparison c = compare(a, b, english());
    REQUIRE(c.found.attacked[0]);
    REQUIRE(c.found.attacked[1]);
    CHECK(c.found.offset.ms != 0);
    const auto times = common_times(a, b, c.found);
    REQUIRE(!times.empty());
    std::uint32_t left = 0, right = 0;
    Instant before{INT64_MIN};
    for (const CommonTime& time : times) {
        CHECK(time.at > before);
        CHECK(time.entries[0] >= left);
        CHECK(time.entries[1] >= right);
        CHECK(time.entries[0] + time.entries[1] > left + right);
        before = time.at, left = time.entries[0], right = time.entries[1];
    }
    CHECK(left == a.entries());
    CHECK(right == b.entries());
    const Instant later = c.found.attacked[0].at + hours(1);
    const ComparedMoment on_left = moment_of(a, c.found, 0, later, english());
    const ComparedMoment on_right = moment_of(b, c.found, 1, later, english());
    CHECK(on_left.clocks[0].value == "1 h");
    CHECK(on_right.clocks[0].value == "1 h");
    CHECK(on_right.cursor.at == c.found.attacked[1].at + hours(1));
    CHECK(on_left.layers.size() == 5);
    // Before either has begun, and after both are over.
    CHECK(moment_of(b, c.found, 1, Instant{-days(400).ms}, english()).cursor.entry == 0);
    CHECK(moment_of(a, c.found, 0, Instant{days(400).ms}, english()).cursor.entry == a.entries());
}

TEST_CASE("compare: what is the same is not called different, and who shares no attack is told") {
    const Simulation a = told("first-approval"), b = told("first-approval");
    const Comparison same = compare(a, b, english());
    CHECK(same.remarks[0] == "The same happens in both.");
    for (const ComparedRow& row : same.rows) CHECK_FALSE(row.is_different);
    CHECK(same.parted[0] == "");
    const Simulation other = told("threats/th05");
    const Comparison apart = compare(a, other, english());
    CHECK(apart.remarks.back().contains("do not share an attack"));
}
