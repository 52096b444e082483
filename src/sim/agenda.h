// What actors mean to do, in order of time, then of insertion. Everything on it makes an entry when its time
// comes: what has lost its sense is taken off as soon as that is known.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "base/time.h"

namespace airlock {

struct Plan {
    enum class Kind : std::uint8_t { step, answer, attempt };
    Instant at;
    Kind kind = Kind::step;
    std::uint32_t index = 0;  // of the step, the ask or the attacker
    std::uint32_t cause = 0;  // the entry that led to it
    bool operator==(const Plan&) const = default;
};

class Agenda {
  public:
    void add(const Plan& plan) {
        const auto later = [](Instant at, const Plan& other) { return at < other.at; };
        plans_.insert(std::upper_bound(plans_.begin(), plans_.end(), plan.at, later), plan);
    }
    std::size_t size() const { return plans_.size(); }
    const Plan* next() const { return plans_.empty() ? nullptr : &plans_.front(); }
    Plan take() {
        const Plan plan = plans_.front();
        plans_.erase(plans_.begin());
        return plan;
    }
    void remove(Plan::Kind kind, std::uint32_t index) {
        std::erase_if(plans_, [&](const Plan& p) { return p.kind == kind && p.index == index; });
    }

  private:
    std::vector<Plan> plans_;
};

}  // namespace airlock
