// Links to one moment of a run, made and opened. A link holds everything in the part of the address after '#': what
// fragment.mjs reads, with what persons did and a scenario of one's own packed (pack.mjs). docs/links.md has the format.

import { scenario_bytes_max } from './download.mjs';
import { own_link } from './files.mjs';
import { fragment_length_max, link_version } from './fragment.mjs';
import { pack, unpack } from './pack.mjs';
import { t } from './words.mjs';

const done_bytes_max = 2 * 1024 * 1024;
const inputs_max = 10_000; // as src/sim/inputs_json.h
const inputs_length_max = 4 * 1024 * 1024;

// --- what persons did, said once: src/cli/inputs_short.h describes the form ---

// `inputs` is the JSON that the program gives.
function shortened(inputs) {
    const who = [], what = [], places = new Map();
    // The place of a value in a list that holds each once.
    const once = (list, value) => {
        const key = JSON.stringify(value);
        const known = places.get(list) ?? places.set(list, new Map()).get(list);
        if (!known.has(key)) known.set(key, list.push(value) - 1);
        return known.get(key);
    };
    const columns = { after: [], at: [], by: [], do: [] };
    let before = { after: 0, at: 0 };
    for (const input of JSON.parse(inputs)) {
        const { after, at, person, as, call, with: members } = input;
        columns.after.push(after - before.after);
        columns.at.push(at - before.at);
        columns.by.push(once(who, as === undefined ? [person] : [person, as]));
        columns.do.push(once(what, call === undefined ? (input.take_over ? 'take_over' : 'hand_back') : { call, with: members }));
        before = input;
    }
    return JSON.stringify({ who, what, ...columns });
}

// The JSON that the program takes; an Error where this is nothing of the kind, or grows too long.
function lengthened(text) {
    const { who, what, after, at, by, do: deeds } = JSON.parse(text);
    if (after.length > inputs_max) throw new Error('too many inputs');
    const inputs = [];
    let entries = 0, ms = 0, length = 0;
    const persons = who.map(([person, as]) => JSON.stringify(as === undefined ? { person } : { person, as }).slice(1));
    const said = what.map((deed) => JSON.stringify(typeof deed === 'string' ? { [deed]: true } : deed).slice(1));
    for (let i = 0; i < after.length; ++i) {
        entries += after[i];
        ms += at[i];
        if (!(persons[by[i]] && said[deeds[i]])) throw new Error('there is no such row');
        const input = `{"after":${Number(entries)},"at":${Number(ms)},${persons[by[i]].slice(0, -1)},${said[deeds[i]]}`;
        length += input.length;
        if (length > inputs_length_max) throw new Error('too long');
        inputs.push(input);
    }
    return `[${inputs.join()}]`;
}

// --- links ---

// The words of a run, without those of how it looks. `parts` is what the program says of it (App::link_json), or
// nothing for the run as it is written; `opened` the scenario: { name, url?, is_file?, text }. Where one link holds two
// runs, `side` says which this is: "a=cross-account&a.seed=7".
export async function words_of_run(parts, opened, side = '') {
    const words = [];
    const add = (key, value) => {
        if (!value) return;
        const name = !side ? key : key === 'scenario' ? side : `${side}.${key}`;
        words.push(`${name}=${encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':')}`);
    };
    if (opened.url) {
        add('scenario', opened.is_file ? new URL(opened.url).pathname : opened.name);
    } else {
        add('name', opened.name);
        add('file', await pack(opened.text));
    }
    if (!parts) return words;
    add('sum', parts.sum);
    add('seed', parts.seed);
    add('live', parts.live);
    if (parts.inputs) add('done', await pack(shortened(parts.inputs)));
    add('expect', parts.expect);
    return words;
}

// A link to this very moment, as { link, length }; `link` is null where it would be longer than any page may read.
export async function link_of(parts, opened, { language = 'en', is_text_shown = false, page } = {}) {
    const words = [`v=${link_version}`, ...(await words_of_run(parts, opened)), `at=${parts.at}`];
    if (parts.select) words.push(`select=${encodeURIComponent(parts.select).replaceAll('%3A', ':')}`);
    if (is_text_shown) words.push('view=text');
    if (language !== 'en') words.push(`lang=${language}`);
    const fragment = words.join('&');
    const link = own_link(fragment, page);
    return { link: fragment.length <= fragment_length_max ? link : null, length: link.length };
}

// What read_fragment found, unpacked: `done` as inputs, `file` as the scenario's bytes. What cannot be is told.
export async function unpacked({ values, problems }) {
    const { done, file, name, ...others } = values;
    const found = { values: others, problems: [...problems] };
    if (done !== undefined) {
        const bytes = await unpack(done, done_bytes_max);
        try {
            found.values.inputs = lengthened(new TextDecoder().decode(bytes ?? new Uint8Array()));
        } catch {
            found.problems.push(t('what was done in this run is damaged in the address, and is left out'));
        }
    }
    if (file !== undefined) {
        const text = await unpack(file, scenario_bytes_max);
        if (text) found.values.scenario = { name: name ?? 'scenario.json', text };
        else found.problems.push(t('the scenario in the address is damaged'));
    }
    return found;
}
