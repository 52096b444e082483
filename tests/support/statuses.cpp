// Every status and code of the model, and where in a row each stands.
#include "support/statuses.h"

#include <cstddef>
#include <string_view>
#include <type_traits>

#include "world/text.h"

namespace airlock {
namespace {

// The name of an enumeration and its last value; a value added behind it must be added here as well, which
// `to_text` of the value before it cannot tell, so the list stands in the order of status.h to be compared with it.
template <class Enum>
struct Words;

#define STATUS(Enum, last_value)                        \
    template <>                                         \
    struct Words<Enum> {                                \
        static constexpr std::string_view name = #Enum; \
        static constexpr Enum last = Enum::last_value;  \
    };
STATUS(AccountStatus, closed)
STATUS(SupportCaseStatus, resolved)
STATUS(HandshakeState, EXPIRED)
STATUS(IdentitySourceStatus, deleted)
STATUS(IdentitySourceStatusCode, IDC_INSTANCE_NOT_VALID)
STATUS(TeamStatus, DELETED)
STATUS(TeamStatusCode, DELETE_FAILED_VALIDATION)
STATUS(DraftStatus, with_support)
STATUS(ApproverStatus, INVALID)
STATUS(LastActivity, RESPONDED_TO_INVITATION)
STATUS(ProtectedAction, StartActiveApprovalTeamDeletion)
STATUS(SessionStatus, CANCELLED)
STATUS(SessionStatusCode, CANCELLED_BY_USER)
STATUS(ExecutionStatus, FAILED)
STATUS(ShareStatus, DELETED)
STATUS(AssociationStatus, DISASSOCIATED)
STATUS(InvitationStatus, EXPIRED)
STATUS(VaultState, deleted)
STATUS(LockMode, compliance)
STATUS(RecoveryPointStatus, deleted)
STATUS(StorageClass, COLD)
STATUS(DataCondition, lost)
STATUS(KeyState, deleted)
STATUS(JobStatus, FAILED)
STATUS(ScanResult, UNKNOWN)
STATUS(ValidationStatus, TIMED_OUT)
STATUS(DeletionStatus, SUCCESSFUL)
STATUS(LegalHoldStatus, CANCELED)
STATUS(JobFailure, image_not_allowed)
STATUS(WorkloadState, deleted)
STATUS(Finding, harmful)
#undef STATUS

// The enumerations in the order of status.h; where one stands here is where its bits stand.
template <class... Enums>
struct List {
    template <class Enum>
    static constexpr std::size_t position() {
        std::size_t at = 0;
        bool found = false;
        ((found = found || std::is_same_v<Enum, Enums>, at += found ? 0 : 1), ...);
        return at;
    }
    static std::string missing(const std::array<std::uint64_t, 32>& bits) {
        static_assert(sizeof...(Enums) <= 32);
        std::string out;
        (add_missing<Enums>(bits[position<Enums>()], out), ...);
        return out;
    }

    static std::vector<StatusWords> words() { return {words_of<Enums>()...}; }

  private:
    template <class Enum>
    static StatusWords words_of() {
        StatusWords out{Words<Enum>::name, {}};
        for (unsigned i = 0; i <= static_cast<unsigned>(Words<Enum>::last); ++i)
            out.words.push_back(to_text(static_cast<Enum>(i)));
        return out;
    }
    template <class Enum>
    static void add_missing(std::uint64_t bits, std::string& out) {
        static_assert(static_cast<unsigned>(Words<Enum>::last) < 64);
        for (unsigned i = 0; i <= static_cast<unsigned>(Words<Enum>::last); ++i) {
            if ((bits >> i & 1u) != 0) continue;
            if (!out.empty()) out += " ";
            out.append(Words<Enum>::name).append(".").append(to_text(static_cast<Enum>(i)));
        }
    }
};
using All =
    List<AccountStatus, SupportCaseStatus, HandshakeState, IdentitySourceStatus,
         IdentitySourceStatusCode, TeamStatus, TeamStatusCode, DraftStatus, ApproverStatus,
         LastActivity, ProtectedAction, SessionStatus, SessionStatusCode, ExecutionStatus,
         ShareStatus, AssociationStatus, InvitationStatus, VaultState, LockMode,
         RecoveryPointStatus, StorageClass, DataCondition, KeyState, JobStatus, ScanResult,
         ValidationStatus, DeletionStatus, LegalHoldStatus, JobFailure, WorkloadState, Finding>;

}  // namespace

void StatusesSeen::note(const World& world) {
    const auto add = [this]<class Enum>(Enum value) {
        bits_[All::position<Enum>()] |= std::uint64_t{1} << static_cast<unsigned>(value);
    };
    for (const Account& row : world.accounts) {
        add(row.status);
        add(row.support_case);
    }
    for (const Handshake& row : world.handshakes) add(row.state);
    for (const IdentitySource& row : world.identity_sources) {
        add(row.status);
        add(row.status_code);
    }
    for (const Team& row : world.teams) {
        add(row.status);
        add(row.status_code);
        for (std::uint32_t i = 0; i < row.approvers_count; ++i) {
            add(row.approvers[i].status);
            add(row.approvers[i].last_activity);
        }
    }
    for (const TeamDraft& row : world.team_drafts) add(row.status);
    for (const Session& row : world.sessions) {
        add(row.action);
        add(row.status);
        add(row.status_code);
        add(row.execution_status);
    }
    for (const ResourceShare& row : world.shares) add(row.status);
    for (const SharePrincipal& row : world.share_principals) {
        add(row.status);
        add(row.invitation);
    }
    for (const Vault& row : world.vaults) {
        add(row.state);
        add(row.lock);
    }
    for (const RecoveryPoint& row : world.recovery_points) {
        add(row.status);
        add(row.storage_class);
        add(row.condition);
        add(row.scan_result);
    }
    for (const Job& row : world.jobs) {
        add(row.status);
        add(row.failure);
        add(row.validation);
        add(row.deletion);
    }
    for (const Workload& row : world.workloads) {
        add(row.state);
        add(row.finding);
    }
    for (const Key& row : world.keys) add(row.state);
    for (const LegalHold& row : world.legal_holds) add(row.status);
}

std::string StatusesSeen::missing() const { return All::missing(bits_); }

bool StatusesSeen::has(std::string_view status) const {
    bool is_known = false;
    for (const StatusWords& row : All::words())
        for (const std::string_view word : row.words)
            is_known = is_known || status == std::string(row.enumeration) + "." + std::string(word);
    return is_known && !(" " + missing() + " ").contains(" " + std::string(status) + " ");
}

std::vector<StatusWords> status_words() { return All::words(); }

}  // namespace airlock
