// Who may act as whom, and within which bounds: roles, their policies and boundaries, and assuming them.
// Sources: IAM user guide and API, STS API (domain.md §10).
#include "world/gates.h"

namespace airlock {
namespace {

constexpr std::int32_t session_seconds_min = 900;
constexpr std::int32_t session_seconds_max = 43'200;
constexpr std::int32_t session_seconds_default = 3'600;
constexpr std::int32_t chained_seconds_max = 3'600;  // a role assumed from a role. Source: STS API

bool is_own(Asking& ask, Id<Principal> id, PrincipalKind kind) {
    const World& w = ask.world;
    const bool is_ours = w.principals.holds(id) && w.principals[id].account == ask.account &&
                         !w.principals[id].is_deleted;
    const bool is_fixed = is_ours && w.principals[id].kind == PrincipalKind::service_linked_role &&
                          kind == PrincipalKind::role;
    if (!ask.exists(is_fixed || (is_ours && w.principals[id].kind == kind), id,
                    ErrorCode::NoSuchEntity))
        return false;
    return is_fixed ? ask.stop(Gate::resource_state, Reason::service_linked_role_is_fixed,
                               ErrorCode::UnmodifiableEntity, id)
                    : true;
}

// The document as it must be written for `kind`; none after refusing.
Id<PolicyDocument> fitting(Asking& ask, Id<PolicyDocument> given, policy::Kind kind,
                           ErrorCode error = ErrorCode::MalformedPolicyDocument) {
    const auto document = document_for(*ask.world.catalog, given, kind);
    ask.need(bool(document), Gate::parameters, Reason::parameters_valid, Reason::document_unfit,
             error, given);
    return document;
}

// Simplified: inline and attached policies share the places of a role.
void gains_policy(Asking& ask, const Operation& operation, Id<Principal> role,
                  Id<PolicyDocument> given, ErrorCode if_unfit) {
    if (!ask.admitted(operation, role)) return;
    if (!is_own(ask, role, PrincipalKind::role)) return;
    const auto document = fitting(ask, given, policy::Kind::identity, if_unfit);
    if (!document) return;
    const auto& slots = ask.world.principals[role].identity_policies;
    bool has_it = false, has_room = false;
    for (const auto slot : slots) {
        has_it = has_it || slot == document;
        has_room = has_room || !slot;
    }
    if (has_it) return ask.pass(Gate::resource_state, Reason::attached_before, role);
    if (!ask.need(has_room, Gate::quota, Reason::within_quota, Reason::quota_reached,
                  ErrorCode::LimitExceeded, role))
        return;
    ask.happens(event::RolePolicyPut{role, document});
}

void gains_boundary(Asking& ask, const Operation& operation, Id<Principal> id, PrincipalKind kind,
                    Id<PolicyDocument> given) {
    if (!ask.admitted(operation, id)) return;
    if (!is_own(ask, id, kind)) return;
    if (const auto document = fitting(ask, given, policy::Kind::boundary, ErrorCode::InvalidInput))
        ask.happens(event::PermissionsBoundaryPut{id, document});
}

void loses_boundary(Asking& ask, const Operation& operation, Id<Principal> id, PrincipalKind kind) {
    if (!ask.admitted(operation, id)) return;
    if (!is_own(ask, id, kind)) return;
    if (!ask.need(bool(ask.world.principals[id].permissions_boundary), Gate::resource_state,
                  Reason::state_permits, Reason::not_attached, ErrorCode::NoSuchEntity, id))
        return;
    ask.happens(event::PermissionsBoundaryDeleted{id});
}

}  // namespace

void rule(Asking& ask, const call::CreateRole& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!name_fits(ask, c.name, role_name_limit, ErrorCode::ValidationError)) return;
    const auto trust = fitting(ask, c.trust_policy, policy::Kind::trust);
    if (!trust) return;
    Id<PolicyDocument> boundary;
    if (c.permissions_boundary) {
        boundary =
            fitting(ask, c.permissions_boundary, policy::Kind::boundary, ErrorCode::InvalidInput);
        if (!boundary) return;
    }
    for (const Principal& p : w.principals)
        if (p.account == ask.account && p.name == c.name && !p.is_deleted) {
            ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::EntityAlreadyExists,
                     w.principals.id_of(p));
            return;
        }
    Principal row;
    row.name = c.name;
    row.account = ask.account;
    row.trust_policy = trust;
    row.permissions_boundary = boundary;
    ask.happens(event::PrincipalCreated{row});
}

void rule(Asking& ask, const call::PutRolePolicy& c) {
    gains_policy(ask, c.operation, c.role, c.document, ErrorCode::MalformedPolicyDocument);
}
void rule(Asking& ask, const call::AttachRolePolicy& c) {
    gains_policy(ask, c.operation, c.role, c.policy, ErrorCode::InvalidInput);
}

void rule(Asking& ask, const call::UpdateAssumeRolePolicy& c) {
    if (!ask.admitted(c.operation, c.role)) return;
    if (!is_own(ask, c.role, PrincipalKind::role)) return;
    if (const auto document = fitting(ask, c.document, policy::Kind::trust))
        ask.happens(event::TrustPolicyUpdated{c.role, document});
}

void rule(Asking& ask, const call::PutRolePermissionsBoundary& c) {
    gains_boundary(ask, c.operation, c.role, PrincipalKind::role, c.boundary);
}
void rule(Asking& ask, const call::DeleteRolePermissionsBoundary& c) {
    loses_boundary(ask, c.operation, c.role, PrincipalKind::role);
}
void rule(Asking& ask, const call::PutUserPermissionsBoundary& c) {
    gains_boundary(ask, c.operation, c.user, PrincipalKind::user, c.boundary);
}
void rule(Asking& ask, const call::DeleteUserPermissionsBoundary& c) {
    loses_boundary(ask, c.operation, c.user, PrincipalKind::user);
}

// The trust policy of the role and, across accounts, the caller's own policies must allow. Root users cannot
// assume roles. Source: STS API, IAM user guide.
void rule(Asking& ask, const call::AssumeRole& c) {
    const World& w = ask.world;
    const bool does_exist = w.principals.holds(c.role) &&
                            w.principals[c.role].kind == PrincipalKind::role &&
                            !w.principals[c.role].is_deleted;
    // One that is not there is refused like one that does not trust: AWS does not say which.
    if (!ask.admitted(c.operation, does_exist ? Ref(c.role) : Ref())) return;
    if (!ask.exists(does_exist, c.role, ErrorCode::AccessDeniedException)) return;
    const bool is_root = w.principals[ask.principal].kind == PrincipalKind::root;
    if (!ask.need(!is_root, Gate::identity_policy, Reason::allowed_by_policy,
                  Reason::not_allowed_by_policy, ErrorCode::AccessDeniedException, ask.principal))
        return;
    const bool is_chained = bool(w.credentials[ask.caller.credential].assumed_from);
    const std::int32_t seconds =
        c.duration_seconds == unset ? session_seconds_default : c.duration_seconds;
    const std::int32_t most = is_chained ? chained_seconds_max : session_seconds_max;
    if (!ask.need(seconds >= session_seconds_min && seconds <= most, Gate::parameters,
                  Reason::parameters_valid, Reason::duration_out_of_range,
                  ErrorCode::ValidationError))
        return;
    if (!text_fits(ask, c.session_name, session_name_limit, ErrorCode::ValidationError,
                   Reason::name_invalid))
        return;
    Id<PolicyDocument> session_policy;
    if (c.policy) {
        session_policy = fitting(ask, c.policy, policy::Kind::session);
        if (!session_policy) return;
    }
    if (!ask.need(w.accounts[w.principals[c.role].account].status == AccountStatus::ACTIVE,
                  Gate::resource_state, Reason::state_permits, Reason::account_closed,
                  ErrorCode::AccessDeniedException, w.principals[c.role].account))
        return;
    Credential row;
    row.expires_at = ask.caller.at + milliseconds(std::int64_t{seconds} * 1000);
    row.holder = ask.caller.person;
    row.principal = c.role;
    row.assumed_from = ask.caller.credential;
    row.session_policy = session_policy;
    row.session_name = c.session_name ? c.session_name : w.persons[ask.caller.person].name;
    ask.happens(event::RoleAssumed{row});
}

bool may_pass(Asking& ask, Id<Principal> role) {
    const World& w = ask.world;
    const bool is_ours = w.principals.holds(role) && w.principals[role].account == ask.account &&
                         w.principals[role].kind != PrincipalKind::root &&
                         w.principals[role].kind != PrincipalKind::user &&
                         !w.principals[role].is_deleted;
    if (!ask.exists(is_ours, role, ErrorCode::InvalidParameterValueException)) return false;
    RequestContext context;
    context.passed_to_service = "backup.amazonaws.com";
    return ask.authorized("iam", "PassRole", role, context);
}

}  // namespace airlock
