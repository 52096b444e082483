// How each event changes the world. Nothing here decides: an event says in full what has happened, and
// `apply` writes it down. A reference to a row that is not there is our mistake and stops the program.
#include "world/evolve.h"

#include <array>

#include "base/check.h"
#include "world/catalog.h"
#include "world/evolve_approval.h"
#include "world/evolve_data.h"
#include "world/gates.h"

namespace airlock {
namespace {

void apply(World& w, const event::Founded<Person>& e) { w.persons.add(e.row); }
void apply(World& w, const event::Founded<Organization>& e) { w.organizations.add(e.row); }
void apply(World& w, const event::Founded<Account>& e) { w.accounts.add(e.row); }
void apply(World& w, const event::Founded<Principal>& e) { w.principals.add(e.row); }
void apply(World& w, const event::Founded<Credential>& e) { w.credentials.add(e.row); }
void apply(World& w, const event::Founded<IdentityProvider>& e) { w.identity_providers.add(e.row); }
void apply(World& w, const event::Founded<User>& e) { w.users.add(e.row); }
void apply(World& w, const event::Founded<IdentityCenter>& e) { w.identity_centers.add(e.row); }
void apply(World& w, const event::Founded<IdentitySource>& e) { w.identity_sources.add(e.row); }
void apply(World& w, const event::Founded<Team>& e) { w.teams.add(e.row); }
void apply(World& w, const event::Founded<ResourceShare>& e) { w.shares.add(e.row); }
void apply(World& w, const event::Founded<SharedResource>& e) { w.shared_resources.add(e.row); }
void apply(World& w, const event::Founded<SharePrincipal>& e) { w.share_principals.add(e.row); }
void apply(World& w, const event::Founded<Vault>& e) { w.vaults.add(e.row); }
void apply(World& w, const event::Founded<RecoveryPoint>& e) { w.recovery_points.add(e.row); }
void apply(World& w, const event::Founded<Workload>& e) { w.workloads.add(e.row); }
void apply(World& w, const event::Founded<OrganizationalUnit>& e) {
    w.organizational_units.add(e.row);
}
void apply(World& w, const event::Founded<ControlPolicy>& e) { w.control_policies.add(e.row); }
void apply(World& w, const event::Founded<ServiceAccess>& e) { w.service_accesses.add(e.row); }
void apply(World& w, const event::Founded<Key>& e) { w.keys.add(e.row); }
void apply(World& w, const event::Founded<Grant>& e) { w.grants.add(e.row); }
void apply(World& w, const event::Founded<BackupPlan>& e) { w.backup_plans.add(e.row); }
void apply(World& w, const event::Founded<BackupRule>& e) { w.backup_rules.add(e.row); }
void apply(World& w, const event::Founded<BackupSelection>& e) { w.backup_selections.add(e.row); }
void apply(World& w, const event::Founded<LegalHold>& e) { w.legal_holds.add(e.row); }
void apply(World& w, const event::Founded<RestoreTestingPlan>& e) {
    w.restore_testing_plans.add(e.row);
}
void apply(World& w, const event::Founded<RestoreTestingSelection>& e) {
    w.restore_testing_selections.add(e.row);
}

// --- organizations and identity ----------------------------------------------------------------------

void apply(World& w, const event::OrganizationCreated& e) {
    Organization row;
    row.name = e.name;
    row.management_account = e.management_account;
    row.has_all_features = e.has_all_features;
    const auto organization = w.organizations.add(row);
    w.accounts.update(e.management_account, [&](Account& a) { a.organization = organization; });
}

// Whatever comes under an organization whose policy type is on comes with FullAWSAccess. Source: ORG-UG.
ServiceControlPolicies first_policies(const World& w, Id<Organization> organization) {
    ServiceControlPolicies out;
    if (w.organizations[organization].is_scp_enabled) out[0] = w.catalog->managed.full_aws_access;
    return out;
}

void apply(World& w, const event::AccountInvited& e) {
    Handshake row;
    row.organization = e.organization;
    row.account = e.account;
    row.expires_at = e.expires_at;
    w.handshakes.add(row);
}

void apply(World& w, const event::AccountJoined& e) {
    w.handshakes.update(e.handshake, [](Handshake& h) { h.state = HandshakeState::ACCEPTED; });
    w.accounts.update(e.account, [&](Account& a) {
        a.organization = e.organization;
        a.joined_at = e.at;
        a.joined_method = JoinedMethod::INVITED;
        a.service_control_policies = first_policies(w, e.organization);
    });
}

void apply(World& w, const event::HandshakeExpired& e) {
    w.handshakes.update(e.handshake, [](Handshake& h) { h.state = HandshakeState::EXPIRED; });
}

void apply(World& w, const event::GlobalSettingsUpdated& e) {
    w.organizations.update(e.organization, [&](Organization& o) {
        o.is_mpa_enabled = e.is_mpa_enabled;
        o.is_cross_account_backup_enabled = e.is_cross_account_backup_enabled;
    });
}

void apply(World& w, const event::RamSharingEnabled& e) {
    w.organizations.update(e.organization, [](Organization& o) { o.is_ram_sharing_enabled = yes; });
}
void apply(World& w, const event::RamSharingDisabled& e) {
    w.organizations.update(e.organization, [](Organization& o) { o.is_ram_sharing_enabled = no; });
}

void apply(World& w, const event::RoleDeleted& e) {
    w.principals.update(e.role, [](Principal& p) { p.is_deleted = yes; });
}

void apply(World& w, const event::RoleRestored& e) {
    w.principals.update(e.role, [](Principal& p) { p.is_deleted = no; });
}

// --- units, accounts, control policies ----------------------------------------------------------------

void apply(World& w, const event::OrganizationalUnitCreated& e) {
    OrganizationalUnit row;
    row.name = e.name;
    row.organization = e.organization;
    row.parent = e.parent;
    row.service_control_policies = first_policies(w, e.organization);
    w.organizational_units.add(row);
}

void apply(World& w, const event::AccountCreated& e) {
    Account row = e.account;
    row.service_control_policies = first_policies(w, row.organization);
    w.accounts.add(row);
}

void apply(World& w, const event::AccountMoved& e) {
    w.accounts.update(e.account, [&](Account& a) { a.unit = e.unit; });
}

// What the organization attached stays behind with it.
void apply(World& w, const event::AccountLeft& e) {
    w.accounts.update(e.account, [](Account& a) {
        a.organization = {};
        a.unit = {};
        a.service_control_policies = {};
        a.resource_control_policies = {};
    });
}

void apply(World& w, const event::AccountClosureStarted& e) {
    w.accounts.update(e.account, [&](Account& a) {
        a.status = AccountStatus::PENDING_CLOSURE;
        a.closed_at = e.at;
    });
}

void apply(World& w, const event::AccountSuspended& e) {
    w.accounts.update(e.account, [](Account& a) { a.status = AccountStatus::SUSPENDED; });
}

void apply(World& w, const event::AccountReopened& e) {
    w.accounts.update(e.account, [](Account& a) {
        a.status = AccountStatus::ACTIVE;
        a.closed_at = never;
    });
}

void apply(World& w, const event::AccountClosed& e) {
    w.accounts.update(e.account, [](Account& a) {
        a.status = AccountStatus::closed;
        a.support_case = SupportCaseStatus::none;
    });
}

void apply(World& w, const event::SupportCaseOpened& e) {
    w.accounts.update(e.account, [&](Account& a) {
        a.support_case = SupportCaseStatus::open;
        a.case_answered_at = e.answered_at;
        a.case_resolved_at = e.resolved_at;
    });
}

void apply(World& w, const event::SupportCaseAnswered& e) {
    w.accounts.update(e.account, [](Account& a) { a.support_case = SupportCaseStatus::answered; });
}

void apply(World& w, const event::SupportCaseResolved& e) {
    w.accounts.update(e.account, [](Account& a) { a.support_case = SupportCaseStatus::resolved; });
}

void apply(World& w, const event::ControlPolicyCreated& e) { w.control_policies.add(e.policy); }

template <std::size_t N>
void put(std::array<Id<PolicyDocument>, N>& slots, Id<PolicyDocument> document) {
    for (auto& slot : slots)
        if (!slot) {
            slot = document;
            return;
        }
}

// Keeps the others in their order.
template <std::size_t N>
void take(std::array<Id<PolicyDocument>, N>& slots, Id<PolicyDocument> document) {
    std::size_t kept = 0;
    for (const auto slot : std::array(slots))
        if (slot && slot != document) slots[kept++] = slot;
    while (kept < N) slots[kept++] = {};
}

template <class Change>
void change_node(World& w, Ref node, Change&& change) {
    switch (node.kind) {
        case Kind::organization: w.organizations.update(node.as<Organization>(), change); break;
        case Kind::organizational_unit:
            w.organizational_units.update(node.as<OrganizationalUnit>(), change);
            break;
        case Kind::account: w.accounts.update(node.as<Account>(), change); break;
        default: CHECK(false);
    }
}

void apply(World& w, const event::PolicyAttached& e) {
    const ControlPolicy policy = w.control_policies[e.policy];
    change_node(w, e.target, [&](auto& row) {
        if (policy.type == PolicyType::SERVICE_CONTROL_POLICY)
            put(row.service_control_policies, policy.document);
        else put(row.resource_control_policies, policy.document);
    });
}

void apply(World& w, const event::PolicyDetached& e) {
    const ControlPolicy policy = w.control_policies[e.policy];
    change_node(w, e.target, [&](auto& row) {
        if (policy.type == PolicyType::SERVICE_CONTROL_POLICY)
            take(row.service_control_policies, policy.document);
        else take(row.resource_control_policies, policy.document);
    });
}

// Every level of an organization: root, units, accounts.
template <class Change>
void change_all(World& w, Id<Organization> organization, Change&& change) {
    w.organizations.update(organization, change);
    for (std::uint32_t i = 0; i < w.organizational_units.size(); ++i)
        if (w.organizational_units[{i}].organization == organization)
            w.organizational_units.update({i}, change);
    for (std::uint32_t i = 0; i < w.accounts.size(); ++i)
        if (w.accounts[{i}].organization == organization) w.accounts.update({i}, change);
}

// Enabling brings FullAWSAccess back everywhere and nothing else. Source: ORG-UG.
void apply(World& w, const event::PolicyTypeEnabled& e) {
    if (e.type == PolicyType::RESOURCE_CONTROL_POLICY) {
        w.organizations.update(e.organization, [](Organization& o) { o.is_rcp_enabled = yes; });
        return;
    }
    w.organizations.update(e.organization, [](Organization& o) { o.is_scp_enabled = yes; });
    const auto policies = first_policies(w, e.organization);
    change_all(w, e.organization, [&](auto& row) { row.service_control_policies = policies; });
}

void apply(World& w, const event::PolicyTypeDisabled& e) {
    const bool is_scp = e.type == PolicyType::SERVICE_CONTROL_POLICY;
    w.organizations.update(e.organization, [&](Organization& o) {
        (is_scp ? o.is_scp_enabled : o.is_rcp_enabled) = no;
    });
    change_all(w, e.organization, [&](auto& row) {
        if (is_scp) row.service_control_policies = {};
        else row.resource_control_policies = {};
    });
}

void apply(World& w, const event::ServiceAccessEnabled& e) {
    ServiceAccess row;
    row.organization = e.organization;
    row.service = e.service;
    w.service_accesses.add(row);
}

void apply(World& w, const event::ServiceAccessDisabled& e) {
    w.service_accesses.update(e.access, [](ServiceAccess& a) { a.is_enabled = no; });
}

void apply(World& w, const event::DelegatedAdministratorRegistered& e) {
    ServiceAccess row;
    row.organization = e.organization;
    row.service = e.service;
    row.administrator = e.account;
    w.service_accesses.add(row);
}

// --- roles and what they may --------------------------------------------------------------------------

void apply(World& w, const event::RolePolicyPut& e) {
    w.principals.update(e.role, [&](Principal& p) { put(p.identity_policies, e.policy); });
}

void apply(World& w, const event::TrustPolicyUpdated& e) {
    w.principals.update(e.role, [&](Principal& p) {
        p.trust_policy = e.policy;
        p.trusted_account = {};
    });
}

void apply(World& w, const event::PermissionsBoundaryPut& e) {
    w.principals.update(e.principal, [&](Principal& p) { p.permissions_boundary = e.boundary; });
}

void apply(World& w, const event::PermissionsBoundaryDeleted& e) {
    w.principals.update(e.principal, [](Principal& p) { p.permissions_boundary = {}; });
}

void apply(World& w, const event::PrincipalCreated& e) { w.principals.add(e.principal); }

void apply(World& w, const event::RoleAssumed& e) { w.credentials.add(e.session); }

// --- keys ---------------------------------------------------------------------------------------------

void set_state(World& w, Id<Key> key, KeyState state, Instant deletion_at = never) {
    w.keys.update(key, [&](Key& k) {
        k.state = state;
        k.deletion_at = deletion_at;
    });
}

void apply(World& w, const event::KeyCreated& e) { w.keys.add(e.key); }
void apply(World& w, const event::KeyEnabled& e) { set_state(w, e.key, KeyState::Enabled); }
void apply(World& w, const event::KeyDisabled& e) { set_state(w, e.key, KeyState::Disabled); }
void apply(World& w, const event::KeyDeletionScheduled& e) {
    set_state(w, e.key, KeyState::PendingDeletion, e.deletion_at);
}
void apply(World& w, const event::KeyDeletionCancelled& e) {
    set_state(w, e.key, KeyState::Disabled);
}
void apply(World& w, const event::KeyDeleted& e) { set_state(w, e.key, KeyState::deleted); }
void apply(World& w, const event::KeyPolicyPut& e) {
    w.keys.update(e.key, [&](Key& k) { k.policy = e.policy; });
}
void apply(World& w, const event::GrantCreated& e) { w.grants.add(e.grant); }
void apply(World& w, const event::GrantRetired& e) {
    w.grants.update(e.grant, [](Grant& g) { g.is_retired = yes; });
}
void apply(World& w, const event::RecoveryPointLost& e) {
    w.recovery_points.update(e.recovery_point,
                             [](RecoveryPoint& p) { p.condition = DataCondition::lost; });
}
void apply(World& w, const event::RecoveryPointErased& e) {
    w.recovery_points.update(e.recovery_point,
                             [](RecoveryPoint& p) { p.status = RecoveryPointStatus::deleted; });
}

// --- identity -----------------------------------------------------------------------------------------

void apply(World& w, const event::IdentityCenterEnabled& e) {
    IdentityCenter row;
    row.organization = e.organization;
    row.account = e.account;
    row.provider = e.provider;
    row.region = e.region;
    w.identity_centers.add(row);
}

void apply(World& w, const event::IdentitySourceCreated& e) {
    IdentitySource row;
    row.account = e.account;
    row.identity_center = e.identity_center;
    row.active_at = e.active_at;
    w.identity_sources.add(row);
}

void apply(World& w, const event::IdentitySourceActivated& e) {
    w.identity_sources.update(e.identity_source, [](IdentitySource& s) {
        s.status = IdentitySourceStatus::ACTIVE;
        s.status_code = IdentitySourceStatusCode::none;
        s.active_at = never;
    });
}

void set_source(World& w, Id<IdentitySource> id, IdentitySourceStatus status,
                IdentitySourceStatusCode code, Instant at) {
    w.identity_sources.update(id, [&](IdentitySource& s) {
        s.status = status;
        s.status_code = code;
        s.active_at = at;
    });
}

void apply(World& w, const event::IdentitySourceFailed& e) {
    set_source(w, e.identity_source, IdentitySourceStatus::ERROR, e.status_code, never);
}
void apply(World& w, const event::IdentitySourceDeletionStarted& e) {
    set_source(w, e.identity_source, IdentitySourceStatus::DELETING, IdentitySourceStatusCode::none,
               e.gone_at);
}
void apply(World& w, const event::IdentitySourceDeleted& e) {
    set_source(w, e.identity_source, IdentitySourceStatus::deleted, IdentitySourceStatusCode::none,
               never);
}

void apply(World& w, const event::IdentityCenterDeleted& e) {
    w.identity_centers.update(e.identity_center, [](IdentityCenter& i) { i.is_deleted = yes; });
}
void apply(World& w, const event::IdentityProviderChanged& e) {
    w.identity_centers.update(e.identity_center,
                              [&](IdentityCenter& i) { i.provider = e.provider; });
}

void shut_out(World& w, Id<User> user, Instant at) {
    w.users.update(user, [&](User& u) {
        if (u.is_enabled) u.shut_out_at = at;
        u.is_enabled = no;
    });
}
void apply(World& w, const event::UserDisabled& e) { shut_out(w, e.user, e.at); }

void apply(World& w, const event::UserEnabled& e) {
    w.users.update(e.user, [](User& u) {
        u.is_enabled = yes;
        u.shut_out_at = never;
    });
}

void apply(World& w, const event::UserDeleted& e) {
    shut_out(w, e.user, e.at);
    w.users.update(e.user, [](User& u) { u.is_deleted = yes; });
    for (std::uint32_t n = 0; n < w.teams.size(); ++n) {
        const Id<Team> id{n};
        const auto number = approver_number(w.teams[id], e.user);
        if (number == approvers_max) continue;
        w.teams.update(id, [&](Team& t) { t.approvers[number].status = ApproverStatus::INVALID; });
    }
}

// What somebody else held of that user stops working; the owner gets the new password by other ways (simplified).
void apply(World& w, const event::UserPasswordReset& e) {
    for (std::uint32_t i = 0; i < w.credentials.size(); ++i) {
        const Credential& c = w.credentials[{i}];
        if (c.user == e.user && c.stolen_from && !c.is_revoked)
            w.credentials.update({i}, [](Credential& row) { row.is_revoked = yes; });
    }
    const bool is_own = e.owner && w.credentials[e.owner].holder == e.by;
    Credential row;
    row.holder = e.by;
    row.user = e.user;
    if (!is_own) row.stolen_from = e.owner;
    w.credentials.add(row);
}

void apply(World& w, const event::UserEmailUpdated& e) {
    w.users.update(e.user, [&](User& u) { u.mailbox = e.mailbox; });
}

void apply(World& w, const event::RegionInterrupted& e) {
    Outage row;
    row.region = e.region;
    row.ends_at = e.ends_at;
    w.outages.add(row);
}
void apply(World& w, const event::RegionRecovered& e) {
    w.outages.update(e.outage, [](Outage& o) { o.is_over = yes; });
}

void apply(World& w, const event::CredentialStolen& e) {
    Credential row = w.credentials[e.credential];
    row.stolen_from = e.credential;
    row.holder = e.thief;
    // Who steals again what was taken back from him has one credential, not two.
    for (std::uint32_t i = 0; i < w.credentials.size(); ++i) {
        const Credential& c = w.credentials[{i}];
        if (c.stolen_from != e.credential || c.holder != e.thief) continue;
        w.credentials.update({i}, [&](Credential& known) { known = row; });
        return;
    }
    w.credentials.add(row);
}

void apply(World& w, const event::CredentialRevoked& e) {
    w.credentials.update(e.credential, [](Credential& c) { c.is_revoked = yes; });
}

// --- sharing -----------------------------------------------------------------------------------------

void apply(World& w, const event::ResourceShareCreated& e) {
    ResourceShare row;
    row.name = e.name;
    row.account = e.account;
    row.allow_external_principals = e.allow_external_principals;
    row.retains_sharing = e.retains_sharing;
    row.status = e.status;
    w.shares.add(row);
}

void apply(World& w, const event::ResourceShared& e) {
    SharedResource row;
    row.share = e.share;
    row.resource = e.resource;
    w.shared_resources.add(row);
}

void apply(World& w, const event::PrincipalInvited& e) {
    SharePrincipal row;
    row.share = e.share;
    row.account = e.account;
    row.invitation = InvitationStatus::PENDING;
    row.invitation_expires_at = e.expires_at;
    w.share_principals.add(row);
}

void apply(World& w, const event::PrincipalAssociated& e) {
    SharePrincipal row;
    row.share = e.share;
    row.account = e.account;
    row.status = AssociationStatus::ASSOCIATED;
    w.share_principals.add(row);
}

void answer_invitation(World& w, Id<SharePrincipal> id, AssociationStatus status,
                       InvitationStatus invitation) {
    w.share_principals.update(id, [&](SharePrincipal& p) {
        p.status = status;
        p.invitation = invitation;
        p.invitation_expires_at = never;
    });
}

void apply(World& w, const event::InvitationAccepted& e) {
    answer_invitation(w, e.principal, AssociationStatus::ASSOCIATED, InvitationStatus::ACCEPTED);
    const auto share = w.share_principals[e.principal].share;
    if (w.shares[share].status == ShareStatus::PENDING)
        w.shares.update(share, [](ResourceShare& s) { s.status = ShareStatus::ACTIVE; });
}
void apply(World& w, const event::InvitationRejected& e) {
    answer_invitation(w, e.principal, AssociationStatus::FAILED, InvitationStatus::REJECTED);
}
void apply(World& w, const event::InvitationExpired& e) {
    answer_invitation(w, e.principal, AssociationStatus::FAILED, InvitationStatus::EXPIRED);
}

void apply(World& w, const event::PrincipalDisassociated& e) {
    w.share_principals.update(e.principal, [](SharePrincipal& p) {
        p.status = AssociationStatus::DISASSOCIATED;
        p.invitation_expires_at = never;
    });
}

void apply(World& w, const event::ResourceUnshared& e) {
    w.shared_resources.update(e.resource, [](SharedResource& r) { r.is_associated = no; });
}

void apply(World& w, const event::ResourceShareDeleted& e) {
    w.shares.update(e.share, [](ResourceShare& s) { s.status = ShareStatus::DELETED; });
}

// --- vaults ------------------------------------------------------------------------------------------

void apply(World& w, const event::VaultCreated& e) { w.vaults.add(e.vault); }

void set_vault(World& w, Id<Vault> vault, VaultState state) {
    w.vaults.update(vault, [&](Vault& v) {
        v.state = state;
        v.deadline_at = never;
    });
}

void apply(World& w, const event::VaultAvailable& e) {
    set_vault(w, e.vault, VaultState::AVAILABLE);
}
void apply(World& w, const event::VaultFailed& e) { set_vault(w, e.vault, VaultState::FAILED); }
void apply(World& w, const event::VaultDeleted& e) { set_vault(w, e.vault, VaultState::deleted); }

void apply(World& w, const event::VaultLocked& e) {
    w.vaults.update(e.vault, [&](Vault& v) {
        v.lock = e.lock;
        v.min_retention_days = e.min_retention_days;
        v.max_retention_days = e.max_retention_days;
        v.lock_date = e.lock_date;
    });
}

void apply(World& w, const event::VaultLockDeleted& e) {
    w.vaults.update(e.vault, [](Vault& v) {
        v.lock = LockMode::none;
        v.min_retention_days = 0;
        v.max_retention_days = 0;
        v.lock_date = never;
    });
}

void apply(World& w, const event::VaultLockMatured& e) {
    w.vaults.update(e.vault, [](Vault& v) { v.lock = LockMode::compliance; });
}

void apply(World& w, const event::TeamAssociated& e) {
    w.vaults.update(e.vault, [&](Vault& v) { v.mpa_approval_team = e.team; });
}

void apply(World& w, const event::TeamDisassociated& e) {
    w.vaults.update(e.vault, [](Vault& v) { v.mpa_approval_team = {}; });
}

void apply(World& w, const event::RestoreAccessOpened& e) {
    w.vaults.update(e.vault, [&](Vault& v) {
        v.approved_at = e.approved_at;
        v.deadline_at = e.available_at;
    });
}

// --- recovery points, jobs, workloads ----------------------------------------------------------------

void apply(World& w, const event::RecoveryPointCreated& e) {
    const auto made = w.recovery_points.add(e.recovery_point);
    w.jobs.update(e.job,
                  [&](Job& j) { (j.kind == JobKind::copy ? j.copy : j.recovery_point) = made; });
}

void apply(World& w, const event::RecoveryPointLifecycleUpdated& e) {
    w.recovery_points.update(e.recovery_point, [&](RecoveryPoint& p) {
        p.delete_at = e.delete_at;
        p.cold_at = e.cold_at;
    });
}

void apply(World& w, const event::RecoveryPointDeleted& e) {
    w.recovery_points.update(e.recovery_point,
                             [](RecoveryPoint& p) { p.status = RecoveryPointStatus::deleted; });
}

void apply(World& w, const event::RecoveryPointExpired& e) {
    w.recovery_points.update(e.recovery_point,
                             [](RecoveryPoint& p) { p.status = RecoveryPointStatus::deleted; });
}

void apply(World& w, const event::JobStarted& e) { w.jobs.add(e.job); }

void apply(World& w, const event::JobCompleted& e) {
    w.jobs.update(e.job, [](Job& j) {
        j.status = JobStatus::COMPLETED;
        j.deadline_at = never;
    });
}

void apply(World& w, const event::JobFailed& e) {
    w.jobs.update(e.job, [&](Job& j) {
        j.status = JobStatus::FAILED;
        j.failure = e.failure;
        j.deadline_at = never;
        j.start_by = never;
    });
}

void apply(World& w, const event::WorkloadRestored& e) {
    const auto made = w.workloads.add(e.workload);
    w.jobs.update(e.job, [&](Job& j) { j.resource = made; });
}

void apply(World& w, const event::WorkloadEncrypted& e) {
    w.workloads.update(e.workload, [&](Workload& l) {
        l.state = WorkloadState::encrypted;
        l.data = DataCondition::encrypted;
        l.encrypted_at = e.at;
    });
}

}  // namespace

void evolve(World& world, const Event& event) {
    std::visit([&](const auto& e) { apply(world, e); }, event);
}

}  // namespace airlock
