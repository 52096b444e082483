// An append-only store of texts, each kept once. A row holds an Id<Name> instead of a string: equal names
// are equal numbers. Ids depend on the order of interning and therefore never leave the program.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>

#include "base/id.h"

namespace airlock {

struct Name;  // only ever used as Id<Name>

class Names {
  public:
    Names() = default;
    Names(Names&&) =
        default;  // moving keeps the texts where they are; a copy's index would not be its own
    Names& operator=(Names&&) = default;

    Id<Name> intern(std::string_view text);
    Id<Name> find(std::string_view text) const;  // none when the text was never interned
    std::string_view text(Id<Name> id) const;    // "" for none
    std::uint32_t size() const { return static_cast<std::uint32_t>(texts_.size()); }

  private:
    std::deque<std::string> texts_;
    std::map<std::string_view, std::uint32_t> index_;
};

}  // namespace airlock
