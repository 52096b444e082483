// The simulated AWS as one value: every table on one screen. A World is copied, compared and hashed for less
// than deciding a call costs; it holds ids and small facts only. Names, comments and policy documents live
// in the Catalog (catalog.h), shared by all copies. Only `evolve` (evolve.h) changes a World.
//
// Rows are never removed: what is gone says so in its status. Members are ordered so that no padding is
// left (table.h checks). Instants are virtual; `never` stands for "no such date". Words are AWS's own.
#pragma once

#include <array>
#include <cstdint>

#include "base/few.h"
#include "base/id.h"
#include "base/names.h"
#include "base/table.h"
#include "base/time.h"
#include "world/ref.h"
#include "world/settings.h"
#include "world/status.h"

namespace airlock {

struct Catalog;

// --- who there is ------------------------------------------------------------------------------------

// A human being, honest or not. Holds credentials; plays approver, operator or attacker.
struct Person {
    Id<Name> name;
};

// What is attached to one level of an organization: its root, a unit, an account. FullAWSAccess is an
// attachment like others; RCPFullAWSAccess stays attached for ever and takes one of the five places that AWS
// gives resource control policies. Source: Organizations user guide, quotas.
inline constexpr std::uint32_t service_control_policies_max = 5;
inline constexpr std::uint32_t resource_control_policies_max = 4;
inline constexpr std::uint32_t unit_depth_max = 5;  // levels of units below the root
using ServiceControlPolicies = std::array<Id<PolicyDocument>, service_control_policies_max>;
using ResourceControlPolicies = std::array<Id<PolicyDocument>, resource_control_policies_max>;

// An AWS organization, and its root. Source: Organizations user guide.
struct Organization {
    Id<Name> name;
    Id<Account> management_account;
    ServiceControlPolicies service_control_policies;  // attached to the root
    ResourceControlPolicies resource_control_policies;
    YesNo is_mpa_enabled = no;  // Backup global setting isMpaEnabled
    YesNo is_cross_account_backup_enabled =
        no;                             // Backup global setting isCrossAccountBackupEnabled
    YesNo is_ram_sharing_enabled = no;  // RAM EnableSharingWithAwsOrganization
    YesNo has_all_features = yes;       // feature set ALL, not CONSOLIDATED_BILLING
    YesNo is_scp_enabled = no;          // policy type SERVICE_CONTROL_POLICY
    YesNo is_rcp_enabled = no;          // policy type RESOURCE_CONTROL_POLICY
    std::array<std::uint8_t, 2> unused{};
};

struct OrganizationalUnit {
    Id<Name> name;
    Id<Organization> organization;
    Id<OrganizationalUnit> parent;  // none: directly below the root
    ServiceControlPolicies service_control_policies;
    ResourceControlPolicies resource_control_policies;
};

// A policy that an organization has made, attached or not. FullAWSAccess is AWS's own: no organization.
struct ControlPolicy {
    Id<Name> name;
    Id<Organization> organization;
    Id<PolicyDocument> document;
    PolicyType type = PolicyType::SERVICE_CONTROL_POLICY;
    std::array<std::uint8_t, 3> unused{};
};

// An AWS service that an organization trusts, or one account that administers it for the organization.
struct ServiceAccess {
    Id<Organization> organization;
    Id<Name> service;           // "backup.amazonaws.com"
    Id<Account> administrator;  // none: the trust itself
    YesNo is_enabled = yes;
    std::array<std::uint8_t, 3> unused{};
};

struct Account {
    std::int64_t number = 0;  // the twelve digits
    Instant joined_at;
    Instant closed_at = never;  // CloseAccount
    Instant case_answered_at =
        never;  // the latest case with AWS Support about it: its first answer
    Instant case_resolved_at = never;  // and when the account is given back
    Id<Name> name;
    Id<Organization> organization;
    Id<OrganizationalUnit> unit;                      // none: directly below the root
    ServiceControlPolicies service_control_policies;  // attached to the account itself
    ResourceControlPolicies resource_control_policies;
    AccountStatus status = AccountStatus::ACTIVE;
    JoinedMethod joined_method = JoinedMethod::INVITED;
    AllowedImages allowed_images = AllowedImages::all;  // EC2 Allowed AMIs, in every Region
    SupportCaseStatus support_case = SupportCaseStatus::none;
    std::array<std::uint8_t, 4> unused{};
};

// An invitation to join an organization, answered by the invited account. Source: Organizations, handshakes.
struct Handshake {
    Instant expires_at = never;
    Id<Organization> organization;
    Id<Account> account;
    HandshakeState state = HandshakeState::OPEN;
    std::array<std::uint8_t, 7> unused{};
};

// An IAM principal of an account, with the identity policies attached to it.
struct Principal {
    Id<Name> name;
    Id<Account> account;
    std::array<Id<PolicyDocument>, 6> identity_policies;
    Id<PolicyDocument> trust_policy;  // of a role: who may assume it
    Id<Account> trusted_account;      // of a role: its trust policy names this account
    Id<PolicyDocument> permissions_boundary;
    PrincipalKind kind = PrincipalKind::role;
    YesNo is_deleted = no;
    std::array<std::uint8_t, 2> unused{};
};

// What a person holds to act as a principal, or as an Identity Center user in the approval portal. A stolen
// credential is a second row: thief and owner hold it side by side until it is revoked.
// An assumed role is a row of its own as well, which ends by itself.
struct Credential {
    Instant expires_at = never;
    Id<Person> holder;
    Id<Principal> principal;  // none for a portal sign-in
    Id<User> user;            // none for an IAM principal
    Id<Credential> stolen_from;
    Id<Credential> assumed_from;        // sts:AssumeRole with this one
    Id<PolicyDocument> session_policy;  // passed to AssumeRole
    Id<Name> session_name;              // RoleSessionName
    YesNo is_revoked = no;
    std::array<std::uint8_t, 3> unused{};
};

// --- identity for approvers --------------------------------------------------------------------------

// A directory of people, inside or outside AWS. Source: MPA setting up; Storage blog part 2.
struct IdentityProvider {
    Id<Name> name;
    YesNo is_independent = no;  // another vendor, outside the organization it serves
    YesNo is_external = no;     // not Identity Center's own directory: passwords are set elsewhere
    std::array<std::uint8_t, 2> unused{};
};

// A user of a directory: one human, not an IAM principal.
struct User {
    Id<Name> name;
    Id<Person> person;
    Id<IdentityProvider> provider;
    Id<Person> mailbox;           // who reads the address that the directory has
    Instant shut_out_at = never;  // disabled or deleted; a portal session of before lasts a little
    YesNo is_enabled = yes;
    YesNo is_deleted = no;
    YesNo is_administrator = no;  // of the directory
    std::array<std::uint8_t, 5> unused{};
};

// An organization instance of IAM Identity Center.
struct IdentityCenter {
    Id<Organization> organization;
    Id<Account> account;
    Id<IdentityProvider> provider;
    Id<Name> region;
    YesNo is_deleted = no;
    std::array<std::uint8_t, 3> unused{};
};

// The link from multi-party approval to Identity Center; one an account. Source: MPA API reference.
struct IdentitySource {
    Instant active_at = never;  // while CREATING: when it will be ACTIVE; DELETING: when gone
    Id<Account> account;
    Id<IdentityCenter> identity_center;
    IdentitySourceStatus status = IdentitySourceStatus::CREATING;
    IdentitySourceStatusCode status_code = IdentitySourceStatusCode::none;
    std::array<std::uint8_t, 6> unused{};
};

// --- approval ----------------------------------------------------------------------------------------

// Whole days, so that two ways to the same votes on one day are the same world.
struct Approver {
    Id<User> user;
    Id<Person> mailbox;                  // where one-time passwords go (EMAIL_OTP); none: no method
    std::int32_t last_activity_day = 0;  // LastActivityTime
    ApproverStatus status = ApproverStatus::PENDING;
    LastActivity last_activity = LastActivity::none;
    std::uint8_t missed_sessions = 0;  // in a row, run out without an answer
    std::uint8_t unused = 0;
};

inline constexpr std::uint32_t approvers_max = 20;  // documented and in the API. Source: MPA quotas

// An approval team. Approvers are numbered by their place; sessions count votes by that number.
struct Team {
    Instant created_at;
    Instant deadline_at =
        never;  // VALIDATING: validation ends; PENDING_ACTIVATION: invitations lapse; DELETING: gone
    Instant updated_at = never;  // LastUpdateTime
    Id<Name> name;
    Id<Name> description;
    Id<Account> account;
    Id<IdentitySource> identity_source;
    Id<PolicyDocument> policy;   // the AWS-managed MPA policy given at creation
    Id<Session> update_session;  // UpdateSessionArn: the latest vote on the team itself
    Id<TeamDraft> pending_update;
    std::uint32_t version = 1;
    std::uint16_t min_approvals_required = 0;
    std::uint16_t approvers_count = 0;
    std::array<Approver, approvers_max> approvers;
    TeamStatus status = TeamStatus::PENDING;
    TeamStatusCode status_code = TeamStatusCode::VALIDATING;
    std::uint8_t recoveries = 0;  // by AWS Support, without a vote
    std::uint8_t unused = 0;
};

// A version of a team that is not in force yet: PendingUpdate, or what AWS Support was asked to put in force.
struct TeamDraft {
    Instant deadline_at = never;  // invitations lapse; with_support: the case is closed
    Id<Team> team;
    Id<Session> session;
    Id<Name> description;
    std::uint32_t version = 0;
    std::uint16_t min_approvals_required = 0;
    std::uint16_t approvers_count = 0;
    std::array<Approver, approvers_max> approvers;
    DraftStatus status = DraftStatus::pending_approval;
    YesNo synchronizes_mfa = no;  // UpdateActions SYNCHRONIZE_MFA_DEVICES
    std::array<std::uint8_t, 2> unused{};
};

// A request before a team. `approved` and `rejected` are bits by approver number, so that two ways to the
// same votes are the same world; who voted when stands in the log.
struct Session {
    Instant initiated_at;
    Instant expires_at = never;    // initiation + 24 h
    Instant completed_at = never;  // CompletionTime: decided or expired
    Instant validated_at = never;  // while CREATING: when it will be PENDING
    Id<Team> team;
    Id<Principal> requester;  // none for sessions that multi-party approval opens itself (baseline)
    Id<Account> requester_account;
    Id<Vault> vault;  // the protected resource: the air-gapped vault, for all Backup actions
    Id<Vault> restore_access_vault;
    Id<Team> new_team;        // AssociateBackupVaultMpaApprovalTeam on a vault that has one
    Id<Name> comment;         // RequesterComment, at most 200 characters
    Id<TeamDraft> draft;      // UpdateApprovalTeam
    std::uint32_t asked = 0;  // a baseline may ask some approvers only
    std::uint32_t approved = 0;
    std::uint32_t rejected = 0;
    std::uint16_t min_approvals_required = 0;  // snapshot of the team at the start
    std::uint16_t approvers_count = 0;
    ProtectedAction action = ProtectedAction::CreateRestoreAccessBackupVault;
    SessionStatus status = SessionStatus::PENDING;
    SessionStatusCode status_code = SessionStatusCode::none;
    ExecutionStatus execution_status = ExecutionStatus::none;
    YesNo requires_verification = no;      // APPROVER_VERIFICATION_REQUIRED
    std::uint8_t pending_window_days = 0;  // StartActiveApprovalTeamDeletion
    std::array<std::uint8_t, 2> unused{};
};

// --- sharing (RAM) -----------------------------------------------------------------------------------

struct ResourceShare {
    Id<Name> name;
    Id<Account> account;
    YesNo allow_external_principals = yes;
    ShareStatus status = ShareStatus::ACTIVE;
    YesNo retains_sharing = no;  // retainSharingOnAccountLeaveOrganization
    std::array<std::uint8_t, 1> unused{};
};

// A vault or a team that a share carries.
struct SharedResource {
    Id<ResourceShare> share;
    Ref resource;
    YesNo is_associated = yes;
    std::array<std::uint8_t, 7> unused{};
};

// An account or an organization that a share is given to, with the invitation when one was needed.
struct SharePrincipal {
    Instant invitation_expires_at = never;  // 12 h for vaults and teams. Source: BK-LAG
    Id<ResourceShare> share;
    Id<Account> account;
    Id<Organization> organization;  // instead of an account: all that are in it
    AssociationStatus status = AssociationStatus::ASSOCIATING;
    InvitationStatus invitation = InvitationStatus::none;
    std::array<std::uint8_t, 2> unused{};
};

// --- backup ------------------------------------------------------------------------------------------

// All three vault types in one row, as DescribeBackupVault shows them; VaultType tells them apart.
struct Vault {
    Instant created_at;
    Instant deadline_at = never;  // while CREATING and not waiting for a vote: when it is AVAILABLE
    Instant lock_date = never;    // LockDate: from then on the lock is immutable
    Instant approved_at = never;  // restore access vault: ApprovalDate
    Id<Name> name;
    Id<Account> account;
    Id<Name> region;
    std::int32_t min_retention_days = 0;  // 0 = no lower bound
    std::int32_t max_retention_days = 0;  // 0 = no upper bound
    Id<Team> mpa_approval_team;           // air-gapped vault
    Id<Session> team_update_session;      // LatestMpaApprovalTeamUpdate
    Id<Vault> source_vault;               // restore access vault: SourceBackupVaultArn
    Id<Session> access_session;           // restore access vault: MpaSessionArn
    Id<Session> revoke_session;           // restore access vault: LatestRevokeRequest
    Id<Key> key;  // none: aws/backup; of an air-gapped vault, a key that AWS owns
    Id<PolicyDocument> access_policy;  // resource policy; none: its account's policies alone
    VaultType type = VaultType::BACKUP_VAULT;
    VaultState state = VaultState::AVAILABLE;
    LockMode lock = LockMode::none;
    std::array<std::uint8_t, 5> unused{};
};

struct RecoveryPoint {
    Instant captured_at;  // the moment whose data it holds
    Instant created_at;
    Instant delete_at = never;  // lifecycle; `never` = kept for ever
    Instant cold_at = never;    // lifecycle: moves to cold storage
    Id<Vault> vault;
    Id<Workload> resource;
    Id<RecoveryPoint> copied_from;
    Id<Key> key;  // what it is encrypted with; none: not with a key that anybody here could touch
    Id<Principal> role;  // deletes it at the end of its lifecycle; none: the service's own role
    RecoveryPointStatus status = RecoveryPointStatus::COMPLETED;
    DataCondition condition = DataCondition::clean;
    StorageClass storage_class = StorageClass::WARM;
    ScanResult scan_result = ScanResult::none;  // of the last scan
    YesNo is_deleted_after_copy = no;           // lifecycle: DELETE_AFTER_COPY
    YesNo is_image_disabled = no;               // EC2 DisableImage
    std::array<std::uint8_t, 6> unused{};
};

struct Job {
    Instant started_at;
    Instant deadline_at = never;  // when it will end
    Instant delete_at = never;    // lifecycle of what it makes
    Instant cold_at = never;
    Instant start_by = never;     // CREATED, PENDING: how long it waits
    Instant validate_by = never;  // test restore: the end of its validation window
    Id<Principal> principal;      // who asked; none for the service itself
    Id<Account> account;
    Id<Workload> resource;  // what is backed up, or what a restore makes once it has ended
    Id<RecoveryPoint> recovery_point;  // source of a copy or restore; result of a backup
    Id<RecoveryPoint> copy;            // result of a copy
    Id<Vault> destination;
    Id<Name> restored_name;  // restore: the name of the new resource
    Id<Principal> role;      // IamRoleArn
    Id<BackupRule> rule;     // of the plan that asked
    Id<Vault> air_gapped;    // backup: copied on to this vault, then deleted where it is
    Id<RestoreTestingSelection> testing;  // restore: a test
    JobKind kind = JobKind::backup;
    JobStatus status = JobStatus::RUNNING;
    JobFailure failure = JobFailure::none;
    DataCondition data = DataCondition::clean;  // backup: what it found when it began
    ScanResult scan_result = ScanResult::none;
    ValidationStatus validation = ValidationStatus::none;
    DeletionStatus deletion = DeletionStatus::none;
    std::array<std::uint8_t, 5> unused{};
};

// A production system, or one that a restore made.
struct Workload {
    Instant encrypted_at = never;
    Instant data_at;  // restored: the moment whose data it holds
    Id<Name> name;
    Id<Account> account;
    Id<Name> region;
    Id<RecoveryPoint> restored_from;
    Id<Key> key;
    WorkloadState state = WorkloadState::healthy;
    ResourceType resource_type = ResourceType::EBS;
    DataCondition data = DataCondition::clean;  // what is true of it, known to somebody or not
    Finding finding = Finding::none;            // what an analysis said
};

// --- keys (KMS) --------------------------------------------------------------------------------------

// A customer managed key, or one that AWS manages in the account (aws/ebs). Keys that AWS owns have no row:
// nobody here can name them. Source: KMS developer guide.
struct Key {
    Instant created_at;
    Instant deletion_at = never;  // PendingDeletion: when it is gone
    Id<Name> alias;
    Id<Account> account;
    Id<Name> region;
    Id<PolicyDocument>
        policy;  // none: the default, which leaves it to the IAM policies of the account
    KeyManager manager = KeyManager::CUSTOMER;
    KeyState state = KeyState::Enabled;
    std::array<std::uint8_t, 6> unused{};
};

// Lets one principal use a key beside its policy. Simplified: a grant allows every cryptographic operation.
struct Grant {
    Id<Key> key;
    Id<Principal> grantee;
    Id<Principal> retiring_principal;
    YesNo is_retired = no;
    std::array<std::uint8_t, 3> unused{};
};

// --- backup plans --------------------------------------------------------------------------------------

struct BackupPlan {
    Instant created_at;
    Id<Name> name;
    Id<Account> account;
    std::uint32_t version = 1;
    YesNo is_deleted = no;
    std::array<std::uint8_t, 3> unused{};
};

// Where a backup is copied to once it is finished. No destination: no copy.
struct CopyAction {
    Id<Vault> destination;
    std::int32_t delete_after_days = -1;  // -1 = kept for ever
    std::int32_t move_to_cold_storage_after_days = -1;
};
inline constexpr std::uint32_t copy_actions_max = 2;  // of one rule

// Times are read from ScheduleExpression once (schedule.h).
struct BackupRule {
    Instant next_at = never;
    Duration period;
    Duration start_window = hours(8);  // StartWindowMinutes
    Id<BackupPlan> plan;
    Id<Name> name;
    Id<Name> schedule_expression;
    Id<Vault> target;
    Id<Vault> air_gapped_target;  // TargetLogicallyAirGappedBackupVaultArn
    std::int32_t delete_after_days = -1;
    std::int32_t move_to_cold_storage_after_days = -1;
    std::array<CopyAction, copy_actions_max> copies;
    YesNo is_deleted = no;
    std::array<std::uint8_t, 3> unused{};
};

inline constexpr std::uint32_t selected_max = 5;  // resources that one selection names

struct BackupSelection {
    Id<BackupPlan> plan;
    Id<Name> name;
    Id<Principal> role;
    std::array<Id<Workload>, selected_max> resources;  // none: every one of the account
    YesNo is_deleted = no;
    std::array<std::uint8_t, 3> unused{};
};

// Keeps what it covers beyond its lifecycle. Lists without an entry cover everything of the account.
struct LegalHold {
    Instant changes_at = never;   // while CREATING and CANCELING
    Instant canceled_at = never;  // from then on lifecycles count again
    Instant from{INT64_MIN};      // DateRange, by creation date
    Instant to = never;
    Id<Name> title;
    Id<Account> account;
    std::array<Id<Vault>, 3> vaults;
    std::array<Id<Workload>, 3> resources;
    LegalHoldStatus status = LegalHoldStatus::CREATING;
    std::array<std::uint8_t, 7> unused{};
};

// --- restore testing -------------------------------------------------------------------------------------

struct RestoreTestingPlan {
    Instant next_at = never;
    Duration period;
    Id<Name> name;
    Id<Account> account;
    Id<Name> schedule_expression;
    std::int32_t selection_window_days = 30;
    std::int32_t start_window_hours = 24;
    std::uint32_t runs = 0;
    std::array<Id<Vault>, 3> vaults;  // IncludeVaults; none: every vault
    TestingAlgorithm algorithm = TestingAlgorithm::LATEST_WITHIN_WINDOW;
    YesNo is_deleted = no;
    std::array<std::uint8_t, 2> unused{};
};

struct RestoreTestingSelection {
    Id<RestoreTestingPlan> plan;
    Id<Name> name;
    Id<Principal> role;
    std::array<Id<Workload>, selected_max> resources;  // none: every one of the type
    std::int32_t validation_window_hours = 0;
    ResourceType resource_type = ResourceType::EBS;
    YesNo is_deleted = no;
    std::array<std::uint8_t, 2> unused{};
};

// The control plane of a Region does not answer.
struct Outage {
    Instant ends_at;
    Id<Name> region;
    YesNo is_over = no;
    std::array<std::uint8_t, 3> unused{};
};

// --- the world ---------------------------------------------------------------------------------------

struct World {
    Table<Person> persons;
    Table<Organization> organizations;
    Table<Account> accounts;
    Table<Handshake> handshakes;
    Table<Principal> principals;
    Table<Credential> credentials;
    Table<IdentityProvider> identity_providers;
    Table<User> users;
    Table<IdentityCenter> identity_centers;
    Table<IdentitySource> identity_sources;
    Table<Team> teams;
    Table<Session> sessions;
    Table<ResourceShare> shares;
    Table<SharedResource> shared_resources;
    Table<SharePrincipal> share_principals;
    Table<Vault> vaults;
    Table<RecoveryPoint> recovery_points;
    Table<Job> jobs;
    Table<Workload> workloads;
    Table<OrganizationalUnit> organizational_units;
    Table<ControlPolicy> control_policies;
    Table<ServiceAccess> service_accesses;
    Table<Key> keys;
    Table<Grant> grants;
    Table<TeamDraft> team_drafts;
    Table<Outage> outages;
    Table<BackupPlan> backup_plans;
    Table<BackupRule> backup_rules;
    Table<BackupSelection> backup_selections;
    Table<LegalHold> legal_holds;
    Table<RestoreTestingPlan> restore_testing_plans;
    Table<RestoreTestingSelection> restore_testing_selections;
    Settings settings;
    const Catalog* catalog = nullptr;  // names and documents; outlives every copy

    // Calls `visit(table)` for every table, in the order above.
    template <class Visit>
    void each_table(Visit&& visit) const {
        each(*this, visit);
    }
    // From now on each look at a row and each change is written down, in copies as well; tables are told apart by
    // their place in that order. `notes` must outlive every copy.
    void watch(TableNotes* notes);

    // Does the row exist? Whether it is still in use is for its status to say.
    bool holds(Ref ref) const;
    std::uint64_t hash() const;
    friend bool operator==(const World& a, const World& b);

    template <class Self, class Visit>
    static void each(Self& w, Visit&& visit) {
        visit(w.persons), visit(w.organizations), visit(w.accounts), visit(w.handshakes),
            visit(w.principals);
        visit(w.credentials), visit(w.identity_providers), visit(w.users),
            visit(w.identity_centers);
        visit(w.identity_sources), visit(w.teams), visit(w.sessions), visit(w.shares),
            visit(w.shared_resources);
        visit(w.share_principals), visit(w.vaults), visit(w.recovery_points), visit(w.jobs),
            visit(w.workloads);
        visit(w.organizational_units), visit(w.control_policies), visit(w.service_accesses);
        visit(w.keys), visit(w.grants);
        visit(w.team_drafts), visit(w.outages);
        visit(w.backup_plans), visit(w.backup_rules), visit(w.backup_selections),
            visit(w.legal_holds);
        visit(w.restore_testing_plans), visit(w.restore_testing_selections);
    }
};

// In the hands of a thief: stolen, or a role assumed with what was stolen.
bool is_stolen(const World& world, Id<Credential> credential);

}  // namespace airlock
