// The IAM policy language: documents are compiled when they are parsed, then any number of requests are
// decided against them without allocating. Start here; what a statement is made of stands in condition.h
// and pattern.h, what it may ask about a request in facts.h, the order of the layers in evaluate.cpp.
//
//     auto document = policy::parse_document(text, "backup-admin", policy::Kind::identity);
//     const policy::Document* identity[] = {&*document};
//     const policy::Answer answer = policy::evaluate(facts, {.identity = identity});
//
// Nothing here knows accounts, organizations or vaults: who calls lays the policies out in `Policies`.
#pragma once

#include <array>
#include <cstdint>
#include <expected>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.h"
#include "base/problem.h"
#include "policy/condition.h"
#include "policy/facts.h"
#include "policy/pattern.h"

namespace airlock::policy {

// --- documents ---------------------------------------------------------------------------------------

enum class Kind : std::uint8_t {
    identity,
    resource,  // also an approval team's policy, a vault access policy, a RAM managed permission
    service_control,
    resource_control,
    boundary,
    session,
    trust,  // who may assume a role
};

enum class Effect : std::uint8_t { allow, deny };

// One entry of a Principal or NotPrincipal element.
struct PrincipalPattern {
    enum class Form : std::uint8_t {
        anyone,  // "*"
        account,
        user,
        role,
        session,  // of a role or of a federated user
        unique_id,
        service,
        identity_provider,
        canonical_user,
    };
    Form form = Form::anyone;
    std::string text;  // ARN, twelve digits of an account, name of a service
};

struct Statement {
    Effect effect = Effect::deny;
    bool is_not_action = false;
    bool is_not_resource = false;
    bool is_not_principal = false;
    std::vector<Pattern> actions;
    std::vector<Pattern> resources;  // none: every resource (role trust policies)
    std::vector<PrincipalPattern>
        principals;                     // none: every principal (identity and control policies)
    std::vector<Condition> conditions;  // all must hold
    std::string sid;
    JsonPlace place;  // where the statement begins in the text
};

struct Document {
    Kind kind = Kind::identity;
    std::string name;  // as the caller calls it
    std::string id;    // the element Id, usually empty
    std::vector<Statement> statements;
};

// A document, or everything that is wrong with it. The first form takes a part of a larger JSON text.
std::expected<Document, std::vector<Problem>> parse_document(const JsonDocument& json,
                                                             const Json& value, Kind kind,
                                                             std::string_view name = {});
std::expected<Document, std::vector<Problem>> parse_document(std::string_view json_text,
                                                             std::string_view name, Kind kind);

// --- decisions ---------------------------------------------------------------------------------------

// The layers, in the order in which a refusal is blamed on them.
enum class Layer : std::uint8_t {
    resource_control,
    service_control,
    resource,
    identity,
    boundary,
    session,
};
inline constexpr std::uint32_t layers_count = 6;

// The policies attached to one level of an organization: the root, an organizational unit, the account.
struct Level {
    const Document* const* documents = nullptr;
    std::uint32_t count = 0;
};

// All that applies to one request.
struct Policies {
    // From the root down to the caller's account. Empty: not limited (outside an organization, its management
    // account, a service-linked role).
    std::span<const Level> service_control;
    // From the root down to the resource's account. Empty: not limited, also where `resource_control_covers`
    // is false. RCPFullAWSAccess is implied at each level: AWS attaches it and lets nobody detach it.
    std::span<const Level> resource_control;
    std::span<const Document* const> resource;
    std::span<const Document* const> identity;
    std::span<const Document* const> boundaries;  // empty: no permissions boundary
    // Empty: no session policy was passed. A federated user's session then has no permissions of its own.
    std::span<const Document* const> sessions;
    bool is_root_user = false;      // needs no identity policy and has no boundary
    bool is_cross_account = false;  // both sides must allow
    // KMS key policies and role trust policies: identity policies alone never suffice.
    bool resource_must_allow = false;
};

enum class Decision : std::uint8_t { allowed, explicitly_denied, implicitly_denied };

// What one layer says when asked alone.
enum class Verdict : std::uint8_t {
    not_applicable,  // there is no such policy, or the layer does not limit this caller
    allowed,
    implicitly_denied,
    explicitly_denied,
};

inline constexpr std::uint16_t no_index = 0xffff;

struct Finding {
    Verdict verdict = Verdict::not_applicable;
    // Whether an Allow of this layer was needed. False also for an identity policy that says nothing while the
    // resource policy names the caller.
    bool is_needed = false;
    std::uint8_t level = 0;  // control policies: the level that denied, else the last
    // The statement that allowed or denied; none for an implicit denial.
    std::uint16_t document = no_index;
    std::uint16_t statement = no_index;
    bool operator==(const Finding&) const = default;
};

struct Answer {
    Decision decision = Decision::implicitly_denied;
    // Allowed: the layer whose Allow counted, `identity` without a statement for the root user. Denied: the
    // layer with the Deny, or the first that lacked an Allow.
    Layer layer = Layer::identity;
    std::array<Finding, layers_count> findings;

    const Finding& finding() const { return findings[static_cast<std::size_t>(layer)]; }
    const Finding& of(Layer which) const { return findings[static_cast<std::size_t>(which)]; }
    bool is_allowed() const { return decision == Decision::allowed; }
    bool operator==(const Answer&) const = default;
};

Answer evaluate(const Facts& facts, const Policies& policies);

// --- explanations ------------------------------------------------------------------------------------

// The document and statement behind a finding; null where an Allow was missing.
struct Source {
    const Document* document = nullptr;
    const Statement* statement = nullptr;
};
Source explain(const Policies& policies, const Answer& answer, Layer layer);
Source explain(const Policies& policies, const Answer& answer);  // of the layer that decided

// Whether one statement speaks about a request, and if not, which of its elements first says no.
enum class Mismatch : std::uint8_t { none, action, resource, principal, condition };
struct StatementMatch {
    Mismatch mismatch = Mismatch::none;
    std::uint16_t condition = no_index;  // the first condition that does not hold
    bool operator==(const StatementMatch&) const = default;
};
// `has_boundary`: a Deny with NotPrincipal always speaks about callers with a permissions boundary.
StatementMatch match_statement(const Facts& facts, const Statement& statement,
                               bool has_boundary = false);

// Whether resource control policies cover the service of an action such as "kms:Decrypt". Backup, MPA, RAM
// and Organizations are not covered. Source: Organizations user guide, RCPs.
bool resource_control_covers(std::string_view action);

}  // namespace airlock::policy
