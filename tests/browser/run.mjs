// The built page, driven in a real Chromium: by pixels of its canvas, by its DOM, by keys, inside a frame, and
// through everything that can go wrong. Two browsers take the tests one by one; those that measure time come last, in
// one browser while the other rests. Prints a line a test and at the end "N passed, M failed". A test that gives a
// reason was left out: this machine lacks something for it.
//
//     node tests/browser/run.mjs [PART OF A NAME…]
//
// AIRLOCK_DIST: the page (dist/); AIRLOCK_CLI: the native program that runs must agree with.

import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';

import { all_tests } from './all_tests.mjs';

const wanted = process.argv.slice(2);
const chosen = all_tests.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const counts = { ok: 0, skip: 0, FAIL: 0 };

function tell({ verdict, name, note }) {
    ++counts[verdict];
    console.log(`${verdict.padEnd(4)}  ${name} ${note}`);
}

// A worker that can be asked for one test at a time; `ask` gives its verdict even if the worker died of it.
async function begin_worker() {
    const worker = fork(fileURLToPath(new URL('worker.mjs', import.meta.url)));
    const answer = () => new Promise((yes, no) => {
        const end = (code) => no(new Error(`the worker ended with ${code}`));
        worker.once('exit', end);
        worker.once('message', (message) => {
            worker.off('exit', end);
            yes(message);
        });
    });
    await answer();
    return {
        ask(name) {
            worker.send(name);
            return answer().catch((error) => ({ verdict: 'FAIL', name, note: `\n      ${error.message}` }));
        },
        is_alive: () => worker.exitCode === null && worker.signalCode === null,
        end: () => new Promise((done) => {
            if (worker.exitCode !== null || worker.signalCode !== null) return done();
            worker.once('exit', done);
            worker.kill('SIGTERM');
        }),
    };
}

async function take_all(queue, worker) {
    while (queue.length > 0) {
        worker = worker?.is_alive() ? worker : await begin_worker();
        tell(await worker.ask(queue.shift().name));
    }
    return worker;
}

const beside = chosen.filter(({ is_alone }) => !is_alone);
const alone = chosen.filter(({ is_alone }) => is_alone);
const count = Math.max(1, Math.min(2, availableParallelism(), beside.length));
const workers = await Promise.all(Array.from({ length: count }, () => take_all(beside)));
await Promise.all(workers.slice(1).map((worker) => worker?.end()));
await (await take_all(alone, workers[0]))?.end();

console.log(`${counts.ok} passed, ${counts.FAIL} failed`);
process.exit(counts.FAIL === 0 && counts.ok > 0 ? 0 : 1);
