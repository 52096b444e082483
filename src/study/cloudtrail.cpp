// Records of API calls. Source of their form: CloudTrail user guide, record contents and userIdentity element;
// MPA-CT and BK-CT, example events.
#include "study/cloudtrail.h"

#include "base/hash.h"
#include "base/text.h"
#include "study/aws_request.h"
#include "study/cloudtrail_record.h"
#include "world/catalog.h"
#include "world/evolve.h"
#include "world/text.h"

namespace airlock::study {
namespace {

constexpr std::string_view hidden = "HIDDEN_DUE_TO_SECURITY_REASONS";

std::string digits(std::int64_t number, std::size_t width) {
    std::string out = std::to_string(number);
    if (out.size() < width) out.insert(0, width - out.size(), '0');
    return out;
}

struct Date {
    std::int64_t year = 0;
    std::int64_t month = 0;
    std::int64_t day = 0;
};

// Proleptic Gregorian calendar: 400 years have 146,097 days; years begin in March so that leap days come last.
Date date_of(std::int64_t days_since_1970) {
    const std::int64_t days = days_since_1970 + 719'468;
    const std::int64_t era = (days >= 0 ? days : days - 146'096) / 146'097;
    const std::int64_t day_of_era = days - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t shifted = (5 * day_of_year + 2) / 153;
    Date out;
    out.day = day_of_year - (153 * shifted + 2) / 5 + 1;
    out.month = shifted < 10 ? shifted + 3 : shifted - 9;
    out.year = year_of_era + era * 400 + (out.month <= 2 ? 1 : 0);
    return out;
}

std::string event_source(std::string_view service) {
    if (service == "mpa") return "multi-party-approval.amazonaws.com";
    return std::string(service) + ".amazonaws.com";
}

bool is_read_only(std::string_view operation) {
    return operation.starts_with("Get") || operation.starts_with("List") ||
           operation.starts_with("Describe") || operation == "AssumeRole";
}

// CloudTrail writes members with a small first letter.
void lower_names(AwsValue& value) {
    if (auto* list = std::get_if<AwsList>(&value.is)) {
        for (AwsValue& item : *list) lower_names(item);
    } else if (auto* structure = std::get_if<AwsStructure>(&value.is)) {
        for (AwsMember& member : *structure) {
            member.name[0] = lower(member.name[0]);
            lower_names(member.value);
        }
    }
}

// Members that AWS's models mark as sensitive are not written out.
AwsStructure trail_request(const AwsRequest& request) {
    AwsStructure out;
    for (const AwsMember& member : request.members) {
        const bool is_sensitive =
            member.name == "RequesterComment" || member.name == "Metadata" ||
            (request.operation->service == "mpa" && member.name == "Description") ||
            (request.operation->name == "CreateAccount" &&
             (member.name == "Email" || member.name == "AccountName"));
        AwsValue value = is_sensitive ? aws_text(hidden) : member.value;
        lower_names(value);
        std::string name = member.name;
        name[0] = lower(name[0]);
        out.push_back({std::move(name), std::move(value)});
    }
    if (request.operation->name == "InviteAccountToOrganization")
        put_at(out, "target.id", aws_text(hidden));
    return out;
}

// --- what came back -----------------------------------------------------------------------------------------

// The row that the call brought forth, of the kind that its name speaks of; none for others.
Ref made_by(const World& after, const Entry& entry) {
    for (const Event& event : entry.events) {
        const std::string_view name = event_name(event);
        if (name.ends_with("Created") || name.ends_with("Started") || name.ends_with("Invited"))
            return subject_of(after, event);
    }
    return {};
}

void respond_share(AwsStructure& out, const World& w, Id<ResourceShare> id, Instant at) {
    const ResourceShare& row = w.shares[id];
    put_at(out, "resourceShare.resourceShareArn", aws_text(arn_of(w, id)));
    put_at(out, "resourceShare.name", aws_text(name_of(w, id)));
    put_at(out, "resourceShare.owningAccountId", aws_text(account_digits(w, row.account)));
    put_at(out, "resourceShare.allowExternalPrincipals", {row.allow_external_principals == yes});
    put_at(out, "resourceShare.status", aws_text(to_text(row.status)));
    put_at(out, "resourceShare.creationTime", aws_text(utc_text(at)));
}

void respond_vault(AwsStructure& out, const World& w, Id<Vault> id, Instant at) {
    const Vault& row = w.vaults[id];
    const bool is_view = row.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
    const std::string name = is_view ? "restoreAccessBackupVault" : "backupVault";
    out.push_back({name + "Arn", aws_text(arn_of(w, id))});
    out.push_back({name + "Name", aws_text(name_of(w, id))});
    if (row.type != VaultType::BACKUP_VAULT) {
        // A vault that is ready at once was CREATING when the answer came.
        out.push_back({"vaultState", aws_text(to_text(row.state))});
    }
    out.push_back({"creationDate", aws_text(utc_text(at))});
}

// "CreateLegalHold" answers with legalHoldArn, and so do most: the noun of the operation, its id or ARN.
void respond_noun(AwsStructure& out, const World& w, std::string_view operation, Ref made) {
    for (const std::string_view verb : {"Create", "Start"})
        if (operation.starts_with(verb)) operation.remove_prefix(verb.size());
    std::string noun(operation);
    noun[0] = lower(noun[0]);
    const std::string arn = arn_of(w, made);
    if (made.kind == Kind::job || arn.empty())
        out.push_back({noun + "Id", aws_text(aws_id(w, made))});
    else out.push_back({noun + "Arn", aws_text(arn)});
}

void respond(TrailRecord& record, const World& w, const Entry& entry) {
    AwsStructure& out = record.response;
    const std::string_view operation = record.event_name;
    const Ref made = made_by(w, entry);
    const Instant at = entry.at;
    if (operation == "DeleteResourceShare" || operation == "EnableSharingWithAwsOrganization") {
        out.push_back({"returnValue", {true}});
    } else if (operation.ends_with("ResourceShareInvitation")) {
        const AwsValue* arn = find_member(record.request, "resourceShareInvitationArn");
        if (arn != nullptr) put_at(out, "resourceShareInvitation.resourceShareInvitationArn", *arn);
        put_at(out, "resourceShareInvitation.status",
               aws_text(operation.starts_with("Accept") ? "ACCEPTED" : "REJECTED"));
    } else if (operation == "AcceptHandshake" || operation == "InviteAccountToOrganization") {
        const AwsValue* id = find_member(record.request, "handshakeId");
        std::string handshake = id != nullptr ? std::get<std::string>(id->is)
                                              : aws_id(w, Id<Handshake>{w.handshakes.size() - 1});
        put_at(out, "handshake.id", aws_text(handshake));
        put_at(out, "handshake.state", aws_text(id != nullptr ? "ACCEPTED" : "OPEN"));
    } else if (operation == "UpdateRecoveryPointLifecycle") {
        for (const AwsMember& member : record.request)
            if (member.name != "backupVaultName") out.push_back(member);
    } else if (made.kind == Kind::organization) {
        put_at(out, "organization.id",
               aws_text("o-" + std::string(aws_id(w, made)).substr(2) + "airlock"));
        put_at(out, "organization.featureSet", *find_member(record.request, "featureSet"));
        put_at(out, "organization.masterAccountId", aws_text(account_digits(w, entry.account)));
    } else if (made.kind == Kind::identity_source) {
        out.push_back({"identitySourceType", aws_text("IAM_IDENTITY_CENTER")});
        out.push_back({"identitySourceArn", aws_text(arn_of(w, made))});
        out.push_back({"creationTime", aws_text(utc_text(at))});
    } else if (made.kind == Kind::team) {
        out.push_back({"creationTime", aws_text(utc_text(at))});
        out.push_back({"arn", aws_text(arn_of(w, made))});
        out.push_back({"name", aws_text(name_of(w, made))});
        out.push_back({"versionId", aws_text("1")});
    } else if (operation == "StartApprovalTeamBaseline") {
        out.push_back({"baselineSessionArn", aws_text(arn_of(w, made))});
    } else if (made.kind == Kind::share) {
        respond_share(out, w, made.as<ResourceShare>(), at);
    } else if (made.kind == Kind::vault) {
        respond_vault(out, w, made.as<Vault>(), at);
    } else if (made && (operation.starts_with("Create") || operation.starts_with("Start"))) {
        respond_noun(out, w, operation, made);
        if (made.kind == Kind::job && operation != "StartRestoreJob")
            out.push_back({"creationDate", aws_text(utc_text(at))});
    }
    record.has_response = !out.empty();
}

// --- an API call ----------------------------------------------------------------------------------------------

std::string stopped_by(const Entry& entry) {
    for (const Check& check : entry.checks) {
        if (check.verdict == Verdict::passed || check.gate != entry.gate) continue;
        std::string reason(to_text(check.reason));
        for (char& c : reason)
            if (c == '_') c = ' ';
        return reason;
    }
    return std::string(to_text(entry.gate));
}

// Honest callers and thieves come from two of the networks that are set aside for documentation (RFC 5737).
std::string source_ip(const World& w, const Entry& entry) {
    const Id<Credential> id = entry.caller.credential;
    const bool is_thief = w.credentials.holds(id) && w.credentials[id].stolen_from;
    return (is_thief ? "198.51.100." : "192.0.2.") +
           std::to_string(1 + entry.caller.person.index % 254);
}

TrailRecord record_of(const World& w, const Entry& entry, std::string_view default_region) {
    const Call& call = *entry.call;
    AwsRequest request = request_of(w, call, entry.account, default_region);
    TrailRecord out;
    const Id<Credential> credential = entry.caller.credential;
    const std::string person = name_of(w, entry.caller.person);
    if (w.credentials.holds(credential) && w.credentials[credential].principal)
        out.user_identity = identity_of(w, w.credentials[credential].principal, person, entry.at);
    else out.user_identity.push_back({"type", aws_text("Unknown")});
    out.at = entry.at;
    out.event_source = event_source(request.operation->service);
    out.event_name = request.operation->name;
    out.region = request.region.empty() ? std::string("us-east-1") : request.region;
    out.source_ip = source_ip(w, entry);
    out.user_agent = "aws-cli/2 airlock";
    if (entry.outcome == Outcome::refused) {
        out.error_code = to_text(entry.error);
        out.error_message = stopped_by(entry);
    }
    out.request = trail_request(request);
    out.has_request = !out.request.empty();
    out.is_read_only = is_read_only(out.event_name);
    out.recipient = account_digits(w, entry.account);
    if (entry.outcome != Outcome::refused && !out.is_read_only) respond(out, w, entry);
    return out;
}

void add_identity_context(AwsStructure& out, const World& w, Id<Principal> id,
                          const std::string& principal_id, Instant at) {
    const Principal& row = w.principals[id];
    put_at(out, "sessionContext.sessionIssuer.type", aws_text("Role"));
    put_at(out, "sessionContext.sessionIssuer.principalId", aws_text(principal_id));
    put_at(out, "sessionContext.sessionIssuer.arn", aws_text(arn_of(w, id)));
    put_at(out, "sessionContext.sessionIssuer.accountId", aws_text(account_digits(w, row.account)));
    put_at(out, "sessionContext.sessionIssuer.userName", aws_text(w.catalog->names.text(row.name)));
    put_at(out, "sessionContext.attributes.creationDate", aws_text(utc_text(at)));
    put_at(out, "sessionContext.attributes.mfaAuthenticated", aws_text("false"));
}

}  // namespace

std::string utc_text(Instant at) {
    // Whole seconds, rounded down also before the epoch.
    const std::int64_t seconds =
        epoch_seconds + (at.ms >= 0 ? at.ms / 1000 : -((-at.ms + 999) / 1000));
    std::int64_t day = seconds / 86'400, rest = seconds % 86'400;
    if (rest < 0) {
        rest += 86'400;
        --day;
    }
    const Date date = date_of(day);
    return digits(date.year, 4) + "-" + digits(date.month, 2) + "-" + digits(date.day, 2) + "T" +
           digits(rest / 3600, 2) + ":" + digits(rest / 60 % 60, 2) + ":" + digits(rest % 60, 2) +
           "Z";
}

AwsStructure identity_of(const World& w, Id<Principal> id, std::string_view person, Instant at) {
    const Principal& row = w.principals[id];
    const std::string account = account_digits(w, row.account);
    const std::string name(w.catalog->names.text(row.name));
    AwsStructure out;
    const auto add = [&](const char* member, const std::string& text) {
        out.push_back({member, aws_text(text)});
    };
    switch (row.kind) {
        case PrincipalKind::root:
            add("type", "Root");
            add("principalId", account);
            add("arn", "arn:aws:iam::" + account + ":root");
            add("accountId", account);
            break;
        case PrincipalKind::user:
            add("type", "IAMUser");
            add("principalId", "AIDA" + digits(id.index + 1, 17));
            add("arn", arn_of(w, id));
            add("accountId", account);
            add("userName", name);
            break;
        default: {
            const std::string principal_id = "AROA" + digits(id.index + 1, 17);
            add("type", "AssumedRole");
            add("principalId", principal_id + ":" + std::string(person));
            add("arn",
                "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + std::string(person));
            add("accountId", account);
            add_identity_context(out, w, id, principal_id, at);
        }
    }
    return out;
}

Trail::Trail(const Simulation& simulation)
    : base_(simulation.scenario().name + "/" + std::to_string(simulation.seed()) + "/") {}

std::string Trail::uuid(std::string_view what) const {
    TextHash first, second;
    first.add(base_), first.add(what), first.add(std::to_string(count_));
    second.add(what), second.add(base_), second.add(std::to_string(count_)), second.add("2");
    const std::string a = first.hex(), b = second.hex();
    return a.substr(0, 8) + "-" + a.substr(8, 4) + "-4" + a.substr(13, 3) + "-8" + b.substr(1, 3) +
           "-" + b.substr(4, 12);
}

void Trail::add(const TrailRecord& record) {
    ++count_;
    JsonWriter out;
    out.begin_object();
    out.key("eventVersion").string("1.10");
    out.key("userIdentity");
    write_structure(out, record.user_identity);
    out.key("eventTime").string(utc_text(record.at));
    out.key("eventSource").string(record.event_source);
    out.key("eventName").string(record.event_name);
    out.key("awsRegion").string(record.region);
    out.key("sourceIPAddress").string(record.source_ip);
    out.key("userAgent").string(record.user_agent);
    if (!record.error_code.empty()) {
        out.key("errorCode").string(record.error_code);
        out.key("errorMessage").string(record.error_message);
    }
    out.key("requestParameters");
    if (record.has_request) write_structure(out, record.request);
    else out.null();
    out.key("responseElements");
    if (record.has_response) write_structure(out, record.response);
    else out.null();
    if (!record.is_service_event) out.key("requestID").string(uuid("request"));
    out.key("eventID").string(uuid("event"));
    out.key("readOnly").boolean(record.is_read_only);
    if (!record.resources.empty()) {
        out.key("resources").begin_array();
        for (const TrailResource& resource : record.resources) {
            out.begin_object().key("accountId").string(resource.account);
            out.key("type").string(resource.type).key("ARN").string(resource.arn).end_object();
        }
        out.end_array();
    }
    out.key("eventType").string(record.is_service_event ? "AwsServiceEvent" : "AwsApiCall");
    out.key("managementEvent").boolean(true);
    out.key("recipientAccountId").string(record.recipient);
    if (!record.details.empty()) {
        out.key("serviceEventDetails");
        write_structure(out, record.details);
    }
    out.key("eventCategory").string("Management");
    out.end_object();
    out_ += out.take() + '\n';
}

std::string cloudtrail_text(const Simulation& simulation) {
    const std::string& region = simulation.scenario().region;
    Trail trail(simulation);
    World world = simulation.world_at(0);
    World after = world;
    for (const Entry& entry : simulation.log().entries) {
        for (const Event& event : entry.events) evolve(after, event);
        if (entry.call && !operation_of(*entry.call).is_deed())
            trail.add(record_of(after, entry, region));
        for (const Event& event : entry.events) {
            evolve(world, event);
            add_service_events(trail, world, entry, event, region);
        }
    }
    return trail.take();
}

}  // namespace airlock::study
