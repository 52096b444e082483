// Two runs side by side in words: where they part, what each comes to, and how each stands at one moment of their
// common clock, which is that of the first run (study/divergence.h).
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "study/divergence.h"
#include "view/page.h"

namespace airlock::view {

struct ComparedRow {
    std::string label;
    std::array<std::string, 2> values;
    bool is_different = false;
    bool operator==(const ComparedRow&) const = default;
};

// One run at a moment of the common clock.
struct ComparedMoment {
    Cursor cursor;
    std::string time;  // of its own story
    std::string headline, sentence;
    std::vector<Clock> clocks;
    std::vector<Layer> layers;
};

struct Comparison {
    study::Divergence found;
    std::array<std::string, 2> scenarios, titles;
    std::array<std::string, 2> parted;  // what happened there, a sentence a side
    std::vector<std::string> remarks;   // whether they share an attack, how their clocks were laid
    std::vector<ComparedRow> rows;
};

// Both have run as far as they are to be compared.
Comparison compare(const Simulation& first, const Simulation& second, const Language& language);
// `at` is of the common clock; `side` 0 or 1.
ComparedMoment moment_of(const Simulation& run, const study::Divergence& found, std::uint32_t side,
                         Instant at, const Language& language);
// The common clock, entry by entry: at that instant the first run stands after that entry, the second after that.
struct CommonTime {
    Instant at;
    std::array<std::uint32_t, 2> entries;
    bool operator==(const CommonTime&) const = default;
};
std::vector<CommonTime> common_times(const Simulation& first, const Simulation& second,
                                     const study::Divergence& found);

std::string comparison_text(const Comparison& comparison, const Language& language);

}  // namespace airlock::view
