// What a story comes to, read from its log alone: recovery time and point, the same incident through AWS
// Support, the layers over time, durability, the requirements of Sheltered Harbor, and what was assumed
// (docs/exports.md). Every statement carries the entry that shows it; 0 = none does.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "sim/simulation.h"
#include "study/recovery.h"

namespace airlock::study {

// Without multi-party approval: the account must come back first. The range is of assumed numbers.
struct SupportPath {
    bool is_known = false;  // something was restored, so that the restore itself has a length
    bool is_shown = false;  // the story went this way: `expected` is what it shows
    Duration expected;      // with the story's own settings
    Duration least, most;
    Duration restore;  // from access to the first clean workload, as in the story
    Duration account_recovery;
    Duration first_response;
};
inline constexpr Duration support_least = days(1);  // Assumed: domain.md §8, no public figure
inline constexpr Duration support_most = days(14);

struct LayerSpan {
    std::string layer;
    std::string state;
    Instant from;
    Instant until = never;    // `never`: to the end
    std::uint32_t entry = 0;  // that changed it
};

struct Durability {
    std::int64_t recovery_points = 0;    // at the end of the story
    std::int64_t years_a_loss = 0;       // on the average; 0 where there is nothing to lose
    std::string expected_losses_a_year;  // "0.00000000006"
};

enum class Finding : std::uint8_t { met, not_met, not_shown };
std::string_view to_text(Finding finding);

struct Requirement {
    std::string name;
    Finding finding = Finding::not_shown;
    std::uint32_t entry = 0;
    std::string why;
};

// A setting (docs/model.md) with the entry that first depended on it.
struct Assumption {
    std::string setting;
    std::string value;
    std::uint32_t entry = 0;  // 0: nothing in the story depended on it
};

struct Report {
    std::string scenario;
    std::string title;
    std::uint64_t seed = 1;
    std::uint32_t entries = 0;
    Instant ended_at;
    Recovery recovery;
    SupportPath support;
    Losses losses;
    std::vector<LayerSpan> layers;
    Durability durability;
    std::vector<Requirement> requirements;
    std::vector<Assumption> assumptions;
};

Report make_report(const Simulation& simulation);
std::string report_markdown(const Report& report);
std::string report_json(const Report& report);

// Several stories side by side, a column for each (report_comparison.cpp).
std::string comparison_markdown(std::span<const Report> reports);
std::string comparison_json(std::span<const Report> reports);

// Expected losses a year of `count` objects that each survive one with a probability of 1 − 10⁻¹¹.
std::string expected_losses(std::int64_t count);

// --- the parts (report_requirements.cpp) -------------------------------------------------------------------

std::vector<Requirement> requirements_of(const Simulation& simulation, const Recovery& recovery);
std::vector<Assumption> assumptions_of(const Simulation& simulation);

}  // namespace airlock::study
