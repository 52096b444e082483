// Words that lead to moments: any element of the document with `data-airlock`.
//
//     <span data-airlock="marker:vote">When the third voice is in</span> …
//     <a href="…" data-airlock="entry:12" data-airlock-for="second">…</a>
//
// Pressed, they seek; while their moment is shown they carry `data-airlock-here` and `aria-current`. What is neither a
// link nor a button becomes one for keys and readers. Without `data-airlock-for` they mean the last demonstration that
// stands before them in their own tree, or the first one.

import { set_attribute } from './dom.mjs';
import { read_place } from './moments.mjs';

const selector = '[data-airlock]';
const is_native = (node) => node.matches('a[href], button, summary, input');
const button_attributes = { role: 'button', tabindex: '0' };

export class Prose {
    #document;
    #members;
    #ended = new AbortController();
    #roots = new Set();
    #observer;
    #given = new Map(); // link -> the names of the attributes of a button that it had not

    // `members()`: the Set of the demonstrations, each with show_moment(where) and place_shown().
    constructor(of_document, members) {
        this.#document = of_document;
        this.#members = members;
        const { signal } = this.#ended;
        of_document.addEventListener('click', (event) => this.#press(event), { signal });
        of_document.addEventListener('keydown', (event) => this.#key(event), { signal });
        this.#observer = new MutationObserver(() => this.write());
        this.know_root(of_document);
    }

    // A demonstration behind a shadow root may have its prose there, too.
    know_root(root) {
        if (this.#roots.has(root)) return;
        this.#roots.add(root);
        this.#observe(root);
    }

    // Of a tree that has no demonstration any more nothing is kept.
    forget_roots() {
        const wanted = new Set([this.#document, ...[...this.#members()].map((demo) => demo.getRootNode())]);
        const gone = [...this.#roots].filter((root) => !wanted.has(root));
        if (gone.length === 0) return;
        for (const root of gone) this.#roots.delete(root);
        this.#observer.disconnect(); // from all of them: there is no other way
        for (const root of this.#roots) this.#observe(root);
    }

    #observe(root) {
        this.#observer.observe(root, {
            subtree: true, childList: true, attributes: true, attributeFilter: ['data-airlock', 'data-airlock-for'],
        });
    }

    dispose() {
        this.#ended.abort();
        this.#observer.disconnect();
        for (const node of [...this.#given.keys()]) this.#forget(node);
        this.#roots.clear();
    }

    // Marks what leads to the moments that are shown just now.
    write() {
        const links = new Set(this.#links());
        for (const node of [...this.#given.keys()]) if (!links.has(node)) this.#forget(node);
        for (const node of links) {
            if (!this.#given.has(node)) this.#give(node);
            const place = read_place(node.dataset.airlock);
            this.#mark(node, place !== null && is_shown(place, this.#meant_by(node)?.place_shown()));
        }
    }

    // What is no link and no button becomes one; what its author has said of it stays.
    #give(node) {
        const names = is_native(node) ? [] : Object.keys(button_attributes).filter((name) => !node.hasAttribute(name));
        for (const name of names) node.setAttribute(name, button_attributes[name]);
        this.#given.set(node, names);
    }

    #forget(node) {
        this.#mark(node, false);
        for (const name of this.#given.get(node)) node.removeAttribute(name);
        this.#given.delete(node);
    }

    #links() {
        return [...this.#roots].flatMap((root) => [...root.querySelectorAll(selector)]);
    }

    #mark(node, is_here) {
        set_attribute(node, 'data-airlock-here', is_here ? '' : null);
        set_attribute(node, 'aria-current', is_here ? 'true' : null);
    }

    #meant_by(node) {
        const members = [...this.#members()];
        const name = node.dataset.airlockFor;
        if (name) return members.find(({ id, isConnected }) => isConnected && id === name);
        members.sort((a, b) => (a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1));
        const is_before = (demo) => demo.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;
        const beside = members.filter((demo) => demo.getRootNode() === node.getRootNode());
        return beside.findLast(is_before) ?? beside[0] ?? members[0];
    }

    // The link around where an event began, seen through shadow roots: it may hold somebody's icon. A demonstration inside
    // of a link is none of its words.
    #link_of(event) {
        const is_one = (node) => node instanceof Element && (node.matches(selector) || this.#members().has(node));
        const found = event.composedPath().find(is_one);
        return found?.matches(selector) ? found : null;
    }

    #press(event) {
        const node = this.#link_of(event);
        // With a modifier a link opens elsewhere, as links do.
        if (!node || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        const demo = this.#meant_by(node);
        if (!demo) return;
        event.preventDefault();
        demo.show_moment(node.dataset.airlock);
    }

    #key(event) {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        const node = this.#link_of(event);
        if (!node || is_native(node) || event.defaultPrevented || node !== event.composedPath()[0]) return;
        event.preventDefault(); // a blank would scroll
        // A shape of a drawing has no click().
        node.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, composed: true }));
    }
}

// `shown`: { entry, ms, marker, is_end } of a demonstration, or null before it has begun.
function is_shown(place, shown) {
    if (!shown) return false;
    if (place.entry !== undefined) return shown.entry === place.entry;
    if (place.ms !== undefined) return shown.ms === place.ms;
    return place.marker === 'end' ? shown.is_end : shown.marker === place.marker;
}
