// Each call's list of members, read in both directions.
#include "sim/call_text.h"

#include <array>
#include <utility>

#include "base/check.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::size_t operations_count = std::variant_size_v<Call>;
using Indices = std::make_index_sequence<operations_count>;

// Calls `visit(call)` on a fresh call of the operation at `index`.
template <class Visit, std::size_t... I>
void with_operation(std::uint32_t index, Visit&& visit, std::index_sequence<I...>) {
    CHECK(index < operations_count);
    ((I == index ? visit(std::variant_alternative_t<I, Call>()) : void()), ...);
}

template <std::size_t... I>
constexpr std::array<std::string_view, operations_count> names(std::index_sequence<I...>) {
    return {std::variant_alternative_t<I, Call>::operation.name...};
}
template <std::size_t... I>
constexpr std::array<const Operation*, operations_count> operations(std::index_sequence<I...>) {
    return {&std::variant_alternative_t<I, Call>::operation...};
}

constexpr std::array<std::string_view, operations_count> operation_name_list = names(Indices());
constexpr std::array<const Operation*, operations_count> operation_list = operations(Indices());

// --- what a member is, from the type that keeps it ------------------------------------------------------

template <class Row>
void describe(Member& member, const Id<Row>*) {
    member.kind = MemberKind::reference;
    member.refers_to = Ref(Id<Row>{0}).kind;
}
void describe(Member& member, const Id<Name>*) { member.kind = MemberKind::text; }
void describe(Member& member, const OrganizationNode*) {
    member.kind = MemberKind::reference;
    member.is_node = true;
}
void describe(Member& member, const std::int32_t*) { member.kind = MemberKind::integer; }
void describe(Member& member, const Setting*) { member.kind = MemberKind::boolean; }
void describe(Member& member, const Response*) { member.kind = MemberKind::response; }
template <class Row, std::uint32_t N>
void describe(Member& member, const Few<Id<Row>, N>*) {
    member.kind = MemberKind::references;
    member.refers_to = Ref(Id<Row>{0}).kind;
    member.count_max = N;
}
// Accounts, or organizations: those that a share is given to.
template <std::uint32_t N>
void describe(Member& member, const Few<Grantee, N>*) {
    member.kind = MemberKind::references;
    member.refers_to = Kind::account;
    member.is_grantee = true;
    member.count_max = N;
}
template <std::uint32_t N>
void describe(Member& member, const Few<Ref, N>*) {
    member.kind = MemberKind::references;
    member.count_max = N;
}

// --- from text ------------------------------------------------------------------------------------------

struct Filler {
    const References& references;
    Catalog& catalog;
    const CallContext& context;
    const CallText& text;

    const Argument* find(std::string_view name) const {
        for (const Argument& argument : text.arguments)
            if (argument.member == name) return &argument;
        return nullptr;
    }
    template <class Value>
    static const Value& value(const Argument& argument) {
        const Value* held = std::get_if<Value>(&argument.value);
        CHECK(held != nullptr);
        return *held;
    }

    template <class Row>
    void fill(const Argument& argument, Id<Row>& field) const {
        const Kind kind = Ref(Id<Row>{0}).kind;
        field =
            references.find(kind, value<std::string>(argument), context.near).template as<Row>();
    }
    void fill(const Argument& argument, Id<Name>& field) const {
        field = catalog.names.intern(value<std::string>(argument));
    }
    void fill(const Argument& argument, OrganizationNode& field) const {
        field = references.find_node(value<std::string>(argument), context.near);
    }
    void fill(const Argument& argument, std::int32_t& field) const {
        field = static_cast<std::int32_t>(value<std::int64_t>(argument));
    }
    void fill(const Argument& argument, Setting& field) const {
        field = value<bool>(argument) ? Setting::yes : Setting::no;
    }
    void fill(const Argument& argument, Response& field) const {
        const bool approves = value<std::string>(argument) == to_text(Response::APPROVED);
        field = approves ? Response::APPROVED : Response::REJECTED;
    }
    template <class Row, std::uint32_t N>
    void fill(const Argument& argument, Few<Id<Row>, N>& field) const {
        const Kind kind = Ref(Id<Row>{0}).kind;
        for (const std::string& name : value<std::vector<std::string>>(argument))
            field.push_back(references.find(kind, name, context.near).template as<Row>());
    }
    template <std::uint32_t N>
    void fill(const Argument& argument, Few<Grantee, N>& field) const {
        for (const std::string& name : value<std::vector<std::string>>(argument)) {
            Ref ref = references.find(Kind::account, name, context.near);
            if (!ref) ref = references.find(Kind::organization, name, context.near);
            field.push_back(Grantee(ref.kind, ref.index));
        }
    }
    template <std::uint32_t N>
    void fill(const Argument& argument, Few<Ref, N>& field) const {
        for (const std::string& name : value<std::vector<std::string>>(argument))
            field.push_back(references.find_shareable(name, context.near));
    }
};

// --- to text ---------------------------------------------------------------------------------------------

struct Teller {
    const World& world;
    const References* references;  // null: names for people, not for replaying
    Id<Account> near;
    CallText& out;

    std::string name(Ref ref) const {
        if (!references) return name_of(world, ref);
        return ref ? references->name(ref, near) : std::string();
    }
    void add(std::string_view member, decltype(Argument::value) value) const {
        out.arguments.push_back({std::string(member), std::move(value)});
    }

    template <class Row>
    void tell(std::string_view member, Id<Row> field, Presence presence) const {
        if (field || presence == Presence::required) add(member, name(field));
    }
    template <class Field>
    void tell(std::string_view member, const Field& field, Presence) const {
        tell(member, field);
    }
    void tell(std::string_view member, Id<Name> field, Presence) const {
        if (field) add(member, std::string(world.catalog->names.text(field)));
    }
    void tell(std::string_view member, OrganizationNode field) const {
        add(member, name(field.ref));
    }
    void tell(std::string_view member, std::int32_t field) const {
        if (field != unset) add(member, std::int64_t{field});
    }
    void tell(std::string_view member, Setting field) const {
        if (field != Setting::absent) add(member, field == Setting::yes);
    }
    void tell(std::string_view member, Response field) const {
        add(member, std::string(to_text(field)));
    }
    template <class Item, std::uint32_t N>
    void tell(std::string_view member, const Few<Item, N>& field) const {
        if (field.empty()) return;
        std::vector<std::string> list;
        for (const Item& item : field) list.push_back(name(item));
        add(member, std::move(list));
    }
};

// A reference that was not given; of numbers and lists their own `tell` knows.
template <class Row>
bool is_none(Id<Row> field) {
    return !field;
}
template <class Other>
bool is_none(const Other&) {
    return false;
}

CallText describe_with(const World& world, const References* references, const Call& call,
                       Id<Account> near) {
    CallText out;
    out.operation = operation_of(call).name;
    const Teller teller{world, references, near, out};
    std::visit(
        [&]<class C>(const C& c) {
            C::each([&](std::string_view member, auto field, Presence presence) {
                if (presence == Presence::optional && is_none(c.*field)) return;
                teller.tell(member, c.*field, presence);
            });
        },
        call);
    return out;
}

// A recovery point where there is one, else the last row that the call must name.
struct SubjectFinder {
    Ref found;

    template <class Row>
    void look(Id<Row> field) {
        if (field && found.kind != Kind::recovery_point) found = field;
    }
    void look(Id<Name>) {}
    void look(Id<PolicyDocument>) {}
    void look(OrganizationNode field) {
        if (field.ref && !found) found = field.ref;
    }
    template <class Other>
    void look(const Other&) {}
};

struct ReferenceCollector {
    std::vector<Ref> found;

    template <class Row>
    void look(Id<Row> field) {
        if (field) found.push_back(field);
    }
    void look(Id<Name>) {}
    void look(OrganizationNode field) {
        if (field.ref) found.push_back(field.ref);
    }
    template <class Item, std::uint32_t N>
    void look(const Few<Item, N>& list) {
        for (const Item& item : list)
            if (item) found.push_back(item);
    }
    template <class Other>
    void look(const Other&) {}
};

}  // namespace

std::span<const std::string_view> operation_names() { return operation_name_list; }

std::optional<std::uint32_t> find_operation(std::string_view name) {
    for (std::uint32_t i = 0; i < operations_count; ++i)
        if (operation_name_list[i] == name) return i;
    return std::nullopt;
}

const Operation& operation_at(std::uint32_t index) {
    CHECK(index < operations_count);
    return *operation_list[index];
}

std::vector<Member> members_of(std::uint32_t operation) {
    std::vector<Member> out;
    with_operation(
        operation,
        [&]<class C>(const C& c) {
            C::each([&](std::string_view name, auto field, Presence presence) {
                Member member;
                member.name = name;
                member.presence = presence;
                describe(member, &(c.*field));
                out.push_back(member);
            });
        },
        Indices());
    return out;
}

std::span<const Kind> makes(std::uint32_t operation) {
    static constexpr Kind organization[] = {Kind::organization};
    static constexpr Kind handshake[] = {Kind::handshake};
    static constexpr Kind identity_center[] = {Kind::identity_center};
    static constexpr Kind identity_source[] = {Kind::identity_source};
    static constexpr Kind team[] = {Kind::team};
    static constexpr Kind session[] = {Kind::session};
    static constexpr Kind share[] = {Kind::share};
    static constexpr Kind vault[] = {Kind::vault};
    static constexpr Kind copy[] = {Kind::job, Kind::recovery_point};
    static constexpr Kind restore[] = {Kind::job, Kind::workload};
    static constexpr Kind access[] = {Kind::vault, Kind::session};
    static constexpr Kind credential[] = {Kind::credential};
    static constexpr Kind unit[] = {Kind::organizational_unit};
    static constexpr Kind account[] = {Kind::account};
    static constexpr Kind control_policy[] = {Kind::control_policy};
    static constexpr Kind principal[] = {Kind::principal};
    static constexpr Kind key[] = {Kind::key};
    static constexpr Kind grant[] = {Kind::grant};
    const std::string_view name = operation_at(operation).name;
    if (name == "CreateOrganizationalUnit") return unit;
    if (name == "CreateAccount") return account;
    if (name == "CreatePolicy") return control_policy;
    if (name == "CreateRole") return principal;
    if (name == "AssumeRole") return credential;
    if (name == "CreateKey") return key;
    if (name == "CreateGrant") return grant;
    if (name == "CreateOrganization") return organization;
    if (name == "InviteAccountToOrganization") return handshake;
    if (name == "EnableIdentityCenter") return identity_center;
    if (name == "CreateIdentitySource") return identity_source;
    if (name == "CreateApprovalTeam") return team;
    if (name == "CreateResourceShare") return share;
    if (name == "CreateBackupVault") return vault;
    if (name == "CreateLogicallyAirGappedBackupVault") return vault;
    if (name == "StartBackupJob" || name == "StartCopyJob") return copy;
    if (name == "StartRestoreJob") return restore;
    if (name == "CreateRestoreAccessBackupVault") return access;
    static constexpr Kind backup_plan[] = {Kind::backup_plan};
    static constexpr Kind backup_selection[] = {Kind::backup_selection};
    static constexpr Kind legal_hold[] = {Kind::legal_hold};
    static constexpr Kind testing_plan[] = {Kind::restore_testing_plan};
    static constexpr Kind testing_selection[] = {Kind::restore_testing_selection};
    static constexpr Kind scan[] = {Kind::job};
    if (name == "CreateBackupPlan") return backup_plan;
    if (name == "CreateBackupSelection") return backup_selection;
    if (name == "CreateLegalHold") return legal_hold;
    if (name == "CreateRestoreTestingPlan") return testing_plan;
    if (name == "CreateRestoreTestingSelection") return testing_selection;
    if (name == "StartScanJob") return scan;
    if (name == "StealCredential" || name == "ResetUserPassword") return credential;
    const bool asks = name == "StartApprovalTeamBaseline" || name == "UpdateApprovalTeam" ||
                      name == "StartActiveApprovalTeamDeletion" ||
                      name == "AssociateBackupVaultMpaApprovalTeam" ||
                      name == "DisassociateBackupVaultMpaApprovalTeam" ||
                      name == "RevokeRestoreAccessBackupVault";
    if (asks) return session;
    return {};
}

Call resolve_call(const References& references, Catalog& catalog, const CallText& text,
                  const CallContext& context) {
    const auto operation = find_operation(text.operation);
    CHECK(operation.has_value());
    const Filler filler{references, catalog, context, text};
    Call out;
    with_operation(
        *operation,
        [&]<class C>(C call) {
            C::each([&](std::string_view name, auto field, Presence) {
                if (const Argument* argument = filler.find(name))
                    filler.fill(*argument, call.*field);
            });
            if constexpr (requires { call.region; })
                if (!call.region) call.region = context.region;
            out = call;
        },
        Indices());
    return out;
}

CallText describe_call(const World& world, const Call& call) {
    return describe_with(world, nullptr, call, {});
}

CallText describe_call(const References& references, const Call& call, Id<Account> near) {
    return describe_with(references.world(), &references, call, near);
}

Ref subject_of(const Call& call) {
    SubjectFinder finder;
    std::visit(
        [&]<class C>(const C& c) {
            C::each([&](std::string_view, auto field, Presence presence) {
                if (presence == Presence::required) finder.look(c.*field);
            });
        },
        call);
    return finder.found;
}

std::vector<Ref> references_in(const Call& call) {
    ReferenceCollector collector;
    std::visit(
        [&]<class C>(const C& c) {
            C::each([&](std::string_view, auto field, Presence) { collector.look(c.*field); });
        },
        call);
    return collector.found;
}

}  // namespace airlock
