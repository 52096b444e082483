// try and compare.
#include "cli/question_commands.h"

#include <algorithm>

#include "base/json.h"
#include "base/text.h"
#include "cli/open_run.h"
#include "cli/scenario_files.h"
#include "desk/desk.h"
#include "sim/call_json.h"
#include "sim/inputs_json.h"
#include "view/compare.h"
#include "view/compose.h"
#include "view/documents.h"
#include "world/text.h"

namespace airlock::cli {
namespace {

int report(const Console& console, std::string_view file, std::string sentence,
           std::string suggestion = {}) {
    Problem problem;
    problem.file = file;
    problem.sentence = std::move(sentence);
    problem.suggestion = std::move(suggestion);
    return cli::report(console, std::vector{std::move(problem)});
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    const std::size_t has = code_points(text);
    return out.append(has < width ? width - has : 1, ' ');
}

std::string outcome_of(Outcome outcome, Gate gate) {
    std::string out(to_text(outcome));
    if (gate != Gate::none) out += " at " + std::string(to_text(gate));
    return out;
}

int list_credentials(const Console& console, const std::vector<view::Held>& all) {
    for (const view::Held& held : all)
        console.out << padded(held.person_name, 14) << padded(held.as.empty() ? "-" : held.as, 34)
                    << held.words << '\n';
    return exit_ok;
}

std::string arguments_of(const CallText& call) {
    JsonWriter out;
    write_arguments(out, call);
    return out.take();
}

int list_operations(Simulation& simulation, const Console& console, const view::Held& held,
                    const view::Language& language) {
    for (const view::OperationGroup& group : view::operations_for(simulation, held, language)) {
        std::uint32_t foreign = 0;
        console.out << group.title << '\n';
        for (const view::OperationOffer& offer : group.operations) {
            if (offer.is_foreign && ++foreign > 0) continue;
            console.out << "  " << padded(offer.name, 42)
                        << padded(outcome_of(offer.outcome, offer.gate), 30)
                        << arguments_of(offer.call) << '\n';
        }
        if (foreign > 0)
            console.out << "  and " << foreign << " that this credential has no right to\n";
    }
    return exit_ok;
}

void print_preview(const view::Preview& preview, const Console& console) {
    console.out << preview.sentence << "\n\n";
    std::uint32_t n = 0;
    for (const view::GateLine& line : preview.gates)
        console.out << "  " << padded(std::to_string(++n), 4) << padded(to_text(line.verdict), 9)
                    << padded(line.name, 26) << line.reason << '\n';
    console.out << "Outcome: " << outcome_of(preview.outcome, preview.gate);
    if (preview.error != ErrorCode::none) console.out << ", " << to_text(preview.error);
    console.out << ".\n";
    if (!preview.would_flip.empty())
        console.out << "What would flip it: " << preview.would_flip << '\n';
    for (const std::string& event : preview.events)
        console.out << "It would come about: " << event << '\n';
}

int preview(const Options& options, Simulation& simulation, const Console& console,
            Id<Person> person, const view::Language& language) {
    const Id<Credential> credential =
        References(simulation.world(), simulation.aliases()).credential_of(person, options.as);
    if (!credential && !(options.as.empty() && needs_no_credential(options.call)))
        return report(console, "--as", not_held(simulation.world(), person, options.as));
    const std::string text = "{\"call\": " + json_quoted(options.call) +
                             ", \"with\": " + (options.with.empty() ? "{}" : options.with) + "}";
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(text, "--with", problems);
    if (!document.is_valid() || !problems.empty()) return cli::report(console, problems);
    const auto call = read_call_now(simulation, document, document.root(), credential, problems);
    if (!call || !problems.empty()) return cli::report(console, problems);
    const view::Preview found = view::preview_call(simulation, person, credential, *call, language);
    if (!found.problem.empty()) return report(console, "--call", found.problem);
    print_preview(found, console);
    return exit_ok;
}

int try_in(const Options& options, Simulation& simulation, const Console& console,
           const view::Language& language) {
    const auto all = view::credentials_held(simulation, language);
    if (options.who.empty()) return list_credentials(console, all);
    const auto person = find_person(simulation.scenario(), options.who);
    if (!person) {
        std::vector<std::string_view> names;
        for (const ScenarioPerson& known : simulation.scenario().persons)
            if (names.size() < 500) names.push_back(known.name);
        return report(console, "--who", "no person named " + quoted(options.who),
                      did_you_mean(options.who, names));
    }
    if (!options.call.empty()) return preview(options, simulation, console, {*person}, language);
    const auto held = std::find_if(all.begin(), all.end(), [&](const view::Held& one) {
        return one.person.index == *person && (options.as.empty() || one.as == options.as);
    });
    if (held == all.end())
        return report(console, "--as", not_held(simulation.world(), {*person}, options.as));
    return list_operations(simulation, console, *held, language);
}

int compare_json(const Options& options, const Console& console) {
    JsonWriter out;
    out.begin_object().key("ask").string("compare").key("runs").begin_array();
    for (const std::string& word : options.words) {
        const auto path = find_scenario(word, console.scenario_folders);
        if (!path) return report(console, word, path.error());
        const auto text = read_file(*path);
        if (!text) return report(console, *path, text.error());
        out.begin_object().key("scenario").string(*text).key("name").string(*path);
        if (options.has_seed) out.key("seed").string(std::to_string(options.seed));
        out.key("set").begin_object();
        for (const ParameterOverride& one : options.overrides) out.key(one.name).string(one.value);
        out.end_object().end_object();
    }
    out.end_array().end_object();
    console.out << desk::answer(out.take()) << '\n';
    return exit_ok;
}

}  // namespace

int command_try(const Options& options, const Console& console) {
    if (options.words.size() != 1) return usage_error(console, "try takes one scenario", "try");
    auto simulation = open_run(options, console);
    if (!simulation) return cli::report(console, simulation.error());
    const auto cursor = run_on(*simulation, options);
    if (!cursor) return cli::report(console, cursor.error());
    if (cursor->entry != simulation->entries() || cursor->at != simulation->now())
        simulation->fork(cursor->entry, cursor->at);
    return with_language(options, console, [&](const view::Language& language) {
        return try_in(options, *simulation, console, language);
    });
}

int command_compare(const Options& options, const Console& console) {
    if (options.words.size() != 2)
        return usage_error(console, "compare takes two scenarios", "compare");
    std::vector<Simulation> runs;
    for (const std::string& word : options.words) {
        Options one = options;
        one.words = {word};
        auto simulation = open_run(one, console);
        if (!simulation) return cli::report(console, simulation.error());
        simulation->run_to_end();
        runs.push_back(std::move(*simulation));
    }
    if (options.is_json) return compare_json(options, console);
    return with_language(options, console, [&](const view::Language& language) {
        console.out << view::comparison_text(view::compare(runs[0], runs[1], language), language);
        return exit_ok;
    });
}

}  // namespace airlock::cli
