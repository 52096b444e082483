// How the layers combine: one row for each rule of the evaluation logic.
#include "policy/policy.h"

#include <algorithm>
#include <deque>

#include "base/random.h"
#include "base/text.h"
#include "policy/request.h"
#include "support/allocations.h"
#include "support/text_table.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::policy;
using airlock::test::Request;
using airlock::test::TextTable;

namespace {

// The policies of one request, built from the cells of a table and kept alive.
//
// A cell is a list of statements: "allow", "deny", or "other", an Allow for another action. Resource policies
// add whom they name: "allow role", "deny account", "allow * if role". "-" is no policy at all. The levels of
// control policies stand between slashes: "allow / allow deny / allow".
class Layout {
  public:
    Policies policies;

    explicit Layout(const TextTable::Row& row) {
        read_levels(row["scp"], Kind::service_control, scp_levels_);
        read_levels(row["rcp"], Kind::resource_control, rcp_levels_);
        policies.service_control = scp_levels_;
        policies.resource_control = rcp_levels_;
        policies.resource = list(row["resource"], Kind::resource);
        policies.identity = list(row["identity"], Kind::identity);
        policies.boundaries = list(row["boundary"], Kind::boundary);
        policies.sessions = list(row["session"], Kind::session);
    }
    Layout(const Layout&) = delete;
    Layout& operator=(const Layout&) = delete;

  private:
    std::span<const Document* const> list(std::string_view cell, Kind kind) {
        auto& pointers = lists_.emplace_back();
        if (cell == "-") return {};
        std::string statements;
        std::string_view rest = cell;
        while (!rest.empty()) {
            const auto next =
                std::min({rest.find("allow", 1), rest.find("deny", 1), rest.find("other", 1)});
            statements +=
                (statements.empty() ? "" : ",") + statement(trim(rest.substr(0, next)), kind);
            rest = next == std::string_view::npos ? "" : rest.substr(next);
        }
        pointers.push_back(&documents_.emplace_back(
            test::document(kind, R"({"Version":"2012-10-17","Statement":[)" + statements + "]}")));
        return pointers;
    }

    static std::string statement(std::string_view words, Kind kind) {
        const auto space = words.find(' ');
        const std::string_view verb = words.substr(0, space);
        const std::string_view whom =
            space == std::string_view::npos ? "*" : words.substr(space + 1);
        std::string out = verb == "deny" ? R"({"Effect":"Deny",)" : R"({"Effect":"Allow",)";
        out += verb == "other" ? R"("Action":"backup:Other","Resource":"*")"
                               : R"("Action":"backup:Delete*","Resource":"*")";
        if (kind == Kind::resource) out += ',' + principal(whom);
        if (kind == Kind::resource_control) out += R"(,"Principal":"*")";
        return out + '}';
    }

    static std::string principal(std::string_view whom) {
        const auto aws = [](std::string_view name) {
            return R"("Principal":{"AWS":")" + std::string(name) + "\"}";
        };
        if (whom == "*") return R"("Principal":"*")";
        if (whom == "* if role")
            return R"("Principal":"*","Condition":{"ArnEquals":{"aws:PrincipalArn":"arn:aws:iam::111111111111:role/ops"}})";
        if (whom == "role") return aws("arn:aws:iam::111111111111:role/ops");
        if (whom == "role id") return aws("AROAEXAMPLEEXAMPLE1");
        if (whom == "namesake") return aws("arn:aws:iam::111111111111:role/Ops");
        if (whom == "session") return aws("arn:aws:sts::111111111111:assumed-role/ops/ana");
        if (whom == "colleague") return aws("arn:aws:sts::111111111111:assumed-role/ops/ben");
        if (whom == "user") return aws("arn:aws:iam::111111111111:user/ana");
        if (whom == "federated") return aws("arn:aws:sts::111111111111:federated-user/bob");
        if (whom == "account") return aws("111111111111");
        if (whom == "account root") return aws("arn:aws:iam::111111111111:root");
        if (whom == "stranger") return aws("222222222222");
        if (whom == "namesake user") return aws("arn:aws:iam::111111111111:user/Ana");
        if (whom == "namesake id") return aws("AROAEXAMPLEEXAMPLE2");
        if (whom == "canonical") return R"("Principal":{"CanonicalUser":"79a5"})";
        if (whom == "provider") return R"("Principal":{"Federated":"accounts.google.com"})";
        if (whom == "mpa") return R"("Principal":{"Service":"mpa.amazonaws.com"})";
        if (whom == "service") return R"("Principal":{"Service":"backup.amazonaws.com"})";
        if (whom == "not role")
            return R"("NotPrincipal":{"AWS":"arn:aws:iam::111111111111:role/ops"})";
        if (whom == "not user")
            return R"("NotPrincipal":{"AWS":"arn:aws:iam::111111111111:user/ana"})";
        const auto not_aws = [](std::string_view names) {
            return R"("NotPrincipal":{"AWS":[)" + std::string(names) + "]}";
        };
        if (whom == "not account") return not_aws(R"("111111111111")");
        if (whom == "not user, account")
            return not_aws(
                R"("arn:aws:iam::111111111111:user/ana","arn:aws:iam::111111111111:root")");
        if (whom == "not role, account")
            return not_aws(
                R"("arn:aws:iam::111111111111:role/ops","arn:aws:iam::111111111111:root")");
        if (whom == "not session, role, account")
            return not_aws(
                R"("arn:aws:sts::111111111111:assumed-role/ops/ana","arn:aws:iam::111111111111:role/ops","111111111111")");
        if (whom == "not colleague, role, account")
            return not_aws(
                R"("arn:aws:sts::111111111111:assumed-role/ops/ben","arn:aws:iam::111111111111:role/ops","111111111111")");
        FAIL("nobody is called " << whom);
        return {};
    }

    void read_levels(std::string_view cell, Kind kind, std::vector<Level>& levels) {
        if (cell == "-") return;
        for (std::string_view level : split(cell, '/')) {
            const auto documents = list(trim(level), kind);
            levels.push_back({documents.data(), static_cast<std::uint32_t>(documents.size())});
        }
    }

    std::deque<Document> documents_;
    std::deque<std::vector<const Document*>> lists_;
    std::vector<Level> scp_levels_;
    std::vector<Level> rcp_levels_;
};

Principal caller_named(std::string_view name) {
    if (name == "role") return Request::role_session();
    if (name == "user") return Request::user();
    if (name == "federated") return Request::federated_user();
    if (name == "root") return Request::root_user();
    if (name == "service") return Request::service();
    REQUIRE(name == "anonymous");
    return {};
}

Request request_of(std::string_view caller) {
    Request request;
    request.caller = caller_named(caller);
    request.keys["aws:principalarn"] = {request.caller.arn};
    return request;
}

std::string_view name_of(Layer layer) {
    constexpr std::string_view names[] = {"rcp",      "scp",      "resource",
                                          "identity", "boundary", "session"};
    return names[static_cast<std::size_t>(layer)];
}

std::string_view name_of(Decision decision) {
    constexpr std::string_view names[] = {"allowed", "explicit", "implicit"};
    return names[static_cast<std::size_t>(decision)];
}

// "allowed by resource", "implicit at boundary", "explicit at scp".
std::string text_of(const Answer& answer) {
    return std::string(name_of(answer.decision)) + (answer.is_allowed() ? " by " : " at ") +
           std::string(name_of(answer.layer));
}

enum class Side { same_account, cross_account, resource_must_allow };

void check_table(const TextTable& table, Side side = Side::same_account) {
    for (const auto& row : table) {
        CAPTURE(row.line());
        Layout layout(row);
        layout.policies.is_cross_account = side == Side::cross_account;
        layout.policies.resource_must_allow = side == Side::resource_must_allow;
        CHECK(text_of(evaluate(request_of(row["caller"]), layout.policies)) == row["answer"]);
    }
}

}  // namespace

TEST_CASE(
    "within one account: a Deny wins, control policies must allow, then identity, boundary, "
    "session") {
    check_table(TextTable(R"(
        caller | scp                  | rcp         | resource   | identity    | boundary | session | answer
        role   | -                    | -           | -          | allow       | -        | -       | allowed by identity
        role   | -                    | -           | -          | other       | -        | -       | implicit at identity
        role   | -                    | -           | -          | -           | -        | -       | implicit at identity
        role   | -                    | -           | -          | allow deny  | -        | -       | explicit at identity
        role   | -                    | -           | -          | deny allow  | -        | -       | explicit at identity
        # explicit denial, in each layer
        role   | deny                 | -           | -          | allow       | -        | -       | explicit at scp
        role   | allow / deny / allow | -           | -          | allow       | -        | -       | explicit at scp
        role   | other / allow deny   | -           | -          | allow       | -        | -       | explicit at scp     # a Deny, not the missing Allow
        role   | allow                | deny        | -          | allow       | -        | -       | explicit at rcp
        role   | -                    | -           | deny *     | allow       | -        | -       | explicit at resource
        role   | -                    | -           | allow * deny role | allow | -       | -       | explicit at resource
        role   | -                    | -           | allow session | deny     | -        | -       | explicit at identity
        role   | -                    | -           | allow session | allow    | deny     | -       | explicit at boundary
        role   | -                    | -           | allow session | allow    | allow    | deny    | explicit at session
        role   | deny                 | deny        | deny *     | deny        | deny     | deny    | explicit at rcp
        # service control policies: an Allow at every level
        role   | allow / allow / allow | -          | -          | allow       | -        | -       | allowed by identity
        role   | other / allow / allow | -          | -          | allow       | -        | -       | implicit at scp
        role   | allow / other / allow | -          | -          | allow       | -        | -       | implicit at scp
        role   | allow / allow / other | -          | -          | allow       | -        | -       | implicit at scp
        role   | allow other / allow  | -           | -          | allow       | -        | -       | allowed by identity
        role   | allow                | -           | -          | other       | -        | -       | implicit at identity # an SCP grants nothing
        role   | other                | -           | allow session | allow    | -        | -       | implicit at scp
        # boundary and session policy
        role   | -                    | -           | -          | allow       | allow    | allow   | allowed by identity
        role   | -                    | -           | -          | allow       | other    | allow   | implicit at boundary
        role   | -                    | -           | -          | allow       | allow    | other   | implicit at session
        role   | -                    | -           | -          | other       | allow    | allow   | implicit at identity
        role   | -                    | -           | -          | allow       | other    | other   | implicit at boundary
        user   | -                    | -           | -          | allow       | other    | -       | implicit at boundary
    )"));
}

TEST_CASE("resource control policies only take away") {
    check_table(TextTable(R"(
        caller | scp   | rcp           | resource | identity | boundary | session | answer
        role   | allow | deny          | -        | allow    | -        | -       | explicit at rcp
        role   | allow | deny / deny   | -        | allow    | -        | -       | explicit at rcp
        root   | allow | deny          | -        | -        | -        | -       | explicit at rcp
        anonymous | -  | deny          | allow *  | -        | -        | -       | explicit at rcp
    )"));
    // A resource control policy about something else leaves the request alone.
    const Document other =
        test::statement(Kind::resource_control,
                        R"({"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"*"})");
    const Document allow =
        test::statement(Kind::identity, R"({"Effect":"Allow","Action":"*","Resource":"*"})");
    const Document* const others[] = {&other};
    const Document* const allows[] = {&allow};
    const Level levels[] = {{others, 1}, {nullptr, 0}};
    const Answer answer = evaluate(Request(), {.resource_control = levels, .identity = allows});
    CHECK(answer.is_allowed());
    CHECK(answer.of(Layer::resource_control) ==
          Finding{Verdict::allowed, true, 1, no_index, no_index});
}

TEST_CASE("the root user needs no identity policy, yet stays under control and resource policies") {
    check_table(TextTable(R"(
        caller | scp           | rcp | resource        | identity | boundary | session | answer
        root   | -             | -   | -               | -        | -        | -       | allowed by identity
        root   | allow / allow | -   | -               | -        | -        | -       | allowed by identity
        root   | allow / other | -   | -               | -        | -        | -       | implicit at scp
        root   | allow / deny  | -   | -               | -        | -        | -       | explicit at scp
        root   | -             | -   | deny *          | -        | -        | -       | explicit at resource
        root   | -             | -   | deny account    | -        | -        | -       | explicit at resource
        root   | -             | -   | other           | -        | -        | -       | allowed by identity
        root   | -             | -   | allow account   | -        | -        | -       | allowed by resource
    )"));
    // The flag says the same as the type of the caller.
    Request request;
    CHECK(!evaluate(request, {}).is_allowed());
    CHECK(evaluate(request, {.is_root_user = true}).is_allowed());
}

TEST_CASE("a resource policy of the same account reaches as far as it names the caller") {
    check_table(TextTable(R"(
        caller    | scp   | rcp | resource             | identity | boundary | session | answer
        # IAM user: identity policy and boundary bypassed
        user      | -     | -   | allow user           | -        | -        | -       | allowed by resource
        user      | -     | -   | allow user           | other    | other    | -       | allowed by resource
        user      | allow | -   | allow user           | other    | other    | -       | allowed by resource
        user      | other | -   | allow user           | other    | -        | -       | implicit at scp
        # role: identity policy bypassed, boundary and session limit
        role      | -     | -   | allow role           | -        | -        | -       | allowed by resource
        role      | -     | -   | allow role           | other    | allow    | allow   | allowed by resource
        role      | -     | -   | allow role           | other    | other    | allow   | implicit at boundary
        role      | -     | -   | allow role           | other    | allow    | other   | implicit at session
        role      | -     | -   | allow role id        | other    | other    | -       | implicit at boundary
        role      | -     | -   | allow role id        | other    | -        | -       | allowed by resource
        role      | -     | -   | allow namesake       | other    | -        | -       | implicit at identity
        # role session: all three bypassed
        role      | -     | -   | allow session        | other    | other    | other   | allowed by resource
        role      | -     | -   | allow role allow session | other | other   | other   | allowed by resource  # the furthest grant counts
        role      | -     | -   | allow session allow role | other | other   | other   | allowed by resource
        role      | -     | -   | allow colleague      | other    | -        | -       | implicit at identity
        # federated user session: all three bypassed; named by its user: boundary and session limit
        federated | -     | -   | allow federated      | other    | other    | other   | allowed by resource
        federated | -     | -   | allow user           | other    | allow    | allow   | allowed by resource
        federated | -     | -   | allow user           | other    | other    | allow   | implicit at boundary
        federated | -     | -   | allow user           | other    | allow    | other   | implicit at session
        federated | -     | -   | allow user           | other    | allow    | -       | implicit at session  # none passed: no permissions
        federated | -     | -   | allow federated      | other    | other    | -       | allowed by resource
        federated | -     | -   | -                    | allow    | -        | -       | implicit at session
        federated | -     | -   | allow namesake user  | other    | -        | -       | implicit at identity
        role      | -     | -   | allow namesake id    | other    | -        | -       | implicit at identity
        role      | -     | -   | allow canonical      | other    | -        | -       | implicit at identity
        role      | -     | -   | allow provider       | other    | -        | -       | implicit at identity
        role      | -     | -   | allow role allow account | other | -       | -       | allowed by resource  # the furthest grant counts
        # account: delegates, the identity policy is still needed
        role      | -     | -   | allow account        | other    | -        | -       | implicit at identity
        role      | -     | -   | allow account root   | other    | -        | -       | implicit at identity
        role      | -     | -   | allow account        | allow    | -        | -       | allowed by identity
        role      | -     | -   | allow account        | allow    | other    | -       | implicit at boundary
        role      | -     | -   | allow account        | allow    | allow    | other   | implicit at session
        role      | -     | -   | allow stranger       | other    | -        | -       | implicit at identity
        # everyone, with a condition on aws:PrincipalArn: grants, not limited
        role      | -     | -   | allow * if role      | other    | other    | other   | allowed by resource
        user      | -     | -   | allow * if role      | other    | -        | -       | implicit at identity
        user      | -     | -   | allow *              | other    | other    | -       | allowed by resource
        # the union: identity policies alone suffice
        role      | -     | -   | other                | allow    | -        | -       | allowed by identity
        role      | -     | -   | allow service        | allow    | -        | -       | allowed by identity
    )"));
}

TEST_CASE("NotPrincipal names everybody else; its Deny meets everyone with a boundary") {
    check_table(TextTable(R"(
        caller | scp | rcp | resource       | identity | boundary | session | answer
        role   | -   | -   | deny not role  | allow    | -        | -       | allowed by identity
        user   | -   | -   | deny not role  | allow    | -        | -       | explicit at resource
        role   | -   | -   | deny not role  | allow    | allow    | -       | explicit at resource   # the boundary
        role   | -   | -   | allow not user | other    | -        | -       | allowed by resource
        user   | -   | -   | allow not user | other    | -        | -       | implicit at identity
        # an account, a role listed with somebody within it spares only itself
        role   | -   | -   | deny not account                      | allow | - | - | allowed by identity
        user   | -   | -   | deny not account                      | allow | - | - | allowed by identity
        user   | -   | -   | deny not user, account                | allow | - | - | allowed by identity
        role   | -   | -   | deny not user, account                | allow | - | - | explicit at resource
        root   | -   | -   | deny not user, account                | -     | - | - | allowed by identity
        role   | -   | -   | deny not role, account                | allow | - | - | allowed by identity
        user   | -   | -   | deny not role, account                | allow | - | - | explicit at resource
        role   | -   | -   | deny not session, role, account       | allow | - | - | allowed by identity
        role   | -   | -   | deny not colleague, role, account     | allow | - | - | explicit at resource
        user   | -   | -   | deny not session, role, account       | allow | - | - | explicit at resource
        service | -  | -   | allow service deny not session, role, account | - | - | - | explicit at resource
    )"));
}

TEST_CASE("across accounts both sides must allow") {
    check_table(TextTable(R"(
        caller    | scp   | rcp  | resource        | identity | boundary | session | answer
        role      | -     | -    | allow account   | allow    | -        | -       | allowed by identity
        role      | -     | -    | allow role      | allow    | -        | -       | allowed by identity
        role      | -     | -    | allow *         | allow    | -        | -       | allowed by identity
        role      | -     | -    | allow role      | other    | -        | -       | implicit at identity  # no union
        role      | -     | -    | allow session   | other    | -        | -       | implicit at identity
        user      | -     | -    | allow user      | other    | -        | -       | implicit at identity
        role      | -     | -    | allow session   | allow    | other    | -       | implicit at boundary
        role      | -     | -    | allow session   | allow    | allow    | other   | implicit at session
        role      | -     | -    | -               | allow    | -        | -       | implicit at resource
        role      | -     | -    | other           | allow    | -        | -       | implicit at resource
        role      | -     | -    | allow stranger      | allow | -       | -       | implicit at resource
        role      | other | -    | allow role      | allow    | -        | -       | implicit at scp
        role      | -     | deny | allow role      | allow    | -        | -       | explicit at rcp
        role      | -     | -    | deny account    | allow    | -        | -       | explicit at resource
        root      | -     | -    | allow account   | -        | -        | -       | allowed by resource
        root      | -     | -    | -               | -        | -        | -       | implicit at resource
        service   | -     | -    | allow service   | -        | -        | -       | allowed by resource
        service   | -     | -    | allow account   | -        | -        | -       | implicit at resource
        anonymous | -     | -    | allow *         | -        | -        | -       | allowed by resource
        anonymous | -     | -    | allow account   | -        | -        | -       | implicit at resource
    )"),
                Side::cross_account);
}

TEST_CASE("key policies and trust policies must allow themselves, or delegate to the account") {
    check_table(TextTable(R"(
        caller  | scp | rcp | resource        | identity | boundary | session | answer
        role    | -   | -   | -               | allow    | -        | -       | implicit at resource
        role    | -   | -   | other           | allow    | -        | -       | implicit at resource
        role    | -   | -   | allow account   | allow    | -        | -       | allowed by identity
        role    | -   | -   | allow account   | other    | -        | -       | implicit at identity
        role    | -   | -   | allow role      | other    | -        | -       | allowed by resource
        role    | -   | -   | allow role      | other    | other    | -       | implicit at boundary
        root    | -   | -   | -               | -        | -        | -       | implicit at resource
        root    | -   | -   | allow account   | -        | -        | -       | allowed by resource
        service | -   | -   | allow service   | -        | -        | -       | allowed by resource
    )"),
                Side::resource_must_allow);
}

TEST_CASE("services and strangers have no policies of their own") {
    check_table(TextTable(R"(
        caller    | scp | rcp | resource      | identity | boundary | session | answer
        service   | -   | -   | allow service | -        | -        | -       | allowed by resource
        service   | -   | -   | -             | allow    | -        | -       | implicit at resource
        service   | -   | -   | allow mpa     | -        | -        | -       | implicit at resource
        anonymous | -   | -   | allow *       | -        | -        | -       | allowed by resource
        anonymous | -   | -   | other         | -        | -        | -       | implicit at resource
    )"));
}

TEST_CASE("each layer says what it would say alone, and whether it was needed") {
    const TextTable table(R"(
        caller | scp           | rcp | resource   | identity | boundary | session | answer
        role   | allow / allow | -   | allow role | other    | allow    | -       | allowed by resource
    )");
    const Layout layout(*table.begin());
    const Answer answer = evaluate(request_of("role"), layout.policies);
    CHECK(answer.of(Layer::resource_control) == Finding{});
    CHECK(answer.of(Layer::service_control) == Finding{Verdict::allowed, true, 1, 0, 0});
    CHECK(answer.of(Layer::resource) == Finding{Verdict::allowed, false, 0, 0, 0});
    CHECK(answer.of(Layer::identity) ==
          Finding{Verdict::implicitly_denied, false, 0, no_index, no_index});
    CHECK(answer.of(Layer::boundary) == Finding{Verdict::allowed, true, 0, 0, 0});
    CHECK(answer.of(Layer::session) == Finding{});
    CHECK(answer.finding() == answer.of(Layer::resource));
}

TEST_CASE("the statement that decided is named") {
    const Document first = test::document(
        Kind::service_control,
        R"({"Version":"2012-10-17","Statement":[{"Sid":"All","Effect":"Allow","Action":"*","Resource":"*"}]})");
    const Document second = test::document(
        Kind::service_control,
        R"({"Version":"2012-10-17","Statement":[{"Sid":"Other","Effect":"Deny","Action":"mpa:*","Resource":"*"},
            {"Sid":"KeepBackups","Effect":"Deny","Action":"backup:Delete*","Resource":"*"}]})");
    const Document identity = test::statement(
        Kind::identity, R"({"Sid":"Mine","Effect":"Allow","Action":"*","Resource":"*"})");
    const Document* const root[] = {&first};
    const Document* const account[] = {&first, &second};
    const Document* const own[] = {&identity};
    const Level levels[] = {{root, 1}, {account, 2}};
    const Policies policies{.service_control = levels, .identity = own};

    const Answer denied = evaluate(Request(), policies);
    CHECK(denied.decision == Decision::explicitly_denied);
    CHECK(denied.finding() == Finding{Verdict::explicitly_denied, true, 1, 1, 1});
    CHECK(explain(policies, denied).document == &second);
    CHECK(explain(policies, denied).statement->sid == "KeepBackups");
    CHECK(explain(policies, denied, Layer::identity).statement->sid == "Mine");
    CHECK(explain(policies, denied, Layer::session).statement == nullptr);

    Request listing;
    listing.asked_action = "backup:ListBackupVaults";
    const Answer allowed = evaluate(listing, policies);
    CHECK(allowed.is_allowed());
    CHECK(explain(policies, allowed).statement->sid == "Mine");
    CHECK(explain(policies, allowed, Layer::service_control).statement->sid == "All");
}

TEST_CASE("of statements that allow alike the first is named") {
    const TextTable table(R"(
        caller | scp | rcp | resource              | identity    | boundary | session | answer
        role   | -   | -   | allow role allow role | allow allow | -        | -       | allowed by resource
    )");
    const Layout layout(*table.begin());
    const Answer answer = evaluate(request_of("role"), layout.policies);
    CHECK(answer.of(Layer::resource).statement == 0);
    CHECK(answer.of(Layer::identity).statement == 0);
}

TEST_CASE("a federated sign-in assumes the role that trusts its provider") {
    const Document trust = test::statement(
        Kind::trust,
        R"({"Effect":"Allow","Principal":{"Federated":"accounts.google.com"},"Action":"sts:AssumeRoleWithWebIdentity"})");
    const Document* const documents[] = {&trust};
    Request request;
    request.asked_action = "sts:AssumeRoleWithWebIdentity";
    request.caller = {};
    request.caller.identity_provider = "accounts.google.com";
    const Policies policies{.resource = documents, .resource_must_allow = true};
    CHECK(evaluate(request, policies).is_allowed());
    request.caller.identity_provider = "login.example.org";
    CHECK(!evaluate(request, policies).is_allowed());
}

TEST_CASE("a missing Allow names its level") {
    const TextTable table(R"(
        caller | scp                   | rcp | resource | identity | boundary | session | answer
        role   | allow / other / other | -   | -        | allow    | -        | -       | implicit at scp
    )");
    const Layout layout(*table.begin());
    const Answer answer = evaluate(request_of("role"), layout.policies);
    CHECK(answer.finding() == Finding{Verdict::implicitly_denied, true, 1, no_index, no_index});
    CHECK(explain(layout.policies, answer).statement == nullptr);
}

TEST_CASE("a statement says which of its elements does not fit") {
    const auto mismatch = [](std::string_view json, Kind kind = Kind::resource) {
        const Document document = test::statement(kind, json);
        return match_statement(Request(), document.statements[0]);
    };
    CHECK(mismatch(R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"})") ==
          StatementMatch{});
    CHECK(mismatch(R"({"Effect":"Allow","Principal":"*","Action":"mpa:*","Resource":"*"})") ==
          StatementMatch{Mismatch::action});
    CHECK(mismatch(R"({"Effect":"Allow","Principal":"*","NotAction":"backup:*","Resource":"*"})") ==
          StatementMatch{Mismatch::action});
    CHECK(mismatch(R"({"Effect":"Allow","Principal":"*","NotAction":"mpa:*","Resource":"*"})") ==
          StatementMatch{});
    CHECK(mismatch(
              R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"arn:aws:s3:::*"})") ==
          StatementMatch{Mismatch::resource});
    CHECK(
        mismatch(
            R"({"Effect":"Allow","Principal":"*","Action":"*","NotResource":"arn:aws:backup:*"})") ==
        StatementMatch{Mismatch::resource});
    CHECK(
        mismatch(
            R"({"Effect":"Allow","Principal":"*","Action":"*","NotResource":"arn:aws:s3:::*"})") ==
        StatementMatch{});
    CHECK(
        mismatch(
            R"({"Effect":"Allow","Principal":{"AWS":"222222222222"},"Action":"*","Resource":"*"})") ==
        StatementMatch{Mismatch::principal});
    CHECK(
        mismatch(
            R"({"Effect":"Allow","Principal":"*","Action":"*","Resource":"*","Condition":{"Null":{"aws:x":"true"},"Bool":{"aws:x":"true"}}})") ==
        StatementMatch{Mismatch::condition, 1});
    CHECK(
        mismatch(
            R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111111111111:role/ops"},"Action":"sts:*"})",
            Kind::trust) == StatementMatch{Mismatch::action});
    const Document all_but_ops = test::statement(
        Kind::resource,
        R"({"Effect":"Deny","NotPrincipal":{"AWS":"arn:aws:iam::111111111111:role/ops"},"Action":"*","Resource":"*"})");
    CHECK(match_statement(Request(), all_but_ops.statements[0]) ==
          StatementMatch{Mismatch::principal});
    CHECK(match_statement(Request(), all_but_ops.statements[0], true) == StatementMatch{});
}

TEST_CASE("conditions are joined by and, between operators and between keys") {
    const Document document =
        test::statement(Kind::identity,
                        R"({"Effect":"Allow","Action":"*","Resource":"*","Condition":{
            "StringEquals":{"aws:PrincipalTag/Team":["gold","silver"],"aws:RequestedRegion":"us-east-1"},
            "Bool":{"aws:MultiFactorAuthPresent":"true"}}})");
    const Document* const identity[] = {&document};
    Request request;
    const auto is_allowed = [&] { return evaluate(request, {.identity = identity}).is_allowed(); };
    CHECK(!is_allowed());
    request.keys["aws:principaltag/team"] = {"silver"};
    request.keys["aws:requestedregion"] = {"us-east-1"};
    CHECK(!is_allowed());
    request.keys["aws:multifactorauthpresent"] = {"true"};
    CHECK(is_allowed());
    request.keys["aws:requestedregion"] = {"eu-west-1"};
    CHECK(!is_allowed());
}

TEST_CASE("the recommended policies do what they are for") {
    // Only the approved team may be bound to a vault: the first binding needs no vote.
    const Document full =
        test::statement(Kind::service_control, R"({"Effect":"Allow","Action":"*","Resource":"*"})");
    const Document only_approved = test::statement(
        Kind::service_control,
        R"({"Sid":"OnlyApprovedMpaTeams","Effect":"Deny","Action":"backup:AssociateBackupVaultMpaApprovalTeam","Resource":"*",
            "Condition":{"ArnNotLike":{"backup:MpaApprovalTeamArn":"arn:aws:mpa:us-east-1:444444444444:approval-team/*"}}})");
    const Document administrator =
        test::statement(Kind::identity, R"({"Effect":"Allow","Action":"*","Resource":"*"})");
    const Document* const controls[] = {&full, &only_approved};
    const Document* const own[] = {&administrator};
    const Level levels[] = {{controls, 2}};
    Request request;
    request.asked_action = "backup:AssociateBackupVaultMpaApprovalTeam";
    request.asked_resource = "arn:aws:backup:us-east-1:111111111111:backup-vault:prod-airgap";
    const auto answer = [&] {
        return text_of(evaluate(request, {.service_control = levels, .identity = own}));
    };
    request.keys["backup:mpaapprovalteamarn"] = {
        "arn:aws:mpa:us-east-1:444444444444:approval-team/gold"};
    CHECK(answer() == "allowed by identity");
    request.keys["backup:mpaapprovalteamarn"] = {
        "arn:aws:mpa:us-east-1:666666666666:approval-team/rogue"};
    CHECK(answer() == "explicit at scp");
    request.keys.clear();
    CHECK(answer() == "explicit at scp");

    // The managed policy on a team lets the vault's owner start and cancel a session to revoke, and no more.
    const Document owner = test::statement(
        Kind::resource,
        R"({"Sid":"VaultOwnerPermissions","Effect":"Allow","Principal":{"AWS":"*"},"Resource":"*",
            "Action":["mpa:StartSession","mpa:CancelSession"],
            "Condition":{"StringEquals":{"mpa:RequestedOperation":"backup:RevokeRestoreAccessBackupVault",
                                         "mpa:ProtectedResourceAccount":"${aws:PrincipalAccount}"},
                         "Bool":{"aws:ViaAWSService":"true"}}})");
    const Document* const team[] = {&owner};
    Request revoke;
    revoke.asked_action = "mpa:StartSession";
    revoke.asked_resource = "arn:aws:mpa:us-east-1:444444444444:approval-team/gold";
    revoke.keys = {{"mpa:requestedoperation", {"backup:RevokeRestoreAccessBackupVault"}},
                   {"mpa:protectedresourceaccount", {"111111111111"}},
                   {"aws:principalaccount", {"111111111111"}},
                   {"aws:viaawsservice", {"true"}}};
    const auto may_revoke = [&] {
        return evaluate(revoke, {.resource = team, .identity = own, .is_cross_account = true})
            .is_allowed();
    };
    CHECK(may_revoke());
    revoke.keys["mpa:protectedresourceaccount"] = {"222222222222"};
    CHECK(!may_revoke());
    revoke.keys["mpa:protectedresourceaccount"] = {"111111111111"};
    revoke.keys["mpa:requestedoperation"] = {"backup:CreateRestoreAccessBackupVault"};
    CHECK(!may_revoke());
}

TEST_CASE("facts are asked for only when a statement needs them") {
    const Document document =
        test::document(Kind::identity, R"({"Version":"2012-10-17","Statement":[
        {"Effect":"Allow","Action":"mpa:*","Resource":"*","Condition":{"Bool":{"aws:A":"true"}}},
        {"Effect":"Allow","Action":"*","Resource":"arn:aws:s3:::*","Condition":{"Bool":{"aws:B":"true"}}},
        {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:C":"true"},"StringEquals":{"aws:D":"x"}}},
        {"Effect":"Allow","Action":"*","Resource":"*"},
        {"Effect":"Allow","Action":"*","Resource":"*","Condition":{"Bool":{"aws:E":"true"}}}]})");
    const Document* const identity[] = {&document};
    Request request;
    request.is_recording = true;
    CHECK(evaluate(request, {.identity = identity}).is_allowed());
    CHECK(request.asked_keys == std::vector<std::string>{"aws:c"});
}

TEST_CASE("deciding takes nothing from the heap") {
    const Document document =
        test::document(Kind::identity, R"({"Version":"2012-10-17","Statement":[
        {"Effect":"Deny","Action":"backup:Delete*","Resource":"arn:aws:backup:*:${aws:PrincipalAccount}:recovery-point:*",
         "Condition":{"StringNotLike":{"aws:username":["a*","${aws:PrincipalTag/Team, 'none'}"]},
                      "NumericLessThan":{"backup:MinRetentionDays":"7"},"DateLessThan":{"aws:CurrentTime":"2026-01-01"},
                      "IpAddress":{"aws:SourceIp":"10.0.0.0/8"}, "ArnNotLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/x"},
                      "Bool":{"aws:ViaAWSService":"false"},"ForAnyValue:StringEquals":{"aws:TagKeys":"b"}}}]})");
    const Document* const identity[] = {&document};
    const Request request = [] {
        Request made;
        made.keys = {{"aws:principalaccount", {"111111111111"}},
                     {"backup:minretentiondays", {"5"}},
                     {"aws:currenttime", {"2025-12-31T00:00:00Z"}},
                     {"aws:sourceip", {"10.1.1.1"}},
                     {"aws:principalarn", {"arn:aws:iam::111111111111:role/ops"}},
                     {"aws:viaawsservice", {"false"}},
                     {"aws:tagkeys", {"a", "b"}},
                     {"aws:username", {"ben"}}};
        return made;
    }();
    const std::uint64_t before = test::allocations();
    const Answer answer = evaluate(request, {.resource = identity, .identity = identity});
    CHECK(test::allocations() == before);
    CHECK(answer.decision == Decision::explicitly_denied);
    const std::string* const proof = new std::string("counted");
    CHECK(test::allocations() == before + 1);
    delete proof;
}

TEST_CASE("resource control policies cover what the list says, not Backup or MPA") {
    for (std::string_view action :
         {"s3:GetObject", "KMS:Decrypt", "sts:AssumeRole", "dynamodb:Query", "logs:PutLogEvents"})
        CHECK(resource_control_covers(action));
    for (std::string_view action :
         {"backup:DeleteBackupVault", "mpa:StartSession", "ram:CreateResourceShare",
          "organizations:LeaveOrganization", "kms:RetireGrant", "s3", "x", ""})
        CHECK(resource_control_covers(action) == (action == "s3"));
}

namespace {

// A table row by chance; only its cells matter.
std::string random_cell(Random& random, std::string_view layer) {
    if (random.chance(1, 4)) return "-";
    static constexpr std::string_view verbs[] = {"allow", "allow", "allow", "other", "deny"};
    static constexpr std::string_view whom[] = {" role", " session",   " user",    " account",
                                                " *",    " federated", " not user"};
    std::string cell;
    for (std::uint32_t n = 1 + random.below(2); n > 0; --n) {
        std::string_view verb = verbs[random.below(5)];
        if (layer == "rcp") verb = "deny";
        cell += std::string(verb) +
                (layer == "resource" ? std::string(whom[random.below(7)]) : "") + ' ';
    }
    return cell;
}

struct RandomRow {
    std::string scp, rcp, resource, identity, boundary, session;
    std::string text() const {
        return "caller | scp | rcp | resource | identity | boundary | session\nx | " + scp + " | " +
               rcp + " | " + resource + " | " + identity + " | " + boundary + " | " + session +
               "\n";
    }
};

}  // namespace

TEST_CASE(
    "by chance: a Deny never helps, an Allow never hurts, and the answer agrees with its "
    "findings") {
    static constexpr std::string_view callers[] = {"role", "user",    "federated",
                                                   "root", "service", "anonymous"};
    std::uint32_t allowed = 0;
    for (std::uint64_t seed = 0; seed < 4000; ++seed) {
        Random random(seed, "layers");
        RandomRow row{random_cell(random, "scp"),      random.chance(1, 8) ? "deny" : "-",
                      random_cell(random, "resource"), random_cell(random, "identity"),
                      random_cell(random, "boundary"), random_cell(random, "session")};
        const std::string_view caller = callers[random.below(6)];
        const bool is_cross_account = random.chance(1, 3);
        const bool resource_must_allow = random.chance(1, 5);
        const auto answer_of = [&](const RandomRow& asked) {
            const TextTable table(asked.text());
            Layout layout(*table.begin());
            layout.policies.is_cross_account = is_cross_account;
            layout.policies.resource_must_allow = resource_must_allow;
            return evaluate(request_of(caller), layout.policies);
        };
        CAPTURE(row.text());
        CAPTURE(caller);
        CAPTURE(is_cross_account);
        const Answer answer = answer_of(row);
        allowed += answer.is_allowed();

        bool has_deny = false;
        for (std::uint32_t i = 0; i < layers_count; ++i) {
            const Finding& found = answer.findings[i];
            has_deny = has_deny || found.verdict == Verdict::explicitly_denied;
            if (answer.is_allowed() && found.is_needed) REQUIRE(found.verdict == Verdict::allowed);
        }
        REQUIRE(has_deny == (answer.decision == Decision::explicitly_denied));
        if (!answer.is_allowed()) REQUIRE(answer.finding().verdict != Verdict::allowed);

        RandomRow stricter = row;
        stricter.identity = (row.identity == "-" ? "" : row.identity) + " deny";
        const Answer stricter_answer = answer_of(stricter);
        if (caller != "root") REQUIRE(stricter_answer.decision == Decision::explicitly_denied);
        RandomRow kinder = row;
        kinder.identity = (row.identity == "-" ? "" : row.identity) + " allow";
        kinder.resource = (row.resource == "-" ? "" : row.resource) + " allow *";
        const Answer kinder_answer = answer_of(kinder);
        if (answer.is_allowed()) REQUIRE(kinder_answer.is_allowed());
        if (answer.decision == Decision::implicitly_denied && row.scp == "-")
            REQUIRE(kinder_answer.decision != Decision::explicitly_denied);
    }
    CHECK(allowed > 300);
    CHECK(allowed < 3000);
}
