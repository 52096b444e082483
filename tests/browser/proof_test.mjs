// The page of proofs: the matrix fills, a cell leads to a way that the stage shows, and the dial counts; and the README's
// table is what the program answers.

import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { errors_of, fill_nothing } from './browser.mjs';
import { check, check_equal, until_true } from './harness.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

async function open_proofs({ browser, server, contexts }, words, options = {}) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: 'reduce', ...options });
    contexts.push(context);
    await fill_nothing(context);
    const page = await context.newPage();
    const errors = errors_of(page);
    await page.goto(`${server.url}proof.html#${words}`);
    await page.locator('.matrix table').waitFor();
    return { page, errors, context };
}
const state = (page) => page.evaluate(() => window.airlock_proof.state());
const cell = (page, key) => page.locator(`[data-id="${key}"]`);

async function matrix(tools) {
    const { page, errors, context } = await open_proofs(tools, 'designs=traditional,cross-organization&cell=recoverable:traditional');
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.evaluate(() => window.airlock_proof.ready);
    const done = await state(page);
    check_equal([done.answered, done.is_searching], [12, false], 'every cell is answered');
    check_equal(done.chosen, 'recoverable:traditional', 'the cell of the link');
    check_equal(done.totals['recoverable:traditional'], 3, 'what breaks it');
    check((await cell(page, 'no_unilateral_access:traditional').innerText()).includes('nothing to ask'), 'a design without air gap is not asked');
    check((await cell(page, 'immutable:cross-organization').innerText()).includes('nothing single'), 'what nothing breaks');
    check(await page.locator('[data-id="stop"]').isHidden(), 'there is nothing to stop');

    // A way on the stage, from its first move on; the very run that the command line gives.
    await page.evaluate(() => window.airlock_proof.stage().ready);
    await cell(page, 'confidential:cross-organization').focus();
    await page.keyboard.press('Enter');
    const shown = page.locator('.sets > li', { hasText: 'production/root stolen' });
    await shown.locator('summary').click();
    check((await shown.locator('ol').innerText()).includes('StartRestoreJob'), 'the way ends with the deed');
    await shown.locator('[data-id="show"]').click();
    const from = await page.evaluate(() => window.airlock_proof.stage().state());
    check_equal(from.scenario, 'cross-organization', 'the design is on the stage');
    check(from.at < from.entries, 'at its beginning');
    const { inputs } = await page.evaluate(() => window.airlock_proof.stage().state());
    const { stdout } = await promisify(execFile)(process.env.AIRLOCK_CLI, ['blast', 'cross-organization', '--order', '1', '--property', 'confidential', '--json'], { cwd: root })
        .catch((error) => error);
    const sets = JSON.parse(stdout).sets.filter(({ events: [{ of }] }) => of === 'production/root');
    const same = (list) => JSON.stringify(typeof list === 'string' ? JSON.parse(list) : list);
    check_equal(same(inputs), same(sets[0].witness.inputs), 'the same run');

    await page.locator('[data-id="copy_link"]').click();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    check(link.includes('designs=traditional,cross-organization') && link.includes('cell=confidential:cross-organization'), 'the link holds it');
    check_equal(errors, [], 'no errors');
}

async function stopping(tools) {
    const { page, errors } = await open_proofs(tools, 'designs=cross-account,traditional');
    await until_true(page, () => window.airlock_proof.state().is_searching);
    await page.locator('[data-id="stop"]').click();
    const stopped = await state(page);
    check(!stopped.is_searching && stopped.answered < 12, 'it stops');
    check_equal(await page.locator('[data-id="stop"]').innerText(), 'Go on', 'and can go on');
    await page.locator('[data-id="stop"]').click();
    check((await state(page)).is_searching, 'it goes on');
    check((await state(page)).answered >= stopped.answered, 'with what was answered');
    await page.evaluate(() => window.airlock_proof.stop());
    check_equal(errors, [], 'no errors');
}

async function dial(tools) {
    const { page, errors } = await open_proofs(tools, 'designs=traditional');
    await page.evaluate(() => window.airlock_proof.ready);
    const totals = async () => {
        await page.waitForTimeout(50);
        return Object.fromEntries((await state(page)).dial_totals);
    };
    await until_true(page, () => window.airlock_proof.state().dial_totals.length === 2);
    const first = await totals();
    check(first.recoverable > 0 && first.confidential > 0, 'both sides have their sets');
    // One more must agree: fewer ways in, more ways to block.
    await page.locator('[data-id="dial:M"]').focus();
    await page.keyboard.press('ArrowRight');
    const has_turned = (before) => {
        const { dial_totals } = window.airlock_proof.state();
        return dial_totals.length === 2 && JSON.stringify(dial_totals) !== before;
    };
    await until_true(page, has_turned, JSON.stringify(Object.entries(first)));
    check_equal((await state(page)).dial.M, 4, 'the dial was turned');
    const before = await totals();
    await page.locator('[data-id="dial:directory"]').selectOption('directory');
    await until_true(page, has_turned, JSON.stringify(Object.entries(before)));
    check((await page.locator('.dial').innerText()).includes('all of company in the thief’s hands'), 'one directory for both opens the vault to whoever has the company');
    check_equal(errors, [], 'no errors');
}

async function languages(tools) {
    for (const [lang, words] of [['vi', 'Điều gì'], ['ja', '約束']]) {
        const { page, errors } = await open_proofs(tools, `designs=traditional&lang=${lang}`);
        await page.evaluate(() => window.airlock_proof.ready);
        await page.evaluate(() => window.airlock_proof.stage().ready);
        await until_true(page, () => !document.body.innerText.includes('Approvals needed'));
        const said = await page.locator('body').innerText();
        check(!said.includes('nothing single') && said.length > 200, `${lang}: nothing English is left (${words})`);
        check_equal(errors, [], 'no errors');
    }
}

async function nonsense(tools) {
    const { page, errors } = await open_proofs(tools, 'designs=../../x,no-such-design&cell=%3Cimg%3E&theme=pink');
    await page.evaluate(() => window.airlock_proof.ready);
    check_equal((await state(page)).answered, 6, 'each cell says that it could not be tried');
    check((await cell(page, 'recoverable:no-such-design').innerText()).includes('could not be tried'), 'in words');
    check_equal(await page.locator('main img').count(), 0, 'nothing of the link becomes markup');
    check_equal(errors.filter((error) => !/404|no-such-design/.test(error)), [], 'no errors of its own');
}

async function readme() {
    const { stderr } = await promisify(execFile)(process.execPath, [`${root}tools/matrix.mjs`, '--check'], { cwd: root }).catch((error) => error);
    check_equal(stderr.split('\n').filter((line) => line.startsWith('README')), [], 'the matrix of the README is up to date');
    check((await readFile(`${root}README.md`, 'utf8')).includes('| `recoverable` |'), 'there is one');
}

export const tests = [
    { name: 'proof: the matrix fills, and a cell is played on the stage', run: matrix },
    { name: 'proof: it stops and goes on', run: stopping },
    { name: 'proof: M of N', run: dial },
    { name: 'proof: in every language', run: languages },
    { name: 'proof: links that are wrong', run: nonsense },
    { name: 'proof: the README has what the program answers', run: readme },
];
