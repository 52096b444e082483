// The demonstration in a frame, driven by the page around it through messages: what is promised works, everything else
// is refused with a sentence or passed over.

import { open_page } from './browser.mjs';
import { check, check_equal } from './harness.mjs';
import { serve_dist } from './server.mjs';

const host_page = (address, more = '') =>
    `<!doctype html><title>host</title><link rel="icon" href="data:,"><body style="margin:0"><input id="mine">
     <iframe id="guest" title="demo" ${more} src="${address}" style="display:block;width:720px;height:450px;border:0"></iframe></body>`;

// A host of another origin than the frame, which gathers everything it is told.
async function host_of(tools, address, more, headers = {}) {
    const { browser, contexts, dist } = tools;
    const frames = await serve_dist(dist, { headers: () => ({ 'Access-Control-Allow-Origin': '*', ...headers }) });
    const pages = {};
    const hosts = await serve_dist(dist, { pages });
    contexts.push(frames, hosts);
    pages['/sub/path/host.html'] = host_page(`${frames.url}embed.html#${address.replace('HOST', encodeURIComponent(hosts.origin))}`, more);
    const { page, context, errors } = await open_page(browser, 'about:blank', { width: 760, height: 560, reducedMotion: 'reduce', is_seen: false });
    contexts.push(context);
    await page.addInitScript(() => {
        if (window !== window.top) return;
        window.heard = [];
        window.addEventListener('message', ({ data, origin }) => window.heard.push({ ...data, origin }));
    });
    await page.goto(`${hosts.url}host.html`);
    return { page, errors, frames, hosts, frame: async () => (await page.locator('#guest').elementHandle()).contentFrame() };
}

const connect = (page) => page.evaluate(async () => {
    const { connect } = await import('./embed_host.mjs');
    window.airlock = await connect(document.getElementById('guest'));
    window.events = [];
    for (const name of ['ready', 'entry', 'play', 'pause', 'marker', 'problem']) window.airlock.on(name, (detail) => window.events.push([name, detail]));
});
const ask = (page, deed, members) => page.evaluate(([name, more]) => window.airlock.ask(name, more).then((value) => value, (error) => `refused: ${error.message}`), [deed, members]);

async function driven(tools) {
    const { page, errors, frames, hosts } = await host_of(tools, 'scenario=first-approval&at=2&theme=light');
    await connect(page);
    const given_up = await page.evaluate(async () => {
        const { connect } = await import('./embed_host.mjs');
        return connect(document.getElementById('guest'), { signal: AbortSignal.abort() }).then(() => 'kept', ({ name }) => name);
    });
    check_equal(given_up, 'AbortError', 'given up before it began');
    check_equal(frames.requests.filter((path) => path.endsWith('.wasm')), [], 'the program before anybody wanted it');
    check_equal(await page.evaluate(() => document.activeElement.tagName), 'BODY', 'who has the focus');
    await page.locator('#mine').focus();

    await ask(page, 'seek', { to: 4 });
    check_equal((await ask(page, 'state')).at, 4, 'after a seek, which loads it');
    await ask(page, 'step');
    await ask(page, 'step', { n: -2 });
    check_equal((await ask(page, 'state')).at, 3, 'after steps');
    await ask(page, 'seek', { to: 'vote' });
    check_equal((await ask(page, 'state')).at, 7, 'at a marker');
    await ask(page, 'seek', { to: '+00:33' });
    check_equal((await ask(page, 'state')).at, 6, 'at a time');
    check((await ask(page, 'transcript')).includes('ana approves'), 'the transcript');
    check_equal(await ask(page, 'dispatch', { intent: { type: 'take_over', person: 'ana' } }), null, 'an intent');
    check_equal((await ask(page, 'state')).live, ['ana'], 'and what it did');
    const picture = await ask(page, 'export', { kind: 'svg' });
    check(picture.text.includes('<svg'), 'a picture');
    check((await ask(page, 'seek', { to: 'vot' })).includes('no marker "vot"'), 'a marker that is not there');
    check((await ask(page, 'export', { kind: 'pdf' })).startsWith('refused: '), 'a kind that is not there');
    check((await ask(page, 'dispatch', { intent: { type: 'submit' } })).startsWith('refused: '), 'an intent that is none');
    await ask(page, 'play');
    await ask(page, 'pause');
    const events = await page.evaluate(() => window.events.map(([name]) => name));
    for (const name of ['ready', 'entry', 'play', 'pause']) check(events.includes(name), `no ${name} among ${[...new Set(events)]}`);
    check_equal(await page.evaluate(() => document.activeElement.id), 'mine', 'the focus stays with the host');
    check_equal(await page.evaluate(() => [...new Set(window.heard.map(({ origin }) => origin))]), [frames.origin], 'who spoke');
    check(frames.origin !== hosts.origin, 'two origins');
    check_equal(errors, [], 'errors');
}

// The second scenario is a word of the address like the others.
async function compared(tools) {
    const { page, errors, frame } = await host_of(tools, 'scenario=traditional&compare=cross-organization&at=everything-falls&controls=none');
    await connect(page);
    await ask(page, 'step');
    const state = await ask(page, 'state');
    check_equal(state.scenario, 'traditional', 'the first run answers');
    const said = await (await frame()).locator('.pair-when').allInnerTexts();
    check(said.length === 2 && said[0] === said[1] && said[0].startsWith('Day 3'), `two pictures at one time: ${said}`);
    check_equal(await (await frame()).locator('.demo-bar').isVisible(), false, 'without controls');
    check_equal(errors, [], 'errors');

    const wrong = await host_of(tools, 'scenario=traditional&compare=https://evil.example/x.json');
    const note = (await wrong.frame()).locator('.embed-problems');
    await note.waitFor();
    check((await note.innerText()).includes('compare: "https://evil.example/x.json" lies elsewhere'), await note.innerText());
}

// Sent as they are, and what comes back.
async function nonsense(tools) {
    const { page, errors } = await host_of(tools, 'scenario=first-approval');
    await page.waitForFunction(() => window.heard.some(({ event }) => event === 'hello'));
    const talk = (...messages) => page.evaluate(async (all) => {
        const count = window.heard.length;
        const { contentWindow } = document.getElementById('guest');
        for (const text of all) contentWindow.postMessage((0, eval)(`(${text})`), '*');
        await new Promise((done) => setTimeout(done, 250));
        return window.heard.slice(count).map(({ id, ok, error, event }) => (event ? `event ${event}` : `${id} ${ok ? 'ok' : error}`));
    }, messages);

    check_equal(await talk('"airlock"', '7', 'null', '[1]', '{}', '{id: 1, do: "hello"}', 'new Map([["airlock", 1]])'), [], 'what is not ours');
    check_equal(await talk('{airlock: 1, id: 1, do: "state"}'), ['1 the first message must be "hello"'], 'without a hello');
    check_equal(await talk('{airlock: 1, id: "a", do: "hello"}'), ['a ok'], 'a hello');
    const refused = {
        '{airlock: 2, id: 2, do: "play"}': '2 this frame speaks version 1',
        '{airlock: 1, id: 3}': '3 "do" must be one of hello, play',
        '{airlock: 1, id: 3, do: "stat"}': 'did you mean "state"?',
        '{airlock: 1, id: 3, do: "__proto__"}': 'nothing to do called "__proto__"',
        '{airlock: 1, id: 3, do: "toString"}': 'nothing to do called "toString"',
        '{airlock: 1, id: 3, do: "eval", code: "1"}': 'nothing to do called "eval"',
        '{airlock: 1, id: 4, do: "seek"}': '"to" of "seek" must be the number of an entry',
        '{airlock: 1, id: 4, do: "seek", to: {}}': '"to" of "seek" must be',
        '{airlock: 1, id: 4, do: "step", n: 1.5}': '"n" of "step" must be a whole number',
        '{airlock: 1, id: 4, do: "step", by: 1}': '"step" has no member "by"',
        '{airlock: 1, do: "play"}': 'null "id" must be a number or a text',
        '{airlock: 1, id: "x".repeat(65), do: "play"}': 'null "id" must be',
        '{airlock: 1, id: 5, do: "dispatch", intent: new Map()}': 'plain data only',
        '{airlock: 1, id: 5, do: "dispatch", intent: {type: "play", more: new Uint8Array(9)}}': 'plain data only',
        '{airlock: 1, id: 5, do: "dispatch", intent: {text: "y".repeat(300000)}}': 'plain data only',
        '{airlock: 1, id: 5, do: "dispatch", intent: new Array(400000)}': 'plain data only',
        '(() => { const a = {airlock: 1, id: 6, do: "dispatch", intent: {}}; a.intent.self = a; return a; })()': 'plain data only',
    };
    // One after the other, and none is answered twice.
    const answers = await talk(...Object.keys(refused));
    Object.entries(refused).forEach(([message, sentence], i) => {
        check(answers[i]?.includes(sentence), `${message.slice(0, 70)}: ${answers[i]} instead of ${sentence}`);
    });
    check_equal(answers.length, Object.keys(refused).length, 'answers');
    const many = await talk(...Array.from({ length: 40 }, (_, i) => `{airlock: 1, id: ${i}, do: "seek", to: 3}`));
    check(many.some((line) => line.includes('32 questions wait')), 'no end of questions');

    // Another frame of the same page, of the very origin that is heard, asks in vain; what the page asks after it is answered.
    const heard = await page.evaluate(async () => {
        const { contentWindow } = document.getElementById('guest');
        const other = document.createElement('iframe');
        other.srcdoc = '<script>parent.frames[0].postMessage({airlock: 1, id: "other", do: "hello"}, "*");<\/script>';
        const come = new Promise((done) => (other.onload = done));
        document.body.append(other);
        await come;
        const answered = (id) => window.heard.filter((message) => message.id === id).length;
        contentWindow.postMessage({ airlock: 1, id: 'last', do: 'hello' }, '*');
        while (!answered('last')) await new Promise((done) => setTimeout(done, 20));
        return answered('other');
    });
    check_equal(heard, 0, 'answers to another frame');
    check_equal(errors, [], 'errors');
}

// The address may name the only host that is heard and told.
async function named_host(tools) {
    const { page, errors } = await host_of(tools, 'scenario=first-approval&host=HOST');
    await connect(page);
    check_equal((await ask(page, 'hello')).version, 1, 'the host that is named');
    check_equal(errors, [], 'errors');

    const other = await host_of(tools, 'scenario=first-approval&host=https://docs.example.com&lang=vi-VN');
    const frame = await other.frame();
    await frame.locator('airlock-demo').waitFor();
    check_equal(await frame.evaluate(() => document.documentElement.lang), 'vi', 'the language of the document');
    await other.page.evaluate(() => document.getElementById('guest').contentWindow.postMessage({ airlock: 1, id: 1, do: 'hello' }, '*'));
    await other.page.waitForTimeout(300);
    check_equal(await other.page.evaluate(() => window.heard), [], 'what another host hears');

    const wrong = await host_of(tools, 'scenario=https://evil.example/x.json&theme=blue&host=docs.example.com&at=%E0%A4%A&poster=//evil.example/p.svg');
    const note = (await wrong.frame()).locator('.embed-problems');
    await note.waitFor();
    const said = await note.innerText();
    for (const part of ['"docs.example.com"', 'https://docs.example.com', 'theme: "blue"', 'scenario:', 'poster:', '"at"']) check(said.includes(part), `no ${part} in ${said}`);
    check_equal(wrong.errors.filter((text) => text.includes('evil')), [], 'nothing was fetched from elsewhere');
    await note.getByRole('button').click();
    check_equal(await note.count(), 0, 'the note can be closed');
}

// As strict hosts have it: no origin for the frame, and words instead of scripts.
async function sandboxed(tools) {
    const { page, errors } = await host_of(tools, 'scenario=first-approval&at=vote', 'sandbox="allow-scripts"');
    await connect(page);
    await ask(page, 'step');
    check_equal((await ask(page, 'state')).at, 8, 'in a frame without an origin');
    check_equal(await page.evaluate(() => [...new Set(window.heard.map(({ origin }) => origin))]), ['null'], 'who spoke');
    check_equal(errors, [], 'errors');

    const { browser, contexts, server } = tools;
    const silent = await open_page(browser, `${server.url}embed.html#scenario=first-approval`, { javaScriptEnabled: false });
    contexts.push(silent.context);
    const said = await silent.page.locator('.poster').innerText();
    check(said.includes('needs JavaScript'), said);
    await silent.page.locator('.poster a').evaluate((link) => link.removeAttribute('target'));
    check((await silent.page.locator('.poster a').getAttribute('href')).endsWith('transcripts/index.html'), 'the way to the transcripts');
}

export const tests = [
    { name: 'embed: a frame does what the page around it asks', run: driven },
    { name: 'embed: two runs beside one another', run: compared },
    { name: 'embed: nonsense and strangers are refused in words or passed over', run: nonsense },
    { name: 'embed: the address names who is heard', run: named_host },
    { name: 'embed: a frame without an origin, and one without scripts', run: sandboxed },
];
