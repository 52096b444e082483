// The approval team as a ring: one segment an approver, in the order of the team.
#include <algorithm>
#include <bit>

#include "study/protection.h"
#include "view/metrics.h"
#include "view/scene_builder.h"
#include "world/text.h"

namespace airlock::view {

namespace {

constexpr Duration session_lifetime = hours(24);

std::int32_t permille_left(Instant at, Instant end) {
    if (end == never || end <= at) return 0;
    const std::int64_t left = (end - at).ms * 1000 / session_lifetime.ms;
    return static_cast<std::int32_t>(left > 1000 ? 1000 : left);
}

Segment::State waiting_state(bool is_live, Segment::State other) {
    return is_live ? Segment::State::you : other;
}

}  // namespace

void SceneBuilder::add_segments(Mark& mark, const Team& row, const Session* session) const {
    const bool is_shut_out = study::is_shut_out(w_, w_.teams.id_of(row));
    for (std::uint32_t i = 0; i < row.approvers_count; ++i) {
        const Approver& approver = row.approvers[i];
        const User& user = w_.users[approver.user];
        Segment segment;
        segment.user = approver.user;
        segment.name = m_.name(approver.user);
        segment.is_live = m_.run.is_live(user.person);
        const std::uint32_t bit = 1u << i;
        if (!user.is_enabled) {
            segment.state = Segment::State::unavailable;
        } else if (row.status != TeamStatus::ACTIVE) {
            const bool is_invited = row.status_code == TeamStatusCode::PENDING_ACTIVATION;
            if (approver.status == ApproverStatus::REJECTED)
                segment.state = Segment::State::rejected;
            else if (approver.status == ApproverStatus::ACCEPTED)
                segment.state = Segment::State::approved;
            else if (is_invited)
                segment.state = waiting_state(segment.is_live, Segment::State::invited);
        } else if (session != nullptr) {
            if (session->approved & bit) segment.state = Segment::State::approved;
            else if (session->rejected & bit) segment.state = Segment::State::rejected;
            else if (session->status == SessionStatus::PENDING)
                segment.state = waiting_state(segment.is_live, Segment::State::waiting);
        }
        // Who has no Identity Center to sign in through can answer nothing any more.
        const bool has_answered =
            segment.state == Segment::State::approved || segment.state == Segment::State::rejected;
        const bool cannot_sign_in = is_shut_out && user.is_enabled && !has_answered;
        if (cannot_sign_in) segment.state = Segment::State::unavailable;
        std::string_view key = "segment.idle";
        const bool is_team = row.status != TeamStatus::ACTIVE;
        const bool is_over = session != nullptr && session->status != SessionStatus::PENDING;
        const bool was_silent = is_over && session->status_code == SessionStatusCode::EXPIRED;
        switch (segment.state) {
            case Segment::State::idle:
                key = is_team || !is_over ? "segment.idle"
                      : was_silent        ? "segment.silent"
                                          : "segment.no_answer";
                break;
            case Segment::State::invited: key = "segment.invited"; break;
            case Segment::State::waiting: key = "segment.waiting"; break;
            case Segment::State::you: key = "segment.you"; break;
            case Segment::State::approved:
                key = is_team ? "segment.accepted" : "segment.agreed";
                break;
            case Segment::State::rejected:
                key = is_team ? "segment.declined" : "segment.refused";
                break;
            case Segment::State::unavailable:
                key = cannot_sign_in ? "segment.shut_out" : "segment.unavailable";
                break;
        }
        segment.word = m_.say(key);
        if (segment.word == "-") segment.word.clear();
        mark.segments.push_back(std::move(segment));
    }
}

void SceneBuilder::tell_centre(Mark& mark, const Team& row, const Session* session) const {
    const auto left = [&](Instant end) {
        mark.time_left_permille = permille_left(m_.at, end);
        // Whole hours, then whole minutes: there is little room in the ring, and the header has the rest.
        const std::int64_t ms = std::max<std::int64_t>(0, (end - m_.at).ms);
        const bool has_hours = ms >= hours(1).ms;
        const std::string time = m_.say(has_hours ? "time.h" : "time.min",
                                        {{"n", ms / (has_hours ? hours(1).ms : minutes(1).ms)}});
        return m_.say("stage.left", {{"time", time}});
    };
    const auto count = [&](std::int32_t n, std::int32_t of) {
        mark.approvals = n, mark.required = of;
        return m_.say("stage.count", {{"n", std::int64_t{n}}, {"of", std::int64_t{of}}});
    };
    mark.required = row.min_approvals_required;
    if (row.status != TeamStatus::ACTIVE) {
        std::int32_t accepted = 0;
        for (std::uint32_t i = 0; i < row.approvers_count; ++i)
            accepted += row.approvers[i].status == ApproverStatus::ACCEPTED ? 1 : 0;
        mark.centre = count(accepted, row.approvers_count);
        mark.centre_detail = row.status_code == TeamStatusCode::PENDING_ACTIVATION
                                 ? left(row.deadline_at)
                                 : m_.say("stage.accepted");
        return;
    }
    if (session == nullptr || (session->action == ProtectedAction::ApprovalTeamBaseline &&
                               session->status != SessionStatus::PENDING)) {
        mark.centre = count(row.min_approvals_required, row.approvers_count);
        mark.approvals = 0;
        mark.required = row.min_approvals_required;
        mark.centre_detail = m_.say("stage.must_agree");
        return;
    }
    const bool is_test = session->action == ProtectedAction::ApprovalTeamBaseline;
    const std::int32_t answers =
        std::popcount(is_test ? session->approved | session->rejected : session->approved);
    mark.centre =
        count(answers, is_test ? session->approvers_count : session->min_approvals_required);
    if (session->status == SessionStatus::PENDING) mark.centre_detail = left(session->expires_at);
    else
        mark.centre_detail =
            m_.say(session->status == SessionStatus::APPROVED           ? "stage.agreed"
                   : session->status_code == SessionStatusCode::EXPIRED ? "stage.expired"
                                                                        : "stage.refused");
}

void SceneBuilder::add_quorum_labels(Mark& mark, const Slot& slot) const {
    const auto parts = quorum_parts(slot, static_cast<std::uint32_t>(mark.segments.size()));
    using Style = Label::Style;
    using Tone = Label::Tone;
    using Align = Label::Align;
    const Align align = slot.is_list_beside ? Align::left : Align::centre;
    mark.labels.push_back(make_label(parts.title, Style::title, Tone::strong, align, mark.title));
    mark.labels.push_back(make_label(parts.state, Style::text, Tone::quiet, align, mark.state));
    if (slot.is_small) return;
    const Point c = mark.body.centre();
    const std::int32_t inner = mark.body.w - 54;
    mark.labels.push_back(make_label({c.x - inner / 2, c.y - 18, inner, 24}, Style::count,
                                     Tone::strong, Align::centre, mark.centre));
    const Tone detail = mark.time_left_permille > 0 ? Tone::waits : Tone::quiet;
    mark.labels.push_back(make_label({c.x - inner / 2, c.y + 7, inner, 14}, Style::text, detail,
                                     Align::centre, mark.centre_detail));
    for (std::size_t i = 0; i < parts.lines.size(); ++i) {
        Segment& segment = mark.segments[i];
        const Rect line = parts.lines[i];
        segment.box = line;
        segment.dot = {line.x + 7, line.y + line.h / 2};
    }
}

void SceneBuilder::add_team(const Team& row) {
    const Id<Team> id = w_.teams.id_of(row);
    Mark mark;
    if (!begin_mark(mark, row.account, key_of_team(w_, id), id, Shape::quorum)) return;
    const Id<Session> shown = shown_session(w_, id);
    const Session* session = shown ? &w_.sessions[shown] : nullptr;
    mark.condition = m_.standing.of(id);
    mark.is_pending = row.status == TeamStatus::PENDING;
    mark.state = row.status == TeamStatus::ACTIVE ? m_.say("stage.approval_team")
                 : row.status_code == TeamStatusCode::none
                     ? m_.word_of("TeamStatus", to_text(row.status))
                     : m_.word_of("TeamStatusCode", to_text(row.status_code));
    add_segments(mark, row, session);
    tell_centre(mark, row, session);
    const Slot& slot = slot_of(row.account)->things.at(key_of_team(w_, id));
    if (slot.is_small && row.status == TeamStatus::ACTIVE)
        mark.state =
            m_.say("stage.some_must_agree", {{"n", std::int64_t{row.min_approvals_required}},
                                             {"of", std::int64_t{row.approvers_count}}});
    add_quorum_labels(mark, slot);
    end_mark(std::move(mark));
}

}  // namespace airlock::view
