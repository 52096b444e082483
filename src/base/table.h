// A table of plain rows that costs one pointer to copy. Copies share one block until one of them changes;
// the block carries its own hash, kept up to date row by row, so that comparing and hashing a world never
// walks its rows. Rows hold no padding (checked at compile time): their bytes are their value.
//
// Not for threads: blocks are counted without atomics. Each worker builds its own worlds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

#include "base/check.h"
#include "base/hash.h"
#include "base/id.h"

namespace airlock {

// What was looked at and what was changed in tables that are watched, in that order: whoever keeps an answer has to
// know what it depends on (check/learned.h). A row is noted each time; who sums up may leave out what comes again.
struct TableNotes {
    enum class What : std::uint8_t { row, size, change };
    struct Note {
        What what = What::row;
        std::uint8_t table = 0;  // as `watch` was told
        std::uint32_t row = 0;
        bool operator==(const Note&) const = default;
    };
    std::vector<Note> list;
    bool is_on = false;

    void add(What what, std::uint32_t table, std::uint32_t row) {
        if (is_on) list.push_back({what, static_cast<std::uint8_t>(table), row});
    }
};

// What stands in front of the rows of a block, and what can be done with rows of any kind: written once, not
// once for every table (table.cpp).
struct TableBlock {
    std::uint32_t references;
    std::uint32_t size;
    std::uint32_t capacity;
    std::uint32_t row_bytes;
    std::uint64_t hash;
    TableNotes* notes;  // none: nobody watches. Copies are watched as well.
    std::uint64_t table;

    char* rows() { return reinterpret_cast<char*>(this + 1); }
    void* row(std::uint32_t index) { return rows() + std::size_t{row_bytes} * index; }

    // Each takes over the caller's share of `block`, which may be none, and gives the block to use from now on:
    // one that nobody else has.
    static TableBlock* with_row(TableBlock* block, const void* row, std::uint32_t row_bytes);
    static TableBlock* to_change(TableBlock* block, std::uint32_t index);
    static TableBlock* watched(TableBlock* block, std::uint32_t row_bytes, TableNotes* notes,
                               std::uint32_t table);

    // Out of line: a world is looked at in thousands of places, and each of them is carried to every visitor.
    static std::uint32_t size_of(const TableBlock* block);
    static const void* row_of(TableBlock* block, std::uint32_t index);
    static const void* all_of(TableBlock* block);

    void is_changed(std::uint32_t index);  // after `to_change`, when the row has been written
    static bool same_rows(TableBlock& a, TableBlock& b);
    static void discard(TableBlock* block);
    [[noreturn]] static void no_such_row();
    void note(TableNotes::What what, std::uint32_t index) const;
};

template <class Row>
class Table {
    static_assert(std::is_trivially_copyable_v<Row>);
    static_assert(std::has_unique_object_representations_v<Row>,
                  "order the members so that no padding is left");
    static_assert(alignof(Row) <= 8);

  public:
    Table() = default;
    Table(const Table& other) : block_(other.block_) {
        if (block_) ++block_->references;
    }
    Table(Table&& other) noexcept : block_(std::exchange(other.block_, nullptr)) {}
    Table& operator=(Table other) noexcept {
        std::swap(block_, other.block_);
        return *this;
    }
    ~Table() {
        if (block_ && --block_->references == 0) TableBlock::discard(block_);
    }

    std::uint32_t size() const { return TableBlock::size_of(block_); }
    bool empty() const { return size() == 0; }
    bool holds(Id<Row> id) const { return id.index < size(); }

    const Row& operator[](Id<Row> id) const {
        return *static_cast<const Row*>(TableBlock::row_of(block_, id.index));
    }
    const Row* begin() const { return static_cast<const Row*>(TableBlock::all_of(block_)); }
    const Row* end() const { return block_ ? begin_of(block_) + block_->size : nullptr; }
    Id<Row> id_of(const Row& row) const {
        return {static_cast<std::uint32_t>(&row - begin_of(block_))};
    }

    // From now on what this table and its copies are asked is written down, as `table`.
    void watch(TableNotes* notes, std::uint32_t table) {
        block_ = TableBlock::watched(block_, sizeof(Row), notes, table);
    }

    Id<Row> add(const Row& row) {
        const std::uint32_t index = size();
        block_ = TableBlock::with_row(block_, &row, sizeof(Row));
        return {index};
    }

    // Changes one row through `change(Row&)`; everybody else's copy of the table stays as it was.
    template <class Change>
    void update(Id<Row> id, Change&& change) {
        block_ = TableBlock::to_change(block_, id.index);
        change(begin_of(block_)[id.index]);
        block_->is_changed(id.index);
    }

    std::uint64_t hash() const { return block_ ? block_->hash : 0; }

    friend bool operator==(const Table& a, const Table& b) {
        if (a.block_ == b.block_) return true;
        if (a.size() != b.size() || a.hash() != b.hash()) return false;
        return a.empty() || TableBlock::same_rows(*a.block_, *b.block_);
    }

  private:
    static Row* begin_of(TableBlock* block) { return reinterpret_cast<Row*>(block->rows()); }

    TableBlock* block_ = nullptr;
};

}  // namespace airlock
