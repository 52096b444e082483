// From JSON to compiled documents. Every mistake is gathered with its place; a document with a single
// problem is not used, as AWS would not store it.
#include <algorithm>

#include "base/text.h"
#include "policy/policy.h"

namespace airlock::policy {
namespace {

constexpr std::uint32_t statements_max = 1000;

constexpr std::array<std::string_view, 3> document_members = {"Version", "Id", "Statement"};
constexpr std::array<std::string_view, 9> statement_members = {
    "Sid",       "Effect",   "Principal",   "NotPrincipal", "Action",
    "NotAction", "Resource", "NotResource", "Condition"};
constexpr std::array<std::string_view, 4> principal_types = {"AWS", "Service", "Federated",
                                                             "CanonicalUser"};

std::string_view name_of(Kind kind) {
    switch (kind) {
        case Kind::identity: return "an identity policy";
        case Kind::resource: return "a resource policy";
        case Kind::service_control: return "a service control policy";
        case Kind::resource_control: return "a resource control policy";
        case Kind::boundary: return "a permissions boundary";
        case Kind::session: return "a session policy";
        case Kind::trust: return "a role trust policy";
    }
    return "";
}

bool names_principals(Kind kind) {
    return kind == Kind::resource || kind == Kind::resource_control || kind == Kind::trust;
}

bool is_account_number(std::string_view text) {
    return text.size() == 12 && std::all_of(text.begin(), text.end(), is_digit);
}

bool has_wildcard(std::string_view text) {
    return text.find_first_of("*?") != std::string_view::npos;
}

// The kind of principal an ARN names; nothing when it is none.
std::optional<PrincipalPattern> principal_of_arn(std::string_view arn) {
    const std::vector<std::string_view> parts = split(arn, ':');
    using Form = PrincipalPattern::Form;
    if (parts.size() != 6 || parts[0] != "arn" || !parts[3].empty()) return std::nullopt;
    // An origin access identity: arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1.
    if (parts[2] == "iam" && parts[4] == "cloudfront" && parts[5].starts_with("user/"))
        return PrincipalPattern{Form::user, std::string(arn)};
    if (!is_account_number(parts[4])) return std::nullopt;
    if (parts[2] == "iam") {
        if (parts[5] == "root") return PrincipalPattern{Form::account, std::string(parts[4])};
        if (parts[5].starts_with("user/")) return PrincipalPattern{Form::user, std::string(arn)};
        if (parts[5].starts_with("role/")) return PrincipalPattern{Form::role, std::string(arn)};
    }
    const bool is_session =
        parts[5].starts_with("assumed-role/") || parts[5].starts_with("federated-user/");
    if (parts[2] == "sts" && is_session) return PrincipalPattern{Form::session, std::string(arn)};
    return std::nullopt;
}

class DocumentParser {
  public:
    DocumentParser(const JsonDocument& json, Kind kind, std::string_view name) : json_(json) {
        document_.kind = kind;
        document_.name = name;
    }

    std::expected<Document, std::vector<Problem>> parse(const Json& value) {
        if (!value.is_object()) {
            report(value,
                   "a policy is an object, not " + std::string(airlock::name_of(value.kind())));
            return std::unexpected(std::move(problems_));
        }
        check_members(json_, value, document_members, problems_);
        parse_version(value);
        if (const Json* id = value.find("Id"); id && is_string(*id)) document_.id = id->text();
        if (const Json* statement = value.find("Statement"); !statement) {
            report(value, "a policy needs the element \"Statement\"");
        } else if (statement->is_array()) {
            if (statement->size() == 0) report(*statement, "a policy needs at least one statement");
            if (statement->size() > statements_max)
                report(*statement, "more than " + std::to_string(statements_max) + " statements");
            else
                for (const Json& element : *statement) parse_statement(element);
        } else {
            parse_statement(*statement);
        }
        report_repeated_sids();
        if (!problems_.empty()) return std::unexpected(std::move(problems_));
        return std::move(document_);
    }

  private:
    void report(const Json& at, std::string sentence, std::string suggestion = {}) {
        if (problems_.size() >= json_problems_kept) return;
        problems_.push_back(problem_at(json_, at, std::move(sentence), std::move(suggestion)));
    }
    void report_key(const Json& at, std::string sentence, std::string suggestion = {}) {
        if (problems_.size() >= json_problems_kept) return;
        problems_.push_back(problem_at_key(json_, at, std::move(sentence), std::move(suggestion)));
    }

    bool is_string(const Json& value) {
        if (value.is_string()) return true;
        report(value, "expected a string, not " + std::string(airlock::name_of(value.kind())));
        return false;
    }

    // Calls `take(const Json&)` for a string, or for each string of an array that is not empty.
    template <class Take>
    void for_each_string(const Json& value, const Take& take) {
        if (!value.is_array()) {
            if (is_string(value)) take(value);
            return;
        }
        if (value.size() == 0) report(value, "this list is empty");
        for (const Json& element : value)
            if (is_string(element)) take(element);
    }

    void parse_version(const Json& value) {
        const Json* version = value.find("Version");
        if (!version) {
            variables_ = Variables::no;  // the version is then 2008-10-17
            return;
        }
        if (!is_string(*version)) return;
        if (version->text() == "2008-10-17") variables_ = Variables::no;
        else if (version->text() != "2012-10-17")
            report(*version, "unknown policy language version " + quoted(version->text()),
                   "write \"2012-10-17\"");
    }

    void parse_statement(const Json& value) {
        if (!value.is_object()) {
            report(value,
                   "a statement is an object, not " + std::string(airlock::name_of(value.kind())));
            return;
        }
        check_members(json_, value, statement_members, problems_);
        Statement statement;
        statement.place = json_.place(value.offset());
        if (const Json* sid = value.find("Sid"); sid && is_string(*sid)) parse_sid(*sid, statement);
        parse_effect(value, statement);
        parse_principal(value, statement);
        parse_actions(value, statement);
        parse_resources(value, statement);
        if (const Json* conditions = value.find("Condition"))
            parse_conditions(*conditions, statement);
        document_.statements.push_back(std::move(statement));
    }

    void parse_sid(const Json& value, Statement& statement) {
        statement.sid = value.text();
        sids_.push_back(&value);
        const auto is_plain = [](char c) { return is_letter(c) || is_digit(c); };
        const bool may_hold_others = document_.kind == Kind::resource;
        if (!may_hold_others && !std::all_of(statement.sid.begin(), statement.sid.end(), is_plain))
            report(value, "a Sid is made of letters and digits");
    }

    void report_repeated_sids() {
        std::stable_sort(sids_.begin(), sids_.end(),
                         [](const Json* a, const Json* b) { return a->text() < b->text(); });
        for (std::size_t i = 1; i < sids_.size(); ++i)
            if (!sids_[i]->text().empty() && sids_[i]->text() == sids_[i - 1]->text())
                report(*sids_[i], "there is already a statement " + quoted(sids_[i]->text()),
                       "give it another Sid");
    }

    void parse_effect(const Json& value, Statement& statement) {
        const Json* effect = value.find("Effect");
        if (!effect) {
            report(value, "a statement needs the element \"Effect\"",
                   "write \"Allow\" or \"Deny\"");
            return;
        }
        if (!is_string(*effect)) return;
        if (effect->text() == "Allow") statement.effect = Effect::allow;
        else if (effect->text() == "Deny") statement.effect = Effect::deny;
        else
            report(*effect, "unknown effect " + quoted(effect->text()),
                   did_you_mean(effect->text(), {"Allow", "Deny"}));
        if (document_.kind == Kind::resource_control && effect->text() == "Allow" &&
            !is_full_access(value))
            report(*effect, "a resource control policy can only deny",
                   "AWS attaches RCPFullAWSAccess, which allows, by itself");
    }

    // The statement of RCPFullAWSAccess: the one Allow of a resource control policy, to which the rules for
    // those that people write do not apply. Source: Organizations user guide, RCP syntax.
    static bool is_full_access(const Json& value) {
        const auto is_text = [&](std::string_view name, std::string_view text) {
            const Json* member = value.find(name);
            if (member && member->is_array() && member->size() == 1) member = &*member->begin();
            return member && member->is_string() && member->text() == text;
        };
        return is_text("Effect", "Allow") && is_text("Principal", "*") && is_text("Action", "*") &&
               is_text("Resource", "*") && !value.find("Condition");
    }

    // One of two elements that exclude each other: "Action" and "NotAction". Says which through `is_not`.
    const Json* either(const Json& value, std::string_view name, bool& is_not) {
        const std::string not_name = "Not" + std::string(name);
        const Json* const plain = value.find(name);
        const Json* const negated = value.find(not_name);
        if (plain && negated)
            report_key(*negated, quoted(name) + " and " + quoted(not_name) + " exclude each other");
        is_not = !plain && negated;
        return plain ? plain : negated;
    }

    // --- principals ----------------------------------------------------------------------------------

    void parse_principal(const Json& value, Statement& statement) {
        const Json* principal = either(value, "Principal", statement.is_not_principal);
        if (!names_principals(document_.kind)) {
            if (principal)
                report_key(*principal,
                           std::string(name_of(document_.kind)) + " has no element " +
                               quoted(principal->key()),
                           "remove it: the policy speaks about those it is attached to");
            return;
        }
        if (!principal) {
            report(value, std::string(name_of(document_.kind)) + " needs the element \"Principal\"",
                   document_.kind == Kind::resource_control ? "write \"Principal\": \"*\"" : "");
            return;
        }
        if (document_.kind == Kind::resource_control) {
            const bool is_star = principal->is_string() && principal->text() == "*";
            if (statement.is_not_principal)
                report_key(*principal, "a resource control policy has no NotPrincipal");
            else if (!is_star)
                report(*principal, "the Principal of a resource control policy is \"*\"");
        }
        // Source: IAM Access Analyzer, policy checks.
        if (document_.kind == Kind::trust && statement.is_not_principal)
            report_key(*principal, "a role trust policy has no NotPrincipal");
        if (principal->is_string()) {
            if (principal->text() == "*") statement.principals.push_back({});
            else
                report(*principal, "a Principal is \"*\" or an object",
                       "write {\"AWS\": " + quoted(principal->text()) + "}");
        } else if (!principal->is_object() || principal->size() == 0) {
            report(*principal,
                   "a Principal is \"*\" or an object such as {\"AWS\": \"111122223333\"}");
        } else {
            check_members(json_, *principal, principal_types, problems_);
            for (const Json& member : *principal)
                for_each_string(member, [&](const Json& text) {
                    add_principal(member.key(), text, statement);
                });
        }
    }

    void add_principal(std::string_view type, const Json& value, Statement& statement) {
        using Form = PrincipalPattern::Form;
        const std::string_view text = value.text();
        const auto add = [&](Form form) {
            statement.principals.push_back({form, std::string(text)});
        };
        if (text == "*" && type != "CanonicalUser") {
            add(type == "Service"     ? Form::service
                : type == "Federated" ? Form::identity_provider
                                      : Form::anyone);
        } else if (has_wildcard(text)) {
            report(value, "a principal holds no wildcards",
                   "allow \"*\" with a condition on aws:PrincipalArn");
        } else if (type == "Service") {
            if (text.find('.') == std::string_view::npos)
                report(value, quoted(text) + " is no service principal",
                       "write " + quoted(std::string(text) + ".amazonaws.com"));
            add(Form::service);
        } else if (type == "Federated") {
            add(Form::identity_provider);
        } else if (type == "CanonicalUser") {
            add(Form::canonical_user);
        } else if (is_account_number(text)) {
            add(Form::account);
        } else if (auto named = principal_of_arn(text)) {
            statement.principals.push_back(std::move(*named));
        } else if (text.size() >= 16 && (text.starts_with("AROA") || text.starts_with("AIDA"))) {
            add(Form::unique_id);
        } else if (type == "AWS") {
            report(value, quoted(text) + " is no account, user, role or session",
                   "write twelve digits or arn:aws:iam::111122223333:role/name");
        }
    }

    // --- actions and resources -----------------------------------------------------------------------

    void parse_actions(const Json& value, Statement& statement) {
        const Json* actions = either(value, "Action", statement.is_not_action);
        if (!actions) {
            report(value, "a statement needs the element \"Action\" or \"NotAction\"");
            return;
        }
        if (document_.kind == Kind::resource_control && statement.is_not_action)
            report_key(*actions, "a resource control policy has no NotAction");
        is_full_access_ = document_.kind == Kind::resource_control && is_full_access(value);
        for_each_string(*actions, [&](const Json& action) { add_action(action, statement); });
    }

    void add_action(const Json& value, Statement& statement) {
        const std::string_view text = value.text();
        const auto colon = text.find(':');
        const auto is_of_service = [](char c) { return is_letter(c) || is_digit(c) || c == '-'; };
        const auto is_of_name = [](char c) {
            return is_letter(c) || is_digit(c) || c == '*' || c == '?';
        };
        if (text == "*" || text == "*:*") {
            if (document_.kind == Kind::resource_control && !is_full_access_)
                report(value, "an action of a resource control policy names a service",
                       "write \"s3:*\"");
        } else if (colon == std::string_view::npos) {
            report(value, quoted(text) + " is no action: it needs a service",
                   "write " + quoted("backup:" + std::string(text)));
        } else {
            const std::string_view service = text.substr(0, colon);
            const std::string_view name = text.substr(colon + 1);
            if (service.empty() || !std::all_of(service.begin(), service.end(), is_of_service))
                report(value, "the service of an action is a plain name, not " + quoted(service));
            else if (name.empty() || !std::all_of(name.begin(), name.end(), is_of_name))
                report(value, quoted(text) + " is no action");
        }
        add_pattern(statement.actions, value, PatternForm::wildcard_any_case, Variables::no);
    }

    void parse_resources(const Json& value, Statement& statement) {
        const Json* resources = either(value, "Resource", statement.is_not_resource);
        if (document_.kind == Kind::trust) {
            if (resources)
                report_key(*resources,
                           "a role trust policy has no element " + quoted(resources->key()),
                           "remove it: the resource is the role");
            return;
        }
        if (!resources) {
            // Source: IAM Access Analyzer, policy checks: only policies of identities must name resources; one
            // that lies on a resource speaks about that resource.
            if (document_.kind != Kind::resource)
                report(value, "a statement needs the element \"Resource\" or \"NotResource\"",
                       "write \"Resource\": \"*\"");
            return;
        }
        for_each_string(*resources,
                        [&](const Json& resource) { add_resource(resource, statement); });
    }

    void add_resource(const Json& value, Statement& statement) {
        const std::string_view text = value.text();
        const std::vector<std::string_view> parts = split(text, ':');
        if (text == "*") {
            // Every resource.
        } else if (parts[0] != "arn" || parts.size() < 3) {
            report(value, quoted(text) + " is no ARN",
                   "write \"*\" or arn:aws:backup:us-east-1:111122223333:backup-vault:name");
        } else if (parts[2].empty() || has_wildcard(parts[2])) {
            report(value, "the service of an ARN is a plain name, not " + quoted(parts[2]));
        } else if (parts.size() < 6 && !text.ends_with('*')) {
            report(value, quoted(text) + " has fewer than the six parts of an ARN");
        }
        add_pattern(statement.resources, value, PatternForm::arn, variables_);
    }

    void add_pattern(std::vector<Pattern>& out, const Json& value, PatternForm form,
                     Variables variables) {
        auto pattern = Pattern::compile(value.text(), form, variables);
        if (pattern) out.push_back(std::move(*pattern));
        else report(value, std::move(pattern.error()));
    }

    // --- conditions ----------------------------------------------------------------------------------

    void parse_conditions(const Json& value, Statement& statement) {
        if (!value.is_object()) {
            report(value, "a Condition is an object of operators, not " +
                              std::string(airlock::name_of(value.kind())));
            return;
        }
        for (const Json& block : value) {
            const auto name = parse_operator(block.key());
            if (!name)
                report_key(block, "unknown condition operator " + quoted(block.key()),
                           suggest_operator(block.key()));
            else if (!block.is_object())
                report(block, "an operator holds an object of context keys",
                       "write {\"aws:SourceIp\": …}");
            else
                for (const Json& key : block) parse_condition(*name, key, statement);
        }
    }

    void parse_condition(const OperatorName& name, const Json& key, Statement& statement) {
        Condition condition{name.operation,
                            name.quantifier,
                            name.if_exists,
                            lower(key.key()),
                            std::string(key.key()),
                            {},
                            {},
                            {}};
        const auto colon = condition.key.find(':');
        if (colon == std::string::npos || colon == 0 || colon + 1 == condition.key.size())
            report_key(
                key, quoted(key.key()) + " is no context key: it needs a prefix such as \"aws:\"");
        const auto add = [&](const Json& value) {
            const auto text = condition_text(value);
            if (!text) {
                report(value, "a condition value is a string, a number, true or false, not " +
                                  std::string(airlock::name_of(value.kind())));
                return;
            }
            if (auto added = add_value(condition, *text, variables_); !added)
                report(value, std::move(added.error()));
        };
        if (key.is_array()) {
            if (key.size() == 0) report(key, "this list is empty");
            for (const Json& value : key) add(value);
        } else {
            add(key);
        }
        statement.conditions.push_back(std::move(condition));
    }

    static std::optional<std::string> condition_text(const Json& value) {
        switch (value.kind()) {
            case JsonKind::string:
            case JsonKind::number: return std::string(value.text());
            case JsonKind::boolean: return value.boolean() ? "true" : "false";
            case JsonKind::integer: return std::to_string(value.integer());
            default: return std::nullopt;
        }
    }

    const JsonDocument& json_;
    Document document_;
    Variables variables_ = Variables::yes;
    bool is_full_access_ = false;  // of the statement being read
    std::vector<const Json*> sids_;
    std::vector<Problem> problems_;
};

}  // namespace

std::expected<Document, std::vector<Problem>> parse_document(const JsonDocument& json,
                                                             const Json& value, Kind kind,
                                                             std::string_view name) {
    return DocumentParser(json, kind, name).parse(value);
}

std::expected<Document, std::vector<Problem>> parse_document(std::string_view json_text,
                                                             std::string_view name, Kind kind) {
    std::vector<Problem> problems;
    const JsonDocument json = parse_json(json_text, std::string(name), problems);
    if (!problems.empty()) return std::unexpected(std::move(problems));
    return parse_document(json, json.root(), kind, name);
}

}  // namespace airlock::policy
