// Reading cases, with every mistake in its place; what a principal's ARN says about it; sentences.
#include "policy/cases.h"

#include <algorithm>

#include "base/check.h"
#include "base/text.h"

namespace airlock::policy {
namespace {

constexpr std::array<std::string_view, 9> case_members = {"name",
                                                          "request",
                                                          "identity_policies",
                                                          "resource_policy",
                                                          "permissions_boundaries",
                                                          "session_policies",
                                                          "service_control_policies",
                                                          "resource_control_policies",
                                                          "expected"};
constexpr std::array<std::string_view, 5> request_members = {"principal", "action", "resource",
                                                             "resource_account", "context"};
constexpr std::array<std::string_view, 4> principal_members = {"AWS", "Service", "Federated",
                                                               "CanonicalUser"};
constexpr std::array<std::string_view, 3> decisions = {"allowed", "explicitly_denied",
                                                       "implicitly_denied"};

bool is_account_number(std::string_view text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

// The part of an ARN: 2 service, 4 account, 5 all the rest. "" where there is none.
std::string_view arn_part(std::string_view arn, int part) {
    if (!arn.starts_with("arn:")) return {};
    for (; part > 0; --part) {
        const auto colon = arn.find(':');
        if (colon == std::string_view::npos) return {};
        arn.remove_prefix(colon + 1);
    }
    return arn;
}
std::string_view first_part(std::string_view text) { return text.substr(0, text.find(':')); }
std::string_view last_name(std::string_view arn) { return arn.substr(arn.rfind('/') + 1); }

bool is_service(std::string_view action, std::string_view service) {
    return equals_ignoring_case(first_part(action), service);
}

std::string_view name_of(PrincipalType type) {
    switch (type) {
        case PrincipalType::anonymous: return "Anonymous";
        case PrincipalType::root_user: return "Account";
        case PrincipalType::user: return "User";
        case PrincipalType::role: return "AssumedRole";
        case PrincipalType::federated_user: return "FederatedUser";
        case PrincipalType::service: return "";
    }
    CHECK(false);
}

}  // namespace

// --- requests ----------------------------------------------------------------------------------------

bool CaseRequest::is_of_kms_key() const {
    return is_service(action_, "kms") && first_part(arn_part(resource_, 2)) == "kms" &&
           arn_part(resource_, 5).starts_with("key/");
}

bool CaseRequest::is_assuming_role() const {
    return is_service(action_, "sts") && first_part(arn_part(resource_, 2)) == "iam" &&
           arn_part(resource_, 5).starts_with("role/");
}

const CaseRequest::ContextValue* CaseRequest::find(std::string_view key) const {
    const auto at = std::lower_bound(
        context_.begin(), context_.end(), key,
        [](const ContextValue& value, std::string_view wanted) { return value.key < wanted; });
    return at == context_.end() || at->key != key ? nullptr : &*at;
}

bool CaseRequest::values(std::string_view key, Values& out) const {
    const ContextValue* const found = find(key);
    if (found == nullptr || found->views.empty()) return false;
    out.refer_to(found->views);
    return true;
}

void CaseRequest::add(std::string key, std::vector<std::string> texts) {
    const auto at = std::lower_bound(
        context_.begin(), context_.end(), key,
        [](const ContextValue& value, const std::string& wanted) { return value.key < wanted; });
    ContextValue& added = *context_.insert(at, {std::move(key), std::move(texts), {}});
    added.views.assign(added.texts.begin(), added.texts.end());
}

void CaseRequest::add_missing(std::string_view key, std::string_view text) {
    if (!text.empty() && find(key) == nullptr) add(std::string(key), {std::string(text)});
}

// Who is meant by an ARN, an account, the name of a service or "*"; false when nobody is.
bool CaseRequest::set_principal(std::string_view text) {
    if (text == "*" || text == "anonymous") return true;
    if (is_account_number(text)) {
        type_ = PrincipalType::root_user;
        account_ = text;
        arn_ = "arn:aws:iam::" + account_ + ":root";
        return true;
    }
    if (!text.starts_with("arn:")) {
        const bool is_name = text.find('.') != std::string_view::npos &&
                             text.find_first_of(": *?") == std::string_view::npos;
        const bool is_federated =
            is_service(action_, "sts") && lower(action_).starts_with("sts:assumerolewith");
        if (is_federated) provider_ = text;
        else type_ = PrincipalType::service, arn_ = text;
        return is_name;
    }
    const std::string_view service = first_part(arn_part(text, 2));
    const std::string_view account = first_part(arn_part(text, 4));
    const std::string_view rest = arn_part(text, 5);
    const auto begins = [&](std::string_view prefix) {
        return rest.starts_with(prefix) && rest.size() > prefix.size() && !rest.ends_with('/');
    };
    if (!is_account_number(account) || !first_part(arn_part(text, 3)).empty()) return false;
    if (service == "iam" && (begins("saml-provider/") || begins("oidc-provider/"))) {
        provider_ = text;
        return true;
    }
    account_ = account;
    if (service == "iam" && (rest == "root" || begins("user/") || begins("role/"))) {
        type_ = rest == "root"             ? PrincipalType::root_user
                : rest.starts_with("user") ? PrincipalType::user
                                           : PrincipalType::role;
        arn_ = text;
        is_service_linked_role_ = begins("role/aws-service-role/");
        return true;
    }
    if (service != "sts") return false;
    session_arn_ = text;
    if (begins("federated-user/")) {
        type_ = PrincipalType::federated_user;
        return true;
    }
    const std::vector<std::string_view> names = split(rest, '/');
    if (names.size() != 3 || names[0] != "assumed-role" || names[1].empty() || names[2].empty())
        return false;
    type_ = PrincipalType::role;
    arn_ = std::string(text.substr(0, text.find(":sts:"))) + ":iam::" + account_ + ":role/" +
           std::string(names[1]);
    is_role_path_unknown_ = true;
    // Source: IAM, service-linked roles: the name of each begins so.
    is_service_linked_role_ = names[1].starts_with("AWSServiceRoleFor");
    return true;
}

// What follows from the principal and the resource. Keys that only the request itself knows, such as
// aws:ViaAWSService or aws:CurrentTime, are absent unless the case gives them.
// Source: IAM, global condition context keys; policy variables, principal key values.
void CaseRequest::complete() {
    if (const ContextValue* told = find("aws:resourceaccount"); told && resource_account_.empty() &&
                                                                told->texts.size() == 1 &&
                                                                is_account_number(told->texts[0]))
        resource_account_ = told->texts[0];
    if (resource_account_.empty()) {
        const std::string_view account = first_part(arn_part(resource_, 4));
        if (is_account_number(account)) resource_account_ = account;
    }
    add_missing("aws:resourceaccount", resource_account_.empty() ? account_ : resource_account_);

    // The context may know the path of the role that a session's ARN keeps to itself, and unique ids.
    if (const ContextValue* known = find("aws:principalarn");
        known && is_role_path_unknown_ && known->texts.size() == 1) {
        const std::string& arn = known->texts[0];
        const bool is_role = arn_part(arn, 5).starts_with("role/") &&
                             first_part(arn_part(arn, 4)) == account_ &&
                             last_name(arn) == last_name(arn_);
        if (is_role) arn_ = arn, is_role_path_unknown_ = false;
        is_service_linked_role_ =
            is_service_linked_role_ || arn_part(arn_, 5).starts_with("role/aws-service-role/");
    }
    const bool has_id = type_ == PrincipalType::user || type_ == PrincipalType::role;
    if (const ContextValue* id = find("aws:userid"); id && has_id && id->texts.size() == 1)
        unique_id_ = first_part(id->texts[0]);

    const bool is_service = type_ == PrincipalType::service;
    if (!provider_.empty()) return;  // somebody who is about to become a principal
    const bool is_anonymous = type_ == PrincipalType::anonymous;
    add_missing("aws:principaltype", name_of(type_));
    add_missing("aws:principalaccount", is_anonymous ? "anonymous" : account_);
    if (is_service) add_missing("aws:principalservicename", arn_);
    if (!is_anonymous) add_missing("aws:principalisawsservice", is_service ? "true" : "false");
    if (!is_service) add_missing("aws:principalarn", arn_.empty() ? session_arn_ : arn_);
    if (type_ == PrincipalType::user) add_missing("aws:username", last_name(arn_));
    if (type_ == PrincipalType::root_user) add_missing("aws:userid", account_);
    if (type_ == PrincipalType::federated_user)
        add_missing("aws:userid", account_ + ":" + std::string(last_name(session_arn_)));
    if (is_anonymous) add_missing("aws:userid", "anonymous");
}

// --- reading -----------------------------------------------------------------------------------------

class CaseReader {
  public:
    CaseReader(const JsonDocument& json, std::vector<Problem>& problems)
        : json_(json), problems_(problems) {}

    CaseFile read() {
        const Json& root = json_.root();
        if (!root.is_array()) {
            wrong_type(root, "an array of cases");
            return {};
        }
        for (const Json& value : root) read_case(value);
        return std::move(file_);
    }

  private:
    void report(const Json& at, std::string sentence, std::string suggestion = {}) {
        problems_.push_back(problem_at(json_, at, std::move(sentence), std::move(suggestion)));
    }
    void wrong_type(const Json& at, std::string_view needed, std::string suggestion = {}) {
        report(at,
               "expected " + std::string(needed) + ", found " +
                   std::string(airlock::name_of(at.kind())),
               std::move(suggestion));
    }
    bool is_object(const Json& value, std::string_view what,
                   std::span<const std::string_view> known) {
        if (!value.is_object()) {
            wrong_type(value, what);
            return false;
        }
        check_members(json_, value, known, problems_);
        return true;
    }
    // A member that may be left out, or be null, which says the same.
    static const Json* given(const Json& object, std::string_view member) {
        const Json* value = object.find(member);
        return value == nullptr || value->is_null() ? nullptr : value;
    }
    // The text of a member that must be there; "" when it is not, or wrong.
    std::string_view text(const Json& object, std::string_view member, std::string_view what) {
        const Json* value = object.find(member);
        if (value == nullptr)
            report(object, std::string(what) + " needs the member " + quoted(member));
        else if (!value->is_string()) wrong_type(*value, "a string");
        else return value->text();
        return {};
    }

    void read_case(const Json& value) {
        if (!is_object(value, "a case", case_members)) return;
        Case& one = file_.cases.emplace_back();
        one.name = text(value, "name", "a case");
        if (const Json* request = value.find("request"); request == nullptr)
            report(value, "a case needs the member \"request\"");
        else if (is_object(*request, "a request", request_members))
            read_request(*request, one.request);
        const bool is_trust = one.request.is_assuming_role();
        if (const Json* policy = given(value, "resource_policy"))
            read_document(*policy, is_trust ? Kind::trust : Kind::resource, one.resource);
        read_list(given(value, "identity_policies"), Kind::identity, one.identity);
        read_list(given(value, "permissions_boundaries"), Kind::boundary, one.boundaries);
        read_list(given(value, "session_policies"), Kind::session, one.sessions);
        read_levels(given(value, "service_control_policies"), Kind::service_control,
                    one.service_control);
        read_levels(given(value, "resource_control_policies"), Kind::resource_control,
                    one.resource_control);
        if (const Json* expected = given(value, "expected")) read_expected(*expected, one);
    }

    void read_expected(const Json& value, Case& one) {
        if (!value.is_string()) {
            wrong_type(value, "a decision",
                       R"(one of "allowed", "explicitly_denied", "implicitly_denied")");
            return;
        }
        const auto found = std::find(decisions.begin(), decisions.end(), value.text());
        if (found == decisions.end()) {
            std::string suggestion = did_you_mean(value.text(), decisions);
            report(value, quoted(value.text()) + " is no decision",
                   suggestion.empty() ? "one of " + join(decisions, ", ") : std::move(suggestion));
            return;
        }
        one.expected = static_cast<Decision>(found - decisions.begin());
        one.expected_at = json_.place(value.offset());
        one.expected_pointer = value.pointer();
    }

    // --- requests ---

    void read_request(const Json& value, CaseRequest& request) {
        request.action_ = text(value, "action", "a request");
        if (const Json* action = value.find("action"); action && action->is_string())
            check_action(*action);
        request.resource_ = text(value, "resource", "a request");
        if (const Json* resource = value.find("resource"); resource && resource->is_string())
            check_resource(*resource);
        if (const Json* account = given(value, "resource_account")) {
            if (!account->is_string()) wrong_type(*account, "a string of twelve digits");
            else if (!is_account_number(account->text()))
                report(*account, quoted(account->text()) + " is no account",
                       "write its twelve digits");
            else request.resource_account_ = account->text();
        }
        if (const Json* context = given(value, "context")) read_context(*context, request);
        if (const Json* principal = value.find("principal")) read_principal(*principal, request);
        else report(value, "a request needs the member \"principal\"");
        request.complete();
    }

    void check_action(const Json& value) {
        const std::string_view action = value.text();
        const auto colon = action.find(':');
        const auto is_plain = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
        if (colon == 0 || colon == std::string_view::npos || colon + 1 == action.size() ||
            !std::all_of(action.begin(), action.begin() + static_cast<std::ptrdiff_t>(colon),
                         is_plain) ||
            !std::all_of(action.begin() + static_cast<std::ptrdiff_t>(colon) + 1, action.end(),
                         is_plain))
            report(value, quoted(action) + " is no action",
                   "write a service and one of its actions: \"backup:StartRestoreJob\"");
    }

    void check_resource(const Json& value) {
        const std::string_view resource = value.text();
        if (resource != "*" && arn_part(resource, 5).empty())
            report(value, quoted(resource) + " is no ARN",
                   "write \"*\" for an action without a resource");
    }

    void read_principal(const Json& value, CaseRequest& request) {
        const Json* named = &value;
        if (value.is_object()) {  // as a policy names it: {"Service": "backup.amazonaws.com"}
            check_members(json_, value, principal_members, problems_);
            if (value.size() != 1) {
                report(value, "a request has one principal");
                return;
            }
            named = &*value.begin();
        }
        if (!named->is_string()) {
            wrong_type(*named, "a string");
            return;
        }
        if (named->is_member() && named->key() == "Federated") {
            request.provider_ = named->text();
        } else if (!request.set_principal(named->text())) {
            report(*named, quoted(named->text()) + " is no principal",
                   "write the ARN of a user, a role, a session or an account's root, the name of a "
                   "service, or \"*\"");
        }
    }

    void read_context(const Json& value, CaseRequest& request) {
        if (!value.is_object()) {
            wrong_type(value, "an object of context keys");
            return;
        }
        for (const Json& member : value) {
            std::string key = lower(member.key());
            std::vector<std::string> texts;
            const auto take = [&](const Json& text) {
                if (text.is_string()) texts.emplace_back(text.text());
                else
                    wrong_type(text, "a string",
                               text.is_container() || text.is_null()
                                   ? ""
                                   : "values of a context are texts: write them in quotes");
            };
            if (member.is_array())
                for (const Json& text : member) take(text);
            else take(member);
            if (request.find(key) != nullptr)
                problems_.push_back(problem_at_key(json_, member,
                                                   "there is already a context key " + quoted(key) +
                                                       ": upper and lower case are alike"));
            else request.add(std::move(key), std::move(texts));
        }
    }

    // --- policies ---

    void read_document(const Json& value, Kind kind, Case::Documents& out) {
        auto parsed = parse_document(json_, value, kind);
        if (parsed) out.push_back(&file_.documents.emplace_back(std::move(*parsed)));
        else problems_.insert(problems_.end(), parsed.error().begin(), parsed.error().end());
    }

    void read_list(const Json* list, Kind kind, Case::Documents& out) {
        if (list == nullptr) return;
        if (!list->is_array()) wrong_type(*list, "an array of policies");
        for (const Json& value : *list)
            if (list->is_array()) read_document(value, kind, out);
    }

    void read_levels(const Json* list, Kind kind, Case::Levels& out) {
        if (list == nullptr) return;
        if (!list->is_array()) {
            wrong_type(*list, "an array of levels");
            return;
        }
        for (const Json& level : *list) {
            out.documents.emplace_back();
            if (!level.is_array())
                wrong_type(level, "a level, an array of policies",
                           "write one array for each level, the root's first: [[…], […]]");
            else read_list(&level, kind, out.documents.back());
        }
        for (const Case::Documents& level : out.documents)
            out.levels.push_back({level.data(), static_cast<std::uint32_t>(level.size())});
    }

    const JsonDocument& json_;
    std::vector<Problem>& problems_;
    CaseFile file_;
};

std::expected<CaseFile, std::vector<Problem>> read_cases(std::string_view json_text,
                                                         std::string_view file) {
    std::vector<Problem> problems;
    const JsonDocument json = parse_json(json_text, std::string(file), problems);
    if (!json.is_valid()) return std::unexpected(std::move(problems));
    CaseFile read = CaseReader(json, problems).read();
    if (problems.empty()) return read;
    tell_first(problems, json_problems_max);
    return std::unexpected(std::move(problems));
}

Policies Case::policies() const {
    Policies out;
    const bool is_linked = request.is_service_linked_role();
    // Source: Organizations user guide, tasks and entities that SCPs and RCPs do not restrict.
    if (request.has_account() && !is_linked) out.service_control = service_control.levels;
    if (!is_linked && resource_control_covers(request.action()))
        out.resource_control = resource_control.levels;
    out.resource = resource;
    if (request.has_account()) {
        out.identity = identity;
        if (!is_linked) out.boundaries = boundaries;
        out.sessions = sessions;
    }
    out.is_cross_account = request.is_cross_account();
    out.resource_must_allow = request.is_of_kms_key() || request.is_assuming_role();
    return out;
}

// --- sentences ---------------------------------------------------------------------------------------

std::string_view to_text(Decision decision) {
    return decisions[static_cast<std::size_t>(decision)];
}

std::string_view to_text(Layer layer) {
    constexpr std::array<std::string_view, layers_count> names = {
        "resource_control_policy", "service_control_policy", "resource_policy",
        "identity_policy",         "permissions_boundary",   "session_policy"};
    return names[static_cast<std::size_t>(layer)];
}

namespace {

std::string spaced(Layer layer) {
    std::string name(to_text(layer));
    std::replace(name.begin(), name.end(), '_', ' ');
    return name;
}

// `Statement "NoDeletes" of service control policy 1 at level 0`
std::string name_of(Layer layer, std::uint32_t level, std::size_t document, std::size_t index,
                    const Statement& statement) {
    std::string out = "Statement ";
    out += statement.sid.empty() ? std::to_string(index) : quoted(statement.sid);
    if (layer == Layer::resource) return out + " of the resource policy";
    out += " of " + spaced(layer) + ' ' + std::to_string(document);
    if (layer == Layer::service_control || layer == Layer::resource_control)
        out += " at level " + std::to_string(level);
    return out;
}

// The documents of a layer, of one level where it has levels.
std::span<const Document* const> documents_of(const Policies& policies, Layer layer,
                                              std::uint32_t level) {
    switch (layer) {
        case Layer::service_control:
            if (level >= policies.service_control.size()) return {};
            return {policies.service_control[level].documents,
                    policies.service_control[level].count};
        case Layer::resource_control: return {};  // lacks no Allow
        case Layer::resource: return policies.resource;
        case Layer::identity: return policies.identity;
        case Layer::boundary: return policies.boundaries;
        case Layer::session: return policies.sessions;
    }
    CHECK(false);
}

// An Allow that fails only by its condition, said in a sentence; "" when there is none.
std::string near_miss(const Case& one, const Policies& policies, const Answer& answer) {
    const std::uint32_t level = answer.finding().level;
    const auto documents = documents_of(policies, answer.layer, level);
    for (std::size_t d = 0; d < documents.size(); ++d) {
        const std::vector<Statement>& statements = documents[d]->statements;
        for (std::size_t s = 0; s < statements.size(); ++s) {
            const Statement& statement = statements[s];
            if (statement.effect == Effect::deny) continue;
            const StatementMatch match = match_statement(one.request, statement);
            if (match.mismatch != Mismatch::condition) continue;
            const Condition& condition = statement.conditions[match.condition];
            return ' ' + name_of(answer.layer, level, d, s, statement) +
                   " would, but its condition " +
                   std::string(operator_names()[static_cast<std::size_t>(condition.operation)]) +
                   " on " + condition.written + " does not hold.";
        }
    }
    return {};
}

// What is missing where no Allow was found.
std::string missing_allow(const Case& one, const Policies& policies, const Answer& answer) {
    const std::string action(one.request.action());
    switch (answer.layer) {
        case Layer::resource_control: break;
        case Layer::service_control:
            return "No service control policy at level " + std::to_string(answer.finding().level) +
                   " allows " + action + ", and every level from the root to the account must.";
        case Layer::resource:
            if (one.request.is_of_kms_key())
                return "The key policy does not allow " + action +
                       ", and without it no identity policy counts.";
            if (one.request.is_assuming_role())
                return "The trust policy of the role does not allow " + action +
                       " to this principal, and no other policy can.";
            if (policies.is_cross_account)
                return "No resource policy of account " +
                       std::string(one.request.resource_account()) + " allows " + action +
                       " to this principal; across accounts both sides must.";
            return "No resource policy allows " + action +
                   " to this principal, which has no policies of its own.";
        case Layer::identity:
            if (answer.of(Layer::resource).verdict != Verdict::allowed)
                return "No identity policy allows " + action + '.';
            return "No identity policy allows " + action +
                   (policies.is_cross_account
                        ? "; across accounts the resource policy alone does not suffice."
                        : "; the resource policy only hands the decision to the account.");
        case Layer::boundary: return "The permissions boundary does not allow " + action + '.';
        case Layer::session:
            return policies.sessions.empty()
                       ? "The federated session was opened without a session policy, so it has no "
                         "permissions of its own."
                       : "No session policy allows " + action + '.';
    }
    CHECK(false);
    return {};
}

}  // namespace

std::string reason_of(const Case& one, const Answer& answer) {
    const Policies policies = one.policies();
    const Finding& found = answer.finding();
    if (const Source source = explain(policies, answer); source.statement != nullptr)
        return name_of(answer.layer, found.level, found.document, found.statement,
                       *source.statement) +
               (answer.is_allowed() ? " allows " : " denies ") + std::string(one.request.action()) +
               '.';
    if (answer.is_allowed())
        return "The root user needs no policy of its own, and nothing denies " +
               std::string(one.request.action()) + '.';
    return missing_allow(one, policies, answer) + near_miss(one, policies, answer);
}

}  // namespace airlock::policy
