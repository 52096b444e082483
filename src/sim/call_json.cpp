// Reading and writing of calls, member by member as world/call.h lists them.
#include "sim/call_json.h"

#include <iterator>

#include "world/text.h"

namespace airlock {
namespace {

const std::string_view responses[] = {to_text(Response::APPROVED), to_text(Response::REJECTED)};

void refer_to_member(ScenarioReader& reader, const Json& at, const Member& member,
                     std::string_view name) {
    const NameClass name_class = member.is_node                   ? NameClass::node
                                 : member.refers_to == Kind::none ? NameClass::shareable
                                                                  : NameClass::row;
    reader.refer(at, name_class, member.refers_to, name);
}

// A list of names; "approver-*" is a group.
std::vector<std::string> read_list(ScenarioReader& reader, const Json& value,
                                   const Member& member) {
    std::vector<std::string> out;
    if (member.is_grantee && value.is_array()) {
        for (const Json& item : value) {
            const bool is_group = item.is_string() && item.text().ends_with("-*");
            if (is_group) return reader.references(value, member.refers_to);
        }
        out = reader.texts(value);
        for (const Json& item : value)
            if (item.is_string())
                reader.refer(item, NameClass::grantee, Kind::account, item.text());
    } else if (member.refers_to != Kind::none) {
        out = reader.references(value, member.refers_to);
    } else {
        out = reader.texts(value);
        if (value.is_array())
            for (const Json& item : value)
                if (item.is_string()) refer_to_member(reader, item, member, item.text());
    }
    if (out.size() > member.count_max)
        reader.problem(value, std::string(member.name) + " takes at most " +
                                  std::to_string(member.count_max) + " names, here are " +
                                  std::to_string(out.size()));
    return out;
}

std::optional<Argument> read_argument(ScenarioReader& reader, const Json& value,
                                      const Member& member) {
    Argument out;
    out.member = member.name;
    switch (member.kind) {
        case MemberKind::text: {
            auto text = reader.text(value);
            if (!text) return std::nullopt;
            out.value = std::move(*text);
            break;
        }
        case MemberKind::reference: {
            auto text = reader.text(value);
            if (!text) return std::nullopt;
            refer_to_member(reader, value, member, *text);
            out.value = std::move(*text);
            break;
        }
        case MemberKind::response: {
            const auto word = reader.word(value, "response", responses);
            if (!word) return std::nullopt;
            out.value = std::string(responses[*word]);
            break;
        }
        case MemberKind::integer: {
            const auto number = reader.integer(value, 0, INT32_MAX);
            if (!number) return std::nullopt;
            out.value = *number;
            break;
        }
        case MemberKind::boolean: {
            const auto flag = reader.boolean(value);
            if (!flag) return std::nullopt;
            out.value = *flag;
            break;
        }
        case MemberKind::references: out.value = read_list(reader, value, member); break;
    }
    return out;
}

const Argument* find_argument(const CallText& call, std::string_view member) {
    for (const Argument& argument : call.arguments)
        if (argument.member == member) return &argument;
    return nullptr;
}

// A team that could never agree is a slip of the pen, not a story.
void check_threshold(ScenarioReader& reader, const Json& with, const CallText& call) {
    const Argument* required = find_argument(call, "MinApprovalsRequired");
    const Argument* approvers = find_argument(call, "Approvers");
    if (call.operation != "CreateApprovalTeam" || required == nullptr || approvers == nullptr)
        return;
    const std::int64_t m = std::get<std::int64_t>(required->value);
    const std::size_t n = std::get<std::vector<std::string>>(approvers->value).size();
    if (m < 1) reader.problem(with, "a team needs 1 approval at least");
    else if (static_cast<std::size_t>(m) > n)
        reader.problem(with, "this team can never agree: it needs " + std::to_string(m) +
                                 " approvals and has " + std::to_string(n) + " approvers");
}

// The operation of the member "call".
std::optional<std::uint32_t> read_operation(ScenarioReader& reader, const Json& object) {
    const Json* name = reader.require(object, "call", "a step");
    if (name == nullptr) return std::nullopt;
    const auto text = reader.text(*name);
    if (!text) return std::nullopt;
    const auto operation = find_operation(*text);
    if (!operation) reader.unknown_word(*name, "call", *text, operation_names());
    return operation;
}

bool is_object_of(ScenarioReader& reader, const Json& object, std::span<const Member> members) {
    std::vector<std::string_view> known;
    for (const Member& member : members) known.push_back(member.name);
    return reader.is_object(object, "an object of the call's members", known);
}

void is_missed(ScenarioReader& reader, const Json& object, const Json* with,
               std::string_view operation, const Member& member) {
    reader.problem(with == nullptr ? object : *with, std::string(operation) + " needs the member " +
                                                         quoted(member.name) +
                                                         (with == nullptr ? R"( in "with")" : ""));
}

constexpr std::size_t alternatives_max = 10'000;  // calls of one move

std::vector<Argument> read_alternatives(ScenarioReader& reader, const Json& list,
                                        const Member& member) {
    std::vector<Argument> out;
    if (!list.is_array() || list.size() == 0) {
        reader.problem(list, "alternatives are a list of one at least");
        return out;
    }
    for (const Json& item : list) {
        const bool is_group = member.kind == MemberKind::reference &&
                              member.refers_to != Kind::none && item.is_string() &&
                              item.text().ends_with("-*");
        if (is_group) {
            std::vector<std::string> names;
            reader.add_references(item, member.refers_to, names);
            for (std::string& name : names)
                out.push_back({std::string(member.name), std::move(name)});
        } else if (auto argument = read_argument(reader, item, member)) {
            out.push_back(std::move(*argument));
        }
    }
    return out;
}

}  // namespace

std::optional<CallText> read_call(ScenarioReader& reader, const Json& object) {
    const auto operation = read_operation(reader, object);
    if (!operation) return std::nullopt;
    const std::span<const Member> members = members_of(*operation);
    const Json* with = object.find("with");
    if (with != nullptr && !is_object_of(reader, *with, members)) return std::nullopt;
    CallText out;
    out.operation = operation_at(*operation).name;
    for (const Member& member : members) {
        const Json* value = with == nullptr ? nullptr : with->find(member.name);
        if (value != nullptr) {
            if (auto argument = read_argument(reader, *value, member))
                out.arguments.push_back(std::move(*argument));
        } else if (member.presence == Presence::required) {
            is_missed(reader, object, with, out.operation, member);
        }
    }
    if (with != nullptr) check_threshold(reader, *with, out);
    return out;
}

std::vector<CallText> read_calls(ScenarioReader& reader, const Json& object) {
    const auto operation = read_operation(reader, object);
    if (!operation) return {};
    const std::span<const Member> members = members_of(*operation);
    const Json* with = object.find("with");
    const Json* any = object.find("any");
    if (with != nullptr && !is_object_of(reader, *with, members)) return {};
    if (any != nullptr && !is_object_of(reader, *any, members)) return {};
    std::vector<CallText> out(1);
    out[0].operation = operation_at(*operation).name;
    for (const Member& member : members) {
        const Json* value = with == nullptr ? nullptr : with->find(member.name);
        const Json* list = any == nullptr ? nullptr : any->find(member.name);
        std::vector<Argument> choices;
        if (value != nullptr) {
            if (list != nullptr)
                reader.problem_at_name(*list, quoted(member.name) + R"( stands in "with" already)");
            if (auto argument = read_argument(reader, *value, member))
                choices.push_back(std::move(*argument));
        } else if (list != nullptr) {
            choices = read_alternatives(reader, *list, member);
        } else if (member.presence == Presence::required) {
            is_missed(reader, object, with, out[0].operation, member);
        }
        if (choices.empty()) continue;
        std::vector<CallText> longer;
        if (out.size() * choices.size() > alternatives_max) {
            reader.problem(object, "these alternatives come to more than " +
                                       std::to_string(alternatives_max) + " calls");
            return {};
        }
        for (const CallText& call : out)
            for (const Argument& choice : choices) {
                longer.push_back(call);
                longer.back().arguments.push_back(choice);
            }
        out = std::move(longer);
    }
    return out;
}

void write_arguments(JsonWriter& out, const CallText& call) {
    out.begin_object();
    for (const Argument& argument : call.arguments) {
        out.key(argument.member);
        if (const auto* number = std::get_if<std::int64_t>(&argument.value)) out.integer(*number);
        else if (const auto* flag = std::get_if<bool>(&argument.value)) out.boolean(*flag);
        else if (const auto* text = std::get_if<std::string>(&argument.value)) out.string(*text);
        else {
            out.begin_array();
            for (const std::string& item : std::get<std::vector<std::string>>(argument.value))
                out.string(item);
            out.end_array();
        }
    }
    out.end_object();
}

}  // namespace airlock
