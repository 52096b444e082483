// Blocks of rows: how they grow, are copied before a change, and keep their hash.
#include "base/table.h"

#include <cstdlib>
#include <cstring>

namespace airlock {
namespace {

std::uint64_t row_hash(TableBlock& block, std::uint32_t index) {
    return hash_bytes(block.row(index), block.row_bytes, 0x51ed270b0f1f1f1full + index);
}

// A block with the rows of `block` and room for `capacity` of them.
TableBlock* copy_of(TableBlock* block, std::uint32_t capacity, std::uint32_t row_bytes) {
    void* memory = std::malloc(sizeof(TableBlock) + std::size_t{row_bytes} * capacity);
    CHECK(memory != nullptr);
    auto* fresh = static_cast<TableBlock*>(memory);
    *fresh = TableBlock{1, 0, capacity, row_bytes, 0};
    if (block) {
        fresh->size = block->size;
        fresh->hash = block->hash;
        std::memcpy(fresh->rows(), block->rows(), std::size_t{row_bytes} * block->size);
    }
    return fresh;
}

void give_back(TableBlock* block) {
    if (block && --block->references == 0) TableBlock::discard(block);
}

}  // namespace

TableBlock* TableBlock::with_row(TableBlock* block, const void* row, std::uint32_t row_bytes) {
    const std::uint32_t index = block ? block->size : 0;
    std::uint32_t capacity = block ? block->capacity : 4;
    TableBlock* own = block;
    if (!block || block->references != 1 || index == capacity) {
        if (index == capacity) capacity *= 2;
        own = copy_of(block, capacity, row_bytes);
    }
    std::memcpy(own->row(index), row, row_bytes);
    if (own != block) give_back(block);  // only now: the row may lie in it
    own->size = index + 1;
    own->hash += row_hash(*own, index);
    return own;
}

TableBlock* TableBlock::to_change(TableBlock* block, std::uint32_t index) {
    if (!block || index >= block->size) no_such_row();
    TableBlock* own = block;
    if (block->references != 1) {
        own = copy_of(block, block->capacity, block->row_bytes);
        give_back(block);
    }
    own->hash -= row_hash(*own, index);
    return own;
}

void TableBlock::is_changed(std::uint32_t index) { hash += row_hash(*this, index); }

bool TableBlock::same_rows(TableBlock& a, TableBlock& b) {
    return same_bytes(a.rows(), b.rows(), std::size_t{a.row_bytes} * a.size);
}

void TableBlock::discard(TableBlock* block) { std::free(block); }

void TableBlock::no_such_row() { check_failed(__FILE__, __LINE__, "the table holds that row"); }

}  // namespace airlock
