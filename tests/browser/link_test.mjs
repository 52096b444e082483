// Links to one moment: they hold everything, stay short, come out the same here and on the command line, and nothing that
// somebody puts into one does harm.

import { execFileSync } from 'node:child_process';
import { readFile, readdir } from 'node:fs/promises';
import { deflateRawSync } from 'node:zlib';

import { check, check_equal, native_summary, press, settle, start, state } from './harness.mjs';

const length_max = 2048; // of a link that holds two hundred decisions
const packed = (text) => deflateRawSync(Buffer.from(text), { level: 9 }).toString('base64url');
const fragment_of = (page) => page.evaluate(async () => (await window.airlock.link()).split('#')[1]);
const problems_shown = (page) => page.evaluate(() => window.airlock.probe('problems.close') !== null);

// Opens another link in a page that is there: the problems that it told of. Some links open nothing and say so.
const open_link = (page, hash) => page.evaluate((text) => new Promise((done) => {
    const told = [];
    const ends = ['problem', 'scenario'].map((name) => window.airlock.on(name, (detail) => {
        if (name === 'problem') told.push(...detail);
        setTimeout(() => (ends.forEach((end) => end()), done(told.map(({ sentence }) => sentence))), 30);
    }));
    setTimeout(() => done(null), 8000);
    location.hash = text;
}), hash);

// The trace hash of a link on the command line, and what it says beside.
function native_link(fragment) {
    const cli = process.env.AIRLOCK_CLI ?? 'build/native/airlock-cli';
    const words = fragment.split('&').filter((word) => !word.startsWith('at='));
    let out;
    try {
        out = execFileSync(cli, ['run', `#${words.join('&')}`, '--format', 'json'], { encoding: 'utf8', maxBuffer: 1 << 28, stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
        if (error.status !== 1) throw error; // who takes part may make a story's expectations fail
        out = error.stdout;
    }
    return JSON.parse(out.trim().split('\n').pop()).summary.trace_hash;
}

const hash_at_end = (page) => page.evaluate(() => {
    window.airlock.seek(4294967295);
    return window.airlock.state().trace_hash;
});

// Everything of a moment, and it is there again; also of a scenario of one's own, which no server has.
async function everything(tools) {
    const { page, errors } = await start(tools, 'scenario=cross-account&live=ana,ben');
    await page.evaluate(() => {
        const { airlock } = window;
        // Invitations are accepted; the first vote is the moment.
        for (let round = 0; round < 200 && !airlock.state().decisions.some(({ session }) => session); ++round) {
            for (const { person, team } of airlock.state().decisions) airlock.dispatch({ type: 'answer', person, team, approve: true });
            airlock.dispatch({ type: 'step_forward' });
        }
        const { person, session } = airlock.state().decisions.find((one) => one.session);
        airlock.dispatch({ type: 'answer', person, session, approve: true });
        airlock.dispatch({ type: 'step_back' });
        airlock.dispatch({ type: 'select', kind: 'vault', name: airlock.state().vaults[0].name });
    });
    await page.locator('#canvas').focus();
    await page.keyboard.press('t');
    await settle(page);
    const before = await state(page), fragment = await fragment_of(page);
    const { page: other, errors: other_errors } = await start(tools, `${fragment}&lang=vi`);
    const after = await state(other);
    check_equal([after.at, after.entries, after.inputs, after.trace_hash], [before.at, before.entries, before.inputs, before.trace_hash], 'the linked run');
    check(before.inputs.length > 0 && before.at === before.entries - 1, 'with a decision, and one entry after the moment');
    check(!(await problems_shown(other)), 'nothing to complain of');
    check(await other.evaluate(() => document.documentElement.lang === 'vi' && !document.querySelector('[data-part="text"]').classList.contains('unseen')), 'language and text view');
    check_equal((await fragment_of(other)).replace('&lang=vi', ''), fragment, 'linked again');
    const hash = await hash_at_end(other);
    check_equal([hash, native_link(fragment)], [await hash_at_end(page), hash], 'trace hash there, here and natively');

    const own = JSON.parse(await readFile(`${tools.dist}/scenarios/first-approval.json`, 'utf8'));
    own.title = 'Xưởng của tôi';
    own.steps.push({ at: '1h', who: 'mallory', as: 'production/root', call: 'DeleteBackupVault', with: { BackupVaultName: 'prod-airgap' } });
    await other.locator('[data-part="file"]').setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(own)) });
    await other.waitForFunction(() => window.airlock.state().title === 'Xưởng của tôi');
    const mine = await fragment_of(other);
    const { page: third, errors: third_errors } = await start(tools, mine);
    check_equal((await state(third)).title, 'Xưởng của tôi', 'the scenario came with the link');
    check_equal(await hash_at_end(third), native_link(mine), 'and gives the same trace');
    check_equal([...errors, ...other_errors, ...third_errors], [], 'errors');
}

// Two hundred decisions of a shipped story: people at the screen who never stop.
async function stays_short(tools) {
    const { page, errors } = await start(tools, 'scenario=reference-architecture');
    await page.evaluate(() => {
        const { airlock } = window;
        const persons = airlock.view().page.seats.map(({ name }) => name);
        for (let i = 0; i < 400 && airlock.state().inputs.length < 200; ++i) {
            airlock.dispatch({ type: i % 3 === 2 ? 'hand_back' : 'take_over', person: persons[(i * 7) % persons.length] });
            for (const { person, session, team } of airlock.state().decisions) {
                airlock.dispatch({ type: 'answer', person, approve: i % 2 === 0, ...(team ? { team } : { session }) });
            }
            airlock.dispatch({ type: 'step_forward' });
        }
    });
    const before = await state(page), fragment = await fragment_of(page);
    check(before.inputs.length >= 200, `${before.inputs.length} decisions`);
    check(tools.server.url.length + fragment.length < length_max, `${fragment.length} characters for ${before.inputs.length} decisions`);
    const { page: other } = await start(tools, fragment);
    check_equal((await state(other)).trace_hash, before.trace_hash, 'the same run');
    check_equal(await hash_at_end(other), native_link(fragment), 'and natively');
    check_equal(errors, [], 'errors');
}

// Links of earlier versions, as they were copied then: `trace hash, moment, fragment` a line.
async function earlier_versions(tools) {
    const folder = new URL('../links/', import.meta.url);
    const { page, errors } = await start(tools, 'scenario=first-approval');
    let count = 0;
    for (const file of (await readdir(folder)).sort()) {
        for (const line of (await readFile(new URL(file, folder), 'utf8')).split('\n').filter((text) => text && !text.startsWith('#'))) {
            const [hash, at, fragment] = line.split(' ');
            const told = await open_link(page, fragment);
            check_equal([(await state(page)).at, told], [Number(at), []], `the moment of ${file}: ${fragment.slice(0, 80)}`);
            check_equal([await hash_at_end(page), native_link(fragment)], [hash, hash], `the trace of ${file}: ${fragment.slice(0, 80)}`);
            ++count;
        }
    }
    check(count >= 6, `${count} links of earlier versions`);
    check_equal(errors, [], 'errors');
}

// A link whose scenario or program has become another says from where, and stands there.
async function no_longer_the_same(tools) {
    const { page } = await start(tools, 'scenario=cross-account&at=end');
    const fragment = await fragment_of(page);
    const changed = fragment.replace(/sum=[0-9a-f]{4}/, 'sum=0000').replace('seed=1', 'seed=2');
    const { page: other } = await start(tools, 'scenario=first-approval');
    const said = (await open_link(other, changed)).join();
    const [, until, by] = /the same up to entry (\d+) and another one by entry (\d+)/.exec(said) ?? [];
    check(said.includes('its scenario has changed since') && Number(until) < Number(by), `what is told: ${said}`);
    await settle(other);
    check(await problems_shown(other), 'and shown');
    const now = await state(other);
    check_equal([now.at, now.seed], [Number(until), 2], 'the last entry that is the same');
    const whole = native_summary('cross-account', { seed: 2 });
    check_equal(await hash_at_end(other), whole.trace_hash, 'and the run goes on as it goes now');

    // What can no longer be done again is left out from there on.
    const done = JSON.stringify({ who: [['ana']], what: ['take_over', { call: 'Vote', with: { Session: 'session-9', Response: 'APPROVED' } }], after: [3, 1], at: [3600000000, 0], by: [0, 0], do: [0, 1] });
    const { page: third } = await start(tools, `v=1&scenario=cross-account&done=${packed(done)}&at=end`);
    check(await problems_shown(third), 'what does not fit is told');
    check((await state(third)).entries > 10, 'and the story is shown all the same');
}

// Cut, flipped, blown up, far too much: a sentence each, soon, and a story on the stage.
async function hostile(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&live=ana');
    await page.evaluate(() => {
        for (let i = 0; i < 40 && !window.airlock.state().decisions.length; ++i) window.airlock.dispatch({ type: 'step_forward' });
        const [{ person, session }] = window.airlock.state().decisions;
        window.airlock.dispatch({ type: 'answer', person, session, approve: false });
    });
    const good = await fragment_of(page);
    const zeros = (n) => `[${'0,'.repeat(n - 1)}0]`;
    const many = (n) => `{"who":[["ana"]],"what":["take_over"],"after":${zeros(n)},"at":${zeros(n)},"by":${zeros(n)},"do":${zeros(n)}}`;
    const flipped = [...Array(4)].map((_, i) => good.replace(/done=([\w-]+)/, (_all, word) => {
        const at = Math.floor((word.length * i) / 4);
        return `done=${word.slice(0, at)}${word[at] === 'A' ? 'B' : 'A'}${word.slice(at + 1)}`;
    }));
    const words = [
        good.replace(/done=[\w-]+/, (word) => word.slice(0, -9)), ...flipped,
        `v=1&scenario=first-approval&done=${packed('x'.repeat(20_000_000))}`,
        `v=1&file=${packed(' '.repeat(20_000_000))}`, `v=1&scenario=first-approval&done=${packed(many(1_000_000).slice(0, 1_900_000))}`,
        `v=1&scenario=first-approval&done=${packed(many(20_000))}`, `v=1&file=${packed('{"airlock": 1}')}`, 'v=1&file=AAAA', 'v=9&scenario=first-approval',
        `v=1&scenario=first-approval&expect=9.${'0'.repeat(16)}.${'0'.repeat(45)}`, 'v=1&scenario=first-approval&expect=zz',
        `v=1&scenario=first-approval&select=vault:${'x'.repeat(200)}&at=nowhere`, 'v=1&scenario=first-approval&at=999999', `v=1&scenario=${'a'.repeat(300_000)}`,
    ];
    for (const hash of words) {
        const began = Date.now();
        await page.evaluate(() => window.airlock.seek(0));
        const told = await open_link(page, hash);
        check(told && (told.length || flipped.includes(hash)), `no word about ${hash.slice(0, 90)}`);
        for (const sentence of told) check(sentence.length > 10 && sentence.length < 400, `a sentence: ${sentence.slice(0, 500)}`);
        check(Date.now() - began < 9000, `${Date.now() - began} ms for ${hash.slice(0, 60)}`);
        check((await state(page)).title, 'a story is on the stage');
        await press_away(page);
    }
    check_equal(errors, [], 'errors');
}

async function press_away(page) {
    await settle(page);
    if (await problems_shown(page)) await press(page, 'problems.close');
}

export const tests = [
    { name: 'link: it holds everything of a moment, also a scenario of one’s own, here and on the command line', run: everything },
    { name: 'link: two hundred decisions of a shipped story take less than 2 KB', run: stays_short },
    { name: 'link: those of earlier versions of the format open as they did', run: earlier_versions },
    { name: 'link: one that no longer comes out the same says from where', run: no_longer_the_same },
    { name: 'link: one from anybody gets a sentence, never a hang', run: hostile },
];
