// What the stage shows, before any pixel: nested places, the things in them, the ways between them, and the
// call under way. Plain data in whole units (1 unit = 1 CSS pixel at zoom 1), already laid out; the canvas
// draws it, the DOM view lists it, tests compare it as text.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "world/decide.h"

namespace airlock::view {

struct Point {
    std::int32_t x = 0, y = 0;
    bool operator==(const Point&) const = default;
};
struct Rect {
    std::int32_t x = 0, y = 0, w = 0, h = 0;
    Point centre() const { return {x + w / 2, y + h / 2}; }
    std::int32_t right() const { return x + w; }
    std::int32_t bottom() const { return y + h; }
    bool operator==(const Rect&) const = default;
};

// A piece of text where it stands. The layout has made sure that it fits its box, in Inter (numbers:
// JetBrains Mono) at the em size of its style; a name too long for its place is cut here with an ellipsis and
// stands whole in the title of its place or mark. The canvas draws labels as they are and adds none.
struct Label {
    enum class Style : std::uint8_t {
        heading,  // 13 px semibold: an organization
        title,    // 13 px semibold: an account, a thing
        text,     // 11 px: what state it is in
        number,   // 11 px monospaced: an account number, a time
        count,    // 20 px semibold: the middle of a quorum
    };
    // What the text tells; the theme gives each its colour, and none is told by colour alone.
    enum class Tone : std::uint8_t { strong, plain, quiet, good, bad, waits, seal, consent };
    enum class Align : std::uint8_t { left, centre, right };
    Rect box;
    Style style = Style::text;
    Tone tone = Tone::plain;
    Align align = Align::left;
    std::string text;
    bool operator==(const Label&) const = default;
};

// How a place stands. Never told by colour alone: each has its own line and badge.
enum class Condition : std::uint8_t { intact, threatened, lost, regained };

// An organization or an account. Its border is an authentication boundary.
struct Place {
    Ref ref;
    std::int32_t parent = -1;  // index in Scene::places; organizations have none
    Rect box;
    std::string title;   // "Workload"
    std::string number;  // "111111111111", accounts only
    std::string badge;   // "root stolen", "intact"; may be empty
    Condition condition = Condition::intact;
    bool is_acting = false;  // the entry under the cursor acts from here
    bool is_selected = false;
    bool is_related = false;    // to what is selected
    Rect header;                // the title bar, across the top of the box
    bool is_collapsed = false;  // only its title bar is shown; what it holds has no marks
    bool is_tile = false;       // one of many quiet accounts: a small square without text
    std::int32_t accounts = 0;  // a group of that many tiles; it has no ref
    std::vector<Label> labels;
    bool operator==(const Place&) const = default;
};

enum class Shape : std::uint8_t {
    workload,
    vault,
    air_gapped_vault,
    restore_access_vault,
    quorum,
    identity_provider,
    principal,
    attacker,
};

// The state of the customer managed key that a thing is encrypted with; `disabled` stands for pending deletion, too.
// Whom its policy lets use it is not told here. Keys that AWS owns or manages have no sign: nobody here can touch them.
enum class KeySign : std::uint8_t { none, enabled, disabled, deleted };

// One recovery point drawn inside its vault.
struct Pip {
    Ref ref;
    DataCondition condition = DataCondition::clean;
    bool is_deleted = false;
    bool is_suspect = false;  // a scan found something in it
    bool is_new = false;      // made by the entry under the cursor
    Rect box;
    bool operator==(const Pip&) const = default;
};

// One approver on the ring of a quorum. The canvas writes his line itself: disc, name, word at the right end.
struct Segment {
    enum class State : std::uint8_t {
        idle,
        invited,
        waiting,
        you,
        approved,
        rejected,
        unavailable
    };
    Ref user;
    std::string name;
    std::string word;  // "agreed", "refused", "waiting", "you", "accepted"
    State state = State::idle;
    bool is_live = false;
    Rect box;   // his line beside or below the ring; empty for a small ring, which has no lines
    Point dot;  // the centre of the small disc at the front of that line
    bool operator==(const Segment&) const = default;
};

// A thing inside a place.
struct Mark {
    Ref ref;
    std::int32_t place = -1;  // index in Scene::places
    Rect box;
    Shape shape = Shape::workload;
    std::string title;
    std::string state;  // one or two words under the title: "sealed · compliance", "ransomware"
    Condition condition = Condition::intact;
    bool is_sealed = false;   // a lock that nobody can open
    bool is_pending = false;  // CREATING, waiting
    bool is_gone = false;     // deleted; drawn faintly until the cursor moves on
    bool is_selected = false;
    bool is_related = false;      // to what is selected
    bool is_touched = false;      // changed by the entry under the cursor
    KeySign key = KeySign::none;  // workloads and vaults
    std::vector<Pip> pips;        // vaults
    // quorum only
    std::vector<Segment> segments;
    std::int32_t approvals = 0;
    std::int32_t required = 0;
    std::int32_t time_left_permille = 0;  // of the 24 hours; 0 when nothing is pending
    std::string centre;                   // "2 of 3"
    std::string centre_detail;            // "22 h 50 min left"
    Rect body;  // the shape itself: for a round thing the square around its circle
    std::vector<Label> labels;
    std::int32_t recovery_points = 0;  // vaults: how many there are; pips show the newest of them
    bool operator==(const Mark&) const = default;
};

// A lasting way between two things. Path 1 is the everyday way (a RAM share), path 2 the emergency way
// (through approval); `bond` ties a vault to its team, `owns` a view to its source.
struct Link {
    enum class Kind : std::uint8_t { path1, path2, bond, backup };
    enum class State : std::uint8_t { open, pending, closed };
    Kind kind = Kind::path1;
    State state = State::open;
    Ref from, to;
    std::vector<Point> points;  // from … to, at least two; the canvas rounds the corners
    std::string label;
    bool is_touched = false;
    bool is_related = false;  // to what is selected
    Rect label_box;           // empty when there is no label
    std::string words;        // "path 2 from prod-airgap to recovery-view: waits for votes"
    bool operator==(const Link&) const = default;
};

// A gate on the way of a call.
struct GateStop {
    std::string name;  // "vault lock"
    Verdict verdict = Verdict::passed;
    bool operator==(const GateStop&) const = default;
};

// The call (or the thing that fell due) of the entry under the cursor, on its way from caller to target.
struct Token {
    Point from, to;  // `to` is where it stops
    Point
        aim;  // what it was sent to; the same as `to` unless a gate of the caller's own side stopped it
    std::string label;   // "DeleteRecoveryPoint"
    std::string detail;  // "refused at vault_lock"
    Outcome outcome = Outcome::done;
    bool is_attack = false;
    std::int32_t gates_passed = 0;
    std::int32_t gates = 0;  // met; a refusal stops at the last
    std::vector<GateStop> stops;
    Rect label_box;  // for label over detail, clear of what it would hide
    Ref caller,
        target;  // what it leaves and where it goes; none where nothing on the stage stands for it
    std::string words;  // "mallory asks for DeleteRecoveryPoint: refused"
    bool operator==(const Token&) const = default;
};

// What the entry set going between two things, once its call has arrived: data that streams, or an attack that spreads.
struct Stream {
    enum class Kind : std::uint8_t { spread, backup, restore };
    Kind kind = Kind::backup;
    Ref from, to;
    std::vector<Point> points;  // along the ways that carry it, where there are any
    std::string words;          // "orders-restored is filled from recovery-view"
    bool operator==(const Stream&) const = default;
};

struct Scene {
    Rect bounds;  // of everything
    std::vector<Place> places;
    std::vector<Mark> marks;
    std::vector<Link> links;
    std::vector<Token> tokens;    // none or one
    std::vector<Stream> streams;  // of the entry under the cursor
    bool has_focus = false;       // something is selected: what is not `is_related` steps back
    bool operator==(const Scene&) const = default;
};

// The scene as text, one line a thing, for goldens.
std::string to_text(const Scene& scene);

}  // namespace airlock::view
