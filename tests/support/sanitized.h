// Whether this is the test program under the sanitizers. They look at memory, an order of magnitude slower: what only
// repeats itself to reach rare cases, or to measure time, repeats itself less there. Everything runs in full natively and
// as WebAssembly.
#pragma once

namespace airlock::test {

#ifdef __SANITIZE_ADDRESS__
inline constexpr bool is_sanitized = true;
#else
inline constexpr bool is_sanitized = false;
#endif

}  // namespace airlock::test
