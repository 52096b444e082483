// UTF-8, suggestions, cutting and joining.
#include "base/text.h"

#include "base/random.h"
#include "support/golden.h"
#include "support/text_table.h"

#include <doctest/doctest.h>

using namespace airlock;
using airlock::test::TextTable;

TEST_CASE("well-formed UTF-8 has no error") {
    CHECK(!utf8_error_at(""));
    CHECK(!utf8_error_at("plain"));
    CHECK(!utf8_error_at("phê duyệt · 承認 · 🔒"));
    CHECK(
        !utf8_error_at("\x7f\xc2\x80\xdf\xbf\xe0\xa0\x80\xed\x9f\xbf\xee\x80\x80\xf0\x90\x80\x80"
                       "\xf4\x8f\xbf\xbf"));
}

TEST_CASE("the first byte that is not UTF-8 is found") {
    struct Row {
        std::string_view text;
        std::uint32_t at;
    };
    const Row rows[] = {
        {"\x80", 0},              // continues nothing
        {"ab\xc3", 2},            // cut short
        {"ab\xc3(", 2},           // not continued
        {"\xc0\xaf", 0},          // overlong "/"
        {"\xc1\xbf", 0},          // overlong
        {"\xe0\x9f\xbf", 0},      // overlong
        {"\xf0\x8f\xbf\xbf", 0},  // overlong
        {"a\xed\xa0\x80", 1},     // surrogate
        {"\xf4\x90\x80\x80", 0},  // above U+10FFFF
        {"\xf5\x80\x80\x80", 0},  // no such lead
        {"\xf0(\x80\x80", 0},
        {"\xf0\x9f(\x80", 0},
        {"\xf0\x9f\x94(", 0},
        {"ok \xff", 3},
        {"é\xe2\x82", 2},  // cut short after a good one
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        const auto at = utf8_error_at(row.text);
        REQUIRE(at);
        CHECK(*at == row.at);
    }
}

TEST_CASE("code points are counted and broken bytes replaced") {
    CHECK(code_points("") == 0);
    CHECK(code_points("aé承🔒") == 4);
    CHECK(code_point_bytes("🔒a") == 4);
    CHECK(code_point_bytes("\xff") == 1);
    CHECK(code_point_bytes("") == 0);
    CHECK(repaired_utf8("a\xff\xe2\x82z") == "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbdz");
    CHECK(repaired_utf8("承認") == "承認");
}

TEST_CASE("edit distance counts insertions, deletions, changes and swaps") {
    const TextTable table(R"(
        a        | b            | distance
        ana      | ana          | 0
        ana      | Ana          | 0
        ana      | anna         | 1
        anna     | ana          | 1
        ana      | ada          | 1
        vault    | vualt        | 1
        Acton    | Action       | 1
        kitten   | sitting      | 3
        abc      | xyz          | 3
    )");
    for (const auto& row : table) {
        CAPTURE(row.line());
        CHECK(std::to_string(edit_distance(row["a"], row["b"])) == row["distance"]);
    }
    CHECK(edit_distance("", "abc") == 3);
    CHECK(edit_distance(std::string(200, 'a'), "a") == 200);
    CHECK(edit_distance(std::string(96, 'a'), std::string(96, 'b')) == 96);
    CHECK(edit_distance(std::string(96, 'a'), std::string(95, 'a')) == 1);
}

TEST_CASE("the nearest name is suggested, and none when all are far") {
    const std::string_view names[] = {"ana", "ben", "cho", "mallory", "prod-airgap"};
    CHECK(closest("anna", names) == "ana");
    CHECK(closest("malory", names) == "mallory");
    CHECK(closest("prod_airgap", names) == "prod-airgap");
    CHECK(closest("zebra-crossing", names).empty());
    CHECK(closest("", names).empty());
    CHECK(closest("x", std::span<const std::string_view>()).empty());
    // A third of the length, and one more: six letters may differ in three places, not in four.
    CHECK(closest("mnnnry", std::vector<std::string_view>{"mallry"}) == "mallry");
    CHECK(closest("mnnnny", std::vector<std::string_view>{"mallry"}).empty());
    CHECK(closest("ab", std::vector<std::string_view>{"ac"}) == "ac");
    CHECK(closest("ab", std::vector<std::string_view>{"cd"}).empty());
    CHECK(closest("a", std::vector<std::string_view>{"b"}).empty());
    const std::string_view ties[] = {"bat", "cat"};
    CHECK(closest("rat", ties) == "bat");
    CHECK(did_you_mean("Acton", {"Action", "Effect"}) == "did you mean \"Action\"?");
    CHECK(did_you_mean("Gadget", {"Action", "Effect"}).empty());
}

TEST_CASE("texts are cut, trimmed, joined and folded") {
    using Pieces = std::vector<std::string_view>;
    CHECK(split("a,,b", ',') == Pieces{"a", "", "b"});
    CHECK(split("", ',') == Pieces{""});
    CHECK(split(",", ',') == Pieces{"", ""});
    CHECK(trim(" \t a b \r\n") == "a b");
    CHECK(trim(" \n") == "");
    CHECK(join(Pieces{"a", "", "b"}, "-") == "a--b");
    CHECK(join(std::vector<std::string>{"x"}, ", ") == "x");
    CHECK(join(Pieces{}, ", ") == "");
    CHECK(lower("AbC-É") == "abc-É");
    CHECK(equals_ignoring_case("Backup:X", "bACKUP:x"));
    CHECK(!equals_ignoring_case("a", "ab"));
}

TEST_CASE("a quoted text is short and printable") {
    CHECK(quoted("ana") == "\"ana\"");
    CHECK(quoted("a\nb") ==
          "\"a\xef\xbf\xbd"
          "b\"");
    const std::string shown = quoted(std::string(500, 'x'));
    CHECK(shown == '"' + std::string(60, 'x') + "…\"");
    CHECK(quoted("\xff\xfe") == "\"\xef\xbf\xbd\xef\xbf\xbd\"");
    CHECK(quoted("\x7f.") == "\"\xef\xbf\xbd.\"");
}

TEST_CASE("cutting at a separator and joining again changes nothing") {
    Random random(1, "text");
    for (int i = 0; i < 500; ++i) {
        std::string text;
        for (std::uint32_t n = random.below(20); n > 0; --n) text += "ab,"[random.below(3)];
        CAPTURE(text);
        CHECK(join(split(text, ','), ",") == text);
    }
}

TEST_CASE("the first difference between two golden texts is named") {
    using airlock::test::first_difference;
    CHECK(first_difference("a\nb\n", "a\nb\n") == "");
    CHECK(first_difference("a\nb\n", "a\nc\n") == "line 2: expected `b`, got `c`");
    CHECK(first_difference("a\nb", "a") == "line 2: expected `b`, got the end");
    CHECK(first_difference("", "x\ny") == "line 1: expected ``, got `x`");
}
