// The GPU: Dear ImGui's draw data, and our two shaders: the ground under the stage and what flows
// along its ways. The stage asks for them with `add_ground` and `add_way`; each is drawn when the draw list comes to
// that place.
#pragma once

#include <array>
#include <cstdint>
#include <span>

#include "app/box.h"
#include "app/style.h"
#include "imgui.h"

namespace airlock::ui {

// What the ground under the stage shows: where the compromise has come to, and the vaults whose light holds
// it off. All in CSS pixels.
struct Ground {
    static constexpr std::uint32_t vaults_max = 4;
    static constexpr std::uint32_t places_max = 16;
    struct Vault {
        ImVec2 centre;
        float radius = 0;
        float light = 0;  // 0 … 1
    };
    struct Place {
        Box box;
        float corner = 0;
        float loss = 0;    // 0 … 1
        ImVec2 from{};     // where the loss came in …
        float spread = 1;  // … and how far it has spread: 0 … 1
    };
    // What is drawn of it.
    enum class Layer : std::uint8_t {
        ground,  // everything that lies below the places
        // The light of the vaults, over the places they stand in; places[i] is then the one around vaults[i], and
        // its hatching gives way to the light.
        light,
        veil,  // a veil over everything but the places, as strong as `struck`
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
    Layer layer = Layer::ground;
};

// What flows along a way, in CSS pixels, and how much of it glows all along: shaders/way.frag.
struct Run {
    float head = 0;   // where the first pulse is
    float train = 1;  // how far the last one is behind it
    float pulse = 1;  // from one to the next
    float glow = 0;   // 0 … 1
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
// A strip along `path`, `reach` pixels to both sides, with what runs along it.
void add_way(ImDrawList& list, std::span<const ImVec2> path, float reach, ImU32 colour,
             const Run& run);

}  // namespace airlock::ui
