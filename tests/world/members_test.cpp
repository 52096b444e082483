// The lists of members as data say what `each` of the calls says, and lead to the very members.
#include "world/members.h"

#include <utility>
#include <variant>
#include <vector>

#include <doctest/doctest.h>

using namespace airlock;

namespace {

constexpr std::size_t operations_count = std::variant_size_v<Call>;

// Calls `visit` with an empty call of each operation and its place.
template <class Visit, std::size_t... I>
void each_operation(Visit&& visit, std::index_sequence<I...>) {
    (visit(std::variant_alternative_t<I, Call>(), static_cast<std::uint32_t>(I)), ...);
}
template <class Visit>
void each_operation(Visit&& visit) {
    each_operation(std::forward<Visit>(visit), std::make_index_sequence<operations_count>());
}

Ref row_of(const Member& member, std::uint32_t index) {
    const bool is_any = member.is_node || member.refers_to == Kind::none;
    return {is_any ? Kind::vault : member.refers_to, index};
}

// A value that no other member has and that is not there by default.
void write(const MemberAt<void*>& member, std::uint32_t number) {
    switch (member.about.kind) {
        case MemberKind::text: member.set(Id<Name>{number}); break;
        case MemberKind::integer: member.set(static_cast<std::int32_t>(number)); break;
        case MemberKind::boolean: member.set(Setting::no); break;
        case MemberKind::response: member.set(Response::REJECTED); break;
        case MemberKind::reference: member.add(row_of(member.about, number)); break;
        case MemberKind::references:
            for (std::uint32_t i = 0; i < member.about.count_max; ++i)
                member.add(row_of(member.about, number + i));
            break;
    }
}

std::uint32_t first_number(Id<Name> field) { return field.index; }
template <class Row>
std::uint32_t first_number(Id<Row> field) {
    return field.index;
}
std::uint32_t first_number(OrganizationNode field) { return field.ref.index; }
std::uint32_t first_number(std::int32_t field) { return static_cast<std::uint32_t>(field); }
template <class Row>
std::uint32_t number_of(Id<Row> item) {
    return item.index;
}
std::uint32_t number_of(const Ref& item) { return item.index; }
template <class Item, std::uint32_t N>
std::uint32_t first_number(const Few<Item, N>& field) {
    CHECK(field.size() == N);
    return number_of(field[0]);
}

// Written once, not once an operation: what doctest makes of a check is much to compile.
struct Listed {
    std::string_view name;
    Presence presence;
};
void check_list(std::uint32_t operation, const Operation& about,
                const std::vector<Listed>& listed) {
    CAPTURE(about.name);
    const auto members = members_of(operation);
    REQUIRE(members.size() == listed.size());
    for (std::size_t i = 0; i < listed.size(); ++i) {
        CHECK(members[i].name == listed[i].name);
        CHECK(members[i].presence == listed[i].presence);
    }
}
void check_is(const Operation& about, bool is) {
    CAPTURE(about.name);
    CHECK(is);
}

}  // namespace

TEST_CASE("members: as data they are what each call lists, in the same order") {
    std::uint32_t seen = 0;
    each_operation([&]<class C>(const C& call, std::uint32_t operation) {
        std::vector<Listed> listed;
        C::each([&](std::string_view name, auto, Presence presence) {
            listed.push_back({name, presence});
        });
        check_list(operation, C::operation, listed);
        const Call empty = empty_call(operation);
        check_is(C::operation, std::holds_alternative<C>(empty) && std::get<C>(empty) == call);
        seen += static_cast<std::uint32_t>(listed.size());
    });
    CHECK(seen > operations_count);
}

TEST_CASE("members: what is written through one is in that field of the call, and nowhere else") {
    each_operation([&]<class C>(const C&, std::uint32_t operation) {
        Call call = empty_call(operation);
        std::uint32_t number = 100;
        for (const auto member : members_in(call)) write(member, number += 100);
        const C& written = std::get<C>(call);
        number = 100;
        C::each([&](std::string_view, auto field, Presence) {
            number += 100;
            using Field = std::remove_cvref_t<decltype(written.*field)>;
            if constexpr (std::is_same_v<Field, Setting>)
                check_is(C::operation, written.*field == Setting::no);
            else if constexpr (std::is_same_v<Field, Response>)
                check_is(C::operation, written.*field == Response::REJECTED);
            else check_is(C::operation, first_number(written.*field) == number);
        });
    });
}

TEST_CASE("members: what is read through one is what the call holds") {
    for (std::uint32_t operation = 0; operation < operations_count; ++operation) {
        CAPTURE(operation);
        Call call = empty_call(operation);
        for (const auto member : members_in(call))
            if (member.about.rows) CHECK(!member.first());
        std::uint32_t number = 100;
        for (const auto member : members_in(call)) write(member, number += 100);
        number = 100;
        for (const auto member : members_in(std::as_const(call))) {
            CAPTURE(member.about.name);
            number += 100;
            switch (member.about.kind) {
                case MemberKind::text: CHECK(member.text() == Id<Name>{number}); break;
                case MemberKind::integer:
                    CHECK(member.integer() == static_cast<std::int32_t>(number));
                    break;
                case MemberKind::boolean: CHECK(member.setting() == Setting::no); break;
                case MemberKind::response: CHECK(member.response() == Response::REJECTED); break;
                case MemberKind::reference:
                case MemberKind::references:
                    CHECK(member.size() == member.about.count_max);
                    for (std::uint32_t i = 0; i < member.size(); ++i)
                        CHECK(member.row(i) == row_of(member.about, number + i));
                    break;
            }
        }
    }
}
