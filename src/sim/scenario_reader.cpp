// Values, names and references of scenario files.
#include "sim/scenario_reader.h"

#include <algorithm>

namespace airlock {
namespace {

constexpr std::uint32_t name_bytes_max = 64;
constexpr std::uint32_t prose_bytes_max = 4000;
constexpr std::uint32_t members_written_out_max = 100'000;
constexpr std::size_t candidates_max = 500;  // that a misspelt name is compared with

bool is_name_character(char c) {
    return is_letter(c) || is_digit(c) || c == '.' || c == '_' || c == '-';
}

// "rp-3": given by the run itself, to rows that have no name.
bool is_numbered(std::string_view name, Kind kind) {
    std::string_view prefix;
    switch (kind) {
        case Kind::recovery_point: prefix = "rp-"; break;
        case Kind::session: prefix = "session-"; break;
        case Kind::job: prefix = "job-"; break;
        case Kind::handshake: prefix = "handshake-"; break;
        case Kind::credential: prefix = "credential-"; break;
        case Kind::grant: prefix = "grant-"; break;
        default: return false;
    }
    if (!name.starts_with(prefix) || name.size() == prefix.size()) return false;
    return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(prefix.size()), name.end(),
                       is_digit);
}

constexpr Kind node_kinds[] = {Kind::organizational_unit, Kind::account, Kind::organization};
constexpr Kind thing_kinds[] = {Kind::vault,     Kind::team,
                                Kind::session,   Kind::recovery_point,
                                Kind::job,       Kind::workload,
                                Kind::share,     Kind::account,
                                Kind::key,       Kind::organizational_unit,
                                Kind::principal, Kind::control_policy};

}  // namespace

std::string_view noun(Kind kind) {
    switch (kind) {
        case Kind::person: return "person";
        case Kind::organization: return "organization";
        case Kind::account: return "account";
        case Kind::handshake: return "invitation to an organization";
        case Kind::principal: return "principal";
        case Kind::credential: return "credential";
        case Kind::identity_provider: return "identity provider";
        case Kind::user: return "user";
        case Kind::identity_center: return "Identity Center";
        case Kind::identity_source: return "identity source";
        case Kind::team: return "team";
        case Kind::session: return "session";
        case Kind::share: return "share";
        case Kind::vault: return "vault";
        case Kind::recovery_point: return "recovery point";
        case Kind::job: return "job";
        case Kind::workload: return "workload";
        case Kind::organizational_unit: return "organizational unit";
        case Kind::control_policy: return "policy of an organization";
        case Kind::key: return "key";
        case Kind::grant: return "grant";
        case Kind::policy_document: return "policy";
        case Kind::backup_plan: return "backup plan";
        case Kind::backup_rule: return "rule of a backup plan";
        case Kind::backup_selection: return "selection of a backup plan";
        case Kind::legal_hold: return "legal hold";
        case Kind::restore_testing_plan: return "restore testing plan";
        case Kind::restore_testing_selection: return "selection of a restore testing plan";
        default: return "thing";
    }
}

// --- problems ----------------------------------------------------------------------------------------------

void ScenarioReader::problem(const Json& at, std::string sentence, std::string suggestion) {
    if (is_full_ || problems_.size() >= json_problems_kept) return;
    problems_.push_back(problem_at(document_, at, std::move(sentence), std::move(suggestion)));
}

void ScenarioReader::problem_at_name(const Json& member, std::string sentence,
                                     std::string suggestion) {
    if (is_full_ || problems_.size() >= json_problems_kept) return;
    problems_.push_back(
        problem_at_key(document_, member, std::move(sentence), std::move(suggestion)));
}

void ScenarioReader::unknown_word(const Json& at, std::string_view what, std::string_view word,
                                  std::span<const std::string_view> words) {
    std::string suggestion = did_you_mean(word, words);
    if (suggestion.empty() && words.size() <= 8) suggestion = "one of " + join(words, ", ");
    problem(at, quoted(word) + " is no " + std::string(what), std::move(suggestion));
}

void ScenarioReader::wrong_type(const Json& at, std::string_view needed, const Json& given) {
    problem(at,
            "expected " + std::string(needed) + ", found " + std::string(name_of(given.kind())));
}

SourcePlace ScenarioReader::place(const Json& value) const {
    const JsonPlace at = document_.place(value.offset());
    return {at.line, at.column, value.pointer()};
}

// --- values ------------------------------------------------------------------------------------------------

const Parameter* ScenarioReader::find_parameter(std::string_view name) const {
    for (const Parameter& parameter : scenario_.parameters)
        if (parameter.name == name) return &parameter;
    return nullptr;
}

const Parameter* ScenarioReader::parameter_for(const Json& value, Parameter::Type type,
                                               std::string_view needed) {
    const Json* name = value.find("parameter");
    if (name == nullptr || value.size() != 1 || !name->is_string()) {
        wrong_type(value, needed, value);
        return nullptr;
    }
    const Parameter* parameter = find_parameter(name->text());
    if (parameter == nullptr) {
        std::vector<std::string_view> names;
        for (const Parameter& known : scenario_.parameters) names.push_back(known.name);
        problem(*name, "no parameter named " + quoted(name->text()),
                did_you_mean(name->text(), names));
        return nullptr;
    }
    if (parameter->type != type) {
        problem(*name, "parameter " + quoted(parameter->name) + " is not " + std::string(needed));
        return nullptr;
    }
    return parameter;
}

std::optional<std::string> ScenarioReader::text(const Json& value) {
    if (value.is_string()) {
        if (!check_text_length(value, value.text(), prose_bytes_max)) return std::nullopt;
        return std::string(value.text());
    }
    if (!value.is_object()) {
        wrong_type(value, "a string", value);
        return std::nullopt;
    }
    const Parameter* parameter = parameter_for(value, Parameter::Type::choice, "a string");
    return parameter ? std::optional(parameter->value) : std::nullopt;
}

std::optional<std::int64_t> ScenarioReader::integer(const Json& value, std::int64_t min,
                                                    std::int64_t max) {
    std::optional<std::int64_t> read;
    if (value.is_integer()) {
        read = value.integer();
    } else if (value.is_object()) {
        const Parameter* parameter =
            parameter_for(value, Parameter::Type::integer, "a whole number");
        if (parameter == nullptr) return std::nullopt;
        read = parameter->number;
    } else {
        wrong_type(value, "a whole number", value);
        return std::nullopt;
    }
    if (*read >= min && *read <= max) return read;
    std::string range = max == INT32_MAX || max == INT64_MAX
                            ? "at least " + std::to_string(min)
                            : std::to_string(min) + " to " + std::to_string(max);
    problem(value, std::to_string(*read) + " is out of range: it must be " + range);
    return std::nullopt;
}

std::optional<bool> ScenarioReader::boolean(const Json& value) {
    if (value.is_boolean()) return value.boolean();
    if (!value.is_object()) {
        wrong_type(value, "true or false", value);
        return std::nullopt;
    }
    const Parameter* parameter = parameter_for(value, Parameter::Type::boolean, "true or false");
    return parameter ? std::optional(parameter->value == "true") : std::nullopt;
}

std::optional<Duration> ScenarioReader::duration(const Json& value) {
    std::string source;
    if (value.is_string()) {
        source = value.text();
    } else if (value.is_object()) {
        const Parameter* parameter = parameter_for(value, Parameter::Type::duration, "a time");
        if (parameter == nullptr) return std::nullopt;
        source = parameter->value;
    } else {
        problem(value, "expected a time, found " + std::string(name_of(value.kind())),
                R"(write it as a string: "90m", "1d12h", "+26:13")");
        return std::nullopt;
    }
    const auto read = parse_duration(source);
    if (read) return read;
    if (source.starts_with("-")) problem(value, quoted(source) + " is negative; time begins at 0");
    else
        problem(value, quoted(source) + " is not a time of at most 100 years",
                R"(times look like "90m", "1d12h" or "+26:13")");
    return std::nullopt;
}

std::optional<std::uint32_t> ScenarioReader::word(const Json& value, std::string_view what,
                                                  std::span<const std::string_view> words) {
    const auto read = text(value);
    if (!read) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), *read);
    if (found != words.end()) return static_cast<std::uint32_t>(found - words.begin());
    unknown_word(value, what, *read, words);
    return std::nullopt;
}

Text ScenarioReader::prose(const Json& value) {
    Text out;
    if (value.is_string()) {
        if (check_text_length(value, value.text(), prose_bytes_max))
            out.by_language.emplace_back("en", std::string(value.text()));
        return out;
    }
    if (!value.is_object()) {
        wrong_type(value, "a string, or strings by language", value);
        return out;
    }
    for (const Json& member : value) {
        const std::string_view code = member.key();
        const bool is_language = code.size() >= 2 && code.size() <= 16 && is_letter(code[0]) &&
                                 std::all_of(code.begin(), code.end(), is_name_character);
        if (!is_language)
            problem_at_name(member, quoted(code) + " is no language", R"(write "en" or "de")");
        if (!member.is_string()) wrong_type(member, "a string", member);
        else if (check_text_length(member, member.text(), prose_bytes_max))
            out.by_language.emplace_back(std::string(code), std::string(member.text()));
    }
    if (value.find("en") == nullptr) problem(value, R"(the English text is missing: member "en")");
    return out;
}

bool ScenarioReader::check_text_length(const Json& at, std::string_view text, std::uint32_t max) {
    if (text.size() <= max) return true;
    problem(at, "this text is longer than " + std::to_string(max) + " bytes");
    return false;
}

// --- members -----------------------------------------------------------------------------------------------

void ScenarioReader::get(const Json& object, std::string_view member, std::string& out) {
    if (const Json* value = object.find(member))
        if (auto read = text(*value)) out = std::move(*read);
}

void ScenarioReader::get(const Json& object, std::string_view member, bool& out) {
    if (const Json* value = object.find(member)) out = boolean(*value).value_or(out);
}

void ScenarioReader::get(const Json& object, std::string_view member, YesNo& out) {
    bool value = out != no;
    get(object, member, value);
    out = yes_if(value);
}

void ScenarioReader::get(const Json& object, std::string_view member, Duration& out) {
    if (const Json* value = object.find(member)) out = duration(*value).value_or(out);
}

void ScenarioReader::get(const Json& object, std::string_view member, Text& out) {
    if (const Json* value = object.find(member)) out = prose(*value);
}

void ScenarioReader::get(const Json& object, std::string_view member, std::int32_t& out,
                         std::int32_t min, std::int32_t max) {
    if (const Json* value = object.find(member))
        if (const auto read = integer(*value, min, max)) out = static_cast<std::int32_t>(*read);
}

const Json* ScenarioReader::require(const Json& object, std::string_view member,
                                    std::string_view what) {
    const Json* value = object.find(member);
    if (value == nullptr)
        problem(object, std::string(what) + " needs the member " + quoted(member));
    return value;
}

// --- names -------------------------------------------------------------------------------------------------

bool ScenarioReader::is_name(const Json& at, std::string_view text) {
    const bool fits = !text.empty() && text.size() <= name_bytes_max &&
                      std::all_of(text.begin(), text.end(), is_name_character);
    if (!fits)
        problem(at, quoted(text) + " is no name",
                "names have 1 to 64 letters, digits, dots, hyphens and underscores");
    return fits;
}

std::string ScenarioReader::new_name(const Json& object, std::string_view what) {
    const Json* value = require(object, "name", what);
    if (value == nullptr) return {};
    const auto read = text(*value);
    return read && is_name(*value, *read) ? *read : std::string();
}

std::string ScenarioReader::reference(const Json& object, std::string_view member, Kind kind,
                                      std::string_view what) {
    std::string out;
    if (require(object, member, what) != nullptr) get_reference(object, member, kind, out);
    return out;
}

void ScenarioReader::get_reference(const Json& object, std::string_view member, Kind kind,
                                   std::string& out) {
    const Json* value = object.find(member);
    if (value == nullptr) return;
    if (auto read = text(*value)) {
        refer(*value, NameClass::row, kind, *read);
        out = std::move(*read);
    }
}

std::vector<std::string> ScenarioReader::texts(const Json& list) {
    std::vector<std::string> out;
    if (!list.is_array()) {
        wrong_type(list, "an array of names", list);
        return out;
    }
    for (const Json& item : list)
        if (auto read = text(item)) out.push_back(std::move(*read));
    return out;
}

std::vector<std::string> ScenarioReader::references(const Json& list, Kind kind) {
    std::vector<std::string> out;
    if (!list.is_array()) {
        wrong_type(list, "an array of names", list);
        return out;
    }
    for (const Json& item : list) add_references(item, kind, out);
    return out;
}

void ScenarioReader::add_references(const Json& item, Kind kind, std::vector<std::string>& out) {
    const auto read = text(item);
    if (!read) return;
    if (!read->ends_with("-*")) {
        refer(item, NameClass::row, kind, *read);
        out.push_back(*read);
        return;
    }
    // Groups are numbered from 1 without gaps, so counting up finds them all, in order.
    const std::string stem = read->substr(0, read->size() - 1);
    std::uint32_t n = 1;
    for (; is_known_row(kind, stem + std::to_string(n)); ++n) {
        // Many lists of many: memory, not names, would run out.
        if (++members_written_out_ > members_written_out_max) {
            if (members_written_out_ == members_written_out_max + 1)
                problem(item, "the groups named in this file come to more than " +
                                  std::to_string(members_written_out_max) + " names");
            return;
        }
        out.push_back(stem + std::to_string(n));
    }
    if (n == 1)
        problem(item, "no group of " + std::string(noun(kind)) + "s named " + quoted(*read));
}

void ScenarioReader::declare(Kind kind, std::string_view name, const Json& at,
                             std::string_view owner) {
    if (name.empty()) return;
    std::string full =
        owner.empty() ? std::string(name) : std::string(owner) + "/" + std::string(name);
    const auto [found, is_new] =
        declared_[kind].try_emplace(full, document_.place(at.offset()).line);
    if (!is_new)
        problem(at, "there is a " + std::string(noun(kind)) + " named " + quoted(full) +
                        " already, on line " + std::to_string(found->second));
    // Owned things may also be spoken of without their owner.
    if (!owner.empty()) declared_[kind].try_emplace(std::string(name), found->second);
}

void ScenarioReader::declare_made(Kind kind, std::string_view name) {
    if (!name.empty()) declared_[kind].try_emplace(std::string(name), 0);
}

void ScenarioReader::declare_result(std::string_view name, std::span<const Kind> kinds) {
    results_[std::string(name)].assign(kinds.begin(), kinds.end());
}

bool ScenarioReader::is_declared(Kind kind, std::string_view name) const {
    const auto found = declared_.find(kind);
    return found != declared_.end() && found->second.contains(name);
}

void ScenarioReader::refer(const Json& at, NameClass name_class, Kind kind, std::string_view name) {
    references_.push_back({&at, name_class, kind, std::string(name)});
}

bool ScenarioReader::is_known_row(Kind kind, std::string_view name) const {
    if (is_declared(kind, name) || is_numbered(name, kind)) return true;
    const auto result = results_.find(name);
    if (result != results_.end())
        return std::find(result->second.begin(), result->second.end(), kind) !=
               result->second.end();
    const auto slash = name.find('/');
    if (slash == std::string_view::npos) {
        // An invitation and an Identity Center go by their organization, an identity source by its account.
        if (kind == Kind::handshake || kind == Kind::identity_center)
            return is_declared(Kind::organization, name);
        return kind == Kind::identity_source && is_declared(Kind::account, name);
    }
    // "account/name", also of things that a step makes.
    const std::string_view owner = name.substr(0, slash);
    const std::string_view rest = name.substr(slash + 1);
    if (kind == Kind::identity_center)
        return is_declared(Kind::account, owner) && rest == "identity-center";
    if (kind == Kind::identity_source)
        return is_declared(Kind::account, owner) && rest == "identity-source";
    if (kind == Kind::credential)
        return is_known_row(Kind::principal, name) || is_known_row(Kind::user, name);
    const bool is_owned = kind == Kind::vault || kind == Kind::team || kind == Kind::share ||
                          kind == Kind::workload || kind == Kind::key || kind == Kind::principal;
    const auto names = declared_.find(kind);
    if (!is_owned || names == declared_.end() || !is_declared(Kind::account, owner)) return false;
    // A restore without a name of its own makes one of the same name in the account that restores.
    if (kind == Kind::workload) return is_declared(kind, rest);
    const auto found = names->second.find(rest);
    return found != names->second.end() && found->second == 0;
}

bool ScenarioReader::is_known(const Reference& reference) const {
    switch (reference.name_class) {
        case NameClass::row: return is_known_row(reference.kind, reference.name);
        case NameClass::shareable:
            return is_known_row(Kind::vault, reference.name) ||
                   is_known_row(Kind::team, reference.name);
        case NameClass::node:
            for (const Kind kind : node_kinds)
                if (is_known_row(kind, reference.name)) return true;
            return false;
        case NameClass::grantee:
            return is_known_row(Kind::account, reference.name) ||
                   is_known_row(Kind::organization, reference.name);
        case NameClass::thing:
            for (const Kind kind : thing_kinds)
                if (is_known_row(kind, reference.name)) return true;
            return false;
        case NameClass::step:
            for (const Step& step : scenario_.steps)
                if (step.id == reference.name) return true;
            return false;
    }
    return false;
}

std::vector<std::string_view> ScenarioReader::candidates(const Reference& reference) const {
    std::vector<std::string_view> out;
    const auto offer = [&](std::string_view name) {
        if (out.size() < candidates_max) out.push_back(name);
    };
    const auto add = [&](Kind kind) {
        if (const auto found = declared_.find(kind); found != declared_.end())
            for (const auto& [name, line] : found->second) offer(name);
        for (const auto& [name, kinds] : results_)
            if (std::find(kinds.begin(), kinds.end(), kind) != kinds.end()) offer(name);
    };
    switch (reference.name_class) {
        case NameClass::row:
            add(reference.kind);
            if (reference.kind == Kind::credential) add(Kind::principal), add(Kind::user);
            break;
        case NameClass::shareable: add(Kind::vault), add(Kind::team); break;
        case NameClass::node:
            for (const Kind kind : node_kinds) add(kind);
            break;
        case NameClass::grantee: add(Kind::account), add(Kind::organization); break;
        case NameClass::thing:
            for (const Kind kind : thing_kinds) add(kind);
            break;
        case NameClass::step:
            for (const Step& step : scenario_.steps) offer(step.id);
            break;
    }
    return out;
}

void ScenarioReader::check_references() {
    for (const Reference& reference : references_) {
        if (is_full_ || problems_.size() >= json_problems_kept) return;
        if (is_known(reference)) continue;
        std::string what(noun(reference.kind));
        if (reference.name_class == NameClass::shareable) what = "vault or team";
        if (reference.name_class == NameClass::node) what = "organization, unit or account";
        if (reference.name_class == NameClass::thing) what = "thing";
        if (reference.name_class == NameClass::step) what = "step";
        // A suggestion that nobody will read is not looked for.
        const bool is_told = problems_.size() < json_problems_max;
        problem(*reference.at, "no " + what + " named " + quoted(reference.name),
                is_told ? did_you_mean(reference.name, candidates(reference)) : std::string());
    }
}

bool ScenarioReader::has_room_for(const Json& at, std::uint32_t rows) {
    if (is_full_) return false;  // said before
    rows_ += rows;
    if (rows_ <= scenario_rows_max) return true;
    too_much(at, "the scenario has more than " + std::to_string(scenario_rows_max) +
                     " persons, accounts and other things from here on");
    return false;
}

void ScenarioReader::too_much(const Json& at, std::string sentence) {
    problem(at, std::move(sentence));
    is_full_ = true;
}

// --- objects -----------------------------------------------------------------------------------------------

bool ScenarioReader::is_object(const Json& value, std::string_view what,
                               std::span<const std::string_view> known) {
    if (!value.is_object()) {
        wrong_type(value, what, value);
        return false;
    }
    check_members(document_, value, known, problems_);
    return true;
}

}  // namespace airlock
