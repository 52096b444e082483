// Typed references. An Id<Vault> can never be handed where an Id<Team> is meant; the number is the row in
// the table of that type, so order of creation is order of iteration.
#pragma once

#include <compare>
#include <cstdint>

namespace airlock {

template <class Row>
struct Id {
    static constexpr std::uint32_t none = 0xffffffffu;
    std::uint32_t index = none;

    constexpr explicit operator bool() const { return index != none; }
    constexpr auto operator<=>(const Id&) const = default;
};

}  // namespace airlock
