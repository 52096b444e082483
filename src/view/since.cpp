// What changed since the previous chapter began, in a few lines.
#include <algorithm>

#include "study/changes.h"
#include "view/page_builder.h"

namespace airlock::view {

namespace {

constexpr std::size_t lines_max = 6;
constexpr std::size_t names_max = 3;  // named; of more only how many

std::string line_of(const Moment& m, const study::Difference& difference) {
    std::vector<std::string> names;
    for (const Ref& thing : difference.things)
        if (names.size() < names_max) names.push_back(m.name(thing));
    const auto n = static_cast<std::int64_t>(difference.things.size());
    const auto rest = n - static_cast<std::int64_t>(names.size());
    std::string named = list_of(m.language, names);
    if (rest > 0) named = m.say("since.more", {{"names", named}, {"rest", rest}});
    return m.say("since." + std::string(to_text(difference.what)),
                 {{"n", n}, {"names", named}, {"place", m.name(difference.place)}});
}

}  // namespace

Since build_since(const Moment& m) {
    Since out;
    const auto& begun = m.run.chapter_entries();
    const auto& chapters = m.run.scenario().chapters;
    const std::uint32_t cursor = m.entry == nullptr ? 0 : m.entry->number;
    std::size_t current = begun.size();
    for (std::size_t i = 0; i < begun.size(); ++i)
        if (begun[i] != 0 && begun[i] <= cursor) current = i;
    if (current == begun.size() || current == 0 || begun[current - 1] == 0) return out;
    out.title = m.say("since", {{"chapter", m.language.text_of(chapters[current - 1].title)}});
    out.is_new = begun[current] == cursor;
    const World before = m.run.world_at(begun[current - 1] - 1);
    for (const study::Difference& difference : study::differences(before, m.world)) {
        if (out.lines.size() == lines_max) break;
        out.lines.push_back(line_of(m, difference));
    }
    return out;
}

}  // namespace airlock::view
