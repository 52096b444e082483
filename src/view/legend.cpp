// The order of the legend; its words are in the language files.
#include "view/legend.h"

#include <string>

namespace airlock::view {

namespace {

constexpr LegendGroup groups[] = {
    {"legend.places", Sign::organization, Sign::quiet_account},
    {"legend.things", Sign::workload, Sign::pending},
    {"legend.points", Sign::point, Sign::point_deleted},
    {"legend.people", Sign::team, Sign::attacker},
    {"legend.ways", Sign::path1, Sign::way_closed},
    {"legend.moves", Sign::token, Sign::focus},
};

constexpr std::string_view keys[signs_count] = {
    "legend.organization",
    "legend.organization_threatened",
    "legend.organization_lost",
    "legend.account",
    "legend.account_lost",
    "legend.regained",
    "legend.quiet_account",
    "legend.workload",
    "legend.workload_lost",
    "legend.workload_restored",
    "legend.vault",
    "legend.vault_locked",
    "legend.air_gapped_vault",
    "legend.restore_access_vault",
    "legend.key",
    "legend.key_disabled",
    "legend.key_deleted",
    "legend.pending",
    "legend.point",
    "legend.point_encrypted",
    "legend.point_suspect",
    "legend.point_lost",
    "legend.point_deleted",
    "legend.team",
    "legend.approved",
    "legend.rejected",
    "legend.you",
    "legend.waiting",
    "legend.invited",
    "legend.unavailable",
    "legend.identity_provider",
    "legend.person",
    "legend.attacker",
    "legend.path1",
    "legend.path2",
    "legend.bond",
    "legend.backup",
    "legend.way_pending",
    "legend.way_closed",
    "legend.token",
    "legend.token_refused",
    "legend.token_pending",
    "legend.spread",
    "legend.data",
    "legend.focus",
};

}  // namespace

std::span<const LegendGroup> legend_groups() { return groups; }

std::string_view sign_name(const Language& language, Sign sign) {
    return phrase(language, keys[static_cast<std::uint32_t>(sign)]);
}

std::string_view sign_meaning(const Language& language, Sign sign) {
    std::string key(keys[static_cast<std::uint32_t>(sign)]);
    return find_phrase(language, key += ".is");
}

}  // namespace airlock::view
