// The whole application on one canvas: owns the run, the ImGui context, the panels' state, and the frame. Knows
// no browser: main_web.cpp hands it input and asks for frames, platform.h carries its wishes out.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/canvas.h"
#include "app/context.h"
#include "app/layout.h"
#include "app/renderer.h"
#include "view/foresight.h"
#include "view/language.h"

namespace airlock {

// What a link or an embedding page asks to be shown.
struct Opening {
    std::string_view text;    // the scenario file
    std::string_view name;    // what problems are reported under: "scenarios/cross-account.json"
    std::string_view seed;    // decimal; empty = 1
    std::string_view live;    // "ana,ben"
    std::string_view inputs;  // as state() gives them, or a link; empty = none
    std::string_view at;      // the number of an entry, a time, a marker; empty = the start
    std::string_view sum;  // hash of the scenario's text when the link was made; empty = not told
    std::string_view
        expect;  // the trail of the run that was linked to (sim/trail.h); empty = not told
    std::string_view wrong;  // what was wrong with the link already: one sentence a line
};

struct Opened {
    bool is_open = false;
    std::vector<Problem>
        problems;  // of the scenario; or, when it is open, of words of the link that were left out
};

class App {
  public:
    explicit App(const ui::FontFiles& fonts);
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    // Makes what it draws with in the GPU context that is current now.
    bool start();
    void lose_context();

    // Opens a scenario, or says everything that is wrong with it; then what was running goes on. A word of the
    // link that means nothing is left out and told; the others count.
    Opened open(const Opening& opening);
    bool is_open() const { return player_ != nullptr; }
    void show_problems(std::vector<Problem> problems, std::string_view of, bool is_link = false);

    // An intent as JSON; the problems are those of the text.
    std::vector<Problem> dispatch(std::string_view json);

    // --- input ---
    void resize(float width, float height, float ratio);
    void set_theme(bool is_dark);
    // Speaks another language from the next frame on; the moment stays. `file` is one of view/languages, or empty for
    // English; the fonts hold the letters that it needs. Problems: those of the file.
    std::vector<Problem> speak(std::string_view file, std::string text_font,
                               std::string strong_font);
    // More letters for what is shown, in two fonts like those of a language.
    void add_letters(std::string text_font, std::string strong_font, float size = 1);
    void set_panels(std::uint32_t panels) { panels_ = panels, wake(); }  // see layout.h
    void set_still(bool is_still) { is_still_ = is_still, wake(); }
    void set_focused(bool is_focused);
    void set_text_view_shown(bool is_shown) { state_.is_text_view_shown = is_shown, wake(); }
    void set_shipped(std::vector<ui::ShippedScenario> shipped) {
        state_.shipped = std::move(shipped), wake();
    }
    void pointer_moved(float x, float y, bool is_touch);
    void pointer_pressed(float x, float y, int button, bool is_down, bool is_touch);
    void
    pointer_cancelled();  // what the press began is taken back: a second finger, a swipe that scrolls the page
    void pointer_left();
    void wheel(float dx, float dy, bool is_zoom);
    void pinch(float factor, float x, float y, float dx, float dy);
    // False when the key means nothing here: the page may have it.
    bool key(std::string_view key, bool has_modifier);
    void wake();

    // --- the frame ---
    // Lets time pass; draws when something has changed. True when another frame is wanted without new input.
    bool frame(double now_ms);
    std::uint32_t frames_drawn() const { return frames_drawn_; }
    // What a frame costs in which nothing changes but motion, the most since the last question, as
    // {"frames", "allocations", "progress"}. `tokens` beyond one put as many calls on the stage as that: for measuring.
    std::string cost_json(std::uint32_t tokens);

    // --- for the page, embedders and tests ---
    std::string state_json();
    // The page's view model: whole; or for a reader who has the lines of the story before `line`, with some more
    // of them and without the spans of the timeline.
    std::string page_json();
    std::string page_json_from(std::uint32_t line);
    // What one person's portal shows (view/portal.h); "null" for nobody.
    std::string portal_json(std::string_view person) const;
    // A few words that say whether anything the page mirrors has changed.
    std::string signal() const;
    // What a link to this very moment has to say: {"seed", "at", "live", "inputs"}.
    std::string link_json() const;
    std::string probe(std::string_view id) const;
    std::string probes_json() const;
    std::string cuts_json() const;

  private:
    void drain();
    void rebuild();
    void draw();
    void draw_and_count(bool is_steady);
    void add_crowd();
    bool key_for_decision(bool approve);
    bool escape();
    const view::Language& language() const { return *language_; }
    ui::Context context();

    ImGuiContext* imgui_ = nullptr;
    std::unique_ptr<ui::Ui> ui_;
    // Languages that were asked for so far, and letters: once read they stay, others look into them.
    std::vector<std::unique_ptr<view::Language>> spoken_;
    std::vector<std::unique_ptr<std::string>> letters_;
    const view::Language* language_ = &view::english();
    ui::Renderer renderer_;
    ui::Canvas canvas_;
    ui::ViewState state_;
    std::unique_ptr<Player> player_;
    view::Foresight foresight_;  // from a rehearsal: room for what has not happened yet
    std::vector<Intent> intents_;
    view::Page page_;
    view::Scene scene_;

    float width_ = 0, height_ = 0, ratio_ = 1;  // in units of the interface …
    float scale_ = 1;                           // … which are so many CSS pixels
    std::uint32_t panels_ = ui::Panels::all;
    bool is_still_ = false;
    bool has_context_ = false;
    bool is_awake_ = true;           // something came in since the last frame
    std::uint32_t frames_owed_ = 2;  // ImGui needs a second frame to settle hover and scrolling
    double last_ms_ = 0;
    bool was_idle_ = true;
    std::uint64_t revision_shown_ = 0;
    std::int32_t width_shown_ = 0;
    std::string sum_;        // hash of the text that the scenario was read from
    std::uint32_t run_ = 0;  // scenarios opened, branches changed, restarts: new stories
    std::uint32_t branch_shown_ = 0;
    std::size_t decisions_shown_ = 0;
    std::uint32_t entry_shown_ = 0;
    std::uint32_t frames_drawn_ = 0;
    std::uint32_t steady_frames_ = 0, steady_allocations_ = 0;
    std::uint32_t crowd_ = 0;  // calls on the stage, for measuring
};

}  // namespace airlock
