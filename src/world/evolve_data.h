// How the events of the data path change the world. Internal to evolve.cpp, which chooses among them.
#pragma once

#include "world/event.h"

namespace airlock {

void apply(World& w, const event::OrganizationAssociated& e);
void apply(World& w, const event::ResourceShareUpdated& e);
void apply(World& w, const event::WorkloadInfected& e);
void apply(World& w, const event::WorkloadCorrupted& e);
void apply(World& w, const event::WorkloadAnalyzed& e);
void apply(World& w, const event::WorkloadQuarantined& e);
void apply(World& w, const event::RecoveryPointKept& e);
void apply(World& w, const event::RecoveryPointMovedToCold& e);
void apply(World& w, const event::ImageDisabled& e);
void apply(World& w, const event::ImageEnabled& e);
void apply(World& w, const event::AllowedImagesChanged& e);
void apply(World& w, const event::JobBegan& e);
void apply(World& w, const event::JobStopping& e);
void apply(World& w, const event::JobAborted& e);
void apply(World& w, const event::JobExpired& e);
void apply(World& w, const event::ScanCompleted& e);
void apply(World& w, const event::ValidationBegan& e);
void apply(World& w, const event::ValidationEnded& e);
void apply(World& w, const event::TestResourceDeleting& e);
void apply(World& w, const event::TestResourceDeleted& e);
void apply(World& w, const event::AccessPolicyPut& e);
void apply(World& w, const event::AccessPolicyDeleted& e);
void apply(World& w, const event::BackupPlanCreated& e);
void apply(World& w, const event::BackupPlanUpdated& e);
void apply(World& w, const event::BackupPlanDeleted& e);
void apply(World& w, const event::BackupRuleCreated& e);
void apply(World& w, const event::BackupRuleReplaced& e);
void apply(World& w, const event::BackupRuleRan& e);
void apply(World& w, const event::BackupSelectionCreated& e);
void apply(World& w, const event::BackupSelectionDeleted& e);
void apply(World& w, const event::LegalHoldCreated& e);
void apply(World& w, const event::LegalHoldActivated& e);
void apply(World& w, const event::LegalHoldCanceling& e);
void apply(World& w, const event::LegalHoldCanceled& e);
void apply(World& w, const event::RestoreTestingPlanCreated& e);
void apply(World& w, const event::RestoreTestingPlanUpdated& e);
void apply(World& w, const event::RestoreTestingPlanDeleted& e);
void apply(World& w, const event::RestoreTestingPlanRan& e);
void apply(World& w, const event::RestoreTestingSelectionCreated& e);
void apply(World& w, const event::RestoreTestingSelectionUpdated& e);
void apply(World& w, const event::RestoreTestingSelectionDeleted& e);

}  // namespace airlock
