// Pictures of the page for people to look at.
//
//     node tests/browser/shoot.mjs --dist FOLDER [--out FOLDER] [--hash scenario=…&at=12] [--size 1280x800,390x844]
//          [--theme dark,light] [--ratio 1] [--entry 5,12] [--tab now] [--name shot] [--motion]

import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { launch, open_page, ready } from './browser.mjs';
import { large_estate, open_estate } from './estate.mjs';
import { serve_dist } from './server.mjs';

const { values: o } = parseArgs({
    options: {
        dist: { type: 'string', default: 'dist' },
        out: { type: 'string', default: join(tmpdir(), 'airlock-shots') },
        hash: { type: 'string', default: '' },
        size: { type: 'string', default: '1280x800' },
        theme: { type: 'string', default: 'dark' },
        ratio: { type: 'string', default: '1' },
        entry: { type: 'string', default: '' },
        click: { type: 'string', default: '' }, // ids of widgets, clicked in order before the picture
        name: { type: 'string', default: 'shot' },
        wait: { type: 'string', default: '0' },
        until: { type: 'string', default: '' }, // answers yes to everything until this session is asked about
        reject: { type: 'string', default: '' }, // sessions that are answered with no
        motion: { type: 'boolean', default: false }, // else everything stands where it comes to rest
        step: { type: 'string', default: '' }, // with --motion: pictures when a step from each entry has come so far, of 1000
        key: { type: 'string', default: '' }, // keys pressed before the picture: "l", "f"
        select: { type: 'string', default: '' }, // a thing: "vault:prod-airgap"
        estate: { type: 'string', default: '' }, // the story in an estate of so many accounts
    },
});

async function answer_until(page) {
    for (let round = 0; round < 60; ++round) {
        const { decisions, is_over } = await page.evaluate(() => window.airlock.state());
        if (decisions.some((decision) => decision.session === o.until) || (is_over && !decisions.length)) return;
        const intents = decisions.map(({ person, session, team }) => ({
            type: 'answer', person, ...(session ? { session } : { team }), approve: !o.reject.split(',').includes(session),
        }));
        if (!intents.length) intents.push({ type: 'next_decision' });
        await page.evaluate((list) => list.forEach((intent) => window.airlock.dispatch(intent)), intents);
        if (!intents[0].person) continue;
        // After the answers somebody simulated may be next.
        await page.evaluate(() => window.airlock.dispatch({ type: 'next_decision' }));
    }
}

await mkdir(o.out, { recursive: true });
const server = await serve_dist(o.dist);
const browser = await launch();
for (const size of o.size.split(',')) {
    const [width, height] = size.split('x').map(Number);
    for (const theme of o.theme.split(',')) {
        const hash = [o.hash, `theme=${theme}`].filter(Boolean).join('&');
        const reducedMotion = o.motion ? 'no-preference' : 'reduce';
        const { page, context, errors } = o.estate
            ? await open_estate(browser, server.url, {
                text: await large_estate(o.dist, Number(o.estate)), hash: `&${hash}`, viewport: { width, height }, reducedMotion,
            })
            : await open_page(browser, `${server.url}#${hash}`, { width, height, ratio: Number(o.ratio), reducedMotion });
        await Promise.race([ready(page), page.waitForTimeout(15000)]);
        if (o.until) await answer_until(page);
        for (const entry of o.entry ? o.entry.split(',') : ['']) {
            if (entry) await page.evaluate((n) => window.airlock.seek(n), Number(entry));
            await page.waitForTimeout(250 + Number(o.wait));
            for (const id of o.click ? o.click.split(',') : []) {
                const box = await page.evaluate((name) => window.airlock.probe(name), id);
                if (!box) console.log(`no widget "${id}"`);
                else await page.mouse.click(box.x + box.w / 2, box.y + box.h / 2);
                await page.waitForTimeout(300);
            }
            if (o.select) {
                const [kind, thing] = o.select.split(':');
                await page.evaluate((intent) => window.airlock.dispatch(intent), { type: 'select', kind, name: thing });
            }
            for (const key of o.key ? o.key.split(',') : []) {
                await page.locator('#canvas').focus();
                await page.keyboard.press(key);
            }
            await page.waitForTimeout(o.select || o.key ? 600 : 0);
            for (const after of o.step ? o.step.split(',') : []) {
                // The moment itself, whatever the machine is busy with.
                await page.evaluate((n) => window.airlock.seek(n), Number(entry));
                await page.waitForTimeout(300);
                await page.evaluate(() => window.airlock.dispatch({ type: 'step_forward' }));
                await page.waitForFunction((ms) => (window.airlock.cost().progress ?? 0) >= ms, Number(after), { polling: 'raf' });
                await page.screenshot({ path: join(o.out, `${o.name}-${size}-${theme}-${entry}+${after}.png`) });
            }
            const file = join(o.out, `${o.name}-${size}-${theme}${entry ? `-${entry}` : ''}.png`);
            await page.screenshot({ path: file });
            const cuts = await page.evaluate(() => window.airlock?.cuts?.() ?? []);
            console.log(file, cuts.length ? `cut: ${JSON.stringify(cuts)}` : '');
        }
        for (const error of errors) console.log('error:', error);
        await context.close();
    }
}
await browser.close();
await server.close();
