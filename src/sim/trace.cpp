// Canonical text of the log. Whatever changes here changes every trace hash and every link that carries one.
//
// entry  = number " " time " " who "  " what "  " result, padded to fixed columns, then facts:
//          "     " key value, one a line, in the order as, with, error, passed, stopped, event, cause
// number = at least four digits; time = "+26:13:00.000", right-aligned; who = a person, "-" for nobody
#include "sim/trace.h"

#include <bit>

#include "base/json.h"
#include "base/text.h"
#include "sim/call_json.h"
#include "sim/call_text.h"
#include "sim/event_text.h"
#include "world/catalog.h"
#include "world/evolve.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::size_t time_width = 15;
constexpr std::size_t who_width = 12;
constexpr std::size_t what_width = 58;

void pad_to(std::string& out, std::size_t begin, std::size_t width) {
    const std::size_t written = code_points(std::string_view(out).substr(begin));
    if (written < width) out.append(width - written, ' ');
}

bool is_plain(std::string_view text) {
    if (text.empty()) return false;
    for (const char c : text)
        if (c == ' ' || c == '"' || c == '=' || c == ',' || c == '[' || c == ']' ||
            static_cast<unsigned char>(c) < 0x20)
            return false;
    return true;
}

std::string word(std::string_view text) {
    return is_plain(text) ? std::string(text) : json_quoted(text);
}

std::string value_text(const Argument& argument) {
    if (const auto* number = std::get_if<std::int64_t>(&argument.value))
        return std::to_string(*number);
    if (const auto* flag = std::get_if<bool>(&argument.value)) return *flag ? "true" : "false";
    if (const auto* text = std::get_if<std::string>(&argument.value)) return word(*text);
    std::string out = "[";
    for (const std::string& item : std::get<std::vector<std::string>>(argument.value)) {
        if (out.size() > 1) out += ',';
        out += word(item);
    }
    return out + "]";
}

std::string who_text(const World& w, const Entry& entry) {
    return entry.caller.person ? name_of(w, entry.caller.person) : "-";
}

// Calls that give a name to what they make are about that name; there is no row for it yet.
bool names_what_it_makes(const Call& call) {
    for (const Kind kind : makes(static_cast<std::uint32_t>(call.index())))
        if (kind == Kind::organization || kind == Kind::team || kind == Kind::share ||
            kind == Kind::vault)
            return true;
    return false;
}

// The operation and what it is about; of a vote also which way it went.
std::string what_text(const World& w, const Entry& entry) {
    if (!entry.call)
        return std::string(to_text(entry.due.kind)) + " " + name_of(w, entry.due.subject);
    std::string out(operation_of(*entry.call).name);
    if (const auto* vote = std::get_if<call::Vote>(&*entry.call))
        out += " " + std::string(to_text(vote->response));
    if (names_what_it_makes(*entry.call))
        for (const Argument& argument : describe_call(w, *entry.call).arguments)
            if (argument.member == "Name" || argument.member == "name" ||
                argument.member == "BackupVaultName")
                return out + " " + value_text(argument);
    const Ref subject = subject_of(*entry.call);
    return subject ? out + " " + name_of(w, subject) : out;
}

// "refused at vault_lock"; of a vote that counted, how many agree by now: "done, 2 of 3".
std::string result_text(const World& w, const Entry& entry) {
    std::string out(to_text(entry.outcome));
    if (entry.gate != Gate::none) out += " at " + std::string(to_text(entry.gate));
    const auto* vote = entry.call ? std::get_if<call::Vote>(&*entry.call) : nullptr;
    if (vote == nullptr || entry.outcome != Outcome::done) return out;
    const Session& session = w.sessions[vote->session];
    return out + ", " + std::to_string(std::popcount(session.approved)) + " of " +
           std::to_string(session.min_approvals_required);
}

void add_fact(std::string& out, std::string_view key, std::string_view text) {
    out += "     ";
    const std::size_t begin = out.size();
    out += key;
    pad_to(out, begin, 8);
    out += text;
    out += '\n';
}

std::string number_text(std::uint32_t number) {
    std::string digits = std::to_string(number);
    if (digits.size() < 4) digits.insert(0, 4 - digits.size(), '0');
    return digits;
}

void add_checks(std::string& out, const World& w, const Entry& entry) {
    std::string passed;
    Gate last = Gate::none;
    for (const Check& check : entry.checks) {
        if (check.verdict == Verdict::passed && check.gate != last) {
            if (!passed.empty()) passed += ' ';
            passed += to_text(check.gate);
            last = check.gate;
        }
    }
    if (!passed.empty()) add_fact(out, "passed", passed);
    for (const Check& check : entry.checks) {
        if (check.verdict == Verdict::passed) continue;
        std::string text(to_text(check.gate));
        text += " " + std::string(to_text(check.reason));
        if (check.subject) text += " " + name_of(w, check.subject);
        add_fact(out, to_text(check.verdict), text);
    }
}

// `w` is the world after the entry.
void add_entry(std::string& out, const World& w, const Entry& entry) {
    out += number_text(entry.number);
    const std::string time = format_instant(entry.at);
    out.append(time.size() < time_width ? time_width - time.size() : 1, ' ');
    out += time + " ";
    std::size_t begin = out.size();
    out += who_text(w, entry);
    pad_to(out, begin, who_width);
    out += ' ';
    begin = out.size();
    out += what_text(w, entry);
    pad_to(out, begin, what_width);
    out += ' ' + result_text(w, entry) + '\n';

    if (entry.caller.credential) add_fact(out, "as", name_of(w, entry.caller.credential));
    if (entry.call) {
        std::string with;
        for (const Argument& argument : describe_call(w, *entry.call).arguments)
            with += (with.empty() ? "" : " ") + argument.member + "=" + value_text(argument);
        if (!with.empty()) add_fact(out, "with", with);
    }
    if (entry.error != ErrorCode::none) add_fact(out, "error", to_text(entry.error));
    add_checks(out, w, entry);
    for (std::size_t i = 0; i < entry.events.size(); ++i) {
        const EventText text = describe_event(w, entry.events, i);
        std::string line(text.name);
        if (!text.subject.empty()) line += " " + text.subject;
        for (const auto& [key, value] : text.facts)
            line += " " + std::string(key) + "=" + word(value);
        add_fact(out, "event", line);
    }
    if (entry.cause != 0) add_fact(out, "cause", number_text(entry.cause));
}

// Calls `visit(world after it, entry)` for every entry.
template <class Visit>
void each_entry(const Simulation& simulation, Visit&& visit) {
    World world = simulation.world_at(0);
    for (const Entry& entry : simulation.log().entries) {
        for (const Event& event : entry.events) evolve(world, event);
        visit(world, entry);
    }
}

void text_or_null(JsonWriter& out, std::string_view key, std::string_view text) {
    out.key(key);
    if (text.empty()) out.null();
    else out.string(text);
}

}  // namespace

std::string trace_text(const Simulation& simulation, std::uint32_t entry) {
    std::string out;
    add_entry(out, simulation.world_at(entry), simulation.log().entries[entry - 1]);
    return out;
}

std::string trace_text(const Simulation& simulation) {
    std::string out;
    each_entry(simulation, [&](const World& w, const Entry& entry) { add_entry(out, w, entry); });
    return out;
}

std::string trace_hash(const Simulation& simulation) {
    TextHash hash;
    std::string text;
    each_entry(simulation, [&](const World& w, const Entry& entry) {
        text.clear();
        add_entry(text, w, entry);
        hash.add(text);
    });
    return hash.hex();
}

std::vector<TextHash> trace_hashes(const Simulation& simulation,
                                   std::span<const std::uint32_t> after) {
    std::vector<TextHash> out;
    TextHash hash;
    std::string text;
    const auto note = [&](std::uint32_t entry) {
        while (out.size() < after.size() && after[out.size()] == entry) out.push_back(hash);
    };
    note(0);
    each_entry(simulation, [&](const World& w, const Entry& entry) {
        if (out.size() == after.size()) return;
        text.clear();
        add_entry(text, w, entry);
        hash.add(text);
        note(entry.number);
    });
    return out;
}

std::string trace_json(const Simulation& simulation, std::uint32_t number) {
    const World w = simulation.world_at(number);
    const Entry& entry = simulation.log().entries[number - 1];
    JsonWriter out;
    out.begin_object();
    out.key("seq").integer(entry.number);
    out.key("at").integer(entry.at.ms);
    text_or_null(out, "who", entry.caller.person ? name_of(w, entry.caller.person) : "");
    text_or_null(out, "account", entry.account ? name_of(w, entry.account) : "");
    text_or_null(out, "as", entry.caller.credential ? name_of(w, entry.caller.credential) : "");
    text_or_null(out, "call", entry.call ? operation_of(*entry.call).name : "");
    if (entry.call) {
        out.key("with");
        write_arguments(out, describe_call(w, *entry.call));
    } else {
        out.key("due").string(to_text(entry.due.kind));
        out.key("subject").string(name_of(w, entry.due.subject));
    }
    out.key("outcome").string(to_text(entry.outcome));
    text_or_null(out, "gate", entry.gate == Gate::none ? "" : to_text(entry.gate));
    text_or_null(out, "error", entry.error == ErrorCode::none ? "" : to_text(entry.error));
    out.key("events").begin_array();
    for (std::size_t i = 0; i < entry.events.size(); ++i) {
        const EventText text = describe_event(w, entry.events, i);
        out.begin_object();
        out.key("event").string(text.name);
        text_or_null(out, "subject", text.subject);
        for (const auto& [key, value] : text.facts) out.key(key).string(value);
        out.end_object();
    }
    out.end_array();
    out.key("cause");
    if (entry.cause == 0) out.null();
    else out.integer(entry.cause);
    out.end_object();
    return out.take();
}

}  // namespace airlock
