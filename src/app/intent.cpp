// Reading intents from JSON: what the DOM view, window.airlock.dispatch and a test may send. It comes from
// outside, so everything wrong with it is a Problem.
#include "app/intent.h"

#include <array>
#include <charconv>
#include <optional>

#include "base/json.h"
#include "base/text.h"
#include "sim/inputs_json.h"
#include "sim/references.h"
#include "view/locate.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::array<std::string_view, 18> types{
    "play",       "pause",     "toggle_play",   "step_forward", "step_back",     "seek",
    "seek_entry", "seek_time", "next_decision", "set_speed",    "select",        "take_over",
    "hand_back",  "answer",    "submit",        "fork",         "switch_branch", "restart"};

// Kinds of things that can be selected, by the word in "kind".
std::optional<Kind> kind_named(std::string_view word) {
    for (std::uint32_t i = 1; i < kinds_count; ++i)
        if (to_text(static_cast<Kind>(i)) == word) return static_cast<Kind>(i);
    return std::nullopt;
}

class IntentReader {
  public:
    IntentReader(Simulation& simulation, const JsonDocument& document,
                 std::vector<Problem>& problems)
        : simulation_(simulation),
          document_(document),
          root_(document.root()),
          problems_(problems) {}

    std::optional<Intent> read() {
        if (!root_.is_object()) {
            problem(root_, "an intent is a JSON object", R"(write {"type": "play"})");
            return std::nullopt;
        }
        const std::string_view type = text("type");
        if (!problems_.empty()) return std::nullopt;
        if (auto plain = read_plain(type)) return plain;
        if (type == "seek") return read_seek();
        if (type == "seek_entry") return intent::SeekEntry{number("entry", UINT32_MAX)};
        if (type == "seek_time") return read_time();
        if (type == "set_speed")
            return intent::SetSpeed{static_cast<std::int32_t>(number("speed", speed_max, 1))};
        if (type == "select") return read_selection();
        if (type == "take_over") return intent::TakeOver{person()};
        if (type == "hand_back") return intent::HandBack{person()};
        if (type == "answer") return read_answer();
        if (type == "submit") return read_submit();
        if (type == "switch_branch") return read_branch();
        if (type == "restart") return read_restart();
        problem(*root_.find("type"), "there is no intent " + quoted(type),
                did_you_mean(type, types));
        return std::nullopt;
    }

  private:
    static std::optional<Intent> read_plain(std::string_view type) {
        if (type == "play") return intent::Play{};
        if (type == "pause") return intent::Pause{};
        if (type == "toggle_play") return intent::TogglePlay{};
        if (type == "step_forward") return intent::StepForward{};
        if (type == "step_back") return intent::StepBack{};
        if (type == "next_decision") return intent::NextDecision{};
        if (type == "fork") return intent::Fork{};
        return std::nullopt;
    }

    // To whatever moment a link may name; the run goes on as far as that.
    std::optional<Intent> read_seek() {
        const std::string_view word = text("to");
        if (!problems_.empty()) return std::nullopt;
        const auto moment = view::locate(simulation_, word);
        if (!moment) {
            problem(*root_.find("to"), moment.error().sentence, moment.error().suggestion);
            return std::nullopt;
        }
        const Log& log = simulation_.log();
        const Instant of_entry = moment->entry == 0 ? Instant{} : log.entries[moment->entry - 1].at;
        if (moment->at != of_entry) return intent::SeekTime{moment->at};
        return intent::SeekEntry{moment->entry};
    }

    std::optional<Intent> read_time() {
        constexpr auto latest = static_cast<std::uint64_t>(duration_max.ms);
        return intent::SeekTime{Instant{static_cast<std::int64_t>(wide_number("at", latest))}};
    }

    std::optional<Intent> read_selection() {
        if (root_.find("entry") != nullptr)
            return intent::Select{{{}, number("entry", simulation_.entries())}};
        if (root_.find("kind") == nullptr && root_.find("name") == nullptr)
            return intent::Select{};  // nothing
        const std::string_view word = text("kind");
        const std::string_view name = text("name");
        if (!problems_.empty()) return std::nullopt;
        const auto kind = kind_named(word);
        if (!kind) {
            problem(*root_.find("kind"), "there is no kind of thing named " + quoted(word));
            return std::nullopt;
        }
        const Ref thing = find(*kind, name);
        if (!thing)
            problem(*root_.find("name"),
                    "there is no " + std::string(word) + " named " + quoted(name));
        return intent::Select{{thing, 0}};
    }

    std::optional<Intent> read_answer() {
        intent::Answer answer;
        answer.person = person();
        const bool is_team = root_.find("team") != nullptr;
        if (!is_team && root_.find("session") == nullptr) {
            problem(root_, R"(an answer needs a text "session" or "team")");
            return std::nullopt;
        }
        const std::string_view name = text(is_team ? "team" : "session");
        const Json* approve = root_.find("approve");
        if (approve == nullptr || !approve->is_boolean()) {
            problem(approve ? *approve : root_, R"(an answer needs "approve": true or false)");
            return std::nullopt;
        }
        answer.approve = approve->boolean();
        if (!problems_.empty()) return std::nullopt;
        answer.subject = find(is_team ? Kind::team : Kind::session, name);
        if (!answer.subject)
            problem(*root_.find(is_team ? "team" : "session"),
                    "there is none named " + quoted(name));
        return answer;
    }

    std::optional<Intent> read_submit() {
        intent::Submit submit;
        submit.person = person();
        std::string_view as;
        if (root_.find("as") != nullptr) as = text("as");
        if (!problems_.empty()) return std::nullopt;
        const References references(simulation_.world(), simulation_.aliases());
        submit.credential = references.credential_of(submit.person, as);
        const Json* operation = root_.find("call");
        const bool needs_none = as.empty() && operation != nullptr && operation->is_string() &&
                                needs_no_credential(operation->text());
        if (!submit.credential && !needs_none) {
            const Json* at = root_.find("as");
            problem(at != nullptr ? *at : root_, not_held(simulation_.world(), submit.person, as),
                    at != nullptr ? "" : R"(say with "as" which credential is used)");
            return std::nullopt;
        }
        auto call = read_call_now(simulation_, document_, root_, submit.credential, problems_);
        if (call) submit.call = *call;
        return submit;
    }

    std::optional<Intent> read_branch() {
        const auto branches = static_cast<std::uint32_t>(simulation_.branches().size());
        return intent::SwitchBranch{number("branch", branches - 1)};
    }

    std::optional<Intent> read_restart() {
        if (root_.find("seed") == nullptr) return intent::Restart{simulation_.seed()};
        // As state() gives it: a number, or a text where JavaScript's numbers are no longer exact.
        const Json& seed = *root_.find("seed");
        if (!seed.is_string())
            return intent::Restart{wide_number("seed", static_cast<std::uint64_t>(INT64_MAX))};
        const std::string_view digits = seed.text();
        std::uint64_t number = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (error == std::errc() && end == digits.data() + digits.size() && !digits.empty())
            return intent::Restart{number};
        problem(seed, "this intent needs a whole number \"seed\" below 2^64");
        return std::nullopt;
    }

    // --- members ---

    std::string_view text(std::string_view member) {
        const Json* value = root_.find(member);
        if (value != nullptr && value->is_string()) return value->text();
        problem(value ? *value : root_, "this intent needs a text " + quoted(member));
        return {};
    }

    std::uint64_t wide_number(std::string_view member, std::uint64_t max, std::uint64_t min = 0) {
        const Json* value = root_.find(member);
        if (value != nullptr && value->is_integer() && value->integer() >= 0 &&
            static_cast<std::uint64_t>(value->integer()) >= min &&
            static_cast<std::uint64_t>(value->integer()) <= max)
            return static_cast<std::uint64_t>(value->integer());
        problem(value ? *value : root_, "this intent needs a whole number " + quoted(member) +
                                            " from " + std::to_string(min) + " to " +
                                            std::to_string(max));
        return min;
    }

    std::uint32_t number(std::string_view member, std::uint32_t max, std::uint32_t min = 0) {
        return static_cast<std::uint32_t>(wide_number(member, max, min));
    }

    Id<Person> person() {
        const std::string_view name = text("person");
        if (!problems_.empty()) return {};
        if (const auto found = find_person(simulation_.scenario(), name)) return {*found};
        std::vector<std::string_view> names;
        for (const ScenarioPerson& known : simulation_.scenario().persons)
            if (names.size() < 500) names.push_back(known.name);
        problem(*root_.find("person"), "no person named " + quoted(name),
                did_you_mean(name, names));
        return {};
    }

    Ref find(Kind kind, std::string_view name) const {
        return References(simulation_.world(), simulation_.aliases()).find(kind, name);
    }

    void problem(const Json& at, std::string sentence, std::string suggestion = {}) {
        problems_.push_back(problem_at(document_, at, std::move(sentence), std::move(suggestion)));
    }

    Simulation& simulation_;
    const JsonDocument& document_;
    const Json& root_;
    std::vector<Problem>& problems_;
};

}  // namespace

std::expected<Intent, std::vector<Problem>> parse_intent(Simulation& simulation,
                                                         std::string_view json) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(json, "", problems);
    if (!document.is_valid() || !problems.empty()) return std::unexpected(std::move(problems));
    auto intent = IntentReader(simulation, document, problems).read();
    if (!problems.empty() || !intent) return std::unexpected(std::move(problems));
    return std::move(*intent);
}

}  // namespace airlock
