// The run that a command line speaks of: scenario, seed, live persons and inputs; how far it goes; and what is said
// when it cannot be opened.
#pragma once

#include <expected>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "cli/cli.h"
#include "cli/options.h"
#include "sim/simulation.h"
#include "view/language.h"
#include "view/page.h"

namespace airlock::cli {

// Both answer exit_nonsense.
int usage_error(const Console& console, std::string_view sentence, std::string_view command);
int report(const Console& console, std::span<const Problem> problems);

// A simulation with its inputs replayed; not run any further.
std::expected<Simulation, std::vector<Problem>> open_run(const Options& options,
                                                         const Console& console);

// As far as the options say: to an entry, a time, a marker, else to the end. Says where that is.
std::expected<view::Cursor, std::vector<Problem>> run_on(Simulation& simulation,
                                                         const Options& options);

// --- for commands that write documents (document_commands.cpp) ---

// Hands the language of --lang to `write`: English, or that of a file.
int with_language(const Options& options, const Console& console,
                  const std::function<int(const view::Language&)>& write);
// To the file of -o, or to standard output.
int write_out(const Options& options, const Console& console, std::string_view text);

}  // namespace airlock::cli
