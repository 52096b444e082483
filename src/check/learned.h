// What has been learned of a function of a state: a tree that asks for one number of the state after the other, in the
// order in which the function itself looked, and has its answer in the leaves. The rules are asked once for every
// different answer to what they look at, not once for every state.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace airlock::check {

// What of a state can be looked at: the value of a row, a facet of the peer who moves, how many peers there are of each
// kind. All are numbers in one list, every third of them a row's.
enum class Region : std::uint8_t { row, facet, crowd };
constexpr std::uint32_t fact_of(Region region, std::uint32_t index) {
    return 3 * index + static_cast<std::uint32_t>(region);
}

// One look at a state.
struct Look {
    std::uint32_t fact = 0;
    std::uint32_t largest = UINT32_MAX;  // 1: only whether there is such a row
    bool operator==(const Look&) const = default;

    std::uint32_t in(const std::uint32_t* facts) const { return std::min(facts[fact], largest); }
};

class Learned {
  public:
    static constexpr std::uint32_t unknown = UINT32_MAX;

    // The answer for a state, or `unknown`.
    std::uint32_t find(const std::uint32_t* facts) const {
        std::uint32_t code = root_;
        while ((code & 1) == 0) {
            if (code == 0) return unknown;
            const Node& node = nodes_[code >> 1];
            const std::uint32_t value = node.look.in(facts);
            if (value >= node.count) return unknown;
            code = children_[node.first + value];
        }
        return code >> 1;
    }
    // The function looked like this at this state and gave `answer` (below 2^31).
    void teach(std::span<const Look> looks, const std::uint32_t* facts, std::uint32_t answer);
    void clear() { *this = Learned(); }

  private:
    struct Node {
        Look look;
        std::uint32_t first = 0;  // of its children
        std::uint32_t count = 0;
    };
    std::uint32_t& child_of(std::uint32_t node, std::uint32_t value);

    // 0: unknown; odd: an answer; even: a node.
    std::uint32_t root_ = 0;
    std::vector<Node> nodes_ = std::vector<Node>(1);
    std::vector<std::uint32_t> children_;
};

}  // namespace airlock::check
