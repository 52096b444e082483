// The page: one stage over the whole document, told by the address what to show, handed out as window.airlock.

import { json_of } from './download.mjs';
import { own_words } from './files.mjs';
import { read_fragment } from './fragment.mjs';
import { Stage } from './stage.mjs';

const { values, problems } = read_fragment(own_words());
const stage = new Stage(document.body, {
    values,
    problems,
    theme_root: document.documentElement,
    drop_area: window,
    again: () => location.reload(),
});
window.airlock = stage.api;
window.addEventListener('hashchange', () => stage.open_link(read_fragment(own_words())));
stage.open();

// Kept for use without a network where the host says so, and only for whoever visits the page itself.
if (window === window.top) {
    stage.ready.then(async () => {
        if (!navigator.serviceWorker || !isSecureContext) return;
        const said = await json_of('offline.json');
        if (!said.offline && !navigator.serviceWorker.controller) return;
        await (await import('./offline.mjs')).follow_host(said, (sentence) => stage.toast(sentence));
    }).catch(() => {}); // without a network, or without the right to it: the page is there all the same
}

// Portals of an earlier page ask to be let in again; only then is there anybody to hear them.
const hear = ({ data }) => data?.airlock === 'portal' && stage.ready.then(() => stage.portals());
window.addEventListener('message', hear);
if (window.BroadcastChannel) new BroadcastChannel('airlock-portals').onmessage = hear;
