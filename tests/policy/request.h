// A request for tests of the policy language, with facts set by hand.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"

namespace airlock::test {

// Unless a test says otherwise: a session of the role "ops" of account 111111111111 deletes a recovery point.
struct Request final : policy::Facts {
    std::string asked_action = "backup:DeleteRecoveryPoint";
    std::string asked_resource = "arn:aws:backup:us-east-1:111111111111:recovery-point:rp-3";
    policy::Principal caller = role_session();
    std::map<std::string, std::vector<std::string_view>, std::less<>> keys;  // lower case
    mutable std::vector<std::string> asked_keys;  // in the order of asking
    bool is_recording = false;

    std::string_view action() const override { return asked_action; }
    std::string_view resource() const override { return asked_resource; }
    policy::Principal principal() const override { return caller; }
    bool values(std::string_view key, policy::Values& out) const override {
        if (is_recording) asked_keys.emplace_back(key);
        const auto found = keys.find(key);
        if (found == keys.end()) return false;
        out.refer_to(found->second);
        return true;
    }

    static policy::Principal role_session() {
        return {policy::PrincipalType::role,
                "arn:aws:iam::111111111111:role/ops",
                "arn:aws:sts::111111111111:assumed-role/ops/ana",
                "111111111111",
                "AROAEXAMPLEEXAMPLE1",
                ""};
    }
    static policy::Principal user() {
        return {policy::PrincipalType::user,
                "arn:aws:iam::111111111111:user/ana",
                "",
                "111111111111",
                "AIDAEXAMPLEEXAMPLE1",
                ""};
    }
    static policy::Principal federated_user() {
        return {policy::PrincipalType::federated_user,
                "arn:aws:iam::111111111111:user/ana",
                "arn:aws:sts::111111111111:federated-user/bob",
                "111111111111",
                "",
                ""};
    }
    static policy::Principal root_user() {
        return {policy::PrincipalType::root_user,
                "arn:aws:iam::111111111111:root",
                "",
                "111111111111",
                "",
                ""};
    }
    static policy::Principal service() {
        return {policy::PrincipalType::service, "backup.amazonaws.com", "", "", "", ""};
    }
};

// Parses, and fails the test with the problems of a document that has any.
policy::Document document(policy::Kind kind, std::string_view json);
// The same for a single statement without the document around it; version 2012-10-17.
policy::Document statement(policy::Kind kind, std::string_view json);

}  // namespace airlock::test
