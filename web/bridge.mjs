// The WebAssembly program as an object: texts in, values out. Every call is guarded: when the program stops
// on a broken promise of its own, or because the browser gives it no more memory, `crashed` is told once and nothing
// is called any more.

import createAirlock from './airlock.mjs';

const utf8 = new TextEncoder();
const from_utf8 = new TextDecoder();

export class Bridge {
    // `module` is compiled; `host` gets the program's wishes (platform.h); `crashed(text, is_out_of_memory)` when it stops.
    static async create(module, host, crashed) {
        const bridge = new Bridge();
        bridge.crashed = crashed;
        bridge.is_dead = false;
        bridge.is_out_of_memory = false;
        bridge.errors = [];
        // Made here, where its failure can be told: the program's own start would wait for ever.
        let arrive;
        const arrived = new Promise((resolve) => (arrive = resolve));
        const program = createAirlock({
            host,
            instantiateWasm(imports, done) {
                arrive({ imports, done });
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
        const { imports, done } = await Promise.race([arrived, program]);
        const instance = await WebAssembly.instantiate(module, imports).catch((error) => {
            throw Object.assign(error, { is_out_of_memory: error instanceof RangeError });
        });
        bridge.watch_memory(instance);
        done(instance, module);
        bridge.program = await program;
        return bridge;
    }

    // What the program itself says when the browser refuses it memory is nothing that anybody could read.
    watch_memory({ exports }) {
        const memory = Object.values(exports).find((value) => value instanceof WebAssembly.Memory);
        memory.grow = (pages) => {
            try {
                return WebAssembly.Memory.prototype.grow.call(memory, pages);
            } catch (error) {
                this.is_out_of_memory = true;
                throw error;
            }
        };
    }

    // Nothing is called any more, and nobody is told; the program's memory goes with the last reference to it.
    dispose() {
        this.is_dead = true;
        this.program = null;
    }

    die(reason) {
        if (this.is_dead) return;
        this.is_dead = true;
        this.crashed([...this.errors, String(reason?.stack ?? reason)].join('\n'), this.is_out_of_memory);
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
