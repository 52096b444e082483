// A server for the browser tests: the built page below a sub-path, with the strictest policy it must live with,
// and with the faults a test asks for: a file that fails, one that comes slowly, one that lies about its size.

import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname } from 'node:path';

import { file_of } from '../../tools/serve.mjs';

const types = {
    '.css': 'text/css', '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.json': 'application/json',
    '.mjs': 'text/javascript', '.png': 'image/png', '.svg': 'image/svg+xml', '.ttf': 'font/ttf', '.txt': 'text/plain',
    '.wasm': 'application/wasm',
};

export const policy =
    "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self'; " +
    "font-src 'self'; object-src 'none'; base-uri 'none'";

// `pages`: path -> HTML of pages that embed the page. `fault(path)` may answer { status }, { delay_ms },
// { bytes } or { is_cut }: no answer at all, as without a network.
// `headers(path)` are sent beside, or with null instead of, what is sent to everybody. Both may be changed at any time,
// and so may `folder`: the next version of what is served.
export async function serve_dist(folder, { pages = {}, headers = () => ({}) } = {}) {
    const state = { folder, headers, fault: () => null, requests: [] };
    const sent = (path, usual) =>
        Object.fromEntries(Object.entries({ ...usual, ...state.headers(path) }).filter(([, value]) => value !== null));
    const server = createServer(async (request, response) => {
        const { pathname } = new URL(request.url, 'http://localhost');
        state.requests.push(pathname);
        if (Object.hasOwn(pages, pathname)) {
            response.writeHead(200, sent(pathname, { 'Content-Type': 'text/html; charset=utf-8' }));
            return response.end(pages[pathname]);
        }
        if (!pathname.startsWith('/sub/path/')) return response.writeHead(404).end('not here');
        let path = pathname.slice('/sub/path'.length);
        if (path.endsWith('/')) path += 'index.html';
        const fault = state.fault(path) ?? {};
        if (fault.delay_ms) await new Promise((done) => setTimeout(done, fault.delay_ms));
        if (fault.is_cut) return request.socket.destroy();
        if (fault.status) return response.writeHead(fault.status).end('as the test asked');
        const file = file_of(state.folder, path);
        const bytes = fault.bytes ?? (file && (await readFile(file).catch(() => null)));
        if (!bytes) return response.writeHead(404).end('not here');
        response.writeHead(200, sent(path, {
            'Content-Type': types[extname(path)] ?? 'application/octet-stream',
            'Content-Length': bytes.length,
            'Content-Security-Policy': policy,
            'Cache-Control': 'no-store',
        }));
        response.end(bytes);
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    return Object.assign(state, {
        origin: `http://127.0.0.1:${server.address().port}`,
        url: `http://127.0.0.1:${server.address().port}/sub/path/`,
        close: () => new Promise((done) => {
            server.close(done);
            server.closeAllConnections(); // browsers keep theirs for the next request
        }),
    });
}
