// From a plan to a search, and from what was found to a run.
#include "check/proof.h"

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "base/json.h"
#include "base/text.h"
#include "check/slice.h"
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

// Does it ask how many have approved?
bool counts_answers(const Condition& condition) {
    return (condition.kind == Condition::Kind::session && condition.count.is_given) ||
           std::any_of(condition.parts.begin(), condition.parts.end(), counts_answers);
}

using NamePairs = std::vector<std::pair<std::string, std::string>>;

// All that a condition says, with names exchanged; the order of its parts makes no difference.
std::string said(const Condition& condition, const NamePairs& exchange) {
    const auto name = [&](const std::string& text) {
        for (const auto& [a, b] : exchange) {
            if (text == a) return b;
            if (text == b) return a;
        }
        return text;
    };
    std::vector<std::string> parts;
    for (const Condition& part : condition.parts) parts.push_back(said(part, exchange));
    std::stable_sort(parts.begin(), parts.end());
    JsonWriter out;
    out.begin_array().integer(static_cast<std::int64_t>(condition.kind));
    out.string(name(condition.subject)).string(condition.state).string(condition.reason);
    out.string(condition.lock).string(condition.data).string(condition.verdict);
    out.string(condition.support_case).string(name(condition.other));
    out.boolean(condition.has_other).boolean(condition.count.is_given);
    out.integer(condition.count.at_least).integer(condition.count.at_most);
    for (const std::string& part : parts) out.string(part);
    out.end_array();
    return out.take();
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
    out->prepare();
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

// Searches for what moves do by themselves end here (slice.h).
constexpr std::uint32_t slice_states_max = 200'000;

void Proof::prepare() {
    aliases_ = simulation_.aliases();
    for (const Promise* promise : asked_) pin_names(promise->condition, first_, aliases_);
    ExploreOptions options;
    options.at = simulation_.now();
    options.has_free_deadlines = plan_.has_free_deadlines;
    options.forgetting.approver_activity = !asks_for_activity(plan_);
    options.states_max = options_.states_max;
    options.depth_max = options_.depth_max;
    options.bytes_max = options_.bytes_max;
    std::vector<std::string_view> reductions;
    const bool asks_for_answers =
        std::any_of(asked_.begin(), asked_.end(),
                    [](const Promise* promise) { return counts_answers(promise->condition); });
    options.forgetting.finished_answers = options_.forgets_answers && !asks_for_answers;
    if (options.forgetting.finished_answers) reductions.push_back("finished_answers");
    if (options_.merges_peers)
        options.peers = Peers::among(first_, moves_, [this](Id<Person> a, Id<Person> b) {
            return side_of(a) == side_of(b) && are_alike_to_promises(a, b);
        });
    if (options.peers.size() > 0) reductions.push_back("symmetry");
    const auto sought_of = [this](const Promise* promise) -> Predicate {
        return [this, promise](const World& world) { return is_sought(*promise, world); };
    };
    std::optional<Slicer> slicer;
    if (options_.slices)
        slicer.emplace(first_, moves_, options, std::min(slice_states_max, options_.states_max));
    // Those that need everything are looked for in one search.
    std::vector<Predicate> sought;
    Search whole{{}, nullptr, reductions};
    for (const Promise* promise : asked_) {
        const Slice slice = slicer ? slicer->slice_for(sought_of(promise)) : Slice{.is_all = true};
        if (slice.is_all && promise->kind != Promise::Kind::can) {
            whole.promises.push_back(promise);
            sought.push_back(sought_of(promise));
            continue;
        }
        ExploreOptions own = options;
        if (!slice.is_all) own.deadlines = slice.deadlines;
        own.goes_on = promise->kind == Promise::Kind::can;
        Search& search = searches_.emplace_back();
        search.promises = {promise};
        search.reductions = reductions;
        if (!slice.is_all) search.reductions.push_back("slices");
        search.explorer = std::make_unique<Explorer>(first_, slice.is_all ? moves_ : slice.moves,
                                                     std::vector{sought_of(promise)}, own);
    }
    if (whole.promises.empty()) return;
    whole.explorer = std::make_unique<Explorer>(first_, moves_, std::move(sought), options);
    searches_.push_back(std::move(whole));
}

bool Proof::are_alike_to_promises(Id<Person> a, Id<Person> b) const {
    NamePairs names = {{name_of(first_, a), name_of(first_, b)}};
    const auto users_of = [&](Id<Person> person) {
        std::vector<Id<User>> out;
        for (const User& user : first_.users)
            if (user.person == person) out.push_back(first_.users.id_of(user));
        return out;
    };
    const std::vector<Id<User>> users[2] = {users_of(a), users_of(b)};
    for (std::size_t i = 0; i < std::min(users[0].size(), users[1].size()); ++i) {
        const auto named = [&](Id<User> user, bool with_provider) {
            const User& row = first_.users[user];
            const auto& texts = first_.catalog->names;
            const std::string own(texts.text(row.name));
            if (!with_provider) return own;
            return std::string(texts.text(first_.identity_providers[row.provider].name)) + "/" +
                   own;
        };
        names.emplace_back(named(users[0][i], false), named(users[1][i], false));
        names.emplace_back(named(users[0][i], true), named(users[1][i], true));
    }
    return std::all_of(asked_.begin(), asked_.end(), [&](const Promise* promise) {
        return said(promise->condition, {}) == said(promise->condition, names);
    });
}

bool Proof::is_sought(const Promise& promise, const World& world) const {
    return holds(promise.condition, world, aliases_) != (promise.kind == Promise::Kind::always);
}

// --- the search and its verdicts -----------------------------------------------------------------------------

bool Proof::go_on(std::uint32_t states) {
    for (Search& search : searches_) {
        if (search.explorer->end() != Explorer::End::none) continue;
        const Explorer::End end = search.explorer->go_on(states);
        if (end == Explorer::End::none) return true;
        if (end != Explorer::End::peers_apart) continue;
        options_.merges_peers = false;
        searches_.clear();
        prepare();
        return true;
    }
    return std::any_of(searches_.begin(), searches_.end(), [](const Search& search) {
        return search.explorer->end() == Explorer::End::none;
    });
}

std::uint64_t Proof::states() const {
    std::uint64_t n = 0;
    for (const Search& search : searches_) n += search.explorer->states();
    return n;
}

std::uint64_t Proof::done() const {
    std::uint64_t n = 0;
    for (const Search& search : searches_) n += search.explorer->done();
    return n;
}

Side Proof::side_of(Id<Person> person) const {
    const auto& attackers = plan_.attackers;
    return std::find(attackers.begin(), attackers.end(), name_of(first_, person)) != attackers.end()
               ? Side::attacker
               : Side::honest;
}

std::optional<std::uint32_t> Proof::first_lost(Search& search) {
    const auto side_of_move = [this](const Move& move) {
        return move.kind == Move::Kind::deadline ? Side::time : side_of(move.caller.person);
    };
    const Promise& promise = *search.promises[0];
    return Game(*search.explorer, side_of_move,
                [&](const World& world) { return is_sought(promise, world); })
        .first_lost();
}

Verdict Proof::verdict_of(Search& search, std::uint32_t number) {
    Verdict out;
    out.promise = search.promises[number];
    out.search = search.explorer.get();
    out.reductions = search.reductions;
    const bool is_game = out.promise->kind == Promise::Kind::can;
    const bool is_complete = search.explorer->end() == Explorer::End::complete;
    if (is_game && !is_complete) return out;
    const auto state = is_game ? first_lost(search) : search.explorer->found(number);
    if (state) {
        out.word = VerdictWord::violated;
        const std::vector<Move> way = search.explorer->way_to(*state);
        out.depth = static_cast<std::uint32_t>(way.size());
        out.witness = witness_of(way);
    } else if (is_complete) {
        out.word = VerdictWord::holds;
    }
    return out;
}

// In the order of the file.
std::vector<Verdict> Proof::verdicts() {
    std::vector<Verdict> out;
    for (const Promise* promise : asked_)
        for (Search& search : searches_)
            for (std::uint32_t i = 0; i < search.promises.size(); ++i)
                if (search.promises[i] == promise) out.push_back(verdict_of(search, i));
    return out;
}

// --- the witness ---------------------------------------------------------------------------------------------

Witness Proof::witness_of(std::span<const Move> way) {
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
std::string Proof::play(Simulation& run, std::span<const Move> way, const World& before,
                        Witness& out) {
    const auto in_run = [&](Id<Credential> id) {
        if (!id || id.index < simulation_.world().credentials.size()) return id;
        const Credential& row = before.credentials[id];
        return theft_of(run.world(), row.holder, row.stolen_from);
    };
    for (const Move& move : way) {
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
