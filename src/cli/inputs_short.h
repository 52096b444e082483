// Inputs for links: the same as sim/inputs_json.h, said once; web/link.mjs does it for the page. What repeats stands in a list of its own, numbers count on
// from the ones before, and each column stands together, since that is what a compressor makes small.
//
//     {"who": [["ana", "directory/ana"], ["ben"]],
//      "what": ["take_over", {"call": "Vote", "with": {"Session": "session-1", "Response": "APPROVED"}}],
//      "after": [3, 11], "at": [10800000, 172200000], "by": [1, 0], "do": [0, 1]}
//
// Input 0 here is that ben is taken over, input 1 comes 11 entries and 172,200 seconds later: ana, as directory/ana,
// agrees. Knows nothing of scenarios; what the names lead to is checked where the long form is read.
#pragma once

#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"

namespace airlock::cli {

// The long form again. Comes from anybody: the result is never longer than json_bytes_max.
std::expected<std::string, std::vector<Problem>> lengthen_inputs(const JsonDocument& document);

}  // namespace airlock::cli
