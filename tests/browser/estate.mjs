// Scenarios for tests and measurements: a shipped story in an estate of as many accounts as are asked for, and one with
// eleven thousand entries.

import { readFile } from 'node:fs/promises';

export async function large_estate(dist, accounts, story = 'reference-architecture') {
    const scenario = JSON.parse(await readFile(`${dist}/scenarios/${story}.json`, 'utf8'));
    const more = accounts - scenario.accounts.length;
    const [first, second] = scenario.organizations.map(({ name }) => name);
    const share = Math.floor(more * 0.9);
    scenario.accounts.push(
        { name: 'app', number: '300000000001', count: share, organization: first },
        { name: 'lab', number: '400000000001', count: more - share, organization: second },
    );
    return JSON.stringify(scenario);
}

// `first-approval` after a month of hourly backups of five systems, and with ten days more.
export async function long_story(dist) {
    const scenario = JSON.parse(await readFile(`${dist}/scenarios/first-approval.json`, 'utf8'));
    const account = 'production';
    scenario.vaults.push({ name: 'hourly', account });
    scenario.workloads.push(...['files', 'mail', 'shop', 'wiki'].map((name) => ({ name, account })));
    scenario.backup_plans = [{
        name: 'hourly', account, selections: [{ name: 'all' }],
        rules: [{ name: 'each-hour', schedule: 'rate(1 hours)', target: 'hourly', delete_after_days: 1 }],
    }];
    scenario.steps.find(({ id }) => id === 'theft').at = '30d';
    scenario.ends = { at: '42d' };
    delete scenario.expect;
    delete scenario.chapters;
    return JSON.stringify(scenario);
}

// Every page of the context gets this text when it asks for that story.
export const give_story = (context, text, story = 'reference-architecture') =>
    context.route(`**/scenarios/${story}.json`, (route) => route.fulfill({ contentType: 'application/json', body: text }));

// A page of which that is so.
export async function open_estate(browser, url, { text, story = 'reference-architecture', hash = '', ...options }) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    await give_story(context, text, story);
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${url}#scenario=${story}${hash}`);
    return { page, context, errors };
}
