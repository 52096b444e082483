// Persons who can be exchanged for one another: whatever one of them can do in a world, another can do in the world in
// which they have changed places. A search then need not tell who is who, only how many there are of each sort.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <vector>

#include "check/basic_event.h"
#include "check/forgetting.h"
#include "world/call.h"
#include "world/decide.h"
#include "world/world.h"

namespace airlock::check {

// Something that somebody may do, a deadline that may pass, or what befalls a world from outside. In a state where it
// comes to nothing it is no move.
struct Move {
    enum class Kind : std::uint8_t { call, deadline, basic_event };
    Kind kind = Kind::call;
    Caller caller;  // of a call; its instant is that of the search
    Call call;
    Ref row;  // whose deadline
    BasicEvent event;
    // A request to a team that is not made again from the same account, nor where nobody would approve it: those who
    // hold one of `approvals`. It would run out, and leave everything as it was.
    bool is_once = false;
    std::vector<Id<Credential>> approvals;
    std::vector<Id<Principal>>
        trusted;                 // of a vote: whose requests are answered so; none: anybody's
    bool is_for_access = false;  // of a vote: only on CreateRestoreAccessBackupVault
    // An attacker's that only takes away, and its place among those when all are made one after the other; 0: it is not.
    std::uint8_t destroys = 0;
};

// The first row that a call names.
Ref first_subject_of(const Call& call);

class Peers {
  public:
    Peers() = default;  // nobody
    // The largest group of persons, of three or more, whom the world without what is forgotten, the moves and
    // `are_alike_elsewhere` cannot tell apart. That one is asked whether all else that will be asked of the world stays the same when two change places.
    using AreAlike = std::function<bool(Id<Person>, Id<Person>)>;
    static Peers among(const World& world, std::span<const Move> moves,
                       const Forgetting& forgetting, const AreAlike& are_alike_elsewhere);

    std::uint32_t size() const { return static_cast<std::uint32_t>(persons_.size()); }
    Id<Person> person(std::uint32_t peer) const { return persons_[peer]; }
    // How many rows each of them has to himself: person, users, credentials, also those that were stolen from him.
    std::uint32_t own_rows() const {
        return rows_.empty() ? 0 : static_cast<std::uint32_t>(rows_[0].size());
    }
    Ref own_row(std::uint32_t peer, std::uint32_t k) const { return rows_[peer][k]; }
    struct Owner {
        std::uint32_t peer;
        std::uint32_t k;
    };
    std::optional<Owner> owner_of(Ref row) const;
    // Which of them a move is by or about: nobody for `none`; no answer when it is more than one, or one of a list.
    static constexpr std::uint32_t none = UINT32_MAX;
    std::optional<std::uint32_t> mover_of(const Move& move) const;
    // The same move when these two have changed places.
    Move exchanged(const Move& move, std::uint32_t a, std::uint32_t b) const;

    // What a row holds of a peer, apart from his own rows: his place in a team, his answer in a session. `bytes` is the
    // row; parts of different rows are not comparable.
    static bool has_parts(Kind kind) { return kind == Kind::team || kind == Kind::session; }
    static constexpr std::uint32_t part_bytes = 24;
    struct Part {
        unsigned char bytes[part_bytes] = {};
        bool operator==(const Part&) const = default;
    };
    Part take_part(Ref row, void* bytes, std::uint32_t peer) const;  // and clears it
    void put_part(Ref row, void* bytes, std::uint32_t peer, const Part& part) const;
    // A row of his own with what it says of himself in words that fit any of them, and back.
    void make_alike(Ref row, void* bytes) const;
    void make_own(Ref row, void* bytes) const;
    // Does a row name one of them outside of what is his own? `bytes` is the row after `take_part` or `make_alike`. What
    // is said of such a world cannot be said of another peer.
    bool is_any_named(Ref row, void* bytes) const;

  private:
    Peers(const World& world, std::vector<Id<Person>> persons);
    bool are_alike(const World& world, const Forgetting& forgetting) const;
    std::optional<std::uint32_t> place_in(Id<Team> team, std::uint32_t peer) const;
    template <class Row>
    void name_alike(Id<Row>& id, std::uint32_t peer) const;
    template <class Row>
    void name_own(Id<Row>& id, std::uint32_t peer) const;

    std::vector<Id<Person>> persons_;
    std::vector<std::vector<Ref>> rows_;        // by peer
    std::vector<std::vector<Id<Name>>> names_;  // of these rows
    std::map<Ref, Owner> owners_;
    std::vector<std::vector<std::uint32_t>>
        places_;  // by team, by peer: his number; `none`: not in it
};

}  // namespace airlock::check
