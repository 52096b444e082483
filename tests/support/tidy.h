// What keeps the house in order, as functions over text: each answers with complaints, "path:line: what".
// tests/tidy_test.cpp runs them over the whole tree and shows each of them a text that it must refuse.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace airlock::test {

struct SourceFile {
    std::string path;  // "src/base/json.cpp"
    std::string text;
};

using Complaints = std::vector<std::string>;

// The same lines without what stands in comments, strings and character literals.
std::string code_of(std::string_view text);

// Layers: who includes whom; foreign headers only where they belong.
Complaints check_includes(const SourceFile& file);
// Words that would make a run depend on the machine, in base, policy, world, sim and check.
Complaints check_banned_words(const SourceFile& file);
// Conditional compilation for a platform, outside src/app/platform_*.
Complaints check_platform(const SourceFile& file);
// More than a thousand lines.
Complaints check_length(const SourceFile& file);
// A comment at the top that says what the file is; `#pragma once` in a header.
Complaints check_header(const SourceFile& file);
// Notes to oneself.
Complaints check_notes(const SourceFile& file);
// Addresses of package mirrors and registries, folders of somebody's machine.
Complaints check_addresses(const SourceFile& file);
// doctest included anywhere but last: see tests/main.cpp.
Complaints check_doctest_is_last(const SourceFile& file);
// A source file of the tests that no rule of CMakeLists.txt compiles.
Complaints check_is_compiled(const SourceFile& file);
// Links of a Markdown text to files that do not exist; `exists` is asked for paths relative to the project.
Complaints check_links(const SourceFile& file, const std::function<bool(std::string_view)>& exists);
// A golden text whose scenario is gone: <scenario>.trace, <scenario>@<time>.scene.
Complaints check_golden_has_scenario(std::string_view golden,
                                     std::span<const std::string> scenarios);

}  // namespace airlock::test
