// What the canvas looks like, pixel for pixel but for a tolerance: pictures of key moments over every pair of moment,
// width, pixel ratio, theme and language, compared with tests/golden/screens. Those wider than a thousand pixels are kept
// at a half or a quarter of their size, to spare the repository. UPDATE_GOLDEN=1 takes them anew; look at each before it is
// kept. What differs is left in build/screens: the picture, and where it differs.

import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';

import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';

import { open_page } from './browser.mjs';
import { give_story, large_estate } from './estate.mjs';
import { check, check_equal, settle, start_again, state } from './harness.mjs';

const golden = new URL('../golden/screens/', import.meta.url);
const found = new URL('../../build/screens/', import.meta.url);

// Of all pixels; 0.02 % of the smallest picture are 36 pixels. What Chromium draws smoothly at an edge does not count.
const share_max = 0.0002;
const colour_distance = 0.1;

const dispatch = (page, intent) => page.evaluate((it) => void window.airlock.dispatch(it), intent);
const chapter = (number) => async (page) => {
    await dispatch(page, { type: 'seek_entry', entry: 4294967295 });
    const { entry } = (await page.evaluate(() => window.airlock.view())).page.timeline.chapters[number];
    await dispatch(page, { type: 'seek_entry', entry });
};
async function ask(page) {
    for (let i = 0; i < 30 && !(await state(page)).decisions.some(({ session }) => session); ++i) {
        for (const { person, team } of (await state(page)).decisions.filter((decision) => decision.team)) {
            await dispatch(page, { type: 'answer', person, team, approve: true });
        }
        await dispatch(page, { type: 'next_decision' });
    }
}

const moments = {
    founding: { hash: 'scenario=cross-organization' },
    everything_falls: { hash: 'scenario=cross-organization', to: chapter(3) },
    asked: { hash: 'scenario=approval-workflow&live=ana,ben', to: ask },
    restored: { hash: 'scenario=cross-account', to: (page) => dispatch(page, { type: 'seek_entry', entry: 4294967295 }) },
    refused: { hash: 'scenario=threats/th01', to: chapter(3), keys: ['1'] },
    selected: { hash: 'scenario=cross-account&at=79', to: (page) => dispatch(page, { type: 'select', kind: 'vault', name: 'prod-airgap' }) },
    key_disabled: { hash: 'scenario=threats/th15', to: chapter(3) },
    legend: { hash: 'scenario=first-approval&at=5', keys: ['l'] },
    many_accounts: { hash: 'scenario=reference-architecture&at=60', accounts: 200 },
};
const sizes = [[320, 568], [800, 600], [1920, 1080]];
const factors = [Object.keys(moments), sizes, [1, 2], ['dark', 'light'], ['en', 'vi', 'ja']];

// Rows of one value a factor that together hold every pair of values: each row is the one with most pairs still missing.
function pairwise(lists) {
    const rows = lists.reduce((some, list) => some.flatMap((row) => list.map((_, i) => [...row, i])), [[]]);
    const pairs = (row) => row.flatMap((a, i) => row.slice(i + 1).map((b, j) => `${i}:${a} ${i + 1 + j}:${b}`));
    const missing = new Set(rows.flatMap(pairs));
    const chosen = [];
    while (missing.size) {
        const gain = rows.map((row) => pairs(row).filter((pair) => missing.has(pair)).length);
        const best = rows[gain.indexOf(Math.max(...gain))];
        pairs(best).forEach((pair) => missing.delete(pair));
        chosen.push(best.map((value, i) => lists[i][value]));
    }
    return chosen;
}

const pictures = pairwise(factors).map(([moment, [width, height], ratio, theme, lang]) => ({
    moment, width, height, ratio, theme, lang, name: `${moment}-${width}${ratio === 2 ? '@2' : ''}-${theme}-${lang}`,
}));

// A page of that ratio for the pictures of one moment; what they differ in besides is set for each of them.
async function open_ratio(tools, { moment, ratio }) {
    const { accounts } = moments[moment];
    const opened = await open_page(tools.browser, 'about:blank', { ratio, reducedMotion: 'reduce' });
    tools.contexts.push(opened.context);
    if (accounts) await give_story(opened.context, await large_estate(tools.dist, accounts));
    return opened;
}

async function show(tools, { page, errors }, { moment, width, height, theme, lang }) {
    const { hash, to, keys = [] } = moments[moment];
    await start_again(tools, page, `${hash}&seed=1&theme=${theme}&lang=${lang}`, { width, height });
    await to?.(page);
    const canvas = page.locator('#canvas');
    if (keys.length) await canvas.focus();
    for (const key of keys) await page.keyboard.press(key);
    await canvas.evaluate((node) => node.blur());
    await settle(page);
    // The title of a story may be of any length, and stands whole in its menu.
    const cuts = await page.evaluate(() => window.airlock.cuts().filter((text) => text !== window.airlock.view().page.title));
    check_equal(cuts, [], 'cut');
    check_equal(errors, [], 'errors');
    return page.screenshot();
}

const kept_width_max = 1000;

// Each pixel the mean of four.
function halved({ width, height, data }) {
    const half = new PNG({ width: width >> 1, height: height >> 1 });
    for (let y = 0; y < half.height; ++y) {
        for (let x = 0; x < half.width; ++x) {
            for (let channel = 0; channel < 4; ++channel) {
                const at = (2 * y * width + 2 * x) * 4 + channel;
                half.data[(y * half.width + x) * 4 + channel] = (data[at] + data[at + 4] + data[at + 4 * width] + data[at + 4 * width + 4] + 2) >> 2;
            }
        }
    }
    return half;
}

async function compare(name, picture) {
    const file = new URL(`${name}.png`, golden);
    let have = PNG.sync.read(picture);
    while (have.width > kept_width_max) have = halved(have);
    if (process.env.UPDATE_GOLDEN) return writeFile(file, PNG.sync.write(have));
    const want = PNG.sync.read(await readFile(file).catch(() => check(false, `there is no ${name}.png; UPDATE_GOLDEN=1 takes it`)));
    check_equal([have.width, have.height], [want.width, want.height], 'size');
    const difference = new PNG({ width: have.width, height: have.height });
    const count = pixelmatch(have.data, want.data, difference.data, have.width, have.height, { threshold: colour_distance });
    if (count <= share_max * have.width * have.height) return;
    await mkdir(found, { recursive: true });
    await writeFile(new URL(`${name}.png`, found), PNG.sync.write(have));
    await writeFile(new URL(`${name}-differs.png`, found), PNG.sync.write(difference));
    throw new Error(`${count} of ${have.width * have.height} pixels differ; build/screens/${name}-differs.png shows where`);
}

const looks = (list) => async (tools) => {
    if (process.env.UPDATE_GOLDEN) await mkdir(golden, { recursive: true });
    const wrong = [];
    for (const alike of [1, 2].map((ratio) => list.filter((one) => one.ratio === ratio)).filter(({ length }) => length)) {
        check(!tools.is_over(), 'the test is over');
        const opened = await open_ratio(tools, alike[0]);
        for (const one of alike) {
            const look = show(tools, opened, one).then((picture) => compare(one.name, picture));
            await look.catch(({ message }) => wrong.push(`${one.name}: ${message}`));
        }
        await tools.contexts.pop().close();
    }
    check(wrong.length === 0, wrong.join('\n      '));
};

// Pictures that no test looks at are no proof of anything.
async function holds_all() {
    const names = pictures.map(({ name }) => `${name}.png`).sort();
    if (process.env.UPDATE_GOLDEN) {
        for (const name of await readdir(golden)) if (!names.includes(name)) await rm(new URL(name, golden));
    }
    check_equal((await readdir(golden)).sort(), names, 'files');
    check(names.length <= 60, `${names.length} pictures`);
}

export const tests = [
    ...Object.keys(moments).map((moment) => ({
        name: `screens: ${moment.replaceAll('_', ' ')}`, run: looks(pictures.filter((picture) => picture.moment === moment)),
    })),
    { name: 'screens: every pair of moment, width, ratio, theme and language', run: holds_all },
];
