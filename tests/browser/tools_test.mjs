// The page's tools: documents as files and in the clipboard, and the call composer by keys alone.

import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';

import { check, check_equal, colours, native_summary, settle, start, state } from './harness.mjs';

const cli = process.env.AIRLOCK_CLI ?? 'build/native/airlock-cli';
const native = (...words) => execFileSync(cli, words, { encoding: 'utf8', maxBuffer: 1 << 28 });
const seek = (page, entry) => page.evaluate((n) => void window.airlock.seek(n), entry);
const open_tool = (page, id) => page.locator(`#text [data-id="${id}"]`).evaluate((button) => button.click());
const focused = (page) => page.evaluate(() => document.activeElement?.dataset?.id ?? document.activeElement?.tagName ?? '');

async function tab_to(page, id, key = 'Tab') {
    for (let i = 0; i < 80; ++i) {
        if ((await focused(page)) === id) return;
        await page.keyboard.press(key);
    }
    throw new Error(`${key} does not reach ${id}; the focus is at ${await focused(page)}`);
}

const is_written = (page) => page.locator('.tool-dialog [data-id="download"]:not([aria-disabled])').waitFor({ timeout: 20_000 });

async function downloaded(page) {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('[data-id="download"]').click()]);
    return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

async function exports(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval', { width: 1100, height: 720, ratio: 2, acceptDownloads: true, is_seen: true });
    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    check(!tools.server.requests.some((path) => path.endsWith('export.mjs')), 'the export is not part of a first visit');
    await seek(page, 4294967295);
    const { entries } = await state(page);
    await seek(page, 6);
    await settle(page);
    await open_tool(page, 'export');
    const choose = async (format) => {
        await page.locator(`.tool-dialog input[value="${format}"]`).check();
        await is_written(page);
        return downloaded(page);
    };
    const png = await choose('png');
    check_equal(png.name, 'first-approval-entry-6.png', 'the name of the picture');
    const size = [png.bytes.readUInt32BE(16), png.bytes.readUInt32BE(20)];
    check_equal(size, await page.evaluate(() => [document.getElementById('canvas').width, document.getElementById('canvas').height]), 'its pixels');
    check_equal(size[0], 2200, 'at the ratio of the screen');
    check((await colours(page, png.bytes)) > 40, 'the picture is not blank');

    const svg = await choose('svg');
    check_equal(svg.bytes.toString(), native('draw', 'first-approval', '--at', '6', '--theme', 'light', '--frame'), 'the SVG');
    const same = { markdown: 'first-approval.md', trace: 'first-approval.trace', mermaid: 'first-approval.mmd' };
    for (const [format, name] of Object.entries(same)) {
        const file = await choose(format);
        check_equal(file.name, name, `the name of ${format}`);
        check_equal(file.bytes.toString(), native('export', 'first-approval', '--format', format), format);
    }
    for (const [format, name] of [['scenario', 'first-approval-played.json'], ['cloudtrail', 'first-approval-cloudtrail.json'], ['cli', 'first-approval-cli.sh']]) {
        const file = await choose(format);
        check_equal(file.name, name, `the name of ${format}`);
        check(file.bytes.length > 200, `${format} has something in it`);
    }

    // A stretch, by entries and by chapter; what cannot be is said.
    await page.locator('.tool-dialog input[value="trace"]').check();
    await page.locator('[data-id="from"]').selectOption('entry');
    await page.locator('[data-id="from_entry"]').fill('3');
    await page.locator('[data-id="from_entry"]').blur();
    await page.locator('[data-id="to"]').selectOption('here');
    await is_written(page);
    const part = await downloaded(page);
    check_equal(part.name, 'first-approval-3-6.trace', 'the name of a part');
    check_equal(part.bytes.toString(), native('export', 'first-approval', '--format', 'trace', '--from', '3', '--to', '6'), 'a part of the trace');
    await page.locator('[data-id="from_entry"]').fill(String(entries));
    await page.locator('[data-id="from_entry"]').blur();
    await page.locator('.tool-said.is-bad').waitFor();
    check((await page.locator('.tool-said').innerText()).includes('comes after'), 'what is wrong is said');
    await page.locator('[data-id="from"]').selectOption('chapter:0');
    await page.locator('[data-id="to"]').selectOption('chapter:0');
    await is_written(page);
    await page.locator('[data-id="copy"]').click();
    await page.locator('.tool-said', { hasText: 'Copied' }).waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    const chapter = await page.evaluate(() => window.airlock.view().page.timeline.chapters.filter(({ entry }) => entry > 0).map(({ entry }) => entry));
    const [from, next] = chapter;
    check_equal(copied, native('export', 'first-approval', '--format', 'trace', '--from', String(from), '--to', String((next ?? entries + 1) - 1)), 'the copied chapter');
    await page.keyboard.press('Escape');
    await page.waitForFunction(() => !document.querySelector('.tool-dialog'), null, { polling: 30 });
    check_equal(errors, [], 'errors');
}

// The attacker, by keys: choose, look ahead, change a parameter, send; then the same from the past.
async function composed_by_keys(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval', { width: 1280, height: 800 });
    await seek(page, 2);
    await settle(page);
    await page.locator('#text [data-id="composer"]').focus();
    await page.keyboard.press('Enter');
    await page.locator('.composer-offer').first().waitFor();
    check_equal(await focused(page), 'person', 'where the focus goes');
    await page.keyboard.type('mallory');
    await page.waitForFunction(() => document.querySelector('[data-id="person"]').value === 'mallory', null, { polling: 30 });
    await page.locator('[data-id="call:DeleteRecoveryPoint"]').waitFor();
    check((await page.locator('[data-id="as"]').innerText()).includes('stolen'), 'a stolen credential is marked');
    await tab_to(page, 'filter');
    await page.keyboard.type('DeleteRec');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    check_equal(await focused(page), 'call:DeleteRecoveryPoint', 'the call that was looked for');
    check((await page.locator('[data-id="call:DeleteRecoveryPoint"]').innerText()).includes('refused: vault lock'), 'what is foreseen');
    await page.keyboard.press('Enter');
    await page.locator('.composer-gates .is-shut').waitFor();
    check_equal(await page.locator('.composer-gates .is-shut').count(), 1, 'one gate refuses');
    check((await page.locator('.composer-flip').innerText()).length > 20, 'what would turn it is said');
    const foreseen = await page.locator('.composer-headline').innerText();
    // Escape goes back to where the reader was.
    await page.keyboard.press('Escape');
    check_equal(await focused(page), 'call:DeleteRecoveryPoint', 'back at the list');
    await page.keyboard.press('Enter');
    await page.locator('.composer-gates .is-shut').waitFor();
    const before = await state(page);
    await tab_to(page, 'send');
    await page.keyboard.press('Enter');
    await page.locator('.composer-said:not(:empty)').waitFor();
    const after = await state(page);
    check_equal(after.inputs.at(-1).call, 'DeleteRecoveryPoint', 'what was sent');
    check_equal([after.branch, after.at], [before.branch, before.at + 1], 'it is the next entry');
    check((await page.locator('.composer-said').innerText()).startsWith(foreseen.replace(/^\W+/, '')), 'it came as it was foreseen');
    const summary = native_summary('first-approval', { seed: after.seed, inputs: after.inputs });
    await seek(page, 4294967295);
    check_equal((await state(page)).trace_hash, summary.trace_hash, 'trace hash, page and native program');

    // From the past: another branch. The panel follows the story meanwhile.
    await seek(page, 2);
    await page.locator('.composer-who .quiet', { hasText: 'branch of its own' }).waitFor();
    await page.locator('[data-id="filter"]').fill('CreateBackupVault');
    await page.locator('[data-id="person"]').selectOption('omar');
    await page.locator('[data-id="call:CreateBackupVault"]').click();
    await page.locator('.composer-outcome-box.is-done').waitFor();
    await page.locator('[data-id="member:BackupVaultName"]').fill('');
    await page.locator('.composer-outcome-box:not(.is-done)').waitFor();
    await page.locator('[data-id="member:BackupVaultName"]').fill('a-vault-of-mine');
    await page.locator('.composer-outcome-box.is-done', { hasText: 'a-vault-of-mine' }).waitFor();
    await page.locator('[data-id="take"]').check();
    await page.locator('[data-id="send"]').click();
    await page.locator('.composer-said', { hasText: 'branch of its own' }).waitFor();
    const forked = await state(page);
    check_equal([forked.branch, forked.branches.length, forked.at], [1, 2, 3], 'the fork');
    check_equal(forked.live.length, 1, 'whoever acted is played');
    check(forked.vaults.some(({ name }) => name === 'a-vault-of-mine'), 'the vault is there');
    await page.keyboard.press('Escape');
    check_equal(await page.locator('.composer').count(), 0, 'Escape closes');
    check_equal(await focused(page), 'composer', 'and gives the focus back');
    check_equal(errors, [], 'errors');
}

export const tests = [
    { name: 'tools: every document as a file and in the clipboard', run: exports },
    { name: 'tools: a call is composed by keys, foreseen, sent, and forks the past', run: composed_by_keys },
];
