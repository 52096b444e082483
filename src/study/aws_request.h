// A call of the world as the request that AWS would get: AWS's member names and shapes, ids and ARNs in AWS's
// patterns, what AWS requires and the world does not model filled in. One reading of every call's member list
// (world/call.h) serves all operations; aws_shapes.cpp lists where AWS's shape is another than ours.
#pragma once

#include <string>
#include <string_view>

#include "sim/scenario.h"
#include "study/aws_value.h"
#include "world/call.h"
#include "world/world.h"

namespace airlock::study {

struct AwsRequest {
    const Operation* operation = nullptr;
    AwsStructure members;
    std::string region;  // where the request goes; "" for the global services
};

// `after` is the world after the entry; `caller` the account that asks.
AwsRequest request_of(const World& after, const Call& call, Id<Account> caller,
                      std::string_view default_region);

// --- names in AWS's patterns ----------------------------------------------------------------------------

std::string account_digits(const World& world, Id<Account> account);
// What AWS calls the row where it asks for an id: twelve digits, "h-…", a UUID.
std::string aws_id(const World& world, Ref ref);
// The ARN; for rows without one a well-formed ARN of nothing.
std::string aws_arn(const World& world, Ref ref, std::string_view service, Id<Account> near);
// A UUID made of a number, as the ARNs of the world have them (world/arn.cpp).
std::string numbered_uuid(std::uint32_t index);

// --- AWS's shapes where they are not ours (aws_shapes.cpp) -------------------------------------------------

// Where AWS keeps the member: "Lifecycle.DeleteAfterDays"; "" = AWS has no such member. Members that are not
// listed keep their name.
std::string_view aws_path(std::string_view operation, std::string_view member);
// Adds what AWS requires and the world does not model, and replaces what no path can say.
void complete(AwsRequest& request, const World& after, const Call& call, Id<Account> caller);

}  // namespace airlock::study
