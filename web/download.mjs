// Fetching with true progress: bytes are counted as they arrive, and how many there will be is known from
// sizes.json, which the build wrote. Where that is missing, the total stays unknown and nobody pretends.

import { open_file } from './files.mjs';
import { t } from './words.mjs';

export { path_of, url_of } from './files.mjs';

const stall_ms = 20_000;
export const scenario_bytes_max = 8 * 1024 * 1024;
export const too_large = (bytes_max) => t('it is larger than {megabytes} MB', { megabytes: bytes_max / 1024 / 1024 });

export class DownloadError extends Error {
    constructor(path, reason) {
        super(`${path}: ${reason}`);
        this.name = 'DownloadError';
    }
}

// One progress over several files. `changed(loaded, total)`: total 0 while it is not known.
export class Progress {
    constructor(changed) {
        this.changed = changed;
        this.files = new Map();
        this.sizes = null;
    }
    expect(path) {
        this.files.set(path, { loaded: 0, total: this.sizes?.[path] ?? 0 });
    }
    learn(sizes) {
        this.sizes = sizes;
        for (const [path, file] of this.files) file.total = sizes[path] ?? file.total;
        this.report();
    }
    add(path, bytes) {
        this.files.get(path).loaded += bytes;
        this.report();
    }
    done(path) {
        const file = this.files.get(path);
        file.total = file.loaded;
        this.report();
    }
    report() {
        let loaded = 0, total = 0, is_known = true;
        for (const file of this.files.values()) {
            loaded += file.loaded;
            total += file.total;
            if (file.total === 0) is_known = false;
        }
        this.changed(loaded, is_known ? Math.max(total, loaded) : 0);
    }
}

async function response_of(path, signal) {
    try {
        return await open_file(path, signal);
    } catch (error) {
        throw new DownloadError(path, error.message);
    }
}

// A Response whose body is counted on its way; it fails when nothing arrives for a while.
export async function counted(path, progress, bytes_max = Infinity) {
    progress?.expect(path);
    const abort = new AbortController();
    let timer = setTimeout(() => abort.abort(), stall_ms);
    const response = await response_of(path, abort.signal);
    // Without an encoding the header tells the size as well.
    if (progress && !response.headers.get('Content-Encoding')) {
        const file = progress.files.get(path);
        file.total ||= Number(response.headers.get('Content-Length')) || 0;
    }
    let loaded = 0;
    const counter = new TransformStream({
        transform(chunk, controller) {
            clearTimeout(timer);
            timer = setTimeout(() => abort.abort(), stall_ms);
            loaded += chunk.byteLength;
            if (loaded > bytes_max) {
                controller.error(new DownloadError(path, too_large(bytes_max)));
                abort.abort();
                return;
            }
            progress?.add(path, chunk.byteLength);
            controller.enqueue(chunk);
        },
        flush() {
            clearTimeout(timer);
            progress?.done(path);
        },
    });
    return new Response(response.body.pipeThrough(counter), {
        headers: { 'Content-Type': path.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream' },
    });
}

export async function bytes_of(path, progress, bytes_max) {
    const response = await counted(path, progress, bytes_max);
    try {
        return new Uint8Array(await response.arrayBuffer());
    } catch (error) {
        throw error instanceof DownloadError ? error : new DownloadError(path, t('it did not arrive whole'));
    }
}

export async function json_of(path) {
    const response = await response_of(path);
    try {
        return await response.json();
    } catch {
        throw new DownloadError(path, t('it is not JSON'));
    }
}
