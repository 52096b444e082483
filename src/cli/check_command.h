// The command that proves: check.
#pragma once

#include <string_view>

#include "cli/cli.h"
#include "cli/options.h"

namespace airlock::cli {

inline constexpr std::string_view check_options[] = {"property", "bound", "memory", "no-symmetry",
                                                     "seed",     "set",   "json"};
inline constexpr std::string_view check_help =
    R"(Proves what a scenario promises, or shows the shortest way to break it.

Every order is tried in which the persons of the scenario's "check" can make their moves and deadlines
can pass (docs/proofs.md). Each promise holds, is violated, or is left open because a bound was reached.

  --property P      only this promise; may be given more than once
  --bound N         states that are looked at, at most (all)
  --memory MB       memory for them, at most (3072)
  --no-symmetry     every state by itself: nothing is merged or forgotten, the counts are the plain ones
  --set NAME=VALUE  choose a parameter of the scenario; may be given more than once
  --seed N          of the run that leads to the moment from which is proved (1)
  --json            one object a line, a promise each

Exit code: 0 when every promise holds, 1 when one does not or a bound was reached, 2 for bad input.
)";
int command_check(const Options& options, const Console& console);

}  // namespace airlock::cli
