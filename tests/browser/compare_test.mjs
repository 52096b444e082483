// Two runs on one clock: the page that puts them side by side steps both by time, marks where they part, and says what
// each comes to.

import { check, check_equal } from './harness.mjs';

async function open({ browser, server, contexts }, hash = '', viewport = { width: 1280, height: 800 }) {
    const context = await browser.newContext({ viewport, reducedMotion: 'reduce' });
    contexts.push(context);
    const page = await context.newPage();
    const errors = [];
    page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.url}compare.html#${hash}`);
    await page.evaluate(() => window.airlock_compare.ready.then(() => true));
    return { page, errors };
}

const state = (page) => page.evaluate(() => window.airlock_compare.state());
const go = (page, step) => page.evaluate((wanted) => window.airlock_compare.go(wanted).then(() => true), step);

async function steps_together(tools) {
    const { page, errors } = await open(tools);
    const begun = await state(page);
    check_equal(begun.sides.map(({ scenario }) => scenario), ['traditional', 'cross-organization'], 'what is compared');
    check(begun.steps > 40, `steps: ${begun.steps}`);
    check_equal([begun.step, ...begun.sides.map(({ at }) => at)], [0, 0, 0], 'where it begins');

    // By key on the slider: never further than the moment, on either side.
    await page.focus('[data-id="slider"]');
    for (let n = 0; n < 5; ++n) await page.keyboard.press('ArrowRight');
    const after = await state(page);
    check_equal(after.step, 5, 'steps by key');
    check(after.sides.some(({ at }) => at > 0), 'somebody has moved');

    await page.click('[data-id="parting"]');
    await page.waitForFunction(() => document.querySelectorAll('.side.is-parted').length > 0);
    const parted = await state(page);
    check(parted.step > 5 && parted.step < parted.steps, `where they part: ${parted.step}`);

    await go(page, Infinity);
    const ended = await state(page);
    check_equal(ended.sides.map(({ at, entries }) => at === entries), [true, true], 'both at their ends');
    const table = await page.locator('.outcome table').innerText();
    check(/Where they part/.test(table) && /5 d/.test(table), `what each comes to: ${table.slice(0, 300)}`);
    const sentences = await page.locator('.side .now').allInnerTexts();
    check(sentences.every((text) => text.length > 20), `sentences: ${JSON.stringify(sentences)}`);

    // The same at the end of a link.
    const again = await open(tools, `a=traditional&b=cross-organization&at=${ended.at_ms}&theme=light`);
    check_equal((await state(again.page)).sides.map(({ trace_hash }) => trace_hash), ended.sides.map(({ trace_hash }) => trace_hash), 'traces');
    check_equal((await state(again.page)).step, ended.step, 'the moment of the link');
    check_equal([...errors, ...again.errors], [], 'errors');
}

async function branches(tools) {
    const inputs = encodeURIComponent(JSON.stringify([{ after: 2, at: 300000, person: 'ana', take_over: true }]));
    const { page, errors } = await open(tools, 'a=first-approval&b=first-approval&b.seed=7', { width: 390, height: 844 });
    const { sides } = await state(page);
    check_equal(sides.map(({ seed }) => String(seed)), ['1', '7'], 'seeds');
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    check(widths[0] <= widths[1], `nothing sticks out of a narrow screen: ${widths}`);
    check_equal(errors, [], 'errors');
    // A word that means nothing is told, and the page stands all the same.
    const odd = await open(tools, `a=first-approval&b=first-approval&b.inputs=${inputs}x&at=-5`);
    check_equal((await state(odd.page)).sides.length, 2, 'two sides');
}

export const tests = [
    { name: 'compare: two designs step together by time and part where it is said', run: steps_together },
    { name: 'compare: two runs of one story, on a narrow screen; a link that is wrong', run: branches },
];
