// The two hashes of the project. `mix` scatters words for tables held in memory and is never written down.
// `TextHash` is FNV-1a, 64 bits, over text: the trace hash that links and tests compare (docs/determinism.md).
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

namespace airlock {

constexpr std::uint64_t mix(std::uint64_t h, std::uint64_t word) {
    h ^= word;
    h *= 0x9e3779b97f4a7c15ull;
    return h ^ (h >> 32);
}

// Hash of the bytes of a value without padding.
inline std::uint64_t hash_bytes(const void* data, std::size_t size, std::uint64_t seed) {
    std::uint64_t h = mix(seed, size);
    const char* at = static_cast<const char*>(data);
    for (; size >= 8; size -= 8, at += 8) {
        std::uint64_t word;
        std::memcpy(&word, at, 8);
        h = mix(h, word);
    }
    if (size > 0) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, size);
        h = mix(h, word);
    }
    return h;
}

// Whether two values are the same, for those that almost always are (their hashes agree already): by words
// and to the end, for the C library's memcmp goes byte by byte in WebAssembly.
inline bool same_bytes(const void* a, const void* b, std::size_t size) {
    std::uint64_t difference = 0;
    const char* left = static_cast<const char*>(a);
    const char* right = static_cast<const char*>(b);
    const auto compare = [&](std::size_t bytes) {
        std::uint64_t words[2] = {};
        std::memcpy(&words[0], left, bytes);
        std::memcpy(&words[1], right, bytes);
        difference |= words[0] ^ words[1];
    };
    for (; size >= 8; size -= 8, left += 8, right += 8) compare(8);
    if (size > 0) compare(size);
    return difference == 0;
}

class TextHash {
  public:
    constexpr void add(std::string_view text) {
        for (char c : text) {
            value_ ^= static_cast<unsigned char>(c);
            value_ *= 0x100000001b3ull;
        }
    }
    constexpr std::uint64_t value() const { return value_; }
    std::string hex() const;  // sixteen lower-case digits

  private:
    std::uint64_t value_ = 0xcbf29ce484222325ull;
};

}  // namespace airlock
