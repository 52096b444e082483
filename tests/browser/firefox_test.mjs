// The hosts of host_test.mjs once more, in Firefox: an engine of its own for modules, frames, workers and WebGL.

import { check, check_equal, native_summary } from './harness.mjs';
import { firefox_lacks, launch_firefox } from './firefox.mjs';
import { serve_dist } from './server.mjs';

const frame_page = (address, more = '') =>
    `<!doctype html><title>host</title><link rel="icon" href="data:,"><body style="margin:0">
     <iframe id="guest" ${more} src="${address}" style="width:700px;height:440px;border:0"></iframe></body>`;

const is_ready = () => window.airlock?.state() && window.airlock.is_idle();

async function in_firefox({ dist, server, contexts }) {
    const lacks = firefox_lacks();
    if (lacks) return lacks;
    const firefox = await launch_firefox();
    contexts.push(firefox);

    // The page below a sub-path, under the strict policy: the same run as everywhere, by pixels and by keys.
    const page = await firefox.open(`${server.url}#scenario=first-approval&lang=ja`);
    await page.wait_for(is_ready);
    const box = await page.evaluate(() => window.airlock.probe('forward'));
    await page.press(box.x + box.w / 2, box.y + box.h / 2);
    await page.wait_for(() => window.airlock.state().at === 1);
    await page.key('\uE014'); // the right arrow
    await page.wait_for(() => window.airlock.state().at === 2);
    await page.evaluate(() => window.airlock.seek(13));
    const { trace_hash } = await page.evaluate(() => window.airlock.state());
    check_equal(trace_hash, native_summary(`${dist}/scenarios/first-approval.json`, { seed: 1 }).trace_hash, 'the run in Firefox');
    const report = await page.evaluate(async () => {
        const { desk } = await import(new URL('desk.mjs', document.baseURI).href);
        const scenario = await (await fetch('scenarios/first-approval.json')).text();
        return (await desk.ask({ ask: 'report', run: { scenario } })).markdown;
    });
    check(report.includes('First approval'), report);
    check_equal(page.errors, [], 'errors of the page');
    await page.close();

    // Frames: of another origin, and without one; a server that names the type of the program wrongly.
    const frames = await serve_dist(dist, {
        headers: (path) => ({ 'Access-Control-Allow-Origin': '*', ...(path.endsWith('.wasm') ? { 'Content-Type': 'text/plain' } : {}) }),
    });
    const hosts = await serve_dist(dist, {
        pages: {
            '/plain': frame_page(`${frames.url}#scenario=first-approval&at=3`),
            '/sandbox': frame_page(`${frames.url}#scenario=first-approval&at=3`, 'sandbox="allow-scripts"'),
        },
    });
    contexts.push(frames, hosts);
    for (const path of ['plain', 'sandbox']) {
        const host = await firefox.open(`${hosts.origin}/${path}`);
        const frame = await host.frame();
        await frame.wait_for(is_ready);
        check_equal(await frame.evaluate(() => window.airlock.state().at), 3, `${path}: the moment`);
        check_equal(await host.evaluate(() => document.activeElement.tagName), 'BODY', `${path}: the focus`);
        check_equal(host.errors, [], `${path}: errors`);
        await host.close();
    }
}

async function offline_in_firefox({ dist, contexts }) {
    const lacks = firefox_lacks();
    if (lacks) return lacks;
    const firefox = await launch_firefox();
    const server = await serve_dist(dist);
    contexts.push(firefox, server);
    server.fault = (path) => (path === '/offline.json' ? { bytes: Buffer.from('{"offline": true}') } : null);
    const page = await firefox.open(`${server.url}#scenario=first-approval&at=3`);
    await page.wait_for(async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated');
    server.fault = () => ({ is_cut: true });
    await page.reload();
    await page.wait_for(is_ready);
    check_equal(await page.evaluate(() => window.airlock.state().at), 3, 'the moment, without a network');
}

export const tests = [
    { name: 'firefox: the page, its desk, frames with and without an origin', run: in_firefox },
    { name: 'firefox: after one visit the page is there without a network', run: offline_in_firefox },
];
