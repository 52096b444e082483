// What waits for somebody at the screen, as an approver sees it in the portal, and who can be played there.
// Read from the world at the cursor, so that a request of the past can be answered again, on a new branch.
#include <algorithm>
#include <bit>

#include "view/page_builder.h"
#include "world/text.h"

namespace airlock::view {

Id<Credential> sign_in_of(const World& w, Id<User> user) {
    for (const Credential& row : w.credentials)
        if (row.user == user && row.holder == w.users[user].person && !row.stolen_from &&
            !row.is_revoked)
            return w.credentials.id_of(row);
    return {};
}

std::string title_of_request(const Moment& m, Id<Session> id) {
    const Session& row = m.world.sessions[id];
    return m.say("decision." + std::string(to_text(row.action)),
                 {{"vault", m.name(row.vault)},
                  {"team", m.name(row.team)},
                  {"view", m.name(row.restore_access_vault)},
                  {"new_team", m.name(row.new_team)}});
}

namespace {

// The entry up to the cursor in which the last event that `is_it` accepts happened.
template <class IsIt>
const Entry* last_entry(const Moment& m, IsIt&& is_it) {
    const auto& entries = m.run.log().entries;
    for (std::size_t i = m.entry == nullptr ? 0 : m.entry->number; i > 0; --i)
        for (const Event& event : entries[i - 1].events)
            if (is_it(event)) return &entries[i - 1];
    return nullptr;
}

const Entry* entry_that_asked(const Moment& m, Id<Session> session) {
    const Session& row = m.world.sessions[session];
    return last_entry(m, [&](const Event& event) {
        const auto* started = std::get_if<event::SessionStarted>(&event);
        return started != nullptr && started->session.team == row.team &&
               started->session.initiated_at == row.initiated_at &&
               started->session.action == row.action &&
               started->session.restore_access_vault == row.restore_access_vault;
    });
}

const Entry* entry_that_invited(const Moment& m, Id<Team> team) {
    return last_entry(m, [&](const Event& event) {
        const auto* validated = std::get_if<event::TeamValidated>(&event);
        return validated != nullptr && validated->team == team;
    });
}

void add_fact(std::vector<Fact>& out, std::string label, std::string value, bool is_code = false) {
    if (!value.empty()) out.push_back({std::move(label), std::move(value), is_code});
}

void tell_request(DecisionCard& card, const Moment& m, Id<Session> id) {
    const World& w = m.world;
    const Session& row = w.sessions[id];
    const std::string action(to_text(row.action));
    card.title = title_of_request(m, id);
    const bool is_test = row.action == ProtectedAction::ApprovalTeamBaseline;
    card.advice = m.say(is_test ? "advice.test" : "advice.request");
    card.approvals = std::popcount(row.approved);
    card.required = row.min_approvals_required;
    add_fact(card.facts, m.say("fact.action"), action, true);
    if (row.requester)
        add_fact(card.facts, m.say("fact.requester"), arn_of(w, row.requester), true);
    const std::string name = name_of_account(w, row.requester_account);
    add_fact(card.facts, m.say("fact.requester_account"), name);
    if (row.vault) add_fact(card.facts, m.say("fact.resource"), arn_of(w, row.vault), true);
    const std::string comment(w.catalog->names.text(row.comment));
    if (!is_test)
        add_fact(card.facts, m.say("fact.comment"),
                 comment.empty() ? m.say("fact.no_comment") : comment);
    add_fact(card.facts, m.say("fact.asked_at"), day_and_time(m.language, row.initiated_at));
    add_fact(card.facts, m.say("fact.expires_at"), day_and_time(m.language, row.expires_at));
    card.time_left = time_left_text(m.language, row.expires_at - m.at);
}

void tell_invitation(DecisionCard& card, const Moment& m, Id<Team> id) {
    const Team& row = m.world.teams[id];
    card.is_invitation = true;
    card.title = m.say("decision.invitation", {{"team", m.name(id)}});
    card.advice =
        m.say("advice.invitation", {{"approvers", std::int64_t{row.approvers_count}},
                                    {"required", std::int64_t{row.min_approvals_required}}});
    card.required = row.approvers_count;
    for (std::uint32_t i = 0; i < row.approvers_count; ++i)
        card.approvals += row.approvers[i].status == ApproverStatus::ACCEPTED ? 1 : 0;
    add_fact(card.facts, m.say("fact.team"), arn_of(m.world, id), true);
    add_fact(card.facts, m.say("fact.invited_by"), name_of_account(m.world, row.account));
    if (row.deadline_at == never) return;  // of a new version: its draft has the date
    add_fact(card.facts, m.say("fact.expires_at"), day_and_time(m.language, row.deadline_at));
    card.time_left = time_left_text(m.language, row.deadline_at - m.at);
}

// The card of one approver, when he is played at the screen and can answer.
bool begin_card(DecisionCard& card, const Moment& m, Id<User> user) {
    const Id<Person> person = m.world.users[user].person;
    if (!m.run.is_live(person) || !is_in_portal(m.world, user, m.at)) return false;
    card.decision.person = person;
    card.decision.credential = sign_in_of(m.world, user);
    card.person = name_of_person(m.world, person);
    card.user = user;
    return bool(card.decision.credential);
}

// New approvers of a version that the team has agreed to.
void add_update_invitations(std::vector<DecisionCard>& out, const Moment& m) {
    for (const TeamDraft& draft : m.world.team_drafts) {
        for (std::uint32_t i = 0;
             draft.status == DraftStatus::pending_activation && i < draft.approvers_count; ++i) {
            DecisionCard card;
            if (draft.approvers[i].status == ApproverStatus::ACCEPTED ||
                !begin_card(card, m, draft.approvers[i].user))
                continue;
            const Entry* asked = last_entry(m, [&](const Event& event) {
                const auto* approved = std::get_if<event::TeamUpdateApproved>(&event);
                return approved != nullptr && approved->team == draft.team;
            });
            card.decision.subject = draft.team;
            card.subject = name_of(m.world, draft.team);
            card.decision.expires_at = draft.deadline_at;
            if (asked != nullptr)
                card.decision.since = asked->at, card.decision.entry = asked->number;
            tell_invitation(card, m, draft.team);
            out.push_back(std::move(card));
        }
    }
}

}  // namespace

std::vector<DecisionCard> build_decisions(const Moment& m) {
    std::vector<DecisionCard> out;
    const World& w = m.world;
    for (const Team& team : w.teams) {
        const bool is_inviting = team.status == TeamStatus::PENDING &&
                                 team.status_code == TeamStatusCode::PENDING_ACTIVATION;
        for (std::uint32_t i = 0; is_inviting && i < team.approvers_count; ++i) {
            DecisionCard card;
            if (team.approvers[i].status != ApproverStatus::PENDING ||
                !begin_card(card, m, team.approvers[i].user))
                continue;
            const Id<Team> id = w.teams.id_of(team);
            const Entry* asked = entry_that_invited(m, id);
            card.decision.subject = id;
            card.subject = name_of(w, id);
            card.decision.expires_at = team.deadline_at;
            if (asked != nullptr)
                card.decision.since = asked->at, card.decision.entry = asked->number;
            card.team = m.name(id);
            tell_invitation(card, m, id);
            out.push_back(std::move(card));
        }
    }
    add_update_invitations(out, m);
    for (const Session& session : w.sessions) {
        if (session.status != SessionStatus::PENDING || session.expires_at <= m.at) continue;
        const Team& team = w.teams[session.team];
        for (std::uint32_t i = 0; i < team.approvers_count; ++i) {
            DecisionCard card;
            if ((session.approved | session.rejected | ~session.asked) & (1u << i)) continue;
            if (!begin_card(card, m, team.approvers[i].user)) continue;
            const Id<Session> id = w.sessions.id_of(session);
            const Entry* asked = entry_that_asked(m, id);
            card.decision.subject = id;
            card.subject = name_of(w, id);
            card.decision.since = session.initiated_at;
            card.decision.expires_at = session.expires_at;
            if (asked != nullptr) card.decision.entry = asked->number;
            card.team = m.name(session.team);
            card.requires_code = session.requires_verification == yes;
            card.is_code_ours = team.approvers[i].mailbox == card.decision.person;
            tell_request(card, m, id);
            out.push_back(std::move(card));
        }
    }
    std::stable_sort(out.begin(), out.end(), [](const DecisionCard& a, const DecisionCard& b) {
        return a.decision.since < b.decision.since;
    });
    return out;
}

// Approvers of any team of the run, whom the scenario offers, and whoever is played already.
std::vector<Seat> build_seats(const Moment& m) {
    const World& head = m.run.world();
    std::vector<bool> is_offered(head.persons.size(), false);
    for (const Team& team : head.teams)
        for (std::uint32_t i = 0; i < team.approvers_count; ++i)
            is_offered[head.users[team.approvers[i].user].person.index] = true;
    const auto& scenario = m.run.scenario();
    for (const std::string& name : scenario.live)
        for (const Person& row : head.persons)
            if (head.catalog->names.text(row.name) == name)
                is_offered[head.persons.id_of(row).index] = true;
    std::vector<Seat> out;
    for (const Person& row : head.persons) {
        const Id<Person> id = head.persons.id_of(row);
        const bool is_live = m.run.is_live(id);
        if (!is_offered[id.index] && !is_live) continue;
        Seat seat{id, name_of_person(head, id), {}, is_live};
        if (id.index < scenario.persons.size())
            seat.title = m.language.text_of(scenario.persons[id.index].title);
        for (const User& user : head.users) seat.has_portal |= user.person == id;
        out.push_back(std::move(seat));
    }
    return out;
}

}  // namespace airlock::view
