// The part of the address after '#': which scenario, seed and moment a link shows. It comes from anybody, so
// every value is checked and everything has a greatest length. Nothing is ever written to the address: there
// is no history to disturb in a page that embeds this one.
//
//     #scenario=cross-account&seed=7&at=12&live=ana,ben&inputs=…&theme=dark&lang=ja

import { t } from './words.mjs';

export const fragment_length_max = 256 * 1024;
const inputs_length_max = 200 * 1024;
const address_length_max = 2000; // servers refuse longer ones in ways of their own

const patterns = {
    name: /^(?:[a-z0-9][a-z0-9_-]{0,63}\/)?[a-z0-9][a-z0-9_-]{0,63}$/, // one folder at most, and no dots
    seed: /^[0-9]{1,20}$/,
    at: /^[0-9]{1,9}$/,
    live: /^[^\u0000-\u001f]{0,1000}$/u,
    theme: /^(dark|light)$/,
    lang: /^(en|vi|ja)$/,
};

// { values, problems }: the values that are well formed, and a sentence for each that is not.
export function read_fragment(hash, base = document.baseURI) {
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
                else problems.push(t('"at" in the address is not the number of an entry'));
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
    if (patterns.name.test(value)) return { name: value, url: new URL(`scenarios/${value}.json`, base).href };
    if (value.length > address_length_max) return { problem: t('the address of the scenario is too long') };
    let url;
    try {
        url = new URL(value, base);
    } catch {
        return { problem: t('"scenario" in the address is neither a name nor an address') };
    }
    const here = new URL(base);
    if (url.origin !== here.origin || url.origin === 'null' || url.username || url.password) {
        return { problem: t('a scenario can only be fetched from where this page came from') };
    }
    url.hash = '';
    return { name: url.pathname.split('/').pop() || 'scenario', url: url.href, is_file: true };
}

// A link to one moment of a run, or null when the scenario came from somebody's disk. `parts` is what the
// program says: seed, at, live, inputs.
export function link_of(parts, scenario, language = 'en') {
    if (!scenario?.url) return null;
    const name = scenario.is_file ? new URL(scenario.url).pathname : scenario.name;
    const words = [`scenario=${encodeURIComponent(name).replaceAll('%2F', '/')}`, `seed=${parts.seed}`, `at=${parts.at}`];
    if (parts.live) words.push(`live=${encodeURIComponent(parts.live)}`);
    if (parts.inputs) words.push(`inputs=${encodeURIComponent(parts.inputs)}`);
    if (language !== 'en') words.push(`lang=${language}`);
    return `${document.baseURI.split('#')[0]}#${words.join('&')}`;
}
