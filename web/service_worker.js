// Keeps the page on the visitor's device, where its host wants that (offline.mjs): after the first visit it works without
// a network. tools/dist.mjs writes two lines in front of this file:
//
//     const version = 'the hash of everything kept';
//     const files = { 'path below this folder': 'sha256-…' };
//
// so that another version of the page is another worker, and the browser fetches it by itself. Each version has a cache
// of its own, filled whole or not at all: every file is checked against its hash, and a worker whose cache could not be
// filled never comes into office. A new one takes over at once, but a window or worker that began with one version gets
// all its files from that version until it ends: what is shown is never put together from two.

const home = self.registration.scope;
const prefix = `airlock ${home} `;
const own_cache = prefix + version;
const clients_cache = `${prefix}clients`; // which version a client began with; a worker forgets what it only remembers
const hashes_entry = `${home}hashes.json`; // in each cache: what lies in it
const young_ms = 60_000; // a client that has just begun is not listed anywhere yet
const at_once = 6;

const is_version = (name) => name.startsWith(prefix) && name !== clients_cache;
// The entry that a request is for: a folder is its index, and nothing here depends on a query.
function entry_of(address) {
    const url = new URL(address);
    url.search = url.hash = '';
    return url.href === home ? `${home}index.html` : url.href;
}

// --- coming into office ---

async function fill() {
    await caches.delete(own_cache); // what an attempt that was broken off has left
    const cache = await caches.open(own_cache);
    const known = await known_files();
    const waiting = Object.entries(files);
    const worker = async () => {
        for (let next = waiting.shift(); next; next = waiting.shift()) {
            const [path, integrity] = next;
            const kept = await known.get(integrity)?.();
            const found = kept ?? (await fetch(home + path, { integrity, cache: 'no-cache' }));
            if (!found.ok) throw new Error(`${path}: the server answered ${found.status}`);
            await cache.put(home + path, await copy_of(found));
        }
    };
    try {
        await Promise.all(Array.from({ length: at_once }, worker));
        await cache.put(hashes_entry, new Response(JSON.stringify(files)));
    } catch (error) {
        waiting.length = 0;
        await caches.delete(own_cache);
        throw error;
    }
}

// A server may have answered from elsewhere (page.html from page), which browsers accept of no worker. Policies and types
// go along; what was about the way here does not.
async function copy_of(response) {
    const headers = new Headers(response.headers);
    for (const name of ['Content-Encoding', 'Content-Length', 'Vary']) headers.delete(name);
    return new Response(await response.blob(), { headers });
}

// What earlier versions hold that has not changed: hash -> how to get it.
async function known_files() {
    const known = new Map();
    for (const name of (await caches.keys()).filter(is_version)) {
        const cache = await caches.open(name);
        const hashes = await cache.match(hashes_entry);
        if (!hashes) continue;
        for (const [path, integrity] of Object.entries(await hashes.json())) {
            known.set(integrity, () => cache.match(home + path));
        }
    }
    return known;
}

// --- who began with what ---

const began = new Map(); // client -> { version, at }

async function remember(client, of_version) {
    const fact = { version: of_version, at: Date.now() };
    began.set(client, fact);
    const cache = await caches.open(clients_cache);
    // Where there is no room it is known as long as this worker is awake.
    await cache.put(home + client, new Response(JSON.stringify(fact))).catch(() => {});
}

async function version_of(client) {
    if (!began.has(client)) {
        const fact = await (await caches.open(clients_cache)).match(home + client);
        began.set(client, fact ? await fact.json() : { version, at: 0 });
    }
    return began.get(client).version;
}

// A portal's window belongs to a page that is open already, and talks with it: it speaks what the oldest one speaks.
async function version_for(path) {
    if (!path.endsWith('/portal.html')) return version;
    const all = await living();
    return all.sort((a, b) => a.at - b.at)[0]?.version ?? version;
}

async function living() {
    const ids = new Set((await self.clients.matchAll({ includeUncontrolled: true, type: 'all' })).map(({ id }) => id));
    const cache = await caches.open(clients_cache);
    const found = [];
    for (const request of await cache.keys()) {
        const fact = await (await cache.match(request)).json();
        const id = request.url.slice(home.length);
        if (ids.has(id) || Date.now() - fact.at < young_ms) {
            found.push(fact);
        } else {
            began.delete(id);
            await cache.delete(request);
        }
    }
    return found;
}

// Versions that nobody uses any more.
async function clean() {
    const used = new Set([version, ...(await living()).map((fact) => fact.version)].map((name) => prefix + name));
    for (const name of (await caches.keys()).filter(is_version)) {
        if (!used.has(name)) await caches.delete(name);
    }
}

// --- answering ---

async function answer({ request, clientId, resultingClientId }) {
    const entry = entry_of(request.url);
    const is_page = request.mode === 'navigate';
    const wanted = is_page ? await version_for(entry) : await version_of(clientId);
    if (resultingClientId) await remember(resultingClientId, wanted);
    // What is not kept (documents, pictures for other pages) comes from the network, as without us.
    return (await caches.match(entry, { cacheName: prefix + wanted })) ?? fetch(request);
}

self.addEventListener('install', (event) => event.waitUntil(fill().then(() => self.skipWaiting())));
self.addEventListener('activate', (event) => event.waitUntil(clean()));
self.addEventListener('fetch', (event) => {
    const { request } = event;
    if (request.method !== 'GET' || !request.url.startsWith(home)) return;
    event.respondWith(answer(event));
    if (request.mode === 'navigate') event.waitUntil(clean());
});
