// Says whether a condition holds at one moment of a run, and if not, what is the case instead.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/condition.h"
#include "sim/log.h"
#include "sim/references.h"

namespace airlock {

// A moment of a run. All of it must outlive the judge.
struct JudgedRun {
    const World& world;  // as it was then
    const Aliases& aliases;
    std::span<const Entry> entries;               // until then
    std::span<const std::uint32_t> step_entries;  // by step; 0 = not yet
    std::span<const std::string> step_ids;
};

class Judge {
  public:
    explicit Judge(const JudgedRun& run, std::uint64_t work_max = UINT64_MAX)
        : run_(run), references_(run.world, run.aliases), work_max_(work_max) {}

    // False once `work_max` is reached, whatever the condition says.
    bool holds(const Condition& condition) const;
    // What the condition is about, as it really is: "rav is CREATING", "2 of 5 calls: entry 31 was done".
    std::string found(const Condition& condition) const;
    // How much has been looked at so far; runs stop asking when a hostile scenario makes it too much.
    std::uint64_t work() const { return work_; }

  private:
    Ref subject_of(const Condition& condition) const;
    bool holds_for_vault(const Condition& condition) const;
    bool holds_for_row(const Condition& condition) const;
    bool holds_for_share(const Condition& condition) const;
    bool holds_for_person(const Condition& condition) const;
    bool holds_for_entries(const Condition& condition) const;
    std::string state_of(const Condition& condition) const;
    std::string found_vault(const Condition& condition) const;
    std::string found_entries(const Condition& condition) const;
    std::uint32_t recovery_points_in(Id<Vault> vault, const std::string& data) const;
    const Entry* entry_of(const EntryFilter& filter) const;
    struct Picker;
    bool picks(const Picker& picker, const Entry& entry) const;
    Ref find(Kind kind, std::string_view name) const;
    bool touches(const Call& call, std::span<const Ref> things) const;
    std::vector<Ref> things(std::string_view name) const;

    const JudgedRun& run_;
    References references_;
    std::uint64_t work_max_;
    mutable std::uint64_t work_ = 0;
};

// The words that `is` may take for a kind of condition, in the order of their enumerators; "missing" is for
// what does not exist. With `has_other`, those of a share's association with one account.
std::vector<std::string_view> state_words(Condition::Kind kind, bool has_other);
// The words of `because`: status codes of sessions, failures of jobs.
std::vector<std::string_view> reason_words(Condition::Kind kind);
// What was found out about a job, a recovery point, a workload: the member that asks for it, and its words.
std::string_view verdict_member(Condition::Kind kind);
std::vector<std::string_view> verdict_words(Condition::Kind kind);

bool is_result(const Entry& entry, const EntryResult& result);

}  // namespace airlock
