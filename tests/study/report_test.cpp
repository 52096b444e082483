// The report on whole stories, and the arithmetic in it.
#include "study/report.h"

#include "sim/scenario_members.h"
#include "support/golden.h"
#include "support/scenarios.h"

#include <algorithm>
#include <iterator>

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

study::Report report_of(std::string_view name, RunOptions options = {}) {
    Simulation simulation(shipped(name), std::move(options));
    simulation.run_to_end();
    return study::make_report(simulation);
}

}  // namespace

TEST_CASE("report: the shipped stories") {
    for (const std::string_view name : {"first-approval", "cross-account", "traditional"}) {
        const study::Report report = report_of(name);
        check_golden(std::string(name) + ".report.md", study::report_markdown(report));
        check_golden(std::string(name) + ".report.json", study::report_json(report));
    }
}

TEST_CASE("report: every setting that a scenario can make is an assumption, named once") {
    const auto assumptions = report_of("cross-account").assumptions;
    CHECK(assumptions.size() == std::size(members::settings));
    for (const auto& setting : members::settings) {
        CAPTURE(setting);
        CHECK(std::count_if(assumptions.begin(), assumptions.end(), [&](const auto& assumption) {
                  return assumption.setting == setting;
              }) == 1);
    }
}

TEST_CASE("report: recovery runs from the first deed of a thief to the first clean workload") {
    const study::Report report = report_of("cross-account");
    CHECK(report.recovery.attacked.entry == 61);
    CHECK(report.recovery.damaged.entry == 62);
    CHECK(report.recovery.recovered.entry == 113);
    REQUIRE(report.recovery.recovery_time.has_value());
    CHECK(*report.recovery.recovery_time ==
          report.recovery.recovered.at - report.recovery.attacked.at);
    REQUIRE(report.recovery.recovery_point.has_value());
    CHECK(*report.recovery.recovery_point == hours(23) + minutes(32));
    CHECK(report.support.most.ms - report.support.least.ms ==
          study::support_most.ms - study::support_least.ms);
}

TEST_CASE(
    "report: test restores are no recovery, and their verdicts show that integrity is verified") {
    const study::Report report = report_of("reference-architecture");
    // Tuesday's orders passed their test before the theft; nothing counts before the vault was opened by vote.
    CHECK(report.recovery.recovered.at > report.recovery.opened.at);
    CHECK(report.recovery.restored_from == "rp-7");
    CHECK(report.recovery.complete.at > report.recovery.recovered.at);
    for (const study::Requirement& row : report.requirements) {
        CAPTURE(row.name);
        CHECK(row.finding == (row.name == "Annual independent audit" ? study::Finding::not_shown
                                                                     : study::Finding::met));
        if (row.name != "Integrity verified, restorable") continue;
        CHECK(
            row.why ==
            "6 restore tests and scans gave a verdict, 4 of them a bad one; the last good one was "
            "at +55:34");
    }
    // Without test restores the two scans are what there is.
    const ParameterOverride by_hand{"tests_shared_vaults", "false"};
    Simulation simulation(shipped("reference-architecture", {&by_hand, 1}), {});
    simulation.run_to_end();
    const study::Report other = study::make_report(simulation);
    CHECK(other.requirements[4].why.starts_with("2 restore tests and scans gave a verdict, 1 of"));
}

TEST_CASE("report: without approval the days of AWS Support are the recovery time") {
    for (const Duration days_taken : {days(1), days(5), days(14)}) {
        const ParameterOverride chosen{"support", std::to_string(days_taken.ms / days(1).ms) + "d"};
        Simulation simulation(shipped("traditional", {&chosen, 1}), {});
        simulation.run_to_end();
        const study::Report report = study::make_report(simulation);
        const study::Recovery& r = report.recovery;
        CHECK(r.is_through_support);
        CHECK(r.returned.at - r.reported.at == days_taken);
        REQUIRE(r.recovery_time.has_value());
        CHECK(report.support.is_shown);
        CHECK(report.support.expected == *r.recovery_time);
        CHECK(report.support.least + days_taken == *r.recovery_time + days(1));
        CHECK(report.support.most + days_taken == *r.recovery_time + days(14));
        CHECK(!r.complete_time.has_value());
        CHECK(report.losses.workloads == std::vector<std::string>{"orders", "files"});
        CHECK(report.losses.for_good == std::vector<std::string>{"files"});
        CHECK(report.losses.vaults == std::vector<std::string>{"prod-daily", "recovery-store"});
        CHECK(report.losses.recovery_points == 2);
        CHECK(report.requirements[5].finding == study::Finding::not_met);
        CHECK(report.requirements[5].entry == r.returned.entry);
    }
}

TEST_CASE("report: with approval AWS Support is a comparison, reckoned from the settings") {
    const study::Report report = report_of("cross-account");
    const study::Recovery& r = report.recovery;
    CHECK(!r.is_through_support);
    CHECK(!report.support.is_shown);
    CHECK(report.requirements[5].finding == study::Finding::met);
    CHECK(r.returned.at - r.reported.at == days(5));
    CHECK(report.support.expected ==
          (r.reported.at - r.attacked.at) + days(5) + (r.recovered.at - r.opened.at));
    CHECK(*r.recovery_time < report.support.least);
}

TEST_CASE("report: the same attack without and with approval, side by side") {
    const std::vector<study::Report> both{report_of("traditional"),
                                          report_of("cross-organization")};
    check_golden("traditional.side-by-side.md", study::comparison_markdown(both));
    check_golden("traditional.side-by-side.json", study::comparison_json(both));
    CHECK(both[0].recovery.attacked.at == both[1].recovery.attacked.at);
    CHECK(*both[1].recovery.recovery_time < *both[0].recovery.recovery_time);
    CHECK(*both[1].recovery.recovery_point < *both[0].recovery.recovery_point);
}

TEST_CASE(
    "report: durability is ten to the minus eleven a year for each recovery point that is there") {
    const study::Report report = report_of("traditional");
    CHECK(report.durability.recovery_points == 1);
    CHECK(report.durability.expected_losses_a_year == "0.00000000001");
    CHECK(report.durability.years_a_loss == 100'000'000'000);
    const study::Report many = report_of("cross-account");
    CHECK(many.durability.expected_losses_a_year ==
          study::expected_losses(many.durability.recovery_points));
    CHECK(many.durability.years_a_loss * many.durability.recovery_points == 100'000'000'000);
}

TEST_CASE("report: nobody votes, nothing is recovered, and the requirement is not met") {
    const study::Report report =
        report_of("first-approval", {.seed = 1, .live = {"ana", "ben", "chiara"}});
    CHECK(!report.recovery.recovered);
    CHECK(!report.recovery.recovery_time.has_value());
    CHECK(!report.support.is_known);
    CHECK(report.requirements[5].finding == study::Finding::not_met);
    CHECK(report.layers.back().state == "expired (guardians)");
}

TEST_CASE("report: spans of a layer follow one another and name the entry that began them") {
    const study::Report report = report_of("cross-account");
    for (std::size_t i = 1; i < report.layers.size(); ++i) {
        const study::LayerSpan& before = report.layers[i - 1];
        const study::LayerSpan& after = report.layers[i];
        if (before.layer != after.layer) CHECK(before.until == never);
        else {
            CHECK(before.until == after.from);
            CHECK(before.state != after.state);
            CHECK(after.entry > 0);
        }
    }
}

TEST_CASE("report: expected losses are exact") {
    CHECK(study::expected_losses(0) == "0");
    CHECK(study::expected_losses(1) == "0.00000000001");
    CHECK(study::expected_losses(5) == "0.00000000005");
    CHECK(study::expected_losses(1'000'000) == "0.00001");
    CHECK(study::expected_losses(100'000'000'000) == "1");
    CHECK(study::expected_losses(250'000'000'000) == "2.5");
}
