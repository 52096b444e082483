// Finds the template for an entry and the values of its fields. No sentence is put together here from
// pieces: each form of each operation is a text of its own in sentences_en.cpp.
#include "view/explain.h"

#include <array>
#include <bit>

#include "study/protection.h"
#include "world/catalog.h"
#include "world/members.h"
#include "world/text.h"

namespace airlock::view {

namespace {

constexpr std::string_view nobody = "AWS";

std::string name_text(const World& world, Id<Name> name) {
    return std::string(world.catalog->names.text(name));
}

template <class E>
const E* find_event(const Entry& entry) {
    for (const Event& event : entry.events)
        if (const E* found = std::get_if<E>(&event)) return found;
    return nullptr;
}

// --- fields of a call: its members under AWS's names ---------------------------------------------------

Fields fields_of(const Telling& t, const Call& call) {
    Fields out;
    for (const auto member : members_in(call)) {
        const std::string_view name = member.about.name;
        switch (member.about.kind) {
            case MemberKind::text: out.emplace_back(name, name_text(t.world, member.text())); break;
            case MemberKind::integer: out.emplace_back(name, std::int64_t{member.integer()}); break;
            case MemberKind::boolean:
                out.emplace_back(name, word(t.language, "Setting", to_text(member.setting())));
                break;
            case MemberKind::response:
                out.emplace_back(name, word(t.language, "Response", to_text(member.response())));
                break;
            case MemberKind::reference:
                out.emplace_back(name, name_in_words(t, member.row(0)));
                break;
            case MemberKind::references: {
                std::vector<std::string> names;
                for (std::uint32_t i = 0; i < member.size(); ++i)
                    names.push_back(name_in_words(t, member.row(i)));
                out.emplace_back(name, list_of(t.language, names));
                out.emplace_back("count", std::int64_t{member.size()});
                break;
            }
        }
    }
    return out;
}

// --- fields that more than one operation needs -----------------------------------------------------------

void add_session(Fields& out, const Telling& t, Id<Session> id, const VoteTally* tally) {
    if (!t.world.sessions.holds(id)) return;
    const Session& s = t.world.sessions[id];
    out.emplace_back("request", name_in_words(t, id));
    out.emplace_back("team", name_in_words(t, s.team));
    out.emplace_back("vault", name_in_words(t, s.vault));
    out.emplace_back("view", name_in_words(t, s.restore_access_vault));
    out.emplace_back("new_team", name_in_words(t, s.new_team));
    out.emplace_back("requester_account", name_of_account(t.world, s.requester_account));
    out.emplace_back("required", std::int64_t{s.min_approvals_required});
    out.emplace_back("approvers", std::int64_t{s.approvers_count});
    if (tally != nullptr) {
        out.emplace_back("approvals", std::int64_t{tally->approvals(id)});
        out.emplace_back("rejections", std::int64_t{tally->rejections(id)});
    }
}

void add_job(Fields& out, const Telling& t, Id<Job> id) {
    if (!t.world.jobs.holds(id)) return;
    const Job& job = t.world.jobs[id];
    out.emplace_back("workload", name_in_words(t, job.resource));
    out.emplace_back("point", name_in_words(t, job.recovery_point));
    out.emplace_back("made",
                     name_in_words(t, job.kind == JobKind::copy ? job.copy : job.recovery_point));
    out.emplace_back("vault", name_in_words(t, job.destination));
    out.emplace_back("job_account", name_of_account(t.world, job.account));
    out.emplace_back("failure", word(t.language, "JobFailure", to_text(job.failure)));
}

// The form of an operation that its members or its events select: ".approve", "" for most.
std::string_view variant_of(const World& world, const Entry& entry) {
    const Call& call = *entry.call;
    if (const auto* c = std::get_if<call::Vote>(&call)) {
        const bool is_test =
            world.sessions.holds(c->session) &&
            world.sessions[c->session].action == ProtectedAction::ApprovalTeamBaseline;
        if (is_test) return ".test";
        if (find_event<event::SessionApproved>(entry)) return ".agreed";
        if (find_event<event::SessionFailed>(entry)) return ".ended";
        return c->response == Response::APPROVED ? ".approve" : ".reject";
    }
    if (const auto* c = std::get_if<call::AnswerTeamInvitation>(&call)) {
        if (find_event<event::TeamUpdateInvitationAnswered>(entry))
            return c->accept == Setting::no ? ".stays_out" : ".joins";
        if (find_event<event::TeamActivated>(entry)) return ".last";
        return c->accept == Setting::no ? ".decline" : ".accept";
    }
    if (std::get_if<call::UpdateApprovalTeam>(&call))
        return find_event<event::TeamRetried>(entry) ? ".retry" : "";
    if (const auto* c = std::get_if<call::UpdateGlobalSettings>(&call)) {
        if (c->is_mpa_enabled == Setting::no) return ".mpa_off";
        if (c->is_mpa_enabled == Setting::absent) return ".copies";
        return c->is_cross_account_backup_enabled == Setting::yes ? ".both" : ".mpa_on";
    }
    if (const auto* c = std::get_if<call::PutBackupVaultLockConfiguration>(&call))
        return c->changeable_for_days == unset ? ".governance" : ".compliance";
    if (const auto* c = std::get_if<call::UpdateRecoveryPointLifecycle>(&call))
        return c->delete_after_days == unset ? ".for_ever" : "";
    if (const auto* c = std::get_if<call::DeleteRecoveryPoint>(&call))
        return c && find_event<event::RecoveryPointKept>(entry) ? ".kept" : "";
    if (const auto* c = std::get_if<call::AnalyzeWorkload>(&call)) {
        const bool is_clean = world.workloads.holds(c->workload) &&
                              world.workloads[c->workload].finding == Finding::clean;
        return entry.outcome == Outcome::done && is_clean ? ".clean" : "";
    }
    if (const auto* c = std::get_if<call::DisassociateResourceShare>(&call))
        return c->principals.empty() ? "" : ".principals";
    if (std::get_if<call::AssociateBackupVaultMpaApprovalTeam>(&call))
        return find_event<event::TeamAssociated>(entry) ? ".first" : "";
    return "";
}

// What a template may need beyond the members of the call.
void add_context(Fields& out, const Telling& t, const Entry& entry, const VoteTally* tally) {
    const Call& call = *entry.call;
    if (const auto* c = std::get_if<call::Vote>(&call)) add_session(out, t, c->session, tally);
    if (const auto* started = find_event<event::SessionStarted>(entry)) {
        out.emplace_back("required", std::int64_t{started->session.min_approvals_required});
        out.emplace_back("approvers", std::int64_t{started->session.approvers_count});
        out.emplace_back("team", name_in_words(t, started->session.team));
    }
    if (const auto* c = std::get_if<call::StartRestoreJob>(&call)) {
        const bool is_known = t.world.recovery_points.holds(c->recovery_point);
        out.emplace_back(
            "workload",
            name_in_words(t, is_known ? t.world.recovery_points[c->recovery_point].resource
                                      : Id<Workload>{}));
    }
}

std::string who_phrase(const Telling& t, const Entry& entry) {
    const Id<Credential> id = entry.caller.credential;
    const std::string person = name_of_person(t.world, entry.caller.person);
    if (!is_stolen(t.world, id)) return person;
    const Credential& credential = t.world.credentials[id];
    if (!credential.principal)
        return fill(t.language, "who.stolen_sign_in",
                    {{"person", person}, {"user", name_in_words(t, credential.user)}});
    const Principal& principal = t.world.principals[credential.principal];
    return fill(t.language, "who.stolen",
                {{"person", person},
                 {"principal", name_text(t.world, principal.name)},
                 {"account", name_of_account(t.world, principal.account)}});
}

const Check* stopping_check(const Entry& entry) {
    for (const Check& check : entry.checks)
        if (check.verdict == Verdict::stopped) return &check;
    return nullptr;
}

std::string call_sentence(const Telling& t, const Entry& entry, const VoteTally& tally) {
    Fields fields = fields_of(t, *entry.call);
    fields.emplace_back("who", who_phrase(t, entry));
    fields.emplace_back("person", name_of_person(t.world, entry.caller.person));
    fields.emplace_back("account", name_of_account(t.world, entry.account));
    add_context(fields, t, entry, &tally);
    std::string key = "call.";
    key += operation_of(*entry.call).name;
    key += variant_of(t.world, entry);
    if (entry.outcome == Outcome::done) return fill(t.language, key + ".done", fields);
    if (entry.outcome == Outcome::pending) return fill(t.language, key + ".asked", fields);
    const Check* stop = stopping_check(entry);
    const std::string tried = fill(t.language, key + ".tried", fields);
    if (stop == nullptr) return fill(t.language, "outcome.failed", {{"tried", tried}});
    return fill(t.language,
                entry.outcome == Outcome::refused ? "outcome.refused" : "outcome.failed_because",
                {{"tried", tried}, {"reason", reason_text(t, entry, *stop)}});
}

// --- what fell due ----------------------------------------------------------------------------------------

std::string execution_key(const World& world, const Entry& entry) {
    const auto id = entry.due.subject.as<Session>();
    if (entry.outcome != Outcome::done || !world.sessions.holds(id)) return "due.execution.failed";
    if (find_event<event::TeamUpdateApproved>(entry)) return "due.execution.invites";
    return "due.execution." + std::string(to_text(world.sessions[id].action));
}

std::string job_key(const World& world, const Entry& entry) {
    const auto id = entry.due.subject.as<Job>();
    std::string key = "due.job_end.";
    key += world.jobs.holds(id) ? to_text(world.jobs[id].kind) : to_text(JobKind::backup);
    if (find_event<event::JobAborted>(entry)) return "due.job_end.aborted";
    if (const auto* scan = find_event<event::ScanCompleted>(entry))
        return scan->result == ScanResult::THREATS_FOUND ? key + ".threats"
               : scan->result == ScanResult::UNKNOWN     ? key + ".failed"
                                                         : key;
    if (find_event<event::JobFailed>(entry) && !find_event<event::JobCompleted>(entry))
        return key + ".failed";
    if (const auto* restored = find_event<event::WorkloadRestored>(entry))
        if (restored->workload.state == WorkloadState::encrypted) return key + ".encrypted";
    if (const auto* made = find_event<event::RecoveryPointCreated>(entry))
        if (made->recovery_point.condition == DataCondition::encrypted) return key + ".encrypted";
    return key;
}

std::string due_key(const World& world, const Entry& entry, const VoteTally* tally) {
    const auto id = entry.due.subject;
    switch (entry.due.kind) {
        case DueKind::execution: return execution_key(world, entry);
        case DueKind::job_end: return job_key(world, entry);
        case DueKind::team_validation:
            return find_event<event::TeamValidationFailed>(entry) ? "due.team_validation.failed"
                                                                  : "due.team_validation";
        case DueKind::team_recovery:
            return entry.outcome == Outcome::done ? "due.team_recovery"
                                                  : "due.team_recovery.failed";
        case DueKind::session_expiry: {
            const auto session = id.as<Session>();
            if (world.sessions.holds(session) &&
                world.sessions[session].action == ProtectedAction::ApprovalTeamBaseline)
                return "due.session_expiry.test";
            const bool is_silent = tally != nullptr && tally->approvals(session) == 0 &&
                                   tally->rejections(session) == 0;
            return is_silent ? "due.session_expiry.silence" : "due.session_expiry";
        }
        case DueKind::vault_available: {
            const auto vault = id.as<Vault>();
            const bool is_view = world.vaults.holds(vault) &&
                                 world.vaults[vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
            return is_view ? "due.vault_available.view" : "due.vault_available";
        }
        case DueKind::backup_run:
        case DueKind::restore_testing_run:
            return "due." + std::string(to_text(entry.due.kind)) +
                   (find_event<event::JobStarted>(entry) ? "" : ".nothing");
        case DueKind::recovery_point_expiry:
            return find_event<event::RecoveryPointKept>(entry) ? "due.recovery_point_expiry.kept"
                                                               : "due.recovery_point_expiry";
        case DueKind::legal_hold:
            return find_event<event::LegalHoldCanceled>(entry) ? "due.legal_hold.canceled"
                                                               : "due.legal_hold";
        case DueKind::job_start_window:
            return find_event<event::JobExpired>(entry) ? "due.job_start_window.expired"
                                                        : "due.job_start_window";
        default: return "due." + std::string(to_text(entry.due.kind));
    }
}

void add_due_subject(Fields& out, const Telling& t, const Entry& entry, const VoteTally* tally) {
    const Ref ref = entry.due.subject;
    out.emplace_back("subject", name_in_words(t, ref));
    out.emplace_back("account", name_of_account(t.world, entry.account));
    if (ref.kind == Kind::session) add_session(out, t, ref.as<Session>(), tally);
    if (ref.kind == Kind::team_draft && t.world.team_drafts.holds(ref.as<TeamDraft>()))
        out.emplace_back("team", name_in_words(t, t.world.team_drafts[ref.as<TeamDraft>()].team));
    if (ref.kind == Kind::job) add_job(out, t, ref.as<Job>());
    if (entry.due.kind == DueKind::backup_run || entry.due.kind == DueKind::restore_testing_run) {
        std::int64_t jobs = 0;
        for (const Event& event : entry.events)
            jobs += std::holds_alternative<event::JobStarted>(event) ? 1 : 0;
        out.emplace_back("jobs", jobs);
    }
    if (const auto* restored = find_event<event::WorkloadRestored>(entry)) {
        out.emplace_back("restored", name_text(t.world, restored->workload.name));
        out.emplace_back("age", duration_text(t.language, entry.at - restored->workload.data_at));
    }
    if (ref.kind == Kind::vault && t.world.vaults.holds(ref.as<Vault>()))
        out.emplace_back("source", name_in_words(t, t.world.vaults[ref.as<Vault>()].source_vault));
    if (ref.kind == Kind::share_principal &&
        t.world.share_principals.holds(ref.as<SharePrincipal>())) {
        const SharePrincipal& row = t.world.share_principals[ref.as<SharePrincipal>()];
        out.emplace_back("share", name_in_words(t, row.share));
        out.emplace_back("invited", name_in_words(t, ref));
    }
    if (ref.kind == Kind::handshake && t.world.handshakes.holds(ref.as<Handshake>())) {
        const Handshake& row = t.world.handshakes[ref.as<Handshake>()];
        out.emplace_back("invited", name_of_account(t.world, row.account));
        out.emplace_back("organization", name_in_words(t, row.organization));
    }
    if (const Check* stop = stopping_check(entry))
        out.emplace_back("reason", reason_text(t, entry, *stop));
    else out.emplace_back("reason", phrase(t.language, "outcome.no_reason"));
}

}  // namespace

// --- votes ----------------------------------------------------------------------------------------------------

void VoteTally::add(const Entry& entry) {
    for (const Event& event : entry.events) {
        const auto* vote = std::get_if<event::VoteCast>(&event);
        if (vote == nullptr) continue;
        if (vote->session.index >= sessions_.size()) sessions_.resize(vote->session.index + 1);
        Votes& votes = sessions_[vote->session.index];
        const std::uint32_t bit = 1u << vote->approver;
        const bool approves = vote->response == Response::APPROVED;
        votes.approved = approves ? votes.approved | bit : votes.approved & ~bit;
        votes.rejected = approves ? votes.rejected & ~bit : votes.rejected | bit;
    }
}

VoteTally::Votes VoteTally::votes(Id<Session> session) const {
    return session.index < sessions_.size() ? sessions_[session.index] : Votes{};
}
std::int32_t VoteTally::approvals(Id<Session> session) const {
    return std::popcount(votes(session).approved);
}
std::int32_t VoteTally::rejections(Id<Session> session) const {
    return std::popcount(votes(session).rejected);
}

// --- an entry -------------------------------------------------------------------------------------------------

bool is_attack(const World& world, const Entry& entry) { return study::is_attack(world, entry); }

std::string who_of(const Telling& t, const Entry& entry) {
    return entry.caller.person ? name_of_person(t.world, entry.caller.person) : std::string(nobody);
}

std::string sentence_of(const Telling& t, const Entry& entry, const VoteTally& tally) {
    if (entry.call) return call_sentence(t, entry, tally);
    Fields fields;
    add_due_subject(fields, t, entry, &tally);
    return fill(t.language, due_key(t.world, entry, &tally), fields);
}

namespace {

// The session that the entry opened, approved or ended; none for others.
const Session* session_of(const World& world, const Entry& entry) {
    for (const Event& event : entry.events) {
        if (const auto* started = std::get_if<event::SessionStarted>(&event))
            return &started->session;
        Id<Session> id;
        if (const auto* approved = std::get_if<event::SessionApproved>(&event))
            id = approved->session;
        if (const auto* failed = std::get_if<event::SessionFailed>(&event)) id = failed->session;
        if (world.sessions.holds(id)) return &world.sessions[id];
    }
    return nullptr;
}

// What is plain from the kind of entry alone needs no headline of its own here: "headline.EncryptWorkload".
std::string headline_key(const World& world, const Entry& entry) {
    const Session* session = session_of(world, entry);
    const bool is_test =
        session != nullptr && session->action == ProtectedAction::ApprovalTeamBaseline;
    if (find_event<event::SessionStarted>(entry))
        return is_test ? "headline.test" : "headline.asked";
    if (find_event<event::SessionApproved>(entry))
        return is_test ? "headline.test_over" : "headline.agreed";
    if (const auto* failed = find_event<event::SessionFailed>(entry)) {
        if (is_test) return "headline.test_over";
        return failed->status_code == SessionStatusCode::EXPIRED ? "headline.silence"
                                                                 : "headline.rejected";
    }
    if (!entry.call)
        return "headline" + due_key(world, entry, nullptr).substr(std::string_view("due").size());
    if (const auto* vote = std::get_if<call::Vote>(&*entry.call))
        return vote->response == Response::APPROVED ? "headline.one_agrees"
                                                    : "headline.one_refuses";
    // Who is locked out by a role that goes is plain only when a thief deletes it.
    if (std::holds_alternative<call::DeleteRole>(*entry.call) && !is_attack(world, entry))
        return "headline.DeleteRole.own";
    return "headline." + std::string(operation_of(*entry.call).name);
}

}  // namespace

std::string headline_of(const Telling& t, const Entry& entry) {
    if (entry.outcome == Outcome::refused)
        return fill(t.language, "headline.refused", {{"gate", gate_name(t.language, entry.gate)}});
    if (entry.call && entry.outcome == Outcome::failed)
        return fill(t.language, "headline.failed", {{"gate", gate_name(t.language, entry.gate)}});
    std::string key = headline_key(t.world, entry);
    // What came of a deadline has a headline of its own where it matters: "headline.job_end.copy.failed".
    while (!entry.call && find_phrase(t.language, key).empty()) {
        const std::size_t dot = key.rfind('.');
        if (dot == std::string::npos) break;
        key.resize(dot);
    }
    if (key.empty() || find_phrase(t.language, key).empty()) return label_of(t, entry);
    Fields fields;
    fields.emplace_back("who", who_of(t, entry));
    if (const Session* session = session_of(t.world, entry)) {
        fields.emplace_back("required", std::int64_t{session->min_approvals_required});
        fields.emplace_back("approvers", std::int64_t{session->approvers_count});
    }
    return fill(t.language, key, fields);
}

std::string label_of(const Telling& t, const Entry& entry) {
    if (!entry.call) return word(t.language, "DueKind", to_text(entry.due.kind));
    if (const auto* vote = std::get_if<call::Vote>(&*entry.call))
        return std::string(phrase(
            t.language, vote->response == Response::APPROVED ? "label.says_yes" : "label.says_no"));
    if (const auto* answer = std::get_if<call::AnswerTeamInvitation>(&*entry.call))
        return std::string(
            phrase(t.language, answer->accept == Setting::no ? "label.declines" : "label.accepts"));
    const Operation& operation = operation_of(*entry.call);
    return operation.is_deed() ? word(t.language, "Deed", operation.name)
                               : std::string(operation.name);
}

// --- gates --------------------------------------------------------------------------------------------------

std::string gate_name(const Language& language, Gate gate) {
    return word(language, "Gate", to_text(gate));
}

namespace {

Fields reason_fields(const Telling& t, const Entry& entry, const Check& check) {
    Fields out;
    out.emplace_back("subject", check.subject ? name_in_words(t, check.subject)
                                              : std::string(phrase(t.language, "ref.this")));
    out.emplace_back("account", name_of_account(t.world, entry.account));
    out.emplace_back("person", name_of_person(t.world, entry.caller.person));
    if (check.subject.kind == Kind::vault && t.world.vaults.holds(check.subject.as<Vault>())) {
        const Vault& vault = t.world.vaults[check.subject.as<Vault>()];
        out.emplace_back("min_days", std::int64_t{vault.min_retention_days});
        out.emplace_back("max_days", std::int64_t{vault.max_retention_days});
    }
    return out;
}

std::string reason_key(std::string_view table, const Check& check) {
    std::string key(table);
    key += to_text(check.reason);
    return key;
}

}  // namespace

std::string reason_text(const Telling& t, const Entry& entry, const Check& check) {
    return fill(t.language, reason_key("reason.", check), reason_fields(t, entry, check));
}

// Which text a change has; of most reasons there is one change only, and the text is theirs.
static std::string flip_key(const study::Flip& flip, const Check& stop, const World& world) {
    switch (flip.change) {
        case study::Change::value: return "flip.value";
        case study::Change::own: return "flip.own";
        case study::Change::waiting: return "flip.waiting";
        case study::Change::invitation: return "flip.invitation";
        case study::Change::sharing: return "flip.not_shared_with_account";
        case study::Change::allowing: return "flip.not_allowed_by_policy";
        case study::Change::votes: return "flip.votes";
        case study::Change::earlier: return "flip.earlier";
        case study::Change::other:
            return world.credentials[flip.caller.credential].principal ? "flip.other"
                                                                       : "flip.answer";
        default: return reason_key("flip.", stop);
    }
}

std::string would_flip(const Telling& t, const Entry& entry, const study::Flip& flip) {
    const Check* stop = stopping_check(entry);
    if (stop == nullptr || flip.change == study::Change::none) return {};
    std::string key = flip_key(flip, *stop, t.world);
    if (find_phrase(t.language, key).empty() && flip.change == study::Change::text)
        key = "flip.text";
    if (find_phrase(t.language, key).empty()) return {};
    const Ref subject = flip.subject ? flip.subject : stop->subject;
    const Fields fields{{"subject", name_in_words(t, subject)},
                        {"account", name_of_account(t.world, entry.account)},
                        {"person", name_of_person(t.world, flip.caller.person)},
                        {"credential", name_in_words(t, flip.caller.credential)},
                        {"member", flip.member},
                        {"amount", std::int64_t{flip.amount}},
                        {"entry", std::int64_t{flip.entry}},
                        {"time", day_and_time(t.language, flip.at)}};
    const std::string said = fill(t.language, key, fields);
    if (flip.then == Gate::none) return said;
    return fill(t.language, "flip.then",
                {{"flip", said}, {"gate", gate_name(t.language, flip.then)}});
}

// --- events ---------------------------------------------------------------------------------------------------

namespace {

struct EventFields {
    const Telling& t;
    Fields& out;

    template <class E>
    void operator()(const E&) const {}
    void operator()(const event::VoteCast& e) const {
        const Session& session = t.world.sessions[e.session];
        const Team& team = t.world.teams[session.team];
        out.emplace_back("user", name_in_words(t, team.approvers[e.approver].user));
        out.emplace_back("response", word(t.language, "Response", to_text(e.response)));
    }
    void operator()(const event::TeamInvitationAnswered& e) const {
        const Team& team = t.world.teams[e.team];
        out.emplace_back("user", name_in_words(t, team.approvers[e.approver].user));
        out.emplace_back("response",
                         phrase(t.language, e.accepted ? "answer.accepted" : "answer.declined"));
    }
    void operator()(const event::SessionFailed& e) const {
        out.emplace_back("code", to_text(e.status_code));
    }
    void operator()(const event::SessionCancelled& e) const {
        out.emplace_back("code", to_text(e.status_code));
    }
    void operator()(const event::IdentitySourceFailed& e) const {
        out.emplace_back("code", to_text(e.status_code));
    }
    void operator()(const event::IdentityProviderChanged& e) const {
        out.emplace_back("provider", name_in_words(t, e.provider));
    }
    void operator()(const event::UserPasswordReset& e) const {
        out.emplace_back("by", name_of_person(t.world, e.by));
    }
    void operator()(const event::UserEmailUpdated& e) const {
        out.emplace_back("reader", name_of_person(t.world, e.mailbox));
    }
    void operator()(const event::RegionInterrupted& e) const {
        out.emplace_back("region", name_text(t.world, e.region));
    }
    void operator()(const event::TeamUpdateInvitationAnswered& e) const {
        out.emplace_back("user",
                         name_in_words(t, t.world.team_drafts[e.draft].approvers[e.approver].user));
        out.emplace_back("response",
                         phrase(t.language, e.accepted ? "answer.accepted" : "answer.declined"));
    }
    void operator()(const event::TeamUpdateFailed& e) const {
        out.emplace_back("code", to_text(e.status_code));
    }
    void operator()(const event::TeamDeletionFailed& e) const {
        out.emplace_back("code", to_text(e.status_code));
    }
    void operator()(const event::CredentialStolen& e) const {
        out.emplace_back("thief", name_of_person(t.world, e.thief));
    }
    void operator()(const event::ResourceShared& e) const {
        out.emplace_back("resource", name_in_words(t, e.resource));
    }
    void operator()(const event::PrincipalInvited& e) const {
        out.emplace_back("invited", name_of_account(t.world, e.account));
    }
    void operator()(const event::PrincipalAssociated& e) const {
        out.emplace_back("invited", name_of_account(t.world, e.account));
    }
    void operator()(const event::AccountInvited& e) const {
        out.emplace_back("invited", name_of_account(t.world, e.account));
        out.emplace_back("organization", name_in_words(t, e.organization));
    }
    void operator()(const event::PolicyAttached& e) const {
        out.emplace_back("target", name_in_words(t, e.target));
    }
    void operator()(const event::PolicyDetached& e) const {
        out.emplace_back("target", name_in_words(t, e.target));
    }
    void operator()(const event::AccountLeft& e) const {
        out.emplace_back("organization", name_in_words(t, e.organization));
    }
    void operator()(const event::RoleAssumed& e) const {
        out.emplace_back("role", name_in_words(t, e.session.principal));
        out.emplace_back("holder", name_of_person(t.world, e.session.holder));
    }
    void operator()(const event::RolePolicyPut& e) const {
        out.emplace_back("policy", name_in_words(t, e.policy));
    }
    void operator()(const event::PermissionsBoundaryPut& e) const {
        out.emplace_back("policy", name_in_words(t, e.boundary));
    }
    void operator()(const event::DelegatedAdministratorRegistered& e) const {
        out.emplace_back("account", name_of_account(t.world, e.account));
    }
    void operator()(const event::OrganizationalUnitCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.name));
    }
    void operator()(const event::AccountCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.account.name));
    }
    void operator()(const event::ControlPolicyCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.policy.name));
    }
    void operator()(const event::KeyCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.key.alias));
    }
    void operator()(const event::AccountJoined& e) const {
        out.emplace_back("invited", name_of_account(t.world, e.account));
        out.emplace_back("organization", name_in_words(t, e.organization));
    }
    void operator()(const event::TeamAssociated& e) const {
        out.emplace_back("team", name_in_words(t, e.team));
        out.emplace_back("vault", name_in_words(t, e.vault));
    }
    void operator()(const event::RecoveryPointCreated& e) const {
        out.emplace_back("vault", name_in_words(t, e.recovery_point.vault));
    }
    void operator()(const event::VaultCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.vault.name));
    }
    void operator()(const event::ResourceShareCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.name));
    }
    void operator()(const event::ApprovalTeamCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.name));
    }
    void operator()(const event::OrganizationCreated& e) const {
        out.emplace_back("name", name_text(t.world, e.name));
    }
    void operator()(const event::WorkloadRestored& e) const {
        out.emplace_back("name", name_text(t.world, e.workload.name));
    }
    void operator()(const event::SessionStarted& e) const {
        out.emplace_back("team", name_in_words(t, e.session.team));
    }
    void operator()(const event::JobStarted& e) const {
        out.emplace_back("kind", word(t.language, "JobKind", to_text(e.job.kind)));
    }
    void operator()(const event::OrganizationAssociated& e) const {
        out.emplace_back("share", name_in_words(t, e.share));
        out.emplace_back("organization", name_in_words(t, e.organization));
    }
    void operator()(const event::WorkloadAnalyzed& e) const {
        out.emplace_back("finding", word(t.language, "Finding", to_text(e.finding)));
    }
    void operator()(const event::AllowedImagesChanged& e) const {
        out.emplace_back("images", word(t.language, "AllowedImages", to_text(e.allowed_images)));
    }
    void operator()(const event::ScanCompleted& e) const {
        out.emplace_back("result", word(t.language, "ScanResult", to_text(e.result)));
    }
    void operator()(const event::ValidationEnded& e) const {
        out.emplace_back("status", word(t.language, "ValidationStatus", to_text(e.status)));
    }
    void operator()(const event::AccessPolicyPut& e) const {
        out.emplace_back("policy", name_in_words(t, e.policy));
    }
    void operator()(const event::JobFailed& e) const {
        out.emplace_back("failure", word(t.language, "JobFailure", to_text(e.failure)));
    }
};

}  // namespace

std::string event_text(const Telling& t, const Event& event, Ref born) {
    Fields fields;
    fields.emplace_back("subject", name_in_words(t, born ? born : subject_of(t.world, event)));
    std::visit(EventFields{t, fields}, event);
    std::string key = "event.";
    key += event_name(event);
    return fill(t.language, key, fields);
}

// --- names ----------------------------------------------------------------------------------------------------

std::string name_of_account(const World& world, Id<Account> account) {
    return world.accounts.holds(account) ? name_text(world, world.accounts[account].name)
                                         : std::string();
}

std::string name_of_person(const World& world, Id<Person> person) {
    return world.persons.holds(person) ? name_text(world, world.persons[person].name)
                                       : std::string(nobody);
}

namespace {

std::string credential_in_words(const Telling& t, Id<Credential> id) {
    if (!t.world.credentials.holds(id)) return std::string(phrase(t.language, "ref.none"));
    const Credential& row = t.world.credentials[id];
    if (!row.principal)
        return fill(t.language, "ref.sign_in", {{"user", name_in_words(t, row.user)}});
    const Principal& principal = t.world.principals[row.principal];
    return fill(t.language, "ref.credential",
                {{"principal", name_text(t.world, principal.name)},
                 {"account", name_of_account(t.world, principal.account)}});
}

std::string session_in_words(const Telling& t, Id<Session> id) {
    if (!t.world.sessions.holds(id)) return std::string(phrase(t.language, "ref.none"));
    const Session& row = t.world.sessions[id];
    return fill(t.language, "request." + std::string(to_text(row.action)),
                {{"vault", name_in_words(t, row.vault)},
                 {"team", name_in_words(t, row.team)},
                 {"view", name_in_words(t, row.restore_access_vault)},
                 {"new_team", name_in_words(t, row.new_team)}});
}

}  // namespace

std::string name_in_words(const Telling& t, Ref ref) {
    const World& w = t.world;
    if (!ref) return std::string(phrase(t.language, "ref.none"));
    switch (ref.kind) {
        case Kind::credential: return credential_in_words(t, ref.as<Credential>());
        case Kind::session: return session_in_words(t, ref.as<Session>());
        case Kind::handshake:
            if (!w.handshakes.holds(ref.as<Handshake>())) break;
            return name_in_words(t, w.handshakes[ref.as<Handshake>()].organization);
        case Kind::share_principal:
            if (!w.share_principals.holds(ref.as<SharePrincipal>())) break;
            if (const auto all = w.share_principals[ref.as<SharePrincipal>()].organization)
                return name_in_words(t, all);
            return name_of_account(w, w.share_principals[ref.as<SharePrincipal>()].account);
        case Kind::shared_resource:
            if (!w.shared_resources.holds(ref.as<SharedResource>())) break;
            return name_in_words(t, w.shared_resources[ref.as<SharedResource>()].resource);
        case Kind::identity_center: return std::string(phrase(t.language, "ref.identity_center"));
        case Kind::identity_source:
            if (!w.identity_sources.holds(ref.as<IdentitySource>())) break;
            return fill(
                t.language, "ref.identity_source",
                {{"account",
                  name_of_account(w, w.identity_sources[ref.as<IdentitySource>()].account)}});
        default: return name_of(w, ref);
    }
    return std::string(phrase(t.language, "ref.none"));
}

// --- time and words -------------------------------------------------------------------------------------------

std::string day_and_time(const Language& language, Instant at) {
    const std::int64_t total = at.ms / 1000;
    const auto two = [](std::int64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
    const std::string clock =
        two(total / 3600 % 24) + ":" + two(total / 60 % 60) + ":" + two(total % 60);
    return fill(language, "time.day", {{"day", total / 86'400 + 1}, {"clock", clock}});
}

std::string duration_text(const Language& language, Duration duration) {
    struct Unit {
        std::string_view key;
        std::int64_t ms;
    };
    static constexpr std::array<Unit, 4> units{
        {{"time.d", 86'400'000}, {"time.h", 3'600'000}, {"time.min", 60'000}, {"time.s", 1000}}};
    std::int64_t left = duration.ms < 0 ? 0 : duration.ms;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const std::int64_t n = left / units[i].ms;
        if (n == 0 && i + 1 < units.size()) continue;
        const std::string first = fill(language, units[i].key, {{"n", n}});
        left -= n * units[i].ms;
        if (i + 1 == units.size()) return first;
        const std::int64_t m = left / units[i + 1].ms;
        if (m == 0) return first;
        return fill(language, "time.two",
                    {{"first", first}, {"second", fill(language, units[i + 1].key, {{"n", m}})}});
    }
    return {};
}

std::string time_left_text(const Language& language, Duration duration) {
    constexpr std::int64_t day = 86'400'000, hour = 3'600'000, minute = 60'000;
    if (duration.ms < day || duration.ms >= 2 * day) return duration_text(language, duration);
    const std::string first = fill(language, "time.h", {{"n", duration.ms / hour}});
    const std::int64_t minutes = duration.ms % hour / minute;
    if (minutes == 0) return first;
    return fill(language, "time.two",
                {{"first", first}, {"second", fill(language, "time.min", {{"n", minutes}})}});
}

std::string word(const Language& language, std::string_view type, std::string_view value) {
    std::string key(type);
    key += '.';
    key += value;
    return std::string(phrase(language, key));
}

}  // namespace airlock::view
