// From a plan to searches and their verdicts.
#include "check/proof.h"

#include <algorithm>
#include <optional>

#include "check/slice.h"

namespace airlock::check {

std::string_view to_text(VerdictWord word) {
    switch (word) {
        case VerdictWord::holds: return "holds";
        case VerdictWord::violated: return "violated";
        case VerdictWord::bound: return "bound";
    }
    return {};
}

Proof::Proof(std::unique_ptr<Ground> ground, const ProofOptions& options)
    : ground_(std::move(ground)), options_(options) {}

std::expected<std::unique_ptr<Proof>, Problem> Proof::open(std::shared_ptr<const Scenario> scenario,
                                                           Plan plan, const ProofOptions& options) {
    auto ground = Ground::open(std::move(scenario), std::move(plan), options.seed);
    if (!ground) return std::unexpected(std::move(ground.error()));
    std::unique_ptr<Proof> out(new Proof(std::move(*ground), options));
    auto asked = out->ground_->promises(options.promises);
    if (!asked) return std::unexpected(std::move(asked.error()));
    out->asked_ = std::move(*asked);
    out->prepare();
    return out;
}

// Searches for what moves do by themselves end here (slice.h).
constexpr std::uint32_t slice_states_max = 200'000;

void Proof::prepare() {
    const World& first = ground_->first();
    if (asked_.empty()) return;
    const std::vector<Move>& moves = ground_->moves(*asked_[0]);  // of a plan: the same for all
    ExploreOptions options =
        ground_->options_for(asked_, options_.merges_peers, options_.forgets_answers);
    options.states_max = options_.states_max;
    options.depth_max = options_.depth_max;
    options.bytes_max = options_.bytes_max;
    std::vector<std::string_view> reductions;
    if (options.forgetting.finished_answers) reductions.push_back("finished_answers");
    if (options.peers.size() > 0) reductions.push_back("symmetry");
    std::optional<Slicer> slicer;
    if (options_.slices)
        slicer.emplace(first, moves, options, std::min(slice_states_max, options_.states_max));
    // Those that need everything are looked for in one search.
    std::vector<Predicate> sought;
    Search whole{{}, nullptr, reductions};
    for (const Promise* promise : asked_) {
        const Predicate looked_for = ground_->sought_of(*promise);
        const Slice slice = slicer ? slicer->slice_for(looked_for) : Slice{.is_all = true};
        if (slice.is_all && promise->kind != Promise::Kind::can) {
            whole.promises.push_back(promise);
            sought.push_back(looked_for);
            continue;
        }
        ExploreOptions own = options;
        if (!slice.is_all) own.deadlines = slice.deadlines;
        own.goes_on = promise->kind == Promise::Kind::can;
        Search& search = searches_.emplace_back();
        search.promises = {promise};
        search.reductions = reductions;
        if (!slice.is_all) search.reductions.push_back("slices");
        search.explorer = std::make_unique<Explorer>(first, slice.is_all ? moves : slice.moves,
                                                     std::vector{looked_for}, own);
    }
    if (whole.promises.empty()) return;
    whole.explorer = std::make_unique<Explorer>(first, moves, std::move(sought), options);
    searches_.push_back(std::move(whole));
}

bool Proof::go_on(std::uint32_t states) {
    for (Search& search : searches_) {
        if (search.explorer->end() != Explorer::End::none) continue;
        const Explorer::End end = search.explorer->go_on(states);
        if (end == Explorer::End::none) return true;
        if (end != Explorer::End::peers_apart) continue;
        options_.merges_peers = false;
        searches_.clear();
        prepare();
        return true;
    }
    return std::any_of(searches_.begin(), searches_.end(), [](const Search& search) {
        return search.explorer->end() == Explorer::End::none;
    });
}

std::uint64_t Proof::states() const {
    std::uint64_t n = 0;
    for (const Search& search : searches_) n += search.explorer->states();
    return n;
}

std::uint64_t Proof::done() const {
    std::uint64_t n = 0;
    for (const Search& search : searches_) n += search.explorer->done();
    return n;
}

std::optional<std::uint32_t> Proof::first_lost(Search& search) {
    return Game(
               *search.explorer, [this](const Move& move) { return ground_->side_of(move); },
               ground_->sought_of(*search.promises[0]))
        .first_lost();
}

Verdict Proof::verdict_of(Search& search, std::uint32_t number) {
    Verdict out;
    out.promise = search.promises[number];
    out.search = search.explorer.get();
    out.reductions = search.reductions;
    const bool is_game = out.promise->kind == Promise::Kind::can;
    const bool is_complete = search.explorer->end() == Explorer::End::complete;
    if (is_game && !is_complete) return out;
    const auto state = is_game ? first_lost(search) : search.explorer->found(number);
    if (state) {
        out.word = VerdictWord::violated;
        const std::vector<Move> way = search.explorer->way_to(*state);
        out.depth = static_cast<std::uint32_t>(way.size());
        out.witness = ground_->witness_of(*out.promise, {}, way);
    } else if (is_complete) {
        out.word = VerdictWord::holds;
    }
    return out;
}

// In the order of the file.
std::vector<Verdict> Proof::verdicts() {
    std::vector<Verdict> out;
    for (const Promise* promise : asked_)
        for (Search& search : searches_)
            for (std::uint32_t i = 0; i < search.promises.size(); ++i)
                if (search.promises[i] == promise) out.push_back(verdict_of(search, i));
    return out;
}

}  // namespace airlock::check
