// The log: one entry for every call asked and every deadline that fell due, with the gates it met, what it
// changed, what brought it about and both ends of its time. Everything drawn, proved or reported is read
// from here.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "world/decide.h"
#include "world/due.h"

namespace airlock {

struct Entry {
    std::uint32_t number = 0;  // from 1, in order
    Instant at;
    Instant until;  // when what it began is over: a job, a session, an invitation; else `at`
    std::uint32_t cause = 0;  // number of the entry that brought it about; 0 = none
    std::int32_t step = -1;   // which of the scenario's steps asked for it; −1 = none
    Caller caller;            // nobody when something fell due
    Id<Account> account;  // the account acting: the caller's, or the one that owns what fell due
    std::optional<Call> call;  // a call …
    Due due;                   // … or something that fell due
    Outcome outcome = Outcome::done;
    Gate gate = Gate::none;
    ErrorCode error = ErrorCode::none;
    std::vector<Check> checks;
    std::vector<Event> events;
};

struct Log {
    std::vector<Event> founding;  // what was there before the first entry
    std::vector<Entry> entries;   // entries[n - 1].number == n
};

}  // namespace airlock
