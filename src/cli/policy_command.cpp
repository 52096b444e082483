// One JSON line a case; expectations that are not met are named on standard error with their place.
#include "cli/policy_command.h"

#include "base/json.h"
#include "base/text.h"
#include "cli/scenario_files.h"
#include "policy/cases.h"

namespace airlock::cli {
namespace {

void write_decided_by(JsonWriter& out, const policy::Case& one, const policy::Answer& answer) {
    const policy::Finding& found = answer.finding();
    const bool has_levels = answer.layer == policy::Layer::service_control ||
                            answer.layer == policy::Layer::resource_control;
    out.key("decided_by").begin_object();
    out.key("layer").string(policy::to_text(answer.layer));
    if (has_levels) out.key("level").integer(found.level);
    const policy::Source source = policy::explain(one.policies(), answer);
    out.key("policy");
    if (source.document == nullptr) out.null();
    else out.integer(found.document);
    out.key("statement");
    if (source.statement == nullptr) out.null();
    else if (source.statement->sid.empty()) out.integer(found.statement);
    else out.string(source.statement->sid);
    out.end_object();
}

// Whether the case went as expected, or nothing was.
bool decide(const policy::Case& one, const std::string& file, const Console& console) {
    const policy::Answer answer = policy::evaluate(one.request, one.policies());
    const bool passed = !one.expected || *one.expected == answer.decision;
    const std::string reason = policy::reason_of(one, answer);
    JsonWriter out;
    out.begin_object();
    out.key("name").string(one.name);
    out.key("decision").string(policy::to_text(answer.decision));
    write_decided_by(out, one, answer);
    out.key("reason").string(reason);
    out.key("passed");
    if (one.expected) out.boolean(passed);
    else out.null();
    out.end_object();
    console.out << out.take() << '\n';
    if (!passed) {
        Problem problem;
        problem.file = file;
        problem.line = one.expected_at.line;
        problem.column = one.expected_at.column;
        problem.pointer = one.expected_pointer;
        problem.sentence = "not as expected: " + quoted(one.name) + " is " +
                           std::string(policy::to_text(answer.decision)) + ". " + reason;
        console.err << to_text(problem) << '\n';
    }
    return passed;
}

}  // namespace

int command_policy(const Options& options, const Console& console) {
    if (options.words.size() != 1) {
        console.err << "airlock: policy takes one file of cases\nsee airlock policy --help\n";
        return exit_nonsense;
    }
    const std::string& file = options.words[0];
    const auto text = read_input(file, console.in);
    if (!text) {
        console.err << file << ": " << text.error() << '\n';
        return exit_nonsense;
    }
    const auto read = policy::read_cases(*text, file);
    if (!read) {
        for (const Problem& problem : read.error()) console.err << to_text(problem) << '\n';
        return exit_nonsense;
    }
    int code = exit_ok;
    for (const policy::Case& one : read->cases)
        if (!decide(one, file, console)) code = exit_failed;
    return code;
}

}  // namespace airlock::cli
