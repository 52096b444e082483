// What would have let a refused call through: every proposal is decided again here, by the rules and nothing else.
#include "study/flip.h"

#include <ctime>
#include <map>
#include <set>

#include "support/scenarios.h"
#include "view/explain.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using study::Change;
using study::Flip;

namespace {

Simulation told(std::shared_ptr<const Scenario> scenario) {
    Simulation run(std::move(scenario), {1, {}});
    run.run_to_end();
    return run;
}

const Check* stopping(const std::vector<Check>& checks) {
    for (const Check& check : checks)
        if (check.verdict == Verdict::stopped) return &check;
    return nullptr;
}

bool is_stopped(const Entry& entry) {
    return stopping(entry.checks) != nullptr &&
           (entry.outcome == Outcome::refused || entry.outcome == Outcome::failed);
}

// "" when the proposal is what it says, decided again from what it holds.
std::string slip(const Entry& entry, const Flip& flip) {
    const Check& stop = *stopping(entry.checks);
    if (flip.change == Change::none) return "";
    if (flip.change == Change::out_of_reach) {
        const Decision again = decide(flip.world, flip.caller, *flip.call);
        return again.gate == stop.gate ? "" : "not out of reach";
    }
    if (flip.change == Change::votes)
        return flip.world.sessions[flip.subject.as<Session>()].status == SessionStatus::APPROVED
                   ? ""
                   : "the team does not agree";
    const Decision again =
        flip.call ? decide(flip.world, flip.caller, *flip.call) : fall_due(flip.world, entry.due);
    const Check* now = stopping(again.checks);
    if (now == nullptr) return flip.then == Gate::none ? "" : "nothing stops it any more";
    if (now->gate == stop.gate) return "stopped at the same gate";
    return now->gate == flip.then ? "" : "stopped by another gate than it says";
}

std::string sentence(const Simulation& run, const Entry& entry) {
    return view::would_flip({run.world()}, entry, study::smallest_flip(run, entry));
}

Simulation with_steps(std::string_view steps) {
    return told(load(small_scenario(R"("steps": [)" + std::string(steps) + "],")));
}

// Which kinds of change the stories need, by the gate and the reason that refused.
constexpr std::string_view kinds_of_change = R"(
approval votes_missing -> none votes
credential account_closed -> own state
credential credential_revoked -> other
credential principal_deleted -> own state
encryption key_is_gone -> out_of_reach
encryption key_not_enabled -> state
endpoint region_down -> waiting
identity_policy denied_by_policy -> allowing
identity_policy not_allowed_by_policy -> allowing
opt_in mpa_not_enabled -> state
resource_exists does_not_exist -> earlier none other
resource_policy denied_by_policy -> allowing
resource_policy not_allowed_by_policy -> allowing none other
resource_policy not_shared -> own sharing
resource_state image_disabled -> earlier
resource_state image_not_allowed -> state
resource_state no_team_associated -> state
resource_state not_empty -> state
resource_state post_closure_over -> earlier
resource_state scan_not_supported -> none
resource_state session_not_pending -> earlier
resource_state source_inactive -> none
resource_state team_can_still_decide -> none
resource_state vault_not_available -> none state
resource_state voted_before -> other
retention retention_too_long -> value
retention retention_too_short -> value
service_control_policy denied_by_policy -> own without_deny
sharing not_shared_with_account -> sharing
sharing vault_out_of_reach -> sharing
sign_in identity_center_gone -> earlier none
sign_in user_disabled -> state
vault_lock air_gapped_lock_is_fixed -> out_of_reach
vault_lock locked_for_good -> out_of_reach
vault_lock locked_governance -> state
vault_type incremental_not_supported -> none
vault_type restore_access_vault_is_read_only -> out_of_reach
)";

}  // namespace

TEST_CASE("flip: what is proposed for any refusal of any story holds when it is decided again") {
    std::map<std::string, std::set<std::string>> kinds;
    for (const std::string& name : shipped_names()) {
        const Simulation run = told(shipped(name));
        for (const Entry& entry : run.log().entries) {
            if (!is_stopped(entry)) continue;
            CAPTURE(name);
            CAPTURE(entry.number);
            const Flip flip = study::smallest_flip(run, entry);
            CHECK(slip(entry, flip) == "");
            const std::string said = sentence(run, entry);
            CAPTURE(said);
            CHECK(said.empty() == (flip.change == Change::none));
            const Check& stop = *stopping(entry.checks);
            kinds[std::string(to_text(stop.gate)) + " " + std::string(to_text(stop.reason))].insert(
                std::string(to_text(flip.change)));
        }
    }
    std::string table = "\n";
    for (const auto& [reason, changes] : kinds) {
        table += reason + " ->";
        for (const std::string& change : changes) table += " " + change;
        table += "\n";
    }
    CHECK(table == kinds_of_change);
}

TEST_CASE("flip: a change that changes nothing, or the wrong thing, is not believed") {
    const Simulation run = told(shipped("cross-account"));
    std::uint32_t tried = 0;
    for (const Entry& entry : run.log().entries) {
        if (entry.outcome != Outcome::refused) continue;
        CAPTURE(entry.number);
        study::FlipSearch search(run, entry);
        Flip same = search.unchanged();
        same.change = Change::state;
        CHECK_FALSE(search.offer(same));
        // Somebody with no right at all: he is stopped before the gate, which therefore has not opened.
        Flip stranger = search.unchanged();
        stranger.change = Change::other;
        stranger.caller.credential = {};
        CHECK_FALSE(search.offer(stranger));
        const Flip found = search.search();
        CHECK(slip(entry, found) == "");
        // What holds the proposal to its word: the world of the refusal in place of the changed one.
        if (found.change == Change::none || found.change == Change::out_of_reach) continue;
        Flip forged = found;
        forged.world = search.unchanged().world;
        forged.caller = entry.caller;
        forged.call = entry.call;
        CHECK(slip(entry, forged) != "");
        ++tried;
    }
    CHECK(tried >= 4);
}

TEST_CASE("flip: the smallest value that will do, each kind of member") {
    const Simulation run = with_steps(R"(
        {"who": "omar", "as": "production/operator", "at": "1h", "call": "PutBackupVaultLockConfiguration",
         "with": {"BackupVaultName": "daily", "ChangeableForDays": 1}},
        {"who": "omar", "as": "production/operator", "at": "2h", "call": "CreateLogicallyAirGappedBackupVault",
         "with": {"BackupVaultName": "other", "MinRetentionDays": 3, "MaxRetentionDays": 9}},
        {"who": "omar", "as": "production/operator", "at": "3h", "call": "StartCopyJob",
         "with": {"RecoveryPointArn": "local", "SourceBackupVaultName": "daily",
                  "DestinationBackupVaultArn": "vault", "DeleteAfterDays": 99}},
        {"who": "omar", "as": "production/operator", "at": "4h", "call": "CreateBackupVault", "with": {"BackupVaultName": "daily"}},
        {"who": "omar", "as": "management/admin", "at": "5h", "call": "CreateApprovalTeam",
         "with": {"Name": "few", "MinApprovalsRequired": 2, "Approvers": ["ana", "ben"]}},
        {"who": "omar", "as": "management/admin", "at": "6h", "call": "CreateApprovalTeam",
         "with": {"Name": "all", "MinApprovalsRequired": 1, "Approvers": ["ana", "ben", "cho"]}})");
    const auto flip = [&](std::uint32_t number) {
        return sentence(run, run.log().entries[number - 1]);
    };
    CHECK(flip(1) == "ChangeableForDays of 3");
    CHECK(flip(2) == "MinRetentionDays of 7");
    CHECK(flip(3) == "DeleteAfterDays of 35");
    CHECK(flip(4) == "another name");
    CHECK(flip(5) == "three approvers at least");
    CHECK(flip(6) == "MinApprovalsRequired of 2");
}

TEST_CASE("flip: silence would have been a yes with the approvals that were missing") {
    Simulation run(shipped("first-approval"), {1, {"ana", "ben", "chiara"}});
    run.run_to_end();
    for (const Entry& entry : run.log().entries)
        if (entry.due.kind == DueKind::session_expiry)
            CHECK(sentence(run, entry) == "2 more approvals within 24 hours");
    Simulation one(shipped("first-approval"), {1, {"ben", "chiara"}});
    one.run_to_end();
    for (const Entry& entry : one.log().entries)
        if (entry.due.kind == DueKind::session_expiry)
            CHECK(sentence(one, entry) == "1 more approval within 24 hours");
}

TEST_CASE("flip: an entry that nothing refused needs no change") {
    const Simulation run = told(shipped("first-approval"));
    for (const Entry& entry : run.log().entries)
        if (!is_stopped(entry)) CHECK(study::smallest_flip(run, entry).change == Change::none);
}

TEST_CASE("flip: it costs less than a frame notices") {
    double slowest = 0, sum = 0;  // milliseconds of this program's own time
    std::int32_t count = 0;
    for (const std::string& name : shipped_names()) {
        const Simulation run = told(shipped(name));
        for (const Entry& entry : run.log().entries) {
            if (!is_stopped(entry)) continue;
            constexpr int times = 20;
            const std::clock_t from = std::clock();
            for (int i = 0; i < times; ++i) study::smallest_flip(run, entry);
            const double spent =
                1000.0 * static_cast<double>(std::clock() - from) / CLOCKS_PER_SEC / times;
            slowest = std::max(slowest, spent);
            sum += spent;
            ++count;
        }
    }
    REQUIRE(count > 0);
    MESSAGE("mean " << sum / count << " ms, slowest " << slowest << " ms");
#if defined(NDEBUG) && !defined(__EMSCRIPTEN__)
    CHECK(slowest < 1);
#endif
}
