// Scenarios for tests.
#include "support/scenarios.h"

#include "base/text.h"
#include "support/files.h"

#include <doctest/doctest.h>

namespace airlock::test {

std::vector<std::string> shipped_names() {
    std::vector<std::string> out;
    for (std::string path : source_files("scenarios")) {
        if (!path.ends_with(".json") || path.ends_with(".schema.json")) continue;
        path.erase(0, std::string_view("scenarios/").size());
        path.resize(path.size() - std::string_view(".json").size());
        out.push_back(std::move(path));
    }
    return out;
}

std::shared_ptr<const Scenario> shipped(std::string_view name,
                                        std::span<const ParameterOverride> overrides) {
    const std::string path = "scenarios/" + std::string(name) + ".json";
    const auto text = read_source(path);
    REQUIRE(text.has_value());
    auto scenario = load_scenario(*text, path, overrides);
    if (!scenario)
        for (const Problem& problem : scenario.error()) FAIL_CHECK(to_text(problem));
    REQUIRE(scenario.has_value());
    return std::make_shared<const Scenario>(std::move(*scenario));
}

std::string small_scenario(std::string_view more) {
    return R"({"airlock": 1, "title": "A small company", )" + std::string(more) + R"(
 "settings": {"backup_job": "40m", "copy_job": "50m", "restore_job": "90m"},
 "policies": {"ir": {"Version": "2012-10-17", "Statement": [
   {"Effect": "Allow", "Action": ["backup:*", "mpa:*", "ram:*"], "Resource": "*"}]}},
 "persons": [
   {"name": "rosa"}, {"name": "omar"}, {"name": "mallory"},
   {"name": "ana", "staff": {"responds_in": "10m", "spread": "none", "trusts": ["recovery/ir"]}},
   {"name": "ben", "staff": {"responds_in": "20m", "spread": "none", "trusts": ["recovery/ir"]}},
   {"name": "cho", "staff": {"responds_in": "30m", "spread": "none", "trusts": ["recovery/ir"]}}],
 "organizations": [{"name": "company", "management_account": "management", "mpa_enabled": true,
                    "cross_account_backup_enabled": true, "ram_sharing_enabled": true}],
 "accounts": [
   {"name": "management", "number": "222222222222",
    "principals": [{"name": "admin", "policies": ["AdministratorAccess"], "held_by": ["omar"]}]},
   {"name": "production", "number": "111111111111", "organization": "company", "root_held_by": ["omar"],
    "principals": [{"name": "operator", "policies": ["AdministratorAccess"], "held_by": ["omar"]}]},
   {"name": "recovery", "number": "888888888888", "organization": "company",
    "principals": [{"name": "ir", "policies": ["ir"], "held_by": ["rosa"]}]}],
 "identity_providers": [{"name": "directory", "users": ["ana", "ben", "cho"]}],
 "identity_centers": [{"organization": "company", "provider": "directory"}],
 "identity_sources": [{"account": "management"}],
 "teams": [{"name": "guardians", "account": "management", "min_approvals_required": 2,
            "approvers": ["ana", "ben", "cho"]}],
 "shares": [{"name": "guardians-share", "account": "management", "resources": ["guardians"],
             "principals": ["production", "recovery"]}],
 "vaults": [
   {"name": "vault", "account": "production", "type": "LOGICALLY_AIR_GAPPED_BACKUP_VAULT",
    "min_retention_days": 7, "max_retention_days": 35, "approval_team": "guardians"},
   {"name": "daily", "account": "production"}],
 "workloads": [{"name": "orders", "account": "production"}],
 "recovery_points": [
   {"name": "copy", "vault": "vault", "workload": "orders", "age": "9h", "delete_after_days": 30},
   {"name": "local", "vault": "daily", "workload": "orders", "age": "10h", "delete_after_days": 30}]
})";
}

std::shared_ptr<const Scenario> load(std::string_view text) {
    auto scenario = load_scenario(text, "test.json");
    if (!scenario)
        for (const Problem& problem : scenario.error()) FAIL_CHECK(to_text(problem));
    REQUIRE(scenario.has_value());
    return std::make_shared<const Scenario>(std::move(*scenario));
}

std::string problems_of(std::string_view text, std::span<const ParameterOverride> overrides) {
    const auto scenario = load_scenario(text, "", overrides);
    if (scenario) return "none";
    std::string out;
    for (const Problem& problem : scenario.error()) out += to_text(problem) + "\n";
    return out;
}

Id<Person> person(const Simulation& simulation, std::string_view name) {
    const auto found = find_person(simulation.scenario(), name);
    REQUIRE(found.has_value());
    return {*found};
}

Id<Credential> portal(const Simulation& simulation, Id<Person> person) {
    for (const Credential& credential : simulation.world().credentials)
        if (credential.holder == person && credential.user)
            return simulation.world().credentials.id_of(credential);
    FAIL("no portal sign-in");
    return {};
}

}  // namespace airlock::test
