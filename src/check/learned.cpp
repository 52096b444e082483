// Growing the trees.
#include "check/learned.h"

#include <algorithm>

#include "base/check.h"

namespace airlock::check {

// Children lie side by side; a node that needs more moves to the end.
std::uint32_t& Learned::child_of(std::uint32_t number, std::uint32_t value) {
    Node& node = nodes_[number];
    if (value >= node.count) {
        const std::uint32_t count = std::max(value + 1, node.count * 2);
        const auto first = static_cast<std::uint32_t>(children_.size());
        children_.resize(children_.size() + count, 0);
        std::copy_n(&children_[node.first], node.count, &children_[first]);
        node.first = first;
        node.count = count;
    }
    return children_[node.first + value];
}

void Learned::teach(std::span<const Look> looks, const std::uint32_t* facts, std::uint32_t answer) {
    std::uint32_t parent = 0;
    std::uint32_t parent_value = 0;
    std::uint32_t code = root_;
    const auto set = [&](std::uint32_t to) {
        if (parent == 0) root_ = to;
        else child_of(parent, parent_value) = to;
        code = to;
    };
    for (const Look& look : looks) {
        if (code == 0) {
            nodes_.push_back({look, 0, 0});
            set(static_cast<std::uint32_t>(nodes_.size() - 1) << 1);
        }
        // The same answers so far lead to the same question: rules hold no dice.
        CHECK((code & 1) == 0 && nodes_[code >> 1].look == look);
        parent = code >> 1;
        parent_value = look.in(facts);
        code = child_of(parent, parent_value);
    }
    CHECK(code == 0);
    set((answer << 1) | 1);
}

}  // namespace airlock::check
