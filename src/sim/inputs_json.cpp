// Inputs as JSON and back. Numbers of rows follow from the run alone, so an id found on a twin is the same on
// the run that the inputs are meant for; names are interned in the catalog that both share.
#include "sim/inputs_json.h"

#include "base/text.h"
#include "sim/call_json.h"
#include "sim/inputs_short.h"
#include "sim/scenario_reader.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::string_view input_members[] = {"after", "at",   "person",    "as",
                                              "call",  "with", "take_over", "hand_back"};

class InputReader {
  public:
    InputReader(Simulation& twin, const JsonDocument& document, std::vector<Problem>& problems)
        : twin_(twin), document_(document), problems_(problems) {}

    std::vector<Input> read() {
        std::vector<Input> out;
        const Json& list = document_.root();
        ScenarioReader reader(document_, problems_);
        if (!list.is_array()) {
            reader.wrong_type(list, "an array of inputs", list);
            return out;
        }
        if (list.size() > inputs_max) {
            reader.problem(list, "more than " + std::to_string(inputs_max) + " inputs");
            return out;
        }
        for (const Json& item : list) {
            // What follows a wrong input cannot be tried out any more.
            const auto input = read_input(reader, item);
            if (!input || !problems_.empty()) return out;
            std::string problem;
            if (!twin_.replay(std::span(&*input, 1), problem)) {
                reader.problem(item, problem);
                return out;
            }
            out.push_back(*input);
        }
        return out;
    }

  private:
    std::optional<Input> read_input(ScenarioReader& reader, const Json& item) {
        if (!reader.is_object(item, "an input", input_members)) return std::nullopt;
        const Json* after = reader.require(item, "after", "an input");
        const Json* at = reader.require(item, "at", "an input");
        const Json* who = reader.require(item, "person", "an input");
        if (after == nullptr || at == nullptr || who == nullptr) return std::nullopt;
        const auto entries = reader.integer(*after, 0, entries_max);
        const auto time = at->is_integer() ? reader.integer(*at, 0, duration_max.ms)
                                           : std::optional<std::int64_t>();
        const auto text_time = at->is_integer() ? std::nullopt : reader.duration(*at);
        const auto name = reader.text(*who);
        if (!entries || (!time && !text_time) || !name) return std::nullopt;
        const auto person = find_person(twin_.scenario(), *name);
        if (!person) {
            std::vector<std::string_view> names;
            for (const ScenarioPerson& known : twin_.scenario().persons)
                if (names.size() < 500) names.push_back(known.name);
            reader.problem(*who, "no person named " + quoted(*name), did_you_mean(*name, names));
            return std::nullopt;
        }
        Input input;
        input.after = static_cast<std::uint32_t>(*entries);
        input.at = Instant{time ? *time : text_time->ms};
        input.person = {*person};
        const bool is_call = item.find("call") != nullptr;
        const bool takes_over = item.find("take_over") != nullptr;
        const bool hands_back = item.find("hand_back") != nullptr;
        if (int{is_call} + int{takes_over} + int{hands_back} != 1) {
            reader.problem(item, R"(an input is a "call", a "take_over" or a "hand_back")");
            return std::nullopt;
        }
        input.kind = is_call      ? Input::Kind::call
                     : takes_over ? Input::Kind::take_over
                                  : Input::Kind::hand_back;
        if (is_call && !read_call_of(reader, item, input)) return std::nullopt;
        return input;
    }

    // Goes to the place of the input first: only then do its names lead anywhere.
    bool read_call_of(ScenarioReader& reader, const Json& item, Input& input) {
        while (twin_.entries() < input.after && twin_.step()) {}
        const References references(twin_.world(), twin_.aliases());
        std::string as;
        reader.get(item, "as", as);
        input.credential = references.credential_of(input.person, as);
        const Json* operation = item.find("call");
        const bool needs_none =
            as.empty() && operation->is_string() && needs_no_credential(operation->text());
        if (!input.credential && !needs_none) {
            const Json* at = item.find("as");
            reader.problem(at != nullptr ? *at : item, not_held(twin_.world(), input.person, as),
                           at != nullptr ? "" : R"(say with "as" which credential is used)");
            return false;
        }
        const auto call = read_call_now(twin_, document_, item, input.credential, problems_);
        if (call) input.call = *call;
        return call.has_value();
    }

    Simulation& twin_;
    const JsonDocument& document_;
    std::vector<Problem>& problems_;
};

Id<Account> account_of(const World& world, Id<Credential> credential) {
    if (!world.credentials.holds(credential)) return {};
    const Id<Principal> principal = world.credentials[credential].principal;
    return principal ? world.principals[principal].account : Id<Account>();
}

// Written down and read again, is it still the same call?
bool reads_back(const References& references, Catalog& catalog, const CallContext& context,
                const Call& call) {
    const CallText text = describe_call(references, call, context.near);
    JsonWriter out;
    out.begin_object().key("call").string(text.operation).key("with");
    write_arguments(out, text);
    out.end_object();
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(out.take(), "", problems);
    if (!document.is_valid() || !problems.empty()) return false;
    ScenarioReader reader(document, problems);
    const auto read = read_call(reader, document.root());
    return read && problems.empty() && resolve_call(references, catalog, *read, context) == call;
}

}  // namespace

std::string name_for_input(const References& references, Id<Person> person,
                           Id<Credential> credential) {
    const std::string shown = name_of(references.world(), credential);
    if (references.credential_of(person, shown) == credential) return shown;
    return "credential-" + std::to_string(credential.index + 1);
}

bool needs_no_credential(std::string_view operation) {
    return operation == call::StealCredential::operation.name ||
           operation == call::RegainAccount::operation.name;
}

std::string not_held(const World& world, Id<Person> person, std::string_view as) {
    return name_of(world, person) +
           (as.empty() ? " has no portal sign-in" : " does not hold " + quoted(as));
}

std::string problem_of_call(const References& references, Catalog& catalog, Id<Name> region,
                            Id<Person> person, Id<Credential> credential, const Call& call) {
    const World& world = references.world();
    if (!world.persons.holds(person)) return "this is nobody of this scenario";
    if (!credential) {
        if (!needs_no_credential(operation_of(call).name)) return not_held(world, person, {});
        // Written down without one it would be read with the first portal sign-in.
        if (references.credential_of(person, {})) return "say which credential is used";
    } else if (!world.credentials.holds(credential)) {
        return name_of(world, person) + " does not hold that credential";
    } else if (world.credentials[credential].holder != person) {
        return not_held(world, person, name_of(world, credential));
    }
    for (const Ref& named : references_in(call))
        if (!world.holds(named)) return "what this call is about is not there yet";
    const CallContext context{account_of(world, credential), region};
    if (!reads_back(references, catalog, context, call))
        return "this call could not be replayed: what it says cannot be written down";
    return {};
}

std::optional<Call> read_call_now(Simulation& simulation, const JsonDocument& document,
                                  const Json& object, Id<Credential> credential,
                                  std::vector<Problem>& problems) {
    const std::size_t before = problems.size();
    ScenarioReader reader(document, problems);
    const auto text = read_call(reader, object);
    if (!text || problems.size() != before) return std::nullopt;
    const References references(simulation.world(), simulation.aliases());
    CallContext context;
    context.near = account_of(simulation.world(), credential);
    context.region = simulation.catalog().names.intern(simulation.scenario().region);
    return resolve_call(references, simulation.catalog(), *text, context);
}

std::string inputs_to_json(const Simulation& simulation) {
    JsonWriter out;
    out.begin_array();
    for (const Input& input : simulation.inputs()) {
        // As it was when the input was made: a name may come to mean something else later.
        const World world = simulation.world_at(input.after);
        const References references(world, simulation.aliases());
        out.begin_object();
        out.key("after").integer(input.after);
        out.key("at").integer(input.at.ms);
        out.key("person").string(name_of(world, input.person));
        if (input.kind == Input::Kind::call) {
            if (input.credential)
                out.key("as").string(name_for_input(references, input.person, input.credential));
            const CallText call =
                describe_call(references, input.call, account_of(world, input.credential));
            out.key("call").string(call.operation);
            out.key("with");
            write_arguments(out, call);
        } else {
            out.key(input.kind == Input::Kind::take_over ? "take_over" : "hand_back").boolean(true);
        }
        out.end_object();
    }
    out.end_array();
    return out.take();
}

InputsRead read_inputs(const Simulation& simulation, std::string_view text, std::string_view file) {
    InputsRead out;
    const JsonDocument document = parse_json(text, std::string(file), out.problems);
    if (document.is_valid() && out.problems.empty()) {
        if (document.root().is_object()) {
            auto longer = lengthen_inputs(document);
            if (longer) return read_inputs(simulation, *longer, file);
            out.problems = std::move(longer.error());
        } else {
            Simulation twin = simulation.twin();
            out.inputs = InputReader(twin, document, out.problems).read();
        }
    }
    tell_first(out.problems, json_problems_max);
    return out;
}

std::expected<std::vector<Input>, std::vector<Problem>> parse_inputs(const Simulation& simulation,
                                                                     std::string_view text,
                                                                     std::string_view file) {
    InputsRead read = read_inputs(simulation, text, file);
    if (!read.problems.empty()) return std::unexpected(std::move(read.problems));
    return std::move(read.inputs);
}

}  // namespace airlock
