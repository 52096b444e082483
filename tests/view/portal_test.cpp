// One approver's portal: the door with its directory, what waits behind it, what was answered in his name.
#include "view/portal.h"

#include "base/json.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

Portal portal_at(const Simulation& run, std::string_view name, std::uint32_t entry) {
    const Instant at = entry == 0 ? Instant{0} : run.log().entries[entry - 1].at;
    return build_portal(run, {entry, at}, person(run, name), english());
}

Portal portal_now(const Simulation& run, std::string_view name) {
    return build_portal(run, {run.entries(), run.now()}, person(run, name), english());
}

}  // namespace

TEST_CASE("portal: the door names the directory, the user and the teams, and says why it opens") {
    Simulation run(shipped("first-approval"), {1, {"ana"}});
    REQUIRE(run.run_to_decision());
    const Portal portal = portal_now(run, "ana");
    CHECK(portal.person == "ana");
    CHECK(portal.title == "Head of security");
    REQUIRE(portal.sign_ins.size() == 1);
    const SignIn& door = portal.sign_ins[0];
    CHECK(door.name == "ana");
    CHECK(door.directory == "directory");
    CHECK(door.is_independent);
    CHECK(door.teams == "guardians");
    CHECK(door.is_open);
    CHECK(door.is_running);
    CHECK(door.reason == "signed in to the approval portal");
}

TEST_CASE("portal: requests are those of one person, and only while he is played") {
    Simulation run(shipped("first-approval"), {1, {"ana", "ben"}});
    REQUIRE(run.run_to_decision());
    const Portal portal = portal_now(run, "ana");
    REQUIRE(portal.requests.size() == 1);
    CHECK(portal.requests[0].person == "ana");
    CHECK(portal.requests[0].subject == "session-1");
    CHECK(portal.requests[0].user == portal.sign_ins[0].user);
    CHECK_FALSE(portal.requests[0].requires_code);
    CHECK(portal.answers.empty());
    CHECK(portal_now(run, "chiara").requests.empty());
    run.hand_back(person(run, "ana"));
    CHECK(portal_now(run, "ana").requests.empty());
    CHECK(portal_now(run, "ben").requests.size() == 1);
}

TEST_CASE("portal: an answer stands in the history, with what became of the request, for 30 days") {
    Simulation run(shipped("first-approval"), {1, {"ana"}});
    REQUIRE(run.run_to_decision());
    const auto decision = run.decisions().front();
    run.submit(decision.person, decision.credential,
               call::Vote{decision.subject.as<Session>(), Response::APPROVED});
    const std::uint32_t voted = run.entries();
    run.run_to_end();
    const auto now = portal_at(run, "ana", voted);
    REQUIRE(now.answers.size() == 1);
    CHECK(now.answers[0].entry == voted);
    CHECK(now.answers[0].title == "Approve access to prod-airgap?");
    CHECK(now.answers[0].approves);
    CHECK(now.answers[0].is_own);
    CHECK_FALSE(now.answers[0].is_invitation);
    CHECK(portal_now(run, "ana").answers[0].outcome == "approved");
    CHECK(portal_at(run, "ana", voted - 1).answers.empty());

    const Instant at = run.log().entries[voted - 1].at;
    const auto later = [&](Duration passed) {
        return build_portal(run, {run.entries(), at + passed}, person(run, "ana"), english());
    };
    CHECK(later(days(30)).answers.size() == 1);
    CHECK(later(days(30) + minutes(1)).answers.empty());
}

TEST_CASE(
    "portal: a user who is shut out keeps an open portal for half an hour, but is not let in") {
    const Told told(shipped("threats/th12"), {"ana"});
    const std::uint32_t shut_out = told.entry("DisableUser");
    REQUIRE(shut_out > 0);
    const Instant at = told.run.log().entries[shut_out - 1].at;
    const auto then = [&](Duration passed) {
        return build_portal(told.run, {shut_out, at + passed}, person(told.run, "ana"), english());
    };
    CHECK(portal_at(told.run, "ana", shut_out - 1).sign_ins[0].is_open);
    CHECK_FALSE(then(minutes(29)).sign_ins[0].is_open);
    CHECK(then(minutes(29)).sign_ins[0].is_running);
    CHECK(then(minutes(29)).requests.size() == 1);
    CHECK(then(minutes(29)).sign_ins[0].reason.find("lasts a little longer") != std::string::npos);
    CHECK_FALSE(then(minutes(30)).sign_ins[0].is_running);
    CHECK(then(minutes(30)).requests.empty());
    CHECK(then(minutes(30)).sign_ins[0].reason.find("disabled") != std::string::npos);
}

TEST_CASE("portal: without its Identity Center it lets nobody in and says so") {
    const Told told(shipped("threats/th12"));
    const auto& entries = told.run.log().entries;
    std::uint32_t gone = 0;
    for (const Entry& entry : entries)
        if (entry.call && std::holds_alternative<call::DeleteInstance>(*entry.call) &&
            entry.outcome == Outcome::done && gone == 0)
            gone = entry.number;
    REQUIRE(gone > 0);
    CHECK(portal_at(told.run, "chiara", gone - 1).sign_ins[0].is_open);
    const SignIn door = portal_at(told.run, "chiara", gone).sign_ins[0];
    CHECK_FALSE(door.is_open);
    CHECK_FALSE(door.is_running);
    CHECK(door.reason == "the Identity Center behind the portal is gone");
}

TEST_CASE("portal: an answer that somebody else gave through the same sign-in is told apart") {
    const Told told(shipped("threats/th11"));
    std::uint32_t voted = 0;
    for (const Entry& entry : told.run.log().entries)
        if (entry.call && std::holds_alternative<call::Vote>(*entry.call) &&
            entry.outcome != Outcome::refused && voted == 0)
            voted = entry.number;
    REQUIRE(voted > 0);
    const Portal portal = portal_at(told.run, "ana", voted);
    REQUIRE(portal.answers.size() == 1);
    CHECK_FALSE(portal.answers[0].is_own);
    CHECK(portal.answers[0].approves);
    CHECK(portal_at(told.run, "chiara", voted).answers.empty());
}

TEST_CASE("portal: where a team wants a one-time password, it says so, and whether it arrives") {
    const std::vector<ParameterOverride> with_codes{{"one_time_password", "true"}};
    Simulation run(shipped("threats/th11", with_codes), {1, {"ana"}});
    REQUIRE(run.run_to_decision());
    const Portal portal = portal_now(run, "ana");
    REQUIRE(portal.requests.size() == 1);
    CHECK(portal.requests[0].requires_code);
    CHECK(portal.requests[0].is_code_ours);
}

TEST_CASE("portal: before any team knows a person his directory is named, and no door is open") {
    const Told told(shipped("cross-account"));
    const Portal portal = portal_at(told.run, "ana", 0);
    REQUIRE(portal.sign_ins.size() == 1);
    CHECK(portal.sign_ins[0].teams.empty());
    CHECK_FALSE(portal.sign_ins[0].is_open);
    CHECK(portal.sign_ins[0].reason.empty());
    CHECK(portal_at(told.run, "mallory", 0).sign_ins.empty());
}

TEST_CASE("portal: every approver of every shipped story, at every entry, reads as JSON") {
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        for (const Seat& seat : told.page(told.run.entries()).seats) {
            for (std::uint32_t entry = 0; entry <= told.run.entries(); entry += 7) {
                const Portal portal = portal_at(told.run, seat.name, entry);
                CAPTURE(name);
                CAPTURE(seat.name);
                CAPTURE(entry);
                CHECK(seat.has_portal == !portal.sign_ins.empty());
                for (const SignIn& door : portal.sign_ins) {
                    CHECK(door.teams.empty() == door.reason.empty());
                    CHECK(door.reason.find_first_of("{}") == std::string::npos);
                    if (door.is_open) CHECK(door.is_running);
                }
                for (const PastAnswer& answer : portal.answers) {
                    CHECK(!answer.outcome.empty());
                    CHECK(answer.title.find_first_of("{}") == std::string::npos);
                }
                std::vector<Problem> problems;
                const JsonDocument json = parse_json(to_json(portal), "", problems);
                REQUIRE(problems.empty());
                CHECK(json.find("/answers")->size() == portal.answers.size());
                CHECK(json.find("/sign_ins")->size() == portal.sign_ins.size());
            }
        }
    }
}
