// Every shipped story to its end, by the DOM alone and by keys alone, with persons at the screen where the story has
// approvers; each run must be what the native program makes of the same inputs. Several stories a test. Who is asked again
// and again is simulated from then on.

import { readdirSync } from 'node:fs';

import { answer_to, check, check_equal, native_summary, settle, start, state } from './harness.mjs';

const rounds_max = 200;
const answers_max = 8;
const per_test = 8;

// Opens a story in the page that is there already, with those at the screen who are asked first in it.
async function open_story(page, name) {
    await page.evaluate((hash) => void (location.hash = hash), `scenario=${name}&seed=5`);
    await page.waitForFunction((wanted) => window.airlock.state().scenario === wanted.split('/').pop() || window.airlock.state().scenario === wanted,
        name, { polling: 15, timeout: 15_000 });
    await settle(page);
    const seats = await page.evaluate(() => window.airlock.view().page.seats.filter(({ has_portal }) => has_portal).map(({ name: who }) => who));
    return seats.slice(0, 1);
}

// Answers what is asked and goes on otherwise, until the story is over.
async function walk(page, { answer, hand_back, go_on }, name) {
    let answers = 0;
    for (let round = 0; round < rounds_max; ++round) {
        const now = await state(page);
        const [decision] = now.decisions;
        if (decision) {
            if (answers === answers_max) {
                await hand_back(decision.person);
                continue;
            }
            await answer(decision, answer_to(decision, now.sessions));
            answers += 1;
            if ((await state(page)).inputs.length > now.inputs.length) continue;
            throw new Error(`${name}: ${decision.person}'s answer did not arrive`);
        } else if (now.is_over && now.at === now.entries) {
            return;
        } else {
            await go_on();
            const after = await state(page);
            check(after.at > now.at || after.decisions.length || after.is_over, `${name}: it does not go on at entry ${now.at}`);
        }
    }
    throw new Error(`${name}: it does not end in ${rounds_max} rounds`);
}

async function check_end(page, name) {
    const end = await state(page);
    const summary = native_summary(name, { seed: 5, live: end.live.join(','), inputs: end.inputs });
    check_equal([end.entries, end.trace_hash], [summary.entries, summary.trace_hash], `${name}: entries and trace hash, page and native program`);
}

// A button that only moves the focus is pressed as a screen reader presses it.
const activate = async (page, locator) => {
    await locator.evaluate((button) => button.click());
    await settle(page);
};

const by_dom = (names) => async (tools) => {
    const { page, errors } = await start(tools, 'scenario=first-approval&seed=5', { width: 480, height: 320 });
    const view = page.getByRole('main', { name: 'Text view' });
    const press = (name) => activate(page, view.getByRole('button', { name, exact: true }));
    for (const name of names) {
        check(!tools.is_over(), 'the test is over');
        for (const person of await open_story(page, name)) {
            await activate(page, view.getByRole('group', { name: `Who plays ${person}` }).getByRole('button', { name: 'Me' }));
        }
        await walk(page, {
            async answer({ person, team }, approve) {
                const card = view.locator('.decision', { hasText: `${person}: ` }).first();
                const label = team ? (approve ? 'Accept' : 'Decline') : approve ? 'Approve' : 'Reject';
                await activate(page, card.getByRole('button', { name: label, exact: true }));
            },
            hand_back: (person) => activate(page, view.getByRole('group', { name: `Who plays ${person}` }).getByRole('button', { name: 'Simulated' })),
            go_on: () => press('Next decision'),
        }, name);
        await page.waitForFunction(() => document.querySelectorAll('#text .transcript .line').length === window.airlock.state().entries, null, { polling: 30, timeout: 10_000 });
        await check_end(page, name);
        check_equal(errors, [], `${name}: errors`);
    }
};

const by_keys = (names) => async (tools) => {
    const { page, errors } = await start(tools, 'scenario=first-approval&seed=5', { width: 480, height: 320 });
    const key = async (...keys) => {
        for (const one of keys) await page.keyboard.press(one);
        await settle(page);
    };
    for (const name of names) {
        check(!tools.is_over(), 'the test is over');
        for (const person of await open_story(page, name)) {
            await page.locator(`#text [data-id="me:${person}"]`).focus();
            await key('Enter');
        }
        await page.locator('#canvas').focus();
        await walk(page, {
            async answer(_, approve) {
                await key(approve ? 'a' : 'r');
                await key(approve ? 'a' : 'r');
            },
            async hand_back(person) {
                await page.locator(`#text [data-id="simulated:${person}"]`).focus();
                await key('Enter');
                await page.locator('#canvas').focus();
            },
            go_on: () => key('n'),
        }, name);
        await check_end(page, name);
        check_equal(errors, [], `${name}: errors`);
    }
};

// As the shelf has them.
const all = readdirSync(new URL('../../scenarios', import.meta.url), { recursive: true })
    .filter((file) => file.endsWith('.json') && !file.includes('schema'))
    .map((file) => file.slice(0, -'.json'.length)).sort();
const parts = Array.from({ length: Math.ceil(all.length / per_test) }, (_, i) => all.slice(i * per_test, (i + 1) * per_test));

export const tests = parts.flatMap((names) => [
    { name: `walk: ${names[0]} to ${names.at(-1)}, by the DOM alone`, run: by_dom(names) },
    { name: `walk: ${names[0]} to ${names.at(-1)}, by keys alone`, run: by_keys(names) },
]);
