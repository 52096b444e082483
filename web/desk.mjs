// Questions to the desk, as promises: documents, the call composer, comparisons, reports (docs/desk.md). The program
// behind it is fetched with the first question and holds nothing between two of them, so that a worker that stopped or
// took too long is simply replaced.
//
//     const { text } = await desk.ask({ ask: 'export', run, format: 'markdown' });

import { start_desk } from './files.mjs';

const seconds_max = 120;

export class DeskError extends Error {
    // `code`: problems | stopped | too_long | closed. `problems` as the program gives them, each with a `text`.
    constructor(code, message, problems = []) {
        super(message);
        this.name = 'DeskError';
        this.code = code;
        this.problems = problems;
    }
}

export class Desk {
    #start;
    #worker = null;
    #waiting = new Map();
    #asked = 0;

    // `start` makes the worker; tests hand in their own.
    constructor(start = start_desk) {
        this.#start = start;
    }

    // The answer to a question, a plain object both; a DeskError where there is none. `signal` gives it up.
    ask(question, { signal, seconds = seconds_max } = {}) {
        return new Promise((resolve, reject) => {
            if (signal?.aborted) return reject(signal.reason);
            const id = ++this.#asked;
            const timer = setTimeout(() => {
                this.#replace(new DeskError('too_long', `no answer within ${seconds} seconds`));
            }, seconds * 1000);
            const give_up = () => this.#settle(id, (waiting) => waiting.reject(signal.reason));
            signal?.addEventListener('abort', give_up, { once: true });
            this.#waiting.set(id, {
                resolve,
                reject,
                done() {
                    clearTimeout(timer);
                    signal?.removeEventListener('abort', give_up);
                },
            });
            try {
                this.#ready().postMessage({ id, question: JSON.stringify(question) });
            } catch (error) {
                this.#settle(id, (waiting) => waiting.reject(new DeskError('stopped', String(error?.message ?? error))));
            }
        });
    }

    // Gives back thread and memory; what is still asked gets no answer. Asking again starts anew.
    close() {
        this.#replace(new DeskError('closed', 'the desk was closed'));
    }

    #ready() {
        if (this.#worker) return this.#worker;
        const worker = this.#start();
        worker.onmessage = ({ data }) => this.#hear(data);
        worker.onerror = (event) => {
            event.preventDefault?.();
            this.#replace(new DeskError('stopped', event.message || 'the program could not be loaded'));
        };
        this.#worker = worker;
        return worker;
    }

    #hear({ id, answer, stopped }) {
        if (stopped !== undefined) return this.#replace(new DeskError('stopped', stopped));
        const { answer: found, problems } = JSON.parse(answer);
        this.#settle(id, ({ resolve, reject }) => {
            if (!problems) return resolve(found);
            reject(new DeskError('problems', problems.map(({ text }) => text).join('\n'), problems));
        });
    }

    #settle(id, tell) {
        const waiting = this.#waiting.get(id);
        if (!waiting) return; // given up
        this.#waiting.delete(id);
        waiting.done();
        tell(waiting);
    }

    #replace(error) {
        this.#worker?.terminate();
        this.#worker = null;
        for (const id of [...this.#waiting.keys()]) this.#settle(id, ({ reject }) => reject(error));
    }
}

// The page's own; nothing is fetched before the first question.
export const desk = new Desk();
