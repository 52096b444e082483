// What the rules have in common: a call on its way through its gates. Internal to world; everybody else asks
// `decide`. A rule reads top to bottom like the list of gates in docs/model.md:
//
//     if (!ask.admitted(c.operation, vault)) return;
//     if (!ask.need(is_empty, Gate::resource_state, Reason::state_permits, Reason::not_empty, …)) return;
//     ask.happens(event::VaultDeleted{c.backup_vault});
#pragma once

#include <string_view>

#include "world/catalog.h"
#include "world/decide.h"

namespace airlock {

// What policies may ask about a request beyond caller and resource; unset members are absent keys.
struct RequestContext {
    Id<Vault> protected_resource;          // mpa:ProtectedResourceAccount
    std::string_view requested_operation;  // mpa:RequestedOperation
    Id<Team> mpa_approval_team;            // backup:MpaApprovalTeamArn
    std::int32_t min_retention_days = unset;
    std::int32_t max_retention_days = unset;
    std::int32_t changeable_for_days = unset;
    Setting allows_external_principals = Setting::absent;  // ram:RequestedAllowsExternalPrincipals
    std::string_view requested_resource_type;              // ram:RequestedResourceType
    std::string_view resource_share_name;                  // ram:ResourceShareName
    std::string_view passed_to_service;                    // iam:PassedToService
    Id<Name> kms_via_region;                 // kms:ViaService, as backup.<region>.amazonaws.com
    bool grant_is_for_aws_resource = false;  // kms:GrantIsForAWSResource
    bool via_aws_service = false;  // aws:ViaAWSService: a service calls with the caller's rights
};

// Whose say is needed besides that of the caller's own account.
enum class OtherSide : std::uint8_t {
    none,
    team,          // the team's policies: AWS's own and that of its share
    vault_share,   // the permission that goes with a shared vault
    key,           // the key's policy and its grants
    trust,         // the trust policy of a role
    vault_policy,  // the access policy of another account's vault that a service role copies into
};

class Asking {
  public:
    Asking(const World& w, const Caller& c, Decision& d);
    // The service itself, acting with the rights of `with`.
    Asking(const World& w, const Caller& service, Decision& d, Id<Principal> with);

    const World& world;
    const Caller& caller;
    Id<Principal> principal;  // of the credential; none for portal users
    Id<Account> account;      // of that principal

    // The credential is the caller's, valid, and for IAM; service control and identity policies allow the
    // operation on `resource` (none: "*"), and so does its share when it is another account's. Adds the
    // checks; false = refused.
    bool admitted(const Operation& operation, Ref resource = {},
                  const RequestContext& context = {});
    // The policies alone, for a second action that a call needs.
    // The same with the rights of another principal of the caller's account, the role of a job.
    bool authorized_as(Id<Principal> who, std::string_view service, std::string_view action,
                       Ref resource, const RequestContext& context, OtherSide side);
    bool authorized(std::string_view service, std::string_view action, Ref resource,
                    const RequestContext& context, OtherSide side = OtherSide::none);
    // The principal that the service acts for has not been deleted meanwhile, nor its account closed.
    bool principal_is_there();
    // Multi-party approval lives in us-east-1 alone. Source: MPA-REG. Adds a check only while that is down.
    bool reaches_mpa(ErrorCode error);
    // The credential is a portal sign-in of an enabled user. Gives the user, or none after refusing.
    Id<User> signed_in();

    // One gate. `passes` says which way it goes; the result is the same.
    bool need(bool passes, Gate gate, Reason if_passed, Reason if_stopped, ErrorCode error,
              Ref subject = {});
    void pass(Gate gate, Reason reason, Ref subject = {}, Verdict verdict = Verdict::passed);
    bool stop(Gate gate, Reason reason, ErrorCode error, Ref subject = {});
    // Something that exists and belongs to the caller's account, else ResourceNotFoundException.
    bool own_vault(Id<Vault> vault);
    bool exists(bool does, Ref subject, ErrorCode error = ErrorCode::ResourceNotFoundException);

    // Says which of the events it is: a variant that has to find out itself costs the compiler a look at each of them.
    template <class E>
    void happens(const E& event) {
        out.events.push_back(Event(std::in_place_type<E>, event));
    }
    void happens(const Event& event) { out.events.push_back(event); }
    // A team must vote first. The session is the next row of the table.
    Id<Session> opens_session(Session session);
    void fails_on_the_way();  // outcome `failed`: what was stopped still has events

    Decision& out;
};

// --- facts that several rules need --------------------------------------------------------------------

bool is_management_account(const World& world, Id<Account> account);
bool in_same_organization(const World& world, Id<Account> a, Id<Account> b);
bool is_mpa_enabled_for(const World& world, Id<Account> account);
// The account of what a request is about; none for what belongs to no account.
Id<Account> account_of(const World& world, Ref resource);
// Does the account stand in `organization`, or is it none?
Id<Organization> organization_of(const World& world, Ref node);
// A document of the same name that is written for `kind` of use; none when its text does not fit that use.
Id<PolicyDocument> document_for(const Catalog& catalog, Id<PolicyDocument> id, policy::Kind kind);
// The caller may pass the role to AWS Backup; a call that names none needs nothing. Source: BK-RST, IAM.
bool may_pass(Asking& ask, Id<Principal> role);
// Who uses keys for a job: the role passed, or the caller itself.
Id<Principal> job_role(const Asking& ask, Id<Principal> passed);
// The key can be used at all, and `action` ("Decrypt") with it is allowed to `role`. None: a key out of
// everybody's reach, always usable.
bool may_use_key(Asking& ask, Id<Key> key, Id<Principal> role, std::string_view action,
                 const RequestContext& context);
// Enabled; what nobody here could touch always is. A key that was there when a job started may be gone at its end.
bool is_usable(const World& world, Id<Key> key);
// Encrypted with its own key, not with that of the resource. Source: BK-ENC, "full AWS Backup management".
bool is_fully_managed(ResourceType type);
// The texts of a call: how many characters, and which. Sources: patterns of the API references.
enum class Letters : std::uint8_t {
    any,
    printable,    // ASCII, blanks too
    iam,          // A–Z a–z 0–9 _ + = , . @ -
    dotted,       // A–Z a–z 0–9 . _ -
    dashed,       // A–Z a–z 0–9 _ -
    underscored,  // A–Z a–z 0–9 _
};
struct TextLimit {
    std::uint32_t min = 0;
    std::uint32_t max = 0;
    Letters letters = Letters::any;
};
inline constexpr TextLimit vault_name_limit{2, 50, Letters::dashed};  // BK-API
inline constexpr TextLimit plan_name_limit{1, 50, Letters::dotted};   // and rules, selections
inline constexpr TextLimit testing_name_limit{1, 50, Letters::underscored};  // BK-RT, BK-API
inline constexpr TextLimit comment_limit{0, 200, Letters::any};              // MPA-API
inline constexpr TextLimit team_name_limit{1, 64, Letters::dotted};          // MPA-API
inline constexpr TextLimit description_limit{1, 256, Letters::any};          // of a team. MPA-API
inline constexpr TextLimit account_name_limit{1, 50, Letters::printable};    // ORG-API
inline constexpr TextLimit organization_name_limit{1, 128, Letters::any};    // units, policies
inline constexpr TextLimit service_principal_limit{1, 128, Letters::iam};    // ORG-API
inline constexpr TextLimit role_name_limit{1, 64, Letters::iam};             // IAM
inline constexpr TextLimit session_name_limit{2, 64, Letters::iam};          // STS API

bool fits(std::string_view text, const TextLimit& limit);
// The gate `parameters` of a name.
bool name_fits(Asking& ask, Id<Name> name, const TextLimit& limit, ErrorCode error);
// Adds no check of its own when it passes: the rule has another one at that gate. A text that was not given fits.
bool text_fits(Asking& ask, Id<Name> text, const TextLimit& limit, ErrorCode error,
               Reason reason = Reason::text_unfit);
// An active share carries `resource` to `account`, accepted where that was needed.
bool is_shared_with(const World& world, Ref resource, Id<Account> account);
// Where the data of a vault is: itself, or the source of a restore access vault.
Id<Vault> storage_of(const World& world, Id<Vault> vault);
// Recovery points that `vault` holds (or shows) and that are not deleted.
std::uint32_t recovery_points_in(const World& world, Id<Vault> vault);
// May `account` read `vault`: its own, shared with it, and AVAILABLE?
bool can_read_vault(const World& world, Id<Account> account, Id<Vault> vault);
// A recovery point that has not been deleted; it may be EXPIRED.
bool is_there(const World& world, Id<RecoveryPoint> recovery_point);
// DeleteAfterDays and MoveToColdStorageAfterDays: in range, and 90 days apart. Source: BK-API.
bool is_lifecycle(std::int32_t delete_after_days, std::int32_t move_to_cold_after_days);
bool has_cold_storage(ResourceType type);
// A legal hold covers it.
bool is_held(const World& world, const RecoveryPoint& recovery_point);
// When its lifecycle ends: not while it is held; spread as the setting `deletion_jitter` says.
Instant deleted_by_lifecycle_at(const World& world, const RecoveryPoint& recovery_point);
// The role that keeps it may delete it. Adds the checks of that role.
bool can_role_delete(const World& world, Id<RecoveryPoint> id, Instant at, Decision& out);
// Jobs that the service starts by itself: their events, whatever they come to.
void start_backup(const World& world, Job job, std::int32_t delete_after_days,
                  std::int32_t move_to_cold_after_days, Decision& out);
void start_test_restore(const World& world, Id<RestoreTestingSelection> selection,
                        Id<Account> account, Id<RecoveryPoint> recovery_point, Instant at,
                        Decision& out);
// RAM loses the organization's trust: what was shared inside it without an invitation ends. Source: RAM-UG.
void end_sharing_inside(Asking& ask, Id<Organization> organization);
// Service names of the actions that a team protects: "backup:CreateRestoreAccessBackupVault".
std::string_view operation_name(ProtectedAction action);

// Until when the control plane of multi-party approval does not answer; long past when it does.
Instant mpa_down_until(const World& world);
// The identity source of an account, in whatever state, unless it is deleted.
Id<IdentitySource> identity_source_of(const World& world, Id<Account> account);
// The place of `user` in the team, or `approvers_max` when not an approver.
std::uint32_t approver_number(const Team& team, Id<User> user);
// How many approvers, how many approvals, nobody twice: the gate `parameters` of every call that says so.
bool team_fits(Asking& ask, std::int32_t required, const Few<Id<User>, approvers_max>& approvers);
// Enabled users of the directory behind the identity source. Source: MPA-CRE, MPA-HLT (T3).
bool are_valid_approvers(const World& world, Id<IdentitySource> source,
                         const Few<Id<User>, approvers_max>& approvers);
bool is_open(const Session& session);

// --- the rules, by the file of their noun ------------------------------------------------------------------

// organizations.cpp
void rule(Asking&, const call::CreateOrganization&);
void rule(Asking&, const call::InviteAccountToOrganization&);
void rule(Asking&, const call::AcceptHandshake&);
void rule(Asking&, const call::UpdateGlobalSettings&);
void rule(Asking&, const call::EnableSharingWithAwsOrganization&);
void rule(Asking&, const call::DeleteRole&);
// control_policies.cpp
void rule(Asking&, const call::CreatePolicy&);
void rule(Asking&, const call::AttachPolicy&);
void rule(Asking&, const call::DetachPolicy&);
void rule(Asking&, const call::EnablePolicyType&);
void rule(Asking&, const call::DisablePolicyType&);
void rule(Asking&, const call::EnableAWSServiceAccess&);
void rule(Asking&, const call::DisableAWSServiceAccess&);
void rule(Asking&, const call::RegisterDelegatedAdministrator&);
// accounts.cpp
void rule(Asking&, const call::CreateOrganizationalUnit&);
void rule(Asking&, const call::CreateAccount&);
void rule(Asking&, const call::MoveAccount&);
void rule(Asking&, const call::LeaveOrganization&);
void rule(Asking&, const call::RemoveAccountFromOrganization&);
void rule(Asking&, const call::CloseAccount&);
void rule(Asking&, const call::ReopenAccount&);
// access.cpp
void rule(Asking&, const call::CreateRole&);
void rule(Asking&, const call::PutRolePolicy&);
void rule(Asking&, const call::AttachRolePolicy&);
void rule(Asking&, const call::UpdateAssumeRolePolicy&);
void rule(Asking&, const call::PutRolePermissionsBoundary&);
void rule(Asking&, const call::DeleteRolePermissionsBoundary&);
void rule(Asking&, const call::PutUserPermissionsBoundary&);
void rule(Asking&, const call::DeleteUserPermissionsBoundary&);
void rule(Asking&, const call::AssumeRole&);
// keys.cpp
void rule(Asking&, const call::CreateKey&);
void rule(Asking&, const call::DescribeKey&);
void rule(Asking&, const call::EnableKey&);
void rule(Asking&, const call::DisableKey&);
void rule(Asking&, const call::ScheduleKeyDeletion&);
void rule(Asking&, const call::CancelKeyDeletion&);
void rule(Asking&, const call::PutKeyPolicy&);
void rule(Asking&, const call::CreateGrant&);
void rule(Asking&, const call::RevokeGrant&);
void rule(Asking&, const call::RetireGrant&);
// identity.cpp
void rule(Asking&, const call::EnableIdentityCenter&);
void rule(Asking&, const call::ListInstances&);
void rule(Asking&, const call::ListUsers&);
void rule(Asking&, const call::DeleteInstance&);
void rule(Asking&, const call::DeleteUser&);
void rule(Asking&, const call::GetIdentitySource&);
void rule(Asking&, const call::DeleteIdentitySource&);
void rule(Asking&, const call::ChangeIdentityProvider&);
void rule(Asking&, const call::DisableUser&);
void rule(Asking&, const call::EnableUser&);
void rule(Asking&, const call::ResetUserPassword&);
void rule(Asking&, const call::UpdateUserEmail&);
void rule(Asking&, const call::CreateIdentitySource&);
void rule(Asking&, const call::ListIdentitySources&);
// approval.cpp
void rule(Asking&, const call::ListPolicies&);
void rule(Asking&, const call::ListPolicyVersions&);
void rule(Asking&, const call::GetPolicyVersion&);
void rule(Asking&, const call::CreateApprovalTeam&);
void rule(Asking&, const call::GetApprovalTeam&);
void rule(Asking&, const call::GetSession&);
void rule(Asking&, const call::ListApprovalTeams&);
void rule(Asking&, const call::ListSessions&);
void rule(Asking&, const call::CancelSession&);
void rule(Asking&, const call::GetResourcePolicy&);
void rule(Asking&, const call::ListResourcePolicies&);
void rule(Asking&, const call::AnswerTeamInvitation&);
void rule(Asking&, const call::Vote&);
// teams.cpp
void rule(Asking&, const call::UpdateApprovalTeam&);
void rule(Asking&, const call::StartActiveApprovalTeamDeletion&);
void rule(Asking&, const call::DeleteInactiveApprovalTeamVersion&);
void rule(Asking&, const call::StartApprovalTeamBaseline&);
void rule(Asking&, const call::RecoverApprovalTeam&);
// sharing.cpp
void rule(Asking&, const call::CreateResourceShare&);
void rule(Asking&, const call::DisassociateResourceShare&);
void rule(Asking&, const call::DeleteResourceShare&);
void rule(Asking&, const call::GetResourceShareInvitations&);
void rule(Asking&, const call::AcceptResourceShareInvitation&);
void rule(Asking&, const call::RejectResourceShareInvitation&);
void rule(Asking&, const call::AssociateResourceShare&);
void rule(Asking&, const call::UpdateResourceShare&);
void rule(Asking&, const call::GetResourceShares&);
void rule(Asking&, const call::ListResources&);
// vaults.cpp
void rule(Asking&, const call::PutBackupVaultAccessPolicy&);
void rule(Asking&, const call::DeleteBackupVaultAccessPolicy&);
void rule(Asking&, const call::GetBackupVaultAccessPolicy&);
void rule(Asking&, const call::DescribeRecoveryPoint&);
void rule(Asking&, const call::CreateBackupVault&);
void rule(Asking&, const call::CreateLogicallyAirGappedBackupVault&);
void rule(Asking&, const call::DescribeBackupVault&);
void rule(Asking&, const call::ListBackupVaults&);
void rule(Asking&, const call::DeleteBackupVault&);
void rule(Asking&, const call::PutBackupVaultLockConfiguration&);
void rule(Asking&, const call::DeleteBackupVaultLockConfiguration&);
void rule(Asking&, const call::ListRecoveryPointsByBackupVault&);
void rule(Asking&, const call::GetRecoveryPointRestoreMetadata&);
void rule(Asking&, const call::UpdateRecoveryPointLifecycle&);
void rule(Asking&, const call::DeleteRecoveryPoint&);
// jobs.cpp
void rule(Asking&, const call::StartBackupJob&);
void rule(Asking&, const call::StartCopyJob&);
void rule(Asking&, const call::StartRestoreJob&);
void rule(Asking&, const call::StopBackupJob&);
void rule(Asking&, const call::DescribeCopyJob&);
void rule(Asking&, const call::DescribeRestoreJob&);
// plans.cpp
void rule(Asking&, const call::CreateBackupPlan&);
void rule(Asking&, const call::UpdateBackupPlan&);
void rule(Asking&, const call::DeleteBackupPlan&);
void rule(Asking&, const call::CreateBackupSelection&);
void rule(Asking&, const call::DeleteBackupSelection&);
// testing.cpp
void rule(Asking&, const call::CreateRestoreTestingPlan&);
void rule(Asking&, const call::UpdateRestoreTestingPlan&);
void rule(Asking&, const call::DeleteRestoreTestingPlan&);
void rule(Asking&, const call::CreateRestoreTestingSelection&);
void rule(Asking&, const call::UpdateRestoreTestingSelection&);
void rule(Asking&, const call::DeleteRestoreTestingSelection&);
void rule(Asking&, const call::PutRestoreValidationResult&);
void rule(Asking&, const call::StartScanJob&);
// lifecycle.cpp
void rule(Asking&, const call::CreateLegalHold&);
void rule(Asking&, const call::CancelLegalHold&);
void rule(Asking&, const call::DisableImage&);
void rule(Asking&, const call::EnableImage&);
void rule(Asking&, const call::EnableAllowedImagesSettings&);
void rule(Asking&, const call::DisableAllowedImagesSettings&);
void rule(Asking&, const call::ReplaceImageCriteriaInAllowedImagesSettings&);
// recovery.cpp
void rule(Asking&, const call::AssociateBackupVaultMpaApprovalTeam&);
void rule(Asking&, const call::DisassociateBackupVaultMpaApprovalTeam&);
void rule(Asking&, const call::CreateRestoreAccessBackupVault&);
void rule(Asking&, const call::ListRestoreAccessBackupVaults&);
void rule(Asking&, const call::RevokeRestoreAccessBackupVault&);
// deeds.cpp
void rule(Asking&, const call::StealCredential&);
void rule(Asking&, const call::EncryptWorkload&);
void rule(Asking&, const call::RegainAccount&);
void rule(Asking&, const call::InterruptRegion&);
void rule(Asking&, const call::InfectWorkload&);
void rule(Asking&, const call::CorruptWorkload&);
void rule(Asking&, const call::AnalyzeWorkload&);
void rule(Asking&, const call::QuarantineWorkload&);

// What falls due, by the file of its noun.
// approval.cpp
void fail_session(const World& world, Id<Session> session, SessionStatusCode code, Instant at,
                  Decision& out);
void cancel_session(const World& world, Id<Session> session, SessionStatusCode code, Instant at,
                    Decision& out);
// teams.cpp
void answer_update_invitation(Asking& ask, Id<TeamDraft> draft, std::uint32_t approver,
                              bool accepts);
void execute_on_team(const World& world, Id<Session> session, Instant at, Decision& out);
void end_team(const World& world, Id<Team> team, Decision& out);
// AWS Support gives an account back to its owner (deeds.cpp).
void give_back_account(const World& world, Id<Account> account, Decision& out);
void recover_team(const World& world, Id<TeamDraft> draft, Instant at, Decision& out);
void execute_session(const World& world, Id<Session> session, Instant at,
                     Decision& out);                                          // recovery.cpp
void end_job(const World& world, Id<Job> job, Instant at, Decision& out);     // jobs.cpp
void close_for_good(const World& world, Id<Account> account, Decision& out);  // accounts.cpp
void delete_key(const World& world, Id<Key> key, Decision& out);              // keys.cpp
void end_waiting(const World& world, Id<Job> job, Decision& out);
void run_backup_rule(const World& world, Id<BackupRule> rule, Instant at, Decision& out);
void run_restore_testing_plan(const World& world, Id<RestoreTestingPlan> plan, Instant at,
                              Decision& out);  // testing.cpp
void end_scan(const World& world, Id<Job> job, Decision& out);
void end_validation_window(Id<Job> job, Instant at, const World& world, Decision& out);
void end_lifecycle(const World& world, Id<RecoveryPoint> recovery_point, Instant at,
                   Decision& out);  // lifecycle.cpp

}  // namespace airlock
