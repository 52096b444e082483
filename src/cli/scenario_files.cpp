// Scenario files on disk.
#include "cli/scenario_files.h"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/json.h"
#include "base/text.h"
#include "sim/trail.h"

namespace airlock::cli {
namespace {

namespace fs = std::filesystem;

// Pipes and devices are read like files: `airlock run /dev/stdin`, `airlock run <(make-scenario)`.
bool is_file(const std::string& path) {
    std::error_code error;
    const fs::file_status status = fs::status(path, error);
    return !error && (fs::is_regular_file(status) || fs::is_fifo(status) ||
                      fs::is_character_file(status) || fs::is_socket(status));
}

std::expected<std::string, std::string> read_stream(std::istream& in) {
    // One byte more than is allowed, so that what is too long is seen to be so.
    std::string text(json_bytes_max + 1, '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (in.bad()) return std::unexpected("cannot be read");
    text.resize(static_cast<std::size_t>(in.gcount()));
    return text;
}

}  // namespace

std::expected<std::string, std::string> read_file(const std::string& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) return std::unexpected("is a folder");
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::unexpected("cannot be opened");
    return read_stream(file);
}

std::expected<std::string, std::string> read_input(const std::string& path, std::istream* in) {
    return path == "-" && in != nullptr ? read_stream(*in) : read_file(path);
}

std::vector<ShippedScenario> shipped_scenarios(std::span<const std::string> folders) {
    constexpr std::string_view ending = ".json";
    std::vector<ShippedScenario> out;
    const auto is_in_folder = [](const ShippedScenario& scenario) {
        return scenario.name.contains('/');
    };
    for (const std::string& folder : folders) {
        std::error_code error;
        for (fs::recursive_directory_iterator it(folder, error), end; !error && it != end;
             it.increment(error)) {
            if (it.depth() >= 1) it.disable_recursion_pending();  // a name has one folder at most
            const std::string file = it->path().lexically_relative(folder).generic_string();
            if (!file.ends_with(ending) || file.ends_with(".schema.json")) continue;
            out.push_back({file.substr(0, file.size() - ending.size()), it->path().string()});
        }
        if (!out.empty()) break;
    }
    std::stable_sort(
        out.begin(), out.end(), [&](const ShippedScenario& a, const ShippedScenario& b) {
            return std::pair(is_in_folder(a), a.name) < std::pair(is_in_folder(b), b.name);
        });
    return out;
}

std::expected<std::string, std::string> find_scenario(const std::string& word,
                                                      std::span<const std::string> folders) {
    if (is_file(word)) return word;
    std::error_code error;
    if (fs::is_directory(word, error)) return std::unexpected(word + " is a folder");
    const auto shipped = shipped_scenarios(folders);
    std::vector<std::string_view> names;
    for (const ShippedScenario& scenario : shipped) {
        const std::string_view name = scenario.name;
        const std::string_view last =
            name.substr(name.rfind('/') + 1);  // "th05" does for "threats/th05"
        if (name == word || last == word) return scenario.path;
        names.push_back(name);
        if (last != name) names.push_back(last);
    }
    const std::string suggestion = did_you_mean(word, names);
    return std::unexpected("there is no file and no shipped scenario " + airlock::quoted(word) +
                           (suggestion.empty() ? "" : "; " + suggestion));
}

std::expected<OpenedScenario, std::vector<Problem>> open_scenario_text(
    std::string_view text, const std::string& name, std::span<const ParameterOverride> overrides,
    const ReadMore* more) {
    auto scenario = load_scenario(text, name, overrides, more);
    if (!scenario) return std::unexpected(std::move(scenario.error()));
    return OpenedScenario{std::make_shared<const Scenario>(std::move(*scenario)), sum_of(text)};
}

std::expected<OpenedScenario, std::vector<Problem>> open_scenario(
    const std::string& word, std::span<const std::string> folders,
    std::span<const ParameterOverride> overrides, std::istream* in, const ReadMore* more) {
    const bool is_piped = word == "-" && in != nullptr;
    const auto path =
        is_piped ? std::expected<std::string, std::string>(word) : find_scenario(word, folders);
    if (!path) {
        Problem problem;
        problem.sentence = path.error();
        return std::unexpected(std::vector{problem});
    }
    const auto text = read_input(*path, in);
    if (!text) {
        Problem problem;
        problem.file = *path;
        problem.sentence = text.error();
        return std::unexpected(std::vector{problem});
    }
    return open_scenario_text(*text, *path, overrides, more);
}

}  // namespace airlock::cli
