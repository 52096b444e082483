// Gates and reasons in English. A reason is a clause: it stands after ", but" in the story and by itself in the
// list of gates, hence lower case and no full stop. {subject} is what the gate looked at, {account} the account
// acting. A "flip" says what would open the gate, and only where that follows from the rule of the gate.
#include "view/language.h"

namespace airlock::view {

namespace {

constexpr Phrase table[] = {

    {"Gate.credential", "credential"},
    {"Gate.sign_in", "portal sign-in"},
    {"Gate.parameters", "parameters"},
    {"Gate.service_control_policy", "organization policy"},
    {"Gate.resource_policy", "resource policy"},
    {"Gate.identity_policy", "identity policy"},
    {"Gate.management_account", "management account"},
    {"Gate.organization", "organization"},
    {"Gate.opt_in", "opt-in"},
    {"Gate.resource_exists", "existence"},
    {"Gate.sharing", "sharing"},
    {"Gate.membership", "team membership"},
    {"Gate.resource_state", "state"},
    {"Gate.vault_type", "vault type"},
    {"Gate.vault_lock", "vault lock"},
    {"Gate.retention", "retention bounds"},
    {"Gate.quota", "quota"},
    {"Gate.approval", "team approval"},

    // --- credential, sign_in ---
    {"reason.credential_valid", "the credential is valid"},
    {"reason.credential_stolen", "the credential is stolen, and AWS cannot tell"},
    {"reason.credential_revoked", "the credential has been revoked"},
    {"reason.credential_not_held", "{person} does not hold that credential"},
    {"reason.principal_deleted", "the role behind the credential has been deleted"},
    {"reason.not_an_iam_principal", "an approval portal sign-in cannot call an AWS API"},
    {"reason.portal_user_needed", "only a user of the approval portal can do this"},
    {"reason.user_signed_in", "signed in to the approval portal"},
    {"reason.user_disabled", "the user is disabled in the directory"},
    {"reason.identity_center_gone", "the Identity Center behind the portal is gone"},

    // --- parameters ---
    {"reason.parameters_valid", "everything needed is given and in range"},
    {"reason.name_invalid", "the name does not follow the rules for names"},
    {"reason.threshold_out_of_range", "the number of approvals must be at least 2 and at most the number of approvers"},
    {"reason.approvers_out_of_range", "a team needs 3 approvers at least"},
    {"reason.approver_twice", "{subject} is named twice as an approver"},
    {"reason.retention_bounds_invalid", "the retention bounds do not fit together"},
    {"reason.min_retention_too_short", "an air-gapped vault keeps everything for 7 days at least"},
    {"reason.changeable_days_too_few", "the grace of a compliance lock must last 3 days at least"},
    {"reason.comment_too_long", "the comment is longer than 200 characters"},
    {"reason.parameter_missing", "something required is not given"},
    {"reason.lifecycle_invalid", "the number of days to keep it is out of range"},

    // --- policies ---
    {"reason.no_organization_policy", "no organization policy applies"},
    {"reason.management_account_exempt", "organization policies do not bind the management account"},
    {"reason.allowed_by_policy", "{subject} allows it"},
    {"reason.denied_by_policy", "{subject} denies it"},
    {"reason.not_allowed_by_policy", "no policy allows it"},
    {"reason.root_user", "the root user may do everything in its account"},
    {"reason.allowed_by_team_policy", "the team's own policy lets the vault owner ask"},
    {"reason.allowed_by_share", "the team is shared with {account}"},
    {"reason.not_shared", "the team is not shared with {account}"},

    // --- management_account, organization, opt_in ---
    {"reason.is_management_account", "{account} is the management account"},
    {"reason.not_management_account", "only the management account may do this"},
    {"reason.in_organization", "the accounts stand where they must"},
    {"reason.not_in_organization", "the account belongs to no organization yet"},
    {"reason.already_in_organization", "the account already belongs to an organization"},
    {"reason.same_organization", "both accounts belong to one organization"},
    {"reason.other_organization", "{subject} belongs to another organization"},
    {"reason.setting_on", "it is switched on for {subject}"},
    {"reason.mpa_not_enabled", "Multi-party approval is not switched on in the organization of {subject}"},
    {"reason.cross_account_backup_not_enabled", "copies between accounts are not switched on in {subject}"},
    {"reason.all_features_needed", "the organization does not have all features"},

    // --- resource_exists ---
    {"reason.exists", "{subject} exists"},
    {"reason.does_not_exist", "{subject} is not to be found"},
    {"reason.name_taken", "the name is already taken"},

    // --- sharing, membership ---
    {"reason.share_allowed", "sharing with {subject} is allowed"},
    {"reason.external_principals_not_allowed", "{subject} is outside, and the share does not allow outsiders"},
    {"reason.own_account", "{subject} owns it already"},
    {"reason.invitation_open", "the invitation is open"},
    {"reason.invitation_expired", "the invitation lapsed after 12 hours"},
    {"reason.invitation_accepted_before", "the invitation has been accepted before"},
    {"reason.invitation_rejected_before", "the invitation has been declined before"},
    {"reason.no_invitation", "there is no such invitation"},
    {"reason.shared_with_account", "{subject} is within reach of {account}"},
    {"reason.not_shared_with_account", "{subject} is not shared with {account}"},
    {"reason.vault_reachable", "{account} has a way to {subject}"},
    {"reason.vault_out_of_reach", "{account} has no way to {subject}"},
    {"reason.is_approver", "{person} is an approver of the team"},
    {"reason.is_not_approver", "{person} is no approver of the team"},

    // --- resource_state ---
    {"reason.state_permits", "{subject} is in a state that allows it"},
    {"reason.team_not_active", "{subject} is not active"},
    {"reason.vault_not_available", "{subject} is not available"},
    {"reason.session_not_pending", "the vote is already over"},
    {"reason.invitation_answered_before", "there is no open invitation to answer"},
    {"reason.voted_before", "{person} has answered before"},
    {"reason.job_unknown", "there is no such job"},
    {"reason.team_already_associated", "that team already guards {subject}"},
    {"reason.no_team_associated", "no approval team guards {subject}"},
    {"reason.update_pending", "another change of the team of {subject} is still being voted on"},
    {"reason.not_empty", "{subject} is not empty"},
    {"reason.already_encrypted", "{subject} is encrypted already"},
    {"reason.source_inactive", "the identity source is not active"},
    {"reason.handshake_closed", "the invitation is no longer open"},
    {"reason.share_gone", "there is nothing left of the share to take away"},
    {"reason.revoke_pending", "the team is already voting on ending {subject}"},
    {"reason.requester_may_not_vote", "{person} asked for it and may not vote on it"},
    {"reason.already_enabled", "Identity Center is already enabled"},
    {"reason.nothing_to_regain", "nothing of {subject} was taken"},

    // --- vault_type ---
    {"reason.vault_type_fits", "{subject} is a vault of the right type"},
    {"reason.needs_air_gapped_vault", "{subject} is not an air-gapped vault"},
    {"reason.needs_standard_vault", "{subject} is not a standard vault"},
    {"reason.restore_access_vault_is_read_only", "{subject} is a read-only view of another vault"},
    {"reason.not_a_restore_access_vault", "{subject} is no restore access vault"},
    {"reason.air_gapped_lock_is_fixed", "the lock of the air-gapped vault {subject} is fixed for its lifetime"},

    // --- vault_lock, retention ---
    {"reason.not_locked", "{subject} is not locked"},
    {"reason.locked_governance", "the governance lock of {subject} forbids it"},
    {"reason.locked_in_grace", "the compliance lock of {subject} forbids it, even during its grace"},
    {"reason.locked_for_good", "the compliance lock of {subject} opens for nobody, not even for root"},
    {"reason.retention_fits", "the time to keep it is within the bounds of the vault"},
    {"reason.retention_too_short", "{subject} keeps everything for {min_days} days at least"},
    {"reason.retention_too_long", "{subject} keeps nothing longer than {max_days} days"},
    {"reason.no_lock_to_delete", "{subject} has no lock"},

    // --- quota ---
    {"reason.within_quota", "the quota is not used up"},
    {"reason.quota_reached", "{subject} already has as many as AWS allows"},

    // --- approval ---
    {"reason.no_vote_needed", "the first team needs nobody's vote"},
    {"reason.vote_opened", "{subject} must agree first"},
    {"reason.vote_counted", "the answer is counted"},
    {"reason.threshold_reached", "enough approvers have agreed"},
    {"reason.approval_impossible", "too many have said no for it still to succeed"},
    {"reason.votes_missing", "not enough approvers agreed, and silence counts as no"},
    {"reason.permission_still_held", "the requester still has the permission"},
    {"reason.permission_lost", "the requester no longer has the permission"},

    // --- what would open a gate ---
    {"flip.credential_revoked", "a credential that has not been revoked"},
    {"flip.credential_not_held", "a credential that {person} holds"},
    {"flip.principal_deleted", "the role restored"},
    {"flip.not_an_iam_principal", "the same call with an IAM credential"},
    {"flip.portal_user_needed", "the sign-in of an approver"},
    {"flip.user_disabled", "the user enabled again in the directory"},
    {"flip.approvers_out_of_range", "three approvers at least"},
    {"flip.threshold_out_of_range", "a number between 2 and the number of approvers"},
    {"flip.min_retention_too_short", "MinRetentionDays of 7 or more"},
    {"flip.changeable_days_too_few", "ChangeableForDays of 3 or more"},
    {"flip.comment_too_long", "a shorter comment"},
    {"flip.denied_by_policy", "taking the Deny out of {subject}"},
    {"flip.not_allowed_by_policy", "a policy that allows the operation"},
    {"flip.not_shared", "a share of the team with {account}"},
    {"flip.not_management_account", "the same call from the management account"},
    {"flip.mpa_not_enabled", "isMpaEnabled switched on by the management account"},
    {"flip.cross_account_backup_not_enabled", "isCrossAccountBackupEnabled switched on by the management account"},
    {"flip.name_taken", "another name"},
    {"flip.external_principals_not_allowed", "allowExternalPrincipals, or an account of the same organization"},
    {"flip.invitation_expired", "a new invitation"},
    {"flip.not_shared_with_account", "a share of {subject} with {account}"},
    {"flip.vault_out_of_reach", "a share of the vault, or access that its approval team has agreed to"},
    {"flip.is_not_approver", "a place in the team, which needs the vote of the team"},
    {"flip.team_not_active", "the team becoming active"},
    {"flip.vault_not_available", "the vault becoming available"},
    {"flip.no_team_associated", "an approval team tied to the vault beforehand"},
    {"flip.not_empty", "no recovery point left in the vault"},
    {"flip.source_inactive", "the identity source becoming active"},
    {"flip.locked_governance", "the governance lock taken off by whoever has the permission"},
    {"flip.locked_in_grace", "the lock taken off before its grace is over"},
    {"flip.locked_for_good", "nothing an account can do; each recovery point goes at its own date"},
    {"flip.air_gapped_lock_is_fixed", "nothing an account can do"},
    {"flip.restore_access_vault_is_read_only", "nothing an account can do: access ends by the vote of the team"},
    {"flip.retention_too_short", "keeping it for {min_days} days or more"},
    {"flip.retention_too_long", "keeping it for {max_days} days at most"},
    {"flip.votes_missing", "enough approvals within 24 hours"},
};

}  // namespace

std::span<const Phrase> reasons_en() { return table; }

}  // namespace airlock::view
