// How things are called: names, numbers, ARNs, and what an event is about.
#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "world/arn.h"
#include "world/catalog.h"
#include "world/text.h"

namespace airlock {
namespace {

std::string numbered(std::string_view prefix, std::uint32_t index) {
    return std::string(prefix) + "-" + std::to_string(index + 1);
}

std::string text(const World& w, Id<Name> name) { return std::string(w.catalog->names.text(name)); }

// Only rows that are there have a name.
template <class Row>
bool holds(const Table<Row>& table, Ref ref) {
    return table.holds(ref.as<Row>());
}

std::string account_and(const World& w, Id<Account> account, std::string_view rest) {
    return text(w, w.accounts[account].name) + "/" + std::string(rest);
}

std::string principal_name(const World& w, const Principal& p) {
    return account_and(w, p.account,
                       p.kind == PrincipalKind::root ? "root" : w.catalog->names.text(p.name));
}

std::string credential_name(const World& w, const Credential& c) {
    if (c.principal) return principal_name(w, w.principals[c.principal]);
    return text(w, w.identity_providers[w.users[c.user].provider].name) + "/" +
           text(w, w.users[c.user].name);
}

// Event names, in the order of the variant's alternatives (event.h).
template <class E>
consteval std::string_view compiled_type_name() {
    // "… [with E = airlock::event::VoteCast; …]" (gcc) or "… [E = airlock::event::VoteCast]" (clang).
    constexpr std::string_view function = __PRETTY_FUNCTION__;
    constexpr std::size_t begin = function.find("airlock::event::") + 16;
    constexpr std::size_t end = function.find_first_of(";]<", begin);
    return function.substr(begin, end - begin);
}

// A copy of the name alone, or the program would carry the whole text of each function.
template <class E>
constexpr auto type_name = [] {
    std::array<char, compiled_type_name<E>().size()> name{};
    std::ranges::copy(compiled_type_name<E>(), name.begin());
    return name;
}();

template <class Row>
Ref last(const Table<Row>& table) {
    return table.empty() ? Ref() : Ref(Id<Row>{table.size() - 1});
}

// One overload an event; events that add a row are about the row they added.
template <class Row>
Ref about(const World& w, const event::Founded<Row>&) {
    (void)w;
    return {};
}
Ref about(const World& w, const event::OrganizationCreated&) { return last(w.organizations); }
Ref about(const World&, const event::AccountInvited& e) { return e.account; }
Ref about(const World&, const event::AccountJoined& e) { return e.account; }
Ref about(const World&, const event::HandshakeExpired& e) { return e.handshake; }
Ref about(const World&, const event::GlobalSettingsUpdated& e) { return e.organization; }
Ref about(const World&, const event::RamSharingEnabled& e) { return e.organization; }
Ref about(const World&, const event::RamSharingDisabled& e) { return e.organization; }
Ref about(const World&, const event::RoleDeleted& e) { return e.role; }
Ref about(const World&, const event::RoleRestored& e) { return e.role; }
Ref about(const World&, const event::RolePolicyPut& e) { return e.role; }
Ref about(const World&, const event::TrustPolicyUpdated& e) { return e.role; }
Ref about(const World&, const event::PermissionsBoundaryPut& e) { return e.principal; }
Ref about(const World&, const event::PermissionsBoundaryDeleted& e) { return e.principal; }
Ref about(const World& w, const event::PrincipalCreated&) { return last(w.principals); }
Ref about(const World& w, const event::RoleAssumed&) { return last(w.credentials); }
Ref about(const World& w, const event::OrganizationalUnitCreated&) {
    return last(w.organizational_units);
}
Ref about(const World& w, const event::AccountCreated&) { return last(w.accounts); }
Ref about(const World&, const event::AccountMoved& e) { return e.account; }
Ref about(const World&, const event::AccountLeft& e) { return e.account; }
Ref about(const World&, const event::AccountClosureStarted& e) { return e.account; }
Ref about(const World&, const event::AccountSuspended& e) { return e.account; }
Ref about(const World&, const event::AccountReopened& e) { return e.account; }
Ref about(const World&, const event::AccountClosed& e) { return e.account; }
Ref about(const World&, const event::SupportCaseOpened& e) { return e.account; }
Ref about(const World&, const event::SupportCaseAnswered& e) { return e.account; }
Ref about(const World&, const event::SupportCaseResolved& e) { return e.account; }
Ref about(const World& w, const event::ControlPolicyCreated&) { return last(w.control_policies); }
Ref about(const World&, const event::PolicyAttached& e) { return e.policy; }
Ref about(const World&, const event::PolicyDetached& e) { return e.policy; }
Ref about(const World&, const event::PolicyTypeEnabled& e) { return e.organization; }
Ref about(const World&, const event::PolicyTypeDisabled& e) { return e.organization; }
Ref about(const World& w, const event::ServiceAccessEnabled&) { return last(w.service_accesses); }
Ref about(const World&, const event::ServiceAccessDisabled& e) { return e.access; }
Ref about(const World& w, const event::DelegatedAdministratorRegistered&) {
    return last(w.service_accesses);
}
Ref about(const World& w, const event::KeyCreated&) { return last(w.keys); }
Ref about(const World&, const event::KeyEnabled& e) { return e.key; }
Ref about(const World&, const event::KeyDisabled& e) { return e.key; }
Ref about(const World&, const event::KeyDeletionScheduled& e) { return e.key; }
Ref about(const World&, const event::KeyDeletionCancelled& e) { return e.key; }
Ref about(const World&, const event::KeyDeleted& e) { return e.key; }
Ref about(const World&, const event::KeyPolicyPut& e) { return e.key; }
Ref about(const World& w, const event::GrantCreated&) { return last(w.grants); }
Ref about(const World&, const event::GrantRetired& e) { return e.grant; }
Ref about(const World&, const event::RecoveryPointLost& e) { return e.recovery_point; }
Ref about(const World&, const event::RecoveryPointErased& e) { return e.recovery_point; }
Ref about(const World& w, const event::IdentityCenterEnabled&) { return last(w.identity_centers); }
Ref about(const World& w, const event::IdentitySourceCreated&) { return last(w.identity_sources); }
Ref about(const World&, const event::IdentitySourceActivated& e) { return e.identity_source; }
Ref about(const World&, const event::CredentialStolen& e) { return e.credential; }
Ref about(const World&, const event::CredentialRevoked& e) { return e.credential; }
Ref about(const World& w, const event::ApprovalTeamCreated&) { return last(w.teams); }
Ref about(const World&, const event::TeamValidated& e) { return e.team; }
Ref about(const World&, const event::TeamValidationFailed& e) { return e.team; }
Ref about(const World&, const event::TeamInvitationAnswered& e) { return e.team; }
Ref about(const World&, const event::TeamActivated& e) { return e.team; }
Ref about(const World&, const event::TeamActivationFailed& e) { return e.team; }
Ref about(const World& w, const event::SessionStarted&) { return last(w.sessions); }
Ref about(const World&, const event::IdentitySourceFailed& e) { return e.identity_source; }
Ref about(const World&, const event::IdentitySourceDeletionStarted& e) { return e.identity_source; }
Ref about(const World&, const event::IdentitySourceDeleted& e) { return e.identity_source; }
Ref about(const World&, const event::IdentityCenterDeleted& e) { return e.identity_center; }
Ref about(const World&, const event::IdentityProviderChanged& e) { return e.identity_center; }
Ref about(const World&, const event::UserDisabled& e) { return e.user; }
Ref about(const World&, const event::UserEnabled& e) { return e.user; }
Ref about(const World&, const event::UserDeleted& e) { return e.user; }
Ref about(const World&, const event::UserPasswordReset& e) { return e.user; }
Ref about(const World&, const event::UserEmailUpdated& e) { return e.user; }
Ref about(const World&, const event::RegionRecovered& e) { return e.outage; }
Ref about(const World&, const event::TeamRetried& e) { return e.team; }
Ref about(const World&, const event::TeamUpdateDrafted& e) { return e.draft.team; }
Ref about(const World&, const event::TeamUpdateFailed& e) { return e.team; }
Ref about(const World&, const event::TeamUpdateCancelled& e) { return e.team; }
Ref about(const World&, const event::TeamUpdateApproved& e) { return e.team; }
Ref about(const World&, const event::TeamUpdated& e) { return e.team; }
Ref about(const World&, const event::TeamDraftDeleted& e) { return e.team; }
Ref about(const World&, const event::TeamDeletionFailed& e) { return e.team; }
Ref about(const World&, const event::TeamDeletionCancelled& e) { return e.team; }
Ref about(const World&, const event::TeamDeletionApproved& e) { return e.team; }
Ref about(const World&, const event::TeamDeleted& e) { return e.team; }
Ref about(const World&, const event::TeamRecoveryRequested& e) { return e.draft.team; }
Ref about(const World&, const event::TeamRecovered& e) { return e.team; }
Ref about(const World&, const event::SessionValidated& e) { return e.session; }
Ref about(const World&, const event::SessionCancelled& e) { return e.session; }
Ref about(const World& w, const event::RegionInterrupted&) { return last(w.outages); }
Ref about(const World& w, const event::TeamUpdateInvitationAnswered& e) {
    return w.team_drafts[e.draft].team;
}
Ref about(const World&, const event::VoteCast& e) { return e.session; }
Ref about(const World&, const event::SessionApproved& e) { return e.session; }
Ref about(const World&, const event::SessionFailed& e) { return e.session; }
Ref about(const World&, const event::SessionExecuted& e) { return e.session; }
Ref about(const World&, const event::SessionExecutionFailed& e) { return e.session; }
Ref about(const World& w, const event::ResourceShareCreated&) { return last(w.shares); }
Ref about(const World&, const event::ResourceShared& e) { return e.resource; }
Ref about(const World&, const event::PrincipalInvited& e) { return e.account; }
Ref about(const World&, const event::PrincipalAssociated& e) { return e.account; }
Ref about(const World&, const event::InvitationAccepted& e) { return e.principal; }
Ref about(const World&, const event::InvitationRejected& e) { return e.principal; }
Ref about(const World&, const event::InvitationExpired& e) { return e.principal; }
Ref about(const World&, const event::PrincipalDisassociated& e) { return e.principal; }
Ref about(const World& w, const event::ResourceUnshared& e) {
    return w.shared_resources[e.resource].resource;
}
Ref about(const World&, const event::ResourceShareDeleted& e) { return e.share; }
Ref about(const World& w, const event::VaultCreated&) { return last(w.vaults); }
Ref about(const World&, const event::VaultAvailable& e) { return e.vault; }
Ref about(const World&, const event::VaultFailed& e) { return e.vault; }
Ref about(const World&, const event::VaultDeleted& e) { return e.vault; }
Ref about(const World&, const event::VaultLocked& e) { return e.vault; }
Ref about(const World&, const event::VaultLockDeleted& e) { return e.vault; }
Ref about(const World&, const event::VaultLockMatured& e) { return e.vault; }
Ref about(const World&, const event::TeamAssociated& e) { return e.vault; }
Ref about(const World&, const event::TeamDisassociated& e) { return e.vault; }
Ref about(const World&, const event::RestoreAccessOpened& e) { return e.vault; }
Ref about(const World& w, const event::RecoveryPointCreated&) { return last(w.recovery_points); }
Ref about(const World&, const event::RecoveryPointLifecycleUpdated& e) { return e.recovery_point; }
Ref about(const World&, const event::RecoveryPointDeleted& e) { return e.recovery_point; }
Ref about(const World&, const event::RecoveryPointExpired& e) { return e.recovery_point; }
Ref about(const World& w, const event::JobStarted&) { return last(w.jobs); }
Ref about(const World&, const event::JobCompleted& e) { return e.job; }
Ref about(const World&, const event::JobFailed& e) { return e.job; }
Ref about(const World& w, const event::WorkloadRestored&) { return last(w.workloads); }
Ref about(const World&, const event::WorkloadEncrypted& e) { return e.workload; }
Ref about(const World&, const event::OrganizationAssociated& e) { return e.organization; }
Ref about(const World&, const event::ResourceShareUpdated& e) { return e.share; }
Ref about(const World&, const event::WorkloadInfected& e) { return e.workload; }
Ref about(const World&, const event::WorkloadCorrupted& e) { return e.workload; }
Ref about(const World&, const event::WorkloadAnalyzed& e) { return e.workload; }
Ref about(const World&, const event::WorkloadQuarantined& e) { return e.workload; }
Ref about(const World&, const event::RecoveryPointKept& e) { return e.recovery_point; }
Ref about(const World&, const event::RecoveryPointMovedToCold& e) { return e.recovery_point; }
Ref about(const World&, const event::ImageDisabled& e) { return e.recovery_point; }
Ref about(const World&, const event::ImageEnabled& e) { return e.recovery_point; }
Ref about(const World&, const event::AllowedImagesChanged& e) { return e.account; }
Ref about(const World&, const event::JobBegan& e) { return e.job; }
Ref about(const World&, const event::JobStopping& e) { return e.job; }
Ref about(const World&, const event::JobAborted& e) { return e.job; }
Ref about(const World&, const event::JobExpired& e) { return e.job; }
Ref about(const World&, const event::ScanCompleted& e) { return e.job; }
Ref about(const World&, const event::AccessPolicyPut& e) { return e.vault; }
Ref about(const World&, const event::AccessPolicyDeleted& e) { return e.vault; }
Ref about(const World& w, const event::BackupPlanCreated&) { return last(w.backup_plans); }
Ref about(const World&, const event::BackupPlanUpdated& e) { return e.plan; }
Ref about(const World&, const event::BackupPlanDeleted& e) { return e.plan; }
Ref about(const World& w, const event::BackupRuleCreated&) { return last(w.backup_rules); }
Ref about(const World&, const event::BackupRuleReplaced& e) { return e.rule; }
Ref about(const World&, const event::BackupRuleRan& e) { return e.rule; }
Ref about(const World& w, const event::BackupSelectionCreated&) {
    return last(w.backup_selections);
}
Ref about(const World&, const event::BackupSelectionDeleted& e) { return e.selection; }
Ref about(const World& w, const event::LegalHoldCreated&) { return last(w.legal_holds); }
Ref about(const World&, const event::LegalHoldActivated& e) { return e.legal_hold; }
Ref about(const World&, const event::LegalHoldCanceling& e) { return e.legal_hold; }
Ref about(const World&, const event::LegalHoldCanceled& e) { return e.legal_hold; }
Ref about(const World& w, const event::RestoreTestingPlanCreated&) {
    return last(w.restore_testing_plans);
}
Ref about(const World&, const event::RestoreTestingPlanUpdated& e) { return e.plan; }
Ref about(const World&, const event::RestoreTestingPlanDeleted& e) { return e.plan; }
Ref about(const World&, const event::RestoreTestingPlanRan& e) { return e.plan; }
Ref about(const World& w, const event::RestoreTestingSelectionCreated&) {
    return last(w.restore_testing_selections);
}
Ref about(const World&, const event::RestoreTestingSelectionUpdated& e) { return e.selection; }
Ref about(const World&, const event::RestoreTestingSelectionDeleted& e) { return e.selection; }
Ref about(const World&, const event::ValidationBegan& e) { return e.job; }
Ref about(const World&, const event::ValidationEnded& e) { return e.job; }
Ref about(const World&, const event::TestResourceDeleting& e) { return e.job; }
Ref about(const World&, const event::TestResourceDeleted& e) { return e.job; }

template <std::size_t... I>
constexpr std::array<std::string_view, sizeof...(I)> names_of(std::index_sequence<I...>) {
    return {std::string_view(type_name<std::variant_alternative_t<I, Event>>.data(),
                             type_name<std::variant_alternative_t<I, Event>>.size())...};
}

}  // namespace

std::span<const std::string_view> event_names() {
    static constexpr auto names = names_of(std::make_index_sequence<std::variant_size_v<Event>>());
    return names;
}

std::string_view event_name(const Event& event) { return event_names()[event.index()]; }

Ref subject_of(const World& after, const Event& event) {
    return std::visit([&](const auto& e) { return about(after, e); }, event);
}

std::string name_of(const World& w, Ref ref) {
    switch (ref.kind) {
        case Kind::none: break;
        case Kind::person:
            if (holds(w.persons, ref)) return text(w, w.persons[ref.as<Person>()].name);
            break;
        case Kind::organization:
            if (holds(w.organizations, ref))
                return text(w, w.organizations[ref.as<Organization>()].name);
            break;
        case Kind::account:
            if (holds(w.accounts, ref)) return text(w, w.accounts[ref.as<Account>()].name);
            break;
        case Kind::handshake:
            if (holds(w.handshakes, ref)) return numbered("handshake", ref.index);
            break;
        case Kind::principal:
            if (holds(w.principals, ref))
                return principal_name(w, w.principals[ref.as<Principal>()]);
            break;
        case Kind::credential:
            if (holds(w.credentials, ref))
                return credential_name(w, w.credentials[ref.as<Credential>()]);
            break;
        case Kind::identity_provider:
            if (holds(w.identity_providers, ref))
                return text(w, w.identity_providers[ref.as<IdentityProvider>()].name);
            break;
        case Kind::user:
            if (holds(w.users, ref)) return text(w, w.users[ref.as<User>()].name);
            break;
        case Kind::identity_center:
            if (holds(w.identity_centers, ref))
                return account_and(w, w.identity_centers[ref.as<IdentityCenter>()].account,
                                   "identity-center");
            break;
        case Kind::identity_source:
            if (holds(w.identity_sources, ref))
                return account_and(w, w.identity_sources[ref.as<IdentitySource>()].account,
                                   "identity-source");
            break;
        case Kind::team:
            if (holds(w.teams, ref)) return text(w, w.teams[ref.as<Team>()].name);
            break;
        case Kind::session:
            if (holds(w.sessions, ref)) return numbered("session", ref.index);
            break;
        case Kind::share:
            if (holds(w.shares, ref)) return text(w, w.shares[ref.as<ResourceShare>()].name);
            break;
        case Kind::shared_resource:
            if (holds(w.shared_resources, ref))
                return name_of(w, w.shared_resources[ref.as<SharedResource>()].resource);
            break;
        case Kind::share_principal:
            if (holds(w.share_principals, ref)) {
                const SharePrincipal& p = w.share_principals[ref.as<SharePrincipal>()];
                const Id<Name> to = p.organization ? w.organizations[p.organization].name
                                                   : w.accounts[p.account].name;
                return text(w, w.shares[p.share].name) + "/" + text(w, to);
            }
            break;
        case Kind::vault:
            if (holds(w.vaults, ref)) return text(w, w.vaults[ref.as<Vault>()].name);
            break;
        case Kind::recovery_point:
            if (holds(w.recovery_points, ref)) return numbered("rp", ref.index);
            break;
        case Kind::job:
            if (holds(w.jobs, ref)) return numbered("job", ref.index);
            break;
        case Kind::workload:
            if (holds(w.workloads, ref)) return text(w, w.workloads[ref.as<Workload>()].name);
            break;
        case Kind::organizational_unit:
            if (holds(w.organizational_units, ref))
                return text(w, w.organizational_units[ref.as<OrganizationalUnit>()].name);
            break;
        case Kind::control_policy:
            if (holds(w.control_policies, ref))
                return text(w, w.control_policies[ref.as<ControlPolicy>()].name);
            break;
        case Kind::service_access:
            if (holds(w.service_accesses, ref))
                return text(w, w.service_accesses[ref.as<ServiceAccess>()].service);
            break;
        case Kind::key:
            if (holds(w.keys, ref)) return text(w, w.keys[ref.as<Key>()].alias);
            break;
        case Kind::grant:
            if (holds(w.grants, ref)) return numbered("grant", ref.index);
            break;
        case Kind::team_draft:
            if (holds(w.team_drafts, ref)) {
                const TeamDraft& d = w.team_drafts[ref.as<TeamDraft>()];
                return text(w, w.teams[d.team].name) + "/" + std::to_string(d.version);
            }
            break;
        case Kind::outage:
            if (holds(w.outages, ref)) return text(w, w.outages[ref.as<Outage>()].region);
            break;
        case Kind::backup_plan:
            if (holds(w.backup_plans, ref))
                return text(w, w.backup_plans[ref.as<BackupPlan>()].name);
            break;
        case Kind::backup_rule: {
            if (!holds(w.backup_rules, ref)) break;
            const BackupRule& rule = w.backup_rules[ref.as<BackupRule>()];
            const std::string plan = text(w, w.backup_plans[rule.plan].name);
            return rule.name ? plan + "/" + text(w, rule.name) : plan;
        }
        case Kind::backup_selection:
            if (holds(w.backup_selections, ref))
                return text(w, w.backup_selections[ref.as<BackupSelection>()].name);
            break;
        case Kind::legal_hold:
            if (holds(w.legal_holds, ref)) return text(w, w.legal_holds[ref.as<LegalHold>()].title);
            break;
        case Kind::restore_testing_plan:
            if (holds(w.restore_testing_plans, ref))
                return text(w, w.restore_testing_plans[ref.as<RestoreTestingPlan>()].name);
            break;
        case Kind::restore_testing_selection:
            if (holds(w.restore_testing_selections, ref))
                return text(w,
                            w.restore_testing_selections[ref.as<RestoreTestingSelection>()].name);
            break;
        case Kind::policy_document:
            if (ref.index < w.catalog->documents.size())
                return text(w, w.catalog->documents[ref.index].name);
            break;
    }
    return "?";
}

std::string arn_of(const World& w, Ref ref) {
    if (name_of(w, ref) == "?") return {};
    TextBuffer buffer;
    add_arn(buffer, w, ref);
    return std::string(buffer.take());
}

}  // namespace airlock
