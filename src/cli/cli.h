// The command-line program as a function: words in, text and an exit code out. It opens the files it is
// told and nothing else, and knows no clock, so that tests call it with string streams, natively and under node.
//
// Exit codes: 0 all is well · 1 an expectation was not met · 2 the outside gave nonsense (usage, bad files) or
// does not take what is written.
#pragma once

#include <istream>
#include <ostream>
#include <span>
#include <string>
#include <vector>

namespace airlock::cli {

inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;
inline constexpr int exit_nonsense = 2;

struct Console {
    std::ostream& out;
    std::ostream& err;
    std::string version;
    std::vector<std::string>
        scenario_folders;        // where shipped scenarios are looked for, first match wins
    std::istream* in = nullptr;  // what "-" reads
};

// `words` without the program's own name.
int run(std::span<const std::string> words, const Console& console);

}  // namespace airlock::cli
