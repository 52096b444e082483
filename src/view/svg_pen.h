// The pen that writes SVG: shapes, dashes, hatching and text as elements, numbers in hundredths, colours of the
// palette, every text escaped. Nothing is written that would need a script, a style sheet or a file from outside.
// Internal to svg.cpp and svg_frame.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "view/palette.h"
#include "view/scene.h"

namespace airlock::view::svg {

struct Spot {
    double x = 0, y = 0;
};

struct Area {
    double x = 0, y = 0, w = 0, h = 0;

    Area() = default;
    Area(double left, double top, double width, double height)
        : x(left), y(top), w(width), h(height) {}
    Area(const Rect& r) : x(r.x), y(r.y), w(r.w), h(r.h) {}
    double right() const { return x + w; }
    double bottom() const { return y + h; }
    Spot centre() const { return {x + w / 2, y + h / 2}; }
    Area inset(double d) const { return {x + d, y + d, w - 2 * d, h - 2 * d}; }
};

struct Stroke {
    Colour colour;
    double width = 1;
    double on = 0, off = 0;  // a dash and the gap after it; 0 = one line
    bool has_round_ends = false;
};

enum class Face : std::uint8_t { text, strong, code };

struct Type {
    Colour colour;
    double size = 11;  // of the em
    Face face = Face::text;
    Label::Align align = Label::Align::left;
};

Colour faded(Colour colour, double opacity);
Colour mixed(Colour from, Colour to, double part);

// "12", "12.5", "-0.25".
std::string number(double value);
// Text as it may stand between tags and in an attribute: what XML has no place for becomes U+FFFD.
std::string escaped(std::string_view text);
// Pixels that a text takes, by the same table that the layout measures with.
double width_of(std::string_view text, double size, Face face);

class Pen {
  public:
    void fill(const Area& area, Colour colour, double corner = 0);
    // Within the area, so that neighbours keep their distance.
    void border(const Area& area, const Stroke& stroke, double corner = 0);
    void disc(Spot at, double radius, Colour colour);
    void ring(Spot at, double radius, const Stroke& stroke);
    // Part of a ring, in turns clockwise from twelve o'clock.
    void arc(Spot at, double radius, double from, double to, const Stroke& stroke);
    // The same, as dashes that begin at `from`.
    void dashed_arc(Spot at, double radius, double from, double to, const Stroke& stroke);
    void line(Spot from, Spot to, const Stroke& stroke);
    // From one point to the next, corners rounded.
    void way(std::span<const Spot> points, double rounding, const Stroke& stroke);
    void cross(Spot at, double reach, Colour colour, double width);
    void tick(Spot at, double reach, Colour colour, double width);
    // Diagonal strokes: what is hatched is lost.
    void hatch(const Area& area, Colour colour, double spacing, double width);
    // On one line, in the middle of the area's height.
    void text(const Area& area, std::string_view text, const Type& type);

    // `attributes` as they stand behind the name: ` transform="…"`.
    void open(std::string_view name, std::string_view attributes = {});
    void close(std::string_view name);
    void raw(std::string_view element) { out_ += element; }
    std::string take() { return std::move(out_); }

  private:
    void paint(std::string_view attribute, Colour colour);
    void paint(const Stroke& stroke, double length);
    void put(std::string_view name, double value);

    std::string out_;
};

}  // namespace airlock::view::svg
