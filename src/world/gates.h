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
    bool via_aws_service = false;  // aws:ViaAWSService: a service calls with the caller's rights
};

// Whose say is needed besides that of the caller's own account.
enum class OtherSide : std::uint8_t {
    none,
    team,         // the team's policies: AWS's own and that of its share
    vault_share,  // the permission that goes with a shared vault
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
    bool authorized(std::string_view service, std::string_view action, Ref resource,
                    const RequestContext& context, OtherSide side = OtherSide::none);
    // The principal that the service acts for has not been deleted meanwhile.
    bool principal_is_there();
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
// An active share carries `resource` to `account`, accepted where that was needed.
bool is_shared_with(const World& world, Ref resource, Id<Account> account);
// Where the data of a vault is: itself, or the source of a restore access vault.
Id<Vault> storage_of(const World& world, Id<Vault> vault);
// Recovery points that `vault` holds (or shows) and that are not deleted.
std::uint32_t recovery_points_in(const World& world, Id<Vault> vault);
// May `account` read `vault`: its own, shared with it, and AVAILABLE?
bool can_read_vault(const World& world, Id<Account> account, Id<Vault> vault);
// Service names of the actions that a team protects: "backup:CreateRestoreAccessBackupVault".
std::string_view operation_name(ProtectedAction action);

inline constexpr std::uint32_t comment_characters_max = 200;  // RequesterComment. Source: MPA API

// --- the rules, by the file of their noun ------------------------------------------------------------------

// organizations.cpp
void rule(Asking&, const call::CreateOrganization&);
void rule(Asking&, const call::InviteAccountToOrganization&);
void rule(Asking&, const call::AcceptHandshake&);
void rule(Asking&, const call::UpdateGlobalSettings&);
void rule(Asking&, const call::EnableSharingWithAwsOrganization&);
void rule(Asking&, const call::DeleteRole&);
// identity.cpp
void rule(Asking&, const call::EnableIdentityCenter&);
void rule(Asking&, const call::ListInstances&);
void rule(Asking&, const call::ListUsers&);
void rule(Asking&, const call::CreateIdentitySource&);
void rule(Asking&, const call::ListIdentitySources&);
// approval.cpp
void rule(Asking&, const call::ListPolicies&);
void rule(Asking&, const call::ListPolicyVersions&);
void rule(Asking&, const call::GetPolicyVersion&);
void rule(Asking&, const call::CreateApprovalTeam&);
void rule(Asking&, const call::GetApprovalTeam&);
void rule(Asking&, const call::StartApprovalTeamBaseline&);
void rule(Asking&, const call::GetSession&);
void rule(Asking&, const call::AnswerTeamInvitation&);
void rule(Asking&, const call::Vote&);
// sharing.cpp
void rule(Asking&, const call::CreateResourceShare&);
void rule(Asking&, const call::DisassociateResourceShare&);
void rule(Asking&, const call::DeleteResourceShare&);
void rule(Asking&, const call::GetResourceShareInvitations&);
void rule(Asking&, const call::AcceptResourceShareInvitation&);
void rule(Asking&, const call::RejectResourceShareInvitation&);
// vaults.cpp
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
void rule(Asking&, const call::DescribeCopyJob&);
void rule(Asking&, const call::DescribeRestoreJob&);
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

// What falls due, by the file of its noun.
// approval.cpp
void fail_session(const World& world, Id<Session> session, SessionStatusCode code, Instant at,
                  Decision& out);
void execute_session(const World& world, Id<Session> session, Instant at,
                     Decision& out);                                       // recovery.cpp
void end_job(const World& world, Id<Job> job, Instant at, Decision& out);  // jobs.cpp

}  // namespace airlock
