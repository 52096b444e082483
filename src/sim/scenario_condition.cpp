// Conditions as JSON: {"vault": "rav", "is": "AVAILABLE"}. The first member that names a form decides; the
// words that a form takes come from the world's own enumerators.
#include <algorithm>

#include "sim/call_text.h"
#include "sim/judge.h"
#include "sim/scenario_members.h"
#include "sim/scenario_reader.h"
#include "world/text.h"

namespace airlock {
namespace {

struct Form {
    std::string_view key;
    Condition::Kind kind;
    Kind subject;
    std::span<const members::Name> members;
};

// In this order: a member that is the subject of one form may be a detail of an earlier one.
constexpr Form forms[] = {
    {"vault", Condition::Kind::vault, Kind::vault, members::condition_vault},
    {"team", Condition::Kind::team, Kind::team, members::condition_team},
    {"session", Condition::Kind::session, Kind::session, members::condition_session},
    {"job", Condition::Kind::job, Kind::job, members::condition_job},
    {"recovery_point", Condition::Kind::recovery_point, Kind::recovery_point,
     members::condition_recovery_point},
    {"workload", Condition::Kind::workload, Kind::workload, members::condition_workload},
    {"share", Condition::Kind::share, Kind::share, members::condition_share},
    {"account", Condition::Kind::account, Kind::account, members::condition_account},
    {"organization", Condition::Kind::organization, Kind::organization,
     members::condition_organization},
    {"principal", Condition::Kind::principal, Kind::principal, members::condition_principal},
    {"identity_source", Condition::Kind::identity_source, Kind::identity_source,
     members::condition_identity_source},
    {"person", Condition::Kind::person, Kind::person, members::condition_person},
    {"step", Condition::Kind::step, Kind::none, members::condition_step},
    {"every", Condition::Kind::every, Kind::none, members::condition_every},
    {"count", Condition::Kind::count, Kind::none, members::condition_count},
    {"all", Condition::Kind::all, Kind::none, members::condition_all},
    {"any", Condition::Kind::any, Kind::none, members::condition_any},
    {"none", Condition::Kind::none, Kind::none, members::condition_none},
    {"some", Condition::Kind::some, Kind::none, members::condition_some},
};

constexpr std::uint32_t parts_max = 32;

const Form* find_form(const Json& value) {
    for (const Form& form : forms)
        if (value.find(form.key) != nullptr) return &form;
    return nullptr;
}

template <class Enum>
std::vector<std::string_view> words_until(Enum last) {
    std::vector<std::string_view> out;
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(last); ++i)
        out.push_back(to_text(static_cast<Enum>(i)));
    return out;
}

void get_word(ScenarioReader& reader, const Json& object, std::string_view member,
              std::string_view what, std::span<const std::string_view> words, std::string& out) {
    const Json* value = object.find(member);
    if (value == nullptr) return;
    if (const auto word = reader.word(*value, what, words)) out = words[*word];
}

// 3 is exactly three; {"at_least": 1, "at_most": 3} is a range.
void get_range(ScenarioReader& reader, const Json& object, std::string_view member,
               CountRange& out) {
    const Json* value = object.find(member);
    if (value == nullptr) return;
    out.is_given = true;
    const bool is_range = value->is_object() && value->find("parameter") == nullptr;
    if (!is_range) {
        if (const auto n = reader.integer(*value, 0, 1'000'000))
            out.at_least = out.at_most = static_cast<std::uint32_t>(*n);
        return;
    }
    check_members(reader.document(), *value, members::range, reader.problems());
    std::int32_t low = 0;
    std::int32_t high = -1;
    reader.get(*value, "at_least", low, 0, 1'000'000);
    reader.get(*value, "at_most", high, 0, 1'000'000);
    std::int32_t beyond = 0;
    reader.get(*value, "fewer_than", beyond, 1, 1'000'000);
    if (beyond > 0) high = high < 0 ? beyond - 1 : std::min(high, beyond - 1);
    out.at_least = static_cast<std::uint32_t>(low);
    if (high >= 0) out.at_most = static_cast<std::uint32_t>(high);
    if (value->size() == 0)
        reader.problem(*value, R"(a range needs "at_least", "at_most" or "fewer_than")");
    if (out.at_least > out.at_most)
        reader.problem(*value, "no number is at least " + std::to_string(low) + " and at most " +
                                   std::to_string(high));
}

void read_result(ScenarioReader& reader, const Json& value, EntryResult& out) {
    static const auto outcomes = words_until(Outcome::refused);
    static const auto gates = words_until(Gate::approval);
    static const auto errors = words_until(ErrorCode::ValidationException);
    get_word(reader, value, "outcome", "outcome", outcomes, out.outcome);
    get_word(reader, value, "gate", "gate", gates, out.gate);
    get_word(reader, value, "error", "error code", errors, out.error);
}

void read_filter(ScenarioReader& reader, const Json& value, EntryFilter& out) {
    if (!reader.is_object(value, "an object that picks calls", members::filter)) return;
    if (const Json* call = value.find("call")) {
        const auto take = [&](const Json& item) {
            const auto name = reader.text(item);
            if (!name) return;
            if (!find_operation(*name)) reader.unknown_word(item, "call", *name, operation_names());
            if (std::find(out.calls.begin(), out.calls.end(), *name) == out.calls.end())
                out.calls.push_back(*name);
        };
        if (call->is_array())
            for (const Json& item : *call) take(item);
        else take(*call);
    }
    reader.get_reference(value, "by", Kind::person, out.who);
    if (const Json* on = value.find("on")) {
        if (auto name = reader.text(*on)) {
            reader.refer(*on, NameClass::thing, Kind::none, *name);
            out.on = std::move(*name);
        }
    }
}

// A member that names a row or is null: there must be none.
void get_other(ScenarioReader& reader, const Json& value, std::string_view member, Kind kind,
               Condition& out) {
    const Json* other = value.find(member);
    if (other == nullptr) return;
    out.has_other = true;
    if (!other->is_null()) reader.get_reference(value, member, kind, out.other);
}

// A group stands for many conditions where there may be many.
bool is_group_in_parts(const Json& condition, const Json& holds) {
    const Json* list = condition.parent();
    if (!holds.is_string() || !holds.text().ends_with("-*") || list == nullptr) return false;
    return list->key() == "all" || list->key() == "any" || list->key() == "none" ||
           list->key() == "some";
}

void read_row_details(ScenarioReader& reader, const Json& value, Condition& out) {
    static constexpr std::string_view locks[] = {"none", "governance", "compliance_grace",
                                                 "compliance"};
    static constexpr std::string_view data[] = {"clean", "encrypted", "infected", "corrupted",
                                                "lost"};
    get_word(reader, value, "lock", "lock", locks, out.lock);
    get_word(reader, value, "data", "condition of data", data, out.data);
    const auto verdicts = verdict_words(out.kind);
    if (!verdicts.empty())
        get_word(reader, value, verdict_member(out.kind), "verdict", verdicts, out.verdict);
    static const auto cases = words_until(SupportCaseStatus::resolved);
    get_word(reader, value, "support_case", "state of a case", cases, out.support_case);
    get_range(reader, value, "recovery_points", out.count);
    get_range(reader, value, "approvals", out.count);
    switch (out.kind) {
        case Condition::Kind::vault:
            get_other(reader, value, "approval_team", Kind::team, out);
            break;
        case Condition::Kind::workload:
            get_other(reader, value, "restored_from", Kind::recovery_point, out);
            break;
        case Condition::Kind::account:
            get_other(reader, value, "organization", Kind::organization, out);
            break;
        case Condition::Kind::share: get_other(reader, value, "account", Kind::account, out); break;
        case Condition::Kind::person:
            if (const Json* holds = reader.require(value, "holds", "a condition on a person"))
                if (!is_group_in_parts(value, *holds))
                    reader.get_reference(value, "holds", Kind::credential, out.other);
            break;
        default: break;
    }
    if (out.kind == Condition::Kind::vault && !out.data.empty() && !out.count.is_given)
        reader.problem(value,
                       R"("data" says which recovery points to count: it needs "recovery_points")");
    const auto states = state_words(out.kind, out.kind == Condition::Kind::share && out.has_other);
    get_word(reader, value, "is", "state of a " + std::string(noun(find_form(value)->subject)),
             states, out.state);
    const auto reasons = reason_words(out.kind);
    get_word(reader, value, "because", "reason", reasons, out.reason);
}

void read_parts(ScenarioReader& reader, const Json& list, Condition& out) {
    if (!list.is_array()) {
        reader.wrong_type(list, "an array of conditions", list);
        return;
    }
    if (list.size() == 0) reader.problem(list, "no condition is given");
    if (list.size() > parts_max) reader.problem(list, "more than 32 conditions in one");
    for (const Json& item : list) {
        // "holds" may name a group: one condition for each of it.
        const Json* holds = item.find("holds");
        const bool is_group =
            holds != nullptr && holds->is_string() && holds->text().ends_with("-*");
        out.parts.push_back(read_condition(reader, item));
        if (!is_group) continue;
        const Condition one = out.parts.back();
        out.parts.pop_back();
        std::vector<std::string> names;
        reader.add_references(*holds, Kind::credential, names);
        for (std::string& name : names) {
            out.parts.push_back(one);
            out.parts.back().other = std::move(name);
        }
    }
}

// A subject alone asks nothing, except that a team, say, exists.
void check_asks_something(ScenarioReader& reader, const Json& value, const Condition& condition,
                          const Form& form) {
    const bool is_row = form.subject != Kind::none && condition.kind != Condition::Kind::person;
    const bool asks = !condition.state.empty() || !condition.reason.empty() ||
                      !condition.lock.empty() || !condition.data.empty() ||
                      !condition.verdict.empty() || !condition.support_case.empty() ||
                      condition.has_other || condition.count.is_given;
    if (is_row && !asks && value.size() == 1)
        reader.problem(value, "this condition asks nothing about " + quoted(condition.subject),
                       R"(add "is")");
    if (condition.kind == Condition::Kind::count && !condition.count.is_given)
        reader.problem(value, R"(a count needs "times")");
    if (condition.kind == Condition::Kind::some && !condition.count.is_given)
        reader.problem(value, R"("some" needs "times": how many of them)");
    if (condition.kind == Condition::Kind::every && condition.result == EntryResult())
        reader.problem(value, R"("every" needs "outcome", "gate" or "error")");
}

}  // namespace

Condition read_condition(ScenarioReader& reader, const Json& value) {
    Condition out;
    out.kind = Condition::Kind::none;  // without parts: always true
    if (!value.is_object()) {
        reader.wrong_type(value, "a condition", value);
        return out;
    }
    const Form* form = find_form(value);
    if (form == nullptr) {
        reader.problem(value, "this is no condition",
                       R"(it begins with what it is about: {"vault": "…", "is": "AVAILABLE"})");
        return out;
    }
    out.kind = form->kind;
    // An expectation is a condition with a time and a reason of its own.
    std::vector<std::string_view> known(form->members.begin(), form->members.end());
    const Json* list = value.parent();
    if (list != nullptr && list->is_member() && list->key() == "expect")
        known.insert(known.end(), std::begin(members::expectation), std::end(members::expectation));
    check_members(reader.document(), value, known, reader.problems());
    const Json& subject = *value.find(form->key);
    switch (form->kind) {
        case Condition::Kind::all:
        case Condition::Kind::any:
        case Condition::Kind::none: read_parts(reader, subject, out); break;
        case Condition::Kind::some:
            read_parts(reader, subject, out);
            get_range(reader, value, "times", out.count);
            break;
        case Condition::Kind::every:
        case Condition::Kind::count:
            read_filter(reader, subject, out.filter);
            get_range(reader, value, "times", out.count);
            read_result(reader, value, out.result);
            break;
        case Condition::Kind::step:
            if (auto id = reader.text(subject)) {
                reader.refer(subject, NameClass::step, Kind::none, *id);
                out.filter.step = std::move(*id);
            }
            read_result(reader, value, out.result);
            break;
        default:
            reader.get_reference(value, form->key, form->subject, out.subject);
            read_row_details(reader, value, out);
            break;
    }
    check_asks_something(reader, value, out, *form);
    return out;
}

}  // namespace airlock
