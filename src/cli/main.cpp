// Where the command-line program meets the machine: its words, its streams, its folders.
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

#include "cli/cli.h"

#ifndef AIRLOCK_VERSION
#define AIRLOCK_VERSION "unknown"
#endif

namespace {

// Where the shipped scenarios may lie: told so, below where we are, beside or above the program.
std::vector<std::string> scenario_folders(const char* program) {
    namespace fs = std::filesystem;
    std::vector<std::string> out;
    if (const char* told = std::getenv("AIRLOCK_SCENARIOS"); told != nullptr && *told != '\0')
        out.emplace_back(told);
    out.emplace_back("scenarios");
    std::error_code error;
    fs::path folder = fs::read_symlink("/proc/self/exe", error);
    if (error) folder = fs::absolute(program, error);
    while (!error && folder.has_relative_path()) {
        folder = folder.parent_path();
        out.push_back((folder / "scenarios").string());
    }
    return out;
}

}  // namespace

int main(int argc, char** argv) {
#ifdef SIGPIPE
    // `airlock run x | head` ends quietly, also where whoever started it ignores the signal.
    std::signal(SIGPIPE, SIG_DFL);
#endif
    std::ios::sync_with_stdio(false);
    const std::vector<std::string> words(argv + 1, argv + argc);
    const airlock::cli::Console console{std::cout, std::cerr, AIRLOCK_VERSION,
                                        scenario_folders(argc > 0 ? argv[0] : "airlock"),
                                        &std::cin};
    return airlock::cli::run(words, console);
}
