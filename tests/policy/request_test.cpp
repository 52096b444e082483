// The helpers of the policy tests.
#include "policy/request.h"

#include <doctest/doctest.h>

namespace airlock::test {

policy::Document document(policy::Kind kind, std::string_view json) {
    auto parsed = policy::parse_document(json, "policy", kind);
    if (parsed) return std::move(*parsed);
    for (const Problem& problem : parsed.error()) FAIL_CHECK(to_text(problem));
    FAIL(json);
    return {};
}

policy::Document statement(policy::Kind kind, std::string_view json) {
    return document(kind, R"({"Version": "2012-10-17", "Statement": )" + std::string(json) + '}');
}

}  // namespace airlock::test

TEST_CASE("the default request of the policy tests is a role session") {
    const airlock::test::Request request;
    CHECK(request.principal().type == airlock::policy::PrincipalType::role);
    airlock::policy::Values values;
    CHECK(!request.values("aws:sourceip", values));
}
