// Which things an entry is about: what its call names and what its events changed or brought forth. Marks
// light up by it, and the inspector finds the entries of a thing with it.
#pragma once

#include <array>
#include <vector>

#include "sim/log.h"

namespace airlock::view {

// Counts rows as events bring them forth, so that an event that adds a row can be told which row it added.
class Births {
  public:
    Births() = default;
    // Ready for the events of one entry, given the world after them.
    Births(const World& after, const std::vector<Event>& events);
    // The row that the event adds, or none; must be told every event once, in order.
    Ref born(const Event& event);

  private:
    Ref next(Kind kind) { return {kind, counts_[static_cast<std::uint32_t>(kind)]++}; }

    std::array<std::uint32_t, kinds_count> counts_{};
};

using Refs = std::vector<Ref>;

// What the event changed or added. `born` is what Births said of it.
void add_refs(Refs& out, const Event& event, Ref born);
// What the call names.
void add_refs(Refs& out, const Call& call);
// Both, for a whole entry.
Refs refs_of(const Entry& entry, Births& births);

// The thing an entry is aimed at: the team that must vote, the vault of a job, else the first thing named that
// stands somewhere, else what is brought forth. None where there is none of these.
Ref target_of(const World& after, const Entry& entry);

}  // namespace airlock::view
