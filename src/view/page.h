// What stands around the stage, before any pixel: header, clocks, protection layers, timeline, story,
// inspector, decisions. Canvas panels and the DOM view read the same Page, so they cannot disagree.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/simulation.h"
#include "view/scene.h"

namespace airlock::view {

class Language;

// Where the reader is. `entry` is the last entry that has happened for him; `at` is not before it.
struct Cursor {
    std::uint32_t entry = 0;
    Instant at;
    bool operator==(const Cursor&) const = default;
};

// What the reader has picked: a thing, an entry, or nothing (then the entry under the cursor is shown).
struct Selection {
    Ref thing;
    std::uint32_t entry = 0;
    bool operator==(const Selection&) const = default;
};

struct StoryLine {
    std::uint32_t entry = 0;
    std::string time;  // "+02:13"
    std::string who;   // "mallory", "AWS"
    std::string
        sentence;  // "mallory, holding the root of Workload, tries to delete rp-3: refused by the vault's lock."
    Outcome outcome = Outcome::done;
    bool is_attack = false;
    bool operator==(const StoryLine&) const = default;
};

struct Chapter {
    std::uint32_t entry = 0;  // where it begins; 0 while it has not been reached
    Instant at = never;
    std::string title;
    std::string text;
    std::int32_t x = -1;  // 0 … timeline_width along the lanes; −1 while it has not been reached
    bool is_current = false;  // the cursor stands in it
    bool operator==(const Chapter&) const = default;
};

// Along the lanes time is drawn at a reading scale: long silence is shortened, many entries at one moment
// stand side by side. `x` counts in units of which the lanes have this many.
inline constexpr std::int32_t timeline_width = 10'000;

struct TimelineDot {
    std::uint32_t entry = 0;
    Instant at;
    std::int32_t lane = 0;  // index in Timeline::lanes
    Outcome outcome = Outcome::done;
    std::int32_t x = 0;
    bool operator==(const TimelineDot&) const = default;
};

// A stretch on a lane: a session's 24 hours, a job.
struct TimelineSpan {
    std::uint32_t entry = 0;
    Instant from, to;
    std::int32_t lane = 0;
    bool is_open = false;  // still running at the cursor
    std::int32_t x_from = 0, x_to = 0;
    bool operator==(const TimelineSpan&) const = default;
};

struct Timeline {
    std::vector<std::string> lanes;  // "attack", "calls", "votes", "recovery"
    std::vector<TimelineDot> dots;
    std::vector<TimelineSpan> spans;
    std::vector<Chapter> chapters;
    Instant head;  // how far the run has come
    Instant end;   // head, or the last deadline worth showing
    std::int32_t x_cursor = 0, x_head = 0;
    bool operator==(const Timeline&) const = default;
};

struct Fact {
    std::string label;     // "MinRetentionDays"
    std::string value;     // "7"
    bool is_code = false;  // monospaced: an ARN, a number
    bool operator==(const Fact&) const = default;
};

struct GateLine {
    Gate gate = Gate::none;
    Verdict verdict = Verdict::passed;
    std::string name;    // "vault lock"
    std::string reason;  // "compliance, nobody can open it before +336:00"
    bool operator==(const GateLine&) const = default;
};

struct Inspector {
    std::string title;            // "A third person must agree", "rp-3", "DeleteRecoveryPoint"
    std::string subtitle;         // "recovery point in prod-airgap"
    std::string text;             // one or two sentences
    std::vector<GateLine> gates;  // for an entry
    std::vector<Fact> facts;
    std::vector<std::uint32_t> related;  // entries about this thing, oldest first
    std::string
        would_flip;  // what would have let a refused call through; empty when there is nothing true to say
    std::vector<std::string> events;  // for an entry: what it changed, in words
    bool operator==(const Inspector&) const = default;
};

// A request as its approver sees it in the portal.
struct DecisionCard {
    PendingDecision decision;
    std::string subject;  // what the answer names: "session-1", or the team that invites
    std::string person;   // "ana"
    std::string team;     // "recovery-approvers": whom it is asked as
    std::string title;    // "Approve access to prod-airgap?"
    std::string advice;   // how to verify out of band
    std::vector<Fact>
        facts;              // requester ARN, account, action, protected resource, comment, asked at
    std::string time_left;  // "22 h 50 min"
    std::int32_t approvals = 0, required = 0;
    Id<User> user;  // who answers, as the directory knows him
    bool is_invitation = false;
    bool requires_code = false;  // APPROVER_VERIFICATION_REQUIRED: a one-time password by e-mail …
    bool is_code_ours = false;   // … to a mailbox that this person reads
    bool operator==(const DecisionCard&) const = default;
};

// An approver, with the choice between simulated and me.
struct Seat {
    Id<Person> person;
    std::string name;   // "ana"
    std::string title;  // "Head of security"
    bool is_live = false;
    bool has_portal = false;  // a user of a directory, who can be an approver
    bool operator==(const Seat&) const = default;
};

// One of the five protection layers.
struct Layer {
    std::string name;  // "Vault Lock"
    std::string word;  // "refused 3 deletions"
    Condition condition = Condition::intact;
    bool is_active = false;  // the entry under the cursor met it
    bool is_present =
        true;  // false: not set up yet, or no part of this story; neither good nor bad
    bool operator==(const Layer&) const = default;
};

struct Clock {
    std::string label;  // "since the attack"
    std::string value;  // "3 h 42 min"
    Condition condition = Condition::intact;
    bool operator==(const Clock&) const = default;
};

// What has changed since the chapter before the one that the cursor stands in began.
struct Since {
    std::string title;               // "Changed since: The attack"
    std::vector<std::string> lines;  // most important first; empty when nothing worth a word has
    bool is_new = false;             // the cursor stands where its chapter begins
    bool operator==(const Since&) const = default;
};

struct Page {
    std::string scenario;  // file stem
    std::string title;
    std::string summary;
    std::string time;  // "Day 3 · 14:22:07"
    Cursor cursor;
    std::uint32_t entries = 0;  // in the log of this branch
    bool is_at_head = true;
    bool is_over = false;  // nothing will happen any more
    std::vector<Clock> clocks;
    std::vector<Layer> layers;
    std::vector<StoryLine> story;  // the whole log; what lies after the cursor is shown dimmed
    Timeline timeline;
    Inspector inspector;
    Since since;
    std::vector<DecisionCard> decisions;
    std::vector<Seat> seats;
    std::vector<BranchInfo> branches;
    std::uint32_t branch = 0;
    std::string
        headline;  // "mallory cannot delete rp-3": the entry under the cursor in a few words
    std::string announcement;     // what a live region says when the cursor has moved
    std::string language = "en";  // its code
    // Every entry has its line in `story`.
    bool is_told() const { return story.size() == entries; }
    bool operator==(const Page&) const = default;
};

// Both are functions of the run and where one looks; they change nothing. `viewport_width` picks the
// arrangement: side by side, or one column on a narrow screen.
Scene build_scene(const Simulation& simulation, const Cursor& cursor, const Selection& selection,
                  std::int32_t viewport_width, const Language& language);
Page build_page(const Simulation& simulation, const Cursor& cursor, const Selection& selection,
                const Language& language);

// The same with room kept for what a rehearsal foresees (foresight.h), so that in a live run nothing moves when
// new things appear. The page is built in place: what cannot have changed since, the sentences of the story, is
// kept, and of a long log only so many new ones are told at once that nobody notices: until `is_told`, the next
// refresh goes on. `page` is empty or was built from this very run, perhaps on another branch.
inline constexpr std::uint32_t lines_at_once = 500;
struct Foresight;
Scene build_scene(const Simulation& simulation, const Cursor& cursor, const Selection& selection,
                  std::int32_t viewport_width, const Language& language,
                  const Foresight& foresight);
void refresh_page(Page& page, const Simulation& simulation, const Cursor& cursor,
                  const Selection& selection, const Language& language, const Foresight& foresight);

// Both as one JSON object for the DOM view and for window.airlock. See docs/embedding.md for its members.
// With the legend, in the language of the rest.
std::string to_json(const Page& page, const Scene& scene, const Language& language);

}  // namespace airlock::view
