// What can be true of a run at one moment: "the vault is AVAILABLE", "step ask has happened", "every
// deletion that mallory tried was refused at vault_lock". Steps wait for conditions (`when`), chapters begin
// with them, and a scenario's `expect` list is made of them. Names stay text until a condition is asked for:
// what they name may only come to be during the run. docs/scenarios.md shows each form.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace airlock {

// How many there must be. Both ends count as inside.
struct CountRange {
    std::uint32_t at_least = 0;
    std::uint32_t at_most = UINT32_MAX;
    bool is_given = false;

    constexpr bool holds(std::uint32_t n) const { return n >= at_least && n <= at_most; }
    bool operator==(const CountRange&) const = default;
};

// Picks entries of the log; what is empty does not matter.
struct EntryFilter {
    std::string step;  // the entry of this step
    std::uint32_t step_number =
        UINT32_MAX;                  // its place in the list of steps, once the file is read
    std::vector<std::string> calls;  // operations, any of them
    std::string who;                 // person
    std::string on;  // a thing that the call names, or that holds what it names (a vault)
    bool operator==(const EntryFilter&) const = default;
};

// What the picked entries came to; what is empty does not matter.
struct EntryResult {
    std::string outcome;  // "done", "pending", "failed", "refused"
    std::string gate;
    std::string error;
    bool operator==(const EntryResult&) const = default;
};

struct Condition {
    enum class Kind : std::uint8_t {
        // a thing `subject`: its `state` ("AVAILABLE"), or what else is given below
        vault,
        team,
        session,
        job,
        recovery_point,
        workload,
        account,
        organization,
        principal,
        share,
        identity_source,  // of the account `subject`
        person,           // holds the credential `other`
        // entries of the log
        step,   // step `filter.step` has happened, with `result`
        every,  // every entry that `filter` picks came to `result`, and there was one at least
        count,  // so many entries that `filter` picks came to `result`
        // combinations of `parts`
        all,
        any,
        none,
        some,  // so many of them
    };
    Kind kind = Kind::all;
    std::string subject;
    std::string state;   // "AVAILABLE", "encrypted"; empty when not asked
    std::string reason;  // session: its status code
    std::string lock;    // vault: "compliance"
    std::string data;    // recovery points: "clean" or "encrypted"
    // job: of its validation; recovery point: of its last scan; workload: of its analysis
    std::string verdict;
    std::string support_case;  // account: of its case with AWS Support, "resolved"
    std::string
        other;  // vault: its approval team; account: its organization; share: the account it is
                // given to; workload: the recovery point it was restored from; person: the
                // credential held
    bool has_other = false;  // `other` was given; empty then means that there must be none
    CountRange count;  // vault: recovery points in it; session: approvals; entries; parts that hold
    EntryFilter filter;
    EntryResult result;
    std::vector<Condition> parts;
};

}  // namespace airlock
