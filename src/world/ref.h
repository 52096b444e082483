// A reference to a row of any table: what a check, an event or a mark on the screen is about.
#pragma once

#include <compare>
#include <cstdint>

#include "base/id.h"

namespace airlock {

struct Person;
struct Organization;
struct Account;
struct Handshake;
struct Principal;
struct Credential;
struct IdentityProvider;
struct User;
struct IdentityCenter;
struct IdentitySource;
struct Team;
struct Session;
struct ResourceShare;
struct SharedResource;
struct SharePrincipal;
struct Vault;
struct RecoveryPoint;
struct Job;
struct Workload;
struct OrganizationalUnit;
struct ControlPolicy;
struct ServiceAccess;
struct Key;
struct Grant;
struct TeamDraft;
struct Outage;
struct BackupPlan;
struct BackupRule;
struct BackupSelection;
struct LegalHold;
struct RestoreTestingPlan;
struct RestoreTestingSelection;
struct PolicyDocument;

enum class Kind : std::uint32_t {
    none,
    person,
    organization,
    account,
    handshake,
    principal,
    credential,
    identity_provider,
    user,
    identity_center,
    identity_source,
    team,
    session,
    share,
    shared_resource,
    share_principal,
    vault,
    recovery_point,
    job,
    workload,
    organizational_unit,
    control_policy,
    service_access,
    key,
    grant,
    team_draft,
    outage,
    backup_plan,
    backup_rule,
    backup_selection,
    legal_hold,
    restore_testing_plan,
    restore_testing_selection,
    policy_document,
};
inline constexpr std::uint32_t kinds_count = 34;

struct Ref {
    Kind kind = Kind::none;
    std::uint32_t index = Id<Vault>::none;

    constexpr Ref() = default;
    constexpr Ref(Kind k, std::uint32_t i) : kind(k), index(i) {}
    constexpr Ref(Id<Person> id) : Ref(Kind::person, id.index) {}
    constexpr Ref(Id<Organization> id) : Ref(Kind::organization, id.index) {}
    constexpr Ref(Id<Account> id) : Ref(Kind::account, id.index) {}
    constexpr Ref(Id<Handshake> id) : Ref(Kind::handshake, id.index) {}
    constexpr Ref(Id<Principal> id) : Ref(Kind::principal, id.index) {}
    constexpr Ref(Id<Credential> id) : Ref(Kind::credential, id.index) {}
    constexpr Ref(Id<IdentityProvider> id) : Ref(Kind::identity_provider, id.index) {}
    constexpr Ref(Id<User> id) : Ref(Kind::user, id.index) {}
    constexpr Ref(Id<IdentityCenter> id) : Ref(Kind::identity_center, id.index) {}
    constexpr Ref(Id<IdentitySource> id) : Ref(Kind::identity_source, id.index) {}
    constexpr Ref(Id<Team> id) : Ref(Kind::team, id.index) {}
    constexpr Ref(Id<Session> id) : Ref(Kind::session, id.index) {}
    constexpr Ref(Id<ResourceShare> id) : Ref(Kind::share, id.index) {}
    constexpr Ref(Id<SharedResource> id) : Ref(Kind::shared_resource, id.index) {}
    constexpr Ref(Id<SharePrincipal> id) : Ref(Kind::share_principal, id.index) {}
    constexpr Ref(Id<Vault> id) : Ref(Kind::vault, id.index) {}
    constexpr Ref(Id<RecoveryPoint> id) : Ref(Kind::recovery_point, id.index) {}
    constexpr Ref(Id<Job> id) : Ref(Kind::job, id.index) {}
    constexpr Ref(Id<Workload> id) : Ref(Kind::workload, id.index) {}
    constexpr Ref(Id<OrganizationalUnit> id) : Ref(Kind::organizational_unit, id.index) {}
    constexpr Ref(Id<ControlPolicy> id) : Ref(Kind::control_policy, id.index) {}
    constexpr Ref(Id<ServiceAccess> id) : Ref(Kind::service_access, id.index) {}
    constexpr Ref(Id<Key> id) : Ref(Kind::key, id.index) {}
    constexpr Ref(Id<Grant> id) : Ref(Kind::grant, id.index) {}
    constexpr Ref(Id<TeamDraft> id) : Ref(Kind::team_draft, id.index) {}
    constexpr Ref(Id<Outage> id) : Ref(Kind::outage, id.index) {}
    constexpr Ref(Id<BackupPlan> id) : Ref(Kind::backup_plan, id.index) {}
    constexpr Ref(Id<BackupRule> id) : Ref(Kind::backup_rule, id.index) {}
    constexpr Ref(Id<BackupSelection> id) : Ref(Kind::backup_selection, id.index) {}
    constexpr Ref(Id<LegalHold> id) : Ref(Kind::legal_hold, id.index) {}
    constexpr Ref(Id<RestoreTestingPlan> id) : Ref(Kind::restore_testing_plan, id.index) {}
    constexpr Ref(Id<RestoreTestingSelection> id)
        : Ref(Kind::restore_testing_selection, id.index) {}
    constexpr Ref(Id<PolicyDocument> id) : Ref(Kind::policy_document, id.index) {}

    constexpr explicit operator bool() const {
        return kind != Kind::none && index != Id<Vault>::none;
    }
    constexpr auto operator<=>(const Ref&) const = default;

    // The typed id; the caller knows the kind.
    template <class Row>
    constexpr Id<Row> as() const {
        return {index};
    }
};

// A root (the organization), an organizational unit or an account: where control policies are attached and
// accounts stand.
struct OrganizationNode {
    Ref ref;
    constexpr bool operator==(const OrganizationNode&) const = default;
};

// Whom a share is given to: an account, or an organization.
struct Grantee : Ref {
    using Ref::Ref;
};

}  // namespace airlock
