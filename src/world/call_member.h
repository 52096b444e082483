// What every call is made of: its operation, its members, and values that may be absent.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/few.h"
#include "base/id.h"
#include "base/names.h"
#include "world/ref.h"
#include "world/status.h"

namespace airlock {

// `service` is the IAM prefix; "deed" marks what no API offers.
struct Operation {
    std::string_view service;
    std::string_view name;
    constexpr bool is_deed() const { return service == "deed"; }
};

enum class Presence : std::uint8_t { required, optional };

inline constexpr std::int32_t unset = -1;               // a number that was not given
enum class Setting : std::uint8_t { absent, no, yes };  // a yes or no that may be absent

inline constexpr std::uint32_t share_principals_max = 8;  // of one call; AWS allows 5,000
inline constexpr std::uint32_t share_resources_max = 4;

namespace call {

inline constexpr Presence required = Presence::required;
inline constexpr Presence optional = Presence::optional;

// A call without members.
struct NoMembers {
    template <class V>
    static constexpr void each(V&&) {}
    bool operator==(const NoMembers&) const = default;
};

}  // namespace call

}  // namespace airlock
