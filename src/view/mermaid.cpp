// The sequence diagram. Ids of participants are ours (p1, p2 …), so that no name can mean anything to Mermaid; in texts
// its own signs are written as entities.
#include <map>
#include <vector>

#include "base/text.h"
#include "sim/call_text.h"
#include "view/documents.h"
#include "view/explain.h"
#include "view/moment.h"
#include "view/transcript.h"
#include "world/text.h"

namespace airlock::view {

namespace {

bool is_word_letter(char c) { return is_letter(c) || is_digit(c) || c == '_'; }

// ";" and line ends close a statement, "#" begins an entity, "%%" a comment; a word "end" closes a block.
// Source: Mermaid, sequence diagrams, "Entity codes to escape characters"; the note on "end".
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool is_end = lower(text.substr(i, 3)) == "end" &&
                            (i == 0 || !is_word_letter(text[i - 1])) &&
                            (i + 3 >= text.size() || !is_word_letter(text[i + 3]));
        if (is_end || std::string_view("#;%\"<>&").find(c) != std::string_view::npos)
            out += "#" + std::to_string(static_cast<int>(c)) + ";";
        else out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
    }
    return out;
}

class MermaidWriter {
  public:
    MermaidWriter(const Simulation& run, const Stretch& stretch, const Language& language)
        : run_(run),
          stretch_(stretch),
          language_(language),
          world_(run.world()),
          telling_{world_, language} {}

    std::string write() {
        VoteTally tally;
        std::uint32_t written = 0;
        const auto& entries = run_.log().entries;
        for (const Entry& entry : entries) {
            if (entry.number > stretch_.to) break;
            tally.add(entry);
            if (entry.number < stretch_.from) continue;
            note_chapters(entry.number);
            if (entry.call) write_call(entry);
            else write_due(entry, tally);
            if (++written == mermaid_entries_max) break;
        }
        std::string out =
            "sequenceDiagram\n    accTitle: " + escaped(language_.text_of(run_.scenario().title)) +
            "\n";
        for (const std::string& line : participants_) out += line;
        if (participants_.empty()) out += "    participant p1 as AWS\n";
        // A chapter spans everybody, and who that is is known only now.
        const std::string everybody =
            ids_.size() < 2 ? std::string("p1") : "p1,p" + std::to_string(ids_.size());
        for (const Line& line : lines_)
            out +=
                "    " + (line.is_across ? "Note over " + everybody + ": " : "") + line.text + "\n";
        return out;
    }

  private:
    struct Line {
        std::string text;
        bool is_across = false;
    };

    std::string say(std::string_view key, const Fields& fields = {}) const {
        return document_text(language_, key, fields);
    }

    std::string participant(Ref ref, std::string_view keyword, const std::string& name) {
        const auto known = ids_.find(ref);
        if (known != ids_.end()) return known->second;
        const std::string id = "p" + std::to_string(ids_.size() + 1);
        ids_[ref] = id;
        participants_.push_back("    " + std::string(keyword) + " " + id + " as " + escaped(name) +
                                "\n");
        return id;
    }

    std::string person(Id<Person> id) {
        return participant(id, "actor", name_of_person(world_, id));
    }

    // Where a thing stands: its team, its account, else AWS itself.
    std::string place_of(Ref ref, Id<Account> otherwise) {
        Id<Team> team;
        if (ref.kind == Kind::team) team = ref.as<Team>();
        if (ref.kind == Kind::session && world_.sessions.holds(ref.as<Session>()))
            team = world_.sessions[ref.as<Session>()].team;
        if (world_.teams.holds(team))
            return participant(team, "participant", name_in_words(telling_, team));
        Id<Account> account = is_row(world_, ref) ? account_of(world_, ref) : Id<Account>{};
        if (!account) account = otherwise;
        if (account) return participant(account, "participant", name_of_account(world_, account));
        return participant({}, "participant", "AWS");
    }

    void write_call(const Entry& entry) {
        const Ref subject = subject_of(*entry.call);
        const std::string from = entry.caller.person ? person(entry.caller.person)
                                                     : participant({}, "participant", "AWS");
        const std::string to = place_of(subject, entry.account);
        std::string what = label_of(telling_, entry);
        if (subject)
            what = say("doc.call", {{"call", what}, {"thing", name_in_words(telling_, subject)}});
        const Fields fields{{"what", what}, {"gate", gate_name(language_, entry.gate)}};
        switch (entry.outcome) {
            case Outcome::done: add(from + "->>" + to + ": ", what); break;
            case Outcome::pending:
                add(from + "-)" + to + ": ", say("doc.mermaid.pending", fields));
                ask_team(entry, to);
                break;
            case Outcome::refused:
                add(from + "-x" + to + ": ", say("doc.mermaid.refused", fields));
                break;
            case Outcome::failed:
                add(from + "--x" + to + ": ", say("doc.mermaid.failed", fields));
                break;
        }
    }

    // The request that a call put before a team.
    void ask_team(const Entry& entry, const std::string& from) {
        for (const Event& event : entry.events) {
            const auto* started = std::get_if<event::SessionStarted>(&event);
            if (started == nullptr) continue;
            const std::string team = place_of(Ref(started->session.team), entry.account);
            add(from + "-->>" + team + ": ",
                say("doc.mermaid.asks",
                    {{"required", std::int64_t{started->session.min_approvals_required}},
                     {"approvers", std::int64_t{started->session.approvers_count}}}));
        }
    }

    void write_due(const Entry& entry, const VoteTally& tally) {
        const std::string at = place_of(entry.due.subject, entry.account);
        add("Note over " + at + ": ", sentence_of(telling_, entry, tally));
    }

    void note_chapters(std::uint32_t entry) {
        const auto& begins = run_.chapter_entries();
        for (std::size_t i = 0; i < begins.size(); ++i)
            if (begins[i] == entry)
                lines_.push_back(
                    {escaped(language_.text_of(run_.scenario().chapters[i].title)), true});
    }

    void add(const std::string& head, const std::string& text) {
        lines_.push_back({head + escaped(text), false});
    }

    const Simulation& run_;
    const Stretch stretch_;
    const Language& language_;
    const World& world_;
    const Telling telling_;
    std::map<Ref, std::string> ids_;
    std::vector<std::string> participants_;
    std::vector<Line> lines_;
};

}  // namespace

std::string mermaid_sequence(const Simulation& simulation, const Stretch& stretch,
                             const Language& language) {
    return MermaidWriter(simulation, stretch, language).write();
}

}  // namespace airlock::view
