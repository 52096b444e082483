// What all copies of a world share and nothing ever takes away: names, and policy documents as parsed.
#pragma once

#include <deque>
#include <string>

#include "base/names.h"
#include "policy/policy.h"
#include "world/ref.h"

namespace airlock {

struct PolicyDocument {
    Id<Name> name;
    policy::Document document;
    std::string source;  // the JSON as written, for people to read
};

// The documents that AWS itself provides and that the rules refer to.
struct ManagedPolicies {
    Id<PolicyDocument> full_aws_access;  // SCP FullAWSAccess
    Id<PolicyDocument> administrator;    // identity policy AdministratorAccess
    Id<PolicyDocument>
        team_vault_owner;  // MPA CreateRestoreAccessVault, Sid VaultOwnerPermissions. Source: BK-ADM
    Id<PolicyDocument> ram_team_access;  // RAM AWSRAMMPAApprovalTeamAccess; actions inferred
    Id<PolicyDocument>
        ram_vault_access;  // RAM default permission of backup:backup-vault. Source: BK-LAG
    Id<PolicyDocument> account_trust;  // trust policy of OrganizationAccountAccessRole: one account
    Id<PolicyDocument> key_grant;      // what a grant allows on its key
};

struct Catalog {
    Names names;
    std::deque<PolicyDocument> documents;
    ManagedPolicies managed;
    Id<Name> root_name;  // "root": the first principal of an account that CreateAccount makes

    Catalog();  // with the managed policies in place

    Id<PolicyDocument> add_document(std::string_view name, policy::Document document,
                                    std::string source);
    // The first document of that name, written for any of the uses that `kind` is one of.
    Id<PolicyDocument> find_document(Id<Name> name, policy::Kind kind) const;
    const PolicyDocument& operator[](Id<PolicyDocument> id) const;
};

}  // namespace airlock
