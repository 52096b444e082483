// What the writers of a report share: words, cells of a table, lists.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/time.h"

namespace airlock::study {

std::string spaced(std::string_view word);                  // "air_gap" → "air gap"
std::string cell(std::string_view text);                    // may not end a row of the table
std::string entry_text(std::uint32_t entry);                // "–" for none
std::string time_text(Instant at);                          // "–" for never
std::string listed(const std::vector<std::string>& names);  // "a, b"; "none"
void row(std::string& out, std::initializer_list<std::string> cells);
void write_names(JsonWriter& out, std::string_view key, const std::vector<std::string>& names);

}  // namespace airlock::study
