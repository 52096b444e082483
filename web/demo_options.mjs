// What a demonstration is told to show: the attributes of <airlock-demo>, the words of a frame's address. They come from
// anybody, so each value is checked, has a greatest length, and costs nothing but itself when it is wrong.
//
//     const { values, problems } = read_options((name) => element.getAttribute(name));
//
// `values` holds every option, with its default where nothing (or nonsense) was said; `problems` holds
// { name, sentence, suggestion, text } for each that was wrong, ready to be shown.

import { read_place } from './moments.mjs';
import { default_scenario, is_shipped_name, shipped_scenario } from './shipped.mjs';
import { t } from './words.mjs';

export const option_names = [
    'scenario', 'compare', 'at', 'seed', 'lang', 'theme', 'controls', 'panels', 'autoplay', 'loop', 'speed', 'loading', 'poster',
];
export const panel_names = ['header', 'layers', 'timeline', 'side'];
export const speed_max = 64;
const address_length_max = 2000; // servers refuse longer ones in ways of their own
const shown_length_max = 60;

const choices = {
    lang: ['en', 'vi', 'ja'],
    theme: ['dark', 'light', 'auto'],
    controls: ['full', 'minimal', 'none'],
    loading: ['click', 'visible', 'eager'],
};

export const quoted = (text) => `"${text.length > shown_length_max ? `${text.slice(0, shown_length_max)}…` : text}"`;

// A problem as it is told: `name` is the option, or '' for what came from elsewhere.
export function problem_of(name, sentence, suggestion = '') {
    return { name, sentence, suggestion, text: [name && `${name}: `, sentence, suggestion && `; ${suggestion}`].join('') };
}

// Options:
//     base        what addresses are relative to
//     is_trusted  whoever wrote the words also wrote the page: addresses may lead to another origin. Words of a link come
//                 from anybody and lead nowhere but home.
// Values:
//     scenario    { name, url } of a shipped one; { name, url, is_file } of an address
//     compare     the same of what stands beside it, or null
//     at          { entry } | { ms } | { marker }, or null: the beginning
//     seed        a text of digits, or null
//     lang        'en' | 'vi' | 'ja' | null: as the page around it
//     theme, controls, loading   one of `choices`
//     panels      some of `panel_names`, or null: as `controls` has them
//     autoplay, loop             true or false
//     speed       1 to 64
//     poster      an address, 'none', or null: the one that was shipped
export function read_options(get, { base = document.baseURI, is_trusted = true } = {}) {
    const values = {
        scenario: shipped_scenario(default_scenario), compare: null,
        at: null, seed: null, lang: null, theme: 'auto', controls: 'full', panels: null, autoplay: false, loop: false, speed: 1,
        loading: 'click', poster: null,
    };
    const problems = [];
    for (const name of option_names) {
        const text = get(name);
        if (typeof text !== 'string') continue;
        const read = readers[name](text.trim(), { name, base, is_trusted });
        if (read.sentence) problems.push(problem_of(name, read.sentence, read.suggestion));
        else values[name] = read.value;
    }
    return { values, problems };
}

const choice = (text, { name }) => {
    const allowed = choices[name];
    if (allowed.includes(text)) return { value: text };
    return {
        sentence: t('{value} is none of {allowed}', { value: quoted(text), allowed: allowed.join(', ') }),
        suggestion: did_you_mean(text, allowed),
    };
};

// As HTML has them: being there is enough. Whoever writes "false" means it.
const flag = (text, { name }) => {
    if (['', 'true', '1', name].includes(text)) return { value: true };
    if (['false', '0'].includes(text)) return { value: false };
    return { sentence: t('{value} is neither true nor false', { value: quoted(text) }) };
};

// Of a file; never a script, never bytes in the address itself.
const address = (text, { base, is_trusted }) => {
    if (text.length > address_length_max) {
        return { sentence: t('the address is longer than {length} characters', { length: address_length_max }) };
    }
    let url;
    try {
        url = new URL(text, base);
    } catch {
        return { sentence: t('{value} is no address', { value: quoted(text) }) };
    }
    const here = new URL(base);
    const is_home = url.origin === here.origin && url.origin !== 'null';
    if (url.username || url.password || !(is_home || (is_trusted && /^https?:$/.test(url.protocol)))) {
        return { sentence: is_trusted ? t('{value} is no address that can be fetched', { value: quoted(text) })
            : t('{value} lies elsewhere; only files beside this page can be fetched', { value: quoted(text) }) };
    }
    url.hash = '';
    return { value: url.href };
};

const story = (text, more) => {
    if (is_shipped_name(text)) return { value: shipped_scenario(text) };
    if (text === '') {
        return { sentence: t('it is empty'), suggestion: t('name a shipped scenario, such as {name}', { name: default_scenario }) };
    }
    const read = address(text, more);
    if (read.sentence) return read;
    return { value: { name: new URL(read.value).pathname.split('/').pop() || 'scenario', url: read.value, is_file: true } };
};

const readers = {
    scenario: story,
    compare: story,
    at(text) {
        const value = read_place(text);
        return value ? { value } : {
            sentence: t('{value} is neither the number of an entry nor a time nor a marker', { value: quoted(text) }),
            suggestion: t('write {examples}', { examples: '12, +26:13, vote' }),
        };
    },
    seed(text) {
        if (/^[0-9]{1,20}$/.test(text) && BigInt(text) < 2n ** 64n) return { value: text };
        return { sentence: t('{value} is no whole number below 2^64', { value: quoted(text) }) };
    },
    // As HTML has them: "en-GB" is English.
    lang: (text, more) => choice(text.split('-')[0].toLowerCase(), more),
    theme: choice,
    controls: choice,
    panels(text) {
        const names = text.split(/[\s,]+/).filter(Boolean);
        if (names.length === 1 && names[0] === 'none') return { value: [] };
        if (names.length === 1 && names[0] === 'all') return { value: [...panel_names] };
        const stranger = names.find((name) => !panel_names.includes(name));
        if (stranger === undefined && names.length > 0) return { value: panel_names.filter((name) => names.includes(name)) };
        const allowed = [...panel_names, 'all', 'none'];
        return {
            sentence: t('{value} is none of {allowed}', { value: quoted(stranger ?? ''), allowed: allowed.join(', ') }),
            suggestion: did_you_mean(stranger ?? '', allowed),
        };
    },
    autoplay: flag,
    loop: flag,
    speed(text) {
        const speed = /^[0-9]{1,3}$/.test(text) ? Number(text) : 0;
        if (speed >= 1 && speed <= speed_max) return { value: speed };
        return { sentence: t('{value} is no whole number from 1 to {max}', { value: quoted(text), max: speed_max }) };
    },
    loading: choice,
    poster(text, more) {
        if (text === '') return { sentence: t('it is empty') }; // else it would lead to the page itself
        return text === 'none' ? { value: 'none' } : address(text, more);
    },
};

// 'did you mean "vote"?' for the nearest of the names, or '' where none is near.
export function did_you_mean(name, names) {
    let best = '', best_distance = Infinity;
    for (const candidate of names) {
        const longer = Math.max(name.length, candidate.length);
        if (longer > 64) continue;
        const distance = edit_distance(name, candidate);
        const near = longer <= 2 ? 1 : longer <= 5 ? 2 : Math.floor(longer / 3) + 1;
        if (distance <= near && distance < longer && distance < best_distance) (best = candidate), (best_distance = distance);
    }
    return best && t('did you mean {name}?', { name: quoted(best) });
}

// A sentence and a suggestion, for problem_of.
export const no_such_marker = (marker, markers) => [
    t('this story has no marker {marker}; its markers are {markers}', { marker: quoted(marker), markers: markers.join(', ') }),
    did_you_mean(marker, markers),
];

// Of the name of a scenario that is not among those shipped.
export const no_such_scenario = (name, names) => [
    t('there is no shipped scenario {name}', { name: quoted(name) }), did_you_mean(name, names),
];

function edit_distance(a, b) {
    let row = Array.from({ length: b.length + 1 }, (_, j) => j);
    for (let i = 1; i <= a.length; ++i) {
        const next = [i];
        for (let j = 1; j <= b.length; ++j) {
            next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        }
        row = next;
    }
    return row[b.length];
}
