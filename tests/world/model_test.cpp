// docs/model.md is complete: every operation, gate, setting and invariant has its place there.
#include "support/files.h"
#include "world/text.h"

#include <string>

#include <doctest/doctest.h>

using namespace airlock;

namespace {

// Names of the page's tables stand in back quotes.
bool names(const std::string& page, std::string_view word) {
    return page.find("`" + std::string(word) + "`") != std::string::npos;
}

template <std::size_t... I>
void check_operations(const std::string& page, std::index_sequence<I...>) {
    const auto check = [&](const Operation& operation) {
        CAPTURE(operation.name);
        // A row of a table: "| `DeleteRecoveryPoint` |" or "| `Vote` (deed, portal) |".
        CHECK(page.find("\n| `" + std::string(operation.name) + "` ") != std::string::npos);
    };
    (check(std::variant_alternative_t<I, Call>::operation), ...);
}

}  // namespace

TEST_CASE("docs/model.md has a row for every operation and every gate") {
    const auto page = test::read_source("docs/model.md");
    REQUIRE(page);
    check_operations(*page, std::make_index_sequence<std::variant_size_v<Call>>());
    for (std::uint32_t i = 1; i < gates_count; ++i) {
        const auto gate = to_text(static_cast<Gate>(i));
        CAPTURE(gate);
        CHECK(page->find("\n| `" + std::string(gate) + "` ") != std::string::npos);
    }
}

TEST_CASE("docs/model.md names every setting and every invariant that the headers declare") {
    const auto page = test::read_source("docs/model.md");
    const auto settings = test::read_source("src/world/settings.h");
    const auto invariants = test::read_source("src/world/invariants.h");
    REQUIRE(page);
    REQUIRE(settings);
    REQUIRE(invariants);
    std::size_t found = 0;
    const auto begin = settings->find("struct Settings");
    for (std::size_t at = begin; (at = settings->find(" =", at)) != std::string::npos; ++at) {
        const auto start = settings->find_last_of(' ', at - 1) + 1;
        const auto name = settings->substr(start, at - start);
        CAPTURE(name);
        if (name == "const") continue;  // the comparison, not a setting
        CHECK(names(*page, name));
        ++found;
    }
    CHECK(found == 42);
    found = 0;
    for (std::size_t at = 0; (at = invariants->find("\n//   ", at)) != std::string::npos; ++at) {
        const auto start = at + 6;
        const auto name =
            invariants->substr(start, invariants->find_first_of(" \n", start) - start);
        CAPTURE(name);
        CHECK(names(*page, name));
        ++found;
    }
    CHECK(found == 22);
}
