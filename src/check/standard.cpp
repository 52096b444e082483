// The table of what is tried, and the promises.
#include "check/standard.h"

#include <algorithm>
#include <bit>
#include <set>
#include <tuple>
#include <utility>

#include "base/check.h"
#include "check/explore.h"
#include "world/arn.h"
#include "world/catalog.h"
#include "world/decide.h"
#include "world/evolve.h"
#include "world/gates.h"
#include "world/text.h"

namespace airlock::check {
namespace {

// What is refused there is refused whatever else happens: nothing that is tried here changes policies, roles, or where
// accounts stand.
bool is_for_ever(Gate gate) {
    switch (gate) {
        case Gate::resource_control_policy:
        case Gate::service_control_policy:
        case Gate::identity_policy:
        case Gate::permissions_boundary:
        case Gate::session_policy:
        case Gate::management_account:
        case Gate::vault_type: return true;
        default: return false;
    }
}

constexpr std::int32_t deletion_days = 7;  // the least that KMS and multi-party approval take

bool is_usable(const World& world, const Credential& row, Instant at) {
    return !row.is_revoked && row.expires_at > at &&
           (!row.principal || !world.principals[row.principal].is_deleted) &&
           (!row.user || (world.users[row.user].is_enabled && !world.users[row.user].is_deleted));
}

std::uint32_t approvals(const Session& session) {
    return static_cast<std::uint32_t>(std::popcount(session.approved));
}

bool is_tainted(DataCondition condition) {
    return condition == DataCondition::infected || condition == DataCondition::corrupted;
}

// Would the honest side know? Scanned, or tried out by a restore testing plan.
bool is_tested(const World& world, const RecoveryPoint& point) {
    if (point.scan_result != ScanResult::none) return true;
    // What was captured at one moment is the same in whichever vault it is tried out.
    std::vector<Id<Vault>> vaults = {point.vault};
    for (const RecoveryPoint& row : world.recovery_points)
        if (row.resource == point.resource && row.captured_at == point.captured_at &&
            row.condition == point.condition && row.status == RecoveryPointStatus::COMPLETED)
            vaults.push_back(row.vault);
    const auto names = [](const auto& list, auto id) {
        bool is_any = false, is_there = false;
        for (const auto one : list) is_any = is_any || one, is_there = is_there || one == id;
        return is_there || !is_any;
    };
    for (const RestoreTestingSelection& row : world.restore_testing_selections) {
        const RestoreTestingPlan& plan = world.restore_testing_plans[row.plan];
        if (row.is_deleted || plan.is_deleted || !names(row.resources, point.resource) ||
            row.resource_type != world.workloads[point.resource].resource_type)
            continue;
        if (std::any_of(vaults.begin(), vaults.end(),
                        [&](Id<Vault> vault) { return names(plan.vaults, vault); }))
            return true;
    }
    return false;
}

}  // namespace

std::string_view to_text(Standard standard) {
    switch (standard) {
        case Standard::none: return "none";
        case Standard::recoverable: return "recoverable";
        case Standard::confidential: return "confidential";
        case Standard::immutable: return "immutable";
        case Standard::no_unilateral_access: return "no_unilateral_access";
        case Standard::no_takeover: return "no_takeover";
        case Standard::sound_restore: return "sound_restore";
    }
    return {};
}

StandardDesign::StandardDesign(World& first, const Scenario& scenario, Catalog& catalog,
                               Id<Person> thief, Instant at)
    : first_(first), scenario_(scenario), thief_(thief), at_(at) {
    view_ = catalog.names.intern("standard-view");
    loot_ = catalog.names.intern("loot");
    restored_ = catalog.names.intern("restored");
    const std::uint32_t own = first.credentials.size();
    for (std::uint32_t i = 0; i < own; ++i)
        if (first.credentials[{i}].holder != thief && !first.credentials[{i}].stolen_from &&
            is_usable(first, first.credentials[{i}], at))
            reserve_theft(first, thief, {i});
    all_stolen_ = first;
    for (std::uint32_t i = 0; i < own; ++i)
        if (theft_of(first, thief, {i})) evolve(all_stolen_, event::CredentialStolen{{i}, thief});
    for (const ScenarioPerson& person : scenario.persons) {
        auto& trusted = trusts_.emplace_back();
        if (!person.staff) continue;
        for (const Principal& row : first.principals)
            if (const auto& names = person.staff->trusts;
                std::find(names.begin(), names.end(),
                          name_of(first, first.principals.id_of(row))) != names.end())
                trusted.push_back(first.principals.id_of(row));
    }
    find_hands();
    find_points();
    find_events(catalog);
}

void StandardDesign::find_hands() {
    for (std::uint32_t i = 0; i < all_stolen_.credentials.size(); ++i) {
        const Credential& row = all_stolen_.credentials[{i}];
        if (!is_usable(all_stolen_, row, at_)) continue;
        Hand hand;
        hand.person = row.holder;
        hand.credential = {i};
        hand.principal = row.principal;
        if (row.principal) hand.account = all_stolen_.principals[row.principal].account;
        hand.is_thief = row.holder == thief_;
        hands_.push_back(hand);
    }
}

// Of several backups in one vault under one key the newest stands for all: whoever can take it can take the others.
void StandardDesign::find_points() {
    for (const RecoveryPoint& row : first_.recovery_points) {
        if (row.status != RecoveryPointStatus::COMPLETED || !row.vault ||
            first_.vaults[row.vault].state == VaultState::deleted ||
            row.condition == DataCondition::lost || row.condition == DataCondition::encrypted)
            continue;
        const auto same = std::find_if(points_.begin(), points_.end(), [&](Id<RecoveryPoint> id) {
            const RecoveryPoint& other = first_.recovery_points[id];
            return other.vault == row.vault && other.condition == row.condition &&
                   other.key == row.key;
        });
        const Id<RecoveryPoint> id = first_.recovery_points.id_of(row);
        if (same == points_.end()) points_.push_back(id);
        else if (first_.recovery_points[*same].captured_at <= row.captured_at) *same = id;
    }
}

bool StandardDesign::is_team_member(Id<User> user) const {
    for (const Team& team : first_.teams)
        if (team.status != TeamStatus::DELETED && approver_number(team, user) != approvers_max)
            return true;
    return false;
}

void StandardDesign::find_events(Catalog& catalog) {
    const auto add_event = [&](BasicEvent::Kind kind, Ref subject, bool grants = false) {
        events_.push_back({kind, subject, {}, grants ? thief_ : Id<Person>()});
    };
    std::vector<Id<Person>> persons, approvers;
    std::vector<Id<IdentityProvider>> providers;
    const auto add_once = [](auto& list, auto id) {
        if (std::find(list.begin(), list.end(), id) == list.end()) list.push_back(id);
    };
    for (const Hand& hand : hands_) {
        if (hand.is_thief) continue;
        const Credential& row = first_.credentials[hand.credential];
        if (row.principal) add_event(BasicEvent::Kind::credential_stolen, hand.credential, true);
        if (hand.person) add_once(persons, hand.person);
        if (!row.user || !is_team_member(row.user)) continue;
        add_once(approvers, hand.person);
        add_once(providers, first_.users[row.user].provider);
    }
    for (const Id<Person> person : approvers)
        add_event(BasicEvent::Kind::person_phished, person, true);
    for (const Id<Person> person : persons)
        add_event(BasicEvent::Kind::person_bribed, person, true);
    for (const Organization& row : first_.organizations)
        add_event(BasicEvent::Kind::organization_lost, first_.organizations.id_of(row), true);
    for (const Id<Person> person : persons) add_event(BasicEvent::Kind::person_absent, person);
    for (const Id<Person> person : approvers) add_event(BasicEvent::Kind::device_lost, person);
    for (const Id<IdentityProvider> provider : providers)
        add_event(BasicEvent::Kind::provider_down, provider);
    for (const Key& row : first_.keys)
        if (row.manager == KeyManager::CUSTOMER && row.state == KeyState::Enabled)
            add_event(BasicEvent::Kind::key_disabled, first_.keys.id_of(row));
    // The other Regions answer here whatever happens.
    if (!approvers.empty())
        events_.push_back(
            {BasicEvent::Kind::region_down, {}, catalog.names.intern(mpa_region), {}});
    for (const Id<RecoveryPoint> point : points_)
        if (first_.recovery_points[point].condition == DataCondition::clean)
            add_event(BasicEvent::Kind::backup_infected, point);
}

// --- what is tried -------------------------------------------------------------------------------------------

bool StandardDesign::is_possible(const Move& move) const {
    const Decision decision = decide(all_stolen_, move.caller, move.call);
    return decision.outcome != Outcome::refused || !is_for_ever(decision.gate);
}

void StandardDesign::add(std::vector<Move>& out, const Hand& hand, const Call& call,
                         bool is_once) const {
    Move move;
    move.caller = {hand.person, hand.credential, at_};
    move.call = call;
    move.is_once = is_once;
    if (is_once) move.approvals = approvals_of(hand);
    if (is_once && move.approvals.empty()) return;
    if (is_possible(move)) out.push_back(std::move(move));
}

// `place`: what a thief may do to himself comes last.
void StandardDesign::add_destroying(std::vector<Move>& out, const Hand& hand, const Call& call,
                                    std::uint8_t place) const {
    const std::size_t before = out.size();
    add(out, hand, call);
    if (out.size() != before) out.back().destroys = place;
}

// The sign-ins with which a request of this hand could be approved.
std::vector<Id<Credential>> StandardDesign::approvals_of(const Hand& hand) const {
    std::vector<Id<Credential>> out;
    for (const Hand& other : hands_) {
        if (other.principal || !is_team_member(all_stolen_.credentials[other.credential].user))
            continue;
        const auto trusts = [&](Id<Person> person) {
            if (!person) return false;
            const auto& list = trusts_[person.index];
            return std::find(list.begin(), list.end(), hand.principal) != list.end();
        };
        if (other.is_thief ? hand.is_thief : trusts(other.person)) out.push_back(other.credential);
    }
    return out;
}

bool StandardDesign::is_air_gapped(Id<Vault> vault) const {
    const Vault& row = first_.vaults[vault];
    return row.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT &&
           row.state != VaultState::deleted;
}

// What takes backups, or the ways to them, away.
void StandardDesign::add_destruction(std::vector<Move>& out) const {
    const World& w = first_;
    for (const Hand& hand : hands_) {
        if (!hand.is_thief || !hand.principal) continue;
        for (const Id<RecoveryPoint> point : points_)
            if (const Id<Vault> vault = w.recovery_points[point].vault;
                w.vaults[vault].account == hand.account)
                add_destroying(out, hand, call::DeleteRecoveryPoint{vault, point});
        for (const ResourceShare& row : w.shares)
            if (row.account == hand.account && row.status == ShareStatus::ACTIVE)
                add_destroying(out, hand, call::DeleteResourceShare{w.shares.id_of(row)});
        for (const Account& row : w.accounts)
            if (row.status == AccountStatus::ACTIVE)
                add_destroying(out, hand, call::CloseAccount{w.accounts.id_of(row)}, 3);
        for (const Key& row : w.keys)
            if (row.account == hand.account && row.manager == KeyManager::CUSTOMER) {
                add_destroying(out, hand, call::DisableKey{w.keys.id_of(row)});
                add_destroying(out, hand,
                               call::ScheduleKeyDeletion{w.keys.id_of(row), deletion_days});
            }
        for (const Principal& row : w.principals)
            if (row.account == hand.account && row.kind == PrincipalKind::role && !row.is_deleted)
                add_destroying(out, hand, call::DeleteRole{w.principals.id_of(row)}, 2);
        add_destroying(out, hand, call::UpdateGlobalSettings{Setting::no, Setting::absent});
    }
}

// Restore access to air-gapped vaults, asked for once from each account: a second request has no more to it than the
// first, for what was answered to one that is over makes no difference to another. A thief can get in the way of a request
// with one of his own from the same account.
void StandardDesign::add_requests(std::vector<Move>& out, bool by_honest, bool by_thief) const {
    std::vector<Id<Account>> asking;
    const auto add_of = [&](const Hand& hand) {
        const std::size_t before = out.size();
        for (const Vault& row : first_.vaults)
            if (const Id<Vault> vault = first_.vaults.id_of(row);
                is_air_gapped(vault) && row.account != hand.account)
                add(out, hand,
                    call::CreateRestoreAccessBackupVault{vault, hand.is_thief ? loot_ : view_, {}},
                    true);
        return out.size() != before;
    };
    for (const Hand& hand : hands_)
        if (by_honest && hand.principal && !hand.is_thief && add_of(hand))
            asking.push_back(hand.account);
    for (const Hand& hand : hands_)
        if (hand.principal && hand.is_thief &&
            (by_thief || std::find(asking.begin(), asking.end(), hand.account) != asking.end()))
            add_of(hand);
}

// What changes the team, its place at the vault, or who its approvers are.
void StandardDesign::add_takeover(std::vector<Move>& out) const {
    const World& w = first_;
    for (const Hand& hand : hands_) {
        if (!hand.is_thief || !hand.principal) continue;
        for (const Vault& row : w.vaults) {
            const Id<Vault> vault = w.vaults.id_of(row);
            if (row.account != hand.account || !is_air_gapped(vault)) continue;
            add(out, hand, call::DisassociateBackupVaultMpaApprovalTeam{vault, {}}, true);
            for (const Team& team : w.teams)
                if (const Id<Team> id = w.teams.id_of(team); id != row.mpa_approval_team)
                    add(out, hand, call::AssociateBackupVaultMpaApprovalTeam{vault, id, {}}, true);
        }
        for (const Team& row : w.teams) {
            if (row.account != hand.account) continue;
            call::UpdateApprovalTeam update;
            update.team = w.teams.id_of(row);
            update.min_approvals_required = 1;
            add(out, hand, update, true);
            add(out, hand, call::StartActiveApprovalTeamDeletion{w.teams.id_of(row), deletion_days},
                true);
        }
    }
}

// What needs no team's vote, and shuts its approvers out.
void StandardDesign::add_tampering(std::vector<Move>& out) const {
    const World& w = first_;
    for (const Hand& hand : hands_) {
        if (!hand.is_thief) continue;
        for (const IdentitySource& row : w.identity_sources)
            if (hand.principal && row.account == hand.account)
                add_destroying(out, hand,
                               call::DeleteIdentitySource{w.identity_sources.id_of(row)});
        for (const IdentityCenter& row : w.identity_centers)
            if (hand.principal && row.account == hand.account && !row.is_deleted) {
                add_destroying(out, hand, call::DeleteInstance{w.identity_centers.id_of(row)});
                for (const IdentityProvider& provider : w.identity_providers)
                    if (const auto id = w.identity_providers.id_of(provider); id != row.provider)
                        add_destroying(out, hand, call::ChangeIdentityProvider{id});
            }
        const Id<User> own = all_stolen_.credentials[hand.credential].user;
        if (!hand.principal && !(own && w.users[own].is_administrator)) continue;
        for (const User& row : w.users)
            if (const Id<User> user = w.users.id_of(row); is_team_member(user))
                add_destroying(out, hand, call::DisableUser{user});
    }
}

// Answers to sessions that these moves open, and to those that are pending: a thief's any, an approver's approval of whom
// he trusts. Where the honest side plays to win (`for_access`), it agrees to nothing but access.
void StandardDesign::add_votes(std::vector<Move>& out, bool for_access) const {
    std::set<std::tuple<Id<Account>, std::size_t, Ref>> requests;
    for (const Move& move : out)
        if (move.is_once)
            requests.emplace(
                all_stolen_.principals[all_stolen_.credentials[move.caller.credential].principal]
                    .account,
                move.call.index(), first_subject_of(move.call));
    const auto asked = static_cast<std::uint32_t>(requests.size());
    std::vector<Id<Session>> sessions;
    for (const Session& row : first_.sessions)
        if (row.status == SessionStatus::PENDING) sessions.push_back(first_.sessions.id_of(row));
    for (std::uint32_t i = 0; i < asked; ++i) sessions.push_back({first_.sessions.size() + i});
    for (const Hand& hand : hands_) {
        if (hand.principal || !is_team_member(all_stolen_.credentials[hand.credential].user))
            continue;
        for (const Id<Session> session : sessions) {
            Move move;
            move.caller = {hand.person, hand.credential, at_};
            move.call = call::Vote{session, Response::APPROVED};
            if (hand.is_thief) {
                out.push_back(move);
                move.call = call::Vote{session, Response::REJECTED};
                out.push_back(move);
            } else if (hand.person && !trusts_[hand.person.index].empty()) {
                move.trusted = trusts_[hand.person.index];
                move.is_for_access = for_access;
                out.push_back(move);
            }
        }
    }
}

std::vector<Move> StandardDesign::restores(bool by_thief, bool of_tainted) const {
    std::vector<Id<RecoveryPoint>> points;
    for (const Id<RecoveryPoint> point : points_)
        if (is_tainted(first_.recovery_points[point].condition) == of_tainted)
            points.push_back(point);
    // The backups that an event infects come after all others.
    const auto later = static_cast<std::uint32_t>(std::count_if(
        events_.begin(), events_.end(),
        [](const BasicEvent& event) { return event.kind == BasicEvent::Kind::backup_infected; }));
    for (std::uint32_t i = 0; of_tainted && i < later; ++i)
        points.push_back({first_.recovery_points.size() + i});
    std::vector<Move> out;
    for (const Hand& hand : hands_)
        for (const Id<RecoveryPoint> point : points)
            if (hand.principal && hand.is_thief == by_thief)
                add(out, hand, call::StartRestoreJob{point, restored_, {}});
    return out;
}

std::vector<Ref> StandardDesign::deadlines() const {
    std::vector<Ref> out = rows_with_deadlines(first_);
    std::erase_if(out, [](Ref row) {
        return row.kind == Kind::recovery_point || row.kind == Kind::job ||
               row.kind == Kind::credential || row.kind == Kind::share_principal;
    });
    return out;
}

// --- the promises --------------------------------------------------------------------------------------------

bool StandardDesign::is_protected(const RecoveryPoint& point) const {
    if (point.status != RecoveryPointStatus::COMPLETED || !point.vault) return false;
    const Vault& vault = first_.vaults[point.vault];
    return vault.state != VaultState::deleted && vault.lock == LockMode::compliance &&
           vault.lock_date <= at_;
}

std::function<bool(const World&)> StandardDesign::immutability() const {
    std::vector<std::pair<Id<RecoveryPoint>, RecoveryPoint>> kept;
    for (const RecoveryPoint& row : first_.recovery_points)
        if (is_protected(row)) kept.emplace_back(first_.recovery_points.id_of(row), row);
    return [kept](const World& world) {
        return std::any_of(kept.begin(), kept.end(), [&](const auto& one) {
            const RecoveryPoint& now = world.recovery_points[one.first];
            // What would have come to the end of its lifecycle before the account does is not lost with it.
            const Account& owner = world.accounts[world.vaults[one.second.vault].account];
            if (owner.status == AccountStatus::closed &&
                one.second.delete_at <= owner.closed_at + post_closure)
                return false;
            return now.status != RecoveryPointStatus::COMPLETED || now.vault != one.second.vault ||
                   now.delete_at < one.second.delete_at || now.condition != one.second.condition;
        });
    };
}

// By the team's vote: in a session that was approved, the last one or one before. AWS has no vote on the first team of a
// vault, nor on who the approvers of a team are to Identity Center.
std::function<bool(const World&)> StandardDesign::takeover() const {
    return [first = first_](const World& world) {
        const auto was_agreed = [&](auto&& is_about) {
            for (std::uint32_t i = first.sessions.size(); i < world.sessions.size(); ++i)
                if (world.sessions[{i}].status == SessionStatus::APPROVED &&
                    is_about(world.sessions[{i}]))
                    return true;
            return false;
        };
        for (std::uint32_t i = 0; i < first.vaults.size(); ++i) {
            const Vault& before = first.vaults[{i}];
            const Vault& now = world.vaults[{i}];
            if (before.type != VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT ||
                now.mpa_approval_team == before.mpa_approval_team)
                continue;
            if (!before.mpa_approval_team || !was_agreed([&](const Session& row) {
                    const bool is_swap =
                        row.action == ProtectedAction::AssociateBackupVaultMpaApprovalTeam ||
                        row.action == ProtectedAction::DisassociateBackupVaultMpaApprovalTeam;
                    const bool is_end =
                        row.action == ProtectedAction::StartActiveApprovalTeamDeletion;
                    return (is_swap && row.vault == Id<Vault>{i} &&
                            row.new_team == now.mpa_approval_team) ||
                           (is_end && row.team == before.mpa_approval_team);
                }))
                return true;
        }
        for (std::uint32_t i = 0; i < first.teams.size(); ++i) {
            const Team& before = first.teams[{i}];
            const Team& now = world.teams[{i}];
            if (now.version == before.version && now.status == before.status &&
                now.identity_source == before.identity_source)
                continue;
            if (!was_agreed([&](const Session& row) {
                    return row.team == Id<Team>{i} &&
                           (row.action == ProtectedAction::UpdateApprovalTeam ||
                            row.action == ProtectedAction::StartActiveApprovalTeamDeletion);
                }))
                return true;
        }
        for (std::uint32_t i = 0; i < first.identity_sources.size(); ++i)
            if (first.identity_sources[{i}].status == IdentitySourceStatus::ACTIVE &&
                world.identity_sources[{i}].status != IdentitySourceStatus::ACTIVE)
                return true;
        for (std::uint32_t i = 0; i < first.identity_centers.size(); ++i) {
            const IdentityCenter& before = first.identity_centers[{i}];
            const IdentityCenter& now = world.identity_centers[{i}];
            const bool serves_a_team =
                std::any_of(first.identity_sources.begin(), first.identity_sources.end(),
                            [&](const IdentitySource& row) {
                                return row.identity_center == Id<IdentityCenter>{i};
                            });
            if (serves_a_team &&
                (now.is_deleted != before.is_deleted || now.provider != before.provider))
                return true;
        }
        return false;
    };
}

StandardQuestion StandardDesign::question(Standard standard) const {
    StandardQuestion out;
    out.standard = standard;
    const bool has_air_gap =
        std::any_of(first_.vaults.begin(), first_.vaults.end(),
                    [&](const Vault& row) { return is_air_gapped(first_.vaults.id_of(row)); });
    switch (standard) {
        case Standard::none: break;
        case Standard::recoverable:
            out.is_can = true;
            add_destruction(out.moves);
            add_tampering(out.moves);
            add_requests(out.moves, true, false);
            add_takeover(out.moves);
            add_votes(out.moves, true);
            out.could = restores(false, false);
            out.counts = [](const World& world, Id<RecoveryPoint> point) {
                return world.recovery_points[point].condition == DataCondition::clean;
            };
            break;
        case Standard::confidential:
            add_requests(out.moves, false, true);
            add_takeover(out.moves);
            add_votes(out.moves, false);
            out.could = restores(true, false);
            for (Move& move : restores(true, true)) out.could.push_back(std::move(move));
            break;
        case Standard::immutable:
            for (const Hand& hand : hands_) {
                if (!hand.is_thief || !hand.principal) continue;
                for (const Id<RecoveryPoint> point : points_) {
                    const RecoveryPoint& row = first_.recovery_points[point];
                    if (!is_protected(row) || first_.vaults[row.vault].account != hand.account)
                        continue;
                    add(out.moves, hand, call::DeleteRecoveryPoint{row.vault, point});
                    call::UpdateRecoveryPointLifecycle shorter;
                    shorter.backup_vault = row.vault, shorter.recovery_point = point;
                    shorter.delete_after_days = 1;
                    add(out.moves, hand, shorter);
                    add(out.moves, hand, call::DeleteBackupVaultLockConfiguration{row.vault});
                    add(out.moves, hand, call::DeleteBackupVault{row.vault});
                }
                for (const Account& row : first_.accounts)
                    if (row.status == AccountStatus::ACTIVE)
                        add(out.moves, hand, call::CloseAccount{first_.accounts.id_of(row)});
                for (const Key& row : first_.keys)
                    if (row.account == hand.account && row.manager == KeyManager::CUSTOMER)
                        add(out.moves, hand,
                            call::ScheduleKeyDeletion{first_.keys.id_of(row), deletion_days});
            }
            out.is_broken = immutability();
            out.applies = std::any_of(points_.begin(), points_.end(), [&](Id<RecoveryPoint> point) {
                return is_protected(first_.recovery_points[point]);
            });
            break;
        case Standard::no_unilateral_access:
            add_requests(out.moves, false, true);
            add_votes(out.moves, false);
            out.counts_answers = true;
            out.is_broken = [known = first_.vaults.size()](const World& world) {
                for (std::uint32_t i = known; i < world.vaults.size(); ++i) {
                    const Vault& row = world.vaults[{i}];
                    if (row.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT ||
                        row.state != VaultState::AVAILABLE)
                        continue;
                    if (!row.access_session) return true;
                    const Session& session = world.sessions[row.access_session];
                    if (approvals(session) < world.teams[session.team].min_approvals_required)
                        return true;
                }
                return false;
            };
            out.applies = has_air_gap;
            break;
        case Standard::no_takeover:
            add_takeover(out.moves);
            add_tampering(out.moves);
            add_votes(out.moves, false);
            out.is_broken = takeover();
            out.applies = has_air_gap;
            break;
        case Standard::sound_restore:
            for (const Hand& hand : hands_)
                for (const RestoreTestingPlan& plan : first_.restore_testing_plans)
                    if (hand.is_thief && hand.principal && plan.account == hand.account &&
                        !plan.is_deleted)
                        add(out.moves, hand,
                            call::DeleteRestoreTestingPlan{
                                first_.restore_testing_plans.id_of(plan)});
            for (const Hand& hand : hands_)
                for (const RestoreTestingSelection& row : first_.restore_testing_selections) {
                    const RestoreTestingPlan& plan = first_.restore_testing_plans[row.plan];
                    if (hand.is_thief && hand.principal && plan.account == hand.account &&
                        !row.is_deleted)
                        add(out.moves, hand,
                            call::DeleteRestoreTestingSelection{
                                row.plan, first_.restore_testing_selections.id_of(row)});
                }
            out.could = restores(false, true);
            out.counts = [](const World& world, Id<RecoveryPoint> id) {
                const RecoveryPoint& point = world.recovery_points[id];
                return is_tainted(point.condition) && !is_tested(world, point);
            };
            break;
    }
    return out;
}

}  // namespace airlock::check
