// Calls the command-line program.
#include "support/cli.h"

#include <sstream>

#include "cli/cli.h"
#include "support/files.h"

namespace airlock::test {

Answer airlock_cli(std::vector<std::string> words, const std::string& input) {
    std::ostringstream out;
    std::ostringstream err;
    std::istringstream in(input);
    const cli::Console console{
        out, err, "1.2.3", {source_path("nowhere"), source_path("scenarios")}, &in};
    Answer answer;
    answer.code = cli::run(words, console);
    answer.out = out.str();
    answer.err = err.str();
    return answer;
}

}  // namespace airlock::test
