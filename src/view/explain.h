// The log in words: one plain sentence for every entry, a phrase for every gate and reason, names for every
// reference. Reads the log and the names of things, decides nothing; the texts stand in the language files.
//
// `world` in a Telling is the head of the branch: rows are never removed, so whatever an entry speaks of has
// its name there, and no entry needs the world of its own moment.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/log.h"
#include "study/flip.h"
#include "view/language.h"

namespace airlock::view {

struct Telling {
    const World& world;
    const Language& language = english();
};

// Votes so far, by session: bits by approver number. Folded over the log, entry by entry.
class VoteTally {
  public:
    void add(const Entry& entry);
    std::int32_t approvals(Id<Session> session) const;
    std::int32_t rejections(Id<Session> session) const;

  private:
    struct Votes {
        std::uint32_t approved = 0;
        std::uint32_t rejected = 0;
    };
    Votes votes(Id<Session> session) const;
    std::vector<Votes> sessions_;
};

// The credential is a stolen one, or the deed is a theft.
bool is_attack(const World& world, const Entry& entry);
// "mallory", "AWS".
std::string who_of(const Telling& telling, const Entry& entry);
// `tally` has counted everything up to and including the entry.
std::string sentence_of(const Telling& telling, const Entry& entry, const VoteTally& tally);
// A few words for the top of a panel: "Stopped at the vault lock".
std::string headline_of(const Telling& telling, const Entry& entry);
// What the call is called, or what fell due: "DeleteRecoveryPoint", "24 hours over".
std::string label_of(const Telling& telling, const Entry& entry);

std::string gate_name(const Language& language, Gate gate);
// Why a gate let the entry's call through, or stopped it: lower case, no full stop.
std::string reason_text(const Telling& telling, const Entry& entry, const Check& check);
// The change that would have opened the gate at which the entry stopped; empty where none was found.
std::string would_flip(const Telling& telling, const Entry& entry, const study::Flip& flip);
// `born` is the row that the event added, none for the others (touch.h).
std::string event_text(const Telling& telling, const Event& event, Ref born);

// A thing by its name, or in words where it has none: "the root of Workload", "access to prod-airgap".
std::string name_in_words(const Telling& telling, Ref ref);
std::string name_of_account(const World& world, Id<Account> account);
std::string name_of_person(const World& world, Id<Person> person);

// "Day 3 · 14:22:07"; the story begins on day 1 at midnight.
std::string day_and_time(const Language& language, Instant at);
// "2 d 4 h", "35 min", "0 s": the two largest units.
std::string duration_text(const Language& language, Duration duration);
// The same for a deadline: a vote lasts 24 hours, not a day. "24 h", "22 h 50 min".
std::string time_left_text(const Language& language, Duration duration);
// A word of the world as people read it: word(language, "VaultState", to_text(state)).
std::string word(const Language& language, std::string_view type, std::string_view value);

}  // namespace airlock::view
