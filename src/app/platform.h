// What the application asks of whatever hosts it: wake me, put this into the clipboard, ask the person for a
// file. platform_web.cpp answers with the browser; nothing else in src/app knows that there is one.
#pragma once

#include <cstdint>
#include <string_view>

namespace airlock::platform {

// Wishes that only the page around the canvas can fulfil. The names go to web/host.mjs as they stand here.
enum class Wish : std::uint8_t {
    open_file,      // show the file picker; the page loads what is picked
    open_scenario,  // text: the name of a shipped scenario
    text_view,      // show or hide the text view
    theme,          // text: "dark" or "light" has been chosen
    copy,           // text: into the clipboard
    copy_link,      // text: the parts of a link to this moment, as a fragment
    language,       // text: "vi": the page fetches what it takes
    leave,          // give the keyboard back to the page
    export_,        // documents of this run
    compose,        // a call of the person's own
    compare,        // this run and another
    portal,         // text: the name of an approver whose portal is wanted
    help,           // text: "shown" or "hidden", for those who cannot see the canvas
};

void wish(Wish wish, std::string_view text = {});

// Another frame is wanted although no input came. The page calls `app_frame` when the screen is ready.
void request_frame();

enum class Pointer : std::uint8_t { arrow, hand, grab, grabbing, text, horizontal };
void set_pointer(Pointer pointer);

// Where text is typed, in CSS pixels; `is_wanted` false takes the keyboard of a phone away again.
void set_text_input(bool is_wanted, float x, float y, float height);

// What somebody copied, as the page last told us.
void set_clipboard(std::string_view text);

}  // namespace airlock::platform
