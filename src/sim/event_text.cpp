// One overload for every event that has more to say than its name and its subject.
#include "sim/event_text.h"

#include <bit>

#include "world/catalog.h"
#include "world/text.h"

namespace airlock {
namespace {

struct Facts {
    const World& world;
    EventText& out;

    void add(std::string_view key, std::string value) const {
        out.facts.emplace_back(key, std::move(value));
    }
    void add(std::string_view key, std::string_view value) const { add(key, std::string(value)); }
    void add(std::string_view key, const char* value) const { add(key, std::string(value)); }
    void add(std::string_view key, Ref ref) const {
        if (ref) add(key, name_of(world, ref));
    }
    void add(std::string_view key, Instant at) const {
        if (at != never) add(key, format_instant(at));
    }
    void add(std::string_view key, YesNo value) const { add(key, value ? "yes" : "no"); }
    void add_number(std::string_view key, std::int64_t value) const {
        add(key, std::to_string(value));
    }
    void add_days(std::string_view key, std::int32_t days) const {
        if (days > 0) add_number(key, days);
    }
    std::string text(Id<Name> name) const { return std::string(world.catalog->names.text(name)); }
    std::string approver(Id<Team> team, std::uint32_t number) const {
        return name_of(world, world.teams[team].approvers[number].user);
    }
};

template <class E>
void tell(const Facts&, const E&) {}

void tell(const Facts& f, const event::OrganizationCreated& e) {
    f.add("management_account", e.management_account);
}
void tell(const Facts& f, const event::AccountInvited& e) {
    f.add("organization", e.organization), f.add("expires", e.expires_at);
}
void tell(const Facts& f, const event::AccountJoined& e) { f.add("organization", e.organization); }
void tell(const Facts& f, const event::GlobalSettingsUpdated& e) {
    f.add("mpa_enabled", e.is_mpa_enabled);
    f.add("cross_account_backup_enabled", e.is_cross_account_backup_enabled);
}
void tell(const Facts& f, const event::RolePolicyPut& e) { f.add("policy", e.policy); }
void tell(const Facts& f, const event::TrustPolicyUpdated& e) { f.add("policy", e.policy); }
void tell(const Facts& f, const event::PermissionsBoundaryPut& e) { f.add("policy", e.boundary); }
void tell(const Facts& f, const event::PrincipalCreated& e) {
    f.add("kind", to_text(e.principal.kind)), f.add("trusts", e.principal.trusted_account);
}
void tell(const Facts& f, const event::RoleAssumed& e) {
    f.add("holder", e.session.holder), f.add("expires", e.session.expires_at);
    f.add("policy", e.session.session_policy);
}
void tell(const Facts& f, const event::OrganizationalUnitCreated& e) {
    f.add("organization", e.organization), f.add("parent", e.parent);
}
void tell(const Facts& f, const event::AccountCreated& e) {
    f.add("organization", e.account.organization);
}
void tell(const Facts& f, const event::AccountMoved& e) {
    f.add("unit", e.unit ? Ref(e.unit) : Ref(f.world.accounts[e.account].organization));
}
void tell(const Facts& f, const event::AccountLeft& e) { f.add("organization", e.organization); }
void tell(const Facts& f, const event::ControlPolicyCreated& e) {
    f.add("type", to_text(e.policy.type));
}
void tell(const Facts& f, const event::PolicyAttached& e) { f.add("target", e.target); }
void tell(const Facts& f, const event::PolicyDetached& e) { f.add("target", e.target); }
void tell(const Facts& f, const event::PolicyTypeEnabled& e) { f.add("type", to_text(e.type)); }
void tell(const Facts& f, const event::PolicyTypeDisabled& e) { f.add("type", to_text(e.type)); }
void tell(const Facts& f, const event::ServiceAccessEnabled& e) {
    f.add("organization", e.organization);
}
void tell(const Facts& f, const event::DelegatedAdministratorRegistered& e) {
    f.add("account", e.account);
}
void tell(const Facts& f, const event::KeyCreated& e) { f.add("account", e.key.account); }
void tell(const Facts& f, const event::KeyDeletionScheduled& e) { f.add("gone", e.deletion_at); }
void tell(const Facts& f, const event::KeyPolicyPut& e) { f.add("policy", e.policy); }
void tell(const Facts& f, const event::GrantCreated& e) {
    f.add("key", e.grant.key), f.add("grantee", e.grant.grantee);
}
void tell(const Facts& f, const event::RecoveryPointLost& e) {
    f.add("key", f.world.recovery_points[e.recovery_point].key);
}
void tell(const Facts& f, const event::RecoveryPointErased& e) {
    f.add("vault", f.world.recovery_points[e.recovery_point].vault);
}
void tell(const Facts& f, const event::IdentityCenterEnabled& e) { f.add("provider", e.provider); }
void tell(const Facts& f, const event::IdentitySourceCreated& e) { f.add("active", e.active_at); }
void tell(const Facts& f, const event::CredentialStolen& e) { f.add("thief", e.thief); }
void tell(const Facts& f, const event::CredentialRevoked& e) {
    f.add("holder", f.world.credentials[e.credential].holder);
}

void tell(const Facts& f, const event::ApprovalTeamCreated& e) {
    f.add_number("required", e.min_approvals_required);
    f.add_number("approvers", e.approvers.size());
}
void tell(const Facts& f, const event::TeamValidated& e) {
    f.add("expires", e.invitations_expire_at);
}
void tell(const Facts& f, const event::TeamInvitationAnswered& e) {
    f.add("approver", f.approver(e.team, e.approver)), f.add("accepted", e.accepted);
}
void tell(const Facts& f, const event::SessionStarted& e) {
    f.add("action", to_text(e.session.action)), f.add("team", e.session.team);
    f.add("requester", e.session.requester), f.add("vault", e.session.vault);
    f.add_number("required", e.session.min_approvals_required);
    f.add("expires", e.session.expires_at);
}
void tell(const Facts& f, const event::VoteCast& e) {
    const Session& session = f.world.sessions[e.session];
    f.add("approver", f.approver(session.team, e.approver)), f.add("response", to_text(e.response));
    f.add_number("approved", std::popcount(session.approved));
    f.add_number("rejected", std::popcount(session.rejected));
    f.add_number("required", session.min_approvals_required);
}
void tell(const Facts& f, const event::SessionFailed& e) { f.add("code", to_text(e.status_code)); }

void tell(const Facts& f, const event::SessionCancelled& e) {
    f.add("code", to_text(e.status_code));
}
void tell(const Facts& f, const event::IdentitySourceFailed& e) {
    f.add("code", to_text(e.status_code));
}
void tell(const Facts& f, const event::IdentitySourceDeletionStarted& e) {
    f.add("gone", e.gone_at);
}
void tell(const Facts& f, const event::IdentityProviderChanged& e) {
    f.add("provider", e.provider);
}
void tell(const Facts& f, const event::UserPasswordReset& e) { f.add("by", e.by); }
void tell(const Facts& f, const event::UserEmailUpdated& e) { f.add("mailbox", e.mailbox); }
void tell(const Facts& f, const event::RegionInterrupted& e) { f.add("ends", e.ends_at); }
void tell(const Facts& f, const event::TeamRetried& e) {
    f.add_number("required", e.min_approvals_required);
    f.add_number("approvers", e.approvers.size());
}
void tell(const Facts& f, const event::TeamUpdateDrafted& e) {
    f.add_number("version", e.draft.version), f.add("code", to_text(e.status_code));
    f.add_number("required", e.draft.min_approvals_required);
    f.add_number("approvers", e.draft.approvers_count);
}
void tell(const Facts& f, const event::TeamUpdateFailed& e) {
    f.add("code", to_text(e.status_code));
}
void tell(const Facts& f, const event::TeamUpdateApproved& e) {
    f.add("expires", e.invitations_expire_at);
}
void tell(const Facts& f, const event::TeamUpdateInvitationAnswered& e) {
    f.add("approver", f.world.team_drafts[e.draft].approvers[e.approver].user);
    f.add("accepted", e.accepted);
}
void tell(const Facts& f, const event::TeamUpdated& e) {
    f.add_number("version", f.world.team_drafts[e.draft].version);
}
void tell(const Facts& f, const event::TeamDeletionFailed& e) {
    f.add("code", to_text(e.status_code));
}
void tell(const Facts& f, const event::TeamDeletionApproved& e) { f.add("gone", e.completes_at); }
void tell(const Facts& f, const event::TeamRecoveryRequested& e) {
    f.add("answered", e.draft.deadline_at);
}
void tell(const Facts& f, const event::SupportCaseOpened& e) {
    f.add("answered", e.answered_at), f.add("resolved", e.resolved_at);
}
void tell(const Facts& f, const event::TeamRecovered& e) {
    f.add_number("version", f.world.team_drafts[e.draft].version);
}

void tell(const Facts& f, const event::ResourceShareCreated& e) { f.add("account", e.account); }
void tell(const Facts& f, const event::ResourceShared& e) { f.add("share", e.share); }
void tell(const Facts& f, const event::PrincipalInvited& e) {
    f.add("share", e.share), f.add("expires", e.expires_at);
}
void tell(const Facts& f, const event::PrincipalAssociated& e) { f.add("share", e.share); }
void tell(const Facts& f, const event::ResourceUnshared& e) {
    f.add("share", f.world.shared_resources[e.resource].share);
}

void tell(const Facts& f, const event::VaultCreated& e) {
    f.add("type", to_text(e.vault.type)), f.add("state", to_text(e.vault.state));
    f.add("lock", to_text(e.vault.lock)), f.add("source", e.vault.source_vault);
    f.add_days("min_days", e.vault.min_retention_days);
    f.add_days("max_days", e.vault.max_retention_days);
}
void tell(const Facts& f, const event::VaultLocked& e) {
    f.add("lock", to_text(e.lock)), f.add_days("min_days", e.min_retention_days);
    f.add_days("max_days", e.max_retention_days), f.add("lock_date", e.lock_date);
}
void tell(const Facts& f, const event::TeamAssociated& e) { f.add("team", e.team); }
void tell(const Facts& f, const event::RestoreAccessOpened& e) {
    f.add("available", e.available_at);
}

void tell(const Facts& f, const event::RecoveryPointCreated& e) {
    const RecoveryPoint& row = e.recovery_point;
    f.add("vault", row.vault), f.add("resource", row.resource);
    f.add("captured", row.captured_at), f.add("data", to_text(row.condition));
    f.add("copied_from", row.copied_from), f.add("delete", row.delete_at);
    f.add("cold", row.cold_at), f.add("role", row.role);
}
void tell(const Facts& f, const event::RecoveryPointLifecycleUpdated& e) {
    f.add("delete", e.delete_at == never ? std::string("never") : format_instant(e.delete_at));
}
void tell(const Facts& f, const event::RecoveryPointDeleted& e) {
    f.add("vault", f.world.recovery_points[e.recovery_point].vault);
}
void tell(const Facts& f, const event::RecoveryPointExpired& e) {
    f.add("vault", f.world.recovery_points[e.recovery_point].vault);
}
void tell(const Facts& f, const event::JobStarted& e) {
    f.add("kind", to_text(e.job.kind)), f.add("resource", e.job.resource);
    f.add("recovery_point", e.job.recovery_point), f.add("vault", e.job.destination);
    f.add("ends", e.job.deadline_at);
}
void tell(const Facts& f, const event::JobFailed& e) { f.add("failure", to_text(e.failure)); }
void tell(const Facts& f, const event::WorkloadRestored& e) {
    f.add("account", e.workload.account), f.add("from", e.workload.restored_from);
    f.add("data_at", e.workload.data_at), f.add("state", to_text(e.workload.state));
    if (e.workload.data != DataCondition::clean && e.workload.data != DataCondition::encrypted)
        f.add("data", to_text(e.workload.data));
}
void tell(const Facts& f, const event::OrganizationAssociated& e) { f.add("share", e.share); }
void tell(const Facts& f, const event::ResourceShareUpdated& e) {
    f.add("allow_external", e.allow_external_principals);
}
void tell(const Facts& f, const event::WorkloadAnalyzed& e) { f.add("found", to_text(e.finding)); }
void tell(const Facts& f, const event::RecoveryPointKept& e) {
    f.add("role", f.world.recovery_points[e.recovery_point].role);
}
void tell(const Facts& f, const event::AllowedImagesChanged& e) {
    f.add("allowed", to_text(e.allowed_images));
}
void tell(const Facts& f, const event::JobBegan& e) { f.add("ends", e.deadline_at); }
void tell(const Facts& f, const event::JobStopping& e) { f.add("until", e.until); }
void tell(const Facts& f, const event::ScanCompleted& e) { f.add("result", to_text(e.result)); }
void tell(const Facts& f, const event::AccessPolicyPut& e) { f.add("policy", e.policy); }
void tell(const Facts& f, const event::BackupRuleCreated& e) {
    f.add("vault", e.rule.target), f.add("air_gapped", e.rule.air_gapped_target);
    f.add("next", e.rule.next_at);
}
void tell(const Facts& f, const event::BackupRuleRan& e) { f.add("next", e.next_at); }
void tell(const Facts& f, const event::BackupSelectionCreated& e) {
    f.add("plan", e.selection.plan), f.add("role", e.selection.role);
}
void tell(const Facts& f, const event::LegalHoldCanceling& e) { f.add("until", e.until); }
void tell(const Facts& f, const event::RestoreTestingPlanCreated& e) {
    f.add("algorithm", to_text(e.plan.algorithm)), f.add("next", e.plan.next_at);
}
void tell(const Facts& f, const event::RestoreTestingPlanUpdated& e) {
    f.add("algorithm", to_text(e.now.algorithm)), f.add("next", e.now.next_at);
}
void tell(const Facts& f, const event::RestoreTestingPlanRan& e) { f.add("next", e.next_at); }
void tell(const Facts& f, const event::RestoreTestingSelectionCreated& e) {
    f.add("plan", e.selection.plan);
    f.add("type", to_text(e.selection.resource_type));
}
void tell(const Facts& f, const event::ValidationBegan& e) { f.add("until", e.until); }
void tell(const Facts& f, const event::ValidationEnded& e) { f.add("status", to_text(e.status)); }

// A run of a plan starts several jobs in one entry: `subject_of` knows the last of them only.
Ref subject_in(const World& after, std::span<const Event> events, std::size_t which) {
    Ref subject = subject_of(after, events[which]);
    if (!std::holds_alternative<event::JobStarted>(events[which])) return subject;
    for (const Event& later : events.subspan(which + 1))
        if (std::holds_alternative<event::JobStarted>(later)) --subject.index;
    return subject;
}

}  // namespace

EventText describe_event(const World& after, std::span<const Event> events, std::size_t which) {
    EventText out;
    const Event& event = events[which];
    out.name = event_name(event);
    const Ref subject = subject_in(after, events, which);
    if (subject) out.subject = name_of(after, subject);
    const Facts facts{after, out};
    std::visit([&](const auto& e) { tell(facts, e); }, event);
    return out;
}

}  // namespace airlock
