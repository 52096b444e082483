// The commands run, validate, explain, report and list, and the table of all: draw and export stand in
// document_commands.cpp, try and compare in question_commands.cpp, check in check_command.cpp, policy in policy_command.cpp, operations in
// operations.cpp.
#include "cli/cli.h"

#include <algorithm>
#include <charconv>

#include "base/json.h"
#include "base/text.h"
#include "check/plan_json.h"
#include "cli/blast_command.h"
#include "cli/check_command.h"
#include "cli/document_commands.h"
#include "cli/open_run.h"
#include "cli/operations.h"
#include "cli/options.h"
#include "cli/policy_command.h"
#include "cli/question_commands.h"
#include "cli/scenario_files.h"
#include "sim/call_text.h"
#include "sim/expect.h"
#include "sim/inputs_json.h"
#include "sim/trace.h"
#include "study/aws_cli.h"
#include "study/cloudtrail.h"
#include "study/report.h"
#include "world/catalog.h"
#include "world/text.h"

namespace airlock::cli {
namespace {

struct Command {
    std::string_view name;
    std::string_view usage;
    std::string_view help;
    std::span<const std::string_view> options;
    int (*run)(const Options&, const Console&);
};

constexpr std::string_view run_options[] = {"seed", "until", "at",    "format",
                                            "set",  "live",  "inputs"};
constexpr std::string_view validate_options[] = {"set"};
constexpr std::string_view report_options[] = {"seed", "until", "at",    "format",
                                               "set",  "live",  "inputs"};
constexpr std::string_view explain_options[] = {"seed", "at", "set", "live", "inputs"};

constexpr std::string_view run_help =
    R"(Runs a scenario and prints its trace.

The trace has one entry for every call and every deadline (docs/scenarios.md).

FILE is a path, - for standard input, or the name of a shipped scenario (see airlock list).

  --seed N          seed of the dice that approvers' response times are drawn with (1)
  --until T         stop after this time of the story: 90m, 1d12h, +26:13
  --at N            stop after entry N, or at the marker of that name (everything-falls)
  --format F        text, or json: one object a line, a summary at the end (text);
                    cloudtrail: AWS CloudTrail records, one a line; cli: AWS CLI commands
                    (docs/exports.md)
  --set NAME=VALUE  choose a parameter of the scenario; may be given more than once
  --live A,B        these persons wait for somebody at the screen, who here never comes
  --inputs JSON     what persons did at the screen, as window.airlock gives it; @FILE reads a file

Of an option given twice the last counts; --until and --at are one, --set and --live add up.
The words of a link mean the same: scenario=FILE seed=7 at=12, '#scenario=FILE&seed=7&at=12' or the whole
link, in quotes.
Exit code: 0 when every expectation is met, 1 when one is not, 2 for bad input and for a run that had to be
cut short.
)";
constexpr std::string_view validate_help =
    R"(Says what is wrong with scenarios, without running them.

  --set NAME=VALUE  choose a parameter; may be given more than once

Exit code: 0 when all are sound, 2 when one is not.
)";
constexpr std::string_view explain_help =
    R"(Shows the gates that one entry met.

Of each gate: what it said, why, and what it looked at.

  --at N       the entry, where ENTRY is not given
  --seed N, --set NAME=VALUE, --live A,B, --inputs JSON   as for run

Exit code: 0, or 2 for bad input and for an entry that the run does not have.
)";
constexpr std::string_view report_help =
    R"(Says what a story comes to: recovery time and point, layers, requirements.

From the log alone: recovery time and recovery point reached, the same incident through AWS
Support, the state of each protection layer over time, durability, the requirements of Sheltered
Harbor with the entry that shows each, and the assumptions relied on (docs/exports.md).

Several scenarios are put side by side, a column for each: recovery time and point, what was lost,
the layers at the end.

  --format F   markdown or json (markdown)
  --seed N, --until T, --at N, --set NAME=VALUE, --live A,B, --inputs JSON   as for run;
                    of several scenarios, --seed, --until and --set, which apply to each

Exit code: 0, or 2 for bad input.
)";
constexpr std::string_view list_help = "Lists the scenarios that come with Airlock.\n";

std::string spaced(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

// --- run ---------------------------------------------------------------------------------------------------

Format format_of(const Options& options) { return options.format.value_or(Format::text); }

void print_summary(const Simulation& simulation, const Options& options, std::uint32_t met,
                   std::uint32_t failed, const Console& console) {
    if (format_of(options) == Format::text) {
        console.out << simulation.entries() << " entries, trace hash " << trace_hash(simulation)
                    << ", expectations: " << met << " met, " << failed << " failed\n";
        return;
    }
    JsonWriter out;
    out.begin_object().key("summary").begin_object();
    out.key("entries").integer(simulation.entries());
    out.key("trace_hash").string(trace_hash(simulation));
    out.key("expect").begin_object();
    out.key("passed").integer(met).key("failed").integer(failed);
    out.end_object();
    if (simulation.is_cut_short()) out.key("cut_short").boolean(true);
    out.end_object().end_object();
    console.out << out.take() << '\n';
}

void print_story(const Simulation& simulation, Format format, const Console& console) {
    switch (format) {
        case Format::json:
            for (std::uint32_t n = 1; n <= simulation.entries(); ++n)
                console.out << trace_json(simulation, n) << '\n';
            return;
        case Format::cloudtrail: console.out << study::cloudtrail_text(simulation); return;
        case Format::cli: console.out << study::cli_text(simulation); return;
        default: console.out << trace_text(simulation);
    }
}

int command_run(const Options& options, const Console& console) {
    if (options.words.empty()) return usage_error(console, "run needs a scenario", "run");
    if (options.format == Format::markdown)
        return usage_error(console, "run writes no markdown; airlock report does", "run");
    if (options.format > Format::markdown)
        return usage_error(console, "run writes no such format; airlock export does", "run");
    if (options.words.size() > 1)
        return usage_error(
            console, "run takes one scenario; what is " + quoted(options.words[1]) + "?", "run");
    auto simulation = open_run(options, console);
    if (!simulation) return report(console, simulation.error());
    if (const auto end = run_on(*simulation, options); !end) return report(console, end.error());
    print_story(*simulation, format_of(options), console);
    const auto results = check_expectations(*simulation);
    std::uint32_t failed = 0;
    for (const ExpectationResult& result : results) {
        if (result.is_met) continue;
        ++failed;
        console.err << to_text(problem_of(simulation->scenario(), result)) << '\n';
    }
    // Exports are for other programs, which know nothing of a summary.
    if (format_of(options) != Format::text && format_of(options) != Format::json)
        return failed == 0 ? exit_ok : exit_failed;
    print_summary(*simulation, options, static_cast<std::uint32_t>(results.size()) - failed, failed,
                  console);
    if (simulation->is_cut_short()) {
        console.err << "airlock: this run was cut short after " << simulation->entries()
                    << " entries: it is too long, or too much work\n";
        return exit_nonsense;
    }
    return failed == 0 ? exit_ok : exit_failed;
}

// --- report ------------------------------------------------------------------------------------------------

int command_comparison(const Options& options, Format format, const Console& console) {
    if (!options.live.empty() || options.inputs || options.entries || !options.marker.empty())
        return usage_error(console, "--live, --inputs and --at go with one scenario", "report");
    std::vector<study::Report> findings;
    for (const std::string& word : options.words) {
        Options one = options;
        one.words = {word};
        auto simulation = open_run(one, console);
        if (!simulation) return report(console, simulation.error());
        if (const auto end = run_on(*simulation, one); !end) return report(console, end.error());
        findings.push_back(study::make_report(*simulation));
    }
    console.out << (format == Format::json ? study::comparison_json(findings)
                                           : study::comparison_markdown(findings));
    return exit_ok;
}

int command_report(const Options& options, const Console& console) {
    if (options.words.empty()) return usage_error(console, "report needs a scenario", "report");
    const Format format = options.format.value_or(Format::markdown);
    if (format != Format::markdown && format != Format::json)
        return usage_error(console, "report is written as markdown or json", "report");
    if (options.words.size() > 1) return command_comparison(options, format, console);
    auto simulation = open_run(options, console);
    if (!simulation) return report(console, simulation.error());
    if (const auto end = run_on(*simulation, options); !end) return report(console, end.error());
    const study::Report findings = study::make_report(*simulation);
    console.out << (format == Format::json ? study::report_json(findings)
                                           : study::report_markdown(findings));
    return exit_ok;
}

// --- validate ----------------------------------------------------------------------------------------------

int command_validate(const Options& options, const Console& console) {
    if (options.words.empty()) return usage_error(console, "validate needs a scenario", "validate");
    int code = exit_ok;
    for (const std::string& word : options.words) {
        std::optional<check::Plan> plan;  // what it promises is looked at as well
        const ReadMore more = check::plan_reader(plan);
        const auto scenario =
            open_scenario(word, console.scenario_folders, options.overrides, console.in, &more);
        if (scenario) console.out << scenario->scenario->file << ": sound\n";
        else code = report(console, scenario.error());
    }
    return code;
}

// --- explain -----------------------------------------------------------------------------------------------

// "statement 2 of deny-rogue-teams", "prod-airgap"
std::string looked_at(const World& w, const Check& check) {
    if (!check.subject) return {};
    if (check.subject.kind != Kind::policy_document || check.statement == 0xff)
        return name_of(w, check.subject);
    return "statement " + std::to_string(check.statement + 1) + " of " + name_of(w, check.subject);
}

void print_gates(const World& w, const Entry& entry, const Console& console) {
    if (entry.checks.empty()) console.out << "It met no gate.\n";
    std::size_t gate_width = 0;
    for (const Check& check : entry.checks)
        gate_width = std::max(gate_width, to_text(check.gate).size());
    std::uint32_t n = 0;
    for (const Check& check : entry.checks) {
        std::string number = std::to_string(++n);
        if (number.size() < 2) number.insert(0, 1, ' ');
        std::string gate = spaced(to_text(check.gate));
        gate.append(gate_width - gate.size(), ' ');
        std::string verdict(to_text(check.verdict));
        verdict.append(verdict.size() < 7 ? 7 - verdict.size() : 0, ' ');
        const std::string subject = looked_at(w, check);
        console.out << "  " << number << "  " << verdict << "  " << gate << "  "
                    << spaced(to_text(check.reason)) << (subject.empty() ? "" : ": " + subject)
                    << '\n';
    }
}

void print_explanation(const Simulation& simulation, std::uint32_t number, const Console& console) {
    const World w = simulation.world_at(number);
    const Entry& entry = simulation.log().entries[number - 1];
    console.out << trace_text(simulation, number) << '\n';
    print_gates(w, entry, console);
    console.out << "Outcome: " << to_text(entry.outcome);
    if (entry.gate != Gate::none)
        console.out << " at the gate \"" << spaced(to_text(entry.gate)) << '"';
    if (entry.error != ErrorCode::none) console.out << ", " << to_text(entry.error);
    console.out << ".\n";
    if (entry.cause != 0) console.out << "Brought about by entry " << entry.cause << ".\n";
    if (entry.until > entry.at)
        console.out << "What it began lasts until " << format_instant_short(entry.until) << ".\n";
}

int command_explain(const Options& options, const Console& console) {
    if (options.words.empty())
        return usage_error(console, "explain needs a scenario and an entry", "explain");
    if (options.until)
        return usage_error(console, "explain takes the number of an entry, not a time", "explain");
    std::uint32_t number = options.entries.value_or(0);
    if (options.words.size() > 1) {
        const std::string& word = options.words[1];
        if (options.entries || !options.marker.empty())
            return usage_error(console, "the entry is given twice: " + word + ", and with --at",
                               "explain");
        const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
        if (read.ec != std::errc() || read.ptr != word.data() + word.size())
            return usage_error(console, quoted(word) + " is not the number of an entry", "explain");
    }
    if (number == 0 && (options.words.size() == 2 || options.entries)) {
        console.err << "airlock: there is no entry 0: entries count from 1, 0 is the beginning\n";
        return exit_nonsense;
    }
    if ((number == 0 && options.marker.empty()) || options.words.size() > 2)
        return usage_error(console, "explain needs a scenario and the number of an entry",
                           "explain");
    auto simulation = open_run(options, console);
    if (!simulation) return report(console, simulation.error());
    if (!options.marker.empty()) {
        const auto cursor = run_on(*simulation, options);
        if (!cursor) return report(console, cursor.error());
        number = cursor->entry;
    }
    while (simulation->entries() < number && simulation->step()) {}
    if (simulation->entries() < number) {
        console.err << "airlock: there is no entry " << number << ": the run has "
                    << simulation->entries() << " entries\n";
        return exit_nonsense;
    }
    print_explanation(*simulation, number, console);
    return exit_ok;
}

// --- list --------------------------------------------------------------------------------------------------

int command_list(const Options& options, const Console& console) {
    if (!options.words.empty()) return usage_error(console, "list takes no words", "list");
    const auto shipped = shipped_scenarios(console.scenario_folders);
    if (shipped.empty()) {
        console.err
            << "airlock: no scenarios were found; AIRLOCK_SCENARIOS may name their folder\n";
        return exit_nonsense;
    }
    std::size_t width = 0;
    for (const ShippedScenario& scenario : shipped) width = std::max(width, scenario.name.size());
    int code = exit_ok;
    for (const ShippedScenario& scenario : shipped) {
        const auto opened = open_scenario(scenario.path, {}, {});
        if (!opened) {
            code = report(console, opened.error());
            continue;
        }
        std::string name = scenario.name;
        name.append(width - name.size(), ' ');
        console.out << name << "  " << opened->scenario->title.in("en") << '\n';
    }
    return code;
}

constexpr Command commands[] = {
    {"run", "airlock run FILE [OPTIONS]", run_help, run_options, command_run},
    {"validate", "airlock validate FILE…", validate_help, validate_options, command_validate},
    {"explain", "airlock explain FILE ENTRY [OPTIONS]", explain_help, explain_options,
     command_explain},
    {"report", "airlock report FILE… [OPTIONS]", report_help, report_options, command_report},
    {"draw", "airlock draw FILE [--at M] [OPTIONS]", draw_help, draw_options, command_draw},
    {"export", "airlock export FILE --format F [OPTIONS]", export_help, export_options,
     command_export},
    {"try", "airlock try FILE [--at M] [--who P …]", try_help, try_options, command_try},
    {"compare", "airlock compare A B [--json]", compare_help, compare_options, command_compare},
    {"check", "airlock check FILE [--property P]", check_help, check_options, command_check},
    {"blast", "airlock blast FILE [--property P]", blast_help, blast_options, command_blast},
    {"list", "airlock list", list_help, {}, command_list},
    {"operations", "airlock operations [NAME…]", operations_help, {}, command_operations},
    {"policy", "airlock policy FILE", policy_help, {}, command_policy},
};

void print_help(const Console& console) {
    console.out << "Airlock simulates recovery from AWS Backup logically air-gapped vaults with "
                   "multi-party\n"
                   "approval. It is not affiliated with AWS.\n\n";
    for (const Command& command : commands) {
        std::string usage(command.usage);
        usage.append(code_points(usage) < 40 ? 40 - code_points(usage) : 1, ' ');
        const std::string_view first_line = command.help.substr(0, command.help.find('\n'));
        console.out << "  " << usage << first_line << '\n';
    }
    console.out << "\nairlock COMMAND --help says more; --version prints the version.\n";
}

const Command* find_command(std::string_view name) {
    for (const Command& command : commands)
        if (command.name == name) return &command;
    return nullptr;
}

int run_words(std::span<const std::string> words, const Console& console) {
    if (words.empty()) {
        print_help(console);
        return exit_nonsense;
    }
    const std::string& first = words[0];
    if (first == "--version") {
        console.out << "airlock " << console.version << '\n';
        return exit_ok;
    }
    const Command* command = find_command(first);
    std::span<const std::string> rest = words.subspan(1);
    if (first == "--help" || first == "-h" || first == "help") {
        command = rest.empty() ? nullptr : find_command(rest[0]);
        if (command == nullptr) print_help(console);
        else console.out << command->usage << "\n\n" << command->help;
        return exit_ok;
    }
    if (command == nullptr && (is_link(first) || first.starts_with("scenario="))) {
        command = find_command("run");
        rest = words;
    }
    if (command == nullptr) {
        std::vector<std::string_view> names;
        for (const Command& known : commands) names.push_back(known.name);
        const std::string suggestion = did_you_mean(first, names);
        return usage_error(
            console,
            "unknown command " + quoted(first) + (suggestion.empty() ? "" : "; " + suggestion), "");
    }
    const auto options = parse_options(rest, command->options);
    if (!options) return usage_error(console, options.error(), command->name);
    if (options->wants_help) {
        console.out << command->usage << "\n\n" << command->help;
        return exit_ok;
    }
    if (options->wants_version) {
        console.out << "airlock " << console.version << '\n';
        return exit_ok;
    }
    return command->run(*options, console);
}

}  // namespace

int run(std::span<const std::string> words, const Console& console) {
    const int code = run_words(words, console);
    if (console.out.flush()) return code;
    console.err << "airlock: the output could not be written\n";
    return exit_nonsense;
}

}  // namespace airlock::cli
