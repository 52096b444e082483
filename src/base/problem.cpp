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

void tell_first(std::vector<Problem>& problems, std::size_t count) {
    if (problems.size() <= count) return;
    const std::size_t more = problems.size() - count;
    problems.resize(count);
    Problem last;
    last.file = problems.empty() ? std::string() : problems.back().file;
    last.sentence =
        "and " + std::to_string(more) + (more == 1 ? " more problem" : " more problems");
    problems.push_back(std::move(last));
}

}  // namespace airlock
