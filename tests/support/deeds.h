// What happens in a test as one line of text, and what came of it as another:
//
//     play(estate, "rescue: CreateRestoreAccessBackupVault SourceBackupVaultArn=lag BackupVaultName=view;"
//                  "ana: yes session-1; wait 24h; !ben: yes session-1");
//     state_of(estate, "session-1") == "FAILED/EXPIRED"
//
// Deeds are separated by ";". An account acts with its admin (by olga), `mallory` with the stolen root of `owner`, an
// approver in the portal. A deed must not be refused; one with "!" before it must be. Besides calls there are
//     ana: yes SESSION      ana: accept TEAM      agree SESSION   (ana and ben say yes)     wait TIME
//     ana: no SESSION       ana: decline TEAM     refuse SESSION  (ana and ben say no)      hire NAME
//     support: RecoverApprovalTeam …              document NAME {statement}   (an IAM policy of that name)
// and the phrases that a test gives.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "support/estate.h"

namespace airlock::test {

struct Phrase {
    std::string_view name;
    std::string_view deeds;
};

void play(Estate& estate, std::string_view deeds, std::span<const Phrase> phrases = {});

// Of a session "APPROVED/EXECUTED", of a team "ACTIVE/UPDATE_PENDING_APPROVAL v1", of a vault "AVAILABLE guardians"
// (none: "-"), of a view "AVAILABLE", of an account's identity source ("hq/identity-source") "ERROR/…"; "gone" of
// what is no more.
std::string state_of(const Estate& estate, std::string_view subject);

// Checks a text table: its column `deeds` is played in an estate of its own, then each part of `seen` must hold:
// "guardians ACTIVE v2, session-1 APPROVED/EXECUTED".
void check_transitions(std::string_view text, std::span<const Phrase> phrases = {});

}  // namespace airlock::test
