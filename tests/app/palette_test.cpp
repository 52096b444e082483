// Can the colours be read, and can they be told apart by eyes that do not see all of them? WCAG 2.2 says how contrast
// is measured ("relative luminance", "contrast ratio"); how little a dichromat sees is computed after Viénot, Brettel
// and Mollon, "Digital video colourmaps for checking the legibility of displays by dichromats" (1999), for
// tritanopia with the matrix of Machado, Oliveira and Fernandes, "A physiologically-based model for simulation of color
// vision deficiency" (2009); how far apart two colours then are, as their distance in CIE L*a*b* of 1976.
#include "app/palette.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "support/files.h"

#include <doctest/doctest.h>

using namespace airlock::ui;

namespace {

using Linear = std::array<double, 3>;
using Matrix = std::array<Linear, 3>;

Linear linear(Colour colour) {
    Linear out{};
    for (std::size_t i = 0; i < 3; ++i) {
        const double part = static_cast<double>(colour >> (8 * i) & 255) / 255;
        out[i] = part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    }
    return out;
}

double luminance(const Linear& c) { return 0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2]; }

double contrast(Colour a, Colour b) {
    const double one = luminance(linear(a)) + 0.05, two = luminance(linear(b)) + 0.05;
    return std::max(one, two) / std::min(one, two);
}

// What a translucent colour makes of the one below it.
Colour over(Colour above, Colour below) {
    const double part = static_cast<double>(above >> 24) / 255;
    Colour out = 255u << 24;
    for (int shift = 0; shift < 24; shift += 8) {
        const double mixed = part * (above >> shift & 255) + (1 - part) * (below >> shift & 255);
        out |= static_cast<Colour>(mixed + 0.5) << shift;
    }
    return out;
}

constexpr Matrix normal = {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}};
constexpr Matrix protan = {{{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}}};
constexpr Matrix deutan = {{{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}}};
constexpr Matrix tritan = {{{1.255528, -0.076749, -0.178779},
                            {-0.078411, 0.930809, 0.147602},
                            {0.004733, 0.691367, 0.303900}}};

Linear seen(const Matrix& eyes, const Linear& c) {
    Linear out{};
    for (std::size_t i = 0; i < 3; ++i)
        out[i] = std::clamp(eyes[i][0] * c[0] + eyes[i][1] * c[1] + eyes[i][2] * c[2], 0., 1.);
    return out;
}

Linear lab(const Linear& c) {
    const Linear xyz{(0.4124 * c[0] + 0.3576 * c[1] + 0.1805 * c[2]) / 0.9505,
                     0.2126 * c[0] + 0.7152 * c[1] + 0.0722 * c[2],
                     (0.0193 * c[0] + 0.1192 * c[1] + 0.9505 * c[2]) / 1.089};
    Linear f{};
    for (std::size_t i = 0; i < 3; ++i)
        f[i] = xyz[i] > 0.008856 ? std::cbrt(xyz[i]) : 7.787 * xyz[i] + 16. / 116;
    return {116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])};
}

double apart(const Matrix& eyes, Colour a, Colour b) {
    const Linear one = lab(seen(eyes, linear(a))), two = lab(seen(eyes, linear(b)));
    return std::hypot(one[0] - two[0], one[1] - two[1], one[2] - two[2]);
}

using Named = std::vector<std::pair<std::string, Colour>>;

Named inks(const Theme& t) {
    return {{"text", t.text},       {"text_quiet", t.text_quiet}, {"text_faint", t.text_faint},
            {"red", t.red.ink},     {"cyan", t.cyan.ink},         {"violet", t.violet.ink},
            {"green", t.green.ink}, {"amber", t.amber.ink},       {"grey", t.grey.ink}};
}

Named surfaces(const Theme& t) {
    return {{"ground", t.ground}, {"panel", t.panel}, {"card", t.card}};
}

}  // namespace

TEST_CASE("palette: every ink can be read on ground, panel and card of its theme (WCAG AA)") {
    for (const bool is_dark : {true, false}) {
        CAPTURE(is_dark);
        const Theme& t = theme(is_dark);
        for (const auto& [surface, below] : surfaces(t))
            for (const auto& [ink, colour] : inks(t)) {
                CAPTURE(surface);
                CAPTURE(ink);
                CHECK(contrast(colour, below) >= 4.5);
            }
        for (const Accent& accent : {t.red, t.cyan, t.violet, t.green, t.amber, t.grey}) {
            CHECK(contrast(accent.on_solid, accent.solid) >= 4.5);
            // Text of the accent on its own touch of colour, as in a lost account.
            CHECK(contrast(accent.ink, over(accent.tint, t.panel)) >= 4.5);
            CHECK(contrast(t.text, over(accent.tint, t.card)) >= 4.5);
        }
    }
}

TEST_CASE("palette: docs/style.md says what was measured") {
    const std::string doc = airlock::test::read_source("docs/style.md").value();
    // Rounded down: no figure is better than what was measured.
    const auto tenths = [](double value) {
        const auto number = static_cast<int>(value * 10);
        return std::to_string(number / 10) + "." + std::to_string(number % 10);
    };
    for (const bool is_dark : {true, false}) {
        const Theme& t = theme(is_dark);
        for (const auto& [ink, colour] : inks(t)) {
            char hex[8];
            std::snprintf(hex, sizeof hex, "#%02X%02X%02X", colour & 255, colour >> 8 & 255,
                          colour >> 16 & 255);
            std::string row = "| " + ink + (is_dark ? " | dark | " : " | light | ") + hex;
            for (const auto& [surface, below] : surfaces(t))
                row += " | " + tenths(contrast(colour, below));
            CAPTURE(row);
            CHECK(doc.find(row + " |") != std::string::npos);
        }
    }
}

TEST_CASE("palette: lines that must be seen stand out from what they are drawn on") {
    for (const bool is_dark : {true, false}) {
        CAPTURE(is_dark);
        const Theme& t = theme(is_dark);
        // WCAG 1.4.11: what is not text and carries meaning has 3 to 1; borders of cards carry none.
        for (const Accent& accent : {t.red, t.cyan, t.violet, t.green, t.amber})
            for (const auto& [surface, below] : surfaces(t)) {
                CAPTURE(surface);
                CHECK(contrast(accent.ink, below) >= 3);
            }
    }
}

TEST_CASE("palette: what stands for a condition can be told apart by colour-blind eyes") {
    // Three steps of just noticeable difference (2.3, Mahy and others 1994) and some room: two marks of these colours
    // side by side look different, even without their shapes.
    constexpr double least = 10;
    const std::pair<const char*, Matrix> eyes[] = {{"all colours", normal},
                                                   {"protanopia", protan},
                                                   {"deuteranopia", deutan},
                                                   {"tritanopia", tritan}};
    for (const bool is_dark : {true, false}) {
        const Theme& t = theme(is_dark);
        const Named marks = {{"lost", t.red.ink},
                             {"sealed", t.cyan.ink},
                             {"consent", t.violet.ink},
                             {"healthy", t.green.ink},
                             {"act", t.amber.ink}};
        const std::string doc = airlock::test::read_source("docs/style.md").value();
        for (const auto& [name, matrix] : eyes) {
            double closest = 1000;
            for (std::size_t a = 0; a < marks.size(); ++a)
                for (std::size_t b = 0; b < a; ++b) {
                    CAPTURE(is_dark);
                    CAPTURE(name);
                    CAPTURE(marks[a].first);
                    CAPTURE(marks[b].first);
                    const double distance = apart(matrix, marks[a].second, marks[b].second);
                    CHECK(distance >= least);
                    closest = std::min(closest, distance);
                }
            const auto tenths = static_cast<int>(closest * 10);
            const std::string row = std::string(is_dark ? "| dark | " : "| light | ") + name +
                                    " | " + std::to_string(tenths / 10) + "." +
                                    std::to_string(tenths % 10);
            CAPTURE(row);
            CHECK(doc.find(row + " |") != std::string::npos);
        }
    }
}

TEST_CASE("palette: the page around the canvas has the same colours") {
    const std::string css = airlock::test::read_source("web/page.css").value();
    const auto value = [&](std::string_view name, bool is_dark) {
        // The dark theme stands first, the light one after its selector.
        const std::size_t from = is_dark ? 0 : css.find("[data-theme='light']");
        const std::size_t at = css.find("--" + std::string(name) + ": #", from);
        REQUIRE(at != std::string::npos);
        const std::uint32_t hex = static_cast<std::uint32_t>(
            std::stoul(css.substr(css.find('#', at) + 1, 6), nullptr, 16));
        return 255u << 24 | (hex & 255) << 16 | (hex & 0xFF00) | hex >> 16;
    };
    for (const bool is_dark : {true, false}) {
        CAPTURE(is_dark);
        const Theme& t = theme(is_dark);
        CHECK(value("red", is_dark) == t.red.ink);
        CHECK(value("violet", is_dark) == t.violet.ink);
        CHECK(value("amber", is_dark) == t.amber.ink);
        CHECK(value("ground", is_dark) == t.ground);
    }
}

TEST_CASE("palette: the measure itself: black on white, and red and green to a deuteranope") {
    constexpr Colour black = 0xFF000000, white = 0xFFFFFFFF;
    CHECK(contrast(black, white) == doctest::Approx(21));
    CHECK(contrast(white, white) == doctest::Approx(1));
    // The classic confusion: a red and a green of one brightness.
    constexpr Colour red = 0xFF2030C0, green = 0xFF206080;
    CHECK(apart(normal, red, green) > 2 * apart(deutan, red, green));
}
