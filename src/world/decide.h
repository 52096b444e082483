// The rules' answer to a call: which gates it passed, at which it stopped, and what happens. `decide` has no
// side effect: a preview and the real thing are the same question. Refusals are answers, not errors; each
// carries the error code that AWS would give.
//
// The rules themselves stand in the file of their noun: organizations.cpp, identity.cpp, approval.cpp,
// sharing.cpp, vaults.cpp, jobs.cpp, recovery.cpp (multi-party approval on vaults), deeds.cpp.
#pragma once

#include <vector>

#include "world/call.h"
#include "world/event.h"
#include "world/world.h"

namespace airlock {

// Who asks, holding what, when.
struct Caller {
    Id<Person> person;
    Id<Credential> credential;
    Instant at;
    bool operator==(const Caller&) const = default;
};

// The gates, in the order in which a call meets them.
enum class Gate : std::uint8_t {
    none,
    endpoint,    // the service's control plane answers; met only while a Region is down
    credential,  // the credential is valid and the caller's
    sign_in,     // the portal admits the user: enabled, provider reachable
    parameters,  // members present and in range
    resource_control_policy,  // no level of the resource's organization denies
    service_control_policy,   // every level of the caller's organization allows
    resource_policy,          // the other side allows: team policy, RAM permission
    identity_policy,          // the caller's own policies allow
    permissions_boundary,     // the boundary set on the caller allows
    session_policy,           // the policy passed to AssumeRole allows
    management_account,       // only the organization's management account may
    organization,             // the accounts stand in the organization that the call needs
    opt_in,                   // a global setting of Backup or RAM is on
    resource_exists,
    sharing,         // shared with the caller's account; the invitation is still open
    membership,      // the voter is an approver of that team
    resource_state,  // the thing is in a state that permits the call
    vault_type,
    vault_lock,
    retention,   // within the vault's bounds
    encryption,  // the keys can be used
    quota,
    approval,  // a team's vote
};
inline constexpr std::uint32_t gates_count = 24;

enum class Verdict : std::uint8_t { passed, stopped, waits };

// Error codes, letter for letter.
enum class ErrorCode : std::uint8_t {
    none,
    AccessDeniedException,
    AccountAlreadyClosedException,
    AccountAlreadyRegisteredException,
    AccountNotFoundException,
    AlreadyExistsException,
    AlreadyInOrganizationException,
    AuthFailure,
    AWSOrganizationsNotInUseException,
    ConflictException,
    ConstraintViolationException,
    DestinationParentNotFoundException,
    DisabledException,
    DuplicateAccountException,
    DuplicateOrganizationalUnitException,
    DuplicatePolicyAttachmentException,
    DuplicatePolicyException,
    EntityAlreadyExists,
    ExpiredTokenException,
    HandshakeAlreadyInStateException,
    HandshakeConstraintViolationException,
    HandshakeNotFoundException,
    IncorrectState,
    InvalidAMIIDNotFound,  // "InvalidAMIID.NotFound"
    InvalidArnException,
    InvalidInput,
    InvalidInputException,
    KMSInvalidStateException,
    LimitExceeded,
    MalformedPolicyDocument,
    MalformedPolicyDocumentException,
    MasterCannotLeaveOrganizationException,
    NotFoundException,
    ParentNotFoundException,
    PolicyNotAttachedException,
    PolicyNotFoundException,
    PolicyTypeAlreadyEnabledException,
    PolicyTypeNotEnabledException,
    RequestExpired,
    RootNotFoundException,
    SourceParentNotFoundException,
    TargetNotFoundException,
    UnmodifiableEntity,
    ValidationError,
    InternalServerException,
    InvalidParameterException,
    InvalidParameterValueException,
    InvalidRequestException,
    InvalidResourceStateException,
    InvalidStateTransitionException,
    LimitExceededException,
    MissingParameterValueException,
    NoSuchEntity,
    OperationNotPermittedException,
    ResourceNotFoundException,
    ResourceShareInvitationAlreadyAcceptedException,
    ResourceShareInvitationAlreadyRejectedException,
    ResourceShareInvitationArnNotFoundException,
    ResourceShareInvitationExpiredException,
    ResourceShareLimitExceededException,
    ServiceQuotaExceededException,
    ServiceUnavailableException,
    UnauthorizedOperation,
    UnknownResourceException,
    UnrecognizedClientException,
    ValidationException,
};

// Why a gate let a call through or stopped it. One sentence each in the language files; the subject of the
// check fills the blanks.
enum class Reason : std::uint8_t {
    // endpoint
    region_down,
    // credential, sign_in
    credential_valid,
    credential_stolen,
    credential_revoked,
    credential_not_held,
    principal_deleted,
    credential_expired,
    account_closed,
    not_an_iam_principal,
    portal_user_needed,
    user_signed_in,
    user_disabled,
    identity_center_gone,
    portal_session_running,
    not_in_directory,
    verified,
    verification_needed,
    is_administrator,
    not_an_administrator,
    directory_is_external,
    // parameters
    parameters_valid,
    name_invalid,
    threshold_out_of_range,
    approvers_out_of_range,
    approver_twice,
    retention_bounds_invalid,
    min_retention_too_short,
    changeable_days_too_few,
    comment_too_long,
    parameter_missing,
    lifecycle_invalid,
    duration_out_of_range,
    policy_type_unknown,
    document_unfit,
    waiting_period_out_of_range,
    pending_window_out_of_range,
    unknown_update_action,
    region_not_modelled,
    // policies; the subject is the deciding document
    no_organization_policy,
    management_account_exempt,
    allowed_by_policy,
    denied_by_policy,
    not_allowed_by_policy,
    root_user,
    allowed_by_team_policy,
    allowed_by_share,
    not_shared,
    in_own_account,
    // management_account, organization, opt_in
    is_management_account,
    not_management_account,
    in_organization,
    not_in_organization,
    already_in_organization,
    same_organization,
    other_organization,
    setting_on,
    mpa_not_enabled,
    cross_account_backup_not_enabled,
    all_features_needed,
    is_member,
    not_a_member,
    management_account_stays,
    account_too_young,
    is_delegated_administrator,
    not_delegated_yet,
    service_trusted,
    service_not_trusted,
    policy_type_enabled,
    policy_type_not_enabled,
    // resource_exists
    exists,
    does_not_exist,
    name_taken,
    // sharing, membership
    share_allowed,
    external_principals_not_allowed,
    own_account,
    invitation_open,
    invitation_expired,
    invitation_accepted_before,
    invitation_rejected_before,
    no_invitation,
    shared_with_account,
    not_shared_with_account,
    vault_reachable,
    vault_out_of_reach,
    is_approver,
    is_not_approver,
    // resource_state
    state_permits,
    team_not_active,
    vault_not_available,
    session_not_pending,
    invitation_answered_before,
    voted_before,
    job_unknown,
    team_already_associated,
    no_team_associated,
    update_pending,
    not_empty,
    already_encrypted,
    source_inactive,
    handshake_closed,
    share_gone,
    revoke_pending,
    requester_may_not_vote,
    already_enabled,
    nothing_to_regain,
    already_there,
    not_there,
    attached_before,
    not_attached,
    last_policy_stays,
    already_closed,
    not_closed,
    post_closure_over,
    service_linked_role_is_fixed,
    key_state_forbids,
    session_not_cancellable,
    version_in_use,
    approvers_in_use,
    user_as_asked,
    all_in_session,
    request_pending,
    team_can_still_decide,
    case_open,
    no_failed_session,
    // vault_type
    vault_type_fits,
    needs_air_gapped_vault,
    needs_standard_vault,
    restore_access_vault_is_read_only,
    not_a_restore_access_vault,
    air_gapped_lock_is_fixed,
    // vault_lock, retention
    not_locked,
    locked_governance,
    locked_in_grace,
    locked_for_good,
    retention_fits,
    retention_too_short,
    retention_too_long,
    no_lock_to_delete,
    // encryption
    key_usable,
    key_not_enabled,
    key_is_gone,
    key_managed_by_aws,
    aws_managed_key_stays,
    // quota
    within_quota,
    quota_reached,
    // approval
    no_vote_needed,
    vote_opened,
    vote_counted,
    threshold_reached,
    approval_impossible,
    votes_missing,
    permission_still_held,
    permission_lost,
    team_protects_itself,
    approvers_not_valid,
    // the data path; the gate says which of them they belong to
    schedule_unsupported,
    value_not_supported,
    window_out_of_range,
    policy_needed,
    cross_account_action_unsupported,
    wildcard_action_unsupported,
    retain_needs_external_principals,
    organization_cannot_hold_vaults,
    sharing_not_enabled,
    recovery_point_held,
    recovery_point_expired,
    hold_not_active,
    not_a_test,
    validation_final,
    job_not_stoppable,
    image_disabled,
    image_not_allowed,
    scan_not_supported,
    incremental_not_supported,
    incremental_needs_base,
    already_harmed,
    not_restored,
    nothing_to_change,
    waits_for_room,
    text_unfit,
};

struct Check {
    Gate gate = Gate::none;
    Verdict verdict = Verdict::passed;
    Reason reason = Reason::credential_valid;
    std::uint8_t statement = 0xff;  // policy gates: which statement of the subject; 0xff = none
    Ref subject;                    // what the gate looked at
    bool operator==(const Check&) const = default;
};

enum class Outcome : std::uint8_t {
    done,
    pending,  // accepted; a team must vote first
    failed,   // accepted by the API, then failed on the way: its events say how
    refused,
};

struct Decision {
    Outcome outcome = Outcome::done;
    Gate gate = Gate::none;  // where it stopped; `approval` while pending
    ErrorCode error = ErrorCode::none;
    std::vector<Check> checks;  // every gate met, in order
    std::vector<Event> events;  // empty when refused

    void clear() {
        outcome = Outcome::done;
        gate = Gate::none;
        error = ErrorCode::none;
        checks.clear();
        events.clear();
    }
};

// The approval portal admits the user at that instant. Assumed: who is disabled or deleted had it open, and an open
// portal lasts for `portal_session`, 30 minutes at most (IDC-UG).
bool is_in_portal(const World& world, Id<User> user, Instant at);

// Could this approver vote now, as far as the directory goes? And is he one whom AWS would call active?
bool can_sign_in_as_approver(const World& world, const Team& team, std::uint32_t number);
bool is_active_approver(const World& world, const Team& team, std::uint32_t number, Instant at);

// Answers a call. The second form reuses the memory of `out`, whatever it held.
Decision decide(const World& world, const Caller& caller, const Call& call);
void decide_into(const World& world, const Caller& caller, const Call& call, Decision& out);

}  // namespace airlock
