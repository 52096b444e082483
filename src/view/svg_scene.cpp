// What the canvas draws (src/app/draw_*.cpp), once the call under the cursor has arrived: the same shapes, lines,
// hatching and colours, at zoom 1. Ground and light, which the canvas leaves to a shader, are gradients here.
#include "view/svg_scene.h"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

namespace airlock::view::svg {

namespace {

constexpr double boundary_width = 3;
constexpr double line_width = 1.25;
constexpr double organization_corner = 16;
constexpr double account_corner = 10;
constexpr double card_corner = 8;

Spot spot(Point p) { return {static_cast<double>(p.x), static_cast<double>(p.y)}; }

double root_of_squares(double x, double y) { return std::sqrt(x * x + y * y); }

class SceneDrawer {
  public:
    SceneDrawer(Pen& pen, const Palette& palette, const Scene& scene, std::string_view id)
        : pen_(pen), t_(palette), scene_(scene), id_(id) {}

    void draw() {
        define();
        draw_ground();
        for (const Place& place : scene_.places)
            if (is_organization(place)) draw_organization(place);
        for (const Place& place : scene_.places)
            if (!is_organization(place)) place.is_tile ? draw_tile(place) : draw_account(place);
        draw_shelter();
        for (const Link::Kind kind :
             {Link::Kind::backup, Link::Kind::bond, Link::Kind::path1, Link::Kind::path2})
            for (const Link& link : scene_.links)
                if (link.kind == kind) draw_link(link);
        for (const Mark& mark : scene_.marks) draw_mark(mark);
        for (const Stream& stream : scene_.streams) draw_trace(stream);
        for (const Token& token : scene_.tokens) draw_token(token);
    }

  private:
    static bool is_organization(const Place& place) { return place.ref.kind == Kind::organization; }
    static double loss_of(const Place& place) {
        return place.condition == Condition::lost         ? 1
               : place.condition == Condition::threatened ? 0.25
                                                          : 0;
    }
    static double light_of(const Mark& mark) {
        return mark.is_sealed ? 1 : mark.is_pending ? 0.2 : 0.55;
    }
    static bool shines(const Mark& mark) {
        return mark.shape == Shape::air_gapped_vault && !mark.is_gone;
    }
    static Spot centre_of(const Mark& mark) { return Area(mark.body).centre(); }
    static double radius_of(const Mark& mark) {
        return std::min(mark.body.w, mark.body.h) / 2.0 - 4;
    }

    Colour tone(Label::Tone tone) const {
        switch (tone) {
            case Label::Tone::strong: return t_.text;
            case Label::Tone::plain: return mixed(t_.text, t_.text_quiet, 0.3);
            case Label::Tone::quiet: return t_.text_quiet;
            case Label::Tone::good: return t_.green.ink;
            case Label::Tone::bad: return t_.red.ink;
            case Label::Tone::waits: return t_.amber.ink;
            case Label::Tone::seal: return t_.cyan.ink;
            case Label::Tone::consent: return t_.violet.ink;
        }
        return t_.text;
    }

    void label(const Label& label, double opacity = 1) {
        Type type{faded(tone(label.tone), opacity), 11, Face::text, label.align};
        switch (label.style) {
            case Label::Style::heading:
            case Label::Style::title: type.size = 13, type.face = Face::strong; break;
            case Label::Style::text: break;
            case Label::Style::number: type.face = Face::code; break;
            case Label::Style::count: type.size = 20, type.face = Face::strong; break;
        }
        pen_.text(label.box, label.text, type);
    }

    // --- ground and light ---

    void define() {
        const bool has_light = std::any_of(scene_.marks.begin(), scene_.marks.end(), shines);
        if (!has_light) return;
        const Colour light = {t_.is_dark ? 0x45BAFFu : 0x1A8CDBu};
        const Colour clean = {t_.is_dark ? 0x0A1221u : 0xF6FAFFu};
        const auto gradient = [&](std::string_view name, Colour colour, double from, double full) {
            const std::string hex = "stop-color=\"" + hex_of(colour) + "\"";
            pen_.raw("<radialGradient id=\"" + id_ + std::string(name) + "\"><stop offset=\"" +
                     number(from) + "\" " + hex + " stop-opacity=\"" + number(full) +
                     "\"/><stop offset=\"" + number((1 + 2 * from) / 3) + "\" " + hex +
                     " stop-opacity=\"" + number(full / 3) + "\"/><stop offset=\"1\" " + hex +
                     " stop-opacity=\"0\"/></radialGradient>\n");
        };
        pen_.open("defs");
        gradient("-light", light, 0.45, t_.is_dark ? 0.26 : 0.16);
        gradient("-shelter", clean, 0.62, 0.92);
        for (std::size_t i = 0; i < scene_.marks.size(); ++i) {
            const Mark& mark = scene_.marks[i];
            if (!is_sheltered(mark)) continue;
            const Rect body = body_of(scene_.places[static_cast<std::size_t>(mark.place)]);
            pen_.raw("<clipPath id=\"" + id_ + "-within-" + std::to_string(i) + "\"><rect x=\"" +
                     number(body.x) + "\" y=\"" + number(body.y) + "\" width=\"" + number(body.w) +
                     "\" height=\"" + number(body.h) + "\"/></clipPath>\n");
        }
        pen_.close("defs");
    }

    static std::string hex_of(Colour colour) {
        constexpr char digits[] = "0123456789abcdef";
        std::string out = "#";
        for (int shift = 20; shift >= 0; shift -= 4) out += digits[(colour.rgb >> shift) & 15];
        return out;
    }

    static Rect body_of(const Place& place) {
        const std::int32_t top = place.header.bottom();
        return {place.box.x + 2, top, place.box.w - 4, place.box.bottom() - top - 2};
    }
    // It stands in a place that is lost, and holds.
    bool is_sheltered(const Mark& mark) const {
        return shines(mark) && mark.place >= 0 &&
               scene_.places[static_cast<std::size_t>(mark.place)].condition == Condition::lost;
    }

    void lit_circle(std::string_view name, const Mark& mark, double reach, double strength,
                    const std::string& more = {}) {
        const Spot at = centre_of(mark);
        pen_.raw("<circle cx=\"" + number(at.x) + "\" cy=\"" + number(at.y) + "\" r=\"" +
                 number(radius_of(mark) * reach) + "\" fill=\"url(#" + id_ + std::string(name) +
                 ")\"" + (strength < 1 ? " fill-opacity=\"" + number(strength) + "\"" : "") + more +
                 "/>\n");
    }

    void draw_ground() {
        const Colour ember = {t_.is_dark ? 0xFF5429u : 0xF05C2Eu};
        for (const Place& place : scene_.places) {
            const bool is_within_lost =
                place.parent >= 0 &&
                scene_.places[static_cast<std::size_t>(place.parent)].condition == Condition::lost;
            if (place.condition != Condition::lost || is_within_lost || place.is_tile) continue;
            pen_.fill(place.box, faded(ember, t_.is_dark ? 0.16 : 0.08),
                      is_organization(place) ? organization_corner : account_corner);
        }
        for (const Mark& mark : scene_.marks)
            if (shines(mark)) lit_circle("-light", mark, 2.2, light_of(mark));
    }

    // The light of a vault keeps off what has befallen the place around it.
    void draw_shelter() {
        for (std::size_t i = 0; i < scene_.marks.size(); ++i) {
            const Mark& mark = scene_.marks[i];
            if (!is_sheltered(mark)) continue;
            const std::string within =
                " clip-path=\"url(#" + id_ + "-within-" + std::to_string(i) + ")\"";
            lit_circle("-shelter", mark, 1.62, light_of(mark), within);
            lit_circle("-light", mark, 2.2, light_of(mark), within);
        }
    }

    // --- places ---

    void draw_organization(const Place& place) {
        // Red is for what is lost: one that has lost some of its accounts still stands, with gaps.
        const AccentColours& colours =
            place.condition == Condition::threatened ? t_.cyan : accent(t_, place.condition);
        pen_.fill(place.box, faded(t_.panel, t_.is_dark ? 0.38 : 0.55), organization_corner);
        pen_.fill(place.box, faded(colours.tint, place.condition == Condition::lost ? 0.5 : 0.35),
                  organization_corner);
        const double width = boundary_width;
        switch (place.condition) {
            case Condition::intact:
                pen_.border(place.box, {colours.ink, width}, organization_corner);
                break;
            case Condition::regained:  // two lines: locked again
                pen_.border(place.box, {colours.ink, width * 0.6}, organization_corner);
                pen_.border(Area(place.box).inset(width * 1.4), {colours.ink, width * 0.6},
                            organization_corner - width * 1.4);
                break;
            case Condition::threatened:
                pen_.border(place.box, {colours.ink, width, 26, 7}, organization_corner);
                break;
            case Condition::lost:
                pen_.border(place.box, {colours.ink, width, 3, 7, true}, organization_corner);
                break;
        }
        for (const Label& one : place.labels) label(one);
        draw_choice(place, organization_corner);
    }

    void draw_tile(const Place& place) {
        const double loss = loss_of(place), corner = std::min(4.0, place.box.w / 4.0);
        pen_.fill(place.box, t_.card, corner);
        if (loss > 0) pen_.fill(place.box, faded(t_.red.tint, 2 * loss), corner);
        pen_.border(place.box, {mixed(t_.line_strong, t_.red.ink, loss), 1}, corner);
        if (loss > 0.5) pen_.cross(Area(place.box).centre(), place.box.w * 0.22, t_.red.ink, 1.5);
    }

    void draw_account(const Place& place) {
        const AccentColours& colours = accent(t_, place.condition);
        const double corner = account_corner, loss = loss_of(place);
        const bool has_accent = place.condition != Condition::intact;
        pen_.fill(place.box, faded(t_.panel, (t_.is_dark ? 0.86 : 0.94) - 0.24 * loss), corner);
        const bool has_body = !place.is_collapsed && place.header.bottom() < place.box.bottom() - 2;
        if (loss > 0 && has_body) {
            pen_.fill(body_of(place), faded(t_.red.tint, loss), corner * 0.6);
            pen_.hatch(Area(body_of(place)).inset(1), faded(t_.red.ink, 0.22 * loss), 9,
                       line_width);
        }
        draw_head(place, t_.card, has_body);
        if (loss > 0) draw_head(place, faded(t_.red.tint, loss), has_body);
        if (place.parent < 0 && !has_accent) pen_.border(place.box, {colours.ink, 2.25}, corner);
        else if (has_accent)
            pen_.border(place.box, {mixed(t_.line_strong, colours.ink, std::max(0.4, loss)), 1.75},
                        corner);
        else pen_.border(place.box, {t_.line_strong, line_width}, corner);
        for (const Label& one : place.labels) label(one);
        if (loss > 0.5)
            draw_condition(pen_, t_, {place.box.right() - 2.0, place.box.y + 2.0}, 8,
                           Condition::lost);
        if (place.is_acting)
            pen_.border(Area(place.box).inset(-3), {faded(t_.text, 0.45), line_width}, corner + 3);
        draw_choice(place, corner);
    }

    // The title bar: round at the top, and below too where nothing is below it.
    void draw_head(const Place& place, Colour colour, bool has_body) {
        const Area head = place.header;
        if (!has_body) return pen_.fill(head, colour, account_corner);
        const std::string r = number(account_corner);
        pen_.raw("<path d=\"M" + number(head.x) + " " + number(head.bottom()) + "V" +
                 number(head.y + account_corner) + "a" + r + " " + r + " 0 0 1 " + r + " -" + r +
                 "H" + number(head.right() - account_corner) + "a" + r + " " + r + " 0 0 1 " + r +
                 " " + r + "V" + number(head.bottom()) + "Z\" fill=\"" + hex_of(colour) + "\"" +
                 (colour.alpha != 255
                      ? " fill-opacity=\"" + number(static_cast<double>(colour.alpha) / 255) + "\""
                      : "") +
                 "/>\n");
    }

    void draw_choice(const Place& place, double corner) {
        if (place.is_selected) pen_.border(Area(place.box).inset(-4), {t_.text, 2}, corner + 4);
    }

    // --- ways ---

    void draw_link(const Link& link) {
        std::vector<Spot> points;
        for (const Point& p : link.points) points.push_back(spot(p));
        if (points.size() < 2) return;
        const bool is_closed = link.state == Link::State::closed;
        const bool is_pending = link.state == Link::State::pending;
        Colour ink = t_.grey.ink;
        double width = 1.5;
        switch (link.kind) {
            case Link::Kind::path1: ink = t_.cyan.ink, width = 1.75; break;
            case Link::Kind::path2: ink = t_.violet.ink, width = 3; break;
            case Link::Kind::bond: ink = t_.violet.ink; break;
            case Link::Kind::backup: ink = t_.text_faint, width = line_width; break;
        }
        if (is_closed) ink = t_.text_faint;
        constexpr double rounding = 18;
        if (is_closed) {
            pen_.way(points, rounding, {ink, std::max(1.0, width * 0.6), 2, 6});
            const Spot middle = along(points, 0.5);
            pen_.disc(middle, 10.2, t_.ground);
            pen_.cross(middle, 6, t_.red.ink, 2);
        } else if (link.kind == Link::Kind::bond || link.kind == Link::Kind::backup) {
            pen_.way(points, rounding, {faded(ink, is_pending ? 0.6 : 0.9), width, 1.5, 5, true});
        } else if (is_pending) {
            pen_.way(points, rounding, {ink, width, 9, 7});
        } else {
            pen_.way(points, rounding, {ink, width});
            if (link.kind == Link::Kind::path2 && length_of(points) > 220)
                for (const double part : {0.24, 0.76})
                    pen_.disc(along(points, part), 5, t_.violet.solid);
        }
        if (link.kind == Link::Kind::path1 && !is_closed)
            for (const Spot end : {points.front(), points.back()}) pen_.disc(end, 3.5, ink);
        draw_link_name(link, ink);
    }

    void draw_link_name(const Link& link, Colour ink) {
        if (link.label.empty() || link.label_box.w <= 0) return;
        // The layout measured regular letters; the pill grows a little rather than cut a name.
        Area pill = link.label_box;
        const double needed = width_of(link.label, 11, Face::strong) + 12;
        if (needed > pill.w) pill.x -= (needed - pill.w) / 2, pill.w = needed;
        pen_.fill(pill, t_.panel, pill.h / 2);
        pen_.border(pill, {ink, line_width}, pill.h / 2);
        pen_.text(pill, link.label, {ink, 11, Face::strong, Label::Align::centre});
    }

    // An arrow at rest where a stream has arrived: what came this way stays to be read.
    void draw_trace(const Stream& stream) {
        if (stream.points.size() < 2) return;
        const Colour ink = stream.kind == Stream::Kind::spread   ? t_.red.ink
                           : stream.kind == Stream::Kind::backup ? t_.cyan.ink
                                                                 : t_.green.ink;
        const Spot end = spot(stream.points.back()),
                   from = spot(stream.points[stream.points.size() - 2]);
        const double r = 6, length = std::max(1.0, root_of_squares(end.x - from.x, end.y - from.y));
        const Spot d{(end.x - from.x) / length * r, (end.y - from.y) / length * r};
        const Spot back{end.x - 1.6 * d.x, end.y - 1.6 * d.y};
        pen_.raw("<path d=\"M" + number(end.x) + " " + number(end.y) + "L" +
                 number(back.x - d.y * 0.8) + " " + number(back.y + d.x * 0.8) + "L" +
                 number(back.x + d.y * 0.8) + " " + number(back.y - d.x * 0.8) + "Z\" fill=\"" +
                 hex_of(ink) + "\"/>\n");
    }

    static double length_of(const std::vector<Spot>& points) {
        double length = 0;
        for (std::size_t i = 1; i < points.size(); ++i)
            length += root_of_squares(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
        return length;
    }

    static Spot along(const std::vector<Spot>& points, double part) {
        double left = length_of(points) * part;
        for (std::size_t i = 1; i < points.size(); ++i) {
            const Spot a = points[i - 1], b = points[i];
            const double step = root_of_squares(b.x - a.x, b.y - a.y);
            if (left <= step && step > 0)
                return {a.x + (b.x - a.x) * left / step, a.y + (b.y - a.y) * left / step};
            left -= step;
        }
        return points.back();
    }

    // --- things ---

    void draw_mark(const Mark& mark) {
        switch (mark.shape) {
            case Shape::air_gapped_vault: draw_air_gapped_vault(mark); break;
            case Shape::quorum: draw_quorum(mark); break;
            default: draw_thing(mark); break;
        }
        if (!mark.is_selected) return;
        if (mark.shape == Shape::air_gapped_vault)
            pen_.ring(centre_of(mark), radius_of(mark) + 9, {t_.text, 2});
        else pen_.border(Area(mark.box).inset(-4), {t_.text, 2}, card_corner + 4);
    }

    void draw_labels(const Mark& mark) {
        for (const Label& one : mark.labels) label(one, mark.is_gone ? 0.6 : 1);
    }

    void draw_card(const Mark& mark) {
        pen_.fill(mark.box, t_.card, card_corner);
        if (mark.shape == Shape::attacker) {
            pen_.fill(mark.box, t_.red.tint, card_corner);
            pen_.border(mark.box, {t_.red.ink, 2}, card_corner);
            return;
        }
        const bool is_lost = mark.condition == Condition::lost;
        if (is_lost) {
            pen_.fill(mark.box, t_.red.tint, card_corner);
            pen_.hatch(Area(mark.box).inset(2), faded(t_.red.ink, 0.22), 7, line_width);
        }
        if (mark.is_pending || mark.is_gone) {
            pen_.border(mark.box, {mark.is_gone ? t_.text_faint : t_.cyan.ink, line_width, 4, 4},
                        card_corner);
        } else if (mark.shape == Shape::restore_access_vault) {
            // A window onto somebody else's vault: its own border and a second, finer one within.
            pen_.border(mark.box, {t_.violet.ink, 1.75}, card_corner);
            pen_.border(Area(mark.box).inset(4), {faded(t_.violet.ink, 0.45), 1}, card_corner - 4);
        } else {
            const Colour ink = mark.condition == Condition::regained ? t_.green.ink
                               : is_lost                             ? t_.red.ink
                                                                     : t_.line_strong;
            pen_.border(mark.box, {ink, line_width}, card_corner);
        }
    }

    void draw_thing(const Mark& mark) {
        draw_card(mark);
        draw_labels(mark);
        draw_pips(mark);
        // Signs sit on the border, where no text can be.
        const Spot sign{mark.box.right() - 3.0, mark.box.y + 3.0};
        const bool has_health =
            mark.shape == Shape::workload || mark.shape == Shape::identity_provider;
        if (!mark.is_gone && !mark.is_pending) {
            if (mark.is_sealed) draw_lock(sign);
            else if (has_health || mark.condition == Condition::lost)
                draw_condition(pen_, t_, sign, 7, mark.condition);
        }
        draw_key(mark, {sign.x, mark.box.bottom() - 3.0});
    }

    void draw_lock(Spot at) {
        pen_.disc(at, 9, t_.ground);
        pen_.ring(at, 9, {t_.cyan.ink, line_width});
        pen_.border({at.x - 4, at.y - 1, 8, 5.5}, {t_.cyan.ink, 1.25}, 1.25);
        pen_.raw("<path d=\"M" + number(at.x - 2.25) + " " + number(at.y - 1) +
                 "v-1.5a2.25 2.25 0 0 1 4.5 0v1.5\" fill=\"none\" stroke=\"" + hex_of(t_.cyan.ink) +
                 "\" stroke-width=\"1.25\"/>\n");
    }

    void draw_key(const Mark& mark, Spot at) {
        if (mark.key == KeySign::none || mark.is_gone) return;
        const bool is_enabled = mark.key == KeySign::enabled,
                   is_deleted = mark.key == KeySign::deleted;
        const Colour ink = is_enabled ? t_.text_quiet : t_.red.ink;
        constexpr double r = 8, reach = 5.6;
        const Stroke thin{ink, line_width}, thick{ink, 1.5};
        pen_.disc(at, r, t_.ground);
        pen_.ring(at, r, is_enabled ? thin : thick);
        pen_.ring({at.x - 2, at.y + 2}, 2.25, thin);
        pen_.line({at.x - 0.4, at.y + 0.4}, {at.x + 4.2, at.y - 4.2}, thin);
        pen_.line({at.x + 2.4, at.y - 2.4}, {at.x + 4, at.y - 0.8}, thin);
        if (is_enabled) return;
        pen_.line({at.x - reach, at.y - reach}, {at.x + reach, at.y + reach}, thick);
        if (is_deleted)
            pen_.line({at.x - reach, at.y + reach}, {at.x + reach, at.y - reach}, thick);
    }

    void draw_pips(const Mark& mark) {
        for (const Pip& pip : mark.pips) {
            const Area box = pip.box;
            const double corner = std::min(box.w, box.h) * 0.22;
            if (pip.is_deleted) {
                pen_.border(box, {t_.text_faint, 1, 2, 2}, corner);
                pen_.cross(box.centre(), box.w * 0.26, t_.red.ink, 1.5);
            } else if (pip.condition == DataCondition::encrypted) {
                pen_.fill(box, t_.red.tint, corner);
                pen_.border(box, {t_.red.ink, 1}, corner);
                pen_.cross(box.centre(), box.w * 0.28, t_.red.ink, 1.75);
            } else if (pip.condition == DataCondition::lost) {
                pen_.fill(box, t_.red.tint, corner);
                pen_.border(box, {t_.red.ink, 1}, corner);
                pen_.line({box.x + 1, box.bottom() - 1}, {box.right() - 1, box.y + 1},
                          {t_.red.ink, 1.5});
            } else if (pip.is_suspect) {
                pen_.fill(box, t_.red.tint, corner);
                pen_.border(box, {t_.red.ink, 1}, corner);
                pen_.disc(box.centre(), box.w * 0.2, t_.red.ink);
            } else {
                pen_.fill(box, t_.green.solid, corner);
            }
            if (pip.is_new) pen_.border(box.inset(-2), {t_.text, line_width}, corner + 2);
        }
    }

    void draw_air_gapped_vault(const Mark& mark) {
        const Spot at = centre_of(mark);
        const double r = radius_of(mark);
        const Colour ink = mark.is_gone ? t_.text_faint : t_.cyan.ink;
        // Glass: darker than the ground around it, so that the rim and what is kept stand out.
        pen_.disc(at, r, mixed(t_.ground, t_.panel, 0.35));
        pen_.disc(at, r * 0.97, t_.cyan.tint);
        pen_.disc(at, r * 0.86, faded(mixed(t_.ground, t_.panel, 0.25), 0.75));
        if (mark.is_pending || mark.is_gone) pen_.ring(at, r, {ink, boundary_width * 0.7, 6, 6});
        else pen_.ring(at, r, {ink, boundary_width});
        if (mark.is_sealed) {
            pen_.ring(at, r - 9, {faded(ink, 0.8), line_width, 3, 4});
            for (int i = 0; i < 12; ++i) {
                pen_.raw("<line x1=\"" + number(at.x) + "\" y1=\"" + number(at.y - r + 5) +
                         "\" x2=\"" + number(at.x) + "\" y2=\"" + number(at.y - r - 6.5) +
                         "\" stroke=\"" + hex_of(ink) +
                         "\" stroke-width=\"2.75\" transform=\"rotate(" + number(15 + 30 * i) +
                         " " + number(at.x) + " " + number(at.y) + ")\"/>\n");
            }
        }
        draw_labels(mark);
        draw_pips(mark);
        const double low_left = r * std::numbers::sqrt2 / 2;  // between two bolts
        draw_key(mark, {at.x - low_left, at.y + low_left});
    }

    // --- the quorum ---

    struct Paint {
        Colour solid, ink, on_solid;
    };

    Paint paint_of(Segment::State state) const {
        switch (state) {
            case Segment::State::approved:
                return {t_.violet.solid, t_.violet.ink, t_.violet.on_solid};
            case Segment::State::rejected: return {t_.red.solid, t_.red.ink, t_.red.on_solid};
            case Segment::State::you: return {t_.amber.solid, t_.amber.ink, t_.amber.on_solid};
            case Segment::State::waiting:
            case Segment::State::invited: return {t_.line_strong, t_.text_quiet, t_.text};
            case Segment::State::idle: return {t_.line, t_.text_quiet, t_.text_quiet};
            case Segment::State::unavailable: return {t_.line, t_.text_faint, t_.text_faint};
        }
        return {t_.line, t_.text_quiet, t_.text};
    }

    void draw_sign(Spot at, double r, Segment::State state) {
        const Paint paint = paint_of(state);
        const double width = std::max(1.2, r * 0.24);
        switch (state) {
            case Segment::State::approved:
                pen_.disc(at, r, paint.solid);
                pen_.tick(at, r * 0.5, paint.on_solid, width);
                break;
            case Segment::State::rejected:
                pen_.disc(at, r, paint.solid);
                pen_.cross(at, r * 0.4, paint.on_solid, width);
                break;
            case Segment::State::you:
                pen_.disc(at, r, paint.solid);
                pen_.disc(at, r * 0.36, paint.on_solid);
                break;
            case Segment::State::waiting: pen_.ring(at, r - width / 2, {paint.ink, width}); break;
            case Segment::State::invited:
                pen_.ring(at, r - width / 2, {paint.ink, width, r * 0.7, r * 0.5});
                break;
            case Segment::State::idle: pen_.disc(at, r * 0.55, paint.ink); break;
            case Segment::State::unavailable:
                pen_.ring(at, r - width / 2, {paint.ink, width * 0.7});
                pen_.line({at.x - r * 0.6, at.y + r * 0.6}, {at.x + r * 0.6, at.y - r * 0.6},
                          {paint.ink, width * 0.7});
                break;
        }
    }

    void draw_face(const Mark& mark, Spot at, double r) {
        const double thick = std::max(4.0, r * 0.17);
        const double ring = r - thick / 2 - r * 0.12;
        // Time left: a full arc melts away towards twelve o'clock.
        if (mark.time_left_permille > 0) {
            const double left = static_cast<double>(mark.time_left_permille) / 1000;
            pen_.ring(at, r, {faded(t_.line_strong, 0.5), 1.5});
            pen_.arc(at, r, 1 - left, 1, {t_.amber.ink, 3});
            pen_.raw("<circle cx=\"" + number(at.x) + "\" cy=\"" + number(at.y - r) +
                     "\" r=\"4\" fill=\"" + hex_of(t_.amber.ink) + "\" transform=\"rotate(" +
                     number((1 - left) * 360) + " " + number(at.x) + " " + number(at.y) +
                     ")\"/>\n");
        } else {
            pen_.ring(at, r, {faded(t_.line, 0.9), 1.5});
        }
        const auto count = static_cast<double>(std::max<std::size_t>(1, mark.segments.size()));
        const double space = mark.segments.size() > 1 ? std::min(0.012, 0.2 / count) : 0;
        for (std::size_t i = 0; i < mark.segments.size(); ++i) {
            const Segment::State state = mark.segments[i].state;
            const double from = static_cast<double>(i) / count + space,
                         to = static_cast<double>(i + 1) / count - space;
            const Paint paint = paint_of(state);
            pen_.arc(at, ring, from, to, {t_.line, thick});
            if (state == Segment::State::idle) continue;
            if (state == Segment::State::unavailable) {
                pen_.dashed_arc(at, ring, from, to, {paint.ink, thick * 0.25, 4, 4});
                continue;
            }
            pen_.arc(at, ring, from, to, {paint.solid, thick});
            const bool is_answer =
                state == Segment::State::approved || state == Segment::State::rejected;
            if (is_answer && thick >= 9)
                draw_answer(at, ring, (from + to) / 2, thick, state, paint.on_solid);
        }
    }

    // A tick or a ✕ upright in the middle of a segment: turned out, and back by as much.
    void draw_answer(Spot at, double ring, double part, double thick, Segment::State state,
                     Colour ink) {
        const std::string turned = number(part * 360);
        pen_.open("g", " transform=\"rotate(" + turned + " " + number(at.x) + " " + number(at.y) +
                           ") rotate(-" + turned + " " + number(at.x) + " " + number(at.y - ring) +
                           ")\"");
        const Spot sign{at.x, at.y - ring};
        if (state == Segment::State::approved) pen_.tick(sign, thick * 0.26, ink, 1.75);
        else pen_.cross(sign, thick * 0.22, ink, 1.75);
        pen_.close("g");
    }

    void draw_names(const Mark& mark) {
        for (const Segment& segment : mark.segments) {
            if (segment.box.w <= 0) continue;
            const double r = std::min(7.0, segment.box.h * 0.42);
            draw_sign(spot(segment.dot), r, segment.state);
            const bool is_you = segment.state == Segment::State::you;
            const Face face = is_you ? Face::strong : Face::text;
            Area words = segment.box;
            const double taken = segment.dot.x + r + 6 - words.x;
            words.x += taken, words.w -= taken;
            pen_.text(words, segment.name, {t_.text, 11, face});
            const double room = words.w - width_of(segment.name, 11, face) - 6;
            if (width_of(segment.word, 11, face) <= room)
                pen_.text(words, segment.word,
                          {paint_of(segment.state).ink, 11, face, Label::Align::right});
        }
    }

    void draw_quorum(const Mark& mark) {
        const double r = std::min(mark.body.w, mark.body.h) / 2.0 - 3;
        if (r < 8) return;
        const Spot at = centre_of(mark);
        pen_.disc(at, r + 3, faded(t_.ground, 0.55));
        draw_face(mark, at, r);
        draw_labels(mark);
        draw_names(mark);
    }

    // --- the call under way ---

    const Mark* target_of(const Token& token) const {
        const Mark* found = nullptr;
        for (const Mark& mark : scene_.marks) {
            if (token.target && mark.ref == token.target) return &mark;
            const Rect& r = mark.body;
            const bool is_within = token.to.x >= r.x && token.to.y >= r.y &&
                                   token.to.x <= r.right() && token.to.y <= r.bottom();
            if (is_within && (!found || r.w * r.h < found->body.w * found->body.h)) found = &mark;
        }
        return found;
    }

    // At the rim of what the call was sent to.
    Spot stop_of(const Token& token) const {
        const Spot from = spot(token.from), to = spot(token.to);
        if (token.aim != token.to) return to;  // a gate on its own side has stopped it
        const Mark* mark = target_of(token);
        if (!mark) return to;
        if (mark->shape == Shape::air_gapped_vault) {
            const Spot centre = centre_of(*mark);
            const double radius = radius_of(*mark);
            const double dx = from.x - centre.x, dy = from.y - centre.y;
            const double length = root_of_squares(dx, dy);
            if (length < radius) return to;
            return {centre.x + dx / length * radius, centre.y + dy / length * radius};
        }
        const Area box = mark->body;
        if (from.x >= box.x && from.y >= box.y && from.x < box.right() && from.y < box.bottom())
            return to;
        const double dx = from.x - to.x, dy = from.y - to.y;
        double part = 1;
        if (dx != 0)
            part = std::min(part, std::max((box.x - to.x) / dx, (box.right() - to.x) / dx));
        if (dy != 0)
            part = std::min(part, std::max((box.y - to.y) / dy, (box.bottom() - to.y) / dy));
        return {to.x + dx * part, to.y + dy * part};
    }

    Colour ink_of(const Token& token) const {
        if (token.is_attack || token.outcome == Outcome::failed) return t_.red.ink;
        if (token.outcome == Outcome::pending) return t_.violet.ink;
        return token.outcome == Outcome::refused ? t_.red.ink : t_.text;
    }

    void draw_token(const Token& token) {
        const Spot from = spot(token.from), stop = stop_of(token);
        const Colour ink = ink_of(token);
        const double r = 10;
        if (root_of_squares(stop.x - from.x, stop.y - from.y) > r) {
            pen_.disc(from, 4, ink);
            pen_.line(from, stop, {faded(ink, token.is_attack ? 0.75 : 0.45), 2});
            if (token.aim != token.to) {
                // Where it would have gone.
                pen_.line(stop, spot(token.aim), {faded(ink, 0.45), 1.2, 2, 6});
                pen_.ring(spot(token.aim), r * 0.4, {faded(ink, 0.6), 1.5});
            }
        }
        switch (token.outcome) {
            case Outcome::refused:
                pen_.disc(stop, r, t_.red.solid);
                pen_.cross(stop, r * 0.42, t_.red.on_solid, 2.2);
                break;
            case Outcome::failed:
                pen_.disc(stop, r * 0.9, t_.panel);
                pen_.ring(stop, r * 0.9, {t_.red.ink, 2});
                pen_.cross(stop, r * 0.36, t_.red.ink, 2);
                break;
            case Outcome::pending:
                pen_.disc(stop, r * 0.9, t_.panel);
                pen_.ring(stop, r * 0.9, {t_.violet.ink, 2});
                for (int i = -1; i <= 1; ++i)
                    pen_.disc({stop.x + i * r * 0.42, stop.y}, r * 0.14, t_.violet.ink);
                break;
            case Outcome::done:
                pen_.disc(stop, r * 0.9, token.is_attack ? t_.red.solid : t_.panel);
                pen_.ring(stop, r * 0.9, {ink, 2});
                pen_.tick(stop, r * 0.42, token.is_attack ? t_.red.on_solid : ink, 2);
                break;
        }
        draw_token_name(token, ink);
    }

    void draw_token_name(const Token& token, Colour ink) {
        if (token.label_box.w <= 0 || token.label.empty()) return;
        Area box = token.label_box;
        const double needed = std::max(width_of(token.label, 11, Face::strong),
                                       width_of(token.detail, 11, Face::text)) +
                              16;
        if (needed > box.w) box.x -= (needed - box.w) / 2, box.w = needed;
        box.x = std::clamp(box.x, scene_.bounds.x + 0.0,
                           std::max(scene_.bounds.x + 0.0, scene_.bounds.right() - box.w));
        pen_.fill(box, t_.panel, 7);
        if (token.is_attack) pen_.fill(box, t_.red.tint, 7);
        pen_.border(box, {ink, line_width}, 7);
        Area words = box;
        words.x += 8, words.w -= 16;
        const double line = 15.3, lines = token.detail.empty() ? 1 : 2;
        words.y += (box.h - lines * line) / 2, words.h = line;
        pen_.text(words, token.label, {t_.text, 11, Face::strong});
        words.y += line;
        pen_.text(words, token.detail, {ink, 11, Face::text});
    }

    Pen& pen_;
    const Palette& t_;
    const Scene& scene_;
    std::string id_;
};

}  // namespace

void draw_condition(Pen& pen, const Palette& t, Spot at, double reach, Condition condition) {
    const double width = std::max(1.25, reach * 0.24);
    const auto square = [&](double half) {
        return Area(at.x - half, at.y - half, 2 * half, 2 * half);
    };
    // A rim in the colour of the ground keeps the sign apart from the border it sits on.
    switch (condition) {
        case Condition::intact:
            pen.fill(square(reach * 0.6 + 2), t.card, reach * 0.4);
            pen.fill(square(reach * 0.6), t.green.solid, reach * 0.3);
            break;
        case Condition::threatened:
            pen.disc(at, reach * 0.8, t.card);
            pen.ring(at, reach * 0.8, {t.red.ink, width});
            break;
        case Condition::lost:
            pen.disc(at, reach + 1.5, t.ground);
            pen.disc(at, reach, t.red.solid);
            pen.cross(at, reach * 0.42, t.red.on_solid, width);
            break;
        case Condition::regained:
            pen.fill(square(reach * 0.85 + 1.5), t.ground, reach * 0.5);
            pen.fill(square(reach * 0.85), t.green.solid, reach * 0.4);
            pen.tick(at, reach * 0.5, t.green.on_solid, width);
            break;
    }
}

void draw_scene(Pen& pen, const Palette& palette, const Scene& scene, std::string_view id) {
    SceneDrawer(pen, palette, scene, id).draw();
}

}  // namespace airlock::view::svg
