// Finds where two runs part.
#include "study/divergence.h"

#include <algorithm>
#include <set>

#include "sim/call_text.h"
#include "world/text.h"

namespace airlock::study {
namespace {

std::string stable_name(const World& w, Ref ref);

std::string of(std::string_view kind, const World& w, Ref first, std::string_view between = {},
               Ref second = {}) {
    std::string out = std::string(kind) + " of " + stable_name(w, first);
    if (second) out += " " + std::string(between) + " " + stable_name(w, second);
    return out;
}

// A name that means the same in another run: rows that only have numbers are told by what they belong to.
std::string stable_name(const World& w, Ref ref) {
    if (!w.holds(ref)) return "nothing";
    switch (ref.kind) {
        case Kind::recovery_point: {
            const RecoveryPoint& row = w.recovery_points[ref.as<RecoveryPoint>()];
            return of("recovery_point", w, row.resource, "in", row.vault);
        }
        case Kind::session: {
            const Session& row = w.sessions[ref.as<Session>()];
            const Ref about = row.vault ? Ref(row.vault) : Ref(row.team);
            return of(to_text(row.action), w, about, "for", row.team);
        }
        case Kind::job: {
            const Job& row = w.jobs[ref.as<Job>()];
            return of(to_text(row.kind), w, row.resource);
        }
        case Kind::team_draft: return of("draft", w, w.team_drafts[ref.as<TeamDraft>()].team);
        case Kind::share_principal: {
            const SharePrincipal& row = w.share_principals[ref.as<SharePrincipal>()];
            return of("invitation", w, row.share, "for",
                      row.account ? Ref(row.account) : Ref(row.organization));
        }
        case Kind::handshake: return of("handshake", w, w.handshakes[ref.as<Handshake>()].account);
        case Kind::grant: return of("grant", w, w.grants[ref.as<Grant>()].key);
        case Kind::identity_source:
            return of("identity_source", w, w.identity_sources[ref.as<IdentitySource>()].account);
        default: return name_of(w, ref);
    }
}

// What the attacker of a run tried, each operation once, and where he began.
struct Attack {
    Mark first;
    std::set<std::string_view> operations;
};

Attack attack_of(const Simulation& run) {
    Attack out;
    Sides sides(run.log());
    for (const Entry& entry : run.log().entries) {
        sides.read(run.world(), entry);
        if (!sides.is_attack() || !entry.call) continue;
        if (!out.first) out.first = {entry.at, entry.number};
        out.operations.insert(operation_of(*entry.call).name);
    }
    return out;
}

bool is_one_story(const Simulation& a, const Simulation& b) {
    return a.scenario().name == b.scenario().name && a.world_at(0).hash() == b.world_at(0).hash();
}

}  // namespace

std::string deed_of(const World& w, const Entry& entry) {
    std::string out = entry.caller.person ? name_of(w, entry.caller.person) : std::string("-");
    out += " ";
    out += entry.call ? operation_of(*entry.call).name : to_text(entry.due.kind);
    const Ref subject = entry.call ? subject_of(*entry.call) : entry.due.subject;
    if (subject) out += " " + stable_name(w, subject);
    if (entry.call)
        if (const auto* vote = std::get_if<call::Vote>(&*entry.call))
            out += " " + std::string(to_text(vote->response));
    out += " " + std::string(to_text(entry.outcome));
    if (entry.outcome == Outcome::refused || entry.outcome == Outcome::failed)
        out += " at " + std::string(to_text(entry.gate));
    return out;
}

Divergence diverge(const Simulation& first, const Simulation& second) {
    Divergence out;
    const Attack attacks[] = {attack_of(first), attack_of(second)};
    out.attacked = {attacks[0].first, attacks[1].first};
    for (const std::string_view operation : attacks[0].operations)
        if (attacks[1].operations.contains(operation))
            out.shared_operations.emplace_back(operation);
    const std::size_t fewer = std::min(attacks[0].operations.size(), attacks[1].operations.size());
    out.shares_attack = fewer > 0 && 2 * out.shared_operations.size() >= fewer;
    out.is_one_story = is_one_story(first, second);

    std::size_t at[] = {0, 0};
    if (!out.is_one_story && out.attacked[0] && out.attacked[1]) {
        out.offset = out.attacked[0].at - out.attacked[1].at;
        at[0] = out.attacked[0].entry - 1, at[1] = out.attacked[1].entry - 1;
    }
    const auto& left = first.log().entries;
    const auto& right = second.log().entries;
    while (at[0] < left.size() && at[1] < right.size() &&
           deed_of(first.world(), left[at[0]]) == deed_of(second.world(), right[at[1]]))
        ++at[0], ++at[1];
    const bool has_left = at[0] < left.size(), has_right = at[1] < right.size();
    out.has_diverged = has_left || has_right;
    if (has_left) out.parted[0] = {left[at[0]].at, left[at[0]].number};
    if (has_right) out.parted[1] = {right[at[1]].at, right[at[1]].number};
    return out;
}

}  // namespace airlock::study
