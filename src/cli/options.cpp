// Reading of options. Every option has one place here: its name and what it does with its value.
#include "cli/options.h"

#include <charconv>
#include <iterator>

#include "base/json.h"
#include "base/text.h"
#include "cli/inputs_short.h"
#include "cli/packed.h"
#include "view/locate.h"
#include "view/svg.h"

namespace airlock::cli {
namespace {

template <class Number>
std::optional<Number> parse_number(std::string_view text) {
    Number value = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || read.ec != std::errc() || read.ptr != text.data() + text.size())
        return std::nullopt;
    return value;
}

int hex_value(char c) {
    if (is_digit(c)) return c - '0';
    if (lower(c) >= 'a' && lower(c) <= 'f') return lower(c) - 'a' + 10;
    return -1;
}

// "%2C" is ",": links are written so.
std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hex_value(text[i + 1]) : -1;
        const int low = high >= 0 ? hex_value(text[i + 2]) : -1;
        if (low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return out;
}

std::string add_override(Options& out, std::string_view text) {
    const auto equals = text.find('=');
    if (equals == 0 || equals == std::string_view::npos)
        return "--set takes NAME=VALUE, not " + quoted(text);
    out.overrides.push_back(
        {std::string(text.substr(0, equals)), std::string(text.substr(equals + 1))});
    return {};
}

std::string set_moment(Options& out, std::string_view text) {
    out.marker.clear();
    if (const auto entry = parse_number<std::uint32_t>(text)) {
        out.entries = *entry;
        out.until.reset();
        return {};
    }
    out.entries.reset();
    out.until.reset();
    if (const auto time = parse_duration(text)) {
        out.until = Instant{time->ms};
        return {};
    }
    // Which markers there are only the scenario knows.
    if (!view::is_marker_word(text))
        return quoted(text) + R"( is neither the number of an entry nor a time such as "+26:13")";
    out.marker = text;
    return {};
}

// Of the commands that write documents and try calls.
std::string set_document_option(Options& out, std::string_view name, const std::string& value) {
    if (name == "theme") {
        if (value != "dark" && value != "light")
            return "--theme takes dark or light, not " + quoted(value);
        out.is_dark = value == "dark";
    } else if (name == "width") {
        const auto width = parse_number<std::int32_t>(value);
        if (!width || *width < view::svg_width_min || *width > view::svg_width_max)
            return "--width takes " + std::to_string(view::svg_width_min) + " to " +
                   std::to_string(view::svg_width_max) + " pixels, not " + quoted(value);
        out.width = *width;
    } else if (name == "lang") {
        out.language = value;
    } else if (name == "from") {
        out.from = value;
    } else if (name == "to") {
        out.to = value;
    } else if (name == "output") {
        out.output = value;
    } else if (name == "who") {
        out.who = value;
    } else if (name == "as") {
        out.as = value;
    } else if (name == "call") {
        out.call = value;
    } else if (name == "with") {
        out.with = value;
    }
    return {};
}

// What is wrong with the value, or "".
std::string set_option(Options& out, std::string_view name, const std::string& value) {
    if (name == "seed") {
        const auto seed = parse_number<std::uint64_t>(value);
        if (!seed) return "--seed takes a whole number, not " + quoted(value);
        out.seed = *seed;
        out.has_seed = true;
    } else if (name == "until") {
        const auto time = parse_duration(value);
        if (!time)
            return R"(--until takes a time such as "90m", "1d12h" or "+26:13", not )" +
                   quoted(value);
        out.until = Instant{time->ms};
        out.entries.reset();
        out.marker.clear();
    } else if (name == "at") {
        return set_moment(out, value);
    } else if (name == "format") {
        static constexpr std::string_view words[] = {
            "text", "json", "cloudtrail", "cli", "markdown", "svg", "mermaid", "trace", "scenario"};
        out.format.reset();
        for (std::size_t i = 0; i < std::size(words); ++i)
            if (value == words[i]) out.format = static_cast<Format>(i);
        if (!out.format)
            return "--format takes text, json, cloudtrail, cli, markdown, svg, mermaid, trace or "
                   "scenario, not " +
                   quoted(value);
    } else if (name == "set") {
        return add_override(out, value);
    } else if (name == "live") {
        for (const std::string_view person : split(value, ','))
            if (!person.empty()) out.live.emplace_back(person);
    } else if (name == "property") {
        out.properties.push_back(value);
    } else if (name == "bound" || name == "memory") {
        const auto number = parse_number<std::uint32_t>(value);
        if (!number || *number == 0 || *number > UINT32_MAX - 2)
            return "--" + std::string(name) + " takes a whole number from 1, not " + quoted(value);
        (name == "bound" ? out.bound : out.memory_mb) = *number;
    } else if (name == "order") {
        const auto number = parse_number<std::uint32_t>(value);
        if (!number) return "--order takes a whole number, not " + quoted(value);
        out.order = *number;
    } else if (name == "inputs") {
        if (value == "@") return "--inputs @ names no file; write @FILE";
        out.inputs = value;
    } else {
        return set_document_option(out, name, value);
    }
    return {};
}

bool is_flag(std::string_view name) {
    return name == "help" || name == "version" || name == "frame" || name == "json" ||
           name == "no-symmetry";
}

bool holds(std::span<const std::string_view> names, std::string_view name) {
    for (const std::string_view known : names)
        if (known == name) return true;
    return false;
}

// "seed=7" and the pieces of a link. A file whose name has an equals sign is written with a slash: ./a=b.json.
std::string take_pair(Options& out, std::string_view key, std::string value,
                      std::span<const std::string_view> known) {
    if (key == "scenario") {
        out.words.insert(out.words.begin(), std::move(value));
        return {};
    }
    if (key.starts_with("set.")) return add_override(out, std::string(key.substr(4)) + "=" + value);
    if (!holds(known, key) || is_flag(key)) {
        std::vector<std::string_view> names(known.begin(), known.end());
        names.push_back("scenario");
        const std::string suggestion = did_you_mean(key, names);
        return "unknown word " + quoted(key) + (suggestion.empty() ? "" : "; " + suggestion);
    }
    return set_option(out, key, value);
}

// How the page looks is nothing to a command, and what a later version's link may say beside is told there.
bool is_of_the_page_alone(std::string_view key) {
    return key == "theme" || key == "load" || key == "lang" || key == "select" || key == "view" ||
           key == "name" || key == "v";
}

// What persons did, in the short form.
std::string take_done(Options& out, std::string_view text) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(text, "", problems);
    if (!document.is_valid() || !document.root().is_object())
        return "\"done\" in the link is not what was done in a run";
    auto longer = lengthen_inputs(document);
    if (!longer) return "\"done\" in the link: " + longer.error().front().sentence;
    out.inputs = std::move(*longer);
    return {};
}

// What only links say: things packed, and what the run was like. False where `key` is none of it.
bool take_link_word(Options& out, std::string_view key, const std::string& value,
                    std::string& wrong) {
    if (key == "sum") return out.sum = value, true;
    if (key == "expect") return out.expect = value, true;
    if (key != "done" && key != "file") return false;
    const auto text = unpacked(value, json_bytes_max);
    if (!text) wrong = "\"" + std::string(key) + "\" in the link " + text.error();
    else if (key == "done") wrong = take_done(out, *text);
    else out.scenario_text = *text, out.words.insert(out.words.begin(), "the link's scenario");
    return true;
}

// The words behind the "#" of a link, or "" where it has none.
std::string_view words_of_link(std::string_view link) {
    const auto hash = link.find('#');
    if (hash != std::string_view::npos) return link.substr(hash + 1);
    return link.contains("://") ? std::string_view() : link;
}

std::string take_link(Options& out, std::string_view link,
                      std::span<const std::string_view> known) {
    const std::string_view words = words_of_link(link);
    if (words.empty())
        return "the link " + quoted(link) + " names no scenario: it has no #scenario=NAME";
    for (const std::string_view pair : split(words, '&')) {
        const auto equals = pair.find('=');
        if (pair.empty()) continue;
        if (equals == std::string_view::npos)
            return "the link has a word without a value: " + quoted(pair);
        const std::string_view key = pair.substr(0, equals);
        if (is_of_the_page_alone(key) && !holds(known, key)) continue;
        const std::string value = decoded(pair.substr(equals + 1));
        std::string wrong;
        // A link reads nobody's files.
        if (key == "inputs" && value.starts_with('@'))
            return "\"inputs\" in the link names a file; it holds what was done itself";
        if (!take_link_word(out, key, value, wrong)) wrong = take_pair(out, key, value, known);
        if (!wrong.empty()) return wrong;
    }
    return {};
}

}  // namespace

bool is_link(std::string_view word) {
    if (word.starts_with('#') || word.contains("#scenario=") || word.contains("#v=")) return true;
    if (word.starts_with("http://") || word.starts_with("https://")) return true;
    // Without its "#"; the value of one word alone may well have an "&".
    return word.contains('&') && (word.starts_with("scenario=") || word.contains("&scenario=") ||
                                  word.contains("&file="));
}

std::expected<Options, std::string> parse_options(std::span<const std::string> words,
                                                  std::span<const std::string_view> known) {
    Options out;
    bool only_words = false;  // after "--"
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string& word = words[i];
        if (only_words || word.empty() || word == "-") {
            out.words.push_back(word);
        } else if (word == "--") {
            only_words = true;
        } else if (word == "-h" || word == "--help") {
            out.wants_help = true;
        } else if (word == "--version") {
            out.wants_version = true;
        } else if (word == "--frame" && holds(known, "frame")) {
            out.has_frame = true;
        } else if (word == "--json" && holds(known, "json")) {
            out.is_json = true;
        } else if (word == "--no-symmetry" && holds(known, "no-symmetry")) {
            out.has_no_reductions = true;
        } else if (word == "-o" && holds(known, "output")) {
            if (++i == words.size()) return std::unexpected("-o needs the name of a file");
            out.output = words[i];
        } else if (word[0] == '-') {
            const std::string_view body =
                std::string_view(word).substr(word.starts_with("--") ? 2 : 1);
            const auto equals = body.find('=');
            const std::string_view name = body.substr(0, equals);
            if (!word.starts_with("--") || !holds(known, name)) {
                const std::string_view near = closest(name, known);
                return std::unexpected(
                    "unknown option " + quoted(word) +
                    (near.empty() ? "" : "; did you mean \"--" + std::string(near) + "\"?"));
            }
            if (equals == std::string_view::npos && i + 1 == words.size())
                return std::unexpected("--" + std::string(name) + " needs a value");
            const std::string value = equals == std::string_view::npos
                                          ? words[++i]
                                          : std::string(body.substr(equals + 1));
            if (std::string wrong = set_option(out, name, value); !wrong.empty())
                return std::unexpected(std::move(wrong));
        } else if (is_link(word)) {
            std::string wrong = take_link(out, word, known);
            if (!wrong.empty()) return std::unexpected(std::move(wrong));
        } else if (const auto equals = word.find('=');
                   equals != std::string::npos && word.find('/') > equals) {
            std::string wrong = take_pair(out, std::string_view(word).substr(0, equals),
                                          word.substr(equals + 1), known);
            if (!wrong.empty()) return std::unexpected(std::move(wrong));
        } else {
            out.words.push_back(word);
        }
    }
    return out;
}

}  // namespace airlock::cli
