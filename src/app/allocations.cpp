// Counts what is taken from the heap. The program's own `new` stands in for the library's: the same malloc, and a number.
#include "app/allocations.h"

#include <cstdlib>
#include <new>

#include "imgui.h"

namespace {

std::uint32_t count = 0;

void* take(std::size_t size) {
    ++count;
    void* room = std::malloc(size);
    if (room == nullptr) std::abort();
    return room;
}

}  // namespace

void* operator new(std::size_t size) { return take(size); }
void* operator new[](std::size_t size) { return take(size); }
void operator delete(void* room) noexcept { std::free(room); }
void operator delete[](void* room) noexcept { std::free(room); }
void operator delete(void* room, std::size_t) noexcept { std::free(room); }
void operator delete[](void* room, std::size_t) noexcept { std::free(room); }

namespace airlock {

std::uint32_t allocations() { return count; }

void count_allocations_of_imgui() {
    ImGui::SetAllocatorFunctions([](std::size_t size, void*) { return take(size); },
                                 [](void* room, void*) { std::free(room); });
}

}  // namespace airlock
