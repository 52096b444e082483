// What can break below the page: no WebGL 2, a download that fails, a graphics context that is lost, and the
// program itself. Each ends in a message and a way on.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { fill_nothing } from './browser.mjs';
import { check, check_equal, colours, press, settle, start, state } from './harness.mjs';

async function fresh({ browser, contexts }, { is_seen = false, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 800, height: 600 }, reducedMotion: 'reduce', ...options });
    contexts.push(context);
    if (!is_seen) await fill_nothing(context);
    return context.newPage();
}

const message = (page) => page.locator('#screen-message').innerText();

async function no_webgl(tools) {
    const page = await fresh(tools);
    await page.addInitScript(() => {
        const real = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
            return kind === 'webgl2' ? null : real.call(this, kind, ...rest);
        };
    });
    await page.goto(tools.server.url);
    await page.locator('#screen-message h2').waitFor();
    const text = await message(page);
    check(text.includes('WebGL 2'), text);
    check_equal(await page.getByRole('button').count() > 0, true, 'a way on');
    check(!tools.server.requests.some((path) => path.endsWith('.wasm')), 'nothing is fetched for nothing');
}

async function failed_download(tools) {
    let is_broken = true;
    for (const part of ['airlock.wasm', 'inter-regular.ttf']) {
        is_broken = true;
        tools.server.fault = (path) => (is_broken && path.endsWith(part) ? { status: 503 } : null);
        const page = await fresh(tools);
        await page.goto(tools.server.url);
        const again = page.getByRole('button', { name: 'Try again' });
        await again.waitFor();
        const text = await message(page);
        check(text.includes(part) && text.includes('503'), text);
        is_broken = false;
        await again.click();
        await page.evaluate(() => window.airlock.ready.then(() => true));
        check_equal((await state(page)).scenario, 'cross-account', `after ${part} came at last`);
    }
}

async function missing_scenario(tools) {
    const { page } = await start(tools, 'scenario=not-there');
    check_equal((await state(page)).scenario, 'cross-account', 'the introduction stands in');
    const probes = await page.evaluate(() => window.airlock.probes().map(({ id }) => id));
    check(probes.includes('problems.close'), 'and says why');
}

async function lost_context(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&at=6', { is_seen: true });
    const before = await state(page);
    await page.evaluate(() => {
        window.loss = document.getElementById('canvas').getContext('webgl2').getExtension('WEBGL_lose_context');
        window.loss.loseContext();
    });
    await page.locator('#screen-message h2').waitFor();
    await page.evaluate(() => window.loss.restoreContext());
    await page.waitForFunction(() => document.getElementById('screen').hidden);
    await settle(page);
    const after = await state(page);
    check_equal([after.at, after.scenario, after.trace_hash], [before.at, before.scenario, before.trace_hash], 'the moment');
    check((await colours(page, await page.screenshot())) > 200, 'the picture is back');
    await press(page, 'forward');
    check_equal((await state(page)).at, 7, 'and answers');
    check_equal(errors, [], 'errors');
}

// A page whose program stops in the middle of what it does when `must_stop()` says so.
async function mortal(tools, options) {
    const page = await fresh(tools, options);
    await page.addInitScript(() => {
        window.must_stop = () => false;
        const real = WebAssembly.instantiate;
        WebAssembly.instantiate = async (module, imports) => {
            const instance = await real(module, imports);
            const exports = { ...instance.exports };
            for (const name of Object.keys(exports)) {
                const deed = exports[name];
                if (typeof deed !== 'function') continue;
                exports[name] = (...values) => {
                    if (window.must_stop()) {
                        window.must_stop = () => false;
                        throw new WebAssembly.RuntimeError('as the test asked');
                    }
                    return deed(...values);
                };
            }
            return { exports };
        };
    });
    return page;
}

async function crash(tools) {
    const page = await mortal(tools, { is_seen: true });
    await page.goto(`${tools.server.url}#scenario=first-approval&seed=3`);
    await page.evaluate(() => window.airlock.ready.then(() => true));
    await page.evaluate(() => window.airlock.dispatch({ type: 'take_over', person: 'ana' }));
    await page.evaluate(() => window.airlock.seek(4));
    await page.waitForTimeout(200);
    await page.evaluate(() => (window.must_stop = () => true));
    await page.mouse.move(200, 200);
    await page.locator('[data-part=crash-report]').waitFor();
    const report = await page.locator('[data-part=crash-report]').innerText();
    for (const part of ['scenario=first-approval', 'seed=3', 'entry=4', 'as the test asked']) {
        check(report.includes(part), `no "${part}" in ${report}`);
    }
    check_equal(await page.evaluate(() => window.airlock.state()), null, 'a stopped program has no state');
    const link = await page.getByRole('link', { name: 'This moment' }).getAttribute('href');
    check(link.includes('scenario=first-approval') && report.includes(link), `the link to the moment: ${link}`);
    const [other] = await Promise.all([page.context().waitForEvent('page'), page.getByRole('link', { name: 'This moment' }).click()]);
    await other.waitForFunction(() => window.airlock?.state()?.at === 4);
    const there = await other.evaluate(() => window.airlock.state());
    check_equal([there.seed, there.inputs.map(({ person, take_over }) => [person, take_over])], [3, [['ana', true]]], 'what somebody did is in the link');
    await other.close();
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.waitForFunction(() => document.getElementById('screen').hidden && window.airlock.state()?.scenario === 'first-approval');
    await settle(page);
    check((await colours(page, await page.screenshot())) > 200, 'the picture is back');
    await press(page, 'forward');
    check_equal((await state(page)).at, 1, 'and answers');
}

// It stops again while the first message is still fading away: the second one stays.
async function crash_again(tools) {
    const page = await mortal(tools, { reducedMotion: 'no-preference' });
    await page.goto(`${tools.server.url}#scenario=first-approval&seed=3`);
    await page.evaluate(() => window.airlock.ready.then(() => true));
    await page.waitForFunction(() => document.getElementById('screen').hidden);
    await page.evaluate(() => (window.must_stop = () => true));
    await page.mouse.move(200, 200);
    await page.locator('[data-part=crash-report]').waitFor();
    await page.evaluate(() => {
        window.stopped = 0;
        window.airlock.on('stopped', () => (window.stopped += 1));
        window.must_stop = () => document.getElementById('screen').classList.contains('is-leaving');
    });
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.waitForFunction(() => window.stopped === 1);
    await page.waitForTimeout(400); // longer than a message fades
    check(await page.locator('[data-part=crash-report]').isVisible(), 'the second message is gone');
    await page.getByRole('button', { name: 'Start again' }).click();
    await page.waitForFunction(() => document.getElementById('screen').hidden && window.airlock.state()?.scenario === 'first-approval');
    await settle(page);
    await press(page, 'forward');
    check_equal((await state(page)).at, 1, 'and answers');
}

// Drops first-approval, changed by `change`, on the stage.
async function drop_changed({ dist }, page, name, change) {
    const story = JSON.parse(readFileSync(join(dist, 'scenarios/first-approval.json'), 'utf8'));
    change(story);
    await page.evaluate(({ name, text }) => {
        window.problems = [];
        window.airlock.on('problem', (problems) => (window.problems = problems));
        const data = new DataTransfer();
        data.items.add(new File([text], `${name}.json`, { type: 'application/json' }));
        for (const type of ['dragenter', 'dragover', 'drop']) {
            document.getElementById('canvas').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
        }
    }, { name, text: JSON.stringify(story) });
    await page.waitForFunction((name) => window.airlock.state().scenario === name || window.problems.length, name);
    check_equal(await page.evaluate(() => window.problems.map(({ text }) => text)), [], 'problems');
    await settle(page);
}

const marks_of = (page, start) =>
    page.evaluate((id) => window.airlock.probes().filter((probe) => probe.id.startsWith(id)).length, `mark:${start}`);

// Every 16-bit index of one draw list is used up several times over.
async function many_vaults(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval', { width: 1280, height: 800, is_seen: true });
    const before = await page.evaluate(() => window.airlock.probes().filter(({ id }) => /^(tab|play|forward|layer|scenario)/.test(id)));
    const left = await pixels(page, 1270, 60);
    await drop_changed(tools, page, 'many', (story) => {
        const account = story.accounts[1].name;
        for (let i = 0; i < 300; ++i) story.vaults.push({ name: `vault-${i}`, account, lock: 'governance' });
        for (let i = 0; i < 100; ++i) story.workloads.push({ name: `disk-${i}`, account, resource_type: 'EBS' });
    });
    check_equal(await marks_of(page, 'vault-'), 300, 'vaults on the stage');
    const now = await page.evaluate(() => window.airlock.probes().filter(({ id }) => /^(tab|play|forward|layer)/.test(id)));
    check_equal(now, before.filter(({ id }) => /^(tab|play|forward|layer)/.test(id)), 'the panels stand where they stood');
    check_equal(await pixels(page, 1270, 60), left, 'the edge of the side panel');
    check_equal(errors, [], 'errors');
}

// From so far away a dotted line has dots that nobody could see, and would have millions.
async function many_bonds(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval', { width: 800, height: 600 });
    await drop_changed(tools, page, 'bonds', (story) => {
        for (let i = 0; i < 300; ++i) story.vaults.push({ ...story.vaults[0], name: `sealed-${i}` });
    });
    check((await marks_of(page, 'sealed-')) > 50, 'no vaults in sight');
    check_equal(errors, [], 'errors');
}

// The colours along a line from the top of the page down: what lies over a panel would show there.
function pixels(page, x, from) {
    return page.screenshot({ clip: { x, y: from, width: 2, height: 500 } }).then((png) => png.toString('base64'));
}

export const tests = [
    { name: 'broken: an estate of 400 things is drawn whole', run: many_vaults },
    { name: 'broken: three hundred vaults behind one team are drawn', run: many_bonds },
    { name: 'broken: no WebGL 2', run: no_webgl },
    { name: 'broken: a download fails, then comes', run: failed_download },
    { name: 'broken: a scenario that is not there', run: missing_scenario },
    { name: 'broken: a lost context comes back to the same moment', run: lost_context },
    { name: 'broken: the program stops, and starts again', run: crash },
    { name: 'broken: the program stops, and stops again at once', run: crash_again },
];
