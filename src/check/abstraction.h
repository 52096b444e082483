// Worlds as numbers, and back. Of a world only the rows count that differ from state to state of a search, each by the
// number of the value it has: 0 as in the first world (or not there), n for the n-th other value. Of peers (peers.h) it
// is kept how many there are of each sort: what is a peer's own makes his sort, whoever he is.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <vector>

#include "check/forgetting.h"
#include "check/peers.h"
#include "world/world.h"

namespace airlock::check {

// Tables by their place in World::each_table, as TableNotes tells them.
inline constexpr std::uint32_t tables_count = kinds_count - 2;  // neither `none` nor documents
constexpr std::uint32_t table_of(Kind kind) { return static_cast<std::uint32_t>(kind) - 1; }
constexpr Kind kind_of(std::uint32_t table) { return static_cast<Kind>(table + 1); }

// The values that something has had, as bytes. Number 0 is the first.
class Values {
  public:
    explicit Values(std::uint32_t bytes) : bytes_(bytes) {}
    std::uint32_t number_of(const void* value);  // a new one when it was never seen
    const void* value(std::uint32_t number) const {
        return all_.data() + std::size_t{bytes_} * number;
    }
    std::uint32_t count() const { return count_; }

  private:
    std::uint32_t bytes_;
    std::uint32_t count_ = 0;
    std::vector<unsigned char> all_;
    std::multimap<std::uint64_t, std::uint32_t> by_hash_;
};

// A state in numbers.
struct Numbers {
    std::vector<std::uint32_t> rows;   // the value of each row that differs, peers left out
    std::vector<std::uint32_t> sorts;  // how many peers there are of each sort
};

class Abstraction {
  public:
    Abstraction(const World& first, Forgetting forgetting, Peers peers);

    const World& first() const { return first_; }
    const Peers& peers() const { return peers_; }
    static constexpr std::uint32_t none = UINT32_MAX;

    // --- rows that differ
    std::uint32_t rows() const { return static_cast<std::uint32_t>(rows_.size()); }
    std::uint32_t find_row(Ref row) const;  // `none`: never changed, or a peer's own
    std::uint32_t add_row(Ref row);
    Ref row(std::uint32_t number) const { return rows_[number].ref; }
    std::uint32_t row_values(std::uint32_t number) const { return rows_[number].values.count(); }
    std::uint32_t first_size(std::uint32_t table) const { return first_sizes_[table]; }
    // Those that came later than the first world, in order.
    std::span<const std::uint32_t> later_rows(std::uint32_t table) const { return later_[table]; }
    // The number of the value that the row has in `world`, without what is a peer's.
    std::uint32_t row_value_in(const World& world, std::uint32_t number);

    // --- what is a peer's: his own rows that differ, and his part of others
    std::uint32_t facets() const { return static_cast<std::uint32_t>(facets_.size()); }
    std::uint32_t find_facet(Ref row) const;  // of anybody's own row, or of a row with parts
    std::uint32_t add_facet(Ref row);
    Ref facet_row(std::uint32_t facet) const { return facets_[facet].ref; }
    std::uint32_t facet_value_in(const World& world, std::uint32_t facet, std::uint32_t peer);
    // Does the row say of a peer what is not his own or his part? Then peers cannot be exchanged any more.
    bool tells_peers_apart(const World& world, Ref row) const;

    // --- sorts of peers
    std::uint32_t sorts() const { return static_cast<std::uint32_t>(sorts_.size()); }
    // A sort's values of all facets; those it has not been told of are 0.
    std::uint32_t facet_of(std::uint32_t sort, std::uint32_t facet) const {
        return facet < sorts_[sort].size() ? sorts_[sort][facet] : 0;
    }
    std::uint32_t sort_with(std::uint32_t sort,
                            std::span<const std::pair<std::uint32_t, std::uint32_t>> changes);

    // The world in which rows have these values and each peer is of this sort.
    World world_of(std::span<const std::uint32_t> rows,
                   std::span<const std::uint32_t> sort_of_peer) const;
    Numbers first_numbers() const;

  private:
    struct Row {
        Ref ref;
        Values values;
    };
    struct Facet {
        Ref ref;  // the first peer's own row, or the row with parts
        bool is_part = false;
        std::uint32_t k = 0;  // of own rows
        Values values;
    };
    struct RowBytes;
    RowBytes bytes_of(const World& world, Ref row) const;  // without what is forgotten
    void strip(Ref row, RowBytes& bytes) const;

    World first_;
    Forgetting forgetting_;
    Peers peers_;
    std::vector<Row> rows_;
    std::map<Ref, std::uint32_t> row_numbers_;
    std::vector<Facet> facets_;
    std::map<Ref, std::uint32_t> facet_numbers_;  // by the first peer's row, or the row with parts
    std::vector<std::vector<std::uint32_t>> sorts_;
    std::map<std::vector<std::uint32_t>, std::uint32_t>
        sort_numbers_;  // by values without zeros at the end
    std::vector<std::uint32_t> first_sizes_;
    std::vector<std::vector<std::uint32_t>> later_;
};

}  // namespace airlock::check
