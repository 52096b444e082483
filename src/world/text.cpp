// Words for every status. A switch without a default: the compiler names the one that was forgotten.
#include "world/text.h"

namespace airlock {

std::string_view to_text(SupportCaseStatus value) {
    switch (value) {
        case SupportCaseStatus::none: return "none";
        case SupportCaseStatus::open: return "open";
        case SupportCaseStatus::answered: return "answered";
        case SupportCaseStatus::resolved: return "resolved";
    }
    return "?";
}

std::string_view to_text(AccountStatus value) {
    switch (value) {
        case AccountStatus::ACTIVE: return "ACTIVE";
        case AccountStatus::SUSPENDED: return "SUSPENDED";
        case AccountStatus::PENDING_CLOSURE: return "PENDING_CLOSURE";
        case AccountStatus::closed: return "closed";
    }
    return "?";
}

std::string_view to_text(HandshakeState value) {
    switch (value) {
        case HandshakeState::OPEN: return "OPEN";
        case HandshakeState::ACCEPTED: return "ACCEPTED";
        case HandshakeState::EXPIRED: return "EXPIRED";
    }
    return "?";
}

std::string_view to_text(PrincipalKind value) {
    switch (value) {
        case PrincipalKind::root: return "root";
        case PrincipalKind::role: return "role";
        case PrincipalKind::user: return "user";
        case PrincipalKind::service_linked_role: return "service_linked_role";
    }
    return "?";
}

std::string_view to_text(JoinedMethod value) {
    switch (value) {
        case JoinedMethod::INVITED: return "INVITED";
        case JoinedMethod::CREATED: return "CREATED";
    }
    return "?";
}

std::string_view to_text(PolicyType value) {
    switch (value) {
        case PolicyType::SERVICE_CONTROL_POLICY: return "SERVICE_CONTROL_POLICY";
        case PolicyType::RESOURCE_CONTROL_POLICY: return "RESOURCE_CONTROL_POLICY";
    }
    return "?";
}

std::string_view to_text(KeyManager value) {
    switch (value) {
        case KeyManager::CUSTOMER: return "CUSTOMER";
        case KeyManager::AWS: return "AWS";
    }
    return "?";
}

std::string_view to_text(KeyState value) {
    switch (value) {
        case KeyState::Enabled: return "Enabled";
        case KeyState::Disabled: return "Disabled";
        case KeyState::PendingDeletion: return "PendingDeletion";
        case KeyState::deleted: return "deleted";
    }
    return "?";
}

std::string_view to_text(IdentitySourceStatus value) {
    switch (value) {
        case IdentitySourceStatus::CREATING: return "CREATING";
        case IdentitySourceStatus::ACTIVE: return "ACTIVE";
        case IdentitySourceStatus::DELETING: return "DELETING";
        case IdentitySourceStatus::ERROR: return "ERROR";
        case IdentitySourceStatus::deleted: return "deleted";
    }
    return "?";
}

std::string_view to_text(IdentitySourceStatusCode value) {
    switch (value) {
        case IdentitySourceStatusCode::none: return "";
        case IdentitySourceStatusCode::ACCESS_DENIED: return "ACCESS_DENIED";
        case IdentitySourceStatusCode::DELETION_FAILED: return "DELETION_FAILED";
        case IdentitySourceStatusCode::IDC_INSTANCE_NOT_FOUND: return "IDC_INSTANCE_NOT_FOUND";
        case IdentitySourceStatusCode::IDC_INSTANCE_NOT_VALID: return "IDC_INSTANCE_NOT_VALID";
    }
    return "?";
}

std::string_view to_text(TeamStatus value) {
    switch (value) {
        case TeamStatus::PENDING: return "PENDING";
        case TeamStatus::ACTIVE: return "ACTIVE";
        case TeamStatus::INACTIVE: return "INACTIVE";
        case TeamStatus::DELETING: return "DELETING";
        case TeamStatus::DELETED: return "DELETED";
    }
    return "?";
}

std::string_view to_text(TeamStatusCode value) {
    switch (value) {
        case TeamStatusCode::none: return "";
        case TeamStatusCode::VALIDATING: return "VALIDATING";
        case TeamStatusCode::PENDING_ACTIVATION: return "PENDING_ACTIVATION";
        case TeamStatusCode::FAILED_VALIDATION: return "FAILED_VALIDATION";
        case TeamStatusCode::FAILED_ACTIVATION: return "FAILED_ACTIVATION";
        case TeamStatusCode::UPDATE_PENDING_APPROVAL: return "UPDATE_PENDING_APPROVAL";
        case TeamStatusCode::UPDATE_PENDING_ACTIVATION: return "UPDATE_PENDING_ACTIVATION";
        case TeamStatusCode::UPDATE_FAILED_APPROVAL: return "UPDATE_FAILED_APPROVAL";
        case TeamStatusCode::UPDATE_FAILED_ACTIVATION: return "UPDATE_FAILED_ACTIVATION";
        case TeamStatusCode::UPDATE_FAILED_VALIDATION: return "UPDATE_FAILED_VALIDATION";
        case TeamStatusCode::DELETE_PENDING_APPROVAL: return "DELETE_PENDING_APPROVAL";
        case TeamStatusCode::DELETE_FAILED_APPROVAL: return "DELETE_FAILED_APPROVAL";
        case TeamStatusCode::DELETE_FAILED_VALIDATION: return "DELETE_FAILED_VALIDATION";
    }
    return "?";
}

std::string_view to_text(DraftStatus value) {
    switch (value) {
        case DraftStatus::pending_approval: return "pending_approval";
        case DraftStatus::pending_activation: return "pending_activation";
        case DraftStatus::failed: return "failed";
        case DraftStatus::applied: return "applied";
        case DraftStatus::removed: return "removed";
        case DraftStatus::with_support: return "with_support";
    }
    return "?";
}

std::string_view to_text(ApproverStatus value) {
    switch (value) {
        case ApproverStatus::PENDING: return "PENDING";
        case ApproverStatus::ACCEPTED: return "ACCEPTED";
        case ApproverStatus::REJECTED: return "REJECTED";
        case ApproverStatus::INVALID: return "INVALID";
    }
    return "?";
}

std::string_view to_text(LastActivity value) {
    switch (value) {
        case LastActivity::none: return "none";
        case LastActivity::VOTED: return "VOTED";
        case LastActivity::BASELINED: return "BASELINED";
        case LastActivity::RESPONDED_TO_INVITATION: return "RESPONDED_TO_INVITATION";
    }
    return "?";
}

std::string_view to_text(ProtectedAction value) {
    switch (value) {
        case ProtectedAction::CreateRestoreAccessBackupVault:
            return "CreateRestoreAccessBackupVault";
        case ProtectedAction::AssociateBackupVaultMpaApprovalTeam:
            return "AssociateBackupVaultMpaApprovalTeam";
        case ProtectedAction::DisassociateBackupVaultMpaApprovalTeam:
            return "DisassociateBackupVaultMpaApprovalTeam";
        case ProtectedAction::RevokeRestoreAccessBackupVault:
            return "RevokeRestoreAccessBackupVault";
        case ProtectedAction::ApprovalTeamBaseline: return "ApprovalTeamBaseline";
        case ProtectedAction::UpdateApprovalTeam: return "UpdateApprovalTeam";
        case ProtectedAction::StartActiveApprovalTeamDeletion:
            return "StartActiveApprovalTeamDeletion";
    }
    return "?";
}

std::string_view to_text(SessionStatus value) {
    switch (value) {
        case SessionStatus::CREATING: return "CREATING";
        case SessionStatus::PENDING: return "PENDING";
        case SessionStatus::APPROVED: return "APPROVED";
        case SessionStatus::FAILED: return "FAILED";
        case SessionStatus::CANCELLED: return "CANCELLED";
    }
    return "?";
}

std::string_view to_text(SessionStatusCode value) {
    switch (value) {
        case SessionStatusCode::none: return "";
        case SessionStatusCode::REJECTED: return "REJECTED";
        case SessionStatusCode::EXPIRED: return "EXPIRED";
        case SessionStatusCode::CONFIGURATION_CHANGED: return "CONFIGURATION_CHANGED";
        case SessionStatusCode::ALL_APPROVERS_IN_SESSION: return "ALL_APPROVERS_IN_SESSION";
        case SessionStatusCode::TEAM_DELETED: return "TEAM_DELETED";
        case SessionStatusCode::CANCELLED_BY_USER: return "CANCELLED_BY_USER";
    }
    return "?";
}

std::string_view to_text(ExecutionStatus value) {
    switch (value) {
        case ExecutionStatus::none: return "none";
        case ExecutionStatus::PENDING: return "PENDING";
        case ExecutionStatus::EXECUTED: return "EXECUTED";
        case ExecutionStatus::FAILED: return "FAILED";
    }
    return "?";
}

std::string_view to_text(ShareStatus value) {
    switch (value) {
        case ShareStatus::PENDING: return "PENDING";
        case ShareStatus::ACTIVE: return "ACTIVE";
        case ShareStatus::DELETED: return "DELETED";
    }
    return "?";
}

std::string_view to_text(AssociationStatus value) {
    switch (value) {
        case AssociationStatus::ASSOCIATING: return "ASSOCIATING";
        case AssociationStatus::ASSOCIATED: return "ASSOCIATED";
        case AssociationStatus::FAILED: return "FAILED";
        case AssociationStatus::DISASSOCIATED: return "DISASSOCIATED";
    }
    return "?";
}

std::string_view to_text(InvitationStatus value) {
    switch (value) {
        case InvitationStatus::none: return "none";
        case InvitationStatus::PENDING: return "PENDING";
        case InvitationStatus::ACCEPTED: return "ACCEPTED";
        case InvitationStatus::REJECTED: return "REJECTED";
        case InvitationStatus::EXPIRED: return "EXPIRED";
    }
    return "?";
}

std::string_view to_text(VaultType value) {
    switch (value) {
        case VaultType::BACKUP_VAULT: return "BACKUP_VAULT";
        case VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT:
            return "LOGICALLY_AIR_GAPPED_BACKUP_VAULT";
        case VaultType::RESTORE_ACCESS_BACKUP_VAULT: return "RESTORE_ACCESS_BACKUP_VAULT";
    }
    return "?";
}

std::string_view to_text(VaultState value) {
    switch (value) {
        case VaultState::CREATING: return "CREATING";
        case VaultState::AVAILABLE: return "AVAILABLE";
        case VaultState::FAILED: return "FAILED";
        case VaultState::deleted: return "deleted";
    }
    return "?";
}

std::string_view to_text(LockMode value) {
    switch (value) {
        case LockMode::none: return "none";
        case LockMode::governance: return "governance";
        case LockMode::compliance_grace: return "compliance_grace";
        case LockMode::compliance: return "compliance";
    }
    return "?";
}

std::string_view to_text(RecoveryPointStatus value) {
    switch (value) {
        case RecoveryPointStatus::COMPLETED: return "COMPLETED";
        case RecoveryPointStatus::EXPIRED: return "EXPIRED";
        case RecoveryPointStatus::deleted: return "deleted";
    }
    return "?";
}

std::string_view to_text(DataCondition value) {
    switch (value) {
        case DataCondition::clean: return "clean";
        case DataCondition::encrypted: return "encrypted";
        case DataCondition::lost: return "lost";
        case DataCondition::infected: return "infected";
        case DataCondition::corrupted: return "corrupted";
    }
    return "?";
}

std::string_view to_text(JobKind value) {
    switch (value) {
        case JobKind::backup: return "backup";
        case JobKind::copy: return "copy";
        case JobKind::restore: return "restore";
        case JobKind::scan: return "scan";
    }
    return "?";
}

std::string_view to_text(JobStatus value) {
    switch (value) {
        case JobStatus::CREATED: return "CREATED";
        case JobStatus::PENDING: return "PENDING";
        case JobStatus::RUNNING: return "RUNNING";
        case JobStatus::ABORTING: return "ABORTING";
        case JobStatus::ABORTED: return "ABORTED";
        case JobStatus::EXPIRED: return "EXPIRED";
        case JobStatus::COMPLETED: return "COMPLETED";
        case JobStatus::FAILED: return "FAILED";
    }
    return "?";
}

std::string_view to_text(JobFailure value) {
    switch (value) {
        case JobFailure::none: return "none";
        case JobFailure::retention_out_of_range: return "retention_out_of_range";
        case JobFailure::destination_gone: return "destination_gone";
        case JobFailure::source_gone: return "source_gone";
        case JobFailure::key_unusable: return "key_unusable";
        case JobFailure::key_denied: return "key_denied";
        case JobFailure::role_unusable: return "role_unusable";
        case JobFailure::copy_denied: return "copy_denied";
        case JobFailure::no_room: return "no_room";
        case JobFailure::image_disabled: return "image_disabled";
        case JobFailure::image_not_allowed: return "image_not_allowed";
    }
    return "?";
}

std::string_view to_text(WorkloadState value) {
    switch (value) {
        case WorkloadState::healthy: return "healthy";
        case WorkloadState::encrypted: return "encrypted";
        case WorkloadState::restored: return "restored";
        case WorkloadState::quarantined: return "quarantined";
        case WorkloadState::deleted: return "deleted";
    }
    return "?";
}

std::string_view to_text(ResourceType value) {
    switch (value) {
        case ResourceType::EBS: return "EBS";
        case ResourceType::EC2: return "EC2";
        case ResourceType::EFS: return "EFS";
        case ResourceType::S3: return "S3";
        case ResourceType::DynamoDB: return "DynamoDB";
        case ResourceType::RDS: return "RDS";
        case ResourceType::Aurora: return "Aurora";
    }
    return "?";
}

std::string_view to_text(Gate value) {
    switch (value) {
        case Gate::none: return "none";
        case Gate::endpoint: return "endpoint";
        case Gate::credential: return "credential";
        case Gate::sign_in: return "sign_in";
        case Gate::parameters: return "parameters";
        case Gate::resource_control_policy: return "resource_control_policy";
        case Gate::service_control_policy: return "service_control_policy";
        case Gate::resource_policy: return "resource_policy";
        case Gate::identity_policy: return "identity_policy";
        case Gate::permissions_boundary: return "permissions_boundary";
        case Gate::session_policy: return "session_policy";
        case Gate::management_account: return "management_account";
        case Gate::organization: return "organization";
        case Gate::opt_in: return "opt_in";
        case Gate::resource_exists: return "resource_exists";
        case Gate::sharing: return "sharing";
        case Gate::membership: return "membership";
        case Gate::resource_state: return "resource_state";
        case Gate::vault_type: return "vault_type";
        case Gate::vault_lock: return "vault_lock";
        case Gate::retention: return "retention";
        case Gate::encryption: return "encryption";
        case Gate::quota: return "quota";
        case Gate::approval: return "approval";
    }
    return "?";
}

std::string_view to_text(Verdict value) {
    switch (value) {
        case Verdict::passed: return "passed";
        case Verdict::stopped: return "stopped";
        case Verdict::waits: return "waits";
    }
    return "?";
}

std::string_view to_text(ErrorCode value) {
    switch (value) {
        case ErrorCode::none: return "";
        case ErrorCode::AccessDeniedException: return "AccessDeniedException";
        case ErrorCode::AccountAlreadyClosedException: return "AccountAlreadyClosedException";
        case ErrorCode::AccountAlreadyRegisteredException:
            return "AccountAlreadyRegisteredException";
        case ErrorCode::AccountNotFoundException: return "AccountNotFoundException";
        case ErrorCode::AlreadyExistsException: return "AlreadyExistsException";
        case ErrorCode::AlreadyInOrganizationException: return "AlreadyInOrganizationException";
        case ErrorCode::AuthFailure: return "AuthFailure";
        case ErrorCode::AWSOrganizationsNotInUseException:
            return "AWSOrganizationsNotInUseException";
        case ErrorCode::ConflictException: return "ConflictException";
        case ErrorCode::ConstraintViolationException: return "ConstraintViolationException";
        case ErrorCode::DestinationParentNotFoundException:
            return "DestinationParentNotFoundException";
        case ErrorCode::DisabledException: return "DisabledException";
        case ErrorCode::DuplicateAccountException: return "DuplicateAccountException";
        case ErrorCode::DuplicateOrganizationalUnitException:
            return "DuplicateOrganizationalUnitException";
        case ErrorCode::DuplicatePolicyAttachmentException:
            return "DuplicatePolicyAttachmentException";
        case ErrorCode::DuplicatePolicyException: return "DuplicatePolicyException";
        case ErrorCode::EntityAlreadyExists: return "EntityAlreadyExists";
        case ErrorCode::ExpiredTokenException: return "ExpiredTokenException";
        case ErrorCode::HandshakeAlreadyInStateException: return "HandshakeAlreadyInStateException";
        case ErrorCode::InvalidAMIIDNotFound: return "InvalidAMIID.NotFound";
        case ErrorCode::HandshakeConstraintViolationException:
            return "HandshakeConstraintViolationException";
        case ErrorCode::HandshakeNotFoundException: return "HandshakeNotFoundException";
        case ErrorCode::IncorrectState: return "IncorrectState";
        case ErrorCode::InvalidArnException: return "InvalidArnException";
        case ErrorCode::InvalidInput: return "InvalidInput";
        case ErrorCode::InvalidInputException: return "InvalidInputException";
        case ErrorCode::KMSInvalidStateException: return "KMSInvalidStateException";
        case ErrorCode::LimitExceeded: return "LimitExceeded";
        case ErrorCode::MalformedPolicyDocument: return "MalformedPolicyDocument";
        case ErrorCode::MalformedPolicyDocumentException: return "MalformedPolicyDocumentException";
        case ErrorCode::MasterCannotLeaveOrganizationException:
            return "MasterCannotLeaveOrganizationException";
        case ErrorCode::NotFoundException: return "NotFoundException";
        case ErrorCode::ParentNotFoundException: return "ParentNotFoundException";
        case ErrorCode::PolicyNotAttachedException: return "PolicyNotAttachedException";
        case ErrorCode::PolicyNotFoundException: return "PolicyNotFoundException";
        case ErrorCode::PolicyTypeAlreadyEnabledException:
            return "PolicyTypeAlreadyEnabledException";
        case ErrorCode::PolicyTypeNotEnabledException: return "PolicyTypeNotEnabledException";
        case ErrorCode::RequestExpired: return "RequestExpired";
        case ErrorCode::RootNotFoundException: return "RootNotFoundException";
        case ErrorCode::SourceParentNotFoundException: return "SourceParentNotFoundException";
        case ErrorCode::TargetNotFoundException: return "TargetNotFoundException";
        case ErrorCode::UnmodifiableEntity: return "UnmodifiableEntity";
        case ErrorCode::ValidationError: return "ValidationError";
        case ErrorCode::InvalidParameterValueException: return "InvalidParameterValueException";
        case ErrorCode::InvalidRequestException: return "InvalidRequestException";
        case ErrorCode::InvalidResourceStateException: return "InvalidResourceStateException";
        case ErrorCode::InvalidStateTransitionException: return "InvalidStateTransitionException";
        case ErrorCode::LimitExceededException: return "LimitExceededException";
        case ErrorCode::MissingParameterValueException: return "MissingParameterValueException";
        case ErrorCode::NoSuchEntity: return "NoSuchEntity";
        case ErrorCode::OperationNotPermittedException: return "OperationNotPermittedException";
        case ErrorCode::ResourceNotFoundException: return "ResourceNotFoundException";
        case ErrorCode::ResourceShareInvitationAlreadyAcceptedException:
            return "ResourceShareInvitationAlreadyAcceptedException";
        case ErrorCode::ResourceShareInvitationAlreadyRejectedException:
            return "ResourceShareInvitationAlreadyRejectedException";
        case ErrorCode::ResourceShareInvitationArnNotFoundException:
            return "ResourceShareInvitationArnNotFoundException";
        case ErrorCode::ResourceShareInvitationExpiredException:
            return "ResourceShareInvitationExpiredException";
        case ErrorCode::ResourceShareLimitExceededException:
            return "ResourceShareLimitExceededException";
        case ErrorCode::ServiceQuotaExceededException: return "ServiceQuotaExceededException";
        case ErrorCode::UnauthorizedOperation: return "UnauthorizedOperation";
        case ErrorCode::UnknownResourceException: return "UnknownResourceException";
        case ErrorCode::UnrecognizedClientException: return "UnrecognizedClientException";
        case ErrorCode::InternalServerException: return "InternalServerException";
        case ErrorCode::InvalidParameterException: return "InvalidParameterException";
        case ErrorCode::ServiceUnavailableException: return "ServiceUnavailableException";
        case ErrorCode::ValidationException: return "ValidationException";
    }
    return "?";
}

std::string_view to_text(Reason value) {
    switch (value) {
        case Reason::credential_valid: return "credential_valid";
        case Reason::credential_stolen: return "credential_stolen";
        case Reason::credential_revoked: return "credential_revoked";
        case Reason::credential_not_held: return "credential_not_held";
        case Reason::principal_deleted: return "principal_deleted";
        case Reason::credential_expired: return "credential_expired";
        case Reason::account_closed: return "account_closed";
        case Reason::not_an_iam_principal: return "not_an_iam_principal";
        case Reason::portal_user_needed: return "portal_user_needed";
        case Reason::user_signed_in: return "user_signed_in";
        case Reason::user_disabled: return "user_disabled";
        case Reason::identity_center_gone: return "identity_center_gone";
        case Reason::parameters_valid: return "parameters_valid";
        case Reason::name_invalid: return "name_invalid";
        case Reason::threshold_out_of_range: return "threshold_out_of_range";
        case Reason::approvers_out_of_range: return "approvers_out_of_range";
        case Reason::approver_twice: return "approver_twice";
        case Reason::retention_bounds_invalid: return "retention_bounds_invalid";
        case Reason::min_retention_too_short: return "min_retention_too_short";
        case Reason::changeable_days_too_few: return "changeable_days_too_few";
        case Reason::comment_too_long: return "comment_too_long";
        case Reason::parameter_missing: return "parameter_missing";
        case Reason::lifecycle_invalid: return "lifecycle_invalid";
        case Reason::duration_out_of_range: return "duration_out_of_range";
        case Reason::policy_type_unknown: return "policy_type_unknown";
        case Reason::document_unfit: return "document_unfit";
        case Reason::waiting_period_out_of_range: return "waiting_period_out_of_range";
        case Reason::no_organization_policy: return "no_organization_policy";
        case Reason::management_account_exempt: return "management_account_exempt";
        case Reason::allowed_by_policy: return "allowed_by_policy";
        case Reason::denied_by_policy: return "denied_by_policy";
        case Reason::not_allowed_by_policy: return "not_allowed_by_policy";
        case Reason::root_user: return "root_user";
        case Reason::allowed_by_team_policy: return "allowed_by_team_policy";
        case Reason::allowed_by_share: return "allowed_by_share";
        case Reason::not_shared: return "not_shared";
        case Reason::in_own_account: return "in_own_account";
        case Reason::is_management_account: return "is_management_account";
        case Reason::not_management_account: return "not_management_account";
        case Reason::in_organization: return "in_organization";
        case Reason::not_in_organization: return "not_in_organization";
        case Reason::already_in_organization: return "already_in_organization";
        case Reason::same_organization: return "same_organization";
        case Reason::other_organization: return "other_organization";
        case Reason::setting_on: return "setting_on";
        case Reason::mpa_not_enabled: return "mpa_not_enabled";
        case Reason::cross_account_backup_not_enabled: return "cross_account_backup_not_enabled";
        case Reason::all_features_needed: return "all_features_needed";
        case Reason::is_member: return "is_member";
        case Reason::not_a_member: return "not_a_member";
        case Reason::management_account_stays: return "management_account_stays";
        case Reason::account_too_young: return "account_too_young";
        case Reason::is_delegated_administrator: return "is_delegated_administrator";
        case Reason::not_delegated_yet: return "not_delegated_yet";
        case Reason::service_trusted: return "service_trusted";
        case Reason::service_not_trusted: return "service_not_trusted";
        case Reason::policy_type_enabled: return "policy_type_enabled";
        case Reason::policy_type_not_enabled: return "policy_type_not_enabled";
        case Reason::exists: return "exists";
        case Reason::does_not_exist: return "does_not_exist";
        case Reason::name_taken: return "name_taken";
        case Reason::share_allowed: return "share_allowed";
        case Reason::external_principals_not_allowed: return "external_principals_not_allowed";
        case Reason::own_account: return "own_account";
        case Reason::invitation_open: return "invitation_open";
        case Reason::invitation_expired: return "invitation_expired";
        case Reason::invitation_accepted_before: return "invitation_accepted_before";
        case Reason::invitation_rejected_before: return "invitation_rejected_before";
        case Reason::no_invitation: return "no_invitation";
        case Reason::shared_with_account: return "shared_with_account";
        case Reason::not_shared_with_account: return "not_shared_with_account";
        case Reason::vault_reachable: return "vault_reachable";
        case Reason::vault_out_of_reach: return "vault_out_of_reach";
        case Reason::is_approver: return "is_approver";
        case Reason::is_not_approver: return "is_not_approver";
        case Reason::state_permits: return "state_permits";
        case Reason::team_not_active: return "team_not_active";
        case Reason::vault_not_available: return "vault_not_available";
        case Reason::session_not_pending: return "session_not_pending";
        case Reason::invitation_answered_before: return "invitation_answered_before";
        case Reason::voted_before: return "voted_before";
        case Reason::job_unknown: return "job_unknown";
        case Reason::team_already_associated: return "team_already_associated";
        case Reason::no_team_associated: return "no_team_associated";
        case Reason::update_pending: return "update_pending";
        case Reason::not_empty: return "not_empty";
        case Reason::already_encrypted: return "already_encrypted";
        case Reason::source_inactive: return "source_inactive";
        case Reason::handshake_closed: return "handshake_closed";
        case Reason::share_gone: return "share_gone";
        case Reason::revoke_pending: return "revoke_pending";
        case Reason::requester_may_not_vote: return "requester_may_not_vote";
        case Reason::already_enabled: return "already_enabled";
        case Reason::nothing_to_regain: return "nothing_to_regain";
        case Reason::already_there: return "already_there";
        case Reason::not_there: return "not_there";
        case Reason::attached_before: return "attached_before";
        case Reason::not_attached: return "not_attached";
        case Reason::last_policy_stays: return "last_policy_stays";
        case Reason::already_closed: return "already_closed";
        case Reason::not_closed: return "not_closed";
        case Reason::post_closure_over: return "post_closure_over";
        case Reason::service_linked_role_is_fixed: return "service_linked_role_is_fixed";
        case Reason::key_state_forbids: return "key_state_forbids";
        case Reason::vault_type_fits: return "vault_type_fits";
        case Reason::needs_air_gapped_vault: return "needs_air_gapped_vault";
        case Reason::needs_standard_vault: return "needs_standard_vault";
        case Reason::restore_access_vault_is_read_only: return "restore_access_vault_is_read_only";
        case Reason::not_a_restore_access_vault: return "not_a_restore_access_vault";
        case Reason::air_gapped_lock_is_fixed: return "air_gapped_lock_is_fixed";
        case Reason::not_locked: return "not_locked";
        case Reason::locked_governance: return "locked_governance";
        case Reason::locked_in_grace: return "locked_in_grace";
        case Reason::locked_for_good: return "locked_for_good";
        case Reason::retention_fits: return "retention_fits";
        case Reason::retention_too_short: return "retention_too_short";
        case Reason::retention_too_long: return "retention_too_long";
        case Reason::no_lock_to_delete: return "no_lock_to_delete";
        case Reason::key_usable: return "key_usable";
        case Reason::key_not_enabled: return "key_not_enabled";
        case Reason::key_is_gone: return "key_is_gone";
        case Reason::key_managed_by_aws: return "key_managed_by_aws";
        case Reason::aws_managed_key_stays: return "aws_managed_key_stays";
        case Reason::within_quota: return "within_quota";
        case Reason::quota_reached: return "quota_reached";
        case Reason::no_vote_needed: return "no_vote_needed";
        case Reason::vote_opened: return "vote_opened";
        case Reason::vote_counted: return "vote_counted";
        case Reason::threshold_reached: return "threshold_reached";
        case Reason::approval_impossible: return "approval_impossible";
        case Reason::votes_missing: return "votes_missing";
        case Reason::permission_still_held: return "permission_still_held";
        case Reason::region_down: return "region_down";
        case Reason::portal_session_running: return "portal_session_running";
        case Reason::not_in_directory: return "not_in_directory";
        case Reason::verified: return "verified";
        case Reason::verification_needed: return "verification_needed";
        case Reason::is_administrator: return "is_administrator";
        case Reason::not_an_administrator: return "not_an_administrator";
        case Reason::directory_is_external: return "directory_is_external";
        case Reason::pending_window_out_of_range: return "pending_window_out_of_range";
        case Reason::unknown_update_action: return "unknown_update_action";
        case Reason::region_not_modelled: return "region_not_modelled";
        case Reason::session_not_cancellable: return "session_not_cancellable";
        case Reason::version_in_use: return "version_in_use";
        case Reason::approvers_in_use: return "approvers_in_use";
        case Reason::user_as_asked: return "user_as_asked";
        case Reason::all_in_session: return "all_in_session";
        case Reason::request_pending: return "request_pending";
        case Reason::team_can_still_decide: return "team_can_still_decide";
        case Reason::case_open: return "case_open";
        case Reason::no_failed_session: return "no_failed_session";
        case Reason::team_protects_itself: return "team_protects_itself";
        case Reason::approvers_not_valid: return "approvers_not_valid";
        case Reason::permission_lost: return "permission_lost";
        case Reason::schedule_unsupported: return "schedule_unsupported";
        case Reason::value_not_supported: return "value_not_supported";
        case Reason::window_out_of_range: return "window_out_of_range";
        case Reason::policy_needed: return "policy_needed";
        case Reason::cross_account_action_unsupported: return "cross_account_action_unsupported";
        case Reason::wildcard_action_unsupported: return "wildcard_action_unsupported";
        case Reason::retain_needs_external_principals: return "retain_needs_external_principals";
        case Reason::organization_cannot_hold_vaults: return "organization_cannot_hold_vaults";
        case Reason::sharing_not_enabled: return "sharing_not_enabled";
        case Reason::recovery_point_held: return "recovery_point_held";
        case Reason::recovery_point_expired: return "recovery_point_expired";
        case Reason::hold_not_active: return "hold_not_active";
        case Reason::not_a_test: return "not_a_test";
        case Reason::validation_final: return "validation_final";
        case Reason::job_not_stoppable: return "job_not_stoppable";
        case Reason::image_disabled: return "image_disabled";
        case Reason::image_not_allowed: return "image_not_allowed";
        case Reason::scan_not_supported: return "scan_not_supported";
        case Reason::incremental_not_supported: return "incremental_not_supported";
        case Reason::incremental_needs_base: return "incremental_needs_base";
        case Reason::already_harmed: return "already_harmed";
        case Reason::not_restored: return "not_restored";
        case Reason::nothing_to_change: return "nothing_to_change";
        case Reason::waits_for_room: return "waits_for_room";
        case Reason::text_unfit: return "text_unfit";
    }
    return "?";
}

std::string_view to_text(Outcome value) {
    switch (value) {
        case Outcome::done: return "done";
        case Outcome::pending: return "pending";
        case Outcome::failed: return "failed";
        case Outcome::refused: return "refused";
    }
    return "?";
}

std::string_view to_text(Response value) {
    switch (value) {
        case Response::APPROVED: return "APPROVED";
        case Response::REJECTED: return "REJECTED";
    }
    return "?";
}

std::string_view to_text(Setting value) {
    switch (value) {
        case Setting::absent: return "absent";
        case Setting::no: return "no";
        case Setting::yes: return "yes";
    }
    return "?";
}

std::string_view to_text(Kind value) {
    switch (value) {
        case Kind::none: return "none";
        case Kind::person: return "person";
        case Kind::organization: return "organization";
        case Kind::account: return "account";
        case Kind::handshake: return "handshake";
        case Kind::principal: return "principal";
        case Kind::credential: return "credential";
        case Kind::identity_provider: return "identity_provider";
        case Kind::user: return "user";
        case Kind::identity_center: return "identity_center";
        case Kind::identity_source: return "identity_source";
        case Kind::team: return "team";
        case Kind::session: return "session";
        case Kind::share: return "share";
        case Kind::shared_resource: return "shared_resource";
        case Kind::share_principal: return "share_principal";
        case Kind::vault: return "vault";
        case Kind::recovery_point: return "recovery_point";
        case Kind::job: return "job";
        case Kind::workload: return "workload";
        case Kind::organizational_unit: return "organizational_unit";
        case Kind::control_policy: return "control_policy";
        case Kind::service_access: return "service_access";
        case Kind::key: return "key";
        case Kind::grant: return "grant";
        case Kind::team_draft: return "team_draft";
        case Kind::outage: return "outage";
        case Kind::backup_plan: return "backup_plan";
        case Kind::backup_rule: return "backup_rule";
        case Kind::backup_selection: return "backup_selection";
        case Kind::legal_hold: return "legal_hold";
        case Kind::restore_testing_plan: return "restore_testing_plan";
        case Kind::restore_testing_selection: return "restore_testing_selection";
        case Kind::policy_document: return "policy_document";
    }
    return "?";
}

std::string_view to_text(DueKind value) {
    switch (value) {
        case DueKind::none: return "none";
        case DueKind::execution: return "execution";
        case DueKind::identity_source: return "identity_source";
        case DueKind::team_validation: return "team_validation";
        case DueKind::team_invitations: return "team_invitations";
        case DueKind::session_expiry: return "session_expiry";
        case DueKind::handshake_expiry: return "handshake_expiry";
        case DueKind::invitation_expiry: return "invitation_expiry";
        case DueKind::vault_available: return "vault_available";
        case DueKind::lock_maturity: return "lock_maturity";
        case DueKind::job_end: return "job_end";
        case DueKind::region_recovery: return "region_recovery";
        case DueKind::session_validation: return "session_validation";
        case DueKind::team_recovery: return "team_recovery";
        case DueKind::team_deletion: return "team_deletion";
        case DueKind::team_update_invitations: return "team_update_invitations";
        case DueKind::identity_source_deletion: return "identity_source_deletion";
        case DueKind::restore_access_expiry: return "restore_access_expiry";
        case DueKind::recovery_point_expiry: return "recovery_point_expiry";
        case DueKind::account_suspension: return "account_suspension";
        case DueKind::account_end: return "account_end";
        case DueKind::support_answer: return "support_answer";
        case DueKind::account_recovery: return "account_recovery";
        case DueKind::key_deletion: return "key_deletion";
        case DueKind::job_start_window: return "job_start_window";
        case DueKind::cold_transition: return "cold_transition";
        case DueKind::legal_hold: return "legal_hold";
        case DueKind::backup_run: return "backup_run";
        case DueKind::restore_testing_run: return "restore_testing_run";
        case DueKind::validation_window: return "validation_window";
        case DueKind::test_deletion: return "test_deletion";
    }
    return "?";
}

}  // namespace airlock
