// The comparison page: two designs under one attack on one clock, by keys and by link, and two branches of one run.

import { readFile } from 'node:fs/promises';

import { errors_of, fill_nothing } from './browser.mjs';
import { check, check_equal, settle, start, state } from './harness.mjs';

async function open_pair({ browser, server, contexts }, url, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...options });
    contexts.push(context);
    await fill_nothing(context);
    const page = await context.newPage();
    const errors = errors_of(page);
    await page.goto(url.startsWith('http') ? url : `${server.url}compare.html#${url}`);
    await page.evaluate(() => window.airlock_compare.ready);
    return { page, errors, context };
}

const pair = (page) => page.evaluate(() => {
    const { step, steps, at_ms, sides, parted } = window.airlock_compare.state();
    return { step, steps, at_ms, parted, at: sides.map(({ at }) => at), times: sides.map((side) => side.at_ms), scenarios: sides.map(({ scenario }) => scenario), branches: sides.map(({ trace_hash }) => trace_hash) };
});
const press = async (page, id) => {
    await page.locator(`:is(.steps, .bar) [data-id="${id}"]`).focus();
    await page.keyboard.press('Enter');
    await page.waitForTimeout(150);
};
const row = (page, label) => page.evaluate((wanted) => {
    const found = [...document.querySelectorAll('.outcome tbody tr')].find((tr) => tr.firstChild.textContent.includes(wanted));
    return found && [...found.querySelectorAll('td')].map((td) => td.textContent);
}, label);

async function designs(tools) {
    const { page, errors, context } = await open_pair(tools, 'a=traditional&b=cross-organization');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    const first = await pair(page);
    check_equal([first.scenarios, first.step, first.at], [['traditional', 'cross-organization'], 0, [0, 0]], 'where it begins');

    // Steps go by time: neither is ever later than the common clock, and both go on.
    let before = first;
    for (let i = 0; i < 12; ++i) {
        await press(page, 'forward');
        const now = await pair(page);
        check_equal(now.step, before.step + 1, 'a step');
        check(now.at_ms >= before.at_ms && now.at.every((at, side) => at >= before.at[side]), 'nobody goes back');
        check(now.at.some((at, side) => at > before.at[side]), 'somebody goes on');
        before = now;
    }
    await press(page, 'back');
    check_equal((await pair(page)).step, before.step - 1, 'a step back');

    await press(page, 'parting');
    await page.locator('.side .parted:visible').first().waitFor();
    const parted = await pair(page);
    check_equal(parted.parted, [8, 27], 'where they part');
    check(parted.at[0] === 8 || parted.at[1] === 27, 'it is the first of these moments');
    check((await page.locator('.side.is-parted .now').first().innerText()).includes('steals the root of recovery'), 'what happens there');
    check_equal((await row(page, 'Where they part'))[0], 'mallory steals the root of recovery.', 'the table says where');
    for (const label of ['Recovery time', 'Recovery point', 'ost']) {
        const values = await row(page, label);
        check(values?.length === 2 && values.every((value) => value.length > 0), `the table has "${label}": ${JSON.stringify(values)}`);
    }
    const time = await row(page, 'Recovery time');
    check(time[0] !== time[1], 'recovery takes different times');

    // The slider by keys.
    await page.locator('[data-id="slider"]').focus();
    await page.keyboard.press('End');
    await page.waitForTimeout(200);
    const end = await pair(page);
    check_equal(end.step, end.steps, 'the end');
    await page.keyboard.press('ArrowLeft');
    await page.waitForTimeout(200);
    check_equal((await pair(page)).step, end.steps - 1, 'an arrow');
    await press(page, 'parting');

    // The link shows the same.
    await press(page, 'copy_link');
    await page.locator('.toast:visible', { hasText: 'Link copied' }).waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const again = await open_pair(tools, link);
    const shown = await pair(again.page);
    check_equal([shown.step, shown.at], [parted.step, parted.at], 'the step of the link');
    check_equal([...errors, ...again.errors], [], 'errors');
}

async function branches(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval', { width: 1100, height: 720 });
    await page.evaluate(() => {
        window.airlock.seek(4294967295);
        window.airlock.seek(2);
        window.airlock.dispatch({ type: 'submit', person: 'omar', call: 'CreateBackupVault', with: { BackupVaultName: 'another' }, as: 'production/root' });
        window.airlock.seek(3);
    });
    await settle(page);
    const here = await state(page);
    check_equal(here.branches.length, 2, 'branches');
    await page.locator('#text [data-id="branches"]').evaluate((button) => button.click());
    await page.locator('.tool-dialog [data-id="go"][href]').waitFor();
    check((await page.locator('[data-id="other"]').inputValue()).startsWith('branch:'), 'the other branch is offered first');
    const link = await page.locator('.tool-dialog [data-id="go"]').getAttribute('href');
    const now = await state(page);
    check_equal([now.branch, now.at, now.entries], [here.branch, here.at, here.entries], 'the page is where it was');
    await page.keyboard.press('Escape');
    const { page: both, errors: more } = await open_pair(tools, link);
    const found = await both.evaluate(() => window.airlock_compare.state().sides.map(({ scenario, inputs }) => [scenario, inputs.length]));
    check_equal(found, [['first-approval', 1], ['first-approval', 0]], 'what the two sides are');
    await press(both, 'parting');
    const parted = await pair(both);
    check_equal(parted.parted[0], 3, 'they part where the branch was made');
    check(parted.at[0] >= 3, 'that is shown');
    await both.locator('.side .parted:visible').first().waitFor();
    await press(both, 'to_end');
    await both.waitForTimeout(200);
    check((await pair(both)).step > 0, 'it goes to the end');
    check_equal([...errors, ...more], [], 'errors');
}

async function narrow(tools) {
    for (const theme of ['dark', 'light']) {
        const { page, errors } = await open_pair(tools, `theme=${theme}`, { viewport: { width: 390, height: 844 } });
        const wide = await page.evaluate(() => document.body.scrollWidth - document.body.clientWidth);
        check(wide <= 0, `${theme}: the page is ${wide} pixels too wide`);
        const beyond = await page.evaluate(() => [...document.querySelectorAll('.side > *')].filter((node) =>
            node.getBoundingClientRect().right > node.parentElement.getBoundingClientRect().right + 0.5).length);
        check_equal(beyond, 0, `${theme}: parts of a side that stick out`);
        check_equal(errors, [], 'errors');
    }
}

// A scenario of one's own on one side: it is compared at once, and a file that is none changes nothing.
async function own_file(tools) {
    const { page, errors } = await open_pair(tools, 'a=first-approval&b=first-approval');
    const same = await pair(page);
    check_equal(same.parted.filter(Boolean), [], 'one and the same story does not part');
    const own = JSON.parse(await readFile(`${tools.dist}/scenarios/first-approval.json`, 'utf8'));
    own.steps.push({ at: '1h', who: 'mallory', as: 'production/root', call: 'DeleteBackupVault', with: { BackupVaultName: 'prod-airgap' } });
    const file = (name, text) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
    const input = page.locator('.side').first().locator('[data-part="file"]');
    await input.setInputFiles(file('mine.json', JSON.stringify(own)));
    await page.waitForFunction(() => window.airlock_compare.state().parted?.some(Boolean), null, { timeout: 10_000 });
    const other = await pair(page);
    check_equal(other.scenarios, ['mine', 'first-approval'], 'what stands side by side');
    check_equal(await page.locator('.side').first().locator('.row select').first().inputValue(), '', 'the list says that it is none of its own');
    await input.setInputFiles(file('broken.json', '{'));
    await page.waitForTimeout(400);
    check_equal((await pair(page)).scenarios, other.scenarios, 'what stands side by side after a file that is none');
    // From there back to a story of the shelf.
    await page.locator('.side').first().locator('.row select').first().selectOption('traditional');
    await page.waitForFunction(() => window.airlock_compare.state().sides[0].scenario === 'traditional');
    check_equal(errors, [], 'errors');
}

// Words that mean nothing are left out, and the page stands all the same.
async function wrong_link(tools) {
    const { page } = await open_pair(tools, 'a=first-approval&b=first-approval&b.seed=7&b.inputs=%5Bx&at=-5');
    const found = await pair(page);
    check_equal([found.step, found.scenarios], [0, ['first-approval', 'first-approval']], 'what is shown');
}

export const tests = [
    { name: 'compare: two designs on one clock, by keys, and a link to the same step', run: designs },
    { name: 'compare: two branches of one run', run: branches },
    { name: 'compare: a link that is wrong', run: wrong_link },
    { name: 'compare: a scenario of one’s own', run: own_file },
    { name: 'compare: a narrow screen holds both', run: narrow },
];
