// The program as the page sees it: what web/bridge.mjs calls. Texts come in through numbered arguments and go
// out through one result, both plain bytes in the module's memory, so that nothing is parsed twice.
#include <emscripten.h>
#include <emscripten/html5.h>

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/app.h"
#include "base/json.h"
#include "base/text.h"

namespace airlock {
namespace {

constexpr std::uint32_t arguments_max = 10;
std::array<std::string, arguments_max> arguments;
std::string result;
std::array<std::string, 7> font_files;  // the ImGui context reads from the first five
std::unique_ptr<App> app;
EMSCRIPTEN_WEBGL_CONTEXT_HANDLE context = 0;

std::string_view argument(std::uint32_t index) { return arguments[index]; }

std::span<const unsigned char> font(std::size_t index) {
    const std::string& file = font_files[index];
    return {reinterpret_cast<const unsigned char*>(file.data()), file.size()};
}

std::string to_json(const std::vector<Problem>& problems) {
    JsonWriter out;
    write_problems(out, problems);
    return out.take();
}

// The canvas is handed over as an element, not looked up by a selector: it may stand behind a shadow root, and a
// document may hold several.
// clang-format off
EM_JS_DEPS(airlock_canvas, "$specialHTMLTargets");
EM_JS(void, airlock_take_canvas, (void), {
    specialHTMLTargets["!canvas"] = Module["host"]["canvas"]();
});
// clang-format on

bool make_context() {
    EmscriptenWebGLContextAttributes wanted;
    emscripten_webgl_init_context_attributes(&wanted);
    wanted.majorVersion = 2;
    wanted.alpha = false;
    wanted.depth = false;
    wanted.stencil = false;
    wanted.antialias = false;  // Dear ImGui smooths its own edges
    wanted.enableExtensionsByDefault = false;
    airlock_take_canvas();
    context = emscripten_webgl_create_context("!canvas", &wanted);
    return context > 0 &&
           emscripten_webgl_make_context_current(context) == EMSCRIPTEN_RESULT_SUCCESS;
}

}  // namespace
}  // namespace airlock

using namespace airlock;

extern "C" {

// Room for `size` bytes of argument `index`.
EMSCRIPTEN_KEEPALIVE char* app_argument(std::uint32_t index, std::uint32_t size) {
    arguments[index].resize(size);
    return arguments[index].data();
}
EMSCRIPTEN_KEEPALIVE const char* app_result() { return result.data(); }
EMSCRIPTEN_KEEPALIVE std::uint32_t app_result_size() {
    return static_cast<std::uint32_t>(result.size());
}

// 0 = text, 1 = strong, 2 = code, 3 = icons; 4 = what languages call themselves; 5 and 6 = text and
// strong of the language that is spoken next. The file is argument 0.
EMSCRIPTEN_KEEPALIVE void app_font(std::uint32_t face) { font_files[face].swap(arguments[0]); }

// On the host's canvas. 0 when there is no WebGL 2.
EMSCRIPTEN_KEEPALIVE int app_start() {
    if (!make_context()) return 0;
    app = std::make_unique<App>(ui::FontFiles{font(0), font(1), font(2), font(3), font(4)});
    return app->start() ? 1 : 0;
}
EMSCRIPTEN_KEEPALIVE void app_context_lost() { app->lose_context(); }
EMSCRIPTEN_KEEPALIVE int app_context_restored() {
    emscripten_webgl_make_context_current(context);
    return app->start() ? 1 : 0;
}

// Arguments: the file's bytes, its name, seed, live, inputs, at, sum, expect, what was wrong with the link: a sentence
// a line.
// Result: the problems; 1 when it is open all the same.
EMSCRIPTEN_KEEPALIVE int app_open() {
    const Opened opened = app->open({.text = argument(0),
                                     .name = argument(1),
                                     .seed = argument(2),
                                     .live = argument(3),
                                     .inputs = argument(4),
                                     .at = argument(5),
                                     .sum = argument(6),
                                     .expect = argument(7),
                                     .wrong = argument(8)});
    result = to_json(opened.problems);
    return opened.is_open ? 1 : 0;
}
// Shows that something could not be opened. Arguments: problems in words, one a line; what they are about.
EMSCRIPTEN_KEEPALIVE void app_show_problem(int is_link) {
    std::vector<Problem> problems;
    for (const std::string_view sentence : split(argument(0), '\n'))
        if (!sentence.empty()) problems.push_back({.sentence = std::string(sentence)});
    app->show_problems(std::move(problems), argument(1), is_link != 0);
}
// Argument 0: lines of "name TAB title".
EMSCRIPTEN_KEEPALIVE void app_shipped() {
    std::vector<ui::ShippedScenario> shipped;
    for (const std::string_view line : split(argument(0), '\n')) {
        const auto tab = line.find('\t');
        if (tab == std::string_view::npos) continue;
        shipped.push_back({std::string(line.substr(0, tab)), std::string(line.substr(tab + 1))});
    }
    app->set_shipped(std::move(shipped));
}

// Argument 0: an intent. Result: [] or the problems.
EMSCRIPTEN_KEEPALIVE void app_dispatch() { result = to_json(app->dispatch(argument(0))); }
EMSCRIPTEN_KEEPALIVE void app_state() { result = app->state_json(); }
EMSCRIPTEN_KEEPALIVE void app_page() { result = app->page_json(); }
EMSCRIPTEN_KEEPALIVE void app_page_from(std::uint32_t line) { result = app->page_json_from(line); }
// Argument 0: the name of a person.
EMSCRIPTEN_KEEPALIVE void app_portal() { result = app->portal_json(argument(0)); }
EMSCRIPTEN_KEEPALIVE void app_link() { result = app->link_json(); }
EMSCRIPTEN_KEEPALIVE void app_signal() { result = app->signal(); }

EMSCRIPTEN_KEEPALIVE int app_frame(double now_ms) { return app->frame(now_ms) ? 1 : 0; }
EMSCRIPTEN_KEEPALIVE std::uint32_t app_frames_drawn() { return app->frames_drawn(); }

EMSCRIPTEN_KEEPALIVE void app_resize(double width, double height, double ratio) {
    app->resize(static_cast<float>(width), static_cast<float>(height), static_cast<float>(ratio));
}
EMSCRIPTEN_KEEPALIVE void app_theme(int is_dark) { app->set_theme(is_dark != 0); }
// Argument 0: a file of languages/, or nothing for English. Result: [] or its problems.
EMSCRIPTEN_KEEPALIVE void app_language() {
    result = to_json(app->speak(argument(0), std::move(font_files[5]), std::move(font_files[6])));
}
// The fonts 5 and 6 hold further letters.
EMSCRIPTEN_KEEPALIVE void app_letters() {
    app->add_letters(std::move(font_files[5]), std::move(font_files[6]));
}
EMSCRIPTEN_KEEPALIVE void app_panels(std::uint32_t panels) { app->set_panels(panels); }
EMSCRIPTEN_KEEPALIVE void app_still(int is_still) { app->set_still(is_still != 0); }
EMSCRIPTEN_KEEPALIVE void app_focus(int is_focused) { app->set_focused(is_focused != 0); }
EMSCRIPTEN_KEEPALIVE void app_text_view(int is_shown) { app->set_text_view_shown(is_shown != 0); }

EMSCRIPTEN_KEEPALIVE void app_pointer_move(double x, double y, int is_touch) {
    app->pointer_moved(static_cast<float>(x), static_cast<float>(y), is_touch != 0);
}
EMSCRIPTEN_KEEPALIVE void app_pointer_press(double x, double y, int button, int is_down,
                                            int is_touch) {
    app->pointer_pressed(static_cast<float>(x), static_cast<float>(y), button, is_down != 0,
                         is_touch != 0);
}
EMSCRIPTEN_KEEPALIVE void app_pointer_cancel() { app->pointer_cancelled(); }
EMSCRIPTEN_KEEPALIVE void app_pointer_leave() { app->pointer_left(); }
EMSCRIPTEN_KEEPALIVE void app_wheel(double dx, double dy, int is_zoom) {
    app->wheel(static_cast<float>(dx), static_cast<float>(dy), is_zoom != 0);
}
EMSCRIPTEN_KEEPALIVE void app_pinch(double factor, double x, double y, double dx, double dy) {
    app->pinch(static_cast<float>(factor), static_cast<float>(x), static_cast<float>(y),
               static_cast<float>(dx), static_cast<float>(dy));
}
// Argument 0: KeyboardEvent.key. 1 when it meant something here.
EMSCRIPTEN_KEEPALIVE int app_key(int has_modifier) {
    return app->key(argument(0), has_modifier != 0) ? 1 : 0;
}

// For tests. Argument 0: the id of a widget. Result: its rectangle in CSS pixels, or null.
EMSCRIPTEN_KEEPALIVE void app_probe() { result = app->probe(argument(0)); }
EMSCRIPTEN_KEEPALIVE void app_probes() { result = app->probes_json(); }
// Result: what frames cost, see App::cost_json.
EMSCRIPTEN_KEEPALIVE void app_cost(std::uint32_t tokens) { result = app->cost_json(tokens); }
EMSCRIPTEN_KEEPALIVE void app_cuts() { result = app->cuts_json(); }

}  // extern "C"
