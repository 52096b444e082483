// Building the estate, and reading calls from text through the members that each call lists.
#include "support/estate.h"

#include <algorithm>
#include <charconv>
#include <stdexcept>
#include <type_traits>
#include <vector>

#include "cli/operations.h"
#include "sim/call_text.h"
#include "support/fill_member.h"
#include "support/text_table.h"
#include "world/evolve.h"
#include "world/invariants.h"
#include "world/text.h"

#include <doctest/doctest.h>

namespace airlock::test {
namespace {

std::vector<std::string_view> split_words(std::string_view text, char separator) {
    std::vector<std::string_view> words;
    while (!text.empty()) {
        const auto end = std::min(text.find(separator), text.size());
        if (end > 0) words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

// The newest row of that name that has not been deleted; none when there is none.
template <class Row>
Id<Row> newest(const World& w, const Table<Row>& table, std::string_view name) {
    Id<Row> found;
    for (const Row& row : table) {
        if constexpr (std::is_same_v<Row, Vault>)
            if (row.state == VaultState::deleted) continue;
        if (name_of(w, table.id_of(row)) == name) found = table.id_of(row);
    }
    return found;
}

template <class Row>
const Table<Row>& table_of(const World& w) {
    const Table<Row>* found = nullptr;
    w.each_table([&](const auto& table) {
        if constexpr (std::is_same_v<std::decay_t<decltype(table)>, Table<Row>>) found = &table;
    });
    return *found;
}

Ref find_resource(const World& w, std::string_view name) {
    if (const auto team = newest(w, w.teams, name)) return team;
    if (const auto vault = newest(w, w.vaults, name)) return vault;
    return {Kind::vault, Id<Vault>::none};
}

struct Reader {
    const World& world;
    Catalog& catalog;
    std::string_view text;

    template <class Row>
    void read(Id<Row>& out) const {
        if constexpr (std::is_same_v<Row, Name>) {
            std::string name(text);  // "_" stands for a space in schedules
            if (name.ends_with(')')) std::replace(name.begin(), name.end(), '_', ' ');
            out = catalog.names.intern(name);
        } else if constexpr (std::is_same_v<Row, PolicyDocument>) out = document();
        else out = newest(world, table_of<Row>(world), text);
    }
    Id<PolicyDocument> document() const {
        for (std::uint32_t i = 0; i < catalog.documents.size(); ++i)
            if (name_of(world, Id<PolicyDocument>{i}) == text) return {i};
        return {};
    }
    void read(OrganizationNode& out) const {
        if (const auto unit = newest(world, world.organizational_units, text)) out.ref = unit;
        else if (const auto account = newest(world, world.accounts, text)) out.ref = account;
        else out.ref = newest(world, world.organizations, text);
    }
    void read(std::int32_t& out) const {
        std::from_chars(text.data(), text.data() + text.size(), out);
    }
    void read(Setting& out) const { out = text == "true" ? Setting::yes : Setting::no; }
    void read(Response& out) const {
        out = text == "APPROVED" ? Response::APPROVED : Response::REJECTED;
    }
    Ref grantee(std::string_view word) const {
        if (const auto organization = newest(world, world.organizations, word)) return organization;
        return newest(world, world.accounts, word);
    }
    template <class Field>
    Field value() const {
        Field out{};
        read(out);
        return out;
    }
    // A row of the kind that the member refers to.
    Ref row_for(const Member& about) const {
        if (about.is_node) return value<OrganizationNode>().ref;
        if (about.is_grantee) return grantee(text);
        if (about.refers_to == Kind::none) return find_resource(world, text);
        if (about.refers_to == Kind::policy_document) return document();
        Ref out;
        world.each_table([&]<class Row>(const Table<Row>& table) {
            if (Ref(Id<Row>()).kind == about.refers_to) out = newest(world, table, text);
        });
        return out;
    }
    void fill_list(const MemberAt<void*>& at) const {
        for (const auto word : split_words(text, ','))
            at.add(Reader{world, catalog, word}.row_for(at.about));
    }
};

void read_member(const World& w, Catalog& catalog, std::string_view word, Call& call) {
    const auto equals = word.find('=');
    for (const auto member : members_in(call))
        if (member.about.name == word.substr(0, equals))
            return fill_member(member, Reader{w, catalog, word.substr(equals + 1)});
    throw std::runtime_error("no such member: " + std::string(word));
}

}  // namespace

template <class Row>
Id<Row> Estate::found(const Row& row) {
    happens(event::Founded<Row>{row});
    return Id<Row>{table_of<Row>(world).size() - 1};
}

Estate::Estate() {
    world.catalog = &catalog;
    const auto name = [&](std::string_view text) { return catalog.names.intern(text); };
    const auto region = name("eu-west-1");

    const auto person = [&](std::string_view n) { return found(Person{name(n)}); };
    const auto account = [&](std::string_view n, std::int64_t number,
                             Id<Organization> organization) {
        Account row;
        row.number = number;
        row.name = name(n);
        row.organization = organization;
        if (organization == Id<Organization>{0})
            row.service_control_policies[0] = catalog.managed.full_aws_access;
        return found(row);
    };
    const auto principal = [&](Id<Account> of, PrincipalKind kind, std::string_view n) {
        Principal row;
        row.name = name(n);
        row.account = of;
        row.kind = kind;
        if (kind == PrincipalKind::role) row.identity_policies[0] = catalog.managed.administrator;
        return found(row);
    };
    const auto credential = [&](Id<Person> holder, Id<Principal> of) {
        Credential row;
        row.holder = holder;
        row.principal = of;
        return found(row);
    };

    const auto olga = person("olga");
    const auto mallory = person("mallory");
    const auto approver_names = {"ana", "ben", "cho"};
    std::vector<Id<Person>> approvers;
    for (const auto* n : approver_names) approvers.push_back(person(n));

    Organization home;
    home.name = name("home");
    home.management_account = {0};
    home.is_mpa_enabled = home.is_cross_account_backup_enabled = home.is_ram_sharing_enabled = yes;
    home.is_scp_enabled = home.is_rcp_enabled = yes;
    home.service_control_policies[0] = catalog.managed.full_aws_access;
    const auto home_id = found(home);
    Organization away;
    away.name = name("away");
    away.management_account = {3};
    const auto away_id = found(away);
    const auto hq = account("hq", 111111111111, home_id);
    const auto owner = account("owner", 222222222222, home_id);
    const auto rescue = account("rescue", 333333333333, home_id);
    const auto other = account("other", 444444444444, away_id);
    account("lonely", 555555555555, {});

    for (const auto a : {hq, owner, rescue, other, Id<Account>{4}}) {
        const auto root = credential(olga, principal(a, PrincipalKind::root, "root"));
        credential(olga, principal(a, PrincipalKind::role, "admin"));
        if (a == owner) happens(event::CredentialStolen{root, mallory});
    }
    credential(olga, [&] {  // a role that nobody has given any right
        Principal row;
        row.name = name("idle");
        row.account = rescue;
        return found(row);
    }());

    const auto corp = found(IdentityProvider{name("corp"), no, no, {}});
    Team team;
    for (const auto p : approvers) {
        const auto user = found(User{world.persons[p].name, p, corp, p, never, yes, no, no, {}});
        Credential sign_in;
        sign_in.holder = p;
        sign_in.user = user;
        found(sign_in);
        Approver approver;
        approver.user = user;
        approver.mailbox = p;
        approver.status = ApproverStatus::ACCEPTED;
        team.approvers[team.approvers_count++] = approver;
    }
    IdentityCenter center;
    center.organization = home_id;
    center.account = hq;
    center.provider = corp;
    center.region = region;
    IdentitySource source;
    source.account = hq;
    source.identity_center = found(center);
    source.status = IdentitySourceStatus::ACTIVE;
    team.identity_source = found(source);
    team.account = hq;
    team.policy = catalog.managed.team_vault_owner;
    team.min_approvals_required = 2;
    team.status = TeamStatus::ACTIVE;
    team.status_code = TeamStatusCode::none;
    const auto share = [&](std::string_view n, Ref resource,
                           std::initializer_list<Id<Account>> with) {
        ResourceShare row;
        row.name = name(n);
        row.account = hq;
        const auto id = found(row);
        found(SharedResource{id, resource, yes, {}});
        for (const auto a : with) {
            SharePrincipal to;
            to.share = id;
            to.account = a;
            to.status = AssociationStatus::ASSOCIATED;
            found(to);
        }
    };
    team.name = name("guardians");
    const auto guardians = found(team);
    share("guardians-share", guardians, {owner, rescue});
    team.name = name("strangers");
    share("strangers-share", found(team), {owner});

    const auto vault = [&](std::string_view n, Id<Account> of, bool is_air_gapped, Id<Team> guard) {
        Vault row;
        row.name = name(n);
        row.account = of;
        row.region = region;
        row.mpa_approval_team = guard;
        if (is_air_gapped) {
            row.type = VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
            row.lock = LockMode::compliance;
            row.lock_date = Instant{0};
            row.min_retention_days = 7;
            row.max_retention_days = 35;
        }
        return found(row);
    };
    const auto policy = [&](std::string_view n, std::string_view text) {
        auto document = policy::parse_document(text, n, policy::Kind::resource);
        if (!document) throw std::runtime_error("the policy " + std::string(n) + " is malformed");
        return catalog.add_document(n, std::move(*document), std::string(text));
    };
    const auto lets_copies_in = policy(
        "lets-copies-in", R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*",
            "Action":"backup:CopyIntoBackupVault","Resource":"*",
            "Condition":{"StringEquals":{"aws:PrincipalOrgID":"home"}}}]})");
    policy("too-wide", R"({"Version":"2012-10-17","Statement":[{"Effect":"Allow",
        "Principal":{"AWS":"444444444444"},"Action":["backup:CopyIntoBackupVault","backup:StartRestoreJob"],"Resource":"*"}]})");
    policy("anything", R"({"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*",
        "Action":"*","Resource":"*"}]})");
    policy("no-deletions", R"({"Version":"2012-10-17","Statement":[{"Sid":"Keep","Effect":"Deny",
        "Principal":"*","Action":"backup:DeleteRecoveryPoint","Resource":"*"}]})");
    const auto daily = vault("daily", owner, false, {});
    const auto lag = vault("lag", owner, true, guardians);
    vault("bare", owner, true, {});
    const auto depot = vault("depot", rescue, false, {});
    world.vaults.update(depot, [&](Vault& v) { v.access_policy = lets_copies_in; });
    Workload workload;
    workload.name = name("orders-db");
    workload.account = owner;
    workload.region = region;
    const auto orders = found(workload);
    RecoveryPoint point;
    point.resource = orders;
    point.vault = lag;
    point.delete_at = Instant{0} + days(30);
    found(point);
    point.vault = daily;
    found(point);
    add_controls();
}

// Documents for every use, a unit, keys, a role that the management account may assume.
void Estate::add_controls() {
    const auto name = [&](std::string_view text) { return catalog.names.intern(text); };
    const auto document = [&](std::string_view text, policy::Kind kind,
                              std::string_view statement) {
        const std::string source =
            R"({"Version":"2012-10-17","Statement":[)" + std::string(statement) + "]}";
        auto parsed = policy::parse_document(source, text, kind);
        if (!parsed) throw std::runtime_error("no such document: " + source);
        return catalog.add_document(text, std::move(*parsed), source);
    };
    document("deny-backup", policy::Kind::service_control,
             R"({"Effect":"Deny","Action":"backup:*","Resource":"*"})");
    document("deny-kms", policy::Kind::resource_control,
             R"({"Effect":"Deny","Principal":"*","Action":"kms:*","Resource":"*"})");
    document("trust-rescue", policy::Kind::trust,
             R"({"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::333333333333:root"},
                 "Action":"sts:AssumeRole"})");
    document("only-list", policy::Kind::identity,
             R"({"Effect":"Allow","Action":"backup:List*","Resource":"*"})");
    document("closed", policy::Kind::resource,
             R"({"Effect":"Deny","Principal":"*","Action":["kms:Decrypt","kms:CreateGrant"],
                 "Resource":"*"},
                {"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::222222222222:root"},
                 "Action":"kms:*","Resource":"*"})");
    document("open-to-rescue", policy::Kind::resource,
             R"({"Effect":"Allow","Principal":{"AWS":["arn:aws:iam::222222222222:root",
                 "arn:aws:iam::333333333333:root"]},"Action":"kms:*","Resource":"*"})");
    found(ControlPolicy{name("FullAWSAccess"),
                        {},
                        catalog.managed.full_aws_access,
                        PolicyType::SERVICE_CONTROL_POLICY,
                        {}});
    OrganizationalUnit unit;
    unit.name = name("production");
    unit.organization = {0};
    unit.service_control_policies[0] = catalog.managed.full_aws_access;
    found(unit);
    Key key;
    key.account = {1};
    key.region = name("eu-west-1");
    key.alias = name("cmk");
    found(key);
    key.alias = name("aws-ebs");
    key.manager = KeyManager::AWS;
    found(key);
    Principal role;
    role.account = {1};
    role.name = name("entry");
    role.identity_policies[0] = catalog.managed.administrator;
    role.trusted_account = {0};
    found(role);
    role = {};
    role.account = {1};
    role.name = name("batch");
    role.kind = PrincipalKind::user;
    found(role);
    role.name = name("linked");
    role.kind = PrincipalKind::service_linked_role;
    found(role);
}

void Estate::happens(const Event& event) {
    const World before = world;
    evolve(world, event);
    for (const auto broken : {check_world(world), check_step(before, world, now)})
        if (broken)
            throw std::runtime_error("invariant " + std::string(broken.name) + " broken by " +
                                     std::string(event_name(event)) + " at " +
                                     name_of(world, broken.subject));
}

Ref Estate::find(std::string_view kind, std::string_view name) const {
    if (kind == "vault") return newest(world, world.vaults, name);
    if (kind == "team") return newest(world, world.teams, name);
    if (kind == "session") return newest(world, world.sessions, name);
    if (kind == "job") return newest(world, world.jobs, name);
    if (kind == "workload") return newest(world, world.workloads, name);
    if (kind == "principal") return newest(world, world.principals, name);
    if (kind == "plan") return newest(world, world.backup_plans, name);
    if (kind == "rp") return newest(world, world.recovery_points, name);
    if (kind == "identity_source") return newest(world, world.identity_sources, name);
    throw std::runtime_error("no such kind: " + std::string(kind));
}

Call Estate::parse(std::string_view text) {
    const auto words = split_words(text, ' ');
    for (std::uint32_t i = 0; i < std::variant_size_v<Call>; ++i) {
        Call call = empty_call(i);
        if (operation_of(call).name != words[0]) continue;
        for (std::size_t k = 1; k < words.size(); ++k) read_member(world, catalog, words[k], call);
        return call;
    }
    throw std::runtime_error("no such call: " + std::string(text));
}

Caller Estate::caller(std::string_view person, std::string_view as) const {
    const auto who = newest(world, world.persons, person);
    if (!who) throw std::runtime_error("no such person: " + std::string(person));
    if (as == "-") return {who, {}, now};
    for (const Credential& c : world.credentials)
        if (name_of(world, world.credentials.id_of(c)) == as && c.holder == who)
            return {who, world.credentials.id_of(c), now};
    for (const Credential& c : world.credentials)  // somebody else's: the gate shall say so
        if (name_of(world, world.credentials.id_of(c)) == as)
            return {who, world.credentials.id_of(c), now};
    throw std::runtime_error("no such credential: " + std::string(as));
}

Decision Estate::ask(std::string_view person, std::string_view as, std::string_view call) {
    const Call asked = parse(call);
    Decision decision = decide(world, caller(person, as), asked);
    check_refusal(operation_of(asked).name, decision);
    return decision;
}

Decision Estate::does(std::string_view person, std::string_view as, std::string_view call) {
    const Decision decision = ask(person, as, call);
    for (const Event& event : decision.events) happens(event);
    for (Due due = next_due(world); due.kind != DueKind::none && due.at <= now;
         due = next_due(world))
        for (const Event& event : fall_due(world, due).events) happens(event);
    return decision;
}

void Estate::pass(Duration time) {
    const Instant end = now + time;
    for (Due due = next_due(world); due.kind != DueKind::none && due.at <= end;
         due = next_due(world)) {
        now = due.at;
        for (const Event& event : fall_due(world, due).events) happens(event);
    }
    now = end;
}

std::string answer_of(const Decision& decision) {
    std::string text(to_text(decision.outcome));
    if (decision.gate != Gate::none) text += " " + std::string(to_text(decision.gate));
    if (decision.error != ErrorCode::none) text += " " + std::string(to_text(decision.error));
    return text;
}

std::string reason_of(const Decision& decision) {
    return decision.checks.empty() ? "" : std::string(to_text(decision.checks.back().reason));
}

void check_refusal(std::string_view operation, const Decision& decision) {
    const cli::OperationFacts* facts = cli::find_operation(operation);
    if (facts == nullptr || decision.outcome != Outcome::refused) return;
    const auto gate = to_text(decision.gate);
    const auto error = to_text(decision.error);
    CHECK_MESSAGE(cli::is_known_refusal(*facts, gate, error),
                  "not in the facts (src/cli/operations_*.cpp): " << operation << " " << gate << " "
                                                                  << error);
}

void check_answers_after(std::string_view text) {
    for (const TextTable::Row& row : TextTable(text)) {
        CAPTURE(row.line());
        Estate estate;
        auto steps = split_words(row["first"], ';');
        for (std::string_view step : steps) {
            const auto words = split_words(step, ' ');
            if (words[0] == "pass") {
                estate.pass(hours(std::stoi(std::string(words[1]))));
                continue;
            }
            const auto call = step.substr(step.find(words[1]) + words[1].size() + 1);
            REQUIRE(estate.does(words[0], words[1], call).outcome != Outcome::refused);
        }
        const Decision decision = estate.ask(row["who"], row["as"], row["call"]);
        CHECK(answer_of(decision) == row["answer"]);
        CHECK(reason_of(decision) == row["reason"]);
    }
}

void check_answers(std::string_view text) {
    check_answers_in([](Estate&) {}, text);
}

void check_answers_in(void (*prepare)(Estate&), std::string_view text) {
    for (const TextTable::Row& row : TextTable(text)) {
        CAPTURE(row.line());
        Estate estate;
        prepare(estate);
        const Decision decision = estate.ask(row["who"], row["as"], row["call"]);
        CHECK(answer_of(decision) == row["answer"]);
        CHECK(reason_of(decision) == row["reason"]);
        if (decision.outcome == Outcome::refused) CHECK(decision.events.empty());
    }
}

}  // namespace airlock::test
