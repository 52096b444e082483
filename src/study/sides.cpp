// Follows thieves through a log: their calls, and the jobs, sessions and views that these began.
#include "study/sides.h"

#include <algorithm>

namespace airlock::study {

bool is_thief(const World& world, Id<Person> person) {
    if (!person) return false;
    for (const Credential& row : world.credentials)
        if (row.stolen_from && row.holder == person) return true;
    return false;
}

bool is_attack(const World& world, const Entry& entry) {
    if (!entry.call) return false;
    if (std::holds_alternative<call::StealCredential>(*entry.call)) return true;
    const Id<Credential> id = entry.caller.credential;
    return world.credentials.holds(id) && is_thief(world, world.credentials[id].holder);
}

bool is_hostile(const World& world, Id<Account> account) {
    bool is_theirs = false;
    for (const Credential& row : world.credentials) {
        if (!row.principal || is_stolen(world, world.credentials.id_of(row))) continue;
        if (world.principals[row.principal].account != account) continue;
        if (!is_thief(world, row.holder)) return false;
        is_theirs = true;
    }
    return is_theirs;
}

Sides::Sides(const Log& log) {
    for (const Event& event : log.founding) count(event);
}

void Sides::count(const Event& event) {
    jobs_ += std::holds_alternative<event::JobStarted>(event) ? 1u : 0u;
    sessions_ += std::holds_alternative<event::SessionStarted>(event) ? 1u : 0u;
    const bool is_vault = std::holds_alternative<event::VaultCreated>(event) ||
                          std::holds_alternative<event::Founded<Vault>>(event);
    vaults_ += is_vault ? 1u : 0u;
    const bool is_workload = std::holds_alternative<event::WorkloadRestored>(event) ||
                             std::holds_alternative<event::Founded<Workload>>(event);
    workloads_ += is_workload ? 1u : 0u;
}

void Sides::read(const World& w, const Entry& entry) {
    if (entry.call) {
        const Id<Credential> id = entry.caller.credential;
        is_attack_ =
            std::holds_alternative<call::StealCredential>(*entry.call) ||
            (w.credentials.holds(id) && std::find(thieves_.begin(), thieves_.end(),
                                                  w.credentials[id].holder) != thieves_.end());
    } else {
        // A request of theirs that nobody agrees to is good news, and nobody's deed.
        const bool is_result = entry.due.kind == DueKind::job_end ||
                               entry.due.kind == DueKind::execution ||
                               entry.due.kind == DueKind::vault_available;
        is_attack_ = is_result && entry.outcome == Outcome::done && is_theirs(entry.due.subject);
    }
    const bool is_call = entry.call.has_value();
    for (const Event& event : entry.events) {
        if (const auto* theft = std::get_if<event::CredentialStolen>(&event))
            thieves_.push_back(theft->thief);
        if (is_attack_) {
            if (std::holds_alternative<event::JobStarted>(event)) theirs_.push_back(Id<Job>{jobs_});
            if (std::holds_alternative<event::SessionStarted>(event))
                theirs_.push_back(Id<Session>{sessions_});
            if (is_call && std::holds_alternative<event::VaultCreated>(event))
                theirs_.push_back(Id<Vault>{vaults_});
        }
        if (const auto* restored = std::get_if<event::WorkloadRestored>(&event))
            if (is_theirs(restored->job)) theirs_.push_back(Id<Workload>{workloads_});
        if (const auto* done = std::get_if<event::JobCompleted>(&event)) {
            const Job& job = w.jobs[done->job];
            const bool takes_data = job.kind == JobKind::restore || job.kind == JobKind::copy;
            if (takes_data && is_theirs(done->job))
                looted_.push_back(w.recovery_points[job.recovery_point].vault);
        }
        count(event);
    }
}

bool Sides::is_theirs(Ref ref) const {
    return std::find(theirs_.begin(), theirs_.end(), ref) != theirs_.end();
}

bool Sides::is_looted(Id<Vault> vault) const {
    return std::find(looted_.begin(), looted_.end(), vault) != looted_.end();
}

}  // namespace airlock::study
