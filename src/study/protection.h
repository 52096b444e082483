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
enum class GapLayer : std::uint8_t { none, creating, sealed, open, out_of_reach };
// Tests of restores and scans: planned, under way, and what their verdicts were. One that ran out of time gave none.
enum class TestingLayer : std::uint8_t { none, planned, testing, passed, found_bad };
enum class ApprovalLayer : std::uint8_t {
    none,
    inactive,
    inviting,
    ready,
    deciding,
    agreed,
    refused,
    expired,
};
std::string_view to_text(StorageLayer);
std::string_view to_text(LockLayer);
std::string_view to_text(GapLayer);
std::string_view to_text(TestingLayer);
std::string_view to_text(ApprovalLayer);

// Of one air-gapped vault that is not deleted.
GapLayer gap_of(const World& world, Id<Vault> vault);
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
Protection protection_of(const World& world);

}  // namespace airlock::study
