// What a scenario asks to be proved, as data: who may do what from which moment on, and what must never come of it.
// Read from the member `check` of the scenario's file (plan_json.h); docs/proofs.md explains it.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "check/basic_event.h"
#include "check/standard.h"
#include "sim/condition.h"
#include "sim/scenario.h"

namespace airlock::check {

// Somebody who may make certain calls, at any time and as often as he likes.
struct PlannedMove {
    std::vector<std::string> who;  // persons, each for himself
    std::vector<std::string>
        as;  // credentials, each of them; none: the first portal sign-in, or none at all
    std::vector<CallText> calls;
    SourcePlace place;
};

// Something that may befall the design from outside, one of `subjects` at a time.
struct PlannedEvent {
    BasicEvent::Kind kind = BasicEvent::Kind::credential_stolen;
    std::vector<std::string> subjects;
    std::string by;  // the thief, of what grants him something
    SourcePlace place;
};

struct Promise {
    enum class Kind : std::uint8_t {
        never,   // the condition holds in no state
        always,  // in every one
        can,  // from every one the honest side can bring it about, whatever the attacker does (game.h)
    };
    std::string name;
    Text about;
    Kind kind = Kind::never;
    Condition condition;
    // Instead of the condition: one of these calls would go through, if somebody made it.
    std::vector<PlannedMove> could;
    Standard standard =
        Standard::none;  // instead of both: one that any design is asked (standard.h)
    std::string data;    // of the recovery point that it is about: "clean"; empty: any
    SourcePlace place;
};

struct Plan {
    Moment from{.at = Instant{0}, .when = {}, .delay = {}};
    bool has_from = false;  // somebody said so
    bool has_free_deadlines = false;
    std::vector<std::string> attackers;  // persons; all others are honest
    std::vector<PlannedMove> moves;
    std::vector<PlannedEvent> events;
    std::vector<Promise> promises;
};

}  // namespace airlock::check
