// The refusals that no story of its own tells: a row for each, by service. Together with the other tables of this
// folder and the fuzzer they show that every error code of docs/operations.md is given.
#include "support/estate.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

void does(Estate& e, const std::string& call) {
    REQUIRE(e.does("olga", "owner/admin", call).outcome == Outcome::done);
}

}  // namespace

TEST_CASE("refusals of AWS Organizations") {
    check_answers(R"(
        who  | as           | call                                                                           | answer                                                       | reason
        olga | lonely/admin | InviteAccountToOrganization Target=owner                                       | refused management_account AWSOrganizationsNotInUseException | not_management_account
        olga | owner/admin  | AttachPolicy PolicyId=FullAWSAccess TargetId=owner                             | refused management_account AccessDeniedException             | not_management_account
        olga | lonely/admin | AttachPolicy PolicyId=FullAWSAccess TargetId=home                              | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | owner/admin  | DetachPolicy PolicyId=FullAWSAccess TargetId=owner                             | refused management_account AccessDeniedException             | not_management_account
        olga | lonely/admin | DetachPolicy PolicyId=FullAWSAccess TargetId=home                              | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | hq/admin     | DetachPolicy PolicyId=nothing TargetId=owner                                   | refused resource_exists PolicyNotFoundException              | does_not_exist
        olga | hq/admin     | DetachPolicy PolicyId=FullAWSAccess TargetId=other                             | refused resource_exists TargetNotFoundException              | does_not_exist
        olga | other/admin  | DetachPolicy PolicyId=FullAWSAccess TargetId=away                              | refused resource_state PolicyNotAttachedException            | not_attached
        olga | lonely/admin | CreatePolicy Name=p Type=SERVICE_CONTROL_POLICY Content=deny-backup            | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | owner/admin  | EnablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY                 | refused management_account AccessDeniedException             | not_management_account
        olga | lonely/admin | EnablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY                 | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | hq/admin     | EnablePolicyType RootId=home PolicyType=TAG_POLICY                             | refused parameters InvalidInputException                     | policy_type_unknown
        olga | owner/admin  | DisablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY                | refused management_account AccessDeniedException             | not_management_account
        olga | lonely/admin | DisablePolicyType RootId=home PolicyType=SERVICE_CONTROL_POLICY                | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | hq/admin     | DisablePolicyType RootId=home PolicyType=TAG_POLICY                            | refused parameters InvalidInputException                     | policy_type_unknown
        olga | hq/admin     | DisablePolicyType RootId=away PolicyType=SERVICE_CONTROL_POLICY                | refused resource_exists RootNotFoundException                | does_not_exist
        olga | lonely/admin | EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com                   | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | hq/admin     | EnableAWSServiceAccess ServicePrincipal=a/b                                    | refused parameters InvalidInputException                     | name_invalid
        olga | owner/admin  | DisableAWSServiceAccess ServicePrincipal=backup.amazonaws.com                  | refused management_account AccessDeniedException             | not_management_account
        olga | lonely/admin | DisableAWSServiceAccess ServicePrincipal=backup.amazonaws.com                  | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | hq/admin     | DisableAWSServiceAccess ServicePrincipal=a/b                                   | refused parameters InvalidInputException                     | name_invalid
        olga | owner/admin  | RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=x              | refused management_account AccessDeniedException             | not_management_account
        olga | lonely/admin | RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=x              | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | hq/admin     | RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=a/b            | refused parameters InvalidInputException                     | name_invalid
        olga | lonely/admin | MoveAccount AccountId=owner SourceParentId=home DestinationParentId=production | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | lonely/admin | CloseAccount AccountId=owner                                                   | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | lonely/admin | RemoveAccountFromOrganization AccountId=owner                                  | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | lonely/admin | CreateAccount AccountName=new                                                  | refused management_account AWSOrganizationsNotInUseException | not_in_organization
        olga | hq/admin     | CreateAccount AccountName=é                                                    | refused parameters InvalidInputException                     | name_invalid
        olga | hq/admin     | CreateAccount AccountName=new Email=ana@example                                | refused parameters InvalidInputException                     | text_unfit
        olga | hq/admin     | CreateAccount AccountName=new Email=ana@b@example.com                          | refused parameters InvalidInputException                     | text_unfit
        olga | hq/admin     | CreateAccount AccountName=new Email=@example.com                               | refused parameters InvalidInputException                     | text_unfit
        olga | hq/admin     | CreateAccount AccountName=new Email=ana@example.com                            | done                                                         | within_quota
    )");
}

TEST_CASE("refusals of IAM, Identity Center, multi-party approval, KMS, RAM and EC2") {
    check_answers(R"(
        who     | as          | call                                                                                     | answer                                                              | reason
        olga    | owner/admin | CreateRole RoleName=new AssumeRolePolicyDocument=trust-rescue PermissionsBoundary=closed | refused parameters InvalidInput                                     | document_unfit
        mallory | owner/root  | AttachRolePolicy RoleName=rescue/idle PolicyArn=only-list                                | refused resource_exists NoSuchEntity                                | does_not_exist
        mallory | owner/root  | AttachRolePolicy RoleName=owner/linked PolicyArn=only-list                               | refused resource_state UnmodifiableEntity                           | service_linked_role_is_fixed
        mallory | owner/root  | AttachRolePolicy RoleName=owner/admin PolicyArn=closed                                   | refused parameters InvalidInput                                     | document_unfit
        mallory | owner/root  | UpdateAssumeRolePolicy RoleName=rescue/idle PolicyDocument=trust-rescue                  | refused resource_exists NoSuchEntity                                | does_not_exist
        mallory | owner/root  | UpdateAssumeRolePolicy RoleName=owner/linked PolicyDocument=trust-rescue                 | refused resource_state UnmodifiableEntity                           | service_linked_role_is_fixed
        mallory | owner/root  | UpdateAssumeRolePolicy RoleName=owner/admin PolicyDocument=only-list                     | refused parameters MalformedPolicyDocument                          | document_unfit
        mallory | owner/root  | PutRolePermissionsBoundary RoleName=rescue/idle PermissionsBoundary=only-list            | refused resource_exists NoSuchEntity                                | does_not_exist
        mallory | owner/root  | PutRolePermissionsBoundary RoleName=owner/linked PermissionsBoundary=only-list           | refused resource_state UnmodifiableEntity                           | service_linked_role_is_fixed
        mallory | owner/root  | PutUserPermissionsBoundary UserName=owner/batch PermissionsBoundary=closed               | refused parameters InvalidInput                                     | document_unfit
        mallory | owner/root  | DeleteRolePermissionsBoundary RoleName=rescue/idle                                       | refused resource_exists NoSuchEntity                                | does_not_exist
        mallory | owner/root  | DeleteRolePermissionsBoundary RoleName=owner/linked                                      | refused resource_state UnmodifiableEntity                           | service_linked_role_is_fixed
        mallory | owner/root  | DeleteRole RoleName=owner/linked                                                         | refused resource_state UnmodifiableEntity                           | service_linked_role_is_fixed
        olga    | owner/admin | ListUsers IdentityStoreId=hq/identity-center                                             | refused resource_exists ResourceNotFoundException                   | does_not_exist
        olga    | owner/admin | DeleteInstance InstanceArn=hq/identity-center                                            | refused resource_exists ValidationException                         | does_not_exist
        olga    | owner/admin | DeleteUser IdentityStoreId=hq/identity-center UserId=ana                                 | refused resource_exists ResourceNotFoundException                   | does_not_exist
        olga    | hq/admin    | DeleteUser IdentityStoreId=hq/identity-center UserId=nobody                              | refused resource_exists ResourceNotFoundException                   | does_not_exist
        olga    | hq/admin    | GetIdentitySource IdentitySourceArn=none                                                 | refused resource_exists ResourceNotFoundException                   | does_not_exist
        olga    | hq/admin    | DeleteIdentitySource IdentitySourceArn=none                                              | refused resource_exists ValidationException                         | does_not_exist
        olga    | hq/admin    | GetApprovalTeam Arn=none                                                                 | refused resource_exists ResourceNotFoundException                   | does_not_exist
        olga    | hq/admin    | GetSession SessionArn=none                                                               | refused resource_exists ResourceNotFoundException                   | does_not_exist
        olga    | hq/admin    | ListSessions ApprovalTeamArn=none                                                        | refused resource_exists ResourceNotFoundException                   | does_not_exist
        olga    | owner/admin | EnableKey KeyId=none                                                                     | refused resource_exists NotFoundException                           | does_not_exist
        olga    | owner/admin | EnableKey KeyId=aws-ebs                                                                  | refused resource_state AccessDeniedException                        | aws_managed_key_stays
        olga    | owner/admin | CancelKeyDeletion KeyId=none                                                             | refused resource_exists NotFoundException                           | does_not_exist
        olga    | owner/admin | CancelKeyDeletion KeyId=aws-ebs                                                          | refused resource_state AccessDeniedException                        | aws_managed_key_stays
        olga    | owner/admin | ScheduleKeyDeletion KeyId=none                                                           | refused resource_exists NotFoundException                           | does_not_exist
        olga    | owner/admin | ScheduleKeyDeletion KeyId=aws-ebs                                                        | refused resource_state AccessDeniedException                        | aws_managed_key_stays
        olga    | owner/admin | PutKeyPolicy KeyId=none Policy=open-to-rescue                                            | refused resource_exists NotFoundException                           | does_not_exist
        olga    | owner/admin | DescribeKey KeyId=none                                                                   | refused resource_exists NotFoundException                           | does_not_exist
        olga    | owner/admin | CreateGrant KeyId=none GranteePrincipal=owner/admin                                      | refused resource_exists NotFoundException                           | does_not_exist
        olga    | owner/admin | RetireGrant GrantId=none                                                                 | refused resource_exists NotFoundException                           | does_not_exist
        olga    | owner/admin | DisassociateResourceShare resourceShareArn=none                                          | refused resource_exists UnknownResourceException                    | does_not_exist
        olga    | owner/admin | RejectResourceShareInvitation resourceShareInvitationArn=none                            | refused resource_exists ResourceShareInvitationArnNotFoundException | no_invitation
        olga    | hq/admin    | AssociateResourceShare resourceShareArn=guardians-share principals=away                  | refused organization OperationNotPermittedException                 | other_organization
        olga    | hq/admin    | AssociateResourceShare resourceShareArn=guardians-share principals=hq                    | refused sharing OperationNotPermittedException                      | own_account
        olga    | owner/admin | DisableImage ImageId=rp-2                                                                | refused resource_exists InvalidAMIID.NotFound                       | does_not_exist
        olga    | owner/admin | EnableImage ImageId=rp-2                                                                 | refused resource_exists InvalidAMIID.NotFound                       | does_not_exist
        olga    | owner/admin | ReplaceImageCriteriaInAllowedImagesSettings ImageProviderAwsBackupVault=true             | refused resource_state IncorrectState                               | nothing_to_change
        olga    | rescue/idle | DisableAllowedImagesSettings                                                             | refused identity_policy UnauthorizedOperation                       | not_allowed_by_policy
        mallory | -           | DisableAllowedImagesSettings                                                             | refused credential AuthFailure                                      | credential_not_held
    )");
}

TEST_CASE("refusals of AWS Backup") {
    check_answers(R"(
        who  | as           | call                                                                                            | answer                                                 | reason
        olga | owner/admin  | CreateBackupVault BackupVaultName=new Region=eu-west-1 EncryptionKeyArn=aws-ebs                 | refused resource_exists InvalidParameterValueException | does_not_exist
        olga | owner/admin  | CreateLogicallyAirGappedBackupVault BackupVaultName=daily Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=9 | refused resource_exists AlreadyExistsException         | name_taken
        olga | owner/admin  | CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=9 EncryptionKeyArn=aws-ebs | refused resource_exists InvalidParameterValueException | does_not_exist
        olga | owner/admin  | DeleteBackupVaultAccessPolicy BackupVaultName=depot                                             | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | DeleteBackupVaultLockConfiguration BackupVaultName=depot                                        | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | ListRecoveryPointsByBackupVault BackupVaultName=nowhere                                         | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | rescue/admin | ListRecoveryPointsByBackupVault BackupVaultName=lag                                             | refused sharing AccessDeniedException                  | not_shared_with_account
        olga | rescue/admin | GetRecoveryPointRestoreMetadata BackupVaultName=lag RecoveryPointArn=rp-1                       | refused sharing AccessDeniedException                  | not_shared_with_account
        olga | rescue/admin | DescribeRecoveryPoint BackupVaultName=lag RecoveryPointArn=rp-1                                 | refused sharing AccessDeniedException                  | not_shared_with_account
        olga | owner/admin  | ListRestoreAccessBackupVaults BackupVaultName=depot                                             | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | DisassociateBackupVaultMpaApprovalTeam BackupVaultName=depot                                    | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | DisassociateBackupVaultMpaApprovalTeam BackupVaultName=daily                                    | refused vault_type InvalidRequestException             | needs_air_gapped_vault
        olga | owner/admin  | RevokeRestoreAccessBackupVault BackupVaultName=daily RestoreAccessBackupVaultArn=none           | refused vault_type InvalidRequestException             | needs_air_gapped_vault
        olga | owner/admin  | UpdateRecoveryPointLifecycle BackupVaultName=daily RecoveryPointArn=rp-1 DeleteAfterDays=1      | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag DeleteAfterDays=0 | refused parameters InvalidParameterValueException      | lifecycle_invalid
        olga | owner/admin  | StartBackupJob BackupVaultName=daily ResourceArn=orders-db StartWindowMinutes=52560001          | refused parameters InvalidParameterValueException      | window_out_of_range
        olga | owner/admin  | DescribeCopyJob CopyJobId=job-9                                                                 | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | CreateBackupPlan BackupPlanName=a/b TargetBackupVaultName=daily                                 | refused parameters InvalidParameterValueException      | name_invalid
        olga | owner/admin  | CreateBackupPlan BackupPlanName=p RuleName=a/b TargetBackupVaultName=daily                      | refused parameters InvalidParameterValueException      | name_invalid
        olga | owner/admin  | CreateBackupSelection BackupPlanId=none SelectionName=a/b                                       | refused parameters InvalidParameterValueException      | name_invalid
        olga | owner/admin  | DeleteBackupSelection BackupPlanId=none SelectionId=none                                        | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | CreateLegalHold Title=t Description=d VaultNames=depot                                          | refused resource_exists InvalidParameterValueException | does_not_exist
        olga | owner/admin  | CreateLegalHold Title=t Description=d ResourceIdentifiers=none                                  | refused resource_exists InvalidParameterValueException | does_not_exist
        olga | owner/admin  | CancelLegalHold LegalHoldId=none CancelDescription=d                                            | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | CreateRestoreTestingPlan RestoreTestingPlanName=a-b                                             | refused parameters InvalidParameterValueException      | name_invalid
        olga | owner/admin  | CreateRestoreTestingPlan RestoreTestingPlanName=drill IncludeVaults=depot                       | refused resource_exists InvalidParameterValueException | does_not_exist
        olga | owner/admin  | UpdateRestoreTestingPlan RestoreTestingPlanName=none                                            | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | DeleteRestoreTestingPlan RestoreTestingPlanName=none                                            | refused resource_exists InvalidRequestException        | does_not_exist
        olga | owner/admin  | CreateRestoreTestingSelection RestoreTestingPlanName=none RestoreTestingSelectionName=a-b ProtectedResourceType=EBS | refused parameters InvalidParameterValueException      | name_invalid
        olga | owner/admin  | CreateRestoreTestingSelection RestoreTestingPlanName=none RestoreTestingSelectionName=s ProtectedResourceType=EBS | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | UpdateRestoreTestingSelection RestoreTestingPlanName=none RestoreTestingSelectionName=s         | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | DeleteRestoreTestingSelection RestoreTestingPlanName=none RestoreTestingSelectionName=s         | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | PutRestoreValidationResult RestoreJobId=none ValidationStatus=VALIDATING                        | refused parameters InvalidParameterValueException      | value_not_supported
        olga | owner/admin  | PutRestoreValidationResult RestoreJobId=none ValidationStatus=SUCCESSFUL                        | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga | owner/admin  | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY ScanMode=FULL_SCAN IamRoleArn=rescue/admin | refused resource_exists InvalidParameterValueException | does_not_exist
    )");
}

TEST_CASE("refusals where there is no more room, or where data and keys forbid") {
    check_answers_in(
        [](Estate& e) {
            REQUIRE(e.does("olga", "hq/admin",
                           "CreatePolicy Name=p Type=SERVICE_CONTROL_POLICY Content=deny-backup")
                        .outcome == Outcome::done);
            const auto full = e.catalog.managed.full_aws_access;
            e.world.accounts.update({2}, [&](Account& a) {
                for (auto& slot : a.service_control_policies) slot = full;
            });
            const auto role = e.find("principal", "owner/entry").as<Principal>();
            const auto administrator = e.catalog.managed.administrator;
            e.world.principals.update(role, [&](Principal& p) {
                for (auto& slot : p.identity_policies) slot = administrator;
            });
        },
        R"(
        who  | as          | call                                                          | answer                                     | reason
        olga | hq/admin    | AttachPolicy PolicyId=p TargetId=rescue                       | refused quota ConstraintViolationException | quota_reached
        olga | owner/admin | PutRolePolicy RoleName=owner/entry PolicyDocument=only-list   | refused quota LimitExceeded                | quota_reached
        olga | owner/admin | AttachRolePolicy RoleName=owner/entry PolicyArn=only-list     | refused quota LimitExceeded                | quota_reached
    )");
    check_answers_in(
        [](Estate& e) {
            e.world.accounts.update({1}, [](Account& a) { a.status = AccountStatus::SUSPENDED; });
            Account closed = e.world.accounts[{1}];
            closed.status = AccountStatus::SUSPENDED;
            closed.closed_at = Instant{0};
            for (int i = 0; i < 10; ++i) e.world.accounts.add(closed);
        },
        R"(
        who  | as       | call                              | answer                                        | reason
        olga | hq/admin | AssumeRole RoleArn=owner/entry    | refused resource_state AccessDeniedException  | account_closed
        olga | hq/root  | CloseAccount AccountId=rescue     | refused quota ConstraintViolationException    | quota_reached
    )");
    check_answers_in(
        [](Estate& e) {
            e.world.recovery_points.update({1}, [](RecoveryPoint& p) { p.key = {1}; });
            e.world.workloads.update({0}, [](Workload& w) { w.resource_type = ResourceType::EC2; });
        },
        R"(
        who  | as          | call                                                                                                                                                      | answer                                      | reason
        olga | owner/admin | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag DeleteAfterDays=10                                           | refused encryption InvalidRequestException  | key_managed_by_aws
        olga | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY ScanMode=INCREMENTAL_SCAN ScanBaseRecoveryPointArn=rp-1                    | refused vault_type InvalidRequestException  | incremental_not_supported
    )");
    check_answers_in(
        [](Estate& e) {
            e.world.workloads.update({0},
                                     [](Workload& w) { w.resource_type = ResourceType::DynamoDB; });
        },
        R"(
        who  | as          | call                                                                                             | answer                                          | reason
        olga | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY ScanMode=FULL_SCAN | refused resource_state InvalidRequestException  | scan_not_supported
    )");
    check_answers_in(
        [](Estate& e) {
            for (int i = 0; i < 100; ++i) {
                const std::string n = std::to_string(i);
                does(e, "CreateRestoreTestingPlan RestoreTestingPlanName=r" + n);
                if (i < 50) does(e, "CreateLegalHold Title=t" + n + " Description=d");
                if (i < 30)
                    does(e,
                         "CreateRestoreTestingSelection RestoreTestingPlanName=r0 "
                         "RestoreTestingSelectionName=s" +
                             n + " ProtectedResourceType=EBS");
            }
            Job scan;
            scan.kind = JobKind::scan;
            scan.account = {1};
            scan.recovery_point = {0};
            scan.deadline_at = Instant{0} + hours(1);
            for (int i = 0; i < 150; ++i) e.world.jobs.add(scan);
            Vault vault = e.world.vaults[{0}];
            for (int i = 0; i < 300; ++i) {
                vault.name = e.catalog.names.intern("v" + std::to_string(i));
                e.world.vaults.add(vault);
            }
            Team team = e.world.teams[{0}];
            team.name = e.catalog.names.intern("another");
            for (int i = 0; i < 8; ++i) e.world.teams.add(team);
            SharePrincipal invited;
            invited.share = {0};
            invited.account = {4};
            invited.status = AssociationStatus::ASSOCIATING;
            invited.invitation = InvitationStatus::PENDING;
            for (int i = 0; i < 250; ++i) e.world.share_principals.add(invited);
        },
        R"(
        who  | as          | call                                                                                                          | answer                                               | reason
        olga | owner/admin | CreateRestoreTestingPlan RestoreTestingPlanName=drill                                                         | refused quota LimitExceededException                 | quota_reached
        olga | owner/admin | CreateRestoreTestingSelection RestoreTestingPlanName=r0 RestoreTestingSelectionName=s ProtectedResourceType=EBS | refused quota LimitExceededException               | quota_reached
        olga | owner/admin | CreateLegalHold Title=t Description=d                                                                         | refused quota LimitExceededException                 | quota_reached
        olga | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY ScanMode=FULL_SCAN            | refused quota LimitExceededException                 | quota_reached
        olga | owner/admin | CreateBackupVault BackupVaultName=new Region=eu-west-1                                                        | refused quota LimitExceededException                 | quota_reached
        olga | owner/admin | CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=9 | refused quota LimitExceededException                | quota_reached
        olga | hq/admin    | CreateApprovalTeam Name=t MinApprovalsRequired=2 Approvers=ana,ben,cho | refused quota ServiceQuotaExceededException | quota_reached
        olga | hq/admin    | CreateResourceShare name=s principals=lonely                                                                  | refused quota ResourceShareLimitExceededException    | quota_reached
        olga | hq/admin    | AssociateResourceShare resourceShareArn=guardians-share principals=lonely                                     | refused quota ResourceShareLimitExceededException    | quota_reached
    )");
}

TEST_CASE("refusals of what has been done before, or comes too late") {
    check_answers_after(R"(
        first                                                        | who  | as           | call                                                                                 | answer                                                          | reason
        olga hq/admin CreateOrganizationalUnit ParentId=production Name=b; olga hq/admin CreateOrganizationalUnit ParentId=b Name=c; olga hq/admin CreateOrganizationalUnit ParentId=c Name=d; olga hq/admin CreateOrganizationalUnit ParentId=d Name=e | olga | hq/admin     | CreateOrganizationalUnit ParentId=e Name=f                                           | refused quota ConstraintViolationException                      | quota_reached
        olga hq/admin EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com; olga hq/admin RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=backup.amazonaws.com | olga | owner/admin  | LeaveOrganization                                                                    | refused organization ConstraintViolationException               | is_delegated_administrator
        olga hq/admin CreateAccount AccountName=new; olga hq/admin CloseAccount AccountId=new; olga hq/admin CloseAccount AccountId=owner; olga hq/admin CloseAccount AccountId=rescue; olga hq/admin CreateAccount AccountName=newer | olga | hq/admin     | CloseAccount AccountId=newer                                                         | refused quota ConflictException                                 | quota_reached
        olga hq/admin InviteAccountToOrganization Target=lonely; olga lonely/admin AcceptHandshake HandshakeId=handshake-1 | olga | lonely/admin | AcceptHandshake HandshakeId=handshake-1                                              | refused resource_state HandshakeAlreadyInStateException         | handshake_closed
        olga hq/admin InviteAccountToOrganization Target=lonely; olga lonely/admin CreateOrganization Name=x | olga | lonely/admin | AcceptHandshake HandshakeId=handshake-1                                              | refused organization HandshakeConstraintViolationException      | already_in_organization
        olga lonely/admin CreateOrganization Name=x FeatureSetAll=false | olga | lonely/admin | CreatePolicy Name=p Type=SERVICE_CONTROL_POLICY Content=deny-backup                  | refused organization ConstraintViolationException               | all_features_needed
        olga lonely/admin CreateOrganization Name=x FeatureSetAll=false | olga | lonely/admin | EnablePolicyType RootId=x PolicyType=SERVICE_CONTROL_POLICY                          | refused organization ConstraintViolationException               | all_features_needed
        olga lonely/admin CreateOrganization Name=x FeatureSetAll=false | olga | lonely/admin | EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com                         | refused organization ConstraintViolationException               | all_features_needed
        olga lonely/admin CreateOrganization Name=x FeatureSetAll=false | olga | lonely/admin | EnableSharingWithAwsOrganization                                                     | refused organization OperationNotPermittedException             | all_features_needed
        olga hq/admin EnableAWSServiceAccess ServicePrincipal=backup.amazonaws.com; olga hq/admin RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=backup.amazonaws.com | olga | hq/admin     | RegisterDelegatedAdministrator AccountId=owner ServicePrincipal=backup.amazonaws.com | refused resource_state AccountAlreadyRegisteredException        | is_delegated_administrator
        olga hq/admin CreateAccount AccountName=new                  | olga | hq/admin     | RemoveAccountFromOrganization AccountId=new                                          | refused organization ConstraintViolationException               | account_too_young
        olga hq/admin CloseAccount AccountId=owner                   | olga | hq/admin     | CloseAccount AccountId=owner                                                         | refused resource_state AccountAlreadyClosedException            | already_closed
        olga owner/admin DisableKey KeyId=cmk                        | olga | owner/admin  | CreateGrant KeyId=cmk GranteePrincipal=owner/admin                                   | refused resource_state DisabledException                        | key_state_forbids
        olga owner/admin ScheduleKeyDeletion KeyId=cmk               | olga | owner/admin  | CreateGrant KeyId=cmk GranteePrincipal=owner/admin                                   | refused resource_state KMSInvalidStateException                 | key_state_forbids
        olga owner/admin ScheduleKeyDeletion KeyId=cmk               | olga | owner/admin  | EnableKey KeyId=cmk                                                                  | refused resource_state KMSInvalidStateException                 | key_state_forbids
        olga owner/admin ScheduleKeyDeletion KeyId=cmk               | olga | owner/admin  | DisableKey KeyId=cmk                                                                 | refused resource_state KMSInvalidStateException                 | key_state_forbids
        olga owner/admin ScheduleKeyDeletion KeyId=cmk               | olga | owner/admin  | PutKeyPolicy KeyId=cmk Policy=open-to-rescue                                         | refused resource_state KMSInvalidStateException                 | key_state_forbids
        olga owner/admin ScheduleKeyDeletion KeyId=cmk               | olga | owner/admin  | ScheduleKeyDeletion KeyId=cmk                                                        | refused resource_state KMSInvalidStateException                 | key_state_forbids
        olga hq/admin AssociateResourceShare resourceShareArn=guardians-share principals=lonely; olga lonely/admin AcceptResourceShareInvitation resourceShareInvitationArn=guardians-share | olga | lonely/admin | AcceptResourceShareInvitation resourceShareInvitationArn=guardians-share             | refused sharing ResourceShareInvitationAlreadyAcceptedException | invitation_accepted_before
        olga hq/admin AssociateResourceShare resourceShareArn=guardians-share principals=lonely; olga lonely/admin AcceptResourceShareInvitation resourceShareInvitationArn=guardians-share | olga | lonely/admin | RejectResourceShareInvitation resourceShareInvitationArn=guardians-share             | refused sharing ResourceShareInvitationAlreadyAcceptedException | invitation_accepted_before
        olga hq/admin AssociateResourceShare resourceShareArn=guardians-share principals=lonely; olga lonely/admin RejectResourceShareInvitation resourceShareInvitationArn=guardians-share | olga | lonely/admin | AcceptResourceShareInvitation resourceShareInvitationArn=guardians-share             | refused sharing ResourceShareInvitationAlreadyRejectedException | invitation_rejected_before
        olga hq/admin AssociateResourceShare resourceShareArn=guardians-share principals=lonely; olga lonely/admin RejectResourceShareInvitation resourceShareInvitationArn=guardians-share | olga | lonely/admin | RejectResourceShareInvitation resourceShareInvitationArn=guardians-share             | refused sharing ResourceShareInvitationAlreadyRejectedException | invitation_rejected_before
        olga hq/admin AssociateResourceShare resourceShareArn=guardians-share principals=lonely; pass 13 | olga | lonely/admin | AcceptResourceShareInvitation resourceShareInvitationArn=guardians-share             | refused sharing ResourceShareInvitationExpiredException         | invitation_expired
        olga hq/admin AssociateResourceShare resourceShareArn=guardians-share principals=lonely; pass 13 | olga | lonely/admin | RejectResourceShareInvitation resourceShareInvitationArn=guardians-share             | refused sharing ResourceShareInvitationExpiredException         | invitation_expired
        olga hq/admin DisableAWSServiceAccess ServicePrincipal=ram.amazonaws.com | olga | hq/admin     | AssociateResourceShare resourceShareArn=guardians-share principals=home              | refused opt_in OperationNotPermittedException                   | sharing_not_enabled
        olga hq/admin DisableAWSServiceAccess ServicePrincipal=ram.amazonaws.com | olga | hq/admin     | CreateResourceShare name=s principals=home                                           | refused opt_in OperationNotPermittedException                   | sharing_not_enabled
        olga owner/admin CreateResourceShare name=s                  | olga | owner/admin  | AssociateResourceShare resourceShareArn=s resourceArns=daily                         | refused vault_type OperationNotPermittedException               | needs_air_gapped_vault
        olga hq/admin CreateResourceShare name=r retainSharingOnAccountLeaveOrganization=true | olga | hq/admin     | UpdateResourceShare resourceShareArn=r allowExternalPrincipals=false                 | refused parameters InvalidParameterException                    | retain_needs_external_principals
        olga hq/admin StartActiveApprovalTeamDeletion Arn=guardians  | olga | hq/admin     | StartActiveApprovalTeamDeletion Arn=guardians                                        | refused resource_state ConflictException                        | update_pending
        olga hq/admin StartActiveApprovalTeamDeletion Arn=guardians  | olga | hq/admin     | UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3                              | refused resource_state ConflictException                        | update_pending
        olga hq/admin StartActiveApprovalTeamDeletion Arn=guardians; olga hq/admin CancelSession SessionArn=session-1 | olga | hq/admin     | CancelSession SessionArn=session-1                                                   | refused resource_state ConflictException                        | session_not_pending
        olga hq/admin StartActiveApprovalTeamDeletion Arn=guardians  | olga | other/admin  | GetSession SessionArn=session-1                                                      | refused sharing ResourceNotFoundException                       | not_shared_with_account
    )");
}

TEST_CASE("refusals of AWS Backup after something was done") {
    check_answers_after(R"(
        first                                                        | who  | as           | call                                                                                            | answer                                                 | reason
        olga - InterruptRegion Region=us-east-1 Hours=5              | olga | owner/admin  | AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag MpaApprovalTeamArn=strangers            | refused endpoint ServiceUnavailableException           | region_down
        olga - InterruptRegion Region=us-east-1 Hours=5              | olga | owner/admin  | DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag                                      | refused endpoint ServiceUnavailableException           | region_down
        olga hq/admin UpdateGlobalSettings isCrossAccountBackupEnabled=false | olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=depot  | refused opt_in InvalidRequestException                 | cross_account_backup_not_enabled
        olga hq/admin UpdateGlobalSettings isMpaEnabled=false        | olga | owner/admin  | AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare MpaApprovalTeamArn=strangers           | refused opt_in InvalidRequestException                 | mpa_not_enabled
        olga hq/admin UpdateGlobalSettings isMpaEnabled=false        | olga | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view                    | refused opt_in InvalidRequestException                 | mpa_not_enabled
        olga hq/admin DisassociateResourceShare resourceShareArn=strangers-share principals=owner | olga | owner/admin  | AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare MpaApprovalTeamArn=strangers           | refused sharing ResourceNotFoundException              | not_shared_with_account
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | owner/admin  | RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=view             | refused resource_state InvalidRequestException         | vault_not_available
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | DeleteBackupVault BackupVaultName=view                                                          | refused vault_type InvalidRequestException             | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | PutBackupVaultAccessPolicy BackupVaultName=view Policy=lets-copies-in                           | refused vault_type InvalidParameterValueException      | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | GetBackupVaultAccessPolicy BackupVaultName=view                                                 | refused vault_type InvalidParameterValueException      | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | DeleteBackupVaultAccessPolicy BackupVaultName=view                                              | refused vault_type InvalidParameterValueException      | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | PutBackupVaultLockConfiguration BackupVaultName=view                                            | refused vault_type InvalidRequestException             | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | DeleteBackupVaultLockConfiguration BackupVaultName=view                                         | refused vault_type InvalidRequestException             | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | DeleteRecoveryPoint BackupVaultName=view RecoveryPointArn=rp-1                                  | refused vault_type InvalidRequestException             | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | UpdateRecoveryPointLifecycle BackupVaultName=view RecoveryPointArn=rp-1 DeleteAfterDays=9       | refused vault_type InvalidRequestException             | restore_access_vault_is_read_only
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | ListRecoveryPointsByBackupVault BackupVaultName=view                                            | refused resource_state InvalidParameterValueException  | vault_not_available
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | GetRecoveryPointRestoreMetadata BackupVaultName=view RecoveryPointArn=rp-1                      | refused resource_state InvalidParameterValueException  | vault_not_available
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | rescue/admin | StartCopyJob RecoveryPointArn=rp-1 SourceBackupVaultName=view DestinationBackupVaultArn=depot   | refused resource_state InvalidRequestException         | vault_not_available
        olga rescue/admin CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view | olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=view   | refused vault_type InvalidRequestException             | restore_access_vault_is_read_only
        olga owner/admin CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=9 | olga | owner/admin  | ListRestoreAccessBackupVaults BackupVaultName=new                                               | refused resource_state InvalidParameterValueException  | vault_not_available
        olga owner/admin CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=9 | olga | owner/admin  | StartBackupJob BackupVaultName=daily ResourceArn=orders-db LogicallyAirGappedBackupVaultArn=new | refused resource_state InvalidRequestException         | vault_not_available
        olga owner/admin CreateLegalHold Title=t Description=d; pass 1 | olga | owner/admin  | DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-2                                 | refused resource_state InvalidResourceStateException   | recovery_point_held
        olga owner/admin CreateLegalHold Title=t Description=d       | olga | owner/admin  | CancelLegalHold LegalHoldId=t CancelDescription=d                                               | refused resource_state InvalidResourceStateException   | hold_not_active
        olga owner/admin StartBackupJob BackupVaultName=daily ResourceArn=orders-db; pass 2 | olga | owner/admin  | StopBackupJob BackupJobId=job-1                                                                 | refused resource_state InvalidRequestException         | job_not_stoppable
        olga owner/admin StartRestoreJob RecoveryPointArn=rp-2       | olga | owner/admin  | PutRestoreValidationResult RestoreJobId=job-1 ValidationStatus=SUCCESSFUL                       | refused resource_state InvalidRequestException         | not_a_test
        olga owner/admin CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily | olga | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily                                   | refused resource_exists AlreadyExistsException         | name_taken
        olga owner/admin CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily | olga | owner/admin  | UpdateBackupPlan BackupPlanId=p TargetBackupVaultName=daily RuleName=a/b                        | refused parameters InvalidParameterValueException      | name_invalid
        olga owner/admin CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily | olga | owner/admin  | UpdateBackupPlan BackupPlanId=p TargetBackupVaultName=depot                                     | refused resource_exists ResourceNotFoundException      | does_not_exist
        olga owner/admin CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily | olga | owner/admin  | UpdateBackupPlan BackupPlanId=p TargetBackupVaultName=lag                                       | refused vault_type InvalidParameterValueException      | needs_standard_vault
        olga owner/admin CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily; olga owner/admin CreateBackupSelection BackupPlanId=p SelectionName=s | olga | owner/admin  | CreateBackupSelection BackupPlanId=p SelectionName=s                                            | refused resource_exists AlreadyExistsException         | name_taken
        olga owner/admin CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily; olga owner/admin CreateBackupSelection BackupPlanId=p SelectionName=s | olga | owner/admin  | DeleteBackupPlan BackupPlanId=p                                                                 | refused resource_state InvalidRequestException         | not_empty
        olga owner/admin CreateRestoreTestingPlan RestoreTestingPlanName=drill | olga | owner/admin  | CreateRestoreTestingPlan RestoreTestingPlanName=drill                                           | refused resource_exists AlreadyExistsException         | name_taken
        olga owner/admin CreateRestoreTestingPlan RestoreTestingPlanName=drill | olga | owner/admin  | UpdateRestoreTestingPlan RestoreTestingPlanName=drill SelectionWindowDays=366                   | refused parameters InvalidParameterValueException      | window_out_of_range
        olga owner/admin CreateRestoreTestingPlan RestoreTestingPlanName=drill | olga | owner/admin  | CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS IamRoleArn=rescue/admin | refused resource_exists InvalidParameterValueException | does_not_exist
        olga owner/admin CreateRestoreTestingPlan RestoreTestingPlanName=drill; olga owner/admin CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS | olga | owner/admin  | CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS | refused resource_exists AlreadyExistsException         | name_taken
        olga owner/admin CreateRestoreTestingPlan RestoreTestingPlanName=drill; olga owner/admin CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS | olga | owner/admin  | UpdateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ValidationWindowHours=169 | refused parameters InvalidParameterValueException      | window_out_of_range
        olga owner/admin CreateRestoreTestingPlan RestoreTestingPlanName=drill; olga owner/admin CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS | olga | owner/admin  | UpdateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s IamRoleArn=rescue/admin | refused resource_exists InvalidParameterValueException | does_not_exist
        olga owner/admin CreateRestoreTestingPlan RestoreTestingPlanName=drill; olga owner/admin CreateRestoreTestingSelection RestoreTestingPlanName=drill RestoreTestingSelectionName=s ProtectedResourceType=EBS | olga | owner/admin  | DeleteRestoreTestingPlan RestoreTestingPlanName=drill                                           | refused resource_state InvalidRequestException         | not_empty
    )");
}
