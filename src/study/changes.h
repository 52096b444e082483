// What a person would name of the difference between two worlds of one run: accounts lost, workloads encrypted, recovery
// points deleted. Read from the worlds alone; how it came about stands in the log.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "world/world.h"

namespace airlock::study {

// In the order in which they are told: damage, then rescue, then what was prepared.
enum class Happened : std::uint8_t {
    workload_encrypted,
    workload_harmed,  // infected or corrupted
    account_taken,    // a thief holds its root
    account_closed,
    vault_deleted,
    point_deleted,  // in `place`
    point_unreadable,
    role_deleted,
    directory_gone,
    workload_restored,
    account_regained,
    view_opened,  // of `place`, the vault behind it
    view_closed,
    request_agreed,
    request_failed,
    request_opened,
    team_gone,
    team_ready,
    vault_made,
    point_made,    // in `place`
    share_opened,  // of `place`, with those named
    share_closed,
};
inline constexpr std::uint32_t happened_count = 22;
std::string_view to_text(Happened);

struct Difference {
    Happened what = Happened::workload_encrypted;
    Ref place;                // what they have in common
    std::vector<Ref> things;  // in the order of their rows
    bool operator==(const Difference&) const = default;
};

// Most important first, one for each kind and place. `after` is a later world of the same run.
std::vector<Difference> differences(const World& before, const World& after);

}  // namespace airlock::study
