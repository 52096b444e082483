// Files of the source tree, in an order that no file system can change.
#include "support/files.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace airlock::test {

std::string source_path(std::string_view relative) {
    return std::string(AIRLOCK_SOURCE_DIR) + '/' + std::string(relative);
}

std::optional<std::string> read_source(std::string_view relative) {
    std::ifstream file(source_path(relative), std::ios::binary);
    if (!file) return std::nullopt;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

std::vector<std::string> source_files(std::string_view folder) {
    namespace fs = std::filesystem;
    const fs::path root = source_path(folder);
    std::vector<std::string> files;
    std::error_code error;
    for (fs::recursive_directory_iterator at(root, error), end; !error && at != end;
         at.increment(error))
        if (at->is_regular_file(error))
            files.push_back(
                fs::path(at->path()).lexically_relative(AIRLOCK_SOURCE_DIR).generic_string());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace airlock::test
