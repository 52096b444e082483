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
    *fresh = TableBlock{1, 0, capacity, row_bytes, 0, nullptr, 0};
    if (block) {
        fresh->notes = block->notes;
        fresh->table = block->table;
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
    if (own->notes) own->note(TableNotes::What::change, index);
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
    if (own->notes) own->note(TableNotes::What::change, index);
    return own;
}

TableBlock* TableBlock::watched(TableBlock* block, std::uint32_t row_bytes, TableNotes* notes,
                                std::uint32_t table) {
    TableBlock* own = copy_of(block, block ? block->capacity : 4, row_bytes);
    give_back(block);
    own->notes = notes;
    own->table = table;
    return own;
}

void TableBlock::note(TableNotes::What what, std::uint32_t index) const {
    notes->add(what, static_cast<std::uint32_t>(table), index);
}

std::uint32_t TableBlock::size_of(const TableBlock* block) {
    if (!block) return 0;
    if (block->notes) block->note(TableNotes::What::size, 0);
    return block->size;
}

const void* TableBlock::row_of(TableBlock* block, std::uint32_t index) {
    if (!block || index >= block->size) no_such_row();
    if (block->notes) block->note(TableNotes::What::row, index);
    return block->row(index);
}

const void* TableBlock::all_of(TableBlock* block) {
    if (!block) return nullptr;
    if (block->notes) {
        block->note(TableNotes::What::size, 0);
        for (std::uint32_t i = 0; i < block->size; ++i) block->note(TableNotes::What::row, i);
    }
    return block->rows();
}

void TableBlock::is_changed(std::uint32_t index) { hash += row_hash(*this, index); }

bool TableBlock::same_rows(TableBlock& a, TableBlock& b) {
    return same_bytes(a.rows(), b.rows(), std::size_t{a.row_bytes} * a.size);
}

void TableBlock::discard(TableBlock* block) { std::free(block); }

void TableBlock::no_such_row() { check_failed(__FILE__, __LINE__, "the table holds that row"); }

}  // namespace airlock
