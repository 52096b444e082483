// What each of them does, as events that `evolve` knows.
#include "check/basic_event.h"

#include <span>

#include "world/evolve.h"

namespace airlock::check {
namespace {

template <class Wanted>
std::vector<Id<Credential>> credentials_where(const World& world, Wanted&& is_wanted) {
    std::vector<Id<Credential>> out;
    for (std::uint32_t i = 0; i < world.credentials.size(); ++i)
        if (is_wanted(world.credentials[{i}])) out.push_back({i});
    return out;
}

// What somebody holds by right, not what he stole.
std::vector<Id<Credential>> own_of(const World& world, Id<Person> person, bool signs_in_only) {
    return credentials_where(world, [&](const Credential& row) {
        return row.holder == person && !row.stolen_from && (row.user || !signs_in_only);
    });
}

// Of an organization: what its accounts' principals are used with, and the sign-ins of a directory that it owns.
std::vector<Id<Credential>> all_of(const World& world, Id<Organization> organization) {
    const auto owns = [&](Id<IdentityProvider> provider) {
        if (world.identity_providers[provider].is_independent) return false;
        for (const IdentityCenter& center : world.identity_centers)
            if (center.provider == provider && center.organization == organization) return true;
        return false;
    };
    return credentials_where(world, [&](const Credential& row) {
        if (row.stolen_from) return false;
        if (row.user) return owns(world.users[row.user].provider);
        return row.principal &&
               world.accounts[world.principals[row.principal].account].organization == organization;
    });
}

void revoke(World& world, std::span<const Id<Credential>> credentials) {
    for (const Id<Credential> credential : credentials)
        if (!world.credentials[credential].is_revoked)
            evolve(world, event::CredentialRevoked{credential});
}

void infect(World& world, Id<RecoveryPoint> clean) {
    RecoveryPoint row = world.recovery_points[clean];
    row.condition = DataCondition::infected;
    row.scan_result = ScanResult::none;
    row.copied_from = {};
    evolve(world, event::Founded<RecoveryPoint>{row});
}

}  // namespace

std::string_view to_text(BasicEvent::Kind kind) {
    switch (kind) {
        case BasicEvent::Kind::credential_stolen: return "credential_stolen";
        case BasicEvent::Kind::person_phished: return "person_phished";
        case BasicEvent::Kind::person_bribed: return "person_bribed";
        case BasicEvent::Kind::organization_lost: return "organization_lost";
        case BasicEvent::Kind::person_absent: return "person_absent";
        case BasicEvent::Kind::device_lost: return "device_lost";
        case BasicEvent::Kind::credential_lost: return "credential_lost";
        case BasicEvent::Kind::provider_down: return "provider_down";
        case BasicEvent::Kind::vault_lost: return "vault_lost";
        case BasicEvent::Kind::key_disabled: return "key_disabled";
        case BasicEvent::Kind::region_down: return "region_down";
        case BasicEvent::Kind::backup_infected: return "backup_infected";
    }
    return {};
}

bool grants_something(BasicEvent::Kind kind) { return kind <= BasicEvent::Kind::organization_lost; }

airlock::Kind subject_of(BasicEvent::Kind kind) {
    switch (kind) {
        case BasicEvent::Kind::credential_stolen:
        case BasicEvent::Kind::credential_lost: return airlock::Kind::credential;
        case BasicEvent::Kind::person_phished:
        case BasicEvent::Kind::person_bribed:
        case BasicEvent::Kind::person_absent:
        case BasicEvent::Kind::device_lost: return airlock::Kind::person;
        case BasicEvent::Kind::organization_lost: return airlock::Kind::organization;
        case BasicEvent::Kind::provider_down: return airlock::Kind::identity_provider;
        case BasicEvent::Kind::vault_lost: return airlock::Kind::vault;
        case BasicEvent::Kind::key_disabled: return airlock::Kind::key;
        case BasicEvent::Kind::region_down: return airlock::Kind::none;
        case BasicEvent::Kind::backup_infected: return airlock::Kind::recovery_point;
    }
    return airlock::Kind::none;
}

void reserve_theft(World& world, Id<Person> thief, Id<Credential> credential) {
    if (!credential || theft_of(world, thief, credential)) return;
    evolve(world, event::CredentialStolen{credential, thief});
    evolve(world, event::CredentialRevoked{theft_of(world, thief, credential)});
}

Id<Credential> theft_of(const World& world, Id<Person> thief, Id<Credential> from) {
    for (const Credential& row : world.credentials)
        if (row.holder == thief && row.stolen_from == from) return world.credentials.id_of(row);
    return {};
}

std::vector<Id<Credential>> stolen_by(const World& world, const BasicEvent& event) {
    switch (event.kind) {
        case BasicEvent::Kind::credential_stolen: return {event.subject.as<Credential>()};
        case BasicEvent::Kind::person_phished:
            return own_of(world, event.subject.as<Person>(), true);
        case BasicEvent::Kind::person_bribed:
            return own_of(world, event.subject.as<Person>(), false);
        case BasicEvent::Kind::organization_lost:
            return all_of(world, event.subject.as<Organization>());
        default: return {};
    }
}

void befall(World& world, const BasicEvent& event) {
    const std::vector<Id<Credential>> stolen = stolen_by(world, event);
    // What is of no use any more is not stolen; a copy from before stays what it is.
    for (const Id<Credential> credential : stolen)
        if (!world.credentials[credential].is_revoked)
            evolve(world, event::CredentialStolen{credential, event.thief});
    switch (event.kind) {
        case BasicEvent::Kind::credential_stolen:
        case BasicEvent::Kind::person_phished: break;
        case BasicEvent::Kind::person_bribed:
        case BasicEvent::Kind::organization_lost: revoke(world, stolen); break;
        case BasicEvent::Kind::person_absent:
            revoke(world, own_of(world, event.subject.as<Person>(), false));
            break;
        case BasicEvent::Kind::device_lost:
            revoke(world, own_of(world, event.subject.as<Person>(), true));
            break;
        case BasicEvent::Kind::credential_lost:
            revoke(world, std::vector{event.subject.as<Credential>()});
            break;
        case BasicEvent::Kind::provider_down:
            revoke(world, credentials_where(world, [&](const Credential& row) {
                       return row.user && world.users[row.user].provider ==
                                              event.subject.as<IdentityProvider>();
                   }));
            break;
        case BasicEvent::Kind::vault_lost:
            if (world.vaults[event.subject.as<Vault>()].state != VaultState::deleted)
                evolve(world, event::VaultDeleted{event.subject.as<Vault>()});
            break;
        case BasicEvent::Kind::key_disabled:
            if (world.keys[event.subject.as<Key>()].state == KeyState::Enabled)
                evolve(world, event::KeyDisabled{event.subject.as<Key>()});
            break;
        case BasicEvent::Kind::region_down:
            evolve(world, event::RegionInterrupted{event.region, never});
            break;
        case BasicEvent::Kind::backup_infected:
            infect(world, event.subject.as<RecoveryPoint>());
            break;
    }
}

}  // namespace airlock::check
