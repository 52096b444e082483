// What the outside got wrong, said so that a person can mend it: where, what, and what was probably meant.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace airlock {

struct Problem {
    std::string file;          // as the person named it; empty when there is none
    std::uint32_t line = 0;    // from 1; 0 = the whole file
    std::uint32_t column = 0;  // in code points, from 1
    std::string pointer;       // JSON pointer, RFC 6901
    std::string sentence;      // lower case, no full stop: "no person named \"anna\""
    std::string suggestion;    // may be empty: "did you mean \"ana\"?"

    bool operator==(const Problem&) const = default;
};

// "scenarios/x.json:31:18 /teams/0/approvers/2: no person named "anna"; did you mean "ana"?"
std::string to_text(const Problem& problem);

// Keeps the first ones; a last one then says how many more there are.
void tell_first(std::vector<Problem>& problems, std::size_t count);

}  // namespace airlock
