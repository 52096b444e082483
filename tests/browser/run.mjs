// The built page in a real Chromium, driven by pointer, keyboard and DOM. One line a test, and at the end
// "N passed, N failed". Words on the command line pick the tests whose names contain one of them.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { launch, open_page, ready } from './browser.mjs';
import { serve_dist } from './server.mjs';

const root = new URL('../..', import.meta.url).pathname;
const dist = process.env.AIRLOCK_DIST ?? join(root, 'dist');
const cli = process.env.AIRLOCK_CLI ?? join(root, 'build/native/airlock-cli');
const run_program = promisify(execFile);
const tests = [];
const test = (name, body) => tests.push({ name, body });

const state_of = (page) => page.evaluate(() => window.airlock.state());
const dispatch = (page, intent) => page.evaluate((i) => window.airlock.dispatch(i), intent);
const frames = (page) => page.evaluate(() => window.airlock.frames());
// Until the browser has drawn again, twice: what was on its way has arrived.
const settle = (page) => page.evaluate(() => new Promise((done) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 30)))));
// Until the state is as expected; machines under load take their time.
async function becomes(page, what, expected, read) {
    for (let i = 0; i < 100; ++i) {
        if ((await read()) === expected) return;
        await page.waitForTimeout(80);
    }
    assert.equal(await read(), expected, what);
}
const stands_at = (page, entry) => becomes(page, 'the entry shown', entry, async () => (await state_of(page)).at);
// Until no frame has been drawn for a while.
async function comes_to_rest(page) {
    for (let i = 0; i < 20; ++i) {
        const before = await frames(page);
        await page.waitForTimeout(700);
        if ((await frames(page)) === before) return;
    }
    assert.fail('frames are drawn on and on');
}

// A real press on what is drawn there.
async function click_item(page, id) {
    await page.waitForFunction((name) => window.airlock.probe(name), id, { timeout: 8000 });
    const box = await page.evaluate((name) => window.airlock.probe(name), id);
    const canvas = await page.locator('#canvas').boundingBox();
    await page.mouse.move(canvas.x + box.x + box.w / 2, canvas.y + box.y + box.h / 2);
    await settle(page);
    await page.mouse.down();
    await settle(page);
    await page.mouse.up();
    await settle(page);
}

// The approvers at the screen agree to what the organization itself asks, and to nothing that the thief asks.
const approves = (state, { team, session }) => Boolean(team) || !['session-2', 'session-3'].includes(session) ||
    !state.sessions.find(({ id }) => id === session).action.includes('Associate') &&
    !state.sessions.find(({ id }) => id === session).action.includes('Disassociate');

// Plays to the end, answering each decision through `answer(decision, approve)`.
async function play_to_the_end(page, { next, answer }) {
    let answers = 0;
    for (let round = 0; round < 80; ++round) {
        const state = await state_of(page);
        if (state.decisions.length) {
            await answer(state.decisions[0], approves(state, state.decisions[0]));
            ++answers;
            await becomes(page, 'the answer arrived', true, async () => (await state_of(page)).entries > state.entries);
        } else if (state.is_over && state.at === state.entries) {
            return answers;
        } else {
            await next(state);
        }
    }
    assert.fail('the story did not end');
}

async function native_run(scenario, state) {
    const folder = await mkdtemp(join(tmpdir(), 'airlock-browser-'));
    try {
        const file = join(folder, 'inputs.json');
        await writeFile(file, JSON.stringify(state.inputs));
        const { stdout } = await run_program(cli, ['run', join(root, `scenarios/${scenario}.json`), '--seed', String(state.seed),
            '--live', 'ana,ben,cho', '--inputs', `@${file}`, '--format', 'json'], { maxBuffer: 1 << 26 }).catch((error) => error);
        return JSON.parse(stdout.trim().split('\n').at(-1)).summary;
    } finally {
        await rm(folder, { recursive: true });
    }
}

const live_story = '#scenario=cross-account&live=ana,ben,cho';

// --- loading -----------------------------------------------------------------------------------------------

test('loads, shows a picture, and the first story plays by itself to its end', async ({ open }) => {
    const { page } = await open('#scenario=first-approval');
    const state = await state_of(page);
    assert.equal(state.scenario, 'first-approval');
    assert.equal(state.at, 0);
    await assert_picture(page);
    await dispatch(page, { type: 'set_speed', speed: 64 });
    await click_item(page, 'play');
    await page.waitForFunction(() => window.airlock.state().is_over && window.airlock.state().at === window.airlock.state().entries, null, { timeout: 30000 });
    const { stdout } = await run_program(cli, ['run', join(root, 'scenarios/first-approval.json'), '--format', 'json']);
    const { summary } = JSON.parse(stdout.trim().split('\n').at(-1));
    assert.equal((await state_of(page)).trace_hash, summary.trace_hash);
    await assert_picture(page);
});

// Not blank: many colours, and none that covers nearly everything.
async function assert_picture(page) {
    const png = (await page.screenshot()).toString('base64');
    const { colours, largest } = await page.evaluate(async (data) => {
        const bytes = Uint8Array.from(atob(data), (c) => c.charCodeAt(0));
        const image = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        context.drawImage(image, 0, 0);
        const { data: pixels } = context.getImageData(0, 0, image.width, image.height);
        const counts = new Map();
        for (let i = 0; i < pixels.length; i += 4) {
            const key = (pixels[i] >> 3) * 1024 + (pixels[i + 1] >> 3) * 32 + (pixels[i + 2] >> 3);
            counts.set(key, (counts.get(key) ?? 0) + 1);
        }
        return { colours: counts.size, largest: Math.max(...counts.values()) / (pixels.length / 4) };
    }, png);
    assert.ok(colours > 60, `${colours} colours`);
    assert.ok(largest < 0.9, `one colour covers ${Math.round(largest * 100)} %`);
}

test('shows true byte progress while loading', async ({ browser, server }) => {
    server.fault = (path) => (path === '/airlock.wasm' ? { delay_ms: 1500 } : null);
    const { page, context } = await open_page(browser, `${server.url}#scenario=first-approval`);
    await page.waitForSelector('[role=progressbar][aria-valuenow]');
    assert.match(await page.textContent('.meter-text'), /\d+ KB of [\d,]+ KB/);
    await ready(page);
    await context.close();
});

test('a failed download says so, and "Try again" goes on', async ({ browser, server }) => {
    let is_broken = true;
    server.fault = (path) => (path === '/airlock.wasm' && is_broken ? { status: 503 } : null);
    const { page, context } = await open_page(browser, `${server.url}#scenario=first-approval`);
    await page.waitForSelector('text=Something did not arrive');
    is_broken = false;
    await page.click('text=Try again');
    await ready(page);
    assert.equal((await state_of(page)).scenario, 'first-approval');
    await context.close();
});

test('without WebGL 2 there is a readable message', async ({ browser, server }) => {
    const context = await browser.newContext();
    await context.addInitScript(() => {
        const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            return kind === 'webgl2' ? null : get.call(this, kind, ...more);
        };
    });
    const page = await context.newPage();
    await page.goto(`${server.url}#scenario=first-approval`);
    await page.waitForSelector('text=No WebGL 2 here');
    await context.close();
});

test('an address that nobody meant is answered, and the page opens all the same', async ({ open }) => {
    const { page } = await open('#scenario=first-approval&seed=-1&at=99999999999&inputs=%7B&theme=%00');
    // What the link asks for cannot be had: the introduction stands in, and the problems are told.
    assert.equal((await state_of(page)).scenario, 'cross-account');
    const far = await open('#scenario=https://example.com/x.json');
    assert.ok((await state_of(far.page)).scenario.length > 0);
});

// --- approvals -----------------------------------------------------------------------------------------------

test('the whole story with live approvals through the canvas has the trace of the native program', async ({ open }) => {
    const { page } = await open(live_story);
    const answers = await play_to_the_end(page, {
        next: () => click_item(page, 'next_decision'),
        answer: async ({ person }, approve) => {
            const card = await page.evaluate((id) => window.airlock.probe(id), `card:${person}`);
            if (card) await click_item(page, `card:${person}`);
            await click_item(page, `${approve ? 'approve' : 'reject'}:${person}`);
        },
    });
    const state = await state_of(page);
    assert.ok(answers >= 3, `${answers} answers`);
    assert.ok(state.sessions.some(({ action, status, approvals }) => action === 'CreateRestoreAccessBackupVault' && status === 'APPROVED' && approvals >= 3));
    const summary = await native_run('cross-account', state);
    assert.equal(summary.trace_hash, state.trace_hash);
    assert.equal(summary.entries, state.entries);
    assert.equal(summary.expect.failed, 0);
});

test('the whole story with live approvals through the DOM alone has that trace too', async ({ open }) => {
    const { page } = await open(live_story);
    // Everything by keyboard on real buttons, as a screen reader would.
    const press = async (id) => {
        await page.focus(`[data-id="${id}"]`);
        await page.keyboard.press('Enter');
        await settle(page);
    };
    const answers = await play_to_the_end(page, {
        next: () => press('next_decision'),
        answer: ({ person }, approve) => press(`${approve ? 'approve' : 'reject'}:${person}`),
    });
    const state = await state_of(page);
    assert.ok(answers >= 3);
    const summary = await native_run('cross-account', state);
    assert.equal(summary.trace_hash, state.trace_hash);
    const lines = await page.locator('.transcript li').count();
    assert.equal(lines, state.entries, 'the transcript has a line for every entry');
    assert.equal(await page.locator('.transcript [aria-current=true]').count(), 1);
});

test('approvers can be played by whoever looks, and handed back', async ({ open }) => {
    const { page } = await open('#scenario=first-approval');
    await click_item(page, 'tab:People');
    await dispatch(page, { type: 'take_over', person: 'ana' });
    assert.ok((await state_of(page)).live.includes('ana'));
    await dispatch(page, { type: 'hand_back', person: 'ana' });
    assert.ok(!(await state_of(page)).live.includes('ana'));
});

// --- moving about ----------------------------------------------------------------------------------------------

test('the keyboard does everything on the canvas, and only while it has the focus', async ({ open }) => {
    const { page } = await open('#scenario=first-approval');
    await page.keyboard.press('ArrowRight');
    assert.equal((await state_of(page)).at, 0, 'keys go nowhere without the focus');
    await page.focus('#canvas');
    for (let i = 1; i <= 3; ++i) await page.keyboard.press('ArrowRight'), await stands_at(page, i);
    await page.keyboard.press('ArrowLeft'), await stands_at(page, 2);
    await page.keyboard.press('n');
    await becomes(page, 'n goes on', true, async () => (await state_of(page)).at > 3);
    await page.keyboard.press('Home'), await stands_at(page, 0);
    const playing = async () => (await state_of(page)).playing;
    await page.keyboard.press(' '), await becomes(page, 'space plays', true, playing);
    await page.keyboard.press(' '), await becomes(page, 'space pauses', false, playing);
    await page.keyboard.press('Escape'), await settle(page);
    assert.notEqual(await page.evaluate(() => document.activeElement?.id), 'canvas');
});

test('seeking back to every tenth entry and forking keep the old branch', async ({ open }) => {
    const { page } = await open('#scenario=cross-account');
    await page.evaluate(() => window.airlock.seek(100000));
    const end = await state_of(page);
    for (let entry = end.entries; entry > 0; entry -= 10) await page.evaluate((n) => window.airlock.seek(n), entry);
    assert.equal((await state_of(page)).trace_hash, end.trace_hash);
    await page.evaluate(() => window.airlock.seek(60));
    await dispatch(page, { type: 'fork' });
    const forked = await state_of(page);
    assert.equal(forked.branches.length, 2);
    assert.equal(forked.entries, 60);
    await dispatch(page, { type: 'switch_branch', branch: 0 });
    assert.equal((await state_of(page)).trace_hash, end.trace_hash);
});

test('the address leads to a moment, and events tell of changes', async ({ open }) => {
    const { page } = await open('#scenario=cross-account&seed=7&at=12');
    const state = await state_of(page);
    assert.equal(state.at, 12);
    assert.equal(state.seed, 7);
    const seen = await page.evaluate(() => new Promise((done) => {
        window.airlock.on('entry', done);
        window.airlock.seek(14);
    }));
    assert.equal(seen.entry, 14);
});

// --- files -------------------------------------------------------------------------------------------------------

const own_scenario = JSON.stringify({ airlock: 1, title: 'My own', persons: [{ name: 'ada' }], accounts: [{ name: 'home', number: '123456789012', root_held_by: ['ada'] }],
    steps: [{ at: '1h', who: 'ada', as: 'home/root', call: 'ListBackupVaults' }] });

async function drop(page, name, text) {
    await page.evaluate(([file, content]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([content], file, { type: 'application/json' }));
        for (const kind of ['dragenter', 'dragover', 'drop'])
            document.querySelector('#frame').dispatchEvent(new DragEvent(kind, { bubbles: true, cancelable: true, dataTransfer: transfer }));
    }, [name, text]);
}

test('a scenario of one\'s own opens by drag and drop and by the file picker', async ({ open }) => {
    const { page } = await open('#scenario=first-approval');
    await drop(page, 'mine.json', own_scenario);
    await page.waitForFunction(() => window.airlock.state().title === 'My own');
    await page.setInputFiles('#file', { name: 'again.json', mimeType: 'application/json', buffer: Buffer.from(own_scenario.replace('My own', 'Picked')) });
    await page.waitForFunction(() => window.airlock.state().title === 'Picked');
});

test('a bad scenario is answered with places, and the running one stays', async ({ open }) => {
    const { page } = await open('#scenario=first-approval&at=4');
    const told = page.evaluate(() => new Promise((done) => window.airlock.on('problem', done)));
    await drop(page, 'bad.json', own_scenario.replace('"ada", "as"', '"adda", "as"').replace('"who":"ada"', '"who":"adda"').replace('"title"', '"titel"'));
    const problems = await told;
    assert.ok(JSON.stringify(problems).includes('adda'), JSON.stringify(problems));
    const state = await state_of(page);
    assert.equal(state.scenario, 'first-approval');
    assert.equal(state.at, 4);
    for (const hostile of ['', '[', '['.repeat(100000), '\ufffe', '{"airlock":1}'.repeat(3)]) await drop(page, 'x.json', hostile);
    await settle(page);
    assert.equal((await state_of(page)).scenario, 'first-approval');
});

// --- hosts ---------------------------------------------------------------------------------------------------------

test('idle it draws nothing, and a still page stays still', async ({ open }) => {
    const { page } = await open('#scenario=first-approval&at=5', { reducedMotion: 'no-preference' });
    await comes_to_rest(page);
    const before = await frames(page);
    await page.waitForTimeout(1500);
    assert.equal(await frames(page), before);
});

test('with reduced motion a step shows its end at once', async ({ open }) => {
    const { page } = await open('#scenario=first-approval', { reducedMotion: 'reduce' });
    await comes_to_rest(page);
    const before = await frames(page);
    await dispatch(page, { type: 'step_forward' });
    await comes_to_rest(page);
    assert.ok((await frames(page)) - before < 6, 'no animation, only the step');
});

test('a lost context is restored at the same moment', async ({ open }) => {
    const { page } = await open('#scenario=first-approval&at=6');
    await page.evaluate(() => {
        window.lost = document.querySelector('#canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
        window.lost.loseContext();
    });
    await page.waitForSelector('text=The picture is gone for a moment');
    await page.evaluate(() => window.lost.restoreContext());
    await page.waitForFunction(() => document.querySelector('#screen').hidden);
    await settle(page);
    assert.equal((await state_of(page)).at, 6);
    await assert_picture(page);
});

test('resizing and a pixel ratio of 2 keep the canvas as sharp as its box', async ({ open }) => {
    const { page } = await open('#scenario=first-approval', { ratio: 2, width: 700, height: 500 });
    const sharp = () => page.evaluate(() => {
        const canvas = document.querySelector('#canvas');
        const box = canvas.getBoundingClientRect();
        return [canvas.width / box.width, canvas.height / box.height].map((n) => Math.round(n * 50) / 50);
    });
    const is_sharp = () => becomes(page, 'pixels for each CSS pixel', '2,2', async () => (await sharp()).join());
    await is_sharp();
    await page.setViewportSize({ width: 390, height: 844 });
    await is_sharp();
    await comes_to_rest(page);
    await assert_picture(page);
});

test('inside a frame it takes neither focus nor scroll, and works', async ({ browser, server }) => {
    const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.origin}/host.html`);
    const frame = page.frame({ url: /sub\/path/ });
    await frame.evaluate(() => window.airlock.ready);
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), 'IFRAME');
    await page.focus('#mine');
    await page.keyboard.type('n a r');
    assert.equal(await page.inputValue('#mine'), 'n a r');
    await page.mouse.move(300, 300);
    await page.mouse.wheel(0, 300);
    await page.waitForTimeout(300);
    assert.ok((await page.evaluate(() => scrollY)) > 0, 'the wheel scrolls the page around it');
    await frame.evaluate(() => window.airlock.seek(3));
    assert.equal(await frame.evaluate(() => window.airlock.state().at), 3);
    assert.deepEqual(errors, []);
    await context.close();
});

test('the text view has landmarks, names and a live region', async ({ open }) => {
    const { page } = await open('#scenario=first-approval');
    assert.equal(await page.locator('main').count(), 1);
    assert.ok((await page.locator('main section[aria-labelledby]').count()) >= 4);
    const nameless = await page.evaluate(() => [...document.querySelectorAll('main button, main select')]
        .filter((node) => !(node.textContent.trim() || node.getAttribute('aria-label'))).length);
    assert.equal(nameless, 0);
    await dispatch(page, { type: 'step_forward' });
    await page.waitForFunction(() => document.querySelector('#say').textContent.length > 10);
});

// --- running -------------------------------------------------------------------------------------------------------

const host_page = (address) => `<!doctype html><html lang="en"><body style="height:3000px"><input id="mine">
<iframe src="${address}#scenario=first-approval" width="700" height="480" title="Airlock"></iframe></body></html>`;

const server = await serve_dist(dist, { pages: { '/host.html': host_page('/sub/path/'), '/favicon.ico': '' } });
const browser = await launch();
const wanted = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const { name, body } of tests) {
    if (wanted.length && !wanted.some((word) => name.includes(word))) continue;
    const opened = [];
    // Opens the page, ready; whatever it complains about on the console fails the test.
    const open = async (hash, options = {}) => {
        const page = await open_page(browser, `${server.url}${hash}`, { width: 960, height: 640, reducedMotion: 'reduce', ...options });
        opened.push(page);
        await ready(page.page);
        return page;
    };
    server.fault = () => null;
    const started = Date.now();
    try {
        await body({ open, browser, server });
        for (const { errors } of opened) assert.deepEqual(errors, [], 'the console stays empty');
        ++passed;
        console.log(`ok      ${name} (${Date.now() - started} ms)`);
    } catch (error) {
        ++failed;
        console.log(`FAILED  ${name}\n${error.stack}`);
    }
    for (const { context } of opened) await context.close();
}
await browser.close();
await server.close();
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed || !passed ? 1 : 0;
