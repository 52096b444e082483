// A log of ten thousand entries: whatever the page does with it on a key press stays below what an eye takes for a
// stall. The bounds are wide, for other work may share the machine; the figures stand in docs/performance.md.
#include <algorithm>
#include <ctime>
#include <string>
#include <utility>

#include "support/sanitized.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

// A plan backs five systems up every hour, and what is a day old goes again; in the middle comes a thief.
std::string busy_company() {
    const std::string ends =
        R"("ends": {"at": ")" + std::string(is_sanitized ? "21d" : "42d") + R"("},)";
    std::string text = small_scenario(ends + R"~(
        "backup_plans": [{"name": "hourly", "account": "production",
            "rules": [{"name": "each-hour", "schedule": "rate(1 hours)", "target": "daily", "delete_after_days": 1}],
            "selections": [{"name": "all"}]}],
        "steps": [
            {"id": "theft", "who": "mallory", "at": "20d", "call": "StealCredential", "with": {"Credential": "production/root"}},
            {"who": "mallory", "as": "production/root", "at": "480h5m", "call": "DeleteRecoveryPoint",
             "with": {"BackupVaultName": "vault", "RecoveryPointArn": "copy"}},
            {"who": "mallory", "as": "production/root", "at": "480h6m", "call": "EncryptWorkload", "with": {"Workload": "files"}}],
        "chapters": [{"title": "Before", "text": "What is there?", "at": "0"},
                     {"title": "Theft", "text": "What is lost?", "when": {"step": "theft"}}],)~");
    const std::string one = R"({"name": "orders", "account": "production"})";
    std::string all = one;
    for (const std::string_view name : {"files", "mail", "shop", "wiki"})
        all += R"(, {"name": ")" + std::string(name) + R"(", "account": "production"})";
    return text.replace(text.find(one), one.size(), all);
}

// The shortest of `times` runs, in milliseconds of this program's own time.
template <class Do>
double milliseconds(int times, Do&& work) {
    double best = 1e9;
    for (int i = 0; i < (is_sanitized ? 1 : times); ++i) {
        const std::clock_t from = std::clock();
        work();
        best = std::min(best, 1000.0 * static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC);
    }
    return best;
}

}  // namespace

TEST_CASE("long log: ten thousand entries are told, drawn and sought without a stall") {
    const auto scenario = load(busy_company());
    Simulation run(scenario, {1, {}});
    run.run_to_end();
    const std::uint32_t entries = run.entries();
    REQUIRE(entries >= (is_sanitized ? 5'000 : 10'000));
    Simulation rehearsal(scenario, {1, {}});
    rehearsal.run_to_end();
    const Foresight foresight = foresee(rehearsal);
    const auto at = [&](std::uint32_t entry) {
        return Cursor{entry, run.log().entries[entry - 1].at};
    };

    Page page;
    Scene scene;
    const auto show = [&](std::uint32_t entry, Selection selection = {}) {
        refresh_page(page, run, at(entry), selection, english(), foresight);
        scene = build_scene(run, at(entry), selection, 904, english(), foresight);
    };
    show(entries);
    CHECK(page.story.size() == lines_at_once);
    CHECK_FALSE(page.is_told());
    CHECK(page.announcement.find(std::to_string(entries)) != std::string::npos);
    double telling = 0;
    while (!page.is_told()) telling = std::max(telling, milliseconds(1, [&] { show(entries); }));
    CHECK(page.story == build_page(run, at(entries), {}, english()).story);
    const double step = milliseconds(5, [&] { show(entries - 1); });
    const double middle = milliseconds(5, [&] { show(entries / 2); });
    const double start = milliseconds(5, [&] { show(1); });
    const double picked = milliseconds(5, [&] { show(entries, {Ref(Id<Vault>{0}), 0}); });
    const double refused = milliseconds(5, [&] {
        for (const StoryLine& line : page.story)
            if (line.outcome == Outcome::refused) return show(line.entry);
    });
    std::string json;
    const double text = milliseconds(3, [&] { json = to_json(page, scene, english()); });
    const double page_alone =
        milliseconds(5, [&] { refresh_page(page, run, at(entries), {}, english(), foresight); });
    const double scene_alone = milliseconds(
        5, [&] { scene = build_scene(run, at(entries), {}, 904, english(), foresight); });
    const double seek = milliseconds(3, [&] {
        for (std::uint32_t entry = 0; entry <= entries; entry += 100)
            CHECK(run.world_at(entry).persons.size() > 0);
    });
    MESSAGE("entries " << entries << ": telling " << telling << " ms, a step " << step
                       << ", middle " << middle << ", start " << start << ", a thing picked "
                       << picked << ", a refusal " << refused << ", json " << text << " ("
                       << json.size() << " bytes), page " << page_alone << ", scene " << scene_alone
                       << ", a hundred worlds " << seek);
    CHECK(page.story.size() == entries);
#if defined(NDEBUG) && !defined(__EMSCRIPTEN__)
    for (const double spent : {telling, step, middle, start, picked, refused}) CHECK(spent < 50);
#endif
}
