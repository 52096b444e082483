// A scenario for tests and measurements: a shipped story in an estate of as many accounts as are asked for.

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

// A page that gets this text when it asks for that story.
export async function open_estate(browser, url, { text, story = 'reference-architecture', hash = '', ...options }) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    await context.route(`**/scenarios/${story}.json`, (route) => route.fulfill({ contentType: 'application/json', body: text }));
    const page = await context.newPage();
    const errors = [];
    page.on('pageerror', (error) => errors.push(String(error)));
    await page.goto(`${url}#scenario=${story}${hash}`);
    return { page, context, errors };
}
