// The command-line program, called without starting one.
#pragma once

#include <string>
#include <vector>

namespace airlock::test {

struct Answer {
    int code = 0;
    std::string out;
    std::string err;
};

// `words` are what follows "airlock", `input` is what comes in through standard input.
Answer airlock_cli(std::vector<std::string> words, const std::string& input = "");

}  // namespace airlock::test
