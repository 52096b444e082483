// Our own dice: integers only, the same on every machine (PCG XSH-RR 64/32, O'Neill 2014, written anew).
// One stream per actor: what one of them draws can never disturb another. The rules of the world hold none.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/check.h"
#include "base/hash.h"

namespace airlock {

class Random {
  public:
    constexpr Random() : Random(0, "") {}

    // `stream` names who throws the dice: "staff/ana", "fuzz/calls".
    constexpr Random(std::uint64_t seed, std::string_view stream) {
        TextHash name;
        name.add(stream);
        increment_ = (name.value() << 1) | 1;
        next();
        state_ += seed;
        next();
    }

    constexpr std::uint32_t next() {
        const std::uint64_t old = state_;
        state_ = old * 6364136223846793005ull + increment_;
        const auto word = static_cast<std::uint32_t>(((old >> 18) ^ old) >> 27);
        const auto turn = static_cast<std::uint32_t>(old >> 59);
        return (word >> turn) | (word << ((32 - turn) & 31));
    }

    // Even among 0 … limit − 1.
    constexpr std::uint32_t below(std::uint32_t limit) {
        CHECK(limit > 0);
        const std::uint32_t floor = (0u - limit) % limit;
        for (;;) {
            const std::uint32_t word = next();
            if (word >= floor) return word % limit;
        }
    }

    constexpr bool chance(std::uint32_t numerator, std::uint32_t denominator) {
        return below(denominator) < numerator;
    }

  private:
    std::uint64_t state_ = 0;
    std::uint64_t increment_ = 1;
};

}  // namespace airlock
