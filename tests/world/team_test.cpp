// A team after its beginning: new versions, deletion, test rounds, approvers who fall silent, AWS Support, and
// what all of this does to open requests and to access. T5–T23 of domain.md §2.1.
#include "support/estate.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

constexpr std::string_view request =
    "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view";

std::string vote(Estate& e, std::string_view person, std::string_view session,
                 std::string_view response = "APPROVED") {
    return answer_of(
        e.does(person, "corp/" + std::string(person),
               "Vote Session=" + std::string(session) + " Response=" + std::string(response)));
}
std::string admin(Estate& e, std::string_view call) {
    return answer_of(e.does("olga", "hq/admin", call));
}
const Team& guardians(const Estate& e) {
    return e.world.teams[e.find("team", "guardians").as<Team>()];
}
const Session& session(const Estate& e, std::uint32_t n) { return e.world.sessions[{n - 1}]; }
const Vault& vault(const Estate& e, std::string_view name) {
    return e.world.vaults[e.find("vault", name).as<Vault>()];
}
void open_view(Estate& e) {
    e.does("olga", "rescue/admin", request);
    vote(e, "ana", "session-1");
    vote(e, "ben", "session-1");
    e.pass(minutes(5));
    REQUIRE(vault(e, "view").state == VaultState::AVAILABLE);
}
// Another user of the directory, who is no approver yet.
void add_dan(Estate& e) {
    const auto person = Id<Person>{e.world.persons.size()};
    e.happens(event::Founded<Person>{{e.catalog.names.intern("dan")}});
    User user;
    user.name = e.catalog.names.intern("dan");
    user.person = person;
    user.mailbox = person;
    user.provider = Id<IdentityProvider>{0};
    const auto id = Id<User>{e.world.users.size()};
    e.happens(event::Founded<User>{user});
    Credential sign_in;
    sign_in.holder = person;
    sign_in.user = id;
    e.happens(event::Founded<Credential>{sign_in});
}

}  // namespace

TEST_CASE("teams are changed, ended and tested by their owner, within limits") {
    check_answers(R"(
        who  | as           | call                                                                        | answer                                            | reason
        olga | hq/admin     | UpdateApprovalTeam Arn=guardians                                            | refused parameters ValidationException            | parameter_missing
        olga | hq/admin     | UpdateApprovalTeam Arn=guardians UpdateActions=DANCE                        | refused parameters ValidationException            | unknown_update_action
        olga | owner/admin  | UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3                     | refused resource_exists ResourceNotFoundException | does_not_exist
        olga | hq/admin     | UpdateApprovalTeam Arn=guardians Approvers=ana,ben                          | refused parameters ValidationException            | approvers_out_of_range
        olga | hq/admin     | UpdateApprovalTeam Arn=guardians MinApprovalsRequired=4                     | refused parameters ValidationException            | threshold_out_of_range
        olga | hq/admin     | UpdateApprovalTeam Arn=guardians Approvers=ana,ben,ana                      | refused parameters ValidationException            | approver_twice
        olga | hq/admin     | UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3                     | pending approval                                  | vote_opened
        olga | hq/admin     | StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=31          | refused parameters ValidationException            | pending_window_out_of_range
        olga | rescue/admin | StartActiveApprovalTeamDeletion Arn=guardians                               | refused resource_exists ResourceNotFoundException | does_not_exist
        olga | hq/admin     | StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=30          | pending approval                                  | vote_opened
        olga | rescue/admin | DeleteInactiveApprovalTeamVersion Arn=guardians VersionId=1                 | refused resource_exists ResourceNotFoundException | does_not_exist
        olga | hq/admin     | DeleteInactiveApprovalTeamVersion Arn=guardians VersionId=7                 | refused resource_exists ResourceNotFoundException | does_not_exist
        olga | hq/admin     | DeleteInactiveApprovalTeamVersion Arn=guardians VersionId=1                 | refused resource_state ConflictException          | version_in_use
        olga | hq/admin     | StartApprovalTeamBaseline Arn=guardians ApproverIds=ana,nobody              | refused membership ResourceNotFoundException      | is_not_approver
        olga | hq/admin     | StartApprovalTeamBaseline Arn=guardians ApproverIds=ana                     | pending approval                                  | vote_opened
        olga | hq/admin     | ListApprovalTeams                                                           | done                                              | allowed_by_policy
        olga | other/admin  | ListSessions ApprovalTeamArn=guardians                                      | refused sharing ResourceNotFoundException         | not_shared_with_account
        olga | rescue/admin | ListSessions ApprovalTeamArn=guardians                                      | done                                              | shared_with_account
        olga | hq/admin     | GetResourcePolicy ResourceArn=guardians PolicyName=p PolicyType=OTHER       | refused parameters InvalidParameterException      | policy_type_unknown
        olga | rescue/admin | GetResourcePolicy ResourceArn=guardians PolicyName=p PolicyType=AWS_RAM     | refused resource_exists ResourceNotFoundException | does_not_exist
        olga | hq/admin     | GetResourcePolicy ResourceArn=guardians PolicyName=p PolicyType=AWS_RAM     | done                                              | exists
        olga | hq/admin     | GetResourcePolicy ResourceArn=guardians PolicyName=p PolicyType=AWS_MANAGED | done                                              | exists
        olga | owner/admin  | ListResourcePolicies ResourceArn=guardians                                  | refused resource_exists ResourceNotFoundException | does_not_exist
        olga | hq/admin     | ListResourcePolicies ResourceArn=guardians                                  | done                                              | exists
        olga | hq/admin     | CancelSession SessionArn=session-1                                          | refused resource_exists ResourceNotFoundException | does_not_exist
        olga | -            | InterruptRegion Region=eu-west-1 Hours=2                                    | refused parameters ValidationException            | region_not_modelled
        olga | -            | InterruptRegion Region=us-east-1 Hours=0                                    | refused parameters ValidationException            | parameter_missing
        olga | -            | InterruptRegion Region=us-east-1 Hours=2                                    | done                                              | parameters_valid
    )");
}

TEST_CASE("an account has ten teams at most; those that were deleted do not count") {
    Estate e;  // guardians and strangers are there already
    const auto create = [&](int n) {
        return admin(e, "CreateApprovalTeam MinApprovalsRequired=2 Approvers=ana,ben,cho Name=t" +
                            std::to_string(n));
    };
    for (int n = 3; n <= 10; ++n) CHECK(create(n) == "done");
    CHECK(create(11) == "refused quota ServiceQuotaExceededException");
    e.pass(hours(25));
    admin(e, "DeleteInactiveApprovalTeamVersion Arn=t3 VersionId=1");
    CHECK(create(11) == "done");
}

TEST_CASE("an update without new approvers comes into force with the team's vote (T8, T10)") {
    Estate e;
    CHECK(
        admin(e, "UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3 Description=stricter") ==
        "pending approval");
    CHECK(guardians(e).status == TeamStatus::ACTIVE);
    CHECK(guardians(e).status_code == TeamStatusCode::UPDATE_PENDING_APPROVAL);
    CHECK(admin(e, "UpdateApprovalTeam Arn=guardians MinApprovalsRequired=2") ==
          "refused resource_state ConflictException");
    CHECK(admin(e, "StartActiveApprovalTeamDeletion Arn=guardians") ==
          "refused resource_state ConflictException");
    vote(e, "ana", "session-1");
    CHECK(guardians(e).min_approvals_required == 2);
    vote(e, "ben", "session-1");
    CHECK(guardians(e).min_approvals_required == 3);
    CHECK(guardians(e).version == 2u);
    CHECK(guardians(e).status_code == TeamStatusCode::none);
    CHECK(session(e, 1).execution_status == ExecutionStatus::EXECUTED);
}

TEST_CASE("new approvers must accept before the update is in force (T11, T13, T14)") {
    for (const bool accepts : {true, false}) {
        Estate e;
        add_dan(e);
        e.does("olga", "rescue/admin", request);  // open while the team changes
        admin(e, "UpdateApprovalTeam Arn=guardians Approvers=ana,ben,dan");
        vote(e, "ana", "session-2");
        vote(e, "cho", "session-2");
        CHECK(guardians(e).status_code == TeamStatusCode::UPDATE_PENDING_ACTIVATION);
        CHECK(answer_of(
                  e.ask("ana", "corp/ana", "AnswerTeamInvitation Team=guardians Accept=true")) ==
              "refused resource_state ConflictException");
        CHECK(answer_of(
                  e.ask("cho", "corp/cho", "AnswerTeamInvitation Team=guardians Accept=true")) ==
              "refused membership AccessDeniedException");
        e.does("dan", "corp/dan",
               std::string("AnswerTeamInvitation Team=guardians Accept=") +
                   (accepts ? "true" : "false"));
        CHECK(guardians(e).status_code ==
              (accepts ? TeamStatusCode::none : TeamStatusCode::UPDATE_FAILED_ACTIVATION));
        CHECK(guardians(e).version == (accepts ? 2u : 1u));
        CHECK(session(e, 1).status ==
              (accepts ? SessionStatus::CANCELLED : SessionStatus::PENDING));
        if (!accepts) continue;
        CHECK(session(e, 1).status_code == SessionStatusCode::CONFIGURATION_CHANGED);
        CHECK(vault(e, "view").state == VaultState::FAILED);
        e.does("olga", "rescue/admin",
               "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=again");
        CHECK(vote(e, "cho", "session-3") == "refused membership AccessDeniedException");
        CHECK(vote(e, "dan", "session-3") == "done");
    }
    Estate silent;
    add_dan(silent);
    admin(silent, "UpdateApprovalTeam Arn=guardians Approvers=ana,ben,dan");
    vote(silent, "ana", "session-1");
    vote(silent, "ben", "session-1");
    silent.pass(hours(24));
    CHECK(guardians(silent).status_code == TeamStatusCode::UPDATE_FAILED_ACTIVATION);
}

TEST_CASE(
    "an update can be refused, run out, be invalid, taken back, and its draft deleted (T9, T12, "
    "T15, T16)") {
    Estate e;
    admin(e, "UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3");
    vote(e, "ana", "session-1", "REJECTED");
    vote(e, "ben", "session-1", "REJECTED");
    CHECK(guardians(e).status_code == TeamStatusCode::UPDATE_FAILED_APPROVAL);
    CHECK(admin(e, "DeleteInactiveApprovalTeamVersion Arn=guardians VersionId=2") == "done");
    CHECK(guardians(e).status_code == TeamStatusCode::none);
    e.world.users.update({2}, [](User& u) { u.is_enabled = no; });
    CHECK(admin(e, "UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3") ==
          "failed resource_state");
    CHECK(guardians(e).status_code == TeamStatusCode::UPDATE_FAILED_VALIDATION);
    e.world.users.update({2}, [](User& u) { u.is_enabled = yes; });
    admin(e, "UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3");
    CHECK(answer_of(e.ask("olga", "rescue/admin", "CancelSession SessionArn=session-2")) ==
          "refused resource_policy AccessDeniedException");
    CHECK(admin(e, "CancelSession SessionArn=session-2") == "done");
    CHECK(session(e, 2).status_code == SessionStatusCode::CANCELLED_BY_USER);
    CHECK(guardians(e).status_code == TeamStatusCode::none);
    CHECK(admin(e, "CancelSession SessionArn=session-2") ==
          "refused resource_state ConflictException");
    admin(e, "UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3");
    e.pass(hours(24));
    CHECK(guardians(e).status_code == TeamStatusCode::UPDATE_FAILED_APPROVAL);
    CHECK(guardians(e).min_approvals_required == 2);
}

TEST_CASE("a team that never came about tries again without a vote, or is deleted (T5, T6, T7)") {
    Estate e;
    admin(e, "CreateApprovalTeam Name=young MinApprovalsRequired=2 Approvers=ana,ben,cho");
    CHECK(admin(e, "UpdateApprovalTeam Arn=young MinApprovalsRequired=3") ==
          "refused resource_state ConflictException");
    e.pass(minutes(2));
    e.does("ana", "corp/ana", "AnswerTeamInvitation Team=young Accept=false");
    const auto young = [&]() -> const Team& {
        return e.world.teams[e.find("team", "young").as<Team>()];
    };
    CHECK(young().status_code == TeamStatusCode::FAILED_ACTIVATION);
    CHECK(admin(e, "UpdateApprovalTeam Arn=young MinApprovalsRequired=3") == "done");
    CHECK(young().status_code == TeamStatusCode::VALIDATING);
    e.pass(minutes(2));
    for (const auto* person : {"ana", "ben", "cho"})
        e.does(person, "corp/" + std::string(person),
               "AnswerTeamInvitation Team=young Accept=true");
    CHECK(young().status == TeamStatus::ACTIVE);
    CHECK(young().min_approvals_required == 3);
    admin(e, "CreateApprovalTeam Name=lost MinApprovalsRequired=2 Approvers=ana,ben,cho");
    e.pass(hours(25));
    CHECK(admin(e, "DeleteInactiveApprovalTeamVersion Arn=lost VersionId=1") == "done");
    CHECK(e.world.teams[e.find("team", "lost").as<Team>()].status == TeamStatus::DELETED);
    CHECK(answer_of(e.ask("olga", "hq/admin", "GetApprovalTeam Arn=lost")) ==
          "refused resource_exists ResourceNotFoundException");
}

TEST_CASE("a deleted team takes sessions, associations and access with it (T17–T19, TH10)") {
    for (const YesNo drops : {yes, no}) {
        Estate e;
        e.world.settings.team_deletion_drops_access = drops;
        open_view(e);
        e.does("olga", "owner/admin", "DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag");
        CHECK(admin(e, "StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=2") ==
              "pending approval");
        CHECK(guardians(e).status_code == TeamStatusCode::DELETE_PENDING_APPROVAL);
        vote(e, "ana", "session-3");
        vote(e, "ben", "session-3");
        CHECK(guardians(e).status == TeamStatus::DELETING);
        CHECK(session(e, 2).status_code == SessionStatusCode::TEAM_DELETED);
        CHECK(vault(e, "lag").mpa_approval_team);
        e.pass(days(2));
        CHECK(guardians(e).status == TeamStatus::DELETED);
        CHECK(bool(vault(e, "lag").mpa_approval_team) == (drops == no));
        CHECK(bool(e.find("vault", "view")) == (drops == no));
        // The next team needs nobody's vote, whatever the setting.
        CHECK(answer_of(e.ask("olga", "owner/admin",
                              "AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag "
                              "MpaApprovalTeamArn=strangers")) == "done");
    }
    Estate refused;
    admin(refused, "StartActiveApprovalTeamDeletion Arn=guardians");
    refused.pass(hours(24));
    CHECK(guardians(refused).status_code == TeamStatusCode::DELETE_FAILED_APPROVAL);
    refused.world.identity_sources.update(
        {0}, [](IdentitySource& s) { s.status = IdentitySourceStatus::ERROR; });
    CHECK(admin(refused, "StartActiveApprovalTeamDeletion Arn=guardians") ==
          "failed resource_state");
    CHECK(guardians(refused).status_code == TeamStatusCode::DELETE_FAILED_VALIDATION);
}

TEST_CASE("a test round asks some, and nobody twice (T20)") {
    Estate e;
    admin(e, "StartApprovalTeamBaseline Arn=guardians ApproverIds=ana");
    CHECK(vote(e, "ben", "session-1") == "refused membership AccessDeniedException");
    CHECK(admin(e, "StartApprovalTeamBaseline Arn=guardians ApproverIds=ana") ==
          "failed resource_state");
    CHECK(session(e, 2).status == SessionStatus::FAILED);
    CHECK(session(e, 2).status_code == SessionStatusCode::ALL_APPROVERS_IN_SESSION);
    CHECK(vote(e, "ana", "session-1") == "done");
    CHECK(session(e, 1).status == SessionStatus::APPROVED);
    CHECK(guardians(e).approvers[0].last_activity == LastActivity::BASELINED);
    CHECK(admin(e, "StartApprovalTeamBaseline Arn=guardians ApproverIds=ana") ==
          "pending approval");
}

TEST_CASE("silent approvers become inactive, by either rule (C7, TH28)") {
    Estate e;
    const auto is_active = [&](std::uint32_t n) {
        return is_active_approver(e.world, guardians(e), n, e.now);
    };
    for (int i = 0; i < 2; ++i) {
        CHECK(is_active(1));
        admin(e, "StartApprovalTeamBaseline Arn=guardians");
        vote(e, "ana", i == 0 ? "session-1" : "session-2");
        e.pass(hours(24));
    }
    CHECK(is_active(0));
    CHECK(!is_active(1));
    CHECK(guardians(e).status == TeamStatus::ACTIVE);
    e.world.settings.approver_inactivity = ApproverInactivity::ninety_days;
    CHECK(is_active(1));
    e.pass(days(88));
    CHECK(is_active(0));
    CHECK(!is_active(1));
}

TEST_CASE(
    "AWS Support recovers a team that cannot agree any more, and only that (T22, T23, TH12)") {
    Estate e;
    add_dan(e);
    const std::string recover =
        "RecoverApprovalTeam Team=guardians Session=session-1 MinApprovalsRequired=2 "
        "Approvers=ben,cho,dan";
    CHECK(answer_of(e.ask("olga", "-", recover)) ==
          "refused resource_exists InvalidRequestException");
    e.does("olga", "rescue/admin", request);
    e.pass(hours(24));
    CHECK(answer_of(e.ask("mallory", "-", recover)) == "refused credential AccessDeniedException");
    CHECK(answer_of(e.ask("olga", "-", recover)) ==
          "refused resource_state InvalidRequestException");
    e.does("olga", "hq/admin", "DeleteUser IdentityStoreId=hq/identity-center UserId=ana");
    e.does("olga", "hq/admin", "DisableUser User=ben");
    CHECK(guardians(e).approvers[0].status == ApproverStatus::INVALID);
    CHECK(answer_of(e.ask("olga", "-", recover)) ==
          "refused resource_state InvalidRequestException");
    e.does("olga", "hq/admin", "EnableUser User=ben");
    e.does("olga", "hq/admin", "DisableUser User=cho");
    e.does("olga", "hq/admin", "EnableUser User=cho");
    e.world.teams.update({0}, [](Team& t) { t.approvers[1].missed_sessions = 2; });
    CHECK(answer_of(e.does("olga", "-", recover)) == "done");
    CHECK(answer_of(e.ask("olga", "-", recover)) ==
          "refused resource_state InvalidRequestException");
    e.pass(days(3));
    CHECK(guardians(e).recoveries == 1);
    CHECK(guardians(e).approvers_count == 3);
    e.does("olga", "rescue/admin",
           "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=again");
    CHECK(vote(e, "dan", "session-2") == "done");
    CHECK(vote(e, "ben", "session-2") == "done");
    CHECK(session(e, 2).status == SessionStatus::APPROVED);
}

TEST_CASE(
    "a vault's owner takes back its own request to revoke, and no other (VaultOwnerPermissions)") {
    Estate e;
    open_view(e);
    CHECK(answer_of(e.ask("olga", "rescue/admin", "CancelSession SessionArn=session-1")) ==
          "refused resource_policy AccessDeniedException");
    e.does("olga", "owner/admin",
           "RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=view");
    e.does("olga", "hq/admin",
           "DisassociateResourceShare resourceShareArn=guardians-share principals=owner");
    CHECK(answer_of(e.ask("olga", "hq/admin", "CancelSession SessionArn=session-2")) ==
          "refused resource_state ConflictException");
    CHECK(answer_of(e.does("olga", "owner/admin", "CancelSession SessionArn=session-2")) == "done");
    CHECK(session(e, 2).status == SessionStatus::CANCELLED);
    CHECK(vault(e, "view").state == VaultState::AVAILABLE);
}

TEST_CASE("a session may be CREATING for a while, and carry a demand for verification") {
    Estate e;
    e.world.settings.session_validation = minutes(3);
    e.world.settings.requires_approver_verification = yes;
    e.does("olga", "rescue/admin", request);
    CHECK(session(e, 1).status == SessionStatus::CREATING);
    CHECK(vote(e, "ana", "session-1") == "refused resource_state ConflictException");
    e.pass(minutes(3));
    CHECK(session(e, 1).status == SessionStatus::PENDING);
    e.does("mallory", "-", "StealCredential Credential=corp/ana");
    CHECK(answer_of(e.does("mallory", "corp/ana", "Vote Session=session-1 Response=APPROVED")) ==
          "refused sign_in AccessDeniedException");
    CHECK(vote(e, "ana", "session-1") == "done");
}

TEST_CASE(
    "while us-east-1 does not answer nothing begins or is decided; what is open stays open "
    "(TH29)") {
    Estate e;
    open_view(e);
    e.does("olga", "owner/admin",
           "RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=view");
    e.does("olga", "-", "InterruptRegion Region=us-east-1 Hours=30");
    CHECK(vote(e, "ana", "session-2") == "refused endpoint InternalServerException");
    CHECK(answer_of(e.ask("olga", "hq/admin", "ListApprovalTeams")) ==
          "refused endpoint InternalServerException");
    CHECK(answer_of(e.ask("olga", "rescue/admin",
                          "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag "
                          "BackupVaultName=late")) ==
          "failed endpoint ServiceUnavailableException");
    CHECK(answer_of(e.ask("olga", "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1")) ==
          "done");
    e.pass(hours(26));
    CHECK(session(e, 2).status == SessionStatus::PENDING);
    e.pass(hours(5));
    CHECK(session(e, 2).status_code == SessionStatusCode::EXPIRED);
    CHECK(answer_of(e.ask("olga", "hq/admin", "ListApprovalTeams")) == "done");
}

TEST_CASE(
    "what the documents leave open about vaults and teams is as the scenario says (domain.md "
    "§13)") {
    const auto revoke =
        "RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=view";
    for (const YesNo needs_share : {yes, no}) {
        Estate e;
        e.world.settings.revoke_needs_share = needs_share;
        open_view(e);
        e.does("olga", "hq/admin", "DeleteResourceShare resourceShareArn=guardians-share");
        CHECK(answer_of(e.ask("olga", "owner/admin", revoke)) ==
              (needs_share ? "refused resource_policy AccessDeniedException" : "pending approval"));
    }
    for (const YesNo keeps : {yes, no}) {
        Estate e;
        e.world.settings.keeps_access_when_team_replaced = keeps;
        e.world.settings.keeps_sessions_when_team_swapped = keeps;
        open_view(e);
        e.does("olga", "owner/admin",
               "AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag "
               "MpaApprovalTeamArn=strangers");
        e.does("olga", "rescue/admin",
               "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=late");
        vote(e, "ana", "session-2");
        vote(e, "cho", "session-2");
        CHECK(bool(e.find("vault", "view")) == (keeps == yes));
        CHECK(session(e, 3).status == (keeps ? SessionStatus::PENDING : SessionStatus::CANCELLED));
    }
    for (const YesNo enforced : {yes, no}) {
        Estate e;
        e.world.settings.enforces_mpa_opt_in = enforced;
        admin(e, "UpdateGlobalSettings isMpaEnabled=false");
        CHECK(answer_of(e.ask("olga", "rescue/admin", request)) ==
              (enforced ? "refused opt_in InvalidRequestException" : "pending approval"));
    }
    Estate e;
    e.world.settings.restore_access_expiry = days(3);
    e.world.settings.restore_access_vaults_max = 1;
    open_view(e);
    const auto second =
        "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=second";
    CHECK(answer_of(e.ask("olga", "rescue/admin", second)) ==
          "refused quota LimitExceededException");
    e.pass(days(3));
    CHECK(!e.find("vault", "view"));
    CHECK(answer_of(e.does("olga", "rescue/admin", second)) == "pending approval");
    Estate single;
    single.world.settings.allows_parallel_requests = no;
    single.does("olga", "rescue/admin", request);
    CHECK(answer_of(single.ask("olga", "rescue/admin", second)) ==
          "refused resource_state InvalidRequestException");
    Estate parallel;
    parallel.does("olga", "rescue/admin", request);
    CHECK(answer_of(parallel.ask("olga", "rescue/admin", second)) == "pending approval");
    Estate strict;
    strict.world.settings.allows_unanimous_teams = no;
    CHECK(admin(strict, "UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3") ==
          "refused parameters ValidationException");
}

TEST_CASE(
    "a right that is lost between request and vote counts only where it is looked at again "
    "(TH25)") {
    for (const YesNo rechecks : {yes, no}) {
        Estate e;
        e.world.settings.rechecks_requester = rechecks;
        e.does("olga", "rescue/admin", request);
        e.world.principals.update(session(e, 1).requester,
                                  [](Principal& p) { p.identity_policies = {}; });
        vote(e, "ana", "session-1");
        vote(e, "ben", "session-1");
        CHECK(session(e, 1).execution_status ==
              (rechecks ? ExecutionStatus::FAILED : ExecutionStatus::EXECUTED));
    }
}
