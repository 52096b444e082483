// What happens by itself: the passing of a deadline, the end of a job, the execution of what a team agreed
// to. Time passing is answered like a call: with gates where there are any, and with events.
#pragma once

#include <cstdint>

#include "world/decide.h"

namespace airlock {

enum class DueKind : std::uint8_t {
    none,
    region_recovery,  // first, so that what waited for it comes after it
    execution,  // an approved session is carried out, after the requester's permission is checked again
    identity_source,  // becomes ACTIVE
    identity_source_deletion,
    team_validation,          // VALIDATING ends
    team_invitations,         // 24 h without all acceptances
    team_update_invitations,  // the same, of a new version
    team_deletion,            // PendingWindowDays are over
    team_recovery,            // AWS Support has done its work
    session_validation,       // CREATING ends
    session_expiry,           // 24 h; silence counts as no
    handshake_expiry,
    invitation_expiry,  // 12 h
    vault_available,    // CREATING ends
    lock_maturity,      // a compliance lock's grace is over
    job_end,
    restore_access_expiry,  // where a scenario gives views an end
    recovery_point_expiry,  // lifecycle
    account_suspension,     // CloseAccount has done its work: the 90 days run
    account_end,            // they are over
    key_deletion,
    support_answer,    // AWS Support answers for the first time
    account_recovery,  // AWS Support gives an account back
    job_start_window,  // a job has waited as long as it may
    cold_transition,   // lifecycle: to cold storage
    legal_hold,        // CREATING or CANCELING ends
    backup_run,        // of a rule of a backup plan
    restore_testing_run,
    validation_window,  // of a test restore
    test_deletion,      // what a test restored is gone
};

// From the closure of an account to its end. Source: ACCT.
inline constexpr Duration post_closure = days(90);

struct Due {
    Instant at = never;
    DueKind kind = DueKind::none;
    Ref subject;
    bool operator==(const Due&) const = default;
};

// The next thing that falls due, earliest first, then in the order of DueKind, then of creation. `kind` is
// `none` when nothing ever will.
Due next_due(const World& world);

// The deadline of one row, or `none`: the earliest, where it has more than one. What multi-party approval does waits
// until `down_until`, when its Region answers again (gates.h, mpa_down_until).
Due due_of(const World& world, Ref row, Instant down_until);

// What it brings about.
Decision fall_due(const World& world, const Due& due);

}  // namespace airlock
