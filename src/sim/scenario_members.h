// The names of all members of a scenario file, by the object they stand in: what the parser takes, what
// scenarios/scenario.schema.json describes, and what docs/scenarios.md explains. A test holds the three
// together.
#pragma once

#include <string_view>

namespace airlock::members {

using Name = std::string_view;

inline constexpr Name scenario[] = {"$schema",
                                    "airlock",
                                    "title",
                                    "summary",
                                    "region",
                                    "parameters",
                                    "variants",
                                    "settings",
                                    "policies",
                                    "persons",
                                    "organizations",
                                    "organizational_units",
                                    "accounts",
                                    "keys",
                                    "identity_providers",
                                    "identity_centers",
                                    "identity_sources",
                                    "teams",
                                    "shares",
                                    "vaults",
                                    "workloads",
                                    "recovery_points",
                                    "backup_plans",
                                    "legal_holds",
                                    "restore_testing_plans",
                                    "steps",
                                    "attackers",
                                    "chapters",
                                    "ends",
                                    "live",
                                    "played",
                                    "expect",
                                    "check"};
inline constexpr Name played[] = {"seed", "live", "inputs"};
inline constexpr Name parameter[] = {"name", "type", "default", "min", "max", "choices", "about"};
inline constexpr Name settings[] = {"validation",
                                    "vault_creation",
                                    "restore_access",
                                    "backup_job",
                                    "copy_job",
                                    "restore_job",
                                    "account_closure",
                                    "accounts_max",
                                    "early_reject",
                                    "can_change_vote",
                                    "can_requester_approve",
                                    "has_documented_team_limits",
                                    "can_delete_restore_access_vault",
                                    "keeps_access_when_unshared",
                                    "session_validation",
                                    "team_recovery",
                                    "account_recovery",
                                    "support_plan",
                                    "portal_session",
                                    "restore_access_expiry",
                                    "approver_inactivity",
                                    "allows_unanimous_teams",
                                    "requires_approver_verification",
                                    "rechecks_requester",
                                    "keeps_sessions_without_identity_center",
                                    "team_deletion_drops_access",
                                    "enforces_mpa_opt_in",
                                    "revoke_needs_share",
                                    "keeps_access_when_team_replaced",
                                    "keeps_sessions_when_team_swapped",
                                    "allows_parallel_requests",
                                    "restore_access_vaults_max",
                                    "scan_job",
                                    "stopping",
                                    "legal_hold",
                                    "test_deletion",
                                    "cold_retrieval",
                                    "copy_retry",
                                    "deletion_jitter",
                                    "testing_seed",
                                    "is_share_pending_until_accepted",
                                    "can_test_shared_vaults"};

inline constexpr Name person[] = {"name", "title", "count", "staff"};
inline constexpr Name staff[] = {"responds_in", "spread", "silent", "trusts"};
inline constexpr Name organization[] = {"name",
                                        "management_account",
                                        "mpa_enabled",
                                        "cross_account_backup_enabled",
                                        "ram_sharing_enabled",
                                        "policy_types",
                                        "trusted_services",
                                        "full_aws_access",
                                        "service_control_policies",
                                        "resource_control_policies"};
inline constexpr Name organizational_unit[] = {"name",
                                               "organization",
                                               "parent",
                                               "full_aws_access",
                                               "service_control_policies",
                                               "resource_control_policies"};
inline constexpr Name account[] = {"name",
                                   "number",
                                   "count",
                                   "organization",
                                   "unit",
                                   "root_held_by",
                                   "principals",
                                   "full_aws_access",
                                   "service_control_policies",
                                   "resource_control_policies"};
inline constexpr Name principal[] = {"name",
                                     "kind",
                                     "policies",
                                     "held_by",
                                     "trust_policy",
                                     "trusted_account",
                                     "permissions_boundary"};
inline constexpr Name key[] = {"name", "account", "region", "manager", "policy"};
inline constexpr Name identity_provider[] = {"name", "independent", "external", "users"};
inline constexpr Name user[] = {"name", "person", "enabled", "administrator"};

inline constexpr Name identity_center[] = {"organization", "provider", "region"};
inline constexpr Name identity_source[] = {"account"};
inline constexpr Name team[] = {"name", "account", "min_approvals_required", "approvers"};
inline constexpr Name share[] = {"name", "account", "resources", "principals"};
inline constexpr Name vault[] = {"name",
                                 "account",
                                 "type",
                                 "region",
                                 "lock",
                                 "min_retention_days",
                                 "max_retention_days",
                                 "approval_team",
                                 "key",
                                 "access_policy"};
inline constexpr Name workload[] = {"name", "account", "resource_type", "region", "key", "data"};
inline constexpr Name recovery_point[] = {"name", "vault", "workload", "age", "delete_after_days",
                                          "data", "key"};

inline constexpr Name backup_plan[] = {"name", "account", "rules", "selections"};
inline constexpr Name backup_rule[] = {"name",
                                       "schedule",
                                       "target",
                                       "air_gapped_target",
                                       "start_window",
                                       "delete_after_days",
                                       "move_to_cold_storage_after_days",
                                       "copies"};
inline constexpr Name copy_action[] = {"destination", "delete_after_days",
                                       "move_to_cold_storage_after_days"};
inline constexpr Name backup_selection[] = {"name", "role", "resources"};
inline constexpr Name legal_hold[] = {"name", "account", "vaults", "resources"};
inline constexpr Name restore_testing_plan[] = {
    "name", "account", "schedule", "algorithm", "selection_window_days", "vaults", "selections"};
inline constexpr Name restore_testing_selection[] = {"name", "resource_type", "resources", "role",
                                                     "validation_window_hours"};

inline constexpr Name step[] = {"id", "at",   "when", "delay",  "who",
                                "as", "call", "with", "result", "note"};
inline constexpr Name attacker[] = {"person", "at", "when", "delay", "pace", "tries"};
inline constexpr Name chapter[] = {"title", "text", "at", "when", "delay"};
inline constexpr Name ends[] = {"at", "when", "delay"};
inline constexpr Name expectation[] = {"at", "why", "where"};  // and those of a condition

// Conditions: the first name says which form it is; it holds the subject.
inline constexpr Name condition_vault[] = {"vault",           "is",   "lock",
                                           "recovery_points", "data", "approval_team"};
inline constexpr Name condition_team[] = {"team", "is"};
inline constexpr Name condition_session[] = {"session", "is", "because", "approvals"};
inline constexpr Name condition_job[] = {"job", "is", "because", "validation"};
inline constexpr Name condition_recovery_point[] = {"recovery_point", "is", "data", "scan"};
inline constexpr Name condition_workload[] = {"workload", "is", "restored_from", "finding"};
inline constexpr Name condition_share[] = {"share", "is", "account"};
inline constexpr Name condition_account[] = {"account", "is", "organization", "support_case"};
inline constexpr Name condition_organization[] = {"organization", "is"};
inline constexpr Name condition_principal[] = {"principal", "is"};
inline constexpr Name condition_identity_source[] = {"identity_source", "is"};
inline constexpr Name condition_person[] = {"person", "holds"};
inline constexpr Name condition_step[] = {"step", "outcome", "gate", "error"};
inline constexpr Name condition_every[] = {"every", "times", "outcome", "gate", "error"};
inline constexpr Name condition_count[] = {"count", "times", "outcome", "gate", "error"};
inline constexpr Name condition_all[] = {"all"};
inline constexpr Name condition_any[] = {"any"};
inline constexpr Name condition_none[] = {"none"};
inline constexpr Name condition_some[] = {"some", "times"};
inline constexpr Name filter[] = {"call", "by", "on"};
inline constexpr Name range[] = {"at_least", "at_most", "fewer_than"};
inline constexpr Name half[] = {"half_of"};
inline constexpr Name check[] = {"from", "deadlines", "attackers", "moves", "events", "promises"};
inline constexpr Name check_move[] = {"who", "as", "call", "with", "any"};
inline constexpr Name check_event[] = {"event", "of", "by"};
inline constexpr Name check_could[] = {"could", "data"};
inline constexpr Name check_promise[] = {"name", "about", "never", "always", "can"};

}  // namespace airlock::members
