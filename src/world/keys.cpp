// Keys: their states, who may use them, and what is lost with them. Keys that AWS owns have no row and are out
// of everybody's reach. Sources: KMS-DG, BK-ENC, BK-LAG (domain.md §1.9, TH15, TH16, TH27).
#include "world/gates.h"

namespace airlock {
namespace {

constexpr std::int32_t waiting_days_min = 7;
constexpr std::int32_t waiting_days_max = 30;  // and the default

bool is_there(const World& w, Id<Key> key) {
    return w.keys.holds(key) && w.keys[key].state != KeyState::deleted;
}

// A key of the caller's account; most operations on keys do not reach into others. Source: KMS-DG.
bool own_key(Asking& ask, const Operation& operation, Id<Key> key) {
    const World& w = ask.world;
    const bool is_ours = is_there(w, key) && w.keys[key].account == ask.account;
    if (!ask.admitted(operation, is_ours ? Ref(key) : Ref())) return false;
    return ask.exists(is_ours, key, ErrorCode::NotFoundException);
}

// AWS changes its own keys, nobody else does.
bool own_customer_key(Asking& ask, const Operation& operation, Id<Key> key) {
    if (!own_key(ask, operation, key)) return false;
    return ask.need(ask.world.keys[key].manager == KeyManager::CUSTOMER, Gate::resource_state,
                    Reason::state_permits, Reason::aws_managed_key_stays,
                    ErrorCode::AccessDeniedException, key);
}

bool is_waiting(Asking& ask, Id<Key> key, bool wanted) {
    const bool is_one = ask.world.keys[key].state == KeyState::PendingDeletion;
    return ask.need(is_one == wanted, Gate::resource_state, Reason::state_permits,
                    Reason::key_state_forbids, ErrorCode::KMSInvalidStateException, key);
}

// The document of a key policy, or none after refusing.
Id<PolicyDocument> key_policy(Asking& ask, Id<PolicyDocument> given) {
    const auto document = document_for(*ask.world.catalog, given, policy::Kind::resource);
    ask.need(bool(document), Gate::parameters, Reason::parameters_valid, Reason::document_unfit,
             ErrorCode::MalformedPolicyDocumentException, given);
    return document;
}

}  // namespace

void rule(Asking& ask, const call::CreateKey& c) {
    if (!ask.admitted(c.operation)) return;
    Key row;
    row.created_at = ask.caller.at;
    row.alias = c.alias;
    row.account = ask.account;
    row.region = c.region;
    if (c.policy) {
        row.policy = key_policy(ask, c.policy);
        if (!row.policy) return;
    }
    ask.happens(event::KeyCreated{row});
}

void rule(Asking& ask, const call::DescribeKey& c) {
    const bool does_exist = is_there(ask.world, c.key);
    if (!ask.admitted(c.operation, does_exist ? Ref(c.key) : Ref())) return;
    ask.exists(does_exist, c.key, ErrorCode::NotFoundException);
}

void rule(Asking& ask, const call::EnableKey& c) {
    if (!own_customer_key(ask, c.operation, c.key)) return;
    if (!is_waiting(ask, c.key, false)) return;
    if (ask.world.keys[c.key].state != KeyState::Enabled) ask.happens(event::KeyEnabled{c.key});
}

void rule(Asking& ask, const call::DisableKey& c) {
    if (!own_customer_key(ask, c.operation, c.key)) return;
    if (!is_waiting(ask, c.key, false)) return;
    if (ask.world.keys[c.key].state != KeyState::Disabled) ask.happens(event::KeyDisabled{c.key});
}

// Simplified: AWS may take up to a day longer than the waiting period.
void rule(Asking& ask, const call::ScheduleKeyDeletion& c) {
    if (!own_customer_key(ask, c.operation, c.key)) return;
    const std::int32_t waiting =
        c.pending_window_in_days == unset ? waiting_days_max : c.pending_window_in_days;
    if (!ask.need(waiting >= waiting_days_min && waiting <= waiting_days_max, Gate::parameters,
                  Reason::parameters_valid, Reason::waiting_period_out_of_range,
                  ErrorCode::ValidationException))
        return;
    if (!is_waiting(ask, c.key, false)) return;
    ask.happens(event::KeyDeletionScheduled{c.key, ask.caller.at + days(waiting)});
}

void rule(Asking& ask, const call::CancelKeyDeletion& c) {
    if (!own_customer_key(ask, c.operation, c.key)) return;
    if (!is_waiting(ask, c.key, true)) return;
    ask.happens(event::KeyDeletionCancelled{c.key});
}

// Simplified: AWS refuses a policy that would lock its own author out, unless told otherwise.
void rule(Asking& ask, const call::PutKeyPolicy& c) {
    if (!own_customer_key(ask, c.operation, c.key)) return;
    if (!is_waiting(ask, c.key, false)) return;
    if (const auto document = key_policy(ask, c.policy))
        ask.happens(event::KeyPolicyPut{c.key, document});
}

void rule(Asking& ask, const call::CreateGrant& c) {
    const World& w = ask.world;
    const bool does_exist = is_there(w, c.key);
    if (!ask.admitted(c.operation, does_exist ? Ref(c.key) : Ref())) return;
    if (!ask.exists(does_exist, c.key, ErrorCode::NotFoundException)) return;
    if (!ask.need(w.keys[c.key].manager == KeyManager::CUSTOMER, Gate::resource_state,
                  Reason::state_permits, Reason::aws_managed_key_stays,
                  ErrorCode::AccessDeniedException, c.key))
        return;
    if (!ask.need(w.keys[c.key].state == KeyState::Enabled, Gate::resource_state,
                  Reason::state_permits, Reason::key_state_forbids,
                  w.keys[c.key].state == KeyState::Disabled ? ErrorCode::DisabledException
                                                            : ErrorCode::KMSInvalidStateException,
                  c.key))
        return;
    if (!ask.exists(w.principals.holds(c.grantee_principal), c.grantee_principal,
                    ErrorCode::InvalidArnException))
        return;
    Grant row;
    row.key = c.key;
    row.grantee = c.grantee_principal;
    if (w.principals.holds(c.retiring_principal)) row.retiring_principal = c.retiring_principal;
    ask.happens(event::GrantCreated{row});
}

void rule(Asking& ask, const call::RevokeGrant& c) {
    const World& w = ask.world;
    if (!own_key(ask, c.operation, c.key)) return;
    const bool is_its =
        w.grants.holds(c.grant) && w.grants[c.grant].key == c.key && !w.grants[c.grant].is_retired;
    if (!ask.exists(is_its, c.grant, ErrorCode::NotFoundException)) return;
    ask.happens(event::GrantRetired{c.grant});
}

// The grantee or the retiring principal gives it up, without asking the key's policy. Resource control policies
// do not reach this operation. Source: KMS-DG, ORG-UG.
void rule(Asking& ask, const call::RetireGrant& c) {
    const World& w = ask.world;
    const bool is_there = w.grants.holds(c.grant) && !w.grants[c.grant].is_retired;
    const bool is_party = is_there && ask.principal &&
                          (w.grants[c.grant].grantee == ask.principal ||
                           w.grants[c.grant].retiring_principal == ask.principal);
    if (!ask.admitted(c.operation)) return;
    if (!ask.exists(is_party, c.grant, ErrorCode::NotFoundException)) return;
    ask.happens(event::GrantRetired{c.grant});
}

// --- using keys -----------------------------------------------------------------------------------------

// Assumed for the kinds of resources that we know: those whose backups AWS Backup encrypts itself.
bool is_fully_managed(ResourceType type) {
    return type == ResourceType::EFS || type == ResourceType::S3 || type == ResourceType::DynamoDB;
}

bool is_usable(const World& w, Id<Key> key) {
    return !key || w.keys[key].state == KeyState::Enabled;
}

Id<Principal> job_role(const Asking& ask, Id<Principal> passed) {
    return passed ? passed : ask.principal;
}

bool may_use_key(Asking& ask, Id<Key> id, Id<Principal> role, std::string_view action,
                 const RequestContext& context) {
    const World& w = ask.world;
    if (!id) return true;
    const Key& key = w.keys[id];
    if (key.state == KeyState::deleted)
        return ask.stop(Gate::encryption, Reason::key_is_gone, ErrorCode::KMSInvalidStateException,
                        id);
    if (key.state != KeyState::Enabled)
        return ask.stop(Gate::encryption, Reason::key_not_enabled,
                        key.state == KeyState::Disabled ? ErrorCode::DisabledException
                                                        : ErrorCode::KMSInvalidStateException,
                        id);
    // The policy of an AWS managed key lets in its own account, through the service, and nobody else.
    if (key.manager == KeyManager::AWS)
        return ask.need(w.principals[role].account == key.account, Gate::encryption,
                        Reason::key_usable, Reason::key_managed_by_aws,
                        ErrorCode::AccessDeniedException, id);
    if (!ask.authorized_as(role, "kms", action, id, context, OtherSide::key)) return false;
    ask.pass(Gate::encryption, Reason::key_usable, id);
    return true;
}

// What only this key could read is lost for ever.
void delete_key(const World& w, Id<Key> key, Decision& out) {
    out.events.push_back(event::KeyDeleted{key});
    for (const RecoveryPoint& p : w.recovery_points)
        if (p.key == key && p.status != RecoveryPointStatus::deleted &&
            p.condition != DataCondition::lost)
            out.events.push_back(event::RecoveryPointLost{w.recovery_points.id_of(p)});
}

}  // namespace airlock
