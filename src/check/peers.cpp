// Who can be exchanged for whom. What names persons, users and credentials in the rows of a world is listed in
// `each_name`; a test holds the list against world.h.
#include "check/peers.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <string_view>

#include "base/check.h"
#include "world/gates.h"
#include "world/members.h"

namespace airlock::check {
namespace {

// A row of whatever kind that names persons, users or credentials: calls `visit(Id&)` for each of them.
template <class Visit>
void each_name(Kind kind, void* bytes, Visit&& visit) {
    switch (kind) {
        case Kind::user: {
            User& row = *static_cast<User*>(bytes);
            visit(row.person), visit(row.mailbox);
            break;
        }
        case Kind::credential: {
            Credential& row = *static_cast<Credential*>(bytes);
            visit(row.holder), visit(row.user), visit(row.stolen_from), visit(row.assumed_from);
            break;
        }
        case Kind::team:
            for (Approver& approver : static_cast<Team*>(bytes)->approvers)
                visit(approver.user), visit(approver.mailbox);
            break;
        case Kind::team_draft:
            for (Approver& approver : static_cast<TeamDraft*>(bytes)->approvers)
                visit(approver.user), visit(approver.mailbox);
            break;
        default: break;
    }
}

constexpr std::size_t compared_moves_max = 5'000;
constexpr std::uint32_t compared_persons_max = 200;

// In a row that fits any peer, his own k-th row is called this.
constexpr std::uint32_t own_marker = 0x80000000u;

// His, and what was taken from what is his.
std::vector<Ref> rows_of(const World& world, Id<Person> person) {
    std::vector<Ref> out = {person};
    const auto has = [&](Ref row) { return std::find(out.begin(), out.end(), row) != out.end(); };
    for (std::uint32_t i = 0; i < world.users.size(); ++i)
        if (world.users[{i}].person == person) out.push_back(Id<User>{i});
    for (std::uint32_t i = 0; i < world.credentials.size(); ++i) {
        const Credential& row = world.credentials[{i}];
        if (row.holder == person || has(row.user) || has(row.stolen_from) || has(row.assumed_from))
            out.push_back(Id<Credential>{i});
    }
    return out;
}

// A row of the kinds that name people, as bytes of its own.
template <class Visit>
void each_naming_row(const World& world, Visit&& visit) {
    const auto all = [&](const auto& table) {
        for (std::uint32_t i = 0; i < table.size(); ++i) {
            auto row = table[{i}];
            visit(Ref(decltype(table.id_of(row)){i}), &row);
        }
    };
    all(world.users), all(world.credentials), all(world.teams), all(world.team_drafts);
}

// In whatever order.
bool same_credentials(const std::vector<Id<Credential>>& a, const std::vector<Id<Credential>>& b) {
    return a.size() == b.size() && std::all_of(a.begin(), a.end(), [&](Id<Credential> id) {
               return std::find(b.begin(), b.end(), id) != b.end();
           });
}

bool same_move(const Move& a, const Move& b) {
    return a.kind == b.kind && a.row == b.row && a.event == b.event && a.call == b.call &&
           a.is_once == b.is_once && a.trusted == b.trusted && a.is_for_access == b.is_for_access &&
           same_credentials(a.approvals, b.approvals) && a.caller.person == b.caller.person &&
           a.caller.credential == b.caller.credential;
}

}  // namespace

Ref first_subject_of(const Call& call) {
    for (const auto member : members_in(call))
        if (member.about.kind == MemberKind::reference) return member.first();
    return {};
}

Peers::Peers(const World& world, std::vector<Id<Person>> persons) : persons_(std::move(persons)) {
    for (std::uint32_t peer = 0; peer < size(); ++peer) {
        rows_.push_back(rows_of(world, persons_[peer]));
        std::vector<Id<Name>>& names = names_.emplace_back();
        for (std::uint32_t k = 0; k < rows_[peer].size(); ++k) {
            const Ref row = rows_[peer][k];
            owners_[row] = {peer, k};
            names.push_back(row.kind == Kind::person ? world.persons[row.as<Person>()].name
                            : row.kind == Kind::user ? world.users[row.as<User>()].name
                                                     : Id<Name>());
        }
    }
    for (const Team& team : world.teams) {
        std::vector<std::uint32_t>& places = places_.emplace_back();
        for (std::uint32_t peer = 0; peer < size(); ++peer) {
            places.push_back(none);
            for (const Ref row : rows_[peer]) {
                if (row.kind != Kind::user) continue;
                const std::uint32_t number = approver_number(team, row.as<User>());
                if (number != approvers_max) places.back() = number;
            }
        }
    }
}

std::optional<Peers::Owner> Peers::owner_of(Ref row) const {
    const auto found = owners_.find(row);
    return found == owners_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::uint32_t> Peers::place_in(Id<Team> team, std::uint32_t peer) const {
    if (!team || team.index >= places_.size()) return std::nullopt;
    const std::uint32_t place = places_[team.index][peer];
    return place == none ? std::nullopt : std::optional(place);
}

// --- finding them --------------------------------------------------------------------------------------------

// Of two: is each his own rows apart the same to the world?
bool Peers::are_alike(const World& world, const Forgetting& forgetting) const {
    if (rows_[0].size() != rows_[1].size()) return false;
    for (std::uint32_t k = 0; k < own_rows(); ++k)
        if (rows_[0][k].kind != rows_[1][k].kind) return false;
    bool alike = true;
    std::vector<std::string> own[2];
    for (const Session& session : world.sessions) {
        Session row = session;
        const Ref ref = world.sessions.id_of(session);
        forget(forgetting, ref, &row);
        alike = alike && take_part(ref, &row, 0) == take_part(ref, &row, 1);
    }
    each_naming_row(world, [&](Ref ref, auto* row) {
        const std::string_view bytes(reinterpret_cast<const char*>(row), sizeof *row);
        if (const auto owner = owner_of(ref)) {
            make_alike(ref, row);
            own[owner->peer].emplace_back(bytes);
            return;
        }
        forget(forgetting, ref, row);
        if (has_parts(ref.kind)) alike = alike && take_part(ref, row, 0) == take_part(ref, row, 1);
        each_name(ref.kind, row, [&](auto& id) { alike = alike && (!id || !owner_of(id)); });
    });
    return alike && own[0] == own[1];
}

Peers Peers::among(const World& world, std::span<const Move> moves, const Forgetting& forgetting,
                   const AreAlike& are_alike_elsewhere) {
    // Every two are compared, move by move: in a large estate that would take longer than it saves.
    if (moves.size() > compared_moves_max || world.persons.size() > compared_persons_max) return {};
    // A call that is about two of them at once would have to be asked for every two.
    const auto has_move = [&](const Move& wanted) {
        return std::any_of(moves.begin(), moves.end(),
                           [&](const Move& move) { return same_move(move, wanted); });
    };
    const auto can_change_places = [&](Id<Person> a, Id<Person> b) {
        const Peers two(world, {a, b});
        if (!two.are_alike(world, forgetting)) return false;
        for (const Move& move : moves) {
            const auto mover = two.mover_of(move);
            if (!mover) return false;
            if (*mover != none && !has_move(two.exchanged(move, 0, 1))) return false;
        }
        return are_alike_elsewhere(a, b);
    };
    std::vector<std::vector<Id<Person>>> groups;
    for (std::uint32_t i = 0; i < world.persons.size(); ++i) {
        const Id<Person> person{i};
        const auto fits = [&](const auto& group) { return can_change_places(group[0], person); };
        const auto group = std::find_if(groups.begin(), groups.end(), fits);
        if (group == groups.end()) groups.push_back({person});
        else group->push_back(person);
    }
    const auto largest =
        std::max_element(groups.begin(), groups.end(),
                         [](const auto& a, const auto& b) { return a.size() < b.size(); });
    if (largest == groups.end() || largest->size() < 3) return {};
    Peers out(world, *largest);
    for (const Move& move : moves)
        if (!out.mover_of(move)) return {};
    return out;
}

std::optional<std::uint32_t> Peers::mover_of(const Move& move) const {
    std::uint32_t mover = none;
    bool is_one = true;
    const auto meet = [&](Ref row) {
        const auto owner = owner_of(row);
        if (!owner) return;
        is_one = is_one && (mover == none || mover == owner->peer);
        mover = owner->peer;
    };
    if (move.kind == Move::Kind::deadline) {
        meet(move.row);
    } else if (move.kind == Move::Kind::basic_event) {
        meet(move.event.subject);
        if (owner_of(move.event.thief)) is_one = false;
    } else {
        meet(move.caller.person);
        if (move.caller.credential) meet(move.caller.credential);
        for (const auto member : members_in(move.call))
            if (member.about.rows != nullptr)
                for (std::uint32_t i = 0; i < member.size(); ++i) {
                    meet(member.row(i));
                    if (member.about.kind == MemberKind::references && owner_of(member.row(i)))
                        is_one = false;
                }
    }
    return is_one ? std::optional(mover) : std::nullopt;
}

Move Peers::exchanged(const Move& move, std::uint32_t a, std::uint32_t b) const {
    Move out = move;
    const auto other = [&](Ref row) {
        const auto owner = owner_of(row);
        if (!owner || (owner->peer != a && owner->peer != b)) return row;
        return rows_[owner->peer == a ? b : a][owner->k];
    };
    if (move.kind == Move::Kind::deadline) {
        out.row = other(move.row);
        return out;
    }
    if (move.kind == Move::Kind::basic_event) {
        out.event.subject = other(move.event.subject);
        return out;
    }
    out.caller.person = other(move.caller.person).as<Person>();
    if (move.caller.credential)
        out.caller.credential = other(move.caller.credential).as<Credential>();
    for (const auto member : members_in(out.call))
        if (member.about.kind == MemberKind::reference && member.size() > 0)
            if (const Ref row = other(member.row(0)); row != member.row(0)) member.add(row);
    return out;
}

// --- parts, and rows of their own ----------------------------------------------------------------------------

template <class Row>
void Peers::name_alike(Id<Row>& id, std::uint32_t peer) const {
    const auto owner = id ? owner_of(id) : std::nullopt;
    if (owner && owner->peer == peer) id.index = own_marker + owner->k;
}

template <class Row>
void Peers::name_own(Id<Row>& id, std::uint32_t peer) const {
    if (id && id.index >= own_marker) id.index = rows_[peer][id.index - own_marker].index;
}

Peers::Part Peers::take_part(Ref ref, void* bytes, std::uint32_t peer) const {
    static_assert(sizeof(Approver) <= part_bytes);
    Part out;
    if (ref.kind == Kind::session) {
        Session& row = *static_cast<Session*>(bytes);
        const auto place = place_in(row.team, peer);
        if (!place) return out;
        const std::uint32_t bit = 1u << *place;
        out.bytes[0] = (row.asked & bit) != 0;
        out.bytes[1] = (row.approved & bit) != 0;
        out.bytes[2] = (row.rejected & bit) != 0;
        row.asked &= ~bit, row.approved &= ~bit, row.rejected &= ~bit;
    } else if (const auto place = place_in(ref.as<Team>(), peer)) {
        Approver& approver = static_cast<Team*>(bytes)->approvers[*place];
        name_alike(approver.user, peer), name_alike(approver.mailbox, peer);
        std::memcpy(out.bytes, &approver, sizeof approver);
        approver = {};
    }
    return out;
}

void Peers::put_part(Ref ref, void* bytes, std::uint32_t peer, const Part& part) const {
    if (ref.kind == Kind::session) {
        Session& row = *static_cast<Session*>(bytes);
        const auto place = place_in(row.team, peer);
        if (!place) return;
        row.asked |= std::uint32_t{part.bytes[0]} << *place;
        row.approved |= std::uint32_t{part.bytes[1]} << *place;
        row.rejected |= std::uint32_t{part.bytes[2]} << *place;
    } else if (const auto place = place_in(ref.as<Team>(), peer)) {
        Approver& approver = static_cast<Team*>(bytes)->approvers[*place];
        std::memcpy(&approver, part.bytes, sizeof approver);
        name_own(approver.user, peer), name_own(approver.mailbox, peer);
    }
}

// What people are called makes no difference to any rule.
void Peers::make_alike(Ref ref, void* bytes) const {
    const Owner owner = *owner_of(ref);
    if (ref.kind == Kind::person) static_cast<Person*>(bytes)->name = {};
    if (ref.kind == Kind::user) static_cast<User*>(bytes)->name = {};
    each_name(ref.kind, bytes, [&](auto& id) { name_alike(id, owner.peer); });
}

void Peers::make_own(Ref ref, void* bytes) const {
    const Owner owner = *owner_of(ref);
    if (ref.kind == Kind::person) static_cast<Person*>(bytes)->name = names_[owner.peer][owner.k];
    if (ref.kind == Kind::user) static_cast<User*>(bytes)->name = names_[owner.peer][owner.k];
    each_name(ref.kind, bytes, [&](auto& id) { name_own(id, owner.peer); });
}

bool Peers::is_any_named(Ref ref, void* bytes) const {
    bool is_named = false;
    each_name(ref.kind, bytes, [&](auto& id) { is_named = is_named || (id && owner_of(id)); });
    return is_named;
}

}  // namespace airlock::check
