// What the desk's answers about proofs say (docs/desk.md, "blast"), in words.

import { t } from './words.mjs';

const kinds = {
    credential_stolen: () => '{of} stolen',
    person_phished: () => '{of} phished',
    person_bribed: () => '{of} bribed',
    organization_lost: () => 'all of {of} in the thief’s hands',
    person_absent: () => '{of} absent',
    device_lost: () => '{of} without a device',
    credential_lost: () => '{of} lost to its owner',
    provider_down: () => '{of} down',
    vault_lost: () => '{of} lost',
    key_disabled: () => 'key {of} disabled',
    region_down: () => '{of} down',
    backup_infected: () => 'a newer backup than {of}, infected',
};
const of_several = {
    person_phished: () => '{count} of {peers} approvers phished',
    person_bribed: () => '{count} of {peers} approvers bribed',
    person_absent: () => '{count} of {peers} approvers absent',
    device_lost: () => '{count} of {peers} approvers without a device',
};

export function part_words({ event, of, count, peers }) {
    const said = event.map((kind) => {
        if (peers > 1 && of_several[kind]) return t(of_several[kind](), { count, peers });
        return t((kinds[kind] ?? (() => '{of}'))(), { of });
    });
    return said.join(t(' and '));
}

export const set_words = ({ events }) => (events.length ? events.map(part_words).join(' + ') : t('nothing has to happen'));

// How many there are, as JSON gives it: a number, or one with more digits than a double keeps.
export const grouped = (n) => Number(n).toLocaleString('en');

// What a cell says of the answer; `tone` is good, bad, open or none.
export function cell_words({ applies, total, complete, complete_to_order }) {
    if (!applies) return { tone: 'none', sign: '–', text: t('nothing to ask') };
    if (Number(total) > 0) return { tone: 'bad', sign: '✕', text: Number(total) === 1 ? t('one single thing') : t('{total} single things', { total }) };
    if (complete || complete_to_order >= 1) return { tone: 'good', sign: '✓', text: t('nothing single') };
    return { tone: 'open', sign: '?', text: t('left open') };
}
