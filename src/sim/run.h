// One branch of a run: its world, its log, its clock and its actors. `Simulation` owns the branches; nobody
// else makes a Run. Everything that happens goes through `append`: it alone calls `evolve`.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/agenda.h"
#include "sim/attacker.h"
#include "sim/simulation.h"
#include "sim/staff.h"
#include "sim/stage.h"

namespace airlock {

class Run {
  public:
    Run(std::shared_ptr<Stage> stage, const RunOptions& options);
    Run(const Run&) = delete;
    Run& operator=(const Run&) = delete;

    const World& world() const { return world_; }
    Instant now() const { return now_; }
    const Log& log() const { return log_; }
    std::uint32_t entries() const { return static_cast<std::uint32_t>(log_.entries.size()); }
    const std::vector<Input>& inputs() const { return inputs_; }
    const std::vector<std::uint32_t>& step_entries() const { return step_entries_; }
    const std::vector<std::uint32_t>& chapter_entries() const { return chapter_entries_; }
    const Aliases& aliases() const { return aliases_; }
    bool is_live(Id<Person> person) const;
    std::vector<PendingDecision> decisions() const;
    Instant next_at() const;

    bool step();
    void run_until(Instant at);
    bool run_to_decision();
    bool is_cut_short() const;
    std::string refusal_of(const World& world, Id<Person> person, Id<Credential> credential,
                           const Call& call) const;
    const Entry& submit(Id<Person> person, Id<Credential> credential, const Call& call);
    void take_over(Id<Person> person);
    void hand_back(Id<Person> person);
    // Goes to the input's place and does what was done there; false, and why, when it does not fit.
    bool apply(const Input& input, std::string& problem);
    // Lets time pass up to `at`, but not past the next thing that happens by itself.
    void wait_until(Instant at);

    World world_at(std::uint32_t entry) const;
    std::uint32_t entry_at(Instant at) const;

  private:
    struct AttackerState {
        AttackerMind mind;
        Instant awake_at = never;
        Instant acts_next_at{0};
        std::uint32_t cause = 0;
        bool is_planned = false;
    };
    struct Span {
        std::uint32_t entry = 0;
        Instant until;
    };

    const Scenario& scenario() const { return *stage_->scenario; }
    void begin();
    bool is_exhausted() const;
    bool has_room_for_input() const;
    // --- making entries ---
    void perform(const Plan& plan);
    void perform_step(const Plan& plan);
    void perform_due(const Due& due);
    void perform_call(const Caller& caller, const Call& call, std::int32_t step,
                      std::uint32_t cause);
    void append(Entry& entry, Decision& decision);
    void happen(const Event& event, const Entry& entry);
    void note_clocks(const Event& event, const Entry& entry);
    void note_estate_clocks(const Event& event, Ref ref, std::uint32_t n);
    bool note_approval_clocks(const Event& event, Ref ref, std::uint32_t entry);
    void open_span(Ref ref, std::uint32_t entry, Instant until);
    void close_span(Ref ref, Instant at);
    bool is_over(Ref ref) const;
    void name_result(const Entry& entry);
    Id<Account> account_of(const Caller& caller, const Call& call) const;
    Id<Account> account_of(const Due& due) const;
    // --- reactions to what has happened ---
    void react();
    void react_staff();
    void react_conditions();
    void react_chapters();
    void react_attackers();
    bool holds(const Moment& moment);

    std::shared_ptr<Stage> stage_;
    World world_;
    Log log_;
    Instant now_;
    Due due_;  // what falls due next
    Agenda agenda_;
    StaffDesk staff_;
    std::vector<AttackerState> attackers_;
    Aliases aliases_;
    std::vector<Input> inputs_;
    std::vector<std::uint8_t> is_live_;         // by person
    std::vector<std::uint32_t> waiting_steps_;  // whose conditions have not come true
    std::vector<std::uint32_t> step_entries_;
    std::vector<std::uint32_t> chapter_entries_;
    Instant ends_at_ = never;             // see Scenario::ends
    std::vector<Instant> chapter_times_;  // from when on a chapter may begin; `never` = not known
    std::map<std::pair<DueKind, Ref>, std::uint32_t> clock_entries_;  // who set which deadline
    std::map<Ref, Span> spans_;
    std::vector<World> checkpoints_;  // after every checkpoint_distance entries
    std::uint64_t work_ = 0;          // see work_max
    std::array<std::uint32_t, kinds_count> rows_before_{};
};

}  // namespace airlock
