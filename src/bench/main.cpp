// Measures the core on this machine, natively or in WebAssembly: one line a figure, "name value unit", or
// with --json one object a line. Each figure is the median of several runs; tools/bench.mjs sets the two
// builds side by side and adds what only a browser can tell. What the figures mean: docs/performance.md.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "bench/proofs.h"
#include "policy/cases.h"
#include "sim/scenario_json.h"
#include "sim/simulation.h"
#include "view/language.h"
#include "view/page.h"
#include "world/decide.h"
#include "world/evolve.h"

namespace {

using namespace airlock;

bool as_json = false;
std::uint64_t sink;  // sums up what was computed

void report(const char* name, double value, const char* unit) {
    std::printf(
        as_json ? "{\"name\":\"%s\",\"value\":%.6g,\"unit\":\"%s\"}\n" : "%-28s %14.6g  %s\n", name,
        value, unit);
    std::fflush(stdout);
}

// Seconds that `work` takes, the median of `runs`.
template <class Work>
double seconds_of(int runs, Work&& work) {
    std::vector<double> times;
    for (int i = 0; i < runs; ++i) {
        const auto start = std::chrono::steady_clock::now();
        work();
        times.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

struct Asked {
    World world;
    Caller caller;
    Call call;
};

std::unique_ptr<Simulation> finished_run(const std::string& name) {
    const std::string path = std::string(AIRLOCK_SOURCE_DIR) + "/scenarios/" + name + ".json";
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    auto scenario = load_scenario(text.str(), path);
    if (!scenario) {
        for (const Problem& problem : scenario.error())
            std::fprintf(stderr, "%s\n", to_text(problem).c_str());
        return nullptr;
    }
    auto simulation = std::make_unique<Simulation>(
        std::make_shared<const Scenario>(std::move(*scenario)), RunOptions{});
    simulation->run_to_end();
    return simulation;
}

// Every call of a story, each before the world in which it was asked.
std::vector<Asked> calls_of(const Simulation& simulation) {
    std::vector<Asked> asked;
    for (const Entry& entry : simulation.log().entries)
        if (entry.call)
            asked.push_back({simulation.world_at(entry.number - 1), entry.caller, *entry.call});
    return asked;
}

double decided_each_second(const std::vector<Asked>& asked) {
    constexpr std::size_t decisions = 400'000;
    const std::size_t rounds = decisions / asked.size() + 1;
    Decision decision;
    const double seconds = seconds_of(5, [&] {
        for (std::size_t round = 0; round < rounds; ++round)
            for (const Asked& a : asked) {
                decide_into(a.world, a.caller, a.call, decision);
                sink = sink + decision.checks.size();
            }
    });
    return static_cast<double>(rounds * asked.size()) / seconds;
}

// The votes of a story's first request, asked over and over: a bare quorum of approvers.
std::vector<Asked> votes_of(const std::vector<Asked>& asked) {
    std::vector<Asked> votes;
    for (const Asked& a : asked)
        if (std::holds_alternative<call::Vote>(a.call)) votes.push_back(a);
    return votes;
}

void measure_world(const Simulation& simulation) {
    const World& world = simulation.world();
    const World* volatile where = &world;  // or the optimiser sees that every round gives the same
    constexpr int copies = 1'000'000;
    report("world copied",
           seconds_of(5,
                      [&] {
                          for (int i = 0; i < copies; ++i) {
                              const World copy = world;
                              sink = sink + copy.vaults.size();
                          }
                      }) /
               copies * 1e9,
           "ns");
    report("world hashed",
           seconds_of(5,
                      [&] {
                          for (int i = 0; i < copies; ++i) sink = sink + where->hash();
                      }) /
               copies * 1e9,
           "ns");
    const World other = simulation.world_at(simulation.entries());
    report("worlds compared",
           seconds_of(5,
                      [&] {
                          for (int i = 0; i < copies; ++i)
                              sink = sink + (*where == other ? 1u : 0u);
                      }) /
               copies * 1e9,
           "ns");
}

void measure_time_travel(const Simulation& simulation) {
    const std::uint32_t entries = simulation.entries();
    double worst = 0;
    double sum = 0;
    for (std::uint32_t n = 0; n <= entries; ++n) {
        const double seconds = seconds_of(3, [&] { sink = sink + simulation.world_at(n).hash(); });
        worst = std::max(worst, seconds);
        sum += seconds;
    }
    report("seek, mean", sum / (entries + 1) * 1e6, "us");
    report("seek, slowest", worst * 1e6, "us");
}

void measure_view(const Simulation& simulation) {
    const std::uint32_t entries = simulation.entries();
    const auto cursor = [&](std::uint32_t n) {
        return view::Cursor{n, n == 0 ? Instant{0} : simulation.log().entries[n - 1].at};
    };
    report("scene built",
           seconds_of(3,
                      [&] {
                          for (std::uint32_t n = 0; n <= entries; ++n)
                              sink = sink + view::build_scene(simulation, cursor(n), {}, 1280,
                                                              view::english())
                                                .marks.size();
                      }) /
               (entries + 1) * 1e6,
           "us");
    report(
        "page built",
        seconds_of(
            3,
            [&] {
                for (std::uint32_t n = 0; n <= entries; ++n)
                    sink =
                        sink +
                        view::build_page(simulation, cursor(n), {}, view::english()).story.size();
            }) /
            (entries + 1) * 1e6,
        "us");
}

// Requests under guardrails, boundary, resource and identity policies as large organizations write them. The
// file says what each answer is; a wrong one is not worth measuring.
bool measure_policies() {
    const std::string path = std::string(AIRLOCK_SOURCE_DIR) + "/src/bench/policies.json";
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    const auto read = policy::read_cases(text.str(), path);
    if (!read) {
        for (const Problem& problem : read.error())
            std::fprintf(stderr, "%s\n", to_text(problem).c_str());
        return false;
    }
    std::vector<policy::Policies> policies;
    for (const policy::Case& one : read->cases) {
        policies.push_back(one.policies());
        if (policy::evaluate(one.request, policies.back()).decision == one.expected) continue;
        std::fprintf(stderr, "%s: wrong: %s\n", path.c_str(), one.name.c_str());
        return false;
    }
    constexpr std::size_t rounds = 30'000;
    const double seconds = seconds_of(5, [&] {
        for (std::size_t round = 0; round < rounds; ++round)
            for (std::size_t i = 0; i < policies.size(); ++i)
                sink = sink + static_cast<std::uint64_t>(
                                  policy::evaluate(read->cases[i].request, policies[i]).layer);
    });
    report("policies decided", static_cast<double>(rounds * policies.size()) / seconds, "1/s");
    return true;
}

}  // namespace

int main(int argc, char** argv) {
    for (int i = 1; i < argc; ++i) as_json = as_json || std::string_view(argv[i]) == "--json";
    const auto story = finished_run("cross-account");
    const auto short_story = finished_run("first-approval");
    if (!story || !short_story) return 1;
    std::vector<Asked> asked = calls_of(*story);
    const std::vector<Asked> votes = votes_of(asked);
    for (const Asked& a : calls_of(*short_story)) asked.push_back(a);
    report("calls decided, stories", decided_each_second(asked), "1/s");
    report("calls decided, quorum", decided_each_second(votes), "1/s");
    report("story run from nothing",
           seconds_of(5, [] { sink = sink + finished_run("cross-account")->entries(); }) * 1e3,
           "ms");
    report("entries of the story", story->entries(), "");
    if (!measure_policies()) return 1;
    measure_world(*story);
    measure_time_travel(*story);
    measure_view(*story);
    if (!bench::measure_proofs(report)) return 1;
    return sink == 0 ? 1 : 0;  // the sum is looked at, so the work cannot be left out
}
