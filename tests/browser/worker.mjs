// One browser and one server of the browser tests. Runs the tests that run.mjs names, one at a time, and tells it of
// each how it went: { verdict: 'ok' | 'skip' | 'FAIL', name, note }.

import { all_tests } from './all_tests.mjs';
import { launch } from './browser.mjs';
import { serve_dist } from './server.mjs';

const dist = process.env.AIRLOCK_DIST ?? 'dist';
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
const browser = await launch();

async function verdict_of({ name, run }) {
    const began = Date.now();
    const contexts = [];
    server.fault = () => null;
    server.headers = () => ({});
    server.requests.length = 0;
    let timer;
    let is_over = false; // a test that is late must not go on beside the next one
    try {
        const late = new Promise((_, no) => {
            timer = setTimeout(() => no(new Error(`not done after ${test_ms_max / 1000} s`)), test_ms_max);
        });
        const lacks = await Promise.race([run({ browser, server, contexts, dist, is_over: () => is_over }), late]);
        if (lacks) return { verdict: 'skip', name, note: `(${lacks})` };
        return { verdict: 'ok', name, note: `(${((Date.now() - began) / 1000).toFixed(1)} s)` };
    } catch (error) {
        return { verdict: 'FAIL', name, note: `\n      ${String(error?.stack ?? error).split('\n').slice(0, 6).join('\n      ')}` };
    } finally {
        clearTimeout(timer);
        is_over = true;
        for (const context of contexts) await context.close().catch(() => {});
    }
}

process.on('message', async (name) => process.send(await verdict_of(all_tests.find((test) => test.name === name))));
process.on('disconnect', () => process.exit(1)); // nobody is left to tell
process.on('SIGTERM', async () => {
    await browser.close();
    await server.close();
    process.exit(0);
});
process.send({ is_ready: true });
