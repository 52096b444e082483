// What the entry under the cursor set going between two things, and what belongs to the thing that is selected.
#include <algorithm>

#include "view/scene_builder.h"
#include "world/text.h"

namespace airlock::view {

namespace {

const Mark* find(const std::vector<Mark>& marks, Ref ref) {
    const auto at = std::find_if(marks.begin(), marks.end(),
                                 [&](const Mark& mark) { return ref && mark.ref == ref; });
    return at == marks.end() ? nullptr : &*at;
}

bool is_round(const Mark& mark) {
    return mark.shape == Shape::air_gapped_vault || mark.shape == Shape::quorum;
}

}  // namespace

// --- streams -------------------------------------------------------------------------------------------------

// The mark of whoever asked.
Ref SceneBuilder::attacker_mark() const { return Ref(m_.entry->caller.credential); }

// Along the drawn ways, the view of a vault before what is restored from it; else the straight line.
std::vector<Point> SceneBuilder::way_of(Stream::Kind kind, Ref from, Ref to) const {
    std::vector<Point> out;
    if (kind != Stream::Kind::spread) {
        for (const Link& last : scene_.links) {
            if (last.to != to || last.from != from) continue;
            for (const Link& first : scene_.links)
                if (first.to == from && first.kind == Link::Kind::path2) out = first.points;
            out.insert(out.end(), last.points.begin(), last.points.end());
            return out;
        }
    }
    const Mark *a = find(scene_.marks, from), *b = find(scene_.marks, to);
    if (a == nullptr || b == nullptr || a == b) return {};
    const Point start = facing(a->body, is_round(*a), b->body.centre());
    return {start, facing(b->body, is_round(*b), start)};
}

void SceneBuilder::add_stream(Stream::Kind kind, Ref from, Ref to) {
    Stream stream{.kind = kind, .from = stage_ref(w_, from), .to = stage_ref(w_, to)};
    stream.points = way_of(kind, stream.from, stream.to);
    if (stream.points.size() < 2) return;
    stream.words = m_.say(kind == Stream::Kind::spread   ? "stream.spread"
                          : kind == Stream::Kind::backup ? "stream.backup"
                                                         : "stream.restore",
                          {{"from", m_.name(stream.from)}, {"to", m_.name(stream.to)}});
    for (const Stream& other : scene_.streams)
        if (other.from == stream.from && other.to == stream.to) return;
    scene_.streams.push_back(std::move(stream));
}

void SceneBuilder::add_streams() {
    if (m_.entry == nullptr) return;
    Births births(w_, m_.entry->events);
    for (const Event& event : m_.entry->events) {
        const Ref born = births.born(event);
        if (const auto* e = std::get_if<event::WorkloadEncrypted>(&event))
            add_stream(Stream::Kind::spread, attacker_mark(), e->workload);
        if (const auto* e = std::get_if<event::WorkloadInfected>(&event))
            add_stream(Stream::Kind::spread, attacker_mark(), e->workload);
        // A thief goes on with the rights of what is stolen.
        if (const auto* e = std::get_if<event::RoleAssumed>(&event); e && m_.is_attack())
            add_stream(Stream::Kind::spread, e->session.assumed_from, born);
        if (const auto* e = std::get_if<event::RecoveryPointCreated>(&event)) {
            const RecoveryPoint& row = e->recovery_point;
            add_stream(Stream::Kind::backup,
                       row.copied_from ? Ref(w_.recovery_points[row.copied_from].vault)
                                       : Ref(row.resource),
                       row.vault);
        }
        if (std::holds_alternative<event::WorkloadRestored>(event))
            for (const Link& link : scene_.links)
                if (link.to == born) add_stream(Stream::Kind::restore, link.from, born);
    }
}

// --- what belongs to the selection ---------------------------------------------------------------------------

// The thing itself with its place, what its ways lead to, and for a person everything where the person may act.
void SceneBuilder::relate() {
    const Ref selected = stage_ref(w_, m_.selection.thing);
    if (!selected) return;
    const auto place_of = [&](const Mark& mark) {
        return mark.place < 0 ? nullptr : &scene_.places[static_cast<std::size_t>(mark.place)];
    };
    const auto light = [&](Place* place) {
        while (place != nullptr && !place->is_related) {
            place->is_related = true;
            place = place->parent < 0 ? nullptr
                                      : &scene_.places[static_cast<std::size_t>(place->parent)];
        }
    };
    // What is selected: an organization with its accounts, an account, or those where a person may act.
    std::vector<Ref> lit{selected};
    if (selected.kind == Kind::credential) {
        const Id<Person> holder = w_.credentials[selected.as<Credential>()].holder;
        for (const Mark& mark : scene_.marks)
            if (mark.ref.kind == Kind::credential && mark.place >= 0 &&
                w_.credentials[mark.ref.as<Credential>()].holder == holder)
                lit.push_back(place_of(mark)->ref);
    }
    for (const Place& place : scene_.places)
        if (place.parent >= 0 &&
            scene_.places[static_cast<std::size_t>(place.parent)].ref == selected)
            lit.push_back(place.ref);
    const auto is_lit = [&](Ref ref, std::size_t count) {
        return ref && std::find(lit.begin(), lit.begin() + static_cast<std::ptrdiff_t>(count),
                                ref) != lit.begin() + static_cast<std::ptrdiff_t>(count);
    };
    const std::size_t places = lit.size();
    for (const Mark& mark : scene_.marks)
        if (mark.place >= 0 && is_lit(place_of(mark)->ref, places)) lit.push_back(mark.ref);
    const std::size_t things = lit.size();
    for (Link& link : scene_.links) {
        link.is_related = is_lit(link.from, things) || is_lit(link.to, things);
        if (link.is_related) lit.push_back(link.from), lit.push_back(link.to);
    }
    for (Mark& mark : scene_.marks) {
        mark.is_related = is_lit(mark.ref, lit.size());
        if (mark.is_related) light(place_of(mark));
    }
    for (Place& place : scene_.places) {
        if (is_lit(place.ref, lit.size())) light(&place);
        scene_.has_focus = scene_.has_focus || place.is_related;
    }
}

}  // namespace airlock::view
