// What can befall a design from outside, each by itself: the basic events whose smallest sets are looked for (blast.h). An
// event grants something to a thief or takes something from everybody, in a world like any other; what comes of it is for
// the search to find out.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "world/world.h"

namespace airlock::check {

struct BasicEvent {
    // In this order a set of them befalls a world: what is stolen is stolen before it is of no use to anybody.
    enum class Kind : std::uint8_t {
        credential_stolen,  // of one credential; its owner keeps it
        person_phished,     // of a person's portal sign-ins; he keeps them
        person_bribed,  // all that he holds is the thief's, and he does nothing for the honest side
        organization_lost,  // all credentials of its accounts and of its own directory: the thief's, and nobody else's
        person_absent,    // uses nothing of what he holds
        device_lost,      // his portal sign-ins are of no use to him
        credential_lost,  // its owner is locked out
        provider_down,    // nobody signs in through it, the thief neither
        vault_lost,
        key_disabled,
        region_down,  // for as long as anything is asked
        backup_infected,  // of a recovery point: there is a newer one of the same resource, infected, and nobody knows
    };
    Kind kind = Kind::credential_stolen;
    Ref subject;
    Id<Name> region;   // of region_down, which has no subject
    Id<Person> thief;  // of those that grant him something

    bool operator==(const BasicEvent&) const = default;
};
inline constexpr std::uint32_t basic_events_count = 12;
std::string_view to_text(BasicEvent::Kind kind);
bool grants_something(BasicEvent::Kind kind);  // to a thief
// What a `kind` befalls; none for region_down.
airlock::Kind subject_of(BasicEvent::Kind kind);

// A thief's credential is a row of its own. Where all that can be stolen are there from the beginning, revoked, the order
// in which they are stolen makes no difference to the world.
void reserve_theft(World& world, Id<Person> thief, Id<Credential> credential);
// That row, or none.
Id<Credential> theft_of(const World& world, Id<Person> thief, Id<Credential> from);

// The credentials that come into the thief's hands.
std::vector<Id<Credential>> stolen_by(const World& world, const BasicEvent& event);
// Changes the world. Of what is gone already nothing is taken.
void befall(World& world, const BasicEvent& event);

}  // namespace airlock::check
