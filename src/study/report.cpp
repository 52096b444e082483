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

void finish(const World& w, const RecoveryReader& reader, Recovery& out) {
    out = reader.found;
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
    void read(const World& w, const Sides& sides, Instant at, std::uint32_t entry) {
        const Protection now = protection_of(w, sides);
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
    RecoveryReader recovery(simulation.log());
    LayerReader layers;
    World world = simulation.world_at(0);
    layers.read(world, recovery.sides, {}, 0);
    for (const Entry& entry : simulation.log().entries) {
        for (const Event& event : entry.events) {
            recovery.foresee(world, entry, event);
            evolve(world, event);
        }
        recovery.read(world, entry);
        if (!entry.events.empty()) layers.read(world, recovery.sides, entry.at, entry.number);
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
