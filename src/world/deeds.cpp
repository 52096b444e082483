// Deeds outside every API: a theft, ransomware, and the return of an account to its owner. Each is still a
// call with gates, so that an attacker gets the same kind of answer as everybody else.
#include "world/arn.h"
#include "world/gates.h"

namespace airlock {

// How it was stolen is not the question here: phishing, a leaked key, a session cookie. Needs no credential.
void rule(Asking& ask, const call::StealCredential& c) {
    const World& w = ask.world;
    const bool does_exist =
        w.credentials.holds(c.credential) && !w.credentials[c.credential].is_revoked;
    if (!ask.exists(does_exist, c.credential, ErrorCode::NoSuchEntity)) return;
    ask.happens(event::CredentialStolen{c.credential, ask.caller.person});
}

// Simplified: ransomware is code run on the workload; the right that it needs is ssm:SendCommand.
void rule(Asking& ask, const call::EncryptWorkload& c) {
    const World& w = ask.world;
    if (!ask.admitted({"ssm", "SendCommand"}, c.workload)) return;
    const bool is_ours =
        w.workloads.holds(c.workload) && w.workloads[c.workload].account == ask.account;
    if (!ask.exists(is_ours, c.workload)) return;
    if (!ask.need(w.workloads[c.workload].state != WorkloadState::encrypted, Gate::resource_state,
                  Reason::state_permits, Reason::already_encrypted,
                  ErrorCode::InvalidRequestException, c.workload))
        return;
    ask.happens(event::WorkloadEncrypted{c.workload, ask.caller.at});
}

// The owner proves ownership to AWS Support by other means than a credential, hence without one. Revokes what
// was stolen in the account and restores the roles that were deleted.
void rule(Asking& ask, const call::RegainAccount& c) {
    const World& w = ask.world;
    if (!ask.exists(w.accounts.holds(c.account), c.account)) return;
    bool is_owner = false;
    for (const Credential& k : w.credentials)
        is_owner = is_owner || (k.holder == ask.caller.person && !k.stolen_from && k.principal &&
                                w.principals[k.principal].account == c.account);
    if (!ask.need(is_owner, Gate::credential, Reason::credential_valid, Reason::credential_not_held,
                  ErrorCode::AccessDeniedException, c.account))
        return;
    for (const Credential& k : w.credentials)
        if (is_stolen(w, w.credentials.id_of(k)) && !k.is_revoked && k.principal &&
            w.principals[k.principal].account == c.account)
            ask.happens(event::CredentialRevoked{w.credentials.id_of(k)});
    for (const Principal& p : w.principals)
        if (p.account == c.account && p.is_deleted)
            ask.happens(event::RoleRestored{w.principals.id_of(p)});
    ask.need(!ask.out.events.empty(), Gate::resource_state, Reason::state_permits,
             Reason::nothing_to_regain, ErrorCode::InvalidRequestException, c.account);
}

// Assumed: nothing else of the model depends on the control plane of one Region. Source: MPA-REG.
void rule(Asking& ask, const call::InterruptRegion& c) {
    const std::string_view region = ask.world.catalog->names.text(c.interrupted);
    if (!ask.need(region == mpa_region, Gate::parameters, Reason::parameters_valid,
                  Reason::region_not_modelled, ErrorCode::ValidationException))
        return;
    if (!ask.need(c.hours > 0, Gate::parameters, Reason::parameters_valid,
                  Reason::parameter_missing, ErrorCode::ValidationException))
        return;
    ask.happens(event::RegionInterrupted{c.interrupted, ask.caller.at + hours(c.hours)});
}

// Past outages count too: what waited for the end of one is due then, not before.
Instant mpa_down_until(const World& w) {
    Instant until{INT64_MIN};
    for (const Outage& o : w.outages)
        if (o.ends_at > until) until = o.ends_at;
    return until;
}

}  // namespace airlock
