// Which moves can make a difference to what is asked. A move that writes nothing that is looked at, by what is asked or
// by any move that can make a difference to it, is left out of a search (docs/proofs.md, "Slices").
#pragma once

#include <cstdint>
#include <set>
#include <span>
#include <vector>

#include "check/explore.h"

namespace airlock::check {

// What a move changes in one world, and what the deadlines change that it sets.
std::set<Ref> written_by(const World& world, const Move& move);

// The part of what can happen that a search needs.
struct Slice {
    std::vector<Move> moves;
    std::vector<Ref> deadlines;  // of rows of the first world
    bool is_all = false;         // nothing could be left out
};

class Slicer {
  public:
    // `options` as the searches themselves will have them. A search for what a group of moves does that goes beyond
    // `states_max` says nothing; the group is then taken to write everything.
    Slicer(const World& first, std::vector<Move> moves, const ExploreOptions& options,
           std::uint32_t states_max);

    Slice slice_for(const Predicate& sought) const;

  private:
    // Moves of one person about one thing, with those of his peers; or one deadline.
    struct Group {
        std::vector<std::uint32_t> moves;
        Ref deadline;
        std::set<std::uint32_t> needs;  // groups that write what is looked at, itself among them
        std::set<Ref> writes;
        bool writes_all = false;
    };
    struct Footprint {
        std::set<Ref> looks;
        std::set<Ref> writes;
        bool is_whole = false;
    };
    void make_groups();
    void find_needs();
    Slice slice_of(const std::set<std::uint32_t>& groups) const;
    Footprint footprint_of(const std::set<std::uint32_t>& groups, const Group* of,
                           const Predicate* sought) const;
    bool is_too_much(const std::set<std::uint32_t>& groups) const;
    bool complete(std::set<std::uint32_t>& needs, const std::set<Ref>& looks) const;

    const World& first_;
    std::vector<Move> moves_;
    ExploreOptions options_;
    std::vector<Group> groups_;
};

}  // namespace airlock::check
