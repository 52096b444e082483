// Approval portals: the whole story with three persons in windows of their own, the panel by keys alone, windows
// that are closed, loaded again or lie, a page that is loaded again, and one-time passwords.

import { answer_to, check, check_equal, native_summary, settle, start, state } from './harness.mjs';

const live = 'ana,ben,cho';
const hash = `scenario=cross-account&seed=7&live=${live}`;

// Opens a portal in a window by the button that people have for it.
async function open_window(page, person) {
    const context = page.context();
    const [popup] = await Promise.all([
        context.waitForEvent('page'),
        page.locator(`#text [data-id="window:${person}"]`).evaluate((button) => button.click()),
    ]);
    popup.errors = [];
    popup.on('pageerror', (error) => popup.errors.push(String(error)));
    popup.on('console', (message) => message.type() === 'error' && popup.errors.push(message.text()));
    await popup.waitForSelector('[data-id^="sign-in:"], .portal-door');
    return popup;
}

export const sign_in = async (where) => {
    await where.locator('[data-id^="sign-in:"]').first().click();
    await where.locator('.portal-requests').waitFor();
};

// In the portal itself: choose, confirm.
export async function answer_in(where, subject, approve) {
    await where.locator(`[data-id="${approve ? 'approve' : 'reject'}:${subject}"]`).click();
    await where.locator(`[data-id="confirm:${subject}"]`).click();
    await where.locator(`[data-subject="${subject}"]`).waitFor({ state: 'detached' });
}

// By the clock, not by frames: a window behind another one draws none.
export const until = (page, wish, value = null) => page.waitForFunction(wish, value, { polling: 30, timeout: 15_000 });

const subject_of = ({ session, team }) => session ?? team;
const dispatch = (page, intent) => page.evaluate((wish) => window.airlock.dispatch(wish), intent);

// Goes on until somebody at the screen is asked for access.
async function until_access(page, answer) {
    for (let round = 0; round < 300; ++round) {
        const now = await state(page);
        const access = now.decisions.find(({ session }) =>
            now.sessions.find(({ id }) => id === session)?.action === 'CreateRestoreAccessBackupVault');
        if (access) return access.session;
        if (now.decisions.length) await answer(now.decisions[0], answer_to(now.decisions[0], now.sessions));
        else await dispatch(page, { type: 'step_forward' });
    }
    throw new Error('nobody asks for access');
}

const by_page = (page) => (decision, approve) =>
    dispatch(page, {
        type: 'answer', person: decision.person, approve,
        ...(decision.session ? { session: decision.session } : { team: decision.team }),
    });

async function three_windows(tools) {
    const { page, errors } = await start(tools, hash);
    const portals = {};
    for (const person of live.split(',')) portals[person] = await open_window(page, person);
    check_equal(await portals.ana.locator('.portal-state').innerText(), 'No approval team knows this user yet.', 'before the team');
    const given = [];
    for (let round = 0; round < 400; ++round) {
        const now = await state(page);
        if (!now.decisions.length && now.is_over && now.at === now.entries) break;
        if (!now.decisions.length) {
            await dispatch(page, { type: 'step_forward' });
            continue;
        }
        const [decision] = now.decisions;
        const approve = answer_to(decision, now.sessions);
        const portal = portals[decision.person];
        if (!(await portal.locator('.portal-requests').count())) await sign_in(portal);
        await answer_in(portal, subject_of(decision), approve);
        given.push(`${decision.person} ${now.sessions.find(({ id }) => id === decision.session)?.action} ${approve}`);
    }
    for (const person of live.split(',')) {
        check(given.includes(`${person} CreateRestoreAccessBackupVault true`), `${person} approved the access`);
        check((await portals[person].locator('.portal-answers li').count()) > 1, `${person}'s history`);
        check_equal(portals[person].errors, [], `errors in ${person}'s window`);
    }
    const end = await state(page);
    const access = end.sessions.find(({ action }) => action === 'CreateRestoreAccessBackupVault');
    check_equal([access.status, access.approvals], ['APPROVED', 3], 'the session');
    const summary = native_summary('cross-account', { seed: 7, live, inputs: end.inputs });
    check_equal([end.entries, end.trace_hash], [summary.entries, summary.trace_hash], 'page and native program');
    check_equal(errors, [], 'errors on the page');
}

async function only_its_own(tools) {
    const { page } = await start(tools, 'scenario=first-approval&live=ana,ben');
    await dispatch(page, { type: 'next_decision' });
    const portal = await open_window(page, 'ana');
    // What the page has told it, before and after the door.
    const told = () => portal.evaluate(() => document.body.innerText);
    check(!(await told()).includes('role/incident-response'), 'a request is told before anybody has signed in');
    await sign_in(portal);
    const text = await told();
    for (const part of ['Approve access to prod-airgap?', 'role/incident-response', 'recovery', 'prod-airgap', '24 h left', 'call the requester', '0 of 2']) {
        check(text.includes(part), `no "${part}" in ${text}`);
    }
    // Time ticks with the simulated clock.
    const before = await portal.locator('.portal-time').innerText();
    await dispatch(page, { type: 'seek_time', at: (await state(page)).at_ms + 3 * 3_600_000 });
    await until(portal, (was) => document.querySelector('.portal-time')?.innerText !== was, before);
    check((await portal.locator('.portal-time').innerText()).includes('21 h'), await portal.locator('.portal-time').innerText());
    // Theme and simulated again, as the page says.
    await page.locator('#text [data-id="theme"]').evaluate((button) => button.click());
    const theme = await page.evaluate(() => document.documentElement.dataset.theme);
    await until(portal, (wanted) => document.documentElement.dataset.theme === wanted, theme);
    await dispatch(page, { type: 'hand_back', person: 'ana' });
    await portal.locator('[data-id="take-over"]').click();
    await until(page, () => window.airlock.state().live.includes('ana'));
}

// A window is closed, another is loaded again, and then the page itself.
async function comes_and_goes(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval');
    const [ana, ben] = [await open_window(page, 'ana'), await open_window(page, 'ben')];
    check_equal((await state(page)).live.sort(), ['ana', 'ben'], 'who has a portal is played');
    await dispatch(page, { type: 'next_decision' });
    await sign_in(ben);
    await ana.close();
    const offer = page.locator('.portal-offer');
    await offer.locator('[data-id="hand-back"]').click();
    check_equal((await state(page)).live, ['ben'], 'after handing ana back');
    check(!(await offer.isVisible()), 'the offer stays');

    await ben.reload();
    await sign_in(ben);
    const { session } = (await state(page)).decisions[0];
    await answer_in(ben, session, true);
    check_equal((await state(page)).inputs.filter(({ person, call }) => person === 'ben' && call).length, 1, 'ben has answered once');

    await page.reload();
    await page.evaluate(() => window.airlock.ready.then(() => true));
    await ben.getByText('No page to talk to').waitFor();
    await page.locator('.portal-offer [data-id="let-in"]').click();
    await ben.locator('[data-id^="sign-in:"]').waitFor();
    check_equal((await state(page)).live, ['ben'], 'played again');
    await ben.close();
    await page.locator('.portal-offer [data-id="keep"]').click();
    check_equal((await state(page)).live, ['ben'], 'kept');
    await settle(page);
    check_equal(errors, [], 'errors on the page');
}

// Whatever a window sends, it can at most answer for its own person what that person is asked.
async function lies(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&live=ana,ben');
    await dispatch(page, { type: 'next_decision' });
    const { session } = (await state(page)).decisions[0];
    const liar = await open_window(page, 'ana');
    // The liar's own end of the talk, and all that it hears.
    await liar.evaluate(() => {
        window.heard = [];
        window.addEventListener('message', ({ ports }) => {
            if (!ports[0]) return;
            window.port = ports[0];
            window.port.onmessage = ({ data }) => window.heard.push(data);
        });
        window.opener.postMessage({ airlock: 'portal', kind: 'hello', person: 'ben' }, '*');
    });
    await until(liar, () => window.heard.some(({ kind }) => kind === 'state'));
    const seen = await liar.evaluate(() => window.heard.find(({ kind }) => kind === 'state'));
    check_equal([seen.person, seen.portal.requests], ['ana', []], 'whose portal it is, and what it is told before the door');
    const before = await state(page);
    const user = seen.portal.sign_ins[0].user;
    const say = (...messages) => liar.evaluate((list) => list.forEach((one) => window.port.postMessage(one)), messages);
    await say({ kind: 'answer', subject: session, approve: true }); // not signed in
    await say({ kind: 'sign_in', user: user + 1 }, { kind: 'sign_in', user: 'ana' }, { kind: 'sign_in' }, { kind: 'sign_in', user: { toString: 1 } });
    await say(null, 7, 'answer', [], [[]], {}, { kind: 7 }, { kind: 'constructor' }, { kind: '__proto__' }, { kind: 'x'.repeat(1e6) }, { kind: 'eval', text: 'x' });
    await liar.waitForTimeout(1500);
    await say({ kind: 'sign_in', user });
    await until(liar, () => window.heard.some(({ kind, user }) => kind === 'state' && user !== null));
    await say(
        { kind: 'answer', subject: 'session-2', approve: true }, { kind: 'answer', subject: session, approve: 'yes' },
        { kind: 'answer', subject: session }, { kind: 'answer', subject: [session], approve: true }, { kind: 'answer', subject: 'x'.repeat(1e6), approve: true },
        { kind: 'answer', person: 'ben', subject: 'guardians', approve: true }, { kind: 'send_code', subject: session }, { kind: 'send_code' });
    await liar.waitForTimeout(300);
    check_equal((await state(page)).inputs, before.inputs, 'what the lies did');
    const said = await liar.evaluate(() => window.heard.filter(({ kind }) => kind === 'said').map(({ text }) => text));
    check(said.length >= 10 && said.every((text) => text.length > 10), `every lie has its sentence: ${JSON.stringify(said)}`);
    check(!(await liar.evaluate(() => JSON.stringify(window.heard))).includes('"ben"'), 'it heard of somebody else');

    // A flood costs nobody anything, and what comes after it is heard.
    await liar.evaluate(() => {
        window.heard = [];
        for (let i = 0; i < 20_000; ++i) window.port.postMessage({ kind: 'ping', i });
    });
    await dispatch(page, { type: 'select' });
    await liar.waitForTimeout(2500);
    const heard = await liar.evaluate(() => [window.heard.filter(({ kind }) => kind === 'pong').length, window.heard.filter(({ kind }) => kind === 'said').length]);
    check(heard[0] < 120 && heard[1] >= 1 && heard[1] < 20, `pongs and sentences in a flood: ${heard}`);
    await say({ kind: 'answer', subject: session, approve: true, person: 'ben' }, { kind: 'answer', subject: session, approve: true });
    await until(page, (count) => window.airlock.state().inputs.length > count, before.inputs.length);
    const { inputs } = await state(page);
    check_equal(inputs.filter(({ call }) => call).map(({ person }) => person), ['ana'], 'in the end, one answer of ana');

    // Words of strangers that no window of ours has sent.
    await page.evaluate(() => {
        for (const data of [null, 'x', { airlock: 'portal' }, { airlock: 'portal', kind: 'hello', person: 'nobody' }, { airlock: 'portal', person: { x: 1 } }]) {
            window.postMessage(data, '*');
        }
        const frame = document.createElement('iframe');
        frame.srcdoc = '<p>guest</p>';
        document.body.append(frame);
    });
    await page.waitForTimeout(300);
    check(!(await page.locator('.portal-offer').isVisible().catch(() => false)), 'nobody is let in');
    check_equal(errors, [], 'errors on the page');
}

async function panel_by_keys(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&live=ana', { width: 1100, height: 720 });
    await dispatch(page, { type: 'next_decision' });
    await settle(page);
    const { session } = (await state(page)).decisions[0];
    const focused = () => page.evaluate(() => document.activeElement?.dataset?.id ?? document.activeElement?.className ?? '');
    const tab_to = async (id) => {
        for (let i = 0; i < 40; ++i) {
            if ((await focused()) === id) return;
            await page.keyboard.press('Tab');
        }
        throw new Error(`Tab does not reach ${id}; the focus is at ${await focused()}`);
    };
    await page.locator('#text [data-id="portal:ana"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.portal-panel [data-id^="sign-in:"]').waitFor();
    check_equal(await focused(), 'portal-body', 'where the focus goes');
    const door = await page.locator('.portal-panel [data-id^="sign-in:"]').getAttribute('data-id');
    await tab_to(door);
    await page.keyboard.press('Enter');
    await page.locator('.portal-requests').waitFor();
    check_equal(await focused(), 'portal-body', 'behind the door');
    await tab_to(`approve:${session}`);
    await page.keyboard.press('Enter');
    check_equal(await focused(), `confirm:${session}`, 'the confirmation has the focus');
    await page.keyboard.press('Escape');
    check_equal(await focused(), `approve:${session}`, 'Escape takes the choice back');
    check_equal((await state(page)).inputs.filter(({ call }) => call), [], 'nothing is decided by one key');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await page.locator(`[data-subject="${session}"]`).waitFor({ state: 'detached' });
    const after = await state(page);
    check_equal(after.inputs.filter(({ call }) => call).length, 1, 'answers');
    check((await page.locator('.portal-said').innerText()).includes('recorded'), 'the portal says so');
    check(await page.evaluate(() => document.querySelector('.portal-panel').contains(document.activeElement)), 'the focus stays in the portal');
    await page.keyboard.press('Escape');
    check_equal(await page.locator('.portal-panel').count(), 0, 'Escape closes');
    check_equal(await focused(), 'portal:ana', 'and gives the focus back');
    // From the canvas: its button opens the same panel.
    await page.locator('#canvas').focus();
    const { press } = await import('./harness.mjs');
    await press(page, 'tab:People');
    await press(page, 'portal:ben');
    await page.locator('.portal-panel').waitFor();
    check_equal((await state(page)).live.sort(), ['ana', 'ben'], 'whose portal is opened is played');
    check_equal(errors, [], 'errors on the page');
}

// th11 with its one-time passwords; then a directory that is taken away.
async function codes_and_doors(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval', { width: 1100, height: 720 });
    const open = (name, change) => page.evaluate(async ([story, edit]) => {
        const text = await (await fetch(`scenarios/threats/${story}.json`)).text();
        const data = new DataTransfer();
        data.items.add(new File([text.replace(edit[0], edit[1])], `${story}.json`, { type: 'application/json' }));
        for (const type of ['dragenter', 'dragover', 'drop']) {
            document.getElementById('canvas').dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
        }
    }, [name, change]);
    await open('th11', ['{ "parameter": "one_time_password" }', 'true']);
    await until(page, () => window.airlock.state().scenario === 'th11');
    await page.evaluate(() => window.airlock.portal('ana', 'panel'));
    await dispatch(page, { type: 'next_decision' });
    const { session } = (await state(page)).decisions.find(({ person }) => person === 'ana');
    await sign_in(page);
    await page.locator(`[data-id="reject:${session}"]`).click();
    const code = (await page.locator('.portal-mail output').innerText()).replace(/\s/g, '');
    check(/^\d{6}$/.test(code), `a code of six digits, not ${code}`);
    const wrong = code === '000000' ? '000001' : '000000';
    for (let i = 0; i < 3; ++i) {
        await page.locator('.portal-code input').fill(wrong);
        await page.locator(`[data-id="confirm:${session}"]`).click();
        await page.locator('.portal-said.is-bad').waitFor();
    }
    await until(page, (old) => document.querySelector('.portal-mail output').innerText.replace(/\s/g, '') !== old, code);
    check_equal((await state(page)).inputs.filter(({ call }) => call), [], 'answers without the right code');
    const fresh = await page.locator('.portal-mail output').innerText();
    await page.locator('.portal-code input').fill(fresh);
    await page.locator(`[data-id="confirm:${session}"]`).click();
    await page.locator(`[data-subject="${session}"]`).waitFor({ state: 'detached' });
    check_equal((await state(page)).inputs.filter(({ call }) => call).length, 1, 'answers with it');

    // Another story: ana is played there, too, until its directory shuts her out.
    await open('th12', ['', '']);
    await until(page, () => window.airlock.state().scenario === 'th12' && window.airlock.state().live.includes('ana'));
    const shut_out = await page.evaluate(() => {
        window.airlock.seek(4294967295);
        return window.airlock.view().page.story.find(({ sentence }) => sentence.includes('disables') && sentence.includes('ana'));
    });
    const minutes_later = (minutes) => dispatch(page, { type: 'seek_time', at: shut_out.at + minutes * 60_000 });
    await minutes_later(-1);
    await sign_in(page);
    await minutes_later(29);
    await page.locator('.portal-banner').filter({ hasText: 'is not let in again' }).waitFor();
    await minutes_later(31);
    await page.locator('.portal-state.bad').waitFor();
    check((await page.locator('.portal-state').innerText()).includes('disabled'), 'the door says why');
    await page.locator('[data-id^="sign-in:"]').click({ force: true });
    check((await page.locator('.portal-said').innerText()).startsWith('Sign-in refused'), 'and says so when it is tried');
    await minutes_later(-1);
    await page.locator('.portal-state.good').waitFor();
    check_equal(errors, [], 'errors on the page');
}

export const tests = [
    { name: 'portal: cross-account to the end, three approvers in three windows', run: three_windows },
    { name: 'portal: it shows its person’s business, after the door, and follows the page', run: only_its_own },
    { name: 'portal: windows are closed and loaded again, and so is the page', run: comes_and_goes },
    { name: 'portal: a window that lies can only answer for its person', run: lies },
    { name: 'portal: the panel by keys alone', run: panel_by_keys },
    { name: 'portal: one-time passwords, and a directory that lets nobody in', run: codes_and_doors },
];
