// Facts about every operation but those of AWS Backup; operations.h says how to read them.
// Source: the API references of the services (domain.md, source keys).
#include "cli/operations.h"

namespace airlock::cli {

const std::string_view operations_of_others = R"facts(
= organizations CreateOrganization
. FeatureSet ALL|CONSOLIDATED_BILLING
> Organization
! AlreadyInOrganizationException organization
~ AccessDeniedException AccessDeniedForDependencyException ConcurrentModificationException
  ConstraintViolationException InvalidInputException ServiceException TooManyRequestsException
= organizations InviteAccountToOrganization
. Target.Id! 1..64
. Target.Type! ACCOUNT|ORGANIZATION|EMAIL
- Notes Tags
> Handshake
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! HandshakeConstraintViolationException organization
! InvalidInputException resource_exists
~ AccountOwnerNotVerifiedException ConcurrentModificationException ConstraintViolationException
  DuplicateHandshakeException FinalizingOrganizationException ServiceException
  TooManyRequestsException
= organizations AcceptHandshake
. HandshakeId! 0..34 h-[0-9a-z]{8,32}
> Handshake
! HandshakeAlreadyInStateException resource_state
! HandshakeConstraintViolationException organization
! HandshakeNotFoundException resource_exists
~ AWSOrganizationsNotInUseException AccessDeniedException AccessDeniedForDependencyException
  ConcurrentModificationException ConstraintViolationException InvalidHandshakeTransitionException
  InvalidInputException MasterCannotLeaveOrganizationException ServiceException
  TooManyRequestsException
= organizations CreateOrganizationalUnit
. ParentId! 0..100 (r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})
. Name! 1..128
- Tags
> OrganizationalUnit
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! ConstraintViolationException quota
! DuplicateOrganizationalUnitException resource_exists
! InvalidInputException parameters
! ParentNotFoundException resource_exists
~ ConcurrentModificationException ServiceException TooManyRequestsException
= organizations CreateAccount
. Email! 6..64 one @ and a dot behind it
. AccountName! 1..50 [ -~]
- RoleName IamUserAccessToBilling Tags
> CreateAccountStatus
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! ConstraintViolationException quota
! InvalidInputException parameters
~ ConcurrentModificationException FinalizingOrganizationException ServiceException
  TooManyRequestsException UnsupportedAPIEndpointException
= organizations MoveAccount
. AccountId! 0..12 \d{12}
. SourceParentId! 0..100 (r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})
. DestinationParentId! 0..100 (r-[0-9a-z]{4,32})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! AccountNotFoundException resource_exists
! DestinationParentNotFoundException resource_exists
! DuplicateAccountException resource_state
! SourceParentNotFoundException resource_exists
~ ConcurrentModificationException InvalidInputException ServiceException TooManyRequestsException
= organizations LeaveOrganization
! AWSOrganizationsNotInUseException organization
! ConstraintViolationException organization
! MasterCannotLeaveOrganizationException organization
~ AccessDeniedException AccountNotFoundException ConcurrentModificationException
  InvalidInputException ServiceException TooManyRequestsException
= organizations RemoveAccountFromOrganization
. AccountId! 0..12 \d{12}
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! AccountNotFoundException resource_exists
! ConstraintViolationException organization
! MasterCannotLeaveOrganizationException organization
~ ConcurrentModificationException InvalidInputException ServiceException TooManyRequestsException
= organizations CloseAccount
. AccountId! 0..12 \d{12}
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! AccountAlreadyClosedException resource_state
! AccountNotFoundException resource_exists
! ConflictException quota
! ConstraintViolationException organization quota
~ ConcurrentModificationException InvalidInputException ServiceException TooManyRequestsException
  UnsupportedAPIEndpointException
= organizations CreatePolicy
. Content! 1..
. Description! 0..512
. Name! 1..128
. Type! SERVICE_CONTROL_POLICY|RESOURCE_CONTROL_POLICY and 11 more
- Tags
> Policy
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! ConstraintViolationException organization
! DuplicatePolicyException resource_exists
! InvalidInputException parameters
! MalformedPolicyDocumentException parameters
~ ConcurrentModificationException PolicyTypeNotAvailableForOrganizationException ServiceException
  TooManyRequestsException UnsupportedAPIEndpointException
= organizations AttachPolicy
. PolicyId! 0..130 p-[0-9a-zA-Z_]{8,128}
. TargetId! 0..100 (r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! ConstraintViolationException quota
! DuplicatePolicyAttachmentException resource_state
! PolicyNotFoundException resource_exists
! PolicyTypeNotEnabledException resource_state
! TargetNotFoundException resource_exists
~ ConcurrentModificationException InvalidInputException PolicyChangesInProgressException
  ServiceException TooManyRequestsException UnsupportedAPIEndpointException
= organizations DetachPolicy
. PolicyId! 0..130 p-[0-9a-zA-Z_]{8,128}
. TargetId! 0..100 (r-[0-9a-z]{4,32})|(\d{12})|(ou-[0-9a-z]{4,32}-[a-z0-9]{8,32})
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! ConstraintViolationException quota
! PolicyNotAttachedException resource_state
! PolicyNotFoundException resource_exists
! TargetNotFoundException resource_exists
~ ConcurrentModificationException InvalidInputException PolicyChangesInProgressException
  ServiceException TooManyRequestsException UnsupportedAPIEndpointException
= organizations EnablePolicyType
. RootId! 0..34 r-[0-9a-z]{4,32}
. PolicyType! SERVICE_CONTROL_POLICY|RESOURCE_CONTROL_POLICY and 11 more
> Root
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! ConstraintViolationException organization
! InvalidInputException parameters
! PolicyTypeAlreadyEnabledException resource_state
! RootNotFoundException resource_exists
~ ConcurrentModificationException PolicyChangesInProgressException
  PolicyTypeNotAvailableForOrganizationException ServiceException TooManyRequestsException
  UnsupportedAPIEndpointException
= organizations DisablePolicyType
. RootId! 0..34 r-[0-9a-z]{4,32}
. PolicyType! SERVICE_CONTROL_POLICY|RESOURCE_CONTROL_POLICY and 11 more
> Root
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! InvalidInputException parameters
! PolicyTypeNotEnabledException resource_state
! RootNotFoundException resource_exists
~ ConcurrentModificationException ConstraintViolationException PolicyChangesInProgressException
  ServiceException TooManyRequestsException UnsupportedAPIEndpointException
= organizations EnableAWSServiceAccess
. ServicePrincipal! 1..128 [a-zA-Z0-9_+=,.@-]
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! ConstraintViolationException organization
! InvalidInputException parameters
~ ConcurrentModificationException ServiceException TooManyRequestsException
  UnsupportedAPIEndpointException
= organizations DisableAWSServiceAccess
. ServicePrincipal! 1..128 [a-zA-Z0-9_+=,.@-]
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! InvalidInputException parameters
~ ConcurrentModificationException ConstraintViolationException ServiceException
  TooManyRequestsException UnsupportedAPIEndpointException
= organizations RegisterDelegatedAdministrator
. AccountId! 0..12 \d{12}
. ServicePrincipal! 1..128 [a-zA-Z0-9_+=,.@-]
! AWSOrganizationsNotInUseException management_account
! AccessDeniedException management_account
! AccountAlreadyRegisteredException resource_state
! AccountNotFoundException resource_exists
! ConstraintViolationException organization opt_in
! InvalidInputException parameters
~ ConcurrentModificationException ServiceException TooManyRequestsException
  UnsupportedAPIEndpointException
= iam DeleteRole
. RoleName! 1..64 [a-zA-Z0-9_+=,.@-]
! NoSuchEntity resource_exists
! UnmodifiableEntity resource_state
~ ConcurrentModification DeleteConflict LimitExceeded ServiceFailure
= iam CreateRole
. RoleName! 1..64 [a-zA-Z0-9_+=,.@-]
. AssumeRolePolicyDocument! 1..131072
. PermissionsBoundary 20..2048
- Path Description MaxSessionDuration Tags
> Role
! EntityAlreadyExists resource_exists
! InvalidInput parameters
! MalformedPolicyDocument parameters
? ValidationError parameters
~ ConcurrentModification LimitExceeded ServiceFailure
= iam PutRolePolicy
. RoleName! 1..64 [a-zA-Z0-9_+=,.@-]
. PolicyName! 1..128 [\w+=,.@-]+
. PolicyDocument! 1..131072
! LimitExceeded quota
! MalformedPolicyDocument parameters
! NoSuchEntity resource_exists
! UnmodifiableEntity resource_state
~ ServiceFailure
= iam AttachRolePolicy
. RoleName! 1..64 [a-zA-Z0-9_+=,.@-]
. PolicyArn! 20..2048
! InvalidInput parameters
! LimitExceeded quota
! NoSuchEntity resource_exists
! UnmodifiableEntity resource_state
~ PolicyNotAttachable ServiceFailure
= iam UpdateAssumeRolePolicy
. RoleName! 1..64 [a-zA-Z0-9_+=,.@-]
. PolicyDocument! 1..131072
! MalformedPolicyDocument parameters
! NoSuchEntity resource_exists
! UnmodifiableEntity resource_state
~ LimitExceeded ServiceFailure
= iam PutRolePermissionsBoundary
. RoleName! 1..64 [a-zA-Z0-9_+=,.@-]
. PermissionsBoundary! 20..2048
! InvalidInput parameters
! NoSuchEntity resource_exists
! UnmodifiableEntity resource_state
~ PolicyNotAttachable ServiceFailure
= iam DeleteRolePermissionsBoundary
. RoleName! 1..64 [a-zA-Z0-9_+=,.@-]
! NoSuchEntity resource_exists resource_state
! UnmodifiableEntity resource_state
~ ServiceFailure
= iam PutUserPermissionsBoundary
. UserName! 1..64 [a-zA-Z0-9_+=,.@-]
. PermissionsBoundary! 20..2048
! InvalidInput parameters
! NoSuchEntity resource_exists
~ PolicyNotAttachable ServiceFailure
= iam DeleteUserPermissionsBoundary
. UserName! 1..64 [a-zA-Z0-9_+=,.@-]
! NoSuchEntity resource_exists resource_state
~ ServiceFailure
= sts AssumeRole
. RoleArn! 20..2048
. RoleSessionName! 2..64 [a-zA-Z0-9_+=,.@-]
. Policy 1..
. DurationSeconds 900..43200
- PolicyArns Tags TransitiveTagKeys ExternalId SerialNumber TokenCode SourceIdentity
  ProvidedContexts
> Credentials AssumedRoleUser PackedPolicySize SourceIdentity
? AccessDeniedException resource_exists resource_state
! MalformedPolicyDocument parameters
? ValidationError parameters
~ ExpiredTokenException PackedPolicyTooLarge RegionDisabledException
= sso ListInstances
- MaxResults NextToken
> Instances NextToken
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= sso DeleteInstance
. InstanceArn! 10..1224 arn:aws(-[a-z]{1,5}){0,3}:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}
! ValidationException resource_exists
~ AccessDeniedException ConflictException InternalServerException ThrottlingException
= identitystore ListUsers
. IdentityStoreId! 1..36 d-[0-9a-f]{10}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
- Extensions MaxResults NextToken Filters
> Users NextToken
! ResourceNotFoundException resource_exists
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= identitystore DeleteUser
. IdentityStoreId! 1..36 d-[0-9a-f]{10}$|^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}
. UserId! 1..47 ([0-9a-f]{10}-|)[A-Fa-f0-9]{8}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{4}-[A-Fa-f0-9]{12}
! ResourceNotFoundException resource_exists
~ AccessDeniedException ConflictException InternalServerException ThrottlingException
  ValidationException
= mpa CreateIdentitySource
. IdentitySourceParameters.IamIdentityCenter.InstanceArn! 20..2048 arn:.+:sso:::instance/(?:sso)?ins-[a-zA-Z0-9-.]{16}
. IdentitySourceParameters.IamIdentityCenter.Region! 0..1000
- ClientToken Tags
> IdentitySourceType IdentitySourceArn CreationTime
! AccessDeniedException management_account
! ServiceQuotaExceededException quota
! ValidationException resource_exists
~ InternalServerException ThrottlingException
= mpa GetIdentitySource
. IdentitySourceArn! 0..1000
> IdentitySourceType IdentitySourceParameters IdentitySourceArn CreationTime Status StatusCode
  StatusMessage
! ResourceNotFoundException resource_exists
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa DeleteIdentitySource
. IdentitySourceArn! 0..1000
! ConflictException resource_state
! ValidationException resource_exists
~ AccessDeniedException InternalServerException ThrottlingException
= mpa ListIdentitySources
- MaxResults NextToken
> NextToken IdentitySources
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa ListPolicies
- MaxResults NextToken
> NextToken Policies
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa ListPolicyVersions
. PolicyArn! 0..1224 arn:.{1,63}:mpa:::aws:policy/[a-zA-Z0-9_\.-]{1,1023}/[a-zA-Z0-9_\.-]{1,1023}
- MaxResults NextToken
> NextToken PolicyVersions
~ AccessDeniedException InternalServerException ResourceNotFoundException ThrottlingException
  ValidationException
= mpa GetPolicyVersion
. PolicyVersionArn! 0..1224 arn:.{1,63}:mpa:::aws:policy/[a-zA-Z0-9_\.-]{1,1023}/[a-zA-Z0-9_\.-]{1,1023}/(?:[\d]+|\$DEFAULT)
> PolicyVersion
~ AccessDeniedException InternalServerException ResourceNotFoundException ThrottlingException
  ValidationException
= mpa CreateApprovalTeam
. ApprovalStrategy.MofN.MinApprovalsRequired! 2..20
. Approvers! 3..20 items
. Approvers[].PrimaryIdentityId! 1..100
. Approvers[].PrimaryIdentitySourceArn! 0..1000
. Description! 1..256
. Policies[].PolicyArn! 0..1224 arn:.{1,63}:mpa:::aws:policy/[a-zA-Z0-9_\.-]{1,1023}/[a-zA-Z0-9_\.-]{1,1023}/(?:[\d]+|\$DEFAULT)
. Name! 1..64 [a-zA-Z0-9._-]
- ClientToken Tags
> CreationTime Arn Name VersionId
! AccessDeniedException management_account
! ConflictException resource_exists resource_state
! ServiceQuotaExceededException quota
! ValidationException parameters resource_exists
~ InternalServerException ThrottlingException
= mpa GetApprovalTeam
. Arn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:approval-team/[a-zA-Z0-9._-]+
> CreationTime ApprovalStrategy NumberOfApprovers Approvers Arn Description Name Status StatusCode
  StatusMessage UpdateSessionArn VersionId Policies LastUpdateTime PendingUpdate
! ResourceNotFoundException resource_exists sharing
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa ListApprovalTeams
- MaxResults NextToken
> NextToken ApprovalTeams
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa UpdateApprovalTeam
. ApprovalStrategy.MofN.MinApprovalsRequired! 2..20
. Approvers 3..20 items
. Approvers[].PrimaryIdentityId! 1..100
. Approvers[].PrimaryIdentitySourceArn! 0..1000
. Description 1..256
. Arn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:approval-team/[a-zA-Z0-9._-]+
. UpdateActions[] SYNCHRONIZE_MFA_DEVICES
> VersionId
! ConflictException resource_state
! ResourceNotFoundException resource_exists
! ValidationException parameters
~ AccessDeniedException InternalServerException ServiceQuotaExceededException ThrottlingException
= mpa StartActiveApprovalTeamDeletion
. PendingWindowDays 0..30
. Arn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:approval-team/[a-zA-Z0-9._-]+
> DeletionCompletionTime DeletionStartTime
! ConflictException resource_state
! ResourceNotFoundException resource_exists
! ValidationException parameters
~ AccessDeniedException InternalServerException ThrottlingException
= mpa DeleteInactiveApprovalTeamVersion
. Arn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:approval-team/[a-zA-Z0-9._-]+
. VersionId!
! ConflictException resource_state
! ResourceNotFoundException resource_exists
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa StartApprovalTeamBaseline
. Arn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:approval-team/[a-zA-Z0-9._-]+
. ApproverIds 0..20 items
> BaselineSessionArn
! ResourceNotFoundException resource_exists membership
! ValidationException resource_state
~ AccessDeniedException InternalServerException ThrottlingException
= mpa GetSession
. SessionArn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:session/[a-zA-Z0-9._-]+/[a-zA-Z0-9_-]+
> SessionArn ApprovalTeamArn ApprovalTeamName ProtectedResourceArn ApprovalStrategy
  NumberOfApprovers InitiationTime ExpirationTime CompletionTime Description Metadata Status
  StatusCode StatusMessage ExecutionStatus ActionName RequesterServicePrincipal
  RequesterPrincipalArn RequesterAccountId RequesterRegion RequesterComment ActionCompletionStrategy
  ApproverResponses AdditionalSecurityRequirements
! ResourceNotFoundException resource_exists sharing
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa ListSessions
. ApprovalTeamArn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:approval-team/[a-zA-Z0-9._-]+
- MaxResults NextToken Filters
> NextToken Sessions
! ResourceNotFoundException resource_exists sharing
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa CancelSession
. SessionArn! 20..2048 arn:aws(-[^:]+)?:mpa:[a-z0-9-]{1,20}:[0-9]{12}:session/[a-zA-Z0-9._-]+/[a-zA-Z0-9_-]+
! ConflictException resource_state
! ResourceNotFoundException resource_exists
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= mpa GetResourcePolicy
. ResourceArn! 0..1000
. PolicyName! 0..1000
. PolicyType! AWS_MANAGED|AWS_RAM
> ResourceArn PolicyType PolicyVersionArn PolicyName PolicyDocument
! InvalidParameterException parameters
! ResourceNotFoundException resource_exists
~ AccessDeniedException ThrottlingException ValidationException
= mpa ListResourcePolicies
. ResourceArn! 0..1000
- MaxResults NextToken
> NextToken ResourcePolicies
! ResourceNotFoundException resource_exists
~ AccessDeniedException InternalServerException ThrottlingException ValidationException
= ram EnableSharingWithAwsOrganization
> returnValue
! OperationNotPermittedException management_account organization
~ ServerInternalException ServiceUnavailableException
= ram CreateResourceShare
. name!
. resourceArns
. principals
. allowExternalPrincipals
. resourceShareConfiguration.retainSharingOnAccountLeaveOrganization
- tags clientToken permissionArns sources
> resourceShare clientToken
! InvalidParameterException parameters
! OperationNotPermittedException organization opt_in sharing vault_type
! ResourceShareLimitExceededException quota
! UnknownResourceException resource_exists
~ IdempotentParameterMismatchException InvalidClientTokenException InvalidStateTransitionException
  MalformedArnException ServerInternalException ServiceUnavailableException
  TagLimitExceededException TagPolicyViolationException ThrottlingException
= ram DisassociateResourceShare
. resourceShareArn!
. resourceArns
. principals
- clientToken sources
> resourceShareAssociations clientToken
! UnknownResourceException resource_exists resource_state
~ IdempotentParameterMismatchException InvalidClientTokenException InvalidParameterException
  InvalidStateTransitionException MalformedArnException OperationNotPermittedException
  ResourceShareLimitExceededException ServerInternalException ServiceUnavailableException
  ThrottlingException
= ram DeleteResourceShare
. resourceShareArn!
- clientToken
> returnValue clientToken
! UnknownResourceException resource_exists
~ IdempotentParameterMismatchException InvalidClientTokenException InvalidParameterException
  InvalidStateTransitionException MalformedArnException OperationNotPermittedException
  ServerInternalException ServiceUnavailableException ThrottlingException
= ram GetResourceShareInvitations
- resourceShareInvitationArns resourceShareArns nextToken maxResults
> resourceShareInvitations nextToken
~ InvalidMaxResultsException InvalidNextTokenException InvalidParameterException
  MalformedArnException ResourceShareInvitationArnNotFoundException ServerInternalException
  ServiceUnavailableException UnknownResourceException
= ram AcceptResourceShareInvitation
. resourceShareInvitationArn!
- clientToken
> resourceShareInvitation clientToken
! ResourceShareInvitationAlreadyAcceptedException sharing
! ResourceShareInvitationAlreadyRejectedException sharing
! ResourceShareInvitationArnNotFoundException resource_exists
! ResourceShareInvitationExpiredException sharing
~ IdempotentParameterMismatchException InvalidClientTokenException MalformedArnException
  OperationNotPermittedException ServerInternalException ServiceUnavailableException
= ram RejectResourceShareInvitation
. resourceShareInvitationArn!
- clientToken
> resourceShareInvitation clientToken
! ResourceShareInvitationAlreadyAcceptedException sharing
! ResourceShareInvitationAlreadyRejectedException sharing
! ResourceShareInvitationArnNotFoundException resource_exists
! ResourceShareInvitationExpiredException sharing
~ IdempotentParameterMismatchException InvalidClientTokenException MalformedArnException
  OperationNotPermittedException ServerInternalException ServiceUnavailableException
= ram AssociateResourceShare
. resourceShareArn!
. resourceArns
. principals
- clientToken sources
> resourceShareAssociations clientToken
! InvalidParameterException resource_state
! OperationNotPermittedException organization opt_in sharing vault_type
! ResourceShareLimitExceededException quota
! UnknownResourceException resource_exists
~ IdempotentParameterMismatchException InvalidClientTokenException InvalidStateTransitionException
  MalformedArnException ServerInternalException ServiceUnavailableException ThrottlingException
= ram UpdateResourceShare
. resourceShareArn!
. name
. allowExternalPrincipals
- clientToken
> resourceShare clientToken
! InvalidParameterException parameters
! UnknownResourceException resource_exists
~ IdempotentParameterMismatchException InvalidClientTokenException MalformedArnException
  MissingRequiredParameterException OperationNotPermittedException ServerInternalException
  ServiceUnavailableException
= ram GetResourceShares
. resourceOwner! SELF|OTHER-ACCOUNTS
- resourceShareArns resourceShareStatus name tagFilters nextToken maxResults permissionArn
  permissionVersion
> resourceShares nextToken
~ InvalidNextTokenException InvalidParameterException MalformedArnException ServerInternalException
  ServiceUnavailableException UnknownResourceException
= ram ListResources
. resourceOwner! SELF|OTHER-ACCOUNTS
- principal resourceType resourceArns resourceShareArns nextToken maxResults resourceRegionScope
> resources nextToken
~ InvalidNextTokenException InvalidParameterException InvalidResourceTypeException
  MalformedArnException ServerInternalException ServiceUnavailableException UnknownResourceException
= kms CreateKey
. Policy 1..131072
. Description 8192 characters at most
- KeyUsage CustomerMasterKeySpec KeySpec Origin CustomKeyStoreId BypassPolicyLockoutSafetyCheck Tags
  MultiRegion XksKeyId
> KeyMetadata
! MalformedPolicyDocumentException parameters
~ CloudHsmClusterInvalidConfigurationException CustomKeyStoreInvalidStateException
  CustomKeyStoreNotFoundException DependencyTimeoutException InvalidArnException
  KMSInternalException LimitExceededException TagException UnsupportedOperationException
  XksKeyAlreadyInUseException XksKeyInvalidConfigurationException XksKeyNotFoundException
= kms DescribeKey
. KeyId! 1..2048
- GrantTokens
> KeyMetadata
! NotFoundException resource_exists
~ DependencyTimeoutException InvalidArnException KMSInternalException
= kms EnableKey
. KeyId! 1..2048
? AccessDeniedException resource_state
! KMSInvalidStateException resource_state
! NotFoundException resource_exists
~ DependencyTimeoutException InvalidArnException KMSInternalException LimitExceededException
= kms DisableKey
. KeyId! 1..2048
? AccessDeniedException resource_state
! KMSInvalidStateException resource_state
! NotFoundException resource_exists
~ DependencyTimeoutException InvalidArnException KMSInternalException
= kms ScheduleKeyDeletion
. KeyId! 1..2048
. PendingWindowInDays 7..30
> KeyId DeletionDate KeyState PendingWindowInDays
? AccessDeniedException resource_state
! KMSInvalidStateException resource_state
! NotFoundException resource_exists
? ValidationException parameters
~ DependencyTimeoutException InvalidArnException KMSInternalException
= kms CancelKeyDeletion
. KeyId! 1..2048
> KeyId
? AccessDeniedException resource_state
! KMSInvalidStateException resource_state
! NotFoundException resource_exists
~ DependencyTimeoutException InvalidArnException KMSInternalException
= kms PutKeyPolicy
. KeyId! 1..2048
. PolicyName 1..128 [\w]+
. Policy! 1..131072
- BypassPolicyLockoutSafetyCheck
? AccessDeniedException resource_state
! KMSInvalidStateException resource_state
! MalformedPolicyDocumentException parameters
! NotFoundException resource_exists
~ DependencyTimeoutException InvalidArnException KMSInternalException LimitExceededException
  UnsupportedOperationException
= kms CreateGrant
. KeyId! 1..2048
. GranteePrincipal! 1..256 [\w+=,.@:/-]+
. RetiringPrincipal 1..256 [\w+=,.@:/-]+
. Operations[]
- Constraints GrantTokens Name DryRun
> GrantToken GrantId
? AccessDeniedException resource_state
! DisabledException resource_state
! InvalidArnException resource_exists
! KMSInvalidStateException resource_state
! NotFoundException resource_exists
~ DependencyTimeoutException DryRunOperationException InvalidGrantTokenException
  KMSInternalException LimitExceededException
= kms RevokeGrant
. KeyId! 1..2048
. GrantId! 1..128
- DryRun
! NotFoundException resource_exists
~ DependencyTimeoutException DryRunOperationException InvalidArnException InvalidGrantIdException
  KMSInternalException KMSInvalidStateException
= kms RetireGrant
. GrantId 1..128
- GrantToken KeyId DryRun
! NotFoundException resource_exists
~ DependencyTimeoutException DryRunOperationException InvalidArnException InvalidGrantIdException
  InvalidGrantTokenException KMSInternalException KMSInvalidStateException
= ec2 DisableImage
. ImageId!
- DryRun
> Return
? InvalidAMIID.NotFound resource_exists
= ec2 EnableImage
. ImageId!
- DryRun
> Return
? InvalidAMIID.NotFound resource_exists
= ec2 EnableAllowedImagesSettings
. AllowedImagesSettingsState! enabled|audit-mode
- DryRun
> AllowedImagesSettingsState
= ec2 DisableAllowedImagesSettings
- DryRun
> AllowedImagesSettingsState
= ec2 ReplaceImageCriteriaInAllowedImagesSettings
. ImageCriteria[].ImageProviders[]
- ImageCriteria[].MarketplaceProductCodes ImageCriteria[].ImageNames
  ImageCriteria[].DeprecationTimeCondition ImageCriteria[].CreationDateCondition DryRun
> ReturnValue
? IncorrectState resource_state
)facts";

}  // namespace airlock::cli
