// Reads the members of a call, whatever its operation, and gives each the form that AWS's member name asks for:
// an ARN where it ends in Arn, a name where it ends in Name, else an id.
#include "study/aws_request.h"

#include <type_traits>

#include "sim/call_text.h"
#include "world/catalog.h"
#include "world/text.h"

namespace airlock::study {
namespace {

enum class Form : std::uint8_t { arn, name, id };

bool ends_in(std::string_view text, std::string_view ending) { return text.ends_with(ending); }

Form form_of(std::string_view member) {
    static constexpr std::string_view arns[] = {"Resources",           "IncludeVaults",
                                                "ResourceIdentifiers", "PermissionsBoundary",
                                                "GranteePrincipal",    "RetiringPrincipal"};
    for (const std::string_view name : arns)
        if (member == name) return Form::arn;
    if (ends_in(member, "Arn") || ends_in(member, "Arns")) return Form::arn;
    if (ends_in(member, "Name") || ends_in(member, "Names")) return Form::name;
    return Form::id;
}

std::string padded(std::uint32_t index, std::size_t width) {
    std::string digits = std::to_string(index + 1);
    if (digits.size() < width) digits.insert(0, width - digits.size(), '0');
    return digits;
}

// The name alone: of a principal without its account.
std::string plain_name(const World& w, Ref ref) {
    std::string name = name_of(w, ref);
    if (name == "?") return "does-not-exist";
    const auto slash = name.find('/');
    return ref.kind == Kind::principal && slash != std::string::npos ? name.substr(slash + 1)
                                                                     : name;
}

// On one line, as it was written otherwise; the source itself when it cannot be read.
std::string compact(const std::string& source) {
    std::vector<Problem> problems;
    const JsonDocument document = parse_json(source, "", problems);
    if (!problems.empty() || !document.is_valid()) return source;
    JsonWriter out;
    out.value(document.root());
    return out.take();
}

// The Region in an ARN; "" when it has none.
std::string_view region_in(std::string_view arn) {
    for (int colons = 0; colons < 3; ++colons) {
        const auto colon = arn.find(':');
        if (colon == std::string_view::npos) return {};
        arn.remove_prefix(colon + 1);
    }
    return arn.substr(0, arn.find(':'));
}

struct Reader {
    const World& world;
    const CallText& text;
    std::string_view service;
    std::string_view operation;
    Id<Account> caller;
    AwsRequest& out;

    AwsValue value(std::string_view member, Ref ref) const {
        if (ref.kind == Kind::policy_document && ref) {
            const Id<PolicyDocument> id = ref.as<PolicyDocument>();
            if (form_of(member) != Form::arn) return aws_text(compact((*world.catalog)[id].source));
            return aws_text(aws_arn(world, ref, service, caller));
        }
        switch (form_of(member)) {
            case Form::arn: return aws_text(aws_arn(world, ref, service, caller));
            case Form::name: return aws_text(plain_name(world, ref));
            case Form::id: break;
        }
        return aws_text(aws_id(world, ref));
    }
    void put(std::string_view member, AwsValue value) const {
        const std::string_view path = aws_path(operation, member);
        if (!path.empty()) put_at(out.members, path, std::move(value));
    }
    const Argument* told(std::string_view member) const {
        for (const Argument& argument : text.arguments)
            if (argument.member == member) return &argument;
        return nullptr;
    }

    // Fields of every kind: references, names, numbers, yes or no, lists; what else there is speaks for itself.
    template <class Field>
    void read(std::string_view member, const Field& field, Presence presence) const {
        if constexpr (std::is_convertible_v<Field, Ref>) {
            const Ref ref = field;
            if (ref || presence == Presence::required) put(member, value(member, ref));
        } else if constexpr (requires { Ref(field.ref); }) {
            read(member, field.ref, presence);
        } else if constexpr (std::is_same_v<Field, std::int32_t>) {
            if (field != unset) put(member, {std::int64_t{field}});
        } else if constexpr (std::is_same_v<Field, Setting>) {
            if (field != Setting::absent) put(member, {field == Setting::yes});
        } else if constexpr (requires { field.begin(), field.end(), field.empty(); }) {
            if (field.empty()) return;
            AwsList list;
            for (const auto& item : field)
                if constexpr (std::is_convertible_v<decltype(item), Ref>)
                    list.push_back(value(member, item));
            put(member, {std::move(list)});
        } else if (const Argument* argument = told(member)) {
            if (const auto* word = std::get_if<std::string>(&argument->value))
                put(member, aws_text(*word));
            else if (const auto* number = std::get_if<std::int64_t>(&argument->value))
                put(member, {*number});
            else if (const auto* flag = std::get_if<bool>(&argument->value)) put(member, {*flag});
        }
    }
};

// The first thing that the call names and that stands in a Region.
std::string region_of_call(const World& w, const Call& call, std::string_view service) {
    for (const Ref& ref : references_in(call)) {
        const std::string arn = arn_of(w, ref);
        if (service != "ram" && arn.starts_with("arn:aws:mpa:")) continue;
        const std::string_view region = region_in(arn);
        if (!region.empty()) return std::string(region);
        if (ref.kind == Kind::identity_center && name_of(w, ref) != "?")
            return std::string(
                w.catalog->names.text(w.identity_centers[ref.as<IdentityCenter>()].region));
    }
    return {};
}

bool is_global(std::string_view service) {
    return service == "organizations" || service == "iam" || service == "sts";
}

}  // namespace

std::string numbered_uuid(std::uint32_t index) {
    return "00000000-0000-4000-8000-" + padded(index, 12);
}

std::string account_digits(const World& world, Id<Account> account) {
    if (!account) return "000000000000";
    std::string digits = std::to_string(world.accounts[account].number);
    if (digits.size() < 12) digits.insert(0, 12 - digits.size(), '0');
    return digits;
}

std::string aws_id(const World& world, Ref ref) {
    // What does not exist has an id of the right pattern all the same, so that the request is well-formed.
    const bool is_there = ref && name_of(world, ref) != "?";
    const std::uint32_t index = is_there ? ref.index : 9999;
    switch (ref.kind) {
        case Kind::account:
            return account_digits(world, is_there ? ref.as<Account>() : Id<Account>{});
        case Kind::organization: return "r-" + padded(index, 4);  // its root
        case Kind::handshake: return "h-" + padded(index, 10);
        case Kind::identity_center: return "d-" + padded(index, 10);
        default: break;
    }
    // Kinds that only ids of their own pattern fit, by their word: this file need not know every table.
    const std::string_view kind = to_text(ref.kind);
    if (kind == "organizational_unit") return "ou-0001-" + padded(index, 8);
    if (kind == "control_policy") return "p-" + padded(index, 10);
    if (kind == "recovery_point") return "ami-" + padded(index, 17);
    return is_there ? numbered_uuid(index) : "ffffffff-ffff-4fff-8fff-ffffffffffff";
}

std::string aws_arn(const World& world, Ref ref, std::string_view service, Id<Account> near) {
    std::string arn = ref ? arn_of(world, ref) : std::string();
    if (!arn.empty()) return arn;
    const std::string account = account_digits(world, near);
    if (ref && ref.kind == Kind::policy_document) {
        const std::string name = name_of(world, ref);
        const bool is_aws_own =
            name == "AdministratorAccess" || name == "PowerUserAccess" || name == "ReadOnlyAccess";
        return "arn:aws:iam::" + (is_aws_own ? std::string("aws") : account) + ":policy/" + name;
    }
    switch (ref.kind) {
        case Kind::vault: return "arn:aws:backup:us-east-1:" + account + ":backup-vault:none";
        case Kind::team: return "arn:aws:mpa:us-east-1:" + account + ":approval-team/none";
        case Kind::session: return "arn:aws:mpa:us-east-1:" + account + ":session/none/none";
        case Kind::identity_center: return "arn:aws:sso:::instance/ssoins-0000000000000000";
        default: break;
    }
    return "arn:aws:" + std::string(service) + ":us-east-1:" + account + ":" +
           std::string(to_text(ref.kind)) + "/none";
}

AwsRequest request_of(const World& after, const Call& call, Id<Account> caller,
                      std::string_view default_region) {
    AwsRequest out;
    out.operation = &operation_of(call);
    const CallText text = describe_call(after, call);
    const Reader reader{after, text, out.operation->service, out.operation->name, caller, out};
    std::visit(
        [&]<class C>(const C& c) {
            C::each([&](std::string_view member, auto field, Presence presence) {
                reader.read(member, c.*field, presence);
            });
            if constexpr (requires { c.region; }) out.region = after.catalog->names.text(c.region);
        },
        call);
    const std::string_view service = out.operation->service;
    if (service == "mpa") out.region = "us-east-1";
    else if (is_global(service)) out.region.clear();
    else if (out.region.empty()) out.region = region_of_call(after, call, service);
    if (out.region.empty() && !is_global(service)) out.region = default_region;
    complete(out, after, call, caller);
    return out;
}

}  // namespace airlock::study
