// Words for the values of the world: AWS's own where it has them, ours (snake_case) where it has none. Not
// sentences: those are made in view/explain. Names of rows come from the catalog; rows without a name are
// numbered from 1 in order of creation: "rp-3", "session-1".
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "world/decide.h"
#include "world/due.h"

namespace airlock {

std::string_view to_text(AccountStatus);
std::string_view to_text(SupportCaseStatus);
std::string_view to_text(HandshakeState);
std::string_view to_text(PrincipalKind);
std::string_view to_text(JoinedMethod);
std::string_view to_text(PolicyType);
std::string_view to_text(KeyManager);
std::string_view to_text(KeyState);
std::string_view to_text(IdentitySourceStatus);
std::string_view to_text(IdentitySourceStatusCode);
std::string_view to_text(TeamStatus);
std::string_view to_text(TeamStatusCode);
std::string_view to_text(DraftStatus);
std::string_view to_text(ApproverStatus);
std::string_view to_text(LastActivity);
std::string_view to_text(ProtectedAction);
std::string_view to_text(SessionStatus);
std::string_view to_text(SessionStatusCode);
std::string_view to_text(ExecutionStatus);
std::string_view to_text(ShareStatus);
std::string_view to_text(AssociationStatus);
std::string_view to_text(InvitationStatus);
std::string_view to_text(VaultType);
std::string_view to_text(VaultState);
std::string_view to_text(LockMode);
std::string_view to_text(RecoveryPointStatus);
std::string_view to_text(DataCondition);
std::string_view to_text(JobKind);
std::string_view to_text(JobStatus);
std::string_view to_text(JobFailure);
std::string_view to_text(WorkloadState);
std::string_view to_text(ResourceType);
std::string_view to_text(StorageClass);
std::string_view to_text(ScanResult);
std::string_view to_text(ValidationStatus);
std::string_view to_text(DeletionStatus);
std::string_view to_text(TestingAlgorithm);
std::string_view to_text(LegalHoldStatus);
std::string_view to_text(Finding);
std::string_view to_text(AllowedImages);
std::string_view to_text(Gate);
std::string_view to_text(Verdict);
std::string_view to_text(ErrorCode);
std::string_view to_text(Reason);
std::string_view to_text(Outcome);
std::string_view to_text(Response);
std::string_view to_text(Setting);
std::string_view to_text(Kind);
std::string_view to_text(DueKind);

// "SessionApproved"; "Founded" for founding events.
std::string_view event_name(const Event& event);
std::span<const std::string_view> event_names();  // by their place in Event
// The row that an event is mostly about.
Ref subject_of(const World& after, const Event& event);

// "prod-airgap", "rp-3", "session-1"; "?" for a reference to nothing.
std::string name_of(const World& world, Ref ref);
// The ARN where AWS has one, else "".
std::string arn_of(const World& world, Ref ref);

}  // namespace airlock
