// Digits.
#include "cli/measured.h"

namespace airlock::cli {

std::string shown(double seconds) {
    const auto ms = static_cast<std::uint64_t>(seconds * 1000 + 0.5);
    std::string rest = std::to_string(ms % 1000);
    return std::to_string(ms / 1000) + "." + std::string(3 - rest.size(), '0') + rest;
}

std::string grouped(std::uint64_t n) {
    std::string out = std::to_string(n);
    for (std::size_t i = out.size(); i > 3; i -= 3) out.insert(i - 3, 1, ',');
    return out;
}

}  // namespace airlock::cli
