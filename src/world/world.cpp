// Comparing and hashing of whole worlds: table by table, never row by row.
#include "world/world.h"

namespace airlock {
bool World::holds(Ref ref) const {
    if (!ref) return false;
    // Tables are visited in the order of Kind, which begins with `none` and ends with documents.
    auto kind = static_cast<std::uint32_t>(Kind::none);
    bool is_held = false;
    each_table([&](const auto& table) {
        ++kind;
        if (kind == static_cast<std::uint32_t>(ref.kind)) is_held = ref.index < table.size();
    });
    return is_held || ref.kind == Kind::policy_document;
}

void World::watch(TableNotes* notes) {
    std::uint32_t n = 0;
    each(*this, [&](auto& table) { table.watch(notes, n++); });
}

std::uint64_t World::hash() const {
    std::uint64_t h = 0;  // settings stay out: they never change during a run
    each_table([&](const auto& table) { h = mix(h, table.hash() + table.size()); });
    return h;
}

bool operator==(const World& a, const World& b) {
    return a.persons == b.persons && a.organizations == b.organizations &&
           a.accounts == b.accounts && a.handshakes == b.handshakes &&
           a.principals == b.principals && a.credentials == b.credentials &&
           a.identity_providers == b.identity_providers && a.users == b.users &&
           a.identity_centers == b.identity_centers && a.identity_sources == b.identity_sources &&
           a.teams == b.teams && a.sessions == b.sessions && a.shares == b.shares &&
           a.shared_resources == b.shared_resources && a.share_principals == b.share_principals &&
           a.vaults == b.vaults && a.recovery_points == b.recovery_points && a.jobs == b.jobs &&
           a.workloads == b.workloads && a.organizational_units == b.organizational_units &&
           a.control_policies == b.control_policies && a.service_accesses == b.service_accesses &&
           a.keys == b.keys && a.grants == b.grants && a.team_drafts == b.team_drafts &&
           a.outages == b.outages && a.backup_plans == b.backup_plans &&
           a.backup_rules == b.backup_rules && a.backup_selections == b.backup_selections &&
           a.legal_holds == b.legal_holds && a.restore_testing_plans == b.restore_testing_plans &&
           a.restore_testing_selections == b.restore_testing_selections && a.settings == b.settings;
}

bool is_stolen(const World& world, Id<Credential> credential) {
    // A session comes after what it was assumed with, so this ends.
    for (auto id = credential; world.credentials.holds(id); id = world.credentials[id].assumed_from)
        if (world.credentials[id].stolen_from) return true;
    return false;
}

}  // namespace airlock
