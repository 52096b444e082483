// The person's side of a run, driven natively: playing, stepping, deciding, going another way.
#include "app/player.h"
#include "base/json.h"
#include "sim/inputs_json.h"
#include "sim/trace.h"
#include "support/scenarios.h"
#include "world/text.h"

#include <string>

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

Player player_of(std::string_view scenario, std::vector<std::string> live = {}) {
    RunOptions options;
    options.live = std::move(live);
    return Player(shipped(scenario), options);
}

void play_until_it_stops(Player& player) {
    player.apply(intent::Play{});
    for (int i = 0; i < 100'000 && player.is_playing(); ++i) player.advance(1000);
    REQUIRE_FALSE(player.is_playing());
}

// Answers everything that waits for somebody at the screen.
void answer_all(Player& player, bool approve) {
    for (auto waiting = player.simulation().decisions(); !waiting.empty();
         waiting = player.simulation().decisions())
        player.apply(intent::Answer{waiting.front().person, waiting.front().subject, approve});
}

// One intent in JSON; "" when it is taken, else its first problem.
std::string dispatch(Player& player, std::string_view json) {
    auto intent = parse_intent(player.simulation(), json);
    if (!intent) return intent.error().front().sentence;
    player.apply(*intent);
    return "";
}

}  // namespace

TEST_CASE("playing shows one entry after another and stops at the end") {
    Player player = player_of("first-approval");
    CHECK(player.cursor().entry == 0);
    player.apply(intent::Play{});
    player.advance(10);
    CHECK(player.cursor().entry ==
          1);  // what there is at the beginning need not be looked at for long
    player.advance(1000);
    player.advance(Player::entry_pace_ms - 1010);
    CHECK(player.cursor().entry == 1);
    player.advance(10);
    CHECK(player.cursor().entry == 2);
    play_until_it_stops(player);
    CHECK(player.cursor().entry == player.simulation().entries());
    CHECK(player.simulation().next_at() == never);
    player.apply(intent::Play{});
    CHECK_FALSE(player.is_playing());
    CHECK_FALSE(player.notice().empty());
}

TEST_CASE(
    "at a higher speed as much time shows more, and nothing at all changes when nothing moves") {
    Player player = player_of("first-approval");
    player.apply(intent::SetSpeed{4});
    player.apply(intent::Play{});
    player.advance(1);
    player.advance(Player::entry_pace_ms / 4);
    CHECK(player.cursor().entry == 2);
    player.apply(intent::Pause{});
    while (player.progress_permille() < 1000) player.advance(100);
    const auto revision = player.revision();
    CHECK_FALSE(player.advance(1000));
    CHECK(player.revision() == revision);
}

TEST_CASE("stepping back and seeking never change the run") {
    Player player = player_of("cross-account");
    player.apply(intent::SeekEntry{100'000});
    const std::string hash = trace_hash(player.simulation());
    const auto last = player.simulation().entries();
    CHECK(player.cursor().entry == last);
    player.apply(intent::StepBack{});
    CHECK(player.cursor().entry == last - 1);
    player.apply(intent::SeekTime{Instant{0} + hours(30)});
    CHECK(player.cursor().at >= player.simulation().log().entries[player.cursor().entry - 1].at);
    player.apply(intent::SeekEntry{0});
    player.apply(intent::StepBack{});
    CHECK(player.cursor().entry == 0);
    player.apply(intent::StepForward{});
    CHECK(player.cursor().entry == 1);
    CHECK(trace_hash(player.simulation()) == hash);
    CHECK(player.simulation().branches().size() == 1);
}

TEST_CASE("playing stops when somebody at the screen is asked, and goes on with the answer") {
    Player player = player_of("first-approval", {"ana", "ben"});
    play_until_it_stops(player);
    REQUIRE(player.simulation().decisions().size() == 2);
    CHECK(player.cursor().entry == player.simulation().decisions().front().entry);
    answer_all(player, true);
    CHECK(player.simulation().decisions().empty());
    play_until_it_stops(player);
    CHECK(player.simulation().next_at() == never);
    CHECK(player.simulation().inputs().size() == 2);
    CHECK(player.simulation().branches().size() == 1);
}

TEST_CASE("a run with answers given at the screen replays to the same trace") {
    Player player = player_of("cross-account", {"ana", "ben", "cho"});
    for (int i = 0; i < 50 && player.simulation().next_at() != never; ++i) {
        play_until_it_stops(player);
        const auto waiting = player.simulation().decisions();
        if (waiting.empty()) continue;
        // The team says yes to itself and to the recovery account, no to everything the thief asks.
        const World& world = player.simulation().world();
        bool approve = true;
        if (waiting.front().subject.kind == Kind::session) {
            const Session& session = world.sessions[waiting.front().subject.as<Session>()];
            approve = session.action == ProtectedAction::ApprovalTeamBaseline ||
                      name_of(world, session.requester) != "production/root";
        }
        answer_all(player, approve);
    }
    CHECK(player.simulation().next_at() == never);
    RunOptions options;
    options.live = {"ana", "ben", "cho"};
    Simulation twin(shipped("cross-account"), options);
    const auto inputs = parse_inputs(twin, inputs_to_json(player.simulation()));
    REQUIRE(inputs.has_value());
    std::string problem;
    REQUIRE(twin.replay(*inputs, problem));
    twin.run_to_end();
    CHECK(trace_hash(twin) == trace_hash(player.simulation()));
}

TEST_CASE("a speed is from 1 to 64, and a seed is taken as state() gives it") {
    Player player = player_of("first-approval");
    const auto takes = [&](std::string_view json) {
        return parse_intent(player.simulation(), json).has_value();
    };
    CHECK(takes(R"({"type": "set_speed", "speed": 1})"));
    CHECK(takes(R"({"type": "set_speed", "speed": 64})"));
    CHECK(!takes(R"({"type": "set_speed", "speed": 65})"));
    const auto none = parse_intent(player.simulation(), R"({"type": "set_speed", "speed": 0})");
    REQUIRE(!none);
    CHECK(none.error().front().sentence ==
          "this intent needs a whole number \"speed\" from 1 to 64");
    CHECK(takes(R"({"type": "restart", "seed": 9223372036854775807})"));
    CHECK(!takes(R"({"type": "restart", "seed": "18446744073709551616"})"));
    CHECK(!takes(R"({"type": "restart", "seed": ""})"));
    const auto most =
        parse_intent(player.simulation(), R"({"type": "restart", "seed": "18446744073709551615"})");
    REQUIRE(most);
    player.apply(*most);
    CHECK(player.simulation().seed() == 18446744073709551615u);
}

TEST_CASE("who acts in the past goes another way, and the old way stays") {
    Player player = player_of("first-approval");
    player.apply(intent::SeekEntry{100'000});
    const std::string before = trace_hash(player.simulation());
    std::uint32_t asked = 0;
    for (const Entry& entry : player.simulation().log().entries)
        for (const Event& event : entry.events)
            if (std::holds_alternative<event::SessionStarted>(event)) asked = entry.number;
    REQUIRE(asked != 0);
    player.apply(intent::SeekEntry{asked});
    for (const auto* name : {"ana", "ben", "chiara"})
        player.apply(intent::TakeOver{person(player.simulation(), name)});
    CHECK(player.simulation().branches().size() == 2);  // the first of the three forked
    CHECK(player.simulation().decisions().size() == 3);
    answer_all(player, false);
    play_until_it_stops(player);
    CHECK(trace_hash(player.simulation()) != before);
    player.apply(intent::SwitchBranch{0});
    CHECK(trace_hash(player.simulation()) == before);
}

TEST_CASE("who is played at the screen stays so on a way that begins before that was said") {
    Player player = player_of("first-approval");
    play_until_it_stops(player);
    const Id<Person> ben = person(player.simulation(), "ben");
    player.apply(intent::TakeOver{ben});
    std::uint32_t asked = 0;
    for (const Entry& entry : player.simulation().log().entries)
        if (entry.outcome == Outcome::pending) asked = entry.number;
    REQUIRE(asked > 0);
    player.apply(intent::SeekEntry{asked});
    player.apply(intent::Answer{ben, Ref(Id<Session>{0}), false});
    CHECK(player.notice().empty());
    CHECK(player.simulation().branch() == 1);
    CHECK(player.simulation().is_live(ben));
    CHECK(player.simulation().world().sessions[Id<Session>{0}].rejected != 0);
}

TEST_CASE("the next decision is the next request or invitation, and then there is none") {
    Player player = player_of("first-approval");
    player.apply(intent::NextDecision{});
    const Entry& entry = player.simulation().log().entries[player.cursor().entry - 1];
    CHECK(entry.outcome == Outcome::pending);
    player.apply(intent::NextDecision{});
    CHECK_FALSE(player.notice().empty());
    CHECK(player.cursor().entry == player.simulation().entries());
}

TEST_CASE("beginning again keeps who is played by whom") {
    Player player = player_of("first-approval", {"ana"});
    player.apply(intent::SeekEntry{5});
    player.apply(intent::Restart{7});
    CHECK(player.cursor().entry == 0);
    CHECK(player.simulation().seed() == 7);
    CHECK(player.simulation().is_live(person(player.simulation(), "ana")));
}

TEST_CASE("intents come as JSON, and nonsense is answered") {
    Player player = player_of("first-approval", {"ana"});
    CHECK(dispatch(player, R"({"type":"seek_entry","entry":3})") == "");
    CHECK(player.cursor().entry == 3);
    CHECK(dispatch(player, R"({"type":"select","kind":"vault","name":"prod-airgap"})") == "");
    CHECK(player.selection().thing.kind == Kind::vault);
    CHECK(dispatch(player, R"({"type":"set_speed","speed":8})") == "");
    CHECK(player.speed() == 8);
    CHECK(dispatch(player, R"({"type":"next_decision"})") == "");
    CHECK(dispatch(player,
                   R"({"type":"answer","person":"ana","session":"session-1","approve":true})") ==
          "");
    CHECK(player.simulation().world().sessions[{0}].approved != 0);
    CHECK(
        dispatch(
            player,
            R"({"type":"submit","person":"rosa","as":"recovery/incident-response","call":"ListBackupVaults"})") ==
        "");

    CHECK(dispatch(player, "") != "");
    CHECK(dispatch(player, "[]") == "an intent is a JSON object");
    CHECK(dispatch(player, R"({"type":"plai"})") == R"(there is no intent "plai")");
    CHECK(dispatch(player, R"({"type":"seek_entry","entry":-1})")
              .starts_with("this intent needs a whole number"));
    CHECK(dispatch(player, R"({"type":"take_over","person":"anna"})") ==
          R"(no person named "anna")");
    CHECK(dispatch(player,
                   R"({"type":"answer","person":"ana","session":"session-9","approve":true})") ==
          R"(there is none named "session-9")");
    CHECK(dispatch(player, R"({"type":"answer","person":"ana","approve":true})") ==
          R"(an answer needs a text "session" or "team")");
    CHECK(dispatch(player, R"({"type":"answer","person":"ana","team":7,"approve":true})") ==
          R"(this intent needs a text "team")");
    CHECK(dispatch(player, R"({"type":"submit","person":"rosa","call":"DropEverything"})") != "");
    CHECK(dispatch(player, R"({"type":"switch_branch","branch":4})") != "");
}

TEST_CASE("the state is plain JSON with what embedders were promised") {
    Player player = player_of("first-approval", {"ana"});
    player.apply(intent::SeekEntry{100'000});
    std::vector<Problem> problems;
    const std::string text = player.state_json();
    const JsonDocument state = parse_json(text, "", problems);
    REQUIRE(problems.empty());
    for (const auto* member : {"scenario", "seed", "at", "playing", "entries", "sessions", "vaults",
                               "trace_hash", "inputs", "live", "branch", "branches", "decisions"}) {
        CAPTURE(member);
        CHECK(state.root().find(member) != nullptr);
    }
    CHECK(state.root().find("trace_hash")->text() == trace_hash(player.simulation()));
    CHECK(state.root().find("at")->integer() == player.simulation().entries());
}
