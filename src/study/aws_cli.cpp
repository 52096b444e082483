// Words of the AWS CLI made from requests. The CLI's own rules: operations and members in kebab case, lists as
// words with spaces between, structures as JSON, flags for yes and no, global options last.
#include "study/aws_cli.h"

#include "base/text.h"
#include "sim/call_text.h"
#include "sim/event_text.h"
#include "world/catalog.h"
#include "world/evolve.h"
#include "world/text.h"

namespace airlock::study {
namespace {

constexpr std::size_t line_max = 100;  // longer commands get a line an option

bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }

// The CLI calls Identity Center's administration otherwise than IAM does.
std::string_view cli_service(std::string_view service) {
    return service == "sso" ? "sso-admin" : service;
}

bool is_plain(char c) {
    return is_letter(c) || is_digit(c) ||
           std::string_view("-_./:=,@%+").find(c) != std::string_view::npos;
}

std::string json_text(const AwsValue& value) {
    JsonWriter out;
    write_value(out, value);
    return out.take();
}

// A text that begins like an option must be tied to its own.
std::string option(std::string_view name, const std::string& text) {
    return "--" + kebab_case(name) + (text.starts_with("-") ? "=" : " ") + shell_word(text);
}

std::string option(const AwsMember& member) {
    const auto& value = member.value.is;
    if (const auto* text = std::get_if<std::string>(&value)) return option(member.name, *text);
    if (const auto* flag = std::get_if<bool>(&value))
        return (*flag ? "--" : "--no-") + kebab_case(member.name);
    if (const auto* list = std::get_if<AwsList>(&value)) {
        std::string words;
        for (const AwsValue& item : *list) {
            const auto* text = std::get_if<std::string>(&item.is);
            if (text == nullptr) return option(member.name, json_text(member.value));
            words += ' ' + shell_word(*text);
        }
        return "--" + kebab_case(member.name) + words;
    }
    return option(member.name, json_text(member.value));
}

// --- comments ---------------------------------------------------------------------------------------------

// One line, whatever a scenario's author wrote.
std::string one_line(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
    return out;
}

void add_comment(std::string& out, std::string_view text) { out += "# " + one_line(text) + '\n'; }

std::string spaced(std::string_view word) {
    std::string out(word);
    for (char& c : out)
        if (c == '_') c = ' ';
    return out;
}

std::string_view where_done(std::string_view deed) {
    if (deed == "Vote" || deed == "AnswerTeamInvitation") return "in the approval portal";
    if (deed == "EnableIdentityCenter") return "in the Identity Center console";
    if (deed == "RegainAccount" || deed == "RecoverApprovalTeam" || deed == "ReopenAccount")
        return "with AWS Support";
    return "no API";
}

std::string deed_text(const World& w, const Call& call) {
    const Operation& operation = operation_of(call);
    std::string out(operation.name);
    for (const Argument& argument : describe_call(w, call).arguments) {
        out += ' ' + argument.member + '=';
        if (const auto* text = std::get_if<std::string>(&argument.value)) out += *text;
        else if (const auto* number = std::get_if<std::int64_t>(&argument.value))
            out += std::to_string(*number);
        else if (const auto* flag = std::get_if<bool>(&argument.value)) out += *flag ? "yes" : "no";
        else out += join(std::get<std::vector<std::string>>(argument.value), ",");
    }
    return out + " (" + std::string(where_done(operation.name)) + ")";
}

std::string what_stopped(const World& w, const Entry& entry) {
    for (const Check& check : entry.checks) {
        if (check.verdict == Verdict::passed || check.gate != entry.gate) continue;
        std::string out = spaced(to_text(check.reason));
        if (check.subject) out += ": " + name_of(w, check.subject);
        return out;
    }
    return spaced(to_text(entry.gate));
}

std::string result_text(const World& w, const Entry& entry, std::string_view operation) {
    switch (entry.outcome) {
        case Outcome::done: return {};
        case Outcome::pending:
            return "accepted; a team must vote first (" + what_stopped(w, entry) + ")";
        case Outcome::failed: return "accepted, then it fails (" + what_stopped(w, entry) + ")";
        case Outcome::refused: break;
    }
    return "An error occurred (" + std::string(to_text(entry.error)) + ") when calling the " +
           std::string(operation) + " operation: " + what_stopped(w, entry) + " [gate " +
           std::string(to_text(entry.gate)) + "]";
}

// A profile a credential: "production-root"; a thief's is another one.
std::string profile_of(const World& w, Id<Credential> id) {
    if (!w.credentials.holds(id)) return "default";
    std::string out = name_of(w, id);
    if (w.credentials[id].stolen_from) out += "-stolen-by-" + name_of(w, w.credentials[id].holder);
    for (char& c : out)
        if (!is_letter(c) && !is_digit(c) && c != '_') c = '-';
    return out;
}

void add_entry(std::string& out, const World& w, const Simulation& simulation, const Entry& entry) {
    const Scenario& scenario = simulation.scenario();
    const std::string time = format_instant(entry.at);
    if (!entry.call) {
        for (std::size_t i = 0; i < entry.events.size(); ++i) {
            const EventText text = describe_event(w, entry.events, i);
            std::string line = time + " by itself: " + std::string(text.name);
            add_comment(out, text.subject.empty() ? line : line + " " + text.subject);
        }
        return;
    }
    const Call& call = *entry.call;
    const Operation& operation = operation_of(call);
    std::string who = time + " " + name_of(w, entry.caller.person);
    if (entry.caller.credential) who += " as " + name_of(w, entry.caller.credential);
    if (operation.is_deed()) who += ": " + deed_text(w, call);
    add_comment(out, who);
    if (entry.step >= 0)
        if (const auto note = scenario.steps[static_cast<std::size_t>(entry.step)].note.in("en");
            !note.empty())
            add_comment(out, note);
    const std::string result = result_text(w, entry, operation.name);
    if (!operation.is_deed()) {
        out += cli_command(request_of(w, call, entry.account, scenario.region),
                           profile_of(w, entry.caller.credential));
        out += '\n';
    }
    if (!result.empty()) add_comment(out, result);
}

void add_head(std::string& out, const World& w, const Scenario& scenario) {
    add_comment(out, scenario.title.in("en"));
    add_comment(out, "As AWS CLI commands, simulated by Airlock: nothing here was sent to AWS.");
    for (const Account& row : w.accounts) {
        const Id<Account> id = w.accounts.id_of(row);
        add_comment(out, "account " + account_digits(w, id) + " is " + name_of(w, id));
    }
    add_comment(out,
                "A profile is ACCOUNT-PRINCIPAL; a stolen credential is a profile of its own.");
}

}  // namespace

std::string kebab_case(std::string_view name) {
    std::string out;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const char c = name[i];
        const bool begins_word = i > 0 && is_upper(c) &&
                                 ((i + 1 < name.size() && is_lower(name[i + 1])) ||
                                  is_lower(name[i - 1]) || is_digit(name[i - 1]));
        if (begins_word && name[i - 1] != '-') out += '-';
        out += lower(c);
    }
    return out;
}

std::string shell_word(std::string_view text) {
    bool plain = !text.empty();
    for (const char c : text) plain = plain && is_plain(c);
    if (plain) return std::string(text);
    std::string out = "'";
    for (const char c : text) {
        if (c == '\'') out += "'\\''";
        else out += c;
    }
    return out + '\'';
}

std::string cli_command(const AwsRequest& request, std::string_view profile) {
    std::vector<std::string> pieces;
    pieces.push_back("aws " + std::string(cli_service(request.operation->service)) + " " +
                     kebab_case(request.operation->name));
    for (const AwsMember& member : request.members) pieces.push_back(option(member));
    if (!request.region.empty()) pieces.push_back("--region " + shell_word(request.region));
    pieces.push_back("--profile " + shell_word(profile));
    const std::string line = join(pieces, " ");
    return code_points(line) <= line_max ? line : join(pieces, " \\\n    ");
}

std::string cli_text(const Simulation& simulation) {
    World world = simulation.world_at(0);
    std::string out;
    add_head(out, world, simulation.scenario());
    for (const Entry& entry : simulation.log().entries) {
        for (const Event& event : entry.events) evolve(world, event);
        out += '\n';
        add_entry(out, world, simulation, entry);
    }
    return out;
}

}  // namespace airlock::study
