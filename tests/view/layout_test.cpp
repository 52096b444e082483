// What the layout promises of every scene: nothing overlaps, what is inside is inside, text fits, and nothing
// moves while the story goes on.
#include "view/layout.h"

#include <algorithm>
#include <map>

#include "view/metrics.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

bool overlap(const Rect& a, const Rect& b) {
    return a.x < b.right() && b.x < a.right() && a.y < b.bottom() && b.y < a.bottom();
}
bool is_inside(const Rect& inner, const Rect& outer) {
    return inner.x >= outer.x && inner.y >= outer.y && inner.right() <= outer.right() &&
           inner.bottom() <= outer.bottom();
}

std::string box_text(const Rect& r) {
    return std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.w) + "x" +
           std::to_string(r.h);
}

// The first promise that the scene breaks; "" when it keeps all.
std::string broken_promise(const Scene& scene) {
    const auto said = [](const std::string& what, const std::string& a, const std::string& b) {
        return what + ": " + a + " / " + b;
    };
    for (std::size_t i = 0; i < scene.places.size(); ++i) {
        const Place& place = scene.places[i];
        if (!is_inside(place.box, scene.bounds))
            return said("out of bounds", place.title, box_text(place.box));
        if (place.parent >= static_cast<std::int32_t>(i))
            return said("parent after child", place.title, "");
        if (place.parent >= 0 &&
            !is_inside(place.box, scene.places[static_cast<std::size_t>(place.parent)].box))
            return said("outside its parent", place.title, box_text(place.box));
        for (std::size_t k = 0; k < i; ++k)
            if (scene.places[k].parent == place.parent && overlap(scene.places[k].box, place.box))
                return said("places overlap", place.title, scene.places[k].title);
    }
    for (std::size_t i = 0; i < scene.marks.size(); ++i) {
        const Mark& mark = scene.marks[i];
        if (mark.place < 0) return said("stands nowhere", mark.title, "");
        const Place& place = scene.places[static_cast<std::size_t>(mark.place)];
        if (!is_inside(mark.box, place.box))
            return said("outside its account", mark.title, box_text(mark.box));
        if (overlap(mark.box, place.header))
            return said("over the title bar", mark.title, place.title);
        if (!is_inside(mark.body, mark.box))
            return said("body outside its box", mark.title, box_text(mark.body));
        for (std::size_t k = 0; k < i; ++k)
            if (scene.marks[k].place == mark.place && overlap(scene.marks[k].box, mark.box))
                return said("things overlap", mark.title, scene.marks[k].title);
        for (const Pip& pip : mark.pips)
            if (!is_inside(pip.box, mark.body))
                return said("pip outside its vault", mark.title, box_text(pip.box));
        for (std::size_t a = 0; a < mark.pips.size(); ++a)
            for (std::size_t b = 0; b < a; ++b)
                if (overlap(mark.pips[a].box, mark.pips[b].box))
                    return said("pips overlap", mark.title, "");
        for (const Segment& segment : mark.segments)
            if (segment.box.w > 0 && !is_inside(segment.box, mark.box))
                return said("approver outside", mark.title, segment.name);
    }
    return "";
}

std::string broken_text(const Scene& scene) {
    const auto check = [](const std::vector<Label>& labels, const Rect& box,
                          const std::string& owner) -> std::string {
        for (std::size_t i = 0; i < labels.size(); ++i) {
            const Label& label = labels[i];
            if (label.text.empty()) continue;
            if (!is_inside(label.box, box)) return owner + ": label outside: " + label.text;
            if (text_width(label.text, label.style) > label.box.w)
                return owner + ": text too wide: " + label.text;
            if (label.box.h < line_height(label.style) - 2)
                return owner + ": text too high: " + label.text;
            for (std::size_t k = 0; k < i; ++k)
                if (!labels[k].text.empty() && overlap(labels[k].box, label.box))
                    return owner + ": labels overlap: " + label.text;
        }
        return "";
    };
    for (const Place& place : scene.places)
        if (auto said = check(place.labels, place.header, place.title); !said.empty()) return said;
    for (const Mark& mark : scene.marks) {
        if (auto said = check(mark.labels, mark.box, mark.title); !said.empty()) return said;
        for (const Label& label : mark.labels)
            for (const Pip& pip : mark.pips)
                if (overlap(label.box, pip.box) && !label.text.empty())
                    return mark.title + ": text over a pip: " + label.text;
    }
    for (const Link& link : scene.links)
        if (!link.label.empty() && text_width(link.label, Label::Style::text) > link.label_box.w)
            return link.label;
    return "";
}

// States, counts and times are never cut; only names may be, when they are very long.
std::string cut_label(const Scene& scene) {
    for (const Mark& mark : scene.marks)
        for (const Label& label : mark.labels)
            if (label.text.ends_with("\u2026")) return mark.title + ": " + label.text;
    for (const Place& place : scene.places)
        for (const Label& label : place.labels)
            if (label.text.ends_with("\u2026")) return place.title + ": " + label.text;
    return "";
}

constexpr std::int32_t widths[] = {320, 390, 500, 676, 800, 904, 1456};

std::string big_estate() {
    return R"({"airlock": 1, "title": "Two hundred accounts", "region": "eu-west-1",
      "persons": [{"name": "petra"}, {"name": "wim"}],
      "organizations": [{"name": "large", "management_account": "hq"}],
      "accounts": [
        {"name": "hq", "number": "100000000001", "organization": "large",
         "principals": [{"name": "admin", "policies": ["AdministratorAccess"], "held_by": ["petra"]}]},
        {"name": "vaults", "number": "100000000002", "organization": "large",
         "principals": [{"name": "backup", "policies": ["AdministratorAccess"], "held_by": ["wim"]}]},
        {"name": "team", "number": "200000000001", "count": 198, "organization": "large"}],
      "workloads": [{"name": "files", "account": "team-7"}, {"name": "ledger", "account": "team-100"}],
      "vaults": [{"name": "sealed", "account": "vaults", "type": "LOGICALLY_AIR_GAPPED_BACKUP_VAULT",
                  "min_retention_days": 7, "max_retention_days": 30}],
      "steps": [{"who": "petra", "as": "hq/admin", "at": "1h", "call": "ListBackupVaults"},
                {"who": "wim", "as": "vaults/backup", "at": "2h", "call": "DescribeBackupVault",
                 "with": {"BackupVaultName": "sealed"}}]})";
}

}  // namespace

TEST_CASE("layout: in every scene of every story, at every width, nothing overlaps and text fits") {
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        for (const std::int32_t width : widths)
            for (std::uint32_t entry = 0; entry <= told.run.entries(); ++entry) {
                CAPTURE(name);
                CAPTURE(width);
                CAPTURE(entry);
                const Scene scene = told.scene(entry, width);
                REQUIRE(broken_promise(scene) == "");
                REQUIRE(broken_text(scene) == "");
                REQUIRE(cut_label(scene) == "");
            }
    }
}

TEST_CASE("layout: on a wide screen nothing ever moves, whatever comes or goes") {
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        std::map<std::string, Rect> boxes;
        for (std::uint32_t entry = 0; entry <= told.run.entries(); ++entry) {
            const Scene scene = told.scene(entry);
            const auto stands = [&](const std::string& what, const Rect& box) {
                CAPTURE(name);
                CAPTURE(entry);
                CAPTURE(what);
                const auto [at, is_new] = boxes.emplace(what, box);
                CHECK(at->second == box);
            };
            for (const Place& place : scene.places)
                if (place.ref.kind == Kind::account) stands("account " + place.title, place.box);
            for (const Mark& mark : scene.marks)
                stands(std::to_string(static_cast<int>(mark.ref.kind)) + ":" +
                           std::to_string(mark.ref.index),
                       mark.box);
        }
    }
}

TEST_CASE("layout: a live run keeps its things where the rehearsal foresaw them") {
    const Told told(shipped("cross-account"));
    Simulation live(shipped("cross-account"), {1, {"ana", "ben", "cho"}});
    while (live.step()) {}  // nobody answers: the view is never opened
    const Cursor cursor{live.entries(), live.now()};
    const Scene scene = build_scene(live, cursor, {}, 904, Language::en, told.foresight);
    const Scene rehearsed = told.scene(told.run.entries());
    REQUIRE(find_place(scene, "recovery") != nullptr);
    CHECK(find_place(scene, "recovery")->box == find_place(rehearsed, "recovery")->box);
    CHECK(find_mark(scene, "prod-airgap")->box == find_mark(rehearsed, "prod-airgap")->box);
    CHECK(broken_promise(scene) == "");
}

TEST_CASE("layout: organizations whose backups are at stake stand left, recovery stands right") {
    const Told told(shipped("cross-account"));
    const Scene scene = told.scene(told.run.entries());
    const Rect owner = find_place(scene, "production")->box;
    const Rect decides = find_place(scene, "management")->box;
    const Rect recovery = find_place(scene, "recovery")->box;
    CHECK(owner.right() < decides.x);
    CHECK(decides.right() < recovery.x);
    const Mark* vault = find_mark(scene, "prod-airgap");
    REQUIRE(vault != nullptr);
    CHECK(vault->body.w == vault->body.h);
    CHECK(is_inside(vault->box, owner));
}

TEST_CASE("layout: the wide picture has the form of its stage") {
    for (const std::string& name : shipped_names()) {
        const Told told(shipped(name));
        const Rect bounds = told.scene(0).bounds;
        CAPTURE(name);
        CAPTURE(bounds.w);
        CAPTURE(bounds.h);
        CHECK(bounds.w * 100 / bounds.h > 160);
        CHECK(bounds.w * 100 / bounds.h < 240);
        // At 904 pixels titles are still 10 pixels high; 8 in threats that need many accounts.
        CHECK(bounds.w < (name.contains('/') ? 1400 : 1120));
    }
}

TEST_CASE(
    "layout: on a narrow screen the account where things happen is open, the others are bars") {
    const Told told(shipped("cross-account"));
    const std::uint32_t attack = told.entry("DeleteRecoveryPoint");
    const std::uint32_t vote = told.entry("Vote", told.entry("CreateRestoreAccessBackupVault"));
    for (const std::int32_t width : {390, 500, 676}) {
        const Scene scene = told.scene(attack, width);
        CHECK_FALSE(find_place(scene, "production")->is_collapsed);
        CHECK(find_place(scene, "management")->is_collapsed);
        CHECK(find_place(scene, "recovery")->is_collapsed);
        CHECK(find_mark(scene, "prod-airgap") != nullptr);
        CHECK(find_mark(scene, "recovery-guardians") == nullptr);
        CHECK_FALSE(find_place(told.scene(vote, width), "management")->is_collapsed);
    }
    CHECK(told.scene(attack, 390).bounds.w <= 390);
}

TEST_CASE("layout: two hundred accounts are a block of small squares beside those that matter") {
    const Told told(load(big_estate()));
    for (const std::int32_t width : widths) {
        CAPTURE(width);
        const Scene scene = told.scene(2, width);
        CHECK(broken_promise(scene) == "");
        CHECK(broken_text(scene) == "");
        CHECK(std::count_if(scene.places.begin(), scene.places.end(),
                            [](const Place& p) { return p.is_tile; }) == 196);
        CHECK(find_place(scene, "196 quiet accounts") != nullptr);
        CHECK(find_place(scene, "196 quiet accounts")->accounts == 196);
        if (width >= 820) CHECK(find_mark(scene, "ledger") != nullptr);
        if (width >= 820) CHECK(scene.bounds.w < 1300);
    }
}

TEST_CASE("layout: names as long as AWS allows are cut to fit and stand whole in the title") {
    const std::string name(50, 'W');
    const Told told(load(small_scenario(
        R"("steps": [{"who": "omar", "as": "production/operator", "at": "1h",
        "call": "CreateBackupVault", "with": {"BackupVaultName": ")" +
        name + R"("}},
        {"who": "omar", "as": "production/operator", "at": "2h", "call": "CreateLogicallyAirGappedBackupVault",
         "with": {"BackupVaultName": ")" +
        name.substr(1) + R"(", "MinRetentionDays": 7, "MaxRetentionDays": 35}}],)")));
    for (const std::int32_t width : widths) {
        const Scene scene = told.scene(told.run.entries(), width);
        CAPTURE(width);
        CHECK(broken_promise(scene) == "");
        CHECK(broken_text(scene) == "");
        if (width >= 820) CHECK(find_mark(scene, name) != nullptr);
    }
}

TEST_CASE("metrics: widths are whole pixels, never too small, and cutting keeps whole characters") {
    CHECK(text_width("", Label::Style::title) == 0);
    CHECK(text_width("111111111111", Label::Style::number) == 80);
    CHECK(text_width("W", Label::Style::title) > text_width("i", Label::Style::title));
    CHECK(text_width("prod-airgap", Label::Style::title) >= 72);
    CHECK(fit_text("prod-airgap", Label::Style::title, 200) == "prod-airgap");
    const std::string cut = fit_text("ünïcödé-nämé-thät-is-löng", Label::Style::title, 60);
    CHECK(cut.ends_with("\u2026"));
    CHECK(text_width(cut, Label::Style::title) <= 60);
    CHECK(fit_text("日本語の名前", Label::Style::text, 30).ends_with("\u2026"));
}
