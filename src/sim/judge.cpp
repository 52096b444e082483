// Conditions against the world and the log. A name that leads nowhere makes a thing "missing"; everything
// else asked about it is then false.
#include "sim/judge.h"

#include <algorithm>
#include <array>
#include <bit>
#include <optional>
#include <variant>

#include "sim/call_text.h"
#include "world/catalog.h"
#include "world/text.h"

namespace airlock {
namespace {

constexpr std::string_view missing = "missing";

template <class Enum>
void add_words(std::vector<std::string_view>& out, Enum last) {
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(last); ++i)
        out.push_back(to_text(static_cast<Enum>(i)));
}

// By its own name, or with its whole organization.
bool is_given_to(const World& w, const SharePrincipal& row, Ref account) {
    if (account.kind != Kind::account || !w.accounts.holds(account.as<Account>())) return false;
    return row.organization ? w.accounts[account.as<Account>()].organization == row.organization
                            : Ref(row.account) == account;
}

Kind row_kind(Condition::Kind kind) {
    switch (kind) {
        case Condition::Kind::vault: return Kind::vault;
        case Condition::Kind::team: return Kind::team;
        case Condition::Kind::session: return Kind::session;
        case Condition::Kind::job: return Kind::job;
        case Condition::Kind::recovery_point: return Kind::recovery_point;
        case Condition::Kind::workload: return Kind::workload;
        case Condition::Kind::account: return Kind::account;
        case Condition::Kind::organization: return Kind::organization;
        case Condition::Kind::principal: return Kind::principal;
        case Condition::Kind::share: return Kind::share;
        case Condition::Kind::identity_source: return Kind::identity_source;
        case Condition::Kind::person: return Kind::person;
        default: return Kind::none;
    }
}

// Work, measured in rows looked at (see work_max in run.cpp).
constexpr std::uint64_t work_of_name = 50;     // before the first row
constexpr std::uint64_t work_of_entry = 3;     // to see whether a filter picks it
constexpr std::uint64_t work_of_things = 150;  // to gather what its call is about

// Rows that a name is looked up among.
std::uint64_t rows_of(const World& w, Kind kind) {
    switch (kind) {
        case Kind::person: return w.persons.size();
        case Kind::organization: return w.organizations.size();
        case Kind::principal: return w.principals.size() + w.accounts.size();
        case Kind::team: return w.teams.size() + w.accounts.size();
        case Kind::share: return w.shares.size() + w.accounts.size();
        case Kind::vault: return w.vaults.size() + w.accounts.size();
        case Kind::workload: return w.workloads.size() + w.accounts.size();
        case Kind::credential:
            return w.credentials.size() + w.principals.size() + w.accounts.size() + w.users.size();
        default: return w.accounts.size();
    }
}

// The enumerator of that word; nothing for no word.
template <class Enum>
std::optional<Enum> value_of(std::string_view word, Enum last) {
    if (word.empty()) return std::nullopt;
    for (std::uint32_t i = 0; i <= static_cast<std::uint32_t>(last); ++i)
        if (to_text(static_cast<Enum>(i)) == word) return static_cast<Enum>(i);
    return std::nullopt;
}

std::string_view data_of(const World& world, Id<RecoveryPoint> id) {
    return to_text(world.recovery_points[id].condition);
}

// What somebody found out about it: a test of a job, a scan of a recovery point, an analysis of a workload.
std::string_view verdict_of(const World& world, Ref ref) {
    switch (ref.kind) {
        case Kind::job: return to_text(world.jobs[ref.as<Job>()].validation);
        case Kind::recovery_point:
            return to_text(world.recovery_points[ref.as<RecoveryPoint>()].scan_result);
        case Kind::workload: return to_text(world.workloads[ref.as<Workload>()].finding);
        default: return "none";
    }
}

}  // namespace

bool is_result(const Entry& entry, const EntryResult& result) {
    return (result.outcome.empty() || to_text(entry.outcome) == result.outcome) &&
           (result.gate.empty() || to_text(entry.gate) == result.gate) &&
           (result.error.empty() || to_text(entry.error) == result.error);
}

// A filter and a result with their words looked up, so that entries are compared by ids alone.
struct Judge::Picker {
    bool is_by_anybody = true;
    Id<Person> who;
    bool is_any_call = true;
    std::array<bool, std::variant_size_v<Call>> calls{};
    bool is_on_anything = true;
    std::vector<Ref> on;
    std::optional<Outcome> outcome;
    std::optional<Gate> gate;
    std::optional<ErrorCode> error;

    Picker(const Judge& judge, const Condition& condition) {
        const EntryFilter& filter = condition.filter;
        is_by_anybody = filter.who.empty();
        if (!is_by_anybody) who = judge.find(Kind::person, filter.who).as<Person>();
        is_any_call = filter.calls.empty();
        for (const std::string& name : filter.calls)
            if (const auto operation = find_operation(name)) calls[*operation] = true;
        is_on_anything = filter.on.empty();
        on = judge.things(filter.on);
        outcome = value_of(condition.result.outcome, Outcome::refused);
        gate = value_of(condition.result.gate, Gate::approval);
        error = value_of(condition.result.error, ErrorCode::ValidationException);
        judge.work_ += work_of_name * (1 + filter.calls.size());
    }
    bool fits(const Entry& entry) const {
        return (!outcome || entry.outcome == *outcome) && (!gate || entry.gate == *gate) &&
               (!error || entry.error == *error);
    }
};

bool Judge::holds(const Condition& condition) const {
    if (++work_ > work_max_) return false;
    switch (condition.kind) {
        case Condition::Kind::all:
            for (const Condition& part : condition.parts)
                if (!holds(part)) return false;
            return true;
        case Condition::Kind::any:
            for (const Condition& part : condition.parts)
                if (holds(part)) return true;
            return false;
        case Condition::Kind::none:
            for (const Condition& part : condition.parts)
                if (holds(part)) return false;
            return true;
        case Condition::Kind::some: {
            std::uint32_t n = 0;
            for (const Condition& part : condition.parts) n += holds(part) ? 1u : 0u;
            return condition.count.holds(n);
        }
        case Condition::Kind::step:
        case Condition::Kind::every:
        case Condition::Kind::count: return holds_for_entries(condition);
        case Condition::Kind::share: return holds_for_share(condition);
        case Condition::Kind::person: return holds_for_person(condition);
        default: break;
    }
    const bool state_fits = condition.state.empty() || state_of(condition) == condition.state;
    if (!state_fits) return false;
    if (condition.state == missing) return true;
    if (!subject_of(condition)) return false;
    return condition.kind == Condition::Kind::vault ? holds_for_vault(condition)
                                                    : holds_for_row(condition);
}

Ref Judge::subject_of(const Condition& condition) const {
    return find(row_kind(condition.kind), condition.subject);
}

Ref Judge::find(Kind kind, std::string_view name) const {
    work_ += work_of_name + rows_of(run_.world, kind);
    return references_.find(kind, name);
}

std::string Judge::state_of(const Condition& condition) const {
    const World& w = run_.world;
    const Ref ref = subject_of(condition);
    if (!ref) return std::string(missing);
    switch (ref.kind) {
        case Kind::vault: return std::string(to_text(w.vaults[ref.as<Vault>()].state));
        case Kind::team: return std::string(to_text(w.teams[ref.as<Team>()].status));
        case Kind::session: return std::string(to_text(w.sessions[ref.as<Session>()].status));
        case Kind::job: return std::string(to_text(w.jobs[ref.as<Job>()].status));
        case Kind::recovery_point:
            return std::string(to_text(w.recovery_points[ref.as<RecoveryPoint>()].status));
        case Kind::workload: return std::string(to_text(w.workloads[ref.as<Workload>()].state));
        case Kind::account: return std::string(to_text(w.accounts[ref.as<Account>()].status));
        case Kind::principal:
            return w.principals[ref.as<Principal>()].is_deleted ? "deleted" : "present";
        case Kind::identity_source:
            return std::string(to_text(w.identity_sources[ref.as<IdentitySource>()].status));
        case Kind::share: return std::string(to_text(w.shares[ref.as<ResourceShare>()].status));
        default: return "present";
    }
}

std::uint32_t Judge::recovery_points_in(Id<Vault> vault, const std::string& data) const {
    const World& w = run_.world;
    const Id<Vault> source = w.vaults[vault].source_vault;
    const Id<Vault> storage = source ? source : vault;
    work_ += w.recovery_points.size();
    std::uint32_t n = 0;
    for (const RecoveryPoint& row : w.recovery_points) {
        if (row.vault != storage || row.status == RecoveryPointStatus::deleted) continue;
        if (!data.empty() && to_text(row.condition) != data) continue;
        ++n;
    }
    return n;
}

bool Judge::holds_for_vault(const Condition& condition) const {
    const World& w = run_.world;
    const Id<Vault> id = subject_of(condition).as<Vault>();
    const Vault& vault = w.vaults[id];
    if (!condition.lock.empty() && to_text(vault.lock) != condition.lock) return false;
    if (condition.count.is_given && !condition.count.holds(recovery_points_in(id, condition.data)))
        return false;
    if (!condition.has_other) return true;
    if (condition.other.empty()) return !vault.mpa_approval_team;
    return vault.mpa_approval_team &&
           find(Kind::team, condition.other) == Ref(vault.mpa_approval_team);
}

bool Judge::holds_for_row(const Condition& condition) const {
    const World& w = run_.world;
    const Ref ref = subject_of(condition);
    switch (condition.kind) {
        case Condition::Kind::session: {
            const Session& row = w.sessions[ref.as<Session>()];
            const auto approvals = static_cast<std::uint32_t>(std::popcount(row.approved));
            return (condition.reason.empty() || to_text(row.status_code) == condition.reason) &&
                   (!condition.count.is_given || condition.count.holds(approvals));
        }
        case Condition::Kind::job:
            return (condition.reason.empty() ||
                    to_text(w.jobs[ref.as<Job>()].failure) == condition.reason) &&
                   (condition.verdict.empty() || verdict_of(w, ref) == condition.verdict);
        case Condition::Kind::recovery_point:
            return (condition.data.empty() ||
                    data_of(w, ref.as<RecoveryPoint>()) == condition.data) &&
                   (condition.verdict.empty() || verdict_of(w, ref) == condition.verdict);
        case Condition::Kind::workload: {
            if (!condition.verdict.empty() && verdict_of(w, ref) != condition.verdict) return false;
            if (!condition.has_other) return true;
            const Id<RecoveryPoint> from = w.workloads[ref.as<Workload>()].restored_from;
            return from && find(Kind::recovery_point, condition.other) == Ref(from);
        }
        case Condition::Kind::account: {
            const Account& row = w.accounts[ref.as<Account>()];
            if (!condition.support_case.empty() &&
                to_text(row.support_case) != condition.support_case)
                return false;
            if (!condition.has_other) return true;
            const Id<Organization> in = row.organization;
            if (condition.other.empty()) return !in;
            return in && find(Kind::organization, condition.other) == Ref(in);
        }
        default: return true;
    }
}

// With an account: the association of the share with it, the newest if it was given more than once.
bool Judge::holds_for_share(const Condition& condition) const {
    if (!condition.has_other)
        return condition.state.empty() ? bool(subject_of(condition))
                                       : state_of(condition) == condition.state;
    const World& w = run_.world;
    const Ref share = subject_of(condition);
    const Ref account = find(Kind::account, condition.other);
    std::string_view state = missing;
    work_ += w.share_principals.size();
    for (const SharePrincipal& row : w.share_principals)
        if (share && Ref(row.share) == share && is_given_to(w, row, account))
            state = to_text(row.status);
    return condition.state.empty() ? state != missing : state == condition.state;
}

bool Judge::holds_for_person(const Condition& condition) const {
    const World& w = run_.world;
    const Ref person = subject_of(condition);
    if (!person) return false;
    work_ += rows_of(w, Kind::credential);
    const Id<Credential> held = references_.credential_of(person.as<Person>(), condition.other);
    return held && !w.credentials[held].is_revoked;
}

// --- entries -------------------------------------------------------------------------------------------

const Entry* Judge::entry_of(const EntryFilter& filter) const {
    // The loader has looked the number up; it is only a hint.
    const bool is_known = filter.step_number < run_.step_ids.size() &&
                          run_.step_ids[filter.step_number] == filter.step;
    for (std::size_t i = is_known ? filter.step_number : 0; i < run_.step_ids.size(); ++i) {
        ++work_;
        if (run_.step_ids[i] != filter.step) continue;
        const std::uint32_t number = run_.step_entries[i];
        return number > 0 && number <= run_.entries.size() ? &run_.entries[number - 1] : nullptr;
    }
    return nullptr;
}

// A result may stand for a vault and a session: all that the name can mean counts.
std::vector<Ref> Judge::things(std::string_view name) const {
    static constexpr Kind kinds[] = {Kind::vault,     Kind::team,
                                     Kind::session,   Kind::recovery_point,
                                     Kind::job,       Kind::workload,
                                     Kind::share,     Kind::account,
                                     Kind::key,       Kind::organizational_unit,
                                     Kind::principal, Kind::control_policy};
    std::vector<Ref> out;
    if (name.empty()) return out;
    for (const Kind kind : kinds)
        if (const Ref ref = find(kind, name)) out.push_back(ref);
    return out;
}

bool Judge::touches(const Call& call, std::span<const Ref> things) const {
    const World& w = run_.world;
    const auto is_one = [&](Ref ref) {
        return std::find(things.begin(), things.end(), ref) != things.end();
    };
    for (const Ref& named : references_in(call)) {
        if (is_one(named)) return true;
        if (named.kind == Kind::recovery_point &&
            w.recovery_points.holds(named.as<RecoveryPoint>()))
            if (is_one(w.recovery_points[named.as<RecoveryPoint>()].vault)) return true;
        if (named.kind == Kind::session && w.sessions.holds(named.as<Session>())) {
            const Session& session = w.sessions[named.as<Session>()];
            if (is_one(session.team) || is_one(session.vault) ||
                is_one(session.restore_access_vault))
                return true;
        }
    }
    return false;
}

bool Judge::picks(const Picker& picker, const Entry& entry) const {
    work_ += work_of_entry;
    if (!entry.call) return false;
    if (!picker.is_by_anybody && (!picker.who || entry.caller.person != picker.who)) return false;
    if (!picker.is_any_call && !picker.calls[entry.call->index()]) return false;
    if (picker.is_on_anything) return true;
    work_ += work_of_things;
    return touches(*entry.call, picker.on);
}

bool Judge::holds_for_entries(const Condition& condition) const {
    if (condition.kind == Condition::Kind::step) {
        const Entry* entry = entry_of(condition.filter);
        return entry && is_result(*entry, condition.result);
    }
    const Picker picker(*this, condition);
    std::uint32_t picked = 0;
    std::uint32_t fitting = 0;
    for (const Entry& entry : run_.entries) {
        if (!picks(picker, entry)) continue;
        ++picked;
        if (picker.fits(entry)) ++fitting;
    }
    // Nothing that fits is no proof: an `every` over no entries fails.
    if (condition.kind == Condition::Kind::every)
        return picked > 0 && fitting == picked &&
               (!condition.count.is_given || condition.count.holds(picked));
    return condition.count.holds(fitting);
}

// --- what is the case instead ------------------------------------------------------------------------------

std::string Judge::found(const Condition& condition) const {
    const World& w = run_.world;
    switch (condition.kind) {
        case Condition::Kind::step:
        case Condition::Kind::every:
        case Condition::Kind::count: return found_entries(condition);
        case Condition::Kind::all:
            for (const Condition& part : condition.parts)
                if (!holds(part)) return found(part);
            return "all of it holds";
        case Condition::Kind::any: return "none of it holds";
        case Condition::Kind::some: {
            std::uint32_t n = 0;
            for (const Condition& part : condition.parts) n += holds(part) ? 1u : 0u;
            return std::to_string(n) + " of " + std::to_string(condition.parts.size()) + " hold";
        }
        case Condition::Kind::none:
            for (const Condition& part : condition.parts)
                if (holds(part)) return found(part);
            return "none of it holds";
        case Condition::Kind::person:
            return condition.subject +
                   (holds_for_person(condition) ? " holds " : " does not hold ") + condition.other;
        case Condition::Kind::vault: return found_vault(condition);
        default: break;
    }
    std::string out = condition.subject + " is " + state_of(condition);
    const Ref ref = subject_of(condition);
    if (!ref) return out;
    if (condition.kind == Condition::Kind::session) {
        const Session& row = w.sessions[ref.as<Session>()];
        if (row.status_code != SessionStatusCode::none)
            out += " because " + std::string(to_text(row.status_code));
        out += ", with " + std::to_string(std::popcount(row.approved)) + " approvals";
    }
    if (condition.kind == Condition::Kind::recovery_point)
        out += " and " + std::string(data_of(w, ref.as<RecoveryPoint>()));
    if (condition.kind == Condition::Kind::workload) {
        const Id<RecoveryPoint> from = w.workloads[ref.as<Workload>()].restored_from;
        if (from) out += ", restored from " + name_of(w, from);
    }
    if (!condition.verdict.empty())
        out += ", " + std::string(verdict_member(condition.kind)) + " " +
               std::string(verdict_of(w, ref));
    if (condition.kind == Condition::Kind::share && condition.has_other) {
        std::string_view state = "not shared";
        for (const SharePrincipal& row : w.share_principals)
            if (Ref(row.share) == ref && is_given_to(w, row, find(Kind::account, condition.other)))
                state = to_text(row.status);
        out += "; with " + condition.other + " it is " + std::string(state);
    }
    return out;
}

std::string Judge::found_vault(const Condition& condition) const {
    const World& w = run_.world;
    std::string out = condition.subject + " is " + state_of(condition);
    const Ref ref = subject_of(condition);
    if (!ref) return out;
    const Vault& vault = w.vaults[ref.as<Vault>()];
    out += ", lock " + std::string(to_text(vault.lock));
    out += ", holds " + std::to_string(recovery_points_in(ref.as<Vault>(), condition.data));
    out += condition.data.empty() ? "" : " " + condition.data;
    out += " recovery points, team ";
    return out + (vault.mpa_approval_team ? name_of(w, vault.mpa_approval_team) : "none");
}

std::string Judge::found_entries(const Condition& condition) const {
    const auto told = [](const Entry& entry) {
        std::string text = "entry " + std::to_string(entry.number) + " was ";
        text += to_text(entry.outcome);
        if (entry.gate != Gate::none) text += " at " + std::string(to_text(entry.gate));
        if (entry.error != ErrorCode::none) text += " (" + std::string(to_text(entry.error)) + ")";
        return text;
    };
    if (condition.kind == Condition::Kind::step) {
        const Entry* entry = entry_of(condition.filter);
        return entry ? told(*entry) : "step " + condition.filter.step + " has not happened";
    }
    const Picker picker(*this, condition);
    std::uint32_t picked = 0;
    std::uint32_t fitting = 0;
    std::string first_other;
    for (const Entry& entry : run_.entries) {
        if (!picks(picker, entry)) continue;
        ++picked;
        if (picker.fits(entry)) ++fitting;
        else if (first_other.empty()) first_other = told(entry);
    }
    if (picked == 0) return "no such call was made";
    std::string out = std::to_string(fitting) + " of " + std::to_string(picked) + " such calls";
    return first_other.empty() ? out : out + "; " + first_other;
}

std::vector<std::string_view> state_words(Condition::Kind kind, bool has_other) {
    std::vector<std::string_view> out;
    switch (kind) {
        case Condition::Kind::vault: add_words(out, VaultState::deleted); break;
        case Condition::Kind::team: add_words(out, TeamStatus::DELETED); break;
        case Condition::Kind::session: add_words(out, SessionStatus::CANCELLED); break;
        case Condition::Kind::job: add_words(out, JobStatus::FAILED); break;
        case Condition::Kind::recovery_point: add_words(out, RecoveryPointStatus::deleted); break;
        case Condition::Kind::workload: add_words(out, WorkloadState::deleted); break;
        case Condition::Kind::account: add_words(out, AccountStatus::closed); break;
        case Condition::Kind::principal: out = {"present", "deleted"}; break;
        case Condition::Kind::organization: out = {"present"}; break;
        case Condition::Kind::share:
            if (has_other) add_words(out, AssociationStatus::DISASSOCIATED);
            else add_words(out, ShareStatus::DELETED);
            break;
        case Condition::Kind::identity_source: add_words(out, IdentitySourceStatus::deleted); break;
        default: return out;
    }
    out.push_back(missing);
    return out;
}

std::vector<std::string_view> reason_words(Condition::Kind kind) {
    std::vector<std::string_view> out;
    if (kind == Condition::Kind::session) add_words(out, SessionStatusCode::CANCELLED_BY_USER);
    if (kind == Condition::Kind::job) add_words(out, JobFailure::image_not_allowed);
    if (!out.empty()) out.erase(out.begin());  // "none" is no reason
    return out;
}

std::string_view verdict_member(Condition::Kind kind) {
    switch (kind) {
        case Condition::Kind::job: return "validation";
        case Condition::Kind::recovery_point: return "scan";
        case Condition::Kind::workload: return "finding";
        default: return "";
    }
}

std::vector<std::string_view> verdict_words(Condition::Kind kind) {
    std::vector<std::string_view> out;
    if (kind == Condition::Kind::job) add_words(out, ValidationStatus::TIMED_OUT);
    if (kind == Condition::Kind::recovery_point) add_words(out, ScanResult::UNKNOWN);
    if (kind == Condition::Kind::workload) add_words(out, Finding::harmful);
    return out;
}

}  // namespace airlock
