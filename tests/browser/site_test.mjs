// The documentation as a site: what ends its build, what its pages are without a script, whether the moments in its prose
// are those that the sentences speak of, and that a word leads to its moment.

import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

import { build_site } from '../../tools/site.mjs';
import { nothing_serious } from './axe_test.mjs';
import { errors_of } from './browser.mjs';
import { check, check_equal, start } from './harness.mjs';

const pictures = ['dark', 'light'].map((theme) => `posters/cross-account/vote-${theme}.svg`);
const names = ['index.html', 'icon.svg', 'demo.mjs', 'scenarios/cross-account.json', ...pictures];

// What the build says of a documentation that has `text` as one of its pages.
async function complaints_about(text) {
    const root = await mkdtemp(join(tmpdir(), 'airlock-site-'));
    try {
        await mkdir(join(root, 'docs'));
        for (const folder of ['scenarios', 'web', 'src']) await symlink(resolve(folder), join(root, folder));
        await cp('docs/site.css', join(root, 'docs/site.css'));
        await writeFile(join(root, 'README.md'), '# Readme\n\n## Some part\n');
        await writeFile(join(root, 'docs/index.md'), '# Contents\n\n## All\n\n- [a](../README.md)\n- [b](page.md)\n');
        await writeFile(join(root, 'docs/page.md'), text);
        const pages = await build_site({ root, names });
        return { pages, said: [] };
    } catch (error) {
        return { said: error.message.split('\n').slice(1) };
    } finally {
        await rm(root, { recursive: true });
    }
}

async function faults() {
    const demo = '<airlock-demo scenario="cross-account" at="vote"></airlock-demo>';
    const rows = [
        ['# A\n\n[x](nothing-of-that-name.md)', 'docs/page.md:3: links to docs/nothing-of-that-name.md, which does not exist'],
        ['# A\n\n[x](../REDME.md)', 'docs/page.md:3: links to REDME.md, which does not exist; did you mean "README.md"?'],
        ['# A\n\nOne\ntwo [x](../README.md#some-prt)', 'docs/page.md:4: links to "#some-prt", a heading that README.md does not have; did you mean "some-part"?'],
        ['# A\n\n[x](#b)', 'docs/page.md:3: links to "#b", a heading that docs/page.md does not have'],
        ['# A\n\n[x](/etc/passwd)', 'docs/page.md:3: links to "/etc/passwd"; write the path of a file of this repository, or an address with https'],
        ['# A\n\n[x](../../other/x.md)', 'docs/page.md:3: links to "../../other/x.md"; write the path of a file of this repository, or an address with https'],
        ['# A\n\n[x](../web/index.html#scenario=cross-account&at=vot)', 'docs/page.md:3: cross-account has no moment "vot"; did you mean "vote"?'],
        ['# A\n\n<airlock-demo scenario="cross-acount"></airlock-demo>', 'docs/page.md:3: there is no scenario "cross-acount"; did you mean "cross-account"?'],
        ['# A\n\n<airlock-demo scenario="cross-account" at="aks"></airlock-demo>', 'docs/page.md:3: cross-account has no moment "aks"; did you mean "ask"?'],
        ['# A\n\n<airlock-demo scenario="cross-account" theme="drak"></airlock-demo>', 'docs/page.md:3: theme: "drak" is none of dark, light, auto; did you mean "dark"?'],
        ['# A\n\nA <span data-airlock="marker:vote">vote</span>.', 'docs/page.md:3: there is no <airlock-demo> on this page'],
        [`# A\n\n${demo}\n\nA <span data-airlock="marker:vot">vote</span>.`, 'docs/page.md:5: cross-account has no moment "vot"; did you mean "vote"?'],
        [`# A\n\n${demo}\n\nA <span data-airlock="entry:x">vote</span>.`, 'docs/page.md:5: "entry:x" is no moment; write marker:vote, entry:12 or time:+26:13'],
        [`# A\n\n${demo}\n\n<span data-airlock="entry:1" data-airlock-for="b">x</span>`, 'docs/page.md:5: there is no <airlock-demo id="b"> on this page'],
        ['# A\n\nA <name> of <b>x</b>', 'docs/page.md:3: <name> is no tag of these pages; write `<name>` if it is meant as text'],
        ['# A\n\n<p style="color: red">x</p>', 'docs/page.md:3: the attribute "style" does not live under the page\'s policy; put it into docs/site.css'],
        ['A\n', 'docs/page.md:1: has no title: a line that begins with "# "'],
    ];
    for (const [text, sentence] of rows) {
        const { said } = await complaints_about(text);
        check(said.includes(sentence), `${JSON.stringify(text)}: ${JSON.stringify(said)}`);
    }
    const good = await complaints_about(`# A\n\n${demo}\n\n[up](../README.md#some-part), [code](../src), [app](../web/index.html), [out](https://example.org/)`);
    const html = good.pages?.get('page.html').toString() ?? '';
    check(html.includes('<a href="readme.html#some-part">up</a>, code, <a href="../index.html">app</a>, <a href="https://example.org/">out</a>'), `links: ${good.said} ${html}`);
    // Each has the picture of its own moment inside its link, also after one that has no link.
    const second = demo.replace('></', '><a href="../web/index.html">x</a></');
    const drawn = await complaints_about(`# A\n\n${demo.replace('vote', 'ask')}\n\n${second}`);
    check(/<a href="..\/index.html"><picture><source srcset="..\/posters\/cross-account\/vote-light.svg"/.test(drawn.pages?.get('page.html').toString()), `pictures: ${drawn.said}`);
    check_equal((await complaints_about('# A\n\n| a |\n|--:|\n| 1 |\n')).pages?.get('page.html').toString().includes('style='), false, 'inline style');
}

async function open(tools, options) {
    const context = await tools.browser.newContext({ reducedMotion: 'reduce', ...options });
    tools.contexts.push(context);
    const page = await context.newPage();
    const errors = errors_of(page);
    return { page, errors };
}

// Every page as a reader without scripts has it, narrow and wide, dark and light.
async function without_a_script(tools) {
    const home = `${tools.server.url}docs/index.html`;
    for (const [width, height, colorScheme] of [[390, 844, 'light'], [1280, 800, 'dark']]) {
        const { page, errors } = await open(tools, { javaScriptEnabled: false, viewport: { width, height }, colorScheme });
        await page.goto(home);
        const all = await page.$$eval('#pages a', (links) => links.map(({ href }) => href));
        check(all.length > 20, `${all.length} pages`);
        const addresses = width < 500 ? all : all.slice(0, 9); // what fits a phone fits
        for (const address of addresses) {
            // Without a script every picture would be waited for; the style is what counts here.
            await page.goto(address, { waitUntil: 'domcontentloaded' });
            while (!(await page.evaluate(() => [...document.querySelectorAll('link[rel="stylesheet"]')].every(({ sheet }) => sheet)))) await page.waitForTimeout(20);
            const seen = await page.evaluate(() => ({
                wide: document.documentElement.scrollWidth - innerWidth,
                titles: document.querySelectorAll('h1').length,
                here: document.querySelectorAll('#pages [aria-current="page"]').length,
                strange: [...document.images].filter(({ src }) => !/\.(svg|png)$/.test(src)).length,
                ink: getComputedStyle(document.body).color,
                hollow: [...document.querySelectorAll('airlock-demo')].filter((demo) => !demo.querySelector('a[href*="scenario="]')).length,
            }));
            const what = `${address} at ${width}`;
            check(seen.wide <= 0, `${what} is ${seen.wide} pixels too wide`);
            check_equal([seen.titles, seen.here, seen.strange, seen.hollow], [1, 1, 0, 0], `${what}: titles, marks in the list of pages, strange pictures, demonstrations without words`);
            check_equal(seen.ink, colorScheme === 'dark' ? 'rgb(237, 242, 252)' : 'rgb(15, 23, 40)', `${what}: its ink`);
            check_equal(errors, [], what);
        }
    }
}

// A sentence that leads to an entry names what happens there, or its time: so nobody is led astray when a story changes.
async function moments(tools) {
    const { page } = await open(tools, { javaScriptEnabled: false });
    await page.goto(`${tools.server.url}docs/index.html`);
    const addresses = await page.$$eval('#pages a[href*="learn/"]', (links) => links.map(({ href }) => href));
    let links = 0;
    for (const address of addresses) {
        await page.goto(address, { waitUntil: 'domcontentloaded' });
        const spans = await page.$$eval('[data-airlock]', (elements) => elements.map((element) => {
            const wanted = element.dataset.airlockFor;
            const demos = [...document.querySelectorAll(wanted ? `airlock-demo[id="${wanted}"]` : 'airlock-demo')];
            const is_before = (demo) => demo.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING;
            const demo = demos.findLast(is_before) ?? demos[0];
            return { place: element.dataset.airlock, scenario: demo.getAttribute('scenario'), text: element.closest('p, li, td').textContent };
        }));
        for (const { place, scenario, text } of spans) {
            const number = /^entry:(\d+)$/.exec(place)?.[1];
            if (!number) continue;
            ++links;
            const trace = await readFile(`tests/golden/${scenario}.trace`, 'utf8');
            const entry = new RegExp(`^${number.padStart(4, '0')} +(\\+\\d+:\\d\\d)\\S* +(\\S+) +(\\S+)`, 'm').exec(trace);
            check(entry, `${address}: ${scenario} has no entry ${number}`);
            const [, time, , what] = entry;
            check(text.includes(what) || text.includes(time), `${address}: entry ${number} is ${what} at ${time}; the text says: ${text}`);
        }
    }
    check(addresses.length === 7 && links > 60, `${links} moments on ${addresses.length} pages`);
}

// From the page, in each language, and with nothing but keys.
async function led_to(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval&view=text&lang=ja');
    await page.locator('#text [data-id="about"]').press('Enter');
    const link = page.locator('.tool-dialog [data-id="documentation"]');
    await link.focus();
    const [site] = await Promise.all([page.context().waitForEvent('page'), page.keyboard.press('Enter')]);
    await site.waitForLoadState();
    check_equal([site.url(), await site.locator('nav a[href="scenarios.html"]').count() > 0], [`${tools.server.url}docs/index.html`, true], 'where it leads');
    check_equal([await link.innerText(), await page.evaluate(() => window.airlock.state().scenario)], ['ドキュメント', 'first-approval'], 'the page stays as it was');
    check_equal(errors, [], 'errors');
}

async function serious(tools) {
    for (const [colorScheme, ...pages] of [['dark', 'learn/organization-recovery'], ['light', 'index', 'policy']]) {
        const { page } = await open(tools, { bypassCSP: true, viewport: { width: 1280, height: 800 }, colorScheme });
        for (const name of pages) {
            await page.goto(`${tools.server.url}docs/${name}.html`);
            await nothing_serious(page, `${name}, ${colorScheme}`);
        }
    }
}

export const tests = [
    { name: 'site: links that lead nowhere, moments no story has and forbidden markup end the build', run: faults },
    { name: 'site: every page stands without a script, narrow and wide, dark and light', run: without_a_script },
    { name: 'site: what a sentence leads to is what it speaks of', run: moments },
    { name: 'site: the page leads to it', run: led_to },
    { name: 'site: axe finds nothing serious', run: serious },
];
