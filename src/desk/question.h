// Reading of questions: members with their types, runs, languages. Internal to the desk.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "sim/scenario_json.h"
#include "sim/simulation.h"
#include "view/language.h"

namespace airlock::desk {

// A run as a question tells it, replayed; `source` is the scenario's text.
struct AskedRun {
    Simulation simulation;
    std::string source;
};

class Question {
  public:
    Question(const JsonDocument& document, std::vector<Problem>& problems)
        : document_(document), root_(document.root()), problems_(problems) {}

    bool is_sound() const { return problems_.empty(); }
    const Json& root() const { return root_; }
    const JsonDocument& document() const { return document_; }
    std::vector<Problem>& problems() { return problems_; }

    // A text member; `otherwise` where it is absent.
    std::string text(std::string_view member, std::string_view otherwise = {});
    // One of these words; a problem that lists them otherwise.
    std::string word(std::string_view member, std::initializer_list<std::string_view> words,
                     std::string_view otherwise);
    std::optional<std::int64_t> integer(std::string_view member, std::int64_t min,
                                        std::int64_t max);
    bool flag(std::string_view member);
    // Only these members may be there.
    void allow(std::initializer_list<std::string_view> members);

    // {"scenario", "name", "seed", "live", "inputs", "set", "entries"}; nothing, and problems, where it is wrong.
    std::optional<AskedRun> run(const Json* run);
    // "design": {"scenario", "name", "set"}, with what `more` reads of its file; nothing, and problems, where it is wrong.
    std::shared_ptr<const Scenario> design(const ReadMore& more);
    // "language": the text of a language file, or "en".
    const view::Language& language();

    void problem(const Json& at, std::string sentence, std::string suggestion = {});
    // A problem about a member, or the question where it is absent.
    void problem(std::string_view member, std::string sentence, std::string suggestion = {});
    void problem(std::string_view member, Problem problem);

  private:
    std::optional<RunOptions> options_of(const Json& run, const Scenario& scenario);
    std::vector<ParameterOverride> choices_of(const Json& run);
    std::shared_ptr<const Scenario> scenario_of(const Json& run, const ReadMore* more);

    const JsonDocument& document_;
    const Json& root_;
    std::vector<Problem>& problems_;
    std::optional<view::Language> language_;
};

}  // namespace airlock::desk
