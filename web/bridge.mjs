// The WebAssembly program as an object: texts in, values out. Every call is guarded: when the program stops
// on a broken promise of its own, `crashed` is told once and nothing is called any more.

import createAirlock from './airlock.mjs';

const utf8 = new TextEncoder();
const from_utf8 = new TextDecoder();

export class Bridge {
    // `module` is compiled; `host` gets the program's wishes (platform.h); `crashed(text)` when it stops.
    static async create(module, host, crashed) {
        const bridge = new Bridge();
        bridge.crashed = crashed;
        bridge.is_dead = false;
        bridge.errors = [];
        bridge.program = await createAirlock({
            host,
            instantiateWasm(imports, done) {
                WebAssembly.instantiate(module, imports).then((instance) => done(instance, module));
                return {};
            },
            print: (line) => console.log(line),
            printErr: (line) => {
                bridge.errors.push(line);
                if (bridge.errors.length > 50) bridge.errors.shift();
                console.warn(line);
            },
            onAbort: (reason) => bridge.die(reason),
        });
        return bridge;
    }

    // Nothing is called any more, and nobody is told; the program's memory goes with the last reference to it.
    dispose() {
        this.is_dead = true;
        this.program = null;
    }

    die(reason) {
        if (this.is_dead) return;
        this.is_dead = true;
        this.crashed([...this.errors, String(reason?.stack ?? reason)].join('\n'));
    }

    guard(deed) {
        if (this.is_dead) return undefined;
        try {
            return deed();
        } catch (error) {
            this.die(error);
            return undefined;
        }
    }

    put(index, value) {
        const bytes = value instanceof Uint8Array ? value : utf8.encode(value);
        const at = this.program._app_argument(index, bytes.length);
        this.program.HEAPU8.set(bytes, at);
    }

    // Calls an export with texts as arguments; answers its number.
    call(name, texts = [], ...numbers) {
        return this.guard(() => {
            texts.forEach((text, index) => this.put(index, text));
            return this.program[`_${name}`](...numbers);
        });
    }

    result() {
        const at = this.program._app_result(), size = this.program._app_result_size();
        return from_utf8.decode(this.program.HEAPU8.subarray(at, at + size));
    }

    // The same for an export that leaves a text.
    text(name, texts = [], ...numbers) {
        return this.guard(() => {
            this.call(name, texts, ...numbers);
            if (this.is_dead) return undefined;
            return this.result();
        });
    }

    json(name, texts = [], ...numbers) {
        const text = this.text(name, texts, ...numbers);
        return text === undefined ? null : JSON.parse(text);
    }
}
