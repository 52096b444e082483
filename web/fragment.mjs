// The part of the address after '#': which scenario, seed and moment a link shows. It comes from anybody, so
// every value is checked and everything has a greatest length. Nothing is ever written to the address: there
// is no history to disturb in a page that embeds this one.
//
//     #v=1&scenario=cross-account&sum=…&seed=7&live=ana,ben&done=…&expect=…&at=12&select=vault:daily&lang=ja
//
// What is packed in it stays so here: link.mjs unpacks. docs/links.md says what each word means.

import { base_address, url_of } from './files.mjs';
import { t } from './words.mjs';

export const fragment_length_max = 256 * 1024;
export const link_version = 1;
const inputs_length_max = 200 * 1024;
const address_length_max = 2000; // servers refuse longer ones in ways of their own

const patterns = {
    name: /^(?:[a-z0-9][a-z0-9_-]{0,63}\/)?[a-z0-9][a-z0-9_-]{0,63}$/, // one folder at most, and no dots
    seed: /^[0-9]{1,20}$/,
    at: /^[A-Za-z0-9+:.-]{1,100}$/, // an entry, a time, a marker: the program knows which there are
    live: /^[^\u0000-\u001f]{0,1000}$/u,
    theme: /^(dark|light)$/,
    lang: /^(en|vi|ja)$/,
    v: /^[0-9]{1,4}$/,
    sum: /^[0-9a-f]{16}$/,
    expect: /^[0-9a-f.]{18,100}$/,
    packed: /^[A-Za-z0-9_-]+$/,
    file_name: /^[^\u0000-\u001f/\\]{1,200}$/u,
    select: /^[a-z_]{1,40}:[^\u0000-\u001f]{1,200}$/u,
    view: /^text$/,
};

// { values, problems }: the values that are well formed, and a sentence for each that is not.
export function read_fragment(hash, base = base_address()) {
    const problems = [];
    const values = {};
    const text = hash.replace(/^#/, '');
    if (text.length > fragment_length_max) {
        return { values, problems: [t('the address is longer than {length} characters', { length: fragment_length_max })] };
    }
    for (const part of text.split('&')) {
        if (!part.includes('=')) continue; // an anchor of the page itself, such as #text
        const at = part.indexOf('=');
        const key = part.slice(0, at);
        let value;
        try {
            value = decodeURIComponent(part.slice(at + 1).replaceAll('+', '%20'));
        } catch {
            problems.push(t('"{word}" in the address is not properly encoded', { word: key.slice(0, 40) }));
            continue;
        }
        if (Object.hasOwn(values, key)) continue; // the first one counts
        switch (key) {
            case 'scenario': {
                const found = scenario_of(value, base);
                if (found.problem) problems.push(found.problem);
                else values.scenario = found;
                break;
            }
            case 'seed':
                if (patterns.seed.test(value) && BigInt(value) < 2n ** 64n) values.seed = value;
                else problems.push(t('"seed" in the address is not a whole number below 2^64'));
                break;
            case 'at':
                if (patterns.at.test(value)) values.at = value;
                else problems.push(t('"at" in the address is neither an entry nor a time nor a marker'));
                break;
            case 'live':
                if (patterns.live.test(value)) values.live = value;
                else problems.push(t('"live" in the address is not a list of names'));
                break;
            case 'theme':
                if (patterns.theme.test(value)) values.theme = value;
                else problems.push(t('"theme" in the address is neither dark nor light'));
                break;
            case 'lang':
                if (patterns.lang.test(value)) values.lang = value;
                else problems.push(t('"lang" in the address is none of en, vi, ja'));
                break;
            case 'inputs':
                if (value.length <= inputs_length_max) values.inputs = value;
                else problems.push(t('"inputs" in the address is too long'));
                break;
            case 'v':
                if (patterns.v.test(value) && Number(value) <= link_version) break;
                problems.push(t('this link was made by a later version of Airlock; what this one does not know is left out'));
                break;
            case 'sum':
            case 'expect':
                if (patterns[key].test(value)) values[key] = value;
                else problems.push(t('what the address says of its run is damaged: "{word}"', { word: key }));
                break;
            case 'done':
            case 'file':
                if (patterns.packed.test(value)) values[key] = value;
                else problems.push(t('"{word}" in the address is damaged', { word: key }));
                break;
            case 'name':
                if (patterns.file_name.test(value)) values.name = value;
                break;
            case 'select':
                if (patterns.select.test(value)) values.select = value;
                else problems.push(t('"select" in the address does not name a thing, such as vault:daily'));
                break;
            case 'view':
                if (patterns.view.test(value)) values.view = value;
                else problems.push(t('"view" in the address is not text'));
                break;
            case 'load':
                if (value === 'click') values.load = 'click';
                break;
            default: // a later version may know it
        }
    }
    return { values, problems };
}

// A shipped scenario by its name, or a file of this very origin by its address.
function scenario_of(value, base) {
    if (patterns.name.test(value)) return { name: value, url: url_of(`scenarios/${value}.json`) };
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
