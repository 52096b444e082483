// Writing and reading of virtual time.
#include "base/time.h"

namespace airlock {
namespace {

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
    std::string digits = std::to_string(value);
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out += digits;
}

// Reads digits at the front of `text`; refuses more than nine of them, so nothing overflows.
std::optional<std::int64_t> take_number(std::string_view& text) {
    std::size_t n = 0;
    std::int64_t value = 0;
    while (n < text.size() && text[n] >= '0' && text[n] <= '9') {
        if (n == 9) return std::nullopt;
        value = value * 10 + (text[n] - '0');
        ++n;
    }
    if (n == 0) return std::nullopt;
    text.remove_prefix(n);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

std::optional<Duration> parse_clock(std::string_view text) {
    const auto h = take_number(text);
    if (!h || !take(text, ':')) return std::nullopt;
    const std::string_view at_minutes = text;
    const auto m = take_number(text);
    if (!m || *m > 59 || at_minutes.size() - text.size() != 2) return std::nullopt;
    std::int64_t s = 0;
    std::int64_t ms = 0;
    if (take(text, ':')) {
        const std::string_view at_seconds = text;
        const auto read = take_number(text);
        if (!read || *read > 59 || at_seconds.size() - text.size() != 2) return std::nullopt;
        s = *read;
        if (take(text, '.')) {
            const std::string_view at_fraction = text;
            const auto fraction = take_number(text);
            if (!fraction || at_fraction.size() - text.size() != 3) return std::nullopt;
            ms = *fraction;
        }
    }
    if (!text.empty()) return std::nullopt;
    return Duration{*h * 3'600'000 + *m * 60'000 + s * 1000 + ms};
}

std::optional<Duration> parse_units(std::string_view text) {
    Duration total{0};
    int rank = 0;  // units must come largest first, each once
    while (!text.empty()) {
        const auto n = take_number(text);
        if (!n) return std::nullopt;
        if (take(text, 'd') && rank < 1) total = total + days(*n), rank = 1;
        else if (take(text, 'h') && rank < 2) total = total + hours(*n), rank = 2;
        else if (text.substr(0, 2) != "ms" && take(text, 'm') && rank < 3)
            total = total + minutes(*n), rank = 3;
        else if (take(text, 's') && rank < 4) total = total + seconds(*n), rank = 4;
        else if (text == "ms" && rank < 5) total = total + milliseconds(*n), text = {};
        else return std::nullopt;
    }
    return total;
}

}  // namespace

std::string format_instant(Instant at) {
    if (at == never) return "never";
    std::string out = at.ms < 0 ? "-" : "+";
    const std::int64_t ms = at.ms < 0 ? -at.ms : at.ms;
    append_padded(out, ms / 3'600'000, 2);
    out += ':';
    append_padded(out, ms / 60'000 % 60, 2);
    out += ':';
    append_padded(out, ms / 1000 % 60, 2);
    out += '.';
    append_padded(out, ms % 1000, 3);
    return out;
}

std::string format_instant_short(Instant at) {
    std::string out = format_instant(at);
    if (out.ends_with(".000")) out.resize(out.size() - 4);
    if (out.ends_with(":00") && out.size() > 6) out.resize(out.size() - 3);
    return out;
}

std::string format_duration(Duration d) {
    const std::int64_t s = (d.ms < 0 ? -d.ms : d.ms) / 1000;
    const std::int64_t parts[4] = {s / 86'400, s / 3600 % 24, s / 60 % 60, s % 60};
    static constexpr const char* units[4] = {" d", " h", " min", " s"};
    std::string out = d.ms < 0 ? "-" : "";
    int shown = 0;
    for (int i = 0; i < 4 && shown < 2; ++i) {
        if (parts[i] == 0) {
            if (shown > 0) break;
            continue;
        }
        if (shown > 0) out += ' ';
        out += std::to_string(parts[i]) + units[i];
        ++shown;
    }
    if (shown == 0) out += "0 s";
    return out;
}

std::optional<Duration> parse_duration(std::string_view text) {
    if (!text.empty() && text.front() == '+') text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    if (text == "0") return Duration{0};
    const auto parsed =
        text.find(':') != std::string_view::npos ? parse_clock(text) : parse_units(text);
    if (!parsed || *parsed > duration_max) return std::nullopt;
    return parsed;
}

}  // namespace airlock
