// The inspector: what is picked, or the entry under the cursor. An entry shows every gate it met; a thing shows
// what AWS would say about it and the entries in which it played a part.
#include <algorithm>

#include "view/page_builder.h"
#include "world/text.h"

namespace airlock::view {

namespace {

std::string when(const Moment& m, Instant at) { return day_and_time(m.language, at); }

// --- an entry ----------------------------------------------------------------------------------------------------

VoteTally tally_until(const Log& log, std::uint32_t number) {
    VoteTally tally;
    for (std::uint32_t i = 0; i < number; ++i) tally.add(log.entries[i]);
    return tally;
}

std::string note_of(const Moment& m, const Entry& entry) {
    const auto& steps = m.run.scenario().steps;
    if (entry.step < 0 || static_cast<std::size_t>(entry.step) >= steps.size()) return {};
    return std::string(m.language.text_of(steps[static_cast<std::size_t>(entry.step)].note));
}

void add_events(Inspector& out, const Moment& m, const Entry& entry) {
    const World after = m.entry == &entry ? m.world : m.run.world_at(entry.number);
    Births births(after, entry.events);
    for (const Event& event : entry.events)
        out.events.push_back(event_text(m.telling, event, births.born(event)));
}

Inspector inspect_entry(const Moment& m, const Entry& entry) {
    Inspector out;
    const Log& log = m.run.log();
    out.title = headline_of(m.telling, entry);
    const std::string_view error =
        entry.error == ErrorCode::none ? std::string_view() : to_text(entry.error);
    out.subtitle = m.say(
        error.empty() ? "inspect.entry" : "inspect.entry.error",
        {{"entry", std::int64_t{entry.number}}, {"time", when(m, entry.at)}, {"error", error}});
    out.text = sentence_of(m.telling, entry, tally_until(log, entry.number));
    const std::string note = note_of(m, entry);
    if (!note.empty()) out.text += "\n" + note;
    for (const Check& check : entry.checks) {
        GateLine line{check.gate, check.verdict, gate_name(m.language, check.gate),
                      reason_text(m.telling, entry, check)};
        // A gate looks at more than one thing at times; what reads the same is said once.
        if (std::find(out.gates.begin(), out.gates.end(), line) == out.gates.end())
            out.gates.push_back(std::move(line));
    }
    out.would_flip = would_flip(m.telling, entry, study::smallest_flip(m.run, entry));
    add_events(out, m, entry);
    out.facts = facts_of_entry(m, entry);
    if (entry.cause != 0) out.related.push_back(entry.cause);
    for (std::size_t i = entry.number; i < log.entries.size() && out.related.size() < 40; ++i)
        if (log.entries[i].cause == entry.number) out.related.push_back(log.entries[i].number);
    return out;
}

Inspector inspect_start(const Moment& m) {
    const auto& scenario = m.run.scenario();
    Inspector out;
    out.title = m.language.text_of(scenario.title);
    out.subtitle = m.say("inspect.start.title");
    out.text = m.language.text_of(scenario.summary);
    return out;
}

// --- a thing -----------------------------------------------------------------------------------------------------

std::string text_of_vault(const Moment& m, const Vault& row) {
    switch (row.type) {
        case VaultType::BACKUP_VAULT: return m.say("inspect.vault.standard");
        case VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT: return m.say("inspect.vault.air_gapped");
        case VaultType::RESTORE_ACCESS_BACKUP_VAULT:
            return m.say("inspect.vault.view", {{"source", m.name(row.source_vault)}});
    }
    return {};
}

std::string text_of_workload(const Moment& m, const Workload& row) {
    if (row.state == WorkloadState::encrypted) return m.say("inspect.workload.encrypted");
    if (row.state == WorkloadState::deleted) return m.say("inspect.workload.deleted");
    if (row.state == WorkloadState::quarantined)
        return m.say("inspect.workload.quarantined",
                     {{"time", day_and_time(m.language, row.data_at)}});
    if (row.restored_from)
        return m.say("inspect.workload.restored", {{"time", when(m, row.data_at)}});
    return m.say("inspect.workload");
}

std::string text_of(const Moment& m, Ref ref) {
    const World& w = m.world;
    switch (ref.kind) {
        case Kind::vault: return text_of_vault(m, w.vaults[ref.as<Vault>()]);
        case Kind::team: {
            const Team& row = w.teams[ref.as<Team>()];
            return m.say("inspect.team", {{"required", std::int64_t{row.min_approvals_required}},
                                          {"approvers", std::int64_t{row.approvers_count}}});
        }
        case Kind::session: return m.say("inspect.session", {{"request", m.name(ref)}});
        case Kind::account: return m.say("inspect.account");
        case Kind::organization: return m.say("inspect.organization");
        case Kind::workload: return text_of_workload(m, w.workloads[ref.as<Workload>()]);
        case Kind::recovery_point: {
            const RecoveryPoint& row = w.recovery_points[ref.as<RecoveryPoint>()];
            return m.say("inspect.point." + std::string(to_text(row.condition)),
                         {{"time", when(m, row.captured_at)}});
        }
        case Kind::identity_center:
            return m.say(
                "inspect.identity",
                {{"provider", m.name(w.identity_centers[ref.as<IdentityCenter>()].provider)}});
        case Kind::credential: {
            const Credential& row = w.credentials[ref.as<Credential>()];
            const Id<Account> account =
                row.principal ? w.principals[row.principal].account : Id<Account>{};
            return m.say(row.stolen_from ? "inspect.credential.stolen" : "inspect.credential",
                         {{"person", name_of_person(w, row.holder)},
                          {"account", name_of_account(w, account)}});
        }
        case Kind::job:
            return m.say("inspect.job",
                         {{"kind", m.word_of("JobKind", to_text(w.jobs[ref.as<Job>()].kind))}});
        default: return {};
    }
}

// What kind of thing it is and where it stands.
std::string subtitle_of(const Moment& m, Ref ref) {
    const World& w = m.world;
    std::string kind = m.word_of("Kind", to_text(ref.kind));
    std::string place;
    if (ref.kind == Kind::vault)
        kind = m.word_of("VaultType", to_text(w.vaults[ref.as<Vault>()].type));
    if (ref.kind == Kind::recovery_point)
        place = m.name(w.recovery_points[ref.as<RecoveryPoint>()].vault);
    else if (ref.kind == Kind::account)
        place = w.accounts[ref.as<Account>()].organization
                    ? m.name(w.accounts[ref.as<Account>()].organization)
                    : "";
    else if (ref.kind == Kind::session) place = m.name(w.sessions[ref.as<Session>()].team);
    else if (ref.kind != Kind::organization) place = name_of_account(w, account_of(w, ref));
    if (place.empty()) return kind;
    return m.say("inspect.in", {{"kind", kind}, {"place", place}});
}

// Oldest first; of very many, the newest.
std::vector<std::uint32_t> entries_about(const Moment& m, Ref thing) {
    constexpr std::size_t entries_max = 40;
    std::vector<std::uint32_t> out;
    const Log& log = m.run.log();
    Births births;
    for (const Event& event : log.founding) births.born(event);
    for (const Entry& entry : log.entries) {
        const Refs refs = refs_of(entry, births);
        const bool is_about = std::find(refs.begin(), refs.end(), thing) != refs.end() ||
                              (entry.caller.credential && Ref(entry.caller.credential) == thing);
        if (is_about) out.push_back(entry.number);
    }
    if (out.size() > entries_max)
        out.erase(out.begin(), out.end() - static_cast<std::ptrdiff_t>(entries_max));
    return out;
}

Inspector inspect_thing(const Moment& m, Ref thing) {
    Inspector out;
    out.title = thing.kind == Kind::credential
                    ? name_of_person(m.world, m.world.credentials[thing.as<Credential>()].holder)
                    : m.name(thing);
    out.subtitle = subtitle_of(m, thing);
    out.text = text_of(m, thing);
    out.facts = facts_of(m, thing);
    out.related = entries_about(m, thing);
    return out;
}

}  // namespace

Inspector build_inspector(const Moment& m) {
    const auto& entries = m.run.log().entries;
    if (m.selection.thing && is_row(m.world, m.selection.thing))
        return inspect_thing(m, m.selection.thing);
    if (m.selection.entry != 0 && m.selection.entry <= entries.size())
        return inspect_entry(m, entries[m.selection.entry - 1]);
    return m.entry == nullptr ? inspect_start(m) : inspect_entry(m, *m.entry);
}

}  // namespace airlock::view
