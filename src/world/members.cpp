// Calls' lists of members, turned into data.
#include "world/members.h"

#include <array>
#include <utility>
#include <vector>

namespace airlock {

namespace {

// --- what a member is, from the type that keeps it ------------------------------------------------------

template <class Row>
struct OneRow {
    static std::uint32_t size(const void* field) {
        return *static_cast<const Id<Row>*>(field) ? 1 : 0;
    }
    static Ref row(const void* field, std::uint32_t) { return *static_cast<const Id<Row>*>(field); }
    static void add(void* field, Ref row) { *static_cast<Id<Row>*>(field) = row.as<Row>(); }
};

struct OneNode {
    static const Ref& ref(const void* field) {
        return static_cast<const OrganizationNode*>(field)->ref;
    }
    static std::uint32_t size(const void* field) { return ref(field) ? 1 : 0; }
    static Ref row(const void* field, std::uint32_t) { return ref(field); }
    static void add(void* field, Ref row) { static_cast<OrganizationNode*>(field)->ref = row; }
};

Ref row_from(Ref row, const Ref*) { return row; }
Grantee row_from(Ref row, const Grantee*) { return Grantee(row.kind, row.index); }
template <class Row>
Id<Row> row_from(Ref row, const Id<Row>*) {
    return row.as<Row>();
}

template <class Item, std::uint32_t N>
struct SomeRows {
    using List = Few<Item, N>;
    static std::uint32_t size(const void* field) { return static_cast<const List*>(field)->size(); }
    static Ref row(const void* field, std::uint32_t i) {
        return (*static_cast<const List*>(field))[i];
    }
    static void add(void* field, Ref row) {
        static_cast<List*>(field)->push_back(row_from(row, static_cast<const Item*>(nullptr)));
    }
};

template <class Access>
constexpr MemberRows rows_of = {&Access::size, &Access::row, &Access::add};

constexpr Member plain(MemberKind kind) {
    Member out;
    out.kind = kind;
    return out;
}

template <class Row>
constexpr Member described(const Id<Row>*) {
    Member out = plain(MemberKind::reference);
    out.refers_to = Ref(Id<Row>{0}).kind;
    out.rows = &rows_of<OneRow<Row>>;
    return out;
}
constexpr Member described(const Id<Name>*) { return plain(MemberKind::text); }
constexpr Member described(const OrganizationNode*) {
    Member out = plain(MemberKind::reference);
    out.is_node = true;
    out.rows = &rows_of<OneNode>;
    return out;
}
constexpr Member described(const std::int32_t*) { return plain(MemberKind::integer); }
constexpr Member described(const Setting*) { return plain(MemberKind::boolean); }
constexpr Member described(const Response*) { return plain(MemberKind::response); }
constexpr void describe_item(Member&, const Ref*) {}
// Accounts, or organizations: those that a share is given to.
constexpr void describe_item(Member& member, const Grantee*) {
    member.refers_to = Kind::account;
    member.is_grantee = true;
}
template <class Row>
constexpr void describe_item(Member& member, const Id<Row>*) {
    member.refers_to = Ref(Id<Row>{0}).kind;
}
template <class Item, std::uint32_t N>
constexpr Member described(const Few<Item, N>*) {
    Member out = plain(MemberKind::references);
    out.count_max = N;
    out.rows = &rows_of<SomeRows<Item, N>>;
    describe_item(out, static_cast<const Item*>(nullptr));
    return out;
}

template <class Field>
constexpr Member kind_of_member = described(static_cast<const Field*>(nullptr));

// --- the lists ------------------------------------------------------------------------------------------

constexpr std::size_t operations_count = std::variant_size_v<Call>;
using Indices = std::make_index_sequence<operations_count>;
using Lists = std::vector<std::vector<Member>>;

void append(std::vector<Member>& list, const Member& kind, std::string_view name, Presence presence,
            const void* call, const void* field) {
    Member member = kind;
    member.name = name;
    member.presence = presence;
    member.offset = static_cast<std::uint32_t>(static_cast<const char*>(field) -
                                               static_cast<const char*>(call));
    list.push_back(member);
}

template <class C>
void append_list(Lists& lists) {
    std::vector<Member>& list = lists.emplace_back();
    const C call;
    C::each([&](std::string_view name, auto field, Presence presence) {
        using Field = std::remove_cvref_t<decltype(call.*field)>;
        append(list, kind_of_member<Field>, name, presence, &call, &(call.*field));
    });
}

template <std::size_t... I>
Lists all_lists(std::index_sequence<I...>) {
    Lists lists;
    lists.reserve(operations_count);
    (append_list<std::variant_alternative_t<I, Call>>(lists), ...);
    return lists;
}

template <std::size_t I>
void emplace(Call& call) {
    call.emplace<I>();
}
template <std::size_t... I>
constexpr std::array<void (*)(Call&), operations_count> emplacers(std::index_sequence<I...>) {
    return {&emplace<I>...};
}

template <std::size_t... I>
constexpr std::array<const Operation*, operations_count> operations(std::index_sequence<I...>) {
    return {&std::variant_alternative_t<I, Call>::operation...};
}

template <class AnyCall>
auto address_of(AnyCall& call) {
    using Address = std::conditional_t<std::is_const_v<AnyCall>, const void*, void*>;
    return std::visit([](auto& c) -> Address { return &c; }, call);
}

}  // namespace

const Operation& operation_of(const Call& call) {
    static constexpr auto all = operations(Indices());
    return *all[call.index()];
}

std::span<const Member> members_of(std::uint32_t operation) {
    static const Lists lists = all_lists(Indices());
    CHECK(operation < operations_count);
    return lists[operation];
}

Call empty_call(std::uint32_t operation) {
    static constexpr auto emplace_at = emplacers(Indices());
    CHECK(operation < operations_count);
    Call out;
    emplace_at[operation](out);
    return out;
}

MembersIn<const void*> members_in(const Call& call) {
    return {members_of(static_cast<std::uint32_t>(call.index())), address_of(call)};
}
MembersIn<void*> members_in(Call& call) {
    return {members_of(static_cast<std::uint32_t>(call.index())), address_of(call)};
}

}  // namespace airlock
