// Virtual time, in whole milliseconds since the scenario began. Nothing here reads a clock.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace airlock {

struct Duration {
    std::int64_t ms = 0;
    constexpr auto operator<=>(const Duration&) const = default;
};

struct Instant {
    std::int64_t ms = 0;
    constexpr auto operator<=>(const Instant&) const = default;
};

inline constexpr Instant never{INT64_MAX};

constexpr Duration milliseconds(std::int64_t n) { return {n}; }
constexpr Duration seconds(std::int64_t n) { return {n * 1000}; }
constexpr Duration minutes(std::int64_t n) { return {n * 60'000}; }
constexpr Duration hours(std::int64_t n) { return {n * 3'600'000}; }
constexpr Duration days(std::int64_t n) { return {n * 86'400'000}; }

// The longest time a scenario may name: a hundred years. Sums of a few such times cannot overflow.
inline constexpr Duration duration_max = days(36'525);

constexpr Instant operator+(Instant at, Duration d) {
    return at == never ? never : Instant{at.ms + d.ms};
}
constexpr Duration operator-(Instant a, Instant b) { return {a.ms - b.ms}; }
constexpr Duration operator+(Duration a, Duration b) { return {a.ms + b.ms}; }

// "+02:13:00.000": hours, minutes, seconds, milliseconds; "never" for `never`. Hours grow past two digits.
std::string format_instant(Instant at);
// "+02:13" without what is zero at the end, for people who read minutes.
std::string format_instant_short(Instant at);
// "2 d 4 h", "35 min", "12 s": the two largest units.
std::string format_duration(Duration d);

// Reads "+26:13", "26:13:00.250", "90m", "1d12h", "36h", "45s", "0". Nothing for anything else, for negative
// times and for times beyond `duration_max`.
std::optional<Duration> parse_duration(std::string_view text);

}  // namespace airlock
