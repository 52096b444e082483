// What one looks at: the world after the entry under the cursor, that entry, and what it touched. Scene and
// page are both made from one of these.
#pragma once

#include "study/sides.h"
#include "view/condition.h"
#include "view/explain.h"
#include "view/page.h"
#include "view/touch.h"

namespace airlock::view {

struct Moment {
    const Simulation& run;
    const World world;             // after the entry under the cursor
    const Entry* entry = nullptr;  // none at the founding
    Instant at;                    // where the cursor stands; not before the entry
    Selection selection;
    const Language& language;
    Telling telling;     // names of everything, later things included
    study::Sides sides;  // after the entry
    Standing standing;
    Refs touched;  // by the entry
    Ref target;    // what the entry is aimed at

    Moment(const Simulation& run, const Cursor& cursor, const Selection& selection,
           const Language& language);
    Moment(const Moment&) = delete;

    bool is_touched(Ref ref) const;
    // The entry is a thief's deed, or what came of one.
    bool is_attack() const { return entry != nullptr && sides.is_attack(); }
    std::string name(Ref ref) const { return name_in_words(telling, ref); }
    std::string word_of(std::string_view type, std::string_view value) const {
        return word(language, type, value);
    }
    std::string say(std::string_view key, const Fields& fields = {}) const {
        return fill(language, key, fields);
    }
};

// There is such a row in this world.
bool is_row(const World& world, Ref ref);
// The thing or place on the stage that stands for any reference: the vault of a recovery point, the team of a
// session. None for what the stage does not show.
Ref stage_ref(const World& world, Ref ref);
// The account that a thing on the stage stands in; none for what stands in none.
Id<Account> account_of(const World& world, Ref ref);

}  // namespace airlock::view
