// The questions, one function each.
#include "desk/desk.h"

#include <functional>

#include "base/text.h"
#include "check/blast_json.h"
#include "check/plan_json.h"
#include "desk/question.h"
#include "sim/call_json.h"
#include "sim/inputs_json.h"
#include "sim/played.h"
#include "sim/trace.h"
#include "study/aws_cli.h"
#include "study/cloudtrail.h"
#include "study/report.h"
#include "view/compare.h"
#include "view/compose.h"
#include "view/foresight.h"
#include "view/locate.h"
#include "view/svg.h"
#include "view/transcript.h"
#include "world/text.h"

namespace airlock::desk {
namespace {

constexpr std::size_t times_max = 20'000;  // of a comparison; more than that nobody steps through

std::string_view name_of(view::Condition condition) {
    switch (condition) {
        case view::Condition::intact: return "intact";
        case view::Condition::threatened: return "threatened";
        case view::Condition::lost: return "lost";
        case view::Condition::regained: return "regained";
    }
    return "";
}

std::optional<view::Cursor> moment(Question& question, Simulation& simulation,
                                   std::string_view member) {
    const Json* value = question.root().find(member);
    std::string word;
    if (value != nullptr && value->is_integer()) word = std::to_string(value->integer());
    else word = question.text(member);
    if (!question.is_sound()) return std::nullopt;
    const auto cursor = view::locate(simulation, word);
    if (cursor) return *cursor;
    question.problem(member, cursor.error());
    return std::nullopt;
}

std::optional<view::Stretch> stretch(Question& question, Simulation& simulation) {
    const auto word = [&](std::string_view member) {
        const Json* value = question.root().find(member);
        return value != nullptr && value->is_integer() ? std::to_string(value->integer())
                                                       : question.text(member);
    };
    const std::string from = word("from"), to = word("to");
    if (!question.is_sound()) return std::nullopt;
    const auto found = view::locate_stretch(simulation, from, to);
    if (found) return *found;
    question.problem(from.empty() ? "to" : "from", found.error());
    return std::nullopt;
}

// --- documents --------------------------------------------------------------------------------------------

struct Document {
    std::string text;
    std::string_view type;    // its media type
    std::string_view ending;  // of a file name
};

std::optional<Document> draw(Question& question, Simulation& simulation) {
    const auto cursor = moment(question, simulation, "at");
    view::SvgOptions options;
    options.is_dark = question.word("theme", {"light", "dark"}, "light") == "dark";
    options.has_frame = question.flag("frame");
    options.width = static_cast<std::int32_t>(
        question.integer("width", view::svg_width_min, view::svg_width_max).value_or(1200));
    const view::Language& language = question.language();
    if (!cursor || !question.is_sound()) return std::nullopt;
    Simulation rehearsal = simulation.twin();
    rehearsal.run_to_end();
    const view::Foresight foresight = view::foresee(rehearsal);
    view::Page page;
    view::refresh_page(page, simulation, *cursor, {}, language, foresight);
    const view::Scene scene =
        view::build_scene(simulation, *cursor, {}, options.width, language, foresight);
    return Document{view::scene_svg(scene, page, language, options), "image/svg+xml", "svg"};
}

std::string trace_of(const Simulation& simulation, const view::Stretch& part) {
    std::string text;
    for (std::uint32_t n = part.from; n <= part.to; ++n) text += trace_text(simulation, n);
    return text;
}

std::optional<Document> document(Question& question, AskedRun& run, std::string_view format) {
    Simulation& simulation = run.simulation;
    if (format == "svg") return draw(question, simulation);
    const auto part = stretch(question, simulation);
    const view::Language& language = question.language();
    if (!part || !question.is_sound()) return std::nullopt;
    if (format == "markdown")
        return Document{view::transcript_markdown(simulation, *part, language), "text/markdown",
                        "md"};
    if (format == "mermaid") {
        if (part->to >= part->from + view::mermaid_entries_max)
            return question.problem("from", "a diagram takes at most " +
                                                std::to_string(view::mermaid_entries_max) +
                                                " entries; choose a shorter stretch"),
                   std::nullopt;
        return Document{view::mermaid_sequence(simulation, *part, language), "text/plain", "mmd"};
    }
    if (format == "trace") return Document{trace_of(simulation, *part), "text/plain", "trace"};
    if (format == "cloudtrail")
        return Document{study::cloudtrail_text(simulation), "application/jsonl", "jsonl"};
    if (format == "cli") return Document{study::cli_text(simulation), "text/plain", "sh"};
    return Document{scenario_as_played(simulation, run.source), "application/json", "json"};
}

void answer_export(Question& question, JsonWriter& out) {
    question.allow(
        {"ask", "run", "format", "at", "from", "to", "theme", "width", "frame", "language"});
    const std::string format = question.word(
        "format", {"svg", "markdown", "mermaid", "trace", "scenario", "cloudtrail", "cli"}, "");
    auto run = question.run(question.root().find("run"));
    if (!run || !question.is_sound()) return;
    const auto made = document(question, *run, format);
    if (!made) return;
    std::string name = run->simulation.scenario().name;
    for (char& c : name)
        if (c == '/') c = '-';
    out.key("answer").begin_object();
    out.key("name").string(name + "." + std::string(made->ending));
    out.key("type").string(made->type);
    out.key("text").string(made->text);
    out.end_object();
}

// --- reports ----------------------------------------------------------------------------------------------

void answer_report(Question& question, JsonWriter& out) {
    question.allow({"ask", "run", "to"});
    auto run = question.run(question.root().find("run"));
    if (!run) return;
    if (const auto cursor = moment(question, run->simulation, "to"); !cursor) return;
    const study::Report report = study::make_report(run->simulation);
    std::vector<Problem> problems;
    const JsonDocument facts = parse_json(study::report_json(report), "", problems);
    out.key("answer").begin_object();
    out.key("markdown").string(study::report_markdown(report));
    out.key("report").value(facts.root());
    out.end_object();
}

// --- the call composer --------------------------------------------------------------------------------------

// The run as it is at the question's moment, as the head of a branch of its own.
std::optional<AskedRun> run_at_moment(Question& question) {
    auto run = question.run(question.root().find("run"));
    if (!run) return std::nullopt;
    const auto cursor = moment(question, run->simulation, "at");
    if (!cursor) return std::nullopt;
    if (cursor->entry != run->simulation.entries() || cursor->at != run->simulation.now())
        run->simulation.fork(cursor->entry, cursor->at);
    return run;
}

std::optional<Id<Person>> person(Question& question, const Scenario& scenario) {
    const std::string name = question.text("person");
    if (const auto found = find_person(scenario, name)) return Id<Person>{*found};
    std::vector<std::string_view> known;
    for (const ScenarioPerson& one : scenario.persons)
        if (known.size() < 500) known.push_back(one.name);
    question.problem("person", "no person named " + quoted(name), did_you_mean(name, known));
    return std::nullopt;
}

void write_held(JsonWriter& out, const view::Held& held) {
    out.begin_object();
    out.key("person").string(held.person_name).key("title").string(held.title);
    out.key("as").string(held.as).key("words").string(held.words);
    out.key("account").string(held.account);
    out.key("is_stolen").boolean(held.is_stolen).key("is_sign_in").boolean(held.is_sign_in);
    out.key("has_credential").boolean(bool(held.credential));
    out.end_object();
}

void write_member(JsonWriter& out, const view::MemberOffer& member) {
    out.begin_object(JsonLayout::compact);
    out.key("name").string(member.name).key("kind").string(member.kind);
    if (!member.refers_to.empty()) out.key("refers_to").string(member.refers_to);
    out.key("is_required").boolean(member.is_required);
    out.key("is_list").boolean(member.is_list);
    if (member.is_list) out.key("count_max").integer(member.count_max);
    out.key("allowed").begin_array();
    for (const std::string& name : member.allowed) out.string(name);
    out.end_array().end_object();
}

void write_operation(JsonWriter& out, const view::OperationOffer& offer) {
    out.begin_object();
    out.key("name").string(offer.name).key("label").string(offer.label);
    out.key("is_read").boolean(offer.is_read).key("is_foreign").boolean(offer.is_foreign);
    out.key("outcome").string(to_text(offer.outcome));
    out.key("gate").string(offer.gate == Gate::none ? std::string_view() : to_text(offer.gate));
    out.key("with");
    write_arguments(out, offer.call);
    out.key("members").begin_array();
    for (const view::MemberOffer& member : offer.members) write_member(out, member);
    out.end_array().end_object();
}

void write_time(JsonWriter& out, const Simulation& simulation) {
    out.key("entry").integer(simulation.entries());
    out.key("at_ms").integer(simulation.now().ms);
}

// The one that the question means, by person and "as"; the first of the person where "as" is absent.
const view::Held* chosen(Question& question, const std::vector<view::Held>& all, Id<Person> who) {
    const bool is_told = question.root().find("as") != nullptr;
    const std::string as = question.text("as");
    for (const view::Held& held : all)
        if (held.person == who && (!is_told || held.as == as)) return &held;
    question.problem("as", "nobody of that name holds " + quoted(as) + " at this moment");
    return nullptr;
}

void answer_compose(Question& question, JsonWriter& out) {
    question.allow({"ask", "run", "at", "person", "as", "language"});
    auto run = run_at_moment(question);
    const view::Language& language = question.language();
    if (!run || !question.is_sound()) return;
    const auto all = view::credentials_held(run->simulation, language);
    std::vector<view::OperationGroup> groups;
    if (question.root().find("person") != nullptr) {
        const auto who = person(question, run->simulation.scenario());
        if (!who) return;
        const view::Held* held = chosen(question, all, *who);
        if (held == nullptr) return;
        groups = view::operations_for(run->simulation, *held, language);
    }
    out.key("answer").begin_object();
    write_time(out, run->simulation);
    out.key("credentials").begin_array();
    for (const view::Held& held : all) write_held(out, held);
    out.end_array();
    out.key("groups").begin_array();
    for (const view::OperationGroup& group : groups) {
        out.begin_object().key("id").string(group.id).key("title").string(group.title);
        out.key("operations").begin_array();
        for (const view::OperationOffer& offer : group.operations) write_operation(out, offer);
        out.end_array().end_object();
    }
    out.end_array().end_object();
}

void write_preview(JsonWriter& out, const view::Preview& preview) {
    out.key("outcome").string(to_text(preview.outcome));
    out.key("gate").string(preview.gate == Gate::none ? std::string_view() : to_text(preview.gate));
    out.key("error").string(preview.error == ErrorCode::none ? std::string_view()
                                                             : to_text(preview.error));
    out.key("headline").string(preview.headline).key("sentence").string(preview.sentence);
    out.key("gates").begin_array();
    for (const view::GateLine& line : preview.gates) {
        out.begin_object(JsonLayout::compact);
        out.key("gate").string(to_text(line.gate)).key("name").string(line.name);
        out.key("verdict").string(to_text(line.verdict)).key("reason").string(line.reason);
        out.end_object();
    }
    out.end_array();
    out.key("would_flip").string(preview.would_flip);
    out.key("events").begin_array();
    for (const std::string& event : preview.events) out.string(event);
    out.end_array();
}

void answer_preview(Question& question, JsonWriter& out) {
    question.allow({"ask", "run", "at", "person", "as", "call", "with", "language"});
    auto run = run_at_moment(question);
    const view::Language& language = question.language();
    if (!run || !question.is_sound()) return;
    Simulation& simulation = run->simulation;
    const auto who = person(question, simulation.scenario());
    if (!who) return;
    const std::string as = question.text("as");
    const Id<Credential> credential =
        References(simulation.world(), simulation.aliases()).credential_of(*who, as);
    const bool needs_none = as.empty() && needs_no_credential(question.text("call"));
    if (!credential && !needs_none)
        return question.problem("as", not_held(simulation.world(), *who, as));
    const auto call = read_call_now(simulation, question.document(), question.root(), credential,
                                    question.problems());
    if (!call || !question.is_sound()) return;
    const view::Preview preview = view::preview_call(simulation, *who, credential, *call, language);
    if (!preview.problem.empty()) return question.problem("call", preview.problem);
    out.key("answer").begin_object();
    write_preview(out, preview);
    out.end_object();
}

// --- comparisons --------------------------------------------------------------------------------------------

void write_mark(JsonWriter& out, std::string_view key, const study::Mark& mark) {
    out.key(key);
    if (!mark) {
        out.null();
        return;
    }
    out.begin_object(JsonLayout::compact);
    out.key("entry").integer(mark.entry).key("at").integer(mark.at.ms).end_object();
}

void write_moment(JsonWriter& out, const view::ComparedMoment& now) {
    out.key("now").begin_object();
    out.key("entry").integer(now.cursor.entry).key("at").integer(now.cursor.at.ms);
    out.key("time").string(now.time).key("headline").string(now.headline);
    out.key("sentence").string(now.sentence);
    out.key("clocks").begin_array();
    for (const view::Clock& clock : now.clocks) {
        out.begin_object(JsonLayout::compact);
        out.key("label").string(clock.label).key("value").string(clock.value);
        out.key("condition").string(name_of(clock.condition)).end_object();
    }
    out.end_array().key("layers").begin_array();
    for (const view::Layer& layer : now.layers) {
        out.begin_object(JsonLayout::compact);
        out.key("name").string(layer.name).key("word").string(layer.word);
        out.key("condition").string(name_of(layer.condition));
        out.key("is_present").boolean(layer.is_present).end_object();
    }
    out.end_array().end_object();
}

void write_comparison(JsonWriter& out, const view::Comparison& c, const AskedRun* runs[2],
                      std::optional<std::int64_t> at, const view::Language& language) {
    out.key("is_one_story").boolean(c.found.is_one_story);
    out.key("shares_attack").boolean(c.found.shares_attack);
    out.key("has_diverged").boolean(c.found.has_diverged);
    out.key("offset_ms").integer(c.found.offset.ms);
    out.key("remarks").begin_array();
    for (const std::string& remark : c.remarks) out.string(remark);
    out.end_array();
    out.key("sides").begin_array();
    for (std::uint32_t i = 0; i < 2; ++i) {
        const Simulation& run = runs[i]->simulation;
        out.begin_object();
        out.key("scenario").string(c.scenarios[i]).key("title").string(c.titles[i]);
        out.key("entries").integer(run.entries());
        write_mark(out, "attack", c.found.attacked[i]);
        write_mark(out, "parted", c.found.parted[i]);
        out.key("parted_sentence").string(c.parted[i]);
        if (at) write_moment(out, view::moment_of(run, c.found, i, Instant{*at}, language));
        out.end_object();
    }
    out.end_array();
    out.key("rows").begin_array();
    for (const view::ComparedRow& row : c.rows) {
        out.begin_object(JsonLayout::compact).key("label").string(row.label);
        out.key("values").begin_array().string(row.values[0]).string(row.values[1]).end_array();
        out.key("is_different").boolean(row.is_different).end_object();
    }
    out.end_array();
}

void answer_compare(Question& question, JsonWriter& out) {
    question.allow({"ask", "runs", "at", "language"});
    const Json* runs = question.root().find("runs");
    if (runs == nullptr || !runs->is_array() || runs->size() != 2)
        return question.problem("runs", "a comparison needs two \"runs\"");
    auto first = question.run(&*runs->begin());
    auto second = question.run(&*std::next(runs->begin()));
    const auto at = question.integer("at", INT32_MIN, duration_max.ms);
    const view::Language& language = question.language();
    if (!first || !second || !question.is_sound()) return;
    const view::Comparison comparison =
        view::compare(first->simulation, second->simulation, language);
    const AskedRun* both[] = {&*first, &*second};
    out.key("answer").begin_object();
    write_comparison(out, comparison, both, at, language);
    const auto times = view::common_times(first->simulation, second->simulation, comparison.found);
    out.key("times").begin_array(JsonLayout::compact);
    for (std::size_t i = 0; i < times.size() && i < times_max; ++i) {
        out.begin_array().integer(times[i].at.ms);
        out.integer(times[i].entries[0]).integer(times[i].entries[1]).end_array();
    }
    out.end_array();
    out.key("text").string(view::comparison_text(comparison, language));
    out.end_object();
}

// --- all of them ----------------------------------------------------------------------------------------------

// --- proofs ------------------------------------------------------------------------------------------------

constexpr std::uint32_t states_default =
    5'000'000;  // of one promise; a page has other things to do
constexpr std::uint32_t states_at_once = 1'000'000;
constexpr std::uint64_t bytes_of_proofs = 256u << 20;  // of one promise's states

void answer_blast(Question& question, JsonWriter& out) {
    question.allow({"ask", "design", "promise", "order", "states"});
    std::optional<check::Plan> plan;
    const ReadMore more = check::plan_reader(plan);
    check::BlastOptions options;
    if (question.root().find("promise") != nullptr) options.promises = {question.text("promise")};
    options.order_max =
        static_cast<std::uint32_t>(question.integer("order", 0, UINT32_MAX).value_or(UINT32_MAX));
    options.bytes_max = bytes_of_proofs;
    options.states_max = static_cast<std::uint32_t>(
        question.integer("states", 1, options.states_max).value_or(states_default));
    const auto scenario = question.design(more);
    if (!scenario || !question.is_sound()) return;
    auto search = check::BlastSearch::open(scenario, std::move(plan), options);
    if (!search) return question.problem("design", search.error());
    while ((*search)->go_on(states_at_once)) {}
    out.key("answer").begin_object();
    out.key("from").integer((*search)->ground().run().entries());
    out.key("promises").begin_array();
    for (const check::Blast& blast : (*search)->results(true)) {
        out.begin_object();
        out.key("about").string(blast.promise->about.in("en"));
        check::write_blast(out, blast);
        out.end_object();
    }
    out.end_array().end_object();
}

struct Known {
    std::string_view name;
    void (*answer)(Question&, JsonWriter&);
};
constexpr Known known[] = {
    {"export", answer_export},   {"report", answer_report},   {"compose", answer_compose},
    {"preview", answer_preview}, {"compare", answer_compare}, {"blast", answer_blast},
};

void answer_to(Question& question, JsonWriter& out) {
    if (!question.root().is_object())
        return question.problem(question.root(), "a question is a JSON object",
                                R"(write {"ask": "export", …})");
    const std::string ask = question.text("ask");
    std::vector<std::string_view> names;
    for (const Known& one : known) {
        if (one.name == ask) return one.answer(question, out);
        names.push_back(one.name);
    }
    if (question.is_sound())
        question.problem(
            "ask", "there is no question " + quoted(ask) + "; ask one of " + join(names, ", "),
            did_you_mean(ask, names));
}

}  // namespace

std::string answer(std::string_view question_text) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(question_text, "question", problems);
    JsonWriter out;
    out.begin_object();
    if (document.is_valid() && problems.empty()) {
        Question question(document, problems);
        answer_to(question, out);
    }
    if (!problems.empty()) {
        out = JsonWriter();
        out.begin_object();
        tell_first(problems, json_problems_max);
        out.key("problems");
        write_problems(out, problems);
    }
    out.end_object();
    return out.take();
}

}  // namespace airlock::desk
