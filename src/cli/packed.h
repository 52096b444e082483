// What links pack: text, compressed (RFC 1951) and written in letters that an address may hold (base64url, RFC 4648 §5,
// without padding), as web/pack.mjs does it.
#pragma once

#include <cstddef>
#include <expected>
#include <string>
#include <string_view>

namespace airlock::cli {

// Comes from anybody: nothing longer than `bytes_max` is unpacked. The error is the end of a sentence: "is cut off".
std::expected<std::string, std::string> unpacked(std::string_view word, std::size_t bytes_max);

}  // namespace airlock::cli
