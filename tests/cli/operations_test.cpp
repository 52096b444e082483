// The facts about AWS's operations, held to the rules: nothing is missing, nothing is said that is not so, and every
// limit on what a story can choose is checked. That the rules give no other errors than the facts say is checked
// wherever a test asks them (support/estate.cpp), that they give each of them by the fuzzer (world_fuzz_test.cpp).
#include "cli/operations.h"

#include <charconv>
#include <functional>
#include <optional>
#include <regex>
#include <set>
#include <sstream>

#include "base/text.h"
#include "sim/call_text.h"
#include "study/aws_request.h"
#include "support/estate.h"
#include "support/golden.h"
#include "support/text_table.h"
#include "world/members.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// Calls `visit` with each operation and its members.
void each_operation(const std::function<void(const Operation&, std::uint32_t)>& visit) {
    for (std::uint32_t i = 0; i < std::variant_size_v<Call>; ++i)
        visit(operation_of(empty_call(i)), i);
}

const cli::MemberFacts* find_member(const cli::OperationFacts& facts, std::string_view path) {
    for (const cli::MemberFacts& member : facts.members)
        if (member.path == path) return &member;
    return nullptr;
}

std::string_view parent_of(std::string_view path) {
    const auto dot = path.rfind('.');
    return dot == std::string_view::npos ? std::string_view() : path.substr(0, dot);
}

// --- limits -----------------------------------------------------------------------------------------------

enum class Of : std::uint8_t { text, number, list, words };

struct Limit {
    Of of = Of::text;
    std::int64_t min = 0;
    std::int64_t max = 0;
    std::string letters;  // "[a-z]"
};

// Nothing for what is no limit that a test can go beyond: patterns of ids, which stories do not write.
std::optional<Limit> read_limit(const std::string& text, Of of) {
    if (text.empty()) return std::nullopt;
    const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
    if (text.size() > 1 && is_capital(text[0]) && is_capital(text[1]))
        return Limit{Of::words, 0, 0, {}};
    Limit out;
    out.of = of;
    const auto dots = text.find("..");
    if (dots == std::string::npos) return std::nullopt;
    std::from_chars(text.data(), text.data() + dots, out.min);
    const char* end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + dots + 2, end, out.max);
    if (read.ec != std::errc()) return std::nullopt;
    std::string rest(read.ptr, end);
    if (rest == " items") out.of = Of::list;
    else if (rest.starts_with(" [")) out.letters = rest.substr(1);
    if (out.of == Of::list && out.min != 3) return std::nullopt;  // lists of a call hold no more
    return out;
}

std::optional<Of> kind_of(const Member& member) {
    switch (member.kind) {
        case MemberKind::text: return Of::text;
        case MemberKind::integer: return Of::number;
        case MemberKind::references: return Of::list;
        default: return std::nullopt;
    }
}

// Values that go beyond the limit.
std::vector<std::string> beyond(const Limit& limit) {
    std::vector<std::string> out;
    switch (limit.of) {
        case Of::words: return {"nonsense"};
        case Of::list:
            if (limit.min == 3) out.push_back("ana,ben");
            return out;
        case Of::number:
            if (limit.min > 0) out.push_back(std::to_string(limit.min - 1));
            out.push_back(std::to_string(limit.max + 1));
            return out;
        case Of::text: break;
    }
    if (limit.min > 1) out.emplace_back(static_cast<std::size_t>(limit.min - 1), 'a');
    out.emplace_back(static_cast<std::size_t>(limit.max + 1), 'a');
    if (limit.letters.empty()) return out;
    const std::regex allowed(limit.letters);
    for (const std::string letter : {"!", "/", "\x7f"})
        if (!std::regex_match(letter, allowed)) out.push_back("aa" + letter + "aaaa");
    REQUIRE(out.size() > 1);
    return out;
}

struct Asked {
    std::string_view first;  // what is done before; "-" = nothing
    std::string_view as;
    std::string call;
};

Decision ask(const Asked& asked) {
    Estate estate;
    if (asked.first != "-")
        for (const std::string_view call : split(asked.first, ';'))
            REQUIRE(estate.does("olga", asked.as, trim(call)).outcome == Outcome::done);
    return estate.ask("olga", asked.as, asked.call);
}

std::string with_value(const std::string& call, std::string_view member, const std::string& value) {
    const std::string name = " " + std::string(member) + "=";
    const auto at = call.find(name);
    REQUIRE(at != std::string::npos);
    const auto start = at + name.size();
    return call.substr(0, start) + value +
           call.substr(std::min(call.find(' ', start), call.size()));
}

void check_beyond(const Asked& asked, std::string_view member, const cli::OperationFacts& facts,
                  const Limit& limit) {
    CHECK(ask(asked).gate != Gate::parameters);
    for (const std::string& value : beyond(limit)) {
        const std::string call = with_value(asked.call, member, value);
        CAPTURE(call.substr(0, 300));
        const Decision decision = ask({asked.first, asked.as, call});
        CHECK(decision.outcome == Outcome::refused);
        CHECK(decision.gate == Gate::parameters);
        CHECK(cli::is_known_refusal(facts, "parameters", to_text(decision.error)));
    }
    if (limit.of != Of::text) return;
    const std::string longest(static_cast<std::size_t>(limit.max), 'a');
    if (facts.name == "CreateAccount" && member == "Email") return;  // an address has a form
    if (limit.letters.empty() || std::regex_match("a", std::regex(limit.letters)))
        CHECK(ask({asked.first, asked.as, with_value(asked.call, member, longest)}).gate !=
              Gate::parameters);
}

// Calls that pass the gate `parameters`, with every member whose limit stories can go beyond.
constexpr std::string_view good_calls = R"(
    first | as | call
    - | hq/admin | CreateOrganizationalUnit ParentId=home Name=u
    - | hq/admin | CreateAccount AccountName=new Email=a@example.com
    - | hq/admin | CreatePolicy Name=p Type=SERVICE_CONTROL_POLICY Content=deny-backup
    - | hq/admin | EnablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY
    - | hq/admin | DisablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY
    - | hq/admin | EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com
    - | hq/admin | DisableAWSServiceAccess ServicePrincipal=backup.amazonaws.com
    - | hq/admin | RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=backup.amazonaws.com
    - | owner/admin | CreateRole RoleName=new AssumeRolePolicyDocument=trust-rescue
    - | hq/admin | AssumeRole RoleArn=owner/entry RoleSessionName=ok DurationSeconds=900
    - | owner/admin | CreateKey Alias=k
    - | owner/admin | ScheduleKeyDeletion KeyId=cmk PendingWindowInDays=7
    - | hq/admin | CreateApprovalTeam Name=t Description=d MinApprovalsRequired=2 Approvers=ana,ben,cho
    - | hq/admin | UpdateApprovalTeam Arn=guardians Description=d MinApprovalsRequired=3 Approvers=ana,ben,cho UpdateActions=SYNCHRONIZE_MFA_DEVICES
    - | hq/admin | StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=0
    - | hq/admin | GetResourcePolicy ResourceArn=guardians PolicyName=x PolicyType=AWS_MANAGED
    - | owner/admin | CreateBackupVault BackupVaultName=new Region=eu-west-1
    - | owner/admin | CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=35
    - | owner/admin | PutBackupVaultLockConfiguration BackupVaultName=daily MinRetentionDays=1 MaxRetentionDays=35 ChangeableForDays=3
    - | owner/admin | UpdateRecoveryPointLifecycle BackupVaultName=daily RecoveryPointArn=rp-2 DeleteAfterDays=100 MoveToColdStorageAfterDays=1
    - | owner/admin | StartBackupJob BackupVaultName=daily ResourceArn=orders-db DeleteAfterDays=100 MoveToColdStorageAfterDays=1 StartWindowMinutes=60
    - | owner/admin | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag DeleteAfterDays=100 MoveToColdStorageAfterDays=1
    - | owner/admin | AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare MpaApprovalTeamArn=strangers RequesterComment=c
    - | owner/admin | DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag RequesterComment=c
    - | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view RequesterComment=c
    - | owner/admin | RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=none RequesterComment=c
    - | owner/admin | CreateBackupPlan BackupPlanName=p RuleName=r TargetBackupVaultName=daily StartWindowMinutes=60 DeleteAfterDays=100 MoveToColdStorageAfterDays=1 CopyDestinationBackupVaultArn=lag CopyDeleteAfterDays=10
    CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily | owner/admin | UpdateBackupPlan BackupPlanId=p RuleName=r TargetBackupVaultName=daily StartWindowMinutes=60 DeleteAfterDays=100 MoveToColdStorageAfterDays=1 CopyDestinationBackupVaultArn=lag CopyDeleteAfterDays=10
    - | owner/admin | CreateBackupSelection BackupPlanId=p SelectionName=s
    - | owner/admin | CreateRestoreTestingPlan RestoreTestingPlanName=drill Algorithm=LATEST_WITHIN_WINDOW SelectionWindowDays=1 StartWindowHours=1
    CreateRestoreTestingPlan RestoreTestingPlanName=drill | owner/admin | UpdateRestoreTestingPlan RestoreTestingPlanName=drill Algorithm=LATEST_WITHIN_WINDOW SelectionWindowDays=1 StartWindowHours=1
    CreateRestoreTestingPlan RestoreTestingPlanName=drill | owner/admin | CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS ValidationWindowHours=1
    CreateRestoreTestingPlan RestoreTestingPlanName=drill; CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS | owner/admin | UpdateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ValidationWindowHours=1
    - | owner/admin | PutRestoreValidationResult RestoreJobId=none ValidationStatus=SUCCESSFUL
    - | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY ScanMode=FULL_SCAN
)";

}  // namespace

TEST_CASE("docs/operations.md is what the program says") {
    // A golden that people read; UPDATE_GOLDEN=1 writes it.
    check_golden("../../docs/operations.md", cli::operations_text());
}

TEST_CASE("every operation has its facts, and its members are AWS's") {
    std::size_t modelled = 0;
    each_operation([&](const Operation& operation, std::uint32_t number) {
        CAPTURE(operation.name);
        const cli::OperationFacts* facts = cli::find_operation(operation.name);
        if (operation.is_deed()) {
            CHECK(facts == nullptr);
            return;
        }
        ++modelled;
        REQUIRE(facts != nullptr);
        CHECK(facts->service == operation.service);
        for (const Member& member : members_of(number)) {
            CAPTURE(member.name);
            const std::string_view path = study::aws_path(operation.name, member.name);
            CHECK((path.empty() || find_member(*facts, path) != nullptr));
        }
    });
    CHECK(cli::operation_facts().size() == modelled);
    std::set<std::string_view> names;
    for (const cli::OperationFacts& facts : cli::operation_facts()) names.insert(facts.name);
    CHECK(names.size() == modelled);
}

// A story gives the members that the world requires; whatever else AWS requires is filled in.
TEST_CASE("requests carry every member that AWS requires, and none that it does not know") {
    Estate estate;
    each_operation([&](const Operation& operation, std::uint32_t number) {
        if (operation.is_deed()) return;
        CAPTURE(operation.name);
        const cli::OperationFacts& facts = *cli::find_operation(operation.name);
        const study::AwsRequest request =
            study::request_of(estate.world, empty_call(number), Id<Account>{1}, "eu-west-1");
        std::set<std::string_view> given;
        for (const Member& member : members_of(number))
            if (member.presence == Presence::required)
                given.insert(study::aws_path(operation.name, member.name));
        for (const cli::MemberFacts& member : facts.members) {
            CAPTURE(member.path);
            const std::string_view parent = parent_of(member.path);
            const bool is_needed =
                member.is_required && (parent.empty() || study::has_at(request.members, parent));
            CHECK((!is_needed || given.contains(member.path) ||
                   study::has_at(request.members, member.path)));
        }
        for (const study::AwsMember& member : request.members) {
            CAPTURE(member.name);
            bool is_known = false;
            for (const cli::MemberFacts& fact : facts.members)
                is_known = is_known || fact.path == member.name ||
                           fact.path.starts_with(member.name + ".") ||
                           fact.path.starts_with(member.name + "[]");
            CHECK(is_known);
        }
    });
}

TEST_CASE("every limit on what a story can choose is checked at the gate parameters") {
    const TextTable table(good_calls);
    std::size_t checked = 0;
    each_operation([&](const Operation& operation, std::uint32_t number) {
        if (operation.is_deed()) return;
        const cli::OperationFacts& facts = *cli::find_operation(operation.name);
        for (const Member& member : members_of(number)) {
            const auto kind = kind_of(member);
            const auto* fact = find_member(facts, study::aws_path(operation.name, member.name));
            if (!kind || fact == nullptr) continue;
            const auto limit = read_limit(fact->limit, *kind);
            if (!limit) continue;
            CAPTURE(operation.name);
            CAPTURE(member.name);
            bool is_there = false;
            for (const TextTable::Row& row : table) {
                const std::string call(row["call"]);
                if (!call.starts_with(std::string(operation.name) + " ")) continue;
                is_there = true;
                check_beyond({row["first"], row["as"], call}, member.name, facts, *limit);
            }
            CHECK(is_there);
            ++checked;
        }
    });
    CHECK(checked > 60);
}

TEST_CASE("errors are AWS's own, or common ones") {
    const std::set<std::string_view> common{"AccessDeniedException", "ValidationError",
                                            "ValidationException", "InvalidAMIID.NotFound",
                                            "IncorrectState"};
    std::set<std::string_view> given;
    for (const cli::OperationFacts& facts : cli::operation_facts())
        for (const cli::ErrorFacts& error : facts.errors) {
            CAPTURE(facts.name);
            CAPTURE(error.code);
            if (!error.gates.empty()) given.insert(error.code);
            CHECK((error.is_listed || common.contains(error.code)));
            for (const std::string_view gate : error.gates) {
                CAPTURE(gate);
                CHECK((!cli::is_common_gate(gate) || gate == "endpoint"));
                bool is_gate = false;
                for (std::uint32_t i = 1; i < gates_count; ++i)
                    is_gate = is_gate || to_text(static_cast<Gate>(i)) == gate;
                CHECK(is_gate);
            }
        }
    // What no rule gives at all has its reason.
    for (const cli::OperationFacts& facts : cli::operation_facts())
        for (const cli::ErrorFacts& error : facts.errors) {
            CAPTURE(error.code);
            if (error.gates.empty())
                CHECK((given.contains(error.code) || cli::is_common_code(error.code) ||
                       cli::why_never(error.code) != ""));
        }
}

TEST_CASE("cli: operations prints one, or all, and knows what is not modelled") {
    const auto airlock_cli = [](std::vector<std::string> words, std::string& out,
                                std::string& err) {
        std::ostringstream out_stream;
        std::ostringstream err_stream;
        const int code = cli::run(words, {out_stream, err_stream, "1.2.3", {}});
        out = out_stream.str();
        err = err_stream.str();
        return code;
    };
    std::string out;
    std::string err;
    CHECK(airlock_cli({"operations", "CreateApprovalTeam"}, out, err) == 0);
    CHECK(err == "");
    CHECK(out.starts_with("### CreateApprovalTeam\n"));
    for (const std::string_view line :
         {"| `Name` | required | `1..64 [a-zA-Z0-9._-]` | text |",
          "| `ApprovalStrategy.MofN.MinApprovalsRequired` | required | `2..20` | number |",
          "| `Policies[].PolicyArn` | required |",
          "Result: `CreationTime`, `Arn`, `Name`, `VersionId`.",
          "| `ConflictException` | `resource_exists`, `resource_state` |",
          "Not modelled: `ClientToken`, `Tags`."}) {
        CAPTURE(line);
        CHECK(out.find(line) != std::string::npos);
    }
    CHECK(airlock_cli({"operations"}, out, err) == 0);
    CHECK(out == cli::operations_text());
    CHECK(out.find("\n| `CreateApprovalTeam` | ") != std::string::npos);
    CHECK(airlock_cli({"operations", "CreateAprovalTeam"}, out, err) == 2);
    CHECK(out == "");
    CHECK(err ==
          "airlock: no operation is called \"CreateAprovalTeam\"; did you mean "
          "\"CreateApprovalTeam\"?\n");
    CHECK(airlock_cli({"operations", "Vote"}, out, err) == 2);  // no API offers that
    CHECK(airlock_cli({"operations", "--help"}, out, err) == 0);
    CHECK(out.starts_with("airlock operations [NAME…]\n"));
}
