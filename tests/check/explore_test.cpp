// The search sees what there is: as many states as independent models count, the same as a search that keeps whole
// worlds and asks the rules every time; what it finds is the shortest way, and a run.
#include <algorithm>
#include <set>
#include <string>

#include "base/json.h"
#include "check/plan_json.h"
#include "check/proof.h"
#include "sim/inputs_json.h"
#include "sim/trace.h"
#include "support/files.h"
#include "support/sanitized.h"
#include "support/scenarios.h"
#include "world/evolve.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

constexpr auto in_no_state = check::Promise::Kind::never;
constexpr auto can_be_had = check::Promise::Kind::can;

struct Loaded {
    std::shared_ptr<const Scenario> scenario;
    check::Plan plan;
};

Loaded load_plan(std::string_view text, std::string_view file,
                 std::span<const ParameterOverride> overrides = {}) {
    std::optional<check::Plan> plan;
    const ReadMore more = check::plan_reader(plan);
    auto scenario = load_scenario(text, file, overrides, &more);
    if (!scenario)
        for (const Problem& problem : scenario.error()) FAIL_CHECK(to_text(problem));
    REQUIRE(scenario.has_value());
    REQUIRE(plan.has_value());
    return {std::make_shared<const Scenario>(std::move(*scenario)), std::move(*plan)};
}

Loaded quorum(std::uint32_t approvers) {
    const auto text = read_source("scenarios/proofs/quorum.json");
    REQUIRE(text.has_value());
    const std::vector<ParameterOverride> overrides = {{"N", std::to_string(approvers)}};
    return load_plan(*text, "scenarios/proofs/quorum.json", overrides);
}

std::unique_ptr<check::Proof> proof_of(const Loaded& loaded,
                                       const check::ProofOptions& options = {}) {
    auto proof = check::Proof::open(loaded.scenario, loaded.plan, options);
    if (!proof) FAIL(to_text(proof.error()));
    return std::move(*proof);
}

check::ProofOptions unreduced_with(std::uint32_t states_max) {
    check::ProofOptions out;
    out.states_max = states_max;
    out.merges_peers = out.forgets_answers = out.slices = false;
    return out;
}
const check::ProofOptions unreduced = unreduced_with(UINT32_MAX - 2);

void finish(check::Proof& proof) {
    while (proof.go_on(10'000)) {}
}

check::Promise promise(std::string_view name, check::Promise::Kind kind, Condition condition) {
    check::Promise out;
    out.name = name;
    out.kind = kind;
    out.condition = std::move(condition);
    return out;
}

Condition session_is(std::string_view name, std::string_view state) {
    Condition out;
    out.kind = Condition::Kind::session;
    out.subject = name;
    out.state = state;
    return out;
}

}  // namespace

TEST_CASE("check: the quorum question has exactly as many states as an independent model counts") {
    struct Count {
        std::uint32_t approvers, states;
    };
    std::vector<Count> counts = {{3, 6'992}, {4, 109'120}};
    if (!is_sanitized) counts.push_back({5, 1'731'808});
    for (const Count& count : counts) {
        CAPTURE(count.approvers);
        const auto proof = proof_of(quorum(count.approvers), unreduced);
        finish(*proof);
        CHECK(proof->search(0).states() == count.states);
        const auto verdicts = proof->verdicts();
        REQUIRE(verdicts.size() == 1);
        CHECK(verdicts[0].word == check::VerdictWord::holds);
    }
}

TEST_CASE("check: approvers who are alike are merged, and answers forgotten, to the very counts") {
    struct Count {
        std::uint32_t approvers, merged, forgotten;  // 0: not counted by anybody else
    };
    for (const Count& count : {Count{5, 23'440, 0}, Count{6, 81'569, 14'463}}) {
        CAPTURE(count.approvers);
        const auto merged =
            proof_of(quorum(count.approvers), {.forgets_answers = false, .slices = false});
        finish(*merged);
        CHECK(merged->search(0).states() == count.merged);
        CHECK(merged->verdicts()[0].word == check::VerdictWord::holds);
        if (count.forgotten == 0) continue;
        const auto forgotten = proof_of(quorum(count.approvers), {.slices = false});
        finish(*forgotten);
        CHECK(forgotten->search(0).states() == count.forgotten);
        CHECK(forgotten->verdicts()[0].word == check::VerdictWord::holds);
    }
}

TEST_CASE("check: what a promise cannot see is left out, and nothing else") {
    // Of two requests the thief's matters, and who was taken over.
    const Loaded loaded = quorum(4);
    const auto sliced = proof_of(loaded);
    finish(*sliced);
    const auto whole = proof_of(loaded, {.slices = false});
    finish(*whole);
    CHECK(sliced->search(0).states() * 4 < whole->search(0).states());
    CHECK(sliced->verdicts()[0].word == check::VerdictWord::holds);
    for (const check::Move& move : sliced->search(0).moves())
        if (const auto* vote = std::get_if<call::Vote>(&move.call);
            vote != nullptr && move.kind == check::Move::Kind::call)
            CHECK(vote->session == Id<Session>{1});
    // What could be true of the thief's request is the same either way.
    for (const std::string_view state : {"APPROVED", "FAILED", "PENDING", "CREATING"}) {
        CAPTURE(state);
        Loaded other = loaded;
        other.plan.promises = {promise("never", in_no_state, session_is("thiefs-request", state))};
        const auto with = proof_of(other);
        finish(*with);
        const auto without = proof_of(other, unreduced);
        finish(*without);
        CHECK(with->verdicts()[0].word == without->verdicts()[0].word);
        CHECK(with->verdicts()[0].depth == without->verdicts()[0].depth);
    }
    // Who asks about both needs both.
    Loaded both = loaded;
    Condition condition;
    condition.kind = Condition::Kind::all;
    condition.parts = {session_is("thiefs-request", "APPROVED"),
                       session_is("recovery-request", "FAILED")};
    both.plan.promises = {promise("not_both", in_no_state, condition)};
    const auto found = proof_of(both);
    finish(*found);
    const auto plain = proof_of(both, unreduced);
    finish(*plain);
    CHECK(found->verdicts()[0].depth == plain->verdicts()[0].depth);
    CHECK(found->verdicts()[0].witness.problem == "");
}

TEST_CASE(
    "check: a request can be granted while fewer can be taken over than it takes to block it") {
    // Five approvers, three approvals: three noes end it. Honest approvers say yes or nothing; a request that runs out
    // while they say nothing is their own doing.
    using Value = decltype(Argument::value);
    const auto erase_calls = [](check::Plan& plan, const std::string& operation, auto&& is_out) {
        for (check::PlannedMove& move : plan.moves)
            std::erase_if(move.calls, [&](const CallText& call) {
                return call.operation == operation && is_out(move, call);
            });
    };
    Condition expired = session_is("recovery-request", "FAILED");
    expired.reason = "EXPIRED";
    Condition granted;
    granted.kind = Condition::Kind::any;
    granted.parts = {session_is("recovery-request", "APPROVED"), expired};
    for (const std::size_t taken : {2u, 3u}) {
        Loaded loaded = quorum(5);
        loaded.plan.has_free_deadlines = false;
        loaded.plan.attackers = {"mallory"};
        loaded.plan.promises = {promise("granted", can_be_had, granted)};
        erase_calls(loaded.plan, "Vote", [](const check::PlannedMove& move, const CallText& call) {
            return move.who.size() > 1 && call.arguments[1].value == Value(std::string("REJECTED"));
        });
        erase_calls(loaded.plan, "StealCredential",
                    [&](const check::PlannedMove&, const CallText& call) {
                        const auto& name = std::get<std::string>(call.arguments[0].value);
                        return std::stoul(name.substr(name.rfind('-') + 1)) > taken;
                    });
        // Nobody acts with what he cannot steal.
        for (check::PlannedMove& move : loaded.plan.moves)
            if (move.as.size() > 1) move.as.resize(taken);
        for (const bool is_reduced : {true, false}) {
            CAPTURE(taken);
            CAPTURE(is_reduced);
            check::ProofOptions options;
            options.merges_peers = options.forgets_answers = options.slices = is_reduced;
            const auto proof = proof_of(loaded, options);
            finish(*proof);
            const auto verdicts = proof->verdicts();
            if (taken == 2) {
                CHECK(verdicts[0].word == check::VerdictWord::holds);
                continue;
            }
            // He need not have begun: he could come first.
            CHECK(verdicts[0].word == check::VerdictWord::violated);
            CHECK(verdicts[0].depth == 0);
        }
    }
}

TEST_CASE("check: N = 3 once more, with whole worlds and the rules asked every time") {
    const auto proof = proof_of(quorum(3), unreduced_with(1));
    const check::Explorer& explorer = proof->search(0);
    const auto forget = [](World& world) {
        for (std::uint32_t i = 0; i < world.teams.size(); ++i)
            world.teams.update({i}, [](Team& team) {
                for (Approver& approver : team.approvers) {
                    approver.last_activity_day = 0;
                    approver.last_activity = LastActivity::none;
                    approver.missed_sessions = 0;
                }
            });
    };
    const Instant now = proof->run().now();
    const auto settle = [&](World& world) {
        for (Due due = next_due(world); due.kind != DueKind::none && due.at <= now;
             due = next_due(world))
            for (const Event& event : fall_due(world, due).events) evolve(world, event);
        forget(world);
    };
    // By hash, and the very world within: two different ones of one hash would be two states.
    std::multimap<std::uint64_t, World> seen;
    std::vector<World> to_do;
    const auto meet = [&](World world) {
        settle(world);
        const auto [begin, end] = seen.equal_range(world.hash());
        for (auto it = begin; it != end; ++it)
            if (it->second == world) return;
        seen.emplace(world.hash(), world);
        to_do.push_back(std::move(world));
    };
    meet(explorer.world_of(0));
    while (!to_do.empty()) {
        const World world = std::move(to_do.back());
        to_do.pop_back();
        for (const check::Move& move : explorer.moves()) {
            if (move.kind != check::Move::Kind::call) continue;
            World after = world;
            for (const Event& event : decide(world, move.caller, move.call).events)
                evolve(after, event);
            meet(std::move(after));
        }
        for (std::uint32_t i = 0; i < world.sessions.size(); ++i) {
            const Due due = due_of(world, Id<Session>{i}, Instant{INT64_MIN});
            if (due.kind == DueKind::none) continue;
            World after = world;
            for (const Event& event : fall_due(world, due).events) evolve(after, event);
            meet(std::move(after));
        }
    }
    CHECK(seen.size() == 6'992);
}

TEST_CASE("check: what breaks a promise is found by the shortest way and is a run") {
    Loaded loaded = quorum(4);
    loaded.plan.promises = {
        promise("never_approved", in_no_state, session_is("thiefs-request", "APPROVED"))};
    const auto proof = proof_of(loaded);
    finish(*proof);
    CHECK(proof->search(0).end() == check::Explorer::End::found);
    const auto verdicts = proof->verdicts();
    REQUIRE(verdicts.size() == 1);
    const check::Witness& witness = verdicts[0].witness;
    CHECK(verdicts[0].word == check::VerdictWord::violated);
    CHECK(verdicts[0].depth == 4);  // two thefts and two votes
    CHECK(witness.problem == "");
    REQUIRE(witness.is_played);
    Simulation run(loaded.scenario, {});
    const auto inputs = parse_inputs(run, witness.inputs);
    REQUIRE(inputs.has_value());
    std::string problem;
    REQUIRE(run.replay(*inputs, problem));
    run.run_until(proof->run().now());
    CHECK(trace_hash(run) == witness.trace_hash);
    bool is_approved = false;
    for (const Session& session : run.world().sessions)
        is_approved = is_approved ||
                      (session.status == SessionStatus::APPROVED &&
                       run.world().accounts[session.requester_account].number == 777'777'777'777);
    CHECK(is_approved);
}

TEST_CASE("check: whoever is on the other side is no peer of the others") {
    // The one attacker may say no, which is no help: all of the others can still agree.
    Loaded loaded = quorum(3);
    loaded.plan.has_free_deadlines = false;
    loaded.plan.moves = {loaded.plan.moves[2]};
    Condition over;
    over.kind = Condition::Kind::any;
    over.parts = {session_is("recovery-request", "APPROVED"),
                  session_is("recovery-request", "FAILED")};
    const auto symmetric = [](const check::Verdict& verdict) {
        const auto& all = verdict.reductions;
        return std::find(all.begin(), all.end(), "symmetry") != all.end();
    };
    for (const std::string attacker : {"approver-1", "approver-2"}) {
        CAPTURE(attacker);
        loaded.plan.attackers = {attacker};
        loaded.plan.promises = {promise("over", can_be_had, over)};
        const auto proof = proof_of(loaded);
        finish(*proof);
        CHECK_FALSE(symmetric(proof->verdicts()[0]));
    }
}

TEST_CASE("check: peers who are asked one after the other stand in the order of what is asked") {
    // Of each approver it depends on him which request is looked at, and the first answer is enough.
    Loaded loaded = quorum(3);
    Condition condition;
    condition.kind = Condition::Kind::any;
    for (const char number : {'1', '2', '3'}) {
        Condition taken;
        taken.kind = Condition::Kind::person;
        taken.subject = "mallory";
        taken.other = std::string("directory/approver-") + number;
        taken.has_other = true;
        Condition free;
        free.kind = Condition::Kind::none;
        free.parts = {taken};
        Condition first;
        first.kind = Condition::Kind::all;
        first.parts = {taken, session_is("recovery-request", "APPROVED")};
        Condition second;
        second.kind = Condition::Kind::all;
        second.parts = {free, session_is("thiefs-request", "CANCELLED")};
        condition.parts.push_back(first);
        condition.parts.push_back(second);
    }
    loaded.plan.promises = {promise("one_by_one", in_no_state, condition)};
    const auto merged = proof_of(loaded, {.slices = false});
    finish(*merged);
    const auto plain = proof_of(loaded, unreduced);
    finish(*plain);
    CHECK(merged->verdicts()[0].word == plain->verdicts()[0].word);
    CHECK(merged->verdicts()[0].depth == plain->verdicts()[0].depth);
}

TEST_CASE("check: a row that comes to name one of the peers ends their being alike") {
    // A new password is a credential that no peer had at the beginning.
    auto text = read_source("scenarios/proofs/quorum.json");
    REQUIRE(text.has_value());
    const auto replace = [&](std::string_view from, std::string_view to) {
        const auto at = text->find(from);
        REQUIRE(at != std::string::npos);
        text->replace(at, from.size(), to);
    };
    replace(R"("independent": true)", R"("independent": false)");
    replace(R"("number": "222222222222")",
            R"("number": "222222222222", "principals": [{ "name": "admin",
               "policies": ["AdministratorAccess"], "held_by": ["mallory"] }])");
    Loaded loaded = load_plan(*text, "quorum.json");
    check::PlannedMove reset = loaded.plan.moves[0];
    for (CallText& call : reset.calls) {
        call.operation = "ResetUserPassword";
        call.arguments[0].member = "User";
    }
    reset.as = {"management/admin"};
    loaded.plan.moves = {reset};
    Condition condition = loaded.plan.promises[0].condition.parts[1];
    condition.count.at_least = 2;
    condition.count.at_most = UINT32_MAX;
    loaded.plan.promises = {promise("one_at_most", in_no_state, condition)};
    for (const bool is_reduced : {true, false}) {
        CAPTURE(is_reduced);
        check::ProofOptions options = unreduced_with(2'000);
        options.merges_peers = options.forgets_answers = is_reduced;
        const auto proof = proof_of(loaded, options);
        finish(*proof);
        const auto verdicts = proof->verdicts();
        CHECK(verdicts[0].word == check::VerdictWord::violated);
        CHECK(verdicts[0].depth == 2);
    }
}

TEST_CASE("check: real deadlines pass in the order in which they stand, free ones in any") {
    Condition overtaken;
    overtaken.kind = Condition::Kind::all;
    overtaken.parts = {session_is("thiefs-request", "FAILED"),
                       session_is("recovery-request", "PENDING")};
    overtaken.parts[0].reason = "EXPIRED";
    Loaded loaded = quorum(3);
    loaded.plan.promises = {promise("the_later_one_waits", in_no_state, overtaken)};
    const auto free = proof_of(loaded);
    finish(*free);
    CHECK(free->verdicts()[0].word == check::VerdictWord::violated);
    CHECK(free->verdicts()[0].depth == 1);
    CHECK_FALSE(free->verdicts()[0].witness.is_played);  // no clock goes like this
    loaded.plan.has_free_deadlines = false;
    const auto real = proof_of(loaded);
    finish(*real);
    CHECK(real->verdicts()[0].word == check::VerdictWord::holds);
}

TEST_CASE("check: a deadline on the way is waited for") {
    Loaded loaded = quorum(3);
    loaded.plan.has_free_deadlines = false;
    Condition expired = session_is("recovery-request", "FAILED");
    expired.reason = "EXPIRED";
    loaded.plan.promises = {promise("answered_in_time", in_no_state, expired)};
    const auto proof = proof_of(loaded);
    finish(*proof);
    const auto verdicts = proof->verdicts();
    CHECK(verdicts[0].depth == 1);
    CHECK(verdicts[0].witness.problem == "");
    CHECK(verdicts[0].witness.is_played);
}

TEST_CASE("check: a bound ends it, and says nothing that was not seen") {
    const Loaded loaded = quorum(4);
    const auto by_states = proof_of(loaded, unreduced_with(1'000));
    finish(*by_states);
    CHECK(by_states->search(0).end() == check::Explorer::End::states_bound);
    CHECK(by_states->verdicts()[0].word == check::VerdictWord::bound);
    const auto by_depth = proof_of(loaded, {.depth_max = 3});
    finish(*by_depth);
    CHECK(by_depth->search(0).end() == check::Explorer::End::depth_bound);
    CHECK(by_depth->search(0).depth() == 3);
    check::ProofOptions few_bytes = unreduced;
    few_bytes.bytes_max = 100'000;
    const auto by_bytes = proof_of(loaded, few_bytes);
    finish(*by_bytes);
    CHECK(by_bytes->search(0).end() == check::Explorer::End::bytes_bound);
}

TEST_CASE("check: in steps or at once, the search is the same") {
    const Loaded loaded = quorum(3);
    const auto at_once = proof_of(loaded);
    at_once->go_on(UINT32_MAX);
    const auto in_steps = proof_of(loaded);
    while (in_steps->go_on(1)) {}
    CHECK(in_steps->search(0).states() == at_once->search(0).states());
    CHECK(in_steps->search(0).transitions() == at_once->search(0).transitions());
    CHECK(in_steps->search(0).depth() == at_once->search(0).depth());
}

TEST_CASE("check: what docs/scenarios.md promises holds") {
    const std::string doc = *read_source("docs/scenarios.md");
    const auto at = doc.find("\"check\": {");
    REQUIRE(at != std::string::npos);
    const std::string member = doc.substr(at, doc.find("```", at) - at);
    const auto whole_at = doc.find("```json\n") + 8;
    std::string whole = doc.substr(whole_at, doc.find("```", whole_at) - whole_at);
    whole.insert(whole.find('{') + 1, member + ",");
    const Loaded loaded = load_plan(whole, "lost-orders.json");
    for (const bool slices : {true, false}) {
        const auto proof = proof_of(loaded, {.slices = slices});
        finish(*proof);
        CHECK(proof->search(0).end() == check::Explorer::End::complete);
        // No move touches the lock: none is needed to see that.
        CHECK((proof->search(0).states() == 1) == slices);
        for (const check::Verdict& verdict : proof->verdicts())
            CHECK(verdict.word == check::VerdictWord::holds);
    }
}
