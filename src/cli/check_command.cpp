// check.
#include "cli/check_command.h"

#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "check/plan_json.h"
#include "check/proof.h"
#include "cli/measured.h"
#include "cli/open_run.h"
#include "cli/scenario_files.h"

namespace airlock::cli {
namespace {

constexpr std::uint32_t states_at_once = 20'000;
constexpr double progress_seconds = 2;  // between two lines about the way

std::uint64_t bytes_per_state(const check::Explorer& explorer) {
    return (explorer.bytes() + explorer.states() / 2) / explorer.states();
}

std::string_view bound_of(check::Explorer::End end) {
    switch (end) {
        case check::Explorer::End::states_bound: return "states";
        case check::Explorer::End::depth_bound: return "depth";
        case check::Explorer::End::bytes_bound: return "memory";
        case check::Explorer::End::width_bound: return "width";
        default: return {};
    }
}

void print_json(const check::Verdict& verdict, double seconds, const Console& console) {
    const check::Explorer& explorer = *verdict.search;
    JsonWriter out;
    out.begin_object();
    out.key("property").string(verdict.promise->name);
    out.key("verdict").string(to_text(verdict.word));
    if (verdict.word == check::VerdictWord::bound)
        out.key("bound").string(bound_of(explorer.end()));
    out.key("states").integer(explorer.states());
    out.key("transitions").integer(static_cast<std::int64_t>(explorer.transitions()));
    out.key("depth").integer(verdict.word == check::VerdictWord::violated ? verdict.depth
                                                                          : explorer.depth());
    out.key("seconds").number(shown(seconds));
    out.key("bytes_per_state").integer(static_cast<std::int64_t>(bytes_per_state(explorer)));
    out.key("reductions").begin_array();
    for (const std::string_view reduction : verdict.reductions) out.string(reduction);
    out.end_array();
    out.key("trace").begin_array();
    for (const std::string& move : verdict.witness.moves) out.string(move);
    out.end_array();
    if (verdict.witness.is_played) {
        out.key("trace_hash").string(verdict.witness.trace_hash);
        out.key("inputs").string(verdict.witness.inputs);
    } else if (!verdict.witness.problem.empty()) {
        out.key("not_played").string(verdict.witness.problem);
    }
    out.end_object();
    console.out << out.take() << '\n';
}

void print_text(const check::Verdict& verdict, const check::Proof& proof, const Console& console) {
    console.out << verdict.promise->name << ": ";
    switch (verdict.word) {
        case check::VerdictWord::holds: console.out << "holds\n"; return;
        case check::VerdictWord::bound:
            console.out << "open: the bound of " << bound_of(verdict.search->end())
                        << " was reached\n";
            return;
        case check::VerdictWord::violated: break;
    }
    console.out << "violated, in " << verdict.depth << (verdict.depth == 1 ? " move" : " moves")
                << " after entry " << verdict.witness.from_entry << '\n';
    for (const std::string& move : verdict.witness.moves) console.out << "    " << move << '\n';
    if (verdict.witness.is_played)
        console.out << "  played as a run: trace hash " << verdict.witness.trace_hash << '\n'
                    << "  airlock run " << proof.run().scenario().file << " --inputs '"
                    << verdict.witness.inputs << "'\n";
    else console.out << "  not played as a run: " << verdict.witness.problem << '\n';
}

void print_counts(const check::Verdict& verdict, std::ostream& out) {
    const check::Explorer& explorer = *verdict.search;
    out << "  " << grouped(explorer.states()) << " states, " << grouped(explorer.transitions())
        << " transitions, depth " << explorer.depth() << ", " << bytes_per_state(explorer)
        << " bytes a state";
    std::string_view before = "; smaller by ";
    for (const std::string_view reduction : verdict.reductions)
        out << std::exchange(before, ", ") << reduction;
    out << '\n';
}

void search(check::Proof& proof, const Stopwatch& watch, const Console& console) {
    double told_at = 0;
    while (proof.go_on(states_at_once)) {
        const double now = watch.seconds();
        if (now - told_at < progress_seconds) continue;
        told_at = now;
        const auto a_second = static_cast<std::uint64_t>(static_cast<double>(proof.done()) / now);
        console.err << "airlock: " << grouped(proof.states()) << " states, "
                    << grouped(proof.states() - proof.done()) << " of them to do, "
                    << grouped(a_second) << " a second\n";
    }
}

}  // namespace

int command_check(const Options& options, const Console& console) {
    if (options.words.size() != 1) return usage_error(console, "check takes one scenario", "check");
    std::optional<check::Plan> plan;
    const ReadMore more = check::plan_reader(plan);
    const auto opened = open_scenario(options.words[0], console.scenario_folders, options.overrides,
                                      console.in, &more);
    if (!opened) return report(console, opened.error());
    if (!plan) {
        Problem problem;
        problem.file = opened->scenario->file;
        problem.sentence = R"(the scenario promises nothing: it has no "check")";
        return report(console, std::vector{std::move(problem)});
    }
    const Stopwatch watch;
    auto proof = check::Proof::open(opened->scenario, std::move(*plan),
                                    {.seed = options.seed,
                                     .promises = options.properties,
                                     .states_max = options.bound,
                                     .bytes_max = std::uint64_t{options.memory_mb} << 20,
                                     .merges_peers = !options.has_no_reductions,
                                     .forgets_answers = !options.has_no_reductions,
                                     .slices = !options.has_no_reductions});
    if (!proof) return report(console, std::vector{proof.error()});
    search(**proof, watch, console);
    const double seconds = watch.seconds();
    bool all_hold = true;
    for (const check::Verdict& verdict : (*proof)->verdicts()) {
        all_hold = all_hold && verdict.word == check::VerdictWord::holds;
        if (options.is_json) {
            print_json(verdict, seconds, console);
            continue;
        }
        print_text(verdict, **proof, console);
        print_counts(verdict, console.out);
    }
    if (!options.is_json) console.out << shown(seconds) << " s\n";
    return all_hold ? exit_ok : exit_failed;
}

}  // namespace airlock::cli
