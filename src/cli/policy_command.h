// The batch policy simulator as a command: what it prints and how it ends. Cases are read and decided by
// policy/cases.h.
#pragma once

#include <string_view>

#include "cli/cli.h"
#include "cli/options.h"

namespace airlock::cli {

inline constexpr std::string_view policy_help =
    R"(Decides requests by the IAM policies that apply to them.

FILE is a JSON array of cases, or - for standard input. Each case has a request and its policies (docs/policy.md):

  {"name": "…", "expected": "allowed" | "explicitly_denied" | "implicitly_denied",
   "request": {"principal": ARN, "action": "service:Name", "resource": ARN,
               "resource_account": "111122223333", "context": {KEY: "…" | ["…"]}},
   "identity_policies": […], "resource_policy": {…}, "permissions_boundaries": […], "session_policies": […],
   "service_control_policies": [[…], …], "resource_control_policies": [[…], …]}

Of each case one line of JSON: name, decision, decided_by (layer, level of an organization, policy and statement, counted
from 0; a statement with a Sid by its Sid), reason, passed (null where nothing is expected).
Exit code: 0 when every expectation is met, 1 when one is not, 2 for bad input.
)";

int command_policy(const Options& options, const Console& console);

}  // namespace airlock::cli
