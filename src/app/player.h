// The person's side of a run: where the cursor stands, whether it moves, what is selected, which branch.
// Free of ImGui and of the browser, so that tests drive it natively. Time comes in as milliseconds passed.
//
// Playing shows one entry after another at a reading pace, not at the pace of the simulated clock: days of
// silence pass in a moment. At a decision that waits for someone at the screen, playing stops.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "app/intent.h"
#include "sim/simulation.h"
#include "view/language.h"
#include "view/page.h"

namespace airlock {

class Player {
  public:
    static constexpr std::int32_t entry_pace_ms =
        1400;  // at speed 1: how long an entry is looked at

    Player(std::shared_ptr<const Scenario> scenario, RunOptions options);

    // In which notices are given; it must outlive the player.
    void set_language(const view::Language& language) { language_ = &language, ++revision_; }
    void apply(const Intent& intent);
    // Lets `ms` of wall time pass; true when something on screen has changed.
    bool advance(std::int32_t ms);

    const Simulation& simulation() const { return *simulation_; }
    Simulation& simulation() { return *simulation_; }
    const view::Cursor& cursor() const { return cursor_; }
    const view::Selection& selection() const { return selection_; }
    bool is_playing() const { return is_playing_; }
    std::int32_t speed() const { return speed_; }
    // How far the entry under the cursor has come, 0 … 1000: drives tokens and motion.
    std::int32_t progress_permille() const { return progress_permille_; }
    // Grows with every change of what there is to show; a frame is drawn only then.
    std::uint64_t revision() const { return revision_; }
    // The last thing that could not be done, in words; empty when all is well.
    const std::string& notice() const { return notice_; }

    // window.airlock.state(): scenario, seed, at, playing, entries, sessions, vaults, trace_hash, inputs.
    std::string state_json() const;

  private:
    void stand_at(std::uint32_t entry, bool is_moving);
    bool go_on();
    bool is_asked_here() const;
    std::string over(std::string_view key) const;
    std::string say(std::string_view key, const view::Fields& fields = {}) const;
    void seek(std::uint32_t entry);
    void go_to_next_decision();
    void stand_at_head();
    void answer(const intent::Answer& wish);
    void change_hands(Id<Person> person, bool takes_over);
    void restart(std::uint64_t seed);
    void set_playing(bool is_playing);

    std::shared_ptr<const Scenario> scenario_;
    std::unique_ptr<Simulation> simulation_;
    view::Cursor cursor_;
    view::Selection selection_;
    bool is_playing_ = false;
    std::int32_t speed_ = 1;
    std::int32_t shown_ms_ = entry_pace_ms;  // how long the entry under the cursor has been shown
    std::int32_t progress_permille_ = 1000;
    std::uint64_t revision_ = 1;
    std::string notice_;
    const view::Language* language_ = &view::english();
};

}  // namespace airlock
