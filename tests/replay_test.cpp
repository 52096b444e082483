// What a run promises: the same words give the same run, the log alone gives the world, any moment can be
// gone back to, branches do not touch each other, and what persons did replays to the same trace.
#include "base/random.h"
#include "sim/inputs_json.h"
#include "sim/references.h"
#include "sim/stage.h"
#include "sim/trace.h"
#include "support/scenarios.h"
#include "world/catalog.h"
#include "world/evolve.h"

#include <algorithm>

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

Simulation whole_run(std::string_view name, const RunOptions& options = {}) {
    Simulation simulation(shipped(name), options);
    simulation.run_to_end();
    return simulation;
}

// Agrees to whatever waits, an hour and a second after it was asked.
void answer_all(Simulation& simulation) {
    while (simulation.run_to_decision()) {
        simulation.run_until(simulation.now() + hours(1) + seconds(1));
        for (const PendingDecision& pending : simulation.decisions()) {
            if (pending.subject.kind == Kind::team)
                simulation.submit(
                    pending.person, pending.credential,
                    call::AnswerTeamInvitation{pending.subject.as<Team>(), Setting::yes});
            else
                simulation.submit(pending.person, pending.credential,
                                  call::Vote{pending.subject.as<Session>(), Response::APPROVED});
        }
    }
}

void replays_to_the_same_hash(const Simulation& original) {
    const std::string json = inputs_to_json(original);
    Simulation again(std::make_shared<const Scenario>(original.scenario()), original.options());
    const auto inputs = parse_inputs(again, json);
    if (!inputs)
        for (const Problem& problem : inputs.error()) FAIL_CHECK(to_text(problem));
    REQUIRE(inputs.has_value());
    CHECK(again.entries() == 0);
    std::string problem;
    REQUIRE_MESSAGE(again.replay(*inputs, problem), problem);
    again.run_to_end();
    CHECK(trace_hash(again) == trace_hash(original));
    CHECK(inputs_to_json(again) == json);
}

}  // namespace

TEST_CASE("replay: the same scenario and seed give the same run, another seed another one") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        const Simulation first = whole_run(name);
        const Simulation second = whole_run(name);
        CHECK(trace_text(first) == trace_text(second));
        // In a short story there may be nobody who throws dice, and where nobody answers by himself there is none.
        const auto& persons = first.scenario().persons;
        const bool has_staff = std::any_of(persons.begin(), persons.end(), [](const auto& person) {
            return person.staff.has_value();
        });
        if (!has_staff) CHECK(trace_hash(first) == trace_hash(whole_run(name, {.seed = 2})));
        else if (!name.contains('/'))
            CHECK(trace_hash(first) != trace_hash(whole_run(name, {.seed = 2})));
    }
}

TEST_CASE("replay: the log, folded from nothing, is the live world") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        const Simulation simulation = whole_run(name);
        World world;
        world.settings = simulation.scenario().settings;
        world.catalog = &simulation.catalog();
        for (const Event& event : simulation.log().founding) evolve(world, event);
        CHECK(world == simulation.world_at(0));
        for (const Entry& entry : simulation.log().entries)
            for (const Event& event : entry.events) evolve(world, event);
        CHECK(world == simulation.world());
        CHECK(world.hash() == simulation.world().hash());
    }
}

TEST_CASE("replay: every entry can be gone back to, last one first") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        Simulation simulation(shipped(name), {});
        std::vector<std::uint64_t> hashes = {simulation.world().hash()};
        std::vector<World> worlds = {simulation.world()};
        while (simulation.step()) {
            hashes.push_back(simulation.world().hash());
            worlds.push_back(simulation.world());
        }
        CHECK(hashes.size() > 5);
        for (std::uint32_t entry = simulation.entries() + 1; entry-- > 0;) {
            CAPTURE(entry);
            const World world = simulation.world_at(entry);
            CHECK(world == worlds[entry]);
            CHECK(world.hash() == hashes[entry]);
        }
    }
}

TEST_CASE("replay: an instant leads to the last entry not after it") {
    const Simulation simulation = whole_run("cross-account");
    CHECK(simulation.entry_at(Instant{0}) == 0);
    CHECK(simulation.entry_at(never) == simulation.entries());
    for (const Entry& entry : simulation.log().entries) {
        CHECK(simulation.entry_at(entry.at) >= entry.number);
        CHECK(simulation.log().entries[simulation.entry_at(entry.at) - 1].at == entry.at);
        CHECK(simulation.entry_at(Instant{entry.at.ms - 1}) < entry.number);
    }
}

TEST_CASE("replay: numbers, causes and ends of entries are sound") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        const Simulation simulation = whole_run(name);
        const World founded = simulation.world_at(0);
        const auto stood_there = [&](const Due& due) {
            return due.kind == DueKind::recovery_point_expiry ||
                   (due.kind == DueKind::backup_run &&
                    founded.backup_rules.holds(due.subject.as<BackupRule>())) ||
                   (due.kind == DueKind::restore_testing_run &&
                    founded.restore_testing_plans.holds(due.subject.as<RestoreTestingPlan>()));
        };
        Instant last{0};
        for (const Entry& entry : simulation.log().entries) {
            CAPTURE(entry.number);
            CHECK(&entry == &simulation.log().entries[entry.number - 1]);
            CHECK(entry.at >= last);
            CHECK(entry.until >= entry.at);
            CHECK(entry.cause < entry.number);
            CHECK(entry.call.has_value() == (entry.due.kind == DueKind::none));
            // What falls due was always begun by somebody, or stood there from the start.
            if (entry.due.kind != DueKind::none && !stood_there(entry.due)) CHECK(entry.cause != 0);
            if (entry.cause != 0) CHECK(simulation.log().entries[entry.cause - 1].at <= entry.at);
            last = entry.at;
        }
    }
}

TEST_CASE("replay: a session lasts until it is decided, a job until it ends") {
    const Simulation simulation = whole_run("first-approval");
    const auto& entries = simulation.log().entries;
    REQUIRE(entries.size() == 13);
    CHECK(entries[5].until == entries[7].at);    // the request: until the second vote
    CHECK(entries[8].until == entries[9].at);    // its execution: until the vault is available
    CHECK(entries[11].until == entries[12].at);  // the restore job
}

TEST_CASE("replay: a fork keeps both branches") {
    Simulation simulation(shipped("cross-account"), {});
    simulation.run_to_end();
    const std::string trace = trace_text(simulation);
    const std::uint32_t entries = simulation.entries();
    for (const std::uint32_t at : {0u, 1u, 31u, 32u, 33u, 90u, entries}) {
        CAPTURE(at);
        const World then = simulation.world_at(at);
        const Instant when = at == 0 ? Instant{0} : simulation.log().entries[at - 1].at;
        const std::uint32_t branch = simulation.fork(at, when);
        CHECK(simulation.branch() == branch);
        CHECK(simulation.entries() == at);
        CHECK(simulation.now() == when);
        CHECK(simulation.world() == then);
        // Left alone, it goes the way of its parent.
        simulation.run_to_end();
        CHECK(trace_text(simulation) == trace);
        simulation.switch_to(0);
        CHECK(simulation.entries() == entries);
        CHECK(trace_text(simulation) == trace);
    }
    REQUIRE(simulation.branches().size() == 8);
    CHECK(simulation.branches()[0].name == "main");
    CHECK(simulation.branches()[3].name == "branch 4");
    CHECK(simulation.branches()[3].forked_after == 31);
    CHECK(simulation.branches()[3].parent == 0);
}

TEST_CASE("replay: a fork may go another way") {
    Simulation simulation(shipped("first-approval"), {});
    simulation.run_to_end();
    const std::string trace = trace_text(simulation);
    // After ana's vote ben is taken over, and says no; so does chiara, by herself or not.
    simulation.fork(7, simulation.log().entries[6].at + minutes(1));
    CHECK(simulation.now() == simulation.log().entries[6].at + minutes(1));
    const Id<Person> ben = person(simulation, "ben");
    simulation.take_over(ben);
    REQUIRE(simulation.decisions().size() == 1);
    CHECK(simulation.decisions()[0].person == ben);
    CHECK(simulation.decisions()[0].entry == 6);
    const Entry vote = simulation.submit(ben, simulation.decisions()[0].credential,
                                         call::Vote{Id<Session>{0}, Response::REJECTED});
    CHECK(vote.number == 8);
    CHECK(vote.cause == 6);
    CHECK(simulation.decisions().empty());
    simulation.run_to_end();
    CHECK(simulation.world().sessions[Id<Session>{0}].status ==
          SessionStatus::APPROVED);  // ana and chiara
    CHECK(trace_text(simulation) != trace);
    replays_to_the_same_hash(simulation);
    // Of the branch's inputs a fork before them knows nothing, one after them all.
    CHECK(simulation.inputs_until(7).size() == 1);
    CHECK(simulation.inputs_until(8).size() == 2);
    simulation.fork(8, vote.at);
    CHECK(simulation.inputs().size() == 2);
    CHECK(simulation.is_live(ben));
    simulation.switch_to(0);
    CHECK(trace_text(simulation) == trace);
    CHECK(simulation.inputs().empty());
}

TEST_CASE("replay: a fork knows who had taken a seat by then") {
    Simulation simulation(shipped("first-approval"), {});
    simulation.run_until(Instant{minutes(34).ms});
    const std::uint32_t entry = simulation.entries();
    const Id<Person> ana = person(simulation, "ana");
    simulation.run_until(Instant{minutes(35).ms});
    simulation.take_over(ana);
    REQUIRE(simulation.entries() == entry);
    CHECK(simulation.inputs_until(entry).size() == 1);
    CHECK(simulation.inputs_until(entry - 1).empty());
    simulation.fork(entry, Instant{minutes(34).ms});
    CHECK_FALSE(simulation.is_live(ana));
    CHECK(simulation.now() == Instant{minutes(34).ms});
    simulation.switch_to(0);
    simulation.fork(entry, Instant{minutes(36).ms});
    CHECK(simulation.is_live(ana));
    CHECK(simulation.now() == Instant{minutes(36).ms});
    simulation.switch_to(0);
    simulation.fork(entry, never);  // no further than the next thing that happens by itself
    CHECK(simulation.now() == simulation.next_at());
}

TEST_CASE("replay: runs with live decisions replay exactly") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        const auto scenario = shipped(name);
        Simulation simulation(scenario, {.seed = 7, .live = scenario->live});
        answer_all(simulation);
        CHECK(simulation.inputs().size() >= (scenario->live.empty() ? 0u : 2u));
        replays_to_the_same_hash(simulation);
    }
}

TEST_CASE("replay: a seat taken over and handed back replays exactly") {
    Simulation simulation(shipped("cross-account"), {.seed = 3});
    const Id<Person> ana = person(simulation, "ana");
    const Id<Person> cho = person(simulation, "cho");
    simulation.run_until(Instant{hours(76).ms});
    simulation.take_over(ana);
    simulation.take_over(cho);
    REQUIRE(simulation.run_to_decision());
    simulation.run_until(simulation.now() + hours(3));
    simulation.hand_back(ana);
    CHECK(simulation.next_at() == simulation.now());  // what she would have said is overdue
    simulation.run_until(simulation.now() + hours(3));
    for (const PendingDecision& pending : simulation.decisions()) CHECK(pending.person == cho);
    simulation.hand_back(cho);
    simulation.run_to_end();
    CHECK(simulation.decisions().empty());
    CHECK(simulation.inputs().size() == 4);
    replays_to_the_same_hash(simulation);
}

TEST_CASE("replay: taking a seat over disturbs nobody else's dice") {
    Simulation plain(shipped("cross-account"), {.seed = 5});
    plain.run_until(Instant{hours(34).ms + hours(20).ms});
    Simulation live(shipped("cross-account"), {.seed = 5});
    live.run_until(Instant{hours(33).ms});
    live.take_over(person(live, "ana"));
    live.run_until(Instant{hours(54).ms});
    // The drill's votes of the others fall at the same times.
    const auto votes = [](const Simulation& simulation, std::string_view name) {
        std::vector<Instant> out;
        for (const Entry& entry : simulation.log().entries)
            if (entry.call && entry.caller.person == person(simulation, name))
                out.push_back(entry.at);
        return out;
    };
    for (const char* name : {"ben", "cho", "dee", "eli"}) {
        CAPTURE(name);
        CHECK(votes(live, name) == votes(plain, name));
    }
    CHECK(votes(live, "ana").size() + 1 == votes(plain, "ana").size());
}

TEST_CASE("replay: silence of live approvers ends the story by expiry") {
    const auto scenario = shipped("first-approval");
    Simulation simulation(scenario, {.live = scenario->live});
    simulation.run_to_end();
    const Session& session = simulation.world().sessions[Id<Session>{0}];
    CHECK(session.status == SessionStatus::FAILED);
    CHECK(session.status_code == SessionStatusCode::EXPIRED);
    CHECK(simulation.decisions().empty());
}

TEST_CASE("replay: inputs that do not fit are refused, each with its place and reason") {
    const Simulation simulation(shipped("first-approval"), {});
    const auto error = [&](std::string_view json) -> std::string {
        const auto inputs = parse_inputs(simulation, json, "link");
        if (inputs) return "none";
        std::string out;
        for (const Problem& problem : inputs.error()) out += to_text(problem) + "\n";
        return out;
    };
    CHECK(error("[]") == "none");
    CHECK(error("{}") == "link:1:1: expected an array of inputs, found an object\n");
    CHECK(error(R"([{"after": 6, "person": "ana", "take_over": true}])") ==
          "link:1:2 /0: an input needs the member \"at\"\n");
    CHECK(error(R"([{"after": 6, "at": "33m", "person": "anna", "take_over": true}])") ==
          "link:1:38 /0/person: no person named \"anna\"; did you mean \"ana\"?\n");
    CHECK(error(R"([{"after": 6, "at": "33m", "person": "ana"}])") ==
          "link:1:2 /0: an input is a \"call\", a \"take_over\" or a \"hand_back\"\n");
    CHECK(error(R"([{"after": 6, "at": "32m", "person": "ana", "take_over": true}])") ==
          "link:1:2 /0: the input after entry 6 lies in the past\n");
    CHECK(error(R"([{"after": 6, "at": "10h", "person": "ana", "take_over": true}])") ==
          "link:1:2 /0: the input after entry 6 comes too late: entry 7 happens before it, at "
          "+00:40:54.000\n");
    CHECK(error(R"([{"after": 600, "at": "10h", "person": "ana", "take_over": true}])") ==
          "link:1:2 /0: the input after entry 600 lies beyond the end of the run, which has 13 "
          "entries\n");
    CHECK(
        error(
            R"([{"after": 6, "at": "34m", "person": "ana", "call": "Vote", "with": {"Session": "session-1"}}])") ==
        "link:1:69 /0/with: Vote needs the member \"Response\"\n");
    CHECK(error(R"([{"after": 6, "at": "34m", "person": "mallory", "call": "Vote",
                     "with": {"Session": "session-1", "Response": "APPROVED"}}])") ==
          "link:1:2 /0: mallory has no portal sign-in; say with \"as\" which credential is used\n");
    CHECK(
        error(
            R"([{"after": 6, "at": "34m", "person": "ana", "as": "production/root", "call": "ListInstances"}])") ==
        "link:1:51 /0/as: ana does not hold \"production/root\"\n");
}

TEST_CASE("replay: names that are not unique still lead back to the same rows") {
    // Two vaults of one name, in two accounts; the caller means the one of the other account.
    const auto scenario = load(small_scenario(R"("steps": [
        {"at": "1m", "who": "rosa", "as": "recovery/ir", "call": "CreateBackupVault", "with": {"BackupVaultName": "daily"}}],
      "ends": {"at": "1d"},)"));
    Simulation simulation(scenario, {});
    simulation.run_until(Instant{minutes(5).ms});
    const Id<Person> rosa = person(simulation, "rosa");
    const References references(simulation.world(), simulation.aliases());
    const Id<Credential> credential = references.credential_of(rosa, "recovery/ir");
    for (const std::uint32_t vault : {1u, 2u})
        simulation.submit(rosa, credential, call::DescribeBackupVault{Id<Vault>{vault}});
    CHECK(simulation.log().entries[1].outcome == Outcome::refused);
    CHECK(simulation.log().entries[2].outcome == Outcome::done);
    CHECK(inputs_to_json(simulation).find("production/daily") != std::string::npos);
    simulation.run_to_end();
    replays_to_the_same_hash(simulation);
}

TEST_CASE("replay: what could not be replayed is not begun") {
    Simulation simulation(shipped("first-approval"), {});
    while (simulation.entries() < 6) simulation.step();
    const auto why = [&](std::string_view name, Id<Credential> credential, const Call& call) {
        return simulation.refusal_of(simulation.entries(), person(simulation, name), credential,
                                     call);
    };
    const Id<Credential> ana = portal(simulation, person(simulation, "ana"));
    const call::Vote vote{Id<Session>{0}, Response::APPROVED};
    CHECK(why("ana", ana, vote).empty());
    CHECK(why("mallory", {}, vote) == "mallory has no portal sign-in");
    CHECK(why("ben", ana, vote).starts_with("ben does not hold \""));
    CHECK(why("ana", Id<Credential>{9'999}, vote) == "ana does not hold that credential");
    CHECK(why("ana", ana, call::Vote{Id<Session>{77}, Response::APPROVED}) ==
          "what this call is about is not there yet");
    // Nor from a place in the past where it was not yet so.
    CHECK(!simulation.refusal_of(0, person(simulation, "ana"), ana, vote).empty());
    CHECK(simulation.inputs().empty());
}

TEST_CASE("replay: whatever was submitted, however absurd, comes out the same again") {
    std::uint32_t taken = 0;
    std::uint32_t refused = 0;
    for (const std::string& name : {std::string("cross-account"), std::string("first-approval")})
        for (std::uint64_t seed = 1; seed <= 15; ++seed) {
            CAPTURE(name);
            CAPTURE(seed);
            Random dice(seed, "replay/submits");
            Simulation simulation(shipped(name), {.seed = seed});
            const auto any = [&](std::uint32_t size) { return dice.below(size + 2); };
            for (std::uint32_t n = 0; n < 40; ++n) {
                if (dice.below(3) != 0 && !simulation.step()) break;
                const World& w = simulation.world();
                Id<Person> who{any(w.persons.size())};
                const Id<Credential> with = dice.below(3) == 0
                                                ? Id<Credential>()
                                                : Id<Credential>{any(w.credentials.size())};
                if (dice.below(3) != 0 && w.credentials.holds(with))
                    who = w.credentials[with].holder;
                const Id<Vault> vault{any(w.vaults.size())};
                const Id<Session> session{any(w.sessions.size())};
                Catalog& catalog = simulation.catalog();
                const Call calls[] = {
                    call::ListBackupVaults{},
                    call::DescribeBackupVault{vault},
                    call::DeleteBackupVault{vault},
                    call::DeleteBackupVault{},
                    call::Vote{session, Response::REJECTED},
                    call::DeleteRecoveryPoint{vault,
                                              Id<RecoveryPoint>{any(w.recovery_points.size())}},
                    call::DisassociateBackupVaultMpaApprovalTeam{
                        vault,
                        catalog.names.intern(dice.below(2) == 0 ? "a \xff b" : "why, \"me\"?")},
                };
                const Call& call = calls[dice.below(std::size(calls))];
                const bool fits =
                    simulation.refusal_of(simulation.entries(), who, with, call).empty();
                ++(fits ? taken : refused);
                if (fits) simulation.submit(who, with, call);
            }
            simulation.run_to_end();
            replays_to_the_same_hash(simulation);
        }
    CHECK(taken > 30);
    CHECK(refused > 30);
}
