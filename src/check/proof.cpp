// From a plan to a search, and from what was found to a run.
#include "check/proof.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "sim/call_text.h"
#include "sim/inputs_json.h"
#include "sim/judge.h"
#include "sim/trace.h"
#include "world/catalog.h"
#include "world/evolve.h"
#include "world/gates.h"
#include "world/text.h"

namespace airlock::check {
namespace {

Problem problem_of(std::string sentence, const Scenario& scenario, const SourcePlace& place) {
    Problem out;
    out.file = scenario.file;
    out.line = place.line;
    out.column = place.column;
    out.pointer = place.pointer;
    out.sentence = std::move(sentence);
    return out;
}

bool holds(const Condition& condition, const World& world, const Aliases& aliases) {
    return Judge({world, aliases, {}, {}, {}}).holds(condition);
}

// Only RecoverApprovalTeam asks how active approvers have been (teams.cpp, is_active_approver).
bool asks_for_activity(const Plan& plan) {
    return std::any_of(plan.moves.begin(), plan.moves.end(), [](const PlannedMove& move) {
        return !move.calls.empty() &&
               move.calls[0].operation == call::RecoverApprovalTeam::operation.name;
    });
}

// The names that conditions speak of, as what they mean now: a search asks millions of times, and a name that is looked
// up looks at every row of its kind.
void pin_names(const Condition& condition, const World& world, Aliases& aliases) {
    static constexpr Kind kinds[] = {Kind::vault,        Kind::team,
                                     Kind::session,      Kind::job,
                                     Kind::workload,     Kind::recovery_point,
                                     Kind::account,      Kind::share,
                                     Kind::organization, Kind::identity_source,
                                     Kind::principal};
    const Aliases given = aliases;
    const References references(world, given);
    for (const std::string* name : {&condition.subject, &condition.other}) {
        if (name->empty()) continue;
        for (const Kind kind : kinds) {
            const Ref ref = references.find(kind, *name);
            auto& known = aliases[*name];
            if (ref && std::find(known.begin(), known.end(), ref) == known.end())
                known.push_back(ref);
        }
    }
    for (const Condition& part : condition.parts) pin_names(part, world, aliases);
}

Id<Credential> theft_of(const World& world, Id<Person> thief, Id<Credential> from) {
    for (const Credential& row : world.credentials)
        if (row.holder == thief && row.stolen_from == from) return world.credentials.id_of(row);
    return {};
}

std::string told(const World& world, const Move& move) {
    if (move.kind == Move::Kind::deadline) {
        const Due due = due_of(world, move.row, mpa_down_until(world));
        return "- " + name_of(world, move.row) + ": " + std::string(to_text(due.kind));
    }
    const CallText call = describe_call(world, move.call);
    std::string out = name_of(world, move.caller.person) + " " + call.operation;
    for (const Argument& argument : call.arguments) {
        if (const auto* text = std::get_if<std::string>(&argument.value)) out += " " + *text;
        if (const auto* number = std::get_if<std::int64_t>(&argument.value))
            out += " " + argument.member + "=" + std::to_string(*number);
    }
    if (move.caller.credential && world.credentials[move.caller.credential].holder)
        out += " as " + name_of(world, move.caller.credential);
    return out;
}

}  // namespace

std::string_view to_text(VerdictWord word) {
    switch (word) {
        case VerdictWord::holds: return "holds";
        case VerdictWord::violated: return "violated";
        case VerdictWord::bound: return "bound";
    }
    return {};
}

// --- before the search ---------------------------------------------------------------------------------------

Proof::Proof(std::shared_ptr<const Scenario> scenario, Plan plan, const ProofOptions& options)
    : simulation_(std::move(scenario), {.seed = options.seed, .live = {}}),
      plan_(std::move(plan)),
      options_(options) {}

std::expected<std::unique_ptr<Proof>, Problem> Proof::open(std::shared_ptr<const Scenario> scenario,
                                                           Plan plan, const ProofOptions& options) {
    std::unique_ptr<Proof> out(new Proof(scenario, std::move(plan), options));
    for (const std::string& name : options.promises) {
        const auto& all = out->plan_.promises;
        if (std::any_of(all.begin(), all.end(), [&](const Promise& p) { return p.name == name; }))
            continue;
        std::vector<std::string_view> names;
        for (const Promise& promise : all) names.push_back(promise.name);
        Problem problem;
        problem.file = "--property";
        problem.sentence = "the scenario has no promise named " + quoted(name);
        problem.suggestion = did_you_mean(name, names);
        if (problem.suggestion.empty()) problem.suggestion = "it has " + join(names, ", ");
        return std::unexpected(std::move(problem));
    }
    for (const Promise& promise : out->plan_.promises)
        if (options.promises.empty() || std::find(options.promises.begin(), options.promises.end(),
                                                  promise.name) != options.promises.end())
            out->asked_.push_back(&promise);
    if (std::string why = out->go_to_moment(); !why.empty())
        return std::unexpected(problem_of(std::move(why), *scenario, {}));
    out->first_ = out->simulation_.world();
    for (const PlannedMove& move : out->plan_.moves)
        if (std::string why = out->add_moves(move); !why.empty())
            return std::unexpected(problem_of(std::move(why), *scenario, move.place));
    if (std::string why = out->prepare(); !why.empty())
        return std::unexpected(problem_of(std::move(why), *scenario, {}));
    return out;
}

std::string Proof::go_to_moment() {
    const Moment& from = plan_.from;
    if (from.at) {
        simulation_.run_until(*from.at);
        return {};
    }
    std::vector<std::string> step_ids;
    for (const Step& step : simulation_.scenario().steps) step_ids.push_back(step.id);
    for (;;) {
        const Judge judge({simulation_.world(), simulation_.aliases(), simulation_.log().entries,
                           simulation_.step_entries(), step_ids});
        if (std::all_of(from.when.begin(), from.when.end(),
                        [&](const Condition& condition) { return judge.holds(condition); }))
            break;
        if (!simulation_.step()) return "the moment from which to prove never comes";
    }
    if (from.delay > Duration{0}) simulation_.run_until(simulation_.now() + from.delay);
    return {};
}

// A thief's credential is a row of its own. All that can be stolen are there from the beginning, revoked: the order in
// which they are stolen then makes no difference to the world.
void Proof::reserve_theft(Id<Person> thief, Id<Credential> credential) {
    if (!credential || theft_of(first_, thief, credential)) return;
    evolve(first_, event::CredentialStolen{credential, thief});
    evolve(first_, event::CredentialRevoked{theft_of(first_, thief, credential)});
}

std::string Proof::add_moves(const PlannedMove& planned) {
    const Scenario& scenario = simulation_.scenario();
    Catalog& catalog = simulation_.catalog();
    const Aliases& aliases = simulation_.aliases();
    for (const std::string& who : planned.who) {
        const auto number = find_person(scenario, who);
        CHECK(number.has_value());
        const Id<Person> person{*number};
        for (const CallText& text : planned.calls) {
            if (text.operation == call::StealCredential::operation.name) {
                const References references(first_, aliases);
                const Call call = resolve_call(references, catalog, text, {});
                reserve_theft(person, std::get<call::StealCredential>(call).credential);
                moves_.push_back({Move::Kind::call, {person, {}, {}}, call, {}});
                continue;
            }
            const std::vector<std::string> own(1);
            for (const std::string& as : planned.as.empty() ? own : planned.as) {
                const References references(first_, aliases);
                const Id<Credential> credential = references.credential_of(person, as);
                if (!credential && !needs_no_credential(text.operation))
                    return not_held(first_, person, as) + ", and steals it in no move before";
                CallContext context;
                if (credential && first_.credentials[credential].principal)
                    context.near =
                        first_.principals[first_.credentials[credential].principal].account;
                context.region = catalog.names.intern(scenario.region);
                const Call call = resolve_call(references, catalog, text, context);
                moves_.push_back({Move::Kind::call, {person, credential, {}}, call, {}});
            }
        }
    }
    return {};
}

std::string Proof::prepare() {
    aliases_ = simulation_.aliases();
    for (const Promise* promise : asked_) pin_names(promise->condition, first_, aliases_);
    std::vector<Predicate> sought;
    for (const Promise* promise : asked_)
        sought.push_back(
            [this, promise](const World& world) { return holds_broken(*promise, world); });
    ExploreOptions options;
    options.at = simulation_.now();
    options.has_free_deadlines = plan_.has_free_deadlines;
    options.forgetting.approver_activity = !asks_for_activity(plan_);
    options.states_max = options_.states_max;
    options.depth_max = options_.depth_max;
    options.bytes_max = options_.bytes_max;
    explorer_ = std::make_unique<Explorer>(first_, moves_, std::move(sought), options);
    return {};
}

bool Proof::holds_broken(const Promise& promise, const World& world) const {
    return holds(promise.condition, world, aliases_) == promise.is_never;
}

// --- the search and its verdicts -----------------------------------------------------------------------------

bool Proof::go_on(std::uint32_t states) { return explorer_->go_on(states) == Explorer::End::none; }

std::vector<Verdict> Proof::verdicts() {
    std::vector<Verdict> out;
    for (std::uint32_t i = 0; i < asked_.size(); ++i) {
        Verdict verdict;
        verdict.promise = asked_[i];
        if (const auto state = explorer_->found(i)) {
            verdict.word = VerdictWord::violated;
            const std::vector<std::uint32_t> way = explorer_->way_to(*state);
            verdict.depth = static_cast<std::uint32_t>(way.size());
            verdict.witness = witness_of(way);
        } else if (explorer_->end() == Explorer::End::complete) {
            verdict.word = VerdictWord::holds;
        }
        out.push_back(std::move(verdict));
    }
    return out;
}

// --- the witness ---------------------------------------------------------------------------------------------

Witness Proof::witness_of(const std::vector<std::uint32_t>& way) {
    Witness out;
    Simulation run = simulation_.twin();
    while (run.entries() < simulation_.entries()) CHECK(run.step());
    run.run_until(simulation_.now());
    out.from_entry = run.entries();
    for (std::uint32_t i = 0; i < run.scenario().persons.size(); ++i) run.take_over({i});
    out.problem = play(run, way, first_, out);
    if (!out.problem.empty()) return out;
    out.inputs = inputs_to_json(run);
    out.trace_hash = trace_hash(run);
    // What is reported is what anybody gets who runs it.
    Simulation again = simulation_.twin();
    const auto inputs = parse_inputs(again, out.inputs);
    std::string problem;
    if (!inputs) out.problem = to_text(inputs.error().front());
    else if (!again.replay(*inputs, problem)) out.problem = problem;
    else if (again.run_until(run.now()), trace_hash(again) != out.trace_hash)
        out.problem = "played again it comes out otherwise";
    out.is_played = out.problem.empty();
    return out;
}

// Makes the moves in `run`, each as soon as it can be; `before` is the world of the search. Gives what stands in the way.
std::string Proof::play(Simulation& run, const std::vector<std::uint32_t>& way, const World& before,
                        Witness& out) {
    const auto in_run = [&](Id<Credential> id) {
        if (!id || id.index < simulation_.world().credentials.size()) return id;
        const Credential& row = before.credentials[id];
        return theft_of(run.world(), row.holder, row.stolen_from);
    };
    for (const std::uint32_t number : way) {
        const Move& move = explorer_->moves()[number];
        if (move.kind == Move::Kind::deadline) {
            out.moves.push_back(told(run.world(), move));
            const Due due = due_of(run.world(), move.row, mpa_down_until(run.world()));
            if (due.kind == DueKind::none) return "nothing falls due there";
            for (bool has_passed = false; !has_passed;) {
                if (!run.step()) return "the run ends before";
                const Due& fell = run.log().entries.back().due;
                has_passed = fell.kind == due.kind && fell.subject == due.subject;
                if (!has_passed) return "something else comes before " + out.moves.back();
            }
        } else {
            Id<Credential> credential = in_run(move.caller.credential);
            const References references(run.world(), run.aliases());
            if (!credential) credential = references.credential_of(move.caller.person, {});
            out.moves.push_back(told(
                run.world(), {move.kind, {move.caller.person, credential, {}}, move.call, {}}));
            const std::string refusal =
                run.refusal_of(run.entries(), move.caller.person, credential, move.call);
            if (!refusal.empty()) return refusal;
            run.submit(move.caller.person, credential, move.call);
        }
        run.run_until(run.now());
    }
    return {};
}

}  // namespace airlock::check
