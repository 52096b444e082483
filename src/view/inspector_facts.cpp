// Facts under AWS's own member names, as DescribeBackupVault, GetApprovalTeam, GetSession and the others give
// them. What AWS has no member for is left to the inspector's text.
#include "view/page_builder.h"
#include "world/members.h"
#include "world/text.h"

namespace airlock::view {

namespace {

class Facts {
  public:
    explicit Facts(const Moment& moment) : m_(moment), w_(moment.world) {}

    void text(std::string_view label, std::string value) {
        if (!value.empty()) out_.push_back({std::string(label), std::move(value), false});
    }
    void code(std::string_view label, std::string value) {
        if (!value.empty()) out_.push_back({std::string(label), std::move(value), true});
    }
    void number(std::string_view label, std::int64_t value) { code(label, std::to_string(value)); }
    void flag(std::string_view label, bool value) { code(label, value ? "true" : "false"); }
    void date(std::string_view label, Instant at) {
        if (at != never) text(label, day_and_time(m_.language, at));
    }
    void arn(std::string_view label, Ref ref) {
        if (ref) code(label, arn_of(w_, ref));
    }
    std::vector<Fact> take() { return std::move(out_); }

    void vault(Id<Vault> id);
    void team(Id<Team> id);
    void session(Id<Session> id);
    void recovery_point(Id<RecoveryPoint> id);
    void account(Id<Account> id);
    void organization(Id<Organization> id);
    void workload(Id<Workload> id);
    void identity_center(Id<IdentityCenter> id);
    void credential(Id<Credential> id);
    void job(Id<Job> id);
    void unit(Id<OrganizationalUnit> id);
    void control_policy(Id<ControlPolicy> id);
    void key(Id<Key> id);
    void grant(Id<Grant> id);
    void principal(Id<Principal> id);
    void backup_plan(Id<BackupPlan> id);
    void legal_hold(Id<LegalHold> id);
    void restore_testing_plan(Id<RestoreTestingPlan> id);

  private:
    std::string name(Id<Name> id) const { return std::string(w_.catalog->names.text(id)); }
    template <class Row>
    void attached(const Row& row) {
        for (const auto id : row.service_control_policies)
            if (id) text("Service control policy", m_.name(id));
        for (const auto id : row.resource_control_policies)
            if (id) text("Resource control policy", m_.name(id));
    }

    const Moment& m_;
    const World& w_;
    std::vector<Fact> out_;
};

std::string twelve_digits(std::int64_t number) {
    const std::string digits = std::to_string(number);
    return digits.size() < 12 ? std::string(12 - digits.size(), '0') + digits : digits;
}

// DescribeBackupVault.
void Facts::vault(Id<Vault> id) {
    const Vault& row = w_.vaults[id];
    code("BackupVaultName", name(row.name));
    arn("BackupVaultArn", id);
    code("VaultType", std::string(to_text(row.type)));
    if (row.type != VaultType::BACKUP_VAULT) code("VaultState", std::string(to_text(row.state)));
    number("NumberOfRecoveryPoints", static_cast<std::int64_t>(recovery_points_of(w_, id).size()));
    if (row.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT) {
        flag("Locked", row.lock != LockMode::none);
        date("LockDate", row.lock_date);
    }
    if (row.min_retention_days > 0) number("MinRetentionDays", row.min_retention_days);
    if (row.max_retention_days > 0) number("MaxRetentionDays", row.max_retention_days);
    if (row.key) {
        arn("EncryptionKeyArn", row.key);
        code("EncryptionKeyType", "CUSTOMER_MANAGED_KMS_KEY");
    } else if (row.type != VaultType::BACKUP_VAULT) {
        code("EncryptionKeyType", "AWS_OWNED_KMS_KEY");
    }
    if (row.mpa_approval_team) arn("MpaApprovalTeamArn", row.mpa_approval_team);
    if (row.team_update_session)
        code("LatestMpaApprovalTeamUpdate.Status",
             std::string(to_text(w_.sessions[row.team_update_session].status)));
    if (row.access_policy) code("AccessPolicy", m_.name(row.access_policy));
    if (row.source_vault) arn("SourceBackupVaultArn", row.source_vault);
    if (row.access_session) arn("MpaSessionArn", row.access_session);
    if (row.revoke_session)
        code("LatestRevokeRequest.Status",
             std::string(to_text(w_.sessions[row.revoke_session].status)));
    date("CreationDate", row.created_at);
    date("ApprovalDate", row.approved_at);
}

// GetApprovalTeam.
void Facts::team(Id<Team> id) {
    const Team& row = w_.teams[id];
    code("Name", name(row.name));
    arn("Arn", id);
    code("Status", std::string(to_text(row.status)));
    code("StatusCode", std::string(to_text(row.status_code)));
    number("MinApprovalsRequired", row.min_approvals_required);
    number("NumberOfApprovers", row.approvers_count);
    for (std::uint32_t i = 0; i < row.approvers_count; ++i) {
        const Approver& approver = row.approvers[i];
        std::string state(to_text(approver.status));
        if (approver.last_activity != LastActivity::none)
            state += " · " + std::string(to_text(approver.last_activity));
        if (approver.mailbox)
            state += w_.users[approver.user].mailbox == approver.mailbox
                         ? " · EMAIL_OTP IN_SYNC"
                         : " · EMAIL_OTP OUT_OF_SYNC";
        if (row.status == TeamStatus::ACTIVE && !is_active_approver(w_, row, i, m_.at))
            state += " · inactive";
        text(m_.name(approver.user), state);
    }
    text("Description", name(row.description));
    number("VersionId", row.version);
    if (row.update_session) arn("UpdateSessionArn", row.update_session);
    if (row.pending_update) {
        const TeamDraft& draft = w_.team_drafts[row.pending_update];
        number("PendingUpdate.VersionId", draft.version);
        number("PendingUpdate.MinApprovalsRequired", draft.min_approvals_required);
        number("PendingUpdate.NumberOfApprovers", draft.approvers_count);
        code("PendingUpdate.Status", std::string(to_text(draft.status)));
    }
    if (row.status == TeamStatus::DELETING) date("DeletionCompletionTime", row.deadline_at);
    date("LastUpdateTime", row.updated_at);
    date("CreationTime", row.created_at);
}

// GetSession.
void Facts::session(Id<Session> id) {
    const Session& row = w_.sessions[id];
    arn("SessionArn", id);
    code("ActionName", std::string(to_text(row.action)));
    code("Status", std::string(to_text(row.status)));
    code("StatusCode", std::string(to_text(row.status_code)));
    if (row.execution_status != ExecutionStatus::none)
        code("ExecutionStatus", std::string(to_text(row.execution_status)));
    if (row.vault) arn("ProtectedResourceArn", row.vault);
    if (row.requester) arn("RequesterPrincipalArn", row.requester);
    text("RequesterComment", name(row.comment));
    date("InitiationTime", row.initiated_at);
    date("ExpirationTime", row.expires_at);
    date("CompletionTime", row.completed_at);
    if (row.requires_verification)
        code("AdditionalSecurityRequirements", "APPROVER_VERIFICATION_REQUIRED");
}

// DescribeRecoveryPoint.
void Facts::recovery_point(Id<RecoveryPoint> id) {
    const RecoveryPoint& row = w_.recovery_points[id];
    arn("RecoveryPointArn", id);
    code("BackupVaultName", m_.name(row.vault));
    if (row.resource) code("ResourceName", m_.name(row.resource));
    code("Status",
         row.status == RecoveryPointStatus::deleted ? "DELETED" : std::string(to_text(row.status)));
    date("CreationDate", row.created_at);
    date("CalculatedLifecycle.DeleteAt", row.delete_at);
    date("CalculatedLifecycle.MoveToColdStorageAt", row.cold_at);
    if (row.storage_class == StorageClass::COLD) code("StorageClass", "COLD");
    if (row.is_deleted_after_copy) code("Lifecycle.DeleteAfterEvent", "DELETE_AFTER_COPY");
    if (row.role) arn("IamRoleArn", row.role);
    if (row.scan_result != ScanResult::none)
        code("ScanResults.ScanResultStatus", std::string(to_text(row.scan_result)));
    if (row.is_image_disabled) flag("Image disabled", true);
    for (const LegalHold& hold : w_.legal_holds)
        if (hold.status == LegalHoldStatus::ACTIVE && hold.account == w_.vaults[row.vault].account)
            text("Legal hold of the account", name(hold.title));
    if (row.copied_from) code("SourceRecoveryPoint", m_.name(row.copied_from));
    arn("EncryptionKeyArn", row.key);
}

void Facts::account(Id<Account> id) {
    const Account& row = w_.accounts[id];
    code("Id", twelve_digits(row.number));
    code("Status", std::string(to_text(row.status)));
    date("Closed at", row.closed_at);
    if (row.support_case != SupportCaseStatus::none) {
        text("Case with AWS Support", m_.word_of("SupportCaseStatus", to_text(row.support_case)));
        date("Account given back", row.case_resolved_at);
    }
    if (!row.organization) return;
    text("Organization", m_.name(row.organization));
    if (row.allowed_images != AllowedImages::all)
        text("Allowed images", m_.word_of("AllowedImages", to_text(row.allowed_images)));
    flag("Management account", w_.organizations[row.organization].management_account == id);
    if (row.unit) text("Organizational unit", m_.name(row.unit));
    if (!w_.organizational_units.empty() || row.service_control_policies[1]) attached(row);
}

void Facts::unit(Id<OrganizationalUnit> id) {
    const OrganizationalUnit& row = w_.organizational_units[id];
    arn("Arn", id);
    code("Name", name(row.name));
    text("Parent", row.parent ? m_.name(row.parent) : m_.name(row.organization));
    attached(row);
}

void Facts::control_policy(Id<ControlPolicy> id) {
    const ControlPolicy& row = w_.control_policies[id];
    code("Name", name(row.name));
    code("Type", std::string(to_text(row.type)));
    flag("AwsManaged", !row.organization);
    code("Content", w_.catalog->documents[row.document.index].source);
}

// DescribeKey.
void Facts::key(Id<Key> id) {
    const Key& row = w_.keys[id];
    arn("Arn", id);
    code("KeyManager", std::string(to_text(row.manager)));
    code("KeyState", row.state == KeyState::deleted ? "DELETED" : std::string(to_text(row.state)));
    date("DeletionDate", row.deletion_at);
    if (row.policy) text("Key policy", m_.name(row.policy));
}

void Facts::grant(Id<Grant> id) {
    const Grant& row = w_.grants[id];
    arn("KeyId", row.key);
    arn("GranteePrincipal", row.grantee);
    if (row.retiring_principal) arn("RetiringPrincipal", row.retiring_principal);
}

void Facts::principal(Id<Principal> id) {
    const Principal& row = w_.principals[id];
    arn("Arn", id);
    for (const auto policy : row.identity_policies)
        if (policy) text("Policy", m_.name(policy));
    if (row.permissions_boundary) text("PermissionsBoundary", m_.name(row.permissions_boundary));
    if (row.trust_policy) text("AssumeRolePolicyDocument", m_.name(row.trust_policy));
    if (row.trusted_account) text("Trusts", name_of_account(w_, row.trusted_account));
}

void Facts::organization(Id<Organization> id) {
    const Organization& row = w_.organizations[id];
    text("MasterAccountName", name_of_account(w_, row.management_account));
    code("FeatureSet", row.has_all_features ? "ALL" : "CONSOLIDATED_BILLING");
    flag("isMpaEnabled", row.is_mpa_enabled);
    flag("isCrossAccountBackupEnabled", row.is_cross_account_backup_enabled);
    flag("EnableSharingWithAwsOrganization", row.is_ram_sharing_enabled);
}

void Facts::workload(Id<Workload> id) {
    const Workload& row = w_.workloads[id];
    arn("ResourceArn", id);
    code("ResourceType", std::string(to_text(row.resource_type)));
    text("State", m_.word_of("WorkloadState", to_text(row.state)));
    date("Encrypted at", row.encrypted_at);
    if (row.finding != Finding::none) text("Analysis", m_.word_of("Finding", to_text(row.finding)));
    if (row.restored_from) code("Restored from", m_.name(row.restored_from));
}

void Facts::identity_center(Id<IdentityCenter> id) {
    const IdentityCenter& row = w_.identity_centers[id];
    arn("InstanceArn", id);
    code("Region", name(row.region));
    text("Directory", m_.name(row.provider));
    flag("Independent directory", w_.identity_providers[row.provider].is_independent);
    for (const IdentitySource& source : w_.identity_sources) {
        if (source.identity_center != id) continue;
        arn("IdentitySourceArn", w_.identity_sources.id_of(source));
        code("Status", std::string(to_text(source.status)));
        code("StatusCode", std::string(to_text(source.status_code)));
    }
    if (row.is_deleted) flag("Deleted", true);
}

void Facts::credential(Id<Credential> id) {
    const Credential& row = w_.credentials[id];
    if (row.principal) arn("Arn", row.principal);
    if (row.user) text("User", m_.name(row.user));
    text("Held by", name_of_person(w_, row.holder));
    if (row.stolen_from)
        text("Stolen from", name_of_person(w_, w_.credentials[row.stolen_from].holder));
    if (row.assumed_from) text("Assumed from", m_.name(row.assumed_from));
    if (row.session_policy) text("Session policy", m_.name(row.session_policy));
    date("Expiration", row.expires_at);
    flag("Revoked", row.is_revoked);
}

void Facts::job(Id<Job> id) {
    const Job& row = w_.jobs[id];
    code("JobId", name_of(w_, id));
    code("Status", std::string(to_text(row.status)));
    if (row.failure != JobFailure::none)
        text("StatusMessage", m_.word_of("JobFailure", to_text(row.failure)));
    if (row.recovery_point) code("RecoveryPoint", m_.name(row.recovery_point));
    if (row.destination) code("BackupVaultName", m_.name(row.destination));
    if (row.role) arn("IamRoleArn", row.role);
    if (row.rule) code("CreatedBy.BackupPlan", m_.name(row.rule));
    if (row.scan_result != ScanResult::none)
        code("ScanResult", std::string(to_text(row.scan_result)));
    if (row.validation != ValidationStatus::none)
        code("ValidationStatus", std::string(to_text(row.validation)));
    if (row.deletion != DeletionStatus::none)
        code("DeletionStatus", std::string(to_text(row.deletion)));
    date("StartBy", row.start_by);
    date("CreationDate", row.started_at);
    date("ExpectedCompletionDate", row.deadline_at);
}

// GetBackupPlan.
void Facts::backup_plan(Id<BackupPlan> id) {
    const BackupPlan& row = w_.backup_plans[id];
    code("BackupPlanName", name(row.name));
    number("VersionId", row.version);
    for (const BackupRule& rule : w_.backup_rules) {
        if (rule.plan != id || rule.is_deleted) continue;
        code("TargetBackupVaultName", m_.name(rule.target));
        if (rule.air_gapped_target)
            code("TargetLogicallyAirGappedBackupVaultArn", m_.name(rule.air_gapped_target));
        code("ScheduleExpression", name(rule.schedule_expression));
        date("Next run", rule.next_at);
    }
}

// GetLegalHold.
void Facts::legal_hold(Id<LegalHold> id) {
    const LegalHold& row = w_.legal_holds[id];
    text("Title", name(row.title));
    code("Status", std::string(to_text(row.status)));
    date("CancellationDate", row.canceled_at);
}

// GetRestoreTestingPlan.
void Facts::restore_testing_plan(Id<RestoreTestingPlan> id) {
    const RestoreTestingPlan& row = w_.restore_testing_plans[id];
    code("RestoreTestingPlanName", name(row.name));
    code("Algorithm", std::string(to_text(row.algorithm)));
    number("SelectionWindowDays", row.selection_window_days);
    date("Next run", row.next_at);
}

// --- a call's members -----------------------------------------------------------------------------------------

std::string text_of(const Moment& m, const MemberAt<const void*>& member) {
    const auto name = [&](Ref ref) { return ref ? m.name(ref) : std::string(); };
    switch (member.about.kind) {
        case MemberKind::text: return std::string(m.world.catalog->names.text(member.text()));
        case MemberKind::integer:
            return member.integer() == unset ? std::string() : std::to_string(member.integer());
        case MemberKind::boolean:
            if (member.setting() == Setting::absent) return {};
            return member.setting() == Setting::yes ? "true" : "false";
        case MemberKind::response: return std::string(to_text(member.response()));
        case MemberKind::reference: return name(member.first());
        case MemberKind::references: {
            std::vector<std::string> names;
            for (std::uint32_t i = 0; i < member.size(); ++i) names.push_back(name(member.row(i)));
            return list_of(m.language, names);
        }
    }
    return {};
}

}  // namespace

std::vector<Fact> facts_of(const Moment& m, Ref thing) {
    Facts facts(m);
    switch (thing.kind) {
        case Kind::vault: facts.vault(thing.as<Vault>()); break;
        case Kind::team: facts.team(thing.as<Team>()); break;
        case Kind::session: facts.session(thing.as<Session>()); break;
        case Kind::recovery_point: facts.recovery_point(thing.as<RecoveryPoint>()); break;
        case Kind::account: facts.account(thing.as<Account>()); break;
        case Kind::organization: facts.organization(thing.as<Organization>()); break;
        case Kind::workload: facts.workload(thing.as<Workload>()); break;
        case Kind::identity_center: facts.identity_center(thing.as<IdentityCenter>()); break;
        case Kind::credential: facts.credential(thing.as<Credential>()); break;
        case Kind::job: facts.job(thing.as<Job>()); break;
        case Kind::organizational_unit: facts.unit(thing.as<OrganizationalUnit>()); break;
        case Kind::control_policy: facts.control_policy(thing.as<ControlPolicy>()); break;
        case Kind::key: facts.key(thing.as<Key>()); break;
        case Kind::grant: facts.grant(thing.as<Grant>()); break;
        case Kind::principal: facts.principal(thing.as<Principal>()); break;
        case Kind::backup_plan: facts.backup_plan(thing.as<BackupPlan>()); break;
        case Kind::legal_hold: facts.legal_hold(thing.as<LegalHold>()); break;
        case Kind::restore_testing_plan:
            facts.restore_testing_plan(thing.as<RestoreTestingPlan>());
            break;
        default: break;
    }
    return facts.take();
}

std::vector<Fact> facts_of_entry(const Moment& m, const Entry& entry) {
    std::vector<Fact> out;
    if (!entry.call) return out;
    const Operation& operation = operation_of(*entry.call);
    if (!operation.is_deed())
        out.push_back({"Operation",
                       std::string(operation.service) + ":" + std::string(operation.name), true});
    const auto add = [&](std::string_view label, std::string value) {
        if (!value.empty()) out.push_back({std::string(label), std::move(value), true});
    };
    for (const auto member : members_in(*entry.call)) add(member.about.name, text_of(m, member));
    const Id<Credential> id = entry.caller.credential;
    const World& head = m.run.world();
    if (head.credentials.holds(id) && head.credentials[id].principal)
        add("Caller", arn_of(head, head.credentials[id].principal));
    return out;
}

}  // namespace airlock::view
