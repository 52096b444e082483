// JSON by chance: whatever bytes arrive, reading ends, says where it stopped, and keeps what it accepted.
#include <algorithm>

#include "base/json.h"
#include "base/random.h"
#include "base/text.h"

#include <doctest/doctest.h>

using namespace airlock;

namespace {

void write_random(JsonWriter& out, Random& random, int depth) {
    static constexpr std::string_view strings[] = {"",     "ana", "é",    "承認",   "a\"b\\",
                                                   "\n\t", "🔒",   "</x>", "\u2028", ":,"};
    const auto any_string = [&] { return strings[random.below(10)]; };
    const std::uint32_t kind = random.below(depth > 5 ? 5 : 7);
    if (kind == 0) {
        out.null();
    } else if (kind == 1) {
        out.boolean(random.chance(1, 2));
    } else if (kind == 2) {
        out.integer(
            static_cast<std::int64_t>((std::uint64_t{random.next()} << 32) | random.next()));
    } else if (kind == 3) {
        static constexpr std::string_view numbers[] = {"0.5", "-1e9", "12345678901234567890",
                                                       "2.50E+3"};
        out.number(numbers[random.below(4)]);
    } else if (kind == 4) {
        out.string(any_string());
    } else if (kind == 5) {
        out.begin_array();
        for (std::uint32_t n = random.below(5); n > 0; --n) write_random(out, random, depth + 1);
        out.end_array();
    } else {
        out.begin_object();
        const std::uint32_t count = random.below(5);
        for (std::uint32_t n = 0; n < count; ++n) {
            out.key(std::string(any_string()) + std::to_string(n));
            write_random(out, random, depth + 1);
        }
        out.end_object();
    }
}

std::string random_json(std::uint64_t seed, JsonLayout layout) {
    Random random(seed, "json");
    JsonWriter out(layout);
    out.begin_array();
    for (int i = 0; i < 4; ++i) write_random(out, random, 1);
    out.end_array();
    return out.take();
}

// Reads bytes of any kind and checks what must hold whatever they are.
bool read_anything(std::string_view text) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(text, "", problems);
    if (!document.is_valid()) REQUIRE(!problems.empty());
    for (const Problem& problem : problems) {
        REQUIRE(problem.line >= 1);
        REQUIRE(problem.line <=
                1 + static_cast<std::uint32_t>(std::count(text.begin(), text.end(), '\n')));
        REQUIRE(problem.column >= 1);
        REQUIRE(problem.column <= text.size() + 1);
        REQUIRE(!problem.sentence.empty());
        REQUIRE(!utf8_error_at(to_text(problem)));
    }
    if (!document.is_valid()) return false;

    JsonWriter out;
    out.value(document.root());
    const std::string once = out.take();
    std::vector<Problem> again;
    const JsonDocument second = parse_json(once, "", again);
    REQUIRE(second.is_valid());
    REQUIRE(again.size() == problems.size());
    JsonWriter twice;
    twice.value(second.root());
    REQUIRE(twice.take() == once);
    return true;
}

}  // namespace

TEST_CASE("random JSON reads back as written") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const std::string compact = random_json(seed, JsonLayout::compact);
        const std::string indented = random_json(seed, JsonLayout::indented);
        REQUIRE(read_anything(compact));
        std::vector<Problem> problems;
        const JsonDocument document = parse_json(indented, "", problems);
        REQUIRE(problems.empty());
        JsonWriter out;
        out.value(document.root());
        REQUIRE(out.take() == compact);
    }
}

TEST_CASE("JSON cut anywhere is refused, never half read") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const std::string text = random_json(seed, JsonLayout::compact);
        for (std::size_t cut = 0; cut < text.size(); ++cut) {
            CAPTURE(seed);
            CAPTURE(cut);
            REQUIRE(!read_anything(std::string_view(text).substr(0, cut)));
        }
    }
}

TEST_CASE("JSON with bytes changed, added, lost and moved never breaks the reader") {
    static constexpr std::string_view likely =
        "{}[]\",:\\u0d8 \n-+.eEtfn0123456789/*\x01\x7f\xc3\xff";
    std::uint32_t valid = 0;
    for (std::uint64_t seed = 0; seed < 3000; ++seed) {
        CAPTURE(seed);
        Random random(seed, "mutations");
        std::string text = random_json(
            seed % 100, random.chance(1, 2) ? JsonLayout::compact : JsonLayout::indented);
        for (std::uint32_t n = 1 + random.below(6); n > 0 && !text.empty(); --n) {
            const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
            const std::size_t count = 1 + random.below(4);
            const char byte = likely[random.below(static_cast<std::uint32_t>(likely.size()))];
            switch (random.below(5)) {
                case 0: text[at] = byte; break;
                case 1: text.insert(at, count, byte); break;
                case 2: text.erase(at, count); break;
                case 3:
                    text.insert(
                        at, text.substr(random.below(static_cast<std::uint32_t>(text.size())), 20));
                    break;
                default: text[at] = static_cast<char>(random.below(256)); break;
            }
        }
        if (read_anything(text)) ++valid;
    }
    CHECK(valid > 100);  // else the mutations are too coarse to reach anything but the first check
    CHECK(valid < 2900);
}

TEST_CASE("bytes that were never JSON never break the reader") {
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        Random random(seed, "noise");
        std::string text;
        const bool is_brackets = random.chance(1, 2);
        for (std::uint32_t n = random.below(400); n > 0; --n)
            text +=
                is_brackets ? "[]{}\",:0"[random.below(8)] : static_cast<char>(random.below(256));
        read_anything(text);
    }
}

TEST_CASE("eight megabytes of trouble take no longer than eight megabytes") {
    const auto fill = [](std::string_view piece) {
        std::string text = "[";
        while (text.size() + piece.size() < json_bytes_max) text += piece;
        return text;
    };
    for (std::string_view piece : {"\"\\u0041\",", "{},", "\\", "\"", "1e5,",
                                   "{\"a\":{\"a\":0,\"a\":0}},", "9", "é", ":", ",", "tru", "\n"}) {
        CAPTURE(piece);
        CHECK(!read_anything(fill(piece)));
    }
}
