// Reads scenario files, format version 1 (docs/scenarios.md, scenarios/scenario.schema.json). Everything
// wrong with a file is said at once, each with its place; a file is loaded whole or not at all.
#pragma once

#include <cstdint>
#include <expected>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "sim/scenario.h"

namespace airlock {

class ScenarioReader;
class Json;

// Reads what a layer above keeps in the same file, before it is asked where its names lead (check/plan_json.h).
using ReadMore = std::function<void(ScenarioReader& reader, const Json& root)>;

// `file` is what problems are reported under; its stem becomes the scenario's name, with its folder when that
// lies in scenarios/.
std::expected<Scenario, std::vector<Problem>> load_scenario(
    std::string_view text, std::string_view file, std::span<const ParameterOverride> overrides = {},
    const ReadMore* more = nullptr);

}  // namespace airlock
