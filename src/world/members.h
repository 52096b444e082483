// The members of any call, without its type. call.h lists them once a call, in `each`; here that list becomes
// data, so that whoever reads or fills calls of every operation (scenario files, traces, JSON, the inspector, the
// sentences) is written once and not instantiated again for each operation.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>

#include "base/check.h"
#include "world/call.h"

namespace airlock {

enum class MemberKind : std::uint8_t {
    text,     // a name or comment
    integer,  // 32 bits
    boolean,
    response,    // "APPROVED" or "REJECTED"
    reference,   // a row
    references,  // a list of rows
};

// How a member holds rows.
struct MemberRows {
    std::uint32_t (*size)(const void* field);
    Ref (*row)(const void* field, std::uint32_t i);
    void (*add)(void* field, Ref row);
};

// What an operation says about one of its members.
struct Member {
    std::string_view name;
    MemberKind kind = MemberKind::text;
    Presence presence = Presence::optional;
    Kind refers_to = Kind::none;  // none for what RAM shares: a vault or a team
    bool is_node = false;         // a root, a unit or an account
    std::uint32_t count_max = 1;  // of a list
    bool is_grantee = false;      // an organization will do as well as an account

    const MemberRows* rows = nullptr;  // of references
    std::uint32_t offset = 0;          // of the member in its call
};

// A member of one call: its value, to be read, and to be written where the call is the caller's own. Each
// accessor is for one kind of member (CHECK), the last four for both kinds of references.
template <class Address>  // const void*, or void* to write
class MemberAt {
  public:
    MemberAt(const Member& member, Address field) : about(member), field_(field) {}
    const Member& about;

    Id<Name> text() const { return *get<Id<Name>>(MemberKind::text); }
    std::int32_t integer() const { return *get<std::int32_t>(MemberKind::integer); }
    Setting setting() const { return *get<Setting>(MemberKind::boolean); }
    Response response() const { return *get<Response>(MemberKind::response); }

    void set(Id<Name> value) const { *get<Id<Name>>(MemberKind::text) = value; }
    void set(std::int32_t value) const { *get<std::int32_t>(MemberKind::integer) = value; }
    void set(Setting value) const { *get<Setting>(MemberKind::boolean) = value; }
    void set(Response value) const { *get<Response>(MemberKind::response) = value; }

    // The rows named: of a reference 1, or 0 when it is to nothing; its `row(0)` is there even then.
    std::uint32_t size() const { return rows().size(field_); }
    Ref row(std::uint32_t i) const { return rows().row(field_, i); }
    Ref first() const { return size() == 0 ? Ref() : row(0); }
    void add(Ref row) const { rows().add(field_, row); }  // sets a reference, lengthens a list

  private:
    template <class Field>
    auto get(MemberKind kind) const {
        CHECK(about.kind == kind);
        return static_cast<std::conditional_t<std::is_same_v<Address, void*>, Field, const Field>*>(
            field_);
    }
    const MemberRows& rows() const {
        CHECK(about.rows != nullptr);
        return *about.rows;
    }

    Address field_;
};

// The operations by their place in `Call`.
std::span<const Member> members_of(std::uint32_t operation);
Call empty_call(std::uint32_t operation);

// The members of a call, in their order: `for (const auto member : members_in(call))`.
template <class Address>
class MembersIn {
  public:
    class Iterator {
      public:
        Iterator(const Member* member, Address call) : member_(member), call_(call) {}
        MemberAt<Address> operator*() const {
            using Bytes = std::conditional_t<std::is_same_v<Address, void*>, char, const char>;
            return {*member_, static_cast<Bytes*>(call_) + member_->offset};
        }
        Iterator& operator++() {
            ++member_;
            return *this;
        }
        bool operator==(const Iterator&) const = default;

      private:
        const Member* member_;
        Address call_;
    };
    MembersIn(std::span<const Member> members, Address call) : members_(members), call_(call) {}
    Iterator begin() const { return {members_.data(), call_}; }
    Iterator end() const { return {members_.data() + members_.size(), call_}; }

  private:
    std::span<const Member> members_;
    Address call_;
};
MembersIn<const void*> members_in(const Call& call);
MembersIn<void*> members_in(Call& call);

}  // namespace airlock
