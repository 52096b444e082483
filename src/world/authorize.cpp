// How a request meets the policy language: which documents apply to it, and what they may ask about it.
// The order of evaluation itself is policy/evaluate.cpp. Source: IAM-EV, ORG-UG (domain.md §10).
#include <array>

#include "world/arn.h"
#include "world/gates.h"

namespace airlock {
namespace {

using policy::Layer;

class RequestFacts final : public policy::Facts {
  public:
    RequestFacts(const World& world, Id<Principal> principal, std::string_view service,
                 std::string_view action, Ref resource, const RequestContext& context)
        : world_(world), principal_(principal), resource_(resource), context_(context) {
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
                 : row.kind == PrincipalKind::role ? policy::PrincipalType::role
                                                   : policy::PrincipalType::user;
        p.arn = principal_arn();
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
        return {};
    }

    std::string_view resource_account() const {
        switch (resource_.kind) {
            case Kind::vault: return account_number(world_.vaults[resource_.as<Vault>()].account);
            case Kind::team: return account_number(world_.teams[resource_.as<Team>()].account);
            case Kind::share:
                return account_number(world_.shares[resource_.as<ResourceShare>()].account);
            case Kind::workload:
                return account_number(world_.workloads[resource_.as<Workload>()].account);
            default: return account_number(world_.principals[principal_].account);
        }
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

struct Applied {
    std::array<Attached<6>, 2> control;  // organization root, account
    std::array<policy::Level, 2> levels;
    Attached<6> identity;
    Attached<2> resource;
};

Gate gate_of(Layer layer) {
    switch (layer) {
        case Layer::service_control: return Gate::service_control_policy;
        case Layer::resource: return Gate::resource_policy;
        default: return Gate::identity_policy;
    }
}

Ref subject_of(const Applied& applied, Layer layer, const policy::Finding& finding) {
    switch (layer) {
        case Layer::service_control:
            return applied.control[finding.level < 2 ? finding.level : 1].subject(finding.document);
        case Layer::resource: return applied.resource.subject(finding.document);
        default: return applied.identity.subject(finding.document);
    }
}

}  // namespace

bool Asking::authorized(std::string_view service, std::string_view action, Ref resource,
                        const RequestContext& context, OtherSide side) {
    const Catalog& catalog = *world.catalog;
    const RequestFacts facts(world, principal, service, action, resource, context);
    const Principal& row = world.principals[principal];
    const Account& home = world.accounts[account];
    Applied applied;
    policy::Policies policies;

    // Simplified: FullAWSAccess stays attached at every level, so a scenario's own policies can only deny.
    const bool is_limited = home.organization && !is_management_account(world, account);
    if (is_limited) {
        for (auto& level : applied.control) level.add(catalog, catalog.managed.full_aws_access);
        for (const auto id : world.organizations[home.organization].service_control_policies)
            applied.control[0].add(catalog, id);
        for (const auto id : home.service_control_policies) applied.control[1].add(catalog, id);
        for (std::size_t i = 0; i < applied.levels.size(); ++i)
            applied.levels[i] = applied.control[i].level();
        policies.service_control = applied.levels;
    }
    for (const auto id : row.identity_policies) applied.identity.add(catalog, id);
    policies.identity = applied.identity.all();
    policies.is_root_user = row.kind == PrincipalKind::root;
    bool is_shared = false;
    if (side == OtherSide::team) {
        const auto team = resource.as<Team>();
        policies.is_cross_account = world.teams[team].account != account;
        is_shared = is_shared_with(world, team, account);
        applied.resource.add(catalog, world.teams[team].policy);
        if (is_shared) applied.resource.add(catalog, catalog.managed.ram_team_access);
    } else if (side == OtherSide::vault_share) {
        policies.is_cross_account = true;
        is_shared = true;
        applied.resource.add(catalog, catalog.managed.ram_vault_access);
    }
    policies.resource = applied.resource.all();

    const policy::Answer answer = policy::evaluate(facts, policies);
    for (const Layer layer : {Layer::service_control, Layer::resource, Layer::identity}) {
        const policy::Finding& finding = answer.of(layer);
        const auto statement =
            static_cast<std::uint8_t>(finding.statement < 0xff ? finding.statement : 0xff);
        if (!answer.is_allowed() && answer.layer == layer) {
            const bool is_denied = finding.verdict == policy::Verdict::explicitly_denied;
            const bool is_unshared = layer == Layer::resource && !is_denied && !is_shared;
            stop(gate_of(layer),
                 is_denied     ? Reason::denied_by_policy
                 : is_unshared ? Reason::not_shared
                               : Reason::not_allowed_by_policy,
                 ErrorCode::AccessDeniedException,
                 is_unshared ? resource : subject_of(applied, layer, finding));
            out.checks.back().statement = statement;
            return false;
        }
        Ref subject = subject_of(applied, layer, finding);
        Reason reason = Reason::allowed_by_policy;
        if (layer == Layer::service_control && !is_limited) {
            reason = home.organization ? Reason::management_account_exempt
                                       : Reason::no_organization_policy;
            subject = home.organization ? Ref(home.organization) : Ref(account);
        } else if (layer == Layer::resource) {
            if (finding.verdict != policy::Verdict::allowed) continue;
            const bool is_share = subject != Ref(catalog.managed.team_vault_owner);
            reason = is_share ? Reason::allowed_by_share : Reason::allowed_by_team_policy;
            subject = resource;
        } else if (layer == Layer::identity && policies.is_root_user) {
            reason = Reason::root_user;
            subject = principal;
        } else if (finding.verdict == policy::Verdict::implicitly_denied && !answer.is_allowed()) {
            continue;  // a Deny elsewhere decides; what this layer lacks is not the point
        }
        pass(gate_of(layer), reason, subject);
        out.checks.back().statement = statement;
    }
    return true;
}

}  // namespace airlock
