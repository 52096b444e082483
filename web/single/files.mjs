// The page's own files in the build of one file: they lie packed in the document itself (tools/single.mjs), and this
// offers what ../files.mjs offers, which it stands in for. Nothing is fetched: the document's policy forbids it, and
// the document may be anywhere, on a disk, in a frame without an origin, behind a blob: address.

import { t } from '../words.mjs';

// Only a name: it leads nowhere and tells what is packed from what a reader's address names.
const folder = 'airlock:/';

export const url_of = (path) => `${folder}${path}`;
export const path_of = (url) => (url.startsWith(folder) ? url.slice(folder.length) : url);
export const base_address = () => folder;

// --- what is packed ---

// Files that are wanted together lie on one shelf: as one gzip, which knows when it is damaged, in base64. Licences lie
// there as plain text, for whoever opens the document in an editor.
const shelf_of = (name) => document.querySelector(`script[data-shelf="${name}"]`)?.textContent ?? '';
const contents = new Map(); // path -> { shelf, from, size }
const unpacked = new Map(); // shelf -> promise of its bytes

function look_up(path) {
    if (!contents.size) {
        for (const [shelf, files] of Object.entries(JSON.parse(shelf_of('contents')))) {
            let from = 0;
            for (const [name, size] of files) {
                contents.set(name, { shelf, from, size });
                from += size;
            }
        }
    }
    return contents.get(path);
}

async function unpack(name) {
    const text = shelf_of(name);
    if (name.startsWith('licenses/')) return new TextEncoder().encode(text);
    let stream;
    try {
        stream = new DecompressionStream('gzip');
    } catch {
        throw new Error(t('this browser cannot unpack it: one of 2023 or later can'));
    }
    try {
        const letters = atob(text);
        const bytes = new Uint8Array(letters.length);
        for (let i = 0; i < letters.length; ++i) bytes[i] = letters.charCodeAt(i);
        return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
    } catch {
        throw new Error(t('this copy of Airlock is damaged: take it anew from where it came'));
    }
}

async function bytes_of(path) {
    const found = look_up(path);
    if (!found) throw new Error(t('this copy of Airlock does not hold it'));
    const { shelf, from, size } = found;
    if (!unpacked.has(shelf)) unpacked.set(shelf, unpack(shelf));
    return (await unpacked.get(shelf)).slice(from, from + size);
}

export const open_file = async (path) => new Response(await bytes_of(path));

// Sheets that are made, not written into the document, need no leave of its policy.
const sheets = new Map(); // file -> promise of a CSSStyleSheet

export async function add_style(node, file) {
    if (!sheets.has(file)) {
        sheets.set(file, bytes_of(file).then((bytes) => new CSSStyleSheet().replace(new TextDecoder().decode(bytes))));
    }
    const root = node.getRootNode();
    const sheet = await sheets.get(file).catch(() => null); // what wanted it still works without its looks
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

// --- the desk ---

// A worker that is made of packed bytes, which takes a moment: what is posted before then waits.
class PackedWorker {
    constructor() {
        this.onmessage = this.onerror = null;
        this.made = this.make();
        this.made.catch((error) => this.onerror?.({ message: error.message }));
    }

    async make() {
        const [script, program] = await Promise.all(['desk_worker.js', 'airlock-desk.wasm'].map(bytes_of));
        const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
        const worker = new Worker(url);
        worker.onmessage = (event) => {
            URL.revokeObjectURL(url);
            this.onmessage?.(event);
        };
        worker.onerror = (event) => this.onerror?.(event);
        worker.postMessage({ program }, [program.buffer]);
        return worker;
    }

    postMessage(message) {
        this.made.then((worker) => worker.postMessage(message), () => {});
    }

    terminate() {
        this.onmessage = this.onerror = null;
        this.made.then((worker) => worker.terminate(), () => {});
    }
}

export const start_desk = () => new PackedWorker();

// --- the page's documents: all in this one, told apart by a word in its address ---

const document_word = /^#?page=([a-z]*)&?/;
export const own_page = (hash = location.hash) => hash.match(document_word)?.[1] ?? 'index';
export const own_words = (hash = location.hash) => hash.replace(document_word, '').replace(/^#/, '');

const words_of = (name, words) => [name !== 'index' && `page=${name}`, words].filter(Boolean).join('&');
// A frame that was filled by its host, or a blob: address, is nothing that anybody could follow later: then the link is
// one to a file of the usual name, which whoever has it can complete.
const has_address = () => /^(file|https?):$/.test(location.protocol);
const own_address = () => (has_address() ? location.href.split('#')[0] : 'airlock.html');

// '#' alone: within this document, wherever it is; page.mjs takes care of it.
export const page_link = (name, words = '') => `#${words_of(name, words) || 'page=index'}`;
export const own_link = (words, name = 'index') => `${own_address()}#${words_of(name, words)}`;
// A document that its host has written has no address at all, and `about:` would lead to an empty window.
export const open_window = (name, words, features) =>
    (location.protocol === 'about:' || location.protocol === 'data:' ? null
        : window.open(`${location.href.split('#')[0]}#${words_of(name, words)}`, '', features));
