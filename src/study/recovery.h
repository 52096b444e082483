// What an attack destroys and when the data is back: one judgement for the clock of the page and for the report. Times
// run from the first deed of a thief. Only what the honest side restores counts, from clean data, after the attack has
// begun, and no test: a test restore is deleted again, and what a thief restores is loot.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "study/sides.h"

namespace airlock::study {

// A moment of the story and the entry that made it.
struct Mark {
    Instant at = never;
    std::uint32_t entry = 0;
    explicit operator bool() const { return entry != 0; }
};

struct Recovery {
    Mark attacked;                           // the first deed of a thief
    Mark damaged;                            // the first workload that is lost
    Mark asked;                              // the first request for access after it
    Mark agreed;                             // the team has agreed
    Mark opened;                             // the vault can be read
    Mark reported;                           // a case is opened with AWS Support
    Mark returned;                           // AWS Support gives that account back
    Mark recovered;                          // the first clean workload restored
    Mark complete;                           // every lost workload has a clean restore
    std::optional<Duration> recovery_time;   // attacked → recovered
    std::optional<Duration> complete_time;   // attacked → complete
    std::optional<Duration> recovery_point;  // age of the restored data when the damage was done
    std::string restored_from;               // "rp-6"
    bool is_through_support = false;         // restored in the account that AWS Support gave back
    // The newest clean data that could be counted on at the end.
    std::string newest_point;
    std::string newest_vault;
    Instant newest_captured_at = never;
};

// What the attack destroyed.
struct Losses {
    std::vector<std::string> workloads;  // encrypted; of these
    std::vector<std::string> for_good;   // without a clean restore at the end
    std::vector<std::string> vaults;
    std::int64_t recovery_points = 0;  // clean ones, deleted or unreadable
};

// Reads the log entry by entry.
class RecoveryReader {
  public:
    explicit RecoveryReader(const Log& log) : sides(log) {}

    Recovery found;
    Losses losses;
    std::vector<Id<Workload>> lost;  // not yet restored
    Instant data_at = never;
    Sides sides;

    // Before `event` changes `world`: what a thief deletes, and what a key or an account takes along when it goes.
    void foresee(const World& world, const Entry& entry, const Event& event);
    // The next entry; `world` is any of this log in which the entry has happened.
    void read(const World& world, const Entry& entry);

  private:
    struct Case {
        Id<Account> account;
        Mark opened, resolved;
    };
    void support(const Entry& entry, const Event& event);
    void through_support(const Workload& restored);
    void restored(const World& world, const Entry& entry, const event::WorkloadRestored& event);
    void access(const World& world, const Entry& entry, const Event& event);

    std::vector<Case> cases_;
};

}  // namespace airlock::study
