// The marks of the stage and what each means: one list for the panel on the canvas (app/panel_legend.cpp draws each
// mark with the same code as the stage) and for the DOM view. docs/style.md tells more of each.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "view/language.h"

namespace airlock::view {

enum class Sign : std::uint8_t {
    organization,
    organization_threatened,
    organization_lost,
    account,
    account_lost,
    regained,
    quiet_account,
    workload,
    workload_lost,
    workload_restored,
    vault,
    vault_locked,
    air_gapped_vault,
    restore_access_vault,
    key,
    key_disabled,
    key_deleted,
    pending,
    point,
    point_encrypted,
    point_suspect,
    point_lost,
    point_deleted,
    team,
    approved,
    rejected,
    you,
    waiting,
    invited,
    unavailable,
    identity_provider,
    person,
    attacker,
    path1,
    path2,
    bond,
    backup,
    way_pending,
    way_closed,
    token,
    token_refused,
    token_pending,
    spread,
    data,
    focus,
};
inline constexpr std::uint32_t signs_count = static_cast<std::uint32_t>(Sign::focus) + 1;

struct LegendGroup {
    std::string_view title;
    Sign first, last;
};
std::span<const LegendGroup> legend_groups();  // titles are keys

// "lost organization", and what it means.
std::string_view sign_name(const Language& language, Sign sign);
std::string_view sign_meaning(const Language& language, Sign sign);

}  // namespace airlock::view
