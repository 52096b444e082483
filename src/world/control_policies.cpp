// Policies that bind a whole organization, and services that it trusts. Only the management account may touch
// either. Source: ORG-API, ORG-UG (domain.md §1.1, §3.5, §10.4).
#include <algorithm>
#include <optional>

#include "world/gates.h"

namespace airlock {
namespace {

bool is_manager(Asking& ask) {
    const bool is_one = is_management_account(ask.world, ask.account);
    const bool is_outside = !ask.world.accounts[ask.account].organization;
    return ask.need(is_one, Gate::management_account, Reason::is_management_account,
                    is_outside ? Reason::not_in_organization : Reason::not_management_account,
                    is_outside ? ErrorCode::AWSOrganizationsNotInUseException
                               : ErrorCode::AccessDeniedException,
                    ask.account);
}

Id<Organization> home(const Asking& ask) { return ask.world.accounts[ask.account].organization; }

std::optional<PolicyType> policy_type(Asking& ask, Id<Name> word) {
    const std::string_view text = ask.world.catalog->names.text(word);
    std::optional<PolicyType> type;
    if (text == "SERVICE_CONTROL_POLICY") type = PolicyType::SERVICE_CONTROL_POLICY;
    if (text == "RESOURCE_CONTROL_POLICY") type = PolicyType::RESOURCE_CONTROL_POLICY;
    ask.need(type.has_value(), Gate::parameters, Reason::parameters_valid,
             Reason::policy_type_unknown, ErrorCode::InvalidInputException);
    return type;
}

bool is_enabled(const World& w, Id<Organization> organization, PolicyType type) {
    const Organization& row = w.organizations[organization];
    return type == PolicyType::SERVICE_CONTROL_POLICY ? row.is_scp_enabled : row.is_rcp_enabled;
}

// What is attached to a root, a unit or an account, whichever it is.
template <class Visit>
auto with_node(const World& w, Ref node, Visit&& visit) {
    if (node.kind == Kind::organization) return visit(w.organizations[node.as<Organization>()]);
    if (node.kind == Kind::organizational_unit)
        return visit(w.organizational_units[node.as<OrganizationalUnit>()]);
    return visit(w.accounts[node.as<Account>()]);
}

template <class Slots>
std::uint32_t count_of(const Slots& slots) {
    return static_cast<std::uint32_t>(
        std::count_if(slots.begin(), slots.end(), [](const auto id) { return bool(id); }));
}

struct Attachments {
    bool holds_it = false;
    std::uint32_t count = 0;
    std::uint32_t count_max = 0;
};

Attachments attachments(const World& w, Ref node, const ControlPolicy& policy) {
    return with_node(w, node, [&](const auto& row) {
        Attachments out;
        const auto look = [&](const auto& slots) {
            out.holds_it = std::find(slots.begin(), slots.end(), policy.document) != slots.end();
            out.count = count_of(slots);
            out.count_max = static_cast<std::uint32_t>(slots.size());
        };
        if (policy.type == PolicyType::SERVICE_CONTROL_POLICY) look(row.service_control_policies);
        else look(row.resource_control_policies);
        return out;
    });
}

// The gates that attaching and detaching share.
bool reaches(Asking& ask, const Operation& operation, Id<ControlPolicy> policy, Ref target) {
    const World& w = ask.world;
    if (!ask.admitted(operation)) return false;
    if (!is_manager(ask)) return false;
    const auto organization = home(ask);
    const bool is_ours = w.control_policies.holds(policy) &&
                         (!w.control_policies[policy].organization ||
                          w.control_policies[policy].organization == organization);
    if (!ask.exists(is_ours, policy, ErrorCode::PolicyNotFoundException)) return false;
    return ask.exists(target && organization_of(w, target) == organization, target,
                      ErrorCode::TargetNotFoundException);
}

bool has_service(Asking& ask, Id<Name> service) {
    return name_fits(ask, service, service_principal_limit, ErrorCode::InvalidInputException);
}

bool is_trusted(const World& w, Id<Organization> organization, Id<Name> service) {
    for (const ServiceAccess& a : w.service_accesses)
        if (a.organization == organization && a.service == service && !a.administrator &&
            a.is_enabled)
            return true;
    return false;
}

}  // namespace

Id<Organization> organization_of(const World& w, Ref node) {
    if (!w.holds(node)) return {};
    switch (node.kind) {
        case Kind::organization: return node.as<Organization>();
        case Kind::organizational_unit:
            return w.organizational_units[node.as<OrganizationalUnit>()].organization;
        case Kind::account: return w.accounts[node.as<Account>()].organization;
        default: return {};
    }
}

Id<PolicyDocument> document_for(const Catalog& catalog, Id<PolicyDocument> id, policy::Kind kind) {
    if (!id || id.index >= catalog.documents.size()) return {};
    return catalog.find_document(catalog[id].name, kind);
}

// Needs no policy type switched on: a policy may be made first and attached later.
void rule(Asking& ask, const call::CreatePolicy& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask)) return;
    const auto invalid = ErrorCode::InvalidInputException;
    if (!text_fits(ask, c.name, organization_name_limit, invalid, Reason::name_invalid)) return;
    const auto type = policy_type(ask, c.type);
    if (!type) return;
    const auto organization = home(ask);
    if (!ask.need(w.organizations[organization].has_all_features, Gate::organization,
                  Reason::in_organization, Reason::all_features_needed,
                  ErrorCode::ConstraintViolationException, organization))
        return;
    const auto document =
        document_for(*w.catalog, c.content,
                     *type == PolicyType::SERVICE_CONTROL_POLICY ? policy::Kind::service_control
                                                                 : policy::Kind::resource_control);
    if (!ask.need(bool(document), Gate::parameters, Reason::parameters_valid,
                  Reason::document_unfit, ErrorCode::MalformedPolicyDocumentException, c.content))
        return;
    for (const ControlPolicy& p : w.control_policies)
        if (p.name == c.name && (!p.organization || p.organization == organization)) {
            ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::DuplicatePolicyException,
                     w.control_policies.id_of(p));
            return;
        }
    ask.happens(event::ControlPolicyCreated{{c.name, organization, document, *type, {}}});
}

void rule(Asking& ask, const call::AttachPolicy& c) {
    const World& w = ask.world;
    if (!reaches(ask, c.operation, c.policy, c.target.ref)) return;
    if (!ask.need(is_enabled(w, home(ask), w.control_policies[c.policy].type), Gate::resource_state,
                  Reason::policy_type_enabled, Reason::policy_type_not_enabled,
                  ErrorCode::PolicyTypeNotEnabledException, home(ask)))
        return;
    const Attachments now = attachments(w, c.target.ref, w.control_policies[c.policy]);
    if (!ask.need(!now.holds_it, Gate::resource_state, Reason::state_permits,
                  Reason::attached_before, ErrorCode::DuplicatePolicyAttachmentException,
                  c.target.ref))
        return;
    if (!ask.need(now.count < now.count_max, Gate::quota, Reason::within_quota,
                  Reason::quota_reached, ErrorCode::ConstraintViolationException, c.target.ref))
        return;
    ask.happens(event::PolicyAttached{c.target.ref, c.policy});
}

// The last service control policy of anything stays: without one, nothing would be allowed. Source: ORG-UG.
void rule(Asking& ask, const call::DetachPolicy& c) {
    const World& w = ask.world;
    if (!reaches(ask, c.operation, c.policy, c.target.ref)) return;
    const ControlPolicy& policy = w.control_policies[c.policy];
    const Attachments now = attachments(w, c.target.ref, policy);
    if (!ask.need(now.holds_it, Gate::resource_state, Reason::state_permits, Reason::not_attached,
                  ErrorCode::PolicyNotAttachedException, c.target.ref))
        return;
    const bool is_last = policy.type == PolicyType::SERVICE_CONTROL_POLICY && now.count == 1;
    if (!ask.need(!is_last, Gate::quota, Reason::within_quota, Reason::last_policy_stays,
                  ErrorCode::ConstraintViolationException, c.target.ref))
        return;
    ask.happens(event::PolicyDetached{c.target.ref, c.policy});
}

namespace {

// Gives the type, or nothing after refusing.
std::optional<PolicyType> own_policy_type(Asking& ask, const Operation& operation,
                                          Id<Organization> root, Id<Name> word) {
    if (!ask.admitted(operation)) return std::nullopt;
    if (!is_manager(ask)) return std::nullopt;
    const auto type = policy_type(ask, word);
    if (!type) return std::nullopt;
    if (!ask.exists(root == home(ask), root, ErrorCode::RootNotFoundException)) return std::nullopt;
    return type;
}

}  // namespace

void rule(Asking& ask, const call::EnablePolicyType& c) {
    const World& w = ask.world;
    const auto type = own_policy_type(ask, c.operation, c.root, c.type);
    if (!type) return;
    if (!ask.need(w.organizations[c.root].has_all_features, Gate::organization,
                  Reason::in_organization, Reason::all_features_needed,
                  ErrorCode::ConstraintViolationException, c.root))
        return;
    if (!ask.need(!is_enabled(w, c.root, *type), Gate::resource_state, Reason::state_permits,
                  Reason::policy_type_enabled, ErrorCode::PolicyTypeAlreadyEnabledException,
                  c.root))
        return;
    ask.happens(event::PolicyTypeEnabled{c.root, *type});
}

// Takes every policy of the type off everything; to enable it again brings none of them back. Source: ORG-UG.
void rule(Asking& ask, const call::DisablePolicyType& c) {
    const auto type = own_policy_type(ask, c.operation, c.root, c.type);
    if (!type) return;
    if (!ask.need(is_enabled(ask.world, c.root, *type), Gate::resource_state, Reason::state_permits,
                  Reason::policy_type_not_enabled, ErrorCode::PolicyTypeNotEnabledException,
                  c.root))
        return;
    ask.happens(event::PolicyTypeDisabled{c.root, *type});
}

// --- services ------------------------------------------------------------------------------------------

void rule(Asking& ask, const call::EnableAWSServiceAccess& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask) || !has_service(ask, c.service)) return;
    const auto organization = home(ask);
    if (!ask.need(w.organizations[organization].has_all_features, Gate::organization,
                  Reason::in_organization, Reason::all_features_needed,
                  ErrorCode::ConstraintViolationException, organization))
        return;
    if (is_trusted(w, organization, c.service))  // says yes again, and changes nothing
        return ask.pass(Gate::resource_state, Reason::service_trusted, organization);
    ask.pass(Gate::resource_state, Reason::service_not_trusted, organization);
    ask.happens(event::ServiceAccessEnabled{organization, c.service});
}

// Assumed: administrators that were registered for the service are none any more.
void rule(Asking& ask, const call::DisableAWSServiceAccess& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask) || !has_service(ask, c.service)) return;
    const auto organization = home(ask);
    for (const ServiceAccess& a : w.service_accesses)
        if (a.organization == organization && a.service == c.service && a.is_enabled)
            ask.happens(event::ServiceAccessDisabled{w.service_accesses.id_of(a)});
    const bool is_ram = c.service && w.catalog->names.text(c.service) == "ram.amazonaws.com";
    const bool was_trusted = is_trusted(w, organization, c.service) ||
                             (is_ram && w.organizations[organization].is_ram_sharing_enabled);
    if (is_ram) end_sharing_inside(ask, organization);
    ask.pass(Gate::resource_state,
             was_trusted ? Reason::service_trusted : Reason::service_not_trusted, organization);
}

void rule(Asking& ask, const call::RegisterDelegatedAdministrator& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!is_manager(ask) || !has_service(ask, c.service)) return;
    const auto organization = home(ask);
    if (!ask.exists(
            w.accounts.holds(c.account) && w.accounts[c.account].organization == organization,
            c.account, ErrorCode::AccountNotFoundException))
        return;
    if (!ask.need(c.account != ask.account, Gate::organization, Reason::is_member,
                  Reason::management_account_stays, ErrorCode::ConstraintViolationException,
                  c.account))
        return;
    if (!ask.need(is_trusted(w, organization, c.service), Gate::opt_in, Reason::service_trusted,
                  Reason::service_not_trusted, ErrorCode::ConstraintViolationException,
                  organization))
        return;
    for (const ServiceAccess& a : w.service_accesses)
        if (a.organization == organization && a.service == c.service && a.is_enabled &&
            a.administrator == c.account) {
            ask.stop(Gate::resource_state, Reason::is_delegated_administrator,
                     ErrorCode::AccountAlreadyRegisteredException, c.account);
            return;
        }
    ask.pass(Gate::resource_state, Reason::not_delegated_yet, c.account);
    ask.happens(event::DelegatedAdministratorRegistered{organization, c.account, c.service});
}

}  // namespace airlock
