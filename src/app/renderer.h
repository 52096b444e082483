// The GPU: Dear ImGui's draw data, and our one shader behind the stage. The stage asks for the shader with
// `add_ground`; it is drawn when the draw list comes to that place.
#pragma once

#include <array>
#include <cstdint>

#include "app/box.h"
#include "app/style.h"
#include "imgui.h"

namespace airlock::ui {

// What the ground under the stage shows: where the compromise has come to, and the vaults whose light holds
// it off. All in CSS pixels.
struct Ground {
    static constexpr std::uint32_t vaults_max = 4;
    static constexpr std::uint32_t places_max = 8;
    struct Vault {
        ImVec2 centre;
        float radius = 0;
        float light = 0;  // 0 … 1
    };
    struct Place {
        Box box;
        float corner = 0;
        float loss = 0;  // 0 … 1
    };
    Box box;
    std::array<Vault, vaults_max> vaults;
    std::array<Place, places_max> places;
    std::uint32_t vaults_count = 0, places_count = 0;
    float zoom = 1;
    ImVec2 origin;     // where the stage's 0,0 lies: the pattern moves with it
    ImVec2 struck_at;  // where an attack was stopped …
    float struck = 0;  // … and how far that is from over: 1 … 0
    bool is_dark = true;
    // false: everything that lies below the places. true: the light of the vaults, over the places they stand
    // in; places[i] is then the one around vaults[i], and its hatching gives way to the light.
    bool is_light = false;
};

class Renderer {
  public:
    // Makes the GPU objects in the context that is current now; again after the context was lost.
    bool start();
    // The context is gone, and with it all it held.
    void forget();
    void begin_frame();
    void draw(ImDrawData& data, ImU32 background);
    // CPU time of the last `draw`, for the bench: milliseconds.
    bool is_started() const { return is_started_; }

  private:
    bool is_started_ = false;
};

void add_ground(ImDrawList& list, const Ground& ground);

}  // namespace airlock::ui
