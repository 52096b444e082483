// How often the program took something from the heap: a frame in which nothing changes but motion takes nothing.
#pragma once

#include <cstdint>

namespace airlock {

// Calls of `new`, and of Dear ImGui's allocator, so far.
std::uint32_t allocations();
// Before Dear ImGui makes its first context.
void count_allocations_of_imgui();

}  // namespace airlock
