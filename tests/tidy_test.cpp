// The house in order: layers, banned words, sizes, headers, links, goldens. Each rule is first shown what it
// must refuse, then runs over the whole tree.
#include "support/tidy.h"

#include <algorithm>
#include <filesystem>

#include "base/text.h"
#include "support/files.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

std::string text_of(const Complaints& complaints) { return join(complaints, "\n"); }

bool ends_with_any(std::string_view path, std::initializer_list<std::string_view> endings) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](std::string_view ending) { return path.ends_with(ending); });
}

bool is_source(std::string_view path) { return ends_with_any(path, {".cpp", ".h"}); }
bool is_script(std::string_view path) {
    return ends_with_any(path, {".mjs", ".js", ".ts", ".sh", ".py", ".cmake"});
}
bool is_text(std::string_view path) {
    return is_source(path) || is_script(path) ||
           ends_with_any(path, {".md", ".json", ".txt", ".yml", ".yaml", ".html", ".css", ".glsl",
                                ".vert", ".frag", ".trace", ".scene", "/airlock", "Dockerfile"});
}

// Everything that people write, without what is built or installed.
const std::vector<SourceFile>& tree() {
    static const std::vector<SourceFile> files = [] {
        std::vector<std::string> paths;
        for (std::string_view folder : {"src", "tests", "tools", "cmake", "web", "docs",
                                        "scenarios", "shaders", "examples", ".ci", ".github"})
            for (std::string& path : source_files(folder))
                if (is_text(path) && path.find("node_modules/") == std::string::npos)
                    paths.push_back(std::move(path));
        for (std::string_view path :
             {"README.md", "CMakeLists.txt", "CMakePresets.json", "package.json",
              "package-lock.json", ".npmrc", "airlock", "setup.sh"})
            paths.emplace_back(path);
        std::vector<SourceFile> read;
        for (std::string& path : paths)
            if (auto text = read_source(path)) read.push_back({std::move(path), std::move(*text)});
        return read;
    }();
    return files;
}

template <class Rule>
void check_tree(const Rule& rule) {
    REQUIRE(tree().size() > 20);
    for (const SourceFile& file : tree())
        for (const std::string& complaint : rule(file)) FAIL_CHECK(complaint);
}

bool is_in(std::string_view path, std::string_view folder) { return path.starts_with(folder); }

}  // namespace

TEST_CASE("tidy: code is told from comments and texts") {
    struct Row {
        std::string_view text;
        std::string_view code;  // without its blanks
    };
    const Row rows[] = {
        {"a // b\nc", "a\nc"},         {"a /* b\nc */ d", "a\nd"},
        {"a \"b // \\\" c\" d", "ad"}, {"1'000 'x' '\\'' y", "1'000y"},
        {"R\"(a \" // b)\" c", "c"},   {"R\"x(a)\" )x\" c", "c"},
        {"\"open\nb", "\nb"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        std::string code = code_of(row.text);
        CHECK(code.size() == row.text.size());
        std::erase(code, ' ');
        CHECK(code == row.code);
    }
}

TEST_CASE("tidy: layers include only what lies below them") {
    const auto complaint = [](std::string path, std::string include) {
        return text_of(check_includes({std::move(path), "// x\n#include " + include + "\n"}));
    };
    CHECK(complaint("src/world/world.h", "\"base/id.h\"") == "");
    CHECK(complaint("src/world/world.h", "<array>") == "");
    CHECK(complaint("src/base/id.h", "\"policy/policy.h\"") ==
          "src/base/id.h:2: base may not include policy/policy.h");
    CHECK(complaint("src/policy/policy.h", "\"world/world.h\"") ==
          "src/policy/policy.h:2: policy may not include world/world.h");
    CHECK(complaint("src/world/world.h", "\"sim/log.h\"") ==
          "src/world/world.h:2: world may not include sim/log.h");
    CHECK(complaint("src/sim/log.h", "\"check/x.h\"") ==
          "src/sim/log.h:2: sim may not include check/x.h");
    CHECK(complaint("src/study/x.h", "\"view/scene.h\"") ==
          "src/study/x.h:2: study may not include view/scene.h");
    CHECK(complaint("src/view/scene.h", "\"app/app.h\"") ==
          "src/view/scene.h:2: view may not include app/app.h");
    CHECK(complaint("src/cli/main.cpp", "\"app/app.h\"") ==
          "src/cli/main.cpp:2: cli may not include app/app.h");
    CHECK(complaint("src/app/app.cpp", "\"view/scene.h\"") == "");
    CHECK(complaint("src/app/app.cpp", "<imgui.h>") == "");
    CHECK(complaint("src/view/scene.h", "<imgui.h>") ==
          "src/view/scene.h:2: only src/app includes imgui.h");
    CHECK(complaint("src/base/json.cpp", "<nlohmann/json.hpp>") == "");
    CHECK(complaint("src/sim/scenario_json.cpp", "<nlohmann/json.hpp>") ==
          "src/sim/scenario_json.cpp:2: only src/base/json.cpp includes nlohmann/json.hpp");
    CHECK(complaint("src/sim/x.cpp", "\"x.h\"") ==
          "src/sim/x.cpp:2: includes x.h, which is in no layer");
    CHECK(complaint("src/sim/x.cpp", "<emscripten.h>") ==
          "src/sim/x.cpp:2: includes <emscripten.h>, which is not of the standard library");
    CHECK(complaint("src/util/x.cpp", "<array>") == "src/util/x.cpp: is in no layer");
    check_tree(check_includes);
}

TEST_CASE("tidy: nothing that differs between machines decides anything") {
    const auto complaint = [](std::string path, std::string code) {
        return text_of(check_banned_words({std::move(path), std::move(code)}));
    };
    for (std::string_view code :
         {"float x;", "double(x)", "#include <random>", "#include <chrono>", "#include <ctime>",
          "int x = rand();", "std::unordered_map<int, int> m;", "std::sort(a, b);",
          "std::ranges::sort(a);", "std::hash<int>()"}) {
        CAPTURE(code);
        for (std::string_view layer : {"base", "policy", "world", "sim", "check"})
            CHECK(complaint("src/" + std::string(layer) + "/x.cpp", std::string(code)) != "");
        CHECK(complaint("src/app/x.cpp", std::string(code)) == "");
    }
    CHECK(complaint("src/world/x.cpp", "int a;\nfloat b;") ==
          "src/world/x.cpp:2: world may not use float");
    CHECK(complaint("src/world/x.cpp", "Random random;") != "");
    CHECK(complaint("src/world/x.cpp", "#include <fstream>") != "");
    CHECK(complaint("src/sim/x.cpp", "Random random;") == "");
    for (std::string_view code :
         {"// a float", "\"double\"", "std::stable_sort(a, b)", "operand(x)",
          "int floating; int double_check;", "std::hash_of(x)", "text_hash(x)"}) {
        CAPTURE(code);
        CHECK(complaint("src/world/x.cpp", std::string(code)) == "");
    }
    check_tree(check_banned_words);
}

TEST_CASE("tidy: platforms are told apart in one place") {
    CHECK(text_of(check_platform({"src/app/ui.cpp", "#ifdef __EMSCRIPTEN__\n#endif\n"})) ==
          "src/app/ui.cpp:1: platforms are told apart in src/app/platform_*.cpp alone");
    CHECK(check_platform({"src/base/x.cpp", "#if defined(_WIN32)\n"}).size() == 1);
    CHECK(check_platform({"src/app/platform_web.cpp", "#ifdef __EMSCRIPTEN__\n"}).empty());
    CHECK(check_platform({"src/app/ui.cpp", "// __EMSCRIPTEN__\n"}).empty());
    check_tree(check_platform);
}

TEST_CASE("tidy: files are short") {
    CHECK(check_length({"a", std::string(1000, '\n')}).empty());
    CHECK(text_of(check_length({"a", std::string(1001, '\n')})) ==
          "a: has 1001 lines, more than 1000");
    check_tree([](const SourceFile& file) {
        const bool is_written = is_source(file.path) || is_script(file.path) ||
                                ends_with_any(file.path, {".md", ".css", ".html", ".glsl"});
        return is_written ? check_length(file) : Complaints();
    });
}

TEST_CASE("tidy: every file says what it is") {
    CHECK(check_header({"a.cpp", "// What it is.\n"}).empty());
    CHECK(text_of(check_header({"a.cpp", "#include <array>\n"})) ==
          "a.cpp: does not begin with a comment that says what it is");
    CHECK(check_header({"a.cpp", ""}).size() == 1);
    CHECK(check_header({"a.cpp", "\n// late\n"}).size() == 1);
    CHECK(check_header({"a.mjs", "#!/usr/bin/env node\n// What it is.\n"}).empty());
    CHECK(text_of(check_header({"a.h", "// What it is.\n"})) == "a.h: has no #pragma once");
    CHECK(check_header({"a.h", "// What it is.\n#pragma once\n"}).empty());
    check_tree([](const SourceFile& file) {
        const bool is_ours = is_in(file.path, "src/") || is_in(file.path, "tests/");
        const bool is_code = is_source(file.path) || ends_with_any(file.path, {".mjs", ".js"});
        return is_ours && is_code ? check_header(file) : Complaints();
    });
}

TEST_CASE("tidy: nobody left a note to himself") {
    CHECK(check_notes({"a",
                       "x\n// TO"
                       "DO: later\n"})
              .size() == 1);
    CHECK(check_notes({"a",
                       "// FIX"
                       "ME\n"})
              .size() == 1);
    CHECK(check_notes({"a",
                       "// TO"
                       "DOS and HA"
                       "CKATHON\n"})
              .empty());
    check_tree([](const SourceFile& file) {
        return file.path.ends_with("package-lock.json") ? Complaints() : check_notes(file);
    });
}

TEST_CASE("tidy: no mirror, no registry, no folder of one machine") {
    const auto count = [](std::string path, std::string text) {
        return check_addresses({std::move(path), std::move(text)}).size();
    };
    CHECK(count("tools/x.sh",
                "curl http://de"
                "b.example.org/debian\n") == 1);
    CHECK(count("tools/x.sh",
                "curl https://regi"
                "stry.example.org/x.tgz\n") == 1);
    CHECK(count("docs/x.md",
                "see https://user@npm-mir"
                "ror.example.org\n") == 1);
    CHECK(count("package-lock.json",
                "  \"resol"
                "ved\": \"x\",\n") == 1);
    CHECK(count("package-lock.json", "  \"url\": \"https://example.org/fund\"\n") == 0);
    CHECK(count("cmake/pins.txt", "upstream json https://github.com/nlohmann/json.git\n") == 0);
    CHECK(count("docs/x.md",
                "cd /ro"
                "ot/airlock\n") == 1);
    CHECK(count("docs/x.md",
                "cd /ho"
                "me/ana\n") == 1);
    CHECK(count("docs/x.md",
                "https://example.org/ho"
                "me/page\n") == 0);
    check_tree(check_addresses);
}

TEST_CASE("tidy: doctest comes last, and every test is compiled") {
    CHECK(check_doctest_is_last({"a", "#include \"base/few.h\"\n#include <doctest/doctest.h>\n"})
              .empty());
    CHECK(check_doctest_is_last({"a", "#include <vector>\n"}).empty());
    CHECK(text_of(check_doctest_is_last(
              {"a", "#include <doctest/doctest.h>\n#include \"base/few.h\"\n"})) ==
          "a:1: doctest is included last, for it defines CHECK anew");
    check_tree(check_doctest_is_last);

    for (std::string_view path : {"tests/main.cpp", "tests/base/x_test.cpp", "tests/support/x.cpp",
                                  "tests/fuzz/x.cpp", "src/x.cpp", "tests/x.h"})
        CHECK(check_is_compiled({std::string(path), ""}).empty());
    CHECK(text_of(check_is_compiled({"tests/base/x.cpp", ""})) ==
          "tests/base/x.cpp: nothing compiles this; call it tests/base/x_test.cpp");
    check_tree(check_is_compiled);
}

TEST_CASE("tidy: links lead somewhere") {
    const auto exists = [](std::string_view path) {
        return path == "docs/a.md" || path == "src/x.h" || path == "README.md";
    };
    const auto complaint = [&](std::string_view line) {
        return text_of(check_links({"docs/b.md", std::string(line)}, exists));
    };
    CHECK(complaint("[a](a.md) [x](../src/x.h#top \"title\") [top](#here) [w](https://example.org) "
                    "[m](mailto:a@example.org)") == "");
    CHECK(complaint("[a](c.md)") == "docs/b.md:1: links to docs/c.md, which does not exist");
    CHECK(complaint("<img src=\"../gone.png\">") ==
          "docs/b.md:1: links to gone.png, which does not exist");
    CHECK(complaint("`[a](c.md)`") == "");
    CHECK(complaint("```\n[a](c.md)\n```\n") == "");
    CHECK(text_of(check_links({"README.md", "[d](docs/gone.md)"}, exists)) ==
          "README.md:1: links to docs/gone.md, which does not exist");
    const auto is_there = [](std::string_view path) {
        return std::filesystem::exists(source_path(path));
    };
    check_tree([&](const SourceFile& file) {
        return file.path.ends_with(".md") ? check_links(file, is_there) : Complaints();
    });
}

TEST_CASE("tidy: every golden text has its scenario") {
    const std::vector<std::string> known = {"scenarios/first.json", "scenarios/threats/th05.json"};
    CHECK(check_golden_has_scenario("tests/golden/first.trace", known).empty());
    CHECK(check_golden_has_scenario("tests/golden/threats/th05.trace", known).empty());
    CHECK(check_golden_has_scenario("tests/golden/th05.trace", known).size() == 1);
    CHECK(check_golden_has_scenario("tests/golden/first@+01:30.scene", known).empty());
    CHECK(text_of(check_golden_has_scenario("tests/golden/second.trace", known)) ==
          "tests/golden/second.trace: there is no scenarios/second.json");
    CHECK(check_golden_has_scenario("tests/golden/firs@0.scene", known).size() == 1);
    const std::vector<std::string> scenarios = source_files("scenarios");
    for (const std::string& golden : source_files("tests/golden"))
        if (!golden.ends_with(".png"))  // the browser test of the pictures counts them
            for (const std::string& complaint : check_golden_has_scenario(golden, scenarios))
                FAIL_CHECK(complaint);
}
