// Who is like whom is found out, not declared; and what it is found by knows every row that names people.
#include "check/peers.h"

#include <set>
#include <string>

#include "base/text.h"
#include "sim/stage.h"
#include "support/files.h"
#include "support/scenarios.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

constexpr auto always = [](Id<Person>, Id<Person>) { return true; };

std::vector<std::string> names_of(const World& world, const check::Peers& peers) {
    std::vector<std::string> out;
    for (std::uint32_t i = 0; i < peers.size(); ++i)
        out.emplace_back(world.catalog->names.text(world.persons[peers.person(i)].name));
    return out;
}

}  // namespace

TEST_CASE("peers: the approvers of a team are alike until one of them is told apart") {
    const auto stage = set_stage(load(small_scenario("")));
    World& world = stage->world;
    using Names = std::vector<std::string>;
    CHECK(names_of(world, check::Peers::among(world, {}, {}, always)) ==
          Names{"ana", "ben", "cho"});
    const World before = world;
    SUBCASE("by his row") {
        world.users.update({1}, [](User& user) { user.is_enabled = no; });
        CHECK(check::Peers::among(world, {}, {}, always).size() == 0);
    }
    SUBCASE("by his place in the team") {
        world.teams.update({0},
                           [](Team& team) { team.approvers[2].status = ApproverStatus::INVALID; });
        CHECK(check::Peers::among(world, {}, {}, always).size() == 0);
    }
    SUBCASE("by an answer") {
        Session session;
        session.team = {0};
        session.asked = 7;
        session.approved = 2;
        world.sessions.add(session);
        CHECK(check::Peers::among(world, {}, {}, always).size() == 0);
    }
    SUBCASE("by a credential that somebody else took") {
        Id<Credential> last;
        for (const Credential& row : world.credentials)
            if (row.user) last = world.credentials.id_of(row);
        Credential stolen = world.credentials[last];
        stolen.stolen_from = last;
        stolen.holder = {0};
        world.credentials.add(stolen);
        CHECK(check::Peers::among(world, {}, {}, always).size() == 0);
    }
    SUBCASE("by a move that only one of them has") {
        check::Move move;
        move.caller.person = check::Peers::among(world, {}, {}, always).person(1);
        move.call = call::Vote{Id<Session>{0}, Response::APPROVED};
        CHECK(check::Peers::among(world, std::vector{move}, {}, always).size() == 0);
    }
    SUBCASE("by what else is asked") {
        const auto not_cho = [&](Id<Person> a, Id<Person> b) {
            const auto name = [&](Id<Person> id) {
                return world.catalog->names.text(world.persons[id].name);
            };
            return name(a) != "cho" && name(b) != "cho";
        };
        CHECK(check::Peers::among(world, {}, {}, not_cho).size() == 0);
    }
}

// check/peers.cpp exchanges what a row says of persons, users and credentials; a member that it does not know of would
// make unlike worlds alike.
TEST_CASE("peers: every member of the world that names a person, a user or a credential is known") {
    const std::string world = *read_source("src/world/world.h");
    const std::string peers = *read_source("src/check/peers.cpp");
    std::set<std::string> found;
    std::string owner;
    for (const std::string_view line : split(world, '\n')) {
        if (line.starts_with("struct ")) owner = split(line, ' ')[1];
        for (const std::string_view named : {"Id<Person> ", "Id<User> ", "Id<Credential> "}) {
            const auto at = line.find(named);
            // Declarations only: a function takes one in brackets.
            if (at != std::string_view::npos &&
                line.substr(0, line.find(';')).find('(') == std::string_view::npos)
                found.insert(owner + "." +
                             std::string(line.substr(at + named.size(),
                                                     line.find(';') - at - named.size())));
        }
    }
    const std::set<std::string> known = {
        "Approver.mailbox",  "Approver.user",   "Credential.assumed_from",
        "Credential.holder", "Credential.user", "Credential.stolen_from",
        "User.person",       "User.mailbox",
    };
    for (const std::string& one : found) CHECK_MESSAGE(known.contains(one), one);
    CHECK(found.size() == known.size());
    for (const std::string& one : known) {
        const std::string member = one.substr(one.find('.') + 1);
        CAPTURE(one);
        CHECK(peers.find("." + member + ")") != std::string::npos);
    }
}
