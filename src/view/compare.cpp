// Words of a comparison. The facts are those of the reports (study/report.h).
#include "view/compare.h"

#include <algorithm>

#include "study/report.h"
#include "view/documents.h"
#include "view/explain.h"

namespace airlock::view {

namespace {

class Comparer {
  public:
    Comparer(const Simulation& first, const Simulation& second, const Language& language)
        : runs_{&first, &second},
          language_(language),
          reports_{study::make_report(first), study::make_report(second)} {
        out_.found = study::diverge(first, second);
        for (std::size_t i = 0; i < 2; ++i) {
            out_.scenarios[i] = runs_[i]->scenario().name;
            out_.titles[i] = language.text_of(runs_[i]->scenario().title);
        }
    }

    Comparison compare() {
        tell_parting();
        remark();
        add_rows();
        return std::move(out_);
    }

  private:
    std::string say(std::string_view key, const Fields& fields = {}) const {
        return document_text(language_, key, fields);
    }

    void tell_parting() {
        for (std::size_t i = 0; i < 2; ++i) {
            const study::Mark& mark = out_.found.parted[i];
            out_.parted[i] = mark                      ? sentence_at(*runs_[i], mark.entry)
                             : out_.found.has_diverged ? say("doc.compare.nothing_more")
                                                       : std::string();
        }
    }

    std::string sentence_at(const Simulation& run, std::uint32_t entry) const {
        VoteTally tally;
        const auto& entries = run.log().entries;
        for (std::uint32_t i = 0; i < entry; ++i) tally.add(entries[i]);
        return sentence_of({run.world(), language_}, entries[entry - 1], tally);
    }

    void remark() {
        const study::Divergence& d = out_.found;
        if (!d.has_diverged) out_.remarks.push_back(say("doc.compare.same"));
        if (d.is_one_story) {
            out_.remarks.push_back(say("doc.compare.one_story"));
        } else if (!d.attacked[0] || !d.attacked[1]) {
            out_.remarks.push_back(say("doc.compare.no_attack"));
        } else if (d.shares_attack) {
            out_.remarks.push_back(say("doc.compare.shared",
                                       {{"operations", list_of(language_, d.shared_operations)}}));
        } else {
            out_.remarks.push_back(say("doc.compare.not_shared"));
        }
    }

    template <class Cell>
    void row(std::string_view key, const Cell& cell) {
        add(say(key), {cell(reports_[0]), cell(reports_[1])});
    }

    void add(std::string label, std::array<std::string, 2> values) {
        const bool is_different = values[0] != values[1];
        out_.rows.push_back({std::move(label), std::move(values), is_different});
    }

    std::string duration(const std::optional<Duration>& value, std::string_view otherwise) const {
        return value ? duration_text(language_, *value) : say(otherwise);
    }

    std::string names(const std::vector<std::string>& all) const {
        return all.empty() ? say("doc.compare.none") : list_of(language_, all);
    }

    std::string way(const study::Recovery& r) const {
        return say(!r.recovered           ? "doc.compare.way.none"
                   : r.is_through_support ? "doc.compare.way.support"
                   : r.opened             ? "doc.compare.way.vote"
                                          : "doc.compare.way.direct");
    }

    void add_rows() {
        using study::Report;
        row("doc.compare.way", [&](const Report& one) { return way(one.recovery); });
        row("doc.compare.recovery_time", [&](const Report& one) {
            return duration(one.recovery.recovery_time, "doc.compare.not_reached");
        });
        row("doc.compare.complete_time", [&](const Report& one) {
            return duration(one.recovery.complete_time, "doc.compare.not_reached");
        });
        row("doc.compare.recovery_point", [&](const Report& one) {
            return duration(one.recovery.recovery_point, "doc.compare.nothing_restored");
        });
        row("doc.compare.workloads",
            [&](const Report& one) { return names(one.losses.workloads); });
        row("doc.compare.for_good", [&](const Report& one) { return names(one.losses.for_good); });
        row("doc.compare.points",
            [&](const Report& one) { return std::to_string(one.losses.recovery_points); });
        row("doc.compare.vaults", [&](const Report& one) { return names(one.losses.vaults); });
        row("doc.compare.newest", [&](const Report& one) {
            const study::Recovery& r = one.recovery;
            if (r.newest_point.empty()) return say("doc.compare.none");
            return say("doc.compare.newest_point",
                       {{"point", r.newest_point},
                        {"vault", r.newest_vault},
                        {"age", duration_text(language_, one.ended_at - r.newest_captured_at)}});
        });
        add_layers();
    }

    void add_layers() {
        std::array<std::vector<Layer>, 2> layers;
        for (std::size_t i = 0; i < 2; ++i)
            layers[i] =
                build_page(*runs_[i], {runs_[i]->entries(), runs_[i]->now()}, {}, language_).layers;
        for (std::size_t i = 0; i < std::min(layers[0].size(), layers[1].size()); ++i)
            add(layers[0][i].name, {layers[0][i].word, layers[1][i].word});
    }

    std::array<const Simulation*, 2> runs_;
    const Language& language_;
    std::array<study::Report, 2> reports_;
    Comparison out_;
};

std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c == '\n' ? ' ' : c;
    }
    return out;
}

}  // namespace

Comparison compare(const Simulation& first, const Simulation& second, const Language& language) {
    return Comparer(first, second, language).compare();
}

ComparedMoment moment_of(const Simulation& run, const study::Divergence& found, std::uint32_t side,
                         Instant at, const Language& language) {
    Instant own = side == 0 ? at : Instant{at.ms - found.offset.ms};
    own = std::clamp(own, Instant{0}, std::max(Instant{0}, run.now()));
    ComparedMoment out;
    const Page page = build_page(run, {run.entry_at(own), own}, {}, language);
    out.cursor = page.cursor;
    out.time = page.time;
    out.headline = page.headline;
    if (page.cursor.entry > 0) out.sentence = page.story[page.cursor.entry - 1].sentence;
    out.clocks = page.clocks;
    out.layers = page.layers;
    return out;
}

std::vector<CommonTime> common_times(const Simulation& first, const Simulation& second,
                                     const study::Divergence& found) {
    std::vector<CommonTime> out;
    const auto& left = first.log().entries;
    const auto& right = second.log().entries;
    std::uint32_t a = 0, b = 0;
    while (a < left.size() || b < right.size()) {
        const Instant of_a = a < left.size() ? left[a].at : never;
        const Instant of_b = b < right.size() ? right[b].at + found.offset : never;
        const Instant at = std::min(of_a, of_b);
        while (a < left.size() && left[a].at <= at) ++a;
        while (b < right.size() && right[b].at + found.offset <= at) ++b;
        out.push_back({at, {a, b}});
    }
    return out;
}

std::string comparison_text(const Comparison& c, const Language& language) {
    const auto say = [&](std::string_view key, const Fields& fields = {}) {
        return document_text(language, key, fields);
    };
    std::string out =
        "# " + say("doc.compare.title", {{"first", c.titles[0]}, {"second", c.titles[1]}}) + "\n\n";
    for (const std::string& remark : c.remarks) out += remark + "\n";
    if (c.found.has_diverged) {
        out += "\n## " + say("doc.compare.parted") + "\n\n";
        for (std::size_t i = 0; i < 2; ++i) {
            const study::Mark& mark = c.found.parted[i];
            out += "- " +
                   say(mark ? "doc.compare.parted_at" : "doc.compare.parted_end",
                       {{"title", c.titles[i]},
                        {"entry", std::int64_t{mark.entry}},
                        {"time", mark ? format_instant_short(mark.at) : std::string()},
                        {"sentence", c.parted[i]}}) +
                   "\n";
        }
    }
    out += "\n|  | " + cell(c.titles[0]) + " | " + cell(c.titles[1]) + " |\n|---|---|---|\n";
    for (const ComparedRow& row : c.rows)
        out += "| " + cell(row.label) + " | " + cell(row.values[0]) + " | " + cell(row.values[1]) +
               " |\n";
    return out;
}

}  // namespace airlock::view
