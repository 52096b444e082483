// ARNs and account numbers, written into a buffer of fixed size: policies ask for them in the middle of a
// decision, where nothing may allocate. `arn_of` (text.h) gives the same as a string.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "world/world.h"

namespace airlock {

inline constexpr std::string_view mpa_region = "us-east-1";  // the only one. Source: MPA-REG

// Text that is written piece by piece and read as views. What does not fit is cut off: a policy then sees a
// name that matches nothing longer.
class TextBuffer {
  public:
    // Everything written since the last `take`.
    std::string_view take() {
        const std::string_view text(bytes_.data() + begin_, end_ - begin_);
        begin_ = end_;
        return text;
    }
    void add(std::string_view text);
    void add_number(std::int64_t number, std::size_t digits_min = 1);

  private:
    std::array<char, 2048> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

void add_account_number(TextBuffer& out, const World& world, Id<Account> account);
// Writes the ARN of what `ref` refers to; nothing where AWS has none.
void add_arn(TextBuffer& out, const World& world, Ref ref);

}  // namespace airlock
