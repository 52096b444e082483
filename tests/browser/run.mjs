// The built page, driven in a real Chromium: by pixels of its canvas, by its DOM, by keys, inside a frame, and
// through everything that can go wrong. Prints a line a test and at the end "N passed, M failed". A test that gives a
// reason was left out: this machine lacks something for it.
//
//     node tests/browser/run.mjs [PART OF A NAME…]
//
// AIRLOCK_DIST: the page (dist/); AIRLOCK_CLI: the native program that runs must agree with.

import { serve_dist } from './server.mjs';
import { launch } from './browser.mjs';
import { tests as axe } from './axe_test.mjs';
import { tests as broken } from './broken_test.mjs';
import { tests as compare } from './compare_test.mjs';
import { tests as demo } from './demo_test.mjs';
import { tests as desk } from './desk_test.mjs';
import { tests as embed } from './embed_test.mjs';
import { tests as firefox } from './firefox_test.mjs';
import { tests as guest } from './guest_test.mjs';
import { tests as host } from './host_test.mjs';
import { tests as link } from './link_test.mjs';
import { tests as look } from './look_test.mjs';
import { tests as offline } from './offline_test.mjs';
import { tests as picture } from './picture_test.mjs';
import { tests as portal } from './portal_test.mjs';
import { tests as recipe } from './recipe_test.mjs';
import { tests as screens } from './screens_test.mjs';
import { tests as single } from './single_test.mjs';
import { tests as site } from './site_test.mjs';
import { tests as stage } from './stage_test.mjs';
import { tests as story } from './story_test.mjs';
import { tests as tools } from './tools_test.mjs';
import { tests as walk } from './walk_test.mjs';
import { tests as workshop } from './workshop_test.mjs';

const dist = process.env.AIRLOCK_DIST ?? 'dist';
const wanted = process.argv.slice(2);
const all = [...look, ...picture, ...screens, ...story, ...link, ...stage, ...portal, ...workshop, ...guest, ...host, ...embed, ...offline, ...firefox, ...desk, ...demo, ...tools, ...compare, ...single, ...axe, ...site, ...recipe, ...walk, ...broken].filter(
    ({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)),
);

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
let passed = 0;
let failed = 0;
for (const { name, run } of all) {
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
        const lacks = await Promise.race([run({ browser, server, contexts, dist, is_over: () => is_over }), late]);
        if (lacks) {
            console.log(`skip  ${name} (${lacks})`);
            continue;
        }
        ++passed;
        console.log(`ok    ${name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    } catch (error) {
        ++failed;
        console.log(`FAIL  ${name}\n      ${String(error?.stack ?? error).split('\n').slice(0, 6).join('\n      ')}`);
    } finally {
        clearTimeout(timer);
        is_over = true;
        for (const context of contexts) await context.close().catch(() => {});
    }
}
await browser.close();
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
