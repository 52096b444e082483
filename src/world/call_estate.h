// What can be asked about an estate as a whole: its organization, its accounts and their roles, its keys.
// The glossary of all calls, and how to read one, is call.h.
#pragma once

#include "world/call_member.h"

namespace airlock::call {

// --- organizations: units, accounts, policies, services -------------------------------------------

struct CreateOrganizationalUnit {
    static constexpr Operation operation{"organizations", "CreateOrganizationalUnit"};
    OrganizationNode parent;
    Id<Name> name;
    template <class V>
    static constexpr void each(V&& v) {
        v("ParentId", &CreateOrganizationalUnit::parent, required);
        v("Name", &CreateOrganizationalUnit::name, required);
    }
    bool operator==(const CreateOrganizationalUnit&) const = default;
};

struct CreateAccount {
    static constexpr Operation operation{"organizations", "CreateAccount"};
    Id<Name> account_name;
    Id<Name> email;
    template <class V>
    static constexpr void each(V&& v) {
        v("AccountName", &CreateAccount::account_name, required);
        v("Email", &CreateAccount::email, optional);
    }
    bool operator==(const CreateAccount&) const = default;
};

struct MoveAccount {
    static constexpr Operation operation{"organizations", "MoveAccount"};
    Id<Account> account;
    OrganizationNode source;
    OrganizationNode destination;
    template <class V>
    static constexpr void each(V&& v) {
        v("AccountId", &MoveAccount::account, required);
        v("SourceParentId", &MoveAccount::source, required);
        v("DestinationParentId", &MoveAccount::destination, required);
    }
    bool operator==(const MoveAccount&) const = default;
};

// By a member account, about itself.
struct LeaveOrganization : NoMembers {
    static constexpr Operation operation{"organizations", "LeaveOrganization"};
    bool operator==(const LeaveOrganization&) const = default;
};

struct RemoveAccountFromOrganization {
    static constexpr Operation operation{"organizations", "RemoveAccountFromOrganization"};
    Id<Account> account;
    template <class V>
    static constexpr void each(V&& v) {
        v("AccountId", &RemoveAccountFromOrganization::account, required);
    }
    bool operator==(const RemoveAccountFromOrganization&) const = default;
};

// From the management account; or by root of the account itself, in its console.
struct CloseAccount {
    static constexpr Operation operation{"organizations", "CloseAccount"};
    Id<Account> account;
    template <class V>
    static constexpr void each(V&& v) {
        v("AccountId", &CloseAccount::account, required);
    }
    bool operator==(const CloseAccount&) const = default;
};

struct CreatePolicy {
    static constexpr Operation operation{"organizations", "CreatePolicy"};
    Id<Name> name;
    Id<Name> type;  // SERVICE_CONTROL_POLICY, RESOURCE_CONTROL_POLICY
    Id<PolicyDocument> content;
    template <class V>
    static constexpr void each(V&& v) {
        v("Name", &CreatePolicy::name, required);
        v("Type", &CreatePolicy::type, required);
        v("Content", &CreatePolicy::content, required);
    }
    bool operator==(const CreatePolicy&) const = default;
};

struct AttachPolicy {
    static constexpr Operation operation{"organizations", "AttachPolicy"};
    Id<ControlPolicy> policy;
    OrganizationNode target;
    template <class V>
    static constexpr void each(V&& v) {
        v("PolicyId", &AttachPolicy::policy, required);
        v("TargetId", &AttachPolicy::target, required);
    }
    bool operator==(const AttachPolicy&) const = default;
};

struct DetachPolicy {
    static constexpr Operation operation{"organizations", "DetachPolicy"};
    Id<ControlPolicy> policy;
    OrganizationNode target;
    template <class V>
    static constexpr void each(V&& v) {
        v("PolicyId", &DetachPolicy::policy, required);
        v("TargetId", &DetachPolicy::target, required);
    }
    bool operator==(const DetachPolicy&) const = default;
};

struct EnablePolicyType {
    static constexpr Operation operation{"organizations", "EnablePolicyType"};
    Id<Organization> root;
    Id<Name> type;
    template <class V>
    static constexpr void each(V&& v) {
        v("RootId", &EnablePolicyType::root, required);
        v("PolicyType", &EnablePolicyType::type, required);
    }
    bool operator==(const EnablePolicyType&) const = default;
};

struct DisablePolicyType {
    static constexpr Operation operation{"organizations", "DisablePolicyType"};
    Id<Organization> root;
    Id<Name> type;
    template <class V>
    static constexpr void each(V&& v) {
        v("RootId", &DisablePolicyType::root, required);
        v("PolicyType", &DisablePolicyType::type, required);
    }
    bool operator==(const DisablePolicyType&) const = default;
};

struct EnableAWSServiceAccess {
    static constexpr Operation operation{"organizations", "EnableAWSServiceAccess"};
    Id<Name> service;
    template <class V>
    static constexpr void each(V&& v) {
        v("ServicePrincipal", &EnableAWSServiceAccess::service, required);
    }
    bool operator==(const EnableAWSServiceAccess&) const = default;
};

struct DisableAWSServiceAccess {
    static constexpr Operation operation{"organizations", "DisableAWSServiceAccess"};
    Id<Name> service;
    template <class V>
    static constexpr void each(V&& v) {
        v("ServicePrincipal", &DisableAWSServiceAccess::service, required);
    }
    bool operator==(const DisableAWSServiceAccess&) const = default;
};

struct RegisterDelegatedAdministrator {
    static constexpr Operation operation{"organizations", "RegisterDelegatedAdministrator"};
    Id<Account> account;
    Id<Name> service;
    template <class V>
    static constexpr void each(V&& v) {
        v("AccountId", &RegisterDelegatedAdministrator::account, required);
        v("ServicePrincipal", &RegisterDelegatedAdministrator::service, required);
    }
    bool operator==(const RegisterDelegatedAdministrator&) const = default;
};

// --- IAM and STS ----------------------------------------------------------------------------------

struct CreateRole {
    static constexpr Operation operation{"iam", "CreateRole"};
    Id<Name> name;
    Id<PolicyDocument> trust_policy;
    Id<PolicyDocument> permissions_boundary;
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleName", &CreateRole::name, required);
        v("AssumeRolePolicyDocument", &CreateRole::trust_policy, required);
        v("PermissionsBoundary", &CreateRole::permissions_boundary, optional);
    }
    bool operator==(const CreateRole&) const = default;
};

// An inline policy; without a name of its own here.
struct PutRolePolicy {
    static constexpr Operation operation{"iam", "PutRolePolicy"};
    Id<Principal> role;
    Id<PolicyDocument> document;
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleName", &PutRolePolicy::role, required);
        v("PolicyDocument", &PutRolePolicy::document, required);
    }
    bool operator==(const PutRolePolicy&) const = default;
};

struct AttachRolePolicy {
    static constexpr Operation operation{"iam", "AttachRolePolicy"};
    Id<Principal> role;
    Id<PolicyDocument> policy;
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleName", &AttachRolePolicy::role, required);
        v("PolicyArn", &AttachRolePolicy::policy, required);
    }
    bool operator==(const AttachRolePolicy&) const = default;
};

struct UpdateAssumeRolePolicy {
    static constexpr Operation operation{"iam", "UpdateAssumeRolePolicy"};
    Id<Principal> role;
    Id<PolicyDocument> document;
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleName", &UpdateAssumeRolePolicy::role, required);
        v("PolicyDocument", &UpdateAssumeRolePolicy::document, required);
    }
    bool operator==(const UpdateAssumeRolePolicy&) const = default;
};

struct PutRolePermissionsBoundary {
    static constexpr Operation operation{"iam", "PutRolePermissionsBoundary"};
    Id<Principal> role;
    Id<PolicyDocument> boundary;
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleName", &PutRolePermissionsBoundary::role, required);
        v("PermissionsBoundary", &PutRolePermissionsBoundary::boundary, required);
    }
    bool operator==(const PutRolePermissionsBoundary&) const = default;
};

struct DeleteRolePermissionsBoundary {
    static constexpr Operation operation{"iam", "DeleteRolePermissionsBoundary"};
    Id<Principal> role;
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleName", &DeleteRolePermissionsBoundary::role, required);
    }
    bool operator==(const DeleteRolePermissionsBoundary&) const = default;
};

struct PutUserPermissionsBoundary {
    static constexpr Operation operation{"iam", "PutUserPermissionsBoundary"};
    Id<Principal> user;
    Id<PolicyDocument> boundary;
    template <class V>
    static constexpr void each(V&& v) {
        v("UserName", &PutUserPermissionsBoundary::user, required);
        v("PermissionsBoundary", &PutUserPermissionsBoundary::boundary, required);
    }
    bool operator==(const PutUserPermissionsBoundary&) const = default;
};

struct DeleteUserPermissionsBoundary {
    static constexpr Operation operation{"iam", "DeleteUserPermissionsBoundary"};
    Id<Principal> user;
    template <class V>
    static constexpr void each(V&& v) {
        v("UserName", &DeleteUserPermissionsBoundary::user, required);
    }
    bool operator==(const DeleteUserPermissionsBoundary&) const = default;
};

struct AssumeRole {
    static constexpr Operation operation{"sts", "AssumeRole"};
    Id<Principal> role;
    Id<Name> session_name;
    std::int32_t duration_seconds = unset;
    Id<PolicyDocument> policy;  // session policy
    template <class V>
    static constexpr void each(V&& v) {
        v("RoleArn", &AssumeRole::role, required);
        v("RoleSessionName", &AssumeRole::session_name, optional);
        v("DurationSeconds", &AssumeRole::duration_seconds, optional);
        v("Policy", &AssumeRole::policy, optional);
    }
    bool operator==(const AssumeRole&) const = default;
};

// --- KMS ------------------------------------------------------------------------------------------

struct CreateKey {
    static constexpr Operation operation{"kms", "CreateKey"};
    Id<Name> alias;  // ours: AWS draws an id; aliases are a call of their own
    Id<PolicyDocument> policy;
    Id<Name> region;
    template <class V>
    static constexpr void each(V&& v) {
        v("Alias", &CreateKey::alias, required);
        v("Policy", &CreateKey::policy, optional);
        v("Region", &CreateKey::region, optional);
    }
    bool operator==(const CreateKey&) const = default;
};

struct DescribeKey {
    static constexpr Operation operation{"kms", "DescribeKey"};
    Id<Key> key;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &DescribeKey::key, required);
    }
    bool operator==(const DescribeKey&) const = default;
};

struct EnableKey {
    static constexpr Operation operation{"kms", "EnableKey"};
    Id<Key> key;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &EnableKey::key, required);
    }
    bool operator==(const EnableKey&) const = default;
};

struct DisableKey {
    static constexpr Operation operation{"kms", "DisableKey"};
    Id<Key> key;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &DisableKey::key, required);
    }
    bool operator==(const DisableKey&) const = default;
};

struct ScheduleKeyDeletion {
    static constexpr Operation operation{"kms", "ScheduleKeyDeletion"};
    Id<Key> key;
    std::int32_t pending_window_in_days = unset;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &ScheduleKeyDeletion::key, required);
        v("PendingWindowInDays", &ScheduleKeyDeletion::pending_window_in_days, optional);
    }
    bool operator==(const ScheduleKeyDeletion&) const = default;
};

struct CancelKeyDeletion {
    static constexpr Operation operation{"kms", "CancelKeyDeletion"};
    Id<Key> key;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &CancelKeyDeletion::key, required);
    }
    bool operator==(const CancelKeyDeletion&) const = default;
};

struct PutKeyPolicy {
    static constexpr Operation operation{"kms", "PutKeyPolicy"};
    Id<Key> key;
    Id<PolicyDocument> policy;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &PutKeyPolicy::key, required);
        v("Policy", &PutKeyPolicy::policy, required);
    }
    bool operator==(const PutKeyPolicy&) const = default;
};

struct CreateGrant {
    static constexpr Operation operation{"kms", "CreateGrant"};
    Id<Key> key;
    Id<Principal> grantee_principal;
    Id<Principal> retiring_principal;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &CreateGrant::key, required);
        v("GranteePrincipal", &CreateGrant::grantee_principal, required);
        v("RetiringPrincipal", &CreateGrant::retiring_principal, optional);
    }
    bool operator==(const CreateGrant&) const = default;
};

struct RevokeGrant {
    static constexpr Operation operation{"kms", "RevokeGrant"};
    Id<Key> key;
    Id<Grant> grant;
    template <class V>
    static constexpr void each(V&& v) {
        v("KeyId", &RevokeGrant::key, required);
        v("GrantId", &RevokeGrant::grant, required);
    }
    bool operator==(const RevokeGrant&) const = default;
};

struct RetireGrant {
    static constexpr Operation operation{"kms", "RetireGrant"};
    Id<Grant> grant;
    template <class V>
    static constexpr void each(V&& v) {
        v("GrantId", &RetireGrant::grant, required);
    }
    bool operator==(const RetireGrant&) const = default;
};

// --- deeds: no public API -------------------------------------------------------------------------

// AWS Support reopens an account within 90 days of its closure, for its owner. Source: ACCT.
struct ReopenAccount {
    static constexpr Operation operation{"deed", "ReopenAccount"};
    Id<Account> account;
    template <class V>
    static constexpr void each(V&& v) {
        v("Account", &ReopenAccount::account, required);
    }
    bool operator==(const ReopenAccount&) const = default;
};

}  // namespace airlock::call
