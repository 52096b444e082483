// What AWS's API references say about every operation that is modelled, beside what the model makes of it: members,
// limits, result members, error codes and the gates that give them. `airlock operations` prints it, and
// docs/operations.md is what it prints. The page links none of this. The rules themselves are in src/world; tests
// hold each line of the facts to them.
//
// The facts are text, one operation after the other. A line that begins with two blanks goes on with the one before.
//
//     = backup CreateBackupVault        service as IAM calls it, operation
//     . BackupVaultName! 2..50 [a-z]    a member that is modelled or filled in; `!`: AWS requires it; its limits
//     - BackupVaultTags                 members that are not modelled
//     > BackupVaultArn                  members of the result
//     ! LimitExceededException quota    an error that AWS lists, and the gates that give it
//     ? AccessDeniedException sharing   one that AWS lists for no single operation, or that its users see all the same
//     ~ ServiceUnavailableException     listed, and given by no rule
//
// Limits: `2..50 [a-z]` characters, `7..30` a number, `3..20 items` a list, `A|B` one of these, else a pattern.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/cli.h"
#include "cli/options.h"

namespace airlock::cli {

struct MemberFacts {
    std::string_view
        path;  // "ApprovalStrategy.MofN.MinApprovalsRequired", "Approvers[].PrimaryIdentityId"
    bool is_required = false;
    std::string limit;
};

struct ErrorFacts {
    std::string_view code;
    bool is_listed = false;
    std::vector<std::string_view> gates;  // none: given by no rule
};

struct OperationFacts {
    std::string_view service;
    std::string_view name;
    std::vector<MemberFacts> members;
    std::vector<std::string_view> not_modelled;
    std::vector<std::string_view> results;
    std::vector<ErrorFacts> errors;
};

extern const std::string_view operations_of_backup;
extern const std::string_view operations_of_others;

const std::vector<OperationFacts>& operation_facts();
const OperationFacts* find_operation(std::string_view name);

// Gates that every operation meets: their codes are AWS's common errors and stand once, for all.
bool is_common_gate(std::string_view gate);
bool is_common_code(std::string_view code);
// May a rule of `operation` stop at `gate` with `code`?
bool is_known_refusal(const OperationFacts& facts, std::string_view gate, std::string_view code);
// Why no rule gives an error that AWS lists; "" when other rules do.
std::string_view why_never(std::string_view code);

std::string operation_text(const OperationFacts& facts);
std::string operations_text();

inline constexpr std::string_view operations_help =
    R"(Says what AWS's operations take, answer and refuse, and what is modelled.

Without a NAME all of them, as in docs/operations.md: members with their limits, results, and
error codes with the gates that give them.

Exit code: 0, or 2 for a name that is not modelled.
)";

int command_operations(const Options& options, const Console& console);

}  // namespace airlock::cli
