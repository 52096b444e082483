// Wildcards, ARNs and policy variables.
#include "policy/pattern.h"

#include <algorithm>

#include "base/random.h"
#include "policy/request.h"
#include "support/text_table.h"

#include <doctest/doctest.h>

using namespace airlock;
using airlock::policy::Pattern;
using airlock::policy::PatternForm;
using airlock::policy::Variables;
using airlock::test::Request;
using airlock::test::TextTable;

namespace {

Pattern compiled(std::string_view source, PatternForm form, Variables variables = Variables::yes) {
    auto pattern = Pattern::compile(source, form, variables);
    if (pattern) return std::move(*pattern);
    FAIL(source << ": " << pattern.error());
    return {};
}

bool matches(std::string_view source, PatternForm form, std::string_view text,
             const Request& facts = {}) {
    return compiled(source, form).matches(text, facts);
}

// Slow and plain: `may_match[i][j]` for the ends of both texts.
bool matches_by_table(std::string_view pattern, std::string_view text, bool is_arn) {
    std::uint32_t colons = 0;
    for (char c : pattern) colons += c == ':';
    const std::uint32_t last_segment = std::min(colons, 5u);
    std::vector<std::vector<bool>> may(pattern.size() + 1,
                                       std::vector<bool>(text.size() + 1, false));
    may[0][0] = true;
    std::uint32_t segment = 0;
    for (std::size_t i = 1; i <= pattern.size(); ++i) {
        const char p = pattern[i - 1];
        if (p == ':' && segment < last_segment) ++segment;
        const bool crosses =
            !is_arn || segment == 5 || (segment == last_segment && i == pattern.size());
        for (std::size_t j = 0; j <= text.size(); ++j) {
            const bool takes =
                j > 0 && (p == '*' || p == '?' ? crosses || text[j - 1] != ':' : text[j - 1] == p);
            if (p == '*') may[i][j] = may[i - 1][j] || (takes && may[i][j - 1]);
            else may[i][j] = takes && may[i - 1][j - 1];
            // Only a trailing `*`, never a trailing `?`, crosses colons in an ARN cut short.
            if (is_arn && p == '?' && segment < 5 && j > 0 && text[j - 1] == ':') may[i][j] = false;
        }
    }
    return may[pattern.size()][text.size()];
}

}  // namespace

TEST_CASE("actions match in any case, with wildcards anywhere in the name") {
    const TextTable table(R"(
        pattern                    | action                     | matches
        backup:DeleteBackupVault   | backup:DeleteBackupVault   | yes
        backup:DeleteBackupVault   | BACKUP:deletebackupvault   | yes
        BACKUP:DELETE*             | backup:DeleteBackupVault   | yes
        backup:Delete*             | backup:DeleteBackupVault   | yes
        backup:Delete*             | backup:Delete              | yes
        backup:*Vault              | backup:DeleteBackupVault   | yes
        backup:*Backup*            | backup:DeleteBackupVault   | yes
        backup:*ackup?ault         | backup:DeleteBackupVault   | yes
        backup:Delete?ackupVault   | backup:DeleteBackupVault   | yes
        backup:*                   | backup:DeleteBackupVault   | yes
        *                          | backup:DeleteBackupVault   | yes
        backup:Delete              | backup:DeleteBackupVault   | no
        backup:*s                  | backup:DeleteBackupVault   | no
        backup:??                  | backup:DeleteBackupVault   | no
        backup-gateway:*           | backup:DeleteBackupVault   | no
        mpa:*                      | backup:DeleteBackupVault   | no
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        CHECK(matches(row["pattern"], PatternForm::wildcard_any_case, row["action"]) ==
              (row["matches"] == "yes"));
    }
}

TEST_CASE("texts match with their case; a question mark is one character of any width") {
    CHECK(matches("StringLike", PatternForm::wildcard, "StringLike"));
    CHECK(!matches("stringlike", PatternForm::wildcard, "StringLike"));
    CHECK(matches("a?c", PatternForm::wildcard, "aéc"));
    CHECK(matches("a?c", PatternForm::wildcard, "a🔒c"));
    CHECK(!matches("a?c", PatternForm::wildcard, "aééc"));
    CHECK(!matches("*??", PatternForm::wildcard, "é"));
    CHECK(matches("*??", PatternForm::wildcard, "éa"));
    CHECK(matches("", PatternForm::wildcard, ""));
    CHECK(!matches("", PatternForm::wildcard, "a"));
    CHECK(!matches("?", PatternForm::wildcard, ""));
    CHECK(matches("*", PatternForm::wildcard, ""));
    CHECK(matches("**a**", PatternForm::wildcard, "bab"));
}

TEST_CASE("exact texts know no wildcards") {
    CHECK(matches("a*c?", PatternForm::exact, "a*c?"));
    CHECK(!matches("a*", PatternForm::exact, "abc"));
    CHECK(matches("A*", PatternForm::exact_any_case, "a*"));
    CHECK(!matches("a*", PatternForm::exact_any_case, "ab"));
}

TEST_CASE("wildcards stay within their segment of an ARN, the last may run on") {
    const TextTable table(R"(
        pattern                                      | arn                                                       | matches
        arn:aws:backup:us-east-1:111:backup-vault:v  | arn:aws:backup:us-east-1:111:backup-vault:v               | yes
        arn:aws:backup:us-east-1:111:backup-vault:V  | arn:aws:backup:us-east-1:111:backup-vault:v               | no
        arn:aws:backup:*:111:backup-vault:v          | arn:aws:backup:us-east-1:111:backup-vault:v               | yes
        arn:aws:backup:*:backup-vault:v              | arn:aws:backup:us-east-1:111:backup-vault:v               | no    # `*` takes no colon
        arn:aws:backup:us-*-1:*:backup-vault:v       | arn:aws:backup:us-east-1:111:backup-vault:v               | yes
        arn:aws:backup:us-*-2:*:backup-vault:v       | arn:aws:backup:us-east-1:111:backup-vault:v               | no
        arn:aws:backup:us-east-?:111:backup-vault:v  | arn:aws:backup:us-east-1:111:backup-vault:v               | yes
        arn:aws:backup:us-east-1?111:backup-vault:v  | arn:aws:backup:us-east-1:111:backup-vault:v               | no    # `?` takes no colon
        arn:aws:backup:us-east-1:111:*               | arn:aws:backup:us-east-1:111:backup-vault:v               | yes
        arn:aws:backup:us-east-1:111:*:v             | arn:aws:backup:us-east-1:111:backup-vault:a:v             | yes   # after the fifth colon
        arn:aws:backup:us-east-1:111:backup?vault:v  | arn:aws:backup:us-east-1:111:backup:vault:v               | yes
        arn:aws:backup:*                             | arn:aws:backup:us-east-1:111:backup-vault:v               | yes   # trailing
        arn:aws:backup:us*                           | arn:aws:backup:us-east-1:111:backup-vault:v               | yes
        arn:aws:backup:us*                           | arn:aws:backup:eu-west-1:111:backup-vault:v               | no
        arn:aws:s3:::*                               | arn:aws:s3:::bucket/key/a:b                               | yes
        arn:aws:s3:::bucket/*                        | arn:aws:s3:::bucket/a/b/c                                 | yes   # `/` is not special
        arn:aws:s3:::bucket/*/c                      | arn:aws:s3:::bucket/a/b/c                                 | yes
        arn:aws:iam::*:role/*                        | arn:aws:iam::111:role/path/ops                            | yes
        arn:aws:iam::*:role/ops                      | arn:aws:iam::111:user/ops                                 | no
        arn:aws:mpa:us-east-1:444:approval-team/*    | arn:aws:mpa:us-east-1:444:approval-team/gold              | yes
        arn:aws:mpa:us-east-1:444:approval-team/*    | arn:aws:mpa:us-east-1:555:approval-team/gold              | no
        *                                            | arn:aws:backup:us-east-1:111:backup-vault:v               | yes
        *                                            | *                                                         | yes
        arn:aws:backup:us-east-1:111:backup-vault:v  | *                                                         | no
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        CHECK(matches(row["pattern"], PatternForm::arn, row["arn"]) == (row["matches"] == "yes"));
    }
}

TEST_CASE("policy variables stand for the request's own values") {
    Request request;
    request.keys["aws:principalaccount"] = {"111"};
    request.keys["aws:username"] = {"ana*"};
    request.keys["aws:principaltag/team"] = {"gold"};
    request.keys["aws:tagkeys"] = {"a", "b"};
    request.keys["aws:principalarn"] = {"arn:aws:iam::111:role/ops"};
    request.keys["aws:empty"] = {""};
    const TextTable table(R"(
        form     | pattern                                         | text                                | matches
        exact    | ${aws:PrincipalAccount}                         | 111                                 | yes
        exact    | ${aws:PrincipalAccount}                         | 222                                 | no
        exact    | ${AWS:principalACCOUNT}                         | 111                                 | yes
        exact    | ${ aws:PrincipalAccount }                       | 111                                 | yes
        wildcard | team-${aws:PrincipalTag/Team}-*                 | team-gold-7                         | yes
        wildcard | ${aws:PrincipalAccount}${aws:PrincipalAccount}  | 111111                              | yes
        wildcard | *${aws:empty}${aws:PrincipalAccount}            | x111                                | yes
        wildcard | ${aws:empty}                                    | x                                   | no
        wildcard | ${aws:username}                                 | ana*                                | yes   # the value's star
        wildcard | ${aws:username}                                 | anabel                              | no    # is only a star
        exact    | ${aws:Absent}                                   | ${aws:Absent}                       | no
        wildcard | *${aws:Absent}*                                 | x                                   | no
        exact    | ${aws:Absent, 'guest'}                          | guest                               | yes
        exact    | ${aws:Absent,''}x                               | x                                   | yes
        exact    | ${aws:PrincipalAccount, 'guest'}                | guest                               | no
        wildcard | ${aws:Absent, 'a}*'}                            | a}*                                 | yes
        wildcard | ${aws:Absent, 'a}*'}                            | a}bc                                | no
        exact    | ${aws:TagKeys}                                  | a                                   | no    # several values
        wildcard | ${*}                                            | *                                   | yes
        wildcard | ${*}                                            | x                                   | no
        wildcard | a${?}b                                          | a?b                                 | yes
        wildcard | a${?}b                                          | axb                                 | no
        exact    | ${$}{x}                                         | ${x}                                | yes
        arn      | arn:aws:backup:*:${aws:PrincipalAccount}:x:*    | arn:aws:backup:us-east-1:111:x:y    | yes
        arn      | arn:aws:backup:*:${aws:PrincipalAccount}:x:*    | arn:aws:backup:us-east-1:222:x:y    | no
        arn      | arn:aws:s3:::b/${aws:PrincipalArn}              | arn:aws:s3:::b/arn:aws:iam::111:role/ops | yes
        arn      | arn:aws:s3:${aws:PrincipalArn}:111:b            | arn:aws:s3:arn:aws:iam::111:role/ops:111:b | no  # one segment, one value
        arn      | ${aws:PrincipalArn}                             | arn:aws:iam::111:role/ops           | yes
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        const PatternForm form = row["form"] == "arn"     ? PatternForm::arn
                                 : row["form"] == "exact" ? PatternForm::exact
                                                          : PatternForm::wildcard;
        CHECK(matches(row["pattern"], form, row["text"], request) == (row["matches"] == "yes"));
    }
}

TEST_CASE("case is set aside for values of variables too") {
    Request request;
    request.keys["aws:username"] = {"Ana"};
    CHECK(matches("x-${aws:username}", PatternForm::exact_any_case, "X-aNA", request));
    CHECK(matches("${aws:username}*", PatternForm::wildcard_any_case, "anabel", request));
    CHECK(!matches("x-${aws:username}", PatternForm::exact, "X-aNA", request));
}

TEST_CASE("a policy of 2008 has no variables") {
    Request request;
    request.keys["aws:username"] = {"ana"};
    const Pattern pattern = compiled("${aws:username}", PatternForm::exact, Variables::no);
    CHECK(pattern.matches("${aws:username}", request));
    CHECK(!pattern.matches("ana", request));
}

TEST_CASE("malformed variables are refused") {
    for (std::string_view source :
         {"${aws:username", "${username}", "${:x}", "${aws:}", "${}", "${aws:x, guest}",
          "${aws:x, 'guest}", "${aws:x, 'guest' x}", "\xff"}) {
        CAPTURE(source);
        CHECK(!Pattern::compile(source, PatternForm::wildcard, Variables::yes));
    }
    std::string many;
    for (int i = 0; i < 17; ++i) many += "${aws:x}";
    CHECK(!Pattern::compile(many, PatternForm::exact, Variables::yes));
}

TEST_CASE("random patterns match as a plain table says") {
    std::uint32_t matched = 0;
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Random random(seed, "patterns");
        const bool is_arn = random.chance(1, 2);
        std::string pattern;
        std::string text;
        for (std::uint32_t n = random.below(12); n > 0; --n) pattern += "ab:**?"[random.below(6)];
        for (std::uint32_t n = random.below(14); n > 0; --n) text += "ab:"[random.below(3)];
        if (pattern.find_first_not_of('*') == std::string::npos) continue;  // every text
        CAPTURE(pattern);
        CAPTURE(text);
        CAPTURE(is_arn);
        const bool expected = matches_by_table(pattern, text, is_arn);
        matched += expected;
        REQUIRE(matches(pattern, is_arn ? PatternForm::arn : PatternForm::wildcard, text) ==
                expected);
    }
    CHECK(matched > 1000);
}

TEST_CASE("variables match as their values would") {
    for (std::uint64_t seed = 0; seed < 5'000; ++seed) {
        Random random(seed, "variables");
        Request request;
        std::string values[3];
        std::string source;
        std::string plain;
        std::string text;
        for (std::string& value : values)
            for (std::uint32_t n = random.below(3); n > 0; --n) value += "ab"[random.below(2)];
        request.keys["k:0"] = {values[0]};
        request.keys["k:1"] = {values[1]};
        request.keys["k:2"] = {values[2]};
        for (std::uint32_t n = random.below(6); n > 0; --n) {
            const std::uint32_t which = random.below(7);
            if (which < 3) {
                source += "${k:" + std::to_string(which) + '}';
                plain += values[which];
            } else {
                source += "ab*?"[which - 3];
                plain += "ab*?"[which - 3];
            }
        }
        for (std::uint32_t n = random.below(8); n > 0; --n) text += "ab"[random.below(2)];
        CAPTURE(source);
        CAPTURE(plain);
        CAPTURE(text);
        REQUIRE(matches(source, PatternForm::wildcard, text, request) ==
                matches_by_table(plain, text, false));
    }
}

TEST_CASE("patterns made to be slow are not") {
    const std::string text(100'000, 'a');
    std::string stars;
    for (int i = 0; i < 1000; ++i) stars += "*a";
    CHECK(!matches(stars + "*b", PatternForm::wildcard, text));
    CHECK(matches(stars + "*", PatternForm::wildcard, text));
    CHECK(!matches("arn:aws:s3:::" + stars + "*b", PatternForm::arn, "arn:aws:s3:::" + text));
    CHECK(!matches(stars + "*?b", PatternForm::wildcard_any_case, text));
    Request request;
    request.keys["k:a"] = {"a"};
    CHECK(!matches(stars + "*${k:a}*b", PatternForm::wildcard, text, request));
}
