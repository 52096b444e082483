// The desk as web/desk_worker.mjs sees it: a question goes in and its answer comes out, both plain bytes in the
// module's memory.
#include <emscripten.h>

#include <cstdint>
#include <string>

#include "desk/desk.h"

namespace {
std::string question;
std::string result;
}  // namespace

extern "C" {

// Room for a question of `size` bytes.
EMSCRIPTEN_KEEPALIVE char* desk_question(std::uint32_t size) {
    question.resize(size);
    return question.data();
}
EMSCRIPTEN_KEEPALIVE void desk_answer() { result = airlock::desk::answer(question); }
EMSCRIPTEN_KEEPALIVE const char* desk_result() { return result.data(); }
EMSCRIPTEN_KEEPALIVE std::uint32_t desk_result_size() {
    return static_cast<std::uint32_t>(result.size());
}

}  // extern "C"
