// The search.
#include "check/explore.h"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/check.h"
#include "world/evolve.h"
#include "world/gates.h"
#include "world/members.h"

namespace airlock::check {
namespace {

// What falls due at once falls due at once, but a rule that set a deadline in the past again and again would be ours to
// mend.
constexpr std::uint32_t urgent_max = 1000;
constexpr std::uint32_t nobody = Peers::none;

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

// Most often it is one.
void copy_words(const std::uint64_t* from, std::uint32_t words, std::uint64_t* to) {
    to[0] = from[0];
    if (words > 1) std::copy_n(from + 1, words - 1, to + 1);
}

template <class Value>
void sort_unique(std::vector<Value>& values) {
    std::stable_sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

std::vector<Ref> subjects_of(const Move& move, const World& world) {
    if (move.kind == Move::Kind::deadline) return {move.row};
    std::vector<Ref> out = {move.caller.person};
    if (world.credentials.holds(move.caller.credential)) {
        const Credential& credential = world.credentials[move.caller.credential];
        out = {credential.user ? Ref(credential.user) : Ref(credential.principal)};
    }
    for (const auto member : members_in(move.call))
        if (member.about.kind == MemberKind::reference) out.push_back(member.first());
    return out;
}

std::vector<Ref> rows_with_deadlines(const World& world) {
    std::vector<Ref> out;
    const Instant down_until = mpa_down_until(world);
    std::uint32_t number = 0;
    world.each_table([&](const auto& table) {
        const Kind kind = kind_of(number++);
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            const Due due = due_of(world, {kind, i}, down_until);
            if (due.kind != DueKind::none && !is_schedule(due.kind)) out.emplace_back(kind, i);
        }
    });
    return out;
}

Explorer::Explorer(const World& first, std::vector<Move> moves, std::vector<Predicate> sought,
                   const ExploreOptions& options)
    : options_(options),
      abstraction_(
          [&] {
              World watched = first;
              watched.watch(&notes_);
              return watched;
          }(),
          options.forgetting, options.peers),
      sought_(std::move(sought)),
      constant_rows_(tables_count),
      constant_sizes_(tables_count, false) {
    // Of peers the first one's moves stand for those of all.
    for (Move& move : moves) {
        move.caller.at = options_.at;
        const auto mover = abstraction_.peers().mover_of(move);
        CHECK(mover.has_value());
        if (*mover != nobody && *mover != 0) continue;
        moves_.push_back(std::move(move));
    }
    const World& world = abstraction_.first();
    const std::vector<Ref> all = rows_with_deadlines(world);
    for (const Ref row : all) first_dues_.push_back(due_of(world, row, mpa_down_until(world)));
    for (const Ref row : options_.deadlines ? *options_.deadlines : all) add_deadline(row);
    asked_.resize(sought_.size());
    found_.resize(sought_.size());
    crowd_of({});
    effects_.emplace_back();  // number 0: nothing changes
    effect_numbers_[{}] = 0;
    deeds_.emplace_back();  // number 0: no move
    deed_numbers_[{}] = 0;
    bundle_moves();
    lay_out();
    Packed begin{};
    const Numbers numbers = abstraction_.first_numbers();
    for (std::uint32_t i = 0; i < numbers.sorts.size(); ++i)
        tuples_.layout().put(begin.data(), sort_fields_[i], numbers.sorts[i]);
    tuples_.add(begin.data());
    level_starts_ = {0};
    open(0);
    note_state(0, packed_);
}

void Explorer::add_deadline(Ref row) {
    const auto number = static_cast<std::uint32_t>(moves_.size());
    if (abstraction_.peers().owner_of(row) || !deadlines_.try_emplace(row, number).second) return;
    Move move;
    move.kind = Move::Kind::deadline;
    move.row = row;
    moves_.push_back(std::move(move));
}

// Those of one person about one thing go together. Which they are makes no difference to what is found.
void Explorer::bundle_moves() {
    writes_.resize(moves_.size());
    for (; bundled_ < moves_.size(); ++bundled_) {
        const Move& move = moves_[bundled_];
        const auto mover = abstraction_.peers().mover_of(move);
        std::vector<Ref> key = subjects_of(move, abstraction_.first());
        const auto [place, is_new] = bundle_numbers_.try_emplace(std::move(key), bundles_.size());
        if (is_new) bundles_.emplace_back().has_mover = *mover == 0;
        Bundle& bundle = bundles_[place->second];
        CHECK(bundle.has_mover == (*mover == 0));
        bundle.moves.push_back(bundled_);
        bundle.learned.clear();
    }
}

// The level that has just been begun may have no state yet.
std::uint32_t Explorer::depth() const {
    const auto levels = static_cast<std::uint32_t>(level_starts_.size());
    return level_starts_.back() == tuples_.size() ? levels - 2 : levels - 1;
}

// --- the state at hand ---------------------------------------------------------------------------------------

void Explorer::read(const std::uint64_t* packed, AtHand& out) const {
    const Layout& layout = tuples_.layout();
    if (!row_fields_.empty())
        out.fact(Region::row, static_cast<std::uint32_t>(row_fields_.size() - 1));
    for (std::uint32_t i = 0; i < row_fields_.size(); ++i)
        out.facts[fact_of(Region::row, i)] = layout.get(packed, row_fields_[i]);
    out.sorts.resize(sort_fields_.size());
    for (std::uint32_t i = 0; i < sort_fields_.size(); ++i)
        out.sorts[i] = layout.get(packed, sort_fields_[i]);
    out.known_crowds.clear();
}

void Explorer::open(std::uint32_t state) {
    tuples_.read(state, packed_.data());
    read(packed_.data(), here_);
}

// With the eyes of a peer of that sort, if it is one.
void Explorer::see_as(std::uint32_t sort) {
    for (std::uint32_t f = 0; f < abstraction_.facets(); ++f)
        here_.fact(Region::facet, f) = sort == nobody ? 0 : abstraction_.facet_of(sort, f);
}

std::vector<std::uint32_t> Explorer::rows_of(const AtHand& at) const {
    std::vector<std::uint32_t> out(abstraction_.rows(), 0);
    for (std::uint32_t i = 0; i < out.size() && fact_of(Region::row, i) < at.facts.size(); ++i)
        out[i] = at.facts[fact_of(Region::row, i)];
    return out;
}

// Peers one by one: one of sort `first` (where it is one), then the others by their sorts.
std::vector<std::uint32_t> Explorer::standing(const AtHand& at, std::uint32_t first) const {
    std::vector<std::uint32_t> out;
    if (first != nobody) out.push_back(first);
    for (std::uint32_t sort = 0; sort < at.sorts.size(); ++sort)
        for (std::uint32_t n = sort == first ? 1 : 0; n < at.sorts[sort]; ++n) out.push_back(sort);
    return out;
}

// The same in order of what is looked at of them: then what a rule looks at next depends on nothing else, also where it
// goes through them one by one and stops when it has seen enough.
std::vector<std::uint32_t> Explorer::standing_as(const Asked& asked, const AtHand& at,
                                                 std::uint32_t first) {
    std::vector<std::uint32_t> out = standing(at, first);
    Crowd& crowd = crowds_[asked.crowd];
    std::stable_sort(
        out.begin() + (first == nobody ? 0 : 1), out.end(),
        [&](std::uint32_t a, std::uint32_t b) { return kind_in(crowd, a) < kind_in(crowd, b); });
    return out;
}

std::uint32_t Explorer::crowd_of(std::vector<std::uint32_t> facets) {
    const auto [place, is_new] = crowd_numbers_.try_emplace(facets, crowds_.size());
    if (is_new) crowds_.emplace_back().facets = std::move(facets);
    return place->second;
}

std::uint32_t Explorer::kind_in(Crowd& crowd, std::uint32_t sort) {
    while (crowd.kind_of_sort.size() <= sort) {
        std::vector<std::uint32_t> seen;
        for (const std::uint32_t facet : crowd.facets)
            seen.push_back(abstraction_.facet_of(
                static_cast<std::uint32_t>(crowd.kind_of_sort.size()), facet));
        crowd.kind_of_sort.push_back(
            crowd.kinds.try_emplace(std::move(seen), crowd.kinds.size()).first->second);
    }
    return crowd.kind_of_sort[sort];
}

// How many there are of each kind, as a number.
void Explorer::count_crowd(std::uint32_t number, AtHand& at) {
    if (number == 0 ||
        std::find(at.known_crowds.begin(), at.known_crowds.end(), number) != at.known_crowds.end())
        return;
    Crowd& crowd = crowds_[number];
    crowd.counts.assign(crowd.counts.size(), 0);
    for (std::uint32_t sort = 0; sort < at.sorts.size(); ++sort) {
        if (at.sorts[sort] == 0) continue;
        const std::uint32_t kind = kind_in(crowd, sort);
        if (kind >= crowd.counts.size()) crowd.counts.resize(kind + 1, 0);
        crowd.counts[kind] += at.sorts[sort];
    }
    // Kinds that were met later are none of those at the end.
    while (!crowd.counts.empty() && crowd.counts.back() == 0) crowd.counts.pop_back();
    at.fact(Region::crowd, number) =
        crowd.numbers.try_emplace(crowd.counts, crowd.numbers.size()).first->second;
    at.known_crowds.push_back(number);
}

// --- going on ------------------------------------------------------------------------------------------------

Explorer::End Explorer::go_on(std::uint32_t states) {
    for (; states > 0 && end_ == End::none; --states) {
        if (next_ == tuples_.size()) return end_ = End::complete;
        if (next_ == level_starts_.back()) {
            if (level_starts_.size() > options_.depth_max) return end_ = End::depth_bound;
            level_starts_.push_back(tuples_.size());
        }
        open(next_);
        each_deed([&](const Deed& deed, std::uint32_t sort) {
            Packed next;
            if (!write(deed.effect, sort, next)) return false;
            if (met_count_ == met_.size()) met_.emplace_back();
            copy_words(next.data(), tuples_.layout().words(), met_[met_count_++].packed.data());
            ++transitions_;
            return true;
        });
        meet_all();
        if (end_ == End::none) ++next_;
        if (end_ == End::none && tuples_.size() >= options_.states_max) end_ = End::states_bound;
        if (end_ == End::none && tuples_.bytes() >= options_.bytes_max) end_ = End::bytes_bound;
    }
    if (end_ == End::none && next_ == tuples_.size()) end_ = End::complete;
    return end_;
}

// Everything that changes the state at hand, until `visit` has seen enough; of peers of one sort one does it.
template <class Visit>
bool Explorer::each_deed(Visit&& visit) {
    const auto all_of = [&](std::uint32_t sort) {
        see_as(sort);
        // Bundles may be added on the way: deadlines of rows that never had one.
        for (std::uint32_t b = 0; b < bundles_.size(); ++b) {
            if (bundles_[b].has_mover != (sort != nobody)) continue;
            const std::uint32_t deeds = deeds_of(b, sort);
            for (std::uint32_t i = 0; i < deeds_[deeds].size(); ++i)
                if (!visit(Deed(deeds_[deeds][i]), sort)) return false;
            if (end_ != End::none) return false;
        }
        return true;
    };
    if (!all_of(nobody)) return false;
    for (std::uint32_t sort = 0; sort < here_.sorts.size(); ++sort)
        if (here_.sorts[sort] > 0 && !all_of(sort)) return false;
    return true;
}

void Explorer::meet_all() {
    for (std::uint32_t i = 0; i < met_count_; ++i) {
        met_[i].hash = tuples_.hash_of(met_[i].packed.data());
        tuples_.expect(met_[i].hash);
    }
    for (std::uint32_t i = 0; i < met_count_; ++i) tuples_.expect_again(met_[i].hash);
    for (std::uint32_t i = 0; i < met_count_; ++i) {
        const Tuples::Place place = tuples_.add(met_[i].packed.data(), met_[i].hash);
        if (place.is_new) note_state(place.number, met_[i].packed);
    }
    met_count_ = 0;
}

std::uint32_t Explorer::answer_in(const Asked& asked, AtHand& at) {
    if (asked.crowd != 0) count_crowd(asked.crowd, at);
    return asked.learned.find(at.facts.data());
}

std::uint32_t Explorer::deeds_of(std::uint32_t bundle, std::uint32_t sort) {
    for (;;) {
        const std::uint32_t deeds = answer_in(bundles_[bundle], here_);
        if (deeds != Learned::unknown) return deeds;
        learn_bundle(bundle, sort);
        if (end_ != End::none) return 0;
    }
}

std::uint32_t Explorer::own_sort(Effect& effect, std::uint32_t sort) {
    if (effect.own.empty()) return sort;
    if (effect.own_sorts.size() <= sort) effect.own_sorts.resize(sort + 1, nobody);
    if (effect.own_sorts[sort] == nobody)
        effect.own_sorts[sort] = abstraction_.sort_with(sort, effect.own);
    return effect.own_sorts[sort];
}

std::uint32_t Explorer::other_sort(Effect& effect, std::uint32_t sort) {
    if (effect.other_sorts.size() <= sort) effect.other_sorts.resize(sort + 1, nobody);
    if (effect.other_sorts[sort] == nobody) {
        const auto changes = effect.others.find(kind_in(crowds_[effect.crowd], sort));
        effect.other_sorts[sort] =
            changes == effect.others.end() ? sort : abstraction_.sort_with(sort, changes->second);
    }
    return effect.other_sorts[sort];
}

// The state after the effect; false when it does not fit into a tuple any more.
bool Explorer::write(std::uint32_t number, std::uint32_t sort, Packed& next) {
    Effect& effect = effects_[number];
    const bool has_sorts = !sort_fields_.empty();
    const std::uint32_t own = sort == nobody ? nobody : own_sort(effect, sort);
    if (!effect.others.empty())
        for (std::uint32_t s = 0; s < here_.sorts.size(); ++s)
            if (here_.sorts[s] > 0) other_sort(effect, s);
    if (has_sorts && abstraction_.sorts() != sort_fields_.size()) {
        lay_out();
        if (end_ != End::none) return false;
    }
    const Layout& layout = tuples_.layout();
    copy_words(packed_.data(), layout.words(), next.data());
    for (const auto& [row, value] : effect.rows) layout.put(next.data(), row_fields_[row], value);
    const auto add = [&](std::uint32_t to, std::uint32_t n) {
        const std::uint32_t field = sort_fields_[to];
        layout.put(next.data(), field, layout.get(next.data(), field) + n);
    };
    if (own != sort) add(sort, UINT32_MAX), add(own, 1);
    if (effect.others.empty()) return true;
    for (std::uint32_t s = 0; s < here_.sorts.size(); ++s) {
        const std::uint32_t n = here_.sorts[s] - (s == sort ? 1 : 0);
        if (here_.sorts[s] == 0 || effect.other_sorts[s] == s) continue;
        add(s, 0u - n), add(effect.other_sorts[s], n);
    }
    return true;
}

// Looks for what is sought in a state that is new.
void Explorer::note_state(std::uint32_t state, const Packed& packed) {
    if (found_count_ == sought_.size()) return;
    read(packed.data(), there_);
    for (std::uint32_t i = 0; i < sought_.size(); ++i) {
        if (found_[i]) continue;
        std::uint32_t answer = answer_in(asked_[i], there_);
        while (answer == Learned::unknown) {
            learn_predicate(i, there_);
            answer = answer_in(asked_[i], there_);
        }
        if (answer == 0) continue;
        found_[i] = state;
        if (++found_count_ == sought_.size() && !options_.goes_on) end_ = End::found;
    }
}

// --- doing a move --------------------------------------------------------------------------------------------

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
    const std::uint32_t first_size = abstraction_.first_size(table_of(due.subject.kind));
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

// --- learning ------------------------------------------------------------------------------------------------

static std::vector<Ref> changed_in(std::span<const TableNotes::Note> notes) {
    std::vector<Ref> out;
    for (const TableNotes::Note& note : notes)
        if (note.what == TableNotes::What::change) out.emplace_back(kind_of(note.table), note.row);
    sort_unique(out);
    return out;
}

// Gives rows that were changed for the first time their number. What was learned while they were taken for what never
// changes is forgotten then.
void Explorer::know_changed_rows(const Notes& notes) {
    const Peers& peers = abstraction_.peers();
    const auto was_looked_at = [&](Ref row) {
        const std::uint32_t table = table_of(row.kind);
        const auto& constant = constant_rows_[table];
        return row.index < abstraction_.first_size(table)
                   ? row.index < constant.size() && constant[row.index]
                   : bool(constant_sizes_[table]);
    };
    bool is_relearned = false;
    for (const Ref row : changed_in(notes)) {
        const auto owner = peers.owner_of(row);
        const bool has_facet = owner || (Peers::has_parts(row.kind) && peers.size() > 0);
        if (!owner && abstraction_.find_row(row) == Abstraction::none) {
            abstraction_.add_row(row);
            is_relearned = is_relearned || was_looked_at(row);
            add_deadline(row);
        }
        if (has_facet && abstraction_.find_facet(row) == Abstraction::none) {
            abstraction_.add_facet(row);
            is_relearned = is_relearned || was_looked_at(row);
            for (std::uint32_t peer = 0; owner && peer < peers.size(); ++peer)
                is_relearned = is_relearned || was_looked_at(peers.own_row(peer, owner->k));
        }
    }
    if (is_relearned) forget_all_learned();
    if (abstraction_.rows() > differing_rows_max) end_ = End::width_bound;
    bundle_moves();
}

// What has become of the state at hand, in which peers stood like this.
std::uint32_t Explorer::read_effect(const World& world, const Notes& notes, bool has_mover,
                                    std::span<const std::uint32_t> standing, std::uint32_t crowd) {
    Effect effect;
    effect.crowd = crowd;
    std::vector<Changes> of_peers(standing.size());
    const Peers& peers = abstraction_.peers();
    const auto read_facet = [&](std::uint32_t facet, std::uint32_t peer) {
        const std::uint32_t value = abstraction_.facet_value_in(world, facet, peer);
        if (value != abstraction_.facet_of(standing[peer], facet))
            of_peers[peer].emplace_back(facet, value);
    };
    for (const Ref row : changed_in(notes)) {
        if (const auto owner = peers.owner_of(row)) {
            read_facet(abstraction_.find_facet(row), owner->peer);
            continue;
        }
        const std::uint32_t number = abstraction_.find_row(row);
        const std::uint32_t value = abstraction_.row_value_in(world, number);
        if (value != here_.fact(Region::row, number)) effect.rows.emplace_back(number, value);
        if (Peers::has_parts(row.kind))
            for (std::uint32_t peer = 0; peer < standing.size(); ++peer)
                read_facet(abstraction_.find_facet(row), peer);
    }
    for (std::uint32_t peer = 0; peer < standing.size(); ++peer) {
        sort_unique(of_peers[peer]);
        if (peer == 0 && has_mover) {
            effect.own = of_peers[peer];
            continue;
        }
        // Whoever looks the same has the same done to him.
        const std::uint32_t kind = kind_in(crowds_[crowd], standing[peer]);
        const auto [place, is_new] = effect.others.try_emplace(kind, of_peers[peer]);
        CHECK(is_new || place->second == of_peers[peer]);
    }
    std::erase_if(effect.others, [](const auto& one) { return one.second.empty(); });
    if (effect.others.empty()) effect.crowd = 0;
    std::vector<std::uint32_t> key;
    const auto add = [&](const Changes& changes) {
        key.push_back(static_cast<std::uint32_t>(changes.size()));
        for (const auto& [what, value] : changes) key.push_back(what), key.push_back(value);
    };
    if (!effect.rows.empty() || !effect.own.empty() || !effect.others.empty()) {
        add(effect.rows), add(effect.own);
        key.push_back(effect.crowd);
        for (const auto& [kind, changes] : effect.others) key.push_back(kind), add(changes);
    }
    const auto [place, is_new] = effect_numbers_.try_emplace(std::move(key), effects_.size());
    if (is_new) effects_.push_back(std::move(effect));
    return place->second;
}

void Explorer::note_writes(const Effect& effect, std::set<Ref>& writes) const {
    for (const auto& [number, value] : effect.rows) {
        const Ref row = abstraction_.row(number);
        writes.insert(row);
        // That there is one more is seen by who asks how many there are.
        if (row.index >= abstraction_.first_size(table_of(row.kind)))
            writes.insert({row.kind, UINT32_MAX - 1});
    }
    for (const auto& [facet, value] : effect.own) writes.insert(abstraction_.facet_row(facet));
    for (const auto& [kind, changes] : effect.others)
        for (const auto& [facet, value] : changes) writes.insert(abstraction_.facet_row(facet));
}

// What a note is about, by whose name it goes in footprints.
Ref Explorer::seen(const TableNotes::Note& note) const {
    const Ref row(kind_of(note.table), note.row);
    if (note.what == TableNotes::What::size) return {row.kind, UINT32_MAX - 1};
    const auto owner = abstraction_.peers().owner_of(row);
    return owner ? abstraction_.peers().own_row(0, owner->k) : row;
}

// The notes as looks at the state. What was made on the way was not looked at: it was not there. The facets that were
// looked at of others than the mover go to `others`.
void Explorer::find_looks(const Notes& notes, AtHand& at, bool has_mover, std::vector<Look>& looks,
                          std::vector<std::uint32_t>& others) {
    const Peers& peers = abstraction_.peers();
    const auto look = [&](Region region, std::uint32_t index, std::uint32_t largest = UINT32_MAX) {
        at.fact(region, index);  // it may be newer than this state
        looks.push_back({fact_of(region, index), largest});
    };
    const auto is_constant = [&](Ref row) {
        auto& constant = constant_rows_[table_of(row.kind)];
        if (row.index >= constant.size()) constant.resize(row.index + 1, false);
        constant[row.index] = true;
    };
    for (const TableNotes::Note& note : notes) {
        const Ref row(kind_of(note.table), note.row);
        looks_.insert(seen(note));
        if (note.what == TableNotes::What::size) {
            bool has_end = false;
            for (const std::uint32_t later : abstraction_.later_rows(note.table)) {
                look(Region::row, later, 1);
                if ((has_end = at.fact(Region::row, later) == 0)) break;
            }
            if (!has_end) constant_sizes_[note.table] = true;
            continue;
        }
        const std::uint32_t facet = abstraction_.find_facet(row);
        if (const auto owner = peers.owner_of(row)) {
            if (facet == Abstraction::none) is_constant(row);
            else if (has_mover && owner->peer == 0) look(Region::facet, facet);
            else others.push_back(facet);
            continue;
        }
        const std::uint32_t number = abstraction_.find_row(row);
        const bool is_first = note.row < abstraction_.first_size(note.table);
        const bool is_there =
            is_first || (number != Abstraction::none && at.fact(Region::row, number) != 0);
        if (!is_there) continue;
        if (number == Abstraction::none) is_constant(row);
        else look(Region::row, number);
        if (facet == Abstraction::none) continue;
        if (has_mover) look(Region::facet, facet);
        others.push_back(facet);
    }
}

// Completes the looks by one at the crowd, told apart by all that was ever looked at of others than the mover.
void Explorer::tell_apart(Asked& asked, AtHand& at, std::vector<std::uint32_t> others,
                          std::vector<Look>& looks) {
    const auto& before = crowds_[asked.crowd].facets;
    others.insert(others.end(), before.begin(), before.end());
    sort_unique(others);
    // What was learned did not tell them apart by what is new.
    if (const std::uint32_t crowd = crowd_of(others); crowd != asked.crowd) {
        asked.crowd = crowd;
        asked.learned.clear();
    }
    std::vector<Look> all;
    if (asked.crowd != 0) {
        count_crowd(asked.crowd, at);
        all.push_back({fact_of(Region::crowd, asked.crowd)});
        // Of the mover as much is known as of the others; then the rest of the crowd is known, too.
        if (asked.has_mover)
            for (const std::uint32_t facet : others) all.push_back({fact_of(Region::facet, facet)});
    }
    std::set<std::pair<std::uint32_t, std::uint32_t>> known;
    for (const Look& one : all) known.emplace(one.fact, one.largest);
    for (const Look& one : looks)
        if (known.emplace(one.fact, one.largest).second) all.push_back(one);
    looks = std::move(all);
}

void Explorer::forget_all_learned() {
    for (Bundle& one : bundles_) one.learned.clear();
    for (Asked& one : asked_) one.learned.clear();
    for (auto& rows : constant_rows_) rows.clear();
    constant_sizes_.assign(tables_count, false);
}

void Explorer::learn_bundle(std::uint32_t number, std::uint32_t sort) {
    struct Done {
        World world;
        Notes notes;
    };
    const std::vector<std::uint32_t> rows = rows_of(here_);
    const std::uint32_t crowd = bundles_[number].crowd;
    const std::vector<std::uint32_t> stand = standing_as(bundles_[number], here_, sort);
    const std::vector<std::uint32_t> moves = bundles_[number].moves;  // a copy: more may come
    std::vector<Done> done;
    for (const std::uint32_t move : moves) {
        ++rules_asked_;
        World world = abstraction_.world_of(rows, stand);
        notes_.list.clear();
        notes_.is_on = true;
        perform(Move(moves_[move]), world);
        notes_.is_on = false;
        done.push_back({std::move(world), std::move(notes_.list)});
    }
    for (const Done& one : done)
        for (const Ref row : changed_in(one.notes))
            if (abstraction_.tells_peers_apart(one.world, row)) {
                end_ = End::peers_apart;
                return;
            }
    for (const Done& one : done) know_changed_rows(one.notes);
    if (end_ != End::none) return;
    see_as(sort);
    std::vector<Look> looks;
    std::vector<std::uint32_t> others;
    for (const Done& one : done)
        find_looks(one.notes, here_, bundles_[number].has_mover, looks, others);
    tell_apart(bundles_[number], here_, std::move(others), looks);
    if (bundles_[number].crowd != crowd) return;  // they stand otherwise now: once more
    Bundle& bundle = bundles_[number];
    std::vector<Deed> deeds;
    std::vector<std::uint32_t> key;
    for (std::uint32_t i = 0; i < moves.size(); ++i) {
        const std::uint32_t effect =
            read_effect(done[i].world, done[i].notes, bundle.has_mover, stand, bundle.crowd);
        if (effect == 0) continue;
        note_writes(effects_[effect], writes_[moves[i]]);
        deeds.push_back({moves[i], effect});
        key.push_back(moves[i]), key.push_back(effect);
    }
    const auto [place, is_new] = deed_numbers_.try_emplace(std::move(key), deeds_.size());
    if (is_new) deeds_.push_back(std::move(deeds));
    bundle.learned.teach(looks, here_.facts.data(), place->second);
    lay_out();
}

void Explorer::learn_predicate(std::uint32_t number, AtHand& at) {
    const std::uint32_t crowd = asked_[number].crowd;
    const World world = abstraction_.world_of(rows_of(at), standing_as(asked_[number], at, nobody));
    notes_.list.clear();
    notes_.is_on = true;
    const bool holds = sought_[number](world);
    notes_.is_on = false;
    std::vector<Look> looks;
    std::vector<std::uint32_t> others;
    find_looks(notes_.list, at, false, looks, others);
    tell_apart(asked_[number], at, std::move(others), looks);
    if (asked_[number].crowd != crowd) return;  // they stand otherwise now: once more
    asked_[number].learned.teach(looks, at.facts.data(), holds ? 1 : 0);
}

// Gives the states the room that rows, values and sorts need which have been met since.
void Explorer::lay_out() {
    const Layout& now = tuples_.layout();
    const Peers& peers = abstraction_.peers();
    bool fits = row_fields_.size() == abstraction_.rows() &&
                (peers.size() == 0 || sort_fields_.size() == abstraction_.sorts()) &&
                now.size() > 0;
    for (std::uint32_t i = 0; fits && i < row_fields_.size(); ++i)
        fits = abstraction_.row_values(i) - 1 <= now.max(row_fields_[i]);
    if (fits) return;
    meet_all();  // they are laid out as they were
    // Fields keep their places, new ones come after them.
    std::uint32_t fields = static_cast<std::uint32_t>(row_fields_.size() + sort_fields_.size());
    while (row_fields_.size() < abstraction_.rows()) row_fields_.push_back(fields++);
    while (peers.size() > 0 && sort_fields_.size() < abstraction_.sorts())
        sort_fields_.push_back(fields++);
    const auto width = [](std::uint32_t largest) {
        return static_cast<std::uint8_t>(std::max(1, static_cast<int>(std::bit_width(largest))));
    };
    std::vector<std::uint8_t> widths(std::max(fields, 1u), 1);
    for (std::uint32_t i = 0; i < row_fields_.size(); ++i)
        widths[row_fields_[i]] = width(abstraction_.row_values(i) - 1);
    for (const std::uint32_t field : sort_fields_) widths[field] = width(peers.size());
    Layout layout;
    if (!layout.set_widths(widths)) {
        end_ = End::width_bound;
        return;
    }
    tuples_ = tuples_.laid_out_as(layout);
    std::fill(packed_.begin(), packed_.end(), 0);
    here_.sorts.resize(sort_fields_.size(), 0);
    for (std::uint32_t i = 0; i < row_fields_.size(); ++i)
        layout.put(packed_.data(), row_fields_[i], here_.fact(Region::row, i));
    for (std::uint32_t i = 0; i < sort_fields_.size(); ++i)
        layout.put(packed_.data(), sort_fields_[i], here_.sorts[i]);
}

// --- what was found ------------------------------------------------------------------------------------------

World Explorer::world_of(std::uint32_t state) const {
    Packed packed;
    tuples_.read(state, packed.data());
    AtHand at;
    read(packed.data(), at);
    World world = abstraction_.world_of(rows_of(at), standing(at, nobody));
    world.watch(nullptr);
    return world;
}

std::vector<bool> Explorer::states_in_which(const Predicate& holds) {
    sought_.push_back(holds);
    asked_.emplace_back();
    const auto number = static_cast<std::uint32_t>(sought_.size() - 1);
    std::vector<bool> out;
    Packed packed;
    for (std::uint32_t state = 0; state < states(); ++state) {
        tuples_.read(state, packed.data());
        read(packed.data(), there_);
        std::uint32_t answer = answer_in(asked_[number], there_);
        while (answer == Learned::unknown) {
            learn_predicate(number, there_);
            answer = answer_in(asked_[number], there_);
        }
        out.push_back(answer != 0);
    }
    sought_.pop_back();
    asked_.pop_back();
    return out;
}

void Explorer::each_next(std::uint32_t state,
                         const std::function<void(std::uint32_t move, std::uint32_t next)>& visit) {
    CHECK(end_ == End::complete);
    end_ = End::none;
    open(state);
    each_deed([&](const Deed& deed, std::uint32_t sort) {
        Packed next;
        if (!write(deed.effect, sort, next)) return false;
        const Tuples::Place place = tuples_.add(next.data());
        CHECK(!place.is_new);
        visit(deed.move, place.number);
        return true;
    });
    end_ = End::complete;
}

// Nobody remembers who came from where; the states of the level before are asked again.
std::vector<Move> Explorer::way_to(std::uint32_t state) {
    const End end = std::exchange(end_, End::none);
    std::vector<Step> steps;
    while (state != 0) {
        const auto level = std::upper_bound(level_starts_.begin(), level_starts_.end(), state) - 1;
        bool is_found = false;
        for (std::uint32_t before = *(level - 1); before < *level && !is_found; ++before) {
            open(before);
            each_deed([&](const Deed& deed, std::uint32_t sort) {
                Packed next;
                Packed wanted;
                if (!write(deed.effect, sort, next)) return false;
                tuples_.read(state, wanted.data());
                is_found = std::equal(next.begin(), next.begin() + tuples_.layout().words(),
                                      wanted.begin());
                if (is_found) steps.push_back({before, deed.move, deed.effect, sort});
                return !is_found;
            });
        }
        CHECK(is_found);
        state = steps.back().state;
    }
    end_ = end;
    // Who it is each time: of peers of one sort the first.
    std::vector<Move> way;
    std::vector<std::uint32_t> stand(abstraction_.peers().size(), 0);
    for (auto step = steps.rbegin(); step != steps.rend(); ++step) {
        Effect& effect = effects_[step->effect];
        const auto mover = static_cast<std::uint32_t>(
            std::find(stand.begin(), stand.end(), step->sort) - stand.begin());
        const bool has_mover = step->sort != nobody;
        way.push_back(has_mover ? abstraction_.peers().exchanged(moves_[step->move], 0, mover)
                                : moves_[step->move]);
        for (std::uint32_t peer = 0; peer < stand.size(); ++peer)
            stand[peer] = has_mover && peer == mover ? own_sort(effect, stand[peer])
                          : effect.others.empty()    ? stand[peer]
                                                     : other_sort(effect, stand[peer]);
    }
    return way;
}

}  // namespace airlock::check
