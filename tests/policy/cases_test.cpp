// Cases of the policy simulator: what follows from a principal, which policies apply to it, what is said about
// cases that make no sense.
#include "policy/cases.h"

#include "base/random.h"
#include "base/text.h"
#include "support/files.h"
#include "support/text_table.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::policy;
using airlock::test::TextTable;

namespace {

// The problems of a text, one a line.
std::string problems_of(std::string_view text) {
    const auto read = read_cases(text, "c");
    std::string out;
    if (!read)
        for (const Problem& problem : read.error())
            out += (out.empty() ? "" : "\n") + to_text(problem);
    return out;
}

CaseFile read(const std::string& json) {
    auto cases = read_cases('[' + json + ']', "c");
    if (cases) return std::move(*cases);
    for (const Problem& problem : cases.error()) FAIL_CHECK(to_text(problem));
    FAIL(json);
    return {};
}

// {"name": "x", "request": …, …}; `more` are further members, each after a comma.
std::string case_of(std::string_view principal, std::string_view action, std::string_view resource,
                    std::string_view context = "", std::string_view more = "") {
    return R"({"name":"x","request":{"principal":")" + std::string(principal) + R"(","action":")" +
           std::string(action) + R"(","resource":")" + std::string(resource) + R"(","context":{)" +
           std::string(context) + "}}" + std::string(more) + '}';
}

// "allow", "deny", "other"; resource policies add whom they name: "allow AWS 111122223333".
std::string document(std::string_view cell, bool is_trust = false) {
    const std::vector<std::string_view> words = split(cell, ' ');
    std::string out = R"({"Version":"2012-10-17","Statement":[{"Effect":)";
    out += words[0] == "deny" ? "\"Deny\"" : "\"Allow\"";
    out += words[0] == "other" ? R"(,"Action":"ec2:Run*")"
                               : R"(,"Action":["s3:*","kms:*","sts:*","backup:*"])";
    if (!is_trust) out += R"(,"Resource":"*")";
    if (words.size() > 1)
        out +=
            R"(,"Principal":{")" + std::string(words[1]) + "\":\"" + std::string(words[2]) + "\"}";
    return out + "}]}";
}

// The answer to a row: "allowed by identity_policy", "explicitly_denied by …".
std::string answer_to(const TextTable::Row& row) {
    const bool is_trust = row["action"].starts_with("sts:");
    std::string more;
    const auto add = [&](std::string_view column, std::string_view member, std::string_view open,
                         std::string_view close, std::string_view principal = "") {
        if (row[column] == "-") return;
        more += ",\"" + std::string(member) + "\":" + std::string(open) +
                document(std::string(row[column]) + std::string(principal),
                         is_trust && column == "resource policy") +
                std::string(close);
    };
    add("scp", "service_control_policies", "[[", "]]");
    add("rcp", "resource_control_policies", "[[", "]]", " AWS *");
    add("resource policy", "resource_policy", "", "");
    add("identity", "identity_policies", "[", "]");
    add("boundary", "permissions_boundaries", "[", "]");
    std::string json = case_of(row["principal"], row["action"], row["resource"], "", more);
    // The principal of a resource control policy is the text "*".
    if (const auto at = json.find(R"("resource_control_policies")"); at != std::string::npos)
        json.replace(json.find(R"({"AWS":"*"})", at), 11, R"("*")");
    const CaseFile file = read(json);
    const Answer answer = evaluate(file.cases[0].request, file.cases[0].policies());
    CHECK(!reason_of(file.cases[0], answer).empty());
    return std::string(to_text(answer.decision)) + " by " + std::string(to_text(answer.layer));
}

}  // namespace

TEST_CASE("what follows from a principal is known without the context") {
    const TextTable table(R"(
        principal                                              | key                       | value
        arn:aws:iam::111122223333:user/team/ben                | aws:PrincipalArn          | arn:aws:iam::111122223333:user/team/ben
        arn:aws:iam::111122223333:user/team/ben                | aws:username              | ben
        arn:aws:iam::111122223333:user/team/ben                | aws:PrincipalAccount      | 111122223333
        arn:aws:iam::111122223333:user/team/ben                | aws:PrincipalType         | User
        arn:aws:iam::111122223333:user/team/ben                | aws:PrincipalIsAWSService | false
        arn:aws:iam::111122223333:user/team/ben                | aws:ResourceAccount       | 111122223333
        arn:aws:sts::111122223333:assumed-role/ops/ana         | aws:PrincipalArn          | arn:aws:iam::111122223333:role/ops
        arn:aws:sts::111122223333:assumed-role/ops/ana         | aws:PrincipalType         | AssumedRole
        arn:aws:sts::111122223333:assumed-role/ops/ana         | aws:username              | -
        arn:aws-us-gov:sts::111122223333:assumed-role/ops/ana  | aws:PrincipalArn          | arn:aws-us-gov:iam::111122223333:role/ops
        arn:aws:iam::111122223333:role/p/ops                   | aws:PrincipalArn          | arn:aws:iam::111122223333:role/p/ops
        arn:aws:iam::111122223333:root                         | aws:PrincipalArn          | arn:aws:iam::111122223333:root
        arn:aws:iam::111122223333:root                         | aws:PrincipalType         | Account
        arn:aws:iam::111122223333:root                         | aws:userid                | 111122223333
        111122223333                                           | aws:PrincipalArn          | arn:aws:iam::111122223333:root
        arn:aws:sts::111122223333:federated-user/guest         | aws:PrincipalArn          | arn:aws:sts::111122223333:federated-user/guest
        arn:aws:sts::111122223333:federated-user/guest         | aws:userid                | 111122223333:guest
        arn:aws:sts::111122223333:federated-user/guest         | aws:PrincipalType         | FederatedUser
        backup.amazonaws.com                                   | aws:PrincipalServiceName  | backup.amazonaws.com
        backup.amazonaws.com                                   | aws:PrincipalIsAWSService | true
        backup.amazonaws.com                                   | aws:PrincipalArn          | -
        backup.amazonaws.com                                   | aws:PrincipalAccount      | -
        *                                                      | aws:PrincipalAccount      | anonymous
        *                                                      | aws:PrincipalType         | Anonymous
        *                                                      | aws:PrincipalIsAWSService | -
        *                                                      | aws:PrincipalArn          | -
        arn:aws:iam::111122223333:saml-provider/corp           | aws:PrincipalType         | -
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        const CaseFile file = read(case_of(row["principal"], "backup:ListBackupVaults", "*"));
        Values values;
        const bool found = file.cases[0].request.values(lower(row["key"]), values);
        // A caller without an account gives the resource none.
        if (row["value"] == "-") CHECK(!found);
        else {
            REQUIRE(found);
            CHECK(values[0] == row["value"]);
        }
    }
    // What the context says goes first, in any case of its keys.
    const CaseFile file = read(case_of("arn:aws:iam::111122223333:user/ben", "s3:GetObject", "*",
                                       R"("AWS:UserName":"ana","k:list":["a","b"],"k:none":[])"));
    Values values;
    CHECK(file.cases[0].request.values("aws:username", values));
    CHECK(values[0] == "ana");
    values.clear();
    CHECK(file.cases[0].request.values("k:list", values));
    CHECK(values.size() == 2);
    CHECK(!file.cases[0].request.values("k:none", values));
}

TEST_CASE("which policies apply to whom") {
    const TextTable table(R"(
        principal                                                                          | action           | resource                             | scp   | rcp  | resource policy                             | identity | boundary | answer
        # service control policies: principals of accounts, root too; not services, strangers and service-linked roles
        arn:aws:iam::111122223333:user/ben                                                 | s3:GetObject     | arn:aws:s3:::b/o                     | deny  | -    | -                                           | allow    | -        | explicitly_denied by service_control_policy
        arn:aws:iam::111122223333:root                                                     | s3:GetObject     | arn:aws:s3:::b/o                     | deny  | -    | -                                           | -        | -        | explicitly_denied by service_control_policy
        arn:aws:iam::111122223333:root                                                     | s3:GetObject     | arn:aws:s3:::b/o                     | other | -    | -                                           | -        | -        | implicitly_denied by service_control_policy
        logs.amazonaws.com                                                                 | s3:GetObject     | arn:aws:s3:::b/o                     | deny  | -    | allow Service logs.amazonaws.com            | -        | -        | allowed by resource_policy
        *                                                                                  | s3:GetObject     | arn:aws:s3:::b/o                     | deny  | -    | allow AWS *                                 | -        | -        | allowed by resource_policy
        arn:aws:iam::111122223333:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup | s3:GetObject | arn:aws:s3:::b/o               | deny  | deny | -                                           | allow    | other    | allowed by identity_policy
        arn:aws:sts::111122223333:assumed-role/AWSServiceRoleForBackup/x                   | s3:GetObject     | arn:aws:s3:::b/o                     | deny  | deny | -                                           | allow    | other    | allowed by identity_policy
        arn:aws:iam::111122223333:role/MyServiceRoleForBackup                              | s3:GetObject     | arn:aws:s3:::b/o                     | deny  | -    | -                                           | allow    | -        | explicitly_denied by service_control_policy
        # resource control policies: everybody, but only for the services they cover
        arn:aws:iam::111122223333:root                                                     | s3:GetObject     | arn:aws:s3:::b/o                     | -     | deny | -                                           | -        | -        | explicitly_denied by resource_control_policy
        logs.amazonaws.com                                                                 | s3:GetObject     | arn:aws:s3:::b/o                     | -     | deny | allow Service logs.amazonaws.com            | -        | -        | explicitly_denied by resource_control_policy
        arn:aws:iam::111122223333:user/ben                                                 | backup:GetVault  | arn:aws:backup:eu-west-1:111122223333:backup-vault:v | - | deny | -                               | allow    | -        | allowed by identity_policy
        # own policies: only principals of accounts
        logs.amazonaws.com                                                                 | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | allow Service logs.amazonaws.com            | deny     | deny     | allowed by resource_policy
        arn:aws:iam::111122223333:root                                                     | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | -                                           | deny     | deny     | allowed by identity_policy
        # key policies
        arn:aws:iam::111122223333:user/ben                                                 | kms:Decrypt      | arn:aws:kms:eu-west-1:111122223333:key/k | - | -    | -                                           | allow    | -        | implicitly_denied by resource_policy
        arn:aws:iam::111122223333:root                                                     | kms:Decrypt      | arn:aws:kms:eu-west-1:111122223333:key/k | - | -    | -                                           | allow    | -        | implicitly_denied by resource_policy
        arn:aws:iam::111122223333:user/ben                                                 | kms:Decrypt      | arn:aws:kms:eu-west-1:111122223333:key/k | - | -    | allow AWS arn:aws:iam::111122223333:root    | allow    | -        | allowed by identity_policy
        arn:aws:iam::111122223333:user/ben                                                 | kms:Decrypt      | arn:aws:kms:eu-west-1:111122223333:key/k | - | -    | allow AWS 111122223333                      | other    | -        | implicitly_denied by identity_policy
        arn:aws:iam::444455556666:user/eve                                                 | kms:Decrypt      | arn:aws:kms:eu-west-1:111122223333:key/k | - | -    | allow AWS 444455556666                      | allow    | -        | allowed by identity_policy
        arn:aws:iam::444455556666:user/eve                                                 | kms:Decrypt      | arn:aws:kms:eu-west-1:111122223333:key/k | - | -    | allow AWS arn:aws:iam::111122223333:root    | allow    | -        | implicitly_denied by resource_policy
        arn:aws:iam::111122223333:user/ben                                                 | kms:CreateKey    | *                                    | -     | -    | -                                           | allow    | -        | allowed by identity_policy
        arn:aws:iam::111122223333:user/ben                                                 | kms:CreateAlias  | arn:aws:kms:eu-west-1:111122223333:alias/a | - | -  | -                                           | allow    | -        | allowed by identity_policy
        # trust policies
        arn:aws:iam::111122223333:user/ben                                                 | sts:AssumeRole   | arn:aws:iam::111122223333:role/r     | -     | -    | -                                           | allow    | -        | implicitly_denied by resource_policy
        arn:aws:iam::111122223333:user/ben                                                 | sts:AssumeRole   | arn:aws:iam::111122223333:role/r     | -     | -    | allow AWS arn:aws:iam::111122223333:user/ben | -       | -        | allowed by resource_policy
        arn:aws:iam::111122223333:user/ben                                                 | sts:AssumeRole   | arn:aws:iam::111122223333:role/r     | -     | -    | allow AWS 111122223333                      | -        | -        | implicitly_denied by identity_policy
        arn:aws:iam::444455556666:user/eve                                                 | sts:AssumeRole   | arn:aws:iam::111122223333:role/r     | -     | -    | allow AWS arn:aws:iam::444455556666:user/eve | -       | -        | implicitly_denied by identity_policy
        arn:aws:iam::444455556666:user/eve                                                 | sts:AssumeRole   | arn:aws:iam::111122223333:role/r     | -     | -    | allow AWS arn:aws:iam::444455556666:user/eve | allow   | -        | allowed by identity_policy
        backup.amazonaws.com                                                               | sts:AssumeRole   | arn:aws:iam::111122223333:role/r     | -     | -    | allow Service backup.amazonaws.com          | -        | -        | allowed by resource_policy
        backup.amazonaws.com                                                               | sts:AssumeRole   | arn:aws:iam::111122223333:role/r     | -     | -    | allow Service rds.amazonaws.com             | -        | -        | implicitly_denied by resource_policy
        accounts.google.com                                                                | sts:AssumeRoleWithWebIdentity | arn:aws:iam::111122223333:role/r | - | - | allow Federated accounts.google.com      | -        | -        | allowed by resource_policy
        arn:aws:iam::111122223333:saml-provider/corp                                       | sts:AssumeRoleWithSAML | arn:aws:iam::111122223333:role/r | -   | -    | allow Federated arn:aws:iam::111122223333:saml-provider/corp | - | - | allowed by resource_policy
        arn:aws:iam::111122223333:saml-provider/corp                                       | sts:AssumeRoleWithSAML | arn:aws:iam::111122223333:role/r | -   | -    | allow Federated accounts.google.com         | -        | -        | implicitly_denied by resource_policy
        # a session's role may have a path that the session's ARN does not tell
        arn:aws:sts::111122223333:assumed-role/ops/ana                                     | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | allow AWS arn:aws:iam::111122223333:role/team/ops | -  | -        | allowed by resource_policy
        arn:aws:sts::111122223333:assumed-role/ops/ana                                     | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | allow AWS arn:aws:iam::111122223333:role/team/devops | - | -      | implicitly_denied by identity_policy
        arn:aws:sts::111122223333:assumed-role/ops/ana                                     | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | allow AWS arn:aws:iam::444455556666:role/team/ops | -  | -        | implicitly_denied by identity_policy
        arn:aws:iam::111122223333:role/ops                                                 | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | allow AWS arn:aws:iam::111122223333:role/team/ops | -  | -        | implicitly_denied by identity_policy
        # every service, every provider: nobody else
        logs.amazonaws.com                                                                 | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | allow Service *                             | -        | -        | allowed by resource_policy
        arn:aws:iam::111122223333:user/ben                                                 | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | allow Service *                             | -        | -        | implicitly_denied by identity_policy
        arn:aws:sts::111122223333:federated-user/guest                                     | s3:GetObject     | arn:aws:s3:::b/o                     | -     | -    | -                                           | allow    | -        | implicitly_denied by session_policy
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        CHECK(answer_to(row) == row["answer"]);
    }
}

TEST_CASE(
    "the account of a resource is told by the case, else by its ARN, else it is the caller's") {
    const auto is_cross = [](std::string_view resource, std::string_view account) {
        const CaseFile file = read(
            R"({"name":"x","request":{"principal":"111122223333","action":"s3:Get","resource":")" +
            std::string(resource) + '"' + std::string(account) + "}}");
        return file.cases[0].request.is_cross_account();
    };
    CHECK(!is_cross("arn:aws:s3:::b", ""));
    CHECK(is_cross("arn:aws:s3:::b", R"(,"resource_account":"444455556666")"));
    CHECK(!is_cross("arn:aws:s3:::b", R"(,"resource_account":"111122223333")"));
    CHECK(is_cross("arn:aws:sqs:eu-west-1:444455556666:q", ""));
    CHECK(!is_cross("arn:aws:sqs:eu-west-1:111122223333:q", ""));
    CHECK(!is_cross("*", R"(,"resource_account":null)"));
    CHECK(is_cross("arn:aws:s3:::b", R"(,"context":{"aws:ResourceAccount":"444455556666"})"));
    CHECK(!is_cross("arn:aws:s3:::b", R"(,"context":{"aws:ResourceAccount":"elsewhere"})"));
}

TEST_CASE("the context tells a role's path and unique ids") {
    const auto is_allowed = [](std::string_view context, std::string_view named) {
        const CaseFile file = read(case_of(
            "arn:aws:sts::111122223333:assumed-role/ops/ana", "s3:GetObject", "arn:aws:s3:::b/o",
            context, R"(,"resource_policy":)" + document("allow AWS " + std::string(named))));
        return evaluate(file.cases[0].request, file.cases[0].policies()).is_allowed();
    };
    constexpr std::string_view arn =
        R"("aws:PrincipalArn":"arn:aws:iam::111122223333:role/team/ops")";
    CHECK(is_allowed(arn, "arn:aws:iam::111122223333:role/team/ops"));
    CHECK(!is_allowed(arn, "arn:aws:iam::111122223333:role/elsewhere/ops"));
    CHECK(is_allowed(R"("aws:userid":"AROAEXAMPLEEXAMPLE1:ana")", "AROAEXAMPLEEXAMPLE1"));
    CHECK(!is_allowed(R"("aws:userid":"AROAEXAMPLEEXAMPLE2:ana")", "AROAEXAMPLEEXAMPLE1"));
}

TEST_CASE("reasons name the statement, or what is missing") {
    struct Row {
        std::string json;
        std::string_view reason;
    };
    const std::string conditional =
        R"({"Version":"2012-10-17","Statement":[{"Sid":"WithMfa","Effect":"Allow","Action":"*","Resource":"*",
            "Condition":{"Bool":{"aws:MultiFactorAuthPresent":"true"}}}]})";
    const auto of = [](std::string_view more) {
        return case_of("arn:aws:iam::111122223333:user/ben", "s3:Get", "arn:aws:s3:::b", "", more);
    };
    const Row rows[] = {
        {of(R"(,"identity_policies":[)" + document("allow") + ']'),
         "Statement 0 of identity policy 0 allows s3:Get."},
        {of(R"(,"identity_policies":[)" + conditional + ']'),
         "No identity policy allows s3:Get. Statement \"WithMfa\" of identity policy 0 would, but "
         "its condition Bool on aws:MultiFactorAuthPresent does not hold."},
        {of(R"(,"service_control_policies":[[)" + document("allow") + "],[]]"),
         "No service control policy at level 1 allows s3:Get, and every level from the root to the "
         "account must."},
        {case_of("111122223333", "s3:Get", "arn:aws:s3:::b"),
         "The root user needs no policy of its own, and nothing denies s3:Get."},
        {case_of("logs.amazonaws.com", "s3:Get", "arn:aws:s3:::b"),
         "No resource policy allows s3:Get to this principal, which has no policies of its own."},
    };
    for (const Row& row : rows) {
        const CaseFile file = read(row.json);
        const Case& one = file.cases[0];
        CHECK(reason_of(one, evaluate(one.request, one.policies())) == row.reason);
    }
}

TEST_CASE("cases that make no sense are told all at once, each with its place") {
    constexpr std::string_view request =
        R"("request":{"principal":"111122223333","action":"s3:Get","resource":"*"})";
    const auto with = [&](std::string_view more) {
        return R"([{"name":"x",)" + std::string(request) + ',' + std::string(more) + "}]";
    };
    CHECK(problems_of("[]") == "");
    CHECK(problems_of("{}") == "c:1:1: expected an array of cases, found an object");
    CHECK(problems_of("[").starts_with("c:1:2: the text ends too early"));
    CHECK(problems_of("[1]") == "c:1:2 /0: expected a case, found a whole number");
    CHECK(problems_of(R"([{"nam":1}])") ==
          "c:1:3 /0/nam: unknown member \"nam\"; did you mean \"name\"?\n"
          "c:1:2 /0: a case needs the member \"name\"\n"
          "c:1:2 /0: a case needs the member \"request\"");
    CHECK(problems_of(R"([{"name":1,"name":2,"request":[]}])").find("already a member") !=
          std::string::npos);
    CHECK(problems_of(R"([{"name":"x","request":{}}])") ==
          "c:1:24 /0/request: a request needs the member \"action\"\n"
          "c:1:24 /0/request: a request needs the member \"resource\"\n"
          "c:1:24 /0/request: a request needs the member \"principal\"");
    CHECK(
        problems_of(R"([{"name":"x","request":{"principal":"ben","action":"Get","resource":"b",
 "resource_account":"1","context":{"a:b":1,"A:B":["x",true],"a:b ":null},"contxt":{}}}])") ==
        "c:2:74 /0/request/contxt: unknown member \"contxt\"; did you mean \"context\"?\n"
        "c:1:52 /0/request/action: \"Get\" is no action; write a service and one of its actions: "
        "\"backup:StartRestoreJob\"\n"
        "c:1:69 /0/request/resource: \"b\" is no ARN; write \"*\" for an action without a "
        "resource\n"
        "c:2:21 /0/request/resource_account: \"1\" is no account; write its twelve digits\n"
        "c:2:42 /0/request/context/a:b: expected a string, found a whole number; values of a "
        "context are texts: write them in quotes\n"
        "c:2:55 /0/request/context/A:B/1: expected a string, found true or false; values of a "
        "context are texts: write them in quotes\n"
        "c:2:44 /0/request/context/A:B: there is already a context key \"a:b\": upper and lower "
        "case are alike\n"
        "c:2:68 /0/request/context/a:b : expected a string, found null\n"
        "c:1:37 /0/request/principal: \"ben\" is no principal; write the ARN of a user, a role, a "
        "session or an account's root, the name of a service, or \"*\"");
    CHECK(problems_of(with(R"("expected":"denied")"))
              .ends_with("/0/expected: \"denied\" is no decision; one of allowed, "
                         "explicitly_denied, implicitly_denied"));
    CHECK(problems_of(with(R"("expected":"alowed")"))
              .ends_with("\"alowed\" is no decision; did you mean \"allowed\"?"));
    CHECK(
        problems_of(with(R"("expected":true)")).find("expected a decision, found true or false") !=
        std::string::npos);
    CHECK(problems_of(with(R"("identity_policies":{})"))
              .ends_with("/0/identity_policies: expected an array of policies, found an object"));
    CHECK(problems_of(with(R"("resource_policy":[])"))
              .ends_with("/0/resource_policy: a policy is an object, not an array"));
    CHECK(problems_of(with(R"("service_control_policies":{})"))
              .ends_with("expected an array of levels, found an object"));
    CHECK(problems_of(with(R"("service_control_policies":[{}])"))
              .ends_with("/0/service_control_policies/0: expected a level, an array of policies, "
                         "found an object; write one array for each level, the root's first: "
                         "[[…], […]]"));
    // Malformed policies, in their places.
    CHECK(
        problems_of(with(
            R"("identity_policies":[{"Statement":{"Effect":"Alow","Action":"s3:*","Resource":"*"}}],
 "resource_policy":{"Statement":{"Effect":"Allow","Action":"s3:*"}},
 "resource_control_policies":[[{"Statement":{"Effect":"Allow","Principal":"*","Action":"s3:*","Resource":"*"}}]])")) ==
        "c:2:33 /0/resource_policy/Statement: a resource policy needs the element \"Principal\"\n"
        "c:1:130 /0/identity_policies/0/Statement/Effect: unknown effect \"Alow\"; did you mean "
        "\"Allow\"?\n"
        "c:3:55 /0/resource_control_policies/0/0/Statement/Effect: a resource control policy can "
        "only deny; AWS attaches RCPFullAWSAccess, which allows, by itself");
    // Members that may be left out may be null.
    CHECK(problems_of(with(R"("identity_policies":null,"resource_policy":null,"expected":null)")) ==
          "");
    std::string many = "[0";
    for (int i = 0; i < 300; ++i) many += ",0";
    const auto read = read_cases(many + ']', "c");
    REQUIRE(!read);
    CHECK(read.error().size() == 101);
    CHECK(read.error().back().sentence.starts_with("and "));
}

TEST_CASE("principals that nobody is") {
    for (std::string_view principal :
         {"", "ben", "11112222333", "arn:aws:iam::11:user/ben", "arn:aws:iam::111122223333:group/g",
          "arn:aws:iam::111122223333:user/", "arn:aws:iam::111122223333:role",
          "arn:aws:sts::111122223333:assumed-role/ops",
          "arn:aws:sts::111122223333:assumed-role/ops/",
          "arn:aws:sts::111122223333:assumed-role//x", "arn:aws:sts::111122223333:federated-user/",
          "arn:aws:s3:::bucket", "arn:aws:iam:eu:111122223333:root", "*.amazonaws.com",
          "backup amazonaws.com", "arn:"}) {
        CAPTURE(principal);
        CHECK(problems_of('[' + case_of(principal, "s3:Get", "*") + ']').find("is no principal") !=
              std::string::npos);
    }
}

TEST_CASE(
    "by chance: cases knocked about are decided or answered with problems, and nothing crashes") {
    const auto shipped = test::read_source("tests/policy/cases.json");
    REQUIRE(shipped);
    // Every text of the file between its quotes, to be put in each other's place.
    std::vector<std::pair<std::size_t, std::size_t>> texts;
    for (std::size_t at = 0; (at = shipped->find('"', at)) != std::string::npos;) {
        const std::size_t end = shipped->find('"', at + 1);
        if (end == std::string::npos) break;
        texts.emplace_back(at, end + 1 - at);
        at = end + 1;
    }
    std::uint32_t decided = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        Random random(seed, "cases");
        std::string text = *shipped;
        const bool is_torn = random.chance(1, 4);
        for (std::uint32_t n = 1 + random.below(3); n > 0; --n) {
            const auto size = static_cast<std::uint32_t>(texts.size());
            const auto [to, to_size] = texts[random.below(size)];
            const auto [from, from_size] = texts[random.below(size)];
            const auto byte = static_cast<char>(random.below(256));
            if (is_torn) text[random.below(static_cast<std::uint32_t>(text.size()))] = byte;
            else if (text.size() == shipped->size())  // places hold only in the text as it was
                text.replace(to, to_size, shipped->substr(from, from_size));
        }
        CAPTURE(seed);
        const auto read = read_cases(text, "c");
        if (!read) {
            CHECK(!read.error().empty());
            continue;
        }
        for (const Case& one : read->cases) {
            CHECK(!reason_of(one, evaluate(one.request, one.policies())).empty());
            ++decided;
        }
    }
    CHECK(decided > 1000);
}
