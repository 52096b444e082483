// Cases of the batch policy simulator: a request as JSON with every policy that applies to it, and what should
// be decided. Reading them, laying the policies out for `evaluate`, and saying in a sentence why.
//
//     auto cases = policy::read_cases(text, "cases.json");
//     for (const policy::Case& one : cases->cases) {
//         const policy::Answer answer = policy::evaluate(one.request, one.policies());
//
// The format is described in docs/policy.md. How the layers combine is not decided here: see evaluate.cpp.
#pragma once

#include <deque>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace airlock::policy {

// A request with all its facts at hand. What follows from the principal and the resource (aws:PrincipalArn,
// aws:ResourceAccount and the like) is added to the context where the case does not give it.
class CaseRequest final : public Facts {
  public:
    std::string_view action() const override { return action_; }
    std::string_view resource() const override { return resource_; }
    Principal principal() const override {
        return {type_, arn_, session_arn_, account_, unique_id_, provider_, is_role_path_unknown_};
    }
    bool values(std::string_view key, Values& out) const override;

    std::string_view resource_account() const { return resource_account_; }  // "" where nobody said
    // Its principal belongs to an account: service control policies limit it, unless it is service-linked.
    bool has_account() const { return !account_.empty(); }
    bool is_service_linked_role() const { return is_service_linked_role_; }
    bool is_cross_account() const {
        return has_account() && !resource_account_.empty() && resource_account_ != account_;
    }
    bool is_of_kms_key() const;     // the policy of the resource is a key policy
    bool is_assuming_role() const;  // … a role trust policy

  private:
    friend class CaseReader;

    struct ContextValue {
        std::string key;  // lower case
        std::vector<std::string> texts;
        std::vector<std::string_view> views;  // of the texts, as facts are handed out
    };

    bool set_principal(std::string_view text);
    void complete();
    const ContextValue* find(std::string_view key) const;
    void add(std::string key, std::vector<std::string> texts);
    void add_missing(std::string_view key, std::string_view text);

    std::string action_;
    std::string resource_;
    std::string resource_account_;
    std::vector<ContextValue> context_;  // by key
    PrincipalType type_ = PrincipalType::anonymous;
    std::string arn_;
    std::string session_arn_;
    std::string account_;
    std::string unique_id_;
    std::string provider_;
    bool is_role_path_unknown_ = false;
    bool is_service_linked_role_ = false;
};

struct Case {
    std::string name;
    CaseRequest request;
    std::optional<Decision> expected;
    JsonPlace expected_at;
    std::string expected_pointer;

    // Only what applies: of a service, a stranger or a federated sign-in only the side of the resource; nothing
    // of Organizations for a role that is linked to a service; no resource control policies for a service that
    // they do not cover.
    Policies policies() const;

    using Documents = std::vector<const Document*>;
    struct Levels {
        std::vector<Documents> documents;
        std::vector<Level> levels;
    };
    Documents identity, resource, boundaries, sessions;
    Levels service_control, resource_control;
};

struct CaseFile {
    std::deque<Document> documents;
    std::vector<Case> cases;
};

// Everything that is wrong with the text, its policies included, or the cases.
std::expected<CaseFile, std::vector<Problem>> read_cases(std::string_view json_text,
                                                         std::string_view file);

// "explicitly_denied", as cases expect it.
std::string_view to_text(Decision decision);
// "service_control_policy", "permissions_boundary".
std::string_view to_text(Layer layer);
// Why, in one sentence or two: `Statement "NoDeletes" of service control policy 1 at level 0 denies …`.
std::string reason_of(const Case& one, const Answer& answer);

}  // namespace airlock::policy
