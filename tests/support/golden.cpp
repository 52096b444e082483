// Comparing with, and writing of, golden texts.
#include "support/golden.h"

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text.h"
#include "support/files.h"

#include <doctest/doctest.h>

namespace airlock::test {
namespace {

bool is_updating() {
    const char* const value = std::getenv("UPDATE_GOLDEN");
    return value && std::string_view(value) == "1";
}

}  // namespace

void check_golden(std::string_view name, std::string_view actual) {
    const std::string relative = "tests/golden/" + std::string(name);
    const auto expected = read_source(relative);
    if (is_updating()) {
        if (expected && *expected == actual) return;
        const std::filesystem::path path = source_path(relative);
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << actual;
        MESSAGE("wrote " << relative);
        return;
    }
    if (!expected) {
        FAIL_CHECK("there is no " << relative << "; UPDATE_GOLDEN=1 writes it");
        return;
    }
    const std::string difference = first_difference(*expected, actual);
    CHECK_MESSAGE(difference.empty(), relative << " " << difference);
}

std::string first_difference(std::string_view expected, std::string_view actual) {
    if (expected == actual) return {};
    const auto expected_lines = split(expected, '\n');
    const auto actual_lines = split(actual, '\n');
    for (std::size_t i = 0;; ++i) {
        const bool has_expected = i < expected_lines.size();
        const bool has_actual = i < actual_lines.size();
        if (has_expected && has_actual && expected_lines[i] == actual_lines[i]) continue;
        const auto shown = [](bool exists, const auto& lines, std::size_t line) {
            return exists ? '`' + std::string(lines[line]) + '`' : std::string("the end");
        };
        return "line " + std::to_string(i + 1) + ": expected " +
               shown(has_expected, expected_lines, i) + ", got " +
               shown(has_actual, actual_lines, i);
    }
}

}  // namespace airlock::test
