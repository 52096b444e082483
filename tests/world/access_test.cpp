// Roles and keys: who may act as whom and within which bounds, who may use which key, and what goes with it.
#include "support/estate.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

std::string answer(Estate& e, std::string_view as, std::string_view call) {
    return answer_of(e.does("olga", as, call));
}

void set_key(Estate& e, std::string_view policy) {
    e.world.keys.update({0}, [&](Key& k) {
        k.policy = policy.empty() ? Id<PolicyDocument>{}
                                  : e.catalog.find_document(e.catalog.names.intern(policy),
                                                            policy::Kind::resource);
    });
}

// The air-gapped vault and what it holds are encrypted with the customer's own key.
void encrypt(Estate& e) {
    e.world.vaults.update({1}, [](Vault& v) { v.key = {0}; });
    e.world.recovery_points.update({0}, [](RecoveryPoint& p) { p.key = {0}; });
}

}  // namespace

TEST_CASE("roles are made, given rights and bounds by whoever may") {
    check_answers(R"(
        who     | as          | call                                                                        | answer                                            | reason
        olga    | owner/admin | CreateRole RoleName=a/b AssumeRolePolicyDocument=trust-rescue               | refused parameters ValidationError                | name_invalid
        olga    | owner/admin | CreateRole RoleName=new AssumeRolePolicyDocument=only-list                  | refused parameters MalformedPolicyDocument        | document_unfit
        olga    | owner/admin | CreateRole RoleName=admin AssumeRolePolicyDocument=trust-rescue             | refused resource_exists EntityAlreadyExists       | name_taken
        olga    | owner/admin | CreateRole RoleName=new AssumeRolePolicyDocument=trust-rescue               | done                                              | parameters_valid
        olga    | rescue/idle | PutRolePolicy RoleName=rescue/idle PolicyDocument=AdministratorAccess       | refused identity_policy AccessDeniedException     | not_allowed_by_policy
        mallory | owner/root  | PutRolePolicy RoleName=rescue/idle PolicyDocument=AdministratorAccess       | refused resource_exists NoSuchEntity              | does_not_exist
        mallory | owner/root  | PutRolePolicy RoleName=owner/linked PolicyDocument=AdministratorAccess      | refused resource_state UnmodifiableEntity         | service_linked_role_is_fixed
        mallory | owner/root  | PutRolePolicy RoleName=owner/admin PolicyDocument=deny-backup               | refused parameters MalformedPolicyDocument        | document_unfit
        mallory | owner/root  | AttachRolePolicy RoleName=owner/admin PolicyArn=AdministratorAccess         | done                                              | attached_before
        mallory | owner/root  | AttachRolePolicy RoleName=owner/admin PolicyArn=only-list                   | done                                              | within_quota
        mallory | owner/root  | UpdateAssumeRolePolicy RoleName=owner/admin PolicyDocument=trust-rescue     | done                                              | parameters_valid
        mallory | owner/root  | PutRolePermissionsBoundary RoleName=owner/admin PermissionsBoundary=closed  | refused parameters InvalidInput                   | document_unfit
        mallory | owner/root  | PutUserPermissionsBoundary UserName=owner/admin PermissionsBoundary=only-list | refused resource_exists NoSuchEntity            | does_not_exist
        mallory | owner/root  | DeleteRolePermissionsBoundary RoleName=owner/admin                          | refused resource_state NoSuchEntity               | not_attached
        mallory | owner/root  | DeleteUserPermissionsBoundary UserName=owner/nobody                         | refused resource_exists NoSuchEntity              | does_not_exist
        mallory | owner/root  | PutRolePermissionsBoundary RoleName=owner/admin PermissionsBoundary=only-list | done                                            | parameters_valid
        mallory | owner/root  | PutUserPermissionsBoundary UserName=owner/batch PermissionsBoundary=only-list | done                                            | parameters_valid
        mallory | owner/root  | DeleteUserPermissionsBoundary UserName=owner/batch                          | refused resource_state NoSuchEntity               | not_attached
    )");
}

TEST_CASE("a boundary limits a role until it is taken off") {
    Estate e;
    CHECK(answer_of(e.does(
              "mallory", "owner/root",
              "PutRolePermissionsBoundary RoleName=owner/admin PermissionsBoundary=only-list")) ==
          "done");
    CHECK(answer(e, "owner/admin", "ListBackupVaults") == "done");
    CHECK(answer(e, "owner/admin", "DeleteBackupVault BackupVaultName=bare") ==
          "refused permissions_boundary AccessDeniedException");
    CHECK(answer_of(e.does("mallory", "owner/root",
                           "DeleteRolePermissionsBoundary RoleName=owner/admin")) == "done");
    CHECK(answer(e, "owner/admin", "DeleteBackupVault BackupVaultName=bare") == "done");
}

TEST_CASE("a role is assumed by whom it trusts, for as long as it was asked for (TH2)") {
    check_answers(R"(
        who     | as           | call                                                         | answer                                              | reason
        olga    | rescue/admin | AssumeRole RoleArn=owner/entry                               | refused resource_policy AccessDeniedException       | not_allowed_by_policy
        olga    | hq/root      | AssumeRole RoleArn=owner/entry                               | refused identity_policy AccessDeniedException       | not_allowed_by_policy
        olga    | hq/admin     | AssumeRole RoleArn=owner/root                                | refused resource_exists AccessDeniedException       | does_not_exist
        olga    | hq/admin     | AssumeRole RoleArn=owner/entry DurationSeconds=60            | refused parameters ValidationError                  | duration_out_of_range
        olga    | hq/admin     | AssumeRole RoleArn=owner/entry Policy=closed                 | refused parameters MalformedPolicyDocument          | document_unfit
        olga    | hq/admin     | AssumeRole RoleArn=owner/entry Policy=only-list              | done                                                | state_permits
    )");
    Estate e;
    CHECK(answer_of(e.does("mallory", "-", "StealCredential Credential=hq/admin")) == "done");
    CHECK(answer_of(e.does("mallory", "hq/admin",
                           "AssumeRole RoleArn=owner/entry Policy=only-list")) == "done");
    CHECK(is_stolen(e.world, {e.world.credentials.size() - 1}));
    CHECK(answer_of(e.ask("mallory", "owner/entry", "ListBackupVaults")) == "done");
    CHECK(answer_of(e.ask("mallory", "owner/entry", "DeleteBackupVault BackupVaultName=bare")) ==
          "refused session_policy AccessDeniedException");
    e.pass(hours(1));
    CHECK(answer_of(e.ask("mallory", "owner/entry", "ListBackupVaults")) ==
          "refused credential ExpiredTokenException");
    CHECK(answer_of(e.does("mallory", "hq/admin",
                           "AssumeRole RoleArn=owner/entry DurationSeconds=43200")) == "done");
    // Rewriting the trust shuts the management account out.
    CHECK(answer(e, "owner/admin",
                 "UpdateAssumeRolePolicy RoleName=owner/entry PolicyDocument=trust-rescue") ==
          "done");
    CHECK(answer_of(e.ask("mallory", "hq/admin", "AssumeRole RoleArn=owner/entry")) ==
          "refused resource_policy AccessDeniedException");
    CHECK(answer(e, "rescue/admin", "AssumeRole RoleArn=owner/entry") == "done");
}

TEST_CASE("what is assumed with a stolen credential goes when its account is regained") {
    Estate e;
    e.world.settings.account_recovery = minutes(30);  // before the session would end by itself
    CHECK(answer_of(e.does("mallory", "-", "StealCredential Credential=hq/admin")) == "done");
    CHECK(answer_of(e.does("mallory", "hq/admin", "AssumeRole RoleArn=owner/entry")) == "done");
    CHECK(answer_of(e.does("olga", "-", "RegainAccount Account=owner")) == "done");
    e.pass(minutes(30));
    CHECK(answer_of(e.ask("mallory", "owner/entry", "ListBackupVaults")) ==
          "refused credential UnrecognizedClientException");
}

TEST_CASE("a job takes the role that it is passed, where its caller may pass it") {
    check_answers(R"(
        who  | as          | call                                                                                     | answer                                                       | reason
        olga | owner/admin | StartBackupJob BackupVaultName=daily ResourceArn=orders-db IamRoleArn=owner/entry        | done                                                         | retention_fits
        olga | owner/admin | StartBackupJob BackupVaultName=daily ResourceArn=orders-db IamRoleArn=rescue/idle        | refused resource_exists InvalidParameterValueException       | does_not_exist
        olga | owner/admin | StartRestoreJob RecoveryPointArn=rp-1 IamRoleArn=rescue/idle                             | refused resource_exists InvalidParameterValueException       | does_not_exist
        olga | owner/admin | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag DeleteAfterDays=30 IamRoleArn=owner/root | refused resource_exists InvalidParameterValueException | does_not_exist
    )");
    Estate e;  // allowed to start jobs, not to pass a role
    auto document = policy::parse_document(
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"backup:*","Resource":"*"}]})",
        "backup-only", policy::Kind::identity);
    REQUIRE(document.has_value());
    const auto id = e.catalog.add_document("backup-only", std::move(*document), "");
    e.world.principals.update({3}, [&](Principal& p) { p.identity_policies[0] = id; });
    CHECK(name_of(e.world, Id<Principal>{3}) == "owner/admin");
    CHECK(
        answer(e, "owner/admin", "StartRestoreJob RecoveryPointArn=rp-1 IamRoleArn=owner/entry") ==
        "refused identity_policy AccessDeniedException");
    CHECK(answer(e, "owner/admin", "StartRestoreJob RecoveryPointArn=rp-1") == "done");
}

TEST_CASE("keys belong to their account, and those that AWS manages to AWS") {
    check_answers(R"(
        who     | as           | call                                                     | answer                                               | reason
        olga    | rescue/admin | DisableKey KeyId=cmk                                     | refused resource_exists NotFoundException            | does_not_exist
        mallory | owner/root   | DisableKey KeyId=aws-ebs                                 | refused resource_state AccessDeniedException         | aws_managed_key_stays
        mallory | owner/root   | PutKeyPolicy KeyId=aws-ebs Policy=closed                 | refused resource_state AccessDeniedException         | aws_managed_key_stays
        mallory | owner/root   | CreateGrant KeyId=aws-ebs GranteePrincipal=rescue/idle   | refused resource_state AccessDeniedException         | aws_managed_key_stays
        mallory | owner/root   | EnableKey KeyId=cmk                                      | done                                                 | state_permits
        mallory | owner/root   | DisableKey KeyId=cmk                                     | done                                                 | state_permits
        mallory | owner/root   | ScheduleKeyDeletion KeyId=cmk PendingWindowInDays=6      | refused parameters ValidationException               | waiting_period_out_of_range
        mallory | owner/root   | ScheduleKeyDeletion KeyId=cmk PendingWindowInDays=31     | refused parameters ValidationException               | waiting_period_out_of_range
        mallory | owner/root   | ScheduleKeyDeletion KeyId=cmk                            | done                                                 | state_permits
        mallory | owner/root   | CancelKeyDeletion KeyId=cmk                              | refused resource_state KMSInvalidStateException      | key_state_forbids
        mallory | owner/root   | PutKeyPolicy KeyId=cmk Policy=only-list                  | refused parameters MalformedPolicyDocumentException  | document_unfit
        mallory | owner/root   | PutKeyPolicy KeyId=cmk Policy=closed                     | done                                                 | parameters_valid
        mallory | owner/root   | CreateGrant KeyId=cmk GranteePrincipal=nobody            | refused resource_exists InvalidArnException          | does_not_exist
        mallory | owner/root   | CreateGrant KeyId=cmk GranteePrincipal=rescue/idle       | done                                                 | exists
        mallory | owner/root   | RevokeGrant KeyId=cmk GrantId=grant-1                    | refused resource_exists NotFoundException            | does_not_exist
        olga    | rescue/admin | DescribeKey KeyId=cmk                                    | refused resource_policy AccessDeniedException        | not_allowed_by_policy
        olga    | owner/admin  | DescribeKey KeyId=cmk                                    | done                                                 | exists
        olga    | owner/admin  | CreateKey Alias=k Policy=only-list                       | refused parameters MalformedPolicyDocumentException  | document_unfit
        olga    | owner/admin  | CreateKey Alias=k Policy=closed Region=eu-west-1         | done                                                 | parameters_valid
    )");
}

TEST_CASE(
    "while a key is disabled or about to go, nothing can be restored; then it is lost (TH15)") {
    Estate e;
    encrypt(e);
    const auto restore = [&] {
        return answer_of(e.ask("olga", "owner/admin", "StartRestoreJob RecoveryPointArn=rp-1"));
    };
    CHECK(restore() == "done");
    CHECK(answer(e, "owner/admin", "StartRestoreJob RecoveryPointArn=rp-1") == "done");  // job-1
    CHECK(answer(e, "owner/admin", "DisableKey KeyId=cmk") == "done");
    CHECK(restore() == "failed encryption DisabledException");
    e.pass(hours(2));
    CHECK(e.world.jobs[{0}].failure == JobFailure::key_unusable);
    CHECK(answer(e, "owner/admin", "EnableKey KeyId=cmk") == "done");
    CHECK(answer(e, "owner/admin", "ScheduleKeyDeletion KeyId=cmk PendingWindowInDays=7") ==
          "done");
    CHECK(restore() == "failed encryption KMSInvalidStateException");
    e.pass(days(6));
    CHECK(answer(e, "owner/admin", "CancelKeyDeletion KeyId=cmk") == "done");
    CHECK(restore() == "failed encryption DisabledException");  // cancelled is not yet enabled
    CHECK(answer(e, "owner/admin", "EnableKey KeyId=cmk") == "done");
    CHECK(restore() == "done");
    CHECK(answer(e, "owner/admin", "ScheduleKeyDeletion KeyId=cmk PendingWindowInDays=7") ==
          "done");
    e.pass(days(7));
    CHECK(e.world.keys[{0}].state == KeyState::deleted);
    CHECK(e.world.recovery_points[{0}].condition == DataCondition::lost);
    CHECK(e.world.recovery_points[{1}].condition == DataCondition::clean);
    CHECK(restore() == "failed encryption KMSInvalidStateException");
    CHECK(answer(e, "owner/admin", "CancelKeyDeletion KeyId=cmk") ==
          "refused resource_exists NotFoundException");
}

TEST_CASE("a vault of another account opens only to whom its key lets in (TH16)") {
    Estate e;
    encrypt(e);
    CHECK(answer(e, "hq/admin", "CreateResourceShare name=s resourceArns=lag principals=rescue") ==
          "refused resource_exists UnknownResourceException");
    CHECK(answer(e, "owner/admin",
                 "CreateResourceShare name=s resourceArns=lag principals=rescue") == "done");
    const auto restore = [&] {
        return answer_of(e.ask("olga", "rescue/admin", "StartRestoreJob RecoveryPointArn=rp-1"));
    };
    CHECK(restore() == "failed resource_policy AccessDeniedException");
    set_key(e, "open-to-rescue");
    CHECK(restore() == "done");
    CHECK(answer(e, "owner/admin", "PutKeyPolicy KeyId=cmk Policy=closed") == "done");
    CHECK(restore() == "failed resource_policy AccessDeniedException");
    set_key(e, "");
    CHECK(answer(e, "owner/admin", "CreateGrant KeyId=cmk GranteePrincipal=rescue/admin") ==
          "done");
    CHECK(restore() == "done");
    CHECK(answer(e, "owner/admin", "RevokeGrant KeyId=cmk GrantId=grant-1") == "done");
    CHECK(restore() == "failed resource_policy AccessDeniedException");
    CHECK(answer(e, "owner/admin", "CreateGrant KeyId=cmk GranteePrincipal=rescue/admin") ==
          "done");
    CHECK(answer(e, "owner/admin", "RetireGrant GrantId=grant-2") ==
          "refused resource_exists NotFoundException");
    CHECK(answer(e, "rescue/admin", "RetireGrant GrantId=grant-2") == "done");
    CHECK(restore() == "failed resource_policy AccessDeniedException");
}

TEST_CASE("a resource control policy guards keys against everybody but AWS's own roles") {
    Estate e;
    CHECK(answer(e, "hq/admin",
                 "CreatePolicy Name=guard Type=RESOURCE_CONTROL_POLICY Content=deny-kms") ==
          "done");
    CHECK(answer(e, "hq/admin", "AttachPolicy PolicyId=guard TargetId=owner") == "done");
    CHECK(answer_of(e.ask("mallory", "owner/root", "DisableKey KeyId=cmk")) ==
          "refused resource_control_policy AccessDeniedException");
    CHECK(answer_of(e.ask("mallory", "owner/root", "ListBackupVaults")) ==
          "done");  // Backup is not covered
    CHECK(answer(e, "hq/admin",
                 "DisablePolicyType RootId=home PolicyType=RESOURCE_CONTROL_POLICY") == "done");
    CHECK(answer_of(e.ask("mallory", "owner/root", "DisableKey KeyId=cmk")) == "done");
}

TEST_CASE("an air-gapped vault whose key refuses the grant is there, and FAILED (TH27)") {
    Estate e;
    const auto create = [&](std::string_view name) {
        return answer(e, "owner/admin",
                      "CreateLogicallyAirGappedBackupVault Region=eu-west-1 MinRetentionDays=7 "
                      "MaxRetentionDays=35 "
                      "EncryptionKeyArn=cmk BackupVaultName=" +
                          std::string(name));
    };
    CHECK(create("good") == "done");
    set_key(e, "closed");
    CHECK(create("bad") == "failed resource_policy AccessDeniedException");
    CHECK(e.world.vaults[e.find("vault", "bad").as<Vault>()].state == VaultState::FAILED);
    e.world.keys.update({0}, [](Key& k) { k.state = KeyState::Disabled; });
    CHECK(create("worse") == "failed encryption DisabledException");
    CHECK(
        answer(
            e, "owner/admin",
            "CreateBackupVault BackupVaultName=plain Region=eu-west-1 EncryptionKeyArn=aws-ebs") ==
        "refused resource_exists InvalidParameterValueException");
}

TEST_CASE(
    "a snapshot under a key that AWS manages stays in its account, outside air-gapped vaults") {
    Estate e;
    e.world.recovery_points.update({1}, [](RecoveryPoint& p) { p.key = {1}; });
    const std::string copy =
        "StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DeleteAfterDays=30 "
        "DestinationBackupVaultArn=";
    CHECK(answer(e, "owner/admin", copy + "lag") == "refused encryption InvalidRequestException");
    CHECK(answer(e, "owner/admin", copy + "depot") == "refused encryption InvalidRequestException");
    CHECK(answer(e, "owner/admin", copy + "daily") == "done");
    e.world.workloads.update({0}, [](Workload& w) { w.resource_type = ResourceType::EFS; });
    CHECK(answer(e, "owner/admin", copy + "lag") == "done");
}

TEST_CASE(
    "copies leave an air-gapped vault for another one, or for a vault with a customer's key") {
    Estate e;
    const std::string copy =
        "StartCopyJob RecoveryPointArn=rp-1 SourceBackupVaultName=lag DeleteAfterDays=30 "
        "DestinationBackupVaultArn=";
    CHECK(answer(e, "owner/admin", copy + "daily") == "refused encryption InvalidRequestException");
    CHECK(answer(e, "owner/admin", copy + "lag") == "done");
    e.world.vaults.update(e.find("vault", "daily").as<Vault>(), [](Vault& v) { v.key = {1}; });
    CHECK(answer(e, "owner/admin", copy + "daily") == "refused encryption InvalidRequestException");
    e.world.vaults.update(e.find("vault", "daily").as<Vault>(), [](Vault& v) { v.key = {0}; });
    CHECK(answer(e, "owner/admin", copy + "daily") == "done");
}

TEST_CASE(
    "backups take the key of their source, or of their vault where Backup manages them fully") {
    for (const auto type : {ResourceType::EBS, ResourceType::EFS}) {
        Estate e;
        e.world.workloads.update({0}, [&](Workload& w) {
            w.resource_type = type;
            w.key = {0};
        });
        CHECK(answer(e, "owner/admin",
                     "StartBackupJob BackupVaultName=daily ResourceArn=orders-db") == "done");
        e.pass(hours(1));
        CHECK(bool(e.world.recovery_points[{2}].key) == (type == ResourceType::EBS));
    }
}
