// Commands as the AWS CLI reads them: its words, its quoting, and what it requires. The table of options was
// taken by hand from the API references; that the real CLI parses every shipped story was tried with it.
#include "study/aws_cli.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "base/text.h"
#include "sim/call_text.h"
#include "support/golden.h"
#include "support/scenarios.h"
#include "world/catalog.h"
#include "world/members.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

struct Signature {
    std::string_view command;
    std::string_view required;  // options, with spaces between
};

// What the CLI refuses to do without.
constexpr Signature signatures[] = {
    {"backup associate-backup-vault-mpa-approval-team",
     "--backup-vault-name --mpa-approval-team-arn"},
    {"backup create-backup-vault", "--backup-vault-name"},
    {"backup create-logically-air-gapped-backup-vault",
     "--backup-vault-name --min-retention-days --max-retention-days"},
    {"backup create-restore-access-backup-vault", "--source-backup-vault-arn"},
    {"backup delete-backup-vault", "--backup-vault-name"},
    {"backup delete-backup-vault-lock-configuration", "--backup-vault-name"},
    {"backup delete-recovery-point", "--backup-vault-name --recovery-point-arn"},
    {"backup describe-backup-vault", "--backup-vault-name"},
    {"backup describe-copy-job", "--copy-job-id"},
    {"backup describe-restore-job", "--restore-job-id"},
    {"backup disassociate-backup-vault-mpa-approval-team", "--backup-vault-name"},
    {"backup get-recovery-point-restore-metadata", "--backup-vault-name --recovery-point-arn"},
    {"backup list-backup-vaults", ""},
    {"backup list-recovery-points-by-backup-vault", "--backup-vault-name"},
    {"backup list-restore-access-backup-vaults", "--backup-vault-name"},
    {"backup put-backup-vault-lock-configuration", "--backup-vault-name"},
    {"backup revoke-restore-access-backup-vault",
     "--backup-vault-name --restore-access-backup-vault-arn"},
    {"backup start-backup-job", "--backup-vault-name --resource-arn --iam-role-arn"},
    {"backup start-copy-job",
     "--recovery-point-arn --source-backup-vault-name --destination-backup-vault-arn "
     "--iam-role-arn"},
    {"backup start-restore-job", "--recovery-point-arn --metadata"},
    {"backup update-global-settings", ""},
    {"backup update-recovery-point-lifecycle", "--backup-vault-name --recovery-point-arn"},
    {"iam delete-role", "--role-name"},
    {"identitystore list-users", "--identity-store-id"},
    {"mpa create-approval-team", "--approval-strategy --approvers --description --policies --name"},
    {"mpa create-identity-source", "--identity-source-parameters"},
    {"mpa get-policy-version", "--policy-version-arn"},
    {"mpa get-session", "--session-arn"},
    {"mpa list-identity-sources", ""},
    {"mpa list-policies", ""},
    {"mpa list-policy-versions", "--policy-arn"},
    {"mpa start-approval-team-baseline", "--arn"},
    {"organizations accept-handshake", "--handshake-id"},
    {"organizations create-organization", ""},
    {"organizations invite-account-to-organization", "--target"},
    {"ram accept-resource-share-invitation", "--resource-share-invitation-arn"},
    {"ram create-resource-share", "--name"},
    {"ram delete-resource-share", "--resource-share-arn"},
    {"ram disassociate-resource-share", "--resource-share-arn"},
    {"ram get-resource-share-invitations", ""},
    {"sso-admin list-instances", ""},
};

std::string story(std::string_view name) {
    Simulation simulation(shipped(name), {});
    simulation.run_to_end();
    return study::cli_text(simulation);
}

// The commands, each on one line.
std::vector<std::string> commands_of(std::string text) {
    for (auto at = text.find(" \\\n    "); at != std::string::npos; at = text.find(" \\\n    "))
        text.replace(at, 7, " ");
    std::vector<std::string> out;
    for (const std::string_view line : split(text, '\n'))
        if (line.starts_with("aws ")) out.emplace_back(line);
    return out;
}

}  // namespace

TEST_CASE("cli export: the shipped stories") {
    for (const std::string_view name : {"first-approval", "cross-account"})
        check_golden(std::string(name) + ".commands.txt", story(name));
}

TEST_CASE("cli export: words are in kebab case as the CLI makes them") {
    const std::array<std::array<std::string_view, 2>, 9> words{{
        {"MpaApprovalTeamArn", "mpa-approval-team-arn"},
        {"Arn", "arn"},
        {"resourceArns", "resource-arns"},
        {"allowExternalPrincipals", "allow-external-principals"},
        {"EnableSharingWithAwsOrganization", "enable-sharing-with-aws-organization"},
        {"EnableAWSServiceAccess", "enable-aws-service-access"},
        {"LogicallyAirGappedBackupVaultArn", "logically-air-gapped-backup-vault-arn"},
        {"PendingWindowInDays", "pending-window-in-days"},
        {"KeyId", "key-id"},
    }};
    for (const auto& [member, option] : words) CHECK(study::kebab_case(member) == option);
}

TEST_CASE("cli export: a word is quoted when a shell would read it otherwise") {
    CHECK(study::shell_word("prod-airgap") == "prod-airgap");
    CHECK(study::shell_word("arn:aws:iam::1:role/x") == "arn:aws:iam::1:role/x");
    CHECK(study::shell_word("") == "''");
    CHECK(study::shell_word("two words") == "'two words'");
    CHECK(study::shell_word("it's") == "'it'\\''s'");
    CHECK(study::shell_word("$(rm -rf /)") == "'$(rm -rf /)'");
    CHECK(study::shell_word("a;b") == "'a;b'");
    CHECK(study::shell_word("~root") == "'~root'");
    CHECK(study::shell_word("#") == "'#'");
}

TEST_CASE(
    "cli export: lists are words, structures JSON, yes and no flags, texts like options tied") {
    study::AwsRequest request;
    static constexpr Operation operation{"ram", "CreateResourceShare"};
    request.operation = &operation;
    request.region = "eu-central-1";
    study::put_at(request.members, "name", study::aws_text("-x"));
    study::put_at(request.members, "principals",
                  {study::AwsList{study::aws_text("1"), study::aws_text("2")}});
    study::put_at(request.members, "allowExternalPrincipals", {false});
    study::put_at(request.members, "resourceShareConfiguration.on", {true});
    study::put_at(request.members, "tags[].key", study::aws_text("it's"));
    CHECK(
        join(commands_of(study::cli_command(request, "p")), "\n") ==
        "aws ram create-resource-share --name=-x --principals 1 2 --no-allow-external-principals "
        "--resource-share-configuration '{\"on\":true}' --tags '[{\"key\":\"it'\\''s\"}]' --region "
        "eu-central-1 --profile p");
}

TEST_CASE(
    "cli export: every command of the shipped stories has what the CLI requires, global options "
    "last") {
    for (const std::string_view name : {"first-approval", "cross-account"}) {
        for (const std::string& command : commands_of(story(name))) {
            CAPTURE(command);
            const auto options = command.find(" --");
            const std::string_view words = std::string_view(command).substr(4, options - 4);
            const Signature* found = nullptr;
            for (const Signature& row : signatures)
                if (row.command == words) found = &row;
            REQUIRE(found != nullptr);
            for (const std::string_view option : split(found->required, ' '))
                if (!option.empty())
                    CHECK(command.find(" " + std::string(option) + " ") != std::string::npos);
            const auto profile = command.find(" --profile ");
            REQUIRE(profile != std::string::npos);
            CHECK(command.find(" --", profile + 1) == std::string::npos);
            const auto region = command.find(" --region ");
            if (region != std::string::npos) CHECK(command.find(" --", region + 1) == profile);
            if (words.starts_with("mpa "))
                CHECK(command.find(" --region us-east-1 ") != std::string::npos);
        }
    }
}

TEST_CASE("cli export: what no API offers is a comment, and an author's line end cannot leave it") {
    const std::string text = story("first-approval");
    CHECK(text.find("# +00:40:54.000 ana as directory/ana: Vote Session=session-1 "
                    "Response=APPROVED (in the approval portal)") != std::string::npos);
    for (const std::string_view line : split(text, '\n'))
        CHECK((line.empty() || line.starts_with("# ") || line.starts_with("aws ") ||
               line.starts_with("    --")));
}

TEST_CASE("cli export: nodes of an organization have ids, policy documents stand on one line") {
    Simulation simulation(shipped("cross-account"), {});
    simulation.run_to_end();
    const World& world = simulation.world();
    const auto command = [&](const Call& call) {
        return commands_of(study::cli_command(
            study::request_of(world, call, Id<Account>{0}, "eu-central-1"), "p"))[0];
    };
    call::MoveAccount move;
    move.account = {1};
    move.source.ref = Ref(Kind::organization, 0);
    move.destination.ref = Ref(Kind::organizational_unit, 0);
    CHECK(command(move).find("--account-id 111111111111 --source-parent-id r-0001 ") !=
          std::string::npos);
    call::PutRolePolicy put;
    put.role = {1};
    put.document = {world.catalog->documents.size() == 0
                        ? Id<PolicyDocument>::none
                        : static_cast<std::uint32_t>(world.catalog->documents.size()) - 1};
    const std::string text = command(put);
    CAPTURE(text);
    CHECK(text.find("--policy-document '{\"Version\":\"2012-10-17\",\"Statement\":[") !=
          std::string::npos);
    CHECK(text.find('\n') == std::string::npos);
}

TEST_CASE("cli export: every operation of the world makes a request, whatever it names") {
    Simulation simulation(shipped("cross-account"), {});
    simulation.run_to_end();
    const World& world = simulation.world();
    std::uint32_t requests = 0;
    for (std::uint32_t i = 0; i < std::variant_size_v<Call>; ++i) {
        const Call call = empty_call(i);
        if (operation_of(call).is_deed()) continue;
        const study::AwsRequest request =
            study::request_of(world, call, Id<Account>{0}, "eu-central-1");
        const std::string command = study::cli_command(request, "p");
        CAPTURE(command);
        CHECK(command.starts_with("aws "));
        CHECK(command.ends_with("--profile p"));
        ++requests;
    }
    CHECK(requests > 40);
}
