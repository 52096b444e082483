// The organization as a tree: who may build it, what hangs on it, how accounts come, go and end.
#include "support/estate.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

std::string answer(Estate& e, std::string_view as, std::string_view call) {
    return answer_of(e.does("olga", as, call));
}

}  // namespace

TEST_CASE("units nest below a root, and accounts move between them") {
    check_answers(R"(
        who  | as           | call                                                                                       | answer                                                         | reason
        olga | owner/admin  | CreateOrganizationalUnit ParentId=home Name=u                                               | refused management_account AccessDeniedException               | not_management_account
        olga | lonely/admin | CreateOrganizationalUnit ParentId=home Name=u                                               | refused management_account AWSOrganizationsNotInUseException   | not_in_organization
        olga | hq/admin     | CreateOrganizationalUnit ParentId=away Name=u                                               | refused resource_exists ParentNotFoundException                | does_not_exist
        olga | hq/admin     | CreateOrganizationalUnit ParentId=owner Name=u                                              | refused resource_exists ParentNotFoundException                | does_not_exist
        olga | hq/admin     | CreateOrganizationalUnit ParentId=home Name=production                                      | refused resource_exists DuplicateOrganizationalUnitException   | name_taken
        olga | hq/admin     | CreateOrganizationalUnit ParentId=production Name=production                                | done                                                           | within_quota
        olga | owner/admin  | MoveAccount AccountId=owner SourceParentId=home DestinationParentId=production              | refused management_account AccessDeniedException               | not_management_account
        olga | hq/admin     | MoveAccount AccountId=other SourceParentId=home DestinationParentId=production              | refused resource_exists AccountNotFoundException               | does_not_exist
        olga | hq/admin     | MoveAccount AccountId=owner SourceParentId=production DestinationParentId=home              | refused resource_exists SourceParentNotFoundException          | does_not_exist
        olga | hq/admin     | MoveAccount AccountId=owner SourceParentId=home DestinationParentId=away                    | refused resource_exists DestinationParentNotFoundException     | does_not_exist
        olga | hq/admin     | MoveAccount AccountId=owner SourceParentId=home DestinationParentId=home                    | refused resource_state DuplicateAccountException               | already_there
        olga | hq/admin     | MoveAccount AccountId=owner SourceParentId=home DestinationParentId=production              | done                                                           | state_permits
        olga | owner/admin  | CreateAccount AccountName=new                                                               | refused management_account AccessDeniedException               | not_management_account
        olga | hq/admin     | CreateAccount AccountName=new                                                               | done                                                           | within_quota
    )");
    Estate e;
    std::string parent = "production";
    for (const std::string name : {"b2", "c3", "d4", "e5"}) {
        CHECK(answer(e, "hq/admin",
                     "CreateOrganizationalUnit ParentId=" + parent + " Name=" + name) == "done");
        parent = name;
    }
    CHECK(answer(e, "hq/admin", "CreateOrganizationalUnit ParentId=e5 Name=f6") ==
          "refused quota ConstraintViolationException");
    e.world.settings.accounts_max = 3;
    CHECK(answer(e, "hq/admin", "CreateAccount AccountName=new") ==
          "refused quota ConstraintViolationException");
}

TEST_CASE("policies are made, attached and detached by the management account alone") {
    check_answers(R"(
        who     | as           | call                                                                           | answer                                                     | reason
        mallory | owner/root   | CreatePolicy Name=p Type=SERVICE_CONTROL_POLICY Content=deny-backup            | refused management_account AccessDeniedException           | not_management_account
        olga    | hq/admin     | CreatePolicy Name=p Type=TAG_POLICY Content=deny-backup                        | refused parameters InvalidInputException                   | policy_type_unknown
        olga    | hq/admin     | CreatePolicy Name=p Type=RESOURCE_CONTROL_POLICY Content=deny-backup           | refused parameters MalformedPolicyDocumentException        | document_unfit
        olga    | hq/admin     | CreatePolicy Name=FullAWSAccess Type=SERVICE_CONTROL_POLICY Content=deny-backup | refused resource_exists DuplicatePolicyException          | name_taken
        olga    | hq/admin     | CreatePolicy Name=p Type=SERVICE_CONTROL_POLICY Content=deny-backup            | done                                                       | parameters_valid
        olga    | hq/admin     | AttachPolicy PolicyId=nothing TargetId=owner                                   | refused resource_exists PolicyNotFoundException            | does_not_exist
        olga    | hq/admin     | AttachPolicy PolicyId=FullAWSAccess TargetId=other                             | refused resource_exists TargetNotFoundException            | does_not_exist
        olga    | other/admin  | AttachPolicy PolicyId=FullAWSAccess TargetId=away                              | refused resource_state PolicyTypeNotEnabledException       | policy_type_not_enabled
        olga    | hq/admin     | AttachPolicy PolicyId=FullAWSAccess TargetId=owner                             | refused resource_state DuplicatePolicyAttachmentException  | attached_before
        olga    | hq/admin     | DetachPolicy PolicyId=FullAWSAccess TargetId=owner                             | refused quota ConstraintViolationException                 | last_policy_stays
        olga    | hq/admin     | EnablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY                 | refused resource_state PolicyTypeAlreadyEnabledException   | policy_type_enabled
        olga    | other/admin  | EnablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY                 | refused resource_exists RootNotFoundException              | does_not_exist
        olga    | other/admin  | EnablePolicyType RootId=away PolicyType=SERVICE_CONTROL_POLICY                 | done                                                       | state_permits
        olga    | other/admin  | DisablePolicyType RootId=away PolicyType=SERVICE_CONTROL_POLICY                | refused resource_state PolicyTypeNotEnabledException       | policy_type_not_enabled
        olga    | hq/admin     | DisablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY                | done                                                       | state_permits
        olga    | owner/admin  | EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com                   | refused management_account AccessDeniedException           | not_management_account
        olga    | hq/admin     | EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com                   | done                                                       | service_not_trusted
        olga    | hq/admin     | DisableAWSServiceAccess ServicePrincipal=backup.amazonaws.com                  | done                                                       | service_not_trusted
        olga    | hq/admin     | RegisterDelegatedAdministrator AccountId=other ServicePrincipal=backup.amazonaws.com  | refused resource_exists AccountNotFoundException    | does_not_exist
        olga    | hq/admin     | RegisterDelegatedAdministrator AccountId=hq ServicePrincipal=backup.amazonaws.com     | refused organization ConstraintViolationException   | management_account_stays
        olga    | hq/admin     | RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=backup.amazonaws.com  | refused opt_in ConstraintViolationException         | service_not_trusted
    )");
}

TEST_CASE("a service control policy binds what stands below it, at every level, and nobody above") {
    Estate e;
    CHECK(answer(e, "hq/admin",
                 "CreatePolicy Name=p Type=SERVICE_CONTROL_POLICY Content=deny-backup") == "done");
    CHECK(
        answer(e, "hq/admin",
               "MoveAccount AccountId=owner SourceParentId=home DestinationParentId=production") ==
        "done");
    const auto list = [&](std::string_view as) { return answer(e, as, "ListBackupVaults"); };
    const std::string denied = "refused service_control_policy AccessDeniedException";
    for (const std::string target : {"home", "production", "owner"}) {
        CAPTURE(target);
        CHECK(list("owner/admin") == "done");
        CHECK(answer(e, "hq/admin", "AttachPolicy PolicyId=p TargetId=" + target) == "done");
        CHECK(list("owner/root") == denied);
        CHECK(list("rescue/admin") == (target == "home" ? denied : "done"));
        CHECK(list("hq/admin") == "done");
        CHECK(list("other/admin") == "done");
        CHECK(answer(e, "hq/admin", "DetachPolicy PolicyId=p TargetId=" + target) == "done");
    }
    // Without FullAWSAccess at one level nothing is allowed below it.
    CHECK(answer(e, "hq/admin", "AttachPolicy PolicyId=p TargetId=production") == "done");
    CHECK(answer(e, "hq/admin", "DetachPolicy PolicyId=FullAWSAccess TargetId=production") ==
          "done");
    CHECK(answer(e, "owner/admin", "ListInstances") == denied);
    // Switching the type off frees everything; switching it on again brings back FullAWSAccess alone.
    CHECK(answer(e, "hq/admin",
                 "DisablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY") == "done");
    CHECK(list("owner/admin") == "done");
    CHECK(answer(e, "hq/admin", "EnablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY") ==
          "done");
    CHECK(list("owner/admin") == "done");
    CHECK(answer(e, "hq/admin", "DetachPolicy PolicyId=p TargetId=production") ==
          "refused resource_state PolicyNotAttachedException");
}

TEST_CASE("five policies of a type are all that one thing takes") {
    Estate e;
    for (const std::string name : {"p1", "p2", "p3", "p4", "p5"}) {
        CHECK(answer(e, "hq/admin",
                     "CreatePolicy Name=" + name +
                         " Type=SERVICE_CONTROL_POLICY Content=deny-backup") == "done");
        // One document is one attachment, whatever its policy is called.
        e.world.control_policies.update(
            {e.world.control_policies.size() - 1}, [&](ControlPolicy& p) {
                p.document = e.catalog.add_document(name, e.catalog[p.document].document, "");
            });
    }
    for (const std::string name : {"p1", "p2", "p3", "p4"})
        CHECK(answer(e, "hq/admin", "AttachPolicy TargetId=owner PolicyId=" + name) == "done");
    CHECK(answer(e, "hq/admin", "AttachPolicy TargetId=owner PolicyId=p5") ==
          "refused quota ConstraintViolationException");
}

TEST_CASE("accounts leave, but the management account, administrators and young ones stay") {
    check_answers(R"(
        who     | as           | call                                             | answer                                                            | reason
        olga    | lonely/admin | LeaveOrganization                                | refused organization AWSOrganizationsNotInUseException            | not_in_organization
        olga    | hq/admin     | LeaveOrganization                                | refused organization MasterCannotLeaveOrganizationException       | management_account_stays
        mallory | owner/root   | LeaveOrganization                                | done                                                              | is_member
        olga    | owner/admin  | RemoveAccountFromOrganization AccountId=rescue   | refused management_account AccessDeniedException                  | not_management_account
        olga    | hq/admin     | RemoveAccountFromOrganization AccountId=other    | refused resource_exists AccountNotFoundException                  | does_not_exist
        olga    | hq/admin     | RemoveAccountFromOrganization AccountId=hq       | refused organization MasterCannotLeaveOrganizationException       | management_account_stays
        olga    | hq/admin     | RemoveAccountFromOrganization AccountId=rescue   | done                                                              | is_member
    )");
    Estate e;
    CHECK(answer(e, "hq/admin", "CreateAccount AccountName=new") == "done");
    CHECK(answer(e, "hq/admin", "RemoveAccountFromOrganization AccountId=new") ==
          "refused organization ConstraintViolationException");
    e.pass(days(7));
    CHECK(answer(e, "hq/admin", "RemoveAccountFromOrganization AccountId=new") == "done");
    CHECK(answer(e, "hq/admin", "EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com") ==
          "done");
    const auto appoint =
        "RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=backup.amazonaws.com";
    CHECK(answer(e, "hq/admin", appoint) == "done");
    CHECK(answer(e, "hq/admin", appoint) ==
          "refused resource_state AccountAlreadyRegisteredException");
    CHECK(answer(e, "hq/admin", "RemoveAccountFromOrganization AccountId=owner") ==
          "refused organization ConstraintViolationException");
    CHECK(answer(e, "hq/admin", "DisableAWSServiceAccess ServicePrincipal=backup.amazonaws.com") ==
          "done");
    CHECK(answer(e, "hq/admin", "RemoveAccountFromOrganization AccountId=owner") == "done");
    // The share of the team came through the organization and goes with it.
    CHECK(answer(e, "owner/admin", "GetApprovalTeam Arn=guardians") ==
          "refused sharing ResourceNotFoundException");
    CHECK(answer(e, "rescue/admin", "GetApprovalTeam Arn=guardians") == "done");
}

TEST_CASE("accounts are closed by their manager or their own root, within quotas") {
    check_answers(R"(
        who     | as           | call                          | answer                                                          | reason
        olga    | rescue/admin | CloseAccount AccountId=owner  | refused management_account AccessDeniedException                | not_management_account
        olga    | owner/admin  | CloseAccount AccountId=owner  | refused management_account AccessDeniedException                | not_management_account
        mallory | owner/root   | CloseAccount AccountId=rescue | refused management_account AccessDeniedException                | not_management_account
        olga    | hq/admin     | CloseAccount AccountId=other  | refused resource_exists AccountNotFoundException                | does_not_exist
        olga    | hq/root      | CloseAccount AccountId=hq     | refused organization ConstraintViolationException               | management_account_stays
        mallory | owner/root   | CloseAccount AccountId=owner  | done                                                            | within_quota
        olga    | hq/admin     | CloseAccount AccountId=owner  | done                                                            | within_quota
        olga    | -            | ReopenAccount Account=owner   | refused resource_state InvalidRequestException                  | not_closed
        mallory | -            | ReopenAccount Account=owner   | refused credential AccessDeniedException                        | credential_not_held
    )");
    Estate e;
    for (const std::string name : {"a1", "b2", "c3", "d4"})
        CHECK(answer(e, "hq/admin", "CreateAccount AccountName=" + name) == "done");
    for (const std::string name : {"a1", "b2", "c3"})
        CHECK(answer(e, "hq/admin", "CloseAccount AccountId=" + name) == "done");
    CHECK(answer(e, "hq/admin", "CloseAccount AccountId=d4") == "refused quota ConflictException");
    e.pass(minutes(10));
    CHECK(answer(e, "hq/admin", "CloseAccount AccountId=d4") == "done");
    CHECK(answer(e, "hq/admin", "CloseAccount AccountId=a1") ==
          "refused resource_state AccountAlreadyClosedException");
}

TEST_CASE("how long a closure takes is a setting") {
    for (const auto time : {minutes(1), hours(5)}) {
        Estate e;
        e.world.settings.account_closure = time;
        CHECK(answer(e, "hq/admin", "CloseAccount AccountId=owner") == "done");
        e.pass({time.ms - 1});
        CHECK(e.world.accounts[{1}].status == AccountStatus::PENDING_CLOSURE);
        e.pass({1});
        CHECK(e.world.accounts[{1}].status == AccountStatus::SUSPENDED);
    }
}

TEST_CASE("a closed owner is reached through its team for 90 days, then all is gone (TH26)") {
    Estate e;
    e.world.recovery_points.update({0}, [](RecoveryPoint& p) { p.delete_at = never; });
    CHECK(answer_of(e.does("mallory", "owner/root", "CloseAccount AccountId=owner")) == "done");
    CHECK(answer_of(e.ask("mallory", "owner/root", "ListBackupVaults")) ==
          "refused credential AccessDeniedException");
    e.pass(days(1));
    CHECK(answer(e, "rescue/admin",
                 "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view") ==
          "pending approval");
    for (const std::string who : {"ana", "ben"})
        e.does(who, "corp/" + who, "Vote Session=session-1 Response=APPROVED");
    e.pass(hours(1));
    CHECK(answer(e, "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1") == "done");
    e.pass(hours(2));
    CHECK(e.world.jobs[{0}].status == JobStatus::COMPLETED);

    const World closed = e.world;
    const Instant then = e.now;
    CHECK(answer_of(e.does("olga", "-", "ReopenAccount Account=owner")) == "done");
    CHECK(answer(e, "owner/admin", "ListBackupVaults") == "done");
    e.pass(days(100));
    CHECK(e.world.recovery_points[{0}].status == RecoveryPointStatus::COMPLETED);
    e.world = closed;
    e.now = then;

    e.pass(days(89));
    CHECK(e.world.accounts[{1}].status == AccountStatus::closed);
    CHECK(e.world.recovery_points[{0}].status == RecoveryPointStatus::deleted);
    CHECK(answer(e, "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1") ==
          "refused resource_exists ResourceNotFoundException");
    CHECK(answer(e, "rescue/admin", "ListRecoveryPointsByBackupVault BackupVaultName=view") ==
          "refused resource_state InvalidParameterValueException");
    CHECK(answer_of(e.ask("olga", "-", "ReopenAccount Account=owner")) ==
          "refused resource_state InvalidRequestException");
}
