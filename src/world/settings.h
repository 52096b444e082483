// What the documents leave open (domain.md §13) and how long things take when no document says so. A
// scenario sets each one; the defaults are those that domain.md proposes. All of it is `Assumed:`.
#pragma once

#include <cstdint>

#include "base/time.h"
#include "world/status.h"

namespace airlock {

// When do rejections end a session? Not documented; the three readings agree for 2 of 3.
enum class EarlyReject : std::uint8_t {
    impossible,  // as soon as approval has become impossible: rejections > N − M
    threshold,   // at M rejections
    none,        // only when the 24 hours are over
};

struct Settings {
    // Durations. Assumed: within the ranges of domain.md §8 where it names one.
    Duration validation = minutes(1);  // of a team; of an identity source
    Duration vault_creation =
        minutes(2);  // air-gapped: the key shows after 1–3 min. Source: BK-LAG
    Duration restore_access = minutes(3);  // from execution to AVAILABLE
    Duration backup_job = minutes(40);
    Duration copy_job = minutes(50);
    Duration restore_job = minutes(90);
    Duration account_closure = minutes(10);  // from CloseAccount to SUSPENDED

    std::int32_t accounts_max = 10;  // of an organization; raisable. Source: Organizations quotas

    EarlyReject early_reject = EarlyReject::impossible;
    YesNo can_change_vote = no;         // a second vote of the same approver in one session
    YesNo can_requester_approve = yes;  // the person who asked may vote, once
    YesNo has_documented_team_limits =
        yes;  // 3–20 approvers, threshold 2–N; `no`: the API's 1–20, 1–N
    YesNo can_delete_restore_access_vault = no;  // DeleteBackupVault by its owner
    YesNo keeps_access_when_unshared =
        yes;  // an open restore access vault outlives the team's share

    bool operator==(const Settings&) const = default;
};

}  // namespace airlock
