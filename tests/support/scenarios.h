// Scenarios for tests: the shipped ones, and a small one that a test adds its steps to.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/scenario.h"
#include "sim/scenario_json.h"
#include "sim/simulation.h"

namespace airlock::test {

// Names of the scenarios in scenarios/, sorted: "cross-account", "threats/th05".
std::vector<std::string> shipped_names();
// A shipped scenario; it is a failed test when it does not load.
std::shared_ptr<const Scenario> shipped(std::string_view name,
                                        std::span<const ParameterOverride> overrides = {});

// A scenario with an organization, the accounts management, production and recovery, the approvers ana, ben
// and cho (two of three, team "guardians"), the air-gapped vault "vault" with the recovery point "copy", the
// standard vault "daily" with the recovery point "local", the workload "orders"; rosa holds recovery/ir, omar
// production/operator and production/root, mallory nothing. `more` are further members of the file, each
// with its comma: `"steps": […],`.
std::string small_scenario(std::string_view more);
std::shared_ptr<const Scenario> load(std::string_view text);

// The problems of a text, one a line, as "line:column pointer: sentence; suggestion".
std::string problems_of(std::string_view text, std::span<const ParameterOverride> overrides = {});

Id<Person> person(const Simulation& simulation, std::string_view name);
// The portal sign-in of a person.
Id<Credential> portal(const Simulation& simulation, Id<Person> person);

}  // namespace airlock::test
