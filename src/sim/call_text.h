// Calls as text and back. Every call lists its members in `each` (world/call.h); this is the one place that
// reads those lists, for scenario files, inputs, traces, JSON and the inspector alike.
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

namespace airlock {

enum class MemberKind : std::uint8_t {
    text,     // a name or comment
    integer,  // 32 bits
    boolean,
    response,    // "APPROVED" or "REJECTED"
    reference,   // the name of a row
    references,  // a list of such names
};

struct Member {
    std::string_view name;
    MemberKind kind = MemberKind::text;
    Presence presence = Presence::optional;
    Kind refers_to = Kind::none;  // none for what RAM shares: a vault or a team
    bool is_node = false;         // a root, a unit or an account
    std::uint32_t count_max = 1;  // of a list
    bool is_grantee = false;      // an organization will do as well as an account
};

// The operations in the order of `Call`.
std::span<const std::string_view> operation_names();
// The place of an operation in that order; nothing when there is none of that name.
std::optional<std::uint32_t> find_operation(std::string_view name);
const Operation& operation_at(std::uint32_t index);
std::vector<Member> members_of(std::uint32_t operation);
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
