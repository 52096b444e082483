// Calls about the data path: backup plans, access policies, legal holds, restore testing, scans, images, and
// the rest of sharing. call.h says how calls are written; the jobs and vaults themselves stand there.
#pragma once

#include "world/call_member.h"

namespace airlock {

inline constexpr std::uint32_t selected_resources_max = 5;  // of one call

namespace call {

// --- backup: plans -----------------------------------------------------------------------------------

// A plan with one rule. Simplified: AWS takes a list of rules, each with a list of copy actions; a scenario
// founds plans of several rules, and UpdateBackupPlan adds to them under another RuleName.
struct CreateBackupPlan {
    static constexpr Operation operation{"backup", "CreateBackupPlan"};
    Id<Name> backup_plan_name;
    Id<Name> rule_name;
    Id<Vault> target;
    Id<Vault> air_gapped_target;
    Id<Name> schedule_expression;
    std::int32_t start_window_minutes = unset;
    std::int32_t delete_after_days = unset;
    std::int32_t move_to_cold_storage_after_days = unset;
    Id<Vault> copy_destination;
    std::int32_t copy_delete_after_days = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupPlanName", &CreateBackupPlan::backup_plan_name, required);
        v("RuleName", &CreateBackupPlan::rule_name, optional);
        v("TargetBackupVaultName", &CreateBackupPlan::target, required);
        v("TargetLogicallyAirGappedBackupVaultArn", &CreateBackupPlan::air_gapped_target, optional);
        v("ScheduleExpression", &CreateBackupPlan::schedule_expression, optional);
        v("StartWindowMinutes", &CreateBackupPlan::start_window_minutes, optional);
        v("DeleteAfterDays", &CreateBackupPlan::delete_after_days, optional);
        v("MoveToColdStorageAfterDays", &CreateBackupPlan::move_to_cold_storage_after_days,
          optional);
        v("CopyDestinationBackupVaultArn", &CreateBackupPlan::copy_destination, optional);
        v("CopyDeleteAfterDays", &CreateBackupPlan::copy_delete_after_days, optional);
    }
    bool operator==(const CreateBackupPlan&) const = default;
};

// Puts a rule in the place of the one of that name, or adds it.
struct UpdateBackupPlan {
    static constexpr Operation operation{"backup", "UpdateBackupPlan"};
    Id<BackupPlan> backup_plan;
    Id<Name> rule_name;
    Id<Vault> target;
    Id<Vault> air_gapped_target;
    Id<Name> schedule_expression;
    std::int32_t start_window_minutes = unset;
    std::int32_t delete_after_days = unset;
    std::int32_t move_to_cold_storage_after_days = unset;
    Id<Vault> copy_destination;
    std::int32_t copy_delete_after_days = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupPlanId", &UpdateBackupPlan::backup_plan, required);
        v("RuleName", &UpdateBackupPlan::rule_name, optional);
        v("TargetBackupVaultName", &UpdateBackupPlan::target, required);
        v("TargetLogicallyAirGappedBackupVaultArn", &UpdateBackupPlan::air_gapped_target, optional);
        v("ScheduleExpression", &UpdateBackupPlan::schedule_expression, optional);
        v("StartWindowMinutes", &UpdateBackupPlan::start_window_minutes, optional);
        v("DeleteAfterDays", &UpdateBackupPlan::delete_after_days, optional);
        v("MoveToColdStorageAfterDays", &UpdateBackupPlan::move_to_cold_storage_after_days,
          optional);
        v("CopyDestinationBackupVaultArn", &UpdateBackupPlan::copy_destination, optional);
        v("CopyDeleteAfterDays", &UpdateBackupPlan::copy_delete_after_days, optional);
    }
    bool operator==(const UpdateBackupPlan&) const = default;
};

struct DeleteBackupPlan {
    static constexpr Operation operation{"backup", "DeleteBackupPlan"};
    Id<BackupPlan> backup_plan;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupPlanId", &DeleteBackupPlan::backup_plan, required);
    }
    bool operator==(const DeleteBackupPlan&) const = default;
};

// Without Resources: everything of the account.
struct CreateBackupSelection {
    static constexpr Operation operation{"backup", "CreateBackupSelection"};
    Id<BackupPlan> backup_plan;
    Id<Name> selection_name;
    Id<Principal> role;
    Few<Id<Workload>, selected_resources_max> resources;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupPlanId", &CreateBackupSelection::backup_plan, required);
        v("SelectionName", &CreateBackupSelection::selection_name, required);
        v("IamRoleArn", &CreateBackupSelection::role, optional);
        v("Resources", &CreateBackupSelection::resources, optional);
    }
    bool operator==(const CreateBackupSelection&) const = default;
};

struct DeleteBackupSelection {
    static constexpr Operation operation{"backup", "DeleteBackupSelection"};
    Id<BackupPlan> backup_plan;
    Id<BackupSelection> selection;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupPlanId", &DeleteBackupSelection::backup_plan, required);
        v("SelectionId", &DeleteBackupSelection::selection, required);
    }
    bool operator==(const DeleteBackupSelection&) const = default;
};

struct StopBackupJob {
    static constexpr Operation operation{"backup", "StopBackupJob"};
    Id<Job> job;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupJobId", &StopBackupJob::job, required);
    }
    bool operator==(const StopBackupJob&) const = default;
};

// --- backup: access policies -------------------------------------------------------------------------

struct PutBackupVaultAccessPolicy {
    static constexpr Operation operation{"backup", "PutBackupVaultAccessPolicy"};
    Id<Vault> backup_vault;
    Id<PolicyDocument> policy;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &PutBackupVaultAccessPolicy::backup_vault, required);
        v("Policy", &PutBackupVaultAccessPolicy::policy, required);
    }
    bool operator==(const PutBackupVaultAccessPolicy&) const = default;
};

struct DeleteBackupVaultAccessPolicy {
    static constexpr Operation operation{"backup", "DeleteBackupVaultAccessPolicy"};
    Id<Vault> backup_vault;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &DeleteBackupVaultAccessPolicy::backup_vault, required);
    }
    bool operator==(const DeleteBackupVaultAccessPolicy&) const = default;
};

struct GetBackupVaultAccessPolicy {
    static constexpr Operation operation{"backup", "GetBackupVaultAccessPolicy"};
    Id<Vault> backup_vault;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &GetBackupVaultAccessPolicy::backup_vault, required);
    }
    bool operator==(const GetBackupVaultAccessPolicy&) const = default;
};

// --- backup: recovery points and legal holds ---------------------------------------------------------

struct DescribeRecoveryPoint {
    static constexpr Operation operation{"backup", "DescribeRecoveryPoint"};
    Id<Vault> backup_vault;
    Id<RecoveryPoint> recovery_point;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &DescribeRecoveryPoint::backup_vault, required);
        v("RecoveryPointArn", &DescribeRecoveryPoint::recovery_point, required);
    }
    bool operator==(const DescribeRecoveryPoint&) const = default;
};

// Simplified: the DateRange of a hold made by a call is open on both sides.
struct CreateLegalHold {
    static constexpr Operation operation{"backup", "CreateLegalHold"};
    Id<Name> title;
    Id<Name> description;
    Few<Id<Vault>, 3> vaults;
    Few<Id<Workload>, 3> resources;
    template <class V>
    static constexpr void each(V&& v) {
        v("Title", &CreateLegalHold::title, required);
        v("Description", &CreateLegalHold::description, required);
        v("VaultNames", &CreateLegalHold::vaults, optional);
        v("ResourceIdentifiers", &CreateLegalHold::resources, optional);
    }
    bool operator==(const CreateLegalHold&) const = default;
};

struct CancelLegalHold {
    static constexpr Operation operation{"backup", "CancelLegalHold"};
    Id<LegalHold> legal_hold;
    Id<Name> cancel_description;
    template <class V>
    static constexpr void each(V&& v) {
        v("LegalHoldId", &CancelLegalHold::legal_hold, required);
        v("CancelDescription", &CancelLegalHold::cancel_description, required);
    }
    bool operator==(const CancelLegalHold&) const = default;
};

// --- backup: restore testing and scans ---------------------------------------------------------------

struct CreateRestoreTestingPlan {
    static constexpr Operation operation{"backup", "CreateRestoreTestingPlan"};
    Id<Name> plan_name;
    Id<Name> schedule_expression;
    Id<Name> algorithm;
    Few<Id<Vault>, 3> include_vaults;
    std::int32_t selection_window_days = unset;
    std::int32_t start_window_hours = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreTestingPlanName", &CreateRestoreTestingPlan::plan_name, required);
        v("ScheduleExpression", &CreateRestoreTestingPlan::schedule_expression, optional);
        v("Algorithm", &CreateRestoreTestingPlan::algorithm, optional);
        v("IncludeVaults", &CreateRestoreTestingPlan::include_vaults, optional);
        v("SelectionWindowDays", &CreateRestoreTestingPlan::selection_window_days, optional);
        v("StartWindowHours", &CreateRestoreTestingPlan::start_window_hours, optional);
    }
    bool operator==(const CreateRestoreTestingPlan&) const = default;
};

// Changes what is given.
struct UpdateRestoreTestingPlan {
    static constexpr Operation operation{"backup", "UpdateRestoreTestingPlan"};
    Id<RestoreTestingPlan> plan;
    Id<Name> schedule_expression;
    Id<Name> algorithm;
    Few<Id<Vault>, 3> include_vaults;
    std::int32_t selection_window_days = unset;
    std::int32_t start_window_hours = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreTestingPlanName", &UpdateRestoreTestingPlan::plan, required);
        v("ScheduleExpression", &UpdateRestoreTestingPlan::schedule_expression, optional);
        v("Algorithm", &UpdateRestoreTestingPlan::algorithm, optional);
        v("IncludeVaults", &UpdateRestoreTestingPlan::include_vaults, optional);
        v("SelectionWindowDays", &UpdateRestoreTestingPlan::selection_window_days, optional);
        v("StartWindowHours", &UpdateRestoreTestingPlan::start_window_hours, optional);
    }
    bool operator==(const UpdateRestoreTestingPlan&) const = default;
};

struct DeleteRestoreTestingPlan {
    static constexpr Operation operation{"backup", "DeleteRestoreTestingPlan"};
    Id<RestoreTestingPlan> plan;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreTestingPlanName", &DeleteRestoreTestingPlan::plan, required);
    }
    bool operator==(const DeleteRestoreTestingPlan&) const = default;
};

struct CreateRestoreTestingSelection {
    static constexpr Operation operation{"backup", "CreateRestoreTestingSelection"};
    Id<RestoreTestingPlan> plan;
    Id<Name> selection_name;
    Id<Name> resource_type;
    Id<Principal> role;
    Few<Id<Workload>, selected_resources_max> resources;
    std::int32_t validation_window_hours = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreTestingPlanName", &CreateRestoreTestingSelection::plan, required);
        v("RestoreTestingSelectionName", &CreateRestoreTestingSelection::selection_name, required);
        v("ProtectedResourceType", &CreateRestoreTestingSelection::resource_type, required);
        v("IamRoleArn", &CreateRestoreTestingSelection::role, optional);
        v("ProtectedResourceArns", &CreateRestoreTestingSelection::resources, optional);
        v("ValidationWindowHours", &CreateRestoreTestingSelection::validation_window_hours,
          optional);
    }
    bool operator==(const CreateRestoreTestingSelection&) const = default;
};

// Changes what is given.
struct UpdateRestoreTestingSelection {
    static constexpr Operation operation{"backup", "UpdateRestoreTestingSelection"};
    Id<RestoreTestingPlan> plan;
    Id<RestoreTestingSelection> selection;
    Id<Principal> role;
    Few<Id<Workload>, selected_resources_max> resources;
    std::int32_t validation_window_hours = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreTestingPlanName", &UpdateRestoreTestingSelection::plan, required);
        v("RestoreTestingSelectionName", &UpdateRestoreTestingSelection::selection, required);
        v("IamRoleArn", &UpdateRestoreTestingSelection::role, optional);
        v("ProtectedResourceArns", &UpdateRestoreTestingSelection::resources, optional);
        v("ValidationWindowHours", &UpdateRestoreTestingSelection::validation_window_hours,
          optional);
    }
    bool operator==(const UpdateRestoreTestingSelection&) const = default;
};

struct DeleteRestoreTestingSelection {
    static constexpr Operation operation{"backup", "DeleteRestoreTestingSelection"};
    Id<RestoreTestingPlan> plan;
    Id<RestoreTestingSelection> selection;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreTestingPlanName", &DeleteRestoreTestingSelection::plan, required);
        v("RestoreTestingSelectionName", &DeleteRestoreTestingSelection::selection, required);
    }
    bool operator==(const DeleteRestoreTestingSelection&) const = default;
};

struct PutRestoreValidationResult {
    static constexpr Operation operation{"backup", "PutRestoreValidationResult"};
    Id<Job> job;
    Id<Name> validation_status;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreJobId", &PutRestoreValidationResult::job, required);
        v("ValidationStatus", &PutRestoreValidationResult::validation_status, required);
    }
    bool operator==(const PutRestoreValidationResult&) const = default;
};

struct StartScanJob {
    static constexpr Operation operation{"backup", "StartScanJob"};
    Id<Vault> backup_vault;
    Id<RecoveryPoint> recovery_point;
    Id<Name> scanner;
    Id<Name> scan_mode;
    Id<RecoveryPoint> scan_base;
    Id<Principal> role;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &StartScanJob::backup_vault, required);
        v("RecoveryPointArn", &StartScanJob::recovery_point, required);
        v("MalwareScanner", &StartScanJob::scanner, required);
        v("ScanMode", &StartScanJob::scan_mode, required);
        v("ScanBaseRecoveryPointArn", &StartScanJob::scan_base, optional);
        v("IamRoleArn", &StartScanJob::role, optional);
    }
    bool operator==(const StartScanJob&) const = default;
};

// --- ec2 ---------------------------------------------------------------------------------------------

// The image behind a recovery point of an EC2 instance.
struct DisableImage {
    static constexpr Operation operation{"ec2", "DisableImage"};
    Id<RecoveryPoint> image;
    template <class V>
    static constexpr void each(V&& v) {
        v("ImageId", &DisableImage::image, required);
    }
    bool operator==(const DisableImage&) const = default;
};

struct EnableImage {
    static constexpr Operation operation{"ec2", "EnableImage"};
    Id<RecoveryPoint> image;
    template <class V>
    static constexpr void each(V&& v) {
        v("ImageId", &EnableImage::image, required);
    }
    bool operator==(const EnableImage&) const = default;
};

// Without criteria, nothing that AWS Backup made is on the list.
struct EnableAllowedImagesSettings : NoMembers {
    static constexpr Operation operation{"ec2", "EnableAllowedImagesSettings"};
};

struct DisableAllowedImagesSettings : NoMembers {
    static constexpr Operation operation{"ec2", "DisableAllowedImagesSettings"};
};

// Whether the list of image providers holds aws-backup-vault.
struct ReplaceImageCriteriaInAllowedImagesSettings {
    static constexpr Operation operation{"ec2", "ReplaceImageCriteriaInAllowedImagesSettings"};
    Setting has_backup_vault = Setting::absent;
    template <class V>
    static constexpr void each(V&& v) {
        v("ImageProviderAwsBackupVault",
          &ReplaceImageCriteriaInAllowedImagesSettings::has_backup_vault, required);
    }
    bool operator==(const ReplaceImageCriteriaInAllowedImagesSettings&) const = default;
};

// --- ram ---------------------------------------------------------------------------------------------

struct AssociateResourceShare {
    static constexpr Operation operation{"ram", "AssociateResourceShare"};
    Id<ResourceShare> share;
    Few<Ref, share_resources_max> resources;
    Few<Grantee, share_principals_max> principals;
    template <class V>
    static constexpr void each(V&& v) {
        v("resourceShareArn", &AssociateResourceShare::share, required);
        v("resourceArns", &AssociateResourceShare::resources, optional);
        v("principals", &AssociateResourceShare::principals, optional);
    }
    bool operator==(const AssociateResourceShare&) const = default;
};

struct UpdateResourceShare {
    static constexpr Operation operation{"ram", "UpdateResourceShare"};
    Id<ResourceShare> share;
    Id<Name> name;
    Setting allow_external_principals = Setting::absent;
    template <class V>
    static constexpr void each(V&& v) {
        v("resourceShareArn", &UpdateResourceShare::share, required);
        v("name", &UpdateResourceShare::name, optional);
        v("allowExternalPrincipals", &UpdateResourceShare::allow_external_principals, optional);
    }
    bool operator==(const UpdateResourceShare&) const = default;
};

struct GetResourceShares : NoMembers {
    static constexpr Operation operation{"ram", "GetResourceShares"};
};

struct ListResources : NoMembers {
    static constexpr Operation operation{"ram", "ListResources"};
};

// --- deeds: no public API ----------------------------------------------------------------------------

// Malware settles in a production system, which goes on running.
struct InfectWorkload {
    static constexpr Operation operation{"deed", "InfectWorkload"};
    Id<Workload> workload;
    template <class V>
    static constexpr void each(V&& v) {
        v("Workload", &InfectWorkload::workload, required);
    }
    bool operator==(const InfectWorkload&) const = default;
};

// Data goes wrong, by a fault or on purpose; no scanner finds that.
struct CorruptWorkload {
    static constexpr Operation operation{"deed", "CorruptWorkload"};
    Id<Workload> workload;
    template <class V>
    static constexpr void each(V&& v) {
        v("Workload", &CorruptWorkload::workload, required);
    }
    bool operator==(const CorruptWorkload&) const = default;
};

// Somebody takes a restored system apart with tools that are not AWS's, and learns what is true of its data.
struct AnalyzeWorkload {
    static constexpr Operation operation{"deed", "AnalyzeWorkload"};
    Id<Workload> workload;
    template <class V>
    static constexpr void each(V&& v) {
        v("Workload", &AnalyzeWorkload::workload, required);
    }
    bool operator==(const AnalyzeWorkload&) const = default;
};

// A restored system is cut off from everything.
struct QuarantineWorkload {
    static constexpr Operation operation{"deed", "QuarantineWorkload"};
    Id<Workload> workload;
    template <class V>
    static constexpr void each(V&& v) {
        v("Workload", &QuarantineWorkload::workload, required);
    }
    bool operator==(const QuarantineWorkload&) const = default;
};

}  // namespace call

}  // namespace airlock
