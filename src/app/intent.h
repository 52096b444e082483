// What somebody at the screen wants. Panels, keys, the DOM view and window.airlock.dispatch all make these;
// Player drains them at the start of a frame. Nothing else changes what is shown or what happens.
#pragma once

#include <cstdint>
#include <expected>
#include <string>
#include <variant>
#include <vector>

#include "base/problem.h"
#include "sim/simulation.h"
#include "view/page.h"

namespace airlock {
inline constexpr std::int32_t speed_max = 64;
}

namespace airlock::intent {

struct Play {};
struct Pause {};
struct TogglePlay {};
struct StepForward {};  // one entry
struct StepBack {};
struct SeekEntry {
    std::uint32_t entry;
};
struct SeekTime {
    Instant at;
};
struct NextDecision {};
struct SetSpeed {
    std::int32_t speed;
};  // 1, 2, 4, 8 … speed_max: entries a second at 1 are in player.h
struct Select {
    view::Selection selection;
};
struct TakeOver {
    Id<Person> person;
};  // simulated → me
struct HandBack {
    Id<Person> person;
};  // me → simulated
struct Answer {
    Id<Person> person;
    Ref subject;
    bool approve;
};  // vote, or answer an invitation
struct Submit {
    Id<Person> person;
    Id<Credential> credential;
    Call call;
};
struct Fork {};  // keep the future, go another way from the cursor
struct SwitchBranch {
    std::uint32_t branch;
};
struct Restart {
    std::uint64_t seed;
};

}  // namespace airlock::intent

namespace airlock {

using Intent = std::variant<intent::Play, intent::Pause, intent::TogglePlay, intent::StepForward,
                            intent::StepBack, intent::SeekEntry, intent::SeekTime,
                            intent::NextDecision, intent::SetSpeed, intent::Select,
                            intent::TakeOver, intent::HandBack, intent::Answer, intent::Submit,
                            intent::Fork, intent::SwitchBranch, intent::Restart>;

// Reads {"type":"seek_entry","entry":12}, {"type":"answer","person":"ana","session":"session-1","approve":true} …
// Every type and member is listed in docs/embedding.md.
std::expected<Intent, std::vector<Problem>> parse_intent(Simulation& simulation,
                                                         std::string_view json);

}  // namespace airlock
