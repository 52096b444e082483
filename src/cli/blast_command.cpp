// blast.
#include "cli/blast_command.h"

#include <algorithm>
#include <utility>

#include "base/json.h"
#include "base/text.h"
#include "check/blast.h"
#include "check/blast_json.h"
#include "check/plan_json.h"
#include "cli/measured.h"
#include "cli/open_run.h"
#include "cli/scenario_files.h"

namespace airlock::cli {
namespace {

constexpr std::uint32_t states_at_once = 100'000;
constexpr double progress_seconds = 2;  // between two lines about the way

std::string counted(std::uint64_t n) {
    return n == UINT64_MAX ? "more than " + grouped(n) : grouped(n);
}

// "person_absent of 3 of 5 like approver-1"
std::string told(const check::SetPart& part) {
    std::vector<std::string_view> kinds;
    for (const check::BasicEvent::Kind kind : part.kinds) kinds.push_back(to_text(kind));
    std::string out = join(kinds, " and ");
    if (part.of == 1) return out + " " + part.subject;
    return out + " of " + std::to_string(part.count) + " of " + std::to_string(part.of) + " like " +
           part.subject;
}

std::string told(const check::SetClass& set) {
    std::vector<std::string> parts;
    for (const check::SetPart& part : set.parts) parts.push_back(told(part));
    return parts.empty() ? "nothing has to happen" : join(parts, " + ");
}

void print_text(const check::Blast& blast, const Console& console) {
    console.out << blast.promise->name << ": ";
    if (!blast.applies) {
        console.out << "does not apply: the design has nothing that it is about\n";
        return;
    }
    if (blast.total == 0) console.out << "nothing breaks it";
    else
        console.out << "broken by " << counted(blast.total)
                    << (blast.total == 1 ? " smallest set" : " smallest sets");
    if (!blast.is_complete) console.out << ", of up to " << blast.order << " events";
    console.out << '\n';
    for (const check::SetClass& set : blast.sets) {
        console.out << "  " << told(set);
        if (set.count != 1) console.out << "  (" << counted(set.count) << " sets)";
        console.out << '\n';
        for (const std::string& move : set.witness.moves) console.out << "      " << move << '\n';
        if (!set.witness.is_played)
            console.out << "      not played as a run: " << set.witness.problem << '\n';
    }
    console.out << "  " << grouped(blast.tried) << " classes of sets tried, "
                << grouped(blast.states) << " states\n";
}

}  // namespace

int command_blast(const Options& options, const Console& console) {
    if (options.words.size() != 1) return usage_error(console, "blast takes one scenario", "blast");
    std::optional<check::Plan> plan;
    const ReadMore more = check::plan_reader(plan);
    const auto opened = open_scenario(options.words[0], console.scenario_folders, options.overrides,
                                      console.in, &more);
    if (!opened) return report(console, opened.error());
    const Stopwatch watch;
    check::BlastOptions asked{.seed = options.seed,
                              .promises = options.properties,
                              .order_max = options.order,
                              .bytes_max = std::uint64_t{options.memory_mb} << 20,
                              .merges_peers = !options.has_no_reductions,
                              .forgets_answers = !options.has_no_reductions};
    asked.states_max = std::min(asked.states_max, options.bound);
    auto blast = check::BlastSearch::open(opened->scenario, std::move(plan), asked);
    if (!blast) return report(console, std::vector{blast.error()});
    double told_at = 0;
    while ((*blast)->go_on(states_at_once)) {
        if (watch.seconds() - told_at < progress_seconds) continue;
        told_at = watch.seconds();
        for (const check::Blast& one : (*blast)->results(false))
            console.err << "airlock: " << one.promise->name << ": " << grouped(one.tried)
                        << " classes of sets, " << grouped(one.states) << " states\n";
    }
    const auto results = (*blast)->results(true);
    const double seconds = watch.seconds();
    bool all_hold = true;
    for (const check::Blast& one : results) {
        all_hold = all_hold && one.total == 0 && one.is_complete;
        if (!options.is_json) {
            print_text(one, console);
            continue;
        }
        JsonWriter out;
        out.begin_object();
        check::write_blast(out, one);
        out.key("seconds").number(shown(seconds)).end_object();
        console.out << out.take() << '\n';
    }
    if (!options.is_json) console.out << shown(seconds) << " s\n";
    return all_hold ? exit_ok : exit_failed;
}

}  // namespace airlock::cli
