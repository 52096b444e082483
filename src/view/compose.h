// The call composer: who holds which credential at a moment, what each could be used for just then, with members
// filled from what there is, and how a call would be decided, gate by gate. Everything looks at the head of the
// simulation that it is given; a preview acts in it, so callers hand over one of their own.
//
// What is offered is what makes sense to attempt, not what would succeed: a deletion that the lock will refuse is
// the most instructive of all. Left out is what lacks the things it would need.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/scenario.h"
#include "sim/simulation.h"
#include "view/page.h"

namespace airlock::view {

// A credential that somebody holds and can still use. A person without any has one line too, without a credential:
// some deeds need none.
struct Held {
    Id<Person> person;
    Id<Credential> credential;
    std::string person_name;  // "mallory"
    std::string title;        // "Head of security"
    std::string as;           // as intents and inputs name it: "production/root", "directory/ana"
    std::string words;        // "the root of production, stolen"
    std::string account;      // empty for portal sign-ins
    bool is_stolen = false;
    bool is_sign_in = false;
    bool operator==(const Held&) const = default;
};
std::vector<Held> credentials_held(const Simulation& simulation, const Language& language);

// A member of a call, as a form would show it.
struct MemberOffer {
    std::string name;       // "BackupVaultName"
    std::string kind;       // "text", "integer", "boolean", "choice", "reference"
    std::string refers_to;  // of a reference: "vault"
    bool is_required = false;
    bool is_list = false;
    std::uint32_t count_max = 1;
    std::vector<std::string> allowed;  // what there is to choose from; free where empty
    bool operator==(const MemberOffer&) const = default;
};

struct OperationOffer {
    std::string name;                 // "DeleteRecoveryPoint"
    std::string label;                // the same, or in words where AWS has no name for it
    std::string group;                // "backup", "mpa", "portal", "attack" …
    bool is_read = false;             // changes nothing
    bool is_foreign = false;          // nothing that this credential was ever meant for
    Outcome outcome = Outcome::done;  // of the call as it is filled in here
    Gate gate = Gate::none;
    std::vector<MemberOffer> members;
    CallText call;  // filled in
};
struct OperationGroup {
    std::string id, title;
    std::vector<OperationOffer> operations;  // its own business first, reading last
};
std::vector<OperationGroup> operations_for(Simulation& simulation, const Held& held,
                                           const Language& language);

// How a call would be decided now. Asked for in `simulation`, which is changed by it.
struct Preview {
    std::string problem;  // why it cannot even be asked; the rest is empty then
    Outcome outcome = Outcome::done;
    Gate gate = Gate::none;
    ErrorCode error = ErrorCode::none;
    std::string sentence;
    std::string headline;
    std::vector<GateLine> gates;
    std::string would_flip;
    std::vector<std::string> events;
    bool operator==(const Preview&) const = default;
};
Preview preview_call(Simulation& simulation, Id<Person> person, Id<Credential> credential,
                     const Call& call, const Language& language);

}  // namespace airlock::view
