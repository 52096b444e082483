// The story in words: every entry of every story has a sentence, and the sentences say what happened.
#include "view/explain.h"

#include <set>

#include "view/stage.h"
#include "view/touch.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

std::string sentence(const Told& told, std::uint32_t entry) {
    VoteTally tally;
    for (std::uint32_t i = 0; i < entry; ++i) tally.add(told.run.log().entries[i]);
    return sentence_of({told.run.world()}, told.run.log().entries[entry - 1], tally);
}

const Entry& entry_of(const Told& told, std::uint32_t number) {
    return told.run.log().entries[number - 1];
}

// Every text of the entry that can come to the screen, one after another.
std::string all_text(const Told& told, const Entry& entry) {
    const Telling telling{told.run.world()};
    std::string out = sentence(told, entry.number) + "\n" + headline_of(telling, entry) + "\n" +
                      label_of(telling, entry) + "\n" +
                      would_flip(telling, entry, study::smallest_flip(told.run, entry));
    for (const Check& check : entry.checks)
        out += "\n" + gate_name(english(), check.gate) + "\n" + reason_text(telling, entry, check);
    const World after = told.run.world_at(entry.number);
    Births births(after, entry.events);
    for (const Event& event : entry.events)
        out += "\n" + event_text(telling, event, births.born(event));
    return out;
}

// What must never be read: an unfilled field, a missing text, a row without a name.
std::string slip(const std::string& text) {
    for (const std::string_view bad : {"{", "}", "?", "call.", "due.", "event.", "reason.", "  ",
                                       " ,", "..", "Gate.", "headline."})
        if (text.find(bad) != std::string::npos) return std::string(bad) + " in: " + text;
    return "";
}

Told with_steps(std::string_view steps) {
    return Told(load(small_scenario(R"("steps": [)" + std::string(steps) + "],")));
}

}  // namespace

TEST_CASE("explain: every entry of every story has its sentence, for many seeds") {
    for (const std::string& name : shipped_names())
        for (std::uint64_t seed = 1; seed <= 8; ++seed) {
            Told told(shipped(name));
            if (seed > 1) {
                told.run = Simulation(shipped(name), {seed, {}});
                told.run.run_to_end();
            }
            for (const Entry& entry : told.run.log().entries) {
                CAPTURE(name);
                CAPTURE(seed);
                CAPTURE(entry.number);
                CHECK(slip(all_text(told, entry)) == "");
                CHECK(sentence(told, entry.number).ends_with('.'));
            }
        }
}

TEST_CASE("explain: who did what to what with which credential, and what came of it") {
    const Told told(shipped("first-approval"));
    CHECK(sentence(told, told.entry("StealCredential")) ==
          "mallory steals the root of production.");
    CHECK(sentence(told, told.entry("DeleteRecoveryPoint")) ==
          "mallory, as root of production, tries to delete rp-1 from prod-airgap, but the "
          "compliance lock of prod-airgap opens "
          "for nobody, not even for root.");
    CHECK(sentence(told, told.entry("CreateRestoreAccessBackupVault")) ==
          "rosa asks for access to prod-airgap from recovery; 2 of 3 approvers must agree within "
          "24 hours, and silence counts as no.");
    const std::uint32_t vote = told.entry("Vote");
    CHECK(sentence(told, vote) == "ana approves access to prod-airgap: 1 of the 2 needed.");
    CHECK(sentence(told, told.entry("Vote", vote + 1)) ==
          "ben approves access to prod-airgap: with 2 of 2 the team has agreed.");
    CHECK(sentence(told, told.entry("execution")) ==
          "The team agreed, so AWS opens emergency-view: a read-only way from recovery into "
          "prod-airgap.");
    CHECK(who_of({told.run.world()}, entry_of(told, told.entry("execution"))) == "AWS");
    CHECK(sentence(told, told.entry("job_end"))
              .starts_with("orders-restored runs again in recovery, with data "));
}

TEST_CASE("explain: silence has a meaning and is said") {
    const Told told(shipped("first-approval"), {"ana", "ben", "chiara"});
    CHECK(sentence(told, told.entry("session_expiry")) ==
          "Nobody answered for 24 hours, and silence counts as no: access to prod-airgap fails.");
    const Told one(shipped("first-approval"), {"ben", "chiara"});
    CHECK(sentence(one, one.entry("session_expiry")) ==
          "The 24 hours are over with 1 of the 2 needed. Silence counts as no: access to "
          "prod-airgap fails.");
    CHECK(headline_of({one.run.world()}, entry_of(one, one.entry("session_expiry"))) ==
          "Silence counts as no");
}

TEST_CASE(
    "explain: a refusal names its reason, and says what would open the gate where that is true") {
    const Told told = with_steps(R"(
        {"who": "omar", "as": "production/operator", "at": "1h", "call": "CreateBackupVault", "with": {"BackupVaultName": "daily"}},
        {"who": "omar", "as": "production/operator", "at": "2h", "call": "DeleteBackupVault", "with": {"BackupVaultName": "daily"}},
        {"who": "omar", "as": "production/operator", "at": "3h", "call": "PutBackupVaultLockConfiguration",
         "with": {"BackupVaultName": "daily", "ChangeableForDays": 1}},
        {"who": "omar", "as": "production/operator", "at": "4h", "call": "UpdateRecoveryPointLifecycle",
         "with": {"BackupVaultName": "vault", "RecoveryPointArn": "copy", "DeleteAfterDays": 1}},
        {"who": "omar", "as": "production/operator", "at": "5h", "call": "CreateLogicallyAirGappedBackupVault",
         "with": {"BackupVaultName": "other", "MinRetentionDays": 3, "MaxRetentionDays": 9}})");
    const Telling telling{told.run.world()};
    const auto flip = [&](std::uint32_t number) {
        const Entry& entry = entry_of(told, number);
        return would_flip(telling, entry, study::smallest_flip(told.run, entry));
    };
    CHECK(sentence(told, 1) ==
          "omar tries to create the standard vault daily, but the name is already taken.");
    CHECK(flip(1) == "another name");
    CHECK(sentence(told, 2) == "omar tries to delete the vault daily, but daily is not empty.");
    CHECK(flip(2) == "no recovery point left in the vault");
    CHECK(sentence(told, 3) ==
          "omar tries to change the lock of daily, but the grace of a compliance lock must last 3 "
          "days at least.");
    CHECK(flip(3) == "ChangeableForDays of 3");
    CHECK(sentence(told, 4).find(
              "deleted after 1 day, but the compliance lock of vault opens for nobody") !=
          std::string::npos);
    CHECK(flip(4).starts_with("nothing an account can do"));
    CHECK(sentence(told, 5).ends_with(
        "but an air-gapped vault keeps everything for 7 days at least."));
    CHECK(flip(5) == "MinRetentionDays of 7");
    CHECK(headline_of(telling, entry_of(told, 4)) == "Stopped at the vault lock");
}

TEST_CASE("explain: the forms of an operation are told apart") {
    const Told told = with_steps(R"(
        {"who": "omar", "as": "production/operator", "at": "1h", "call": "PutBackupVaultLockConfiguration", "with": {"BackupVaultName": "daily"}},
        {"who": "omar", "as": "production/operator", "at": "2h", "call": "DeleteBackupVaultLockConfiguration", "with": {"BackupVaultName": "daily"}},
        {"who": "omar", "as": "production/operator", "at": "3h", "call": "PutBackupVaultLockConfiguration",
         "with": {"BackupVaultName": "daily", "ChangeableForDays": 3}},
        {"who": "omar", "as": "production/operator", "at": "4h", "call": "DisassociateBackupVaultMpaApprovalTeam", "with": {"BackupVaultName": "vault"}})");
    CHECK(sentence(told, 1).find("governance lock on daily") != std::string::npos);
    CHECK(sentence(told, 2) == "omar takes the lock off daily.");
    CHECK(sentence(told, 3).find("in 3 days nobody can take it off") != std::string::npos);
    CHECK(sentence(told, 4).find("guardians itself must agree, 2 of 3") != std::string::npos);
}

TEST_CASE("explain: attacks are what is done with a stolen credential, and the theft itself") {
    const Told told(shipped("cross-account"));
    std::set<std::string> attackers, others;
    for (const Entry& entry : told.run.log().entries) {
        if (!entry.call) {
            CHECK_FALSE(is_attack(told.run.world(), entry));
            continue;
        }
        (is_attack(told.run.world(), entry) ? attackers : others)
            .insert(name_of_person(told.run.world(), entry.caller.person));
    }
    CHECK(attackers == std::set<std::string>{"mallory"});
    CHECK(others.count("mallory") == 0);
}

TEST_CASE("explain: votes are counted once an approver, and changed votes move") {
    VoteTally tally;
    Entry entry;
    entry.events = {event::VoteCast{{0}, 2, Response::APPROVED}};
    tally.add(entry);
    tally.add(entry);
    CHECK(tally.approvals({0}) == 1);
    entry.events = {event::VoteCast{{0}, 2, Response::REJECTED},
                    event::VoteCast{{1}, 0, Response::APPROVED}};
    tally.add(entry);
    CHECK(tally.approvals({0}) == 0);
    CHECK(tally.rejections({0}) == 1);
    CHECK(tally.approvals({1}) == 1);
    CHECK(tally.approvals({7}) == 0);
}

TEST_CASE("explain: a headline says what came of it, not what was hoped for") {
    const Told told(shipped("threats/th25"));
    const Entry& failed = entry_of(told, told.entry("execution"));
    REQUIRE(failed.outcome == Outcome::failed);
    CHECK(headline_of({told.run.world()}, failed) == "AWS does not carry it out");
    const Told unshared(shipped("threats/th13"));
    const std::uint32_t end_of_share = unshared.entry("DeleteResourceShare");
    const Entry& asked =
        entry_of(unshared, unshared.entry("CreateRestoreAccessBackupVault", end_of_share));
    REQUIRE(asked.outcome == Outcome::failed);
    CHECK(headline_of({unshared.run.world()}, asked) == "Failed at the resource policy");
}

TEST_CASE("explain: headlines say the one thing that matters") {
    const Told told(shipped("cross-account"));
    const Telling telling{told.run.world()};
    const auto headline = [&](std::uint32_t number) {
        return headline_of(telling, entry_of(told, number));
    };
    CHECK(headline(told.entry("StealCredential")) == "A credential is stolen");
    CHECK(headline(told.entry("DeleteRole")) == "The owner is locked out");
    CHECK(headline(told.entry("StartApprovalTeamBaseline")) == "A test round begins");
    CHECK(headline(told.entry("vault_available")) == "The vault is sealed");
    const std::uint32_t asked = told.entry("CreateRestoreAccessBackupVault");
    CHECK(headline(asked) == "3 of 5 must agree");
    CHECK(headline(told.entry("Vote", asked)) == "One more says yes");
    CHECK(headline(told.entry("execution", asked)) == "AWS carries it out");
    CHECK(headline(told.entry("vault_available", asked)) == "The way in is open");
    CHECK(headline(told.entry("execution", asked) - 1) == "The team has agreed");
}
