// Condition operators: what each compares, missing keys, several values, quantifiers.
#include "policy/condition.h"

#include "base/text.h"
#include "policy/request.h"
#include "support/text_table.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::policy;
using airlock::test::Request;
using airlock::test::TextTable;

namespace {

// A cell such as "a, b": its values, views into the cell. "-" is no value.
std::vector<std::string_view> values_of(std::string_view cell) {
    std::vector<std::string_view> values;
    if (cell == "-") return values;
    for (std::string_view value : split(cell, ',')) values.push_back(trim(value));
    return values;
}

Condition condition_of(std::string_view name, std::string_view values) {
    const auto parsed = parse_operator(name);
    REQUIRE_MESSAGE(parsed, name);
    Condition condition{
        parsed->operation, parsed->quantifier, parsed->if_exists, "k:key", "k:Key", {}, {}, {}};
    for (std::string_view value : values_of(values)) {
        const auto added = add_value(condition, value, Variables::yes);
        REQUIRE_MESSAGE(added, name << " " << value);
    }
    return condition;
}

void check_table(const TextTable& table) {
    for (const auto& row : table) {
        CAPTURE(row.line());
        Request request;
        request.keys["aws:principalaccount"] = {"111"};
        request.keys["k:yes"] = {"TRUE"};
        if (row["fact"] == "empty") request.keys["k:key"] = {""};
        else if (row["fact"] != "absent") request.keys["k:key"] = values_of(row["fact"]);
        CHECK(condition_of(row["operator"], row["values"]).holds(request) ==
              (row["holds"] == "yes"));
    }
}

}  // namespace

TEST_CASE("string operators") {
    check_table(TextTable(R"(
        operator                  | values                   | fact        | holds
        StringEquals              | gold                     | gold        | yes
        StringEquals              | gold                     | Gold        | no
        StringEquals              | gold                     | goldfish    | no
        StringEquals              | go*                      | gold        | no
        StringEquals              | silver, gold             | gold        | yes
        StringEquals              | ${aws:PrincipalAccount}  | 111         | yes
        StringEquals              | ${aws:PrincipalAccount}  | 222         | no
        StringEquals              | ${aws:Absent}            | 111         | no
        StringNotEquals           | gold                     | Gold        | yes
        StringNotEquals           | gold                     | gold        | no
        StringNotEquals           | silver, gold             | gold        | no    # none may match
        StringNotEquals           | silver, gold             | tin         | yes
        StringNotEquals           | ${aws:Absent}            | 111         | yes   # an unresolved value matches nothing
        StringEqualsIgnoreCase    | gold                     | GOLD        | yes
        StringEqualsIgnoreCase    | gold                     | golds       | no
        StringNotEqualsIgnoreCase | gold                     | GOLD        | no
        StringNotEqualsIgnoreCase | gold                     | tin         | yes
        StringLike                | go*                      | gold        | yes
        StringLike                | go?d                     | gold        | yes
        StringLike                | go*                      | Gold        | no
        StringLike                | go                       | gold        | no
        StringLike                | a*, *ld                  | gold        | yes
        StringNotLike             | go*                      | gold        | no
        StringNotLike             | a*, *ld                  | gold        | no
        StringNotLike             | a*                       | gold        | yes
    )"));
}

TEST_CASE("numeric operators compare decimals exactly") {
    check_table(TextTable(R"(
        operator                 | values                                | fact                                  | holds
        NumericEquals            | 7                                     | 7                                     | yes
        NumericEquals            | 7                                     | 07.00                                 | yes
        NumericEquals            | 0.1                                   | 0.10                                  | yes
        NumericEquals            | -0                                    | 0                                     | yes
        NumericEquals            | 7                                     | +7                                    | yes
        NumericEquals            | +7                                    | -7                                    | no
        NumericEquals            | 7                                     | 8                                     | no
        NumericEquals            | 7                                     | seven                                 | no
        NumericEquals            | 123456789012345678901234567890        | 123456789012345678901234567890        | yes
        NumericEquals            | 123456789012345678901234567890        | 123456789012345678901234567891        | no
        NumericNotEquals         | 7                                     | 8                                     | yes
        NumericNotEquals         | 7, 8                                  | 8                                     | no
        NumericNotEquals         | 7                                     | seven                                 | yes
        NumericLessThan          | 7                                     | 6.999                                 | yes
        NumericLessThan          | 7                                     | 7                                     | no
        NumericLessThan          | 10                                    | 9                                     | yes
        NumericLessThan          | -10                                   | -9                                    | no
        NumericLessThan          | 0.45                                  | 0.5                                   | no
        NumericLessThan          | 1                                     | -5                                    | yes
        NumericLessThan          | 5, 10                                 | 7                                     | yes
        NumericLessThanEquals    | 7                                     | 7                                     | yes
        NumericLessThanEquals    | 7                                     | 7.01                                  | no
        NumericGreaterThan       | 7                                     | 7.01                                  | yes
        NumericGreaterThan       | 7                                     | 7                                     | no
        NumericGreaterThanEquals | 7                                     | 7                                     | yes
        NumericGreaterThanEquals | 7                                     | 6                                     | no
        NumericGreaterThan       | -3                                    | -2.5                                  | yes
    )"));
}

TEST_CASE("date operators compare instants") {
    check_table(TextTable(R"(
        operator              | values                    | fact                        | holds
        DateEquals            | 2026-07-01T00:00:00Z      | 2026-07-01                  | yes
        DateEquals            | 2026-07-01T02:00:00+02:00 | 2026-07-01T00:00Z           | yes
        DateEquals            | 2026-06-30T19:30:00-0430  | 2026-07-01T00:00:00.000Z    | yes
        DateEquals            | 2026-07-01T00:00:00.5Z    | 2026-07-01T00:00:00.500Z    | yes
        DateEquals            | 2026-07-01T00:00:00.5Z    | 2026-07-01T00:00:00.05Z     | no
        DateEquals            | 2026-07-01T00:59:59+00:59 | 2026-07-01T00:00:59Z        | yes
        DateEquals            | 2026                      | 2026-01                     | yes
        DateEquals            | 1751328000                | 2025-07-01T00:00:00Z        | yes
        DateEquals            | 2024-02-29                | 1709164800                  | yes
        DateEquals            | 2026-07-01                | tomorrow                    | no
        DateNotEquals         | 2026-07-01                | 2026-07-02                  | yes
        DateNotEquals         | 2026-07-01                | 2026-07-01                  | no
        DateLessThan          | 2026-07-01T00:00:00Z      | 2026-06-30T23:59:59.999999Z | yes
        DateLessThan          | 2026-07-01                | 2026-07-01                  | no
        DateLessThanEquals    | 2026-07-01                | 2026-07-01                  | yes
        DateGreaterThan       | 2026-07-01                | 2026-07-01T00:00:00.000001Z | yes
        DateGreaterThan       | 2026-07-01                | 1969-12-31                  | no
        DateGreaterThanEquals | 2026-07-01                | 2026-07-01                  | yes
        DateGreaterThanEquals | 2026-07-01                | 2026-06-30                  | no
    )"));
    CHECK(parse_date("1970-01-01") == 0);
    CHECK(parse_date("1969-12-31T23:59:59Z") == -1'000'000);
    CHECK(parse_date("2000-02-29"));
    for (std::string_view text :
         {"", "2026-13", "2026-00-01", "2026-02-29", "1900-02-29", "2026-07-32",
          "2026-07-01T24:00Z", "2026-07-01T00:00", "2026-07-01T00:60Z", "2026-07-01T00:00:00.Z",
          "2026-7-1", "2026-07-01T00:00Zx", "2026-07-01T00:00+02:60", "2026-07-01T00:00+02:5",
          "2026-07-01T00:00+02:00x", "2026-07-01T00:00+24:00", "2026-07-01 00:00Z", "0000",
          "1234567890123"}) {
        CAPTURE(text);
        CHECK(!parse_date(text));
    }
}

TEST_CASE("true, false, bytes and addresses") {
    check_table(TextTable(R"(
        operator      | values                       | fact               | holds
        Bool          | true                         | true               | yes
        Bool          | true                         | TRUE               | yes
        Bool          | true                         | false              | no
        Bool          | false                        | false              | yes
        Bool          | true                         | absent             | no
        BoolIfExists  | true                         | absent             | yes
        Bool          | ${k:yes}                     | true               | yes
        Bool          | ${k:yes}                     | false              | no
        Bool          | ${k:no}                      | false              | no    # unresolved
        BinaryEquals  | QmFrdXA=                     | QmFrdXA=           | yes
        BinaryEquals  | QmFrdXA=                     | QmFrdXA            | yes
        BinaryEquals  | QmFrdXA=                     | qmfrdxa=           | no
        BinaryEquals  | a+/9                         | a+/9               | yes
        IpAddress     | 203.0.113.0/24               | 203.0.113.9        | yes
        IpAddress     | 203.0.113.0/24               | 203.0.114.9        | no
        IpAddress     | 203.0.113.7                  | 203.0.113.7        | yes
        IpAddress     | 203.0.113.7                  | 203.0.113.8        | no
        IpAddress     | 10.0.0.0/8, 192.168.0.0/16   | 192.168.4.4        | yes
        IpAddress     | 203.0.113.128/25             | 203.0.113.127      | no
        IpAddress     | 203.0.113.128/25             | 203.0.113.200      | yes
        IpAddress     | 0.0.0.0/0                    | 8.8.8.8            | yes
        IpAddress     | 0.0.0.0/0                    | ::1                | no
        IpAddress     | ::/0                         | ::1                | yes
        IpAddress     | 2001:db8::/32                | 2001:db8:1::5      | yes
        IpAddress     | 2001:db8::/32                | 2001:db9::5        | no
        IpAddress     | ::a/128                      | ::A                | yes
        IpAddress     | ::1:a:f                      | 0:0:0:0:0:1:000a:f | yes
        IpAddress     | ::a/128                      | a::                | no
        IpAddress     | a::/128                      | a:0:0:0:0:0:0:0    | yes
        IpAddress     | 2001:db8::1                  | 2001:0DB8:0:0:0:0:0:1 | yes
        IpAddress     | ::ffff:10.0.0.0/104          | ::ffff:10.1.2.3    | yes
        IpAddress     | 10.0.0.0/8                   | nonsense           | no
        NotIpAddress  | 10.0.0.0/8                   | 10.1.2.3           | no
        NotIpAddress  | 10.0.0.0/8                   | 11.1.2.3           | yes
        NotIpAddress  | 10.0.0.0/8, 11.0.0.0/8       | 11.1.2.3           | no
        NotIpAddress  | 10.0.0.0/8                   | absent             | yes
    )"));
    for (std::string_view text :
         {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "01.2.3.4", "1.2.3.4/33", "1.2.3.4/",
          ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::/129", "::g",
          "1:2:3:4:5:6:7:8::", "1:2:3:4:5:6:7:", "::1.2.3", "1.2.3.4 "}) {
        CAPTURE(text);
        CHECK(!parse_ip_range(text));
    }
}

TEST_CASE("ARN operators compare segment by segment, Equals like Like") {
    check_table(TextTable(R"(
        operator     | values                                             | fact                                       | holds
        ArnLike      | arn:aws:mpa:us-east-1:444:approval-team/*          | arn:aws:mpa:us-east-1:444:approval-team/a  | yes
        ArnEquals    | arn:aws:mpa:us-east-1:444:approval-team/*          | arn:aws:mpa:us-east-1:444:approval-team/a  | yes
        ArnLike      | arn:aws:mpa:*:*:approval-team/a                    | arn:aws:mpa:us-east-1:444:approval-team/a  | yes
        ArnLike      | arn:aws:mpa:*:*:approval-team/a                    | absent                                     | no
        ArnLike      | arn:aws:mpa:us-east-1:${aws:PrincipalAccount}:*    | arn:aws:mpa:us-east-1:111:approval-team/a  | yes
        ArnLike      | arn:aws:mpa:us-east-1:${aws:PrincipalAccount}:*    | arn:aws:mpa:us-east-1:444:approval-team/a  | no
        ArnLike      | arn:aws:mpa:us-east-1:444:x, arn:aws:iam::*        | arn:aws:iam::5:role/r                      | yes
        ArnNotLike   | arn:aws:mpa:us-east-1:444:approval-team/*          | arn:aws:mpa:us-east-1:444:approval-team/a  | no
        ArnNotLike   | arn:aws:mpa:us-east-1:444:approval-team/*          | arn:aws:mpa:us-east-1:666:approval-team/a  | yes
        ArnNotLike   | arn:aws:mpa:us-east-1:444:approval-team/*          | absent                                     | yes
        ArnNotEquals | arn:aws:iam::1:role/a, arn:aws:iam::1:role/b       | arn:aws:iam::1:role/b                      | no
        ArnNotEquals | arn:aws:iam::1:role/a, arn:aws:iam::1:role/b       | arn:aws:iam::1:role/c                      | yes
    )"));
}

TEST_CASE("missing keys: positive operators fail, negated ones hold, IfExists always holds") {
    check_table(TextTable(R"(
        operator                  | values         | fact   | holds
        StringEquals              | a              | absent | no
        StringLike                | *              | absent | no
        StringNotEquals           | a              | absent | yes
        StringNotLike             | *              | absent | yes
        StringEqualsIfExists      | a              | absent | yes
        StringEqualsIfExists      | a              | b      | no
        StringNotEqualsIfExists   | a              | absent | yes
        StringNotEqualsIfExists   | a              | a      | no
        StringEquals              | a              | -      | no     # no value is no key
        StringNotEquals           | a              | -      | yes
        NumericLessThan           | 5              | absent | no
        NumericNotEquals          | 5              | absent | yes
        NumericLessThanIfExists   | 5              | absent | yes
        DateLessThan              | 2026-01-01     | absent | no
        DateNotEqualsIfExists     | 2026-01-01     | absent | yes
        IpAddressIfExists         | 10.0.0.0/8     | absent | yes
        ArnLikeIfExists           | arn:aws:s3:::b | absent | yes
        Null                      | true           | absent | yes
        Null                      | true           | -      | yes
        Null                      | true           | a      | no
        Null                      | false          | absent | no
        Null                      | false          | a      | yes
        Null                      | FALSE          | a      | yes
    )"));
}

TEST_CASE("quantifiers compare every or any of several values") {
    check_table(TextTable(R"(
        operator                       | values | fact    | holds
        ForAllValues:StringEquals      | a, b   | a, b    | yes
        ForAllValues:StringEquals      | a, b   | a       | yes
        ForAllValues:StringEquals      | a, b   | a, c    | no
        ForAllValues:StringEquals      | a      | absent  | yes
        ForAllValues:StringEquals      | a      | -       | yes
        ForAllValues:StringNotEquals   | a, b   | c, d    | yes
        ForAllValues:StringNotEquals   | a, b   | c, a    | no
        ForAllValues:StringLike        | a*     | ab, ac  | yes
        ForAnyValue:StringEquals       | a, b   | x, b    | yes
        ForAnyValue:StringEquals       | a, b   | x, y    | no
        ForAnyValue:StringEquals       | a      | absent  | no
        ForAnyValue:StringEquals       | a      | -       | no
        ForAnyValue:StringNotEquals    | a      | a, b    | yes
        ForAnyValue:StringNotEquals    | a      | a       | no
        ForAnyValue:StringNotEquals    | a      | absent  | no
        ForAnyValue:StringLikeIfExists | a*     | absent  | yes
        ForAnyValue:NumericLessThan    | 5      | 9, 4    | yes
        ForAllValues:NumericLessThan   | 5      | 9, 4    | no
        StringEquals                   | a      | x, a    | yes    # no quantifier: any
        StringNotEquals                | a      | x, a    | no     # no quantifier, negated: none
        ForAllValues:StringEquals      | a      | empty   | yes    # an empty text is a null data set
        ForAnyValue:StringEquals       | a      | empty   | no
        ForAnyValue:StringNotEquals    | a      | empty   | no
        Null                           | false  | empty   | no
        Null                           | true   | empty   | yes
        StringNotEquals                | a      | empty   | yes    # without a quantifier, a value like any other
        StringLike                     | *      | empty   | yes
    )"));
}

TEST_CASE("every operator has a name that leads back to it") {
    REQUIRE(operator_names().size() == operators_count);
    for (std::uint32_t i = 0; i < operators_count; ++i) {
        const std::string name(operator_names()[i]);
        CAPTURE(name);
        const auto plain = parse_operator(name);
        REQUIRE(plain);
        CHECK(static_cast<std::uint32_t>(plain->operation) == i);
        CHECK(plain->quantifier == Quantifier::none);
        const auto full = parse_operator("ForAnyValue:" + name + "IfExists");
        CHECK(full.has_value() == (name != "Null"));
        if (!full) continue;
        CHECK(static_cast<std::uint32_t>(full->operation) == i);
        CHECK(full->quantifier == Quantifier::ForAnyValue);
        CHECK(full->if_exists);
    }
}

TEST_CASE("misspelt operators are answered with what was meant") {
    const TextTable table(R"(
        name                          | suggestion
        StringEqual                   | did you mean "StringEquals"?
        stringlike                    | did you mean "StringLike"?
        StringLikeIfExist             | did you mean "StringLikeIfExists"?
        ArnLikes                      | did you mean "ArnLike"?
        NumericLessThen               | did you mean "NumericLessThan"?
        IpAdressIfExists              | did you mean "IpAddressIfExists"?
        ForAnyValues:StringEquals     | did you mean "ForAnyValue:StringEquals"?
        ForAllValues:StringEqualsifexists | did you mean "ForAllValues:StringEqualsIfExists"?
        NullIfExists                  | did you mean "Null"?
        Whenever                      | -
        Nothing:StringEquals          | -
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        CHECK(!parse_operator(row["name"]));
        const std::string suggestion = suggest_operator(row["name"]);
        CHECK((suggestion.empty() ? "-" : suggestion) == row["suggestion"]);
    }
}

TEST_CASE("values that an operator cannot use are refused") {
    const TextTable table(R"(
        operator      | value
        NumericEquals | seven
        NumericEquals | 1e3
        NumericEquals | 1.
        NumericEquals | .5
        NumericEquals | +
        DateEquals    | tomorrow
        Bool          | yes
        Null          | maybe
        BinaryEquals  | not base64
        BinaryEquals  | QmFrd
        IpAddress     | 10.0.0
        ArnLike       | backup-vault:x
        ArnLike       | arn:aws:mpa:us-east-1:team
        StringLike    | ${aws:x
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        Condition condition{
            parse_operator(row["operator"])->operation, {}, {}, "k:key", "k:key", {}, {}, {}};
        const auto added = add_value(condition, row["value"], Variables::yes);
        REQUIRE(!added);
        CHECK(!added.error().empty());
    }
}
