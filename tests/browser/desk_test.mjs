// The desk in its worker: fetched with the first question, under the strictest policy, and of one mind with the
// native program.

import { execFileSync } from 'node:child_process';

import { check, check_equal, start } from './harness.mjs';

const cli = process.env.AIRLOCK_CLI ?? 'build/native/airlock-cli';
const native = (...words) => execFileSync(cli, words, { encoding: 'utf8', maxBuffer: 1 << 28 });

// Asks the page's own desk; an error comes back as {code, problems}.
const ask = (page, question) =>
    page.evaluate(async (wish) => {
        const { desk } = await import(new URL('desk.mjs', document.baseURI));
        return desk.ask(wish).catch(({ code, message, problems }) => ({ code, message, problems }));
    }, question);

async function run_of(page, name) {
    const scenario = await page.evaluate(
        (file) => fetch(new URL(`scenarios/${file}.json`, document.baseURI)).then((response) => response.text()),
        name,
    );
    return { scenario, name: `scenarios/${name}.json` };
}

async function documents(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval');
    check_equal(tools.server.requests.filter((path) => path.includes('desk')), [], 'the desk before anybody asked');
    const run = await run_of(page, 'first-approval');
    const exported = (format, more = {}) => ask(page, { ask: 'export', run, format, ...more });
    const transcript = await exported('markdown');
    check_equal(transcript.name, 'first-approval.md', 'the name of a transcript');
    check_equal(transcript.text, native('export', 'first-approval', '--format', 'markdown'), 'the transcript');
    for (const at of ['the-vault', 6]) {
        const picture = await exported('svg', { at, theme: 'dark', frame: true });
        const same = native('draw', 'first-approval', '--at', String(at), '--theme', 'dark', '--frame');
        check_equal(picture.text, same, `the picture at ${at}`);
    }
    check_equal((await exported('trace')).text, native('export', 'first-approval', '--format', 'trace'), 'the trace');
    check(tools.server.requests.some((path) => path.endsWith('airlock-desk.wasm')), 'the desk has come by now');
    check_equal(errors, [], 'errors');
}

async function composing(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval');
    const run = await run_of(page, 'first-approval');
    const who = { run, at: 2, person: 'mallory', as: 'production/root' };
    const { groups } = await ask(page, { ask: 'compose', ...who });
    const offer = groups.flatMap(({ operations }) => operations).find(({ name }) => name === 'DeleteRecoveryPoint');
    check_equal([offer.outcome, offer.gate], ['refused', 'vault_lock'], 'what is offered');
    const preview = await ask(page, { ask: 'preview', ...who, call: offer.name, with: offer.with });
    check_equal([preview.outcome, preview.gate], [offer.outcome, offer.gate], 'what is foreseen');

    // Sent into the run it comes out as it was foreseen.
    await page.evaluate(() => window.airlock.seek(2));
    const problems = await page.evaluate(
        (intent) => window.airlock.dispatch(intent),
        { type: 'submit', person: who.person, as: who.as, call: offer.name, with: offer.with },
    );
    check_equal(problems, [], 'problems of the intent');
    const { inputs } = await page.evaluate(() => window.airlock.state());
    check_equal(inputs.at(-1).call, offer.name, 'the call in the run');

    const compared = await ask(page, { ask: 'compare', runs: [await run_of(page, 'traditional'), await run_of(page, 'cross-organization')] });
    check_equal([compared.sides[0].parted.entry, compared.sides[1].parted.entry], [8, 27], 'where two designs part');
    check_equal(errors, [], 'errors');
}

async function wrong_questions(tools) {
    const { page, errors } = await start(tools, 'scenario=first-approval');
    const wrong = await ask(page, { ask: 'exprt' });
    check_equal([wrong.code, wrong.problems[0].suggestion], ['problems', 'did you mean "export"?'], 'a wrong question');
    const told = await page.evaluate(async () => {
        const { Desk } = await import(new URL('desk.mjs', document.baseURI));
        const code = ({ code }) => code;
        // A worker that says it stopped, one that never answers, and one that was closed.
        let started = 0;
        const fake = (act) => () => (++started, { postMessage(data) { act(this, data); }, terminate() {} });
        const stops = new Desk(fake((worker, { id }) => worker.onmessage({ data: { id, stopped: 'broken' } })));
        const codes = [await stops.ask({}).catch(code), await stops.ask({}).catch(code)];
        const silent = new Desk(fake(() => {}));
        codes.push(await silent.ask({}, { seconds: 0.05 }).catch(code));
        const closed = silent.ask({}).catch(code);
        silent.close();
        codes.push(await closed);
        const given_up = new AbortController();
        const left = silent.ask({}, { signal: given_up.signal }).catch(({ name }) => name);
        given_up.abort();
        codes.push(await left);
        return { codes, started };
    });
    check_equal(told.codes, ['stopped', 'stopped', 'too_long', 'closed', 'AbortError'], 'how questions end without an answer');
    check_equal(told.started, 5, 'workers that were replaced');
    check_equal(errors, [], 'errors');
}

export const tests = [
    { name: 'the desk writes what the command line writes', run: documents },
    { name: 'the desk composes calls that the run then takes', run: composing },
    { name: 'the desk refuses nonsense and replaces what stopped', run: wrong_questions },
];
