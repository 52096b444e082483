// What the page looks like: that it is there, that nothing is cut or overlaps at the four sizes it promises, that
// it is still when nothing happens, and that its colours can be read.

import { readFile } from 'node:fs/promises';

import { first_visit_bytes_max, measure } from '../../tools/size.mjs';
import { ready } from './browser.mjs';
import { long_story, open_estate } from './estate.mjs';
import { check, check_equal, colours, press, probe, settle, start, start_again, state, tasks_during } from './harness.mjs';

const stall_ms = 50;
const sizes = [[1280, 800], [1920, 1080], [800, 600], [390, 844]];

async function loads(tools) {
    const { page, errors } = await start(tools, '', { is_seen: true });
    const now = await state(page);
    check_equal([now.scenario, now.at, now.playing], ['cross-account', 0, false], 'what is open');
    check((await colours(page, await page.screenshot())) > 200, 'the picture is blank');
    check(await page.evaluate(() => document.getElementById('screen').hidden), 'the poster is gone');
    const strangers = await page.evaluate(() =>
        performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => !name.startsWith(location.origin)));
    check_equal(strangers, [], 'fetched from elsewhere');
    check_equal(errors, [], 'errors');
}

async function is_light(tools) {
    const { first_visit } = await measure(tools.dist);
    check(
        first_visit.brotli <= first_visit_bytes_max,
        `a first visit transfers ${first_visit.brotli} bytes, of at most ${first_visit_bytes_max}; ./airlock size says what weighs`,
    );
}

async function tells_true_progress(tools) {
    tools.server.fault = (path) => (path.endsWith('.wasm') ? { delay_ms: 700 } : null);
    const context = await tools.browser.newContext();
    tools.contexts.push(context);
    const page = await context.newPage();
    await page.addInitScript(() => {
        window.parts = [];
        new MutationObserver(() => {
            const text = document.querySelector('.meter-text')?.textContent;
            if (text && window.parts.at(-1) !== text) window.parts.push(text);
        }).observe(document, { childList: true, subtree: true, characterData: true });
    });
    await page.goto(tools.server.url);
    await page.evaluate(() => window.airlock.ready.then(() => true));
    const parts = await page.evaluate(() => window.parts);
    const sizes = JSON.parse(await readFile(`${tools.dist}/sizes.json`, 'utf8'));
    const total = Object.entries(sizes)
        .filter(([path]) => path === 'airlock.wasm' || path === 'scenarios/cross-account.json' ||
            (path.endsWith('.ttf') && !/\/(vi|latin)-|\/ja-(regular|strong)/.test(path)))
        .reduce((sum, [, bytes]) => sum + bytes, 0);
    const wanted = `of ${Math.round(total / 1024).toLocaleString('en')} KB`;
    check(parts.some((text) => text.endsWith(wanted)), `no "… ${wanted}" among ${JSON.stringify(parts)}`);
}

async function fits(tools) {
    const { page, errors } = await start(tools);
    for (const [width, height] of sizes) {
        for (const hash of ['scenario=cross-account&at=79', 'scenario=first-approval&live=ana&at=7']) {
            await start_again(tools, page, hash, { width, height });
            if (hash.includes('live')) await page.evaluate(() => window.airlock.dispatch({ type: 'next_decision' }));
            await settle(page);
            for (const tab of ['Now', 'Story', 'People']) {
                if (!hash.includes('live')) await press(page, `tab:${tab}`);
                const where = `${width}×${height}, ${hash}, ${tab}`;
                check_equal(await page.evaluate(() => window.airlock.cuts()), [], `cut at ${where}`);
                const probes = await page.evaluate(() => window.airlock.probes());
                // All that can be pressed lies on the canvas and is large enough to be hit.
                const is_key = ({ id }) => !/^(stage|scrub|sheet|decision|place:|mark:|pip:|approver:|layer:|cursor|token|notice|chapter:|story:)/.test(id);
                const keys = probes.filter(is_key);
                for (const key of keys) {
                    check(key.x >= 0 && key.y >= 0 && key.x + key.w <= width && key.y + key.h <= height, `"${key.id}" leaves the canvas at ${where}`);
                }
                // No two keys overlap, except where the sheet lies over what is below it.
                const sheet = probes.find(({ id }) => id === 'sheet');
                const is_covered = (key) => sheet && key.y + key.h > sheet.y && !/^(tab|sheet|approve|reject|card|seat|restart|start|again|fork|related|unselect)/.test(key.id);
                const open = keys.filter((key) => !is_covered(key));
                for (let i = 0; i < open.length; ++i) {
                    for (let j = i + 1; j < open.length; ++j) {
                        const [a, b] = [open[i], open[j]];
                        const dx = Math.min(a.x + a.w, b.x + b.w) - Math.max(a.x, b.x);
                        const dy = Math.min(a.y + a.h, b.y + b.h) - Math.max(a.y, b.y);
                        check(dx <= 1 || dy <= 1, `"${a.id}" and "${b.id}" overlap at ${where}`);
                    }
                }
                if (hash.includes('live')) {
                    const person = 'ana';
                    const [yes, no] = [await probe(page, `approve:${person}`), await probe(page, `reject:${person}`)];
                    check(yes && no && yes.h >= 40 && no.h >= 40, `both answers are in sight at ${where}`);
                    break;
                }
            }
            check_equal(errors, [], 'errors');
        }
    }
}

async function is_idle(tools) {
    const { page } = await start(tools, 'scenario=first-approval&at=5', { reducedMotion: 'no-preference' });
    await settle(page);
    const before = await page.evaluate(() => window.airlock.frames());
    await page.waitForTimeout(1500);
    check_equal(await page.evaluate(() => window.airlock.frames()), before, 'frames drawn while nothing happens');
    await page.mouse.move(300, 300);
    await settle(page);
    check((await page.evaluate(() => window.airlock.frames())) > before, 'the pointer wakes it');
    await settle(page);
}

async function moves_or_not(tools) {
    const frames_of_a_step = async (reducedMotion) => {
        const { page } = await start(tools, 'scenario=first-approval&at=3', { reducedMotion, width: 640, height: 400 });
        const before = await page.evaluate(() => window.airlock.frames());
        await page.evaluate(() => window.airlock.dispatch({ type: 'step_forward' }));
        await settle(page);
        return (await page.evaluate(() => window.airlock.frames())) - before;
    };
    const still = await frames_of_a_step('reduce');
    const moving = await frames_of_a_step('no-preference');
    check(still <= 4, `${still} frames for a step with reduced motion`);
    check(moving > 6, `only ${moving} frames for a step with motion`);
}

async function follows_its_box(tools) {
    const { page, errors } = await start(tools, 'at=30', { width: 900, height: 600, is_seen: true });
    const size = () => page.evaluate(() => {
        const canvas = document.getElementById('canvas');
        return [canvas.width, canvas.height];
    });
    // Soon, however busy the machine is.
    const becomes = async (wanted, what) => {
        for (let i = 0; i < 50 && JSON.stringify(await size()) !== JSON.stringify(wanted); ++i) await page.waitForTimeout(50);
        check_equal(await size(), wanted, what);
    };
    await becomes([900, 600], 'canvas');
    await page.setViewportSize({ width: 700, height: 500 });
    await becomes([700, 500], 'canvas after the window');
    // Only its box changes, as in a page that moves its own panels.
    await page.evaluate(() => (document.getElementById('stage').style.width = '520px'));
    await becomes([520, 500], 'canvas after its box');
    await settle(page);
    check((await colours(page, await page.screenshot())) > 200, 'the picture is blank');
    check_equal(errors, [], 'errors');
}

async function is_crisp(tools) {
    const { page } = await start(tools, 'at=30', { width: 640, height: 420, ratio: 2 });
    const size = await page.evaluate(() => [document.getElementById('canvas').width, document.getElementById('canvas').height]);
    check_equal(size, [1280, 840], 'device pixels');
    await press(page, 'back');
    check_equal((await state(page)).at, 29, 'keys are where they are drawn');
}

async function themes(tools) {
    const { page } = await start(tools, 'at=30&theme=light', { width: 1100, height: 700, is_seen: true });
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    const corner = async () => (await page.screenshot({ clip: { x: 2, y: 2, width: 4, height: 4 } })).toString('base64');
    const light = await corner();
    check_equal(await theme(), 'light', 'theme of the link');
    await press(page, 'theme');
    check_equal(await theme(), 'dark', 'theme after its key');
    check((await corner()) !== light, 'the picture follows');
}

// The tokens as they stand in the source, by WCAG's formula.
async function contrast() {
    const source = await readFile('src/view/palette.h', 'utf8');
    const luminance = (hex) => {
        const [r, g, b] = [16, 8, 0].map((shift) => {
            const part = ((hex >> shift) & 255) / 255;
            return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const ratio = (a, b) => {
        const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
        return (high + 0.05) / (low + 0.05);
    };
    for (const theme of ['dark', 'light']) {
        const block = source.slice(source.indexOf(`constexpr Palette ${theme}_palette = {`)).split('};')[0];
        const one = (name) => Number(new RegExp(`\\.${name} = \\{(0x[0-9A-F]{6})`).exec(block)[1]);
        for (const surface of ['ground', 'panel', 'card']) {
            for (const ink of ['text', 'text_quiet', 'text_faint']) {
                const have = ratio(one(ink), one(surface));
                check(have >= 4.5, `${theme}: ${ink} on ${surface} is ${have.toFixed(2)} to 1`);
            }
        }
        for (const name of ['red', 'cyan', 'violet', 'green', 'amber', 'grey']) {
            const [ink, solid, on_solid] = [...new RegExp(`\\.${name} = (\\{\\{.*)`).exec(block)[1].matchAll(/(0x[0-9A-F]{6})/g)].map((match) => Number(match[1]));
            for (const surface of ['ground', 'panel', 'card']) {
                const have = ratio(ink, one(surface));
                check(have >= 4.5, `${theme}: ${name} on ${surface} is ${have.toFixed(2)} to 1`);
            }
            check(ratio(on_solid, solid) >= 4.5, `${theme}: text on ${name} is ${ratio(on_solid, solid).toFixed(2)} to 1`);
        }
    }
}

async function text_view(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&live=ana', { width: 1200, height: 700 });
    const view = page.locator('#text');
    check(await view.evaluate((node) => node.classList.contains('unseen') && !node.hidden), 'there, but not seen');
    // The skip link leads to it.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    check_equal(await page.evaluate(() => document.activeElement.id), 'text', 'where the skip link leads');
    const hash_kept = await page.evaluate(() => location.hash);
    check(hash_kept === '#text', 'the address is the reader’s own doing');
    check_equal((await state(page)).at, 0, 'following the skip link restarts nothing');
    await page.evaluate(() => window.airlock.dispatch({ type: 'step_forward' }));
    await page.waitForTimeout(250);
    const said = await page.locator('#say').textContent();
    check(said.length > 10, `the live region says what is new, not ${JSON.stringify(said)}`);
    await page.evaluate(() => window.airlock.dispatch({ type: 'next_decision' }));
    await page.waitForTimeout(250);
    check((await page.locator('#say-now').textContent()).includes('ana'), 'a decision is said at once');
    for (const role of ['banner', 'navigation', 'contentinfo']) {
        check((await page.getByRole(role, { includeHidden: true }).count()) >= 0, role);
    }
    // The view and the panels write from one page: what is selected, decided, said is the same.
    const shown = await page.evaluate(() => window.airlock.view());
    check_equal(await view.locator('h2').textContent(), shown.page.title, 'title');
    check_equal(await view.locator('.decision').count(), shown.page.decisions.length, 'decisions');
    // Begun anew with other dice it is another story, from its first line.
    const seek_end = () => page.evaluate(() => window.airlock.seek(4294967295));
    const told = () => page.evaluate(() => [
        [...document.querySelectorAll('#text .transcript .line')].map(({ textContent }) => textContent),
        window.airlock.view().page.story.map(({ time, who, sentence }) => `${time} ${who} ${sentence}`),
    ]);
    const agrees = async () => {
        await seek_end();
        await settle(page);
        const [lines, story] = await told();
        check_equal(lines.map((line, i) => line.slice(0, story[i]?.length)), story, 'lines of the transcript');
        return story;
    };
    await page.evaluate(() => window.airlock.dispatch({ type: 'hand_back', person: 'ana' }));
    const first = await agrees();
    await page.evaluate(() => window.airlock.dispatch({ type: 'restart', seed: 77 }));
    const second = await agrees();
    check(first.join() !== second.join(), 'other dice make another story');
    const unnamed = await view.evaluate((root) => [...root.querySelectorAll('button, select')].filter((node) =>
        !(node.getAttribute('aria-label') || node.textContent.trim())).length);
    check_equal(unnamed, 0, 'buttons without a name');
    await page.locator('#canvas').focus();
    await page.keyboard.press('t');
    await settle(page);
    check(await view.evaluate((node) => !node.classList.contains('unseen') && node.getBoundingClientRect().width > 200), 'T shows it');
    check_equal(errors, [], 'errors');
}

async function touch(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&at=4', { width: 390, height: 844, hasTouch: true, isMobile: true });
    await press(page, 'forward', { is_touch: true });
    check_equal((await state(page)).at, 5, 'a tap steps');
    const sheet = await probe(page, 'sheet');
    await press(page, 'tab:Story', { is_touch: true });
    check((await probe(page, 'sheet')).y < sheet.y - 100, 'the sheet comes up');
    // Two fingers zoom the stage.
    await press(page, 'sheet', { is_touch: true });
    const before = await probe(page, 'mark:prod-airgap');
    const client = await page.context().newCDPSession(page);
    const [x, y] = [before.x + before.w / 2, before.y + before.h / 2];
    const fingers = (spread) => [{ x: x - spread, y, id: 1 }, { x: x + spread, y, id: 2 }];
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(30).slice(0, 1) });
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: fingers(30) });
    for (const spread of [34, 40, 45]) {
        await client.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: fingers(spread) });
    }
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await settle(page);
    const after = await probe(page, 'mark:prod-airgap');
    check(after && before && after.w > before.w * 1.25, `two fingers zoom: ${before?.w} to ${after?.w}`);
    check_equal(errors, [], 'errors');
}

// What a reader waits for: the longest piece of work that kept the page from answering.
async function long_story_goes(tools) {
    const text = await long_story(tools.dist);
    const { page, context, errors } = await open_estate(tools.browser, tools.server.url,
        { text, story: 'first-approval', hash: '&seed=1', reducedMotion: 'reduce' });
    tools.contexts.push(context);
    await ready(page);
    const seek = async (entry) => {
        await page.evaluate((to) => void window.airlock.seek(to), entry);
        await settle(page);
        await page.waitForTimeout(120); // until the text is written, too
    };
    const longest = async (deed) => Math.max(...(await tasks_during(page, deed)));
    await seek(4294967295);
    const { entries } = await state(page);
    check(entries > 10_000, `${entries} entries`);
    await page.waitForFunction((count) => document.querySelectorAll('#text .transcript .line').length === count, entries, { polling: 50, timeout: 20_000 });
    check_equal(await page.locator('#text .transcript [aria-current]').allTextContents(), [await page.locator('#text .transcript .line').last().textContent()], 'the current line');
    const is_in_sight = () => page.evaluate(() => {
        const list = document.querySelector('#text .transcript').getBoundingClientRect();
        const line = document.querySelector('#text .transcript [aria-current]').getBoundingClientRect();
        return line.top >= list.top - 1 && line.bottom <= list.bottom + 1;
    });
    const seeks = [];
    for (const entry of [5000, 200, 9000, 9001, 100, 7000, 7001, 10_500, 10_499, 3]) seeks.push(await longest(() => seek(entry)));
    check(Math.max(...seeks) < stall_ms, `seeking takes up to ${seeks.map(Math.round)} ms`);
    check_equal(await page.evaluate(() => [...document.querySelectorAll('#text .transcript [aria-current]')].map(({ dataset }) => dataset.entry)), ['3'], 'the current line');
    // The text view in sight, and its list scrolled.
    await page.locator('#canvas').focus();
    await page.keyboard.press('t');
    await settle(page);
    const list = page.locator('#text .transcript');
    await list.scrollIntoViewIfNeeded();
    const scrolls = [];
    for (const part of [0.5, 0.1, 0.9, 0.3, 1, 0]) {
        scrolls.push(await longest(() => list.evaluate(async (node, to) => {
            node.scrollTop = to * (node.scrollHeight - node.clientHeight);
            await new Promise((done) => setTimeout(done, 250));
        }, part)));
    }
    check(Math.max(...scrolls) < stall_ms, `scrolling takes up to ${scrolls.map(Math.round)} ms`);
    const shown = [];
    for (const entry of [600, 6000, 6001, 20]) {
        shown.push(await longest(() => seek(entry)));
        check(await is_in_sight(), `the list follows to entry ${entry}, in sight`);
    }
    // Begun anew, the end is there before its lines are.
    await page.evaluate(() => window.airlock.dispatch({ type: 'restart' }));
    await seek(4294967295);
    await page.waitForFunction(() => document.querySelectorAll('#text .transcript .line').length === window.airlock.state().entries, null, { polling: 50, timeout: 20_000 });
    check(await is_in_sight(), 'the list follows to the end');
    check(Math.max(...shown) < stall_ms, `seeking with the text in sight takes up to ${shown.map(Math.round)} ms`);
    check_equal(errors, [], 'errors');
}

export const tests = [
    { name: 'look: loads below a sub-path under a strict policy, without an error', run: loads },
    { name: 'look: a first visit stays within what it may transfer', run: is_light },
    { name: 'look: tells true progress while loading', run: tells_true_progress, measures: true },
    { name: 'look: nothing cut, nothing overlaps at four sizes', run: fits },
    { name: 'look: idle draws nothing', run: is_idle, measures: true },
    { name: 'look: steps instead of motion for those who want none', run: moves_or_not },
    { name: 'look: follows its box', run: follows_its_box },
    { name: 'look: two pixels a point', run: is_crisp },
    { name: 'look: dark and light', run: themes },
    { name: 'look: every ink can be read', run: contrast },
    { name: 'look: the text view says the same', run: text_view },
    { name: 'look: ten thousand entries, sought and scrolled', run: long_story_goes, measures: true },
    { name: 'look: fingers tap, drag and pinch', run: touch },
];
