// The page as a guest: inside a frame of somebody's page, fed with files and addresses from anybody.

import { check, check_equal, press, probe, settle, start, start_again, state } from './harness.mjs';

// Browsers give no modules to a frame without an origin: the poster itself must say what to do.
async function in_a_sandbox({ browser, server, contexts }) {
    const context = await browser.newContext({ viewport: { width: 760, height: 560 } });
    contexts.push(context);
    const page = await context.newPage();
    await page.goto(`${server.origin}/sandbox`);
    const frame = await (await page.locator('#guest').elementHandle()).contentFrame();
    await frame.waitForLoadState('load');
    check_equal(await frame.evaluate(() => typeof window.airlock), 'undefined', 'the program of a frame without an origin');
    const hint = frame.locator('#screen-message');
    check_equal(await hint.locator('p').isVisible(), false, 'a hint before anything could have come');
    const waits = await frame.evaluate(() => document.getAnimations().map((animation) => {
        const { delay } = animation.effect.getTiming();
        animation.finish();
        return delay;
    }));
    check(waits.length === 1 && waits[0] >= 5000 && waits[0] <= 15_000, `the hint comes after ${waits} ms`);
    check_equal(await hint.locator('p').isVisible(), true, 'the hint');
    check((await hint.innerText()).includes('allow-same-origin'), await hint.innerText());
}

async function in_a_frame({ browser, server, contexts }) {
    const context = await browser.newContext({ viewport: { width: 760, height: 560 }, reducedMotion: 'reduce' });
    contexts.push(context);
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${server.origin}/host`);
    const frame = await (await page.locator('#guest').elementHandle()).contentFrame();
    await frame.waitForFunction(() => window.airlock);
    await frame.evaluate(() => window.airlock.ready.then(() => true));
    check_equal(await frame.locator('.not-started').count(), 0, 'the sentence for a program that never came');
    check_equal(await page.evaluate(() => document.activeElement.tagName), 'BODY', 'the guest took the focus');
    check_equal(await page.evaluate(() => window.scrollY), 0, 'the guest scrolled its host');
    check_equal(await page.evaluate(() => history.length), await page.evaluate(() => history.length), 'history');

    // The wheel over the guest scrolls the host, as long as nobody has pressed into it.
    await page.mouse.move(350, 250);
    await page.mouse.wheel(0, 200);
    await page.waitForTimeout(300);
    check((await page.evaluate(() => window.scrollY)) > 100, 'the wheel is swallowed');
    await page.evaluate(() => window.scrollTo(0, 0));

    // The host's own field gets its keys, also those that mean something to the guest.
    await page.locator('#mine').focus();
    await page.keyboard.type('nab 123');
    check_equal(await page.locator('#mine').inputValue(), 'nab 123', 'what was typed into the host');
    check_equal(await frame.evaluate(() => window.airlock.state().at), 0, 'keys leaked into the guest');

    // After a press the guest has keys and wheel; Escape gives them back.
    const key = await frame.evaluate(() => window.airlock.probe('forward'));
    const corner = await page.locator('#guest').boundingBox();
    await page.mouse.click(corner.x + key.x + key.w / 2, corner.y + key.y + key.h / 2);
    await page.waitForTimeout(200);
    check_equal(await frame.evaluate(() => window.airlock.state().at), 1, 'a press into the guest');
    check_equal(await page.evaluate(() => window.scrollY), 0, 'focusing scrolled the host');
    await page.keyboard.press('ArrowRight');
    await page.waitForTimeout(200);
    check_equal(await frame.evaluate(() => window.airlock.state().at), 2, 'a key into the guest');
    await page.keyboard.press('Escape');
    check((await frame.evaluate(() => document.activeElement?.id)) !== 'canvas', 'Escape keeps the keys');
    check_equal(errors, [], 'errors');
}

const drop = (page, name, text) =>
    page.evaluate(
        ([file_name, content]) => {
            const data = new DataTransfer();
            data.items.add(new File([content], file_name, { type: 'application/json' }));
            for (const type of ['dragenter', 'dragover', 'drop']) {
                document.getElementById('canvas').dispatchEvent(
                    new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
            }
        },
        [name, text],
    );

async function files(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&at=4', { width: 1100, height: 700 });
    const before = await state(page);
    // Broken in more than one place: everything is said, and what was running goes on.
    const good = await page.evaluate(() => fetch('scenarios/first-approval.json').then((response) => response.text()));
    const bad = good.replace('"title"', '"titel"').replace(/"version": *1/, '"version": "one"');
    await page.evaluate(() => window.airlock.on('problem', (problems) => (window.problems = problems)));
    await drop(page, 'my-design.json', bad);
    await page.waitForTimeout(300);
    await settle(page);
    const problems = await page.evaluate(() => window.problems);
    check(problems.length >= 1 && problems.every(({ sentence }) => sentence.length > 5), 'problems are told');
    check(problems.some(({ line }) => line > 0), 'problems have their places');
    check(await probe(page, 'problems.close'), 'problems are shown');
    const after = await state(page);
    check_equal([after.scenario, after.at, after.trace_hash], [before.scenario, before.at, before.trace_hash], 'what was running');
    await press(page, 'problems.close');
    check(!(await probe(page, 'problems.close')), 'problems can be closed');

    for (const nonsense of ['', '\u0000\u0001', '[[[[[[[[', '{"a":'.repeat(5000), '"' + 'x'.repeat(100_000)]) {
        await drop(page, 'nonsense.json', nonsense);
        await page.waitForTimeout(120);
        check_equal((await state(page)).scenario, before.scenario, `after ${JSON.stringify(nonsense.slice(0, 12))}`);
    }
    await page.keyboard.press('Escape');

    // A good one opens, from the picker as well.
    const mine = good.replace(/"title": *"[^"]*"/, '"title": "My own design"');
    await page.locator('#file').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(mine) });
    await page.waitForFunction(() => window.airlock.state().at === 0);
    await settle(page);
    check_equal((await state(page)).scenario, 'mine', 'the picked file');
    check(/#v=1&name=mine\.json&file=[\w-]{100,}&/.test(await page.evaluate(() => window.airlock.link())), 'a file from a disk travels in its link');
    await drop(page, 'first-approval.json', good);
    await page.waitForFunction(() => window.airlock.state().scenario === 'first-approval');
    check_equal(errors, [], 'errors');
}

async function menu(tools) {
    const { page, errors } = await start(tools, 'scenario=cross-account', { width: 1100, height: 700 });
    await press(page, 'scenario');
    const title = await page.evaluate(() =>
        fetch('scenarios/index.json').then((response) => response.json()).then((list) => list.find(({ name }) => name === 'first-approval').title));
    await press(page, `scenario:${title}`);
    await page.waitForFunction(() => window.airlock.state().scenario === 'first-approval');
    await settle(page);
    check_equal(errors, [], 'errors');
}

async function addresses(tools) {
    const { page, errors } = await start(tools, `scenario=${encodeURIComponent('/sub/path/scenarios/first-approval.json')}&at=3`, { width: 640, height: 400 });
    check_equal([(await state(page)).scenario, (await state(page)).at], ['first-approval', 3], 'of the same origin');

    const hostile = [
        'scenario=https://example.org/x.json',
        'scenario=//example.org/x.json',
        'scenario=javascript:alert(1)',
        'scenario=data:application/json,{}',
        'scenario=../../../../etc/passwd',
        'scenario=%E0%A4%A',
        'scenario=%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E',
        'seed=-1', 'seed=99999999999999999999', 'at=1e9', 'at=-3', 'live=nobody,%3Cscript%3E', 'inputs=[{"after":-1}]',
        'inputs=%7B', `inputs=${'['.repeat(20000)}`, 'theme=<b>', `scenario=${'a'.repeat(70000)}`, '&&&=&==&scenario',
        `x=${'y'.repeat(300000)}`, '__proto__=1&constructor=2',
    ];
    for (const hash of hostile) {
        await start_again(tools, page, hash);
        check((await state(page)) !== null, `${hash.slice(0, 40)}: something is open`);
        const is_clean = await page.evaluate(() => document.querySelectorAll('img, script:not([src])').length === 0 && {}.polluted === undefined);
        check(is_clean, `${hash.slice(0, 40)}: markup got in`);
        const strangers = await page.evaluate(() => performance.getEntriesByType('resource').filter(({ name }) => !name.startsWith(location.origin)).length);
        check_equal(strangers, 0, `${hash.slice(0, 40)}: fetched from elsewhere`);
        check_equal(errors.filter((text) => !text.includes('404')), [], `${hash.slice(0, 40)}: errors`);
    }
}

// A bad word costs nothing but itself.
async function bad_words(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval');
    for (const [word, part] of [['live=anna', 'did you mean'], ['live=zoe', 'zoe'], ['at=x&', '"at"'], ['inputs=%5B', ''], ['seed=-1', '"seed"']]) {
        await start_again(tools, page, `scenario=first-approval&${word}${word.startsWith('at') ? '' : '&at=3'}`);
        const now = await state(page);
        check_equal([now.scenario, now.at], ['first-approval', word.startsWith('at') ? 0 : 3], word);
        check_equal(await page.evaluate(() => window.airlock.state().live), [], `live after ${word}`);
        check(await probe(page, 'problems.close'), `${word} is told`);
        check_equal(errors, [], 'errors');
    }
    await start_again(tools, page, 'scenario=first-approval&at=2');
    await page.evaluate(() => {
        window.airlock.on('problem', (problems) => (window.problems = problems));
        location.hash = 'scenario=first-approval&live=anna&at=4';
    });
    await page.waitForFunction(() => window.airlock.state().at === 4);
    const problems = await page.evaluate(() => window.problems);
    check_equal(problems.length, 1, 'problems');
    check(problems[0].text.includes('no person named "anna"; did you mean "ana"?'), problems[0].text);
}

// What the command line says about bytes that are no UTF-8, the page says too.
async function no_utf8(tools) {
    const { page } = await start(tools, 'scenario=first-approval&at=4');
    await page.evaluate(() => window.airlock.on('problem', (problems) => (window.problems = problems)));
    for (const [front, sentence] of [[[0xef, 0xbb, 0xbf], 'byte order mark'], [[0x20, 0xff], 'not UTF-8']]) {
        await page.evaluate(async (bytes) => {
            window.problems = null;
            const good = new Uint8Array(await (await fetch('scenarios/first-approval.json')).arrayBuffer());
            const data = new DataTransfer();
            data.items.add(new File([new Uint8Array(bytes), good], 'mine.json'));
            for (const type of ['dragenter', 'dragover', 'drop']) {
                document.getElementById('canvas').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
            }
        }, front);
        await page.waitForFunction(() => window.problems);
        const problems = await page.evaluate(() => window.problems);
        check(problems[0].sentence.includes(sentence), problems[0].sentence);
        check_equal((await state(page)).at, 4, 'what was running');
    }
}

async function api_edges(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval');
    const said = await page.evaluate(() => {
        const { airlock } = window;
        const circle = { type: 'play' };
        circle.circle = circle;
        const kind = (deed) => {
            try {
                deed();
                return 'nothing';
            } catch (error) {
                return error.constructor.name;
            }
        };
        return {
            deaf: [kind(() => airlock.on('entry')), kind(() => airlock.on('entry', 'x')), kind(() => airlock.on('entry', () => {}))],
            nonsense: [circle, 1n, { type: 'seek_entry', entry: 1n }, undefined, () => {}].map((intent) => airlock.dispatch(intent).length),
            speed: airlock.dispatch({ type: 'set_speed', speed: 0 })[0].sentence,
            seed: airlock.dispatch({ type: 'restart', seed: '18446744073709551615' }),
        };
    });
    check_equal(said.deaf, ['TypeError', 'TypeError', 'nothing'], 'on() without a function');
    check_equal(said.nonsense, [1, 1, 1, 1, 1], 'problems of what is no JSON');
    check(said.speed.includes('1 to 64'), said.speed);
    check_equal(said.seed, [], 'the largest seed');
    check_equal((await state(page)).seed, '18446744073709551615', 'the largest seed');
    check_equal(errors, [], 'errors');
}

export const tests = [
    { name: 'guest: a bad word in a link costs nothing but itself', run: bad_words },
    { name: 'guest: bytes that are no UTF-8 are told as the command line tells them', run: no_utf8 },
    { name: 'guest: nothing handed to window.airlock throws where it should be told', run: api_edges },
    { name: 'guest: in a frame it takes no focus, no scrolling and no keys', run: in_a_frame },
    { name: 'guest: in a frame without an origin the poster says what to do', run: in_a_sandbox },
    { name: 'guest: files dropped and picked, bad ones leave what is running', run: files },
    { name: 'guest: another scenario from the menu', run: menu },
    { name: 'guest: addresses from anybody', run: addresses },
];
