// What tests of the view have in common: a run, where one stands in it, and the scene or page seen from there.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sim/simulation.h"
#include "support/scenarios.h"
#include "view/foresight.h"
#include "view/language.h"
#include "view/page.h"
#include "world/text.h"

namespace airlock::test {

// A run of a scenario, played to its end, with what a rehearsal knows of it.
struct Told {
    Simulation run;
    view::Foresight foresight;

    explicit Told(std::shared_ptr<const Scenario> scenario, std::vector<std::string> live = {})
        : run(scenario, {1, live}) {
        Simulation rehearsal(scenario, {1, {}});
        rehearsal.run_to_end();
        foresight = view::foresee(rehearsal);
        run.run_to_end();
    }

    view::Cursor at(std::uint32_t entry) const {
        return {entry, entry == 0 ? Instant{} : run.log().entries[entry - 1].at};
    }
    view::Scene scene(std::uint32_t entry, std::int32_t width = 904,
                      view::Selection selection = {}) const {
        return view::build_scene(run, at(entry), selection, width, view::english(), foresight);
    }
    view::Page page(std::uint32_t entry, view::Selection selection = {}) const {
        view::Page page;
        view::refresh_page(page, run, at(entry), selection, view::english(), foresight);
        return page;
    }
    // The first entry from `from` on whose call or deadline is `name`; 0 = none.
    std::uint32_t entry(std::string_view name, std::uint32_t from = 1) const {
        for (const Entry& e : run.log().entries) {
            if (e.number < from) continue;
            if (e.call ? operation_of(*e.call).name == name : to_text(e.due.kind) == name)
                return e.number;
        }
        return 0;
    }
};

inline const view::Mark* find_mark(const view::Scene& scene, std::string_view title) {
    for (const view::Mark& mark : scene.marks)
        if (mark.title == title) return &mark;
    return nullptr;
}
inline const view::Place* find_place(const view::Scene& scene, std::string_view title) {
    for (const view::Place& place : scene.places)
        if (place.title == title) return &place;
    return nullptr;
}

}  // namespace airlock::test
