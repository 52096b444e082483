// Chromium for the tests and for pictures: the system's own, drawing with its software renderer, so that a
// machine without a graphics card shows the same.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';

const { chromium } = createRequire(import.meta.url)('playwright-core');

const executables = [process.env.AIRLOCK_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

// `measures`: for tests of how long things take. All others do without the second, slower and better compilation of the
// program that each page would make anew.
export async function launch({ measures = true } = {}) {
    const executablePath = executables.find((path) => path && existsSync(path));
    if (!executablePath) throw new Error('no Chromium found; set AIRLOCK_CHROMIUM to its program');
    return chromium.launch({
        executablePath,
        args: ['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-sandbox', ...(measures ? [] : ['--js-flags=--liftoff-only'])],
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
// is filled. Without a graphics card filling takes most of the time. Whoever looks all the same is told.
export async function fill_nothing(context) {
    await context.addInitScript(() => {
        const { scissor } = WebGL2RenderingContext.prototype;
        WebGL2RenderingContext.prototype.scissor = function (x, y) {
            scissor.call(this, x, y, 1, 1);
        };
    });
    context.on('page', (page) => {
        page.screenshot = () => Promise.reject(new Error('nothing of this page is filled: ask for one that is seen'));
    });
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
