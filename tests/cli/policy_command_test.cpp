// `airlock policy`: what it prints for the shipped cases, and how it ends.
#include "cli/policy_command.h"

#include <sstream>

#include "support/files.h"
#include "support/golden.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

struct Answer {
    int code = 0;
    std::string out;
    std::string err;
};

Answer policy_of(std::vector<std::string> words, const std::string& input = "") {
    std::ostringstream out;
    std::ostringstream err;
    std::istringstream in(input);
    words.insert(words.begin(), "policy");
    const cli::Console console{out, err, "1.2.3", {}, &in};
    const int code = cli::run(words, console);
    return {code, out.str(), err.str()};
}

constexpr std::string_view one_case =
    R"([{"name":"root","request":{"principal":"111122223333","action":"s3:GetObject","resource":"arn:aws:s3:::b/o"}@}])";

std::string with(std::string_view more) {
    std::string text(one_case);
    text.replace(text.find('@'), 1, more);
    return text;
}

}  // namespace

TEST_CASE("policy: the shipped cases are decided as they expect") {
    const Answer answer = policy_of({source_path("tests/policy/cases.json")});
    CHECK(answer.code == 0);
    CHECK(answer.err == "");
    check_golden("../policy/cases.golden.jsonl", answer.out);
}

TEST_CASE("policy: the case in the document is decided as it says") {
    const auto text = read_source("docs/policy.md");
    REQUIRE(text);
    const auto begin = text->find("```json\n");
    REQUIRE(begin != std::string::npos);
    const auto end = text->find("```", begin + 8);
    const Answer answer = policy_of({"-"}, text->substr(begin + 8, end - begin - 8));
    CHECK(answer.err == "");
    CHECK(answer.out.find(R"("statement":"Keep")") != std::string::npos);
}

TEST_CASE("policy: one line a case, from standard input too") {
    const std::string line =
        R"({"name":"root","decision":"allowed","decided_by":{"layer":"identity_policy","policy":null,"statement":null},)"
        R"("reason":"The root user needs no policy of its own, and nothing denies s3:GetObject.","passed":)";
    const Answer plain = policy_of({"-"}, with(""));
    CHECK(plain.code == 0);
    CHECK(plain.out == line + "null}\n");
    CHECK(policy_of({"-"}, with(R"(,"expected":"allowed")")).out == line + "true}\n");
    CHECK(policy_of({"-"}, "[]").out == "");
    const std::string deny =
        R"(,"service_control_policies":[[{"Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}],)"
        R"([{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}]])";
    CHECK(
        policy_of({"-"}, with(deny))
            .out.find(
                R"("decided_by":{"layer":"service_control_policy","level":1,"policy":0,"statement":1})") !=
        std::string::npos);
}

TEST_CASE("policy: an expectation that is not met ends with 1 and is named") {
    const Answer answer = policy_of({"-"}, with(R"(,"expected":"implicitly_denied")"));
    CHECK(answer.code == 1);
    CHECK(answer.out.ends_with("\"passed\":false}\n"));
    CHECK(
        answer.err ==
        "-:1:121 /0/expected: not as expected: \"root\" is allowed. The root user needs no policy "
        "of its own, and nothing denies s3:GetObject.\n");
}

TEST_CASE("policy: bad input ends with 2") {
    const Answer cases = policy_of({"-"}, with(R"(,"expectd":"allowed","identity_policies":[{}])"));
    CHECK(cases.code == 2);
    CHECK(cases.out == "");
    CHECK(cases.err ==
          "-:1:110 /0/expectd: unknown member \"expectd\"; did you mean \"expected\"?\n"
          "-:1:151 /0/identity_policies/0: a policy needs the element \"Statement\"\n");
    CHECK(policy_of({"-"}, "").code == 2);
    CHECK(policy_of({"nowhere.json"}).err == "nowhere.json: cannot be opened\n");
    CHECK(policy_of({source_path("tests")}).code == 2);
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{}, std::vector<std::string>{"a", "b"}}) {
        const Answer answer = policy_of(words);
        CHECK(answer.code == 2);
        CHECK(answer.err == "airlock: policy takes one file of cases\nsee airlock policy --help\n");
    }
    CHECK(policy_of({"-", "--seed", "1"}).code == 2);
}

TEST_CASE("policy: help shows the format") {
    const Answer answer = policy_of({"--help"});
    CHECK(answer.code == 0);
    CHECK(answer.out.starts_with("airlock policy FILE\n"));
    CHECK(answer.out.find("\"service_control_policies\": [[…], …]") != std::string::npos);
}
