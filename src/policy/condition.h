// One line of a Condition block: an operator, a context key and the values it is compared with.
// Source: IAM, condition operators; single-valued and multivalued context keys.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "policy/facts.h"
#include "policy/pattern.h"

namespace airlock::policy {

enum class Operator : std::uint8_t {
    StringEquals,
    StringNotEquals,
    StringEqualsIgnoreCase,
    StringNotEqualsIgnoreCase,
    StringLike,
    StringNotLike,
    NumericEquals,
    NumericNotEquals,
    NumericLessThan,
    NumericLessThanEquals,
    NumericGreaterThan,
    NumericGreaterThanEquals,
    DateEquals,
    DateNotEquals,
    DateLessThan,
    DateLessThanEquals,
    DateGreaterThan,
    DateGreaterThanEquals,
    Bool,
    BinaryEquals,
    IpAddress,
    NotIpAddress,
    ArnEquals,
    ArnLike,
    ArnNotEquals,
    ArnNotLike,
    Null,
};
inline constexpr std::uint32_t operators_count = 27;
std::span<const std::string_view> operator_names();  // in the order of Operator

enum class Quantifier : std::uint8_t { none, ForAllValues, ForAnyValue };

struct IpRange {
    std::array<std::uint8_t, 16> address{};
    std::uint8_t prefix_bits = 0;
    bool is_v6 = false;
};

struct Condition {
    Operator operation = Operator::StringEquals;
    Quantifier quantifier = Quantifier::none;
    bool if_exists = false;
    std::string key;      // lower case, as facts are asked for
    std::string written;  // as the author wrote it, for people
    // The values, in the form that the operator compares; the other lists are empty.
    std::vector<Pattern> texts;
    std::vector<std::int64_t> dates;  // microseconds since 1970
    std::vector<IpRange> ranges;

    bool holds(const Facts& facts) const;
};

// The operator as written: "ForAnyValue:StringLikeIfExists". Nothing when there is none of that name.
struct OperatorName {
    Operator operation = Operator::StringEquals;
    Quantifier quantifier = Quantifier::none;
    bool if_exists = false;
};
std::optional<OperatorName> parse_operator(std::string_view name);
// What was probably meant by a name that is no operator: `did you mean "StringLike"?`, or "".
std::string suggest_operator(std::string_view name);

// Adds one value to the condition; the sentence of a Problem when the operator cannot use it.
std::expected<void, std::string> add_value(Condition& condition, std::string_view value,
                                           Variables variables);

// Microseconds since 1970 of "2026-07-01", "2026-07-01T09:30Z", "2026-07-01T09:30:00.5+02:00", or of seconds
// since 1970. Four digits are a year.
std::optional<std::int64_t> parse_date(std::string_view text);
// "10.0.0.0/8", "203.0.113.7", "2001:db8::/32".
std::optional<IpRange> parse_ip_range(std::string_view text);

}  // namespace airlock::policy
