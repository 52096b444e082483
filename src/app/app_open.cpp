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

}  // namespace

std::vector<Problem> App::open(const Opening& opening) {
    auto scenario = load_scenario(opening.text, opening.name);
    if (!scenario) return show_problems(scenario.error(), opening.name), scenario.error();

    std::vector<Problem> problems;
    RunOptions options;
    if (!opening.seed.empty()) {
        const auto seed = number_in(opening.seed);
        if (seed) options.seed = *seed;
        else problems.push_back({.file = "seed", .sentence = "not a whole number: " + quoted(opening.seed)});
    }
    for (const std::string_view name : split(opening.live, ',')) {
        const std::string_view person = trim(name);
        if (person.empty()) continue;
        if (!find_person(*scenario, person)) {
            problems.push_back({.file = "live", .sentence = "no person named " + quoted(person)});
        }
        options.live.emplace_back(person);
    }
    std::uint32_t at = 0;
    if (!opening.at.empty()) {
        const auto entry = number_in(opening.at);
        if (entry && *entry <= entries_max) at = static_cast<std::uint32_t>(*entry);
        else problems.push_back({.file = "at", .sentence = "not the number of an entry: " + quoted(opening.at)});
    }
    if (!problems.empty()) return show_problems(problems, opening.name), problems;

    // A rehearsal without anybody at the screen tells what will come to stand on the stage and how long the
    // story is; with room kept for it nothing moves later.
    const auto shared = std::make_shared<const Scenario>(std::move(*scenario));
    Simulation rehearsal(shared, {.seed = options.seed});
    rehearsal.run_to_end();

    auto player = std::make_unique<Player>(shared, options);
    if (!opening.inputs.empty()) {
        const auto inputs = parse_inputs(player->simulation(), opening.inputs, "inputs");
        if (!inputs) return show_problems(inputs.error(), "The link"), inputs.error();
        std::string problem;
        if (!player->simulation().replay(*inputs, problem)) {
            problems.push_back({.file = "inputs", .sentence = problem});
            return show_problems(problems, "The link"), problems;
        }
    }
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
    state_.armed = {};
    state_.story_key.clear();
    state_.tab = ui::Tab::now;
    ui_->motion().forget_all();
    ui_->close_menu();
    canvas_.fit();
    wake();
    return {};
}

}  // namespace airlock
