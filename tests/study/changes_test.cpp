// What a person would name of the difference between two worlds.
#include "study/changes.h"

#include <set>

#include "support/estate.h"
#include "support/golden.h"
#include "support/scenarios.h"
#include "view/stage.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// "point_deleted daily: rp-2", one a line.
std::string told(const World& before, const World& after) {
    std::string out;
    for (const study::Difference& difference : study::differences(before, after)) {
        out += to_text(difference.what);
        if (difference.place) out += " " + name_of(after, difference.place);
        out += ":";
        for (const Ref& thing : difference.things) out += " " + name_of(after, thing);
        out += "\n";
    }
    return out;
}

}  // namespace

TEST_CASE("changes: nothing has changed between a world and itself") {
    const Estate estate;
    CHECK(study::differences(estate.world, estate.world).empty());
}

TEST_CASE("changes: damage comes before what was prepared, one line for each kind and place") {
    Estate estate;
    const World before = estate.world;
    estate.does("mallory", "owner/root",
                "DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-2");
    estate.does("mallory", "owner/root", "DeleteBackupVault BackupVaultName=daily");
    CHECK(told(before, estate.world) == "vault_deleted: daily\npoint_deleted daily: rp-2\n");
    estate.does("mallory", "owner/root", "EncryptWorkload Workload=orders-db");
    CHECK(told(before, estate.world) ==
          "workload_encrypted: orders-db\nvault_deleted: daily\npoint_deleted daily: rp-2\n");
}

TEST_CASE("changes: every kind that a story can show is shown by one") {
    std::uint64_t seen = 0;
    for (const std::string& name : shipped_names()) {
        Simulation run(shipped(name), {1, {}});
        run.run_to_end();
        for (std::uint32_t n = 0; n < run.entries(); ++n) {
            const World before = run.world_at(n), after = run.world_at(n + 1);
            for (const auto& difference : study::differences(before, after))
                seen |= 1ull << static_cast<unsigned>(difference.what);
        }
    }
    std::string missing;
    for (std::uint32_t i = 0; i < study::happened_count; ++i)
        if ((seen >> i & 1) == 0)
            missing += std::string(to_text(static_cast<study::Happened>(i))) + " ";
    CHECK(missing == "team_gone ");  // shown below
}

TEST_CASE("changes: a team that is there no more") {
    const Estate estate;
    const World before = estate.world;
    World after = before;
    after.teams.update({0}, [](Team& row) { row.status = TeamStatus::DELETED; });
    CHECK(told(before, after) == "team_gone: guardians\n");
    CHECK(told(after, before) == "team_ready: guardians\n");
}

TEST_CASE("changes: since the chapter before, as the page says it") {
    const Told told(shipped("cross-organization"));
    std::string out;
    for (const std::uint32_t entry : told.run.chapter_entries()) {
        if (entry == told.run.chapter_entries().front()) continue;  // nothing was before it
        const view::Page page = told.page(entry);
        out += "entry " + std::to_string(entry) + ": " + page.headline + "\n" + page.since.title +
               "\n";
        for (const std::string& line : page.since.lines) out += "- " + line + "\n";
        CHECK(page.since.is_new);
        CHECK(page.since.lines.size() <= 6);
    }
    check_golden("cross-organization.changes", out);
    const view::Page between = told.page(told.run.chapter_entries()[4] + 1);
    CHECK_FALSE(between.since.is_new);
    CHECK(between.since.title == told.page(told.run.chapter_entries()[4]).since.title);
    CHECK(told.page(0).since == view::Since{});
    CHECK(told.page(1).since == view::Since{});
}

TEST_CASE("chapters: each chapter of each story asks one short question, and is reached") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        const Told told(shipped(name));
        const auto& chapters = told.run.scenario().chapters;
        CHECK(chapters.size() >= 2);
        std::set<std::string> titles, questions;
        for (std::size_t i = 0; i < chapters.size(); ++i) {
            const std::string title(chapters[i].title.in("en")),
                question(chapters[i].text.in("en"));
            CAPTURE(title);
            CHECK(titles.insert(title).second);
            CHECK(questions.insert(question).second);
            CHECK(title.size() >= 3);
            CHECK(title.size() <= 32);
            CHECK(question.ends_with('?'));
            CHECK(question.size() <= 72);
            CHECK(question.find('?') == question.size() - 1);
            // It stands alone in a list and on a projector: no "And what …" that needs the one before.
            CHECK_FALSE(question.starts_with("And "));
            CHECK_FALSE(question.starts_with("But "));
            CHECK(told.run.chapter_entries()[i] != 0);
        }
    }
}
