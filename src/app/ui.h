// The small widgets and the pen that all panels share, drawn with Dear ImGui's draw lists. Dear ImGui keeps
// track of pointer, focus and windows; none of its own widgets is ever seen.
//
// Every widget has an id that is also its name for tests: `app_probe("play")` says where it is on the screen.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "app/box.h"
#include "app/platform.h"
#include "app/style.h"

namespace airlock::ui {

enum class Align : std::uint8_t { left, middle, right };

struct TextStyle {
    ImU32 colour = 0;
    Size size = Size::body;
    Face face = Face::text;
    Align align = Align::left;
    float px = 0;  // 0 = pixels(size); the stage zooms
};

// What the pointer does with a widget in this frame.
struct Press {
    bool is_hovered = false;
    bool is_held = false;
    bool is_clicked = false;
};

enum class Look : std::uint8_t {
    plain,    // no surface until the pointer is on it
    quiet,    // a bordered surface
    solid,    // filled with the accent
    outline,  // bordered with the accent
};

struct ButtonStyle {
    Look look = Look::quiet;
    const Accent* accent = nullptr;  // none = neutral
    const char* icon = nullptr;      // before the label, or alone
    const char* icon_after = nullptr;
    bool is_on = false;   // pressed in: a toggle that is on, the current tab
    bool is_off = false;  // cannot be used now
    Face face = Face::strong;
    Size size = Size::body;
    Align align = Align::middle;
    std::string_view tip = {};  // for icons without a word
};

struct Scroll {
    float offset = 0;
    float target = 0;
    float content = 0;
    bool is_dragged = false;
    float grabbed_at = 0;
};

struct MenuItem {
    std::string label;
    std::string detail;  // a second, quieter line
    const char* icon = nullptr;
    bool is_current = false;
    bool is_off = false;
    bool is_heading = false;  // of the items that follow; does nothing
    std::function<void()> act;
};

struct Probe {
    std::string_view id;
    Box box;
};

// What is where in a frame, by name. The names of a frame stand one after the other in one text, which keeps its
// room: a frame takes nothing from the heap for them.
class Probes {
  public:
    void clear() { names_.clear(), rows_.clear(); }
    void add(std::string_view name, std::string_view more, const Box& box);
    void swap(Probes& other) { names_.swap(other.names_), rows_.swap(other.rows_); }
    std::size_t size() const { return rows_.size(); }
    Probe at(std::size_t index) const;

  private:
    struct Row {
        std::uint32_t from = 0, size = 0;
        Box box;
    };
    std::string names_;
    std::vector<Row> rows_;
};

// Values that move to where they should be within a few hundred milliseconds; keyed by what they belong to.
class Motion {
  public:
    // The value on its way to `target`; the first time it is asked for it is there already.
    float toward(std::uint64_t key, float target, float milliseconds = 320);
    // Starts at `from` when the key is new: for things that appear.
    float toward_from(std::uint64_t key, float from, float target, float milliseconds = 320);
    // Where the value is now, without setting out for `target`, which is its first value when it is new.
    float held(std::uint64_t key, float target);
    void set(std::uint64_t key, float value);
    void forget_all() { values_.clear(); }

    // `dt` in milliseconds; 0 when motion is not wanted: everything is where it should be at once.
    void begin_frame(float dt, bool is_still);
    bool is_moving() const { return is_moving_; }
    void move_on() { is_moving_ = true; }

  private:
    struct Value {
        float from = 0, to = 0, part = 1;
        std::uint32_t frame = 0;  // moved last in this frame: asking twice does not move twice
        float now() const;
    };
    std::map<std::uint64_t, Value> values_;
    std::uint32_t frame_ = 0;
    float dt_ = 0;
    bool is_still_ = false;
    bool is_moving_ = false;
};

class Ui {
  public:
    explicit Ui(const Fonts& fonts) : fonts_(fonts) {}

    // --- the frame ---
    void begin_frame(float milliseconds, bool is_still);
    void end_frame();
    void set_theme(bool is_dark) { theme_ = &ui::theme(is_dark); }
    const Theme& theme() const { return *theme_; }
    const Fonts& fonts() const { return fonts_; }
    Motion& motion() { return motion_; }
    bool is_still() const { return is_still_; }
    float milliseconds() const { return milliseconds_; }

    // A layer of widgets above the ones before; everything until `end_layer` is drawn into it.
    enum class Layer : std::uint8_t { ground, above, untouchable };
    void begin_layer(const char* name, const Box& box, Layer layer);
    void end_layer();
    ImDrawList& list() const;
    // Only what lies within is drawn and can be pressed.
    void clip(const Box& box);
    void unclip();

    // --- the pen ---
    void fill(const Box& box, ImU32 colour, float rounding = 0) const;
    void border(const Box& box, ImU32 colour, float rounding, float width = line_width) const;
    void line(ImVec2 a, ImVec2 b, ImU32 colour, float width = line_width) const;
    void disc(ImVec2 centre, float radius, ImU32 colour) const;
    void ring(ImVec2 centre, float radius, ImU32 colour, float width) const;
    // Angles in turns, clockwise from twelve o'clock.
    void arc(ImVec2 centre, float radius, float from, float to, ImU32 colour, float width) const;
    void icon(ImVec2 centre, float px, const char* glyph, ImU32 colour) const;
    void cross(ImVec2 centre, float reach, ImU32 colour, float width) const;
    void tick(ImVec2 centre, float reach, ImU32 colour, float width) const;

    float width_of(std::string_view text, const TextStyle& style) const;
    static float height_of(const TextStyle& style) {
        return style.px > 0 ? style.px : pixels(style.size);
    }
    // One line, centred vertically in the box, cut with "…" where it is too long. Returns its width.
    float text(const Box& box, std::string_view text, const TextStyle& style);
    // As many lines as it takes within the width; returns the height. `draw` false only measures.
    float paragraph(float x, float y, float width, std::string_view text, const TextStyle& style,
                    bool draw = true);

    // --- widgets ---
    Press press(std::string_view id, const Box& box);
    bool button(std::string_view id, const Box& box, std::string_view label,
                const ButtonStyle& style = {});
    // The picture of a button, for those that must be pressed before and drawn after what lies below them.
    void draw_button(std::string_view id, const Box& box, std::string_view label,
                     const ButtonStyle& style, const Press& press);
    // Two to four words side by side, one of them chosen. Returns the one clicked, or −1.
    int choice(std::string_view id, const Box& box, std::initializer_list<std::string_view> words,
               int chosen, const Accent* accent = nullptr);
    // How wide a button for this label has to be.
    float button_width(std::string_view label, const ButtonStyle& style = {}) const;

    // `over` is what the panel below is tinted with: what goes on beyond the edges fades into it.
    Box begin_scroll(std::string_view id, const Box& box, Scroll& scroll, ImU32 over = 0);
    void end_scroll(Scroll& scroll, float content);

    // Opens below (or above) the anchor and closes when something is chosen or clicked elsewhere.
    void open_menu(std::string_view id, const Box& anchor, std::vector<MenuItem> items);
    bool is_menu_open(std::string_view id) const { return menu_id_ == id; }
    bool has_menu() const { return !menu_id_.empty(); }
    void close_menu();
    void draw_menu(const Box& screen);

    void tip(const Box& box, std::string_view text);
    // "story:12", "approve:ana": good until the next is asked for; frames take nothing from the heap for it.
    std::string_view name(std::string_view what, std::string_view which);
    std::string_view name(std::string_view what, std::uint32_t number);
    void probe(std::string_view id, const Box& box) { probe(id, std::string_view(), box); }
    // "mark:" and the name of the mark.
    void probe(std::string_view id, std::string_view more, const Box& box);
    const Probes& probes() const { return probes_; }
    // Texts that did not fit in this frame: tests and the designer's eye look at them.
    const std::vector<std::string>& cuts() const { return cuts_; }
    void want_pointer(platform::Pointer pointer) { pointer_ = pointer; }

  private:
    void draw_tip(const Box& screen);

    Fonts fonts_;
    const Theme* theme_ = &ui::theme(true);
    Motion motion_;
    bool is_still_ = false;
    float milliseconds_ = 0;
    platform::Pointer pointer_ = platform::Pointer::arrow;
    platform::Pointer pointer_shown_ = platform::Pointer::arrow;

    std::vector<Box> clips_;
    Probes probes_, probes_now_;
    std::vector<std::string> cuts_, cuts_now_;

    std::string name_, choice_name_;
    std::string menu_id_;
    Box menu_anchor_;
    std::vector<MenuItem> menu_items_;
    bool menu_is_new_ = false;
    Scroll menu_scroll_;

    std::string tip_text_, tip_wanted_;
    Box tip_box_;
    float tip_waited_ = 0;

    struct OpenScroll {
        Box box;
        unsigned id = 0;
        ImU32 over = 0;
    };
    std::vector<OpenScroll> scrolls_;
};

// A number for Motion: what it belongs to, and which of its sides.
std::uint64_t motion_key(std::uint32_t what, std::uint32_t index, std::uint32_t side = 0);
std::uint64_t motion_key(std::string_view name, std::uint32_t side = 0);

// Slow at both ends, 0 … 1.
float eased(float part);
// How far `part` has come between two moments, 0 … 1.
float between(float part, float from, float to);

}  // namespace airlock::ui
