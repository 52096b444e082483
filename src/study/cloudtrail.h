// The story as AWS CloudTrail records, one JSON object a line: the API calls, and the service events that AWS
// documents for Multi-party approval and Backup (docs/exports.md). Deeds that no API offers leave no record:
// of a vote only what became of its session is seen.
#pragma once

#include <string>

#include "base/time.h"
#include "sim/simulation.h"

namespace airlock::study {

// When virtual time zero was: 2026-01-01T00:00:00Z, in seconds since 1970.
inline constexpr std::int64_t epoch_seconds = 1'767'225'600;

std::string cloudtrail_text(const Simulation& simulation);

// "2026-01-01T09:00:00Z"
std::string utc_text(Instant at);

}  // namespace airlock::study
