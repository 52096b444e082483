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
#include <span>
#include <vector>

#include "check/learned.h"
#include "check/slots.h"
#include "check/tuples.h"
#include "world/decide.h"
#include "world/due.h"

namespace airlock::check {

// Something that somebody may do, or a deadline that may pass. In a state where it comes to nothing it is no move.
struct Move {
    enum class Kind : std::uint8_t { call, deadline };
    Kind kind = Kind::call;
    Caller caller;  // of a call; its instant is that of the search
    Call call;
    Ref row;  // whose deadline
};

// Must give the same for the same world, and may look at nothing else.
using Predicate = std::function<bool(const World&)>;

struct ExploreOptions {
    Instant at;                       // of the first world
    bool has_free_deadlines = false;  // each may pass at any time, whatever the others do
    Forgetting forgetting;
    std::uint32_t states_max = UINT32_MAX - 2;
    std::uint32_t depth_max = UINT32_MAX;
    std::uint64_t bytes_max = std::uint64_t{3} << 30;
};

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
        width_bound,  // more differs between states than one tuple holds
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
    std::uint32_t differing_rows() const { return slots_.count(); }

    // The first state in which it holds, of those nearest to the first world.
    std::optional<std::uint32_t> found(std::uint32_t sought) const { return found_[sought]; }
    // The moves of a shortest way there, as places in `moves()`.
    std::vector<std::uint32_t> way_to(std::uint32_t state);
    std::span<const Move> moves() const { return moves_; }
    World world_of(std::uint32_t state) const;

  private:
    using Packed = std::array<std::uint64_t, words_max>;
    struct Write {
        std::uint32_t slot;
        std::uint32_t value;
    };
    struct Effect {
        std::uint32_t first = 0;  // in writes_
        std::uint32_t count = 0;
    };

    void open(std::uint32_t state);
    std::uint32_t effect_of(std::uint32_t move);
    void learn_move(std::uint32_t move);
    void learn_predicate(std::uint32_t sought, const std::uint32_t* values);
    void perform(const Move& move, World& world);
    void pass_deadline(const Move& move, World& world);
    bool comes_later(const World& world, const Due& due) const;
    void happen(World& world, const Decision& decision, Instant now);
    std::vector<Write> writes_of(const World& world, bool& is_relearned);
    void add_deadline(Ref row);
    std::vector<Look> looks_in(std::span<const std::uint32_t> values);
    void forget_all_learned();
    std::uint32_t effect_for(const std::vector<Write>& writes);
    void lay_out();
    void note_state(std::uint32_t state, std::span<const Write> writes);
    void apply(const Effect& effect, Packed& packed) const;

    ExploreOptions options_;
    TableNotes notes_;
    Slots slots_;
    Tuples tuples_;
    std::vector<Move> moves_;
    std::vector<Learned> learned_;  // by move
    std::vector<Predicate> sought_;
    std::vector<Learned> learned_sought_;
    std::vector<std::optional<std::uint32_t>> found_;
    std::uint32_t found_count_ = 0;
    std::vector<Effect> effects_;
    std::vector<Write> writes_;
    std::map<std::vector<std::uint64_t>, std::uint32_t> effect_numbers_;
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
    // The state at hand.
    Packed packed_{};
    std::vector<std::uint32_t> values_;
    std::vector<std::uint32_t> after_;
};

}  // namespace airlock::check
