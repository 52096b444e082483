// What could be attempted now. Members are filled by trying: of the things that there are, the one with which the call
// gets furthest, for `decide` has no side effect and costs little.
#include "view/compose.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "sim/call_text.h"
#include "sim/inputs_json.h"
#include "study/sides.h"
#include "view/documents.h"
#include "view/explain.h"
#include "view/moment.h"
#include "world/text.h"

namespace airlock::view {

namespace {

constexpr std::size_t allowed_max = 60;   // that a list of alternatives shows
constexpr std::size_t attempts_max = 16;  // of one member

bool is_usable(const World& w, const Credential& row, Instant now) {
    if (row.is_revoked || row.expires_at <= now) return false;
    return !row.principal || !w.principals[row.principal].is_deleted;
}

// Not deleted, revoked or closed, as far as its own row says.
bool is_alive(const World& w, Ref ref) {
    switch (ref.kind) {
        case Kind::vault: return w.vaults[ref.as<Vault>()].state != VaultState::deleted;
        case Kind::recovery_point:
            return w.recovery_points[ref.as<RecoveryPoint>()].status !=
                   RecoveryPointStatus::deleted;
        case Kind::workload: return w.workloads[ref.as<Workload>()].state != WorkloadState::deleted;
        case Kind::credential: return !w.credentials[ref.as<Credential>()].is_revoked;
        case Kind::principal: return !w.principals[ref.as<Principal>()].is_deleted;
        case Kind::user: return !w.users[ref.as<User>()].is_deleted;
        case Kind::identity_center: return !w.identity_centers[ref.as<IdentityCenter>()].is_deleted;
        case Kind::identity_source:
            return w.identity_sources[ref.as<IdentitySource>()].status !=
                   IdentitySourceStatus::deleted;
        case Kind::share: return w.shares[ref.as<ResourceShare>()].status != ShareStatus::DELETED;
        case Kind::backup_plan: return !w.backup_plans[ref.as<BackupPlan>()].is_deleted;
        case Kind::backup_selection:
            return !w.backup_selections[ref.as<BackupSelection>()].is_deleted;
        case Kind::account: return w.accounts[ref.as<Account>()].status != AccountStatus::closed;
        default: return true;
    }
}

std::uint32_t rows_of(const World& w, Kind kind) {
    if (kind == Kind::policy_document)
        return static_cast<std::uint32_t>(w.catalog->documents.size());
    auto number = static_cast<std::uint32_t>(Kind::none);
    std::uint32_t rows = 0;
    w.each_table([&](const auto& table) {
        if (++number == static_cast<std::uint32_t>(kind)) rows = table.size();
    });
    return rows;
}

bool is_read_only(std::string_view operation) {
    return operation.starts_with("Describe") || operation.starts_with("List") ||
           operation.starts_with("Get");
}

// What is said where nobody has said anything: names that are free, numbers that are usual.
struct Usual {
    std::string_view member;
    std::string_view text;
    std::int32_t number = 0;
};
constexpr Usual usual[] = {
    {"RequesterComment", "IR-42, call back to verify", 0},
    {"BackupVaultName", "vault-2", 0},
    {"RestoredName", "restored", 0},
    {"Name", "team-2", 0},
    {"name", "share-2", 0},
    {"AccountName", "account-2", 0},
    {"Email", "account-2@example.com", 0},
    {"Alias", "key-2", 0},
    {"RoleName", "role-2", 0},
    {"PolicyName", "policy-2", 0},
    {"BackupPlanName", "plan-2", 0},
    {"RuleName", "rule-2", 0},
    {"SelectionName", "selection-2", 0},
    {"RestoreTestingPlanName", "testing-2", 0},
    {"RestoreTestingSelectionName", "selection-2", 0},
    {"RoleSessionName", "session", 0},
    {"Title", "hold-2", 0},
    {"Description", "made by hand", 0},
    {"CancelDescription", "no longer needed", 0},
    {"ScheduleExpression", "cron(0 5 ? * * *)", 0},
    {"ServicePrincipal", "backup.amazonaws.com", 0},
    {"PolicyType", "SERVICE_CONTROL_POLICY", 0},
    {"Type", "SERVICE_CONTROL_POLICY", 0},
    {"FeatureSetAll", "", 1},
    {"ValidationStatus", "SUCCESSFUL", 0},
    {"ProtectedResourceType", "EBS", 0},
    {"MalwareScanner", "GUARDDUTY", 0},
    {"ScanMode", "FULL_SCAN", 0},
    {"Algorithm", "LATEST_WITHIN_WINDOW", 0},
    {"MinRetentionDays", "", 7},
    {"MaxRetentionDays", "", 30},
    {"ChangeableForDays", "", 3},
    {"MinApprovalsRequired", "", 2},
    {"DeleteAfterDays", "", 14},
    {"PendingWindowInDays", "", 7},
    {"PendingWindowDays", "", 7},
    {"SelectionWindowDays", "", 30},
    {"StartWindowMinutes", "", 60},
    {"StartWindowHours", "", 1},
    {"ValidationWindowHours", "", 1},
    {"DurationSeconds", "", 3600},
    {"Hours", "", 6},
};

const Usual* usual_of(std::string_view member) {
    for (const Usual& one : usual)
        if (one.member == member) return &one;
    return nullptr;
}

class Composer {
  public:
    Composer(Simulation& simulation, const Held& held, const Language& language)
        : run_(simulation),
          language_(language),
          world_(simulation.world()),
          references_(world_, simulation.aliases()),
          caller_{held.person, held.credential, simulation.now()} {
        if (held.credential && world_.credentials[held.credential].principal)
            near_ = world_.principals[world_.credentials[held.credential].principal].account;
        is_sign_in_ = held.is_sign_in;
        is_attacker_ = held.is_stolen || study::is_thief(world_, held.person) ||
                       is_planned_attacker(held.person);
    }

    std::vector<OperationGroup> offers() {
        std::map<std::string, OperationGroup, std::less<>> groups;
        for (std::uint32_t i = 0; i < operation_names().size(); ++i) {
            auto offer = offer_of(i);
            if (!offer) continue;
            OperationGroup& group = groups[offer->group];
            group.operations.push_back(std::move(*offer));
        }
        std::vector<OperationGroup> out;
        for (const std::string_view id :
             {"portal", "attack", "backup", "mpa", "ram", "kms", "iam", "sts", "organizations",
              "sso", "identitystore", "ec2", "deed"}) {
            const auto at = groups.find(id);
            if (at == groups.end()) continue;
            add_group(out, std::string(id), std::move(at->second));
            groups.erase(at);
        }
        for (auto& [id, group] : groups) add_group(out, id, std::move(group));
        return out;
    }

  private:
    // Whoever attacks in this story is offered an attacker's deeds before the first of them, too.
    bool is_planned_attacker(Id<Person> person) const {
        const std::string name = name_of_person(world_, person);
        for (const Attacker& attacker : run_.scenario().attackers)
            if (attacker.person == name) return true;
        for (const Step& step : run_.scenario().steps)
            if (step.who == name && step.call.operation == "StealCredential") return true;
        return false;
    }

    void add_group(std::vector<OperationGroup>& out, std::string id, OperationGroup group) {
        std::stable_sort(group.operations.begin(), group.operations.end(),
                         [](const OperationOffer& a, const OperationOffer& b) {
                             return std::tuple(a.is_foreign, a.is_read, std::string_view(a.name)) <
                                    std::tuple(b.is_foreign, b.is_read, std::string_view(b.name));
                         });
        group.title = document_text(language_, "doc.group." + id);
        group.id = std::move(id);
        out.push_back(std::move(group));
    }

    // The group of an operation; empty for what this credential is no use for.
    std::string group_of(const Operation& operation) const {
        const std::string_view name = operation.name;
        const bool is_answer = name == "Vote" || name == "AnswerTeamInvitation";
        if (is_answer) return is_sign_in_ ? "portal" : "";
        const bool is_attack = name == "StealCredential" || name == "EncryptWorkload" ||
                               name == "InfectWorkload" || name == "CorruptWorkload";
        if (is_attack && !is_attacker_) return "";
        if (name == "StealCredential") return "attack";
        if (name == "InterruptRegion") return "";  // done by nobody
        if (name == "RegainAccount") return "deed";
        const bool is_directory = name == "DisableUser" || name == "EnableUser" ||
                                  name == "ResetUserPassword" || name == "UpdateUserEmail";
        if (!caller_.credential || (is_sign_in_ && !is_directory)) return "";
        if (is_attack) return "attack";
        return operation.is_deed() ? "deed" : std::string(operation.service);
    }

    std::optional<OperationOffer> offer_of(std::uint32_t index) {
        const Operation& operation = operation_at(index);
        OperationOffer offer;
        offer.group = group_of(operation);
        if (offer.group.empty()) return std::nullopt;
        offer.name = operation.name;
        offer.label = operation.is_deed() ? word(language_, "Deed", operation.name)
                                          : std::string(operation.name);
        offer.is_read = is_read_only(operation.name);
        Call call = empty_call(index);
        candidates_.clear();
        for (const Member& member : members_of(index)) {
            candidates_.push_back(candidates_for(member));
            const bool is_row =
                member.kind == MemberKind::reference || member.kind == MemberKind::references;
            if (is_row && member.presence == Presence::required && candidates_.back().empty())
                return std::nullopt;
        }
        fill(call);
        improve(call, index);
        const Decision decision = decide(world_, caller_, call);
        if (is_beside_the_point(decision, offer.group)) return std::nullopt;
        offer.is_foreign = is_foreign(decision);
        offer.outcome = decision.outcome;
        offer.gate = decision.gate;
        offer.call = describe_call(references_, call, near_);
        offer.call.operation = operation.name;
        std::size_t i = 0;
        for (const Member& member : members_of(index))
            offer.members.push_back(member_offer(member, candidates_[i++]));
        return offer;
    }

    // It stops before anything that a story is about has been asked, or at what is not there to be done.
    static bool is_beside_the_point(const Decision& decision, std::string_view group) {
        if (decision.outcome != Outcome::refused) return false;
        const Reason reason = decision.checks.back().reason;
        switch (decision.gate) {
            case Gate::parameters:
            case Gate::membership:
            case Gate::vault_type: return true;
            case Gate::credential: return reason == Reason::credential_not_held;
            case Gate::resource_exists: return reason == Reason::does_not_exist;
            case Gate::resource_state:
                return group == "portal" || reason == Reason::not_restored ||
                       reason == Reason::job_not_stoppable || reason == Reason::job_unknown;
            default: return false;
        }
    }

    // The gates of those who have no business there at all: what a credential was never meant for.
    static bool is_foreign(const Decision& decision) {
        if (decision.outcome != Outcome::refused) return false;
        switch (decision.gate) {
            case Gate::credential:
            case Gate::resource_policy:
            case Gate::identity_policy:
            case Gate::management_account:
            case Gate::organization: return true;
            default: return false;
        }
    }

    // --- candidates ---

    std::vector<Ref> rows(Kind kind) const {
        std::vector<Ref> own, others;
        const std::uint32_t count = rows_of(world_, kind);
        for (std::uint32_t i = 0; i < count; ++i) {
            const Ref ref(kind, i);
            if (kind != Kind::policy_document && !is_alive(world_, ref)) continue;
            if (kind == Kind::credential && is_own(world_.credentials[ref.as<Credential>()]))
                continue;
            const bool is_near = kind != Kind::account && near_ && kind != Kind::policy_document &&
                                 account_of_row(ref) == near_;
            (is_near ? own : others).push_back(ref);
            if (own.size() + others.size() >= 2000) break;
        }
        own.insert(own.end(), others.begin(), others.end());
        return own;
    }

    Id<Account> account_of_row(Ref ref) const {
        if (ref.kind == Kind::principal) return world_.principals[ref.as<Principal>()].account;
        if (ref.kind == Kind::key) return world_.keys[ref.as<Key>()].account;
        return account_of(world_, ref);
    }

    // One's own, and what has been stolen already, are no loot.
    bool is_own(const Credential& row) const {
        return row.holder == caller_.person || row.stolen_from;
    }

    std::vector<Ref> candidates_for(const Member& member) const {
        if (member.kind != MemberKind::reference && member.kind != MemberKind::references)
            return {};
        std::vector<Ref> out;
        const auto add = [&](Kind kind) {
            const std::vector<Ref> more = rows(kind);
            out.insert(out.end(), more.begin(), more.end());
        };
        if (member.is_node)
            add(Kind::account), add(Kind::organizational_unit), add(Kind::organization);
        else if (member.is_grantee) add(Kind::account), add(Kind::organization);
        else if (member.refers_to == Kind::none) add(Kind::vault), add(Kind::team);
        else add(member.refers_to);
        // Only what a name leads back to can be sent.
        std::erase_if(out, [&](Ref ref) { return !fits(member, ref) || !leads_back(member, ref); });
        return out;
    }

    // Members that are of one type of vault say so in their names.
    bool fits(const Member& member, Ref ref) const {
        if (ref.kind != Kind::vault) return true;
        const VaultType type = world_.vaults[ref.as<Vault>()].type;
        if (member.name == "RestoreAccessBackupVaultArn")
            return type == VaultType::RESTORE_ACCESS_BACKUP_VAULT;
        if (member.name == "SourceBackupVaultArn" || member.name.contains("AirGapped"))
            return type == VaultType::LOGICALLY_AIR_GAPPED_BACKUP_VAULT;
        return true;
    }

    bool leads_back(const Member& member, Ref ref) const {
        const std::string name = references_.name(ref, near_);
        if (name.empty() || name == "?") return false;
        if (member.is_node) return references_.find_node(name, near_).ref == ref;
        if (member.refers_to == Kind::none && !member.is_grantee)
            return references_.find_shareable(name, near_) == ref;
        return references_.find(ref.kind, name, near_) == ref;
    }

    // --- filling ---

    // The first that no member before it has; a copy goes from one vault to another.
    static Ref unlike(const std::vector<Ref>& rows, std::vector<Ref>& taken) {
        Ref found = rows.front();
        for (const Ref row : rows) {
            if (std::find(taken.begin(), taken.end(), row) != taken.end()) continue;
            found = row;
            break;
        }
        taken.push_back(found);
        return found;
    }

    void fill(Call& call) {
        std::size_t i = 0;
        std::vector<Ref> taken;
        for (const auto member : members_in(call)) {
            const std::vector<Ref>& rows = candidates_[i++];
            const Member& about = member.about;
            const Usual* known = usual_of(about.name);
            const bool is_needed = about.presence == Presence::required ||
                                   about.name == "RequesterComment" ||
                                   about.name == "DeleteAfterDays";
            if (!is_needed) continue;
            switch (about.kind) {
                case MemberKind::text:
                    member.set(run_.catalog().names.intern(text_for(about)));
                    break;
                case MemberKind::integer:
                    member.set(std::int32_t{known != nullptr ? known->number : 1});
                    break;
                case MemberKind::boolean: member.set(Setting::yes); break;
                case MemberKind::response: member.set(Response::APPROVED); break;
                case MemberKind::reference: member.add(unlike(rows, taken)); break;
                case MemberKind::references:
                    // A team of three where there are as many; of other things one.
                    for (std::size_t n = 0; n < rows.size() && n < about.count_max &&
                                            n < (about.refers_to == Kind::user ? 3u : 1u);
                         ++n)
                        member.add(rows[n]);
                    break;
            }
        }
    }

    std::string text_for(const Member& about) const {
        if (about.name == "Region") return run_.scenario().region;
        const Usual* known = usual_of(about.name);
        return known != nullptr ? std::string(known->text) : "new";
    }

    // How far a decision got: done, waiting, failed on the way, or so many gates.
    std::int64_t reach(const Call& call) {
        decide_into(world_, caller_, call, decision_);
        if (decision_.outcome == Outcome::done) return 1'000;
        if (decision_.outcome == Outcome::pending) return 999;
        if (decision_.outcome == Outcome::failed) return 998;
        return static_cast<std::int64_t>(decision_.gate);
    }

    // Member by member, the choice that gets furthest.
    void improve(Call& call, std::uint32_t index) {
        const auto members = members_of(index);
        for (std::size_t i = 0; i < members.size(); ++i) {
            if (members[i].kind != MemberKind::reference ||
                members[i].presence != Presence::required)
                continue;
            std::int64_t best = reach(call);
            Call best_call = call;
            const std::vector<Ref>& rows = candidates_[i];
            for (std::size_t n = 1; n < rows.size() && n < attempts_max; ++n) {
                Call other = call;
                std::size_t at = 0;
                for (const auto member : members_in(other))
                    if (at++ == i) member.add(rows[n]);
                const std::int64_t got = reach(other);
                if (got > best) best = got, best_call = other;
            }
            call = best_call;
        }
    }

    // --- the form ---

    MemberOffer member_offer(const Member& member, const std::vector<Ref>& rows) const {
        MemberOffer out;
        out.name = member.name;
        out.is_required = member.presence == Presence::required;
        out.is_list = member.kind == MemberKind::references;
        out.count_max = member.count_max;
        switch (member.kind) {
            case MemberKind::text: out.kind = "text"; break;
            case MemberKind::integer: out.kind = "integer"; break;
            case MemberKind::boolean: out.kind = "boolean"; break;
            case MemberKind::response:
                out.kind = "choice";
                out.allowed = {std::string(to_text(Response::APPROVED)),
                               std::string(to_text(Response::REJECTED))};
                break;
            case MemberKind::reference:
            case MemberKind::references:
                out.kind = "reference";
                if (member.refers_to != Kind::none) out.refers_to = to_text(member.refers_to);
                for (const Ref ref : rows) {
                    if (out.allowed.size() == allowed_max) break;
                    out.allowed.push_back(references_.name(ref, near_));
                }
                break;
        }
        return out;
    }

    Simulation& run_;
    const Language& language_;
    const World& world_;
    const References references_;
    const Caller caller_;
    Id<Account> near_;
    bool is_sign_in_ = false;
    bool is_attacker_ = false;
    std::vector<std::vector<Ref>> candidates_;  // of each member of the operation in hand
    Decision decision_;
};

}  // namespace

std::vector<Held> credentials_held(const Simulation& simulation, const Language& language) {
    const World& w = simulation.world();
    const References references(w, simulation.aliases());
    const Telling telling{w, language};
    std::vector<Held> out;
    for (const Person& person : w.persons) {
        const Id<Person> id = w.persons.id_of(person);
        Held held;
        held.person = id;
        held.person_name = name_of_person(w, id);
        if (id.index < simulation.scenario().persons.size())
            held.title = language.text_of(simulation.scenario().persons[id.index].title);
        bool has_any = false;
        for (const Credential& row : w.credentials) {
            if (row.holder != id || !is_usable(w, row, simulation.now())) continue;
            Held one = held;
            one.credential = w.credentials.id_of(row);
            one.as = name_for_input(references, id, one.credential);
            one.is_sign_in = !row.principal;
            one.is_stolen = is_stolen(w, one.credential);
            if (row.principal)
                one.account = name_of_account(w, w.principals[row.principal].account);
            const Ref own = one.credential;
            one.words = document_text(language, one.is_stolen ? "doc.held.stolen" : "doc.held",
                                      {{"credential", name_in_words(telling, own)}});
            out.push_back(std::move(one));
            has_any = true;
        }
        if (has_any) continue;
        held.words = document_text(language, "doc.held.none");
        out.push_back(std::move(held));
    }
    return out;
}

std::vector<OperationGroup> operations_for(Simulation& simulation, const Held& held,
                                           const Language& language) {
    return Composer(simulation, held, language).offers();
}

Preview preview_call(Simulation& simulation, Id<Person> person, Id<Credential> credential,
                     const Call& call, const Language& language) {
    Preview out;
    out.problem = simulation.refusal_of(simulation.entries(), person, credential, call);
    if (!out.problem.empty()) return out;
    const Entry& entry = simulation.submit(person, credential, call);
    out.outcome = entry.outcome;
    out.gate = entry.gate;
    out.error = entry.error;
    Page page = build_page(simulation, {entry.number, entry.at}, {{}, entry.number}, language);
    out.headline = page.headline;
    out.sentence = page.story.back().sentence;
    out.gates = std::move(page.inspector.gates);
    out.would_flip = std::move(page.inspector.would_flip);
    out.events = std::move(page.inspector.events);
    return out;
}

}  // namespace airlock::view
