// Writes a scenario again, member by member, with what was played.
#include "sim/played.h"

#include "base/check.h"
#include "base/json.h"
#include "sim/inputs_json.h"

namespace airlock {
namespace {

// A number where every reader of JSON keeps it exact, else a text.
void write_seed(JsonWriter& out, std::uint64_t seed) {
    if (seed < (1ull << 53)) out.integer(static_cast<std::int64_t>(seed));
    else out.string(std::to_string(seed));
}

void write_value(JsonWriter& out, const Parameter& parameter) {
    switch (parameter.type) {
        case Parameter::Type::integer: out.integer(parameter.number); break;
        case Parameter::Type::boolean: out.boolean(parameter.value == "true"); break;
        default: out.string(parameter.value);
    }
}

void write_parameters(JsonWriter& out, const Scenario& scenario, const Json& list) {
    out.begin_array();
    std::size_t i = 0;
    for (const Json& item : list) {
        const Parameter& parameter = scenario.parameters[i++];
        out.begin_object();
        for (const Json& member : item) {
            out.key(member.key());
            if (member.key() == "default") write_value(out, parameter);
            else out.value(member);
        }
        out.end_object();
    }
    out.end_array();
}

void write_played(JsonWriter& out, const Simulation& simulation) {
    out.key("played").begin_object();
    out.key("seed");
    write_seed(out, simulation.seed());
    out.key("live").begin_array(JsonLayout::compact);
    for (const std::string& person : simulation.options().live) out.string(person);
    out.end_array();
    // Parsed from our own text: the writer takes values that were read.
    std::vector<Problem> problems;
    const JsonDocument inputs = parse_json(inputs_to_json(simulation), "", problems);
    out.key("inputs").value(inputs.root());
    out.end_object();
}

}  // namespace

std::string scenario_as_played(const Simulation& simulation, std::string_view source) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(source, "", problems);
    CHECK(document.root().is_object());
    const bool has_guests = !simulation.inputs().empty() || !simulation.options().live.empty();
    JsonWriter out(JsonLayout::indented);
    out.begin_object();
    for (const Json& member : document.root()) {
        if (member.key() == "played" || (member.key() == "expect" && has_guests)) continue;
        out.key(member.key());
        if (member.key() == "parameters") write_parameters(out, simulation.scenario(), member);
        else out.value(member);
    }
    write_played(out, simulation);
    out.end_object();
    return out.take();
}

}  // namespace airlock
