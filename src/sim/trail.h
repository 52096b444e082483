// What a link says of how its run went: as many entries, their trace hash, and short hashes on the way, so that a run
// that no longer comes out the same can say as far as where it does (docs/links.md).
//
//     91.0c1fa3b2c4d5e6f7.3fa1b02c7...     entries, trace hash, three hexadecimal digits a mark
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "sim/simulation.h"

namespace airlock {

// Marks stand after each sixteenth of the entries but the last.
inline constexpr std::uint32_t trail_marks = 15;

struct Trail {
    std::uint32_t entries = 0;
    std::string hash;                  // as trace_hash gives it
    std::vector<std::uint16_t> marks;  // twelve bits each; none for a run without entries
    bool operator==(const Trail&) const = default;
};

// Of the log as far as it has come.
Trail trail_of(const Simulation& simulation);
std::string to_text(const Trail& trail);
// The error is a sentence.
std::expected<Trail, std::string> parse_trail(std::string_view text);

// How a run agrees with a trail. It must have come as far as the trail, or be over.
struct Agreement {
    bool is_whole = false;
    std::uint32_t same_until = 0;  // up to this entry it is the same, as far as the marks can tell
    std::uint32_t other_by = 0;    // by this entry it is another; 0 when it is whole
};
Agreement agreement_of(const Simulation& simulation, const Trail& trail);

// The hash of a scenario's text that a link carries: FNV-1a 64, sixteen hexadecimal digits.
std::string sum_of(std::string_view text);
// What has become of the scenario since a link was made; `then` is its hash at that time, or empty.
enum class ScenarioSince : std::uint8_t { unknown, the_same, changed };
ScenarioSince scenario_since(std::string_view then, std::string_view now);
// Why a link that is not whole no longer shows what it did.
std::string sentence_of(const Agreement& agreement, ScenarioSince since);

// Steps on to where the trail ends; false when the run is over before.
bool run_along(Simulation& simulation, const Trail& trail);

}  // namespace airlock
