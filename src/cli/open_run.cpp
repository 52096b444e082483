// Opening the run that a command line speaks of, and telling what is wrong with it.
#include "cli/open_run.h"

#include "base/text.h"
#include "cli/scenario_files.h"
#include "sim/inputs_json.h"
#include "sim/trail.h"
#include "view/locate.h"

namespace airlock::cli {

int usage_error(const Console& console, std::string_view sentence, std::string_view command) {
    console.err << "airlock: " << sentence << "\nsee airlock " << command
                << (command.empty() ? "" : " ") << "--help\n";
    return exit_nonsense;
}

int report(const Console& console, std::span<const Problem> problems) {
    for (const Problem& problem : problems) console.err << to_text(problem) << '\n';
    return exit_nonsense;
}

// --- opening a run -----------------------------------------------------------------------------------------

static std::optional<Problem> unknown_person(const Scenario& scenario,
                                             std::span<const std::string> names) {
    std::vector<std::string_view> known;
    for (const ScenarioPerson& person : scenario.persons)
        if (known.size() < 500) known.push_back(person.name);
    for (const std::string& name : names) {
        if (find_person(scenario, name)) continue;
        Problem problem;
        problem.file = "--live";
        problem.sentence = "no person named " + quoted(name);
        problem.suggestion = did_you_mean(name, known);
        return problem;
    }
    return std::nullopt;
}

static std::expected<OpenedScenario, std::vector<Problem>> scenario_of(const Options& options,
                                                                       const Console& console) {
    const std::string& name = options.words[0];
    if (options.scenario_text)
        return open_scenario_text(*options.scenario_text, name, options.overrides);
    return open_scenario(name, console.scenario_folders, options.overrides, console.in);
}

// A link says how its run went. One that goes another way now is told of, and answered all the same: what differs
// is what was asked about.
static void tell_of_another_way(const Simulation& simulation, std::string_view sum,
                                const Options& options, const Console& console) {
    if (options.expect.empty()) return;
    const auto trail = parse_trail(options.expect);
    if (!trail) {
        console.err << "airlock: \"expect\" in the link is " << trail.error() << '\n';
        return;
    }
    Simulation ahead = simulation.twin();
    std::string problem;
    if (!ahead.replay(simulation.inputs(), problem)) return;
    run_along(ahead, *trail);
    const Agreement agreement = agreement_of(ahead, *trail);
    if (agreement.is_whole) return;
    console.err << "airlock: " << sentence_of(agreement, scenario_since(options.sum, sum)) << '\n';
}

static std::expected<Simulation, std::vector<Problem>> replayed(
    const std::shared_ptr<const Scenario>& scenario, const Options& options,
    const Console& console) {
    if (auto problem = unknown_person(*scenario, options.live))
        return std::unexpected(std::vector{std::move(*problem)});
    RunOptions how{.seed = options.seed, .live = options.live};
    std::string text = options.inputs.value_or("");
    std::string file = "--inputs";
    // A scenario may say how it was played; whoever says more than nothing plays it another way.
    const auto& played = scenario->played;
    const bool is_told = options.has_seed || !options.live.empty() || options.inputs;
    if (played && !is_told) {
        how = {.seed = played->seed, .live = played->live};
        text = played->inputs;
        file = scenario->file + " /played/inputs";
    }
    Simulation simulation(scenario, how);
    if (text.empty() && !options.inputs) return simulation;
    if (text.starts_with("@")) {
        file = text.substr(1);
        auto read = read_input(file, console.in);
        if (!read) {
            Problem problem;
            problem.file = file;
            problem.sentence = read.error();
            return std::unexpected(std::vector{std::move(problem)});
        }
        text = std::move(*read);
    }
    const auto inputs = parse_inputs(simulation, text, file);
    if (!inputs) return std::unexpected(inputs.error());
    Problem problem;
    problem.file = file;
    if (!simulation.replay(*inputs, problem.sentence))
        return std::unexpected(std::vector{std::move(problem)});
    return simulation;
}

// A simulation with its inputs replayed; not run any further.
std::expected<Simulation, std::vector<Problem>> open_run(const Options& options,
                                                         const Console& console) {
    const auto opened = scenario_of(options, console);
    if (!opened) return std::unexpected(opened.error());
    auto simulation = replayed(opened->scenario, options, console);
    if (simulation) tell_of_another_way(*simulation, opened->sum, options, console);
    return simulation;
}

std::expected<view::Cursor, std::vector<Problem>> run_on(Simulation& simulation,
                                                         const Options& options) {
    if (options.until) return view::locate_time(simulation, *options.until);
    if (options.entries) {
        while (simulation.entries() < *options.entries && simulation.step()) {}
        return *view::locate_entry(simulation, std::min(*options.entries, simulation.entries()));
    }
    auto cursor = view::locate(simulation, options.marker.empty() ? "end" : options.marker);
    if (cursor) return *cursor;
    cursor.error().file = "--at";
    return std::unexpected(std::vector{std::move(cursor.error())});
}

}  // namespace airlock::cli
