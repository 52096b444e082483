// The catalog and the policy documents that AWS provides, in our own words.
#include "world/catalog.h"

#include <utility>

#include "base/check.h"

namespace airlock {
namespace {

constexpr std::string_view full_aws_access = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Action":"*","Resource":"*"}]})";

constexpr std::string_view administrator = full_aws_access;

// Sid VaultOwnerPermissions: the owner of a vault may ask its team to take back access, share or no share.
// Source: BK-ADM, MPA-CRE (domain.md §1.5).
constexpr std::string_view team_vault_owner = R"({"Version":"2012-10-17","Statement":[
  {"Sid":"VaultOwnerPermissions","Effect":"Allow","Principal":{"AWS":"*"},
   "Action":["mpa:StartSession","mpa:CancelSession"],"Resource":"*",
   "Condition":{"StringEquals":{"mpa:RequestedOperation":"backup:RevokeRestoreAccessBackupVault",
                                "mpa:ProtectedResourceAccount":"${aws:PrincipalAccount}"},
                "Bool":{"aws:ViaAWSService":"true"}}}]})";

// AWSRAMMPAApprovalTeamAccess. Assumed: its action list is not documented; these are what a requester needs.
constexpr std::string_view ram_team_access = R"({"Version":"2012-10-17","Statement":[
  {"Sid":"AWSRAMMPAApprovalTeamAccess","Effect":"Allow","Principal":{"AWS":"*"},
   "Action":["mpa:StartSession","mpa:GetSession","mpa:GetApprovalTeam","mpa:ListSessions"],"Resource":"*"}]})";

// The permission that goes with a shared air-gapped vault: reading and restoring, no copy, no delete.
// Source: BK-LAG (domain.md §1.6).
constexpr std::string_view ram_vault_access = R"({"Version":"2012-10-17","Statement":[
  {"Sid":"AWSRAMDefaultPermissionBackupVault","Effect":"Allow","Principal":{"AWS":"*"},
   "Action":["backup:DescribeBackupVault","backup:DescribeRecoveryPoint",
             "backup:GetRecoveryPointRestoreMetadata","backup:ListProtectedResourcesByBackupVault",
             "backup:ListRecoveryPointsByBackupVault","backup:ListTags","backup:StartRestoreJob"],
   "Resource":"*"}]})";

// The trust policy that CreateAccount gives to OrganizationAccountAccessRole names one account, which is kept
// beside it (Principal::trusted_account) and compared there. Source: Organizations user guide.
constexpr std::string_view account_trust = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}]})";

// Simplified: a grant of AWS names its operations; here it allows all that backup and recovery need.
constexpr std::string_view key_grant = R"({"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Principal":{"AWS":"*"},"Resource":"*",
   "Action":["kms:Encrypt","kms:Decrypt","kms:ReEncrypt*","kms:GenerateDataKey*","kms:DescribeKey",
             "kms:CreateGrant","kms:RetireGrant"]}]})";

// A document without a principal serves a principal, a boundary and a session alike.
policy::Kind use_of(policy::Kind kind) {
    const bool is_identity = kind == policy::Kind::boundary || kind == policy::Kind::session;
    return is_identity ? policy::Kind::identity : kind;
}

}  // namespace

Catalog::Catalog() {
    const auto add = [&](std::string_view name, std::string_view text, policy::Kind kind) {
        auto document = policy::parse_document(text, name, kind);
        CHECK(document.has_value());
        return add_document(name, std::move(*document), std::string(text));
    };
    root_name = names.intern("root");
    managed.full_aws_access = add("FullAWSAccess", full_aws_access, policy::Kind::service_control);
    managed.administrator = add("AdministratorAccess", administrator, policy::Kind::identity);
    managed.team_vault_owner =
        add("CreateRestoreAccessVault", team_vault_owner, policy::Kind::resource);
    managed.ram_team_access =
        add("AWSRAMMPAApprovalTeamAccess", ram_team_access, policy::Kind::resource);
    managed.ram_vault_access =
        add("AWSRAMDefaultPermissionBackupVault", ram_vault_access, policy::Kind::resource);
    managed.account_trust =
        add("OrganizationAccountAccessRole", account_trust, policy::Kind::trust);
    managed.key_grant = add("grant", key_grant, policy::Kind::resource);
}

Id<PolicyDocument> Catalog::add_document(std::string_view name, policy::Document document,
                                         std::string source) {
    const Id<PolicyDocument> id{static_cast<std::uint32_t>(documents.size())};
    documents.push_back({names.intern(name), std::move(document), std::move(source)});
    return id;
}

Id<PolicyDocument> Catalog::find_document(Id<Name> name, policy::Kind kind) const {
    std::uint32_t index = 0;
    for (const PolicyDocument& row : documents) {
        if (row.name == name && use_of(row.document.kind) == use_of(kind)) return {index};
        ++index;
    }
    return {};
}

const PolicyDocument& Catalog::operator[](Id<PolicyDocument> id) const {
    CHECK(id.index < documents.size());
    return documents[id.index];
}

}  // namespace airlock
