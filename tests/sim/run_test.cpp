// A run step by step: who acts when, what waits for what, what names mean, and that it ends.
#include "sim/expect.h"
#include "sim/references.h"
#include "sim/staff.h"
#include "sim/trace.h"
#include "support/scenarios.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

Simulation run(std::string_view members, const RunOptions& options = {}) {
    return Simulation(load(small_scenario(members)), options);
}

// "00:10 ana Vote pending", one entry a line: who did what, and how it came out.
std::string told(const Simulation& simulation) {
    std::string out;
    for (const Entry& entry : simulation.log().entries) {
        out += format_instant_short(entry.at) + " ";
        out += entry.caller.person ? name_of(simulation.world(), entry.caller.person) + " " : "- ";
        out += entry.call ? operation_of(*entry.call).name : to_text(entry.due.kind);
        out += " " + std::string(to_text(entry.outcome));
        if (entry.gate != Gate::none) out += " " + std::string(to_text(entry.gate));
        out += "\n";
    }
    return out;
}

// The row is gone, and the same name leads to the one that took its place.
bool has_given_up_its_name(const World& w, Ref gone, Ref now) {
    if (now.kind != gone.kind || name_of(w, now) != name_of(w, gone)) return false;
    if (gone.kind == Kind::workload)
        return w.workloads[gone.as<Workload>()].state == WorkloadState::deleted;
    if (gone.kind == Kind::identity_center)
        return w.identity_centers[gone.as<IdentityCenter>()].is_deleted;
    return gone.kind == Kind::identity_source &&
           w.identity_sources[gone.as<IdentitySource>()].status == IdentitySourceStatus::deleted;
}

constexpr std::string_view asks = R"({"id": "ask", "at": "1h", "who": "rosa", "as": "recovery/ir",
    "call": "CreateRestoreAccessBackupVault", "result": "access",
    "with": {"SourceBackupVaultArn": "vault", "BackupVaultName": "view"}})";

}  // namespace

TEST_CASE("run: approvers answer in their own time, and what they agree to is carried out") {
    Simulation simulation =
        run("\"ends\": {\"at\": \"1d\"}, \"steps\": [" + std::string(asks) + "],");
    simulation.run_to_end();
    CHECK(told(simulation) ==
          "+01:00 rosa CreateRestoreAccessBackupVault pending approval\n"
          "+01:10 ana Vote done\n"
          "+01:20 ben Vote done\n"
          "+01:20 - execution done\n"
          "+01:23 - vault_available done\n");
}

TEST_CASE("run: who is not trusted gets a no, and a silent approver no answer") {
    std::string text = small_scenario(R"("ends": {"at": "3d"}, "steps": [
        {"at": "1h", "who": "omar", "as": "production/root", "call": "DisassociateBackupVaultMpaApprovalTeam",
         "with": {"BackupVaultName": "vault"}}],)");
    Simulation refused(load(text), {});
    refused.run_to_end();
    CHECK(told(refused) ==
          "+01:00 omar DisassociateBackupVaultMpaApprovalTeam pending approval\n"
          "+01:10 ana Vote done\n"
          "+01:20 ben Vote done\n");
    CHECK(refused.world().sessions[Id<Session>{0}].status_code == SessionStatusCode::REJECTED);
    const auto at = text.find("\"responds_in\": \"20m\"");
    text.insert(at, "\"silent\": true, ");
    Simulation silent(load(text), {});
    silent.run_to_end();
    CHECK(told(silent) ==
          "+01:00 omar DisassociateBackupVaultMpaApprovalTeam pending approval\n"
          "+01:10 ana Vote done\n"
          "+01:30 cho Vote done\n");
}

TEST_CASE("run: who is played at the screen is waited for") {
    Simulation simulation =
        run("\"ends\": {\"at\": \"3d\"}, \"steps\": [" + std::string(asks) + "],",
            {.live = {"ana", "ben"}});
    CHECK(simulation.decisions().empty());
    REQUIRE(simulation.run_to_decision());
    CHECK(simulation.entries() == 1);
    REQUIRE(simulation.decisions().size() == 2);
    const PendingDecision pending = simulation.decisions()[0];
    CHECK(pending.person == person(simulation, "ana"));
    CHECK(pending.credential == portal(simulation, pending.person));
    CHECK(pending.subject == Ref(Id<Session>{0}));
    CHECK(pending.since == Instant{hours(1).ms});
    CHECK(pending.expires_at == Instant{hours(25).ms});
    CHECK(pending.entry == 1);
    // Nothing new comes until the session lapses; cho votes meanwhile.
    CHECK_FALSE(simulation.run_to_decision());
    CHECK(told(simulation) ==
          "+01:00 rosa CreateRestoreAccessBackupVault pending approval\n"
          "+01:30 cho Vote done\n"
          "+25:00 - session_expiry failed approval\n");
    CHECK(simulation.decisions().empty());
}

TEST_CASE("run: an answer that was held back is given when the seat is handed back") {
    Simulation simulation = run(
        "\"ends\": {\"at\": \"3d\"}, \"steps\": [" + std::string(asks) + "],", {.live = {"ana"}});
    REQUIRE(simulation.run_to_decision());
    simulation.run_until(Instant{minutes(75).ms});
    const Id<Person> ana = person(simulation, "ana");
    simulation.hand_back(ana);
    simulation.hand_back(ana);  // twice is once
    CHECK(simulation.next_at() == Instant{minutes(75).ms});
    simulation.take_over(ana);
    CHECK(simulation.next_at() == Instant{minutes(80).ms});
    simulation.hand_back(ana);
    CHECK(simulation.step());
    CHECK(simulation.log().entries.back().at == Instant{minutes(75).ms});
    CHECK(simulation.log().entries.back().cause == 1);
    CHECK(simulation.inputs().size() == 3);
}

TEST_CASE("run: a step waits until all its conditions hold, then for its delay, and happens once") {
    Simulation simulation = run(R"("ends": {"at": "1d"}, "steps": [
        {"id": "first", "at": "1h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"id": "other", "at": "2h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"id": "both", "when": [{"step": "first"}, {"step": "other", "outcome": "done"}], "delay": "5m",
         "who": "omar", "as": "production/operator", "call": "ListInstances"},
        {"id": "at-once", "when": {"vault": "vault", "is": "AVAILABLE"}, "who": "omar", "as": "production/operator",
         "call": "ListPolicies"},
        {"id": "never", "when": {"vault": "vault", "is": "FAILED"}, "who": "omar", "as": "production/operator",
         "call": "ListUsers", "with": {"IdentityStoreId": "company"}}],)");
    simulation.run_to_end();
    CHECK(told(simulation) ==
          "+00:00 omar ListPolicies done\n"
          "+01:00 omar ListBackupVaults done\n"
          "+02:00 omar ListBackupVaults done\n"
          "+02:05 omar ListInstances done\n");
    CHECK(simulation.step_entries() == std::vector<std::uint32_t>{2, 3, 4, 1, 0});
    CHECK(simulation.log().entries[3].cause == 3);
    CHECK(simulation.log().entries[3].step == 2);
    CHECK(simulation.next_at() == never);
    CHECK_FALSE(simulation.step());
}

TEST_CASE("run: what falls due comes before what somebody does at the same instant") {
    Simulation simulation = run(R"("ends": {"at": "1d"}, "steps": [
        {"at": "1h", "who": "omar", "as": "production/operator", "call": "StartBackupJob",
         "with": {"BackupVaultName": "daily", "ResourceArn": "orders"}, "result": "night"},
        {"at": "1h40m", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "1h40m", "who": "omar", "as": "production/operator", "call": "ListInstances"}],)");
    simulation.run_to_end();
    CHECK(told(simulation) ==
          "+01:00 omar StartBackupJob done\n"
          "+01:40 - job_end done\n"
          "+01:40 omar ListBackupVaults done\n"
          "+01:40 omar ListInstances done\n");
    CHECK(simulation.log().entries[1].cause == 1);
    CHECK(simulation.log().entries[0].until == Instant{minutes(100).ms});
}

TEST_CASE("run: a result stands for each thing that the call made") {
    Simulation simulation =
        run("\"ends\": {\"at\": \"1d\"}, \"steps\": [" + std::string(asks) + R"(,
        {"at": "30m", "who": "omar", "as": "production/operator", "call": "StartBackupJob",
         "with": {"BackupVaultName": "daily", "ResourceArn": "orders"}, "result": "night"}],)");
    {
        simulation.run_until(Instant{minutes(40).ms});
        const References references(simulation.world(), simulation.aliases());
        CHECK(references.find(Kind::job, "night") == Ref(Id<Job>{0}));
        CHECK_FALSE(references.find(Kind::recovery_point, "night"));  // not yet
    }
    simulation.run_to_end();
    const References references(simulation.world(), simulation.aliases());
    CHECK(references.find(Kind::recovery_point, "night") == Ref(Id<RecoveryPoint>{2}));
    CHECK(references.find(Kind::session, "access") == Ref(Id<Session>{0}));
    CHECK(references.find(Kind::vault, "access") == references.find(Kind::vault, "view"));
    CHECK(references.find(Kind::recovery_point, "copy") == Ref(Id<RecoveryPoint>{0}));
    CHECK(references.find(Kind::recovery_point, "rp-3") == Ref(Id<RecoveryPoint>{2}));
    CHECK_FALSE(references.find(Kind::recovery_point, "rp-4"));
    CHECK_FALSE(references.find(Kind::recovery_point, "rp-0"));
    CHECK_FALSE(references.find(Kind::recovery_point, "rp-99999999999"));
    CHECK_FALSE(references.find(Kind::team, "vault"));
    CHECK(references.find(Kind::identity_center, "company") == Ref(Id<IdentityCenter>{0}));
    CHECK(references.find(Kind::identity_center, "management/identity-center") ==
          Ref(Id<IdentityCenter>{0}));
    CHECK(references.find(Kind::identity_source, "management") == Ref(Id<IdentitySource>{0}));
    CHECK_FALSE(references.find(Kind::vault, "recovery/vault"));
    CHECK(references.find(Kind::vault, "production/vault") ==
          references.find(Kind::vault, "vault"));
}

TEST_CASE("run: a name leads to what exists before what is gone") {
    Simulation simulation = run(R"("ends": {"at": "1d"}, "steps": [
        {"id": "delete", "at": "1h", "who": "omar", "as": "management/admin", "call": "DeleteInstance",
         "with": {"InstanceArn": "company"}},
        {"at": "2h", "who": "omar", "as": "management/admin", "call": "DeleteIdentitySource",
         "with": {"IdentitySourceArn": "management/identity-source"}},
        {"at": "3h", "who": "omar", "as": "management/admin", "call": "EnableIdentityCenter",
         "with": {"IdentityProvider": "directory"}},
        {"id": "again", "at": "4h", "who": "omar", "as": "management/admin", "call": "CreateIdentitySource",
         "with": {"InstanceArn": "company"}}],)");
    simulation.run_until(Instant{hours(1).ms});
    {
        const References references(simulation.world(), simulation.aliases());
        CHECK(references.find(Kind::identity_center, "company") == Ref(Id<IdentityCenter>{0}));
    }
    simulation.run_to_end();
    const World& w = simulation.world();
    const References references(w, simulation.aliases());
    CHECK(references.find(Kind::identity_center, "company") == Ref(Id<IdentityCenter>{1}));
    CHECK(references.find(Kind::identity_center, "management/identity-center") ==
          Ref(Id<IdentityCenter>{1}));
    CHECK(references.find(Kind::identity_source, "management") == Ref(Id<IdentitySource>{1}));
    CHECK(w.identity_sources[{1}].status == IdentitySourceStatus::ACTIVE);
}

TEST_CASE("run: conditions ask what tests, scans and analyses found out") {
    Simulation simulation = run(R"("ends": {"at": "3h"}, "steps": [
        {"at": "1m", "who": "omar", "as": "production/root", "call": "StartScanJob", "result": "scan",
         "with": {"BackupVaultName": "daily", "RecoveryPointArn": "local", "MalwareScanner": "GUARDDUTY",
                  "ScanMode": "FULL_SCAN"}},
        {"at": "2m", "who": "omar", "as": "production/root", "call": "StartRestoreJob", "result": "trial",
         "with": {"RecoveryPointArn": "local", "RestoredName": "orders-again"}},
        {"when": {"recovery_point": "local", "scan": "NO_THREATS_FOUND"}, "delay": "2h", "id": "look",
         "who": "omar", "as": "production/root", "call": "AnalyzeWorkload", "with": {"Workload": "orders-again"}}],
        "expect": [
          {"recovery_point": "local", "scan": "NO_THREATS_FOUND"},
          {"recovery_point": "local", "scan": "THREATS_FOUND"},
          {"workload": "orders-again", "finding": "clean"},
          {"workload": "orders-again", "is": "restored", "finding": "harmful"},
          {"job": "trial", "is": "COMPLETED", "validation": "none"},
          {"job": "trial", "validation": "SUCCESSFUL"}],)");
    simulation.run_to_end();
    const auto results = check_expectations(simulation);
    REQUIRE(results.size() == 6);
    for (std::size_t i = 0; i < results.size(); ++i) CHECK(results[i].is_met == (i % 2 == 0));
    CHECK(results[1].found == "local is COMPLETED and clean, scan NO_THREATS_FOUND");
    CHECK(results[3].found == "orders-again is restored, restored from rp-2, finding clean");
    CHECK(results[5].found == "trial is COMPLETED, validation none");
}

TEST_CASE("run: the jobs that one run of a plan starts are told apart") {
    Simulation simulation(shipped("reference-architecture"), {});
    REQUIRE(simulation.step());
    const std::string text = trace_text(simulation, 1);
    CHECK(text.find("JobStarted job-1 kind=backup resource=orders") != std::string::npos);
    CHECK(text.find("JobStarted job-2 kind=backup resource=files") != std::string::npos);
}

TEST_CASE("run: every name that is shown leads back to its row") {
    for (const std::string& name : shipped_names()) {
        CAPTURE(name);
        Simulation simulation(shipped(name), {});
        simulation.run_to_end();
        const World& w = simulation.world();
        const References references(w, simulation.aliases());
        w.each_table([&]<class Row>(const Table<Row>& table) {
            for (const Row& row : table) {
                const Ref ref = table.id_of(row);
                // Nobody names these: shares and their principals are named as a whole, credentials by holder.
                if (ref.kind == Kind::shared_resource || ref.kind == Kind::share_principal ||
                    ref.kind == Kind::credential)
                    continue;
                CAPTURE(name_of(w, ref));
                const Ref found = references.find(ref.kind, references.name(ref));
                CHECK((found == ref || has_given_up_its_name(w, ref, found)));
            }
        });
    }
}

TEST_CASE("run: chapters begin with the first entry at or after their moment") {
    Simulation simulation = run(R"("ends": {"at": "1d"}, "chapters": [
        {"title": "a", "at": "0"}, {"title": "b", "at": "90m"}, {"title": "c", "when": {"step": "second"}},
        {"title": "d", "when": {"step": "second"}, "delay": "1s"}, {"title": "e", "when": {"vault": "vault", "is": "AVAILABLE"}},
        {"title": "f", "at": "20h"}], "steps": [
        {"at": "1h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"id": "second", "at": "2h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "3h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"}],)");
    CHECK(simulation.chapter_entries() == std::vector<std::uint32_t>{0, 0, 0, 0, 0, 0});
    simulation.run_to_end();
    CHECK(simulation.chapter_entries() == std::vector<std::uint32_t>{1, 2, 2, 3, 1, 0});
}

TEST_CASE("run: a chapter may begin a while after its condition") {
    Simulation simulation = run(R"("ends": {"at": "1d"}, "chapters": [
        {"title": "a", "when": {"step": "first"}, "delay": "90m"}], "steps": [
        {"id": "first", "at": "1h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "2h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "3h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"}],)");
    simulation.run_to_end();
    CHECK(simulation.chapter_entries() == std::vector<std::uint32_t>{3});
}

TEST_CASE("run: until an instant means what happens at it, too") {
    Simulation simulation = run(R"("ends": {"at": "1d"}, "steps": [
        {"at": "1h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "2h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"}],)");
    simulation.run_until(Instant{hours(1).ms - 1});
    CHECK(simulation.entries() == 0);
    CHECK(simulation.now() == Instant{hours(1).ms - 1});
    simulation.run_until(Instant{hours(1).ms});
    CHECK(simulation.entries() == 1);
    simulation.run_until(Instant{minutes(30).ms});  // time does not go back
    CHECK(simulation.now() == Instant{hours(1).ms});
    simulation.run_until(Instant{hours(5).ms});
    CHECK(simulation.entries() == 2);
    CHECK(simulation.now() == Instant{hours(5).ms});
}

TEST_CASE("run: a story ends when it says so") {
    Simulation by_time = run(R"("ends": {"at": "2h"}, "steps": [
        {"at": "2h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "2h1s", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"}],)");
    by_time.run_to_end();
    CHECK(by_time.entries() == 1);
    Simulation by_condition = run(R"("ends": {"when": {"step": "last"}, "delay": "1h"}, "steps": [
        {"id": "last", "at": "1h", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "1h30m", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"},
        {"at": "2h30m", "who": "omar", "as": "production/operator", "call": "ListBackupVaults"}],)");
    by_condition.run_to_end();
    CHECK(by_condition.entries() == 2);
    CHECK(by_condition.next_at() == never);
    // Without an end, recovery points are gone by their lifecycle in the last entries.
    Simulation open = run("");
    open.run_to_end();
    CHECK(told(open) ==
          "+710:00 - recovery_point_expiry done\n+711:00 - recovery_point_expiry done\n");
}

TEST_CASE(
    "run: what a person asks for is an entry of its own, and its cause is the request it answers") {
    Simulation simulation = run(
        "\"ends\": {\"at\": \"1d\"}, \"steps\": [" + std::string(asks) + "],", {.live = {"ana"}});
    REQUIRE(simulation.run_to_decision());
    const Id<Person> ana = person(simulation, "ana");
    simulation.run_until(Instant{minutes(61).ms});
    const Entry& entry = simulation.submit(ana, portal(simulation, ana),
                                           call::Vote{Id<Session>{0}, Response::APPROVED});
    CHECK(entry.number == 2);
    CHECK(entry.at == Instant{minutes(61).ms});
    CHECK(entry.cause == 1);
    CHECK(entry.step == -1);
    CHECK(entry.account == Id<Account>{0});  // the portal of the team's owner
    REQUIRE(simulation.inputs().size() == 1);
    CHECK(simulation.inputs()[0].after == 1);
    // Voting twice is refused by the world, not by us.
    CHECK(simulation
              .submit(ana, portal(simulation, ana), call::Vote{Id<Session>{0}, Response::APPROVED})
              .outcome == Outcome::refused);
}

TEST_CASE("run: response times are lognormal around their median, in whole seconds") {
    CHECK(response_time(minutes(30), Spread::none, 0xffffffff) == minutes(30));
    CHECK(response_time(minutes(30), Spread::usual, 0x80000000) == minutes(30));
    CHECK(response_time(minutes(30), Spread::usual, 0).ms == 608'000);
    CHECK(response_time(minutes(30), Spread::usual, 0xffffffff).ms == 5'326'000);
    CHECK(response_time(minutes(30), Spread::narrow, 0) >
          response_time(minutes(30), Spread::wide, 0));
    CHECK(response_time(milliseconds(1), Spread::wide, 0) == seconds(1));
    CHECK(response_time(duration_max, Spread::wide, 0xffffffff) >
          duration_max);  // and does not overflow
    std::uint32_t below = 0;
    Random dice(1, "test");
    for (int i = 0; i < 10'000; ++i)
        if (response_time(hours(1), Spread::wide, dice.next()) < hours(1)) ++below;
    CHECK(below > 4'800);
    CHECK(below < 5'200);
}

TEST_CASE("run: a scenario made to keep a machine busy ends") {
    // Ten thousand recovery points, and two thousand steps that wait for a number of them.
    std::string points;
    for (int i = 0; i < 4'000; ++i)
        points += (i ? "," : "") + std::string(R"({"name": "p)") + std::to_string(i) +
                  R"(", "vault": "big", "workload": "orders", "delete_after_days": 10})";
    std::string steps;
    for (int i = 0; i < 2'000; ++i)
        steps += (i ? "," : "") +
                 std::string(R"({"when": {"vault": "big", "recovery_points": 999999}, "who": "omar",
            "as": "production/operator", "call": "ListBackupVaults"})");
    std::string text = small_scenario("\"steps\": [" + steps + "],");
    text.insert(text.find("{\"name\": \"copy\""), points + ",");
    text.insert(text.find("{\"name\": \"daily\""), R"({"name": "big", "account": "production"},)");
    Simulation simulation(load(text), {});
    simulation.run_to_end();
    CHECK(simulation.entries() < 4'000);
    CHECK(simulation.next_at() == never);
}

TEST_CASE("run: a run that is too much work is cut short, and says so") {
    std::string steps;
    for (int n = 0; n < 600; ++n)
        steps +=
            R"({"at": "1h", "who": "omar", "as": "production/root", "call": "ListBackupVaults"},)";
    std::string parts = R"({"every": {"by": "omar"}, "outcome": "refused"})";
    for (int n = 1; n < 32; ++n) parts += R"(,{"every": {"by": "omar"}, "outcome": "refused"})";
    for (int n = 0; n < 300; ++n)
        steps += std::string(n == 0 ? "" : ",") + R"({"when": {"any": [)" + parts +
                 R"(]}, "who": "omar", "as": "production/root", "call": "ListBackupVaults"})";
    Simulation simulation = run("\"steps\": [" + steps + "],");
    CHECK_FALSE(simulation.is_cut_short());
    simulation.run_to_end();
    CHECK(simulation.is_cut_short());
    CHECK(simulation.next_at() == never);
    CHECK(simulation.entries() > 50);
    CHECK(simulation.entries() < 600);
    const Id<Person> ana = person(simulation, "ana");
    CHECK(simulation.refusal_of(simulation.entries(), ana, portal(simulation, ana),
                                call::Vote{Id<Session>{}, Response::APPROVED}) ==
          "this run was cut short: nothing happens in it any more");
    Simulation whole = run("");
    whole.run_to_end();
    CHECK_FALSE(whole.is_cut_short());
}
