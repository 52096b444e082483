// Sets the native and the WebAssembly bench side by side, then adds what only the page can tell: bytes of a
// first visit, CPU time of a frame, time from navigation to the first frame.
//
//     node tools/bench.mjs --native PROGRAM --wasm PROGRAM.js [--json]

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
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
    const row = (a, b, c, d) => console.log(`${a.padEnd(26)} ${b.padStart(14)} ${c.padStart(14)}  ${d}`);
    row('', 'native', 'WebAssembly', '');
    for (const { name, unit, native: left, wasm: right } of figures) row(name, shown(left), shown(right), unit);
}
