// Reading and writing of JSON: places, limits, problems.
#include "base/json.h"

#include "base/text.h"

#include <doctest/doctest.h>

using namespace airlock;

namespace {

JsonDocument parse_well(std::string_view text) {
    std::vector<Problem> problems;
    JsonDocument document = parse_json(text, "t.json", problems);
    for (const Problem& problem : problems) FAIL_CHECK(to_text(problem));
    REQUIRE(document.is_valid());
    return document;
}

// The problems of a text, one a line.
std::string problems_of(std::string_view text) {
    std::vector<Problem> problems;
    parse_json(text, "t.json", problems);
    std::string out;
    for (const Problem& problem : problems) out += (out.empty() ? "" : "\n") + to_text(problem);
    return out;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    out.reserve(text.size() * times);
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

std::string written(const JsonDocument& document, JsonLayout layout = JsonLayout::compact) {
    JsonWriter out(layout);
    out.value(document.root());
    return out.take();
}

}  // namespace

TEST_CASE("values keep their kind, their order and their text") {
    const JsonDocument document = parse_well(R"({"b": [1, -0, 2.50, 1e3, 9223372036854775807,
        -9223372036854775808, 9223372036854775808], "a": {"t": true, "f": false, "n": null}, "s": "x\u00e9\n"})");
    const Json& root = document.root();
    REQUIRE(root.is_object());
    CHECK(root.size() == 3);
    std::vector<std::string_view> keys;
    for (const Json& member : root) keys.push_back(member.key());
    CHECK(keys == std::vector<std::string_view>{"b", "a", "s"});

    std::vector<const Json*> numbers;
    for (const Json& number : *root.find("b")) numbers.push_back(&number);
    REQUIRE(numbers.size() == 7);
    CHECK(numbers[0]->integer() == 1);
    CHECK(numbers[1]->integer() == 0);
    CHECK(numbers[2]->is(JsonKind::number));
    CHECK(numbers[2]->text() == "2.50");
    CHECK(numbers[3]->text() == "1e3");
    CHECK(numbers[4]->integer() == INT64_MAX);
    CHECK(numbers[5]->integer() == INT64_MIN);
    CHECK(numbers[6]->is(JsonKind::number));
    CHECK(numbers[6]->text() == "9223372036854775808");

    CHECK(root.find("a")->find("t")->boolean());
    CHECK(!root.find("a")->find("f")->boolean());
    CHECK(root.find("a")->find("n")->is_null());
    CHECK(root.find("s")->text() == "xé\n");
    CHECK(root.find("absent") == nullptr);
    CHECK(root.find("s")->find("x") == nullptr);
    CHECK(root.find("s")->size() == 0);
}

TEST_CASE("every value knows its place and its pointer") {
    const JsonDocument document = parse_well("{\n  \"é/~\": [10, {\"k\": \"承認\", \"l\": 2}]\n}");
    const Json& last = *document.find("/é~1~0/1/l");
    CHECK(last.pointer() == "/é~1~0/1/l");
    CHECK(last.parent()->pointer() == "/é~1~0/1");
    CHECK(document.root().pointer() == "");
    CHECK(document.root().parent() == nullptr);
    CHECK(document.place(last.offset()) == JsonPlace{2, 32});
    CHECK(document.place(last.key_offset()) == JsonPlace{2, 27});
    CHECK(document.text().substr(last.key_offset(), 3) == "\"l\"");
    CHECK(document.find("/é~1~0/0")->integer() == 10);
    CHECK(document.find("") == &document.root());
    CHECK(document.find("/é~1~0/2") == nullptr);
    CHECK(document.find("nonsense") == nullptr);
    CHECK(to_text(problem_at(document, last, "too many votes", "write 1")) ==
          "t.json:2:32 /é~1~0/1/l: too many votes; write 1");
    CHECK(to_text(problem_at_key(document, last, "unknown")) == "t.json:2:27 /é~1~0/1/l: unknown");
}

TEST_CASE("every start of a value is where its text begins") {
    const JsonDocument document =
        parse_well(" [ [ ] , { } ,{\"a\" :\t1 , \"\\u0061\\\"\" : \"x,:\" },-2.5e-1,0,true ]");
    std::string starts;
    const auto visit = [&](const auto& self, const Json& value) -> void {
        starts += document.text()[value.offset()];
        if (value.is_member()) CHECK(document.text()[value.key_offset()] == '"');
        for (const Json& child : value) self(self, child);
    };
    visit(visit, document.root());
    CHECK(starts == "[[{{1\"-0t");
}

TEST_CASE("places are right on long lines and after many lines") {
    const std::string line = "[" + repeated("\"é\", ", 3000) + "\n" + repeated("\n", 5000) + "  7]";
    const JsonDocument document = parse_well(line);
    CHECK(document.place(document.find("/2999")->offset()) == JsonPlace{1, 2 + 5 * 2999});
    CHECK(document.place(document.find("/3000")->offset()) == JsonPlace{5002, 3});
    CHECK(document.place(UINT32_MAX) == JsonPlace{5002, 5});
    CHECK(JsonDocument().place(3) == JsonPlace{1, 1});
    CHECK(JsonDocument().root().is_null());
}

TEST_CASE("a document may be moved") {
    JsonDocument from = parse_well(R"(["a", "b\n"])");
    const JsonDocument to = std::move(from);
    CHECK(to.find("/0")->text() == "a");
    CHECK(to.find("/1")->text() == "b\n");
}

TEST_CASE("what is wrong is said with its place and what would mend it") {
    struct Row {
        std::string_view text;
        std::string_view problem;
    };
    const Row rows[] = {
        {"", "t.json:1:1: the text is empty"},
        {" \n ", "t.json:1:1: the text is empty"},
        {"\xef\xbb\xbf{}",
         "t.json:1:1: the text begins with a byte order mark; save it as UTF-8 without one"},
        {"{\"a\xc3\": 1}", "t.json:1:4: this is not UTF-8; save the text as UTF-8"},
        {std::string_view("[1,\0 2]", 7), "t.json:1:4: the text contains a NUL byte"},
        {std::string_view("[1]\0", 4), "t.json:1:4: the text contains a NUL byte"},
        {R"(["\u0000"])", "t.json:1:2: a string may not contain U+0000"},
        {R"({"a":1,})",
         "t.json:1:8: unexpected \"}\", expected a member name in double quotes; remove the comma "
         "before it"},
        {"[1,2,]", "t.json:1:6: unexpected \"]\", expected a value; remove the comma before it"},
        {"[1,,2]", "t.json:1:4: unexpected \",\", expected a value"},
        {"[1 2]", "t.json:1:4: unexpected \"2\", expected ',' or ']'"},
        {"[01]", "t.json:1:3: unexpected \"1\", expected ',' or ']'"},
        {R"({"a":1 "b":2})",
         "t.json:1:8: unexpected string, expected ',' or '}'; is a comma missing before it?"},
        {R"({"a" 1})", "t.json:1:6: unexpected \"1\", expected ':'"},
        {"{'a':1}", "t.json:1:2: this is no JSON value; strings stand in double quotes"},
        {"{a:1}", "t.json:1:2: this is no JSON value; strings stand in double quotes"},
        {"[True]", "t.json:1:2: this is no JSON value; did you mean \"true\"?"},
        {"[NaN]", "t.json:1:2: this is no JSON value; did you mean \"null\"?"},
        {"// x\n1", "t.json:1:1: this is no JSON value; JSON has no comments"},
        {"[1] 2", "t.json:1:5: unexpected \"2\", expected the end of the text"},
        {"{} {}", "t.json:1:4: unexpected \"{\", expected the end of the text"},
        {"[1, 2", "t.json:1:6: the text ends too early, expected ',' or ']'"},
        {"{\"a\":", "t.json:1:6: the text ends too early, expected a value"},
        {"\"abc", "t.json:1:1: this string has no end"},
        {"[1e999]", "t.json:1:2: this number is too large"},
        {"[-]", "t.json:1:2: invalid number, expected digit after '-'"},
        {R"(["\x"])", "t.json:1:2: invalid string: forbidden character after backslash"},
        {"{\"é\": [1,\n  nul]}", "t.json:2:3 /é: this is no JSON value; did you mean \"null\"?"},
    };
    for (const Row& row : rows) {
        CAPTURE(row.text);
        CHECK(problems_of(row.text) == row.problem);
    }
}

TEST_CASE("lone surrogates are refused and pairs joined") {
    CHECK(problems_of(R"(["\ud800"])").find("surrogate") != std::string::npos);
    CHECK(problems_of(R"(["\udc00"])").find("surrogate") != std::string::npos);
    CHECK(parse_well(R"(["\ud83d\udd12"])").find("/0")->text() == "🔒");
}

TEST_CASE("each repeated member is a problem, the first counts") {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(
        R"({"a": 1, "b": {"x": 1, "y": 2, "\u0078": 3}, "a": 2, "a": 3})", "t.json", problems);
    CHECK(document.is_valid());
    CHECK(document.root().find("a")->integer() == 1);
    REQUIRE(problems.size() == 3);
    CHECK(to_text(problems[0]) ==
          "t.json:1:32 /b/x: there is already a member \"x\"; keep one of the two");
    CHECK(problems[1].column == 46);
    CHECK(problems[2].column == 54);
    CHECK(problems_of(R"([{"a":1},{"a":1}])") == "");
}

TEST_CASE("unknown members are named with what was meant") {
    const JsonDocument document = parse_well(R"({"name": 1, "votse": 2, "colour": 3})");
    const std::string_view known[] = {"name", "votes"};
    std::vector<Problem> problems;
    check_members(document, document.root(), known, problems);
    REQUIRE(problems.size() == 2);
    CHECK(to_text(problems[0]) ==
          "t.json:1:13 /votse: unknown member \"votse\"; did you mean \"votes\"?");
    CHECK(to_text(problems[1]) == "t.json:1:25 /colour: unknown member \"colour\"");
}

TEST_CASE("nesting is limited, not the stack") {
    parse_well(repeated("[", 64) + repeated("]", 64));
    CHECK(problems_of(repeated("[", 65) + repeated("]", 65)).starts_with("t.json:1:65 /0/0/0"));
    CHECK(problems_of(repeated("[", 3'000'000)).ends_with("nested more than 64 deep"));
    CHECK(problems_of(repeated("{\"a\":", 1'000'000)).ends_with("nested more than 64 deep"));
    CHECK(problems_of(repeated("[{\"a\":", 500'000)).ends_with("nested more than 64 deep"));
}

TEST_CASE("size is limited in bytes, values, names and problems") {
    CHECK(problems_of(std::string(json_bytes_max + 1, ' ')) ==
          "t.json: the text is longer than 8 MiB");
    CHECK(problems_of('"' + std::string(json_bytes_max - 2, 'x') + '"') == "");
    CHECK(
        problems_of('[' + repeated("0,", 3'000'000) + "0]").ends_with("more than 1000000 values"));
    CHECK(problems_of("{\"" + std::string(5000, 'k') + "\":1}")
              .ends_with("this member name is too long"));

    std::vector<Problem> problems;
    parse_json("{\"a\":0" + repeated(",\"a\":0", 500'000) + "}", "", problems);
    CHECK(problems.size() == json_problems_kept);
    tell_first(problems, json_problems_max);
    CHECK(problems.size() == json_problems_max + 1);
    CHECK(problems.back().sentence == "and 900 more problems");
}

TEST_CASE("a problem of one text does not silence the next") {
    std::vector<Problem> problems;
    parse_json("[", "a", problems);
    parse_json("", "b", problems);
    REQUIRE(problems.size() == 2);
    CHECK(to_text(problems[1]) == "b:1:1: the text is empty");
}

TEST_CASE("a problem is written with as much of its place as is known") {
    CHECK(to_text({"f.json", 3, 4, "/a", "no person named \"anna\"", "did you mean \"ana\"?"}) ==
          "f.json:3:4 /a: no person named \"anna\"; did you mean \"ana\"?");
    CHECK(to_text({"", 3, 4, "", "s", ""}) == "3:4: s");
    CHECK(to_text({"f", 0, 0, "", "s", ""}) == "f: s");
    CHECK(to_text({"", 0, 0, "/a", "s", ""}) == "/a: s");
    CHECK(to_text({"", 0, 0, "", "s", ""}) == "s");
}

TEST_CASE("the writer lays out compact and indented text") {
    const auto write = [](JsonLayout layout) {
        JsonWriter out(layout);
        out.begin_object();
        out.key("name").string("ana");
        out.key("votes").begin_array(JsonLayout::compact).integer(1).integer(-2).end_array();
        out.key("empty").begin_object().end_object();
        out.key("list")
            .begin_array()
            .boolean(true)
            .null()
            .begin_object()
            .key("n")
            .number("2.50")
            .end_object()
            .end_array();
        out.end_object();
        return out.take();
    };
    CHECK(write(JsonLayout::compact) ==
          R"({"name":"ana","votes":[1,-2],"empty":{},"list":[true,null,{"n":2.50}]})");
    CHECK(write(JsonLayout::indented) == R"({
  "name": "ana",
  "votes": [1, -2],
  "empty": {},
  "list": [
    true,
    null,
    {
      "n": 2.50
    }
  ]
}
)");
}

TEST_CASE("a writer begins anew after its text was taken") {
    JsonWriter out;
    out.integer(1);
    CHECK(out.take() == "1");
    out.begin_array().end_array();
    CHECK(out.take() == "[]");
}

TEST_CASE("written strings are safe in JSON, in JavaScript and in a page") {
    CHECK(json_quoted("a\"\\/\n\t\r\x01\x7f") == R"("a\"\\/\n\t\r\u0001\u007f")");
    CHECK(json_quoted("</script><!--<b> 1 < 2") == R"("\u003c/script>\u003c!--\u003cb> 1 < 2")");
    CHECK(json_quoted("\u2028\u2029") == R"("\u2028\u2029")");
    CHECK(json_quoted("承認 🔒") == "\"承認 🔒\"");
    CHECK(json_quoted("\xff") == "\"\xef\xbf\xbd\"");
    CHECK(json_quoted(std::string_view("\0", 1)) == R"("\u0000")");
}

TEST_CASE("what was written reads back the same") {
    const std::string_view text = R"({"a":[1,2.50,"x\n\u2028",{"b":null,"":true}],"c":{}})";
    const std::string compact = written(parse_well(text));
    CHECK(compact == text);
    CHECK(written(parse_well(written(parse_well(text), JsonLayout::indented))) == text);
}
