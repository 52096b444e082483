// Set by set, order by order.
#include "check/blast.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "check/game.h"

namespace airlock::check {
namespace {

constexpr std::uint32_t nobody = Peers::none;

std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    std::uint64_t out = 0;
    return __builtin_mul_overflow(a, b, &out) ? UINT64_MAX : out;
}
std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
    std::uint64_t out = 0;
    return __builtin_add_overflow(a, b, &out) ? UINT64_MAX : out;
}

// Ways to choose `k` of `n`, which is small.
std::uint64_t choose(std::uint32_t n, std::uint32_t k) {
    std::uint64_t out = 1;
    for (std::uint32_t i = 0; i < k; ++i) out = times(out, n - i) / (i + 1);
    return out;
}

}  // namespace

// A class of sets is a row of counts: of each event that is nobody's 0 or 1, then of each combination of the peers' kinds
// of events how many peers it is on.
class BlastSearch::Front {
  public:
    Front(const Ground& ground, const Promise& promise, const BlastOptions& options,
          const ExploreOptions& explore);

    bool go_on(std::uint32_t states);
    bool is_apart() const { return explorer_.end() == Explorer::End::peers_apart; }
    Blast result(bool with_witnesses);

  private:
    using Counts = std::vector<std::uint8_t>;
    struct Act {  // in the order in which they befall
        std::uint32_t event = 0;
        std::uint32_t single = nobody;  // its place among the counts
        std::uint32_t kind = nobody;    // of a peer's
    };
    struct Winner {
        Counts counts;
        std::uint32_t root = 0;
        std::vector<std::uint32_t> stand;
    };
    std::uint32_t profiles() const { return (1u << kinds_.size()) - 1; }
    template <class Visit>
    void each_larger(const Counts& counts, Visit&& visit) const;
    template <class Visit>
    void each_smaller(const Counts& counts, Visit&& visit) const;
    std::uint32_t peers_hit(const Counts& counts) const;
    bool plant();
    std::optional<std::uint32_t> root_of(const Counts& counts, std::vector<std::uint32_t>& stand);
    void judge();
    void solve();
    void next_order();
    SetClass class_of(const Winner& winner);
    std::vector<BasicEvent> events_of(const Counts& counts) const;
    std::uint64_t size_of(const Counts& counts) const;
    std::vector<Move> way_of(const Winner& winner);

    const Ground& ground_;
    const Promise& promise_;
    BlastOptions options_;
    Explorer explorer_;
    Peers peers_;
    std::vector<std::uint32_t> singles_;  // numbers of events
    std::vector<std::uint32_t> kinds_;    // numbers of events, one of each kind that is the peers'
    std::vector<Act> acts_;
    std::uint32_t order_ = 0;
    std::vector<Counts> candidates_;
    std::vector<Winner> planted_;  // candidates whose states are being explored
    std::set<Counts> safe_;        // of the order before
    std::vector<Winner> winners_;
    std::vector<bool> is_broken_;  // by state
    std::uint64_t tried_ = 0;
    bool is_done_ = false;
    bool is_complete_ = false;
};

static ExploreOptions with_events(ExploreOptions options, const Ground& ground) {
    options.events = ground.events();
    options.goes_on = true;
    return options;
}

BlastSearch::Front::Front(const Ground& ground, const Promise& promise, const BlastOptions& options,
                          const ExploreOptions& explore)
    : ground_(ground),
      promise_(promise),
      options_(options),
      explorer_(ground.first(), ground.moves(), {ground.sought_of(promise)},
                with_events(explore, ground)),
      peers_(explore.peers) {
    const auto& events = ground.events();
    for (std::uint32_t i = 0; i < events.size(); ++i) {
        Move move;
        move.kind = Move::Kind::basic_event;
        move.event = events[i];
        const auto mover = peers_.mover_of(move);
        CHECK(mover.has_value());
        if (*mover == nobody) singles_.push_back(i);
        else if (*mover == 0) kinds_.push_back(i);
    }
    for (std::uint32_t k = 0; k < basic_events_count; ++k) {
        const auto is_now = [&](std::uint32_t event) {
            return static_cast<std::uint32_t>(events[event].kind) == k;
        };
        for (std::uint32_t s = 0; s < singles_.size(); ++s)
            if (is_now(singles_[s])) acts_.push_back({singles_[s], s, nobody});
        for (std::uint32_t p = 0; p < kinds_.size(); ++p)
            if (is_now(kinds_[p])) acts_.push_back({kinds_[p], nobody, p});
    }
    candidates_ = {Counts(singles_.size() + profiles(), 0)};
}

std::uint32_t BlastSearch::Front::peers_hit(const Counts& counts) const {
    std::uint32_t out = 0;
    for (std::size_t i = singles_.size(); i < counts.size(); ++i) out += counts[i];
    return out;
}

// One event more.
template <class Visit>
void BlastSearch::Front::each_larger(const Counts& counts, Visit&& visit) const {
    for (std::size_t s = 0; s < singles_.size(); ++s) {
        if (counts[s] != 0) continue;
        Counts out = counts;
        out[s] = 1;
        visit(std::move(out));
    }
    // Combinations are numbered by their bits, from 1 on.
    const std::size_t base = singles_.size() - 1;
    const bool has_untouched = peers_hit(counts) < peers_.size();
    for (std::uint32_t profile = 0; profile <= profiles(); ++profile) {
        if (profile == 0 ? !has_untouched : counts[base + profile] == 0) continue;
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
            if ((profile >> k) & 1) continue;
            Counts out = counts;
            if (profile != 0) --out[base + profile];
            ++out[base + (profile | 1u << k)];
            visit(std::move(out));
        }
    }
}

template <class Visit>
void BlastSearch::Front::each_smaller(const Counts& counts, Visit&& visit) const {
    for (std::size_t s = 0; s < singles_.size(); ++s) {
        if (counts[s] == 0) continue;
        Counts out = counts;
        out[s] = 0;
        visit(std::move(out));
    }
    const std::size_t base = singles_.size() - 1;
    for (std::uint32_t profile = 1; profile <= profiles(); ++profile) {
        if (counts[base + profile] == 0) continue;
        for (std::size_t k = 0; k < kinds_.size(); ++k) {
            if (((profile >> k) & 1) == 0) continue;
            Counts out = counts;
            --out[base + profile];
            if (const std::uint32_t rest = profile & ~(1u << k); rest != 0) ++out[base + rest];
            visit(std::move(out));
        }
    }
}

// The world of a set as a state of the search; `stand` becomes of what sort each peer is in it.
std::optional<std::uint32_t> BlastSearch::Front::root_of(const Counts& counts,
                                                         std::vector<std::uint32_t>& stand) {
    stand.assign(peers_.size(), 0);
    std::vector<std::uint32_t> profile_of;
    for (std::uint32_t profile = 1; profile <= profiles(); ++profile)
        profile_of.insert(profile_of.end(), counts[singles_.size() - 1 + profile], profile);
    std::uint32_t state = 0;
    const auto befall = [&](std::uint32_t event, std::uint32_t peer) {
        const auto next = explorer_.befall(state, event, peer, stand);
        if (next) state = *next;
        return next.has_value();
    };
    for (const Act& act : acts_) {
        if (act.single != nobody) {
            if (counts[act.single] != 0 && !befall(act.event, nobody)) return std::nullopt;
            continue;
        }
        for (std::uint32_t peer = 0; peer < profile_of.size(); ++peer)
            if (((profile_of[peer] >> act.kind) & 1) != 0 && !befall(act.event, peer))
                return std::nullopt;
    }
    return state;
}

bool BlastSearch::Front::plant() {
    for (const Counts& counts : candidates_) {
        Winner& one = planted_.emplace_back();
        one.counts = counts;
        const auto root = root_of(counts, one.stand);
        if (!root) return false;
        one.root = *root;
    }
    tried_ += candidates_.size();
    candidates_.clear();
    return true;
}

bool BlastSearch::Front::go_on(std::uint32_t states) {
    if (is_done_) return false;
    if (!candidates_.empty() && !plant()) {
        is_done_ = true;
        return false;
    }
    explorer_.go_on(states);
    if (explorer_.end() == Explorer::End::none) {
        is_done_ = explorer_.states() >= options_.states_max || explorer_.bytes() >= options_.bytes_max;
        return !is_done_;
    }
    if (explorer_.end() != Explorer::End::complete) {
        is_done_ = true;
        return false;
    }
    judge();
    next_order();
    return !is_done_;
}

// Which states a set breaks the promise in that is at home there.
void BlastSearch::Front::solve() {
    if (is_broken_.size() == explorer_.states()) return;
    const Predicate sought = ground_.sought_of(promise_);
    if (promise_.kind != Promise::Kind::can) {
        is_broken_ = states_before(explorer_, explorer_.states_in_which(sought));
        return;
    }
    const Game game(
        explorer_, [this](const Move& move) { return ground_.side_of(move); }, sought);
    is_broken_.resize(explorer_.states());
    for (std::uint32_t state = 0; state < explorer_.states(); ++state)
        is_broken_[state] = !game.is_won(state);
}

void BlastSearch::Front::judge() {
    solve();
    safe_.clear();
    for (Winner& one : planted_) {
        if (is_broken_[one.root]) winners_.push_back(std::move(one));
        else safe_.insert(std::move(one.counts));
    }
    planted_.clear();
}

// Sets of one event more, of which no smaller one breaks anything.
void BlastSearch::Front::next_order() {
    std::set<Counts> larger;
    for (const Counts& counts : safe_)
        each_larger(counts, [&](Counts one) {
            bool is_new_hope = true;
            each_smaller(one, [&](const Counts& smaller) {
                is_new_hope = is_new_hope && safe_.contains(smaller);
            });
            if (is_new_hope && larger.size() <= options_.sets_max) larger.insert(std::move(one));
        });
    is_complete_ = larger.empty();
    is_done_ = is_complete_ || larger.size() > options_.sets_max || order_ == options_.order_max;
    if (is_done_) return;
    ++order_;
    candidates_.assign(larger.begin(), larger.end());
}

// --- what was found ------------------------------------------------------------------------------------------

std::uint64_t BlastSearch::Front::size_of(const Counts& counts) const {
    std::uint64_t out = 1;
    std::uint32_t left = peers_.size();
    for (std::size_t i = singles_.size(); i < counts.size(); ++i) {
        out = times(out, choose(left, counts[i]));
        left -= counts[i];
    }
    return out;
}

std::vector<BasicEvent> BlastSearch::Front::events_of(const Counts& counts) const {
    std::vector<std::uint32_t> profile_of;
    for (std::uint32_t profile = 1; profile <= profiles(); ++profile)
        profile_of.insert(profile_of.end(), counts[singles_.size() - 1 + profile], profile);
    std::vector<BasicEvent> out;
    for (const Act& act : acts_) {
        Move move;
        move.kind = Move::Kind::basic_event;
        move.event = ground_.events()[act.event];
        if (act.single != nobody) {
            if (counts[act.single] != 0) out.push_back(move.event);
            continue;
        }
        for (std::uint32_t peer = 0; peer < profile_of.size(); ++peer)
            if (((profile_of[peer] >> act.kind) & 1) != 0)
                out.push_back(peers_.exchanged(move, 0, peer).event);
    }
    return out;
}

SetClass BlastSearch::Front::class_of(const Winner& winner) {
    SetClass out;
    const auto& events = ground_.events();
    for (std::size_t s = 0; s < singles_.size(); ++s)
        if (winner.counts[s] != 0)
            out.parts.push_back({{events[singles_[s]].kind}, ground_.subject_name(events[singles_[s]]), 1, 1});
    for (std::uint32_t profile = 1; profile <= profiles(); ++profile) {
        const std::uint32_t count = winner.counts[singles_.size() - 1 + profile];
        if (count == 0) continue;
        SetPart part;
        for (std::size_t k = 0; k < kinds_.size(); ++k)
            if (((profile >> k) & 1) != 0) part.kinds.push_back(events[kinds_[k]].kind);
        part.subject = ground_.subject_name(events[kinds_[0]]);
        part.count = count;
        part.of = peers_.size();
        out.parts.push_back(std::move(part));
    }
    out.one = events_of(winner.counts);
    out.order = static_cast<std::uint32_t>(out.one.size());
    out.count = size_of(winner.counts);
    return out;
}

// What breaks a promise that something never happens is anybody's doing; what keeps the honest side from something is the
// attackers', as far as it needs any.
std::vector<Move> BlastSearch::Front::way_of(const Winner& winner) {
    const std::vector<bool> sought = explorer_.states_in_which(ground_.sought_of(promise_));
    if (promise_.kind != Promise::Kind::can)
        return explorer_
            .way_from(winner.root, winner.stand, [](const Move&) { return true; }, sought)
            .value_or(std::vector<Move>());
    std::vector<bool> is_hopeless = states_before(explorer_, sought);
    is_hopeless.flip();
    return explorer_
        .way_from(
            winner.root, winner.stand,
            [this](const Move& move) { return ground_.side_of(move) == Side::attacker; }, is_hopeless)
        .value_or(std::vector<Move>());
}

Blast BlastSearch::Front::result(bool with_witnesses) {
    Blast out;
    out.promise = &promise_;
    out.is_complete = is_complete_;
    // An order that was not finished is not there.
    out.order = is_done_ && planted_.empty() ? order_ : order_ == 0 ? 0 : order_ - 1;
    out.tried = tried_;
    out.states = explorer_.states();
    for (const Winner& winner : winners_) {
        SetClass one = class_of(winner);
        out.total = plus(out.total, one.count);
        if (with_witnesses) one.witness = ground_.witness_of(promise_, one.one, way_of(winner));
        out.sets.push_back(std::move(one));
    }
    return out;
}

// --- all promises --------------------------------------------------------------------------------------------

BlastSearch::BlastSearch(std::unique_ptr<Ground> ground, const BlastOptions& options)
    : ground_(std::move(ground)), options_(options) {}
BlastSearch::~BlastSearch() = default;

std::expected<std::unique_ptr<BlastSearch>, Problem> BlastSearch::open(
    std::shared_ptr<const Scenario> scenario, Plan plan, const BlastOptions& options) {
    auto ground = Ground::open(std::move(scenario), std::move(plan), options.seed);
    if (!ground) return std::unexpected(std::move(ground.error()));
    std::unique_ptr<BlastSearch> out(new BlastSearch(std::move(*ground), options));
    auto asked = out->ground_->promises(options.promises);
    if (!asked) return std::unexpected(std::move(asked.error()));
    out->asked_ = std::move(*asked);
    out->begin(out->asked_);
    return out;
}

void BlastSearch::begin(std::span<const Promise* const> asked) {
    fronts_.clear();
    for (const Promise* promise : asked) {
        ExploreOptions explore =
            ground_->options_for({&promise, 1}, options_.merges_peers, options_.forgets_answers);
        explore.bytes_max = options_.bytes_max;
        explore.states_max = options_.states_max;
        fronts_.push_back(std::make_unique<Front>(*ground_, *promise, options_, explore));
    }
}

bool BlastSearch::go_on(std::uint32_t states) {
    for (auto& front : fronts_) {
        if (front->go_on(states)) return true;
        if (!front->is_apart()) continue;
        options_.merges_peers = false;
        begin(asked_);
        return true;
    }
    return false;
}

std::vector<Blast> BlastSearch::results(bool with_witnesses) {
    std::vector<Blast> out;
    for (auto& front : fronts_) out.push_back(front->result(with_witnesses));
    return out;
}

}  // namespace airlock::check
