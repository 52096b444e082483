// What must hold in every world, by name. Simulation checks after each event, in every build; the fuzzer
// and the explorer stand on the same list. A broken one is our mistake, never the scenario's.
#pragma once

#include <string_view>

#include "world/world.h"

namespace airlock {

struct BrokenInvariant {
    std::string_view name;  // empty: all hold
    Ref subject;
    explicit operator bool() const { return !name.empty(); }
};

// What can be seen in one world:
//   restore_access_needs_votes      access is open only after M distinct approvals of its own session
//   team_needs_votes_to_change      an executed swap or removal had its M approvals
//   votes_are_distinct              nobody is counted twice, nobody outside the team
//   air_gapped_is_locked            an air-gapped vault is under a compliance lock, always
//   credentials_have_holders        a credential speaks for a principal or for a user, never both or neither
//   only_the_asked_vote             a baseline counts no answer of whom it did not ask
//   deleted_team_is_silent          no session of a deleted team is open
//   shared_vaults_reach_accounts_only  no vault is shared with an organization as a whole
//   available_view_has_a_source     a restore access vault looks at an air-gapped vault
//   service_control_policy_remains  while the type is on, every root, unit and account has one at least
//   units_nest_in_their_organization at most five deep; an account stands in a unit of its own organization
//   closed_accounts_hold_nothing    no vault outlives the account for good
//   lost_is_what_has_no_key         data is lost with its key, and only with it
BrokenInvariant check_world(const World& world);

// What can only be seen between two:
//   locked_recovery_point_stays     under a compliance lock past its grace none goes, or changes, before its date
//   held_recovery_point_stays       what a legal hold covers is not deleted
//   validation_is_final             the result of a test restore stays as it was given
//   lock_never_weakens              a compliance lock past its grace stays as it is
//   team_changes_only_by_vote       a vault's team changes only by an executed session, but the first, or with the team
//   team_keeps_itself               an active team changes or ends only by its own vote, or through AWS Support
//   finished_sessions_stay          a decided session is decided
//   ends_are_final                  a deleted key and a finally closed account stay so
//   rows_never_vanish
BrokenInvariant check_step(const World& before, const World& after, Instant at);

}  // namespace airlock
