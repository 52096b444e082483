// The timeline: lanes, dots, spans and chapters. Time is drawn at a reading scale: every entry takes some room,
// and a pause between two entries grows with the number of binary digits of its seconds, so that a minute and
// a week can both be seen. Whole numbers only.
#include <algorithm>
#include <bit>

#include "study/sides.h"
#include "view/page_builder.h"

namespace airlock::view {

namespace {

enum Lane : std::int32_t { lane_attack, lane_calls, lane_votes, lane_recovery };

constexpr std::int64_t entry_weight = 8;
constexpr std::int64_t digit_weight = 5;

std::int64_t pause_weight(Duration pause) {
    const auto seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(0, pause.ms / 1000));
    return digit_weight * static_cast<std::int64_t>(std::bit_width(seconds));
}

template <class C>
bool is_call(const Entry& entry) {
    return entry.call && std::holds_alternative<C>(*entry.call);
}

bool is_view(const World& w, Id<Vault> vault) {
    return w.vaults.holds(vault) && w.vaults[vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
}

bool is_recovery_job(const World& w, Id<Job> job) {
    if (!w.jobs.holds(job)) return false;
    const Job& row = w.jobs[job];
    if (row.kind == JobKind::restore) return true;
    return row.kind == JobKind::copy &&
           row.account != w.vaults[w.recovery_points[row.recovery_point].vault].account;
}

bool is_recovery(const World& w, const Entry& entry) {
    if (entry.call) {
        if (const auto* c = std::get_if<call::StartCopyJob>(&*entry.call))
            return is_view(w, c->source_backup_vault);
        if (const auto* c = std::get_if<call::DescribeBackupVault>(&*entry.call))
            return is_view(w, c->backup_vault);
        if (const auto* c = std::get_if<call::ListRecoveryPointsByBackupVault>(&*entry.call))
            return is_view(w, c->backup_vault);
        if (const auto* c = std::get_if<call::GetRecoveryPointRestoreMetadata>(&*entry.call))
            return is_view(w, c->backup_vault);
        return is_call<call::CreateRestoreAccessBackupVault>(entry) ||
               is_call<call::StartRestoreJob>(entry) || is_call<call::DescribeRestoreJob>(entry) ||
               is_call<call::RegainAccount>(entry) ||
               is_call<call::RevokeRestoreAccessBackupVault>(entry) ||
               is_call<call::ListRestoreAccessBackupVaults>(entry) ||
               is_call<call::GetSession>(entry);
    }
    switch (entry.due.kind) {
        case DueKind::execution:
        case DueKind::support_answer:
        case DueKind::account_recovery: return true;
        case DueKind::vault_available: return is_view(w, entry.due.subject.as<Vault>());
        case DueKind::job_end: return is_recovery_job(w, entry.due.subject.as<Job>());
        default: return false;
    }
}

Lane lane_of(const World& w, const Entry& entry, bool is_attack) {
    if (is_attack) return lane_attack;
    const bool is_vote = is_call<call::Vote>(entry) || is_call<call::AnswerTeamInvitation>(entry) ||
                         entry.due.kind == DueKind::session_expiry ||
                         entry.due.kind == DueKind::team_invitations;
    if (is_vote) return lane_votes;
    return is_recovery(w, entry) ? lane_recovery : lane_calls;
}

// Turns weights into units of timeline_width.
class Scale {
  public:
    Scale(const Log& log, std::int64_t length) : log_(log), positions_(entry_positions(log)) {
        length_ = std::max({length, positions_.back(), std::int64_t{1}});
    }
    std::int32_t x(std::int64_t position) const {
        return static_cast<std::int32_t>(position * timeline_width / length_);
    }
    std::int32_t x_of(std::uint32_t entry) const {
        return x(positions_[std::min<std::size_t>(entry, positions_.size() - 1)]);
    }
    // Between two entries in proportion; after the last by the weight of the pause.
    std::int32_t x_at(Instant at) const {
        const auto& entries = log_.entries;
        const auto next = std::upper_bound(entries.begin(), entries.end(), at,
                                           [](Instant t, const Entry& e) { return t < e.at; });
        const auto n = static_cast<std::size_t>(next - entries.begin());
        const Instant before = n == 0 ? Instant{} : entries[n - 1].at;
        if (next == entries.end())
            return x(std::min(length_, positions_[n] + pause_weight(at - before)));
        const std::int64_t pause = std::max<std::int64_t>(1, (next->at - before).ms);
        const std::int64_t room = positions_[n + 1] - positions_[n];
        // Both factors stay far below 2^63: a century is 3.2e12 ms, a room a few hundred weights.
        return x(positions_[n] + room * (at - before).ms / pause);
    }
    std::int64_t position_at_end(Instant at) const {
        const Instant before = log_.entries.empty() ? Instant{} : log_.entries.back().at;
        return positions_.back() + (at > before ? entry_weight + pause_weight(at - before) : 0);
    }

  private:
    const Log& log_;
    std::vector<std::int64_t> positions_;
    std::int64_t length_ = 1;
};

class SpanFinder {
  public:
    SpanFinder(const Moment& moment, const study::Sides& sides, const Scale& scale,
               std::vector<TimelineSpan>& out)
        : w_(moment.run.world()),
          sides_(sides),
          entries_(moment.run.log().entries),
          scale_(scale),
          cursor_(moment.at),
          out_(out) {
        sessions_.resize(w_.sessions.size());
        jobs_.resize(w_.jobs.size());
    }
    void add(const Entry& entry, const Event& event, Ref born) {
        if (std::holds_alternative<event::SessionStarted>(event))
            begin(sessions_, born.index, entry);
        if (std::holds_alternative<event::JobStarted>(event)) begin(jobs_, born.index, entry);
        if (const auto* approved = std::get_if<event::SessionApproved>(&event))
            end(sessions_, approved->session.index, entry, lane_votes);
        if (const auto* failed = std::get_if<event::SessionFailed>(&event))
            end(sessions_, failed->session.index, entry, lane_votes);
        if (const auto* done = std::get_if<event::JobCompleted>(&event))
            end(jobs_, done->job.index, entry, job_lane(done->job));
        if (const auto* broken = std::get_if<event::JobFailed>(&event))
            end(jobs_, broken->job.index, entry, job_lane(broken->job));
    }
    // What is still running at the head.
    void finish() {
        for (std::size_t i = 0; i < sessions_.size(); ++i)
            if (sessions_[i] != 0)
                add_open(sessions_[i], w_.sessions[{static_cast<std::uint32_t>(i)}].expires_at,
                         lane_votes);
        for (std::size_t i = 0; i < jobs_.size(); ++i) {
            const Id<Job> job{static_cast<std::uint32_t>(i)};
            if (jobs_[i] != 0) add_open(jobs_[i], w_.jobs[job].deadline_at, job_lane(job));
        }
    }

  private:
    std::int32_t job_lane(Id<Job> job) const {
        if (sides_.is_theirs(job)) return lane_attack;
        return is_recovery_job(w_, job) ? lane_recovery : lane_calls;
    }
    static void begin(std::vector<std::uint32_t>& started, std::uint32_t index,
                      const Entry& entry) {
        if (index < started.size()) started[index] = entry.number;
    }
    void end(std::vector<std::uint32_t>& started, std::uint32_t index, const Entry& entry,
             std::int32_t lane) {
        if (index >= started.size() || started[index] == 0) return;
        add_span(started[index], entry.number, entry.at, lane);
        started[index] = 0;
    }
    void add_span(std::uint32_t from, std::uint32_t to, Instant to_at, std::int32_t lane) {
        if (to == from) return;  // a job that fails as it starts lasts no time
        TimelineSpan span;
        span.entry = from;
        span.from = from_at(from);
        span.to = to_at;
        span.lane = lane;
        span.x_from = scale_.x_of(from);
        span.x_to = to != 0 ? scale_.x_of(to) : scale_.x_at(to_at);
        span.is_open = span.from <= cursor_ && cursor_ < span.to;
        out_.push_back(span);
    }
    void add_open(std::uint32_t from, Instant until, std::int32_t lane) {
        if (until != never) add_span(from, 0, until, lane);
    }
    Instant from_at(std::uint32_t entry) const { return entries_[entry - 1].at; }

    const World& w_;
    const study::Sides& sides_;
    const std::vector<Entry>& entries_;
    const Scale& scale_;
    Instant cursor_;
    std::vector<TimelineSpan>& out_;
    std::vector<std::uint32_t> sessions_, jobs_;  // entry that began it; 0 = not running
};

void add_chapters(Timeline& out, const Moment& m, const Scale& scale, const Foresight& foresight) {
    const auto& chapters = m.run.scenario().chapters;
    const auto& begun = m.run.chapter_entries();
    const std::uint32_t cursor = m.entry == nullptr ? 0 : m.entry->number;
    std::size_t current = chapters.size();
    for (std::size_t i = 0; i < chapters.size(); ++i) {
        Chapter chapter;
        chapter.title = m.language.text_of(chapters[i].title);
        chapter.text = m.language.text_of(chapters[i].text);
        chapter.entry = i < begun.size() ? begun[i] : 0;
        if (chapter.entry != 0 && chapter.entry <= m.run.entries()) {
            chapter.at = m.run.log().entries[chapter.entry - 1].at;
            chapter.x = scale.x_of(chapter.entry);
            if (chapter.entry <= cursor) current = i;
        } else if (i < foresight.chapter_positions.size() && foresight.chapter_positions[i] >= 0) {
            chapter.x = std::max(out.x_head, scale.x(foresight.chapter_positions[i]));
        }
        out.chapters.push_back(std::move(chapter));
    }
    if (current < out.chapters.size()) out.chapters[current].is_current = true;
}

}  // namespace

std::vector<std::int64_t> entry_positions(const Log& log) {
    std::vector<std::int64_t> out{0};
    out.reserve(log.entries.size() + 1);
    Instant before;
    for (const Entry& entry : log.entries) {
        out.push_back(out.back() + entry_weight + pause_weight(entry.at - before));
        before = entry.at;
    }
    return out;
}

Timeline build_timeline(const Moment& m, const Foresight& foresight) {
    const Log& log = m.run.log();
    const World& head = m.run.world();
    Timeline out;
    for (const std::string_view lane : {"lane.attack", "lane.calls", "lane.votes", "lane.recovery"})
        out.lanes.push_back(m.say(lane));
    out.head = m.run.now();
    out.end = out.head;
    for (const Session& session : head.sessions)
        if (session.status == SessionStatus::PENDING)
            out.end = std::max(out.end, session.expires_at);

    const Scale plain(log, 0);
    // A story that has outgrown what was foreseen, or was not rehearsed, leaves some room for what comes.
    std::int64_t length = plain.position_at_end(out.end);
    if (length <= foresight.timeline_length) length = foresight.timeline_length;
    else if (m.run.next_at() != never) length = length * 21 / 20;
    const Scale scale(log, length);
    out.x_head = scale.x_at(out.head);
    out.x_cursor = m.entry == nullptr   ? scale.x_at(m.at)
                   : m.at > m.entry->at ? std::max(scale.x_at(m.at), scale.x_of(m.entry->number))
                                        : scale.x_of(m.entry->number);

    study::Sides sides(log);
    SpanFinder spans(m, sides, scale, out.spans);
    Births births;
    for (const Event& event : log.founding) births.born(event);
    out.dots.reserve(log.entries.size());
    for (const Entry& entry : log.entries) {
        sides.read(head, entry);
        out.dots.push_back({entry.number, entry.at, lane_of(head, entry, sides.is_attack()),
                            entry.outcome, scale.x_of(entry.number)});
        for (const Event& event : entry.events) spans.add(entry, event, births.born(event));
    }
    spans.finish();
    add_chapters(out, m, scale, foresight);
    return out;
}

namespace {

// How far the timeline ever reaches: at each entry, to the end of the last request that is open then.
std::int64_t farthest_position(const Log& log, const std::vector<std::int64_t>& positions,
                               std::size_t sessions) {
    std::int64_t farthest = positions.back();
    std::vector<Instant> open(sessions);  // when it expires; 0 = not open
    Births births;
    for (const Event& event : log.founding) births.born(event);
    for (const Entry& entry : log.entries) {
        for (const Event& event : entry.events) {
            const Ref born = births.born(event);
            if (const auto* started = std::get_if<event::SessionStarted>(&event))
                open[born.index] = started->session.expires_at;
            if (const auto* approved = std::get_if<event::SessionApproved>(&event))
                open[approved->session.index] = {};
            if (const auto* failed = std::get_if<event::SessionFailed>(&event))
                open[failed->session.index] = {};
        }
        for (const Instant end : open)
            if (end > entry.at)
                farthest = std::max(farthest, positions[entry.number] + entry_weight +
                                                  pause_weight(end - entry.at));
    }
    return farthest;
}

}  // namespace

Foresight foresee(const Simulation& rehearsed) {
    Foresight out;
    out.plan = plan_of(rehearsed.world(), rehearsed.log());
    const std::vector<std::int64_t> positions = entry_positions(rehearsed.log());
    out.timeline_length =
        farthest_position(rehearsed.log(), positions, rehearsed.world().sessions.size());
    for (const std::uint32_t entry : rehearsed.chapter_entries())
        out.chapter_positions.push_back(entry == 0 || entry >= positions.size() ? -1
                                                                                : positions[entry]);
    return out;
}

}  // namespace airlock::view
