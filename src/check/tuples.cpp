// Packing tuples and finding them again.
#include "check/tuples.h"

#include <algorithm>
#include <cstring>

#include "base/check.h"
#include "base/hash.h"

namespace airlock::check {

bool Layout::set_widths(std::span<const std::uint8_t> widths) {
    fields_.clear();
    std::uint32_t word = 0;
    std::uint32_t used = 0;
    for (const std::uint8_t width : widths) {
        CHECK(width >= 1 && width <= 32);
        if (used + width > 64) {
            ++word;
            used = 0;
        }
        fields_.push_back({(std::uint64_t{1} << width) - 1, word, used});
        used += width;
    }
    words_ = word + 1;
    bytes_ = std::max(1u, word * 8 + (used + 7) / 8);
    return words_ <= words_max;
}

std::uint64_t Tuples::bytes() const {
    return std::uint64_t{chunks_.size()} * chunk_size * layout_.bytes() +
           std::uint64_t{table_.size()} * sizeof(std::uint32_t);
}

std::uint64_t Tuples::hash_of(const std::uint64_t* packed) const {
    std::uint64_t h = 0x2545f4914f6cdd1dull;
    for (std::uint32_t i = 0; i < layout_.words(); ++i) h = mix(h, packed[i]);
    return mix(h, h >> 29);
}

// A place in the table in proportion to the hash: the table need not have a power of two of places.
std::size_t Tuples::home_of(std::uint64_t hash) const {
    return static_cast<std::size_t>(((hash >> 32) * table_.size()) >> 32);
}

void Tuples::expect(std::uint64_t hash) const {
    if (!table_.empty()) __builtin_prefetch(&table_[home_of(hash)]);
}

void Tuples::expect_again(std::uint64_t hash) const {
    if (table_.empty()) return;
    const std::uint32_t known = table_[home_of(hash)];
    if (known != 0) __builtin_prefetch(at(known - 1));
}

// Most tuples fit into one word, which is compared at once.
bool Tuples::is_at(std::uint32_t number, const std::uint64_t* packed) const {
    if (layout_.words() > 1) return same_bytes(at(number), packed, layout_.bytes());
    std::uint64_t known;
    std::memcpy(&known, at(number), sizeof known);
    return ((known ^ packed[0]) << (64 - 8 * layout_.bytes())) == 0;
}

Tuples::Place Tuples::add(const std::uint64_t* packed, std::uint64_t hash) {
    if (std::uint64_t{size_} * 2 >= table_.size()) find_again(table_.size() * 2);
    std::size_t place = home_of(hash);
    for (; table_[place] != 0; place = place + 1 == table_.size() ? 0 : place + 1)
        if (is_at(table_[place] - 1, packed)) return {table_[place] - 1, false};
    append(packed);
    table_[place] = size_;
    return {size_ - 1, true};
}

void Tuples::append(const std::uint64_t* packed) {
    const std::size_t bytes = layout_.bytes();
    if (size_ % chunk_size == 0)
        chunks_.push_back(std::make_unique_for_overwrite<unsigned char[]>(chunk_size * bytes +
                                                                          sizeof(std::uint64_t)));
    std::memcpy(chunks_.back().get() + bytes * (size_ % chunk_size), packed, bytes);
    ++size_;
}

void Tuples::read(std::uint32_t number, std::uint64_t* packed) const {
    if (layout_.words() > 1) {
        packed[layout_.words() - 1] = 0;
        std::memcpy(packed, at(number), layout_.bytes());
        return;
    }
    std::memcpy(packed, at(number), sizeof *packed);
    packed[0] &= ~std::uint64_t{0} >> (64 - 8 * layout_.bytes());
}

void Tuples::find_again(std::size_t places) {
    std::vector<std::uint32_t>().swap(table_);
    table_.assign(std::max<std::size_t>(1024, places), 0);
    std::uint64_t packed[words_max];
    for (std::uint32_t i = 0; i < size_; ++i) {
        read(i, packed);
        std::size_t place = home_of(hash_of(packed));
        while (table_[place] != 0) place = place + 1 == table_.size() ? 0 : place + 1;
        table_[place] = i + 1;
    }
}

Tuples Tuples::laid_out_as(const Layout& layout) const {
    Tuples out(layout);
    std::uint64_t from[words_max];
    std::uint64_t to[words_max];
    for (std::uint32_t i = 0; i < size_; ++i) {
        read(i, from);
        std::fill(to, to + layout.words(), 0);
        for (std::uint32_t k = 0; k < layout_.size(); ++k) layout.put(to, k, layout_.get(from, k));
        out.append(to);
    }
    out.find_again(table_.size());
    return out;
}

}  // namespace airlock::check
