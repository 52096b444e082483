// A seeded fuzzer over the rules: random calls by random callers at random times, with every invariant on
// after every event. Each run draws its own weights (a swarm), so that some runs are all votes, others all
// theft. A failure names its seed; AIRLOCK_FUZZ_CALLS sets how many calls are made in all.
#include "base/random.h"
#include "support/estate.h"
#include "world/evolve.h"
#include "world/invariants.h"
#include "world/text.h"

#include <array>
#include <cstdlib>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

constexpr std::size_t calls_count = std::variant_size_v<Call>;

// Draws a value for each member of a call: mostly rows that exist, now and then nonsense.
struct Draw {
    Random& random;
    Estate& estate;

    template <class Row>
    void operator()(Id<Row>& out) {
        if (random.chance(1, 40)) {
            // A name that was never interned is our own mistake; any other id may be nonsense.
            const bool is_name = std::is_same_v<Row, Name>;
            out = is_name || random.chance(1, 2) ? Id<Row>{} : Id<Row>{random.below(1000)};
            return;
        }
        if constexpr (std::is_same_v<Row, Name>) {
            static constexpr std::array<const char*, 12> names{
                "eu-west-1", "a1", "b2", "c3", "lag2", "view", "SERVICE_CONTROL_POLICY",
                "RESOURCE_CONTROL_POLICY", "backup.amazonaws.com", "x", "a/b", ""};
            out = estate.catalog.names.intern(names[random.below(random.chance(1, 10) ? 12 : 9)]);
        } else if constexpr (std::is_same_v<Row, PolicyDocument>) {
            out = {random.below(static_cast<std::uint32_t>(estate.catalog.documents.size()))};
        } else {
            estate.world.each_table([&](const auto& table) {
                if constexpr (std::is_same_v<std::decay_t<decltype(table)>, Table<Row>>)
                    if (!table.empty()) out = {random.below(table.size())};
            });
        }
    }
    void operator()(std::int32_t& out) {
        static constexpr std::array<std::int32_t, 10> numbers{unset, 0,  1,  2,  3,
                                                              7,     30, 35, 36, 40000};
        out = numbers[random.below(10)];
    }
    void operator()(OrganizationNode& out) {
        Id<Organization> root;
        Id<OrganizationalUnit> unit;
        Id<Account> account;
        (*this)(root), (*this)(unit), (*this)(account);
        const std::array<Ref, 3> nodes{root, unit, account};
        out.ref = nodes[random.below(3)];
    }
    void operator()(Setting& out) { out = static_cast<Setting>(random.below(3)); }
    void operator()(Response& out) {
        out = random.chance(2, 3) ? Response::APPROVED : Response::REJECTED;
    }
    void operator()(Ref& out) {
        if (random.chance(1, 2)) {
            Id<Team> team;
            (*this)(team);
            out = team;
        } else {
            Id<Vault> vault;
            (*this)(vault);
            out = vault;
        }
    }
    template <class T, std::uint32_t N>
    void operator()(Few<T, N>& out) {
        const std::uint32_t size = random.below(N < 5 ? N + 1 : 5);
        for (std::uint32_t i = 0; i < size; ++i) {
            T value;
            (*this)(value);
            out.push_back(value);
        }
    }
};

template <std::size_t I = 0>
Call draw_call(std::size_t which, Draw& draw) {
    if constexpr (I < calls_count) {
        if (I == which) {
            std::variant_alternative_t<I, Call> call;
            std::variant_alternative_t<I, Call>::each(
                [&](std::string_view, auto member, Presence) { draw(call.*member); });
            return call;
        }
        return draw_call<I + 1>(which, draw);
    } else {
        return {};
    }
}

Caller draw_caller(Random& random, const World& w, Instant now) {
    if (random.chance(1, 30)) return {{random.below(w.persons.size())}, {random.below(200)}, now};
    // Every third is somebody of the management account, who may do most.
    const Id<Credential> id{random.below(random.chance(1, 3) ? 2u : w.credentials.size())};
    return {w.credentials[id].holder, id, now};
}

template <std::size_t... I>
std::array<std::string_view, calls_count> names_of(std::index_sequence<I...>) {
    return {std::variant_alternative_t<I, Call>::operation.name...};
}

struct Tally {
    std::set<std::string> refusals;  // "DeleteRecoveryPoint vault_lock"
    std::set<std::string> successes;
    std::set<std::string_view> events;
};

void run(std::uint64_t seed, std::uint32_t calls, Tally& tally) {
    Random random(seed, "fuzz");
    Estate estate;
    estate.world.settings.early_reject = static_cast<EarlyReject>(random.below(3));
    estate.world.settings.can_change_vote = yes_if(random.chance(1, 2));
    estate.world.settings.can_delete_restore_access_vault = yes_if(random.chance(1, 4));
    estate.world.settings.has_documented_team_limits = yes_if(random.chance(1, 2));
    if (random.chance(1, 2)) estate.world.settings.accounts_max = 5;
    if (random.chance(1, 2)) {  // states that few lucky calls would reach
        estate.world.principals.update({estate.world.principals.size() - 2}, [&](Principal& p) {
            p.permissions_boundary = estate.catalog.managed.administrator;
        });
        estate.world.principals.update({3}, [&](Principal& p) {
            p.permissions_boundary = estate.catalog.managed.administrator;
        });
        estate.world.keys.update({0}, [](Key& k) {
            k.state = KeyState::PendingDeletion;
            k.deletion_at = Instant{0} + days(7);
        });
        estate.world.vaults.update({0}, [](Vault& v) { v.lock = LockMode::governance; });
    }
    const World founded = estate.world;
    std::vector<Event> log;
    std::array<std::uint32_t, calls_count> weights;
    for (auto& weight : weights) weight = random.chance(1, 3) ? random.below(30) : 2;
    const auto happen = [&](const std::vector<Event>& events) {
        for (const Event& event : events) {
            tally.events.insert(event_name(event));
            log.push_back(event);
            estate.happens(event);  // throws when an invariant breaks
        }
    };
    for (std::uint32_t i = 0; i < calls; ++i) {
        std::size_t which = 0;
        std::uint32_t total = 0;
        for (const auto weight : weights) total += weight;
        if (total == 0) return;
        for (std::uint32_t at = random.below(total); at >= weights[which]; ++which)
            at -= weights[which];
        Draw draw{random, estate};
        const Call call = draw_call(which, draw);
        const Caller caller = draw_caller(random, estate.world, estate.now);
        const std::uint64_t before = estate.world.hash();
        const Decision decision = decide(estate.world, caller, call);
        REQUIRE(estate.world.hash() == before);
        if (decision.outcome == Outcome::refused) {
            REQUIRE(decision.events.empty());
            REQUIRE(decision.gate != Gate::none);
            REQUIRE(decision.error != ErrorCode::none);
            REQUIRE(decision.checks.back().verdict == Verdict::stopped);
            tally.refusals.insert(std::string(operation_of(call).name) + " " +
                                  std::string(to_text(decision.gate)));
        } else {
            tally.successes.insert(std::string(operation_of(call).name));
        }
        happen(decision.events);
        const Instant until =
            estate.now +
            milliseconds(random.chance(1, 4) ? random.below(30'000'000) : random.below(60'000));
        for (Due due = next_due(estate.world); due.kind != DueKind::none && due.at <= until;
             due = next_due(estate.world)) {
            REQUIRE(due.at >= estate.now);
            estate.now = due.at;
            const Decision fell = fall_due(estate.world, due);
            REQUIRE(!fell.events.empty());
            happen(fell.events);
        }
        estate.now = until;
    }
    World folded = founded;
    for (const Event& event : log) evolve(folded, event);
    REQUIRE(folded == estate.world);
    REQUIRE(folded.hash() == estate.world.hash());
}

}  // namespace

TEST_CASE("whatever anybody asks, every invariant holds after every event") {
    const char* wanted = std::getenv("AIRLOCK_FUZZ_CALLS");
    const auto calls =
        static_cast<std::uint32_t>(wanted ? std::strtoul(wanted, nullptr, 10) : 50'000);
    constexpr std::uint32_t calls_each = 1000;
    Tally tally;
    for (std::uint32_t seed = 1; seed * calls_each <= calls; ++seed) {
        CAPTURE(seed);
        run(seed, calls_each, tally);
    }
    // The fuzzer must reach what it claims to try.
    std::string never_done;
    for (const std::string_view name : names_of(std::make_index_sequence<calls_count>()))
        if (!tally.successes.contains(std::string(name))) never_done += " " + std::string(name);
    CAPTURE(never_done);
    CHECK(tally.successes.size() > calls_count - calls_count / 8);
    CHECK(tally.refusals.size() > 120);
    CHECK(tally.events.size() > 40);
}
