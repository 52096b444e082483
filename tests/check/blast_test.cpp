// The smallest winning sets are those that trying every set gives, by the definition; and as many as a closed form counts.
#include <algorithm>
#include <functional>
#include <set>
#include <string>

#include "check/blast.h"
#include "check/plan_json.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

using Overrides = std::vector<ParameterOverride>;

struct Loaded {
    std::shared_ptr<const Scenario> scenario;
    std::optional<check::Plan> plan;
};

Loaded load_text(std::string_view text, std::string_view file, const Overrides& overrides = {}) {
    Loaded out;
    const ReadMore more = check::plan_reader(out.plan);
    auto scenario = load_scenario(text, file, overrides, &more);
    if (!scenario)
        for (const Problem& problem : scenario.error()) FAIL_CHECK(to_text(problem));
    REQUIRE(scenario.has_value());
    out.scenario = std::make_shared<const Scenario>(std::move(*scenario));
    return out;
}

Loaded load_file(const std::string& name, const Overrides& overrides = {}) {
    const std::string path = "scenarios/" + name + ".json";
    const auto text = read_source(path);
    REQUIRE(text.has_value());
    return load_text(*text, path, overrides);
}

std::unique_ptr<check::BlastSearch> search_of(const Loaded& loaded,
                                              const check::BlastOptions& options = {}) {
    auto search = check::BlastSearch::open(loaded.scenario, loaded.plan, options);
    if (!search) FAIL(to_text(search.error()));
    while ((*search)->go_on(10'000)) {}
    return std::move(*search);
}

check::Blast only_result(const Loaded& loaded, const check::BlastOptions& options = {}) {
    auto search = search_of(loaded, options);
    auto results = search->results(false);
    REQUIRE(results.size() == 1);
    return std::move(results[0]);
}

std::uint64_t choose(std::uint64_t n, std::uint64_t k) {
    std::uint64_t out = 1;
    for (std::uint64_t i = 0; i < k; ++i) out = out * (n - i) / (i + 1);
    return out;
}

// A set of events as a text that does not depend on their order.
std::string name_of(const check::Ground& ground, const std::vector<check::BasicEvent>& events) {
    std::vector<std::string> names;
    for (const check::BasicEvent& event : events)
        names.push_back(std::string(to_text(event.kind)) + " " + ground.subject_name(event));
    std::stable_sort(names.begin(), names.end());
    std::string out;
    for (const std::string& name : names) out += (out.empty() ? "" : " + ") + name;
    return out;
}

std::set<std::string> sets_of(const check::BlastSearch& search, const check::Blast& blast) {
    std::set<std::string> out;
    for (const check::SetClass& set : blast.sets) out.insert(name_of(search.ground(), set.one));
    return out;
}

// What must be possible has to be so after whatever the attackers do at once.
bool is_broken_at_first(check::Explorer& explorer, const check::Ground& ground,
                        const check::Promise& promise) {
    if (promise.kind != check::Promise::Kind::can) return explorer.found(0).has_value();
    const check::Game game(
        explorer, [&](const check::Move& move) { return ground.side_of(move); },
        ground.sought_of(promise));
    std::set<std::uint32_t> met = {0};
    for (std::vector<std::uint32_t> open = {0}; !open.empty();) {
        const std::uint32_t state = open.back();
        open.pop_back();
        if (!game.is_won(state)) return true;
        explorer.each_next(state, [&](std::uint32_t move, std::uint32_t next) {
            const bool is_attack = ground.side_of(explorer.moves()[move]) == check::Side::attacker;
            if (is_attack && met.insert(next).second) open.push_back(next);
        });
    }
    return false;
}

// By the definition: every set of events befalls the world, a search of its own says whether the promise is broken
// then, and of those that break it the ones are kept in which no other is.
std::set<std::string> tried_one_by_one(const check::Ground& ground, const check::Promise& promise,
                                       std::uint32_t order_max) {
    const auto& events = ground.events();
    REQUIRE(events.size() < 60);
    std::vector<std::uint64_t> minimal;
    std::set<std::string> out;
    const auto count = static_cast<std::uint32_t>(events.size());
    const std::function<void(std::uint64_t, std::uint32_t, std::uint32_t)> add =
        [&](std::uint64_t set, std::uint32_t from, std::uint32_t more) {
            for (std::uint32_t i = from; more > 0 && i < count; ++i)
                add(set | std::uint64_t{1} << i, i + 1, more - 1);
            if (more > 0 || std::any_of(minimal.begin(), minimal.end(), [&](std::uint64_t known) {
                    return (set & known) == known;
                }))
                return;
            std::vector<check::BasicEvent> chosen;
            for (std::uint32_t i = 0; i < count; ++i)
                if ((set >> i) & 1) chosen.push_back(events[i]);
            std::stable_sort(chosen.begin(), chosen.end(),
                             [](const auto& a, const auto& b) { return a.kind < b.kind; });
            World world = ground.first();
            for (const check::BasicEvent& event : chosen) check::befall(world, event);
            const check::Promise* asked = &promise;
            check::ExploreOptions options = ground.options_for({&asked, 1}, false, false);
            options.goes_on = true;
            check::Explorer explorer(world, ground.moves(promise), {ground.sought_of(promise)},
                                     options);
            explorer.go_on(UINT32_MAX);
            REQUIRE(explorer.end() == check::Explorer::End::complete);
            if (!is_broken_at_first(explorer, ground, promise)) return;
            minimal.push_back(set);
            out.insert(name_of(ground, chosen));
        };
    for (std::uint32_t order = 0; order <= order_max; ++order) add(0, 0, order);
    return out;
}

}  // namespace

TEST_CASE("blast: what blocks a recovery is as many sets as a closed form counts") {
    for (const std::uint32_t n : {3u, 4u, 5u, 6u, 10u, 20u}) {
        CAPTURE(n);
        const auto blast = only_result(load_file("proofs/blocked", {{"N", std::to_string(n)}}));
        const std::uint32_t m = (n + 1) / 2;
        CHECK(blast.is_complete);
        CHECK(blast.total == (choose(n, n - m + 1) << (n - m + 1)) + 2);
    }
}

TEST_CASE("blast: approvers who are alike are counted and not told apart, to the same sets") {
    for (const std::uint32_t n : {3u, 4u}) {
        const Loaded loaded = load_file("proofs/blocked", {{"N", std::to_string(n)}});
        const auto merged = search_of(loaded);
        check::BlastOptions plain;
        plain.merges_peers = plain.forgets_answers = false;
        const auto apart = search_of(loaded, plain);
        const auto one_by_one =
            tried_one_by_one(apart->ground(), apart->ground().plan().promises[0], 12);
        const auto results = apart->results(false);
        CHECK(sets_of(*apart, results[0]) == one_by_one);
        CHECK(merged->results(false)[0].total == one_by_one.size());
        for (const std::string& set : sets_of(*merged, merged->results(false)[0]))
            CHECK(one_by_one.contains(set));
    }
}

TEST_CASE("blast: what is said twice is one event") {
    auto text = *read_source("scenarios/proofs/blocked.json");
    const std::string event = R"({ "event": "person_absent", "of": ["approver-*"] },)";
    const std::size_t at = text.find(event);
    REQUIRE(at != std::string::npos);
    std::string twice = text;
    for (int i = 0; i < 40; ++i) twice.insert(at, event);
    CHECK(only_result(load_text(twice, "blocked.json")).total == 82);
}

TEST_CASE("blast: a thief keeps what he has stolen, whatever befalls its owner afterwards") {
    const std::string text = small_scenario(
        R"("check": {
             "events": [
               {"event": "credential_stolen", "of": "production/root", "by": "mallory"},
               {"event": "person_bribed", "of": ["omar"], "by": "mallory"}],
             "promises": [{"name": "p", "never": {"person": "mallory", "holds": "production/operator"}}]},)");
    const auto blast = only_result(load_text(text, "bribed.json"));
    REQUIRE(blast.sets.size() == 1);
    CHECK(blast.sets[0].one.size() == 1);
    const auto search = search_of(load_text(text, "bribed.json"));
    World world = search->ground().first();
    for (int i = 0; i < 2; ++i) check::befall(world, search->ground().events()[1]);
    for (const Credential& row : world.credentials)
        if (row.stolen_from && world.credentials[row.stolen_from].holder != row.holder)
            CHECK_FALSE(row.is_revoked);
}

TEST_CASE("blast: a bound says how far it came") {
    const Loaded loaded = load_file("proofs/blocked");
    check::BlastOptions options;
    options.order_max = 2;
    auto blast = only_result(loaded, options);
    CHECK(blast.total == 2);
    CHECK(blast.order == 2);
    CHECK_FALSE(blast.is_complete);
    options = {};
    options.sets_max = 10;
    blast = only_result(loaded, options);
    CHECK_FALSE(blast.is_complete);
    CHECK(blast.order < 4);
}

TEST_CASE(
    "blast: what any design is asked is answered as trying every single thing with every move "
    "answers it") {
    const Loaded loaded = load_file("traditional");
    check::BlastOptions options;
    options.order_max = 1;
    const auto search = search_of(loaded, options);
    for (const check::Blast& blast : search->results(false)) {
        CAPTURE(blast.promise->name);
        if (!blast.applies) continue;
        CHECK(sets_of(*search, blast) == tried_one_by_one(search->ground(), *blast.promise, 1));
    }
}

TEST_CASE(
    "blast: a thief who destroys all at once breaks what one breaks who does it in any order") {
    const Loaded loaded = load_file("traditional");
    check::BlastOptions options;
    options.promises = {"recoverable"};
    options.order_max = 2;
    const auto at_once = search_of(loaded, options);
    options.destroys_at_once = false;
    const auto any_order = search_of(loaded, options);
    CHECK(sets_of(*at_once, at_once->results(false)[0]) ==
          sets_of(*any_order, any_order->results(false)[0]));
    CHECK(at_once->results(false)[0].states < any_order->results(false)[0].states);
}

TEST_CASE("blast: another rule, other sets") {
    const auto text = read_source("scenarios/cross-organization.json");
    REQUIRE(text.has_value());
    const auto singles = [&](const std::string& scenario) {
        check::BlastOptions options;
        options.promises = {"recoverable"};
        options.order_max = 1;
        const auto search = search_of(load_text(scenario, "cross-organization.json"), options);
        return sets_of(*search, search->results(false)[0]);
    };
    // Assumed: what refuses new requests once the organization has opted out. It is the one thing that a thief needs.
    CHECK(singles(*text) == std::set<std::string>{"credential_stolen management/root",
                                                  "organization_lost lindholm",
                                                  "person_bribed petra"});
    std::string other = *text;
    const std::string settings = "\"settings\": {";
    const std::size_t at = other.find(settings);
    REQUIRE(at != std::string::npos);
    other.insert(at + settings.size(), " \"enforces_mpa_opt_in\": false,");
    CHECK(singles(other).empty());
}

TEST_CASE("blast: the holes that the threats are about are found on designs that lack the guard") {
    const auto singles = [&](const std::string& name, const std::string& promise,
                             const Overrides& overrides = {}) {
        check::BlastOptions options;
        options.promises = {promise};
        options.order_max = 1;
        const auto search = search_of(load_file(name, overrides), options);
        return sets_of(*search, search->results(false)[0]);
    };
    // TH2: the team inside the organization that falls; and outside of it.
    CHECK(singles("cross-account", "no_takeover").contains("credential_stolen management/root"));
    CHECK_FALSE(
        singles("cross-organization", "no_takeover").contains("credential_stolen management/root"));
    // TH11: one directory for the company and for those who are to save it.
    const Overrides shared = {{"company_signs_in_with", "directory"}};
    CHECK_FALSE(singles("proofs/dial", "recoverable").contains("organization_lost company"));
    CHECK(singles("proofs/dial", "recoverable", shared).contains("organization_lost company"));
    // TH15: a locked copy under a key of the account that it was to be safe from.
    CHECK(singles("threats/th15", "immutable")
              .contains("credential_stolen production/platform-engineer"));
    // TH22: the first team of a vault, without a vote: an insider needs nothing more.
    CHECK(singles("threats/th22", "no_takeover") == std::set<std::string>{""});
    // TH31: a vault shared with an account of the attacker's.
    CHECK(singles("threats/th31", "confidential").contains("credential_stolen payments/root"));
}

TEST_CASE("blast: every set that a run can bring about is one, to the same trace hash") {
    check::BlastOptions options;
    options.order_max = 1;
    const auto search = search_of(load_file("cross-organization"), options);
    std::uint32_t played = 0;
    for (const check::Blast& blast : search->results(true))
        for (const check::SetClass& set : blast.sets) {
            CAPTURE(blast.promise->name);
            CAPTURE(name_of(search->ground(), set.one));
            if (set.one[0].kind == check::BasicEvent::Kind::backup_infected) continue;
            CHECK(set.witness.problem == "");
            CHECK(set.witness.is_played);
            ++played;
        }
    CHECK(played >= 10);
}
