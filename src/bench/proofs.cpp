// The quorum question as a measure.
#include "bench/proofs.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include "check/blast.h"
#include "check/plan_json.h"
#include "check/proof.h"

namespace airlock::bench {
namespace {

struct Finished {
    std::unique_ptr<check::Proof> proof;
    double seconds = 0;
};

std::optional<Finished> prove(std::uint32_t approvers, const check::ProofOptions& options) {
    const std::string path = std::string(AIRLOCK_SOURCE_DIR) + "/scenarios/proofs/quorum.json";
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    std::optional<check::Plan> plan;
    const ReadMore more = check::plan_reader(plan);
    const std::vector<ParameterOverride> overrides = {{"N", std::to_string(approvers)}};
    auto scenario = load_scenario(text.str(), path, overrides, &more);
    if (!scenario || !plan) {
        std::fprintf(stderr, "%s: there is nothing to prove\n", path.c_str());
        return std::nullopt;
    }
    const auto shared = std::make_shared<const Scenario>(std::move(*scenario));
    const auto start = std::chrono::steady_clock::now();
    auto proof = check::Proof::open(shared, *plan, options);
    if (!proof) {
        std::fprintf(stderr, "%s\n", to_text(proof.error()).c_str());
        return std::nullopt;
    }
    while ((*proof)->go_on(1'000'000)) {}
    return Finished{
        std::move(*proof),
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count()};
}

// The median run of three; nothing when a run has another number of states.
std::optional<Finished> median(std::uint32_t approvers, const check::ProofOptions& options,
                               std::uint64_t states) {
    std::vector<Finished> runs;
    for (int i = 0; i < 3; ++i) {
        auto run = prove(approvers, options);
        if (!run) return std::nullopt;
        if (states != 0 && run->proof->states() != states) {
            std::fprintf(stderr, "quorum of %u: %llu states instead of %llu\n", approvers,
                         static_cast<unsigned long long>(run->proof->states()),
                         static_cast<unsigned long long>(states));
            return std::nullopt;
        }
        runs.push_back(std::move(*run));
    }
    std::stable_sort(runs.begin(), runs.end(),
                     [](const Finished& a, const Finished& b) { return a.seconds < b.seconds; });
    return std::move(runs[1]);
}

// The median of three searches for smallest sets; nothing when their number is another.
std::optional<double> sets_seconds(const std::string& name,
                                   const std::vector<ParameterOverride>& overrides,
                                   const check::BlastOptions& options, std::uint64_t total) {
    const std::string path = std::string(AIRLOCK_SOURCE_DIR) + "/scenarios/" + name + ".json";
    std::ifstream file(path);
    std::stringstream text;
    text << file.rdbuf();
    std::vector<double> seconds;
    for (int i = 0; i < 3; ++i) {
        std::optional<check::Plan> plan;
        const ReadMore more = check::plan_reader(plan);
        auto scenario = load_scenario(text.str(), path, overrides, &more);
        if (!scenario) return std::nullopt;
        const auto shared = std::make_shared<const Scenario>(std::move(*scenario));
        const auto start = std::chrono::steady_clock::now();
        auto search = check::BlastSearch::open(shared, std::move(plan), options);
        if (!search) return std::nullopt;
        while ((*search)->go_on(1'000'000)) {}
        std::uint64_t found = 0;
        for (const check::Blast& blast : (*search)->results(true)) found += blast.total;
        seconds.push_back(
            std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
        if (found == total) continue;
        std::fprintf(stderr, "%s: %llu sets instead of %llu\n", name.c_str(),
                     static_cast<unsigned long long>(found),
                     static_cast<unsigned long long>(total));
        return std::nullopt;
    }
    std::stable_sort(seconds.begin(), seconds.end());
    return seconds[1];
}

}  // namespace

bool measure_proofs(const Report& report) {
    check::ProofOptions plain;
    plain.merges_peers = plain.forgets_answers = plain.slices = false;
    const auto five = median(5, plain, 1'731'808);
    if (!five) return false;
    const double states = static_cast<double>(five->proof->states());
    report("states, plain", states / five->seconds, "1/s");
    report("bytes a state, plain", static_cast<double>(five->proof->search(0).bytes()) / states,
           "B");
    check::ProofOptions merged;
    merged.slices = false;
    const auto six = median(6, merged, 14'463);
    const auto ten = median(10, merged, 852'531);
    const auto twenty = median(20, {}, 0);
    if (!six || !ten || !twenty) return false;
    report("quorum of 6, merged", six->seconds * 1e3, "ms");
    report("quorum of 10, merged", ten->seconds * 1e3, "ms");
    report("quorum of 20, verdict", twenty->seconds * 1e3, "ms");
    check::BlastOptions single;
    single.order_max = 1;
    check::BlastOptions four;
    four.order_max = 4;
    four.promises = {"recoverable"};
    const auto blocked = sets_seconds("proofs/blocked", {{"N", "20"}}, {}, 343'982'082);
    const auto table = sets_seconds("reference-architecture", {}, single, 23);
    const auto deep = sets_seconds("reference-architecture", {}, four, 706);
    if (!blocked || !table || !deep) return false;
    report("blocked, 10 of 20", *blocked * 1e3, "ms");
    report("single things, reference", *table * 1e3, "ms");
    report("recoverable to order 4", *deep * 1e3, "ms");
    return true;
}

}  // namespace airlock::bench
