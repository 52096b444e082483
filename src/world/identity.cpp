// Who approvers are: Identity Center instances, their directory, and the identity source that ties them to
// multi-party approval. Sources: MPA setting up, MPA quotas, IAM Identity Center user guide (domain.md §1.2).
#include "world/gates.h"

namespace airlock {
namespace {

bool has_identity_center(const World& world, Id<Organization> organization) {
    for (const IdentityCenter& i : world.identity_centers)
        if (i.organization == organization && !i.is_deleted) return true;
    return false;
}

bool own_identity_center(Asking& ask, Id<IdentityCenter> id,
                         ErrorCode error = ErrorCode::ResourceNotFoundException) {
    const World& w = ask.world;
    const bool is_ours = w.identity_centers.holds(id) &&
                         w.identity_centers[id].account == ask.account &&
                         !w.identity_centers[id].is_deleted;
    return ask.exists(is_ours, id, error);
}

Id<IdentityCenter> identity_center_of(const World& w, Id<Account> account) {
    for (const IdentityCenter& i : w.identity_centers)
        if (i.account == account && !i.is_deleted) return w.identity_centers.id_of(i);
    return {};
}

bool is_user_of(const World& w, Id<User> user, Id<IdentityProvider> provider) {
    return w.users.holds(user) && !w.users[user].is_deleted && w.users[user].provider == provider;
}

// A right that the service uses on the way. What is missing shows in the log and in the status of the source.
bool is_also_allowed(Asking& ask, std::string_view service, std::string_view action) {
    Decision probe_answer;
    Asking probe(ask.world, ask.caller, probe_answer, ask.principal);
    if (probe.authorized(service, action, {}, {})) return true;
    ask.authorized(service, action, {}, {});
    ask.fails_on_the_way();
    return false;
}

bool has_approvers(const World& w, Id<IdentitySource> source) {
    for (const Team& t : w.teams)
        if (t.identity_source == source && t.status != TeamStatus::DELETED) return true;
    return false;
}

bool are_all_approvers_of(const World& w, Id<IdentitySource> source,
                          Id<IdentityProvider> provider) {
    for (const Team& t : w.teams) {
        if (t.identity_source != source || t.status == TeamStatus::DELETED) continue;
        for (std::uint32_t i = 0; i < t.approvers_count; ++i)
            if (!is_user_of(w, t.approvers[i].user, provider)) return false;
    }
    return true;
}

// Who may change a user: an administrator of the directory itself, signed in there, or whoever has the right in
// the account of the Identity Center. The latter reaches into an external directory only to shut users out: its
// passwords and addresses are kept by the provider. Source: MPA-SET, P2, IDC-UG.
enum class Reach : std::uint8_t { every_directory, own_directory };

bool administers(Asking& ask, std::string_view action, Id<User> user, Reach reach) {
    const World& w = ask.world;
    const auto refused = ErrorCode::AccessDeniedException;
    const auto id = ask.caller.credential;
    if (w.credentials.holds(id) && w.credentials[id].user) {
        const auto actor = ask.signed_in();
        if (!actor) return false;
        const auto provider = w.users[actor].provider;
        if (!ask.exists(is_user_of(w, user, provider), user)) return false;
        return ask.need(w.users[actor].is_administrator, Gate::membership, Reason::is_administrator,
                        Reason::not_an_administrator, refused, provider);
    }
    if (!ask.admitted({"sso-directory", action})) return false;
    const auto center = identity_center_of(w, ask.account);
    const bool is_there = center && is_user_of(w, user, w.identity_centers[center].provider);
    if (!ask.exists(is_there, user)) return false;
    const auto provider = w.users[user].provider;
    return ask.need(reach == Reach::every_directory || !w.identity_providers[provider].is_external,
                    Gate::resource_state, Reason::state_permits, Reason::directory_is_external,
                    refused, provider);
}

bool is_not_yet(Asking& ask, bool is_enabled, Id<User> user) {
    return ask.need(ask.world.users[user].is_enabled != is_enabled, Gate::resource_state,
                    Reason::state_permits, Reason::user_as_asked, ErrorCode::ConflictException,
                    user);
}

Id<Credential> sign_in_of(const World& w, Id<User> user) {
    for (const Credential& c : w.credentials)
        if (c.user == user && !c.stolen_from) return w.credentials.id_of(c);
    return {};
}

}  // namespace

// Only a management account holds the organization instance. Source: IDC-UG.
void rule(Asking& ask, const call::EnableIdentityCenter& c) {
    const World& w = ask.world;
    if (!ask.admitted({"sso", "CreateInstance"})) return;
    if (!ask.need(is_management_account(w, ask.account), Gate::management_account,
                  Reason::is_management_account, Reason::not_management_account,
                  ErrorCode::AccessDeniedException, ask.account))
        return;
    if (!ask.exists(w.identity_providers.holds(c.provider), c.provider)) return;
    const auto organization = w.accounts[ask.account].organization;
    if (!ask.need(!has_identity_center(w, organization), Gate::resource_state,
                  Reason::state_permits, Reason::already_enabled, ErrorCode::ConflictException,
                  organization))
        return;
    ask.happens(event::IdentityCenterEnabled{organization, ask.account, c.provider, c.region});
}

void rule(Asking& ask, const call::ListInstances& c) { ask.admitted(c.operation); }

void rule(Asking& ask, const call::ListUsers& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const bool is_ours = w.identity_centers.holds(c.identity_center) &&
                         w.identity_centers[c.identity_center].account == ask.account;
    ask.exists(is_ours, c.identity_center);
}

// One identity source an account, not adjustable; only in us-east-1. Source: MPA-LIM, MPA-REG.
void rule(Asking& ask, const call::CreateIdentitySource& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!ask.need(is_management_account(w, ask.account), Gate::management_account,
                  Reason::is_management_account, Reason::not_management_account,
                  ErrorCode::AccessDeniedException, ask.account))
        return;
    const bool is_ours = w.identity_centers.holds(c.identity_center) &&
                         w.identity_centers[c.identity_center].account == ask.account &&
                         !w.identity_centers[c.identity_center].is_deleted;
    if (!ask.exists(is_ours, c.identity_center, ErrorCode::ValidationException)) return;
    bool has_one = false;
    for (const IdentitySource& s : w.identity_sources)
        has_one =
            has_one || (s.account == ask.account && s.status != IdentitySourceStatus::deleted);
    if (!ask.need(!has_one, Gate::quota, Reason::within_quota, Reason::quota_reached,
                  ErrorCode::ServiceQuotaExceededException, ask.account))
        return;
    const bool may_register = is_also_allowed(ask, "sso", "CreateApplication");
    ask.happens(event::IdentitySourceCreated{ask.account, c.identity_center,
                                             ask.caller.at + w.settings.validation});
    if (!may_register)
        ask.happens(event::IdentitySourceFailed{{w.identity_sources.size()},
                                                IdentitySourceStatusCode::ACCESS_DENIED});
}

void rule(Asking& ask, const call::GetIdentitySource& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const auto id = c.identity_source;
    ask.exists(w.identity_sources.holds(id) && w.identity_sources[id].account == ask.account &&
                   w.identity_sources[id].status != IdentitySourceStatus::deleted,
               id);
}

// Not while its users are approvers, unless the Identity Center behind it is gone. Source: MPA-DIS.
void rule(Asking& ask, const call::DeleteIdentitySource& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    const auto id = c.identity_source;
    const bool is_ours = w.identity_sources.holds(id) &&
                         w.identity_sources[id].account == ask.account &&
                         w.identity_sources[id].status != IdentitySourceStatus::deleted;
    if (!ask.exists(is_ours, id, ErrorCode::ValidationException)) return;
    const IdentitySource& source = w.identity_sources[id];
    if (!ask.need(source.status != IdentitySourceStatus::DELETING, Gate::resource_state,
                  Reason::state_permits, Reason::source_inactive, ErrorCode::ConflictException, id))
        return;
    const bool is_needed =
        has_approvers(w, id) && !w.identity_centers[source.identity_center].is_deleted;
    if (!ask.need(!is_needed, Gate::resource_state, Reason::state_permits, Reason::approvers_in_use,
                  ErrorCode::ConflictException, id))
        return;
    if (!is_also_allowed(ask, "sso", "DeleteApplication")) {
        ask.happens(event::IdentitySourceFailed{id, IdentitySourceStatusCode::DELETION_FAILED});
        return;
    }
    ask.happens(event::IdentitySourceDeletionStarted{id, ask.caller.at + w.settings.validation});
}

// The portal goes with it: teams stay as they are, but nobody can sign in to vote. Source: MPA-DIS (T23).
void rule(Asking& ask, const call::DeleteInstance& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!own_identity_center(ask, c.identity_center, ErrorCode::ValidationException)) return;
    ask.happens(event::IdentityCenterDeleted{c.identity_center});
    for (const IdentitySource& s : w.identity_sources)
        if (s.identity_center == c.identity_center && (s.status == IdentitySourceStatus::ACTIVE ||
                                                       s.status == IdentitySourceStatus::CREATING))
            ask.happens(event::IdentitySourceFailed{
                w.identity_sources.id_of(s), IdentitySourceStatusCode::IDC_INSTANCE_NOT_FOUND});
    if (w.settings.keeps_sessions_without_identity_center) return;
    for (const Session& s : w.sessions) {
        const auto source = w.teams[s.team].identity_source;
        if (is_open(s) && w.identity_sources[source].identity_center == c.identity_center)
            cancel_session(w, w.sessions.id_of(s), SessionStatusCode::CONFIGURATION_CHANGED,
                           ask.caller.at, ask.out);
    }
}

// Assumed: a source whose approvers are not in the new directory shows IDC_INSTANCE_NOT_VALID, and works again
// when the directory they came from is back.
void rule(Asking& ask, const call::ChangeIdentityProvider& c) {
    const World& w = ask.world;
    if (!ask.admitted({"sso", "AssociateDirectory"})) return;
    if (!ask.exists(w.identity_providers.holds(c.provider), c.provider)) return;
    const auto center = identity_center_of(w, ask.account);
    if (!ask.exists(bool(center), ask.account)) return;
    if (!ask.need(w.identity_centers[center].provider != c.provider, Gate::resource_state,
                  Reason::state_permits, Reason::already_enabled, ErrorCode::ConflictException,
                  c.provider))
        return;
    ask.happens(event::IdentityProviderChanged{center, c.provider});
    for (const IdentitySource& s : w.identity_sources) {
        if (s.identity_center != center) continue;
        const auto id = w.identity_sources.id_of(s);
        const bool fits = are_all_approvers_of(w, id, c.provider);
        const bool was_invalid = s.status_code == IdentitySourceStatusCode::IDC_INSTANCE_NOT_VALID;
        if (fits && was_invalid) ask.happens(event::IdentitySourceActivated{id});
        if (!fits && s.status == IdentitySourceStatus::ACTIVE)
            ask.happens(
                event::IdentitySourceFailed{id, IdentitySourceStatusCode::IDC_INSTANCE_NOT_VALID});
    }
}

void rule(Asking& ask, const call::DeleteUser& c) {
    const World& w = ask.world;
    if (!ask.admitted(c.operation)) return;
    if (!own_identity_center(ask, c.identity_center)) return;
    if (!ask.exists(is_user_of(w, c.user, w.identity_centers[c.identity_center].provider), c.user))
        return;
    ask.happens(event::UserDeleted{c.user, ask.caller.at});
}

void rule(Asking& ask, const call::DisableUser& c) {
    if (!administers(ask, "DisableUser", c.user, Reach::every_directory)) return;
    if (!is_not_yet(ask, false, c.user)) return;
    ask.happens(event::UserDisabled{c.user, ask.caller.at});
}

void rule(Asking& ask, const call::EnableUser& c) {
    if (!administers(ask, "EnableUser", c.user, Reach::every_directory)) return;
    if (!is_not_yet(ask, true, c.user)) return;
    ask.happens(event::UserEnabled{c.user});
}

// The way of an administrator into somebody else's vote, and the reason for a directory of another vendor.
void rule(Asking& ask, const call::ResetUserPassword& c) {
    if (!administers(ask, "UpdatePassword", c.user, Reach::own_directory)) return;
    ask.happens(event::UserPasswordReset{c.user, sign_in_of(ask.world, c.user), ask.caller.person});
}

void rule(Asking& ask, const call::UpdateUserEmail& c) {
    if (!administers(ask, "UpdateUser", c.user, Reach::own_directory)) return;
    ask.happens(event::UserEmailUpdated{c.user, ask.caller.person});
}

void rule(Asking& ask, const call::ListIdentitySources& c) { ask.admitted(c.operation); }

}  // namespace airlock
