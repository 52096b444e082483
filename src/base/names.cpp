// The store of texts.
#include "base/names.h"

#include "base/check.h"

namespace airlock {

Id<Name> Names::intern(std::string_view text) {
    if (const auto found = index_.find(text); found != index_.end()) return {found->second};
    const auto index = static_cast<std::uint32_t>(texts_.size());
    index_.emplace(texts_.emplace_back(text), index);
    return {index};
}

Id<Name> Names::find(std::string_view text) const {
    const auto found = index_.find(text);
    return found == index_.end() ? Id<Name>{} : Id<Name>{found->second};
}

std::string_view Names::text(Id<Name> id) const {
    if (!id) return {};
    CHECK(id.index < texts_.size());
    return texts_[id.index];
}

}  // namespace airlock
