// What is asked of any design, without a word in its file: the promises of this architecture, all that a thief could try
// against them with credentials of others, what the honest side can do, and what can befall it from outside.
// docs/proofs.md, "Built-in properties", defines each; what a thief tries stands in one table at the top of standard.cpp.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "check/basic_event.h"
#include "check/peers.h"
#include "sim/scenario.h"

namespace airlock::check {

enum class Standard : std::uint8_t {
    none,
    recoverable,           // the honest side can restore a clean recovery point
    confidential,          // no thief can restore one
    immutable,             // nothing under a compliance lock changes or goes before its date
    no_unilateral_access,  // a restore access vault opens by M approvals of distinct identities only
    no_takeover,           // team and association change by the team's vote only
    sound_restore,         // nothing infected or corrupted passes for clean
};
inline constexpr std::uint32_t standards_count = 7;
std::string_view to_text(Standard standard);

// One promise of them, asked of one design.
struct StandardQuestion {
    Standard standard = Standard::none;
    bool is_can = false;      // something is to be possible; else something must never be
    bool applies = true;      // the design has what it is about
    std::vector<Move> moves;  // that bear on it
    std::vector<Move> could;  // calls of which one must be, or must never be, possible
    std::function<bool(const World&)> is_broken;  // where it is not about calls
    std::function<bool(const World&, Id<RecoveryPoint>)>
        counts;                   // of calls: as what they are about is
    bool counts_answers = false;  // who approved makes a difference after a session as well
};

// Makes room in `first` for what can be stolen.
class StandardDesign {
  public:
    // `thief` is nobody of the honest side; all others are.
    StandardDesign(World& first, const Scenario& scenario, Catalog& catalog, Id<Person> thief,
                   Instant at);

    const std::vector<BasicEvent>& events() const { return events_; }
    // The first world when the thief has all that he could have.
    const World& all_stolen() const { return all_stolen_; }
    StandardQuestion question(Standard standard) const;
    // Rows whose deadlines may pass: backups do not come to the end of their life while it is asked.
    std::vector<Ref> deadlines() const;

  private:
    struct Hand {  // somebody with a credential
        Id<Person> person;
        Id<Credential> credential;
        Id<Principal> principal;
        Id<Account> account;
        bool is_thief = false;
    };
    void find_hands();
    void find_events(Catalog& catalog);
    void find_points();
    bool is_team_member(Id<User> user) const;
    bool is_possible(const Move& move) const;
    void add(std::vector<Move>& out, const Hand& hand, const Call& call,
             bool is_once = false) const;
    void add_destroying(std::vector<Move>& out, const Hand& hand, const Call& call,
                        std::uint8_t place = 1) const;
    std::vector<Id<Credential>> approvals_of(const Hand& hand) const;
    void add_destruction(std::vector<Move>& out) const;
    void add_requests(std::vector<Move>& out, bool by_honest, bool by_thief) const;
    void add_takeover(std::vector<Move>& out) const;
    void add_tampering(std::vector<Move>& out) const;
    void add_votes(std::vector<Move>& out, bool for_access) const;
    std::vector<Move> restores(bool by_thief, bool of_tainted) const;
    bool is_air_gapped(Id<Vault> vault) const;
    bool is_protected(const RecoveryPoint& point) const;
    std::function<bool(const World&)> immutability() const;
    std::function<bool(const World&)> takeover() const;

    const World& first_;
    World all_stolen_;  // what a thief could do at most
    const Scenario& scenario_;
    Id<Person> thief_;
    Instant at_;
    Id<Name> view_, loot_, restored_;
    std::vector<Hand> hands_;
    std::vector<BasicEvent> events_;
    std::vector<Id<RecoveryPoint>> points_;           // the newest of each vault, of each condition
    std::vector<std::vector<Id<Principal>>> trusts_;  // by person
};

}  // namespace airlock::check
