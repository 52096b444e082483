// CloudTrail records: whole stories, and the service events that AWS documents.
#include "study/cloudtrail.h"

#include <set>
#include <sstream>

#include "base/json.h"
#include "support/golden.h"
#include "support/scenarios.h"
#include "world/call.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

Simulation ended(std::string_view name) {
    Simulation simulation(shipped(name), {});
    simulation.run_to_end();
    return simulation;
}

std::uint32_t count(const std::string& text, std::string_view piece) {
    std::uint32_t out = 0;
    for (auto at = text.find(piece); at != std::string::npos; at = text.find(piece, at + 1)) ++out;
    return out;
}

}  // namespace

TEST_CASE("cloudtrail: the shipped stories") {
    for (const std::string_view name : {"first-approval", "cross-account"})
        check_golden(std::string(name) + ".cloudtrail.jsonl", study::cloudtrail_text(ended(name)));
}

TEST_CASE("cloudtrail: times are of the documented epoch") {
    CHECK(study::utc_text({}) == "2026-01-01T00:00:00Z");
    CHECK(study::utc_text(Instant{} + hours(26)) == "2026-01-02T02:00:00Z");
    CHECK(study::utc_text(Instant{} + days(59)) == "2026-03-01T00:00:00Z");
    CHECK(study::utc_text(Instant{} + days(789)) == "2028-02-29T00:00:00Z");
    CHECK(study::utc_text(Instant{-1}) == "2025-12-31T23:59:59Z");
}

TEST_CASE("cloudtrail: every line is JSON, no two records have the same id") {
    std::istringstream lines(study::cloudtrail_text(ended("cross-account")));
    std::set<std::string> ids;
    std::uint32_t records = 0;
    for (std::string line; std::getline(lines, line); ++records) {
        std::vector<Problem> problems;
        parse_json(line, "", problems);
        CHECK(problems.empty());
        const auto at = line.find("\"eventID\":\"");
        REQUIRE(at != std::string::npos);
        ids.insert(line.substr(at + 11, 36));
    }
    CHECK(ids.size() == records);
}

TEST_CASE("cloudtrail: each API call has a record, a vote has none") {
    const Simulation simulation = ended("cross-account");
    const std::string text = study::cloudtrail_text(simulation);
    std::uint32_t calls = 0, sessions = 0;
    for (const Entry& entry : simulation.log().entries) {
        calls += entry.call && !operation_of(*entry.call).is_deed() ? 1u : 0u;
        for (const Event& event : entry.events)
            if (const auto* e = std::get_if<event::SessionStarted>(&event))
                sessions += e->session.action != ProtectedAction::ApprovalTeamBaseline ? 1u : 0u;
    }
    // StartSession is Backup's own call with the requester's rights.
    CHECK(count(text, "\"eventType\":\"AwsApiCall\"") == calls + sessions);
    CHECK(count(text, "\"eventName\":\"StartSession\"") == sessions);
    CHECK(count(text, "\"eventName\":\"Vote\"") == 0);
    CHECK(count(text, "\"eventName\":\"StealCredential\"") == 0);
}

TEST_CASE("cloudtrail: service events say what became of a session and of a team") {
    const std::string text = study::cloudtrail_text(ended("cross-account"));
    for (const std::string_view name :
         {"TeamCreationValidationSuccess", "TeamCreationActivationSuccess",
          "SessionValidationSuccess", "SessionApproved", "BackupJobStarted", "BackupJobCompleted",
          "CopyJobStarted", "CopyJobCompleted", "RestoreStarted", "RestoreCompleted",
          "RecoveryPointCreated", "BackupDeleted", "AssociateBackupVaultMpaApprovalTeamCompleted",
          "AssociateBackupVaultMpaApprovalTeamFailed",
          "DisassociateBackupVaultMpaApprovalTeamFailed", "RestoreAccessBackupVaultDeleted"})
        CHECK_MESSAGE(count(text, "\"eventName\":\"" + std::string(name) + "\"") > 0, name);
    // Rejected: documented under the name SessionApproved (C21).
    CHECK(count(text, "\"sessionStatus\":\"FAILED\",\"sessionStatusCode\":\"REJECTED\"") == 2);
}

TEST_CASE("cloudtrail: silence is an expiration, and the view that was asked for fails") {
    Simulation simulation(shipped("first-approval"), {.seed = 1, .live = {"ana", "ben", "chiara"}});
    simulation.run_to_end();
    const std::string text = study::cloudtrail_text(simulation);
    CHECK(count(text, "\"eventName\":\"SessionExpiration\"") == 1);
    CHECK(count(text,
                "\"sessionStatus\":\"FAILED\",\"sessionStatusCode\":\"EXPIRED\","
                "\"approvedBy\":\"\",\"rejectedBy\":\"\",\"noParticipationBy\":\"arn:") == 1);
    CHECK(count(text, "\"eventName\":\"CreateRestoreAccessBackupVaultFailed\"") == 1);
}
