// Whether the honest side can bring something about from every state of a finished search, whatever the attacker does
// from then on: solved backwards over the graph of the search. docs/proofs.md, "Can", says what is assumed of time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "check/explore.h"

namespace airlock::check {

enum class Side : std::uint8_t { honest, attacker, time };

// The states of a finished search from which another can be reached in which something is true, by moves that `may` be
// made; these among them.
std::vector<bool> states_before(Explorer& search, std::vector<bool> is_true,
                                const std::function<bool(const Move&)>& may);

class Game {
  public:
    // The search must be complete. `goal` is what is to be brought about.
    Game(Explorer& search, const std::function<Side(const Move&)>& side_of, const Predicate& goal);

    bool is_won(std::uint32_t state) const { return is_won_[state]; }
    // The first of the states from which it cannot be brought about, of those nearest to the first world.
    std::optional<std::uint32_t> first_lost() const;

  private:
    struct Edges {
        std::vector<std::uint32_t> begins;  // by state, and one more
        std::vector<std::uint32_t> to;
    };
    template <class IsIn>
    bool leads(const Edges& edges, std::uint32_t state, IsIn&& is_in) const;  // one of them does
    void solve();

    Edges edges_[3];  // by side
    std::vector<bool> is_won_;
};

}  // namespace airlock::check
