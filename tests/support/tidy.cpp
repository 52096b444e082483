// The rules of the house. Words that a rule looks for are written in two halves where the rule would
// otherwise find them here.
#include "support/tidy.h"

#include <algorithm>
#include <cctype>
#include <optional>

#include "base/text.h"

namespace airlock::test {
namespace {

struct Layer {
    std::string_view name;
    std::string_view may_include;  // layers, between blanks
    bool is_core;                  // only our own headers and the standard library's
};

constexpr Layer layers[] = {
    {"base", " base ", true},
    {"policy", " base policy ", true},
    {"world", " base policy world ", true},
    {"sim", " base policy world sim ", true},
    {"check", " base policy world sim check ", true},
    {"study", " base policy world sim study ", true},
    {"view", " base policy world sim check study view ", true},
    {"app", " base policy world sim check study view app ", false},
    {"desk", " base policy world sim check study view desk ", false},
    {"cli", " base policy world sim check study view desk cli ", false},
    {"bench", " base policy world sim check study view bench ", false},
};

// "base" for "src/base/json.cpp".
std::string_view layer_name(std::string_view path) {
    if (!path.starts_with("src/")) return {};
    path.remove_prefix(4);
    const auto slash = path.find('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
}

bool is_identifier(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

std::string at_line(const SourceFile& file, std::size_t line, std::string_view what) {
    return file.path + ':' + std::to_string(line + 1) + ": " + std::string(what);
}

// Calls `look(line, number)` for each line.
template <class Look>
void for_each_line(std::string_view text, const Look& look) {
    const auto lines = split(text, '\n');
    for (std::size_t i = 0; i < lines.size(); ++i) look(lines[i], i);
}

struct Include {
    std::string_view name;
    bool is_quoted = false;
};

std::optional<Include> include_of(std::string_view line) {
    line = trim(line);
    if (!line.starts_with('#')) return std::nullopt;
    line = trim(line.substr(1));
    if (!line.starts_with("include")) return std::nullopt;
    line = trim(line.substr(7));
    if (line.size() < 2 || (line[0] != '"' && line[0] != '<')) return std::nullopt;
    const auto end = line.find(line[0] == '"' ? '"' : '>', 1);
    if (end == std::string_view::npos) return std::nullopt;
    return Include{line.substr(1, end - 1), line[0] == '"'};
}

std::string include_complaint(const SourceFile& file, const Layer& layer, const Include& include) {
    const std::string name(include.name);
    if (include.name.starts_with("nlohmann/"))
        return file.path == "src/base/json.cpp" ? "" : "only src/base/json.cpp includes " + name;
    if (include.name.find("imgui") != std::string_view::npos)
        return layer.name == "app" ? "" : "only src/app includes " + name;
    if (include.is_quoted) {
        const std::string_view folder = include.name.substr(0, include.name.find('/'));
        const bool is_ours = std::any_of(std::begin(layers), std::end(layers),
                                         [&](const Layer& l) { return l.name == folder; });
        if (!is_ours || folder.size() == include.name.size())
            return layer.is_core ? "includes " + name + ", which is in no layer" : "";
        const std::string wanted = ' ' + std::string(folder) + ' ';
        if (layer.may_include.find(wanted) != std::string_view::npos) return {};
        return std::string(layer.name) + " may not include " + name;
    }
    const bool is_standard = std::all_of(
        name.begin(), name.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
    return layer.is_core && !is_standard
               ? "includes <" + name + ">, which is not of the standard library"
               : "";
}

// Where `word` stands by itself in `line`, from `from` on.
std::size_t find_word(std::string_view line, std::string_view word, bool is_prefix = false) {
    for (std::size_t at = line.find(word); at != std::string_view::npos;
         at = line.find(word, at + 1)) {
        const bool begins = !is_identifier(word.front()) || at == 0 || !is_identifier(line[at - 1]);
        const std::size_t end = at + word.size();
        const bool ends = is_prefix || !is_identifier(word.back()) || end == line.size() ||
                          !is_identifier(line[end]);
        if (begins && ends) return at;
    }
    return std::string_view::npos;
}

// Copies code and blanks out the rest, line by line as it was.
class CodeReader {
  public:
    explicit CodeReader(std::string_view text) : text_(text) {}

    std::string read() {
        while (at_ < text_.size()) {
            const std::string_view rest = text_.substr(at_);
            if (rest.starts_with("//")) skip_to('\n', false);
            else if (rest.starts_with("/*")) skip_block_comment();
            else if (rest.starts_with("R\"") && !follows_identifier()) skip_raw_string();
            else if (rest[0] == '"') skip_literal('"');
            else if (rest[0] == '\'' && !follows_identifier()) skip_literal('\'');
            else take();
        }
        return std::move(code_);
    }

  private:
    bool follows_identifier() const {
        return at_ > 0 && is_identifier(text_[at_ - 1]);
    }  // also 1'000
    void take() { code_ += text_[at_++]; }
    void blank() { code_ += text_[at_++] == '\n' ? '\n' : ' '; }
    void skip_to(char end, bool with_it) {
        while (at_ < text_.size() && text_[at_] != end) blank();
        if (with_it && at_ < text_.size()) blank();
    }
    void skip_block_comment() {
        const auto end = text_.find("*/", at_ + 2);
        const std::size_t stop = end == std::string_view::npos ? text_.size() : end + 2;
        while (at_ < stop) blank();
    }
    void skip_raw_string() {
        const auto open = text_.find('(', at_);
        if (open == std::string_view::npos) return take();
        const std::string close = ')' + std::string(text_.substr(at_ + 2, open - at_ - 2)) + '"';
        const auto end = text_.find(close, open);
        const std::size_t stop = end == std::string_view::npos ? text_.size() : end + close.size();
        while (at_ < stop) blank();
    }
    void skip_literal(char quote) {
        blank();
        while (at_ < text_.size() && text_[at_] != quote && text_[at_] != '\n') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) blank();
            blank();
        }
        if (at_ < text_.size() && text_[at_] == quote) blank();
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::string code_;
};

// The host of each address in a line: "example.org" of "https://example.org/x".
std::vector<std::string_view> hosts_of(std::string_view line) {
    std::vector<std::string_view> hosts;
    for (auto at = line.find("://"); at != std::string_view::npos; at = line.find("://", at + 1)) {
        std::string_view host = line.substr(at + 3);
        const auto end = std::find_if_not(host.begin(), host.end(), [](char c) {
            return is_identifier(c) || c == '.' || c == '-' || c == '@';
        });
        host = host.substr(0, static_cast<std::size_t>(end - host.begin()));
        if (!host.empty()) hosts.push_back(host);
    }
    return hosts;
}

bool is_of_mirror(std::string_view host) {
    if (host.starts_with("deb.") || host.find(".deb.") != std::string_view::npos) return true;
    constexpr std::string_view parts[] = {"registry", "mirror", "artifactory", "nexus", "pypi"};
    return std::any_of(std::begin(parts), std::end(parts), [&](std::string_view part) {
        return host.find(part) != std::string_view::npos;
    });
}

// The folder of a path with its slash; "" at the top.
std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view() : path.substr(0, slash + 1);
}

// "docs/../src/x.h" as "src/x.h".
std::string normalised(std::string_view path) {
    std::vector<std::string_view> parts;
    for (std::string_view part : split(path, '/')) {
        if (part == ".." && !parts.empty()) parts.pop_back();
        else if (part != "." && !part.empty()) parts.push_back(part);
    }
    return join(parts, "/");
}

// The targets of `[…](target)` and `src="target"` in one line of Markdown, outside of `code`.
std::vector<std::string_view> link_targets(std::string_view line) {
    std::vector<std::string_view> targets;
    bool is_code = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == '`') is_code = !is_code;
        if (is_code) continue;
        for (const auto& [open, close] :
             {std::pair<std::string_view, char>{"](", ')'}, {"src=\"", '"'}, {"href=\"", '"'}}) {
            if (!line.substr(i).starts_with(open)) continue;
            const std::string_view rest = line.substr(i + open.size());
            targets.push_back(trim(rest.substr(0, rest.find(close))));
        }
    }
    return targets;
}

}  // namespace

std::string code_of(std::string_view text) { return CodeReader(text).read(); }

Complaints check_includes(const SourceFile& file) {
    Complaints complaints;
    const std::string_view name = layer_name(file.path);
    const auto layer = std::find_if(std::begin(layers), std::end(layers),
                                    [&](const Layer& l) { return l.name == name; });
    if (layer == std::end(layers)) {
        if (file.path.starts_with("src/")) complaints.push_back(file.path + ": is in no layer");
        return complaints;
    }
    for_each_line(file.text, [&](std::string_view line, std::size_t number) {
        const auto include = include_of(line);
        if (!include) return;
        const std::string complaint = include_complaint(file, *layer, *include);
        if (!complaint.empty()) complaints.push_back(at_line(file, number, complaint));
    });
    return complaints;
}

Complaints check_banned_words(const SourceFile& file) {
    constexpr std::string_view everywhere[] = {
        "float",      "double",        "<random>",  "<chrono>",   "<ctime>",
        "rand(",      "srand(",        "std::time", "std::clock", "unordered_",
        "std::sort(", "ranges::sort(", "std::hash"};
    constexpr std::string_view in_rules[] = {"<fstream>", "<filesystem>", "<iostream>", "Random"};
    constexpr std::string_view careful[] = {"base", "policy", "world", "sim", "check"};
    Complaints complaints;
    const std::string_view layer = layer_name(file.path);
    if (std::find(std::begin(careful), std::end(careful), layer) == std::end(careful))
        return complaints;
    const bool is_of_rules = layer == "policy" || layer == "world";
    for_each_line(code_of(file.text), [&](std::string_view line, std::size_t number) {
        const auto look_for = [&](std::string_view word) {
            if (find_word(line, word, word.ends_with('_')) != std::string_view::npos)
                complaints.push_back(at_line(
                    file, number, std::string(layer) + " may not use " + std::string(word)));
        };
        for (std::string_view word : everywhere) look_for(word);
        if (is_of_rules)
            for (std::string_view word : in_rules) look_for(word);
    });
    return complaints;
}

Complaints check_platform(const SourceFile& file) {
    Complaints complaints;
    if (!file.path.starts_with("src/") || file.path.starts_with("src/app/platform_"))
        return complaints;
    for_each_line(code_of(file.text), [&](std::string_view line, std::size_t number) {
        if (!trim(line).starts_with('#')) return;
        for (std::string_view word :
             {"__EMSCRIPTEN__", "__wasm__", "__wasm32__", "_WIN32", "__linux__", "__APPLE__"})
            if (find_word(line, word) != std::string_view::npos)
                complaints.push_back(at_line(
                    file, number, "platforms are told apart in src/app/platform_*.cpp alone"));
    });
    return complaints;
}

Complaints check_length(const SourceFile& file) {
    constexpr std::ptrdiff_t lines_max = 1000;
    const auto lines = std::count(file.text.begin(), file.text.end(), '\n');
    if (lines <= lines_max) return {};
    return {file.path + ": has " + std::to_string(lines) + " lines, more than " +
            std::to_string(lines_max)};
}

Complaints check_header(const SourceFile& file) {
    Complaints complaints;
    std::string_view text = file.text;
    if (text.starts_with("#!")) text.remove_prefix(std::min(text.find('\n'), text.size() - 1) + 1);
    if (!text.starts_with("// "))
        complaints.push_back(file.path + ": does not begin with a comment that says what it is");
    if (file.path.ends_with(".h") && text.find("\n#pragma once\n") == std::string_view::npos)
        complaints.push_back(file.path + ": has no #pragma once");
    return complaints;
}

Complaints check_notes(const SourceFile& file) {
    Complaints complaints;
    for_each_line(file.text, [&](std::string_view line, std::size_t number) {
        for (std::string_view word : {"TO"
                                      "DO",
                                      "FIX"
                                      "ME",
                                      "XX"
                                      "X",
                                      "HA"
                                      "CK"})
            if (find_word(line, word) != std::string_view::npos)
                complaints.push_back(
                    at_line(file, number, "a note to oneself: " + std::string(word)));
    });
    return complaints;
}

Complaints check_addresses(const SourceFile& file) {
    Complaints complaints;
    const bool is_lock = file.path.ends_with("package-lock.json");
    for_each_line(file.text, [&](std::string_view line, std::size_t number) {
        if (is_lock && line.find("\"resolved"
                                 "\"") != std::string_view::npos)
            complaints.push_back(
                at_line(file, number, "the lock file names where a package came from"));
        for (std::string_view host : hosts_of(line)) {
            if (is_of_mirror(host))
                complaints.push_back(
                    at_line(file, number, "the address of a package mirror: " + std::string(host)));
        }
        for (std::string_view folder : {"/ro"
                                        "ot/",
                                        "/ho"
                                        "me/",
                                        "/Us"
                                        "ers/"})
            if (const auto at = line.find(folder);
                at != std::string_view::npos && (at == 0 || !is_identifier(line[at - 1])))
                complaints.push_back(at_line(file, number, "a folder of somebody's machine"));
    });
    return complaints;
}

Complaints check_doctest_is_last(const SourceFile& file) {
    std::size_t doctest_line = 0;
    std::size_t last_line = 0;
    for_each_line(file.text, [&](std::string_view line, std::size_t number) {
        const auto include = include_of(line);
        if (!include) return;
        last_line = number + 1;
        if (include->name == "doctest/doctest.h") doctest_line = number + 1;
    });
    if (doctest_line == 0 || doctest_line == last_line) return {};
    return {at_line(file, doctest_line - 1, "doctest is included last, for it defines CHECK anew")};
}

Complaints check_is_compiled(const SourceFile& file) {
    const std::string_view path = file.path;
    if (!path.starts_with("tests/") || !path.ends_with(".cpp")) return {};
    const bool is_compiled = path.ends_with("_test.cpp") || path == "tests/main.cpp" ||
                             path.starts_with("tests/support/") || path.starts_with("tests/fuzz/");
    return is_compiled ? Complaints{}
                       : Complaints{file.path + ": nothing compiles this; call it " +
                                    file.path.substr(0, path.size() - 4) + "_test.cpp"};
}

Complaints check_links(const SourceFile& file,
                       const std::function<bool(std::string_view)>& exists) {
    Complaints complaints;
    bool is_fenced = false;
    for_each_line(file.text, [&](std::string_view line, std::size_t number) {
        if (trim(line).starts_with("```")) is_fenced = !is_fenced;
        if (is_fenced) return;
        for (std::string_view target : link_targets(line)) {
            target = target.substr(0, target.find('#'));
            target = target.substr(0, target.find(' '));  // a title may follow
            const bool is_elsewhere = target.empty() ||
                                      target.find("://") != std::string_view::npos ||
                                      target.starts_with("mailto:");
            if (is_elsewhere) continue;
            const std::string path =
                normalised(std::string(folder_of(file.path)) + std::string(target));
            if (!exists(path))
                complaints.push_back(
                    at_line(file, number, "links to " + path + ", which does not exist"));
        }
    });
    return complaints;
}

Complaints check_golden_has_scenario(std::string_view golden,
                                     std::span<const std::string> scenarios) {
    std::string_view name = golden.substr(std::string_view("tests/golden/").size());
    name = name.substr(0, name.find_first_of("@."));
    const std::string scenario = "scenarios/" + std::string(name) + ".json";
    if (std::find(scenarios.begin(), scenarios.end(), scenario) != scenarios.end()) return {};
    return {std::string(golden) + ": there is no " + scenario};
}

}  // namespace airlock::test
