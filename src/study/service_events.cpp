// Records that AWS writes by itself. Source: MPA-CT, asynchronous events (names, teamStatus, sessionStatus,
// approvedBy, rejectedBy, noParticipationBy); BK-CT (names of Backup's events). Contradiction C21: a rejected
// session is documented under the name SessionApproved, with status FAILED; so it is here.
#include "study/aws_request.h"
#include "study/cloudtrail.h"
#include "study/cloudtrail_record.h"
#include "world/catalog.h"
#include "world/text.h"

namespace airlock::study {
namespace {

struct Writer {
    Trail& trail;
    const World& world;  // right after the event
    const Entry& entry;
    std::string_view region;

    TrailRecord service_event(std::string_view service, std::string_view name,
                              Id<Account> recipient) const {
        TrailRecord out;
        out.user_identity.push_back({"accountId", aws_text(account_digits(world, recipient))});
        out.user_identity.push_back({"invokedBy", aws_text(service)});
        out.at = entry.at;
        out.event_source = service;
        out.event_name = name;
        out.region = service == "mpa.amazonaws.com" ? std::string_view("us-east-1") : region;
        out.source_ip = service == "mpa.amazonaws.com" ? std::string_view("AWS Internal") : service;
        out.user_agent = out.source_ip;
        out.is_service_event = true;
        out.recipient = account_digits(world, recipient);
        return out;
    }

    // --- multi-party approval ---
    void team(std::string_view name, Id<Team> id) const {
        const Team& row = world.teams[id];
        TrailRecord out = service_event("mpa.amazonaws.com", name, row.account);
        out.resources.push_back({out.recipient, "AWS::MPA::Team", arn_of(world, id)});
        out.details.push_back({"teamStatus", aws_text(to_text(row.status))});
        if (row.status_code != TeamStatusCode::none)
            out.details.push_back({"teamStatusCode", aws_text(to_text(row.status_code))});
        trail.add(out);
    }
    void session(std::string_view name, Id<Session> id, bool with_votes) const {
        const Session& row = world.sessions[id];
        TrailRecord out = service_event("mpa.amazonaws.com", name, world.teams[row.team].account);
        out.resources.push_back({out.recipient, "AWS::MPA::Session", arn_of(world, id)});
        out.details.push_back({"sessionStatus", aws_text(to_text(row.status))});
        if (row.status_code != SessionStatusCode::none)
            out.details.push_back({"sessionStatusCode", aws_text(to_text(row.status_code))});
        if (with_votes) {
            out.details.push_back({"approvedBy", aws_text(voters(row, row.approved))});
            out.details.push_back({"rejectedBy", aws_text(voters(row, row.rejected))});
            out.details.push_back(
                {"noParticipationBy", aws_text(voters(row, ~(row.approved | row.rejected)))});
        }
        if (row.requester_account && row.requester_account != world.teams[row.team].account)
            out.details.push_back(
                {"sourceAccount", aws_text(account_digits(world, row.requester_account))});
        trail.add(out);
    }
    // "[identity store]/[user],…", as the examples print it.
    std::string voters(const Session& session, std::uint32_t bits) const {
        const Team& team = world.teams[session.team];
        std::string out;
        for (std::uint32_t i = 0; i < session.approvers_count && i < team.approvers_count; ++i) {
            if ((bits >> i & 1u) == 0) continue;
            if (!out.empty()) out += ',';
            if (world.identity_sources.holds(team.identity_source)) {
                const Id<IdentityCenter> center =
                    world.identity_sources[team.identity_source].identity_center;
                out += "arn:aws:identitystore::" + account_digits(world, team.account) +
                       ":identitystore/" + aws_id(world, center) + "/";
            }
            out += aws_id(world, team.approvers[i].user);
        }
        return out;
    }
    // Backup asks the team with the requester's rights (FAS). Recorded where the requester is.
    void start_session(Id<Session> id) const {
        const Session& row = world.sessions[id];
        // Multi-party approval's own sessions (a baseline, a change of the team) are not Backup's to start.
        const std::string_view action = to_text(row.action);
        if (!row.requester || action.find("BackupVault") == std::string_view::npos) return;
        TrailRecord out;
        out.user_identity =
            identity_of(world, row.requester, name_of(world, entry.caller.person), entry.at);
        out.user_identity.push_back({"invokedBy", aws_text("backup.amazonaws.com")});
        out.at = entry.at;
        out.event_source = "multi-party-approval.amazonaws.com";
        out.event_name = "StartSession";
        out.region = "us-east-1";
        out.source_ip = out.user_agent = "backup.amazonaws.com";
        const auto add = [&](const char* name, std::string_view text) {
            out.request.push_back({name, aws_text(text)});
        };
        add("sessionId", numbered_uuid(id.index));
        add("initiationTime", utc_text(row.initiated_at));
        add("deduplicationToken", numbered_uuid(entry.number));
        add("approvalTeamArn", arn_of(world, row.team));
        if (row.expires_at != never)
            out.request.push_back(
                {"durationMinutes", {(row.expires_at - row.initiated_at).ms / 60'000}});
        add("actionName", "backup:" + std::string(action));
        add("protectedResourceArn", arn_of(world, row.vault));
        add("requesterRegion", region_of(row.vault));
        if (row.comment) add("requesterComment", world.catalog->names.text(row.comment));
        out.has_request = true;
        out.response.push_back({"sessionArn", aws_text(arn_of(world, id))});
        out.has_response = true;
        const Id<Account> owner = world.teams[row.team].account;
        out.resources.push_back(
            {account_digits(world, owner), "AWS::MPA::ApprovalTeam", arn_of(world, row.team)});
        out.recipient = account_digits(world, row.requester_account);
        trail.add(out);
    }

    // --- backup ---
    std::string_view region_of(Id<Vault> vault) const {
        if (!world.vaults.holds(vault) || !world.vaults[vault].region) return region;
        return world.catalog->names.text(world.vaults[vault].region);
    }
    void add_vault(TrailRecord& out, const char* prefix, Id<Vault> id) const {
        if (!world.vaults.holds(id)) return;
        out.details.push_back({std::string(prefix) + "Name", aws_text(name_of(world, id))});
        out.details.push_back({std::string(prefix) + "Arn", aws_text(arn_of(world, id))});
    }
    void add_source(TrailRecord& out, Id<Account> source) const {
        if (source && account_digits(world, source) != out.recipient)
            out.details.push_back({"sourceAccount", aws_text(account_digits(world, source))});
    }
    static void add_instant(TrailRecord& out, const char* name, Instant at) {
        AwsStructure seconds;
        seconds.push_back({"seconds", {epoch_seconds + at.ms / 1000}});
        seconds.push_back({"nanos", {at.ms % 1000 * 1'000'000}});
        out.details.push_back({name, {std::move(seconds)}});
    }
    static std::string_view job_word(JobKind kind) {
        if (kind == JobKind::backup) return "BackupJob";
        if (kind == JobKind::copy) return "CopyJob";
        if (kind == JobKind::restore) return "Restore";
        return "ScanJob";
    }
    void job(Id<Job> id, std::string_view phase) const {
        const Job& row = world.jobs[id];
        TrailRecord out =
            service_event("backup.amazonaws.com",
                          std::string(job_word(row.kind)) + std::string(phase), row.account);
        const bool is_over = phase == "Completed";
        out.region = region_of(row.destination);
        if (is_over) add_instant(out, "completionDate", entry.at);
        out.details.push_back({"state", aws_text(to_text(row.status))});
        if (row.status == JobStatus::COMPLETED)
            out.details.push_back({"percentDone", {std::int64_t{100}}});
        const char* id_name = row.kind == JobKind::backup    ? "backupJobId"
                              : row.kind == JobKind::copy    ? "copyJobId"
                              : row.kind == JobKind::restore ? "restoreJobId"
                                                             : "scanJobId";
        out.details.push_back({id_name, aws_text(aws_id(world, id))});
        Id<Account> source;
        if (row.kind == JobKind::copy) {
            if (world.recovery_points.holds(row.recovery_point)) {
                const Id<Vault> from = world.recovery_points[row.recovery_point].vault;
                out.details.push_back({"sourceBackupVaultArn", aws_text(arn_of(world, from))});
                out.details.push_back(
                    {"sourceRecoveryPointArn", aws_text(arn_of(world, row.recovery_point))});
                source = world.vaults[from].account;
            }
            out.details.push_back(
                {"destinationBackupVaultArn", aws_text(arn_of(world, row.destination))});
            if (row.copy)
                out.details.push_back(
                    {"destinationRecoveryPointArn", aws_text(arn_of(world, row.copy))});
        } else {
            add_vault(out, "backupVault", row.destination);
            if (row.recovery_point) {
                out.details.push_back(
                    {"recoveryPointArn", aws_text(arn_of(world, row.recovery_point))});
                source = world.vaults[world.recovery_points[row.recovery_point].vault].account;
            }
        }
        if (world.workloads.holds(row.resource)) {
            const bool is_made = row.kind == JobKind::restore;
            out.details.push_back({is_made ? "createdResourceArn" : "resourceArn",
                                   aws_text(arn_of(world, row.resource))});
            out.details.push_back(
                {"resourceType", aws_text(to_text(world.workloads[row.resource].resource_type))});
        }
        if (is_over) add_instant(out, "creationDate", row.started_at);
        add_source(out, source);
        trail.add(out);
    }
    void recovery_point(std::string_view name, Id<RecoveryPoint> id) const {
        const RecoveryPoint& row = world.recovery_points[id];
        TrailRecord out =
            service_event("backup.amazonaws.com", name, world.vaults[row.vault].account);
        out.region = region_of(row.vault);
        add_vault(out, "backupVault", row.vault);
        out.details.push_back({"recoveryPointArn", aws_text(arn_of(world, id))});
        if (world.workloads.holds(row.resource)) {
            out.details.push_back({"resourceArn", aws_text(arn_of(world, row.resource))});
            out.details.push_back(
                {"resourceType", aws_text(to_text(world.workloads[row.resource].resource_type))});
            add_source(out, world.workloads[row.resource].account);
        }
        trail.add(out);
    }
    // What became of a request about a vault that a team protects; `vault` is the one that was asked for.
    void vault(std::string_view name, Id<Vault> id, Id<Session> session) const {
        const Vault& row = world.vaults[id];
        TrailRecord out = service_event("backup.amazonaws.com", name, row.account);
        out.region = region_of(id);
        const bool is_view = row.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
        add_vault(out, is_view ? "restoreAccessBackupVault" : "backupVault", id);
        if (is_view) {
            out.details.push_back(
                {"sourceBackupVaultArn", aws_text(arn_of(world, row.source_vault))});
            if (world.vaults.holds(row.source_vault))
                add_source(out, world.vaults[row.source_vault].account);
        } else if (row.mpa_approval_team) {
            out.details.push_back(
                {"mpaApprovalTeamArn", aws_text(arn_of(world, row.mpa_approval_team))});
        }
        if (world.sessions.holds(session))
            out.details.push_back({"mpaSessionArn", aws_text(arn_of(world, session))});
        trail.add(out);
    }
    // A request that came to nothing after AWS had accepted it.
    void request_failed(Id<Session> id) const {
        const Session& row = world.sessions[id];
        switch (row.action) {
            case ProtectedAction::AssociateBackupVaultMpaApprovalTeam:
            case ProtectedAction::DisassociateBackupVaultMpaApprovalTeam:
            case ProtectedAction::RevokeRestoreAccessBackupVault:
                return vault(std::string(to_text(row.action)) + "Failed", row.vault, id);
            default: return;  // of a restore access vault its own failure tells
        }
    }

    // --- events that have a type here ---
    void tell(const event::SessionStarted&) const {
        const Id<Session> id{world.sessions.size() - 1};
        start_session(id);
        if (world.sessions[id].status == SessionStatus::PENDING)
            session("SessionValidationSuccess", id, false);
    }
    void tell(const event::SessionApproved& e) const {
        session("SessionApproved", e.session, true);
    }
    void tell(const event::SessionFailed& e) const {
        const SessionStatusCode code = world.sessions[e.session].status_code;
        session(code == SessionStatusCode::EXPIRED    ? "SessionExpiration"
                : code == SessionStatusCode::REJECTED ? "SessionApproved"
                                                      : "SessionCancellation",
                e.session, true);
        request_failed(e.session);
    }
    void tell(const event::SessionExecutionFailed& e) const { request_failed(e.session); }
    void tell(const event::TeamAssociated& e) const {
        vault("AssociateBackupVaultMpaApprovalTeamCompleted", e.vault,
              world.vaults[e.vault].team_update_session);
    }
    void tell(const event::VaultFailed& e) const {
        if (world.vaults[e.vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT)
            vault("CreateRestoreAccessBackupVaultFailed", e.vault,
                  world.vaults[e.vault].access_session);
    }
    void tell(const event::VaultDeleted& e) const {
        if (world.vaults[e.vault].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT)
            vault("RestoreAccessBackupVaultDeleted", e.vault, world.vaults[e.vault].revoke_session);
    }
    void tell(const event::JobStarted&) const { job({world.jobs.size() - 1}, "Started"); }
    void tell(const event::JobCompleted& e) const { job(e.job, "Completed"); }
    void tell(const event::JobFailed& e) const { job(e.job, "Completed"); }
    void tell(const event::RecoveryPointCreated&) const {
        recovery_point("RecoveryPointCreated", {world.recovery_points.size() - 1});
    }
    void tell(const event::RecoveryPointDeleted& e) const {
        recovery_point("BackupDeleted", e.recovery_point);
    }
    void tell(const event::RecoveryPointExpired& e) const {
        recovery_point("BackupDeleted", e.recovery_point);
    }
    template <class E>
    void tell(const E&) const {}
};

struct TeamEvent {
    std::string_view event;  // of the world
    std::string_view code;   // the team's status code; "" = any
    std::string_view name;   // in CloudTrail
};
constexpr TeamEvent team_events[] = {
    {"TeamValidated", "", "TeamCreationValidationSuccess"},
    {"TeamValidationFailed", "", "TeamCreationValidationFailure"},
    {"TeamActivated", "", "TeamCreationActivationSuccess"},
    {"TeamActivationFailed", "", "TeamCreationActivationFailure"},
    {"TeamUpdateDrafted", "UPDATE_FAILED_VALIDATION", "TeamUpdateValidationFailure"},
    {"TeamUpdateDrafted", "", "TeamUpdateValidationSuccess"},
    {"TeamUpdateFailed", "UPDATE_FAILED_VALIDATION", "TeamUpdateValidationFailure"},
    {"TeamUpdateFailed", "UPDATE_FAILED_ACTIVATION", "TeamUpdateActivationFailure"},
    {"TeamUpdateFailed", "", "TeamUpdateApprovalFailure"},
    {"TeamUpdateApproved", "", "TeamUpdateApprovalSuccess"},
    {"TeamUpdated", "", "TeamUpdateActivationSuccess"},
    {"TeamDeletionFailed", "", "TeamDeletionApprovalFailure"},
    {"TeamDeletionApproved", "", "TeamDeletionApprovalSuccess"},
};

}  // namespace

void add_service_events(Trail& trail, const World& world, const Entry& entry, const Event& event,
                        std::string_view default_region) {
    const Writer writer{trail, world, entry, default_region};
    const std::string_view name = event_name(event);
    const Ref subject = subject_of(world, event);
    if (subject.kind == Kind::team) {
        const std::string_view code = to_text(world.teams[subject.as<Team>()].status_code);
        for (const TeamEvent& row : team_events)
            if (row.event == name && (row.code.empty() || row.code == code))
                return writer.team(row.name, subject.as<Team>());
    }
    if (subject.kind == Kind::session && name == "SessionValidated")
        return writer.session("SessionValidationSuccess", subject.as<Session>(), false);
    if (subject.kind == Kind::session && name == "SessionCancelled")
        return writer.session("SessionCancellation", subject.as<Session>(), true);
    std::visit([&](const auto& e) { writer.tell(e); }, event);
}

}  // namespace airlock::study
