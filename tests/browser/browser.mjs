// Chromium for the tests and for pictures: the system's own, drawing with its software renderer, so that a
// machine without a graphics card shows the same.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(import.meta.url)('playwright-core');

const executables = [process.env.AIRLOCK_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// `measures`: for tests of how long things take. All others do without the second, slower and better compilation of the
// program that each page would make anew, and pages of one context share a process.
export async function launch({ measures = true } = {}) {
    const executablePath = executables.find((path) => path && existsSync(path));
    if (!executablePath) throw new Error('no Chromium found; set AIRLOCK_CHROMIUM to its program');
    return chromium.launch({
        executablePath,
        args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-sandbox', ...(measures ? [] : ['--js-flags=--liftoff-only', '--process-per-site'])],
    });
}

// Gathers what goes wrong on a page from now on, in a list that grows. `kinds` of what it writes to its console.
export function errors_of(page, kinds = ['error']) {
    const errors = [];
    page.on('console', (message) => kinds.includes(message.type()) && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    return errors;
}

// For tests that look at no pixel of a canvas: everything is drawn as ever, by the same calls, but only one pixel of each
// is filled, while the page has no `is_filled`. Without a graphics card filling takes most of the time. Whoever looks all the
// same is told.
export async function fill_nothing(context) {
    await context.addInitScript(() => {
        const { scissor } = WebGL2RenderingContext.prototype;
        WebGL2RenderingContext.prototype.scissor = function (x, y, width, height) {
            if (window.is_filled) scissor.call(this, x, y, width, height);
            else scissor.call(this, x, y, 1, 1);
        };
    });
    context.on('page', (page) => {
        page.screenshot = () => Promise.reject(new Error('nothing of this page is filled: ask for one that is seen'));
    });
}

// A context in which many tests have a page each, one after the other: its process is there already, and one page that
// stays in it keeps the compiled program. What a test leaves in it is gone with `clear`, and after one that failed the
// whole context.
export async function share_context(browser, server) {
    const context = await browser.newContext({ reducedMotion: 'reduce' });
    await fill_nothing(context);
    const keeper = await context.newPage();
    await keeper.goto(`${server.origin}/blank`);
    await keeper.evaluate(async (url) => void (window.kept = await WebAssembly.compileStreaming(fetch(url))), `${server.url}airlock.wasm`);
    const cdp = await context.newCDPSession(keeper);
    const shared = { is_taken: false, close: () => context.close().catch(() => {}) };
    shared.open = async ({ width = 960, height = 640, reducedMotion = 'reduce' }) => {
        shared.is_taken = true;
        const page = await context.newPage();
        await page.setViewportSize({ width, height });
        if (reducedMotion !== 'reduce') await page.emulateMedia({ reducedMotion });
        return { context, page, errors: errors_of(page) };
    };
    shared.clear = async () => {
        if (!shared.is_taken) return;
        shared.is_taken = false;
        for (const page of context.pages()) if (page !== keeper) await page.close();
        await cdp.send('Storage.clearDataForOrigin', { origin: server.origin, storageTypes: 'all' });
    };
    return shared;
}

// Opens the page and waits until it is ready. `errors` gathers everything that went wrong on it.
export async function open_page(browser, url, { width = 960, height = 640, ratio = 1, is_seen = true, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio, ...options });
    if (!is_seen) await fill_nothing(context);
    const page = await context.newPage();
    const errors = errors_of(page);
    await page.goto(url);
    return { context, page, errors };
}

export const ready = (page) => page.evaluate(() => window.airlock.ready.then(() => true));

// To be run in a page before it loads any: from then on `window.programs()` says how many are still in its memory.
export function count_programs() {
    const programs = [];
    const { instantiate } = WebAssembly;
    WebAssembly.instantiate = async (...all) => {
        const made = await instantiate(...all);
        programs.push(new WeakRef(made.instance ?? made));
        return made;
    };
    window.programs = () => programs.filter((weak) => weak.deref()).length;
}
