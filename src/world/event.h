// Everything that can have happened, in the past tense. An event states its consequence in full, so that
// `evolve` only writes and never decides. Events are the one way a World changes.
#pragma once

#include <variant>

#include "world/world.h"

namespace airlock::event {

// A row that was there when the story began.
template <class Row>
struct Founded {
    Row row;
};

// One line an event: a glossary, not a listing.
// clang-format off

// --- organizations and identity ----------------------------------------------------------------------
struct OrganizationCreated { Id<Name> name; Id<Account> management_account; YesNo has_all_features = yes; };
struct AccountInvited { Id<Organization> organization; Id<Account> account; Instant expires_at; };
struct AccountJoined { Id<Handshake> handshake; Id<Organization> organization; Id<Account> account; Instant at; };
struct HandshakeExpired { Id<Handshake> handshake; };
struct GlobalSettingsUpdated { Id<Organization> organization; YesNo is_mpa_enabled; YesNo is_cross_account_backup_enabled; };
struct RamSharingEnabled { Id<Organization> organization; };
struct RamSharingDisabled { Id<Organization> organization; };
struct RoleDeleted { Id<Principal> role; };
struct RoleRestored { Id<Principal> role; };
struct RolePolicyPut { Id<Principal> role; Id<PolicyDocument> policy; };
struct TrustPolicyUpdated { Id<Principal> role; Id<PolicyDocument> policy; };
struct PermissionsBoundaryPut { Id<Principal> principal; Id<PolicyDocument> boundary; };
struct PermissionsBoundaryDeleted { Id<Principal> principal; };
struct PrincipalCreated { Principal principal; };
struct RoleAssumed { Credential session; };
struct OrganizationalUnitCreated { Id<Organization> organization; Id<OrganizationalUnit> parent; Id<Name> name; };
struct AccountCreated { Account account; };
struct AccountMoved { Id<Account> account; Id<OrganizationalUnit> unit; };
struct AccountLeft { Id<Account> account; Id<Organization> organization; };
struct AccountClosureStarted { Id<Account> account; Instant at; };
struct AccountSuspended { Id<Account> account; };  // the 90 days begin to run out
struct AccountReopened { Id<Account> account; };
struct AccountClosed { Id<Account> account; };  // for good
struct SupportCaseOpened { Id<Account> account; Instant answered_at; Instant resolved_at; };
struct SupportCaseAnswered { Id<Account> account; };
struct SupportCaseResolved { Id<Account> account; };  // the account is its owner's again
struct ControlPolicyCreated { ControlPolicy policy; };
struct PolicyAttached { Ref target; Id<ControlPolicy> policy; };
struct PolicyDetached { Ref target; Id<ControlPolicy> policy; };
struct PolicyTypeEnabled { Id<Organization> organization; PolicyType type; };
struct PolicyTypeDisabled { Id<Organization> organization; PolicyType type; };
struct ServiceAccessEnabled { Id<Organization> organization; Id<Name> service; };
struct ServiceAccessDisabled { Id<ServiceAccess> access; };
struct DelegatedAdministratorRegistered { Id<Organization> organization; Id<Account> account; Id<Name> service; };
struct IdentityCenterEnabled { Id<Organization> organization; Id<Account> account; Id<IdentityProvider> provider; Id<Name> region; };
struct IdentitySourceCreated { Id<Account> account; Id<IdentityCenter> identity_center; Instant active_at; };
struct IdentitySourceActivated { Id<IdentitySource> identity_source; };
struct IdentitySourceFailed { Id<IdentitySource> identity_source; IdentitySourceStatusCode status_code; };
struct IdentitySourceDeletionStarted { Id<IdentitySource> identity_source; Instant gone_at; };
struct IdentitySourceDeleted { Id<IdentitySource> identity_source; };
struct IdentityCenterDeleted { Id<IdentityCenter> identity_center; };
struct IdentityProviderChanged { Id<IdentityCenter> identity_center; Id<IdentityProvider> provider; };
struct UserDisabled { Id<User> user; Instant at; };
struct UserEnabled { Id<User> user; };
struct UserDeleted { Id<User> user; Instant at; };
struct UserPasswordReset { Id<User> user; Id<Credential> owner; Id<Person> by; };  // gives `by` a sign-in
struct UserEmailUpdated { Id<User> user; Id<Person> mailbox; };
struct RegionInterrupted { Id<Name> region; Instant ends_at; };
struct RegionRecovered { Id<Outage> outage; };
struct CredentialStolen { Id<Credential> credential; Id<Person> thief; };
struct CredentialRevoked { Id<Credential> credential; };

// --- approval ----------------------------------------------------------------------------------------
struct ApprovalTeamCreated {
    Instant at; Instant validated_at;
    Id<Name> name; Id<Account> account; Id<IdentitySource> identity_source;
    Id<PolicyDocument> policy; std::uint16_t min_approvals_required; Few<Id<User>, approvers_max> approvers;
    Id<Name> description;
};
struct TeamValidated { Id<Team> team; Instant invitations_expire_at; };
struct TeamValidationFailed { Id<Team> team; };
struct TeamInvitationAnswered { Id<Team> team; std::uint32_t approver; YesNo accepted; Instant at; };
struct TeamActivated { Id<Team> team; };
struct TeamActivationFailed { Id<Team> team; };
struct TeamRetried {
    Instant at; Instant validated_at; Id<Team> team; Id<IdentitySource> identity_source;
    Id<Name> description; std::uint16_t min_approvals_required; Few<Id<User>, approvers_max> approvers;
};
struct TeamUpdateDrafted { TeamDraft draft; TeamStatusCode status_code; };
struct TeamUpdateFailed { Id<Team> team; Id<TeamDraft> draft; TeamStatusCode status_code; };
struct TeamUpdateCancelled { Id<Team> team; Id<TeamDraft> draft; };
struct TeamUpdateApproved { Id<Team> team; Id<TeamDraft> draft; Instant invitations_expire_at; };  // new approvers
struct TeamUpdateInvitationAnswered { Id<TeamDraft> draft; std::uint32_t approver; YesNo accepted; Instant at; };
struct TeamUpdated { Id<Team> team; Id<TeamDraft> draft; Instant at; };
struct TeamDraftDeleted { Id<Team> team; Id<TeamDraft> draft; };
struct TeamDeletionFailed { Id<Team> team; TeamStatusCode status_code; };
struct TeamDeletionCancelled { Id<Team> team; };
struct TeamDeletionApproved { Id<Team> team; Instant completes_at; };
struct TeamDeleted { Id<Team> team; };
struct TeamRecoveryRequested { TeamDraft draft; };
struct TeamRecovered { Id<Team> team; Id<TeamDraft> draft; Id<IdentitySource> identity_source; Instant at; };
struct SessionStarted { Session session; };
struct SessionValidated { Id<Session> session; };
struct VoteCast { Id<Session> session; std::uint32_t approver; Response response; Instant at; };
struct SessionApproved { Id<Session> session; Instant at; };
struct SessionFailed { Id<Session> session; SessionStatusCode status_code; Instant at; };
struct SessionCancelled { Id<Session> session; SessionStatusCode status_code; Instant at; };
struct SessionExecuted { Id<Session> session; };
struct SessionExecutionFailed { Id<Session> session; };

// --- sharing -----------------------------------------------------------------------------------------
struct ResourceShareCreated { Id<Name> name; Id<Account> account; YesNo allow_external_principals; YesNo retains_sharing; ShareStatus status; };
struct ResourceShared { Id<ResourceShare> share; Ref resource; };
struct PrincipalInvited { Id<ResourceShare> share; Id<Account> account; Instant expires_at; };
struct PrincipalAssociated { Id<ResourceShare> share; Id<Account> account; };  // same organization: no invitation
struct InvitationAccepted { Id<SharePrincipal> principal; };
struct InvitationRejected { Id<SharePrincipal> principal; };
struct InvitationExpired { Id<SharePrincipal> principal; };
struct PrincipalDisassociated { Id<SharePrincipal> principal; };
struct ResourceUnshared { Id<SharedResource> resource; };
struct ResourceShareDeleted { Id<ResourceShare> share; };

struct OrganizationAssociated { Id<ResourceShare> share; Id<Organization> organization; };
struct ResourceShareUpdated { Id<ResourceShare> share; Id<Name> name; YesNo allow_external_principals; };

// --- vaults ------------------------------------------------------------------------------------------
struct VaultCreated { Vault vault; };
struct VaultAvailable { Id<Vault> vault; };
struct VaultFailed { Id<Vault> vault; };
struct VaultDeleted { Id<Vault> vault; };
struct VaultLocked { Id<Vault> vault; LockMode lock; std::int32_t min_retention_days; std::int32_t max_retention_days; Instant lock_date; };
struct VaultLockDeleted { Id<Vault> vault; };
struct VaultLockMatured { Id<Vault> vault; };
struct TeamAssociated { Id<Vault> vault; Id<Team> team; };
struct TeamDisassociated { Id<Vault> vault; };
struct RestoreAccessOpened { Id<Vault> vault; Instant approved_at; Instant available_at; };

// --- keys --------------------------------------------------------------------------------------------
struct KeyCreated { Key key; };
struct KeyEnabled { Id<Key> key; };
struct KeyDisabled { Id<Key> key; };
struct KeyDeletionScheduled { Id<Key> key; Instant deletion_at; };
struct KeyDeletionCancelled { Id<Key> key; };  // it stays disabled until somebody enables it
struct KeyDeleted { Id<Key> key; };
struct KeyPolicyPut { Id<Key> key; Id<PolicyDocument> policy; };
struct GrantCreated { Grant grant; };
struct GrantRetired { Id<Grant> grant; };
struct RecoveryPointLost { Id<RecoveryPoint> recovery_point; };     // there is no key any more that reads it
struct RecoveryPointErased { Id<RecoveryPoint> recovery_point; };   // with the account that owned it

// --- recovery points, jobs, workloads ----------------------------------------------------------------
struct RecoveryPointCreated { RecoveryPoint recovery_point; Id<Job> job; };
struct RecoveryPointLifecycleUpdated { Id<RecoveryPoint> recovery_point; Instant delete_at; Instant cold_at; };
struct RecoveryPointDeleted { Id<RecoveryPoint> recovery_point; };
struct RecoveryPointExpired { Id<RecoveryPoint> recovery_point; };  // by its lifecycle
struct JobStarted { Job job; };
struct JobCompleted { Id<Job> job; };
struct JobFailed { Id<Job> job; JobFailure failure; };
struct WorkloadRestored { Workload workload; Id<Job> job; };
struct WorkloadEncrypted { Id<Workload> workload; Instant at; };
struct WorkloadInfected { Id<Workload> workload; };
struct WorkloadCorrupted { Id<Workload> workload; };
struct WorkloadAnalyzed { Id<Workload> workload; Finding finding; };
struct WorkloadQuarantined { Id<Workload> workload; };
struct RecoveryPointKept { Id<RecoveryPoint> recovery_point; };  // due or asked to go, but its role could not delete it: EXPIRED
struct RecoveryPointMovedToCold { Id<RecoveryPoint> recovery_point; };
struct ImageDisabled { Id<RecoveryPoint> recovery_point; };
struct ImageEnabled { Id<RecoveryPoint> recovery_point; };
struct AllowedImagesChanged { Id<Account> account; AllowedImages allowed_images; };
struct JobBegan { Id<Job> job; Instant at; Instant deadline_at; Instant delete_at; Instant cold_at; DataCondition data; };  // after waiting
struct JobStopping { Id<Job> job; Instant until; };
struct JobAborted { Id<Job> job; };
struct JobExpired { Id<Job> job; };  // its start window is over
struct ScanCompleted { Id<Job> job; ScanResult result; };

// --- plans, holds, policies, tests ---------------------------------------------------------------------
struct AccessPolicyPut { Id<Vault> vault; Id<PolicyDocument> policy; };
struct AccessPolicyDeleted { Id<Vault> vault; };
struct BackupPlanCreated { BackupPlan plan; };
struct BackupPlanUpdated { Id<BackupPlan> plan; };
struct BackupPlanDeleted { Id<BackupPlan> plan; };
struct BackupRuleCreated { BackupRule rule; };
struct BackupRuleReplaced { Id<BackupRule> rule; };
struct BackupRuleRan { Id<BackupRule> rule; Instant next_at; };
struct BackupSelectionCreated { BackupSelection selection; };
struct BackupSelectionDeleted { Id<BackupSelection> selection; };
struct LegalHoldCreated { LegalHold legal_hold; };
struct LegalHoldActivated { Id<LegalHold> legal_hold; };
struct LegalHoldCanceling { Id<LegalHold> legal_hold; Instant until; };
struct LegalHoldCanceled { Id<LegalHold> legal_hold; Instant at; };
struct RestoreTestingPlanCreated { RestoreTestingPlan plan; };
struct RestoreTestingPlanUpdated { Id<RestoreTestingPlan> plan; RestoreTestingPlan now; };
struct RestoreTestingPlanDeleted { Id<RestoreTestingPlan> plan; };
struct RestoreTestingPlanRan { Id<RestoreTestingPlan> plan; Instant next_at; };
struct RestoreTestingSelectionCreated { RestoreTestingSelection selection; };
struct RestoreTestingSelectionUpdated { Id<RestoreTestingSelection> selection; RestoreTestingSelection now; };
struct RestoreTestingSelectionDeleted { Id<RestoreTestingSelection> selection; };
struct ValidationBegan { Id<Job> job; Instant until; };
struct ValidationEnded { Id<Job> job; ValidationStatus status; };
struct TestResourceDeleting { Id<Job> job; Instant until; };
struct TestResourceDeleted { Id<Job> job; };

// clang-format on

}  // namespace airlock::event

namespace airlock {

using Event = std::variant<
    event::Founded<Person>, event::Founded<Organization>, event::Founded<Account>,
    event::Founded<Principal>, event::Founded<Credential>, event::Founded<IdentityProvider>,
    event::Founded<User>, event::Founded<IdentityCenter>, event::Founded<IdentitySource>,
    event::Founded<Team>, event::Founded<ResourceShare>, event::Founded<SharedResource>,
    event::Founded<SharePrincipal>, event::Founded<Vault>, event::Founded<RecoveryPoint>,
    event::Founded<Workload>, event::OrganizationCreated, event::AccountInvited,
    event::AccountJoined, event::HandshakeExpired, event::GlobalSettingsUpdated,
    event::RamSharingEnabled, event::RoleDeleted, event::RoleRestored, event::IdentityCenterEnabled,
    event::IdentitySourceCreated, event::IdentitySourceActivated, event::IdentitySourceFailed,
    event::IdentitySourceDeletionStarted, event::IdentitySourceDeleted,
    event::IdentityCenterDeleted, event::IdentityProviderChanged, event::UserDisabled,
    event::UserEnabled, event::UserDeleted, event::UserPasswordReset, event::UserEmailUpdated,
    event::RegionInterrupted, event::RegionRecovered, event::CredentialStolen,
    event::CredentialRevoked, event::ApprovalTeamCreated, event::TeamValidated,
    event::TeamValidationFailed, event::TeamInvitationAnswered, event::TeamActivated,
    event::TeamActivationFailed, event::TeamRetried, event::TeamUpdateDrafted,
    event::TeamUpdateFailed, event::TeamUpdateCancelled, event::TeamUpdateApproved,
    event::TeamUpdateInvitationAnswered, event::TeamUpdated, event::TeamDraftDeleted,
    event::TeamDeletionFailed, event::TeamDeletionCancelled, event::TeamDeletionApproved,
    event::TeamDeleted, event::TeamRecoveryRequested, event::TeamRecovered, event::SessionStarted,
    event::SessionValidated, event::VoteCast, event::SessionApproved, event::SessionFailed,
    event::SessionCancelled, event::SessionExecuted, event::SessionExecutionFailed,
    event::ResourceShareCreated, event::ResourceShared, event::PrincipalInvited,
    event::PrincipalAssociated, event::InvitationAccepted, event::InvitationRejected,
    event::InvitationExpired, event::PrincipalDisassociated, event::ResourceUnshared,
    event::ResourceShareDeleted, event::VaultCreated, event::VaultAvailable, event::VaultFailed,
    event::VaultDeleted, event::VaultLocked, event::VaultLockDeleted, event::VaultLockMatured,
    event::TeamAssociated, event::TeamDisassociated, event::RestoreAccessOpened,
    event::RecoveryPointCreated, event::RecoveryPointLifecycleUpdated, event::RecoveryPointDeleted,
    event::RecoveryPointExpired, event::JobStarted, event::JobCompleted, event::JobFailed,
    event::WorkloadRestored, event::WorkloadEncrypted, event::Founded<OrganizationalUnit>,
    event::Founded<ControlPolicy>, event::Founded<ServiceAccess>, event::Founded<Key>,
    event::Founded<Grant>, event::RolePolicyPut, event::TrustPolicyUpdated,
    event::PermissionsBoundaryPut, event::PermissionsBoundaryDeleted, event::PrincipalCreated,
    event::RoleAssumed, event::OrganizationalUnitCreated, event::AccountCreated,
    event::AccountMoved, event::AccountLeft, event::AccountClosureStarted, event::AccountSuspended,
    event::AccountReopened, event::AccountClosed, event::ControlPolicyCreated,
    event::PolicyAttached, event::PolicyDetached, event::PolicyTypeEnabled,
    event::PolicyTypeDisabled, event::ServiceAccessEnabled, event::ServiceAccessDisabled,
    event::DelegatedAdministratorRegistered, event::KeyCreated, event::KeyEnabled,
    event::KeyDisabled, event::KeyDeletionScheduled, event::KeyDeletionCancelled, event::KeyDeleted,
    event::KeyPolicyPut, event::GrantCreated, event::GrantRetired, event::RecoveryPointLost,
    event::RecoveryPointErased, event::Founded<BackupPlan>, event::Founded<BackupRule>,
    event::Founded<BackupSelection>, event::Founded<LegalHold>, event::Founded<RestoreTestingPlan>,
    event::Founded<RestoreTestingSelection>, event::RamSharingDisabled,
    event::OrganizationAssociated, event::ResourceShareUpdated, event::WorkloadInfected,
    event::WorkloadCorrupted, event::WorkloadAnalyzed, event::WorkloadQuarantined,
    event::RecoveryPointKept, event::RecoveryPointMovedToCold, event::ImageDisabled,
    event::ImageEnabled, event::AllowedImagesChanged, event::JobBegan, event::JobStopping,
    event::JobAborted, event::JobExpired, event::ScanCompleted, event::AccessPolicyPut,
    event::AccessPolicyDeleted, event::BackupPlanCreated, event::BackupPlanUpdated,
    event::BackupPlanDeleted, event::BackupRuleCreated, event::BackupRuleReplaced,
    event::BackupRuleRan, event::BackupSelectionCreated, event::BackupSelectionDeleted,
    event::LegalHoldCreated, event::LegalHoldActivated, event::LegalHoldCanceling,
    event::LegalHoldCanceled, event::RestoreTestingPlanCreated, event::RestoreTestingPlanUpdated,
    event::RestoreTestingPlanDeleted, event::RestoreTestingPlanRan,
    event::RestoreTestingSelectionCreated, event::RestoreTestingSelectionUpdated,
    event::RestoreTestingSelectionDeleted, event::ValidationBegan, event::ValidationEnded,
    event::TestResourceDeleting, event::TestResourceDeleted, event::SupportCaseOpened,
    event::SupportCaseAnswered, event::SupportCaseResolved>;

}  // namespace airlock
