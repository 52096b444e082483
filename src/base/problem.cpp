// How a problem is written on one line.
#include "base/problem.h"

namespace airlock {

std::string to_text(const Problem& problem) {
    std::string out = problem.file;
    if (problem.line > 0) {
        if (!out.empty()) out += ':';
        out += std::to_string(problem.line) + ':' + std::to_string(problem.column);
    }
    if (!problem.pointer.empty()) {
        if (!out.empty()) out += ' ';
        out += problem.pointer;
    }
    if (!out.empty()) out += ": ";
    out += problem.sentence;
    if (!problem.suggestion.empty()) out += "; " + problem.suggestion;
    return out;
}

}  // namespace airlock
