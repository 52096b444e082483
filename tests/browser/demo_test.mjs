// <airlock-demo> in somebody's page under a strict policy: what comes before and after the press, what may be asked of
// it and what it tells, words that lead to moments, several of them, and everything given back.

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

import { brotli, demo_bytes_max } from '../../tools/size.mjs';
import { nothing_serious } from './axe_test.mjs';
import { count_programs, errors_of, fill_nothing } from './browser.mjs';
import { check, check_equal, tasks_during, until_true } from './harness.mjs';
import { policy } from './server.mjs';

const styles = 'body { margin: 20px; } airlock-demo { width: 700px; margin: 0 0 20px; } .far { height: 3000px; }';

// A page with these tags. `graphics` counts the contexts that it holds.
export async function host({ browser, server, contexts, measures }, body, { head = '', is_seen = measures, ...options } = {}) {
    const context = await browser.newContext({ viewport: { width: 1000, height: 760 }, reducedMotion: 'reduce', ...options });
    contexts.push(context);
    if (!is_seen) await fill_nothing(context);
    const page = await context.newPage();
    const errors = errors_of(page, ['error', 'warning']);
    await page.route('**/host.html', (route) => route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: { 'Content-Security-Policy': policy },
        body: `<!doctype html><html lang="en"><meta charset="utf-8"><title>host</title><link rel="icon" href="icon.svg">
            <link rel="stylesheet" href="demo.css"><link rel="stylesheet" href="host.css">${head}
            <script type="module" src="demo.mjs"></script><body>${body}</body></html>`,
    }));
    await page.route('**/host.css', (route) => route.fulfill({ contentType: 'text/css', body: styles }));
    await page.addInitScript(count_programs);
    await page.addInitScript(() => {
        const contexts = new Set();
        const { getContext } = HTMLCanvasElement.prototype;
        HTMLCanvasElement.prototype.getContext = function (kind, ...more) {
            const context = getContext.call(this, kind, ...more);
            if (kind.startsWith('webgl') && context) contexts.add(new WeakRef(context));
            return context;
        };
        window.graphics = () => [...contexts].filter((weak) => weak.deref() && !weak.deref().isContextLost()).length;
        window.shifts = 0;
        new PerformanceObserver((list) => list.getEntries().forEach(({ value }) => (window.shifts += value)))
            .observe({ type: 'layout-shift', buffered: true });
        window.happened = [];
        window.demo = (n = 0) => document.querySelectorAll('airlock-demo')[n];
        for (const name of ['ready', 'play', 'pause', 'ended', 'time', 'marker', 'entry', 'decision', 'selection', 'problem']) {
            document.addEventListener(name, (event) => event instanceof CustomEvent && window.happened.push([name, event.detail]), true);
        }
    });
    server.requests.length = 0;
    await page.goto(`${server.url}host.html`);
    return { page, errors };
}

const phase = (page, n = 0) => page.evaluate((i) => window.demo(i).shadowRoot.querySelector('.demo')?.dataset.phase, n);
export const until_phase = (page, wanted, n = 0) =>
    page.waitForFunction(([i, name]) => window.demo(i).shadowRoot.querySelector('.demo').dataset.phase === name, [n, wanted], { polling: 30, timeout: 30_000 });
const button = (page, n = 0) => page.locator('airlock-demo').nth(n).locator('.demo-begin');
const at = (page, n = 0) => page.evaluate(async (i) => (await window.demo(i).state()).at, n);
const picture_there = (page, n = 0) => page.waitForFunction((i) => {
    const image = window.demo(i).shadowRoot.querySelector('.demo-picture img');
    return image?.complete && image.naturalWidth > 0;
}, n);

async function index_of(dist, name) {
    return JSON.parse(await readFile(join(dist, `posters/${name}/index.json`), 'utf8')).moments;
}

async function a_click(tools) {
    const { server, dist } = tools;
    const moments = await index_of(dist, 'cross-account');
    const vote = moments.find(({ marker }) => marker === 'vote');
    const { page, errors } = await host(tools, '<p>Before</p><airlock-demo scenario="cross-account" at="vote" theme="light"><a href="x">Fallback</a></airlock-demo><p>After</p>');
    await picture_there(page);
    const before = await page.evaluate(() => {
        const { shadowRoot } = window.demo();
        const image = shadowRoot.querySelector('img');
        return { alt: image.alt, src: image.src, caption: shadowRoot.querySelector('.demo-caption').innerText, button: shadowRoot.querySelector('.demo-begin').innerText };
    });
    check(before.src.endsWith('posters/cross-account/vote-light.svg'), before.src);
    check(before.alt.includes(vote.words.en.title) && before.caption.includes(vote.words.en.sentence), JSON.stringify(before));
    check_equal(before.button, 'Explore this moment', 'the button');

    // What it weighs before anybody wants it: no program, no WebGL, and less than the budget.
    const files = new Set(server.requests.map((path) => path.replace('/sub/path/', '')).filter((path) => !/^(host|icon)/.test(path)));
    check(files.has('demo.mjs') && ![...files].some((path) => /wasm|ttf|stage|page\.css/.test(path)), `before the click: ${[...files]}`);
    let weight = 0;
    for (const path of files) weight += brotli(await readFile(join(dist, path)));
    check(weight <= demo_bytes_max, `loader and picture weigh ${weight} bytes, of at most ${demo_bytes_max}: ${[...files]}`);
    check_equal(await page.evaluate(() => [window.graphics(), window.programs()]), [0, 0], 'before the click');

    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await until_phase(page, 'live');
    check_equal(await at(page), vote.entry, 'the moment');
    check_equal(await page.evaluate(() => window.happened.find(([name]) => name === 'ready')[1].at), vote.entry, 'ready');
    // Who came by key goes on by key: the picture has the focus, and gives it back.
    await page.waitForFunction(() => window.demo().shadowRoot.activeElement?.tagName === 'CANVAS');
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction((entry) => window.happened.some(([name, detail]) => name === 'entry' && detail.entry === entry + 1), vote.entry);
    check_equal(await page.evaluate(() => [window.graphics(), window.programs()]), [1, 1], 'after the click');
    check_equal(await page.evaluate(() => window.shifts), 0, 'what jumped');
    check_equal(errors, [], 'errors, also of the policy');
}

async function asked(tools) {
    const { page, errors } = await host(tools, '<airlock-demo scenario="first-approval" controls="minimal"></airlock-demo>', { is_seen: true });
    // Asked before it is loaded: it loads.
    const said = await page.evaluate(async () => {
        const demo = window.demo();
        const log = {};
        log.step = [await demo.step(), (await demo.state()).at];
        log.back = [await demo.step(-1), (await demo.state()).at];
        log.three = [await demo.step(3), (await demo.state()).at];
        log.entry = [await demo.seek('entry:5'), (await demo.state()).at];
        log.number = [await demo.seek(2), (await demo.state()).at];
        log.time = [await demo.seek('+00:06'), (await demo.state()).at_ms];
        log.marker = [await demo.seek('marker:ask'), (await demo.state()).at];
        log.end = [await demo.seek('end'), (await demo.state()).is_over];
        log.wrong = [await demo.seek('marker:vot'), await demo.seek('<b>'), await demo.seek(999), await demo.step('x')].map(([problem]) => problem.text);
        log.intent = (await demo.dispatch({ type: 'fly' })).length;
        await demo.seek(3);
        log.fork = [await demo.fork(), (await demo.state()).branches.length];
        log.play = [await demo.play(), (await demo.state()).playing, await demo.pause(), (await demo.state()).playing];
        log.transcript = await demo.transcript();
        log.svg = await demo.export('svg');
        const { blob, ...png } = await demo.export('png');
        log.png = { ...png, size: blob.size };
        log.none = await demo.export('pdf');
        return log;
    });
    check_equal([said.step, said.back, said.three, said.entry, said.number], [[[], 1], [[], 0], [[], 3], [[], 5], [[], 2]], 'steps and entries');
    check_equal(said.time, [[], 360_000], 'a time');
    const moments = await index_of(tools.dist, 'first-approval');
    check_equal(said.marker, [[], moments.find(({ marker }) => marker === 'ask').entry], 'a marker');
    check_equal(said.end, [[], true], 'the end');
    check(said.wrong[0].includes('no marker "vot"; its markers are') && said.wrong[0].includes('did you mean "vote"?'), said.wrong[0]);
    check(said.wrong[1].includes('neither the number of an entry') && said.wrong[2].includes('there is no entry 999'), said.wrong.join('\n'));
    check_equal([said.intent, said.none, said.fork], [1, null, [[], 2]], 'nonsense, and another way');
    check_equal(said.play, [[], true, [], false], 'playing');
    check(said.transcript.startsWith('#') && said.transcript.length > 500, said.transcript.slice(0, 100));
    check(said.svg.text.startsWith('<svg') && said.svg.name.endsWith('.svg'), JSON.stringify(said.svg).slice(0, 100));
    check(said.png.type === 'image/png' && said.png.size > 2000 && said.png.name.endsWith('.png'), JSON.stringify(said.png));

    const names = await page.evaluate(() => window.happened.map(([name]) => name));
    for (const name of ['ready', 'play', 'pause', 'ended', 'time', 'marker', 'entry', 'problem']) check(names.includes(name), `the event ${name}`);
    check_equal(names.filter((name) => name === 'ready').length, 1, 'how often it was ready');
    check_equal(names.filter((name) => name === 'problem').length, 6, 'problems told');
    check(names.indexOf('entry') > names.indexOf('ready'), 'no event comes before ready');
    const marker = await page.evaluate(() => window.happened.find(([name, detail]) => name === 'marker' && detail.marker === 'ask')[1]);
    check_equal([marker.title, marker.entry], ['Ask', moments.find((moment) => moment.marker === 'ask').entry], 'the detail of a marker');
    await page.evaluate(() => window.demo().dispatch({ type: 'select', kind: 'vault', name: 'prod-airgap' }));
    check(await page.evaluate(() => window.happened.some(([name, detail]) => name === 'selection' && detail.selection.includes('prod-airgap'))), 'selection');

    // The keys below the picture.
    await page.evaluate(() => window.demo().seek(2));
    await page.locator('airlock-demo .demo-forward').click();
    check_equal(await at(page), 3, 'a key');
    check((await page.locator('airlock-demo .demo-caption').innerText()).length > 10, 'what the bar says');

    await page.evaluate(() => window.demo().dispose());
    check_equal([await phase(page), await page.evaluate(() => window.graphics())], ['waiting', 0], 'disposed');
    check_equal([await page.evaluate(() => window.demo().seek(4)), await at(page)], [[], 4], 'and again');
    // What is asked of one that is sent away meanwhile has its answer all the same, and nothing throws.
    const given_up = await page.evaluate(async () => {
        const demo = window.demo();
        window.happened.length = 0;
        const step = demo.step();
        demo.dispose();
        const state = demo.state();
        demo.dispose();
        return [(await step).length, await state, window.happened.filter(([name]) => name === 'problem').length];
    });
    check_equal(given_up, [1, null, 1], 'asked of one that was sent away');
    check_equal(errors, [], 'errors');
}

async function prose(tools) {
    const { page, errors } = await host(tools, `
        <p><span id="vault" data-airlock="marker:the-vault">the vault holds</span>, <a id="vote" href="#nowhere" data-airlock="vote">they vote</a>,
        <button id="five" data-airlock="entry:5">five</button>, <em id="when" data-airlock="time:+00:33">half an hour in</em>,
        <span id="other" data-airlock="entry:1" data-airlock-for="second">in the other one</span>, <span id="wrong" data-airlock="marker:aks">?</span></p>
        <airlock-demo scenario="first-approval"></airlock-demo><airlock-demo id="second" scenario="first-approval"></airlock-demo>`);
    await picture_there(page);
    // A page whose reader turns it dark and light again takes its demonstrations along.
    for (const scheme of ['dark', 'light']) {
        await page.evaluate((word) => (document.documentElement.style.colorScheme = word), scheme);
        await page.waitForFunction((word) => window.demo().shadowRoot.querySelector('.demo').dataset.look === word, scheme);
    }
    const here = () => page.evaluate(() => [...document.querySelectorAll('[data-airlock-here]')].map(({ id, ariaCurrent }) => `${id}:${ariaCurrent}`));
    const vault = (await index_of(tools.dist, 'first-approval')).find(({ marker }) => marker === 'the-vault').entry;
    check_equal(await here(), [], 'before anything was started');
    check_equal(await page.evaluate(() => ['vault', 'vote', 'five'].map((id) => document.getElementById(id).getAttribute('role'))), ['button', null, null], 'roles');
    await page.click('#vault');
    await until_phase(page, 'live');
    await page.waitForFunction(() => document.querySelector('#vault[data-airlock-here]'));
    check_equal([await at(page), await here()], [vault, ['vault:true']], 'a press');
    // A marker as long as its chapter lasts.
    await page.evaluate(() => window.demo().step());
    check_equal(await here(), ['vault:true'], 'one entry on');
    await page.focus('#when');
    await page.keyboard.press(' ');
    await page.waitForFunction(() => document.querySelector('#when[data-airlock-here]'));
    check_equal(await page.evaluate(() => window.scrollY), 0, 'a blank scrolled');
    check_equal((await page.evaluate(() => window.demo().state())).at_ms, 1_980_000, 'by a key');
    await page.focus('#vote');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#vote[data-airlock-here]'));
    check_equal(await page.evaluate(() => location.hash), '', 'a link that seeks leads nowhere');
    await page.click('#five');
    await page.waitForFunction(() => document.querySelector('#five[data-airlock-here]'));
    check_equal(await at(page), 5, 'a button');
    await page.click('#wrong');
    await page.waitForFunction(() => window.demo().shadowRoot.querySelector('.demo-problems').innerText.includes('did you mean "ask"?'));
    // Words that come later, and those of the other one; the first keeps where it stood.
    await page.evaluate(() => {
        document.querySelector('p').insertAdjacentHTML('beforeend', ` <b id="late" data-airlock="entry:2"><some-icon></some-icon>late</b>
            <svg width="20" height="20"><rect id="shape" role="link" data-airlock="entry:3" width="20" height="20"></rect></svg>`);
        document.querySelector('some-icon').attachShadow({ mode: 'open' }).append(document.createElement('i'));
    });
    await page.waitForFunction(() => document.getElementById('late').tabIndex === 0);
    // A shape of a drawing by a key, words by the icon of another component.
    await page.focus('#shape');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelector('#shape[data-airlock-here]'));
    await page.evaluate(() => document.querySelector('some-icon').shadowRoot.firstElementChild.click());
    await page.waitForFunction(() => document.querySelector('#late[data-airlock-here]'));
    await page.click('#five');
    await page.waitForFunction(() => document.querySelector('#five[data-airlock-here]'));
    await page.click('#other');
    await until_phase(page, 'live', 1);
    await page.waitForFunction(() => document.querySelector('#other[data-airlock-here]'));
    check_equal([await phase(page), await here()], ['frozen', ['vault:true', 'five:true', 'other:true']], 'two of them');
    // Words that lead nowhere any more are words again, and what their author said of them stays.
    const said_of = (id) => page.evaluate((name) => ['role', 'tabindex', 'aria-current'].map((what) => document.getElementById(name).getAttribute(what)), id);
    await page.evaluate(() => document.getElementById('five').removeAttribute('data-airlock'));
    await page.waitForFunction(() => !document.getElementById('five').hasAttribute('aria-current'));
    await page.evaluate(() => document.querySelectorAll('airlock-demo').forEach((demo) => demo.remove()));
    await page.waitForFunction(() => !document.getElementById('vault').hasAttribute('role'));
    check_equal([await said_of('vault'), await said_of('shape')], [[null, null, null], ['link', null, null]], 'without a demonstration');
    check_equal(errors, [], 'errors');
}

async function ten(tools) {
    const tags = Array.from({ length: 10 }, (_, i) => `<airlock-demo scenario="first-approval" at="${i + 1}" controls="none"></airlock-demo>`).join('');
    const { server } = tools;
    const { page, errors } = await host(tools, tags, { is_seen: true });
    const started = [0, 4, 8, 2, 9];
    // What one is fetching is not fetched again for another that takes its place.
    await page.evaluate(() => void window.demo(3).step());
    for (let n = 0; n < 500 && !server.requests.some((path) => path.endsWith('airlock.wasm')); ++n) await page.waitForTimeout(20);
    for (const n of started) {
        await button(page, n).click();
        await until_phase(page, 'live', n);
    }
    check_equal(await page.evaluate(() => window.graphics()), 1, 'graphics contexts');
    check_equal(server.requests.filter((path) => path.endsWith('airlock.wasm')).length, 1, 'how often the program was fetched');
    const stills = await page.evaluate((all) => all.map((n) => {
        const { shadowRoot } = window.demo(n);
        const still = shadowRoot.querySelector('canvas.demo-still');
        const { data } = still.getContext('2d').getImageData(0, 0, still.width, still.height);
        const colours = new Set();
        for (let i = 0; i < data.length; i += 404) colours.add((data[i] << 16) | (data[i + 1] << 8) | data[i + 2]);
        return colours.size > 8 && still.getAttribute('aria-label').length > 5;
    }), started.slice(0, -1));
    check_equal(stills, Array(4).fill(true), 'pictures with something on them');
    check_equal([await phase(page, 1), await phase(page, 7)], ['waiting', 'waiting'], 'those that nobody has started');
    check_equal(await page.evaluate(() => Promise.all([0, 4, 8].map(async (n) => (await window.demo(n).state()).at))), [1, 5, 9], 'where they stood');
    check_equal(await phase(page, 4), 'frozen', 'asking where it stood wakes nobody');

    // One goes on from where it stood, with what was decided there.
    await page.evaluate(() => window.demo(9).dispatch({ type: 'take_over', person: 'ana' }));
    await page.evaluate(() => window.demo(9).seek(3));
    // Another one, while a third was on its way back: that one keeps the picture that it had.
    await page.evaluate(() => (window.demo(0).step(), window.demo(2).seek(7)));
    check_equal([await phase(page, 9), await phase(page, 0), await at(page, 2)], ['frozen', 'frozen', 7], 'another one');
    await button(page, 9).click();
    await until_phase(page, 'live', 9);
    const state = await page.evaluate(() => window.demo(9).state());
    check_equal([state.at, state.live.includes('ana')], [3, true], 'what was kept');
    check_equal(await page.evaluate(() => window.graphics()), 1, 'graphics contexts in the end');
    check_equal(errors, [], 'errors');
}

// Nothing of it stays behind, however often it comes and goes.
async function comes_and_goes(tools) {
    const { page, errors } = await host(tools, '<div id="place"></div>');
    const cycle = () => page.evaluate(async () => {
        const demo = document.createElement('airlock-demo');
        demo.scenario = 'first-approval';
        // As it lies on an element that is written to before the module has come.
        Object.defineProperty(demo, 'at', { value: '3', configurable: true, enumerable: true, writable: true });
        document.getElementById('place').append(demo);
        await demo.step();
        document.body.append(demo); // only moved: it stays
        await Promise.resolve();
        const stays = (await demo.state()).at;
        demo.remove();
        await new Promise((done) => setTimeout(done, 0));
        return stays;
    });
    const cdp = await page.context().newCDPSession(page);
    const heap = async () => {
        for (let i = 0; i < 3; ++i) await cdp.send('HeapProfiler.collectGarbage');
        return (await cdp.send('Runtime.getHeapUsage')).usedSize;
    };
    check_equal(await cycle(), 4, 'where a moved one stands');
    await cycle();
    const before = await heap();
    for (let n = 0; n < 8; ++n) await cycle();
    const after = await heap();
    check_equal(await page.evaluate(() => window.graphics()), 0, 'graphics contexts');
    check((await page.evaluate(() => window.programs())) <= 1, `${await page.evaluate(() => window.programs())} programs are left of 10`);
    check(after - before < 1_000_000, `eight cycles left ${after - before} bytes behind`);
    check_equal(await page.evaluate(() => document.querySelectorAll('airlock-demo').length), 0, 'tags');
    check_equal(errors, [], 'errors');
}

async function attributes(tools) {
    const { server } = tools;
    const { page, errors } = await host(tools, `<airlock-demo scenario="first-approval" at="vot" theme="drak" controls="none" speed="99" panels="sied" autoplay="false" poster=""></airlock-demo>`);
    const told = () => page.evaluate(() => [...window.demo().shadowRoot.querySelectorAll('.demo-problems li')].map(({ textContent }) => textContent).join('\n'));
    await page.waitForFunction(() => window.happened.filter(([name]) => name === 'problem').length === 2);
    const text = await told();
    for (const part of ['theme: "drak" is none of dark, light, auto; did you mean "dark"?', 'speed: "99"', 'did you mean "side"?', 'did you mean "vote"?', 'poster: it is empty']) {
        check(text.includes(part), `${part} in ${text}`);
    }
    await page.evaluate(() => {
        const demo = window.demo();
        Object.assign(demo, { at: 'vote', theme: 'light', speed: '4', panels: 'timeline', autoplay: true, poster: null });
        return demo.play().then(() => demo.pause());
    });
    check_equal(await told(), '', 'after they were put right');
    const state = await page.evaluate(() => window.demo().state());
    check_equal([state.scenario, state.speed], ['first-approval', 4], 'as told');
    const look = () => page.evaluate(() => [window.demo().shadowRoot.querySelector('.frame-root').dataset.theme, window.demo().autoplay]);
    check_equal(await look(), ['light', true], 'theme');

    // While it is live.
    await page.evaluate(() => window.demo().setAttribute('theme', 'dark'));
    await page.waitForFunction(() => window.demo().shadowRoot.querySelector('.frame-root').dataset.theme === 'dark');
    await page.evaluate(() => window.demo().setAttribute('at', 'marker:restore'));
    const restore = (await index_of(tools.dist, 'first-approval')).find(({ marker }) => marker === 'restore').entry;
    await page.waitForFunction((entry) => window.happened.some(([name, detail]) => name === 'entry' && detail.entry === entry), restore);
    await page.evaluate(() => window.demo().setAttribute('lang', 'ja'));
    await page.waitForFunction(() => window.demo().shadowRoot.querySelector('canvas').getAttribute('aria-label').startsWith('Airlock：'));
    // The words around its picture follow when the program is gone.
    await page.evaluate(() => (window.demo().dispose(), (window.demo().lang = 'en')));
    await page.waitForFunction(() => window.demo().shadowRoot.querySelector('.demo-begin').innerText === 'Explore this moment');
    // What the tag is told just before something is asked of it is meant, and so is what it is told on the way.
    const told_late = await page.evaluate(async () => {
        const demo = window.demo();
        Object.assign(demo, { scenario: 'traditional', at: null });
        const answer = demo.pause();
        await new Promise((done) => setTimeout(done, 0));
        Object.assign(demo, { at: '2', speed: '8', theme: 'light' });
        const problems = await answer;
        const { scenario, at: entry, speed } = await demo.state();
        return [problems, scenario, entry, speed, demo.shadowRoot.querySelector('.frame-root').dataset.theme];
    });
    check_equal(told_late, [[], 'traditional', 2, 8, 'light'], 'another scenario');
    check_equal(await page.evaluate(() => window.happened.filter(([name]) => name === 'ready').length), 2, 'how often it was ready');

    // What cannot be had is told, with a way out, and nothing throws.
    server.fault = (path) => (path.startsWith('/scenarios/threats') ? { status: 404 } : null);
    const answer = await page.evaluate(async () => {
        window.happened.length = 0;
        const demo = window.demo();
        demo.scenario = 'threats/th05';
        await new Promise((done) => setTimeout(done, 0));
        return [await demo.play(), window.happened.some(([name]) => name === 'problem')];
    });
    check(answer[1], 'a scenario that does not come is told');
    check_equal(errors.filter((line) => !line.includes('404')), [], 'errors');
}

// Another component's tree, a story of one's own, other pictures, other languages.
async function elsewhere(tools) {
    const text = await readFile(join(tools.dist, 'scenarios/first-approval.json'), 'utf8');
    const { page, errors } = await host(tools, `
        <div id="card"></div><airlock-demo controls="none"><script type="application/json">${text.replaceAll('</', '<\\/')}</script></airlock-demo>
        <airlock-demo scenario="scenarios/first-approval.json" poster="icon.svg"></airlock-demo>
        <div lang="vi" dir="rtl"><airlock-demo scenario="cross-account" at="30" lang="fr" theme="dark" speed="0"></airlock-demo></div>`, { bypassCSP: true });
    await page.evaluate(() => {
        const root = document.getElementById('card').attachShadow({ mode: 'open' });
        root.innerHTML = '<p><span data-airlock="entry:4">there</span></p><airlock-demo scenario="first-approval"></airlock-demo>';
        window.inner = root.querySelector('airlock-demo');
    });
    await page.waitForFunction(() => window.demo(2).shadowRoot.querySelector('img')?.lang === 'vi');
    const seen = await page.evaluate(() => [0, 1, 2].map((n) => {
        const { shadowRoot } = window.demo(n);
        const image = shadowRoot.querySelector('img');
        return image ? image.src.replace(/.*\/sub\/path\//, '') : shadowRoot.querySelector('.demo-blank').innerText;
    }));
    check_equal(seen.slice(0, 2), ['First approval', 'icon.svg'], 'pictures');
    check_equal(await page.evaluate(() => getComputedStyle(window.demo(2).shadowRoot.querySelector('.demo')).direction), 'ltr', 'in a page of another direction');
    check(/^posters\/cross-account\/[a-z-]+-dark-vi\.svg$/.test(seen[2]), seen[2]);
    const moments = await index_of(tools.dist, 'cross-account');
    check_equal(seen[2], `posters/cross-account/${moments.findLast(({ entry }) => entry <= 30).marker}-dark-vi.svg`, 'the nearest picture before');

    await nothing_serious(page, 'pictures', 'airlock-demo');

    // Words beside it in the same tree lead to it.
    await page.evaluate(() => window.inner.previousElementSibling.firstElementChild.click());
    await page.waitForFunction(() => window.inner.shadowRoot.querySelector('.demo').dataset.phase === 'live', null, { timeout: 30_000 });
    check_equal(await page.evaluate(async () => (await window.inner.state()).at), 4, 'behind a shadow root');
    await page.waitForFunction(() => window.inner.previousElementSibling.firstElementChild.hasAttribute('data-airlock-here'));
    // One of one's own; and one that is no scenario.
    check_equal(await page.evaluate(async () => [await window.demo(0).seek('ask'), (await window.demo(0).state()).title]), [[], 'First approval'], 'written into the page');
    check_equal(await page.evaluate(async () => [await window.demo(1).step(), (await window.demo(1).state()).at]), [[], 1], 'by its address');
    // Another one, chosen by the reader on the stage: its markers are those that count, and it is the one that goes on.
    const other = await readFile(join(tools.dist, 'scenarios/approval-workflow.json'));
    const { marker, entry: begins } = (await index_of(tools.dist, 'approval-workflow')).at(-2);
    await page.locator('airlock-demo').nth(1).locator('input[type=file]').setInputFiles({ name: 'approval-workflow.json', mimeType: 'application/json', buffer: other });
    await page.waitForFunction(() => window.demo(1).state().then(({ scenario }) => scenario === 'approval-workflow'));
    check_equal(await page.evaluate(async (name) => [await window.demo(1).seek(`marker:${name}`), (await window.demo(1).state()).at], marker), [[], begins], 'chosen on the stage');
    await nothing_serious(page, 'one that is live, and one that was', 'airlock-demo');
    const bad = await page.evaluate(async () => {
        const demo = window.demo(0);
        window.happened.length = 0;
        demo.dispose();
        demo.querySelector('script').textContent = '{"airlock": 1, "title": ';
        demo.setAttribute('speed', '2');
        await demo.play();
        return window.happened.filter(([name]) => name === 'problem').flatMap(([, { problems }]) => problems.map((problem) => problem.text));
    });
    check(bad.some((line) => line.includes('scenario.json:1:')), bad.join('\n'));
    check_equal(await page.evaluate(async () => [await window.demo(1).pause(), (await window.demo(1).state()).scenario]), [[], 'approval-workflow'], 'what the reader had chosen goes on');
    check_equal(errors, [], 'errors');
}

async function out_of_sight(tools) {
    const { page, errors } = await host(tools, `
        <airlock-demo scenario="first-approval" loading="visible" autoplay loop speed="2" controls="minimal"></airlock-demo><div class="far"></div>
        <airlock-demo scenario="first-approval" loading="visible"></airlock-demo>`, { reducedMotion: 'no-preference' });
    await until_phase(page, 'live');
    check_equal(await phase(page, 1), 'waiting', 'one that nobody sees');
    await page.waitForFunction(() => window.happened.some(([name]) => name === 'play') && window.happened.some(([name]) => name === 'entry'));
    // Half of it away: nothing is drawn and no time passes.
    await page.evaluate(() => window.scrollTo(0, 1000));
    await page.waitForTimeout(400);
    const events = () => page.evaluate(() => window.happened.length);
    const before = [await at(page), await events()];
    await page.waitForTimeout(1500);
    check_equal([await at(page), await events()], before, 'what happened out of sight');
    await page.evaluate(() => window.scrollTo(0, 0));
    await until_true(page, (entry) => window.demo().state().then(({ at: now }) => now > entry), before[0]);
    // The second one comes into sight where the first is not.
    await page.evaluate(() => window.scrollTo(0, 4000));
    await until_phase(page, 'live', 1);
    check_equal([await phase(page), await page.evaluate(() => window.graphics())], ['frozen', 1], 'the first one');
    await page.evaluate(() => window.scrollTo(0, 0));
    await until_phase(page, 'live');
    await until_true(page, () => window.demo().state().then(({ playing }) => playing));
    // At the end it begins again.
    await page.evaluate(async () => {
        await window.demo().seek('end');
        await window.demo().step(-2);
        window.happened.length = 0;
        await window.demo().dispatch({ type: 'set_speed', speed: 64 });
        await window.demo().play();
    });
    await page.waitForFunction(() => {
        const names = window.happened.map(([name]) => name);
        return names.includes('ended') && window.happened.slice(names.indexOf('ended')).some(([name, detail]) => name === 'entry' && detail.entry < 3);
    }, null, { timeout: 15_000 });
    // Unless somebody stops it there. Nobody waits that long for it here.
    const stays = await page.evaluate(async () => {
        const later = window.setTimeout;
        window.setTimeout = (deed, ms, ...more) => later(deed, ms === 2500 ? 80 : ms, ...more);
        const demo = window.demo();
        await demo.seek('end');
        await demo.step(-1);
        const ended = new Promise((done) => demo.addEventListener('ended', done, { once: true }));
        await demo.play();
        await ended;
        await demo.pause();
        await new Promise((done) => later(done, 300));
        const { at: entry, entries, playing } = await demo.state();
        return [entry === entries, playing];
    });
    check_equal(stays, [true, false], 'paused at the end');
    check_equal(errors, [], 'errors');
}

// Two runs beside one another: a picture first, then one clock for both.
const pair = (page, n = 0) => page.evaluate((i) => [...window.demo(i).shadowRoot.querySelectorAll('.demo-place .pair-side')].map((side) => ({
    title: side.querySelector('strong').innerText,
    mark: side.querySelector('.pair-mark').innerText,
    when: side.querySelector('.pair-when').innerText,
    said: side.querySelector('.pair-sentence').innerText,
    clocks: [...side.querySelectorAll('.pair-head dd')].map((clock) => clock.innerText),
    box: (({ left, top, width, height }) => ({ left, top, width, height }))(side.querySelector('canvas').getBoundingClientRect()),
})), n);
const until_said = (page, where, what) => page.waitForFunction(([part, text]) =>
    [...window.demo().shadowRoot.querySelectorAll(`.demo-place ${part}`)].some((node) => node.innerText.includes(text)), [where, what], { polling: 30, timeout: 10_000 });

async function beside(tools) {
    const { server, dist } = tools;
    const { page, errors } = await host(tools, `<airlock-demo scenario="traditional" compare="cross-organization" at="everything-falls" theme="light"></airlock-demo>
        <p><span id="wait" data-airlock="marker:wait">they wait</span></p><airlock-demo scenario="first-approval"></airlock-demo>`);
    await picture_there(page);
    await page.waitForFunction(() => window.demo().shadowRoot.querySelector('.demo-caption').innerText.includes('Traditional recovery beside Cross-organization recovery'));
    check((await page.evaluate(() => window.demo().shadowRoot.querySelector('img').src)).endsWith('posters/traditional/everything-falls-light.svg'), 'the picture');
    const files = new Set(server.requests.map((path) => path.replace('/sub/path/', '')).filter((path) => !/^(host|icon|posters\/first)/.test(path)));
    check(![...files].some((path) => /wasm|stage|demo_comparison|desk/.test(path)), `before the click: ${[...files]}`);
    let weight = 0;
    for (const path of files) weight += brotli(await readFile(join(dist, path)));
    check(weight <= demo_bytes_max, `loader and picture weigh ${weight} bytes, of at most ${demo_bytes_max}`);

    await button(page).click();
    await until_phase(page, 'live');
    check_equal(await page.evaluate(() => [window.graphics(), window.shifts]), [2, 0], 'graphics contexts, and what jumped');
    const first = await pair(page);
    check_equal(first.map(({ title }) => title), ['Traditional recovery', 'Cross-organization recovery'], 'titles');
    check_equal(first.map(({ when, said }) => `${when}: ${said}`), Array(2).fill('Day 3 · 02:00:00: mallory steals the root of management.'), 'the same time');
    check(first.every(({ clocks }) => clocks.length === 2 && clocks.every(Boolean)), 'two clocks each');
    const [left, right] = first.map(({ box }) => box);
    check(left.top === right.top && left.left + left.width < right.left && left.height > 100, `side by side: ${JSON.stringify([left, right])}`);

    // Steps of the common clock: everything that happens in either.
    const moments = await index_of(dist, 'traditional');
    const before = await page.evaluate(() => window.demo().state());
    check_equal(before.at, moments.find(({ marker }) => marker === 'everything-falls').entry, 'where the first stands');
    check_equal(await page.evaluate(() => window.demo().step()), [], 'a step');
    const later = await pair(page);
    check(later[0].when === later[1].when && later[0].when > first[0].when, `together: ${JSON.stringify(later.map(({ when }) => when))}`);
    await page.evaluate(() => window.demo().step(-1));
    check_equal((await pair(page)).map(({ said }) => said), first.map(({ said }) => said), 'and back');

    // Where they part, in words.
    await page.locator('airlock-demo [data-id="parting"]').first().click();
    await until_said(page, '.pair-mark', 'here they part');
    const parted = await pair(page);
    check_equal(parted.map(({ mark, said }) => [mark, said]), [['here they part', 'mallory steals the root of recovery.'], ['', 'mallory steals the root of production.']], 'where they part');
    check((await page.locator('airlock-demo .demo-caption').first().innerText()).includes('here they part'), 'the bar tells, too');
    await page.evaluate(() => window.demo().step());
    check_equal((await pair(page)).map(({ mark }) => mark), ['parted', 'here they part'], 'the other one, a step later');

    // A place of the first; the second comes to the same time, also between two of its entries.
    await page.click('#wait');
    await page.waitForFunction(() => document.querySelector('#wait[data-airlock-here]'));
    const wait = moments.find(({ marker }) => marker === 'wait');
    check_equal((await page.evaluate(() => window.demo().state())).at, wait.entry, 'words of the page');
    let now = await pair(page);
    check_equal(now.map(({ when }) => when), Array(2).fill('Day 3 · 04:40:00'), 'the same time after a marker');
    await page.evaluate(() => window.demo().seek('+50:27'));
    const between = async () => {
        await page.waitForTimeout(300);
        return (await pair(page)).map(({ when, clocks }) => [when, clocks[0]]);
    };
    check_equal(await between(), Array(2).fill(['Day 3 · 02:27:00', '27 min']), 'the same time where nothing happens');
    // Also when it goes back to the very entry after which it stands.
    await page.evaluate(async () => window.demo().dispatch({ type: 'seek_entry', entry: (await window.demo().state()).at }));
    const [[when_first], [when_second]] = await between();
    check(when_first === when_second && when_first < 'Day 3 · 02:27:00', `back to an entry: ${when_first}, ${when_second}`);
    await page.evaluate(() => window.demo().seek('+50:27'));
    await page.evaluate(() => window.demo().step());
    await page.evaluate(() => window.demo().step(-1));
    check_equal(await between(), Array(2).fill(['Day 3 · 02:25:00', '25 min']), 'and back');
    // Whose story is over waits, with the clocks of its end.
    await page.evaluate(() => window.demo().seek('end'));
    check_equal((await between()).map(([, clock]) => clock), ['5 d 4 h', '5 h'], 'the end of both');

    // Who steps in the second picture takes the first along.
    await page.evaluate(() => window.demo().seek('everything-falls'));
    await page.evaluate(() => window.demo().shadowRoot.querySelectorAll('canvas')[1].focus());
    await page.evaluate(() => (window.happened.length = 0));
    for (let i = 0; i < 4; ++i) await page.keyboard.press('ArrowRight'), await page.waitForTimeout(100);
    await page.waitForFunction((entry) => window.happened.some(([name, detail]) => name === 'entry' && detail.entry > entry), before.at);
    now = await pair(page);
    check_equal(now[0].when, now[1].when, 'led by the second');

    // Playing is that of the common clock, by the key of a picture, too.
    const playing = () => page.evaluate(async () => (await window.demo().state()).playing);
    await page.evaluate(() => window.demo().seek(1));
    await page.evaluate(() => window.demo().dispatch({ type: 'set_speed', speed: 2 }));
    await page.evaluate(() => (window.happened.length = 0));
    await page.keyboard.press(' ');
    await page.waitForFunction(() => window.happened.some(([name, detail]) => name === 'entry' && detail.entry > 3));
    check_equal(await playing(), true, 'played by the key');
    await page.keyboard.press(' ');
    await page.waitForFunction(() => window.happened.some(([name]) => name === 'pause'));
    check_equal(await playing(), false, 'paused by the key');
    now = await pair(page);
    check_equal(now[0].when, now[1].when, 'the same time after playing');
    const names = await page.evaluate(() => window.happened.map(([name]) => name));
    check_equal(names.filter((name) => name === 'play' || name === 'pause'), ['play', 'pause'], 'told once');
    check_equal(names.includes('problem'), false, 'problems');
    await page.evaluate(async () => {
        await window.demo().seek('end');
        await window.demo().step(-2);
        await window.demo().play();
    });
    await page.waitForFunction(() => window.happened.at(-1)[0] === 'pause' && window.happened.some(([name]) => name === 'ended'));

    // Somebody decides something: they are put beside one another anew.
    await page.evaluate(() => window.demo().seek('+100:00'));
    const steps = await page.locator('airlock-demo .demo-caption span').first().innerText();
    await page.evaluate(() => window.demo().dispatch({ type: 'submit', person: 'mallory', as: 'management/root', call: 'CreateBackupVault', with: { BackupVaultName: 'another' } }));
    await page.waitForFunction((text) => window.demo().shadowRoot.querySelector('.demo-caption span').innerText.split(' of ')[1] !== text.split(' of ')[1], steps);
    now = await pair(page);
    check(now[0].said.includes('another'), `what was decided is shown: ${now[0].said}`);
    check((await page.evaluate(() => window.demo().transcript())).includes('Traditional'), 'the transcript of the first');

    // Another demonstration: a picture of both stays, and no context of theirs.
    const stood = await at(page);
    await page.evaluate(() => (window.is_filled = true));
    await page.evaluate(() => window.demo(1).step());
    check_equal([await phase(page), await page.evaluate(() => window.graphics())], ['frozen', 1], 'frozen');
    const stills = await page.evaluate(() => [...window.demo().shadowRoot.querySelectorAll('.demo-still canvas')].map((still) => {
        const { data } = still.getContext('2d').getImageData(0, 0, still.width, still.height);
        return new Set(Array.from({ length: data.length / 404 | 0 }, (_, i) => (data[i * 404] << 16) | (data[i * 404 + 1] << 8) | data[i * 404 + 2])).size > 8;
    }));
    check_equal(stills, [true, true], 'what is kept shows both');
    await page.evaluate(() => (window.is_filled = false));
    await button(page).click();
    await until_phase(page, 'live');
    check_equal([await at(page), await page.evaluate(() => window.graphics())], [stood, 2], 'and goes on');
    await page.evaluate(() => window.demo().dispose());
    check_equal([await phase(page), await page.evaluate(() => window.graphics())], ['waiting', 0], 'disposed');
    check_equal(errors, [], 'errors');
}

async function beside_attributes(tools) {
    const { page, errors } = await host(tools, '<airlock-demo scenario="first-approval" compare="cross-organisation" controls="minimal"></airlock-demo>', { viewport: { width: 390, height: 844 }, bypassCSP: true });
    const told = () => page.evaluate(() => window.demo().shadowRoot.querySelector('.demo-problems ul').innerText);
    await page.waitForFunction(() => window.happened.some(([name]) => name === 'problem'));
    check((await told()).includes('compare: there is no shipped scenario "cross-organisation"; did you mean "cross-organization"?'), await told());
    // It costs nothing but itself.
    await page.evaluate(() => window.demo().step());
    check_equal([await at(page), await page.evaluate(() => window.graphics()), (await pair(page)).length], [1, 1, 0], 'one run');
    await page.evaluate(() => (window.demo().speed = '2'));
    check((await told()).includes('did you mean'), 'told as long as it is wrong');

    // Put right while it is live, then changed, then taken away.
    const until_ready = (n) => page.waitForFunction((wanted) => window.happened.filter(([name]) => name === 'ready').length === wanted, n, { timeout: 30_000 });
    await page.evaluate(() => (document.querySelector('airlock-demo').style.width = '350px', window.demo().compare = 'cross-account'));
    await until_ready(2);
    check_equal([(await pair(page)).map(({ title }) => title), await told()], [['First approval', 'Cross-account recovery'], ''], 'two runs');
    const [above, below] = (await pair(page)).map(({ box }) => box);
    check(above.left === below.left && above.top + above.height < below.top && above.height > 100, `one above the other: ${JSON.stringify([above, below])}`);
    check_equal(await page.evaluate(() => document.documentElement.scrollWidth), 390, 'width');
    await page.locator('airlock-demo .demo-forward').click();
    check((await at(page)) > 0 || (await pair(page))[1].said !== 'Before the first entry', 'the keys below the pictures');
    check_equal(await page.locator('airlock-demo [data-id="parting"]').isVisible(), false, 'minimal has three keys');
    await page.evaluate(() => Object.assign(window.demo(), { theme: 'light', lang: 'ja' }));
    await page.waitForFunction(() => [...window.demo().shadowRoot.querySelectorAll('.pair-side')].every((side) =>
        side.querySelector('.frame-root').dataset.theme === 'light' && /[ぁ-ん]/.test(side.querySelector('.pair-when').innerText + side.querySelector('.pair-head').innerText)));
    await nothing_serious(page, 'two beside one another', 'airlock-demo');
    await page.evaluate(() => window.demo().removeAttribute('compare'));
    await until_ready(3);
    check_equal([(await pair(page)).length, await page.evaluate(() => window.graphics())], [0, 1], 'one run again');
    check_equal(errors.filter((line) => !line.includes('404')), [], 'errors');
}

const link_of = (page, n = 0) => page.locator('airlock-demo').nth(n).locator('.demo-open');

// The page that the link opens, ready: where it stands.
async function opened_by(page, press) {
    const [other] = await Promise.all([page.context().waitForEvent('page'), press()]);
    await other.waitForFunction(() => window.airlock);
    await other.evaluate(() => window.airlock.ready.then(() => {}));
    const { scenario, seed, at: entry, entries, at_ms, live, trace_hash, inputs } = await other.evaluate(() => window.airlock.state());
    const seen = { scenario, seed, entry, entries, at_ms, live, trace_hash, inputs: inputs.length };
    check_equal(await other.evaluate(() => [window.opener, location.pathname]), [null, '/sub/path/index.html'], 'the page that is opened');
    await other.close();
    return seen;
}

async function in_full(tools) {
    const text = await readFile(join(tools.dist, 'scenarios/first-approval.json'), 'utf8');
    const { page, errors } = await host(tools, `
        <airlock-demo scenario="cross-account" at="vote" seed="7"></airlock-demo>
        <airlock-demo scenario="first-approval" controls="minimal" lang="vi" at="+00:33"></airlock-demo>
        <airlock-demo scenario="first-approval" controls="none"></airlock-demo>
        <airlock-demo controls="minimal"><script type="application/json">${text.replaceAll('</', '<\\/')}</script></airlock-demo>
        <airlock-demo scenario="scenarios/first-approval.json" at="end"></airlock-demo>`, { bypassCSP: true });
    await picture_there(page);
    check_equal(await Promise.all([0, 1, 2, 3].map((n) => link_of(page, n).isVisible())), [true, true, false, false], 'where a picture has a link');
    check_equal([await link_of(page).getAttribute('target'), await link_of(page).getAttribute('rel')], ['_blank', 'noopener'], 'a window of its own');
    check((await link_of(page).getAttribute('title')).includes('Not affiliated with AWS'), 'what it is, and is not');

    // From a picture, before anything was loaded.
    const seen = await opened_by(page, () => link_of(page).click());
    check_equal([seen.scenario, seen.seed], ['cross-account', 7], 'from a picture');
    const framed = await page.context().newPage();
    await framed.goto(`${tools.server.url}embed.html#scenario=cross-account&at=vote&seed=7`);
    check_equal(await opened_by(page, () => framed.locator('.demo-open').click()), seen, 'from a frame');
    await framed.close();
    check_equal((await opened_by(page, () => link_of(page, 1).click())).at_ms, 1_980_000, 'a time');
    const at_end = await opened_by(page, () => link_of(page, 4).click());
    check_equal(at_end.entry, at_end.entries, 'of a scenario by its address');
    check_equal(await phase(page), 'waiting', 'the link starts nothing');
    check((await page.evaluate(() => window.programs())) === 0, 'no program came with it');

    // From one that is live, with what was decided there: by a pointer, by a key, and after it went on without either.
    const here = (n) => page.evaluate(async (i) => {
        const { scenario, seed, at: entry, entries, at_ms, live, trace_hash, inputs } = await window.demo(i).state();
        return { scenario, seed, entry, entries, at_ms, live, trace_hash, inputs: inputs.length };
    }, n);
    await link_of(page).focus();
    await page.evaluate(() => window.demo().seek('vote'));
    check_equal(await here(0), seen, 'where the picture leads');
    check_equal(await page.evaluate(() => window.demo().shadowRoot.activeElement?.className), 'demo-open', 'the link keeps the focus where it goes');
    await page.evaluate(async () => {
        await window.demo().dispatch({ type: 'take_over', person: 'ben' });
        await window.demo().dispatch({ type: 'next_decision' });
        const { decisions: [{ person, session }] } = await window.demo().state();
        await window.demo().dispatch({ type: 'answer', person, session, approve: false });
        await window.demo().step(-1);
    });
    const full = await here(0);
    check(full.inputs > 0 && full.entry > 0, JSON.stringify(full));
    check((await link_of(page).innerText()).trim() === 'Open in full', 'below a stage the link has words');
    check_equal(await opened_by(page, () => link_of(page).click()), full, 'from a stage');
    const better = () => page.waitForFunction(() => window.demo().shadowRoot.querySelector('.demo-open').href.includes('expect='));
    await link_of(page).focus();
    await better();
    await page.evaluate(() => window.demo().step(-2));
    const before = await here(0);
    check_equal(before.entry, full.entry - 2, 'it went on while the link had the focus');
    check_equal(await opened_by(page, () => link_of(page).press('Enter')), before, 'by a key');

    // From one that kept its picture, and from a scenario of one's own, which only the program can pack.
    await page.evaluate(() => window.demo(3).seek('ask'));
    check_equal(await phase(page), 'frozen', 'the one before');
    check_equal(await opened_by(page, () => link_of(page).click()), before, 'from the last picture');
    const own = await here(3);
    check_equal((await opened_by(page, () => link_of(page, 3).click())).trace_hash, own.trace_hash, "a scenario of one's own");
    await page.evaluate(() => window.demo().step(0));
    check_equal(await here(0), before, 'the one before goes on from the same moment');
    await page.evaluate(() => window.demo(3).dispose());
    check_equal(await link_of(page, 3).isVisible(), false, 'its picture has none');
    check_equal(errors, [], 'errors');
}

// Ten pictures, one of them live and playing, past which a reader turns the wheel, down and up again.
async function scrolls(tools) {
    const moments = ['cross-account@vote', 'cross-organization@ask', 'first-approval@restore', 'traditional@end', 'reference-architecture@4',
        'approval-workflow@12', 'threats/th01@3', 'threats/th05@5', 'cross-account@+26:13', 'cross-organization@everything-falls'];
    const tags = moments.map((moment, n) => {
        const [scenario, at] = moment.split('@');
        return `<p>A paragraph.</p><airlock-demo scenario="${scenario}" at="${at}" controls="${['full', 'minimal', 'none'][n % 3]}"></airlock-demo>`;
    });
    const { page, errors } = await host(tools, tags.join(''), { reducedMotion: 'no-preference' });
    await page.evaluate(() => window.demo(1).play());
    await until_phase(page, 'live', 1);
    await page.waitForTimeout(1000); // what a start leaves to do
    await page.evaluate(() => {
        window.frames_seen = 0;
        requestAnimationFrame(function next() {
            ++window.frames_seen;
            requestAnimationFrame(next);
        });
    });
    await page.mouse.move(360, 380); // over the demonstrations: none of them keeps the wheel
    const places = [];
    const tasks = await tasks_during(page, async () => {
        for (const turn of [...Array(30).fill(180), ...Array(30).fill(-180)]) {
            await page.mouse.wheel(0, turn);
            places.push(await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(scrollY)))));
        }
    });
    const far = Math.max(...places);
    check(far > 4000 && places.at(-1) < 400, `the wheel led to ${far} and back to ${places.at(-1)}`);
    check(new Set(places).size > 30, `${new Set(places).size} places were shown on the way`);
    const frames = await page.evaluate(() => window.frames_seen);
    const longest = Math.max(...tasks);
    const each = tasks.reduce((sum, ms) => sum + ms, 0) / frames;
    check(frames >= places.length, `${frames} frames for ${places.length} turns of the wheel`);
    check(longest <= 35, `a task of ${longest.toFixed(1)} ms while the page was scrolled`);
    check(each <= 4.5, `a frame takes ${each.toFixed(1)} ms of the main thread while the page is scrolled`);
    check_equal([await phase(page, 1), await page.evaluate(() => window.graphics())], ['live', 1], 'what is live afterwards');
    check_equal(errors, [], 'errors');
}

// The folder as a package: it may be imported where there is no browser, and says what importing does.
async function as_a_package({ dist }) {
    const described = JSON.parse(await readFile(join(dist, 'package.json'), 'utf8'));
    check(described.type === 'module' && described.sideEffects.includes('./demo.mjs') && !described.sideEffects.includes('./demo_element.mjs'), 'package.json');
    check_equal([described.dependencies, Boolean(described.license)], [undefined, true], 'what it needs, and its licence');
    for (const name of ['.', './element']) {
        const { AirlockDemo } = await import(pathToFileURL(resolve(dist, described.exports[name].default)));
        check_equal(AirlockDemo.observedAttributes.length, 13, `${name} without a browser`);
    }
    const types = await readFile(join(dist, described.types), 'utf8');
    const source = await readFile('web/demo_element.mjs', 'utf8');
    for (const member of ['play', 'pause', 'step', 'seek', 'fork', 'dispatch', 'state', 'transcript', 'export', 'dispose']) {
        check(types.includes(`    ${member}(`) && new RegExp(`^    (async )?${member}\\(`, 'm').test(source), `${member} is typed`);
    }
    // Each moment that is offered has its pictures.
    for (const { name } of JSON.parse(await readFile(join(dist, 'scenarios/index.json'), 'utf8'))) {
        const { languages, moments } = JSON.parse(await readFile(join(dist, `posters/${name}/index.json`), 'utf8'));
        check(moments.length > 1 && moments[0].words.en.sentence, name);
        for (const { marker } of moments) {
            for (const code of languages) {
                for (const theme of ['dark', 'light']) {
                    const svg = await readFile(join(dist, `posters/${name}/${marker}-${theme}${code === 'en' ? '' : `-${code}`}.svg`), 'utf8');
                    check(svg.startsWith('<svg') && svg.includes(`lang="${code}"`), `${name} at ${marker}, ${theme}, ${code}`);
                }
            }
        }
    }
}

export const tests = [
    { name: 'demo: a picture first, light and without a jump; a key brings the program', run: a_click },
    { name: 'demo: everything that may be asked of it, and everything it tells', run: asked },
    { name: 'demo: words lead to moments and show where one is', run: prose },
    { name: 'demo: ten on a page keep ten pictures and one graphics context', run: ten },
    { name: 'demo: it comes and goes and leaves nothing behind', run: comes_and_goes },
    { name: 'demo: attributes may change, and wrong ones are told', run: attributes },
    { name: 'demo: behind a shadow root, with a story of one\'s own, in other languages', run: elsewhere },
    { name: 'demo: two runs beside one another step under one clock', run: beside },
    { name: 'demo: what stands beside it may change, and a wrong one is told', run: beside_attributes },
    { name: 'demo: out of sight nothing goes on', run: out_of_sight },
    { name: 'demo: a quiet link opens the same moment on the page', run: in_full },
    { name: 'demo: ten on a page scroll without a stall', run: scrolls, measures: true },
    { name: 'demo: the folder is a package, and every moment has its pictures', run: as_a_package },
];
