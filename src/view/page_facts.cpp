// Clocks and protection layers: what the log up to the cursor comes to, in numbers and in two words.
#include <algorithm>
#include <bit>

#include "study/protection.h"
#include "study/recovery.h"
#include "view/page_builder.h"
#include "world/text.h"

namespace airlock::view {

namespace {

// The report's judgement, at the cursor.
study::RecoveryReader recovery_at(const Moment& m) {
    const Log& log = m.run.log();
    study::RecoveryReader reader(log);
    const std::size_t count = m.entry == nullptr ? 0 : m.entry->number;
    for (std::size_t i = 0; i < count; ++i) reader.read(m.run.world(), log.entries[i]);
    return reader;
}

// The recovery point. Before any damage it runs: what an attack now would cost. From the damage on it stands: what lies
// between the data that can be had back, or came back, and the damage.
Clock recovery_point_clock(const Moment& m, const study::RecoveryReader& recovery) {
    const Id<RecoveryPoint> newest = study::newest_clean_point(m.world);
    Clock clock{m.say("clock.point"), m.say("clock.no_point"), Condition::lost};
    if (!newest && !recovery.found.recovered) {
        const bool is_early = m.world.recovery_points.empty();
        if (is_early) clock.condition = Condition::threatened;
        return clock;
    }
    const study::Mark& damaged = recovery.found.damaged;
    const Instant data_at =
        recovery.found.recovered ? recovery.data_at : m.world.recovery_points[newest].captured_at;
    const Duration age = std::max(Duration{}, (damaged ? damaged.at : m.at) - data_at);
    if (damaged) clock.label = m.say("clock.data_lost");
    clock.value =
        m.say(damaged ? "time.last" : "time.ago", {{"time", duration_text(m.language, age)}});
    const bool is_at_hand = recovery.found.recovered ||
                            study::is_reachable(m.world, m.world.recovery_points[newest].vault);
    clock.condition = is_at_hand ? Condition::intact : Condition::threatened;
    return clock;
}

}  // namespace

std::vector<Clock> build_clocks(const Moment& m) {
    const study::RecoveryReader reader = recovery_at(m);
    const study::Recovery& recovery = reader.found;
    std::vector<Clock> out;
    // It stops when everything that was lost is back.
    if (recovery.complete)
        out.push_back({m.say("clock.recovered"),
                       duration_text(m.language, recovery.complete.at - recovery.attacked.at),
                       Condition::regained});
    else if (recovery.attacked)
        out.push_back({m.say("clock.attack"),
                       duration_text(m.language, m.at - recovery.attacked.at),
                       Condition::threatened});
    if (!m.world.workloads.empty()) out.push_back(recovery_point_clock(m, reader));
    Instant vote_ends = never, invitations_end = never;
    for (const Session& row : m.world.sessions)
        if (row.status == SessionStatus::PENDING) vote_ends = std::min(vote_ends, row.expires_at);
    for (const Team& row : m.world.teams)
        if (row.status_code == TeamStatusCode::PENDING_ACTIVATION)
            invitations_end = std::min(invitations_end, row.deadline_at);
    if (vote_ends != never)
        out.push_back({m.say("clock.vote"), time_left_text(m.language, vote_ends - m.at),
                       Condition::threatened});
    else if (invitations_end != never)
        out.push_back({m.say("clock.invitations"),
                       time_left_text(m.language, invitations_end - m.at), Condition::intact});
    return out;
}

// --- layers --------------------------------------------------------------------------------------------------

namespace {

bool met(const Moment& m, Gate gate) {
    if (m.entry == nullptr) return false;
    for (const Check& check : m.entry->checks)
        if (check.gate == gate) return true;
    return false;
}

// It outlives an outage; a deletion it carries out everywhere.
Layer storage_layer(const Moment& m) {
    bool has_vault = false;
    std::int32_t deleted = 0;
    for (const Vault& row : m.world.vaults) {
        has_vault = has_vault || row.state == VaultState::AVAILABLE;
        if (!row.source_vault)
            deleted += lost_recovery_points(m.world, m.world.vaults.id_of(row), m.at);
    }
    // What had vaults and has none any more has lost them.
    const bool had_vault = !m.world.vaults.empty();
    const std::string_view word = !had_vault    ? "layer.storage.none"
                                  : !has_vault  ? "layer.storage.lost"
                                  : deleted > 0 ? "layer.storage.no_help"
                                                : "layer.storage.holds";
    const Condition condition = had_vault && !has_vault ? Condition::lost
                                : deleted > 0           ? Condition::threatened
                                                        : Condition::intact;
    return {m.say("layer.storage"), m.say(word, {{"n", std::int64_t{deleted}}}), condition, false,
            had_vault};
}

Layer lock_layer(const Moment& m) {
    std::int32_t refused = 0;
    std::int32_t taken_off = 0;  // by a thief
    const auto& entries = m.run.log().entries;
    for (std::size_t i = 0; m.entry != nullptr && i < m.entry->number; ++i) {
        refused +=
            entries[i].outcome == Outcome::refused && entries[i].gate == Gate::vault_lock ? 1 : 0;
        for (const Event& event : entries[i].events)
            if (std::holds_alternative<event::VaultLockDeleted>(event) &&
                study::is_attack(m.world, entries[i]))
                ++taken_off;
    }
    bool is_locked = false;
    for (const Vault& row : m.world.vaults)
        is_locked =
            is_locked || (row.lock != LockMode::none && row.state == VaultState::AVAILABLE &&
                          row.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT);
    if (taken_off > 0)
        return {
            m.say("layer.lock"), m.say("layer.lock.taken_off", {{"n", std::int64_t{taken_off}}}),
            is_locked ? Condition::threatened : Condition::lost, met(m, Gate::vault_lock), true};
    const std::string word = refused > 0
                                 ? m.say("layer.lock.refused", {{"n", std::int64_t{refused}}})
                                 : m.say(is_locked ? "layer.lock.locked" : "layer.lock.none");
    return {m.say("layer.lock"), word, Condition::intact, met(m, Gate::vault_lock),
            is_locked || refused > 0};
}

Condition condition_of(study::GapLayer gap) {
    switch (gap) {
        case study::GapLayer::out_of_reach: return Condition::threatened;
        case study::GapLayer::breached: return Condition::lost;
        default: return Condition::intact;
    }
}

Condition condition_of(study::ApprovalLayer approval) {
    switch (approval) {
        case study::ApprovalLayer::none:
        case study::ApprovalLayer::inviting:
        case study::ApprovalLayer::ready:
        case study::ApprovalLayer::agreed:
        case study::ApprovalLayer::held: return Condition::intact;
        case study::ApprovalLayer::partly:
        case study::ApprovalLayer::deciding:
        case study::ApprovalLayer::refused:
        case study::ApprovalLayer::expired: return Condition::threatened;
        case study::ApprovalLayer::inactive:
        case study::ApprovalLayer::deceived:
        case study::ApprovalLayer::shut_out:
        case study::ApprovalLayer::removed:
        case study::ApprovalLayer::captured: return Condition::lost;
    }
    return Condition::intact;
}

Layer gap_layer(const Moment& m, const study::Protection& now) {
    Layer layer{m.say("layer.gap"), m.say("layer.gap.none"), Condition::intact, false, false};
    for (const Vault& row : m.world.vaults) {
        if (row.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT) continue;
        if (row.type != VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT ||
            row.state == VaultState::deleted)
            continue;
        const Id<Vault> id = m.world.vaults.id_of(row);
        layer.word = m.say("layer.gap." + std::string(to_text(now.gap)));
        layer.condition = condition_of(now.gap);
        layer.is_present = true;
        layer.is_active =
            layer.is_active || m.is_touched(id) || stage_ref(m.world, m.target) == Ref(id);
    }
    return layer;
}

// A test, its verdict, or a scan is what just happened.
bool is_about_testing(const Moment& m) {
    if (m.entry == nullptr) return false;
    for (const Event& event : m.entry->events) {
        if (std::holds_alternative<event::RestoreTestingPlanRan>(event) ||
            std::holds_alternative<event::ValidationBegan>(event) ||
            std::holds_alternative<event::ValidationEnded>(event) ||
            std::holds_alternative<event::ScanCompleted>(event))
            return true;
        if (const auto* started = std::get_if<event::JobStarted>(&event))
            if (started->job.kind == JobKind::scan || started->job.testing) return true;
    }
    return false;
}

Layer testing_layer(const Moment& m, const study::Protection& now) {
    return {
        m.say("layer.testing"),
        m.say("layer.testing." + std::string(to_text(now.testing)),
              {{"n", std::int64_t{now.tests_passed}}, {"bad", std::int64_t{now.tests_bad}}}),
        now.testing == study::TestingLayer::found_bad ? Condition::threatened : Condition::intact,
        is_about_testing(m), now.testing != study::TestingLayer::none};
}

Layer approval_layer(const Moment& m, const study::Protection& now) {
    Layer layer{m.say("layer.approval"),
                {},
                condition_of(now.approval),
                met(m, Gate::approval),
                bool(now.team)};
    Fields fields;
    if (now.approval == study::ApprovalLayer::deciding) {
        const Session& session = m.world.sessions[shown_session(m.world, now.team)];
        fields = {{"n", std::int64_t{std::popcount(session.approved)}},
                  {"of", std::int64_t{session.min_approvals_required}}};
    }
    layer.word = m.say("layer.approval." + std::string(to_text(now.approval)), fields);
    return layer;
}

}  // namespace

std::vector<Layer> build_layers(const Moment& m) {
    const study::Protection now = study::protection_of(m.world, m.sides);
    return {storage_layer(m), lock_layer(m), gap_layer(m, now), testing_layer(m, now),
            approval_layer(m, now)};
}

}  // namespace airlock::view
