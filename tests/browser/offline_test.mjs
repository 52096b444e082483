// The page without a network: kept where its host wants it and nowhere else, whole or not at all, one version at a time.

import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { fill_nothing, open_page, ready } from './browser.mjs';
import { check, check_equal, settle, state, until_true } from './harness.mjs';
import { serve_dist } from './server.mjs';

const marked = ['airlock_page.mjs', 'stage.mjs', 'tool.mjs', 'export.mjs', 'portals.mjs'];

// A copy of the page whose modules say which version they are of, with the worker that belongs to it.
async function make_version(dist, name) {
    const folder = await mkdtemp(join(tmpdir(), 'airlock-'));
    await cp(dist, folder, { recursive: true });
    const worker = await readFile(join(folder, 'service_worker.js'), 'utf8');
    const [, version, list, rest] = /^const version=(.*);\nconst files=(.*);\n([^]*)$/.exec(worker);
    const files = JSON.parse(list);
    check(JSON.parse(version).length === 16, version);
    for (const path of marked) {
        const text = `${await readFile(join(folder, path), 'utf8')}(globalThis.seen ??= []).push("${path} ${name}");\n`;
        await writeFile(join(folder, path), text);
        files[path] = `sha256-${createHash('sha256').update(text).digest('base64')}`;
    }
    await writeFile(join(folder, 'service_worker.js'), `const version="${name}";\nconst files=${JSON.stringify(files)};\n${rest}`);
    await writeFile(join(folder, 'offline.json'), '{"offline": true}');
    return folder;
}

async function set_up({ browser, dist, contexts }, names) {
    const folders = Object.fromEntries(await Promise.all(names.map(async (name) => [name, await make_version(dist, name)])));
    const server = await serve_dist(folders[names[0]]);
    const context = await browser.newContext({ viewport: { width: 760, height: 560 }, reducedMotion: 'reduce' });
    contexts.push(context, server, { close: () => Promise.all(Object.values(folders).map((path) => rm(path, { recursive: true }))) });
    await fill_nothing(context);
    const page = await context.newPage();
    return { folders, server, context, page };
}

const kept = (page) => page.evaluate(async () => (await caches.keys()).map((name) => name.split(' ')[2]).sort());
const seen = (page) => page.evaluate(() => [...new Set(window.seen.map((line) => line.split(' ')[1]))]);
const in_office = (page, names) => until_true(page, async (wanted) => {
    const registration = await navigator.serviceWorker.getRegistration();
    const all = (await caches.keys()).map((name) => name.split(' ')[2]).filter((name) => name !== 'clients').sort();
    return registration?.active?.state === 'activated' && !registration.installing && JSON.stringify(all) === wanted;
}, JSON.stringify(names));

async function visit(page, url) {
    await (url ? page.goto(url) : page.reload());
    await ready(page);
    await settle(page);
}

const open_export = async (page) => {
    await page.locator('#text [data-id="export"]').evaluate((button) => button.click());
    await page.locator('.tool-dialog [data-id="download"]:not([aria-disabled])').waitFor();
};

async function without_network(tools) {
    const { server, page } = await set_up(tools, ['one']);
    await visit(page, `${server.url}#scenario=first-approval&at=3&lang=ja`);
    await page.locator('#toast').filter({ hasText: 'ネットワーク' }).waitFor();
    await in_office(page, ['one']);
    const before = await state(page);

    // Everything is there: the story, its language, a tool with its worker, a story never seen before.
    server.fault = () => ({ is_cut: true });
    await visit(page);
    check_equal([(await state(page)).at, (await state(page)).trace_hash], [3, before.trace_hash], 'the moment, without a network');
    check_equal(await page.evaluate(() => document.documentElement.lang), 'ja', 'its language');
    await open_export(page);
    await page.keyboard.press('Escape');
    await page.evaluate(() => (location.hash = '#scenario=threats/th05&lang=vi'));
    await page.waitForFunction(() => window.airlock.state().scenario === 'threats/th05' && document.documentElement.lang === 'vi');
    await page.evaluate(() => window.airlock.dispatch({ type: 'pause' }));
    const policy = await page.evaluate(async () => (await fetch('index.html')).headers.get('Content-Security-Policy'));
    check(policy.includes("default-src 'self'"), 'the policy of the host goes along');

    // A host that no longer wants it is obeyed at the next visit.
    server.fault = (path) => (path === '/offline.json' ? { bytes: Buffer.from('{"offline": false}') } : null);
    await visit(page);
    await until_true(page, async () => !(await navigator.serviceWorker.getRegistration()) && !(await caches.keys()).length);
}

async function nobody_asked(tools) {
    const { dist, browser, contexts } = tools;
    const server = await serve_dist(dist, { pages: { '/host': '<!doctype html><iframe id="guest" src="/sub/path/#scenario=first-approval" width="700" height="400"></iframe>' } });
    contexts.push(server);
    const registered = (page) => page.evaluate(() => navigator.serviceWorker.getRegistrations().then(({ length }) => length));
    const { page, context } = await open_page(browser, `${server.url}#scenario=first-approval`, { is_seen: false });
    contexts.push(context);
    await ready(page);
    const asked = () => server.requests.some((path) => path.endsWith('offline.json'));
    while (!asked()) await page.waitForTimeout(20);
    await page.waitForTimeout(300);
    check_equal(await registered(page), 0, 'workers of a host that said nothing');

    server.requests.length = 0;
    server.fault = (path) => (path === '/offline.json' ? { bytes: Buffer.from('{"offline": true}') } : null);
    await page.goto(`${server.origin}/host`);
    const frame = await (await page.locator('#guest').elementHandle()).contentFrame();
    await frame.waitForFunction(() => window.airlock);
    await frame.evaluate(() => window.airlock.ready.then(() => true));
    await page.waitForTimeout(300);
    check_equal([await registered(page), asked()], [0, false], 'workers that a frame registered');
}

async function update(tools) {
    const { folders, server, context, page } = await set_up(tools, ['one', 'two', 'three']);
    const address = `${server.url}#scenario=first-approval&at=3`;
    await visit(page, address);
    await in_office(page, ['one']);
    await visit(page);
    const neighbour = await context.newPage();
    await visit(neighbour, address);

    // A version that does not arrive whole, or not as it was made, never comes into office.
    server.folder = folders.three;
    const bytes = Buffer.from('no module');
    for (const fault of [{ status: 503 }, { bytes }]) {
        let tries = 0;
        server.fault = (path) => (path === '/tool.mjs' && ++tries ? fault : null);
        await visit(page);
        await page.evaluate(async () => (await navigator.serviceWorker.getRegistration()).update().catch(() => {}));
        while (!tries) await page.waitForTimeout(20);
        await in_office(page, ['one']);
        check_equal(await seen(page), ['one'], `after ${Object.keys(fault)}`);
    }

    // A good one takes over; whoever began with the old one stays with it, also for what is fetched later.
    server.folder = folders.two;
    server.fault = () => null;
    await visit(page);
    await in_office(page, ['one', 'two']);
    check_equal(await seen(page), ['one'], 'the visit that found it');
    await open_export(page);
    check_equal(await seen(page), ['one'], 'with what is fetched later');
    server.fault = () => ({ is_cut: true });
    await visit(page);
    check_equal(await seen(page), ['two'], 'the next visit');
    await open_export(page);
    check_equal(await seen(page), ['two'], 'with what is fetched later');
    await neighbour.evaluate(() => window.airlock.portal('ana', 'panel'));
    await neighbour.locator('.portal-panel .portal-door').waitFor();
    check_equal(await seen(neighbour), ['one'], 'a window that was open all the time');
    await neighbour.close();
    check_equal(await kept(page), ['clients', 'one', 'two'], 'what is kept while it may be needed');

    // A minute later nobody needs the old one.
    server.fault = () => null;
    await page.evaluate(async () => {
        const name = (await caches.keys()).find((text) => text.endsWith(' clients'));
        const cache = await caches.open(name);
        for (const request of await cache.keys()) {
            const fact = await (await cache.match(request)).json();
            await cache.put(request, new Response(JSON.stringify({ ...fact, at: fact.at - 61_000 })));
        }
    });
    await visit(page);
    await in_office(page, ['two']);
    check_equal(await seen(page), ['two'], 'and so on');
}

export const tests = [
    { name: 'offline: after one visit everything is there without a network', run: without_network },
    { name: 'offline: no host gets a worker unasked', run: nobody_asked },
    { name: 'offline: a new version takes over whole, a broken one never does', run: update },
];
