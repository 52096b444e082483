// Reading of deeds.
#include "support/deeds.h"

#include <algorithm>
#include <array>
#include <stdexcept>

#include "base/text.h"
#include "support/text_table.h"
#include "world/text.h"

#include <doctest/doctest.h>

namespace airlock::test {
namespace {

constexpr std::array<std::string_view, 5> accounts = {"hq", "owner", "rescue", "other", "lonely"};

// The first word of a text, and the rest of it.
std::string_view take_word(std::string_view& text) {
    text = trim(text);
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text = trim(text.substr(end));
    return word;
}

// Somebody new in the directory, who is no approver yet.
void hire(Estate& e, std::string_view name) {
    User user;
    user.name = e.catalog.names.intern(name);
    user.person = user.mailbox = Id<Person>{e.world.persons.size()};
    user.provider = Id<IdentityProvider>{0};
    e.happens(event::Founded<Person>{{user.name}});
    Credential sign_in;
    sign_in.holder = user.person;
    sign_in.user = Id<User>{e.world.users.size()};
    e.happens(event::Founded<User>{user});
    e.happens(event::Founded<Credential>{sign_in});
}

void write(Estate& e, std::string_view name, std::string_view statement) {
    const std::string text =
        R"({"Version":"2012-10-17","Statement":[)" + std::string(statement) + "]}";
    auto document = policy::parse_document(text, name, policy::Kind::identity);
    if (!document) throw std::runtime_error("no such document: " + text);
    e.catalog.add_document(name, std::move(*document), text);
}

std::string call_of(std::string_view deed) {
    std::string_view rest = deed;
    const auto verb = take_word(rest);
    const std::string subject(rest);
    if (verb == "yes") return "Vote Session=" + subject + " Response=APPROVED";
    if (verb == "no") return "Vote Session=" + subject + " Response=REJECTED";
    if (verb == "accept") return "AnswerTeamInvitation Team=" + subject + " Accept=true";
    if (verb == "decline") return "AnswerTeamInvitation Team=" + subject + " Accept=false";
    return std::string(deed);
}

void act(Estate& e, std::string_view who, std::string_view deed, bool is_refused) {
    std::string person(who);
    std::string as = "corp/" + person;
    for (const auto account : accounts)
        if (who == account) person = "olga", as = std::string(account) + "/admin";
    if (who == "mallory") as = "owner/root";
    if (who == "support") person = "olga", as = "-";
    const Decision decision = e.does(person, as, call_of(deed));
    CAPTURE(deed);
    CAPTURE(answer_of(decision));
    CHECK((decision.outcome == Outcome::refused) == is_refused);
}

std::string with_code(std::string_view status, std::string_view code) {
    std::string out(status);
    if (!code.empty() && code != "none") out.append("/").append(code);
    return out;
}

std::string state_of_vault(const World& w, const Vault& vault) {
    std::string out(to_text(vault.state));
    if (vault.type != VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT) return out;
    return out + " " + (vault.mpa_approval_team ? name_of(w, vault.mpa_approval_team) : "-");
}

}  // namespace

void play(Estate& e, std::string_view deeds, std::span<const Phrase> phrases) {
    for (std::string_view deed : split(deeds, ';')) {
        deed = trim(deed);
        if (deed.empty()) continue;
        const bool is_refused = deed.starts_with('!');
        if (is_refused) deed = deed.substr(1);
        for (const Phrase& phrase : phrases)
            if (phrase.name == deed) deed = phrase.deeds;
        if (deed.contains(';')) {
            play(e, deed, phrases);
            continue;
        }
        std::string_view rest = deed;
        std::string_view word = take_word(rest);
        if (word == "wait") {
            const auto time = parse_duration(rest);
            if (!time) throw std::runtime_error("no such time: " + std::string(rest));
            e.pass(*time);
        } else if (word == "hire") {
            hire(e, rest);
        } else if (word == "document") {
            const auto name = take_word(rest);
            write(e, name, rest);
        } else if (word == "agree" || word == "refuse") {
            for (const auto person : {"ana", "ben"})
                act(e, person, (word == "agree" ? "yes " : "no ") + std::string(rest), is_refused);
        } else if (word.ends_with(':')) {
            word.remove_suffix(1);
            act(e, word, rest, is_refused);
        } else {
            throw std::runtime_error("no such deed: " + std::string(deed));
        }
    }
}

std::string state_of(const Estate& e, std::string_view subject) {
    const World& w = e.world;
    if (const Ref ref = e.find("session", subject)) {
        const Session& s = w.sessions[ref.as<Session>()];
        return with_code(with_code(to_text(s.status), to_text(s.status_code)),
                         to_text(s.execution_status));
    }
    if (const Ref ref = e.find("team", subject)) {
        const Team& t = w.teams[ref.as<Team>()];
        return with_code(to_text(t.status), to_text(t.status_code)) + " v" +
               std::to_string(t.version);
    }
    if (const Ref ref = e.find("identity_source", subject)) {
        const IdentitySource& s = w.identity_sources[ref.as<IdentitySource>()];
        return with_code(to_text(s.status), to_text(s.status_code));
    }
    if (const Ref ref = e.find("vault", subject))
        return state_of_vault(w, w.vaults[ref.as<Vault>()]);
    return "gone";
}

void check_transitions(std::string_view text, std::span<const Phrase> phrases) {
    for (const TextTable::Row& row : TextTable(text)) {
        CAPTURE(row.line());
        Estate estate;
        play(estate, row["deeds"], phrases);
        for (std::string_view part : split(row["seen"], ',')) {
            const std::string expected(trim(part));
            std::string_view rest = part;
            const std::string subject(take_word(rest));
            CHECK(subject + " " + state_of(estate, subject) == expected);
        }
    }
}

}  // namespace airlock::test
