// A small estate for tests of the rules, built by events, and calls written as text:
//
//     Estate estate;
//     estate.ask("mallory", "owner/root", "DeleteRecoveryPoint BackupVaultName=lag RecoveryPointArn=rp-1");
//
// Everything is set up and working. Organization `home`: management account `hq`, vault-owning account
// `owner`, recovery account `rescue`, RAM sharing and multi-party approval switched on. Organization `away`:
// management account `other`. Team `guardians` (2 of ana, ben, cho) of `hq`, shared with `owner` and `rescue`;
// team `strangers` (2 of ana, ben, cho) of `hq`, shared with `owner` only. Vaults of `owner`: `daily`
// (standard, unlocked, rp-2), `lag` (air-gapped, 7–35 days, guarded by `guardians`, rp-1), `bare` (air-gapped,
// no team, empty); of `rescue`: `depot` (standard, lets copies of
// `home` in). Policies for vaults: `lets-copies-in`, `too-wide`, `anything`, `no-deletions`. Workload `orders-db`. `mallory` holds the stolen root of `owner`.
#pragma once

#include <string>
#include <string_view>

#include "world/catalog.h"
#include "world/decide.h"
#include "world/due.h"

namespace airlock::test {

class Estate {
  public:
    Estate();
    Estate(const Estate&) = delete;
    Estate& operator=(const Estate&) = delete;

    Catalog catalog;
    World world;
    Instant now{0};

    // Decides and changes nothing. `as` is a credential's name ("owner/root", "corp/ana"); "-" for none.
    Decision ask(std::string_view person, std::string_view as, std::string_view call);
    // Decides, and lets the events happen with the invariants on.
    Decision does(std::string_view person, std::string_view as, std::string_view call);
    // Lets time pass, with everything that falls due.
    void pass(Duration time);
    void happens(const Event& event);
    template <class E>
    void happens(const E& event) {
        happens(Event(std::in_place_type<E>, event));  // as in world/gates.h
    }
    void add_controls();

    Ref find(std::string_view kind, std::string_view name) const;
    Call parse(std::string_view text);
    Caller caller(std::string_view person, std::string_view as) const;

  private:
    template <class Row>
    Id<Row> found(const Row& row);
};

// "done", "pending approval", "failed resource_policy AccessDeniedException", "refused vault_lock InvalidRequestException".
std::string answer_of(const Decision& decision);
// Why it stopped, or the reason of the last gate: "locked_for_good".
std::string reason_of(const Decision& decision);
// Checks a text table of calls, each asked of an estate of its own: columns who, as, call, answer, reason.
void check_answers(std::string_view text);
// The same after something was done: the column `first` holds steps with `;` between, each a person, a credential
// and a call, or "pass 24", which lets hours go by.
void check_answers_after(std::string_view text);
// The same in estates that `prepare` has changed.
void check_answers_in(void (*prepare)(Estate&), std::string_view text);
// A refusal of an operation of AWS's is among those that its facts list (cli/operations.h).
void check_refusal(std::string_view operation, const Decision& decision);

}  // namespace airlock::test
