// Unpacking, over libdeflate.
#include "cli/packed.h"

#include <libdeflate.h>

#include <algorithm>
#include <cstdint>
#include <memory>

#include "base/check.h"

namespace airlock::cli {
namespace {

constexpr std::string_view letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

std::expected<std::string, std::string> from_letters(std::string_view word) {
    std::string out;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char letter : word) {
        const auto value = letters.find(letter);
        if (value == std::string_view::npos)
            return std::unexpected("has a letter that packed text has not");
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        count += 6;
        if (count < 8) continue;
        count -= 8;
        out += static_cast<char>(bits >> count & 255);
    }
    return out;
}

}  // namespace

std::expected<std::string, std::string> unpacked(std::string_view word, std::size_t bytes_max) {
    const auto bytes = from_letters(word);
    if (!bytes) return std::unexpected(bytes.error());
    const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> machine(
        libdeflate_alloc_decompressor(), libdeflate_free_decompressor);
    CHECK(machine != nullptr);
    // How long it is only unpacking tells: room is made as long as it is too little.
    for (std::size_t room = std::min(bytes_max, bytes->size() * 8 + 64);;
         room = std::min(bytes_max, room * 4)) {
        std::string out(room, '\0');
        std::size_t size = 0;
        switch (libdeflate_deflate_decompress(machine.get(), bytes->data(), bytes->size(),
                                              out.data(), out.size(), &size)) {
            case LIBDEFLATE_SUCCESS: out.resize(size); return out;
            case LIBDEFLATE_INSUFFICIENT_SPACE:
                if (room < bytes_max) break;
                return std::unexpected("is longer than " + std::to_string(bytes_max) +
                                       " bytes when it is unpacked");
            default: return std::unexpected("is cut off or damaged");
        }
    }
}

}  // namespace airlock::cli
