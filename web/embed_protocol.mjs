// What a frame and the page around it say to each other, seen from the frame: messages of version 1, read as if a
// stranger had written them. Only the embedding page is heard, and only under one origin: the one that the address
// names (`host=https://…`), else the one that says hello first. What is not ours is passed over in silence, what is ours
// and wrong is answered with a sentence.
//
//   host  -> frame  { airlock: 1, id, do: 'seek', to: 12 }
//   frame -> host   { airlock: 1, id, ok: true, value } or { airlock: 1, id, ok: false, error }
//   frame -> host   { airlock: 1, event: 'entry', detail }
//
// embed_host.mjs is the other half, for pages that may have it; docs/embedding.md has it all.

import { did_you_mean, quoted } from './demo_options.mjs';

const protocol_version = 1;
const relayed_events = [
    'ready', 'play', 'pause', 'ended', 'time', 'marker', 'entry', 'decision', 'selection', 'problem',
];
const size_max = 256 * 1024; // characters and members of one message
const waiting_max = 32; // questions that have no answer yet
const id_length_max = 64;

const whole = (value) => Number.isSafeInteger(value) || 'a whole number';
const text = (value) => (typeof value === 'string' && value.length <= 200) || 'a text of at most 200 characters';
const place = (value) =>
    typeof value === 'number' || text(value) === true || 'the number of an entry, a time such as "+26:13" or a marker';
const plain_object = (value) => (typeof value === 'object' && value !== null && !Array.isArray(value)) || 'an object';

// What may be asked for: the members that go with it, and how it is done. A member with `?` may be left out. What the
// element answers with a list of problems is told as done or refused.
const deeds = {
    hello: { members: {} },
    play: { members: {}, run: (demo) => demo.play() },
    pause: { members: {}, run: (demo) => demo.pause() },
    step: { members: { 'n?': whole }, run: (demo, { n }) => demo.step(n ?? 1) },
    seek: { members: { to: place }, run: (demo, { to }) => demo.seek(to) },
    fork: { members: {}, run: (demo) => demo.fork() },
    dispatch: { members: { intent: plain_object }, run: (demo, { intent }) => demo.dispatch(intent) },
    state: { members: {}, gives: true, run: (demo) => demo.state() },
    transcript: { members: {}, gives: true, run: (demo) => demo.transcript() },
    export: { members: { kind: text }, gives: true, run: (demo, { kind }) => demo.export(kind) },
};

// Is this plain data, and no more than `budget` of it? Counted without recursion, so that nothing deep, long or bound
// to itself costs more than the budget.
function is_plain(value, budget = size_max) {
    const waiting = [value];
    while (waiting.length) {
        const next = waiting.pop();
        budget -= typeof next === 'string' ? next.length + 1 : 1;
        if (budget < 0) return false;
        if (next === null || ['string', 'boolean', 'undefined'].includes(typeof next) || Number.isFinite(next)) continue;
        if (typeof next !== 'object') return false;
        if (Array.isArray(next)) {
            if (next.length > budget) return false;
            for (const item of next) waiting.push(item);
            continue;
        }
        if (Object.getPrototypeOf(next) !== Object.prototype) return false;
        for (const key of Object.keys(next)) {
            budget -= key.length;
            if (budget < 0) return false;
            waiting.push(next[key]);
        }
    }
    return true;
}

// A sentence about what is wrong with a message, or ''.
function trouble_of(message) {
    if (message.airlock !== protocol_version) return `this frame speaks version ${protocol_version}: "airlock" must say so`;
    if (!is_plain(message)) return 'a message holds plain data only: texts, numbers, lists and objects, at most 256 KB of them';
    if (typeof message.do !== 'string') return `"do" must be one of ${Object.keys(deeds).join(', ')}`;
    if (!Object.hasOwn(deeds, message.do)) {
        const near = did_you_mean(message.do, Object.keys(deeds));
        return `there is nothing to do called ${quoted(message.do)}; ${near || `there is ${Object.keys(deeds).join(', ')}`}`;
    }
    const { members } = deeds[message.do];
    const names = Object.keys(members).map((name) => name.replace('?', ''));
    const stranger = Object.keys(message).find((key) => !['airlock', 'id', 'do', ...names].includes(key));
    if (stranger !== undefined) {
        const near = did_you_mean(stranger, names);
        return `"${message.do}" has no member ${quoted(stranger)}${near && `; ${near}`}`;
    }
    for (const [name, check] of Object.entries(members)) {
        const value = message[name.replace('?', '')];
        if (value === undefined && name.endsWith('?')) continue;
        const wanted = check(value);
        if (wanted !== true) return `"${name.replace('?', '')}" of "${message.do}" must be ${wanted}`;
    }
    return '';
}

const is_id = (id) => Number.isFinite(id) || (typeof id === 'string' && id.length <= id_length_max);

// The origin that a word of the address names, or null: an origin and nothing more.
export function read_host(text) {
    try {
        const url = new URL(text);
        return /^https?:$/.test(url.protocol) && url.origin === text.replace(/\/$/, '') ? url.origin : null;
    } catch {
        return null;
    }
}

// Answers the page around this frame for `demo`, and tells it what happens. `host`: the origin that the address names,
// or null for whoever says hello first.
export function answer_host(demo, { host = null } = {}) {
    const peer = window.parent;
    if (peer === window) return;
    let origin = host;
    let waiting = 0;
    let is_ready = false;
    let told = ''; // what the last problem was
    // A page without an origin cannot be addressed by it. It is still the only one there: when the page around a frame
    // goes, the frame goes with it.
    const post = (message, to) => peer.postMessage({ airlock: protocol_version, ...message }, to === 'null' ? '*' : to);
    const greeting = () => ({ version: protocol_version, deeds: Object.keys(deeds), events: relayed_events, is_ready });

    // { value } or { error }
    async function answer(message) {
        const { run, gives } = deeds[message.do];
        if (!run) return { value: greeting() };
        told = '';
        try {
            const value = await run(demo, message);
            if (gives) return value === null ? { error: told || 'it could not be had' } : { value };
            return value.length ? { error: value.map((problem) => problem.text).join('\n') } : { value: null };
        } catch (error) {
            return { error: String(error?.message ?? error) };
        }
    }

    window.addEventListener('message', async ({ source, origin: from, data }) => {
        if (source !== peer || (origin && from !== origin)) return;
        if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'airlock')) return;
        const id = is_id(data.id) ? data.id : null;
        const refuse = (error) => post({ id, ok: false, error }, from);
        if (id === null) return refuse(`"id" must be a number or a text of at most ${id_length_max} characters`);
        const trouble = trouble_of(data);
        if (trouble) return refuse(trouble);
        if (!origin && data.do !== 'hello') return refuse('the first message must be "hello"');
        if (waiting >= waiting_max) return refuse(`${waiting_max} questions wait for their answers already`);
        origin = from;
        waiting += 1;
        const { value, error } = await answer(data);
        waiting -= 1;
        if (error === undefined) post({ id, ok: true, value }, from);
        else refuse(error.slice(0, 2000));
    });
    for (const event of relayed_events) {
        demo.addEventListener(event, ({ detail }) => {
            if (event === 'ready') is_ready = true;
            if (event === 'problem') told = detail.problems.map((problem) => problem.text).join('\n');
            if (origin) post({ event, detail: detail ?? null }, origin);
        });
    }
    // Whoever listens learns that somebody is here; there is nothing else in it.
    post({ event: 'hello', detail: { version: protocol_version } }, host ?? '*');
}
