// The browser's side of platform.h: each function calls the object that web/host.mjs put into the module.
// Input does not pass here: web/input.mjs listens to the page and calls the exports of main_web.cpp.
#include "app/platform.h"

#include <emscripten.h>

#include <array>
#include <cstddef>
#include <string>

// clang-format off
EM_JS(void, airlock_host_wish, (const char* name, const char* text), {
    Module["host"]["wish"](UTF8ToString(name), UTF8ToString(text));
});
EM_JS(void, airlock_host_request_frame, (void), {
    Module["host"]["request_frame"]();
});
EM_JS(void, airlock_host_set_pointer, (const char* name), {
    Module["host"]["set_pointer"](UTF8ToString(name));
});
EM_JS(void, airlock_host_set_text_input, (int is_wanted, double x, double y, double height), {
    Module["host"]["set_text_input"](!!is_wanted, x, y, height);
});
// clang-format on

namespace airlock::platform {
namespace {

constexpr std::array<const char*, 13> wish_names = {
    "open_file", "open_scenario", "text_view", "theme",   "copy",   "copy_link", "language",
    "leave",     "export",        "compose",   "compare", "portal", "help"};
constexpr std::array<const char*, 6> pointer_names = {"default",  "pointer", "grab",
                                                      "grabbing", "text",    "ew-resize"};

}  // namespace

void wish(Wish wish, std::string_view text) {
    airlock_host_wish(wish_names[static_cast<std::size_t>(wish)], std::string(text).c_str());
}

void request_frame() { airlock_host_request_frame(); }

void set_pointer(Pointer pointer) {
    airlock_host_set_pointer(pointer_names[static_cast<std::size_t>(pointer)]);
}

void set_text_input(bool is_wanted, float x, float y, float height) {
    airlock_host_set_text_input(is_wanted ? 1 : 0, x, y, height);
}

void set_clipboard(std::string_view text) { wish(Wish::copy, text); }

}  // namespace airlock::platform
