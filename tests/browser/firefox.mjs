// The system's Firefox for the tests, through WebDriver BiDi: what playwright-core drives is a Firefox of its own making,
// and visitors do not have that one. It has WebGL only where it has a screen, so it gets one that nobody sees (Xvfb).
// Only what the tests need.

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const executables = [process.env.AIRLOCK_FIREFOX, '/usr/bin/firefox-esr', '/usr/bin/firefox'];
const screens = ['/usr/bin/Xvfb'];
const first_of = (paths) => paths.find((path) => path && existsSync(path)) ?? null;
const start_ms_max = 30_000;
const answer_ms_max = 45_000;
const preferences = {
    'webgl.force-enabled': true, // drawn by the processor where there is no graphics card
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'toolkit.telemetry.enabled': false,
    'app.update.auto': false,
    'browser.aboutwelcome.enabled': false,
    'ui.prefersReducedMotion': 1,
};

// What this machine lacks to run it, or ''.
export function firefox_lacks() {
    if (!first_of(executables)) return 'no Firefox on this machine';
    if (!process.env.DISPLAY && !first_of(screens)) return 'no screen and no Xvfb for Firefox on this machine';
    return '';
}

// { display, close }: the screen there is, or one of our own.
async function open_screen() {
    if (process.env.DISPLAY) return { display: process.env.DISPLAY, close() {} };
    const server = spawn(first_of(screens), ['-displayfd', '1', '-screen', '0', '1280x1024x24'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const number = await new Promise((found, failed) => {
        server.once('exit', () => failed(new Error('Xvfb did not start')));
        server.stdout.setEncoding('utf8').once('data', (text) => found(text.trim()));
    });
    return { display: `:${number}`, close: () => server.kill() };
}

export async function launch_firefox() {
    const WebSocket = createRequire(import.meta.url)('ws');
    const profile = await mkdtemp(join(tmpdir(), 'airlock-firefox-'));
    const lines = Object.entries(preferences).map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});`);
    await writeFile(join(profile, 'user.js'), lines.join('\n'));
    const screen = await open_screen();
    const words = ['--no-remote', '--profile', profile, '--remote-debugging-port', '0', 'about:blank'];
    const program = spawn(first_of(executables), words, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, DISPLAY: screen.display } });
    const gone = new Promise((done) => program.once('exit', done));
    const clean_up = async () => {
        program.kill('SIGKILL');
        await gone;
        screen.close();
        await rm(profile, { recursive: true, force: true, maxRetries: 5 });
    };
    let socket;
    try {
        const address = await new Promise((found, failed) => {
            let said = '';
            setTimeout(() => failed(new Error(`Firefox did not start: ${said.slice(-500)}`)), start_ms_max).unref();
            program.stderr.setEncoding('utf8').on('data', (text) => {
                said += text;
                const [, found_at] = /WebDriver BiDi listening on (ws:\/\/\S+)/.exec(said) ?? [];
                if (found_at) found(found_at);
            });
        });
        socket = new WebSocket(`${address}/session`);
        await new Promise((done, failed) => socket.once('open', done).once('error', failed));
    } catch (error) {
        await clean_up();
        throw error;
    }

    const waiting = new Map();
    const listeners = new Set();
    let asked = 0;
    socket.on('message', (bytes) => {
        const message = JSON.parse(bytes);
        if (message.type === 'event') return listeners.forEach((listen) => listen(message));
        const { done, failed } = waiting.get(message.id);
        waiting.delete(message.id);
        if (message.type === 'success') done(message.result);
        else failed(new Error(`${message.error}: ${message.message}`));
    });
    const send = (method, params = {}) => new Promise((done, failed) => {
        const id = ++asked;
        setTimeout(() => waiting.delete(id) && failed(new Error(`${method}: no answer`)), answer_ms_max).unref();
        waiting.set(id, { done, failed });
        socket.send(JSON.stringify({ id, method, params }));
    });

    // What runs in a page or a frame: `deed` is a function of plain values that gives one.
    const evaluator = (context) => async (deed, ...values) => {
        const { type, result, exceptionDetails } = await send('script.callFunction', {
            functionDeclaration: `async (text) => JSON.stringify((await (${deed})(...JSON.parse(text))) ?? null)`,
            arguments: [{ type: 'string', value: JSON.stringify(values) }],
            target: { context }, awaitPromise: true, userActivation: true,
        });
        if (type === 'exception') throw new Error(exceptionDetails.text);
        return JSON.parse(result.value);
    };
    const placed = (context) => {
        const evaluate = evaluator(context);
        return {
            evaluate,
            async wait_for(deed, ...values) {
                for (const until = Date.now() + answer_ms_max; !(await evaluate(deed, ...values).catch(() => false));) {
                    if (Date.now() > until) throw new Error(`Firefox waited in vain for ${deed}`);
                    await new Promise((done) => setTimeout(done, 50));
                }
            },
            async frame() {
                const { contexts } = await send('browsingContext.getTree', { root: context });
                return placed(contexts[0].children[0].context);
            },
        };
    };
    await send('session.new', { capabilities: {} });
    await send('session.subscribe', { events: ['log.entryAdded'] });
    return {
        // `errors` gathers what went wrong on the page, as open_page does.
        async open(url) {
            const { context } = await send('browsingContext.create', { type: 'tab' });
            const errors = [];
            const listen = ({ params: { level, text } }) => level === 'error' && errors.push(text);
            listeners.add(listen);
            await send('browsingContext.navigate', { context, url, wait: 'complete' });
            return {
                ...placed(context),
                errors,
                async press(x, y) {
                    await send('input.performActions', { context, actions: [{ type: 'pointer', id: 'mouse', actions: [
                        { type: 'pointerMove', x: Math.round(x), y: Math.round(y) }, { type: 'pointerDown', button: 0 }, { type: 'pointerUp', button: 0 },
                    ] }] });
                },
                async key(value) {
                    await send('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions: [{ type: 'keyDown', value }, { type: 'keyUp', value }] }] });
                },
                async reload() {
                    await send('browsingContext.reload', { context, wait: 'complete' });
                },
                async close() {
                    listeners.delete(listen);
                    await send('browsingContext.close', { context });
                },
            };
        },
        async close() {
            socket.close();
            await clean_up();
        },
    };
}
