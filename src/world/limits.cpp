// The texts that a call may carry: how long, and of which characters. The limits themselves stand in gates.h, so
// that every rule shows what it holds its caller to.
#include "base/text.h"
#include "world/gates.h"

namespace airlock {
namespace {

bool is_allowed(char c, Letters letters) {
    if (letters == Letters::any) return true;
    if (letters == Letters::printable) return c >= ' ' && c <= '~';
    if (is_letter(c) || is_digit(c) || c == '_') return true;
    switch (letters) {
        case Letters::iam: return std::string_view("+=,.@-").find(c) != std::string_view::npos;
        case Letters::dotted: return c == '.' || c == '-';
        case Letters::dashed: return c == '-';
        default: return false;
    }
}

}  // namespace

bool fits(std::string_view text, const TextLimit& limit) {
    const std::size_t length = code_points(text);
    if (length < limit.min || length > limit.max) return false;
    for (const char c : text)
        if (!is_allowed(c, limit.letters)) return false;
    return true;
}

bool name_fits(Asking& ask, Id<Name> name, const TextLimit& limit, ErrorCode error) {
    return ask.need(fits(ask.world.catalog->names.text(name), limit), Gate::parameters,
                    Reason::parameters_valid, Reason::name_invalid, error);
}

bool text_fits(Asking& ask, Id<Name> text, const TextLimit& limit, ErrorCode error, Reason reason) {
    if (!text || fits(ask.world.catalog->names.text(text), limit)) return true;
    return ask.stop(Gate::parameters, reason, error);
}

}  // namespace airlock
