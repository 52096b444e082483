// Sharing with other accounts through AWS RAM: shares, invitations, their twelve hours, and taking back.
// Sources: RAM user guide and API, BK-LAG, BK-ADM (domain.md §1.6, §2.8, §3.4).
#include "world/gates.h"

namespace airlock {
namespace {

constexpr Duration invitation_lifetime = hours(12);  // vaults and teams. Source: BK-LAG, RAM-UG

// What a closed account gave is out of reach, from the first day of its closure. Source: BK-LAG, ACCT.
bool is_live(const World& w, Id<ResourceShare> share) {
    if (!w.shares.holds(share)) return false;
    const ResourceShare& row = w.shares[share];
    return (row.status == ShareStatus::ACTIVE || row.status == ShareStatus::PENDING) &&
           w.accounts[row.account].status == AccountStatus::ACTIVE;
}

// Who owns what is to be shared; none when it cannot be shared at all.
Id<Account> owner_of(const World& w, Ref resource) {
    if (resource.kind == Kind::team && w.teams.holds(resource.as<Team>()))
        return w.teams[resource.as<Team>()].account;
    if (resource.kind == Kind::vault && w.vaults.holds(resource.as<Vault>())) {
        const Vault& v = w.vaults[resource.as<Vault>()];
        if (v.state != VaultState::deleted) return v.account;
    }
    return {};
}

std::string_view resource_type(Ref resource) {
    return resource.kind == Kind::team ? "mpa:ApprovalTeam" : "backup:backup-vault";
}

// Only air-gapped vaults and teams can be shared, by their owner. Source: BK-LAG, MPA-SHR.
bool may_share(Asking& ask, Ref resource) {
    const World& w = ask.world;
    if (!ask.exists(owner_of(w, resource) == ask.account, resource,
                    ErrorCode::UnknownResourceException))
        return false;
    if (resource.kind != Kind::vault) return true;
    return ask.need(
        w.vaults[resource.as<Vault>()].type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT,
        Gate::vault_type, Reason::vault_type_fits, Reason::needs_air_gapped_vault,
        ErrorCode::OperationNotPermittedException, resource);
}

Id<SharePrincipal> principal_row(const World& w, Id<ResourceShare> share, Id<Account> account) {
    Id<SharePrincipal> newest;
    for (const SharePrincipal& p : w.share_principals)
        if (p.share == share && p.account == account) newest = w.share_principals.id_of(p);
    return newest;
}

constexpr std::uint32_t pending_invitations_max = 250;  // of one sender. Source: RAM-UG

std::uint32_t pending_invitations(const World& w, Id<Account> sender) {
    std::uint32_t count = 0;
    for (const SharePrincipal& p : w.share_principals)
        count += p.invitation == InvitationStatus::PENDING &&
                         p.status == AssociationStatus::ASSOCIATING &&
                         w.shares[p.share].account == sender
                     ? 1u
                     : 0u;
    return count;
}

// An organization as a whole: the caller's own, with sharing switched on; teams only, no vaults.
// Source: BK-LAG, MPA-SHR, RAM-UG.
bool may_give_to_organization(Asking& ask, Id<ResourceShare> share, Id<Organization> organization,
                              bool has_vault) {
    const World& w = ask.world;
    const auto refused = ErrorCode::OperationNotPermittedException;
    if (!ask.need(w.organizations.holds(organization), Gate::resource_exists, Reason::exists,
                  Reason::does_not_exist, ErrorCode::UnknownResourceException, organization))
        return false;
    if (!ask.need(w.accounts[ask.account].organization == organization, Gate::organization,
                  Reason::in_organization, Reason::other_organization, refused, organization))
        return false;
    if (!ask.need(w.organizations[organization].is_ram_sharing_enabled, Gate::opt_in,
                  Reason::setting_on, Reason::sharing_not_enabled, refused, organization))
        return false;
    if (!ask.need(!has_vault, Gate::sharing, Reason::share_allowed,
                  Reason::organization_cannot_hold_vaults, refused, organization))
        return false;
    ask.happens(event::OrganizationAssociated{share, organization});
    return true;
}

// Inside one organization with RAM sharing enabled nobody needs to accept; else an invitation goes out.
bool may_give_to(Asking& ask, Id<ResourceShare> share, Id<Account> account, bool allows_external) {
    const World& w = ask.world;
    if (!ask.need(w.accounts.holds(account), Gate::resource_exists, Reason::exists,
                  Reason::does_not_exist, ErrorCode::UnknownResourceException, account))
        return false;
    if (!ask.need(account != ask.account, Gate::sharing, Reason::share_allowed, Reason::own_account,
                  ErrorCode::OperationNotPermittedException, account))
        return false;
    const bool is_inside = in_same_organization(w, ask.account, account);
    if (!ask.need(is_inside || allows_external, Gate::sharing, Reason::share_allowed,
                  Reason::external_principals_not_allowed,
                  ErrorCode::OperationNotPermittedException, account))
        return false;
    if (is_inside && w.organizations[w.accounts[account].organization].is_ram_sharing_enabled) {
        ask.happens(event::PrincipalAssociated{share, account});
        return true;
    }
    if (pending_invitations(w, ask.account) >= pending_invitations_max)
        return ask.stop(Gate::quota, Reason::quota_reached,
                        ErrorCode::ResourceShareLimitExceededException, ask.account);
    ask.happens(event::PrincipalInvited{share, account, ask.caller.at + invitation_lifetime});
    return true;
}

bool may_give_to_all(Asking& ask, Id<ResourceShare> share,
                     const Few<Grantee, share_principals_max>& principals, bool allows_external,
                     bool has_vault) {
    for (const Grantee& to : principals) {
        const bool is_given =
            to.kind == Kind::organization
                ? may_give_to_organization(ask, share, to.as<Organization>(), has_vault)
                : may_give_to(ask, share,
                              to.kind == Kind::account ? to.as<Account>() : Id<Account>{},
                              allows_external);
        if (!is_given) return false;
    }
    return true;
}

bool is_vault(const Ref& resource) { return resource.kind == Kind::vault; }

bool owns_live_share(Asking& ask, Id<ResourceShare> share) {
    const bool is_ours =
        is_live(ask.world, share) && ask.world.shares[share].account == ask.account;
    return ask.exists(is_ours, share, ErrorCode::UnknownResourceException);
}

// The gates that accepting and rejecting share. Gives the invitation, or none after refusing.
Id<SharePrincipal> open_invitation(Asking& ask, const Operation& operation,
                                   Id<ResourceShare> share) {
    const World& w = ask.world;
    if (!ask.admitted(operation)) return {};
    const auto id = is_live(w, share) ? principal_row(w, share, ask.account) : Id<SharePrincipal>{};
    if (!id || w.share_principals[id].invitation == InvitationStatus::none) {
        ask.stop(Gate::resource_exists, Reason::no_invitation,
                 ErrorCode::ResourceShareInvitationArnNotFoundException, share);
        return {};
    }
    switch (w.share_principals[id].invitation) {
        case InvitationStatus::PENDING:
            ask.pass(Gate::sharing, Reason::invitation_open, share);
            return id;
        case InvitationStatus::EXPIRED:
            ask.stop(Gate::sharing, Reason::invitation_expired,
                     ErrorCode::ResourceShareInvitationExpiredException, share);
            return {};
        case InvitationStatus::REJECTED:
            ask.stop(Gate::sharing, Reason::invitation_rejected_before,
                     ErrorCode::ResourceShareInvitationAlreadyRejectedException, share);
            return {};
        case InvitationStatus::ACCEPTED:
        case InvitationStatus::none:
            ask.stop(Gate::sharing, Reason::invitation_accepted_before,
                     ErrorCode::ResourceShareInvitationAlreadyAcceptedException, share);
            return {};
    }
    return {};
}

}  // namespace

bool is_shared_with(const World& world, Ref resource, Id<Account> account) {
    for (const SharedResource& r : world.shared_resources) {
        if (r.resource != resource || !r.is_associated || !is_live(world, r.share)) continue;
        for (const SharePrincipal& p : world.share_principals)
            if (p.share == r.share && p.status == AssociationStatus::ASSOCIATED &&
                (p.account == account ||
                 (p.organization && world.accounts[account].organization == p.organization)))
                return true;
    }
    return false;
}

void rule(Asking& ask, const call::CreateResourceShare& c) {
    const World& w = ask.world;
    RequestContext context;
    const bool allows_external = c.allow_external_principals != Setting::no;
    context.allows_external_principals = allows_external ? Setting::yes : Setting::no;
    context.resource_share_name = w.catalog->names.text(c.name);
    if (!c.resources.empty()) context.requested_resource_type = resource_type(c.resources[0]);
    if (!ask.admitted(c.operation, {}, context)) return;
    const bool retains = c.retain_sharing == Setting::yes;
    if (retains && !allows_external) {
        ask.stop(Gate::parameters, Reason::retain_needs_external_principals,
                 ErrorCode::InvalidParameterException);
        return;
    }
    bool has_vault = false;
    for (const Ref& resource : c.resources) {
        if (!may_share(ask, resource)) return;
        has_vault = has_vault || is_vault(resource);
    }
    const Id<ResourceShare> share{w.shares.size()};
    const std::size_t first = ask.out.events.size();
    ask.happens(event::ResourceShareCreated{c.name, ask.account, yes_if(allows_external),
                                            yes_if(retains), ShareStatus::ACTIVE});
    for (const Ref& resource : c.resources) ask.happens(event::ResourceShared{share, resource});
    if (!may_give_to_all(ask, share, c.principals, allows_external, has_vault)) return;
    if (!w.settings.is_share_pending_until_accepted) return;
    // BK-ADM shows PENDING until somebody has accepted.
    bool is_pending = false;
    for (const Event& event : ask.out.events)
        is_pending = is_pending || std::holds_alternative<event::PrincipalInvited>(event);
    if (is_pending)
        std::get<event::ResourceShareCreated>(ask.out.events[first]).status = ShareStatus::PENDING;
}

// More of what a share carries, or more of those it is given to. Source: RAM-API.
void rule(Asking& ask, const call::AssociateResourceShare& c) {
    const World& w = ask.world;
    RequestContext context;
    const bool is_known = w.shares.holds(c.share);
    const bool allows_external = is_known && w.shares[c.share].allow_external_principals;
    if (is_known) {
        context.allows_external_principals = allows_external ? Setting::yes : Setting::no;
        context.resource_share_name = w.catalog->names.text(w.shares[c.share].name);
    }
    if (!c.resources.empty()) context.requested_resource_type = resource_type(c.resources[0]);
    if (!ask.admitted(c.operation, c.share, context)) return;
    if (!owns_live_share(ask, c.share)) return;
    bool has_vault = false;
    for (const SharedResource& r : w.shared_resources)
        has_vault = has_vault || (r.share == c.share && r.is_associated && is_vault(r.resource));
    bool is_organization_wide = false;
    for (const SharePrincipal& p : w.share_principals)
        is_organization_wide = is_organization_wide || (p.share == c.share && p.organization &&
                                                        p.status == AssociationStatus::ASSOCIATED);
    for (const Ref& resource : c.resources) {
        if (!may_share(ask, resource)) return;
        has_vault = has_vault || is_vault(resource);
        if (is_organization_wide && is_vault(resource)) {
            ask.stop(Gate::sharing, Reason::organization_cannot_hold_vaults,
                     ErrorCode::OperationNotPermittedException, resource);
            return;
        }
        ask.happens(event::ResourceShared{c.share, resource});
    }
    if (!may_give_to_all(ask, c.share, c.principals, allows_external, has_vault)) return;
    ask.need(!ask.out.events.empty(), Gate::resource_state, Reason::state_permits,
             Reason::nothing_to_change, ErrorCode::InvalidParameterException, c.share);
}

// Accounts outside that were let in before stay: the flag binds what comes. Source: RAM-UG.
void rule(Asking& ask, const call::UpdateResourceShare& c) {
    const World& w = ask.world;
    RequestContext context;
    if (c.allow_external_principals != Setting::absent)
        context.allows_external_principals = c.allow_external_principals;
    if (!ask.admitted(c.operation, c.share, context)) return;
    if (!owns_live_share(ask, c.share)) return;
    const ResourceShare& was = w.shares[c.share];
    const YesNo allows = c.allow_external_principals == Setting::absent
                             ? was.allow_external_principals
                             : yes_if(c.allow_external_principals == Setting::yes);
    if (!allows && was.retains_sharing) {
        ask.stop(Gate::parameters, Reason::retain_needs_external_principals,
                 ErrorCode::InvalidParameterException, c.share);
        return;
    }
    ask.happens(event::ResourceShareUpdated{c.share, c.name ? c.name : was.name, allows});
}

void rule(Asking& ask, const call::GetResourceShares& c) { ask.admitted(c.operation); }
void rule(Asking& ask, const call::ListResources& c) { ask.admitted(c.operation); }

void end_sharing_inside(Asking& ask, Id<Organization> organization) {
    const World& w = ask.world;
    if (!w.organizations[organization].is_ram_sharing_enabled) return;
    for (const SharePrincipal& p : w.share_principals) {
        const auto owner = w.accounts[w.shares[p.share].account].organization;
        const auto given = p.organization ? p.organization : w.accounts[p.account].organization;
        if (owner == organization && given == organization &&
            p.status == AssociationStatus::ASSOCIATED && p.invitation == InvitationStatus::none)
            ask.happens(event::PrincipalDisassociated{w.share_principals.id_of(p)});
    }
    ask.happens(event::RamSharingDisabled{organization});
}

// Taking back needs nobody's vote, and works at once. Source: RAM-UG; MPA "not protected" (domain.md §3.6).
void rule(Asking& ask, const call::DisassociateResourceShare& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.share)) return;
    if (!owns_live_share(ask, c.share)) return;
    for (const Ref& resource : c.resources)
        for (const SharedResource& r : w.shared_resources)
            if (r.share == c.share && r.resource == resource && r.is_associated)
                ask.happens(event::ResourceUnshared{w.shared_resources.id_of(r)});
    for (const Grantee& to : c.principals)
        for (const SharePrincipal& p : w.share_principals)
            if (p.share == c.share &&
                (p.organization ? Ref(p.organization) : Ref(p.account)) == Ref(to) &&
                p.status <= AssociationStatus::ASSOCIATED)
                ask.happens(event::PrincipalDisassociated{w.share_principals.id_of(p)});
    ask.need(!ask.out.events.empty(), Gate::resource_state, Reason::state_permits,
             Reason::share_gone, ErrorCode::UnknownResourceException, c.share);
}

void rule(Asking& ask, const call::DeleteResourceShare& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.share)) return;
    if (!owns_live_share(ask, c.share)) return;
    for (const SharePrincipal& p : w.share_principals)
        if (p.share == c.share && p.status <= AssociationStatus::ASSOCIATED)
            ask.happens(event::PrincipalDisassociated{w.share_principals.id_of(p)});
    for (const SharedResource& r : w.shared_resources)
        if (r.share == c.share && r.is_associated)
            ask.happens(event::ResourceUnshared{w.shared_resources.id_of(r)});
    ask.happens(event::ResourceShareDeleted{c.share});
}

void rule(Asking& ask, const call::GetResourceShareInvitations& c) { ask.admitted(c.operation); }

void rule(Asking& ask, const call::AcceptResourceShareInvitation& c) {
    if (const auto id = open_invitation(ask, c.operation, c.share))
        ask.happens(event::InvitationAccepted{id});
}

void rule(Asking& ask, const call::RejectResourceShareInvitation& c) {
    if (const auto id = open_invitation(ask, c.operation, c.share))
        ask.happens(event::InvitationRejected{id});
}

}  // namespace airlock
