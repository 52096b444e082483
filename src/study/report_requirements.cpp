// Sheltered Harbor's requirements held against a log, and the settings that a story depended on. Source:
// domain.md §9 (each requirement with the check of it) and §13. What a simulation cannot see is not shown, never
// met.
#include <algorithm>
#include <array>

#include "sim/call_text.h"
#include "study/protection.h"
#include "study/report.h"
#include "world/evolve.h"
#include "world/text.h"

namespace airlock::study {
namespace {

constexpr Duration day = hours(24);

const Entry* first_with(const Simulation& simulation, std::string_view event) {
    for (const Entry& entry : simulation.log().entries)
        for (const Event& one : entry.events)
            if (event_name(one) == event) return &entry;
    return nullptr;
}

// Backups at least once a day, of every workload, until the first deed of a thief.
Requirement nightly(const Simulation& simulation, const Recovery& recovery) {
    Requirement out;
    out.name = "Regular (nightly) backups of critical data";
    const World& w = simulation.world();
    const Instant until = recovery.attacked ? recovery.attacked.at : simulation.now();
    std::vector<std::vector<Instant>> taken(w.workloads.size());
    for (const RecoveryPoint& row : w.recovery_points)
        if (!row.copied_from && row.captured_at <= until)
            taken[row.resource.index].push_back(row.captured_at);
    std::uint32_t judged = 0;
    for (const Workload& row : w.workloads) {
        if (row.restored_from) continue;
        std::vector<Instant>& times = taken[w.workloads.id_of(row).index];
        std::stable_sort(times.begin(), times.end());
        const std::string name = name_of(w, w.workloads.id_of(row));
        if (times.empty()) {
            out.finding = Finding::not_met;
            out.why = name + " was never backed up before " + format_instant_short(until);
            return out;
        }
        times.push_back(until);
        Duration widest;
        for (std::size_t i = 1; i < times.size(); ++i)
            widest = std::max(widest, times[i] - times[i - 1]);
        if (widest > day) {
            out.finding = Finding::not_met;
            out.why = name + " went " + format_duration(widest) +
                      " without a backup; 24 h are allowed (assumed)";
            if (recovery.attacked && times.back() - times[times.size() - 2] == widest)
                out.entry = recovery.attacked.entry;
            return out;
        }
        ++judged;
    }
    if (judged == 0) {
        out.why = "there is nothing to back up";
        return out;
    }
    out.finding = Finding::met;
    out.why =
        "no workload went longer than 24 h without a backup (assumed limit); the standard "
        "format is the institution's own job";
    for (const Entry& entry : simulation.log().entries) {
        if (entry.at > until) break;
        for (const Event& event : entry.events)
            if (std::holds_alternative<event::RecoveryPointCreated>(event))
                out.entry = entry.number;
    }
    return out;
}

// Every vault is encrypted: with a key that AWS owns, or with the customer's, which must stay enabled.
Requirement encrypted(const Simulation& simulation) {
    Requirement out;
    out.name = "The vault is encrypted";
    if (simulation.world().vaults.empty()) {
        out.why = "there is no vault";
        return out;
    }
    out.finding = Finding::met;
    out.why = "every vault has a key, and none was disabled";
    for (const Entry& entry : simulation.log().entries)
        for (const Event& event : entry.events)
            if (const auto* e = std::get_if<event::VaultCreated>(&event))
                if (out.entry == 0 && e->vault.type != VaultType::RESTORE_ACCESS_BACKUP_VAULT)
                    out.entry = entry.number;
    for (const Entry& entry : simulation.log().entries)
        for (const Event& event : entry.events) {
            const std::string_view name = event_name(event);
            if (name != "KeyDisabled" && name != "KeyDeletionScheduled" && name != "KeyDeleted")
                continue;
            out.finding = Finding::not_met;
            out.entry = entry.number;
            out.why = "a customer-managed key was put out of use (" + std::string(name) + ")";
            return out;
        }
    return out;
}

bool is_air_gapped(const World& w, Ref ref) {
    if (ref.kind == Kind::recovery_point && w.holds(ref))
        ref = w.recovery_points[ref.as<RecoveryPoint>()].vault;
    return ref.kind == Kind::vault && w.holds(ref) &&
           w.vaults[ref.as<Vault>()].type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
}

bool would_change(std::string_view operation) {
    static constexpr std::string_view names[] = {
        "DeleteRecoveryPoint", "UpdateRecoveryPointLifecycle", "DeleteBackupVault",
        "PutBackupVaultLockConfiguration", "DeleteBackupVaultLockConfiguration"};
    return std::find(std::begin(names), std::end(names), operation) != std::end(names);
}

Requirement immutable(const Simulation& simulation) {
    Requirement out;
    out.name = "Unchangeable (immutable)";
    const World& w = simulation.world();
    std::uint32_t refused = 0;
    for (const Entry& entry : simulation.log().entries) {
        if (!entry.call || !would_change(operation_of(*entry.call).name)) continue;
        const std::vector<Ref> refs = references_in(*entry.call);
        if (std::none_of(refs.begin(), refs.end(), [&](Ref r) { return is_air_gapped(w, r); }))
            continue;
        if (entry.outcome != Outcome::refused) {
            out.finding = Finding::not_met;
            out.entry = entry.number;
            out.why = std::string(operation_of(*entry.call).name) +
                      " on an air-gapped vault was not refused";
            return out;
        }
        if (++refused == 1) out.entry = entry.number;
    }
    if (refused > 0) {
        out.finding = Finding::met;
        out.why = "all " + std::to_string(refused) +
                  " attempts to delete or shorten in an air-gapped vault were refused";
    } else {
        out.why = "nobody tried to delete or shorten in an air-gapped vault";
    }
    return out;
}

// The team that opens the vault stands in another organization, with people of another directory.
Requirement separated(const Simulation& simulation) {
    Requirement out;
    out.name = "Completely separated from the institution's own infrastructure";
    const World& w = simulation.world();
    Id<Vault> vault;
    for (const Vault& row : w.vaults)
        if (row.mpa_approval_team) vault = w.vaults.id_of(row);
    if (!vault) {
        out.why = "no vault has an approval team";
        return out;
    }
    if (const Entry* entry = first_with(simulation, "TeamAssociated")) out.entry = entry->number;
    const Team& team = w.teams[w.vaults[vault].mpa_approval_team];
    const Id<Organization> owner = w.accounts[w.vaults[vault].account].organization;
    if (w.accounts[team.account].organization == owner) {
        out.finding = Finding::not_met;
        out.why =
            "the team of " + name_of(w, vault) + " stands in the same organization as the vault";
        return out;
    }
    const bool has_source = w.identity_sources.holds(team.identity_source);
    const bool is_independent =
        has_source &&
        w.identity_providers
                [w.identity_centers[w.identity_sources[team.identity_source].identity_center]
                     .provider]
                    .is_independent == yes;
    out.finding = is_independent ? Finding::met : Finding::not_met;
    out.why = is_independent ? "the team stands in another organization, its people in an "
                               "independent directory"
                             : "the team stands in another organization, but its directory is not "
                               "independent";
    return out;
}

// The verdict of a test, good or bad: nothing for one that timed out or could not be read.
std::optional<bool> verdict_of(const Event& event) {
    if (const auto* e = std::get_if<event::ValidationEnded>(&event)) {
        if (e->status == ValidationStatus::SUCCESSFUL) return true;
        if (e->status == ValidationStatus::FAILED) return false;
    }
    if (const auto* e = std::get_if<event::ScanCompleted>(&event)) {
        if (e->result == ScanResult::NO_THREATS_FOUND) return true;
        if (e->result == ScanResult::THREATS_FOUND) return false;
    }
    return std::nullopt;
}

// Recovery points are tested or scanned, and some were found good: the last of those shows it.
Requirement verified(const Simulation& simulation, const Recovery& recovery) {
    Requirement out;
    out.name = "Integrity verified, restorable";
    std::uint32_t good = 0;
    std::uint32_t bad = 0;
    Mark last_good;
    Mark last;
    for (const Entry& entry : simulation.log().entries)
        for (const Event& event : entry.events) {
            const auto verdict = verdict_of(event);
            if (!verdict) continue;
            last = {entry.at, entry.number};
            if (*verdict) last_good = last;
            *verdict ? ++good : ++bad;
        }
    if (last) {
        out.finding = good > 0 ? Finding::met : Finding::not_met;
        out.entry = good > 0 ? last_good.entry : last.entry;
        out.why = std::to_string(good + bad) + " restore tests and scans gave a verdict, " +
                  std::to_string(bad) + " of them a bad one";
        if (good > 0) out.why += "; the last good one was at " + format_instant_short(last_good.at);
        return out;
    }
    out.entry = recovery.recovered.entry;
    out.why = recovery.recovered
                  ? "a restore succeeded when it was needed, but none was tested before"
                  : "no recovery point was tested or restored";
    return out;
}

Requirement survivable(const Recovery& recovery) {
    Requirement out;
    out.name = "Accessible when everything else is down";
    if (!recovery.attacked) {
        out.why = "nobody attacks in this story";
    } else if (recovery.is_through_support) {
        out.finding = Finding::not_met;
        out.entry = recovery.returned.entry;
        out.why = "nobody reached the data before AWS Support gave the account back, " +
                  format_duration(recovery.returned.at - recovery.attacked.at) +
                  " after the attack began";
    } else if (recovery.recovered) {
        out.finding = Finding::met;
        out.entry = recovery.recovered.entry;
        out.why = "clean data was restored " + format_duration(*recovery.recovery_time) +
                  " after the attack began";
    } else if (recovery.damaged) {
        out.finding = Finding::not_met;
        out.entry = recovery.damaged.entry;
        out.why = "what was lost was not restored clean";
    } else {
        out.entry = recovery.attacked.entry;
        out.why = "there was an attack, but nothing had to be restored";
    }
    return out;
}

Requirement drilled(const Simulation& simulation, const Recovery& recovery) {
    Requirement out;
    out.name = "Documented plan, tested playbooks";
    const World& w = simulation.world();
    const Instant until = recovery.attacked ? recovery.attacked.at : simulation.now();
    for (const Entry& entry : simulation.log().entries)
        for (const Event& event : entry.events) {
            const auto* e = std::get_if<event::SessionApproved>(&event);
            if (e == nullptr || entry.at > until) continue;
            if (w.sessions[e->session].action != ProtectedAction::ApprovalTeamBaseline) continue;
            out.entry = entry.number;
            out.finding = until - entry.at <= days(90) ? Finding::met : Finding::not_met;
            out.why = "the last baseline was " + format_duration(until - entry.at) +
                      " old; 90 days are allowed. Documents are not simulated";
        }
    if (out.why.empty()) out.why = "no baseline or drill of the team before the attack";
    return out;
}

Requirement audited(const Simulation& simulation) {
    Requirement out;
    out.name = "Annual independent audit";
    std::uint32_t calls = 0;
    for (const Entry& entry : simulation.log().entries)
        calls += entry.call && !operation_of(*entry.call).is_deed() ? 1u : 0u;
    out.why = "an audit is not simulated; what it would read is complete: each of the " +
              std::to_string(calls) + " API calls leaves a CloudTrail record";
    return out;
}

// --- assumptions -------------------------------------------------------------------------------------------

bool has_reason(const Entry& entry, Reason reason) {
    return std::any_of(entry.checks.begin(), entry.checks.end(),
                       [&](const Check& check) { return check.reason == reason; });
}

// The first entry for which `depends(entry)`.
template <class Depends>
std::uint32_t first_entry(const Simulation& simulation, Depends&& depends) {
    for (const Entry& entry : simulation.log().entries)
        if (depends(entry)) return entry.number;
    return 0;
}

struct AssumptionReader {
    const Simulation& simulation;
    std::vector<Assumption> out;

    template <class Depends>
    void add(std::string_view setting, std::string value, Depends&& depends) {
        out.push_back({std::string(setting), std::move(value), first_entry(simulation, depends)});
    }
    void add_event(std::string_view setting, std::string value,
                   std::initializer_list<std::string_view> events) {
        add(setting, std::move(value), [&](const Entry& entry) {
            for (const Event& event : entry.events)
                if (std::find(events.begin(), events.end(), event_name(event)) != events.end())
                    return true;
            return false;
        });
    }
    void add_job(std::string_view setting, Duration value, JobKind kind) {
        add(setting, format_duration(value), [&](const Entry& entry) {
            for (const Event& event : entry.events)
                if (const auto* e = std::get_if<event::JobStarted>(&event))
                    if (e->job.kind == kind) return true;
            return false;
        });
    }
};

std::string text_of(YesNo value) { return value ? "yes" : "no"; }

bool requester_votes(const World& w, const Entry& entry) {
    const auto* vote = entry.call ? std::get_if<call::Vote>(&*entry.call) : nullptr;
    if (vote == nullptr || !w.sessions.holds(vote->session)) return false;
    const Id<Principal> requester = w.sessions[vote->session].requester;
    for (const Credential& row : w.credentials)
        if (requester && row.principal == requester && row.holder == entry.caller.person)
            return true;
    return false;
}

// --- assumptions about approval ------------------------------------------------------------------------------

// Does a session open here that some action of `actions` asks for?
bool opens_session(const Entry& entry, std::initializer_list<ProtectedAction> actions) {
    for (const Event& event : entry.events)
        if (const auto* e = std::get_if<event::SessionStarted>(&event))
            if (std::find(actions.begin(), actions.end(), e->session.action) != actions.end())
                return true;
    return false;
}

bool has_event(const Entry& entry, std::string_view name) {
    return std::any_of(entry.events.begin(), entry.events.end(),
                       [&](const Event& event) { return event_name(event) == name; });
}

// The session that is executed here; none for most entries.
Id<Session> executed_session(const Entry& entry) {
    for (const Event& event : entry.events) {
        if (const auto* e = std::get_if<event::SessionExecuted>(&event)) return e->session;
        if (const auto* e = std::get_if<event::SessionExecutionFailed>(&event)) return e->session;
    }
    return {};
}

// A vault gets another team or none here, by a vote.
bool changes_team(const World& w, const Entry& entry) {
    const auto id = executed_session(entry);
    return id && (w.sessions[id].action == ProtectedAction::AssociateBackupVaultMpaApprovalTeam ||
                  w.sessions[id].action == ProtectedAction::DisassociateBackupVaultMpaApprovalTeam);
}

// Is `other` another request, not yet decided at `at`?
bool is_open_beside(const World& w, const Session& other, Id<Session> id, Instant at) {
    return w.sessions.id_of(other) != id && other.initiated_at <= at && other.completed_at >= at;
}

bool asks_beside_another(const World& w, const Entry& entry) {
    if (has_reason(entry, Reason::request_pending)) return true;
    const auto action = ProtectedAction::CreateRestoreAccessBackupVault;
    for (const Event& event : entry.events) {
        const auto* e = std::get_if<event::SessionStarted>(&event);
        if (e == nullptr || e->session.action != action) continue;
        for (const Session& other : w.sessions)
            if (other.action == action && other.vault == e->session.vault &&
                other.requester_account == e->session.requester_account &&
                other.initiated_at < entry.at && other.completed_at > entry.at)
                return true;
    }
    return false;
}

// A team, or a draft of one, that needs the approval of all its approvers.
bool is_unanimous(const Entry& entry) {
    if (has_reason(entry, Reason::threshold_out_of_range)) return true;
    for (const Event& event : entry.events) {
        if (const auto* e = std::get_if<event::ApprovalTeamCreated>(&event))
            if (e->min_approvals_required == e->approvers.size()) return true;
        if (const auto* e = std::get_if<event::TeamRetried>(&event))
            if (e->min_approvals_required == e->approvers.size()) return true;
        const auto* drafted = std::get_if<event::TeamUpdateDrafted>(&event);
        const auto* recovery = std::get_if<event::TeamRecoveryRequested>(&event);
        const TeamDraft* draft = drafted ? &drafted->draft : recovery ? &recovery->draft : nullptr;
        if (draft && draft->min_approvals_required == draft->approvers_count) return true;
    }
    return false;
}

void add_team_assumptions(AssumptionReader& in, const Settings& s) {
    static constexpr std::array<std::string_view, 2> inactive{"missed_sessions", "ninety_days"};
    in.add("approver_inactivity",
           std::string(inactive[static_cast<std::size_t>(s.approver_inactivity)]),
           [](const Entry& entry) {
               return entry.call && std::holds_alternative<call::RecoverApprovalTeam>(*entry.call);
           });
    in.add("allows_unanimous_teams", text_of(s.allows_unanimous_teams), is_unanimous);
    in.add_event("team_recovery", format_duration(s.team_recovery), {"TeamRecoveryRequested"});
    in.add_event("account_recovery", format_duration(s.account_recovery), {"SupportCaseOpened"});
    static constexpr std::array<std::string_view, 3> plans{"business_plus", "enterprise",
                                                           "unified_operations"};
    in.add_event("support_plan", std::string(plans[static_cast<std::size_t>(s.support_plan)]),
                 {"SupportCaseOpened"});
    in.add_event("team_deletion_drops_access", text_of(s.team_deletion_drops_access),
                 {"TeamDeleted"});
    in.add_event("keeps_sessions_without_identity_center",
                 text_of(s.keeps_sessions_without_identity_center), {"IdentityCenterDeleted"});
    in.add("portal_session", format_duration(s.portal_session), [](const Entry& entry) {
        return has_reason(entry, Reason::portal_session_running) ||
               has_reason(entry, Reason::user_disabled);
    });
}

void add_session_assumptions(AssumptionReader& in, const World& w) {
    const Settings& s = w.settings;
    in.add_event("session_validation", format_duration(s.session_validation), {"SessionStarted"});
    in.add("requires_approver_verification", text_of(s.requires_approver_verification),
           [](const Entry& entry) {
               return entry.call && std::holds_alternative<call::Vote>(*entry.call);
           });
    in.add("rechecks_requester", text_of(s.rechecks_requester), [&](const Entry& entry) {
        const auto id = executed_session(entry);
        return id && w.sessions[id].vault;
    });
    in.add("enforces_mpa_opt_in", text_of(s.enforces_mpa_opt_in), [](const Entry& entry) {
        return has_reason(entry, Reason::mpa_not_enabled) ||
               (entry.call && has_event(entry, "TeamAssociated")) ||
               opens_session(entry, {ProtectedAction::AssociateBackupVaultMpaApprovalTeam,
                                     ProtectedAction::CreateRestoreAccessBackupVault});
    });
    in.add("revoke_needs_share", text_of(s.revoke_needs_share), [](const Entry& entry) {
        return opens_session(entry, {ProtectedAction::RevokeRestoreAccessBackupVault}) ||
               (entry.call && has_reason(entry, Reason::not_shared) &&
                std::holds_alternative<call::RevokeRestoreAccessBackupVault>(*entry.call));
    });
    in.add("keeps_access_when_team_replaced", text_of(s.keeps_access_when_team_replaced),
           [&](const Entry& entry) {
               if (!changes_team(w, entry)) return false;
               const auto vault = w.sessions[executed_session(entry)].vault;
               return std::any_of(w.vaults.begin(), w.vaults.end(), [&](const Vault& v) {
                   return v.source_vault == vault && v.approved_at <= entry.at;
               });
           });
    in.add("keeps_sessions_when_team_swapped", text_of(s.keeps_sessions_when_team_swapped),
           [&](const Entry& entry) {
               if (!changes_team(w, entry)) return false;
               const auto id = executed_session(entry);
               return std::any_of(w.sessions.begin(), w.sessions.end(), [&](const Session& other) {
                   return other.vault == w.sessions[id].vault &&
                          other.team == w.sessions[id].team &&
                          is_open_beside(w, other, id, entry.at);
               });
           });
    in.add("allows_parallel_requests", text_of(s.allows_parallel_requests),
           [&](const Entry& entry) { return asks_beside_another(w, entry); });
    in.add(
        "restore_access_vaults_max", std::to_string(s.restore_access_vaults_max),
        [](const Entry& entry) {
            return entry.call &&
                   std::holds_alternative<call::CreateRestoreAccessBackupVault>(*entry.call) &&
                   (has_reason(entry, Reason::quota_reached) || entry.outcome == Outcome::pending);
        });
    in.add_event("restore_access_expiry", format_duration(s.restore_access_expiry),
                 {"RestoreAccessOpened"});
}

// --- assumptions about the data path ---------------------------------------------------------------------------

// A job begins here of which `test` holds.
template <class Test>
bool starts_job(const Entry& entry, Test&& test) {
    for (const Event& event : entry.events)
        if (const auto* e = std::get_if<event::JobStarted>(&event))
            if (test(e->job)) return true;
    return false;
}

void add_data_assumptions(AssumptionReader& in, const World& w) {
    const Settings& s = w.settings;
    in.add_job("scan_job", s.scan_job, JobKind::scan);
    in.add_event("stopping", format_duration(s.stopping), {"JobStopping"});
    in.add_event("legal_hold", format_duration(s.legal_hold),
                 {"LegalHoldCreated", "LegalHoldCanceling"});
    in.add_event("test_deletion", format_duration(s.test_deletion), {"TestResourceDeleting"});
    in.add("cold_retrieval", format_duration(s.cold_retrieval), [&](const Entry& entry) {
        return starts_job(entry, [&](const Job& job) {
            return job.kind == JobKind::restore &&
                   w.recovery_points[job.recovery_point].storage_class == StorageClass::COLD;
        });
    });
    in.add("copy_retry", format_duration(s.copy_retry), [](const Entry& entry) {
        return starts_job(entry, [](const Job& job) {
            return job.kind == JobKind::copy && job.status == JobStatus::CREATED;
        });
    });
    in.add_event("deletion_jitter", format_duration(s.deletion_jitter),
                 {"RecoveryPointExpired", "RecoveryPointKept"});
    in.add_event("testing_seed", std::to_string(s.testing_seed), {"RestoreTestingPlanRan"});
    in.add_event("is_share_pending_until_accepted", text_of(s.is_share_pending_until_accepted),
                 {"ResourceShareCreated"});
    in.add_event("can_test_shared_vaults", text_of(s.can_test_shared_vaults),
                 {"RestoreTestingPlanRan"});
}

}  // namespace

std::vector<Requirement> requirements_of(const Simulation& simulation, const Recovery& recovery) {
    return {nightly(simulation, recovery),  encrypted(simulation),
            immutable(simulation),          separated(simulation),
            verified(simulation, recovery), survivable(recovery),
            drilled(simulation, recovery),  audited(simulation)};
}

std::vector<Assumption> assumptions_of(const Simulation& simulation) {
    const Settings& s = simulation.world().settings;
    const World& w = simulation.world();
    AssumptionReader in{simulation, {}};
    static constexpr std::array<std::string_view, 3> rejects{"impossible", "threshold", "none"};
    in.add("early_reject", std::string(rejects[static_cast<std::size_t>(s.early_reject)]),
           [&](const Entry& entry) {
               const auto* vote = entry.call ? std::get_if<call::Vote>(&*entry.call) : nullptr;
               return vote != nullptr && vote->response == Response::REJECTED &&
                      entry.outcome == Outcome::done;
           });
    in.add("can_change_vote", text_of(s.can_change_vote),
           [](const Entry& entry) { return has_reason(entry, Reason::voted_before); });
    in.add("can_requester_approve", text_of(s.can_requester_approve),
           [&](const Entry& entry) { return requester_votes(w, entry); });
    in.add_event("has_documented_team_limits", text_of(s.has_documented_team_limits),
                 {"ApprovalTeamCreated"});
    in.add("can_delete_restore_access_vault", text_of(s.can_delete_restore_access_vault),
           [&](const Entry& entry) {
               const auto* c =
                   entry.call ? std::get_if<call::DeleteBackupVault>(&*entry.call) : nullptr;
               return c != nullptr && w.vaults.holds(c->backup_vault) &&
                      w.vaults[c->backup_vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
           });
    in.add_event("keeps_access_when_unshared", text_of(s.keeps_access_when_unshared),
                 {"ResourceUnshared", "ResourceShareDeleted", "PrincipalDisassociated"});
    in.add_event("validation", format_duration(s.validation),
                 {"IdentitySourceCreated", "ApprovalTeamCreated"});
    in.add("vault_creation", format_duration(s.vault_creation), [](const Entry& entry) {
        for (const Event& event : entry.events)
            if (const auto* e = std::get_if<event::VaultCreated>(&event))
                if (e->vault.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT) return true;
        return false;
    });
    in.add_event("restore_access", format_duration(s.restore_access), {"RestoreAccessOpened"});
    in.add_job("backup_job", s.backup_job, JobKind::backup);
    in.add_job("copy_job", s.copy_job, JobKind::copy);
    in.add_job("restore_job", s.restore_job, JobKind::restore);
    in.add_event("account_closure", format_duration(s.account_closure), {"AccountClosureStarted"});
    in.add_event("accounts_max", std::to_string(s.accounts_max),
                 {"AccountCreated", "AccountInvited"});
    add_team_assumptions(in, s);
    add_session_assumptions(in, w);
    add_data_assumptions(in, w);
    return std::move(in.out);
}

}  // namespace airlock::study
