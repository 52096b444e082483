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
};

struct Catalog {
    Names names;
    std::deque<PolicyDocument> documents;
    ManagedPolicies managed;

    Catalog();  // with the managed policies in place

    Id<PolicyDocument> add_document(std::string_view name, policy::Document document,
                                    std::string source);
    const PolicyDocument& operator[](Id<PolicyDocument> id) const;
};

}  // namespace airlock
