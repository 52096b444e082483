// One walk over the recovery points.
#include "world/survival.h"

namespace airlock {
namespace {

bool survives(const World& w, const RecoveryPoint& p, SurvivalScope scope) {
    if (p.status != RecoveryPointStatus::COMPLETED || p.condition != DataCondition::clean)
        return false;
    if (p.is_image_disabled) return false;
    const Vault& vault = w.vaults[p.vault];
    if (vault.state != VaultState::AVAILABLE) return false;
    return scope == SurvivalScope::any ||
           vault.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
}

}  // namespace

Id<RecoveryPoint> newest_clean_point(const World& world, Id<Workload> workload,
                                     SurvivalScope scope) {
    Id<RecoveryPoint> newest;
    for (const RecoveryPoint& p : world.recovery_points) {
        if (p.resource != workload || !survives(world, p, scope)) continue;
        if (!newest || p.captured_at > world.recovery_points[newest].captured_at)
            newest = world.recovery_points.id_of(p);
    }
    return newest;
}

Duration data_loss(const World& world, Id<Workload> workload, Instant at, SurvivalScope scope) {
    const auto newest = newest_clean_point(world, workload, scope);
    if (!newest) return Duration{INT64_MAX};
    return at - world.recovery_points[newest].captured_at;
}

}  // namespace airlock
