// The order of evaluation against a second, plain reading of the documents: sets and formulas instead of
// findings and grants. Source: domain reference, section 10: order, resource policies by principal, accounts.
#include <deque>

#include "base/random.h"
#include "policy/request.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::policy;

namespace {

// What one policy says about the request.
struct Says {
    bool allow = false;
    bool deny = false;
};

struct Entry {  // of the resource policy
    std::string_view whom;
    bool deny = false;
};

struct Situation {
    std::string_view caller;
    std::vector<std::vector<Says>> scp;
    bool rcp_denies = false;
    std::vector<Entry> resource;
    std::vector<Says> identity;
    std::vector<Says> boundary;  // none, or one
    std::vector<Says> session;
    bool is_cross_account = false;
    bool resource_must_allow = false;
};

// --- the oracle --------------------------------------------------------------------------------------

bool any_allow(const std::vector<Says>& policies) {
    for (const Says& says : policies)
        if (says.allow) return true;
    return false;
}
bool any_deny(const std::vector<Says>& policies) {
    for (const Says& says : policies)
        if (says.deny) return true;
    return false;
}

// Which principals of a resource policy are the caller: itself, what it acts for, its account.
bool is_itself(const Situation& s, std::string_view whom) {
    return whom == "everyone" || whom == s.caller || (whom == "account" && s.caller == "root");
}
bool is_behind(const Situation& s, std::string_view whom) {
    return (s.caller == "session" && whom == "role") || (s.caller == "federated" && whom == "user");
}
bool is_account(const Situation& s, std::string_view whom) {
    return whom == "account" && s.caller != "service" && s.caller != "anonymous";
}

Decision expected(const Situation& s) {
    const bool is_principal = s.caller != "service" && s.caller != "anonymous";
    const bool has_own_policies = is_principal && s.caller != "root";
    bool itself = false;
    bool behind = false;
    bool account = false;
    bool denied = s.rcp_denies;
    for (const Entry& entry : s.resource) {
        const bool names =
            is_itself(s, entry.whom) || is_behind(s, entry.whom) || is_account(s, entry.whom);
        if (entry.deny) denied = denied || names;
        else {
            itself = itself || is_itself(s, entry.whom);
            behind = behind || is_behind(s, entry.whom);
            account = account || is_account(s, entry.whom);
        }
    }
    for (const auto& level : s.scp) denied = denied || any_deny(level);
    if (has_own_policies)
        denied = denied || any_deny(s.identity) || any_deny(s.boundary) || any_deny(s.session);
    if (denied) return Decision::explicitly_denied;

    bool allowed = true;
    for (const auto& level : s.scp) allowed = allowed && any_allow(level);
    const bool granted = itself || behind || account;
    const bool limits = (s.boundary.empty() || any_allow(s.boundary)) &&
                        (s.session.empty() ? s.caller != "federated" : any_allow(s.session));
    if (!is_principal) allowed = allowed && itself;
    else if (s.is_cross_account)
        allowed = allowed && granted && (!has_own_policies || (any_allow(s.identity) && limits));
    else if (s.resource_must_allow && !granted) allowed = false;
    else if (has_own_policies && !itself)
        allowed = allowed && limits && (behind || any_allow(s.identity));
    return allowed ? Decision::allowed : Decision::implicitly_denied;
}

// --- the same for the engine -------------------------------------------------------------------------

class Laid {
  public:
    Policies policies;

    explicit Laid(const Situation& s) {
        for (const auto& level : s.scp) {
            const auto documents = list(level, Kind::service_control);
            levels_.push_back({documents.data(), static_cast<std::uint32_t>(documents.size())});
        }
        policies.service_control = levels_;
        if (s.rcp_denies) {
            const auto documents = list({{false, true}}, Kind::resource_control);
            control_ = {documents.data(), 1};
            policies.resource_control = {&control_, 1};
        }
        auto& resource = lists_.emplace_back();
        for (const Entry& entry : s.resource)
            resource.push_back(&documents_.emplace_back(test::statement(
                Kind::resource, text(entry.deny, ",\"Principal\":" + principal(entry.whom)))));
        policies.resource = resource;
        policies.identity = list(s.identity, Kind::identity);
        policies.boundaries = list(s.boundary, Kind::boundary);
        policies.sessions = list(s.session, Kind::session);
        policies.is_cross_account = s.is_cross_account;
        policies.resource_must_allow = s.resource_must_allow;
    }
    Laid(const Laid&) = delete;
    Laid& operator=(const Laid&) = delete;

  private:
    static std::string text(bool deny, const std::string& more) {
        return std::string(R"({"Effect":")") + (deny ? "Deny" : "Allow") +
               R"(","Action":"backup:*","Resource":"*")" + more + '}';
    }
    static std::string principal(std::string_view whom) {
        if (whom == "everyone") return "\"*\"";
        if (whom == "service") return R"({"Service":"backup.amazonaws.com"})";
        const std::string_view name =
            whom == "account"     ? "111111111111"
            : whom == "user"      ? "arn:aws:iam::111111111111:user/ana"
            : whom == "role"      ? "arn:aws:iam::111111111111:role/ops"
            : whom == "session"   ? "arn:aws:sts::111111111111:assumed-role/ops/ana"
            : whom == "federated" ? "arn:aws:sts::111111111111:federated-user/bob"
                                  : "222222222222";
        return R"({"AWS":")" + std::string(name) + "\"}";
    }
    std::span<const Document* const> list(const std::vector<Says>& policies_said, Kind kind) {
        auto& out = lists_.emplace_back();
        const std::string whom = kind == Kind::resource_control ? R"(,"Principal":"*")" : "";
        for (const Says& says : policies_said) {
            std::string statements =
                R"({"Effect":"Deny","Action":"s3:*","Resource":"*")" + whom + "}";
            if (says.allow) statements += ',' + text(false, whom);
            if (says.deny) statements += ',' + text(true, whom);
            out.push_back(&documents_.emplace_back(test::statement(kind, '[' + statements + ']')));
        }
        return out;
    }

    std::deque<Document> documents_;
    std::deque<std::vector<const Document*>> lists_;
    std::vector<Level> levels_;
    Level control_;
};

Situation random_situation(Random& random) {
    static constexpr std::string_view callers[] = {"user", "session", "federated",
                                                   "root", "service", "anonymous"};
    static constexpr std::string_view named[] = {"user",    "role",    "session",  "federated",
                                                 "account", "service", "everyone", "stranger"};
    const auto says = [&] { return Says{random.chance(2, 3), random.chance(1, 25)}; };
    const auto some = [&](std::uint32_t most) {
        std::vector<Says> out(random.below(most + 1));
        for (Says& one : out) one = says();
        return out;
    };
    Situation s;
    s.caller = callers[random.below(6)];
    const bool is_principal = s.caller != "service" && s.caller != "anonymous";
    s.scp.resize(is_principal ? random.below(4) : 0);
    for (auto& level : s.scp) level = {Says{random.chance(9, 10), random.chance(1, 40)}};
    s.rcp_denies = random.chance(1, 25);
    for (std::uint32_t n = random.below(4); n > 0; --n)
        s.resource.push_back({named[random.below(8)], random.chance(1, 8)});
    if (is_principal) {
        s.identity = some(2);
        s.boundary = some(1);
        s.session = some(1);
    }
    s.is_cross_account = random.chance(1, 4);
    s.resource_must_allow = random.chance(1, 4);
    return s;
}

}  // namespace

TEST_CASE("by chance: the engine decides as a second reading of the documents does") {
    std::uint32_t decided[3] = {};
    for (std::uint64_t seed = 0; seed < 20'000; ++seed) {
        Random random(seed, "oracle");
        const Situation s = random_situation(random);
        test::Request request;
        if (s.caller == "user") request.caller = test::Request::user();
        if (s.caller == "federated") request.caller = test::Request::federated_user();
        if (s.caller == "root") request.caller = test::Request::root_user();
        if (s.caller == "service") request.caller = test::Request::service();
        if (s.caller == "anonymous") request.caller = {};
        const Laid laid(s);
        const Decision decision = evaluate(request, laid.policies).decision;
        ++decided[static_cast<std::size_t>(decision)];
        CAPTURE(seed);
        CAPTURE(s.caller);
        REQUIRE(decision == expected(s));
    }
    for (const std::uint32_t count : decided) CHECK(count > 2000);
}
