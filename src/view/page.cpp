// The page as a whole: everything around the stage, from one moment. Linear in the log; the sentences of the
// story are kept from one page to the next.
#include "view/page.h"

#include <algorithm>

#include "study/sides.h"
#include "view/page_builder.h"

namespace airlock::view {

namespace {

// Lines that are already right: those of entries that both logs share.
std::size_t lines_kept(const Page& page, const Simulation& run, const Language& language) {
    if (page.scenario != run.scenario().name || page.language != language.code()) return 0;
    std::size_t kept = std::min<std::size_t>(page.story.size(), run.entries());
    if (page.branch == run.branch()) return kept;
    // Another branch: what lies before the place where either left its parent is the same in both.
    const auto& branches = run.branches();
    const auto shared = [&](std::uint32_t from) {
        std::uint32_t least = 0xffffffffu;
        for (std::uint32_t b = from; b < branches.size() && b != 0; b = branches[b].parent)
            least = std::min(least, branches[b].forked_after);
        return least;
    };
    return std::min<std::size_t>(kept, std::min(shared(page.branch), shared(run.branch())));
}

void refresh_story(Page& page, const Moment& m) {
    const Log& log = m.run.log();
    page.story.resize(lines_kept(page, m.run, m.language));
    const std::size_t end = std::min(log.entries.size(), page.story.size() + lines_at_once);
    if (page.story.size() == end) return;
    VoteTally tally;
    study::Sides sides(log);
    for (const Entry& entry : log.entries) {
        if (entry.number > end) break;
        tally.add(entry);
        sides.read(m.telling.world, entry);
        if (entry.number <= page.story.size()) continue;
        StoryLine line;
        line.entry = entry.number;
        line.time = format_instant_short(entry.at);
        line.who = who_of(m.telling, entry);
        line.sentence = sentence_of(m.telling, entry, tally);
        line.outcome = entry.outcome;
        line.is_attack = sides.is_attack();
        page.story.push_back(std::move(line));
    }
}

std::string sentence_at(const Page& page, const Moment& m) {
    if (m.entry->number <= page.story.size()) return page.story[m.entry->number - 1].sentence;
    VoteTally tally;
    for (std::uint32_t i = 0; i < m.entry->number; ++i) tally.add(m.run.log().entries[i]);
    return sentence_of(m.telling, *m.entry, tally);
}

std::string announcement_of(const Page& page, const Moment& m) {
    if (m.entry == nullptr) return m.say("announce.start", {{"title", page.title}});
    std::string out = m.say("announce", {{"entry", std::int64_t{m.entry->number}},
                                         {"entries", std::int64_t{page.entries}},
                                         {"time", page.time},
                                         {"sentence", sentence_at(page, m)}});
    for (const DecisionCard& card : page.decisions)
        out += " " + m.say("announce.decision", {{"person", card.person}, {"title", card.title}});
    return out;
}

}  // namespace

void refresh_page(Page& page, const Simulation& simulation, const Cursor& cursor,
                  const Selection& selection, const Language& language,
                  const Foresight& foresight) {
    const Moment m(simulation, cursor, selection, language);
    const Scenario& scenario = simulation.scenario();
    refresh_story(page, m);
    page.language = language.code();
    page.scenario = scenario.name;
    page.title = language.text_of(scenario.title);
    page.summary = language.text_of(scenario.summary);
    page.time = day_and_time(language, m.at);
    page.cursor = {m.entry == nullptr ? 0 : m.entry->number, m.at};
    page.entries = simulation.entries();
    page.is_at_head = page.cursor.entry == page.entries;
    page.is_over = simulation.next_at() == never;
    page.clocks = build_clocks(m);
    page.layers = build_layers(m);
    page.timeline = build_timeline(m, foresight);
    page.inspector = build_inspector(m);
    page.since = build_since(m);
    page.decisions = build_decisions(m);
    page.seats = build_seats(m);
    page.branches = simulation.branches();
    page.branch = simulation.branch();
    page.headline = m.entry == nullptr ? page.title : headline_of(m.telling, *m.entry);
    page.announcement = announcement_of(page, m);
}

Page build_page(const Simulation& simulation, const Cursor& cursor, const Selection& selection,
                const Language& language) {
    Page page;
    do {
        refresh_page(page, simulation, cursor, selection, language, Foresight{});
    } while (!page.is_told());
    return page;
}

}  // namespace airlock::view
