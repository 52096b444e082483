// Backup plans, access policies, lifecycles, holds, restore tests, scans, images and the rest of sharing: a row
// for every refusal, and a story for every clock.
#include "support/estate.h"
#include "world/gates.h"
#include "world/schedule.h"
#include "world/survival.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

Id<Job> last_job(const Estate& e) { return {e.world.jobs.size() - 1}; }
Id<RecoveryPoint> last_point(const Estate& e) { return {e.world.recovery_points.size() - 1}; }
void set_type(Estate& e, ResourceType type) {
    e.world.workloads.update({0}, [&](Workload& w) { w.resource_type = type; });
}
std::string does(Estate& e, std::string_view call, std::string_view as = "owner/admin") {
    return answer_of(e.does("olga", as, call));
}

constexpr auto plan =
    "CreateBackupPlan BackupPlanName=nightly TargetBackupVaultName=daily "
    "ScheduleExpression=cron(0_5_?_*_*_*) DeleteAfterDays=30";
constexpr auto selection =
    "CreateBackupSelection BackupPlanId=nightly SelectionName=all IamRoleArn=owner/admin";

}  // namespace

TEST_CASE("schedules: the useful subset, and nothing else") {
    const auto next = [](std::string_view text, Instant at) {
        const auto schedule = parse_schedule(text);
        return schedule ? schedule->next_after(at) : never;
    };
    CHECK(next("cron(0 5 ? * * *)", Instant{0}) == Instant{hours(5).ms});
    CHECK(next("cron(0 5 ? * * *)", Instant{hours(5).ms}) == Instant{hours(29).ms});
    CHECK(next("cron(30 0/6 ? * * *)", Instant{hours(1).ms}) == Instant{minutes(390).ms});
    CHECK(next("cron(0 5 ? * SUN *)", Instant{0}) == Instant{0} + days(6) + hours(5));
    CHECK(next("cron(0 * * * ? *)", Instant{1}) == Instant{hours(1).ms});
    CHECK(next("rate(12 hours)", Instant{7}) == Instant{7} + hours(12));
    for (const auto text :
         {"", "cron()", "rate(0 days)", "rate(5 weeks)", "cron(0 5 1 * ? *)", "cron(60 5 ? * * *)",
          "cron(0 0/5 ? * * *)", "cron(0 5 ? * MON-FRI *)", "cron(0 5 ? 3 * *)",
          "cron(0 5 ? * * 2027)", "every day", "cron(0 5 ? * * *", "cron(0 5,17 ? * * *)"})
        CHECK_MESSAGE(!parse_schedule(text), text);
}

TEST_CASE("plans are made of vaults and schedules that are there") {
    check_answers(R"(
        who     | as           | call                                                                                                     | answer                                              | reason
        olga    | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily ScheduleExpression=cron(0_5,9_?_*_*_*)     | refused parameters InvalidParameterValueException   | schedule_unsupported
        olga    | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily StartWindowMinutes=59                      | refused parameters InvalidParameterValueException   | window_out_of_range
        olga    | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily DeleteAfterDays=99 MoveToColdStorageAfterDays=10 | refused parameters InvalidParameterValueException | lifecycle_invalid
        olga    | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=depot                                            | refused resource_exists InvalidParameterValueException | does_not_exist
        olga    | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=lag                                              | refused vault_type InvalidParameterValueException   | needs_standard_vault
        olga    | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily TargetLogicallyAirGappedBackupVaultArn=daily | refused vault_type InvalidParameterValueException | needs_air_gapped_vault
        olga    | owner/admin  | CreateBackupPlan BackupPlanName=p TargetBackupVaultName=daily CopyDestinationBackupVaultArn=gone         | done                                                | vault_type_fits
        olga    | owner/admin  | UpdateBackupPlan BackupPlanId=gone TargetBackupVaultName=daily                                           | refused resource_exists ResourceNotFoundException   | does_not_exist
        mallory | owner/root   | DeleteBackupPlan BackupPlanId=gone                                                                       | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga    | owner/admin  | CreateBackupSelection BackupPlanId=gone SelectionName=s                                                  | refused resource_exists InvalidParameterValueException | does_not_exist
        olga    | owner/admin  | StopBackupJob BackupJobId=job-1                                                                          | refused resource_exists ResourceNotFoundException   | does_not_exist
    )");
}

TEST_CASE("plans run by themselves; whoever holds the account can stop them (TH1)") {
    Estate e;
    REQUIRE(does(e, plan) == "done");
    CHECK(does(e, plan) == "refused resource_exists AlreadyExistsException");
    REQUIRE(does(e, selection) == "done");
    CHECK(does(e, selection) == "refused resource_exists AlreadyExistsException");
    e.pass(hours(30));
    CHECK(e.world.jobs.size() == 2);
    CHECK(e.world.recovery_points.size() == 4);
    CHECK(e.world.recovery_points[{2}].captured_at == Instant{hours(5).ms});
    CHECK(answer_of(e.does("mallory", "owner/root", "DeleteBackupPlan BackupPlanId=nightly")) ==
          "refused resource_state InvalidRequestException");
    CHECK(answer_of(e.does("mallory", "owner/root",
                           "DeleteBackupSelection BackupPlanId=nightly SelectionId=all")) ==
          "done");
    CHECK(answer_of(e.does("mallory", "owner/root", "DeleteBackupPlan BackupPlanId=nightly")) ==
          "done");
    e.pass(days(3));
    CHECK(e.world.jobs.size() == 2);
}

TEST_CASE("a plan's copies, and what fails its jobs") {
    Estate e;
    REQUIRE(does(e, std::string(plan) +
                        " CopyDestinationBackupVaultArn=depot CopyDeleteAfterDays=60") == "done");
    REQUIRE(does(e, selection) == "done");
    e.pass(hours(7));
    REQUIRE(e.world.jobs.size() == 2);
    const Job& copy = e.world.jobs[{1}];
    CHECK(copy.kind == JobKind::copy);
    CHECK(copy.status == JobStatus::COMPLETED);
    CHECK(name_of(e.world, e.world.recovery_points[last_point(e)].vault) == "depot");
    SUBCASE("the other account's vault closes") {
        REQUIRE(does(e, "DeleteBackupVaultAccessPolicy BackupVaultName=depot", "rescue/admin") ==
                "done");
        e.pass(days(1));
        CHECK(e.world.jobs[last_job(e)].failure == JobFailure::copy_denied);
    }
    SUBCASE("the role is deleted") {
        e.does("mallory", "owner/root", "DeleteRole RoleName=owner/admin");
        e.pass(days(1));
        CHECK(e.world.jobs[last_job(e)].failure == JobFailure::role_unusable);
    }
}

TEST_CASE("backups go straight into an air-gapped vault, or by way of a temporary one") {
    for (const auto type : {ResourceType::EFS, ResourceType::EBS}) {
        Estate e;
        set_type(e, type);
        CHECK(does(e,
                   "StartBackupJob BackupVaultName=daily ResourceArn=orders-db "
                   "LogicallyAirGappedBackupVaultArn=lag DeleteAfterDays=6") ==
              "failed retention InvalidParameterValueException");
        REQUIRE(does(e,
                     "StartBackupJob BackupVaultName=daily ResourceArn=orders-db "
                     "LogicallyAirGappedBackupVaultArn=lag DeleteAfterDays=30") == "done");
        e.pass(hours(3));
        CHECK(recovery_points_in(e.world, e.find("vault", "lag").as<Vault>()) == 2);
        CHECK(recovery_points_in(e.world, e.find("vault", "daily").as<Vault>()) == 1);
        CHECK(e.world.recovery_points.size() == (type == ResourceType::EFS ? 3 : 4));
    }
}

TEST_CASE("one backup of a resource at a time; the next waits, begins, is stopped or expires") {
    const auto start =
        "StartBackupJob BackupVaultName=daily ResourceArn=orders-db StartWindowMinutes=60";
    Estate e;
    REQUIRE(does(e, start) == "done");
    REQUIRE(does(e, start) == "done");
    CHECK(e.world.jobs[{1}].status == JobStatus::PENDING);
    SUBCASE("begins") {
        e.pass(minutes(41));
        CHECK(e.world.jobs[{1}].status == JobStatus::RUNNING);
        CHECK(does(e, "StopBackupJob BackupJobId=job-1") ==
              "refused resource_state InvalidRequestException");
        CHECK(does(e, "StopBackupJob BackupJobId=job-2") == "done");
        CHECK(e.world.jobs[{1}].status == JobStatus::ABORTING);
        e.pass(hours(2));
        CHECK(e.world.jobs[{1}].status == JobStatus::ABORTED);
        CHECK(e.world.recovery_points.size() == 3);
    }
    SUBCASE("expires") {
        e.world.jobs.update({0}, [](Job& j) { j.deadline_at = Instant{hours(9).ms}; });
        e.pass(minutes(60));
        CHECK(e.world.jobs[{1}].status == JobStatus::EXPIRED);
    }
}

TEST_CASE("twenty copies into air-gapped vaults at a time; the next waits for two hours") {
    Estate e;
    const auto copy =
        "StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily "
        "DestinationBackupVaultArn=lag DeleteAfterDays=30";
    for (int i = 0; i < 21; ++i) REQUIRE(does(e, copy) == "done");
    CHECK(e.world.jobs[{19}].status == JobStatus::RUNNING);
    CHECK(e.world.jobs[{20}].status == JobStatus::CREATED);
    SUBCASE("room comes") {
        e.pass(minutes(51));
        CHECK(e.world.jobs[{20}].status == JobStatus::RUNNING);
    }
    SUBCASE("no room comes") {
        for (std::uint32_t i = 0; i < 20; ++i)
            e.world.jobs.update({i}, [](Job& j) { j.deadline_at = Instant{hours(9).ms}; });
        e.pass(hours(2));
        CHECK(e.world.jobs[{20}].status == JobStatus::FAILED);
        CHECK(e.world.jobs[{20}].failure == JobFailure::no_room);
    }
}

TEST_CASE("an access policy lets others copy in, and nothing else") {
    check_answers(R"(
        who     | as           | call                                                                                                             | answer                                              | reason
        olga    | owner/admin  | PutBackupVaultAccessPolicy BackupVaultName=depot Policy=lets-copies-in                                           | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga    | owner/admin  | PutBackupVaultAccessPolicy BackupVaultName=daily Policy=AdministratorAccess                                      | refused parameters InvalidParameterValueException   | policy_needed
        olga    | owner/admin  | PutBackupVaultAccessPolicy BackupVaultName=daily Policy=too-wide                                                 | refused parameters InvalidParameterValueException   | cross_account_action_unsupported
        olga    | owner/admin  | PutBackupVaultAccessPolicy BackupVaultName=daily Policy=anything                                                 | refused parameters InvalidParameterValueException   | wildcard_action_unsupported
        olga    | owner/admin  | PutBackupVaultAccessPolicy BackupVaultName=daily Policy=no-deletions                                             | done                                                | parameters_valid
        olga    | owner/admin  | GetBackupVaultAccessPolicy BackupVaultName=daily                                                                 | refused resource_exists ResourceNotFoundException   | does_not_exist
        olga    | rescue/admin | GetBackupVaultAccessPolicy BackupVaultName=depot                                                                 | done                                                | exists
        olga    | owner/admin  | StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily DestinationBackupVaultArn=depot DeleteAfterDays=5 | done                                                | retention_fits
    )");
    Estate e;
    REQUIRE(does(e, "PutBackupVaultAccessPolicy BackupVaultName=daily Policy=no-deletions") ==
            "done");
    CHECK(answer_of(e.ask("mallory", "owner/root",
                          "DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-2")) ==
          "refused resource_policy AccessDeniedException");
    REQUIRE(does(e, "DeleteBackupVaultAccessPolicy BackupVaultName=depot", "rescue/admin") ==
            "done");
    CHECK(does(e,
               "StartCopyJob RecoveryPointArn=rp-2 SourceBackupVaultName=daily "
               "DestinationBackupVaultArn=depot") ==
          "refused resource_policy AccessDeniedException");
}

TEST_CASE("cold storage is for types that have it, and takes four hours more to restore from") {
    for (const auto type : {ResourceType::EBS, ResourceType::RDS}) {
        Estate e;
        set_type(e, type);
        REQUIRE(
            does(e,
                 "StartBackupJob BackupVaultName=daily ResourceArn=orders-db DeleteAfterDays=100 "
                 "MoveToColdStorageAfterDays=10") == "done");
        e.pass(days(11));
        const bool is_cold = type == ResourceType::EBS;
        CHECK((e.world.recovery_points[{2}].storage_class == StorageClass::COLD) == is_cold);
        REQUIRE(does(e, "StartRestoreJob RecoveryPointArn=rp-3") == "done");
        CHECK(e.world.jobs[last_job(e)].deadline_at ==
              e.now + minutes(90) + hours(is_cold ? 4 : 0));
    }
}

TEST_CASE("without its role a recovery point expires and stays, and cannot be restored") {
    Estate e;
    REQUIRE(does(e,
                 "StartBackupJob BackupVaultName=daily ResourceArn=orders-db DeleteAfterDays=2 "
                 "IamRoleArn=owner/admin") == "done");
    e.pass(hours(1));
    e.does("mallory", "owner/root", "DeleteRole RoleName=owner/admin");
    SUBCASE("at the end of its lifecycle") { e.pass(days(3)); }
    SUBCASE("when somebody deletes it") {
        CHECK(answer_of(e.does(
                  "mallory", "owner/root",
                  "DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-3")) == "done");
    }
    CHECK(e.world.recovery_points[{2}].status == RecoveryPointStatus::EXPIRED);
    CHECK(answer_of(e.ask("mallory", "owner/root", "StartRestoreJob RecoveryPointArn=rp-3")) ==
          "refused resource_state InvalidRequestException");
    CHECK(
        answer_of(e.ask(
            "mallory", "owner/root",
            "StartBackupJob BackupVaultName=daily ResourceArn=orders-db IamRoleArn=owner/admin")) ==
        "refused resource_exists InvalidParameterValueException");
}

TEST_CASE("a legal hold outlasts the lifecycle; afterwards it counts again") {
    Estate e;
    REQUIRE(does(e, "CreateLegalHold Title=case-7 Description=x VaultNames=daily") == "done");
    CHECK(does(e, "CancelLegalHold LegalHoldId=case-7 CancelDescription=x") ==
          "refused resource_state InvalidResourceStateException");
    e.pass(days(31));
    CHECK(e.world.recovery_points[{0}].status ==
          RecoveryPointStatus::deleted);  // in `lag`, not covered
    CHECK(e.world.recovery_points[{1}].status == RecoveryPointStatus::COMPLETED);
    CHECK(does(e, "DeleteRecoveryPoint BackupVaultName=daily RecoveryPointArn=rp-2") ==
          "refused resource_state InvalidResourceStateException");
    CHECK(does(e, "CancelLegalHold LegalHoldId=case-7 CancelDescription=x", "rescue/admin") ==
          "refused resource_exists ResourceNotFoundException");
    REQUIRE(does(e, "CancelLegalHold LegalHoldId=case-7 CancelDescription=x") == "done");
    CHECK(e.world.legal_holds[{0}].status == LegalHoldStatus::CANCELING);
    e.pass(minutes(2));
    CHECK(e.world.legal_holds[{0}].status == LegalHoldStatus::CANCELED);
    CHECK(e.world.recovery_points[{1}].status == RecoveryPointStatus::deleted);
}

TEST_CASE("deletions are spread over as long as the setting says") {
    Estate e;
    e.world.settings.deletion_jitter = hours(8);
    e.pass(days(30));
    const bool all_gone = e.world.recovery_points[{0}].status == RecoveryPointStatus::deleted &&
                          e.world.recovery_points[{1}].status == RecoveryPointStatus::deleted;
    CHECK(!all_gone);
    e.pass(hours(8));
    CHECK(e.world.recovery_points[{0}].status == RecoveryPointStatus::deleted);
    CHECK(e.world.recovery_points[{1}].status == RecoveryPointStatus::deleted);
}

TEST_CASE("harm travels with the data; scans find malware only, analysts find everything (TH17)") {
    struct Case {
        const char* deed;
        ScanResult scan;
        Finding finding;
    };
    for (const Case& c :
         {Case{"ListBackupVaults", ScanResult::NO_THREATS_FOUND, Finding::clean},
          Case{"InfectWorkload Workload=orders-db", ScanResult::THREATS_FOUND, Finding::harmful},
          Case{"CorruptWorkload Workload=orders-db", ScanResult::NO_THREATS_FOUND,
               Finding::harmful}}) {
        CAPTURE(c.deed);
        Estate e;
        e.pass(hours(1));
        e.does("mallory", "owner/root", c.deed);
        REQUIRE(does(e, "StartBackupJob BackupVaultName=daily ResourceArn=orders-db") == "done");
        e.pass(hours(1));
        REQUIRE(does(e,
                     "StartScanJob BackupVaultName=daily RecoveryPointArn=rp-3 "
                     "MalwareScanner=GUARDDUTY ScanMode=FULL_SCAN") == "done");
        REQUIRE(does(e, "StartRestoreJob RecoveryPointArn=rp-3 RestoredName=copy") == "done");
        CHECK(does(e, "AnalyzeWorkload Workload=orders-db") ==
              "refused resource_state InvalidRequestException");
        e.pass(hours(2));
        CHECK(e.world.recovery_points[{2}].scan_result == c.scan);
        REQUIRE(does(e, "AnalyzeWorkload Workload=copy") == "done");
        CHECK(e.world.workloads[{1}].finding == c.finding);
        REQUIRE(does(e, "QuarantineWorkload Workload=copy") == "done");
        CHECK(does(e, "QuarantineWorkload Workload=copy") ==
              "refused resource_state InvalidRequestException");
        const bool is_clean = c.finding == Finding::clean;
        CHECK(newest_clean_point(e.world, {0}) == Id<RecoveryPoint>{is_clean ? 2u : 0u});
        CHECK(data_loss(e.world, {0}, e.now) == e.now - Instant{is_clean ? hours(1).ms : 0});
    }
}

TEST_CASE("scans have their bounds") {
    check_answers(R"(
        who  | as          | call                                                                                                                                    | answer                                             | reason
        olga | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=OTHER ScanMode=FULL_SCAN                                          | refused parameters InvalidParameterValueException  | value_not_supported
        olga | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY ScanMode=INCREMENTAL_SCAN                               | refused parameters InvalidParameterValueException  | incremental_needs_base
        olga | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-2 MalwareScanner=GUARDDUTY ScanMode=FULL_SCAN                                      | refused resource_exists ResourceNotFoundException  | does_not_exist
        olga | owner/admin | StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY ScanMode=INCREMENTAL_SCAN ScanBaseRecoveryPointArn=rp-1 | done                                               | within_quota
        mallory | owner/root | InfectWorkload Workload=gone                                                                                                          | refused resource_exists ResourceNotFoundException  | does_not_exist
        olga | owner/admin | DescribeRecoveryPoint BackupVaultName=lag RecoveryPointArn=rp-1                                                                         | done                                               | exists
        olga | owner/admin | DescribeRecoveryPoint BackupVaultName=lag RecoveryPointArn=rp-2                                                                         | refused resource_exists ResourceNotFoundException  | does_not_exist
    )");
    Estate e;
    set_type(e, ResourceType::EC2);
    CHECK(does(e,
               "StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY "
               "ScanMode=INCREMENTAL_SCAN ScanBaseRecoveryPointArn=rp-1") ==
          "refused vault_type InvalidRequestException");
    set_type(e, ResourceType::DynamoDB);
    CHECK(does(e,
               "StartScanJob BackupVaultName=lag RecoveryPointArn=rp-1 MalwareScanner=GUARDDUTY "
               "ScanMode=FULL_SCAN") == "refused resource_state InvalidRequestException");
}

TEST_CASE("restore testing: run, validate once, delete") {
    Estate e;
    REQUIRE(does(e,
                 "CreateRestoreTestingPlan RestoreTestingPlanName=weekly "
                 "ScheduleExpression=rate(7_days) IncludeVaults=lag") == "done");
    CHECK(does(e, "CreateRestoreTestingPlan RestoreTestingPlanName=weekly") ==
          "refused resource_exists AlreadyExistsException");
    CHECK(does(e, "CreateRestoreTestingPlan RestoreTestingPlanName=a/b") ==
          "refused parameters InvalidParameterValueException");
    CHECK(does(e,
               "CreateRestoreTestingSelection RestoreTestingPlanName=weekly "
               "RestoreTestingSelectionName=s ProtectedResourceType=Tape") ==
          "refused parameters InvalidParameterValueException");
    REQUIRE(does(e,
                 "CreateRestoreTestingSelection RestoreTestingPlanName=weekly "
                 "RestoreTestingSelectionName=s "
                 "ProtectedResourceType=EBS ValidationWindowHours=24") == "done");
    CHECK(does(e, "DeleteRestoreTestingPlan RestoreTestingPlanName=weekly") ==
          "refused resource_state InvalidRequestException");
    e.pass(days(7) + hours(2));
    REQUIRE(e.world.jobs.size() == 1);
    CHECK(e.world.jobs[{0}].validation == ValidationStatus::VALIDATING);
    CHECK(does(e, "PutRestoreValidationResult RestoreJobId=job-1 ValidationStatus=MAYBE") ==
          "refused parameters InvalidParameterValueException");
    CHECK(does(e, "PutRestoreValidationResult RestoreJobId=job-1 ValidationStatus=FAILED",
               "rescue/admin") == "refused resource_exists ResourceNotFoundException");
    SUBCASE("validated") {
        REQUIRE(
            does(e, "PutRestoreValidationResult RestoreJobId=job-1 ValidationStatus=SUCCESSFUL") ==
            "done");
        CHECK(does(e, "PutRestoreValidationResult RestoreJobId=job-1 ValidationStatus=FAILED") ==
              "refused resource_state InvalidRequestException");
        e.pass(minutes(11));
        CHECK(e.world.jobs[{0}].validation == ValidationStatus::SUCCESSFUL);
    }
    SUBCASE("timed out") {
        e.pass(hours(25));
        CHECK(e.world.jobs[{0}].validation == ValidationStatus::TIMED_OUT);
    }
    CHECK(e.world.jobs[{0}].deletion == DeletionStatus::SUCCESSFUL);
    CHECK(e.world.workloads[{1}].state == WorkloadState::deleted);
    REQUIRE(
        does(e, "UpdateRestoreTestingPlan RestoreTestingPlanName=weekly SelectionWindowDays=1") ==
        "done");
    e.pass(days(7));
    CHECK(e.world.jobs.size() == 1);  // nothing in the window any more
    REQUIRE(does(e,
                 "UpdateRestoreTestingSelection RestoreTestingPlanName=weekly "
                 "RestoreTestingSelectionName=s ValidationWindowHours=2") == "done");
    REQUIRE(does(e,
                 "DeleteRestoreTestingSelection RestoreTestingPlanName=weekly "
                 "RestoreTestingSelectionName=s") == "done");
    REQUIRE(does(e, "DeleteRestoreTestingPlan RestoreTestingPlanName=weekly") == "done");
}

TEST_CASE(
    "a random choice follows from seed and run; shared vaults are tested where the setting says "
    "so") {
    std::uint32_t oldest = 0;
    for (std::int32_t seed = 0; seed < 20; ++seed) {
        Estate e;
        e.world.settings.testing_seed = seed;
        REQUIRE(does(e,
                     "CreateRestoreTestingPlan RestoreTestingPlanName=p "
                     "ScheduleExpression=rate(1_days) Algorithm=RANDOM_WITHIN_WINDOW") == "done");
        REQUIRE(does(e,
                     "CreateRestoreTestingSelection RestoreTestingPlanName=p "
                     "RestoreTestingSelectionName=s ProtectedResourceType=EBS") == "done");
        e.pass(days(1));
        REQUIRE(e.world.jobs.size() == 1);
        oldest += e.world.jobs[{0}].recovery_point.index == 0 ? 1u : 0u;
    }
    CHECK(oldest > 2);
    CHECK(oldest < 18);
    for (const bool is_on : {true, false}) {
        Estate e;
        e.world.settings.can_test_shared_vaults = yes_if(is_on);
        REQUIRE(does(e, "CreateResourceShare name=s resourceArns=lag principals=rescue") == "done");
        const auto answer =
            does(e, "CreateRestoreTestingPlan RestoreTestingPlanName=p IncludeVaults=lag",
                 "rescue/admin");
        CHECK(answer ==
              (is_on ? "done" : "refused resource_exists InvalidParameterValueException"));
    }
}

TEST_CASE("images that are disabled or not allowed fail EC2 restores (TH30)") {
    Estate e;
    set_type(e, ResourceType::EC2);
    CHECK(does(e, "DisableImage ImageId=rp-1") == "refused resource_exists InvalidAMIID.NotFound");
    REQUIRE(does(e, "DisableImage ImageId=rp-2") == "done");
    CHECK(does(e, "StartRestoreJob RecoveryPointArn=rp-2") ==
          "failed resource_state InvalidRequestException");
    CHECK(e.world.jobs[{0}].failure == JobFailure::image_disabled);
    REQUIRE(does(e, "EnableImage ImageId=rp-2") == "done");
    CHECK(does(e, "ReplaceImageCriteriaInAllowedImagesSettings ImageProviderAwsBackupVault=true") ==
          "refused resource_state IncorrectState");
    REQUIRE(does(e, "EnableAllowedImagesSettings") == "done");
    CHECK(does(e, "StartRestoreJob RecoveryPointArn=rp-2") ==
          "failed resource_state InvalidRequestException");
    CHECK(e.world.jobs[{1}].failure == JobFailure::image_not_allowed);
    REQUIRE(
        does(e, "ReplaceImageCriteriaInAllowedImagesSettings ImageProviderAwsBackupVault=true") ==
        "done");
    CHECK(does(e, "StartRestoreJob RecoveryPointArn=rp-2") == "done");
    REQUIRE(does(e, "DisableAllowedImagesSettings") == "done");
}

TEST_CASE("shares grow and change; teams reach organizations, vaults do not (TH31)") {
    check_answers(R"(
        who     | as           | call                                                                                                        | answer                                                  | reason
        olga    | owner/admin  | CreateResourceShare name=s resourceArns=lag principals=home                                                 | refused sharing OperationNotPermittedException          | organization_cannot_hold_vaults
        olga    | hq/admin     | CreateResourceShare name=s resourceArns=guardians principals=home                                           | done                                                    | share_allowed
        olga    | hq/admin     | CreateResourceShare name=s resourceArns=guardians principals=away                                           | refused organization OperationNotPermittedException     | other_organization
        olga    | hq/admin     | CreateResourceShare name=s allowExternalPrincipals=false retainSharingOnAccountLeaveOrganization=true       | refused parameters InvalidParameterException            | retain_needs_external_principals
        olga    | hq/admin     | AssociateResourceShare resourceShareArn=guardians-share                                                     | refused resource_state InvalidParameterException        | nothing_to_change
        olga    | owner/admin  | AssociateResourceShare resourceShareArn=guardians-share principals=other                                    | refused resource_exists UnknownResourceException        | does_not_exist
        olga    | hq/admin     | AssociateResourceShare resourceShareArn=guardians-share principals=other                                    | done                                                    | state_permits
        olga    | hq/admin     | UpdateResourceShare resourceShareArn=guardians-share allowExternalPrincipals=false                          | done                                                    | exists
        olga    | owner/admin  | UpdateResourceShare resourceShareArn=guardians-share allowExternalPrincipals=false                          | refused resource_exists UnknownResourceException        | does_not_exist
        olga    | hq/admin     | GetResourceShares                                                                                           | done                                                    | allowed_by_policy
        olga    | hq/admin     | ListResources                                                                                               | done                                                    | allowed_by_policy
    )");
    Estate e;
    REQUIRE(does(e, "CreateResourceShare name=everybody resourceArns=strangers principals=home",
                 "hq/admin") == "done");
    const auto rescue = Id<Account>{2};
    CHECK(is_shared_with(e.world, e.find("team", "strangers"), rescue));
    CHECK(!is_shared_with(e.world, e.find("team", "strangers"), Id<Account>{3}));
    REQUIRE(does(e, "DisableAWSServiceAccess ServicePrincipal=ram.amazonaws.com", "hq/admin") ==
            "done");
    CHECK(!is_shared_with(e.world, e.find("team", "strangers"), rescue));
}

TEST_CASE(
    "a stolen vault owner shares the vault with anybody; the receiver restores, and no more (TH14, "
    "TH31)") {
    Estate e;
    REQUIRE(answer_of(e.does("mallory", "owner/root",
                             "CreateResourceShare name=leak resourceArns=lag principals=other")) ==
            "done");
    CHECK(does(e, "StartRestoreJob RecoveryPointArn=rp-1", "other/admin") ==
          "refused sharing AccessDeniedException");
    REQUIRE(does(e, "AcceptResourceShareInvitation resourceShareInvitationArn=leak",
                 "other/admin") == "done");
    CHECK(does(e, "StartRestoreJob RecoveryPointArn=rp-1", "other/admin") == "done");
    CHECK(does(e,
               "StartCopyJob RecoveryPointArn=rp-1 SourceBackupVaultName=lag "
               "DestinationBackupVaultArn=depot",
               "other/admin") == "refused resource_policy AccessDeniedException");
    CHECK(does(e, "DeleteRecoveryPoint BackupVaultName=lag RecoveryPointArn=rp-1", "other/admin") ==
          "refused resource_policy AccessDeniedException");
    REQUIRE(does(e, "DeleteResourceShare resourceShareArn=leak") == "done");
    CHECK(does(e, "StartRestoreJob RecoveryPointArn=rp-1", "other/admin") ==
          "refused sharing AccessDeniedException");
}

TEST_CASE("a share is PENDING until it is accepted, where the setting says so") {
    for (const bool is_on : {true, false}) {
        Estate e;
        e.world.settings.is_share_pending_until_accepted = yes_if(is_on);
        REQUIRE(does(e, "CreateResourceShare name=s resourceArns=lag principals=other") == "done");
        const Id<ResourceShare> share{e.world.shares.size() - 1};
        CHECK(e.world.shares[share].status == (is_on ? ShareStatus::PENDING : ShareStatus::ACTIVE));
        REQUIRE(does(e, "AcceptResourceShareInvitation resourceShareInvitationArn=s",
                     "other/admin") == "done");
        CHECK(e.world.shares[share].status == ShareStatus::ACTIVE);
    }
}

TEST_CASE(
    "who leaves the organization loses what was shared inside it, unless the share is retained") {
    for (const bool retains : {true, false}) {
        Estate e;
        REQUIRE(does(e,
                     std::string(
                         "CreateResourceShare name=s resourceArns=strangers principals=rescue") +
                         (retains ? " retainSharingOnAccountLeaveOrganization=true" : ""),
                     "hq/admin") == "done");
        REQUIRE(does(e, "RemoveAccountFromOrganization AccountId=rescue", "hq/admin") == "done");
        CHECK(is_shared_with(e.world, e.find("team", "strangers"), Id<Account>{2}) == retains);
    }
}

TEST_CASE("a share that reaches the whole organization holds for those who are in it") {
    Estate e;
    REQUIRE(does(e, "CreateResourceShare name=s resourceArns=strangers principals=home",
                 "hq/admin") == "done");
    const Ref strangers = e.find("team", "strangers");
    CHECK(is_shared_with(e.world, strangers, Id<Account>{2}));
    SUBCASE("one leaves, the others keep it") {
        REQUIRE(does(e, "RemoveAccountFromOrganization AccountId=rescue", "hq/admin") == "done");
        CHECK(!is_shared_with(e.world, strangers, Id<Account>{2}));
        CHECK(is_shared_with(e.world, strangers, Id<Account>{1}));
    }
    SUBCASE("RAM loses its trust") {
        REQUIRE(does(e, "DisableAWSServiceAccess ServicePrincipal=ram.amazonaws.com", "hq/admin") ==
                "done");
        CHECK(!is_shared_with(e.world, strangers, Id<Account>{2}));
        CHECK(!is_shared_with(e.world, e.find("team", "guardians"), Id<Account>{1}));
    }
}
