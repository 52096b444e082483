// One <airlock-demo> over a whole frame, for pages that may have a frame but no script of ours. The words of the address
// are the element's attributes; what the page around wants to know or to do goes through embed_protocol.mjs.

import './demo.mjs';
import { option_names, problem_of, quoted, read_options } from './demo_options.mjs';
import { element } from './dom.mjs';
import { answer_host, read_host } from './embed_protocol.mjs';
import { words_in } from './fragment.mjs';
import { wanted_language } from './languages.mjs';
import { t } from './words.mjs';

const { words, problems: broken } = words_in(location.hash);
const problems = broken.map((sentence) => problem_of('', sentence));
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
document.documentElement.lang = wanted_language(read.values.lang); // the element speaks what the page around it speaks
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
