// Elements of SVG. Only numbers that every machine rounds alike: sums, products and roots, no curves of a library;
// what lies on a circle is turned by the reader's program.
#include "view/svg_pen.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "base/text.h"
#include "view/metrics.h"

namespace airlock::view::svg {

namespace {

constexpr double turn = 2 * std::numbers::pi;

double distance(Spot a, Spot b) {
    const double dx = b.x - a.x, dy = b.y - a.y;
    return std::sqrt(dx * dx + dy * dy);
}

// A point so far from `from` on the way to `to`.
Spot toward(Spot from, Spot to, double length) {
    const double whole = distance(from, to);
    if (whole <= 0) return from;
    return {from.x + (to.x - from.x) / whole * length, from.y + (to.y - from.y) / whole * length};
}

std::string point(Spot at) { return number(at.x) + " " + number(at.y); }

// Letters whose widths the table knows one by one: only these are fitted to it.
bool is_measured(std::string_view text) {
    while (!text.empty()) {
        const std::uint32_t bytes = code_point_bytes(text);
        const std::string_view one = text.substr(0, bytes);
        if (bytes > 1 && one != "\u00b7" && one != "\u2026") return false;
        text.remove_prefix(bytes);
    }
    return true;
}

// XML 1.0 has no place for these at all.
bool is_allowed(std::string_view one) {
    const auto first = static_cast<unsigned char>(one.front());
    if (one.size() == 1) return first >= 0x20 || first == '\t' || first == '\n' || first == '\r';
    return one != "\xef\xbf\xbe" && one != "\xef\xbf\xbf";
}

}  // namespace

Colour faded(Colour colour, double opacity) {
    const double alpha = colour.alpha * opacity;
    const double whole = alpha <= 0 ? 0 : alpha >= 255 ? 255 : alpha + 0.5;
    return {colour.rgb, static_cast<std::uint8_t>(whole)};
}

Colour mixed(Colour from, Colour to, double part) {
    part = std::clamp(part, 0.0, 1.0);
    Colour result{0, from.alpha};
    for (int shift = 0; shift < 24; shift += 8) {
        const auto a = static_cast<double>((from.rgb >> shift) & 255);
        const auto b = static_cast<double>((to.rgb >> shift) & 255);
        result.rgb |= static_cast<std::uint32_t>(a + (b - a) * part + 0.5) << shift;
    }
    return result;
}

std::string number(double value) {
    const bool is_negative = value < 0;
    const auto hundredths = static_cast<std::int64_t>((is_negative ? -value : value) * 100 + 0.5);
    std::string out = std::to_string(hundredths / 100);
    if (const auto rest = hundredths % 100; rest != 0) {
        out += '.';
        out += static_cast<char>('0' + rest / 10);
        if (rest % 10 != 0) out += static_cast<char>('0' + rest % 10);
    }
    return is_negative && hundredths != 0 ? "-" + out : out;
}

std::string escaped(std::string_view text) {
    const std::string sound = repaired_utf8(text);
    std::string out;
    std::string_view rest = sound;
    while (!rest.empty()) {
        const std::string_view one = rest.substr(0, code_point_bytes(rest));
        rest.remove_prefix(one.size());
        if (one == "&") out += "&amp;";
        else if (one == "<") out += "&lt;";
        else if (one == ">") out += "&gt;";
        else if (one == "\"") out += "&quot;";
        else if (one == "'") out += "&#39;";
        else if (!is_allowed(one)) out += "\ufffd";
        else out += one;
    }
    return out;
}

double width_of(std::string_view text, double size, Face face) {
    const Label::Style style = face == Face::strong ? Label::Style::title
                               : face == Face::code ? Label::Style::number
                                                    : Label::Style::text;
    return text_width(text, style) * size / (face == Face::strong ? 13 : 11);
}

// --- attributes -------------------------------------------------------------------------------------------

void Pen::put(std::string_view name, double value) {
    out_.append(" ").append(name).append("=\"") += number(value) + "\"";
}

void Pen::paint(std::string_view attribute, Colour colour) {
    constexpr char digits[] = "0123456789abcdef";
    out_.append(" ").append(attribute).append("=\"#");
    for (int shift = 20; shift >= 0; shift -= 4) out_ += digits[(colour.rgb >> shift) & 15];
    out_ += '"';
    if (colour.alpha != 255)
        put(std::string(attribute) + "-opacity", static_cast<double>(colour.alpha) / 255);
}

// `length` of a closed line makes a whole number of dashes; 0 of an open one.
void Pen::paint(const Stroke& stroke, double length) {
    out_ += " fill=\"none\"";
    paint("stroke", stroke.colour);
    put("stroke-width", stroke.width);
    if (stroke.on + stroke.off > 0) {
        double scale = 1;
        if (length > 0) {
            const double period = stroke.on + stroke.off;
            const auto whole = static_cast<std::int64_t>(length / period + 0.5);
            scale = length / static_cast<double>(std::max<std::int64_t>(1, whole)) / period;
        }
        out_ += " stroke-dasharray=\"" + number(stroke.on * scale) + " " +
                number(stroke.off * scale) + "\"";
    }
    if (stroke.has_round_ends) out_ += " stroke-linecap=\"round\"";
}

// --- shapes -----------------------------------------------------------------------------------------------

void Pen::fill(const Area& area, Colour colour, double corner) {
    if (area.w <= 0 || area.h <= 0 || colour.alpha == 0) return;
    out_ += "<rect";
    put("x", area.x), put("y", area.y), put("width", area.w), put("height", area.h);
    if (corner > 0) put("rx", corner);
    paint("fill", colour);
    out_ += "/>\n";
}

void Pen::border(const Area& area, const Stroke& stroke, double corner) {
    const Area inner = area.inset(stroke.width / 2);
    if (inner.w <= 0 || inner.h <= 0) return;
    const double rounding = std::max(0.0, corner - stroke.width / 2);
    out_ += "<rect";
    put("x", inner.x), put("y", inner.y), put("width", inner.w), put("height", inner.h);
    if (rounding > 0) put("rx", rounding);
    paint(stroke, 2 * (inner.w + inner.h) - (8 - turn) * rounding);
    out_ += "/>\n";
}

void Pen::disc(Spot at, double radius, Colour colour) {
    out_ += "<circle";
    put("cx", at.x), put("cy", at.y), put("r", radius);
    paint("fill", colour);
    out_ += "/>\n";
}

void Pen::ring(Spot at, double radius, const Stroke& stroke) {
    out_ += "<circle";
    put("cx", at.x), put("cy", at.y), put("r", radius);
    paint(stroke, turn * radius);
    out_ += "/>\n";
}

void Pen::arc(Spot at, double radius, double from, double to, const Stroke& stroke) {
    if (to <= from) return;
    if (to - from >= 1) return ring(at, radius, stroke);
    const double length = turn * radius;
    dashed_arc(at, radius, from, to,
               {stroke.colour, stroke.width, (to - from) * length, length, stroke.has_round_ends});
}

void Pen::dashed_arc(Spot at, double radius, double from, double to, const Stroke& stroke) {
    const double around = turn * radius, length = (to - from) * around;
    if (length <= 0 || stroke.on <= 0) return;
    out_ += "<circle";
    put("cx", at.x), put("cy", at.y), put("r", radius);
    paint({stroke.colour, stroke.width, 0, 0, stroke.has_round_ends}, 0);
    std::string dashes;
    double done = 0;
    while (done < length) {
        const double on = std::min(stroke.on, length - done);
        done += on;
        const double off = done + stroke.off < length ? stroke.off : around - done;
        dashes += (dashes.empty() ? "" : " ") + number(on) + " " + number(off);
        done += off;
    }
    out_ += " stroke-dasharray=\"" + dashes + "\" transform=\"rotate(" + number(from * 360 - 90) +
            " " + point(at) + ")\"/>\n";
}

void Pen::line(Spot from, Spot to, const Stroke& stroke) {
    out_ += "<line";
    put("x1", from.x), put("y1", from.y), put("x2", to.x), put("y2", to.y);
    paint(stroke, 0);
    out_ += "/>\n";
}

void Pen::way(std::span<const Spot> points, double rounding, const Stroke& stroke) {
    if (points.size() < 2) return;
    out_ += "<path d=\"M" + point(points.front());
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const Spot before = points[i - 1], corner = points[i], after = points[i + 1];
        const double r =
            std::min({rounding, distance(before, corner) / 2, distance(corner, after) / 2});
        if (r < 1) {
            out_ += "L" + point(corner);
            continue;
        }
        out_ += "L" + point(toward(corner, before, r)) + "Q" + point(corner) + " " +
                point(toward(corner, after, r));
    }
    out_ += "L" + point(points.back()) + "\"";
    paint(stroke, 0);
    out_ += "/>\n";
}

void Pen::cross(Spot at, double reach, Colour colour, double width) {
    out_ += "<path d=\"M" + point({at.x - reach, at.y - reach}) + "L" +
            point({at.x + reach, at.y + reach}) + "M" + point({at.x - reach, at.y + reach}) + "L" +
            point({at.x + reach, at.y - reach}) + "\"";
    paint({colour, width}, 0);
    out_ += "/>\n";
}

void Pen::tick(Spot at, double reach, Colour colour, double width) {
    const Spot points[] = {{at.x - reach, at.y + reach * 0.05},
                           {at.x - reach * 0.3, at.y + reach * 0.75},
                           {at.x + reach, at.y - reach * 0.7}};
    way(points, 0, {colour, width});
}

void Pen::hatch(const Area& area, Colour colour, double spacing, double width) {
    if (area.w <= 0 || area.h <= 0 || colour.alpha == 0) return;
    std::string d;
    // Strokes rise to the right, on a grid of the scene, so that neighbouring boxes are hatched alike.
    const auto first = static_cast<std::int64_t>((area.x + area.y) / spacing);
    for (double sum = static_cast<double>(first) * spacing; sum < area.right() + area.bottom();
         sum += spacing) {
        // All points with x + y = sum; clipped to the area.
        const double x0 = std::max(area.x, sum - area.bottom());
        const double x1 = std::min(area.right(), sum - area.y);
        if (x1 - x0 > 1) d += "M" + point({x0, sum - x0}) + "L" + point({x1, sum - x1});
    }
    if (d.empty()) return;
    out_ += "<path d=\"" + d + "\"";
    paint({colour, width}, 0);
    out_ += "/>\n";
}

// --- text -------------------------------------------------------------------------------------------------

void Pen::text(const Area& area, std::string_view text, const Type& type) {
    if (text.empty() || area.w <= 0) return;
    using Align = Label::Align;
    out_ += "<text";
    put("x", type.align == Align::left     ? area.x
             : type.align == Align::centre ? area.x + area.w / 2
                                           : area.right());
    // From ascender to descender these fonts are 1.21 em high, 0.97 em of it above the base line.
    put("y", area.y + area.h / 2 + type.size * 0.364);
    put("font-size", type.size);
    if (type.align != Align::left)
        out_ += type.align == Align::centre ? " text-anchor=\"middle\"" : " text-anchor=\"end\"";
    if (type.face == Face::strong) out_ += " font-weight=\"600\"";
    if (type.face == Face::code)
        out_ += " font-family=\"'JetBrains Mono',ui-monospace,Consolas,monospace\"";
    // Where the reader's machine has another font the words keep the room that the layout gave them.
    if (is_measured(text)) {
        put("textLength", width_of(text, type.size, type.face));
        out_ += " lengthAdjust=\"spacingAndGlyphs\"";
    }
    paint("fill", type.colour);
    out_ += ">" + escaped(text) + "</text>\n";
}

void Pen::open(std::string_view name, std::string_view attributes) {
    out_.append("<").append(name).append(attributes).append(">\n");
}

void Pen::close(std::string_view name) { out_.append("</").append(name).append(">\n"); }

}  // namespace airlock::view::svg
