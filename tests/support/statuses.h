// Which statuses and codes a test has seen in the rows of its worlds, and which nobody has reached.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "world/world.h"

namespace airlock {

// What the draws of the fuzzer do not reach, in the order of status.h: status_test.cpp reaches each. Both tests hold
// to this list, so together they prove that every status occurs.
inline constexpr std::string_view statuses_beyond_draws =
    "IdentitySourceStatusCode.ACCESS_DENIED IdentitySourceStatusCode.DELETION_FAILED "
    "JobStatus.CREATED JobFailure.role_unusable JobFailure.copy_denied JobFailure.no_room "
    "JobFailure.image_disabled ScanResult.THREATS_FOUND";

// The values of each enumeration of statuses, as they are written: {"TeamStatus", {"PENDING", "ACTIVE", …}}.
struct StatusWords {
    std::string_view enumeration;
    std::vector<std::string_view> words;
};
std::vector<StatusWords> status_words();

class StatusesSeen {
  public:
    // Takes down the status of every row of `world`.
    void note(const World& world);

    // "TeamStatus.INACTIVE": every status and code of the model that no noted world had, in the order of status.h.
    std::string missing() const;
    // "TeamStatus.INACTIVE": has any noted world had it?
    bool has(std::string_view status) const;

  private:
    std::array<std::uint64_t, 32> bits_{};  // one word for an enumeration, a bit for a value
};

}  // namespace airlock
