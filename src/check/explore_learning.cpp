// What a move does to a world, and what is kept of it: the one place of the search where rules are asked.
#include <algorithm>
#include <bit>
#include <utility>

#include "base/check.h"
#include "check/explore.h"
#include "world/evolve.h"
#include "world/gates.h"
#include "world/members.h"
#include "world/text.h"

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

template <class Value>
void sort_unique(std::vector<Value>& values) {
    std::stable_sort(values.begin(), values.end());
    values.erase(std::unique(values.begin(), values.end()), values.end());
}

}  // namespace

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
    if (options_.deadline_order == DeadlineOrder::free) return false;
    const Instant down_until = mpa_down_until(world);
    if (options_.deadline_order == DeadlineOrder::prompt) {
        for (const auto& [row, move] : deadlines_) {
            if (row == due.subject || !world.holds(row)) continue;
            const Due other = due_of(world, row, down_until);
            if (other.kind != DueKind::none && !is_schedule(other.kind) && !is_left_out(other) &&
                other.at < due.at)
                return true;
        }
        return false;
    }
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

bool Explorer::is_left_out(const Due& due) const {
    if (!options_.deadlines) return false;
    const auto& may = *options_.deadlines;
    return std::find(may.begin(), may.end(), due.subject) == may.end() &&
           std::any_of(first_dues_.begin(), first_dues_.end(), [&](const Due& first) {
               return first.subject == due.subject && first.kind == due.kind && first.at == due.at;
           });
}

void Explorer::pass_deadline(const Move& move, World& world) {
    if (!world.holds(move.row)) return;
    const Due due = due_of(world, move.row, mpa_down_until(world));
    if (due.kind == DueKind::none || due.at == never || is_schedule(due.kind) || is_left_out(due) ||
        comes_later(world, due))
        return;
    happen(world, fall_due(world, due), std::max(due.at, options_.at));
}

// What a move is about may come to be only later, or not be to the caller's mind.
bool Explorer::is_out_of_place(const Move& move, const World& world) const {
    if (const auto* vote = std::get_if<call::Vote>(&move.call)) {
        if (!world.sessions.holds(vote->session)) return true;
        const Session& session = world.sessions[vote->session];
        if (move.is_for_access && session.action != ProtectedAction::CreateRestoreAccessBackupVault)
            return true;
        const Id<Principal> requester = session.requester;
        return !move.trusted.empty() &&
               std::find(move.trusted.begin(), move.trusted.end(), requester) == move.trusted.end();
    }
    if (!move.is_once) return false;
    const Id<Principal> caller = world.credentials[move.caller.credential].principal;
    const Id<Account> account = world.principals[caller].account;
    const Ref subject = first_subject_of(move.call);
    const std::string_view operation = operation_of(move.call).name;
    for (std::uint32_t i = abstraction_.first_size(table_of(Kind::session));
         i < world.sessions.size(); ++i) {
        const Session& session = world.sessions[{i}];
        if (session.requester_account == account && to_text(session.action) == operation &&
            (subject == Ref(session.vault) || subject == Ref(session.team)))
            return true;
    }
    return std::none_of(move.approvals.begin(), move.approvals.end(),
                        [&](Id<Credential> id) { return !world.credentials[id].is_revoked; });
}

void Explorer::perform(const Move& move, World& world) {
    if (move.kind == Move::Kind::deadline) pass_deadline(move, world);
    else if (move.kind == Move::Kind::basic_event) airlock::check::befall(world, move.event);
    else if (!is_out_of_place(move, world))
        happen(world, decide(world, move.caller, move.call), options_.at);
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
            // Deadlines that wait for one another look at each other.
            const bool has_deadline = add_deadline(row);
            is_relearned =
                is_relearned || (has_deadline && options_.deadline_order == DeadlineOrder::prompt);
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
    const std::size_t deadlines = deadlines_.size();
    for (const Done& one : done) know_changed_rows(one.notes);
    if (end_ != End::none) return;
    // Of those that wait for one another there are more now: once more.
    if (options_.deadline_order == DeadlineOrder::prompt && deadlines != deadlines_.size()) return;
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

}  // namespace airlock::check
