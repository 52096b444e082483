// The story as AWS CLI commands, in order, with comments for what no command can say: who asks and when, deeds
// that no API offers, what happens by itself, and the error that a refused command gets (docs/exports.md).
#pragma once

#include <string>
#include <string_view>

#include "sim/simulation.h"
#include "study/aws_request.h"

namespace airlock::study {

std::string cli_text(const Simulation& simulation);

// One command: "aws backup delete-backup-vault --backup-vault-name x --region … --profile …".
std::string cli_command(const AwsRequest& request, std::string_view profile);

// "MpaApprovalTeamArn" is "mpa-approval-team-arn", as the CLI makes its words.
std::string kebab_case(std::string_view name);
// A word of a POSIX shell: as it is when it is plain, else between single quotes.
std::string shell_word(std::string_view text);

}  // namespace airlock::study
