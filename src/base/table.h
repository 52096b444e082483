// A table of plain rows that costs one pointer to copy. Copies share one block until one of them changes;
// the block carries its own hash, kept up to date row by row, so that comparing and hashing a world never
// walks its rows. Rows hold no padding (checked at compile time): their bytes are their value.
//
// Not for threads: blocks are counted without atomics. Each worker builds its own worlds.
#pragma once

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "base/check.h"
#include "base/hash.h"
#include "base/id.h"

namespace airlock {

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
    ~Table() { release(); }

    std::uint32_t size() const { return block_ ? block_->size : 0; }
    bool empty() const { return size() == 0; }
    bool holds(Id<Row> id) const { return id.index < size(); }

    const Row& operator[](Id<Row> id) const {
        CHECK(holds(id));
        return block_->rows()[id.index];
    }
    const Row* begin() const { return block_ ? block_->rows() : nullptr; }
    const Row* end() const { return block_ ? block_->rows() + block_->size : nullptr; }
    Id<Row> id_of(const Row& row) const { return {static_cast<std::uint32_t>(&row - begin())}; }

    Id<Row> add(const Row& row) {
        const Row copy = row;  // it may lie in the block that `own` gives up
        const std::uint32_t index = size();
        own(index + 1);
        std::memcpy(static_cast<void*>(block_->rows() + index), &copy, sizeof(Row));
        block_->size = index + 1;
        block_->hash += row_hash(index);
        return {index};
    }

    // Changes one row through `change(Row&)`; everybody else's copy of the table stays as it was.
    template <class Change>
    void update(Id<Row> id, Change&& change) {
        CHECK(holds(id));
        own(size());
        block_->hash -= row_hash(id.index);
        change(block_->rows()[id.index]);
        block_->hash += row_hash(id.index);
    }

    std::uint64_t hash() const { return block_ ? block_->hash : 0; }

    friend bool operator==(const Table& a, const Table& b) {
        if (a.block_ == b.block_) return true;
        if (a.size() != b.size() || a.hash() != b.hash()) return false;
        return a.empty() || std::memcmp(a.begin(), b.begin(), sizeof(Row) * a.size()) == 0;
    }

  private:
    struct Block {
        std::uint32_t references;
        std::uint32_t size;
        std::uint32_t capacity;
        std::uint32_t unused;
        std::uint64_t hash;
        Row* rows() { return reinterpret_cast<Row*>(this + 1); }
    };

    std::uint64_t row_hash(std::uint32_t index) const {
        return hash_bytes(block_->rows() + index, sizeof(Row), 0x51ed270b0f1f1f1full + index);
    }

    // Makes the block this table's own, with room for `rows` rows.
    void own(std::uint32_t rows) {
        if (block_ && block_->references == 1 && rows <= block_->capacity) return;
        std::uint32_t capacity = block_ ? block_->capacity : 4;
        while (capacity < rows) capacity *= 2;
        auto* fresh = static_cast<Block*>(std::malloc(sizeof(Block) + sizeof(Row) * capacity));
        CHECK(fresh != nullptr);
        *fresh = Block{1, size(), capacity, 0, hash()};
        if (block_)
            std::memcpy(static_cast<void*>(fresh->rows()), block_->rows(),
                        sizeof(Row) * block_->size);
        release();
        block_ = fresh;
    }

    void release() {
        if (block_ && --block_->references == 0) std::free(block_);
        block_ = nullptr;
    }

    Block* block_ = nullptr;
};

}  // namespace airlock
