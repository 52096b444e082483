// Printing of the text hash.
#include "base/hash.h"

namespace airlock {

std::string TextHash::hex() const {
    std::string text(16, '0');
    std::uint64_t rest = value_;
    for (int i = 15; i >= 0; --i, rest >>= 4)
        text[static_cast<std::size_t>(i)] = "0123456789abcdef"[rest & 15];
    return text;
}

}  // namespace airlock
