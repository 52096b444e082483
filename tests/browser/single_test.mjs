// The page in one file (tools/single.mjs): from a disk without a network, in a frame without an origin, behind a blob:
// address and written into a frame by its host; with its other documents; and damaged. It is bundled here, from the
// page that the other tests use.

import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';

import { write_single } from '../../tools/single.mjs';
import { errors_of, fill_nothing, ready } from './browser.mjs';
import { check, check_equal, native_summary, probe, settle, state } from './harness.mjs';
import { answer_in, sign_in, until } from './portal_test.mjs';

const folder = new URL('../../build/single/', import.meta.url);
const file = new URL('airlock.html', folder);
const host = 'http://host.test';
const cli = process.env.AIRLOCK_CLI ?? 'build/native/airlock-cli';
const native = (...words) => execFileSync(cli, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
const end = 4294967295;

let built = null;
const build = (dist) => (built ??= mkdir(folder, { recursive: true }).then(() => write_single(dist, file)));

// A page without a network but for what lies at `host`: {path: text}. `asked` gathers whatever went out to the net.
async function open({ browser, contexts, dist, is_over }, url, pages = {}) {
    await build(dist);
    check(!is_over(), 'the test is over');
    const context = await browser.newContext({ viewport: { width: 960, height: 640 }, reducedMotion: 'reduce', acceptDownloads: true });
    contexts.push(context);
    await fill_nothing(context);
    const asked = [];
    await context.route(/^(https?|wss?):/, (route) => {
        const { origin, pathname } = new URL(route.request().url());
        if (origin === host && Object.hasOwn(pages, pathname)) return route.fulfill({ contentType: 'text/html; charset=utf-8', body: pages[pathname] });
        asked.push(route.request().url());
        return route.abort();
    });
    const page = await context.newPage();
    const errors = errors_of(page);
    await page.goto(url);
    return { page, context, asked, errors };
}

async function start(tools, words) {
    const opened = await open(tools, `${file}#${words}`);
    await ready(opened.page);
    await settle(opened.page);
    return opened;
}

// Tells what the desk writes for the run that is shown: by the dialog that people have for it.
async function exported(where, format) {
    await where.locator('#text [data-id="export"]').evaluate((button) => button.click());
    await where.locator(`.tool-dialog input[value="${format}"]`).check();
    await where.locator('.tool-dialog [data-id="download"]:not([aria-disabled])').waitFor();
    return where.locator('.tool-dialog [data-id="preview"]').innerText();
}
async function comparison_in(where) {
    await where.waitForFunction(() => window.airlock_compare, null, { timeout: 20_000 });
    await where.evaluate(() => window.airlock_compare.ready.then(() => true));
    check((await where.evaluate(() => window.airlock_compare.state())).steps > 0, 'the comparison has steps');
}
async function close_tool(where) {
    await where.locator('.tool-dialog [data-id="close"]').click();
    await where.locator('.tool-dialog').waitFor({ state: 'detached' });
}

// What it holds for others it would hold for nothing. With the proofs, which are the same search as on the command line, 2.37 MB.
const bytes_max = 2_400_000;

async function from_a_disk(tools) {
    const { page, asked, errors } = await start(tools, 'scenario=first-approval&seed=3&at=4');
    const { size } = await stat(file);
    check(size < bytes_max, `the file has ${size} bytes`);
    check_equal([(await state(page)).scenario, (await state(page)).at], ['first-approval', 4], 'the moment of the link');
    const link = await page.evaluate(() => window.airlock.link());
    check(link.startsWith(`${file}#v=1&scenario=first-approval&`) && link.includes('&seed=3&') && link.includes('&at=4'), link);

    for (const [name, seed] of [['first-approval', 3], ['threats/th05', 1], ['cross-organization', 7]]) {
        await page.evaluate((words) => (location.hash = words), `scenario=${name}&seed=${seed}&at=end`);
        await until(page, (wanted) => window.airlock.state().scenario === wanted && window.airlock.state().is_over, name);
        const { entries, trace_hash } = await state(page);
        const summary = native_summary(name, { seed });
        check_equal([entries, trace_hash], [summary.entries, summary.trace_hash], `${name} here and in the native program`);
    }

    const play = page.locator('#text [data-id="play"]');
    const titles = [await play.innerText()];
    for (const code of ['ja', 'vi', 'en']) {
        await page.locator('#text [data-id="language"]').evaluate((select, wanted) => {
            select.value = wanted;
            select.dispatchEvent(new Event('change'));
        }, code);
        await until(page, (was) => document.querySelector('#text [data-id="play"]').innerText !== was, titles.at(-1));
        titles.push(await play.innerText());
    }
    check_equal([new Set(titles).size, titles[0]], [3, titles[3]], 'what a key is called in three languages');

    await page.evaluate(() => (location.hash = 'scenario=first-approval'));
    await until(page, () => window.airlock.state().scenario === 'first-approval');
    await page.evaluate((entry) => void window.airlock.seek(entry), end);
    await exported(page, 'trace');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-id="download"]').click()]);
    check_equal(download.suggestedFilename(), 'first-approval.trace', 'the file that is saved');
    check_equal(await readFile(await download.path(), 'utf8'), native('export', 'first-approval', '--format', 'trace'), 'what the desk writes');
    await close_tool(page);

    await page.locator('#text [data-id="about"]').evaluate((button) => button.click());
    check((await page.locator('.tool-dialog').innerText()).includes('What is left out'), 'what this copy leaves out is said');
    check_equal(await page.locator('.tool-dialog a').count(), 0, 'links to what this copy does not hold');
    for (const licence of await page.locator('.tool-dialog details').all()) {
        await licence.locator('summary').click();
        await until(page, (id) => document.querySelector(`[data-id="${id}"] pre`).textContent, await licence.getAttribute('data-id'));
        const text = await licence.locator('pre').innerText();
        check(text.length > 900 && /licen[cs]e|copyright|permission/i.test(text), `a licence: ${text.slice(0, 80)}`);
    }
    await close_tool(page);

    // The browser itself keeps everything in.
    check_equal(errors, [], 'errors');
    await page.evaluate(async (address) => {
        new Image().src = `${address}/pixel.png`;
        navigator.sendBeacon(`${address}/beacon`, 'x');
        await fetch(`${address}/x`).catch(() => {});
    }, host);
    await page.waitForTimeout(100);
    check_equal(asked, [], 'what was asked of the network');
}

// The same in a frame that has no origin: no storage, no windows, no downloads.
async function in_a_sandbox(tools) {
    const { page, asked, errors } = await open(tools, `${host}/`, {
        '/': '<!doctype html><title>host</title><input id="mine"><iframe sandbox="allow-scripts" width="900" height="560" ' +
            'src="airlock.html#scenario=first-approval&amp;at=4"></iframe>',
        '/airlock.html': await build(tools.dist).then(() => readFile(file, 'utf8')),
    });
    const frame = page.frames()[1];
    await ready(frame);
    await settle(frame);
    check_equal(await frame.evaluate(() => self.origin), 'null', 'the origin of the frame');
    check_equal([(await state(frame)).scenario, (await state(frame)).at], ['first-approval', 4], 'the moment of the link');
    check_equal(await page.evaluate(() => document.activeElement.tagName), 'BODY', 'what has the focus in the host');
    check((await frame.evaluate(() => window.airlock.link())).startsWith(`${host}/airlock.html#v=1&scenario=first-approval&`), 'the link');
    await frame.evaluate((entry) => void window.airlock.seek(entry), end);
    check_equal((await state(frame)).trace_hash, native_summary('first-approval', { seed: 1 }).trace_hash, 'here and in the native program');
    check((await exported(frame, 'markdown')).startsWith('# '), 'what the desk writes');
    await frame.locator('[data-id="download"]').click();
    check((await frame.locator('.tool-said').innerText()).includes('copy instead'), 'what to do where the frame forbids to save');
    await close_tool(frame);
    errors.splice(0); // the browser says that it forbade it

    // A portal that may have no window comes as a panel, and is one.
    await frame.evaluate(() => (location.hash = 'scenario=first-approval&live=ana,ben&at=0'));
    await until(frame, () => window.airlock.state().live.length === 2);
    await frame.evaluate(() => void window.airlock.dispatch({ type: 'next_decision' }));
    const { decisions: [{ person, session }] } = await state(frame);
    await frame.locator(`#text [data-id="window:${person}"]`).evaluate((button) => button.click());
    await frame.locator('.portal-panel').waitFor();
    check((await frame.locator('#toast').innerText()).includes('did not allow another window'), 'why there is no window');
    await sign_in(frame.locator('.portal-panel'));
    await answer_in(frame.locator('.portal-panel'), session, true);
    await frame.locator('.portal-panel [data-id="close"]').click();
    errors.splice(0);

    // The comparison takes the place of the story, and leads back to it.
    await frame.locator('#text [data-id="comparing"]').evaluate((button) => button.click());
    await frame.locator('.tool-dialog [data-id="go"]').click();
    await comparison_in(frame);
    check_equal(await frame.evaluate(() => document.title), 'Airlock: two designs, one attack', 'the comparison');
    errors.splice(0);
    await frame.locator('.home').click();
    await until(frame, () => window.airlock?.state());
    check_equal(asked, [], 'what was asked of the network');
    check_equal(errors, [], 'errors');
}

// Hosts that have no address for it: one with a blob: of their own, one that writes the document into the frame.
async function without_an_address(tools) {
    const { page, asked, errors } = await open(tools, `${host}/`, { '/': '<!doctype html><title>host</title>' });
    await page.evaluate((text) => {
        const frame = (attributes) => {
            const made = Object.assign(document.createElement('iframe'), { width: 420, height: 300, ...attributes });
            document.body.append(made);
        };
        frame({ src: `${URL.createObjectURL(new Blob([text], { type: 'text/html' }))}#scenario=first-approval&at=3` });
        const written = Object.assign(document.createElement('iframe'), { width: 420, height: 300, srcdoc: text });
        written.sandbox = 'allow-scripts';
        document.body.append(written);
    }, await readFile(file, 'utf8'));
    for (const [number, at, scenario] of [[1, 3, 'first-approval'], [2, 0, 'cross-account']]) {
        const frame = page.frames()[number];
        await frame.waitForFunction(() => window.airlock);
        await ready(frame);
        const where = `in ${(await frame.evaluate(() => location.protocol))}`;
        check_equal([(await state(frame)).scenario, (await state(frame)).at], [scenario, at], `what is shown ${where}`);
        check((await frame.evaluate(() => window.airlock.link())).startsWith(`airlock.html#v=1&scenario=${scenario}&`), `the link ${where}`);
        await frame.evaluate(() => void window.airlock.seek(3));
        const trace = native('export', scenario, '--format', 'trace', '--from', '1', '--to', '3');
        check_equal((await exported(frame, 'trace')).trim(), trace.slice(0, 4000).trim(), `what the desk writes ${where}`);
        await close_tool(frame);
        // Links stay in the document.
        await frame.locator('.skip').evaluate((link) => link.click());
        check_equal(await frame.evaluate(() => location.hash), '#text', `where a link leads ${where}`);
        await frame.evaluate(() => (location.hash = 'page=compare'));
        await comparison_in(frame);
        await frame.evaluate(() => document.querySelector('.home').click());
        await until(frame, () => window.airlock?.state());
    }
    check_equal(asked, [], 'what was asked of the network');
    check_equal(errors, [], 'errors');
}

async function other_documents(tools) {
    const { page, context, asked, errors } = await start(tools, 'scenario=first-approval&live=ana,ben&lang=ja');
    await page.evaluate(() => void window.airlock.dispatch({ type: 'next_decision' }));
    const { decisions: [{ person, session }] } = await state(page);
    const [portal] = await Promise.all([
        context.waitForEvent('page'),
        page.locator(`#text [data-id="window:${person}"]`).evaluate((button) => button.click()),
    ]);
    portal.on('pageerror', (error) => errors.push(String(error)));
    await sign_in(portal);
    await answer_in(portal, session, true);
    await until(page, (who) => !window.airlock.state().decisions.some((decision) => decision.person === who), person);
    await portal.close();

    await page.locator('#text [data-id="comparing"]').evaluate((button) => button.click());
    const [comparison] = await Promise.all([context.waitForEvent('page'), page.locator('.tool-dialog [data-id="go"]').click()]);
    comparison.on('pageerror', (error) => errors.push(String(error)));
    await comparison_in(comparison);
    check_equal(await comparison.evaluate(() => window.airlock_compare.state().sides[0].live), ['ana', 'ben'], 'the run that was shown');
    await comparison.close();

    await page.evaluate(() => (location.hash = 'page=workshop&plan=cross-organization'));
    await until(page, () => window.airlock_workshop?.workshop.run);
    check((await page.locator('[data-part="plan"]').innerText()).length > 100, 'the plan of a workshop');
    check_equal(await page.evaluate(() => getComputedStyle(document.querySelector('.box')).borderTopStyle), 'solid', 'its styles');

    await page.evaluate(() => (location.hash = 'page=proof&designs=traditional'));
    await until(page, () => window.airlock_proof?.state().answered === 6);
    check_equal(await page.evaluate(() => window.airlock_proof.state().totals['recoverable:traditional']), 3, 'what a proof found');
    check_equal(await page.evaluate(() => getComputedStyle(document.querySelector('.matrix table')).borderCollapse), 'collapse', 'its styles');
    check_equal(asked, [], 'what was asked of the network');
    check_equal(errors, [], 'errors');
}

// Whatever is wrong is told in a sentence.
async function what_is_wrong(tools) {
    const { page, context } = await start(tools, 'scenario=first-approval&at=2');
    await page.evaluate(() => window.airlock.on('problem', (problems) => (window.problems = problems)));
    for (const [words, sentence] of [
        [`scenario=${encodeURIComponent(`${host}/mine.json`)}`, 'can only be named, or opened as a file'],
        ['scenario=scenarios/mine.json', 'can only be named, or opened as a file'],
        ['scenario=nothing-of-that-name', 'this copy of Airlock does not hold it'],
    ]) {
        await page.evaluate((hash) => ((window.problems = null), (location.hash = hash)), words);
        await until(page, () => window.problems);
        check_equal((await page.evaluate(() => window.problems))[0].sentence.includes(sentence), true, `${sentence}: what is told of ${words}`);
        check_equal((await state(page)).at, 2, 'what was running');
    }
    await settle(page);
    check(await probe(page, 'problems.close'), 'problems are shown');

    const text = await readFile(file, 'utf8');
    const at = text.indexOf('data-shelf="program"') + 20_000;
    const bad = { cut: text.slice(0, text.length / 2), changed: text.slice(0, at) + 'A'.repeat(400) + text.slice(at + 400) };
    for (const [name, content] of Object.entries(bad)) await writeFile(new URL(`${name}.html`, folder), content);
    const other = await context.newPage();
    await other.goto(`${new URL('changed.html', folder)}`);
    await other.locator('#screen-message h2').waitFor();
    check((await other.locator('#screen-message').innerText()).includes('this copy of Airlock is damaged'), await other.locator('#screen-message').innerText());
    await other.goto(`${new URL('cut.html', folder)}`);
    await other.evaluate(() => document.getAnimations().forEach((animation) => animation.finish()));
    const said = await other.locator('.not-started').innerText();
    check(said.includes('may not be whole') && !said.includes('allow-same-origin'), said);
}

export const tests = [
    { name: 'single: from a disk, without a network, it shows every story, language and export, and asks nobody', run: from_a_disk },
    { name: 'single: in a frame without an origin it does all that the frame allows, and says what it forbids', run: in_a_sandbox },
    { name: 'single: behind a blob: address, and written into a frame by its host', run: without_an_address },
    { name: 'single: portals in windows, the comparison, the workshop and the proofs are in the same file', run: other_documents },
    { name: 'single: addresses that it cannot follow and copies that are not whole are told in sentences', run: what_is_wrong },
];
