// The call composer: who holds what, what it could be used for, and what a preview says.
#include "view/compose.h"

#include <algorithm>

#include "sim/call_json.h"
#include "sim/inputs_json.h"
#include "sim/trace.h"
#include "view/stage.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;
using namespace airlock::view;

namespace {

// A run that stands after that entry.
Simulation standing(std::string_view name, std::uint32_t entry) {
    Simulation run(shipped(name), {});
    while (run.entries() < entry) run.step();
    return run;
}

const Held& held_by(const std::vector<Held>& all, std::string_view person, std::string_view as) {
    for (const Held& held : all)
        if (held.person_name == person && held.as == as) return held;
    FAIL("nobody holds that");
    return all.front();
}

const OperationOffer* offer(const std::vector<OperationGroup>& groups, std::string_view name) {
    for (const OperationGroup& group : groups)
        for (const OperationOffer& one : group.operations)
            if (one.name == name) return &one;
    return nullptr;
}

std::vector<OperationGroup> offers(Simulation& run, std::string_view person, std::string_view as) {
    const auto all = credentials_held(run, english());
    return operations_for(run, held_by(all, person, as), english());
}

// The call that an offer fills in, sent as an intent or an input would send it.
std::optional<Call> sent(Simulation& run, const Held& held, const OperationOffer& offer) {
    JsonWriter out;
    out.begin_object().key("call").string(offer.name).key("with");
    write_arguments(out, offer.call);
    out.end_object();
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(out.take(), "", problems);
    auto call = read_call_now(run, document, document.root(), held.credential, problems);
    CHECK(problems.empty());
    return call;
}

}  // namespace

TEST_CASE("compose: everybody is listed with what he holds, thieves with their loot") {
    Simulation run = standing("first-approval", 3);
    const auto all = credentials_held(run, english());
    const Held& loot = held_by(all, "mallory", "production/root");
    CHECK(loot.is_stolen);
    CHECK_FALSE(loot.is_sign_in);
    CHECK(loot.account == "production");
    CHECK(loot.words == "the root of production, stolen");
    CHECK(held_by(all, "ana", "directory/ana").is_sign_in);
    CHECK(held_by(all, "rosa", "recovery/incident-response").account == "recovery");
    for (const Person& person : run.world().persons) {
        const auto id = run.world().persons.id_of(person);
        CHECK(std::any_of(all.begin(), all.end(), [&](const Held& h) { return h.person == id; }));
    }
    // Before the theft the thief holds nothing, and can do what needs nothing.
    Simulation start = standing("first-approval", 0);
    const auto then = credentials_held(start, english());
    const Held& bare = held_by(then, "mallory", "");
    CHECK_FALSE(bare.credential);
    const auto groups = operations_for(start, bare, english());
    REQUIRE(offer(groups, "StealCredential") != nullptr);
    CHECK(offer(groups, "StealCredential")->outcome == Outcome::done);
    CHECK(offer(groups, "DeleteRecoveryPoint") == nullptr);
    CHECK(offer(groups, "StealCredential")->members[0].allowed.size() > 3);
}

TEST_CASE("compose: an attacker is offered what he would try, filled so that it gets furthest") {
    Simulation run = standing("first-approval", 2);
    const auto groups = offers(run, "mallory", "production/root");
    const OperationOffer* deletion = offer(groups, "DeleteRecoveryPoint");
    REQUIRE(deletion != nullptr);
    CHECK(deletion->outcome == Outcome::refused);
    CHECK(deletion->gate == Gate::vault_lock);
    const auto& lists = deletion->members;
    REQUIRE(lists.size() == 2);
    CHECK(lists[0].name == "BackupVaultName");
    CHECK(lists[0].refers_to == "vault");
    CHECK(std::count(lists[0].allowed.begin(), lists[0].allowed.end(), "prod-airgap") == 1);
    CHECK(std::count(lists[1].allowed.begin(), lists[1].allowed.end(), "rp-1") == 1);
    CHECK(offer(groups, "EncryptWorkload") != nullptr);
    CHECK(offer(groups, "Vote") == nullptr);
    CHECK(groups.front().id == "attack");
    CHECK(offer(groups, "CreateBackupVault")->outcome == Outcome::done);
    // Who is no attacker is not made one.
    CHECK(offer(offers(run, "rosa", "recovery/incident-response"), "EncryptWorkload") == nullptr);
}

TEST_CASE("compose: an approver is offered the answer that he is asked for") {
    Simulation run = standing("first-approval", 6);
    const auto groups = offers(run, "ana", "directory/ana");
    const OperationOffer* vote = offer(groups, "Vote");
    REQUIRE(vote != nullptr);
    CHECK(vote->outcome == Outcome::done);
    CHECK(groups.front().id == "portal");
    CHECK(vote->members[1].allowed == std::vector<std::string>{"APPROVED", "REJECTED"});
    CHECK(offer(groups, "CreateBackupVault") == nullptr);
    // Nobody has asked yet.
    Simulation early = standing("first-approval", 2);
    CHECK(offer(offers(early, "ana", "directory/ana"), "Vote") == nullptr);
}

TEST_CASE("compose: whatever is offered can be sent, and comes out as it was offered") {
    for (const auto& [name, entry] :
         {std::pair<std::string_view, std::uint32_t>{"first-approval", 6},
          {"cross-organization", 30},
          {"reference-architecture", 40},
          {"threats/th22", 8}}) {
        Simulation run = standing(name, entry);
        const auto all = credentials_held(run, english());
        std::uint32_t sent_calls = 0;
        for (const Held& held : all)
            for (const OperationGroup& group : operations_for(run, held, english())) {
                CHECK_FALSE(group.title.starts_with("doc."));
                for (const OperationOffer& one : group.operations) {
                    CAPTURE(name);
                    CAPTURE(held.person_name);
                    CAPTURE(held.as);
                    CAPTURE(one.name);
                    const auto call = sent(run, held, one);
                    REQUIRE(call.has_value());
                    CHECK(run.refusal_of(run.entries(), held.person, held.credential, *call) == "");
                    const Decision decision =
                        decide(run.world(), {held.person, held.credential, run.now()}, *call);
                    CHECK(decision.outcome == one.outcome);
                    CHECK(decision.gate == one.gate);
                    ++sent_calls;
                }
            }
        CHECK(sent_calls > 40);
    }
}

TEST_CASE("compose: a preview says what the gates say, and the run stays as it is") {
    Simulation run = standing("first-approval", 2);
    const World before = run.world_at(2);
    const auto all = credentials_held(run, english());
    const Held& held = held_by(all, "mallory", "production/root");
    const References references(run.world(), run.aliases());
    call::DeleteRecoveryPoint deletion;
    deletion.backup_vault = references.find(Kind::vault, "prod-airgap").as<Vault>();
    deletion.recovery_point = references.find(Kind::recovery_point, "rp-1").as<RecoveryPoint>();
    const Decision decision =
        decide(run.world(), {held.person, held.credential, run.now()}, deletion);

    Simulation own = standing("first-approval", 2);
    const Preview preview = preview_call(own, held.person, held.credential, deletion, english());
    CHECK(preview.problem == "");
    CHECK(preview.outcome == Outcome::refused);
    CHECK(preview.gate == Gate::vault_lock);
    CHECK(preview.error == decision.error);
    CHECK(preview.gates.back().verdict == Verdict::stopped);
    CHECK(preview.gates.back().name == "vault lock");
    CHECK(preview.sentence.contains("tries to delete rp-1"));
    CHECK(preview.events.empty());
    CHECK(run.world() == before);
    CHECK(run.entries() == 2);

    // What would happen is told by name, things that it makes included.
    Simulation again = standing("first-approval", 2);
    call::CreateBackupVault creation;
    creation.backup_vault_name = again.catalog().names.intern("hideout");
    creation.region = again.catalog().names.intern(again.scenario().region);
    const Preview made = preview_call(again, held.person, held.credential, creation, english());
    CHECK(made.outcome == Outcome::done);
    REQUIRE(made.events.size() == 1);
    CHECK(made.events[0].contains("hideout"));
    // What cannot be asked is a problem.
    Simulation third = standing("first-approval", 2);
    CHECK(preview_call(third, held.person, {}, deletion, english()).problem ==
          "mallory has no portal sign-in");
}

TEST_CASE("compose: a theft that needs no credential is an input like others") {
    Simulation run = standing("first-approval", 0);
    const auto all = credentials_held(run, english());
    const Held& bare = held_by(all, "mallory", "");
    const auto groups = operations_for(run, bare, english());
    const auto theft = sent(run, bare, *offer(groups, "StealCredential"));
    REQUIRE(theft.has_value());
    run.submit(bare.person, {}, *theft);
    run.run_to_end();
    const std::string inputs = inputs_to_json(run);
    CHECK_FALSE(inputs.contains("\"as\""));
    Simulation again(shipped("first-approval"), {});
    const auto read = parse_inputs(again, inputs);
    REQUIRE(read.has_value());
    std::string problem;
    REQUIRE(again.replay(*read, problem));
    again.run_to_end();
    CHECK(trace_hash(again) == trace_hash(run));
}
