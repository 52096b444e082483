// Multi-party approval on vaults: which team guards a vault, and how a recovery account gets to see one.
// Sources: BK-REQ, BK-ADM, BK-MPA, MPA-CON (domain.md §2.3, §2.4, §3.2, §3.6).
#include "world/gates.h"

namespace airlock {
namespace {

bool comment_fits(Asking& ask, Id<Name> comment) {
    return ask.need(fits(ask.world.catalog->names.text(comment), comment_limit), Gate::parameters,
                    Reason::parameters_valid, Reason::comment_too_long,
                    ErrorCode::InvalidParameterValueException);
}

// An available air-gapped vault of the caller's.
bool own_air_gapped(Asking& ask, Id<Vault> vault,
                    ErrorCode error = ErrorCode::InvalidRequestException) {
    const World& w = ask.world;
    if (!ask.own_vault(vault)) return false;
    if (!ask.need(w.vaults[vault].type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT,
                  Gate::vault_type, Reason::vault_type_fits, Reason::needs_air_gapped_vault, error,
                  vault))
        return false;
    return ask.need(w.vaults[vault].state == VaultState::AVAILABLE, Gate::resource_state,
                    Reason::state_permits, Reason::vault_not_available, error, vault);
}

bool is_opted_in(Asking& ask, Id<Account> account) {
    if (!ask.world.settings.enforces_mpa_opt_in) return true;
    return ask.need(is_mpa_enabled_for(ask.world, account), Gate::opt_in, Reason::setting_on,
                    Reason::mpa_not_enabled, ErrorCode::InvalidRequestException, account);
}

bool is_active(Asking& ask, Id<Team> team) {
    return ask.need(ask.world.teams[team].status == TeamStatus::ACTIVE, Gate::resource_state,
                    Reason::state_permits, Reason::team_not_active,
                    ErrorCode::InvalidRequestException, team);
}

// The account's own team, or one that is shared with it.
bool is_reachable(Asking& ask, Id<Team> team, Id<Account> account) {
    const World& w = ask.world;
    return ask.need(w.teams[team].account == account || is_shared_with(w, team, account),
                    Gate::sharing, Reason::shared_with_account, Reason::not_shared_with_account,
                    ErrorCode::ResourceNotFoundException, team);
}

// Backup calls mpa:StartSession with the caller's rights: the caller's policies and the team's must allow.
bool may_start_session(Asking& ask, Id<Team> team, Id<Vault> vault, ProtectedAction action) {
    if (!ask.reaches_mpa(ErrorCode::ServiceUnavailableException)) return false;
    RequestContext context;
    context.protected_resource = vault;
    context.requested_operation = operation_name(action);
    context.via_aws_service = true;
    return ask.authorized("mpa", "StartSession", team, context, OtherSide::team);
}

bool no_update_pending(Asking& ask, Id<Vault> vault) {
    const auto session = ask.world.vaults[vault].team_update_session;
    const bool is_pending = session && is_open(ask.world.sessions[session]);
    return ask.need(!is_pending, Gate::resource_state, Reason::state_permits,
                    Reason::update_pending, ErrorCode::InvalidRequestException, vault);
}

// None once that team has been deleted.
Id<Team> guarding_team(const World& w, Id<Vault> vault) {
    const auto team = w.vaults[vault].mpa_approval_team;
    return team && w.teams[team].status != TeamStatus::DELETED ? team : Id<Team>{};
}

// How many views a vault may have, and whether one account may ask twice, is not documented (domain.md §13).
bool has_room_for_view(Asking& ask, Id<Vault> source) {
    const World& w = ask.world;
    const std::int32_t most = w.settings.restore_access_vaults_max;
    if (most == 0 && w.settings.allows_parallel_requests) return true;
    std::int32_t views = 0;
    for (const Vault& v : w.vaults) {
        if (v.source_vault != source) continue;
        views += v.state == VaultState::CREATING || v.state == VaultState::AVAILABLE ? 1 : 0;
        const bool is_asked_for =
            v.account == ask.account && v.access_session && is_open(w.sessions[v.access_session]);
        if (is_asked_for && !w.settings.allows_parallel_requests)
            return ask.stop(Gate::resource_state, Reason::request_pending,
                            ErrorCode::InvalidRequestException, w.vaults.id_of(v));
    }
    return most == 0 || ask.need(views < most, Gate::quota, Reason::within_quota,
                                 Reason::quota_reached, ErrorCode::LimitExceededException, source);
}

// What follows for others when a vault gets another team or none: nothing, unless a scenario says so.
void after_team_change(Asking& ask, const Session& s, Id<Session> id, Instant at) {
    const World& w = ask.world;
    if (!w.settings.keeps_access_when_team_replaced)
        for (const Vault& v : w.vaults)
            if (v.source_vault == s.vault && v.approved_at != never &&
                v.state != VaultState::deleted)
                ask.happens(event::VaultDeleted{w.vaults.id_of(v)});
    if (w.settings.keeps_sessions_when_team_swapped) return;
    for (const Session& other : w.sessions) {
        const auto other_id = w.sessions.id_of(other);
        if (other.vault == s.vault && other.team == s.team && other_id != id && is_open(other))
            cancel_session(w, other_id, SessionStatusCode::CONFIGURATION_CHANGED, at, ask.out);
    }
}

Session session_for(const Asking& ask, Id<Team> team, Id<Vault> vault, ProtectedAction action,
                    Id<Name> comment) {
    Session session;
    session.team = team;
    session.requester = ask.principal;
    session.requester_account = ask.account;
    session.vault = vault;
    session.action = action;
    session.comment = comment;
    return session;
}

// What the team has agreed to is still possible, and the requester may still do it: the vault may have gone with
// its account, and the new team or its share been deleted, while the team was voting.
bool may_execute(Asking& ask, const Session& s) {
    const World& w = ask.world;
    if (!ask.principal_is_there()) return false;
    if (s.vault && !ask.exists(w.vaults[s.vault].state != VaultState::deleted, s.vault))
        return false;
    RequestContext context;
    context.mpa_approval_team = s.new_team;
    context.via_aws_service = true;
    const std::string_view name = operation_name(s.action);
    const auto colon = name.find(':');
    if (w.settings.rechecks_requester &&
        !ask.authorized(name.substr(0, colon), name.substr(colon + 1), s.vault, context))
        return false;
    if (s.action != ProtectedAction::AssociateBackupVaultMpaApprovalTeam) return true;
    return is_reachable(ask, s.new_team, s.requester_account) && is_active(ask, s.new_team);
}

}  // namespace

// The first team needs nobody's vote; nor does one after a team that is gone (MPA-DEL, C22); to replace one, the
// present team must agree. Source: BK-REQ.
void rule(Asking& ask, const call::AssociateBackupVaultMpaApprovalTeam& c) {
    const World& w = ask.world;
    RequestContext context;
    context.mpa_approval_team = c.mpa_approval_team;
    if (!ask.admitted(c.operation, c.backup_vault, context)) return;
    if (!comment_fits(ask, c.requester_comment)) return;
    if (!own_air_gapped(ask, c.backup_vault)) return;
    if (!is_opted_in(ask, ask.account)) return;
    if (!ask.exists(w.teams.holds(c.mpa_approval_team), c.mpa_approval_team)) return;
    if (!is_reachable(ask, c.mpa_approval_team, ask.account)) return;
    if (!is_active(ask, c.mpa_approval_team)) return;
    const auto present = guarding_team(w, c.backup_vault);
    if (!ask.need(present != c.mpa_approval_team, Gate::resource_state, Reason::state_permits,
                  Reason::team_already_associated, ErrorCode::InvalidRequestException,
                  c.backup_vault))
        return;
    if (!present) {
        ask.pass(Gate::approval, Reason::no_vote_needed, c.mpa_approval_team);
        ask.happens(event::TeamAssociated{c.backup_vault, c.mpa_approval_team});
        return;
    }
    const auto action = ProtectedAction::AssociateBackupVaultMpaApprovalTeam;
    if (!no_update_pending(ask, c.backup_vault)) return;
    if (!may_start_session(ask, present, c.backup_vault, action)) return;
    Session session = session_for(ask, present, c.backup_vault, action, c.requester_comment);
    session.new_team = c.mpa_approval_team;
    ask.opens_session(session);
}

void rule(Asking& ask, const call::DisassociateBackupVaultMpaApprovalTeam& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!comment_fits(ask, c.requester_comment)) return;
    if (!own_air_gapped(ask, c.backup_vault)) return;
    const auto team = w.vaults[c.backup_vault].mpa_approval_team;
    if (!ask.need(bool(team), Gate::resource_state, Reason::state_permits,
                  Reason::no_team_associated, ErrorCode::InvalidRequestException, c.backup_vault))
        return;
    const auto action = ProtectedAction::DisassociateBackupVaultMpaApprovalTeam;
    if (!no_update_pending(ask, c.backup_vault)) return;
    if (!is_active(ask, team)) return;
    if (!may_start_session(ask, team, c.backup_vault, action)) return;
    ask.opens_session(session_for(ask, team, c.backup_vault, action, c.requester_comment));
}

// The API answers at once; the vault stays CREATING until the team has decided. When the session cannot even
// start, the vault is there and FAILED. Source: BK-REQ, BK-CT.
void rule(Asking& ask, const call::CreateRestoreAccessBackupVault& c) {
    const World& w = ask.world;
    const bool does_exist = w.vaults.holds(c.source_backup_vault) &&
                            w.vaults[c.source_backup_vault].state != VaultState::deleted;
    if (!ask.admitted(c.operation)) return;
    if (!name_fits(ask, c.backup_vault_name, vault_name_limit,
                   ErrorCode::InvalidParameterValueException))
        return;
    if (!comment_fits(ask, c.requester_comment)) return;
    if (!ask.exists(does_exist, c.source_backup_vault)) return;
    const Vault& source = w.vaults[c.source_backup_vault];
    for (const Vault& v : w.vaults)
        if (v.account == ask.account && v.name == c.backup_vault_name &&
            v.region == source.region && v.state != VaultState::deleted) {
            ask.stop(Gate::resource_exists, Reason::name_taken, ErrorCode::AlreadyExistsException,
                     w.vaults.id_of(v));
            return;
        }
    if (!ask.need(source.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT, Gate::vault_type,
                  Reason::vault_type_fits, Reason::needs_air_gapped_vault,
                  ErrorCode::InvalidRequestException, c.source_backup_vault))
        return;
    if (!has_room_for_view(ask, c.source_backup_vault)) return;
    if (!is_opted_in(ask, source.account)) return;
    if (!ask.need(bool(source.mpa_approval_team), Gate::resource_state, Reason::state_permits,
                  Reason::no_team_associated, ErrorCode::InvalidRequestException,
                  c.source_backup_vault))
        return;
    if (!is_active(ask, source.mpa_approval_team)) return;
    const Id<Vault> id{w.vaults.size()};
    Vault vault;
    vault.created_at = ask.caller.at;
    vault.name = c.backup_vault_name;
    vault.account = ask.account;
    vault.region = source.region;
    vault.source_vault = c.source_backup_vault;
    vault.min_retention_days = source.min_retention_days;
    vault.max_retention_days = source.max_retention_days;
    vault.key = source.key;
    vault.type = VaultType::RESTORE_ACCESS_BACKUP_VAULT;
    vault.state = VaultState::CREATING;
    const auto action = ProtectedAction::CreateRestoreAccessBackupVault;
    if (!may_start_session(ask, source.mpa_approval_team, c.source_backup_vault, action)) {
        ask.fails_on_the_way();
        ask.happens(event::VaultCreated{vault});
        ask.happens(event::VaultFailed{id});
        return;
    }
    ask.happens(event::VaultCreated{vault});
    Session session = session_for(ask, source.mpa_approval_team, c.source_backup_vault, action,
                                  c.requester_comment);
    session.restore_access_vault = id;
    ask.opens_session(session);
}

void rule(Asking& ask, const call::ListRestoreAccessBackupVaults& c) {
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    own_air_gapped(ask, c.backup_vault, ErrorCode::InvalidParameterValueException);
}

// The vault owner asks even after losing the team's share: the team's own policy lets it. Source: BK-ADM.
void rule(Asking& ask, const call::RevokeRestoreAccessBackupVault& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation, c.backup_vault)) return;
    if (!comment_fits(ask, c.requester_comment)) return;
    if (!own_air_gapped(ask, c.backup_vault)) return;
    const auto view = c.restore_access_backup_vault;
    const bool does_exist = w.vaults.holds(view) && w.vaults[view].source_vault == c.backup_vault &&
                            w.vaults[view].type == VaultType::RESTORE_ACCESS_BACKUP_VAULT &&
                            w.vaults[view].state != VaultState::deleted;
    if (!ask.exists(does_exist, view)) return;
    if (!ask.need(w.vaults[view].state == VaultState::AVAILABLE, Gate::resource_state,
                  Reason::state_permits, Reason::vault_not_available,
                  ErrorCode::InvalidRequestException, view))
        return;
    const auto earlier = w.vaults[view].revoke_session;
    if (!ask.need(!earlier || !is_open(w.sessions[earlier]), Gate::resource_state,
                  Reason::state_permits, Reason::revoke_pending, ErrorCode::InvalidRequestException,
                  view))
        return;
    const auto team = w.vaults[c.backup_vault].mpa_approval_team;
    if (!ask.need(bool(team), Gate::resource_state, Reason::state_permits,
                  Reason::no_team_associated, ErrorCode::InvalidRequestException, c.backup_vault))
        return;
    if (!is_active(ask, team)) return;
    if (w.settings.revoke_needs_share && w.teams[team].account != ask.account &&
        !is_shared_with(w, team, ask.account)) {
        ask.stop(Gate::resource_policy, Reason::not_shared, ErrorCode::AccessDeniedException, team);
        return;
    }
    const auto action = ProtectedAction::RevokeRestoreAccessBackupVault;
    if (!may_start_session(ask, team, c.backup_vault, action)) return;
    Session session = session_for(ask, team, c.backup_vault, action, c.requester_comment);
    session.restore_access_vault = view;
    ask.opens_session(session);
}

// The team agreed. The requester's permission is looked at once more, then the service acts with it.
// Source: MPA-CON, BK-MPA: "re-evaluated at execution".
void execute_session(const World& world, Id<Session> session, Instant at, Decision& out) {
    const Session& s = world.sessions[session];
    if (s.action == ProtectedAction::UpdateApprovalTeam ||
        s.action == ProtectedAction::StartActiveApprovalTeamDeletion)
        return execute_on_team(world, session, at, out);
    const Caller service{{}, {}, at};
    Asking ask(world, service, out, s.requester);
    if (!may_execute(ask, s)) {
        ask.fails_on_the_way();
        ask.happens(event::SessionExecutionFailed{session});
        if (s.action == ProtectedAction::CreateRestoreAccessBackupVault)
            ask.happens(event::VaultFailed{s.restore_access_vault});
        return;
    }
    ask.pass(Gate::approval, Reason::threshold_reached, session);
    ask.happens(event::SessionExecuted{session});
    switch (s.action) {
        case ProtectedAction::CreateRestoreAccessBackupVault:
            ask.happens(event::RestoreAccessOpened{s.restore_access_vault, at,
                                                   at + world.settings.restore_access});
            break;
        case ProtectedAction::AssociateBackupVaultMpaApprovalTeam:
            ask.happens(event::TeamAssociated{s.vault, s.new_team});
            after_team_change(ask, s, session, at);
            break;
        case ProtectedAction::DisassociateBackupVaultMpaApprovalTeam:
            ask.happens(event::TeamDisassociated{s.vault});
            after_team_change(ask, s, session, at);
            break;
        case ProtectedAction::RevokeRestoreAccessBackupVault:
            ask.happens(event::VaultDeleted{s.restore_access_vault});
            break;
        case ProtectedAction::ApprovalTeamBaseline:
        case ProtectedAction::UpdateApprovalTeam:
        case ProtectedAction::StartActiveApprovalTeamDeletion: break;
    }
}

}  // namespace airlock
