// Sharing with other accounts through AWS RAM: shares, invitations, their twelve hours, and taking back.
// Sources: RAM user guide and API, BK-LAG, BK-ADM (domain.md §1.6, §2.8, §3.4).
#include "world/gates.h"

namespace airlock {
namespace {

constexpr Duration invitation_lifetime = hours(12);  // vaults and teams. Source: BK-LAG, RAM-UG

// What a closed account gave is out of reach, from the first day of its closure. Source: BK-LAG, ACCT.
bool is_live(const World& w, Id<ResourceShare> share) {
    return w.shares.holds(share) && w.shares[share].status == ShareStatus::ACTIVE &&
           w.accounts[w.shares[share].account].status == AccountStatus::ACTIVE;
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
            if (p.share == r.share && p.account == account &&
                p.status == AssociationStatus::ASSOCIATED)
                return true;
    }
    return false;
}

// Inside one organization with RAM sharing enabled nobody needs to accept; else an invitation goes out.
void rule(Asking& ask, const call::CreateResourceShare& c) {
    const World& w = ask.world;
    RequestContext context;
    const bool allows_external = c.allow_external_principals != Setting::no;
    context.allows_external_principals = allows_external ? Setting::yes : Setting::no;
    context.resource_share_name = w.catalog->names.text(c.name);
    if (!c.resources.empty()) context.requested_resource_type = resource_type(c.resources[0]);
    if (!ask.admitted(c.operation, {}, context)) return;
    for (const Ref& resource : c.resources)
        if (!may_share(ask, resource)) return;
    const Id<ResourceShare> share{w.shares.size()};
    ask.happens(event::ResourceShareCreated{c.name, ask.account, yes_if(allows_external)});
    for (const Ref& resource : c.resources) ask.happens(event::ResourceShared{share, resource});
    for (const auto account : c.principals) {
        if (!ask.need(w.accounts.holds(account), Gate::resource_exists, Reason::exists,
                      Reason::does_not_exist, ErrorCode::UnknownResourceException, account))
            return;
        if (!ask.need(account != ask.account, Gate::sharing, Reason::share_allowed,
                      Reason::own_account, ErrorCode::OperationNotPermittedException, account))
            return;
        const bool is_inside = in_same_organization(w, ask.account, account);
        if (!ask.need(is_inside || allows_external, Gate::sharing, Reason::share_allowed,
                      Reason::external_principals_not_allowed,
                      ErrorCode::OperationNotPermittedException, account))
            return;
        if (is_inside && w.organizations[w.accounts[account].organization].is_ram_sharing_enabled)
            ask.happens(event::PrincipalAssociated{share, account});
        else
            ask.happens(
                event::PrincipalInvited{share, account, ask.caller.at + invitation_lifetime});
    }
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
    for (const auto account : c.principals)
        for (const SharePrincipal& p : w.share_principals)
            if (p.share == c.share && p.account == account &&
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
