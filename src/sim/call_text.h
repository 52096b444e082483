// Calls as text and back, member by member as their lists say (world/members.h): for scenario files, inputs,
// traces, JSON and the inspector alike.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/references.h"
#include "sim/scenario.h"
#include "world/call.h"
#include "world/catalog.h"
#include "world/members.h"

namespace airlock {

// The operations in the order of `Call`.
std::span<const std::string_view> operation_names();
// The place of an operation in that order; nothing when there is none of that name.
std::optional<std::uint32_t> find_operation(std::string_view name);
const Operation& operation_at(std::uint32_t index);
// Kinds of rows that a call makes or leads to, for names that later steps may use.
std::span<const Kind> makes(std::uint32_t operation);

// Who asks, for what the text leaves open.
struct CallContext {
    Id<Account> near;  // names are looked up from here first
    Id<Name> region;   // for calls that take a Region and were given none
};

// The call that the text means now. What a name does not lead to becomes a reference to nothing: the rules
// answer that as AWS would. `text` must fit its operation (call_json.h checks).
Call resolve_call(const References& references, Catalog& catalog, const CallText& text,
                  const CallContext& context);

// The members that were given, in the order of the call; numbers and yes-or-no that are absent stay out.
CallText describe_call(const World& world, const Call& call);
// The same with names that lead back to the same rows (inputs are replayed from them).
CallText describe_call(const References& references, const Call& call, Id<Account> near);

// What a call is mostly about: the recovery point that is to be deleted, the session that is voted on.
Ref subject_of(const Call& call);
// Every row that the call names.
std::vector<Ref> references_in(const Call& call);

}  // namespace airlock
