// Checks of our own promises. CHECK stays on in every build: a broken promise stops the program at once
// instead of showing a wrong answer. What the outside got wrong is never a CHECK: see problem.h.
#pragma once

namespace airlock {

// Writes "file:line: what" to standard error and aborts. The page turns the abort into a screen that names
// scenario, seed and entry; see web/airlock_page.mjs.
[[noreturn]] void check_failed(const char* file, int line, const char* what);

}  // namespace airlock

#define CHECK(condition)                                                           \
    do {                                                                           \
        if (!(condition)) ::airlock::check_failed(__FILE__, __LINE__, #condition); \
    } while (false)
