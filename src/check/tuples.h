// Many short tuples of small numbers, each kept once, bit by bit: the states of a search. They are numbered in the
// order in which they come, so that who goes through the numbers searches breadth first without a queue.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace airlock::check {

inline constexpr std::uint32_t words_max = 32;  // of one packed tuple, 64 bits each

// Where the numbers of a tuple lie. A number never lies across two words.
class Layout {
  public:
    // How many bits each number has; false when they come to more than `words_max` words.
    bool set_widths(std::span<const std::uint8_t> widths);

    std::uint32_t size() const { return static_cast<std::uint32_t>(fields_.size()); }
    std::uint32_t words() const { return words_; }
    std::uint32_t bytes() const { return bytes_; }  // of one packed tuple as it is kept

    std::uint32_t get(const std::uint64_t* packed, std::uint32_t i) const {
        const Field& f = fields_[i];
        return static_cast<std::uint32_t>((packed[f.word] >> f.shift) & f.mask);
    }
    std::uint32_t max(std::uint32_t i) const { return static_cast<std::uint32_t>(fields_[i].mask); }
    void put(std::uint64_t* packed, std::uint32_t i, std::uint32_t value) const {
        const Field& f = fields_[i];
        packed[f.word] =
            (packed[f.word] & ~(f.mask << f.shift)) | (std::uint64_t{value} << f.shift);
    }

  private:
    struct Field {
        std::uint64_t mask;
        std::uint32_t word;
        std::uint32_t shift;
    };
    std::vector<Field> fields_;
    std::uint32_t words_ = 1;
    std::uint32_t bytes_ = 1;
};

class Tuples {
  public:
    Tuples() = default;
    explicit Tuples(const Layout& layout) : layout_(layout) {}

    const Layout& layout() const { return layout_; }
    std::uint32_t size() const { return size_; }
    std::uint64_t bytes() const;  // of memory taken

    // `packed` has layout().words() words. The number of the tuple, and whether it is new.
    struct Place {
        std::uint32_t number;
        bool is_new;
    };
    Place add(const std::uint64_t* packed) { return add(packed, hash_of(packed)); }
    // The same in steps, for several at once: a search waits for memory more than for anything else.
    std::uint64_t hash_of(const std::uint64_t* packed) const;
    void expect(std::uint64_t hash) const;        // looks for where it would be
    void expect_again(std::uint64_t hash) const;  // and then at what is there
    Place add(const std::uint64_t* packed, std::uint64_t hash);
    void read(std::uint32_t number, std::uint64_t* packed) const;

    // The same tuples, in the same order, each as `layout` has it; numbers that were not there before are 0.
    Tuples laid_out_as(const Layout& layout) const;

  private:
    static constexpr std::uint32_t chunk_size = 1u << 14;

    const unsigned char* at(std::uint32_t number) const {
        return chunks_[number / chunk_size].get() +
               std::size_t{layout_.bytes()} * (number % chunk_size);
    }
    std::size_t home_of(std::uint64_t hash) const;
    bool is_at(std::uint32_t number, const std::uint64_t* packed) const;
    void append(const std::uint64_t* packed);
    void find_again(std::size_t places);  // builds the table anew

    Layout layout_;
    std::vector<std::unique_ptr<unsigned char[]>> chunks_;
    std::vector<std::uint32_t> table_;  // number + 1 of a tuple, 0 for nothing
    std::uint32_t size_ = 0;
};

}  // namespace airlock::check
