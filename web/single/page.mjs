// The document of the one-file build: which of the page's documents it is this time, by a word in its address
// (#page=compare), and the links between them, which all lead back into this very document.

import { add_style, open_window, own_page, own_words } from './files.mjs';

const documents = {
    index: () => import('../airlock_page.mjs'),
    portal: () => import('../portal.mjs'),
    compare: () => import('../compare.mjs'),
    workshop: () => import('../workshop.mjs'),
    proof: () => import('../proof.mjs'),
};
const page_of = (hash) => (Object.hasOwn(documents, own_page(hash)) ? own_page(hash) : 'index');
const shown = page_of(location.hash);

// The first one stands in the document; the others lie beside it as templates.
async function show() {
    if (shown !== 'index') {
        const template = document.querySelector(`template[data-page="${shown}"]`);
        for (const node of [...document.body.children]) if (!node.matches('template, script')) node.remove();
        document.title = template.dataset.title;
        document.body.className = template.dataset.body;
        document.body.prepend(template.content.cloneNode(true));
        await Promise.all(template.dataset.styles.split(' ').map((file) => add_style(document, file)));
    }
    await documents[shown]();
}

window.addEventListener('hashchange', () => {
    if (page_of(location.hash) !== shown) location.reload();
});

// Two kinds of links do not find their way by themselves: into another window, which a frame may forbid without a word,
// and all of a document that its host has written, whose links are read as if they stood in the host.
window.addEventListener('click', (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link || event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const hash = link.getAttribute('href');
    const is_elsewhere = link.target === '_blank';
    if (!is_elsewhere && location.protocol !== 'about:') return;
    event.preventDefault();
    if (!is_elsewhere || !open_window(page_of(hash), own_words(hash))) location.hash = hash;
});

show();
