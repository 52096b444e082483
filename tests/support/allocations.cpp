// `new` and `delete` for the whole test program, with a counter.
#include "support/allocations.h"

#include <cstdlib>
#include <new>

namespace {
std::uint64_t count = 0;
}

void* operator new(std::size_t size) {
    ++count;
    void* const memory = std::malloc(size == 0 ? 1 : size);
    if (!memory) std::abort();
    return memory;
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return operator new(size); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

std::uint64_t airlock::test::allocations() { return count; }
