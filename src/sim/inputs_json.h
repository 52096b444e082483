// What persons did, as JSON: the part of a shared link or a saved run that scenario and seed do not hold.
//
//     [{"after": 3, "at": 10800000, "person": "ana", "take_over": true},
//      {"after": 14, "at": 183000000, "person": "ana", "as": "directory/ana",
//       "call": "Vote", "with": {"Session": "session-1", "Response": "APPROVED"}}]
//
// `after` counts entries, `at` is in milliseconds or a text such as "+50:50". `as` may be left out for the
// person's first portal sign-in, or for a deed that needs no credential.
#pragma once

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "sim/simulation.h"

namespace airlock {

// A long link is no reason to run for ever.
inline constexpr std::uint32_t inputs_max = 10'000;

// The inputs of the current branch.
std::string inputs_to_json(const Simulation& simulation);

// Reads inputs, in this form or the short one of inputs_short.h, for a run of the same scenario, seed and live
// persons. What their names lead to depends on what has happened by then, so the inputs are tried out on a twin as
// they are read: what comes back can be given to Simulation::replay on `simulation` as long as it has not begun.
struct InputsRead {
    std::vector<Input> inputs;  // up to the first that does not fit
    std::vector<Problem> problems;
};
InputsRead read_inputs(const Simulation& simulation, std::string_view text,
                       std::string_view file = {});
// The same, all or nothing.
std::expected<std::vector<Input>, std::vector<Problem>> parse_inputs(const Simulation& simulation,
                                                                     std::string_view text,
                                                                     std::string_view file = {});

// A name by which "as" leads back to this very credential of that person.
std::string name_for_input(const References& references, Id<Person> person,
                           Id<Credential> credential);
// Deeds that can be done without any: a theft, a case with AWS Support. "as" is left out then.
bool needs_no_credential(std::string_view operation);

// Whose credential `as` names, as a sentence about why it is not his: "ana does not hold …".
std::string not_held(const World& world, Id<Person> person, std::string_view as);

// Why that call could not be told in a link such that it comes out the same, as a sentence; empty when it could.
std::string problem_of_call(const References& references, Catalog& catalog, Id<Name> region,
                            Id<Person> person, Id<Credential> credential, const Call& call);

// One call as {"call": …, "with": {…}}, its names looked up in the simulation as it is now, for a person who
// would use `credential`. Problems are appended.
std::optional<Call> read_call_now(Simulation& simulation, const JsonDocument& document,
                                  const Json& object, Id<Credential> credential,
                                  std::vector<Problem>& problems);

}  // namespace airlock
