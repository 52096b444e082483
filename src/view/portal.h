// What one approver sees in the approval portal, and nothing else: through which directory he signs in and whether
// it lets him, what waits for him, what has been answered in his name. The portals of the page are written from it,
// so that each is told only what its person may know.
#pragma once

#include <string>
#include <vector>

#include "view/page.h"

namespace airlock::view {

// One user of a directory at one portal: every identity source has its own.
struct SignIn {
    Id<User> user;
    Id<IdentitySource> source;    // none while no team knows the user
    std::string name;             // "ana", as the directory has it
    std::string directory;        // "directory"
    bool is_independent = false;  // another vendor's, outside the organization it serves
    std::string teams;            // that know him, joined by commas
    bool is_open = false;         // he can sign in now
    bool is_running = false;      // who had signed in before still has the portal open
    std::string reason;           // why, or why not; empty while no team knows him
    bool operator==(const SignIn&) const = default;
};

// An answer given through a sign-in of this person, by him or by whoever got hold of it.
struct PastAnswer {
    std::uint32_t entry = 0;
    std::string time;
    Id<User> user;
    std::string title;
    bool approves = false;
    bool is_invitation = false;
    bool is_own = true;   // false: somebody else signed in as him
    std::string outcome;  // what became of the request
    bool operator==(const PastAnswer&) const = default;
};

struct Portal {
    std::string person, title;
    std::string language;
    std::string time;
    Instant at;
    bool is_live = false;  // played at a screen
    bool is_at_head = true;
    std::vector<SignIn> sign_ins;
    std::vector<DecisionCard> requests;
    std::vector<PastAnswer> answers;  // the newest first, a month at most
    bool operator==(const Portal&) const = default;
};

Portal build_portal(const Simulation& simulation, const Cursor& cursor, Id<Person> person,
                    const Language& language);
std::string to_json(const Portal& portal);

}  // namespace airlock::view
