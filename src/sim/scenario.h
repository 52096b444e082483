// A story as data: who exists, who plays whom, what happens when, what is told, and what must come of it. A
// Scenario is complete and checked: `load_scenario` (scenario_json.h) gives a whole one or a list of
// Problems, never half of one. Groups (`count`) are already made out, parameters already filled in.
//
// Names are text here. `Simulation` turns persons, organizations, accounts and identity providers into rows
// in the order of these lists: scenario.persons[n] is the row Id<Person>{n}, and so for the other three.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/time.h"
#include "policy/policy.h"
#include "sim/condition.h"
#include "world/settings.h"
#include "world/status.h"

namespace airlock {

inline constexpr std::uint32_t scenario_version = 1;
// Limits of one scenario; a file beyond them is answered with a Problem.
inline constexpr std::uint32_t scenario_rows_max =
    10'000;  // of all kinds together, groups made out
inline constexpr std::uint32_t scenario_steps_max = 2'000;
inline constexpr std::uint32_t entries_max = 100'000;  // of a run, which then ends

// `--set threshold=2`.
struct ParameterOverride {
    std::string name;
    std::string value;
};

// Where a fact stands in the scenario's file.
struct SourcePlace {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    std::string pointer;
};

// A text for people, by language ("en", "de"); English is always among them.
struct Text {
    std::vector<std::pair<std::string, std::string>> by_language;

    bool empty() const { return by_language.empty(); }
    std::string_view in(std::string_view language) const;  // English where that language is missing
};

struct Parameter {
    enum class Type : std::uint8_t { integer, duration, boolean, choice };
    std::string name;
    Type type = Type::integer;
    Text about;
    std::int64_t minimum = INT64_MIN;  // integer, duration (milliseconds)
    std::int64_t maximum = INT64_MAX;
    std::vector<std::string> choices;
    std::string default_value;  // as text: "3", "24h", "true", "fast"
    std::string value;          // the default, or what `--set` gave
    std::int64_t number = 0;    // the value of an integer; of a duration in milliseconds
    std::string half_of;        // the default is half of that parameter, rounded up
};

// --- who there is ------------------------------------------------------------------------------------

// How far the answers of one person lie apart, around their median.
enum class Spread : std::uint8_t { none, narrow, usual, wide };

// Somebody who answers by himself: accepts invitations to teams, votes in sessions.
struct Staff {
    Duration responds_in = minutes(30);  // the median
    Spread spread = Spread::usual;
    bool is_silent = false;           // never answers
    std::vector<std::string> trusts;  // requesters that get a yes: "recovery/incident-response"
};

struct ScenarioPerson {
    std::string name;
    Text title;
    std::optional<Staff> staff;
};

// What hangs on one level of an organization.
struct ScenarioAttachments {
    std::vector<std::string> service_control_policies;  // beside FullAWSAccess
    std::vector<std::string> resource_control_policies;
    bool has_full_aws_access = true;
};

struct ScenarioOrganization {
    std::string name;
    std::string management_account;
    bool is_mpa_enabled = false;
    bool is_cross_account_backup_enabled = false;
    bool is_ram_sharing_enabled = false;
    bool is_scp_enabled = true;
    bool is_rcp_enabled = false;
    ScenarioAttachments attached;       // to the root
    std::vector<std::string> services;  // that it trusts: "backup.amazonaws.com"
};

struct ScenarioUnit {
    std::string name;
    std::string organization;
    std::string parent;  // empty: directly below the root
    ScenarioAttachments attached;
};

struct ScenarioPrincipal {
    std::string name;
    PrincipalKind kind = PrincipalKind::role;
    std::vector<std::string> policies;
    std::vector<std::string> held_by;  // persons with a credential for it
    std::string trust_policy;          // of a role; empty: nobody may assume it
    std::string trusted_account;       // or an account whose principals may
    std::string permissions_boundary;
};

struct ScenarioAccount {
    std::string name;
    std::int64_t number = 0;
    std::string organization;  // empty: outside any
    std::string unit;          // empty: directly below the root
    ScenarioAttachments attached;
    std::vector<ScenarioPrincipal> principals;  // the first is always "root"
};

struct ScenarioUser {
    std::string name;
    std::string person;
    bool is_enabled = true;
    bool is_administrator = false;
};

struct ScenarioIdentityProvider {
    std::string name;
    bool is_independent = false;
    bool is_external = false;
    std::vector<ScenarioUser> users;
};

// --- what stands when the story begins ---------------------------------------------------------------

struct ScenarioIdentityCenter {
    std::string organization;
    std::string provider;
    std::string region;
};

struct ScenarioIdentitySource {
    std::string account;
};

struct ScenarioTeam {
    std::string name;
    std::string account;
    std::int32_t min_approvals_required = 0;
    std::vector<std::string> approvers;  // users
};

struct ScenarioShare {
    std::string name;
    std::string account;
    std::vector<std::string> resources;   // teams, vaults
    std::vector<std::string> principals;  // accounts
};

struct ScenarioVault {
    std::string name;
    std::string account;
    std::string region;
    VaultType type = VaultType::BACKUP_VAULT;
    LockMode lock = LockMode::none;
    std::int32_t min_retention_days = 0;
    std::int32_t max_retention_days = 0;
    std::string approval_team;  // empty: none
    std::string key;            // empty: aws/backup, or AWS's own
    std::string access_policy;  // empty: none
};

struct ScenarioKey {
    std::string name;  // its alias
    std::string account;
    std::string region;
    std::string policy;  // empty: left to the IAM policies of the account
    KeyManager manager = KeyManager::CUSTOMER;
};

struct ScenarioWorkload {
    std::string name;
    std::string account;
    std::string region;
    ResourceType resource_type = ResourceType::EBS;
    std::string key;  // empty: not encrypted, or with a key out of reach
    DataCondition data = DataCondition::clean;
};

struct ScenarioRecoveryPoint {
    std::string name;  // ours: rows of this kind have none
    std::string vault;
    std::string workload;
    Duration age;  // how long before the story it was made
    std::int32_t delete_after_days = unset_days;
    DataCondition condition = DataCondition::clean;
    std::string key;  // empty: that of its workload or vault, as a backup would get

    static constexpr std::int32_t unset_days = -1;
};

struct ScenarioCopy {
    std::string destination;
    std::int32_t delete_after_days = -1;
    std::int32_t move_to_cold_storage_after_days = -1;
};

struct ScenarioBackupRule {
    std::string name;
    std::string schedule = "cron(0 5 ? * * *)";
    std::string target;
    std::string air_gapped_target;  // empty: none
    Duration start_window = hours(8);
    std::int32_t delete_after_days = -1;
    std::int32_t move_to_cold_storage_after_days = -1;
    std::vector<ScenarioCopy> copies;
};

// Of a backup plan or of a restore testing plan.
struct ScenarioSelection {
    std::string name;
    std::string role;                    // "account/principal"; empty: the service's own
    std::vector<std::string> resources;  // none: all
    ResourceType resource_type = ResourceType::EBS;
    std::int32_t validation_window_hours = 0;
};

struct ScenarioBackupPlan {
    std::string name;
    std::string account;
    std::vector<ScenarioBackupRule> rules;
    std::vector<ScenarioSelection> selections;
};

struct ScenarioLegalHold {
    std::string name;
    std::string account;
    std::vector<std::string> vaults;
    std::vector<std::string> resources;
};

struct ScenarioRestoreTestingPlan {
    std::string name;
    std::string account;
    std::string schedule = "cron(0 5 ? * * *)";
    TestingAlgorithm algorithm = TestingAlgorithm::LATEST_WITHIN_WINDOW;
    std::int32_t selection_window_days = 30;
    std::vector<std::string> vaults;
    std::vector<ScenarioSelection> selections;
};

struct ScenarioPolicy {
    std::string name;
    policy::Document document;
    std::string source;  // as written
};

// --- what happens ------------------------------------------------------------------------------------

// A call as text: its members under the names that call.h gives them.
struct Argument {
    std::string member;
    std::variant<std::int64_t, bool, std::string, std::vector<std::string>> value;
};
struct CallText {
    std::string operation;
    std::vector<Argument> arguments;
};

// The moment something begins: at an instant of the story, or so long after conditions first hold.
struct Moment {
    std::optional<Instant> at;
    std::vector<Condition> when;  // all of them; empty when `at` is given
    Duration delay;
};

struct Step {
    std::string id;
    Moment moment;
    std::string who;
    std::string as;  // "account/principal"; empty for deeds that need no AWS credential
    CallText call;
    std::string
        result;  // the name under which later steps speak of what the call makes; may be empty
    Text note;
    SourcePlace place;
};

// A row of the threat catalogue that an attacker knows how to try. Source: domain.md §7.
enum class Threat : std::uint8_t {
    TH1,  // root of the vault-owning account: deletions in unlocked vaults, unsharing, leaving the team
    TH2,   // the management account: members entered, bound by a policy that denies all of Backup
    TH6,   // ransomware on production
    TH7,   // the owner locked out
    TH15,  // keys disabled and scheduled for deletion
    TH16,  // key policies rewritten
    TH19,  // deletion of air-gapped recovery points
    TH20,  // shortened retention
    TH23,  // another team put in place of the one that guards the vault
    TH26,  // accounts closed
    TH31,  // an air-gapped vault shared with the attacker's own account
    TH17,  // malware that backups then carry
    TH30,  // EC2 images disabled, and barred
};
std::string_view to_text(Threat threat);

struct Attacker {
    std::string person;
    Moment moment;
    Duration pace = minutes(2);  // between two attempts
    std::vector<Threat> tries;   // in this order
    SourcePlace place;
};

struct ScenarioChapter {
    Text title;
    Text text;
    Moment begins;  // with the first entry at or after it
};

struct Expectation {
    Condition condition;
    std::optional<Instant> at;  // empty: at the end
    std::string why;            // why it matters, in English; may be empty
    SourcePlace place;
};

// How a run of it went: what a saved run adds to its scenario (played.h).
struct Played {
    std::uint64_t seed = 1;
    std::vector<std::string> live;
    // JSON as inputs_json.h reads it; what its names lead to only the run knows.
    std::string inputs;
};

// --- the whole ---------------------------------------------------------------------------------------

struct Scenario {
    std::string name;  // from the file: "cross-account", "threats/th05"
    std::string file;  // as it was opened; places refer to it
    Text title;
    Text summary;
    std::string region;
    std::vector<Parameter> parameters;
    // Other values of parameters that the story is told with, each checked like `--set`; tests run them all.
    std::vector<std::vector<ParameterOverride>> variants;
    Settings settings;
    std::vector<ScenarioPolicy> policies;

    std::vector<ScenarioPerson> persons;
    std::vector<ScenarioOrganization> organizations;
    std::vector<ScenarioUnit> units;
    std::vector<ScenarioAccount> accounts;
    std::vector<ScenarioKey> keys;
    std::vector<ScenarioIdentityProvider> identity_providers;
    std::vector<ScenarioIdentityCenter> identity_centers;
    std::vector<ScenarioIdentitySource> identity_sources;
    std::vector<ScenarioTeam> teams;
    std::vector<ScenarioShare> shares;
    std::vector<ScenarioVault> vaults;
    std::vector<ScenarioWorkload> workloads;
    std::vector<ScenarioRecoveryPoint> recovery_points;
    std::vector<ScenarioBackupPlan> backup_plans;
    std::vector<ScenarioLegalHold> legal_holds;
    std::vector<ScenarioRestoreTestingPlan> restore_testing_plans;

    std::vector<Step> steps;
    std::vector<Attacker> attackers;
    std::vector<ScenarioChapter> chapters;
    std::optional<Moment>
        ends;  // from then on nothing happens; empty: when nothing is left to happen
    std::vector<std::string> live;  // persons whom the page offers to the viewer
    std::optional<Played> played;
    std::vector<Expectation> expectations;
};

// The place of that person in `scenario.persons`; nothing when there is none of that name.
std::optional<std::uint32_t> find_person(const Scenario& scenario, std::string_view name);

}  // namespace airlock
