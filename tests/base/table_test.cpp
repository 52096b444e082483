// The small containers and numbers everything stands on: tables, lists, names, hashes, dice.
#include "base/table.h"
#include "base/few.h"
#include "base/hash.h"
#include "base/id.h"
#include "base/names.h"
#include "base/random.h"

#include <string>
#include <utility>
#include <vector>

#include <doctest/doctest.h>

using namespace airlock;

namespace {

struct Row {
    std::int64_t at = 0;
    std::uint32_t kind = 0;
    std::uint32_t count = 0;
    bool operator==(const Row&) const = default;
};

// The reference of the generator: pcg32 with its own seeding.
struct Reference {
    std::uint64_t state = 0;
    std::uint64_t increment;
    Reference(std::uint64_t seed, std::uint64_t sequence) : increment((sequence << 1) | 1) {
        next();
        state += seed;
        next();
    }
    std::uint32_t next() {
        const std::uint64_t old = state;
        state = old * 6364136223846793005ull + increment;
        const auto shifted = static_cast<std::uint32_t>(((old >> 18u) ^ old) >> 27u);
        const auto turn = static_cast<std::uint32_t>(old >> 59u);
        return (shifted >> turn) | (shifted << ((~turn + 1u) & 31u));
    }
};

}  // namespace

TEST_CASE("a copy of a table stays as it was when the other changes") {
    Table<Row> first;
    const Id<Row> a = first.add({1, 2, 3});
    const Table<Row> second = first;
    CHECK(first == second);
    CHECK(first.begin() == second.begin());  // one block for both
    first.update(a, [](Row& row) { row.count = 9; });
    CHECK(first[a].count == 9);
    CHECK(second[a].count == 3);
    CHECK(!(first == second));
    const Table<Row> third = second;
    first = third;
    CHECK(first == second);
}

TEST_CASE(
    "a watched table and its copies write down what is looked at and what is changed, in order") {
    using What = TableNotes::What;
    TableNotes notes;
    Table<Row> plain;
    plain.add({1, 2, 3});
    plain.add({4, 5, 6});
    Table<Row> watched = plain;
    watched.watch(&notes, 7);
    Table<Row> none;
    none.watch(&notes, 8);
    CHECK(watched == plain);
    CHECK(notes.list.empty());  // not on
    notes.is_on = true;
    const auto taken = [&] { return std::exchange(notes.list, {}); };
    using List = std::vector<TableNotes::Note>;
    CHECK(watched[{1}].kind == 5);
    CHECK(taken() == List{{What::row, 7, 1}});
    CHECK(none.empty());
    CHECK(taken() == List{{What::size, 8, 0}});
    CHECK(watched.holds({1}));
    CHECK(taken() == List{{What::size, 7, 0}});
    std::uint32_t sum = 0;
    for (const Row& row : watched) sum += row.count;
    CHECK(sum == 9);
    CHECK(taken() == List{{What::size, 7, 0}, {What::row, 7, 0}, {What::row, 7, 1}});
    Table<Row> copy = watched;
    copy.update({0}, [](Row& row) { row.count = 1; });
    CHECK(taken() == List{{What::change, 7, 0}});
    const Id<Row> made = copy.add({});
    CHECK(made == Id<Row>{2});
    // Which number it got depends on how many there were.
    CHECK(taken() == List{{What::size, 7, 0}, {What::change, 7, 2}});
    CHECK(plain[{0}].count == 3);
    CHECK(taken().empty());
}

TEST_CASE("the hash of a table depends on its rows alone, not on how they came to be") {
    Table<Row> built;
    for (std::uint32_t i = 0; i < 20; ++i) built.add({i, i, i});
    Table<Row> changed;
    for (std::uint32_t i = 0; i < 20; ++i) changed.add({});
    for (std::uint32_t i = 20; i-- > 0;) changed.update({i}, [&](Row& row) { row = {i, i, i}; });
    CHECK(built.hash() == changed.hash());
    CHECK(built == changed);

    Table<Row> swapped;
    swapped.add({1, 0, 0});
    swapped.add({2, 0, 0});
    Table<Row> straight;
    straight.add({2, 0, 0});
    straight.add({1, 0, 0});
    CHECK(swapped.hash() != straight.hash());
}

TEST_CASE("a table may be given one of its own rows") {
    Table<Row> table;
    const Id<Row> first = table.add({1, 2, 3});
    for (int i = 0; i < 40; ++i) table.add(table[first]);
    for (const Row& row : table) CHECK(row == Row{1, 2, 3});
}

TEST_CASE("tables are moved, assigned to themselves and emptied without harm") {
    Table<Row> table;
    CHECK(table.empty());
    CHECK(table == Table<Row>());
    const Id<Row> id = table.add({7, 0, 0});
    Table<Row>& same = table;
    table = same;
    CHECK(table[id].at == 7);
    Table<Row> moved = std::move(table);
    CHECK(moved.size() == 1);
    CHECK(moved.holds(id));
    CHECK(!moved.holds({1}));
    CHECK(moved.id_of(*moved.begin()) == id);
}

TEST_CASE("a table takes a copy of one of its own rows, also while it grows") {
    Table<Row> table;
    table.add({1, 2, 3});
    for (int i = 0; i < 9; ++i) table.add(table[{0}]);
    const Table<Row> shared = table;
    table.add(table[{9}]);
    CHECK(shared.size() == 10);
    CHECK(table.size() == 11);
    for (const Row& row : table) CHECK(row == Row{1, 2, 3});
}

TEST_CASE("tables that share no block are equal when their rows are") {
    Table<Row> a, b;
    for (std::uint32_t i = 0; i < 6; ++i) {
        a.add({i, i, 7});
        b.add({i, i, 7});
    }
    CHECK(a.begin() != b.begin());
    CHECK(a == b);
    b.update({5}, [](Row& row) { row.at = 9; });
    CHECK(!(a == b));
    // Equal hashes are no proof; the rows are looked at. These bytes stand for rows that collide.
    const char left[] = "twenty-three characters";
    for (std::size_t size = 0; size <= sizeof left; ++size) {
        CHECK(same_bytes(left, std::string(left).c_str(), size));
        for (std::size_t at = 0; at < sizeof left; ++at) {
            std::string right(left, sizeof left);
            right[at] = '#';
            CHECK(same_bytes(left, right.data(), size) == (at >= size));
        }
    }
}

TEST_CASE("a list of few keeps order and knows its limit") {
    Few<int, 3> few{1, 2};
    few.push_back(3);
    CHECK(few.full());
    CHECK(few.contains(2));
    CHECK(!few.contains(4));
    CHECK(few == Few<int, 3>{1, 2, 3});
    CHECK(!(few == Few<int, 3>{1, 2}));
    few.clear();
    CHECK(few.empty());
    static_assert(std::is_trivially_copyable_v<Few<int, 3>>);
}

TEST_CASE("equal names are equal numbers") {
    Names names;
    const Id<Name> ana = names.intern("ana");
    CHECK(names.intern("ben") != ana);
    CHECK(names.intern("ana") == ana);
    CHECK(names.find("ben").index == 1);
    CHECK(!names.find("cho"));
    CHECK(names.text(ana) == "ana");
    CHECK(names.text({}) == "");
    for (int i = 0; i < 1000; ++i) names.intern("name-" + std::to_string(i));
    CHECK(names.find("name-7").index == 9);
    const Names moved = std::move(names);
    CHECK(moved.find("name-999").index == 1001);
    CHECK(moved.text(ana) == "ana");
}

TEST_CASE("the text hash is FNV-1a") {
    const auto hash_of = [](std::string_view text) {
        TextHash hash;
        hash.add(text);
        return hash.hex();
    };
    CHECK(hash_of("") == "cbf29ce484222325");
    CHECK(hash_of("a") == "af63dc4c8601ec8c");
    CHECK(hash_of("foobar") == "85944171f73967e8");
    TextHash parts;
    parts.add("foo");
    parts.add("bar");
    CHECK(parts.hex() == "85944171f73967e8");
}

TEST_CASE("the hash of bytes sees every byte and the length") {
    const char text[] = "0123456789abcdef0";
    const std::uint64_t whole = hash_bytes(text, 17, 1);
    CHECK(whole != hash_bytes(text, 16, 1));
    CHECK(whole != hash_bytes(text, 17, 2));
    for (std::size_t i = 0; i < 17; ++i) {
        char other[sizeof(text)];
        std::memcpy(other, text, sizeof(text));
        other[i] = static_cast<char>(other[i] ^ 1);
        CHECK(hash_bytes(other, 17, 1) != whole);
    }
}

TEST_CASE("the dice are PCG32 with a stream named by text") {
    Reference published(42, 54);
    for (const std::uint32_t word :
         {0xa15c02b7u, 0x7b47f409u, 0xba1d3330u, 0x83d2f293u, 0xbfa4784bu, 0xcbed606eu})
        CHECK(published.next() == word);
    TextHash name;
    name.add("staff/ana");
    Reference reference(7, name.value());
    Random random(7, "staff/ana");
    for (int i = 0; i < 100; ++i) CHECK(random.next() == reference.next());
}

TEST_CASE("streams and seeds are independent, draws stay below their limit") {
    CHECK(Random(1, "a").next() != Random(1, "b").next());
    CHECK(Random(1, "a").next() != Random(2, "a").next());
    Random random(3, "dice");
    std::uint32_t seen[6] = {};
    for (int i = 0; i < 6000; ++i) ++seen[random.below(6)];
    for (const std::uint32_t count : seen) {
        CHECK(count > 850);
        CHECK(count < 1150);
    }
    for (int i = 0; i < 100; ++i) {
        CHECK(random.below(1) == 0);
        CHECK(random.chance(1, 1));
        CHECK(!random.chance(0, 5));
    }
}
