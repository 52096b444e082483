// An attacker: a list of things to try, a pace, and nothing but stolen credentials. It sees only what those
// could list (the things of the accounts they belong to, and what is shared with these accounts), and comes
// in by the same door as everybody else.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/scenario.h"
#include "world/call.h"
#include "world/catalog.h"
#include "world/world.h"

namespace airlock {

class AttackerMind {
  public:
    AttackerMind(const Attacker& facts, Id<Person> person) : facts_(facts), person_(person) {}

    // Looks for something left to try in the world as it is; false when there is nothing.
    bool has_idea(const World& world);
    // What it tries next; only after `has_idea`. Moves on.
    struct Deed {
        Id<Credential> credential;
        Call call;
    };
    Deed next(const World& world, Catalog& catalog);
    // How many rows were looked at since the last time this was asked (see work_max in run.cpp).
    std::uint64_t take_work() { return std::exchange(work_, 0); }

    Id<Person> person() const { return person_; }

  private:
    enum class Move : std::uint8_t {
        encrypt_workload,
        delete_role,
        delete_lock,
        delete_recovery_point,
        delete_vault,
        delete_share,
        leave_team,
        revoke_access,
        shorten_lifecycle,
        replace_lock,
        share_own_team,
        accept_own_share,
        swap_team,
        assume_role,
        make_policy,
        attach_policy,
        switch_mpa_off,
        disable_key,
        delete_key,
        rewrite_key_policy,
        close_account,
        share_vault,
        infect_workload,
        disable_image,
        bar_images,
        delete_selection,
        delete_plan,
    };
    struct Attempt {
        Move move;
        Id<Account> account;  // whose credential is used
        Ref subject;
        Ref other;
    };

    void make_plan(const World& world);
    void plan_for(const World& world, Threat threat, Id<Account> target);
    void plan_end_of_backups(const World& world, Id<Account> target);
    void plan_destruction(const World& world, Id<Account> target);
    void plan_unsharing(const World& world, Id<Account> target);
    void plan_on_air_gapped(const World& world, Threat threat, Id<Account> target);
    void plan_swap(const World& world, Id<Account> target);
    void plan_takeover(const World& world, Id<Account> target);
    void plan_on_keys(const World& world, Threat threat, Id<Account> target);
    void plan_closing(const World& world, Id<Account> target);
    void plan_exfiltration(const World& world, Id<Account> target);
    Id<ControlPolicy> own_policy(const World& world, Id<Account> account) const;
    void add(const Attempt& attempt);
    bool makes_sense(const World& world, const Attempt& attempt, Id<Credential> credential) const;
    std::vector<Id<Account>> targets(const World& world) const;
    bool has_entered(const World& world, Id<Account> account) const;
    Id<Credential> credential_for(const World& world, Id<Account> account,
                                  bool assumes = false) const;
    Call call_on_estate(const World& world, Catalog& catalog, const Attempt& attempt) const;
    Call call_for(const World& world, Catalog& catalog, const Attempt& attempt) const;

    const Attacker& facts_;
    Id<Person> person_;
    std::uint32_t goal_ = 0;  // index in facts_.tries
    bool has_acted_ = false;
    bool has_begun_goal_ = false;  // its plan stands; until then it is made anew each time
    std::vector<Attempt> plan_;
    std::uint32_t next_ = 0;
    mutable std::uint64_t work_ = 0;
    bool has_felt_eviction_ = false;  // has tried a revoked credential once; that is enough
};

}  // namespace airlock
