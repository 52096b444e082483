// What a question holds, checked as it is read.
#include "desk/question.h"

#include <charconv>

#include "base/text.h"
#include "sim/inputs_json.h"
#include "sim/scenario_json.h"

namespace airlock::desk {

void Question::problem(const Json& at, std::string sentence, std::string suggestion) {
    problems_.push_back(problem_at(document_, at, std::move(sentence), std::move(suggestion)));
}

void Question::problem(std::string_view member, std::string sentence, std::string suggestion) {
    const Json* at = root_.find(member);
    problem(at != nullptr ? *at : root_, std::move(sentence), std::move(suggestion));
}

void Question::problem(std::string_view member, Problem problem_found) {
    problem(member, std::move(problem_found.sentence), std::move(problem_found.suggestion));
}

void Question::allow(std::initializer_list<std::string_view> members) {
    check_members(document_, root_, {members.begin(), members.size()}, problems_);
}

std::string Question::text(std::string_view member, std::string_view otherwise) {
    const Json* value = root_.find(member);
    if (value == nullptr) return std::string(otherwise);
    if (value->is_string()) return std::string(value->text());
    problem(*value, quoted(member) + " must be a text");
    return std::string(otherwise);
}

std::string Question::word(std::string_view member, std::initializer_list<std::string_view> words,
                           std::string_view otherwise) {
    const std::string found = text(member, otherwise);
    for (const std::string_view known : words)
        if (known == found) return found;
    const std::vector<std::string_view> all(words);
    problem(member, quoted(member) + " is one of " + join(all, ", ") + ", not " + quoted(found),
            did_you_mean(found, words));
    return std::string(otherwise);
}

std::optional<std::int64_t> Question::integer(std::string_view member, std::int64_t min,
                                              std::int64_t max) {
    const Json* value = root_.find(member);
    if (value == nullptr) return std::nullopt;
    if (value->is_integer() && value->integer() >= min && value->integer() <= max)
        return value->integer();
    problem(*value, quoted(member) + " must be a whole number from " + std::to_string(min) +
                        " to " + std::to_string(max));
    return std::nullopt;
}

bool Question::flag(std::string_view member) {
    const Json* value = root_.find(member);
    if (value == nullptr) return false;
    if (value->is_boolean()) return value->boolean();
    problem(*value, quoted(member) + " must be true or false");
    return false;
}

std::vector<ParameterOverride> Question::choices_of(const Json& run) {
    std::vector<ParameterOverride> out;
    const Json* object = run.find("set");
    if (object == nullptr) return out;
    if (!object->is_object()) {
        problem(*object, "\"set\" must be an object of parameters with their values as texts");
        return out;
    }
    for (const Json& member : *object) {
        if (member.is_string())
            out.push_back({std::string(member.key()), std::string(member.text())});
        else problem(member, "the value of a parameter is given as a text");
    }
    return out;
}

std::optional<RunOptions> Question::options_of(const Json& run, const Scenario& scenario) {
    RunOptions out;
    if (const Json* seed = run.find("seed")) {
        const std::string digits = seed->is_integer()  ? std::to_string(seed->integer())
                                   : seed->is_string() ? std::string(seed->text())
                                                       : std::string();
        const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), out.seed);
        if (digits.empty() || read.ec != std::errc() || read.ptr != digits.data() + digits.size())
            return problem(*seed, "a seed is a whole number below 2^64"), std::nullopt;
    }
    const Json* live = run.find("live");
    if (live == nullptr) return out;
    if (!live->is_array())
        return problem(*live, "\"live\" must be a list of persons"), std::nullopt;
    std::vector<std::string_view> known;
    for (const ScenarioPerson& person : scenario.persons)
        if (known.size() < 500) known.push_back(person.name);
    for (const Json& name : *live) {
        if (!name.is_string()) return problem(name, "a person's name is a text"), std::nullopt;
        if (!find_person(scenario, name.text())) {
            problem(name, "no person named " + quoted(name.text()),
                    did_you_mean(name.text(), known));
            return std::nullopt;
        }
        out.live.emplace_back(name.text());
    }
    return out;
}

std::shared_ptr<const Scenario> Question::scenario_of(const Json& run, const ReadMore* more) {
    const Json* text = run.find("scenario");
    if (text == nullptr || !text->is_string())
        return problem(text != nullptr ? *text : run, "a run needs the text of its \"scenario\""),
               nullptr;
    const Json* name = run.find("name");
    const std::string file =
        name != nullptr && name->is_string() ? std::string(name->text()) : "scenario.json";
    const std::vector<ParameterOverride> choices = choices_of(run);
    if (!is_sound()) return nullptr;
    auto loaded = load_scenario(text->text(), file, choices, more);
    if (!loaded) {
        problems_.insert(problems_.end(), loaded.error().begin(), loaded.error().end());
        return nullptr;
    }
    return std::make_shared<const Scenario>(std::move(*loaded));
}

std::shared_ptr<const Scenario> Question::design(const ReadMore& more) {
    constexpr std::string_view members[] = {"scenario", "name", "set"};
    const Json* design = root_.find("design");
    if (design == nullptr || !design->is_object())
        return problem("design", "a proof is about a design: an object with a scenario"), nullptr;
    check_members(document_, *design, members, problems_);
    return scenario_of(*design, &more);
}

std::optional<AskedRun> Question::run(const Json* run) {
    constexpr std::string_view members[] = {"scenario", "name", "seed",   "live",
                                            "inputs",   "set",  "entries"};
    if (run == nullptr || !run->is_object()) {
        problem(run != nullptr ? *run : root_,
                "a question is about a run: an object with a scenario");
        return std::nullopt;
    }
    check_members(document_, *run, members, problems_);
    const auto scenario = scenario_of(*run, nullptr);
    if (!scenario) return std::nullopt;
    const Json* inputs = run->find("inputs");
    auto options = options_of(*run, *scenario);
    if (!options) return std::nullopt;
    std::string input_text;
    if (inputs != nullptr) {
        JsonWriter out;
        out.value(*inputs);
        input_text = inputs->is_string() ? std::string(inputs->text()) : out.take();
    }
    // As with the command line: whoever says nothing plays it as it was played.
    const bool is_told =
        run->find("seed") != nullptr || run->find("live") != nullptr || inputs != nullptr;
    if (scenario->played && !is_told) {
        options = RunOptions{scenario->played->seed, scenario->played->live};
        input_text = scenario->played->inputs;
    }
    AskedRun out{Simulation(scenario, std::move(*options)),
                 std::string(run->find("scenario")->text())};
    if (!input_text.empty()) {
        const auto parsed = parse_inputs(out.simulation, input_text, "inputs");
        if (!parsed) {
            problems_.insert(problems_.end(), parsed.error().begin(), parsed.error().end());
            return std::nullopt;
        }
        std::string wrong;
        if (!out.simulation.replay(*parsed, wrong))
            return problem(*inputs, std::move(wrong)), std::nullopt;
    }
    const Json* entries = run->find("entries");
    if (entries == nullptr) {
        out.simulation.run_to_end();
    } else if (!entries->is_integer() || entries->integer() < 0 ||
               entries->integer() > entries_max) {
        return problem(*entries, "\"entries\" is how many entries the run has"), std::nullopt;
    } else {
        while (out.simulation.entries() < entries->integer() && out.simulation.step()) {}
    }
    return out;
}

const view::Language& Question::language() {
    const std::string told = text("language", "en");
    if (told.empty() || told == "en") return view::english();
    auto read = view::Language::read(told, "language");
    if (!read) {
        problems_.insert(problems_.end(), read.error().begin(), read.error().end());
        return view::english();
    }
    language_.emplace(std::move(*read));
    return *language_;
}

}  // namespace airlock::desk
