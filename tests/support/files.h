// Reading the source tree from a test. Paths are relative to the root of the project.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace airlock::test {

std::string source_path(std::string_view relative);
// The whole file, or nothing when it cannot be read.
std::optional<std::string> read_source(std::string_view relative);
// Every file below a folder, sorted, relative to the project: "src/base/json.cpp". Nothing for no folder.
std::vector<std::string> source_files(std::string_view folder);

}  // namespace airlock::test
