// What becomes of a recovery point after it was made: cold storage, the end of its lifecycle, legal holds, and
// the EC2 image behind it. Sources: BK-API, BK-LOCK, BK devguide "legal holds", "deleting backups" (domain.md
// §1.8, §3.3, §4, TH30).
#include <algorithm>

#include "base/hash.h"
#include "world/gates.h"

namespace airlock {
namespace {

constexpr std::uint32_t legal_holds_max = 50;  // Source: BK-LIM

template <class Row, std::size_t N>
bool covers(const std::array<Id<Row>, N>& list, Id<Row> one) {
    return !list[0] || std::find(list.begin(), list.end(), one) != list.end();
}

bool covers(const World& w, const LegalHold& hold, const RecoveryPoint& p) {
    return w.vaults[p.vault].account == hold.account && covers(hold.vaults, p.vault) &&
           covers(hold.resources, p.resource) && hold.from <= p.created_at &&
           p.created_at <= hold.to;
}

// An image of the caller's own: those of air-gapped vaults belong to AWS Backup. Derived from BK-LAG.
bool own_image(Asking& ask, Id<RecoveryPoint> image) {
    const World& w = ask.world;
    bool is_ours = is_there(w, image);
    if (is_ours) {
        const RecoveryPoint& p = w.recovery_points[image];
        const Vault& vault = w.vaults[p.vault];
        is_ours = vault.account == ask.account && vault.type == VaultType::BACKUP_VAULT &&
                  w.workloads[p.resource].resource_type == ResourceType::EC2;
    }
    return ask.exists(is_ours, image, ErrorCode::InvalidAMIIDNotFound);
}

}  // namespace

bool is_there(const World& w, Id<RecoveryPoint> id) {
    return w.recovery_points.holds(id) &&
           w.recovery_points[id].status != RecoveryPointStatus::deleted;
}

bool is_lifecycle(std::int32_t delete_after_days, std::int32_t move_to_cold_after_days) {
    const auto is_day = [](std::int32_t n) { return n == unset || (n >= 1 && n <= 36'500); };
    if (!is_day(delete_after_days) || !is_day(move_to_cold_after_days)) return false;
    return delete_after_days == unset || move_to_cold_after_days == unset ||
           delete_after_days >= move_to_cold_after_days + 90;
}

bool has_cold_storage(ResourceType type) {
    return type == ResourceType::EBS || type == ResourceType::EFS || type == ResourceType::DynamoDB;
}

bool is_held(const World& w, const RecoveryPoint& p) {
    for (const LegalHold& hold : w.legal_holds)
        if (hold.status != LegalHoldStatus::CANCELED && covers(w, hold, p)) return true;
    return false;
}

Instant deleted_by_lifecycle_at(const World& w, const RecoveryPoint& p) {
    if (p.delete_at == never) return never;
    Instant at = p.delete_at;
    for (const LegalHold& hold : w.legal_holds) {
        if (!covers(w, hold, p)) continue;
        if (hold.status != LegalHoldStatus::CANCELED) return never;
        at = std::max(at, hold.canceled_at);
    }
    const std::int64_t spread = w.settings.deletion_jitter.ms;
    if (spread <= 0) return at;
    const std::uint32_t index = w.recovery_points.id_of(p).index;
    const std::uint64_t drawn = hash_bytes(&index, sizeof index, 0x9e3779b97f4a7c15ull);
    return at + Duration{static_cast<std::int64_t>(drawn % static_cast<std::uint64_t>(spread))};
}

// Simplified: the one right that its role needs is backup:DeleteRecoveryPoint, whatever the resource.
bool can_role_delete(const World& w, Id<RecoveryPoint> id, Instant at, Decision& out) {
    const auto role = w.recovery_points[id].role;
    if (!role) return true;
    const Caller service{{}, {}, at};
    Asking ask(w, service, out, role);
    return ask.principal_is_there() &&
           ask.authorized("backup", "DeleteRecoveryPoint", w.recovery_points[id].vault, {});
}

// The end of a lifecycle. Source: BK-API, status EXPIRED.
void end_lifecycle(const World& w, Id<RecoveryPoint> id, Instant at, Decision& out) {
    if (can_role_delete(w, id, at, out)) {
        out.events.push_back(event::RecoveryPointExpired{id});
        return;
    }
    out.outcome = Outcome::failed;
    out.events.push_back(event::RecoveryPointKept{id});
}

void rule(Asking& ask, const call::CreateLegalHold& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const auto wrong = ErrorCode::InvalidParameterValueException;
    for (const auto vault : c.vaults)
        if (!ask.exists(w.vaults.holds(vault) && w.vaults[vault].state != VaultState::deleted &&
                            w.vaults[vault].account == ask.account,
                        vault, wrong))
            return;
    for (const auto resource : c.resources)
        if (!ask.exists(w.workloads.holds(resource) && w.workloads[resource].account == ask.account,
                        resource, wrong))
            return;
    std::uint32_t held = 0;
    for (const LegalHold& hold : w.legal_holds)
        held += hold.account == ask.account && hold.status != LegalHoldStatus::CANCELED ? 1u : 0u;
    if (!ask.need(held < legal_holds_max, Gate::quota, Reason::within_quota, Reason::quota_reached,
                  ErrorCode::LimitExceededException, ask.account))
        return;
    LegalHold row;
    row.changes_at = ask.caller.at + w.settings.legal_hold;
    row.title = c.title;
    row.account = ask.account;
    std::copy(c.vaults.begin(), c.vaults.end(), row.vaults.begin());
    std::copy(c.resources.begin(), c.resources.end(), row.resources.begin());
    ask.happens(event::LegalHoldCreated{row});
}

void rule(Asking& ask, const call::CancelLegalHold& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const bool is_ours =
        w.legal_holds.holds(c.legal_hold) && w.legal_holds[c.legal_hold].account == ask.account;
    if (!ask.exists(is_ours, c.legal_hold)) return;
    if (!ask.need(w.legal_holds[c.legal_hold].status == LegalHoldStatus::ACTIVE,
                  Gate::resource_state, Reason::state_permits, Reason::hold_not_active,
                  ErrorCode::InvalidResourceStateException, c.legal_hold))
        return;
    ask.happens(event::LegalHoldCanceling{c.legal_hold, ask.caller.at + w.settings.legal_hold});
}

void rule(Asking& ask, const call::DisableImage& c) {
    if (!ask.admitted(c.operation, c.image)) return;
    if (!own_image(ask, c.image)) return;
    ask.happens(event::ImageDisabled{c.image});
}

void rule(Asking& ask, const call::EnableImage& c) {
    if (!ask.admitted(c.operation, c.image)) return;
    if (!own_image(ask, c.image)) return;
    ask.happens(event::ImageEnabled{c.image});
}

// Source: EC2 user guide, Allowed AMIs: with the setting on, only listed providers' images can be used.
void rule(Asking& ask, const call::EnableAllowedImagesSettings& c) {
    if (!ask.admitted(c.operation)) return;
    if (ask.world.accounts[ask.account].allowed_images != AllowedImages::all) return;
    ask.happens(event::AllowedImagesChanged{ask.account, AllowedImages::without_backup});
}

void rule(Asking& ask, const call::DisableAllowedImagesSettings& c) {
    if (ask.admitted(c.operation))
        ask.happens(event::AllowedImagesChanged{ask.account, AllowedImages::all});
}

void rule(Asking& ask, const call::ReplaceImageCriteriaInAllowedImagesSettings& c) {
    if (!ask.admitted(c.operation)) return;
    if (!ask.need(ask.world.accounts[ask.account].allowed_images != AllowedImages::all,
                  Gate::resource_state, Reason::state_permits, Reason::nothing_to_change,
                  ErrorCode::IncorrectState, ask.account))
        return;
    ask.happens(event::AllowedImagesChanged{ask.account, c.has_backup_vault == Setting::yes
                                                             ? AllowedImages::with_backup
                                                             : AllowedImages::without_backup});
}

}  // namespace airlock
