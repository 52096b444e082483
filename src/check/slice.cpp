// Cones of influence, found by trying. Each group of moves is searched by itself, together with the groups that write
// what it looks at, until none is missing: then whatever else happens, it looks at nothing that it has not seen.
#include "check/slice.h"

#include <algorithm>
#include <map>

#include "world/evolve.h"
#include "world/gates.h"

namespace airlock::check {

std::set<Ref> written_by(const World& world, const Move& move) {
    TableNotes notes;
    World after = world;
    after.watch(&notes);
    notes.is_on = true;
    std::set<Ref> out;
    std::size_t seen = 0;
    const auto take_note = [&] {
        for (; seen < notes.list.size(); ++seen)
            if (const auto& note = notes.list[seen]; note.what == TableNotes::What::change)
                out.emplace(kind_of(note.table), note.row);
    };
    if (move.kind == Move::Kind::call)
        for (const Event& event : decide(after, move.caller, move.call).events)
            evolve(after, event);
    take_note();
    constexpr std::uint32_t deadlines_max = 20;  // of what was changed, one after the other
    std::set<Ref> rows = out;
    for (std::uint32_t n = 0; n < deadlines_max; ++n) {
        bool has_passed = false;
        for (const Ref row : rows) {
            const Due due = due_of(after, row, mpa_down_until(after));
            if (due.kind == DueKind::none || due == due_of(world, row, mpa_down_until(world)))
                continue;
            for (const Event& event : fall_due(after, due).events) evolve(after, event);
            has_passed = true;
        }
        if (!has_passed) break;
        take_note();
        rows = out;
    }
    notes.is_on = false;
    after.watch(nullptr);
    // That there is one more is seen by who asks how many there are.
    std::set<Ref> added;
    for (const Ref row : out)
        if (!world.holds(row)) added.emplace(row.kind, UINT32_MAX - 1);
    out.merge(added);
    return out;
}

Slicer::Slicer(const World& first, std::vector<Move> moves, const ExploreOptions& options,
               std::uint32_t states_max)
    : first_(first), moves_(std::move(moves)), options_(options) {
    options_.states_max = states_max;
    options_.depth_max = UINT32_MAX;
    options_.goes_on = true;
    make_groups();
    find_needs();
}

void Slicer::make_groups() {
    std::map<std::vector<Ref>, std::uint32_t> numbers;
    for (std::uint32_t m = 0; m < moves_.size(); ++m) {
        // Whatever one peer can do the others can.
        const auto mover = options_.peers.mover_of(moves_[m]);
        const Move move = mover && *mover != Peers::none
                              ? options_.peers.exchanged(moves_[m], 0, *mover)
                              : moves_[m];
        const auto [place, is_new] = numbers.try_emplace(subjects_of(move, first_), groups_.size());
        if (is_new) groups_.emplace_back();
        groups_[place->second].moves.push_back(m);
    }
    for (const Ref row : rows_with_deadlines(first_)) groups_.emplace_back().deadline = row;
    for (std::uint32_t g = 0; g < groups_.size(); ++g) groups_[g].needs.insert(g);
}

Slice Slicer::slice_of(const std::set<std::uint32_t>& groups) const {
    std::vector<bool> is_needed(moves_.size(), false);
    Slice out;
    out.is_all = groups.size() == groups_.size();
    for (const std::uint32_t group : groups) {
        for (const std::uint32_t move : groups_[group].moves) is_needed[move] = true;
        if (groups_[group].deadline) out.deadlines.push_back(groups_[group].deadline);
    }
    for (std::uint32_t m = 0; m < moves_.size(); ++m)
        if (is_needed[m]) out.moves.push_back(moves_[m]);
    return out;
}

// What all of these groups look at, and what `of` writes, with the deadlines that it sets.
Slicer::Footprint Slicer::footprint_of(const std::set<std::uint32_t>& groups, const Group* of,
                                       const Predicate* sought) const {
    const Slice slice = slice_of(groups);
    std::vector<Predicate> asked;
    if (sought != nullptr) asked.push_back(*sought);
    ExploreOptions options = options_;
    options.deadlines = slice.deadlines;
    Explorer explorer(first_, slice.moves, std::move(asked), options);
    explorer.go_on(UINT32_MAX);
    Footprint out;
    out.is_whole = explorer.end() == Explorer::End::complete;
    out.looks = explorer.looks();
    if (of == nullptr) return out;
    std::vector<Ref> own;
    if (!of->moves.empty()) {
        const Move& move = moves_[of->moves[0]];
        const auto mover = options_.peers.mover_of(move);
        own = subjects_of(
            mover && *mover != Peers::none ? options_.peers.exchanged(move, 0, *mover) : move,
            first_);
    }
    for (std::uint32_t m = 0; m < explorer.moves().size(); ++m) {
        const Move& move = explorer.moves()[m];
        const bool is_deadline = move.kind == Move::Kind::deadline;
        const bool is_of_another =
            is_deadline ? move.row != of->deadline &&
                              std::find(slice.deadlines.begin(), slice.deadlines.end(), move.row) !=
                                  slice.deadlines.end()
                        : subjects_of(move, first_) != own;
        if (is_of_another) continue;
        const std::set<Ref>& writes = explorer.writes(m);
        out.writes.insert(writes.begin(), writes.end());
    }
    return out;
}

// Adds the groups that write what is looked at; true when there were any.
bool Slicer::complete(std::set<std::uint32_t>& needs, const std::set<Ref>& looks) const {
    const std::size_t before = needs.size();
    for (std::uint32_t g = 0; g < groups_.size(); ++g) {
        const Group& group = groups_[g];
        const auto is_seen = [&](Ref row) { return looks.contains(row); };
        if (group.writes_all || std::any_of(group.writes.begin(), group.writes.end(), is_seen))
            needs.insert(g);
    }
    return needs.size() != before;
}

// With more moves there are no fewer states: a search together with a group that went beyond the bound does so, too.
bool Slicer::is_too_much(const std::set<std::uint32_t>& groups) const {
    return std::any_of(groups.begin(), groups.end(),
                       [this](std::uint32_t group) { return groups_[group].writes_all; });
}

// Until nothing is added any more; groups and rows are finite.
void Slicer::find_needs() {
    for (bool has_changed = true; has_changed;) {
        has_changed = false;
        for (Group& group : groups_) {
            if (group.writes_all) continue;
            if (is_too_much(group.needs)) {
                group.writes_all = has_changed = true;
                continue;
            }
            const Footprint footprint = footprint_of(group.needs, &group, nullptr);
            const bool writes_all = !footprint.is_whole;
            has_changed =
                has_changed || footprint.writes != group.writes || writes_all != group.writes_all;
            group.writes = footprint.writes;
            group.writes_all = writes_all;
            has_changed = complete(group.needs, footprint.looks) || has_changed;
        }
    }
}

Slice Slicer::slice_for(const Predicate& sought) const {
    std::set<std::uint32_t> needs;
    for (;;) {
        const Footprint footprint =
            is_too_much(needs) ? Footprint() : footprint_of(needs, nullptr, &sought);
        if (!footprint.is_whole) {
            for (std::uint32_t g = 0; g < groups_.size(); ++g) needs.insert(g);
            return slice_of(needs);
        }
        if (!complete(needs, footprint.looks)) return slice_of(needs);
    }
}

}  // namespace airlock::check
