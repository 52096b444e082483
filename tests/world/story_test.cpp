// What only shows over time: votes, silence, clocks, expiry, execution, and what a compromise does to them.
#include "support/estate.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

constexpr std::string_view request =
    "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view";

std::string vote(Estate& e, std::string_view person, std::string_view session,
                 std::string_view response) {
    return answer_of(
        e.does(person, "corp/" + std::string(person),
               "Vote Session=" + std::string(session) + " Response=" + std::string(response)));
}

const Vault& view(const Estate& e) { return e.world.vaults[e.find("vault", "view").as<Vault>()]; }
const Session& first_session(const Estate& e) { return e.world.sessions[{0}]; }

}  // namespace

TEST_CASE("two of three open the vault, after the service has done its work") {
    Estate e;
    CHECK(answer_of(e.does("olga", "rescue/admin", request)) == "pending approval");
    CHECK(view(e).state == VaultState::CREATING);
    CHECK(vote(e, "ana", "session-1", "APPROVED") == "done");
    CHECK(first_session(e).status == SessionStatus::PENDING);
    CHECK(vote(e, "cho", "session-1", "APPROVED") == "done");
    CHECK(first_session(e).status == SessionStatus::APPROVED);
    CHECK(first_session(e).execution_status == ExecutionStatus::EXECUTED);
    CHECK(view(e).state == VaultState::CREATING);
    CHECK(answer_of(e.ask("olga", "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1")) ==
          "refused sharing AccessDeniedException");
    e.pass(minutes(5));
    CHECK(view(e).state == VaultState::AVAILABLE);
    CHECK(answer_of(e.does("olga", "rescue/admin",
                           "StartRestoreJob RecoveryPointArn=rp-1 RestoredName=orders-2")) ==
          "done");
    e.pass(hours(2));
    const Workload& restored = e.world.workloads[e.find("workload", "orders-2").as<Workload>()];
    CHECK(restored.state == WorkloadState::restored);
    CHECK(name_of(e.world, restored.account) == "rescue");
}

TEST_CASE("a view is copied from, never deleted from") {
    Estate e;
    e.world.keys.update({0}, [](Key& k) { k.account = {2}; });
    e.world.vaults.update(e.find("vault", "depot").as<Vault>(), [](Vault& v) { v.key = {0}; });
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "APPROVED");
    vote(e, "ben", "session-1", "APPROVED");
    e.pass(minutes(5));
    CHECK(answer_of(e.ask("olga", "rescue/admin",
                          "DeleteRecoveryPoint BackupVaultName=view RecoveryPointArn=rp-1")) ==
          "refused vault_type InvalidRequestException");
    CHECK(answer_of(e.ask("olga", "rescue/admin", "DeleteBackupVault BackupVaultName=view")) ==
          "refused vault_type InvalidRequestException");
    CHECK(answer_of(e.does("olga", "rescue/admin",
                           "StartCopyJob RecoveryPointArn=rp-1 SourceBackupVaultName=view "
                           "DestinationBackupVaultArn=depot DeleteAfterDays=90")) == "done");
    e.pass(hours(1));
    CHECK(e.world.recovery_points[{2}].copied_from == Id<RecoveryPoint>{0});
    CHECK(name_of(e.world, e.world.recovery_points[{2}].vault) == "depot");
}

TEST_CASE("a vote counts once, from an approver, while the session is open") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    CHECK(vote(e, "ana", "session-2", "APPROVED") ==
          "refused resource_exists ResourceNotFoundException");
    CHECK(answer_of(e.ask("olga", "rescue/admin", "Vote Session=session-1 Response=APPROVED")) ==
          "refused sign_in AccessDeniedException");
    CHECK(answer_of(e.ask("mallory", "corp/ana", "Vote Session=session-1 Response=APPROVED")) ==
          "refused credential AccessDeniedException");
    CHECK(vote(e, "ana", "session-1", "APPROVED") == "done");
    CHECK(vote(e, "ana", "session-1", "APPROVED") == "refused resource_state ConflictException");
    CHECK(first_session(e).approved == 1u);
    CHECK(vote(e, "ben", "session-1", "APPROVED") == "done");
    CHECK(vote(e, "cho", "session-1", "APPROVED") == "refused resource_state ConflictException");
}

TEST_CASE("a stolen portal sign-in is one vote, not more") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    e.does("mallory", "-", "StealCredential Credential=corp/ana");
    CHECK(answer_of(e.does("mallory", "corp/ana", "Vote Session=session-1 Response=APPROVED")) ==
          "done");
    CHECK(vote(e, "ana", "session-1", "APPROVED") == "refused resource_state ConflictException");
    CHECK(first_session(e).status == SessionStatus::PENDING);
}

TEST_CASE("a session fails as soon as approval has become impossible") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "REJECTED");
    CHECK(first_session(e).status == SessionStatus::PENDING);
    vote(e, "ben", "session-1", "REJECTED");
    CHECK(first_session(e).status == SessionStatus::FAILED);
    CHECK(first_session(e).status_code == SessionStatusCode::REJECTED);
    CHECK(view(e).state == VaultState::FAILED);
}

TEST_CASE("the other readings of when rejections end a session") {
    Estate threshold;
    threshold.world.settings.early_reject = EarlyReject::threshold;
    threshold.does("olga", "rescue/admin", request);
    vote(threshold, "ana", "session-1", "REJECTED");
    vote(threshold, "ben", "session-1", "REJECTED");
    CHECK(first_session(threshold).status == SessionStatus::FAILED);

    Estate patient;
    patient.world.settings.early_reject = EarlyReject::none;
    patient.does("olga", "rescue/admin", request);
    for (const auto* person : {"ana", "ben", "cho"}) vote(patient, person, "session-1", "REJECTED");
    CHECK(first_session(patient).status == SessionStatus::PENDING);
    patient.pass(hours(24));
    CHECK(first_session(patient).status_code == SessionStatusCode::EXPIRED);
}

TEST_CASE("silence counts as no after exactly 24 hours") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "APPROVED");
    e.pass(hours(24) + milliseconds(-1));
    CHECK(first_session(e).status == SessionStatus::PENDING);
    e.pass(milliseconds(1));
    CHECK(first_session(e).status == SessionStatus::FAILED);
    CHECK(first_session(e).status_code == SessionStatusCode::EXPIRED);
    CHECK(view(e).state == VaultState::FAILED);
    CHECK(vote(e, "ben", "session-1", "APPROVED") == "refused resource_state ConflictException");
}

TEST_CASE("the requester's right is looked at again when the team has agreed") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    e.does("olga", "rescue/root", "DeleteRole RoleName=rescue/admin");
    vote(e, "ana", "session-1", "APPROVED");
    vote(e, "ben", "session-1", "APPROVED");
    CHECK(first_session(e).status == SessionStatus::APPROVED);
    CHECK(first_session(e).execution_status == ExecutionStatus::FAILED);
    CHECK(view(e).state == VaultState::FAILED);
}

TEST_CASE("a vote may be changed, and the requester kept from voting, where a scenario says so") {
    Estate e;
    e.world.settings.can_change_vote = yes;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "REJECTED");
    CHECK(vote(e, "ana", "session-1", "APPROVED") == "done");
    CHECK(first_session(e).approved == 1u);
    CHECK(first_session(e).rejected == 0u);

    Estate strict;
    strict.world.settings.can_requester_approve = no;
    strict.does("olga", "-", "StealCredential Credential=corp/ana");  // olga may now sign in as ana
    strict.does("olga", "rescue/admin", request);
    CHECK(answer_of(strict.ask("olga", "corp/ana", "Vote Session=session-1 Response=APPROVED")) ==
          "refused membership AccessDeniedException");
}

TEST_CASE("the team keeps its vault unless it votes itself away") {
    Estate e;
    const auto team_of_lag = [&] {
        return name_of(e.world,
                       e.world.vaults[e.find("vault", "lag").as<Vault>()].mpa_approval_team);
    };
    e.does("mallory", "owner/root", "DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag");
    CHECK(answer_of(e.ask("mallory", "owner/root",
                          "DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag")) ==
          "refused resource_state InvalidRequestException");
    e.pass(hours(24));
    CHECK(team_of_lag() == "guardians");
    e.does("mallory", "owner/root",
           "AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag MpaApprovalTeamArn=strangers");
    vote(e, "ana", "session-2", "APPROVED");
    CHECK(team_of_lag() == "guardians");
    vote(e, "ben", "session-2", "APPROVED");
    CHECK(team_of_lag() == "strangers");
}

TEST_CASE("a team that is shared no longer when the vote ends does not take over") {
    Estate e;
    e.does("mallory", "owner/root",
           "AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag MpaApprovalTeamArn=strangers");
    vote(e, "ana", "session-1", "APPROVED");
    e.does("olga", "hq/admin", "DeleteResourceShare resourceShareArn=strangers-share");
    vote(e, "ben", "session-1", "APPROVED");
    CHECK(first_session(e).status == SessionStatus::APPROVED);
    CHECK(first_session(e).execution_status == ExecutionStatus::FAILED);
    const Vault& lag = e.world.vaults[e.find("vault", "lag").as<Vault>()];
    CHECK(name_of(e.world, lag.mpa_approval_team) == "guardians");
}

TEST_CASE("a view ends with its source, and a request for one that is gone fails") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "APPROVED");
    vote(e, "ben", "session-1", "APPROVED");
    e.pass(days(31));  // the recovery point has expired: the vault is empty, and can go
    CHECK(view(e).state == VaultState::AVAILABLE);
    CHECK(answer_of(e.does("olga", "rescue/admin",
                           "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag "
                           "BackupVaultName=late")) == "pending approval");
    const auto late = e.find("vault", "late").as<Vault>();
    CHECK(answer_of(e.does("olga", "owner/admin", "DeleteBackupVault BackupVaultName=lag")) ==
          "done");
    CHECK(!e.find("vault", "view"));
    vote(e, "ana", "session-2", "APPROVED");
    vote(e, "ben", "session-2", "APPROVED");
    CHECK(e.world.sessions[{1}].execution_status == ExecutionStatus::FAILED);
    CHECK(e.world.vaults[late].state == VaultState::FAILED);
}

TEST_CASE("access is taken back by the same team's vote, share or no share") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "APPROVED");
    vote(e, "ben", "session-1", "APPROVED");
    e.pass(minutes(5));
    e.does("olga", "hq/admin", "DeleteResourceShare resourceShareArn=guardians-share");
    CHECK(view(e).state == VaultState::AVAILABLE);  // assumed: what is open stays open
    CHECK(answer_of(e.does(
              "olga", "rescue/admin",
              "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=again")) ==
          "failed resource_policy AccessDeniedException");
    CHECK(answer_of(e.does("olga", "owner/admin",
                           "DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag")) ==
          "refused resource_policy AccessDeniedException");
    CHECK(answer_of(e.does("olga", "owner/admin",
                           "RevokeRestoreAccessBackupVault BackupVaultName=lag "
                           "RestoreAccessBackupVaultArn=view")) == "pending approval");
    vote(e, "ben", "session-2", "APPROVED");
    vote(e, "cho", "session-2", "APPROVED");
    CHECK(!e.find("vault", "view"));
}

TEST_CASE("an open view closes with the share where a scenario says so") {
    Estate e;
    e.world.settings.keeps_access_when_unshared = no;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "APPROVED");
    vote(e, "ben", "session-1", "APPROVED");
    e.pass(minutes(5));
    CHECK(answer_of(e.ask("olga", "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1")) ==
          "done");
    e.does("olga", "hq/admin", "DeleteResourceShare resourceShareArn=guardians-share");
    CHECK(answer_of(e.ask("olga", "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1")) ==
          "refused sharing AccessDeniedException");
}

TEST_CASE(
    "a shared vault can be read and restored from, and nothing else; an external account must "
    "accept in 12 hours") {
    Estate e;
    e.does("olga", "owner/admin",
           "CreateResourceShare name=s resourceArns=lag principals=rescue,other");
    CHECK(answer_of(e.ask("olga", "rescue/admin", "DescribeBackupVault BackupVaultName=lag")) ==
          "done");
    CHECK(answer_of(e.ask("olga", "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1")) ==
          "done");
    CHECK(answer_of(e.ask("olga", "rescue/admin",
                          "DeleteRecoveryPoint BackupVaultName=lag RecoveryPointArn=rp-1")) ==
          "refused resource_policy AccessDeniedException");
    CHECK(answer_of(e.ask("olga", "rescue/admin",
                          "StartCopyJob RecoveryPointArn=rp-1 SourceBackupVaultName=lag "
                          "DestinationBackupVaultArn=depot DeleteAfterDays=9")) ==
          "refused resource_policy AccessDeniedException");
    CHECK(answer_of(e.ask("olga", "other/admin", "DescribeBackupVault BackupVaultName=lag")) ==
          "refused sharing AccessDeniedException");
    e.pass(hours(12));
    CHECK(answer_of(e.ask("olga", "other/admin",
                          "AcceptResourceShareInvitation resourceShareInvitationArn=s")) ==
          "refused sharing ResourceShareInvitationExpiredException");
    e.does("mallory", "owner/root",
           "DeleteResourceShare resourceShareArn=s");  // path 1 ends at once (TH14)
    CHECK(answer_of(e.ask("olga", "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1")) ==
          "refused sharing AccessDeniedException");
}

TEST_CASE("ransomware is backed up as it is; older recovery points stay clean (TH6)") {
    Estate e;
    e.does("mallory", "owner/root", "EncryptWorkload Workload=orders-db");
    e.does("olga", "owner/admin",
           "StartBackupJob BackupVaultName=daily ResourceArn=orders-db DeleteAfterDays=30");
    e.pass(hours(1));
    CHECK(e.world.recovery_points[{2}].condition == DataCondition::encrypted);
    CHECK(e.world.recovery_points[{0}].condition == DataCondition::clean);
    e.does("olga", "owner/admin", "StartRestoreJob RecoveryPointArn=rp-3 RestoredName=again");
    e.pass(hours(2));
    CHECK(e.world.workloads[e.find("workload", "again").as<Workload>()].state ==
          WorkloadState::encrypted);
}

TEST_CASE("an owner who is locked out gets the account back, and the thief loses it (TH7)") {
    Estate e;
    e.does("mallory", "owner/root", "DeleteRole RoleName=owner/admin");
    CHECK(answer_of(e.ask("olga", "owner/admin", "ListBackupVaults")) ==
          "refused credential UnrecognizedClientException");
    e.does("olga", "-", "RegainAccount Account=owner");
    e.pass(days(5) + milliseconds(-1));
    CHECK(answer_of(e.ask("olga", "owner/admin", "ListBackupVaults")) ==
          "refused credential UnrecognizedClientException");
    CHECK(answer_of(e.ask("mallory", "owner/root", "ListBackupVaults")) == "done");
    e.pass(milliseconds(1));
    CHECK(answer_of(e.ask("olga", "owner/admin", "ListBackupVaults")) == "done");
    CHECK(answer_of(e.ask("mallory", "owner/root", "ListBackupVaults")) ==
          "refused credential UnrecognizedClientException");
}

TEST_CASE(
    "AWS Support answers when its plan says so, and gives back what is taken when the case ends") {
    struct Row {
        SupportPlan plan;
        Duration answer;
    };
    for (const Row row :
         {Row{SupportPlan::business_plus, minutes(30)}, Row{SupportPlan::enterprise, minutes(15)},
          Row{SupportPlan::unified_operations, minutes(5)}}) {
        Estate e;
        e.world.settings.support_plan = row.plan;
        e.world.settings.account_recovery = days(14);
        const auto owner = e.world.vaults[{0}].account;
        const auto stands = [&] { return e.world.accounts[owner].support_case; };
        e.does("olga", "-", "RegainAccount Account=owner");
        CHECK(stands() == SupportCaseStatus::open);
        e.pass(row.answer + milliseconds(-1));
        CHECK(stands() == SupportCaseStatus::open);
        e.pass(milliseconds(1));
        CHECK(stands() == SupportCaseStatus::answered);
        // While the case is open the thief goes on; what he takes until it ends comes back as well.
        CHECK(answer_of(e.does("mallory", "owner/root", "DeleteRole RoleName=owner/admin")) ==
              "done");
        e.pass(days(14));
        CHECK(stands() == SupportCaseStatus::resolved);
        CHECK(answer_of(e.ask("olga", "owner/admin", "ListBackupVaults")) == "done");
    }
}

TEST_CASE("a case with AWS Support ends with its account") {
    Estate e;
    e.world.settings.account_recovery = days(100);
    e.does("olga", "-", "RegainAccount Account=owner");
    CHECK(answer_of(e.does("mallory", "owner/root", "CloseAccount AccountId=owner")) == "done");
    e.pass(days(101));
    const Account& owner = e.world.accounts[e.world.vaults[{0}].account];
    CHECK(owner.status == AccountStatus::closed);
    CHECK(owner.support_case == SupportCaseStatus::none);
}

TEST_CASE(
    "a new team: validated, invited, active when all accept, inactive when one declines or 24 "
    "hours pass") {
    const auto create = "CreateApprovalTeam Name=new MinApprovalsRequired=2 Approvers=ana,ben,cho";
    const auto answer = [](Estate& e, std::string_view person, std::string_view accept) {
        return answer_of(e.does(person, "corp/" + std::string(person),
                                "AnswerTeamInvitation Team=new Accept=" + std::string(accept)));
    };
    const auto team = [](const Estate& e) {
        return e.world.teams[e.find("team", "new").as<Team>()];
    };

    Estate accepted;
    accepted.does("olga", "hq/admin", create);
    CHECK(answer(accepted, "ana", "true") ==
          "refused resource_state ConflictException");  // still VALIDATING
    accepted.pass(minutes(1));
    for (const auto* person : {"ana", "ben", "cho"})
        CHECK(answer(accepted, person, "true") == "done");
    CHECK(team(accepted).status == TeamStatus::ACTIVE);
    CHECK(answer(accepted, "ana", "true") == "refused resource_state ConflictException");

    Estate declined;
    declined.does("olga", "hq/admin", create);
    declined.pass(minutes(1));
    CHECK(answer(declined, "ben", "false") == "done");
    CHECK(team(declined).status_code == TeamStatusCode::FAILED_ACTIVATION);

    Estate silent;
    silent.does("olga", "hq/admin", create);
    silent.pass(minutes(1) + hours(24));
    CHECK(team(silent).status == TeamStatus::INACTIVE);
    CHECK(team(silent).status_code == TeamStatusCode::FAILED_ACTIVATION);
}

TEST_CASE("a compliance lock can be taken back in its grace, and never after") {
    Estate e;
    e.does("olga", "owner/admin",
           "PutBackupVaultLockConfiguration BackupVaultName=daily MinRetentionDays=1 "
           "ChangeableForDays=3");
    CHECK(answer_of(e.ask("olga", "owner/admin",
                          "DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-2")) ==
          "refused vault_lock InvalidRequestException");
    CHECK(answer_of(e.ask("olga", "owner/admin",
                          "DeleteBackupVaultLockConfiguration BackupVaultName=daily")) == "done");
    e.pass(days(3));
    CHECK(answer_of(e.ask("mallory", "owner/root",
                          "DeleteBackupVaultLockConfiguration BackupVaultName=daily")) ==
          "refused vault_lock InvalidRequestException");
    e.pass(days(27));  // its lifecycle ends, lock or no lock
    CHECK(e.world.recovery_points[{1}].status == RecoveryPointStatus::deleted);
}

TEST_CASE("a policy variable lets an owner revoke for its own account only") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "APPROVED");
    vote(e, "ben", "session-1", "APPROVED");
    e.pass(minutes(5));
    CHECK(answer_of(e.ask("olga", "other/admin",
                          "RevokeRestoreAccessBackupVault BackupVaultName=lag "
                          "RestoreAccessBackupVaultArn=view")) ==
          "refused resource_exists ResourceNotFoundException");
}

TEST_CASE("a vote at the very end of the 24 hours is too late, even before anybody has noticed") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    e.now = Instant{0} + hours(24);
    CHECK(answer_of(e.ask("ana", "corp/ana", "Vote Session=session-1 Response=APPROVED")) ==
          "refused resource_state ConflictException");
    e.now = Instant{hours(24).ms - 1};
    CHECK(answer_of(e.ask("ana", "corp/ana", "Vote Session=session-1 Response=APPROVED")) ==
          "done");
}

TEST_CASE("invitations to a team last 24 hours to the millisecond") {
    Estate e;
    e.does("olga", "hq/admin",
           "CreateApprovalTeam Name=new MinApprovalsRequired=2 Approvers=ana,ben,cho");
    e.pass(minutes(1) + hours(24) + milliseconds(-1));
    const auto team = e.find("team", "new").as<Team>();
    CHECK(e.world.teams[team].status == TeamStatus::PENDING);
    CHECK(answer_of(e.ask("ana", "corp/ana", "AnswerTeamInvitation Team=new Accept=true")) ==
          "done");
    e.pass(milliseconds(1));
    CHECK(e.world.teams[team].status == TeamStatus::INACTIVE);
}

TEST_CASE("without the opt-in there are no new associations and no new requests; what is, stays") {
    Estate e;
    e.does("olga", "hq/admin", "UpdateGlobalSettings isMpaEnabled=false");
    CHECK(answer_of(e.ask("olga", "owner/admin",
                          "AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare "
                          "MpaApprovalTeamArn=guardians")) ==
          "refused opt_in InvalidRequestException");
    CHECK(answer_of(e.ask("olga", "rescue/admin", request)) ==
          "refused opt_in InvalidRequestException");
    CHECK(name_of(e.world, e.world.vaults[e.find("vault", "lag").as<Vault>()].mpa_approval_team) ==
          "guardians");
}

TEST_CASE("a copy to another account needs the organization's opt-in") {
    Estate e;
    const auto copy =
        "StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily "
        "DestinationBackupVaultArn=depot DeleteAfterDays=30";
    CHECK(answer_of(e.ask("olga", "owner/admin", copy)) == "done");
    e.does("olga", "hq/admin", "UpdateGlobalSettings isCrossAccountBackupEnabled=false");
    CHECK(answer_of(e.ask("olga", "owner/admin", copy)) ==
          "refused opt_in InvalidRequestException");
}

TEST_CASE(
    "a backup holds the moment at which it began, also when ransomware strikes while it runs") {
    Estate e;
    e.does("olga", "owner/admin", "StartBackupJob BackupVaultName=daily ResourceArn=orders-db");
    e.pass(minutes(5));
    e.does("mallory", "owner/root", "EncryptWorkload Workload=orders-db");
    e.pass(hours(1));
    CHECK(e.world.recovery_points[{2}].condition == DataCondition::clean);
    CHECK(e.world.recovery_points[{2}].captured_at == Instant{0});
}

TEST_CASE("one request to take back access at a time") {
    Estate e;
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1", "APPROVED");
    vote(e, "ben", "session-1", "APPROVED");
    e.pass(minutes(5));
    const auto revoke =
        "RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=view";
    CHECK(answer_of(e.does("olga", "owner/admin", revoke)) == "pending approval");
    CHECK(answer_of(e.ask("olga", "owner/admin", revoke)) ==
          "refused resource_state InvalidRequestException");
    e.pass(hours(24));
    CHECK(view(e).state == VaultState::AVAILABLE);
    CHECK(answer_of(e.ask("olga", "owner/admin", revoke)) == "pending approval");
}

TEST_CASE(
    "a service control policy binds the root of a member account and not the management account") {
    Estate e;
    auto document = policy::parse_document(
        R"({"Version":"2012-10-17","Statement":[{"Sid":"OnlyApprovedMpaTeams","Effect":"Deny",
            "Action":"backup:AssociateBackupVaultMpaApprovalTeam","Resource":"*","Condition":{"ArnNotLike":
            {"backup:MpaApprovalTeamArn":"arn:aws:mpa:us-east-1:111111111111:approval-team/guardians-*"}}}]})",
        "only-approved-teams", policy::Kind::service_control);
    REQUIRE(document.has_value());
    const auto id = e.catalog.add_document("only-approved-teams", std::move(*document), "");
    e.world.organizations.update({0}, [&](Organization& o) { o.service_control_policies[1] = id; });
    const auto associate = [&](std::string_view team) {
        return answer_of(
            e.ask("mallory", "owner/root",
                  "AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare MpaApprovalTeamArn=" +
                      std::string(team)));
    };
    CHECK(associate("strangers") == "refused service_control_policy AccessDeniedException");
    CHECK(associate("guardians") == "done");
    e.world.organizations.update({0}, [](Organization& o) { o.management_account = {1}; });
    CHECK(associate("strangers") == "done");
}
