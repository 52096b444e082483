// Writing and reading of virtual time.
#include "base/time.h"

#include "support/text_table.h"

#include <doctest/doctest.h>

using namespace airlock;
using airlock::test::TextTable;

TEST_CASE("durations are read as people write them") {
    const TextTable table(R"(
        text          | milliseconds
        0             | 0
        +26:13        | 94380000
        26:13         | 94380000
        26:13:05      | 94385000
        26:13:00.250  | 94380250
        00:00         | 0
        90m           | 5400000
        1d12h         | 129600000
        36h           | 129600000
        45s           | 45000
        +45s          | 45000
        250ms         | 250
        1s250ms       | 1250
        1m5ms         | 60005
        36525d        | 3155760000000
        90            | none
        36526d        | none           # beyond a hundred years
        999999999d    | none
        9999999999s   | none           # more digits than any time needs
        12h1d         | none           # largest unit first
        1h1h          | none
        -5m           | none
        +             | none
        1:2           | none
        1:60          | none
        1:00:60       | none
        1:00:00.25    | none
        1:00 h        | none
        5 m           | none
        5x            | none
        m             | none
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        const auto parsed = parse_duration(row["text"]);
        CHECK((parsed ? std::to_string(parsed->ms) : "none") == row["milliseconds"]);
    }
    CHECK(!parse_duration(""));
}

TEST_CASE("instants are written in fixed width and read back") {
    const TextTable table(R"(
        milliseconds | long             | short
        0            | +00:00:00.000    | +00:00
        5000         | +00:00:05.000    | +00:00:05
        7980000      | +02:13:00.000    | +02:13
        94380250     | +26:13:00.250    | +26:13:00.250
        360000000    | +100:00:00.000   | +100:00
        -60000       | -00:01:00.000    | -00:01
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        const Instant at{std::stoll(std::string(row["milliseconds"]))};
        CHECK(format_instant(at) == row["long"]);
        CHECK(format_instant_short(at) == row["short"]);
        if (at.ms >= 0) {
            CHECK(parse_duration(format_instant(at)) == Duration{at.ms});
            CHECK(parse_duration(format_instant_short(at)) == Duration{at.ms});
        }
    }
    CHECK(format_instant(never) == "never");
    CHECK(format_instant_short(never) == "never");
}

TEST_CASE("durations are shown by their two largest units") {
    CHECK(format_duration(days(2) + hours(4) + minutes(5)) == "2 d 4 h");
    CHECK(format_duration(minutes(35)) == "35 min");
    CHECK(format_duration(seconds(12)) == "12 s");
    CHECK(format_duration(milliseconds(12)) == "0 s");
    CHECK(format_duration(days(1) + minutes(5)) == "1 d");
    CHECK(format_duration(Duration{-60'000}) == "-1 min");
}

TEST_CASE("never plus anything is never") {
    CHECK(never + days(1) == never);
    CHECK(Instant{5} + milliseconds(3) == Instant{8});
    CHECK(Instant{5} - Instant{3} == Duration{2});
    CHECK(never > Instant{0} + duration_max + duration_max);
}
