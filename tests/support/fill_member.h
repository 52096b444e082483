// Filling any member of any call in a test, whatever it holds: from text (estate.cpp) or by the dice (the fuzzer).
#pragma once

#include "world/members.h"

namespace airlock::test {

// `source` has `value<T>()` for what is no row, `row_for(member)` for one row, and `fill_list(at)` for a list of them.
template <class Source>
void fill_member(const MemberAt<void*>& at, Source&& source) {
    switch (at.about.kind) {
        case MemberKind::text: return at.set(source.template value<Id<Name>>());
        case MemberKind::integer: return at.set(source.template value<std::int32_t>());
        case MemberKind::boolean: return at.set(source.template value<Setting>());
        case MemberKind::response: return at.set(source.template value<Response>());
        case MemberKind::reference: return at.add(source.row_for(at.about));
        case MemberKind::references: return source.fill_list(at);
    }
}

}  // namespace airlock::test
