// Deeds outside every API: a theft, ransomware, and the case that gives an account back to its owner. Each is
// still a call with gates, so that an attacker gets the same kind of answer as everybody else.
#include <algorithm>

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

namespace {

// Like ransomware: code that runs on a system of the caller's account.
template <class C>
bool may_run_code_on(Asking& ask, const C& c) {
    const World& w = ask.world;
    if (!ask.admitted({"ssm", "SendCommand"}, c.workload)) return false;
    const bool is_ours = w.workloads.holds(c.workload) &&
                         w.workloads[c.workload].account == ask.account &&
                         w.workloads[c.workload].state != WorkloadState::deleted;
    return ask.exists(is_ours, c.workload);
}

bool is_unharmed(Asking& ask, Id<Workload> workload) {
    return ask.need(ask.world.workloads[workload].data == DataCondition::clean,
                    Gate::resource_state, Reason::state_permits, Reason::already_harmed,
                    ErrorCode::InvalidRequestException, workload);
}

// Forensic work is done on what a restore made, not on production.
bool is_restored(Asking& ask, Id<Workload> workload) {
    const Workload& row = ask.world.workloads[workload];
    return ask.need(bool(row.restored_from), Gate::resource_state, Reason::state_permits,
                    Reason::not_restored, ErrorCode::InvalidRequestException, workload);
}

}  // namespace

void rule(Asking& ask, const call::InfectWorkload& c) {
    if (may_run_code_on(ask, c) && is_unharmed(ask, c.workload))
        ask.happens(event::WorkloadInfected{c.workload});
}

void rule(Asking& ask, const call::CorruptWorkload& c) {
    if (may_run_code_on(ask, c) && is_unharmed(ask, c.workload))
        ask.happens(event::WorkloadCorrupted{c.workload});
}

// Assumed: tools of a third party find all there is, at once.
void rule(Asking& ask, const call::AnalyzeWorkload& c) {
    if (!may_run_code_on(ask, c) || !is_restored(ask, c.workload)) return;
    const bool is_clean = ask.world.workloads[c.workload].data == DataCondition::clean;
    ask.happens(event::WorkloadAnalyzed{c.workload, is_clean ? Finding::clean : Finding::harmful});
}

void rule(Asking& ask, const call::QuarantineWorkload& c) {
    if (!may_run_code_on(ask, c) || !is_restored(ask, c.workload)) return;
    if (!ask.need(ask.world.workloads[c.workload].state != WorkloadState::quarantined,
                  Gate::resource_state, Reason::state_permits, Reason::nothing_to_change,
                  ErrorCode::InvalidRequestException, c.workload))
        return;
    ask.happens(event::WorkloadQuarantined{c.workload});
}

namespace {

// Calls `stolen` for every stolen credential that still opens `account`, `deleted` for every role deleted in it.
template <class Stolen, class Deleted>
void each_loss(const World& w, Id<Account> account, Stolen&& stolen, Deleted&& deleted) {
    for (const Credential& k : w.credentials)
        if (is_stolen(w, w.credentials.id_of(k)) && !k.is_revoked && k.principal &&
            w.principals[k.principal].account == account)
            stolen(w.credentials.id_of(k));
    for (const Principal& p : w.principals)
        if (p.account == account && p.is_deleted) deleted(w.principals.id_of(p));
}

}  // namespace

// The owner proves ownership to AWS Support by other means than a credential, hence without one, and waits.
// Simplified: the first answer takes as long as the plan allows at most. Source: SUP; the days are assumed.
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
    const Account& row = w.accounts[c.account];
    if (!ask.need(row.status != AccountStatus::closed, Gate::resource_state, Reason::state_permits,
                  Reason::post_closure_over, ErrorCode::InvalidRequestException, c.account))
        return;
    const bool is_open = row.support_case == SupportCaseStatus::open ||
                         row.support_case == SupportCaseStatus::answered;
    if (!ask.need(!is_open, Gate::resource_state, Reason::state_permits, Reason::case_open,
                  ErrorCode::InvalidRequestException, c.account))
        return;
    bool is_taken = false;
    const auto taken = [&](auto) { is_taken = true; };
    each_loss(w, c.account, taken, taken);
    if (!ask.need(is_taken, Gate::resource_state, Reason::state_permits, Reason::nothing_to_regain,
                  ErrorCode::InvalidRequestException, c.account))
        return;
    const Duration time_taken = w.settings.account_recovery;
    const Duration answer = std::min(first_response(w.settings.support_plan), time_taken);
    ask.happens(
        event::SupportCaseOpened{c.account, ask.caller.at + answer, ask.caller.at + time_taken});
}

// Revokes what is stolen by then and restores the roles that are deleted by then.
void give_back_account(const World& w, Id<Account> account, Decision& out) {
    out.events.push_back(event::SupportCaseResolved{account});
    each_loss(
        w, account, [&](Id<Credential> id) { out.events.push_back(event::CredentialRevoked{id}); },
        [&](Id<Principal> id) { out.events.push_back(event::RoleRestored{id}); });
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
