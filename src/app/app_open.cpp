// Opening a scenario as a link or a file asks for it: everything is checked before anything is replaced.
#include <charconv>

#include "app/app.h"
#include "base/text.h"
#include "sim/inputs_json.h"
#include "sim/scenario_json.h"

namespace airlock {

namespace {

std::optional<std::uint64_t> number_in(std::string_view text) {
    std::uint64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

// Persons of the scenario by their names, each once; the others are told.
std::vector<std::string> live_in(std::string_view names, const Scenario& scenario,
                                 std::vector<Problem>& problems) {
    std::vector<std::string> live;
    std::vector<std::string_view> known;
    for (const ScenarioPerson& person : scenario.persons)
        if (known.size() < 500) known.push_back(person.name);
    for (const std::string_view name : split(names, ',')) {
        const std::string_view person = trim(name);
        if (person.empty()) continue;
        if (find_person(scenario, person)) live.emplace_back(person);
        else
            problems.push_back({.file = "live",
                                .sentence = "no person named " + quoted(person),
                                .suggestion = did_you_mean(person, known)});
    }
    return live;
}

// A run at its start with what persons did; without it where that cannot be read or does not fit.
std::unique_ptr<Player> player_with(const std::shared_ptr<const Scenario>& scenario,
                                    const RunOptions& options, std::string_view inputs,
                                    std::vector<Problem>& problems) {
    auto player = std::make_unique<Player>(scenario, options);
    if (inputs.empty()) return player;
    const auto parsed = parse_inputs(player->simulation(), inputs, "inputs");
    if (!parsed) {
        problems.insert(problems.end(), parsed.error().begin(), parsed.error().end());
        return player;
    }
    std::string problem;
    if (player->simulation().replay(*parsed, problem)) return player;
    problems.push_back({.file = "inputs", .sentence = problem});
    return std::make_unique<Player>(scenario, options);
}

}  // namespace

Opened App::open(const Opening& opening) {
    auto scenario = load_scenario(opening.text, opening.name);
    if (!scenario)
        return show_problems(scenario.error(), opening.name), Opened{false, scenario.error()};

    std::vector<Problem> problems;
    for (const std::string_view sentence : split(opening.wrong, '\n'))
        if (!sentence.empty()) problems.push_back({.sentence = std::string(sentence)});
    RunOptions options;
    if (!opening.seed.empty()) {
        const auto seed = number_in(opening.seed);
        if (seed) options.seed = *seed;
        else
            problems.push_back(
                {.file = "seed", .sentence = "not a whole number: " + quoted(opening.seed)});
    }
    options.live = live_in(opening.live, *scenario, problems);
    std::uint32_t at = 0;
    if (!opening.at.empty()) {
        const auto entry = number_in(opening.at);
        if (entry && *entry <= entries_max) at = static_cast<std::uint32_t>(*entry);
        else
            problems.push_back(
                {.file = "at", .sentence = "not the number of an entry: " + quoted(opening.at)});
    }

    const auto shared = std::make_shared<const Scenario>(std::move(*scenario));
    // A scenario may say how it was played; a link that says more than nothing plays it another way.
    std::string_view inputs = opening.inputs;
    const bool is_told = !opening.seed.empty() || !opening.live.empty() || !opening.inputs.empty();
    if (shared->played && !is_told) {
        options = {.seed = shared->played->seed, .live = shared->played->live};
        inputs = shared->played->inputs;
    }

    // A rehearsal without anybody at the screen tells what will come to stand on the stage and how long the
    // story is; with room kept for it nothing moves later.
    Simulation rehearsal(shared, {.seed = options.seed});
    rehearsal.run_to_end();
    auto player = player_with(shared, options, inputs, problems);
    player->set_language(*language_);
    player->apply(intent::SeekEntry{at});

    player_ = std::move(player);
    foresight_ = view::foresee(rehearsal);
    intents_.clear();
    page_ = {};
    scene_ = {};
    revision_shown_ = 0;
    branch_shown_ = 0;
    decisions_shown_ = 0;
    entry_shown_ = 0;
    ++run_;
    state_.problems.clear();
    if (!problems.empty()) show_problems(problems, opening.name, true);
    state_.armed = {};
    state_.story_key.clear();
    state_.tab = ui::Tab::now;
    ui_->motion().forget_all();
    ui_->close_menu();
    canvas_.fit();
    wake();
    return {true, std::move(problems)};
}

}  // namespace airlock
