// Page and scene as one JSON object: all that the DOM view needs, in the order in which it is read out, and
// what window.airlock gives to those who embed the page. Member names are a promise (docs/embedding.md):
//
//     {"scenario", "title", "summary", "time", "headline", "announcement", "language",
//      "entry", "at", "entries", "is_at_head", "is_over", "branch",
//      "clocks":    [{"label", "value", "condition"}],
//      "layers":    [{"name", "word", "condition", "is_active"}],
//      "places":    [{"title", "kind", "number", "badge", "condition", "is_acting", "is_selected", "select",
//                     "things": [THING], "places": [PLACE]}],
//      "links":     [{"kind", "state", "words"}],
//      "token":     {"words", "outcome", "is_attack"} or null,
//      "inspector": {"title", "subtitle", "text", "gates": [{"name", "verdict", "reason"}], "would_flip",
//                    "events": [TEXT], "facts": [{"label", "value"}], "related": [ENTRY]},
//      "decisions": [{"person", "title", "advice", "time_left", "approvals", "required", "is_invitation",
//                     "facts", "approve": INTENT, "reject": INTENT}],
//      "seats":     [{"name", "title", "is_live", "intent": INTENT}],
//      "branches":  [{"number", "name", "parent", "forked_after", "is_current"}],
//      "story":     [{"entry", "time", "who", "sentence", "outcome", "is_attack"}],
//      "timeline":  {"lanes", "head", "end", "x_cursor", "x_head", "width",
//                    "dots": [{"entry", "lane", "x", "outcome"}], "spans": [{"entry", "lane", "x_from", "x_to", "is_open"}],
//                    "chapters": [{"title", "text", "entry", "x", "is_current"}]}}
//     THING  = {"title", "shape", "state", "condition", "is_sealed", "is_pending", "is_gone", "is_touched",
//               "is_selected", "select", and for vaults "recovery_points", "encrypted"; for teams "centre",
//               "centre_detail", "approvals", "required", "approvers": [{"name", "word", "state", "is_live"}]}
//     INTENT = what window.airlock.dispatch takes (docs/embedding.md); "select" is the name of a thing for
//               {"type": "select", "thing": …}. Times are milliseconds of the story.
#include "base/json.h"
#include "view/page.h"
#include "world/text.h"

namespace airlock::view {

namespace {

std::string_view name_of(Condition condition) {
    switch (condition) {
        case Condition::intact: return "intact";
        case Condition::threatened: return "threatened";
        case Condition::lost: return "lost";
        case Condition::regained: return "regained";
    }
    return "";
}

std::string_view name_of(Shape shape) {
    switch (shape) {
        case Shape::workload: return "workload";
        case Shape::vault: return "vault";
        case Shape::air_gapped_vault: return "air_gapped_vault";
        case Shape::restore_access_vault: return "restore_access_vault";
        case Shape::quorum: return "quorum";
        case Shape::identity_provider: return "identity_provider";
        case Shape::principal: return "principal";
        case Shape::attacker: return "attacker";
    }
    return "";
}

std::string_view name_of(Segment::State state) {
    switch (state) {
        case Segment::State::idle: return "idle";
        case Segment::State::invited: return "invited";
        case Segment::State::waiting: return "waiting";
        case Segment::State::you: return "you";
        case Segment::State::approved: return "approved";
        case Segment::State::rejected: return "rejected";
        case Segment::State::unavailable: return "unavailable";
    }
    return "";
}

std::string_view name_of(Link::Kind kind) {
    switch (kind) {
        case Link::Kind::path1: return "path1";
        case Link::Kind::path2: return "path2";
        case Link::Kind::bond: return "bond";
        case Link::Kind::backup: return "backup";
    }
    return "";
}

std::string_view name_of(Link::State state) {
    switch (state) {
        case Link::State::open: return "open";
        case Link::State::pending: return "pending";
        case Link::State::closed: return "closed";
    }
    return "";
}

// "vault:3": a row by kind and number, as the select intent takes it.
std::string ref_text(Ref ref) { return ref ? std::string(to_text(ref.kind)) + ":" + std::to_string(ref.index) : std::string(); }

class PageWriter {
  public:
    PageWriter(const Page& page, const Scene& scene) : page_(page), scene_(scene) {}

    std::string write() {
        out_.begin_object();
        write_header();
        write_clocks_and_layers();
        out_.key("places").begin_array();
        write_places(-1);
        out_.end_array();
        write_ways();
        write_inspector();
        write_decisions();
        write_people();
        write_story();
        write_timeline();
        out_.end_object();
        return out_.take();
    }

  private:
    PageWriter& text(std::string_view key, std::string_view value) {
        out_.key(key).string(value);
        return *this;
    }
    PageWriter& number(std::string_view key, std::int64_t value) {
        out_.key(key).integer(value);
        return *this;
    }
    PageWriter& flag(std::string_view key, bool value) {
        out_.key(key).boolean(value);
        return *this;
    }

    void write_header() {
        text("scenario", page_.scenario).text("title", page_.title).text("summary", page_.summary).text("language", "en");
        text("time", page_.time).text("headline", page_.headline).text("announcement", page_.announcement);
        number("entry", page_.cursor.entry).number("at", page_.cursor.at.ms).number("entries", page_.entries);
        flag("is_at_head", page_.is_at_head).flag("is_over", page_.is_over).number("branch", page_.branch);
    }

    void write_clocks_and_layers() {
        out_.key("clocks").begin_array();
        for (const Clock& clock : page_.clocks) {
            out_.begin_object();
            text("label", clock.label).text("value", clock.value).text("condition", name_of(clock.condition));
            out_.end_object();
        }
        out_.end_array().key("layers").begin_array();
        for (const Layer& layer : page_.layers) {
            out_.begin_object();
            text("name", layer.name).text("word", layer.word).text("condition", name_of(layer.condition));
            flag("is_active", layer.is_active);
            out_.end_object();
        }
        out_.end_array();
    }

    void write_places(std::int32_t parent) {
        for (std::size_t i = 0; i < scene_.places.size(); ++i) {
            const Place& place = scene_.places[i];
            if (place.parent != parent) continue;
            out_.begin_object();
            text("title", place.title);
            text("kind", place.accounts > 0 ? "group" : place.ref.kind == Kind::organization ? "organization" : "account");
            text("number", place.number).text("badge", place.badge).text("condition", name_of(place.condition));
            flag("is_acting", place.is_acting).flag("is_selected", place.is_selected).text("select", ref_text(place.ref));
            out_.key("things").begin_array();
            for (const Mark& mark : scene_.marks)
                if (mark.place == static_cast<std::int32_t>(i)) write_thing(mark);
            out_.end_array().key("places").begin_array();
            write_places(static_cast<std::int32_t>(i));
            out_.end_array().end_object();
        }
    }

    void write_thing(const Mark& mark) {
        out_.begin_object();
        text("title", mark.title).text("shape", name_of(mark.shape)).text("state", mark.state);
        text("condition", name_of(mark.condition)).flag("is_sealed", mark.is_sealed).flag("is_pending", mark.is_pending);
        flag("is_gone", mark.is_gone).flag("is_touched", mark.is_touched).flag("is_selected", mark.is_selected);
        text("select", ref_text(mark.ref));
        const bool is_vault = mark.shape == Shape::vault || mark.shape == Shape::air_gapped_vault ||
                              mark.shape == Shape::restore_access_vault;
        if (is_vault) {
            std::int64_t encrypted = 0;
            for (const Pip& pip : mark.pips) encrypted += pip.condition == DataCondition::encrypted ? 1 : 0;
            number("recovery_points", mark.recovery_points).number("encrypted", encrypted);
        }
        if (mark.shape == Shape::quorum) {
            text("centre", mark.centre).text("centre_detail", mark.centre_detail);
            number("approvals", mark.approvals).number("required", mark.required);
            out_.key("approvers").begin_array();
            for (const Segment& segment : mark.segments) {
                out_.begin_object();
                text("name", segment.name).text("word", segment.word).text("state", name_of(segment.state));
                flag("is_live", segment.is_live);
                out_.end_object();
            }
            out_.end_array();
        }
        out_.end_object();
    }

    void write_ways() {
        out_.key("links").begin_array();
        for (const Link& link : scene_.links) {
            out_.begin_object();
            text("kind", name_of(link.kind)).text("state", name_of(link.state)).text("words", link.words);
            out_.end_object();
        }
        out_.end_array().key("token");
        if (scene_.tokens.empty()) {
            out_.null();
            return;
        }
        const Token& token = scene_.tokens.front();
        out_.begin_object();
        text("words", token.words).text("outcome", to_text(token.outcome)).flag("is_attack", token.is_attack);
        out_.end_object();
    }

    void write_facts(const std::vector<Fact>& facts) {
        out_.key("facts").begin_array();
        for (const Fact& fact : facts) {
            out_.begin_object();
            text("label", fact.label).text("value", fact.value);
            out_.end_object();
        }
        out_.end_array();
    }

    void write_inspector() {
        const Inspector& shown = page_.inspector;
        out_.key("inspector").begin_object();
        text("title", shown.title).text("subtitle", shown.subtitle).text("text", shown.text);
        out_.key("gates").begin_array();
        for (const GateLine& gate : shown.gates) {
            out_.begin_object();
            text("name", gate.name).text("verdict", to_text(gate.verdict)).text("reason", gate.reason);
            out_.end_object();
        }
        out_.end_array();
        text("would_flip", shown.would_flip);
        out_.key("events").begin_array();
        for (const std::string& event : shown.events) out_.string(event);
        out_.end_array();
        write_facts(shown.facts);
        out_.key("related").begin_array();
        for (const std::uint32_t entry : shown.related) out_.integer(entry);
        out_.end_array().end_object();
    }

    void write_answer(const DecisionCard& card, bool approve) {
        out_.key(approve ? "approve" : "reject").begin_object();
        text("type", "answer").text("person", card.person);
        const std::string_view key = card.is_invitation ? "team" : "session";
        number(key, card.decision.subject.index).flag("approve", approve);
        out_.end_object();
    }

    void write_decisions() {
        out_.key("decisions").begin_array();
        for (const DecisionCard& card : page_.decisions) {
            out_.begin_object();
            text("person", card.person).text("title", card.title).text("advice", card.advice).text("time_left", card.time_left);
            number("approvals", card.approvals).number("required", card.required).flag("is_invitation", card.is_invitation);
            write_facts(card.facts);
            write_answer(card, true);
            write_answer(card, false);
            out_.end_object();
        }
        out_.end_array();
    }

    void write_people() {
        out_.key("seats").begin_array();
        for (const Seat& seat : page_.seats) {
            out_.begin_object();
            text("name", seat.name).text("title", seat.title).flag("is_live", seat.is_live);
            out_.key("intent").begin_object();
            text("type", seat.is_live ? "hand_back" : "take_over").text("person", seat.name);
            out_.end_object().end_object();
        }
        out_.end_array().key("branches").begin_array();
        for (std::size_t i = 0; i < page_.branches.size(); ++i) {
            const BranchInfo& branch = page_.branches[i];
            out_.begin_object();
            number("number", static_cast<std::int64_t>(i)).text("name", branch.name).number("parent", branch.parent);
            number("forked_after", branch.forked_after).flag("is_current", i == page_.branch);
            out_.end_object();
        }
        out_.end_array();
    }

    void write_story() {
        out_.key("story").begin_array();
        for (const StoryLine& line : page_.story) {
            out_.begin_object();
            number("entry", line.entry).text("time", line.time).text("who", line.who).text("sentence", line.sentence);
            text("outcome", to_text(line.outcome)).flag("is_attack", line.is_attack);
            out_.end_object();
        }
        out_.end_array();
    }

    void write_timeline() {
        const Timeline& line = page_.timeline;
        out_.key("timeline").begin_object().key("lanes").begin_array();
        for (const std::string& lane : line.lanes) out_.string(lane);
        out_.end_array();
        number("head", line.head.ms).number("end", line.end.ms).number("x_cursor", line.x_cursor);
        number("x_head", line.x_head).number("width", timeline_width);
        out_.key("dots").begin_array();
        for (const TimelineDot& dot : line.dots) {
            out_.begin_object();
            number("entry", dot.entry).number("lane", dot.lane).number("x", dot.x).text("outcome", to_text(dot.outcome));
            out_.end_object();
        }
        out_.end_array().key("spans").begin_array();
        for (const TimelineSpan& span : line.spans) {
            out_.begin_object();
            number("entry", span.entry).number("lane", span.lane).number("x_from", span.x_from).number("x_to", span.x_to);
            flag("is_open", span.is_open);
            out_.end_object();
        }
        out_.end_array().key("chapters").begin_array();
        for (const Chapter& chapter : line.chapters) {
            out_.begin_object();
            text("title", chapter.title).text("text", chapter.text).number("entry", chapter.entry).number("x", chapter.x);
            flag("is_current", chapter.is_current);
            out_.end_object();
        }
        out_.end_array().end_object();
    }

    const Page& page_;
    const Scene& scene_;
    JsonWriter out_;
};

}  // namespace

std::string to_json(const Page& page, const Scene& scene) { return PageWriter(page, scene).write(); }

}  // namespace airlock::view
