// The attacker's playbook: what it tries with what it holds, and that it holds only what it stole.
#include "sim/trace.h"
#include "support/scenarios.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// What mallory did, one call a line with its answer.
std::string deeds(std::string_view tries, std::string_view more = "",
                  std::string_view settings = "") {
    std::string text = small_scenario(R"("ends": {"at": "3d"}, "steps": [
        {"id": "theft", "at": "1h", "who": "mallory", "call": "StealCredential", "with": {"Credential": "production/root"}})" +
                                      std::string(more) + R"(],
      "attackers": [{"person": "mallory", "when": {"step": "theft"}, "delay": "5m", "pace": "10m", "tries": [)" +
                                      std::string(tries) + "]}],");
    const std::string_view begin = "\"settings\": {";
    text.insert(text.find(begin) + begin.size(), settings);
    Simulation simulation(load(text), {});
    simulation.run_to_end();
    std::string out;
    for (const Entry& entry : simulation.log().entries) {
        if (entry.caller.person != person(simulation, "mallory") || entry.step >= 0) continue;
        const std::string line = trace_text(simulation, entry.number);
        out += line.substr(6, line.find('\n') - 6) + "\n";
    }
    return out;
}

std::string line(std::string_view time, std::string_view what, std::string_view answer) {
    std::string out(15 - 1 - time.size() - 1, ' ');
    out += std::string(time) + " mallory      " + std::string(what);
    out.append(58 - what.size() + 1, ' ');
    return out + std::string(answer) + "\n";
}

}  // namespace

TEST_CASE("attacker: TH6 encrypts what stands in the account") {
    CHECK(deeds(R"("TH6")") == line("+01:05:00.000", "EncryptWorkload orders", "done"));
}

TEST_CASE("attacker: TH17 hides malware in what will be backed up") {
    CHECK(deeds(R"("TH17")") == line("+01:05:00.000", "InfectWorkload orders", "done"));
}

TEST_CASE("attacker: TH30 bars the images of the account") {
    CHECK(deeds(R"("TH30")") == line("+01:05:00.000", "EnableAllowedImagesSettings", "done"));
}

TEST_CASE("attacker: TH7 deletes the owner's roles") {
    CHECK(deeds(R"("TH7")") == line("+01:05:00.000", "DeleteRole production/operator", "done"));
}

TEST_CASE("attacker: TH1 empties what is not locked and asks for what needs a vote") {
    CHECK(deeds(R"("TH1")") == line("+01:05:00.000", "DeleteRecoveryPoint rp-2", "done") +
                                   line("+01:15:00.000", "DeleteBackupVault daily", "done") +
                                   line("+01:25:00.000",
                                        "DisassociateBackupVaultMpaApprovalTeam vault",
                                        "pending at approval"));
}

TEST_CASE("attacker: TH1 stops the plans as well") {
    const std::string tried = deeds(R"("TH1")", R"json(,
        {"id": "plan", "at": "10m", "who": "omar", "as": "production/operator", "call": "CreateBackupPlan",
         "with": {"BackupPlanName": "nightly", "RuleName": "daily", "TargetBackupVaultName": "daily",
                  "ScheduleExpression": "cron(0 5 * * ? *)"}})json");
    CAPTURE(tried);
    CHECK(tried.find("DeleteBackupPlan nightly") != std::string::npos);
    CHECK(tried.find("CreateResourceShare") == std::string::npos);
}

TEST_CASE("attacker: TH1 opens a governance lock first, and takes back what the account shared") {
    const std::string tried = deeds(R"("TH1")", R"(,
        {"at": "10m", "who": "omar", "as": "production/operator", "call": "PutBackupVaultLockConfiguration",
         "with": {"BackupVaultName": "daily", "MinRetentionDays": 1}},
        {"at": "11m", "who": "omar", "as": "production/operator", "call": "CreateResourceShare",
         "with": {"name": "path-1", "resourceArns": ["vault"], "principals": ["recovery"]}})");
    CHECK(tried == line("+01:05:00.000", "DeleteBackupVaultLockConfiguration daily", "done") +
                       line("+01:15:00.000", "DeleteRecoveryPoint rp-2", "done") +
                       line("+01:25:00.000", "DeleteBackupVault daily", "done") +
                       line("+01:35:00.000", "DeleteResourceShare path-1", "done") +
                       line("+01:45:00.000", "DisassociateBackupVaultMpaApprovalTeam vault",
                            "pending at approval"));
}

TEST_CASE("attacker: TH19 and TH20 break on the air-gapped vault") {
    CHECK(deeds(R"("TH19", "TH20")") ==
          line("+01:05:00.000", "DeleteRecoveryPoint rp-1", "refused at vault_lock") +
              line("+01:15:00.000", "DeleteBackupVault vault", "refused at resource_state") +
              line("+01:25:00.000", "UpdateRecoveryPointLifecycle rp-1", "refused at vault_lock") +
              line("+01:35:00.000", "PutBackupVaultLockConfiguration vault",
                   "refused at vault_lock") +
              line("+01:45:00.000", "DeleteBackupVaultLockConfiguration vault",
                   "refused at vault_lock"));
}

TEST_CASE("attacker: TH23 needs another team that the account can see") {
    CHECK(deeds(R"("TH23")") == "");
    // A second team of the organization, shared with the account.
    const std::string_view second = R"(,
        {"at": "1m", "who": "omar", "as": "management/admin", "call": "CreateApprovalTeam",
         "with": {"Name": "board", "MinApprovalsRequired": 2, "Approvers": ["ana", "ben", "cho"]}},
        {"when": {"team": "board", "is": "ACTIVE"}, "who": "omar", "as": "management/admin", "call": "CreateResourceShare",
         "with": {"name": "board-share", "resourceArns": ["board"], "principals": ["production"]}})";
    CHECK(deeds(R"("TH23")", second) == line("+01:05:00.000",
                                             "AssociateBackupVaultMpaApprovalTeam board",
                                             "pending at approval"));
}

TEST_CASE("attacker: TH23 brings a team of its own where it has one") {
    std::string text = small_scenario(R"("ends": {"at": "3d"}, "steps": [
        {"id": "theft", "at": "1h", "who": "mallory", "call": "StealCredential", "with": {"Credential": "production/root"}}],
      "attackers": [{"person": "mallory", "when": {"step": "theft"}, "pace": "10m", "tries": ["TH23"]}],)");
    const auto insert = [&](std::string_view before, std::string_view what) {
        text.insert(text.find(before), what);
    };
    insert(
        "{\"name\": \"production\", \"number\"",
        R"({"name": "shell", "number": "666666666666", "organization": "shell-company", "root_held_by": ["mallory"]},)");
    insert("{\"name\": \"company\"",
           R"({"name": "shell-company", "management_account": "shell"},)");
    insert("{\"name\": \"directory\"",
           R"({"name": "puppets", "users": [{"name": "p1"}, {"name": "p2"}, {"name": "p3"}]},)");
    insert("{\"organization\": \"company\"",
           R"({"organization": "shell-company", "provider": "puppets"},)");
    insert("{\"account\": \"management\"}", R"({"account": "shell"},)");
    insert(
        "{\"name\": \"guardians\"",
        R"({"name": "rogue", "account": "shell", "min_approvals_required": 2, "approvers": ["p1", "p2", "p3"]},)");
    Simulation simulation(load(text), {});
    simulation.run_to_end();
    const auto& entries = simulation.log().entries;
    REQUIRE(entries.size() >= 4);
    const auto operation = [&](std::size_t i) { return operation_of(*entries[i].call).name; };
    CHECK(operation(1) == "CreateResourceShare");
    CHECK(name_of(simulation.world(), entries[1].caller.credential) == "shell/root");
    CHECK(operation(2) == "AcceptResourceShareInvitation");
    CHECK(operation(3) == "AssociateBackupVaultMpaApprovalTeam");
    CHECK(entries[3].outcome == Outcome::pending);
    // Those who guard the vault say no; the puppets are not asked.
    CHECK(simulation.world().vaults[Id<Vault>{0}].mpa_approval_team == Id<Team>{1});
}

TEST_CASE("attacker: without a credential there is nothing to try, and after its loss one thing") {
    Simulation idle(load(small_scenario(R"("ends": {"at": "1d"},
      "attackers": [{"person": "mallory", "at": "1h", "tries": ["TH6", "TH1", "TH19"]}],)")),
                    {});
    idle.run_to_end();
    CHECK(idle.entries() == 0);
    const std::string tried = deeds(R"("TH19", "TH20")", R"(,
        {"at": "1h2m", "who": "omar", "call": "RegainAccount", "with": {"Account": "production"}})",
                                    R"("account_recovery": "15m", )");
    CHECK(tried ==
          line("+01:05:00.000", "DeleteRecoveryPoint rp-1", "refused at vault_lock") +
              line("+01:15:00.000", "DeleteBackupVault vault", "refused at resource_state") +
              line("+01:25:00.000", "UpdateRecoveryPointLifecycle rp-1", "refused at credential"));
}

TEST_CASE("attacker: an insider uses what is his own") {
    Simulation simulation(load(small_scenario(R"("ends": {"at": "1d"},
      "attackers": [{"person": "omar", "at": "1h", "tries": ["TH19"]}],)")),
                          {});
    simulation.run_to_end();
    REQUIRE(simulation.entries() >= 1);
    CHECK(simulation.log().entries[0].gate == Gate::vault_lock);
}
