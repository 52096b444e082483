// Lists the references that calls and events hold, by type; the compiler names a type that is missing.
#include "view/touch.h"

#include "sim/call_text.h"

namespace airlock::view {

namespace {

template <class Row>
constexpr Kind kind_of_row() {
    return Ref(Id<Row>{0}).kind;
}

// The kind of row that an event adds, by type; none for most.
template <class E>
struct Adds {
    static constexpr Kind kind = Kind::none;
};
template <class Row>
struct Adds<event::Founded<Row>> {
    static constexpr Kind kind = kind_of_row<Row>();
};
template <>
struct Adds<event::OrganizationCreated> {
    static constexpr Kind kind = Kind::organization;
};
template <>
struct Adds<event::AccountInvited> {
    static constexpr Kind kind = Kind::handshake;
};
template <>
struct Adds<event::PrincipalCreated> {
    static constexpr Kind kind = Kind::principal;
};
template <>
struct Adds<event::RoleAssumed> {
    static constexpr Kind kind = Kind::credential;
};
template <>
struct Adds<event::OrganizationalUnitCreated> {
    static constexpr Kind kind = Kind::organizational_unit;
};
template <>
struct Adds<event::AccountCreated> {
    static constexpr Kind kind = Kind::account;
};
template <>
struct Adds<event::ControlPolicyCreated> {
    static constexpr Kind kind = Kind::control_policy;
};
template <>
struct Adds<event::ServiceAccessEnabled> {
    static constexpr Kind kind = Kind::service_access;
};
template <>
struct Adds<event::DelegatedAdministratorRegistered> {
    static constexpr Kind kind = Kind::service_access;
};
template <>
struct Adds<event::KeyCreated> {
    static constexpr Kind kind = Kind::key;
};
template <>
struct Adds<event::GrantCreated> {
    static constexpr Kind kind = Kind::grant;
};
template <>
struct Adds<event::IdentityCenterEnabled> {
    static constexpr Kind kind = Kind::identity_center;
};
template <>
struct Adds<event::IdentitySourceCreated> {
    static constexpr Kind kind = Kind::identity_source;
};
template <>
struct Adds<event::CredentialStolen> {
    static constexpr Kind kind = Kind::credential;
};
template <>
struct Adds<event::ApprovalTeamCreated> {
    static constexpr Kind kind = Kind::team;
};
template <>
struct Adds<event::SessionStarted> {
    static constexpr Kind kind = Kind::session;
};
template <>
struct Adds<event::ResourceShareCreated> {
    static constexpr Kind kind = Kind::share;
};
template <>
struct Adds<event::ResourceShared> {
    static constexpr Kind kind = Kind::shared_resource;
};
template <>
struct Adds<event::PrincipalInvited> {
    static constexpr Kind kind = Kind::share_principal;
};
template <>
struct Adds<event::PrincipalAssociated> {
    static constexpr Kind kind = Kind::share_principal;
};
template <>
struct Adds<event::VaultCreated> {
    static constexpr Kind kind = Kind::vault;
};
template <>
struct Adds<event::RecoveryPointCreated> {
    static constexpr Kind kind = Kind::recovery_point;
};
template <>
struct Adds<event::JobStarted> {
    static constexpr Kind kind = Kind::job;
};
template <>
struct Adds<event::WorkloadRestored> {
    static constexpr Kind kind = Kind::workload;
};
template <>
struct Adds<event::UserPasswordReset> {
    static constexpr Kind kind = Kind::credential;
};
template <>
struct Adds<event::RegionInterrupted> {
    static constexpr Kind kind = Kind::outage;
};
template <>
struct Adds<event::TeamUpdateDrafted> {
    static constexpr Kind kind = Kind::team_draft;
};
template <>
struct Adds<event::TeamRecoveryRequested> {
    static constexpr Kind kind = Kind::team_draft;
};
template <>
struct Adds<event::OrganizationAssociated> {
    static constexpr Kind kind = Kind::share_principal;
};
template <>
struct Adds<event::BackupPlanCreated> {
    static constexpr Kind kind = Kind::backup_plan;
};
template <>
struct Adds<event::BackupRuleCreated> {
    static constexpr Kind kind = Kind::backup_rule;
};
template <>
struct Adds<event::BackupSelectionCreated> {
    static constexpr Kind kind = Kind::backup_selection;
};
template <>
struct Adds<event::LegalHoldCreated> {
    static constexpr Kind kind = Kind::legal_hold;
};
template <>
struct Adds<event::RestoreTestingPlanCreated> {
    static constexpr Kind kind = Kind::restore_testing_plan;
};
template <>
struct Adds<event::RestoreTestingSelectionCreated> {
    static constexpr Kind kind = Kind::restore_testing_selection;
};

// The references that an event holds.
struct RefsOf {
    Refs& out;

    void add(Ref ref) const {
        if (ref) out.push_back(ref);
    }
    template <class Row>
    void operator()(const event::Founded<Row>&) const {}
    void operator()(const event::OrganizationCreated& e) const { add(e.management_account); }
    void operator()(const event::AccountInvited& e) const { add(e.account), add(e.organization); }
    void operator()(const event::AccountJoined& e) const {
        add(e.account), add(e.organization), add(e.handshake);
    }
    void operator()(const event::HandshakeExpired& e) const { add(e.handshake); }
    void operator()(const event::GlobalSettingsUpdated& e) const { add(e.organization); }
    void operator()(const event::RamSharingEnabled& e) const { add(e.organization); }
    void operator()(const event::RamSharingDisabled& e) const { add(e.organization); }
    void operator()(const event::RoleDeleted& e) const { add(e.role); }
    void operator()(const event::RoleRestored& e) const { add(e.role); }
    void operator()(const event::RolePolicyPut& e) const { add(e.role); }
    void operator()(const event::TrustPolicyUpdated& e) const { add(e.role); }
    void operator()(const event::PermissionsBoundaryPut& e) const { add(e.principal); }
    void operator()(const event::PermissionsBoundaryDeleted& e) const { add(e.principal); }
    void operator()(const event::PrincipalCreated& e) const { add(e.principal.account); }
    void operator()(const event::RoleAssumed& e) const { add(e.session.principal); }
    void operator()(const event::OrganizationalUnitCreated& e) const {
        add(e.organization), add(e.parent);
    }
    void operator()(const event::AccountCreated& e) const { add(e.account.organization); }
    void operator()(const event::AccountMoved& e) const { add(e.account), add(e.unit); }
    void operator()(const event::AccountLeft& e) const { add(e.account), add(e.organization); }
    void operator()(const event::AccountClosureStarted& e) const { add(e.account); }
    void operator()(const event::AccountSuspended& e) const { add(e.account); }
    void operator()(const event::AccountReopened& e) const { add(e.account); }
    void operator()(const event::SupportCaseOpened& e) const { add(e.account); }
    void operator()(const event::SupportCaseAnswered& e) const { add(e.account); }
    void operator()(const event::SupportCaseResolved& e) const { add(e.account); }
    void operator()(const event::AccountClosed& e) const { add(e.account); }
    void operator()(const event::ControlPolicyCreated& e) const { add(e.policy.organization); }
    void operator()(const event::PolicyAttached& e) const { add(e.target), add(e.policy); }
    void operator()(const event::PolicyDetached& e) const { add(e.target), add(e.policy); }
    void operator()(const event::PolicyTypeEnabled& e) const { add(e.organization); }
    void operator()(const event::PolicyTypeDisabled& e) const { add(e.organization); }
    void operator()(const event::ServiceAccessEnabled& e) const { add(e.organization); }
    void operator()(const event::ServiceAccessDisabled& e) const { add(e.access); }
    void operator()(const event::DelegatedAdministratorRegistered& e) const {
        add(e.organization), add(e.account);
    }
    void operator()(const event::KeyCreated& e) const { add(e.key.account); }
    void operator()(const event::KeyEnabled& e) const { add(e.key); }
    void operator()(const event::KeyDisabled& e) const { add(e.key); }
    void operator()(const event::KeyDeletionScheduled& e) const { add(e.key); }
    void operator()(const event::KeyDeletionCancelled& e) const { add(e.key); }
    void operator()(const event::KeyDeleted& e) const { add(e.key); }
    void operator()(const event::KeyPolicyPut& e) const { add(e.key); }
    void operator()(const event::GrantCreated& e) const { add(e.grant.key), add(e.grant.grantee); }
    void operator()(const event::GrantRetired& e) const { add(e.grant); }
    void operator()(const event::RecoveryPointLost& e) const { add(e.recovery_point); }
    void operator()(const event::RecoveryPointErased& e) const { add(e.recovery_point); }
    void operator()(const event::IdentityCenterEnabled& e) const {
        add(e.account), add(e.provider);
    }
    void operator()(const event::IdentitySourceCreated& e) const {
        add(e.identity_center), add(e.account);
    }
    void operator()(const event::IdentitySourceActivated& e) const { add(e.identity_source); }
    void operator()(const event::CredentialStolen& e) const { add(e.credential), add(e.thief); }
    void operator()(const event::CredentialRevoked& e) const { add(e.credential); }
    void operator()(const event::ApprovalTeamCreated& e) const { add(e.account); }
    void operator()(const event::TeamValidated& e) const { add(e.team); }
    void operator()(const event::TeamValidationFailed& e) const { add(e.team); }
    void operator()(const event::TeamInvitationAnswered& e) const { add(e.team); }
    void operator()(const event::TeamActivated& e) const { add(e.team); }
    void operator()(const event::TeamActivationFailed& e) const { add(e.team); }
    void operator()(const event::SessionStarted& e) const {
        add(e.session.team), add(e.session.vault), add(e.session.restore_access_vault);
    }
    void operator()(const event::IdentitySourceFailed& e) const { add(e.identity_source); }
    void operator()(const event::IdentitySourceDeletionStarted& e) const { add(e.identity_source); }
    void operator()(const event::IdentitySourceDeleted& e) const { add(e.identity_source); }
    void operator()(const event::IdentityCenterDeleted& e) const { add(e.identity_center); }
    void operator()(const event::IdentityProviderChanged& e) const { add(e.identity_center); }
    void operator()(const event::UserDisabled& e) const { add(e.user); }
    void operator()(const event::UserEnabled& e) const { add(e.user); }
    void operator()(const event::UserDeleted& e) const { add(e.user); }
    void operator()(const event::UserPasswordReset& e) const { add(e.user); }
    void operator()(const event::UserEmailUpdated& e) const { add(e.user); }
    void operator()(const event::RegionInterrupted&) const {}
    void operator()(const event::RegionRecovered&) const {}
    void operator()(const event::TeamRetried& e) const { add(e.team); }
    void operator()(const event::TeamUpdateDrafted& e) const { add(e.draft.team); }
    void operator()(const event::TeamUpdateFailed& e) const { add(e.team); }
    void operator()(const event::TeamUpdateCancelled& e) const { add(e.team); }
    void operator()(const event::TeamUpdateApproved& e) const { add(e.team); }
    void operator()(const event::TeamUpdateInvitationAnswered&) const {}
    void operator()(const event::TeamUpdated& e) const { add(e.team); }
    void operator()(const event::TeamDraftDeleted& e) const { add(e.team); }
    void operator()(const event::TeamDeletionFailed& e) const { add(e.team); }
    void operator()(const event::TeamDeletionCancelled& e) const { add(e.team); }
    void operator()(const event::TeamDeletionApproved& e) const { add(e.team); }
    void operator()(const event::TeamDeleted& e) const { add(e.team); }
    void operator()(const event::TeamRecoveryRequested& e) const { add(e.draft.team); }
    void operator()(const event::TeamRecovered& e) const { add(e.team); }
    void operator()(const event::SessionValidated& e) const { add(e.session); }
    void operator()(const event::SessionCancelled& e) const { add(e.session); }
    void operator()(const event::VoteCast& e) const { add(e.session); }
    void operator()(const event::SessionApproved& e) const { add(e.session); }
    void operator()(const event::SessionFailed& e) const { add(e.session); }
    void operator()(const event::SessionExecuted& e) const { add(e.session); }
    void operator()(const event::SessionExecutionFailed& e) const { add(e.session); }
    void operator()(const event::ResourceShareCreated& e) const { add(e.account); }
    void operator()(const event::ResourceShared& e) const { add(e.share), add(e.resource); }
    void operator()(const event::PrincipalInvited& e) const { add(e.share), add(e.account); }
    void operator()(const event::PrincipalAssociated& e) const { add(e.share), add(e.account); }
    void operator()(const event::InvitationAccepted& e) const { add(e.principal); }
    void operator()(const event::InvitationRejected& e) const { add(e.principal); }
    void operator()(const event::InvitationExpired& e) const { add(e.principal); }
    void operator()(const event::PrincipalDisassociated& e) const { add(e.principal); }
    void operator()(const event::ResourceUnshared& e) const { add(e.resource); }
    void operator()(const event::ResourceShareDeleted& e) const { add(e.share); }
    void operator()(const event::VaultCreated& e) const {
        add(e.vault.account), add(e.vault.source_vault);
    }
    void operator()(const event::VaultAvailable& e) const { add(e.vault); }
    void operator()(const event::VaultFailed& e) const { add(e.vault); }
    void operator()(const event::VaultDeleted& e) const { add(e.vault); }
    void operator()(const event::VaultLocked& e) const { add(e.vault); }
    void operator()(const event::VaultLockDeleted& e) const { add(e.vault); }
    void operator()(const event::VaultLockMatured& e) const { add(e.vault); }
    void operator()(const event::TeamAssociated& e) const { add(e.vault), add(e.team); }
    void operator()(const event::TeamDisassociated& e) const { add(e.vault); }
    void operator()(const event::RestoreAccessOpened& e) const { add(e.vault); }
    void operator()(const event::RecoveryPointCreated& e) const {
        add(e.recovery_point.vault), add(e.job);
    }
    void operator()(const event::RecoveryPointLifecycleUpdated& e) const { add(e.recovery_point); }
    void operator()(const event::RecoveryPointDeleted& e) const { add(e.recovery_point); }
    void operator()(const event::RecoveryPointExpired& e) const { add(e.recovery_point); }
    void operator()(const event::JobStarted& e) const {
        add(e.job.resource), add(e.job.recovery_point), add(e.job.destination);
    }
    void operator()(const event::JobCompleted& e) const { add(e.job); }
    void operator()(const event::JobFailed& e) const { add(e.job); }
    void operator()(const event::WorkloadRestored& e) const { add(e.job); }
    void operator()(const event::WorkloadEncrypted& e) const { add(e.workload); }
    void operator()(const event::OrganizationAssociated& e) const {
        add(e.share), add(e.organization);
    }
    void operator()(const event::ResourceShareUpdated& e) const { add(e.share); }
    void operator()(const event::WorkloadInfected& e) const { add(e.workload); }
    void operator()(const event::WorkloadCorrupted& e) const { add(e.workload); }
    void operator()(const event::WorkloadAnalyzed& e) const { add(e.workload); }
    void operator()(const event::WorkloadQuarantined& e) const { add(e.workload); }
    void operator()(const event::RecoveryPointKept& e) const { add(e.recovery_point); }
    void operator()(const event::RecoveryPointMovedToCold& e) const { add(e.recovery_point); }
    void operator()(const event::ImageDisabled& e) const { add(e.recovery_point); }
    void operator()(const event::ImageEnabled& e) const { add(e.recovery_point); }
    void operator()(const event::AllowedImagesChanged& e) const { add(e.account); }
    void operator()(const event::JobBegan& e) const { add(e.job); }
    void operator()(const event::JobStopping& e) const { add(e.job); }
    void operator()(const event::JobAborted& e) const { add(e.job); }
    void operator()(const event::JobExpired& e) const { add(e.job); }
    void operator()(const event::ScanCompleted& e) const { add(e.job); }
    void operator()(const event::ValidationBegan& e) const { add(e.job); }
    void operator()(const event::ValidationEnded& e) const { add(e.job); }
    void operator()(const event::TestResourceDeleting& e) const { add(e.job); }
    void operator()(const event::TestResourceDeleted& e) const { add(e.job); }
    void operator()(const event::AccessPolicyPut& e) const { add(e.vault), add(e.policy); }
    void operator()(const event::AccessPolicyDeleted& e) const { add(e.vault); }
    void operator()(const event::BackupPlanCreated& e) const { add(e.plan.account); }
    void operator()(const event::BackupPlanUpdated& e) const { add(e.plan); }
    void operator()(const event::BackupPlanDeleted& e) const { add(e.plan); }
    void operator()(const event::BackupRuleCreated& e) const {
        add(e.rule.plan), add(e.rule.target), add(e.rule.air_gapped_target);
    }
    void operator()(const event::BackupRuleReplaced& e) const { add(e.rule); }
    void operator()(const event::BackupRuleRan& e) const { add(e.rule); }
    void operator()(const event::BackupSelectionCreated& e) const {
        add(e.selection.plan), add(e.selection.role);
    }
    void operator()(const event::BackupSelectionDeleted& e) const { add(e.selection); }
    void operator()(const event::LegalHoldCreated& e) const { add(e.legal_hold.account); }
    void operator()(const event::LegalHoldActivated& e) const { add(e.legal_hold); }
    void operator()(const event::LegalHoldCanceling& e) const { add(e.legal_hold); }
    void operator()(const event::LegalHoldCanceled& e) const { add(e.legal_hold); }
    void operator()(const event::RestoreTestingPlanCreated& e) const { add(e.plan.account); }
    void operator()(const event::RestoreTestingPlanUpdated& e) const { add(e.plan); }
    void operator()(const event::RestoreTestingPlanDeleted& e) const { add(e.plan); }
    void operator()(const event::RestoreTestingPlanRan& e) const { add(e.plan); }
    void operator()(const event::RestoreTestingSelectionCreated& e) const { add(e.selection.plan); }
    void operator()(const event::RestoreTestingSelectionUpdated& e) const { add(e.selection); }
    void operator()(const event::RestoreTestingSelectionDeleted& e) const { add(e.selection); }
};

bool is_place_on_stage(Kind kind) {
    switch (kind) {
        case Kind::organization:
        case Kind::account:
        case Kind::principal:
        case Kind::credential:
        case Kind::identity_center:
        case Kind::identity_source:
        case Kind::team:
        case Kind::session:
        case Kind::share:
        case Kind::share_principal:
        case Kind::vault:
        case Kind::recovery_point:
        case Kind::job:
        case Kind::workload: return true;
        default: return false;
    }
}

}  // namespace

Births::Births(const World& after, const std::vector<Event>& events) {
    const auto set = [&](const auto& table, Kind kind) {
        counts_[static_cast<std::uint32_t>(kind)] = table.size();
    };
    set(after.persons, Kind::person), set(after.organizations, Kind::organization);
    set(after.accounts, Kind::account), set(after.handshakes, Kind::handshake);
    set(after.principals, Kind::principal), set(after.credentials, Kind::credential);
    set(after.identity_providers, Kind::identity_provider), set(after.users, Kind::user);
    set(after.identity_centers, Kind::identity_center);
    set(after.identity_sources, Kind::identity_source), set(after.teams, Kind::team);
    set(after.sessions, Kind::session), set(after.shares, Kind::share);
    set(after.shared_resources, Kind::shared_resource);
    set(after.share_principals, Kind::share_principal), set(after.vaults, Kind::vault);
    set(after.recovery_points, Kind::recovery_point), set(after.jobs, Kind::job);
    set(after.workloads, Kind::workload);
    set(after.organizational_units, Kind::organizational_unit);
    set(after.control_policies, Kind::control_policy);
    set(after.service_accesses, Kind::service_access);
    set(after.keys, Kind::key), set(after.grants, Kind::grant);
    set(after.team_drafts, Kind::team_draft), set(after.outages, Kind::outage);
    set(after.backup_plans, Kind::backup_plan);
    set(after.backup_rules, Kind::backup_rule);
    set(after.backup_selections, Kind::backup_selection);
    set(after.legal_holds, Kind::legal_hold);
    set(after.restore_testing_plans, Kind::restore_testing_plan);
    set(after.restore_testing_selections, Kind::restore_testing_selection);
    for (const Event& event : events)
        std::visit(
            [&]<class E>(const E&) {
                if (Adds<E>::kind != Kind::none)
                    --counts_[static_cast<std::uint32_t>(Adds<E>::kind)];
            },
            event);
}

Ref Births::born(const Event& event) {
    return std::visit(
        [&]<class E>(const E&) {
            return Adds<E>::kind == Kind::none ? Ref() : next(Adds<E>::kind);
        },
        event);
}

void add_refs(Refs& out, const Event& event, Ref born) {
    if (born) out.push_back(born);
    std::visit(RefsOf{out}, event);
}

void add_refs(Refs& out, const Call& call) {
    for (const Ref& ref : references_in(call))
        if (ref.kind != Kind::policy_document) out.push_back(ref);
}

Refs refs_of(const Entry& entry, Births& births) {
    Refs out;
    if (entry.call) add_refs(out, *entry.call);
    else if (entry.due.subject) out.push_back(entry.due.subject);
    for (const Event& event : entry.events) add_refs(out, event, births.born(event));
    return out;
}

Ref target_of(const World& after, const Entry& entry) {
    // What must be voted on goes to the team; a job goes to the vault that it fills, or through which it reads.
    for (const Event& event : entry.events) {
        if (const auto* started = std::get_if<event::SessionStarted>(&event))
            return started->session.team;
        if (const auto* started = std::get_if<event::JobStarted>(&event))
            return started->job.destination;
    }
    Refs named;
    if (entry.call) add_refs(named, *entry.call);
    else if (entry.due.subject) named.push_back(entry.due.subject);
    for (const Ref& ref : named)
        if (is_place_on_stage(ref.kind)) return ref;
    Births births(after,
                  entry.events);  // a call that names nothing may still bring something forth
    for (const Event& event : entry.events) {
        const Ref born = births.born(event);
        if (born && is_place_on_stage(born.kind)) return born;
    }
    return {};
}

}  // namespace airlock::view
