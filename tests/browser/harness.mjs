// What the browser tests share: opening the page, pressing what is drawn on its canvas, and saying what was
// expected.

import { execFileSync } from 'node:child_process';

import { open_page, ready } from './browser.mjs';

export function check(condition, what) {
    if (!condition) throw new Error(what);
}

export function check_equal(have, want, what) {
    const [a, b] = [JSON.stringify(have), JSON.stringify(want)];
    if (a !== b) throw new Error(`${what}: ${a} instead of ${b}`);
}

// A page that is ready; `errors` must be empty at the end of a test that expects none. Its canvas is filled only where the
// test is about that (`is_seen`), or about time. The first page of a test that wants nothing special is in the shared
// context; a second one beside it would put it out of sight.
export async function start({ browser, server, contexts, is_over, measures, shared }, hash = '', options = {}) {
    check(!is_over?.(), 'the test is over');
    const is_plain = Object.keys(options).every((name) => ['width', 'height', 'reducedMotion'].includes(name));
    let opened;
    if (shared && !shared.is_taken && is_plain) {
        opened = await shared.open(options);
        await opened.page.goto(`${server.url}#${hash}`);
    } else {
        opened = await open_page(browser, `${server.url}#${hash}`, { reducedMotion: 'reduce', is_seen: measures, ...options });
        contexts.push(opened.context);
    }
    await ready(opened.page);
    await settle(opened.page);
    return opened;
}

// The same page once more, as if its address had been opened: where a browser's beginning is not what is tested, a page
// of its own for each address would take most of the time.
export async function start_again({ server, is_over }, page, hash, { width, height } = {}) {
    check(!is_over?.(), 'the test is over');
    await page.goto('about:blank');
    if (width) await page.setViewportSize({ width, height });
    await page.goto(`${server.url}#${hash}`);
    await ready(page);
    await settle(page);
}

// Until the page has nothing more to draw. Asked once and waited for in the page itself: tests do this all the time.
export async function settle(page) {
    const is_still = await page.evaluate(async () => {
        const end = performance.now() + 20_000;
        while (!window.airlock.is_idle() && performance.now() < end) await new Promise((done) => setTimeout(done, 4));
        return window.airlock.is_idle();
    });
    check(is_still, 'the page goes on drawing');
}

// Until a wish that answers with a promise comes true. The browser driver's own `waitForFunction` takes any promise for a
// yes, and waits for nothing.
export async function until_true(page, wish, value = null) {
    for (const end = Date.now() + 20_000; !(await page.evaluate(wish, value)); await page.waitForTimeout(30)) {
        check(Date.now() < end, `waited in vain for ${wish}`);
    }
}

export const state = (page) => page.evaluate(() => window.airlock.state());
export const probe = (page, id) => page.evaluate((name) => window.airlock.probe(name), id);

// Presses the real pixels of a widget on the canvas.
export async function press(page, id, { is_touch = false } = {}) {
    const box = await probe(page, id);
    check(box, `there is no "${id}" on the canvas`);
    const corner = await page.evaluate(() => {
        const { left, top } = document.getElementById('canvas').getBoundingClientRect();
        return { left, top };
    });
    const [x, y] = [corner.left + box.x + box.w / 2, corner.top + box.y + box.h / 2];
    if (is_touch) await page.touchscreen.tap(x, y);
    else await page.mouse.click(x, y);
    await settle(page);
}

// Processor time of each task of the page's main thread while `deed` is done, in milliseconds. Not by the clock on the
// wall, as `longtask` has it: what else the machine does would count as a stall of ours.
export async function tasks_during(page, deed) {
    const cdp = await page.context().newCDPSession(page);
    const events = [];
    cdp.on('Tracing.dataCollected', ({ value }) => events.push(...value));
    await cdp.send('Tracing.start', { transferMode: 'ReportEvents', traceConfig: { includedCategories: ['toplevel'], excludedCategories: ['*'] } });
    await deed();
    const complete = new Promise((done) => cdp.once('Tracing.tracingComplete', done));
    await cdp.send('Tracing.end');
    await complete;
    const is_main = (event) => events.some(({ name, pid, tid, args }) => name === 'thread_name' && args.name === 'CrRendererMain' && pid === event.pid && tid === event.tid);
    return events.filter((event) => event.name === 'ThreadControllerImpl::RunTask' && event.tdur && is_main(event)).map(({ tdur }) => tdur / 1000);
}

// The native program's verdict on the same run.
export function native_summary(scenario, { seed, live, inputs }) {
    const cli = process.env.AIRLOCK_CLI ?? 'build/native/airlock-cli';
    const words = ['run', scenario, '--seed', String(seed), '--format', 'json'];
    if (live) words.push('--live', live);
    if (inputs) words.push('--inputs', JSON.stringify(inputs));
    let lines;
    try {
        lines = execFileSync(cli, words, { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'ignore'] });
    } catch (error) {
        // Who acts in a story may well make its expectations fail: the run is what counts here.
        if (error.status !== 1) throw error;
        lines = error.stdout;
    }
    return JSON.parse(lines.trim().split('\n').pop()).summary;
}

// How one of the three at the screen answers: yes, but not to what the attacker asks for.
export function answer_to(decision, sessions) {
    if (decision.team) return true;
    const session = sessions.find(({ id }) => id === decision.session);
    return session.action === 'CreateRestoreAccessBackupVault' || session.action === 'ApprovalTeamBaseline' ||
        session.action === 'RevokeRestoreAccessBackupVault';
}

// How many different colours a picture has, roughly: one for a blank one. `png` as playwright gives it is
// decoded by the browser itself.
export function colours(page, png) {
    return page.evaluate(async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
        const context = canvas.getContext('2d');
        context.drawImage(bitmap, 0, 0);
        const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
        const seen = new Set();
        for (let i = 0; i < data.length; i += 4) seen.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
        return seen.size;
    }, png.toString('base64'));
}
