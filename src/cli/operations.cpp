// Reading the facts, and writing them as a page.
#include "cli/operations.h"

#include <algorithm>
#include <utility>
#include <variant>

#include "base/text.h"
#include "study/aws_request.h"
#include "world/call.h"
#include "world/text.h"

namespace airlock::cli {
namespace {

struct Common {
    std::string_view gate;
    std::string_view error;
    std::string_view when;
};
constexpr Common common[] = {
    {"endpoint", "InternalServerException", "multi-party approval, while us-east-1 is down"},
    {"credential", "UnrecognizedClientException",
     "none, or one that is revoked, somebody else's or not for IAM"},
    {"credential", "ExpiredTokenException", "a session that is over"},
    {"credential", "AccessDeniedException", "the account is closed"},
    {"resource_control_policy", "AccessDeniedException", ""},
    {"service_control_policy", "AccessDeniedException", ""},
    {"resource_policy", "AccessDeniedException", "the other side does not allow it"},
    {"identity_policy", "AccessDeniedException", ""},
    {"permissions_boundary", "AccessDeniedException", ""},
    {"session_policy", "AccessDeniedException", ""},
};
// EC2 calls them otherwise. Source: EC2 API, error codes.
constexpr std::pair<std::string_view, std::string_view> said_by_ec2[] = {
    {"AccessDeniedException", "UnauthorizedOperation"},
    {"UnrecognizedClientException", "AuthFailure"},
    {"ExpiredTokenException", "RequestExpired"},
};

struct Service {
    std::string_view name;
    std::string_view title;
    std::string_view source;
};
constexpr Service services[] = {
    {"organizations", "AWS Organizations", "ORG-API"},
    {"iam", "AWS IAM", "IAM API reference"},
    {"sts", "AWS STS", "STS API reference"},
    {"sso", "IAM Identity Center", "its API reference"},
    {"identitystore", "Identity Store", "its API reference"},
    {"mpa", "Multi-party approval", "MPA-API"},
    {"ram", "AWS RAM", "RAM-API"},
    {"kms", "AWS KMS", "KMS API reference"},
    {"ec2", "Amazon EC2", "EC2 API reference"},
    {"backup", "AWS Backup", "BK-API"},
};

struct Never {
    std::string_view why;
    std::string_view codes;
};
constexpr Never never_given[] = {
    {"Trouble inside the service, or several callers at once",
     "AccessDeniedForDependencyException ConcurrentModification ConcurrentModificationException "
     "DependencyFailureException DependencyTimeoutException FinalizingOrganizationException "
     "KMSInternalException PolicyChangesInProgressException ServerInternalException "
     "ServiceException ServiceFailure ServiceUnavailableException ThrottlingException "
     "TooManyRequestsException"},
    {"A request that no story can write: required members are given, ids and ARNs are well-formed, "
     "and "
     "there are no tokens, tags, pages of results or dry runs",
     "DryRunOperationException IdempotentParameterMismatchException InvalidClientTokenException "
     "InvalidGrantIdException InvalidGrantTokenException InvalidMaxResultsException "
     "InvalidNextTokenException InvalidResourceTypeException MalformedArnException "
     "MissingRequiredParameterException RegionDisabledException TagException "
     "TagLimitExceededException TagPolicyViolationException UnsupportedAPIEndpointException "
     "UnsupportedOperationException"},
    {"A part of the service that is not modelled: key stores, other types of policy, the size of "
     "policies, AWS's own service roles, what must be detached first, contact details",
     "AccountOwnerNotVerifiedException CloudHsmClusterInvalidConfigurationException "
     "CustomKeyStoreInvalidStateException CustomKeyStoreNotFoundException DeleteConflict "
     "DuplicateHandshakeException InvalidHandshakeTransitionException "
     "InvalidStateTransitionException PackedPolicyTooLarge "
     "PolicyNotAttachable PolicyTypeNotAvailableForOrganizationException "
     "XksKeyAlreadyInUseException XksKeyInvalidConfigurationException XksKeyNotFoundException"},
};

// Members that are ours alone, and why.
struct Own {
    std::string_view member;
    std::string_view why;
};
constexpr Own own_members[] = {
    {"Name", "the story's name for it; AWS gives an id"},
    {"Region", "AWS takes it from the endpoint that is called"},
    {"ImageProviderAwsBackupVault", "whether `aws-backup-vault` is among the providers"},
};

// --- reading ----------------------------------------------------------------------------------------------

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    for (const std::string_view word : split(text, ' '))
        if (!word.empty()) words.push_back(word);
    return words;
}

void append(std::vector<std::string_view>& to, const std::vector<std::string_view>& words) {
    to.insert(to.end(), words.begin(), words.end());
}

void read_line(std::vector<OperationFacts>& out, char kind, std::string_view rest) {
    const auto words = words_of(rest);
    if (words.empty()) return;
    if (kind == '=') {
        OperationFacts facts;
        facts.service = words[0];
        facts.name = words[1];
        out.push_back(std::move(facts));
        return;
    }
    OperationFacts& facts = out.back();
    switch (kind) {
        case '.': {
            MemberFacts member;
            member.is_required = words[0].ends_with('!');
            member.path = words[0].substr(0, words[0].size() - (member.is_required ? 1 : 0));
            const auto limit = rest.find(' ');
            if (limit != std::string_view::npos) member.limit = rest.substr(limit + 1);
            facts.members.push_back(std::move(member));
            break;
        }
        case '-': append(facts.not_modelled, words); break;
        case '>': append(facts.results, words); break;
        case '~':
            for (const std::string_view code : words) facts.errors.push_back({code, true, {}});
            break;
        default:
            facts.errors.push_back({words[0], kind == '!', {words.begin() + 1, words.end()}});
            break;
    }
}

void read_facts(std::vector<OperationFacts>& out, std::string_view text) {
    char kind = '\0';
    for (const std::string_view line : split(text, '\n')) {
        if (line.empty()) continue;
        if (line[0] != ' ') kind = line[0];
        read_line(out, kind, line.substr(2));
    }
}

// --- what the model makes of a member ---------------------------------------------------------------------

std::string spaced(std::string_view word) {
    std::string out(word);
    std::replace(out.begin(), out.end(), '_', ' ');
    return out;
}

template <class T>
std::string kind_of_value() {
    if constexpr (std::is_same_v<T, Id<Name>>) return "text";
    else if constexpr (std::is_same_v<T, Id<PolicyDocument>>) return "policy document";
    else if constexpr (std::is_same_v<T, std::int32_t>) return "number";
    else if constexpr (std::is_same_v<T, Setting>) return "yes or no";
    else if constexpr (std::is_same_v<T, Grantee>) return "account or organization";
    else if constexpr (std::is_same_v<T, Ref>) return "team or vault";
    else if constexpr (std::is_same_v<T, OrganizationNode>) return "root, unit or account";
    else if constexpr (requires { Ref(T{}); }) return spaced(to_text(Ref(T{}).kind));
    else return "one of a few words";
}

template <class T, std::uint32_t N>
std::string kind_of_list(const Few<T, N>&) {
    return "up to " + std::to_string(N) + " × " + kind_of_value<T>();
}

struct Modelled {
    std::string_view member;
    std::string_view path;  // "" = ours alone
    std::string what;
    Presence presence = Presence::optional;
};

template <class C>
void list_members(std::string_view operation, std::vector<Modelled>& out) {
    if (C::operation.name != operation) return;
    C::each([&](std::string_view member, auto field, Presence presence) {
        using Field = std::decay_t<decltype(std::declval<C>().*field)>;
        Modelled row;
        row.member = member;
        row.path = study::aws_path(operation, member);
        if constexpr (requires(Field f) { kind_of_list(f); }) row.what = kind_of_list(Field{});
        else row.what = kind_of_value<Field>();
        row.presence = presence;
        out.push_back(std::move(row));
    });
}

template <std::size_t... I>
std::vector<Modelled> members_of(std::string_view operation, std::index_sequence<I...>) {
    std::vector<Modelled> out;
    (list_members<std::variant_alternative_t<I, Call>>(operation, out), ...);
    return out;
}

// --- writing ----------------------------------------------------------------------------------------------

std::string code(std::string_view text) {
    std::string out = "`";
    for (const char c : text) {
        if (c == '|') out += '\\';
        out += c;
    }
    return out + '`';
}

std::string codes(const std::vector<std::string_view>& words) {
    std::string out;
    for (const std::string_view word : words) out += (out.empty() ? "" : ", ") + code(word);
    return out;
}

std::string here(const MemberFacts& facts, const Modelled& modelled) {
    const auto dot = facts.path.rfind('.');
    std::string_view last = facts.path.substr(dot == std::string_view::npos ? 0 : dot + 1);
    if (last.ends_with("[]")) last.remove_suffix(2);
    std::string out;
    if (last != modelled.member) out += code(modelled.member) + ": ";
    out += modelled.what;
    const bool is_required = modelled.presence == Presence::required;
    if (facts.is_required && !is_required) out += "; may be left out, then filled in";
    if (!facts.is_required && is_required) out += "; required here";
    return out;
}

struct MemberRow {
    std::string name;  // in code quotes
    std::string_view presence;
    std::string_view limit;
    std::string here;
};

std::vector<MemberRow> member_rows(const OperationFacts& facts) {
    const auto modelled =
        members_of(facts.name, std::make_index_sequence<std::variant_size_v<Call>>());
    std::vector<MemberRow> rows;
    for (const MemberFacts& member : facts.members) {
        const auto found = std::find_if(modelled.begin(), modelled.end(), [&](const Modelled& one) {
            return one.path == member.path;
        });
        rows.push_back({code(member.path), member.is_required ? "required" : "optional",
                        member.limit,
                        found == modelled.end() ? "filled in" : here(member, *found)});
    }
    for (const Modelled& one : modelled) {
        if (!one.path.empty()) continue;
        std::string_view why;
        for (const Own& own : own_members)
            if (own.member == one.member) why = own.why;
        rows.push_back({code(one.member), "ours", {}, one.what + ", " + std::string(why)});
    }
    return rows;
}

// What every operation of the service may give stands at the head of the page.
bool is_given_at_common_gate(std::string_view service, std::string_view error) {
    for (const Common& row : common)
        if (row.error == error && (row.gate != "endpoint" || service == "mpa")) return true;
    return false;
}

std::vector<std::string_view> never_of(const OperationFacts& facts) {
    std::vector<std::string_view> never;
    for (const ErrorFacts& error : facts.errors)
        if (error.gates.empty() && !is_given_at_common_gate(facts.service, error.code))
            never.push_back(error.code);
    return never;
}

void add_members(std::string& out, const OperationFacts& facts) {
    const auto rows = member_rows(facts);
    if (rows.empty()) return;
    out += "| Member | | Limits | Here |\n|---|---|---|---|\n";
    for (const MemberRow& row : rows)
        out += "| " + row.name + " | " + std::string(row.presence) + " |" +
               (row.limit.empty() ? "" : " " + code(row.limit)) + " | " + row.here + " |\n";
    out += '\n';
}

void add_errors(std::string& out, const OperationFacts& facts) {
    bool has_any = false;
    for (const ErrorFacts& error : facts.errors) {
        if (error.gates.empty()) continue;
        if (!has_any) out += "| Error | Gate |\n|---|---|\n";
        has_any = true;
        out += "| " + code(error.code) + (error.is_listed ? "" : " (common)") + " | " +
               codes(error.gates) + " |\n";
    }
    if (has_any) out += '\n';
    const auto never = never_of(facts);
    if (!never.empty()) out += "Never given: " + codes(never) + ".\n\n";
}

// One row of the table of a service.
void add_row(std::string& out, const OperationFacts& facts) {
    std::vector<std::string> members;
    for (const MemberRow& row : member_rows(facts))
        members.push_back(row.name + (row.presence == "required" ? "\\*" : "") +
                          (row.limit.empty() ? "" : " " + code(row.limit)) + ": " +
                          (row.presence == "ours" ? "ours, " : "") + row.here);
    if (!facts.not_modelled.empty())
        members.push_back("*not modelled:* " + codes(facts.not_modelled));
    std::vector<std::string> errors;
    for (const ErrorFacts& error : facts.errors)
        if (!error.gates.empty())
            errors.push_back(code(error.code) + (error.is_listed ? "" : " (common)") + ": " +
                             codes(error.gates));
    const auto never = never_of(facts);
    if (!never.empty()) errors.push_back("*never:* " + codes(never));
    out += "| " + code(facts.name) + " |";
    for (const std::string& cell :
         {join(members, "<br>"), codes(facts.results), join(errors, "<br>")})
        out += (cell.empty() ? "" : " " + cell) + " |";
    out += '\n';
}

constexpr std::string_view head = R"(# Operations: members, limits, results and errors

What AWS's API references say about every operation that is modelled, beside what the model makes of it.
Written by `./airlock operations`; a test fails when this page, the rules and the program disagree.
[model.md](model.md) has the gates of each operation in order, with source and kind.

**Members**, their limits, **results** and **errors** are AWS's own (documented: the API reference of the service, as its
service model of 2026 has it; limits that no pattern states come from the pages that model.md names, the range of
`PendingWindowDays` is assumed). `*`: AWS requires the member. A story knows it by the last part of its path unless the
table says otherwise; behind the colon stands what it is. *Filled in*: the world does not need it; the exports write one.
*Ours*: AWS has no such member. Limits: `2..50 [a-z]` is a number of characters and which, `7..30` a number, `3..20 items`
a list, `A|B` one of these words, anything else a pattern of ids that stories cannot break. Every limit on what a story
can choose freely is checked at the gate `parameters`.

The gate that gives an **error** is derived from AWS's description of it. (common): AWS lists the code among the errors
that any operation may give. Results are AWS's, too; of what a call makes, the exports show the ids.

## Errors of every operation

| Gate | Error | |
|---|---|---|
)";

void add_head(std::string& out) {
    out += head;
    for (const Common& row : common)
        out += "| " + code(row.gate) + " | " + code(row.error) + " |" +
               (row.when.empty() ? "" : " " + std::string(row.when)) + " |\n";
    out += "\nEC2 has words of its own:";
    const char* between = " ";
    for (const auto& [common_code, ec2] : said_by_ec2) {
        out += between + code(ec2) + " for " + code(common_code);
        between = ", ";
    }
    out += ".\n\n## Errors that are never given\n\n| Why | Errors |\n|---|---|\n";
    for (const Never& row : never_given)
        out += "| " + std::string(row.why) + " | " + codes(words_of(row.codes)) + " |\n";
    out += "| Nothing that the model knows brings it about in that operation | the others |\n\n";
}

}  // namespace

const std::vector<OperationFacts>& operation_facts() {
    static const std::vector<OperationFacts> facts = [] {
        std::vector<OperationFacts> read;
        read_facts(read, operations_of_others);
        read_facts(read, operations_of_backup);
        return read;
    }();
    return facts;
}

const OperationFacts* find_operation(std::string_view name) {
    for (const OperationFacts& facts : operation_facts())
        if (facts.name == name) return &facts;
    return nullptr;
}

bool is_common_gate(std::string_view gate) {
    for (const Common& row : common)
        if (row.gate == gate) return true;
    return false;
}

bool is_common_code(std::string_view error) {
    for (const Common& row : common)
        if (row.error == error) return true;
    return false;
}

bool is_known_refusal(const OperationFacts& facts, std::string_view gate, std::string_view error) {
    for (const Common& row : common) {
        if (row.gate != gate) continue;
        std::string_view said = row.error;
        if (facts.service == "ec2")
            for (const auto& [common_code, ec2] : said_by_ec2)
                if (common_code == said) said = ec2;
        if (said == error) return true;
    }
    for (const ErrorFacts& row : facts.errors)
        if (row.code == error)
            return std::find(row.gates.begin(), row.gates.end(), gate) != row.gates.end();
    return false;
}

std::string_view why_never(std::string_view error) {
    for (const Never& row : never_given)
        for (const std::string_view word : words_of(row.codes))
            if (word == error) return row.why;
    return {};
}

std::string operation_text(const OperationFacts& facts) {
    std::string out = "### " + std::string(facts.name) + "\n\n";
    add_members(out, facts);
    if (!facts.not_modelled.empty()) out += "Not modelled: " + codes(facts.not_modelled) + ".\n\n";
    out += facts.results.empty() ? "Result: nothing.\n\n"
                                 : "Result: " + codes(facts.results) + ".\n\n";
    add_errors(out, facts);
    out.pop_back();
    return out;
}

std::string operations_text() {
    std::string out;
    add_head(out);
    for (const Service& service : services) {
        out += "## " + std::string(service.title) + "\n\nIAM prefix " + code(service.name) +
               ". Source: " + std::string(service.source) +
               ".\n\n| Operation | Members | Result | Errors: gates |\n|---|---|---|---|\n";
        for (const OperationFacts& facts : operation_facts())
            if (facts.service == service.name) add_row(out, facts);
        out += '\n';
    }
    out.pop_back();
    return out;
}

int command_operations(const Options& options, const Console& console) {
    if (options.words.empty()) {
        console.out << operations_text();
        return exit_ok;
    }
    std::vector<std::string_view> names;
    for (const OperationFacts& facts : operation_facts()) names.push_back(facts.name);
    std::string out;
    int code = exit_ok;
    for (const std::string& word : options.words) {
        if (const OperationFacts* facts = find_operation(word)) {
            out += (out.empty() ? "" : "\n") + operation_text(*facts);
            continue;
        }
        const std::string suggestion = did_you_mean(word, names);
        console.err << "airlock: no operation is called " << quoted(word) << "; "
                    << (suggestion.empty() ? "airlock operations names all of them" : suggestion)
                    << '\n';
        code = exit_nonsense;
    }
    if (code == exit_ok) console.out << out;
    return code;
}

}  // namespace airlock::cli
