// axe-core over everything that is DOM: the text view, the portal, the comparison page, the dialogs and the composer, in
// both themes. Nothing serious, nothing critical.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';

import { fill_nothing } from './browser.mjs';
import { check, settle, start } from './harness.mjs';

const axe_source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// What axe says of `part` of the page. The canvas is no DOM; what is drawn on it is looked at elsewhere.
async function findings(page, part) {
    if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe_source);
    return page.evaluate(async (selector) => {
        const { violations, passes } = await window.axe.run(selector ?? document, { resultTypes: ['violations'], iframes: false });
        if (!passes.length) return ['axe looked at nothing'];
        return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id, help, nodes }) =>
            `${id}: ${help} (${nodes.length}): ${nodes.slice(0, 3).map(({ html, failureSummary }) => `${html.slice(0, 160)} ${failureSummary.split('\n')[1] ?? ''}`).join(' | ')}`);
    }, part);
}

export async function nothing_serious(page, what, part) {
    const found = await findings(page, part);
    check(found.length === 0, `${what}: ${found.join('\n')}`);
}

const open_tool = (page, id) => page.locator(`#text [data-id="${id}"]`).evaluate((button) => button.click());
const options = { bypassCSP: true, width: 1280, height: 800 };

const in_theme = (theme) => async (tools) => {
    const { page } = await start(tools, `scenario=cross-account&live=ana,ben,cho&seed=7&theme=${theme}`, options);
    await page.evaluate(() => window.airlock.dispatch({ type: 'next_decision' }));
    await settle(page);
    await page.evaluate(() => document.getElementById('frame').classList.add('with-text'));
    await page.evaluate(() => document.getElementById('text').classList.remove('unseen'));
    await nothing_serious(page, 'the page with the text view');

    const { person } = await page.evaluate(() => window.airlock.state().decisions[0]);
    await page.evaluate((name) => window.airlock.portal(name, 'panel'), person);
    await page.locator('.portal-panel .portal-door').waitFor();
    await nothing_serious(page, 'the door of a portal', '.portal-panel');
    await page.locator('[data-id^="sign-in:"]').first().click();
    await page.locator('.portal-requests').waitFor();
    await nothing_serious(page, 'a portal', '.portal-panel');
    await page.locator('.portal-panel [data-id="close"]').click();

    await open_tool(page, 'export');
    await page.locator('.tool-dialog [data-id="download"]:not([aria-disabled])').waitFor();
    await nothing_serious(page, 'the export', '.tool-dialog');
    await page.keyboard.press('Escape');
    await open_tool(page, 'comparing');
    await page.locator('.tool-dialog [data-id="go"]').waitFor();
    await nothing_serious(page, 'the way to the comparison', '.tool-dialog');
    await page.keyboard.press('Escape');

    await open_tool(page, 'composer');
    await page.locator('.composer-offer').first().waitFor();
    await nothing_serious(page, 'what could be called', '.composer');
    for (const call of ['CreateApprovalTeam', 'DeleteRecoveryPoint', 'CreateBackupVault']) {
        const offer = page.locator(`[data-id="call:${call}"]`);
        if (!(await offer.count())) continue;
        await offer.click();
        await page.locator('.composer-outcome-box:not(:empty)').waitFor();
        await nothing_serious(page, `a call, ${call}`, '.composer');
        await page.keyboard.press('Escape');
    }
};

// A page of its own, in both themes; `settle` waits until it shows something.
const own_page = (name, words, settle) => async (tools) => {
    const context = await tools.browser.newContext({ bypassCSP: true, viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
    tools.contexts.push(context);
    await fill_nothing(context);
    const page = await context.newPage();
    for (const theme of ['dark', 'light']) {
        await page.goto('about:blank');
        await page.goto(`${tools.server.url}${name}.html#${words}theme=${theme}`);
        await settle(page);
        await nothing_serious(page, `${name}, ${theme}`);
    }
};

const compare_page = own_page('compare', '', async (page) => {
    await page.evaluate(() => window.airlock_compare.ready);
    await page.evaluate(() => window.airlock_compare.go(40));
});

const proof_page = own_page('proof', 'designs=traditional&cell=recoverable:traditional&', async (page) => {
    await page.evaluate(() => window.airlock_proof.ready);
    await page.locator('.sets > li').first().waitFor();
});

export const tests = [
    { name: 'axe: text view, portal, dialogs and composer, dark', run: in_theme('dark') },
    { name: 'axe: text view, portal, dialogs and composer, light', run: in_theme('light') },
    { name: 'axe: the comparison page', run: compare_page },
    { name: 'axe: the page of proofs', run: proof_page },
];
