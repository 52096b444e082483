// Typed reading of a scenario's JSON. Internal to the scenario files (scenario_json.cpp, scenario_world.cpp,
// scenario_story.cpp). Every reader reports what is wrong and returns nothing; nobody stops at the first.
//
// Names are checked at the end: while reading, `declare` says what there is and `refer` what is spoken of;
// `check_references` then compares the two, so that order in the file does not matter.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.h"
#include "base/text.h"
#include "sim/scenario.h"
#include "sim/scenario_json.h"
#include "world/ref.h"

namespace airlock {

// Which names a member may hold, where it is more than one kind of row.
enum class NameClass : std::uint8_t {
    row,        // of `kind`
    shareable,  // a vault or a team
    node,       // a root, by the name of its organization, a unit or an account
    grantee,    // an account or an organization
    thing,      // whatever a call can be about
    step,
};

class ScenarioReader {
  public:
    ScenarioReader(const JsonDocument& document, std::vector<Problem>& problems)
        : document_(document), problems_(problems) {}

    const JsonDocument& document() const { return document_; }
    Scenario& scenario() { return scenario_; }
    std::vector<Problem>& problems() { return problems_; }

    // --- problems ---
    void problem(const Json& at, std::string sentence, std::string suggestion = {});
    void problem_at_name(const Json& member, std::string sentence, std::string suggestion = {});
    void unknown_word(const Json& at, std::string_view what, std::string_view word,
                      std::span<const std::string_view> words);
    SourcePlace place(const Json& value) const;

    // --- values; each may be {"parameter": "name"} ---
    std::optional<std::string> text(const Json& value);
    std::optional<std::int64_t> integer(const Json& value, std::int64_t min, std::int64_t max);
    std::optional<bool> boolean(const Json& value);
    std::optional<Duration> duration(const Json& value);
    // One of `words`; gives its place among them.
    std::optional<std::uint32_t> word(const Json& value, std::string_view what,
                                      std::span<const std::string_view> words);
    Text prose(const Json& value);  // a text, or texts by language

    // --- members of an object; they leave `out` alone when the member is absent or wrong ---
    void get(const Json& object, std::string_view member, std::string& out);
    void get(const Json& object, std::string_view member, bool& out);
    void get(const Json& object, std::string_view member, YesNo& out);
    void get(const Json& object, std::string_view member, Duration& out);
    void get(const Json& object, std::string_view member, Text& out);
    void get(const Json& object, std::string_view member, std::int32_t& out, std::int32_t min,
             std::int32_t max);
    // Reports its absence.
    const Json* require(const Json& object, std::string_view member, std::string_view what);

    // --- names ---
    // The name of something new: letters, digits, ".", "_" and "-".
    std::string new_name(const Json& object, std::string_view what);
    bool is_name(const Json& at, std::string_view text);
    // A member that must be there and names a row.
    std::string reference(const Json& object, std::string_view member, Kind kind,
                          std::string_view what);
    // One that may be there.
    void get_reference(const Json& object, std::string_view member, Kind kind, std::string& out);
    // A list of names; "approver-*" is every one of that group.
    std::vector<std::string> references(const Json& list, Kind kind);
    // One of its items: a name, or the names of a group.
    void add_references(const Json& item, Kind kind, std::vector<std::string>& out);
    std::vector<std::string> texts(const Json& list);

    // Says that there is a row of that name; `owner` qualifies it ("owner/name"). A second one is a problem
    // unless the row is made during the run.
    void declare(Kind kind, std::string_view name, const Json& at, std::string_view owner = {});
    void declare_made(Kind kind, std::string_view name);
    void declare_result(std::string_view name, std::span<const Kind> kinds);
    void refer(const Json& at, NameClass name_class, Kind kind, std::string_view name);
    bool is_declared(Kind kind, std::string_view name) const;
    void check_references();
    // Counts rows that the scenario founds; false, and a problem, when there are too many.
    bool has_room_for(const Json& at, std::uint32_t rows);
    // What is too much of something that others speak of is not read: its problem is the last one.
    void too_much(const Json& at, std::string sentence);

    // --- lists and objects ---
    bool is_object(const Json& value, std::string_view what,
                   std::span<const std::string_view> known);
    template <class Read>
    void each(const Json& object, std::string_view member, std::string_view what,
              std::span<const std::string_view> known, Read&& read) {
        const Json* list = object.find(member);
        if (list == nullptr) return;
        if (!list->is_array()) {
            wrong_type(*list, "an array", *list);
            return;
        }
        for (const Json& item : *list)
            if (is_object(item, what, known)) read(item);
    }
    void wrong_type(const Json& at, std::string_view needed, const Json& given);

    const Parameter* find_parameter(std::string_view name) const;
    bool check_text_length(const Json& at, std::string_view text, std::uint32_t max);

  private:
    struct Reference {
        const Json* at;
        NameClass name_class;
        Kind kind;
        std::string name;
    };

    // The parameter that an object {"parameter": …} names, if it is of that type.
    const Parameter* parameter_for(const Json& value, Parameter::Type type,
                                   std::string_view needed);
    bool is_known(const Reference& reference) const;
    bool is_known_row(Kind kind, std::string_view name) const;
    std::vector<std::string_view> candidates(const Reference& reference) const;

    const JsonDocument& document_;
    std::vector<Problem>& problems_;
    Scenario scenario_;
    std::map<Kind, std::map<std::string, std::uint32_t, std::less<>>> declared_;  // name → line
    std::map<std::string, std::vector<Kind>, std::less<>> results_;
    std::vector<Reference> references_;
    std::uint32_t rows_ = 0;
    bool is_full_ = false;  // there is too much; what was not read any more is not missed
    std::uint32_t members_written_out_ = 0;
};

// What a kind is called in a sentence: "a person", "an air-gapped or standard vault" is just "a vault".
std::string_view noun(Kind kind);

// The parts of a scenario, in the order in which they are read.
void read_parameters(ScenarioReader& reader, const Json& root,
                     std::span<const ParameterOverride> overrides);  // scenario_json.cpp
// Do the parameters have the values that {"early_reject": "threshold"} names?
bool has_values(ScenarioReader& reader, const Json& object);
void read_persons(ScenarioReader& reader, const Json& root);  // scenario_world.cpp
void read_organizations(ScenarioReader& reader, const Json& root);
void read_accounts(ScenarioReader& reader, const Json& root);
void read_identity(ScenarioReader& reader, const Json& root);
void read_backup(ScenarioReader& reader, const Json& root);
void check_world_of(ScenarioReader& reader, const Json& root);
void read_plans(ScenarioReader& reader, const Json& root);  // scenario_plans.cpp
void check_plans(ScenarioReader& reader, const Json& root);
void read_steps(ScenarioReader& reader, const Json& root);  // scenario_story.cpp
Moment read_moment(ScenarioReader& reader, const Json& item, std::string_view what);
void check_story_of(ScenarioReader& reader, const Json& root);
// Steps that wait for each other in a circle; lets conditions on steps know where in the list these stand.
void check_waiting_of(ScenarioReader& reader, const Json& root);
void read_attackers(ScenarioReader& reader, const Json& root);
void read_chapters(ScenarioReader& reader, const Json& root);
void read_live(ScenarioReader& reader, const Json& root);
void read_played(ScenarioReader& reader, const Json& root);
void read_ends(ScenarioReader& reader, const Json& root);
void read_expectations(ScenarioReader& reader, const Json& root);
Condition read_condition(ScenarioReader& reader, const Json& value);  // scenario_condition.cpp

}  // namespace airlock
