// Goes through the list of changes, smallest first, and asks the rules again after each.
#include "study/flip.h"

#include <algorithm>
#include <array>

#include "study/sides.h"
#include "world/catalog.h"
#include "world/due.h"
#include "world/evolve.h"
#include "world/members.h"

namespace airlock::study {

namespace {

constexpr std::uint32_t dues_max = 64;      // how much may fall due while one waits
constexpr std::uint32_t entries_max = 256;  // how far back "earlier" looks

std::size_t place_of_stop(const std::vector<Check>& checks) {
    const auto at = std::find_if(checks.begin(), checks.end(), [](const Check& check) {
        return check.verdict == Verdict::stopped;
    });
    return static_cast<std::size_t>(at - checks.begin());
}

std::int64_t passes_of(const std::vector<Check>& checks, Gate gate) {
    return std::count_if(checks.begin(), checks.end(), [&](const Check& check) {
        return check.gate == gate && check.verdict != Verdict::stopped;
    });
}

template <class Row, class Edit>
void edit_all(Table<Row>& table, Edit&& edit) {
    for (std::uint32_t i = 0; i < table.size(); ++i) table.update(Id<Row>{i}, edit);
}

// Wherever `from` is attached `to` stands instead; none takes it away.
void replace(World& w, Id<PolicyDocument> from, Id<PolicyDocument> to) {
    const auto swap = [&](Id<PolicyDocument>& id) {
        if (id == from) id = to;
    };
    const auto swap_control = [&](auto& row) {
        for (auto& id : row.service_control_policies) swap(id);
        for (auto& id : row.resource_control_policies) swap(id);
    };
    edit_all(w.organizations, swap_control);
    edit_all(w.organizational_units, swap_control);
    edit_all(w.accounts, swap_control);
    edit_all(w.principals, [&](Principal& row) {
        for (auto& id : row.identity_policies) swap(id);
        swap(row.permissions_boundary);
    });
    edit_all(w.credentials, [&](Credential& row) { swap(row.session_policy); });
    edit_all(w.vaults, [&](Vault& row) { swap(row.access_policy); });
    edit_all(w.keys, [&](Key& row) { swap(row.policy); });
}

// One more row in a list; false when there is no room, or it is in already.
bool lengthen(Call& call, const Member& list, Ref row) {
    for (const auto member : members_in(call)) {
        if (&member.about != &list) continue;
        for (std::uint32_t i = 0; i < member.size(); ++i)
            if (member.row(i) == row) return false;
        if (member.size() == list.count_max) return false;
        member.add(row);
    }
    return true;
}

// AWS has no operation that opens these gates, whoever calls it.
bool is_beyond_everybody(Reason reason) {
    return reason == Reason::locked_for_good || reason == Reason::air_gapped_lock_is_fixed ||
           reason == Reason::restore_access_vault_is_read_only || reason == Reason::key_is_gone;
}

}  // namespace

std::string_view to_text(Change change) {
    static constexpr std::array<std::string_view, changes_count> names{
        "none",         "value",    "text",  "own",   "waiting", "invitation", "sharing",
        "without_deny", "allowing", "state", "votes", "other",   "earlier",    "out_of_reach"};
    return names[static_cast<std::size_t>(change)];
}

FlipSearch::FlipSearch(const Simulation& run, const Entry& entry)
    : run_(run), entry_(entry), before_(run.world_at(entry.number - 1)) {
    stop_place_ = place_of_stop(entry.checks);
    if (stop_place_ < entry.checks.size()) stop_ = &entry.checks[stop_place_];
    const auto credential = entry.caller.credential;
    if (entry.call && before_.credentials.holds(credential))
        principal_ = before_.credentials[credential].principal;
    if (!entry.call && entry.due.kind == DueKind::execution)
        principal_ = before_.sessions[entry.due.subject.as<Session>()].requester;
}

Flip FlipSearch::asked_in(const World& world) const {
    Flip out(world);
    out.caller = entry_.caller;
    out.call = entry_.call;
    return out;
}

Decision FlipSearch::decide_again(const Flip& candidate) const {
    return candidate.call ? decide(candidate.world, candidate.caller, *candidate.call)
                          : fall_due(candidate.world, entry_.due);
}

// The gate itself must have let the call through; that another one stopped it before that is no help.
bool FlipSearch::opens(const Decision& decision, bool& is_through) const {
    const std::size_t place = place_of_stop(decision.checks);
    is_through = place == decision.checks.size();
    if (is_through) return true;
    const Gate gate = stop_->gate;
    if (decision.checks[place].gate == gate) return false;
    const bool is_silent = gate == Gate::endpoint || gate == Gate::parameters;  // when they pass
    return passes_of(decision.checks, gate) > passes_of(entry_.checks, gate) ||
           (is_silent && place >= stop_place_);
}

bool FlipSearch::offer(const Flip& candidate) {
    const Decision decision = decide_again(candidate);
    bool is_through = false;
    if (!opens(decision, is_through) || (best_ && !is_through)) return false;
    best_.emplace(candidate);
    if (!is_through) best_->then = decision.checks[place_of_stop(decision.checks)].gate;
    return is_through;
}

bool FlipSearch::offer(Change change, const Event& event, Ref subject) {
    Flip candidate = unchanged();
    candidate.change = change;
    candidate.subject = subject;
    evolve(candidate.world, event);
    return offer(candidate);
}

// The value nearest to what was asked: found by halving between that and one that will do.
bool FlipSearch::try_values() {
    std::int32_t low = 2, high = 3;
    if (stop_->subject.kind == Kind::vault) {
        low = before_.vaults[stop_->subject.as<Vault>()].min_retention_days;
        high = before_.vaults[stop_->subject.as<Vault>()].max_retention_days;
    }
    Flip candidate = unchanged();
    if (!candidate.call) return false;
    bool is_through = false;
    const auto holds = [&] { return opens(decide_again(candidate), is_through); };
    for (const auto member : members_in(*candidate.call)) {
        candidate.member = member.about.name;
        if (member.about.kind == MemberKind::integer) {
            const std::int32_t asked = member.integer();
            for (std::int32_t fits : {low, high, 1, 3, 7, 30, 90, 365}) {
                member.set(fits);
                if (!holds()) continue;
                std::int32_t fails = asked == unset ? 40'000 : asked;
                while (std::abs(fits - fails) > 1) {
                    const std::int32_t middle = fits + (fails - fits) / 2;
                    member.set(middle);
                    (holds() ? fits : fails) = middle;
                }
                member.set(fits);
                candidate.change = Change::value;
                candidate.amount = fits;
                if (offer(candidate)) return true;
                break;
            }
            member.set(asked);
        } else if (member.about.kind == MemberKind::text) {
            const Id<Name> asked = member.text();
            candidate.change = Change::text;
            for (std::uint32_t i = 0; i < std::min(before_.catalog->names.size(), 64u); ++i) {
                member.set(Id<Name>{i});
                if (i != asked.index && holds() && offer(candidate)) return true;
            }
            member.set(asked);
        } else if (member.about.refers_to == Kind::user && member.about.rows != nullptr) {
            Flip longer = candidate;
            longer.change = Change::state;
            for (std::uint32_t i = 0; i < before_.users.size(); ++i)
                if (lengthen(*longer.call, member.about, Id<User>{i}) && offer(longer)) return true;
        }
    }
    return false;
}

// An honest person's, unless the caller is a thief: what he has stolen is his to try.
bool FlipSearch::try_credentials(bool is_own) {
    if (!entry_.call) return false;
    Flip candidate = unchanged();
    candidate.change = is_own ? Change::own : Change::other;
    for (const Credential& row : before_.credentials) {
        const Id<Credential> id = before_.credentials.id_of(row);
        if (id == entry_.caller.credential || (row.holder == entry_.caller.person) != is_own)
            continue;
        if (!is_own && is_thief(before_, row.holder)) continue;
        candidate.caller = {row.holder, id, entry_.caller.at};
        candidate.subject = id;
        // Somebody else who only comes further is no answer.
        bool is_through = is_own;
        if (!is_own) opens(decide_again(candidate), is_through);
        if (is_through && offer(candidate)) return true;
    }
    return false;
}

bool FlipSearch::try_waiting() {
    if (!entry_.call) return false;
    Flip candidate = unchanged();
    candidate.change = Change::waiting;
    for (std::uint32_t i = 0; i < dues_max; ++i) {
        const Due due = next_due(candidate.world);
        if (due.at == never) return false;
        for (const Event& event : fall_due(candidate.world, due).events)
            evolve(candidate.world, event);
        candidate.at = candidate.caller.at = std::max(due.at, entry_.at);
        if (offer(candidate)) return true;
    }
    return false;
}

bool FlipSearch::try_sharing() {
    if (!principal_) return false;
    const World& w = before_;
    const Id<Account> account = w.principals[principal_].account;
    for (const SharedResource& shared : w.shared_resources)
        for (const SharePrincipal& row : w.share_principals)
            if (shared.resource == stop_->subject && row.share == shared.share &&
                row.account == account && row.invitation == InvitationStatus::PENDING &&
                offer(Change::invitation, event::InvitationAccepted{w.share_principals.id_of(row)},
                      row.share))
                return true;
    Flip candidate = unchanged();
    candidate.change = Change::sharing;
    candidate.subject = stop_->subject;
    const Id<ResourceShare> share{w.shares.size()};
    ResourceShare made;
    made.account = account;
    candidate.world.shares.add(made);
    evolve(candidate.world, event::ResourceShared{share, stop_->subject});
    evolve(candidate.world, event::PrincipalAssociated{share, account});
    return offer(candidate);
}

// Without the whole document even less is allowed than without its Deny alone.
bool FlipSearch::try_without_deny() {
    Flip candidate = unchanged();
    candidate.change = Change::without_deny;
    candidate.subject = stop_->subject;
    replace(candidate.world, stop_->subject.as<PolicyDocument>(), {});
    return offer(candidate);
}

bool FlipSearch::try_allowing() {
    const ManagedPolicies& managed = before_.catalog->managed;
    const bool is_control = stop_->gate == Gate::service_control_policy;
    Flip candidate = unchanged();
    candidate.change = Change::allowing;
    if (stop_->reason == Reason::denied_by_policy) {
        replace(candidate.world, stop_->subject.as<PolicyDocument>(),
                is_control ? managed.full_aws_access : managed.administrator);
    } else if (is_control && principal_) {
        const Account& home = before_.accounts[before_.principals[principal_].account];
        const auto add = [&](auto& row) {
            row.service_control_policies[0] = managed.full_aws_access;
        };
        candidate.world.organizations.update(home.organization, add);
        for (auto unit = home.unit; unit; unit = before_.organizational_units[unit].parent)
            candidate.world.organizational_units.update(unit, add);
        candidate.world.accounts.update(before_.accounts.id_of(home), add);
    } else {
        // The administrator's document names no principal: as a resource policy it lets everybody in.
        const auto lets_in = managed.administrator;
        if (stop_->subject.kind == Kind::key)
            candidate.world.keys.update(stop_->subject.as<Key>(),
                                        [&](Key& row) { row.policy = lets_in; });
        if (stop_->subject.kind == Kind::vault)
            candidate.world.vaults.update(stop_->subject.as<Vault>(),
                                          [&](Vault& row) { row.access_policy = lets_in; });
        if (stop_->subject.kind == Kind::principal && principal_)
            candidate.world.principals.update(stop_->subject.as<Principal>(), [&](Principal& row) {
                row.trusted_account = before_.principals[principal_].account;
            });
        edit_all(candidate.world.principals, [&](Principal& row) {
            row.identity_policies.back() = managed.administrator;
            row.permissions_boundary = {};
        });
        edit_all(candidate.world.credentials, [](Credential& row) { row.session_policy = {}; });
    }
    return offer(candidate);
}

bool FlipSearch::try_vault_state(Id<Vault> vault) {
    if (stop_->reason == Reason::not_empty) {
        Flip candidate = unchanged();
        candidate.change = Change::state;
        for (const RecoveryPoint& row : before_.recovery_points)
            if (row.vault == vault)
                evolve(candidate.world,
                       event::RecoveryPointDeleted{before_.recovery_points.id_of(row)});
        return offer(candidate);
    }
    if (stop_->reason == Reason::no_team_associated) {
        for (std::uint32_t i = 0; i < before_.teams.size(); ++i)
            if (offer(Change::state, event::TeamAssociated{vault, {i}})) return true;
        return false;
    }
    if (stop_->reason == Reason::vault_not_available)
        return before_.vaults[vault].state == VaultState::CREATING &&
               offer(Change::state, event::VaultAvailable{vault});
    return offer(Change::state, event::VaultLockDeleted{vault});
}

bool FlipSearch::try_organization(Id<Account> account) {
    const Id<Organization> id = before_.accounts.holds(account)
                                    ? before_.accounts[account].organization
                                    : Id<Organization>{};
    if (!id) return false;
    Flip candidate = unchanged();
    candidate.change = Change::state;
    candidate.world.organizations.update(id, [&](Organization& row) {
        switch (stop_->reason) {
            case Reason::mpa_not_enabled: row.is_mpa_enabled = yes; break;
            case Reason::cross_account_backup_not_enabled:
                row.is_cross_account_backup_enabled = yes;
                break;
            case Reason::sharing_not_enabled: row.is_ram_sharing_enabled = yes; break;
            default: row.is_scp_enabled = row.is_rcp_enabled = yes;
        }
    });
    return offer(candidate);
}

// One change for each reason that is about the state of something.
bool FlipSearch::try_state() {
    const World& w = before_;
    const Ref subject = stop_->subject;
    const Id<Account> account = principal_ ? w.principals[principal_].account : entry_.account;
    switch (stop_->reason) {
        case Reason::principal_deleted:
            return offer(Change::state, event::RoleRestored{subject.as<Principal>()});
        case Reason::account_closed:
            return offer(Change::state, event::AccountReopened{subject.as<Account>()});
        case Reason::user_disabled:
            return offer(Change::state, event::UserEnabled{subject.as<User>()});
        case Reason::key_not_enabled:
            return offer(Change::state, event::KeyEnabled{subject.as<Key>()});
        case Reason::team_not_active:
            return offer(Change::state, event::TeamActivated{subject.as<Team>()});
        case Reason::source_inactive:
            return subject.kind == Kind::identity_source &&
                   offer(Change::state,
                         event::IdentitySourceActivated{subject.as<IdentitySource>()});
        case Reason::image_disabled:
            return offer(Change::state, event::ImageEnabled{subject.as<RecoveryPoint>()});
        case Reason::image_not_allowed:
            return offer(Change::state, event::AllowedImagesChanged{account, AllowedImages::all});
        case Reason::external_principals_not_allowed:
            return subject.kind == Kind::share &&
                   offer(Change::state, event::ResourceShareUpdated{
                                            subject.as<ResourceShare>(),
                                            w.shares[subject.as<ResourceShare>()].name, yes});
        case Reason::recovery_point_held: {
            Flip candidate = unchanged();
            candidate.change = Change::state;
            for (std::uint32_t i = 0; i < w.legal_holds.size(); ++i)
                evolve(candidate.world, event::LegalHoldCanceled{{i}, entry_.at});
            return offer(candidate);
        }
        case Reason::mpa_not_enabled:
        case Reason::cross_account_backup_not_enabled:
        case Reason::sharing_not_enabled:
        case Reason::policy_type_not_enabled:
            return try_organization(subject.kind == Kind::account ? subject.as<Account>()
                                                                  : account);
        case Reason::locked_governance:
        case Reason::locked_in_grace:
        case Reason::not_empty:
        case Reason::no_team_associated:
        case Reason::vault_not_available:
            return subject.kind == Kind::vault && try_vault_state(subject.as<Vault>());
        default: return false;
    }
}

// A session that ran out: those who had not answered vote, as the portal would let them, until it is decided.
bool FlipSearch::try_votes() {
    const auto id = stop_->subject.as<Session>();
    const Session& session = before_.sessions[id];
    Flip candidate = unchanged();
    candidate.change = Change::votes;
    candidate.subject = id;
    Caller caller;
    caller.at = {session.expires_at.ms - minutes(1).ms};
    for (const Credential& row : before_.credentials) {
        if (!row.user || is_thief(before_, row.holder)) continue;
        caller.person = row.holder;
        caller.credential = before_.credentials.id_of(row);
        const Decision vote = decide(candidate.world, caller, call::Vote{id, Response::APPROVED});
        if (vote.outcome == Outcome::refused) continue;
        ++candidate.amount;
        for (const Event& event : vote.events) evolve(candidate.world, event);
        if (candidate.world.sessions[id].status != SessionStatus::APPROVED) continue;
        candidate.caller = caller;
        best_.emplace(candidate);
        return true;
    }
    return false;
}

bool FlipSearch::try_earlier() {
    if (!entry_.call) return false;
    const std::uint32_t last = entry_.number - 1;
    const std::uint32_t first = last - std::min(last, entries_max);
    Flip candidate = asked_in(run_.world_at(first));
    candidate.change = Change::earlier;
    bool is_through = false;
    for (std::uint32_t n = first; n < last; ++n) {
        const Entry& next = run_.log().entries[n];
        candidate.entry = next.number;
        candidate.at = next.at;
        candidate.caller.at = n == 0 ? Instant{} : run_.log().entries[n - 1].at;
        if (opens(decide_again(candidate), is_through) && is_through) best_.emplace(candidate);
        for (const Event& event : next.events) evolve(candidate.world, event);
    }
    return best_.has_value();
}

Flip FlipSearch::search() {
    if (stop_ == nullptr) return {};
    const Gate gate = stop_->gate;
    const Reason reason = stop_->reason;
    const bool is_policy =
        reason == Reason::denied_by_policy || reason == Reason::not_allowed_by_policy;
    const bool has_values =
        gate == Gate::parameters || gate == Gate::retention || reason == Reason::name_taken;
    const bool has_clock = gate == Gate::endpoint || gate == Gate::organization ||
                           (gate == Gate::resource_state && reason != Reason::not_empty);
    const bool is_shut = reason == Reason::not_shared ||
                         reason == Reason::not_shared_with_account ||
                         reason == Reason::vault_out_of_reach;
    const bool is_found = reason == Reason::votes_missing
                              ? try_votes()
                              : (has_values && try_values()) || try_credentials(true) ||
                                    (has_clock && try_waiting()) || (is_shut && try_sharing()) ||
                                    (reason == Reason::denied_by_policy && try_without_deny()) ||
                                    (is_policy && try_allowing()) || try_state() ||
                                    (!has_values && try_credentials(false));
    if (!is_found && !best_) {
        if (is_beyond_everybody(reason)) best_.emplace(unchanged()).change = Change::out_of_reach;
        else if (reason != Reason::votes_missing) try_earlier();
    }
    return best_ ? *best_ : Flip();
}

Flip smallest_flip(const Simulation& run, const Entry& entry) {
    if (entry.outcome != Outcome::refused && entry.outcome != Outcome::failed) return {};
    return FlipSearch(run, entry).search();
}

}  // namespace airlock::study
