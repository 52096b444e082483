// Stages as building blocks: several in one document, one of them behind a shadow root, in another language, and
// everything given back when they go.

import { errors_of, fill_nothing } from './browser.mjs';
import { check, check_equal } from './harness.mjs';

// A page of somebody else with a place for each stage. `window.open_stage(place, options)` fills one.
async function host({ browser, server, contexts }) {
    const context = await browser.newContext({ viewport: { width: 1100, height: 700 }, reducedMotion: 'reduce' });
    contexts.push(context);
    await fill_nothing(context);
    const page = await context.newPage();
    const errors = errors_of(page, ['error', 'warning']);
    await page.goto(`${server.origin}/blank`);
    await page.evaluate(async (base) => {
        const [{ Stage }, { make_frame }, words] = await Promise.all(
            ['stage.mjs', 'frame.mjs', 'words.mjs'].map((name) => import(base + name)));
        const sheet = () => Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${base}page.css` });
        document.head.append(sheet());
        document.body.style.overflow = 'auto';
        window.words = words;
        window.open_stage = async (name, options = {}, is_hidden = false) => {
            const place = document.createElement('div');
            place.style.cssText = 'width:1000px;height:330px';
            document.body.append(place);
            const inside = is_hidden ? place.attachShadow({ mode: 'open' }) : place;
            const root = make_frame();
            if (is_hidden) inside.append(sheet());
            inside.append(root);
            const stage = new Stage(root, options);
            window[name] = stage;
            stage.open();
            await stage.ready; // and nothing is given back: a stage is too much to copy out of the page
        };
    }, server.url);
    return { page, errors };
}

const first_approval = (server, more = {}) =>
    ({ values: { scenario: { name: 'first-approval', url: `${server.url}scenarios/first-approval.json` }, ...more } });
const at = (page, name) => page.evaluate((stage) => window[stage].state().at, name);

async function two(tools) {
    const { server } = tools;
    const { page, errors } = await host(tools);
    await page.evaluate((options) => window.open_stage('a', options), first_approval(server, { at: '2', theme: 'light' }));
    await page.evaluate((options) => window.open_stage('b', { ...options, supplies: window.a.supplies }, true), first_approval(server));
    check_equal(server.requests.filter((path) => path.endsWith('.wasm')).length, 1, 'how often the program was fetched');
    check_equal([await at(page, 'a'), await at(page, 'b')], [2, 0], 'where they stand');
    check_equal(await page.evaluate(() => [window.a.theme, window.b.theme]), ['light', 'light'], 'themes');
    await page.evaluate(() => window.b.set_theme('dark'));
    check_equal(await page.evaluate(() => [window.a.theme, window.b.theme]), ['light', 'dark'], 'themes of their own');

    // By pixels and by keys each answers for itself, also behind the shadow root.
    const spot = await page.evaluate(() => {
        const { x, y } = window.b.canvas.getBoundingClientRect();
        const key = window.b.probe('forward');
        return [x + key.x + key.w / 2, y + key.y + key.h / 2];
    });
    await page.mouse.click(...spot);
    await page.waitForFunction(() => window.b.state().at === 1);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => window.b.state().at === 2);
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(() => window.b.state().at === 3);
    check_equal(await at(page, 'a'), 2, 'the other one');
    const next = () => window.a.root.querySelector('[data-id="forward"]').click();
    await page.evaluate(next);
    check_equal([await at(page, 'a'), await at(page, 'b')], [3, 3], 'after a button of the text view');
    check_equal(await page.evaluate(() => {
        const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
        return ids.length - new Set(ids).size;
    }), 0, 'ids given twice');

    // One goes, the other stays.
    await page.evaluate(() => window.a.dispose());
    const left = await page.evaluate(() => {
        const { a } = window;
        a.canvas.dispatchEvent(new PointerEvent('pointermove', { clientX: 5, clientY: 5 }));
        a.api.dispatch({ type: 'step_forward' });
        return [a.state(), a.bridge, a.is_idle(), a.canvas.getContext('webgl2').isContextLost(), a.parts.text.childElementCount];
    });
    check_equal(left, [null, null, true, true, 0], 'what is left of a stage that is gone');
    await page.evaluate(() => window.b.root.querySelector('[data-id="forward"]').click());
    check_equal(await at(page, 'b'), 4, 'the one that stays');
    check_equal(errors, [], 'errors and warnings');
}

// A browser gives a page sixteen graphics contexts and takes the oldest away for the next one.
async function many(tools) {
    const { page, errors } = await host(tools);
    await page.evaluate((options) => window.open_stage('a', options), first_approval(tools.server));
    for (let round = 0; round < 17; ++round) {
        await page.evaluate(async (options) => {
            await window.open_stage('b', { ...options, supplies: window.a.supplies });
            window.b.dispose();
            window.b.root.parentNode.remove();
        }, first_approval(tools.server));
    }
    check_equal(await page.evaluate(() => window.a.canvas.getContext('webgl2').isContextLost()), false, 'the first one lost its context');
    // While it loads it can be given up as well.
    await page.evaluate(async (options) => {
        const root = window.a.root.cloneNode(true);
        const stage = new window.a.constructor(root, { ...options, supplies: window.a.supplies });
        const loading = stage.open();
        stage.dispose();
        await loading;
        if (stage.bridge) throw new Error('it started all the same');
    }, first_approval(tools.server));
    check_equal(errors, [], 'errors and warnings');
}

async function languages(tools) {
    const { page, errors } = await host(tools);
    await page.evaluate((options) => window.open_stage('a', options), first_approval(tools.server, { at: '4' }));
    const said = () => page.evaluate(() => {
        const { root, canvas } = window.a;
        const text = (id) => root.querySelector(`[data-id="${id}"]`).textContent;
        return [text('play'), canvas.getAttribute('aria-label'), root.querySelector('.drop p').textContent,
            root.querySelector('nav .quiet').textContent, root.querySelectorAll('.transcript .line').length,
            root.getRootNode().activeElement?.dataset?.id ?? null];
    });
    await page.evaluate(() => {
        window.a.show_text_view(true);
        window.a.root.querySelector('[data-id="play"]').focus();
    });
    const english = await said();
    check_equal([english[0], english[3].startsWith('Entry 4 of')], ['Play', true], 'in English');
    await page.evaluate(() => window.words.set_words({
        Play: 'Phát', 'Entry {entry} of {entries}': '{entries}件中{entry}件目', 'Drop a scenario to open it': 'Thả vào đây',
        'Airlock: the recovery as a moving picture': 'Airlock: hình động',
    }));
    const other = await said();
    check_equal(other.slice(0, 3), ['Phát', 'Airlock: hình động', 'Thả vào đây'], 'in other words');
    check(/^\d+件中4件目$/.test(other[3]), `fields in another order: ${other[3]}`);
    check_equal([other[4], other[5]], [english[4], 'play'], 'the transcript and the focus');
    await page.evaluate(() => window.words.set_words({}));
    check_equal(await said(), english, 'and back');
    check_equal(errors, [], 'errors and warnings');
}

export const tests = [
    { name: 'stage: two in one document, one behind a shadow root', run: two },
    { name: 'stage: one after the other gives everything back', run: many },
    { name: 'stage: another language keeps the moment and the focus', run: languages },
];
