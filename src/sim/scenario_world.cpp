// Who there is and what stands when the story begins. Groups (`count`) are made out here. The founded world
// must be one that AWS would allow, for the rules and invariants take it as given.
#include <algorithm>

#include "sim/scenario_members.h"
#include "sim/scenario_reader.h"
#include "world/world.h"

namespace airlock {
namespace {

constexpr std::size_t identity_policies_max = 6;
constexpr std::int32_t retention_days_max = 36'500;   // Source: BK-LOCK
constexpr std::int32_t air_gapped_min_retention = 7;  // days. Source: BK-LAG

constexpr std::string_view spreads[] = {"none", "narrow", "usual", "wide"};
constexpr std::string_view principal_kinds[] = {"role", "user", "service_linked_role"};
constexpr std::string_view key_managers[] = {"CUSTOMER", "AWS"};
constexpr std::string_view policy_types[] = {"SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"};
constexpr std::string_view vault_types[] = {"BACKUP_VAULT", "LOGICALLY_AIR_GAPPED_BACKUP_VAULT"};
constexpr std::string_view locks[] = {"none", "governance", "compliance"};
constexpr std::string_view resource_types[] = {"EBS",      "EC2", "EFS",   "S3",
                                               "DynamoDB", "RDS", "Aurora"};
constexpr std::string_view data_conditions[] = {"clean", "encrypted", "infected", "corrupted"};

// The names of one row or of a group: "approver" with a count of 3 is approver-1, approver-2, approver-3.
std::vector<std::string> names_of(ScenarioReader& reader, const Json& item, std::string_view what) {
    const std::string name = reader.new_name(item, what);
    std::int32_t count = 0;
    reader.get(item, "count", count, 1, static_cast<std::int32_t>(scenario_rows_max));
    const std::uint32_t rows = count == 0 ? 1 : static_cast<std::uint32_t>(count);
    if (name.empty() || !reader.has_room_for(item, rows)) return {};
    if (count == 0) return {name};
    std::vector<std::string> out;
    for (std::uint32_t n = 1; n <= rows; ++n) out.push_back(name + "-" + std::to_string(n));
    return out;
}

Staff read_staff(ScenarioReader& reader, const Json& object) {
    Staff staff;
    reader.get(object, "responds_in", staff.responds_in);
    reader.get(object, "silent", staff.is_silent);
    if (const Json* spread = object.find("spread"))
        if (const auto word = reader.word(*spread, "spread", spreads))
            staff.spread = static_cast<Spread>(*word);
    if (const Json* trusts = object.find("trusts")) {
        staff.trusts = reader.references(*trusts, Kind::principal);
        for (const std::string& name : staff.trusts)
            if (name.find('/') == std::string::npos)
                reader.problem(*trusts, quoted(name) + " does not say in which account",
                               R"(write "account/principal")");
    }
    return staff;
}

std::vector<std::string> control_policies(ScenarioReader& reader, const Json& object,
                                          std::string_view member, std::size_t count_max) {
    const Json* list = object.find(member);
    if (list == nullptr) return {};
    auto out = reader.references(*list, Kind::policy_document);
    std::erase(out, "FullAWSAccess");  // attached anyway
    if (out.size() > count_max)
        reader.problem(*list,
                       "at most " + std::to_string(count_max) +
                           " such policies can be attached to one thing, FullAWSAccess aside");
    for (const std::string& name : out)
        if (name == "AdministratorAccess")
            reader.problem(
                *list, "AdministratorAccess is an identity policy, not a service control policy");
    return out;
}

ScenarioAttachments read_attachments(ScenarioReader& reader, const Json& object) {
    ScenarioAttachments out;
    reader.get(object, "full_aws_access", out.has_full_aws_access);
    out.service_control_policies =
        control_policies(reader, object, "service_control_policies",
                         service_control_policies_max - (out.has_full_aws_access ? 1 : 0));
    out.resource_control_policies = control_policies(reader, object, "resource_control_policies",
                                                     resource_control_policies_max);
    if (!out.has_full_aws_access && out.service_control_policies.empty())
        reader.problem_at_name(*object.find("full_aws_access"),
                               "the last service control policy cannot be taken away",
                               "name another one in \"service_control_policies\"");
    return out;
}

// --- accounts ----------------------------------------------------------------------------------------------

std::vector<std::string> holders(ScenarioReader& reader, const Json& object,
                                 std::string_view member) {
    const Json* list = object.find(member);
    return list == nullptr ? std::vector<std::string>() : reader.references(*list, Kind::person);
}

ScenarioPrincipal read_principal(ScenarioReader& reader, const Json& item) {
    ScenarioPrincipal principal;
    principal.name = reader.new_name(item, "a principal");
    if (principal.name == "root")
        reader.problem(item, "every account has its root already",
                       R"(say who holds it with "root_held_by")");
    if (const Json* kind = item.find("kind"))
        if (const auto word = reader.word(*kind, "kind of principal", principal_kinds))
            principal.kind = *word == 0   ? PrincipalKind::role
                             : *word == 1 ? PrincipalKind::user
                                          : PrincipalKind::service_linked_role;
    if (const Json* list = item.find("policies")) {
        principal.policies = reader.references(*list, Kind::policy_document);
        if (principal.policies.size() > identity_policies_max)
            reader.problem(*list, "at most 6 policies can be attached to one principal");
        for (const std::string& name : principal.policies)
            if (name == "FullAWSAccess")
                reader.problem(*list,
                               "FullAWSAccess is a service control policy, not an identity policy");
    }
    principal.held_by = holders(reader, item, "held_by");
    reader.get_reference(item, "trust_policy", Kind::policy_document, principal.trust_policy);
    reader.get_reference(item, "trusted_account", Kind::account, principal.trusted_account);
    reader.get_reference(item, "permissions_boundary", Kind::policy_document,
                         principal.permissions_boundary);
    for (const std::string_view member : {"trust_policy", "trusted_account"})
        if (const Json* at = item.find(member); at && principal.kind == PrincipalKind::user)
            reader.problem_at_name(*at, "only a role can be assumed");
    return principal;
}

void read_account(ScenarioReader& reader, const Json& item) {
    constexpr std::int64_t number_max = 999'999'999'999;
    ScenarioAccount account;
    bool has_number = false;
    std::string number;
    if (const Json* value = reader.require(item, "number", "an account")) {
        reader.get(item, "number", number);
        const bool fits =
            number.size() == 12 && std::all_of(number.begin(), number.end(), is_digit);
        if (!fits && value->is_string())
            reader.problem(*value, quoted(number) + " is no account number: it has twelve digits");
        has_number = fits;
        if (fits)
            for (const char digit : number) account.number = account.number * 10 + (digit - '0');
    }
    reader.get_reference(item, "organization", Kind::organization, account.organization);
    reader.get_reference(item, "unit", Kind::organizational_unit, account.unit);
    account.attached = read_attachments(reader, item);
    ScenarioPrincipal root;
    root.name = "root";
    root.kind = PrincipalKind::root;
    root.held_by = holders(reader, item, "root_held_by");
    account.principals.push_back(std::move(root));
    reader.each(item, "principals", "a principal", members::principal, [&](const Json& member) {
        account.principals.push_back(read_principal(reader, member));
    });
    std::size_t rows = account.principals.size();
    for (const ScenarioPrincipal& principal : account.principals) rows += principal.held_by.size();
    const auto names = names_of(reader, item, "an account");
    if (has_number && !names.empty() &&
        account.number > number_max - static_cast<std::int64_t>(names.size() - 1)) {
        reader.problem(item, "the numbers of this group go on after 999999999999",
                       "accounts of a group are numbered on from the first one's number");
        has_number = false;
    }
    // What has no number of its own is not compared: that was said already.
    if (!has_number) account.number = -1;
    for (const std::string& name : names) {
        // Each account of a group has principals and credentials of its own.
        if (!reader.has_room_for(item, static_cast<std::uint32_t>(rows))) return;
        account.name = name;
        reader.declare(Kind::account, name, item);
        for (const ScenarioPrincipal& principal : account.principals)
            reader.declare(Kind::principal, principal.name, item, name);
        for (const ScenarioAccount& other : reader.scenario().accounts)
            if (has_number && other.number == account.number) {
                std::string digits = std::to_string(account.number);
                digits.insert(0, 12 - digits.size(), '0');
                reader.problem(item, "account " + quoted(other.name) + " has the number " + digits +
                                         " already");
                break;
            }
        reader.scenario().accounts.push_back(account);
        if (has_number) ++account.number;
    }
}

// --- identity ----------------------------------------------------------------------------------------------

void add_user(ScenarioReader& reader, const Json& at, ScenarioIdentityProvider& provider,
              ScenarioUser user) {
    if (user.name.empty() || !reader.has_room_for(at, 1)) return;
    reader.declare(Kind::user, user.name, at, provider.name);
    provider.users.push_back(std::move(user));
}

// A user is an object, or just the name of a person, who then has that name in the directory too.
void read_users(ScenarioReader& reader, const Json& list, ScenarioIdentityProvider& provider) {
    if (!list.is_array()) {
        reader.wrong_type(list, "an array of users", list);
        return;
    }
    for (const Json& item : list) {
        if (item.is_string() && item.text().ends_with("-*")) {
            const std::string stem(item.text().substr(0, item.text().size() - 1));
            std::uint32_t n = 1;
            for (; reader.is_declared(Kind::person, stem + std::to_string(n)); ++n) {
                const std::string name = stem + std::to_string(n);
                if (!reader.has_room_for(item, 1)) return;
                add_user(reader, item, provider, {name, name, true, false});
            }
            if (n == 1) reader.problem(item, "no group of persons named " + quoted(item.text()));
        } else if (item.is_string()) {
            reader.refer(item, NameClass::row, Kind::person, item.text());
            add_user(reader, item, provider,
                     {std::string(item.text()), std::string(item.text()), true, false});
        } else if (reader.is_object(item, "a user", members::user)) {
            ScenarioUser user;
            user.name = reader.new_name(item, "a user");
            reader.get_reference(item, "person", Kind::person, user.person);
            reader.get(item, "enabled", user.is_enabled);
            reader.get(item, "administrator", user.is_administrator);
            add_user(reader, item, provider, std::move(user));
        }
    }
}

void read_provider(ScenarioReader& reader, const Json& item) {
    ScenarioIdentityProvider provider;
    provider.name = reader.new_name(item, "an identity provider");
    if (provider.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::identity_provider, provider.name, item);
    reader.get(item, "independent", provider.is_independent);
    provider.is_external = provider.is_independent;
    reader.get(item, "external", provider.is_external);
    if (const Json* users = item.find("users")) read_users(reader, *users, provider);
    reader.scenario().identity_providers.push_back(std::move(provider));
}

void read_team(ScenarioReader& reader, const Json& item) {
    ScenarioTeam team;
    team.name = reader.new_name(item, "a team");
    team.account = reader.reference(item, "account", Kind::account, "a team");
    reader.get(item, "min_approvals_required", team.min_approvals_required, 1, 20);
    reader.require(item, "min_approvals_required", "a team");
    const Json* approvers = reader.require(item, "approvers", "a team");
    if (approvers != nullptr) team.approvers = reader.references(*approvers, Kind::user);
    if (team.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::team, team.name, item);
    if (approvers != nullptr) {
        const auto n = static_cast<std::int32_t>(team.approvers.size());
        const bool documented = reader.scenario().settings.has_documented_team_limits;
        if (n > 20 || n < (documented ? 3 : 1))
            reader.problem(*approvers, "a team has " + std::string(documented ? "3" : "1") +
                                           " to 20 approvers, not " + std::to_string(n));
        else if (team.min_approvals_required > n)
            reader.problem(item, "this team can never agree: it needs " +
                                     std::to_string(team.min_approvals_required) +
                                     " approvals and has " + std::to_string(n) + " approvers");
        else if (documented && team.min_approvals_required == 1)
            reader.problem(item, "a team needs 2 approvals at least",
                           R"(or set "has_documented_team_limits": false)");
    }
    reader.scenario().teams.push_back(std::move(team));
}

// --- backup ------------------------------------------------------------------------------------------------

void read_vault(ScenarioReader& reader, const Json& item) {
    ScenarioVault vault;
    vault.name = reader.new_name(item, "a vault");
    vault.account = reader.reference(item, "account", Kind::account, "a vault");
    if (const Json* type = item.find("type"))
        if (const auto word = reader.word(*type, "type of vault", vault_types))
            vault.type = static_cast<VaultType>(*word);
    vault.region = reader.scenario().region;
    reader.get(item, "region", vault.region);
    reader.get(item, "min_retention_days", vault.min_retention_days, 1, retention_days_max);
    reader.get(item, "max_retention_days", vault.max_retention_days, 1, retention_days_max);
    reader.get_reference(item, "approval_team", Kind::team, vault.approval_team);
    reader.get_reference(item, "key", Kind::key, vault.key);
    reader.get_reference(item, "access_policy", Kind::policy_document, vault.access_policy);
    const bool is_air_gapped = vault.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
    const Json* lock = item.find("lock");
    if (is_air_gapped) {
        vault.lock = LockMode::compliance;
        if (lock != nullptr)
            reader.problem_at_name(*lock, "an air-gapped vault is always under a compliance lock");
        if (vault.min_retention_days < air_gapped_min_retention || vault.max_retention_days == 0)
            reader.problem(
                item,
                "an air-gapped vault has min_retention_days of 7 at least, and max_retention_days");
    } else if (lock != nullptr) {
        static constexpr LockMode modes[] = {LockMode::none, LockMode::governance,
                                             LockMode::compliance};
        if (const auto word = reader.word(*lock, "lock", locks)) vault.lock = modes[*word];
    }
    if (!is_air_gapped && !vault.approval_team.empty())
        reader.problem_at_name(*item.find("approval_team"),
                               "only an air-gapped vault has an approval team");
    if (vault.max_retention_days > 0 && vault.min_retention_days > vault.max_retention_days)
        reader.problem(item, "min_retention_days is larger than max_retention_days");
    if (vault.name.empty() || !reader.has_room_for(item, 1)) return;
    if (vault.name.size() < 2 || vault.name.size() > 50 ||
        vault.name.find('.') != std::string::npos)
        reader.problem(item, quoted(vault.name) + " is no name of a vault",
                       "vault names have 2 to 50 letters, digits, hyphens and underscores");
    reader.declare(Kind::vault, vault.name, item, vault.account);
    reader.scenario().vaults.push_back(std::move(vault));
}

void read_workload(ScenarioReader& reader, const Json& item) {
    ScenarioWorkload workload;
    workload.name = reader.new_name(item, "a workload");
    workload.account = reader.reference(item, "account", Kind::account, "a workload");
    workload.region = reader.scenario().region;
    reader.get(item, "region", workload.region);
    if (const Json* type = item.find("resource_type"))
        if (const auto word = reader.word(*type, "type of resource", resource_types))
            workload.resource_type = static_cast<ResourceType>(*word);
    reader.get_reference(item, "key", Kind::key, workload.key);
    if (const Json* data = item.find("data"))
        if (const auto word = reader.word(*data, "condition of data", data_conditions))
            workload.data = static_cast<DataCondition>(*word);
    if (workload.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::workload, workload.name, item, workload.account);
    reader.scenario().workloads.push_back(std::move(workload));
}

void read_recovery_point(ScenarioReader& reader, const Json& item) {
    ScenarioRecoveryPoint point;
    point.name = reader.new_name(item, "a recovery point");
    point.vault = reader.reference(item, "vault", Kind::vault, "a recovery point");
    point.workload = reader.reference(item, "workload", Kind::workload, "a recovery point");
    reader.get(item, "age", point.age);
    reader.get(item, "delete_after_days", point.delete_after_days, 1, retention_days_max);
    if (const Json* data = item.find("data"))
        if (const auto word = reader.word(*data, "condition of data", data_conditions))
            point.condition = static_cast<DataCondition>(*word);
    reader.get_reference(item, "key", Kind::key, point.key);
    if (point.delete_after_days != ScenarioRecoveryPoint::unset_days &&
        point.age >= days(point.delete_after_days))
        reader.problem(item, "this recovery point is gone before the story begins: it is " +
                                 format_duration(point.age) + " old and kept for " +
                                 std::to_string(point.delete_after_days) + " d");
    if (point.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::recovery_point, point.name, item);
    reader.scenario().recovery_points.push_back(std::move(point));
}

void read_key(ScenarioReader& reader, const Json& item) {
    ScenarioKey key;
    key.name = reader.new_name(item, "a key");
    key.account = reader.reference(item, "account", Kind::account, "a key");
    key.region = reader.scenario().region;
    reader.get(item, "region", key.region);
    if (const Json* manager = item.find("manager"))
        if (const auto word = reader.word(*manager, "manager of keys", key_managers))
            key.manager = static_cast<KeyManager>(*word);
    reader.get_reference(item, "policy", Kind::policy_document, key.policy);
    if (key.manager == KeyManager::AWS && !key.policy.empty())
        reader.problem_at_name(*item.find("policy"),
                               "the policy of a key that AWS manages is AWS's");
    if (key.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::key, key.name, item, key.account);
    reader.scenario().keys.push_back(std::move(key));
}

void read_types(ScenarioReader& reader, const Json& list, ScenarioOrganization& row) {
    row.is_scp_enabled = row.is_rcp_enabled = false;
    if (!list.is_array()) return reader.wrong_type(list, "an array of policy types", list);
    for (const Json& item : list)
        if (const auto word = reader.word(item, "type of policy", policy_types))
            (*word == 0 ? row.is_scp_enabled : row.is_rcp_enabled) = true;
}

void read_unit(ScenarioReader& reader, const Json& item) {
    ScenarioUnit unit;
    unit.name = reader.new_name(item, "an organizational unit");
    unit.organization = reader.reference(item, "organization", Kind::organization, "a unit");
    reader.get_reference(item, "parent", Kind::organizational_unit, unit.parent);
    unit.attached = read_attachments(reader, item);
    if (unit.name.empty() || !reader.has_room_for(item, 1)) return;
    reader.declare(Kind::organizational_unit, unit.name, item);
    reader.scenario().units.push_back(std::move(unit));
}

void read_share(ScenarioReader& reader, const Json& item) {
    ScenarioShare share;
    share.name = reader.new_name(item, "a share");
    share.account = reader.reference(item, "account", Kind::account, "a share");
    if (const Json* resources = reader.require(item, "resources", "a share")) {
        share.resources = reader.texts(*resources);
        if (resources->is_array())
            for (const Json& resource : *resources)
                if (resource.is_string())
                    reader.refer(resource, NameClass::shareable, Kind::none, resource.text());
    }
    if (const Json* principals = reader.require(item, "principals", "a share"))
        share.principals = reader.references(*principals, Kind::account);
    const auto rows =
        static_cast<std::uint32_t>(1 + share.resources.size() + share.principals.size());
    if (share.name.empty() || !reader.has_room_for(item, rows)) return;
    reader.declare(Kind::share, share.name, item, share.account);
    reader.scenario().shares.push_back(std::move(share));
}

// --- what must fit together once all names lead somewhere ----------------------------------------------------

template <class Row>
const Row* find(const std::vector<Row>& rows, std::string_view name) {
    for (const Row& row : rows)
        if (row.name == name) return &row;
    return nullptr;
}

// A vault or workload by "name" or "account/name".
template <class Row>
const Row* find_owned(const std::vector<Row>& rows, std::string_view name) {
    const auto slash = name.find('/');
    for (const Row& row : rows) {
        if (slash == std::string_view::npos
                ? row.name == name
                : row.account == name.substr(0, slash) && row.name == name.substr(slash + 1))
            return &row;
    }
    return nullptr;
}

// An account is in the organization that it manages, said or unsaid.
void check_organizations(ScenarioReader& reader, const Json& root) {
    Scenario& scenario = reader.scenario();
    const Json& list = *root.find("organizations");
    auto item = list.begin();
    for (const ScenarioOrganization& organization : scenario.organizations) {
        const Json& at = *item++;
        for (ScenarioAccount& account : scenario.accounts) {
            if (account.name != organization.management_account) continue;
            if (account.organization.empty()) account.organization = organization.name;
            if (account.organization != organization.name)
                reader.problem(at, "account " + quoted(account.name) + " manages " +
                                       quoted(organization.name) + " but stands in " +
                                       quoted(account.organization));
        }
    }
}

// Units stand below earlier ones of their own organization, five deep at most; accounts stand in theirs.
void check_units(ScenarioReader& reader, const Json& root) {
    const Scenario& scenario = reader.scenario();
    if (const Json* list = root.find("organizational_units")) {
        auto item = list->begin();
        std::vector<std::uint32_t> depths;
        for (const ScenarioUnit& unit : scenario.units) {
            const Json& at = *item++;
            std::uint32_t depth = 1;
            for (std::size_t i = 0; i < depths.size(); ++i)
                if (scenario.units[i].name == unit.parent) {
                    depth = depths[i] + 1;
                    if (scenario.units[i].organization != unit.organization)
                        reader.problem(
                            at, "unit " + quoted(unit.parent) + " belongs to another organization");
                }
            if (!unit.parent.empty() && depth == 1)
                reader.problem(at, "the unit " + quoted(unit.parent) + " must be listed before");
            if (depth > unit_depth_max) reader.problem(at, "units nest at most 5 deep");
            depths.push_back(depth);
        }
    }
    const Json* list = root.find("accounts");
    if (list == nullptr || list->begin() == list->end()) return;
    for (const ScenarioAccount& account : scenario.accounts) {
        if (account.unit.empty()) continue;
        const ScenarioUnit* unit = find(scenario.units, account.unit);
        if (unit == nullptr || unit->organization != account.organization)
            reader.problem(*list, "account " + quoted(account.name) + " stands in the unit " +
                                      quoted(account.unit) + ", which is not of its organization");
    }
}

// What encrypts must be there when the story begins.
void check_keys(ScenarioReader& reader, const Json& root) {
    const Scenario& scenario = reader.scenario();
    const auto check = [&](const std::string& key, std::string_view member) {
        if (!key.empty() && find_owned(scenario.keys, key) == nullptr)
            reader.problem(*root.find(member),
                           "the key " + quoted(key) + " is not there when the story begins");
    };
    for (const ScenarioVault& vault : scenario.vaults) check(vault.key, "vaults");
    for (const ScenarioWorkload& workload : scenario.workloads) check(workload.key, "workloads");
    for (const ScenarioRecoveryPoint& point : scenario.recovery_points)
        check(point.key, "recovery_points");
}

void check_identity(ScenarioReader& reader, const Json& root) {
    const Scenario& scenario = reader.scenario();
    if (const Json* list = root.find("identity_sources")) {
        auto item = list->begin();
        for (const ScenarioIdentitySource& source : scenario.identity_sources) {
            const Json& at = *item++;
            const auto has_center = [&](const ScenarioIdentityCenter& center) {
                const auto* organization = find(scenario.organizations, center.organization);
                return organization != nullptr &&
                       organization->management_account == source.account;
            };
            if (std::none_of(scenario.identity_centers.begin(), scenario.identity_centers.end(),
                             has_center))
                reader.problem(at, "account " + quoted(source.account) +
                                       " manages no organization with an Identity Center");
        }
    }
    const Json* list = root.find("teams");
    if (list == nullptr) return;
    auto item = list->begin();
    for (const ScenarioTeam& team : scenario.teams) {
        const Json& at = *item++;
        const auto is_of = [&](const ScenarioIdentitySource& source) {
            return source.account == team.account;
        };
        if (std::none_of(scenario.identity_sources.begin(), scenario.identity_sources.end(), is_of))
            reader.problem(at, "account " + quoted(team.account) +
                                   " has no identity source, so it can have no team");
        for (std::size_t i = 0; i < team.approvers.size(); ++i)
            for (std::size_t k = 0; k < i; ++k)
                if (team.approvers[i] == team.approvers[k]) {
                    reader.problem(at, quoted(team.approvers[i]) + " is an approver twice");
                    k = i;
                }
    }
}

void check_recovery_points(ScenarioReader& reader, const Json& root) {
    const Json* list = root.find("recovery_points");
    if (list == nullptr) return;
    auto item = list->begin();
    for (const ScenarioRecoveryPoint& point : reader.scenario().recovery_points) {
        const Json& at = *item++;
        const ScenarioVault* vault = find_owned(reader.scenario().vaults, point.vault);
        if (vault == nullptr) {
            reader.problem(
                at, "the vault " + quoted(point.vault) + " is not there when the story begins");
            continue;
        }
        if (find_owned(reader.scenario().workloads, point.workload) == nullptr)
            reader.problem(at, "the workload " + quoted(point.workload) +
                                   " is not there when the story begins");
        const bool is_kept = point.delete_after_days == ScenarioRecoveryPoint::unset_days;
        const bool fits = vault->lock == LockMode::none ||
                          ((is_kept || point.delete_after_days >= vault->min_retention_days) &&
                           (vault->max_retention_days == 0 ||
                            (!is_kept && point.delete_after_days <= vault->max_retention_days)));
        if (!fits)
            reader.problem(at,
                           "the vault " + quoted(vault->name) + " keeps recovery points for " +
                               std::to_string(vault->min_retention_days) + " to " +
                               std::to_string(vault->max_retention_days) + " days",
                           R"(give "delete_after_days" within that range)");
    }
}

// Things that only a step makes cannot be shared or guarded before the story begins.
void check_founded(ScenarioReader& reader, const Json& root) {
    const Scenario& scenario = reader.scenario();
    if (const Json* list = root.find("shares")) {
        auto item = list->begin();
        for (const ScenarioShare& share : scenario.shares) {
            const Json& at = *item++;
            for (const std::string& name : share.resources)
                if (find_owned(scenario.vaults, name) == nullptr &&
                    find(scenario.teams, name) == nullptr)
                    reader.problem(at, quoted(name) + " is not there when the story begins");
        }
    }
    if (const Json* list = root.find("vaults")) {
        auto item = list->begin();
        for (const ScenarioVault& vault : scenario.vaults) {
            const Json& at = *item++;
            if (!vault.approval_team.empty() &&
                find(scenario.teams, vault.approval_team) == nullptr)
                reader.problem(at, "the team " + quoted(vault.approval_team) +
                                       " is not there when the story begins");
        }
    }
}

}  // namespace

void read_persons(ScenarioReader& reader, const Json& root) {
    reader.each(root, "persons", "a person", members::person, [&](const Json& item) {
        ScenarioPerson person;
        reader.get(item, "title", person.title);
        const Json* staff = item.find("staff");
        if (staff != nullptr &&
            reader.is_object(*staff, "an object that says how this person answers", members::staff))
            person.staff = read_staff(reader, *staff);
        for (std::string& name : names_of(reader, item, "a person")) {
            reader.declare(Kind::person, name, item);
            person.name = std::move(name);
            reader.scenario().persons.push_back(person);
        }
    });
}

void read_organizations(ScenarioReader& reader, const Json& root) {
    reader.each(
        root, "organizations", "an organization", members::organization, [&](const Json& item) {
            ScenarioOrganization row;
            row.name = reader.new_name(item, "an organization");
            row.management_account =
                reader.reference(item, "management_account", Kind::account, "an organization");
            reader.get(item, "mpa_enabled", row.is_mpa_enabled);
            reader.get(item, "cross_account_backup_enabled", row.is_cross_account_backup_enabled);
            reader.get(item, "ram_sharing_enabled", row.is_ram_sharing_enabled);
            row.attached = read_attachments(reader, item);
            row.is_rcp_enabled = !row.attached.resource_control_policies.empty();
            if (const Json* types = item.find("policy_types")) read_types(reader, *types, row);
            if (const Json* services = item.find("trusted_services"))
                row.services = reader.texts(*services);
            if (row.name.empty() || !reader.has_room_for(item, 1)) return;
            reader.declare(Kind::organization, row.name, item);
            reader.scenario().organizations.push_back(std::move(row));
        });
}

void read_accounts(ScenarioReader& reader, const Json& root) {
    reader.each(root, "organizational_units", "an organizational unit",
                members::organizational_unit, [&](const Json& item) { read_unit(reader, item); });
    reader.each(root, "accounts", "an account", members::account,
                [&](const Json& item) { read_account(reader, item); });
}

void read_identity(ScenarioReader& reader, const Json& root) {
    reader.each(root, "identity_providers", "an identity provider", members::identity_provider,
                [&](const Json& item) { read_provider(reader, item); });
    reader.each(root, "identity_centers", "an Identity Center", members::identity_center,
                [&](const Json& item) {
                    ScenarioIdentityCenter row;
                    row.organization = reader.reference(item, "organization", Kind::organization,
                                                        "an Identity Center");
                    row.provider = reader.reference(item, "provider", Kind::identity_provider,
                                                    "an Identity Center");
                    row.region = reader.scenario().region;
                    reader.get(item, "region", row.region);
                    if (!reader.has_room_for(item, 1)) return;
                    for (const ScenarioIdentityCenter& other : reader.scenario().identity_centers)
                        if (other.organization == row.organization)
                            reader.problem(item, "organization " + quoted(row.organization) +
                                                     " has an Identity Center already");
                    reader.scenario().identity_centers.push_back(std::move(row));
                });
    reader.each(
        root, "identity_sources", "an identity source", members::identity_source,
        [&](const Json& item) {
            ScenarioIdentitySource row;
            row.account = reader.reference(item, "account", Kind::account, "an identity source");
            if (!reader.has_room_for(item, 1)) return;
            for (const ScenarioIdentitySource& other : reader.scenario().identity_sources)
                if (other.account == row.account)
                    reader.problem(item, "account " + quoted(row.account) +
                                             " has an identity source already; it can have one");
            reader.scenario().identity_sources.push_back(std::move(row));
        });
    reader.each(root, "teams", "a team", members::team,
                [&](const Json& item) { read_team(reader, item); });
}

void read_backup(ScenarioReader& reader, const Json& root) {
    reader.each(root, "keys", "a key", members::key,
                [&](const Json& item) { read_key(reader, item); });
    reader.each(root, "shares", "a share", members::share,
                [&](const Json& item) { read_share(reader, item); });
    reader.each(root, "vaults", "a vault", members::vault,
                [&](const Json& item) { read_vault(reader, item); });
    reader.each(root, "workloads", "a workload", members::workload,
                [&](const Json& item) { read_workload(reader, item); });
    reader.each(root, "recovery_points", "a recovery point", members::recovery_point,
                [&](const Json& item) { read_recovery_point(reader, item); });
}

void check_world_of(ScenarioReader& reader, const Json& root) {
    if (!reader.scenario().organizations.empty()) check_organizations(reader, root);
    check_units(reader, root);
    check_keys(reader, root);
    check_identity(reader, root);
    check_founded(reader, root);
    check_recovery_points(reader, root);
}

}  // namespace airlock
