// The picture itself: motion that has a cause and an end, looking closer, what the marks mean, what a frame costs.

import { large_estate, open_estate } from './estate.mjs';
import { ready } from './browser.mjs';
import { check, check_equal, press, probe, settle, start, start_again, state } from './harness.mjs';

const moving = { reducedMotion: 'no-preference' };
const dispatch = (page, intent) => page.evaluate((it) => window.airlock.dispatch(it), intent);
const same = (a, b) => Math.abs(a.x - b.x) <= 2 && Math.abs(a.y - b.y) <= 2 && Math.abs(a.w - b.w) <= 2;

async function moves_and_ends(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&at=11', moving);
    await dispatch(page, { type: 'step_forward' });
    const began = Date.now();
    const frames = await page.evaluate(() => window.airlock.frames());
    await settle(page);
    check(Date.now() - began < 6000, 'a motion has an end');
    const drawn = (await page.evaluate(() => window.airlock.frames())) - frames;
    check(drawn >= 3, `${drawn} frames of a motion`);
    // A click on the stage ends it at once.
    await dispatch(page, { type: 'step_forward' });
    await dispatch(page, { type: 'select' });
    const after = await page.evaluate(() => window.airlock.frames());
    await settle(page);
    const rest = (await page.evaluate(() => window.airlock.frames())) - after;
    check(rest <= Math.max(12, drawn), `${rest} frames after it was ended, ${drawn} without`);
    await page.waitForTimeout(300);
    const still = await page.evaluate(() => window.airlock.frames());
    await page.waitForTimeout(500);
    check_equal(await page.evaluate(() => window.airlock.frames()), still, 'frames when nothing moves');
    check_equal(errors, [], 'errors');
}

async function goes_closer(tools) {
    const { page, errors } = await start(tools, 'scenario=cross-account&at=79', { width: 1280, height: 800 });
    const far = await probe(page, 'mark:prod-airgap');
    check_equal(await probe(page, 'minimap'), null, 'a map of what is all in sight');
    const [x, y] = [far.x + far.w / 2, far.y + far.h / 2];
    await page.mouse.dblclick(x, y);
    await settle(page);
    const near = await probe(page, 'mark:prod-airgap');
    check(near.w > far.w * 1.4, `a double click brings it to the front: ${far.w} to ${near.w}`);
    check((await page.evaluate(() => window.airlock.view())).scene.marks.some(({ is_selected }) => is_selected), 'and selects it');
    check(await probe(page, 'minimap'), 'a map shows where one is');
    // Pressing the map goes there.
    const map = await probe(page, 'minimap');
    await page.mouse.click(map.x + map.w - 6, map.y + map.h / 2);
    await settle(page);
    const moved = await probe(page, 'mark:prod-airgap');
    check(!moved || moved.x < near.x - 50, 'the map moves the stage');
    await page.keyboard.press('0');
    await settle(page);
    check(same(await probe(page, 'mark:prod-airgap'), far), '0 shows all');
    await page.keyboard.press('f');
    await settle(page);
    check((await probe(page, 'mark:prod-airgap')).w > far.w * 1.4, 'F goes to what is selected');
    await page.keyboard.press('f');
    await settle(page);
    check(same(await probe(page, 'mark:prod-airgap'), far), 'F leads back');
    check_equal(await page.evaluate(() => window.airlock.cuts()), [], 'cut');
    check_equal(errors, [], 'errors');
}

async function holds_on(tools) {
    const { page } = await start(tools, 'scenario=cross-account&at=79', { width: 390, height: 844, hasTouch: true });
    const client = await page.context().newCDPSession(page);
    const place = await probe(page, 'place:production');
    const at = { x: place.x + place.w / 2, y: place.y + 10, id: 1 };
    const low = await probe(page, 'tab:Now');
    await client.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await page.waitForTimeout(900);
    await client.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await settle(page);
    const high = await probe(page, 'tab:Now');
    check(high.y < low.y - 100, `the sheet comes up: ${low.y} to ${high.y}`);
    check((await page.evaluate(() => window.airlock.view())).scene.places.some(({ is_selected }) => is_selected), 'and it is selected');
}

async function legend(tools) {
    const { page } = await start(tools, 'scenario=cross-account', { width: 1280, height: 800 });
    await press(page, 'legend');
    check(await probe(page, 'legend_card.close'), 'the header opens it');
    const shown = await page.evaluate(() => window.airlock.view().legend);
    const words = await page.evaluate(() => document.querySelector('.text-view')?.textContent ?? '');
    check(shown.length >= 6, 'groups');
    for (const { title, marks } of shown) {
        for (const text of [title, ...marks.flatMap(({ name, meaning }) => [name, meaning])]) {
            check(!text.startsWith('legend.'), `no words for ${text}`);
            check(words.includes(text), `the text view lacks "${text}"`);
        }
    }
    for (const [width, height] of [[1280, 800], [390, 844]]) {
        await start_again(tools, page, 'scenario=cross-account&at=40', { width, height });
        await page.locator('#canvas').focus();
        await page.keyboard.press('l');
        await settle(page);
        check(await probe(page, 'legend_card.close'), 'L opens the legend');
        check_equal(await page.evaluate(() => window.airlock.cuts()), [], `cut at ${width}×${height}`);
        await page.keyboard.press('Escape');
        await settle(page);
        check_equal(await probe(page, 'legend_card.close'), null, 'Esc closes it');
    }
}

// Once more, so that letters and buffers are there: then a frame that only moves takes nothing from the heap.
async function takes_nothing(tools) {
    const { page } = await start(tools, 'scenario=reference-architecture&at=89', { ...moving, width: 1280, height: 800 });
    let cost;
    for (let round = 0; round < 3; ++round) {
        await dispatch(page, { type: 'step_forward' });
        await page.waitForTimeout(60);
        await page.evaluate(() => window.airlock.cost());
        await settle(page);
        cost = await page.evaluate(() => window.airlock.cost());
        await dispatch(page, { type: 'step_back' });
        await settle(page);
    }
    check(cost.frames >= 3, `${cost.frames} frames that only move`);
    check_equal(cost.allocations, 0, 'taken from the heap in one of them');
}

async function large(tools) {
    const text = await large_estate(tools.dist, 200);
    const { page, context, errors } = await open_estate(tools.browser, tools.server.url, { text, hash: '&at=60', reducedMotion: 'reduce' });
    tools.contexts.push(context);
    await ready(page);
    await settle(page);
    check_equal((await state(page)).at, 60, 'the entry shown');
    const { scene } = await page.evaluate(() => window.airlock.view());
    check(scene.places.filter(({ kind }) => kind === 'account').length >= 200, 'two hundred accounts');
    check(scene.places.some(({ accounts }) => accounts > 100), 'grouped');
    // What plays a part can be read all the same.
    const vault = await probe(page, 'mark:prod-airgap');
    check(vault.w >= 60, `the vault is ${vault.w} pixels wide`);
    check_equal(await page.evaluate(() => window.airlock.cuts()), [], 'cut');
    check_equal(errors, [], 'errors');
}

export const tests = [
    { name: 'picture: motion has an end, and can be ended', run: moves_and_ends, measures: true },
    { name: 'picture: double click, F and the small map look closer', run: goes_closer },
    { name: 'picture: holding on inspects', run: holds_on },
    { name: 'picture: the legend says what the marks mean, twice', run: legend },
    { name: 'picture: a frame that only moves takes nothing from the heap', run: takes_nothing },
    { name: 'picture: two hundred accounts', run: large, measures: true },
];
