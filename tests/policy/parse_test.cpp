// What a policy document may look like, and what is said about one that may not.
#include "policy/policy.h"

#include "policy/request.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::policy;

namespace {

// The problems of a document, one a line; "" when it has none.
std::string problems_of(Kind kind, std::string_view json) {
    const auto parsed = parse_document(json, "p", kind);
    std::string out;
    if (!parsed)
        for (const Problem& problem : parsed.error())
            out += (out.empty() ? "" : "\n") + to_text(problem);
    return out;
}

// The same for one statement, in a document on a single line.
std::string statement_problems(Kind kind, std::string_view statement) {
    return problems_of(kind,
                       R"({"Version":"2012-10-17","Statement":[)" + std::string(statement) + "]}");
}

struct Row {
    Kind kind;
    std::string_view statement;
    std::string_view problem;  // begins so, after the place
};

void check_rows(std::initializer_list<Row> rows) {
    for (const Row& row : rows) {
        CAPTURE(row.statement);
        const std::string problems = statement_problems(row.kind, row.statement);
        if (row.problem.empty()) {
            CHECK(problems == "");
        } else {
            INFO(problems);
            CHECK(problems.find(": " + std::string(row.problem)) != std::string::npos);
            CHECK(problems.starts_with("p:1:"));
        }
    }
}

}  // namespace

TEST_CASE("a document keeps what its author wrote") {
    const auto parsed = parse_document(R"({
        "Version": "2012-10-17",
        "Id": "recovery",
        "Statement": [
            {"Sid": "One", "Effect": "Allow", "Action": ["backup:Describe*", "backup:List*"], "Resource": "*"},
            {"Effect": "Deny", "NotAction": "backup:*", "NotResource": "arn:aws:s3:::b/*",
             "Condition": {"StringLike": {"aws:PrincipalTag/Team": ["a", "b"]}, "Bool": {"aws:ViaAWSService": false},
                           "NumericLessThan": {"backup:MinRetentionDays": 7}}}
        ]})",
                                       "recovery.json", Kind::identity);
    REQUIRE(parsed);
    CHECK(parsed->kind == Kind::identity);
    CHECK(parsed->name == "recovery.json");
    CHECK(parsed->id == "recovery");
    REQUIRE(parsed->statements.size() == 2);
    const Statement& first = parsed->statements[0];
    CHECK(first.sid == "One");
    CHECK(first.effect == Effect::allow);
    CHECK(first.actions.size() == 2);
    CHECK(first.resources.size() == 1);
    CHECK(first.principals.empty());
    CHECK(first.place == JsonPlace{5, 13});
    const Statement& second = parsed->statements[1];
    CHECK(second.effect == Effect::deny);
    CHECK(second.is_not_action);
    CHECK(second.is_not_resource);
    REQUIRE(second.conditions.size() == 3);
    CHECK(second.conditions[0].key == "aws:principaltag/team");
    CHECK(second.conditions[0].written == "aws:PrincipalTag/Team");
    CHECK(second.conditions[0].texts.size() == 2);
    CHECK(second.conditions[1].operation == Operator::Bool);
    CHECK(second.conditions[2].texts[0].literal() == "7");
}

TEST_CASE("a part of a larger text is parsed with its own places") {
    std::vector<Problem> problems;
    const JsonDocument json =
        parse_json("{\"policies\": [\n  {\"Statement\": []}]}", "world.json", problems);
    const auto parsed = parse_document(json, *json.find("/policies/0"), Kind::identity);
    REQUIRE(!parsed);
    CHECK(to_text(parsed.error()[0]) ==
          "world.json:2:17 /policies/0/Statement: a policy needs at least one statement");
}

TEST_CASE("one statement may stand without its list") {
    CHECK(problems_of(Kind::identity,
                      R"({"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})") ==
          "");
}

TEST_CASE("a document that is no policy is refused") {
    CHECK(problems_of(Kind::identity, "[1") ==
          "p:1:3: the text ends too early, expected ',' or ']'");
    CHECK(problems_of(Kind::identity, "[]") == "p:1:1: a policy is an object, not an array");
    CHECK(problems_of(Kind::identity, "{}") == "p:1:1: a policy needs the element \"Statement\"");
    CHECK(problems_of(Kind::identity, R"({"Statement": [], "Statement": []})")
              .find("already a member") != std::string::npos);
    CHECK(problems_of(Kind::identity, R"({"Statment": []})") ==
          "p:1:2 /Statment: unknown member \"Statment\"; did you mean \"Statement\"?\n"
          "p:1:1: a policy needs the element \"Statement\"");
    CHECK(
        problems_of(
            Kind::identity,
            R"({"Version": "2020-01-01", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}})") ==
        "p:1:13 /Version: unknown policy language version \"2020-01-01\"; write \"2012-10-17\"");
    CHECK(problems_of(Kind::identity, R"({"Statement": ["x"]})") ==
          "p:1:16 /Statement/0: a statement is an object, not a string");
}

TEST_CASE("every mistake is reported, not only the first") {
    const std::string problems =
        problems_of(Kind::identity, R"({"Version": "2012-10-17", "Statement": [
  {"Effect": "allow", "Action": "DeleteBackupVault", "Resource": "vault"},
  {"Effct": "Deny", "Action": "backup:*", "Resource": "*", "Condition": {"StringLikes": {"aws:x": "y"}}}]})");
    CHECK(problems ==
          "p:2:14 /Statement/0/Effect: unknown effect \"allow\"; did you mean \"Allow\"?\n"
          "p:2:33 /Statement/0/Action: \"DeleteBackupVault\" is no action: it needs a service; "
          "write \"backup:DeleteBackupVault\"\n"
          "p:2:66 /Statement/0/Resource: \"vault\" is no ARN; write \"*\" or "
          "arn:aws:backup:us-east-1:111122223333:backup-vault:name\n"
          "p:3:4 /Statement/1/Effct: unknown member \"Effct\"; did you mean \"Effect\"?\n"
          "p:3:3 /Statement/1: a statement needs the element \"Effect\"; write \"Allow\" or "
          "\"Deny\"\n"
          "p:3:74 /Statement/1/Condition/StringLikes: unknown condition operator \"StringLikes\"; "
          "did you mean \"StringLike\"?");
}

TEST_CASE("elements of a statement") {
    check_rows({
        {Kind::identity, R"({"Effect":"Allow","Action":"backup:*","Resource":"*"})", ""},
        {Kind::identity, R"({"Effect":"Alow","Action":"*","Resource":"*"})",
         "unknown effect \"Alow\"; did you mean \"Allow\"?"},
        {Kind::identity, R"({"Effect":true,"Action":"*","Resource":"*"})",
         "expected a string, not true or false"},
        {Kind::identity, R"({"Action":"*","Resource":"*"})",
         "a statement needs the element \"Effect\""},
        {Kind::identity, R"({"Effect":"Allow","Resource":"*"})",
         "a statement needs the element \"Action\" or \"NotAction\""},
        {Kind::identity, R"({"Effect":"Allow","Action":"*"})",
         "a statement needs the element \"Resource\" or \"NotResource\""},
        {Kind::identity, R"({"Effect":"Allow","Action":[],"Resource":"*"})", "this list is empty"},
        {Kind::identity, R"({"Effect":"Allow","Action":["*",1],"Resource":"*"})",
         "expected a string, not a whole number"},
        {Kind::identity, R"({"Effect":"Allow","Action":"*","NotAction":"*","Resource":"*"})",
         "\"Action\" and \"NotAction\" exclude each other"},
        {Kind::identity, R"({"Effect":"Allow","Action":"*","Resource":"*","NotResource":"*"})",
         "\"Resource\" and \"NotResource\" exclude each other"},
        {Kind::identity, R"({"Effect":"Allow","Action":"backup*:x","Resource":"*"})",
         "the service of an action is a plain name"},
        {Kind::identity, R"({"Effect":"Allow","Action":"*:*","Resource":"*"})", ""},
        {Kind::identity, R"({"Effect":"Allow","Action":"*:Get","Resource":"*"})",
         "the service of an action is a plain name, not \"*\""},
        {Kind::resource, R"({"Effect":"Allow","Principal":"*","Action":"sns:Publish"})", ""},
        {Kind::identity, R"({"Effect":"Allow","Action":"backup:","Resource":"*"})",
         "\"backup:\" is no action"},
        {Kind::identity, R"({"Effect":"Allow","Action":"backup:a b","Resource":"*"})",
         "\"backup:a b\" is no action"},
        {Kind::identity, R"({"Effect":"Allow","Action":"*","Resource":"arn:aws:*:::x"})",
         "the service of an ARN is a plain name, not \"*\""},
        {Kind::identity, R"({"Effect":"Allow","Action":"*","Resource":"arn:aws"})",
         "\"arn:aws\" is no ARN"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"arn:aws:backup:us-east-1:vault"})",
         "\"arn:aws:backup:us-east-1:vault\" has fewer than the six parts"},
        {Kind::identity, R"({"Effect":"Allow","Action":"*","Resource":"arn:aws:backup:*"})", ""},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::${aws:username"})",
         "this policy variable has no closing brace"},
        {Kind::identity, R"({"Sid":"a-b","Effect":"Allow","Action":"*","Resource":"*"})",
         "a Sid is made of letters and digits"},
        {Kind::resource,
         R"({"Sid":"a b","Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})", ""},
        {Kind::identity,
         R"({"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"},{"Sid":"A","Effect":"Allow","Action":"*","Resource":"*"})",
         "there is already a statement \"A\""},
    });
}

TEST_CASE("elements of a condition") {
    check_rows({
        {Kind::identity, R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":[]})",
         "a Condition is an object of operators, not an array"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":"true"}})",
         "an operator holds an object of context keys"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"MultiFactor":"true"}}})",
         "\"MultiFactor\" is no context key"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:":"true"}}})",
         "\"aws:\" is no context key"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{":x":"true"}}})",
         "\":x\" is no context key"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:x":"yes"}}})",
         "\"yes\" is neither true nor false"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:x":[]}}})",
         "this list is empty"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:x":null}}})",
         "a condition value is a string, a number, true or false, not null"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"aws:x":"${aws:y}"}}})",
         "\"${aws:y}\" is no number"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericEquals":{"aws:x":[1,2.5,"3"]}}})",
         ""},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"soon"}}})",
         "\"soon\" is no date"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"10.0.0.0/40"}}})",
         "\"10.0.0.0/40\" is no IP address or range"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"ArnLike":{"aws:PrincipalArn":"role/x"}}})",
         "\"role/x\" is no ARN"},
        {Kind::identity,
         R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NullIfExists":{"aws:x":"true"}}})",
         "unknown condition operator \"NullIfExists\"; did you mean \"Null\"?"},
    });
}

TEST_CASE("who a policy may name") {
    check_rows({
        {Kind::resource, R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})", ""},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":{"AWS":["*","111122223333","arn:aws:iam::111122223333:root","arn:aws:iam::111122223333:role/p/r","arn:aws:iam::111122223333:user/u","arn:aws:sts::111122223333:assumed-role/r/s","arn:aws:sts::111122223333:federated-user/f","AROAEXAMPLEEXAMPLE1"],"Service":"backup.amazonaws.com","Federated":"accounts.google.com","CanonicalUser":"79a5"},"Action":"*","Resource":"*"})",
         ""},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"},"Action":"*","Resource":"*"})",
         ""},
        {Kind::resource, R"({"Effect":"Allow","Action":"*","Resource":"*"})",
         "a resource policy needs the element \"Principal\""},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":"111122223333","Action":"*","Resource":"*"})",
         "a Principal is \"*\" or an object; write {\"AWS\": \"111122223333\"}"},
        {Kind::resource, R"({"Effect":"Allow","Principal":{},"Action":"*","Resource":"*"})",
         "a Principal is \"*\" or an object such as"},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":{"Aws":"*"},"Action":"*","Resource":"*"})",
         "unknown member \"Aws\"; did you mean \"AWS\"?"},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:role/*"},"Action":"*","Resource":"*"})",
         "a principal holds no wildcards; allow \"*\" with a condition on aws:PrincipalArn"},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:group/g"},"Action":"*","Resource":"*"})",
         "\"arn:aws:iam::111122223333:group/g\" is no account, user, role or session"},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":{"AWS":"12345"},"Action":"*","Resource":"*"})",
         "\"12345\" is no account, user, role or session"},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":{"Service":"backup"},"Action":"*","Resource":"*"})",
         "\"backup\" is no service principal; write \"backup.amazonaws.com\""},
        {Kind::resource,
         R"({"Effect":"Allow","Principal":"*","NotPrincipal":"*","Action":"*","Resource":"*"})",
         "\"Principal\" and \"NotPrincipal\" exclude each other"},
        {Kind::identity, R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})",
         "an identity policy has no element \"Principal\""},
        {Kind::boundary, R"({"Effect":"Allow","NotPrincipal":"*","Action":"*","Resource":"*"})",
         "a permissions boundary has no element \"NotPrincipal\""},
        {Kind::session, R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})",
         "a session policy has no element \"Principal\""},
    });
}

TEST_CASE("service control policies have no principal, but the rest of the language") {
    check_rows({
        {Kind::service_control, R"({"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"})",
         "a service control policy has no element \"Principal\""},
        {Kind::service_control,
         R"({"Effect":"Allow","NotAction":"iam:*","NotResource":"arn:aws:s3:::b/*","Condition":{"Bool":{"aws:x":"true"}}})",
         ""},
        {Kind::service_control,
         R"({"Effect":"Allow","Action":"backup:*","Resource":"arn:aws:backup:*"})", ""},
    });
}

TEST_CASE("resource control policies only deny, to everyone, for named services") {
    check_rows({
        {Kind::resource_control,
         R"({"Effect":"Deny","Principal":"*","Action":["s3:*","kms:Decrypt"],"Resource":"*"})", ""},
        {Kind::resource_control,
         R"({"Effect":"Deny","Principal":"*","Action":"s3:*","NotResource":"arn:aws:s3:::b","Condition":{"Bool":{"aws:x":"true"}}})",
         ""},
        {Kind::resource_control,
         R"({"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"})",
         "a resource control policy can only deny"},
        {Kind::resource_control,
         R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})", ""},
        {Kind::resource_control,
         R"({"Effect":"Allow","Principal":"*","Action":["*"],"Resource":["*"]})", ""},
        {Kind::resource_control,
         R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Bool":{"aws:x":"true"}}})",
         "a resource control policy can only deny"},
        {Kind::resource_control, R"({"Effect":"Deny","Action":"s3:*","Resource":"*"})",
         "a resource control policy needs the element \"Principal\"; write \"Principal\": \"*\""},
        {Kind::resource_control,
         R"({"Effect":"Deny","Principal":{"AWS":"111122223333"},"Action":"s3:*","Resource":"*"})",
         "the Principal of a resource control policy is \"*\""},
        {Kind::resource_control,
         R"({"Effect":"Deny","NotPrincipal":"*","Action":"s3:*","Resource":"*"})",
         "a resource control policy has no NotPrincipal"},
        {Kind::resource_control, R"({"Effect":"Deny","Principal":"*","Action":"*","Resource":"*"})",
         "an action of a resource control policy names a service"},
        {Kind::resource_control,
         R"({"Effect":"Deny","Principal":"*","NotAction":"s3:*","Resource":"*"})",
         "a resource control policy has no NotAction"},
    });
}

TEST_CASE("role trust policies have no resource") {
    check_rows({
        {Kind::trust,
         R"({"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"})",
         ""},
        {Kind::trust,
         R"({"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"})",
         "a role trust policy has no element \"Resource\""},
        {Kind::trust,
         R"({"Effect":"Deny","NotPrincipal":{"AWS":"111122223333"},"Action":"sts:AssumeRole"})",
         "a role trust policy has no NotPrincipal"},
        {Kind::trust, R"({"Effect":"Allow","Action":"sts:AssumeRole"})",
         "a role trust policy needs the element \"Principal\""},
    });
}

TEST_CASE("a policy with a thousand mistakes names them, up to a limit") {
    std::string json = R"({"Statement":[{)";
    for (int i = 0; i < 1000; ++i) json += "\"x" + std::to_string(i) + "\":1,";
    json += R"("Effect":"Allow"}]})";
    const auto parsed = parse_document(json, "p", Kind::identity);
    REQUIRE(!parsed);
    CHECK(parsed.error().size() == json_problems_kept);
}
