// Opening a scenario as a link or a file asks for it: everything is checked before anything is replaced.
#include <algorithm>
#include <charconv>

#include "app/app.h"
#include "base/check.h"
#include "base/text.h"
#include "sim/inputs_json.h"
#include "sim/scenario_json.h"
#include "sim/trail.h"
#include "view/locate.h"

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

// What persons did, told as far as it fits.
std::vector<Input> inputs_in(const Simulation& simulation, std::string_view text,
                             std::vector<Problem>& problems) {
    if (text.empty()) return {};
    InputsRead read = read_inputs(simulation, text, "inputs");
    if (!read.problems.empty() && !read.inputs.empty())
        problems.push_back({.file = "inputs",
                            .sentence = "only the first " + std::to_string(read.inputs.size()) +
                                        " of what was done can be done again"});
    problems.insert(problems.end(), read.problems.begin(), read.problems.end());
    return std::move(read.inputs);
}

// Where to begin, found on a run of its own, since looking ahead must not decide anything.
struct Beginning {
    std::uint32_t entry = 0;
    Instant at;                 // later than the entry where a time was named
    std::uint32_t entries = 0;  // that the run had come to
};

// What the link says of how its run went, held against how it goes now.
void compare_trail(Simulation& ahead, const Opening& opening, Beginning& begin,
                   std::vector<Problem>& problems) {
    const auto trail = parse_trail(opening.expect);
    if (!trail) return problems.push_back({.file = "expect", .sentence = trail.error()});
    run_along(ahead, *trail);
    begin.entries = std::min(ahead.entries(), trail->entries);
    const Agreement agreement = agreement_of(ahead, *trail);
    if (agreement.is_whole) return;
    const ScenarioSince since = scenario_since(opening.sum, sum_of(opening.text));
    problems.push_back({.sentence = sentence_of(agreement, since)});
    begin.entries = std::min(begin.entries, agreement.same_until);
    if (begin.entry > agreement.same_until) begin.entry = agreement.same_until, begin.at = {};
}

Beginning beginning_of(Simulation& ahead, const Opening& opening, std::vector<Problem>& problems) {
    Beginning begin;
    if (!opening.at.empty()) {
        const auto moment = view::locate(ahead, opening.at);
        if (moment) begin.entry = moment->entry, begin.at = moment->at;
        else
            problems.push_back({.file = "at",
                                .sentence = moment.error().sentence,
                                .suggestion = moment.error().suggestion});
        // An entry beyond the end: the end is nearest.
        if (!moment && number_in(opening.at)) begin.entry = ahead.entries();
    }
    if (!opening.expect.empty()) compare_trail(ahead, opening, begin, problems);
    return begin;
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
    auto player = std::make_unique<Player>(shared, options);
    const std::vector<Input> done = inputs_in(player->simulation(), inputs, problems);
    Simulation ahead = player->simulation().twin();
    std::string problem;
    // They were tried out as they were read.
    CHECK(ahead.replay(done, problem) && player->simulation().replay(done, problem));
    const Beginning begin = beginning_of(ahead, opening, problems);
    player->set_language(*language_);
    if (begin.entries > 0) player->apply(intent::SeekEntry{begin.entries});
    player->apply(intent::SeekEntry{begin.entry});
    if (begin.at > player->cursor().at) player->apply(intent::SeekTime{begin.at});

    player_ = std::move(player);
    sum_ = sum_of(opening.text);
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
