// What only a browser can tell about the built page: how long until the first frame, what a frame costs, how long a
// demonstration in somebody's page takes to start, and what a hundred of them leave behind.

import { count_programs, launch, open_page, ready } from './browser.mjs';
import { large_estate, open_estate } from './estate.mjs';
import { serve_dist } from './server.mjs';

const demos_in_turn = 100;

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];

async function milliseconds_to_first_frame(browser, server) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
    // Noted in the page itself, at the very moment.
    await context.addInitScript(() => {
        const look = () => (window.airlock ? window.airlock.ready.then(() => (window.first_frame = performance.now())) : setTimeout(look, 1));
        look();
    });
    const page = await context.newPage();
    await page.goto(`${server.url}#scenario=cross-account`);
    const handle = await page.waitForFunction(() => window.first_frame);
    const time = await handle.jsonValue();
    await context.close();
    return time;
}

// CPU of the page's main thread for each frame while `stir` keeps the picture moving.
async function cpu_while({ page, context }, stir) {
    await ready(page);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' }); // CPU, not the clock on the wall
    const read = async () => {
        const { metrics } = await session.send('Performance.getMetrics');
        const script = metrics.find(({ name }) => name === 'ScriptDuration').value;
        return { script, frames: await page.evaluate(() => window.airlock.frames()) };
    };
    await stir(page);
    await page.waitForTimeout(1500);
    const before = await read();
    await page.waitForTimeout(6000);
    const after = await read();
    await context.close();
    return ((after.script - before.script) * 1000) / (after.frames - before.frames);
}

// While the story plays, with everything that moves.
async function cpu_of_a_frame(browser, server, hash) {
    const opened = await open_page(browser, `${server.url}#${hash}`, {
        width: 1280, height: 800, reducedMotion: 'no-preference',
    });
    return cpu_while(opened, (page) => page.evaluate(() => window.airlock.dispatch({ type: 'play' })));
}

// Two hundred accounts and two thousand calls on their way at once: the same step again and again.
async function cpu_of_a_crowd(browser, server, dist) {
    const text = await large_estate(dist, 200);
    const opened = await open_estate(browser, server.url, { text, hash: '&at=89', reducedMotion: 'no-preference' });
    return cpu_while(opened, (page) => page.evaluate(() => {
        window.airlock.cost(2000);
        setInterval(() => {
            if (!window.airlock.is_idle()) return;
            window.airlock.seek(89);
            window.airlock.dispatch({ type: 'step_forward' });
        }, 10);
    }));
}

// --- <airlock-demo> in somebody's page ---

const somebody = `<!doctype html><html lang="en"><meta charset="utf-8"><title>page</title><link rel="stylesheet" href="/sub/path/demo.css">
    <script type="module" src="/sub/path/demo.mjs"></script><body><div id="place"></div></body></html>`;
const at_moment = { scenario: 'cross-account', at: 'vote' };

async function page_of_somebody(browser, server) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 760 } });
    const page = await context.newPage();
    await page.goto(`${server.origin}/somebody.html`);
    await page.evaluate(() => customElements.whenDefined('airlock-demo').then(() => {}));
    return { context, page };
}

// From the press of its button until it can be used; nothing of the program is there before.
async function milliseconds_to_ready(browser, server) {
    const { context, page } = await page_of_somebody(browser, server);
    await page.evaluate((moment) => {
        const demo = Object.assign(document.createElement('airlock-demo'), moment);
        demo.addEventListener('click', () => (window.pressed = performance.now()), { capture: true, once: true });
        demo.addEventListener('ready', () => (window.ready_after = performance.now() - window.pressed));
        document.getElementById('place').append(demo);
    }, at_moment);
    await page.locator('airlock-demo img').waitFor();
    await page.locator('airlock-demo .demo-begin').click();
    const time = await (await page.waitForFunction(() => window.ready_after)).jsonValue();
    await context.close();
    return time;
}

// `times` demonstrations, one after the other attached, started and disposed of: { bytes, programs } that they leave behind.
async function left_behind(browser, server, times) {
    const { context, page } = await page_of_somebody(browser, server);
    await page.evaluate(count_programs);
    const cycles = (count) => page.evaluate(async ([moment, n]) => {
        for (let i = 0; i < n; ++i) {
            const demo = Object.assign(document.createElement('airlock-demo'), moment);
            document.getElementById('place').append(demo);
            const problems = await demo.step();
            if (problems.length) throw new Error(problems[0].text);
            demo.dispose();
            demo.remove();
            await new Promise((done) => setTimeout(done, 0));
        }
    }, [at_moment, count]);
    const session = await context.newCDPSession(page);
    const heap = async () => {
        for (let i = 0; i < 3; ++i) await session.send('HeapProfiler.collectGarbage');
        return (await session.send('Runtime.getHeapUsage')).usedSize;
    };
    await cycles(3); // what is kept once for all of them is there
    const before = await heap();
    await cycles(times);
    const bytes = (await heap()) - before;
    const programs = await page.evaluate(() => window.programs());
    await context.close();
    return { bytes, programs };
}

// [{name, unit, native, wasm}], as tools/bench.mjs prints them.
export async function measure_page(dist) {
    const server = await serve_dist(dist, { pages: { '/somebody.html': somebody } });
    const browser = await launch();
    try {
        const starts = [];
        await milliseconds_to_first_frame(browser, server); // the browser itself warms up
        for (let i = 0; i < 5; ++i) starts.push(await milliseconds_to_first_frame(browser, server));
        const three = async (measure) => {
            const values = [];
            for (let i = 0; i < 3; ++i) values.push(await measure());
            return median(values);
        };
        const frame = await three(() => cpu_of_a_frame(browser, server, 'scenario=cross-account&at=58'));
        const large = await three(() => cpu_of_a_frame(browser, server, 'scenario=reference-architecture&at=60'));
        const crowd = await three(() => cpu_of_a_crowd(browser, server, dist));
        await milliseconds_to_ready(browser, server);
        const waits = [];
        for (let i = 0; i < 5; ++i) waits.push(await milliseconds_to_ready(browser, server));
        const left = await left_behind(browser, server, demos_in_turn);
        return [
            { name: 'first frame after', unit: 'ms', native: null, wasm: median(starts) },
            { name: 'CPU of a frame, 1280×800', unit: 'ms', native: null, wasm: frame },
            { name: 'CPU of a frame, reference architecture', unit: 'ms', native: null, wasm: large },
            { name: 'CPU of a frame, 200 accounts, 2,000 calls', unit: 'ms', native: null, wasm: crowd },
            { name: 'demonstration ready after a press', unit: 'ms', native: null, wasm: median(waits) },
            { name: `heap left by ${demos_in_turn} demonstrations`, unit: 'bytes', native: null, wasm: left.bytes },
            { name: `programs left by ${demos_in_turn} demonstrations`, unit: '', native: null, wasm: left.programs },
        ];
    } finally {
        await browser.close();
        await server.close();
    }
}
