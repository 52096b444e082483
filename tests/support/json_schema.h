// As much of JSON Schema (draft 2020-12) as scenarios/scenario.schema.json uses: references within the file,
// types, objects, lists, choices, conditions, unevaluated members. An unknown keyword is a failed test.
#pragma once

#include <string>

#include "base/json.h"

namespace airlock::test {

// "" when `value` is valid, else the first thing wrong: "/steps/0/at: none of the forms it may have".
std::string schema_error(const JsonDocument& schema, const Json& value);

}  // namespace airlock::test
