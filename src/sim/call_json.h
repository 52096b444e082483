// Calls in JSON: {"call": "Vote", "with": {"Session": "session-1", "Response": "APPROVED"}}. Reading checks
// names of members, types, lengths of lists and what is required; what the names lead to is asked when the
// call is made.
#pragma once

#include <optional>

#include "base/json.h"
#include "sim/call_text.h"
#include "sim/scenario_reader.h"

namespace airlock {

// Reads the members "call" and "with" of an object; nothing when there is no such call. Problems go to the
// reader, which also takes note of the names.
std::optional<CallText> read_call(ScenarioReader& reader, const Json& object);

// The same with alternatives, as many calls: {"call": "Vote", "with": {"Session": "request"}, "any": {"Response":
// ["APPROVED", "REJECTED"]}}. Among the alternatives of a reference, "approver-*" is every one of that group.
std::vector<CallText> read_calls(ScenarioReader& reader, const Json& object);

// An object of the call's members.
void write_arguments(JsonWriter& out, const CallText& call);

}  // namespace airlock
