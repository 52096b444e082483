// How fast proofs are: states a second through the rules, and how long verdicts take with all that makes them smaller.
#pragma once

#include <functional>

namespace airlock::bench {

using Report = std::function<void(const char* name, double value, const char* unit)>;

// The quorum question (docs/proofs.md). False, and why on standard error, when a count is not what it must be: a wrong
// answer is not worth measuring.
bool measure_proofs(const Report& report);

}  // namespace airlock::bench
