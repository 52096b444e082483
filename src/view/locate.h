// Moments by name: the number of an entry, a time of the story, or a marker: the name of a chapter, "everything-falls"
// for "Everything falls". How the command line, links and the desk say where to look.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "base/problem.h"
#include "view/page.h"

namespace airlock::view {

// "Path 2: ask" is "path-2-ask".
std::string marker_of(const ScenarioChapter& chapter);
// May this word be the name of a marker, with or without "marker:" before it? "end" is where a story is over.
bool is_marker_word(std::string_view word);

// Where `word` leads to in this run, which goes on as far as that needs and no further. An empty word is the head as
// it is. A sentence about what is wrong with it otherwise, with a suggestion where there is one.
std::expected<Cursor, Problem> locate(Simulation& simulation, std::string_view word);
// The same for what is known already.
std::expected<Cursor, Problem> locate_entry(Simulation& simulation, std::uint32_t entry);
Cursor locate_time(Simulation& simulation, Instant at);

}  // namespace airlock::view
