// How the layers combine. In this order: a Deny anywhere wins; every level of service control policies must
// allow; then the resource policy and the identity policy, the boundary and the session policy, by who the
// resource policy names and whether the request crosses accounts.
// Source: IAM, policy evaluation logic; Organizations user guide, SCPs and RCPs.
#include <algorithm>

#include "base/check.h"
#include "base/text.h"
#include "policy/policy.h"

namespace airlock::policy {
namespace {

// How far the Allow of a resource policy reaches, by how its Principal names the caller. Larger is further.
// Source: IAM, policy evaluation logic, resource-based policies within one account.
enum class Grant : std::uint8_t {
    none,
    to_account,  // hands the decision to the account: the identity policy must allow as well
    to_role,     // no identity policy needed; boundary and session policy still limit
    to_caller,   // nothing else needed
};

// The facts of a request, each asked for once.
class Request {
  public:
    explicit Request(const Facts& facts) : facts_(facts) {}

    const Facts& facts() const { return facts_; }
    std::string_view action() const {
        if (!action_.data()) action_ = facts_.action();
        return action_;
    }
    std::string_view resource() const {
        if (!resource_.data()) resource_ = facts_.resource();
        return resource_;
    }
    const Principal& principal() const {
        if (!has_principal_) principal_ = facts_.principal();
        has_principal_ = true;
        return principal_;
    }

  private:
    const Facts& facts_;
    mutable std::string_view action_;
    mutable std::string_view resource_;
    mutable Principal principal_;
    mutable bool has_principal_ = false;
};

bool is_of_account(PrincipalType type) {
    return type != PrincipalType::anonymous && type != PrincipalType::service;
}

// "111122223333" of "arn:aws:iam::111122223333:role/backup".
std::string_view account_of(std::string_view arn) {
    for (int colons = 0; colons < 4; ++colons) {
        const auto colon = arn.find(':');
        if (colon == std::string_view::npos) return {};
        arn.remove_prefix(colon + 1);
    }
    return arn.substr(0, arn.find(':'));
}

bool is_role_of(std::string_view role_arn, const Principal& caller) {
    if (role_arn == caller.arn) return true;
    if (!caller.is_role_path_unknown || account_of(role_arn) != caller.account) return false;
    return role_arn.substr(role_arn.rfind('/') + 1) == caller.arn.substr(caller.arn.rfind('/') + 1);
}

Grant grant_of(const PrincipalPattern& pattern, const Principal& caller) {
    using Form = PrincipalPattern::Form;
    const auto when = [](bool is_match, Grant grant) { return is_match ? grant : Grant::none; };
    switch (pattern.form) {
        // With or without a condition on aws:PrincipalArn. Source: IAM, element Principal, for the former.
        case Form::anyone: return Grant::to_caller;
        case Form::account:
            if (!is_of_account(caller.type)) return Grant::none;
            return when(pattern.text == caller.account, caller.type == PrincipalType::root_user
                                                            ? Grant::to_caller
                                                            : Grant::to_account);
        case Form::user:
            if (caller.type == PrincipalType::user)
                return when(pattern.text == caller.arn, Grant::to_caller);
            // A federated session whose user is named stays within boundary and session policy.
            return when(caller.type == PrincipalType::federated_user && pattern.text == caller.arn,
                        Grant::to_role);
        case Form::role:
            return when(caller.type == PrincipalType::role && is_role_of(pattern.text, caller),
                        Grant::to_role);
        case Form::session:
            return when(!caller.session_arn.empty() && pattern.text == caller.session_arn,
                        Grant::to_caller);
        case Form::unique_id:
            return when(!caller.unique_id.empty() && pattern.text == caller.unique_id,
                        caller.type == PrincipalType::user ? Grant::to_caller : Grant::to_role);
        case Form::service:
            return when(caller.type == PrincipalType::service &&
                            (pattern.text == caller.arn || pattern.text == "*"),
                        Grant::to_caller);
        case Form::identity_provider:
            return when(!caller.identity_provider.empty() &&
                            (pattern.text == caller.identity_provider || pattern.text == "*"),
                        Grant::to_caller);
        case Form::canonical_user: return Grant::none;  // Simplified: only S3 knows these
    }
    CHECK(false);
}

// Whether `inner` names somebody within what `outer` names: a user or role of an account, a session of a role.
bool is_within(const PrincipalPattern& inner, const PrincipalPattern& outer) {
    using Form = PrincipalPattern::Form;
    const bool is_session = inner.form == Form::session;
    if (outer.form == Form::account)
        return (is_session || inner.form == Form::user || inner.form == Form::role) &&
               account_of(inner.text) == outer.text;
    if (outer.form != Form::role || !is_session || account_of(inner.text) != account_of(outer.text))
        return false;
    const std::string_view role = std::string_view(outer.text).substr(outer.text.rfind('/') + 1);
    std::string_view named = inner.text;  // …:assumed-role/backup/ana
    named = named.substr(0, named.rfind('/'));
    return named.substr(named.rfind('/') + 1) == role;
}

// Whether a NotPrincipal element leaves the caller out. AWS asks for the whole chain to be listed: the account
// and the role beside the session that is meant. An account or role that stands there with somebody within it
// therefore spares only itself. Source: IAM, element NotPrincipal, its examples.
bool is_spared(const Statement& statement, const Principal& caller) {
    using Form = PrincipalPattern::Form;
    for (const PrincipalPattern& pattern : statement.principals) {
        if (grant_of(pattern, caller) == Grant::none) continue;
        const bool is_itself =
            (pattern.form == Form::account && caller.type == PrincipalType::root_user) ||
            (pattern.form == Form::role && caller.session_arn.empty());
        const auto names_part = [&](const PrincipalPattern& other) {
            return is_within(other, pattern);
        };
        if (is_itself ||
            std::none_of(statement.principals.begin(), statement.principals.end(), names_part))
            return true;
    }
    return false;
}

// Whether, and how far, a statement speaks about the caller.
Grant grant_of(const Statement& statement, const Request& request, bool has_boundary) {
    if (statement.principals.empty()) return Grant::to_caller;
    const Principal& caller = request.principal();
    if (statement.is_not_principal) {
        // Source: IAM, element NotPrincipal: a Deny always meets callers with a permissions boundary.
        if (statement.effect == Effect::deny && has_boundary) return Grant::to_caller;
        return is_spared(statement, caller) ? Grant::none : Grant::to_caller;
    }
    Grant best = Grant::none;
    for (const PrincipalPattern& pattern : statement.principals)
        best = std::max(best, grant_of(pattern, caller));
    return best;
}

bool any_matches(const std::vector<Pattern>& patterns, std::string_view text, const Facts& facts) {
    for (const Pattern& pattern : patterns)
        if (pattern.matches(text, facts)) return true;
    return false;
}

StatementMatch match(const Request& request, const Statement& statement, bool has_boundary,
                     Grant& grant) {
    const Facts& facts = request.facts();
    if (any_matches(statement.actions, request.action(), facts) == statement.is_not_action)
        return {Mismatch::action};
    if (!statement.resources.empty() &&
        any_matches(statement.resources, request.resource(), facts) == statement.is_not_resource)
        return {Mismatch::resource};
    grant = grant_of(statement, request, has_boundary);
    if (grant == Grant::none) return {Mismatch::principal};
    for (const Condition& condition : statement.conditions)
        if (!condition.holds(facts))
            return {Mismatch::condition,
                    static_cast<std::uint16_t>(&condition - statement.conditions.data())};
    return {};
}

class Evaluation {
  public:
    Evaluation(const Facts& facts, const Policies& policies)
        : request_(facts), policies_(policies) {}

    Answer answer() {
        look_at_levels(Layer::resource_control, policies_.resource_control);
        look_at_levels(Layer::service_control, policies_.service_control);
        resource_grant_ = look_at(Layer::resource, policies_.resource);
        if (!is_root_user()) {
            look_at(Layer::identity, policies_.identity);
            look_at(Layer::boundary, policies_.boundaries);
            look_at(Layer::session, policies_.sessions);
            // Source: IAM, permissions for GetFederationToken: without a policy the session has none.
            if (policies_.sessions.empty() &&
                request_.principal().type == PrincipalType::federated_user)
                finding(Layer::session).verdict = Verdict::implicitly_denied;
        }
        say_what_is_needed();
        decide();
        return answer_;
    }

  private:
    Finding& finding(Layer layer) { return answer_.findings[static_cast<std::size_t>(layer)]; }
    bool is_root_user() const {
        return policies_.is_root_user || request_.principal().type == PrincipalType::root_user;
    }
    bool has(Layer layer, Verdict verdict) { return finding(layer).verdict == verdict; }

    // Reads the documents of one layer, or of one level of it, into `found`; answers with the furthest grant.
    Grant scan(std::span<const Document* const> documents, Finding& found) {
        Grant best = Grant::none;
        found.verdict = Verdict::implicitly_denied;
        for (std::size_t d = 0; d < documents.size(); ++d) {
            const std::vector<Statement>& statements = documents[d]->statements;
            for (std::size_t s = 0; s < statements.size(); ++s) {
                const Statement& statement = statements[s];
                const bool is_deny = statement.effect == Effect::deny;
                if (!is_deny && best == Grant::to_caller) continue;
                Grant grant = Grant::none;
                const bool has_boundary = !policies_.boundaries.empty();
                if (match(request_, statement, has_boundary, grant).mismatch != Mismatch::none)
                    continue;
                if (!is_deny && grant <= best) continue;
                best = grant;
                found.document = static_cast<std::uint16_t>(d);
                found.statement = static_cast<std::uint16_t>(s);
                found.verdict = is_deny ? Verdict::explicitly_denied : Verdict::allowed;
                if (is_deny) return Grant::none;
            }
        }
        return best;
    }

    Grant look_at(Layer layer, std::span<const Document* const> documents) {
        const bool may_be_missing = layer != Layer::identity;
        if (documents.empty() && may_be_missing) return Grant::none;
        return scan(documents, finding(layer));
    }

    // Control policies: a Deny at any level counts, and each level must allow.
    void look_at_levels(Layer layer, std::span<const Level> levels) {
        Finding& result = finding(layer);
        for (std::size_t i = 0; i < levels.size(); ++i) {
            Finding found;
            found.level = static_cast<std::uint8_t>(i);
            scan({levels[i].documents, levels[i].count}, found);
            // RCPFullAWSAccess is attached at each level.
            if (layer == Layer::resource_control && found.verdict == Verdict::implicitly_denied)
                found.verdict = Verdict::allowed;
            if (found.verdict == Verdict::explicitly_denied) {
                result = found;
                break;
            }
            if (result.verdict != Verdict::implicitly_denied) result = found;
        }
    }

    // Which layers have to allow; explicit denials count everywhere.
    void say_what_is_needed() {
        const auto need = [&](Layer layer, bool is_needed) {
            finding(layer).is_needed = is_needed && !has(layer, Verdict::not_applicable);
        };
        need(Layer::resource_control, true);
        need(Layer::service_control, true);

        const bool has_account = is_of_account(request_.principal().type);
        const bool is_granted =
            has(Layer::resource, Verdict::allowed) && !policies_.is_cross_account;
        const Grant grant = is_granted ? resource_grant_ : Grant::none;
        const bool own_side_decides = has_account && !is_root_user();
        finding(Layer::resource).is_needed =
            policies_.is_cross_account || policies_.resource_must_allow || !has_account;
        need(Layer::identity, own_side_decides && grant <= Grant::to_account);
        need(Layer::boundary, own_side_decides && grant <= Grant::to_role);
        need(Layer::session, own_side_decides && grant <= Grant::to_role);
    }

    void decide() {
        for (std::size_t i = 0; i < layers_count; ++i) {
            if (answer_.findings[i].verdict != Verdict::explicitly_denied) continue;
            answer_.decision = Decision::explicitly_denied;
            answer_.layer = static_cast<Layer>(i);
            return;
        }
        for (std::size_t i = 0; i < layers_count; ++i) {
            const Finding& found = answer_.findings[i];
            if (!found.is_needed || found.verdict == Verdict::allowed) continue;
            answer_.decision = Decision::implicitly_denied;
            answer_.layer = static_cast<Layer>(i);
            return;
        }
        answer_.decision = Decision::allowed;
        const bool by_identity = finding(Layer::identity).is_needed;
        const bool by_resource = finding(Layer::resource).verdict == Verdict::allowed;
        answer_.layer = !by_identity && by_resource ? Layer::resource : Layer::identity;
    }

    Request request_;
    const Policies& policies_;
    Answer answer_;
    Grant resource_grant_ = Grant::none;
};

}  // namespace

Answer evaluate(const Facts& facts, const Policies& policies) {
    return Evaluation(facts, policies).answer();
}

Source explain(const Policies& policies, const Answer& answer, Layer layer) {
    const Finding& found = answer.of(layer);
    if (found.document == no_index) return {};
    const auto documents = [&]() -> std::span<const Document* const> {
        const auto of_level = [&](std::span<const Level> levels) {
            CHECK(found.level < levels.size());
            return std::span(levels[found.level].documents, levels[found.level].count);
        };
        switch (layer) {
            case Layer::resource_control: return of_level(policies.resource_control);
            case Layer::service_control: return of_level(policies.service_control);
            case Layer::resource: return policies.resource;
            case Layer::identity: return policies.identity;
            case Layer::boundary: return policies.boundaries;
            case Layer::session: return policies.sessions;
        }
        CHECK(false);
    }();
    CHECK(found.document < documents.size());
    const Document& document = *documents[found.document];
    CHECK(found.statement < document.statements.size());
    return {&document, &document.statements[found.statement]};
}

Source explain(const Policies& policies, const Answer& answer) {
    return explain(policies, answer, answer.layer);
}

StatementMatch match_statement(const Facts& facts, const Statement& statement, bool has_boundary) {
    Grant grant = Grant::none;
    return match(Request(facts), statement, has_boundary, grant);
}

bool resource_control_covers(std::string_view action) {
    static constexpr std::array<std::string_view, 26> services = {"aoss",
                                                                  "appconfig",
                                                                  "appstream",
                                                                  "autoscaling",
                                                                  "codebuild",
                                                                  "codecommit",
                                                                  "comprehend",
                                                                  "comprehendmedical",
                                                                  "cognito-identity",
                                                                  "cognito-idp",
                                                                  "dax",
                                                                  "dynamodb",
                                                                  "ecr",
                                                                  "health",
                                                                  "kinesisvideo",
                                                                  "kms",
                                                                  "logs",
                                                                  "s3",
                                                                  "secretsmanager",
                                                                  "signin",
                                                                  "sqs",
                                                                  "sts",
                                                                  "support",
                                                                  "textract",
                                                                  "transcribe",
                                                                  "translate"};
    if (equals_ignoring_case(action, "kms:RetireGrant")) return false;
    const std::string_view service = action.substr(0, action.find(':'));
    return std::any_of(services.begin(), services.end(), [&](std::string_view covered) {
        return equals_ignoring_case(covered, service);
    });
}

}  // namespace airlock::policy
