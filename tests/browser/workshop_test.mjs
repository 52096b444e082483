// Workshops: the shipped plan from end to end with three persons in windows of their own, and plans and windows that
// mean no good.

import { readFile } from 'node:fs/promises';

import { open_page } from './browser.mjs';
import { check, check_equal, native_summary, state } from './harness.mjs';
import { answer_in, sign_in, until } from './portal_test.mjs';

async function start_workshop({ browser, server, contexts }, hash = '') {
    const opened = await open_page(browser, `${server.url}workshop.html#${hash}`, { reducedMotion: 'reduce', width: 1280, height: 800, is_seen: false });
    contexts.push(opened.context);
    opened.context.setDefaultTimeout(20_000);
    await until(opened.page, () => Boolean(window.airlock_workshop));
    await opened.page.evaluate(() => window.airlock_workshop.ready.then(() => true));
    return opened;
}

const key = (page, id) => page.locator(`.workshop :is([data-part="minutes"], [data-part="tools"], [data-part="transport"], [data-part="plan"], [data-part="roles"], [data-part="injects"], [data-part="back"], [data-part="cards"], [data-part="report"], [data-part="problems"]) [data-id="${id}"]`);
const press = (page, id) => key(page, id).click();
// What throws work away is pressed twice.
const press_twice = async (page, id) => {
    await press(page, id);
    await press(page, id);
};
const choose = (page, id, value) => key(page, id).selectOption(value);
const sent = (page) => page.evaluate(() => [...window.airlock_workshop.workshop.run.sent].map(([id, { how }]) => `${id} ${how}`));
const errors_of = (page) => {
    page.errors = [];
    page.on('pageerror', (error) => page.errors.push(String(error)));
    page.on('console', (message) => message.type() === 'error' && page.errors.push(message.text()));
};

async function hand_out(page, person) {
    const [popup] = await Promise.all([page.context().waitForEvent('page'), press(page, `window:${person}`)]);
    errors_of(popup);
    await popup.locator('[data-id^="sign-in:"]').first().waitFor();
    return popup;
}

const asked = (page, persons) => until(page, (count) => window.airlock.state().decisions.length === count, persons);
const card = (portal, id) => portal.locator(`[data-message="${id}"]`);

async function whole_plan(tools) {
    const { page, errors } = await start_workshop(tools);
    const windows = {};
    for (const person of ['ana', 'ben', 'cho']) windows[person] = await hand_out(page, person);
    const { ana, ben, cho } = windows;
    await page.locator('[data-role="cho"]').getByText('in a window', { exact: true }).waitFor();
    await press(page, 'begin');
    await choose(page, 'speed', '64');
    await press(page, 'play');

    // The team: the story waits until all three have accepted, and goes on by itself.
    await asked(page, 3);
    for (const person of Object.values(windows)) {
        await sign_in(person);
        await answer_in(person, 'lifeguards', true);
    }
    await asked(page, 3);
    check_equal((await state(page)).sessions.map(({ action }) => action), ['DisassociateBackupVaultMpaApprovalTeam'], 'what is asked');

    // By milestone: only for those it is for, in the window and on the stage.
    await card(ben, 'help-desk').waitFor();
    check_equal(await card(ana, 'help-desk').count(), 0, 'ana is not called');
    await page.locator('[data-card="help-desk"]').waitFor();
    await ben.locator('[data-id="reply:help-desk:1"]').click();
    await page.locator('[data-inject="help-desk"]').getByText('call back').waitFor();
    await answer_in(ana, 'session-1', false);
    await answer_in(ben, 'session-1', false);
    // cho stays silent; the others' noes are enough.
    await press(page, 'part-next');
    for (let step = 0; step < 12 && (await state(page)).sessions[0].status === 'PENDING'; ++step) await press(page, 'forward');
    check_equal((await state(page)).sessions[0].status, 'FAILED', 'the attacker’s request');

    // By hand.
    await press(page, 'send:press');
    await ana.locator('[data-id="reply:press:0"]').click();
    await press(page, 'play');
    await asked(page, 3);
    await card(cho, 'call-rosa').waitFor();
    // By time, and because a milestone was not reached; the one that was reached has no hint.
    await choose(page, 'pace', '600');
    await until(page, () => window.airlock_workshop.workshop.run.sent.has('hint-restore'));
    await choose(page, 'pace', '1');
    check_equal(await sent(page), ['help-desk milestone', 'press hand', 'call-rosa milestone', 'phones time', 'hint-restore not_reached'], 'what was sent');
    await card(cho, 'phones').waitFor();
    // One that acts in the story.
    await press(page, 'send:mallory-again');
    const last = await page.evaluate(() => window.airlock.view().page.story.at(-1));
    check_equal([last.who, last.outcome], ['mallory', 'refused'], 'what the inject did');

    for (const person of Object.values(windows)) await answer_in(person, 'session-2', true);
    // The story goes on by itself.
    await until(page, () => { const { is_over, at, entries } = window.airlock.state(); return is_over && at === entries; });
    const end = await state(page);
    const native = native_summary('cross-organization', { ...end, live: '' });
    check_equal([end.entries, end.trace_hash], [native.entries, native.trace_hash], 'page and native program');

    await report(page, end);

    // Back to the request: the windows stay, and are asked again.
    await key(page, 'marker').selectOption({ label: (await key(page, 'marker').locator('option').allInnerTexts()).find((text) => text.startsWith('Ask')) });
    await press_twice(page, 'rollback');
    check_equal((await state(page)).branches.length, 2, 'branches');
    await until(ana, () => !document.querySelector('[data-message="call-rosa"]'));
    await press(page, 'play');
    await asked(page, 3);
    await card(ana, 'call-rosa').waitFor();
    await answer_in(ana, 'session-2', false);
    check_equal((await state(page)).sessions[1].rejections, 1, 'the other way');

    // A new beginning keeps them as well.
    await press_twice(page, 'reset');
    const again = await state(page);
    check_equal([again.entries, again.at, again.seed, again.live.sort()], [0, 0, 1, ['ana', 'ben', 'cho']], 'begun again');
    for (const [name, portal] of Object.entries(windows)) {
        await portal.locator('[data-id^="sign-in:"]').first().waitFor();
        check_equal(await portal.locator('.portal-letter').count(), 0, `messages to ${name} after the reset`);
        check_equal(portal.errors, [], `errors in ${name}'s window`);
    }
    check_equal(errors, [], 'errors on the page');
}

// The report names who, when and what was missed, and every line leads back.
async function report(page, end) {
    await press(page, 'report');
    const text = async (id) => (await page.locator(`[data-report="${id}"]`).innerText()).replace(/\s+/g, ' ');
    await page.locator('[data-report="missed"]').waitFor();
    const decisions = await page.locator('[data-report="decisions"] tbody tr').allInnerTexts();
    for (const person of ['ana', 'ben', 'cho']) check(decisions.filter((line) => line.includes(person) && !line.includes('simulated')).length >= 2, `decisions of ${person}: ${decisions}`);
    check(/\+\d+:\d\d/.test(decisions[0]) && /\d\d:\d\d, minute \d+/.test(decisions[0]), `both clocks: ${decisions[0]}`);
    const missed = await text('missed');
    for (const part of ['cho was silent about session-1', 'cho did not answer “A call from the help desk” in time', 'Not reached by minute 35: Restore']) {
        check(missed.includes(part), `no "${part}" in ${missed}`);
    }
    check(!missed.includes('ben did not answer “A call from the help desk”'), 'ben has answered in time');
    check(/Recovery time[^+]*\d+ h/.test(await text('recovery')), await text('recovery'));
    check((await text('injects')).includes('ana: “No comment”'), await text('injects'));

    const lines = page.locator('.report .to-moment');
    const entries = await lines.evaluateAll((nodes) => nodes.map((node) => Number(node.dataset.entry)));
    check(entries.length > 15 && entries.every((entry) => entry > 0 && entry <= end.entries), `lines lead to ${entries}`);
    for (const index of [0, Math.floor(entries.length / 2), entries.length - 1]) {
        await lines.nth(index).click();
        check_equal((await state(page)).at, entries[index], 'where a line leads');
    }
    const [download] = await Promise.all([page.waitForEvent('download'), press(page, 'download-report')]);
    const markdown = await readFile(await download.path(), 'utf8');
    check(markdown.startsWith('# After\\-action report') || markdown.startsWith('# After-action report'), markdown.slice(0, 80));
    const links = [...markdown.matchAll(/\]\((http[^)]*index\.html#[^)]*)\)/g)].map(([, link]) => link);
    check(links.length === entries.length && links.every((link) => /&at=\d+/.test(link)), `${links.length} links for ${entries.length} lines`);
    // A link shows that very moment of this very run.
    const other = await page.context().newPage();
    await other.goto(links[links.length - 1]);
    await other.evaluate(() => window.airlock.ready.then(() => true));
    const linked = await state(other);
    check_equal(linked.at, Number(/&at=(\d+)/.exec(links.at(-1))[1]), 'the linked moment');
    await other.close();
    await page.emulateMedia({ media: 'print' });
    check(!(await page.locator('main').isVisible()) && (await page.locator('.report').isVisible()), 'what is printed');
    await page.emulateMedia({ media: 'screen' });
    await press(page, 'now');
    await press(page, 'close-report');
}

const open_plan = (page, text, name = 'mine.json') =>
    page.locator('[data-part="plan-file"]').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });

async function hostile(tools) {
    const { page, errors } = await start_workshop(tools, 'plan=cross-organization');
    const shipped = JSON.parse(await readFile(`${tools.dist}/workshops/cross-organization.json`, 'utf8'));
    const with_change = (change) => {
        const plan = structuredClone(shipped);
        change(plan);
        return JSON.stringify(plan);
    };
    const problems = page.locator('[data-part="problems"]');
    const rows = [
        ['{', 'this is not JSON'],
        ['[]', 'this must be an object'],
        ['null', 'this must be an object'],
        [' '.repeat(300_000), 'larger than 256 KB'],
        ['['.repeat(100_000), 'this is not JSON'],
        [with_change((plan) => (plan.airlock_workshop = 2)), '/airlock_workshop this must be 1'],
        [with_change((plan) => (plan.minutes = 44)), '/minutes the parts come to 45 minutes, not to 44'],
        [with_change((plan) => (plan.parts[1].minuts = 1)), '/parts/1/minuts there is no member "minuts" here'],
        [with_change((plan) => (plan.scenario = '../../etc/passwd')), '/scenario this must be the name of a shipped scenario'],
        [with_change((plan) => (plan.scenario = 'https://evil.example/x')), '/scenario'],
        [with_change((plan) => (plan.injects[1].id = 'help-desk')), '/injects/1/id there is another inject'],
        [with_change((plan) => (plan.injects[0].when = { minute: 1, chapter: 'ask' })), '/injects/0/when'],
        [with_change((plan) => (plan.injects[0].answers = ['a', 'b', 'c', 'd', 'e'])), '/injects/0/answers there may be at most 4'],
        [with_change((plan) => (plan.roles[0].name = { ja: 'x' })), '/roles/0/name a text in several languages needs one in English'],
        [with_change((plan) => (plan.roles = Array(1e4).fill(plan.roles[0]))), 'larger than'],
        [JSON.stringify(shipped).replace('"title"', '"__proto__": {"x": 1}, "title"'), 'there is no member "__proto__" here'],
        // Well formed, but not of this story.
        [with_change((plan) => (plan.injects[0].to = ['nobody'])), '/injects/0/to/0 this story has no person named "nobody"'],
        [with_change((plan) => (plan.parts[0].marker = 'no-such-chapter')), '/parts/0/marker this story has no chapter'],
    ];
    for (const [text, wanted] of rows) {
        await page.evaluate(() => window.airlock_workshop.workshop.hide_problems());
        await open_plan(page, text);
        await problems.locator('li').first().waitFor();
        const told = (await problems.innerText()).replace(/\s+/g, ' ');
        check(told.includes(wanted), `no "${wanted}" in ${told.slice(0, 400)}`);
        check_equal(await page.locator('[data-part="title"]').innerText(), shipped.title, 'the plan that was there stays');
    }
    await press(page, 'close-problems');

    // Markup is text, wherever it stands; notes stand in no other window, and here only while they are wanted.
    const evil = '<img src=x onerror="window.broken=1"><script>window.broken=1</script>';
    await open_plan(page, with_change((plan) => {
        plan.title = evil;
        plan.parts[0].notes = ['A secret of the facilitator'];
        plan.injects[5] = { ...plan.injects[5], title: evil, text: evil, from: evil, answers: [evil, 'no'], notes: ['A secret about the inject'] };
    }));
    await until(page, (title) => document.querySelector('[data-part="title"]').textContent === title, evil);
    const ana = await hand_out(page, 'ana');
    await press(page, 'send:press');
    await card(ana, 'press').waitFor();
    check_equal([await ana.locator('.portal-letter h3').innerText(), await ana.locator('img, script:not([src])').count(), await page.locator('main img').count()], [evil, 0, 0], 'markup as text');
    check_equal([await page.evaluate(() => window.broken), await ana.evaluate(() => window.broken)], [undefined, undefined], 'nothing ran');
    check(!(await page.locator('body').innerText()).includes('secret'), 'notes that nobody asked for');
    await press(page, 'notes');
    check((await page.locator('body').innerText()).includes('A secret of the facilitator'), 'notes that were asked for');
    check(!(await ana.content()).includes('secret'), 'notes in a portal window');
    await press(page, 'projector');
    check(!(await page.content()).includes('secret'), 'notes on the projector');
    await press(page, 'projector');

    // A window that lies about what it was asked.
    await ana.evaluate(() => {
        window.heard = [];
        window.addEventListener('message', ({ ports }) => {
            if (!ports[0]) return;
            window.port = ports[0];
            window.port.onmessage = ({ data }) => window.heard.push(data);
            window.port.postMessage({ kind: 'hello' });
        });
        window.opener.postMessage({ airlock: 'portal', kind: 'hello', person: 'ben' }, '*');
    });
    await until(ana, () => window.heard.some(({ kind }) => kind === 'messages'));
    check(!(await ana.evaluate(() => JSON.stringify(window.heard))).includes('secret'), 'notes in what a window hears');
    await page.evaluate(() => window.airlock_workshop.workshop.run.send(window.airlock_workshop.workshop.run.plan.injects[0]));
    const lies = [
        {}, { version: 2, message: 'press', answer: 0 }, { version: 1, message: 'help-desk', answer: 0 }, { version: 1, message: 'press', answer: 2 },
        { version: 1, message: 'press', answer: -1 }, { version: 1, message: 'press', answer: 0.5 }, { version: 1, message: 'press', answer: '0' },
        { version: 1, message: ['press'], answer: 0 }, { version: 1, message: 'x'.repeat(1e6), answer: 0 }, { version: 1, message: '__proto__', answer: 0 },
    ];
    await ana.evaluate((list) => list.forEach((lie) => window.port.postMessage({ kind: 'reply', ...lie })), lies);
    await until(ana, (count) => window.heard.filter(({ kind }) => kind === 'said').length >= count, lies.length);
    const replies = () => page.evaluate(() => [...window.airlock_workshop.workshop.run.sent.values()].flatMap(({ replies: given }) => [...given.keys()]));
    check_equal(await replies(), [], 'what the lies did');
    await ana.evaluate(() => [1, 0].forEach((answer) => window.port.postMessage({ kind: 'reply', version: 1, message: 'press', answer, person: 'ben' })));
    await until(page, () => window.airlock_workshop.workshop.run.sent.get('press').replies.size > 0);
    check_equal(await page.evaluate(() => [...window.airlock_workshop.workshop.run.sent.get('press').replies].map(([who, { answer }]) => [who, answer])), [['ana', 'no']], 'the first answer counts, for its own person');

    // And a page that lies to a portal.
    const read = await page.evaluate(async () => {
        const { checked_messages } = await import('./portal_view.mjs');
        const good = { id: 'a', title: 'b', from: 'c', text: 'd', answers: ['e'], answered: null };
        const bad = [
            { version: 2, messages: [] }, { version: 1 }, { version: 1, messages: 'x' }, { version: 1, messages: Array(1000).fill(good) }, { version: 1, messages: [null] },
            ...[{ title: 7 }, { text: 'x'.repeat(1e5) }, { answers: 'abc' }, { answers: [{}] }, { answers: ['a', 'b', 'c', 'd', 'e'] }, { answered: 1 }, { answered: 'length' }]
                .map((change) => ({ version: 1, messages: [{ ...good, ...change }] })),
        ];
        return [checked_messages({ version: 1, messages: [good] }).length, bad.map((one) => checked_messages(one)).filter(Boolean).length];
    });
    check_equal(read, [1, 0], 'messages that are read, and that are not');
    check_equal(errors, [], 'errors on the page');
    const nowhere = await start_workshop(tools, 'plan=../scenarios/x');
    check((await nowhere.page.locator('[data-part="problems"]').innerText()).includes('not the name of a plan'), 'a plan from anywhere');
}

export const tests = [
    { name: 'workshop: the shipped plan from end to end, three windows, injects, a way back, a new beginning, the report', run: whole_plan },
    { name: 'workshop: plans and windows that mean no good', run: hostile },
];
