// Puts the rows of two worlds side by side, table by table.
#include "study/changes.h"

#include <array>

#include "study/protection.h"

namespace airlock::study {

std::string_view to_text(Happened what) {
    static constexpr std::array<std::string_view, happened_count> names{
        "workload_encrypted", "workload_harmed",   "account_taken",    "account_closed",
        "vault_deleted",      "point_deleted",     "point_unreadable", "role_deleted",
        "directory_gone",     "workload_restored", "account_regained", "view_opened",
        "view_closed",        "request_agreed",    "request_failed",   "request_opened",
        "team_gone",          "team_ready",        "vault_made",       "point_made",
        "share_opened",       "share_closed"};
    return names[static_cast<std::size_t>(what)];
}

namespace {

class Comparison {
  public:
    Comparison(const World& before, const World& after) : before_(before), after_(after) {}

    std::vector<Difference> read() {
        accounts();
        workloads();
        vaults();
        points();
        people();
        requests();
        shares();
        std::vector<Difference> sorted;
        for (std::uint32_t what = 0; what < happened_count; ++what)
            for (Difference& one : out_)
                if (one.what == static_cast<Happened>(what)) sorted.push_back(std::move(one));
        return sorted;
    }

  private:
    void add(bool is_so, Happened what, Ref thing, Ref place = {}) {
        if (!is_so) return;
        for (Difference& known : out_)
            if (known.what == what && known.place == place) return known.things.push_back(thing);
        out_.push_back({what, place, {thing}});
    }

    // `then` is null for a row that was not there.
    template <class Row, class Visit>
    static void each(const Table<Row>& before, const Table<Row>& after, Visit&& visit) {
        if (before == after) return;
        for (const Row& now : after) {
            const Id<Row> id = after.id_of(now);
            visit(id, before.holds(id) ? &before[id] : nullptr, now);
        }
    }

    void accounts() {
        for (const Account& now : after_.accounts) {
            const Id<Account> id = after_.accounts.id_of(now);
            if (!before_.accounts.holds(id)) continue;
            const bool was_taken = is_taken(before_, id), is_theirs = is_taken(after_, id);
            const bool was_open = before_.accounts[id].status == AccountStatus::ACTIVE;
            const bool is_open = now.status == AccountStatus::ACTIVE;
            add(!was_taken && is_theirs, Happened::account_taken, id);
            add(was_open && !is_open, Happened::account_closed, id);
            add((was_taken && !is_theirs) || (!was_open && is_open), Happened::account_regained,
                id);
        }
    }

    void workloads() {
        each(before_.workloads, after_.workloads,
             [&](Id<Workload> id, const Workload* then, const Workload& now) {
                 const bool was_encrypted =
                     then != nullptr && then->state == WorkloadState::encrypted;
                 const bool was_clean = then != nullptr && then->data == DataCondition::clean;
                 const bool is_lost = now.state == WorkloadState::encrypted;
                 add(then != nullptr && !was_encrypted && is_lost, Happened::workload_encrypted,
                     id);
                 add(was_clean && !is_lost && now.data != DataCondition::clean,
                     Happened::workload_harmed, id);
                 add(then == nullptr && !is_lost && now.state != WorkloadState::deleted,
                     Happened::workload_restored, id);
             });
    }

    void vaults() {
        each(before_.vaults, after_.vaults, [&](Id<Vault> id, const Vault* then, const Vault& now) {
            const bool was_there = then != nullptr && then->state == VaultState::AVAILABLE;
            const bool is_there = now.state == VaultState::AVAILABLE;
            const bool is_view = now.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
            const Ref place = is_view ? Ref(now.source_vault) : Ref();
            add(!was_there && is_there, is_view ? Happened::view_opened : Happened::vault_made, id,
                place);
            add(was_there && !is_there, is_view ? Happened::view_closed : Happened::vault_deleted,
                id, place);
        });
    }

    void points() {
        each(before_.recovery_points, after_.recovery_points,
             [&](Id<RecoveryPoint> id, const RecoveryPoint* then, const RecoveryPoint& now) {
                 const bool was_there =
                     then != nullptr && then->status != RecoveryPointStatus::deleted;
                 const bool is_there = now.status != RecoveryPointStatus::deleted;
                 add(then == nullptr && is_there, Happened::point_made, id, now.vault);
                 add(was_there && !is_there, Happened::point_deleted, id, now.vault);
                 add(was_there && is_there && then->condition != DataCondition::lost &&
                         now.condition == DataCondition::lost,
                     Happened::point_unreadable, id, now.vault);
             });
    }

    void people() {
        each(before_.principals, after_.principals,
             [&](Id<Principal> id, const Principal* then, const Principal& now) {
                 add(then != nullptr && !then->is_deleted && now.is_deleted, Happened::role_deleted,
                     id, now.account);
             });
        each(before_.identity_centers, after_.identity_centers,
             [&](Id<IdentityCenter> id, const IdentityCenter* then, const IdentityCenter& now) {
                 add(then != nullptr && !then->is_deleted && now.is_deleted,
                     Happened::directory_gone, id);
             });
    }

    void requests() {
        each(before_.sessions, after_.sessions,
             [&](Id<Session> id, const Session* then, const Session& now) {
                 if (then != nullptr && then->status == now.status) return;
                 if (now.action == ProtectedAction::ApprovalTeamBaseline) return;
                 const Happened what =
                     now.status == SessionStatus::APPROVED ? Happened::request_agreed
                     : now.status == SessionStatus::PENDING || now.status == SessionStatus::CREATING
                         ? Happened::request_opened
                         : Happened::request_failed;
                 add(true, what, id);
             });
        each(before_.teams, after_.teams, [&](Id<Team> id, const Team* then, const Team& now) {
            const bool was_ready = then != nullptr && then->status == TeamStatus::ACTIVE;
            const bool is_ready = now.status == TeamStatus::ACTIVE;
            add(!was_ready && is_ready, Happened::team_ready, id);
            add(was_ready && !is_ready, Happened::team_gone, id);
        });
    }

    // What somebody was let into: the resource and the account, or organization, that it is shared with.
    static bool is_open(const World& w, Ref resource, Id<SharePrincipal> id) {
        if (!w.share_principals.holds(id)) return false;
        const SharePrincipal& row = w.share_principals[id];
        if (row.status != AssociationStatus::ASSOCIATED) return false;
        for (const SharedResource& shared : w.shared_resources)
            if (shared.share == row.share && shared.resource == resource && shared.is_associated)
                return true;
        return false;
    }

    void shares() {
        if (before_.share_principals == after_.share_principals &&
            before_.shared_resources == after_.shared_resources)
            return;
        for (const SharedResource& shared : after_.shared_resources)
            for (const SharePrincipal& row : after_.share_principals) {
                if (row.share != shared.share) continue;
                const auto id = after_.share_principals.id_of(row);
                const bool was_open = is_open(before_, shared.resource, id);
                const bool is_open_now = is_open(after_, shared.resource, id);
                add(!was_open && is_open_now, Happened::share_opened, id, shared.resource);
                add(was_open && !is_open_now, Happened::share_closed, id, shared.resource);
            }
    }

    const World& before_;
    const World& after_;
    std::vector<Difference> out_;
};

}  // namespace

std::vector<Difference> differences(const World& before, const World& after) {
    return Comparison(before, after).read();
}

}  // namespace airlock::study
