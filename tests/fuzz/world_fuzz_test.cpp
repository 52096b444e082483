// A seeded fuzzer over the rules: random calls by random callers at random times, and attackers who work through the
// playbook between them, with every invariant on after every event. Each run draws its own weights and its own pace (a
// swarm), so that some runs are all votes, others all theft. Part of the calls is drawn again until one is not refused,
// best of an operation that the run has not done yet; each draw is decided and checked. A failure names its seed;
// AIRLOCK_FUZZ_CALLS sets how many calls are made in all (a million in a night).
#include "base/random.h"
#include "base/text.h"
#include "cli/operations.h"
#include "sim/attacker.h"
#include "support/estate.h"
#include "support/files.h"
#include "support/fill_member.h"
#include "support/sanitized.h"
#include "support/statuses.h"
#include "world/evolve.h"
#include "world/invariants.h"
#include "world/text.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <doctest/doctest.h>

using namespace airlock;
using namespace airlock::test;

namespace {

constexpr std::uint32_t calls_count = std::variant_size_v<Call>;

bool is_in_use(const Vault& v) { return v.state != VaultState::deleted; }
bool is_in_use(const Team& t) { return t.status != TeamStatus::DELETED; }
bool is_in_use(const Session& s) {
    return s.status == SessionStatus::PENDING || s.status == SessionStatus::CREATING;
}
bool is_in_use(const RecoveryPoint& p) { return p.status == RecoveryPointStatus::COMPLETED; }
bool is_in_use(const Principal& p) { return !p.is_deleted; }
bool is_in_use(const Credential& c) { return !c.is_revoked; }
bool is_in_use(const User& u) { return !u.is_deleted; }
bool is_in_use(const IdentityCenter& i) { return !i.is_deleted; }
bool is_in_use(const IdentitySource& s) { return s.status != IdentitySourceStatus::deleted; }
bool is_in_use(const Handshake& h) { return h.state == HandshakeState::OPEN; }
bool is_in_use(const ResourceShare& s) { return s.status == ShareStatus::ACTIVE; }
bool is_in_use(const Key& k) { return k.state != KeyState::deleted; }
bool is_in_use(const Grant& g) { return !g.is_retired; }
bool is_in_use(const Workload& l) { return l.state != WorkloadState::deleted; }
bool is_in_use(const BackupPlan& p) { return !p.is_deleted; }
bool is_in_use(const BackupSelection& s) { return !s.is_deleted; }
bool is_in_use(const LegalHold& h) { return h.status == LegalHoldStatus::ACTIVE; }
bool is_in_use(const RestoreTestingPlan& p) { return !p.is_deleted; }
bool is_in_use(const RestoreTestingSelection& s) { return !s.is_deleted; }
template <class Row>
bool is_in_use(const Row&) {
    return true;
}

// Draws a value for each member of a call: mostly rows that are in use and within reach of the caller, now and
// then any row, or nonsense.
struct Draw {
    Random& random;
    Estate& estate;
    Id<Account> account;        // of the caller; none for portal users
    std::string_view member{};  // that is being drawn

    // What the member speaks of by its name.
    bool is_meant(const Vault& v) const {
        if (member == "RestoreAccessBackupVaultArn")
            return v.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
        if (member == "TargetBackupVaultName") return v.type == VaultType::BACKUP_VAULT;
        const bool is_air_gapped = member == "SourceBackupVaultArn" ||
                                   member == "LogicallyAirGappedBackupVaultArn" ||
                                   member == "TargetLogicallyAirGappedBackupVaultArn";
        return !is_air_gapped || v.type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
    }
    bool is_meant(const Principal& p) const {
        if (member == "UserName") return p.kind == PrincipalKind::user;
        return p.kind == PrincipalKind::role || !member.starts_with("Role");
    }
    bool is_meant(const ResourceShare& share) const {
        if (member != "resourceShareInvitationArn") return true;
        for (const SharePrincipal& p : estate.world.share_principals)
            if (p.share == estate.world.shares.id_of(share) && p.account == account &&
                p.invitation == InvitationStatus::PENDING)
                return true;
        return false;
    }
    bool is_meant(const Job& j) const {
        if (member == "BackupJobId")
            return j.kind == JobKind::backup &&
                   (j.status == JobStatus::RUNNING || j.status == JobStatus::PENDING);
        if (member == "RestoreJobId" && random.chance(2, 3))
            return j.validation == ValidationStatus::VALIDATING;
        return true;
    }
    bool is_meant(const RecoveryPoint& p) const {
        return member != "ImageId" ||
               estate.world.workloads[p.resource].resource_type == ResourceType::EC2;
    }
    bool is_meant(const Workload& l) const {
        return member != "Workload" || random.chance(1, 2) || l.restored_from;
    }
    template <class Row>
    bool is_meant(const Row&) const {
        return true;
    }
    // What is often somebody else's.
    bool is_about_others() const {
        static constexpr std::array<std::string_view, 6> members{
            "SourceBackupVaultArn",          "DestinationBackupVaultArn",  "MpaApprovalTeamArn",
            "CopyDestinationBackupVaultArn", "resourceShareInvitationArn", "principals"};
        return std::find(members.begin(), members.end(), member) != members.end();
    }
    std::string_view word_meant() const {
        if (member == "UpdateActions") return "SYNCHRONIZE_MFA_DEVICES";
        if (member == "ServicePrincipal")
            return random.chance(3, 4) ? "backup.amazonaws.com" : "ram.amazonaws.com";
        if (member == "MalwareScanner") return "GUARDDUTY";
        if (member == "ScanMode") return random.chance(2, 3) ? "FULL_SCAN" : "INCREMENTAL_SCAN";
        if (member == "ValidationStatus") return random.chance(1, 2) ? "SUCCESSFUL" : "FAILED";
        if (member == "ScheduleExpression")
            return random.chance(1, 2) ? "rate(6 hours)" : "cron(0 5 ? * * *)";
        if (member == "Algorithm")
            return random.chance(1, 2) ? "RANDOM_WITHIN_WINDOW" : "LATEST_WITHIN_WINDOW";
        if (member == "ProtectedResourceType") return random.chance(3, 4) ? "EBS" : "EC2";
        if (member == "Region") return random.chance(3, 4) ? "eu-west-1" : "us-east-1";
        if (member == "Type" || (member == "PolicyType" && random.chance(2, 3)))
            return random.chance(1, 2) ? "SERVICE_CONTROL_POLICY" : "RESOURCE_CONTROL_POLICY";
        return member == "PolicyType" ? "AWS_MANAGED" : "";
    }

    template <class Row>
    bool is_within_reach(const Row& row) const {
        const World& w = estate.world;
        if (!account || is_about_others()) return true;
        if constexpr (std::is_same_v<Row, Vault>)
            if (row.source_vault && w.vaults[row.source_vault].account == account) return true;
        if constexpr (std::is_same_v<Row, BackupSelection>)
            return w.backup_plans[row.plan].account == account;
        if constexpr (std::is_same_v<Row, RestoreTestingSelection>)
            return w.restore_testing_plans[row.plan].account == account;
        if constexpr (requires { row.account; }) return row.account == account;
        else if constexpr (requires { row.organization; })
            return !row.organization || row.organization == w.accounts[account].organization;
        else return true;
    }
    template <class Row>
    Id<Row> any_of(const Table<Row>& table) const {
        if (table.empty()) return {};
        Id<Row> id{random.below(table.size())};
        const std::uint32_t tries = random.chance(1, 3) ? 0 : 12;
        for (std::uint32_t i = 0; i < tries; ++i) {
            const Row& row = table[id];
            if (is_in_use(row) && is_within_reach(row) && is_meant(row)) break;
            id = {random.below(table.size())};
        }
        return id;
    }

    template <class Row>
    void operator()(Id<Row>& out) {
        if (random.chance(1, 40)) {
            // A name that was never interned is our own mistake; any other id may be nonsense.
            const bool is_name = std::is_same_v<Row, Name>;
            out = is_name || random.chance(1, 2) ? Id<Row>{} : Id<Row>{random.below(1000)};
            return;
        }
        if constexpr (std::is_same_v<Row, Name>) {
            static constexpr std::array<const char*, 15> names{"eu-west-1",
                                                               "a1",
                                                               "b2",
                                                               "c3",
                                                               "lag2",
                                                               "view",
                                                               "SERVICE_CONTROL_POLICY",
                                                               "RESOURCE_CONTROL_POLICY",
                                                               "backup.amazonaws.com",
                                                               "us-east-1",
                                                               "AWS_MANAGED",
                                                               "SYNCHRONIZE_MFA_DEVICES",
                                                               "x",
                                                               "a/b",
                                                               ""};
            std::string name{random.chance(7, 8) ? word_meant() : ""};
            if (name.empty())
                name = random.chance(1, 3) ? "n" + std::to_string(random.below(1000))
                                           : names[random.below(random.chance(1, 10) ? 15 : 12)];
            out = estate.catalog.names.intern(name);
        } else if constexpr (std::is_same_v<Row, PolicyDocument>) {
            out = {random.below(static_cast<std::uint32_t>(estate.catalog.documents.size()))};
        } else {
            estate.world.each_table([&](const auto& table) {
                if constexpr (std::is_same_v<std::decay_t<decltype(table)>, Table<Row>>)
                    out = any_of(table);
            });
        }
    }
    void operator()(std::int32_t& out) {
        static constexpr std::array<std::int32_t, 14> numbers{unset, 0,  1,  2,  3,   4,    5,
                                                              7,     30, 35, 36, 900, 3600, 40000};
        out = numbers[random.below(random.chance(1, 3) ? 5 : 14)];
        if (member == "Hours" && random.chance(7, 8))
            out = static_cast<std::int32_t>(random.below(12));
    }
    void operator()(OrganizationNode& out) {
        Id<Organization> root;
        Id<OrganizationalUnit> unit;
        Id<Account> leaf;
        (*this)(root), (*this)(unit), (*this)(leaf);
        const std::array<Ref, 3> nodes{root, unit, leaf};
        out.ref = nodes[random.below(3)];
    }
    void operator()(Setting& out) { out = static_cast<Setting>(random.below(3)); }
    void operator()(Response& out) {
        out = random.chance(2, 3) ? Response::APPROVED : Response::REJECTED;
    }
    void operator()(Grantee& out) {
        if (random.chance(1, 4)) {
            Id<Organization> organization;
            (*this)(organization);
            out = Grantee(organization);
        } else {
            Id<Account> grantee;
            (*this)(grantee);
            out = Grantee(grantee);
        }
    }
    void operator()(Ref& out) {
        if (random.chance(1, 2)) {
            Id<Team> team;
            (*this)(team);
            out = team;
        } else {
            Id<Vault> vault;
            (*this)(vault);
            out = vault;
        }
    }

    // A row of the kind that the member refers to; a nonsense one now and then.
    Ref row_for(const Member& about) {
        if (about.is_node) return value<OrganizationNode>().ref;
        if (about.is_grantee) return value<Grantee>();
        if (about.refers_to == Kind::none) return value<Ref>();
        if (about.refers_to == Kind::policy_document) return value<Id<PolicyDocument>>();
        Ref out;
        estate.world.each_table([&]<class Row>(const Table<Row>&) {
            if (Ref(Id<Row>()).kind == about.refers_to) out = value<Id<Row>>();
        });
        return out;
    }
    template <class Field>
    Field value() {
        Field out;
        (*this)(out);
        return out;
    }
    void fill_list(const MemberAt<void*>& at) {
        const std::uint32_t size =
            random.below(at.about.count_max < 5 ? at.about.count_max + 1 : 5);
        for (std::uint32_t i = 0; i < size; ++i) {
            const Ref row = row_for(at.about);
            bool is_there = false;
            for (std::uint32_t k = 0; k < at.size(); ++k) is_there = is_there || at.row(k) == row;
            if (!is_there || random.chance(1, 8)) at.add(row);
        }
    }
};

Call draw_call(std::uint32_t which, Draw& draw) {
    Call call = empty_call(which);
    for (const auto member : members_in(call)) {
        draw.member = member.about.name;
        if (member.about.presence == Presence::required || draw.random.chance(1, 2))
            fill_member(member, draw);
    }
    return call;
}

// What only somebody in the approval portal does.
bool is_for_portal(std::string_view operation) {
    return operation == "Vote" || operation == "AnswerTeamInvitation";
}
// What takes the ground from under much else.
bool is_destructive(std::string_view operation) {
    static constexpr std::array<std::string_view, 11> names{
        "CloseAccount",      "LeaveOrganization",   "RemoveAccountFromOrganization",
        "DeleteRole",        "DeleteInstance",      "DeleteUser",
        "DisableUser",       "InterruptRegion",     "ChangeIdentityProvider",
        "DisablePolicyType", "DeleteIdentitySource"};
    return std::find(names.begin(), names.end(), operation) != names.end();
}

bool fits(const World& w, const Credential& c, std::string_view operation) {
    const bool is_there = !c.principal || is_in_use(w.principals[c.principal]);
    return is_in_use(c) && is_there && bool(c.user) == is_for_portal(operation);
}

Caller draw_caller(Random& random, const World& w, Instant now, std::string_view operation) {
    if (random.chance(1, 30)) return {{random.below(w.persons.size())}, {random.below(200)}, now};
    // Every fourth is somebody of the management account, who may do most, and every fourth has been there from the
    // beginning; mostly somebody who can do such a thing at all.
    const std::uint32_t from = random.below(4);
    const std::uint32_t count = from == 0 ? 2u : from == 1 ? 15u : w.credentials.size();
    Id<Credential> id{random.below(count)};
    const std::uint32_t tries = random.chance(1, 6) ? 0 : 10;
    for (std::uint32_t i = 0; i < tries && !fits(w, w.credentials[id], operation); ++i)
        id = {random.below(i < 3 ? count : w.credentials.size())};
    return {w.credentials[id].holder, id, now};
}

Id<Account> account_of(const World& w, const Caller& caller) {
    if (!w.credentials.holds(caller.credential)) return {};
    const Id<Principal> principal = w.credentials[caller.credential].principal;
    return principal ? w.principals[principal].account : Id<Account>{};
}

template <std::size_t... I>
constexpr std::array<std::string_view, calls_count> names_of(std::index_sequence<I...>) {
    return {std::variant_alternative_t<I, Call>::operation.name...};
}

constexpr auto operation_names = names_of(std::make_index_sequence<calls_count>());

constexpr auto threats_count = static_cast<std::uint32_t>(Threat::TH30) + 1;  // the last one

struct Tally {
    std::set<std::string> refusals;  // "DeleteRecoveryPoint vault_lock InvalidRequestException"
    std::set<Threat> tried;          // by an attacker
    std::set<std::string_view> successes;
    std::set<std::string_view> events;
    StatusesSeen statuses;
    std::array<int, std::variant_size_v<Event>> noted{};  // by the kind of event
};

void draw_settings(Random& random, Settings& settings) {
    settings.early_reject = static_cast<EarlyReject>(random.below(3));
    settings.can_change_vote = yes_if(random.chance(1, 2));
    settings.can_delete_restore_access_vault = yes_if(random.chance(1, 4));
    if (random.chance(1, 3)) settings.session_validation = minutes(2);
    if (random.chance(1, 4)) settings.restore_access_expiry = days(2);
    if (random.chance(1, 4)) settings.restore_access_vaults_max = 2;
    settings.requires_approver_verification = yes_if(random.chance(1, 4));
    settings.rechecks_requester = yes_if(random.chance(3, 4));
    settings.keeps_sessions_without_identity_center = yes_if(random.chance(1, 2));
    settings.team_deletion_drops_access = yes_if(random.chance(3, 4));
    settings.enforces_mpa_opt_in = yes_if(random.chance(3, 4));
    settings.revoke_needs_share = yes_if(random.chance(1, 4));
    settings.keeps_access_when_team_replaced = yes_if(random.chance(1, 2));
    settings.keeps_sessions_when_team_swapped = yes_if(random.chance(1, 2));
    settings.allows_parallel_requests = yes_if(random.chance(3, 4));
    settings.approver_inactivity = static_cast<ApproverInactivity>(random.below(2));
    settings.has_documented_team_limits = yes_if(random.chance(1, 2));
    settings.can_requester_approve = yes_if(random.chance(3, 4));
    settings.keeps_access_when_unshared = yes_if(random.chance(1, 2));
    settings.allows_unanimous_teams = yes_if(random.chance(3, 4));
    if (random.chance(1, 2)) settings.deletion_jitter = hours(random.below(9));
    settings.is_share_pending_until_accepted = yes_if(random.chance(1, 2));
    settings.can_test_shared_vaults = yes_if(random.chance(1, 2));
    settings.testing_seed = static_cast<std::int32_t>(random.below(5));
    if (random.chance(1, 4)) settings.backup_job = hours(30);  // the next runs of plans wait
    if (random.chance(1, 2)) settings.accounts_max = 5;
}

// States that few lucky calls would reach.
void found_controls(Random& random, Estate& estate) {
    World& w = estate.world;
    RecoveryPoint kept = w.recovery_points[{1}];  // as long as its key and its account are there
    kept.key = {0};
    kept.delete_at = never;
    estate.happens(event::Founded<RecoveryPoint>{kept});
    kept.vault = {3};
    estate.happens(event::Founded<RecoveryPoint>{kept});
    if (random.chance(1, 2)) return;
    const auto bind = [&](Id<Principal> id) {
        w.principals.update(id, [&](Principal& p) {
            p.permissions_boundary = estate.catalog.managed.administrator;
        });
    };
    bind({w.principals.size() - 2});
    bind({3});
    w.keys.update({0}, [](Key& k) {
        k.state = KeyState::PendingDeletion;
        k.deletion_at = Instant{0} + days(7);
    });
    w.vaults.update({0}, [](Vault& v) { v.lock = LockMode::governance; });
}

void found_approval(Random& random, Estate& estate) {
    World& w = estate.world;
    const auto name = [&](std::string_view text) { return estate.catalog.names.intern(text); };
    estate.happens(event::Founded<IdentityProvider>{{name("partner"), yes, yes, {}}});
    for (const std::string_view n : {"dan", "eva"}) {  // whom a team may take on
        estate.happens(event::Founded<Person>{{name(n)}});
        User user = w.users[{0}];
        user.name = name(n);
        user.person = user.mailbox = {w.persons.size() - 1};
        estate.happens(event::Founded<User>{user});
        Credential sign_in;
        sign_in.holder = user.person;
        sign_in.user = {w.users.size() - 1};
        estate.happens(event::Founded<Credential>{sign_in});
    }
    if (random.chance(1, 2)) w.users.update({0}, [](User& u) { u.is_administrator = yes; });
    if (random.chance(1, 2)) {
        Team team = w.teams[{0}];
        team.name = name("lapsed");
        team.status = TeamStatus::INACTIVE;
        team.status_code = TeamStatusCode::FAILED_ACTIVATION;
        estate.happens(event::Founded<Team>{team});
    }
    if (random.chance(1, 2)) {
        ResourceShare share;
        share.name = name("abroad");
        share.account = {1};
        estate.happens(event::Founded<ResourceShare>{share});
        const Id<ResourceShare> id{w.shares.size() - 1};
        estate.happens(event::Founded<SharedResource>{{id, Id<Vault>{2}, yes, {}}});
        SharePrincipal invited;
        invited.share = id;
        invited.account = {3};
        invited.invitation = InvitationStatus::PENDING;
        invited.invitation_expires_at = Instant{0} + hours(12);
        estate.happens(event::Founded<SharePrincipal>{invited});
    }
}

// Plans that run by themselves, a hold, and what was made before: in cold storage, from an image, by a restore.
void found_data(Random& random, Estate& estate) {
    World& w = estate.world;
    const auto name = [&](std::string_view text) { return estate.catalog.names.intern(text); };
    const Id<Account> owner{1};
    const auto admin = estate.find("principal", "owner/admin").as<Principal>();
    Workload machine = w.workloads[{0}];
    machine.name = name("machine");
    machine.resource_type = ResourceType::EC2;
    estate.happens(event::Founded<Workload>{machine});
    RecoveryPoint point = w.recovery_points[{1}];
    point.resource = {w.workloads.size() - 1};
    point.role = admin;
    estate.happens(event::Founded<RecoveryPoint>{point});
    point.resource = {0};
    point.cold_at = Instant{0} + hours(5);
    point.delete_at = Instant{0} + days(1);
    if (random.chance(1, 2)) point.role = estate.find("principal", "rescue/idle").as<Principal>();
    estate.happens(event::Founded<RecoveryPoint>{point});
    machine.name = name("machine-restored");
    machine.restored_from = {w.recovery_points.size() - 2};
    machine.state = WorkloadState::restored;
    estate.happens(event::Founded<Workload>{machine});
    if (random.chance(1, 3)) return;
    BackupPlan plan;
    plan.name = name("nightly");
    plan.account = owner;
    estate.happens(event::Founded<BackupPlan>{plan});
    BackupRule rule;
    rule.plan = {w.backup_plans.size() - 1};
    rule.name = name("a1");
    rule.next_at = Instant{0} + hours(2);
    rule.period = hours(24);
    rule.target = {0};
    rule.delete_after_days = 7;
    estate.happens(event::Founded<BackupRule>{rule});
    BackupSelection selected;
    selected.plan = rule.plan;
    selected.name = name("everything");
    estate.happens(event::Founded<BackupSelection>{selected});
    RestoreTestingPlan testing;
    testing.name = name("drill");
    testing.account = owner;
    testing.next_at = Instant{0} + hours(1);
    testing.period = hours(24);
    estate.happens(event::Founded<RestoreTestingPlan>{testing});
    RestoreTestingSelection tested;
    tested.plan = {w.restore_testing_plans.size() - 1};
    tested.name = name("disks");
    tested.validation_window_hours = static_cast<std::int32_t>(random.below(3)) * 12;
    estate.happens(event::Founded<RestoreTestingSelection>{tested});
    LegalHold hold;
    hold.status = LegalHoldStatus::ACTIVE;
    hold.title = name("case-7");
    hold.account = owner;
    if (random.chance(2, 3)) hold.resources[0] = {w.workloads.size() - 2};
    estate.happens(event::Founded<LegalHold>{hold});
}

// What waits for somebody before anything random happens: a request for access, a new version of the team, an
// account that is being closed. Sometimes the last vote has been cast already.
void warm_up(Random& random, Estate& estate) {
    const auto does = [&](std::string_view who, std::string_view as, std::string_view call) {
        CAPTURE(call);
        REQUIRE(estate.does(who, as, call).outcome != Outcome::refused);
    };
    constexpr std::string_view yes_to_it = "Vote Session=session-1 Response=APPROVED";
    const std::uint32_t way = random.below(6);
    if (way == 0) return;
    if (way == 1) {
        does("olga", "hq/admin", "CloseAccount AccountId=rescue");
        estate.pass(days(random.below(89)));
        return;
    }
    does("olga", way < 4 ? "hq/admin" : "rescue/admin",
         way < 4 ? "UpdateApprovalTeam Arn=guardians Approvers=ana,ben,dan"
                 : "CreateRestoreAccessBackupVault SourceBackupVaultArn=lag "
                   "BackupVaultName=waiting");
    estate.pass(minutes(5));
    does("ana", "corp/ana", yes_to_it);
    if (random.chance(1, 2)) return;
    if (random.chance(1, 4)) does("olga", "rescue/root", "DeleteRole RoleName=rescue/admin");
    if (random.chance(1, 2)) does("ben", "corp/ben", yes_to_it);
    estate.pass(minutes(5));
}

// "DeleteRecoveryPoint vault_lock InvalidRequestException", of every row of the rule tables.
std::set<std::string> refusals_of_tables() {
    std::set<std::string> found;
    for (const std::string& path : source_files("tests/world")) {
        const std::string text = *read_source(path);
        for (const std::string_view line : split(text, '\n')) {
            std::string_view before;
            for (const std::string_view cell : split(line, '|')) {
                const std::string_view answer = trim(cell);
                if (answer.starts_with("refused "))
                    found.insert(std::string(before.substr(0, before.find(' '))) +
                                 std::string(answer.substr(answer.find(' '))));
                before = answer;
            }
        }
    }
    return found;
}

// Who holds the stolen root of the vault-owning account; often an account of their own as well, sometimes the stolen
// management account.
void found_attacker(Random& random, Estate& estate) {
    const Id<Person> mallory = estate.caller("mallory", "owner/root").person;
    const auto take = [&](std::string_view as) {
        Credential loot = estate.world.credentials[estate.caller("olga", as).credential];
        loot.holder = mallory;
        return loot;
    };
    if (random.chance(2, 3)) estate.happens(event::Founded<Credential>{take("lonely/root")});
    if (random.chance(1, 2)) return;
    Credential stolen = take("hq/root");
    stolen.stolen_from = estate.caller("olga", "hq/root").credential;
    estate.happens(event::Founded<Credential>{stolen});
}

enum class Raids : std::uint8_t { no, yes };

class Run {
  public:
    Run(std::uint64_t seed, Raids raids, Tally& tally)
        : random_(seed, raids == Raids::yes ? "raids" : "fuzz"), tally_(tally), raids_(raids) {
        draw_settings(random_, estate_.world.settings);
        found_controls(random_, estate_);
        found_approval(random_, estate_);
        found_data(random_, estate_);
        if (raids_ == Raids::yes) found_attacker(random_, estate_);
        warm_up(random_, estate_);
        founded_ = estate_.world;
        pace_ = random_.below(3);
        is_calm_ = random_.chance(1, 2);
        for (std::uint32_t i = 0; i < calls_count; ++i) {
            weights_[i] = random_.chance(1, 3) ? random_.below(30) : 2;
            if (!is_welcome(i)) weights_[i] = 0;
        }
    }

    void make(std::uint32_t calls) {
        for (std::uint32_t i = 0; i < calls; ++i) {
            const bool is_raid = raids_ == Raids::yes && random_.chance(1, 4) && has_attack();
            const Decision decision = is_raid ? next_attempt() : next_decision();
            happen(decision.events);
            pass_time();
        }
        World folded = founded_;
        for (const Event& event : log_) evolve(folded, event);
        REQUIRE(folded == estate_.world);
        REQUIRE(folded.hash() == estate_.world.hash());
        tally_.successes.insert(done_.begin(), done_.end());
    }

  private:
    std::uint32_t weighted_operation() {
        std::uint32_t total = 0;
        for (const auto weight : weights_) total += weight;
        std::uint32_t which = 0;
        for (std::uint32_t at = random_.below(total); at >= weights_[which]; ++which)
            at -= weights_[which];
        return which;
    }
    // A calm run keeps its approvers, roles and accounts.
    bool is_welcome(std::uint32_t which) const {
        return !is_calm_ || !is_destructive(operation_names[which]);
    }
    // What answers something that waits; anything when nothing does.
    std::uint32_t answering_operation() {
        const World& w = estate_.world;
        std::vector<std::string_view> names;
        for (const Session& s : w.sessions)
            if (is_in_use(s)) names.insert(names.end(), {"Vote", "Vote", "CancelSession"});
        for (const SharePrincipal& p : w.share_principals)
            if (p.invitation == InvitationStatus::PENDING)
                names.insert(names.end(),
                             {"AcceptResourceShareInvitation", "RejectResourceShareInvitation"});
        for (const Team& t : w.teams)
            if (t.status_code == TeamStatusCode::PENDING_ACTIVATION ||
                t.status_code == TeamStatusCode::UPDATE_PENDING_ACTIVATION)
                names.push_back("AnswerTeamInvitation");
        for (const Vault& v : w.vaults)
            if (v.type == VaultType::RESTORE_ACCESS_BACKUP_VAULT &&
                v.state == VaultState::AVAILABLE)
                names.push_back("RevokeRestoreAccessBackupVault");
        for (const Job& j : w.jobs) {
            if (j.validation == ValidationStatus::VALIDATING)
                names.push_back("PutRestoreValidationResult");
            if (j.kind == JobKind::backup && j.status == JobStatus::RUNNING)
                names.push_back("StopBackupJob");
        }
        if (names.empty()) return weighted_operation();
        const auto name = names[random_.below(static_cast<std::uint32_t>(names.size()))];
        const auto found = std::find(operation_names.begin(), operation_names.end(), name);
        return static_cast<std::uint32_t>(found - operation_names.begin());
    }
    // One that this run has not done yet; after some tries any.
    std::uint32_t new_operation() {
        std::uint32_t which = 0;
        for (int i = 0; i < 20; ++i) {
            which = random_.below(calls_count);
            if (!done_.contains(operation_names[which]) && is_welcome(which)) break;
        }
        return which;
    }
    // As it comes; or until one is not refused, which leads deeper: of the same operation, of one that answers what
    // waits, of a new one.
    Decision next_decision() {
        const std::uint32_t way = random_.below(4);
        const std::uint32_t which = way == 1 ? answering_operation() : weighted_operation();
        if (way == 0) return attempt(which);
        for (int i = 1; i < 8; ++i) {
            Decision decision = attempt(way == 3 ? new_operation() : which);
            if (decision.outcome != Outcome::refused) return decision;
        }
        return attempt(which);
    }
    Decision attempt(std::uint32_t which) {
        const World& w = estate_.world;
        const Caller caller = draw_caller(random_, w, estate_.now, operation_names[which]);
        Draw draw{random_, estate_, account_of(w, caller)};
        return attempt(caller, draw_call(which, draw));
    }
    // One threat after the other, whichever comes next.
    bool has_attack() {
        if (mind_ && mind_->has_idea(estate_.world)) return true;
        attacker_.tries = {static_cast<Threat>(random_.below(threats_count))};
        mind_.emplace(attacker_, estate_.caller("mallory", "owner/root").person);
        return mind_->has_idea(estate_.world);
    }
    // An attacker has no private door: it comes with a credential that it holds, or with none.
    Decision next_attempt() {
        const World& w = estate_.world;
        const auto [credential, call] = mind_->next(w, estate_.catalog);
        if (credential) REQUIRE(w.credentials[credential].holder == mind_->person());
        tally_.tried.insert(attacker_.tries[0]);
        return attempt({mind_->person(), credential, estate_.now}, call);
    }
    Decision attempt(const Caller& caller, const Call& call) {
        const World& w = estate_.world;
        const std::uint64_t before = w.hash();
        Decision decision = decide(w, caller, call);
        REQUIRE(w.hash() == before);
        if (decision.outcome == Outcome::refused) {
            REQUIRE(decision.events.empty());
            REQUIRE(decision.gate != Gate::none);
            REQUIRE(decision.error != ErrorCode::none);
            REQUIRE(decision.checks.back().verdict == Verdict::stopped);
            check_refusal(operation_of(call).name, decision);
            tally_.refusals.insert(std::string(operation_of(call).name) + " " +
                                   std::string(to_text(decision.gate)) + " " +
                                   std::string(to_text(decision.error)));
        } else {
            done_.insert(operation_of(call).name);
        }
        return decision;
    }
    void happen(const std::vector<Event>& events) {
        for (const Event& event : events) {
            tally_.events.insert(event_name(event));
            log_.push_back(event);
            estate_.happens(event);  // throws when an invariant breaks
            // The worlds after the first of each kind tell; looking at all rows after each is slow.
            if (tally_.noted[event.index()]++ < 500) tally_.statuses.note(estate_.world);
        }
    }
    // A run takes hours, weeks or years, so that what waits is found waiting, and what ends has ended.
    Duration next_pause() {
        if (pace_ == 0 || !random_.chance(1, 4)) return milliseconds(random_.below(60'000));
        return milliseconds(random_.below(pace_ == 1 ? 30'000'000 : 600'000'000));
    }
    void pass_time() {
        const Instant until = estate_.now + next_pause();
        for (Due due = next_due(estate_.world); due.kind != DueKind::none && due.at <= until;
             due = next_due(estate_.world)) {
            REQUIRE(due.at >= estate_.now);
            estate_.now = due.at;
            const Decision fell = fall_due(estate_.world, due);
            REQUIRE(!fell.events.empty());
            happen(fell.events);
        }
        estate_.now = until;
    }

    Random random_;
    Tally& tally_;
    Raids raids_;
    Estate estate_;
    Attacker attacker_;
    std::optional<AttackerMind> mind_;
    World founded_;
    std::vector<Event> log_;
    std::array<std::uint32_t, calls_count> weights_{};
    std::uint32_t pace_ = 0;
    bool is_calm_ = false;
    std::set<std::string_view> done_;
};

// How many calls all runs of a test make, of `usual` in fifty thousand.
std::uint32_t calls_wanted(std::uint32_t usual) {
    const char* wanted = std::getenv("AIRLOCK_FUZZ_CALLS");
    return wanted ? static_cast<std::uint32_t>(std::strtoull(wanted, nullptr, 10) * usual / 50'000)
                  : usual;
}

constexpr std::uint32_t calls_each = 1000;

}  // namespace

TEST_CASE("whatever anybody asks, every invariant holds after every event") {
    const std::uint32_t calls = calls_wanted(is_sanitized ? 10'000 : 50'000);
    Tally tally;
    for (std::uint32_t seed = 1; seed * calls_each <= calls; ++seed) {
        CAPTURE(seed);
        Run(seed, Raids::no, tally).make(calls_each);
    }
    if (is_sanitized) return;
    // The fuzzer must reach what it claims to try: every operation succeeds in some run, every event happens; rows
    // are founded before a run begins. A change of the rules may need a change of what is drawn.
    std::string never_done;
    for (const std::string_view name : operation_names)
        if (!tally.successes.contains(name)) never_done += " " + std::string(name);
    CHECK(never_done == "");
    std::string never_happened;
    for (const std::string_view name : event_names())
        if (name != "Founded" && !tally.events.contains(name))
            never_happened += " " + std::string(name);
    CHECK(never_happened == "");
    // What needs more luck than a draw has, status_test.cpp reaches.
    const std::string missing = tally.statuses.missing();
    std::string never_seen;
    for (const std::string_view status : split(missing, ' '))
        if (!statuses_beyond_draws.contains(status)) never_seen += " " + std::string(status);
    CHECK(never_seen == "");
    CHECK(tally.refusals.size() > 500);
    const std::set<std::string> rows = refusals_of_tables();
    std::string never_refused;
    for (const cli::OperationFacts& facts : cli::operation_facts())
        for (const cli::ErrorFacts& error : facts.errors)
            for (const std::string_view gate : error.gates) {
                if (gate == "parameters") continue;  // operations_test.cpp goes beyond each limit
                const std::string refusal = std::string(facts.name) + ' ' + std::string(gate) +
                                            ' ' + std::string(error.code);
                if (!tally.refusals.contains(refusal) && !rows.contains(refusal))
                    never_refused += "\n" + refusal;
            }
    // Each refusal that the facts list is drawn here or has a row in a rule table; one that is not drawn any more
    // needs a row in refusals_test.cpp.
    CHECK(never_refused == "");
}

TEST_CASE("whatever attackers try between it all, every invariant holds after every event") {
    const std::uint32_t calls = calls_wanted(10'000);
    Tally tally;
    for (std::uint32_t seed = 1; seed * calls_each <= calls; ++seed) {
        CAPTURE(seed);
        Run(seed, Raids::yes, tally).make(calls_each);
    }
    std::string never_tried;
    for (std::uint32_t i = 0; i < threats_count; ++i)
        if (const auto threat = static_cast<Threat>(i); !tally.tried.contains(threat))
            never_tried += " " + std::string(to_text(threat));
    CHECK(never_tried == "");
}
