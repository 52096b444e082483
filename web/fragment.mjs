// The part of the address after '#': which scenario, seed and moment a link shows. It comes from anybody, so
// every value is checked and everything has a greatest length. Nothing is ever written to the address: there
// is no history to disturb in a page that embeds this one.
//
//     #v=1&scenario=cross-account&sum=…&seed=7&live=ana,ben&done=…&expect=…&at=12&select=vault:daily&lang=ja
//
// What is packed in it stays so here: link.mjs unpacks. docs/links.md says what each word means.

import { base_address } from './files.mjs';
import { is_shipped_name, shipped_scenario } from './shipped.mjs';
import { t } from './words.mjs';

export const fragment_length_max = 256 * 1024;
export const link_version = 1;
const inputs_length_max = 200 * 1024;
const address_length_max = 2000; // servers refuse longer ones in ways of their own

const is = (pattern) => (value) => pattern.test(value);
const damaged = (word) => t('"{word}" in the address is damaged', { word });

// What each word may hold, and what is said where it holds something else.
const rules = {
    seed: [(value) => /^[0-9]{1,20}$/.test(value) && BigInt(value) < 2n ** 64n, () => t('"seed" in the address is not a whole number below 2^64')],
    // Which moments there are only the program knows.
    at: [is(/^[A-Za-z0-9+:.-]{1,100}$/), () => t('"at" in the address is neither an entry nor a time nor a marker')],
    live: [is(/^[^\u0000-\u001f]{0,1000}$/u), () => t('"live" in the address is not a list of names')],
    theme: [is(/^(dark|light)$/), () => t('"theme" in the address is neither dark nor light')],
    lang: [is(/^(en|vi|ja)$/), () => t('"lang" in the address is none of en, vi, ja')],
    inputs: [(value) => value.length <= inputs_length_max, () => t('"inputs" in the address is too long')],
    sum: [is(/^[0-9a-f]{16}$/), damaged],
    expect: [is(/^[0-9a-f.]{18,100}$/), damaged],
    done: [is(/^[A-Za-z0-9_-]+$/), damaged],
    file: [is(/^[A-Za-z0-9_-]+$/), damaged],
    name: [is(/^[^\u0000-\u001f/\\]{1,200}$/u), damaged],
    select: [is(/^[a-z_]{1,40}:[^\u0000-\u001f]{1,200}$/u), () => t('"select" in the address does not name a thing, such as vault:daily')],
    view: [is(/^text$/), () => t('"view" in the address is not text')],
    load: [is(/^click$/), damaged],
    v: [
        (value) => /^[0-9]{1,4}$/.test(value) && Number(value) <= link_version,
        () => t('this link was made by a later version of Airlock; what this one does not know is left out'),
    ],
};

// { words: Map from key to value, problems }: of a key that stands twice the first counts, decoded, not yet checked.
// A word without "=" is '', such as an anchor of the page itself.
export function words_in(hash) {
    const words = new Map();
    const problems = [];
    const text = hash.replace(/^#/, '');
    if (text.length > fragment_length_max) {
        return { words, problems: [t('the address is longer than {length} characters', { length: fragment_length_max })] };
    }
    for (const part of text.split('&')) {
        const [key] = part.split('=', 1);
        if (words.has(key)) continue;
        try {
            words.set(key, decodeURIComponent(part.slice(key.length + 1).replaceAll('+', '%20')));
        } catch {
            problems.push(t('"{word}" in the address is not properly encoded', { word: key.slice(0, 40) }));
        }
    }
    return { words, problems };
}

// { values, problems }: the values that are well formed, and a sentence for each that is not. What is none of ours a
// later version may know.
export function read_fragment(hash, base = base_address()) {
    const { words, problems } = words_in(hash);
    const values = {};
    for (const [key, value] of words) {
        if (key === 'scenario') {
            const found = scenario_of(value, base);
            if (found.problem) problems.push(found.problem);
            else values.scenario = found;
        } else if (Object.hasOwn(rules, key)) {
            const [is_right, sentence] = rules[key];
            if (is_right(value)) values[key] = value;
            else problems.push(sentence(key));
        }
    }
    return { values, problems };
}

// A shipped scenario by its name, or a file of this very origin by its address.
function scenario_of(value, base) {
    if (is_shipped_name(value)) return shipped_scenario(value);
    if (value.length > address_length_max) return { problem: t('the address of the scenario is too long') };
    let url;
    try {
        url = new URL(value, base);
    } catch {
        return { problem: t('"scenario" in the address is neither a name nor an address') };
    }
    const here = new URL(base);
    if (here.origin === 'null') return { problem: t('here a scenario can only be named, or opened as a file') };
    if (url.origin !== here.origin || url.username || url.password) {
        return { problem: t('a scenario can only be fetched from where this page came from') };
    }
    url.hash = '';
    return { name: url.pathname.split('/').pop() || 'scenario', url: url.href, is_file: true };
}
