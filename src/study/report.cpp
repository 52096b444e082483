// One pass over the log for recovery and layers. Times run from the first deed of a thief, not from the damage:
// that is what a recovery time objective is held against here.
#include "study/report.h"

#include <algorithm>
#include <utility>

#include "study/protection.h"
#include "world/evolve.h"
#include "world/text.h"

namespace airlock::study {
namespace {

void set_once(Mark& mark, const Entry& entry) {
    if (!mark) mark = {entry.at, entry.number};
}

// --- recovery --------------------------------------------------------------------------------------------

struct RecoveryReader {
    Recovery out;
    Losses losses;
    std::vector<Id<Workload>> lost;  // not yet restored
    Instant data_at = never;

    // Before `event` changes `w`: what a thief deletes, and what a key or an account takes along when it goes.
    void foresee(const World& w, const Entry& entry, const Event& event) {
        const bool is_theirs = is_attack(w, entry);
        const auto point = [&](Id<RecoveryPoint> id) {
            const RecoveryPoint& row = w.recovery_points[id];
            if (row.condition == DataCondition::clean &&
                row.status == RecoveryPointStatus::COMPLETED)
                ++losses.recovery_points;
        };
        if (const auto* deleted = std::get_if<event::RecoveryPointDeleted>(&event)) {
            if (is_theirs) point(deleted->recovery_point);
        } else if (const auto* lost_one = std::get_if<event::RecoveryPointLost>(&event)) {
            if (out.attacked) point(lost_one->recovery_point);
        } else if (const auto* erased = std::get_if<event::RecoveryPointErased>(&event)) {
            if (out.attacked) point(erased->recovery_point);
        } else if (const auto* vault = std::get_if<event::VaultDeleted>(&event)) {
            if (is_theirs) losses.vaults.push_back(name_of(w, vault->vault));
        }
    }
    void read(const World& w, const Entry& entry) {
        if (is_attack(w, entry)) set_once(out.attacked, entry);
        for (const Event& event : entry.events) {
            if (const auto* e = std::get_if<event::WorkloadEncrypted>(&event)) {
                set_once(out.damaged, entry);
                lost.push_back(e->workload);
                losses.workloads.push_back(name_of(w, e->workload));
                out.complete = {};
            }
            if (const auto* e = std::get_if<event::WorkloadRestored>(&event))
                restored(w, entry, *e);
            if (out.attacked) support(entry, event);
        }
        if (!out.attacked || is_attack(w, entry)) return;
        for (const Event& event : entry.events) access(w, entry, event);
    }

  private:
    struct Case {
        Id<Account> account;
        Mark opened, resolved;
    };
    std::vector<Case> cases_;

    // The first case, until the account that the data comes back in is known.
    void support(const Entry& entry, const Event& event) {
        if (const auto* e = std::get_if<event::SupportCaseOpened>(&event)) {
            cases_.push_back({e->account, {entry.at, entry.number}, {}});
            set_once(out.reported, entry);
        } else if (const auto* done = std::get_if<event::SupportCaseResolved>(&event)) {
            for (Case& one : cases_)
                if (one.account == done->account) set_once(one.resolved, entry);
            if (!cases_.empty() && !out.returned) out.returned = cases_.front().resolved;
        }
    }
    void through_support(const Workload& restored) {
        if (out.opened) return;
        for (const Case& one : cases_)
            if (one.account == restored.account && one.resolved) {
                out.is_through_support = true;
                out.reported = one.opened, out.returned = one.resolved;
            }
    }
    void restored(const World& w, const Entry& entry, const event::WorkloadRestored& e) {
        if (!out.attacked || e.workload.state != WorkloadState::restored) return;
        if (w.jobs[e.job].testing) return;  // a test restore is deleted again
        const RecoveryPoint& point = w.recovery_points[e.workload.restored_from];
        if (point.condition != DataCondition::clean) return;
        if (!out.recovered) {
            set_once(out.recovered, entry);
            data_at = e.workload.data_at;
            through_support(e.workload);
            out.restored_from = name_of(w, e.workload.restored_from);
        }
        const auto at = std::find(lost.begin(), lost.end(), point.resource);
        if (at != lost.end()) lost.erase(at);
        if (lost.empty() && !out.complete) out.complete = {entry.at, entry.number};
    }
    // The way to the data: of the first request that led to access.
    void access(const World& w, const Entry& entry, const Event& event) {
        const auto is_access = [&](Id<Session> id) {
            return w.sessions[id].action == ProtectedAction::CreateRestoreAccessBackupVault;
        };
        if (const auto* e = std::get_if<event::SessionStarted>(&event))
            if (e->session.action == ProtectedAction::CreateRestoreAccessBackupVault)
                set_once(out.asked, entry);
        if (const auto* e = std::get_if<event::SessionApproved>(&event))
            if (is_access(e->session)) set_once(out.agreed, entry);
        if (const auto* e = std::get_if<event::VaultAvailable>(&event))
            if (w.vaults[e->vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT)
                set_once(out.opened, entry);
    }
};

void finish(const World& w, const RecoveryReader& reader, Recovery& out) {
    out = reader.out;
    if (out.recovered) {
        out.recovery_time = out.recovered.at - out.attacked.at;
        const Instant damage = out.damaged ? out.damaged.at : out.attacked.at;
        out.recovery_point = std::max(Duration{}, damage - reader.data_at);
    }
    if (out.complete) out.complete_time = out.complete.at - out.attacked.at;
    const Id<RecoveryPoint> newest = newest_clean_point(w);
    if (!newest) return;
    out.newest_point = name_of(w, newest);
    out.newest_vault = name_of(w, w.recovery_points[newest].vault);
    out.newest_captured_at = w.recovery_points[newest].captured_at;
}

SupportPath support_of(const Recovery& recovery, const Settings& settings) {
    SupportPath out;
    out.account_recovery = settings.account_recovery;
    out.first_response = first_response(settings.support_plan);
    if (!recovery.recovered) return out;
    const bool is_shown = recovery.is_through_support;
    const Mark& from = is_shown          ? recovery.returned
                       : recovery.opened ? recovery.opened
                                         : recovery.attacked;
    // Help is asked for when it was asked for in the story; from the beginning when nobody did.
    const Mark& asked = recovery.reported ? recovery.reported : recovery.asked;
    const Duration noticed = asked ? asked.at - recovery.attacked.at : Duration{};
    out.is_known = true;
    out.is_shown = is_shown;
    out.restore = recovery.recovered.at - from.at;
    out.expected = noticed + settings.account_recovery + out.restore;
    out.least = noticed + support_least + out.restore;
    out.most = noticed + support_most + out.restore;
    return out;
}

// --- layers ------------------------------------------------------------------------------------------------

class LayerReader {
  public:
    void read(const World& w, Instant at, std::uint32_t entry) {
        const Protection now = protection_of(w);
        note("storage", to_text(now.storage), at, entry);
        note("lock", to_text(now.lock), at, entry);
        note("air_gap", to_text(now.gap), at, entry);
        note("testing", to_text(now.testing), at, entry);
        std::string approval(to_text(now.approval));
        if (now.team) approval += " (" + name_of(w, now.team) + ")";
        note("approval", approval, at, entry);
    }
    // By layer, then by time.
    std::vector<LayerSpan> take() {
        std::stable_sort(spans_.begin(), spans_.end(), [&](const LayerSpan& a, const LayerSpan& b) {
            return order(a.layer) < order(b.layer);
        });
        return std::move(spans_);
    }

  private:
    static std::size_t order(std::string_view layer) {
        static constexpr std::string_view layers[] = {"storage", "lock", "air_gap", "testing"};
        return static_cast<std::size_t>(std::find(std::begin(layers), std::end(layers), layer) -
                                        std::begin(layers));
    }
    void note(std::string_view layer, std::string_view state, Instant at, std::uint32_t entry) {
        for (auto span = spans_.rbegin(); span != spans_.rend(); ++span) {
            if (span->layer != layer) continue;
            if (span->state == state) return;
            span->until = at;
            break;
        }
        spans_.push_back({std::string(layer), std::string(state), at, never, entry});
    }

    std::vector<LayerSpan> spans_;
};

Durability durability_of(const World& w) {
    Durability out;
    for (const RecoveryPoint& row : w.recovery_points)
        out.recovery_points += row.status == RecoveryPointStatus::COMPLETED ? 1 : 0;
    out.expected_losses_a_year = expected_losses(out.recovery_points);
    if (out.recovery_points > 0) out.years_a_loss = 100'000'000'000 / out.recovery_points;
    return out;
}

}  // namespace

std::string_view to_text(Finding finding) {
    static constexpr std::string_view words[] = {"met", "not_met", "not_shown"};
    return words[static_cast<std::size_t>(finding)];
}

std::string expected_losses(std::int64_t count) {
    if (count <= 0) return "0";
    std::string digits = std::to_string(count % 100'000'000'000);
    digits.insert(0, 11 - digits.size(), '0');
    while (digits.size() > 1 && digits.back() == '0') digits.pop_back();
    const std::string whole = std::to_string(count / 100'000'000'000);
    return digits == "0" ? whole : whole + "." + digits;
}

Report make_report(const Simulation& simulation) {
    Report out;
    const Scenario& scenario = simulation.scenario();
    out.scenario = scenario.name;
    out.title = scenario.title.in("en");
    out.seed = simulation.seed();
    out.entries = simulation.entries();
    out.ended_at =
        simulation.log().entries.empty() ? Instant{} : simulation.log().entries.back().at;
    RecoveryReader recovery;
    LayerReader layers;
    World world = simulation.world_at(0);
    layers.read(world, {}, 0);
    for (const Entry& entry : simulation.log().entries) {
        for (const Event& event : entry.events) {
            recovery.foresee(world, entry, event);
            evolve(world, event);
        }
        recovery.read(world, entry);
        if (!entry.events.empty()) layers.read(world, entry.at, entry.number);
    }
    finish(world, recovery, out.recovery);
    out.support = support_of(out.recovery, world.settings);
    out.losses = std::move(recovery.losses);
    for (const Id<Workload> id : recovery.lost) out.losses.for_good.push_back(name_of(world, id));
    out.layers = layers.take();
    out.durability = durability_of(world);
    out.requirements = requirements_of(simulation, out.recovery);
    out.assumptions = assumptions_of(simulation);
    return out;
}

}  // namespace airlock::study
