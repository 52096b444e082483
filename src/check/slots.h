// Which rows of a world differ from state to state of a search, and which values each of them has had. A state is then
// one small number a row: 0 for the row as it was in the first world (or for one that was not there), n for the n-th
// other value. Rows that never change cost nothing.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "world/world.h"

namespace airlock::check {

// Tables by their place in World::each_table, as TableNotes tells them.
inline constexpr std::uint32_t tables_count = kinds_count - 2;  // neither `none` nor documents
constexpr std::uint32_t table_of(Kind kind) { return static_cast<std::uint32_t>(kind) - 1; }
constexpr Kind kind_of(std::uint32_t table) { return static_cast<Kind>(table + 1); }

// What the rows keep of the past. It is not part of a state where no move of the search looks at it.
struct Forgetting {
    // When approvers were last active, and how many sessions they missed: RecoverApprovalTeam and the drills ask.
    bool approver_activity = false;
};

class Slots {
  public:
    Slots(const World& first, Forgetting forgetting);

    static constexpr std::uint32_t none = UINT32_MAX;
    std::uint32_t count() const { return static_cast<std::uint32_t>(slots_.size()); }
    std::uint32_t find(Ref row) const;  // `none` for a row that never changed
    std::uint32_t add(Ref row);
    Ref row_of(std::uint32_t slot) const { return slots_[slot].row; }
    // How many rows the first world has in a table, and the slots of those that came later, in order.
    std::uint32_t first_size(std::uint32_t table) const { return first_sizes_[table]; }
    std::span<const std::uint32_t> later_rows(std::uint32_t table) const { return later_[table]; }

    // The number of the value that the row has in `world`; a new one when it was never seen.
    std::uint32_t value_in(const World& world, std::uint32_t slot);
    std::uint32_t values(std::uint32_t slot) const { return slots_[slot].count; }
    // Bits that hold any value seen so far.
    std::uint8_t width(std::uint32_t slot) const;

    // The world in which the rows have these values.
    World world_of(std::span<const std::uint32_t> values) const;
    const World& first() const { return first_; }

  private:
    struct Slot {
        Ref row;
        std::uint32_t row_bytes = 0;
        std::uint32_t count = 1;           // values, the first included
        std::vector<unsigned char> bytes;  // of the values from 1 on
        std::multimap<std::uint64_t, std::uint32_t> by_hash;
    };
    void forget(Ref row, void* bytes) const;

    World first_;
    Forgetting forgetting_;
    std::vector<Slot> slots_;
    std::map<Ref, std::uint32_t> by_row_;
    std::vector<std::uint32_t> first_sizes_;
    std::vector<std::vector<std::uint32_t>> later_;
};

}  // namespace airlock::check
