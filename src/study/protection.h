// How the protection layers stand in one world: storage, lock, air gap, testing, approval. The page shows this judgement
// and the report lists it over time, so the two cannot disagree.
#pragma once

#include <cstdint>
#include <string_view>

#include "study/sides.h"
#include "world/world.h"

namespace airlock::study {

// A thief holds the root of the account now: a stolen one, or that of an account of his own.
bool is_taken(const World& world, Id<Account> account);
// Somebody can read the vault from an account that no thief holds: its owner, the owner of an open view of it, an
// account that it is shared with.
bool is_reachable(const World& world, Id<Vault> vault);
// In a vault whose account is taken only what a lock protects can still be counted on.
bool is_counted_on(const World& world, Id<Vault> vault);
// The newest clean recovery point that can be counted on, by the moment whose data it holds; none for none.
Id<RecoveryPoint> newest_clean_point(const World& world);

enum class StorageLayer : std::uint8_t { none, holds };
enum class LockLayer : std::uint8_t { none, locked };
// Of several vaults the one that fares worst. `breached`: a thief has read it, or holds a view of it.
// `out_of_reach`: of the honest side, a thief holds its account.
enum class GapLayer : std::uint8_t { none, creating, sealed, open, out_of_reach, breached };
// Tests of restores and scans: planned, under way, and what their verdicts were. One that ran out of time gave none.
enum class TestingLayer : std::uint8_t { none, planned, testing, passed, found_bad };
// `refused`, `expired`: an honest request; `held`: a thief's. `deceived`: a thief's was agreed to. `partly`: a team stands
// ready, another did not come about. `shut_out`: the team's people cannot sign in. `removed`: the vault has left its
// team. `captured`: its team answers to a thief.
enum class ApprovalLayer : std::uint8_t {
    none,
    inactive,
    inviting,
    ready,
    partly,
    deciding,
    agreed,
    refused,
    expired,
    held,
    deceived,
    shut_out,
    removed,
    captured,
};
std::string_view to_text(StorageLayer);
std::string_view to_text(LockLayer);
std::string_view to_text(GapLayer);
std::string_view to_text(TestingLayer);
std::string_view to_text(ApprovalLayer);

// Of one air-gapped vault that is not deleted.
GapLayer gap_of(const World& world, const Sides& sides, Id<Vault> vault);
// A thief decides for it: it stands in his own account, or he holds sign-ins of as many approvers as must agree.
bool is_captured(const World& world, Id<Team> team);
// Identity Center knows its approvers no more.
bool is_shut_out(const World& world, Id<Team> team);
// The session that a team shows: the pending one that ends first, else the latest; none for none.
Id<Session> shown_session(const World& world, Id<Team> team);

struct Protection {
    StorageLayer storage = StorageLayer::none;
    LockLayer lock = LockLayer::none;
    GapLayer gap = GapLayer::none;
    TestingLayer testing = TestingLayer::none;
    std::int32_t tests_passed = 0;
    std::int32_t tests_bad = 0;
    ApprovalLayer approval = ApprovalLayer::none;
    Id<Team> team;  // whose state `approval` is: the one nearest to a decision

    bool operator==(const Protection&) const = default;
};
// `sides` has read the log as far as `world`.
Protection protection_of(const World& world, const Sides& sides);

}  // namespace airlock::study
