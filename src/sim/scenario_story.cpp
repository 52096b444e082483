// What happens, what is told, and what must come of it.
#include <algorithm>
#include <charconv>
#include <map>

#include "sim/call_json.h"
#include "sim/scenario_members.h"
#include "sim/scenario_reader.h"

namespace airlock {
namespace {

constexpr std::string_view threats[] = {"TH1",  "TH2",  "TH6",  "TH7",  "TH15", "TH16", "TH19",
                                        "TH20", "TH23", "TH26", "TH31", "TH17", "TH30"};
constexpr std::uint32_t conditions_max = 16;  // of one `when`
constexpr std::uint32_t expectations_max = 1'000;
constexpr std::uint32_t chapters_max = 100;
constexpr std::uint32_t attackers_max = 20;

bool is_portal_deed(std::string_view operation) {
    return operation == "Vote" || operation == "AnswerTeamInvitation";
}
// An administrator does these in the console of an account, or signed in to the directory itself.
bool is_directory_deed(std::string_view operation) {
    return operation == "DisableUser" || operation == "EnableUser" ||
           operation == "ResetUserPassword" || operation == "UpdateUserEmail";
}
// Deeds that no credential is needed for.
bool is_bare_deed(std::string_view operation) {
    return operation == "StealCredential" || operation == "RegainAccount" ||
           operation == "ReopenAccount" || operation == "RecoverApprovalTeam" ||
           operation == "InterruptRegion";
}

void read_as(ScenarioReader& reader, const Json& item, Step& step) {
    const Json* as = item.find("as");
    if (as == nullptr) {
        if (!is_portal_deed(step.call.operation) && !is_bare_deed(step.call.operation))
            reader.problem(item, step.call.operation + " needs a credential",
                           R"(say whose with "as": "account/principal")");
        return;
    }
    if (is_bare_deed(step.call.operation)) {
        reader.problem_at_name(*as, step.call.operation + R"( needs no credential, hence no "as")");
        return;
    }
    auto name = reader.text(*as);
    if (!name) return;
    const bool is_portal =
        is_portal_deed(step.call.operation) ||
        (is_directory_deed(step.call.operation) && reader.is_declared(Kind::user, *name));
    if (!is_portal && name->find('/') == std::string::npos)
        reader.problem(*as, quoted(*name) + " does not say in which account",
                       R"(write "account/principal")");
    else reader.refer(*as, NameClass::row, is_portal ? Kind::user : Kind::principal, *name);
    step.as = std::move(*name);
}

// Members that name what the call makes, where the same member names something else in other calls.
bool is_name_of_made(const Step& step, const Argument& argument) {
    struct Made {
        std::string_view operation, member;
    };
    static constexpr Made all[] = {
        {"CreateBackupPlan", "BackupPlanName"},
        {"CreateBackupSelection", "SelectionName"},
        {"CreateLegalHold", "Title"},
        {"CreateRestoreTestingPlan", "RestoreTestingPlanName"},
        {"CreateRestoreTestingSelection", "RestoreTestingSelectionName"},
    };
    return std::any_of(std::begin(all), std::end(all), [&](const Made& made) {
        return made.operation == step.call.operation && made.member == argument.member;
    });
}

void declare_results(ScenarioReader& reader, const Json& item, const Step& step) {
    const auto operation = find_operation(step.call.operation);
    if (!operation) return;
    const auto kinds = makes(*operation);
    // What a call gives a name to can be spoken of by that name.
    for (const Argument& argument : step.call.arguments) {
        const bool is_name = argument.member == "Name" || argument.member == "name" ||
                             argument.member == "BackupVaultName" ||
                             argument.member == "RestoredName" ||
                             argument.member == "AccountName" || argument.member == "Alias" ||
                             is_name_of_made(step, argument) ||
                             (argument.member == "RoleName" && step.call.operation == "CreateRole");
        const auto* text = std::get_if<std::string>(&argument.value);
        if (!is_name || text == nullptr) continue;
        for (const Kind kind : kinds) {
            const bool fits = argument.member == "RestoredName"
                                  ? kind == Kind::workload
                                  : kind != Kind::session && kind != Kind::job;
            if (fits) reader.declare_made(kind, *text);
        }
    }
    if (step.result.empty()) return;
    const Json& at = *item.find("result");
    if (kinds.empty())
        reader.problem(at, step.call.operation + " makes nothing that could be given a name");
    for (const Step& other : reader.scenario().steps)
        if (other.result == step.result) {
            reader.problem(at, "step " + quoted(other.id) + " has a result named " +
                                   quoted(step.result) + " already");
            return;
        }
    for (const Kind kind : kinds)
        if (reader.is_declared(kind, step.result))
            reader.problem(at, "there is a " + std::string(noun(kind)) + " named " +
                                   quoted(step.result) + " already");
    reader.declare_result(step.result, kinds);
}

void read_step(ScenarioReader& reader, const Json& item, std::uint32_t number) {
    Step step;
    step.place = reader.place(item);
    step.id = "step-" + std::to_string(number);
    if (const Json* id = item.find("id")) {
        reader.get(item, "id", step.id);
        reader.is_name(*id, step.id);
    }
    for (const Step& other : reader.scenario().steps)
        if (other.id == step.id) {
            reader.problem(item, "there is a step " + quoted(step.id) + " already, on line " +
                                     std::to_string(other.place.line));
            break;
        }
    step.moment = read_moment(reader, item, "a step");
    step.who = reader.reference(item, "who", Kind::person, "a step");
    reader.get(item, "note", step.note);
    if (auto call = read_call(reader, item)) {
        step.call = std::move(*call);
        read_as(reader, item, step);
        if (const Json* result = item.find("result")) {
            reader.get(item, "result", step.result);
            if (!reader.is_name(*result, step.result)) step.result.clear();
        }
        declare_results(reader, item, step);
    }
    reader.scenario().steps.push_back(std::move(step));
}

bool holds(const Scenario& scenario, const std::string& person, const std::string& as) {
    for (const ScenarioAccount& account : scenario.accounts)
        for (const ScenarioPrincipal& principal : account.principals)
            if (account.name + "/" + principal.name == as &&
                std::find(principal.held_by.begin(), principal.held_by.end(), person) !=
                    principal.held_by.end())
                return true;
    return false;
}

// By theft, or by a role that lets him in.
bool gains(const Scenario& scenario, const std::string& person, const std::string& as) {
    for (const Step& step : scenario.steps) {
        if (step.who != person ||
            (step.call.operation != "StealCredential" && step.call.operation != "AssumeRole"))
            continue;
        for (const Argument& argument : step.call.arguments)
            if (const auto* text = std::get_if<std::string>(&argument.value))
                if (*text == as) return true;
    }
    return false;
}

// --- steps that wait for steps -------------------------------------------------------------------------------

using StepNumbers = std::map<std::string_view, std::uint32_t>;

void number_steps(Condition& condition, const StepNumbers& numbers) {
    if (condition.kind == Condition::Kind::step)
        if (const auto found = numbers.find(condition.filter.step); found != numbers.end())
            condition.filter.step_number = found->second;
    for (Condition& part : condition.parts) number_steps(part, numbers);
}

// The first step that stands in the way of the condition: one that, as far as is known, never happens.
constexpr std::uint32_t nobody = UINT32_MAX;
std::uint32_t obstacle_in(const Condition& condition, const std::vector<bool>& can_happen) {
    std::uint32_t first = nobody;
    switch (condition.kind) {
        case Condition::Kind::step:
            return condition.filter.step_number < can_happen.size() &&
                           !can_happen[condition.filter.step_number]
                       ? condition.filter.step_number
                       : nobody;
        case Condition::Kind::all:
            for (const Condition& part : condition.parts)
                if (first == nobody) first = obstacle_in(part, can_happen);
            return first;
        case Condition::Kind::any:
            for (const Condition& part : condition.parts) {
                const std::uint32_t obstacle = obstacle_in(part, can_happen);
                if (obstacle == nobody) return nobody;
                if (first == nobody) first = obstacle;
            }
            return first;
        default: return nobody;
    }
}

std::uint32_t obstacle_to(const Step& step, const std::vector<bool>& can_happen) {
    for (const Condition& condition : step.moment.when)
        if (const auto obstacle = obstacle_in(condition, can_happen); obstacle != nobody)
            return obstacle;
    return nobody;
}

// Which steps can happen as far as they only wait for others. Forwards and backwards by turns, for steps mostly
// wait for the one before; a file that needs more turns than these is taken as sound.
constexpr std::uint32_t turns_max = 64;
std::vector<bool> steps_that_can_happen(const std::vector<Step>& steps) {
    std::vector<bool> can(steps.size(), false);
    for (std::uint32_t turn = 0; turn < turns_max; ++turn) {
        bool has_changed = false;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            const std::size_t at = turn % 2 == 0 ? i : steps.size() - 1 - i;
            if (can[at] || obstacle_to(steps[at], can) != nobody) continue;
            can[at] = true;
            has_changed = true;
        }
        if (!has_changed) return can;
    }
    can.assign(steps.size(), true);
    return can;
}

// "a waits for b, which waits for a", from the step where the circle is entered.
std::string told_circle(const std::vector<Step>& steps, std::span<const std::uint32_t> circle) {
    constexpr std::size_t told_max = 5;
    std::string out = "step " + quoted(steps[circle[0]].id) + " never happens: it waits for ";
    if (circle.size() == 1) return out + "itself";
    for (std::size_t i = 1; i < circle.size() && i <= told_max; ++i)
        out += quoted(steps[circle[i]].id) + ", which waits for ";
    if (circle.size() > told_max + 1) return out + "others, and these for it";
    return out + "it";
}

}  // namespace

// "at", or "when" and perhaps "delay".
Moment read_moment(ScenarioReader& reader, const Json& item, std::string_view what) {
    Moment out;
    const Json* at = item.find("at");
    const Json* when = item.find("when");
    const Json* delay = item.find("delay");
    if (at == nullptr && when == nullptr)
        reader.problem(item, std::string(what) + R"( needs "at" or "when")");
    if (at != nullptr && when != nullptr)
        reader.problem_at_name(*when, R"("at" and "when" exclude each other)",
                               R"(for a pause after "when" there is "delay")");
    if (at != nullptr) {
        const auto time = reader.duration(*at);
        out.at = Instant{time ? time->ms : 0};
    }
    if (when != nullptr) {
        if (when->is_array()) {
            if (when->size() == 0 || when->size() > conditions_max)
                reader.problem(*when, "`when` takes 1 to 16 conditions");
            for (const Json& condition : *when)
                out.when.push_back(read_condition(reader, condition));
        } else {
            out.when.push_back(read_condition(reader, *when));
        }
    }
    if (delay != nullptr) {
        if (when == nullptr) reader.problem_at_name(*delay, R"("delay" goes with "when")");
        out.delay = reader.duration(*delay).value_or(Duration{});
    }
    return out;
}

void read_steps(ScenarioReader& reader, const Json& root) {
    const Json* list = root.find("steps");
    if (list == nullptr) return;
    if (list->size() > scenario_steps_max) {
        reader.too_much(*list, "a scenario has at most " + std::to_string(scenario_steps_max) +
                                   " steps, here are " + std::to_string(list->size()));
        return;
    }
    std::uint32_t number = 0;
    reader.each(root, "steps", "a step", members::step,
                [&](const Json& item) { read_step(reader, item, ++number); });
}

// Nobody acts with what he neither holds nor steals nor assumes: that would only be a slip in the file.
void check_story_of(ScenarioReader& reader, const Json& root) {
    const Scenario& scenario = reader.scenario();
    if (scenario.steps.empty()) return;
    auto item = root.find("steps")->begin();
    for (const Step& step : scenario.steps) {
        const Json& at = *item++;
        if (step.as.empty() || is_portal_deed(step.call.operation)) continue;
        if (holds(scenario, step.who, step.as) || gains(scenario, step.who, step.as)) continue;
        reader.problem(*at.find("as"),
                       step.who + " does not hold " + quoted(step.as) + " and steals it in no step",
                       R"(add a name to "held_by" of that principal)");
    }
}

// What waits for itself would silently never happen.
void check_waiting_of(ScenarioReader& reader, const Json& root) {
    Scenario& scenario = reader.scenario();
    StepNumbers numbers;
    for (std::uint32_t i = 0; i < scenario.steps.size(); ++i) numbers[scenario.steps[i].id] = i;
    const auto number_all = [&](Moment& moment) {
        for (Condition& condition : moment.when) number_steps(condition, numbers);
    };
    for (Step& step : scenario.steps) number_all(step.moment);
    for (Attacker& attacker : scenario.attackers) number_all(attacker.moment);
    for (ScenarioChapter& chapter : scenario.chapters) number_all(chapter.begins);
    if (scenario.ends) number_all(*scenario.ends);
    for (Expectation& expectation : scenario.expectations)
        number_steps(expectation.condition, numbers);

    const std::vector<bool> can_happen = steps_that_can_happen(scenario.steps);
    std::vector<std::uint32_t> seen_from(scenario.steps.size(), nobody);
    for (std::uint32_t i = 0; i < scenario.steps.size(); ++i) {
        // From obstacle to obstacle one comes to a circle, and then to where one has been.
        std::uint32_t at = i;
        std::vector<std::uint32_t> way;
        while (at != nobody && !can_happen[at] && seen_from[at] == nobody) {
            seen_from[at] = i;
            way.push_back(at);
            at = obstacle_to(scenario.steps[at], can_happen);
        }
        if (at == nobody || can_happen[at] || seen_from[at] != i) continue;
        const auto begin = std::find(way.begin(), way.end(), at);
        const std::span<const std::uint32_t> circle(begin, way.end());
        auto item = root.find("steps")->begin();
        for (std::uint32_t n = 0; n < at; ++n) ++item;
        reader.problem(*(*item).find("when"), told_circle(scenario.steps, circle));
    }
}

void read_attackers(ScenarioReader& reader, const Json& root) {
    reader.each(root, "attackers", "an attacker", members::attacker, [&](const Json& item) {
        Attacker attacker;
        attacker.place = reader.place(item);
        attacker.person = reader.reference(item, "person", Kind::person, "an attacker");
        attacker.moment = read_moment(reader, item, "an attacker");
        reader.get(item, "pace", attacker.pace);
        if (attacker.pace < seconds(1))
            reader.problem(item, "an attacker needs a pace of 1 s at least");
        if (const Json* tries = reader.require(item, "tries", "an attacker")) {
            if (!tries->is_array() || tries->size() == 0 || tries->size() > 16)
                reader.problem(*tries, "an attacker tries 1 to 16 threats");
            else
                for (const Json& threat : *tries)
                    if (const auto word =
                            reader.word(threat, "threat that an attacker knows", threats))
                        attacker.tries.push_back(static_cast<Threat>(*word));
        }
        if (reader.scenario().attackers.size() >= attackers_max) {
            reader.problem(item, "a scenario has at most 20 attackers");
            return;
        }
        reader.scenario().attackers.push_back(std::move(attacker));
    });
}

void read_chapters(ScenarioReader& reader, const Json& root) {
    reader.each(root, "chapters", "a chapter", members::chapter, [&](const Json& item) {
        ScenarioChapter chapter;
        if (reader.require(item, "title", "a chapter") != nullptr)
            reader.get(item, "title", chapter.title);
        reader.get(item, "text", chapter.text);
        chapter.begins = read_moment(reader, item, "a chapter");
        if (reader.scenario().chapters.size() == chapters_max)
            reader.problem(item, "a scenario has at most 100 chapters");
        if (reader.scenario().chapters.size() < chapters_max)
            reader.scenario().chapters.push_back(std::move(chapter));
    });
}

void read_ends(ScenarioReader& reader, const Json& root) {
    const Json* ends = root.find("ends");
    if (ends == nullptr) return;
    if (!ends->is_object()) {
        reader.wrong_type(*ends, "an object", *ends);
        return;
    }
    check_members(reader.document(), *ends, members::ends, reader.problems());
    reader.scenario().ends = read_moment(reader, *ends, "the end");
}

void read_live(ScenarioReader& reader, const Json& root) {
    if (const Json* list = root.find("live"))
        reader.scenario().live = reader.references(*list, Kind::person);
}

void read_played(ScenarioReader& reader, const Json& root) {
    const Json* object = root.find("played");
    if (object == nullptr || !reader.is_object(*object, "what was played", members::played)) return;
    Played out;
    if (const Json* seed = object->find("seed")) {
        // As it is written where a number would lose digits: a text.
        const std::string_view digits = seed->is_string() ? seed->text() : std::string_view();
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out.seed);
        const bool is_text =
            !digits.empty() && read.ec == std::errc() && read.ptr == digits.data() + digits.size();
        if (seed->is_integer() && seed->integer() >= 0)
            out.seed = static_cast<std::uint64_t>(seed->integer());
        else if (!is_text) reader.problem(*seed, "a seed is a whole number below 2^64");
    }
    if (const Json* list = object->find("live")) out.live = reader.references(*list, Kind::person);
    if (const Json* inputs = object->find("inputs")) {
        if (!inputs->is_array()) reader.wrong_type(*inputs, "an array of inputs", *inputs);
        JsonWriter text;
        text.value(*inputs);
        out.inputs = text.take();
    }
    reader.scenario().played = std::move(out);
}

void read_expectations(ScenarioReader& reader, const Json& root) {
    const Json* list = root.find("expect");
    if (list == nullptr) return;
    if (!list->is_array()) {
        reader.wrong_type(*list, "an array", *list);
        return;
    }
    if (list->size() > expectations_max) {
        reader.problem(*list, "a scenario has at most 1000 expectations");
        return;
    }
    for (const Json& item : *list) {
        Expectation expectation;
        expectation.place = reader.place(item);
        expectation.condition = read_condition(reader, item);
        if (item.is_object()) {
            if (const Json* at = item.find("at"))
                if (const auto time = reader.duration(*at)) expectation.at = Instant{time->ms};
            reader.get(item, "why", expectation.why);
            if (const Json* where = item.find("where");
                where != nullptr && !has_values(reader, *where))
                continue;
        }
        reader.scenario().expectations.push_back(std::move(expectation));
    }
}

}  // namespace airlock
