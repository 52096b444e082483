// Who can become whom in the approval portal, and what is left of a vote when identity is attacked (TH9–TH12).
#include "support/estate.h"
#include "support/text_table.h"
#include "world/text.h"

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

constexpr std::string_view request =
    "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view";
constexpr std::string_view yes_vote = "Vote Session=session-1 Response=APPROVED";

std::string does(Estate& e, std::string_view who, std::string_view as, std::string_view call) {
    return answer_of(e.does(who, as, call));
}
std::string asks(Estate& e, std::string_view who, std::string_view as, std::string_view call) {
    return answer_of(e.ask(who, as, call));
}
void make_external(Estate& e) {
    e.world.identity_providers.update({0}, [](IdentityProvider& p) { p.is_external = yes; });
}
const IdentitySource& source(const Estate& e) { return e.world.identity_sources[{0}]; }
// Somebody has the console of the management account.
void steal_management(Estate& e) { does(e, "mallory", "-", "StealCredential Credential=hq/admin"); }

}  // namespace

TEST_CASE("an identity source is deleted only when nobody depends on it") {
    Estate e;
    CHECK(
        asks(e, "olga", "owner/admin", "GetIdentitySource IdentitySourceArn=hq/identity-source") ==
        "refused resource_exists ResourceNotFoundException");
    CHECK(asks(e, "olga", "hq/admin", "GetIdentitySource IdentitySourceArn=hq/identity-source") ==
          "done");
    const auto remove = "DeleteIdentitySource IdentitySourceArn=hq/identity-source";
    CHECK(asks(e, "olga", "owner/admin", remove) == "refused resource_exists ValidationException");
    CHECK(asks(e, "olga", "hq/admin", remove) == "refused resource_state ConflictException");
    CHECK(asks(e, "olga", "owner/admin", "DeleteInstance InstanceArn=hq/identity-center") ==
          "refused resource_exists ValidationException");
    CHECK(does(e, "olga", "hq/admin", "DeleteInstance InstanceArn=hq/identity-center") == "done");
    CHECK(source(e).status == IdentitySourceStatus::ERROR);
    CHECK(source(e).status_code == IdentitySourceStatusCode::IDC_INSTANCE_NOT_FOUND);
    CHECK(does(e, "olga", "hq/admin", remove) == "done");
    CHECK(source(e).status == IdentitySourceStatus::DELETING);
    CHECK(asks(e, "olga", "hq/admin", remove) == "refused resource_state ConflictException");
    e.pass(minutes(2));
    CHECK(source(e).status == IdentitySourceStatus::deleted);
    CHECK(does(e, "olga", "hq/admin", "EnableIdentityCenter IdentityProvider=corp") == "done");
    CHECK(does(e, "olga", "hq/admin", "CreateIdentitySource InstanceArn=hq/identity-center") ==
          "done");
}

TEST_CASE("the service needs rights of the caller to set up and to take down an identity source") {
    Estate e;
    auto document = policy::parse_document(
        R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"sso:*Application","Resource":"*"}]})",
        "no-applications", policy::Kind::identity);
    REQUIRE(document.has_value());
    const auto id = e.catalog.add_document("no-applications", std::move(*document), "");
    const auto set_deny = [&](Id<PolicyDocument> policy) {
        const auto admin = e.world.credentials[e.caller("olga", "hq/admin").credential].principal;
        e.world.principals.update(admin, [&](Principal& p) { p.identity_policies[5] = policy; });
    };
    does(e, "olga", "hq/admin", "DeleteInstance InstanceArn=hq/identity-center");
    set_deny(id);
    CHECK(
        does(e, "olga", "hq/admin", "DeleteIdentitySource IdentitySourceArn=hq/identity-source") ==
        "failed identity_policy AccessDeniedException");
    CHECK(source(e).status_code == IdentitySourceStatusCode::DELETION_FAILED);
    set_deny({});
    does(e, "olga", "hq/admin", "DeleteIdentitySource IdentitySourceArn=hq/identity-source");
    e.pass(minutes(2));
    does(e, "olga", "hq/admin", "EnableIdentityCenter IdentityProvider=corp");
    set_deny(id);
    CHECK(does(e, "olga", "hq/admin", "CreateIdentitySource InstanceArn=hq/identity-center") ==
          "failed identity_policy AccessDeniedException");
    CHECK(e.world.identity_sources[{1}].status_code == IdentitySourceStatusCode::ACCESS_DENIED);
}

TEST_CASE(
    "without Identity Center nobody votes; open sessions run out, or are cancelled (T23, TH12)") {
    for (const YesNo keeps : {yes, no}) {
        Estate e;
        e.world.settings.keeps_sessions_without_identity_center = keeps;
        does(e, "olga", "rescue/admin", request);
        steal_management(e);
        CHECK(does(e, "mallory", "hq/admin", "DeleteInstance InstanceArn=hq/identity-center") ==
              "done");
        CHECK(asks(e, "ana", "corp/ana", yes_vote) == "refused sign_in AccessDeniedException");
        e.pass(hours(24));
        CHECK(e.world.sessions[{0}].status_code ==
              (keeps ? SessionStatusCode::EXPIRED : SessionStatusCode::CONFIGURATION_CHANGED));
        CHECK(e.world.recovery_points[{0}].status == RecoveryPointStatus::COMPLETED);
    }
}

TEST_CASE("who is disabled cannot sign in again; an open portal lasts a little longer") {
    Estate e;
    does(e, "olga", "rescue/admin", request);
    steal_management(e);
    CHECK(does(e, "mallory", "hq/admin", "DisableUser User=ana") == "done");
    CHECK(asks(e, "mallory", "hq/admin", "DisableUser User=ana") ==
          "refused resource_state ConflictException");
    CHECK(asks(e, "ana", "corp/ana", yes_vote) == "done");
    e.pass(minutes(30));
    CHECK(asks(e, "ana", "corp/ana", yes_vote) == "refused sign_in AccessDeniedException");
    CHECK(does(e, "olga", "hq/admin", "EnableUser User=ana") == "done");
    CHECK(asks(e, "ana", "corp/ana", yes_vote) == "done");
    e.world.settings.portal_session = minutes(0);
    does(e, "olga", "hq/admin", "DisableUser User=ana");
    CHECK(asks(e, "ana", "corp/ana", yes_vote) == "refused sign_in AccessDeniedException");
    CHECK(asks(e, "olga", "owner/admin", "DisableUser User=ana") ==
          "refused resource_exists ResourceNotFoundException");
    CHECK(does(e, "olga", "hq/admin", "DeleteUser IdentityStoreId=hq/identity-center UserId=ana") ==
          "done");
    CHECK(asks(e, "olga", "hq/admin", "EnableUser User=ana") ==
          "refused resource_exists ResourceNotFoundException");
}

TEST_CASE(
    "an administrator of Identity Center becomes an approver of its own directory only (TH11)") {
    Estate own;
    does(own, "olga", "rescue/admin", request);
    steal_management(own);
    for (const auto* user : {"ana", "ben"}) {
        CHECK(does(own, "mallory", "hq/admin", "ResetUserPassword User=" + std::string(user)) ==
              "done");
        CHECK(does(own, "mallory", "corp/" + std::string(user), yes_vote) == "done");
    }
    CHECK(own.world.sessions[{0}].status == SessionStatus::APPROVED);

    Estate external;
    make_external(external);
    does(external, "olga", "rescue/admin", request);
    steal_management(external);
    CHECK(asks(external, "mallory", "hq/admin", "ResetUserPassword User=ana") ==
          "refused resource_state AccessDeniedException");
    CHECK(asks(external, "mallory", "hq/admin", "UpdateUserEmail User=ana") ==
          "refused resource_state AccessDeniedException");
    CHECK(asks(external, "mallory", "hq/admin", "DisableUser User=ana") == "done");
}

TEST_CASE("an administrator of the external directory can, and a plain user of it cannot") {
    Estate e;
    make_external(e);
    does(e, "olga", "rescue/admin", request);
    CHECK(asks(e, "ben", "corp/ben", "ResetUserPassword User=ana") ==
          "refused membership AccessDeniedException");
    e.world.users.update({1}, [](User& u) { u.is_administrator = yes; });
    CHECK(does(e, "ben", "corp/ben", "ResetUserPassword User=ana") == "done");
    CHECK(does(e, "ben", "corp/ana", yes_vote) == "done");
    CHECK(asks(e, "ana", "corp/ana", yes_vote) == "refused resource_state ConflictException");
}

TEST_CASE(
    "a one-time password keeps a reset password from becoming a vote "
    "(APPROVER_VERIFICATION_REQUIRED)") {
    Estate e;
    e.world.settings.requires_approver_verification = yes;
    does(e, "olga", "rescue/admin", request);
    steal_management(e);
    does(e, "mallory", "hq/admin", "ResetUserPassword User=ana");
    CHECK(asks(e, "mallory", "corp/ana", yes_vote) == "refused sign_in AccessDeniedException");
    // Changing the address makes the method OUT_OF_SYNC; to synchronize it needs the vote of the team.
    CHECK(does(e, "mallory", "hq/admin", "UpdateUserEmail User=ana") == "done");
    CHECK(asks(e, "mallory", "corp/ana", yes_vote) == "refused sign_in AccessDeniedException");
    CHECK(does(e, "mallory", "hq/admin",
               "UpdateApprovalTeam Arn=guardians UpdateActions=SYNCHRONIZE_MFA_DEVICES") ==
          "pending approval");
    does(e, "ben", "corp/ben", "Vote Session=session-2 Response=APPROVED");
    does(e, "cho", "corp/cho", "Vote Session=session-2 Response=APPROVED");
    does(e, "olga", "rescue/admin",
         "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=late");
    CHECK(asks(e, "mallory", "corp/ana", "Vote Session=session-3 Response=APPROVED") == "done");
    CHECK(asks(e, "ana", "corp/ana", "Vote Session=session-3 Response=APPROVED") ==
          "refused sign_in AccessDeniedException");
}

TEST_CASE("another directory behind Identity Center shuts the approvers out until theirs is back") {
    Estate e;
    e.happens(event::Founded<IdentityProvider>{{e.catalog.names.intern("elsewhere"), no, yes, {}}});
    does(e, "olga", "rescue/admin", request);
    CHECK(asks(e, "olga", "hq/admin", "ChangeIdentityProvider IdentityProvider=nowhere") ==
          "refused resource_exists ResourceNotFoundException");
    CHECK(asks(e, "olga", "owner/admin", "ChangeIdentityProvider IdentityProvider=elsewhere") ==
          "refused resource_exists ResourceNotFoundException");
    CHECK(asks(e, "olga", "hq/admin", "ChangeIdentityProvider IdentityProvider=corp") ==
          "refused resource_state ConflictException");
    CHECK(does(e, "olga", "hq/admin", "ChangeIdentityProvider IdentityProvider=elsewhere") ==
          "done");
    CHECK(source(e).status_code == IdentitySourceStatusCode::IDC_INSTANCE_NOT_VALID);
    CHECK(asks(e, "ana", "corp/ana", yes_vote) == "refused sign_in AccessDeniedException");
    CHECK(does(e, "olga", "hq/admin", "ChangeIdentityProvider IdentityProvider=corp") == "done");
    CHECK(source(e).status == IdentitySourceStatus::ACTIVE);
    CHECK(asks(e, "ana", "corp/ana", yes_vote) == "done");
}
