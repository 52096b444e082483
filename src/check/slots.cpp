// Rows to numbers and back.
#include "check/slots.h"

#include <bit>
#include <cstring>
#include <new>

#include "base/check.h"
#include "base/hash.h"

namespace airlock::check {
namespace {

// Calls `visit(table)` for the table that holds rows of that kind.
template <class WorldLike, class Visit>
void with_table(WorldLike& world, Kind kind, Visit&& visit) {
    std::uint32_t n = 0;
    World::each(world, [&](auto& table) {
        if (kind_of(n++) == kind) visit(table);
    });
}

// A row of whatever kind as its bytes; no row is larger (checked where it is used).
constexpr std::size_t row_bytes_max = 1024;
struct RowBytes {
    alignas(8) unsigned char bytes[row_bytes_max];
    std::uint32_t size = 0;
};

RowBytes bytes_of(const World& world, Ref row) {
    RowBytes out;
    with_table(world, row.kind, [&]<class Row>(const Table<Row>& table) {
        static_assert(sizeof(Row) <= row_bytes_max);
        std::memcpy(out.bytes, &table[{row.index}], sizeof(Row));
        out.size = sizeof(Row);
    });
    return out;
}

}  // namespace

Slots::Slots(const World& first, Forgetting forgetting)
    : first_(first), forgetting_(forgetting), later_(tables_count) {
    first_.each_table([&](const auto& table) { first_sizes_.push_back(table.size()); });
    for (std::uint32_t i = 0; i < first_.teams.size(); ++i)
        first_.teams.update({i}, [&](Team& team) { forget(Id<Team>{i}, &team); });
}

void Slots::forget(Ref row, void* bytes) const {
    if (!forgetting_.approver_activity) return;
    if (row.kind != Kind::team && row.kind != Kind::team_draft) return;
    const auto clear = [](auto& approvers) {
        for (Approver& approver : approvers) {
            approver.last_activity_day = 0;
            approver.last_activity = LastActivity::none;
            approver.missed_sessions = 0;
        }
    };
    if (row.kind == Kind::team) clear(static_cast<Team*>(bytes)->approvers);
    else clear(static_cast<TeamDraft*>(bytes)->approvers);
}

std::uint32_t Slots::find(Ref row) const {
    const auto found = by_row_.find(row);
    return found == by_row_.end() ? none : found->second;
}

std::uint32_t Slots::add(Ref row) {
    const std::uint32_t number = count();
    Slot slot;
    slot.row = row;
    with_table(first_, row.kind,
               [&]<class Row>(const Table<Row>&) { slot.row_bytes = sizeof(Row); });
    slots_.push_back(std::move(slot));
    by_row_[row] = number;
    const std::uint32_t table = table_of(row.kind);
    if (row.index >= first_sizes_[table]) {
        CHECK(row.index == first_sizes_[table] + later_[table].size());  // rows come in order
        later_[table].push_back(number);
    }
    return number;
}

std::uint32_t Slots::value_in(const World& world, std::uint32_t number) {
    Slot& slot = slots_[number];
    RowBytes row = bytes_of(world, slot.row);
    forget(slot.row, row.bytes);
    if (first_.holds(slot.row)) {
        const RowBytes was = bytes_of(first_, slot.row);
        if (std::memcmp(row.bytes, was.bytes, slot.row_bytes) == 0) return 0;
    }
    const std::uint64_t hash = hash_bytes(row.bytes, slot.row_bytes, 1);
    const auto [begin, end] = slot.by_hash.equal_range(hash);
    for (auto it = begin; it != end; ++it) {
        const std::size_t at = std::size_t{slot.row_bytes} * (it->second - 1);
        if (std::memcmp(slot.bytes.data() + at, row.bytes, slot.row_bytes) == 0) return it->second;
    }
    slot.bytes.insert(slot.bytes.end(), row.bytes, row.bytes + slot.row_bytes);
    slot.by_hash.emplace(hash, slot.count);
    return slot.count++;
}

std::uint8_t Slots::width(std::uint32_t slot) const {
    return static_cast<std::uint8_t>(
        std::max(1, static_cast<int>(std::bit_width(slots_[slot].count - 1))));
}

World Slots::world_of(std::span<const std::uint32_t> values) const {
    World out = first_;
    for (std::uint32_t i = 0; i < values.size(); ++i) {
        if (values[i] == 0) continue;
        const Slot& slot = slots_[i];
        const unsigned char* bytes =
            slot.bytes.data() + std::size_t{slot.row_bytes} * (values[i] - 1);
        with_table(out, slot.row.kind, [&]<class Row>(Table<Row>& table) {
            Row row;
            std::memcpy(&row, bytes, sizeof(Row));
            const Id<Row> id{slot.row.index};
            if (table.holds(id)) table.update(id, [&](Row& known) { known = row; });
            else CHECK(table.add(row) == id);
        });
    }
    return out;
}

}  // namespace airlock::check
