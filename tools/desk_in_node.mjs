// The built desk (docs/desk.md) outside a browser, for what the build writes with it.

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

// `folder` holds airlock-desk.mjs and its program. Gives `ask(question)`, which answers or throws.
export async function open_desk(folder) {
    const address = pathToFileURL(resolve(folder, 'airlock-desk.mjs')).href;
    globalThis.self ??= { location: { href: address } }; // it is made for a worker, and asks where that is
    const { default: create } = await import(address);
    const errors = [];
    const desk = await create({
        wasmBinary: await readFile(join(folder, 'airlock-desk.wasm')),
        printErr: (line) => errors.push(line),
    });
    const to_utf8 = new TextEncoder(), from_utf8 = new TextDecoder();
    return function ask(question) {
        const bytes = to_utf8.encode(JSON.stringify(question));
        const at = desk._desk_question(bytes.length);
        desk.HEAPU8.set(bytes, at);
        desk._desk_answer();
        const from = desk._desk_result(), size = desk._desk_result_size();
        const { answer, problems } = JSON.parse(from_utf8.decode(desk.HEAPU8.subarray(from, from + size)));
        if (problems) throw new Error([...problems.map(({ text }) => text), ...errors].join('\n'));
        return answer;
    };
}
