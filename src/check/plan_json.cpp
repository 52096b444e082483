// The member `check`.
#include "check/plan_json.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "sim/call_json.h"
#include "sim/scenario_members.h"
#include "sim/scenario_reader.h"
#include "world/arn.h"

namespace airlock::check {
namespace {

constexpr std::uint32_t moves_max = 1'000;
constexpr std::uint32_t events_max = 100;
constexpr std::uint32_t promises_max = 100;

// A name or a list of them, groups among them.
std::vector<std::string> read_names(ScenarioReader& reader, const Json& value, Kind kind) {
    std::vector<std::string> out;
    if (value.is_array())
        for (const Json& item : value) reader.add_references(item, kind, out);
    else reader.add_references(value, kind, out);
    return out;
}

void read_move(ScenarioReader& reader, const Json& item, std::vector<PlannedMove>& moves) {
    PlannedMove move;
    move.place = reader.place(item);
    if (const Json* who = reader.require(item, "who", "a move"))
        move.who = read_names(reader, *who, Kind::person);
    if (const Json* as = item.find("as")) move.as = read_names(reader, *as, Kind::credential);
    move.calls = read_calls(reader, item);
    if (moves.size() < moves_max) moves.push_back(std::move(move));
    else reader.too_much(item, "a proof has at most 1000 kinds of moves");
}

std::array<std::string_view, basic_events_count> event_words() {
    std::array<std::string_view, basic_events_count> out;
    for (std::uint32_t i = 0; i < basic_events_count; ++i)
        out[i] = to_text(static_cast<BasicEvent::Kind>(i));
    return out;
}

void read_event(ScenarioReader& reader, const Json& item, Plan& plan) {
    PlannedEvent event;
    event.place = reader.place(item);
    const Json* word = reader.require(item, "event", "a basic event");
    if (word == nullptr) return;
    const auto words = event_words();
    const auto chosen = reader.word(*word, "basic event", words);
    if (!chosen) return;
    event.kind = static_cast<BasicEvent::Kind>(*chosen);
    const Kind kind = subject_of(event.kind);
    if (const Json* of = reader.require(item, "of", "a basic event")) {
        if (kind != Kind::none) event.subjects = read_names(reader, *of, kind);
        else if (const auto region = reader.text(*of)) {
            // The others answer here whatever happens.
            if (*region != mpa_region)
                reader.problem(*of, "only the Region of multi-party approval, " +
                                        quoted(mpa_region) + ", can be down here");
            event.subjects.emplace_back(*region);
        }
    }
    if (grants_something(event.kind)) {
        event.by = reader.reference(item, "by", Kind::person, "what grants a thief something");
    } else if (const Json* by = item.find("by")) {
        reader.problem_at_name(*by, quoted(to_text(event.kind)) + " grants nobody anything");
    }
    if (plan.events.size() < events_max) plan.events.push_back(std::move(event));
    else reader.too_much(item, "a proof has at most 100 kinds of basic events");
}

// A condition, or calls of which one would go through.
void read_asked(ScenarioReader& reader, const Json& item, Promise& promise) {
    if (!item.is_object() || item.find("could") == nullptr) {
        promise.condition = read_condition(reader, item);
        return;
    }
    if (!reader.is_object(item, "calls that somebody could make", members::check_could)) return;
    reader.each(item, "could", "a call", members::check_move,
                [&](const Json& call) { read_move(reader, call, promise.could); });
    if (promise.could.empty()) reader.problem(item, R"("could" is a list of one call at least)");
    static constexpr std::string_view data[] = {"clean", "infected", "encrypted", "corrupted"};
    if (const Json* word = item.find("data"))
        if (const auto chosen = reader.word(*word, "kind of data", data))
            promise.data = data[*chosen];
}

void read_promise(ScenarioReader& reader, const Json& item, Plan& plan) {
    Promise promise;
    promise.place = reader.place(item);
    promise.name = reader.new_name(item, "a promise");
    reader.get(item, "about", promise.about);
    static constexpr std::string_view kinds[] = {"never", "always", "can"};
    const Json* condition = nullptr;
    std::uint32_t given = 0;
    for (std::uint32_t i = 0; i < std::size(kinds); ++i) {
        const Json* member = item.find(kinds[i]);
        if (member == nullptr) continue;
        ++given;
        condition = member;
        promise.kind = static_cast<Promise::Kind>(i);
    }
    if (given != 1) {
        reader.problem(item, R"(a promise needs "never", "always" or "can", one of them)");
        return;
    }
    read_asked(reader, *condition, promise);
    for (const Promise& other : plan.promises)
        if (other.name == promise.name)
            reader.problem(item, "there is a promise named " + quoted(promise.name) + " already");
    if (plan.promises.size() < promises_max) plan.promises.push_back(std::move(promise));
    else reader.too_much(item, "a proof has at most 100 promises");
}

// Conditions on the log have no place here: a state is a world, without what led to it.
bool asks_of_the_log(const Condition& condition) {
    switch (condition.kind) {
        case Condition::Kind::step:
        case Condition::Kind::every:
        case Condition::Kind::count: return true;
        default: break;
    }
    return std::any_of(condition.parts.begin(), condition.parts.end(), asks_of_the_log);
}

void read_plan(ScenarioReader& reader, const Json& root, std::optional<Plan>& out) {
    const Json* object = root.find("check");
    if (object == nullptr ||
        !reader.is_object(*object, "an object that says what to prove", members::check))
        return;
    Plan plan;
    if (const Json* from = object->find("from"))
        if (plan.has_from = reader.is_object(*from, "a moment", members::ends); plan.has_from)
            plan.from = read_moment(reader, *from, "the beginning of a proof");
    static constexpr std::string_view deadlines[] = {"real", "free"};
    if (const Json* word = object->find("deadlines"))
        if (const auto chosen = reader.word(*word, "kind of deadlines", deadlines))
            plan.has_free_deadlines = *chosen == 1;
    if (const Json* list = object->find("attackers"))
        plan.attackers = reader.references(*list, Kind::person);
    reader.each(*object, "moves", "a move", members::check_move,
                [&](const Json& item) { read_move(reader, item, plan.moves); });
    reader.each(*object, "events", "a basic event", members::check_event,
                [&](const Json& item) { read_event(reader, item, plan); });
    reader.each(*object, "promises", "a promise", members::check_promise,
                [&](const Json& item) { read_promise(reader, item, plan); });
    if (plan.promises.empty())
        reader.problem(*object, "nothing is to be proved", R"(add "promises")");
    for (const Promise& promise : plan.promises)
        if (asks_of_the_log(promise.condition)) {
            Problem problem;
            problem.file = reader.document().file();
            problem.line = promise.place.line;
            problem.column = promise.place.column;
            problem.pointer = promise.place.pointer;
            problem.sentence = "a promise is about things as they stand, not about steps and calls";
            reader.problems().push_back(std::move(problem));
        }
    out = std::move(plan);
}

}  // namespace

ReadMore plan_reader(std::optional<Plan>& plan) {
    return [&plan](ScenarioReader& reader, const Json& root) { read_plan(reader, root, plan); };
}

}  // namespace airlock::check
