// The parts of a page, each made from a moment. Internal to the page.
#pragma once

#include "view/foresight.h"
#include "view/moment.h"

namespace airlock::view {

// page_facts.cpp: what the log up to the cursor comes to.
std::vector<Clock> build_clocks(const Moment& moment);
std::vector<Layer> build_layers(const Moment& moment);

// timeline.cpp
Timeline build_timeline(const Moment& moment, const Foresight& foresight);
// Where the entries of a log stand on the reading scale: one weight an entry, from 0; the last is its length.
std::vector<std::int64_t> entry_positions(const Log& log);

// inspector.cpp
Inspector build_inspector(const Moment& moment);
// inspector_facts.cpp
std::vector<Fact> facts_of(const Moment& moment, Ref thing);
std::vector<Fact> facts_of_entry(const Moment& moment, const Entry& entry);

// since.cpp
Since build_since(const Moment& moment);

// decisions.cpp
std::vector<DecisionCard> build_decisions(const Moment& moment);
std::vector<Seat> build_seats(const Moment& moment);
// "Approve access to prod-airgap?"
std::string title_of_request(const Moment& moment, Id<Session> session);
// The person's own portal sign-in as `user`; none when there is none that works.
Id<Credential> sign_in_of(const World& world, Id<User> user);

}  // namespace airlock::view
