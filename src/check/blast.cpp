// Set by set, order by order.
#include "check/blast.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/check.h"
#include "check/game.h"
#include "check/slice.h"

namespace airlock::check {
namespace {

constexpr std::uint32_t nobody = Peers::none;

// Sets of so many events are searched with a thief who destroys what he can in any order, or leaves it. If in none of that
// he gets further than by destroying all of it at once, larger sets are searched with that alone.
constexpr std::uint32_t order_weighed = 1;
constexpr std::uint32_t destruction_places = 3;
constexpr std::size_t witnesses_max = 100;
// Of so many kinds of events on one peer there are 255 combinations.
constexpr std::size_t peer_kinds_max = 8;

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
    // Each step gives a whole number; on the way to it there may be more than 64 bits.
    __extension__ using Wide = unsigned __int128;
    Wide out = 1;
    for (std::uint32_t i = 0; i < k; ++i) {
        out = out * (n - i) / (i + 1);
        if (out > UINT64_MAX) return UINT64_MAX;
    }
    return static_cast<std::uint64_t>(out);
}

}  // namespace

// A class of sets is a row of counts: of each event that is nobody's 0 or 1, then of each combination of the peers' kinds
// of events how many peers it is on.
class BlastSearch::Front {
  public:
    Front(const Ground& ground, const Promise& promise, const BlastOptions& options,
          const ExploreOptions& explore);

    bool go_on(std::uint32_t states);
    // Has it to be done without peers?
    bool is_apart() const {
        return kinds_.size() > peer_kinds_max || explorer_->end() == Explorer::End::peers_apart;
    }
    Blast result(bool with_witnesses);

  private:
    using Counts = std::vector<std::uint16_t>;
    struct Act {  // in the order in which they befall
        std::uint32_t event = 0;
        std::uint32_t single = nobody;  // its place among the counts
        std::uint32_t kind = nobody;    // of a peer's
    };
    struct Winner {
        Counts counts;
        std::uint32_t root = 0;
        std::vector<std::uint32_t> stand;
        std::vector<Move> way;  // to the root, where it is not where the events lead
    };
    std::uint32_t profiles() const { return (1u << kinds_.size()) - 1; }
    template <class Visit>
    void each_larger(const Counts& counts, Visit&& visit) const;
    template <class Visit>
    void each_smaller(const Counts& counts, Visit&& visit) const;
    std::uint32_t peers_hit(const Counts& counts) const;
    void know_writes();
    void begin();
    bool has_missed_a_move();
    bool destroy(Winner& one);
    bool plant(Winner& one);
    bool plant_all();
    std::vector<std::uint32_t> profiles_of(const Counts& counts) const;
    bool judge();
    void solve();
    void next_order();
    SetClass class_of(const Winner& winner);
    std::vector<BasicEvent> events_of(const Counts& counts) const;
    std::uint64_t size_of(const Counts& counts) const;
    std::vector<Move> way_of(const Winner& winner, const std::vector<bool>& to);

    const Ground& ground_;
    const Promise& promise_;
    BlastOptions options_;
    ExploreOptions explore_;
    std::unique_ptr<Explorer> explorer_;
    // What moves write, and which are searched: one that writes nothing that is looked at is left out (docs/proofs.md).
    std::vector<std::set<Ref>> writes_;
    std::vector<bool> is_searched_;
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
    std::vector<bool>
        is_lost_;  // of a promise that something can be: without what attackers may do first
    // What a thief can take away, in the order in which he would. A set is searched with all of it done at first; what is
    // not broken then is searched from before it.
    std::vector<std::uint32_t> destructions_;  // moves of the search
    bool destroys_first_ = false;
    bool has_been_wrong_ = false;  // something was broken only before, or only by less
    std::uint64_t tried_ = 0;
    bool is_done_ = false;
    bool is_complete_ = false;
};

static ExploreOptions with_events(ExploreOptions options, const Ground& ground,
                                  const Promise& promise) {
    options.events = ground.events();
    options.goes_on = true;
    options.ends_at_found = promise.kind != Promise::Kind::can;
    return options;
}

BlastSearch::Front::Front(const Ground& ground, const Promise& promise, const BlastOptions& options,
                          const ExploreOptions& explore)
    : ground_(ground),
      promise_(promise),
      options_(options),
      explore_(with_events(explore, ground, promise)),
      peers_(explore.peers) {
    know_writes();
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
    if (kinds_.size() <= peer_kinds_max) begin();
    is_done_ = is_complete_ = is_apart() || !ground.applies(promise);
}

// Of a plan every move is searched; of what a thief could try against any design only what can make a difference.
void BlastSearch::Front::know_writes() {
    const auto& moves = ground_.moves(promise_);
    is_searched_.assign(moves.size(), true);
    writes_.resize(moves.size());
    const StandardDesign* design = ground_.design();
    for (std::uint32_t m = 0; design != nullptr && m < moves.size(); ++m) {
        if (moves[m].is_once || std::holds_alternative<call::Vote>(moves[m].call)) continue;
        for (const Ref row : written_by(design->all_stolen(), moves[m])) {
            const auto owner = peers_.owner_of(row);
            writes_[m].insert(owner ? peers_.own_row(0, owner->k) : row);
        }
        // What is refused there may go through elsewhere.
        is_searched_[m] = writes_[m].empty();
    }
}

void BlastSearch::Front::begin() {
    std::vector<Move> moves;
    for (std::uint32_t m = 0; m < is_searched_.size(); ++m)
        if (is_searched_[m]) moves.push_back(ground_.moves(promise_)[m]);
    explorer_ = std::make_unique<Explorer>(ground_.first(), std::move(moves),
                                           std::vector{ground_.sought_of(promise_)}, explore_);
    order_ = 0;
    tried_ = 0;
    destructions_.clear();
    for (std::uint32_t place = 1; place <= destruction_places; ++place)
        for (std::uint32_t m = 0; m < explorer_->moves().size(); ++m)
            if (options_.destroys_at_once && explorer_->moves()[m].destroys == place)
                destructions_.push_back(m);
    destroys_first_ = !destructions_.empty();
    has_been_wrong_ = false;
    planted_.clear(), safe_.clear(), winners_.clear(), is_broken_.clear();
    candidates_ = {Counts(singles_.size() + profiles(), 0)};
}

// Is something looked at by now that a move writes which is not searched?
bool BlastSearch::Front::has_missed_a_move() {
    bool has_missed = false;
    for (std::uint32_t m = 0; m < is_searched_.size(); ++m) {
        if (is_searched_[m]) continue;
        const auto& looks = explorer_->looks();
        is_searched_[m] = std::any_of(writes_[m].begin(), writes_[m].end(),
                                      [&](Ref row) { return looks.contains(row); });
        has_missed = has_missed || is_searched_[m];
    }
    return has_missed;
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

// The world of a set as a state of the search, in which `one.stand` says of what sort each peer is; false where a bound
// ended it.
bool BlastSearch::Front::plant(Winner& one) {
    one.stand.assign(peers_.size(), 0);
    const std::vector<std::uint32_t> profile_of = profiles_of(one.counts);
    explorer_->take(0);
    for (const Act& act : acts_) {
        if (act.single != nobody) {
            if (one.counts[act.single] != 0 &&
                explorer_->befall(act.event, nobody, one.stand) == Explorer::Change::bound)
                return false;
            continue;
        }
        for (std::uint32_t peer = 0; peer < profile_of.size(); ++peer)
            if (((profile_of[peer] >> act.kind) & 1) != 0 &&
                explorer_->befall(act.event, peer, one.stand) == Explorer::Change::bound)
                return false;
    }
    if (destroys_first_ && !destroy(one)) return false;
    one.root = explorer_->keep();
    return true;
}

// The combination of events on each peer that any is on.
std::vector<std::uint32_t> BlastSearch::Front::profiles_of(const Counts& counts) const {
    std::vector<std::uint32_t> out;
    for (std::uint32_t profile = 1; profile <= profiles(); ++profile)
        out.insert(out.end(), counts[singles_.size() - 1 + profile], profile);
    return out;
}

bool BlastSearch::Front::plant_all() {
    for (const Counts& counts : candidates_) {
        planted_.emplace_back().counts = counts;
        if (!plant(planted_.back())) return false;
    }
    if (destroys_first_ || destructions_.empty()) tried_ += candidates_.size();
    candidates_.clear();
    return true;
}

bool BlastSearch::Front::go_on(std::uint32_t states) {
    if (is_done_) return false;
    if (!candidates_.empty() && !plant_all()) {
        is_done_ = true;
        return false;
    }
    explorer_->go_on(states);
    if (explorer_->end() == Explorer::End::none) {
        is_done_ =
            explorer_->states() >= options_.states_max || explorer_->bytes() >= options_.bytes_max;
        return !is_done_;
    }
    if (explorer_->end() != Explorer::End::complete) {
        is_done_ = true;
        return false;
    }
    if (has_missed_a_move()) {
        begin();
        return true;
    }
    if (judge()) next_order();
    return !is_done_;
}

// Makes all that takes away, as long as there is something to take; false where a bound ended it.
bool BlastSearch::Front::destroy(Winner& one) {
    const auto peers = std::max(peers_.size(), 1u);
    // One may make room for another. That two undo one another for ever is no destruction.
    bool has_changed = true;
    for (std::size_t round = 0; has_changed && round < destructions_.size(); ++round) {
        has_changed = false;
        for (const std::uint32_t move : destructions_)
            for (std::uint32_t peer = 0; peer < peers; ++peer) {
                const Explorer::Change change = explorer_->change(move, peer, one.stand);
                if (change == Explorer::Change::bound) return false;
                if (change == Explorer::Change::none) continue;
                has_changed = true;
                const Move& made = explorer_->moves()[move];
                const auto mover = peers_.mover_of(made);
                one.way.push_back(mover == 0u ? peers_.exchanged(made, 0, peer) : made);
            }
    }
    return true;
}

// In which states the promise is broken. What must never be is anybody's doing. What must be possible has to be so
// whatever the attackers do at once: after each of their moves, and all of them, the honest side still has a strategy.
void BlastSearch::Front::solve() {
    if (is_broken_.size() == explorer_->states()) return;
    const Predicate sought = ground_.sought_of(promise_);
    const std::vector<bool> holds = explorer_->states_in_which(sought);
    if (promise_.kind != Promise::Kind::can) {
        is_broken_ = states_before(*explorer_, holds, [](const Move&) { return true; });
        return;
    }
    const auto is_attack = [this](const Move& move) {
        return ground_.side_of(move) == Side::attacker;
    };
    const Game game(
        *explorer_, [this](const Move& move) { return ground_.side_of(move); }, sought);
    is_lost_.resize(explorer_->states());
    for (std::uint32_t state = 0; state < explorer_->states(); ++state)
        is_lost_[state] = !game.is_won(state);
    is_broken_ = states_before(*explorer_, is_lost_, is_attack);
}

// True when the sets of this order are decided.
bool BlastSearch::Front::judge() {
    solve();
    std::vector<Counts> open;
    for (Winner& one : planted_) {
        const bool is_broken = is_broken_[one.root];
        has_been_wrong_ =
            has_been_wrong_ || (is_broken && !destroys_first_ && !destructions_.empty());
        if (is_broken) winners_.push_back(std::move(one));
        else if (destroys_first_ && (order_ <= order_weighed || has_been_wrong_))
            open.push_back(std::move(one.counts));
        else safe_.insert(std::move(one.counts));
    }
    planted_.clear();
    if (open.empty()) return true;
    destroys_first_ = false;
    candidates_ = std::move(open);
    return false;
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
    safe_.clear();
    is_complete_ = larger.empty();
    is_done_ = is_complete_ || larger.size() > options_.sets_max || order_ == options_.order_max;
    if (is_done_) return;
    ++order_;
    candidates_.assign(larger.begin(), larger.end());
    destroys_first_ = !destructions_.empty();
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
    const std::vector<std::uint32_t> profile_of = profiles_of(counts);
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
            out.parts.push_back(
                {{events[singles_[s]].kind}, ground_.subject_name(events[singles_[s]]), 1, 1});
    for (std::uint32_t profile = 1; profile <= profiles(); ++profile) {
        const std::uint32_t count = winner.counts[singles_.size() - 1 + profile];
        if (count == 0) continue;
        SetPart part;
        for (std::size_t k = 0; k < kinds_.size(); ++k)
            if (((profile >> k) & 1) != 0) part.kinds.push_back(events[kinds_[k]].kind);
        for (std::size_t k = kinds_.size(); k-- > 0;)
            if (((profile >> k) & 1) != 0) part.subject = ground_.subject_name(events[kinds_[k]]);
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
// attackers'.
std::vector<Move> BlastSearch::Front::way_of(const Winner& winner, const std::vector<bool>& to) {
    const auto may = [this](const Move& move) {
        return promise_.kind != Promise::Kind::can || ground_.side_of(move) == Side::attacker;
    };
    std::vector<Move> way = winner.way;
    const auto rest = explorer_->way_from(winner.root, winner.stand, may, to);
    if (rest) way.insert(way.end(), rest->begin(), rest->end());
    return way;
}

Blast BlastSearch::Front::result(bool with_witnesses) {
    Blast out;
    out.promise = &promise_;
    out.applies = ground_.applies(promise_);
    out.is_complete = is_complete_;
    // An order that was not finished is not there.
    out.order = is_done_ && planted_.empty() ? order_ : order_ == 0 ? 0 : order_ - 1;
    out.tried = tried_;
    out.states = explorer_->states();
    const bool has_ways = with_witnesses && explorer_->end() == Explorer::End::complete;
    std::vector<bool> to;
    if (has_ways && !winners_.empty())
        to = promise_.kind == Promise::Kind::can
                 ? is_lost_
                 : explorer_->states_in_which(ground_.sought_of(promise_));
    for (const Winner& winner : winners_) {
        SetClass one = class_of(winner);
        out.total = plus(out.total, one.count);
        if (has_ways && out.sets.size() < witnesses_max)
            one.witness = ground_.witness_of(promise_, one.one, way_of(winner, to));
        else if (with_witnesses)
            one.witness.problem = has_ways ? "only the first 100 sets are shown as runs"
                                           : "a bound was reached before its way was looked for";
        out.sets.push_back(std::move(one));
    }
    return out;
}

// --- all promises --------------------------------------------------------------------------------------------

BlastSearch::BlastSearch(std::unique_ptr<Ground> ground, const BlastOptions& options)
    : ground_(std::move(ground)), options_(options) {}
BlastSearch::~BlastSearch() = default;

std::expected<std::unique_ptr<BlastSearch>, Problem> BlastSearch::open(
    std::shared_ptr<const Scenario> scenario, std::optional<Plan> plan,
    const BlastOptions& options) {
    const bool is_own = plan && !plan->events.empty();
    auto ground = is_own ? Ground::open(std::move(scenario), std::move(*plan), options.seed)
                         : Ground::open_standard(
                               std::move(scenario),
                               plan && plan->has_from ? std::optional(plan->from) : std::nullopt,
                               options.seed);
    if (!ground) return std::unexpected(std::move(ground.error()));
    std::unique_ptr<BlastSearch> out(new BlastSearch(std::move(*ground), options));
    if (!is_own && options.order_max == UINT32_MAX) out->options_.order_max = 1;
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
