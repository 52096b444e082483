// The other half of embed_protocol.mjs, for the page around a frame. It needs nothing else and may be copied.
//
//     const airlock = await connect(document.querySelector('iframe'));
//     airlock.on('entry', ({ entry }) => …);
//     await airlock.ask('seek', { to: 'vote' });

const version = 1;

// Kept as soon as the frame says hello, which may be long after: frames are loaded lazily. `signal` gives it up.
export function connect(iframe, { signal } = {}) {
    // A sandbox without allow-same-origin takes the frame's origin away; then its window alone says who it is.
    const is_sandboxed = iframe.hasAttribute('sandbox') && !iframe.sandbox.contains('allow-same-origin');
    const home = new URL(iframe.src, document.baseURI).origin;
    const listeners = new Map(); // event -> Set of listeners
    const waiting = new Map(); // id -> { resolve, reject }
    const ended = new AbortController();
    let asked = 0;

    const ask = (deed, members = {}) => new Promise((resolve, reject) => {
        if (ended.signal.aborted) return reject(new Error('the connection to the frame is closed'));
        const id = ++asked;
        waiting.set(id, { resolve, reject });
        iframe.contentWindow.postMessage({ ...members, airlock: version, id, do: deed }, is_sandboxed ? '*' : home);
    });
    const forget = (reason) => {
        for (const { reject } of waiting.values()) reject(new Error(reason));
        waiting.clear();
    };
    const connection = {
        ask,
        on(event, listener) {
            if (!listeners.has(event)) listeners.set(event, new Set());
            listeners.get(event).add(listener);
            return () => listeners.get(event).delete(listener);
        },
        close() {
            ended.abort();
            forget('the connection to the frame is closed');
        },
    };
    return new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        let greetings = 0;
        const hello = () => {
            const number = ++greetings;
            ask('hello').then(() => resolve(connection), (error) => number === greetings && reject(error));
        };
        const hear = ({ source, origin, data }) => {
            if (source !== iframe.contentWindow || origin !== (is_sandboxed ? 'null' : home)) return;
            if (data?.airlock !== version) return;
            if (data.event === 'hello') {
                forget('the frame was loaded again'); // and what it had been asked is gone
                hello();
            } else if (data.event !== undefined) {
                for (const listener of [...(listeners.get(data.event) ?? [])]) listener(data.detail);
            } else {
                const { resolve: keep, reject: break_off } = waiting.get(data.id) ?? {};
                waiting.delete(data.id);
                if (data.ok) keep?.(data.value);
                else break_off?.(new Error(data.error));
            }
        };
        window.addEventListener('message', hear, { signal: ended.signal });
        signal?.addEventListener('abort', () => {
            connection.close();
            reject(signal.reason);
        }, { once: true });
        // What is still empty says hello by itself when it has come.
        if (iframe.contentDocument?.URL !== 'about:blank') hello();
    });
}
