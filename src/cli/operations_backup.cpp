// Facts about the operations of AWS Backup; operations.h says how to read them.
// Source: the API references of the services (domain.md, source keys).
#include "cli/operations.h"

namespace airlock::cli {

const std::string_view operations_of_backup = R"facts(
= backup UpdateGlobalSettings
. GlobalSettings.isMpaEnabled true|false
. GlobalSettings.isCrossAccountBackupEnabled true|false
! InvalidRequestException management_account
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup CreateBackupVault
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. EncryptionKeyArn
- BackupVaultTags CreatorRequestId
> BackupVaultName BackupVaultArn CreationDate
! AlreadyExistsException resource_exists
! InvalidParameterValueException parameters resource_exists
! LimitExceededException quota
~ MissingParameterValueException ServiceUnavailableException
= backup CreateLogicallyAirGappedBackupVault
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. MinRetentionDays! 7..36500
. MaxRetentionDays! 7..36500
. EncryptionKeyArn
- BackupVaultTags CreatorRequestId
> BackupVaultName BackupVaultArn CreationDate VaultState
! AlreadyExistsException resource_exists
! InvalidParameterValueException parameters resource_exists
! LimitExceededException quota
! MissingParameterValueException parameters
~ InvalidRequestException ServiceUnavailableException
= backup DescribeBackupVault
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. BackupVaultAccountId
> BackupVaultName BackupVaultArn VaultType VaultState EncryptionKeyArn CreationDate CreatorRequestId
  NumberOfRecoveryPoints Locked MinRetentionDays MaxRetentionDays LockDate SourceBackupVaultArn
  MpaApprovalTeamArn MpaSessionArn LatestMpaApprovalTeamUpdate EncryptionKeyType
? AccessDeniedException sharing
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup ListBackupVaults
- ByVaultType ByShared NextToken MaxResults
> BackupVaultList NextToken
~ InvalidParameterValueException MissingParameterValueException ResourceNotFoundException
  ServiceUnavailableException
= backup DeleteBackupVault
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
! InvalidRequestException resource_state vault_type
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup PutBackupVaultLockConfiguration
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. MinRetentionDays 1..36500
. MaxRetentionDays 1..36500
. ChangeableForDays 3..36500
! InvalidParameterValueException parameters
! InvalidRequestException vault_type vault_lock
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup DeleteBackupVaultLockConfiguration
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
! InvalidRequestException resource_state vault_type vault_lock
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup ListRecoveryPointsByBackupVault
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. BackupVaultAccountId [0-9]{12}
- NextToken MaxResults ByResourceArn ByResourceType ByBackupPlanId ByCreatedBefore ByCreatedAfter
  ByParentRecoveryPointArn
> NextToken RecoveryPoints
? AccessDeniedException sharing
! InvalidParameterValueException resource_state
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup GetRecoveryPointRestoreMetadata
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. RecoveryPointArn!
. BackupVaultAccountId [0-9]{12}
> BackupVaultArn RecoveryPointArn RestoreMetadata ResourceType
? AccessDeniedException sharing
! InvalidParameterValueException resource_state
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup UpdateRecoveryPointLifecycle
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. RecoveryPointArn!
. Lifecycle.MoveToColdStorageAfterDays 1..36500
. Lifecycle.DeleteAfterDays 1..36500
- Lifecycle.OptInToArchiveForSupportedResources Lifecycle.DeleteAfterEvent
> BackupVaultArn RecoveryPointArn Lifecycle CalculatedLifecycle
! InvalidParameterValueException parameters
! InvalidRequestException vault_type vault_lock
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup DeleteRecoveryPoint
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. RecoveryPointArn!
! InvalidRequestException vault_type vault_lock
! InvalidResourceStateException resource_state
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup StartBackupJob
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. LogicallyAirGappedBackupVaultArn
. ResourceArn!
. IamRoleArn!
. StartWindowMinutes 60..52560000
. Lifecycle.MoveToColdStorageAfterDays 1..36500
. Lifecycle.DeleteAfterDays 1..36500
- IdempotencyToken CompleteWindowMinutes Lifecycle.OptInToArchiveForSupportedResources
  Lifecycle.DeleteAfterEvent RecoveryPointTags BackupOptions Index
> BackupJobId RecoveryPointArn CreationDate IsParent
! InvalidParameterValueException parameters resource_exists vault_type
! InvalidRequestException resource_state
! ResourceNotFoundException resource_exists
~ LimitExceededException MissingParameterValueException ServiceUnavailableException
= backup StartCopyJob
. RecoveryPointArn!
. SourceBackupVaultName! 2..50 [a-zA-Z0-9_-]
. DestinationBackupVaultArn!
. IamRoleArn!
. Lifecycle.MoveToColdStorageAfterDays 1..36500
. Lifecycle.DeleteAfterDays 1..36500
- IdempotencyToken Lifecycle.OptInToArchiveForSupportedResources Lifecycle.DeleteAfterEvent
> CopyJobId CreationDate IsParent
? AccessDeniedException organization
! InvalidParameterValueException parameters resource_exists
! InvalidRequestException opt_in resource_state vault_type encryption
! ResourceNotFoundException resource_exists
~ LimitExceededException MissingParameterValueException ServiceUnavailableException
= backup StartRestoreJob
. RecoveryPointArn!
. Metadata!
. IamRoleArn
. ResourceType [a-zA-Z0-9\-\_\.]{1,50}
- IdempotencyToken CopySourceTagsToRestoredResource
> RestoreJobId
? AccessDeniedException sharing
! InvalidParameterValueException resource_exists
! InvalidRequestException resource_state
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup DescribeCopyJob
. CopyJobId!
> CopyJob
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup DescribeRestoreJob
. RestoreJobId!
> AccountId RestoreJobId RecoveryPointArn SourceResourceArn BackupVaultArn CreationDate
  CompletionDate Status StatusMessage PercentDone BackupSizeInBytes IamRoleArn
  ExpectedCompletionTimeMinutes CreatedResourceArn ResourceType RecoveryPointCreationDate CreatedBy
  ValidationStatus ValidationStatusMessage DeletionStatus DeletionStatusMessage IsParent ParentJobId
! ResourceNotFoundException resource_exists
~ DependencyFailureException InvalidParameterValueException MissingParameterValueException
  ServiceUnavailableException
= backup AssociateBackupVaultMpaApprovalTeam
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. MpaApprovalTeamArn!
. RequesterComment 0..200
! InvalidParameterValueException parameters
! InvalidRequestException opt_in resource_state vault_type
! ResourceNotFoundException resource_exists sharing
! ServiceUnavailableException endpoint
~ MissingParameterValueException
= backup DisassociateBackupVaultMpaApprovalTeam
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. RequesterComment 0..200
! InvalidParameterValueException parameters
! InvalidRequestException resource_state vault_type
! ResourceNotFoundException resource_exists
! ServiceUnavailableException endpoint
~ MissingParameterValueException
= backup CreateRestoreAccessBackupVault
. SourceBackupVaultArn!
. BackupVaultName 2..50 [a-zA-Z0-9_-]
. RequesterComment 0..200
- BackupVaultTags CreatorRequestId
> RestoreAccessBackupVaultArn VaultState RestoreAccessBackupVaultName CreationDate
! AlreadyExistsException resource_exists
! InvalidParameterValueException parameters
! InvalidRequestException opt_in resource_state vault_type
! LimitExceededException quota
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup ListRestoreAccessBackupVaults
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
- NextToken MaxResults
> NextToken RestoreAccessBackupVaults
! InvalidParameterValueException resource_state vault_type
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup RevokeRestoreAccessBackupVault
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. RestoreAccessBackupVaultArn!
. RequesterComment 0..200
! InvalidParameterValueException parameters
! InvalidRequestException resource_state vault_type
! ResourceNotFoundException resource_exists
! ServiceUnavailableException endpoint
~ MissingParameterValueException
= backup CreateBackupPlan
. BackupPlan.BackupPlanName! 1..50 [a-zA-Z0-9._-]
. BackupPlan.Rules[].RuleName! 1..50 [a-zA-Z0-9._-]
. BackupPlan.Rules[].TargetBackupVaultName! 2..50 [a-zA-Z0-9_-]
. BackupPlan.Rules[].TargetLogicallyAirGappedBackupVaultArn
. BackupPlan.Rules[].ScheduleExpression
. BackupPlan.Rules[].StartWindowMinutes 60..52560000
. BackupPlan.Rules[].Lifecycle.MoveToColdStorageAfterDays 1..36500
. BackupPlan.Rules[].Lifecycle.DeleteAfterDays 1..36500
. BackupPlan.Rules[].CopyActions[].Lifecycle.DeleteAfterDays 1..36500
. BackupPlan.Rules[].CopyActions[].DestinationBackupVaultArn!
- BackupPlan.Rules[].CompletionWindowMinutes
  BackupPlan.Rules[].Lifecycle.OptInToArchiveForSupportedResources
  BackupPlan.Rules[].Lifecycle.DeleteAfterEvent BackupPlan.Rules[].RecoveryPointTags
  BackupPlan.Rules[].CopyActions[].Lifecycle.MoveToColdStorageAfterDays
  BackupPlan.Rules[].CopyActions[].Lifecycle.OptInToArchiveForSupportedResources
  BackupPlan.Rules[].CopyActions[].Lifecycle.DeleteAfterEvent
  BackupPlan.Rules[].EnableContinuousBackup BackupPlan.Rules[].ScheduleExpressionTimezone
  BackupPlan.Rules[].IndexActions BackupPlan.Rules[].ScanActions BackupPlan.AdvancedBackupSettings
  BackupPlan.ScanSettings BackupPlanTags CreatorRequestId
> BackupPlanId BackupPlanArn CreationDate VersionId AdvancedBackupSettings
! AlreadyExistsException resource_exists
! InvalidParameterValueException parameters resource_exists vault_type
~ LimitExceededException MissingParameterValueException ServiceUnavailableException
= backup UpdateBackupPlan
. BackupPlanId!
. BackupPlan.BackupPlanName! 1..50 [a-zA-Z0-9._-]
. BackupPlan.Rules[].RuleName! 1..50 [a-zA-Z0-9._-]
. BackupPlan.Rules[].TargetBackupVaultName! 2..50 [a-zA-Z0-9_-]
. BackupPlan.Rules[].TargetLogicallyAirGappedBackupVaultArn
. BackupPlan.Rules[].ScheduleExpression
. BackupPlan.Rules[].StartWindowMinutes 60..52560000
. BackupPlan.Rules[].Lifecycle.MoveToColdStorageAfterDays 1..36500
. BackupPlan.Rules[].Lifecycle.DeleteAfterDays 1..36500
. BackupPlan.Rules[].CopyActions[].Lifecycle.DeleteAfterDays 1..36500
. BackupPlan.Rules[].CopyActions[].DestinationBackupVaultArn!
- BackupPlan.Rules[].CompletionWindowMinutes
  BackupPlan.Rules[].Lifecycle.OptInToArchiveForSupportedResources
  BackupPlan.Rules[].Lifecycle.DeleteAfterEvent BackupPlan.Rules[].RecoveryPointTags
  BackupPlan.Rules[].CopyActions[].Lifecycle.MoveToColdStorageAfterDays
  BackupPlan.Rules[].CopyActions[].Lifecycle.OptInToArchiveForSupportedResources
  BackupPlan.Rules[].CopyActions[].Lifecycle.DeleteAfterEvent
  BackupPlan.Rules[].EnableContinuousBackup BackupPlan.Rules[].ScheduleExpressionTimezone
  BackupPlan.Rules[].IndexActions BackupPlan.Rules[].ScanActions BackupPlan.AdvancedBackupSettings
  BackupPlan.ScanSettings
> BackupPlanId BackupPlanArn CreationDate VersionId AdvancedBackupSettings ScanSettings
! InvalidParameterValueException parameters vault_type
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup DeleteBackupPlan
. BackupPlanId!
> BackupPlanId BackupPlanArn DeletionDate VersionId
! InvalidRequestException resource_state
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup CreateBackupSelection
. BackupPlanId!
. BackupSelection.SelectionName! 1..50 [a-zA-Z0-9._-]
. BackupSelection.IamRoleArn!
. BackupSelection.Resources
- BackupSelection.ListOfTags BackupSelection.NotResources BackupSelection.Conditions
  CreatorRequestId
> SelectionId BackupPlanId CreationDate
! AlreadyExistsException resource_exists
! InvalidParameterValueException parameters resource_exists
~ LimitExceededException MissingParameterValueException ServiceUnavailableException
= backup DeleteBackupSelection
. BackupPlanId!
. SelectionId!
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup StopBackupJob
. BackupJobId!
! InvalidRequestException resource_state
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup PutBackupVaultAccessPolicy
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. Policy
! InvalidParameterValueException parameters vault_type
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup DeleteBackupVaultAccessPolicy
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
! InvalidParameterValueException vault_type
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup GetBackupVaultAccessPolicy
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
> BackupVaultName BackupVaultArn Policy
! InvalidParameterValueException vault_type
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup DescribeRecoveryPoint
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. RecoveryPointArn!
. BackupVaultAccountId [0-9]{12}
> RecoveryPointArn BackupVaultName BackupVaultArn SourceBackupVaultArn ResourceArn ResourceType
  CreatedBy IamRoleArn Status StatusMessage CreationDate InitiationDate CompletionDate
  BackupSizeInBytes CalculatedLifecycle Lifecycle EncryptionKeyArn IsEncrypted StorageClass
  LastRestoreTime ParentRecoveryPointArn CompositeMemberIdentifier IsParent ResourceName VaultType
  IndexStatus IndexStatusMessage EncryptionKeyType ScanResults
? AccessDeniedException sharing
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup CreateLegalHold
. Title!
. Description!
. RecoveryPointSelection.VaultNames
. RecoveryPointSelection.ResourceIdentifiers
- IdempotencyToken RecoveryPointSelection.DateRange Tags
> Title Status Description LegalHoldId LegalHoldArn CreationDate RecoveryPointSelection
! InvalidParameterValueException resource_exists
! LimitExceededException quota
~ MissingParameterValueException ServiceUnavailableException
= backup CancelLegalHold
. LegalHoldId!
. CancelDescription!
- RetainRecordInDays
! InvalidResourceStateException resource_state
! ResourceNotFoundException resource_exists
~ InvalidParameterValueException MissingParameterValueException ServiceUnavailableException
= backup CreateRestoreTestingPlan
. RestoreTestingPlan.RecoveryPointSelection.Algorithm LATEST_WITHIN_WINDOW|RANDOM_WITHIN_WINDOW
. RestoreTestingPlan.RecoveryPointSelection.IncludeVaults
. RestoreTestingPlan.RecoveryPointSelection.IncludeVaults[]
. RestoreTestingPlan.RecoveryPointSelection.RecoveryPointTypes[] CONTINUOUS|SNAPSHOT
. RestoreTestingPlan.RecoveryPointSelection.SelectionWindowDays 1..365
. RestoreTestingPlan.RestoreTestingPlanName! 1..50 [a-zA-Z0-9_]
. RestoreTestingPlan.ScheduleExpression!
. RestoreTestingPlan.StartWindowHours 1..168
- CreatorRequestId RestoreTestingPlan.RecoveryPointSelection.ExcludeVaults
  RestoreTestingPlan.ScheduleExpressionTimezone Tags
> CreationTime RestoreTestingPlanArn RestoreTestingPlanName
! AlreadyExistsException resource_exists
! InvalidParameterValueException parameters resource_exists
! LimitExceededException quota
~ ConflictException MissingParameterValueException ServiceUnavailableException
= backup UpdateRestoreTestingPlan
. RestoreTestingPlan.RecoveryPointSelection.Algorithm LATEST_WITHIN_WINDOW|RANDOM_WITHIN_WINDOW
. RestoreTestingPlan.RecoveryPointSelection.IncludeVaults
. RestoreTestingPlan.RecoveryPointSelection.SelectionWindowDays 1..365
. RestoreTestingPlan.ScheduleExpression
. RestoreTestingPlan.StartWindowHours 1..168
. RestoreTestingPlanName!
- RestoreTestingPlan.RecoveryPointSelection.ExcludeVaults
  RestoreTestingPlan.RecoveryPointSelection.RecoveryPointTypes
  RestoreTestingPlan.ScheduleExpressionTimezone
> CreationTime RestoreTestingPlanArn RestoreTestingPlanName UpdateTime
! InvalidParameterValueException parameters
! ResourceNotFoundException resource_exists
~ ConflictException MissingParameterValueException ServiceUnavailableException
= backup DeleteRestoreTestingPlan
. RestoreTestingPlanName!
! InvalidRequestException resource_exists resource_state
~ ServiceUnavailableException
= backup CreateRestoreTestingSelection
. RestoreTestingPlanName!
. RestoreTestingSelection.IamRoleArn!
. RestoreTestingSelection.ProtectedResourceArns
. RestoreTestingSelection.ProtectedResourceType!
. RestoreTestingSelection.RestoreTestingSelectionName! 1..50 [a-zA-Z0-9_]
. RestoreTestingSelection.ValidationWindowHours 0..168
- CreatorRequestId RestoreTestingSelection.ProtectedResourceConditions
  RestoreTestingSelection.RestoreMetadataOverrides
> CreationTime RestoreTestingPlanArn RestoreTestingPlanName RestoreTestingSelectionName
! AlreadyExistsException resource_exists
! InvalidParameterValueException parameters resource_exists
! LimitExceededException quota
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup UpdateRestoreTestingSelection
. RestoreTestingPlanName!
. RestoreTestingSelection.IamRoleArn
. RestoreTestingSelection.ProtectedResourceArns
. RestoreTestingSelection.ValidationWindowHours 0..168
. RestoreTestingSelectionName!
- RestoreTestingSelection.ProtectedResourceConditions
  RestoreTestingSelection.RestoreMetadataOverrides
> CreationTime RestoreTestingPlanArn RestoreTestingPlanName RestoreTestingSelectionName UpdateTime
! InvalidParameterValueException parameters resource_exists
! ResourceNotFoundException resource_exists
~ ConflictException MissingParameterValueException ServiceUnavailableException
= backup DeleteRestoreTestingSelection
. RestoreTestingPlanName!
. RestoreTestingSelectionName!
! ResourceNotFoundException resource_exists
~ ServiceUnavailableException
= backup PutRestoreValidationResult
. RestoreJobId!
. ValidationStatus! FAILED|SUCCESSFUL|TIMED_OUT|VALIDATING
- ValidationStatusMessage
! InvalidParameterValueException parameters
! InvalidRequestException resource_state
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
= backup StartScanJob
. BackupVaultName! 2..50 [a-zA-Z0-9_-]
. IamRoleArn!
. MalwareScanner! GUARDDUTY
. RecoveryPointArn!
. ScanBaseRecoveryPointArn
. ScanMode! FULL_SCAN|INCREMENTAL_SCAN
. ScannerRoleArn!
- IdempotencyToken
> CreationDate ScanJobId
! InvalidParameterValueException parameters resource_exists
! InvalidRequestException resource_state vault_type
! LimitExceededException quota
! ResourceNotFoundException resource_exists
~ MissingParameterValueException ServiceUnavailableException
)facts";

}  // namespace airlock::cli
