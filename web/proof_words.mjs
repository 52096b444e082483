// What the desk's answers about proofs say (docs/desk.md, "blast"), in words.

import { t } from './words.mjs';

const kinds = {
    credential_stolen: (of) => t('{of} stolen', { of }),
    person_phished: (of) => t('{of} phished', { of }),
    person_bribed: (of) => t('{of} bribed', { of }),
    organization_lost: (of) => t('all of {of} in the thief’s hands', { of }),
    person_absent: (of) => t('{of} absent', { of }),
    device_lost: (of) => t('{of} without a device', { of }),
    credential_lost: (of) => t('{of} of no use to its owner', { of }),
    provider_down: (of) => t('{of} down', { of }),
    vault_lost: (of) => t('{of} gone', { of }),
    key_disabled: (of) => t('the key {of} disabled', { of }),
    region_down: (of) => t('{of} down', { of }),
    backup_infected: (of) => t('a newer backup than {of}, infected', { of }),
};
const of_several = {
    credential_stolen: (fields) => t('{count} of {peers} sign-ins stolen', fields),
    credential_lost: (fields) => t('{count} of {peers} sign-ins of no use to their owners', fields),
    person_phished: (fields) => t('{count} of {peers} approvers phished', fields),
    person_bribed: (fields) => t('{count} of {peers} approvers bribed', fields),
    person_absent: (fields) => t('{count} of {peers} approvers absent', fields),
    device_lost: (fields) => t('{count} of {peers} approvers without a device', fields),
};

export const promise_titles = {
    recoverable: () => t('Recoverable'),
    confidential: () => t('Confidential'),
    immutable: () => t('Immutable'),
    no_unilateral_access: () => t('No unilateral access'),
    no_takeover: () => t('No takeover'),
    sound_restore: () => t('Sound restore'),
};
export const promise_abouts = {
    recoverable: () => t('The honest side can restore a clean recovery point, whatever the thief does.'),
    confidential: () => t('No thief can restore a recovery point.'),
    immutable: () => t('Nothing under a compliance lock changes or goes before its date.'),
    no_unilateral_access: () => t('A restore access vault opens only by as many approvals, of distinct identities, as its team requires.'),
    no_takeover: () => t('Team and association change only by the team’s vote.'),
    sound_restore: () => t('Nothing infected or corrupted passes for clean: it is scanned, or tried out, before it is restored.'),
};

export function part_words({ event, of, count, peers }) {
    return event.map((kind) => (peers > 1 && of_several[kind]?.({ count, peers })) || kinds[kind]?.(of) || of).join(', ');
}

export const set_words = ({ events }) => (events.length ? events.map(part_words).join(' + ') : t('nothing has to happen'));

// How many there are, as JSON gives it: a number, or one with more digits than a double keeps.
export const grouped = (n) => Number(n).toLocaleString('en');

// What a cell says of the answer; `tone` is good, bad, open or none.
export function cell_words({ applies, total, sets, complete, complete_to_order }) {
    if (!applies) return { tone: 'none', sign: '–', text: t('nothing to ask') };
    if (sets[0]?.order === 0) return { tone: 'bad', sign: '✕', text: t('broken as it is') };
    if (Number(total) > 0) return { tone: 'bad', sign: '✕', text: Number(total) === 1 ? t('one single thing') : t('{total} single things', { total }) };
    if (complete || complete_to_order >= 1) return { tone: 'good', sign: '✓', text: t('nothing single') };
    return { tone: 'open', sign: '?', text: t('left open') };
}
