// Carrying out intents. Whoever acts while the cursor stands in the past goes another way from there: the run
// forks, and what had come after stays as a branch of its own.
#include "app/player.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "base/json.h"
#include "sim/inputs_json.h"
#include "sim/trace.h"
#include "world/text.h"

namespace airlock {
namespace {

// At speed 1: the call is on its way for one half, what it sets going moves for the other.
constexpr std::int32_t motion_ms = 1200;
constexpr std::uint64_t exact_max = 1ull << 53;  // beyond it a JSON number would lose digits

template <class... F>
struct Overloaded : F... {
    using F::operator()...;
};

// Does the entry put a request, or an invitation, before approvers?
bool asks_approvers(const Entry& entry) {
    for (const Event& event : entry.events)
        if (std::holds_alternative<event::SessionStarted>(event) ||
            std::holds_alternative<event::TeamValidated>(event))
            return true;
    return false;
}

void write_seed(JsonWriter& out, std::uint64_t seed) {
    if (seed < exact_max) out.integer(static_cast<std::int64_t>(seed));
    else out.string(std::to_string(seed));
}

// Whether the vault lets its account at the data.
std::string_view access_to(const Vault& vault) {
    if (vault.state == VaultState::AVAILABLE) return "open";
    const bool is_asked_for = vault.state == VaultState::CREATING;
    return is_asked_for ? "pending" : "none";
}

void write_sessions(JsonWriter& out, const World& world) {
    out.begin_array();
    for (const Session& row : world.sessions) {
        out.begin_object();
        out.key("id").string(name_of(world, world.sessions.id_of(row)));
        out.key("team").string(name_of(world, row.team));
        out.key("action").string(to_text(row.action));
        out.key("status").string(to_text(row.status));
        out.key("status_code").string(to_text(row.status_code));
        out.key("approvals").integer(__builtin_popcount(row.approved));
        out.key("rejections").integer(__builtin_popcount(row.rejected));
        out.key("required").integer(row.min_approvals_required);
        out.key("approvers").integer(row.approvers_count);
        out.key("expires_at").integer(row.expires_at.ms);
        out.end_object();
    }
    out.end_array();
}

void write_vaults(JsonWriter& out, const World& world) {
    out.begin_array();
    for (const Vault& row : world.vaults) {
        const auto id = world.vaults.id_of(row);
        std::uint32_t recovery_points = 0;
        for (const RecoveryPoint& point : world.recovery_points)
            if (point.vault == id && point.status != RecoveryPointStatus::deleted)
                ++recovery_points;
        out.begin_object();
        out.key("name").string(name_of(world, id));
        out.key("account").string(name_of(world, row.account));
        out.key("type").string(to_text(row.type));
        out.key("state").string(to_text(row.state));
        out.key("lock").string(to_text(row.lock));
        out.key("access").string(access_to(row));
        out.key("recovery_points").integer(recovery_points);
        out.end_object();
    }
    out.end_array();
}

void write_decisions(JsonWriter& out, const Simulation& simulation) {
    const World& world = simulation.world();
    out.begin_array();
    for (const PendingDecision& decision : simulation.decisions()) {
        out.begin_object();
        out.key("person").string(name_of(world, decision.person));
        out.key(decision.subject.kind == Kind::team ? "team" : "session")
            .string(name_of(world, decision.subject));
        out.key("expires_at").integer(decision.expires_at.ms);
        out.end_object();
    }
    out.end_array();
}

}  // namespace

Player::Player(std::shared_ptr<const Scenario> scenario, RunOptions options)
    : scenario_(std::move(scenario)),
      simulation_(std::make_unique<Simulation>(scenario_, std::move(options))) {}

// --- moving the cursor ---

void Player::stand_at(std::uint32_t entry, bool is_moving) {
    const bool is_head = entry == simulation_->entries();
    cursor_.entry = entry;
    if (is_head) cursor_.at = simulation_->now();
    else cursor_.at = entry == 0 ? Instant{0} : simulation_->log().entries[entry - 1].at;
    shown_ms_ = is_moving && entry > 0 ? 0 : motion_ms;
    progress_permille_ = shown_ms_ == 0 ? 0 : 1000;
    ++revision_;
}

bool Player::go_on() {
    if (cursor_.entry == simulation_->entries() && !simulation_->step()) return false;
    stand_at(cursor_.entry + 1, true);
    return true;
}

// What is said at the end: a run that was cut short has not come to its own.
std::string Player::over(std::string_view key) const {
    if (!simulation_->is_cut_short()) return key.empty() ? std::string() : say(key);
    return say("notice.cut_short", {{"n", std::int64_t{simulation_->entries()}}});
}

std::string Player::say(std::string_view key, const view::Fields& fields) const {
    return view::fill(*language_, key, fields);
}

// A decision that came up with the entry under the cursor, and still waits for someone at the screen.
bool Player::is_asked_here() const {
    if (cursor_.entry != simulation_->entries()) return false;
    for (const PendingDecision& decision : simulation_->decisions())
        if (decision.entry == cursor_.entry) return true;
    return false;
}

void Player::seek(std::uint32_t entry) {
    while (simulation_->entries() < entry && simulation_->step()) {}
    stand_at(std::min(entry, simulation_->entries()), false);
    if (entry <= simulation_->entries()) return;
    notice_ = over({});
    // Whoever asks for the end means it; whoever names an entry that never comes is told.
    if (notice_.empty() && entry != std::numeric_limits<std::uint32_t>::max())
        notice_ = say("notice.no_such_entry", {{"entry", std::int64_t{entry}},
                                               {"n", std::int64_t{simulation_->entries()}}});
}

void Player::go_to_next_decision() {
    if (cursor_.entry == simulation_->entries() && !simulation_->decisions().empty()) {
        notice_ = say("notice.is_asked");
        ++revision_;
        return;
    }
    while (go_on())
        if (asks_approvers(simulation_->log().entries[cursor_.entry - 1])) return;
    notice_ = over("notice.nobody_asked");
    ++revision_;
}

// --- acting ---

// Whatever is done in the past is done on a branch of its own. Who is played at the screen is so on it too, even
// when that was said later than the place where it begins.
void Player::stand_at_head() {
    if (cursor_.entry == simulation_->entries()) return;
    const auto persons = static_cast<std::uint32_t>(simulation_->world().persons.size());
    std::vector<bool> was_live;
    for (std::uint32_t i = 0; i < persons; ++i) was_live.push_back(simulation_->is_live({i}));
    simulation_->fork(cursor_.entry, cursor_.at);
    for (std::uint32_t i = 0; i < persons; ++i) {
        if (was_live[i] && !simulation_->is_live({i})) simulation_->take_over({i});
        if (!was_live[i] && simulation_->is_live({i})) simulation_->hand_back({i});
    }
}

void Player::answer(const intent::Answer& wish) {
    stand_at_head();
    for (const PendingDecision& decision : simulation_->decisions()) {
        if (decision.person != wish.person || decision.subject != wish.subject) continue;
        const Call call =
            wish.subject.kind == Kind::team
                ? Call(call::AnswerTeamInvitation{wish.subject.as<Team>(),
                                                  wish.approve ? Setting::yes : Setting::no})
                : Call(call::Vote{wish.subject.as<Session>(),
                                  wish.approve ? Response::APPROVED : Response::REJECTED});
        notice_ =
            simulation_->refusal_of(simulation_->entries(), wish.person, decision.credential, call);
        if (notice_.empty()) simulation_->submit(wish.person, decision.credential, call);
        stand_at(simulation_->entries(), true);
        return;
    }
    notice_ = say("notice.not_asked", {{"person", name_of(simulation_->world(), wish.person)}});
    stand_at(simulation_->entries(), false);
}

void Player::change_hands(Id<Person> person, bool takes_over) {
    if (!simulation_->world().persons.holds(person)) return;
    if (simulation_->is_live(person) == takes_over) return;
    stand_at_head();
    if (takes_over) simulation_->take_over(person);
    else simulation_->hand_back(person);
    ++revision_;
}

void Player::restart(std::uint64_t seed) {
    RunOptions options;
    options.seed = seed;
    const Scenario& scenario = simulation_->scenario();
    for (std::uint32_t i = 0; i < scenario.persons.size(); ++i)
        if (simulation_->is_live({i})) options.live.push_back(scenario.persons[i].name);
    simulation_ = std::make_unique<Simulation>(scenario_, std::move(options));
    selection_ = {};
    is_playing_ = false;
    stand_at(0, false);
}

void Player::set_playing(bool is_playing) {
    const bool is_over = cursor_.entry == simulation_->entries() && simulation_->next_at() == never;
    is_playing_ = is_playing && !is_over;
    if (is_playing && is_over) notice_ = over("notice.over_begin_again");
    ++revision_;
}

void Player::apply(const Intent& intent) {
    notice_.clear();
    const auto pause = [&] { is_playing_ = false; };
    std::visit(Overloaded{
                   [&](const intent::Play&) { set_playing(true); },
                   [&](const intent::Pause&) { set_playing(false); },
                   [&](const intent::TogglePlay&) { set_playing(!is_playing_); },
                   [&](const intent::StepForward&) {
                       pause();
                       if (!go_on()) notice_ = over("notice.over");
                       ++revision_;
                   },
                   [&](const intent::StepBack&) {
                       pause();
                       stand_at(cursor_.entry == 0 ? 0 : cursor_.entry - 1, false);
                   },
                   [&](const intent::SeekEntry& wish) { pause(), seek(wish.entry); },
                   [&](const intent::SeekTime& wish) {
                       pause();
                       if (wish.at > simulation_->now()) simulation_->run_until(wish.at);
                       stand_at(simulation_->entry_at(wish.at), false);
                       cursor_.at = std::max(cursor_.at, std::min(wish.at, simulation_->now()));
                   },
                   [&](const intent::NextDecision&) { pause(), go_to_next_decision(); },
                   [&](const intent::SetSpeed& wish) {
                       speed_ = std::clamp(wish.speed, 1, speed_max);
                       ++revision_;
                   },
                   [&](const intent::Select& wish) {
                       selection_ = wish.selection;
                       // Who looks closer has seen enough of the motion.
                       shown_ms_ = std::max(shown_ms_, motion_ms);
                       progress_permille_ = 1000;
                       ++revision_;
                   },
                   [&](const intent::TakeOver& wish) { change_hands(wish.person, true); },
                   [&](const intent::HandBack& wish) { change_hands(wish.person, false); },
                   [&](const intent::Answer& wish) { answer(wish); },
                   [&](const intent::Submit& wish) {
                       notice_ = simulation_->refusal_of(cursor_.entry, wish.person,
                                                         wish.credential, wish.call);
                       if (!notice_.empty()) {
                           ++revision_;
                           return;
                       }
                       stand_at_head();
                       simulation_->submit(wish.person, wish.credential, wish.call);
                       stand_at(simulation_->entries(), true);
                   },
                   [&](const intent::Fork&) {
                       pause();
                       if (cursor_.entry == simulation_->entries())
                           notice_ = say("notice.fork_at_end");
                       stand_at_head();
                       stand_at(simulation_->entries(), false);
                   },
                   [&](const intent::SwitchBranch& wish) {
                       if (wish.branch >= simulation_->branches().size()) return;
                       pause();
                       simulation_->switch_to(wish.branch);
                       stand_at(std::min(cursor_.entry, simulation_->entries()), false);
                   },
                   [&](const intent::Restart& wish) { restart(wish.seed); },
               },
               intent);
}

// --- time ---

bool Player::advance(std::int32_t ms) {
    const std::int32_t step = std::clamp(ms, 0, 1000) * speed_;
    const std::int32_t before = progress_permille_;
    shown_ms_ = std::min(shown_ms_ + step, entry_pace_ms);
    progress_permille_ = std::min(shown_ms_ * 1000 / motion_ms, 1000);
    bool has_changed = progress_permille_ != before;
    if (!is_playing_ || (cursor_.entry > 0 && shown_ms_ < entry_pace_ms)) return has_changed;
    if (!go_on()) {
        is_playing_ = false;
        notice_ = over({});
    } else if (is_asked_here()) is_playing_ = false;
    ++revision_;
    return true;
}

// --- for embedders and tests ---

std::string Player::state_json() const {
    const Simulation& simulation = *simulation_;
    const World world = simulation.world_at(cursor_.entry);
    JsonWriter out;
    out.begin_object();
    out.key("scenario").string(simulation.scenario().name);
    out.key("title").string(simulation.scenario().title.in("en"));
    out.key("seed");
    write_seed(out, simulation.seed());
    out.key("at").integer(cursor_.entry);
    out.key("at_ms").integer(cursor_.at.ms);
    out.key("playing").boolean(is_playing_);
    out.key("speed").integer(speed_);
    out.key("entries").integer(simulation.entries());
    out.key("is_over").boolean(simulation.next_at() == never);
    out.key("live").begin_array();
    for (const Person& person : world.persons)
        if (simulation.is_live(world.persons.id_of(person)))
            out.string(name_of(world, world.persons.id_of(person)));
    out.end_array();
    out.key("branch").integer(simulation.branch());
    out.key("branches").begin_array();
    for (const BranchInfo& branch : simulation.branches()) {
        out.begin_object();
        out.key("name").string(branch.name);
        out.key("parent").integer(branch.parent);
        out.key("forked_after").integer(branch.forked_after);
        out.end_object();
    }
    out.end_array();
    out.key("sessions");
    write_sessions(out, world);
    out.key("vaults");
    write_vaults(out, world);
    out.key("decisions");
    write_decisions(out, simulation);
    out.key("trace_hash").string(trace_hash(simulation));
    // Parsed from our own text: the writer takes values that were read.
    std::vector<Problem> problems;
    const JsonDocument inputs = parse_json(inputs_to_json(simulation), "", problems);
    out.key("inputs").value(inputs.root());
    out.end_object();
    return out.take();
}

}  // namespace airlock
