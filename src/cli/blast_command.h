// The command that looks for the smallest winning sets: blast.
#pragma once

#include <string_view>

#include "cli/cli.h"
#include "cli/options.h"

namespace airlock::cli {

inline constexpr std::string_view blast_options[] = {"property",    "order", "bound", "memory",
                                                     "no-symmetry", "seed",  "set",   "json"};
inline constexpr std::string_view blast_help =
    R"(Lists the smallest sets of events that break what a scenario promises.

The events stand in the scenario's "check": credentials stolen, persons absent, vaults lost … A scenario without
events is asked what any design is asked: is it recoverable, confidential, immutable … (docs/proofs.md).
Of every set the search of `airlock check` decides whether a promise still holds when all of it has happened;
listed are those that break it while no smaller set in them does. Persons who can be exchanged are counted.

  --property P      only this promise; may be given more than once
  --order N         sets of so many events at most (all; 1 where the scenario has no events of its own)
  --bound N         states that are looked at, at most (20000000 a promise)
  --memory MB       memory for them, at most (3072)
  --no-symmetry     every person by himself
  --set NAME=VALUE  choose a parameter of the scenario; may be given more than once
  --seed N          of the run that leads to the moment from which is proved (1)
  --json            one object a line, a promise each

Exit code: 0 when nothing breaks any promise, 1 when something does or a bound was reached, 2 for bad input.
)";
int command_blast(const Options& options, const Console& console);

}  // namespace airlock::cli
