// Every rule as a table: who asks what, and the gate at which it stops. One row a refusal, in the order in
// which the rule meets them; then what it does when it passes.
#include "support/estate.h"
#include "world/evolve.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

TEST_CASE("a credential must be valid, the caller's, and of the right kind") {
    check_answers(R"(
        who     | as          | call                                         | answer                                          | reason
        mallory | hq/root     | ListBackupVaults                             | refused credential UnrecognizedClientException  | credential_not_held
        mallory | -           | ListBackupVaults                             | refused credential UnrecognizedClientException  | credential_not_held
        ana     | corp/ana    | ListBackupVaults                             | refused credential UnrecognizedClientException  | not_an_iam_principal
        olga    | rescue/idle | ListBackupVaults                             | refused identity_policy AccessDeniedException   | not_allowed_by_policy
        mallory | owner/root  | ListBackupVaults                             | done                                            | root_user
        olga    | owner/admin | ListBackupVaults                             | done                                            | allowed_by_policy
    )");
}

TEST_CASE("only a management account founds, invites and switches on") {
    check_answers(R"(
        who     | as           | call                                                    | answer                                                          | reason
        olga    | owner/admin  | CreateOrganization Name=x                               | refused organization AlreadyInOrganizationException             | already_in_organization
        olga    | lonely/admin | CreateOrganization Name=x                               | done                                                            | not_in_organization
        olga    | owner/admin  | InviteAccountToOrganization Target=lonely               | refused management_account AccessDeniedException                | not_management_account
        olga    | hq/admin     | InviteAccountToOrganization Target=nobody               | refused resource_exists InvalidInputException                   | does_not_exist
        olga    | hq/admin     | InviteAccountToOrganization Target=other                | refused organization HandshakeConstraintViolationException      | already_in_organization
        olga    | hq/admin     | InviteAccountToOrganization Target=lonely               | done                                                            | not_in_organization
        olga    | lonely/admin | AcceptHandshake HandshakeId=handshake-1                 | refused resource_exists HandshakeNotFoundException              | does_not_exist
        mallory | owner/root   | UpdateGlobalSettings isMpaEnabled=false                 | refused management_account InvalidRequestException              | not_management_account
        olga    | hq/admin     | UpdateGlobalSettings isMpaEnabled=false                 | done                                                            | is_management_account
        mallory | owner/root   | EnableSharingWithAwsOrganization                        | refused management_account OperationNotPermittedException       | not_management_account
        mallory | owner/root   | EnableIdentityCenter IdentityProvider=corp              | refused management_account AccessDeniedException                | not_management_account
        olga    | hq/admin     | EnableIdentityCenter IdentityProvider=nowhere           | refused resource_exists ResourceNotFoundException               | does_not_exist
        olga    | hq/admin     | EnableIdentityCenter IdentityProvider=corp              | refused resource_state ConflictException                        | already_enabled
        olga    | other/admin  | EnableIdentityCenter IdentityProvider=corp              | done                                                            | state_permits
        olga    | owner/admin  | CreateIdentitySource InstanceArn=hq/identity-center     | refused management_account AccessDeniedException                | not_management_account
        olga    | other/admin  | CreateIdentitySource InstanceArn=hq/identity-center     | refused resource_exists ValidationException                     | does_not_exist
        olga    | hq/admin     | CreateIdentitySource InstanceArn=hq/identity-center     | refused quota ServiceQuotaExceededException                     | quota_reached
        mallory | owner/root   | DeleteRole RoleName=hq/admin                            | refused resource_exists NoSuchEntity                            | does_not_exist
        mallory | owner/root   | DeleteRole RoleName=owner/root                          | refused resource_exists NoSuchEntity                            | does_not_exist
        mallory | owner/root   | DeleteRole RoleName=owner/admin                         | done                                                            | exists
    )");
}

TEST_CASE("a team is made by a management account, of three to twenty distinct approvers") {
    check_answers(R"(
        who  | as          | call                                                                             | answer                                             | reason
        olga | owner/admin | CreateApprovalTeam Name=t MinApprovalsRequired=2 Approvers=ana,ben,cho           | refused management_account AccessDeniedException   | not_management_account
        olga | hq/admin    | CreateApprovalTeam Name=a/b MinApprovalsRequired=2 Approvers=ana,ben,cho         | refused parameters ValidationException             | name_invalid
        olga | hq/admin    | CreateApprovalTeam Name=t MinApprovalsRequired=2 Approvers=ana,ben               | refused parameters ValidationException             | approvers_out_of_range
        olga | hq/admin    | CreateApprovalTeam Name=t MinApprovalsRequired=1 Approvers=ana,ben,cho           | refused parameters ValidationException             | threshold_out_of_range
        olga | hq/admin    | CreateApprovalTeam Name=t MinApprovalsRequired=4 Approvers=ana,ben,cho           | refused parameters ValidationException             | threshold_out_of_range
        olga | hq/admin    | CreateApprovalTeam Name=t MinApprovalsRequired=2 Approvers=ana,ben,ana           | refused parameters ValidationException             | approver_twice
        olga | other/admin | CreateApprovalTeam Name=t MinApprovalsRequired=2 Approvers=ana,ben,cho           | refused resource_exists ValidationException        | does_not_exist
        olga | hq/admin    | CreateApprovalTeam Name=guardians MinApprovalsRequired=2 Approvers=ana,ben,cho   | refused resource_exists ConflictException          | name_taken
        olga | hq/admin    | CreateApprovalTeam Name=t MinApprovalsRequired=3 Approvers=ana,ben,cho           | done                                               | within_quota
        olga | owner/admin | StartApprovalTeamBaseline Arn=guardians                                          | refused resource_exists ResourceNotFoundException  | does_not_exist
        olga | hq/admin    | StartApprovalTeamBaseline Arn=guardians                                          | pending approval                                   | vote_opened
        olga | other/admin | GetApprovalTeam Arn=guardians                                                    | refused sharing ResourceNotFoundException          | not_shared_with_account
        olga | rescue/admin| GetApprovalTeam Arn=guardians                                                    | done                                               | shared_with_account
    )");
}

TEST_CASE(
    "root of the owner meets the lock, whatever it tries on an air-gapped vault (TH1, TH19, "
    "TH20)") {
    check_answers(R"(
        who     | as         | call                                                                                            | answer                                             | reason
        mallory | owner/root | DeleteRecoveryPoint BackupVaultName=lag RecoveryPointArn=rp-1                                   | refused vault_lock InvalidRequestException         | locked_for_good
        mallory | owner/root | DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-1                                 | refused resource_exists ResourceNotFoundException  | does_not_exist
        mallory | owner/root | DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-2                                 | done                                               | not_locked
        mallory | owner/root | UpdateRecoveryPointLifecycle BackupVaultName=lag RecoveryPointArn=rp-1 DeleteAfterDays=0        | refused parameters InvalidParameterValueException  | lifecycle_invalid
        mallory | owner/root | UpdateRecoveryPointLifecycle BackupVaultName=lag RecoveryPointArn=rp-1 DeleteAfterDays=1        | refused vault_lock InvalidRequestException         | locked_for_good
        mallory | owner/root | UpdateRecoveryPointLifecycle BackupVaultName=daily RecoveryPointArn=rp-2 DeleteAfterDays=1      | done                                               | not_locked
        mallory | owner/root | PutBackupVaultLockConfiguration BackupVaultName=lag MinRetentionDays=1 MaxRetentionDays=1       | refused vault_lock InvalidRequestException         | air_gapped_lock_is_fixed
        mallory | owner/root | PutBackupVaultLockConfiguration BackupVaultName=daily MinRetentionDays=9 MaxRetentionDays=2     | refused parameters InvalidParameterValueException  | retention_bounds_invalid
        mallory | owner/root | PutBackupVaultLockConfiguration BackupVaultName=daily ChangeableForDays=2                       | refused parameters InvalidParameterValueException  | changeable_days_too_few
        mallory | owner/root | PutBackupVaultLockConfiguration BackupVaultName=depot ChangeableForDays=3                       | refused resource_exists ResourceNotFoundException  | does_not_exist
        mallory | owner/root | PutBackupVaultLockConfiguration BackupVaultName=daily ChangeableForDays=3                       | done                                               | not_locked
        mallory | owner/root | DeleteBackupVaultLockConfiguration BackupVaultName=lag                                          | refused vault_lock InvalidRequestException         | air_gapped_lock_is_fixed
        mallory | owner/root | DeleteBackupVaultLockConfiguration BackupVaultName=daily                                        | refused resource_state InvalidRequestException     | no_lock_to_delete
        mallory | owner/root | DeleteBackupVault BackupVaultName=lag                                                           | refused resource_state InvalidRequestException     | not_empty
        mallory | owner/root | DeleteBackupVault BackupVaultName=depot                                                         | refused resource_exists ResourceNotFoundException  | does_not_exist
        mallory | owner/root | DeleteBackupVault BackupVaultName=bare                                                          | done                                               | state_permits
    )");
}

TEST_CASE("vaults are created with names, bounds and within quota") {
    check_answers(R"(
        who  | as          | call                                                                                                       | answer                                              | reason
        olga | owner/admin | CreateBackupVault BackupVaultName=x Region=eu-west-1                                                       | refused parameters InvalidParameterValueException   | name_invalid
        olga | owner/admin | CreateBackupVault BackupVaultName=daily Region=eu-west-1                                                   | refused resource_exists AlreadyExistsException      | name_taken
        olga | owner/admin | CreateBackupVault BackupVaultName=daily Region=eu-west-2                                                   | done                                                | within_quota
        olga | owner/admin | CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MaxRetentionDays=9                | refused parameters MissingParameterValueException   | parameter_missing
        olga | owner/admin | CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=6 MaxRetentionDays=9  | refused parameters InvalidParameterValueException | min_retention_too_short
        olga | owner/admin | CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=9 MaxRetentionDays=8  | refused parameters InvalidParameterValueException | retention_bounds_invalid
        olga | owner/admin | CreateLogicallyAirGappedBackupVault BackupVaultName=new Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=35 | done                                             | within_quota
    )");
}

TEST_CASE("reading reaches one's own vaults and shared ones") {
    check_answers(R"(
        who  | as           | call                                                                        | answer                                              | reason
        olga | owner/admin  | DescribeBackupVault BackupVaultName=nowhere                                 | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | rescue/admin | DescribeBackupVault BackupVaultName=lag                                     | refused sharing AccessDeniedException               | not_shared_with_account
        olga | owner/admin  | DescribeBackupVault BackupVaultName=lag                                     | done                                                | exists
        olga | owner/admin  | ListRecoveryPointsByBackupVault BackupVaultName=lag                         | done                                                | state_permits
        olga | owner/admin  | GetRecoveryPointRestoreMetadata BackupVaultName=lag RecoveryPointArn=rp-2   | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | owner/admin  | GetRecoveryPointRestoreMetadata BackupVaultName=lag RecoveryPointArn=rp-1   | done                                                | exists
    )");
}

TEST_CASE("jobs start within reach and within the bounds of a lock") {
    check_answers(R"(
        who  | as           | call                                                                                                                  | answer                                              | reason
        olga | owner/admin  | StartBackupJob BackupVaultName=daily ResourceArn=orders-db DeleteAfterDays=0                                          | refused parameters InvalidParameterValueException   | lifecycle_invalid
        olga | owner/admin  | StartBackupJob BackupVaultName=depot ResourceArn=orders-db                                                            | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | owner/admin  | StartBackupJob BackupVaultName=lag ResourceArn=orders-db                                                              | refused vault_type InvalidParameterValueException   | needs_standard_vault
        olga | rescue/admin | StartBackupJob BackupVaultName=depot ResourceArn=orders-db                                                            | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | owner/admin  | StartBackupJob BackupVaultName=daily ResourceArn=orders-db                                                            | done                                                | retention_fits
        olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=lag DestinationBackupVaultArn=lag DeleteAfterDays=30         | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=gone DeleteAfterDays=30      | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag DeleteAfterDays=6        | failed retention InvalidParameterValueException     | retention_too_short
        olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag DeleteAfterDays=36       | failed retention InvalidParameterValueException     | retention_too_long
        olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag                          | failed retention InvalidParameterValueException     | retention_too_long
        olga | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=lag DeleteAfterDays=30       | done                                                | retention_fits
        olga | rescue/admin | StartRestoreJob RecoveryPointArn=rp-9                                                                                 | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | rescue/admin | StartRestoreJob RecoveryPointArn=rp-1                                                                                 | refused sharing AccessDeniedException               | vault_out_of_reach
        olga | owner/admin  | StartRestoreJob RecoveryPointArn=rp-1                                                                                 | done                                                | vault_reachable
        olga | owner/admin  | DescribeRestoreJob RestoreJobId=job-1                                                                                 | refused resource_exists ResourceNotFoundException   | does_not_exist
    )");
}

TEST_CASE("sharing asks nobody for a vote, but stays within its rules") {
    check_answers(R"(
        who     | as           | call                                                                                              | answer                                                  | reason
        olga    | owner/admin  | CreateResourceShare name=s resourceArns=guardians principals=rescue                               | refused resource_exists UnknownResourceException        | does_not_exist
        olga    | owner/admin  | CreateResourceShare name=s resourceArns=daily principals=rescue                                   | refused vault_type OperationNotPermittedException       | needs_air_gapped_vault
        olga    | owner/admin  | CreateResourceShare name=s resourceArns=lag principals=owner                                      | refused sharing OperationNotPermittedException          | own_account
        olga    | owner/admin  | CreateResourceShare name=s resourceArns=lag principals=other allowExternalPrincipals=false        | refused sharing OperationNotPermittedException          | external_principals_not_allowed
        olga    | owner/admin  | CreateResourceShare name=s resourceArns=lag principals=other                                      | done                                                    | share_allowed
        mallory | owner/root   | DeleteResourceShare resourceShareArn=guardians-share                                              | refused resource_exists UnknownResourceException        | does_not_exist
        olga    | hq/admin     | DisassociateResourceShare resourceShareArn=guardians-share principals=other                       | refused resource_state UnknownResourceException         | share_gone
        olga    | hq/admin     | DisassociateResourceShare resourceShareArn=guardians-share principals=rescue                      | done                                                    | state_permits
        olga    | hq/admin     | DeleteResourceShare resourceShareArn=guardians-share                                              | done                                                    | exists
        olga    | other/admin  | AcceptResourceShareInvitation resourceShareInvitationArn=guardians-share                          | refused resource_exists ResourceShareInvitationArnNotFoundException | no_invitation
    )");
}

TEST_CASE("the first team needs no vote; swapping and removing do (TH23)") {
    check_answers(R"(
        who     | as           | call                                                                                     | answer                                              | reason
        mallory | owner/root   | AssociateBackupVaultMpaApprovalTeam BackupVaultName=depot MpaApprovalTeamArn=guardians   | refused resource_exists ResourceNotFoundException   | does_not_exist
        mallory | owner/root   | AssociateBackupVaultMpaApprovalTeam BackupVaultName=daily MpaApprovalTeamArn=guardians   | refused vault_type InvalidRequestException          | needs_air_gapped_vault
        mallory | owner/root   | AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare MpaApprovalTeamArn=nobody       | refused resource_exists ResourceNotFoundException   | does_not_exist
        mallory | owner/root   | AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag MpaApprovalTeamArn=guardians     | refused resource_state InvalidRequestException      | team_already_associated
        mallory | owner/root   | AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare MpaApprovalTeamArn=strangers    | done                                                | no_vote_needed
        mallory | owner/root   | AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag MpaApprovalTeamArn=strangers     | pending approval                                    | vote_opened
        mallory | owner/root   | DisassociateBackupVaultMpaApprovalTeam BackupVaultName=bare                              | refused resource_state InvalidRequestException      | no_team_associated
        mallory | owner/root   | DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag                               | pending approval                                    | vote_opened
    )");
}

TEST_CASE("access to another account's vault is asked for, and a team must have been shared") {
    check_answers(R"(
        who  | as           | call                                                                                        | answer                                              | reason
        olga | rescue/idle  | CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view                | refused identity_policy AccessDeniedException       | not_allowed_by_policy
        olga | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=x                   | refused parameters InvalidParameterValueException   | name_invalid
        olga | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=nowhere BackupVaultName=view            | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=depot               | refused resource_exists AlreadyExistsException      | name_taken
        olga | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=daily BackupVaultName=view              | refused vault_type InvalidRequestException          | needs_air_gapped_vault
        olga | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=bare BackupVaultName=view               | refused resource_state InvalidRequestException      | no_team_associated
        olga | other/admin  | CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view                | failed resource_policy AccessDeniedException        | not_shared
        olga | rescue/admin | CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view                | pending approval                                    | vote_opened
        olga | owner/admin  | RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=depot        | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga | owner/admin  | ListRestoreAccessBackupVaults BackupVaultName=daily                                         | refused vault_type InvalidParameterValueException   | needs_air_gapped_vault
    )");
}

TEST_CASE("deeds outside the API have their gates too") {
    check_answers(R"(
        who     | as         | call                                  | answer                                           | reason
        mallory | owner/root | EncryptWorkload Workload=nothing      | refused resource_exists ResourceNotFoundException | does_not_exist
        mallory | owner/root | EncryptWorkload Workload=orders-db    | done                                             | state_permits
        mallory | -          | StealCredential Credential=hq/root    | done                                             | exists
        mallory | -          | StealCredential Credential=hq/nobody  | refused resource_exists NoSuchEntity             | does_not_exist
        mallory | -          | RegainAccount Account=owner           | refused credential AccessDeniedException         | credential_not_held
        olga    | -          | RegainAccount Account=owner           | done                                             | state_permits
        olga    | -          | RegainAccount Account=rescue          | refused resource_state InvalidRequestException   | nothing_to_regain
        olga    | -          | RegainAccount Account=nowhere         | refused resource_exists ResourceNotFoundException | does_not_exist
    )");
    const auto regain = [](Estate& e) {
        const Decision decision = e.ask("olga", "-", "RegainAccount Account=owner");
        return answer_of(decision) + " " + reason_of(decision);
    };
    Estate e;
    CHECK(answer_of(e.does("olga", "-", "RegainAccount Account=owner")) == "done");
    CHECK(regain(e) == "refused resource_state InvalidRequestException case_open");
    e.pass(hours(1));  // answered, which is no resolution
    CHECK(regain(e) == "refused resource_state InvalidRequestException case_open");
    e.pass(days(5));  // nothing is taken any more
    CHECK(regain(e) == "refused resource_state InvalidRequestException nothing_to_regain");
    e.does("mallory", "-",
           "StealCredential Credential=owner/admin");  // a second theft, a second case
    CHECK(regain(e) == "done state_permits");
    e.world.accounts.update(e.world.vaults[{0}].account,
                            [](Account& a) { a.status = AccountStatus::closed; });
    CHECK(regain(e) == "refused resource_state InvalidRequestException post_closure_over");
}
