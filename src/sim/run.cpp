// How a run goes forward: the next thing due or planned becomes an entry, the entry's events change the
// world, and then everybody looks up: approvers who were asked, steps that waited, attackers, chapters.
#include "sim/run.h"

#include <algorithm>

#include "base/check.h"
#include "sim/call_text.h"
#include "sim/inputs_json.h"
#include "sim/judge.h"
#include "world/evolve.h"
#include "world/invariants.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::uint32_t checkpoint_distance = 32;
// How much work a run may be, in rows looked at or what takes as long. No honest scenario comes near; one that
// was made to keep a machine busy ends here, after about a second, at the same entry everywhere.
constexpr std::uint64_t work_max = 800'000'000;
// Measured against one row: what every entry costs, what every row of the world costs each event of an entry
// (tables are copied when they change, invariants look at all of it), and what an actor's plan on the agenda
// costs whenever one comes or goes.
constexpr std::uint64_t work_of_entry = 2'000;
constexpr std::uint64_t work_of_row = 5;
constexpr std::uint64_t work_of_ask = 4;

std::array<std::uint32_t, kinds_count> count_rows(const World& w) {
    std::array<std::uint32_t, kinds_count> n{};
    const auto set = [&](Kind kind, std::uint32_t rows) {
        n[static_cast<std::size_t>(kind)] = rows;
    };
    set(Kind::organization, w.organizations.size());
    set(Kind::handshake, w.handshakes.size());
    set(Kind::credential, w.credentials.size());
    set(Kind::identity_center, w.identity_centers.size());
    set(Kind::identity_source, w.identity_sources.size());
    set(Kind::team, w.teams.size());
    set(Kind::session, w.sessions.size());
    set(Kind::share, w.shares.size());
    set(Kind::vault, w.vaults.size());
    set(Kind::recovery_point, w.recovery_points.size());
    set(Kind::job, w.jobs.size());
    set(Kind::workload, w.workloads.size());
    set(Kind::account, w.accounts.size());
    set(Kind::principal, w.principals.size());
    set(Kind::organizational_unit, w.organizational_units.size());
    set(Kind::control_policy, w.control_policies.size());
    set(Kind::key, w.keys.size());
    set(Kind::grant, w.grants.size());
    set(Kind::backup_plan, w.backup_plans.size());
    set(Kind::backup_rule, w.backup_rules.size());
    set(Kind::backup_selection, w.backup_selections.size());
    set(Kind::legal_hold, w.legal_holds.size());
    set(Kind::restore_testing_plan, w.restore_testing_plans.size());
    set(Kind::restore_testing_selection, w.restore_testing_selections.size());
    return n;
}

std::uint64_t rows_in(const World& w) {
    std::uint64_t n = 0;
    w.each_table([&](const auto& table) { n += table.size(); });
    return n;
}

}  // namespace

Run::Run(std::shared_ptr<Stage> stage, const RunOptions& options)
    : stage_(std::move(stage)),
      world_(stage_->world),
      staff_(*stage_->scenario, options.seed),
      aliases_(stage_->aliases) {
    log_.founding = stage_->founding;
    is_live_.assign(scenario().persons.size(), 0);
    for (const std::string& name : options.live)
        if (const auto person = find_person(scenario(), name)) is_live_[*person] = 1;
    step_entries_.assign(scenario().steps.size(), 0);
    chapter_entries_.assign(scenario().chapters.size(), 0);
    chapter_times_.assign(scenario().chapters.size(), never);
    checkpoints_.push_back(world_);
    begin();
}

void Run::begin() {
    for (std::uint32_t i = 0; i < scenario().steps.size(); ++i) {
        const Moment& moment = scenario().steps[i].moment;
        if (moment.at) agenda_.add({*moment.at, Plan::Kind::step, i, 0});
        else waiting_steps_.push_back(i);
    }
    for (std::uint32_t i = 0; i < scenario().chapters.size(); ++i)
        if (scenario().chapters[i].begins.at) chapter_times_[i] = *scenario().chapters[i].begins.at;
    if (scenario().ends && scenario().ends->at) ends_at_ = *scenario().ends->at;
    for (const Attacker& facts : scenario().attackers) {
        const auto person = find_person(scenario(), facts.person);
        CHECK(person.has_value());
        AttackerState state{AttackerMind(facts, Id<Person>{*person})};
        if (facts.moment.at) state.awake_at = *facts.moment.at;
        attackers_.push_back(state);
    }
    react();
}

// --- forward ---------------------------------------------------------------------------------------------

bool Run::is_exhausted() const { return entries() >= entries_max || work_ >= work_max; }

bool Run::is_cut_short() const {
    if (!is_exhausted()) return false;
    const Plan* plan = agenda_.next();
    const Instant next = plan ? std::min(plan->at, due_.at) : due_.at;
    return next != never && std::max(next, now_) <= ends_at_;
}

Instant Run::next_at() const {
    if (is_exhausted()) return never;
    const Plan* plan = agenda_.next();
    const Instant next = plan ? std::min(plan->at, due_.at) : due_.at;
    if (next == never) return never;
    const Instant at = std::max(next, now_);
    return at > ends_at_ ? never : at;
}

bool Run::step() {
    if (next_at() == never) return false;
    const Plan* plan = agenda_.next();
    // What falls due comes before what somebody means to do at the same instant.
    if (plan && plan->at < due_.at) perform(agenda_.take());
    else perform_due(due_);
    return true;
}

void Run::run_until(Instant at) {
    while (next_at() <= at && step()) {}
    if (at != never) now_ = std::max(now_, at);
}

bool Run::run_to_decision() {
    auto seen = staff_.asks().size();
    while (step()) {
        for (; seen < staff_.asks().size(); ++seen)
            if (staff_.asks()[seen].is_open && is_live(staff_.asks()[seen].person)) return true;
    }
    return false;
}

void Run::wait_until(Instant at) {
    const Instant limit = std::min(at, next_at());
    if (limit != never) now_ = std::max(now_, limit);
}

// --- persons ---------------------------------------------------------------------------------------------

bool Run::is_live(Id<Person> person) const {
    return person.index < is_live_.size() && is_live_[person.index] != 0;
}

std::vector<PendingDecision> Run::decisions() const {
    std::vector<PendingDecision> out;
    for (const std::uint32_t index : staff_.open()) {
        const Ask& ask = staff_.asks()[index];
        if (!is_live(ask.person)) continue;
        // Whom the portal does not admit cannot answer: nobody waits for him.
        const Id<User> user = world_.credentials[ask.credential].user;
        if (user && !is_in_portal(world_, user, now_)) continue;
        out.push_back(
            {ask.person, ask.credential, ask.subject, ask.since, ask.expires_at, ask.entry});
    }
    return out;
}

// Links hold so many inputs, up to such a time (inputs_json.h).
bool Run::has_room_for_input() const {
    return inputs_.size() < inputs_max && now_.ms <= duration_max.ms;
}

std::string Run::refusal_of(const World& world, Id<Person> person, Id<Credential> credential,
                            const Call& call) const {
    const bool is_here = &world == &world_;
    if (is_here && is_exhausted()) return "this run was cut short: nothing happens in it any more";
    if (is_here && !has_room_for_input()) return "this run takes no more inputs";
    return problem_of_call(References(world, aliases_), stage_->catalog,
                           stage_->catalog.names.intern(scenario().region), person, credential,
                           call);
}

const Entry& Run::submit(Id<Person> person, Id<Credential> credential, const Call& call) {
    CHECK(refusal_of(world_, person, credential, call).empty());
    inputs_.push_back({Input::Kind::call, entries(), now_, person, credential, call});
    std::uint32_t cause = 0;
    for (const std::uint32_t index : staff_.open()) {
        const Ask& ask = staff_.asks()[index];
        if (ask.person == person && ask.subject == subject_of(call)) cause = ask.entry;
    }
    perform_call({person, credential, now_}, call, -1, cause);
    return log_.entries.back();
}

void Run::take_over(Id<Person> person) {
    CHECK(person.index < is_live_.size());
    if (is_live(person) || !has_room_for_input()) return;
    inputs_.push_back({Input::Kind::take_over, entries(), now_, person, {}, {}});
    is_live_[person.index] = 1;
    for (const std::uint32_t index : staff_.open())
        if (staff_.asks()[index].person == person) agenda_.remove(Plan::Kind::answer, index);
}

// What the person would have answered meanwhile is answered now.
void Run::hand_back(Id<Person> person) {
    CHECK(person.index < is_live_.size());
    if (!is_live(person) || !has_room_for_input()) return;
    inputs_.push_back({Input::Kind::hand_back, entries(), now_, person, {}, {}});
    is_live_[person.index] = 0;
    for (const std::uint32_t index : staff_.open()) {
        const Ask& ask = staff_.asks()[index];
        if (ask.person != person || ask.answer_at == never) continue;
        agenda_.add({std::max(ask.answer_at, now_), Plan::Kind::answer, index, ask.entry});
    }
}

bool Run::apply(const Input& input, std::string& problem) {
    const auto place = [&] { return "the input after entry " + std::to_string(input.after); };
    if (!world_.persons.holds(input.person)) {
        problem = place() + " is by nobody of this scenario";
        return false;
    }
    while (entries() < input.after)
        if (!step()) {
            problem = place() + " lies beyond the end of the run, which has " +
                      std::to_string(entries()) + " entries";
            return false;
        }
    if (entries() > input.after || input.at < now_) {
        problem = place() + " lies in the past";
        return false;
    }
    if (next_at() < input.at) {
        problem = place() + " comes too late: entry " + std::to_string(entries() + 1) +
                  " happens before it, at " + format_instant(next_at());
        return false;
    }
    now_ = input.at;
    switch (input.kind) {
        case Input::Kind::call:
            if (const std::string why =
                    refusal_of(world_, input.person, input.credential, input.call);
                !why.empty()) {
                problem = place() + " cannot be replayed: " + why;
                return false;
            }
            submit(input.person, input.credential, input.call);
            break;
        case Input::Kind::take_over: take_over(input.person); break;
        case Input::Kind::hand_back: hand_back(input.person); break;
    }
    return true;
}

// --- making entries ----------------------------------------------------------------------------------------

void Run::perform(const Plan& plan) {
    now_ = std::max(now_, plan.at);
    switch (plan.kind) {
        case Plan::Kind::step: perform_step(plan); break;
        case Plan::Kind::answer: {
            const Ask ask = staff_.asks()[plan.index];
            perform_call({ask.person, ask.credential, now_}, staff_.answer(world_, ask), -1,
                         plan.cause);
            break;
        }
        case Plan::Kind::attempt: {
            AttackerState& attacker = attackers_[plan.index];
            attacker.is_planned = false;
            attacker.acts_next_at = now_ + scenario().attackers[plan.index].pace;
            const AttackerMind::Deed deed = attacker.mind.next(world_, stage_->catalog);
            perform_call({attacker.mind.person(), deed.credential, now_}, deed.call, -1,
                         plan.cause);
            break;
        }
    }
}

void Run::perform_step(const Plan& plan) {
    const Step& step = scenario().steps[plan.index];
    const References references(world_, aliases_);
    const auto person = find_person(scenario(), step.who);
    CHECK(person.has_value());
    const Id<Person> who{*person};
    const bool is_portal =
        step.call.operation == "Vote" || step.call.operation == "AnswerTeamInvitation";
    Id<Credential> credential;
    if (!step.as.empty() || is_portal) credential = references.credential_of(who, step.as);
    CallContext context;
    if (credential && world_.credentials[credential].principal)
        context.near = world_.principals[world_.credentials[credential].principal].account;
    context.region = stage_->catalog.names.intern(scenario().region);
    const Call call = resolve_call(references, stage_->catalog, step.call, context);
    step_entries_[plan.index] = entries() + 1;
    perform_call({who, credential, now_}, call, static_cast<std::int32_t>(plan.index), plan.cause);
}

void Run::perform_call(const Caller& caller, const Call& call, std::int32_t step,
                       std::uint32_t cause) {
    Entry entry;
    entry.cause = cause;
    entry.step = step;
    entry.caller = caller;
    entry.account = account_of(caller, call);
    entry.call = call;
    Decision decision = decide(world_, caller, call);
    append(entry, decision);
}

void Run::perform_due(const Due& due) {
    now_ = std::max(now_, due.at);
    Entry entry;
    const auto set_by = clock_entries_.find({due.kind, due.subject});
    if (set_by != clock_entries_.end()) entry.cause = set_by->second;
    entry.account = account_of(due);
    entry.due = due;
    Decision decision = fall_due(world_, due);
    append(entry, decision);
}

void Run::append(Entry& entry, Decision& decision) {
    entry.number = entries() + 1;
    entry.at = now_;
    entry.until = now_;
    entry.caller.at = now_;
    entry.outcome = decision.outcome;
    entry.gate = decision.gate;
    entry.error = decision.error;
    entry.checks = std::move(decision.checks);
    entry.events = std::move(decision.events);
    rows_before_ = count_rows(world_);
    log_.entries.push_back(std::move(entry));
    for (const Event& event : log_.entries.back().events) happen(event, log_.entries.back());
    if (entries() % checkpoint_distance == 0) checkpoints_.push_back(world_);
    work_ +=
        work_of_entry + rows_in(world_) * (1 + work_of_row * log_.entries.back().events.size());
    name_result(log_.entries.back());
    react();
}

void Run::happen(const Event& event, const Entry& entry) {
    const World before = world_;
    evolve(world_, event);
    const auto require = [](const BrokenInvariant& broken) {
        if (broken) check_failed(__FILE__, __LINE__, std::string(broken.name).c_str());
    };
    require(check_world(world_));
    require(check_step(before, world_, entry.at));
    note_clocks(event, entry);
}

// Which entry set which deadline, and how long what it began lasts.
void Run::note_clocks(const Event& event, const Entry& entry) {
    const Ref ref = subject_of(world_, event);
    const std::uint32_t n = entry.number;
    const auto sets = [&](DueKind kind, Ref subject) { clock_entries_[{kind, subject}] = n; };
    note_estate_clocks(event, ref, n);
    if (const auto* e = std::get_if<event::JobStarted>(&event)) {
        sets(DueKind::job_end, ref), open_span(ref, n, e->job.deadline_at);
    } else if (const auto* started = std::get_if<event::SessionStarted>(&event)) {
        sets(DueKind::session_expiry, ref), open_span(ref, n, started->session.expires_at);
        sets(DueKind::session_validation, ref);
    } else if (std::get_if<event::SessionApproved>(&event)) {
        sets(DueKind::execution, ref), close_span(ref, entry.at);
    } else if (const auto* source = std::get_if<event::IdentitySourceCreated>(&event)) {
        sets(DueKind::identity_source, ref), open_span(ref, n, source->active_at);
    } else if (const auto* team = std::get_if<event::ApprovalTeamCreated>(&event)) {
        sets(DueKind::team_validation, ref), open_span(ref, n, team->validated_at);
    } else if (const auto* validated = std::get_if<event::TeamValidated>(&event)) {
        close_span(ref, entry.at), sets(DueKind::team_invitations, ref);
        open_span(ref, n, validated->invitations_expire_at);
    } else if (note_approval_clocks(event, ref, n)) {
        return;
    } else if (const auto* invited = std::get_if<event::AccountInvited>(&event)) {
        const Ref handshake = Id<Handshake>{world_.handshakes.size() - 1};
        sets(DueKind::handshake_expiry, handshake), open_span(handshake, n, invited->expires_at);
    } else if (const auto* offered = std::get_if<event::PrincipalInvited>(&event)) {
        const Ref principal = Id<SharePrincipal>{world_.share_principals.size() - 1};
        sets(DueKind::invitation_expiry, principal), open_span(principal, n, offered->expires_at);
    } else if (const auto* vault = std::get_if<event::VaultCreated>(&event)) {
        sets(DueKind::vault_available, ref), open_span(ref, n, vault->vault.deadline_at);
    } else if (const auto* opened = std::get_if<event::RestoreAccessOpened>(&event)) {
        sets(DueKind::vault_available, ref), open_span(ref, n, opened->available_at);
        sets(DueKind::restore_access_expiry, ref);
    } else if (std::get_if<event::VaultLocked>(&event)) {
        sets(DueKind::lock_maturity, ref);
    } else if (std::get_if<event::RecoveryPointCreated>(&event) ||
               std::get_if<event::RecoveryPointLifecycleUpdated>(&event)) {
        sets(DueKind::recovery_point_expiry, ref);
    } else if (const auto* joined = std::get_if<event::AccountJoined>(&event)) {
        close_span(joined->handshake, entry.at);
    } else if (is_over(ref)) {
        close_span(ref, entry.at);
    }
}

// The clocks of a team's changes and of identity; false for every other event.
bool Run::note_approval_clocks(const Event& event, Ref ref, std::uint32_t n) {
    const auto sets = [&](DueKind kind, Ref subject, Instant until) {
        clock_entries_[{kind, subject}] = n;
        open_span(subject, n, until);
    };
    if (const auto* retried = std::get_if<event::TeamRetried>(&event))
        sets(DueKind::team_validation, ref, retried->validated_at);
    else if (const auto* approved = std::get_if<event::TeamUpdateApproved>(&event))
        sets(DueKind::team_update_invitations, approved->draft, approved->invitations_expire_at);
    else if (const auto* deletion = std::get_if<event::TeamDeletionApproved>(&event))
        sets(DueKind::team_deletion, ref, deletion->completes_at);
    else if (const auto* recovery = std::get_if<event::TeamRecoveryRequested>(&event))
        sets(DueKind::team_recovery, Id<TeamDraft>{world_.team_drafts.size() - 1},
             recovery->draft.deadline_at);
    else if (const auto* opened = std::get_if<event::SupportCaseOpened>(&event))
        sets(DueKind::support_answer, ref, opened->resolved_at),
            sets(DueKind::account_recovery, ref, opened->resolved_at);
    else if (const auto* outage = std::get_if<event::RegionInterrupted>(&event))
        sets(DueKind::region_recovery, ref, outage->ends_at);
    else if (const auto* source = std::get_if<event::IdentitySourceDeletionStarted>(&event))
        sets(DueKind::identity_source_deletion, ref, source->gone_at);
    else return false;
    return true;
}

// The clocks of accounts, keys, jobs that wait, holds and plans. Every run of a plan is owed to who wrote the
// plan, not to the run before it.
void Run::note_estate_clocks(const Event& event, Ref ref, std::uint32_t n) {
    const auto sets = [&](DueKind kind) { clock_entries_[{kind, ref}] = n; };
    const auto is = [&]<class... Any>() { return (std::holds_alternative<Any>(event) || ...); };
    if (is.operator()<event::AccountClosureStarted>()) sets(DueKind::account_suspension);
    if (is.operator()<event::AccountSuspended>()) sets(DueKind::account_end);
    if (is.operator()<event::KeyDeletionScheduled>()) sets(DueKind::key_deletion);
    if (is.operator()<event::JobStarted>()) sets(DueKind::job_start_window);
    if (is.operator()<event::JobBegan, event::JobStopping>()) sets(DueKind::job_end);
    if (is.operator()<event::RecoveryPointCreated, event::RecoveryPointLifecycleUpdated>())
        sets(DueKind::cold_transition);
    if (is.operator()<event::LegalHoldCreated, event::LegalHoldCanceling>())
        sets(DueKind::legal_hold);
    if (is.operator()<event::BackupRuleCreated>()) sets(DueKind::backup_run);
    if (is.operator()<event::RestoreTestingPlanCreated, event::RestoreTestingPlanUpdated>())
        sets(DueKind::restore_testing_run);
    if (is.operator()<event::ValidationBegan>()) sets(DueKind::validation_window);
    if (is.operator()<event::TestResourceDeleting>()) sets(DueKind::test_deletion);
}

void Run::open_span(Ref ref, std::uint32_t entry, Instant until) {
    if (until == never) return;
    spans_[ref] = {entry, until};
    Entry& opener = log_.entries[entry - 1];
    opener.until = std::max(opener.until, until);
}

void Run::close_span(Ref ref, Instant at) {
    const auto found = spans_.find(ref);
    if (found == spans_.end() || found->second.until <= at) return;
    const std::uint32_t entry = found->second.entry;
    found->second.until = at;
    work_ += spans_.size() * work_of_ask;
    Instant latest = log_.entries[entry - 1].at;
    for (const auto& [other, span] : spans_)
        if (span.entry == entry) latest = std::max(latest, span.until);
    log_.entries[entry - 1].until = latest;
}

// Votes on the way do not end a session, nor do answers end the invitations of a team or a case with AWS
// Support: their rows say when it is over.
bool Run::is_over(Ref ref) const {
    if (ref.kind == Kind::session)
        return world_.sessions[ref.as<Session>()].status > SessionStatus::PENDING;
    if (ref.kind == Kind::account) {
        const SupportCaseStatus status = world_.accounts[ref.as<Account>()].support_case;
        return status != SupportCaseStatus::open && status != SupportCaseStatus::answered;
    }
    if (ref.kind == Kind::team)
        return world_.teams[ref.as<Team>()].status_code != TeamStatusCode::PENDING_ACTIVATION;
    return true;
}

void Run::name_result(const Entry& entry) {
    if (entry.step < 0) return;
    const std::string& result = scenario().steps[static_cast<std::size_t>(entry.step)].result;
    if (result.empty()) return;
    const auto rows = count_rows(world_);
    std::vector<Ref> made;
    for (std::uint32_t kind = 0; kind < kinds_count; ++kind)
        for (std::uint32_t i = rows_before_[kind]; i < rows[kind]; ++i)
            made.push_back(Ref(static_cast<Kind>(kind), i));
    if (!made.empty()) aliases_[result] = std::move(made);
}

// Approvers act in the portal of the account that owns the team.
Id<Account> Run::account_of(const Caller& caller, const Call& call) const {
    if (const auto* vote = std::get_if<call::Vote>(&call))
        if (world_.sessions.holds(vote->session))
            return world_.teams[world_.sessions[vote->session].team].account;
    if (const auto* answer = std::get_if<call::AnswerTeamInvitation>(&call))
        if (world_.teams.holds(answer->team)) return world_.teams[answer->team].account;
    if (!world_.credentials.holds(caller.credential)) return {};
    const Id<Principal> principal = world_.credentials[caller.credential].principal;
    return principal ? world_.principals[principal].account : Id<Account>();
}

Id<Account> Run::account_of(const Due& due) const {
    const World& w = world_;
    switch (due.subject.kind) {
        case Kind::session: return w.sessions[due.subject.as<Session>()].requester_account;
        case Kind::identity_source:
            return w.identity_sources[due.subject.as<IdentitySource>()].account;
        case Kind::team: return w.teams[due.subject.as<Team>()].account;
        case Kind::team_draft:
            return w.teams[w.team_drafts[due.subject.as<TeamDraft>()].team].account;
        case Kind::handshake: {
            const Id<Organization> by = w.handshakes[due.subject.as<Handshake>()].organization;
            return w.organizations[by].management_account;
        }
        case Kind::share_principal:
            return w.shares[w.share_principals[due.subject.as<SharePrincipal>()].share].account;
        case Kind::vault: return w.vaults[due.subject.as<Vault>()].account;
        case Kind::job: return w.jobs[due.subject.as<Job>()].account;
        case Kind::recovery_point:
            return w.vaults[w.recovery_points[due.subject.as<RecoveryPoint>()].vault].account;
        default: return {};
    }
}

// --- reactions ---------------------------------------------------------------------------------------------

void Run::react() {
    react_staff();
    react_conditions();
    react_chapters();
    react_attackers();
    due_ = next_due(world_);
}

void Run::react_staff() {
    if (log_.entries.empty()) return;
    work_ += staff_.open().size() * work_of_ask;
    for (const std::uint32_t closed : staff_.close(world_)) {
        work_ += agenda_.size() * work_of_ask;
        agenda_.remove(Plan::Kind::answer, closed);
    }
    auto index = static_cast<std::uint32_t>(staff_.asks().size());
    staff_.notice(world_, log_.entries.back());
    for (; index < staff_.asks().size(); ++index) {
        const Ask& ask = staff_.asks()[index];
        if (is_live(ask.person) || ask.answer_at == never) continue;
        work_ += agenda_.size();
        agenda_.add({ask.answer_at, Plan::Kind::answer, index, ask.entry});
    }
}

// Nothing comes true any more in a run that may go no further.
bool Run::holds(const Moment& moment) {
    if (is_exhausted()) return false;
    const JudgedRun judged{world_, aliases_, log_.entries, step_entries_, stage_->step_ids};
    const Judge judge(judged, work_max - work_);
    bool all = true;
    for (const Condition& condition : moment.when) all = all && judge.holds(condition);
    work_ += judge.work();
    return all && work_ < work_max;
}

void Run::react_conditions() {
    std::erase_if(waiting_steps_, [&](std::uint32_t index) {
        const Moment& moment = scenario().steps[index].moment;
        if (!holds(moment)) return false;
        agenda_.add({now_ + moment.delay, Plan::Kind::step, index, entries()});
        return true;
    });
    if (ends_at_ == never && scenario().ends && holds(*scenario().ends))
        ends_at_ = now_ + scenario().ends->delay;
    for (AttackerState& attacker : attackers_) {
        if (attacker.awake_at != never) continue;
        const auto index = static_cast<std::size_t>(&attacker - attackers_.data());
        const Moment& moment = scenario().attackers[index].moment;
        if (!holds(moment)) continue;
        attacker.awake_at = now_ + moment.delay;
        attacker.cause = entries();
    }
}

// A chapter begins with the entry that makes its condition true, or with the first one at its time.
void Run::react_chapters() {
    for (std::size_t i = 0; i < chapter_entries_.size(); ++i) {
        if (chapter_entries_[i] != 0) continue;
        const Moment& moment = scenario().chapters[i].begins;
        if (chapter_times_[i] == never && holds(moment)) {
            chapter_times_[i] = now_ + moment.delay;
            if (moment.delay.ms == 0) chapter_entries_[i] = entries();
        } else if (chapter_times_[i] <= now_ && entries() > 0) {
            chapter_entries_[i] = entries();
        }
    }
}

void Run::react_attackers() {
    for (std::uint32_t i = 0; i < attackers_.size(); ++i) {
        AttackerState& attacker = attackers_[i];
        if (attacker.awake_at == never) continue;
        if (is_exhausted()) return;
        const bool has_idea = attacker.mind.has_idea(world_);
        work_ += attacker.mind.take_work();
        if (!has_idea && attacker.is_planned) agenda_.remove(Plan::Kind::attempt, i);
        if (has_idea && !attacker.is_planned) {
            const Instant at = std::max({now_, attacker.awake_at, attacker.acts_next_at});
            agenda_.add({at, Plan::Kind::attempt, i, attacker.cause});
        }
        attacker.is_planned = has_idea;
    }
}

// --- time travel ---------------------------------------------------------------------------------------------

World Run::world_at(std::uint32_t entry) const {
    CHECK(entry <= entries());
    const std::uint32_t nearest = entry / checkpoint_distance;
    World world = checkpoints_[nearest];
    for (std::uint32_t n = nearest * checkpoint_distance; n < entry; ++n)
        for (const Event& event : log_.entries[n].events) evolve(world, event);
    return world;
}

std::uint32_t Run::entry_at(Instant at) const {
    const auto after = std::upper_bound(log_.entries.begin(), log_.entries.end(), at,
                                        [](Instant t, const Entry& e) { return t < e.at; });
    return static_cast<std::uint32_t>(after - log_.entries.begin());
}

}  // namespace airlock
