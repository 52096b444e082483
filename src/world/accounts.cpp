// The accounts of an organization: where they stand, how they come and go, and how one is closed for good.
// Sources: ORG-API, ORG-UG, ACCT, BK-LAG (domain.md §2.9, §3.5, §4).
#include "world/due.h"
#include "world/gates.h"

namespace airlock {
namespace {

constexpr Duration days_before_leaving = days(7);  // of an account made here. Source: ORG-UG
constexpr Duration closing_window = days(30);
constexpr std::uint32_t closing_at_once_max = 3;    // Source: ORG-UG, quotas
constexpr std::uint32_t closed_in_window_max = 10;  // of an organization of fewer than 100 accounts
constexpr std::int64_t first_new_number = 600'000'000'000;

bool is_manager(Asking& ask) {
    const bool is_outside = !ask.world.accounts[ask.account].organization;
    return ask.need(is_management_account(ask.world, ask.account), Gate::management_account,
                    Reason::is_management_account,
                    is_outside ? Reason::not_in_organization : Reason::not_management_account,
                    is_outside ? ErrorCode::AWSOrganizationsNotInUseException
                               : ErrorCode::AccessDeniedException,
                    ask.account);
}

Id<Organization> home(const Asking& ask) { return ask.world.accounts[ask.account].organization; }

// A root or a unit of the caller's organization.
bool is_parent(const Asking& ask, Ref node) {
    return node.kind != Kind::account && bool(node) &&
           organization_of(ask.world, node) == home(ask) && home(ask);
}

Id<OrganizationalUnit> unit_of(Ref parent) {
    return parent.kind == Kind::organizational_unit ? parent.as<OrganizationalUnit>()
                                                    : Id<OrganizationalUnit>{};
}

std::uint32_t depth_of(const World& w, Id<OrganizationalUnit> unit) {
    std::uint32_t depth = 0;
    for (auto at = unit; at; at = w.organizational_units[at].parent) ++depth;
    return depth;
}

bool is_administrator(const World& w, Id<Account> account) {
    for (const ServiceAccess& a : w.service_accesses)
        if (a.administrator == account && a.is_enabled) return true;
    return false;
}

// "ana@example.com": one @, a dot behind it, no blanks. Source: ORG-API.
bool is_email(std::string_view text) {
    const auto at = text.find('@');
    const auto dot = text.rfind('.');
    return fits(text, {6, 64, Letters::printable}) && at != 0 && at != std::string_view::npos &&
           text.find('@', at + 1) == std::string_view::npos && dot != std::string_view::npos &&
           dot > at + 1 && dot + 1 < text.size() && text.find(' ') == std::string_view::npos;
}

std::int64_t new_number(const World& w) {
    std::int64_t number = first_new_number;
    for (bool is_taken = true; is_taken;) {
        is_taken = false;
        for (const Account& a : w.accounts) is_taken = is_taken || a.number == number;
        if (is_taken) ++number;
    }
    return number;
}

bool is_organization_share(const World& w, const SharePrincipal& p) {
    return p.invitation == InvitationStatus::none && p.status == AssociationStatus::ASSOCIATED &&
           w.shares[p.share].status == ShareStatus::ACTIVE;
}

// What was shared because both stood in one organization ends, unless the share is retained; what was accepted
// stays, and the organization as a whole lasts for those who are left. Source: RAM-UG.
void leaves(Asking& ask, Id<Account> account) {
    const World& w = ask.world;
    for (const SharePrincipal& p : w.share_principals) {
        const ResourceShare& share = w.shares[p.share];
        const bool is_concerned = (p.account == account) != (share.account == account);
        if (!is_concerned || share.retains_sharing || !is_organization_share(w, p)) continue;
        const bool ends = p.organization ? p.organization == w.accounts[share.account].organization
                                         : in_same_organization(w, share.account, p.account);
        if (ends) ask.happens(event::PrincipalDisassociated{w.share_principals.id_of(p)});
    }
    ask.happens(event::AccountLeft{account, w.accounts[account].organization});
}

// The gates that leaving and being removed share.
bool may_leave(Asking& ask, Id<Account> account) {
    const World& w = ask.world;
    const Account& row = w.accounts[account];
    if (!ask.need(!is_management_account(w, account), Gate::organization, Reason::is_member,
                  Reason::management_account_stays,
                  ErrorCode::MasterCannotLeaveOrganizationException, account))
        return false;
    if (!ask.need(!is_administrator(w, account), Gate::organization, Reason::is_member,
                  Reason::is_delegated_administrator, ErrorCode::ConstraintViolationException,
                  account))
        return false;
    const bool is_young = row.joined_method == JoinedMethod::CREATED &&
                          ask.caller.at < row.joined_at + days_before_leaving;
    return ask.need(!is_young, Gate::organization, Reason::is_member, Reason::account_too_young,
                    ErrorCode::ConstraintViolationException, account);
}

}  // namespace

void rule(Asking& ask, const call::CreateOrganizationalUnit& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask)) return;
    if (!name_fits(ask, c.name, organization_name_limit, ErrorCode::InvalidInputException)) return;
    if (!ask.exists(is_parent(ask, c.parent.ref), c.parent.ref, ErrorCode::ParentNotFoundException))
        return;
    const auto parent = unit_of(c.parent.ref);
    for (const OrganizationalUnit& u : w.organizational_units)
        if (u.organization == home(ask) && u.parent == parent && u.name == c.name) {
            ask.stop(Gate::resource_exists, Reason::name_taken,
                     ErrorCode::DuplicateOrganizationalUnitException,
                     w.organizational_units.id_of(u));
            return;
        }
    if (!ask.need(depth_of(w, parent) < unit_depth_max, Gate::quota, Reason::within_quota,
                  Reason::quota_reached, ErrorCode::ConstraintViolationException, c.parent.ref))
        return;
    ask.happens(event::OrganizationalUnitCreated{home(ask), parent, c.name});
}

// Simplified: AWS makes the account in the background; here it is there at once. Its role
// OrganizationAccountAccessRole trusts the management account: who holds that one enters all it made.
void rule(Asking& ask, const call::CreateAccount& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask)) return;
    const auto invalid = ErrorCode::InvalidInputException;
    if (!name_fits(ask, c.account_name, account_name_limit, invalid)) return;
    if (c.email && !is_email(w.catalog->names.text(c.email))) {
        ask.stop(Gate::parameters, Reason::text_unfit, invalid);
        return;
    }
    std::int32_t accounts = 0;
    for (const Account& a :
         w.accounts)  // closed ones count until they are gone for good. Source: ACCT
        accounts += a.organization == home(ask) && a.status != AccountStatus::closed ? 1 : 0;
    if (!ask.need(accounts < w.settings.accounts_max, Gate::quota, Reason::within_quota,
                  Reason::quota_reached, ErrorCode::ConstraintViolationException, home(ask)))
        return;
    const Id<Account> id{w.accounts.size()};
    Account row;
    row.number = new_number(w);
    row.joined_at = ask.caller.at;
    row.name = c.account_name;
    row.organization = home(ask);
    row.joined_method = JoinedMethod::CREATED;
    ask.happens(event::AccountCreated{row});
    const Catalog& catalog = *w.catalog;
    Principal root;
    root.name = catalog.root_name;
    root.account = id;
    root.kind = PrincipalKind::root;
    ask.happens(event::PrincipalCreated{root});
    Principal role;
    role.name = catalog[catalog.managed.account_trust].name;
    role.account = id;
    role.identity_policies[0] = catalog.managed.administrator;
    role.trusted_account = ask.account;
    ask.happens(event::PrincipalCreated{role});
}

void rule(Asking& ask, const call::MoveAccount& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask)) return;
    const bool is_ours =
        w.accounts.holds(c.account) && w.accounts[c.account].organization == home(ask);
    if (!ask.exists(is_ours, c.account, ErrorCode::AccountNotFoundException)) return;
    const bool is_source =
        is_parent(ask, c.source.ref) && unit_of(c.source.ref) == w.accounts[c.account].unit;
    if (!ask.exists(is_source, c.source.ref, ErrorCode::SourceParentNotFoundException)) return;
    if (!ask.exists(is_parent(ask, c.destination.ref), c.destination.ref,
                    ErrorCode::DestinationParentNotFoundException))
        return;
    if (!ask.need(c.source != c.destination, Gate::resource_state, Reason::state_permits,
                  Reason::already_there, ErrorCode::DuplicateAccountException, c.account))
        return;
    ask.happens(event::AccountMoved{c.account, unit_of(c.destination.ref)});
}

void rule(Asking& ask, const call::LeaveOrganization& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!ask.need(bool(w.accounts[ask.account].organization), Gate::organization, Reason::is_member,
                  Reason::not_in_organization, ErrorCode::AWSOrganizationsNotInUseException,
                  ask.account))
        return;
    if (may_leave(ask, ask.account)) leaves(ask, ask.account);
}

void rule(Asking& ask, const call::RemoveAccountFromOrganization& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask)) return;
    const bool is_ours =
        w.accounts.holds(c.account) && w.accounts[c.account].organization == home(ask);
    if (!ask.exists(is_ours, c.account, ErrorCode::AccountNotFoundException)) return;
    if (may_leave(ask, c.account)) leaves(ask, c.account);
}

// Root of a member closes its account in the console (account:CloseAccount); the management account closes any
// member but never itself. Source: ACCT, ORG-API.
void rule(Asking& ask, const call::CloseAccount& c) {
    const World& w = ask.world;
    const bool is_itself = c.account == ask.account && ask.principal &&
                           w.principals[ask.principal].kind == PrincipalKind::root;
    if (!ask.admitted(is_itself ? Operation{"account", "CloseAccount"} : c.operation)) return;
    if (!is_itself && !is_manager(ask)) return;
    const auto organization = home(ask);
    const bool is_ours = is_itself || (w.accounts.holds(c.account) &&
                                       w.accounts[c.account].organization == organization);
    if (!ask.exists(is_ours, c.account, ErrorCode::AccountNotFoundException)) return;
    if (!ask.need(!is_management_account(w, c.account), Gate::organization, Reason::is_member,
                  Reason::management_account_stays, ErrorCode::ConstraintViolationException,
                  c.account))
        return;
    if (!ask.need(w.accounts[c.account].status == AccountStatus::ACTIVE, Gate::resource_state,
                  Reason::state_permits, Reason::already_closed,
                  ErrorCode::AccountAlreadyClosedException, c.account))
        return;
    std::uint32_t at_once = 0, lately = 0;
    for (const Account& a : w.accounts) {
        if (!organization || a.organization != organization || a.closed_at == never) continue;
        at_once += a.status == AccountStatus::PENDING_CLOSURE ? 1u : 0u;
        lately += ask.caller.at < a.closed_at + closing_window ? 1u : 0u;
    }
    if (!ask.need(is_itself || (at_once < closing_at_once_max && lately < closed_in_window_max),
                  Gate::quota, Reason::within_quota, Reason::quota_reached,
                  at_once < closing_at_once_max ? ErrorCode::ConstraintViolationException
                                                : ErrorCode::ConflictException,
                  organization))
        return;
    ask.happens(event::AccountClosureStarted{c.account, ask.caller.at});
}

// The owner proves ownership to AWS Support, without a credential of the account. Source: ACCT.
void rule(Asking& ask, const call::ReopenAccount& c) {
    const World& w = ask.world;
    if (!ask.exists(w.accounts.holds(c.account), c.account)) return;
    bool is_owner = false;
    for (const Credential& k : w.credentials)
        is_owner = is_owner || (k.holder == ask.caller.person && k.principal &&
                                !is_stolen(w, w.credentials.id_of(k)) &&
                                w.principals[k.principal].account == c.account);
    if (!ask.need(is_owner, Gate::credential, Reason::credential_valid, Reason::credential_not_held,
                  ErrorCode::AccessDeniedException, c.account))
        return;
    const Account& row = w.accounts[c.account];
    if (!ask.need(row.status != AccountStatus::ACTIVE, Gate::resource_state, Reason::state_permits,
                  Reason::not_closed, ErrorCode::InvalidRequestException, c.account))
        return;
    const bool is_over =
        row.status == AccountStatus::closed || row.closed_at + post_closure <= ask.caller.at;
    if (!ask.need(!is_over, Gate::resource_state, Reason::state_permits, Reason::post_closure_over,
                  ErrorCode::InvalidRequestException, c.account))
        return;
    ask.happens(event::AccountReopened{c.account});
}

// What the account held is gone, lock or no lock, and views of its vaults show nothing more. Source: BK-LOCK.
void close_for_good(const World& w, Id<Account> account, Decision& out) {
    const auto is_its_vault = [&](Id<Vault> id) { return w.vaults[id].account == account; };
    for (const RecoveryPoint& p : w.recovery_points)
        if (is_its_vault(p.vault) && p.status != RecoveryPointStatus::deleted)
            out.events.push_back(event::RecoveryPointErased{w.recovery_points.id_of(p)});
    for (const Vault& v : w.vaults) {  // views first: an open one needs its source
        const bool is_view = v.source_vault && v.account != account && is_its_vault(v.source_vault);
        if (is_view && v.state != VaultState::deleted && v.state != VaultState::FAILED)
            out.events.push_back(event::VaultFailed{w.vaults.id_of(v)});
    }
    for (const bool is_view : {true, false})
        for (const Vault& v : w.vaults)
            if (v.account == account && v.state != VaultState::deleted &&
                bool(v.source_vault) == is_view)
                out.events.push_back(event::VaultDeleted{w.vaults.id_of(v)});
    out.events.push_back(event::AccountClosed{account});
}

}  // namespace airlock
