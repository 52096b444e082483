// Page and scene as one JSON object: all that the DOM view needs, in the order in which it is read out, and
// what window.airlock gives to those who embed the page. Member names are a promise (docs/embedding.md):
//
//     {"page": {"scenario", "title", "summary", "time", "headline", "announcement", "language",
//               "cursor": {"entry", "at"}, "entries", "is_at_head", "is_over", "branch",
//               "clocks":    [{"label", "value", "condition"}],
//               "layers":    [{"name", "word", "condition", "is_active", "is_present"}],
//               "inspector": {"title", "subtitle", "text", "gates": [{"name", "verdict", "reason"}], "would_flip",
//                             "events": [TEXT], "facts": [FACT], "related": [ENTRY]},
//               "since": {"title", "lines": [TEXT], "is_new"},
//               "decisions": [{"person", "subject", "title", "advice", "time_left", "expires_at", "approvals",
//                              "required", "user", "is_invitation", "requires_code", "is_code_ours",
//                              "facts": [FACT]}],
//               "seats":     [{"name", "title", "is_live", "has_portal"}],
//               "branches":  [{"name", "parent", "forked_after"}],
//               "story":     [{"entry", "time", "who", "sentence", "outcome", "is_attack", "at", "lane"}],
//               "timeline":  {"lanes": [TEXT], "head", "end", "x_cursor", "x_head", "width",
//                             "spans": [{"entry", "lane", "x_from", "x_to", "is_open"}],
//                             "chapters": [{"title", "text", "entry", "x", "is_current"}]}},
//      "scene": {"places": [{"title", "kind", "number", "badge", "condition", "parent", "is_acting",
//                            "is_selected", "is_collapsed", "is_tile", "accounts"}],
//                "marks":  [{"title", "kind", "shape", "place", "state", "condition", "is_sealed", "is_pending",
//                            "is_gone", "is_touched", "is_selected", "key"; vaults: "recovery_points", "encrypted", "lost";
//                            teams: "centre", "centre_detail", "approvals", "required",
//                            "segments": [{"name", "word", "state", "is_live"}]}],
//                "links":  [{"kind", "state", "words"}],
//                "tokens": [{"words", "label", "detail", "outcome", "is_attack"}],
//                "streams": [{"words"}]},
//      "legend": [{"title", "marks": [{"name", "meaning"}]}]}
// One approver's portal (portal.h), for the windows that show it:
//
//     {"person", "title", "language", "time", "at", "is_live", "is_at_head",
//      "sign_ins": [{"user", "name", "directory", "is_independent", "is_open", "is_running", "reason",
//                    "teams"}],
//      "requests": [the members of a decision],
//      "answers":  [{"entry", "user", "time", "title", "outcome", "approves", "is_invitation", "is_own"}]}
//
//     FACT = {"label", "value", "is_code"}. "place" and "parent" are indices in "places"; −1 = none. Times are
//     milliseconds of the story. "subject" is what an answer names; "kind" with "title" is what a selection names.
#include "base/json.h"
#include "view/language.h"
#include "view/legend.h"
#include "view/page.h"
#include "view/portal.h"
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

// What both writers need: members of the object that is open.
class ObjectWriter {
  public:
    ObjectWriter& text(std::string_view key, std::string_view value) {
        out_.key(key).string(value);
        return *this;
    }
    ObjectWriter& number(std::string_view key, std::int64_t value) {
        out_.key(key).integer(value);
        return *this;
    }
    ObjectWriter& flag(std::string_view key, bool value) {
        out_.key(key).boolean(value);
        return *this;
    }
    // Each item as an object.
    template <class Items, class Write>
    void list(std::string_view key, const Items& items, Write&& write) {
        out_.key(key).begin_array();
        for (const auto& item : items) {
            out_.begin_object();
            write(item);
            out_.end_object();
        }
        out_.end_array();
    }
    void write_facts(const std::vector<Fact>& facts) {
        list("facts", facts, [&](const Fact& fact) {
            text("label", fact.label).text("value", fact.value).flag("is_code", fact.is_code);
        });
    }
    void write_card(const DecisionCard& card) {
        text("person", card.person).text("subject", card.subject).text("title", card.title);
        text("advice", card.advice)
            .text("time_left", card.time_left)
            .number("expires_at", card.decision.expires_at.ms);
        number("approvals", card.approvals)
            .number("required", card.required)
            .number("user", card.user.index)
            .flag("is_invitation", card.is_invitation);
        flag("requires_code", card.requires_code).flag("is_code_ours", card.is_code_ours);
        write_facts(card.facts);
    }

    JsonWriter out_;
};

class PageWriter : ObjectWriter {
  public:
    PageWriter(const Page& page, const Scene& scene, const Language& language)
        : page_(page), scene_(scene), language_(language) {}

    std::string write() {
        out_.begin_object().key("page").begin_object();
        write_header();
        write_clocks_and_layers();
        write_inspector();
        write_since();
        list("decisions", page_.decisions, [&](const DecisionCard& card) { write_card(card); });
        write_people();
        write_story();
        write_timeline();
        out_.end_object().key("scene").begin_object();
        write_places();
        write_marks();
        write_ways();
        out_.end_object();
        write_legend();
        out_.end_object();
        return out_.take();
    }

  private:
    void write_header() {
        text("scenario", page_.scenario)
            .text("title", page_.title)
            .text("summary", page_.summary)
            .text("language", page_.language);
        text("time", page_.time)
            .text("headline", page_.headline)
            .text("announcement", page_.announcement);
        out_.key("cursor").begin_object();
        number("entry", page_.cursor.entry).number("at", page_.cursor.at.ms);
        out_.end_object();
        number("entries", page_.entries)
            .flag("is_at_head", page_.is_at_head)
            .flag("is_over", page_.is_over);
        number("branch", page_.branch);
    }

    void write_clocks_and_layers() {
        list("clocks", page_.clocks, [&](const Clock& clock) {
            text("label", clock.label)
                .text("value", clock.value)
                .text("condition", name_of(clock.condition));
        });
        list("layers", page_.layers, [&](const Layer& layer) {
            text("name", layer.name)
                .text("word", layer.word)
                .text("condition", name_of(layer.condition));
            flag("is_active", layer.is_active).flag("is_present", layer.is_present);
        });
    }

    void write_inspector() {
        const Inspector& shown = page_.inspector;
        out_.key("inspector").begin_object();
        text("title", shown.title).text("subtitle", shown.subtitle).text("text", shown.text);
        list("gates", shown.gates, [&](const GateLine& gate) {
            text("name", gate.name)
                .text("verdict", to_text(gate.verdict))
                .text("reason", gate.reason);
        });
        text("would_flip", shown.would_flip);
        out_.key("events").begin_array();
        for (const std::string& event : shown.events) out_.string(event);
        out_.end_array();
        write_facts(shown.facts);
        out_.key("related").begin_array();
        for (const std::uint32_t entry : shown.related) out_.integer(entry);
        out_.end_array().end_object();
    }

    void write_since() {
        out_.key("since").begin_object();
        text("title", page_.since.title).flag("is_new", page_.since.is_new);
        out_.key("lines").begin_array();
        for (const std::string& line : page_.since.lines) out_.string(line);
        out_.end_array().end_object();
    }

    void write_people() {
        list("seats", page_.seats, [&](const Seat& seat) {
            text("name", seat.name).text("title", seat.title).flag("is_live", seat.is_live);
            flag("has_portal", seat.has_portal);
        });
        list("branches", page_.branches, [&](const BranchInfo& branch) {
            text("name", branch.name)
                .number("parent", branch.parent)
                .number("forked_after", branch.forked_after);
        });
    }

    void write_story() {
        const auto& dots = page_.timeline.dots;
        list("story", page_.story, [&](const StoryLine& line) {
            number("entry", line.entry)
                .text("time", line.time)
                .text("who", line.who)
                .text("sentence", line.sentence);
            text("outcome", to_text(line.outcome)).flag("is_attack", line.is_attack);
            if (line.entry == 0 || line.entry > dots.size()) return;
            const TimelineDot& dot = dots[line.entry - 1];
            number("at", dot.at.ms)
                .text("lane", page_.timeline.lanes[static_cast<std::size_t>(dot.lane)]);
        });
    }

    void write_timeline() {
        const Timeline& line = page_.timeline;
        out_.key("timeline").begin_object().key("lanes").begin_array();
        for (const std::string& lane : line.lanes) out_.string(lane);
        out_.end_array();
        number("head", line.head.ms).number("end", line.end.ms).number("x_cursor", line.x_cursor);
        number("x_head", line.x_head).number("width", timeline_width);
        list("spans", line.spans, [&](const TimelineSpan& span) {
            number("entry", span.entry)
                .number("lane", span.lane)
                .number("x_from", span.x_from)
                .number("x_to", span.x_to);
            flag("is_open", span.is_open);
        });
        list("chapters", line.chapters, [&](const Chapter& chapter) {
            text("title", chapter.title)
                .text("text", chapter.text)
                .number("entry", chapter.entry)
                .number("x", chapter.x);
            flag("is_current", chapter.is_current);
        });
        out_.end_object();
    }

    void write_places() {
        list("places", scene_.places, [&](const Place& place) {
            text("title", place.title)
                .text("kind", place.accounts > 0 ? "group" : to_text(place.ref.kind));
            text("number", place.number)
                .text("badge", place.badge)
                .text("condition", name_of(place.condition));
            number("parent", place.parent)
                .flag("is_acting", place.is_acting)
                .flag("is_selected", place.is_selected);
            flag("is_collapsed", place.is_collapsed)
                .flag("is_tile", place.is_tile)
                .number("accounts", place.accounts);
        });
    }

    void write_marks() {
        list("marks", scene_.marks, [&](const Mark& mark) {
            text("title", mark.title)
                .text("kind", to_text(mark.ref.kind))
                .text("shape", name_of(mark.shape));
            number("place", mark.place)
                .text("state", mark.state)
                .text("condition", name_of(mark.condition));
            flag("is_sealed", mark.is_sealed)
                .flag("is_pending", mark.is_pending)
                .flag("is_gone", mark.is_gone);
            flag("is_touched", mark.is_touched).flag("is_selected", mark.is_selected);
            text("key", words_of(mark.key));
            if (mark.ref.kind == Kind::vault) {
                std::int64_t encrypted = 0, lost = 0;
                for (const Pip& pip : mark.pips) {
                    encrypted += pip.condition == DataCondition::encrypted ? 1 : 0;
                    lost += pip.condition == DataCondition::lost ? 1 : 0;
                }
                number("recovery_points", mark.recovery_points)
                    .number("encrypted", encrypted)
                    .number("lost", lost);
            }
            if (mark.shape == Shape::quorum) write_quorum(mark);
        });
    }

    std::string_view words_of(KeySign key) const {
        switch (key) {
            case KeySign::none: return "";
            case KeySign::enabled: return sign_name(language_, Sign::key);
            case KeySign::disabled: return sign_name(language_, Sign::key_disabled);
            case KeySign::deleted: return sign_name(language_, Sign::key_deleted);
        }
        return "";
    }

    void write_quorum(const Mark& mark) {
        text("centre", mark.centre).text("centre_detail", mark.centre_detail);
        number("approvals", mark.approvals).number("required", mark.required);
        list("segments", mark.segments, [&](const Segment& segment) {
            text("name", segment.name)
                .text("word", segment.word)
                .text("state", name_of(segment.state));
            flag("is_live", segment.is_live);
        });
    }

    void write_ways() {
        list("links", scene_.links, [&](const Link& link) {
            text("kind", name_of(link.kind))
                .text("state", name_of(link.state))
                .text("words", link.words);
        });
        list("tokens", scene_.tokens, [&](const Token& token) {
            text("words", token.words).text("label", token.label).text("detail", token.detail);
            text("outcome", to_text(token.outcome)).flag("is_attack", token.is_attack);
        });
        list("streams", scene_.streams, [&](const Stream& stream) { text("words", stream.words); });
    }

    void write_legend() {
        list("legend", legend_groups(), [&](const LegendGroup& group) {
            text("title", phrase(language_, group.title)).out_.key("marks").begin_array();
            for (auto i = static_cast<std::uint32_t>(group.first);
                 i <= static_cast<std::uint32_t>(group.last); ++i) {
                out_.begin_object();
                text("name", sign_name(language_, static_cast<Sign>(i)))
                    .text("meaning", sign_meaning(language_, static_cast<Sign>(i)));
                out_.end_object();
            }
            out_.end_array();
        });
    }

    const Page& page_;
    const Scene& scene_;
    const Language& language_;
};

class PortalWriter : ObjectWriter {
  public:
    std::string write(const Portal& portal) {
        out_.begin_object();
        text("person", portal.person).text("title", portal.title).text("language", portal.language);
        text("time", portal.time).number("at", portal.at.ms).flag("is_live", portal.is_live);
        flag("is_at_head", portal.is_at_head);
        list("sign_ins", portal.sign_ins, [&](const SignIn& sign_in) {
            number("user", sign_in.user.index)
                .text("name", sign_in.name)
                .text("directory", sign_in.directory);
            flag("is_independent", sign_in.is_independent).flag("is_open", sign_in.is_open);
            flag("is_running", sign_in.is_running);
            text("reason", sign_in.reason).text("teams", sign_in.teams);
        });
        list("requests", portal.requests, [&](const DecisionCard& card) { write_card(card); });
        list("answers", portal.answers, [&](const PastAnswer& answer) {
            number("entry", answer.entry).number("user", answer.user.index);
            text("time", answer.time).text("title", answer.title).text("outcome", answer.outcome);
            flag("approves", answer.approves).flag("is_invitation", answer.is_invitation);
            flag("is_own", answer.is_own);
        });
        out_.end_object();
        return out_.take();
    }
};

}  // namespace

std::string to_json(const Page& page, const Scene& scene, const Language& language) {
    return PageWriter(page, scene, language).write();
}

std::string to_json(const Portal& portal) { return PortalWriter().write(portal); }

}  // namespace airlock::view
