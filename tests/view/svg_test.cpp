// Pictures that stand alone: they are sound XML, say in words what they show, and show what the scene holds.
#include "view/svg.h"

#include <set>

#include "support/files.h"
#include "support/golden.h"
#include "view/documents.h"
#include "view/locate.h"
#include "view/stage.h"
#include "view/svg_pen.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;
using Stands = airlock::view::Condition;

namespace {

// What is wrong with the text as XML of the kind that we write; "" when nothing is. Gathers ids and references to them.
class Xml {
  public:
    explicit Xml(std::string_view text) : text_(text) {}

    std::string error() {
        std::vector<std::string> open;
        while (!text_.empty()) {
            const auto tag = text_.find('<');
            if (!is_sound(text_.substr(0, tag))) return "a stray & or >";
            if (tag == std::string_view::npos) break;
            text_.remove_prefix(tag);
            const auto end = text_.find('>');
            if (end == std::string_view::npos) return "an open <";
            std::string_view inside = text_.substr(1, end - 1);
            text_.remove_prefix(end + 1);
            if (inside.starts_with('/')) {
                if (open.empty() || open.back() != inside.substr(1)) return "a wrong end tag";
                open.pop_back();
                continue;
            }
            const bool is_empty = inside.ends_with('/');
            if (is_empty) inside.remove_suffix(1);
            std::string name(inside.substr(0, inside.find(' ')));
            if (std::string wrong = attributes(inside.substr(name.size())); !wrong.empty())
                return wrong + " in " + name;
            names.insert(name);
            if (!is_empty) open.push_back(std::move(name));
        }
        for (const std::string& used : references)
            if (!ids.contains(used)) return "no id " + used;
        return open.empty() ? "" : "no end of " + open.back();
    }

    std::set<std::string> ids, references, names;

  private:
    static bool is_sound(std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '>' || text[i] == '<') return false;
            if (text[i] != '&') continue;
            const auto end = text.find(';', i);
            if (end == std::string_view::npos || end - i > 6) return false;
        }
        return true;
    }

    std::string attributes(std::string_view text) {
        while (!text.empty()) {
            if (text[0] != ' ') return "no blank before an attribute";
            const auto equals = text.find("=\"");
            if (equals == std::string_view::npos) return "an attribute without a value";
            const std::string name(text.substr(1, equals - 1));
            const auto end = text.find('"', equals + 2);
            if (end == std::string_view::npos) return "an open value";
            const std::string value(text.substr(equals + 2, end - equals - 2));
            if (!is_sound(value)) return "a stray & in a value";
            if (name == "id" && !ids.insert(value).second) return "the id " + value + " twice";
            if (value.starts_with("url(#")) references.insert(value.substr(5, value.size() - 6));
            if (name.starts_with("on") || name == "href") return "an attribute " + name;
            text.remove_prefix(end + 1);
        }
        return {};
    }

    std::string_view text_;
};

std::string picture(const Told& told, std::uint32_t entry, const SvgOptions& options) {
    return scene_svg(told.scene(entry, options.width), told.page(entry), english(), options);
}

}  // namespace

TEST_CASE(
    "svg: every marker of every story is sound, framed or not, dark and light, wide and narrow") {
    for (const std::string& name : shipped_names()) {
        if (name.contains('/')) continue;
        const Told told(shipped(name));
        std::vector<std::uint32_t> entries = told.run.chapter_entries();
        entries.push_back(0);
        entries.push_back(told.run.entries());
        for (const std::uint32_t entry : entries)
            for (const SvgOptions& options :
                 {SvgOptions{true, 1200, false}, SvgOptions{false, 904, true},
                  SvgOptions{true, 390, true}}) {
                CAPTURE(name);
                CAPTURE(entry);
                const std::string svg = picture(told, entry, options);
                Xml xml(svg);
                CHECK(xml.error() == "");
                CHECK_FALSE(xml.names.contains("script"));
                CHECK_FALSE(xml.names.contains("image"));
                CHECK(xml.names.contains("title"));
                CHECK(xml.names.contains("desc"));
                CHECK(svg.contains("width=\"" + std::to_string(options.width) + "\""));
            }
    }
}

TEST_CASE("svg: two moments as they were looked at and found right") {
    const Told first(shipped("first-approval"));
    check_golden("first-approval@vault-lock.svg", picture(first, 3, {false, 904, true}));
    const Told other(shipped("cross-account"));
    check_golden("cross-account@votes-dark.svg",
                 picture(other, other.entry("Vote", 100) + 1, {true, 904, false}));
}

TEST_CASE("svg: its words say what it shows") {
    const Told told(shipped("first-approval"));
    const std::string svg = picture(told, 3, {});
    CHECK(svg.contains(">First approval, Day 1 · 00:06:00: Stopped at the vault lock</title>"));
    CHECK(svg.contains("tries to delete rp-1 from prod-airgap"));
    CHECK(svg.contains("\nproduction: root stolen\n"));
    CHECK(svg.contains("\nMulti-party approval: ready\n"));
    CHECK(picture(told, 0, {}).contains(">First approval, before anything has happened</title>"));
    // Another moment, another name for what the picture refers to inside itself.
    const auto id = [](const std::string& text) {
        return text.substr(text.find("aria-labelledby"), 40);
    };
    CHECK(id(svg) != id(picture(told, 4, {})));
    CHECK(id(svg) != id(picture(told, 3, {true})));
}

TEST_CASE("svg: what a scene holds is drawn by its own mark") {
    Scene scene;
    scene.bounds = {0, 0, 400, 200};
    Mark vault;
    vault.shape = Shape::air_gapped_vault;
    vault.body = vault.box = {20, 20, 100, 100};
    scene.marks.push_back(vault);
    const auto draw = [&] { return scene_svg(scene, {}, english(), {}); };
    const auto count = [](const std::string& text, std::string_view what) {
        std::size_t n = 0;
        for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
        return n;
    };
    CHECK(count(draw(), "stroke-width=\"2.75\"") == 0);
    scene.marks[0].is_sealed = true;
    CHECK(count(draw(), "stroke-width=\"2.75\"") == 12);  // bolts over the rim
    scene.marks[0].pips = {
        {.ref = {Kind::recovery_point, 0}, .is_deleted = true, .box = {40, 60, 12, 16}}};
    CHECK(draw().contains(svg::escaped("stroke-dasharray")));
    Place place;
    place.ref = {Kind::account, 0};
    place.box = {0, 0, 200, 150};
    place.header = {0, 0, 200, 42};
    place.condition = Stands::lost;
    scene.places.push_back(place);
    scene.marks[0].place = 0;
    const std::string lost = draw();
    CHECK(count(lost, "-shelter)") == 1);  // the vault's light keeps the hatching off
    Xml xml(lost);
    CHECK(xml.error() == "");
}

TEST_CASE("svg: names of all kinds are only ever text") {
    Page page;
    page.title = "<script>alert(1)</script> & \"quotes\" 'too' \x01\xff";
    page.scenario = "x\"><y";
    page.headline = "]]> &amp;";
    page.language = "en\"";
    const std::string svg = scene_svg({}, page, english(), {.has_frame = true});
    Xml xml(svg);
    CHECK(xml.error() == "");
    CHECK_FALSE(xml.names.contains("script"));
    CHECK(
        svg.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;quotes&quot; &#39;too&#39; "
                     "\ufffd\ufffd"));
    CHECK(svg.contains("]]&gt; &amp;amp;"));
}

TEST_CASE("svg: numbers are short and the same everywhere") {
    CHECK(svg::number(12) == "12");
    CHECK(svg::number(12.5) == "12.5");
    CHECK(svg::number(0.126) == "0.13");
    CHECK(svg::number(-0.254) == "-0.25");
    CHECK(svg::number(-0.001) == "0");
    CHECK(svg::number(1.05) == "1.05");
}

TEST_CASE("locate: entries, times, markers and the end") {
    Simulation run(shipped("first-approval"), {});
    CHECK(marker_of(run.scenario().chapters[0]) == "the-attack");
    CHECK(*locate(run, "") == Cursor{0, Instant{0}});
    CHECK(*locate(run, "3") == Cursor{3, Instant{minutes(6).ms}});
    CHECK(run.entries() == 3);
    CHECK(*locate(run, "+00:20") == Cursor{5, Instant{minutes(20).ms}});
    CHECK(locate(run, "marker:ask")->entry == 6);
    CHECK(locate(run, "vote")->entry == 7);
    CHECK(locate(run, "end")->entry == 13);
    CHECK(locate(run, "99").error().sentence == "there is no entry 99: the run has 13 entries");
    CHECK(locate(run, "aks").error().suggestion == "did you mean \"ask\"?");
    CHECK(locate(run, "-1").error().sentence.contains("neither"));
    CHECK_FALSE(is_marker_word("12"));
    CHECK_FALSE(is_marker_word("a b"));
    CHECK_FALSE(is_marker_word("-a"));
}

TEST_CASE("documents: every text has its form, and braces that pair up") {
    REQUIRE(document_phrases().size() > 50);
    std::string_view before;
    for (const Phrase& phrase : document_phrases()) {
        CAPTURE(phrase.key);
        CHECK(phrase.key.starts_with("doc."));
        CHECK(phrase.key != before);
        CHECK(find_phrase(english(), phrase.key).empty());
        CHECK(fill_text(english(), phrase.text, {}).size() > 0);
        before = phrase.key;
    }
    CHECK(document_text(english(), "doc.fact", {{"label", "a"}, {"value", "b"}}) == "a: b");
    CHECK(document_text(english(), "doc.nothing") == "doc.nothing");
}

TEST_CASE("documents: a language that has words of documents has all of them, with their fields") {
    const auto fields = [](std::string_view text) {
        std::set<std::string> names;
        for (auto at = text.find('{'); at != std::string_view::npos; at = text.find('{', at + 1)) {
            const auto inside = text.substr(at + 1, text.find('}', at) - at - 1);
            names.insert(std::string(inside.substr(0, inside.find('#'))));
        }
        return names;
    };
    // Read as any text is: only its form is looked at, for the page does not know these words.
    const auto read = Language::read(
        R"({"code": "xx", "name": "X", "words": {"doc.fact": "{label} = {value}"}, "texts": {}})",
        "x");
    REQUIRE(read.has_value());
    CHECK(document_text(*read, "doc.fact", {{"label", "a"}, {"value", "b"}}) == "a = b");
    CHECK(document_text(*read, "doc.column.who") == "Who");
    CHECK_FALSE(
        Language::read(
            R"({"code": "xx", "name": "X", "words": {"doc.fact": "{label"}, "texts": {}})", "x")
            .has_value());
    for (const std::string& file : source_files("src/view/languages")) {
        const auto text = read_source(file);
        REQUIRE(text.has_value());
        const auto language = Language::read(*text, file);
        REQUIRE(language.has_value());
        std::size_t found = 0;
        for (const Phrase& phrase : document_phrases()) {
            const std::string_view own = language->find(phrase.key);
            if (own.empty()) continue;
            CAPTURE(phrase.key);
            for (const std::string& name : fields(own)) CHECK(fields(phrase.text).contains(name));
            ++found;
        }
        CHECK((found == 0 || found == document_phrases().size()));
    }
}
