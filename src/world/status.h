// Every status that a row can have. Upper-case names are AWS's own, letter for letter; lower-case ones are
// ours, for what AWS has no name for. `to_text` (text.h) prints them.
#pragma once

#include <cstdint>

namespace airlock {

// One byte that says yes or no: rows are compared as bytes, and a bool may not be read as such.
enum YesNo : std::uint8_t { no = 0, yes = 1 };
constexpr YesNo yes_if(bool condition) { return condition ? yes : no; }

// PENDING_CLOSURE: CloseAccount is under way; SUSPENDED: the 90 days after it; closed: for good. Source: ACCT.
enum class AccountStatus : std::uint8_t { ACTIVE, SUSPENDED, PENDING_CLOSURE, closed };
// The case with AWS Support that gives an account back to its owner.
enum class SupportCaseStatus : std::uint8_t { none, open, answered, resolved };
enum class JoinedMethod : std::uint8_t { INVITED, CREATED };
enum class PolicyType : std::uint8_t { SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY };
// AWS also has REQUESTED, CANCELED and DECLINED; no call of the model leads there.
enum class HandshakeState : std::uint8_t { OPEN, ACCEPTED, EXPIRED };
enum class PrincipalKind : std::uint8_t { root, role, user, service_linked_role };

enum class IdentitySourceStatus : std::uint8_t { CREATING, ACTIVE, DELETING, ERROR, deleted };
enum class IdentitySourceStatusCode : std::uint8_t {
    none,
    ACCESS_DENIED,
    DELETION_FAILED,
    IDC_INSTANCE_NOT_FOUND,
    IDC_INSTANCE_NOT_VALID,
};

// DELETED is the word of CloudTrail; the API no longer finds such a team.
enum class TeamStatus : std::uint8_t { PENDING, ACTIVE, INACTIVE, DELETING, DELETED };
enum class TeamStatusCode : std::uint8_t {
    none,
    VALIDATING,
    PENDING_ACTIVATION,
    FAILED_VALIDATION,
    FAILED_ACTIVATION,
    UPDATE_PENDING_APPROVAL,
    UPDATE_PENDING_ACTIVATION,
    UPDATE_FAILED_APPROVAL,
    UPDATE_FAILED_ACTIVATION,
    UPDATE_FAILED_VALIDATION,
    DELETE_PENDING_APPROVAL,
    DELETE_FAILED_APPROVAL,
    DELETE_FAILED_VALIDATION,
};
// How far a new version of a team has come. Ours; AWS shows it as the team's StatusCode.
enum class DraftStatus : std::uint8_t {
    pending_approval,
    pending_activation,
    failed,
    applied,
    removed,
    with_support,  // given to AWS Support with a recovery case
};
enum class ApproverStatus : std::uint8_t { PENDING, ACCEPTED, REJECTED, INVALID };
enum class LastActivity : std::uint8_t { none, VOTED, BASELINED, RESPONDED_TO_INVITATION };

enum class ProtectedAction : std::uint8_t {
    CreateRestoreAccessBackupVault,
    AssociateBackupVaultMpaApprovalTeam,
    DisassociateBackupVaultMpaApprovalTeam,
    RevokeRestoreAccessBackupVault,
    ApprovalTeamBaseline,  // a test session; nothing is executed
    UpdateApprovalTeam,    // a team protects itself
    StartActiveApprovalTeamDeletion,
};
enum class SessionStatus : std::uint8_t { CREATING, PENDING, APPROVED, FAILED, CANCELLED };
enum class SessionStatusCode : std::uint8_t {
    none,
    REJECTED,
    EXPIRED,
    CONFIGURATION_CHANGED,
    ALL_APPROVERS_IN_SESSION,
    TEAM_DELETED,       // of CloudTrail, not of the API (C9)
    CANCELLED_BY_USER,  // the same
};
enum class Response : std::uint8_t { APPROVED, REJECTED };
enum class ExecutionStatus : std::uint8_t { none, PENDING, EXECUTED, FAILED };

// AWS also has FAILED and DELETING; making and deleting a share takes no time here and does not fail.
enum class ShareStatus : std::uint8_t { PENDING, ACTIVE, DELETED };
enum class AssociationStatus : std::uint8_t { ASSOCIATING, ASSOCIATED, FAILED, DISASSOCIATED };
enum class InvitationStatus : std::uint8_t { none, PENDING, ACCEPTED, REJECTED, EXPIRED };

enum class VaultType : std::uint8_t {
    BACKUP_VAULT,
    LOGICALLY_AIR_GAPPED_BACKUP_VAULT,
    RESTORE_ACCESS_BACKUP_VAULT,
};
enum class VaultState : std::uint8_t { CREATING, AVAILABLE, FAILED, deleted };
enum class LockMode : std::uint8_t { none, governance, compliance_grace, compliance };

// EXPIRED: its lifecycle is over, but the role that should delete it could not. Source: BK-API.
enum class RecoveryPointStatus : std::uint8_t { COMPLETED, EXPIRED, deleted };
enum class StorageClass : std::uint8_t { WARM, COLD };
// `infected`: it runs, with malware in it; `corrupted`: it runs no more as it should, with nothing to find in it;
// `lost`: the key that could read it is gone.
enum class DataCondition : std::uint8_t { clean, encrypted, infected, corrupted, lost };

enum class KeyManager : std::uint8_t { CUSTOMER, AWS };
enum class KeyState : std::uint8_t { Enabled, Disabled, PendingDeletion, deleted };

enum class JobKind : std::uint8_t { backup, copy, restore, scan };
enum class JobStatus : std::uint8_t {
    CREATED,  // a copy that waits for room
    PENDING,  // a backup that waits for another of the same resource
    RUNNING,
    ABORTING,
    ABORTED,
    EXPIRED,  // a backup whose start window is over
    COMPLETED,
    FAILED,
};
enum class ScanResult : std::uint8_t { none, NO_THREATS_FOUND, THREATS_FOUND, UNKNOWN };
enum class ValidationStatus : std::uint8_t { none, VALIDATING, SUCCESSFUL, FAILED, TIMED_OUT };
enum class DeletionStatus : std::uint8_t { none, DELETING, SUCCESSFUL };
enum class TestingAlgorithm : std::uint8_t { LATEST_WITHIN_WINDOW, RANDOM_WITHIN_WINDOW };
enum class LegalHoldStatus : std::uint8_t { CREATING, ACTIVE, CANCELING, CANCELED };
enum class JobFailure : std::uint8_t {
    none,
    retention_out_of_range,
    destination_gone,
    source_gone,
    key_unusable,       // disabled, about to be deleted, or gone
    key_denied,         // its policy, or the caller's, does not let the role use it
    role_unusable,      // the role of the job is gone
    copy_denied,        // another account's vault does not let it in
    no_room,            // too many copies at a time, for two hours
    image_disabled,     // EC2 DisableImage
    image_not_allowed,  // EC2 Allowed AMIs: "Source AMI not found"
};

enum class WorkloadState : std::uint8_t { healthy, encrypted, restored, quarantined, deleted };
enum class Finding : std::uint8_t { none, clean, harmful };  // of an analysis outside AWS
// EC2 Allowed AMIs: `without_backup` is a list that leaves out the provider aws-backup-vault.
enum class AllowedImages : std::uint8_t { all, with_backup, without_backup };
enum class ResourceType : std::uint8_t { EBS, EC2, EFS, S3, DynamoDB, RDS, Aurora };

}  // namespace airlock
