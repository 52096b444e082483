// The log as text: the canonical trace that goldens and links compare (docs/determinism.md), and the same
// entries as JSON objects, one a line. No sentences, no language, no program version.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "sim/simulation.h"

namespace airlock {

// One entry: its line, then its facts, indented; ends with a newline.
std::string trace_text(const Simulation& simulation, std::uint32_t entry);
// The whole log up to and including `entries`.
std::string trace_text(const Simulation& simulation);
// FNV-1a 64 over the text of the entries, sixteen lower-case hexadecimal digits.
std::string trace_hash(const Simulation& simulation);
// The same hash as it stood after each of these entries; they rise, and are at most `entries`.
std::vector<TextHash> trace_hashes(const Simulation& simulation,
                                   std::span<const std::uint32_t> after);
// {"seq":…,"at":…,"who":…,"account":…,"call":…,"outcome":…,"gate":…,"error":…,"events":[…],"cause":…}
std::string trace_json(const Simulation& simulation, std::uint32_t entry);

}  // namespace airlock
