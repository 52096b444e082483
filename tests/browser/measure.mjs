// What only a browser can tell about the built page: how long until the first frame, and what a frame costs.

import { launch, open_page, ready } from './browser.mjs';
import { serve_dist } from './server.mjs';

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

// CPU of the page's main thread for each frame while the story plays, with everything that moves.
async function cpu_of_a_frame(browser, server) {
    const { page, context } = await open_page(browser, `${server.url}#scenario=cross-account&at=58`, {
        width: 1280, height: 800, reducedMotion: 'no-preference',
    });
    await ready(page);
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' }); // CPU, not the clock on the wall
    const read = async () => {
        const { metrics } = await session.send('Performance.getMetrics');
        const script = metrics.find(({ name }) => name === 'ScriptDuration').value;
        return { script, frames: await page.evaluate(() => window.airlock.frames()) };
    };
    await page.evaluate(() => window.airlock.dispatch({ type: 'play' }));
    await page.waitForTimeout(1500);
    const before = await read();
    await page.waitForTimeout(6000);
    const after = await read();
    await context.close();
    return ((after.script - before.script) * 1000) / (after.frames - before.frames);
}

// [{name, unit, native, wasm}], as tools/bench.mjs prints them.
export async function measure_page(dist) {
    const server = await serve_dist(dist);
    const browser = await launch();
    try {
        const starts = [];
        await milliseconds_to_first_frame(browser, server); // the browser itself warms up
        for (let i = 0; i < 5; ++i) starts.push(await milliseconds_to_first_frame(browser, server));
        const frames = [];
        for (let i = 0; i < 3; ++i) frames.push(await cpu_of_a_frame(browser, server));
        return [
            { name: 'first frame after', unit: 'ms', native: null, wasm: median(starts) },
            { name: 'CPU of a frame, 1280×800', unit: 'ms', native: null, wasm: median(frames) },
        ];
    } finally {
        await browser.close();
        await server.close();
    }
}
