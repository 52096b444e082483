// Links as the page makes them (web/link.mjs, web/pack.mjs), for tests of what reads them.
#pragma once

#include <string>
#include <string_view>

namespace airlock::test {

// Compressed and in letters: what src/cli/packed.h unpacks.
std::string packed(std::string_view text);
// The short form (src/cli/inputs_short.h) of what inputs_to_json writes.
std::string shorten_inputs(std::string_view inputs);

}  // namespace airlock::test
