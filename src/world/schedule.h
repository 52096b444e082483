// Schedules of plans. Owns the reading of a ScheduleExpression; when a plan next runs is kept in its row.
//
// The useful part of AWS's syntax: `rate(N minutes|hours|days)`, and of `cron(minute hour day month weekday
// year)` a fixed minute, an hour that is a number, `*` or `A/N` with N a divisor of 24, `*` or `?` for day, month
// and year, and for the weekday `*`, `?` or one of MON … SUN. Source: BK devguide, backup plan options.
// Assumed: a story begins at midnight, UTC, of a Monday.
#pragma once

#include <optional>
#include <string_view>

#include "base/time.h"

namespace airlock {

struct Schedule {
    Duration period;
    Instant
        first;  // a cron expression: the first run after the story began; a rate counts from its plan

    // The first run after `at`.
    Instant next_after(Instant at) const;
    bool is_rate = false;
};

// Nothing for what is malformed and for what is not supported.
std::optional<Schedule> parse_schedule(std::string_view text);

}  // namespace airlock
