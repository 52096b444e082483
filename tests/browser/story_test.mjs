// The whole cross-account story with three people at the screen: once by pixels, once through the DOM alone,
// once by keys; each run must be, entry by entry, what the native program makes of the same inputs.

import { answer_to, check, check_equal, native_summary, press, probe, settle, start, state } from './harness.mjs';

const live = 'ana,ben,cho';
const hash = `scenario=cross-account&seed=7&live=${live}`;

// Plays until nothing is left. `answer(decision, approve)` and `go_on()` are done by whatever is tested.
async function play_through(page, { answer, go_on }) {
    const given = [];
    for (let round = 0; round < 400; ++round) {
        const now = await state(page);
        if (now.decisions.length === 0 && now.is_over && now.at === now.entries) return given;
        if (now.decisions.length === 0) {
            await go_on(now);
            continue;
        }
        const decision = now.decisions[0];
        const approve = answer_to(decision, now.sessions);
        const action = now.sessions.find(({ id }) => id === decision.session)?.action;
        await answer(decision, approve, now);
        given.push({ ...decision, approve, action });
        const after = await state(page);
        check(after.inputs.length > now.inputs.length, `${decision.person}'s answer did not arrive`);
    }
    throw new Error('the story does not end');
}

async function check_run(page, given, errors) {
    const end = await state(page);
    const approvals = given.filter(({ action, approve }) => action === 'CreateRestoreAccessBackupVault' && approve);
    check_equal(approvals.map(({ person }) => person).sort(), ['ana', 'ben', 'cho'], 'who approved the access');
    const access = end.sessions.find(({ action }) => action === 'CreateRestoreAccessBackupVault');
    check_equal([access.status, access.approvals], ['APPROVED', 3], 'the session');
    const summary = native_summary('cross-account', { seed: 7, live, inputs: end.inputs });
    check_equal(end.entries, summary.entries, 'entries, page and native program');
    check_equal(end.trace_hash, summary.trace_hash, 'trace hash, page and native program');
    check_equal(errors, [], 'errors on the page');
}

async function by_canvas(tools) {
    const { page, errors } = await start(tools, hash);
    const given = await play_through(page, {
        async answer({ person }, approve) {
            if (!(await probe(page, `approve:${person}`))) await press(page, `card:${person}`);
            await press(page, `${approve ? 'approve' : 'reject'}:${person}`);
        },
        // One entry on, and then at once to whatever waits for somebody.
        async go_on() {
            await press(page, 'forward');
            const { decisions, is_over, at, entries } = await state(page);
            const is_more = decisions.length === 0 && !(is_over && at === entries);
            if (is_more && (await probe(page, 'next_decision'))) await press(page, 'next_decision');
        },
    });
    check((await page.evaluate(() => document.activeElement?.id)) === 'canvas', 'the canvas has the focus it was given');
    await check_run(page, given, errors);
}

async function by_dom(tools) {
    const { page, errors } = await start(tools, hash);
    // Only what a screen reader has: roles and names.
    const view = page.getByRole('main', { name: 'Text view' });
    const given = await play_through(page, {
        async answer({ person }, approve, now) {
            const card = view.locator('.decision', { hasText: `${person}: ` }).first();
            const label = now.decisions[0].team ? (approve ? 'Accept' : 'Decline') : approve ? 'Approve' : 'Reject';
            await card.getByRole('button', { name: label }).evaluate((button) => button.click());
            await settle(page);
        },
        async go_on() {
            await view.getByRole('button', { name: 'Next decision' }).evaluate((button) => button.click());
            await settle(page);
            const { decisions, is_over, at, entries } = await state(page);
            if (!decisions.length && !(is_over && at === entries)) {
                await view.getByRole('button', { name: 'Step forward' }).evaluate((button) => button.click());
                await settle(page);
            }
        },
    });
    await page.waitForTimeout(300);
    const { entries } = await state(page);
    check_equal(await view.locator('.transcript .line').count(), entries, 'lines of the transcript');
    await check_run(page, given, errors);
}

async function by_keys(tools) {
    const { page, errors } = await start(tools, hash);
    // Tab reaches the canvas after the skip link.
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    check_equal(await page.evaluate(() => document.activeElement.id), 'canvas', 'what Tab reaches');
    const given = await play_through(page, {
        async answer({ person }, approve) {
            // The card on top is the first decision; the key is pressed twice, so that no slip decides.
            const before = await state(page);
            await page.keyboard.press(approve ? 'a' : 'r');
            await settle(page);
            check_equal((await state(page)).inputs.length, before.inputs.length, `${person}: one press decides nothing`);
            await page.keyboard.press(approve ? 'a' : 'r');
            await settle(page);
        },
        async go_on() {
            await page.keyboard.press('ArrowRight');
            await settle(page);
        },
    });
    await check_run(page, given, errors);

    await page.keyboard.press('Home');
    await settle(page);
    check_equal((await state(page)).at, 0, 'Home');
    await page.keyboard.press('Space');
    await page.waitForTimeout(200);
    check((await state(page)).playing, 'Space plays');
    await page.keyboard.press('Space');
    await settle(page);
    check(!(await state(page)).playing, 'Space pauses');
    await page.keyboard.press('Escape');
    check((await page.evaluate(() => document.activeElement.id)) !== 'canvas', 'Escape gives the keys back');
}

async function a_link_is_the_run(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&live=ana');
    for (let round = 0; round < 20; ++round) {
        const { decisions, is_over } = await state(page);
        if (is_over) break;
        if (decisions.length) await press(page, `approve:${decisions[0].person}`);
        else await press(page, 'forward');
    }
    await press(page, 'back');
    await press(page, 'back');
    const before = await state(page);
    const link = await page.evaluate(() => window.airlock.link());
    const { page: other, errors: other_errors } = await start(tools, link.split('#')[1]);
    const after = await state(other);
    check_equal([after.at, after.inputs, after.seed], [before.at, before.inputs, before.seed], 'what the link shows');
    await other.evaluate(() => window.airlock.seek(4294967295));
    await page.evaluate(() => window.airlock.seek(4294967295));
    check_equal((await state(other)).trace_hash, (await state(page)).trace_hash, 'trace hash of the linked run');
    check_equal([...errors, ...other_errors], [], 'errors');
}

async function another_way(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval', { width: 1100, height: 720 });
    await press(page, 'to_end');
    const end = await state(page);
    for (let i = 0; i < 4; ++i) await press(page, 'back');
    await press(page, 'branch');
    await press(page, 'branch:Another way from here');
    const forked = await state(page);
    check_equal([forked.branch, forked.branches.length], [1, 2], 'branch after forking');
    await page.evaluate(() => window.airlock.dispatch({ type: 'switch_branch', branch: 0 }));
    await settle(page);
    check_equal((await state(page)).entries, end.entries, 'the first run is as it was');
    check_equal(errors, [], 'errors');
}

// Every story on the shelf is drawn, comes to its end, and has the log of the native program.
async function every_story(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&seed=3', { width: 900, height: 600 });
    const shelf = await page.evaluate(async () => (await fetch('scenarios/index.json')).json());
    check(shelf.length > 30, `only ${shelf.length} stories on the shelf`);
    for (const { name } of shelf) {
        await page.evaluate((hash) => void (location.hash = hash), `scenario=${name}&seed=3`);
        await page.waitForFunction((wanted) => window.airlock.state().scenario === wanted, name, { polling: 15 });
        await settle(page);
        await page.evaluate(() => window.airlock.seek(4294967295));
        await settle(page);
        const end = await state(page);
        const summary = native_summary(name, { seed: 3 });
        check_equal([end.is_over, end.at, end.entries], [true, summary.entries, summary.entries], `${name}: its end`);
        check_equal(end.trace_hash, summary.trace_hash, `${name}: trace hash, page and native program`);
        check_equal(errors, [], `${name}: errors on the page`);
    }
}

async function events(tools) {
    const { page } = await start(tools, 'scenario=first-approval&live=ana');
    await page.evaluate(() => {
        window.heard = [];
        for (const name of ['entry', 'decision', 'playing', 'selection', 'branch', 'ended']) {
            window.airlock.on(name, (detail) => window.heard.push([name, detail]));
        }
    });
    await press(page, 'next_decision');
    await press(page, 'stage');
    const heard = await page.evaluate(() => window.heard);
    for (const name of ['entry', 'decision']) check(heard.some(([event]) => event === name), `no event "${name}"`);
    const refused = await page.evaluate(() => {
        try {
            return window.airlock.on('nothing', () => {});
        } catch (error) {
            return String(error);
        }
    });
    check(String(refused).includes('no event'), 'an unknown event is refused');
    const problems = await page.evaluate(() => [window.airlock.dispatch({ type: 'fly' }), window.airlock.dispatch(null)]);
    check(problems.every((list) => list.length > 0), 'nonsense is answered with problems');
}

export const tests = [
    { name: 'story: cross-account to the end, three live approvals, by canvas pixels', run: by_canvas },
    { name: 'story: cross-account to the end, three live approvals, by the DOM alone', run: by_dom },
    { name: 'story: cross-account to the end, three live approvals, by keys alone', run: by_keys },
    { name: 'story: every one that is shipped plays to its end', run: every_story },
    { name: 'story: a link shows the very run again', run: a_link_is_the_run },
    { name: 'story: another way from the past keeps the first run', run: another_way },
    { name: 'story: events and intents of window.airlock', run: events },
];
