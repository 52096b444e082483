// One <airlock-demo> over a whole frame, for pages that may have a frame but no script of ours. The words of the address
// are the element's attributes; what the page around wants to know or to do goes through embed_protocol.mjs.

import './demo.mjs';
import { option_names, problem_of, quoted, read_options } from './demo_options.mjs';
import { element } from './dom.mjs';
import { answer_host, read_host } from './embed_protocol.mjs';
import { fragment_length_max } from './fragment.mjs';
import { wanted_language } from './languages.mjs';
import { t } from './words.mjs';

// { words: Map, problems }: of each name the first word counts, as everywhere in addresses.
function read_words(hash) {
    const words = new Map();
    const problems = [];
    const text = hash.replace(/^#/, '');
    if (text.length > fragment_length_max) {
        problems.push(problem_of('', t('the address is longer than {length} characters', { length: fragment_length_max })));
        return { words, problems };
    }
    for (const part of text.split('&')) {
        const at = part.indexOf('=');
        const name = at < 0 ? part : part.slice(0, at);
        if (words.has(name) || !(option_names.includes(name) || name === 'host')) continue; // a later version may know it
        try {
            words.set(name, at < 0 ? '' : decodeURIComponent(part.slice(at + 1).replaceAll('+', '%20')));
        } catch {
            problems.push(problem_of('', t('"{word}" in the address is not properly encoded', { word: name })));
        }
    }
    return { words, problems };
}

const { words, problems } = read_words(location.hash);
// Whoever wrote the address is nobody we know: it leads to nothing outside this folder's origin.
const read = read_options((name) => words.get(name) ?? null, { is_trusted: false });
problems.push(...read.problems);
const refused = new Set(read.problems.map(({ name }) => name));
const taken = option_names.filter((name) => words.has(name) && !refused.has(name));
const attributes = Object.fromEntries(taken.map((name) => [name, words.get(name)]));

const named = words.get('host');
const host = named === undefined ? null : read_host(named);
const demo = element('airlock-demo', attributes);
if (named !== undefined && !host) {
    // Whoever was meant, it is nobody who could be talked with.
    const sentence = t('{value} is no origin; one looks like {example}', { value: quoted(named), example: 'https://docs.example.com' });
    problems.push(problem_of('host', sentence));
} else {
    answer_host(demo, { host });
}
document.documentElement.lang = wanted_language(attributes.lang); // the element speaks what the page around it speaks
document.body.replaceChildren(demo);
if (problems.length) {
    const note = element('div', { class: 'embed-problems', role: 'status' },
        element('ul', {}, ...problems.map(({ text }) => element('li', {}, text))),
        element('button', { type: 'button', 'aria-label': t('Close'), onclick: () => note.remove() }, '✕'));
    document.body.append(note);
    demo.dispatchEvent(new CustomEvent('problem', { detail: { problems } })); // for the page around
}
// Another address in the same frame is another demonstration.
window.addEventListener('hashchange', () => location.reload());
