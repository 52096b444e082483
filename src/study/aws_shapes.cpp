// Where AWS's shape of a request is not ours: members that AWS keeps inside a structure, members that are ours
// alone, and what AWS requires though the world does not model it. Source: API references (BK-API, MPA-API,
// RAM-API, ORG-API). An operation that is not named here goes out as world/call.h lists it.
#include "study/aws_request.h"

#include <array>

#include "world/catalog.h"
#include "world/text.h"

namespace airlock::study {
namespace {

constexpr std::string_view mpa_policy =
    "arn:aws:mpa:::aws:policy/backup.amazonaws.com/CreateRestoreAccessVault";

struct Place {
    std::string_view operation;  // "" = any
    std::string_view member;
    std::string_view path;  // "" = AWS has no such member
};

constexpr Place places[] = {
    // organizations
    {"CreateOrganization", "Name", ""},
    {"CreateOrganization", "FeatureSetAll", "FeatureSet"},
    {"InviteAccountToOrganization", "Target", "Target.Id"},
    // kms
    {"CreateKey", "Alias", "Description"},
    // mpa
    {"CreateIdentitySource", "InstanceArn",
     "IdentitySourceParameters.IamIdentityCenter.InstanceArn"},
    {"", "MinApprovalsRequired", "ApprovalStrategy.MofN.MinApprovalsRequired"},
    {"", "UpdateActions", "UpdateActions[]"},
    // ram
    {"", "retainSharingOnAccountLeaveOrganization",
     "resourceShareConfiguration.retainSharingOnAccountLeaveOrganization"},
    // backup
    {"UpdateGlobalSettings", "isMpaEnabled", "GlobalSettings.isMpaEnabled"},
    {"UpdateGlobalSettings", "isCrossAccountBackupEnabled",
     "GlobalSettings.isCrossAccountBackupEnabled"},
    {"UpdateGlobalSettings", "isDelegatedAdministratorEnabled",
     "GlobalSettings.isDelegatedAdministratorEnabled"},
    {"CreateBackupPlan", "BackupPlanName", "BackupPlan.BackupPlanName"},
    {"CreateLegalHold", "VaultNames", "RecoveryPointSelection.VaultNames"},
    {"CreateLegalHold", "ResourceIdentifiers", "RecoveryPointSelection.ResourceIdentifiers"},
    {"StartRestoreJob", "RestoredName", "Metadata"},
    {"ReplaceImageCriteriaInAllowedImagesSettings", "ImageProviderAwsBackupVault", ""},
    {"", "Region", ""},
};

// Members of one rule of a backup plan.
constexpr Place rule_places[] = {
    {"", "RuleName", "BackupPlan.Rules[].RuleName"},
    {"", "TargetBackupVaultName", "BackupPlan.Rules[].TargetBackupVaultName"},
    {"", "TargetLogicallyAirGappedBackupVaultArn",
     "BackupPlan.Rules[].TargetLogicallyAirGappedBackupVaultArn"},
    {"", "ScheduleExpression", "BackupPlan.Rules[].ScheduleExpression"},
    {"", "StartWindowMinutes", "BackupPlan.Rules[].StartWindowMinutes"},
    {"", "DeleteAfterDays", "BackupPlan.Rules[].Lifecycle.DeleteAfterDays"},
    {"", "MoveToColdStorageAfterDays", "BackupPlan.Rules[].Lifecycle.MoveToColdStorageAfterDays"},
    {"", "CopyDestinationBackupVaultArn",
     "BackupPlan.Rules[].CopyActions[].DestinationBackupVaultArn"},
    {"", "CopyDeleteAfterDays", "BackupPlan.Rules[].CopyActions[].Lifecycle.DeleteAfterDays"},
};
constexpr Place plan_selection_places[] = {
    {"", "SelectionName", "BackupSelection.SelectionName"},
    {"", "IamRoleArn", "BackupSelection.IamRoleArn"},
    {"", "Resources", "BackupSelection.Resources"},
};
constexpr Place testing_plan_places[] = {
    {"CreateRestoreTestingPlan", "RestoreTestingPlanName",
     "RestoreTestingPlan.RestoreTestingPlanName"},
    {"", "ScheduleExpression", "RestoreTestingPlan.ScheduleExpression"},
    {"", "Algorithm", "RestoreTestingPlan.RecoveryPointSelection.Algorithm"},
    {"", "IncludeVaults", "RestoreTestingPlan.RecoveryPointSelection.IncludeVaults"},
    {"", "SelectionWindowDays", "RestoreTestingPlan.RecoveryPointSelection.SelectionWindowDays"},
    {"", "StartWindowHours", "RestoreTestingPlan.StartWindowHours"},
};
constexpr Place testing_selection_places[] = {
    {"CreateRestoreTestingSelection", "RestoreTestingSelectionName",
     "RestoreTestingSelection.RestoreTestingSelectionName"},
    {"", "ProtectedResourceType", "RestoreTestingSelection.ProtectedResourceType"},
    {"", "IamRoleArn", "RestoreTestingSelection.IamRoleArn"},
    {"", "ProtectedResourceArns", "RestoreTestingSelection.ProtectedResourceArns"},
    {"", "ValidationWindowHours", "RestoreTestingSelection.ValidationWindowHours"},
};
constexpr Place lifecycle_places[] = {
    {"", "DeleteAfterDays", "Lifecycle.DeleteAfterDays"},
    {"", "MoveToColdStorageAfterDays", "Lifecycle.MoveToColdStorageAfterDays"},
};

const Place* find_place(std::span<const Place> list, std::string_view operation,
                        std::string_view member) {
    for (const Place& place : list)
        if (place.member == member && (place.operation.empty() || place.operation == operation))
            return &place;
    return nullptr;
}

std::span<const Place> places_of(std::string_view operation) {
    if (operation == "CreateBackupPlan" || operation == "UpdateBackupPlan") return rule_places;
    if (operation == "CreateBackupSelection") return plan_selection_places;
    if (operation.ends_with("RestoreTestingPlan")) return testing_plan_places;
    if (operation.ends_with("RestoreTestingSelection")) return testing_selection_places;
    return lifecycle_places;
}

// What AWS requires and nobody said: given only when it is missing. {account} is the caller's.
struct Filling {
    std::string_view operation;
    std::string_view path;
    std::string_view text;
};
constexpr std::string_view service_role =
    "arn:aws:iam::{account}:role/service-role/AWSBackupDefaultServiceRole";
constexpr Filling fillings[] = {
    {"InviteAccountToOrganization", "Target.Type", "ACCOUNT"},
    {"CreateAccount", "Email", "owner@example.com"},
    {"CreatePolicy", "Description", "Made in an Airlock story"},
    {"PutRolePolicy", "PolicyName", "inline"},
    {"AssumeRole", "RoleSessionName", "airlock"},
    {"PutKeyPolicy", "PolicyName", "default"},
    {"CreateGrant", "Operations[]", "Decrypt"},
    {"CreateApprovalTeam", "Description", "An approval team"},
    {"CreateApprovalTeam", "Policies[].PolicyArn",
     "arn:aws:mpa:::aws:policy/backup.amazonaws.com/CreateRestoreAccessVault/$DEFAULT"},
    {"ListPolicyVersions", "PolicyArn", mpa_policy},
    {"GetPolicyVersion", "PolicyVersionArn",
     "arn:aws:mpa:::aws:policy/backup.amazonaws.com/CreateRestoreAccessVault/1"},
    {"GetResourceShares", "resourceOwner", "OTHER-ACCOUNTS"},
    {"ListResources", "resourceOwner", "OTHER-ACCOUNTS"},
    {"StartBackupJob", "IamRoleArn", service_role},
    {"StartCopyJob", "IamRoleArn", service_role},
    {"StartRestoreJob", "IamRoleArn", service_role},
    {"StartScanJob", "IamRoleArn", service_role},
    {"StartScanJob", "ScannerRoleArn", "arn:aws:iam::{account}:role/AWSBackupScannerRole"},
    {"CreateBackupPlan", "BackupPlan.Rules[].RuleName", "rule"},
    {"UpdateBackupPlan", "BackupPlan.BackupPlanName", "plan"},
    {"UpdateBackupPlan", "BackupPlan.Rules[].RuleName", "rule"},
    {"CreateBackupSelection", "BackupSelection.IamRoleArn", service_role},
    {"CreateRestoreTestingPlan", "RestoreTestingPlan.ScheduleExpression", "cron(0 5 ? * * *)"},
    {"CreateRestoreTestingPlan", "RestoreTestingPlan.RecoveryPointSelection.Algorithm",
     "LATEST_WITHIN_WINDOW"},
    {"CreateRestoreTestingPlan", "RestoreTestingPlan.RecoveryPointSelection.IncludeVaults[]", "*"},
    {"CreateRestoreTestingPlan", "RestoreTestingPlan.RecoveryPointSelection.RecoveryPointTypes[]",
     "SNAPSHOT"},
    {"CreateRestoreTestingSelection", "RestoreTestingSelection.IamRoleArn", service_role},
    {"UpdateRestoreTestingPlan", "RestoreTestingPlan.ScheduleExpression", "cron(0 5 ? * * *)"},
    {"UpdateRestoreTestingSelection", "RestoreTestingSelection.IamRoleArn", service_role},
    {"ReplaceImageCriteriaInAllowedImagesSettings", "ImageCriteria[].ImageProviders[]",
     "aws-backup-vault"},
    {"EnableAllowedImagesSettings", "AllowedImagesSettingsState", "enabled"},
};

std::string with_account(std::string_view text, const World& w, Id<Account> account) {
    static constexpr std::string_view blank = "{account}";
    std::string out(text);
    if (const auto at = out.find(blank); at != std::string::npos)
        out.replace(at, blank.size(), account_digits(w, account));
    return out;
}

// --- what no path can say ---------------------------------------------------------------------------------

// Approvers are users of the caller's identity source, of which an account has one.
void complete_approvers(AwsRequest& request, const World& w, Id<Account> caller) {
    AwsValue* approvers = find_member(request.members, "Approvers");
    if (approvers == nullptr) return;
    const std::string source =
        "arn:aws:mpa:us-east-1:" + account_digits(w, caller) + ":identity-source/IamIdentityCenter";
    for (AwsValue& item : std::get<AwsList>(approvers->is)) {
        AwsStructure approver;
        approver.push_back({"PrimaryIdentityId", std::move(item)});
        approver.push_back({"PrimaryIdentitySourceArn", aws_text(source)});
        item.is = std::move(approver);
    }
}

// A map of texts: "true", "false".
void complete_settings(AwsRequest& request) {
    AwsValue* settings = find_member(request.members, "GlobalSettings");
    if (settings == nullptr) return;
    for (AwsMember& member : std::get<AwsStructure>(settings->is))
        if (const bool* flag = std::get_if<bool>(&member.value.is))
            member.value = aws_text(*flag ? "true" : "false");
}

// What a restore of each type is told at least; the rest comes from GetRecoveryPointRestoreMetadata.
void complete_metadata(AwsRequest& request, const World& w, const call::StartRestoreJob& c) {
    const bool is_known = w.recovery_points.holds(c.recovery_point);
    const ResourceType type =
        is_known ? w.workloads[w.recovery_points[c.recovery_point].resource].resource_type
                 : ResourceType::EBS;
    static constexpr std::array<std::string_view, 7> keys{
        "availabilityZone",      "Placement",       "CreationToken",
        "DestinationBucketName", "targetTableName", "DBInstanceIdentifier",
        "DBClusterIdentifier"};
    std::string value(w.catalog->names.text(c.restored_name));
    if (type == ResourceType::EBS) value = request.region + "a";
    if (type == ResourceType::EC2) value = "{\"AvailabilityZone\":\"" + request.region + "a\"}";
    if (value.empty()) value = "restored";
    AwsStructure metadata;
    metadata.push_back({std::string(keys[static_cast<std::size_t>(type)]), aws_text(value)});
    if (type == ResourceType::EFS) metadata.push_back({"newFileSystem", aws_text("true")});
    if (type == ResourceType::S3) metadata.push_back({"NewBucket", aws_text("true")});
    put_at(request.members, "Metadata", {std::move(metadata)});
    put_at(request.members, "ResourceType", aws_text(to_text(type)));
}

// A vault of another account, reached through a share, is named together with its owner (BK-LAG).
void complete_vault_owner(AwsRequest& request, const World& w, const Call& call,
                          Id<Account> caller) {
    for (const std::string_view operation :
         {"DescribeBackupVault", "DescribeRecoveryPoint", "ListRecoveryPointsByBackupVault",
          "GetRecoveryPointRestoreMetadata"}) {
        if (request.operation->name != operation) continue;
        const Ref vault = [&] {
            Ref found;
            std::visit(
                [&](const auto& c) {
                    if constexpr (requires { Ref(c.backup_vault); }) found = c.backup_vault;
                },
                call);
            return found;
        }();
        if (!w.holds(vault) || w.vaults[vault.as<Vault>()].account == caller) return;
        put_at(request.members, "BackupVaultAccountId",
               aws_text(account_digits(w, w.vaults[vault.as<Vault>()].account)));
    }
}

// The invitation is named by the share that sent it and the account that it was sent to.
void complete_invitation(AwsRequest& request, const World& w, Id<ResourceShare> share,
                         Id<Account> caller) {
    if (!w.shares.holds(share)) return;
    std::uint32_t index = 0;
    for (const SharePrincipal& row : w.share_principals)
        if (row.share == share && row.account == caller)
            index = w.share_principals.id_of(row).index;
    put_at(request.members, "resourceShareInvitationArn",
           aws_text("arn:aws:ram:" + request.region + ":" +
                    account_digits(w, w.shares[share].account) + ":resource-share-invitation/" +
                    numbered_uuid(index)));
}

}  // namespace

std::string_view aws_path(std::string_view operation, std::string_view member) {
    if (const Place* place = find_place(places, operation, member)) return place->path;
    if (const Place* place = find_place(places_of(operation), operation, member))
        return place->path;
    return member;
}

void complete(AwsRequest& request, const World& after, const Call& call, Id<Account> caller) {
    for (const Filling& filling : fillings)
        if (filling.operation == request.operation->name && !has_at(request.members, filling.path))
            put_at(request.members, filling.path,
                   aws_text(with_account(filling.text, after, caller)));
    if (const auto* c = std::get_if<call::CreateOrganization>(&call))
        put_at(request.members, "FeatureSet",
               aws_text(c->has_all_features == Setting::no ? "CONSOLIDATED_BILLING" : "ALL"));
    if (const auto* c = std::get_if<call::CreateIdentitySource>(&call)) {
        std::string region = request.region;
        if (after.identity_centers.holds(c->identity_center))
            region = after.catalog->names.text(after.identity_centers[c->identity_center].region);
        put_at(request.members, "IdentitySourceParameters.IamIdentityCenter.Region",
               aws_text(region));
    }
    complete_approvers(request, after, caller);
    complete_settings(request);
    complete_vault_owner(request, after, call, caller);
    if (const auto* c = std::get_if<call::StartRestoreJob>(&call))
        complete_metadata(request, after, *c);
    if (const auto* c = std::get_if<call::AcceptResourceShareInvitation>(&call))
        complete_invitation(request, after, c->share, caller);
    if (const auto* c = std::get_if<call::RejectResourceShareInvitation>(&call))
        complete_invitation(request, after, c->share, caller);
}

}  // namespace airlock::study
