// Links to one moment of a run, made and opened. A link holds everything in the part of the address after '#': what
// fragment.mjs reads, with what persons did and a scenario of one's own packed (pack.mjs). docs/links.md has the format.

import { scenario_bytes_max } from './download.mjs';
import { own_link } from './files.mjs';
import { fragment_length_max, link_version } from './fragment.mjs';
import { pack, unpack } from './pack.mjs';
import { t } from './words.mjs';

const done_bytes_max = 2 * 1024 * 1024;

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
    if (parts.inputs) add('done', await pack(parts.inputs));
    add('expect', parts.expect);
    return words;
}

// A link to this very moment, as { link, length }; `link` is null where it would be longer than any page may read.
export async function link_of(parts, opened, { language = 'en', is_text_shown = false } = {}) {
    const words = [`v=${link_version}`, ...(await words_of_run(parts, opened)), `at=${parts.at}`];
    if (parts.select) words.push(`select=${encodeURIComponent(parts.select).replaceAll('%3A', ':')}`);
    if (is_text_shown) words.push('view=text');
    if (language !== 'en') words.push(`lang=${language}`);
    const fragment = words.join('&');
    const link = own_link(fragment);
    return { link: fragment.length <= fragment_length_max ? link : null, length: link.length };
}

// What read_fragment found, unpacked: `done` as inputs, `file` as the scenario's bytes. What cannot be is told.
export async function unpacked({ values, problems }) {
    const { done, file, name, ...others } = values;
    const found = { values: others, problems: [...problems] };
    if (done !== undefined) {
        const bytes = await unpack(done, done_bytes_max);
        if (bytes) found.values.inputs = new TextDecoder().decode(bytes);
        else found.problems.push(t('what was done in this run is damaged in the address, and is left out'));
    }
    if (file !== undefined) {
        const text = await unpack(file, scenario_bytes_max);
        if (text) found.values.scenario = { name: name ?? 'scenario.json', text };
        else found.problems.push(t('the scenario in the address is damaged'));
    }
    return found;
}
