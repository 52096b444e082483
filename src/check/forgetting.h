// What rows keep of the past, where nothing that is asked looks at it: it is then no part of a state, and tells nobody
// apart.
#pragma once

#include "world/world.h"

namespace airlock::check {

struct Forgetting {
    // When approvers were last active, and how many sessions they missed: only RecoverApprovalTeam asks.
    bool approver_activity = false;
    // Who answered what in a session that is over.
    bool finished_answers = false;
};

// Clears it in the bytes of a row.
void forget(const Forgetting& forgetting, Ref row, void* bytes);

}  // namespace airlock::check
