// Counts what the program takes from the heap with `new`, to prove that a path takes nothing.
#pragma once

#include <cstdint>

namespace airlock::test {

// How often `new` was called so far. Tables of base/table.h take their blocks elsewhere.
std::uint64_t allocations();

}  // namespace airlock::test
