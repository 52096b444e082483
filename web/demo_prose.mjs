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

export class Prose {
    #document;
    #members;
    #ended = new AbortController();
    #roots = new Set();
    #observer;
    #made = new Set(); // what was given a role and a place among the keys' stops

    // `members()`: the demonstrations, each with show_moment(where) and place_shown().
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
        this.#observer.observe(root, {
            subtree: true, childList: true, attributes: true, attributeFilter: ['data-airlock', 'data-airlock-for'],
        });
    }

    dispose() {
        this.#ended.abort();
        this.#observer.disconnect();
        for (const node of this.#links()) this.#mark(node, false);
        for (const node of this.#made) {
            node.removeAttribute('role');
            node.removeAttribute('tabindex');
        }
        this.#made.clear();
        this.#roots.clear();
    }

    // Marks what leads to the moments that are shown just now.
    write() {
        for (const node of this.#links()) {
            if (!is_native(node) && !this.#made.has(node)) {
                this.#made.add(node);
                if (!node.hasAttribute('role')) node.setAttribute('role', 'button');
                if (!node.hasAttribute('tabindex')) node.tabIndex = 0;
            }
            const place = read_place(node.dataset.airlock);
            this.#mark(node, place !== null && is_shown(place, this.#meant_by(node)?.place_shown()));
        }
        for (const node of this.#made) if (!node.isConnected) this.#made.delete(node);
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

    // Where an event began, seen through shadow roots.
    #link_of(event) {
        const inner = event.composedPath().find((node) => node instanceof Element);
        return inner?.closest(selector);
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
        node.click();
    }
}

// `shown`: { entry, ms, marker, is_end } of a demonstration, or null before it has begun.
function is_shown(place, shown) {
    if (!shown) return false;
    if (place.entry !== undefined) return shown.entry === place.entry;
    if (place.ms !== undefined) return shown.ms === place.ms;
    return place.marker === 'end' ? shown.is_end : shown.marker === place.marker;
}
