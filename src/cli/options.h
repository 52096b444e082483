// The words of a command line. Options may stand anywhere, as "--seed 7" or "--seed=7"; the words of a link
// mean the same: "seed=7", "#scenario=cross-account&seed=7&at=12", and so does the whole link. Of an option given
// twice the last counts; --set, --live, --property add up.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "sim/scenario_json.h"

namespace airlock::cli {

enum class Format : std::uint8_t {
    text,
    json,
    cloudtrail,
    cli,
    markdown,
    svg,
    mermaid,
    trace,
    scenario,
};

struct Options {
    std::vector<std::string> words;  // what is no option: files, an entry
    std::uint64_t seed = 1;
    bool has_seed = false;                 // it was given
    std::optional<Instant> until;          // run up to this instant
    std::optional<std::uint32_t> entries;  // run up to this entry
    std::string marker;                    // run up to this marker
    std::optional<Format> format;          // not given: the command's own
    std::vector<ParameterOverride> overrides;
    std::vector<std::string> live;
    std::optional<std::string> inputs;  // JSON, "@file" or "@-"
    // Of a link: the scenario itself, whose name is then the first of `words`; the hash of its text when the link
    // was made; the trail of the run that was linked to.
    std::optional<std::string> scenario_text;
    std::string sum, expect;
    // Of documents: how they look, what they are about, and where they go.
    bool is_dark = false;
    bool has_frame = false;
    bool is_json = false;
    std::int32_t width = 1200;
    std::string language = "en";
    std::string from, to;  // moments, as --at takes them; empty: the beginning, the end
    std::string output;    // a file; empty: standard output
    // Of a proof.
    std::vector<std::string> properties;
    std::uint32_t bound = UINT32_MAX - 2;  // states
    std::uint32_t memory_mb = 3072;
    bool has_no_reductions = false;
    std::uint32_t order = UINT32_MAX;  // events in a set
    // Of a call that is tried.
    std::string who, as, call, with;
    bool wants_help = false;
    bool wants_version = false;
};

// Is it a link of the page, or the words of one?
bool is_link(std::string_view word);

// `known` are the options that the command takes; others are refused. The error is a sentence, with a
// suggestion where there is one.
std::expected<Options, std::string> parse_options(std::span<const std::string> words,
                                                  std::span<const std::string_view> known);

}  // namespace airlock::cli
