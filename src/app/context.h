// What every panel gets: what there is to show (all of it const) and where its wishes go. A panel changes
// nothing but its own view state; everything else is an Intent, drained at the start of the next frame.
#pragma once

#include <array>
#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <vector>

#include "app/intent.h"
#include "app/player.h"
#include "app/ui.h"
#include "view/language.h"
#include "view/page.h"

namespace airlock::ui {

enum class Tab : std::uint8_t { now, story, people };

// A scenario that the page can fetch.
struct ShippedScenario {
    std::string name, title;
};

// Which answer the keyboard has prepared: the same key again gives it.
struct ArmedAnswer {
    bool is_armed = false;
    bool approve = false;
    PendingDecision decision;
};

struct ViewState {
    bool is_dark = true;
    bool is_focused = false;  // keys come to the canvas
    bool is_text_view_shown = false;
    bool is_help_shown = false;
    bool is_legend_shown = false;
    Tab tab = Tab::now;
    std::size_t card = 0;  // which of several pending decisions is shown
    ArmedAnswer armed;
    std::array<Scroll, 3> scrolls;  // one a tab
    Scroll decision_scroll, help_scroll, legend_scroll, problems_scroll;
    float sheet = 0;  // narrow screens: 0 = peeking, 1 = up
    bool is_sheet_dragged = false;
    float sheet_grabbed_at = 0;
    std::int32_t layer_shown =
        -1;  // narrow screens: the layer whose words are shown; −1 = the active one
    std::uint32_t scrubbed_to = 0;
    std::vector<ShippedScenario> shipped;
    std::vector<Problem> problems;      // of the scenario that could not be loaded
    std::string problems_of;            // the scenario's name
    bool are_problems_of_link = false;  // words of a link that were left out; the rest was followed
    // The story's lines know their height for this width; they only ever grow at the end.
    std::vector<float> story_heights;
    float story_width = 0;
    std::string story_key;
    std::uint32_t story_shown = 0;  // the entry the list last scrolled to
    // Texts of the moment that is shown: see Context::once.
    struct Said {
        std::string_view key;
        std::size_t which = 0;
        std::string text;
    };
    std::list<Said> said;
    std::vector<Box> chapter_titles;  // those drawn in this frame; kept for its room
};

struct Context {
    Ui& ui;
    const Player& player;
    const view::Page& page;
    const view::Scene& scene;
    ViewState& state;
    std::vector<Intent>& intents;
    const view::Language& language;

    // A word or a sentence of the interface: "ui.play".
    std::string_view word(std::string_view key) const { return view::phrase(language, key); }
    std::string say(std::string_view key, const view::Fields& fields) const {
        return view::fill(language, key, fields);
    }
    // A text that is made once for every moment that is shown: a frame that only moves makes none.
    template <class Make>
    std::string_view once(std::string_view key, std::size_t which, Make&& make) const {
        for (const ViewState::Said& said : state.said)
            if (said.key == key && said.which == which) return said.text;
        return state.said.emplace_back(key, which, make()).text;
    }
    void want(Intent intent) const { intents.push_back(std::move(intent)); }
};

// --- one file each: panel_<name>.cpp ---
void draw_header(const Context& context, const Box& box);
void draw_clocks(const Context& context, const Box& box);  // narrow screens: their own row
void draw_layers(const Context& context, const Box& box);
void draw_timeline(const Context& context, const Box& box);
void draw_side(const Context& context, const Box& box);       // tabs, and one of the next three
void draw_now(const Context& context, const Box& box);        // a decision, else the inspector
float draw_decision(const Context& context, const Box& box);  // returns its height
void draw_story(const Context& context, const Box& box);
void draw_people(const Context& context, const Box& box);
void draw_problems(const Context& context, const Box& screen);
void draw_help(const Context& context, const Box& screen);
void draw_legend(const Context& context, const Box& screen);
void draw_notice(const Context& context, const Box& stage);

// A card in the middle over a shaded screen. Returns false when it has been closed; the layer must be ended.
bool begin_card(const Context& context, const char* id, const Box& screen, const Box& card,
                std::string_view title);
// The small sign of an outcome, the same in story, timeline and inspector.
void draw_outcome(Ui& ui, ImVec2 centre, float reach, Outcome outcome, bool is_attack,
                  float opacity = 1);

}  // namespace airlock::ui
