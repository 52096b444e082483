// Every word that can come to the screen is there, in every language; texts keep their form.
#include "view/language.h"

#include <algorithm>
#include <set>

#include "base/json.h"
#include "base/text.h"
#include "support/files.h"
#include "view/documents.h"
#include "view/explain.h"
#include "view/stage.h"
#include "world/members.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

bool has(std::string_view key) { return !find_phrase(english(), key).empty(); }

void needs(std::string_view type, std::string_view value) {
    const std::string key = std::string(type) + "." + std::string(value);
    CAPTURE(key);
    CHECK(has(key));
}

// All values of an enum whose text is not "?": they begin at `first` and are consecutive.
template <class E>
void needs_all(std::string_view type, std::uint32_t first = 0) {
    std::uint32_t found = 0;
    for (std::uint32_t i = first; i < 256; ++i) {
        const std::string_view text = airlock::to_text(static_cast<E>(i));
        if (text == "?") break;
        needs(type, text);
        ++found;
    }
    CHECK(found > 0);
}

// The forms that an operation can take in the story, beside its plain one.
std::vector<std::string_view> variants_of(std::string_view operation) {
    if (operation == "Vote") return {".approve", ".reject", ".agreed", ".ended", ".test"};
    if (operation == "AnswerTeamInvitation") return {".accept", ".decline", ".last"};
    if (operation == "UpdateGlobalSettings") return {".mpa_on", ".mpa_off", ".both", ".copies"};
    if (operation == "PutBackupVaultLockConfiguration") return {".governance", ".compliance"};
    if (operation == "UpdateRecoveryPointLifecycle") return {"", ".for_ever"};
    if (operation == "DeleteRecoveryPoint") return {"", ".kept"};
    if (operation == "AnalyzeWorkload") return {"", ".clean"};
    if (operation == "DisassociateResourceShare") return {"", ".principals"};
    return {""};
}

// Only what a team protects is asked for; only what nobody votes on is simply done.
bool opens_session(std::string_view operation) {
    return operation == "AssociateBackupVaultMpaApprovalTeam" ||
           operation == "DisassociateBackupVaultMpaApprovalTeam" ||
           operation == "CreateRestoreAccessBackupVault" ||
           operation == "RevokeRestoreAccessBackupVault" ||
           operation == "StartApprovalTeamBaseline" || operation == "UpdateApprovalTeam" ||
           operation == "StartActiveApprovalTeamDeletion";
}

void needs_calls() {
    for (std::uint32_t i = 0; i < std::variant_size_v<Call>; ++i) {
        const Operation& operation = operation_of(empty_call(i));
        for (const std::string_view variant : variants_of(operation.name)) {
            const std::string key = "call." + std::string(operation.name) + std::string(variant);
            CAPTURE(key);
            CHECK(has(key + (opens_session(operation.name) ? ".asked" : ".done")));
            // The last to agree, and the vote that decides, are never refused as such.
            const bool is_outcome =
                variant == ".agreed" || variant == ".ended" || variant == ".last";
            if (!is_outcome) CHECK(has(key + ".tried"));
        }
        if (operation.is_deed()) needs("Deed", operation.name);
    }
}

}  // namespace

TEST_CASE("language: every operation, event, deadline, gate and reason has its text") {
    needs_calls();
    CHECK(has("call.AssociateBackupVaultMpaApprovalTeam.first.done"));
    CHECK(has("call.UpdateApprovalTeam.retry.done"));
    for (const std::string_view name : event_names()) needs("event", name);
    needs_all<Gate>("Gate", 1);
    needs_all<Reason>("reason");
    needs_all<DueKind>("DueKind", 1);
    for (const std::string_view due : {"execution.failed",
                                       "execution.invites",
                                       "region_recovery",
                                       "identity_source_deletion",
                                       "team_update_invitations",
                                       "team_deletion",
                                       "team_recovery",
                                       "support_answer",
                                       "account_recovery",
                                       "team_recovery.failed",
                                       "session_validation",
                                       "restore_access_expiry",
                                       "identity_source",
                                       "team_validation",
                                       "team_validation.failed",
                                       "team_invitations",
                                       "session_expiry",
                                       "session_expiry.silence",
                                       "session_expiry.test",
                                       "handshake_expiry",
                                       "invitation_expiry",
                                       "vault_available",
                                       "vault_available.view",
                                       "lock_maturity",
                                       "recovery_point_expiry",
                                       "recovery_point_expiry.kept",
                                       "job_start_window",
                                       "job_start_window.expired",
                                       "cold_transition",
                                       "legal_hold",
                                       "legal_hold.canceled",
                                       "backup_run",
                                       "backup_run.nothing",
                                       "restore_testing_run",
                                       "restore_testing_run.nothing",
                                       "validation_window",
                                       "test_deletion",
                                       "job_end.aborted",
                                       "job_end.scan.threats"})
        needs("due", due);
    for (const std::string_view job : {"backup", "copy", "restore", "scan"})
        for (const std::string_view end : {"", ".encrypted", ".failed"})
            needs("due.job_end", std::string(job) + std::string(end));
}

TEST_CASE(
    "language: every operation and every deadline has a headline of its own, not the bare name of "
    "the call") {
    std::string missing;
    const auto wants = [&](std::string_view name) {
        if (!has("headline." + std::string(name))) missing.append(" ").append(name);
    };
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (wants(std::variant_alternative_t<I, Call>::operation.name), ...);
    }
    (std::make_index_sequence<std::variant_size_v<Call>>());
    for (std::uint32_t i = 1; airlock::to_text(static_cast<DueKind>(i)) != "?"; ++i)
        wants(airlock::to_text(static_cast<DueKind>(i)));
    CHECK(missing == "");
}

TEST_CASE("language: every value of the world that is shown has its word") {
    needs_all<AccountStatus>("AccountStatus");
    needs_all<HandshakeState>("HandshakeState");
    needs_all<PrincipalKind>("PrincipalKind");
    needs_all<IdentitySourceStatus>("IdentitySourceStatus");
    needs_all<IdentitySourceStatusCode>("IdentitySourceStatusCode", 1);
    needs_all<TeamStatus>("TeamStatus");
    needs_all<TeamStatusCode>("TeamStatusCode", 1);
    needs_all<ApproverStatus>("ApproverStatus");
    needs_all<LastActivity>("LastActivity");
    needs_all<ProtectedAction>("ProtectedAction");
    needs_all<ProtectedAction>("request");
    needs_all<ProtectedAction>("decision");
    needs_all<ProtectedAction>("due.execution");
    needs_all<SessionStatus>("SessionStatus");
    needs_all<SessionStatusCode>("SessionStatusCode", 1);
    needs_all<Response>("Response");
    needs_all<ExecutionStatus>("ExecutionStatus");
    needs_all<ShareStatus>("ShareStatus");
    needs_all<AssociationStatus>("AssociationStatus");
    needs_all<InvitationStatus>("InvitationStatus");
    needs_all<VaultType>("VaultType");
    needs_all<VaultState>("VaultState");
    needs_all<LockMode>("LockMode");
    needs_all<RecoveryPointStatus>("RecoveryPointStatus");
    needs_all<DataCondition>("DataCondition");
    needs_all<JobKind>("JobKind");
    needs_all<JobStatus>("JobStatus");
    needs_all<JobFailure>("JobFailure");
    needs_all<StorageClass>("StorageClass");
    needs_all<ScanResult>("ScanResult");
    needs_all<ValidationStatus>("ValidationStatus");
    needs_all<DeletionStatus>("DeletionStatus");
    needs_all<TestingAlgorithm>("TestingAlgorithm");
    needs_all<LegalHoldStatus>("LegalHoldStatus");
    needs_all<Finding>("Finding");
    needs_all<AllowedImages>("AllowedImages");
    for (const std::string_view data : {"clean", "encrypted", "infected", "corrupted"})
        needs("inspect.point", data);
    needs_all<WorkloadState>("WorkloadState");
    needs_all<ResourceType>("ResourceType");
    needs_all<Verdict>("Verdict");
    needs_all<Outcome>("Outcome");
    needs_all<Kind>("Kind", 1);
    for (const std::string_view condition : {"intact", "threatened", "lost", "regained"})
        needs("Condition", condition);
}

TEST_CASE("language: a key stands for one text, and texts keep their form") {
    std::set<std::string_view> keys;
    for (const Phrase& phrase : english().phrases()) {
        CAPTURE(phrase.key);
        CHECK(keys.insert(phrase.key).second);
        CHECK(!phrase.text.empty());
        CHECK(phrase.text.find("  ") == std::string_view::npos);
        const bool is_sentence = phrase.key.starts_with("call.") && !phrase.key.ends_with(".tried");
        const bool is_due = phrase.key.starts_with("due.");
        const bool is_advice = phrase.key.starts_with("advice.");
        if (is_sentence || is_due || is_advice) CHECK(phrase.text.ends_with('.'));
        const bool is_label = phrase.key.starts_with("stage.") || phrase.key.starts_with("Gate.") ||
                              phrase.key.starts_with("layer.") ||
                              phrase.key.starts_with("clock.") || phrase.key.starts_with("fact.") ||
                              phrase.key.starts_with("reason.") ||
                              phrase.key.starts_with("flip.") || phrase.key.starts_with("event.") ||
                              phrase.key.ends_with(".tried");
        if (is_label) CHECK(!phrase.text.ends_with('.'));
        // Braces come in pairs and do not nest.
        int depth = 0;
        for (const char c : phrase.text) {
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            CHECK((depth == 0 || depth == 1));
        }
        CHECK(depth == 0);
    }
}

namespace {

std::set<std::string> fields_of(std::string_view text) {
    std::set<std::string> out;
    for (auto open = text.find('{'); open != std::string_view::npos;
         open = text.find('{', open + 1)) {
        const auto close = text.find_first_of("#}", open);
        out.insert(std::string(text.substr(open + 1, close - open - 1)));
    }
    return out;
}

Language shipped_language(std::string_view code) {
    const std::string file = "src/view/languages/" + std::string(code) + ".json";
    auto language = Language::read(read_source(file).value_or(""), file);
    std::string told;
    if (!language)
        for (const Problem& problem : language.error()) told += to_text(problem) + "\n";
    REQUIRE_MESSAGE(language.has_value(), told);
    REQUIRE(language->code() == code);
    return std::move(*language);
}

// Every text for people in the shipped scenarios, in English.
std::set<std::string> texts_of_scenarios() {
    std::set<std::string> out;
    const auto add = [&](const Text& text) {
        if (!text.empty()) out.insert(std::string(text.in("en")));
    };
    for (const std::string& name : shipped_names()) {
        const auto held = shipped(name);
        const Scenario& scenario = *held;
        add(scenario.title), add(scenario.summary);
        for (const auto& person : scenario.persons) add(person.title);
        for (const auto& chapter : scenario.chapters) add(chapter.title), add(chapter.text);
        for (const auto& step : scenario.steps) add(step.note);
        for (const auto& parameter : scenario.parameters) add(parameter.about);
    }
    return out;
}

}  // namespace

TEST_CASE(
    "language: each shipped language says everything that English says, with the same fields") {
    for (const auto& [code, name] : shipped_languages) {
        if (code == "en") continue;
        const Language language = shipped_language(code);
        CAPTURE(code);
        CHECK(language.name() == name);
        std::set<std::string_view> said;
        for (const Phrase& phrase : language.phrases()) said.insert(phrase.key);
        std::vector<Phrase> originals(english().phrases().begin(), english().phrases().end());
        originals.insert(originals.end(), document_phrases().begin(), document_phrases().end());
        CHECK(language.phrases().size() == originals.size());
        for (const Phrase& original : originals) {
            CAPTURE(original.key);
            CHECK(said.contains(original.key));
            const std::string_view text = language.find(original.key);
            CHECK(fields_of(text) == fields_of(original.text));
            // Neither language has a second form for a number.
            CHECK(text.find('#') == std::string_view::npos);
            CHECK(text.find("  ") == std::string_view::npos);
            const bool is_sentence = original.text.ends_with('.');
            const bool ends = text.ends_with('.') || text.ends_with("。");
            CHECK(is_sentence == ends);
        }
        for (const std::string& text : texts_of_scenarios()) {
            CAPTURE(text);
            const Text wanted{{{"en", text}}};
            CHECK(language.text_of(wanted) != "");
            const auto at = std::ranges::find(language.texts(), text, &Phrase::key);
            CHECK(at != language.texts().end());
        }
    }
}

namespace {

// What the page's own modules say: the literals in t('…'), joined where they are written in pieces.
void add_said_by_module(std::string_view source, std::set<std::string>& out) {
    for (auto at = source.find("t("); at != std::string_view::npos;
         at = source.find("t(", at + 2)) {
        const char before = at == 0 ? ' ' : source[at - 1];
        if (is_letter(before) || is_digit(before) || before == '_' || before == '.') continue;
        std::string text;
        std::size_t c = at + 2;
        const auto skip = [&] {
            while (c < source.size() && (source[c] == ' ' || source[c] == '\n' || source[c] == '+'))
                ++c;
        };
        for (skip(); c < source.size() && source[c] == '\''; skip()) {
            for (++c; c < source.size() && source[c] != '\''; ++c) {
                if (source[c] == '\\') ++c;
                text += source[c];
            }
            ++c;
        }
        if (!text.empty()) out.insert(text);
    }
}

// What its HTML says: text, or the attributes that data-t names. Every such text stands in one element.
void add_said_by_html(std::string_view source, std::set<std::string>& out) {
    const auto squeezed = [](std::string_view text) {
        std::string words;
        for (const char c : text) {
            const bool is_room = c == ' ' || c == '\n';
            if (!is_room) words += c;
            else if (!words.empty() && words.back() != ' ') words += ' ';
        }
        return std::string(trim(words));
    };
    for (auto at = source.find(" data-t"); at != std::string_view::npos;
         at = source.find(" data-t", at + 1)) {
        const auto open = source.rfind('<', at), close = source.find('>', at);
        const std::string_view tag = source.substr(open, close - open);
        std::string_view rest = source.substr(at + 7);
        std::string_view parts = "text";
        if (rest.starts_with("=\"")) parts = rest.substr(2, rest.find('"', 2) - 2);
        for (const std::string_view part : split(parts, ' ')) {
            if (part == "text") {
                out.insert(squeezed(source.substr(close + 1, source.find('<', close) - close - 1)));
                continue;
            }
            const auto value = tag.find(" " + std::string(part) + "=\"") + part.size() + 3;
            out.insert(squeezed(tag.substr(value, tag.find('"', value) - value)));
        }
    }
}

}  // namespace

TEST_CASE("language: each shipped language says everything that the page's own modules say") {
    std::set<std::string> said;
    for (const std::string& file : source_files("web")) {
        if (file.ends_with(".mjs")) add_said_by_module(*read_source(file), said);
        if (file.ends_with(".html")) add_said_by_html(*read_source(file), said);
    }
    // Named by the program, said by the text view.
    const std::vector<std::string_view> states = {
        "intact", "threatened",       "lost",   "recovered", "done", "refused",
        "failed", "waits for a vote", "passed", "stopped",   "waits"};
    CHECK(said.contains("Skip to the text view"));
    CHECK(said.contains("Next decision"));
    CHECK(said.size() > 100);
    for (const auto& [code, name] : shipped_languages) {
        if (code == "en") continue;
        const std::string file = "src/view/languages/" + std::string(code) + ".json";
        std::vector<Problem> problems;
        const JsonDocument document = parse_json(*read_source(file), file, problems);
        const Json* page = document.root().find("page");
        const Json* texts = document.root().find("texts");
        REQUIRE(page != nullptr);
        for (const std::string& text : said) {
            CAPTURE(code);
            CAPTURE(text);
            const Json* own = page->find(text);
            if (own == nullptr) own = texts->find(text);
            REQUIRE(own != nullptr);
            CHECK(fields_of(own->text()) == fields_of(text));
        }
        // And nothing that nobody says: but for the states, which the program names.
        for (const Json& member : *page) {
            CAPTURE(member.key());
            const bool is_state = std::ranges::find(states, member.key()) != states.end();
            CHECK((is_state || said.contains(std::string(member.key()))));
        }
    }
}

TEST_CASE("language: a file of a language that does not fit is told with its place") {
    const auto problems = [](std::string_view words, std::string_view texts = "{}") {
        std::string file = R"({"code": "vi", "name": "Tiếng Việt", "words": )";
        file.append(words).append(R"(, "texts": )").append(texts).append("}");
        const auto language = Language::read(file, "vi.json");
        return language ? std::string() : to_text(language.error().front());
    };
    CHECK(problems(R"({"ui.play": "Phát"})") == "");
    CHECK(problems(R"({"ui.plai": "Phát"})").find("vi.json:1:") == 0);
    CHECK(problems(R"({"ui.plai": "Phát"})").find("there is no text \"ui.plai\"") !=
          std::string::npos);
    CHECK(problems(R"({"ui.silence": "{tme}"})").find("no field {tme}") != std::string::npos);
    CHECK(problems(R"({"ui.silence": "{time"})").find("braces that do not pair up") !=
          std::string::npos);
    CHECK(problems(R"({"ui.play": 3})").find("must be a text") != std::string::npos);
    CHECK(problems("[]").find("must be an object") != std::string::npos);
    CHECK(problems("{}", R"({"x": ""})").find("an empty text") != std::string::npos);
    CHECK(!Language::read("{", "vi.json"));
    CHECK(!Language::read("[]", "vi.json"));
    CHECK(!Language::read("", "vi.json"));
}

TEST_CASE(
    "language: what a language lacks is said in English, and a scenario's own text comes first") {
    const auto vi = Language::read(
        R"({"code": "vi", "name": "Tiếng Việt", "words": {"ui.play": "Phát"}, "texts": {"Ask": "Hỏi"}})",
        "vi.json");
    REQUIRE(vi);
    CHECK(vi->find("ui.play") == "Phát");
    CHECK(vi->find("ui.pause") == english().find("ui.pause"));
    CHECK(vi->find("no.such.key") == "");
    CHECK(vi->text_of({{{"en", "Ask"}}}) == "Hỏi");
    CHECK(vi->text_of({{{"en", "Ask"}, {"vi", "Xin"}}}) == "Xin");
    CHECK(vi->text_of({{{"en", "Vote"}, {"de", "Stimme"}}}) == "Vote");
    CHECK(english().text_of({{{"de", "Stimme"}, {"en", "Vote"}}}) == "Vote");
}

TEST_CASE("language: the whole page of a story in every language, no field left open") {
    for (const auto& [code, name] : shipped_languages) {
        if (code == "en") continue;
        const Language language = shipped_language(code);
        for (const std::string& story : shipped_names()) {
            CAPTURE(code);
            CAPTURE(story);
            const Told told(shipped(story));
            Page page;
            refresh_page(page, told.run, told.at(told.run.entries()), {}, language, told.foresight);
            CHECK(page.language == code);
            for (const StoryLine& line : page.story) {
                CAPTURE(line.sentence);
                CHECK(line.sentence.find_first_of("{}") == std::string::npos);
            }
            const Page original = told.page(told.run.entries());
            CHECK(page.story.size() == original.story.size());
            CHECK(page.title != original.title);
            CHECK(page.story.back().sentence != original.story.back().sentence);
            CHECK(page.story.back().time == original.story.back().time);
        }
    }
}

TEST_CASE("language: fields, plurals and lists") {
    const Language& en = english();
    CHECK(fill_text(en, "{n} {n#vote|votes}", {{"n", std::int64_t{1}}}) == "1 vote");
    CHECK(fill_text(en, "{n} {n#vote|votes}", {{"n", std::int64_t{2}}}) == "2 votes");
    CHECK(fill_text(en, "{n} {n#vote|votes}", {{"n", std::int64_t{0}}}) == "0 votes");
    CHECK(fill_text(en, "{a} and {b}", {{"a", "x"}}) == "x and {b}");
    const std::vector<std::string> three{"ana", "ben", "chi"}, two{"ana", "ben"}, one{"ana"};
    CHECK(list_of(en, three) == "ana, ben and chi");
    CHECK(list_of(en, two) == "ana and ben");
    CHECK(list_of(en, one) == "ana");
    CHECK(list_of(en, {}) == "");
    CHECK(phrase(en, "no.such.key") == "no.such.key");
}

TEST_CASE("language: times as people read them") {
    const Language& en = english();
    CHECK(day_and_time(en, Instant{0}) == "Day 1 · 00:00:00");
    CHECK(day_and_time(en, Instant{} + days(2) + hours(14) + minutes(22) + seconds(7)) ==
          "Day 3 · 14:22:07");
    CHECK(duration_text(en, Duration{0}) == "0 s");
    CHECK(duration_text(en, milliseconds(999)) == "0 s");
    CHECK(duration_text(en, seconds(12)) == "12 s");
    CHECK(duration_text(en, minutes(35)) == "35 min");
    CHECK(duration_text(en, minutes(35) + seconds(1)) == "35 min 1 s");
    CHECK(duration_text(en, hours(22) + minutes(50) + seconds(59)) == "22 h 50 min");
    CHECK(duration_text(en, hours(24)) == "1 d");
    CHECK(duration_text(en, days(2) + hours(4)) == "2 d 4 h");
    CHECK(duration_text(en, days(2) + minutes(4)) == "2 d");
    CHECK(duration_text(en, Duration{-5}) == "0 s");
}
