// Approvers' dice and judgement. Assumed: response times are lognormal around a median (domain.md §8); how
// far they spread is the scenario's choice.
#include "sim/staff.h"

#include <algorithm>
#include <array>
#include <string>

#include "world/text.h"

namespace airlock {
namespace {

// Quantiles of exp(sigma * z) in thousandths, at 1.5 %, 1/32, 2/32 … 31/32 and 98.5 %: sigma 0.25, 0.5 and 1.
using Quantiles = std::array<std::int32_t, 33>;
constexpr Quantiles narrow = {581,  628,  681,  719,  750,  777,  801,  824,  845,  865,  885,
                              904,  923,  942,  961,  981,  1000, 1020, 1040, 1061, 1083, 1106,
                              1130, 1156, 1184, 1214, 1248, 1287, 1333, 1390, 1467, 1593, 1720};
constexpr Quantiles usual = {338,  394,  464,  517,  563,  604,  642,  678,  714,  749,  783,
                             818,  853,  888,  924,  962,  1000, 1040, 1082, 1126, 1173, 1223,
                             1277, 1336, 1401, 1474, 1558, 1657, 1777, 1933, 2153, 2538, 2960};
constexpr Quantiles wide = {114,  155,  216,  268,  317,  364,  412,  460,  509,  560,  613,
                            669,  727,  789,  854,  925,  1000, 1082, 1170, 1268, 1375, 1495,
                            1630, 1784, 1963, 2174, 2428, 2746, 3159, 3736, 4637, 6441, 8759};

// Linear between two quantiles; the upper 5 bits choose them, the next 16 the place between.
std::int64_t permille(const Quantiles& quantiles, std::uint32_t word) {
    const std::uint32_t slot = word >> 27;
    const std::int64_t between = (word >> 11) & 0xffff;
    const std::int64_t low = quantiles[slot];
    const std::int64_t high = quantiles[slot + 1];
    return low + ((high - low) * between) / 0x10000;
}

bool is_question_open(const World& w, const Ask& ask, Id<User> user) {
    if (ask.subject.kind == Kind::team) {
        const Team& team = w.teams[ask.subject.as<Team>()];
        if (team.status_code == TeamStatusCode::UPDATE_PENDING_ACTIVATION) {
            const TeamDraft& draft = w.team_drafts[team.pending_update];
            for (std::uint32_t i = 0; i < draft.approvers_count; ++i)
                if (draft.approvers[i].user == user)
                    return draft.approvers[i].status != ApproverStatus::ACCEPTED;
            return false;
        }
        if (team.status_code != TeamStatusCode::PENDING_ACTIVATION) return false;
        for (std::uint32_t i = 0; i < team.approvers_count; ++i)
            if (team.approvers[i].user == user)
                return team.approvers[i].status == ApproverStatus::PENDING;
        return false;
    }
    const Session& session = w.sessions[ask.subject.as<Session>()];
    if (session.status != SessionStatus::PENDING) return false;
    const Team& team = w.teams[session.team];
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        if (team.approvers[i].user == user)
            return ((session.approved | session.rejected) & (1u << i)) == 0;
    return false;
}

}  // namespace

Duration response_time(Duration median, Spread spread, std::uint32_t word) {
    std::int64_t factor = 1000;
    switch (spread) {
        case Spread::none: break;
        case Spread::narrow: factor = permille(narrow, word); break;
        case Spread::usual: factor = permille(usual, word); break;
        case Spread::wide: factor = permille(wide, word); break;
    }
    // In seconds first: a hundred years of milliseconds times the factor still fits, and traces stay short.
    const std::int64_t whole_seconds = median.ms / 1000 * factor / 1000;
    return seconds(std::max<std::int64_t>(whole_seconds, 1));
}

StaffDesk::StaffDesk(const Scenario& scenario, std::uint64_t seed) : scenario_(scenario) {
    for (const ScenarioPerson& person : scenario.persons)
        dice_.emplace_back(seed, "staff/" + person.name);
}

void StaffDesk::notice(const World& world, const Entry& entry) {
    for (const Event& event : entry.events) {
        if (const auto* validated = std::get_if<event::TeamValidated>(&event)) {
            const Team& team = world.teams[validated->team];
            for (std::uint32_t i = 0; i < team.approvers_count; ++i)
                if (team.approvers[i].status == ApproverStatus::PENDING)
                    ask(world, team.approvers[i].user, validated->team, entry,
                        validated->invitations_expire_at);
        }
        if (const auto* started = std::get_if<event::SessionStarted>(&event)) {
            const Ref session = subject_of(world, event);
            if (started->session.status == SessionStatus::PENDING)
                ask_team(world, session.as<Session>(), entry);
        }
        if (const auto* session = std::get_if<event::SessionValidated>(&event))
            ask_team(world, session->session, entry);
        if (const auto* approved = std::get_if<event::TeamUpdateApproved>(&event)) {
            const TeamDraft& draft = world.team_drafts[approved->draft];
            for (std::uint32_t i = 0; i < draft.approvers_count; ++i)
                if (draft.approvers[i].status != ApproverStatus::ACCEPTED)
                    ask(world, draft.approvers[i].user, approved->team, entry,
                        approved->invitations_expire_at);
        }
    }
}

void StaffDesk::ask_team(const World& world, Id<Session> id, const Entry& entry) {
    const Session& session = world.sessions[id];
    const Team& team = world.teams[session.team];
    for (std::uint32_t i = 0; i < team.approvers_count; ++i)
        if (session.asked & (1u << i))
            ask(world, team.approvers[i].user, id, entry, session.expires_at);
}

void StaffDesk::ask(const World& world, Id<User> user, Ref subject, const Entry& entry,
                    Instant expires_at) {
    Ask made;
    made.person = world.users[user].person;
    if (!made.person) return;
    for (const Credential& credential : world.credentials)
        if (credential.user == user && credential.holder == made.person)
            made.credential = world.credentials.id_of(credential);
    made.subject = subject;
    made.since = entry.at;
    made.expires_at = expires_at;
    made.entry = entry.number;
    const auto& staff = scenario_.persons[made.person.index].staff;
    if (staff) {
        const Duration time = draw(made.person);
        if (!staff->is_silent) made.answer_at = entry.at + time;
    }
    open_.push_back(static_cast<std::uint32_t>(asks_.size()));
    asks_.push_back(made);
}

Duration StaffDesk::draw(Id<Person> person) {
    const Staff& staff = *scenario_.persons[person.index].staff;
    return response_time(staff.responds_in, staff.spread, dice_[person.index].next());
}

std::vector<std::uint32_t> StaffDesk::close(const World& world) {
    std::vector<std::uint32_t> closed;
    for (const std::uint32_t index : open_) {
        Ask& ask = asks_[index];
        if (is_question_open(world, ask, world.credentials[ask.credential].user)) continue;
        ask.is_open = false;
        closed.push_back(index);
    }
    std::erase_if(open_, [&](std::uint32_t index) { return !asks_[index].is_open; });
    return closed;
}

// A colleague's test and an invitation get a yes; a request gets one only from somebody he trusts.
Call StaffDesk::answer(const World& world, const Ask& ask) const {
    if (ask.subject.kind == Kind::team)
        return call::AnswerTeamInvitation{ask.subject.as<Team>(), Setting::yes};
    const Id<Session> id = ask.subject.as<Session>();
    const Session& session = world.sessions[id];
    const bool approves = session.action == ProtectedAction::ApprovalTeamBaseline ||
                          trusts(world, ask.person, session);
    return call::Vote{id, approves ? Response::APPROVED : Response::REJECTED};
}

bool StaffDesk::trusts(const World& world, Id<Person> person, const Session& session) const {
    const auto& staff = scenario_.persons[person.index].staff;
    if (!staff || !session.requester) return false;
    const std::string requester = name_of(world, session.requester);
    return std::find(staff->trusts.begin(), staff->trusts.end(), requester) != staff->trusts.end();
}

}  // namespace airlock
