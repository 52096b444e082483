// What has been learned of a function of a state: a tree that asks for one number of the state after the other, in the
// order in which the function itself looked, and has its answer in the leaves. The rules are asked once for every
// different answer to what they look at, not once for every state.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace airlock::check {

// One look at a state.
struct Look {
    enum class At : std::uint8_t {
        row,       // the value of a row
        presence,  // only whether there is such a row
        facet,     // what is the mover's own: a value of his sort
        crowd,     // how many peers there are of each sort, as far as that was looked at
    };
    At at = At::row;
    std::uint32_t index = 0;  // of the row, or of the facet
    bool operator==(const Look&) const = default;
};

// The numbers of a state as looks find them.
struct Sight {
    const std::uint32_t* rows;
    const std::uint32_t* facets;
    std::uint32_t crowd;

    std::uint32_t at(Look look) const {
        switch (look.at) {
            case Look::At::row: return rows[look.index];
            case Look::At::presence: return rows[look.index] != 0 ? 1 : 0;
            case Look::At::facet: return facets[look.index];
            case Look::At::crowd: return crowd;
        }
        return 0;
    }
};

class Learned {
  public:
    static constexpr std::uint32_t unknown = UINT32_MAX;

    // The answer for a state, or `unknown`.
    std::uint32_t find(const Sight& sight) const {
        std::uint32_t code = root_;
        while ((code & 1) == 0) {
            if (code == 0) return unknown;
            const Node& node = nodes_[code >> 1];
            const std::uint32_t value = sight.at(node.look);
            if (value >= node.count) return unknown;
            code = children_[node.first + value];
        }
        return code >> 1;
    }
    // The function looked like this at this state and gave `answer` (below 2^31).
    void teach(std::span<const Look> looks, const Sight& sight, std::uint32_t answer);
    void clear() { *this = Learned(); }
    std::uint64_t bytes() const {
        return nodes_.size() * sizeof(Node) + children_.size() * sizeof(std::uint32_t);
    }

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
