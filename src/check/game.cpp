// The fixpoints.
#include "check/game.h"

#include <algorithm>

#include "base/check.h"

namespace airlock::check {

std::vector<bool> states_before(Explorer& search, std::vector<bool> is_true,
                                const std::function<bool(const Move&)>& may) {
    std::vector<bool> may_be_made;
    for (const Move& move : search.moves()) may_be_made.push_back(may(move));
    std::vector<std::vector<std::uint32_t>> before(search.states());
    for (std::uint32_t state = 0; state < search.states(); ++state)
        search.each_next(state, [&](std::uint32_t move, std::uint32_t next) {
            if (may_be_made[move]) before[next].push_back(state);
        });
    std::vector<std::uint32_t> open;
    for (std::uint32_t state = 0; state < search.states(); ++state)
        if (is_true[state]) open.push_back(state);
    while (!open.empty()) {
        const std::uint32_t state = open.back();
        open.pop_back();
        for (const std::uint32_t earlier : before[state]) {
            if (is_true[earlier]) continue;
            is_true[earlier] = true;
            open.push_back(earlier);
        }
    }
    return is_true;
}

Game::Game(Explorer& search, const std::function<Side(const Move&)>& side_of, const Predicate& goal)
    : is_won_(search.states_in_which(goal)) {
    std::vector<Side> sides;
    for (Edges& edges : edges_) edges.begins.push_back(0);
    for (std::uint32_t state = 0; state < search.states(); ++state) {
        search.each_next(state, [&](std::uint32_t move, std::uint32_t next) {
            while (sides.size() <= move) sides.push_back(side_of(search.moves()[sides.size()]));
            edges_[static_cast<std::size_t>(sides[move])].to.push_back(next);
        });
        for (Edges& edges : edges_) {
            CHECK(edges.to.size() < UINT32_MAX);
            edges.begins.push_back(static_cast<std::uint32_t>(edges.to.size()));
        }
    }
    solve();
}

template <class IsIn>
bool Game::leads(const Edges& edges, std::uint32_t state, IsIn&& is_in) const {
    for (std::uint32_t i = edges.begins[state]; i < edges.begins[state + 1]; ++i)
        if (is_in(edges.to[i])) return true;
    return false;
}

// Round by round: won is a state from which one honest move, or waiting, leads to what was won in the round before, and
// from which the attacker, who may come first and as often as he likes, reaches nothing but states of which the same is
// true. Honest moves do not wait for ever: an attacker who only goes in circles holds nobody up.
void Game::solve() {
    const Edges& honest = edges_[static_cast<std::size_t>(Side::honest)];
    const Edges& attacker = edges_[static_cast<std::size_t>(Side::attacker)];
    const Edges& time = edges_[static_cast<std::size_t>(Side::time)];
    const auto count = static_cast<std::uint32_t>(is_won_.size());
    std::vector<bool> may_be(count);
    const auto is_won = [&](std::uint32_t state) { return bool(is_won_[state]); };
    const auto is_lost = [&](std::uint32_t state) { return !is_won_[state]; };
    const auto escapes = [&](std::uint32_t state) { return !is_won_[state] && !may_be[state]; };
    for (bool has_grown = true; has_grown;) {
        for (std::uint32_t s = 0; s < count; ++s) {
            const bool can_wait = time.begins[s] != time.begins[s + 1] && !leads(time, s, is_lost);
            may_be[s] = !is_won_[s] && (leads(honest, s, is_won) || can_wait);
        }
        for (bool has_shrunk = true; has_shrunk;) {
            has_shrunk = false;
            for (std::uint32_t s = 0; s < count; ++s) {
                if (!may_be[s] || !leads(attacker, s, escapes)) continue;
                may_be[s] = false;
                has_shrunk = true;
            }
        }
        has_grown = false;
        for (std::uint32_t s = 0; s < count; ++s) {
            if (!may_be[s]) continue;
            is_won_[s] = true;
            has_grown = true;
        }
    }
}

std::optional<std::uint32_t> Game::first_lost() const {
    const auto lost = std::find(is_won_.begin(), is_won_.end(), false);
    if (lost == is_won_.end()) return std::nullopt;
    return static_cast<std::uint32_t>(lost - is_won_.begin());
}

}  // namespace airlock::check
