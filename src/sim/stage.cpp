// Turns the names of a scenario into rows. Each table gets its rows in the order of the scenario's list, so
// an id is known before its row is there and rows may point at each other either way.
#include "sim/stage.h"

#include <map>
#include <utility>

#include "base/check.h"
#include "world/evolve.h"
#include "world/schedule.h"

namespace airlock {
namespace {

template <class Row, class Fact>
Id<Row> place(const std::vector<Fact>& facts, std::string_view name) {
    for (std::uint32_t i = 0; i < facts.size(); ++i)
        if (facts[i].name == name) return {i};
    return {};
}

class Founder {
  public:
    explicit Founder(Stage& stage) : stage_(stage), scenario_(*stage.scenario) {}

    void found() {
        add_policies();
        for (const ScenarioPerson& fact : scenario_.persons) add(Person{name(fact.name)});
        add_organizations();
        add_units();
        add_accounts();
        add_control_policies();
        for (const ScenarioKey& fact : scenario_.keys) add_key(fact);
        add_identity();
        for (const ScenarioTeam& fact : scenario_.teams) add_team(fact);
        add_vaults();
        for (const ScenarioShare& fact : scenario_.shares) add_share(fact);
        for (const ScenarioWorkload& fact : scenario_.workloads) add_workload(fact);
        for (const ScenarioRecoveryPoint& fact : scenario_.recovery_points)
            add_recovery_point(fact);
        for (const ScenarioBackupPlan& fact : scenario_.backup_plans) add_backup_plan(fact);
        for (const ScenarioLegalHold& fact : scenario_.legal_holds) add_legal_hold(fact);
        for (const ScenarioRestoreTestingPlan& fact : scenario_.restore_testing_plans)
            add_restore_testing_plan(fact);
    }

  private:
    Id<Name> name(std::string_view text) { return stage_.catalog.names.intern(text); }

    template <class Row>
    void add(const Row& row) {
        stage_.founding.push_back(event::Founded<Row>{row});
        evolve(stage_.world, stage_.founding.back());
    }

    void add_policies() {
        const ManagedPolicies& managed = stage_.catalog.managed;
        policies_[{"FullAWSAccess", policy::Kind::service_control}] = managed.full_aws_access;
        policies_[{"AdministratorAccess", policy::Kind::identity}] = managed.administrator;
        policies_[{"OrganizationAccountAccessRole", policy::Kind::trust}] = managed.account_trust;
        for (const ScenarioPolicy& fact : scenario_.policies)
            policies_[{fact.name, fact.document.kind}] =
                stage_.catalog.add_document(fact.name, fact.document, fact.source);
    }

    template <std::size_t N>
    void attach(std::array<Id<PolicyDocument>, N>& slots, const std::vector<std::string>& names,
                policy::Kind kind) const {
        CHECK(names.size() <= N);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const auto found = policies_.find({names[i], kind});
            CHECK(found != policies_.end());
            slots[i] = found->second;
        }
    }

    void add_organizations() {
        for (const ScenarioOrganization& fact : scenario_.organizations) {
            Organization row;
            row.name = name(fact.name);
            row.management_account = place<Account>(scenario_.accounts, fact.management_account);
            row.is_mpa_enabled = yes_if(fact.is_mpa_enabled);
            row.is_cross_account_backup_enabled = yes_if(fact.is_cross_account_backup_enabled);
            row.is_ram_sharing_enabled = yes_if(fact.is_ram_sharing_enabled);
            row.is_scp_enabled = yes_if(fact.is_scp_enabled);
            row.is_rcp_enabled = yes_if(fact.is_rcp_enabled);
            attach(row, fact.attached, fact.is_scp_enabled);
            add(row);
        }
    }

    // FullAWSAccess comes first, as AWS attaches it; without its policy type an organization has none.
    template <class Row>
    void attach(Row& row, const ScenarioAttachments& fact, bool is_scp_enabled) const {
        attach(row.resource_control_policies, fact.resource_control_policies,
               policy::Kind::resource_control);
        if (!is_scp_enabled) return;
        std::vector<std::string> names = fact.service_control_policies;
        if (fact.has_full_aws_access) names.insert(names.begin(), "FullAWSAccess");
        attach(row.service_control_policies, names, policy::Kind::service_control);
    }

    bool is_scp_enabled(Id<Organization> organization) const {
        return organization && stage_.world.organizations[organization].is_scp_enabled;
    }

    void add_units() {
        for (const ScenarioUnit& fact : scenario_.units) {
            OrganizationalUnit row;
            row.name = name(fact.name);
            row.organization = place<Organization>(scenario_.organizations, fact.organization);
            row.parent = place<OrganizationalUnit>(scenario_.units, fact.parent);
            attach(row, fact.attached, is_scp_enabled(row.organization));
            add(row);
        }
    }

    // Every policy that is attached somewhere belongs to that organization; FullAWSAccess to AWS.
    void add_control_policies() {
        const auto full = stage_.catalog.managed.full_aws_access;
        add(ControlPolicy{
            stage_.catalog[full].name, {}, full, PolicyType::SERVICE_CONTROL_POLICY, {}});
        const World& w = stage_.world;
        for (std::uint32_t i = 0; i < w.organizations.size(); ++i)
            add_policies_of({i}, Organization(w.organizations[{i}]));
        for (const OrganizationalUnit& row :
             std::vector(w.organizational_units.begin(), w.organizational_units.end()))
            add_policies_of(row.organization, row);
        for (const Account& row : std::vector(w.accounts.begin(), w.accounts.end()))
            if (row.organization) add_policies_of(row.organization, row);
        for (std::uint32_t i = 0; i < scenario_.organizations.size(); ++i)
            for (const std::string& service : scenario_.organizations[i].services)
                add(ServiceAccess{{i}, name(service), {}, yes, {}});
    }

    template <class Row>
    void add_policies_of(Id<Organization> organization, const Row& row) {
        for (const auto id : row.service_control_policies)
            add_policy_of(organization, id, PolicyType::SERVICE_CONTROL_POLICY);
        for (const auto id : row.resource_control_policies)
            add_policy_of(organization, id, PolicyType::RESOURCE_CONTROL_POLICY);
    }

    void add_policy_of(Id<Organization> organization, Id<PolicyDocument> id, PolicyType type) {
        if (!id || id == stage_.catalog.managed.full_aws_access) return;
        for (const ControlPolicy& known : stage_.world.control_policies)
            if (known.document == id && known.organization == organization) return;
        add(ControlPolicy{stage_.catalog[id].name, organization, id, type, {}});
    }

    Id<PolicyDocument> policy(const std::string& text, policy::Kind kind) const {
        const auto found = policies_.find({text, kind});
        return found == policies_.end() ? Id<PolicyDocument>() : found->second;
    }

    Id<Key> key(const std::string& text, Id<Account> near) const {
        if (text.empty()) return {};
        const References references(stage_.world, stage_.aliases);
        return references.find(Kind::key, text, near).template as<Key>();
    }

    void add_key(const ScenarioKey& fact) {
        Key row;
        row.alias = name(fact.name);
        row.account = place<Account>(scenario_.accounts, fact.account);
        row.region = name(fact.region);
        row.policy = policy(fact.policy, policy::Kind::resource);
        row.manager = fact.manager;
        add(row);
    }

    void add_accounts() {
        for (const ScenarioAccount& fact : scenario_.accounts) {
            Account row;
            row.name = name(fact.name);
            row.number = fact.number;
            row.organization = place<Organization>(scenario_.organizations, fact.organization);
            row.unit = place<OrganizationalUnit>(scenario_.units, fact.unit);
            if (row.organization) attach(row, fact.attached, is_scp_enabled(row.organization));
            add(row);
        }
        for (std::uint32_t i = 0; i < scenario_.accounts.size(); ++i)
            for (const ScenarioPrincipal& fact : scenario_.accounts[i].principals) {
                Principal row;
                row.name = name(fact.name);
                row.account = {i};
                row.kind = fact.kind;
                attach(row.identity_policies, fact.policies, policy::Kind::identity);
                row.trust_policy = policy(fact.trust_policy, policy::Kind::trust);
                row.trusted_account = place<Account>(scenario_.accounts, fact.trusted_account);
                row.permissions_boundary =
                    policy(fact.permissions_boundary, policy::Kind::identity);
                const Id<Principal> principal{stage_.world.principals.size()};
                add(row);
                for (const std::string& holder : fact.held_by)
                    add_credential(holder, principal, {});
            }
    }

    void add_credential(const std::string& holder, Id<Principal> principal, Id<User> user) {
        Credential row;
        row.holder = place<Person>(scenario_.persons, holder);
        row.principal = principal;
        row.user = user;
        add(row);
    }

    void add_identity() {
        for (std::uint32_t i = 0; i < scenario_.identity_providers.size(); ++i) {
            const ScenarioIdentityProvider& fact = scenario_.identity_providers[i];
            IdentityProvider provider;
            provider.name = name(fact.name);
            provider.is_independent = yes_if(fact.is_independent);
            provider.is_external = yes_if(fact.is_external);
            add(provider);
            for (const ScenarioUser& user : fact.users) {
                User row;
                row.name = name(user.name);
                row.person = place<Person>(scenario_.persons, user.person);
                row.provider = {i};
                row.mailbox = row.person;
                row.is_enabled = yes_if(user.is_enabled);
                row.is_administrator = yes_if(user.is_administrator);
                const Id<User> id{stage_.world.users.size()};
                add(row);
                if (!user.person.empty()) add_credential(user.person, {}, id);
            }
        }
        for (const ScenarioIdentityCenter& fact : scenario_.identity_centers) {
            IdentityCenter row;
            row.organization = place<Organization>(scenario_.organizations, fact.organization);
            row.account = stage_.world.organizations[row.organization].management_account;
            row.provider = place<IdentityProvider>(scenario_.identity_providers, fact.provider);
            row.region = name(fact.region);
            add(row);
        }
        for (const ScenarioIdentitySource& fact : scenario_.identity_sources) {
            IdentitySource row;
            row.account = place<Account>(scenario_.accounts, fact.account);
            row.identity_center = center_of(row.account);
            row.status = IdentitySourceStatus::ACTIVE;
            add(row);
        }
    }

    Id<IdentityCenter> center_of(Id<Account> account) const {
        for (const IdentityCenter& row : stage_.world.identity_centers)
            if (row.account == account) return stage_.world.identity_centers.id_of(row);
        return {};
    }

    void add_team(const ScenarioTeam& fact) {
        const World& w = stage_.world;
        Team row;
        row.name = name(fact.name);
        row.account = place<Account>(scenario_.accounts, fact.account);
        for (const IdentitySource& source : w.identity_sources)
            if (source.account == row.account)
                row.identity_source = w.identity_sources.id_of(source);
        row.policy = stage_.catalog.managed.team_vault_owner;
        row.min_approvals_required = static_cast<std::uint16_t>(fact.min_approvals_required);
        const References references(w, stage_.aliases);
        for (const std::string& user : fact.approvers) {
            Approver& approver = row.approvers[row.approvers_count++];
            approver.user = references.find(Kind::user, user).as<User>();
            approver.mailbox = w.users[approver.user].mailbox;
            approver.status = ApproverStatus::ACCEPTED;
            approver.last_activity = LastActivity::RESPONDED_TO_INVITATION;
        }
        row.status = TeamStatus::ACTIVE;
        row.status_code = TeamStatusCode::none;
        add(row);
    }

    void add_vaults() {
        for (const ScenarioVault& fact : scenario_.vaults) {
            Vault row;
            row.name = name(fact.name);
            row.account = place<Account>(scenario_.accounts, fact.account);
            row.region = name(fact.region);
            row.type = fact.type;
            row.lock = fact.lock;
            if (fact.lock == LockMode::compliance) row.lock_date = Instant{0};
            row.min_retention_days = fact.min_retention_days;
            row.max_retention_days = fact.max_retention_days;
            row.mpa_approval_team = place<Team>(scenario_.teams, fact.approval_team);
            row.key = key(fact.key, row.account);
            if (!fact.access_policy.empty()) {
                const auto found = policies_.find({fact.access_policy, policy::Kind::resource});
                CHECK(found != policies_.end());
                row.access_policy = found->second;
            }
            add(row);
        }
    }

    void add_share(const ScenarioShare& fact) {
        const World& w = stage_.world;
        const Id<ResourceShare> share{w.shares.size()};
        ResourceShare row;
        row.name = name(fact.name);
        row.account = place<Account>(scenario_.accounts, fact.account);
        add(row);
        const References references(w, stage_.aliases);
        for (const std::string& resource : fact.resources) {
            SharedResource shared;
            shared.share = share;
            shared.resource = references.find_shareable(resource, row.account);
            add(shared);
        }
        for (const std::string& principal : fact.principals) {
            SharePrincipal given;
            given.share = share;
            given.account = place<Account>(scenario_.accounts, principal);
            given.status = AssociationStatus::ASSOCIATED;
            const Id<Organization> organization = w.accounts[given.account].organization;
            const bool is_inside =
                organization && organization == w.accounts[row.account].organization;
            if (!is_inside || !w.organizations[organization].is_ram_sharing_enabled)
                given.invitation = InvitationStatus::ACCEPTED;
            add(given);
        }
    }

    void add_workload(const ScenarioWorkload& fact) {
        Workload row;
        row.name = name(fact.name);
        row.account = place<Account>(scenario_.accounts, fact.account);
        row.region = name(fact.region);
        row.resource_type = fact.resource_type;
        row.key = key(fact.key, row.account);
        row.data = fact.data;
        if (fact.data == DataCondition::encrypted) {
            row.state = WorkloadState::encrypted;
            row.encrypted_at = Instant{0};
        }
        add(row);
    }

    void add_recovery_point(const ScenarioRecoveryPoint& fact) {
        const World& w = stage_.world;
        const References references(w, stage_.aliases);
        RecoveryPoint row;
        row.captured_at = Instant{-fact.age.ms};
        row.created_at = row.captured_at;
        if (fact.delete_after_days != ScenarioRecoveryPoint::unset_days)
            row.delete_at = row.created_at + days(fact.delete_after_days);
        row.vault = references.find(Kind::vault, fact.vault).as<Vault>();
        row.resource = references.find(Kind::workload, fact.workload).as<Workload>();
        row.condition = fact.condition;
        const Vault& vault = w.vaults[row.vault];
        row.key = !fact.key.empty() ? key(fact.key, vault.account)
                  : vault.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT || vault.key
                      ? vault.key
                      : w.workloads[row.resource].key;
        const Id<RecoveryPoint> id{w.recovery_points.size()};
        add(row);
        if (!fact.name.empty()) stage_.aliases[fact.name] = {id};
    }

    // Lists that have a fixed number of places; the reader has seen to it that they do.
    template <class Row, std::size_t N>
    void fill(std::array<Id<Row>, N>& places, const std::vector<std::string>& names, Kind kind,
              Id<Account> near) const {
        const References references(stage_.world, stage_.aliases);
        CHECK(names.size() <= N);
        for (std::size_t i = 0; i < names.size(); ++i)
            places[i] = references.find(kind, names[i], near).template as<Row>();
    }
    Id<Vault> vault_named(const std::string& text, Id<Account> near) const {
        if (text.empty()) return {};
        return References(stage_.world, stage_.aliases).find(Kind::vault, text, near).as<Vault>();
    }
    Id<Principal> role_named(const std::string& text, Id<Account> near) const {
        if (text.empty()) return {};
        return References(stage_.world, stage_.aliases)
            .find(Kind::principal, text, near)
            .as<Principal>();
    }

    void add_backup_plan(const ScenarioBackupPlan& fact) {
        BackupPlan plan;
        plan.name = name(fact.name);
        plan.account = place<Account>(scenario_.accounts, fact.account);
        const Id<BackupPlan> id{stage_.world.backup_plans.size()};
        add(plan);
        for (const ScenarioBackupRule& rule : fact.rules) {
            const auto schedule = parse_schedule(rule.schedule);
            CHECK(schedule.has_value());
            BackupRule row;
            row.plan = id;
            row.name = name(rule.name);
            row.schedule_expression = name(rule.schedule);
            row.period = schedule->period;
            row.next_at = schedule->next_after(Instant{0});
            row.start_window = rule.start_window;
            row.target = vault_named(rule.target, plan.account);
            row.air_gapped_target = vault_named(rule.air_gapped_target, plan.account);
            row.delete_after_days = rule.delete_after_days;
            row.move_to_cold_storage_after_days = rule.move_to_cold_storage_after_days;
            CHECK(rule.copies.size() <= copy_actions_max);
            for (std::size_t i = 0; i < rule.copies.size(); ++i)
                row.copies[i] = {vault_named(rule.copies[i].destination, plan.account),
                                 rule.copies[i].delete_after_days,
                                 rule.copies[i].move_to_cold_storage_after_days};
            add(row);
        }
        for (const ScenarioSelection& selection : fact.selections) {
            BackupSelection row;
            row.plan = id;
            row.name = name(selection.name);
            row.role = role_named(selection.role, plan.account);
            fill(row.resources, selection.resources, Kind::workload, plan.account);
            add(row);
        }
    }

    void add_legal_hold(const ScenarioLegalHold& fact) {
        LegalHold row;
        row.title = name(fact.name);
        row.account = place<Account>(scenario_.accounts, fact.account);
        row.status = LegalHoldStatus::ACTIVE;
        fill(row.vaults, fact.vaults, Kind::vault, row.account);
        fill(row.resources, fact.resources, Kind::workload, row.account);
        add(row);
    }

    void add_restore_testing_plan(const ScenarioRestoreTestingPlan& fact) {
        const auto schedule = parse_schedule(fact.schedule);
        CHECK(schedule.has_value());
        RestoreTestingPlan plan;
        plan.name = name(fact.name);
        plan.account = place<Account>(scenario_.accounts, fact.account);
        plan.schedule_expression = name(fact.schedule);
        plan.period = schedule->period;
        plan.next_at = schedule->next_after(Instant{0});
        plan.algorithm = fact.algorithm;
        plan.selection_window_days = fact.selection_window_days;
        fill(plan.vaults, fact.vaults, Kind::vault, plan.account);
        const Id<RestoreTestingPlan> id{stage_.world.restore_testing_plans.size()};
        add(plan);
        for (const ScenarioSelection& selection : fact.selections) {
            RestoreTestingSelection row;
            row.plan = id;
            row.name = name(selection.name);
            row.role = role_named(selection.role, plan.account);
            row.resource_type = selection.resource_type;
            row.validation_window_hours = selection.validation_window_hours;
            fill(row.resources, selection.resources, Kind::workload, plan.account);
            add(row);
        }
    }

    Stage& stage_;
    const Scenario& scenario_;
    std::map<std::pair<std::string, policy::Kind>, Id<PolicyDocument>> policies_;
};

}  // namespace

World empty_world(const Stage& stage) {
    World world;
    world.settings = stage.scenario->settings;
    world.catalog = &stage.catalog;
    return world;
}

std::shared_ptr<Stage> set_stage(std::shared_ptr<const Scenario> scenario) {
    auto stage = std::make_shared<Stage>();
    stage->scenario = std::move(scenario);
    stage->world = empty_world(*stage);
    Founder(*stage).found();
    for (const Step& step : stage->scenario->steps) stage->step_ids.push_back(step.id);
    return stage;
}

}  // namespace airlock
