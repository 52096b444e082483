// What a policy may ask about one request. The caller of `evaluate` answers; each fact is fetched only when
// a statement needs it, and nothing is copied: every view lasts as long as the evaluation.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/few.h"

namespace airlock::policy {

// The values of one context key. Up to eight are put in one by one; a longer list is referred to where it
// lies and must outlive the evaluation.
class Values {
  public:
    void push_back(std::string_view value) { few_.push_back(value); }
    void refer_to(std::span<const std::string_view> list) { many_ = list; }
    void clear() {
        few_.clear();
        many_ = {};
    }

    bool empty() const { return size() == 0; }
    std::uint32_t size() const {
        return many_.empty() ? few_.size() : static_cast<std::uint32_t>(many_.size());
    }
    const std::string_view* begin() const { return many_.empty() ? few_.begin() : many_.data(); }
    const std::string_view* end() const { return begin() + size(); }
    std::string_view operator[](std::uint32_t i) const { return begin()[i]; }

  private:
    Few<std::string_view, 8> few_;
    std::span<const std::string_view> many_;
};

enum class PrincipalType : std::uint8_t {
    anonymous,
    root_user,
    user,
    role,            // a session of an IAM role
    federated_user,  // a session that an IAM user opened with GetFederationToken
    service,         // an AWS service with its own name, as in role trust policies
};

// Who asks. Views that do not apply are empty.
struct Principal {
    PrincipalType type = PrincipalType::anonymous;
    // arn:aws:iam::111111111111:root, …:user/ana, …:role/backup; of a federated user the user who opened the
    // session; of a service its name: backup.amazonaws.com.
    std::string_view arn;
    std::string_view
        session_arn;  // arn:aws:sts::111111111111:assumed-role/backup/ana, …:federated-user/ana
    std::string_view account;    // twelve digits
    std::string_view unique_id;  // AROA…, AIDA…
    std::string_view
        identity_provider;  // of a federated sign-in: accounts.google.com, a SAML provider's ARN
    // The ARN of a role session does not tell the path of its role: `arn` then has none, and stands for the one
    // role of that name. Source: IAM, identifiers: names of roles are unique within an account.
    bool is_role_path_unknown = false;
};

class Facts {
  public:
    virtual std::string_view action() const = 0;  // "backup:DeleteRecoveryPoint"
    virtual std::string_view resource()
        const = 0;  // the ARN, or "*" where the action knows no resource
    virtual Principal principal() const = 0;
    // Puts the values of a context key into the empty `out`; false when the request has no such key, which
    // is the same as having no value. The name arrives in lower case: "aws:principalaccount",
    // "aws:principaltag/team". True and false are the values "true" and "false", dates and numbers are text.
    virtual bool values(std::string_view key, Values& out) const = 0;

  protected:
    ~Facts() = default;
};

}  // namespace airlock::policy
