// One pass over the log for recovery and losses.
#include "study/recovery.h"

#include <algorithm>

#include "world/text.h"

namespace airlock::study {
namespace {

void set_once(Mark& mark, const Entry& entry) {
    if (!mark) mark = {entry.at, entry.number};
}

}  // namespace

void RecoveryReader::foresee(const World& w, const Entry& entry, const Event& event) {
    const bool is_theirs = is_attack(w, entry);
    const auto point = [&](Id<RecoveryPoint> id) {
        const RecoveryPoint& row = w.recovery_points[id];
        if (row.condition == DataCondition::clean && row.status == RecoveryPointStatus::COMPLETED)
            ++losses.recovery_points;
    };
    if (const auto* deleted = std::get_if<event::RecoveryPointDeleted>(&event)) {
        if (is_theirs) point(deleted->recovery_point);
    } else if (const auto* lost_one = std::get_if<event::RecoveryPointLost>(&event)) {
        if (found.attacked) point(lost_one->recovery_point);
    } else if (const auto* erased = std::get_if<event::RecoveryPointErased>(&event)) {
        if (found.attacked) point(erased->recovery_point);
    } else if (const auto* vault = std::get_if<event::VaultDeleted>(&event)) {
        if (is_theirs) losses.vaults.push_back(name_of(w, vault->vault));
    }
}

void RecoveryReader::read(const World& w, const Entry& entry) {
    sides.read(w, entry);
    if (sides.is_attack()) set_once(found.attacked, entry);
    for (const Event& event : entry.events) {
        if (const auto* e = std::get_if<event::WorkloadEncrypted>(&event)) {
            set_once(found.damaged, entry);
            lost.push_back(e->workload);
            losses.workloads.push_back(name_of(w, e->workload));
            found.complete = {};
        }
        if (const auto* e = std::get_if<event::WorkloadRestored>(&event)) restored(w, entry, *e);
        if (found.attacked) support(entry, event);
    }
    if (!found.attacked || sides.is_attack()) return;
    for (const Event& event : entry.events) access(w, entry, event);
}

// The first case, until the account that the data comes back in is known.
void RecoveryReader::support(const Entry& entry, const Event& event) {
    if (const auto* e = std::get_if<event::SupportCaseOpened>(&event)) {
        cases_.push_back({e->account, {entry.at, entry.number}, {}});
        set_once(found.reported, entry);
    } else if (const auto* done = std::get_if<event::SupportCaseResolved>(&event)) {
        for (Case& one : cases_)
            if (one.account == done->account) set_once(one.resolved, entry);
        if (!cases_.empty() && !found.returned) found.returned = cases_.front().resolved;
    }
}

void RecoveryReader::through_support(const Workload& restored) {
    if (found.opened) return;
    for (const Case& one : cases_)
        if (one.account == restored.account && one.resolved) {
            found.is_through_support = true;
            found.reported = one.opened, found.returned = one.resolved;
        }
}

void RecoveryReader::restored(const World& w, const Entry& entry,
                              const event::WorkloadRestored& e) {
    if (!found.attacked || e.workload.state != WorkloadState::restored) return;
    if (w.jobs[e.job].testing || sides.is_theirs(e.job)) return;
    const RecoveryPoint& point = w.recovery_points[e.workload.restored_from];
    if (point.condition != DataCondition::clean) return;
    if (!found.recovered) {
        set_once(found.recovered, entry);
        data_at = e.workload.data_at;
        through_support(e.workload);
        found.restored_from = name_of(w, e.workload.restored_from);
    }
    const auto at = std::find(lost.begin(), lost.end(), point.resource);
    if (at != lost.end()) lost.erase(at);
    if (lost.empty() && !found.complete) found.complete = {entry.at, entry.number};
}

// The way to the data: of the first request that led to access. What a thief asked for is no way.
void RecoveryReader::access(const World& w, const Entry& entry, const Event& event) {
    const auto is_access = [&](Id<Session> id) {
        return w.sessions[id].action == ProtectedAction::CreateRestoreAccessBackupVault &&
               !sides.is_theirs(id);
    };
    if (const auto* e = std::get_if<event::SessionStarted>(&event))
        if (e->session.action == ProtectedAction::CreateRestoreAccessBackupVault)
            set_once(found.asked, entry);
    if (const auto* e = std::get_if<event::SessionApproved>(&event))
        if (is_access(e->session)) set_once(found.agreed, entry);
    if (const auto* e = std::get_if<event::VaultAvailable>(&event))
        if (w.vaults[e->vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT)
            set_once(found.opened, entry);
}

}  // namespace airlock::study
