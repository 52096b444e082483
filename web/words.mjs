// Every text that the page's own modules show goes through here. The English text is its own key; another language
// is a table from English to its words. `{name}` in a text is filled with the field of that name.

let words = {};
const listeners = new Set();

// t('Entry {entry} of {entries}', { entry: 3, entries: 12 })
export function t(text, fields) {
    const said = Object.hasOwn(words, text) ? words[text] : text;
    return fields ? said.replace(/\{(\w+)\}/g, (all, name) => (Object.hasOwn(fields, name) ? String(fields[name]) : all)) : said;
}

// {English: translation}; what a table does not hold stays English. {} is English again.
export function set_words(table) {
    words = table;
    for (const listener of [...listeners]) listener();
}

// For another window that is to speak the same.
export const current_words = () => words;

// Calls `listener` after every change of language; gives a function that ends it.
export function on_words(listener) {
    listeners.add(listener);
    return () => listeners.delete(listener);
}

const originals = new WeakMap(); // element -> what was written there, in English

// Fills what the page's HTML says. `data-t` names what of an element is said: nothing for its text, or the names of
// attributes, with "text" for the text.
export function fill_words(root) {
    for (const node of root.querySelectorAll('[data-t]')) {
        const parts = node.dataset.t ? node.dataset.t.split(' ') : ['text'];
        if (!originals.has(node)) {
            const read = (part) => (part === 'text' ? node.textContent : node.getAttribute(part)).replace(/\s+/g, ' ').trim();
            originals.set(node, new Map(parts.map((part) => [part, read(part)])));
        }
        for (const [part, text] of originals.get(node)) {
            if (part === 'text') node.textContent = t(text);
            else node.setAttribute(part, t(text));
        }
    }
}
