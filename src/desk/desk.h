// The desk answers questions about runs: documents, the call composer, comparisons, reports. It holds nothing between
// two questions: a run comes with each, as scenario, seed, live persons and inputs, and an answer follows from the
// question alone. What is asked comes from outside, so everything wrong with it is a Problem.
//
// docs/desk.md lists the questions and their answers.
#pragma once

#include <string>
#include <string_view>

namespace airlock::desk {

// A JSON object for a JSON object: {"answer": …}, or {"problems": […]} where there is something wrong.
std::string answer(std::string_view question);

}  // namespace airlock::desk
