// How the events of approval teams and their sessions change the world. Internal to evolve.cpp, which chooses
// among them.
#pragma once

#include "world/event.h"

namespace airlock {

void apply(World& w, const event::ApprovalTeamCreated& e);
void apply(World& w, const event::TeamValidated& e);
void apply(World& w, const event::TeamValidationFailed& e);
void apply(World& w, const event::TeamActivated& e);
void apply(World& w, const event::TeamActivationFailed& e);
void apply(World& w, const event::TeamInvitationAnswered& e);
void apply(World& w, const event::TeamRetried& e);
void apply(World& w, const event::TeamUpdateDrafted& e);
void apply(World& w, const event::TeamUpdateFailed& e);
void apply(World& w, const event::TeamUpdateCancelled& e);
void apply(World& w, const event::TeamDraftDeleted& e);
void apply(World& w, const event::TeamUpdateApproved& e);
void apply(World& w, const event::TeamUpdateInvitationAnswered& e);
void apply(World& w, const event::TeamUpdated& e);
void apply(World& w, const event::TeamRecovered& e);
void apply(World& w, const event::TeamRecoveryRequested& e);
void apply(World& w, const event::TeamDeletionFailed& e);
void apply(World& w, const event::TeamDeletionCancelled& e);
void apply(World& w, const event::TeamDeletionApproved& e);
void apply(World& w, const event::TeamDeleted& e);
void apply(World& w, const event::SessionStarted& e);
void apply(World& w, const event::VoteCast& e);
void apply(World& w, const event::SessionValidated& e);
void apply(World& w, const event::SessionCancelled& e);
void apply(World& w, const event::SessionApproved& e);
void apply(World& w, const event::SessionFailed& e);
void apply(World& w, const event::SessionExecuted& e);
void apply(World& w, const event::SessionExecutionFailed& e);

}  // namespace airlock
