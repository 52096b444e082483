// The rest of the proof that every status and status code occurs: what the fuzzer's draws do not reach is reached here.
#include "base/text.h"
#include "support/deeds.h"
#include "support/files.h"
#include "support/statuses.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// The administrator of hq may do everything, but for the applications of Identity Center.
constexpr std::string_view no_applications =
    "document no-applications "
    "{\"Effect\":\"Deny\",\"Action\":\"sso:*Application\",\"Resource\":\"*\"};"
    "hq: PutRolePolicy RoleName=hq/admin PolicyDocument=no-applications";
constexpr std::string_view loses_identity_center =
    "hq: DeleteInstance InstanceArn=hq/identity-center";

void access_denied(Estate& e) {
    play(e, loses_identity_center);
    play(e,
         "hq: DeleteIdentitySource IdentitySourceArn=hq/identity-source; wait 2m;"
         "hq: EnableIdentityCenter IdentityProvider=corp");
    play(e, no_applications);
    play(e, "hq: CreateIdentitySource InstanceArn=hq/identity-center");
}
void deletion_failed(Estate& e) {
    play(e, loses_identity_center);
    play(e, no_applications);
    play(e, "hq: DeleteIdentitySource IdentitySourceArn=hq/identity-source");
}
// The 21st copy into air-gapped vaults has to wait.
void created(Estate& e) {
    e.world.settings.copy_job = hours(9);
    for (int i = 0; i < 21; ++i)
        play(e,
             "owner: StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily "
             "DestinationBackupVaultArn=lag DeleteAfterDays=30");
}
void no_room(Estate& e) {
    created(e);
    play(e, "wait 2h");
}
void role_unusable(Estate& e) {
    play(
        e,
        "owner: CreateBackupPlan BackupPlanName=nightly RuleName=r ScheduleExpression=rate(1_days) "
        "TargetBackupVaultName=daily;"
        "owner: CreateBackupSelection BackupPlanId=nightly SelectionName=s IamRoleArn=owner/entry;"
        "owner: DeleteRole RoleName=owner/entry; wait 1d1h");
}
// What a plan copies every day into another account's vault, until that vault closes.
void copy_denied(Estate& e) {
    play(
        e,
        "owner: CreateBackupPlan BackupPlanName=nightly RuleName=r ScheduleExpression=rate(1_days) "
        "TargetBackupVaultName=daily CopyDestinationBackupVaultArn=depot CopyDeleteAfterDays=60;"
        "owner: CreateBackupSelection BackupPlanId=nightly SelectionName=s IamRoleArn=owner/admin;"
        "rescue: DeleteBackupVaultAccessPolicy BackupVaultName=depot; wait 2d");
}
void image_disabled(Estate& e) {
    e.world.workloads.update({0}, [](Workload& w) { w.resource_type = ResourceType::EC2; });
    play(e, "owner: DisableImage ImageId=rp-2; owner: StartRestoreJob RecoveryPointArn=rp-2");
}

void threats_found(Estate& e) {
    play(e,
         "owner: InfectWorkload Workload=orders-db;"
         "owner: StartBackupJob BackupVaultName=daily ResourceArn=orders-db; wait 1h;"
         "owner: StartScanJob BackupVaultName=daily RecoveryPointArn=rp-3 "
         "MalwareScanner=GUARDDUTY ScanMode=FULL_SCAN; wait 1h");
}

struct Way {
    std::string_view status;
    void (*play)(Estate&);
};
constexpr Way ways[] = {
    {"IdentitySourceStatusCode.ACCESS_DENIED", access_denied},
    {"IdentitySourceStatusCode.DELETION_FAILED", deletion_failed},
    {"JobStatus.CREATED", created},
    {"JobFailure.role_unusable", role_unusable},
    {"JobFailure.copy_denied", copy_denied},
    {"JobFailure.no_room", no_room},
    {"JobFailure.image_disabled", image_disabled},
    {"ScanResult.THREATS_FOUND", threats_found},
};

}  // namespace

TEST_CASE("statuses: each that the fuzzer's draws do not reach is reached by a rule") {
    std::string reached;
    for (const Way& way : ways) {
        CAPTURE(way.status);
        Estate e;
        StatusesSeen seen;
        seen.note(e.world);
        CHECK_FALSE(seen.has(way.status));
        way.play(e);
        seen.note(e.world);
        CHECK(seen.has(way.status));
        reached += (reached.empty() ? "" : " ") + std::string(way.status);
    }
    CHECK(reached == statuses_beyond_draws);
}

TEST_CASE(
    "statuses: docs/model.md lists those that occur, and none of them among those that do not") {
    const auto page = read_source("docs/model.md");
    REQUIRE(page.has_value());
    for (const StatusWords& row : status_words()) {
        CAPTURE(row.enumeration);
        const std::string head = "\n| `" + std::string(row.enumeration) + "` | ";
        const auto begin = page->find(head);
        REQUIRE(begin != std::string::npos);
        const auto line =
            std::string_view(*page).substr(begin + 1, page->find('\n', begin + 1) - begin - 1);
        const auto cells = split(line, '|');
        REQUIRE(cells.size() == 5);
        std::set<std::string_view> occur(row.words.begin(), row.words.end());
        occur.erase("none");
        occur.erase("");
        const auto listed = split(trim(cells[2]), ' ');
        CHECK(std::set<std::string_view>(listed.begin(), listed.end()) == occur);
        // "FAILED, DELETING: why; OTHER: why"
        for (const std::string_view part : split(cells[3], ';')) {
            const auto colon = part.find(':');
            if (colon == std::string_view::npos) continue;
            for (const std::string_view word : split(part.substr(0, colon), ','))
                CHECK(!occur.contains(trim(word)));
        }
    }
}
