// Packed tuples are kept once, in order, whatever their layout; what was learned is what was taught.
#include <map>
#include <vector>

#include "base/random.h"
#include "check/learned.h"
#include "check/tuples.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::check;

namespace {

std::vector<std::uint64_t> packed(const Layout& layout, const std::vector<std::uint32_t>& values) {
    std::vector<std::uint64_t> out(words_max, 0);
    for (std::uint32_t i = 0; i < values.size(); ++i) layout.put(out.data(), i, values[i]);
    return out;
}

std::vector<std::uint32_t> unpacked(const Tuples& tuples, std::uint32_t number) {
    std::vector<std::uint64_t> words(words_max, 0);
    tuples.read(number, words.data());
    std::vector<std::uint32_t> out;
    for (std::uint32_t i = 0; i < tuples.layout().size(); ++i)
        out.push_back(tuples.layout().get(words.data(), i));
    return out;
}

}  // namespace

TEST_CASE("tuples: each is kept once, numbered as it came, and found again") {
    Layout layout;
    const std::vector<std::uint8_t> widths = {3, 11, 32, 1, 30, 17};
    REQUIRE(layout.set_widths(widths));
    Tuples tuples(layout);
    std::map<std::vector<std::uint32_t>, std::uint32_t> known;
    Random random(7, "tuples");
    for (std::uint32_t n = 0; n < 20'000; ++n) {
        std::vector<std::uint32_t> values;
        for (const std::uint8_t width : widths) {
            const std::uint32_t few = random.next() % 7;  // so that many come twice
            values.push_back(width < 3 ? few & 1 : few);
        }
        const auto place = tuples.add(packed(layout, values).data());
        const auto [at, is_new] = known.try_emplace(values, known.size());
        REQUIRE(place.is_new == is_new);
        REQUIRE(place.number == at->second);
    }
    CHECK(tuples.size() == known.size());
    for (const auto& [values, number] : known) REQUIRE(unpacked(tuples, number) == values);
}

TEST_CASE("tuples: another layout keeps them, their order, and what is added is 0") {
    Layout narrow;
    REQUIRE(narrow.set_widths(std::vector<std::uint8_t>{4, 4}));
    Tuples tuples(narrow);
    for (std::uint32_t a = 0; a < 16; ++a)
        for (std::uint32_t b = 0; b < 16; ++b) tuples.add(packed(narrow, {a, b}).data());
    Layout wide;
    REQUIRE(wide.set_widths(std::vector<std::uint8_t>{20, 32, 32}));
    Tuples wider = tuples.laid_out_as(wide);
    REQUIRE(wider.size() == 256);
    for (std::uint32_t n = 0; n < 256; ++n)
        REQUIRE(unpacked(wider, n) == std::vector<std::uint32_t>{n / 16, n % 16, 0});
    CHECK_FALSE(wider.add(packed(wide, {3, 5, 0}).data()).is_new);
    CHECK(wider.add(packed(wide, {3, 5, 1}).data()).is_new);
}

TEST_CASE("tuples: numbers that come to more words than there are do not fit") {
    Layout layout;
    CHECK(layout.set_widths(std::vector<std::uint8_t>(words_max * 2, 32)));
    CHECK_FALSE(layout.set_widths(std::vector<std::uint8_t>(words_max * 2 + 1, 32)));
}

TEST_CASE("learned: the answer is that of the function, and only what was looked at decides") {
    // Looks at 0; if that is 2 at 2 and 3, else only whether 1 is more than nothing.
    const auto looks = [](const std::uint32_t* facts) {
        return facts[0] == 2 ? std::vector<Look>{{0}, {2}, {3}} : std::vector<Look>{{0}, {1, 1}};
    };
    const auto answer = [](const std::uint32_t* facts) {
        return facts[0] == 2 ? 1000 + 10 * facts[2] + facts[3]
                             : 100 * facts[0] + (facts[1] != 0 ? 1 : 0);
    };
    Learned learned;
    std::uint32_t taught = 0;
    for (std::uint32_t n = 0; n < 5 * 3 * 8 * 6; ++n) {
        const std::uint32_t facts[] = {n % 5, n / 5 % 3, n / 15 % 8, n / 120};
        if (learned.find(facts) == Learned::unknown) {
            learned.teach(looks(facts), facts, answer(facts));
            ++taught;
        }
        REQUIRE(learned.find(facts) == answer(facts));
    }
    CHECK(taught == 8 * 6 + 4 * 2);
}
