// A portal in a window of its own. It says hello to the page that opened it until that page hands it a port, and
// again whenever the page falls silent: so both may be loaded again, in any order. Without an opener it asks on a
// channel that pages of this origin listen to.

import { own_words } from './files.mjs';
import { PortalView } from './portal_view.mjs';
import { t } from './words.mjs';

const hello_ms = 1000;
const ping_ms = 2000;
const silent_ms = 9000; // a page in the background answers late

const person = (() => {
    try {
        return decodeURIComponent(own_words());
    } catch {
        return '';
    }
})();
const id = [...crypto.getRandomValues(new Uint32Array(4))].join('-');
const hello = { airlock: 'portal', kind: 'hello', person, id };
const target = self.origin === 'null' ? '*' : self.origin;
const root = document.documentElement;
root.dataset.theme = matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';

const view = new PortalView(document.getElementById('portal'), null, {
    told(state) {
        if (state) root.dataset.theme = state.theme === 'light' ? 'light' : 'dark';
        root.lang = state?.portal?.language ?? 'en';
        const count = state?.portal?.requests.length ?? 0;
        const title = `${state?.person ?? person} – ${t('Approval portal')}`;
        document.title = count ? `(${count}) ${title}` : title;
    },
});

const has_opener = () => Boolean(window.opener && !window.opener.closed);
const channel = window.BroadcastChannel ? new BroadcastChannel('airlock-portals') : null;

function say_hello() {
    if (view.port) return;
    if (has_opener()) window.opener.postMessage(hello, target);
    else channel?.postMessage(hello);
}

window.addEventListener('message', ({ data, origin, source, ports }) => {
    if (origin !== self.origin || source !== window.opener || data?.airlock !== 'page' || !ports[0]) return;
    view.listen(ports[0]);
});
if (channel) {
    channel.onmessage = ({ data }) => {
        if (view.port || data?.airlock !== 'page' || data.to !== id || typeof data.channel !== 'string') return;
        view.listen(new BroadcastChannel(data.channel));
    };
}
setInterval(() => {
    if (!view.port) return;
    if (performance.now() - view.heard_at > silent_ms) view.lose();
    else view.send({ kind: 'ping' });
}, ping_ms);
setInterval(say_hello, hello_ms);
say_hello();
