// Who approvers are: Identity Center instances, their directory, and the identity source that ties them to
// multi-party approval. Sources: MPA setting up, MPA quotas, IAM Identity Center user guide (domain.md §1.2).
#include "world/gates.h"

namespace airlock {
namespace {

bool has_identity_center(const World& world, Id<Organization> organization) {
    for (const IdentityCenter& i : world.identity_centers)
        if (i.organization == organization && !i.is_deleted) return true;
    return false;
}

}  // namespace

// Only a management account holds the organization instance. Source: IDC-UG.
void rule(Asking& ask, const call::EnableIdentityCenter& c) {
    const World& w = ask.world;
    if (!ask.admitted({"sso", "CreateInstance"})) return;
    if (!ask.need(is_management_account(w, ask.account), Gate::management_account,
                  Reason::is_management_account, Reason::not_management_account,
                  ErrorCode::AccessDeniedException, ask.account))
        return;
    if (!ask.exists(w.identity_providers.holds(c.provider), c.provider)) return;
    const auto organization = w.accounts[ask.account].organization;
    if (!ask.need(!has_identity_center(w, organization), Gate::resource_state,
                  Reason::state_permits, Reason::already_enabled, ErrorCode::ConflictException,
                  organization))
        return;
    ask.happens(event::IdentityCenterEnabled{organization, ask.account, c.provider, c.region});
}

void rule(Asking& ask, const call::ListInstances& c) { ask.admitted(c.operation); }

void rule(Asking& ask, const call::ListUsers& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const bool is_ours = w.identity_centers.holds(c.identity_center) &&
                         w.identity_centers[c.identity_center].account == ask.account;
    ask.exists(is_ours, c.identity_center);
}

// One identity source an account, not adjustable; only in us-east-1. Source: MPA-LIM, MPA-REG.
void rule(Asking& ask, const call::CreateIdentitySource& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!ask.need(is_management_account(w, ask.account), Gate::management_account,
                  Reason::is_management_account, Reason::not_management_account,
                  ErrorCode::AccessDeniedException, ask.account))
        return;
    const bool is_ours = w.identity_centers.holds(c.identity_center) &&
                         w.identity_centers[c.identity_center].account == ask.account &&
                         !w.identity_centers[c.identity_center].is_deleted;
    if (!ask.exists(is_ours, c.identity_center, ErrorCode::ValidationException)) return;
    bool has_one = false;
    for (const IdentitySource& s : w.identity_sources)
        has_one = has_one || s.account == ask.account;
    if (!ask.need(!has_one, Gate::quota, Reason::within_quota, Reason::quota_reached,
                  ErrorCode::ServiceQuotaExceededException, ask.account))
        return;
    ask.happens(event::IdentitySourceCreated{ask.account, c.identity_center,
                                             ask.caller.at + w.settings.validation});
}

void rule(Asking& ask, const call::ListIdentitySources& c) { ask.admitted(c.operation); }

}  // namespace airlock
