// What happens, what is told, and what must come of it.
#include <algorithm>

#include "sim/call_json.h"
#include "sim/scenario_members.h"
#include "sim/scenario_reader.h"

namespace airlock {
namespace {

constexpr std::string_view threats[] = {"TH1",  "TH2",  "TH6",  "TH7",  "TH15", "TH16",
                                        "TH19", "TH20", "TH23", "TH26", "TH31"};
constexpr std::uint32_t conditions_max = 16;  // of one `when`
constexpr std::uint32_t expectations_max = 1'000;
constexpr std::uint32_t chapters_max = 100;
constexpr std::uint32_t attackers_max = 20;

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

bool is_portal_deed(std::string_view operation) {
    return operation == "Vote" || operation == "AnswerTeamInvitation";
}
// Deeds that no credential is needed for.
bool is_bare_deed(std::string_view operation) {
    return operation == "StealCredential" || operation == "RegainAccount";
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
    const bool is_portal = is_portal_deed(step.call.operation);
    if (!is_portal && name->find('/') == std::string::npos)
        reader.problem(*as, quoted(*name) + " does not say in which account",
                       R"(write "account/principal")");
    else reader.refer(*as, NameClass::row, is_portal ? Kind::user : Kind::principal, *name);
    step.as = std::move(*name);
}

void declare_results(ScenarioReader& reader, const Json& item, const Step& step) {
    const auto operation = find_operation(step.call.operation);
    if (!operation) return;
    const auto kinds = makes(*operation);
    // What a call gives a name to can be spoken of by that name.
    for (const Argument& argument : step.call.arguments) {
        const bool is_name = argument.member == "Name" || argument.member == "name" ||
                             argument.member == "BackupVaultName" ||
                             argument.member == "RestoredName" || argument.member == "AccountName" ||
                             argument.member == "Alias" ||
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

bool steals(const Scenario& scenario, const std::string& person, const std::string& as) {
    for (const Step& step : scenario.steps) {
        if (step.who != person || step.call.operation != "StealCredential") continue;
        for (const Argument& argument : step.call.arguments)
            if (const auto* text = std::get_if<std::string>(&argument.value))
                if (*text == as) return true;
    }
    return false;
}

}  // namespace

void read_steps(ScenarioReader& reader, const Json& root) {
    const Json* list = root.find("steps");
    if (list == nullptr) return;
    if (list->size() > scenario_steps_max) {
        reader.problem(*list, "a scenario has at most " + std::to_string(scenario_steps_max) +
                                  " steps, here are " + std::to_string(list->size()));
        return;
    }
    std::uint32_t number = 0;
    reader.each(root, "steps", "a step", members::step,
                [&](const Json& item) { read_step(reader, item, ++number); });
}

// Nobody acts with what he neither holds nor steals: that would only be a slip in the file.
void check_story_of(ScenarioReader& reader, const Json& root) {
    const Scenario& scenario = reader.scenario();
    if (scenario.steps.empty()) return;
    auto item = root.find("steps")->begin();
    for (const Step& step : scenario.steps) {
        const Json& at = *item++;
        if (step.as.empty() || is_portal_deed(step.call.operation)) continue;
        if (holds(scenario, step.who, step.as) || steals(scenario, step.who, step.as)) continue;
        reader.problem(*at.find("as"),
                       step.who + " does not hold " + quoted(step.as) + " and steals it in no step",
                       R"(add a name to "held_by" of that principal)");
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
        }
        reader.scenario().expectations.push_back(std::move(expectation));
    }
}

}  // namespace airlock
