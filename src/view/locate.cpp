// Finding moments of a run by what people call them.
#include "view/locate.h"

#include <charconv>
#include <optional>
#include <vector>

#include "base/text.h"

namespace airlock::view {

namespace {

constexpr std::string_view prefix = "marker:";

std::optional<std::uint32_t> number_of(std::string_view word) {
    std::uint32_t number = 0;
    const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
    if (word.empty() || read.ec != std::errc() || read.ptr != word.data() + word.size())
        return std::nullopt;
    return number;
}

std::unexpected<Problem> no(std::string sentence, std::string suggestion = {}) {
    Problem problem;
    problem.sentence = std::move(sentence);
    problem.suggestion = std::move(suggestion);
    return std::unexpected(std::move(problem));
}

Cursor head_of(const Simulation& simulation) { return {simulation.entries(), simulation.now()}; }

Cursor at_entry(const Simulation& simulation, std::uint32_t entry) {
    if (entry == 0) return {};
    return {entry, simulation.log().entries[entry - 1].at};
}

std::expected<Cursor, Problem> locate_chapter(Simulation& simulation, std::string_view name) {
    std::vector<std::string> markers;
    for (const ScenarioChapter& chapter : simulation.scenario().chapters)
        markers.push_back(marker_of(chapter));
    for (std::size_t i = 0; i < markers.size(); ++i) {
        if (markers[i] != name) continue;
        while (simulation.chapter_entries()[i] == 0 && simulation.step()) {}
        const std::uint32_t entry = simulation.chapter_entries()[i];
        if (entry == 0) return no("this run never comes to the marker " + quoted(name));
        return at_entry(simulation, entry);
    }
    std::vector<std::string_view> known(markers.begin(), markers.end());
    known.push_back("end");
    return no("this story has no marker " + quoted(name) + "; its markers are " + join(known, ", "),
              did_you_mean(name, known));
}

}  // namespace

std::string marker_of(const ScenarioChapter& chapter) {
    std::string out;
    for (const char c : chapter.title.in("en")) {
        if (is_letter(c) || is_digit(c)) out += lower(c);
        else if (!out.empty() && out.back() != '-') out += '-';
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out;
}

bool is_marker_word(std::string_view word) {
    if (word.starts_with(prefix)) word.remove_prefix(prefix.size());
    if (word.empty() || !(is_letter(word[0]) || is_digit(word[0]))) return false;
    bool has_letter = false;
    for (const char c : word) {
        if (!is_letter(c) && !is_digit(c) && c != '-') return false;
        has_letter = has_letter || is_letter(c);
    }
    return has_letter;
}

std::expected<Cursor, Problem> locate_entry(Simulation& simulation, std::uint32_t entry) {
    while (simulation.entries() < entry && simulation.step()) {}
    if (simulation.entries() < entry)
        return no("there is no entry " + std::to_string(entry) + ": the run has " +
                  std::to_string(simulation.entries()) + " entries");
    return at_entry(simulation, entry);
}

Cursor locate_time(Simulation& simulation, Instant at) {
    if (at > simulation.now()) simulation.run_until(at);
    Cursor cursor = at_entry(simulation, simulation.entry_at(at));
    cursor.at = std::max(cursor.at, std::min(at, simulation.now()));
    return cursor;
}

std::expected<Cursor, Problem> locate(Simulation& simulation, std::string_view word) {
    if (word.empty()) return head_of(simulation);
    if (const auto entry = number_of(word)) return locate_entry(simulation, *entry);
    if (const auto time = parse_duration(word)) return locate_time(simulation, Instant{time->ms});
    if (!is_marker_word(word))
        return no(quoted(word) +
                  R"( is neither the number of an entry nor a time such as "+26:13" nor a marker)");
    if (word.starts_with(prefix)) word.remove_prefix(prefix.size());
    if (word == "end") {
        simulation.run_to_end();
        return at_entry(simulation, simulation.entries());
    }
    return locate_chapter(simulation, word);
}

}  // namespace airlock::view
