// The lasting ways between things, and the call of the entry under the cursor on its way.
#include <algorithm>
#include <limits>
#include <map>

#include "view/metrics.h"
#include "view/scene_builder.h"
#include "world/text.h"

namespace airlock::view {

namespace {

std::string_view name_of_kind(Link::Kind kind) {
    switch (kind) {
        case Link::Kind::path1: return "path1";
        case Link::Kind::path2: return "path2";
        case Link::Kind::bond: return "bond";
        case Link::Kind::backup: return "backup";
    }
    return "";
}

std::string_view name_of_state(Link::State state) {
    switch (state) {
        case Link::State::open: return "open";
        case Link::State::pending: return "pending";
        case Link::State::closed: return "closed";
    }
    return "";
}

std::int64_t overlap(const Rect& a, const Rect& b) {
    const std::int32_t w = std::min(a.right(), b.right()) - std::max(a.x, b.x);
    const std::int32_t h = std::min(a.bottom(), b.bottom()) - std::max(a.y, b.y);
    return w > 0 && h > 0 ? std::int64_t{w} * h : 0;
}

}  // namespace

// "path 2 · waits for votes" where there is room, else "path 2".
std::string SceneBuilder::link_label(const LinkNow& link, bool is_long) const {
    if (link.plan.kind != Link::Kind::path1 && link.plan.kind != Link::Kind::path2) return {};
    if (link.to.kind == Kind::workload) return {};
    std::string key = "link.";
    key += name_of_kind(link.plan.kind);
    if (!is_long) return m_.say(key);
    if (link.state == Link::State::pending && link.to.kind == Kind::vault) {
        const Id<Session> session = w_.vaults[link.to.as<Vault>()].access_session;
        if (w_.sessions.holds(session) && w_.sessions[session].status == SessionStatus::APPROVED)
            return m_.say(key + ".opening");
    }
    return m_.say(key + "." + std::string(name_of_state(link.state)));
}

bool SceneBuilder::is_shown(Ref ref) const {
    for (const Mark& mark : scene_.marks)
        if (mark.ref == ref) return true;
    const Id<Account> account = account_of(w_, ref);
    const AccountSlot* slot = slot_of(account);
    return slot != nullptr && place_of_account_[account.index] >= 0 &&
           (ref.kind == Kind::account || slot->is_collapsed);
}

// Ways that would only add to the tangle: shares of a team that plays no part, and, between accounts of which
// one is closed, all but the two paths and what ties a vault to its team.
bool SceneBuilder::is_aside(const LinkNow& link) const {
    const bool is_share = link.plan.kind == Link::Kind::bond && link.to.kind == Kind::account;
    for (const PlanAccount& account : plan_.accounts)
        for (const PlanThing& thing : account.things)
            if (is_share && thing.is_minor && account.name == link.plan.from_account &&
                thing.key == link.plan.from_key)
                return true;
    const auto is_closed = [&](const std::string& name) {
        const auto at = layout_.accounts.find(name);
        return at != layout_.accounts.end() && at->second.is_collapsed;
    };
    const bool is_from_closed = is_closed(link.plan.from_account),
               is_to_closed = is_closed(link.plan.to_account);
    if (is_share || link.plan.kind == Link::Kind::backup) return is_from_closed || is_to_closed;
    return link.plan.kind == Link::Kind::bond && is_from_closed && is_to_closed;
}

void SceneBuilder::add_links() {
    Plan plan = plan_;
    const std::vector<LinkNow> now = links_in(w_);
    for (const LinkNow& link : now)
        if (std::find(plan.links.begin(), plan.links.end(), link.plan) == plan.links.end())
            plan.links.push_back(link.plan);
    const std::vector<Route> routes = route_links(plan, layout_);
    for (const LinkNow& link : now) {
        if (!is_shown(link.from) || !is_shown(link.to) || is_aside(link)) continue;
        const auto at = std::find(plan.links.begin(), plan.links.end(), link.plan);
        const Route& route = routes[static_cast<std::size_t>(at - plan.links.begin())];
        if (route.points.size() < 2) continue;
        Link out;
        out.kind = link.plan.kind;
        out.state = link.state;
        out.from = link.from, out.to = link.to;
        out.points = route.points;
        out.is_touched = m_.is_touched(link.from) && m_.is_touched(link.to);
        std::string key = "link.words.";
        key += name_of_kind(link.plan.kind);
        out.words = m_.say(
            key, {{"from", m_.name(link.from)},
                  {"to", m_.name(link.to)},
                  {"state", m_.say("link.state." + std::string(name_of_state(link.state)))}});
        name_link(out, link, route);
        scene_.links.push_back(std::move(out));
    }
}

// The longest name that fits, in the middle of its stretch or at an end of it: where no other name stands. Two ways
// in one lane of the corridor may leave room for one name only.
void SceneBuilder::name_link(Link& out, const LinkNow& link, const Route& route) const {
    for (const bool is_long : {true, false}) {
        const std::string label = link_label(link, is_long);
        const std::int32_t w = text_width(label, Label::Style::text) + 18;
        const std::int32_t spare = (route.label_room - w) / 2;
        if (label.empty() || w > route.label_room) continue;
        for (const std::int32_t aside : {0, spare, -spare}) {
            const Rect box{route.label_at.x - w / 2 + aside, route.label_at.y - 10, w, 20};
            const bool is_taken =
                std::any_of(scene_.links.begin(), scene_.links.end(),
                            [&](const Link& other) { return overlap(box, other.label_box) > 0; });
            if (is_taken) continue;
            out.label = label;
            out.label_box = box;
            return;
        }
    }
}

// --- the token -----------------------------------------------------------------------------------------------

// Where a thing is drawn: its mark, else the title bar of its account, else its organization.
Rect SceneBuilder::box_of(Ref ref, bool* is_round) const {
    const Ref shown = stage_ref(w_, ref);
    for (const Mark& mark : scene_.marks)
        if (mark.ref == shown) {
            if (is_round != nullptr)
                *is_round = mark.shape == Shape::air_gapped_vault || mark.shape == Shape::quorum;
            return mark.body;
        }
    if (shown.kind == Kind::organization)
        for (const Place& place : scene_.places)
            if (place.ref == shown) return place.header;
    const Id<Account> account = account_of(w_, ref);
    for (const Place& place : scene_.places)
        if (account && place.ref == Ref(account)) return place.header;
    return {};
}

// The caller's own mark; an approver's line beside the ring; else the title bar of the acting account.
Point SceneBuilder::start_at_caller(const Rect& target) const {
    const Id<Credential> id = m_.entry->caller.credential;
    if (w_.credentials.holds(id)) {
        for (const Mark& mark : scene_.marks) {
            if (mark.ref == Ref(id))
                return {mark.body.centre().x,
                        target.centre().y < mark.body.y ? mark.body.y : mark.body.bottom()};
            for (const Segment& segment : mark.segments)
                if (w_.credentials[id].user && segment.user == Ref(w_.credentials[id].user) &&
                    stage_ref(w_, m_.target) == mark.ref)
                    return segment.box.w > 0 ? segment.dot
                                             : Point{mark.body.centre().x, mark.body.bottom() + 12};
        }
        if (w_.credentials[id].principal) {
            const Rect box = box_of(w_.principals[w_.credentials[id].principal].account);
            if (box.w > 0) return box.centre();
        }
    }
    const Rect box = box_of(m_.entry->account);
    return box.w > 0 ? box.centre() : Point{-1, -1};
}

Point facing(const Rect& box, bool is_round, Point from) {
    const Point c = box.centre();
    const std::int32_t dx = from.x - c.x, dy = from.y - c.y;
    if (dx == 0 && dy == 0) return c;
    if (is_round) {
        const std::int32_t length = std::max(1, root(dx * dx + dy * dy));
        return {c.x + dx * (box.w / 2) / length, c.y + dy * (box.h / 2) / length};
    }
    const std::int32_t ax = dx < 0 ? -dx : dx, ay = dy < 0 ? -dy : dy;
    if (ax * box.h >= ay * box.w)
        return {dx > 0 ? box.right() : box.x, c.y + (ax == 0 ? 0 : dy * (box.w / 2) / ax)};
    return {c.x + dx * (box.h / 2) / ay, dy > 0 ? box.bottom() : box.y};
}

namespace {

bool contains(const Rect& box, Point p) {
    return p.x >= box.x && p.x <= box.right() && p.y >= box.y && p.y <= box.bottom();
}

// How much of the way from one point to another a box hides, in points along it.
std::int64_t overlap_of_way(const Rect& box, Point from, Point to) {
    constexpr std::int32_t steps = 24;
    std::int64_t hidden = 0;
    for (std::int32_t i = 0; i <= steps; ++i) {
        const Point at{from.x + (to.x - from.x) * i / steps, from.y + (to.y - from.y) * i / steps};
        hidden += contains(box, at) ? 40 : 0;
    }
    return hidden;
}

// The gates that a call meets where it is made, whatever it is sent to.
bool is_of_caller(Gate gate) {
    switch (gate) {
        case Gate::credential:
        case Gate::sign_in:
        case Gate::parameters:
        case Gate::service_control_policy:
        case Gate::identity_policy:
        case Gate::permissions_boundary:
        case Gate::session_policy:
        case Gate::management_account: return true;
        default: return false;
    }
}

std::int64_t distance(const Rect& box, Point p) {
    const std::int32_t dx = std::max({box.x - p.x, p.x - box.right(), 0}),
                       dy = std::max({box.y - p.y, p.y - box.bottom(), 0});
    return dx + dy;
}

}  // namespace

// Of a few places around the way, the one that hides least; none when all that are near hide too much.
Rect SceneBuilder::token_label_box(const Token& token) const {
    const std::int32_t w = std::max({text_width(token.label, Label::Style::title),
                                     text_width(token.detail, Label::Style::text), 60}) +
                           20;
    const std::int32_t h = token.detail.empty() ? 28 : 42;
    std::vector<Point> candidates;
    // Around the end and the middle of the way, near first.
    for (const std::int32_t away : {14, 30, 56, 90, 130, 190})
        for (const Point& at :
             {token.to, Point{(token.from.x + token.to.x) / 2, (token.from.y + token.to.y) / 2}})
            for (const std::int32_t dx : {-w - away, -w, -w / 2, 0, away})
                for (const std::int32_t dy : {-h - away, -h / 2, away})
                    if (dy != -h / 2 || dx < -w || dx > 0)
                        candidates.push_back({at.x + dx, at.y + dy});
    Rect best;
    std::int64_t least = std::numeric_limits<std::int64_t>::max();
    const Rect room = scene_.bounds;
    for (const Point& at : candidates) {
        const Rect box{std::clamp(at.x, room.x + 4, std::max(room.x + 4, room.right() - w - 4)),
                       std::clamp(at.y, room.y + 4, std::max(room.y + 4, room.bottom() - h - 4)), w,
                       h};
        std::int64_t cost = 0;
        const auto hides = [&](const Label& label, std::int64_t weight) {
            cost += overlap(box, label.box) * weight;
        };
        for (const Mark& mark : scene_.marks) {
            const bool is_round =
                mark.shape == Shape::air_gapped_vault || mark.shape == Shape::quorum;
            // Whoever asks stays in sight.
            cost += overlap(box, mark.body) * (mark.ref == token.caller ? 14 : is_round ? 4 : 1);
            for (const Label& label : mark.labels) hides(label, 10);
            for (const Segment& segment : mark.segments) cost += overlap(box, segment.box) * 8;
        }
        for (const Place& place : scene_.places)
            for (const Label& label : place.labels) hides(label, 8);
        for (const Link& link : scene_.links) {
            cost += overlap(box, link.label_box) * 10;
            for (std::size_t i = 1; i < link.points.size(); ++i)
                cost += overlap_of_way(box, link.points[i - 1], link.points[i]);
        }
        cost += overlap_of_way(box, token.from, token.to) * 6;
        // Near what it speaks of, rather within an account than across its border, and not in somebody else's.
        cost += 12 *
                std::min(distance(box, token.to), distance(box, {(token.from.x + token.to.x) / 2,
                                                                 (token.from.y + token.to.y) / 2}));
        for (const Place& place : scene_.places) {
            const std::int64_t inside = overlap(box, place.box);
            if (place.is_tile || inside == 0) continue;
            if (inside < std::int64_t{w} * h) cost += 2500;
            if (place.ref.kind == Kind::account && !contains(place.box, token.from) &&
                !contains(place.box, token.to))
                cost += 6000;
        }
        const Rect end{token.to.x - 12, token.to.y - 12, 24, 24},
            start{token.from.x - 8, token.from.y - 8, 16, 16};
        cost += overlap(box, end) * 12 + overlap(box, start) * 4;
        if (cost < least) least = cost, best = box;
    }
    // Farther away it would seem to be about something else; the story beside the stage says it anyhow.
    constexpr std::int64_t farthest = 120;
    return distance(best, token.to) > farthest && distance(best, token.from) > farthest ? Rect{}
                                                                                        : best;
}

void SceneBuilder::add_token() {
    if (m_.entry == nullptr) return;
    const Entry& entry = *m_.entry;
    // A vote that counts is seen where it counts: at the name and on the ring. A tick on its way would say that a no is a
    // yes.
    const bool is_vote = entry.call && std::holds_alternative<call::Vote>(*entry.call);
    if (is_vote && entry.outcome != Outcome::refused) return;
    Token token;
    token.label = label_of(m_.telling, entry);
    token.outcome = entry.outcome;
    token.is_attack = m_.is_attack();
    token.gates = static_cast<std::int32_t>(entry.checks.size());
    for (const Check& check : entry.checks) {
        token.gates_passed += check.verdict == Verdict::passed ? 1 : 0;
        token.stops.push_back({gate_name(m_.language, check.gate), check.verdict});
    }
    token.target = stage_ref(w_, m_.target);
    token.caller = entry.caller.credential;
    if (entry.outcome == Outcome::refused)
        token.detail = m_.say("token.refused", {{"gate", gate_name(m_.language, entry.gate)}});
    else if (entry.outcome == Outcome::pending) token.detail = m_.say("token.pending");
    else if (entry.outcome == Outcome::failed) token.detail = m_.say("token.failed");
    token.words = m_.say(
        entry.call ? "token.words" : "token.words.due",
        {{"who", who_of(m_.telling, entry)},
         {"label", token.label},
         {"target", token.target ? m_.name(token.target) : name_of_account(w_, entry.account)},
         {"outcome",
          token.detail.empty() ? m_.word_of("Outcome", to_text(entry.outcome)) : token.detail}});

    bool is_round = false;
    Rect target = box_of(m_.target, &is_round);
    if (target.w == 0) target = box_of(entry.account);
    if (target.w == 0) return;
    token.from = entry.call ? start_at_caller(target) : Point{-1, -1};
    if (token.from.x < 0)
        token.from = facing(target, is_round, {target.centre().x, target.y - 1000});
    const bool is_inside = target.x <= token.from.x && token.from.x <= target.right() &&
                           target.y <= token.from.y && token.from.y <= target.bottom();
    token.to = is_inside ? token.from : facing(target, is_round, token.from);
    // From an approver's line below the ring the way leads past the other names, not over them.
    const bool is_from_below =
        is_round && token.from.y > target.bottom() && token.from.x < target.centre().x;
    if (is_from_below && entry.call && std::holds_alternative<call::Vote>(*entry.call))
        token.to = edge_of({target, target}, true, -1, target.h / 6);
    // What the caller's own side forbids never comes near the thing it was meant for.
    token.aim = token.to;
    if (entry.outcome == Outcome::refused && is_of_caller(entry.gate))
        token.to = {(2 * token.from.x + 3 * token.to.x) / 5,
                    (2 * token.from.y + 3 * token.to.y) / 5};
    token.label_box = token_label_box(token);
    scene_.tokens.push_back(std::move(token));
}

}  // namespace airlock::view
