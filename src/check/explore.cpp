// The search.
#include "check/explore.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "world/evolve.h"
#include "world/gates.h"

namespace airlock::check {
namespace {

// What falls due at once falls due at once, but a rule that set a deadline in the past again and again would be ours to
// mend.
constexpr std::uint32_t urgent_max = 1000;

// Schedules go on for ever, and nothing of what is asked here is theirs: they stand still (docs/proofs.md).
bool is_schedule(DueKind kind) {
    return kind == DueKind::backup_run || kind == DueKind::restore_testing_run;
}

bool precedes(const Due& a, const Due& b) {
    if (a.at != b.at) return a.at < b.at;
    if (a.kind != b.kind) return a.kind < b.kind;
    return a.subject.index < b.subject.index;
}

// Deadlines that are set once, when their row is made.
bool is_set_once(DueKind kind) {
    return kind == DueKind::session_expiry || kind == DueKind::handshake_expiry ||
           kind == DueKind::invitation_expiry || kind == DueKind::region_recovery;
}

}  // namespace

Explorer::Explorer(const World& first, std::vector<Move> moves, std::vector<Predicate> sought,
                   const ExploreOptions& options)
    : options_(options),
      slots_(
          [&] {
              World watched = first;
              watched.watch(&notes_);
              return watched;
          }(),
          options.forgetting),
      moves_(std::move(moves)),
      sought_(std::move(sought)),
      constant_rows_(tables_count),
      constant_sizes_(tables_count, false) {
    for (Move& move : moves_) move.caller.at = options_.at;
    const World& world = slots_.first();
    const Instant down_until = mpa_down_until(world);
    for (std::uint32_t table = 0; table < tables_count; ++table)
        for (std::uint32_t i = 0; i < slots_.first_size(table); ++i) {
            const Ref row(kind_of(table), i);
            const Due due = due_of(world, row, down_until);
            if (due.kind == DueKind::none || is_schedule(due.kind)) continue;
            first_dues_.push_back(due);
            add_deadline(row);
        }
    learned_.resize(moves_.size());
    learned_sought_.resize(sought_.size());
    found_.resize(sought_.size());
    effects_.push_back({});  // number 0: nothing changes
    effect_numbers_[{}] = 0;
    Layout layout;
    layout.set_widths({});
    tuples_ = Tuples(layout);
    Packed none{};
    tuples_.add(none.data());
    level_starts_ = {0};
    open(0);
    note_state(0, {});
}

void Explorer::add_deadline(Ref row) {
    const auto [place, is_new] = deadlines_.try_emplace(row, moves_.size());
    if (!is_new) return;
    Move move;
    move.kind = Move::Kind::deadline;
    move.row = row;
    moves_.push_back(std::move(move));
    learned_.resize(moves_.size());
}

// The level that has just been begun may have no state yet.
std::uint32_t Explorer::depth() const {
    const auto levels = static_cast<std::uint32_t>(level_starts_.size());
    return level_starts_.back() == tuples_.size() ? levels - 2 : levels - 1;
}

// --- going on ------------------------------------------------------------------------------------------------

void Explorer::open(std::uint32_t state) {
    tuples_.read(state, packed_.data());
    values_.resize(slots_.count());
    for (std::uint32_t i = 0; i < values_.size(); ++i)
        values_[i] = tuples_.layout().get(packed_.data(), i);
}

void Explorer::apply(const Effect& effect, Packed& packed) const {
    for (std::uint32_t i = effect.first; i < effect.first + effect.count; ++i)
        tuples_.layout().put(packed.data(), writes_[i].slot, writes_[i].value);
}

std::uint32_t Explorer::effect_of(std::uint32_t move) {
    std::uint32_t effect = learned_[move].find(values_.data());
    while (effect == Learned::unknown) {
        learn_move(move);
        if (end_ != End::none) return 0;
        effect = learned_[move].find(values_.data());
    }
    return effect;
}

Explorer::End Explorer::go_on(std::uint32_t states) {
    Packed next;
    for (; states > 0 && end_ == End::none; --states) {
        if (next_ == tuples_.size()) return end_ = End::complete;
        if (next_ == level_starts_.back()) {
            if (level_starts_.size() > options_.depth_max) return end_ = End::depth_bound;
            level_starts_.push_back(tuples_.size());
        }
        open(next_);
        // Moves may be added on the way: deadlines of rows that never had one.
        for (std::uint32_t m = 0; m < moves_.size() && end_ == End::none; ++m) {
            const std::uint32_t number = effect_of(m);
            if (number == 0) continue;
            const Effect& effect = effects_[number];
            next = packed_;
            apply(effect, next);
            ++transitions_;
            const Tuples::Place place = tuples_.add(next.data());
            if (place.is_new)
                note_state(place.number, std::span(writes_).subspan(effect.first, effect.count));
        }
        if (end_ == End::none) ++next_;
        if (end_ == End::none && tuples_.size() >= options_.states_max) end_ = End::states_bound;
        if (end_ == End::none && tuples_.bytes() >= options_.bytes_max) end_ = End::bytes_bound;
    }
    if (end_ == End::none && next_ == tuples_.size()) end_ = End::complete;
    return end_;
}

// Looks for what is sought in a state that is new.
void Explorer::note_state(std::uint32_t state, std::span<const Write> writes) {
    if (sought_.empty()) return;
    after_ = values_;
    for (const Write& write : writes) after_[write.slot] = write.value;
    for (std::uint32_t i = 0; i < sought_.size(); ++i) {
        if (found_[i]) continue;
        std::uint32_t answer = learned_sought_[i].find(after_.data());
        if (answer == Learned::unknown) {
            learn_predicate(i, after_.data());
            answer = learned_sought_[i].find(after_.data());
        }
        if (answer == 0) continue;
        found_[i] = state;
        if (++found_count_ == sought_.size()) end_ = End::found;
    }
}

// --- learning ------------------------------------------------------------------------------------------------

void Explorer::happen(World& world, const Decision& decision, Instant now) {
    const auto evolve_all = [&](const Decision& d) {
        for (const Event& event : d.events) evolve(world, event);
    };
    const std::size_t seen = notes_.list.size();
    evolve_all(decision);
    // What is due by then happens before anything else. Only rows that were changed can have become so.
    for (std::uint32_t n = 0;;) {
        Due urgent;
        const std::size_t until = notes_.list.size();
        const Instant down_until = mpa_down_until(world);
        for (std::size_t i = seen; i < until; ++i) {
            const TableNotes::Note note = notes_.list[i];
            if (note.what != TableNotes::What::change) continue;
            const Due due = due_of(world, {kind_of(note.table), note.row}, down_until);
            if (due.kind != DueKind::none && due.at <= now && !is_schedule(due.kind) &&
                (urgent.kind == DueKind::none || precedes(due, urgent)))
                urgent = due;
        }
        if (urgent.kind == DueKind::none) return;
        CHECK(++n < urgent_max);
        evolve_all(fall_due(world, urgent));
    }
}

// Does another deadline surely come before this one? One that stood at the beginning is where it was, one that was set
// since is later than it looks by the time that has passed; so who is earlier by these dates, and was set no later, is
// earlier.
bool Explorer::comes_later(const World& world, const Due& due) const {
    if (options_.has_free_deadlines) return false;
    const Instant down_until = mpa_down_until(world);
    for (const Due& first : first_dues_) {
        if (first.subject == due.subject) continue;
        const Due now = due_of(world, first.subject, down_until);
        const bool stands = now.kind == first.kind && now.at == first.at && is_set_once(now.kind);
        if (stands && precedes(now, due)) return true;
    }
    if (!is_set_once(due.kind)) return false;
    const std::uint32_t first_size = slots_.first_size(table_of(due.subject.kind));
    for (std::uint32_t i = first_size; i < due.subject.index; ++i) {
        const Due earlier = due_of(world, {due.subject.kind, i}, down_until);
        if (earlier.kind == due.kind && precedes(earlier, due)) return true;
    }
    return false;
}

void Explorer::pass_deadline(const Move& move, World& world) {
    if (!world.holds(move.row)) return;
    const Due due = due_of(world, move.row, mpa_down_until(world));
    if (due.kind == DueKind::none || is_schedule(due.kind) || comes_later(world, due)) return;
    happen(world, fall_due(world, due), std::max(due.at, options_.at));
}

void Explorer::perform(const Move& move, World& world) {
    if (move.kind == Move::Kind::deadline) pass_deadline(move, world);
    else happen(world, decide(world, move.caller, move.call), options_.at);
}

// The rows that were changed, and their values now.
std::vector<Explorer::Write> Explorer::writes_of(const World& world, bool& is_relearned) {
    std::vector<Ref> changed;
    for (const TableNotes::Note& note : notes_.list)
        if (note.what == TableNotes::What::change)
            changed.emplace_back(kind_of(note.table), note.row);
    std::sort(changed.begin(), changed.end());
    changed.erase(std::unique(changed.begin(), changed.end()), changed.end());
    std::vector<Write> out;
    for (const Ref row : changed) {
        std::uint32_t slot = slots_.find(row);
        if (slot == Slots::none) {
            slot = slots_.add(row);
            values_.push_back(0);
            add_deadline(row);
            const std::uint32_t table = table_of(row.kind);
            const auto& constant = constant_rows_[table];
            const bool was_looked_at = row.index < slots_.first_size(table)
                                           ? row.index < constant.size() && constant[row.index]
                                           : constant_sizes_[table];
            is_relearned = is_relearned || was_looked_at;
        }
        const std::uint32_t value = slots_.value_in(world, slot);
        if (value != values_[slot]) out.push_back({slot, value});
    }
    return out;
}

// The notes as looks at slots, each once. What was made on the way was not looked at: it was not there.
std::vector<Look> Explorer::looks_in(std::span<const std::uint32_t> values) {
    std::vector<Look> out;
    const auto look = [&](const Look& one) {
        if (std::find(out.begin(), out.end(), one) == out.end()) out.push_back(one);
    };
    for (const TableNotes::Note& note : notes_.list) {
        if (note.what == TableNotes::What::size) {
            bool has_end = false;
            for (const std::uint32_t slot : slots_.later_rows(note.table)) {
                look({slot, true});
                if ((has_end = values[slot] == 0)) break;
            }
            if (!has_end) constant_sizes_[note.table] = true;
            continue;
        }
        const Ref row(kind_of(note.table), note.row);
        const bool is_first = note.row < slots_.first_size(note.table);
        const std::uint32_t slot = slots_.find(row);
        if (slot != Slots::none) {
            if (is_first || values[slot] != 0) look({slot, false});
        } else if (is_first) {
            auto& constant = constant_rows_[note.table];
            if (note.row >= constant.size()) constant.resize(note.row + 1, false);
            constant[note.row] = true;
        }
    }
    return out;
}

void Explorer::forget_all_learned() {
    for (Learned& one : learned_) one.clear();
    for (Learned& one : learned_sought_) one.clear();
    for (auto& rows : constant_rows_) rows.clear();
    constant_sizes_.assign(tables_count, false);
}

std::uint32_t Explorer::effect_for(const std::vector<Write>& writes) {
    std::vector<std::uint64_t> key;
    for (const Write& write : writes)
        key.push_back((std::uint64_t{write.slot} << 32) | write.value);
    const auto [place, is_new] =
        effect_numbers_.try_emplace(std::move(key), static_cast<std::uint32_t>(effects_.size()));
    if (is_new) {
        effects_.push_back({static_cast<std::uint32_t>(writes_.size()),
                            static_cast<std::uint32_t>(writes.size())});
        writes_.insert(writes_.end(), writes.begin(), writes.end());
    }
    return place->second;
}

void Explorer::learn_move(std::uint32_t number) {
    ++rules_asked_;
    World world = slots_.world_of(values_);
    const Move move = moves_[number];  // a copy: the list may grow
    notes_.list.clear();
    notes_.is_on = true;
    perform(move, world);
    notes_.is_on = false;
    bool is_relearned = false;
    const std::vector<Write> writes = writes_of(world, is_relearned);
    if (is_relearned) forget_all_learned();
    lay_out();
    if (end_ != End::none) return;
    const std::vector<Look> looks = looks_in(values_);
    learned_[number].teach(looks, values_.data(), effect_for(writes));
}

void Explorer::learn_predicate(std::uint32_t number, const std::uint32_t* values) {
    const std::span<const std::uint32_t> all(values, slots_.count());
    const World world = slots_.world_of(all);
    notes_.list.clear();
    notes_.is_on = true;
    const bool holds = sought_[number](world);
    notes_.is_on = false;
    const std::vector<Look> looks = looks_in(all);
    learned_sought_[number].teach(looks, values, holds ? 1 : 0);
}

// Gives the states the room that the values need which have been met since.
void Explorer::lay_out() {
    bool fits = tuples_.layout().size() == slots_.count();
    for (std::uint32_t i = 0; fits && i < slots_.count(); ++i)
        fits = slots_.values(i) - 1 <= tuples_.layout().max(i);
    if (fits) return;
    std::vector<std::uint8_t> widths;
    for (std::uint32_t i = 0; i < slots_.count(); ++i) widths.push_back(slots_.width(i));
    Layout layout;
    if (!layout.set_widths(widths)) {
        end_ = End::width_bound;
        return;
    }
    tuples_ = tuples_.laid_out_as(layout);
    std::fill(packed_.begin(), packed_.end(), 0);
    for (std::uint32_t i = 0; i < values_.size(); ++i) layout.put(packed_.data(), i, values_[i]);
}

// --- what was found ------------------------------------------------------------------------------------------

World Explorer::world_of(std::uint32_t state) const {
    Packed packed;
    tuples_.read(state, packed.data());
    std::vector<std::uint32_t> values(tuples_.layout().size());
    for (std::uint32_t i = 0; i < values.size(); ++i)
        values[i] = tuples_.layout().get(packed.data(), i);
    World world = slots_.world_of(values);
    world.watch(nullptr);
    return world;
}

// Nobody remembers who came from where; the states of the level before are asked again.
std::vector<std::uint32_t> Explorer::way_to(std::uint32_t state) {
    std::vector<std::uint32_t> way;
    const End end = std::exchange(end_, End::none);
    Packed wanted;
    Packed next;
    while (state != 0) {
        tuples_.read(state, wanted.data());
        auto level = std::upper_bound(level_starts_.begin(), level_starts_.end(), state) - 1;
        const std::uint32_t from = *(level - 1);
        const std::uint32_t until = *level;
        bool is_found = false;
        for (std::uint32_t before = from; before < until && !is_found; ++before) {
            open(before);
            for (std::uint32_t m = 0; m < moves_.size() && !is_found; ++m) {
                const std::uint32_t effect = effect_of(m);
                if (effect == 0) continue;
                next = packed_;
                apply(effects_[effect], next);
                if (!std::equal(next.begin(), next.begin() + tuples_.layout().words(),
                                wanted.begin()))
                    continue;
                way.push_back(m);
                state = before;
                is_found = true;
            }
        }
        CHECK(is_found);
    }
    end_ = end;
    std::reverse(way.begin(), way.end());
    return way;
}

}  // namespace airlock::check
