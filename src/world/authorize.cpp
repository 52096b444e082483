// How a request meets the policy language: which documents apply to it, and what they may ask about it.
// The order of evaluation itself is policy/evaluate.cpp. Source: IAM-EV, ORG-UG (domain.md §10).
#include <array>

#include "world/arn.h"
#include "world/gates.h"

namespace airlock {
namespace {

using policy::Layer;

// The units from below the root down to `unit`. Gives how many.
std::uint32_t units_above(const World& world, Id<OrganizationalUnit> unit,
                          std::array<Id<OrganizationalUnit>, unit_depth_max>& out) {
    std::uint32_t depth = 0;
    for (auto at = unit; at; at = world.organizational_units[at].parent) ++depth;
    if (depth > unit_depth_max) depth = unit_depth_max;
    std::uint32_t place = depth;
    for (auto at = unit; at && place > 0; at = world.organizational_units[at].parent)
        out[--place] = at;
    return depth;
}

class RequestFacts final : public policy::Facts {
  public:
    RequestFacts(const World& world, Id<Principal> principal, std::string_view service,
                 std::string_view action, Ref resource, const RequestContext& context,
                 Id<Name> session_name)
        : world_(world),
          principal_(principal),
          resource_(resource),
          context_(context),
          session_name_(session_name) {
        buffer_.add(service);
        buffer_.add(":");
        buffer_.add(action);
        action_ = buffer_.take();
    }

    std::string_view action() const override { return action_; }

    std::string_view resource() const override {
        if (resource_text_.empty()) resource_text_ = resource_ ? arn(resource_) : "*";
        return resource_text_;
    }

    policy::Principal principal() const override {
        const Principal& row = world_.principals[principal_];
        policy::Principal p;
        p.type = row.kind == PrincipalKind::root   ? policy::PrincipalType::root_user
                 : row.kind == PrincipalKind::user ? policy::PrincipalType::user
                                                   : policy::PrincipalType::role;
        p.arn = principal_arn();
        p.session_arn = session_arn();
        p.account = account_number(row.account);
        return p;
    }

    bool values(std::string_view key, policy::Values& out) const override {
        const std::string_view value = one_value(key);
        if (value.empty()) return false;
        out.push_back(value);
        return true;
    }

  private:
    std::string_view one_value(std::string_view key) const {
        const Id<Account> account = world_.principals[principal_].account;
        if (key == "aws:principalaccount") return account_number(account);
        if (key == "aws:principalarn") return principal_arn();
        if (key == "aws:viaawsservice") return context_.via_aws_service ? "true" : "false";
        if (key == "aws:principalorgid") {
            const auto organization = world_.accounts[account].organization;
            return organization
                       ? world_.catalog->names.text(world_.organizations[organization].name)
                       : "";
        }
        if (key == "aws:resourceaccount") return resource_account();
        if (key == "mpa:requestedoperation") return context_.requested_operation;
        if (key == "mpa:protectedresourceaccount")
            return context_.protected_resource
                       ? account_number(world_.vaults[context_.protected_resource].account)
                       : "";
        if (key == "backup:mpaapprovalteamarn")
            return world_.teams.holds(context_.mpa_approval_team) ? arn(context_.mpa_approval_team)
                                                                  : "";
        if (key == "backup:minretentiondays") return number(context_.min_retention_days);
        if (key == "backup:maxretentiondays") return number(context_.max_retention_days);
        if (key == "backup:changeablefordays") return number(context_.changeable_for_days);
        if (key == "ram:requestedallowsexternalprincipals")
            return context_.allows_external_principals == Setting::absent ? ""
                   : context_.allows_external_principals == Setting::yes  ? "true"
                                                                          : "false";
        if (key == "ram:requestedresourcetype") return context_.requested_resource_type;
        if (key == "ram:resourcesharename") return context_.resource_share_name;
        return one_value_of_keys(key, account);
    }

    std::string_view one_value_of_keys(std::string_view key, Id<Account> account) const {
        if (key == "aws:principalorgpaths") return organization_path(account);
        if (key == "aws:resourceorgid") {
            const auto owner = account_of(world_, resource_);
            const auto organization = world_.accounts[owner ? owner : account].organization;
            return organization
                       ? world_.catalog->names.text(world_.organizations[organization].name)
                       : "";
        }
        if (key == "iam:passedtoservice") return context_.passed_to_service;
        if (key == "kms:grantisforawsresource")
            return context_.grant_is_for_aws_resource ? "true" : "";
        if (key == "kms:viaservice" && context_.kms_via_region) {
            buffer_.add("backup.");
            buffer_.add(world_.catalog->names.text(context_.kms_via_region));
            buffer_.add(".amazonaws.com");
            return buffer_.take();
        }
        return {};
    }

    // "company/r-root/production/databases/": as AWS writes it, with names for its random ids.
    std::string_view organization_path(Id<Account> account) const {
        const Account& row = world_.accounts[account];
        if (!row.organization) return {};
        const Names& names = world_.catalog->names;
        std::array<Id<OrganizationalUnit>, unit_depth_max> units;
        const std::uint32_t depth = units_above(world_, row.unit, units);
        buffer_.add(names.text(world_.organizations[row.organization].name));
        buffer_.add("/r-root/");
        for (std::uint32_t i = 0; i < depth; ++i) {
            buffer_.add(names.text(world_.organizational_units[units[i]].name));
            buffer_.add("/");
        }
        return buffer_.take();
    }

    std::string_view resource_account() const {
        const auto owner = account_of(world_, resource_);
        return account_number(owner ? owner : world_.principals[principal_].account);
    }

    std::string_view session_arn() const {
        if (!session_name_) return {};
        buffer_.add("arn:aws:sts::");
        add_account_number(buffer_, world_, world_.principals[principal_].account);
        buffer_.add(":assumed-role/");
        buffer_.add(world_.catalog->names.text(world_.principals[principal_].name));
        buffer_.add("/");
        buffer_.add(world_.catalog->names.text(session_name_));
        return buffer_.take();
    }

    std::string_view principal_arn() const {
        if (principal_text_.empty()) principal_text_ = arn(principal_);
        return principal_text_;
    }
    std::string_view arn(Ref ref) const {
        add_arn(buffer_, world_, ref);
        return buffer_.take();
    }
    std::string_view account_number(Id<Account> account) const {
        add_account_number(buffer_, world_, account);
        return buffer_.take();
    }
    std::string_view number(std::int32_t n) const {
        if (n == unset) return {};
        buffer_.add_number(n);
        return buffer_.take();
    }

    const World& world_;
    Id<Principal> principal_;
    Ref resource_;
    const RequestContext& context_;
    Id<Name> session_name_;
    std::string_view action_;
    mutable std::string_view resource_text_;
    mutable std::string_view principal_text_;
    mutable TextBuffer buffer_;
};

// Documents of one level with their ids beside them, so that a finding can be traced back.
template <std::size_t N>
struct Attached {
    std::array<const policy::Document*, N> documents;
    std::array<Id<PolicyDocument>, N> ids;
    std::uint32_t count = 0;

    void add(const Catalog& catalog, Id<PolicyDocument> id) {
        if (!id || count == N) return;
        documents[count] = &catalog[id].document;
        ids[count++] = id;
    }
    policy::Level level() const { return {documents.data(), count}; }
    std::span<const policy::Document* const> all() const { return {documents.data(), count}; }
    Ref subject(std::uint16_t document) const {
        return document < count ? Ref(ids[document]) : Ref();
    }
};

constexpr std::uint32_t levels_max = unit_depth_max + 2;  // root, units, account

// The control policies of one type on the way from the root to an account.
template <std::size_t N>
struct Path {
    std::array<Attached<N>, levels_max> attached;
    std::array<policy::Level, levels_max> levels;
    std::uint32_t count = 0;
    bool is_empty = true;  // nothing is attached anywhere

    void add(const Catalog& catalog, const std::array<Id<PolicyDocument>, N>& ids) {
        for (const auto id : ids) attached[count].add(catalog, id);
        is_empty = is_empty && attached[count].count == 0;
        levels[count] = attached[count].level();
        ++count;
    }
    std::span<const policy::Level> all() const { return {levels.data(), count}; }
    Ref subject(const policy::Finding& finding) const {
        return finding.level < count ? attached[finding.level].subject(finding.document) : Ref();
    }
};

// Lays out the levels above `account`; `pick` gives what is attached to a row.
template <std::size_t N, class Pick>
void lay_out(Path<N>& path, const World& world, Id<Account> account, Pick&& pick) {
    const Account& row = world.accounts[account];
    const Catalog& catalog = *world.catalog;
    std::array<Id<OrganizationalUnit>, unit_depth_max> units;
    const std::uint32_t depth = units_above(world, row.unit, units);
    path.add(catalog, pick(world.organizations[row.organization]));
    for (std::uint32_t i = 0; i < depth; ++i)
        path.add(catalog, pick(world.organizational_units[units[i]]));
    path.add(catalog, pick(row));
}

struct Applied {
    Path<service_control_policies_max> service_control;
    Path<resource_control_policies_max> resource_control;
    Attached<6> identity;
    Attached<2> resource;
    Attached<1> boundary, session;
};

// Management accounts and service-linked roles stand above service control policies. Source: ORG-UG.
bool is_limited_by_scp(const World& world, const Principal& row) {
    const Account& home = world.accounts[row.account];
    return home.organization && world.organizations[home.organization].is_scp_enabled &&
           !is_management_account(world, row.account) &&
           row.kind != PrincipalKind::service_linked_role;
}

// Whether resource control policies may speak about a request: where the resource is, and of which service.
bool is_limited_by_rcp(const World& world, const Principal& row, std::string_view action,
                       Ref resource) {
    const auto owner = account_of(world, resource);
    if (!owner || row.kind == PrincipalKind::service_linked_role) return false;
    const auto organization = world.accounts[owner].organization;
    if (!organization || !world.organizations[organization].is_rcp_enabled) return false;
    if (is_management_account(world, owner) || !policy::resource_control_covers(action))
        return false;
    if (resource.kind == Kind::key && world.keys[resource.as<Key>()].manager == KeyManager::AWS)
        return false;
    return action != "kms:RetireGrant";
}

// The other side's documents, and whether it must allow.
struct Counterpart {
    bool is_shared = false;      // a share is there; what is missing is its permission
    bool has_delegated = false;  // key or role leaves it to the IAM policies of its own account
};

void add_grants(Attached<2>& out, const World& world, Id<Key> key, Id<Principal> principal) {
    for (const Grant& g : world.grants)
        if (g.key == key && g.grantee == principal && !g.is_retired) {
            out.add(*world.catalog, world.catalog->managed.key_grant);
            return;
        }
}

// The access policy of a vault speaks about calls on it and on what lies in it: in its own account together with
// the caller's policies, for others only where they copy into it. Source: BK-XACC, BK devguide "vault access policies".
Id<PolicyDocument> access_policy_of(const World& w, Ref resource, Id<Account> account,
                                    OtherSide side) {
    Id<Vault> vault;
    if (resource.kind == Kind::vault) vault = resource.as<Vault>();
    else if (resource.kind == Kind::recovery_point && w.holds(resource))
        vault = w.recovery_points[resource.as<RecoveryPoint>()].vault;
    if (!w.vaults.holds(vault)) return {};
    const bool is_asked = side == OtherSide::vault_policy ||
                          (side == OtherSide::none && w.vaults[vault].account == account);
    return is_asked ? w.vaults[vault].access_policy : Id<PolicyDocument>{};
}

Counterpart other_side(const World& world, Id<Principal> principal, Ref resource, OtherSide side,
                       Attached<2>& out) {
    const Catalog& catalog = *world.catalog;
    const auto account = world.principals[principal].account;
    Counterpart found;
    switch (side) {
        case OtherSide::none:
            out.add(catalog, access_policy_of(world, resource, account, side));
            break;
        case OtherSide::vault_policy:
            found.is_shared = true;
            out.add(catalog, access_policy_of(world, resource, account, side));
            break;
        case OtherSide::team: {
            const auto team = resource.as<Team>();
            found.is_shared = is_shared_with(world, team, account);
            out.add(catalog, world.teams[team].policy);
            if (found.is_shared) out.add(catalog, catalog.managed.ram_team_access);
            break;
        }
        case OtherSide::vault_share:
            found.is_shared = true;
            out.add(catalog, catalog.managed.ram_vault_access);
            break;
        case OtherSide::key: {
            const Key& key = world.keys[resource.as<Key>()];
            found.is_shared = true;
            found.has_delegated = !key.policy && key.account == account;
            out.add(catalog, key.policy);
            add_grants(out, world, resource.as<Key>(), principal);
            break;
        }
        case OtherSide::trust: {
            const Principal& role = world.principals[resource.as<Principal>()];
            found.is_shared = true;
            found.has_delegated = role.trusted_account == account && role.account == account;
            out.add(catalog, role.trust_policy);
            if (role.trusted_account == account && !found.has_delegated)
                out.add(catalog, catalog.managed.account_trust);
            break;
        }
    }
    return found;
}

Gate gate_of(Layer layer) {
    switch (layer) {
        case Layer::resource_control: return Gate::resource_control_policy;
        case Layer::service_control: return Gate::service_control_policy;
        case Layer::resource: return Gate::resource_policy;
        case Layer::identity: return Gate::identity_policy;
        case Layer::boundary: return Gate::permissions_boundary;
        case Layer::session: return Gate::session_policy;
    }
    return Gate::identity_policy;
}

Ref subject_of(const Applied& applied, Layer layer, const policy::Finding& finding) {
    switch (layer) {
        case Layer::resource_control: return applied.resource_control.subject(finding);
        case Layer::service_control: return applied.service_control.subject(finding);
        case Layer::resource: return applied.resource.subject(finding.document);
        case Layer::identity: return applied.identity.subject(finding.document);
        case Layer::boundary: return applied.boundary.subject(finding.document);
        case Layer::session: return applied.session.subject(finding.document);
    }
    return {};
}

// A layer that nobody has put there is not worth a word.
bool is_optional(Layer layer) {
    return layer == Layer::resource_control || layer == Layer::boundary || layer == Layer::session;
}

// Says what each layer said, in AWS's order, up to the one that decided. False = refused.
bool tell(const policy::Answer& answer, const Applied& applied, const Principal& row, Ref resource,
          bool is_limited, bool is_shared, Asking& ask) {
    const World& world = ask.world;
    const Account& home = world.accounts[row.account];
    for (const Layer layer : {Layer::resource_control, Layer::service_control, Layer::resource,
                              Layer::identity, Layer::boundary, Layer::session}) {
        const policy::Finding& finding = answer.of(layer);
        const auto statement =
            static_cast<std::uint8_t>(finding.statement < 0xff ? finding.statement : 0xff);
        if (!answer.is_allowed() && answer.layer == layer) {
            const bool is_denied = finding.verdict == policy::Verdict::explicitly_denied;
            const bool is_unshared = layer == Layer::resource && !is_denied && !is_shared;
            Ref subject = subject_of(applied, layer, finding);
            if (layer == Layer::resource && !is_denied) subject = resource;
            ask.stop(gate_of(layer),
                     is_denied     ? Reason::denied_by_policy
                     : is_unshared ? Reason::not_shared
                                   : Reason::not_allowed_by_policy,
                     ErrorCode::AccessDeniedException, subject);
            ask.out.checks.back().statement = statement;
            return false;
        }
        if (is_optional(layer) && finding.verdict != policy::Verdict::allowed) continue;
        Ref subject = subject_of(applied, layer, finding);
        Reason reason = Reason::allowed_by_policy;
        if (layer == Layer::service_control && !is_limited) {
            const bool is_exempt = home.organization && is_management_account(world, row.account);
            reason = is_exempt ? Reason::management_account_exempt : Reason::no_organization_policy;
            subject = home.organization ? Ref(home.organization) : Ref(row.account);
        } else if (layer == Layer::resource) {
            if (finding.verdict != policy::Verdict::allowed) continue;
            const ManagedPolicies& managed = world.catalog->managed;
            if (subject == Ref(managed.team_vault_owner)) reason = Reason::allowed_by_team_policy;
            else if (subject == Ref(managed.ram_team_access) ||
                     subject == Ref(managed.ram_vault_access))
                reason = Reason::allowed_by_share;
            if (reason != Reason::allowed_by_policy) subject = resource;
        } else if (layer == Layer::identity && row.kind == PrincipalKind::root) {
            reason = Reason::root_user;
            subject = ask.principal;
        } else if (finding.verdict == policy::Verdict::implicitly_denied) {
            continue;  // a Deny elsewhere decides, or the other side's Allow does without it
        }
        ask.pass(gate_of(layer), reason, subject);
        ask.out.checks.back().statement = statement;
    }
    return true;
}

}  // namespace

Id<Account> account_of(const World& world, Ref resource) {
    if (!world.holds(resource)) return {};
    switch (resource.kind) {
        case Kind::vault: return world.vaults[resource.as<Vault>()].account;
        case Kind::team: return world.teams[resource.as<Team>()].account;
        case Kind::share: return world.shares[resource.as<ResourceShare>()].account;
        case Kind::workload: return world.workloads[resource.as<Workload>()].account;
        case Kind::key: return world.keys[resource.as<Key>()].account;
        case Kind::principal: return world.principals[resource.as<Principal>()].account;
        default: return {};
    }
}

bool Asking::authorized(std::string_view service, std::string_view action, Ref resource,
                        const RequestContext& context, OtherSide side) {
    return authorized_as(principal, service, action, resource, context, side);
}

bool Asking::authorized_as(Id<Principal> who, std::string_view service, std::string_view action,
                           Ref resource, const RequestContext& context, OtherSide side) {
    const Catalog& catalog = *world.catalog;
    const Principal& row = world.principals[who];
    // A session policy and a session's name go with the credential, not with the role behind it.
    const bool is_own = world.credentials.holds(caller.credential) &&
                        world.credentials[caller.credential].principal == who;
    const Credential* session = is_own ? &world.credentials[caller.credential] : nullptr;
    const RequestFacts facts(world, who, service, action, resource, context,
                             session ? session->session_name : Id<Name>{});
    Applied applied;
    policy::Policies policies;

    const bool is_limited = is_limited_by_scp(world, row);
    if (is_limited) {
        lay_out(
            applied.service_control, world, row.account,
            [](const auto& r) -> const auto& { return r.service_control_policies; });
        policies.service_control = applied.service_control.all();
    }
    if (is_limited_by_rcp(world, row, facts.action(), resource)) {
        lay_out(
            applied.resource_control, world, account_of(world, resource),
            [](const auto& r) -> const auto& { return r.resource_control_policies; });
        if (!applied.resource_control.is_empty)
            policies.resource_control = applied.resource_control.all();
    }
    // A service role copies with the rights that AWS manages for it; the other side's say is what counts.
    const bool is_service = side == OtherSide::vault_policy;
    if (is_service) applied.identity.add(catalog, catalog.managed.administrator);
    else
        for (const auto id : row.identity_policies) applied.identity.add(catalog, id);
    policies.identity = applied.identity.all();
    policies.is_root_user = row.kind == PrincipalKind::root;
    if (row.kind != PrincipalKind::service_linked_role && !is_service)
        applied.boundary.add(catalog, row.permissions_boundary);
    policies.boundaries = applied.boundary.all();
    if (session && !is_service) applied.session.add(catalog, session->session_policy);
    policies.sessions = applied.session.all();
    const Counterpart counterpart = other_side(world, who, resource, side, applied.resource);
    policies.resource = applied.resource.all();
    if (side == OtherSide::vault_share) policies.is_cross_account = true;
    else if (side != OtherSide::none)
        policies.is_cross_account = account_of(world, resource) != row.account;
    policies.resource_must_allow =
        (side == OtherSide::key || side == OtherSide::trust) && !counterpart.has_delegated;
    return tell(policy::evaluate(facts, policies), applied, row, resource, is_limited,
                counterpart.is_shared, *this);
}

}  // namespace airlock
