// Condition operators: how they are named, what values they take, when they hold.
#include "policy/condition.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace airlock::policy {
namespace {

constexpr std::array<std::string_view, operators_count> names = {
    "StringEquals",
    "StringNotEquals",
    "StringEqualsIgnoreCase",
    "StringNotEqualsIgnoreCase",
    "StringLike",
    "StringNotLike",
    "NumericEquals",
    "NumericNotEquals",
    "NumericLessThan",
    "NumericLessThanEquals",
    "NumericGreaterThan",
    "NumericGreaterThanEquals",
    "DateEquals",
    "DateNotEquals",
    "DateLessThan",
    "DateLessThanEquals",
    "DateGreaterThan",
    "DateGreaterThanEquals",
    "Bool",
    "BinaryEquals",
    "IpAddress",
    "NotIpAddress",
    "ArnEquals",
    "ArnLike",
    "ArnNotEquals",
    "ArnNotLike",
    "Null",
};

constexpr std::string_view if_exists_suffix = "IfExists";

// What an operator compares.
enum class Family : std::uint8_t { text, number, date, boolean, binary, address, arn, existence };

Family family_of(Operator operation) {
    if (operation <= Operator::StringNotLike) return Family::text;
    if (operation <= Operator::NumericGreaterThanEquals) return Family::number;
    if (operation <= Operator::DateGreaterThanEquals) return Family::date;
    if (operation == Operator::Bool) return Family::boolean;
    if (operation == Operator::BinaryEquals) return Family::binary;
    if (operation <= Operator::NotIpAddress) return Family::address;
    if (operation <= Operator::ArnNotLike) return Family::arn;
    return Family::existence;
}

bool is_negated(Operator operation) {
    switch (operation) {
        case Operator::StringNotEquals:
        case Operator::StringNotEqualsIgnoreCase:
        case Operator::StringNotLike:
        case Operator::NumericNotEquals:
        case Operator::DateNotEquals:
        case Operator::NotIpAddress:
        case Operator::ArnNotEquals:
        case Operator::ArnNotLike: return true;
        default: return false;
    }
}

// Whether `order`, the sign of fact − value, is what a positive operator asks for. Numbers and dates share
// the sequence equal, not equal, less, less or equal, greater, greater or equal.
bool is_in_order(Operator operation, int order) {
    const Operator first =
        family_of(operation) == Family::number ? Operator::NumericEquals : Operator::DateEquals;
    switch (static_cast<int>(operation) - static_cast<int>(first)) {
        case 0:
        case 1: return order == 0;  // the negation comes later
        case 2: return order < 0;
        case 3: return order <= 0;
        case 4: return order > 0;
        case 5: return order >= 0;
    }
    CHECK(false);
}

// --- numbers: decimal texts of any length, compared digit by digit -----------------------------------

struct Decimal {
    bool is_negative = false;
    std::string_view whole;     // without leading zeros
    std::string_view fraction;  // without trailing zeros
};

std::optional<Decimal> parse_decimal(std::string_view text) {
    Decimal number;
    if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
        number.is_negative = text[0] == '-';
        text.remove_prefix(1);
    }
    const auto point = text.find('.');
    number.whole = text.substr(0, point);
    if (point != std::string_view::npos) number.fraction = text.substr(point + 1);
    if (number.whole.empty() || (point != std::string_view::npos && number.fraction.empty()))
        return std::nullopt;
    if (!std::all_of(number.whole.begin(), number.whole.end(), is_digit)) return std::nullopt;
    if (!std::all_of(number.fraction.begin(), number.fraction.end(), is_digit)) return std::nullopt;
    while (number.whole.starts_with('0')) number.whole.remove_prefix(1);
    while (number.fraction.ends_with('0')) number.fraction.remove_suffix(1);
    if (number.whole.empty() && number.fraction.empty()) number.is_negative = false;
    return number;
}

int sign_of(int order) { return (order > 0) - (order < 0); }

int compare(const Decimal& a, const Decimal& b) {
    if (a.is_negative != b.is_negative) return a.is_negative ? -1 : 1;
    int order = a.whole.size() < b.whole.size() ? -1 : a.whole.size() > b.whole.size() ? 1 : 0;
    if (order == 0) order = sign_of(a.whole.compare(b.whole));
    if (order == 0) order = sign_of(a.fraction.compare(b.fraction));
    return a.is_negative ? -order : order;
}

// --- dates -------------------------------------------------------------------------------------------

// Exactly `count` digits at the front of `text`.
std::optional<std::int64_t> take_digits(std::string_view& text, std::size_t count) {
    if (text.size() < count ||
        !std::all_of(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(count), is_digit))
        return std::nullopt;
    std::int64_t value = 0;
    for (char c : text.substr(0, count)) value = value * 10 + (c - '0');
    text.remove_prefix(count);
    return value;
}

bool take(std::string_view& text, char c) {
    if (!text.starts_with(c)) return false;
    text.remove_prefix(1);
    return true;
}

// Two digits after `mark`, at most `limit`.
std::optional<std::int64_t> take_part(std::string_view& text, char mark, std::int64_t limit) {
    if (!take(text, mark)) return std::nullopt;
    const auto value = take_digits(text, 2);
    return value && *value <= limit ? value : std::nullopt;
}

constexpr bool is_leap(std::int64_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
    constexpr std::array<std::int64_t, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::int64_t days_since_1970(std::int64_t year, std::int64_t month, std::int64_t day) {
    const std::int64_t before = year - 1;
    std::int64_t days = before * 365 + before / 4 - before / 100 + before / 400 - 719'162;
    for (std::int64_t m = 1; m < month; ++m) days += days_in_month(year, m);
    return days + day - 1;
}

// "Z", "+02:00" or "-0530" as seconds to take away; nothing else may follow.
std::optional<std::int64_t> take_zone(std::string_view text) {
    if (text == "Z" || text == "z") return 0;
    if (text.empty() || (text[0] != '+' && text[0] != '-')) return std::nullopt;
    const std::int64_t sign = text[0] == '+' ? 1 : -1;
    const auto hours = take_part(text, text[0], 23);
    if (!hours) return std::nullopt;
    take(text, ':');
    const auto minutes = take_digits(text, 2);
    if (!minutes || *minutes > 59 || !text.empty()) return std::nullopt;
    return sign * (*hours * 3600 + *minutes * 60);
}

// The part after the "T", with its zone, as microseconds.
std::optional<std::int64_t> parse_time_of_day(std::string_view text) {
    const auto hours = take_digits(text, 2);
    if (!hours || *hours > 23) return std::nullopt;
    const auto minutes = take_part(text, ':', 59);
    if (!minutes) return std::nullopt;
    std::int64_t seconds = *hours * 3600 + *minutes * 60;
    std::int64_t micros = 0;
    if (text.starts_with(':')) {
        const auto taken = take_part(text, ':', 59);
        if (!taken) return std::nullopt;
        seconds += *taken;
        if (take(text, '.')) {
            std::int64_t unit = 100'000;
            if (text.empty() || !is_digit(text[0])) return std::nullopt;
            for (; !text.empty() && is_digit(text[0]); text.remove_prefix(1), unit /= 10)
                micros += (text[0] - '0') * unit;
        }
    }
    const auto zone = take_zone(text);
    if (!zone) return std::nullopt;
    return (seconds - *zone) * 1'000'000 + micros;
}

// --- addresses ---------------------------------------------------------------------------------------

std::optional<std::uint32_t> take_number(std::string_view& text, std::uint32_t limit) {
    std::uint32_t value = 0;
    std::size_t digits = 0;
    for (; digits < text.size() && is_digit(text[digits]); ++digits) {
        if (digits == 3) return std::nullopt;
        value = value * 10 + static_cast<std::uint32_t>(text[digits] - '0');
    }
    if (digits == 0 || value > limit || (digits > 1 && text[0] == '0')) return std::nullopt;
    text.remove_prefix(digits);
    return value;
}

// Four bytes in dots; nothing may follow.
bool parse_v4(std::string_view text, std::uint8_t* out) {
    for (int i = 0; i < 4; ++i) {
        if (i > 0 && !take(text, '.')) return false;
        const auto byte = take_number(text, 255);
        if (!byte) return false;
        out[i] = static_cast<std::uint8_t>(*byte);
    }
    return text.empty();
}

int hex_digit(char c) {
    if (is_digit(c)) return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// Groups of sixteen bits, one "::" for zeros, perhaps dots at the end. Source: RFC 4291, 2.2.
bool parse_v6(std::string_view text, std::array<std::uint8_t, 16>& out) {
    std::array<std::uint8_t, 16> bytes{};
    std::size_t filled = 0;
    std::size_t gap = SIZE_MAX;
    if (text.starts_with("::")) {
        text.remove_prefix(2);
        gap = 0;
    }
    while (!text.empty()) {
        if (filled == 16) return false;
        const std::string_view group = text.substr(0, text.find(':'));
        if (group.find('.') != std::string_view::npos) {
            if (filled > 12 || group.size() != text.size() || !parse_v4(group, &bytes[filled]))
                return false;
            filled += 4;
            break;
        }
        if (group.empty() || group.size() > 4) return false;
        std::uint32_t value = 0;
        for (char c : group) {
            if (hex_digit(c) < 0) return false;
            value = value * 16 + static_cast<std::uint32_t>(hex_digit(c));
        }
        bytes[filled++] = static_cast<std::uint8_t>(value >> 8);
        bytes[filled++] = static_cast<std::uint8_t>(value & 0xff);
        text.remove_prefix(group.size());
        if (text.empty()) break;
        if (text.starts_with("::")) {
            if (gap != SIZE_MAX) return false;
            gap = filled;
            text.remove_prefix(2);
        } else {
            text.remove_prefix(1);
            if (text.empty()) return false;
        }
    }
    if (gap == SIZE_MAX ? filled != 16 : filled > 14) return false;
    out = {};
    const std::size_t before = gap == SIZE_MAX ? 16 : gap;
    for (std::size_t i = 0; i < before; ++i) out[i] = bytes[i];
    for (std::size_t i = before; i < filled; ++i) out[16 - filled + i] = bytes[i];
    return true;
}

bool contains(const IpRange& range, const IpRange& address) {
    if (range.is_v6 != address.is_v6) return false;
    std::uint32_t bits = range.prefix_bits;
    for (std::size_t i = 0; bits > 0; ++i) {
        const std::uint32_t taken = std::min(bits, 8u);
        const auto mask = static_cast<std::uint8_t>(0xff00u >> taken);
        if ((range.address[i] & mask) != (address.address[i] & mask)) return false;
        bits -= taken;
    }
    return true;
}

// --- values ------------------------------------------------------------------------------------------

std::string_view without_padding(std::string_view base64) {
    while (base64.ends_with('=')) base64.remove_suffix(1);
    return base64;
}

bool is_base64(std::string_view text) {
    const std::string_view digits = without_padding(text);
    return text.size() % 4 == 0 && text.size() - digits.size() <= 2 &&
           std::all_of(digits.begin(), digits.end(),
                       [](char c) { return is_letter(c) || is_digit(c) || c == '+' || c == '/'; });
}

bool is_true_or_false(std::string_view text) {
    return equals_ignoring_case(text, "true") || equals_ignoring_case(text, "false");
}

PatternForm form_of(Operator operation) {
    switch (operation) {
        case Operator::StringEqualsIgnoreCase:
        case Operator::StringNotEqualsIgnoreCase:
        case Operator::Bool: return PatternForm::exact_any_case;
        case Operator::StringLike:
        case Operator::StringNotLike: return PatternForm::wildcard;
        case Operator::ArnEquals:
        case Operator::ArnLike:
        case Operator::ArnNotEquals:
        case Operator::ArnNotLike: return PatternForm::arn;
        default: return PatternForm::exact;
    }
}

// The sentence of a Problem when an ARN pattern could never match, or "".
std::string arn_error(std::string_view value, Variables variables) {
    if (value == "*" || (variables == Variables::yes && value.starts_with("${"))) return {};
    if (!value.starts_with("arn:")) return quoted(value) + " is no ARN";
    const bool is_whole = std::count(value.begin(), value.end(), ':') >= 5;
    return is_whole || value.ends_with('*')
               ? ""
               : quoted(value) + " has fewer than the six parts of an ARN";
}

std::expected<void, std::string> add_text(Condition& condition, std::string_view value,
                                          Variables variables) {
    auto pattern = Pattern::compile(value, form_of(condition.operation), variables);
    if (!pattern) return std::unexpected(std::move(pattern.error()));
    condition.texts.push_back(std::move(*pattern));
    return {};
}

// Whether any of the condition's values matches, before negation.
bool matches_any(const Condition& condition, std::string_view fact, const Facts& facts) {
    const auto any_text = [&](const auto& is_match) {
        return std::any_of(condition.texts.begin(), condition.texts.end(), is_match);
    };
    switch (family_of(condition.operation)) {
        case Family::text:
        case Family::boolean:
        case Family::arn:
            return any_text([&](const Pattern& text) { return text.matches(fact, facts); });
        case Family::binary:
            return any_text(
                [&](const Pattern& text) { return text.literal() == without_padding(fact); });
        case Family::number: {
            const auto number = parse_decimal(fact);
            return number && any_text([&](const Pattern& text) {
                       return is_in_order(condition.operation,
                                          compare(*number, *parse_decimal(text.literal())));
                   });
        }
        case Family::date: {
            const auto date = parse_date(fact);
            return date && std::any_of(condition.dates.begin(), condition.dates.end(),
                                       [&](std::int64_t value) {
                                           return is_in_order(condition.operation,
                                                              (*date > value) - (*date < value));
                                       });
        }
        case Family::address: {
            const auto address = parse_ip_range(fact);
            return address &&
                   std::any_of(condition.ranges.begin(), condition.ranges.end(),
                               [&](const IpRange& range) { return contains(range, *address); });
        }
        case Family::existence: break;
    }
    CHECK(false);
}

}  // namespace

std::span<const std::string_view> operator_names() { return names; }

std::optional<OperatorName> parse_operator(std::string_view name) {
    OperatorName parsed;
    if (name.starts_with("ForAllValues:")) parsed.quantifier = Quantifier::ForAllValues;
    else if (name.starts_with("ForAnyValue:")) parsed.quantifier = Quantifier::ForAnyValue;
    if (parsed.quantifier != Quantifier::none) name.remove_prefix(name.find(':') + 1);
    if (name.ends_with(if_exists_suffix)) {
        parsed.if_exists = true;
        name.remove_suffix(if_exists_suffix.size());
    }
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return std::nullopt;
    parsed.operation = static_cast<Operator>(found - names.begin());
    const bool is_plain = !parsed.if_exists && parsed.quantifier == Quantifier::none;
    if (parsed.operation == Operator::Null && !is_plain) return std::nullopt;
    return parsed;
}

std::string suggest_operator(std::string_view name) {
    std::string meant;
    if (const auto colon = name.find(':'); colon != std::string_view::npos) {
        constexpr std::array<std::string_view, 2> quantifiers = {"ForAllValues", "ForAnyValue"};
        const std::string_view quantifier = closest(name.substr(0, colon), quantifiers);
        if (quantifier.empty()) return {};
        meant = std::string(quantifier) + ':';
        name.remove_prefix(colon + 1);
    }
    std::vector<std::string> spellings;
    for (std::string_view spelling : names) {
        spellings.emplace_back(spelling);
        spellings.push_back(std::string(spelling) + std::string(if_exists_suffix));
    }
    const std::vector<std::string_view> candidates(spellings.begin(), spellings.end());
    const std::string_view found = closest(name, candidates);
    if (found.empty()) return {};
    if (found.starts_with("Null")) return "did you mean \"Null\"?";  // it takes neither of both
    meant += found;
    return "did you mean " + quoted(meant) + "?";
}

std::expected<void, std::string> add_value(Condition& condition, std::string_view value,
                                           Variables variables) {
    const auto is_not = [&](std::string_view what) {
        return std::unexpected(quoted(value) + " is no " + std::string(what));
    };
    switch (family_of(condition.operation)) {
        case Family::text: return add_text(condition, value, variables);
        case Family::number:
            if (!parse_decimal(value)) return is_not("number");
            return add_text(condition, value, Variables::no);
        case Family::date: {
            const auto date = parse_date(value);
            if (!date) return is_not("date: write 2026-07-01T09:30:00Z");
            condition.dates.push_back(*date);
            return {};
        }
        case Family::boolean: {
            const bool is_variable = variables == Variables::yes && value.starts_with("${");
            if (!is_variable && !is_true_or_false(value))
                return std::unexpected(quoted(value) + " is neither true nor false");
            return add_text(condition, value, variables);
        }
        case Family::binary:
            if (!is_base64(value)) return is_not("base64 text");
            return add_text(condition, without_padding(value), Variables::no);
        case Family::address: {
            const auto range = parse_ip_range(value);
            if (!range) return is_not("IP address or range: write 203.0.113.0/24");
            condition.ranges.push_back(*range);
            return {};
        }
        case Family::arn:
            if (std::string error = arn_error(value, variables); !error.empty())
                return std::unexpected(std::move(error));
            return add_text(condition, value, variables);
        case Family::existence:
            if (!is_true_or_false(value))
                return std::unexpected(quoted(value) + " is neither true nor false");
            return add_text(condition, lower(value), Variables::no);
    }
    CHECK(false);
}

bool Condition::holds(const Facts& facts) const {
    Values values;
    const bool has_key = facts.values(key, values) && !values.empty();
    // Empty texts are a null data set to quantifiers and to Null, values like any other elsewhere.
    // Source: IAM, set operators for multivalued context keys, and its examples with s3:prefix.
    const auto is_empty = [](std::string_view value) { return value.empty(); };
    const bool is_set = operation == Operator::Null || quantifier != Quantifier::none;
    const bool is_present =
        has_key && !(is_set && std::all_of(values.begin(), values.end(), is_empty));
    if (operation == Operator::Null) {
        const std::string_view wanted = is_present ? "false" : "true";
        return std::any_of(texts.begin(), texts.end(),
                           [&](const Pattern& text) { return text.literal() == wanted; });
    }
    const bool negated = is_negated(operation);
    if (!is_present) {
        if (if_exists || quantifier == Quantifier::ForAllValues) return true;
        return quantifier == Quantifier::none && negated;
    }
    const auto one_holds = [&](std::string_view value) {
        return matches_any(*this, value, facts) != negated;
    };
    // A multivalued key without a quantifier: any value may match, no value may match a negated operator.
    // Assumed: AWS documents such conditions only as a mistake.
    const bool needs_all =
        quantifier == Quantifier::ForAllValues || (quantifier == Quantifier::none && negated);
    return needs_all ? std::all_of(values.begin(), values.end(), one_holds)
                     : std::any_of(values.begin(), values.end(), one_holds);
}

std::optional<std::int64_t> parse_date(std::string_view text) {
    constexpr std::int64_t micros_per_day = 86'400'000'000;
    const bool is_number = !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
    if (is_number && text.size() != 4) {
        if (text.size() > 12) return std::nullopt;
        const auto seconds = take_digits(text, text.size());
        return *seconds * 1'000'000;
    }
    const auto year = take_digits(text, 4);
    if (!year || *year == 0) return std::nullopt;
    if (text.empty()) return days_since_1970(*year, 1, 1) * micros_per_day;
    const auto month = take_part(text, '-', 12);
    if (!month || *month == 0) return std::nullopt;
    if (text.empty()) return days_since_1970(*year, *month, 1) * micros_per_day;
    const auto day = take_part(text, '-', days_in_month(*year, *month));
    if (!day || *day == 0) return std::nullopt;
    const std::int64_t midnight = days_since_1970(*year, *month, *day) * micros_per_day;
    if (text.empty()) return midnight;
    if (!take(text, 'T') && !take(text, 't')) return std::nullopt;
    const auto time = parse_time_of_day(text);
    return time ? std::optional(midnight + *time) : std::nullopt;
}

std::optional<IpRange> parse_ip_range(std::string_view text) {
    IpRange range;
    const auto slash = text.find('/');
    const std::string_view address = text.substr(0, slash);
    range.is_v6 = address.find(':') != std::string_view::npos;
    const bool is_address =
        range.is_v6 ? parse_v6(address, range.address) : parse_v4(address, range.address.data());
    if (!is_address) return std::nullopt;
    const std::uint32_t bits_max = range.is_v6 ? 128 : 32;
    range.prefix_bits = static_cast<std::uint8_t>(bits_max);
    if (slash == std::string_view::npos) return range;
    text.remove_prefix(slash + 1);
    const auto bits = take_number(text, bits_max);
    if (!bits || !text.empty()) return std::nullopt;
    range.prefix_bits = static_cast<std::uint8_t>(*bits);
    return range;
}

}  // namespace airlock::policy
