// What the stage shows at which moment: the estate grows, falls and is regained; and the golden scenes.
#include "view/scene.h"

#include <algorithm>

#include "support/golden.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;
using Stands = airlock::view::Condition;  // not the condition of a scenario

namespace {

// "The attack" as part of a file's name.
std::string slug(std::string_view title) {
    std::string out;
    for (const char c : title) {
        const bool is_word =
            (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (is_word) out += c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        else if (!out.empty() && out.back() != '-') out += '-';
    }
    return out;
}

const Link* find_link(const Scene& scene, Link::Kind kind) {
    for (const Link& link : scene.links)
        if (link.kind == kind) return &link;
    return nullptr;
}

}  // namespace

TEST_CASE("scene: golden scenes at the beginning of every chapter and at the end") {
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        const auto& chapters = told.run.scenario().chapters;
        const auto& entries = told.run.chapter_entries();
        for (std::size_t i = 0; i < chapters.size(); ++i) {
            REQUIRE(entries[i] > 0);
            check_golden(name + "@" + slug(chapters[i].title.in("en")) + ".scene",
                         to_text(told.scene(entries[i])));
        }
        check_golden(name + "@end.scene", to_text(told.scene(told.run.entries())));
        // Of a short story one column is looked at in every entry, but not kept.
        if (name.contains('/')) continue;
        check_golden(name + "@end-narrow.scene", to_text(told.scene(told.run.entries(), 390)));
    }
}

TEST_CASE("scene: building one changes nothing and gives the same again") {
    const Told told(shipped("cross-account"));
    const std::uint64_t before = told.run.world().hash();
    for (std::uint32_t entry = 0; entry <= told.run.entries(); entry += 7)
        CHECK(told.scene(entry) == told.scene(entry));
    CHECK(told.run.world().hash() == before);
}

TEST_CASE("scene: what does not exist yet is not shown; the estate grows step by step") {
    const Told told(shipped("cross-account"));
    const Scene start = told.scene(0);
    CHECK(find_place(start, "lindholm") == nullptr);
    CHECK(find_place(start, "production") != nullptr);
    CHECK(find_place(start, "production")->parent == -1);
    CHECK(find_mark(start, "prod-airgap") == nullptr);
    CHECK(find_mark(start, "orders-db") != nullptr);
    CHECK(start.links.empty());
    CHECK(start.tokens.empty());

    const std::uint32_t joined = told.entry("AcceptHandshake");
    CHECK(find_place(told.scene(joined), "production")->parent >= 0);
    CHECK(find_place(told.scene(joined), "recovery")->parent == -1);
    // The boundary grows as accounts join.
    const Rect early = find_place(told.scene(1), "lindholm")->box;
    const Rect late = find_place(told.scene(told.run.entries()), "lindholm")->box;
    CHECK(early.w < late.w);

    const std::uint32_t created = told.entry("CreateLogicallyAirGappedBackupVault");
    const Scene at_creation = told.scene(created);
    const Mark* vault = find_mark(at_creation, "prod-airgap");
    REQUIRE(vault != nullptr);
    CHECK(vault->is_pending);
    CHECK_FALSE(vault->is_sealed);
    CHECK(vault->is_touched);
    const Scene later = told.scene(told.entry("vault_available"));
    CHECK(find_mark(later, "prod-airgap")->is_sealed);
    CHECK_FALSE(find_mark(later, "prod-airgap")->is_pending);
}

TEST_CASE("scene: an account is lost with its root, its sealed vault is not") {
    const Told told(shipped("cross-account"));
    const std::uint32_t theft = told.entry("StealCredential");
    CHECK(find_place(told.scene(theft - 1), "production")->condition == Stands::intact);
    CHECK(find_place(told.scene(theft - 1), "lindholm")->condition == Stands::intact);
    const Scene scene = told.scene(theft);
    CHECK(find_place(scene, "production")->condition == Stands::lost);
    CHECK(find_place(scene, "production")->badge == "root stolen");
    CHECK(find_place(scene, "lindholm")->condition == Stands::threatened);
    CHECK(find_place(scene, "lindholm")->badge == "1 account lost");
    CHECK(find_place(scene, "recovery")->condition == Stands::intact);
    CHECK(find_mark(scene, "prod-airgap")->condition == Stands::intact);
    CHECK(find_mark(scene, "prod-airgap")->is_sealed);
    CHECK(find_mark(scene, "prod-daily")->condition == Stands::threatened);
    const Mark* thief = find_mark(scene, "mallory");
    REQUIRE(thief != nullptr);
    CHECK(thief->shape == Shape::attacker);
    CHECK(thief->state == "root");
    CHECK(scene.places[static_cast<std::size_t>(thief->place)].title == "production");

    const Scene burning = told.scene(told.entry("EncryptWorkload"));
    CHECK(find_mark(burning, "orders-db")->condition == Stands::lost);
    CHECK(find_mark(burning, "orders-db")->state == "ransomware");

    const Scene regained = told.scene(told.entry("account_recovery"));
    CHECK(find_place(regained, "production")->condition == Stands::regained);
    CHECK(find_place(regained, "lindholm")->condition == Stands::regained);
    REQUIRE(find_mark(regained, "mallory") != nullptr);
    CHECK(find_mark(regained, "mallory")->is_gone);
    CHECK(find_mark(told.scene(told.entry("account_recovery") + 1), "mallory") == nullptr);
}

TEST_CASE("scene: what is removed is faint at the entry that removed it, and then not shown") {
    const Told told(shipped("cross-account"));
    const std::uint32_t deleted = told.entry("DeleteRecoveryPoint");
    const Scene scene = told.scene(deleted);
    const Mark* vault = find_mark(scene, "prod-daily");
    REQUIRE(vault != nullptr);
    CHECK(vault->state == "1 deleted");
    std::size_t faint = 0;
    for (const Pip& pip : vault->pips) faint += pip.is_deleted ? 1 : 0;
    CHECK(faint == 1);
    CHECK(vault->pips.size() == static_cast<std::size_t>(vault->recovery_points) + 1);

    const std::uint32_t gone = told.entry("DeleteBackupVault");
    CHECK(find_mark(told.scene(gone), "prod-daily")->is_gone);
    CHECK(find_mark(told.scene(gone + 1), "prod-daily") == nullptr);
    // Its ways go with it.
    for (const Link& link : told.scene(gone + 1).links)
        CHECK(link.words.find("prod-daily") == std::string::npos);
}

TEST_CASE("scene: a refused call stops at the rim of the vault and says at which gate") {
    const Told told(shipped("first-approval"));
    const Scene scene = told.scene(told.entry("DeleteRecoveryPoint"));
    REQUIRE(scene.tokens.size() == 1);
    const Token& token = scene.tokens.front();
    CHECK(token.label == "DeleteRecoveryPoint");
    CHECK(token.detail == "refused at vault lock");
    CHECK(token.is_attack);
    CHECK(token.outcome == Outcome::refused);
    CHECK(token.gates > 1);
    CHECK(token.gates_passed == token.gates - 1);
    const Mark* vault = find_mark(scene, "prod-airgap");
    REQUIRE(vault != nullptr);
    CHECK(token.target == vault->ref);
    const Point c = vault->body.centre();
    const std::int32_t dx = token.to.x - c.x, dy = token.to.y - c.y, r = vault->body.w / 2;
    CHECK(dx * dx + dy * dy <= (r + 2) * (r + 2));
    CHECK(dx * dx + dy * dy >= (r - 4) * (r - 4));
    CHECK_FALSE(vault->is_touched);  // nothing happened to it
}

TEST_CASE(
    "scene: a call meets its gates in order, and one that its own side forbids does not arrive") {
    const Told told(shipped("first-approval"));
    const Scene scene = told.scene(told.entry("DeleteRecoveryPoint"));
    const Token& token = scene.tokens.front();
    REQUIRE(token.stops.size() == static_cast<std::size_t>(token.gates));
    CHECK(token.stops.front().name == "credential");
    CHECK(token.stops.back().name == "vault lock");
    CHECK(token.stops.back().verdict == Verdict::stopped);
    CHECK(token.aim == token.to);  // stopped by the vault itself: at its rim
    // A guardrail of the caller's own organization stops it on the way.
    std::size_t count = 0;
    for (const std::string& name : shipped_names()) {
        const Told story(shipped(name));
        for (const Entry& entry : story.run.log().entries) {
            if (entry.gate != Gate::service_control_policy) continue;
            for (const Token& stopped : story.scene(entry.number).tokens) {
                CAPTURE(name);
                CAPTURE(entry.number);
                if (stopped.aim == stopped.from) continue;
                CHECK(stopped.stops.back().verdict == Verdict::stopped);
                CHECK(stopped.to != stopped.aim);
                ++count;
            }
        }
    }
    CHECK(count > 0);
}

TEST_CASE("scene: what an entry sets going flows along its ways") {
    const Told told(shipped("cross-account"));
    const auto streams = [&](std::string_view name) {
        return told.scene(told.entry(name)).streams;
    };
    const std::vector<Stream> burning = streams("EncryptWorkload");
    REQUIRE(burning.size() == 1);
    CHECK(burning[0].kind == Stream::Kind::spread);
    CHECK(burning[0].words == "the attack goes on from the root of production to orders-db");
    // What is restored comes out of the vault, through the view, into the new system.
    std::size_t restores = 0, backups = 0;
    for (const Entry& entry : told.run.log().entries)
        for (const Stream& stream : told.scene(entry.number).streams) {
            backups += stream.kind == Stream::Kind::backup ? 1 : 0;
            if (stream.kind != Stream::Kind::restore) continue;
            const Scene scene = told.scene(entry.number);
            const Mark* vault = find_mark(scene, "prod-airgap");
            REQUIRE(vault != nullptr);
            const Point c = vault->body.centre(), from = stream.points.front();
            const std::int32_t dx = from.x - c.x, dy = from.y - c.y, r = vault->body.w / 2 + 4;
            CHECK(dx * dx + dy * dy <= r * r);
            CHECK(stream.points.size() >= 4);
            ++restores;
        }
    CHECK(restores > 0);
    CHECK(backups > 0);
    CHECK(told.scene(told.entry("Vote")).streams.empty());
}

TEST_CASE("scene: what is selected brings what belongs to it, and no more") {
    const Told told(shipped("cross-account"));
    const std::uint32_t end = told.run.entries();
    const Scene plain = told.scene(end);
    CHECK_FALSE(plain.has_focus);
    for (const Mark& mark : plain.marks) CHECK_FALSE(mark.is_related);
    const Scene scene = told.scene(end, 904, {find_mark(plain, "prod-airgap")->ref, 0});
    CHECK(scene.has_focus);
    CHECK(find_mark(scene, "prod-airgap")->is_related);
    CHECK(find_place(scene, "production")->is_related);
    CHECK(find_place(scene, "lindholm")->is_related);
    CHECK(find_mark(scene, "prod-view")->is_related);  // its way leads there
    for (const Link& link : scene.links)
        CHECK(link.is_related == (link.from == find_mark(scene, "prod-airgap")->ref ||
                                  link.to == find_mark(scene, "prod-airgap")->ref));
    std::size_t aside = 0;
    for (const Mark& mark : scene.marks) aside += mark.is_related ? 0 : 1;
    CHECK(aside > 0);
}

TEST_CASE("scene: a quorum fills vote by vote, and its time runs out") {
    const Told told(shipped("first-approval"));
    const std::uint32_t asked = told.entry("CreateRestoreAccessBackupVault");
    const Scene before = told.scene(asked - 1), open = told.scene(asked);
    CHECK(find_mark(before, "guardians")->centre == "2 of 3");
    CHECK(find_mark(before, "guardians")->centre_detail == "must agree");
    const Mark* team = find_mark(open, "guardians");
    CHECK(team->centre == "0 of 2");
    CHECK(team->centre_detail == "24 h left");
    CHECK(team->time_left_permille == 1000);
    for (const Segment& segment : team->segments) CHECK(segment.state == Segment::State::waiting);
    CHECK(find_place(open, "recovery")->badge == "asks for access");
    CHECK(find_mark(open, "emergency-view")->is_pending);
    REQUIRE(find_link(open, Link::Kind::path2) != nullptr);
    CHECK(find_link(open, Link::Kind::path2)->state == Link::State::pending);
    CHECK(find_link(open, Link::Kind::path2)->label == "path 2 · waits for votes");

    const std::uint32_t vote = told.entry("Vote");
    const Scene one = told.scene(vote), two = told.scene(told.entry("Vote", vote + 1));
    CHECK(find_mark(one, "guardians")->centre == "1 of 2");
    CHECK(find_mark(one, "guardians")->time_left_permille < 1000);
    CHECK(find_mark(one, "guardians")->segments[0].word == "agreed");
    CHECK(find_mark(two, "guardians")->centre == "2 of 2");
    CHECK(find_mark(two, "guardians")->centre_detail == "agreed");
    // A vote that counts is seen at the name and on the ring alone.
    CHECK(find_mark(one, "guardians")->segments[0].state == Segment::State::approved);
    CHECK(one.tokens.empty());

    const Scene opened = told.scene(told.entry("vault_available"));
    CHECK(find_link(opened, Link::Kind::path2)->state == Link::State::open);
    CHECK_FALSE(find_mark(opened, "emergency-view")->is_pending);
    CHECK(find_mark(opened, "emergency-view")->recovery_points == 2);
    CHECK(find_mark(told.scene(told.entry("StartRestoreJob")), "orders-restored")->is_pending);
    CHECK(find_mark(told.scene(told.run.entries()), "orders-restored")->condition ==
          Stands::regained);
}

TEST_CASE("scene: silence ends a request, and the ring says who was silent") {
    const Told told(shipped("first-approval"), {"ana", "ben", "chiara"});
    const std::uint32_t over = told.entry("session_expiry");
    REQUIRE(over > 0);
    const Scene scene = told.scene(over);
    const Mark* team = find_mark(scene, "guardians");
    CHECK(team->centre == "0 of 2");
    CHECK(team->centre_detail == "time is over");
    for (const Segment& segment : team->segments) {
        CHECK(segment.word == "silent");
        CHECK(segment.is_live);
    }
    CHECK(find_mark(scene, "emergency-view")->state == "expired");
    CHECK(find_link(scene, Link::Kind::path2)->state == Link::State::closed);
    const Scene asked = told.scene(told.entry("CreateRestoreAccessBackupVault"));
    for (const Segment& segment : find_mark(asked, "guardians")->segments) {
        CHECK(segment.state == Segment::State::you);
        CHECK(segment.word == "you");
    }
}

TEST_CASE("scene: what is over does not look as if it went on") {
    const Told told(shipped("cross-account"));
    const std::uint32_t closed = told.run.entries();
    const auto from_view = [&](std::uint32_t entry) {
        std::vector<Link::State> states;
        const Scene scene = told.scene(entry);
        const Mark* view = find_mark(scene, "prod-view");
        REQUIRE(view != nullptr);
        for (const Link& link : scene.links)
            if (link.from == view->ref) states.push_back(link.state);
        return states;
    };
    const std::vector<Link::State> before = from_view(closed - 1), after = from_view(closed);
    REQUIRE(before.size() >= 2);
    CHECK(after.size() == before.size());
    CHECK(std::count(before.begin(), before.end(), Link::State::open) > 0);
    for (const Link::State state : after) CHECK(state == Link::State::closed);
    // What is deleted is drawn gone, without a sign of health.
    for (const std::string& name : shipped_names()) {
        const Told story(shipped(name));
        for (std::uint32_t entry = 0; entry <= story.run.entries(); ++entry) {
            const Scene scene = story.scene(entry);
            for (const Mark& mark : scene.marks) {
                CAPTURE(name);
                CAPTURE(entry);
                CAPTURE(mark.title);
                if (mark.shape == Shape::workload) CHECK((mark.state == "deleted") == mark.is_gone);
            }
        }
    }
}

TEST_CASE(
    "scene: without its Identity Center nobody of a team waits, and the center says deleted") {
    const Told told(shipped("threats/th02"));
    const std::uint32_t gone = told.entry("DeleteInstance");
    const Scene deleted = told.scene(gone);
    const Mark* center = nullptr;
    for (const Mark& mark : deleted.marks)
        if (mark.shape == Shape::identity_provider && mark.is_touched) center = &mark;
    REQUIRE(center != nullptr);
    CHECK(center->state == "deleted");
    CHECK(center->is_gone);
    CHECK(center->condition == Stands::lost);
    const Scene asked = told.scene(told.entry("CreateRestoreAccessBackupVault", gone + 3));
    const Mark* team = find_mark(asked, "guardians");
    REQUIRE(team != nullptr);
    CHECK(team->condition == Stands::lost);
    REQUIRE(team->segments.size() > 0);
    for (const Segment& segment : team->segments) {
        CHECK(segment.state == Segment::State::unavailable);
        CHECK(segment.word == "no sign-in");
    }
}

TEST_CASE("scene: an account that only a thief holds looks like a thief's") {
    const Told told(shipped("threats/th22"));
    const Scene scene = told.scene(told.run.entries());
    REQUIRE(find_place(scene, "hideout") != nullptr);
    CHECK(find_place(scene, "hideout")->condition == Stands::lost);
    CHECK(find_place(scene, "hideout")->badge == "attacker's");
    CHECK(find_place(scene, "shellco")->badge == "attacker's");
    CHECK(find_mark(scene, "security-office")->condition == Stands::lost);
    CHECK(find_place(scene, "recovery")->condition == Stands::intact);
    // Nobody is a thief before he steals.
    CHECK(find_place(told.scene(0), "hideout")->condition == Stands::intact);
}

TEST_CASE("scene: what is selected says so") {
    const Told told(shipped("first-approval"));
    const Scene plain = told.scene(3);
    const Ref vault = find_mark(plain, "prod-airgap")->ref;
    CHECK_FALSE(find_mark(plain, "prod-airgap")->is_selected);
    CHECK(find_mark(told.scene(3, 904, {vault, 0}), "prod-airgap")->is_selected);
    const Ref account = find_place(plain, "recovery")->ref;
    CHECK(find_place(told.scene(3, 904, {account, 0}), "recovery")->is_selected);
    // On a narrow screen the account of what is selected comes to the front.
    CHECK_FALSE(find_place(told.scene(3, 390, {account, 0}), "recovery")->is_collapsed);
}

TEST_CASE("scene: twenty approvers have room, wide and narrow") {
    std::string people, users, approvers;
    for (int i = 1; i <= 20; ++i) {
        const std::string name = "approver-" + std::to_string(i);
        people += (i > 1 ? "," : "") + std::string("{\"name\": \"") + name + "\"}";
        users += (i > 1 ? "," : "") + std::string("\"") + name + "\"";
    }
    const Told told(load(
        R"({"airlock": 1, "title": "Twenty", "region": "eu-west-1", "persons": [)" + people + R"(],
      "organizations": [{"name": "o", "management_account": "hq", "mpa_enabled": true}],
      "accounts": [{"name": "hq", "number": "100000000001", "organization": "o"}],
      "identity_providers": [{"name": "directory", "users": [)" +
        users + R"(]}],
      "identity_centers": [{"organization": "o", "provider": "directory", "region": "eu-west-1"}],
      "identity_sources": [{"account": "hq"}],
      "teams": [{"name": "parliament", "account": "hq", "min_approvals_required": 11, "approvers": [)" +
        users + R"(]}]})"));
    for (const std::int32_t width : {320, 390, 676, 904}) {
        CAPTURE(width);
        const Scene scene = told.scene(0, width);
        const Mark* team = find_mark(scene, "parliament");
        REQUIRE(team != nullptr);
        CHECK(team->segments.size() == 20);
        for (std::size_t a = 0; a < 20; ++a) {
            const Rect box = team->segments[a].box;
            CHECK(box.right() <= team->box.right());
            CHECK(box.bottom() <= team->box.bottom());
            for (std::size_t b = 0; b < a; ++b) {
                const Rect other = team->segments[b].box;
                CHECK_FALSE((box.x < other.right() && other.x < box.right() &&
                             box.y < other.bottom() && other.y < box.bottom()));
            }
        }
    }
}
