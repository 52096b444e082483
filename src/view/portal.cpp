// One approver's portal, read from the world at the cursor. Whether a directory lets somebody in is not decided
// here: the rules are asked as if he answered an invitation now.
#include "view/portal.h"

#include "view/page_builder.h"
#include "world/text.h"

namespace airlock::view {

namespace {

// "Portal history reaches back at most a month". Source: MPA-CON
constexpr Duration history = days(30);

template <class T>  // a team, or a new version of one
bool is_among(const T& asked, Id<User> user) {
    for (std::uint32_t i = 0; i < asked.approvers_count; ++i)
        if (asked.approvers[i].user == user) return true;
    return false;
}

// One that has been taken away says why it does not work.
Id<Credential> any_sign_in_of(const World& w, Id<Person> person, Id<User> user) {
    Id<Credential> found = sign_in_of(w, user);
    for (const Credential& row : w.credentials)
        if (!found && row.user == user && row.holder == person) found = w.credentials.id_of(row);
    return found;
}

// Does the portal of the team let the user in? The gates up to the sign-in say so, and in which words.
void try_sign_in(SignIn& out, const Moment& m, Id<Person> person, Id<Team> team) {
    const World& w = m.world;
    Entry attempt;
    attempt.caller = {person, any_sign_in_of(w, person, out.user), m.at};
    attempt.call = call::AnswerTeamInvitation{team, Setting::yes};
    attempt.checks = decide(w, attempt.caller, *attempt.call).checks;
    for (const Check& check : attempt.checks) {
        const bool is_passed = check.verdict == Verdict::passed;
        if (is_passed && check.gate == Gate::membership) break;
        if (!is_passed || out.reason.empty()) out.reason = reason_text(m.telling, attempt, check);
        out.is_running = is_passed;
        if (!is_passed) return;
    }
    // An open portal lasts a little longer than its user; nobody new is let in.
    out.is_open = out.is_running && w.users[out.user].is_enabled;
}

void add_team(Portal& out, const Moment& m, Id<Person> person, Id<User> user, Id<Team> id) {
    const Team& team = m.world.teams[id];
    if (team.status == TeamStatus::DELETED) return;
    SignIn* door = nullptr;
    for (SignIn& known : out.sign_ins)
        if (known.user == user && (!known.source || known.source == team.identity_source))
            door = &known;
    if (door == nullptr) door = &out.sign_ins.emplace_back();
    if (door->source != team.identity_source) *door = {user, team.identity_source};
    if (!door->teams.empty()) door->teams += ", ";
    door->teams += m.name(id);
    if (!door->is_open) try_sign_in(*door, m, person, id);
}

void add_sign_ins(Portal& out, const Moment& m, Id<Person> person) {
    const World& w = m.world;
    for (const User& row : w.users) {
        if (row.person != person) continue;
        const Id<User> user = w.users.id_of(row);
        out.sign_ins.push_back({user});
        for (const Team& team : w.teams) {
            bool is_known = is_among(team, user);
            // Whom a new version of it invites, it knows already.
            for (const TeamDraft& draft : w.team_drafts)
                is_known |= draft.status == DraftStatus::pending_activation &&
                            draft.team == w.teams.id_of(team) && is_among(draft, user);
            if (is_known) add_team(out, m, person, user, w.teams.id_of(team));
        }
    }
    for (SignIn& door : out.sign_ins) {
        const IdentityProvider& directory = w.identity_providers[w.users[door.user].provider];
        door.name = m.name(door.user);
        door.directory = w.catalog->names.text(directory.name);
        door.is_independent = directory.is_independent == yes;
    }
}

std::string outcome_of(const Moment& m, const Session& session) {
    if (session.status == SessionStatus::FAILED || session.status == SessionStatus::CANCELLED)
        return m.word_of("SessionStatusCode", to_text(session.status_code));
    return m.word_of("SessionStatus", to_text(session.status));
}

void add_answers(Portal& out, const Moment& m, Id<Person> person) {
    const World& w = m.world;
    const auto& entries = m.run.log().entries;
    for (std::size_t i = m.entry == nullptr ? 0 : m.entry->number; i > 0; --i) {
        const Entry& entry = entries[i - 1];
        if (m.at - entry.at > history) return;
        if (!entry.call || entry.outcome == Outcome::refused ||
            !w.credentials.holds(entry.caller.credential))
            continue;
        const Id<User> user = w.credentials[entry.caller.credential].user;
        if (!user || w.users[user].person != person) continue;
        PastAnswer answer{.entry = entry.number,
                          .time = day_and_time(m.language, entry.at),
                          .user = user,
                          .is_own = entry.caller.person == person};
        if (const auto* vote = std::get_if<call::Vote>(&*entry.call)) {
            const Session& session = w.sessions[vote->session];
            answer.title = title_of_request(m, vote->session);
            answer.approves = vote->response == Response::APPROVED;
            answer.outcome = outcome_of(m, session);
        } else if (const auto* reply = std::get_if<call::AnswerTeamInvitation>(&*entry.call)) {
            answer.title = m.say("decision.invitation", {{"team", m.name(reply->team)}});
            answer.approves = reply->accept == Setting::yes;
            answer.is_invitation = true;
            answer.outcome = m.word_of("TeamStatus", to_text(w.teams[reply->team].status));
        } else {
            continue;
        }
        out.answers.push_back(std::move(answer));
    }
}

}  // namespace

Portal build_portal(const Simulation& simulation, const Cursor& cursor, Id<Person> person,
                    const Language& language) {
    const Moment m(simulation, cursor, {}, language);
    Portal out{.person = name_of_person(m.world, person),
               .language = std::string(language.code()),
               .time = day_and_time(language, m.at),
               .at = m.at,
               .is_live = simulation.is_live(person),
               .is_at_head = cursor.entry == simulation.entries()};
    const auto& persons = simulation.scenario().persons;
    if (person.index < persons.size()) out.title = language.text_of(persons[person.index].title);
    add_sign_ins(out, m, person);
    for (DecisionCard& card : build_decisions(m))
        if (card.decision.person == person) out.requests.push_back(std::move(card));
    add_answers(out, m, person);
    return out;
}

}  // namespace airlock::view
