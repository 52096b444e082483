// Hosts of every kind around the page: frames with and without an origin, of another origin, behind isolation headers,
// servers that name types wrongly, views without history or storage, without scripts, without memory. What cannot work
// there is said in words, with a way on.

import { errors_of, fill_nothing, open_page, ready } from './browser.mjs';
import { check, check_equal, press, settle, start, state } from './harness.mjs';
import { policy, serve_dist } from './server.mjs';

const frame_page = (address, more = '') =>
    `<!doctype html><title>host</title><link rel="icon" href="data:,"><body style="margin:0">
     <iframe id="guest" ${more} src="${address}" style="width:700px;height:440px;border:0"></iframe></body>`;

// A server of its own kind, gone when the test is over.
async function kind_of_host({ dist, contexts }, options) {
    const server = await serve_dist(dist, options);
    contexts.push(server);
    return server;
}

async function open({ browser, contexts }, url, options = {}) {
    const opened = await open_page(browser, url, { width: 760, height: 560, reducedMotion: 'reduce', is_seen: false, ...options });
    contexts.push(opened.context);
    return opened;
}

const frame_of = async (page) => (await page.locator('#guest').elementHandle()).contentFrame();

// The story runs inside the frame, and nothing around it was disturbed.
async function runs_in_frame(page, entry = 1) {
    const frame = await frame_of(page);
    await frame.waitForFunction(() => window.airlock);
    await frame.evaluate(() => window.airlock.ready.then(() => true));
    check_equal(await page.evaluate(() => [document.activeElement.tagName, window.scrollY]), ['BODY', 0], 'focus and scrolling of the host');
    check_equal(await frame.evaluate((to) => window.airlock.seek(to), entry), [], 'problems of a step');
    await frame.waitForFunction((to) => window.airlock.state().at === to, entry);
    return frame;
}

// A worker of a frame without an origin begins in a blob: a policy has to allow that.
const anybody = { 'Access-Control-Allow-Origin': '*', 'Content-Security-Policy': `${policy}; worker-src 'self' blob:` };
const report = (page) => page.evaluate(async () => {
    const { desk } = await import(new URL('desk.mjs', document.baseURI));
    const scenario = await (await fetch('scenarios/first-approval.json')).text();
    return desk.ask({ ask: 'report', run: { scenario } }).then(({ markdown }) => markdown, (error) => `${error.code}: ${error.message}`);
});

async function sandbox_with_cors(tools) {
    const server = await kind_of_host(tools, { headers: () => anybody });
    const host = await kind_of_host(tools, { pages: { '/': frame_page(`${server.url}#scenario=first-approval`, 'sandbox="allow-scripts"') } });
    const { page, errors } = await open(tools, `${host.origin}/`);
    const frame = await runs_in_frame(page);
    check_equal(await frame.evaluate(() => window.origin), 'null', 'the origin of the frame');
    // A language and a scenario come the same way as the program.
    await frame.evaluate(() => window.airlock.on('language', () => (window.spoken = true)));
    await frame.locator('#text select').first().waitFor({ state: 'attached' });
    await frame.evaluate(() => {
        const menu = [...document.querySelectorAll('#text select')].find((select) => [...select.options].some(({ value }) => value === 'ja'));
        menu.value = 'ja';
        menu.dispatchEvent(new Event('change', { bubbles: true }));
    });
    await frame.waitForFunction(() => window.spoken);
    check((await report(frame)).includes('First approval'), await report(frame));
    check_equal(errors, [], 'errors');
}

async function other_origin(tools) {
    const host = await kind_of_host(tools, { pages: { '/': frame_page(`${tools.server.url}#scenario=first-approval`) } });
    const { page, errors } = await open(tools, `${host.origin}/`);
    const frame = await runs_in_frame(page);
    const key = await frame.evaluate(() => window.airlock.probe('forward'));
    const corner = await page.locator('#guest').boundingBox();
    await page.mouse.click(corner.x + key.x + key.w / 2, corner.y + key.y + key.h / 2);
    await frame.waitForFunction(() => window.airlock.state().at === 2);
    await page.keyboard.press('ArrowRight');
    await frame.waitForFunction(() => window.airlock.state().at === 3);
    check_equal(errors, [], 'errors');
}

// A page that isolates itself takes only frames that agree to it.
async function isolated(tools) {
    const isolating = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
    const agreeing = { 'Cross-Origin-Embedder-Policy': 'require-corp', 'Cross-Origin-Resource-Policy': 'cross-origin' };
    const server = await kind_of_host(tools, { headers: () => agreeing });
    const plain = `${tools.server.url}#scenario=first-approval`;
    const host = await kind_of_host(tools, {
        headers: (path) => (path.includes('/sub/') || path.includes('.') ? { ...isolating, ...agreeing } : isolating),
        pages: {
            '/agreeing': frame_page(`${server.url}#scenario=first-approval`),
            '/credentialless': frame_page(plain, 'credentialless'),
            '/plain': frame_page(plain),
        },
    });
    for (const path of ['agreeing', 'credentialless']) {
        const { page, errors } = await open(tools, `${host.origin}/${path}`);
        check_equal(await page.evaluate(() => window.crossOriginIsolated), true, `${path}: isolated`);
        await runs_in_frame(page);
        check_equal(errors, [], `${path}: errors`);
    }
    const { page } = await open(tools, `${host.origin}/plain`);
    const address = await (await frame_of(page)).evaluate(() => location.href);
    check(address.startsWith('chrome-error:'), `a frame that does not agree is refused by the browser: ${address}`);

    // Isolated itself, it still finds its portals' windows.
    const { page: self, context } = await open(tools, `${host.url}#scenario=first-approval&live=ana`);
    await ready(self);
    check_equal(await self.evaluate(() => window.crossOriginIsolated), true, 'the page itself isolated');
    const [portal] = await Promise.all([context.waitForEvent('page'), self.evaluate(() => window.airlock.portal('ana', 'window'))]);
    await portal.locator('.portal-door').waitFor();
}

// As some views inside programs are: no history to write, no storage, no clipboard, no channels, no windows.
async function bare_view(tools) {
    const context = await tools.browser.newContext({ viewport: { width: 800, height: 600 }, reducedMotion: 'reduce' });
    tools.contexts.push(context);
    await fill_nothing(context);
    await context.addInitScript(() => {
        delete History.prototype.pushState;
        delete History.prototype.replaceState;
        delete window.BroadcastChannel;
        delete Navigator.prototype.clipboard;
        delete Navigator.prototype.serviceWorker;
        for (const name of ['localStorage', 'sessionStorage', 'indexedDB', 'caches']) {
            Object.defineProperty(window, name, { get: () => { throw new DOMException('denied', 'SecurityError'); } });
        }
        window.open = () => null;
    });
    const page = await context.newPage();
    const errors = errors_of(page);
    await page.goto(`${tools.server.url}#scenario=first-approval&at=2&live=ana`);
    await ready(page);
    await settle(page);
    await press(page, 'forward');
    check_equal((await state(page)).at, 3, 'after a step');
    await page.evaluate(() => (location.hash = '#scenario=first-approval&at=6'));
    await page.waitForFunction(() => window.airlock.state().at === 6);
    await page.evaluate(() => window.airlock.portal('ana', 'window'));
    await page.evaluate(() => window.airlock.portal('ana', 'panel'));
    await page.locator('.portal-panel .portal-door').waitFor();
    check((await report(page)).includes('First approval'), 'the report of the desk');
    check_equal(errors, [], 'errors');
}

async function wrong_types(tools) {
    for (const type of ['application/octet-stream', 'text/plain']) {
        const server = await kind_of_host(tools, {
            headers: (path) => (path.endsWith('.wasm') ? { 'Content-Type': type, 'X-Content-Type-Options': 'nosniff' } : {}),
        });
        const { page, errors } = await start({ ...tools, server }, 'scenario=first-approval&at=3');
        check_equal((await state(page)).at, 3, `a program sent as ${type}`);
        check((await report(page)).includes('First approval'), `the desk sent as ${type}`);
        check_equal(errors, [], 'errors');
    }
    // Modules under a wrong name are refused by browsers: the poster says what the server must do.
    const server = await kind_of_host(tools, { headers: (path) => (path.endsWith('.mjs') ? { 'Content-Type': 'text/plain' } : {}) });
    const { page } = await open(tools, server.url);
    const hint = page.locator('.not-started');
    await page.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    check_equal(await hint.isVisible(), true, 'the hint');
    check((await hint.innerText()).includes('.mjs files as text/javascript'), await hint.innerText());
}

async function without_scripts(tools) {
    const { page, errors } = await open(tools, tools.server.url, { javaScriptEnabled: false });
    const said = await page.locator('.poster').innerText();
    check(said.includes('An attacker holds the root') && said.includes('it needs JavaScript'), said);
    check_equal(await page.locator('.not-started').isVisible(), false, 'the hint for other troubles');
    await page.getByRole('link', { name: 'read as a transcript' }).click();
    await page.getByRole('link', { name: 'First approval' }).click();
    check_equal(await page.locator('h1').innerText(), 'First approval', 'the transcript');
    const lines = await page.locator('tbody tr').allInnerTexts();
    check(lines.some((line) => line.includes('ben approves access to prod-airgap')), lines.join('\n'));
    check_equal(await page.locator('h2').first().innerText(), 'The attack', 'its first chapter');
    await page.getByRole('link', { name: '日本語' }).click();
    check_equal(await page.locator('html').getAttribute('lang'), 'ja', 'in another language');
    check(/[ぁ-ん]/.test(await page.locator('tbody').first().innerText()), 'the same in Japanese');
    check_equal(errors, [], 'errors');
}

// The browser gives no memory: at the start, or when a run grows.
async function no_memory(tools) {
    const { page: at_start } = await open(tools, 'about:blank');
    await at_start.addInitScript(() => {
        const real = WebAssembly.instantiate;
        let is_first = true;
        WebAssembly.instantiate = (...all) => {
            if (!is_first) return real(...all);
            is_first = false;
            return Promise.reject(new RangeError('WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance'));
        };
    });
    await at_start.goto(`${tools.server.url}#scenario=first-approval`);
    await at_start.locator('#screen-message h2').waitFor();
    check_equal(await at_start.locator('#screen-message h2').innerText(), 'Not enough memory', 'at the start');
    await at_start.getByRole('button', { name: 'Try again' }).click();

    const { page } = await open(tools, 'about:blank');
    await page.addInitScript(() => {
        const real = WebAssembly.Memory.prototype.grow;
        WebAssembly.Memory.prototype.grow = function (pages) {
            if (window.is_full) throw new RangeError('WebAssembly.Memory.grow(): Unable to grow instance memory');
            return real.call(this, pages);
        };
    });
    await page.goto(`${tools.server.url}#scenario=first-approval&seed=3&at=4`);
    await ready(page);
    await page.evaluate(async () => {
        window.is_full = true;
        const story = await (await fetch('scenarios/first-approval.json')).json();
        story.summary += ' a story of great length'.repeat(300_000);
        window.airlock.on('stopped', () => (window.has_stopped = true));
        const data = new DataTransfer();
        data.items.add(new File([JSON.stringify(story)], 'long.json', { type: 'application/json' }));
        for (const type of ['dragenter', 'dragover', 'drop']) {
            document.getElementById('canvas').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
        }
    });
    await page.waitForFunction(() => window.has_stopped);
    check_equal(await page.locator('#screen-message h2').innerText(), 'Not enough memory', 'in the middle');
    await page.evaluate(() => (window.is_full = false));
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.waitForFunction(() => document.getElementById('screen').hidden && window.airlock.state()?.scenario === 'first-approval');
}

export const tests = [
    { name: 'host: a frame without an origin runs where the server lets anybody read', run: sandbox_with_cors },
    { name: 'host: a frame of another origin', run: other_origin },
    { name: 'host: pages that isolate themselves', run: isolated },
    { name: 'host: a view without history, storage, clipboard and windows', run: bare_view },
    { name: 'host: servers that name the types of files wrongly', run: wrong_types },
    { name: 'host: without scripts there are transcripts', run: without_scripts },
    { name: 'host: no memory at the start, none in the middle', run: no_memory },
];
