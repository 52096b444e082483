// Reading schedules, without a clock and without memory of its own.
#include "world/schedule.h"

#include <array>

namespace airlock {
namespace {

constexpr std::string_view weekdays[] = {"MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"};
constexpr std::int32_t rate_max = 1000;

std::optional<std::int32_t> number(std::string_view text, std::int32_t max) {
    if (text.empty() || text.size() > 4) return std::nullopt;
    std::int32_t value = 0;
    for (const char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value <= max ? std::optional(value) : std::nullopt;
}

// The next word, taken off `text`.
std::string_view word(std::string_view& text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    const auto end = text.find(' ');
    const std::string_view out = text.substr(0, end);
    text.remove_prefix(out.size());
    return out;
}

std::optional<Schedule> parse_rate(std::string_view text) {
    const auto count = number(word(text), rate_max);
    const std::string_view unit = word(text);
    if (!count || *count == 0 || !word(text).empty()) return std::nullopt;
    Duration one;
    if (unit == "minute" || unit == "minutes") one = minutes(1);
    else if (unit == "hour" || unit == "hours") one = hours(1);
    else if (unit == "day" || unit == "days") one = days(1);
    else return std::nullopt;
    const Duration period{one.ms * *count};
    return Schedule{period, Instant{period.ms}, true};
}

bool is_any(std::string_view text) { return text == "*" || text == "?"; }

// Hours: the first of the day, and how far the next is.
struct Hours {
    std::int32_t first = 0;
    std::int32_t every = 24;
};
std::optional<Hours> parse_hours(std::string_view text) {
    if (text == "*") return Hours{0, 1};
    const auto slash = text.find('/');
    const auto first = number(text.substr(0, slash) == "*" ? "0" : text.substr(0, slash), 23);
    if (!first) return std::nullopt;
    if (slash == std::string_view::npos) return Hours{*first, 24};
    const auto every = number(text.substr(slash + 1), 24);
    if (!every || *every == 0 || 24 % *every != 0 || *first >= *every) return std::nullopt;
    return Hours{*first, *every};
}

std::optional<Schedule> parse_cron(std::string_view text) {
    std::array<std::string_view, 6> fields;
    for (std::string_view& field : fields) field = word(text);
    if (!word(text).empty()) return std::nullopt;
    const auto minute = number(fields[0], 59);
    const auto hour = parse_hours(fields[1]);
    if (!minute || !hour || !is_any(fields[2]) || fields[3] != "*") return std::nullopt;
    if (!fields[5].empty() && fields[5] != "*") return std::nullopt;
    Schedule out;
    out.period = hours(hour->every);
    out.first = Instant{hours(hour->first).ms + minutes(*minute).ms};
    if (is_any(fields[4])) return out;
    for (std::int32_t day = 0; day < 7; ++day)
        if (fields[4] == weekdays[day] && hour->every == 24) {
            out.period = days(7);
            out.first = out.first + days(day);
            return out;
        }
    return std::nullopt;
}

}  // namespace

Instant Schedule::next_after(Instant at) const {
    if (is_rate) return at + period;
    const std::int64_t since = at.ms - first.ms;
    std::int64_t runs = since / period.ms;
    if (since % period.ms < 0) --runs;
    return Instant{first.ms + (runs + 1) * period.ms};
}

std::optional<Schedule> parse_schedule(std::string_view text) {
    if (!text.ends_with(')')) return std::nullopt;
    if (text.starts_with("rate(")) return parse_rate(text.substr(5, text.size() - 6));
    if (text.starts_with("cron(")) return parse_cron(text.substr(5, text.size() - 6));
    return std::nullopt;
}

}  // namespace airlock
