// Golden texts: what a run once wrote, kept under tests/golden and reviewed as a diff. With UPDATE_GOLDEN=1
// in the environment a test writes the file instead of comparing.
#pragma once

#include <string>
#include <string_view>

namespace airlock::test {

// Compares with tests/golden/<name>; a difference is a failed check that names the first line that differs.
void check_golden(std::string_view name, std::string_view actual);

// "line 3: expected `a`, got `b`"; "" when the texts are the same.
std::string first_difference(std::string_view expected, std::string_view actual);

}  // namespace airlock::test
