// Finding and reading scenario files: by path, or by the name of a shipped one.
#pragma once

#include <expected>
#include <istream>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/problem.h"
#include "sim/scenario.h"
#include "sim/scenario_json.h"

namespace airlock::cli {

// The text of a file; the sentence of what went wrong otherwise. No more than the largest scenario is read.
std::expected<std::string, std::string> read_file(const std::string& path);
// The same; "-" is `in`, where there is one.
std::expected<std::string, std::string> read_input(const std::string& path, std::istream* in);

struct ShippedScenario {
    std::string name;  // "cross-account", "threats/th05"
    std::string path;
};
// By name, those in folders last; from the first of `folders` that holds any.
std::vector<ShippedScenario> shipped_scenarios(std::span<const std::string> folders);

// The path that `word` means: itself where there is such a file, else the shipped scenario of that name, which
// may be said without its folder.
// Nothing, and a suggestion, where there is neither.
std::expected<std::string, std::string> find_scenario(const std::string& word,
                                                      std::span<const std::string> folders);

struct OpenedScenario {
    std::shared_ptr<const Scenario> scenario;
    std::string sum;  // of its text (sim/trail.h)
};
std::expected<OpenedScenario, std::vector<Problem>> open_scenario_text(
    std::string_view text, const std::string& name, std::span<const ParameterOverride> overrides,
    const ReadMore* more = nullptr);
std::expected<OpenedScenario, std::vector<Problem>> open_scenario(
    const std::string& word, std::span<const std::string> folders,
    std::span<const ParameterOverride> overrides, std::istream* in = nullptr,
    const ReadMore* more = nullptr);

}  // namespace airlock::cli
