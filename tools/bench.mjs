// Sets the native and the WebAssembly bench side by side, then adds how long the command-line program takes for
// the slowest shipped story, and what only the page can tell: bytes of a first visit, CPU time of a frame, time
// from navigation to the first frame.
//
//     node tools/bench.mjs --native PROGRAM --wasm PROGRAM.js [--json]

import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measure } from './size.mjs';

const { values: options } = parseArgs({
    options: { native: { type: 'string' }, wasm: { type: 'string' }, json: { type: 'boolean' } },
});

const run = (command, ...args) =>
    execFileSync(command, [...args, '--json'], { encoding: 'utf8', maxBuffer: 1 << 24 })
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));

const native = run(options.native);
const wasm = run(process.execPath, options.wasm);
const figures = native.map(({ name, value, unit }) => {
    const other = wasm.find((figure) => figure.name === name)?.value ?? null;
    return { name, unit, native: value, wasm: other };
});

// Whole processes, from start to exit. The stories are short, so a run that other work delayed is told from the rest
// by the median.
function slowest_story(cli) {
    const folder = new URL('../scenarios', import.meta.url).pathname;
    const stories = ['', ...readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name)]
        .flatMap((below) => readdirSync(join(folder, below)).map((name) => join(below, name)))
        .filter((name) => name.endsWith('.json') && !name.includes('schema'));
    const milliseconds = (story) => {
        const times = Array.from({ length: 7 }, () => {
            const start = process.hrtime.bigint();
            const { status } = spawnSync(cli, ['run', join(folder, story)], { stdio: 'ignore' });
            if (status !== 0) throw new Error(`${story} ends with ${status}`);
            return Number(process.hrtime.bigint() - start) / 1e6;
        });
        return times.sort((a, b) => a - b)[3];
    };
    return stories.map((story) => ({ story, value: milliseconds(story) })).sort((a, b) => b.value - a.value)[0];
}

if (process.env.AIRLOCK_CLI) {
    const { story, value } = slowest_story(process.env.AIRLOCK_CLI);
    figures.push({ name: `run ${story.replace('.json', '')}`, unit: 'ms, slowest story', native: value, wasm: null });
}
const dist = process.env.AIRLOCK_DIST;
if (dist && existsSync(dist)) {
    const { first_visit: bytes } = await measure(dist);
    for (const kind of ['raw', 'gzip', 'brotli'])
        figures.push({ name: `first visit, ${kind}`, unit: 'bytes', native: null, wasm: bytes[kind] });
}
if (dist && process.env.AIRLOCK_CHROMIUM && existsSync(new URL('../tests/browser/measure.mjs', import.meta.url))) {
    const { measure_page } = await import('../tests/browser/measure.mjs');
    for (const figure of await measure_page(dist)) figures.push(figure);
}

const shown = (value) =>
    value === null || value === undefined ? '' : value >= 1000 ? Math.round(value).toLocaleString('en') : String(Number(value.toPrecision(3)));

if (options.json) {
    for (const figure of figures) console.log(JSON.stringify(figure));
} else {
    const row = (a, b, c, d) => console.log(`${a.padEnd(42)} ${b.padStart(14)} ${c.padStart(14)}  ${d}`);
    row('', 'native', 'WebAssembly', '');
    for (const { name, unit, native: left, wasm: right } of figures) row(name, shown(left), shown(right), unit);
}
