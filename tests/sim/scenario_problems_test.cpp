// What is wrong with a scenario is said all at once, each with its place, a sentence and, where there is one,
// a suggestion; and nothing is loaded.
#include "base/json.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// A scenario around `members`, on lines of their own from line 2 on.
std::string with(std::string_view members) {
    return "{\"airlock\": 1, \"title\": \"T\",\n" + std::string(members) + "\n}";
}

struct Case {
    const char* text;
    const char* problems;
};

void check_cases(std::span<const Case> cases, bool in_company = false) {
    for (const Case& row : cases) {
        CAPTURE(row.text);
        CHECK(problems_of(in_company ? small_scenario(std::string(row.text) + ",")
                                     : with(row.text)) == row.problems);
    }
}

}  // namespace

TEST_CASE("problems: what is no scenario at all") {
    const Case cases[] = {
        {"", "1:1: the text is empty\n"},
        {"[]", "1:1: a scenario is a JSON object\n"},
        {"{}", "1:1: this is not an Airlock scenario; it would begin with \"airlock\": 1\n"},
        {R"({"airlock": 2})",
         "1:13 /airlock: this program reads version 1 of the format only; write \"airlock\": 1\n"},
        {R"({"airlock": "1"})",
         "1:13 /airlock: this program reads version 1 of the format only; write \"airlock\": 1\n"},
        {R"({"airlock": 1})", "1:1: a scenario needs the member \"title\"\n"},
        {R"({"airlock": 1, "title": 5})",
         "1:25 /title: expected a string, or strings by language, found a whole number\n"},
        {R"({"airlock": 1, "title": {"de": "Titel"}})",
         "1:25 /title: the English text is missing: member \"en\"\n"},
        {R"({"airlock": 1, "title": "A", "tittle": "B", "title": "C"})",
         "1:45 /title: there is already a member \"title\"; keep one of the two\n1:30 /tittle: "
         "unknown member \"tittle\"; did "
         "you mean \"title\"?\n"},
    };
    for (const Case& row : cases) {
        CAPTURE(row.text);
        CHECK(problems_of(row.text) == row.problems);
    }
}

TEST_CASE("problems: all of them at once") {
    CHECK(problems_of(R"({
  "airlock": 1,
  "persons": [{"name": "ana", "titel": "x"}, {"name": "ana"}, {"nam": "b"}, 7],
  "accounts": [{"name": "a b", "number": "12"}],
  "steps": [{"at": "-1h", "who": "anna", "call": "Vot"}],
  "vaults": {}
})") == "1:1: a scenario needs the member \"title\"\n"
        "3:31 /persons/0/titel: unknown member \"titel\"; did you mean \"title\"?\n"
        "3:46 /persons/1: there is a person named \"ana\" already, on line 3\n"
        "3:64 /persons/2/nam: unknown member \"nam\"; did you mean \"name\"?\n"
        "3:63 /persons/2: a person needs the member \"name\"\n"
        "3:77 /persons/3: expected a person, found a whole number\n"
        "4:42 /accounts/0/number: \"12\" is no account number: it has twelve digits\n"
        "4:25 /accounts/0/name: \"a b\" is no name; names have 1 to 64 letters, digits, dots, "
        "hyphens and underscores\n"
        "6:13 /vaults: expected an array, found an object\n"
        "5:20 /steps/0/at: \"-1h\" is negative; time begins at 0\n"
        "5:50 /steps/0/call: \"Vot\" is no call; did you mean \"Vote\"?\n"
        "5:34 /steps/0/who: no person named \"anna\"; did you mean \"ana\"?\n");
}

TEST_CASE("problems: parameters") {
    const Case cases[] = {
        {R"("parameters": [{"name": "n", "type": "number", "default": 1}])",
         "2:38 /parameters/0/type: \"number\" is no type of parameter; one of integer, duration, "
         "boolean, choice\n"},
        {R"("parameters": [{"name": "n", "type": "integer", "default": "1"}])",
         "2:60 /parameters/0/default: expected a whole number, found a string\n"},
        {R"("parameters": [{"name": "n", "type": "integer", "default": 9, "min": 1, "max": 5}])",
         "2:60 /parameters/0/default: \"9\" is out of range: n may be 1 to 5\n"},
        {R"("parameters": [{"name": "n", "type": "integer", "default": 3, "min": 5, "max": 1}])",
         "2:16 /parameters/0: min is larger than max\n"
         "2:60 /parameters/0/default: \"3\" is out of range: n may be 5 to 1\n"},
        {R"("parameters": [{"name": "n", "type": "choice", "default": "c", "choices": ["a", "b"]}])",
         "2:59 /parameters/0/default: \"c\" is not among the choices a, b\n"},
        {R"("parameters": [{"name": "n", "type": "boolean", "default": true, "choices": ["a"]}])",
         "2:66 /parameters/0/choices: only a choice has choices\n"},
        {R"("parameters": [{"name": "n", "type": "duration", "default": "5x"}])",
         "2:61 /parameters/0/default: \"5x\" is not a time; times look like \"90m\", \"1d12h\" or "
         "\"+26:13\"\n"},
        {R"("settings": {"backup_job": {"parameter": "n"}})",
         "2:42 /settings/backup_job/parameter: no parameter named \"n\"\n"},
        {R"("parameters": [{"name": "n", "type": "integer", "default": 1}],
"settings": {"backup_job": {"parameter": "n"}})",
         "3:42 /settings/backup_job/parameter: parameter \"n\" is not a time\n"},
        {R"("parameters": [{"name": "n", "type": "integer", "default": 1}, {"name": "n", "type": "integer", "default": 2}])",
         "2:64 /parameters/1: there is a parameter named \"n\" already\n"},
    };
    check_cases(cases);
}

TEST_CASE("problems: values for parameters from outside") {
    const std::string text = with(R"("parameters": [
        {"name": "threshold", "type": "integer", "default": 3, "min": 2, "max": 5},
        {"name": "pause", "type": "duration", "default": "5m", "max": "1h"},
        {"name": "strict", "type": "boolean", "default": false},
        {"name": "pace", "type": "choice", "default": "slow", "choices": ["slow", "fast"]}])");
    const auto problems = [&](std::string name, std::string value) {
        const ParameterOverride overrides[] = {{std::move(name), std::move(value)}};
        return problems_of(text, overrides);
    };
    CHECK(problems("threshold", "4") == "none");
    CHECK(problems("pause", "1h") == "none");
    CHECK(problems("strict", "true") == "none");
    CHECK(problems("pace", "fast") == "none");
    CHECK(problems("threshhold", "4") ==
          "--set threshhold: the scenario has no such parameter; did you mean \"threshold\"?\n");
    CHECK(problems("xyz", "4") ==
          "--set xyz: the scenario has no such parameter; it has threshold, pause, strict, pace\n");
    CHECK(problems("threshold", "6") ==
          "--set threshold: \"6\" is out of range: threshold may be 2 to 5\n");
    CHECK(problems("threshold", "4x") == "--set threshold: \"4x\" is not a whole number\n");
    CHECK(problems("pause", "2h") ==
          "--set pause: \"2h\" is out of range: pause may be 0 s to 1 h\n");
    CHECK(problems("strict", "yes") == "--set strict: \"yes\" is neither true nor false\n");
    CHECK(problems("pace", "medium") ==
          "--set pace: \"medium\" is not among the choices slow, fast\n");
}

TEST_CASE("problems: persons, accounts, policies") {
    const Case cases[] = {
        {R"("persons": [{"name": "a", "count": 0}])",
         "2:36 /persons/0/count: 0 is out of range: it must be 1 to 10000\n"},
        {R"("persons": [{"name": "a", "staff": {"spread": "big"}}])",
         "2:47 /persons/0/staff/spread: \"big\" is no spread; one of none, narrow, usual, wide\n"},
        {R"("persons": [{"name": "a", "staff": {"trusts": ["nobody/at-all"]}}])",
         "2:48 /persons/0/staff/trusts/0: no principal named \"nobody/at-all\"\n"},
        {R"("accounts": [{"name": "a", "number": 111111111111}])",
         "2:38 /accounts/0/number: expected a string, found a whole number\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111"}, {"name": "b", "number": "111111111111"}])",
         "2:55 /accounts/1: account \"a\" has the number 111111111111 already\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111", "principals": [{"name": "root"}]}])",
         "2:69 /accounts/0/principals/0: every account has its root already; say who holds it with "
         "\"root_held_by\"\n"
         "2:14 /accounts/0: there is a principal named \"a/root\" already, on line 2\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111", "principals": [{"name": "r", "policies": ["Administrator"]}]}])",
         "2:96 /accounts/0/principals/0/policies/0: no policy named \"Administrator\"; did you "
         "mean \"AdministratorAccess\"?\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111", "principals": [{"name": "r", "policies": ["FullAWSAccess"]}]}])",
         "2:95 /accounts/0/principals/0/policies: FullAWSAccess is a service control policy, not "
         "an identity policy\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111", "root_held_by": ["b-*"]}])",
         "2:71 /accounts/0/root_held_by/0: no group of persons named \"b-*\"\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111", "organization": "o"}])",
         "2:70 /accounts/0/organization: no organization named \"o\"\n"},
        {R"("policies": {"p": {"Version": "2012-10-17", "Statement": [{"Effect": "Permit", "Action": "backup:*", "Resource": "*"}]}})",
         "2:70 /policies/p/Statement/0/Effect: unknown effect \"Permit\"\n"},
        {R"("policies": {"a b": {}})",
         "2:21 /policies/a b: \"a b\" is no name; names have 1 to 64 letters, digits, dots, "
         "hyphens and underscores\n"
         "2:21 /policies/a b: a policy needs the element \"Statement\"\n"},
    };
    check_cases(cases);
}

TEST_CASE("problems: what stands at the beginning must be able to stand") {
    const Case cases[] = {
        {R"("accounts": [{"name": "a", "number": "111111111111"}], "identity_sources": [{"account": "a"}])",
         "2:77 /identity_sources/0: account \"a\" manages no organization with an Identity "
         "Center\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111"}],
"persons": [{"name": "x"}, {"name": "y"}, {"name": "z"}],
"identity_providers": [{"name": "d", "users": ["x", "y", "z"]}],
"teams": [{"name": "t", "account": "a", "min_approvals_required": 4, "approvers": ["x", "y", "z"]}])",
         "5:11 /teams/0: this team can never agree: it needs 4 approvals and has 3 approvers\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111"}],
"persons": [{"name": "x"}, {"name": "y"}],
"identity_providers": [{"name": "d", "users": ["x", "y"]}],
"teams": [{"name": "t", "account": "a", "min_approvals_required": 2, "approvers": ["x", "y"]}])",
         "5:83 /teams/0/approvers: a team has 3 to 20 approvers, not 2\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111"}],
"persons": [{"name": "x"}, {"name": "y"}, {"name": "z"}],
"identity_providers": [{"name": "d", "users": ["x", "y", "z"]}],
"teams": [{"name": "t", "account": "a", "min_approvals_required": 2, "approvers": ["x", "y", "x"]}])",
         "5:11 /teams/0: account \"a\" has no identity source, so it can have no team\n"
         "5:11 /teams/0: \"x\" is an approver twice\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111"}],
"vaults": [{"name": "v", "account": "a", "type": "LOGICALLY_AIR_GAPPED_BACKUP_VAULT", "lock": "none", "min_retention_days": 3}])",
         "3:87 /vaults/0/lock: an air-gapped vault is always under a compliance lock\n"
         "3:12 /vaults/0: an air-gapped vault has min_retention_days of 7 at least, and "
         "max_retention_days\n"
         "3:12 /vaults/0: \"v\" is no name of a vault; vault names have 2 to 50 letters, digits, "
         "hyphens and underscores\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111"}],
"workloads": [{"name": "w", "account": "a"}],
"vaults": [{"name": "vv", "account": "a", "lock": "compliance", "min_retention_days": 7, "max_retention_days": 14}],
"recovery_points": [{"name": "p", "vault": "vv", "workload": "w", "delete_after_days": 30}, {"name": "q", "vault": "vv", "workload": "w", "age": "9d", "delete_after_days": 8}])",
         "5:93 /recovery_points/1: this recovery point is gone before the story begins: it is 9 d "
         "old and kept for 8 d\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111"}],
"workloads": [{"name": "w", "account": "a"}],
"vaults": [{"name": "vv", "account": "a", "lock": "compliance", "min_retention_days": 7, "max_retention_days": 14}],
"recovery_points": [{"name": "p", "vault": "vv", "workload": "w", "delete_after_days": 30}, {"name": "q", "vault": "vv", "workload": "w"}])",
         "5:21 /recovery_points/0: the vault \"vv\" keeps recovery points for 7 to 14 days; give "
         "\"delete_after_days\" within that range\n"
         "5:93 /recovery_points/1: the vault \"vv\" keeps recovery points for 7 to 14 days; give "
         "\"delete_after_days\" within that range\n"},
        {R"("accounts": [{"name": "a", "number": "111111111111", "organization": "p"}],
"organizations": [{"name": "o", "management_account": "a"}, {"name": "p", "management_account": "a"}])",
         "3:19 /organizations/0: account \"a\" manages \"o\" but stands in \"p\"\n"},
    };
    check_cases(cases);
}

TEST_CASE("problems: steps") {
    const Case cases[] = {
        {R"("steps": [{"who": "omar", "as": "production/root", "call": "ListInstances"}])",
         "1:54 /steps/0: a step needs \"at\" or \"when\"\n"},
        {R"("steps": [{"at": "1h", "when": {"team": "guardians", "is": "ACTIVE"}, "who": "omar", "as": "production/root", "call": "ListInstances"}])",
         "1:67 /steps/0/when: \"at\" and \"when\" exclude each other; for a pause after \"when\" "
         "there is \"delay\"\n"},
        {R"("steps": [{"at": "1h", "delay": "1h", "who": "omar", "as": "production/root", "call": "ListInstances"}])",
         "1:67 /steps/0/delay: \"delay\" goes with \"when\"\n"},
        {R"("steps": [{"at": 60, "who": "omar", "as": "production/root", "call": "ListInstances"}])",
         "1:61 /steps/0/at: expected a time, found a whole number; write it as a string: \"90m\", "
         "\"1d12h\", \"+26:13\"\n"},
        {R"("steps": [{"at": "200000d", "who": "omar", "as": "production/root", "call": "ListInstances"}])",
         "1:61 /steps/0/at: \"200000d\" is not a time of at most 100 years; times look like "
         "\"90m\", \"1d12h\" or \"+26:13\"\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "call": "ListInstances"}])",
         "1:54 /steps/0: ListInstances needs a credential; say whose with \"as\": "
         "\"account/principal\"\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "operator", "call": "ListInstances"}])",
         "1:88 /steps/0/as: \"operator\" does not say in which account; write "
         "\"account/principal\"\n"},
        {R"("steps": [{"at": "1h", "who": "mallory", "as": "production/root", "call": "ListInstances"}])",
         "1:91 /steps/0/as: mallory does not hold \"production/root\" and steals it in no step; "
         "add a name to \"held_by\" of that principal\n"},
        {R"("steps": [{"at": "1h", "who": "mallory", "as": "production/root", "call": "StealCredential", "with": {"Credential": "production/root"}}])",
         "1:85 /steps/0/as: StealCredential needs no credential, hence no \"as\"\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "production/root", "call": "ReopenAccount", "with": {"Account": "production"}}])",
         "1:82 /steps/0/as: ReopenAccount needs no credential, hence no \"as\"\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "production/operator", "call": "AssumeRole", "with": {"RoleArn": "recovery/ir"}},
{"at": "2h", "who": "omar", "as": "recovery/ir", "call": "ListBackupVaults"},
{"at": "3h", "who": "mallory", "as": "recovery/ir", "call": "ListBackupVaults"}])",
         "3:38 /steps/2/as: mallory does not hold \"recovery/ir\" and steals it in no step; add a "
         "name to \"held_by\" of that principal\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "production/root", "call": "DeleteRecoveryPoint", "with": {"BackupVaultName": "vaul"}}])",
         "1:146 /steps/0/with: DeleteRecoveryPoint needs the member \"RecoveryPointArn\"\n"
         "1:166 /steps/0/with/BackupVaultName: no vault named \"vaul\"; did you mean \"vault\"?\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "production/root", "call": "DeleteBackupVault", "with": {"BackupVault": "vault"}}])",
         "1:145 /steps/0/with/BackupVault: unknown member \"BackupVault\"; did you mean "
         "\"BackupVaultName\"?\n"
         "1:144 /steps/0/with: DeleteBackupVault needs the member \"BackupVaultName\"\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "management/admin", "call": "CreateApprovalTeam", "with": {"Name": "t", "MinApprovalsRequired": 4, "Approvers": ["ana", "ben", "cho"]}}])",
         "1:146 /steps/0/with: this team can never agree: it needs 4 approvals and has 3 "
         "approvers\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "management/admin", "call": "CreateApprovalTeam", "with": {"Name": "t", "MinApprovalsRequired": -1, "Approvers": ["ana"]}}])",
         "1:184 /steps/0/with/MinApprovalsRequired: -1 is out of range: it must be at least 0\n"},
        {R"("steps": [{"at": "1h", "who": "ana", "call": "Vote", "with": {"Session": "session-1", "Response": "YES"}}])",
         "1:142 /steps/0/with/Response: \"YES\" is no response; one of APPROVED, REJECTED\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "production/root", "call": "DeleteResourceShare", "with": {"resourceShareArn": 1}, "result": "x"}])",
         "1:167 /steps/0/with/resourceShareArn: expected a string, found a whole number\n"
         "1:181 /steps/0/result: DeleteResourceShare makes nothing that could be given a name\n"},
        {R"("steps": [{"id": "a", "at": "1h", "who": "omar", "as": "production/root", "call": "ListInstances"}, {"id": "a", "at": "1h", "who": "omar", "as": "production/root", "call": "ListInstances"}])",
         "1:144 /steps/1: there is a step \"a\" already, on line 1\n"},
        {R"("steps": [{"at": "1h", "who": "omar", "as": "production/operator", "call": "StartBackupJob", "with": {"BackupVaultName": "daily", "ResourceArn": "orders"}, "result": "copy"}])",
         "1:210 /steps/0/result: there is a recovery point named \"copy\" already\n"},
        {R"("steps": [{"at": "1h", "who": "rosa", "as": "recovery/ir", "call": "CreateResourceShare", "with": {"name": "s", "resourceArns": ["guardian"], "principals": ["production", "recover"]}}])",
         "1:173 /steps/0/with/resourceArns/0: no vault or team named \"guardian\"; did you mean "
         "\"guardians\"?\n"
         "1:215 /steps/0/with/principals/1: no account named \"recover\"; did you mean "
         "\"recovery\"?\n"},
    };
    check_cases(cases, true);
}

TEST_CASE("problems: conditions") {
    const Case cases[] = {
        {R"("expect": [{"is": "AVAILABLE"}])",
         "1:55 /expect/0: this is no condition; it begins with what it is about: {\"vault\": "
         "\"…\", \"is\": \"AVAILABLE\"}\n"},
        {R"("expect": ["ok"])", "1:55 /expect/0: expected a condition, found a string\n"},
        {R"("expect": [{"vault": "vault"}])",
         "1:55 /expect/0: this condition asks nothing about \"vault\"; add \"is\"\n"},
        {R"("expect": [{"vault": "vault", "is": "AVAILABEL"}])",
         "1:80 /expect/0/is: \"AVAILABEL\" is no state of a vault; did you mean \"AVAILABLE\"?\n"},
        {R"("expect": [{"vault": "nowhere", "is": "AVAILABLE"}])",
         "1:65 /expect/0/vault: no vault named \"nowhere\"\n"},
        {R"("expect": [{"team": "guardians", "state": "ACTIVE"}])",
         "1:77 /expect/0/state: unknown member \"state\"\n"},
        {R"("expect": [{"step": "nothing"}])", "1:64 /expect/0/step: no step named \"nothing\"\n"},
        {R"("expect": [{"every": {"call": "Delete"}, "outcome": "refused"}])",
         "1:74 /expect/0/every/call: \"Delete\" is no call; did you mean \"DeleteRole\"?\n"},
        {R"("expect": [{"every": {"by": "mallory"}}])",
         "1:55 /expect/0: \"every\" needs \"outcome\", \"gate\" or \"error\"\n"},
        {R"("expect": [{"count": {"by": "mallory"}}])",
         "1:55 /expect/0: a count needs \"times\"\n"},
        {R"("expect": [{"count": {"by": "mallory"}, "times": {"at_least": 3, "at_most": 2}}])",
         "1:93 /expect/0/times: no number is at least 3 and at most 2\n"},
        {R"("expect": [{"count": {"by": "mallory"}, "times": -1}])",
         "1:93 /expect/0/times: -1 is out of range: it must be 0 to 1000000\n"},
        {R"("expect": [{"all": []}])", "1:63 /expect/0/all: no condition is given\n"},
        {R"("expect": [{"person": "mallory"}])",
         "1:55 /expect/0: a condition on a person needs the member \"holds\"\n"},
        {R"("expect": [{"step": "x", "gate": "vault-lock"}])",
         "1:77 /expect/0/gate: \"vault-lock\" is no gate; did you mean \"vault_lock\"?\n"
         "1:64 /expect/0/step: no step named \"x\"\n"},
        {R"("expect": [{"vault": "vault", "data": "clean"}])",
         "1:55 /expect/0: \"data\" says which recovery points to count: it needs "
         "\"recovery_points\"\n"},
        {R"("ends": {"when": {"vault": "vault", "is": "gone"}})",
         "1:86 /ends/when/is: \"gone\" is no state of a vault; one of CREATING, AVAILABLE, FAILED, "
         "deleted, missing\n"},
        {R"("chapters": [{"title": "A"}])",
         "1:57 /chapters/0: a chapter needs \"at\" or \"when\"\n"},
        {R"("live": ["dora"])", "1:53 /live/0: no person named \"dora\"; did you mean \"rosa\"?\n"},
        {R"("attackers": [{"person": "mallory", "at": "1h", "pace": "0", "tries": ["TH3"]}])",
         "1:58 /attackers/0: an attacker needs a pace of 1 s at least\n"
         "1:115 /attackers/0/tries/0: \"TH3\" is no threat that an attacker knows; did you mean "
         "\"TH1\"?\n"},
    };
    check_cases(cases, true);
}

TEST_CASE("problems: texts that no parser should trust") {
    CHECK(problems_of("{\"airlock\": 1, \"title\": \"\xff\"}").find("UTF-8") != std::string::npos);
    CHECK(problems_of(std::string("{\"airlock\": 1, \"title\": \"") + '\0' + "\"}") != "none");
    const std::string deep =
        "{\"airlock\": 1, \"title\": \"T\", \"expect\": " + std::string(100'000, '[') +
        std::string(100'000, ']') + "}";
    CHECK(problems_of(deep).find("deep") != std::string::npos);
    std::string conditions = R"({"vault": "v", "is": "AVAILABLE"})";
    for (int i = 0; i < 40; ++i) conditions = R"({"all": [)" + conditions + "]}";
    CHECK(problems_of(with("\"expect\": [" + conditions + "]")) != "none");
    const std::string big = "{\"airlock\": 1, \"title\": \"" + std::string(9u << 20, 'x') + "\"}";
    CHECK(problems_of(big).find("8 MiB") != std::string::npos);
    CHECK(problems_of("{\"airlock\": 1, \"title\": \"" + std::string(5000, 'x') + "\"}") ==
          "1:25 /title: this text is longer than 4000 bytes\n");
}

TEST_CASE("problems: too many steps are told, not what speaks of them") {
    // The policy would be no identity policy: only a step uses it.
    const auto text = [](int steps) {
        std::string out = R"("persons": [{"name": "ana"}],
"accounts": [{"name": "a", "number": "111111111111", "principals": [
  {"name": "admin", "policies": ["AdministratorAccess"], "held_by": ["ana"]}]}],
"policies": {"open": {"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}},
"chapters": [{"title": "One", "when": {"step": "s1999"}}],
"expect": [{"vault": "v7", "is": "AVAILABLE"}],
"steps": [{"id": "s0", "at": "2h", "who": "ana", "as": "a/admin", "call": "PutBackupVaultAccessPolicy",
  "with": {"BackupVaultName": "v1", "Policy": "open"}})";
        for (int i = 1; i < steps; ++i) {
            const std::string n = std::to_string(i);
            out += R"(, {"id": "s)" + n +
                   R"(", "at": "1h", "who": "ana", "as": "a/admin", "call": "CreateBackupVault",)" +
                   R"( "with": {"BackupVaultName": "v)" + n + "\"}}";
        }
        return with(out + "]");
    };
    CHECK(problems_of(text(2000)) == "none");
    CHECK(problems_of(text(2001)) ==
          "9:10 /steps: a scenario has at most 2000 steps, here are 2001\n");
}

TEST_CASE("problems: numbers that would exhaust the memory") {
    CHECK(problems_of(with(R"("persons": [{"name": "a", "count": 10000}])")) == "none");
    CHECK(problems_of(with(R"("persons": [{"name": "a", "count": 10000}, {"name": "b"}])")) ==
          "2:44 /persons/1: the scenario has more than 10000 persons, accounts and other things "
          "from here on\n");
    CHECK(problems_of(with(R"("persons": [{"name": "a", "count": 1000}],
"accounts": [{"name": "x", "number": "111111111111", "count": 1000, "root_held_by": ["a-*"], "principals": [
  {"name": "r1", "held_by": ["a-*"]}, {"name": "r2", "held_by": ["a-*"]}]}])")) != "none");
    std::string lists;
    for (int i = 0; i < 3000; ++i) lists += (i ? "," : "") + std::string("\"a-*\"");
    CHECK(problems_of(with("\"persons\": [{\"name\": \"a\", \"count\": 9000}], \"live\": [" +
                           lists + "]")) ==
          "2:119 /live/11: the groups named in this file come to more than 100000 names\n");
    std::string steps;
    for (int i = 0; i < 2001; ++i) steps += (i ? "," : "") + std::string("{}");
    CHECK(problems_of(with("\"steps\": [" + steps + "]")) ==
          "2:10 /steps: a scenario has at most 2000 steps, here are 2001\n");
    // No more problems are told than anybody could read.
    std::string persons;
    for (int i = 0; i < 5000; ++i) persons += (i ? "," : "") + std::string("{\"nam\": 1}");
    const auto many = load_scenario(with("\"persons\": [" + persons + "]"), "");
    REQUIRE_FALSE(many.has_value());
    REQUIRE(many.error().size() == json_problems_max + 1);
    CHECK(many.error().back().sentence.starts_with("and "));
    CHECK(many.error().back().sentence.ends_with(" more problems"));
}

TEST_CASE("problems: groups are made out, and named together") {
    const auto scenario = load(R"({"airlock": 1, "title": "T",
      "persons": [{"name": "approver", "count": 3, "staff": {}}, {"name": "boss"}],
      "accounts": [{"name": "team", "number": "100000000000", "count": 2, "root_held_by": ["boss", "approver-*"]}],
      "identity_providers": [{"name": "d", "users": ["approver-*"]}],
      "live": ["approver-*", "boss"]})");
    REQUIRE(scenario->persons.size() == 4);
    CHECK(scenario->persons[2].name == "approver-3");
    CHECK(scenario->persons[2].staff.has_value());
    CHECK(scenario->live ==
          std::vector<std::string>{"approver-1", "approver-2", "approver-3", "boss"});
    REQUIRE(scenario->accounts.size() == 2);
    CHECK(scenario->accounts[1].name == "team-2");
    CHECK(scenario->accounts[1].number == 100000000001);
    CHECK(scenario->accounts[1].principals[0].held_by.size() == 4);
    CHECK(scenario->identity_providers[0].users.size() == 3);
    CHECK(scenario->identity_providers[0].users[1].person == "approver-2");
}

TEST_CASE("scenario problems: numbers of accounts that run over or come twice") {
    const auto with_accounts = [](std::string_view accounts) {
        std::string text = small_scenario("");
        const std::string_view mark = "\"accounts\": [";
        return text.insert(text.find(mark) + mark.size(), accounts);
    };
    CHECK(problems_of(with_accounts(R"({"name": "y", "number": "999999999995", "count": 5},)")) ==
          "none");
    CHECK(problems_of(with_accounts(R"({"name": "y", "number": "999999999998", "count": 5},)"))
              .find("the numbers of this group go on after 999999999999") != std::string::npos);
    CHECK(problems_of(with_accounts(R"({"name": "x", "number": "000000000000"},
        {"name": "y", "number": "000000000000"},)"))
              .find("account \"x\" has the number 000000000000 already") != std::string::npos);
}

TEST_CASE("scenario problems: the names of built-in policies are taken") {
    std::string text = small_scenario("");
    text.insert(text.find("{\"ir\"") + 1, "\"FullAWSAccess\": {}, ");
    CHECK(
        problems_of(text).find("the policy \"FullAWSAccess\" is built in; choose another name\n") !=
        std::string::npos);
}

TEST_CASE("scenario problems: steps that wait for themselves, alone or in a circle") {
    const auto with_steps = [](std::string_view steps) {
        return problems_of(small_scenario("\"steps\": [" + std::string(steps) + "],"));
    };
    const auto step = [](std::string_view id, std::string_view when) {
        return R"({"id": ")" + std::string(id) + R"(", "when": )" + std::string(when) +
               R"(, "who": "omar", "as": "production/root", "call": "ListBackupVaults"})";
    };
    CHECK(with_steps(step("ask", R"({"step": "ask"})"))
              .find("step \"ask\" never happens: it waits for itself") != std::string::npos);
    const std::string circle =
        with_steps(step("a", R"({"step": "b"})") + "," + step("b", R"({"all": [{"step": "c"}]})") +
                   "," + step("c", R"([{"step": "a"}])"));
    CHECK(circle.find("step \"a\" never happens: it waits for \"b\", which waits for \"c\", "
                      "which waits for it\n") != std::string::npos);
    // Told once; and a way out is a way out.
    CHECK(circle.find("never happens", circle.find("never happens") + 1) == std::string::npos);
    CHECK(
        with_steps(step("a", R"({"any": [{"step": "b"}, {"vault": "vault", "is": "AVAILABLE"}]})") +
                   "," + step("b", R"({"step": "a"})")) == "none");
    CHECK(with_steps(step("a", R"({"none": [{"step": "a"}]})")) == "none");
}

TEST_CASE("scenario problems: what is not read beyond the limit is not missed") {
    const std::string problems = problems_of(small_scenario("").insert(
        small_scenario("").find("\"persons\": [") + 12,
        R"({"name": "many", "count": 9999}, {"name": "more", "count": 9},)"));
    CHECK(problems.find("more than 10000") != std::string::npos);
    CHECK(problems.find("no p") == std::string::npos);
}
