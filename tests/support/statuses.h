// Which statuses and codes a test has seen in the rows of its worlds, and which nobody has reached.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "world/world.h"

namespace airlock {

class StatusesSeen {
  public:
    // Takes down the status of every row of `world`.
    void note(const World& world);

    // "TeamStatus.INACTIVE": every status and code of the model that no noted world had, in the order of status.h.
    std::string missing() const;

  private:
    std::array<std::uint64_t, 32> bits_{};  // one word for an enumeration, a bit for a value
};

}  // namespace airlock
