// A stretch of a run written down to be read elsewhere: as Markdown, chapter by chapter, every entry with its time, who
// and what; and as a sequence diagram in Mermaid's language. Sentences are those of the page.
#pragma once

#include <cstdint>
#include <expected>
#include <string>

#include "base/problem.h"
#include "sim/simulation.h"
#include "view/language.h"

namespace airlock::view {

// Entries from … to, both of them in it; `to` 0 is nothing but the beginning.
struct Stretch {
    std::uint32_t from = 1;
    std::uint32_t to = 0;
    bool operator==(const Stretch&) const = default;
};
Stretch whole(const Simulation& simulation);
// Between two moments as `locate` understands them; empty words are the beginning and the head as it is.
std::expected<Stretch, Problem> locate_stretch(Simulation& simulation, std::string_view from,
                                               std::string_view to);

std::string transcript_markdown(const Simulation& simulation, const Stretch& stretch,
                                const Language& language);

// More would be no picture any more, and longer than Mermaid reads.
inline constexpr std::uint32_t mermaid_entries_max = 300;
// Who takes part is a participant: persons, accounts, approval teams. At most `mermaid_entries_max` entries.
std::string mermaid_sequence(const Simulation& simulation, const Stretch& stretch,
                             const Language& language);

}  // namespace airlock::view
