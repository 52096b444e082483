// The way of a call through its gates, as far as all calls share it, and the dispatch to their rules.
#include "world/decide.h"

#include "world/gates.h"

namespace airlock {
namespace {

// Another account's vault, or a recovery point in one, that is shared with `account`. What is not shared
// cannot be named at all; the gate `resource_exists` answers then.
bool is_from_elsewhere(const World& w, Ref resource, Id<Account> account) {
    Id<Vault> vault;
    if (resource.kind == Kind::vault) vault = resource.as<Vault>();
    if (resource.kind == Kind::recovery_point)
        vault = w.recovery_points[resource.as<RecoveryPoint>()].vault;
    return vault && w.vaults[vault].account != account && is_shared_with(w, vault, account);
}

}  // namespace

Asking::Asking(const World& w, const Caller& c, Decision& d) : world(w), caller(c), out(d) {
    if (w.credentials.holds(c.credential)) principal = w.credentials[c.credential].principal;
    if (principal) account = w.principals[principal].account;
}

Asking::Asking(const World& w, const Caller& service, Decision& d, Id<Principal> with)
    : world(w), caller(service), principal(with), account(w.principals[with].account), out(d) {}

bool Asking::need(bool passes, Gate gate, Reason if_passed, Reason if_stopped, ErrorCode error,
                  Ref subject) {
    if (!passes) return stop(gate, if_stopped, error, subject);
    pass(gate, if_passed, subject);
    return true;
}

void Asking::pass(Gate gate, Reason reason, Ref subject, Verdict verdict) {
    out.checks.push_back({gate, verdict, reason, 0xff, subject});
}

bool Asking::stop(Gate gate, Reason reason, ErrorCode error, Ref subject) {
    out.checks.push_back({gate, Verdict::stopped, reason, 0xff, subject});
    out.outcome = Outcome::refused;
    out.gate = gate;
    out.error = error;
    out.events.clear();  // a refusal changes nothing, whatever the rule had in mind
    return false;
}

void Asking::fails_on_the_way() { out.outcome = Outcome::failed; }

bool Asking::exists(bool does, Ref subject, ErrorCode error) {
    return need(does, Gate::resource_exists, Reason::exists, Reason::does_not_exist, error,
                subject);
}

bool Asking::own_vault(Id<Vault> vault) {
    const bool is_there =
        world.vaults.holds(vault) && world.vaults[vault].state != VaultState::deleted;
    return exists(is_there && world.vaults[vault].account == account, vault);
}

bool Asking::principal_is_there() {
    if (world.accounts[account].status != AccountStatus::ACTIVE)
        return stop(Gate::credential, Reason::account_closed, ErrorCode::AccessDeniedException,
                    account);
    return need(!world.principals[principal].is_deleted, Gate::credential,
                Reason::permission_still_held, Reason::principal_deleted,
                ErrorCode::AccessDeniedException, principal);
}

bool Asking::reaches_mpa(ErrorCode error) {
    if (world.outages.empty() || mpa_down_until(world) <= caller.at) return true;
    return stop(Gate::endpoint, Reason::region_down, error);
}

bool Asking::admitted(const Operation& operation, Ref resource, const RequestContext& context) {
    if (operation.service == "mpa" && !reaches_mpa(ErrorCode::InternalServerException))
        return false;
    const auto refused = ErrorCode::UnrecognizedClientException;
    const auto id = caller.credential;
    if (!world.credentials.holds(id) || world.credentials[id].holder != caller.person)
        return stop(Gate::credential, Reason::credential_not_held, refused);
    const Credential& credential = world.credentials[id];
    if (credential.is_revoked)
        return stop(Gate::credential, Reason::credential_revoked, refused, id);
    if (!credential.principal)
        return stop(Gate::credential, Reason::not_an_iam_principal, refused, id);
    if (world.principals[principal].is_deleted)
        return stop(Gate::credential, Reason::principal_deleted, refused, principal);
    if (credential.expires_at <= caller.at)
        return stop(Gate::credential, Reason::credential_expired, ErrorCode::ExpiredTokenException,
                    id);
    if (world.accounts[account].status != AccountStatus::ACTIVE)
        return stop(Gate::credential, Reason::account_closed, ErrorCode::AccessDeniedException,
                    account);
    pass(Gate::credential,
         is_stolen(world, id) ? Reason::credential_stolen : Reason::credential_valid, principal);
    if (!world.holds(resource)) resource = {};  // no ARN; the gate `resource_exists` answers
    OtherSide side = OtherSide::none;
    if (resource.kind == Kind::key) side = OtherSide::key;
    else if (resource.kind == Kind::principal && operation.service == "sts")
        side = OtherSide::trust;
    else if (is_from_elsewhere(world, resource, account)) side = OtherSide::vault_share;
    return authorized(operation.service, operation.name, resource, context, side);
}

bool is_in_portal(const World& world, Id<User> user, Instant at) {
    const User& row = world.users[user];
    return row.is_enabled ||
           (row.shut_out_at != never && at < row.shut_out_at + world.settings.portal_session);
}

// Deleted or disabled users cannot sign in any more, but for a portal that is still open.
Id<User> Asking::signed_in() {
    const auto refused = ErrorCode::AccessDeniedException;
    const auto id = caller.credential;
    if (!world.credentials.holds(id) || world.credentials[id].holder != caller.person) {
        stop(Gate::credential, Reason::credential_not_held, refused);
        return {};
    }
    const Credential& credential = world.credentials[id];
    if (credential.is_revoked) {
        stop(Gate::credential, Reason::credential_revoked, refused, id);
        return {};
    }
    if (!credential.user) {
        stop(Gate::sign_in, Reason::portal_user_needed, refused, id);
        return {};
    }
    const User& user = world.users[credential.user];
    if (!user.is_enabled && is_in_portal(world, credential.user, caller.at)) {
        pass(Gate::sign_in, Reason::portal_session_running, credential.user);
        return credential.user;
    }
    if (!need(user.is_enabled, Gate::sign_in,
              credential.stolen_from ? Reason::credential_stolen : Reason::user_signed_in,
              Reason::user_disabled, refused, credential.user))
        return {};
    return credential.user;
}

// EC2 has its own words for what other services call by the common ones. Source: EC2 API, error codes.
static ErrorCode said_by_ec2(ErrorCode code) {
    switch (code) {
        case ErrorCode::AccessDeniedException: return ErrorCode::UnauthorizedOperation;
        case ErrorCode::UnrecognizedClientException: return ErrorCode::AuthFailure;
        case ErrorCode::ExpiredTokenException: return ErrorCode::RequestExpired;
        default: return code;
    }
}

void decide_into(const World& world, const Caller& caller, const Call& call, Decision& out) {
    out.clear();
    Asking ask(world, caller, out);
    std::visit(
        [&](const auto& c) {
            rule(ask, c);
            if (c.operation.service == "ec2") out.error = said_by_ec2(out.error);
        },
        call);
}

Decision decide(const World& world, const Caller& caller, const Call& call) {
    Decision out;
    decide_into(world, caller, call, out);
    return out;
}

}  // namespace airlock
