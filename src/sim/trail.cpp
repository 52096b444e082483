// Trails: written, read, compared.
#include "sim/trail.h"

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "base/text.h"
#include "sim/trace.h"

namespace airlock {
namespace {

constexpr std::uint16_t mark_bits = 0xfff;

// The entries after which marks stand, and last the end.
std::vector<std::uint32_t> places_of(std::uint32_t entries) {
    std::vector<std::uint32_t> out;
    for (std::uint64_t i = 1; entries > 0 && i <= trail_marks + 1; ++i)
        out.push_back(static_cast<std::uint32_t>(entries * i / (trail_marks + 1)));
    return out;
}

std::uint16_t mark_of(const TextHash& hash) {
    return static_cast<std::uint16_t>((hash.value() ^ (hash.value() >> 32)) & mark_bits);
}

template <class Number>
bool read_number(std::string_view text, int base, Number& out) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out, base);
    return !text.empty() && error == std::errc() && end == text.data() + text.size();
}

}  // namespace

Trail trail_of(const Simulation& simulation) {
    Trail out;
    out.entries = simulation.entries();
    out.hash = trace_hash(simulation);
    const auto hashes = trace_hashes(simulation, places_of(out.entries));
    for (std::size_t i = 0; i + 1 < hashes.size(); ++i) out.marks.push_back(mark_of(hashes[i]));
    return out;
}

std::string to_text(const Trail& trail) {
    static constexpr std::string_view digits = "0123456789abcdef";
    std::string out = std::to_string(trail.entries) + "." + trail.hash + ".";
    for (const std::uint16_t mark : trail.marks) {
        out += digits[mark >> 8];
        out += digits[mark >> 4 & 15];
        out += digits[mark & 15];
    }
    return out;
}

std::expected<Trail, std::string> parse_trail(std::string_view text) {
    const auto parts = split(text, '.');
    Trail out;
    std::uint64_t hash = 0;
    const bool is_right = parts.size() == 3 && read_number(parts[0], 10, out.entries) &&
                          out.entries <= entries_max && parts[1].size() == 16 &&
                          read_number(parts[1], 16, hash) &&
                          parts[2].size() == (out.entries > 0 ? 3 * trail_marks : 0);
    const std::string wrong = "not the trail of a run: " + quoted(text.substr(0, 80));
    if (!is_right) return std::unexpected(wrong);
    out.hash = parts[1];
    for (std::size_t i = 0; i < parts[2].size(); i += 3) {
        std::uint16_t mark = 0;
        if (!read_number(parts[2].substr(i, 3), 16, mark)) return std::unexpected(wrong);
        out.marks.push_back(mark);
    }
    return out;
}

bool run_along(Simulation& simulation, const Trail& trail) {
    while (simulation.entries() < trail.entries)
        if (!simulation.step()) return false;
    return true;
}

Agreement agreement_of(const Simulation& simulation, const Trail& trail) {
    std::vector<std::uint32_t> places = places_of(trail.entries);
    std::erase_if(places, [&](std::uint32_t place) { return place > simulation.entries(); });
    const auto hashes = trace_hashes(simulation, places);
    Agreement out;
    const bool is_long_enough = simulation.entries() >= trail.entries;
    const TextHash end = hashes.empty() ? TextHash() : hashes.back();
    out.is_whole = is_long_enough && end.hex() == trail.hash;
    if (out.is_whole) {
        out.same_until = trail.entries;
        return out;
    }
    std::size_t same = 0;
    while (same < std::min(hashes.size(), trail.marks.size()) &&
           mark_of(hashes[same]) == trail.marks[same])
        out.same_until = places[same++];
    out.other_by = same < places.size() ? places[same] : simulation.entries() + 1;
    return out;
}

std::string sum_of(std::string_view text) {
    TextHash hash;
    hash.add(text);
    return hash.hex();
}

ScenarioSince scenario_since(std::string_view then, std::string_view now) {
    if (then.empty()) return ScenarioSince::unknown;
    return then == now ? ScenarioSince::the_same : ScenarioSince::changed;
}

std::string sentence_of(const Agreement& agreement, ScenarioSince since) {
    std::string out = "this link no longer comes out the same: ";
    out += since == ScenarioSince::changed ? "its scenario has changed since"
           : since == ScenarioSince::the_same
               ? "its scenario is the same, but the program is another"
               : "its scenario or the program has changed since";
    out += agreement.same_until == 0
               ? ", and the run is another one from its first entries"
               : "; the run is the same up to entry " + std::to_string(agreement.same_until);
    if (agreement.same_until > 0)
        out += " and another one by entry " + std::to_string(agreement.other_by);
    return out;
}

}  // namespace airlock
