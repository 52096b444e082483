// The search. What a move does, and how it is learned, stands in explore_learning.cpp.
#include "check/explore.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "world/evolve.h"
#include "world/gates.h"
#include "world/members.h"

namespace airlock::check {
namespace {

constexpr std::uint32_t nobody = Peers::none;

// Most often it is one.
void copy_words(const std::uint64_t* from, std::uint32_t words, std::uint64_t* to) {
    to[0] = from[0];
    if (words > 1) std::copy_n(from + 1, words - 1, to + 1);
}

}  // namespace

std::vector<Ref> subjects_of(const Move& move, const World& world) {
    if (move.kind == Move::Kind::deadline) return {move.row};
    if (move.kind == Move::Kind::basic_event)
        return {move.event.subject,
                {Kind::none, static_cast<std::uint32_t>(move.event.kind)},
                {Kind::none, move.event.region.index}};
    std::vector<Ref> out = {move.caller.person};
    if (world.credentials.holds(move.caller.credential)) {
        const Credential& credential = world.credentials[move.caller.credential];
        out = {credential.user ? Ref(credential.user) : Ref(credential.principal)};
    }
    for (const auto member : members_in(move.call))
        if (member.about.kind == MemberKind::reference) out.push_back(member.first());
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
    for (const BasicEvent& event : options_.events) {
        Move move;
        move.kind = Move::Kind::basic_event;
        move.event = event;
        const auto mover = abstraction_.peers().mover_of(move);
        CHECK(mover.has_value());
        if (*mover != nobody) move = abstraction_.peers().exchanged(move, 0, *mover);
        event_moves_.push_back(static_cast<std::uint32_t>(moves_.size()));
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

bool Explorer::add_deadline(Ref row) {
    const auto number = static_cast<std::uint32_t>(moves_.size());
    if (abstraction_.peers().owner_of(row) || !deadlines_.try_emplace(row, number).second)
        return false;
    Move move;
    move.kind = Move::Kind::deadline;
    move.row = row;
    moves_.push_back(std::move(move));
    return true;
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
        bundle.is_event = move.kind == Move::Kind::basic_event;
        bundle.moves.push_back(bundled_);
        bundle_of_move_.push_back(place->second);
        bundle.learned.clear();
    }
}

bool Explorer::is_end_of_way(std::uint32_t state) const {
    return state < is_end_of_way_.size() && is_end_of_way_[state];
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
        if (!is_end_of_way(next_))
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
            if (bundles_[b].is_event || bundles_[b].has_mover != (sort != nobody)) continue;
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

void Explorer::take(std::uint32_t state) { open(state); }

Explorer::Change Explorer::befall(std::uint32_t event, std::uint32_t peer,
                                  std::vector<std::uint32_t>& stand) {
    return change(event_moves_[event], peer, stand);
}

Explorer::Change Explorer::change(std::uint32_t move, std::uint32_t peer,
                                  std::vector<std::uint32_t>& stand) {
    const End end = std::exchange(end_, End::none);
    const std::uint32_t bundle = bundle_of_move_[move];
    const std::uint32_t sort = bundles_[bundle].has_mover ? stand[peer] : nobody;
    see_as(sort);
    const std::uint32_t deeds = deeds_of(bundle, sort);
    if (end_ != End::none) return Change::bound;
    end_ = end;
    const auto deed = std::find_if(deeds_[deeds].begin(), deeds_[deeds].end(),
                                   [&](const Deed& one) { return one.move == move; });
    if (deed == deeds_[deeds].end()) return Change::none;
    const std::uint32_t effect = deed->effect;
    end_ = End::none;
    Packed next;
    if (!write(effect, sort, next)) return Change::bound;
    end_ = end;
    for (std::uint32_t i = 0; i < stand.size(); ++i) {
        if (sort != nobody && i == peer) stand[i] = own_sort(effects_[effect], stand[i]);
        else if (!effects_[effect].others.empty())
            stand[i] = other_sort(effects_[effect], stand[i]);
    }
    packed_ = next;
    read(packed_.data(), here_);
    return Change::made;
}

std::uint32_t Explorer::keep() {
    const Tuples::Place place = tuples_.add(packed_.data());
    if (place.is_new) {
        if (end_ == End::complete || end_ == End::found) end_ = End::none;
        note_state(place.number, packed_);
    }
    return place.number;
}

// Looks for what is sought in a state that is new.
void Explorer::note_state(std::uint32_t state, const Packed& packed) {
    if (found_count_ == sought_.size() && !options_.ends_at_found) return;
    read(packed.data(), there_);
    for (std::uint32_t i = 0; i < sought_.size(); ++i) {
        if (found_[i] && !options_.ends_at_found) continue;
        std::uint32_t answer = answer_in(asked_[i], there_);
        while (answer == Learned::unknown) {
            learn_predicate(i, there_);
            answer = answer_in(asked_[i], there_);
        }
        if (answer == 0) continue;
        if (options_.ends_at_found) {
            is_end_of_way_.resize(state + 1, false);
            is_end_of_way_[state] = true;
        }
        if (found_[i]) continue;
        found_[i] = state;
        if (++found_count_ == sought_.size() && !options_.goes_on) end_ = End::found;
    }
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
    if (is_end_of_way(state)) return;
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

// Nobody remembers who came from where; the states of the level before are asked again. Of a search that began in one
// world.
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
    std::reverse(steps.begin(), steps.end());
    return moves_of(steps, std::vector<std::uint32_t>(abstraction_.peers().size(), 0));
}

// Who it is each time: of peers of one sort the first.
std::vector<Move> Explorer::moves_of(const std::vector<Step>& steps,
                                     std::vector<std::uint32_t> stand) {
    std::vector<Move> way;
    for (const Step& step : steps) {
        Effect& effect = effects_[step.effect];
        const auto mover = static_cast<std::uint32_t>(
            std::find(stand.begin(), stand.end(), step.sort) - stand.begin());
        const bool has_mover = step.sort != nobody;
        way.push_back(has_mover ? abstraction_.peers().exchanged(moves_[step.move], 0, mover)
                                : moves_[step.move]);
        for (std::uint32_t peer = 0; peer < stand.size(); ++peer)
            stand[peer] = has_mover && peer == mover ? own_sort(effect, stand[peer])
                          : effect.others.empty()    ? stand[peer]
                                                     : other_sort(effect, stand[peer]);
    }
    return way;
}

std::optional<std::vector<Move>> Explorer::way_from(std::uint32_t from,
                                                    std::vector<std::uint32_t> stand,
                                                    const std::function<bool(const Move&)>& may,
                                                    const std::vector<bool>& to) {
    CHECK(end_ == End::complete);
    end_ = End::none;
    std::map<std::uint32_t, Step> came_by;  // where each state was met first; steps of one before
    std::vector<std::uint32_t> open_states = {from};
    std::uint32_t found = nobody;
    for (std::size_t i = 0; i < open_states.size() && found == nobody; ++i) {
        const std::uint32_t state = open_states[i];
        if (to[state]) {
            found = state;
            break;
        }
        if (is_end_of_way(state)) continue;
        open(state);
        each_deed([&](const Deed& deed, std::uint32_t sort) {
            Packed next;
            if (!write(deed.effect, sort, next)) return false;
            if (!may(moves_[deed.move])) return true;
            const std::uint32_t after = tuples_.add(next.data()).number;
            if (after != from &&
                came_by.try_emplace(after, Step{state, deed.move, deed.effect, sort}).second)
                open_states.push_back(after);
            return true;
        });
    }
    end_ = End::complete;
    if (found == nobody) return std::nullopt;
    std::vector<Step> steps;
    for (std::uint32_t state = found; state != from; state = steps.back().state)
        steps.push_back(came_by.at(state));
    std::reverse(steps.begin(), steps.end());
    return moves_of(steps, std::move(stand));
}

}  // namespace airlock::check
