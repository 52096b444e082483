// The desk in its own thread: questions in, answers out, one after the other. Fetched when something is asked for the
// first time. A question that stops the program is told; whoever asked then starts another worker. A page that has the
// program's bytes hands them over before it asks; else the program is fetched.

import createDesk from './airlock-desk.mjs';

const utf8 = new TextEncoder();
const from_utf8 = new TextDecoder();
const errors = [];
let ready = null;

const start = (more = {}) => createDesk({
    print: (line) => console.log(line),
    printErr: (line) => errors.push(line),
    ...more,
});

self.onmessage = async ({ data: { id, question, program } }) => {
    try {
        ready ??= start(program && { wasmBinary: program });
        const desk = await ready;
        if (program) return;
        const bytes = utf8.encode(question);
        const at = desk._desk_question(bytes.length);
        desk.HEAPU8.set(bytes, at);
        desk._desk_answer();
        const from = desk._desk_result(), size = desk._desk_result_size();
        self.postMessage({ id, answer: from_utf8.decode(desk.HEAPU8.subarray(from, from + size)) });
    } catch (error) {
        self.postMessage({ id, stopped: [...errors, String(error?.message ?? error)].join('\n') });
    }
};
