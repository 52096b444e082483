// Rows to numbers and back.
#include "check/abstraction.h"

#include <cstring>

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

}  // namespace

struct Abstraction::RowBytes {
    alignas(8) unsigned char bytes[row_bytes_max] = {};
    std::uint32_t size = 0;
};

std::uint32_t Values::number_of(const void* value) {
    const std::uint64_t hash = hash_bytes(value, bytes_, 1);
    const auto [begin, end] = by_hash_.equal_range(hash);
    for (auto it = begin; it != end; ++it)
        if (std::memcmp(this->value(it->second), value, bytes_) == 0) return it->second;
    const auto* bytes = static_cast<const unsigned char*>(value);
    all_.insert(all_.end(), bytes, bytes + bytes_);
    by_hash_.emplace(hash, count_);
    return count_++;
}

Abstraction::Abstraction(const World& first, Forgetting forgetting, Peers peers)
    : first_(first), forgetting_(forgetting), peers_(std::move(peers)), later_(tables_count) {
    first_.each_table([&](const auto& table) { first_sizes_.push_back(table.size()); });
    for (std::uint32_t i = 0; i < first_.teams.size(); ++i)
        first_.teams.update({i}, [&](Team& row) { forget(forgetting_, Id<Team>{i}, &row); });
    for (std::uint32_t i = 0; i < first_.sessions.size(); ++i)
        first_.sessions.update({i},
                               [&](Session& row) { forget(forgetting_, Id<Session>{i}, &row); });
    sorts_.emplace_back();
    sort_numbers_[{}] = 0;
}

Numbers Abstraction::first_numbers() const {
    Numbers out;
    if (peers_.size() > 0) out.sorts.push_back(peers_.size());
    return out;
}

Abstraction::RowBytes Abstraction::bytes_of(const World& world, Ref row) const {
    RowBytes out;
    with_table(world, row.kind, [&]<class Row>(const Table<Row>& table) {
        static_assert(sizeof(Row) <= row_bytes_max);
        out.size = sizeof(Row);
        if (row.index >= table.size()) return;  // not there: all zeros
        std::memcpy(out.bytes, &table[{row.index}], sizeof(Row));
        forget(forgetting_, row, out.bytes);
    });
    return out;
}

void Abstraction::strip(Ref row, RowBytes& bytes) const {
    if (!Peers::has_parts(row.kind)) return;
    for (std::uint32_t peer = 0; peer < peers_.size(); ++peer)
        peers_.take_part(row, bytes.bytes, peer);
}

// --- rows ----------------------------------------------------------------------------------------------------

std::uint32_t Abstraction::find_row(Ref row) const {
    const auto found = row_numbers_.find(row);
    return found == row_numbers_.end() ? none : found->second;
}

std::uint32_t Abstraction::add_row(Ref ref) {
    RowBytes first = bytes_of(first_, ref);
    strip(ref, first);
    Row row{ref, Values(first.size)};
    row.values.number_of(first.bytes);
    const std::uint32_t number = rows();
    rows_.push_back(std::move(row));
    row_numbers_[ref] = number;
    const std::uint32_t table = table_of(ref.kind);
    if (ref.index >= first_sizes_[table]) {
        CHECK(ref.index == first_sizes_[table] + later_[table].size());  // rows come in order
        later_[table].push_back(number);
    }
    return number;
}

std::uint32_t Abstraction::row_value_in(const World& world, std::uint32_t number) {
    RowBytes bytes = bytes_of(world, rows_[number].ref);
    strip(rows_[number].ref, bytes);
    return rows_[number].values.number_of(bytes.bytes);
}

// --- peers ---------------------------------------------------------------------------------------------------

std::uint32_t Abstraction::find_facet(Ref row) const {
    const auto owner = peers_.owner_of(row);
    const auto found = facet_numbers_.find(owner ? peers_.own_row(0, owner->k) : row);
    return found == facet_numbers_.end() ? none : found->second;
}

std::uint32_t Abstraction::add_facet(Ref row) {
    const auto owner = peers_.owner_of(row);
    Facet facet{owner ? peers_.own_row(0, owner->k) : row, !owner, owner ? owner->k : 0,
                Values(owner ? bytes_of(first_, row).size : Peers::part_bytes)};
    const std::uint32_t number = facets();
    facet_numbers_[facet.ref] = number;
    facets_.push_back(std::move(facet));
    CHECK(facet_value_in(first_, number, 0) == 0);
    return number;
}

std::uint32_t Abstraction::facet_value_in(const World& world, std::uint32_t number,
                                          std::uint32_t peer) {
    Facet& facet = facets_[number];
    const Ref row = facet.is_part ? facet.ref : peers_.own_row(peer, facet.k);
    RowBytes bytes = bytes_of(world, row);
    if (facet.is_part)
        return facet.values.number_of(peers_.take_part(row, bytes.bytes, peer).bytes);
    peers_.make_alike(row, bytes.bytes);
    return facet.values.number_of(bytes.bytes);
}

bool Abstraction::tells_peers_apart(const World& world, Ref row) const {
    if (peers_.size() == 0) return false;
    RowBytes bytes = bytes_of(world, row);
    if (peers_.owner_of(row)) peers_.make_alike(row, bytes.bytes);
    else strip(row, bytes);
    return peers_.is_any_named(row, bytes.bytes);
}

std::uint32_t Abstraction::sort_with(
    std::uint32_t sort, std::span<const std::pair<std::uint32_t, std::uint32_t>> changes) {
    std::vector<std::uint32_t> values = sorts_[sort];
    for (const auto& [facet, value] : changes) {
        if (facet >= values.size()) values.resize(facet + 1, 0);
        values[facet] = value;
    }
    while (!values.empty() && values.back() == 0) values.pop_back();
    const auto [place, is_new] = sort_numbers_.try_emplace(values, sorts());
    if (is_new) sorts_.push_back(std::move(values));
    return place->second;
}

// --- back ----------------------------------------------------------------------------------------------------

World Abstraction::world_of(std::span<const std::uint32_t> rows,
                            std::span<const std::uint32_t> sort_of_peer) const {
    World out = first_;
    const auto put = [&](Ref ref, const unsigned char* bytes) {
        with_table(out, ref.kind, [&]<class Row>(Table<Row>& table) {
            Row row;
            std::memcpy(&row, bytes, sizeof(Row));
            const Id<Row> id{ref.index};
            if (table.holds(id)) table.update(id, [&](Row& known) { known = row; });
            else CHECK(table.add(row) == id);
        });
    };
    // A row with parts of peers has these put back in, also where only a part differs.
    const auto whole = [&](Ref ref, RowBytes& bytes) {
        if (!Peers::has_parts(ref.kind) || sort_of_peer.empty()) return;
        const std::uint32_t facet = find_facet(ref);
        for (std::uint32_t peer = 0; peer < sort_of_peer.size(); ++peer) {
            Peers::Part part;
            if (facet == none) {
                RowBytes first = bytes_of(first_, ref);
                part = peers_.take_part(ref, first.bytes, peer);
            } else {
                const void* value =
                    facets_[facet].values.value(facet_of(sort_of_peer[peer], facet));
                std::memcpy(part.bytes, value, Peers::part_bytes);
            }
            peers_.put_part(ref, bytes.bytes, peer, part);
        }
    };
    for (std::uint32_t i = 0; i < rows_.size(); ++i) {
        const Row& row = rows_[i];
        const bool is_there = row.ref.index < first_sizes_[table_of(row.ref.kind)];
        const bool may_differ = Peers::has_parts(row.ref.kind) && !sort_of_peer.empty() && is_there;
        if ((i >= rows.size() || rows[i] == 0) && !may_differ) continue;
        RowBytes bytes = bytes_of(first_, row.ref);
        std::memcpy(bytes.bytes, row.values.value(i < rows.size() ? rows[i] : 0), bytes.size);
        whole(row.ref, bytes);
        put(row.ref, bytes.bytes);
    }
    for (std::uint32_t f = 0; f < facets_.size(); ++f) {
        const Facet& facet = facets_[f];
        if (facet.is_part) continue;
        for (std::uint32_t peer = 0; peer < sort_of_peer.size(); ++peer) {
            const std::uint32_t value = facet_of(sort_of_peer[peer], f);
            if (value == 0) continue;
            const Ref ref = peers_.own_row(peer, facet.k);
            RowBytes bytes = bytes_of(first_, ref);
            std::memcpy(bytes.bytes, facet.values.value(value), bytes.size);
            peers_.make_own(ref, bytes.bytes);
            put(ref, bytes.bytes);
        }
    }
    return out;
}

}  // namespace airlock::check
