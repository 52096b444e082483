// Every transition of multi-party approval, one row each: domain.md §2.1 (T1–T23), 2.2, 2.3 and 2.4. What is asked
// at which gate stands in rules_test.cpp and team_test.cpp; here is what comes of it.
#include "support/deeds.h"
#include "support/text_table.h"

#include <set>
#include <string>

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

// What is done again and again, by its own name.
constexpr Phrase phrases[] = {
    {"asks",
     "rescue: CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view"},
    {"asks again",
     "rescue: CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=late"},
    {"creates", "hq: CreateApprovalTeam Name=new MinApprovalsRequired=2 Approvers=ana,ben,cho"},
    {"tightens", "hq: UpdateApprovalTeam Arn=guardians MinApprovalsRequired=3"},
    {"takes dan on", "hire dan; hq: UpdateApprovalTeam Arn=guardians Approvers=ana,ben,dan"},
    {"tries again", "hq: UpdateApprovalTeam Arn=new MinApprovalsRequired=3"},
    {"ends the team", "hq: StartActiveApprovalTeamDeletion Arn=guardians"},
    {"revokes",
     "owner: RevokeRestoreAccessBackupVault BackupVaultName=lag RestoreAccessBackupVaultArn=view"},
    {"swaps",
     "owner: AssociateBackupVaultMpaApprovalTeam BackupVaultName=lag MpaApprovalTeamArn=strangers"},
    {"associates",
     "owner: AssociateBackupVaultMpaApprovalTeam BackupVaultName=bare "
     "MpaApprovalTeamArn=guardians"},
    {"disassociates", "owner: DisassociateBackupVaultMpaApprovalTeam BackupVaultName=lag"},
    {"associates young",
     "owner: AssociateBackupVaultMpaApprovalTeam BackupVaultName=young "
     "MpaApprovalTeamArn=guardians"},
    {"loses Identity Center", "hq: DeleteInstance InstanceArn=hq/identity-center"},
    {"unshares", "hq: DeleteResourceShare resourceShareArn=guardians-share"},
    {"loses ana", "hq: DeleteUser IdentityStoreId=hq/identity-center UserId=ana"},
    {"loses ben", "hq: DeleteUser IdentityStoreId=hq/identity-center UserId=ben"},
    {"closes owner", "hq: CloseAccount AccountId=owner"},
    {"hires three", "hire dan; hire eva; hire fay"},
    {"calls Support",
     "support: RecoverApprovalTeam Team=guardians Session=session-1 MinApprovalsRequired=2 "
     "Approvers=dan,eva,fay"},
    {"starts anew",
     "hq: DeleteIdentitySource IdentitySourceArn=hq/identity-source; wait 1m; "
     "hq: EnableIdentityCenter IdentityProvider=corp; "
     "hq: CreateIdentitySource InstanceArn=hq/identity-center; wait 1m"},
};

constexpr std::string_view team_lifecycle = R"(
    row | deeds                                                                                           | seen
    # T1 created; T2 validated, invitations are out; T3 not valid; T4 all accept; T5 one declines, or a day passes
    T1  | creates                                                                                         | new PENDING/VALIDATING v1
    T2  | creates; !ana: accept new; wait 1m                                                              | new PENDING/PENDING_ACTIVATION v1
    T3  | creates; hq: DisableUser User=cho; wait 1m; !ana: accept new                                    | new INACTIVE/FAILED_VALIDATION v1
    T4  | creates; wait 1m; ana: accept new; ben: accept new                                              | new PENDING/PENDING_ACTIVATION v1
    T4  | creates; wait 1m; ana: accept new; ben: accept new; cho: accept new                             | new ACTIVE v1
    T5  | creates; wait 1m; ana: accept new; ben: decline new; !cho: accept new                           | new INACTIVE/FAILED_ACTIVATION v1
    T5  | creates; wait 1m; ana: accept new; ben: accept new; wait 24h                                    | new INACTIVE/FAILED_ACTIVATION v1
    # T6 an inactive team tries again without a vote, and everybody has to accept again; T7 or it is deleted
    T6  | creates; wait 1m; ana: accept new; ben: decline new; tries again                                | new PENDING/VALIDATING v1
    T6  | creates; wait 1m; ana: accept new; ben: decline new; tries again; wait 1m; ben: accept new; cho: accept new | new PENDING/PENDING_ACTIVATION v1
    T6  | creates; hq: DisableUser User=cho; wait 1m; hire dan; hq: UpdateApprovalTeam Arn=new Approvers=ana,ben,dan; wait 1m; ana: accept new; ben: accept new; dan: accept new | new ACTIVE v1
    T7  | creates; wait 1m; ben: decline new; hq: DeleteInactiveApprovalTeamVersion Arn=new VersionId=1   | new DELETED v1
    T7  | creates; hq: DisableUser User=cho; wait 1m; hq: DeleteInactiveApprovalTeamVersion Arn=new VersionId=1 | new DELETED v1
    # T8 an active team votes on its next version, one at a time; T9 not on one that is not valid
    T8  | tightens; !hq: UpdateApprovalTeam Arn=guardians Description=other; !ends the team               | guardians ACTIVE/UPDATE_PENDING_APPROVAL v1, session-1 PENDING
    T9  | hq: DisableUser User=cho; tightens                                                              | guardians ACTIVE/UPDATE_FAILED_VALIDATION v1, session-1 gone
    T9  | hq: DisableUser User=cho; tightens; hq: DeleteInactiveApprovalTeamVersion Arn=guardians VersionId=2 | guardians ACTIVE v1
    # T10 agreed to, nobody new; T11 agreed to, somebody new, who has a day from then on: 48 hours in all
    T10 | tightens; agree session-1                                                                       | guardians ACTIVE v2, session-1 APPROVED/EXECUTED
    T10 | tightens; agree session-1; asks; ana: yes session-2; cho: yes session-2                         | session-2 PENDING
    T11 | takes dan on; agree session-1; !hq: UpdateApprovalTeam Arn=guardians Description=other          | guardians ACTIVE/UPDATE_PENDING_ACTIVATION v1, session-1 APPROVED/EXECUTED
    T11 | takes dan on; wait 23h59m; agree session-1; wait 23h59m; dan: accept guardians                  | guardians ACTIVE v2
    # T12 refused, or silent for a day; the version that is in force stays
    T12 | tightens; refuse session-1                                                                      | guardians ACTIVE/UPDATE_FAILED_APPROVAL v1, session-1 FAILED/REJECTED
    T12 | tightens; ana: yes session-1; wait 24h                                                          | guardians ACTIVE/UPDATE_FAILED_APPROVAL v1, session-1 FAILED/EXPIRED
    # T13 the new ones accept, and whoever had to go is out; T14 one declines, or a day passes
    T13 | takes dan on; agree session-1; dan: accept guardians                                            | guardians ACTIVE v2
    T13 | takes dan on; agree session-1; dan: accept guardians; asks; !cho: yes session-2; dan: yes session-2; ana: yes session-2 | session-2 APPROVED/EXECUTED
    T14 | takes dan on; agree session-1; dan: decline guardians                                           | guardians ACTIVE/UPDATE_FAILED_ACTIVATION v1
    T14 | takes dan on; agree session-1; wait 24h; !dan: accept guardians                                 | guardians ACTIVE/UPDATE_FAILED_ACTIVATION v1
    # T15 taken back by the administrator, an update as well as a deletion
    T15 | tightens; hq: CancelSession SessionArn=session-1; !ana: yes session-1                           | guardians ACTIVE v1, session-1 CANCELLED/CANCELLED_BY_USER
    T15 | ends the team; hq: CancelSession SessionArn=session-1                                           | guardians ACTIVE v1, session-1 CANCELLED/CANCELLED_BY_USER
    # T16 the draft goes, nobody votes; without that the code stays until something succeeds
    T16 | tightens; wait 24h; hq: DeleteInactiveApprovalTeamVersion Arn=guardians VersionId=2             | guardians ACTIVE v1
    T16 | takes dan on; agree session-1; dan: decline guardians; hq: DeleteInactiveApprovalTeamVersion Arn=guardians VersionId=2 | guardians ACTIVE v1
    T16 | tightens; wait 24h; wait 72h                                                                    | guardians ACTIVE/UPDATE_FAILED_APPROVAL v1
    T16 | tightens; wait 24h; tightens; agree session-2                                                   | guardians ACTIVE v3
    # T17 a team votes on its end; T18 agreed to: at once or after the window, sessions, association and access with it
    T17 | ends the team                                                                                   | guardians ACTIVE/DELETE_PENDING_APPROVAL v1, session-1 PENDING, lag AVAILABLE guardians
    T18 | ends the team; agree session-1                                                                  | guardians DELETED v1, lag AVAILABLE -
    T18 | hq: StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=2; agree session-1; wait 1d23h | guardians DELETING v1, lag AVAILABLE guardians
    T18 | hq: StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=2; agree session-1; wait 2d | guardians DELETED v1, lag AVAILABLE -
    T18 | asks; agree session-1; wait 5m; asks again; ends the team; agree session-3                      | session-2 CANCELLED/TEAM_DELETED, view gone, late FAILED
    # T19 refused, or silent for a day
    T19 | ends the team; refuse session-1                                                                 | guardians ACTIVE/DELETE_FAILED_APPROVAL v1, session-1 FAILED/REJECTED
    T19 | ends the team; wait 24h                                                                         | guardians ACTIVE/DELETE_FAILED_APPROVAL v1, session-1 FAILED/EXPIRED
    # T20 a test round changes nothing, asks all or those who are named, and only of an active team
    T20 | hq: StartApprovalTeamBaseline Arn=guardians; ana: yes session-1; ben: no session-1              | guardians ACTIVE v1, session-1 PENDING
    T20 | hq: StartApprovalTeamBaseline Arn=guardians; ana: yes session-1; ben: no session-1; cho: no session-1 | guardians ACTIVE v1, session-1 APPROVED
    T20 | hq: StartApprovalTeamBaseline Arn=guardians ApproverIds=ana,ben; !cho: yes session-1; wait 24h  | guardians ACTIVE v1, session-1 FAILED/EXPIRED
    T20 | creates; !hq: StartApprovalTeamBaseline Arn=new                                                 | new PENDING/VALIDATING v1
    # T21 enough approvers are left: the team works; T22 too few: it is ACTIVE, and only AWS Support can change it
    T21 | loses ana; asks; ben: yes session-1; cho: yes session-1                                         | guardians ACTIVE v1, session-1 APPROVED/EXECUTED
    T21 | loses ana; asks; wait 24h; hires three; !calls Support                                          | guardians ACTIVE v1, session-1 FAILED/EXPIRED
    T22 | loses ana; loses ben; asks; cho: yes session-1; wait 24h                                        | guardians ACTIVE v1, session-1 FAILED/EXPIRED, view FAILED
    T22 | loses ana; loses ben; hq: StartApprovalTeamBaseline Arn=guardians; wait 24h; hires three; calls Support; !calls Support; wait 3d | guardians ACTIVE v2, session-1 FAILED/EXPIRED
    T22 | loses ana; loses ben; asks; wait 24h; hires three; calls Support; wait 3d; asks again; !cho: yes session-2; dan: yes session-2; eva: yes session-2 | guardians ACTIVE v2, session-2 APPROVED/EXECUTED
    # T23 without Identity Center: the source is in error and the portal down, until all of it is made anew
    T23 | asks; loses Identity Center; !ana: yes session-1; !tightens; !creates; wait 24h                 | hq/identity-source ERROR/IDC_INSTANCE_NOT_FOUND, guardians ACTIVE v1, session-1 FAILED/EXPIRED, lag AVAILABLE guardians
    T23 | loses Identity Center; ends the team                                                            | guardians ACTIVE/DELETE_FAILED_VALIDATION v1, session-1 gone
    T23 | asks; loses Identity Center; wait 24h; hires three; !calls Support; starts anew; !tightens      | hq/identity-source ACTIVE, guardians ACTIVE v1
    T23 | asks; loses Identity Center; wait 24h; hires three; starts anew; calls Support; wait 3d; asks again; !ana: yes session-2; dan: yes session-2; fay: yes session-2; wait 5m | guardians ACTIVE v2, session-2 APPROVED/EXECUTED, late AVAILABLE
)";

}  // namespace

TEST_CASE("the life of a team: T1 to T23") {
    check_transitions(team_lifecycle, phrases);
    std::set<std::string> rows;
    for (const TextTable::Row& row : TextTable(team_lifecycle)) rows.emplace(row["row"]);
    for (int i = 1; i <= 23; ++i) CHECK(rows.contains("T" + std::to_string(i)));
    CHECK(rows.size() == 23);
}

TEST_CASE("the life of a session (domain.md 2.2)") {
    check_transitions(R"(
        deeds                                                                                                                                                                           | seen
        # it begins where policies and the team allow it, else the request fails on the way
        asks                                                                                                                                                                            | session-1 PENDING, view CREATING
        document only-backup {"Effect":"Allow","Action":"backup:*","Resource":"*"}; rescue: PutRolePermissionsBoundary RoleName=rescue/admin PermissionsBoundary=only-backup; asks      | session-1 gone, view FAILED
        other: CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view                                                                                             | session-1 gone, view FAILED
        unshares; asks                                                                                                                                                                  | session-1 gone, view FAILED
        hq: StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=9; agree session-1; !asks                                                                                   | session-2 gone, view gone
        # votes: below, at the threshold, with a no among them, one each
        asks; ana: yes session-1; !ana: yes session-1                                                                                                                                   | session-1 PENDING
        asks; ana: no session-1; ben: yes session-1; cho: yes session-1                                                                                                                 | session-1 APPROVED/EXECUTED
        asks; agree session-1; !cho: yes session-1                                                                                                                                      | session-1 APPROVED/EXECUTED
        hire dan; asks; !dan: yes session-1                                                                                                                                             | session-1 PENDING
        # the requester's right is looked at again
        asks; rescue: PutRolePermissionsBoundary RoleName=rescue/admin PermissionsBoundary=only-list; agree session-1                                                                   | session-1 APPROVED/FAILED, view FAILED
        # refused, or run out: silence counts as no
        asks; ana: no session-1; cho: no session-1; !ben: yes session-1                                                                                                                 | session-1 FAILED/REJECTED, view FAILED
        asks; ana: yes session-1; wait 24h; !ben: yes session-1                                                                                                                         | session-1 FAILED/EXPIRED, view FAILED
        # the team changes, or ends, while it is open
        asks; tightens; agree session-2; !ana: yes session-1                                                                                                                            | session-1 CANCELLED/CONFIGURATION_CHANGED, view FAILED
        asks; ends the team; agree session-2                                                                                                                                            | session-1 CANCELLED/TEAM_DELETED, view FAILED
        # cancelled: the owner's own request to revoke, and nobody's request for access
        asks; !hq: CancelSession SessionArn=session-1; !rescue: CancelSession SessionArn=session-1; !owner: CancelSession SessionArn=session-1                                          | session-1 PENDING, view CREATING
        asks; agree session-1; wait 5m; revokes; !hq: CancelSession SessionArn=session-2; owner: CancelSession SessionArn=session-2                                                     | session-2 CANCELLED/CANCELLED_BY_USER, view AVAILABLE
        # who may look at it: the team's owner, and accounts that the team is shared with
        asks; rescue: GetSession SessionArn=session-1; hq: GetSession SessionArn=session-1; !other: GetSession SessionArn=session-1; unshares; !rescue: GetSession SessionArn=session-1 | session-1 PENDING
    )",
                      phrases);
}

TEST_CASE("what ties a vault to its team (domain.md 2.3)") {
    check_transitions(R"(
        deeds                                                                                                                                                                  | seen
        # none yet: at once, where the vault is ready and the team shared, active and allowed
        associates                                                                                                                                                             | bare AVAILABLE guardians, session-1 gone
        owner: CreateLogicallyAirGappedBackupVault BackupVaultName=young Region=eu-west-1 MinRetentionDays=7 MaxRetentionDays=35; !associates young; wait 2m; associates young | young AVAILABLE guardians
        unshares; !associates                                                                                                                                                  | bare AVAILABLE -
        hq: StartActiveApprovalTeamDeletion Arn=guardians PendingWindowDays=9; agree session-1; !associates                                                                    | bare AVAILABLE -
        hq: UpdateGlobalSettings isMpaEnabled=false; !associates                                                                                                               | bare AVAILABLE -
        # another team: the present one votes; agreed, refused, silent
        swaps                                                                                                                                                                  | lag AVAILABLE guardians, session-1 PENDING
        swaps; agree session-1                                                                                                                                                 | lag AVAILABLE strangers, session-1 APPROVED/EXECUTED
        swaps; refuse session-1                                                                                                                                                | lag AVAILABLE guardians, session-1 FAILED/REJECTED
        swaps; wait 24h                                                                                                                                                        | lag AVAILABLE guardians, session-1 FAILED/EXPIRED
        # none again: the same
        disassociates; agree session-1                                                                                                                                         | lag AVAILABLE -, session-1 APPROVED/EXECUTED
        disassociates; refuse session-1                                                                                                                                        | lag AVAILABLE guardians, session-1 FAILED/REJECTED
        disassociates; wait 24h                                                                                                                                                | lag AVAILABLE guardians, session-1 FAILED/EXPIRED
        # the team ends by its own vote; the next needs none
        ends the team; agree session-1                                                                                                                                         | lag AVAILABLE -
        ends the team; agree session-1; swaps                                                                                                                                  | lag AVAILABLE strangers, session-2 gone
        # the share ends, the opt-in ends, the account is closed: the tie holds
        unshares; wait 30d                                                                                                                                                     | lag AVAILABLE guardians
        hq: UpdateGlobalSettings isMpaEnabled=false; wait 30d                                                                                                                  | lag AVAILABLE guardians
        closes owner; wait 29d; asks; agree session-1; wait 5m                                                                                                                 | lag AVAILABLE guardians, view AVAILABLE
        closes owner; wait 91d                                                                                                                                                 | lag gone
    )",
                      phrases);
}

TEST_CASE("the life of a restore access vault (domain.md 2.4)") {
    check_transitions(R"(
        deeds                                                                                      | seen
        # asked for, agreed to, opened
        asks; agree session-1                                                                      | view CREATING
        asks; agree session-1; wait 3m                                                             | view AVAILABLE
        # refused, run out, without the right, without a session: FAILED, and the name is taken
        asks; refuse session-1; !asks                                                              | view FAILED
        asks; wait 24h                                                                             | view FAILED
        asks; rescue: DeleteRole RoleName=rescue/admin; agree session-1                            | session-1 APPROVED/FAILED, view FAILED
        other: CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view        | view FAILED
        # taken back: asked for, agreed to, refused, run out
        asks; agree session-1; wait 3m; revokes; !revokes                                          | view AVAILABLE, session-2 PENDING
        asks; agree session-1; wait 3m; revokes; agree session-2                                   | view gone, session-2 APPROVED/EXECUTED
        asks; agree session-1; wait 3m; revokes; refuse session-2                                  | view AVAILABLE, session-2 FAILED/REJECTED
        asks; agree session-1; wait 3m; revokes; wait 24h                                          | view AVAILABLE, session-2 FAILED/EXPIRED
        # with its team; not by its owner; never by itself
        asks; agree session-1; wait 3m; ends the team; agree session-2                             | view gone
        asks; agree session-1; wait 3m; !rescue: DeleteBackupVault BackupVaultName=view; wait 300d | view AVAILABLE
        # its source's account closed: 90 days, and no more
        asks; agree session-1; wait 3m; closes owner; wait 89d                                     | view AVAILABLE
        asks; agree session-1; wait 3m; closes owner; wait 91d                                     | view FAILED
    )",
                      phrases);
}
