// Looks up where one stands in a run, and what the entry there touched.
#include "view/moment.h"

#include <algorithm>

namespace airlock::view {

namespace {

const Entry* entry_under(const Simulation& run, const Cursor& cursor) {
    const auto& entries = run.log().entries;
    if (cursor.entry == 0 || entries.empty()) return nullptr;
    return &entries[std::min<std::size_t>(cursor.entry, entries.size()) - 1];
}

}  // namespace

Moment::Moment(const Simulation& simulation, const Cursor& cursor, const Selection& picked,
               const Language& words)
    : run(simulation),
      world(simulation.world_at(std::min(cursor.entry, simulation.entries()))),
      entry(entry_under(simulation, cursor)),
      at(entry != nullptr ? std::max(cursor.at, entry->at) : cursor.at),
      selection(picked),
      language(words),
      telling{simulation.world(), words},
      sides(simulation.log()),
      standing(world, sides) {
    for (std::uint32_t i = 0; entry != nullptr && i < entry->number; ++i)
        sides.read(simulation.world(), simulation.log().entries[i]);
    if (entry == nullptr) return;
    Births births(world, entry->events);
    const Refs named = refs_of(*entry, births);
    for (const Ref& ref : named) {
        touched.push_back(ref);
        const Ref shown = stage_ref(world, ref);
        if (shown) touched.push_back(shown);
    }
    // What a call merely names has not been changed by it when it was refused.
    if (entry->outcome == Outcome::refused) touched.clear();
    target = target_of(world, *entry);
}

bool Moment::is_touched(Ref ref) const {
    return std::find(touched.begin(), touched.end(), ref) != touched.end();
}

bool is_row(const World& world, Ref ref) {
    bool found = false;
    world.each_table([&]<class Row>(const Table<Row>& table) {
        if (Ref(Id<Row>{0}).kind == ref.kind && table.holds(ref.as<Row>())) found = true;
    });
    return found;
}

Ref stage_ref(const World& w, Ref ref) {
    if (!is_row(w, ref)) return {};
    switch (ref.kind) {
        case Kind::session: return w.sessions[ref.as<Session>()].team;
        case Kind::recovery_point: return w.recovery_points[ref.as<RecoveryPoint>()].vault;
        case Kind::job: {
            const Job& job = w.jobs[ref.as<Job>()];
            if (job.kind != JobKind::restore) return job.destination;
            return job.status == JobStatus::COMPLETED ? Ref(job.resource) : ref;
        }
        case Kind::identity_source:
            return w.identity_sources[ref.as<IdentitySource>()].identity_center;
        case Kind::handshake: return w.handshakes[ref.as<Handshake>()].account;
        case Kind::share_principal: {
            const SharePrincipal& row = w.share_principals[ref.as<SharePrincipal>()];
            return row.organization ? Ref(row.organization) : Ref(row.account);
        }
        case Kind::shared_resource: return w.shared_resources[ref.as<SharedResource>()].resource;
        case Kind::share:
            for (const SharedResource& row : w.shared_resources)
                if (row.share == ref.as<ResourceShare>()) return row.resource;
            return w.shares[ref.as<ResourceShare>()].account;
        case Kind::principal:
            for (const Credential& row : w.credentials)
                if (row.principal == ref.as<Principal>() && !row.stolen_from)
                    return w.credentials.id_of(row);
            return w.principals[ref.as<Principal>()].account;
        case Kind::organization:
        case Kind::account:
        case Kind::credential:
        case Kind::identity_center:
        case Kind::team:
        case Kind::vault:
        case Kind::workload: return ref;
        default: return {};
    }
}

Id<Account> account_of(const World& w, Ref ref) {
    const Ref shown = stage_ref(w, ref);
    switch (shown.kind) {
        case Kind::account: return shown.as<Account>();
        case Kind::organization:
            return w.organizations[shown.as<Organization>()].management_account;
        case Kind::credential: {
            const Id<Principal> principal = w.credentials[shown.as<Credential>()].principal;
            return principal ? w.principals[principal].account : Id<Account>{};
        }
        case Kind::identity_center: return w.identity_centers[shown.as<IdentityCenter>()].account;
        case Kind::team: return w.teams[shown.as<Team>()].account;
        case Kind::vault: return w.vaults[shown.as<Vault>()].account;
        case Kind::workload: return w.workloads[shown.as<Workload>()].account;
        case Kind::job: return w.jobs[shown.as<Job>()].account;
        default: return {};
    }
}

}  // namespace airlock::view
