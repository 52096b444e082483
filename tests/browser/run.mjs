// The built page, driven in a real Chromium: by pixels of its canvas, by its DOM, by keys, inside a frame, and
// through everything that can go wrong. Prints a line a test and at the end "N passed, M failed". A test that gives a
// reason was left out: this machine lacks something for it.
//
//     node tests/browser/run.mjs [PART OF A NAME…]
//
// AIRLOCK_DIST: the page (dist/); AIRLOCK_CLI: the native program that runs must agree with.

import { all_tests } from './all_tests.mjs';
import { launch, share_context } from './browser.mjs';
import { serve_dist } from './server.mjs';

const dist = process.env.AIRLOCK_DIST ?? 'dist';
const wanted = process.argv.slice(2);
const chosen = all_tests.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

const test_ms_max = 90_000;
const embedding = (attributes, more = '') =>
    `<!doctype html><title>host</title><body style="margin:0;height:4000px"><input id="mine" style="display:block;margin:20px">
     <iframe id="guest" ${more} src="/sub/path/#${attributes}" style="width:700px;height:440px;border:0"></iframe></body>`;
const server = await serve_dist(dist, {
    pages: {
        '/host': embedding('scenario=first-approval'),
        '/sandbox': embedding('scenario=first-approval', 'sandbox="allow-scripts"'),
        '/blank': '<!doctype html><title>blank</title><link rel="icon" href="data:,">',
    },
});
let passed = 0;
let failed = 0;

async function take({ name, run, measures = false }, browser, shared) {
    const began = Date.now();
    const contexts = [];
    server.fault = () => null;
    server.requests.length = 0;
    let timer;
    let is_over = false; // a test that is late must not go on beside the next one
    try {
        const late = new Promise((_, no) => {
            timer = setTimeout(() => no(new Error(`not done after ${test_ms_max / 1000} s`)), test_ms_max);
        });
        const lacks = await Promise.race([run({ browser, server, contexts, dist, measures, shared, is_over: () => is_over }), late]);
        await shared?.clear();
        if (!lacks) ++passed;
        if (lacks) console.log(`skip  ${name} (${lacks})`);
        else console.log(`ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
        ++failed;
        console.log(`FAIL  ${name}\n      ${String(error?.stack ?? error).split('\n').slice(0, 6).join('\n      ')}`);
    } finally {
        clearTimeout(timer);
        is_over = true;
        for (const context of contexts) await context.close().catch(() => {});
    }
}

for (const measures of [false, true]) {
    const list = chosen.filter((test) => Boolean(test.measures) === measures);
    if (list.length === 0) continue;
    const browser = await launch({ measures });
    let shared = measures ? null : await share_context(browser, server);
    for (const test of list) {
        const failed_before = failed;
        await take(test, browser, shared);
        if (failed === failed_before || !shared) continue;
        await shared.close(); // whatever it was that failed, the next test begins without it
        shared = await share_context(browser, server);
    }
    await browser.close();
}
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
