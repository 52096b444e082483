// The page's own files, wherever it keeps them: here, in the folder in which this very module lies. Nothing else in
// the page fetches, knows where a file is, starts the desk's worker or leads to another of the page's documents. The
// build in one file (tools/single.mjs) has single/files.mjs in this place, which offers the same and fetches nothing.

import { element } from './dom.mjs';
import { t } from './words.mjs';

// Paths are those below the folder, whatever page this module serves.
const folder = new URL('.', import.meta.url).href;

export const url_of = (path) => new URL(path, folder).href;
// The other way round, as sizes.json names the files.
export const path_of = (url) => (url.startsWith(folder) ? url.slice(folder.length) : url);
// What addresses that people write are relative to.
export const base_address = () => document.baseURI;

// A Response with the bytes of a file; an Error that says in a few words why there is none.
export async function open_file(path, signal) {
    let response;
    try {
        response = await fetch(url_of(path), { credentials: 'same-origin', signal });
    } catch {
        throw new Error(signal?.aborted ? t('nothing arrived for a while') : t('the connection failed'));
    }
    if (!response.ok) throw new Error(t('the server answered {status}', { status: response.status }));
    return response;
}

// Styles for whatever lies in the same document or shadow root as `node`. Settled when they are there, or cannot be
// had: what wanted them still works without its looks.
export function add_style(node, file) {
    const root = node.getRootNode();
    const place = root === document ? document.head : root;
    const href = url_of(file);
    if (place.querySelector(`link[href="${href}"]`)) return Promise.resolve();
    return new Promise((done) => place.append(element('link', { rel: 'stylesheet', href, onload: done, onerror: done })));
}

// Browsers start workers only from where the page around them came from. In a frame without an origin, and in a page that
// uses these modules from elsewhere, one begins with lines of the page's own, which keep what is asked until the module is
// there. A classic script: without an origin a blob may be no module.
let first_lines = '';
export function start_desk() {
    const { href, origin } = new URL('./desk_worker.mjs', import.meta.url);
    if (origin === self.origin) return new Worker(href, { type: 'module' });
    const lines = `const early = [];
        self.onmessage = (event) => early.push(event);
        import(${JSON.stringify(href)}).then(
            () => early.forEach((event) => self.onmessage(event)),
            (error) => setTimeout(() => { throw error; }),
        );`;
    first_lines ||= URL.createObjectURL(new Blob([lines], { type: 'text/javascript' }));
    return new Worker(first_lines);
}

// --- the page's documents: 'index', 'portal', 'compare', 'workshop', 'proof' ---

// The words of this document's own address, without '#'.
export const own_words = () => location.hash.slice(1);
// A document by its name, with the words that it is to find in its address.
export const page_link = (name, words = '') => `${url_of(`${name}.html`)}${words && `#${words}`}`;
// A link to keep and to hand on: to the document that is shown, with other words, or to the one of that name.
export const own_link = (words, name) => `${name ? url_of(`${name}.html`) : document.baseURI.split('#')[0]}#${words}`;
// The new window, or null where the browser allows none.
export const open_window = (name, words, features) => window.open(page_link(name, words), '', features);
