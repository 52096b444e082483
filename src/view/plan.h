// What the stage keeps room for: everything that ever exists in a run, by name. A layout made from a plan
// keeps each thing at its place while the story goes on, because room for later things is there from the
// start. A plan taken from a rehearsal of the same scenario foresees what a live run has not come to yet.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sim/log.h"
#include "view/scene.h"

namespace airlock::view {

struct PlanThing {
    std::string key;  // unique within its account: "vault/prod-airgap"
    Shape shape = Shape::workload;
    std::string title;
    std::string detail;  // widest second text, where the shape has one beside the title
    std::vector<std::string> approvers;  // quorum
    bool is_minor = false;  // a team that guards no vault and is never asked: a small ring
    bool is_result =
        false;  // what a recovery brings forth: a restore access vault, a restored workload
    bool operator==(const PlanThing&) const = default;
};

struct PlanAccount {
    std::string name;
    std::int32_t organization = -1;  // the last one it belongs to; −1 = never one
    bool is_management = false;
    bool leaves = false;  // its organization, in the course of the story
    std::vector<PlanThing> things;
    bool operator==(const PlanAccount&) const = default;
};

// A way that exists at some time. An empty key stands for the account itself.
struct PlanLink {
    Link::Kind kind = Link::Kind::backup;
    std::string from_account, from_key;
    std::string to_account, to_key;
    bool operator==(const PlanLink&) const = default;
};

struct Plan {
    std::vector<std::string> organizations;
    std::vector<PlanAccount> accounts;  // in order of creation
    std::vector<PlanLink> links;
    bool operator==(const Plan&) const = default;
};

// Everything in `world`, the head of a run, and everybody who acts in `log`.
Plan plan_of(const World& world, const Log& log);
// What only `other` knows is added at the end of each list.
void add_plan(Plan& plan, const Plan& other);

// The keys, for finding the slot of a row.
std::string key_of_workload(const World& world, Id<Workload> workload);
// The place of what a running restore will make.
std::string key_of_restore(const World& world, Id<Job> job);
std::string key_of_vault(const World& world, Id<Vault> vault);
std::string key_of_team(const World& world, Id<Team> team);
std::string key_of_identity_center();
// An IAM credential: who acts, as what. Thieves stand apart from owners.
std::string key_of_credential(const World& world, Id<Credential> credential);

// A way between two things at this moment, as a plan names it.
struct LinkNow {
    PlanLink plan;
    Ref from, to;
    Link::State state = Link::State::open;
};
std::vector<LinkNow> links_in(const World& world);

}  // namespace airlock::view
