// From a plan to calls, and from a way through a search to a run.
#include "check/ground.h"

#include <algorithm>
#include <optional>

#include "base/check.h"
#include "base/json.h"
#include "base/text.h"
#include "sim/call_text.h"
#include "sim/inputs_json.h"
#include "sim/judge.h"
#include "sim/scenario_reader.h"
#include "sim/trace.h"
#include "world/catalog.h"
#include "world/evolve.h"
#include "world/gates.h"
#include "world/members.h"
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

// Is it one of theirs, or stolen from them?
template <class IsOne>
bool is_about(const World& world, Id<Credential> credential, IsOne&& is_one) {
    for (; credential; credential = world.credentials[credential].stolen_from)
        if (is_one(world.credentials[credential].holder)) return true;
    return false;
}

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

// The recovery point that a call is about.
Id<RecoveryPoint> recovery_point_of(const Call& call) {
    for (const auto member : members_in(call))
        if (member.about.refers_to == Kind::recovery_point && member.size() > 0)
            return member.row(0).as<RecoveryPoint>();
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

// --- before the search ---------------------------------------------------------------------------------------

Ground::Ground(std::shared_ptr<const Scenario> scenario, Plan plan, std::uint64_t seed)
    : simulation_(std::move(scenario), {.seed = seed, .live = {}}), plan_(std::move(plan)) {}

std::expected<std::unique_ptr<Ground>, Problem> Ground::open(
    std::shared_ptr<const Scenario> scenario, Plan plan, std::uint64_t seed) {
    std::unique_ptr<Ground> out(new Ground(scenario, std::move(plan), seed));
    if (std::string why = out->go_to_moment(); !why.empty())
        return std::unexpected(problem_of(std::move(why), *scenario, {}));
    out->first_ = out->simulation_.world();
    // What can be stolen is there before anything else is named.
    for (const PlannedEvent& event : out->plan_.events)
        if (std::string why = out->add_events(event); !why.empty())
            return std::unexpected(problem_of(std::move(why), *scenario, event.place));
    const auto add = [&](const PlannedMove& move, std::vector<Move>& to) -> std::optional<Problem> {
        std::string why = out->add_moves(move, to);
        if (why.empty()) return std::nullopt;
        return problem_of(std::move(why), *scenario, move.place);
    };
    for (const PlannedMove& move : out->plan_.moves)
        if (auto problem = add(move, out->moves_)) return std::unexpected(std::move(*problem));
    out->aliases_ = out->simulation_.aliases();
    for (const Promise& promise : out->plan_.promises) {
        pin_names(promise.condition, out->first_, out->aliases_);
        std::vector<Move>& could = out->could_.emplace_back();
        for (const PlannedMove& move : promise.could)
            if (auto problem = add(move, could)) return std::unexpected(std::move(*problem));
        for (Move& move : could) move.caller.at = out->simulation_.now();
    }
    return out;
}

namespace {

// Who attacks in this story.
std::optional<Id<Person>> thief_of(const Scenario& scenario) {
    std::string name;
    for (const Attacker& attacker : scenario.attackers)
        if (name.empty()) name = attacker.person;
    for (const Step& step : scenario.steps)
        if (name.empty() && step.call.operation == call::StealCredential::operation.name)
            name = step.who;
    const auto number = find_person(scenario, name);
    return number ? std::optional(Id<Person>{*number}) : std::nullopt;
}

constexpr std::string_view standard_abouts[standards_count] = {
    "",
    "The honest side can restore a clean recovery point, whatever the thief does.",
    "No thief can restore a recovery point.",
    "Nothing under a compliance lock changes or goes before its date.",
    "A restore access vault opens only by as many approvals, of distinct identities, as its team "
    "requires.",
    "Team and association change only by the team's vote.",
    "Nothing infected or corrupted passes for clean: it is scanned, or tried out, before it is "
    "restored.",
};

}  // namespace

std::string Ground::go_before_thief(Id<Person> thief) {
    Simulation ahead = simulation_.twin();
    while (ahead.step())
        if (ahead.log().entries.back().caller.person == thief) {
            while (simulation_.entries() + 1 < ahead.entries()) simulation_.step();
            return {};
        }
    return "its thief does nothing, so there is no moment before";
}

std::expected<std::unique_ptr<Ground>, Problem> Ground::open_standard(
    std::shared_ptr<const Scenario> scenario, const std::optional<Moment>& from,
    std::uint64_t seed) {
    const auto thief = thief_of(*scenario);
    if (!thief)
        return std::unexpected(
            problem_of("nobody attacks in it, so nothing can be asked of it", *scenario, {}));
    Plan plan;
    for (std::uint32_t i = 1; i < standards_count; ++i) {
        Promise& promise = plan.promises.emplace_back();
        promise.standard = static_cast<Standard>(i);
        promise.name = to_text(promise.standard);
        promise.about.by_language.emplace_back("en", standard_abouts[i]);
    }
    if (from) plan.from = *from;
    plan.attackers = {scenario->persons[thief->index].name};
    std::unique_ptr<Ground> out(new Ground(scenario, std::move(plan), seed));
    if (std::string why = from ? out->go_to_moment() : out->go_before_thief(*thief); !why.empty())
        return std::unexpected(problem_of(std::move(why), *scenario, {}));
    out->first_ = out->simulation_.world();
    out->design_.emplace(out->first_, *scenario, out->simulation_.catalog(), *thief,
                         out->simulation_.now());
    out->events_ = out->design_->events();
    for (Promise& promise : out->plan_.promises) {
        StandardQuestion question = out->design_->question(promise.standard);
        promise.kind = question.is_can ? Promise::Kind::can : Promise::Kind::never;
        out->could_.push_back(question.could);
        out->questions_.push_back(std::move(question));
    }
    return out;
}

std::size_t Ground::number_of(const Promise& promise) const {
    return static_cast<std::size_t>(&promise - plan_.promises.data());
}

const std::vector<Move>& Ground::moves(const Promise& promise) const {
    return questions_.empty() ? moves_ : questions_[number_of(promise)].moves;
}

bool Ground::applies(const Promise& promise) const {
    return questions_.empty() || questions_[number_of(promise)].applies;
}

std::expected<std::vector<const Promise*>, Problem> Ground::promises(
    std::span<const std::string> names) const {
    std::vector<const Promise*> out;
    for (const std::string& name : names) {
        const auto& all = plan_.promises;
        if (std::any_of(all.begin(), all.end(), [&](const Promise& p) { return p.name == name; }))
            continue;
        std::vector<std::string_view> known;
        for (const Promise& promise : all) known.push_back(promise.name);
        Problem problem;
        problem.file = "--property";
        problem.sentence = "the scenario has no promise named " + quoted(name);
        problem.suggestion = did_you_mean(name, known);
        if (problem.suggestion.empty()) problem.suggestion = "it has " + join(known, ", ");
        return std::unexpected(std::move(problem));
    }
    for (const Promise& promise : plan_.promises)
        if (names.empty() || std::find(names.begin(), names.end(), promise.name) != names.end())
            out.push_back(&promise);
    return out;
}

std::string Ground::go_to_moment() {
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

std::string Ground::add_moves(const PlannedMove& planned, std::vector<Move>& out) {
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
                reserve_theft(first_, person, std::get<call::StealCredential>(call).credential);
                out.push_back({Move::Kind::call, {person, {}, {}}, call, {}, {}});
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
                out.push_back({Move::Kind::call, {person, credential, {}}, call, {}, {}});
            }
        }
    }
    return {};
}

constexpr std::size_t basic_events_max = 1'000;

std::string Ground::add_events(const PlannedEvent& planned) {
    const References references(first_, simulation_.aliases());
    BasicEvent event;
    event.kind = planned.kind;
    if (!planned.by.empty()) {
        const auto thief = find_person(simulation_.scenario(), planned.by);
        CHECK(thief.has_value());
        event.thief = {*thief};
        // Who is granted something is no help to the honest side.
        if (std::find(plan_.attackers.begin(), plan_.attackers.end(), planned.by) ==
            plan_.attackers.end())
            plan_.attackers.push_back(planned.by);
    }
    for (const std::string& name : planned.subjects) {
        const Kind kind = subject_of(planned.kind);
        if (kind == Kind::none) event.region = simulation_.catalog().names.intern(name);
        else if (event.subject = references.find(kind, name); !event.subject)
            return "at that moment there is no " + std::string(noun(kind)) + " named " +
                   quoted(name);
        for (const Id<Credential> credential : stolen_by(first_, event))
            reserve_theft(first_, event.thief, credential);
        // Said twice it is one event all the same.
        if (std::find(events_.begin(), events_.end(), event) == events_.end())
            events_.push_back(event);
        if (events_.size() > basic_events_max)
            return "its groups come to more than " + std::to_string(basic_events_max) +
                   " basic events";
    }
    return {};
}

ExploreOptions Ground::options_for(std::span<const Promise* const> promises, bool merges_peers,
                                   bool forgets_answers) const {
    ExploreOptions out;
    out.at = simulation_.now();
    if (plan_.has_free_deadlines) out.deadline_order = DeadlineOrder::free;
    out.forgetting.approver_activity = !asks_for_activity(plan_);
    out.forgetting.finished_answers =
        forgets_answers &&
        std::none_of(promises.begin(), promises.end(),
                     [](const Promise* promise) { return counts_answers(promise->condition); });
    if (design_) {
        out.deadlines = design_->deadlines();
        out.deadline_order = DeadlineOrder::prompt;
        for (const Promise* promise : promises)
            if (questions_[number_of(*promise)].counts_answers)
                out.forgetting.finished_answers = false;
    }
    if (!merges_peers || promises.empty()) return out;
    std::vector<Move> all = moves(*promises[0]);
    for (const BasicEvent& event : events_) {
        all.emplace_back();
        all.back().kind = Move::Kind::basic_event;
        all.back().event = event;
    }
    out.peers = Peers::among(first_, all, out.forgetting, [&](Id<Person> a, Id<Person> b) {
        return side_of(a) == side_of(b) && are_alike_to(promises, a, b);
    });
    return out;
}

// Is the recovery point of a call of that kind, and there?
bool Ground::is_asked_about(const Promise& promise, const Move& move, const World& world) const {
    const Id<RecoveryPoint> point = recovery_point_of(move.call);
    if (!point) return true;
    if (!world.recovery_points.holds(point)) return false;
    if (design_) {
        const auto& counts = questions_[number_of(promise)].counts;
        return !counts || counts(world, point);
    }
    return promise.data.empty() || to_text(world.recovery_points[point].condition) == promise.data;
}

bool Ground::is_any_accepted(const Promise& promise, const World& world) const {
    const auto& could = could_[number_of(promise)];
    return std::any_of(could.begin(), could.end(), [&](const Move& move) {
        return is_asked_about(promise, move, world) &&
               decide(world, move.caller, move.call).outcome == Outcome::done;
    });
}

Predicate Ground::sought_of(const Promise& promise) const {
    return [this, &promise](const World& world) {
        if (design_ && questions_[number_of(promise)].is_broken)
            return questions_[number_of(promise)].is_broken(world);
        const bool is_about_calls = design_ || !promise.could.empty();
        const bool holds_now = is_about_calls ? is_any_accepted(promise, world)
                                              : holds(promise.condition, world, aliases_);
        return holds_now != (promise.kind == Promise::Kind::always);
    };
}

Side Ground::side_of(Id<Person> person) const {
    const auto& attackers = plan_.attackers;
    return std::find(attackers.begin(), attackers.end(), name_of(first_, person)) != attackers.end()
               ? Side::attacker
               : Side::honest;
}

Side Ground::side_of(const Move& move) const {
    return move.kind == Move::Kind::deadline ? Side::time : side_of(move.caller.person);
}

// Who could make a call that a promise is about is like nobody else.
bool Ground::are_alike_to(std::span<const Promise* const> promises, Id<Person> a,
                          Id<Person> b) const {
    const auto is_one_of_them = [&](Id<Person> person) { return person == a || person == b; };
    for (const Promise* promise : promises)
        for (const Move& move : could_[number_of(*promise)])
            if (is_one_of_them(move.caller.person) ||
                (move.caller.credential &&
                 is_about(first_, move.caller.credential, is_one_of_them)))
                return false;
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
    return std::all_of(promises.begin(), promises.end(), [&](const Promise* promise) {
        return said(promise->condition, {}) == said(promise->condition, names);
    });
}

// --- the witness ---------------------------------------------------------------------------------------------

std::string Ground::subject_name(const BasicEvent& event) const {
    if (!event.subject) return std::string(first_.catalog->names.text(event.region));
    return name_of(first_, event.subject);
}

Witness Ground::witness_of(const Promise& promise, std::span<const BasicEvent> events,
                           std::span<const Move> way) const {
    Witness out;
    Simulation run = simulation_.twin();
    while (run.entries() < simulation_.entries()) CHECK(run.step());
    run.run_until(simulation_.now());
    out.from_entry = run.entries();
    for (std::uint32_t i = 0; i < run.scenario().persons.size(); ++i) run.take_over({i});
    for (const BasicEvent& event : events)
        if (out.problem.empty()) out.problem = bring_about(run, event, out);
    if (out.problem.empty()) out.problem = play(run, way, out);
    if (!out.problem.empty()) return out;
    // What must never be is so at its end: something that stands there, or a call that goes through.
    if (promise.kind != Promise::Kind::can) {
        const bool is_about_calls = !could_[number_of(promise)].empty();
        const auto deed = is_about_calls ? accepted_in(promise, run) : std::nullopt;
        if (deed) out.problem = play(run, std::span(&*deed, 1), out);
        else if (is_about_calls || !sought_of(promise)(run.world()))
            out.problem = "in the run it does not come to it";
    }
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

Id<Credential> Ground::in_run(const World& run, Id<Credential> id) const {
    if (!id || id.index < simulation_.world().credentials.size()) return id;
    const Credential& row = first_.credentials[id];
    return theft_of(run, row.holder, row.stolen_from);
}

std::optional<Move> Ground::accepted_in(const Promise& promise, const Simulation& run) const {
    for (Move move : could_[number_of(promise)]) {
        const Id<Credential> credential = in_run(run.world(), move.caller.credential);
        if (!credential && move.caller.credential) continue;
        const Caller caller = {move.caller.person, credential, run.now()};
        if (is_asked_about(promise, move, run.world()) &&
            decide(run.world(), caller, move.call).outcome == Outcome::done)
            return move;
    }
    return std::nullopt;
}

// By what a run has for it: theft. Who is absent or locked out does nothing in a run in which everybody has been taken
// over; the rest a run cannot bring about, and says so.
std::string Ground::bring_about(Simulation& run, const BasicEvent& event, Witness& out) const {
    const auto steal = [&](Id<Credential> credential) {
        Move move;
        move.caller.person = event.thief;
        move.call = call::StealCredential{credential};
        return play(run, std::span(&move, 1), out);
    };
    for (const Id<Credential> credential : stolen_by(first_, event))
        if (std::string why = steal(credential); !why.empty()) return why;
    switch (event.kind) {
        case BasicEvent::Kind::vault_lost:
        case BasicEvent::Kind::key_disabled:
        case BasicEvent::Kind::region_down:
        case BasicEvent::Kind::backup_infected:
            return "nobody in a run brings about " + std::string(to_text(event.kind)) + " " +
                   subject_name(event);
        default: return {};
    }
}

// Makes the moves in `run`, each as soon as it can be. Gives what stands in the way.
std::string Ground::play(Simulation& run, std::span<const Move> way, Witness& out) const {
    for (const Move& move : way) {
        if (move.kind == Move::Kind::deadline) {
            out.moves.push_back(told(run.world(), move));
            const Due due = due_of(run.world(), move.row, mpa_down_until(run.world()));
            if (due.kind == DueKind::none) return "nothing falls due there";
            for (bool has_passed = false; !has_passed;) {
                if (!run.step()) return "the run ends before";
                const Due& fell = run.log().entries.back().due;
                has_passed = fell.kind == due.kind && fell.subject == due.subject;
                // Of any design only some deadlines are asked about; the others pass as well.
                if (!has_passed && !design_)
                    return "something else comes before " + out.moves.back();
            }
        } else {
            Id<Credential> credential = in_run(run.world(), move.caller.credential);
            const References references(run.world(), run.aliases());
            if (!credential) credential = references.credential_of(move.caller.person, {});
            out.moves.push_back(told(
                run.world(), {move.kind, {move.caller.person, credential, {}}, move.call, {}, {}}));
            const std::string refusal =
                run.refusal_of(run.entries(), move.caller.person, credential, move.call);
            if (!refusal.empty()) return refusal;
            const Entry& entry = run.submit(move.caller.person, credential, move.call);
            if (entry.outcome == Outcome::refused)
                return "in the run it is refused: " + out.moves.back();
        }
        run.run_until(run.now());
    }
    return {};
}

}  // namespace airlock::check
