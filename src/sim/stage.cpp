// Turns the names of a scenario into rows. Each table gets its rows in the order of the scenario's list, so
// an id is known before its row is there and rows may point at each other either way.
#include "sim/stage.h"

#include <map>
#include <utility>

#include "base/check.h"
#include "world/evolve.h"

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
        add_accounts();
        add_identity();
        for (const ScenarioTeam& fact : scenario_.teams) add_team(fact);
        add_vaults();
        for (const ScenarioShare& fact : scenario_.shares) add_share(fact);
        for (const ScenarioWorkload& fact : scenario_.workloads) add_workload(fact);
        for (const ScenarioRecoveryPoint& fact : scenario_.recovery_points)
            add_recovery_point(fact);
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
            attach(row.service_control_policies, fact.service_control_policies,
                   policy::Kind::service_control);
            add(row);
        }
    }

    void add_accounts() {
        for (const ScenarioAccount& fact : scenario_.accounts) {
            Account row;
            row.name = name(fact.name);
            row.number = fact.number;
            row.organization = place<Organization>(scenario_.organizations, fact.organization);
            attach(row.service_control_policies, fact.service_control_policies,
                   policy::Kind::service_control);
            add(row);
        }
        for (std::uint32_t i = 0; i < scenario_.accounts.size(); ++i)
            for (const ScenarioPrincipal& fact : scenario_.accounts[i].principals) {
                Principal row;
                row.name = name(fact.name);
                row.account = {i};
                row.kind = fact.kind;
                attach(row.identity_policies, fact.policies, policy::Kind::identity);
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
            add(provider);
            for (const ScenarioUser& user : fact.users) {
                User row;
                row.name = name(user.name);
                row.person = place<Person>(scenario_.persons, user.person);
                row.provider = {i};
                row.is_enabled = yes_if(user.is_enabled);
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
        const Id<RecoveryPoint> id{w.recovery_points.size()};
        add(row);
        if (!fact.name.empty()) stage_.aliases[fact.name] = {id};
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
