// The Markdown transcript.
#include "view/transcript.h"

#include <algorithm>

#include "sim/trace.h"
#include "view/documents.h"
#include "view/explain.h"
#include "view/locate.h"
#include "world/text.h"

namespace airlock::view {

namespace {

// Names and comments are anybody's: nothing in them makes Markdown, ends a cell or starts HTML.
std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '\n' || c == '\r') out += ' ';
        else if (c == '<') out += "&lt;";
        else if (c == '&') out += "&amp;";
        else {
            if (std::string_view("\\`*_[]|#~").find(c) != std::string_view::npos) out += '\\';
            out += c;
        }
    }
    return out;
}

class TranscriptWriter {
  public:
    TranscriptWriter(const Simulation& run, const Stretch& stretch, const Language& language)
        : run_(run), stretch_(stretch), language_(language), telling_{run.world(), language} {}

    std::string write() {
        const Scenario& scenario = run_.scenario();
        out_ = "# " + escaped(language_.text_of(scenario.title)) + "\n\n";
        if (!scenario.summary.empty())
            out_ += escaped(language_.text_of(scenario.summary)) + "\n\n";
        out_ += say("doc.transcript.facts", {{"scenario", scenario.name},
                                             {"seed", std::to_string(run_.seed())},
                                             {"entries", std::int64_t{run_.entries()}},
                                             {"hash", trace_hash(run_)}}) +
                "\n";
        write_entries();
        write_end();
        return std::move(out_);
    }

  private:
    std::string say(std::string_view key, const Fields& fields = {}) const {
        return document_text(language_, key, fields);
    }

    // The chapter that the entry stands in; −1 before the first.
    std::int32_t chapter_at(std::uint32_t entry) const {
        std::int32_t found = -1;
        const auto& begins = run_.chapter_entries();
        for (std::size_t i = 0; i < begins.size(); ++i)
            if (begins[i] != 0 && begins[i] <= entry) found = static_cast<std::int32_t>(i);
        return found;
    }

    void begin_table() {
        out_ += "\n| " + say("doc.column.entry") + " | " + say("doc.column.time") + " | " +
                say("doc.column.who") + " | " + say("doc.column.what") + " |\n|--:|--:|---|---|\n";
    }

    void write_chapter(std::int32_t number) {
        if (number < 0) {
            out_ += "\n## " + say("doc.transcript.beginning") + "\n";
            return;
        }
        const ScenarioChapter& chapter = run_.scenario().chapters[static_cast<std::size_t>(number)];
        out_ += "\n## " + escaped(language_.text_of(chapter.title)) + "\n";
        if (!chapter.text.empty()) out_ += "\n" + escaped(language_.text_of(chapter.text)) + "\n";
    }

    void write_entries() {
        VoteTally tally;
        std::int32_t shown = -2;
        for (const Entry& entry : run_.log().entries) {
            if (entry.number > stretch_.to) break;
            tally.add(entry);
            if (entry.number < stretch_.from) continue;
            const std::int32_t chapter = chapter_at(entry.number);
            if (chapter != shown) {
                // Chapters that begin with the same entry follow each other; at the start only the last is meant.
                const std::int32_t first = shown == -2 ? chapter : shown + 1;
                for (std::int32_t i = first; i <= chapter; ++i)
                    if (i == chapter || run_.chapter_entries()[static_cast<std::size_t>(i)] != 0)
                        write_chapter(i);
                begin_table();
                shown = chapter;
            }
            out_ += "| " + std::to_string(entry.number) + " | " + format_instant_short(entry.at) +
                    " | " + escaped(who_of(telling_, entry)) + " | " + escaped(what(entry, tally)) +
                    " |\n";
        }
    }

    std::string what(const Entry& entry, const VoteTally& tally) const {
        const std::string sentence = sentence_of(telling_, entry, tally);
        if (entry.outcome != Outcome::refused) return sentence;
        const Fields fields{{"sentence", sentence},
                            {"gate", gate_name(language_, entry.gate)},
                            {"error", to_text(entry.error)}};
        return say(entry.error == ErrorCode::none ? "doc.refused.plain" : "doc.refused", fields);
    }

    void write_end() {
        const Cursor cursor =
            stretch_.to == run_.entries()
                ? Cursor{stretch_.to, run_.now()}
                : Cursor{stretch_.to,
                         stretch_.to == 0 ? Instant{} : run_.log().entries[stretch_.to - 1].at};
        const Page page = build_page(run_, cursor, {}, language_);
        out_ += "\n## " +
                say("doc.transcript.end",
                    {{"entry", std::int64_t{stretch_.to}}, {"time", escaped(page.time)}}) +
                "\n\n| " + say("doc.column.thing") + " | " + say("doc.column.state") +
                " |\n|---|---|\n";
        for (const Clock& clock : page.clocks)
            out_ += "| " + escaped(clock.label) + " | " + escaped(clock.value) + " |\n";
        for (const Layer& layer : page.layers)
            out_ += "| " + escaped(layer.name) + " | " + escaped(layer.word) + " |\n";
    }

    const Simulation& run_;
    const Stretch stretch_;
    const Language& language_;
    const Telling telling_;
    std::string out_;
};

}  // namespace

Stretch whole(const Simulation& simulation) { return {1, simulation.entries()}; }

std::expected<Stretch, Problem> locate_stretch(Simulation& simulation, std::string_view from,
                                               std::string_view to) {
    Stretch stretch = whole(simulation);
    if (!to.empty()) {
        const auto end = locate(simulation, to);
        if (!end) return std::unexpected(end.error());
        stretch.to = end->entry;
    }
    if (!from.empty()) {
        const auto begin = locate(simulation, from);
        if (!begin) return std::unexpected(begin.error());
        const auto& entries = simulation.log().entries;
        // A time between two entries: what comes after it.
        const bool is_past = begin->entry > 0 && entries[begin->entry - 1].at < begin->at;
        stretch.from = std::max(1u, begin->entry + (is_past ? 1 : 0));
        if (to.empty()) stretch.to = simulation.entries();
    }
    if (stretch.from <= stretch.to || from.empty()) return stretch;
    Problem problem;
    problem.sentence = "this stretch ends before it begins: from entry " +
                       std::to_string(stretch.from) + " to entry " + std::to_string(stretch.to);
    return std::unexpected(std::move(problem));
}

std::string transcript_markdown(const Simulation& simulation, const Stretch& stretch,
                                const Language& language) {
    return TranscriptWriter(simulation, stretch, language).write();
}

}  // namespace airlock::view
