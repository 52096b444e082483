// The way from a demonstration to the page: an address at which index.html shows the same moment, made at once from what
// is known about it. A link that says more (link.mjs) takes the program, and a moment.

import { own_link } from './files.mjs';
import { fragment_length_max } from './fragment.mjs';

// As the page's address names a moment that moments.mjs has read.
const word_of = ({ entry, ms, marker }) => marker ?? (ms === undefined ? entry : `${ms}ms`);

// `scenario`: { name, url?, is_file? }; `at`, `seed`, `live`, `inputs` as an address has them, or nothing; `file`: words
// that hold the scenario itself. null for a scenario that no address leads to.
export function link_to({ name, url, is_file }, { at, seed, live, inputs, file }, language) {
    const page = own_link('', 'index');
    const has_address = url && (!is_file || new URL(url).origin === new URL(page).origin);
    if (!has_address && !file) return null;
    const place = at !== null && typeof at === 'object' ? word_of(at) : at;
    const words = Object.entries({
        scenario: !has_address ? '' : is_file ? new URL(url).pathname : name, seed, live, inputs, at: place,
        lang: language === 'en' ? '' : language,
    }).filter(([, value]) => value !== undefined && value !== null && value !== '');
    const written = words.map(([key, value]) => `${key}=${encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%3A', ':')}`);
    const fragment = [...(has_address ? [] : [file]), ...written].join('&');
    return fragment.length <= fragment_length_max ? own_link(fragment, 'index') : null;
}
