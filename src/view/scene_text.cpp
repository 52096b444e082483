// A scene as text, for goldens: one line a thing, in the order of the scene; then its labels and parts,
// indented. Read a changed golden as one reads a changed picture.
#include "view/scene.h"
#include "world/text.h"

namespace airlock::view {

namespace {

std::string_view to_text(Condition condition) {
    switch (condition) {
        case Condition::intact: return "intact";
        case Condition::threatened: return "threatened";
        case Condition::lost: return "lost";
        case Condition::regained: return "regained";
    }
    return "?";
}

std::string_view to_text(Shape shape) {
    switch (shape) {
        case Shape::workload: return "workload";
        case Shape::vault: return "vault";
        case Shape::air_gapped_vault: return "air-gapped";
        case Shape::restore_access_vault: return "access";
        case Shape::quorum: return "quorum";
        case Shape::identity_provider: return "identity";
        case Shape::principal: return "person";
        case Shape::attacker: return "attacker";
    }
    return "?";
}

std::string_view to_text(KeySign key) {
    switch (key) {
        case KeySign::none: return "none";
        case KeySign::enabled: return "enabled";
        case KeySign::disabled: return "disabled";
        case KeySign::deleted: return "deleted";
    }
    return "?";
}

std::string_view to_text(Link::Kind kind) {
    switch (kind) {
        case Link::Kind::path1: return "path1";
        case Link::Kind::path2: return "path2";
        case Link::Kind::bond: return "bond";
        case Link::Kind::backup: return "backup";
    }
    return "?";
}

std::string_view to_text(Segment::State state) {
    switch (state) {
        case Segment::State::idle: return "idle";
        case Segment::State::invited: return "invited";
        case Segment::State::waiting: return "waiting";
        case Segment::State::you: return "you";
        case Segment::State::approved: return "approved";
        case Segment::State::rejected: return "rejected";
        case Segment::State::unavailable: return "unavailable";
    }
    return "?";
}

std::string padded(std::string_view text, std::size_t width) {
    std::string out(text);
    while (out.size() < width) out += ' ';
    return out;
}

std::string box_text(const Rect& r) {
    return std::to_string(r.x) + "," + std::to_string(r.y) + " " + std::to_string(r.w) + "x" +
           std::to_string(r.h);
}

void add_flag(std::string& out, bool is_set, std::string_view word) {
    if (is_set) out.append(" ").append(word);
}

void add_place(std::string& out, const Place& p) {
    out += padded(p.parent < 0 ? "place"
                  : p.is_tile  ? "    tile"
                               : "  place",
                  12) +
           padded(p.title, 24) + padded(to_text(p.condition), 12) + padded(box_text(p.box), 20);
    if (!p.number.empty()) out += " " + p.number;
    if (!p.badge.empty()) out += " \"" + p.badge + "\"";
    add_flag(out, p.is_acting, "acting");
    add_flag(out, p.is_collapsed, "collapsed");
    add_flag(out, p.is_selected, "selected");
    add_flag(out, p.is_related, "related");
    out += "\n";
}

std::string pips_text(const std::vector<Pip>& pips) {
    std::string out;
    for (const Pip& pip : pips)
        out += pip.is_deleted                              ? 'x'
               : pip.condition == DataCondition::encrypted ? 'e'
               : pip.condition == DataCondition::lost      ? '-'
               : pip.is_suspect                            ? '!'
               : pip.is_new                                ? '+'
                                                           : 'o';
    return out;
}

void add_mark(std::string& out, const Mark& m) {
    out += padded(to_text(m.shape), 12) + padded(m.title, 24) + padded(to_text(m.condition), 12) +
           padded(box_text(m.box), 20) + " \"" + m.state + "\"";
    if (!m.pips.empty())
        out += " " + pips_text(m.pips) + " of " + std::to_string(m.recovery_points);
    if (m.key != KeySign::none) out.append(" key=").append(to_text(m.key));
    add_flag(out, m.is_sealed, "sealed");
    add_flag(out, m.is_pending, "pending");
    add_flag(out, m.is_gone, "gone");
    add_flag(out, m.is_selected, "selected");
    add_flag(out, m.is_related, "related");
    add_flag(out, m.is_touched, "touched");
    out += "\n";
    if (m.segments.empty()) return;
    out += "            \"" + m.centre + "\" \"" + m.centre_detail + "\" " +
           std::to_string(m.approvals) + "/" + std::to_string(m.required) + " left " +
           std::to_string(m.time_left_permille) + "\n";
    for (const Segment& s : m.segments) {
        out +=
            "            " + padded(s.name, 24) + padded(to_text(s.state), 12) + padded(s.word, 12);
        while (out.back() == ' ') out.pop_back();
        add_flag(out, s.is_live, "live");
        out += "\n";
    }
}

std::string points_text(const std::vector<Point>& points) {
    std::string out;
    for (const Point& point : points) {
        if (!out.empty()) out += " > ";
        out += std::to_string(point.x) + "," + std::to_string(point.y);
    }
    return out;
}

void add_link(std::string& out, const Link& l) {
    const std::string_view state = l.state == Link::State::open      ? "open"
                                   : l.state == Link::State::pending ? "pending"
                                                                     : "closed";
    out += padded(to_text(l.kind), 12) + padded(state, 12);
    out += points_text(l.points);
    if (!l.label.empty()) out += " \"" + l.label + "\"";
    add_flag(out, l.is_touched, "touched");
    add_flag(out, l.is_related, "related");
    out += "  " + l.words + "\n";
}

}  // namespace

std::string to_text(const Scene& scene) {
    std::string out = padded("bounds", 12) + box_text(scene.bounds) + "\n";
    for (const Place& place : scene.places) add_place(out, place);
    for (const Mark& mark : scene.marks) add_mark(out, mark);
    for (const Link& link : scene.links) add_link(out, link);
    for (const Token& t : scene.tokens) {
        out += padded("token", 12) + padded(t.label, 24) + padded(airlock::to_text(t.outcome), 12) +
               std::to_string(t.from.x) + "," + std::to_string(t.from.y) + " > " +
               std::to_string(t.to.x) + "," + std::to_string(t.to.y) + " gates " +
               std::to_string(t.gates_passed) + "/" + std::to_string(t.gates) + " \"" + t.detail +
               "\"";
        add_flag(out, t.is_attack, "attack");
        add_flag(out, t.aim != t.to, "short");
        out += "  " + t.words + "\n";
        if (t.stops.empty()) continue;
        out += "           ";
        for (const GateStop& stop : t.stops)
            out += stop.verdict == Verdict::passed    ? " " + stop.name + " ✓"
                   : stop.verdict == Verdict::stopped ? " " + stop.name + " ✕"
                                                      : " " + stop.name + " …";
        out += "\n";
    }
    for (const Stream& f : scene.streams) {
        out += padded(f.kind == Stream::Kind::spread   ? "spread"
                      : f.kind == Stream::Kind::backup ? "backup"
                                                       : "restore",
                      12);
        out += points_text(f.points) + "  " + f.words + "\n";
    }
    return out;
}

}  // namespace airlock::view
