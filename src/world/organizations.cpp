// Organizations: who manages, who joins, and the settings that only a management account may change.
// Sources: Organizations user guide and API (domain.md §1.1, §3.5); Backup UpdateGlobalSettings (§3.2).
#include "world/gates.h"

namespace airlock {
namespace {

// Simplified: AWS gives an invitation a lifetime that domain.md does not state; fifteen days are assumed.
constexpr Duration handshake_lifetime = days(15);

bool needs_management_account(Asking& ask, ErrorCode error) {
    return ask.need(is_management_account(ask.world, ask.account), Gate::management_account,
                    Reason::is_management_account, Reason::not_management_account, error,
                    ask.account);
}

YesNo changed(Setting setting, YesNo now) {
    return setting == Setting::absent ? now : yes_if(setting == Setting::yes);
}

}  // namespace

bool is_management_account(const World& world, Id<Account> account) {
    const auto organization = world.accounts[account].organization;
    return organization && world.organizations[organization].management_account == account;
}

bool in_same_organization(const World& world, Id<Account> a, Id<Account> b) {
    const auto organization = world.accounts[a].organization;
    return organization && organization == world.accounts[b].organization;
}

bool is_mpa_enabled_for(const World& world, Id<Account> account) {
    const auto organization = world.accounts[account].organization;
    return organization && world.organizations[organization].is_mpa_enabled;
}

// The caller's account becomes the management account.
void rule(Asking& ask, const call::CreateOrganization& c) {
    if (!ask.admitted(c.operation)) return;
    if (!ask.need(!ask.world.accounts[ask.account].organization, Gate::organization,
                  Reason::not_in_organization, Reason::already_in_organization,
                  ErrorCode::AlreadyInOrganizationException, ask.account))
        return;
    ask.happens(
        event::OrganizationCreated{c.name, ask.account, yes_if(c.has_all_features != Setting::no)});
}

void rule(Asking& ask, const call::InviteAccountToOrganization& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const bool is_outside = !w.accounts[ask.account].organization;
    if (!needs_management_account(ask, is_outside ? ErrorCode::AWSOrganizationsNotInUseException
                                                  : ErrorCode::AccessDeniedException))
        return;
    if (!ask.exists(w.accounts.holds(c.target), c.target, ErrorCode::InvalidInputException)) return;
    if (!ask.need(!w.accounts[c.target].organization, Gate::organization,
                  Reason::not_in_organization, Reason::already_in_organization,
                  ErrorCode::HandshakeConstraintViolationException, c.target))
        return;
    ask.happens(event::AccountInvited{w.accounts[ask.account].organization, c.target,
                                      ask.caller.at + handshake_lifetime});
}

void rule(Asking& ask, const call::AcceptHandshake& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const bool is_ours =
        w.handshakes.holds(c.handshake) && w.handshakes[c.handshake].account == ask.account;
    if (!ask.exists(is_ours, c.handshake, ErrorCode::HandshakeNotFoundException)) return;
    const Handshake& h = w.handshakes[c.handshake];
    if (!ask.need(h.state == HandshakeState::OPEN, Gate::resource_state, Reason::state_permits,
                  Reason::handshake_closed, ErrorCode::HandshakeAlreadyInStateException,
                  c.handshake))
        return;
    if (!ask.need(!w.accounts[ask.account].organization, Gate::organization,
                  Reason::not_in_organization, Reason::already_in_organization,
                  ErrorCode::HandshakeConstraintViolationException, ask.account))
        return;
    ask.happens(event::AccountJoined{c.handshake, h.organization, ask.account, ask.caller.at});
}

// The opt-in to multi-party approval and to copies across accounts. Source: BK-API, BK-ADM.
void rule(Asking& ask, const call::UpdateGlobalSettings& c) {
    if (!ask.admitted(c.operation)) return;
    if (!needs_management_account(ask, ErrorCode::InvalidRequestException)) return;
    const auto id = ask.world.accounts[ask.account].organization;
    const Organization& o = ask.world.organizations[id];
    ask.happens(event::GlobalSettingsUpdated{
        id, changed(c.is_mpa_enabled, o.is_mpa_enabled),
        changed(c.is_cross_account_backup_enabled, o.is_cross_account_backup_enabled)});
}

void rule(Asking& ask, const call::EnableSharingWithAwsOrganization& c) {
    if (!ask.admitted(c.operation)) return;
    if (!needs_management_account(ask, ErrorCode::OperationNotPermittedException)) return;
    const auto id = ask.world.accounts[ask.account].organization;
    if (!ask.need(ask.world.organizations[id].has_all_features, Gate::organization,
                  Reason::in_organization, Reason::all_features_needed,
                  ErrorCode::OperationNotPermittedException, id))
        return;
    ask.happens(event::RamSharingEnabled{id});
}

// Simplified: the policies of the role go with it; IAM would ask for them to be detached first.
void rule(Asking& ask, const call::DeleteRole& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.role)) return;
    const bool is_ours = w.principals.holds(c.role) &&
                         w.principals[c.role].account == ask.account &&
                         !w.principals[c.role].is_deleted;
    const bool is_fixed =
        is_ours && w.principals[c.role].kind == PrincipalKind::service_linked_role;
    const bool is_role = is_ours && w.principals[c.role].kind == PrincipalKind::role;
    if (!ask.exists(is_role || is_fixed, c.role, ErrorCode::NoSuchEntity)) return;
    if (is_fixed) {
        ask.stop(Gate::resource_state, Reason::service_linked_role_is_fixed,
                 ErrorCode::UnmodifiableEntity, c.role);
        return;
    }
    ask.happens(event::RoleDeleted{c.role});
}

}  // namespace airlock
