// What can be asked of a scenario without running it.
#include "sim/scenario.h"

namespace airlock {

std::string_view Text::in(std::string_view language) const {
    std::string_view english;
    for (const auto& [code, text] : by_language) {
        if (code == language) return text;
        if (code == "en") english = text;
    }
    return english;
}

std::optional<std::uint32_t> find_person(const Scenario& scenario, std::string_view name) {
    for (std::uint32_t i = 0; i < scenario.persons.size(); ++i)
        if (scenario.persons[i].name == name) return i;
    return std::nullopt;
}

}  // namespace airlock
