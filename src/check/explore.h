// Goes through every state that a set of moves can lead to, breadth first, and looks in each for what must never be.
// A state is a world in which time stands still: calls are made at the instant of the first one, and deadlines pass as
// moves of their own (docs/proofs.md says why nothing that can happen is missed). `decide`, `fall_due` and `evolve`
// do every move; what they answered is kept by what they looked at (learned.h).
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <vector>

#include "check/abstraction.h"
#include "check/learned.h"
#include "check/peers.h"
#include "check/tuples.h"
#include "world/decide.h"
#include "world/due.h"

namespace airlock::check {

// Must give the same for the same world, and may look at nothing else.
using Predicate = std::function<bool(const World&)>;

// Which of several deadlines may pass.
enum class DeadlineOrder : std::uint8_t {
    real,    // each before which no other surely comes
    free,    // each, whatever the others do
    prompt,  // the one with the earliest date: who makes a move makes it at once
};

struct ExploreOptions {
    Instant at;  // of the first world
    DeadlineOrder deadline_order = DeadlineOrder::real;
    Forgetting forgetting;
    Peers peers;  // who need not be told apart; nobody: all are
    // Rows of the first world whose deadlines may pass as they stand there; not given: all that have one. Those that
    // moves set may.
    std::optional<std::vector<Ref>> deadlines;
    bool goes_on = false;  // also when everything that is sought was found
    // Nothing is gone through beyond a state in which something that is sought was found.
    bool ends_at_found = false;
    std::vector<BasicEvent> events;  // that `befall` is asked about
    std::uint32_t states_max = UINT32_MAX - 2;
    std::uint32_t depth_max = UINT32_MAX;
    std::uint64_t bytes_max = std::uint64_t{3} << 30;
};

// Who makes a move and what it is about: moves that are alike in this look at much the same.
std::vector<Ref> subjects_of(const Move& move, const World& world);
// The rows that have a deadline.
std::vector<Ref> rows_with_deadlines(const World& world);

// Where moves make rows without end, as a team that is asked again and again does, the search ends after so many.
inline constexpr std::uint32_t differing_rows_max = 256;

class Explorer {
  public:
    // `sought[i]` is looked for in every state; the search ends when all are found.
    Explorer(const World& first, std::vector<Move> moves, std::vector<Predicate> sought,
             const ExploreOptions& options);
    Explorer(const Explorer&) = delete;  // its worlds are watched by it
    Explorer& operator=(const Explorer&) = delete;

    enum class End : std::uint8_t {
        none,      // there is more to do
        complete,  // every state has been seen
        found,     // everything that was sought
        states_bound,
        depth_bound,
        bytes_bound,
        width_bound,  // more rows differ between states than may
        peers_apart,  // a row came to name one of the peers: the search has to do without them
    };
    // Does the moves of up to so many states.
    End go_on(std::uint32_t states);
    End end() const { return end_; }

    std::uint32_t states() const { return tuples_.size(); }
    std::uint32_t done() const { return next_; }  // states whose moves have been made
    std::uint64_t transitions() const { return transitions_; }
    std::uint32_t depth() const;  // moves to the states that are farthest from the first
    std::uint64_t bytes() const { return tuples_.bytes(); }
    std::uint64_t rules_asked() const { return rules_asked_; }

    // A state made by hand, before the search makes its moves: `take` one, `befall` it and `change` it, `keep` it. `stand`
    // says of what sort each peer is, before and after; of peers it happens to `peer`, whoever is named.
    enum class Change : std::uint8_t { none, made, bound };
    void take(std::uint32_t state);
    Change befall(std::uint32_t event, std::uint32_t peer, std::vector<std::uint32_t>& stand);
    Change change(std::uint32_t move, std::uint32_t peer, std::vector<std::uint32_t>& stand);
    // Its number; the search goes on with it when it is new, also when it had seen all.
    std::uint32_t keep();

    // The first state in which it holds, of those nearest to the first world.
    std::optional<std::uint32_t> found(std::uint32_t sought) const { return found_[sought]; }
    // The moves of a shortest way there.
    std::vector<Move> way_to(std::uint32_t state);
    // In a search that is complete: the moves of a shortest way from one state to one of `to`, of those that `may` be
    // made; of what sort each peer is at the beginning says `stand`. Nothing where there is none.
    std::optional<std::vector<Move>> way_from(std::uint32_t from, std::vector<std::uint32_t> stand,
                                              const std::function<bool(const Move&)>& may,
                                              const std::vector<bool>& to);
    // All moves there are; where there are peers, those of the first of them and of nobody.
    std::span<const Move> moves() const { return moves_; }
    // Of a search that is complete: which states are like that, and what they lead to, by which of `moves()`.
    std::vector<bool> states_in_which(const Predicate& holds);
    void each_next(std::uint32_t state,
                   const std::function<void(std::uint32_t move, std::uint32_t next)>& visit);
    // Every row that was looked at so far, by moves and by what is sought, and that a move has changed. That a row was
    // added to a table, or that it was asked how many there are, is a row of that kind beyond all. Of peers the first.
    const std::set<Ref>& looks() const { return looks_; }
    const std::set<Ref>& writes(std::uint32_t move) const { return writes_[move]; }
    // A world of this state; where there are peers, the one in which they stand in order of their sorts.
    World world_of(std::uint32_t state) const;

  private:
    using Packed = std::array<std::uint64_t, words_max>;
    using Changes = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
    // What a move does to a state.
    struct Effect {
        Changes rows;                             // number of a row, its value from then on
        Changes own;                              // facets of the mover
        std::map<std::uint32_t, Changes> others;  // facets of peers, by their kind in the crowd
        std::uint32_t crowd = 0;
        // What becomes of a mover, and of others, of each sort; none: not asked yet.
        std::vector<std::uint32_t> own_sorts;
        std::vector<std::uint32_t> other_sorts;
    };
    // Peers as far as some of their facets tell them apart.
    struct Crowd {
        std::vector<std::uint32_t> facets;
        std::map<std::vector<std::uint32_t>, std::uint32_t> kinds;
        std::vector<std::uint32_t> kind_of_sort;
        std::map<std::vector<std::uint32_t>, std::uint32_t> numbers;  // by how many of each kind
        std::vector<std::uint32_t> counts;                            // while they are counted
    };
    // What is asked of states again and again, and what was answered.
    struct Asked {
        bool has_mover = false;
        std::uint32_t crowd = 0;
        Learned learned;
    };
    // Moves of one person about one thing: they look at much the same. Answers are places in deeds_.
    struct Bundle : Asked {
        std::vector<std::uint32_t> moves;
        bool is_event = false;  // befalls only when it is asked for
    };
    struct Deed {
        std::uint32_t move, effect;
    };
    struct Step {
        std::uint32_t state, move, effect, sort;
    };
    // A state with what is looked at in it.
    struct AtHand {
        std::vector<std::uint32_t> facts;
        std::vector<std::uint32_t> sorts;         // how many peers there are of each
        std::vector<std::uint32_t> known_crowds;  // whose facts have been worked out

        std::uint32_t& fact(Region region, std::uint32_t index) {
            const std::uint32_t place = fact_of(region, index);
            if (place >= facts.size()) facts.resize(place + 1, 0);
            return facts[place];
        }
    };

    std::vector<Move> moves_of(const std::vector<Step>& steps, std::vector<std::uint32_t> stand);
    void open(std::uint32_t state);
    void read(const std::uint64_t* packed, AtHand& out) const;
    void see_as(std::uint32_t sort);
    void count_crowd(std::uint32_t crowd, AtHand& at);
    std::uint32_t kind_in(Crowd& crowd, std::uint32_t sort);
    std::uint32_t crowd_of(std::vector<std::uint32_t> facets);
    std::uint32_t answer_in(const Asked& asked, AtHand& at);
    std::uint32_t deeds_of(std::uint32_t bundle, std::uint32_t sort);
    template <class Visit>
    bool each_deed(Visit&& visit);
    void meet_all();
    bool write(std::uint32_t effect, std::uint32_t sort, Packed& next);
    std::uint32_t own_sort(Effect& effect, std::uint32_t sort);
    std::uint32_t other_sort(Effect& effect, std::uint32_t sort);
    std::vector<std::uint32_t> rows_of(const AtHand& at) const;
    std::vector<std::uint32_t> standing(const AtHand& at, std::uint32_t first) const;
    std::vector<std::uint32_t> standing_as(const Asked& asked, const AtHand& at,
                                           std::uint32_t first);
    void bundle_moves();
    bool add_deadline(Ref row);  // true when it is new
    void learn_bundle(std::uint32_t bundle, std::uint32_t sort);
    void learn_predicate(std::uint32_t sought, AtHand& at);
    void perform(const Move& move, World& world);
    bool is_out_of_place(const Move& move, const World& world) const;
    void pass_deadline(const Move& move, World& world);
    bool comes_later(const World& world, const Due& due) const;
    bool is_left_out(const Due& due) const;
    void happen(World& world, const Decision& decision, Instant now);
    using Notes = std::vector<TableNotes::Note>;
    void know_changed_rows(const Notes& notes);
    std::uint32_t read_effect(const World& world, const Notes& notes, bool has_mover,
                              std::span<const std::uint32_t> standing, std::uint32_t crowd);
    void note_writes(const Effect& effect, std::set<Ref>& writes) const;
    Ref seen(const TableNotes::Note& note) const;
    void find_looks(const Notes& notes, AtHand& at, bool has_mover, std::vector<Look>& looks,
                    std::vector<std::uint32_t>& others);
    void tell_apart(Asked& asked, AtHand& at, std::vector<std::uint32_t> others,
                    std::vector<Look>& looks);
    void forget_all_learned();
    void lay_out();
    void note_state(std::uint32_t state, const Packed& packed);
    bool is_end_of_way(std::uint32_t state) const;

    ExploreOptions options_;
    TableNotes notes_;
    Abstraction abstraction_;
    Tuples tuples_;
    std::vector<std::uint32_t> row_fields_;   // where in a tuple the value of a row lies
    std::vector<std::uint32_t> sort_fields_;  // and how many there are of a sort
    std::vector<Move> moves_;
    std::vector<std::uint32_t> event_moves_;  // by event
    std::set<Ref> looks_;
    std::vector<std::set<Ref>> writes_;  // by move
    std::vector<Bundle> bundles_;
    std::map<std::vector<Ref>, std::uint32_t> bundle_numbers_;
    std::uint32_t bundled_ = 0;  // moves that are in one
    std::vector<std::uint32_t> bundle_of_move_;
    std::vector<std::vector<Deed>> deeds_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> deed_numbers_;
    std::vector<Predicate> sought_;
    std::vector<Asked> asked_;  // by what is sought
    std::vector<std::optional<std::uint32_t>> found_;
    std::uint32_t found_count_ = 0;
    std::vector<bool> is_end_of_way_;  // by state
    std::vector<Effect> effects_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> effect_numbers_;
    std::vector<Crowd> crowds_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> crowd_numbers_;
    // What was looked at and never changed: should it change after all, what was learned is no longer true.
    std::vector<std::vector<bool>> constant_rows_;
    std::vector<bool> constant_sizes_;
    std::vector<Due> first_dues_;             // that stand in the first world
    std::map<Ref, std::uint32_t> deadlines_;  // moves of kind deadline, by row
    std::vector<std::uint32_t> level_starts_;
    std::uint32_t next_ = 0;
    std::uint64_t transitions_ = 0;
    std::uint64_t rules_asked_ = 0;
    End end_ = End::none;
    Packed packed_{};
    // States that the one at hand leads to, not yet looked up.
    struct Met {
        Packed packed;
        std::uint64_t hash;
    };
    std::vector<Met> met_;
    std::uint32_t met_count_ = 0;
    AtHand here_;
    AtHand there_;
};

}  // namespace airlock::check
