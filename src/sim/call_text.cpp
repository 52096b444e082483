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

    Ref one(const Member& about, const std::string& name) const {
        if (about.is_node) return references.find_node(name, context.near).ref;
        if (about.refers_to == Kind::none) return references.find_shareable(name, context.near);
        Ref ref = references.find(about.refers_to, name, context.near);
        if (!ref && about.is_grantee) ref = references.find(Kind::organization, name, context.near);
        return ref;
    }
    void fill(const Argument& argument, const MemberAt<void*>& member) const {
        switch (member.about.kind) {
            case MemberKind::text:
                member.set(catalog.names.intern(value<std::string>(argument)));
                break;
            case MemberKind::integer:
                member.set(static_cast<std::int32_t>(value<std::int64_t>(argument)));
                break;
            case MemberKind::boolean:
                member.set(value<bool>(argument) ? Setting::yes : Setting::no);
                break;
            case MemberKind::response: {
                const bool approves = value<std::string>(argument) == to_text(Response::APPROVED);
                member.set(approves ? Response::APPROVED : Response::REJECTED);
                break;
            }
            case MemberKind::reference:
                member.add(one(member.about, value<std::string>(argument)));
                break;
            case MemberKind::references:
                for (const std::string& name : value<std::vector<std::string>>(argument))
                    member.add(one(member.about, name));
                break;
        }
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

    // What was not given stays out, unless the call needs it.
    void tell(const MemberAt<const void*>& member) const {
        const Member& about = member.about;
        switch (about.kind) {
            case MemberKind::text:
                if (member.text())
                    add(about.name, std::string(world.catalog->names.text(member.text())));
                break;
            case MemberKind::integer:
                if (member.integer() != unset) add(about.name, std::int64_t{member.integer()});
                break;
            case MemberKind::boolean:
                if (member.setting() != Setting::absent)
                    add(about.name, member.setting() == Setting::yes);
                break;
            case MemberKind::response:
                add(about.name, std::string(to_text(member.response())));
                break;
            case MemberKind::reference:
                if (member.first() || about.presence == Presence::required || about.is_node)
                    add(about.name, name(member.row(0)));
                break;
            case MemberKind::references: {
                std::vector<std::string> list;
                for (std::uint32_t i = 0; i < member.size(); ++i)
                    list.push_back(name(member.row(i)));
                if (!list.empty()) add(about.name, std::move(list));
                break;
            }
        }
    }
};

CallText describe_with(const World& world, const References* references, const Call& call,
                       Id<Account> near) {
    CallText out;
    out.operation = operation_of(call).name;
    const Teller teller{world, references, near, out};
    for (const auto member : members_in(call)) teller.tell(member);
    return out;
}

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
    Call out = empty_call(*operation);
    for (const auto member : members_in(out)) {
        if (const Argument* argument = filler.find(member.about.name))
            filler.fill(*argument, member);
        const bool is_region = member.about.name == "Region";
        if (is_region && !member.text()) member.set(context.region);
    }
    return out;
}

CallText describe_call(const World& world, const Call& call) {
    return describe_with(world, nullptr, call, {});
}

CallText describe_call(const References& references, const Call& call, Id<Account> near) {
    return describe_with(references.world(), &references, call, near);
}

Ref subject_of(const Call& call) {
    // A recovery point where there is one, else the last row that the call must name; a place in an organization
    // only where there is nothing else.
    Ref found;
    for (const auto member : members_in(call)) {
        if (member.about.presence != Presence::required ||
            member.about.kind != MemberKind::reference)
            continue;
        const Ref ref = member.first();
        if (!ref || ref.kind == Kind::policy_document) continue;
        if (member.about.is_node ? !found : found.kind != Kind::recovery_point) found = ref;
    }
    return found;
}

std::vector<Ref> references_in(const Call& call) {
    std::vector<Ref> found;
    for (const auto member : members_in(call)) {
        if (member.about.rows == nullptr) continue;
        for (std::uint32_t i = 0; i < member.size(); ++i)
            if (const Ref ref = member.row(i)) found.push_back(ref);
    }
    return found;
}

}  // namespace airlock
