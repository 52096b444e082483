// Everything that can be asked of the world, by anybody. First AWS's operations under AWS's names, by
// service; then deeds that no API offers (a vote in the portal, a theft), which say so.
//
// Each call lists its members once, in `each`: AWS's member name, where it is kept, whether it is required.
// Scenario files, traces, JSON output and the inspector all read that list. References are ids; an id that
// is `none` names something that does not exist, and the rule answers as AWS would.
// The rule of a call stands in the file that owns its noun; docs/model.md lists gates and sources.
#pragma once

#include <variant>

#include "world/call_data.h"
#include "world/call_estate.h"
#include "world/call_member.h"

namespace airlock::call {

// --- organizations -----------------------------------------------------------------------------------

struct CreateOrganization {
    static constexpr Operation operation{"organizations", "CreateOrganization"};
    Id<Name> name;  // ours, for the picture; AWS gives an id
    Setting has_all_features = Setting::yes;
    template <class V>
    static constexpr void each(V&& v) {
        v("Name", &CreateOrganization::name, optional);
        v("FeatureSetAll", &CreateOrganization::has_all_features, optional);
    }
    bool operator==(const CreateOrganization&) const = default;
};

struct InviteAccountToOrganization {
    static constexpr Operation operation{"organizations", "InviteAccountToOrganization"};
    Id<Account> target;
    template <class V>
    static constexpr void each(V&& v) {
        v("Target", &InviteAccountToOrganization::target, required);
    }
    bool operator==(const InviteAccountToOrganization&) const = default;
};

struct AcceptHandshake {
    static constexpr Operation operation{"organizations", "AcceptHandshake"};
    Id<Handshake> handshake;
    template <class V>
    static constexpr void each(V&& v) {
        v("HandshakeId", &AcceptHandshake::handshake, required);
    }
    bool operator==(const AcceptHandshake&) const = default;
};

// --- iam ---------------------------------------------------------------------------------------------

// How an attacker locks a victim out: the role that could have answered is gone.
struct DeleteRole {
    static constexpr Operation operation{"iam", "DeleteRole"};
    Id<Principal> role;
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleName", &DeleteRole::role, required);
    }
    bool operator==(const DeleteRole&) const = default;
};

// --- identity center ---------------------------------------------------------------------------------

struct ListInstances : NoMembers {
    static constexpr Operation operation{"sso", "ListInstances"};
};

struct ListUsers {
    static constexpr Operation operation{"identitystore", "ListUsers"};
    Id<IdentityCenter> identity_center;
    template <class V>
    static constexpr void each(V&& v) {
        v("IdentityStoreId", &ListUsers::identity_center, required);
    }
    bool operator==(const ListUsers&) const = default;
};

// Who deletes the instance shuts every approver out.
struct DeleteInstance {
    static constexpr Operation operation{"sso", "DeleteInstance"};
    Id<IdentityCenter> identity_center;
    template <class V>
    static constexpr void each(V&& v) {
        v("InstanceArn", &DeleteInstance::identity_center, required);
    }
    bool operator==(const DeleteInstance&) const = default;
};

struct DeleteUser {
    static constexpr Operation operation{"identitystore", "DeleteUser"};
    Id<IdentityCenter> identity_center;
    Id<User> user;
    template <class V>
    static constexpr void each(V&& v) {
        v("IdentityStoreId", &DeleteUser::identity_center, required);
        v("UserId", &DeleteUser::user, required);
    }
    bool operator==(const DeleteUser&) const = default;
};

// --- mpa ---------------------------------------------------------------------------------------------

struct CreateIdentitySource {
    static constexpr Operation operation{"mpa", "CreateIdentitySource"};
    Id<IdentityCenter> identity_center;
    template <class V>
    static constexpr void each(V&& v) {
        v("InstanceArn", &CreateIdentitySource::identity_center, required);
    }
    bool operator==(const CreateIdentitySource&) const = default;
};

struct GetIdentitySource {
    static constexpr Operation operation{"mpa", "GetIdentitySource"};
    Id<IdentitySource> identity_source;
    template <class V>
    static constexpr void each(V&& v) {
        v("IdentitySourceArn", &GetIdentitySource::identity_source, required);
    }
    bool operator==(const GetIdentitySource&) const = default;
};

struct DeleteIdentitySource {
    static constexpr Operation operation{"mpa", "DeleteIdentitySource"};
    Id<IdentitySource> identity_source;
    template <class V>
    static constexpr void each(V&& v) {
        v("IdentitySourceArn", &DeleteIdentitySource::identity_source, required);
    }
    bool operator==(const DeleteIdentitySource&) const = default;
};

struct ListIdentitySources : NoMembers {
    static constexpr Operation operation{"mpa", "ListIdentitySources"};
};
struct ListPolicies : NoMembers {
    static constexpr Operation operation{"mpa", "ListPolicies"};
};
struct ListPolicyVersions : NoMembers {
    static constexpr Operation operation{"mpa", "ListPolicyVersions"};
};
struct GetPolicyVersion : NoMembers {
    static constexpr Operation operation{"mpa", "GetPolicyVersion"};
};

struct CreateApprovalTeam {
    static constexpr Operation operation{"mpa", "CreateApprovalTeam"};
    Id<Name> name;
    Id<Name> description;
    std::int32_t min_approvals_required = 0;
    Few<Id<User>, 20> approvers;
    template <class V>
    static constexpr void each(V&& v) {
        v("Name", &CreateApprovalTeam::name, required);
        v("Description", &CreateApprovalTeam::description, optional);
        v("MinApprovalsRequired", &CreateApprovalTeam::min_approvals_required, required);
        v("Approvers", &CreateApprovalTeam::approvers, required);
    }
    bool operator==(const CreateApprovalTeam&) const = default;
};

struct GetApprovalTeam {
    static constexpr Operation operation{"mpa", "GetApprovalTeam"};
    Id<Team> team;
    template <class V>
    static constexpr void each(V&& v) {
        v("Arn", &GetApprovalTeam::team, required);
    }
    bool operator==(const GetApprovalTeam&) const = default;
};

struct ListApprovalTeams : NoMembers {
    static constexpr Operation operation{"mpa", "ListApprovalTeams"};
};

// Of an active team: a draft, on which the team itself votes. Of an inactive one: another try, without a vote.
// UpdateActions knows one word, SYNCHRONIZE_MFA_DEVICES.
struct UpdateApprovalTeam {
    static constexpr Operation operation{"mpa", "UpdateApprovalTeam"};
    Id<Team> team;
    std::int32_t min_approvals_required = unset;
    Few<Id<User>, 20> approvers;
    Id<Name> description;
    Id<Name> update_actions;
    template <class V>
    static constexpr void each(V&& v) {
        v("Arn", &UpdateApprovalTeam::team, required);
        v("MinApprovalsRequired", &UpdateApprovalTeam::min_approvals_required, optional);
        v("Approvers", &UpdateApprovalTeam::approvers, optional);
        v("Description", &UpdateApprovalTeam::description, optional);
        v("UpdateActions", &UpdateApprovalTeam::update_actions, optional);
    }
    bool operator==(const UpdateApprovalTeam&) const = default;
};

struct StartActiveApprovalTeamDeletion {
    static constexpr Operation operation{"mpa", "StartActiveApprovalTeamDeletion"};
    Id<Team> team;
    std::int32_t pending_window_days = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("Arn", &StartActiveApprovalTeamDeletion::team, required);
        v("PendingWindowDays", &StartActiveApprovalTeamDeletion::pending_window_days, optional);
    }
    bool operator==(const StartActiveApprovalTeamDeletion&) const = default;
};

struct DeleteInactiveApprovalTeamVersion {
    static constexpr Operation operation{"mpa", "DeleteInactiveApprovalTeamVersion"};
    Id<Team> team;
    std::int32_t version_id = 0;
    template <class V>
    static constexpr void each(V&& v) {
        v("Arn", &DeleteInactiveApprovalTeamVersion::team, required);
        v("VersionId", &DeleteInactiveApprovalTeamVersion::version_id, required);
    }
    bool operator==(const DeleteInactiveApprovalTeamVersion&) const = default;
};

struct StartApprovalTeamBaseline {
    static constexpr Operation operation{"mpa", "StartApprovalTeamBaseline"};
    Id<Team> team;
    Few<Id<User>, 20> approver_ids;  // none: all of them
    template <class V>
    static constexpr void each(V&& v) {
        v("Arn", &StartApprovalTeamBaseline::team, required);
        v("ApproverIds", &StartApprovalTeamBaseline::approver_ids, optional);
    }
    bool operator==(const StartApprovalTeamBaseline&) const = default;
};

struct GetSession {
    static constexpr Operation operation{"mpa", "GetSession"};
    Id<Session> session;
    template <class V>
    static constexpr void each(V&& v) {
        v("SessionArn", &GetSession::session, required);
    }
    bool operator==(const GetSession&) const = default;
};

struct ListSessions {
    static constexpr Operation operation{"mpa", "ListSessions"};
    Id<Team> team;
    template <class V>
    static constexpr void each(V&& v) {
        v("ApprovalTeamArn", &ListSessions::team, required);
    }
    bool operator==(const ListSessions&) const = default;
};

struct CancelSession {
    static constexpr Operation operation{"mpa", "CancelSession"};
    Id<Session> session;
    template <class V>
    static constexpr void each(V&& v) {
        v("SessionArn", &CancelSession::session, required);
    }
    bool operator==(const CancelSession&) const = default;
};

// PolicyType is AWS_MANAGED or AWS_RAM.
struct GetResourcePolicy {
    static constexpr Operation operation{"mpa", "GetResourcePolicy"};
    Id<Team> team;
    Id<Name> policy_name;
    Id<Name> policy_type;
    template <class V>
    static constexpr void each(V&& v) {
        v("ResourceArn", &GetResourcePolicy::team, required);
        v("PolicyName", &GetResourcePolicy::policy_name, required);
        v("PolicyType", &GetResourcePolicy::policy_type, required);
    }
    bool operator==(const GetResourcePolicy&) const = default;
};

struct ListResourcePolicies {
    static constexpr Operation operation{"mpa", "ListResourcePolicies"};
    Id<Team> team;
    template <class V>
    static constexpr void each(V&& v) {
        v("ResourceArn", &ListResourcePolicies::team, required);
    }
    bool operator==(const ListResourcePolicies&) const = default;
};

// --- ram ---------------------------------------------------------------------------------------------

struct EnableSharingWithAwsOrganization : NoMembers {
    static constexpr Operation operation{"ram", "EnableSharingWithAwsOrganization"};
};

struct CreateResourceShare {
    static constexpr Operation operation{"ram", "CreateResourceShare"};
    Id<Name> name;
    Few<Ref, share_resources_max> resources;
    Few<Grantee, share_principals_max> principals;
    Setting allow_external_principals = Setting::absent;  // AWS's default: true
    Setting retain_sharing = Setting::absent;             // AWS's default: false
    template <class V>
    static constexpr void each(V&& v) {
        v("name", &CreateResourceShare::name, required);
        v("resourceArns", &CreateResourceShare::resources, optional);
        v("principals", &CreateResourceShare::principals, optional);
        v("allowExternalPrincipals", &CreateResourceShare::allow_external_principals, optional);
        v("retainSharingOnAccountLeaveOrganization", &CreateResourceShare::retain_sharing,
          optional);
    }
    bool operator==(const CreateResourceShare&) const = default;
};

struct DisassociateResourceShare {
    static constexpr Operation operation{"ram", "DisassociateResourceShare"};
    Id<ResourceShare> share;
    Few<Ref, share_resources_max> resources;
    Few<Grantee, share_principals_max> principals;
    template <class V>
    static constexpr void each(V&& v) {
        v("resourceShareArn", &DisassociateResourceShare::share, required);
        v("resourceArns", &DisassociateResourceShare::resources, optional);
        v("principals", &DisassociateResourceShare::principals, optional);
    }
    bool operator==(const DisassociateResourceShare&) const = default;
};

struct DeleteResourceShare {
    static constexpr Operation operation{"ram", "DeleteResourceShare"};
    Id<ResourceShare> share;
    template <class V>
    static constexpr void each(V&& v) {
        v("resourceShareArn", &DeleteResourceShare::share, required);
    }
    bool operator==(const DeleteResourceShare&) const = default;
};

struct GetResourceShareInvitations : NoMembers {
    static constexpr Operation operation{"ram", "GetResourceShareInvitations"};
};

// An invitation is named by the share that sent it; the receiver is the caller's account.
struct AcceptResourceShareInvitation {
    static constexpr Operation operation{"ram", "AcceptResourceShareInvitation"};
    Id<ResourceShare> share;
    template <class V>
    static constexpr void each(V&& v) {
        v("resourceShareInvitationArn", &AcceptResourceShareInvitation::share, required);
    }
    bool operator==(const AcceptResourceShareInvitation&) const = default;
};

struct RejectResourceShareInvitation {
    static constexpr Operation operation{"ram", "RejectResourceShareInvitation"};
    Id<ResourceShare> share;
    template <class V>
    static constexpr void each(V&& v) {
        v("resourceShareInvitationArn", &RejectResourceShareInvitation::share, required);
    }
    bool operator==(const RejectResourceShareInvitation&) const = default;
};

// --- backup: settings and vaults -----------------------------------------------------------------------

struct UpdateGlobalSettings {
    static constexpr Operation operation{"backup", "UpdateGlobalSettings"};
    Setting is_mpa_enabled = Setting::absent;
    Setting is_cross_account_backup_enabled = Setting::absent;
    template <class V>
    static constexpr void each(V&& v) {
        v("isMpaEnabled", &UpdateGlobalSettings::is_mpa_enabled, optional);
        v("isCrossAccountBackupEnabled", &UpdateGlobalSettings::is_cross_account_backup_enabled,
          optional);
    }
    bool operator==(const UpdateGlobalSettings&) const = default;
};

struct CreateBackupVault {
    static constexpr Operation operation{"backup", "CreateBackupVault"};
    Id<Name> backup_vault_name;
    Id<Name> region;
    Id<Key> encryption_key;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &CreateBackupVault::backup_vault_name, required);
        v("Region", &CreateBackupVault::region, optional);
        v("EncryptionKeyArn", &CreateBackupVault::encryption_key, optional);
    }
    bool operator==(const CreateBackupVault&) const = default;
};

struct CreateLogicallyAirGappedBackupVault {
    static constexpr Operation operation{"backup", "CreateLogicallyAirGappedBackupVault"};
    Id<Name> backup_vault_name;
    std::int32_t min_retention_days = unset;
    std::int32_t max_retention_days = unset;
    Id<Name> region;
    Id<Key> encryption_key;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &CreateLogicallyAirGappedBackupVault::backup_vault_name, required);
        v("MinRetentionDays", &CreateLogicallyAirGappedBackupVault::min_retention_days, required);
        v("MaxRetentionDays", &CreateLogicallyAirGappedBackupVault::max_retention_days, required);
        v("Region", &CreateLogicallyAirGappedBackupVault::region, optional);
        v("EncryptionKeyArn", &CreateLogicallyAirGappedBackupVault::encryption_key, optional);
    }
    bool operator==(const CreateLogicallyAirGappedBackupVault&) const = default;
};

struct DescribeBackupVault {
    static constexpr Operation operation{"backup", "DescribeBackupVault"};
    Id<Vault> backup_vault;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &DescribeBackupVault::backup_vault, required);
    }
    bool operator==(const DescribeBackupVault&) const = default;
};

struct ListBackupVaults : NoMembers {
    static constexpr Operation operation{"backup", "ListBackupVaults"};
};

struct DeleteBackupVault {
    static constexpr Operation operation{"backup", "DeleteBackupVault"};
    Id<Vault> backup_vault;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &DeleteBackupVault::backup_vault, required);
    }
    bool operator==(const DeleteBackupVault&) const = default;
};

struct PutBackupVaultLockConfiguration {
    static constexpr Operation operation{"backup", "PutBackupVaultLockConfiguration"};
    Id<Vault> backup_vault;
    std::int32_t min_retention_days = unset;
    std::int32_t max_retention_days = unset;
    std::int32_t changeable_for_days = unset;  // given: compliance mode; absent: governance mode
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &PutBackupVaultLockConfiguration::backup_vault, required);
        v("MinRetentionDays", &PutBackupVaultLockConfiguration::min_retention_days, optional);
        v("MaxRetentionDays", &PutBackupVaultLockConfiguration::max_retention_days, optional);
        v("ChangeableForDays", &PutBackupVaultLockConfiguration::changeable_for_days, optional);
    }
    bool operator==(const PutBackupVaultLockConfiguration&) const = default;
};

struct DeleteBackupVaultLockConfiguration {
    static constexpr Operation operation{"backup", "DeleteBackupVaultLockConfiguration"};
    Id<Vault> backup_vault;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &DeleteBackupVaultLockConfiguration::backup_vault, required);
    }
    bool operator==(const DeleteBackupVaultLockConfiguration&) const = default;
};

// --- backup: recovery points and jobs ------------------------------------------------------------------

struct ListRecoveryPointsByBackupVault {
    static constexpr Operation operation{"backup", "ListRecoveryPointsByBackupVault"};
    Id<Vault> backup_vault;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &ListRecoveryPointsByBackupVault::backup_vault, required);
    }
    bool operator==(const ListRecoveryPointsByBackupVault&) const = default;
};

struct GetRecoveryPointRestoreMetadata {
    static constexpr Operation operation{"backup", "GetRecoveryPointRestoreMetadata"};
    Id<Vault> backup_vault;
    Id<RecoveryPoint> recovery_point;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &GetRecoveryPointRestoreMetadata::backup_vault, required);
        v("RecoveryPointArn", &GetRecoveryPointRestoreMetadata::recovery_point, required);
    }
    bool operator==(const GetRecoveryPointRestoreMetadata&) const = default;
};

struct UpdateRecoveryPointLifecycle {
    static constexpr Operation operation{"backup", "UpdateRecoveryPointLifecycle"};
    Id<Vault> backup_vault;
    Id<RecoveryPoint> recovery_point;
    std::int32_t delete_after_days = unset;
    std::int32_t move_to_cold_storage_after_days = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &UpdateRecoveryPointLifecycle::backup_vault, required);
        v("RecoveryPointArn", &UpdateRecoveryPointLifecycle::recovery_point, required);
        v("DeleteAfterDays", &UpdateRecoveryPointLifecycle::delete_after_days, optional);
        v("MoveToColdStorageAfterDays",
          &UpdateRecoveryPointLifecycle::move_to_cold_storage_after_days, optional);
    }
    bool operator==(const UpdateRecoveryPointLifecycle&) const = default;
};

struct DeleteRecoveryPoint {
    static constexpr Operation operation{"backup", "DeleteRecoveryPoint"};
    Id<Vault> backup_vault;
    Id<RecoveryPoint> recovery_point;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &DeleteRecoveryPoint::backup_vault, required);
        v("RecoveryPointArn", &DeleteRecoveryPoint::recovery_point, required);
    }
    bool operator==(const DeleteRecoveryPoint&) const = default;
};

struct StartBackupJob {
    static constexpr Operation operation{"backup", "StartBackupJob"};
    Id<Vault> backup_vault;
    Id<Workload> resource;
    std::int32_t delete_after_days = unset;
    std::int32_t move_to_cold_storage_after_days = unset;
    std::int32_t start_window_minutes = unset;
    Id<Vault> air_gapped_backup_vault;  // as the primary target
    Id<Principal> iam_role;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &StartBackupJob::backup_vault, required);
        v("ResourceArn", &StartBackupJob::resource, required);
        v("DeleteAfterDays", &StartBackupJob::delete_after_days, optional);
        v("MoveToColdStorageAfterDays", &StartBackupJob::move_to_cold_storage_after_days, optional);
        v("StartWindowMinutes", &StartBackupJob::start_window_minutes, optional);
        v("LogicallyAirGappedBackupVaultArn", &StartBackupJob::air_gapped_backup_vault, optional);
        v("IamRoleArn", &StartBackupJob::iam_role, optional);
    }
    bool operator==(const StartBackupJob&) const = default;
};

struct StartCopyJob {
    static constexpr Operation operation{"backup", "StartCopyJob"};
    Id<RecoveryPoint> recovery_point;
    Id<Vault>
        source_backup_vault;  // where the caller sees the recovery point: its vault, or a view of it
    Id<Vault> destination_backup_vault;
    std::int32_t delete_after_days = unset;
    std::int32_t move_to_cold_storage_after_days = unset;
    Id<Principal> iam_role;
    template <class V>
    static constexpr void each(V&& v) {
        v("RecoveryPointArn", &StartCopyJob::recovery_point, required);
        v("SourceBackupVaultName", &StartCopyJob::source_backup_vault, required);
        v("DestinationBackupVaultArn", &StartCopyJob::destination_backup_vault, required);
        v("DeleteAfterDays", &StartCopyJob::delete_after_days, optional);
        v("MoveToColdStorageAfterDays", &StartCopyJob::move_to_cold_storage_after_days, optional);
        v("IamRoleArn", &StartCopyJob::iam_role, optional);
    }
    bool operator==(const StartCopyJob&) const = default;
};

struct StartRestoreJob {
    static constexpr Operation operation{"backup", "StartRestoreJob"};
    Id<RecoveryPoint> recovery_point;
    Id<Name> restored_name;  // ours: the name of the new resource
    Id<Principal> iam_role;
    template <class V>
    static constexpr void each(V&& v) {
        v("RecoveryPointArn", &StartRestoreJob::recovery_point, required);
        v("RestoredName", &StartRestoreJob::restored_name, optional);
        v("IamRoleArn", &StartRestoreJob::iam_role, optional);
    }
    bool operator==(const StartRestoreJob&) const = default;
};

struct DescribeCopyJob {
    static constexpr Operation operation{"backup", "DescribeCopyJob"};
    Id<Job> job;
    template <class V>
    static constexpr void each(V&& v) {
        v("CopyJobId", &DescribeCopyJob::job, required);
    }
    bool operator==(const DescribeCopyJob&) const = default;
};

struct DescribeRestoreJob {
    static constexpr Operation operation{"backup", "DescribeRestoreJob"};
    Id<Job> job;
    template <class V>
    static constexpr void each(V&& v) {
        v("RestoreJobId", &DescribeRestoreJob::job, required);
    }
    bool operator==(const DescribeRestoreJob&) const = default;
};

// --- backup: multi-party approval ------------------------------------------------------------------------

struct AssociateBackupVaultMpaApprovalTeam {
    static constexpr Operation operation{"backup", "AssociateBackupVaultMpaApprovalTeam"};
    Id<Vault> backup_vault;
    Id<Team> mpa_approval_team;
    Id<Name> requester_comment;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &AssociateBackupVaultMpaApprovalTeam::backup_vault, required);
        v("MpaApprovalTeamArn", &AssociateBackupVaultMpaApprovalTeam::mpa_approval_team, required);
        v("RequesterComment", &AssociateBackupVaultMpaApprovalTeam::requester_comment, optional);
    }
    bool operator==(const AssociateBackupVaultMpaApprovalTeam&) const = default;
};

struct DisassociateBackupVaultMpaApprovalTeam {
    static constexpr Operation operation{"backup", "DisassociateBackupVaultMpaApprovalTeam"};
    Id<Vault> backup_vault;
    Id<Name> requester_comment;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &DisassociateBackupVaultMpaApprovalTeam::backup_vault, required);
        v("RequesterComment", &DisassociateBackupVaultMpaApprovalTeam::requester_comment, optional);
    }
    bool operator==(const DisassociateBackupVaultMpaApprovalTeam&) const = default;
};

struct CreateRestoreAccessBackupVault {
    static constexpr Operation operation{"backup", "CreateRestoreAccessBackupVault"};
    Id<Vault> source_backup_vault;
    Id<Name> backup_vault_name;
    Id<Name> requester_comment;
    template <class V>
    static constexpr void each(V&& v) {
        v("SourceBackupVaultArn", &CreateRestoreAccessBackupVault::source_backup_vault, required);
        v("BackupVaultName", &CreateRestoreAccessBackupVault::backup_vault_name, required);
        v("RequesterComment", &CreateRestoreAccessBackupVault::requester_comment, optional);
    }
    bool operator==(const CreateRestoreAccessBackupVault&) const = default;
};

struct ListRestoreAccessBackupVaults {
    static constexpr Operation operation{"backup", "ListRestoreAccessBackupVaults"};
    Id<Vault> backup_vault;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &ListRestoreAccessBackupVaults::backup_vault, required);
    }
    bool operator==(const ListRestoreAccessBackupVaults&) const = default;
};

struct RevokeRestoreAccessBackupVault {
    static constexpr Operation operation{"backup", "RevokeRestoreAccessBackupVault"};
    Id<Vault> backup_vault;
    Id<Vault> restore_access_backup_vault;
    Id<Name> requester_comment;
    template <class V>
    static constexpr void each(V&& v) {
        v("BackupVaultName", &RevokeRestoreAccessBackupVault::backup_vault, required);
        v("RestoreAccessBackupVaultArn",
          &RevokeRestoreAccessBackupVault::restore_access_backup_vault, required);
        v("RequesterComment", &RevokeRestoreAccessBackupVault::requester_comment, optional);
    }
    bool operator==(const RevokeRestoreAccessBackupVault&) const = default;
};

// --- deeds: no public API -------------------------------------------------------------------------------

// In the Identity Center console: an organization instance, connected to a directory of people.
struct EnableIdentityCenter {
    static constexpr Operation operation{"deed", "EnableIdentityCenter"};
    Id<IdentityProvider> provider;
    Id<Name> region;
    template <class V>
    static constexpr void each(V&& v) {
        v("IdentityProvider", &EnableIdentityCenter::provider, required);
        v("Region", &EnableIdentityCenter::region, optional);
    }
    bool operator==(const EnableIdentityCenter&) const = default;
};

// In the Identity Center console: another directory of people. Its users are not those of before.
struct ChangeIdentityProvider {
    static constexpr Operation operation{"deed", "ChangeIdentityProvider"};
    Id<IdentityProvider> provider;
    template <class V>
    static constexpr void each(V&& v) {
        v("IdentityProvider", &ChangeIdentityProvider::provider, required);
    }
    bool operator==(const ChangeIdentityProvider&) const = default;
};

// In the console of a directory: Identity Center's own, or that of an external provider.
struct DisableUser {
    static constexpr Operation operation{"deed", "DisableUser"};
    Id<User> user;
    template <class V>
    static constexpr void each(V&& v) {
        v("User", &DisableUser::user, required);
    }
    bool operator==(const DisableUser&) const = default;
};

struct EnableUser {
    static constexpr Operation operation{"deed", "EnableUser"};
    Id<User> user;
    template <class V>
    static constexpr void each(V&& v) {
        v("User", &EnableUser::user, required);
    }
    bool operator==(const EnableUser&) const = default;
};

// Whoever sets a password can sign in with it: the actor comes to hold a portal sign-in of that user.
struct ResetUserPassword {
    static constexpr Operation operation{"deed", "ResetUserPassword"};
    Id<User> user;
    template <class V>
    static constexpr void each(V&& v) {
        v("User", &ResetUserPassword::user, required);
    }
    bool operator==(const ResetUserPassword&) const = default;
};

// The address of a user becomes one that the actor reads.
struct UpdateUserEmail {
    static constexpr Operation operation{"deed", "UpdateUserEmail"};
    Id<User> user;
    template <class V>
    static constexpr void each(V&& v) {
        v("User", &UpdateUserEmail::user, required);
    }
    bool operator==(const UpdateUserEmail&) const = default;
};

// A case "Approval Team Recovery" with AWS Support, for a team that can no longer agree. Needs the team, a session
// that failed, and new approvers. Source: MPA-TRB.
struct RecoverApprovalTeam {
    static constexpr Operation operation{"deed", "RecoverApprovalTeam"};
    Id<Team> team;
    Id<Session> session;
    std::int32_t min_approvals_required = 0;
    Few<Id<User>, 20> approvers;
    template <class V>
    static constexpr void each(V&& v) {
        v("Team", &RecoverApprovalTeam::team, required);
        v("Session", &RecoverApprovalTeam::session, required);
        v("MinApprovalsRequired", &RecoverApprovalTeam::min_approvals_required, required);
        v("Approvers", &RecoverApprovalTeam::approvers, required);
    }
    bool operator==(const RecoverApprovalTeam&) const = default;
};

// The control plane of a Region stops answering for some hours. Done by nobody; AWS is to blame.
struct InterruptRegion {
    static constexpr Operation operation{"deed", "InterruptRegion"};
    Id<Name> interrupted;
    std::int32_t hours = 0;
    template <class V>
    static constexpr void each(V&& v) {
        v("Region", &InterruptRegion::interrupted, required);
        v("Hours", &InterruptRegion::hours, required);
    }
    bool operator==(const InterruptRegion&) const = default;
};

// In the approval portal: an invited approver says yes or no to being one.
struct AnswerTeamInvitation {
    static constexpr Operation operation{"deed", "AnswerTeamInvitation"};
    Id<Team> team;
    Setting accept = Setting::yes;
    template <class V>
    static constexpr void each(V&& v) {
        v("Team", &AnswerTeamInvitation::team, required);
        v("Accept", &AnswerTeamInvitation::accept, required);
    }
    bool operator==(const AnswerTeamInvitation&) const = default;
};

// In the approval portal: an approver answers a pending session.
struct Vote {
    static constexpr Operation operation{"deed", "Vote"};
    Id<Session> session;
    Response response = Response::APPROVED;
    template <class V>
    static constexpr void each(V&& v) {
        v("Session", &Vote::session, required);
        v("Response", &Vote::response, required);
    }
    bool operator==(const Vote&) const = default;
};

// An attacker comes to hold somebody's credential.
struct StealCredential {
    static constexpr Operation operation{"deed", "StealCredential"};
    Id<Credential> credential;
    template <class V>
    static constexpr void each(V&& v) {
        v("Credential", &StealCredential::credential, required);
    }
    bool operator==(const StealCredential&) const = default;
};

// Ransomware encrypts a production system of the caller's account.
struct EncryptWorkload {
    static constexpr Operation operation{"deed", "EncryptWorkload"};
    Id<Workload> workload;
    template <class V>
    static constexpr void each(V&& v) {
        v("Workload", &EncryptWorkload::workload, required);
    }
    bool operator==(const EncryptWorkload&) const = default;
};

// The owner of an account opens a case with AWS Support. When it ends, days later, the account is given back:
// every stolen credential of it is revoked, deleted roles are set up again.
struct RegainAccount {
    static constexpr Operation operation{"deed", "RegainAccount"};
    Id<Account> account;
    template <class V>
    static constexpr void each(V&& v) {
        v("Account", &RegainAccount::account, required);
    }
    bool operator==(const RegainAccount&) const = default;
};

}  // namespace airlock::call

namespace airlock {

using Call = std::variant<
    call::CreateOrganization, call::InviteAccountToOrganization, call::AcceptHandshake,
    call::DeleteRole, call::ListInstances, call::ListUsers, call::DeleteInstance, call::DeleteUser,
    call::CreateIdentitySource, call::GetIdentitySource, call::DeleteIdentitySource,
    call::ListIdentitySources, call::ListPolicies, call::ListPolicyVersions, call::GetPolicyVersion,
    call::CreateApprovalTeam, call::GetApprovalTeam, call::ListApprovalTeams,
    call::UpdateApprovalTeam, call::StartActiveApprovalTeamDeletion,
    call::DeleteInactiveApprovalTeamVersion, call::StartApprovalTeamBaseline, call::GetSession,
    call::ListSessions, call::CancelSession, call::GetResourcePolicy, call::ListResourcePolicies,
    call::EnableSharingWithAwsOrganization, call::CreateResourceShare,
    call::DisassociateResourceShare, call::DeleteResourceShare, call::GetResourceShareInvitations,
    call::AcceptResourceShareInvitation, call::RejectResourceShareInvitation,
    call::UpdateGlobalSettings, call::CreateBackupVault, call::CreateLogicallyAirGappedBackupVault,
    call::DescribeBackupVault, call::ListBackupVaults, call::DeleteBackupVault,
    call::PutBackupVaultLockConfiguration, call::DeleteBackupVaultLockConfiguration,
    call::ListRecoveryPointsByBackupVault, call::GetRecoveryPointRestoreMetadata,
    call::UpdateRecoveryPointLifecycle, call::DeleteRecoveryPoint, call::StartBackupJob,
    call::StartCopyJob, call::StartRestoreJob, call::DescribeCopyJob, call::DescribeRestoreJob,
    call::AssociateBackupVaultMpaApprovalTeam, call::DisassociateBackupVaultMpaApprovalTeam,
    call::CreateRestoreAccessBackupVault, call::ListRestoreAccessBackupVaults,
    call::RevokeRestoreAccessBackupVault, call::EnableIdentityCenter, call::ChangeIdentityProvider,
    call::DisableUser, call::EnableUser, call::ResetUserPassword, call::UpdateUserEmail,
    call::RecoverApprovalTeam, call::InterruptRegion, call::AnswerTeamInvitation, call::Vote,
    call::StealCredential, call::EncryptWorkload, call::RegainAccount,
    call::CreateOrganizationalUnit, call::CreateAccount, call::MoveAccount, call::LeaveOrganization,
    call::RemoveAccountFromOrganization, call::CloseAccount, call::CreatePolicy, call::AttachPolicy,
    call::DetachPolicy, call::EnablePolicyType, call::DisablePolicyType,
    call::EnableAWSServiceAccess, call::DisableAWSServiceAccess,
    call::RegisterDelegatedAdministrator, call::CreateRole, call::PutRolePolicy,
    call::AttachRolePolicy, call::UpdateAssumeRolePolicy, call::PutRolePermissionsBoundary,
    call::DeleteRolePermissionsBoundary, call::PutUserPermissionsBoundary,
    call::DeleteUserPermissionsBoundary, call::AssumeRole, call::CreateKey, call::DescribeKey,
    call::EnableKey, call::DisableKey, call::ScheduleKeyDeletion, call::CancelKeyDeletion,
    call::PutKeyPolicy, call::CreateGrant, call::RevokeGrant, call::RetireGrant,
    call::ReopenAccount, call::CreateBackupPlan, call::UpdateBackupPlan, call::DeleteBackupPlan,
    call::CreateBackupSelection, call::DeleteBackupSelection, call::StopBackupJob,
    call::PutBackupVaultAccessPolicy, call::DeleteBackupVaultAccessPolicy,
    call::GetBackupVaultAccessPolicy, call::DescribeRecoveryPoint, call::CreateLegalHold,
    call::CancelLegalHold, call::CreateRestoreTestingPlan, call::UpdateRestoreTestingPlan,
    call::DeleteRestoreTestingPlan, call::CreateRestoreTestingSelection,
    call::UpdateRestoreTestingSelection, call::DeleteRestoreTestingSelection,
    call::PutRestoreValidationResult, call::StartScanJob, call::DisableImage, call::EnableImage,
    call::EnableAllowedImagesSettings, call::DisableAllowedImagesSettings,
    call::ReplaceImageCriteriaInAllowedImagesSettings, call::AssociateResourceShare,
    call::UpdateResourceShare, call::GetResourceShares, call::ListResources, call::InfectWorkload,
    call::CorruptWorkload, call::AnalyzeWorkload, call::QuarantineWorkload>;

// The operation of a call, whichever it is. In members.cpp: to visit all of them costs a compiler more than the rest of
// this header.
const Operation& operation_of(const Call& call);

}  // namespace airlock
