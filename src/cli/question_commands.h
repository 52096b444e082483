// The commands that ask about runs without adding to them: try, compare.
#pragma once

#include <string_view>

#include "cli/cli.h"
#include "cli/options.h"

namespace airlock::cli {

inline constexpr std::string_view try_options[] = {
    "at", "seed", "until", "set", "live", "inputs", "lang", "who", "as", "call", "with"};
inline constexpr std::string_view try_help =
    R"(Says how a call would be decided at one moment of a story, without making it.

Gate by gate, with the reasons, what would flip a refusal, and what would happen.

  --at MOMENT   entry, time or marker (end)
  --who P       the person who asks; without --call: what that person could attempt
  --as A/P      the credential used, "account/principal" or "provider/user"; left out: the portal sign-in
  --call C      the operation; --with JSON its members: '{"BackupVaultName": "prod-airgap"}'
  --lang CODE   language of the words: en, vi, ja, or a file of another (en)
  --seed N, --set NAME=VALUE, --live A,B, --inputs JSON   as for run

Without --who: who holds which credential then.
Exit code: 0, or 2 for bad input and for a call that cannot be asked.
)";
int command_try(const Options& options, const Console& console);

inline constexpr std::string_view compare_options[] = {"seed", "set", "lang", "json"};
inline constexpr std::string_view compare_help = R"(Lays two runs side by side on one clock.

Where they part, and what each comes to: recovery time and point, what was lost, the layers at the end. Two scenarios
begin together with the first deed of their attacks; it is said when these are not the same attack. Two ways of one
story are compared as files that airlock export --format scenario wrote.

  --json        as the desk answers the page (docs/desk.md)
  --lang CODE   language of the words: en, vi, ja, or a file of another (en)
  --seed N, --set NAME=VALUE   as for run, of both

Exit code: 0, or 2 for bad input.
)";
int command_compare(const Options& options, const Console& console);

}  // namespace airlock::cli
