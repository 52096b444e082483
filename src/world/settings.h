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

// When is an approver inactive? Two pages of the user guide differ (C7).
enum class ApproverInactivity : std::uint8_t {
    missed_sessions,  // silent in two sessions that ran out. Source: MPA-CON
    ninety_days,      // nothing heard for 90 days. Source: MPA-HLT, later text
};

// Within what time AWS Support first answers a case of its highest severity. An answer is no resolution.
// Source: SUP
enum class SupportPlan : std::uint8_t {
    business_plus,       // 30 minutes
    enterprise,          // 15 minutes
    unified_operations,  // 5 minutes
};
constexpr Duration first_response(SupportPlan plan) {
    return plan == SupportPlan::business_plus ? minutes(30)
           : plan == SupportPlan::enterprise  ? minutes(15)
                                              : minutes(5);
}

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
    Duration session_validation = minutes(0);  // of a session, while it is CREATING
    Duration team_recovery = days(3);          // AWS Support's "Approval Team Recovery": 1–7 days
    // AWS Support gives an account back: no public figure, 1–14 days in domain.md §8. Five days: a working week,
    // as long as it takes to have papers notarised, sent and read when all goes well.
    Duration account_recovery = days(5);
    Duration portal_session = minutes(30);  // of a user just disabled. Source: IDC-UG, "at most"
    Duration restore_access_expiry = minutes(0);  // an open view ends by itself; 0: never

    Duration scan_job = minutes(30);
    Duration stopping = minutes(1);         // from StopBackupJob to ABORTED
    Duration legal_hold = minutes(1);       // CREATING, and CANCELING
    Duration test_deletion = minutes(10);   // of what a restore test made
    Duration cold_retrieval = hours(4);     // before a restore from cold storage. Source: BK-RST
    Duration copy_retry = hours(2);         // a copy waits for room. Source: BK-COPY
    Duration deletion_jitter = minutes(0);  // lifecycle deletions are spread; AWS: up to 8 h
    std::int32_t testing_seed = 0;          // which point RANDOM_WITHIN_WINDOW takes

    EarlyReject early_reject = EarlyReject::impossible;
    YesNo can_change_vote = no;         // a second vote of the same approver in one session
    YesNo can_requester_approve = yes;  // the person who asked may vote, once
    YesNo has_documented_team_limits =
        yes;  // 3–20 approvers, threshold 2–N; `no`: the API's 1–20, 1–N
    YesNo can_delete_restore_access_vault = no;  // DeleteBackupVault by its owner
    YesNo keeps_access_when_unshared =
        yes;  // an open restore access vault outlives the team's share
    SupportPlan support_plan = SupportPlan::enterprise;
    ApproverInactivity approver_inactivity = ApproverInactivity::missed_sessions;
    YesNo allows_unanimous_teams = yes;         // as many approvals required as there are approvers
    YesNo requires_approver_verification = no;  // sessions carry APPROVER_VERIFICATION_REQUIRED
    YesNo rechecks_requester = yes;             // policies are evaluated once more at execution
    YesNo keeps_sessions_without_identity_center = yes;  // they run out; `no`: cancelled
    YesNo team_deletion_drops_access = yes;  // association and views go with the team (C22)
    YesNo enforces_mpa_opt_in = yes;         // isMpaEnabled=false refuses; `no`: it has no effect
    YesNo revoke_needs_share = no;           // the owner of a vault lost the team's share
    YesNo keeps_access_when_team_replaced = yes;   // open views outlive their team's association
    YesNo keeps_sessions_when_team_swapped = yes;  // `no`: CONFIGURATION_CHANGED
    YesNo allows_parallel_requests = yes;  // of one account for one vault, while one is pending
    std::int32_t restore_access_vaults_max = 0;  // of one air-gapped vault; 0: no limit
    YesNo is_share_pending_until_accepted = no;  // BK-ADM: PENDING; BK-LAG: ACTIVE at once
    YesNo can_test_shared_vaults = yes;  // restore testing plans reach vaults shared through RAM

    bool operator==(const Settings&) const = default;
};

}  // namespace airlock
