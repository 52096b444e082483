// What stands around the stage: clocks, layers, timeline, inspector, decisions, and the same as JSON.
#include "view/page.h"

#include <algorithm>

#include "base/json.h"
#include "study/report.h"
#include "view/explain.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;
using Stands = airlock::view::Condition;

namespace {

std::string clock(const Page& page, std::string_view label) {
    for (const Clock& c : page.clocks)
        if (c.label == label) return c.value;
    return "";
}
std::string layer(const Page& page, std::string_view name) {
    for (const Layer& l : page.layers)
        if (l.name == name) return l.word;
    return "";
}
std::string fact(const std::vector<Fact>& facts, std::string_view label) {
    for (const Fact& f : facts)
        if (f.label == label) return f.value;
    return "";
}

Id<Person> person_of(const Told& told, std::string_view name) { return person(told.run, name); }

}  // namespace

TEST_CASE("page: building one changes nothing, and refreshing gives the same as building") {
    const Told told(shipped("cross-account"));
    Page kept;
    for (std::uint32_t entry = 0; entry <= told.run.entries(); entry += 5) {
        refresh_page(kept, told.run, told.at(entry), {}, english(), told.foresight);
        CHECK(kept == told.page(entry));
    }
    CHECK(kept.story.size() == told.run.entries());
    CHECK(kept.scenario == "cross-account");
    CHECK(kept.title == told.run.scenario().title.in("en"));
}

TEST_CASE("page: a page kept over branches has the sentences of the branch") {
    Simulation run(shipped("first-approval"), {1, {}});
    run.run_to_end();
    Page kept;
    refresh_page(kept, run, {run.entries(), run.now()}, {}, english(), {});
    const std::uint32_t end = run.entries();
    run.fork(6, run.log().entries[5].at);
    run.take_over(person(run, "ana"));
    run.take_over(person(run, "ben"));
    run.run_to_end();
    refresh_page(kept, run, {run.entries(), run.now()}, {}, english(), {});
    CHECK(kept == build_page(run, {run.entries(), run.now()}, {}, english()));
    CHECK(kept.branch == 1);
    CHECK(kept.branches.size() == 2);
    run.switch_to(0);
    refresh_page(kept, run, {end, run.now()}, {}, english(), {});
    CHECK(kept == build_page(run, {end, run.now()}, {}, english()));
}

TEST_CASE(
    "page: clocks count from the attack, show the newest clean backup, and stop with the "
    "recovery") {
    const Told told(shipped("first-approval"));
    const Page start = told.page(0);
    CHECK(clock(start, "since the attack") == "");
    CHECK(clock(start, "newest clean backup") != "");
    CHECK(start.time == "Day 1 · 00:00:00");
    const std::uint32_t asked = told.entry("CreateRestoreAccessBackupVault");
    const Page waiting = told.page(asked);
    CHECK(clock(waiting, "since the attack") == "31 min");
    CHECK(clock(waiting, "time to answer") == "24 h");
    const auto newest = [](const Page& page) {
        for (const Clock& c : page.clocks)
            if (c.label == "newest clean backup" || c.label == "data lost") return c.condition;
        return Stands::lost;
    };
    CHECK(newest(start) == Stands::intact);        // its owner can read it
    CHECK(newest(waiting) == Stands::threatened);  // safe, but nobody honest can
    CHECK(newest(told.page(told.entry("vault_available"))) == Stands::intact);
    const Page end = told.page(told.run.entries());
    CHECK(clock(end, "since the attack") == "");
    CHECK(clock(end, "recovered within") != "");
    // Time that passes without an entry moves the clocks.
    Page later;
    refresh_page(later, told.run, {asked, told.at(asked).at + minutes(5)}, {}, english(),
                 told.foresight);
    CHECK(clock(later, "since the attack") == "36 min");
    // What the damage has cost is known from then on.
    CHECK(clock(waiting, "newest clean backup") == "");
    CHECK(clock(waiting, "data lost") == "the last 9 h 5 min");
    CHECK(clock(later, "data lost") == clock(waiting, "data lost"));
    CHECK(clock(end, "data lost") == clock(waiting, "data lost"));
    CHECK(clock(later, "time to answer") == "23 h 55 min");
}

TEST_CASE("page: at the end of every story the clock says what the report says") {
    std::int32_t recovered = 0;
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        const study::Recovery recovery = study::make_report(told.run).recovery;
        const Page end = told.page(told.run.entries());
        CAPTURE(name);
        CHECK(clock(end, "recovered within") ==
              (recovery.complete_time ? duration_text(english(), *recovery.complete_time) : ""));
        CHECK((clock(end, "since the attack") != "") ==
              (recovery.attacked && !recovery.complete_time));
        recovered += recovery.complete_time ? 1 : 0;
    }
    CHECK(recovered > 10);
}

TEST_CASE("page: restores of before the attack, tests and bad data are no recovery") {
    const Told told(shipped("reference-architecture"));
    const std::uint32_t stolen = told.entry("StealCredential");
    CHECK(clock(told.page(stolen), "since the attack") == "0 s");
    CHECK(clock(told.page(stolen + 9), "recovered within") == "");  // a test of infected data
    const Told sleeper(shipped("threats/th17"));
    CHECK(clock(sleeper.page(16), "recovered within") == "");
    CHECK(clock(sleeper.page(16), "since the attack") == "10 h 30 min");
}

TEST_CASE("page: what a thief restores is loot, no recovery") {
    for (const std::string_view name : {"threats/th31", "threats/th10"}) {
        const Told told(shipped(name));
        const std::uint32_t restored = told.entry("job_end");
        CAPTURE(name);
        CAPTURE(restored);
        REQUIRE(restored > 0);
        const Page page = told.page(restored);
        CHECK(clock(page, "recovered within") == "");
        CHECK(clock(page, "since the attack") != "");
        CHECK(page.story[restored - 1].is_attack);
        const Timeline& line = page.timeline;
        CHECK(line.lanes[static_cast<std::size_t>(line.dots[restored - 1].lane)] == "attack");
        const auto job = std::find_if(
            line.spans.begin(), line.spans.end(),
            [&](const TimelineSpan& span) { return span.entry == told.entry("StartRestoreJob"); });
        REQUIRE(job != line.spans.end());
        CHECK(line.lanes[static_cast<std::size_t>(job->lane)] == "attack");
        const Scene scene = told.scene(restored);
        const Mark* loot = find_mark(scene, "stolen-orders");
        REQUIRE(loot != nullptr);
        CHECK(loot->condition == Stands::lost);
        CHECK(loot->state == "stolen data");
        REQUIRE(scene.tokens.size() == 1);
        CHECK(scene.tokens[0].is_attack);
        const study::Report report = study::make_report(told.run);
        CHECK_FALSE(report.recovery.recovered);
        CHECK_FALSE(report.recovery.opened);
        CHECK(report.requirements[5].name == "Accessible when everything else is down");
        CHECK(report.requirements[5].finding == study::Finding::not_shown);
    }
    // The honest side recovers by the same means.
    const Told told(shipped("first-approval"));
    const std::uint32_t restored = told.entry("job_end", told.entry("StartRestoreJob"));
    CHECK_FALSE(told.page(restored).story[restored - 1].is_attack);
}

TEST_CASE("page: an encrypted backup is not the newest clean one") {
    const Told told(shipped("cross-account"));
    const std::uint32_t copied = told.entry("job_end", told.entry("EncryptWorkload"));
    // The damage ends what could be had back; a backup made of it afterwards is none that counts.
    const std::string lost = clock(told.page(told.entry("EncryptWorkload")), "data lost");
    CHECK(lost == "the last 23 h 32 min");
    CHECK(clock(told.page(copied), "data lost") == lost);
}

TEST_CASE("page: restore testing says what its tests and scans have found") {
    const Told told(shipped("reference-architecture"));
    const auto word = [&](std::uint32_t entry) {
        return layer(told.page(entry), "Restore testing");
    };
    CHECK(word(0) == "not set up");
    const std::uint32_t planned = told.entry("CreateRestoreTestingPlan");
    CHECK(word(planned) == "planned");
    const std::uint32_t first = told.entry("PutRestoreValidationResult");
    CHECK(word(first - 1) == "testing");
    CHECK(word(first) == "1 passed");
    CHECK(told.page(first).layers[3].is_active);
    CHECK_FALSE(told.page(planned).layers[3].is_active);
    CHECK(word(told.run.entries()) == "2 passed, 4 bad");
}

TEST_CASE("page: five layers say in few words what they did") {
    const Told told(shipped("cross-account"));
    const Page start = told.page(0);
    REQUIRE(start.layers.size() == 5);
    CHECK(layer(start, "Multi-AZ storage") == "no vault yet");
    CHECK(layer(start, "Vault Lock") == "not set up");
    CHECK(layer(start, "Air-gapped vault") == "not set up");
    CHECK(layer(start, "Restore testing") == "not set up");
    CHECK(layer(start, "Multi-party approval") == "not set up");
    CHECK(layer(told.page(told.entry("CreateApprovalTeam")), "Multi-party approval") == "inviting");
    const Page armed = told.page(told.entry("StealCredential") - 1);
    CHECK(layer(armed, "Multi-AZ storage") == "holds");
    CHECK(layer(armed, "Vault Lock") == "locked");
    CHECK(layer(armed, "Air-gapped vault") == "sealed");
    CHECK(layer(armed, "Multi-party approval") == "ready");
    const std::uint32_t asked = told.entry("CreateRestoreAccessBackupVault");
    CHECK(layer(told.page(asked), "Multi-party approval") == "deciding, 0 of 3");
    CHECK(layer(told.page(asked), "Air-gapped vault") == "out of our reach");
    CHECK(layer(told.page(asked), "Vault Lock").starts_with("refused "));
    const std::uint32_t opened = told.entry("vault_available", asked);
    CHECK(layer(told.page(opened), "Multi-party approval") == "agreed");
    CHECK(layer(told.page(opened), "Air-gapped vault") == "open to recovery");
    // Only the layer that the entry met lights up.
    std::uint32_t refused = 0;
    for (const Entry& entry : told.run.log().entries)
        if (entry.gate == Gate::vault_lock && refused == 0) refused = entry.number;
    CHECK(told.page(refused).layers[1].is_active);
    CHECK_FALSE(start.layers[1].is_active);
}

TEST_CASE("page: no layer looks whole beside bad news") {
    struct Row {
        std::string_view story;
        std::uint32_t entry;
        std::string_view layer, word;
        Stands condition;
        std::string_view live = {};
    };
    const std::string_view approval = "Multi-party approval", gap = "Air-gapped vault";
    const Row rows[] = {
        {"threats/th22", 1, approval, "ready", Stands::intact},
        {"threats/th22", 2, approval, "attacker's team", Stands::lost},
        {"threats/th22", 8, approval, "attacker's team", Stands::lost},
        {"threats/th22", 9, approval, "attacker's team", Stands::lost},
        {"threats/th10", 3, approval, "deciding, 0 of 2", Stands::threatened},
        {"threats/th10", 5, approval, "agreed to a thief", Stands::lost},
        {"threats/th10", 17, approval, "no team left", Stands::lost},
        {"threats/th10", 6, gap, "sealed", Stands::intact},
        {"threats/th10", 7, gap, "open to a thief", Stands::lost},
        {"threats/th31", 6, gap, "out of our reach", Stands::threatened},
        {"threats/th31", 8, gap, "open to a thief", Stands::lost},
        {"threats/th02", 25, approval, "cannot sign in", Stands::lost},
        {"cross-account", 42, approval, "ready", Stands::intact, "ana"},
        {"cross-account", 43, approval, "a team is missing", Stands::threatened, "ana"},
        {"reference-architecture", 60, "Restore testing", "2 passed, 4 bad", Stands::threatened},
        {"traditional", 12, "Vault Lock", "locked", Stands::intact},
        {"traditional", 13, "Vault Lock", "1 taken off", Stands::threatened},
    };
    for (const Row& row : rows) {
        std::vector<std::string> live;
        if (!row.live.empty()) live.emplace_back(row.live);
        const Told told(shipped(row.story), live);
        const Page page = told.page(std::min(row.entry, told.run.entries()));
        const auto shown = std::find_if(page.layers.begin(), page.layers.end(),
                                        [&](const Layer& l) { return l.name == row.layer; });
        REQUIRE(shown != page.layers.end());
        CAPTURE(row.story);
        CAPTURE(row.entry);
        CHECK(shown->word == row.word);
        CHECK(shown->condition == row.condition);
    }
}

TEST_CASE(
    "page: a request that is not granted is bad news when it was honest, good when a thief's") {
    std::int32_t honest = 0, hostile = 0;
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        study::Sides sides(told.run.log());
        for (const Entry& entry : told.run.log().entries) {
            sides.read(told.run.world(), entry);
            for (const Event& event : entry.events) {
                const auto* failed = std::get_if<event::SessionFailed>(&event);
                if (failed == nullptr) continue;
                const Page page = told.page(entry.number);
                const Layer& layer = page.layers.back();
                CAPTURE(name);
                CAPTURE(entry.number);
                if (layer.word == "refused" || layer.word == "time is over") {
                    CHECK(layer.condition == Stands::threatened);
                    honest += sides.is_theirs(failed->session) ? 0 : 1;
                } else if (layer.word == "stopped a thief") {
                    CHECK(layer.condition == Stands::intact);
                    hostile += sides.is_theirs(failed->session) ? 1 : 0;
                }
            }
        }
    }
    CHECK(honest > 0);
    CHECK(hostile > 0);
}

TEST_CASE("page: the timeline runs forward, keeps its scale, and has every entry on a lane") {
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        const Timeline line = told.page(told.run.entries()).timeline;
        REQUIRE(line.lanes.size() == 4);
        REQUIRE(line.dots.size() == told.run.entries());
        for (std::size_t i = 0; i < line.dots.size(); ++i) {
            CHECK(line.dots[i].entry == i + 1);
            CHECK(line.dots[i].x > (i == 0 ? 0 : line.dots[i - 1].x));
            CHECK(line.dots[i].x <= timeline_width);
            CHECK(line.dots[i].lane < 4);
        }
        CHECK(line.x_cursor == line.x_head);
        for (const TimelineSpan& span : line.spans) {
            CHECK(span.x_from < span.x_to);
            CHECK(span.from < span.to);
        }
        for (const Chapter& chapter : line.chapters)
            CHECK(chapter.x == line.dots[chapter.entry - 1].x);
    }
}

TEST_CASE(
    "page: while a story is played its timeline stands still, and later chapters show where they "
    "will be") {
    const auto scenario = shipped("cross-account");
    const Told told(scenario);
    Simulation live(scenario, {1, {}});
    std::vector<TimelineDot> before;
    while (live.step()) {
        Page page;
        refresh_page(page, live, {live.entries(), live.now()}, {}, english(), told.foresight);
        const Timeline& line = page.timeline;
        CAPTURE(live.entries());
        CHECK(std::equal(before.begin(), before.end(), line.dots.begin()));
        before = line.dots;
        for (const Chapter& chapter : line.chapters) CHECK(chapter.x >= 0);
        CHECK(std::is_sorted(line.chapters.begin(), line.chapters.end(),
                             [](const Chapter& a, const Chapter& b) { return a.x < b.x; }));
    }
}

TEST_CASE("page: lanes and spans") {
    const Told told(shipped("first-approval"));
    const std::uint32_t asked = told.entry("CreateRestoreAccessBackupVault");
    const Timeline line = told.page(asked).timeline;
    const auto lane = [&](std::uint32_t entry) {
        return line.lanes[static_cast<std::size_t>(line.dots[entry - 1].lane)];
    };
    CHECK(lane(told.entry("DeleteRecoveryPoint")) == "attack");
    CHECK(lane(told.entry("Vote")) == "votes");
    CHECK(lane(asked) == "recovery");
    CHECK(lane(told.entry("StartRestoreJob")) == "recovery");
    const auto session = std::find_if(line.spans.begin(), line.spans.end(),
                                      [&](const TimelineSpan& s) { return s.entry == asked; });
    REQUIRE(session != line.spans.end());
    CHECK(line.lanes[static_cast<std::size_t>(session->lane)] == "votes");
    CHECK(session->is_open);
    CHECK(session->to < told.at(asked).at + hours(24));  // the team agreed before its time was over
    const Timeline end = told.page(told.run.entries()).timeline;
    for (const TimelineSpan& span : end.spans) CHECK_FALSE(span.is_open);
}

TEST_CASE("page: the inspector shows every gate of an entry, and AWS's own words of a thing") {
    const Told told(shipped("first-approval"));
    const Page page = told.page(told.entry("DeleteRecoveryPoint"));
    const Inspector& entry = page.inspector;
    CHECK(entry.title == "Stopped at the vault lock");
    CHECK(entry.subtitle.find("InvalidRequestException") != std::string::npos);
    REQUIRE(!entry.gates.empty());
    CHECK(entry.gates.back().verdict == Verdict::stopped);
    CHECK(entry.gates.back().name == "vault lock");
    for (std::size_t i = 0; i + 1 < entry.gates.size(); ++i)
        CHECK(entry.gates[i].verdict == Verdict::passed);
    CHECK(!entry.would_flip.empty());
    CHECK(entry.events.empty());
    CHECK(fact(entry.facts, "Operation") == "backup:DeleteRecoveryPoint");

    const Scene scene = told.scene(3);
    const Inspector vault = told.page(3, {find_mark(scene, "prod-airgap")->ref, 0}).inspector;
    CHECK(vault.title == "prod-airgap");
    CHECK(vault.subtitle == "logically air-gapped vault in production");
    CHECK(fact(vault.facts, "VaultType") == "LOGICALLY_AIR_GAPPED_BACKUP_VAULT");
    CHECK(fact(vault.facts, "Locked") == "true");
    CHECK(fact(vault.facts, "MinRetentionDays") == "7");
    CHECK(fact(vault.facts, "NumberOfRecoveryPoints") == "2");
    CHECK(fact(vault.facts, "BackupVaultArn").starts_with("arn:aws:backup:"));
    CHECK(fact(vault.facts, "MpaApprovalTeamArn").find(":approval-team/guardians") !=
          std::string::npos);
    CHECK(std::find(vault.related.begin(), vault.related.end(), 3u) != vault.related.end());
    CHECK(std::is_sorted(vault.related.begin(), vault.related.end()));
    // An entry can be looked at without going there.
    const Inspector other = told.page(1, {{}, 3}).inspector;
    CHECK(other.title == entry.title);
    CHECK(told.page(0).inspector.title == told.run.scenario().title.in("en"));
}

TEST_CASE("page: everything on stage can be inspected, at every moment") {
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        for (std::uint32_t entry = 0; entry <= told.run.entries(); entry += 11) {
            const Scene scene = told.scene(entry);
            std::vector<Ref> things;
            for (const Place& place : scene.places) things.push_back(place.ref);
            for (const Mark& mark : scene.marks) {
                things.push_back(mark.ref);
                for (const Pip& pip : mark.pips) things.push_back(pip.ref);
            }
            for (const Ref& thing : things) {
                const Inspector shown = told.page(entry, {thing, 0}).inspector;
                CAPTURE(name);
                CAPTURE(entry);
                CAPTURE(shown.title);
                CHECK(!shown.title.empty());
                CHECK(!shown.subtitle.empty());
                CHECK(!shown.text.empty());
                CHECK(shown.text.find('{') == std::string::npos);
                CHECK(!shown.facts.empty());
            }
        }
    }
}

TEST_CASE(
    "page: a request looks as its approver sees it, and only who is played at the screen is "
    "asked") {
    Simulation run(shipped("first-approval"), {1, {"ana", "ben"}});
    REQUIRE(run.run_to_decision());
    const Page page = build_page(run, {run.entries(), run.now()}, {}, english());
    REQUIRE(page.decisions.size() == 2);
    const auto waiting = run.decisions();
    REQUIRE(waiting.size() == page.decisions.size());
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const DecisionCard& card = page.decisions[i];
        CHECK(std::find(waiting.begin(), waiting.end(), card.decision) != waiting.end());
        CHECK(card.title == "Approve access to prod-airgap?");
        CHECK(card.subject == "session-1");
        CHECK(fact(card.facts, "Requester").ends_with(":role/incident-response"));
        CHECK(fact(card.facts, "Account") == "recovery");
        CHECK(fact(card.facts, "Protected resource").ends_with(":prod-airgap"));
        CHECK(!fact(card.facts, "Comment").empty());
        CHECK(card.advice.find("call the requester") != std::string::npos);
        CHECK(card.time_left == "24 h");
        CHECK(card.required == 2);
        CHECK(card.approvals == 0);
        CHECK_FALSE(card.is_invitation);
    }
    REQUIRE(page.seats.size() == 3);
    for (const Seat& seat : page.seats) {
        CHECK(seat.is_live == (seat.name != "chiara"));
        CHECK(!seat.title.empty());
    }
    CHECK(page.announcement.find("ana must decide: Approve access to prod-airgap?") !=
          std::string::npos);
}

TEST_CASE("page: at every moment of a run the cards at the head are what the run waits for") {
    Simulation run(shipped("cross-account"), {3, {"ana", "eli"}});
    for (int i = 0; i < 400 && run.step(); ++i) {
        const Page page = build_page(run, {run.entries(), run.now()}, {}, english());
        std::vector<PendingDecision> shown;
        for (const DecisionCard& card : page.decisions) shown.push_back(card.decision);
        const auto waiting = run.decisions();
        CAPTURE(run.entries());
        CHECK(shown.size() == waiting.size());
        for (const PendingDecision& decision : waiting)
            CHECK(std::find(shown.begin(), shown.end(), decision) != shown.end());
    }
}

TEST_CASE("page: a request of the past can be seen again") {
    Simulation run(shipped("first-approval"), {1, {}});
    run.run_to_end();
    run.take_over(person(run, "chiara"));
    const std::uint32_t asked = 6;
    const Page page = build_page(run, {asked, run.log().entries[asked - 1].at}, {}, english());
    REQUIRE(page.decisions.size() == 1);
    CHECK(page.decisions[0].person == "chiara");
    CHECK(page.decisions[0].decision.entry == asked);
    CHECK_FALSE(page.is_at_head);
}

TEST_CASE("page: as JSON it has everything that the page and the scene say") {
    const Told told(shipped("cross-account"));
    for (const std::int32_t width : {390, 904}) {
        const std::uint32_t entry = told.entry("CreateRestoreAccessBackupVault");
        const Page page = told.page(entry);
        const Scene scene = told.scene(entry, width);
        std::vector<Problem> problems;
        const JsonDocument json = parse_json(to_json(page, scene, english()), "", problems);
        REQUIRE(problems.empty());
        CHECK(json.find("/page/title")->text() == page.title);
        CHECK(json.find("/page/cursor/entry")->integer() == entry);
        CHECK(json.find("/page/story")->size() == page.story.size());
        CHECK(json.find("/page/layers")->size() == 5);
        CHECK(json.find("/page/inspector/gates")->size() == page.inspector.gates.size());
        CHECK(json.find("/page/seats")->size() == page.seats.size());
        REQUIRE(!page.since.lines.empty());
        CHECK(json.find("/page/since/title")->text() == page.since.title);
        CHECK(json.find("/page/since/lines/0")->text() == page.since.lines[0]);
        CHECK(json.find("/page/story/0/lane")->text() == "calls");
        CHECK(json.find("/page/timeline/chapters")->size() == page.timeline.chapters.size());
        CHECK(json.find("/scene/places")->size() == scene.places.size());
        CHECK(json.find("/scene/marks")->size() == scene.marks.size());
        CHECK(json.find("/scene/links")->size() == scene.links.size());
        CHECK(json.find("/scene/tokens/0/words")->text() ==
              "rosa: CreateRestoreAccessBackupVault, recovery-guardians, waits for votes");
        for (const Json& place : *json.find("/scene/places"))
            CHECK(!place.find("title")->text().empty());
    }
}

TEST_CASE("page: who can be played is offered from the start") {
    const Told told(shipped("cross-account"));
    const Page page = told.page(0);
    CHECK(page.seats.size() >= 5);
    CHECK(std::any_of(page.seats.begin(), page.seats.end(),
                      [&](const Seat& s) { return s.person == person_of(told, "eli"); }));
}
